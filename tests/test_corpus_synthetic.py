"""Pairs made of recipes: programs that are tried out, other values, other words, two recipes in a row."""

import random
import sys
from pathlib import Path

import pytest

from engine.cookbook import Recipe
from engine.values import find_values
from training.runner import describe, run_program
from training.sources.base import Pair
from training.synthetic import (
    Synthetic,
    adapt_setup,
    find_partners,
    join_codes,
    make_chains,
    make_variants,
    put_constants,
)
from training.wording import other_literal, other_value, replace_values, reword

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="programs are tried out in forked processes")

READ = Recipe(
    id="t/read",
    title="Read the lines of `poem.txt` into a list `lines`",
    asks=("Read the lines of `poem.txt` into a list `lines`", "file to list of lines"),
    code='with open("poem.txt", encoding="utf-8") as file:\n    lines = file.read().splitlines()\n',
    setup='open("poem.txt", "w").write("one\\ntwo\\n")\n',
    check='assert lines == ["one", "two"]\n',
)
SORT = Recipe(
    id="t/sort",
    title="Sort the list of strings `words` by length",
    asks=("Sort the list of strings `words` by length",),
    code="words.sort(key=len)\nprint(words)\n",
    setup='words = ["pear", "fig"]\n',
    check='assert words == ["fig", "pear"]\n',
)


def test_a_program_runs_with_its_setup_and_leaves_shapes():
    """What the setup made is told apart from what the code made."""
    outcome = run_program("given = [1, 2]", "made = {'a': given}\ntext = 'x'", "assert out == ''")
    assert outcome.ran
    assert outcome.passed
    assert outcome.shapes == {"given": "list[number]*", "made": "dict[str,list[number]]", "text": "str"}


@pytest.mark.parametrize(
    "code",
    [
        "1 / 0",
        "raise SystemExit(0)",
        "import os; os._exit(0)",
        "input()",
        "while True: pass",
        "import time; time.sleep(60)",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "x = bytearray(8_000_000_000)",
    ],
)
def test_a_program_that_fails_or_hangs_has_not_run(code: str):
    """Errors, early exits, questions, endless loops, connections and too much memory all count as not run."""
    outcome = run_program("", code, time_limit_s=1.0)
    assert not outcome.ran
    assert outcome.shapes == {}


def test_programs_do_not_see_each_others_files():
    """Each has a folder of its own, and nothing is left behind."""
    before = sorted(Path.cwd().iterdir())
    assert run_program("", "open('note.txt', 'w').write('x')").ran
    assert not run_program("", "open('note.txt')").ran
    assert sorted(Path.cwd().iterdir()) == before


def test_the_check_sees_what_was_printed():
    """A check that fails does not mean that the program failed."""
    assert run_program("", "print('hello')", "assert out == 'hello\\n'").passed
    failed = run_program("", "print('hello')", "assert out == 'bye'")
    assert failed.ran
    assert not failed.passed


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        (3, "number"),
        (True, "bool"),
        ([1, 2.5], "list[number]"),
        ([1, "a"], "list[any]"),
        ([{"b": 1, "a": 2}], "list[record(a,b)]"),
        ({"a": [1]}, "dict[str,list[number]]"),
        ([], ""),
        ([object()], ""),
    ],
)
def test_shapes_say_what_can_be_done_with_data(value: object, shape: str):
    """Deep enough to tell records by their keys; unknown things have none."""
    assert describe(value) == shape


def test_values_are_replaced_in_request_code_setup_and_check():
    """The new file name stands in all four; the pair is admitted because the program ran."""
    pairs = [made for made in make_variants(READ, random.Random(1)) if isinstance(made, Pair)]
    codes = {pair.code for pair in pairs}
    others = [code for code in codes if '"poem.txt"' not in code]
    assert READ.code + "print(lines)\n" in codes, "what would say nothing prints its result, as in the program"
    assert len(others) >= 2
    for pair in pairs:
        path = pair.code.split('"')[1]
        if pair.code in others and "txt" in pair.request:
            assert path in pair.request


def test_every_admitted_pair_runs():
    """Run again from its setup, each program ends well."""
    for recipe in (READ, SORT):
        for made in make_variants(recipe, random.Random(2)):
            if isinstance(made, Pair) and '"poem.txt"' in made.code + recipe.setup:
                assert run_program(recipe.setup, made.code).ran or "open(" in made.code


def test_a_recipe_that_does_not_run_makes_no_pairs():
    """One reason stands for all."""
    broken = Recipe("t/b", "Divide by zero", ("Divide by zero",), "print(1 / 0)\n")
    assert list(make_variants(broken, random.Random(1))) == ["recipe_did_not_run"]


def test_the_same_seed_makes_the_same_pairs():
    """Nothing depends on anything but recipe and generator."""
    assert list(make_variants(READ, random.Random(7))) == list(make_variants(READ, random.Random(7)))


def test_setups_follow_the_names_and_values_of_the_request():
    """A variable under another name and a file under another name are there when the program runs."""
    changed = {("path", "'poem.txt'"): "song.txt"}
    assert adapt_setup(READ, READ.code, changed) == "open('song.txt', 'w').write('one\\ntwo\\n')"
    assert adapt_setup(SORT, "names.sort(key=len)\n", {}) == 'names = ["pear", "fig"]\n'
    assert put_constants("x = 3", {}) == "x = 3"


def test_two_recipes_become_one_where_their_data_fits():
    """What the first makes, the second works on; the request asks for both, the program runs."""
    partners = find_partners([READ, SORT])
    assert partners == {"list[str]": [(SORT, "words")]}
    [pair] = [made for made in make_chains(READ, partners, random.Random(3)) if isinstance(made, Pair)]
    assert "lines.sort(key=len)" in pair.code
    assert run_program(READ.setup, pair.code).ran
    assert "sort the list of strings" in pair.request.lower()


def test_joined_programs_have_their_imports_on_top():
    """Imports come once, before everything."""
    joined = join_codes("import csv\n\nx = csv\n", "import csv\nimport json\n\nprint(json, x)\n")
    assert joined.count("import csv") == 1
    assert joined.index("import json") < joined.index("x = csv")
    compile(joined, "<joined>", "exec")


@pytest.mark.parametrize("value", [7, -12, 2.5, "apple pie", [3, 1, 2], {"a": 1}, ("x", 2), True, None, "a;b-1"])
def test_other_literals_have_the_same_type(value: object):
    """Signs, order of magnitude, number of words and forms that may matter are kept."""
    rng = random.Random(5)
    for _ in range(20):
        new = other_literal(value, rng)
        assert type(new) is type(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            assert new * value > 0
        if isinstance(value, str):
            assert len(new.split()) == len(value.split())
    assert other_literal("a;b-1", rng) == "a;b-1"


def test_other_paths_keep_folder_and_ending():
    """The program reads the same kind of file at the same depth."""
    [value] = find_values("read data/poem.tar.gz please")
    new = other_value(value, random.Random(1))
    assert new.startswith("data/")
    assert new.endswith(".tar.gz")
    assert new != value.value


def test_a_value_that_stands_twice_changes_twice():
    """One value has one replacement in a request."""
    request = "copy `a.txt` to `b.txt`, then delete `a.txt`"
    made = replace_values(request, find_values(request), random.Random(4))
    assert made is not None
    text, changed = made
    assert text.count(changed["path", "'a.txt'"]) == 2
    assert "a.txt" not in text.split()


def test_requests_without_values_stay():
    """There is nothing to replace in plain words."""
    assert replace_values("reverse it", find_values("reverse it"), random.Random(1)) is None


def test_rewording_keeps_the_words_that_matter():
    """Frames, small letters and back-ticks change; names and values do not."""
    for seed in range(50):
        text = reword("Sort the list `numbers` by `key=abs`", random.Random(seed), is_imperative=True)
        assert "numbers" in text
        assert "key=abs" in text
        assert "  " not in text


@pytest.mark.slow
def test_the_cookbooks_first_page_gives_pairs():
    """The source reads a real page of the cookbook, and most of what it tries runs."""
    source = Synthetic(Path(__file__).parents[1] / "resources" / "cookbook")
    extract = source.read(source.groups()[0])
    failed = sum(extract.dropped[reason] for reason in ("did_not_run", "recipe_did_not_run"))
    assert len(extract.pairs) > 10 * failed
