"""Moving the data folder through the window: asked for in the settings, done while the program is closed."""

import json
from dataclasses import replace

import pytest

from .program import start_program

SCRIPT = """
import json
from pathlib import Path
def drive(desktop):
    def first_answered(*_):
        desktop.history.confirm = lambda *_: True
        desktop.store.change(theme="dark")
        desktop.tools.move_data(Path(TARGET))
    if len(desktops) == 1:
        desktop.conversation.answered.connect(first_answered)
        desktop.presenter.ask_text("read csv")
    else:
        prompts = [entry.request.prompt for entry in desktop.history.entries()]
        print(json.dumps([str(desktop.data.root), prompts, desktop.store.current.theme, desktop.window.message.text,
                          [session.is_closed for session in sessions], desktop.window.isVisible()]))
        desktop.window.quit()
"""


def test_the_program_moves_its_data_and_comes_back(tmp_path):
    target = tmp_path / "drive" / "notes"
    process = start_program(SCRIPT.replace("TARGET", repr(str(target))), tmp_path / "home")
    output, _ = process.communicate(timeout=300)
    assert process.returncode == 0
    root, prompts, theme, message, closed, is_visible = json.loads(output)
    assert (root, prompts, theme, is_visible) == (str(target), ["read csv"], "dark", True)
    assert message == f"The data is in {target} now."
    assert closed == [True, False]
    assert not (tmp_path / "home" / "pysmith" / "history.sqlite").exists()


@pytest.fixture
def movable(desktop):
    desktop.tools.data = replace(desktop.data, is_movable=True)
    desktop.history.confirm = lambda *_: True
    return desktop


def test_the_settings_ask_for_it(movable, window, tmp_path, monkeypatch):
    wanted = []
    monkeypatch.setattr(movable.tools, "move_data", wanted.append)
    window.actions_.settings.trigger()
    dialog = movable.tools.open_dialog
    dialog.choose_folder = lambda: str(tmp_path / "drive")
    dialog.move_button.click()
    assert wanted == [tmp_path / "drive"]


def test_a_folder_chosen_at_the_start_stays(desktop, window):
    window.actions_.settings.trigger()
    assert not desktop.tools.open_dialog.move_button.isEnabled()


def test_a_bad_place_is_refused_with_words(movable, window):
    movable.tools.move_data(movable.data.root / "inside")
    assert "one folder lies in the other" in window.message.text
    assert movable.tools.move_target is None


def test_without_a_yes_nothing_happens(movable, window, tmp_path):
    movable.history.confirm = lambda *_: False
    movable.tools.move_data(tmp_path / "drive")
    assert movable.tools.move_target is None
    assert window.isVisible()


def test_a_place_that_cannot_be_reached_is_told(open_desktop, session, data):
    desktop = open_desktop(session, replace(data, notice="The data folder x cannot be reached."))
    assert desktop.window.message.text == "The data folder x cannot be reached."
