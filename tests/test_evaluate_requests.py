"""`evaluate --requests` runs a half of the evaluation, or the requests of any other folder of tests by its name."""

import json
import subprocess
from pathlib import Path

import pytest

from training import evaluate
from training.__main__ import main

TESTS = Path(__file__).parent


@pytest.fixture
def runs(monkeypatch, tmp_path):
    """The commands that were started, none of which runs."""
    commands = []

    def note(command, check):
        commands.append(command)
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(evaluate.subprocess, "run", note)
    monkeypatch.setenv("PYSMITH_TRAINING_DIR", str(tmp_path))
    return commands


def value_of(command, option):
    return command[command.index(option) + 1] if option in command else None


@pytest.mark.parametrize("name", ["development", "combinations"])
def test_a_folder_of_requests_is_run_by_its_name(runs, name):
    assert main(["evaluate", "--requests", name, "--only", "recipe"]) == 1
    (command,) = runs
    assert value_of(command, "--data") == str(TESTS / name)
    assert value_of(command, "--half") is None
    assert value_of(command, "--only") == "recipe"
    assert Path(value_of(command, "--details")).name == f"requests-{name}-recipe.json"


def test_a_folder_has_halves_too(runs):
    main(["evaluate", "--requests", "fresh", "--half", "even"])
    (command,) = runs
    assert value_of(command, "--half") == "even"
    assert Path(value_of(command, "--details")).name == "requests-fresh-even-hybrid.json"


def test_a_half_is_of_the_evaluation(runs):
    main(["evaluate", "--requests", "odd"])
    (command,) = runs
    assert value_of(command, "--half") == "odd"
    assert value_of(command, "--data") is None


def test_a_new_folder_of_requests_needs_no_other_line(runs, monkeypatch, tmp_path):
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "requests.jsonl").touch()
    monkeypatch.setattr(evaluate, "TESTS", tmp_path)
    main(["evaluate", "--requests", "later"])
    assert value_of(runs[0], "--data") == str(tmp_path / "later")


def test_the_parts_of_every_combination_are_recipes(recipe_titles):
    combinations = map(json.loads, (TESTS / "combinations" / "requests.jsonl").read_text(encoding="utf-8").splitlines())
    parts = [row["parts"] for row in combinations]
    assert sorted(map(len, parts)) == [2] * 40 + [3] * 20
    assert [part for some in parts for part in some if part not in recipe_titles] == []


@pytest.fixture
def recipe_titles():
    """The headings of the cookbook's pages."""
    pages = (TESTS.parent / "resources" / "cookbook").glob("*.md")
    lines = [line for page in pages for line in page.read_text(encoding="utf-8").splitlines()]
    return {line.removeprefix("## ") for line in lines if line.startswith("## ")}
