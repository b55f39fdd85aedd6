"""Models in the data directory: installed, verified, repaired, imported, removed."""

import pytest

from app.model_store import ModelStore
from engine.checkpoint import WEIGHTS, inspect_model
from engine.errors import CheckpointError, PysmithError
from tests.tiny import save_tiny_model


@pytest.fixture
def store(tmp_path):
    save_tiny_model(tmp_path / "bundle" / "seed-char-3m")
    return ModelStore(tmp_path / "data", tmp_path / "bundle")


def test_the_first_start_installs_and_the_second_does_nothing(store):
    assert store.install_bundled() == ["seed-char-3m"]
    assert store.install_bundled() == []
    assert store.find(None).name == "seed-char-3m"


def test_a_damaged_model_is_repaired_at_the_next_start(store):
    store.install_bundled()
    weights = store.folder / "seed-char-3m" / WEIGHTS
    weights.write_bytes(weights.read_bytes()[:-10])
    assert inspect_model(weights.parent).problem
    assert store.install_bundled() == ["seed-char-3m"]
    assert inspect_model(weights.parent).problem is None


def test_another_version_in_the_bundle_replaces_the_installed_one(store, tmp_path):
    store.install_bundled()
    save_tiny_model(tmp_path / "bundle" / "seed-char-3m", seed=9)
    assert store.install_bundled() == ["seed-char-3m"]
    assert store.find("seed-char-3m").sha256 == inspect_model(tmp_path / "bundle" / "seed-char-3m").sha256


def test_nothing_unfinished_is_left_behind(store):
    store.install_bundled()
    assert [path.name for path in store.folder.iterdir()] == ["seed-char-3m"]


def test_a_folder_can_be_imported_once_and_removed(store, tmp_path):
    save_tiny_model(tmp_path / "mine", seed=2)
    assert store.import_folder(tmp_path / "mine").problem is None
    with pytest.raises(CheckpointError, match="already there"):
        store.import_folder(tmp_path / "mine")
    store.remove("mine")
    assert [info.name for info in store.list()] == []


def test_a_foreign_folder_is_not_imported(store, tmp_path):
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "pytorch_model.bin").write_bytes(b"pickle")
    with pytest.raises(CheckpointError, match="not a model folder"):
        store.import_folder(tmp_path / "foreign")
    assert not (store.folder / "foreign").exists()


@pytest.mark.parametrize("name", ["seed-char-3m", "unknown", ".."])
def test_what_is_bundled_or_unknown_cannot_be_removed(store, name):
    store.install_bundled()
    with pytest.raises(PysmithError):
        store.remove(name)
    assert (store.folder / "seed-char-3m").exists()


def test_without_any_model_there_is_none(tmp_path):
    assert ModelStore(tmp_path / "data", tmp_path / "none").find(None) is None
