"""The folders of requests beside the evaluation: their references pass, so a failure is the answer's."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

FOLDERS = [Path(__file__).parent / name for name in ("development", "combinations")]
RUNNER = Path(__file__).parent / "evaluation" / "run.py"

each_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@each_folder
def test_every_request_has_a_reference_and_a_check(folder):
    requests, references = rows(folder / "requests.jsonl"), rows(folder / "requests_reference.jsonl")
    assert [row["id"] for row in requests] == [row["id"] for row in references]
    assert len({row["id"] for row in requests}) == len({row["prompt"] for row in requests}) == len(requests)
    assert all(row["check"].strip() and row["prompt"].strip() for row in requests)


@each_folder
def test_none_is_nearly_a_request_of_the_evaluation(folder):
    """What is developed with must not be what is measured with: at most three words in five are shared."""
    measured = [words(row["prompt"]) for row in rows(RUNNER.parent / "requests.jsonl")]
    requests = rows(folder / "requests.jsonl")
    nearest = {row["id"]: max(alike(words(row["prompt"]), other) for other in measured) for row in requests}
    assert [name for name, share in nearest.items() if share >= 0.6] == []


def words(prompt):
    return frozenset(re.findall(r"\w+", prompt.lower()))


def alike(one, other):
    return len(one & other) / max(1, len(one | other))


@each_folder
def test_a_sample_of_the_references_passes(folder):
    command = [sys.executable, str(RUNNER), "--set", "requests", "--data", str(folder), "--gold", "--limit", "40"]
    done = subprocess.run([*command, "--exec-python", sys.executable], capture_output=True, text=True, check=False)
    assert "pass=40 " in done.stdout, done.stdout[-800:] + done.stderr[-400:]
