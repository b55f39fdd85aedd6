"""Cleaning: pasted code becomes plain Python 3, or says why it cannot."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.cleaning import UnusableError, clean_code
from training.formatting import format_all
from training.indents import reindent
from training.sessions import session_to_code
from training.trees import add_missing_imports, parse, undefined_names


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (">>> x = 1\n>>> x\n1\n", "x = 1\nprint(x)\n"),
        (">>> len('abc')\n3", "print(len('abc'))\n"),
        (">>> show(1)\none", "show(1)\n"),
        (">>> if x:\n...     y = 1\n...\n>>> z = 2", "if x:\n    y = 1\nz = 2\n"),
        (">>> 1 / 0\nTraceback (most recent call last):\n  ...\nZeroDivisionError: x\n>>> a = 2", "a = 2\n"),
        ("In [1]: a = 2\n\nIn [2]: a\nOut[2]: 2\n", "a = 2\nprint(a)\n"),
        ("def f():\n    return 1\n>>> f()\n1", "def f():\n    return 1\nf()\n"),
    ],
)
def test_sessions_become_code(text: str, code: str):
    """Prompts and outputs go; a value that was shown is printed; what failed is left out."""
    assert clean_code(text) == code


def test_a_call_is_printed_where_the_source_shows_values():
    """Documentation of libraries shows what calls return; a tutorial's function may print by itself."""
    session = ">>> np.unique(a)\narray([1, 2])\n>>> df.plot()\n<Axes>\n"
    assert session_to_code(session, print_calls=True) == "print(np.unique(a))\ndf.plot()"
    assert session_to_code(session) == "np.unique(a)\ndf.plot()"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("print(1)\n# Out: 1\n# 2\nprint(2)", "print(1)\nprint(2)\n"),
        ("print(1)  # Out: 1", "print(1)\n"),
        ("x = [1]  # [1]\n# {'a': 2}\ny = 2", "x = [1]\ny = 2\n"),
        ("x = 1  # one apple", "x = 1  # one apple\n"),
        ("x = 'a # [1]'", "x = 'a # [1]'\n"),
        ("#!/usr/bin/env python\n# -*- coding: utf-8 -*-\nx = 1", "x = 1\n"),
        ("class A(object):\n\tx = 1", "class A:\n    x = 1\n"),
        ("from __future__ import print_function\nprint(1)", "print(1)\n"),
        ("  x = 1\n  y = 2\n", "x = 1\ny = 2\n"),
        ("print(math.pi)", "import math\n\nprint(math.pi)\n"),
        ("math = load()\nprint(math.pi)", "math = load()\nprint(math.pi)\n"),
    ],
)
def test_leftovers_go(text: str, code: str):
    """Outputs in comments, first lines, Python 2 habits and common indents are left out; missing imports come in."""
    assert clean_code(text) == code


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("print 'hello'", "python_2"),
        ("try:\n    f()\nexcept ValueError, e:\n    pass", "python_2"),
        ("for i in xrange(3):\n    print(i)", "python_2"),
        ("name = raw_input('?')", "python_2"),
        ("import urllib2\nurllib2.urlopen(x)", "python_2"),
        ("for k, v in d.iteritems():\n    print(k)", "python_2"),
        ("x = 0777", "python_2"),
        ("$ pip install x", "shell"),
        ("python -m this", "shell"),
        ("if x == 1 {", "not_python"),
        ("return 1", "not_python"),
        ("", "empty"),
        (">>> 1 / 0\nZeroDivisionError: x", "empty"),
        ("# Out: 1", "empty"),
        ("x = '\0'", "not_python"),
    ],
)
def test_what_is_no_python_3_says_why(text: str, reason: str):
    """The reason is a word that reports count."""
    with pytest.raises(UnusableError) as caught:
        clean_code(text)
    assert caught.value.reason == reason


def test_a_name_of_python_2_may_be_ones_own():
    """A function called `file` or a loop over `long` is no sign of Python 2."""
    assert clean_code("def unicode(x):\n    return x\nunicode(1)")


@pytest.mark.parametrize("width", [1, 2, 3, 5, 8])
def test_any_indent_becomes_four_spaces(width: int):
    """Nested blocks, comments, continued lines and docstrings move; text inside other strings stays."""
    step = " " * width
    code = (
        f'def f(a):\n{step}"""Say.\n\n{step}More.\n{step}"""\n{step}# why\n{step}if a:\n{step}{step}return (a,\n'
        f'{step}{step}        2)\n{step}return """\n{step}kept\n"""'
    )
    moved = reindent(code)
    assert "\n    if a:\n        return (a,\n" in moved
    assert f'"""\n{step}kept\n"""' in moved
    before, after = ast.parse(code), ast.parse(moved)
    assert ast.dump(after.body[0].body[-1]) == ast.dump(before.body[0].body[-1])


def test_undefined_names_follow_scopes():
    """Comprehensions, arguments, globals, classes and star imports count as the compiler counts them."""
    assert undefined_names("def f(a):\n    return a + b\n") == {"b"}
    assert undefined_names("[x for x in y]") == {"y"}
    assert undefined_names("class A:\n    n = 1\n    def f(self):\n        return n\n") == {"n"}
    assert undefined_names("def f():\n    global g\n    g = 1\nprint(g)") == set()
    assert undefined_names("print(len(__name__))") == set()
    assert undefined_names("from math import *\nprint(sqrt(2))") == set()


def test_known_imports_are_added_once():
    """Names that a page imported before are imported again, nothing else."""
    code = "print(Counter(x), np.pi)\n"
    tree = parse(code)
    assert tree is not None
    known = {"Counter": "from collections import Counter", "np": "import numpy as np", "x9": "import x9"}
    assert add_missing_imports(code, tree, known) == (
        "from collections import Counter\nimport numpy as np\n\nprint(Counter(x), np.pi)\n"
    )


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_no_text_breaks_the_cleaning(text: str):
    """Whatever is pasted either becomes code that compiles or has a reason."""
    try:
        code = clean_code(text)
    except UnusableError:
        return
    assert parse(code) is not None


def test_formatting_keeps_order_and_leaves_broken_code_alone():
    """Many pieces come back in order, in one style; what is no Python comes back as it was."""
    pieces = [f"x{n}=[ {n},]\n" for n in range(30)] + ["not python at all\n", "", "y = 'ü'\n"]
    formatted = format_all(pieces)
    assert formatted[:30] == [f"x{n} = [{n}]\n" for n in range(30)]
    assert formatted[30:] == ["not python at all\n", "", 'y = "ü"\n']
