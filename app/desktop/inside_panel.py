"""The panel "Inside the model": how an answer came to be, token by token, for who wants to learn how that works."""

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSpinBox, QTabWidget, QToolButton, QVBoxLayout, QWidget

from app.desktop.attention_view import AttentionView
from app.desktop.choices_view import ChoicesView, percent
from app.desktop.colours import Colours
from app.desktop.fitting_scroll import FittingScroll
from app.desktop.flow_layout import FlowLayout
from app.desktop.icons import set_icon
from app.desktop.token_view import BORDERS, TokenView, visible

if TYPE_CHECKING:  # at run time it brings torch along, which must not be imported on the main thread
    from engine.trace import Attention, Trace


class InsidePanel(QFrame):
    """Shows a trace: its tokens on one tab, its attention on the other; both show the same current token."""

    point_size_changed = Signal(int)

    def __init__(self, close: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._trace: Trace | None = None
        self._attention: Attention | None = None
        self.intro = _text(self, "muted")
        self.facts = _text(self, "muted")
        self.tokens = TokenView(self)
        self.place = _text(self, "")
        self.choices = ChoicesView(self)
        self.layer, self.head = QSpinBox(self), QSpinBox(self)
        self.picture = AttentionView(self)
        self.cell = _text(self, "")
        self._legend = _Legend(self)
        self.tabs = QTabWidget(self)
        self.tabs.addTab(self._make_tokens_page(), self.tr("Tokens"))
        self.tabs.addTab(self._make_attention_page(), self.tr("Attention"))
        self._lay_out(close)
        self.tokens.current_changed.connect(self._on_token)
        self.picture.cell_changed.connect(self._on_cell)
        for box in (self.layer, self.head):
            box.valueChanged.connect(lambda _: self._show_head())
        self.show_state(self.tr("Ask something, and you see here how the model arrives at its answer."))

    def show_state(self, text: str) -> None:
        """Show why there is nothing to see at the moment."""
        self._trace = self._attention = None
        self.intro.setText(text)
        self.facts.hide()
        self.tabs.hide()

    def show_trace(self, trace: "Trace", was_written: bool, speed: float | None) -> None:
        """Show a trace. `was_written` tells whether the model wrote the answer, `speed` how many tokens a second."""
        self._trace = trace
        self.intro.setText(self._explain(was_written))
        self.facts.setText(self._facts(trace, speed))
        for box, count in ((self.layer, trace.layers), (self.head, trace.heads)):
            box.blockSignals(True)
            box.setRange(1, count)
            box.setSuffix(self.tr(" of {count}").format(count=count))
            box.blockSignals(False)
        self.tokens.show_tokens(trace.written)
        self.facts.show()
        self.tabs.show()

    def set_colours(self, colours: Colours, points: int) -> None:
        """Use the colours and the font size of a theme."""
        for view in (self.tokens, self.choices, self.picture, self._legend):
            view.set_colours(colours)
        for view in (self.tokens, self.choices):
            view.set_point_size(points)

    def _explain(self, was_written: bool) -> str:
        if was_written:
            return self.tr(
                "The model wrote this piece by piece; such a piece is a token. The colours tell how likely it found"
                " each of them. Point at one to see what else could have come."
            )
        return self.tr(
            "No model wrote this: it comes from the cookbook. The colours tell how likely the model would have found"
            " each piece, a token, if it had been writing. Point at one to see what else could have come."
        )

    def _facts(self, trace: "Trace", speed: float | None) -> str:
        parts = [trace.model, self.tr("%n tokens", "", len(trace.written))]
        if trace.written:
            mean = math.exp(sum(math.log(max(t.probability, 1e-12)) for t in trace.written) / len(trace.written))
            parts.append(self.tr("{percent} likely on average").format(percent=percent(mean)))
        if speed is not None:
            parts.append(self.tr("written at {speed} tokens a second").format(speed=round(speed)))
        return "  ·  ".join(parts)

    def _make_tokens_page(self) -> QWidget:
        page, column = _make_page(self)
        column.addWidget(self.tokens, 1)
        column.addWidget(self._legend)
        column.addWidget(self.place)
        column.addWidget(self.choices)
        return page

    def _make_attention_page(self) -> QWidget:
        page, column = _make_page(self)
        explanation = _text(self, "muted")
        explanation.setText(
            self.tr(
                "To write a token, the model looks back at all before it. Each row is a token written, each column one"
                " looked at; the stronger the colour, the more it counted. Every head looks for something of its own."
            )
        )
        choice = FlowLayout(spacing=12)
        for words, box in ((self.tr("La&yer"), self.layer), (self.tr("Hea&d"), self.head)):
            box.setAccessibleName(words.replace("&", ""))
            box.setRange(1, 1)
            choice.addWidget(_labelled(words, box, page))
        column.addWidget(explanation)
        column.addLayout(choice)
        column.addWidget(self.picture, 1)
        column.addWidget(self.cell)
        return page

    def _lay_out(self, close: QAction) -> None:
        heading = QLabel(self.tr("Inside the model"), self)
        heading.setObjectName("heading")
        button = QToolButton(self)
        button.setObjectName("flat")
        button.setAccessibleName(self.tr("Close the panel"))
        button.setToolTip(button.accessibleName())
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: close.setChecked(False))
        set_icon(button, "close")
        row = QHBoxLayout()
        row.addWidget(heading, 1)
        row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(row)
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for text in (self.intro, self.facts):
            column.addWidget(text)
        column.addWidget(self.tabs, 1)
        column.addStretch(0)
        scroll = FittingScroll(self)
        scroll.setWidget(body)
        layout.addWidget(scroll, 1)

    def _on_token(self, number: int) -> None:
        if self._trace is None or number < 0:
            self.place.clear()
            self.choices.show_token(None)
            return
        token = self._trace.written[number]
        words = self.tr("Token {number}, “{text}”, was {percent} likely. The likeliest were:")
        self.place.setText(
            words.format(number=number + 1, text=visible(token.text), percent=percent(token.probability))
        )
        self.choices.show_token(token)
        attention = self._trace.attention_of(number)
        if attention is not self._attention or attention is None:
            self._attention = attention
            self._show_head()
        if attention is not None:
            self.picture.set_row(number - attention.first_row)

    def _show_head(self) -> None:
        self.picture.show_head(self._attention, self._answer_column(), self.layer.value() - 1, self.head.value() - 1)
        if self._attention is None:
            self.cell.setText(self.tr("The answer is long; its attention is shown for the beginning only."))
        else:
            self.picture.set_row(self.tokens.current - self._attention.first_row)

    def _answer_column(self) -> int:
        """Return the column of the picture from which on the answer itself is looked at."""
        if self._trace is None or self._attention is None:
            return 0
        return max(0, len(self._trace.read) - self._attention.first_column)

    def _on_cell(self, row: int, column: int) -> None:
        if self._trace is None or self._attention is None:
            return
        written = self._trace.written[self._attention.first_row + row].text
        seen = self._trace.column_text(self._attention.first_column + column)
        words = self.tr("Writing “{written}”, this head took {percent} from “{seen}”.")
        share = percent(self.picture.value(row, column))
        self.cell.setText(words.format(written=visible(written), percent=share, seen=visible(seen)))


class _Legend(QWidget):
    """What the colours mean, in words beside each."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        limits = [0, *(round(border * 100) for border in BORDERS), 100]
        flow = FlowLayout(self, spacing=4)
        self._labels = []
        for low, high in pairwise(limits):
            label = QLabel(f"{low}–{high}%", self)
            label.setContentsMargins(5, 1, 5, 1)
            flow.addWidget(label)
            self._labels.append(label)

    def set_colours(self, colours: Colours) -> None:
        for label, colour in zip(self._labels, colours.likely, strict=True):
            label.setStyleSheet(f"background: {colour}; color: {colours.text}; border-radius: 4px;")


def _text(parent: QWidget, name: str) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _make_page(parent: QWidget) -> tuple[QWidget, QVBoxLayout]:
    page = QWidget(parent)
    column = QVBoxLayout(page)
    column.setContentsMargins(10, 10, 10, 10)
    column.setSpacing(8)
    return page, column


def _labelled(words: str, box: QWidget, parent: QWidget) -> QWidget:
    both = QWidget(parent)
    label = QLabel(words, both)
    label.setBuddy(box)
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(label)
    row.addWidget(box)
    return both
