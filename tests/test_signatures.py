"""A function that is asked for by its signature has these very parameters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.adapt import adapt
from engine.cookbook import Recipe
from engine.signatures import fit_signature, fit_stars, lift_constants, read_signature
from engine.syntax import compiles

CHUNKS = Recipe(
    "x/chunks",
    "Read a file in chunks: `read_chunks(path, size)`",
    ("Read a file in chunks: `read_chunks(path, size)`",),
    'def read_chunks(path, size=65536):\n    """Yield pieces of at most `size` bytes of the file."""\n'
    '    with open(path, "rb") as file:\n        while chunk := file.read(size):\n            yield chunk\n\n\n'
    'for chunk in read_chunks("data.bin"):\n    print(len(chunk))\n',
)


@pytest.mark.parametrize(
    ("prompt", "parameters"),
    [
        ("write find_user(conn, name) that looks up a row", [("conn", "", ""), ("name", "", "")]),
        ("read_in_chunks(path, size=1024) yields pieces", [("path", "", ""), ("size", "", "1024")]),
        ("def add(a: int, b: int = 2) -> int", [("a", "int", ""), ("b", "int", "2")]),
        ("function greet(name, greeting='Hi')", [("name", "", ""), ("greeting", "", '"Hi"')]),
    ],
)
def test_a_signature_is_read(prompt, parameters):
    signature = read_signature(prompt)
    assert signature is not None
    assert list(signature.parameters) == parameters


@pytest.mark.parametrize(
    "prompt",
    ["what does sorted(items) do", "call time.sleep(seconds)", "test slugify(title)", "add(1, 2)", "f(a) and g(b)"],
)
def test_what_is_called_is_no_signature(prompt):
    assert read_signature(prompt) is None


def test_the_function_has_these_parameters_and_is_not_called_on_a_file_that_nobody_has():
    code = adapt(CHUNKS, CHUNKS.title, "generator read_in_chunks(filename, size=1024) that yields a file").code
    assert code.startswith("def read_in_chunks(filename, size=1024):\n")
    assert "open(filename" in code
    assert "data.bin" not in code


def test_parameters_of_the_same_name_keep_their_meaning():
    clamp = "def clamp(value: float, low: float, high: float) -> float:\n    return max(low, min(value, high))\n"
    wanted = read_signature("clamp(low, high, value)")
    assert fit_signature(clamp, wanted).startswith("def clamp(low: float, high: float, value: float) -> float:")


def test_a_default_stands_for_the_one_constant_that_equals_it():
    code = "def mean(numbers):\n    return sum(numbers) / len(numbers) if numbers else 0\n"
    wanted = read_signature("average(values, default=0)")
    assert "if values else default" in fit_signature(code, wanted)


def test_statements_become_the_function():
    load = Recipe(
        "x/load", "Load `config.json`", ("Load `config.json`",),
        'import json\n\nwith open("config.json", encoding="utf-8") as file:\n    config = json.load(file)\n',
    )  # fmt: skip
    code = adapt(load, load.title, 'load_config(path="settings.json") reads a json file').code
    assert "def load_config(path=" in code
    assert "open(path" in code
    assert "return config" in code


def test_too_few_parameters_do_not_fit():
    assert fit_signature("def f(a, b, c):\n    return a\n", read_signature("divide(a, b)")) == ""


@given(st.text(max_size=40), st.text(max_size=12), st.text(max_size=12))
@settings(max_examples=100, deadline=None)
def test_whatever_the_signature_the_answer_compiles(text, first, second):
    for prompt in (f"{text}", f"f({first}, {second}={text}) that reads", f"write load({first}, size={second})"):
        assert compiles(adapt(CHUNKS, CHUNKS.title, prompt).code), prompt


def test_a_parameter_for_a_path_stands_before_a_decorated_class():
    code = (
        "from dataclasses import dataclass\n\n\n@dataclass\nclass Point:\n    x: int\n\n\n"
        'text = open("map.txt").read()\npoint = Point(int(text))\n'
    )
    changed, lifted = lift_constants(code, read_signature("write a function load(path)"), [])
    assert lifted == ["path"]
    assert changed.index('path = "map.txt"') < changed.index("@dataclass\nclass")
    assert compiles(changed)


def test_a_constant_that_begins_the_code_stays():
    assert lift_constants('"a.txt".upper()\n', read_signature("function shout(path)"), []) == ('"a.txt".upper()\n', [])


def test_any_number_of_arguments_is_named_as_asked():
    """`total(*args)` names the recipe's function and its arguments; other kinds of arguments are left as they are."""
    code = "def add_all(*numbers):\n    return sum(numbers)\n\n\nprint(add_all(1, 2))\n"
    named = "def total(*args):\n    return sum(args)\n\n\nprint(total(1, 2))\n"
    assert fit_stars(code, "write total(*args) that adds up all numbers") == named
    assert fit_stars(code, "write show(**options) that prints them") == code
    assert fit_stars(code, "what does max(*args) do") == code
