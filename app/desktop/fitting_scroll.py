"""A scroll area that scrolls only when its content, at the width there is, cannot be shown whole."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class FittingScroll(QScrollArea):
    """Shows a widget as wide as there is room; wrapped texts may make it higher than that."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A viewport of its own: to ask for the one that is there makes Qt's binding look at every kind of widget it
        # knows, a tenth of the time until the window shows.
        ground = QWidget(self)
        ground.setAutoFillBackground(False)
        self.setViewport(ground)

    def setWidget(self, widget: QWidget) -> None:  # noqa: N802 (Qt's name)
        """Show a widget, on the ground of what lies behind the scroll area."""
        super().setWidget(widget)
        widget.setAutoFillBackground(False)
