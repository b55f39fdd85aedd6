"""The network in C is the network: the same logits, the same drafts, with guesses and without, alone and together."""

import random
from collections import Counter, deque
from types import SimpleNamespace

import pytest
import torch

from engine.batch import Batch
from engine.config import ModelConfig
from engine.drafts import StopRules, Writing
from engine.generation import generate
from engine.kv_cache import KVCache
from engine.model import GPT
from engine.native.build import LEVELS, build, find_compiler
from engine.native.network import Tokens, exact_bits, load_library, load_native
from engine.prefixes import Prefixes
from engine.sampling import SamplingOptions, sample_next
from engine.speculation import Lookup
from engine.tokenizer import REPLACEMENT, CharacterTokenizer
from training.publish import fit_into_eight_bits

pytestmark = pytest.mark.skipif(build() is None, reason="there is no compiler here, and so no network in C")

TOKENIZER = CharacterTokenizer([*"abcdefghijklmnopqrstuvwxyz \n#:.", REPLACEMENT])
MODERN = {"positions": "rope", "norm": "rms", "activation": "swiglu", "qk_norm": True, "tied_embeddings": True}
SHAPE = {"context_length": 160, "n_layer": 2, "n_head": 4, "n_kv_head": 2, "d_model": 64, "d_ff": 128}
GREEDY, WARM = SamplingOptions(0.0), SamplingOptions(temperature=1.3, top_k=0, top_p=1.0)


def make_network(**changes) -> GPT:
    torch.manual_seed(3)
    config = ModelConfig(TOKENIZER.vocab_size, **(SHAPE | MODERN | {"bias": False} | changes))
    network = GPT(config).bfloat16().float().eval().requires_grad_(False)
    for norm in ("attention_norm", "feed_forward_norm"):
        for block in network.blocks:
            getattr(block, norm).weight += torch.rand(config.d_model)
    return network


@pytest.fixture(scope="module", params=[16, 8], ids=["16 bits", "8 bits"])
def network(request):
    network = make_network()
    if request.param == 8:
        fit_into_eight_bits(network)
    network.native = load_native(network)
    assert network.native.bits == request.param
    return network


@pytest.fixture
def two_threads():
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    yield
    torch.set_num_threads(before)


def read(network, pieces, row=0, rows=1):
    """Return the logits of token ids that are read piece by piece into a row of a cache."""
    cache, found, position = KVCache(network.config, rows, 160), [], 0
    for piece in pieces:
        places = range(position, position + len(piece))
        found.append(network.native.forward(Tokens(piece, [row] * len(piece), places), cache))
        position += len(piece)
    return torch.cat(found)


def assert_close(network, found, expected):
    """In 8 bits, what the weights are multiplied with is rounded to 16."""
    torch.testing.assert_close(found, expected, atol=1e-5 if network.native.bits == 16 else 1e-4, rtol=1e-4)


def test_logits_are_those_of_the_network_in_torch(network):
    ids = torch.randint(0, 32, (1, 150))
    assert_close(network, read(network, ids.tolist()), network(ids)[0])


@pytest.mark.parametrize("level", LEVELS)
def test_every_build_gives_these_logits(network, level, monkeypatch):
    """What older processors run, too: this one's best build is not the only one that must be right."""
    if not load_library().supported(level.encode()):
        pytest.skip(f"this processor has no {level}")
    monkeypatch.setattr(
        network.native, "_library", SimpleNamespace(forward=getattr(load_library(), f"forward_{level}"))
    )
    ids = torch.randint(0, 32, (1, 40))
    assert_close(network, read(network, ids.tolist()), network(ids)[0])


def test_tokens_get_the_same_bits_alone_and_together(network):
    """However many are computed at once, and in whatever row: no sum is made in another order."""
    ids = torch.randint(0, 32, (100,)).tolist()
    alone = read(network, [[token] for token in ids])
    for size in range(2, 15):
        pieces = [ids[at : at + size] for at in range(0, len(ids), size)]
        assert torch.equal(read(network, pieces, row=2, rows=3), alone), size


def test_tokens_get_the_same_bits_from_two_threads(network, two_threads):
    """The second one's tokens look at keys that the first one stores meanwhile."""
    ids = torch.randint(0, 32, (150,)).tolist()
    torch.set_num_threads(1)
    alone = read(network, [ids])
    torch.set_num_threads(2)
    for _ in range(50):
        assert torch.equal(read(network, [ids]), alone)
    assert torch.equal(read(network, [ids[at : at + 9] for at in range(0, 150, 9)]), alone)


def test_what_is_not_wanted_is_left_out_and_changes_nothing(network):
    """Of a prompt's last layer only keys and values are needed, and its last token's logits."""
    ids = torch.randint(0, 32, (90,)).tolist()
    whole, part = KVCache(network.config, 1, 91), KVCache(network.config, 1, 91)
    logits = network.native.forward(Tokens(ids, [0] * 90, range(90)), whole)
    for start, wanted in ((0, 40), (40, 9), (80, 9)):
        piece = ids[start : start + wanted] if start < 80 else ids[49:]
        at = start if start < 80 else 49
        tokens = Tokens(piece, [0] * len(piece), range(at, at + len(piece)))
        last = network.native.forward(tokens, part, wanted=len(piece) - (start == 80))
    assert torch.equal(last[0], logits[-1])
    assert torch.equal(part.store, whole.store)


@pytest.mark.parametrize(
    "options",
    [GREEDY, WARM, SamplingOptions(0.6, 5, 1.0), SamplingOptions(0.8, 0, 0.7), SamplingOptions(1.9, 20, 0.9)],
)
def test_tokens_are_drawn_as_torch_draws_them(network, options):
    ids = torch.randint(0, 32, (120,)).tolist()
    tokens, dice = Tokens(ids, [0] * 120, range(120)), random.Random(1)
    luck = [dice.random() for _ in ids]
    drawn = network.native.draw(tokens, KVCache(network.config, 1, 120), [(options, number) for number in luck])
    logits = network.native.forward(tokens, KVCache(network.config, 1, 120))
    numbers = torch.tensor(luck, dtype=torch.float64)
    expected = sample_next(logits, torch.empty(120, 0, dtype=torch.long), options, numbers)
    assert [token for token, _ in drawn] == expected.tolist()
    found = torch.tensor([log_probability for _, log_probability in drawn])
    torch.testing.assert_close(found, logits.log_softmax(-1).gather(1, expected[:, None])[:, 0], atol=1e-5, rtol=1e-5)


def write(network, prompt, options, length=100, **choices):
    ids = TOKENIZER.encode(prompt)
    stages = generate(network, TOKENIZER, ids, options, StopRules(length, length), **choices)
    return [(draft.text, draft.finish_reason) for draft in deque(stages, maxlen=1).pop()]


@pytest.mark.parametrize(
    "options", [GREEDY, WARM, SamplingOptions(0.9, 5, 0.9, 1.2)], ids=["greedy", "warm", "penalty"]
)
def test_it_writes_what_torch_writes(network, options, monkeypatch):
    """Beyond the context, too: there the oldest half is forgotten."""
    found = [write(network, "ab#", options, 200, candidates=2, seed=seed) for seed in range(5)]
    monkeypatch.setattr(network, "native", None)
    assert found == [write(network, "ab#", options, 200, candidates=2, seed=seed) for seed in range(5)]


# ---------------------------------------------------------------- guesses
def count_steps(network, monkeypatch) -> list:
    steps, call = [], network.native._call
    monkeypatch.setattr(network.native, "_call", lambda *args: steps.append(args) or call(*args))
    return steps


def test_guesses_save_steps_and_change_nothing(network, monkeypatch):
    """A greedy network soon repeats itself; the drafts are the same to the letter, in far fewer steps."""
    steps = count_steps(network, monkeypatch)
    requests = [("abcabcabc", GREEDY), ("abcabcab", WARM), ("xyxyx", SamplingOptions(0.4, 8, 0.9))]
    ahead = [write(network, *request, candidates=2, seed=7) for request in requests]
    with_guesses = len(steps)
    steps.clear()
    monkeypatch.setattr(Lookup, "guess", lambda self, most: [])
    assert ahead == [write(network, *request, candidates=2, seed=7) for request in requests]
    assert with_guesses < len(steps)
    steps.clear()
    write(network, "abcabcabc", GREEDY)
    plain = len(steps)
    monkeypatch.undo()
    steps = count_steps(network, monkeypatch)
    write(network, "abcabcabc", GREEDY)
    assert len(steps) < 0.7 * plain


def test_tokens_come_as_often_as_the_network_finds_them_likely(network, monkeypatch):
    """With whatever guess before them, right or wrong: chi-squared over the second token of 3,000 drafts.

    31 degrees of freedom exceed 61.1 once in a thousand times; the seeds are fixed, so this is the same each time.
    """
    monkeypatch.setattr(Lookup, "guess", lambda self, most: [3, 9, 3][:most])
    options = SamplingOptions(1.0, top_k=0, top_p=1.0)
    seconds = Counter()
    for seed in range(375):
        drafts = deque(
            generate(network, TOKENIZER, [1, 2], options, StopRules(9, 3), candidates=8, seed=seed), maxlen=1
        ).pop()
        seconds.update(draft.ids[1] for draft in drafts)
    first = network(torch.tensor([[1, 2]]))[0, -1].softmax(-1)  # (V,)
    then = network(torch.tensor([[1, 2, token] for token in range(32)]))[:, -1].softmax(-1)  # (V, V)
    expected = 3000 * (first @ then)
    found = torch.tensor([float(seconds[token]) for token in range(32)])
    assert float(((found - expected) ** 2 / expected).sum()) < 61.1


def test_lookup_finds_what_followed_last():
    lookup = Lookup([1, 2, 3, 4, 9, 1, 2, 3, 5, 6, 8, 7, 1, 2, 3])
    assert lookup.guess(9) == [5, 6, 8, 7]
    assert lookup.guess(1) == [5]
    assert lookup.guess(-1) == []
    lookup.append(1)
    assert lookup.guess(9) == [], "this end is new"


def test_a_longer_run_tells_more_than_a_shorter_one_that_came_later():
    lookup = Lookup([9, 1, 2, 3, 4, 4, 4, 8, 1, 2, 3, 5, 5, 5, 9, 1, 2, 3])
    assert lookup.guess(2) == [4, 4]


def test_lookup_guesses_more_after_success_and_less_after_failure():
    lookup = Lookup([1, 2] * 20)
    assert lookup.guess(99) == [1, 2, 1, 2], "what repeats itself goes on to"
    lookup.learn(4, 4)
    assert len(lookup.guess(99)) == 8
    for _ in range(4):
        lookup.learn(8, 0)
    assert len(lookup.guess(99)) == 1


# ---------------------------------------------------------------- many, and again
def test_everybody_gets_what_he_gets_alone(network):
    prompts = ["abc", "a", "abcabc" * 12, "xyz#", "ab" * 70]
    writings = [
        Writing(TOKENIZER, TOKENIZER.encode(prompts[seed % 5]), (GREEDY, WARM)[seed % 2], StopRules(150, 150), 2, seed)
        for seed in range(12)
    ]
    batch, waiting = Batch(network), deque(writings)
    while waiting or batch.size:
        if waiting and batch.size < 10:
            batch.add(waiting.popleft())
        batch.step()
    found = [[(draft.text, draft.finish_reason) for draft in writing.drafts] for writing in writings]
    expected = [
        write(network, prompts[seed % 5], (GREEDY, WARM)[seed % 2], 150, candidates=2, seed=seed) for seed in range(12)
    ]
    assert found == expected


def test_a_prompt_that_was_read_is_not_read_again(network, monkeypatch):
    """Another one is read from where it differs; the answers stay the same."""
    steps = count_steps(network, monkeypatch)
    prefixes, texts = Prefixes(), []
    for prompt in ("abc" * 30, "abc" * 30, "abc" * 30 + "xy", "abc" * 20 + "z"):
        steps.clear()
        writing = Writing(TOKENIZER, TOKENIZER.encode(prompt), WARM, StopRules(30, 30), 1, 5)
        batch = Batch(network, prefixes)
        batch.add(writing)
        batch.step()
        texts.append((len(steps[0][0].ids), prompt, writing))
        while batch.size:
            batch.step()
    assert [count for count, _, _ in texts] == [90, 1, 2, 1]
    for _, prompt, writing in texts:
        assert [(draft.text, draft.finish_reason) for draft in writing.drafts] == write(
            network, prompt, WARM, 30, seed=5
        )


# ---------------------------------------------------------------- where it cannot be used
def test_other_networks_are_left_to_torch():
    assert load_native(make_network(activation="gelu")) is None
    assert load_native(make_network(d_ff=90)) is None
    odd = make_network()
    odd.blocks[0].feed_forward.up.weight[0, 0] = 0.1  # no bfloat16
    assert exact_bits(odd) is None
    assert load_native(odd) is None


def test_no_library_no_native_network(tmp_path, caplog):
    assert load_library(tmp_path / "missing.so") is None
    (tmp_path / "broken.so").write_bytes(b"no library")
    assert load_library(tmp_path / "broken.so") is None
    assert "broken.so cannot be used" in caplog.text


def test_without_a_compiler_nothing_is_built(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert find_compiler() is None
    assert build(tmp_path / "network.so") is None
