"""Continue token ids with a model: several candidates in one batch, a step at a time.

Knows tokens and text; knows no Python syntax, no recipes and no screen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from engine.events import ShouldStop
from engine.kv_cache import KVCache
from engine.model import GPT
from engine.sampling import SamplingOptions, sample_next
from engine.tokenizer import END_OF_TEXT, Tokenizer


@dataclass
class Draft:
    """One candidate while it is written."""

    ids: list[int] = field(default_factory=list)
    log_probabilities: list[float] = field(default_factory=list)
    text: str = ""
    finish_reason: str | None = None  # "stop", "length" or "cancelled" once it is finished

    @property
    def mean_log_probability(self) -> float:
        """The mean over the tokens written, in nats; 0 for none."""
        return sum(self.log_probabilities) / max(1, len(self.log_probabilities))


@dataclass(frozen=True)
class StopRules:
    """When a candidate ends: at most so many characters and tokens, or as soon as a stop text appears."""

    max_chars: int
    max_tokens: int
    stop_texts: tuple[str, ...] = ()


def generate(
    model: GPT,
    tokenizer: Tokenizer,
    prompt_ids: Sequence[int],
    options: SamplingOptions,
    rules: StopRules,
    *,
    candidates: int = 1,
    seed: int = 0,
    should_stop: ShouldStop = lambda: False,
) -> Iterator[list[Draft]]:
    """Yield the drafts after each token, and once more when all are finished.

    The same seed, prompt and options give the same drafts. A prompt longer than the context keeps its end; when the
    context is full, the oldest half is forgotten and writing goes on.
    """
    drafts = [Draft() for _ in range(candidates)]
    writer = _Writer(model, list(prompt_ids) or [tokenizer.special_id(END_OF_TEXT) or 0], candidates)
    rng = torch.Generator().manual_seed(seed)
    end_id = tokenizer.special_id(END_OF_TEXT)
    for _ in range(rules.max_tokens):
        if should_stop():
            _finish_all(drafts, "cancelled")
            break
        logits = writer.next_logits()  # (B, V)
        chosen = sample_next(logits, writer.written(), options, rng)  # (B,)
        log_probabilities = logits.log_softmax(dim=-1).gather(1, chosen[:, None]).squeeze(1)
        for draft, token, log_probability in zip(drafts, chosen.tolist(), log_probabilities.tolist(), strict=True):
            if draft.finish_reason is None:
                _extend(draft, token, log_probability, tokenizer, end_id, rules)
        writer.append(chosen)
        yield drafts
        if all(draft.finish_reason for draft in drafts):
            break
    _finish_all(drafts, "length")
    yield drafts


class _Writer:
    """The model's state for a batch of sequences that share a prompt: read once, then one step a token."""

    def __init__(self, model: GPT, prompt_ids: list[int], batch_size: int) -> None:
        self.model = model
        self.batch_size = batch_size
        self.room = model.config.context_length
        # Leave at least a quarter of the context to write in.
        keep = max(1, self.room - self.room // 4)
        self.prompt = torch.tensor(prompt_ids[-keep:])
        self.ids = torch.empty(batch_size, 0, dtype=torch.long)  # what was written, (B, N)
        self.cache: KVCache | None = None
        self.pending: Tensor | None = None  # the newest ids, not yet read, (B, 1)

    def written(self) -> Tensor:
        """Return all ids written so far, (B, N)."""
        return self.ids

    def append(self, chosen: Tensor) -> None:
        """Take the next id of each sequence, (B,)."""
        self.pending = chosen[:, None]
        self.ids = torch.cat((self.ids, self.pending), dim=1)

    @torch.inference_mode()
    def next_logits(self) -> Tensor:
        """Return the logits after everything taken so far, (B, V)."""
        if self.cache is None:
            alone = KVCache(self.model.config, 1, self.room)
            logits = self._read(self.prompt[None], alone).expand(self.batch_size, -1)
            self.cache = alone.expand(self.batch_size) if self.batch_size > 1 else alone
            return logits
        assert self.pending is not None, "append() comes before the next step"
        if self.cache.length + 1 > self.room:
            return self._start_over()
        return self._read(self.pending, self.cache)

    def _start_over(self) -> Tensor:
        """Forget the oldest half of the context and read the rest afresh."""
        everything = torch.cat((self.prompt.expand(self.batch_size, -1), self.ids), dim=1)
        self.cache = KVCache(self.model.config, self.batch_size, self.room)
        return self._read(everything[:, -(self.room // 2) :], self.cache)

    def _read(self, ids: Tensor, cache: KVCache) -> Tensor:
        logits: Tensor = self.model.head(self.model.hidden(ids, cache)[:, -1])
        return logits.float()


def _extend(
    draft: Draft, token: int, log_probability: float, tokenizer: Tokenizer, end_id: int | None, rules: StopRules
) -> None:
    """Add a token to a draft and decide whether that finishes it."""
    draft.log_probabilities.append(log_probability)
    if token == end_id:
        draft.finish_reason = "stop"
        return
    draft.ids.append(token)
    text = tokenizer.decode(draft.ids)
    # A token may end inside a character: hold its bytes back until they decode.
    draft.text = text.rstrip("\ufffd") if len(draft.ids) < rules.max_tokens else text
    cut = min((at for stop in rules.stop_texts if (at := draft.text.find(stop)) >= 0), default=-1)
    if cut >= 0:
        draft.text, draft.finish_reason = draft.text[:cut], "stop"
    elif len(draft.text) >= rules.max_chars:
        draft.text, draft.finish_reason = draft.text[: rules.max_chars], "length"


def _finish_all(drafts: list[Draft], reason: str) -> None:
    for draft in drafts:
        draft.finish_reason = draft.finish_reason or reason
