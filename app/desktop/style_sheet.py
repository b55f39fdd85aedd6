"""The style sheet of the program: shapes, spaces and borders. The colours come in from outside."""

from string import Template

from app.desktop.colours import Colours

CARD_RADIUS = 10
SHEET = Template("""
QMainWindow, QDialog { background: $window; }
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: 4px 6px; }

QFrame#card { background: $surface; border: 1px solid $border; border-radius: ${card_radius}px; }
QFrame#separator { background: $border; border: none; max-height: 1px; }

QPlainTextEdit#prompt { background: transparent; border: none; padding: 0px; font-size: ${large}pt; }
QPlainTextEdit#code_view {
    background: $surface; border: none; border-radius: 0px;
    selection-background-color: $selection; selection-color: $text;
}
QPlainTextEdit#output, QPlainTextEdit#tokens {
    background: $surface; color: $text; border: 1px solid $border; border-radius: 8px; padding: 6px;
    selection-background-color: $selection; selection-color: $text;
}
QPlainTextEdit#code_view:focus { background: $surface; }

QLabel { color: $text; background: transparent; }
QLabel#muted { color: $muted; }
QLabel#heading { font-size: ${large}pt; font-weight: 600; }
QLabel#title { font-size: ${huge}pt; font-weight: 600; }
QLabel#badge { border-radius: 9px; padding: 2px 9px; font-weight: 600; }
$badges
QFrame#message { border-radius: 8px; border: 1px solid transparent; }
QFrame#message[kind="error"] { background: $error_ground; border-color: $error_text; }
QFrame#message[kind="notice"] { background: $notice_ground; border-color: $notice_text; }
QFrame#message[kind="error"] QLabel { color: $error_text; }
QFrame#message[kind="notice"] QLabel { color: $notice_text; }

QPushButton, QToolButton {
    background: $surface; color: $text; border: 1px solid $border; border-radius: 7px;
    padding: 5px 12px; min-height: 18px;
}
QToolButton { padding: 5px 7px; }
QPushButton:hover, QToolButton:hover { background: $raised; border-color: $strong_border; }
QPushButton:pressed, QToolButton:pressed, QToolButton:checked { background: $raised; border-color: $accent; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 4px 11px; }
QToolButton:focus { padding: 4px 6px; }
QPushButton:disabled, QToolButton:disabled { color: $strong_border; background: $window; border-color: $border; }
QPushButton#primary { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600; }
QPushButton#primary:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton#primary:focus { border: 2px solid $text; }
QPushButton#primary:disabled { background: $raised; color: $muted; border-color: $border; }
QToolButton#flat, QPushButton#flat { background: transparent; border: 1px solid transparent; }
QToolButton#flat:hover, QPushButton#flat:hover { background: $raised; }
QToolButton#flat:focus, QPushButton#flat:focus { border: 2px solid $accent; }
QToolButton#flat:disabled, QPushButton#flat:disabled { background: transparent; border-color: transparent; }
QPushButton#example {
    background: $surface; border: 1px solid $border; border-radius: 9px; padding: 11px 14px; text-align: left;
}
QPushButton#example:hover { border-color: $accent; background: $surface; }
QPushButton#example:focus { border: 2px solid $accent; padding: 10px 13px; }
QToolButton::menu-indicator { image: none; }
QToolButton[popupMode="1"] { padding-right: 20px; }
QToolButton[popupMode="1"]:focus { padding-right: 19px; }
QToolButton::menu-button { border: none; border-left: 1px solid $border; width: 18px; }
QToolButton::menu-arrow { width: 9px; height: 9px; }

QLineEdit {
    background: $surface; color: $text; border: 1px solid $strong_border; border-radius: 6px;
    padding: 4px 8px; min-height: 18px; selection-background-color: $selection; selection-color: $text;
}
QLineEdit:focus { border: 2px solid $accent; padding: 3px 7px; }
QSpinBox QLineEdit, QDoubleSpinBox QLineEdit { border: none; padding: 0px; background: transparent; min-height: 0px; }
QSpinBox, QDoubleSpinBox, QComboBox { min-height: 26px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QLabel#problem { color: $error_text; }
QLineEdit[invalid="true"] { border-color: $error_text; background: $error_ground; }
QComboBox QAbstractItemView {
    background: $surface; color: $text; border: 1px solid $border; selection-background-color: $selection;
    selection-color: $text;
}

QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $border; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: $accent; }
QSlider::handle:horizontal {
    width: 14px; height: 14px; margin: -6px 0; border-radius: 8px; background: $surface; border: 2px solid $accent;
}
QSlider::handle:horizontal:hover { background: $selection; }
QSlider:focus { border: 1px solid $accent; border-radius: 6px; }
QSlider { border: 1px solid transparent; }

QListView, QTreeView, QTextBrowser, QTableView {
    background: $surface; color: $text; border: 1px solid $border; border-radius: 8px; outline: none;
}
QListView::item { padding: 0px; border-radius: 6px; }
QListView#models::item { padding: 7px 8px; }
QListView::item:hover { background: $current_line; }
QListView::item:selected { background: $selection; color: $text; }
QListView:focus, QTextBrowser:focus, QPlainTextEdit#output:focus, QPlainTextEdit#tokens:focus
{ border: 1px solid $accent; }

QMenuBar { background: $window; color: $text; padding: 2px 6px; }
QMenuBar::item { padding: 4px 9px; border-radius: 5px; background: transparent; }
QMenuBar::item:selected { background: $raised; }
QMenu { background: $surface; color: $text; border: 1px solid $border; padding: 5px; }
QMenu::item { padding: 5px 26px 5px 26px; border-radius: 5px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $strong_border; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }

QStatusBar { background: $window; color: $muted; border-top: 1px solid $border; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; padding: 2px 4px; }
QStatusBar QToolButton { color: $muted; padding: 2px 8px; min-height: 16px; }
QStatusBar QToolButton:focus { padding: 1px 7px; }

QSplitter::handle { background: transparent; }
QTabWidget::pane { border: 1px solid $border; border-radius: 8px; background: $surface; top: -1px; }
QTabBar::tab {
    background: transparent; color: $muted; padding: 7px 14px; border-bottom: 2px solid transparent;
}
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { color: $accent; }
QCheckBox, QRadioButton { spacing: 8px; color: $text; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget#page { background: transparent; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $border; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $strong_border; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $raised; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
""")


def style_sheet(colours: Colours, points: int) -> str:
    """Return the style sheet in these colours, at this font size."""
    badges = "".join(
        f'QLabel#badge[source="{source}"] {{ color: {tone.text}; background: {tone.ground}; }}\n'
        for source, tone in colours.sources.items()
    )
    return SHEET.substitute(
        {name: value for name, value in vars(colours).items() if isinstance(value, str)},
        badges=badges,
        error_text=colours.error.text,
        error_ground=colours.error.ground,
        notice_text=colours.notice.text,
        notice_ground=colours.notice.ground,
        card_radius=CARD_RADIUS,
        large=round(points * 1.1, 1),
        huge=round(points * 1.5, 1),
    )
