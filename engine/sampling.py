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


def keep_top_k(logits: Tensor, k: int) -> Tensor:
    """Rule out all but the `k` most likely tokens of each row; 0 keeps all."""
    if k == 0 or k >= logits.shape[-1]:
        return logits
    threshold = logits.topk(k, dim=-1).values[:, -1:]
    return logits.masked_fill(logits < threshold, float("-inf"))


def keep_top_p(logits: Tensor, p: float) -> Tensor:
    """Rule out all but the smallest set of tokens with probability `p` together (Holtzman et al. 2019)."""
    if p >= 1.0:
        return logits
    ordered, indices = logits.sort(dim=-1, descending=True)
    probabilities = ordered.softmax(dim=-1)
    # A token stays if the likelier ones before it have not yet reached p; so the first always stays.
    dropped = probabilities.cumsum(dim=-1) - probabilities >= p
    return logits.masked_fill(dropped.scatter(1, indices, dropped), float("-inf"))


def sample_next(logits: Tensor, written: Tensor, options: SamplingOptions, rng: torch.Generator) -> Tensor:
    """Return one token id for each row of `logits` (B, V) as (B,). `written` (B, T) holds the answer so far."""
    logits = penalise_repetition(logits, written, options.repetition_penalty)
    if options.temperature == 0.0:
        return logits.argmax(dim=-1)
    logits = keep_top_p(keep_top_k(logits / options.temperature, options.top_k), options.top_p)
    return torch.multinomial(logits.softmax(dim=-1), 1, generator=rng).squeeze(1)
