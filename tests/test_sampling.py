"""Choosing the next token."""

import pytest
import torch

from engine.errors import ConfigError
from engine.sampling import SamplingOptions, keep_top_k, keep_top_p, penalise_repetition, sample_next

NONE = torch.empty(1, 0, dtype=torch.long)


def allowed(logits):
    return torch.isfinite(logits[0]).nonzero().flatten().tolist()


def test_top_k_keeps_the_k_most_likely():
    logits = torch.tensor([[0.1, 3.0, 2.0, -1.0]])
    assert allowed(keep_top_k(logits, 2)) == [1, 2]
    assert allowed(keep_top_k(logits, 0)) == allowed(keep_top_k(logits, 9)) == [0, 1, 2, 3]


def test_top_p_keeps_the_smallest_set_that_reaches_p():
    logits = torch.tensor([[0.5, 0.3, 0.15, 0.05]]).log()
    assert allowed(keep_top_p(logits, 0.79)) == [0, 1]
    assert allowed(keep_top_p(logits, 0.81)) == [0, 1, 2]
    assert allowed(keep_top_p(logits, 0.01)) == [0]


def test_repetition_penalty_lowers_what_was_written_and_nothing_else():
    logits = torch.tensor([[2.0, -2.0, 1.0]])
    changed = penalise_repetition(logits, torch.tensor([[0, 1]]), 2.0)
    assert changed.tolist() == [[1.0, -4.0, 1.0]]


def test_temperature_zero_takes_the_most_likely():
    logits = torch.tensor([[0.0, 5.0, 1.0]])
    assert sample_next(logits, NONE, SamplingOptions(temperature=0.0), torch.Generator()).item() == 1


def test_the_same_seed_draws_the_same_tokens():
    logits = torch.randn(4, 50)
    written = torch.empty(4, 0, dtype=torch.long)
    draws = [
        sample_next(logits, written, SamplingOptions(temperature=1.0), torch.Generator().manual_seed(7))
        for _ in range(2)
    ]
    assert draws[0].tolist() == draws[1].tolist()


def test_draws_follow_the_probabilities():
    """Ten thousand draws from (0.7, 0.3) come within five standard errors."""
    logits = torch.tensor([[0.7, 0.3]]).log().expand(10_000, -1)
    options = SamplingOptions(temperature=1.0, top_k=0, top_p=1.0)
    chosen = sample_next(logits, torch.empty(10_000, 0, dtype=torch.long), options, torch.Generator().manual_seed(0))
    assert abs(chosen.float().mean().item() - 0.3) < 5 * (0.3 * 0.7 / 10_000) ** 0.5


@pytest.mark.parametrize("values", [{"temperature": -1}, {"top_k": -1}, {"top_p": 0}, {"repetition_penalty": 9}])
def test_options_out_of_range_are_refused(values):
    with pytest.raises(ConfigError):
        SamplingOptions(**values)
