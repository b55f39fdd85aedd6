"""Token ids on disk and the batches drawn from them.

A data set is a `.bin` of little-endian uint16 ids; rows of whole documents have a `.marks` beside it, a byte an id.
Which windows or rows a step sees follows from the seed and the step alone, so a resumed run sees what an
uninterrupted one would have seen.
"""

from pathlib import Path
from typing import Literal

import numpy as np
import torch
from torch import Tensor

from training.workspace import DataError

# What an id is: nothing, text that is only seen, text to learn, or text to learn that answers a request.
PADDING, SEEN, READ, ANSWER = 0, 1, 2, 3


def write_ids(path: Path, ids: list[int] | np.ndarray) -> None:
    """Write token ids as little-endian uint16, whole or not at all."""
    _write(path, np.asarray(ids, dtype="<u2"))


def write_rows(path: Path, ids: np.ndarray, marks: np.ndarray) -> None:
    """Write rows of ids and their marks, both (rows, row length)."""
    assert ids.shape == marks.shape, "every id has a mark"
    _write(marks_of(path), np.asarray(marks, dtype=np.uint8))
    _write(path, np.asarray(ids, dtype="<u2"))


def marks_of(path: Path) -> Path:
    """Return the file of marks that belongs to a file of ids."""
    return path.with_suffix(".marks")


def _write(path: Path, array: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    array.tofile(unfinished)
    unfinished.replace(path)


class TokenData:
    """A file of token ids, read by memory map; a batch is windows at random places."""

    def __init__(self, path: Path, length: int) -> None:
        """Raises DataError when the file is missing or shorter than one window of `length` ids and the next."""
        self.ids, self.length = _map_ids(path), length
        if len(self.ids) <= length + 1:
            raise DataError(f"{path} holds {len(self.ids)} tokens, too few for a context length of {length}.")

    def __len__(self) -> int:
        return len(self.ids)

    def batch(self, size: int, seed: int, step: int) -> tuple[Tensor, Tensor]:
        """Return ids and next ids, each (size, length), at random places chosen by seed and step."""
        rng = np.random.default_rng((seed, step))
        starts = rng.integers(0, len(self.ids) - self.length - 1, size)
        windows = np.stack([self.ids[s : s + self.length + 1] for s in starts]).astype(np.int64)
        tensor = torch.from_numpy(windows)
        return tensor[:, :-1].contiguous(), tensor[:, 1:].contiguous()

    def passes(self, tokens: int) -> float:
        """Return how often `tokens` tokens go through this data."""
        return tokens / len(self.ids)


class PackedData:
    """Rows of whole documents; each pass takes every row once, in an order of its own."""

    def __init__(self, path: Path, length: int, loss_on: Literal["everything", "answer"] = "everything") -> None:
        """Raises DataError when the file is missing or was not packed for this length."""
        ids, marks = _map_ids(path), np.memmap(marks_of(path), dtype=np.uint8, mode="r")
        if len(ids) % (length + 1) or len(ids) != len(marks):
            raise DataError(f"{path} was not packed into rows of {length} tokens. Prepare it again.")
        self.ids, self.marks = ids.reshape(-1, length + 1), marks.reshape(-1, length + 1)
        self.least = ANSWER if loss_on == "answer" else READ
        self._order: tuple[tuple[int, int], np.ndarray] = ((-1, -1), np.empty(0, dtype=np.int64))

    def __len__(self) -> int:
        return self.ids.size

    def batch(self, size: int, seed: int, step: int) -> tuple[Tensor, Tensor]:
        """Return ids and next ids, each (size, length); next ids that do not count are -1."""
        rows = [self._row(seed, number) for number in range(step * size, (step + 1) * size)]
        ids = torch.from_numpy(self.ids[rows].astype(np.int64))
        marks = torch.from_numpy(self.marks[rows])
        return ids[:, :-1].contiguous(), ids[:, 1:].masked_fill(marks[:, 1:] < self.least, -1)

    def _row(self, seed: int, number: int) -> int:
        round_number, place = divmod(number, len(self.ids))
        if self._order[0] != (seed, round_number):
            order = np.random.default_rng((seed, round_number)).permutation(len(self.ids))
            self._order = ((seed, round_number), order)
        return int(self._order[1][place])

    def passes(self, tokens: int) -> float:
        """Return how often `tokens` tokens go through this data."""
        return tokens / self.ids.size


def open_data(path: Path, length: int, loss_on: Literal["everything", "answer"]) -> TokenData | PackedData:
    """Return a data set's reader: packed rows where it has marks, else windows anywhere.

    Raises DataError when only answers shall count and nothing says which ids are answers.
    """
    if marks_of(path).exists():
        return PackedData(path, length, loss_on)
    if loss_on == "answer":
        raise DataError(f"{path} has no marks that say what is an answer. Run `python -m training prepare --stage …`.")
    return TokenData(path, length)


def _map_ids(path: Path) -> np.ndarray:
    if not path.exists():
        raise DataError(f"{path} is missing. Run `python -m training prepare` first.")
    if not path.stat().st_size:
        raise DataError(f"{path} holds 0 tokens, too few to learn from.")
    return np.memmap(path, dtype="<u2", mode="r")
