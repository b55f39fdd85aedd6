"""Python's own parser, for one thread at a time.

CPython 3.11 and 3.12 measure the trees of all threads that parse at once with one counter, so that some of them fail
with a SystemError (python/cpython#106905). To silence warnings is not for several threads at once, either.
"""

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

_ONE_AT_A_TIME = threading.Lock()


@contextmanager
def quiet_parser() -> Iterator[None]:
    """Enter before `ast.parse`, `compile` or `ast.literal_eval` of a text; what they warn of is not shown."""
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
