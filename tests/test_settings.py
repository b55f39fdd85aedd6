"""Settings: what is saved comes back, and nothing in the file can stop the program from starting."""

import dataclasses
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import app.settings
from app.settings import Settings, load_settings, save_settings
from engine.errors import ConfigError


@pytest.fixture
def path(tmp_path):
    return tmp_path / "settings.json"


def test_saved_settings_come_back(path):
    chosen = Settings(
        theme="dark", font_size=14, length=2000, seed=7, model="pysmith", temperature=1, may_run_code=True
    )
    save_settings(path, chosen)
    assert load_settings(path) == (chosen, None)


def test_a_missing_file_means_the_defaults_without_a_notice(path):
    assert load_settings(path) == (Settings(), None)


@pytest.mark.parametrize("content", [b"", b"{", b"[1, 2]", b"null", b"\xff\xfe\x00", b"[" * 100_000])
def test_a_broken_file_gives_the_defaults_and_says_so(path, content):
    path.write_bytes(content)
    loaded, notice = load_settings(path)
    assert loaded == Settings()
    assert notice is not None
    assert str(path) in notice


def test_one_bad_value_does_not_cost_the_others(path):
    path.write_text(json.dumps({"theme": "dark", "length": -5, "font_size": "big", "candidates": True}))
    loaded, notice = load_settings(path)
    assert loaded == Settings(theme="dark")
    assert all(name in notice for name in ("length", "font_size", "candidates"))
    assert "theme" not in notice


def test_unknown_keys_are_kept_out(path):
    path.write_text(json.dumps({"theme": "light", "colour_of_the_sky": "blue", "__class__": "x"}))
    loaded, notice = load_settings(path)
    assert (loaded, notice) == (Settings(theme="light"), None)
    save_settings(path, loaded)
    assert json.loads(path.read_text()).keys() == {field.name for field in dataclasses.fields(Settings)}


@pytest.mark.parametrize(
    "bad",
    [
        {"theme": "pink"},
        {"theme": None},
        {"font_size": 200},
        {"length": 4001},
        {"temperature": float("nan")},
        {"candidates": 0},
        {"seed": -1},
        {"seed": 2**31},
        {"threads": -1},
        {"run_limit_s": 0},
        {"server_port": 80},
        {"keep_history": 1},
        {"model": 3},
    ],
    ids=str,
)
def test_settings_refuse_what_cannot_be_used(bad):
    with pytest.raises(ConfigError, match=next(iter(bad))):
        Settings(**bad)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)
names = st.sampled_from([field.name for field in dataclasses.fields(Settings)]) | st.text(max_size=8)


@given(values=st.dictionaries(names, json_values, max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_json_object_loads_to_settings_that_save_again(path, values):
    path.write_text(json.dumps(values))
    loaded, _ = load_settings(path)
    save_settings(path, loaded)
    assert load_settings(path) == (loaded, None)


def test_a_write_that_fails_half_way_leaves_the_old_settings(path, monkeypatch):
    save_settings(path, Settings(theme="dark"))
    monkeypatch.setattr(app.settings.os, "fsync", lambda _: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        save_settings(path, Settings(theme="light"))
    assert load_settings(path) == (Settings(theme="dark"), None)
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
