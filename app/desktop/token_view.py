"""The answer cut into its tokens, each on a ground that tells how likely the model found it.

One token is current: the one under the mouse, or the one that the keyboard's cursor stands in.
"""

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from app.desktop.code_view import code_font
from app.desktop.colours import LIGHT, Colours

if TYPE_CHECKING:  # at run time it brings torch along, which must not be imported on the main thread
    from engine.trace import WrittenToken

# Where one step of likeliness ends and the next begins; there is one colour more than there are borders.
BORDERS = (0.1, 0.3, 0.6, 0.9)
UNDERLINED_STEPS = 2  # the unlikely ones are underlined as well, for who cannot tell the colours apart
MARKS = str.maketrans({"\n": "↵", "\t": "⇥", " ": "␣"})


def step_of(probability: float) -> int:
    """Return the step of a probability, 0 for the least likely."""
    return bisect_right(BORDERS, probability)


def visible(text: str) -> str:
    """Return a token's text with marks in the place of white space."""
    return text.translate(MARKS)


class TokenView(QPlainTextEdit):
    """Shows tokens to read and to point at."""

    current_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = LIGHT
        self._tokens: list[WrittenToken] = []
        self._starts: list[int] = []
        self.current = -1
        self.setObjectName("tokens")
        self.setMinimumHeight(110)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setMouseTracking(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.setAccessibleName(self.tr("Tokens of the answer"))
        self.setAccessibleDescription(self.tr("The arrow keys go from token to token."))
        self.cursorPositionChanged.connect(self._on_cursor_moved)

    def show_tokens(self, tokens: "list[WrittenToken]") -> None:
        """Show the tokens of an answer."""
        self._tokens, self._starts, self.current = tokens, [], -1
        self._write()
        self.set_current(0 if tokens else -1)

    def set_colours(self, colours: Colours) -> None:
        """Use the colours of a theme."""
        if colours is not self._colours:
            self._colours = colours
            self._write()
            self._mark_current()

    def set_point_size(self, point_size: int) -> None:
        """Use a font size."""
        self.setFont(code_font(point_size))

    def set_current(self, number: int) -> None:
        """Make a token the current one."""
        if number != self.current and -1 <= number < len(self._tokens):
            self.current = number
            self._mark_current()
            self.current_changed.emit(number)

    def span(self, number: int) -> tuple[int, int]:
        """Return where a token's text begins and ends in the document."""
        end = self._starts[number + 1] if number + 1 < len(self._starts) else self.document().characterCount() - 1
        return self._starts[number], end

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Make the token under the mouse the current one."""
        self._point_at(event)
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Do the same for a finger that taps."""
        self._point_at(event)
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the text, then a fine gap before each token."""
        super().paintEvent(event)
        if len(self._tokens) == self.document().characterCount() - 1:
            return  # one character, one token: gaps would tell nothing
        painter = QPainter(self.viewport())
        painter.setPen(QColor(self._colours.surface))
        cursor = QTextCursor(self.document())
        first = self.cursorForPosition(event.rect().topLeft()).position()
        last = self.cursorForPosition(event.rect().bottomRight()).position()
        for start in self._starts[bisect_right(self._starts, first) : bisect_right(self._starts, last)]:
            cursor.setPosition(start)
            place = self.cursorRect(cursor)
            painter.drawLine(place.topLeft(), place.bottomLeft())
        painter.end()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the mark of the current token in its place when the font changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.viewport().update()

    def _write(self) -> None:
        formats = [self._format(step) for step in range(len(BORDERS) + 1)]
        self.blockSignals(True)
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        starts = []
        for token in self._tokens:
            starts.append(cursor.position())
            # A line's end is a token like any other, and has to be seen; a lone carriage return would be one to Qt.
            cursor.insertText(
                token.text.replace("\r", "").replace("\n", "↵\n") or "∅", formats[step_of(token.probability)]
            )
        cursor.endEditBlock()
        self._starts = starts
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.blockSignals(False)

    def _format(self, step: int) -> QTextCharFormat:
        style = QTextCharFormat()
        style.setBackground(QColor(self._colours.likely[step]))
        style.setForeground(QColor(self._colours.text))
        if step < UNDERLINED_STEPS:
            lines = QTextCharFormat.UnderlineStyle
            style.setUnderlineStyle(lines.WaveUnderline if step == 0 else lines.DotLine)
            style.setUnderlineColor(QColor(self._colours.error.text))
        return style

    def _mark_current(self) -> None:
        if self.current < 0:
            self.setExtraSelections([])
            return
        mark = QTextEdit.ExtraSelection()
        start, end = self.span(self.current)
        mark.cursor = QTextCursor(self.document())
        mark.cursor.setPosition(start)
        mark.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        mark.format.setBackground(QColor(self._colours.accent))
        mark.format.setForeground(QColor(self._colours.on_accent))
        self.setExtraSelections([mark])

    def _point_at(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        cursor = self.cursorForPosition(place)
        # The cursor stands between two characters; the one pointed at is before it when it stands to the right.
        behind = self.cursorRect(cursor).left() > place.x()
        self._go_to(cursor.position() - (1 if behind else 0))

    def _on_cursor_moved(self) -> None:
        self._go_to(self.textCursor().position())

    def _go_to(self, position: int) -> None:
        if self._starts:
            self.set_current(max(0, bisect_right(self._starts, position) - 1))
