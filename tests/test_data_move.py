"""Moving the data folder: everything arrives, the next start finds it, and nothing is lost whatever happens."""

import os
import shutil
from pathlib import Path

import pytest

from app import data_move, paths
from app.data_move import check_move, find_target, move_data
from app.history import History
from app.paths import DataDir, data_dir
from engine.errors import PysmithError
from engine.events import Request
from tests.test_trace import make_answer


@pytest.fixture
def usual(tmp_path, monkeypatch):
    """The system's usual place, which nobody overrides."""
    monkeypatch.setattr(paths.platformdirs, "user_data_dir", lambda *_, **__: str(tmp_path / "usual" / "pysmith"))
    monkeypatch.delenv("PYSMITH_DATA_DIR", raising=False)
    return tmp_path / "usual" / "pysmith"


@pytest.fixture
def data(usual):
    """A data directory in use: history, settings, a model and a page."""
    data = data_dir()
    history = History(data.history_file)
    history.add(Request("print numbers"), make_answer(), 1.0)
    history.close()
    data.settings_file.write_text('{"theme": "dark"}', encoding="utf-8")
    (data.models / "mine").mkdir(parents=True)
    (data.models / "mine" / "model.safetensors").write_bytes(os.urandom(1000))
    data.running_file.touch()
    return data


def contents(root: Path) -> dict[str, bytes]:
    files = [path for path in root.rglob("*") if path.is_file() and path.name not in ("running", "moved-to.txt")]
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


def test_everything_moves_and_the_next_start_finds_it(data, usual, tmp_path):
    before = contents(usual)
    assert len(before) == 3
    moved = move_data(data, tmp_path / "drive" / "notes")
    assert contents(moved.root) == before
    assert contents(usual) == {}
    assert data_dir() == DataDir(tmp_path / "drive" / "notes", is_movable=True)
    history = History(data_dir().history_file)
    assert [entry.request.prompt for entry in history.entries()] == ["print numbers"]
    history.close()


def test_it_can_move_on_and_back_to_the_usual_place(data, usual, tmp_path):
    before = contents(usual)
    there = move_data(data, tmp_path / "one")
    there = move_data(there, tmp_path / "two")
    assert data_dir().root == tmp_path / "two"
    move_data(there, usual)
    assert data_dir() == DataDir(usual, is_movable=True)
    assert contents(usual) == before
    assert not (usual / "moved-to.txt").exists()


@pytest.mark.parametrize("step", ["_copy", "remember_place", "filecmp.cmp"])
def test_a_failure_leaves_everything_where_it_was(data, usual, tmp_path, monkeypatch, step):
    before = contents(usual)

    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    if step == "filecmp.cmp":
        monkeypatch.setattr(data_move.filecmp, "cmp", lambda *_, **__: False)
    else:
        monkeypatch.setattr(data_move, step, fail)
    with pytest.raises(PysmithError, match="could not be moved"):
        move_data(data, tmp_path / "drive")
    assert contents(usual) == before
    monkeypatch.undo()


def test_files_that_cannot_be_removed_are_spoken_of(data, tmp_path, monkeypatch):
    def refuse(self, missing_ok=False):
        raise PermissionError(13, "in use")

    with monkeypatch.context() as patch:
        patch.setattr(data_move.Path, "unlink", refuse)
        moved = move_data(data, tmp_path / "drive")
    assert "Not all old files" in moved.notice
    assert len(contents(moved.root)) == 3


def test_bad_places_are_refused(data, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    for target in (data.root, data.root / "inside", data.root.parent, tmp_path / "full", tmp_path / "full" / "file"):
        with pytest.raises(PysmithError):
            check_move(data, target)


def test_a_folder_with_something_in_it_gets_a_folder_of_ours(tmp_path):
    (tmp_path / "file").touch()
    assert find_target(tmp_path) == tmp_path / "Pysmith"
    assert find_target(tmp_path / "new") == tmp_path / "new"


def test_too_little_room_is_seen_before(data, tmp_path, monkeypatch):
    monkeypatch.setattr(data_move.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 10, 0))
    with pytest.raises(PysmithError, match="not enough room"):
        check_move(data, tmp_path / "drive")


def test_a_place_that_was_chosen_at_the_start_stays(usual, tmp_path):
    chosen = data_dir(tmp_path / "chosen")
    assert not chosen.is_movable
    with pytest.raises(PysmithError, match="was chosen"):
        move_data(chosen, tmp_path / "drive")


def test_a_place_that_is_gone_is_spoken_of_and_the_usual_one_is_used(data, usual, tmp_path):
    move_data(data, tmp_path / "drive")
    shutil.move(tmp_path / "drive", tmp_path / "unplugged")
    found = data_dir()
    assert found.root == usual
    assert not found.is_movable
    assert str(tmp_path / "drive") in found.notice
    shutil.move(tmp_path / "unplugged", tmp_path / "drive")
    assert data_dir().root == tmp_path / "drive"
