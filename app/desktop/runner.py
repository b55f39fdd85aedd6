"""Runs code in a process of its own: with a time limit, input, output that cannot flood, and a stop that works.

It runs with the rights of the person; asking whether that is wanted is the business of the caller.
"""

import os
import signal
import subprocess
import sys
from codecs import getincrementaldecoder
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

import engine

OUTPUT_INTERVAL_MS = 40
MAX_OUTPUT_BYTES = 3_000_000
MAX_SHOWN_BYTES_AT_ONCE = 60_000
FROZEN_VERB = "run-snippet"


def snippet_command(path: Path) -> list[str]:
    """Return the command that runs a file with Python; the frozen program is its own interpreter."""
    if getattr(sys, "frozen", False):
        return [sys.executable, FROZEN_VERB, str(path)]
    return [sys.executable, "-u", "-X", "utf8", str(path)]


class Runner(QObject):
    """One run at a time. `ended` tells in words how it ended."""

    output = Signal(str)
    started = Signal()
    ended = Signal(str, bool)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._process: QProcess | None = None
        self._pending = bytearray()
        self._received = 0
        self._decoder = getincrementaldecoder("utf-8")("replace")  # a piece may end inside a character
        self._reason = ""
        self._limit = QTimer(self, singleShot=True)
        self._limit.timeout.connect(self._on_limit_reached)
        # A program can print faster than a window can show; the output is passed on at a steady pace.
        self._pace = QTimer(self, interval=OUTPUT_INTERVAL_MS)
        self._pace.timeout.connect(self._pass_on)

    @property
    def is_running(self) -> bool:
        """Whether a program is running."""
        return self._process is not None

    def run(self, code: str, limit_s: int) -> None:
        """Write the code to a file and run it there; a program still running is stopped first."""
        self.close()
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / "scratch.py"
        path.write_text(code, encoding="utf-8", newline="\n")
        program, *arguments = snippet_command(path)
        self._process = process = QProcess(self)
        self._reason = ""
        self._pending.clear()
        self._received = 0
        self._decoder.reset()
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        process.setWorkingDirectory(str(self._folder))
        process.setProcessEnvironment(_environment())
        if os.name == "posix":
            parameters = QProcess.UnixProcessParameters()
            parameters.flags = QProcess.UnixProcessFlag.CreateNewSession  # so that children can be stopped as well
            process.setUnixProcessParameters(parameters)
        process.readyReadStandardOutput.connect(self._on_ready_read)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        process.start(program, arguments)
        self._limit.start(limit_s * 1000)
        self._pace.start()
        self.started.emit()

    def send_line(self, line: str) -> None:
        """Give the program a line to read; the time it waited for it does not count."""
        if self._process:
            self._process.write((line + "\n").encode())
            if self._limit.isActive():
                self._limit.start()

    def end_input(self) -> None:
        """Tell the program that no more input comes."""
        if self._process:
            self._process.closeWriteChannel()

    def stop(self) -> None:
        """Stop the program and everything it started."""
        if self._process:
            self._reason = self._reason or self.tr("Stopped.")
            kill_tree(self._process)

    def close(self) -> None:
        """Stop, and wait until it is over."""
        process = self._process
        if process:
            process.blockSignals(True)
            kill_tree(process)
            process.waitForFinished(2000)
            process.deleteLater()
            self._process = None
            self._limit.stop()
            self._pace.stop()

    def _on_ready_read(self) -> None:
        if self._process:
            piece = self._process.readAllStandardOutput().data()
            self._pending += piece
            self._received += len(piece)
            if self._received > MAX_OUTPUT_BYTES:
                self._reason = self.tr("Stopped: it printed more than can be shown.")
                self._pending.clear()
                kill_tree(self._process)

    def _pass_on(self) -> None:
        if self._pending:
            piece = bytes(self._pending[:MAX_SHOWN_BYTES_AT_ONCE])
            del self._pending[:MAX_SHOWN_BYTES_AT_ONCE]
            self.output.emit(self._decoder.decode(piece))

    def _on_limit_reached(self) -> None:
        seconds = self._limit.interval() // 1000
        self._reason = self.tr("Stopped after %n seconds, the time limit.", "", seconds)
        self.stop()

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process:
            self._reason = self.tr("Python could not be started: {error}").format(error=self._process.errorString())
            self._end(False)

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._on_ready_read()
        is_good = code == 0 and status == QProcess.ExitStatus.NormalExit and not self._reason
        if not self._reason:
            exit_words = self.tr("Ended with exit code {code}.").format(code=code)
            self._reason = self.tr("Finished.") if is_good else exit_words
        self._end(is_good)

    def _end(self, is_good: bool) -> None:
        self._limit.stop()
        self._pace.stop()
        while self._pending:
            self._pass_on()
        if self._process:
            self._process.deleteLater()
            self._process = None
        self.ended.emit(self._reason, is_good)


def kill_tree(process: QProcess) -> None:
    """Kill a process and its children."""
    pid = process.processId()
    if pid and os.name == "posix":
        try:
            os.killpg(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        except PermissionError:  # it has not made its own session yet
            process.kill()
    elif pid:
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(pid)], capture_output=True, check=False)
    else:
        process.kill()


def _environment() -> QProcessEnvironment:
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("PYTHONIOENCODING", "utf-8")
    environment.insert("PYTHONUNBUFFERED", "1")
    environment.remove("QT_QPA_PLATFORM")
    for name, value in engine.CALM.items():  # also where the process that started this one has set it
        if environment.value(name) == value:
            environment.remove(name)
    if environment.contains("LD_LIBRARY_PATH_ORIG"):  # a frozen program has put its own libraries first
        environment.insert("LD_LIBRARY_PATH", environment.value("LD_LIBRARY_PATH_ORIG"))
    elif getattr(sys, "frozen", False):
        environment.remove("LD_LIBRARY_PATH")
    return environment
