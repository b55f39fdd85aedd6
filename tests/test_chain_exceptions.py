"""Exceptions that a request describes by their attributes are written, raised and caught; other requests are left alone."""

import pytest

from engine.chains.exceptions import declare_exception
from tests.described import printed_by


@pytest.mark.parametrize(
    ("request_text", "printed"),
    [
        ("exception TooHot with attributes temperature and limit", "temperature: 3, limit: 4\n3 4\n"),
        (
            "Please write a custom exception NoSeat that carries row, seat and train, and show how it's caught",
            "row: 3, seat: 4, train: 5\n3 4 5\n",
        ),
        ("define an error class BadMail(message, status)", "some message\nsome message 4\n"),
        ("my own exception BadRow(ValueError) with row", "row: 3\n3\n"),
        ("create a custom error called QuotaError with the fields user, limit and used", "some user 4 5\n"),
        ("exception NoHost which is a subclass of OSError, with host as attribute, raise and catch it", "some host\n"),
    ],
)
def test_an_exception_carries_what_was_asked(request_text: str, printed: str):
    """The class has these attributes, and the example reads them where the exception is caught."""
    assert printed_by(declare_exception, request_text).endswith(printed)


@pytest.mark.parametrize(
    "request_text",
    [
        "custom exception EmptyError with a default message",
        "define my own exception TooColdError and a function check(t) which raises it",
        "exception MyError with code, raise it in a function and print code",
        "error ValueError with code",
        "exception Oops with class and code",
        "exception Twice with code and code",
        "exception Odd(Square) with side",
        "catch the exception KeyError with a message",
    ],
)
def test_other_wishes_are_left_alone(request_text: str):
    """What says more than attributes, or nothing of them, is no description of a class alone."""
    assert declare_exception(request_text) is None
