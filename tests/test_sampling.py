"""Choosing the next token."""

import pytest
import torch

from engine.errors import ConfigError
from engine.sampling import SamplingOptions, draw, keep_top_k, keep_top_p, penalise_repetition, sample_next

NONE = torch.empty(1, 0, dtype=torch.long)


def luck(count, seed=0):
    return torch.rand(count, dtype=torch.float64, generator=torch.Generator().manual_seed(seed))


def test_top_k_keeps_the_k_most_likely_in_order():
    logits = torch.tensor([[0.1, 3.0, 2.0, -1.0]])
    assert keep_top_k(logits, 2)[1].tolist() == [[1, 2]]
    assert keep_top_k(logits, 0)[1].tolist() == keep_top_k(logits, 9)[1].tolist() == [[1, 2, 0, 3]]


def test_top_p_keeps_the_smallest_set_that_reaches_p():
    probabilities = torch.tensor([[0.5, 0.3, 0.15, 0.05]])
    kept = [(keep_top_p(probabilities, p)[0] > 0).tolist() for p in (0.79, 0.81, 0.01, 1.0)]
    assert [sum(each) for each in kept] == [2, 3, 1, 4]
    assert all(each == sorted(each, reverse=True) for each in kept)


@pytest.mark.parametrize(("number", "place"), [(0.0, 0), (0.49, 0), (0.51, 1), (0.74, 1), (0.76, 3), (0.999999, 3)])
def test_a_draw_falls_on_its_share_of_the_line(number, place):
    """Shares 2 : 1 : 0 : 1; what has no share is never drawn."""
    shares = torch.tensor([[0.4, 0.2, 0.0, 0.2]])
    assert draw(shares, torch.tensor([number], dtype=torch.float64)).tolist() == [place]


def test_repetition_penalty_lowers_what_was_written_and_nothing_else():
    logits = torch.tensor([[2.0, -2.0, 1.0]])
    changed = penalise_repetition(logits, torch.tensor([[0, 1]]), 2.0)
    assert changed.tolist() == [[1.0, -4.0, 1.0]]


def test_temperature_zero_takes_the_most_likely():
    logits = torch.tensor([[0.0, 5.0, 1.0]])
    assert sample_next(logits, NONE, SamplingOptions(temperature=0.0), luck(1)).item() == 1


def test_a_row_is_drawn_alike_whatever_is_beside_it():
    logits, numbers = torch.randn(4, 50), luck(4, seed=7)
    together = sample_next(logits, torch.empty(4, 0, dtype=torch.long), SamplingOptions(temperature=1.0), numbers)
    alone = [
        sample_next(logits[i : i + 1], NONE, SamplingOptions(temperature=1.0), numbers[i : i + 1]) for i in range(4)
    ]
    assert together.tolist() == torch.cat(alone).tolist()


@pytest.mark.parametrize("temperature", [0.0, 0.9])
def test_logits_of_one_row_serve_all_rows(temperature):
    logits, numbers = torch.randn(1, 50), luck(3, seed=7)
    written, options = torch.empty(3, 0, dtype=torch.long), SamplingOptions(temperature=temperature)
    alike = sample_next(logits.expand(3, -1), written, options, numbers)
    assert sample_next(logits, written, options, numbers).tolist() == alike.tolist()


@pytest.mark.parametrize(("top_k", "top_p", "second"), [(0, 1.0, 0.3), (2, 1.0, 0.3 / 0.9), (0, 0.65, 0.3 / 0.9)])
def test_draws_follow_the_probabilities(top_k, top_p, second):
    """Ten thousand draws from (0.6, 0.3, 0.1), cut or not, come within five standard errors."""
    logits = torch.tensor([[0.6, 0.3, 0.1]]).log().expand(10_000, -1)
    options = SamplingOptions(temperature=1.0, top_k=top_k, top_p=top_p)
    chosen = sample_next(logits, torch.empty(10_000, 0, dtype=torch.long), options, luck(10_000))
    share = (chosen == 1).double().mean().item()
    assert abs(share - second) < 5 * (second * (1 - second) / 10_000) ** 0.5


@pytest.mark.parametrize("values", [{"temperature": -1}, {"top_k": -1}, {"top_p": 0}, {"repetition_penalty": 9}])
def test_options_out_of_range_are_refused(values):
    with pytest.raises(ConfigError):
        SamplingOptions(**values)
