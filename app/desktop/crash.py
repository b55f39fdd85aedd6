"""What happens when a part of the window fails: the log gets the story, the person a report to copy."""

import logging
import platform
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, QTimer, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app import __version__

logger = logging.getLogger(__name__)


class CrashReporter(QObject):
    """Takes over the place where Python hands in errors that nobody caught; `restore` gives it back."""

    _crashed = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.dialog: CrashDialog | None = None
        self._before = sys.excepthook, threading.excepthook
        self._crashed.connect(self._show)
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error

    def restore(self) -> None:
        """Put everything back as it was."""
        sys.excepthook, threading.excepthook = self._before

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QTimer.singleShot(0, QGuiApplication.quit)
            return
        logger.critical("an error nobody caught", exc_info=(kind, error, trace))
        self._crashed.emit(make_report(error))

    def _on_thread_error(self, details: threading.ExceptHookArgs) -> None:
        if details.exc_value is not None:
            self._on_error(details.exc_type, details.exc_value, details.exc_traceback)

    def _show(self, report: str) -> None:
        if self.dialog is None:  # one is enough, however often it happens
            self.dialog = CrashDialog(report, self._window)
            self.dialog.finished.connect(self._on_closed)
            self.dialog.open()

    def _on_closed(self) -> None:
        if self.dialog:
            self.dialog.deleteLater()
            self.dialog = None


class CrashDialog(QDialog):
    """Says sorry, and shows a report that holds nothing the person wrote."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        self.resize(640, 420)
        words = QLabel(self.tr("Pysmith hit an error of its own. You can go on; if it comes again, start anew."), self)
        words.setWordWrap(True)
        hint = QLabel(self.tr("This report helps to mend it. It holds nothing that you wrote."), self)
        hint.setObjectName("muted")
        hint.setWordWrap(True)
        self.report = QPlainTextEdit(report, self)
        self.report.setObjectName("output")
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(self.tr("Error report"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton(self.tr("Copy the report"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        for widget in (words, hint, self.report, buttons):
            layout.addWidget(widget)


def make_report(error: BaseException) -> str:
    """Return where it happened, without the error's message, which could quote what the person wrote."""
    places = traceback.extract_tb(error.__traceback__)
    lines = [f"  {_short(place.filename)}:{place.lineno} in {place.name}" for place in places]
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    head = f"Pysmith {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {system}"
    return "\n".join([head, "", type(error).__name__, *lines])


def _short(path: str) -> str:
    """Return the end of a path: the folders before it can hold the person's name."""
    return "/".join(path.replace("\\", "/").split("/")[-3:])
