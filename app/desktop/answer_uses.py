"""What a person does with the code shown: copy it, save it, export it. Reports in words what was done."""

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.desktop import snippets
from app.desktop.actions import Actions
from app.desktop.answer_panel import AnswerPanel

logger = logging.getLogger(__name__)

# Asks the person for a file: (parent, caption, suggested name, filter) → path, or an empty text when cancelled.
ChooseFile = Callable[[QWidget, str, str, str], str]


def choose_file_to_save(parent: QWidget, caption: str, name: str, kinds: str) -> str:
    """Show the system's dialog for saving a file."""
    return QFileDialog.getSaveFileName(parent, caption, name, kinds)[0]


class AnswerUses(QObject):
    """Carries out the actions that leave the answer as it is."""

    done = Signal(str)
    failed = Signal(str)
    used = Signal()

    def __init__(self, panel: AnswerPanel, actions: Actions, choose_file: ChooseFile = choose_file_to_save) -> None:
        super().__init__(panel)
        self._panel = panel
        self.choose_file = choose_file
        actions.copy.triggered.connect(self._on_copy)
        actions.copy_plain.triggered.connect(self._on_copy_plain)
        actions.copy_markdown.triggered.connect(self._on_copy_markdown)
        actions.save.triggered.connect(self._on_save)
        actions.export_snippet.triggered.connect(self._on_export_snippet)

    def _on_copy(self) -> None:
        self._to_clipboard(self._panel.code, self.tr("Copied."))

    def _on_copy_plain(self) -> None:
        self._to_clipboard(snippets.without_comments(self._panel.code), self.tr("Copied without comments."))

    def _on_copy_markdown(self) -> None:
        text = snippets.markdown(self._panel.title.text(), self._panel.code)
        self._to_clipboard(text, self.tr("Copied as Markdown."))

    def _on_save(self) -> None:
        name = snippets.file_name(self._panel.title.text())
        self._write(self.tr("Save the code"), name, self.tr("Python files (*.py)"), self._panel.code)

    def _on_export_snippet(self) -> None:
        title = self._panel.title.text()
        name = snippets.file_name(title).replace(".py", ".code-snippets")
        text = snippets.vscode_snippet(title, self._panel.code)
        self._write(self.tr("Export a snippet"), name, self.tr("VS Code snippets (*.code-snippets)"), text)

    def _to_clipboard(self, text: str, report: str) -> None:
        if text:
            QGuiApplication.clipboard().setText(text)
            self.used.emit()
            self.done.emit(report)

    def _write(self, caption: str, name: str, kinds: str, text: str) -> None:
        if not text or not (chosen := self.choose_file(self._panel.window(), caption, name, kinds)):
            return
        path = Path(chosen)
        try:
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            self.failed.emit(self.tr("{path} could not be written: {error}").format(path=path, error=error.strerror))
            return
        self.used.emit()
        self.done.emit(self.tr("Saved as {path}").format(path=path))
