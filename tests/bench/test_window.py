"""The window: how soon it is there, and what memory it takes. Ratios within one run, so they hold anywhere."""

import json

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)
pytest.importorskip("resource")  # Windows has none

from tests.desktop import bench
from tests.desktop.program import start_program

MAX_RATIO = 2
MAX_MEMORY_RATIO = 3
MAX_GROWTH = 1.05
MEMORY = """
import json, resource
def drive(desktop):
    count, sizes = 0, []
    prompts = ["read csv", "primes", "count"] if INSIDE else ["read csv", "primes", "zebra"]
    desktop.store.change(show_history=True, show_inside=INSIDE)
    def ask():
        nonlocal count
        if count in (100, 500):
            sizes.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        if count == 500:
            print(json.dumps(sizes))
            desktop.window.quit()
            return
        count += 1
        desktop.presenter.ask_text(f"{prompts[count % 3]} {count}")
    if INSIDE:
        desktop.engine.traced.connect(lambda *_: QTimer.singleShot(0, ask))
    else:
        desktop.conversation.working_changed.connect(lambda working: working or QTimer.singleShot(0, ask))
    ask()
"""


@pytest.mark.slow
def test_the_window_is_there_in_twice_the_time_that_importing_qt_takes():
    """From the program's first line to a drawn window, against a program that imports Qt and does nothing else."""
    measured = {"ratio": float("inf")}
    for _ in range(3):  # what else the machine does meanwhile can only make it look slower
        measured = min(measured, bench.measure_start(), key=lambda found: found["ratio"])
        if measured["ratio"] <= MAX_RATIO:
            break
    assert measured["ratio"] <= MAX_RATIO, measured


@pytest.mark.slow
def test_once_the_model_has_answered_memory_is_at_most_three_times_that_of_qt_and_torch():
    """The cookbook's index, built in a new data directory, the ranker, the default model and its first answer."""
    measured = bench.measure_memory()
    print(measured)
    assert measured["ratio"] <= MAX_MEMORY_RATIO, measured


@pytest.mark.slow
@pytest.mark.parametrize("inside", [False, True], ids=["alone", "with the panel"])
def test_memory_is_flat_over_five_hundred_requests(tmp_path, inside):
    """After a hundred requests everything is in memory that is needed; four hundred more add next to nothing."""
    process = start_program(MEMORY.replace("INSIDE", str(inside)), tmp_path)
    output, _ = process.communicate(timeout=1800)
    early, late = json.loads(output)
    assert late < early * MAX_GROWTH, (early, late)
