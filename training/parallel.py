"""Several processes that train one model together, started by `torchrun`: each works off its share of every batch.

    torchrun --nproc-per-node 2 -m training train --preset pysmith

The gradients are averaged as they arise (DistributedDataParallel over gloo), so all processes hold the same weights.
The first one logs and saves; the run folder must be one that all can read. One process alone needs none of this.
"""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import torch
import torch.distributed as dist
from torch import Tensor, nn

from engine.errors import ConfigError
from engine.model import GPT

Loss = Callable[[Tensor, Tensor], Tensor]


@dataclass(frozen=True)
class Crew:
    """Which of how many processes this one is."""

    rank: int = 0
    size: int = 1

    @classmethod
    def join(cls) -> "Crew":
        """Meet the processes that torchrun started; without it, be alone."""
        if int(os.environ.get("WORLD_SIZE", "1")) == 1:
            return cls()
        dist.init_process_group("gloo")
        return cls(dist.get_rank(), dist.get_world_size())

    def leave(self) -> None:
        """Part from the others."""
        if self.size > 1:
            dist.destroy_process_group()

    @property
    def is_first(self) -> bool:
        """Whether this process logs and saves."""
        return self.rank == 0

    def share(self, batch: Tensor) -> Tensor:
        """Return this process's rows of a batch."""
        if len(batch) % self.size:
            raise ConfigError(f"A batch of {len(batch)} cannot be shared by {self.size} processes.")
        return batch.chunk(self.size)[self.rank]

    def wrap(self, model: GPT, loss: Loss) -> Loss:
        """Return the loss so that its gradients are averaged over all processes."""
        return loss if self.size == 1 else nn.parallel.DistributedDataParallel(_LossOf(model, loss))

    def without_averaging(self, wrapped: Loss) -> AbstractContextManager[None]:
        """Return a context in which gradients only add up here, for all pieces of a batch but the last."""
        return wrapped.no_sync() if isinstance(wrapped, nn.parallel.DistributedDataParallel) else nullcontext()

    def average(self, *values: float) -> list[float]:
        """Return the means of values over all processes."""
        if self.size == 1:
            return list(values)
        means = torch.tensor(values, dtype=torch.float64)
        dist.all_reduce(means)
        return [float(mean) for mean in means / self.size]


class _LossOf(nn.Module):
    """A model's loss as a module, which is what DistributedDataParallel wraps."""

    def __init__(self, model: GPT, loss: Loss) -> None:
        super().__init__()
        self.model, self._loss = model, loss

    def forward(self, ids: Tensor, targets: Tensor) -> Tensor:
        return self._loss(ids, targets)
