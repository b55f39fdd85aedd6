"""Run what is written for a request."""

import contextlib
import io
from collections.abc import Callable

from engine.chains.flow import Chain


def printed_by(write: Callable[[str], Chain | None], request: str) -> str:
    """Run the program that is written for a request, which must be understood whole, and return what it prints."""
    described = write(request)
    assert described is not None, request
    assert not described.missed
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(described.code, {"__name__": "__main__"})
    return printed.getvalue()
