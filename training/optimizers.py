"""The optimisers: AdamW for everything, or Muon for the matrices and AdamW for the rest."""

from collections.abc import Sequence
from typing import Any

import torch
from torch import nn

from training.presets import TrainConfig


def build_optimizers(model: nn.Module, config: TrainConfig) -> list[torch.optim.Optimizer]:
    """Return the optimisers over all parameters of `model`; each group remembers its peak learning rate.

    Muon (Jordan et al. 2024) orthogonalises the update of each hidden matrix; its step is scaled to the size that
    AdamW's would have (Liu et al. 2025, arXiv:2502.16982). Embeddings, head, norms and biases stay with AdamW.
    """
    named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    optimizers: list[torch.optim.Optimizer] = []
    if config.optimizer == "muon":
        matrices = [p for name, p in named if p.ndim == 2 and name.startswith("blocks.")]
        named = [(name, p) for name, p in named if not (p.ndim == 2 and name.startswith("blocks."))]
        optimizers.append(
            torch.optim.Muon(
                matrices,
                lr=config.muon_learning_rate,
                weight_decay=config.weight_decay,
                momentum=0.95,
                adjust_lr_fn="match_rms_adamw",
            )
        )
    groups = [
        {"params": [p for _, p in named if p.ndim >= 2], "weight_decay": config.weight_decay},
        {"params": [p for _, p in named if p.ndim < 2], "weight_decay": 0.0},
    ]
    optimizers.append(
        torch.optim.AdamW([g for g in groups if g["params"]], lr=config.learning_rate, betas=config.betas, fused=True)
    )
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["peak_lr"] = group["lr"]
    return optimizers


def take_over(optimizers: Sequence[torch.optim.Optimizer], saved: Sequence[dict[str, Any]]) -> None:
    """Give new optimisers what others have gathered (momenta, step counts); rates and decay stay the new ones'."""
    for optimizer, state in zip(optimizers, saved, strict=True):
        optimizer.load_state_dict({"state": state["state"], "param_groups": optimizer.state_dict()["param_groups"]})


def set_learning_rates(optimizers: list[torch.optim.Optimizer], share: float) -> None:
    """Set every group to `share` of its peak learning rate."""
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["lr"] = group["peak_lr"] * share
