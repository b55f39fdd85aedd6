"""Continuing text with a network."""

import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch

from engine.config import ModelConfig
from engine.generation import Scheduler, StopRules, generate
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


# ---------------------------------------------------------------- together
WARM = SamplingOptions(temperature=1.5, top_k=0, top_p=1.0)


def write_together(scheduler, seed, length=60, **choices):
    stages = scheduler.generate([seed % 5], WARM, StopRules(length, length), candidates=2, seed=seed, **choices)
    return [draft.text for draft in deque(stages, maxlen=1).pop()]


def join_scheduler():
    """Wait for its thread: it ends by itself as soon as nobody wants anything."""
    for thread in threading.enumerate():
        if thread.name == "pysmith-scheduler":
            thread.join(20)
            assert not thread.is_alive()


def test_callers_at_once_get_what_they_get_alone(network):
    scheduler = Scheduler(network, TOKENIZER, max_rows=8)
    with ThreadPoolExecutor(12) as pool:
        together = list(pool.map(lambda seed: write_together(scheduler, seed), range(40)))
    expected = [
        write(network, TOKENIZER.decode([seed % 5]), StopRules(60, 60), WARM, candidates=2, seed=seed)
        for seed in range(40)
    ]
    assert together == [[draft.text for draft in drafts] for drafts in expected]
    join_scheduler()


def test_callers_share_the_steps(network):
    """Eight callers cost hardly more steps than one."""
    steps = []
    forward = network.final_norm.register_forward_hook(lambda *_: steps.append(1))
    scheduler = Scheduler(network, TOKENIZER)
    all_there = threading.Barrier(8)

    def ask_at_once(seed):
        all_there.wait()
        return write_together(scheduler, seed, 400)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask_at_once, range(8)))
    shared = len(steps)
    steps.clear()
    for seed in range(8):
        write_together(scheduler, seed, 400)
    forward.remove()
    join_scheduler()
    assert shared < len(steps) / 2


def test_the_first_token_is_shown_as_soon_as_it_is_there(network, monkeypatch):
    """Not when the caller looks the next time, which here it would do after a minute."""
    monkeypatch.setattr("engine.generation.LOOK_EVERY_S", 60)
    scheduler = Scheduler(network, TOKENIZER)
    drafts = scheduler.generate([0], WARM, StopRules(10**6, 10**5), seed=2)
    assert next(drafts)[0].ids
    drafts.close()
    join_scheduler()


def test_who_stops_is_out_and_disturbs_nobody(network):
    scheduler = Scheduler(network, TOKENIZER)
    expected = write_together(scheduler, 1, 300)
    with ThreadPoolExecutor(1) as pool:
        stays = pool.submit(write_together, scheduler, 1, 300)
        endless = scheduler.generate([0], WARM, StopRules(10**6, 10**5), seed=2, should_stop=stays.done)
        stopped = deque(endless, maxlen=1).pop()
        assert stopped[0].finish_reason == "cancelled"
        assert stays.result() == expected
    join_scheduler()


def test_who_leaves_without_a_word_frees_his_rows(network):
    scheduler = Scheduler(network, TOKENIZER, max_rows=1)
    endless = scheduler.generate([0], WARM, StopRules(10**6, 10**5), seed=2)
    next(endless)
    endless.close()
    assert len(write_together(scheduler, 1, 20)) == 2, "more drafts than rows are written when nobody else is there"
    join_scheduler()


def test_a_failure_reaches_every_caller_and_the_next_one_is_served(network, caplog):
    class Failing(CharacterTokenizer):
        def decode(self, ids):
            raise ZeroDivisionError

    scheduler = Scheduler(network, Failing([*"abcdefghij \n#", REPLACEMENT]))
    with ThreadPoolExecutor(3) as pool:
        asked = [pool.submit(write_together, scheduler, seed) for seed in range(3)]
        assert [type(each.exception()) for each in asked] == [ZeroDivisionError] * 3
    assert "The network failed" in caplog.text
    scheduler.tokenizer = TOKENIZER
    assert len(write_together(scheduler, 1)) == 2
    join_scheduler()
