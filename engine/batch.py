"""Steps of a network for several writings at once: at least one token of every draft, however far each has come.

Prompts are read in pieces between the steps, so that nobody waits long for somebody else's; what one shares with an
earlier one is not read again. With a native network, each draft's next tokens are guessed and checked in the same step.
Knows no threads and no callers.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import torch
from torch import Tensor

from engine.drafts import Draft, Writing
from engine.kv_cache import BatchCache, BranchCache
from engine.model import GPT
from engine.native.network import Drawn, Tokens
from engine.prefixes import Prefixes
from engine.sampling import SamplingOptions, sample_next
from engine.speculation import Lookup

PIECE = 64  # how many tokens of a prompt are read between two steps
LONE_PIECE = 512  # and where nobody else waits


@dataclass
class _Row:
    """A draft, and its part in the writing."""

    writing: Writing
    number: int
    lookup: Lookup | None = None

    @property
    def draft(self) -> Draft:
        return self.writing.drafts[self.number]

    def luck(self, ahead: int = 0) -> float:
        """The chance in the draft's next token, or in one further ahead."""
        return self.writing.luck[self.number][len(self.draft.log_probabilities) + ahead]

    def guess(self, room: int) -> list[int]:
        """Return guesses of what follows the draft's newest token, as many as its rules and the context leave room."""
        if self.writing.options.repetition_penalty != 1.0:
            return []  # each choice would depend on the one before
        if self.lookup is None:
            self.lookup = self.writing.lookup.copy()
            for token in self.draft.ids:
                self.lookup.append(token)
        return self.lookup.guess(min(room, self.writing.rules.max_tokens - len(self.draft.log_probabilities)) - 1)

    def write(self, token: int, log_probability: float) -> None:
        """Add a token to the draft."""
        self.writing.extend(self.draft, token, log_probability)
        if self.lookup is not None:
            self.lookup.append(token)


class _Reading:
    """Ids on their way into a cache of their own; when they are read, `rows` go on from there."""

    def __init__(self, model: GPT, ids: list[int], rows: list[_Row], prefixes: Prefixes) -> None:
        self.model, self.rows, self.ids = model, rows, ids
        self.cache = prefixes.begin(ids, model.config)

    @property
    def is_wanted(self) -> bool:
        return any(row.draft.finish_reason is None for row in self.rows)

    def read_piece(self, most: int) -> Tensor | None:
        """Read at most so many ids on; return the logits of what comes next, (1, V), when everything is read."""
        start = self.cache.length
        piece = self.ids[start : start + most]
        is_last = start + len(piece) == len(self.ids)
        if self.model.native is None:
            states = self.model.hidden(torch.tensor([piece]), self.cache)
            return _logits(self.model, states) if is_last else None
        tokens = Tokens(piece, [0] * len(piece), range(start, start + len(piece)))
        logits = self.model.native.forward(tokens, self.cache, wanted=len(piece) - is_last)
        self.cache.advance(len(piece))
        return logits if is_last else None


class Batch:
    """All that is being written with one network."""

    def __init__(self, model: GPT, prefixes: Prefixes | None = None) -> None:
        self.model, self.prefixes = model, prefixes or Prefixes()
        self.room = model.config.context_length
        self.cache = BatchCache(model.config) if model.native is None else BranchCache(model.config)
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
        self.readings.append(_Reading(self.model, writing.prompt_ids[-keep:], rows, self.prefixes))

    @torch.inference_mode()
    def step(self) -> None:
        """Read a piece of a prompt, if one waits, and go on with every draft that has been read for."""
        self._let_go()
        if self.rows and isinstance(self.cache, BatchCache):
            self._write(self.cache)
        elif self.rows and isinstance(self.cache, BranchCache):
            self._write_ahead(self.cache)
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
                self.readings.append(_Reading(self.model, ids, [row], self.prefixes))
        self.readings = deque(reading for reading in self.readings if reading.is_wanted)

    def _write(self, cache: BatchCache) -> None:
        """Write one token of every draft."""
        newest = torch.tensor([[row.draft.ids[-1]] for row in self.rows])  # (B, 1)
        self._choose(self.rows, _logits(self.model, self.model.hidden(newest, cache)))

    def _write_ahead(self, cache: BranchCache) -> None:
        """Write a token of every draft, and as many more as were guessed rightly.

        Each place has its luck beforehand, so a draft gets the same tokens whether they were guessed or not.
        """
        assert self.model.native is not None
        steps = [
            [row.draft.ids[-1], *row.guess(self.room - length)]
            for row, length in zip(self.rows, cache.lengths, strict=True)
        ]
        places = [(at, ahead) for at, step in enumerate(steps) for ahead in range(len(step))]
        tokens = Tokens(
            [token for step in steps for token in step],
            [at for at, _ in places],
            [cache.lengths[at] + ahead for at, ahead in places],
        )
        cache.make_room([len(step) for step in steps])
        rows = [(self.rows[at], ahead) for at, ahead in places]
        if any(row.writing.options.repetition_penalty != 1.0 for row in self.rows):
            drawn = _sample(rows, self.model.native.forward(tokens, cache))
        else:
            drawn = self.model.native.draw(
                tokens, cache, [(row.writing.options, row.luck(ahead)) for row, ahead in rows]
            )
        chosen = iter(drawn)
        for at, (row, step) in enumerate(zip(self.rows, steps, strict=True)):
            cache.lengths[at] += _accept(row, step[1:], list(islice(chosen, len(step))))

    def _read(self) -> None:
        if not self.readings:
            return
        is_awaited = bool(self.rows) or len(self.readings) > 1
        logits = self.readings[0].read_piece(PIECE if is_awaited else LONE_PIECE)
        if logits is None:
            return
        done = self.readings.popleft()
        self.prefixes.keep(done.ids, done.cache)
        self._choose(done.rows, logits)
        for row in done.rows:
            if row.draft.finish_reason is None:
                self.cache.add(done.cache)
                self.rows.append(row)

    def _choose(self, rows: Sequence[_Row], logits: Tensor) -> None:
        """Write the next token of each row, given its logits (B, V), or those of all rows (1, V)."""
        rows, logits = _unfinished(rows, logits)
        if rows:
            for row, drawn in zip(rows, _sample([(row, 0) for row in rows], logits), strict=True):
                row.write(*drawn)


def _accept(row: _Row, guesses: list[int], chosen: list[Drawn]) -> int:
    """Write what was chosen after a draft's newest token and after each guess, as long as the guesses came true."""
    count = 0
    for (token, log_probability), guess in zip(chosen, [*guesses, None], strict=True):
        row.write(token, log_probability)
        count += 1
        if token != guess or row.draft.finish_reason is not None:
            break
    if guesses and row.lookup is not None:
        row.lookup.learn(len(guesses), count - 1)
    return count


def _sample(places: list[tuple[_Row, int]], logits: Tensor) -> list[Drawn]:
    """Return a token for each place, a row and how far ahead of its draft, and the log-probability of each.

    Logits (1, V) are those of every place, whose drafts then share their options.
    """
    chosen = torch.empty(len(places), dtype=torch.long)
    for options in {row.writing.options for row, _ in places}:
        at = [number for number, (row, _) in enumerate(places) if row.writing.options == options]
        alike = logits if len(at) == len(places) else logits[at]
        chosen[at] = _sample_alike([places[number] for number in at], alike, options)
    each = logits.expand(len(places), -1)
    log_probabilities = each.gather(1, chosen[:, None]).squeeze(1) - logits.logsumexp(dim=-1)
    return list(zip(chosen.tolist(), log_probabilities.tolist(), strict=True))


def _sample_alike(places: list[tuple[_Row, int]], logits: Tensor, options: SamplingOptions) -> Tensor:
    """Return the tokens of places that are sampled alike, (B,)."""
    luck = torch.tensor([row.luck(ahead) for row, ahead in places], dtype=torch.float64)
    written = torch.empty(len(places), 0, dtype=torch.long)
    if options.repetition_penalty == 1.0:
        return sample_next(logits, written, options, luck)
    of_each = logits.expand(len(places), -1)
    each = [  # what rows have written has different lengths
        sample_next(of_each[at : at + 1], torch.tensor([row.draft.ids]).long(), options, luck[at : at + 1])
        for at, (row, _) in enumerate(places)
    ]
    return torch.cat(each)


def _unfinished(rows: Sequence[_Row], logits: Tensor) -> tuple[list[_Row], Tensor]:
    """Leave out drafts that were cancelled while the network computed."""
    at = [number for number, row in enumerate(rows) if row.draft.finish_reason is None]
    return [rows[number] for number in at], logits[at] if len(at) < len(rows) and len(logits) > 1 else logits


def _logits(model: GPT, states: Tensor) -> Tensor:
    """Return the logits after the last position, (B, V), of states (B, T, C)."""
    logits: Tensor = model.head(states[:, -1])
    return logits.float()
