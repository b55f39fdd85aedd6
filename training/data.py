"""Token ids on disk and the batches drawn from them.

A data set is a `.bin` of little-endian uint16 ids. Which windows a step sees follows from the seed and the step
alone, so a resumed run sees what an uninterrupted one would have seen.
"""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.workspace import DataError


def write_ids(path: Path, ids: list[int] | np.ndarray) -> None:
    """Write token ids as little-endian uint16, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    np.asarray(ids, dtype="<u2").tofile(unfinished)
    unfinished.replace(path)


class TokenData:
    """A file of token ids, read by memory map."""

    def __init__(self, path: Path, context_length: int) -> None:
        """Raises DataError when the file is missing or shorter than one window."""
        if not path.exists():
            raise DataError(f"{path} is missing. Run `python -m training prepare` first.")
        count = path.stat().st_size // 2
        if count <= context_length + 1:
            raise DataError(f"{path} holds {count} tokens, too few for a context length of {context_length}.")
        self.ids = np.memmap(path, dtype="<u2", mode="r")
        self.context_length = context_length

    def __len__(self) -> int:
        return len(self.ids)

    def batch(self, size: int, seed: int, step: int) -> tuple[Tensor, Tensor]:
        """Return ids and next ids, each (size, context_length), at random places chosen by seed and step."""
        rng = np.random.default_rng((seed, step))
        starts = rng.integers(0, len(self.ids) - self.context_length - 1, size)
        windows = np.stack([self.ids[s : s + self.context_length + 1] for s in starts]).astype(np.int64)
        tensor = torch.from_numpy(windows)
        return tensor[:, :-1].contiguous(), tensor[:, 1:].contiguous()

    def passes(self, tokens: int) -> float:
        """Return how often `tokens` tokens go through this data."""
        return tokens / len(self.ids)
