"""The main window: its parts in their places, its look, its menus. What goes on in it, the presenter knows."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QStatusBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.desktop.actions import Actions
from app.desktop.announce import announce
from app.desktop.elided_label import ElidedLabel
from app.desktop.fitting_scroll import FittingScroll
from app.desktop.icons import draw_icon, set_icon
from app.desktop.message_bar import MessageBar
from app.desktop.pages import HintPage, NonePage, WelcomePage
from app.desktop.prompt_panel import PromptPanel
from app.desktop.settings_store import SettingsStore
from app.desktop.theme import MIN_SYSTEM_POINTS, ThemeKeeper
from app.settings import FONT_SIZE_RANGE

if TYPE_CHECKING:
    from app.desktop.answer_panel import AnswerPanel
    from app.desktop.history_panel import HistoryPanel
    from app.desktop.inside_panel import InsidePanel

DEFAULT_SIZE = (1000, 740)
MINIMUM_SIZE = (440, 460)
NARROW, LOW, LEAST_CENTRE = 620, 640, 350
HISTORY_WIDTH, INSIDE_WIDTH = 270, 380
REPORT_MS = 4000


class MainWindow(QMainWindow):
    """What a person sees. Needs its settings and a theme; builds everything else itself."""

    def __init__(self, store: SettingsStore, theme: ThemeKeeper) -> None:
        super().__init__()
        self.store, self.theme = store, theme
        self.setWindowTitle("Pysmith")
        self.setMinimumSize(*MINIMUM_SIZE)
        self.actions_ = Actions(self)
        self.prompt = PromptPanel(self.actions_.generate, self.actions_.stop, self)
        self.message = MessageBar(self)
        self.welcome = WelcomePage(self)
        self.pages = QStackedWidget(self)
        self._has_answer = self._has_history = False
        self._inside: InsidePanel | None = None
        self.is_narrow = False
        self.hides_on_close = False
        self.model_name = ""
        self._status = ""
        self._report_timer = QTimer(self, interval=REPORT_MS, singleShot=True)
        self._lay_out()
        self.actions_.fill(self.menuBar())
        self._connect()
        self._apply_settings()
        theme.dress(self, has_menus=False)  # those can wait until the window is shown
        self._restore_geometry()
        self.show_page(self.welcome)

    def add_answer(self, panel: "AnswerPanel") -> None:
        """Put in the pages that come after the welcome; they are built later than the window, to have it at once."""
        self.answer = panel
        self.answer_page = FittingScroll(self)
        self.answer_page.setWidget(panel)
        self.hint, self.none = HintPage(self), NonePage(self)
        for page in (self.hint, self.none, self.answer_page):
            self.pages.addWidget(page)
        self._has_answer = True
        self.theme.dress(self)
        self._fit()

    def add_history(self, panel: "HistoryPanel") -> None:
        """Put the history beside the rest; it is built later than the window, as it is hidden at first."""
        self.history_panel = panel
        self._has_history = True
        panel.setMinimumWidth(190)
        panel.setVisible(self.store.current.show_history)
        self.splitter.insertWidget(0, panel)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([HISTORY_WIDTH, max(1, self.width() - HISTORY_WIDTH)])
        QWidget.setTabOrder(panel.more, panel.list)
        self.theme.dress(panel)
        panel.set_colours(self.theme.colours)
        self.theme.changed.connect(panel.set_colours)

    def add_inside(self, panel: "InsidePanel") -> None:
        """Put the look inside the model at the other side."""
        self._inside = panel
        panel.setMinimumWidth(260)
        panel.hide()  # it takes its width when it appears, for which there may be no room yet
        self.splitter.addWidget(panel)
        self.splitter.setStretchFactor(self.splitter.indexOf(panel), 0)
        self.splitter.setStretchFactor(self.splitter.indexOf(self.centre), 1)
        self.theme.dress(panel)
        self._fit()

    def show_page(self, page: QWidget) -> None:
        """Show the welcome, the hint, the "I don't know" or the answer."""
        self.pages.setCurrentWidget(page)
        has_code = self._has_answer and page is self.answer_page
        for name in ("copy", "copy_plain", "copy_markdown", "save", "export_snippet", "edit_run"):
            self.actions_.named[name].setEnabled(has_code)
        if not has_code:
            for name in ("again", "previous", "next", "favourite", "save_card"):
                self.actions_.named[name].setEnabled(False)

    def show_status(self, text: str) -> None:
        """Say in the status line what is going on."""
        self._status = text
        if not self._report_timer.isActive():
            self.status_label.setText(text)

    def report(self, text: str) -> None:
        """Say for a moment what has just been done, to the eye and to the ear."""
        self.status_label.setText(text)
        self._report_timer.start()
        announce(self.status_label, text)

    def show_favourite(self, is_favourite: bool) -> None:
        """Say whether the answer shown is a favourite."""
        action = self.actions_.favourite
        action.setChecked(is_favourite)
        set_icon(action, "star-full" if is_favourite else "star")
        draw_icon(action, self.theme.colours)

    def show_model(self, text: str) -> None:
        """Say which model is in use, or what is with it."""
        self.model_name = text
        self.model_button.setText(text)
        self.model_button.setAccessibleName(self.tr("Model: {name}").format(name=text))

    def bring_forward(self) -> None:
        """Show the window in front of all others, with the cursor in the request."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self._focus_prompt()

    def toggle(self) -> None:
        """Hide the window when it is in front, else bring it there."""
        if self.isVisible() and self.isActiveWindow() and not self.isMinimized():
            self.hide()
        else:
            self.bring_forward()

    def quit(self) -> None:
        """Close the window for good."""
        self.hides_on_close = False
        self.close()
        QApplication.quit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Make the parts fit into a small window."""
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """Remember the place and the size of the window; with an icon in the tray it is only hidden."""
        self.store.change(window_geometry=bytes(self.saveGeometry().toBase64().data()).decode())
        self.store.flush()
        if self.hides_on_close:
            event.ignore()
            self.hide()
        else:
            super().closeEvent(event)

    def _lay_out(self) -> None:
        self.pages.addWidget(self.welcome)
        self.centre = QWidget(self)
        column = QVBoxLayout(self.centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.prompt)
        column.addWidget(self.message)
        column.addWidget(self.pages, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.addWidget(self.centre)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(14)
        around = QWidget(self)
        layout = QVBoxLayout(around)
        layout.setContentsMargins(16, 10, 16, 14)
        layout.addWidget(self.splitter)
        self.setCentralWidget(around)
        self._build_status_bar()

    def _build_status_bar(self) -> None:
        bar = QStatusBar(self)
        self.setStatusBar(bar)
        bar.setSizeGripEnabled(False)
        bar.setContentsMargins(8, 0, 8, 0)
        history_button = QToolButton(self)
        history_button.setObjectName("flat")
        history_button.setDefaultAction(self.actions_.history)
        history_button.setAccessibleName(self.tr("History"))
        history_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.status_label = ElidedLabel(self)
        self.status_label.setAccessibleName(self.tr("State"))
        self.model_button = QToolButton(self)
        self.model_button.setObjectName("flat")
        self.model_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.model_button.setToolTip(self.tr("The language model in use"))
        self.model_button.clicked.connect(self.actions_.models.trigger)
        bar.addWidget(history_button)
        bar.addWidget(self.status_label, 1)
        bar.addPermanentWidget(self.model_button)

    def _connect(self) -> None:
        actions, store = self.actions_, self.store
        actions.quit.triggered.connect(self.quit)
        actions.focus_prompt.triggered.connect(self._focus_prompt)
        actions.history.toggled.connect(lambda shown: store.change(show_history=shown))
        actions.inside.toggled.connect(lambda shown: store.change(show_inside=shown))
        actions.find_history.triggered.connect(self._on_find_history)
        actions.full_screen.toggled.connect(self._on_full_screen)
        for name in ("system", "light", "dark"):
            action = actions.named[f"theme_{name}"]
            action.triggered.connect(lambda _=False, theme=name: store.change(theme=theme))
        actions.larger.triggered.connect(lambda: self._change_font_size(+1))
        actions.smaller.triggered.connect(lambda: self._change_font_size(-1))
        actions.normal_size.triggered.connect(lambda: store.change(font_size=0))
        self.prompt.length.length_changed.connect(lambda length: store.change(length=length))
        store.changed.connect(lambda *_: self._apply_settings())
        store.not_saved.connect(lambda text: self.message.show_message("error", text))
        self._report_timer.timeout.connect(lambda: self.status_label.setText(self._status))

    def _apply_settings(self) -> None:
        chosen = self.store.current
        self.theme.use(chosen.theme, chosen.font_size)
        self.prompt.length.set_length(chosen.length)
        self.actions_.history.setChecked(chosen.show_history)
        self.actions_.inside.setChecked(chosen.show_inside)
        self._fit()
        self.actions_.named[f"theme_{chosen.theme}"].setChecked(True)

    def _restore_geometry(self) -> None:
        saved = QByteArray.fromBase64(self.store.current.window_geometry.encode("ascii", "ignore"))
        if saved.isEmpty() or not self.restoreGeometry(saved):
            self.resize(*DEFAULT_SIZE)

    def _fit(self) -> None:
        shows_history, shows_inside = self.store.current.show_history, self.store.current.show_inside
        # Side by side needs room for all; without it, what was opened takes the place of the rest while it is shown.
        letters = self.theme.points / MIN_SYSTEM_POINTS  # larger ones need more room for the same words
        if shows_history and self.width() < NARROW * letters + HISTORY_WIDTH + INSIDE_WIDTH:
            shows_inside = False
        sides = (HISTORY_WIDTH if shows_history else 0) + (INSIDE_WIDTH if shows_inside else 0)
        self.is_narrow = self.width() - sides < LEAST_CENTRE * letters
        self.centre.setVisible(not (self.is_narrow and sides))
        if self._has_history:
            self._show_side(self.history_panel, shows_history, HISTORY_WIDTH)
        if self._inside:
            self._show_side(self._inside, shows_inside, INSIDE_WIDTH)
        is_tight = self.width() < NARROW * letters + sides
        self.prompt.set_compact(is_tight, self.height() < LOW)
        if self._has_answer:
            self.answer.set_compact(is_tight)

    def _show_side(self, panel: QWidget, is_shown: bool, width: int) -> None:
        """Show or hide what stands beside the rest; when it appears, it has its width, and the rest what is left."""
        appears = is_shown and panel.isHidden()
        panel.setVisible(is_shown)
        if appears:
            places = range(self.splitter.count())
            parts = [part for number in places if (part := self.splitter.widget(number)) is not None]
            shown = [part for part in parts if not part.isHidden()]
            sizes = {part: size for part, size in zip(parts, self.splitter.sizes(), strict=True) if part in shown}
            sizes[panel] = width
            taken = sum(size for part, size in sizes.items() if part is not self.centre)
            sizes[self.centre] = self.splitter.width() - taken - self.splitter.handleWidth() * (len(shown) - 1)
            self.splitter.setSizes([max(1, sizes.get(part, 0)) for part in parts])

    def _change_font_size(self, step: int) -> None:
        least, most = FONT_SIZE_RANGE
        self.store.change(font_size=max(least, min(most, self.theme.points + step)))

    def _focus_prompt(self) -> None:
        self.prompt.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.prompt.edit.selectAll()

    def _on_find_history(self) -> None:
        self.store.change(show_history=True)
        if not self._has_history:
            return
        self.history_panel.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.history_panel.search.selectAll()

    def _on_full_screen(self, full: bool) -> None:
        if full:
            self.showFullScreen()
        else:
            self.showNormal()
