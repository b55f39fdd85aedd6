"""Earlier requests: kept, searched, opened again, kept as favourites, forgotten; ↑ and ↓ bring them back."""

import pytest
from PySide6.QtCore import Qt

from app.settings import Settings

from .fakes import MODEL_CODE, RECIPE_CODE
from .steps import ask, shown_page


@pytest.fixture
def asked_three(qtbot, desktop):
    for prompt in ("read a csv file", "primes", "zebra"):
        ask(qtbot, desktop, prompt)
    desktop.store.change(show_history=True)
    return desktop


def prompts(desktop):
    model = desktop.window.history_panel.model
    return [model.index(row).data() for row in range(model.rowCount())]


def test_everything_asked_is_listed_newest_first(asked_three):
    assert prompts(asked_three) == ["zebra", "primes", "read a csv file"]


def test_searching_shows_what_contains_the_words_even_in_the_code(qtbot, asked_three, window):
    qtbot.keyClicks(window.history_panel.search, "DictReader")
    qtbot.waitUntil(lambda: prompts(asked_three) == ["read a csv file"])
    qtbot.keyClicks(window.history_panel.search, "zzz")
    qtbot.waitUntil(lambda: window.history_panel.empty.isVisible())
    assert window.history_panel.empty.text() == "Nothing found."


def test_a_click_opens_an_entry_as_it_was(qtbot, asked_three, window, session):
    asked_before = len(session.requests)
    index = window.history_panel.model.index(2)
    place = window.history_panel.list.visualRect(index).center()
    qtbot.mouseClick(window.history_panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.prompt.text == "read a csv file"
    assert window.answer.code == RECIPE_CODE
    assert len(session.requests) == asked_before


def test_an_entry_without_an_answer_opens_as_none(asked_three, window):
    window.history_panel.opened.emit(window.history_panel.model.index(1).data(Qt.ItemDataRole.UserRole).id)
    assert window.answer.code == MODEL_CODE
    window.history_panel.opened.emit(window.history_panel.model.index(0).data(Qt.ItemDataRole.UserRole).id)
    assert shown_page(asked_three) is window.none


def test_the_list_works_by_keyboard(qtbot, asked_three, window):
    window.history_panel.list.setFocus()
    window.history_panel.list.setCurrentIndex(window.history_panel.model.index(1))
    qtbot.keyClick(window.history_panel.list, Qt.Key.Key_Return)
    assert window.answer.code == MODEL_CODE
    qtbot.keyClick(window.history_panel.list, Qt.Key.Key_Delete)
    assert prompts(asked_three) == ["zebra", "read a csv file"]


def test_favourites_are_starred_and_can_be_shown_alone(asked_three, window):
    window.history_panel.opened.emit(window.history_panel.model.index(2).data(Qt.ItemDataRole.UserRole).id)
    window.actions_.favourite.trigger()
    assert window.actions_.favourite.isChecked()
    window.history_panel.only_favourites.setChecked(True)
    assert prompts(asked_three) == ["read a csv file"]
    window.actions_.favourite.trigger()
    assert prompts(asked_three) == []


def test_forgetting_asks_first_and_spares_the_favourites(asked_three, window):
    asked_three.history.set_favourite(1, True)
    answers = iter([False, True])
    asked_three.history.confirm = lambda *_: next(answers)
    window.history_panel.clear_wanted.emit()
    assert len(prompts(asked_three)) == 3
    window.history_panel.clear_wanted.emit()
    assert prompts(asked_three) == ["read a csv file"]


def test_nothing_is_kept_when_the_person_does_not_want_it(qtbot, desktop):
    desktop.store.change(keep_history=False)
    ask(qtbot, desktop, "read a csv file")
    assert desktop.history.entries() == []


def test_a_favourite_is_kept_even_then(qtbot, desktop, window):
    desktop.store.change(keep_history=False)
    ask(qtbot, desktop, "read a csv file")
    window.actions_.favourite.trigger()
    assert [entry.favourite for entry in desktop.history.entries()] == [True]


def test_arrow_keys_bring_back_earlier_requests_and_the_own_text(qtbot, asked_three, window):
    edit = window.prompt.edit
    edit.selectAll()
    qtbot.keyClicks(edit, "my own")
    seen = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(edit, key)
        seen.append(window.prompt.text)
    assert seen == ["zebra", "primes", "zebra", "my own", "my own"]


def test_arrow_keys_move_inside_a_text_of_several_lines_first(qtbot, asked_three, window):
    edit = window.prompt.edit
    edit.selectAll()
    edit.insertPlainText("one\ntwo")
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    assert window.prompt.text == "one\ntwo"
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    assert window.prompt.text == "zebra"


def test_history_survives_closing_the_program(qtbot, open_desktop, session):
    first = open_desktop(session)
    ask(qtbot, first, "read a csv file")
    first.window.close()
    first.close()
    second = open_desktop(session)
    qtbot.waitUntil(lambda: prompts(second) == ["read a csv file"])


def test_a_history_that_cannot_be_opened_costs_only_the_history(qtbot, open_desktop, session, data):
    data.history_file.mkdir()
    desktop = open_desktop(session)
    qtbot.waitUntil(lambda: "history" in desktop.window.message.text)
    desktop.window.message.hide()
    ask(qtbot, desktop, "read a csv file")
    assert desktop.window.answer.code == RECIPE_CODE
    assert desktop.window.message.text == ""


def test_in_a_narrow_window_the_history_takes_turns_with_the_rest(qtbot, asked_three, window):
    window.resize(460, 600)
    qtbot.waitUntil(lambda: not window.centre.isVisible())
    window.history_panel.opened.emit(1)
    assert window.centre.isVisible()
    assert not window.history_panel.isVisible()
    assert asked_three.store.current.show_history is Settings().show_history is False
