"""The whole program in a process of its own, driven from inside by a script; its session is the one of the tests."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PREAMBLE = """
import os, sys
sys.path[:0] = [{root!r}]
from PySide6.QtCore import QTimer
import app.desktop.main as main
from app.cli import run
from tests.desktop.fakes import FakeSession

sessions = []
def make_session(data):
    sessions.append(FakeSession())
    return sessions[-1]
main.make_session = make_session
desktops = []
begin_work = main.Desktop._begin_work
def begin(desktop):
    desktops.append(desktop)
    desktop.engine.recipes_ready.connect(lambda: QTimer.singleShot(0, lambda: drive(desktop)))  # before it can happen
    begin_work(desktop)
main.Desktop._begin_work = begin
"""


def start_program(script: str, home: Path, *arguments: str) -> subprocess.Popen:
    """Start it; `script` defines `drive(desktop)`, which is called with each window once it is ready."""
    code = PREAMBLE.format(root=str(ROOT)) + script + f"\nsys.exit(run({list(arguments)!r}))\n"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(home), "HOME": str(home)}
    environment.pop("PYSMITH_DATA_DIR", None)
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment, text=True)
