"""Draw what a training's losses did over the tokens that it saw."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training.run_state import StageLosses

COLOURS = {"train_loss": "#2f6fde", "validation_loss": "#d9622b"}
LABELS = {"train_loss": "training", "validation_loss": "validation"}


def draw_losses(stages: Sequence[StageLosses], path: Path, title: str) -> None:
    """Draw training and validation loss over tokens seen as a PNG, the stages one after the other.

    Each stage measures on data of its own, so its curve begins anew.
    """
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4), dpi=120)
    before = 0.0
    for number, stage in enumerate(stages):
        for key, colour in COLOURS.items():
            tokens, losses = _points(stage.rows, key)
            label = LABELS[key] if number == 0 else None
            axes.plot([before + t for t in tokens], losses, label=label, color=colour, marker="." * (len(tokens) < 30))
        if number:
            axes.axvline(before, color="#888888", linewidth=0.8, linestyle=":")
        if len(stages) > 1:
            axes.annotate(stage.name, (before, 1.0), xycoords=("data", "axes fraction"), xytext=(3, -11),
                          textcoords="offset points", fontsize=8, color="#666666")  # fmt: skip
        before += stage.tokens / 1e6
    axes.set_xlabel("million tokens seen")
    axes.set_ylabel("loss (nats a token)")
    axes.set_title(title)
    axes.grid(alpha=0.25)
    axes.legend(frameon=False)
    figure.tight_layout()
    figure.savefig(path)
    pyplot.close(figure)


def _points(rows: Sequence[dict[str, Any]], key: str) -> tuple[list[float], list[float]]:
    """Return (million tokens, loss) of the rows that have it; where training stopped between, its batches' loss."""
    fallback = "batch_loss" if key == "train_loss" else key
    found = [(row["tokens"] / 1e6, row.get(key, row.get(fallback))) for row in rows]
    return [t for t, loss in found if loss is not None], [loss for _, loss in found if loss is not None]
