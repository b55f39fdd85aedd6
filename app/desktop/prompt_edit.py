"""The field for the request: Enter asks, Shift+Enter begins a line, ↑ and ↓ bring back earlier requests."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from engine.events import MAX_PROMPT_CHARS

LINES_SHOWN, LINES_SHOWN_COMPACT = (2, 8), (1, 4)
CODE_SUFFIXES = (".py", ".pyw", ".txt")


class PromptEdit(QPlainTextEdit):
    """A text field that grows with its text and remembers what was asked before."""

    asked = Signal()
    file_dropped = Signal(object)
    shortened = Signal()
    focus_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("prompt")
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._earlier: list[str] = []
        self._place = -1  # -1: the person's own text, 0: the newest of the earlier ones
        self._own_text = ""
        self._lines_shown = LINES_SHOWN
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self.updateGeometry())

    def set_earlier(self, prompts: list[str]) -> None:
        """Give the earlier requests, newest first."""
        self._earlier = prompts
        self._place = -1

    def set_text(self, text: str) -> None:
        """Replace the text, in a way that Ctrl+Z takes back, with the cursor at its end."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def set_compact(self, is_compact: bool) -> None:
        """Take less room, for a window that is not high."""
        self._lines_shown = LINES_SHOWN_COMPACT if is_compact else LINES_SHOWN
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """As high as the text, within limits."""
        least, most = self._lines_shown
        lines = max(least, min(most, round(self.document().size().height())))
        frame = 2 * (self.frameWidth() + round(self.document().documentMargin())) + 4
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing() * lines + frame)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """As high as it wants to be, but any width."""
        return QSize(120, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Ask on Enter, and go through the earlier requests at the first and the last line."""
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.insertPlainText("\n")  # Qt would insert a line separator
                self.ensureCursorVisible()
            else:
                self.asked.emit()
        elif event.key() == Qt.Key.Key_Up and is_plain and self._is_at_edge(QTextCursor.MoveOperation.Up):
            self._go(+1)
        elif event.key() == Qt.Key.Key_Down and is_plain and self._is_at_edge(QTextCursor.MoveOperation.Down):
            self._go(-1)
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 (Qt's name)
        """Take pasted text, but no more of it than a request may hold."""
        room = MAX_PROMPT_CHARS - len(self.toPlainText()) + len(self.textCursor().selectedText())
        text = source.text()
        if len(text) > room:
            self.insertPlainText(text[: max(room, 0)])
            self.shortened.emit()
        elif text:
            self.insertPlainText(text)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 (Qt's name)
        """Accept text and files of code."""
        return source.hasText() or _dropped_file(source) is not None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 (Qt's name)
        """Welcome a file of code."""
        if _dropped_file(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 (Qt's name)
        """Go on welcoming it."""
        if _dropped_file(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 (Qt's name)
        """Hand a dropped file on; other text is inserted."""
        if path := _dropped_file(event.mimeData()):
            event.acceptProposedAction()
            self.file_dropped.emit(path)
        else:
            super().dropEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell the frame around the field."""
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell the frame around the field."""
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    def _is_at_edge(self, direction: QTextCursor.MoveOperation) -> bool:
        return not QTextCursor(self.textCursor()).movePosition(direction)

    def _go(self, step: int) -> None:
        if self._place == -1:
            self._own_text = self.toPlainText()
        place = max(-1, min(len(self._earlier) - 1, self._place + step))
        if place != self._place:
            self._place = place
            self.set_text(self._own_text if place == -1 else self._earlier[place])


def _dropped_file(data: QMimeData) -> Path | None:
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return next((path for path in paths if path.suffix.lower() in CODE_SUFFIXES), None)
