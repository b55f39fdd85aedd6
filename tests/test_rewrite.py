"""Renaming and replacing by tokens."""

import ast
import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rewrite import is_usable_name, literal_text, rename

CODE = '''import json


def load(path, encoding="utf-8"):
    """Return what path holds."""
    with open(path, encoding=encoding) as file:
        return json.load(file)


path = "data.json"
print(f"{path!r}: {load(path=path)} path")  # path
'''


def test_names_change_everywhere_but_in_text_and_foreign_keywords():
    renamed = rename(CODE, {"path": "source", "encoding": "codec"})
    assert "def load(source, codec=" in renamed
    assert "open(source, encoding=codec)" in renamed
    assert '{source!r}: {load(source=source)} path")  # path' in renamed
    assert "what path holds" in renamed


@pytest.mark.parametrize(
    ("code", "renamed"),
    [
        ("n = 1\nx.n\nx.\\\n  n\n", "m = 1\nx.n\nx.\\\n  n\n"),
        ("def f(n): ...\nn = 1e-5 + 0x1 + n\n", "def f(m): ...\nm = 1e-5 + 0x1 + m\n"),
        (
            "n = 'it\\'s n' + r'n\\' n' + rb'n'.decode()  # n's\n",
            "m = 'it\\'s n' + r'n\\' n' + rb'n'.decode()  # n's\n",
        ),
        ('n = """a "n"\n\'n\' """ + n\n', 'm = """a "n"\n\'n\' """ + m\n'),
        ('n = 3\nprint(Rf"n {n!r:>{n}} {{n}} n")\n', 'm = 3\nprint(Rf"n {m!r:>{m}} {{n}} n")\n'),
    ],
)
def test_only_names_change_whatever_stands_around_them(code, renamed):
    assert rename(code, {"n": "m"}) == renamed


def test_attributes_keep_their_names():
    assert rename("a = x.a\nprint(a)\n", {"a": "b"}) == "b = x.a\nprint(b)\n"


@pytest.mark.parametrize("name", ["class", "print", "1a", "a b", "", "json", "None", "match", "é-"])
def test_unusable_or_taken_names_change_nothing(name):
    assert rename(CODE, {"path": name}) == CODE


@given(st.text(max_size=12))
def test_whatever_the_new_name_the_code_compiles(name):
    compile(rename(CODE, {"path": name, "load": name}), "code", "exec")


def test_a_module_keeps_its_name_where_a_variable_shares_it():
    code = "from queue import PriorityQueue\n\nqueue = PriorityQueue()\nprint(queue.qsize())\n"
    assert rename(code, {"queue": "tasks"}) == code


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(PLAIN)
def test_a_literal_reads_back_as_the_value(value):
    assert ast.literal_eval(literal_text(value)) == value


@given(st.text(max_size=10))
def test_a_usable_name_is_an_identifier_that_hides_nothing(name):
    if is_usable_name(name):
        assert name.isidentifier()
        assert not keyword.iskeyword(name)
