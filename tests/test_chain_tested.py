"""Tests of known functions are written in the form that a request asks for, and pass; they fail for a wrong function."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine.chains.tested import write_tests


def run(code: str, folder: Path, *options: str) -> str:
    """Run a program in a folder and return what it prints on either stream."""
    (folder / "test_it.py").write_text(code)
    command = [sys.executable, *options, "test_it.py"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("request_text", "printed"),
    [
        ("unittest for a function add(a, b)", "OK"),
        ("write a unit test for the divide function including division by zero", "Ran 2 tests"),
        ("doctest for divide including the error case", "4 examples, 0 failed"),
        ("use asserts to test my function square", "all tests passed"),
        ('unit tests for is_palindrome: "abba" -> True, "abc" -> False', "OK"),
        ("test case for is_prime with subTest", "OK"),
        ("doctest example for average", "3 examples, 0 failed"),
    ],
)
def test_the_tests_pass(request_text: str, printed: str, tmp_path: Path):
    """What is written for a known function runs and is content with it."""
    described = write_tests(request_text)
    assert described is not None
    assert printed in run(described.code, tmp_path)


@pytest.mark.parametrize(
    ("request_text", "wrong"),
    [
        ("pytest for multiply(a, b)", ("a * b", "a + b")),
        ("parametrized pytest test of is_even", ("== 0", "== 1")),
        ("unit tests for add: 2, 3 -> 5", ("a + b", "a - b")),
        ("pytest test that ValueError is raised by factorial(-1)", ("if n < 0", "if n < -9")),
    ],
)
def test_the_tests_notice_a_wrong_function(request_text: str, wrong: tuple[str, str], tmp_path: Path):
    """A function with a fault in it fails them."""
    described = write_tests(request_text)
    assert described is not None
    options = ("-m", "pytest", "-q", "-p", "no:cacheprovider") if "pytest" in request_text else ()
    assert "FAILED" not in run(described.code, tmp_path, *options)
    assert wrong[0] in described.code
    assert "FAILED" in run(described.code.replace(*wrong), tmp_path, *options)


@pytest.mark.parametrize(
    "request_text",
    [
        "how do I test a function with pytest",
        "unittest for a function add with setUp",
        "test my class Account",
        "write a function add(a, b) and test it",
        "pytest fixture for a list",
        "doctest parametrized for add",
        "test whether a number is even",
    ],
)
def test_other_wishes_are_left_alone(request_text: str):
    """A function that is not named, or a form that is not known, and nothing is written."""
    assert write_tests(request_text) is None
