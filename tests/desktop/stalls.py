"""Measures how long the real program's window stands still: while it starts and loads, is asked, typed into, stopped.

    python -m tests.desktop.stalls [DATA_DIR]

For each phase: the longest time between two turns of the event loop, and how much of it the main thread itself worked.
The rest is waiting, for Python's lock or for a processor that others use; on a machine with other work, only the
second figure tells something about the program.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.desktop.main import Desktop
from app.desktop.theme import STYLE_ARGUMENTS
from app.paths import data_dir

BEAT_MS = 2
REQUESTS = (
    "read the csv file sales.csv",
    "sort a dictionary by its values",
    "juggle a zebra with my tax return",
    'def is_prime(n):\n    """Return True if n is a prime number."""',
)


class Watch:
    """Feels the pulse of the event loop; each phase keeps its longest gap and the work done in it."""

    def __init__(self) -> None:
        self.phase = "start"
        self.longest: dict[str, dict[str, float]] = {}
        self._last = (time.perf_counter(), time.thread_time())
        self._timer = QTimer(interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = (time.perf_counter(), time.thread_time())
        gap, work = ((a - b) * 1000 for a, b in zip(now, self._last, strict=True))
        self._last = now
        found = self.longest.setdefault(self.phase, {"gap_ms": 0.0, "work_ms": 0.0})
        found["gap_ms"] = max(found["gap_ms"], round(gap, 1))
        found["work_ms"] = max(found["work_ms"], round(work, 1))

    def run_until(self, is_true: Callable[[], object]) -> None:
        """Let the program run until something is true."""
        while not is_true():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def run_for(self, seconds: float) -> None:
        """Let the program run for a while."""
        end = time.perf_counter() + seconds
        self.run_until(lambda: time.perf_counter() > end)


def measure(folder: Path) -> dict[str, object]:
    """Use the program as a person would, and return the longest gap of each phase and the time that a stop took."""
    application = QApplication([sys.argv[0], *STYLE_ARGUMENTS])
    desktop = Desktop(application, data_dir(folder))
    desktop.store.change(show_inside=False)
    desktop.show()
    application.processEvents()
    watch, window = Watch(), desktop.window
    watch.run_until(lambda: desktop.is_started)
    talk = desktop.conversation
    watch.phase = "load"
    watch.run_until(lambda: talk.is_model_ready)
    watch.phase = "ask"
    for request in REQUESTS:
        desktop.presenter.ask_text(request)
        watch.run_until(lambda: not talk.is_working)
    watch.phase = "type"
    for character in "count the words in a text file":
        window.prompt.edit.insertPlainText(character)
        watch.run_for(0.03)
    watch.phase = "inside the model"
    desktop.store.change(show_inside=True)
    watch.run_until(lambda: window._inside and window._inside.tabs.isVisible())
    watch.phase = "stop"
    talk.ask("read all words of a book", only="model", length=4000)
    watch.run_until(lambda: talk._tokens > 20 or not talk.is_working)
    started = time.perf_counter()
    talk.stop()
    watch.run_until(lambda: not talk.is_working)
    stop_ms = round((time.perf_counter() - started) * 1000, 1)
    desktop.close()
    return {"longest": watch.longest, "stop_ms": stop_ms}


def main() -> None:
    """Print everything as JSON."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp(prefix="pysmith-stalls-"))
    print(json.dumps(measure(folder), indent=1))


if __name__ == "__main__":
    main()
