"""A look-up reads little of a large cookbook, and finds what comparing with every recipe finds."""

import random

import numpy as np
import pytest

from engine import clusters as clustering
from engine import matcher as matching
from engine import postings, semantics
from engine.clusters import Clusters
from engine.cookbook import Cookbook, Recipe
from engine.index import build_index, load_index
from engine.matcher import Matcher
from engine.postings import Postings
from engine.rows import Rows, distinct, keys_of, spread
from engine.semantics import load_ranker
from tests.shared_index import shared_index

ALL = 10**9


def rows(*lists):
    ids = [number for numbers in lists for number in numbers]
    return Rows(np.cumsum([0, *map(len, lists)]).astype(np.int32), np.array(ids, dtype=np.int32))


def test_rows_are_spread_and_keyed_like_lists():
    lists = rows([3, 1], [], [2, 0, 1], [3, 2, 1])
    starts, places = spread(lists.starts, np.array([2, 0], dtype=np.int32))
    assert starts.tolist() == [0, 3, 5]
    assert lists.ids[places].tolist() == [2, 0, 1, 3, 1]
    marked = np.array([True, False, False, False])
    assert lists.any_of(marked).tolist() == [False, False, True, False]
    keys = keys_of(lists, np.array([False, False, True, False])).tolist()
    assert keys[0] == keys[3], "the same ids in the same order, but for the one that is left out"
    assert len(set(keys)) == 3


def test_ids_are_sorted_and_each_there_once():
    assert distinct(6, np.array([5, 1, 5], dtype=np.int32), np.array([2, 1], dtype=np.int32)).tolist() == [1, 2, 5]


def test_a_few_matches_are_the_first_of_many_also_where_several_fit_alike():
    book = [Recipe(name, "Add numbers", ("Add numbers",), "print(1)\n") for name in ("c", "a", "d", "b")]
    found = Matcher(build_index(Cookbook(book)))
    assert [match.recipe.id for match in found.rank("add numbers", 3)] == ["a", "b", "c"]
    assert [match.recipe.id for match in found.rank("add numbers", 9)] == ["a", "b", "c", "d"]


def test_a_word_leads_to_the_recipes_first_of_which_it_says_most():
    book = [
        Recipe("long", "Sort the names of all people", ("Sort the names of all people",), "print(1)\n"),
        Recipe("short", "Sort names", ("Sort names",), "print(1)\n"),
        Recipe("code", "Order", ("Put people into order",), "names = []\n"),
    ]
    index = build_index(Cookbook(book))
    word = index.roots.index("name")
    assert [book[n].id for n in index.postings.recipes[word]] == ["short", "long", "code"]
    assert index.postings.asked[word] == 2


def test_of_long_lists_the_heads_are_read(monkeypatch):
    """That is what keeps a look-up from growing with the cookbook."""
    lists = rows(range(900), [7], range(100, 800))
    found = Postings(lists, np.array([900, 1, 700], dtype=np.int32))
    assert len(found.find({0: 1.0, 1: 2.0, 2: 1.0}, 1000, 900)) == 900
    monkeypatch.setattr(postings, "LONGEST_READ", 50)
    assert found.find({0: 1.0, 1: 2.0, 2: 1.0}, 1000, 900).tolist() == [*range(50), *range(100, 150)]
    assert found.find({0: 1.0, 1: 2.0, 2: 1.0}, 1, 900).tolist() == [7], "the one that holds most"


@pytest.fixture(scope="module")
def cookbook():
    """The whole cookbook's matcher."""
    from app.paths import resources_dir

    index = load_index([resources_dir() / "cookbook"], shared_index())
    return Matcher(index, load_ranker(resources_dir() / "ranker"))


@pytest.fixture(scope="module")
def requests(cookbook):
    """Ways to ask with a word left out each, so that none is what it was."""
    dice = random.Random(4)
    asks = [dice.choice(cookbook.recipes[n].asks) for n in dice.sample(range(len(cookbook.recipes)), 300)]
    return [" ".join(word for i, word in enumerate(ask.split()) if i != 1) for ask in asks]


def first_recipes(matcher, requests):
    return [[match.recipe.id for match in matcher.rank(request, limit=1)] for request in requests]


@pytest.fixture(scope="module")
def exhaustive(cookbook, requests):
    """What is found when a request is compared with everything."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "LONGEST_READ", ALL)
        patch.setattr(matching, "CANDIDATES", ALL)
        return first_recipes(cookbook, requests)


def share_alike(found, wanted):
    return sum(one == other for one, other in zip(found, wanted, strict=True)) / len(wanted)


@pytest.mark.slow
def test_the_first_recipe_is_that_of_comparing_with_all(cookbook, requests, exhaustive):
    assert share_alike(first_recipes(cookbook, requests), exhaustive) >= 0.99


@pytest.mark.slow
def test_groups_of_vectors_find_it_as_well(cookbook, requests, exhaustive, monkeypatch):
    monkeypatch.setattr(cookbook.semantics, "_clusters", Clusters(cookbook.semantics.recipes))
    assert share_alike(first_recipes(cookbook, requests), exhaustive) >= 0.99


def test_only_large_cookbooks_have_groups_of_vectors():
    assert semantics.ALL_COMPARED >= 10_000, "below, comparing with all is as fast"


def test_the_nearest_vectors_are_found_in_few_groups(monkeypatch):
    monkeypatch.setattr(clustering, "GROUP", 40)
    dice = np.random.default_rng(2)
    centres = dice.standard_normal((40, 16))
    vectors = (centres[np.arange(2000) % 40] + 0.2 * dice.standard_normal((2000, 16))).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    clusters = Clusters(vectors)
    found = 0
    for number in range(0, 2000, 50):
        looked_at = clusters.compare(vectors[number])[0]
        assert len(looked_at) < 1800
        found += len(set(np.argsort(-(vectors @ vectors[number]))[:10].tolist()) & set(looked_at.tolist()))
    assert found / 400 > 0.95
