"""A line above the answer for what the person must know: an error or a notice, in words as well as in colour."""

from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from app.desktop.announce import announce
from app.desktop.engine_words import in_language
from app.desktop.icons import set_icon

Kind = Literal["error", "notice"]


class MessageBar(QFrame):
    """Shows one message until it is closed or replaced."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._word = QLabel(self)
        self._word.setStyleSheet("font-weight: 600;")
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QToolButton(self)
        close.setObjectName("flat")
        close.setAccessibleName(self.tr("Close the message"))
        close.setToolTip(self.tr("Close"))
        set_icon(close, "close")
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.setSpacing(10)
        layout.addWidget(self._word, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        layout.setAlignment(self._word, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    @property
    def text(self) -> str:
        """The message shown, empty when there is none."""
        return "" if self.isHidden() else self._text.text()

    def show_message(self, kind: Kind, text: str) -> None:
        """Show a message and have a screen reader say it."""
        self._word.setText(self.tr("Error") if kind == "error" else self.tr("Note"))
        text = in_language(text)
        self._text.setText(text)
        self.setAccessibleName(f"{self._word.text()}: {text}")
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        for child in (self._word, self._text):  # their colour hangs on the kind as well
            child.style().unpolish(child)
            child.style().polish(child)
        self.show()
        announce(self, self.accessibleName())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the layout right when the font changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
