"""The panel of earlier requests: search, favourites, open again, forget."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListView, QMenu, QToolButton, QVBoxLayout, QWidget

from app.desktop.colours import Colours
from app.desktop.history_list import ENTRY_ROLE, EntryDelegate, EntryModel
from app.desktop.icons import set_icon
from app.history import Entry

SEARCH_PAUSE_MS = 120


class HistoryPanel(QWidget):
    """Shows the entries it is given and says what the person wants with them."""

    search_changed = Signal(str, bool)
    opened = Signal(int)
    favourite_wanted = Signal(int, bool)
    delete_wanted = Signal(int)
    clear_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = EntryModel(self)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Search what you asked"))
        self.search.setAccessibleName(self.tr("Search the history"))
        self.search.setClearButtonEnabled(True)
        self.only_favourites = QToolButton(self)
        self.only_favourites.setCheckable(True)
        self.only_favourites.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.only_favourites.setToolTip(self.tr("Show only the favourites"))
        self.only_favourites.setAccessibleName(self.only_favourites.toolTip())
        set_icon(self.only_favourites, "star")
        self.list = QListView(self)
        self.list.setObjectName("history")
        self.list.setAccessibleName(self.tr("Earlier requests"))
        self.list.setModel(self.model)
        self._delegate = EntryDelegate(self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.setUniformItemSizes(True)
        self.empty = QLabel(self)
        self.empty.setObjectName("muted")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.more = QToolButton(self)
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more.setToolTip(self.tr("More about the history"))
        self.more.setAccessibleName(self.more.toolTip())
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        set_icon(self.more, "more-full")
        menu = QMenu(self.more)
        menu.addAction(self.tr("Export…"), self.export_wanted.emit)
        menu.addAction(self.tr("Forget all but the favourites…"), self.clear_wanted.emit)
        self.more.setMenu(menu)
        self._pause = QTimer(self, interval=SEARCH_PAUSE_MS, singleShot=True)
        self._connect()
        self._lay_out()

    def show_entries(self, entries: list[Entry]) -> None:
        """Show these entries, and keep the selected one selected if it is among them."""
        current = self.current_entry()
        self.model.set_entries(entries)
        if current:
            for row, entry in enumerate(entries):
                if entry.id == current.id:
                    self.list.setCurrentIndex(self.model.index(row))
        self.list.setVisible(bool(entries))
        self.empty.setVisible(not entries)
        is_filtered = bool(self.search.text().strip()) or self.only_favourites.isChecked()
        self.empty.setText(
            self.tr("Nothing found.") if is_filtered else self.tr("What you ask will be kept here, on this computer.")
        )

    def current_entry(self) -> Entry | None:
        """Return the selected entry."""
        entry: Entry | None = self.list.currentIndex().data(ENTRY_ROLE)
        return entry

    def set_colours(self, colours: Colours) -> None:
        """Use the colours of a theme."""
        self._delegate.set_colours(colours)
        self.list.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Forget the selected entry on Delete."""
        entry = self.current_entry()
        if event.key() == Qt.Key.Key_Delete and entry and self.list.hasFocus():
            self.delete_wanted.emit(entry.id)
        else:
            super().keyPressEvent(event)

    def refresh(self) -> None:
        """Ask for the entries that fit the search."""
        self.search_changed.emit(self.search.text(), self.only_favourites.isChecked())

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _: self._pause.start())
        self._pause.timeout.connect(self.refresh)
        self.only_favourites.toggled.connect(lambda _: self.refresh())
        self.list.clicked.connect(self._on_activated)
        self.list.activated.connect(self._on_activated)
        self.list.customContextMenuRequested.connect(self._on_menu_wanted)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.search, 1)
        row.addWidget(self.only_favourites)
        row.addWidget(self.more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.empty, 1)

    def _on_activated(self, index: QModelIndex) -> None:
        if entry := index.data(ENTRY_ROLE):
            self.opened.emit(entry.id)

    def _on_menu_wanted(self, place: QPoint) -> None:
        entry: Entry | None = self.list.indexAt(place).data(ENTRY_ROLE)
        if entry is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Open"), lambda: self.opened.emit(entry.id))
        words = self.tr("No longer a favourite") if entry.favourite else self.tr("Keep as a favourite")
        menu.addAction(words, lambda: self.favourite_wanted.emit(entry.id, not entry.favourite))
        menu.addSeparator()
        menu.addAction(self.tr("Forget"), lambda: self.delete_wanted.emit(entry.id))
        menu.popup(self.list.viewport().mapToGlobal(place))
