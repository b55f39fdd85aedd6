"""Everything a person can make the window do, with its words, shortcut and icon; menus and buttons share it."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from app.desktop.icons import set_icon

# One line a menu; | is a line between groups.
MENUS = (
    "new open_context | save export_snippet | save_card open_card | quit",
    "generate stop again | previous next | copy copy_plain copy_markdown edit_run | favourite",
    "focus_prompt history find_history inside | theme_system theme_light theme_dark"
    " | larger smaller normal_size | full_screen",
    "models web_page | settings",
    "shortcuts open_log | about",
)


class Actions(QObject):
    """The actions of one window, each under its own name. Nobody is connected to them yet."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.named: dict[str, QAction] = {}
        self.new = self._make(
            "new", self.tr("&New request"), "Ctrl+N", tip=self.tr("Empty the window for another request")
        )
        self.open_context = self._make(
            "open_context",
            self.tr("&Open a file as context…"),
            "Ctrl+O",
            icon="file",
            tip=self.tr("Ask together with code that you already have"),
        )
        self.save = self._make(
            "save", self.tr("&Save…"), "Ctrl+S", icon="save", tip=self.tr("Save the code as a .py file")
        )
        self.export_snippet = self._make(
            "export_snippet",
            self.tr("Export as &VS Code snippet…"),
            tip=self.tr("Save the code as a snippet for Visual Studio Code"),
        )
        self.save_card = self._make(
            "save_card",
            self.tr("Save &replay card…"),
            tip=self.tr("Save the request with all its parameters, to get the same answer again"),
        )
        self.open_card = self._make(
            "open_card", self.tr("Open r&eplay card…"), tip=self.tr("Ask again exactly what a replay card holds")
        )
        self.quit = self._make("quit", self.tr("&Quit"), "Ctrl+Q", tip=self.tr("Close Pysmith"))
        self.generate = self._make(
            "generate", self.tr("&Generate"), "Ctrl+Return", icon="ask", tip=self.tr("Answer the request (Enter)")
        )
        self.stop = self._make("stop", self.tr("S&top"), "Esc", icon="stop-full", tip=self.tr("Stop writing (Esc)"))
        self.again = self._make(
            "again",
            self.tr("&Again"),
            "Ctrl+R",
            icon="again",
            tip=self.tr("Let the model write another answer, with a new seed"),
        )
        self.previous = self._make(
            "previous",
            self.tr("&Previous alternative"),
            "Alt+Left",
            icon="left",
            tip=self.tr("Show the previous alternative"),
        )
        self.next = self._make(
            "next", self.tr("Ne&xt alternative"), "Alt+Right", icon="right", tip=self.tr("Show the next alternative")
        )
        self.copy = self._make("copy", self.tr("&Copy"), "Ctrl+Shift+C", icon="copy", tip=self.tr("Copy the code"))
        self.copy_plain = self._make(
            "copy_plain",
            self.tr("Copy &without comments"),
            "Ctrl+Alt+C",
            tip=self.tr("Copy the code without its comments"),
        )
        self.copy_markdown = self._make(
            "copy_markdown", self.tr("Copy as &Markdown"), tip=self.tr("Copy the code as a fenced block with its title")
        )
        self.favourite = self._make(
            "favourite",
            self.tr("&Favourite"),
            "Ctrl+D",
            icon="star",
            tip=self.tr("Keep this answer among the favourites"),
        )
        self.edit_run = self._make(
            "edit_run",
            self.tr("&Edit and run…"),
            "Ctrl+E",
            icon="edit",
            tip=self.tr("Open the code in the scratch editor, where you can change and run it"),
        )
        self.history = self._make(
            "history",
            self.tr("&History"),
            "Ctrl+Shift+H",
            icon="history",
            tip=self.tr("Show what you asked before"),
        )
        self.find_history = self._make(
            "find_history",
            self.tr("&Search the history"),
            "Ctrl+F",
            icon="search",
            tip=self.tr("Find an earlier request or its code"),
        )
        self.inside = self._make(
            "inside",
            self.tr("&Inside the model"),
            "Ctrl+I",
            icon="inside",
            tip=self.tr("Show how likely the model found each piece of the answer, and what it looked at"),
        )
        self.theme_system = self._make("theme_system", self.tr("As the s&ystem"))
        self.theme_light = self._make("theme_light", self.tr("&Light"))
        self.theme_dark = self._make("theme_dark", self.tr("&Dark"))
        self.larger = self._make("larger", self.tr("L&arger text"), "Ctrl++")
        self.smaller = self._make("smaller", self.tr("S&maller text"), "Ctrl+-")
        self.normal_size = self._make("normal_size", self.tr("&Normal text size"), "Ctrl+0")
        self.full_screen = self._make("full_screen", self.tr("&Full screen"), "F11")
        self.models = self._make("models", self.tr("&Models…"), "Ctrl+Shift+M")
        self.settings = self._make(
            "settings",
            self.tr("&Settings…"),
            "Ctrl+,",
            icon="settings",
            tip=self.tr("Change how Pysmith answers and looks"),
        )
        self.web_page = self._make(
            "web_page", self.tr("&Web page…"), tip=self.tr("Offer Pysmith to your browser, on this computer only")
        )
        self.shortcuts = self._make("shortcuts", self.tr("&Keyboard shortcuts"), "F1")
        self.open_log = self._make("open_log", self.tr("Show the &log file"))
        self.about = self._make("about", self.tr("&About Pysmith"))
        self.focus_prompt = self._make(
            "focus_prompt", self.tr("Go to the &request"), "Ctrl+L", tip=self.tr("Put the cursor into the request")
        )
        for action in (
            self.favourite,
            self.history,
            self.inside,
            self.full_screen,
            self.theme_system,
            self.theme_light,
            self.theme_dark,
        ):
            action.setCheckable(True)
        themes = QActionGroup(self)
        for action in (self.theme_system, self.theme_light, self.theme_dark):
            themes.addAction(action)

    def fill(self, bar: QMenuBar) -> None:
        """Build the menus."""
        for title, actions in self.groups():
            menu = bar.addMenu(title)
            for action in actions:
                if action is None:
                    menu.addSeparator()
                else:
                    menu.addAction(action)

    def groups(self) -> list[tuple[str, list[QAction | None]]]:
        """Return the menus: their titles and actions, None for a line between them."""
        titles = (self.tr("&File"), self.tr("&Answer"), self.tr("&View"), self.tr("&Tools"), self.tr("&Help"))
        return [
            (title, [None if name == "|" else self.named[name] for name in names.split()])
            for title, names in zip(titles, MENUS, strict=True)
        ]

    def _make(self, name: str, text: str, shortcut: str = "", icon: str = "", tip: str = "") -> QAction:
        action = QAction(text, self._window)
        action.setObjectName(name)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        if icon:
            set_icon(action, icon)
            # Qt leaves no gap between icon and text.
            action.setIconText(" " + text.replace("&", "").removesuffix("…"))
        action.setToolTip(tip or text.replace("&", "").removesuffix("…"))
        self._window.addAction(action)
        self.named[name] = action
        return action
