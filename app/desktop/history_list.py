"""The entries of the history as a Qt model, and how one of them is drawn."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QLocale, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.desktop import provenance
from app.desktop.colours import LIGHT, Colours
from app.desktop.icons import make_icon
from app.desktop.snippets import first_line
from app.history import Entry

ENTRY_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class EntryModel(QAbstractListModel):
    """The entries shown, as Qt wants them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def set_entries(self, entries: list[Entry]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 (Qt's name)
        """Return how many there are."""
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what an entry looks like in words, or the entry itself."""
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return first_line(entry.request.prompt)
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.request.prompt[:600]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            favourite = self.tr("favourite") if entry.favourite else ""
            return ", ".join(part for part in (first_line(entry.request.prompt), describe(entry), favourite) if part)
        return None


class EntryDelegate(QStyledItemDelegate):
    """Draws an entry in two lines: the request, and below it, quieter, when it was and where the answer came from."""

    PAD_X, PAD_Y, GAP = 10, 7, 2

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.set_colours(LIGHT)

    def set_colours(self, colours: Colours) -> None:
        """Use the colours of a theme."""
        self._colours = colours
        self._star: QIcon = make_icon("star-full", colours.notice.text, colours.muted)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 (Qt's name)
        """Return the room for two lines."""
        metrics = QFontMetrics(option.font)
        return QSize(120, 2 * metrics.height() + 2 * self.PAD_Y + self.GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground as the style does, then the two lines."""
        entry: Entry = index.data(ENTRY_ROLE)
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        area: QRect = option.rect.adjusted(self.PAD_X, self.PAD_Y, -self.PAD_X, -self.PAD_Y)
        metrics = QFontMetrics(option.font)
        if entry.favourite:
            size = metrics.height()
            self._star.paint(painter, QRect(area.right() - size, area.top(), size, size))
            area.setRight(area.right() - size - 4)
        lines = ((first_line(entry.request.prompt), self._colours.text), (describe(entry), self._colours.muted))
        for number, (text, colour) in enumerate(lines):
            place = QRect(
                area.left(), area.top() + number * (metrics.height() + self.GAP), area.width(), metrics.height()
            )
            painter.setPen(QColor(colour))
            painter.setFont(option.font)
            painter.drawText(
                place,
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width()),
            )


def describe(entry: Entry) -> str:
    """Return when an entry was asked and where its answer came from."""
    moment = datetime.fromtimestamp(entry.asked_at)
    when = QLocale().toString(moment, QLocale.FormatType.ShortFormat)  # type: ignore[call-overload]
    return f"{when}  ·  {provenance.source_name(entry.answer.source)}"
