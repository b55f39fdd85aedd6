"""From nothing to a model folder by one verb, and one training by several processes."""

import json
import os
import subprocess
import sys
import time
from argparse import Namespace
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.checkpoint import inspect_model, load_model
from engine.errors import ConfigError
from engine.generation import StopRules, generate
from engine.prompting import prompt_ids
from engine.sampling import SamplingOptions
from training.__main__ import main
from training.data import write_ids
from training.parallel import Crew
from training.pipeline import list_steps
from training.run_state import RunFolder

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
