"""The room behind every door, with a tiny cookbook, a tiny model and a real data directory."""

import threading

import numpy as np
import pytest
import torch

from app.paths import DataDir
from app.session import Session
from engine.confidence import FEATURE_NAMES
from engine.errors import PysmithError, RequestError, UnknownModelError
from engine.events import Answered, Done, Request
from engine.matcher import FEATURES, WEIGHTS
from engine.semantics import Ranker
from tests.tiny import save_tiny_model
from training import pointer
from training.ranker import save_ranker
from training.reranker import WIDTH, Network, save_reranker

PAGE = """# Loops

## Read a file `notes.txt` line by line
- loop over the lines of a file
```python
with open("notes.txt", encoding="utf-8") as file:
    for line in file:
        print(line)
```

## Loop from 1 to `3`
- for loop
```python
for number in range(1, 4):
    print(number)
```
"""


@pytest.fixture
def resources(tmp_path):
    folder = tmp_path / "resources"
    (folder / "cookbook").mkdir(parents=True)
    (folder / "cookbook" / "loops.md").write_text(PAGE, encoding="utf-8")
    save_tiny_model(folder / "models" / "seed-char-3m")
    weights = [20.0 if name == "recipe_coverage" else 0.0 for name in FEATURE_NAMES]
    save_ranker(
        folder / "ranker",
        Ranker(
            roots={"loop": 0, "file": 1},
            vectors=np.eye(2, dtype=np.float32),
            root_weights=np.ones(2, dtype=np.float32),
            code_scale=0.4,
            feature_weights=WEIGHTS,
            calibration={"weights": weights, "offset": -15.0},
        ),
    )
    assert len(WEIGHTS) == len(FEATURES)
    save_reranker(folder / "ranker", Network(torch.zeros(3, WIDTH)), ["loop"])
    pointer.save(folder / "ranker", pointer.Network(1).export(), ["loop"])
    return folder


@pytest.fixture
def session(tmp_path, resources):
    (tmp_path / "data").mkdir()
    return Session(DataDir(tmp_path / "data"), resources)


def test_making_a_session_loads_nothing(session):
    assert not session.is_recipes_ready
    assert not session.is_model_ready
    assert list(session.data.root.iterdir()) == []


def test_a_recipe_answers_without_the_model(session):
    answer = session.answer(Request("for loop"))
    assert answer.source == "recipe"
    assert session.is_recipes_ready
    assert not session.is_model_ready


def test_the_model_is_installed_into_the_data_directory_and_loaded_once(session):
    session.load_model()
    session.load_model()
    assert session.is_model_ready
    assert (session.data.models / "seed-char-3m" / "model.safetensors").exists()
    assert [info.name for info in session.models()] == ["seed-char-3m"]


def test_a_models_files_are_checked_once_and_not_at_every_request(session, monkeypatch):
    assert session.count_tokens("abc") == 3
    monkeypatch.setattr("engine.checkpoint.file_sha256", lambda path: pytest.fail(f"{path} was read again"))
    assert session.count_tokens("abcd") == 4


def test_an_unknown_model_is_named(session):
    with pytest.raises(UnknownModelError, match="'other'"):
        session.load_model("other")
    with pytest.raises(PysmithError, match="'other'"):
        session.answer(Request("paint the moon", model="other"))


def test_fields_refill_an_answer(session):
    answer = session.answer(Request("read todo.txt line by line"))
    (slot,) = [slot for slot in answer.slots if slot.kind == "path"]
    changed = session.refill(answer, {slot.default: "list.txt"})
    assert 'open("list.txt"' in changed.code
    assert changed.valid
    with pytest.raises(RequestError, match="no slot"):
        session.refill(answer, {"unknown": "x"})


def test_an_answer_without_a_recipe_has_no_fields(session):
    answer = session.answer(Request("paint the moon green", length=40))
    with pytest.raises(RequestError, match="Only a recipe"):
        session.refill(answer, {})


def test_own_pages_override_bundled_recipes_by_title(session):
    session.data.cookbook.mkdir()
    own = "# Mine\n\n## Loop from 1 to `3`\n- for loop\n```python\nprint('mine')\n```\n\n## Broken\n"
    (session.data.cookbook / "mine.md").write_text(own, encoding="utf-8")
    assert session.answer(Request("for loop")).code == "print('mine')\n"
    (problem,) = session.cookbook.problems
    assert "mine.md:9" in str(problem)


def test_many_threads_share_one_session(session):
    results = []

    def work():
        events = list(session.ask(Request("paint the moon", length=40, seed=1)))
        results.append((isinstance(events[-1], Done), [e.answer.code for e in events if isinstance(e, Answered)][-1:]))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    assert len({str(result) for result in results}) == 1


def test_tokens_are_counted_with_the_models_own_tokenizer(session):
    assert session.count_tokens("abc\n") == 4


def test_search_finds_recipes(session):
    assert session.search("lines of a file")[0].recipe.title.startswith("Read a file")


def test_a_closed_session_can_be_used_again(session):
    session.load_model()
    session.close()
    assert not session.is_model_ready
    assert session.answer(Request("for loop")).code
