"""The scratch editor: code comes in, nothing runs without consent, consent is asked once."""

import pytest
from PySide6.QtCore import Qt

from app.desktop.code_editor import CodeEditor
from app.settings import load_settings

from .fakes import RECIPE_CODE
from .steps import ask


@pytest.fixture
def scratch(qtbot, desktop, window):
    ask(qtbot, desktop, "read a csv file")
    window.actions_.edit_run.trigger()
    return desktop.tools._scratch


def test_the_code_shown_is_opened_for_editing_and_nothing_runs(scratch):
    assert scratch.editor.toPlainText() == RECIPE_CODE.rstrip("\n")
    assert scratch.isVisible()
    assert not scratch.runner.is_running
    assert scratch.state.text() == ""


def test_without_consent_nothing_runs(scratch, desktop):
    asked = []
    scratch.ask_consent = lambda parent: asked.append(parent) or False
    scratch.run()
    scratch.run()
    assert len(asked) == 2
    assert not scratch.runner.is_running
    assert not desktop.store.current.may_run_code


def test_consent_is_asked_once_and_remembered(qtbot, scratch, desktop, data):
    asked = []
    scratch.ask_consent = lambda parent: asked.append(parent) or True
    for number in range(2):
        scratch.set_code(f"print('run', {number})\n")
        with qtbot.waitSignal(scratch.runner.ended, timeout=60_000):
            scratch.run()
        assert scratch.output.toPlainText().strip() == f"run {number}"
    assert len(asked) == 1
    desktop.store.flush()
    assert load_settings(data.settings_file)[0].may_run_code


def test_a_running_program_takes_input_and_stops_on_escape(qtbot, scratch, desktop):
    desktop.store.change(may_run_code=True, run_limit_s=600)
    scratch.set_code("print('hi', input())\nwhile True: pass\n")
    assert not scratch.input.isEnabled()
    scratch.run()
    qtbot.waitUntil(lambda: scratch.input.isEnabled())
    qtbot.keyClicks(scratch.input, "Ada")
    qtbot.keyClick(scratch.input, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "hi Ada" in scratch.output.toPlainText(), timeout=60_000)
    with qtbot.waitSignal(scratch.runner.ended, timeout=60_000):
        qtbot.keyClick(scratch.editor, Qt.Key.Key_Escape)
    assert scratch.state.text() == "Stopped."
    assert not scratch.stop_button.isEnabled()


def test_a_second_answer_goes_into_the_same_editor_and_can_be_undone(qtbot, scratch, desktop, window):
    ask(qtbot, desktop, "primes")
    window.actions_.edit_run.trigger()
    assert desktop.tools._scratch is scratch
    assert "is_prime" in scratch.editor.toPlainText()
    scratch.editor.undo()
    assert scratch.editor.toPlainText() == RECIPE_CODE.rstrip("\n")


def test_closing_the_editor_stops_its_program(qtbot, scratch, desktop):
    desktop.store.change(may_run_code=True, run_limit_s=600)
    scratch.set_code("print('on', flush=True)\nwhile True: pass\n")
    scratch.run()
    qtbot.waitUntil(lambda: "on" in scratch.output.toPlainText(), timeout=60_000)
    process = scratch.runner._process
    with qtbot.waitSignal(process.destroyed, timeout=60_000):
        scratch.close()
    assert desktop.tools._scratch is None


@pytest.fixture
def editor(qtbot):
    editor = CodeEditor()
    qtbot.addWidget(editor)
    editor.show()
    return editor


def test_return_keeps_the_indent_and_deepens_it_after_a_colon(qtbot, editor):
    qtbot.keyClicks(editor, "def f():")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClicks(editor, "if x:")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClicks(editor, "pass")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.toPlainText() == "def f():\n    if x:\n        pass\n        "


def test_tab_indents_to_the_next_stop_and_moves_whole_selections(qtbot, editor):
    qtbot.keyClicks(editor, "ab")
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.toPlainText() == "ab  "
    editor.setPlainText("a\n\nb")
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.toPlainText() == "    a\n\n    b"
    qtbot.keyClick(editor, Qt.Key.Key_Backtab)
    qtbot.keyClick(editor, Qt.Key.Key_Backtab)
    assert editor.toPlainText() == "a\n\nb"
