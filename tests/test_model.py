"""The network: sizes, causality, cached decoding, and what one config rebuilds."""

import dataclasses

import pytest
import torch
from torch import nn

from engine.config import ModelConfig
from engine.errors import ConfigError
from engine.kv_cache import KVCache
from engine.model import GPT, RMSNorm, rotary_tables, rotate
from training.presets import PYSMITH, SEED

CLASSIC = ModelConfig(vocab_size=40, context_length=24, n_layer=2, n_head=4, n_kv_head=4, d_model=32, d_ff=64)
MODERN = dataclasses.replace(
    CLASSIC,
    n_kv_head=2,
    positions="rope",
    norm="rms",
    activation="swiglu",
    qk_norm=True,
    tied_embeddings=True,
    bias=False,
)


@pytest.fixture(params=[CLASSIC, MODERN], ids=["classic", "modern"])
def network(request):
    torch.manual_seed(0)
    return GPT(request.param).eval()


def test_the_seed_preset_has_the_original_size():
    """4 layers, 4 heads, width 256, context 128 and 106 characters make 3,243,626 parameters: 3.24M."""
    assert GPT(SEED.model).parameter_count() == 3_243_626


def test_the_default_preset_is_within_ten_to_twenty_five_million():
    assert 10e6 <= GPT(PYSMITH.model).parameter_count() <= 25e6


def test_logits_never_depend_on_later_tokens(network):
    ids = torch.randint(0, 40, (2, 20))
    changed = ids.clone()
    changed[:, 12:] = (changed[:, 12:] + 1) % 40
    before, after = network(ids), network(changed)
    torch.testing.assert_close(before[:, :12], after[:, :12])
    assert not torch.allclose(before[:, 12:], after[:, 12:])


@pytest.mark.parametrize("pieces", [[20], [1] * 20, [7, 1, 1, 11], [19, 1]])
def test_reading_through_the_cache_in_pieces_equals_reading_at_once(network, pieces):
    """Token by token or in any pieces, the cache gives the logits of one full pass."""
    ids = torch.randint(0, 40, (3, 20))
    cache = KVCache(network.config, 3, 24)
    parts = [network(piece, cache) for piece in ids.split(pieces, dim=1)]
    torch.testing.assert_close(torch.cat(parts, dim=1), network(ids), atol=1e-5, rtol=1e-4)


def test_an_expanded_cache_continues_the_same_sequence(network):
    ids = torch.randint(0, 40, (1, 10))
    alone = KVCache(network.config, 1, 24)
    network(ids, alone)
    many = alone.expand(3)
    step = torch.tensor([[1], [2], [3]])
    expected = torch.cat([network(torch.cat((ids, s[None]), dim=1))[:, -1:] for s in step])
    torch.testing.assert_close(network(step, many), expected, atol=1e-5, rtol=1e-4)


def test_a_truncated_cache_forgets(network):
    ids = torch.randint(0, 40, (1, 12))
    cache = KVCache(network.config, 1, 24)
    network(ids, cache)
    cache.truncate(8)
    torch.testing.assert_close(network(ids[:, 8:], cache), network(ids)[:, 8:], atol=1e-5, rtol=1e-4)
    with pytest.raises(ValueError, match="cannot cut"):
        cache.truncate(13)


def test_more_tokens_than_the_context_are_refused(network):
    with pytest.raises(ValueError, match="context length of 24"):
        network(torch.zeros(1, 25, dtype=torch.long))


def test_one_config_rebuilds_the_network(network):
    again = GPT(ModelConfig.from_dict(network.config.to_dict()))
    again.load_state_dict(network.state_dict())
    ids = torch.randint(0, 40, (1, 9))
    torch.testing.assert_close(again.eval()(ids), network(ids))


def test_targets_of_minus_one_do_not_count(network):
    ids = torch.randint(0, 40, (2, 8))
    targets = torch.randint(0, 40, (2, 8))
    targets[1] = -1
    torch.testing.assert_close(network.loss(ids, targets), network.loss(ids[:1], targets[:1]))


def test_rms_norm_agrees_with_torch():
    ours, theirs = RMSNorm(16), nn.RMSNorm(16, eps=1e-6)
    x = torch.randn(3, 5, 16)
    torch.testing.assert_close(ours(x), theirs(x))


def test_rotated_scores_depend_on_distance_alone():
    """The dot product of a query and a key is the same at positions 3 and 5 as at 10 and 12."""
    cos, sin = rotary_tables(MODERN)
    q, k = torch.randn(1, 1, 1, 8), torch.randn(1, 1, 1, 8)

    def score(i, j):
        return (rotate(q, cos[i : i + 1], sin[i : i + 1]) * rotate(k, cos[j : j + 1], sin[j : j + 1])).sum()

    torch.testing.assert_close(score(3, 5), score(10, 12), atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"d_model": 30}, "multiple of n_head"),
        ({"n_kv_head": 3}, "multiple of n_kv_head"),
        ({"n_layer": 0}, "at least 1"),
        ({"dropout": 1.0}, "dropout"),
        ({"norm": "batch"}, "norm='batch'"),
    ],
)
def test_a_contradictory_config_is_refused(change, message):
    with pytest.raises(ConfigError, match=message):
        dataclasses.replace(CLASSIC, **change)


@pytest.mark.parametrize("values", [None, [], {"vocab_size": 3, "colour": 1}, {}])
def test_foreign_values_are_no_config(values):
    with pytest.raises(ConfigError):
        ModelConfig.from_dict(values)
