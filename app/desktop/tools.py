"""What the menus open: settings, models, the scratch editor, sheets to read, cards, the web page.

The windows behind the menu items are imported when they are opened, not before.
"""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.desktop.answer_uses import ChooseFile, choose_file_to_save
from app.desktop.presenter import Presenter
from app.desktop.worker import Engine
from app.paths import DataDir
from engine.errors import PysmithError

if TYPE_CHECKING:
    from app.desktop.scratch_window import ScratchWindow
    from app.desktop.web_page import PageServer

logger = logging.getLogger(__name__)


class Tools(QObject):
    """Carries out the actions that open something."""

    def __init__(self, presenter: Presenter, engine: Engine, data: DataDir) -> None:
        super().__init__(presenter.window)
        self.presenter, self.engine, self.data = presenter, engine, data
        self.window = presenter.window
        self.choose_file: ChooseFile = choose_file_to_save
        self.choose_file_to_open: ChooseFile = choose_file_to_open
        self.open_dialog: QDialog | None = None
        self.move_target: Path | None = None
        self._scratch: ScratchWindow | None = None
        self._page_server: PageServer | None = None
        actions = self.window.actions_
        actions.settings.triggered.connect(self.show_settings)
        actions.models.triggered.connect(self.show_models)
        actions.edit_run.triggered.connect(self.open_scratch)
        actions.shortcuts.triggered.connect(self.show_shortcuts)
        actions.about.triggered.connect(self.show_about)
        actions.web_page.triggered.connect(self.show_web_page)
        actions.open_log.triggered.connect(self.show_log)
        actions.open_context.triggered.connect(self._on_open_context)
        actions.save_card.triggered.connect(self._on_save_card)
        actions.open_card.triggered.connect(self._on_open_card)
        self.window.prompt.edit.file_dropped.connect(self.take_context)
        self.window.prompt.context_removed.connect(self.drop_context)
        self.window.history_panel.export_wanted.connect(self._on_export_history)

    def show_settings(self) -> None:
        """Open the settings."""
        from app.desktop.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self.window.store, self.data, self.window)
        dialog.move_wanted.connect(self.move_data)
        self._show(dialog)

    def move_data(self, folder: Path) -> None:
        """Have all data moved into a folder, after one more question; the program closes for that and comes back."""
        from app.data_move import check_move, find_target

        target = find_target(folder)
        try:
            check_move(self.data, target)
        except PysmithError as error:
            self.window.message.show_message("error", str(error))
            return
        question = self.tr("Move all data to {path}? Pysmith closes for a moment and opens again.").format(path=target)
        if self.presenter.history.confirm(self.window, self.tr("Move the data folder"), question):
            self.move_target = target
            self.window.quit()

    def show_models(self) -> None:
        """Open the list of models."""
        from app.desktop.models_dialog import ModelsDialog

        dialog = ModelsDialog(self.window.model_name, self.window.store.current.model is None, self.window)
        engine = self.engine
        engine.models_listed.connect(dialog.show_models)
        engine.models_problem.connect(dialog.show_state)
        engine.model_ready.connect(dialog.show_current)
        engine.model_failed.connect(dialog.show_state)
        dialog.chosen.connect(self._choose_model)
        dialog.reset_wanted.connect(lambda: self._choose_model(None))
        dialog.import_wanted.connect(engine.import_model)
        dialog.remove_wanted.connect(engine.remove_model)
        self._show(dialog)
        engine.list_models()

    def show_shortcuts(self) -> None:
        """Open the sheet of keyboard shortcuts."""
        from app.desktop.help_dialogs import make_shortcuts_sheet

        self._show(make_shortcuts_sheet(self.window.actions_, self.window))

    def show_about(self) -> None:
        """Open the sheet that says what this is."""
        from app.desktop.help_dialogs import make_about_sheet

        self._show(make_about_sheet(self.window))

    def show_web_page(self) -> None:
        """Open the switch of the web page."""
        from app.desktop.web_page import PageServer, WebPageDialog

        if self._page_server is None:
            self._page_server = PageServer(lambda: self.engine.session, self)
        self._show(WebPageDialog(self._page_server, self.window.store, self.window))

    def show_log(self) -> None:
        """Open the log file with whatever the system opens it with."""
        self.data.log_file.touch()
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.data.log_file)))

    def open_scratch(self) -> None:
        """Open the code shown in the scratch editor, in the one that is open already if there is one."""
        from app.desktop.scratch_window import ScratchWindow

        if self._scratch is None:
            scratch = ScratchWindow(
                self.window.store, self.data.root / "scratch", self.window.theme.points, self.window
            )
            scratch.closed.connect(self._on_scratch_closed)
            self.window.theme.dress(scratch)
            self._scratch = scratch
        self.presenter.keep_preview()
        self._scratch.set_code(self.window.answer.code)
        self._scratch.show()
        self._scratch.raise_()
        self._scratch.activateWindow()

    def take_context(self, path: Path) -> None:
        """Ask together with the code in a file from now on."""
        from app.desktop.context_file import read_context

        try:
            self.presenter.conversation.context = read_context(path)
        except PysmithError as error:
            self.window.message.show_message("error", str(error))
        else:
            self.window.prompt.show_context(path)

    def drop_context(self) -> None:
        """Ask without a file again."""
        self.presenter.conversation.context = ""
        self.window.prompt.show_context(None)

    def close(self) -> None:
        """Close what is open, and stop what runs in it."""
        if self.open_dialog:
            self.open_dialog.reject()
        if self._scratch:
            self._scratch.close()
        if self._page_server:
            self._page_server.close()

    def _show(self, dialog: QDialog) -> None:
        if self.open_dialog:
            self.open_dialog.reject()
        self.open_dialog = dialog
        dialog.finished.connect(self._on_dialog_finished)
        self.window.theme.dress(dialog)
        dialog.open()

    def _on_dialog_finished(self) -> None:
        if self.open_dialog:
            self.open_dialog.deleteLater()
            self.open_dialog = None

    def _on_scratch_closed(self) -> None:
        self._scratch = None

    def _choose_model(self, name: str | None) -> None:
        self.window.store.change(model=name)
        self.engine.load_model(name)

    def _on_open_context(self) -> None:
        kinds = self.tr("Python files (*.py *.pyw);;Text files (*.txt)")
        if chosen := self.choose_file_to_open(self.window, self.tr("Ask together with a file"), "", kinds):
            self.take_context(Path(chosen))

    def _on_save_card(self) -> None:
        from app.desktop.replay_card import write_card
        from app.desktop.snippets import file_name

        request, top = self.presenter.conversation.request, self.presenter.conversation.deck.top
        if request is None or top is None:
            return
        text = write_card(request, top.answer, self.presenter.model_hashes.get(top.answer.model or "", ""))
        name = file_name(request.prompt[:60]).replace(".py", ".replay.json")
        self._write(self.tr("Save a replay card"), name, self.tr("Replay cards (*.json)"), text)

    def _on_open_card(self) -> None:
        from app.desktop.replay_card import read_card

        kinds = self.tr("Replay cards (*.json)")
        chosen = self.choose_file_to_open(self.window, self.tr("Open a replay card"), "", kinds)
        if not chosen:
            return
        try:
            card = read_card(Path(chosen).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            self.window.message.show_message(
                "error", self.tr("{path} cannot be read: {error}").format(path=chosen, error=error)
            )
        except PysmithError as error:
            self.window.message.show_message("error", str(error))
        else:
            self.presenter.replay(card)

    def _on_export_history(self) -> None:
        from app.desktop.history_export import SUFFIXES, export_entries

        kinds = self.tr("Markdown (*.md);;JSON (*.json);;Python (*.py)")
        chosen = self.choose_file(self.window, self.tr("Export the history"), "pysmith-history.md", kinds)
        if chosen:
            suffix = Path(chosen).suffix.lower()
            text = export_entries(self.presenter.history.entries(), suffix if suffix in SUFFIXES else ".md")
            self._write_to(Path(chosen), text)

    def _write(self, caption: str, name: str, kinds: str, text: str) -> None:
        if chosen := self.choose_file(self.window, caption, name, kinds):
            self._write_to(Path(chosen), text)

    def _write_to(self, path: Path, text: str) -> None:
        try:
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            problem = self.tr("{path} could not be written: {error}").format(path=path, error=error.strerror)
            self.window.message.show_message("error", problem)
        else:
            self.window.report(self.tr("Saved as {path}").format(path=path))


def choose_file_to_open(parent: QWidget, caption: str, name: str, kinds: str) -> str:
    """Show the system's dialog for opening a file."""
    return QFileDialog.getOpenFileName(parent, caption, name, kinds)[0]
