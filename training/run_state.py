"""A training run on disk: what it needs to go on after a kill as if nothing had happened.

A run folder holds `run.json` (what is trained), `state.pt` (weights, optimisers, step) and `losses.jsonl`.
"""

import contextlib
import json
import os
import time
from pathlib import Path
from typing import Any

import torch

from training.workspace import DataError, read_jsonl


class RunFolder:
    """Saves and restores a run. Everything is written beside and then renamed, so it is whole or the old one."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.losses = path / "losses.jsonl"

    def begin(self, description: dict[str, Any]) -> None:
        """Record what this run trains; raises DataError when the folder belongs to another training."""
        file = self.path / "run.json"
        if file.exists():
            before = json.loads(file.read_text(encoding="utf-8"))
            if before != json.loads(json.dumps(description)):
                changed = [k for k in description if before.get(k) != json.loads(json.dumps(description[k]))]
                raise DataError(
                    f"{self.path} holds a run with another {', '.join(changed) or 'description'}. "
                    "Choose another --run-dir, or delete this one."
                )
        file.write_text(json.dumps(description, indent=1) + "\n", encoding="utf-8")

    def save(self, state: dict[str, Any]) -> None:
        """Write the state of a run."""
        unfinished = self.path / "state.pt.part"
        with unfinished.open("wb") as file:
            torch.save(state, file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self.path / "state.pt")

    def restore(self) -> dict[str, Any] | None:
        """Return the last saved state, or None for a new run; losses logged after it are forgotten."""
        file = self.path / "state.pt"
        if not file.exists():
            self.losses.unlink(missing_ok=True)
            return None
        # Our own file, and still only tensors and plain values are read from it.
        state: dict[str, Any] = torch.load(file, map_location="cpu", weights_only=True)
        rows = [row for row in read_whole_rows(self.losses) if row["step"] <= state["step"]]
        unfinished = self.losses.with_name("losses.jsonl.part")
        unfinished.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        unfinished.replace(self.losses)
        return state

    def log(self, row: dict[str, Any]) -> None:
        """Add a line to the losses."""
        with self.losses.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")


def read_whole_rows(path: Path) -> list[dict[str, Any]]:
    """Return the losses that were logged; a last line cut off by a kill does not count."""
    rows: list[dict[str, Any]] = []
    if path.exists():
        with contextlib.suppress(DataError):  # only the last line can be incomplete, and it is read up to there
            rows.extend(read_jsonl(path))
    return rows


class Clock:
    """Says when the next save is due, and how fast the run is."""

    def __init__(self, save_every_s: float, now: Any = time.monotonic) -> None:
        self._now = now
        self.save_every_s = save_every_s
        self.last_save = self.last_report = now()

    def save_is_due(self) -> bool:
        """Return whether the last save is old enough, and start counting anew if so."""
        if self._now() - self.last_save < self.save_every_s:
            return False
        self.last_save = self._now()
        return True

    def seconds_since_report(self) -> float:
        """Return the seconds since this was last asked."""
        before, self.last_report = self.last_report, self._now()
        return self.last_report - before
