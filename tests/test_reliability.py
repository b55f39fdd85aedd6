"""The picture of what confidence is worth."""

import json
from pathlib import Path

import pytest

from training.reliability import bin_answers, draw_reliability

ROWS = [
    {"source": "recipe", "confidence": 0.9, "ok": True},
    {"source": "hybrid", "confidence": 0.85, "ok": False},
    {"source": "recipe", "confidence": 0.3, "ok": False},
    {"source": "none", "confidence": 0.1, "ok": False},
]


def test_refusals_do_not_count() -> None:
    low, high = bin_answers(ROWS)
    assert (low.count, low.right) == (1, 0.0)
    assert (high.count, high.right) == (2, 0.5)
    assert high.confidence == pytest.approx(0.875)


def test_the_surest_answers_have_their_place() -> None:
    (only,) = bin_answers([{"source": "recipe", "confidence": 1.0, "ok": True}])
    assert only.low == pytest.approx(0.8)


def test_the_picture_is_drawn(tmp_path: Path) -> None:
    details = tmp_path / "odd.json"
    details.write_text(json.dumps({"rows": ROWS}), encoding="utf-8")
    draw_reliability({"odd half": details}, tmp_path / "picture.png")
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")
