"""Looks inside a model at an answer: how likely each token was, what else it could have been, what it was written from.

One reading of request and answer after the fact, by the same network that writes. Plain values come out; knows no
screen and no colours.
"""

import time
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.checkpoint import LoadedModel
from engine.events import Answer
from engine.matcher import is_about_code
from engine.prompting import ANSWER, CONTEXT, REQUEST, prompt_ids
from engine.tokenizer import END_OF_TEXT, Tokenizer

ALTERNATIVES = 6
# Attention grows with the square of the length; more rows than this nobody looks at.
MAX_ATTENTION_ROWS = 256


@dataclass(frozen=True)
class Choice:
    """A token that could have come, and how likely the model found it (0 … 1)."""

    text: str
    probability: float


@dataclass(frozen=True)
class WrittenToken:
    """A token of the answer, how likely the model found it, and the likeliest tokens in its place, best first."""

    text: str
    probability: float
    alternatives: list[Choice]


@dataclass(frozen=True)
class Attention:
    """How much the model looked at each token it had before it, while it wrote some tokens of the answer.

    Row r is the writing of token `first_row + r` of `Trace.written`, column c is token `first_column + c` of
    everything the model had read, the answer's own tokens included. `values` holds layers × heads × rows × columns
    numbers, the last index running fastest. Each row sums to 1, and a token never looks ahead.
    """

    first_row: int
    first_column: int
    layers: int
    heads: int
    rows: int
    columns: int
    values: "array[float]"

    def head(self, layer: int, head: int) -> "array[float]":
        """Return the rows × columns numbers of one head, both counted from 0."""
        size = self.rows * self.columns
        start = (layer * self.heads + head) * size
        return self.values[start : start + size]


@dataclass(frozen=True)
class Trace:
    """An answer as a model sees it. `read` holds the tokens of the request and its context, `written` the answer's.

    A text longer than the model's context has several attentions, one for each time it began to read anew.
    """

    model: str
    layers: int
    heads: int
    read: list[str]
    written: list[WrittenToken]
    attentions: list[Attention]
    ms: float

    def attention_of(self, token: int) -> Attention | None:
        """Return the attention with the row of a written token; None where there is none."""
        return next((one for one in self.attentions if one.first_row <= token < one.first_row + one.rows), None)

    def column_text(self, column: int) -> str:
        """Return the text of a token counted over everything: first what was read, then what was written."""
        return self.read[column] if column < len(self.read) else self.written[column - len(self.read)].text


def trace_answer(model: LoadedModel, answer: Answer, context: str = "") -> Trace:
    """Return what goes on in a model over an answer, whoever wrote it.

    `context` is the code that went along with the request, or the recipes that the model had before its eyes.
    """
    begun = answer.prompt.strip() if is_about_code(answer.prompt) else ""
    _, found, rest = answer.code.partition(begun) if begun else ("", "", "")
    read = prompt_ids(model, answer.prompt.rstrip(), context, bool(found))
    return trace_text(model, read, rest if found else answer.code)


def trace_text(model: LoadedModel, read: Sequence[int], text: str) -> Trace:
    """Return what goes on in a model when `text` follows the token ids `read`."""
    started = time.perf_counter()
    room = model.network.config.context_length
    kept = list(read)[-max(1, room - room // 4) :]  # as much as it keeps of a long prompt when it writes
    ids = kept + model.tokenizer.encode(text)
    names = _Names(model.tokenizer)
    written: list[WrittenToken] = []
    attentions: list[Attention] = []
    for start, first, last in reading_windows(len(kept), len(ids), room):
        rows = min(last + 1 - first, MAX_ATTENTION_ROWS - len(written))
        # The token at a position is chosen by what the network gives at the position before.
        seen = slice(first - 1 - start, first - 1 - start + max(0, rows))
        logits, weights = _observe(model, ids[start:last], seen)
        chosen = ids[first : last + 1]
        attentions += [_attention(weights, len(written), start)] if rows > 0 else []
        written += _judge(logits[first - 1 - start :], chosen, names)
    config = model.network.config
    ms = (time.perf_counter() - started) * 1000
    texts = [names.of(token) for token in kept]
    return Trace(model.info.name, config.n_layer, config.n_head, texts, written, attentions, ms)


def reading_windows(prompt: int, total: int, room: int) -> Iterator[tuple[int, int, int]]:
    """Yield (start, first, last): tokens first … last are written by a network that has read from `start` on.

    It goes on as long as its context has room, then forgets the older half, just as `generate` does.
    """
    start, first = 0, prompt
    while first < total:
        last = min(total - 1, start + room)
        yield start, first, last
        first = last + 1
        start = first - room // 2


@torch.inference_mode()
def _observe(model: LoadedModel, ids: list[int], rows: slice) -> tuple[Tensor, Tensor]:
    """Return logits (T, V) and attention weights (layers, heads, rows, T) for T token ids."""
    logits, weights = model.network.observe(torch.tensor([ids]), rows)
    return logits[0].float(), torch.cat(weights).float()


def _attention(weights: Tensor, first_row: int, first_column: int) -> Attention:
    layers, heads, rows, _ = weights.shape
    columns = int(weights.any(dim=(0, 1, 2)).nonzero().max()) + 1  # what comes later, none of the rows has seen
    values = array("f", weights[..., :columns].contiguous().numpy().tobytes())
    return Attention(first_row, first_column, layers, heads, rows, columns, values)


def _judge(logits: Tensor, chosen: list[int], names: "_Names") -> list[WrittenToken]:
    """Return the written tokens: row i of the logits (N, V) has chosen token i."""
    probabilities = logits.softmax(dim=-1)  # (N, V)
    taken = probabilities.gather(1, torch.tensor(chosen)[:, None]).squeeze(1).tolist()
    best = probabilities.topk(min(ALTERNATIVES, probabilities.shape[1]), dim=-1)
    return [
        WrittenToken(names.of(token), probability, [Choice(names.of(i), p) for i, p in zip(ids, values, strict=True)])
        for token, probability, ids, values in zip(
            chosen, taken, best.indices.tolist(), best.values.tolist(), strict=True
        )
    ]


class _Names:
    """The text of single tokens, the reserved ones by their names."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        reserved = (REQUEST, CONTEXT, ANSWER, END_OF_TEXT)
        self._reserved = {tokenizer.special_id(name): name for name in reserved}

    def of(self, token: int) -> str:
        """Return the text of one token."""
        return self._reserved.get(token) or self._tokenizer.decode([token])
