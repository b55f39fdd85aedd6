"""Shows an answer: its title, where it comes from, its code, and what can be done with it."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from app.desktop import provenance
from app.desktop.actions import Actions
from app.desktop.code_view import CodeView
from app.desktop.deck import Card, Deck
from app.desktop.elided_label import ElidedLabel
from app.desktop.engine_words import in_language
from app.desktop.flow_layout import FlowLayout
from app.desktop.slot_fields import SlotFields
from app.desktop.snippets import first_line


class AnswerPanel(QFrame):
    """A card with code. What is on it comes from a deck, or is a draft that the model is writing."""

    values_edited = Signal(dict)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setObjectName("card")
        self.title = QLabel(self)
        self.title.setObjectName("heading")
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.badge = QLabel(self)
        self.badge.setObjectName("badge")
        self.sureness = ElidedLabel(self)
        self.sureness.setObjectName("muted")
        self.place = QLabel(self)
        self.place.setObjectName("muted")
        self.slots = SlotFields(self)
        self.slots.values_edited.connect(self.values_edited)
        self.slots.rebuilt.connect(self._order_tabs)
        self.view = CodeView(self)
        self.view.setMinimumHeight(90)
        self.view.setAccessibleName(self.tr("Code of the answer"))
        self.notes = QLabel(self)
        self.notes.setObjectName("muted")
        self.notes.setWordWrap(True)
        self.notes.setTextFormat(Qt.TextFormat.PlainText)
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy_button = self._tool(actions.copy, [actions.copy_plain, actions.copy_markdown])
        self._lay_out()
        self._order_tabs()

    @property
    def code(self) -> str:
        """The code shown, ending in a newline."""
        code = self.view.code
        return code.rstrip("\n") + "\n" if code.strip() else ""

    def show_deck(self, deck: Deck) -> None:
        """Show the card on top of a deck."""
        card = deck.top
        if card is None:
            return
        is_recipe = card.answer.source in ("recipe", "hybrid") and card.answer.title
        self.title.setText(in_language(card.answer.title) if is_recipe else first_line(card.answer.prompt))
        self._show_source(card.source, provenance.confidence_words(card.confidence))
        self.view.set_code(card.code)
        self.slots.show_slots(card.answer.slots if card.has_slots else [])
        self._show_notes(card)
        total = len(deck.cards)
        self.place.setText(self.tr("{number} of {total}").format(number=deck.index + 1, total=total))
        self._navigation.setVisible(total > 1)
        self._actions.previous.setEnabled(deck.has_previous)
        self._actions.next.setEnabled(deck.has_next)

    def show_draft(self, code: str, prompt: str) -> None:
        """Show what the model has written so far."""
        self.title.setText(first_line(prompt))
        self._show_source("draft", "")
        self.slots.show_slots([])
        self.notes.hide()
        self._navigation.hide()
        self.view.set_draft(code)

    def set_compact(self, is_narrow: bool) -> None:
        """Show the buttons as icons only, for a window that is not wide."""
        style = Qt.ToolButtonStyle
        for button in self._labelled_buttons:
            button.setToolButtonStyle(style.ToolButtonIconOnly if is_narrow else style.ToolButtonTextBesideIcon)
        self.place.setHidden(is_narrow)

    def _show_source(self, source: str, sureness: str) -> None:
        explanation = provenance.source_explanation(source)
        self.badge.setText(provenance.source_name(source))
        if self.badge.property("source") != source:
            self.badge.setProperty("source", source)
            self.badge.style().unpolish(self.badge)
            self.badge.style().polish(self.badge)
        words = [provenance.source_promise(source), sureness]
        self.sureness.setText("  ·  ".join(word for word in words if word))
        for label in (self.badge, self.sureness):
            label.setToolTip(explanation)
        self.badge.setAccessibleName(self.tr("Source: {name}").format(name=self.badge.text()))
        self.badge.setAccessibleDescription(explanation)

    def _show_notes(self, card: Card) -> None:
        answer, notes = card.answer, []
        if card.is_main and answer.explanation:
            notes.append(in_language(answer.explanation))
        if answer.libraries:
            command = "pip install " + " ".join(answer.libraries)
            notes.append(
                self.tr("It needs a library that Python does not bring along:  {command}").format(command=command)
            )
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 12, 10)
        head.setSpacing(8)
        head.addLayout(self._make_first_row())
        source = FlowLayout(spacing=10)
        source.addWidget(self.badge)
        source.addWidget(self.sureness)
        head.addLayout(source)
        head.addWidget(self.slots)
        layout.addLayout(head)
        layout.addWidget(_line(self))
        layout.addWidget(self.view, 1)
        layout.addWidget(_line(self))
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 10, 12, 12)
        foot.setSpacing(8)
        foot.addWidget(self.notes)
        foot.addLayout(self._make_last_row())
        layout.addLayout(foot)

    def _order_tabs(self) -> None:
        # As one reads: from the title's row over the values to the code, and from there to what can be done with it.
        stops = [*self._turn_buttons, *self.slots.fields, self.view, *self._labelled_buttons, *self._icon_buttons]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _make_first_row(self) -> QHBoxLayout:
        self._navigation = QWidget(self)
        row = QHBoxLayout(self._navigation)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._turn_buttons = [self._icon_only(self._actions.previous), self._icon_only(self._actions.next)]
        row.addWidget(self._turn_buttons[0])
        row.addWidget(self.place)
        row.addWidget(self._turn_buttons[1])
        policy = self._navigation.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that nothing jumps when there is an alternative
        self._navigation.setSizePolicy(policy)
        first_row = QHBoxLayout()
        first_row.addWidget(self.title, 1)
        first_row.addWidget(self._navigation, 0, Qt.AlignmentFlag.AlignTop)
        return first_row

    def _make_last_row(self) -> FlowLayout:
        row = FlowLayout(spacing=8)
        self._labelled_buttons = [
            self.copy_button,
            self._tool(self._actions.save, [self._actions.export_snippet]),
            self._tool(self._actions.edit_run, []),
            self._tool(self._actions.again, []),
        ]
        for button in self._labelled_buttons:
            row.addWidget(button)
        self._icon_buttons = [self._icon_only(self._actions.favourite), self._icon_only(self._actions.inside)]
        for button in self._icon_buttons:
            row.addWidget(button)
        return row

    def _tool(self, action: QAction, more: list[QAction]) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setAccessibleName(action.text().replace("&", "").removesuffix("…"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if more:
            menu = QMenu(button)
            menu.addActions([action, *more])
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        return button

    def _icon_only(self, action: QAction) -> QToolButton:
        button = self._tool(action, [])
        button.setObjectName("flat")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        return button


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setObjectName("separator")
    line.setFixedHeight(1)
    return line
