"""The hybrid: what is said first, what is refused, and what never gets out."""

import dataclasses
import signal
import time
from contextlib import closing

import pytest

from engine import examples as examples_module
from engine.answer import Answerer, finish_code
from engine.checkpoint import load_model
from engine.confidence import FEATURE_NAMES, Confidence
from engine.cookbook import Cookbook, Recipe
from engine.draft_scores import DraftCode
from engine.errors import RequestError, UnknownModelError
from engine.events import Answered, Done, Failed, Partial, Request
from engine.examples import Example, find_examples, run_examples, run_in_waves
from engine.functions import complete, read_stub
from engine.index import build_index
from engine.matcher import Matcher
from engine.offers import ASKED_LITERALLY, SAME_FUNCTION
from engine.syntax import compiles
from tests.tiny import save_tiny_model

LOOP = Recipe(
    "loops/for", "Loop from 1 to `3`", ("Loop from 1 to `3`", "for loop"), "for i in range(1, 4):\n    print(i)\n"
)
MEAN = Recipe(
    "functions/mean",
    "Return the mean of a list: `mean(values)`",
    ("Return the mean of a list: `mean(values)`", "average of numbers"),
    'def mean(values: list[float]) -> float:\n    """Return the mean.\n\n    >>> mean([1, 3])\n    2.0\n    """\n'
    "    return sum(values) / len(values)\n",
)
MEDIAN = dataclasses.replace(
    MEAN,
    id="functions/median",
    title="Return the median of a list: `median(values)`",
    asks=("Return the median of a list: `median(values)`", "median of numbers"),
    code="import statistics\n\n\ndef median(values):\n    return statistics.median(values)\n",
)
# Sure of anything whose words are all known.
SURE = Confidence({"weights": [20.0 if name == "recipe_coverage" else 0.0 for name in FEATURE_NAMES], "offset": -15.0})


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return load_model(save_tiny_model(tmp_path_factory.mktemp("models") / "tiny"))


@pytest.fixture
def answerer(model):
    return Answerer(Matcher(build_index(Cookbook([LOOP, MEAN, MEDIAN]))), lambda name: model, SURE)


def events(answerer, prompt, should_stop=lambda: False, **choices):
    return list(answerer.answer(Request(prompt, **choices), should_stop))


def last_answer(found):
    return [event.answer for event in found if isinstance(event, Answered)][-1]


def test_a_sure_recipe_answers_at_once_and_alone(answerer):
    found = events(answerer, "for loop")
    assert [type(event) for event in found] == [Answered, Done]
    answer = last_answer(found)
    assert (answer.source, answer.recipe_id, answer.valid, answer.model) == ("recipe", "loops/for", True, None)
    assert answer.code == LOOP.code
    assert answer.confidence > 0.9


def test_other_recipes_to_choose_from_come_after_the_answer(answerer):
    first, second, done = events(answerer, "average of numbers")
    assert isinstance(done, Done)
    assert isinstance(first, Answered)
    assert isinstance(second, Answered)
    assert (second.answer.code, second.answer.recipe_id) == (first.answer.code, MEAN.id)
    few, more = ({candidate.code for candidate in event.answer.candidates} for event in (first, second))
    assert more - few == {MEDIAN.code}
    again = events(answerer, "average of numbers")
    assert [type(event) for event in again] == [Answered, Done], "all at once where it is known"


@pytest.mark.parametrize("only", [None, "recipe", "model"])
def test_nothing_asked_is_answered_with_nothing(answerer, only):
    assert last_answer(events(answerer, " ", only=only)).source == "none"


def test_the_model_writes_where_no_recipe_serves(answerer):
    found = events(answerer, "paint the moon green", seed=3, length=60)
    assert any(isinstance(event, Partial) for event in found)
    answer = last_answer(found)
    assert answer.source == "none"
    assert answer.code == ""
    assert answer.confidence < 0.5
    assert answer.model == "tiny"


def test_what_no_recipe_comes_near_is_refused_without_the_model():
    def must_not_be_asked(name):
        raise AssertionError("the model was asked")

    hopeless = Confidence({"weights": [0.0 for _ in FEATURE_NAMES], "offset": -4.0})
    found = events(Answerer(Matcher(build_index(Cookbook([LOOP]))), must_not_be_asked, hopeless), "loop the zorb")
    assert [type(event) for event in found] == [Answered, Done]
    assert (last_answer(found).source, last_answer(found).code) == ("none", "")


def test_only_the_model_shows_what_it_does_if_that_is_valid(answerer):
    answer = last_answer(events(answerer, "for loop", only="model", seed=1, length=80, candidates=4))
    assert answer.source in ("model", "none")
    assert not answer.code or compiles(answer.code)
    assert answer.confidence < 0.5


def test_only_recipes_never_asks_the_model():
    def no_model(name):
        raise AssertionError("the model was asked for")

    answerer = Answerer(Matcher(build_index(Cookbook([LOOP]))), no_model, SURE)
    answer = last_answer(events(answerer, "paint the moon", only="recipe"))
    assert answer.source == "none"


def test_the_same_seed_gives_the_same_answer(answerer):
    answers = [last_answer(events(answerer, "paint it", only="model", seed=seed, length=60)) for seed in (4, 4)]
    assert answers[0].code == answers[1].code
    assert answers[0].seed == 4


def test_a_refusal_suggests_what_is_known(answerer):
    answer = last_answer(events(answerer, "loop around the mulberry bush until dawn breaks", only="recipe"))
    assert answer.source == "none"
    assert "Loop from 1 to 3" in answer.suggestions


@pytest.mark.parametrize("prompt", ["", "   ", "\0", "🐍", "x" * 10_000])
def test_odd_requests_end_in_done_and_an_answer(answerer, prompt):
    found = events(answerer, prompt, length=40, candidates=1)
    assert isinstance(found[-1], Done)
    assert last_answer(found).prompt == prompt


def test_stopping_ends_the_stream(answerer):
    count = 0

    def stop():
        nonlocal count
        count += 1
        return count > 6

    found = events(answerer, "paint the moon", should_stop=stop, length=4000)
    assert found[-1] == Done(stopped=True)
    assert sum(isinstance(event, Partial) for event in found) < 10


def test_an_unknown_model_is_a_failure_that_can_be_shown():
    def unknown(name):
        raise UnknownModelError(f"There is no model called {name!r}.")

    answerer = Answerer(Matcher(build_index(Cookbook([LOOP]))), unknown, SURE)
    found = events(answerer, "paint it", model="x")
    assert found == [Failed("There is no model called 'x'."), Done()]


@pytest.mark.parametrize(
    "choices", [{"length": 1}, {"candidates": 99}, {"temperature": 3.0}, {"seed": -1}, {"only": "both"}]
)
def test_values_out_of_range_are_refused_by_name(choices):
    with pytest.raises(RequestError) as caught:
        Request("x", **choices)
    assert caught.value.param in choices


def test_a_prompt_too_long_is_refused():
    with pytest.raises(RequestError, match="at most 20,000"):
        Request("x" * 20_001)


STUB = 'def average(numbers):\n    """Average of a list of numbers.\n\n    >>> average([2, 4])\n    3.0\n    """\n'


def test_more_is_written_until_a_draft_gives_the_results_that_are_shown(model, monkeypatch):
    begun = 'def double(n):\n    """Return twice the number.\n\n    >>> double(2)\n    4\n    """\n'
    answerer = Answerer(Matcher(build_index(Cookbook([LOOP]))), lambda name: model, SURE)
    asked = []

    def write(request, model, seed, should_stop):
        asked.append((seed, request.temperature, request.candidates))
        yield Partial(begun, 1)
        body = "n * n * n" if len(asked) == 1 else "n + n" if len(asked) == 3 else "n + 1"
        code = f"{begun}    return {body}\n"
        yield [DraftCode(code, [-0.1], True)]

    monkeypatch.setattr(answerer, "write_drafts", write)
    found = events(answerer, begun, seed=7, only="model", temperature=0.2)
    assert asked == [(7, 0.2, 3), (8, 0.8, 8), (9, 0.8, 8)]
    assert sum(isinstance(event, Partial) for event in found) == 1
    assert "return n + n" in last_answer(found).code
    assert last_answer(found).confidence > 0.9
    asked.clear()
    events(answerer, "double a number", seed=7, only="model")
    assert len(asked) == 1


def test_a_begun_function_is_completed_and_its_examples_are_run(answerer):
    answer = last_answer(events(answerer, STUB))
    assert answer.code.startswith(STUB)
    assert "return sum(numbers) / len(numbers)" in answer.code
    assert answer.confidence > 0.9


def test_a_recipe_that_fails_the_examples_is_no_candidate(answerer):
    wrong = STUB.replace("3.0", "17")
    answer = last_answer(events(answerer, wrong, only="recipe"))
    assert answer.source == "none"
    assert all(candidate.confidence < 0.5 for candidate in answer.candidates)


def test_a_stub_keeps_what_stands_before_it():
    stub = read_stub("from typing import List\n\n\ndef mid(xs: List[int]) -> float:\n    '''Median of xs.'''\n")
    code = complete(stub, MEDIAN)
    assert code.startswith("from typing import List\n")
    assert "statistics.median(xs)" in code
    assert "import statistics" in code
    assert compiles(code)


@pytest.mark.parametrize(
    "prompt", ["def f(:", "x = 1", "def f(x):\n    return x\n", "", "def f(x):\n    '''Doc.'''\n    y = 1\n"]
)
def test_what_is_no_stub_is_none(prompt):
    assert read_stub(prompt) is None


def wait_for_spare():
    for _ in range(400):
        if examples_module._SPARE._waiting is not None:
            return examples_module._SPARE._waiting
        time.sleep(0.05)
    raise AssertionError("no process waits")


def test_after_a_trial_another_process_waits_and_a_dead_one_is_replaced():
    asked = ["def f(x):\n    return x"], [Example("f(1)", "1")]
    assert run_examples(*asked) == [True]
    first = wait_for_spare()
    assert run_examples(*asked) == [True]
    second = wait_for_spare()
    assert second is not first
    second._process.kill()
    second._process.join()
    assert run_examples(*asked) == [True]


def test_examples_are_run_apart_and_judged():
    examples = find_examples(">>> f(2)\n4\n>>> f(0.1)\n0.2\n>>> x = f(1)\n")
    assert examples == [Example("f(2)", "4"), Example("f(0.1)", "0.2")]
    codes = [
        "def f(x): return 2 * x",
        "def f(x): return x",
        "def f(x):\n    print('noise')\n    return x + x",
        "import os\nos._exit(0)",
        "def f(x): return 2 * x",
    ]
    assert run_examples(codes, examples) == [True, False, True, None, None]
    assert run_examples(codes, []) == [None] * 5


def test_a_wave_of_candidates_is_not_made_before_it_is_wanted():
    made = []

    def make_waves():
        for code in ("def f(x): return x", "def f(x): return 2 * x", "def f(x): return 4"):
            made.append(code)
            yield [code]

    with closing(run_in_waves(make_waves(), [Example("f(2)", "4")])) as verdicts:
        assert next(verdicts) == [False]
        assert len(made) == 1
        assert next(verdicts) == [True]
    assert len(made) == 2
    with closing(run_in_waves(iter([["x = 1"], []]), [])) as verdicts:
        assert list(verdicts) == [[None], []]


def test_when_the_time_is_over_late_verdicts_count_for_no_other_wave(monkeypatch):
    monkeypatch.setattr(examples_module, "TIME_LIMIT_S", 0.2)
    slow = "import time\ntime.sleep(0.3)\ndef f(x): return 4"
    with closing(run_in_waves(iter([[slow], ["def f(x): return 5"]]), [Example("f(2)", "4")])) as verdicts:
        assert next(verdicts) == [None]
        time.sleep(0.3)  # by now it has passed
        assert next(verdicts) == [None]


def test_a_trial_that_is_left_ends_by_itself_and_leaves_no_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # of the new process alone: this one knows its folder already
    trial = examples_module._Trial()
    trial.begin([Example("f(2)", "4")])
    assert trial.judge(["def f(x): return x + 2"]) == [True]
    assert list(tmp_path.iterdir())
    trial.connection.close()
    trial._process.join(20)
    assert not trial.is_alive()
    assert not list(tmp_path.iterdir())
    trial.end()


def test_an_endless_candidate_is_ended_and_keeps_no_other_from_its_turn():
    endless = (
        "def f(x):\n    while True:\n        try:\n            x += 1\n        except Exception:\n            pass\n"
    )
    verdicts = run_examples([endless, "def f(x):\n    return x\n"], [Example("f(1)", "1")])
    assert verdicts == ([False, True] if hasattr(signal, "setitimer") else [None, None])


def test_what_a_model_wrote_is_cut_and_mended():
    assert finish_code("print(json.dumps({}))", is_complete=True) == "import json\n\nprint(json.dumps({}))\n"
    assert finish_code("x = 1\nif x:", is_complete=False) == "x = 1\n"
    assert finish_code("print(undefined_thing)", is_complete=True) == ""
    assert finish_code("???", is_complete=True) == ""
    assert finish_code("import os\n", is_complete=True) == "", "it does nothing"
    assert finish_code("import made_up\nmade_up.go()\n", is_complete=True) == ""
    assert finish_code("import numpy\nnumpy.ones(2)\n", is_complete=True, libraries=frozenset({"numpy"}))


def test_a_library_that_is_asked_for_is_used():
    asks = ("Make evenly spaced numbers", "spaced numbers")
    plain = Recipe("n/plain", asks[0], asks, "print(list(range(0, 10, 2)))\n")
    numpy = Recipe(
        "n/np",
        "Make spaced numbers with NumPy",
        ("Make spaced numbers with NumPy",),
        "import numpy as np\n\nprint(np.linspace(0, 1, 5))\n",
    )
    answerer = Answerer(Matcher(build_index(Cookbook([plain, numpy], []))), lambda name: None)
    events = list(answerer.answer(Request("evenly spaced numbers in numpy", only="recipe")))
    (answer,) = [event.answer for event in events if isinstance(event, Answered)]
    assert "linspace" in answer.candidates[0].code


def test_what_is_asked_word_for_word_is_sure():
    asks = ("Count down from `10`", "countdown from `10` to zero")
    down = Recipe("l/down", asks[0], asks, "for i in range(10, -1, -1):\n    print(i)\n")
    answerer = Answerer(Matcher(build_index(Cookbook([down, LOOP, MEAN], []))), lambda name: None)
    for prompt in ("Exercise 3: countdown from 10 to zero", "a countdown from 10 to zero, please"):
        events = list(answerer.answer(Request(prompt, only="recipe")))
        (answer,) = [event.answer for event in events if isinstance(event, Answered)]
        assert answer.recipe_id == "l/down"
        assert answer.confidence >= ASKED_LITERALLY


def test_a_begun_function_is_known_by_its_name():
    answerer = Answerer(Matcher(build_index(Cookbook([MEAN, LOOP], []))), lambda name: None)
    events = list(answerer.answer(Request("def mean(numbers):", only="recipe")))
    (answer,) = [event.answer for event in events if isinstance(event, Answered)]
    assert answer.confidence >= SAME_FUNCTION
    assert "sum(numbers)" in answer.code
