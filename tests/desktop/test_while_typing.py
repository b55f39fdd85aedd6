"""Recipes come up while somebody types; nothing that is done in earnest is disturbed by it."""

from PySide6.QtCore import Qt

from .fakes import RECIPE_CODE
from .steps import ask, shown_page, type_text


def test_a_recipe_comes_up_while_typing_without_asking_the_model(qtbot, desktop, window, session):
    type_text(qtbot, desktop, "read csv")
    qtbot.waitUntil(lambda: window.answer.code == RECIPE_CODE)
    assert shown_page(desktop) is window.answer_page
    assert {request.only for request in session.requests} == {"recipe"}
    assert "Press Enter" in window.status_label.text()
    assert desktop.history.entries() == []


def test_fast_typing_is_looked_up_once_at_the_pause(qtbot, desktop, session):
    with qtbot.waitSignal(desktop.window.prompt.paused):
        type_text(qtbot, desktop, "read csv")
    qtbot.waitUntil(lambda: bool(session.requests))
    assert [request.prompt for request in session.requests] == ["read csv"]


def test_a_hint_stands_where_no_recipe_fits_and_the_welcome_where_nothing_is_typed(qtbot, desktop, window):
    assert shown_page(desktop) is window.welcome
    type_text(qtbot, desktop, "juggle")
    qtbot.waitUntil(lambda: shown_page(desktop) is window.hint)
    window.prompt.edit.clear()
    assert shown_page(desktop) is window.welcome


def test_an_answer_stays_while_the_next_request_is_typed_until_a_recipe_fits(qtbot, desktop, window, session):
    ask(qtbot, desktop, "primes")
    shown = window.answer.code
    window.prompt.edit.selectAll()
    type_text(qtbot, desktop, "jug")
    qtbot.waitUntil(lambda: session.requests[-1].prompt == "jug")
    qtbot.waitUntil(lambda: desktop.conversation._look_up is None)
    assert window.answer.code == shown
    assert shown_page(desktop) is window.answer_page
    qtbot.keyClicks(window.prompt.edit, " csv")
    qtbot.waitUntil(lambda: window.answer.code == RECIPE_CODE)


def test_enter_on_a_recipe_that_came_up_keeps_it_in_place(qtbot, desktop, window):
    type_text(qtbot, desktop, "read csv")
    qtbot.waitUntil(lambda: window.answer.code == RECIPE_CODE)
    changes = []
    window.answer.view.textChanged.connect(lambda: changes.append(window.answer.view.toPlainText()))
    with qtbot.waitSignal(desktop.conversation.answered):
        qtbot.keyClick(window.prompt.edit, Qt.Key.Key_Return)
    assert changes == []
    assert len(desktop.history.entries()) == 1


def test_copying_what_came_up_keeps_it_in_the_history(qtbot, desktop, window):
    type_text(qtbot, desktop, "read csv")
    qtbot.waitUntil(lambda: window.answer.code == RECIPE_CODE)
    window.actions_.copy.trigger()
    window.actions_.copy.trigger()
    assert [entry.request.prompt for entry in desktop.history.entries()] == ["read csv"]


def test_it_can_be_turned_off(qtbot, desktop, session):
    desktop.store.change(answer_while_typing=False)
    with qtbot.waitSignal(desktop.window.prompt.paused):
        type_text(qtbot, desktop, "read csv")
    assert session.requests == []
