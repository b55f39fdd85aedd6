"""What the menus open: settings, models, sheets, cards, files that go along, exports."""

import json
import socket
from dataclasses import replace

import httpx
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeySequence

from app.desktop.help_dialogs import make_shortcuts_sheet
from app.desktop.replay_card import read_card, write_card
from app.history import answer_from_dict, request_from_dict
from app.settings import Settings, load_settings, save_settings
from engine.errors import CheckpointError, RequestError
from engine.events import Request

from .fakes import MODEL_CODE, model_answer
from .steps import ask
from .test_accessibility import unnamed_controls


def test_settings_are_shown_changed_on_ok_and_kept(desktop, window, data):
    window.actions_.settings.trigger()
    dialog = desktop.tools.open_dialog
    assert unnamed_controls(dialog) == []
    assert dialog.temperature.value() == Settings().temperature
    dialog.temperature.setValue(0.25)
    dialog.fixed_seed.setChecked(True)
    dialog.seed.setValue(42)
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.font_size.setValue(14)
    dialog.accept()
    assert (desktop.theme.colours.is_dark, desktop.theme.points) == (True, 14)
    desktop.store.flush()
    saved, _ = load_settings(data.settings_file)
    assert (saved.temperature, saved.seed, saved.theme, saved.font_size) == (0.25, 42, "dark", 14)


def test_settings_cancelled_change_nothing_and_defaults_come_back(desktop, window):
    desktop.store.change(temperature=1.5, theme="dark", seed=3)
    before = desktop.store.current
    window.actions_.settings.trigger()
    desktop.tools.open_dialog.temperature.setValue(0.1)
    desktop.tools.open_dialog.reject()
    assert desktop.store.current == before
    window.actions_.settings.trigger()
    dialog = desktop.tools.open_dialog
    dialog.buttons.button(dialog.buttons.StandardButton.RestoreDefaults).click()
    dialog.accept()
    wanted = replace(Settings(), length=before.length, window_geometry=before.window_geometry)
    assert desktop.store.current == wanted


def test_settings_reach_the_next_request(qtbot, desktop, session):
    desktop.store.change(temperature=0.1, candidates=2, seed=9)
    ask(qtbot, desktop, "primes")
    request = session.requests[-1]
    assert (request.temperature, request.candidates, request.seed) == (0.1, 2, 9)


def test_models_are_listed_chosen_given_back_imported_and_removed(qtbot, desktop, window, session, tmp_path):
    window.actions_.models.trigger()
    dialog = desktop.tools.open_dialog
    qtbot.waitUntil(lambda: dialog.list.count() == 2)
    assert unnamed_controls(dialog) == []
    assert dialog.list.item(0).text() == "pysmith (in use)"
    assert not dialog.use_button.isEnabled()
    dialog.list.setCurrentRow(1)
    assert "SHA-256 cd" in dialog.facts.text()
    dialog.use_button.click()
    qtbot.waitUntil(lambda: window.model_button.text() == "small")
    assert desktop.store.current.model == "small"
    dialog.reset_button.click()
    qtbot.waitUntil(lambda: window.model_button.text() == "pysmith")
    assert desktop.store.current.model is None
    assert not dialog.reset_button.isEnabled()
    dialog.choose_folder = lambda: str(tmp_path)
    dialog.import_button.click()
    qtbot.waitUntil(lambda: dialog.list.count() == 3)
    dialog.confirm = lambda *_: True
    dialog.list.setCurrentRow(2)
    dialog.remove_button.click()
    qtbot.waitUntil(lambda: dialog.list.count() == 2)


def test_a_damaged_model_is_shown_with_its_problem_and_cannot_be_chosen(qtbot, desktop, window, session):
    session.known[1] = replace(session.known[1], problem="its checksum differs")
    window.actions_.models.trigger()
    dialog = desktop.tools.open_dialog
    qtbot.waitUntil(lambda: dialog.list.count() == 2)
    dialog.list.setCurrentRow(1)
    assert dialog.list.item(1).text() == "small (damaged)"
    assert "its checksum differs" in dialog.facts.text()
    assert not dialog.use_button.isEnabled()


def test_an_import_that_fails_says_why(qtbot, desktop, window, session, tmp_path):
    window.actions_.models.trigger()
    dialog = desktop.tools.open_dialog
    qtbot.waitUntil(lambda: dialog.list.count() == 2)
    session.import_error = CheckpointError("There is no config.json in it.")
    dialog.choose_folder = lambda: str(tmp_path)
    dialog.import_button.click()
    qtbot.waitUntil(lambda: dialog.state.text() == "There is no config.json in it.")


def test_a_chosen_model_that_is_gone_gives_way_to_the_default_one(qtbot, open_desktop, session, data):
    save_settings(data.settings_file, Settings(model="gone"))
    desktop = open_desktop(session)
    qtbot.waitUntil(lambda: desktop.window.model_button.text() == "pysmith")
    assert "gone" in desktop.window.message.text
    assert desktop.store.current.model is None


def test_the_sheet_lists_every_shortcut_there_is(desktop, window):
    sheet = make_shortcuts_sheet(window.actions_)
    text = sheet.text.toPlainText()
    actions = window.actions_.named.values()
    keys = [
        a.shortcut().toString(QKeySequence.SequenceFormat.NativeText) for a in actions if not a.shortcut().isEmpty()
    ]
    assert len(keys) > 20
    assert [key for key in keys if key not in text] == []
    sheet.deleteLater()


def test_no_two_actions_share_a_shortcut_and_each_is_in_a_menu(window):
    actions = window.actions_
    keys = [a.shortcut().toString() for a in actions.named.values() if not a.shortcut().isEmpty()]
    assert len(keys) == len(set(keys))
    in_menus = {action.objectName() for _, group in actions.groups() for action in group if action}
    assert in_menus == actions.named.keys()


@pytest.mark.parametrize("name", ["shortcuts", "about"])
def test_sheets_open_named_and_close(desktop, window, name):
    window.actions_.named[name].trigger()
    assert desktop.tools.open_dialog.isVisible()
    assert unnamed_controls(desktop.tools.open_dialog) == []
    desktop.tools.open_dialog.reject()
    assert desktop.tools.open_dialog is None


def drop(window, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.prompt.edit.dropEvent(event)


def test_a_dropped_file_goes_along_until_it_is_removed(qtbot, desktop, window, session, tmp_path):
    path = tmp_path / "mine.py"
    path.write_text("def helper(): ...\n", encoding="utf-8")
    drop(window, path)
    assert "mine.py" in window.prompt._context._label.text()
    assert window.prompt.text == ""
    ask(qtbot, desktop, "primes")
    assert session.requests[-1].context == "def helper(): ...\n"
    window.prompt._context._button.click()
    assert not window.prompt._context.isVisible()
    ask(qtbot, desktop, "primes two")
    assert session.requests[-1].context == ""


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\xff\xfe\x00x", "not a text file"),
        (b"a\0b", "not a text file"),
        (b"x" * 60_000, "too long"),
        (None, "cannot be"),
    ],
    ids=["not utf-8", "nul", "long", "missing"],
)
def test_a_file_that_cannot_go_along_is_refused_with_the_reason(desktop, window, tmp_path, content, problem):
    path = tmp_path / "bad.py"
    if content is not None:
        path.write_bytes(content)
    desktop.tools.take_context(path)
    assert problem in window.message.text
    assert desktop.conversation.context == ""


def test_a_replay_card_asks_the_same_again(qtbot, desktop, window, session, tmp_path):
    ask(qtbot, desktop, "primes")
    desktop.tools.choose_file = lambda *_: str(tmp_path / "card.json")
    window.actions_.save_card.trigger()
    card = json.loads((tmp_path / "card.json").read_text())
    assert card["model_sha256"] == "ab" * 32
    desktop.store.change(temperature=2.0, length=4000)
    ask(qtbot, desktop, "read a csv file")
    desktop.tools.choose_file_to_open = lambda *_: str(tmp_path / "card.json")
    with qtbot.waitSignal(desktop.conversation.working_changed, check_params_cb=lambda working: not working):
        window.actions_.open_card.trigger()
    assert window.answer.code == MODEL_CODE
    replayed = session.requests[-1]
    assert (replayed.prompt, replayed.length, replayed.temperature) == ("primes", 600, 0.6)
    assert replayed.seed == card["request"]["seed"] is not None
    assert window.message.text == ""


def test_a_card_of_another_model_version_is_replayed_with_a_warning(qtbot, desktop, window, tmp_path):
    (tmp_path / "card.json").write_text(write_card(Request("primes"), model_answer("primes"), "ff" * 32))
    desktop.tools.choose_file_to_open = lambda *_: str(tmp_path / "card.json")
    with qtbot.waitSignal(desktop.conversation.working_changed, check_params_cb=lambda working: not working):
        window.actions_.open_card.trigger()
    assert "another version" in window.message.text


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"pysmith_replay": 1}', '{"pysmith_replay": 2, "request": {}}', "[" * 99999]
)
def test_what_is_no_card_is_refused(text):
    with pytest.raises(RequestError):
        read_card(text)


def test_a_file_that_is_no_card_gives_an_error_in_the_window(desktop, window, tmp_path):
    (tmp_path / "x.json").write_bytes(b"\xff")
    desktop.tools.choose_file_to_open = lambda *_: str(tmp_path / "x.json")
    window.actions_.open_card.trigger()
    assert "cannot be read" in window.message.text


@pytest.mark.parametrize("suffix", [".md", ".json", ".py"])
def test_the_history_is_exported_in_three_ways(qtbot, desktop, window, tmp_path, suffix):
    for prompt in ("read a csv file", "primes", "zebra"):
        ask(qtbot, desktop, prompt)
    path = tmp_path / f"history{suffix}"
    desktop.tools.choose_file = lambda *_: str(path)
    window.history_panel.export_wanted.emit()
    text = path.read_text(encoding="utf-8")
    if suffix == ".py":
        compile(text, "history.py", "exec")
    elif suffix == ".json":
        entries = json.loads(text)
        assert [request_from_dict(entry["request"]).prompt for entry in entries] == [
            "zebra",
            "primes",
            "read a csv file",
        ]
        assert answer_from_dict(entries[1]["answer"]).code == MODEL_CODE
    assert text.count("is_prime") >= 1


def test_the_web_page_is_switched_on_and_off_through_the_real_server(qtbot, desktop, window):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        desktop.store.change(server_port=probe.getsockname()[1])
    window.actions_.web_page.trigger()
    dialog = desktop.tools.open_dialog
    assert unnamed_controls(dialog) == []
    dialog._on_switched()
    qtbot.waitUntil(
        lambda: dialog.open_button.isEnabled() or dialog.state.text() not in ("", "Starting…"), timeout=60_000
    )
    assert dialog.address.text().startswith("http://127.0.0.1:"), dialog.state.text()
    assert httpx.get(dialog.address.text() + "health", timeout=30).status_code == 200
    with qtbot.waitSignal(desktop.tools._page_server.stopped, timeout=60_000):
        dialog._on_switched()
    assert dialog.address.text() == ""


def test_a_port_in_use_is_an_error_in_words(qtbot, desktop, window):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        desktop.store.change(server_port=taken.getsockname()[1])
        window.actions_.web_page.trigger()
        dialog = desktop.tools.open_dialog
        dialog._on_switched()
        qtbot.waitUntil(lambda: "in use" in dialog.state.text(), timeout=60_000)
