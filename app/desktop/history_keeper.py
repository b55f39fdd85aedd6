"""Between the history on disk and its panel: keeps answers, fills the panel, carries out what it asks for."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from app.desktop.history_panel import HistoryPanel
from app.history import Entry, History
from engine.errors import PysmithError
from engine.events import Answer, Request

# Asks the person a yes-or-no question: (parent, title, question) → yes?
Confirm = Callable[[QWidget, str, str], bool]
LIST_LIMIT = 300
Result = TypeVar("Result")


def confirm_with_dialog(parent: QWidget, title: str, question: str) -> bool:
    """Ask with a dialog whose default is no."""
    buttons = QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No
    return QMessageBox.question(parent, title, question, buttons, QMessageBox.StandardButton.No) == (
        QMessageBox.StandardButton.Yes
    )


class HistoryKeeper(QObject):
    """Does nothing at all, quietly, as long as there is no history to work with."""

    opened = Signal(object)
    failed = Signal(str)
    changed = Signal()

    def __init__(self, panel: HistoryPanel, clock: Callable[[], float], confirm: Confirm = confirm_with_dialog) -> None:
        super().__init__(panel)
        self._panel = panel
        self._clock = clock
        self._history: History | None = None
        self.confirm = confirm
        self.current_id: int | None = None
        panel.search_changed.connect(self._on_search_changed)
        panel.opened.connect(self._on_opened)
        panel.favourite_wanted.connect(self.set_favourite)
        panel.delete_wanted.connect(self._on_delete_wanted)
        panel.clear_wanted.connect(self._on_clear_wanted)

    def use(self, history: History) -> None:
        """Work with a history from now on."""
        self._history = history
        self._refresh()

    def keep(self, request: Request, answer: Answer, model_sha256: str) -> None:
        """Keep an answer; it is the current entry then."""
        if self._history:
            self.current_id = self._try(lambda history: history.add(request, answer, self._clock(), model_sha256))
            self._refresh()

    def recent_prompts(self) -> list[str]:
        """Return what was asked, newest first."""
        return self._try(lambda history: history.recent_prompts()) or []

    def entries(self) -> list[Entry]:
        """Return all entries, newest first."""
        return self._try(lambda history: history.entries(limit=1_000_000)) or []

    def get(self, entry_id: int | None) -> Entry | None:
        """Return an entry, if it is still there."""
        return self._try(lambda history: history.get(entry_id)) if entry_id is not None else None

    def set_favourite(self, entry_id: int, favourite: bool) -> None:
        """Mark an entry as a favourite, or no longer."""
        self._try(lambda history: history.set_favourite(entry_id, favourite))
        self._refresh()

    def close(self) -> None:
        """Close the file."""
        if self._history:
            self._history.close()
            self._history = None

    def _refresh(self) -> None:
        self._panel.refresh()
        self.changed.emit()

    def _on_search_changed(self, search: str, only_favourites: bool) -> None:
        found = self._try(lambda history: history.entries(search, only_favourites, LIST_LIMIT))
        self._panel.show_entries(found or [])

    def _on_opened(self, entry_id: int) -> None:
        if entry := self.get(entry_id):
            self.current_id = entry_id
            self.opened.emit(entry)
            self.changed.emit()

    def _on_delete_wanted(self, entry_id: int) -> None:
        self._try(lambda history: history.delete(entry_id))
        if self.current_id == entry_id:
            self.current_id = None
        self._refresh()

    def _on_clear_wanted(self) -> None:
        question = self.tr("Forget everything you asked, except the favourites? This cannot be undone.")
        if self.confirm(self._panel.window(), self.tr("Forget the history"), question):
            self._try(lambda history: history.clear())
            if self.get(self.current_id) is None:
                self.current_id = None
            self._refresh()

    def _try(self, work: Callable[[History], Result]) -> Result | None:
        if self._history is None:
            return None
        try:
            return work(self._history)
        except PysmithError as error:
            self.failed.emit(str(error))
            return None
