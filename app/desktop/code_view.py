"""Shows code: monospaced, coloured, with line numbers, selectable by mouse and keyboard.

Drafts that arrive faster than the eye can follow are drawn at a steady pace. Knows nothing of answers.
"""

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.desktop.colours import LIGHT, Colours
from app.desktop.highlighter import PythonHighlighter

DRAFT_INTERVAL_MS = 33
PREFERRED_FAMILIES = ("Cascadia Code", "JetBrains Mono", "SF Mono", "Menlo", "Consolas", "DejaVu Sans Mono")
TAB_COLUMNS = 4


def code_font(point_size: int) -> QFont:
    """Return the best monospaced font that the system has."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    installed = set(QFontDatabase.families())
    font.setFamilies([*(family for family in PREFERRED_FAMILIES if family in installed), font.family()])
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setFixedPitch(True)
    font.setPointSize(point_size)
    return font


class CodeView(QPlainTextEdit):
    """Code to read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = LIGHT
        self._numbers = _LineNumbers(self)
        self._highlighter = PythonHighlighter(self.document(), LIGHT.syntax, self)
        self._pending_draft: str | None = None
        self._draft_timer = QTimer(self, interval=DRAFT_INTERVAL_MS, singleShot=True)
        self._draft_timer.timeout.connect(self._show_draft)
        self.setObjectName("code_view")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        # With a cursor, so that the keyboard can select.
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.blockCountChanged.connect(self._update_margin)
        self.updateRequest.connect(self._on_update_request)
        self.set_point_size(10)

    @property
    def code(self) -> str:
        """The text shown, or about to be shown."""
        return self.toPlainText() if self._pending_draft is None else self._pending_draft

    def set_code(self, code: str) -> None:
        """Show code from its first line; an unchanged text keeps the place and the selection."""
        self._drop_draft()
        if code.rstrip("\n") != self.toPlainText():
            self.setPlainText(code.rstrip("\n"))

    def set_draft(self, code: str) -> None:
        """Show code that is still being written, at most some thirty times a second, and follow its end."""
        self._pending_draft = code
        if not self._draft_timer.isActive():
            self._draft_timer.start()

    def set_colours(self, colours: Colours) -> None:
        """Use the colours of a theme."""
        self._colours = colours
        self._highlighter.set_colours(colours.syntax)
        self._numbers.update()

    def set_point_size(self, point_size: int) -> None:
        """Use a font size for code and line numbers."""
        self.setFont(code_font(point_size))
        self.setTabStopDistance(QFontMetricsF(self.font()).horizontalAdvance(" ") * TAB_COLUMNS)
        self._update_margin()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Ask for no more than the least that is useful; a layout gives it the room that is left."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the line numbers as high as the text."""
        super().resizeEvent(event)
        area = self.contentsRect()
        self._numbers.setGeometry(QRect(area.left(), area.top(), self.margin_width(), area.height()))

    def margin_width(self) -> int:
        """Return the width of the column of line numbers."""
        digits = max(2, len(str(self.blockCount())))
        return int(self.fontMetrics().horizontalAdvance("9") * (digits + 2.5))

    def paint_line_numbers(self, event: QPaintEvent) -> None:
        """Draw the numbers of the lines that can be seen; called by their column."""
        painter = QPainter(self._numbers)
        painter.fillRect(event.rect(), QColor(self._colours.surface))
        painter.setPen(QColor(self._colours.muted))
        painter.setFont(self.font())
        block: QTextBlock = self.firstVisibleBlock()
        width = self.margin_width() - self.fontMetrics().horizontalAdvance("9")
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if place.top() > event.rect().bottom():
                break
            area = QRect(0, round(place.top()), width, self.fontMetrics().height())
            painter.drawText(area, Qt.AlignmentFlag.AlignRight, str(block.blockNumber() + 1))
            block = block.next()
        painter.end()

    def _show_draft(self) -> None:
        code, self._pending_draft = self._pending_draft, None
        if code is None:
            return
        old = self.toPlainText()
        if old and code.startswith(old):  # only the new part is laid out
            cursor = QTextCursor(self.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(code[len(old) :])
        else:
            self.setPlainText(code)
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def _drop_draft(self) -> None:
        self._draft_timer.stop()
        self._pending_draft = None

    def _update_margin(self) -> None:
        self.setViewportMargins(self.margin_width(), 0, 0, 0)
        self._numbers.setFixedWidth(self.margin_width())

    def _on_update_request(self, area: QRect, scrolled_by: int) -> None:
        if scrolled_by:
            self._numbers.scroll(0, scrolled_by)
        else:
            self._numbers.update(0, area.y(), self._numbers.width(), area.height())


class _LineNumbers(QWidget):
    def __init__(self, view: CodeView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(self._view.margin_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        self._view.paint_line_numbers(event)
