"""Measures how long the real program's window stands still: while it starts and loads, is asked, typed into, stopped.

    python -m tests.desktop.stalls [DATA_DIR]

For each phase, the longest time between two turns of the event loop; how much of such a time the program itself worked,
in any of its threads; and how much the main thread did. What the program did not work, it waited for a processor that
others use: on a machine with other work only the last two figures tell something about the program. In a new data
directory it builds the index of the recipes, which a second run on the same directory finds there. Last, how long each
stop took: of a request that waits for the recipes, of one that waits for the model, and of one that is being written.
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

from app.desktop.conversation import Conversation
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
    """Feels the pulse of the event loop; each phase keeps its longest gap and the most work done in one."""

    def __init__(self) -> None:
        self.phase = "start"
        self.longest: dict[str, dict[str, float]] = {}
        self._last = _clocks()
        self._timer = QTimer(interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = _clocks()
        gap, worked, main_worked = ((a - b) * 1000 for a, b in zip(now, self._last, strict=True))
        self._last = now
        found = self.longest.setdefault(self.phase, {})
        # Two threads at a time can work more than the time that passes.
        for name, value in (("gap_ms", gap), ("program_ms", min(gap, worked)), ("main_thread_ms", main_worked)):
            found[name] = max(found.get(name, 0.0), round(value, 1))

    def run_until(self, is_true: Callable[[], object]) -> None:
        """Let the program run until something is true."""
        while not is_true():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def run_for(self, seconds: float) -> None:
        """Let the program run for a while."""
        end = time.perf_counter() + seconds
        self.run_until(lambda: time.perf_counter() > end)


def measure(folder: Path) -> dict[str, object]:
    """Use the program as a person would, and return the longest gap of each phase and the time that each stop took."""
    application = QApplication([sys.argv[0], *STYLE_ARGUMENTS])
    desktop = Desktop(application, data_dir(folder))
    desktop.store.change(show_inside=False)
    desktop.show()
    application.processEvents()
    watch, window = Watch(), desktop.window
    watch.run_until(lambda: desktop.is_started)
    talk, stops = desktop.conversation, {}
    watch.phase = "load"
    stops["before the recipes"] = stop_one(watch, talk, lambda: True)
    watch.run_until(lambda: desktop.engine.session)
    stops["before the model"] = stop_one(watch, talk, lambda: True)
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
    watch.phase = "another theme"
    for theme in ("dark", "light"):
        desktop.store.change(theme=theme)
        watch.run_for(0.2)
    watch.phase = "stop"
    stops["while it is written"] = stop_one(watch, talk, lambda: talk._tokens > 20)
    desktop.close()
    return {"longest": watch.longest, "stop_ms": stops}


def stop_one(watch: Watch, talk: Conversation, is_time: Callable[[], bool]) -> float:
    """Ask the model for something long, stop it when it is time to, and return how many milliseconds that took."""
    talk.ask("read all words of a book", only="model", length=4000)
    watch.run_until(lambda: is_time() or not talk.is_working)
    started = time.perf_counter()
    talk.stop()
    watch.run_until(lambda: not talk.is_working)
    return round((time.perf_counter() - started) * 1000, 1)


def _clocks() -> tuple[float, float, float]:
    return time.perf_counter(), time.process_time(), time.thread_time()


def main() -> None:
    """Print everything as JSON."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp(prefix="pysmith-stalls-"))
    print(json.dumps(measure(folder), indent=1))


if __name__ == "__main__":
    main()
