"""Many threads at once: they parse, and they look for the roots of words."""

import gc
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.syntax import compiles, parse
from engine.words import stem

DEEP = (
    "x = "
    + "[" * 40
    + "1"
    + "]" * 40
    + "\n"
    + "".join(f"def f{n}(a):\n    return a + {n} * (a - 1)\n" for n in range(60))
)


@pytest.fixture
def hasty():
    """Let the interpreter change threads as often as it can: also while memory is tidied, in the midst of a parse."""

    def tidied(phase, info):
        for _ in range(20):
            pass

    usual, thresholds = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(1e-6)
    gc.set_threshold(20)
    gc.callbacks.append(tidied)
    yield
    gc.callbacks.remove(tidied)
    gc.set_threshold(*thresholds)
    sys.setswitchinterval(usual)


def test_threads_that_parse_at_once_all_get_their_tree(hasty):
    """The parser of CPython 3.11 counts the depth of all trees together, and then fails at some."""
    with ThreadPoolExecutor(8) as pool:
        trees = list(pool.map(lambda _: parse(DEEP), range(300)))
    assert {len(tree.body) for tree in trees} == {61}


def test_what_odd_code_warns_of_is_not_shown_and_the_filters_stay(hasty):
    before = warnings.filters[:]
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda _: compiles('x = "\\d" is 3\n') and parse('x = "\\d" is 3\n'), range(200)))
    assert warnings.filters == before


def test_threads_that_look_for_roots_at_once_find_what_one_would(hasty):
    """The stemmer keeps the word that it works on, so it must not be interrupted by another's."""
    words = [
        f"{begin}{end}" for begin in ("rel", "prod", "happ", "tri", "nat") for end in ("ational", "izing", "iness")
    ]
    words = [f"{letter}{word}" for letter in "bcdfgklmnprstv" for word in words]
    alone = [stem.__wrapped__(word) for word in words]
    with ThreadPoolExecutor(8) as pool:
        together = pool.map(stem.__wrapped__, words * 20)
    assert list(together) == alone * 20
