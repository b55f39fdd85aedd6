"""The window: how soon it is there, and that it never stands still. Ratios within one run, so they hold anywhere."""

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from tests.desktop import bench

MAX_RATIO = 2


@pytest.mark.slow
def test_the_window_is_there_in_twice_the_time_that_importing_qt_takes():
    """From the program's first line to a drawn window, against a program that imports Qt and does nothing else."""
    measured = bench.measure_start()
    assert measured["ratio"] <= MAX_RATIO, measured
