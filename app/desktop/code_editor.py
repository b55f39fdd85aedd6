"""A code view that can be written in: Tab indents, Return keeps the indent, Escape gives the keyboard back."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from app.desktop.code_view import CodeView

INDENT = 4


class CodeEditor(CodeView):
    """Code to write. As Tab indents, `left_by_escape` lets the owner move the focus on."""

    left_by_escape = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextEditorInteraction)
        self.setReadOnly(False)
        self.setTabChangesFocus(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Handle the keys that mean something else in code than in prose."""
        if event.key() == Qt.Key.Key_Escape:
            self.left_by_escape.emit()
        elif event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Tab:
            self._indent()
        elif event.key() == Qt.Key.Key_Backtab:
            self._outdent()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._break_line()
        else:
            super().keyPressEvent(event)

    def _break_line(self) -> None:
        cursor = self.textCursor()
        line = cursor.block().text()[: cursor.positionInBlock()]
        indent = line[: len(line) - len(line.lstrip())]
        cursor.insertText("\n" + indent + " " * (INDENT if line.rstrip().endswith(":") else 0))
        self.ensureCursorVisible()

    def _indent(self) -> None:
        if self.textCursor().hasSelection():
            self._change_selected_lines(lambda line: " " * INDENT + line if line.strip() else line)
        else:
            cursor = self.textCursor()
            cursor.insertText(" " * (INDENT - cursor.positionInBlock() % INDENT))

    def _outdent(self) -> None:
        self._change_selected_lines(lambda line: line[min(INDENT, len(line) - len(line.lstrip(" "))) :])

    def _change_selected_lines(self, change: Callable[[str], str]) -> None:
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(cursor.selectionEnd())
        cursor.setPosition(first.position())
        cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        lines = cursor.selectedText().split("\u2029")  # Qt's separator of paragraphs
        start = cursor.selectionStart()
        cursor.insertText("\n".join(map(change, lines)))
        end = cursor.position()
        if len(lines) > 1:
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
