"""Reading a request and a title together: the words, the network at run time, and how it is trained."""

import json
import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from engine.confidence import READ_FEATURES, READ_WHOLE, Confidence
from engine.cookbook import Cookbook, Recipe
from engine.errors import CheckpointError
from engine.index import build_index
from engine.marked_words import FUNCTION, MAX_WORDS, SLOT, TEXT, marked_words
from engine.matcher import Matcher
from engine.reranker import OUTPUTS, Reranker, load_reranker
from engine.semantics import Semantics, load_ranker
from test_development_requests import alike, words
from training.judged import JUDGED, Judged, read_judged, read_out_of_scope, title_key
from training.reranker import (
    WIDTH,
    Network,
    Reader,
    average,
    choose_vocabulary,
    find_nearest,
    first_vectors,
    pad,
    pretrain,
    read_together,
    refuse_out_of_scope,
    save_reranker,
    share_first,
    train,
)
from training.workspace import read_jsonl

TESTS = Path(__file__).parent
RANKER = TESTS.parent / "resources" / "ranker"
TITLES = ("Get the first word of `text`", "Get the first `3` words of `text`", "Sort `numbers`, largest first")
VOCABULARY = ["the", "first", "word", "of", "text", "sort", "number", "largest", "#", "get"]
BOOK = Cookbook(
    [
        Recipe(f"page/{number}", title, (title, *asks), "x = 1\n")
        for number, (title, *asks) in enumerate(
            (
                (TITLES[0], "first word of a text", "what word is first in the text", "begin of text, the word"),
                (TITLES[1], "first 3 words of a text", "the first # words", "a few words of text from the first"),
                (TITLES[2], "numbers sorted, largest first", "sort the numbers down", "largest number first, sort"),
                ("Write `text` in capitals", "capitals of text", "text in capitals", "capitals, write the text"),
            )
        )
    ]
    * 5  # so that each has enough neighbours
)


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(3)
    made = Network(torch.randn(len(VOCABULARY) + 2, WIDTH))
    with torch.no_grad():
        made.words.weight[0] = 0
    return made.eval()


@pytest.fixture(scope="module")
def reranker(network: Network) -> Reranker:
    return Reranker(VOCABULARY, network.export())


def test_words_keep_their_order_and_say_what_is_a_slot() -> None:
    assert marked_words("keep only the first 10 words of `text`") == (
        *((word, TEXT) for word in ("keep", "onli", "the", "first", "#", "word", "of")),
        ("text", SLOT),
    )
    assert ("readings", SLOT) not in marked_words("the readings of today")
    assert ("read", SLOT) in marked_words("readings = [1, 2] which is the largest")
    assert ("age", FUNCTION) in marked_words("write age(born, today)")
    assert [word for word, _ in marked_words("sort 'b;a' in notes.txt")] == ["sort", "quot", "in", "file", "txt"]


@given(st.text(max_size=400))
def test_any_text_has_words(text: str) -> None:
    found = marked_words(text)
    assert len(found) <= MAX_WORDS
    assert all(word and mark in (TEXT, SLOT, FUNCTION) for word, mark in found)


def test_at_run_time_it_computes_what_was_trained(network: Network, reranker: Reranker) -> None:
    reader = Reader(VOCABULARY)
    request = "the first word of numbers, get the text"
    with torch.no_grad():
        trained = network(pad([reader(request)]), pad([reader(title) for title in TITLES]), torch.tensor([0] * 3))
    np.testing.assert_allclose(reranker(request, TITLES), trained.numpy(), atol=0.02)


def test_requests_read_together_are_read_as_each_alone(network: Network) -> None:
    reader = Reader(VOCABULARY)
    requests = [reader(text) for text in ("the first word of numbers, get the text", "sort", *TITLES, *TITLES, *TITLES)]
    offers = [[reader(title) for title in TITLES[: 1 + number % 3]] for number in range(len(requests))]
    with torch.no_grad():
        together = read_together(network, requests, offers)
        alone = [read_together(network, [one], [titles]) for one, titles in zip(requests, offers, strict=True)]
    torch.testing.assert_close(together, torch.cat(alone), atol=1e-4, rtol=1e-4)


@given(st.text(alphabet="abefghimnorstuwxy #`3", max_size=60), st.lists(st.sampled_from(TITLES), min_size=1))
def test_a_title_reads_alike_alone_and_among_others(reranker: Reranker, request_: str, titles: list[str]) -> None:
    together = reranker(request_, titles)
    alone = np.concatenate([reranker(request_, [title]) for title in titles])
    assert np.isfinite(together).all()
    np.testing.assert_allclose(together, alone, atol=1e-4)


def test_of_the_likeliest_recipes_all_ways_to_ask_are_read(reranker: Reranker) -> None:
    request = "capitals of text"
    matches = Matcher(build_index(BOOK)).rank(request, READ_WHOLE)
    reads = Confidence({}, reranker).read(request, matches)
    titles = reranker(request, [match.recipe.title for match in matches])
    asks = [reranker(request, match.recipe.asks)[:, 0].max() for match in matches]
    np.testing.assert_allclose(reads[:, : len(OUTPUTS)], titles, atol=1e-4)
    np.testing.assert_allclose(reads[:, len(OUTPUTS)], asks, atol=1e-4)
    assert reads.shape == (len(matches), READ_FEATURES)
    assert min(reads[:, -1]) == 0.0


def test_requests_out_of_scope_are_answered_by_none_of_the_nearest() -> None:
    refused = refuse_out_of_scope(Matcher(build_index(BOOK)))
    assert refused
    assert not any(one.is_held_out or any(one.near) for one in refused)
    assert len(refused) < len(read_out_of_scope())


def test_nothing_to_read_is_no_error(reranker: Reranker) -> None:
    assert reranker("anything", []).shape == (0, len(OUTPUTS))
    assert np.isfinite(reranker("", ["", "!"])).all()


def test_a_saved_network_comes_back(network: Network, reranker: Reranker, tmp_path: Path) -> None:
    save_reranker(tmp_path, network, VOCABULARY)
    np.testing.assert_array_equal(load_reranker(tmp_path)("first word", TITLES), reranker("first word", TITLES))
    (tmp_path / "reranker.json").write_text(json.dumps({"words": ["one"]}), encoding="utf-8")
    with pytest.raises(CheckpointError, match="1 words"):
        load_reranker(tmp_path)
    (tmp_path / "reranker.safetensors").write_bytes(b"no")
    with pytest.raises(CheckpointError, match="cannot be read"):
        load_reranker(tmp_path)


def test_ways_to_ask_and_then_judgements_teach_it() -> None:
    """After both trainings it puts first what its judges would, for words that it has not seen together."""
    index, ranker = build_index(BOOK), load_ranker(RANKER)
    vocabulary = choose_vocabulary(index)
    torch.manual_seed(1)
    network = Network(first_vectors(vocabulary, ranker))
    pretrain(network, index, ranker, Reader(vocabulary), steps=3, seed=1)
    judged = [
        Judged(ask, TITLES, tuple(title == right for title in TITLES), (True, True, title_is_last(right)))
        for right, asks in zip(
            TITLES,
            (("get the first word",), ("get the first 3 words", "the first 4 words of text"), ("sort the numbers",)),
            strict=True,
        )
        for ask in asks
    ]
    train(network, judged, Reader(vocabulary), index, epochs=150, seed=1)
    assert share_first(Reranker(vocabulary, network.export()), judged) == 1.0

    student = Network(first_vectors(vocabulary, ranker))
    pretrain(student, index, ranker, Reader(vocabulary), steps=40, seed=2, teacher=network.eval())
    assert share_first(Reranker(vocabulary, student.export()), judged) == 1.0


def title_is_last(title: str) -> bool:
    return title == TITLES[-1]


def test_the_nearest_recipes_are_never_ones_own() -> None:
    index = build_index(BOOK)
    asks = [ask for recipe in BOOK.recipes for ask in recipe.asks]
    owners = np.repeat(np.arange(len(BOOK.recipes)), np.diff(index.first_ask))
    nearest = find_nearest(asks, owners, Semantics(load_ranker(RANKER), index))
    assert not (nearest == owners[:, None]).any()


def test_what_the_cookbook_lost_is_no_judgement(tmp_path: Path) -> None:
    path = tmp_path / "judged.jsonl"
    row = {
        "prompt": "first word",
        "right": [TITLES[0], "Gone"],
        "nearly": [title_key(TITLES[1])],
        "wrong": [title_key("Gone, too"), title_key(TITLES[2])],
    }
    lost = {"prompt": "x", "right": ["Gone"], "nearly": [], "wrong": []}
    path.write_text(json.dumps(row) + "\n" + json.dumps(lost) + "\n", encoding="utf-8")
    assert read_judged(path, TITLES) == [
        Judged("first word", TITLES, (True, False, False), (True, True, False)),
    ]


def test_the_mean_of_two_networks_lies_between_them() -> None:
    one, other = ({name: torch.full((2, 3), value) for name in ("a", "b")} for value in (1.0, 4.0))
    assert all(torch.equal(mean, torch.full((2, 3), 2.5)) for mean in average([one, other]).values())


def test_judged_requests_are_none_that_is_measured_with() -> None:
    """A sample shares at most three words in five with any request of the evaluation and of the other sets."""
    sets = ("evaluation", "fresh", "development", "everyday", "combinations")
    measured = [words(row["prompt"]) for name in sets for row in read_jsonl(TESTS / name / "requests.jsonl")]
    prompts = [row["prompt"] for row in read_jsonl(JUDGED)]
    assert len(prompts) > 10_000
    for prompt in random.Random(7).sample(prompts, 150):
        assert max(alike(words(prompt), other) for other in measured) < 0.6, prompt


def test_one_in_six_judged_requests_is_held_out() -> None:
    rows = [Judged(row["prompt"], (), (), ()).is_held_out for row in read_jsonl(JUDGED)]
    share = Counter(rows)[True] / len(rows)
    assert 0.14 < share < 0.2
