"""Results that a request shows: what is read as one, and that candidates are tried on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cookbook import Cookbook, Recipe
from engine.events import Candidate
from engine.examples import Shown, run_examples
from engine.index import build_index
from engine.matcher import Matcher
from engine.offers import Offer, Offers, explain, mark_tried
from engine.shown import find_shown, guess_shown, may_be_tried


@pytest.mark.parametrize(
    ("prompt", "arguments", "want"),
    [
        ("running total, e.g. [1, 2] -> [1, 3]", "([1, 2],)", "[1, 3]"),
        ("make slugs so that 'Hello World' becomes 'hello-world'", "('Hello World',)", "'hello-world'"),
        ("roman to number, like XIV -> 14", "('XIV',)", "14"),
        ("seconds as h:mm:ss (3725 should be 1:02:05)", "(3725,)", "1:02:05"),
        ("write area(w, h); area(2, 3) is 6", "(2, 3,)", "6"),
        ("interleave two lists: [1, 2] and [3, 4] give [1, 3, 2, 4]", "([1, 2], [3, 4],)", "[1, 3, 2, 4]"),
        ('cut at the last dash: "a-b-c" should give "a-b" and "c"', '("a-b-c",)', '("a-b", "c")'),
        ("For the input 'aab' the result ought to be 'a2b1'.", "('aab',)", "'a2b1'"),
        ("flatten, e.g. {'a': {'b': 1}} becomes {'a.b': 1}", "({'a': {'b': 1}},)", "{'a.b': 1}"),
    ],
)
def test_a_result_that_is_shown_is_read(prompt, arguments, want):
    found = find_shown(prompt)
    assert found is not None
    assert found.examples == (Shown(arguments, want),)
    assert want not in found.request


def test_a_result_without_quotes_may_have_several_words():
    found = find_shown("readable sizes: 1536 -> 1.5 KB (1 KB = 1024 bytes)")
    assert found is not None
    (example,) = found.examples
    assert [shown.want for shown in (example, *example.or_else)] == ["1.5", "1.5 KB"]


@pytest.mark.parametrize(
    "prompt",
    [
        "grades is a dict student -> points. keep those with 60 or more",
        "every tab becomes 4 spaces",
        "replace every 'a' so that each 'b' becomes 'c'",
        "make_multiplier(n) should give back a function",
        "the element at index 3 should be 10",
        "fetch() returns 42",
        "a light goes red -> green",
        "sort [3, 1, 2]",
        "-> 'x'",
        "'x' ->",
    ],
)
def test_what_is_no_result_is_not_read(prompt):
    assert find_shown(prompt) is None


@pytest.mark.parametrize(
    ("prompt", "arguments", "want"),
    [
        ("swap the case of a text, Hello -> hELLO", "('Hello',)", "hELLO"),
        ("sum of the digits, for instance 4821 -> 15", "(4821,)", "15"),
        ("Maria Anna Lopez -> M. A. Lopez, so all names but the last are cut", "('Maria Anna Lopez',)", "M. A. Lopez"),
        ("letters that occur once, e.g. swiss -> w, i", "('swiss',)", "w, i"),
        ("turn '2024-11-05' into 'November 5, 2024'", "('2024-11-05',)", "'November 5, 2024'"),
        ("getUserName -> ['get', 'User', 'Name']", "('getUserName',)", "['get', 'User', 'Name']"),
    ],
)
def test_what_may_be_a_result_is_guessed(prompt, arguments, want):
    assert find_shown(prompt) is None
    found = guess_shown(prompt)
    assert found is not None
    assert (found.examples[0].arguments, found.examples[0].want) == (arguments, want)
    assert want not in found.request


@pytest.mark.parametrize(
    "prompt",
    ["sort [3, 1, 2]", "dict of name -> age", "x -> x", "replace 'a' by 'b'", "-> 'x'", "'x' ->", "", "'' to ''"],
)
def test_nothing_is_guessed_where_nothing_could_be_a_result(prompt):
    assert guess_shown(prompt) is None


@given(st.text(alphabet="ab1'\"[](){}:, ->=\nturn to", max_size=60))
def test_of_any_text_a_guess_can_be_made_and_tried(text):
    found = guess_shown(text)
    assert found is None or found.examples[0].arguments


@given(st.text(alphabet="ab1'\"[](){}:, ->=\n", max_size=60))
def test_any_text_can_be_read(text):
    found = find_shown(text)
    assert found is None or found.examples


def test_candidates_are_tried_on_the_results():
    shown = [Shown("([1, 2, 3],)", "[1, 3, 6]")]
    codes = [
        "def f(xs):\n    total = 0\n    for x in xs:\n        total += x\n        yield total",
        "def f(xs):\n    return xs",
        "result = [1, 3, 6]",
        "print([1, 3, 6])",
        "print([1, 2, 3])",
    ]
    assert run_examples(codes, shown) == [True, False, False, False, False]
    assert run_examples(["size = 6", "print(6)", "def f(a):\n    return 6.0"], [Shown("(3,)", "6")]) == [
        False,
        False,
        True,
    ]


def test_statements_get_what_was_given_in_place_of_their_sample_data():
    shown = [Shown("('Hello',)", "hELLO", (Shown("('Hello',)", "HELLO"),))]
    codes = [
        "text = 'Bonjour'\nprint(text.swapcase())",
        "text = 'Bonjour'\nloud = text.upper()",
        "text = 3\nprint('hELLO')",
        "print('hELLO')",
        "text = 'Bonjour'\nprint(text)",
        "text = 'Bonjour'\nprint(text[5:].swapcase())",
    ]
    assert run_examples(codes, shown) == [True, True, False, False, False, False]
    dated = [Shown("('2024-02-10',)", "2024-02-29")]
    codes = [
        "from datetime import date\nprint(date(2024, 2, 29))",
        "from datetime import date\nprint(date(2024, 2, 10 + 19))",
    ]
    assert run_examples(codes, dated) == [False, True]


def test_only_what_computes_is_tried_and_nothing_that_holds_the_result():
    shown = find_shown("e.g. 'aab' -> 'a2b1'")
    assert shown is not None
    assert may_be_tried("import re\n\n\ndef f(x):\n    \"gives 'a2b1'\"\n    return x\n", shown)
    for code in ("open('x')", "import os", "from pathlib import Path", "input()", "x = 'a2b1'", "not python at all ("):
        assert not may_be_tried(code, shown)


def test_an_answer_that_gives_the_result_comes_first():
    zigzag, doubled = (
        Recipe(f"lists/{name}", f"{title}: `{name}(numbers)`", (f"{title}: `{name}(numbers)`", ask), code)
        for name, title, ask, code in [
            (
                "zigzag",
                "Return numbers with changing signs",
                "zigzag signs",
                "def zigzag(numbers):\n    return [(-1) ** i * number for i, number in enumerate(numbers)]\n",
            ),
            (
                "doubled",
                "Return numbers doubled",
                "zigzag of the numbers",
                "def doubled(numbers):\n    return [2 * number for number in numbers]\n",
            ),
        ]
    )
    offers = Offers(Matcher(build_index(Cookbook([zigzag, doubled]))))
    told = offers.find("zigzag of the numbers, e.g. [1, 2, 3] -> [1, -2, 3]")[0]
    assert told.is_tried
    assert "def zigzag" in told.candidate.code
    assert told.candidate.confidence > 0.9
    assert told.match is not None
    assert told.adapted is not None
    assert "gives it" in explain(told.match.recipe, told.adapted, told.is_tried)
    untrue = offers.find("zigzag of the numbers, e.g. [1, 2, 3] -> [9, 9, 9]")[0]
    assert not untrue.is_tried
    assert "def doubled" in untrue.candidate.code


def test_what_a_model_wrote_is_tried_as_well():
    begun = 'def double(x):\n    """Return x twice.\n\n    >>> double(2)\n    4\n    """\n'
    codes = [begun + "    return 2 * x\n", begun + "    return x\n", begun + "    return open(x)\n"]
    offers = [Offer(Candidate(code, "model", 0.4)) for code in codes]
    right, wrong, reaching = mark_tried(offers, begun)
    assert right.is_tried
    assert right.candidate.confidence > 0.9
    assert wrong.candidate.confidence < 0.1
    assert reaching == offers[2]
    (untold,) = mark_tried(offers[1:2], "double 2")
    assert untold == offers[1]
