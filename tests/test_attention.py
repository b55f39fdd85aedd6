"""Attention in blocks of queries gives what torch's own does."""

import pytest
import torch
import torch.nn.functional as F

from training.attention import BLOCK, attend_in_blocks


@pytest.mark.parametrize("length", [1, 5, BLOCK, BLOCK + 1, 3 * BLOCK])
def test_gives_what_torch_gives_and_the_same_gradients(length):
    torch.manual_seed(length)
    inputs = [torch.randn(2, 3, length, 8, requires_grad=True) for _ in range(3)]
    weight = torch.randn(2, 3, length, 8)
    results = []
    for attend in (attend_in_blocks, F.scaled_dot_product_attention):
        out = attend(*inputs, is_causal=True)
        results.append((out, torch.autograd.grad((out * weight).sum(), inputs)))
    (ours, our_gradients), (theirs, their_gradients) = results
    torch.testing.assert_close(ours, theirs)
    torch.testing.assert_close(our_gradients, their_gradients)


def test_a_mask_is_left_to_torch():
    q, k, v = torch.randn(3, 1, 2, 4, 8).unbind()
    mask = torch.rand(4, 4) > 0.2
    mask.fill_diagonal_(True)
    expected = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    torch.testing.assert_close(attend_in_blocks(q, k, v, attn_mask=mask), expected)


def test_dropout_takes_some_and_scales_the_rest():
    torch.manual_seed(0)
    v = torch.ones(1, 1, 200, 4)
    mixed = attend_in_blocks(torch.zeros_like(v), torch.zeros_like(v), v, dropout_p=0.5, is_causal=True)
    assert mixed[0, 0, 100:].mean() == pytest.approx(1.0, abs=0.05)
    assert mixed[0, 0, 100:].std() > 0.01
