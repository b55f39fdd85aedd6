"""Whatever is asked, chains give code that compiles, or nothing."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.chains.compose import compose
from engine.chains.decisions import decide
from engine.chains.sequences import write_sequence
from engine.chains.steps import STEPS
from engine.chains.writers import WRITERS
from engine.syntax import compiles

WORDS = sorted(
    {word for step in STEPS for word in re.findall(r"[a-z]{3,}", step.pattern.pattern)}
    | set(
        "None NONE True class enum dataclass table sqlite insert into where plot function decorator generator otherwise if takes inherits subclass yields n of in the to from".split()
    )
)
VALUES = [
    *(
        "'x'",
        '"it\'s"',
        "3",
        "-1",
        "0",
        "2.5",
        "[1, 2]",
        "['a', 'b']",
        "{'a': 1}",
        "{}",
        "[]",
        "[{'name': 'A', 'age': 3}]",
    ),
    *(
        "a.txt",
        "b.csv",
        "c.json",
        "d.db",
        "x",
        "`name`",
        "x = 5",
        "==",
        ">",
        "é",
        "日本",
        "\\",
        "'",
        '"',
        "()",
        "None",
        ";",
    ),
]
REQUESTS = st.lists(st.sampled_from(WORDS) | st.sampled_from(VALUES), min_size=1, max_size=14).map(" ".join)


@pytest.mark.parametrize(
    "write",
    [compose, decide, write_sequence, *WRITERS],
    ids=lambda write: write.__name__,
)
@settings(max_examples=300)
@given(request_text=REQUESTS)
def test_what_is_written_compiles(write, request_text):
    chain = write(request_text)
    assert chain is None or compiles(chain.code), (request_text, chain.code)
