"""Benchmarks have the machine to themselves: beside other tests, the two sides of a ratio do not get the same of it."""

import os
from pathlib import Path

import pytest

ALONE = "measured alone: run the tests in tests/bench without -n"


def pytest_collection_modifyitems(items):
    """Skip this folder's tests in the workers of a parallel run; .ci/run runs them in a step of their own."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        for item in items:
            if item.path.is_relative_to(Path(__file__).parent):
                item.add_marker(pytest.mark.skip(reason=ALONE))
