"""Requests of several steps and their programs: these run, and requests name what the programs need."""

import random
import re
import sys
from string import Formatter

import pytest

from training.compositions import choose_running, make_compositions, make_pairs
from training.compositions.fields import Fields
from training.compositions.language import Clause, Manner, Thing, expand, join_clauses, plural, tidy
from training.compositions.pipelines import draw_pipeline
from training.compositions.source import Compositions
from training.trees import parse, undefined_names

can_run = pytest.mark.skipif(sys.platform == "win32", reason="programs are tried out in forked processes")


def test_the_same_seed_gives_the_same_pairs():
    """And another seed gives others."""
    assert list(make_pairs(60, 7)) == list(make_pairs(60, 7))
    assert not set(make_pairs(60, 7)) & set(make_pairs(60, 8))


def test_programs_compile_and_lack_only_what_the_person_has():
    """What a program reads without defining it is a list or dictionary of which the request speaks."""
    for pair in make_pairs(400, 11):
        assert parse(pair.code) is not None, pair.code
        for name in undefined_names(pair.code):
            assert name in pair.request, pair


@can_run
def test_nearly_all_programs_run():
    """A list in a request can be too short for what is asked of it; then the pair is left out."""
    made = list(make_compositions(150, 3))
    running = choose_running(made)
    assert len(running) >= 145
    assert all(composition.runs() for composition in running[:10])


@can_run
def test_a_program_that_fails_is_left_out_and_its_neighbours_stay():
    """They are tried many at a time."""
    made = list(make_compositions(6, 5))
    broken = made[2].__class__(made[2].pair.__class__("fail", "1 / 0\n"))
    assert choose_running([*made[:2], broken, *made[3:]]) == [*choose_running(made[:2]), *choose_running(made[3:])]


def test_a_request_names_the_files_and_columns_of_its_program():
    """A small model can copy what it sees, it cannot guess."""
    for composition in make_compositions(400, 13):
        request = composition.pair.request.lower().replace("_", " ")
        for path in re.findall(r'open\("([^"]+)"', composition.pair.code):
            assert path.lower().replace("_", " ") in request, composition.pair
        for column in re.findall(r'row\["(\w+)"\](?! = )', composition.pair.code):
            spoken = column.replace("_", " ")
            assert spoken in request or spoken.removesuffix("y") in request, composition.pair


def test_requests_are_various():
    """Hardly one is said twice."""
    requests = [pair.request for pair in make_pairs(2000, 17)]
    assert len(set(requests)) > 0.98 * len(requests)
    assert len({request.split()[0].lower() for request in requests}) > 150
    assert all(request.isascii() for request in requests)


def test_requests_hold_no_template():
    """No alternatives, fields or doubled words are left."""
    for pair in make_pairs(600, 19):
        assert not re.search(r"<\w*\||\{\w*\}|~|  | (?:the the|of of|a the) ", pair.request), pair.request


def test_all_ways_to_say_a_step_can_be_filled():
    """Also the rare ones: each template of many pipelines names fields that there are."""
    rng = random.Random(23)
    for _ in range(400):
        for step in draw_pipeline(rng).steps:
            wording = step.wording
            fields = Fields(Thing("number", "numbers", place="in a.txt"), wording.values, Manner.draw(rng), rng)
            for template in (
                *wording.clauses,
                *wording.before,
                *wording.after,
                *wording.nouns,
                *wording.questions,
                *wording.terse,
            ):
                for _, field, _, _ in Formatter().parse(expand(template, rng)):
                    assert field is None or isinstance(fields[field], str)


@can_run
def test_the_source_gives_its_groups():
    """As many pairs as were drawn, but for those whose programs did not run."""
    source = Compositions(group_count=2, group_size=40)
    assert list(source.groups()) == ["000", "001"]
    extract = source.read("000")
    assert len(extract.pairs) + extract.dropped["did_not_run"] == 40
    assert source.version_of("000") != Compositions(group_size=41).version_of("000")


@pytest.mark.parametrize(
    ("order", "description"),
    [
        ("read a.txt", "reads a.txt"), ("only ~keep the even ones", "only keeps the even ones"),
        ("split it and ~count the words", "splits it and counts the words"), ("fix it", "fixes it"),
        ("square each number", "squares each number"), ("carry it", "carries it"),
    ],
)  # fmt: skip
def test_an_order_can_describe_a_program(order: str, description: str):
    """ "a script that reads …"."""
    assert Clause(order).descriptive() == description


def test_small_words_fit():
    """Plurals, spaces before signs, pronouns after verbs of two words."""
    assert [plural(word) for word in ("city", "box", "age", "people", "class")] == [
        "cities",
        "boxes",
        "ages",
        "people",
        "classes",
    ]
    assert tidy("print out it , please") == "print it out, please"
    assert join_clauses(["read it"], random.Random(1)) == "read it"
