"""The small line drawings on buttons, drawn by us as SVG paths on a 24 × 24 grid and coloured by the theme."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QToolButton, QWidget

from app.desktop.colours import Colours

# d="…" of stroked paths, 2 wide, round; a name ending in "-full" is filled as well.
PATHS = {
    "copy": "M9 9h11v11H9z M5 15H4V4h11v1",
    "check": "M5 12.5l4.5 4.5L19 7.5",
    "save": "M12 4v11 M7.5 11l4.5 4.5 4.5-4.5 M5 20h14",
    "edit": "M4 20l1-4L16 5l3 3L8 19z M14 7l3 3",
    "star": "M12 4l2.5 5.2 5.7.8-4.1 4 1 5.6-5.1-2.7-5.1 2.7 1-5.6-4.1-4 5.7-.8z",
    "star-full": "M12 4l2.5 5.2 5.7.8-4.1 4 1 5.6-5.1-2.7-5.1 2.7 1-5.6-4.1-4 5.7-.8z",
    "left": "M14.5 6l-6 6 6 6",
    "right": "M9.5 6l6 6-6 6",
    "again": "M19 12a7 7 0 1 1-2.2-5.1 M19 4v4h-4",
    "history": "M4.5 12a7.5 7.5 0 1 0 2.3-5.4 M4.5 4.5v4h4 M12 8v4.5l3 1.7",
    "settings": "M4 7h9 M17 7h3 M4 17h3 M11 17h9 M15 5v4 M9 15v4",
    "close": "M6 6l12 12 M18 6L6 18",
    "stop-full": "M7 7h10v10H7z",
    "play-full": "M8 5.5l10 6.5-10 6.5z",
    "ask": "M5 12h13 M12.5 6.5L18 12l-5.5 5.5",
    "delete": "M5 7h14 M10 7V4.5h4V7 M7 7l1 12.5h8L17 7",
    "search": "M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12z M15.5 15.5L20 20",
    "file": "M6 3.5h8l4 4v13H6z M14 3.5v4h4",
    "more-full": " ".join(f"M{x} 10.8a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4z" for x in (6, 12, 18)),
    "inside": "M12 5.5C7.5 5.5 4 9.5 2.8 12c1.2 2.5 4.7 6.5 9.2 6.5s8-4 9.2-6.5C20 9.5 16.5 5.5 12 5.5z"
    " M12 9.3a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4z",
    "folder": "M3.5 6h6l2 2.5h9V19h-17z",
}
SIZES = (16, 32)  # at 100% and at 200%
ICON_NAME = "pysmith_icon"
ICON_ROLE = "pysmith_icon_role"


@cache
def make_icon(name: str, colour: str, disabled: str) -> QIcon:
    """Return the drawing `name` in one colour, and in another for a disabled button."""
    icon = QIcon()
    for mode, shade in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
        for size in SIZES:
            icon.addPixmap(_render(name, shade, size), mode)
    return icon


def set_icon(target: QAbstractButton | QAction, name: str, role: str = "text") -> None:
    """Give a button or action a drawing; it appears, in the colour `role`, when the theme is applied next."""
    target.setProperty(ICON_NAME, name)
    target.setProperty(ICON_ROLE, role)


def apply_icons(root: QWidget, colours: Colours, has_menus: bool = True) -> None:
    """Draw every icon below `root` again in the colours of the theme, those of menus only if they are wanted."""
    buttons = root.findChildren(QAbstractButton)
    shown = [button.defaultAction() for button in buttons if isinstance(button, QToolButton) and button.defaultAction()]
    targets: list[QAbstractButton | QAction] = [*buttons, *(root.findChildren(QAction) if has_menus else shown)]
    for target in targets:
        draw_icon(target, colours)


def draw_icon(target: QAbstractButton | QAction, colours: Colours) -> None:
    """Draw the icon of one button or action, if it has one."""
    if name := target.property(ICON_NAME):
        target.setIcon(make_icon(name, getattr(colours, target.property(ICON_ROLE)), colours.strong_border))


def _render(name: str, colour: str, size: int) -> QPixmap:
    fill = colour if name.endswith("-full") else "none"
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
        f'<path d="{PATHS[name]}" fill="{fill}" stroke="{colour}" stroke-width="1.8"'
        ' stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
