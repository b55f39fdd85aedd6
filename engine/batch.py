"""Steps of a network for several writings at once: one token of every draft a step, however far each has come.

Prompts are read in pieces between the steps, so that nobody waits long for somebody else's. Knows no threads and no
callers.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.drafts import Draft, Writing
from engine.kv_cache import BatchCache, KVCache
from engine.model import GPT
from engine.sampling import SamplingOptions, sample_next

PIECE = 64  # how many tokens of a prompt are read between two steps


@dataclass
class _Row:
    """A draft, and its part in the writing."""

    writing: Writing
    number: int

    @property
    def draft(self) -> Draft:
        return self.writing.drafts[self.number]

    @property
    def luck(self) -> float:
        """The chance in the draft's next token."""
        return self.writing.luck[self.number][len(self.draft.log_probabilities)]


class _Reading:
    """Ids on their way into a cache of their own; when they are read, `rows` go on from there."""

    def __init__(self, model: GPT, ids: list[int], rows: list[_Row]) -> None:
        self.model, self.rows = model, rows
        self.unread = deque(torch.tensor([ids]).split(PIECE, dim=1))
        self.cache = KVCache(model.config, 1, len(ids))

    @property
    def is_wanted(self) -> bool:
        return any(row.draft.finish_reason is None for row in self.rows)

    def read_piece(self) -> Tensor | None:
        """Read on; return the logits of what comes next, (1, V), when everything is read."""
        states = self.model.hidden(self.unread.popleft(), self.cache)
        return None if self.unread else _logits(self.model, states)


class Batch:
    """All that is being written with one network."""

    def __init__(self, model: GPT) -> None:
        self.model = model
        self.room = model.config.context_length
        self.cache = BatchCache(model.config)
        self.rows: list[_Row] = []  # in the order of the cache's rows
        self.readings: deque[_Reading] = deque()

    @property
    def size(self) -> int:
        """How many drafts are being written or waiting for their prompt to be read."""
        return len(self.rows) + sum(len(reading.rows) for reading in self.readings)

    def add(self, writing: Writing) -> None:
        """Take in a writing. A prompt longer than the context keeps its end, and a quarter of the room to write in."""
        keep = max(1, self.room - self.room // 4)
        rows = [_Row(writing, number) for number in range(len(writing.drafts))]
        self.readings.append(_Reading(self.model, writing.prompt_ids[-keep:], rows))

    @torch.inference_mode()
    def step(self) -> None:
        """Read a piece of a prompt, if one waits, and write one token of every draft that has been read for."""
        self._let_go()
        self._write()
        self._read()

    def _let_go(self) -> None:
        """Drop the rows of drafts that are finished; those that fill the context start over without its oldest half."""
        for at in reversed(range(len(self.rows))):
            row, draft = self.rows[at], self.rows[at].draft
            if draft.finish_reason is None and self.cache.lengths[at] < self.room:
                continue
            self.cache.remove(at)
            self.rows[at] = self.rows[-1]
            self.rows.pop()
            if draft.finish_reason is None:
                ids = (row.writing.prompt_ids + draft.ids)[-max(1, self.room // 2) :]
                self.readings.append(_Reading(self.model, ids, [row]))
        self.readings = deque(reading for reading in self.readings if reading.is_wanted)

    def _write(self) -> None:
        if self.rows:
            newest = torch.tensor([[row.draft.ids[-1]] for row in self.rows])  # (B, 1)
            self._choose(self.rows, _logits(self.model, self.model.hidden(newest, self.cache)))

    def _read(self) -> None:
        if not self.readings:
            return
        logits = self.readings[0].read_piece()
        if logits is None:
            return
        done = self.readings.popleft()
        self._choose(done.rows, logits.expand(len(done.rows), -1))
        for row in done.rows:
            if row.draft.finish_reason is None:
                self.cache.add(done.cache)
                self.rows.append(row)

    def _choose(self, rows: Sequence[_Row], logits: Tensor) -> None:
        """Write the next token of each row, given its logits (B, V)."""
        rows, logits = _unfinished(rows, logits)
        if not rows:
            return
        chosen = torch.empty(len(rows), dtype=torch.long)
        for options in {row.writing.options for row in rows}:
            at = [number for number, row in enumerate(rows) if row.writing.options == options]
            chosen[at] = _sample([rows[number] for number in at], logits[at], options)
        log_probabilities = logits.log_softmax(dim=-1).gather(1, chosen[:, None]).squeeze(1)
        for row, token, log_probability in zip(rows, chosen.tolist(), log_probabilities.tolist(), strict=True):
            row.writing.extend(row.draft, token, log_probability)


def _sample(rows: list[_Row], logits: Tensor, options: SamplingOptions) -> Tensor:
    """Return the next token of rows that are sampled alike, (B,)."""
    luck = torch.tensor([row.luck for row in rows], dtype=torch.float64)
    written = torch.empty(len(rows), 0, dtype=torch.long)
    if options.repetition_penalty == 1.0:
        return sample_next(logits, written, options, luck)
    each = [  # what rows have written has different lengths
        sample_next(logits[at : at + 1], torch.tensor([row.draft.ids]).long(), options, luck[at : at + 1])
        for at, row in enumerate(rows)
    ]
    return torch.cat(each)


def _unfinished(rows: Sequence[_Row], logits: Tensor) -> tuple[list[_Row], Tensor]:
    """Leave out drafts that were cancelled while the network computed."""
    at = [number for number, row in enumerate(rows) if row.draft.finish_reason is None]
    return [rows[number] for number in at], logits[at] if len(at) < len(rows) else logits


def _logits(model: GPT, states: Tensor) -> Tensor:
    """Return the logits after the last position, (B, V), of states (B, T, C)."""
    logits: Tensor = model.head(states[:, -1])
    return logits.float()
