"""The program as a whole: what a start loads, a second start, errors that nobody caught, language, tray."""

import json
import subprocess
import sys
import threading

import pytest
from PySide6.QtGui import QGuiApplication, QIcon

from app.desktop.crash import CrashReporter, make_report
from app.desktop.preload import find_torch_library, preload_torch
from app.desktop.single_instance import RAISE, TOGGLE, SingleInstance, socket_name, tell_running
from app.desktop.tray import Tray
from app.paths import DataDir

START = """
import json, os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.desktop.main import Desktop
from app.paths import DataDir

application = QApplication([])
desktop = Desktop(application, DataDir(Path(sys.argv[1])))
desktop.window.show()
application.processEvents()
print(json.dumps([desktop.window.isVisible(), sorted({name.split(".")[0] for name in sys.modules} | set(sys.modules))]))
sys.stdout.flush()
os._exit(0)
"""


def test_the_window_shows_before_anything_slow_is_imported(data):
    result = subprocess.run([sys.executable, "-c", START, str(data.root)], capture_output=True, text=True, check=True)
    is_visible, modules = json.loads(result.stdout)
    slow = {"torch", "numpy", "pygments", "tokenizers", "safetensors", "fastapi", "uvicorn", "pydantic", "app.session"}
    assert is_visible
    assert slow & set(modules) == set()


def test_pyside_gives_back_what_it_takes(qapp):
    """PySide6 6.12 on Python 3.11 loses a reference to None with each call; some thousand calls end the program."""
    before = sys.getrefcount(None)
    for _ in range(1000):
        qapp.setObjectName("x")
    assert sys.getrefcount(None) > before - 500


def test_torch_is_found_for_loading_ahead_and_loading_it_twice_is_no_matter():
    assert find_torch_library() is not None
    code = "import sys\nfrom app.desktop.preload import preload_torch\n"
    code += "print(preload_torch(), preload_torch(), 'torch' in sys.modules)\nimport torch\nprint(preload_torch())"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["True", "True", "False", "False"]


def test_loading_ahead_that_fails_is_no_failure(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "torch", None)
    assert preload_torch() is False


@pytest.fixture
def instance(qtbot, tmp_path):
    data = DataDir(tmp_path)
    instance = SingleInstance(data)
    assert instance.listen()
    assert data.running_file.exists()
    yield instance
    instance.close()
    assert not data.running_file.exists()


@pytest.mark.parametrize(("message", "signal"), [(RAISE, "raise_wanted"), (TOGGLE, "toggle_wanted")])
def test_a_second_start_is_heard_by_the_first(qtbot, instance, tmp_path, message, signal):
    sent = []
    caller = threading.Thread(target=lambda: sent.append(tell_running(tmp_path, message)))
    with qtbot.waitSignal(getattr(instance, signal), timeout=60_000):
        caller.start()
    qtbot.waitUntil(lambda: sent == [True], timeout=60_000)
    caller.join()


def test_nobody_listens_for_another_data_directory(instance, tmp_path):
    assert not tell_running(tmp_path / "other", RAISE)
    assert socket_name(tmp_path) != socket_name(tmp_path / "other")
    assert len(socket_name(tmp_path)) < 40


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells a name, not a number")
def test_a_person_needs_no_entry_among_the_users(monkeypatch, tmp_path):
    """In a container or a directory service out of reach, nothing knows a name for the person."""

    def nobody():
        raise KeyError("getpwuid(): uid not found: 2002")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert socket_name(tmp_path) == socket_name(tmp_path) != socket_name(tmp_path / "other")


def test_what_a_killed_program_left_behind_does_not_block_the_next(qtbot, tmp_path):
    code = "import os, sys\nfrom pathlib import Path\nfrom PySide6.QtCore import QCoreApplication\n"
    code += "from app.desktop.single_instance import SingleInstance\nfrom app.paths import DataDir\n"
    code += "application = QCoreApplication([])\n"
    code += "assert SingleInstance(DataDir(Path(sys.argv[1]))).listen()\nos._exit(1)"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert not tell_running(tmp_path, RAISE)
    instance = SingleInstance(DataDir(tmp_path))
    assert instance.listen()
    instance.close()


def test_a_hotkey_hides_the_window_in_front_and_brings_it_back(qtbot, desktop, window):
    window.bring_forward()
    qtbot.waitUntil(window.isActiveWindow)
    window.toggle()
    assert not window.isVisible()
    window.toggle()
    assert window.isVisible()


@pytest.fixture
def reporter(window):
    reporter = CrashReporter(window)
    yield reporter
    reporter.restore()


def test_an_error_nobody_caught_is_logged_and_shown_once(qtbot, window, reporter, caplog):
    for _ in range(3):
        error = KeyError("a secret the person wrote")
        sys.excepthook(type(error), error, None)
    assert reporter.dialog.isVisible()
    assert "secret" not in reporter.dialog.report.toPlainText()
    assert "KeyError" in reporter.dialog.report.toPlainText()
    assert len(caplog.records) == 3
    caplog.clear()
    reporter.dialog.reject()
    assert reporter.dialog is None
    assert window.isVisible()


def test_an_error_in_a_thread_arrives_as_well(qtbot, window, reporter, caplog):
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    report = reporter.dialog.report.toPlainText()
    assert "ZeroDivisionError" in report
    assert "test_program.py" in report
    caplog.clear()
    reporter.dialog.reject()


def test_a_report_names_places_but_no_folders_of_the_person():
    try:
        json.loads("{")
    except json.JSONDecodeError as error:
        report = make_report(error)
    assert "json/decoder.py" in report
    assert all(line.count("/") <= 2 for line in report.splitlines()[2:])


def test_the_hooks_are_given_back(window):
    before = sys.excepthook, threading.excepthook
    CrashReporter(window).restore()
    assert (sys.excepthook, threading.excepthook) == before


def test_without_a_tray_closing_closes(desktop, window):
    desktop.store.change(tray=True)
    tray = Tray(window, desktop.store, QIcon())
    assert tray.is_shown == window.hides_on_close
    desktop.store.change(tray=False)
    assert not window.hides_on_close
    assert QGuiApplication.quitOnLastWindowClosed()


def test_with_the_window_set_to_hide_closing_hides_and_quitting_quits(desktop, window):
    window.hides_on_close = True
    window.close()
    assert not window.isVisible()
    window.show()
    window.hides_on_close = True
    window.quit()
    assert not window.isVisible()
    assert not window.hides_on_close
