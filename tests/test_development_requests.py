"""The requests to develop and to measure with: their references pass, so a failure is the answer's."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
RUNNER = HERE / "evaluation" / "run.py"
# Each set, and the sets that it must not repeat.
SETS = {
    "development": ["evaluation"],
    "combinations": ["evaluation"],
    "fresh": ["evaluation", "development"],
    "everyday": ["evaluation", "fresh", "development", "combinations"],
    "harder": ["evaluation", "fresh", "development", "combinations", "everyday"],
}

each_set = pytest.mark.parametrize("name", SETS)


def rows(name, file="requests.jsonl"):
    return [json.loads(line) for line in (HERE / name / file).read_text(encoding="utf-8").splitlines()]


@each_set
def test_every_request_has_a_reference_and_a_check(name):
    requests, references = rows(name), rows(name, "requests_reference.jsonl")
    assert [row["id"] for row in requests] == [row["id"] for row in references]
    assert len({row["id"] for row in requests}) == len({row["prompt"] for row in requests}) == len(requests)
    assert all(row["check"].strip() and row["prompt"].strip() for row in requests)


@each_set
def test_none_is_nearly_a_request_of_another_set(name):
    """What is developed with must not be what is measured with: at most three words in five are shared."""
    others = [words(row["prompt"]) for other in SETS[name] for row in rows(other)]
    nearest = {row["id"]: max(alike(words(row["prompt"]), other) for other in others) for row in rows(name)}
    assert [request for request, share in nearest.items() if share >= 0.6] == []


def words(prompt):
    return frozenset(re.findall(r"\w+", prompt.lower()))


def alike(one, other):
    return len(one & other) / max(1, len(one | other))


@each_set
def test_a_sample_of_the_references_passes(name):
    summary = score(name, "--gold", "--limit", "40")
    assert re.search(r"n=(\d+) pass=\1 ", summary), summary


@pytest.mark.parametrize("name", ["fresh", "everyday", "harder"])
def test_a_sample_of_the_wrong_answers_fails(name):
    """A check that plausible nonsense passes would flatter whatever is measured with it."""
    summary = score(name, "--answers", str(HERE / name / "requests_wrong.jsonl"), "--limit", "20")
    assert " pass=0 " in summary, summary


def score(name, *options):
    command = [sys.executable, str(RUNNER), "--set", "requests", "--data", str(HERE / name), *options]
    done = subprocess.run([*command, "--exec-python", sys.executable], capture_output=True, text=True, check=False)
    return done.stdout[-800:] + done.stderr[-400:]
