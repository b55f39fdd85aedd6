"""A training run on disk: what it needs to go on after a kill as if nothing had happened.

A run folder holds `run.json` (what is trained), `state.pt` (weights, optimisers, step), `losses.jsonl`, and where it
goes on from an earlier stage, `history.jsonl`: that stage's losses and those before it.
"""

import contextlib
import json
import os
import statistics
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import torch

from engine.checkpoint import WEIGHTS, inspect_model, load_model
from training.workspace import DataError, read_jsonl

FIRST_STAGE = "pretrain"
LOSSES = "losses.jsonl"
BATCHES_AVERAGED = 20


@dataclass(frozen=True)
class StageLosses:
    """One stage's name and what it logged; `tokens` counts from the stage's beginning."""

    name: str
    rows: list[dict[str, Any]]

    @property
    def tokens(self) -> int:
        """Tokens that the stage saw."""
        return int(self.rows[-1]["tokens"]) if self.rows else 0

    @property
    def hours(self) -> float:
        """Hours that it took, by the speeds that it logged; stretches without one count at the mean of the others."""
        timed = [
            (b["tokens"] - a["tokens"], b["tokens_per_s"]) for a, b in pairwise(self.rows) if b.get("tokens_per_s")
        ]
        seconds, tokens = sum(count / speed for count, speed in timed), sum(count for count, _ in timed)
        return seconds * self.tokens / tokens / 3600 if tokens else 0.0


class RunFolder:
    """Saves and restores a run. Everything is written beside and then renamed, so it is whole or the old one."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.losses = path / LOSSES
        self.history = path / "history.jsonl"

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

    def restore(self, may_write: bool = True) -> dict[str, Any] | None:
        """Return the last saved state, or None for a new run; losses logged after it are forgotten."""
        if not may_write:
            return self.read_state() if (self.path / "state.pt").exists() else None
        if not (self.path / "state.pt").exists():
            self.losses.unlink(missing_ok=True)
            return None
        state = self.read_state()
        rows = [row for row in read_whole_rows(self.losses) if row["step"] <= state["step"]]
        unfinished = self.losses.with_name("losses.jsonl.part")
        unfinished.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        unfinished.replace(self.losses)
        return state

    def read_state(self) -> dict[str, Any]:
        """Return the last saved state; raises DataError when there is none."""
        file = self.path / "state.pt"
        if not file.exists():
            raise DataError(f"{self.path} holds no run. Run `python -m training train` first.")
        # Our own file, and still only tensors and plain values are read from it.
        state: dict[str, Any] = torch.load(file, map_location="cpu", weights_only=True)
        return state

    def stage(self) -> str:
        """Return the name of the stage that this folder's run is in."""
        description = json.loads((self.path / "run.json").read_text(encoding="utf-8"))
        return str(description.get("stage", FIRST_STAGE))

    def stages(self) -> list["StageLosses"]:
        """Return the losses of all stages that led here, in order; a stage that was gone on with is one."""
        own = [{**row, "stage": self.stage()} for row in self._rows()]
        return _split_stages([*read_whole_rows(self.history), *own])

    def follow(self, earlier: "RunFolder | PublishedRun") -> dict[str, Any]:
        """Return the state of an earlier stage to go on from, and keep its losses up to there."""
        state = earlier.read_state()
        rows = [{**row, "stage": stage.name} for stage in earlier.stages() for row in stage.rows]
        self.history.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return state

    def _rows(self) -> list[dict[str, Any]]:
        """Return the losses up to the saved state, the last batches included where training stopped between reports."""
        rows = read_whole_rows(self.losses)
        if not (self.path / "state.pt").exists():
            return rows
        state = self.read_state()
        rows = [row for row in rows if row["step"] <= state["step"]]
        if state["batch_losses"] and state.get("tokens"):
            loss = round(statistics.fmean(state["batch_losses"][-BATCHES_AVERAGED:]), 4)
            rows.append({"step": state["step"], "tokens": state["tokens"], "batch_loss": loss})
        return rows

    def log(self, row: dict[str, Any]) -> None:
        """Add a line to the losses."""
        with self.losses.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")


class PublishedRun:
    """A model folder as a run to go on from, where the run's own folder is gone: its weights and its losses."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read_state(self) -> dict[str, Any]:
        """Return the weights and the step; what the optimisers had gathered was not published. Raises PysmithError."""
        weights = load_model(inspect_model(self.path)).network.state_dict()
        return {"model": weights, "step": sum(stage.rows[-1]["step"] for stage in self.stages())}

    def stages(self) -> list[StageLosses]:
        """Return the losses of all stages that led here, in order."""
        return _split_stages(read_whole_rows(self.path / LOSSES))


def open_run(path: Path) -> RunFolder | PublishedRun:
    """Return the run to go on from: a run's folder, or a model's."""
    return PublishedRun(path) if (path / WEIGHTS).exists() else RunFolder(path)


def _split_stages(rows: list[dict[str, Any]]) -> list[StageLosses]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row.get("stage", FIRST_STAGE), []).append(row)
    return [StageLosses(name, _count_on(rows)) for name, rows in found.items()]


def _count_on(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a stage's rows; where a run that went on with it counted from 0 again, they count on from the last."""
    counted, steps, tokens = [], 0, 0
    for before, row in pairwise([None, *rows]):
        assert row is not None, "only the first pair begins with none"
        if before is not None and row["step"] < before["step"]:
            steps, tokens = steps + before["step"], tokens + before["tokens"]
        counted.append({**row, "step": row["step"] + steps, "tokens": row["tokens"] + tokens})
    return counted


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
        return float(self.last_report - before)
