"""The window on the real session: a few real pages of the cookbook, the real ranker, a tiny real network."""

import ast
import shutil
import threading
from itertools import groupby

import pytest
from PySide6.QtCore import Qt

from app.paths import DataDir, resources_dir
from app.session import Session
from engine.batch import Batch
from tests.tiny import save_tiny_model

from .steps import ask, shown_page, type_text

PAGES = (
    "csv-files-read-write-convert-join-and-merge.md",
    "dictionaries-create-look-up-change-merge-and-invert.md",
    "loops.md",
    "sorting.md",
)
LOADING_MS = 120_000


@pytest.fixture(scope="module")
def resources(tmp_path_factory):
    folder = tmp_path_factory.mktemp("resources")
    (folder / "cookbook").mkdir()
    for page in PAGES:
        shutil.copy(resources_dir() / "cookbook" / page, folder / "cookbook" / page)
    if (resources_dir() / "ranker").is_dir():
        shutil.copytree(resources_dir() / "ranker", folder / "ranker")
    save_tiny_model(folder / "models" / "tiny")
    return folder


@pytest.fixture(scope="module")
def cached_data(tmp_path_factory, resources):
    """A data directory in which the index of the pages has been built once."""
    root = tmp_path_factory.mktemp("data")
    Session(DataDir(root), resources).load_recipes()
    return root


@pytest.fixture
def real(qtbot, open_desktop, cached_data, tmp_path, resources, data):
    """The program on a real session, with everything loaded."""
    shutil.copytree(cached_data, data.root, dirs_exist_ok=True)
    desktop = open_desktop(Session(data, resources))
    qtbot.waitUntil(lambda: desktop.conversation.is_model_ready, timeout=LOADING_MS)
    return desktop


def test_typing_enter_and_a_value_of_ones_own(qtbot, real):
    window = real.window
    type_text(qtbot, real, 'read the csv file "sales.csv" into a list of dictionaries')
    qtbot.waitUntil(lambda: shown_page(real) is window.answer_page, timeout=LOADING_MS)
    with qtbot.waitSignal(real.conversation.working_changed, check_params_cb=lambda w: not w, timeout=LOADING_MS):
        qtbot.keyClick(window.prompt.edit, Qt.Key.Key_Return)
    assert window.answer.badge.text() == "Recipe"
    assert '"sales.csv"' in window.answer.code
    assert "DictReader" in window.answer.code
    ast.parse(window.answer.code)
    field = next(field for field in window.answer.slots.fields if field.text() == "sales.csv")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "my own.csv")
    assert '"my own.csv"' in window.answer.code
    assert '"sales.csv"' not in window.answer.code
    ast.parse(window.answer.code)
    assert [entry.request.prompt for entry in real.history.entries()] == [window.prompt.text]


def test_a_request_that_nothing_fits_gets_suggestions_from_the_cookbook(qtbot, real):
    real.window.prompt.length.set_length(40)
    ask(qtbot, real, "write my tax return as a csv poem")
    assert shown_page(real) is real.window.none
    (entry,) = real.history.entries()
    assert [choice.accessibleName() for choice in real.window.none._choices] == entry.answer.suggestions
    assert entry.answer.suggestions


def test_the_network_streams_and_the_slider_limits_what_it_writes(qtbot, real):
    """The tiny network has learnt nothing, so it never ends by itself: only the limit ends it."""
    slider, view = real.window.prompt.length._slider, real.window.answer.view
    longest = {}
    for step in (0, 3):
        slider.setValue(step)
        drafts = []
        real.conversation.draft_written.connect(drafts.append)
        with qtbot.waitSignal(real.conversation.working_changed, check_params_cb=lambda w: not w, timeout=LOADING_MS):
            real.conversation.ask(f"qwertz {step}", only="model")
        real.conversation.draft_written.disconnect(drafts.append)
        longest[real.window.prompt.length.length] = max(map(len, drafts))
        assert view.code is not None
    assert longest[40] <= 40 < longest[120] <= 120


def test_every_token_is_shown_as_soon_as_it_is_written(qtbot, real, monkeypatch):
    """The network waits after each step until the window shows what it has written; so no draft can be skipped."""
    step, drafts, shown, written = Batch.step, [], threading.Condition(), 0

    def step_and_wait(batch):
        nonlocal written
        step(batch)
        with shown:
            written += 1
            assert shown.wait_for(lambda: real.conversation._tokens >= written, LOADING_MS / 1000)

    def take(draft):
        with shown:
            drafts.append(draft)
            shown.notify_all()

    monkeypatch.setattr(Batch, "step", step_and_wait)
    real.conversation.draft_written.connect(take)
    with qtbot.waitSignal(real.conversation.working_changed, check_params_cb=lambda w: not w, timeout=LOADING_MS):
        real.conversation.ask("qwertz", only="model", length=40, seed=1, candidates=1)
    lengths = [len(draft) for draft, _ in groupby(drafts) if draft]  # nothing, while a busy machine reads the prompt
    assert lengths == [*range(1, 41)]
    assert all(drafts[-1].startswith(draft) for draft in drafts)


def test_writing_stops_in_the_middle(qtbot, real):
    real.window.prompt.length._slider.setValue(14)
    with qtbot.waitSignal(real.conversation.draft_written, timeout=LOADING_MS):
        real.conversation.ask("qwertz", only="model")
    with qtbot.waitSignal(real.conversation.working_changed, check_params_cb=lambda working: not working):
        qtbot.keyClick(real.window, Qt.Key.Key_Escape)
    assert real.window.status_label.text() == "Stopped."


def test_the_same_seed_gives_the_same_text_again(qtbot, real):
    real.store.change(seed=5, length=80)
    texts = []
    for _ in range(2):
        drafts = []
        real.conversation.draft_written.connect(drafts.append)
        with qtbot.waitSignal(real.conversation.working_changed, check_params_cb=lambda w: not w, timeout=LOADING_MS):
            real.conversation.ask("qwertz", only="model")
        real.conversation.draft_written.disconnect(drafts.append)
        texts.append(drafts[-1])
    assert texts[0] == texts[1] != ""


def test_the_models_dialog_shows_the_card_of_the_real_model(qtbot, real):
    assert real.window.model_button.text() == "tiny"
    real.window.actions_.models.trigger()
    dialog = real.tools.open_dialog
    qtbot.waitUntil(lambda: dialog.list.count() == 1, timeout=LOADING_MS)
    assert "tiny" in dialog.card.toPlainText()
    assert "64 tokens" in dialog.facts.text()
    said = []
    dialog.confirm = lambda *_: True
    real.engine.models_problem.connect(said.append)
    dialog.remove_button.click()
    qtbot.waitUntil(lambda: "comes with Pysmith" in dialog.state.text(), timeout=LOADING_MS)
    assert len(said) == 1


def test_the_real_network_is_looked_into(qtbot, real):
    real.store.change(show_inside=True)
    ask(qtbot, real, "read a csv file into a list of dictionaries")
    panel = real.window._inside
    qtbot.waitUntil(panel.tabs.isVisible, timeout=LOADING_MS)
    assert panel.tokens.toPlainText().replace("↵", "") == real.window.answer.code
    assert panel.facts.text().startswith("tiny")
    assert (panel.layer.maximum(), panel.head.maximum()) == (2, 2)
