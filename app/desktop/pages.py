"""The pages that stand where an answer will be: the welcome, the hint while typing, the honest "I don't know"."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.desktop.fitting_scroll import FittingScroll

MAX_TEXT_WIDTH = 640
MAX_SUGGESTIONS = 6
EXAMPLES = (
    'read the CSV file "sales.csv" into a list of dictionaries',
    "sort a dictionary by its values, largest first",
    'def is_prime(n):\n    """Return True if n is a prime number."""',
)


class Page(FittingScroll):
    """A narrow column of text and buttons in the middle; `chosen` gives the text of the button clicked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outside = QWidget(self)
        outside.setObjectName("page")
        self._column = QWidget(outside)
        self._column.setMaximumWidth(MAX_TEXT_WIDTH)
        self.column = QVBoxLayout(self._column)
        self.column.setContentsMargins(4, 20, 4, 20)
        self.column.setSpacing(9)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._column, 1000)  # all the width, up to its maximum
        row.addStretch(1)
        around = QVBoxLayout(outside)
        around.setContentsMargins(0, 0, 0, 0)
        around.addStretch(2)
        around.addLayout(row)
        around.addStretch(3)
        self.setWidget(outside)

    def add_text(self, text: str, name: str = "") -> QLabel:
        """Add a paragraph; `name` is its style."""
        label = QLabel(text, self._column)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self.column.addWidget(label)
        return label

    def add_choice(self, text: str) -> QPushButton:
        """Add a button that stands for a request."""
        button = _WrappingButton(text, self._column)
        button.clicked.connect(lambda: self.chosen.emit(text))
        self.column.addWidget(button)
        return button


class WelcomePage(Page):
    """The first thing a person sees: what this is, and three requests to try."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add_text(self.tr("Say it in English, get Python that runs"), "title")
        self.add_text(
            self.tr("Describe what the code should do, or begin it yourself. All of this happens on your computer."),
            "muted",
        )
        self.column.addSpacing(8)
        for example in EXAMPLES:
            self.add_choice(example)


class HintPage(Page):
    """Shown while somebody types something that no recipe fits yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = self.add_text(self.tr("No recipe fits so far. Press Enter to ask the model as well."), "muted")
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)


class NonePage(Page):
    """Shown when there is no answer: the nearest things that there are answers to."""

    model_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = self.add_text(self.tr("I don't know this one"), "title")
        self.add_text(
            self.tr("No recipe fits, and the model is not sure enough of anything it wrote to show it."), "muted"
        )
        self._nearest = self.add_text(self.tr("The nearest things I do know:"))
        self._choices: list[QPushButton] = []
        self._try_model = QPushButton(self.tr("Let the model try on its own"), self._column)
        self._try_model.clicked.connect(self.model_wanted)
        self.column.addWidget(self._try_model, 0, Qt.AlignmentFlag.AlignLeft)

    def show_suggestions(self, suggestions: list[str], may_try_model: bool) -> None:
        """Offer other requests."""
        for choice in self._choices:
            choice.hide()
            choice.deleteLater()
        self._choices = [self.add_choice(suggestion) for suggestion in suggestions[:MAX_SUGGESTIONS]]
        self._nearest.setVisible(bool(self._choices))
        self.column.removeWidget(self._try_model)
        self.column.addWidget(self._try_model, 0, Qt.AlignmentFlag.AlignLeft)
        self._try_model.setVisible(may_try_model)
        self.verticalScrollBar().setValue(0)


class _WrappingButton(QPushButton):
    """A button whose text may be long: the label inside wraps, the button grows with it."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("example")
        self.setAccessibleName(text)
        self._label = QLabel(text, self)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._inner = QVBoxLayout(self)
        self._inner.setContentsMargins(14, 10, 14, 10)
        self._inner.addWidget(self._label)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        return self._inner.heightForWidth(width)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return self._inner.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return self._inner.minimumSize()
