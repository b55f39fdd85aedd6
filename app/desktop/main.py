"""Opens the window: the least that is needed to show it first, everything slow after that."""

import logging
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app.desktop.languages import install_language
from app.desktop.settings_store import SettingsStore
from app.desktop.theme import STYLE_ARGUMENTS, ThemeKeeper
from app.desktop.window import MainWindow
from app.paths import DataDir, resources_dir
from app.settings import load_settings
from engine.errors import PysmithError

if TYPE_CHECKING:
    from app.desktop.worker import Engine
    from app.session import Session

translate = QCoreApplication.translate
logger = logging.getLogger(__name__)

# With 0, Qt would take all steps at once.
STEP_PAUSE_MS = 1
ICON_NAMES = ("pysmith.svg", "pysmith.png")


class Desktop:
    """The running program. The window comes first; what gives it life is imported and made once it can be seen."""

    def __init__(self, application: QApplication, data: DataDir, engine: "Engine | None" = None) -> None:
        settings, notice = load_settings(data.settings_file)
        install_language(application, settings.language)
        application.setWindowIcon(program_icon())
        self.data = data
        self.store = SettingsStore(data.settings_file, settings)
        self.theme = ThemeKeeper(application)
        self.theme.use(settings.theme, settings.font_size)  # a window takes its font when it is made
        self.window = MainWindow(self.store, self.theme)
        self._given_engine = engine
        self.is_started = self._is_closed = False
        if notice or data.notice:
            self.window.message.show_message("notice", notice or data.notice)

    def show(self) -> None:
        """Show the window; the rest begins before the first key or click can arrive."""
        self.window.show()
        self.window.prompt.edit.setFocus()
        self.window.show_model(translate("Desktop", "Loading…"))
        self.window.show_status(translate("Desktop", "The recipes are being prepared…"))
        QTimer.singleShot(0, self.start)

    def start(self) -> None:
        """Give the window its life: its other pages, then what goes on in it, then history and engine.

        Keys and clicks get their turn in between, so that nothing stands still for long.
        """
        self._take_step(iter((self._add_pages, self._connect_parts, self._begin_work)))

    def _take_step(self, steps: Iterator[Callable[[], None]]) -> None:
        if not self._is_closed and (step := next(steps, None)):
            step()
            QTimer.singleShot(STEP_PAUSE_MS, lambda: self._take_step(steps))

    def _add_pages(self) -> None:
        from app.desktop.answer_panel import AnswerPanel
        from app.desktop.history_panel import HistoryPanel

        self.window.add_answer(AnswerPanel(self.window.actions_, self.window))
        self.window.add_history(HistoryPanel(self.window))

    def _connect_parts(self) -> None:
        import random

        from app.desktop.conversation import Conversation
        from app.desktop.history_keeper import HistoryKeeper
        from app.desktop.inside import Inside
        from app.desktop.presenter import Presenter
        from app.desktop.tools import Tools
        from app.desktop.tray import Tray
        from app.desktop.worker import Engine

        self.engine = self._given_engine or Engine(lambda: make_session(self.data))
        self.conversation = Conversation(self.engine, self.store, random.Random())
        self.history: HistoryKeeper = HistoryKeeper(self.window.history_panel, time.time)
        self.presenter = Presenter(self.window, self.conversation, self.history)
        self.inside = Inside(self.window, self.conversation, self.engine)
        self.tools = Tools(self.presenter, self.engine, self.data)
        self.tray = Tray(self.window, self.store, program_icon())
        self._connect_engine()

    def _begin_work(self) -> None:
        self._open_history()
        self.is_started = True
        if threads := self.store.current.threads:
            os.environ["OMP_NUM_THREADS"] = str(threads)  # read by torch when it is imported, which is yet to come
        self.engine.start(self.store.current.model)

    def close(self) -> None:
        """Stop everything, in the order opposite to the start."""
        self._is_closed = True
        self.window.hide()
        if not self.is_started:
            return
        self.tools.close()
        self.window.prompt.forget_typing()
        self.conversation.reset()
        self.store.flush()
        self.engine.close()
        self.history.close()

    def _open_history(self) -> None:
        from app.history import History

        try:
            history = History(self.data.history_file)
        except PysmithError as error:
            self.window.message.show_message("error", str(error))
        else:
            self.history.use(history)
            if history.notice:
                self.window.message.show_message("notice", history.notice)

    def _connect_engine(self) -> None:
        window = self.window
        self.engine.recipes_ready.connect(self._on_recipes_ready)
        self.engine.model_ready.connect(self._on_model_ready)
        self.engine.model_failed.connect(self._on_model_failed)
        self.engine.unusable.connect(lambda text: window.message.show_message("error", text))

    def _on_recipes_ready(self) -> None:
        if self.conversation.is_working:
            self.conversation.report_progress()
        else:
            self.window.show_status(translate("Desktop", "Recipes are ready, the model is still loading."))

    def _on_model_ready(self, name: str, hashes: dict[str, str]) -> None:
        self.conversation.is_model_ready = True
        self.presenter.model_hashes = hashes
        self.window.show_model(name or translate("Desktop", "No model"))
        if not self.conversation.is_working:
            has_none = translate("Desktop", "Recipes are ready. No model is installed.")
            self.window.show_status(translate("Desktop", "Ready") if name else has_none)

    def _on_model_failed(self, problem: str) -> None:
        self.window.message.show_message("error", problem)
        if self.store.current.model is not None:  # the default one may work where the chosen one does not
            self.store.change(model=None)
            self.engine.load_model(None)
        elif not self.conversation.is_model_ready:
            self.window.show_model(translate("Desktop", "No model"))
            self.window.show_status(translate("Desktop", "Recipes are ready."))


def program_icon() -> QIcon:
    """Return the program's icon; an empty one where the pictures are missing."""
    icons = resources_dir() / "icons"
    return next((QIcon(str(path)) for name in ICON_NAMES if (path := icons / name).is_file()), QIcon())


def make_session(data: DataDir) -> "Session":
    """Make the session, in a thread; imported only here, as it brings along the engine."""
    from app.desktop.highlighter import spans_by_line
    from app.session import Session

    spans_by_line("import this\n")  # so that the first answer need not wait for the highlighter to be imported
    return Session(data)


def run(data: DataDir, argv: list[str]) -> int:
    """Open the window and return the exit code when it is closed.

    When Pysmith runs already with this data directory, its window comes forward and this start is over;
    `--toggle` in `argv` hides it instead if it is in front, for a hotkey.
    """
    application = QApplication(
        [sys.argv[0], *STYLE_ARGUMENTS, *(argument for argument in argv if argument != "--toggle")]
    )
    application.setApplicationName("Pysmith")
    application.setApplicationDisplayName("Pysmith")
    application.setDesktopFileName("io.github.pysmith.Pysmith")
    if data.running_file.exists() and _is_told("--toggle" in argv, data):
        return 0
    while True:
        code, target = _run_once(application, data)
        if target is None:
            return code
        data = _move(data, target)


def _run_once(application: QApplication, data: DataDir) -> tuple[int, Path | None]:
    """Open the window, and return the exit code and where the data is to be moved, if it is."""
    desktop = Desktop(application, data)
    desktop.show()
    from app.desktop.crash import CrashReporter
    from app.desktop.single_instance import SingleInstance

    reporter = CrashReporter(desktop.window)
    instance = SingleInstance(data, desktop.window)
    instance.raise_wanted.connect(desktop.window.bring_forward)
    instance.toggle_wanted.connect(desktop.window.toggle)
    instance.listen()
    try:
        code = application.exec()
        return code, desktop.tools.move_target if desktop.is_started else None
    finally:
        instance.close()
        desktop.close()
        reporter.restore()
        for part in (desktop.window, desktop.theme):
            part.deleteLater()


def _move(data: DataDir, target: Path) -> DataDir:
    """Move all data while nothing uses it, and return where it is now, with what there is to say about it."""
    from app.data_move import move_data
    from app.log_setup import move_log

    try:
        moved = move_data(data, target)
    except PysmithError as error:
        return replace(data, notice=str(error))
    move_log(moved.log_file)
    notice = translate("Desktop", "The data is in {path} now.").format(path=moved.root)
    return replace(moved, notice=moved.notice or notice)


def _is_told(is_toggle: bool, data: DataDir) -> bool:
    """Hand this start over to the program that runs already; False when there is none after all."""
    from app.desktop.single_instance import RAISE, TOGGLE, tell_running

    return tell_running(data.root, TOGGLE if is_toggle else RAISE)
