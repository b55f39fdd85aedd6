"""The tokens that could have come at one place, as bars with their probabilities."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.desktop.code_view import code_font
from app.desktop.colours import LIGHT, Colours
from app.desktop.token_view import visible

if TYPE_CHECKING:  # at run time it brings torch along, which must not be imported on the main thread
    from engine.trace import WrittenToken

LINES = 6
TEXT_CHARS = 14
GAP, BAR_INSET = 4, 3
MARK = "▸"


@dataclass(frozen=True)
class Bar:
    """A token that could have come, how likely it was, and whether it is the one that was written."""

    text: str
    probability: float
    is_written: bool


def bars_of(token: "WrittenToken") -> list[Bar]:
    """Return the likeliest choices, and the one that was written below them if it is not among them."""
    best = token.alternatives[:LINES]
    bars = [Bar(choice.text, choice.probability, choice.text == token.text) for choice in best]
    if not any(bar.is_written for bar in bars):
        bars = [*bars[: LINES - 1], Bar(token.text, token.probability, True)]
    return bars


def percent(probability: float) -> str:
    """Return a probability in per cent; what is not quite nothing is not called nothing."""
    return "<1%" if 0 < probability < 0.01 else f"{round(probability * 100)}%"


class ChoicesView(QWidget):
    """Draws one line a choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours: Colours = LIGHT
        self.bars: list[Bar] = []
        self.set_point_size(10)

    def show_token(self, token: "WrittenToken | None") -> None:
        """Show the choices there were at a token."""
        self.bars = bars_of(token) if token else []
        words = [f"{visible(bar.text)} {percent(bar.probability)}" for bar in self.bars]
        self.setAccessibleName(self.tr("What could have come here: ") + ", ".join(words))
        self.update()

    def set_colours(self, colours: Colours) -> None:
        """Use the colours of a theme."""
        self._colours = colours
        self.update()

    def set_point_size(self, point_size: int) -> None:
        """Use a font size."""
        self.setFont(code_font(point_size))
        self.setFixedHeight(self._line_height() * LINES)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the room for all lines."""
        return QSize(self.fontMetrics().averageCharWidth() * (TEXT_CHARS + 20), self._line_height() * LINES)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the lines: a mark at what was written, its text, a bar, the percentage."""
        painter = QPainter(self)
        for number, bar in enumerate(self.bars):
            area = QRect(0, number * self._line_height(), self.width(), self._line_height() - GAP)
            self._draw(painter, area, bar)
        painter.end()

    def _draw(self, painter: QPainter, area: QRect, bar: Bar) -> None:
        metrics, left = self.fontMetrics(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        character = metrics.averageCharWidth()
        text_area = QRect(area.left() + 2 * character, area.top(), TEXT_CHARS * character, area.height())
        number_width = metrics.horizontalAdvance("100%") + character
        painter.setPen(QColor(self._colours.text))
        if bar.is_written:
            painter.drawText(QRect(area.left(), area.top(), 2 * character, area.height()), left, MARK)
        text = metrics.elidedText(visible(bar.text), Qt.TextElideMode.ElideRight, text_area.width())
        painter.drawText(text_area, left, text)
        room = QRect(text_area.right() + character, area.top(), area.right() - number_width, area.height())
        room.setRight(area.right() - number_width)
        filled = QRect(room.left(), room.top() + BAR_INSET, 0, room.height() - 2 * BAR_INSET)
        painter.fillRect(
            QRect(filled.left(), filled.top(), room.width(), filled.height()), QColor(self._colours.raised)
        )
        filled.setWidth(max(2, round(room.width() * bar.probability)))
        painter.fillRect(filled, QColor(self._colours.accent if bar.is_written else self._colours.strong_border))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, right, percent(bar.probability))

    def _line_height(self) -> int:
        return self.fontMetrics().height() + GAP
