"""The whole program on a real X server, by real key presses: type, ask, read the history, close."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.history import History

ROOT = Path(__file__).resolve().parent.parent.parent
TOOLS = ("Xvfb", "xdotool")
PATIENCE_MS = 300_000

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="needs Xvfb and xdotool"),
]


@pytest.fixture
def display():
    """A screen of its own; Xvfb writes down the number that it has taken."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1200x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as numbers:
        number = numbers.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.fixture
def program(display, tmp_path):
    """The program, started as a person starts it."""
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    command = [sys.executable, "-m", "app", "--data-dir", str(tmp_path / "data")]
    with open(tmp_path / "stderr", "w") as errors:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=errors)
    yield process
    if process.poll() is None:
        process.kill()
        process.wait()


def xdotool(display, *words):
    return subprocess.run(
        ["xdotool", *words], env={**os.environ, "DISPLAY": display}, capture_output=True, text=True, check=True
    ).stdout.strip()


def asked(path):
    if not path.exists():
        return []
    history = History(path)
    try:
        return [(entry.request.prompt, entry.answer.source) for entry in history.entries()]
    finally:
        history.close()


def test_typing_asking_and_closing_by_keyboard_alone(qtbot, display, program, tmp_path):
    window = xdotool(display, "search", "--sync", "--onlyvisible", "--name", "^Pysmith$").splitlines()[-1]
    xdotool(display, "windowfocus", "--sync", window)
    xdotool(display, "type", "--delay", "20", "sort a dictionary by value")
    xdotool(display, "key", "Return")
    path = tmp_path / "data" / "history.sqlite"
    qtbot.waitUntil(lambda: asked(path) == [("sort a dictionary by value", "recipe")], timeout=PATIENCE_MS)
    xdotool(display, "key", "ctrl+q")
    qtbot.waitUntil(lambda: program.poll() is not None, timeout=PATIENCE_MS)
    assert program.returncode == 0
    assert (tmp_path / "stderr").read_text() == ""
    assert (tmp_path / "data" / "settings.json").is_file()


def test_a_second_start_ends_at_once_and_leaves_the_first_running(qtbot, display, program, tmp_path):
    xdotool(display, "search", "--sync", "--onlyvisible", "--name", "^Pysmith$")
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    second = subprocess.run(program.args, cwd=ROOT, env=environment, timeout=PATIENCE_MS / 1000, check=False)
    assert second.returncode == 0
    assert program.poll() is None
