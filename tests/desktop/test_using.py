"""What a person does with an answer: turn to the next, change its values, copy, save, keep."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.desktop.snippets import without_comments

from .fakes import MODEL_CODE, RECIPE_CODE
from .steps import ask, type_text


@pytest.fixture
def answered(qtbot, desktop):
    ask(qtbot, desktop, "read a csv file")
    return desktop


def test_alternatives_are_turned_with_buttons_that_end_at_both_ends(qtbot, answered, window):
    actions = window.actions_
    assert window.answer.place.text() == "1 of 2"
    assert not actions.previous.isEnabled()
    actions.next.trigger()
    assert "read_csv" in window.answer.code
    assert window.answer.badge.text() == "Model"
    assert not window.answer.slots.isVisible()
    assert (window.answer.place.text(), actions.next.isEnabled()) == ("2 of 2", False)
    actions.previous.trigger()
    assert window.answer.code == RECIPE_CODE


def test_again_adds_a_new_answer_from_the_model_with_another_seed(qtbot, answered, window, session):
    seeds = set()
    for _ in range(2):
        with qtbot.waitSignal(answered.conversation.working_changed, check_params_cb=lambda working: not working):
            window.actions_.again.trigger()
        seeds.add(session.requests[-1].seed)
        assert session.requests[-1].only == "model"
    assert len(seeds) == 2
    assert window.answer.code == MODEL_CODE
    assert window.answer.place.text() == "3 of 3"
    assert "nothing new" in window.status_label.text()
    window.actions_.previous.trigger()
    window.actions_.previous.trigger()
    assert window.answer.code == RECIPE_CODE


def test_each_key_in_a_value_field_rewrites_the_code_and_keeps_the_focus(qtbot, answered, window):
    field = window.answer.slots._fields["data.csv"]
    field.setFocus()
    field.selectAll()
    seen = []
    window.answer.view.textChanged.connect(lambda: seen.append(window.answer.code))
    qtbot.keyClicks(field, "my.csv")
    assert 'open("my.csv"' in window.answer.code
    assert len(seen) >= 6
    assert field.hasFocus()
    assert window.answer.slots._fields["data.csv"] is field


def test_a_value_that_cannot_be_used_is_marked_and_the_code_stays(qtbot, answered, window):
    field = window.answer.slots._fields["rows"]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "2 bad")
    assert field.property("invalid")
    assert "letters" in window.answer.slots._problem.text()
    assert "letters" in field.accessibleDescription()
    assert "2 bad" not in window.answer.code
    field.selectAll()
    qtbot.keyClicks(field, "lines")
    assert not field.property("invalid")
    assert "lines = list" in window.answer.code


def test_values_changed_by_hand_survive_a_better_answer_of_the_model(qtbot, desktop, window, session):
    session.token_gate.clear()
    type_text(qtbot, desktop, "read a csv file")
    qtbot.keyClick(window.prompt.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.answer.code == RECIPE_CODE)
    desktop.conversation.refill({"data.csv": "mine.csv", "rows": "rows"})
    session.token_gate.set()
    qtbot.waitUntil(lambda: not desktop.conversation.is_working)
    assert "mine.csv" in window.answer.code


def test_copy_puts_the_code_on_the_clipboard_and_says_so(answered, window):
    window.actions_.copy.trigger()
    assert QGuiApplication.clipboard().text() == RECIPE_CODE
    assert window.status_label.text() == "Copied."
    window.actions_.copy_plain.trigger()
    assert QGuiApplication.clipboard().text() == without_comments(RECIPE_CODE)
    assert "#" not in QGuiApplication.clipboard().text()
    window.actions_.copy_markdown.trigger()
    assert "```python" in QGuiApplication.clipboard().text()


def test_what_the_status_said_comes_back_after_the_report(qtbot, answered, window):
    before = window.status_label.text()
    window._report_timer.setInterval(1)
    window.actions_.copy.trigger()
    qtbot.waitUntil(lambda: window.status_label.text() == before)


def test_saving_writes_the_code_under_the_name_chosen(answered, window, tmp_path):
    asked = []

    def choose(parent, caption, name, kinds):
        asked.append(name)
        return str(tmp_path / name)

    answered.presenter.uses.choose_file = choose
    window.actions_.save.trigger()
    assert asked == ["read_a_csv_file_into_a_list_of_dictionar.py"]
    assert (tmp_path / asked[0]).read_bytes() == RECIPE_CODE.encode()
    window.actions_.export_snippet.trigger()
    (snippet,) = json.loads((tmp_path / asked[1]).read_text()).values()
    assert snippet["scope"] == "python"


def test_saving_where_one_may_not_gives_an_error_and_cancelling_does_nothing(answered, window, tmp_path):
    answered.presenter.uses.choose_file = lambda *_: str(tmp_path / "missing" / "x.py")
    window.actions_.save.trigger()
    assert "could not be written" in window.message.text
    window.message.hide()
    answered.presenter.uses.choose_file = lambda *_: ""
    window.actions_.save.trigger()
    assert window.message.text == ""
    assert list(tmp_path.glob("*.py")) == []


def test_without_an_answer_there_is_nothing_to_copy_save_or_keep(qtbot, desktop, window):
    names = ("copy", "save", "edit_run", "again", "next", "previous", "favourite", "save_card")
    assert not any(window.actions_.named[name].isEnabled() for name in names)
    ask(qtbot, desktop, "read a csv file")
    assert all(window.actions_.named[name].isEnabled() for name in names if name != "previous")
    window.actions_.new.trigger()
    assert not any(window.actions_.named[name].isEnabled() for name in names)
    assert window.prompt.text == ""


def test_a_library_that_is_needed_is_named(answered, window):
    window.actions_.next.trigger()
    assert window.answer.notes.text() == ""
    from .fakes import recipe_answer

    answered.conversation._take(
        answered.conversation.request, recipe_answer("x", libraries=["pandas", "openpyxl"]), is_preview=False
    )
    assert "pip install pandas openpyxl" in window.answer.notes.text()
