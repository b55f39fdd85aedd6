"""Dresses the program: palette, style sheet, fonts and icons, light or dark, following the system if wished."""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from app.desktop.colours import DARK, LIGHT, Colours
from app.desktop.icons import apply_icons
from app.desktop.style_sheet import style_sheet
from app.settings import FONT_SIZE_RANGE, Theme

MIN_SYSTEM_POINTS = 10
STYLE_DARKENS_BY = 140
# To set the style afterwards takes 6 ms longer.
STYLE_ARGUMENTS = ("-style", "fusion")
SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


@runtime_checkable
class Themed(Protocol):
    """A view of code, which the style sheet alone cannot dress."""

    def set_colours(self, colours: Colours) -> None:
        """Use these colours."""

    def set_point_size(self, point_size: int) -> None:
        """Use this font size."""


class ThemeKeeper(QObject):
    """Keeps the whole program in one theme and one font size. It wants an application made with `STYLE_ARGUMENTS`."""

    changed = Signal(object)

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._theme: Theme = "system"
        self._system_font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        self._points = system_points(self._system_font)
        self._is_dressed = False
        self._sheet = ""
        self.colours = LIGHT
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def points(self) -> int:
        """The font size in use."""
        return self._points

    def use(self, theme: Theme, font_size: int) -> None:
        """Change theme and font size; a font size of 0 is the system's. Costs nothing when both are in use already."""
        points = font_size or system_points(self._system_font)
        if self._is_dressed and (theme, points) == (self._theme, self._points):
            return
        self._theme, self._points = theme, points
        # Asks the system for a matching title bar; it answers with colorSchemeChanged, which changes nothing more.
        QGuiApplication.styleHints().setColorScheme(SCHEMES[theme])
        self._dress_application()

    def dress(self, window: QWidget, has_menus: bool = True) -> None:
        """Bring a window, and all that is in it, up to the theme; new windows need it once."""
        # What belongs to another window is dressed by its sheet. One of the application would do for all of them, and
        # would take Qt three times as long to change.
        if window.isWindow() and window.parentWidget() is None and window.styleSheet() != self._sheet:
            window.setStyleSheet(self._sheet)
        apply_icons(window, self.colours, has_menus)
        for view in window.findChildren(QPlainTextEdit):
            if isinstance(view, Themed):
                view.set_colours(self.colours)
                view.set_point_size(self._points)

    def _dress_application(self) -> None:
        self._is_dressed = True
        self.colours = self._choose()
        font = QFont(self._system_font)
        font.setPointSize(self._points)
        self._application.setFont(font)
        palette = make_palette(self.colours)
        self._application.setPalette(palette)
        # The style draws these itself: the focus in the colour of a selection, borders as a darker shade of the window.
        # Both have to stand out, in the dark as well.
        palette.setColor(QPalette.ColorRole.Highlight, QColor(self.colours.accent))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(self.colours.on_accent))
        palette.setColor(QPalette.ColorRole.Window, QColor(self.colours.strong_border).lighter(STYLE_DARKENS_BY))
        for kind in ("QAbstractSpinBox", "QComboBox", "QCheckBox", "QRadioButton"):
            self._application.setPalette(palette, kind)  # type: ignore[arg-type]  # typed as bytes, takes str
        self._sheet = style_sheet(self.colours, self._points)
        for window in self._application.topLevelWidgets():
            self.dress(window)
        self.changed.emit(self.colours)

    def _choose(self) -> Colours:
        is_dark = system_scheme() == Qt.ColorScheme.Dark if self._theme == "system" else self._theme == "dark"
        return DARK if is_dark else LIGHT

    def _on_system_changed(self) -> None:
        if self._choose() is not self.colours:
            self._dress_application()


def system_scheme() -> Qt.ColorScheme:
    """Return whether the system is light or dark at the moment."""
    return QGuiApplication.styleHints().colorScheme()


def system_points(font: QFont) -> int:
    """Return the system's font size, but never one too small to read code in."""
    return max(MIN_SYSTEM_POINTS, min(font.pointSize(), FONT_SIZE_RANGE[1]))


def make_palette(colours: Colours) -> QPalette:
    """Return the palette that widgets without a rule in the style sheet are drawn with."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.window,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.raised,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Button: colours.raised,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.ToolTipBase: colours.raised,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.Highlight: colours.selection,
        QPalette.ColorRole.HighlightedText: colours.text,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.LinkVisited: colours.accent,
        QPalette.ColorRole.BrightText: colours.on_accent,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.strong_border))
    return palette
