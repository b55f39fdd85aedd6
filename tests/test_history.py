"""History: what was acknowledged is there again, found by any part of it, whatever happened to the program."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.history import History, answer_from_dict, request_from_dict
from engine.errors import PysmithError, RequestError
from engine.events import Answer, Candidate, Request, Slot


def make_answer(prompt="read a csv file", code="import csv\n", **changes):
    values = {
        "id": "a1",
        "prompt": prompt,
        "code": code,
        "source": "recipe",
        "confidence": 0.9,
        "valid": True,
        "title": "Read a CSV file",
        "recipe_id": "files/read-csv",
        "model": None,
        "seed": 7,
        "ms": 1.5,
        "candidates": [Candidate("print(1)\n", "model", 0.2)],
        "slots": [Slot("data.csv", "mine.csv", "path")],
    }
    return Answer(**{**values, **changes})


@pytest.fixture
def path(tmp_path):
    return tmp_path / "history.sqlite"


@pytest.fixture
def history(path):
    history = History(path)
    yield history
    history.close()


def add(history, prompt, code="pass\n", at=1.0, title=""):
    return history.add(Request(prompt), make_answer(prompt, code, title=title), at)


def test_an_entry_comes_back_whole_after_reopening(path, history):
    request = Request("read a csv file", length=900, seed=7, context="x = 1")
    answer = make_answer()
    entry_id = history.add(request, answer, asked_at=12.5, model_sha256="abc")
    history.close()
    reopened = History(path)
    entry = reopened.get(entry_id)
    reopened.close()
    assert (entry.request, entry.answer, entry.asked_at, entry.model_sha256) == (request, answer, 12.5, "abc")
    assert reopened.notice is None


def test_entries_come_newest_first(history):
    for at in (2.0, 3.0, 1.0):
        add(history, f"at {at}", at=at)
    assert [entry.asked_at for entry in history.entries()] == [3.0, 2.0, 1.0]
    assert [entry.asked_at for entry in history.entries(limit=1)] == [3.0]


def test_asking_the_same_again_renews_the_newest_entry_instead_of_filling_the_list(history):
    first = add(history, "sort a list", "a.sort()", at=1)
    assert add(history, "sort a list", "a.sort()", at=5) == first
    assert [entry.asked_at for entry in history.entries()] == [5]
    assert add(history, "sort a list", "sorted(a)", at=6) != first


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("csv", {"read a csv file"}),
        ("CSV fil", {"read a csv file"}),
        ("file read", {"read a csv file"}),
        ("sv", {"read a csv file"}),
        ("DictReader(", {"read a csv file"}),
        ("straße", {"zähle die Straße"}),
        ("读取", {"读取文件"}),
        ("读取文件", {"读取文件"}),
        ("a", {"read a csv file", "zähle die Straße"}),
        ("csv zebra", set()),
        ('"', set()),
        ("%", set()),
        ("", {"read a csv file", "zähle die Straße", "读取文件"}),
    ],
)
def test_search_finds_any_part_of_prompt_and_code(history, search, found):
    add(history, "read a csv file", "rows = csv.DictReader(f)\n")
    add(history, "zähle die Straße", "len(s)\n")
    add(history, "读取文件", "open(p)\n")
    assert {entry.request.prompt for entry in history.entries(search)} == found


@given(search=st.text(max_size=30), prompt=st.text(max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_text_breaks_writing_or_searching(history, search, prompt):
    entry_id = add(history, prompt)
    assert history.get(entry_id).request.prompt == prompt
    history.entries(search)
    add(history, "\ud800 half a character", "\udfff")


def test_favourites_survive_clearing_unless_told_otherwise(history):
    kept, _ = add(history, "keep"), add(history, "drop")
    history.set_favourite(kept, True)
    assert [entry.id for entry in history.entries(only_favourites=True)] == [kept]
    assert history.clear() == 1
    assert [entry.id for entry in history.entries()] == [kept]
    assert history.clear(keep_favourites=False) == 1
    assert history.entries() == []


def test_what_was_deleted_is_neither_found_nor_left_in_the_file(path, history):
    entry_id = add(history, "a secret request", "password = 'hunter2'\n")
    history.delete(entry_id)
    assert history.get(entry_id) is None
    assert history.entries("secret") == []
    history.clear(keep_favourites=False)
    history.close()
    assert all(b"hunter2" not in file.read_bytes() for file in path.parent.iterdir())


def test_recent_prompts_are_each_given_once_newest_first(history):
    for at, prompt in enumerate(["one", "two", "one", "three"]):
        add(history, prompt, code=f"x = {at}\n", at=at)
    assert history.recent_prompts() == ["three", "one", "two"]
    assert history.recent_prompts(limit=1) == ["three"]


@pytest.mark.parametrize("content", [b"this is no database, only a long enough text" * 50, b"\0" * 5000])
def test_a_damaged_file_is_set_aside_and_a_new_history_begun(path, content):
    path.write_bytes(content)
    history = History(path)
    add(history, "works again")
    assert len(history.entries()) == 1
    history.close()
    kept = path.with_name("history.sqlite.damaged-1")
    assert kept.read_bytes() == content
    assert str(kept) in history.notice


def test_a_database_damaged_inside_is_noticed(path):
    history = History(path)
    for number in range(200):
        add(history, f"request {number}", code="x = 1\n" * 100)
    history.close()
    data = bytearray(path.read_bytes())
    data[8192:60000] = b"\xa5" * (60000 - 8192)
    path.write_bytes(data)
    history = History(path)
    assert history.notice is not None
    assert history.entries() == []
    history.close()


def test_a_history_of_a_newer_version_is_left_alone(path):
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    before = path.read_bytes()
    with pytest.raises(PysmithError, match="newer Pysmith"):
        History(path)
    assert path.read_bytes() == before


def test_a_history_that_another_program_locks_gives_a_clear_error(path, history):
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    history._db.execute("PRAGMA busy_timeout = 1")
    with pytest.raises(PysmithError, match="locked"):
        add(history, "too late")
    other.execute("ROLLBACK")
    other.close()
    add(history, "now it works")


@pytest.mark.parametrize("values", [{}, {"prompt": 3}, {"prompt": "x", "length": "long"}, [], None])
def test_values_that_are_no_request_are_refused(values):
    with pytest.raises(RequestError):
        request_from_dict(values)


@pytest.mark.parametrize("values", [{}, {"id": "x"}, {"candidates": 3}, {"candidates": [1]}, {"slots": [{}]}, []])
def test_values_that_are_no_answer_are_refused(values):
    with pytest.raises(RequestError):
        answer_from_dict(values)


def test_fields_of_a_newer_version_are_passed_over():
    assert answer_from_dict({**make_answer().to_dict(), "mood": "good"}) == make_answer()


WRITER = """
import sys
from pathlib import Path
from app.history import History
from engine.events import Request
from tests.test_history import make_answer

history = History(Path(sys.argv[1]))
for number in range(int(sys.argv[2]), 10**9):
    history.add(Request(f"request {number}"), make_answer(f"request {number}"), number)
    print(number, flush=True)
"""


def test_a_program_killed_while_writing_loses_nothing_it_acknowledged(path):
    """Ten writers are killed with SIGKILL after 20 acknowledged entries each, at whatever they are doing then."""
    acknowledged = []
    for round_number in range(10):
        command = [sys.executable, "-c", WRITER, str(path), str(round_number * 1000)]
        writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent)
        acknowledged += [int(writer.stdout.readline()) for _ in range(20)]
        writer.kill()
        acknowledged += [int(line) for line in writer.stdout.read().split("\n")[:-1]]
        writer.stdout.close()
        writer.wait()
        history = History(path)
        assert history.notice is None
        kept = {entry.request.prompt for entry in history.entries(limit=10**6)}
        assert kept >= {f"request {number}" for number in acknowledged}
        assert {entry.request.prompt for entry in history.entries("request", limit=10**6)} == kept
        history.close()
