"""What confidence is worth: of the answers that are said to be so sure, how many are right. Drawn as a picture."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BINS = 5


@dataclass(frozen=True)
class Bin:
    """The answers of one range of confidence: how many, how sure on average, and the share that was right."""

    low: float
    count: int
    confidence: float
    right: float


def bin_answers(rows: Sequence[dict[str, Any]], bins: int = BINS) -> list[Bin]:
    """Return the answered rows (keys confidence, ok, source) in ranges of confidence; empty ones are left out."""
    answered = [row for row in rows if row["source"] not in (None, "none")]
    found = []
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        inside = [row for row in answered if low <= row["confidence"] < high or (high == 1.0 == row["confidence"])]
        if inside:
            sure = sum(row["confidence"] for row in inside) / len(inside)
            found.append(Bin(low, len(inside), sure, sum(bool(row["ok"]) for row in inside) / len(inside)))
    return found


def draw_reliability(details: dict[str, Path], path: Path) -> None:
    """Draw the share of right answers over confidence, a line for each details file of the evaluation's runner."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(5, 4.4), dpi=120)
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=0.9, linestyle=":", label="as sure as right")
    for (name, file), colour in zip(details.items(), ("#2f6fde", "#d9622b", "#2b8a4b"), strict=False):
        found = bin_answers(json.loads(file.read_text(encoding="utf-8"))["rows"])
        axes.plot([b.confidence for b in found], [b.right for b in found], marker="o", color=colour, label=name)
        for b in found:
            axes.annotate(
                str(b.count), (b.confidence, b.right), xytext=(5, -11), textcoords="offset points", fontsize=8
            )
    axes.set_xlabel("confidence of the answer")
    axes.set_ylabel("share of right answers")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1.02)
    axes.grid(alpha=0.25)
    axes.legend(frameon=False, loc="upper left")
    figure.tight_layout()
    figure.savefig(path)
    pyplot.close(figure)
