"""Decorators that a request describes are written and do what is said; what no phrase explains is left alone."""

import time

import pytest

from engine.chains.decorators import write_decorator
from engine.chains.known_functions import KNOWN
from tests.described import printed_by


@pytest.mark.parametrize(
    ("request_text", "printed"),
    [
        ("a decorator that runs a function twice", "Hello\nHello\n"),
        ("decorator that counts how often a function is called", "5\n9\n13\n3\n"),
        ("decorator safe that catches ZeroDivisionError and returns -1", "2.0\n-1\n"),
        ('write a decorator which prints "in" before and "out" after the function runs', "in\nout\n5\n"),
        ("decorator to turn the result into upper case, use it on greet(person)", "HELLO, ADA!\n"),
        ("decorator that rounds the result to 1 decimal", "0.7\n"),
        ("decorator that runs a function only once", "Hello\n"),
        ("decorator to log the name, arguments and result of each call", "add(2, 3)\nadd returned 5\n5\n"),
        ("decorator called trace that prints the function name when called, use it on add", "calling add\n5\n"),
        ("decorator that counts the calls and prints the count", "5\n9\n13\n3\n"),
        ("decorator that converts all arguments to float", "5.0\n"),
        ("decorator that catches ValueError and returns None, used on parse_age", "42\nNone\n"),
        ("decorator that makes sure that all arguments are numbers", "5\n"),
    ],
)
def test_a_decorator_does_what_is_said(request_text: str, printed: str):
    """The example under the decorator prints what follows from the description."""
    assert printed_by(write_decorator, request_text) == printed


def test_a_failing_function_is_tried_again(monkeypatch: pytest.MonkeyPatch):
    """It waits as long as asked between the tries and catches only the named errors."""
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    printed = printed_by(
        write_decorator,
        "decorator that retries a function 4 times with a 2 second pause on TimeoutError, exponential backoff",
    )
    assert printed == "try 1 failed: TimeoutError('not yet')\nready\n"
    assert waits == [2]
    described = write_decorator("decorator that tries a function 2 times if it raises KeyError")
    assert described is not None
    namespace: dict[str, object] = {"__name__": "__main__"}
    exec(described.code, namespace)
    with pytest.raises(ValueError, match="other"):
        exec("@retry()\ndef broken():\n    raise ValueError('other')\nbroken()", namespace)


def test_the_unit_may_come_before_the_printing():
    """ "in ms and prints it" is understood as well as "and prints it in ms"."""
    assert " ms\n" in printed_by(write_decorator, "decorator that measures the running time in ms and prints it")


@pytest.mark.parametrize(
    "request_text",
    [
        "decorator that checks that the user is logged in",
        "decorator that caches results for 60 seconds",
        "class decorator that adds a method",
        "decorator with wait of 2 seconds",
        "what is a decorator?",
        "decorator that counts calls, use it on fly(bird)",
        "count how often a function is called",
    ],
)
def test_other_wishes_are_left_alone(request_text: str):
    """A phrase that is not known, or a function that nobody knows, and there is no decorator."""
    assert write_decorator(request_text) is None


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_known_functions_give_their_results(name: str):
    """Each case of a known function holds, and its failing call fails so."""
    function = KNOWN[name]
    namespace: dict[str, object] = {}
    exec(function.define(), namespace)
    assert [eval(f"{name}({call}) == {value}", namespace) for call, value in function.cases] == [True] * len(
        function.cases
    )
    if function.failure:
        call, error, message = function.failure
        with pytest.raises(Exception, match=message) as caught:
            eval(f"{name}({call})", namespace)
        assert caught.type.__name__ == error
