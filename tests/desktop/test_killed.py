"""Somebody pulls the plug, again and again: the history holds everything that was shown as kept."""

import random

import pytest

from app.history import History

from .program import start_program

ASKS = 200
SCRIPT = """
def drive(desktop):
    number = START
    def ask():
        nonlocal number
        desktop.presenter.ask_text(f"read csv number {number}")
        number += 1
    def kept():
        # The list beside the window shows it: that is the moment when a person may rely on it.
        newest = desktop.window.history_panel.model.index(0).data()
        print(newest, flush=True)
    def next_one(working):
        if not working:
            QTimer.singleShot(0, ask)
    desktop.conversation.answered.connect(lambda *_: kept())
    desktop.conversation.working_changed.connect(next_one)
    ask()
"""


@pytest.mark.slow
def test_no_kill_loses_what_was_shown_as_kept(tmp_path):
    rng = random.Random(5)
    data = tmp_path / "pysmith"
    acknowledged: list[str] = []
    kills = 0
    while len(acknowledged) < ASKS:
        process = start_program(SCRIPT.replace("START", str(len(acknowledged))), tmp_path)
        for _ in range(rng.randint(1, 30)):  # it goes on asking while its output is read: the kill comes anywhere
            if line := process.stdout.readline():
                acknowledged.append(line.strip())
        process.kill()
        acknowledged += [line.strip() for line in process.stdout.read().splitlines()]
        process.wait()
        process.stdout.close()
        kills += 1
        history = History(data / "history.sqlite")
        assert history.notice is None
        kept = {entry.request.prompt for entry in history.entries(limit=10_000)}
        assert kept.issuperset(acknowledged), kills
        history.close()
    assert kills >= 5
