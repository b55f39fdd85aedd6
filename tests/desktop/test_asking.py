"""The main job: type, ask, watch it stream, stop it, ask again."""

import gc

import pytest
from PySide6.QtCore import QMimeData, Qt

from app.desktop.worker import STOP_PATIENCE_MS
from engine.errors import CheckpointError

from .fakes import MODEL_CODE, RECIPE_CODE
from .steps import ask, shown_page, type_text


def test_enter_asks_and_the_recipe_is_shown_with_where_it_comes_from(qtbot, desktop, window):
    ask(qtbot, desktop, "read a csv file")
    assert shown_page(desktop) is window.answer_page
    assert window.answer.code == RECIPE_CODE
    assert window.answer.badge.text() == "Recipe"
    assert "93%" in window.answer.sureness.text()
    assert "checked" in window.answer.sureness.text()
    assert window.answer.title.text() == "Read a CSV file into a list of dictionaries"
    assert "closes the file" in window.answer.notes.text()


def test_shift_enter_begins_a_line_instead_of_asking(qtbot, desktop, window, session):
    type_text(qtbot, desktop, "def f(x):")
    qtbot.keyClick(window.prompt.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(window.prompt.edit, "    return")
    assert window.prompt.text == "def f(x):\n    return"
    assert not desktop.conversation.is_working


def test_the_model_streams_into_the_view_and_the_answer_replaces_the_draft(qtbot, open_desktop, gated_session):
    desktop = open_desktop(gated_session)
    window, view = desktop.window, desktop.window.answer.view
    gated_session.recipes_gate.set()
    gated_session.model_gate.set()
    qtbot.waitUntil(lambda: desktop.conversation.is_model_ready)
    lengths = []
    view.textChanged.connect(lambda: lengths.append(len(view.toPlainText())))
    gated_session.pieces = [MODEL_CODE[:40], MODEL_CODE[40:90], MODEL_CODE[90:]]
    type_text(qtbot, desktop, "primes")
    qtbot.keyClick(window.prompt.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Thinking" in window.status_label.text())
    with qtbot.waitSignals([desktop.conversation.draft_written] * 3):
        gated_session.token_gate.set()
    qtbot.waitUntil(lambda: not desktop.conversation.is_working)
    assert window.answer.code == MODEL_CODE
    assert window.answer.badge.text() == "Model"
    assert "not run" in window.answer.sureness.text()
    assert lengths == sorted(lengths)


def test_a_draft_says_that_it_is_one(qtbot, desktop, window, session):
    session.token_gate.clear()
    type_text(qtbot, desktop, "primes")
    qtbot.keyClick(window.prompt.edit, Qt.Key.Key_Return)
    desktop.conversation.draft_written.emit("def is_pri")
    qtbot.waitUntil(lambda: window.answer.view.toPlainText() == "def is_pri")
    assert window.answer.badge.text() == "Draft"
    assert "not checked" in window.answer.sureness.text()
    session.token_gate.set()


@pytest.mark.parametrize("by_key", [True, False], ids=["Esc", "button"])
def test_stop_ends_the_writing(qtbot, desktop, window, session, by_key):
    session.token_gate.clear()
    type_text(qtbot, desktop, "primes")
    qtbot.keyClick(window.prompt.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.prompt._stop_button.isVisible())
    with qtbot.waitSignal(desktop.conversation.working_changed):
        if by_key:
            qtbot.keyClick(window, Qt.Key.Key_Escape)
        else:
            qtbot.mouseClick(window.prompt._stop_button, Qt.MouseButton.LeftButton)
    assert not session.token_gate.is_set()
    assert window.status_label.text() == "Stopped."
    assert not window.prompt._stop_button.isVisible()
    assert desktop.history.entries() == []


def test_stop_works_while_the_engine_is_deaf_because_it_is_still_loading(qtbot, open_desktop, gated_session):
    desktop = open_desktop(gated_session)
    gated_session.recipes_gate.set()
    qtbot.waitUntil(lambda: desktop.engine.session is not None)
    type_text(qtbot, desktop, "primes")
    qtbot.keyClick(desktop.window.prompt.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(gated_session.requests))
    qtbot.waitUntil(lambda: "loading" in desktop.window.status_label.text())
    with qtbot.waitSignal(desktop.conversation.working_changed):
        qtbot.keyClick(desktop.window, Qt.Key.Key_Escape)
    assert STOP_PATIENCE_MS < 100
    assert not gated_session.model_gate.is_set()
    assert desktop.window.status_label.text() == "Stopped."


def test_stop_works_before_the_recipes_are_there(qtbot, open_desktop, gated_session):
    desktop = open_desktop(gated_session)
    type_text(qtbot, desktop, "primes")
    qtbot.keyClick(desktop.window.prompt.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(desktop.window.prompt._stop_button.isVisible)
    with qtbot.waitSignal(desktop.conversation.working_changed):
        qtbot.mouseClick(desktop.window.prompt._stop_button, Qt.MouseButton.LeftButton)
    assert not gated_session.recipes_gate.is_set()
    assert desktop.window.status_label.text() == "Stopped."
    gated_session.open_all_gates()
    qtbot.waitUntil(lambda: desktop.conversation.is_model_ready)
    assert gated_session.requests == [], "what was stopped is not asked later"


def test_what_is_loaded_is_settled_before_the_search_for_garbage_goes_on(qtbot, open_desktop, session):
    """Else the search would begin with all of it, and stop the window for that long."""
    searching = []
    settle = lambda: searching.append(gc.isenabled())  # noqa: E731
    desktop = open_desktop(session, settle=settle)
    qtbot.waitUntil(lambda: desktop.conversation.is_model_ready)
    desktop.close()
    assert searching == [False, False], "once for the recipes, once for the model"
    assert gc.isenabled()


def test_recipes_answer_while_the_model_still_loads(qtbot, open_desktop, gated_session):
    desktop = open_desktop(gated_session)
    gated_session.recipes_gate.set()
    type_text(qtbot, desktop, "read a csv file")
    qtbot.keyClick(desktop.window.prompt.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desktop.window.answer.code == RECIPE_CODE)
    assert not gated_session.model_gate.is_set()
    assert desktop.conversation.is_working


def test_a_request_made_before_anything_is_loaded_is_answered_when_it_is(qtbot, open_desktop, gated_session):
    desktop = open_desktop(gated_session)
    type_text(qtbot, desktop, "primes")
    qtbot.keyClick(desktop.window.prompt.edit, Qt.Key.Key_Return)
    assert gated_session.requests == []
    for gate in (gated_session.recipes_gate, gated_session.model_gate, gated_session.token_gate):
        gate.set()
    qtbot.waitUntil(lambda: desktop.window.answer.code == MODEL_CODE)


def test_a_new_request_replaces_one_that_is_still_being_answered(qtbot, desktop, window, session):
    session.token_gate.clear()
    type_text(qtbot, desktop, "primes")
    qtbot.keyClick(window.prompt.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(session.requests) >= 1)
    window.prompt.edit.selectAll()
    type_text(qtbot, desktop, "read a csv file")
    qtbot.keyClick(window.prompt.edit, Qt.Key.Key_Return)
    session.token_gate.set()
    qtbot.waitUntil(lambda: not desktop.conversation.is_working)
    assert window.answer.code == RECIPE_CODE
    assert [entry.request.prompt for entry in desktop.history.entries()] == ["read a csv file"]


def test_no_answer_is_said_plainly_and_suggestions_can_be_clicked(qtbot, desktop, window):
    ask(qtbot, desktop, "zebra")
    assert shown_page(desktop) is window.none
    assert "don't know" in window.none.heading.text()
    choice = window.none._choices[1]
    with qtbot.waitSignal(desktop.conversation.working_changed, check_params_cb=lambda working: not working):
        qtbot.mouseClick(choice, Qt.MouseButton.LeftButton)
    assert window.prompt.text == choice.accessibleName() == "write a list to a file"
    assert shown_page(desktop) is window.answer_page


def test_the_model_can_be_asked_alone_when_nothing_was_found(qtbot, desktop, window, session):
    ask(qtbot, desktop, "zebra")
    with qtbot.waitSignal(desktop.conversation.working_changed, check_params_cb=lambda working: not working):
        window.none.model_wanted.emit()
    assert session.requests[-1].only == "model"
    assert not window.none._try_model.isVisible()


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (CheckpointError("The model folder pysmith is damaged."), "The model folder pysmith is damaged."),
        (ZeroDivisionError("inside"), "Something went wrong inside Pysmith. The log has the details."),
    ],
    ids=["known", "unknown"],
)
def test_a_failed_request_shows_its_error_and_the_window_goes_on(qtbot, desktop, window, session, error, shown):
    session.ask_error = error
    ask(qtbot, desktop, "primes")
    assert window.message.text == shown
    assert window.message.accessibleName() == f"Error: {shown}"
    session.ask_error = None
    ask(qtbot, desktop, "read a csv file")
    assert window.message.text == ""
    assert window.answer.code == RECIPE_CODE


def test_a_model_that_cannot_be_loaded_leaves_the_recipes_working(qtbot, open_desktop, session):
    session.model_error = CheckpointError("model.safetensors has another checksum than config.json says.")
    desktop = open_desktop(session)
    qtbot.waitUntil(lambda: "checksum" in desktop.window.message.text)
    assert desktop.window.model_button.text() == "No model"
    ask(qtbot, desktop, "read a csv file")
    assert desktop.window.answer.code == RECIPE_CODE


def test_a_session_that_cannot_be_made_says_why(qtbot, open_desktop):
    def fail():
        raise CheckpointError("The cookbook is missing.")

    desktop = open_desktop(fail)
    qtbot.waitUntil(lambda: desktop.window.message.text == "The cookbook is missing.")
    type_text(qtbot, desktop, "primes")
    qtbot.keyClick(desktop.window.prompt.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not desktop.conversation.is_working)
    assert desktop.window.message.text == "The cookbook is missing."


def test_an_empty_request_is_not_asked(qtbot, desktop, window, session):
    type_text(qtbot, desktop, "   ")
    qtbot.keyClick(window.prompt.edit, Qt.Key.Key_Return)
    assert not desktop.conversation.is_working
    assert "Type first" in window.status_label.text()
    assert not window.actions_.generate.isEnabled()


def test_a_pasted_text_that_is_too_long_is_cut_with_a_notice(qtbot, desktop, window):
    data = QMimeData()
    data.setText("x" * 50_000)
    window.prompt.edit.insertFromMimeData(data)
    assert len(window.prompt.text) == 20_000
    assert "too long" in window.message.text


def test_the_slider_changes_the_length_asked_for_and_says_what_it_means(qtbot, desktop, window, session):
    slider = window.prompt.length._slider
    seen = []
    for step in (slider.minimum(), slider.maximum()):
        slider.setValue(step)
        ask(qtbot, desktop, f"primes {step}")
        seen.append((session.requests[-1].length, window.prompt.length._meaning.text()))
    assert seen == [(40, "short, up to 2 lines"), (4000, "long, up to 133 lines")]


def test_the_length_is_remembered(qtbot, open_desktop, session, data):
    first = open_desktop(session)
    first.window.prompt.length._slider.setValue(3)
    first.window.close()
    second = open_desktop(session)
    assert second.window.prompt.length.length == 120
