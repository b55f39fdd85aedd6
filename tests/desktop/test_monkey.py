"""Somebody presses anything, a thousand times: the window stays alive, and its parts stay in step."""

import gc
import random
import time

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from shiboken6 import isValid

from .fakes import RECIPE_CODE
from .steps import ask

ACTIONS = 1000
# Work on the main thread between two looks at the events, in times of laying out TEXT right after it: on this
# project's machine, idle, that takes 10 ms, so that ten of them are the 100 ms that nobody may have to wait.
STALLS = 10.0
TEXT = "the quick brown fox jumps over the lazy dog\n" * 1000
WORTH_COMPARING_S = 0.03
TEXTS = ("read csv", "primes", "zebra", "def f(x):", "é🐍", " ", "x" * 300, "\t", "csv" * 20)
KEYS = (
    *(Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_Space, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_F1),
)
# These leave the program, or open what belongs to the system.
LEFT_OUT = {"quit", "open_log", "full_screen", "web_page"}


class Monkey:
    def __init__(self, qtbot, desktop, seed):
        self.qtbot, self.desktop, self.window = qtbot, desktop, desktop.window
        self.rng = random.Random(seed)
        self.last = ""

    def act(self):
        deeds = (self.type, self.press, self.press, self.trigger, self.trigger, self.click, self.slide, self.resize)
        deed = self.rng.choice(deeds)
        deed()
        return deed.__name__

    def type(self):
        fields = [self.window.prompt.edit, self.window.history_panel.search, *self.window.answer.slots.fields]
        field = self.rng.choice([field for field in fields if field.isVisible()] or [self.window.prompt.edit])
        if isinstance(field, QLineEdit):
            for character in self.rng.choice(TEXTS)[:12]:
                if character.isascii() and isValid(field):  # an answer may have taken the field away
                    self.qtbot.keyClicks(field, character)
        else:
            field.insertPlainText(self.rng.choice(TEXTS))

    def press(self):
        target = QApplication.focusWidget() or self.window
        self.qtbot.keyClick(target, self.rng.choice(KEYS))

    def trigger(self):
        actions = [a for name, a in self.window.actions_.named.items() if name not in LEFT_OUT and a.isEnabled()]
        action = self.rng.choice(actions)
        action.trigger()
        self.last = action.objectName()

    def click(self):
        owner = self.desktop.tools.open_dialog or self.window
        buttons = [b for b in owner.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled() and not is_menu(b)]
        if buttons:
            self.rng.choice(buttons).click()

    def slide(self):
        self.window.prompt.length._slider.setValue(self.rng.randint(0, 14))

    def resize(self):
        self.window.resize(self.rng.randint(440, 1300), self.rng.randint(460, 900))


def lay_out():
    """Return the seconds that a fixed piece of the toolkit's own work takes at this moment."""
    taken = []
    for _ in range(3):
        started = time.thread_time()
        document = QTextDocument(TEXT)
        document.setTextWidth(400.0)
        document.size()
        taken.append(time.thread_time() - started)
    return min(taken)


def is_menu(button):
    return bool(getattr(button, "menu", lambda: None)())


@pytest.fixture
def harmless(desktop, monkeypatch, tmp_path):
    """Let nothing of it reach the system: no dialogs of its own, no programs, no browser."""
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda *_: True)
    monkeypatch.setattr("app.desktop.scratch_window.ask_consent", lambda _: False)
    desktop.presenter.uses.choose_file = lambda *_: str(tmp_path / "saved.txt")
    desktop.tools.choose_file = lambda *_: str(tmp_path / "saved.txt")
    desktop.tools.choose_file_to_open = lambda *_: str(tmp_path / "saved.txt")
    desktop.history.confirm = lambda *_: True
    monkeypatch.setattr("app.desktop.models_dialog.confirm_with_dialog", lambda *_: False)
    monkeypatch.setattr("app.desktop.models_dialog.ModelsDialog._choose_folder", lambda _: "")
    return desktop


@pytest.fixture
def settled():
    """Leave what earlier tests loaded out of Python's searches for garbage, as the program leaves out what it loaded.

    One search through a million things takes 170 ms, and its time would be counted as the window's.
    """
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("seed", [1, 2])
def test_random_actions_leave_it_alive(qtbot, harmless, seed):
    monkey = Monkey(qtbot, harmless, seed)
    done, longest = set(), (0.0, 0.0, "")
    lay_out()  # the first time loads fonts
    for _ in range(ACTIONS // 2):
        started = time.thread_time()
        deed = monkey.act()
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # closed dialogs go, as in a real event loop
        spent = time.thread_time() - started
        if spent > WORTH_COMPARING_S:
            longest = max(longest, (spent / lay_out(), spent, f"{deed} {monkey.last}"))
        done.add(deed)
        assert harmless.window.isVisible()
        deck = harmless.conversation.deck
        assert not deck.cards or 0 <= deck.index < len(deck.cards)
        if deck.top and not harmless.conversation.is_working:
            assert harmless.window.answer.view.code.strip() == deck.top.code.strip()
    assert len(done) >= 5
    print(f"longest standstill: {longest[0]:.1f} layouts, {longest[1] * 1000:.0f} ms, {longest[2]}")
    assert longest[0] < STALLS, longest
    if harmless.tools.open_dialog:
        harmless.tools.open_dialog.reject()
    harmless.store.change(show_history=False, keep_history=True)
    qtbot.waitUntil(lambda: not harmless.conversation.is_working)
    ask(qtbot, harmless, "read a csv file")
    assert harmless.window.answer.code == RECIPE_CODE
