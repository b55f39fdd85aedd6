"""What is being written: drafts that grow a token at a time, and the rules that end them.

Knows tokens and text; knows no network. A `Writing` is changed by who writes it and may be cancelled from any thread.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import torch

from engine.sampling import SamplingOptions
from engine.speculation import Lookup
from engine.tokenizer import END_OF_TEXT, REPLACEMENT, Tokenizer


@dataclass
class Draft:
    """One candidate while it is written."""

    ids: list[int] = field(default_factory=list)
    log_probabilities: list[float] = field(default_factory=list)
    text: str = ""
    finish_reason: str | None = None  # "stop", "length" or "cancelled" once it is finished
    _settled: str = ""  # the text that later tokens cannot change any more …
    _unsettled: list[int] = field(default_factory=list)  # … and the ids after it

    @property
    def mean_log_probability(self) -> float:
        """The mean over the tokens written, in nats; 0 for none."""
        return sum(self.log_probabilities) / max(1, len(self.log_probabilities))

    def decode_more(self, token: int, tokenizer: Tokenizer) -> str:
        """Take in a token and return the whole text, which may end in U+FFFD: half a character, for now."""
        self.ids.append(token)
        self._unsettled.append(token)
        text = self._settled + tokenizer.decode(self._unsettled)
        if not text.endswith(REPLACEMENT):
            self._settled, self._unsettled = text, []
        return text


@dataclass(frozen=True)
class StopRules:
    """When a candidate ends: at most so many characters and tokens, or as soon as a stop text appears."""

    max_chars: int
    max_tokens: int
    stop_texts: tuple[str, ...] = ()


class Writing:
    """What one caller wants written: a prompt, how tokens are chosen, when to end, and the drafts so far.

    All chance is drawn beforehand, a number for each candidate and token; so the drafts do not depend on what else is
    written at the same time, and the first ones not on how many there are.
    """

    def __init__(
        self,
        tokenizer: Tokenizer,
        prompt_ids: Sequence[int],
        options: SamplingOptions,
        rules: StopRules,
        candidates: int,
        seed: int,
    ) -> None:
        self.tokenizer, self.options, self.rules = tokenizer, options, rules
        self._end_id = tokenizer.special_id(END_OF_TEXT)
        self.prompt_ids = list(prompt_ids) or [self._end_id or 0]
        self.drafts = [Draft(finish_reason=None if rules.max_tokens > 0 else "length") for _ in range(candidates)]
        self.luck = _draw_luck(seed, candidates, rules.max_tokens)  # (candidates, max_tokens)
        self._lock = threading.Lock()

    @cached_property
    def lookup(self) -> Lookup:
        """What the prompt holds, to guess from; each draft goes on with a copy."""
        return Lookup(self.prompt_ids)

    @property
    def is_finished(self) -> bool:
        """Whether no draft is being written any more."""
        return all(draft.finish_reason for draft in self.drafts)

    def extend(self, draft: Draft, token: int, log_probability: float) -> None:
        """Add a token to a draft and decide whether that finishes it; a finished draft stays as it is."""
        with self._lock:
            if draft.finish_reason is None:
                self._extend(draft, token, log_probability)

    def cancel(self) -> None:
        """End all drafts that are not finished; when this returns, none changes any more."""
        with self._lock:
            for draft in self.drafts:
                draft.finish_reason = draft.finish_reason or "cancelled"

    def _extend(self, draft: Draft, token: int, log_probability: float) -> None:
        draft.log_probabilities.append(log_probability)
        is_last = len(draft.log_probabilities) >= self.rules.max_tokens
        if token == self._end_id:
            draft.finish_reason = "stop"
            return
        text = draft.decode_more(token, self.tokenizer)
        # A token may end inside a character: hold its bytes back until they decode.
        draft.text = text if is_last else text.rstrip(REPLACEMENT)
        cut = min((at for stop in self.rules.stop_texts if (at := draft.text.find(stop)) >= 0), default=-1)
        if cut >= 0:
            draft.text, draft.finish_reason = draft.text[:cut], "stop"
        elif is_last or len(draft.text) >= self.rules.max_chars:
            draft.text, draft.finish_reason = draft.text[: self.rules.max_chars], "length"


def _draw_luck(seed: int, candidates: int, max_tokens: int) -> list[list[float]]:
    """Return numbers from 0 to below 1, (candidates, max_tokens); more of either leaves the first as they are."""
    rng = torch.Generator().manual_seed(seed)
    seeds = [int(torch.randint(2**31, (1,), generator=rng)) for _ in range(candidates)]
    return [torch.rand(max_tokens, dtype=torch.float64, generator=rng.manual_seed(each)).tolist() for each in seeds]
