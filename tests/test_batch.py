"""Writing for several at once gives each what it gets alone."""

import random
from collections import deque

import pytest
import torch

from engine.batch import PIECE, Batch
from engine.config import ModelConfig
from engine.drafts import StopRules, Writing
from engine.generation import generate
from engine.kv_cache import BatchCache, BranchCache, KVCache
from engine.model import GPT
from engine.sampling import SamplingOptions
from engine.tokenizer import REPLACEMENT, CharacterTokenizer

TOKENIZER = CharacterTokenizer([*"abcdefghij \n#", REPLACEMENT])
WARM = SamplingOptions(temperature=1.3, top_k=0, top_p=1.0)
MODERN = {
    "positions": "rope",
    "norm": "rms",
    "activation": "swiglu",
    "qk_norm": True,
    "tied_embeddings": True,
    "bias": False,
    "n_kv_head": 1,
}


@pytest.fixture(scope="module", params=[{"n_kv_head": 2}, MODERN], ids=["classic", "modern"])
def network(request):
    torch.manual_seed(3)
    shape = {"context_length": 200, "n_layer": 2, "n_head": 2, "d_model": 16, "d_ff": 32}
    return GPT(ModelConfig(vocab_size=TOKENIZER.vocab_size, **shape, **request.param)).eval().requires_grad_(False)


def read_alone(network, ids) -> KVCache:
    cache = KVCache(network.config, 1, len(ids))
    network.hidden(torch.tensor([ids]), cache)
    return cache


def test_rows_of_different_lengths_give_the_logits_of_each_alone(network):
    """Rows come and go between the steps; the cache grows from one row of 128 tokens to all that is needed."""
    dice = random.Random(1)
    sequences = [[dice.randrange(14) for _ in range(length)] for length in (3, 130, 1, 60, 127)]
    cache, rows = BatchCache(network.config), []
    for sequence in sequences:
        cache.add(read_alone(network, sequence))
        rows.append(list(sequence))
        for _ in range(3):
            step = [dice.randrange(14) for _ in rows]
            logits = network(torch.tensor(step)[:, None], cache)[:, 0]
            for row, token in zip(rows, step, strict=True):
                row.append(token)
            alone = torch.stack([network(torch.tensor([row]))[0, -1] for row in rows])
            torch.testing.assert_close(logits, alone, atol=1e-5, rtol=1e-4)
        if len(rows) > 2:
            cache.remove(0)
            rows[0] = rows[-1]
            rows.pop()
    assert cache.lengths == [len(row) for row in rows]


def test_a_row_past_the_context_is_refused(network):
    cache = BatchCache(network.config)
    cache.add(read_alone(network, [1]))
    cache.add(read_alone(network, [1] * 200))
    with pytest.raises(ValueError, match="context length of 200"):
        network(torch.tensor([[1], [1]]), cache)


def make_writing(number: int) -> Writing:
    """Return one of many different requests: short and long prompts, hot and cold, one draft or more."""
    dice = random.Random(number)
    prompt = [dice.randrange(14) for _ in range(dice.choice([0, 1, 7, PIECE, PIECE + 1, 190, 400]))]
    options = dice.choice([WARM, SamplingOptions(0.0), SamplingOptions(1.0, 5, 0.9), SamplingOptions(1.0, 0, 1.0, 1.3)])
    rules = StopRules(dice.choice([20, 300]), dice.choice([1, 15, 240]), ("aa",) if number % 3 == 0 else ())
    return Writing(TOKENIZER, prompt, options, rules, candidates=1 + number % 4, seed=number)


def outcome(drafts) -> list:
    return [(draft.text, draft.ids, draft.finish_reason) for draft in drafts]


def alone(network, number: int) -> list:
    one = make_writing(number)
    choices = {"candidates": len(one.drafts), "seed": number}
    stages = generate(network, TOKENIZER, one.prompt_ids, one.options, one.rules, **choices)
    return outcome(deque(stages, maxlen=1).pop())


def test_everybody_gets_what_he_gets_alone(network):
    """Twenty writings that begin at different steps, with whatever else is under way just then."""
    writings = [make_writing(number) for number in range(20)]
    batch, waiting, most = Batch(network), deque(writings), 0
    while waiting or batch.size:
        if waiting and batch.size < 12:
            batch.add(waiting.popleft())
        batch.step()
        most = max(most, batch.size)
    assert most > 8
    assert [outcome(writing.drafts) for writing in writings] == [alone(network, number) for number in range(20)]


def test_more_candidates_and_a_longer_text_leave_the_first_ones_as_they_were(network):
    def drafts(candidates, length):
        stages = generate(network, TOKENIZER, [1], WARM, StopRules(length, length), candidates=candidates, seed=5)
        return [draft.text for draft in deque(stages, maxlen=1).pop()]

    few, many = drafts(2, 20), drafts(4, 40)
    assert [text[:20] for text in many[:2]] == few
    assert len(set(many)) == 4


def test_a_cancelled_writing_leaves_at_once_and_stays_as_it_is(network):
    stays, leaves = make_writing(1), make_writing(2)
    batch = Batch(network)
    batch.add(stays)
    batch.add(leaves)
    for _ in range(8):
        batch.step()
    leaves.cancel()
    before = outcome(leaves.drafts)
    batch.step()
    assert batch.size <= len(stays.drafts)
    assert outcome(leaves.drafts) == before
    while batch.size:
        batch.step()
    assert outcome(stays.drafts) == alone(network, 1)


def test_a_long_prompt_is_read_between_the_steps_of_others(network):
    """While its three pieces are read, the other one goes on at every step."""
    other, long = (
        Writing(TOKENIZER, prompt, SamplingOptions(0.0), StopRules(99, 99), 1, 0) for prompt in ([1], [2] * 150)
    )
    batch = Batch(network)
    batch.add(other)
    batch.step()
    batch.add(long)
    lengths = []
    for _ in range(4):
        batch.step()
        lengths.append((len(other.drafts[0].ids), len(long.drafts[0].ids)))
    assert lengths == [(2, 0), (3, 0), (4, 1), (5, 2)]


def test_half_a_character_is_held_back():
    """A byte-level vocabulary may need several tokens for one character; nothing broken is ever shown."""

    class Bytes(CharacterTokenizer):
        def decode(self, ids):
            return bytes(ids).decode("utf-8", "replace")

    writing = Writing(Bytes([REPLACEMENT]), [0], WARM, StopRules(50, 8), 1, 0)
    seen = []
    for byte in "aé€b".encode():
        writing.extend(writing.drafts[0], byte, -1.0)
        seen.append(writing.drafts[0].text)
    assert seen == ["a", "a", "aé", "aé", "aé", "aé€", "aé€b"]
    writing.extend(writing.drafts[0], 0xC3, -1.0)
    assert writing.drafts[0].text == "aé€b\ufffd"
    assert writing.drafts[0].finish_reason == "length"


def test_nothing_to_write_is_finished_at_once(network):
    assert outcome(Writing(TOKENIZER, [1], WARM, StopRules(9, 0), 1, 0).drafts) == [("", [], "length")]


def test_rows_that_are_cancelled_before_they_wrote_have_no_room_to_clear():
    """More rows than the store has room for, all gone before their first step, the first one first."""
    config = ModelConfig(vocab_size=64, context_length=64, n_layer=1, n_head=2, n_kv_head=2, d_model=32, d_ff=64)
    cache, beginning = BranchCache(config), KVCache(config, 1, 64)
    for _ in range(2 * cache.store.shape[2] + 1):
        cache.add(beginning)
    for left in reversed(range(len(cache.lengths))):
        cache.remove(0)
        assert len(cache.lengths) == left
