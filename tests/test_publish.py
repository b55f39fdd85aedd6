"""From a finished run to a model folder that the program can use, with a card that tells the truth."""

import json
from argparse import Namespace
from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.checkpoint import inspect_model, list_models, load_model, save_model
from engine.eight_bits import is_exact
from engine.errors import ConfigError
from engine.model import GPT, matrices
from engine.tokenizer import CharacterTokenizer, load_tokenizer
from tests.tiny import CHARACTERS
from training import publish
from training.data import write_ids
from training.evaluate import bits_per_byte, sample_validity
from training.held_out import read_held_out
from training.presets import SEED
from training.run_state import RunFolder, StageLosses, open_run
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
    folder = RunFolder(run)
    folder.begin({"preset": TINY.name})
    Trainer(TINY, data, folder, Machine()).train(save_every_s=1e9)
    monkeypatch.setattr(publish, "find_preset", lambda name: TINY)
    return Namespace(
        preset=TINY.name,
        stage=None,
        run_dir=run,
        data=data,
        out=tmp_path / "models",
        weights="average",
        requests_sampled=1,
        with_model=[],
        texts=[data / "validation.jsonl"],
        max_bytes=10_000,
    )


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


def test_publishing_again_replaces_the_whole_folder(finished):
    publish.run(finished)
    folder = finished.out / TINY.name
    (folder / "left-over.txt").write_text("old", encoding="utf-8")
    publish.run(finished)
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["card.md", "config.json", "losses.jsonl", "losses.png", "model.safetensors", "tokenizer.json"]
    )
    assert [path.name for path in finished.out.iterdir()] == [TINY.name]


def test_a_failure_while_publishing_leaves_the_old_model(finished, monkeypatch):
    publish.run(finished)
    before = {path.name: path.read_bytes() for path in (finished.out / TINY.name).iterdir()}

    def fail(*_):
        raise OSError("no space left")

    monkeypatch.setattr(publish, "draw_losses", fail)
    with pytest.raises(OSError, match="no space"):
        publish.run(finished)
    assert {path.name: path.read_bytes() for path in (finished.out / TINY.name).iterdir()} == before
    assert [info.name for info in list_models(finished.out)] == [TINY.name]


def test_a_model_of_several_stages_tells_of_each(finished):
    """Weights of the last, tokens of all, a curve that goes through."""
    earlier, later = RunFolder(finished.run_dir), RunFolder(finished.run_dir.with_name("later"))
    later.begin({"preset": TINY.name, "stage": "finetune"})
    stage = Trainer(replace(TINY, train=replace(TINY.train, steps=20)), finished.data, later, Machine())
    stage.begin_from(earlier)
    stage.train(save_every_s=1e9)
    finished.run_dir = later.path
    publish.run(finished)
    folder = finished.out / TINY.name
    card = (folder / "card.md").read_text(encoding="utf-8")
    assert "### pretrain" in card
    assert "### finetune" in card
    per_step = 4 * TINY.model.context_length
    assert f"{80 * per_step / 1e6:.1f}M tokens, about" in card
    rows = [json.loads(line) for line in (folder / "losses.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(row["stage"], row["step"]) for row in rows] == [
        ("pretrain", 0),
        ("pretrain", 30),
        ("pretrain", 60),
        ("finetune", 0),
        ("finetune", 20),
    ]
    network = load_model(inspect_model(folder)).network
    assert torch.equal(network.head.weight, stage.model.head.weight)


def test_training_goes_on_from_a_published_model(finished):
    """Where the run's folder is gone: the weights are those published, and no loss is forgotten."""
    publish.run(finished)
    folder = finished.out / TINY.name
    run = RunFolder(finished.run_dir.with_name("later"))
    run.begin({"preset": TINY.name, "stage": "finetune"})
    stage = Trainer(replace(TINY, train=replace(TINY.train, steps=20)), finished.data, run, Machine())
    stage.begin_from(open_run(folder))
    published = load_model(inspect_model(folder)).network.state_dict()
    assert all(torch.equal(tensor, published[name]) for name, tensor in stage.model.state_dict().items())
    stage.train(save_every_s=1e9)
    assert [(stage.name, stage.rows[-1]["step"]) for stage in run.stages()] == [("pretrain", 60), ("finetune", 20)]
    finished.run_dir = run.path
    publish.run(finished)
    assert [(stage.name, stage.rows[-1]["step"]) for stage in open_run(folder).stages()] == [
        ("pretrain", 60),
        ("finetune", 20),
    ]


def test_hours_follow_from_the_speeds_logged():
    """Half an hour of 1,000 tokens a second, and as much again that was not timed."""
    rows = [{"tokens": 0}, {"tokens": 1_800_000, "tokens_per_s": 1000}, {"tokens": 3_600_000}]
    assert StageLosses("pretrain", rows).hours == pytest.approx(1.0)
    assert StageLosses("pretrain", []).hours == 0.0


def test_held_out_text_is_read_up_to_a_size(tmp_path):
    file = tmp_path / "pairs.jsonl"
    rows = [{"request": f"print {number}", "code": "print(1)\n"} for number in range(10)]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found = read_held_out("none", tmp_path, [file], 20)
    assert found.texts == ["print(1)\n"] * 3
    assert len(found.requests) == 10
    with pytest.raises(DataError, match=r"nowhere\.jsonl"):
        read_held_out("none", tmp_path, [tmp_path / "nowhere.jsonl"], 20)


@pytest.mark.parametrize("weights", ["average", "last"])
def test_the_average_or_the_last_weights_are_published(finished, monkeypatch, weights):
    """An average that follows slowly differs from the last weights."""
    slow = replace(TINY, train=replace(TINY.train, steps=20, ema_decay=0.9))
    finished.run_dir, finished.weights = finished.run_dir.with_name("averaged"), weights
    folder = RunFolder(finished.run_dir)
    folder.begin({"preset": TINY.name})
    trainer = Trainer(slow, finished.data, folder, Machine())
    trainer.train(save_every_s=1e9)
    publish.run(finished)
    network = load_model(inspect_model(finished.out / TINY.name)).network
    assert torch.equal(network.head.weight, trainer.average.head.weight) == (weights == "average")
    assert torch.equal(network.head.weight, trainer.model.head.weight) == (weights == "last")


def test_the_mean_with_models_published_before_can_be_published(finished):
    publish.run(finished)
    folder = finished.out / TINY.name
    before = load_model(inspect_model(folder)).network
    others = []
    for seed in (8, 9):
        torch.manual_seed(seed)
        others.append(GPT(TINY.model))
        finished.with_model.append(finished.out / f"other-{seed}")
        tokenizer = load_tokenizer(folder / "tokenizer.json")
        save_model(finished.with_model[-1], others[-1], tokenizer, prompt_format=TINY.prompt_format, card="")
    publish.run(finished)
    mean = load_model(inspect_model(folder)).network.head.weight
    assert torch.allclose(mean, sum(n.head.weight for n in (before, *others)) / 3, atol=1e-6)
    assert "The weights are the mean" in (folder / "card.md").read_text(encoding="utf-8")
    with pytest.raises(ConfigError, match="same shape"):
        publish.mix(GPT(replace(TINY.model, n_layer=TINY.model.n_layer + 1)), others)


def test_matrices_of_a_model_fit_into_eight_bits():
    """So the program may compute it in either; a matrix of an odd width stays as it is."""
    wide = replace(TINY.model, d_model=64, d_ff=80)
    torch.manual_seed(1)
    network = GPT(wide)
    publish.fit_into_eight_bits(network)
    kinds = {tuple(weight.shape): is_exact(weight) for weight in matrices(network)}
    assert kinds.pop((64, 80)) is False
    assert all(kinds.values())
    assert len(kinds) > 2
