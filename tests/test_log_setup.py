"""The log: in a file that is made with the first line and cannot grow without bound."""

import logging

import pytest

from app import log_setup


@pytest.fixture
def root():
    """The root logger, left as it was."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield root
    for handler in set(root.handlers) - set(handlers):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_the_first_line_makes_the_file(root, tmp_path):
    file = tmp_path / "log"
    log_setup.set_up_logging(file)
    assert not file.exists()
    logging.getLogger("app.x").info("loaded %s", "a model")
    logging.getLogger("app.x").debug("not wanted")
    line = file.read_text(encoding="utf-8")
    assert line.endswith("INFO app.x: loaded a model\n")
    assert line.count("\n") == 1


def test_an_error_keeps_its_traceback(root, tmp_path):
    log_setup.set_up_logging(tmp_path / "log")
    try:
        raise LookupError("lost")
    except LookupError:
        logging.getLogger("app.x").exception("a request failed")
    assert "Traceback" in (tmp_path / "log").read_text(encoding="utf-8")


def test_it_keeps_one_older_file_and_no_more(root, tmp_path, monkeypatch):
    monkeypatch.setattr(log_setup, "MAX_BYTES", 2000)
    log_setup.set_up_logging(tmp_path / "log")
    for number in range(200):
        logging.getLogger("app.x").info("line %d", number)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log", "log.1"]
    assert all(path.stat().st_size <= 2000 for path in tmp_path.iterdir())
    assert (tmp_path / "log").read_text(encoding="utf-8").endswith("line 199\n")
