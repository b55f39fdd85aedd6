"""Requests drawn from operations: what is said asks for what the program does."""

import random
from itertools import islice
from pathlib import Path

import pytest

from engine.composer.compose import readings
from engine.composer.operations import load_phrasebook
from engine.composer.phrases import read_pattern
from engine.syntax import compiles
from training.compositions import Composition, choose_running
from training.compositions.operated import draw_composition, sample_phrase
from training.sources.operations import ENDLESS, Operations

FOLDER = Path(__file__).parent.parent / "resources" / "operations"


def draw(count: int) -> list[Composition]:
    rng = random.Random(4)
    operations = [one for one in load_phrasebook(FOLDER).operations if not ENDLESS.search(one.code)]
    drawn = (draw_composition(operations, rng) for _ in range(20 * count))
    return list(islice((one for one in drawn if one is not None), count))


def test_programs_compile_and_most_run() -> None:
    made = draw(24)
    assert all(compiles(one.pair.code) for one in made)
    assert len(choose_running(made, 1.5)) > 15


def test_the_composer_reads_most_of_what_is_drawn() -> None:
    book = load_phrasebook(FOLDER)
    made = draw(30)
    read = [next(readings(one.pair.request, book), None) for one in made]
    assert sum(one is not None for one in read) > 20


def test_a_group_holds_the_same_pairs_each_time(tmp_path: Path) -> None:
    page = tmp_path / "few.md"
    page.write_text(
        "# Few\n\n## Add them up\n- type: numbers -> number\n- code: `sum(it)`\n- name: total\n"
        "- do: add [them] up\n- get: (sum|total)\n",
        encoding="utf-8",
    )
    source = Operations(tmp_path, group_count=2, group_size=12)
    first, again = (source.read("000").pairs for _ in range(2))
    assert first == again
    assert first
    assert all("sum(" in pair.code for pair in first)
    assert source.groups() == ["000", "001"]


@pytest.mark.parametrize("phrase", ["(keep|take) [only] {n} of them", "plain words"])
def test_a_sample_is_one_of_the_texts_of_a_phrase(phrase: str) -> None:
    pattern = read_pattern(phrase)
    assert pattern
    samples = {sample_phrase(phrase, random.Random(seed)) for seed in range(20)}
    assert samples <= {
        "keep only {n} of them",
        "take only {n} of them",
        "keep {n} of them",
        "take {n} of them",
        "plain words",
    }
