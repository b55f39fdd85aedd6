"""A line of text that says "…" where it has not enough room; then pointing at it shows the whole."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel


class ElidedLabel(QLabel):
    """A label of one line that needs no width. What it says stays whole for `text()`, and for who has it read aloud."""

    def setText(self, text: str) -> None:  # noqa: N802 (Qt's name)
        """Show a text, as much of it as there is room for."""
        super().setText(text)
        self._tell_whole()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return that it can do without any width."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell the whole text in another way when it does not fit any more."""
        super().resizeEvent(event)
        self._tell_whole()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw what fits."""
        alignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.style().drawItemText(
            QPainter(self),
            self.rect(),
            alignment,
            self.palette(),
            self.isEnabled(),
            self._fitting(),
            self.foregroundRole(),
        )

    def _fitting(self) -> str:
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())

    def _tell_whole(self) -> None:
        self.setToolTip(self.text() if self._fitting() != self.text() else "")
