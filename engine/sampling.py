"""Choose the next token id from logits.

Pure functions: no model, no tokenizer, no hidden random state.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from engine.errors import ConfigError


@dataclass(frozen=True)
class SamplingOptions:
    """How the next token is drawn. Temperature 0 means the most likely token, always.

    `repetition_penalty` divides the positive and multiplies the negative logits of tokens already written
    (CTRL, Keskar et al. 2019, arXiv:1909.05858); 1 switches it off.
    """

    temperature: float = 0.6
    top_k: int = 40
    top_p: float = 0.95
    repetition_penalty: float = 1.0

    def __post_init__(self) -> None:
        if not 0.0 <= self.temperature <= 2.0:
            raise ConfigError(f"temperature={self.temperature} must be between 0 and 2.")
        if self.top_k < 0:
            raise ConfigError(f"top_k={self.top_k} must be 0 (off) or more.")
        if not 0.0 < self.top_p <= 1.0:
            raise ConfigError(f"top_p={self.top_p} must be above 0 and at most 1.")
        if not 0.5 <= self.repetition_penalty <= 2.0:
            raise ConfigError(f"repetition_penalty={self.repetition_penalty} must be between 0.5 and 2.")


def penalise_repetition(logits: Tensor, written: Tensor, penalty: float) -> Tensor:
    """Make tokens in `written` (B, T) less likely in `logits` (B, V)."""
    if penalty == 1.0 or written.numel() == 0:
        return logits
    scores = logits.gather(1, written)
    scores = torch.where(scores > 0, scores / penalty, scores * penalty)
    return logits.scatter(1, written, scores)


def keep_top_k(logits: Tensor, k: int) -> tuple[Tensor, Tensor]:
    """Return the logits of each row's `k` most likely tokens and these tokens, both (B, k), likeliest first.

    0 keeps all. To go on with `k` tokens instead of a whole vocabulary makes what follows many times cheaper.
    """
    count = logits.shape[-1] if k == 0 else min(k, logits.shape[-1])
    ordered, tokens = logits.topk(count, dim=-1)
    return ordered, tokens


def keep_top_p(probabilities: Tensor, p: float) -> Tensor:
    """Set to 0 all but the smallest set of tokens with probability `p` together (Holtzman et al. 2019).

    `probabilities` (B, k) come likeliest first.
    """
    # A token stays if the likelier ones before it have not yet reached p; so the first always stays.
    return probabilities.masked_fill(probabilities.cumsum(dim=-1) - probabilities >= p, 0.0)


def draw(probabilities: Tensor, luck: Tensor) -> Tensor:
    """Return the place, (B,), that each row's `luck` from 0 to below 1 falls on; probabilities (B, k) may sum to less.

    The places share the line from 0 to their sum; one number a row decides, so rows never disturb each other.
    Probabilities (1, k) are those of every row.
    """
    ends = probabilities.double().cumsum(dim=-1).expand(len(luck), -1).contiguous()  # (B, k)
    at = torch.searchsorted(ends, luck[:, None] * ends[:, -1:], right=True)
    return at.squeeze(1).clamp(max=probabilities.shape[-1] - 1)


def sample_next(logits: Tensor, written: Tensor, options: SamplingOptions, luck: Tensor) -> Tensor:
    """Return one token id for each row of `logits` (B, V) as (B,).

    `written` (B, T) holds the answer so far. `luck` (B,) holds the chance in it: numbers from 0 to below 1.
    Logits (1, V) are those of every row, as after a prompt that all of them go on from.
    """
    logits = penalise_repetition(logits, written, options.repetition_penalty)
    if options.temperature == 0.0:
        return logits.argmax(dim=-1).expand(len(luck))
    ordered, tokens = keep_top_k(logits / options.temperature, options.top_k)
    places = draw(keep_top_p(ordered.softmax(dim=-1), options.top_p), luck)
    return tokens.expand(len(luck), -1).gather(1, places[:, None]).squeeze(1)
