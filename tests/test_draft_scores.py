"""How far to trust what a model wrote: what is seen of drafts, and the weights that a model brings."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.checkpoint import CheckpointError, ModelInfo, save_calibration
from engine.draft_scores import DRAFT_FEATURES, DraftCode, DraftConfidence, measure_drafts, shape_of

SHOW = DRAFT_FEATURES.index


def draft(code, *log_probabilities, complete=True):
    return DraftCode(code, log_probabilities or (-0.5, -0.1), complete)


def test_a_draft_that_uses_the_values_of_the_request_is_told_from_one_that_does_not():
    good, bad = measure_drafts(
        'read sales.csv and print the rows with more than 12 in "price"',
        [
            draft("rows = open('sales.csv')\nprint([r for r in rows if r['price'] > 12])\n"),
            draft("rows = open('data.csv')\nprint(rows)\n"),
        ],
    )
    assert (good[SHOW("values_used")], good[SHOW("values_missed")], good[SHOW("paths_made_up")]) == (1.0, 0.0, 0.0)
    assert (bad[SHOW("values_used")], bad[SHOW("values_missed")], bad[SHOW("paths_made_up")]) == (0.0, 3.0, 1.0)


def test_drafts_that_differ_in_names_alone_agree():
    one, two, other = measure_drafts(
        "add up a list", [draft("t = 0\nt += 1\n"), draft("total = 0\ntotal += 1\n"), draft("x = 1\n")]
    )
    assert one[SHOW("agreement")] == two[SHOW("agreement")] == 0.5
    assert other[SHOW("agreement")] == 0.0
    assert measure_drafts("x", [draft("x = 1\n")])[0][SHOW("agreement")] == 0.0


def test_what_a_recipe_says_too_is_seen():
    rows = measure_drafts("print hello", [draft("a = 1\nprint(a)\n"), draft("b = 2\n")], {"x = 1\nprint(x)\n": 0.7})
    assert [row[SHOW("recipe_agreement")] for row in rows] == [1.0, 0.0]
    assert [row[SHOW("recipe_confidence")] for row in rows] == [0.7, 0.0]


def test_likelihoods_are_a_token():
    (row,) = measure_drafts("x", [draft("x = 1\n", -1.0, -3.0, complete=False)])
    assert row[SHOW("mean_log_probability")] == -2.0
    assert row[SHOW("least_log_probability")] == -3.0
    assert row[SHOW("log_tokens")] == pytest.approx(math.log(3))
    assert row[SHOW("cut_short")] == 1.0


def test_a_shape_leaves_the_shared_tree_alone():
    code = "total = 1\nprint(total)\n"
    assert shape_of(code) == shape_of("t = 1\nprint(t)\n") == shape_of(code)
    assert shape_of("print(1)\n") != shape_of("print(2)\n")
    assert shape_of("for") == ""


@given(st.text(max_size=60), st.lists(st.text(max_size=40), max_size=4))
def test_anything_can_be_measured(prompt, codes):
    rows = measure_drafts(prompt, [draft(code) for code in codes])
    assert [len(row) for row in rows] == [len(DRAFT_FEATURES)] * len(codes)
    assert all(math.isfinite(value) for row in rows for value in row)


@pytest.mark.parametrize(("prompt_format", "ceiling"), [("comment", 0.1), ("tagged", 0.25), ("", 0.1)])
def test_a_model_without_weights_is_trusted_little(tmp_path, prompt_format, ceiling):
    confidence = DraftConfidence(ModelInfo("m", tmp_path, prompt_format=prompt_format))
    features = [0.0] * len(DRAFT_FEATURES)
    assert confidence(features) == confidence.ceiling == ceiling
    assert confidence([-1.0, *features[1:]]) < ceiling


def test_weights_that_a_model_brings_decide(tmp_path):
    calibration = {"features": list(DRAFT_FEATURES), "weights": [2.0, *[0.0] * 9], "offset": 1.0, "ceiling": 0.6}
    confidence = DraftConfidence(ModelInfo("m", tmp_path, prompt_format="tagged", calibration=calibration))
    features = [-0.5, *[0.0] * 9]
    assert confidence(features) == 0.5
    assert confidence([5.0, *features[1:]]) == confidence.ceiling == 0.6
    other = {**calibration, "features": ["something_else"]}
    assert DraftConfidence(ModelInfo("m", tmp_path, prompt_format="tagged", calibration=other)).ceiling == 0.25


def test_only_a_model_can_be_given_weights(tmp_path):
    with pytest.raises(CheckpointError, match="is not a model folder"):
        save_calibration(tmp_path, {"offset": 0.0})
