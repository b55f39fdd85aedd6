"""From a finished run to a model folder that the program can use, with a card that tells the truth."""

import json
from argparse import Namespace
from dataclasses import replace

import numpy as np
import pytest

from engine.checkpoint import inspect_model, load_model
from engine.tokenizer import CharacterTokenizer
from tests.tiny import CHARACTERS
from training import publish
from training.data import write_ids
from training.evaluate import bits_per_byte, sample_validity
from training.presets import SEED
from training.run_state import RunFolder
from training.trainer import Machine, Trainer
from training.workspace import DataError

TEXT = "# print numbers\nfor i in range(3):\n    print(i)\n\n"
TINY = replace(
    SEED,
    name="seed-char-3m",
    model=replace(
        SEED.model, vocab_size=len(CHARACTERS), n_layer=1, n_head=2, n_kv_head=2, d_model=32, d_ff=64, dropout=0.0
    ),
    train=replace(SEED.train, steps=60, batch_size=4, learning_rate=1e-2, eval_every=30, eval_batches=1),
)


@pytest.fixture
def finished(tmp_path, monkeypatch):
    data, run = tmp_path / "data", tmp_path / "run"
    tokenizer = CharacterTokenizer(CHARACTERS)
    ids = np.array(tokenizer.encode(TEXT * 20))
    write_ids(data / "train.bin", ids)
    write_ids(data / "validation.bin", ids)
    tokenizer.save(data / "tokenizer.json")
    rows = [{"prompt": "print numbers", "text": TEXT}]
    (data / "validation.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    Trainer(TINY, data, RunFolder(run), Machine()).train(save_every_s=1e9)
    monkeypatch.setattr(publish, "find_preset", lambda name: TINY)
    return Namespace(preset=TINY.name, run_dir=run, data=data, out=tmp_path / "models", requests_sampled=1)


def test_a_finished_run_becomes_a_model_with_card_and_curve(finished, capsys):
    assert publish.run(finished) == 0
    folder = finished.out / TINY.name
    info = inspect_model(folder)
    assert info.problem is None
    card = info.card
    assert info.sha256 in card
    assert f"{info.parameters:,}" in card
    assert "CC BY-SA" in card
    assert (folder / "losses.png").read_bytes().startswith(b"\x89PNG")
    measured = json.loads(capsys.readouterr().out)
    assert measured["last"]["step"] == 60
    assert f"{measured['temperature 0.2']['compile_share']:.1%}" in card
    model = load_model(info)
    assert bits_per_byte(model, [TEXT * 2]) < 2.0, "it learnt its one text"


def test_samples_are_judged_by_compiling_them(finished):
    publish.run(finished)
    model = load_model(inspect_model(finished.out / TINY.name))
    result = sample_validity(model, ["print numbers"], temperature=0.0, length=60, each=2)
    assert result["samples"] == 2
    for sample in result["texts"]:
        try:
            compile(sample["text"], "sample", "exec")
        except SyntaxError:
            assert not sample["compiles"]
        else:
            assert sample["compiles"]


def test_bits_per_byte_of_a_guess_are_those_of_the_vocabulary(finished):
    """An untrained network spends about log2(97) bits on each character of ASCII text."""
    from engine.model import GPT

    publish.run(finished)
    model = load_model(inspect_model(finished.out / TINY.name))
    untrained = replace(model, network=GPT(TINY.model).eval())
    assert bits_per_byte(untrained, [TEXT * 10]) == pytest.approx(np.log2(len(CHARACTERS)), abs=0.5)


def test_without_a_run_the_error_says_what_to_do(finished, tmp_path):
    finished.run_dir = tmp_path / "none"
    with pytest.raises(DataError, match="training train"):
        publish.run(finished)
