"""The attention of one head as a picture: a row for each token written, a column for each token looked at."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desktop.colours import LIGHT, Colours

if TYPE_CHECKING:  # at run time it brings torch along, which must not be imported on the main thread
    from engine.trace import Attention

SHADES = 256
AXIS_GAP = 3
STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class AttentionView(QWidget):
    """Draws attention; one cell is current, by the mouse or the arrow keys."""

    cell_changed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours: Colours = LIGHT
        self._attention: Attention | None = None
        self._layer = self._head = 0
        self._answer_column = 0
        self._image = QImage()
        self.row, self.column = 0, 0
        self.setMinimumHeight(170)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Picture of the attention"))
        self.setAccessibleDescription(self.tr("The arrow keys go from square to square."))

    def show_head(self, attention: "Attention | None", answer_column: int, layer: int, head: int) -> None:
        """Show one head, both numbers counted from 0; the answer's own tokens begin at `answer_column`."""
        self._attention, self._layer, self._head = attention, layer, head
        self._answer_column = answer_column
        self._render()

    def value(self, row: int, column: int) -> float:
        """Return how much a row looked at a column, 0 … 1."""
        if self._attention is None or not (0 <= row < self._attention.rows and 0 <= column < self._attention.columns):
            return 0.0
        return self._attention.head(self._layer, self._head)[row * self._attention.columns + column]

    def set_colours(self, colours: Colours) -> None:
        """Use the colours of a theme."""
        self._colours = colours
        self._render()

    def set_row(self, row: int) -> None:
        """Mark the row of a token; its strongest column is the current one then."""
        if self._attention is None or not 0 <= row < self._attention.rows:
            return
        columns = self._attention.columns
        line = self._attention.head(self._layer, self._head)[row * columns : (row + 1) * columns]
        self._go_to(row, max(range(columns), key=lambda column: line[column]))

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Ask for room to make out single tokens."""
        return QSize(320, 240)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the picture as large as there is room, with the current row and cell framed."""
        painter = QPainter(self)
        painter.drawImage(QRect(0, 0, self.width(), self._picture_height()), self._image)
        painter.setPen(QColor(self._colours.accent if self.hasFocus() else self._colours.border))
        painter.drawRect(0, 0, self.width() - 1, self._picture_height() - 1)
        if self._attention is not None:
            self._draw_axis(painter)
            row = self._place(self.row, 0)
            painter.setPen(QColor(self._colours.strong_border))
            painter.drawRect(QRectF(0, row.top(), self.width() - 1, row.height()))
            painter.setPen(QPen(QColor(self._colours.text), 2))
            painter.drawRect(self._place(self.row, self.column).adjusted(-1, -1, 1, 1))
        painter.end()

    def _draw_axis(self, painter: QPainter) -> None:
        """Say below the picture which columns are the request, and which the answer itself."""
        border = round(self._place(0, self._answer_column).left())
        painter.setPen(QPen(QColor(self._colours.strong_border), 1, Qt.PenStyle.DashLine))
        if border:
            painter.drawLine(border, 0, border, self.height())
        painter.setPen(QColor(self._colours.muted))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        for words, start, end in ((self.tr("request"), 0, border), (self.tr("answer"), border, self.width())):
            if end - start > self.fontMetrics().horizontalAdvance(words) + 2 * AXIS_GAP:
                painter.drawText(QRect(start + AXIS_GAP, 0, end - start, self.height()), left, words)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Make the cell under the mouse the current one."""
        if self._attention is not None:
            self._go_to(*self._cell_at(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Go from cell to cell."""
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or self._attention is None:
            super().keyPressEvent(event)
        else:
            self._go_to(self.row + step[0], self.column + step[1])

    def _go_to(self, row: int, column: int) -> None:
        assert self._attention is not None
        self.row = max(0, min(self._attention.rows - 1, row))
        self.column = max(0, min(self._attention.columns - 1, column))
        self.update()
        self.cell_changed.emit(self.row, self.column)

    def _cell_at(self, place: QPoint) -> tuple[int, int]:
        assert self._attention is not None
        row = place.y() * self._attention.rows // max(1, self._picture_height())
        return row, place.x() * self._attention.columns // max(1, self.width())

    def _place(self, row: int, column: int) -> QRectF:
        assert self._attention is not None
        width, height = self.width() / self._attention.columns, self._picture_height() / self._attention.rows
        return QRectF(column * width, row * height, width, height)

    def _picture_height(self) -> int:
        return self.height() - self.fontMetrics().height() - AXIS_GAP

    def _render(self) -> None:
        if self._attention is None:
            self._image = QImage()
        else:
            import numpy as np  # the engine has long imported it; on the main thread it would take 100 ms

            rows, columns = self._attention.rows, self._attention.columns
            values = np.frombuffer(self._attention.head(self._layer, self._head), dtype=np.float32)
            # The root brings out what is small: most of a head's attention lies on a few tokens.
            shades = np.rint(np.sqrt(values) * (SHADES - 1)).astype(np.uint8).reshape(rows, columns)
            image = QImage(shades.tobytes(), columns, rows, columns, QImage.Format.Format_Indexed8)
            image.setColorTable(self._shade_table())
            self._image = image.copy()  # its own memory: the bytes above are gone after this
        self.update()

    def _shade_table(self) -> list[int]:
        low, high = QColor(self._colours.surface), QColor(self._colours.accent)

        def mix(part: float) -> int:
            channels = zip(low.getRgb()[:3], high.getRgb()[:3], strict=True)  # type: ignore[index]
            return QColor(*(round(a + (b - a) * part) for a, b in channels)).rgb()

        return [mix(shade / (SHADES - 1)) for shade in range(SHADES)]
