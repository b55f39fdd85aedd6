"""From nothing to a model folder by one verb, and one training by several processes."""

import json
import os
import random
import subprocess
import sys
import time
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.checkpoint import inspect_model, load_model
from engine.errors import ConfigError
from engine.generation import StopRules, generate
from engine.model import GPT
from engine.prompting import prompt_ids
from engine.sampling import SamplingOptions
from training.__main__ import main
from training.ablations import VARIANTS, CharacterDocuments, answer_bits_per_byte, choose_tokenizer
from training.data import write_ids
from training.parallel import Crew
from training.pipeline import list_steps
from training.presets import TINY, StageData
from training.run_state import RunFolder
from training.stage_data import Corpus
from training.tokenizer import train_tokenizer
from training.workspace import DataError, read_jsonl, write_jsonl

ROOT = Path(__file__).resolve().parent.parent
TEN_MINUTES_S = 600


def test_the_steps_of_all_are_the_verbs_in_their_order(tmp_path):
    args = Namespace(preset="pysmith", out=tmp_path, requests_sampled=3, compile=False, threads=2)
    steps = list_steps(args)
    assert [(step[0], step[step.index("--stage") + 1] if "--stage" in step else None) for step in steps] == [
        ("prepare", None),
        ("train", None),
        ("prepare", "midtrain"),
        ("train", "midtrain"),
        ("prepare", "finetune"),
        ("train", "finetune"),
        ("publish", None),
        ("evaluate", None),
    ]
    assert all("--no-compile" in step for step in steps if step[0] == "train")


def test_all_stops_at_the_first_step_that_fails(tmp_path, monkeypatch, caplog):
    """The seed's data is not there: nothing is trained."""
    monkeypatch.setenv("PYSMITH_TRAINING_DIR", str(tmp_path))
    monkeypatch.setattr("training.corpus.COLLECTIONS", tmp_path / "nothing")
    assert main(["all", "--preset", "seed-char-3m"]) == 2
    assert not (tmp_path / "runs").exists()


@pytest.mark.slow
def test_the_whole_way_takes_less_than_ten_minutes(tmp_path, monkeypatch, capsys):
    """Data, vocabulary, three stages, model folder and figures, from what the repository holds."""
    monkeypatch.setenv("PYSMITH_TRAINING_DIR", str(tmp_path))
    started = time.monotonic()
    assert main(["all", "--preset", "tiny", "--no-compile", "--requests-sampled", "2"]) == 0
    assert time.monotonic() - started < TEN_MINUTES_S
    info = inspect_model(tmp_path / "models" / "tiny")
    assert info.problem is None
    assert info.prompt_format == "tagged"
    for stage in ("pretrain", "midtrain", "finetune"):
        assert f"### {stage}" in info.card
    rows = [json.loads(line) for line in (info.folder / "losses.jsonl").read_text(encoding="utf-8").splitlines()]
    first, last = ([row for row in rows if row["stage"] == "pretrain"][place] for place in (0, -1))
    assert last["validation_loss"] < first["validation_loss"] - 1.0, "it learnt"
    assert 0.5 < json.loads((tmp_path / "evaluation" / "tiny.json").read_text())["bits_per_byte"] < 8.0
    model = load_model(info)
    rules = StopRules(max_chars=100, max_tokens=20)
    *_, drafts = generate(model.network, model.tokenizer, prompt_ids(model, "add"), SamplingOptions(), rules)
    assert drafts[0].ids


def test_a_batch_is_shared_evenly():
    batch = torch.arange(12).view(6, 2)
    assert torch.equal(torch.cat([Crew(rank, 3).share(batch) for rank in range(3)]), batch)
    assert torch.equal(Crew().share(batch), batch)
    assert Crew().average(1.5, 2.0) == [1.5, 2.0]
    with pytest.raises(ConfigError, match="4 processes"):
        Crew(0, 4).share(batch)


@pytest.mark.slow
def test_two_processes_train_as_one_does(tmp_path):
    """torchrun over gloo: the same losses, up to the order in which gradients are added up; one process saves."""
    ids = np.random.default_rng(0).integers(0, 1024, 4000)
    for name in ("train", "validation"):
        write_ids(tmp_path / "data" / f"{name}.bin", ids)
    options = ["train", "--preset", "tiny", "--data", str(tmp_path / "data"), "--steps", "4", "--dtype", "fp32"]
    options += ["--no-compile", "--threads", "1", "--run-dir"]
    crew = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", "-m", "training"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}
    subprocess.run([*crew, *options, str(tmp_path / "two")], cwd=ROOT, env=environment, check=True)
    subprocess.run(
        [sys.executable, "-m", "training", *options, str(tmp_path / "one")], cwd=ROOT, env=environment, check=True
    )
    one, two = (RunFolder(tmp_path / name).read_state() for name in ("one", "two"))
    assert one["step"] == two["step"] == 4
    for name, tensor in one["model"].items():
        torch.testing.assert_close(two["model"][name], tensor, rtol=2e-3, atol=2e-4, msg=name)
    losses = [RunFolder(tmp_path / name).stages()[0].rows[-1]["validation_loss"] for name in ("one", "two")]
    assert losses[0] == pytest.approx(losses[1], abs=1e-3)


def write_corpus(folder):
    """Write pairs and code of a language that one can learn: `set x to 3` means `x = 3`."""
    names = "abcdefgh"
    for split in ("train", "validation"):
        pairs = [
            {
                "source": source,
                "group": "page.md",
                "request": f"set {name} to {number}",
                "code": f"{name} = {number}\n",
                "all_names_defined": True,
            }
            for name in names
            for number in range(40)
            if ((ord(name) + number) % 5 == 0) == (split == "validation")
            for source in ("cookbook", "synthetic")[: 1 + number % 2]
        ]
        write_jsonl(folder / split / "pairs.jsonl", pairs)
        write_jsonl(folder / split / "code.jsonl", [{"text": f"{name} = 0\nprint({name})\n"} for name in names * 20])
        write_jsonl(folder / split / "prose.jsonl", [])
    texts = [text for row in read_jsonl(folder / "train" / "pairs.jsonl") for text in (row["request"], row["code"])]
    train_tokenizer(texts, 290).save(str(folder / "tokenizer.json"))


@pytest.mark.slow
def test_variants_are_trained_and_compared_at_equal_compute(tmp_path, monkeypatch):
    small = replace(
        TINY, model=replace(TINY.model, vocab_size=290, d_model=32, d_ff=64, n_layer=1, n_head=2, n_kv_head=2)
    )
    monkeypatch.setattr("training.ablations.find_preset", lambda _: small)
    monkeypatch.setattr("training.ablations.load_matcher", lambda: None)
    monkeypatch.setattr("training.ablations.SHORTEST_STEP", 1024)
    write_corpus(tmp_path / "corpus")
    options = ["--preset", "tiny", "--tokens", "120000", "--dtype", "fp32", "--no-compile", "--threads", "1"]
    folders = ["--corpus", str(tmp_path / "corpus"), "--out", str(tmp_path / "out")]
    assert main(["ablate", *options, *folders]) == 0
    results = {row["variant"]: row for row in json.loads((tmp_path / "out" / "results.json").read_text())}
    assert list(results) == list(VARIANTS)
    work = {name: row["tokens"] * row["parameters"] for name, row in results.items()}
    assert all(amount == pytest.approx(work["baseline"], rel=0.1) for amount in work.values())
    assert results["characters"]["parameters"] < results["no-context"]["parameters"]
    assert results["baseline"]["bits_per_byte"] < 4.0, "a guess costs about 7"
    made = (tmp_path / "out" / "no-synthetic" / "data" / "train.bin").read_bytes()
    assert made != (tmp_path / "out" / "baseline" / "data" / "train.bin").read_bytes()
    assert (tmp_path / "out" / "results.md").read_text().count("\n") == 2 + len(VARIANTS)


def test_bits_a_byte_of_answers_are_those_of_a_guess_before_training():
    """Without knowledge each of 97 characters is as likely."""
    tokenizer = choose_tokenizer(VARIANTS["characters"], Path("none"))
    torch.manual_seed(0)
    network = GPT(replace(TINY.model, vocab_size=tokenizer.vocab_size))
    maker = CharacterDocuments(StageData(pairs=1.0), Corpus([], []), None, tokenizer, random.Random(0))
    answers = [(maker.write_pair("add them up", "total = sum(numbers)\n"), "total = sum(numbers)\n")] * 3
    assert answer_bits_per_byte(network, tokenizer, answers) == pytest.approx(np.log2(97), abs=0.2)
    with pytest.raises(DataError, match="fits the context"):
        answer_bits_per_byte(network, tokenizer, [(maker.write_pair("x" * 300, "a = 1\n"), "a = 1\n")])
