"""The upper part of the window: the request, the code that goes with it, the length, Generate and Stop."""

from pathlib import Path

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.desktop.icons import set_icon
from app.desktop.length_slider import LengthSlider
from app.desktop.prompt_edit import PromptEdit
from app.desktop.style_sheet import CARD_RADIUS

TYPING_PAUSE_MS = 150


class PromptPanel(QFrame):
    """Where a person says what is wanted."""

    paused = Signal(str)
    context_removed = Signal()

    def __init__(self, generate: QAction, stop: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.edit = PromptEdit(self)
        self.edit.setAccessibleName(self.tr("Your request"))
        self.edit.setAccessibleDescription(self.tr("Enter asks, Shift+Enter begins a new line."))
        self.edit.setPlaceholderText(self.tr("What should the code do?"))
        self.length = LengthSlider(self)
        self._context = _ContextChip(self)
        self._context.removed.connect(self.context_removed)
        self._has_focus = False
        self._pause_timer = QTimer(self, interval=TYPING_PAUSE_MS, singleShot=True)
        self._pause_timer.timeout.connect(lambda: self.paused.emit(self.text))
        self._generate_button = _button(generate, self)
        self._generate_button.setObjectName("primary")
        set_icon(self._generate_button, "ask", "on_accent")
        self._stop_button = _button(stop, self)
        set_icon(self._stop_button, "stop-full")
        policy = self._stop_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._stop_button.setSizePolicy(policy)
        self._lay_out()
        self.edit.textChanged.connect(self._pause_timer.start)
        self.edit.focus_changed.connect(self._on_focus_changed)
        self.show_working(False)

    @property
    def text(self) -> str:
        """The request as typed."""
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Put a request into the field without treating it as typed."""
        self.edit.set_text(text)
        self._pause_timer.stop()

    def forget_typing(self) -> None:
        """Do not report the pause that would follow the last key."""
        self._pause_timer.stop()

    def show_working(self, is_working: bool) -> None:
        """Offer to stop while an answer is being made. The button keeps its place, so that nothing jumps."""
        if not is_working and self._stop_button.hasFocus():
            self.edit.setFocus()
        self._stop_button.setVisible(is_working)

    def show_context(self, path: Path | None) -> None:
        """Show the name of the file that goes with the request, or none."""
        self._context.show_name(path.name if path else "")

    def set_compact(self, is_narrow: bool, is_low: bool) -> None:
        """Fit into a small window."""
        self.length.set_compact(is_narrow)
        self.edit.set_compact(is_low)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the card, and its border in the accent while somebody types into it."""
        super().paintEvent(event)
        if self._has_focus:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self.palette().color(QPalette.ColorRole.Link))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), CARD_RADIUS, CARD_RADIUS)
            painter.end()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.length)
        row.addStretch(1)
        row.addWidget(self._stop_button)
        row.addWidget(self._generate_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self.edit)
        layout.addWidget(self._context)
        layout.addLayout(row)

    def _on_focus_changed(self, has_focus: bool) -> None:
        self._has_focus = has_focus
        self.update()


class _ContextChip(QWidget):
    removed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = QLabel(self)
        self._label.setObjectName("muted")
        self._button = QToolButton(self)
        self._button.setObjectName("flat")
        self._button.setAccessibleName(self.tr("Remove the file"))
        self._button.setToolTip(self.tr("Ask without this file"))
        set_icon(self._button, "close")
        self._button.clicked.connect(self.removed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._label)
        layout.addWidget(self._button)
        layout.addStretch(1)
        self.hide()

    def show_name(self, name: str) -> None:
        self._label.setText(self.tr("Together with {name}").format(name=name))
        self.setVisible(bool(name))


def _button(action: QAction, parent: QWidget) -> QPushButton:
    """Return a push button that does what an action does, and is enabled when it is."""
    button = QPushButton(action.iconText(), parent)
    button.setAccessibleName(action.iconText().strip())
    button.setToolTip(action.toolTip())
    button.setEnabled(action.isEnabled())
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    return button
