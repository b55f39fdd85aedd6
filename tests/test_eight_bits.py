"""Matrices that 8 bits hold: rounded once, exact afterwards, in bfloat16 too."""

import pytest
import torch

from engine.eight_bits import GROUP, is_exact, scales_of, snap, split


@pytest.fixture(scope="module")
def weight():
    torch.manual_seed(5)
    return torch.randn(96, 4 * GROUP) * torch.logspace(-3, 2, 96)[:, None]


def test_each_number_becomes_the_nearest_multiple_of_its_scale(weight):
    scales = scales_of(weight).repeat_interleave(GROUP, dim=1)
    assert ((snap(weight) - weight).abs() <= scales / 2).all()
    assert (weight.abs() <= 127 * scales).all()
    assert (weight.abs().unflatten(-1, (-1, GROUP)).amax(-1) > 127 * scales_of(weight) / 2).all(), (
        "no coarser than needed"
    )
    assert torch.equal(scales.log2().round(), scales.log2()), "powers of two"


def test_what_was_rounded_once_stays_as_it_is(weight):
    snapped = snap(weight)
    assert torch.equal(snap(snapped), snapped)
    assert torch.equal(snapped.bfloat16().float(), snapped)
    assert is_exact(snapped)
    assert not is_exact(weight)
    assert not is_exact(snapped[:, :-1])


def test_numbers_fill_eight_bits_and_no_more(weight):
    numbers, _ = split(weight)
    assert numbers.abs().max() == 127


@pytest.mark.parametrize("largest", [0.0, 127.0, 128.0, 1.0, 2.0**-40])
def test_groups_at_the_edge(largest):
    """All zeros, the most that a scale of 1 holds, and just more."""
    weight = torch.zeros(1, GROUP)
    weight[0, 3] = largest
    numbers, scales = split(weight)
    assert torch.equal(numbers * scales, weight)
    assert scales[0, 0] == {127.0: 1.0, 128.0: 2.0, 0.0: 1.0}.get(largest, scales[0, 0])
