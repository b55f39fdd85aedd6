"""Training what ranks recipes: vectors that bring ways to ask together, weights, and calibrated confidence."""

import json

import numpy as np
import pytest
import torch

from engine.confidence import Confidence
from engine.cookbook import Cookbook, Recipe
from engine.index import build_index
from engine.matcher import FEATURES, WEIGHTS, Matcher
from engine.semantics import load_ranker
from training.judged import Judged
from training.judging import fit
from training.ranker import WIDTH, fit_weights, measure_features, read_texts, save_ranker, train_ranker

TOPICS = {
    "sort": ("order numbers", "arrange figures", "rank digits ascending"),
    "read": ("open document", "load contents", "slurp textfile"),
    "loop": ("repeat thrice", "iterate again", "go round"),
    "join": ("glue strings", "concatenate words", "stick pieces"),
}
BOOK = Cookbook([Recipe(name, asks[0], asks, f"{name}_it()\n") for name, asks in TOPICS.items()])

JUDGED = [
    Judged("gather figures", ("order numbers", "open document"), (True, False), (True, True)),
    Judged("gather numbers", ("order numbers",), (False,), (True,)),
]


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    pairs = tmp_path_factory.mktemp("pairs") / "pairs.jsonl"
    rows = [{"prompt": "gather things", "code": "gather(stuff)"}] * 4
    pairs.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return read_texts(build_index(BOOK), [pairs], JUDGED)


def test_judged_requests_come_with_the_recipes_that_are_right(texts):
    numbers = {recipe.title: number for number, recipe in enumerate(BOOK.recipes)}
    assert [right for _, right in texts.judged] == [[numbers["order numbers"]]]
    assert len(texts.judged[0][0]) == 2


def test_outside_pairs_bring_their_frequent_words(texts):
    assert "gather" in texts.roots
    assert len(texts.outside) == 4


def test_ways_to_ask_for_one_recipe_come_to_lie_together(texts):
    """Words that share no letter but a recipe end up nearer to each other than to those of other recipes."""
    ranker = train_ranker(texts, steps=60, seed=1, weights=WEIGHTS, members=2)
    assert ranker.vectors.shape[1] == WIDTH  # as with one
    semantics = Matcher(build_index(BOOK), ranker).semantics
    recipes = semantics.recipes
    for number, name in enumerate(TOPICS):
        asks = texts.asks_of(number)
        own = [float(semantics.compare_asks(np.array([a], dtype=np.int32), recipes[number])[0]) for a in asks]
        other = [
            float(semantics.compare_asks(np.array([a], dtype=np.int32), recipes[n])[0])
            for a in asks
            for n in range(4)
            if n != number
        ]
        assert min(own) > max(other), name


def test_a_saved_ranker_comes_back(texts, tmp_path):
    ranker = train_ranker(texts, steps=2, seed=1, weights=WEIGHTS, members=2)
    save_ranker(tmp_path, ranker)
    again = load_ranker(tmp_path)
    assert again.roots == ranker.roots
    assert again.feature_weights == pytest.approx(WEIGHTS)
    np.testing.assert_allclose(again.vectors, ranker.vectors, atol=1e-3)


def test_a_judged_request_comes_to_lie_near_what_is_right_for_it(texts):
    """Words that no way to ask holds get their meaning from it."""
    ranker = train_ranker(texts, steps=60, seed=1, weights=WEIGHTS, members=2)
    semantics = Matcher(build_index(BOOK), ranker).semantics
    near = semantics.recipes @ semantics.encode({"gather": 1.0})
    assert int(near.argmax()) == [recipe.title for recipe in BOOK.recipes].index("order numbers")


def test_features_of_look_ups_say_what_is_right_and_leave_out_those_that_find_nothing_right(texts):
    ranker = train_ranker(texts, steps=30, seed=1, weights=WEIGHTS, members=2)
    features, right, groups = measure_features(Matcher(texts.index, ranker), JUDGED)
    assert features.shape[1] == len(FEATURES)
    assert int(right.sum()) == len(set(groups.tolist())) == 1


def test_learnt_weights_put_the_right_one_first():
    rng = np.random.default_rng(0)
    features = torch.tensor(rng.normal(size=(400, 3)), dtype=torch.float32)
    groups = torch.arange(100).repeat_interleave(4)
    scores = features @ torch.tensor([2.0, -1.0, 0.0])
    right = torch.zeros(400, dtype=torch.bool)
    right[scores.view(100, 4).topk(2, dim=1).indices[1::2] + torch.arange(100)[1::2, None] * 4] = True  # two of some
    right[scores.view(100, 4).argmax(1) + torch.arange(100) * 4] = True
    learnt = torch.tensor(fit_weights(features, right, groups))
    found = (features @ learnt).view(100, 4).argmax(1)
    assert (found == scores.view(100, 4).argmax(1)).float().mean() > 0.9


def test_fitted_confidence_is_a_probability_that_holds():
    """Of candidates with a confidence around p, about a share p is right."""
    rng = np.random.default_rng(1)
    features = torch.tensor(rng.normal(size=(3000, 2)), dtype=torch.float32)
    truth = torch.sigmoid(1.5 * features[:, 0] - 0.5)
    right = (torch.tensor(rng.random(3000), dtype=torch.float32) < truth).float()
    weights, offset = fit(features, right, torch.arange(3000), (torch.ones(3000), torch.ones(3000)), penalty=0.001)
    confidence = Confidence({"weights": weights, "offset": offset})
    sure = np.array([confidence(row.numpy()) for row in features])
    for low, high in ((0.1, 0.3), (0.4, 0.6), (0.7, 0.9)):
        band = (sure >= low) & (sure < high)
        assert right.numpy()[band].mean() == pytest.approx(sure[band].mean(), abs=0.1)
