"""Measures what a person feels: the time to the window, how long the window stands still while the model loads, and
the memory that is taken once the model has answered.

    python -m tests.desktop.bench

Every figure is a ratio or a share taken in the same run, as machines differ. The times are of the processor, so that
other work on the machine does not count.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile

ROUNDS = 7
CACHE = os.path.join(tempfile.gettempdir(), "pysmith-bench-cache")
IMPORT_ALONE = """
import time
from PySide6 import QtCore, QtGui, QtWidgets
print(time.process_time())
"""
TO_WINDOW = """
import os, sys, time
import app.cli, app.cookbook_verbs, app.log_setup  # all of them come before the window's modules

def show(desktop):
    from PySide6.QtWidgets import QApplication
    desktop.window.show()
    desktop.window.prompt.edit.setFocus()
    QApplication.processEvents()
    print(time.process_time())
    sys.stdout.flush()
    os._exit(0)

# What the program does from its first line on, up to where its window is drawn.
import app.desktop.main
app.desktop.main.Desktop.show = show
app.cli.run(["--data-dir", sys.argv[1]])
"""
LIBRARIES_ALONE = """
import resource
import torch
from PySide6 import QtCore, QtGui, QtWidgets
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
AFTER_AN_ANSWER = """
import pathlib, resource, sys
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication
from app.desktop.main import Desktop
from app.desktop.theme import STYLE_ARGUMENTS
from app.paths import data_dir

def wait_until(is_true):
    while not is_true():
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

application = QApplication([sys.argv[0], *STYLE_ARGUMENTS])
desktop = Desktop(application, data_dir(pathlib.Path(sys.argv[1])))
desktop.show()
wait_until(lambda: desktop.is_started and desktop.conversation.is_model_ready)
desktop.conversation.ask("print the numbers", only="model", seed=7)
wait_until(lambda: not desktop.conversation.is_working)
assert desktop.conversation._tokens > 0, "the model wrote"
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
desktop.close()
"""
STANDSTILL = """
import json, sys, threading, time
from app.desktop.preload import preload_torch

def load():
    if sys.argv[2] == "ahead":
        preload_torch()
    import torch

thread = threading.Thread(target=load)
started = last = time.perf_counter()
longest = 0.0
thread.start()
while thread.is_alive():
    time.sleep(0.001)
    now = time.perf_counter()
    longest, last = max(longest, now - last), now
print(json.dumps([longest, time.perf_counter() - started]))
"""


def run(code: str, *arguments: str) -> str:
    """Run a script in a fresh interpreter, with compiled modules at hand as a person has them; return its output."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": CACHE}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        command = [sys.executable, "-c", code, folder, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout


def measure_start() -> dict[str, float]:
    """Return the least processor time to the window, against that of importing Qt alone; the rounds take turns."""
    run(TO_WINDOW)  # compiles
    pairs = [(float(run(IMPORT_ALONE)), float(run(TO_WINDOW))) for _ in range(ROUNDS)]
    alone, window = (min(times) for times in zip(*pairs, strict=True))
    return {"import_s": round(alone, 3), "window_s": round(window, 3), "ratio": round(window / alone, 2)}


def measure_standstill() -> dict[str, float]:
    """Return the longest time without a turn for the main thread while torch loads, with and without loading ahead."""
    stills = {
        way: statistics.median(json.loads(run(STANDSTILL, way))[0] for _ in range(ROUNDS)) for way in ("ahead", "plain")
    }
    return {f"{way}_s": round(longest, 3) for way, longest in stills.items()}


def measure_memory() -> dict[str, float]:
    """Return the most memory taken up to the model's first answer, against importing Qt and torch alone."""
    alone, answered = (int(run(script)) for script in (LIBRARIES_ALONE, AFTER_AN_ANSWER))
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return {"imports_mb": alone // unit, "answered_mb": answered // unit, "ratio": round(answered / alone, 2)}


def main() -> None:
    """Print everything as JSON."""
    measured = {
        "start": measure_start(),
        "standstill_while_torch_loads": measure_standstill(),
        "memory_after_an_answer": measure_memory(),
    }
    print(json.dumps(measured, indent=1))


if __name__ == "__main__":
    main()
