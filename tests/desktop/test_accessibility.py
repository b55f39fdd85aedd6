"""Everything has a name, everything is reached by keyboard, and what happens is said aloud."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QSlider,
    QTextBrowser,
    QWidget,
)

from .steps import ask

CONTROLS = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QListView, QPlainTextEdit, QSlider, QTextBrowser)
ROLES_WITH_NAMES = {
    QAccessible.Role.Button,
    QAccessible.Role.ButtonMenu,
    QAccessible.Role.CheckBox,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.List,
    QAccessible.Role.MenuItem,
    QAccessible.Role.RadioButton,
    QAccessible.Role.Slider,
    QAccessible.Role.SpinBox,
}


def unnamed_controls(root):
    """Walk the accessibility tree, as a screen reader does, and return the visible controls without a name."""
    found, waiting = [], [QAccessible.queryAccessibleInterface(root)]
    while waiting:
        interface = waiting.pop()
        if interface is None or interface.state().invisible:
            continue
        if interface.role() in ROLES_WITH_NAMES and not interface.text(QAccessible.Text.Name).strip():
            thing = interface.object()
            is_part = isinstance(thing, QWidget) and thing.parent() and isinstance(thing.parent(), QAbstractSpinBox)
            if not is_part and not (thing and thing.objectName().startswith("qt_")):
                found.append((interface.role().name, repr(thing)))
        waiting += [interface.child(number) for number in range(interface.childCount())]
    return found


def controls_by_tab(qtbot, window):
    """Press Tab until the focus is back where it began, and return what had it."""
    seen = []
    start = QApplication.focusWidget()
    for _ in range(100):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is start:
            return [start, *seen]
        seen.append(QApplication.focusWidget())
    pytest.fail("Tab never comes back")


def test_every_control_has_a_name_in_every_state(qtbot, desktop, window):
    desktop.store.change(show_history=True)
    assert unnamed_controls(window) == []
    ask(qtbot, desktop, "read a csv file")
    assert unnamed_controls(window) == []
    ask(qtbot, desktop, "zebra")
    window.message.show_message("error", "Something is wrong.")
    assert unnamed_controls(window) == []


def test_the_walk_does_see_the_controls(qtbot, desktop, window):
    """Guards the test above: a control without a name is found."""
    window.prompt._generate_button.setAccessibleName("")
    window.prompt._generate_button.setText("")
    assert len(unnamed_controls(window)) == 1


def test_tab_reaches_every_control_that_can_be_used(qtbot, desktop, window):
    ask(qtbot, desktop, "read a csv file")
    desktop.store.change(show_history=True)
    window.prompt.edit.setFocus()
    reached = controls_by_tab(qtbot, window)
    visible = [w for kind in CONTROLS for w in window.findChildren(kind) if w.isVisible() and w.isEnabled()]
    usable = [w for w in visible if w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.focusProxy()]
    missed = [repr(w) for w in usable if w not in reached]
    assert missed == []
    assert len(usable) > 15


def test_tab_goes_from_the_request_to_the_answer(qtbot, desktop, window):
    ask(qtbot, desktop, "read a csv file")
    window.prompt.edit.setFocus()
    reached = controls_by_tab(qtbot, window)
    order = [
        window.prompt.edit,
        window.prompt.length._slider,
        window.prompt._generate_button,
        window.answer.slots._fields["data.csv"],
        window.answer.view,
        window.answer.copy_button,
    ]
    places = [reached.index(widget) for widget in order]
    assert places == sorted(places)


def test_no_icon_button_can_be_clicked_only(desktop, window):
    buttons = [b for b in window.findChildren(QAbstractButton) if not b.objectName().startswith("qt_")]
    unreachable = [b.accessibleName() for b in buttons if b.focusPolicy() == Qt.FocusPolicy.NoFocus]
    assert [name for name in unreachable if name] == []


def test_finished_answers_and_messages_are_said_aloud(qtbot, desktop, window, monkeypatch):
    said = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    ask(qtbot, desktop, "read a csv file")
    assert said == ["Answer: Read a CSV file into a list of dictionaries, Recipe, very sure (93%)"]
    window.actions_.copy.trigger()
    ask(qtbot, desktop, "zebra")
    window.message.show_message("error", "Broken.")
    assert said[1:] == ["Copied.", "I don't know this one", "Error: Broken."]


def test_nothing_is_told_by_colour_alone(qtbot, desktop, window):
    """Each source has its own word, and messages begin with what they are."""
    words = set()
    for prompt in ("read a csv file", "primes"):
        ask(qtbot, desktop, prompt)
        words.add(window.answer.badge.text())
    assert words == {"Recipe", "Model"}
    for kind, word in (("error", "Error"), ("notice", "Note")):
        window.message.show_message(kind, "x")
        assert window.message._word.text() == word
