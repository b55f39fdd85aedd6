"""Continuing text with a network."""

from collections import deque

import pytest
import torch

from engine.config import ModelConfig
from engine.generation import StopRules, generate
from engine.model import GPT
from engine.sampling import SamplingOptions
from engine.tokenizer import REPLACEMENT, CharacterTokenizer

TOKENIZER = CharacterTokenizer([*"abcdefghij \n#", REPLACEMENT])
GREEDY = SamplingOptions(temperature=0.0)


@pytest.fixture(scope="module")
def network():
    torch.manual_seed(3)
    config = ModelConfig(
        vocab_size=TOKENIZER.vocab_size, context_length=16, n_layer=2, n_head=2, n_kv_head=2, d_model=16, d_ff=32
    )
    return GPT(config).eval()


def write(network, prompt="abc", rules=None, options=GREEDY, **choices):
    stages = generate(network, TOKENIZER, TOKENIZER.encode(prompt), options, rules or StopRules(12, 12), **choices)
    return deque(stages, maxlen=1).pop()


def naive_greedy(network, prompt, count):
    ids = TOKENIZER.encode(prompt)
    for _ in range(count):
        ids.append(int(network(torch.tensor([ids]))[0, -1].argmax()))
    return ids[len(TOKENIZER.encode(prompt)) :]


def test_greedy_writing_equals_the_naive_loop_without_a_cache(network):
    assert write(network)[0].ids == naive_greedy(network, "abc", 12)


def test_all_candidates_of_a_greedy_batch_are_alike(network):
    drafts = write(network, candidates=3)
    assert len({draft.text for draft in drafts}) == 1


def test_the_same_seed_gives_the_same_drafts_and_another_seed_others(network):
    warm = SamplingOptions(temperature=1.5, top_k=0, top_p=1.0)
    texts = [[d.text for d in write(network, options=warm, candidates=3, seed=seed)] for seed in (5, 5, 6)]
    assert texts[0] == texts[1] != texts[2]


def test_writing_goes_on_past_the_context(network):
    assert len(write(network, rules=StopRules(100, 40))[0].ids) == 40


def test_length_is_never_exceeded(network):
    draft = write(network, rules=StopRules(max_chars=5, max_tokens=50))[0]
    assert len(draft.text) == 5
    assert draft.finish_reason == "length"


def test_a_stop_text_ends_a_draft_and_is_not_part_of_it(network):
    whole = write(network)[0].text
    stop = whole[4:6]
    draft = write(network, rules=StopRules(12, 12, (stop,)))[0]
    assert draft.finish_reason == "stop"
    assert draft.text == whole[: whole.find(stop)]


def test_should_stop_ends_within_a_token(network):
    seen = []
    for drafts in generate(network, TOKENIZER, [0], GREEDY, StopRules(100, 100), should_stop=lambda: len(seen) >= 3):
        seen.append(len(drafts[0].ids))
    assert max(seen) <= 3
    assert drafts[0].finish_reason == "cancelled"


def test_mean_log_probability_is_that_of_the_chosen_tokens(network):
    draft = write(network, rules=StopRules(4, 4))[0]
    ids = TOKENIZER.encode("abc") + draft.ids
    logits = network(torch.tensor([ids]))[0].log_softmax(-1)
    expected = [logits[i + 2, token].item() for i, token in enumerate(draft.ids)]
    assert draft.mean_log_probability == pytest.approx(sum(expected) / 4, abs=1e-4)


def test_an_empty_prompt_is_no_obstacle(network):
    assert write(network, prompt="")[0].text
