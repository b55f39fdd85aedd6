"""What a source of a pipeline is, and what several of them need: samples, names of files, literals."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from training.compositions.domains import Kind
from training.compositions.language import FileName, Thing, Verbatim, phrases
from training.compositions.program import Data, Program

SAMPLE_ROWS = 24


@dataclass(frozen=True)
class Origin:
    """A source that was drawn: what it gives, what must be there to run the program, the ways to tell of it."""

    name: str
    gives: Data
    thing: Thing  # what is spoken of, with its place
    clauses: tuple[str, ...] = ()  # "read the numbers from {file}"
    statements: tuple[str, ...] = ()  # "I have a file {file} with one number per line"
    givens: tuple[str, ...] = ()  # "given the list {literal}"
    terse: tuple[str, ...] = ()
    values: dict[str, object] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    setup: str = ""
    columns: tuple[str, ...] = ()  # names that can be listed
    needs_clause: bool = False  # cannot be spoken of as a thing that is there
    parameter: str = ""  # "a list of numbers", of a function
    nouns: tuple[str, ...] = ()  # after which the program calls things, so that they must be said


Drawer = Callable[[Program, random.Random], Origin]


def sample_numbers(kind: Kind, rng: random.Random, count: int) -> list[int | float]:
    numbers: list[int | float] = []
    for _ in range(count):
        value = rng.uniform(kind.low, kind.high)
        numbers.append(int(value) if kind.kind == "int" or rng.random() < 0.7 else round(value, 1))
    return [*numbers, numbers[0], numbers[1]] if count > 8 else numbers


def name_file(stem: str, ending: str, rng: random.Random) -> FileName:
    folder = rng.choice(["", "", "", "", "", "", "", "", "data/"]) if rng.random() < 0.5 else ""
    return FileName(folder + stem + ending)


def describe_numbers(kind: Kind, variable: str) -> Data:
    return Data("numbers", variable, kind.one, kind.many, item=kind.one, number=kind.kind, low=kind.low, high=kind.high)


def nouns_of(kind: Kind) -> tuple[str, ...]:
    return () if kind.one in ("number", "word", "line") else (kind.one,)


def write_literal(value: object) -> str:
    """Return a literal as the programs write it."""
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, dict):
        return "{" + ", ".join(f"{write_literal(key)}: {write_literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(write_literal, value)) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(write_literal, value)) + ")"
    return repr(value)


def type_literal(value: object, rng: random.Random) -> Verbatim:
    """Return a literal as people type it."""
    text = rng.choice([write_literal(value), str(value)])
    return Verbatim(text.replace(", ", ",") if rng.random() < 0.25 else text)


LIST_STATEMENTS = phrases("""
    I have the list {literal}
    I have a list {literal}
    {variable} = {literal}
    here are my {many}: {literal}
    my list is {literal}
    I have {variable} = {literal}
    I have these {many}: {literal}
""")


LIST_GIVENS = phrases("""
    given the list {literal}
    given {literal}
    for the list {literal}
    given {variable} = {literal}
    with {variable} = {literal}
    from the list {literal}
    from {literal}
    starting with {literal}
    with the {many} {literal}
    given the {many} {literal}
""")


LIST_TERSE = ("{literal}", "{variable} = {literal}", "{literal}")
