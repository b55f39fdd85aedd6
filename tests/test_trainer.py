"""Training: it learns, and a run that was killed goes on as if it had not been."""

import json
import multiprocessing
import os
import signal
from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.config import ModelConfig
from engine.errors import ConfigError
from training.data import TokenData, write_ids
from training.optimizers import build_optimizers
from training.presets import SEED, Preset, TrainConfig, find_preset, with_steps
from training.run_state import RunFolder, read_whole_rows
from training.trainer import Machine, Trainer, stop_when_told
from training.workspace import DataError

MODEL = ModelConfig(vocab_size=20, context_length=8, n_layer=1, n_head=2, n_kv_head=2, d_model=16, d_ff=32, dropout=0.1)
TRAIN = TrainConfig(steps=12, batch_size=4, learning_rate=1e-2, eval_every=5, eval_batches=2)
MODERN = replace(
    MODEL,
    positions="rope",
    norm="rms",
    activation="swiglu",
    qk_norm=True,
    tied_embeddings=True,
    bias=False,
    dropout=0.0,
)
PRESETS = {
    "adamw": Preset("tiny", MODEL, TRAIN, "comment"),
    "muon": Preset(
        "tiny",
        MODERN,
        replace(
            TRAIN, optimizer="muon", micro_batch_size=2, warmup_steps=3, decay_steps=4, ema_decay=0.9, clip_norm=1.0
        ),
        "tagged",
    ),
}


@pytest.fixture
def data(tmp_path):
    ids = np.tile(np.arange(20), 40)
    write_ids(tmp_path / "data" / "train.bin", ids)
    write_ids(tmp_path / "data" / "validation.bin", ids[:200])
    return tmp_path / "data"


def trainer(preset, data, run):
    torch.set_num_threads(1)
    return Trainer(preset, data, RunFolder(run), Machine())


def losses(run):
    return [{k: v for k, v in row.items() if k != "tokens_per_s"} for row in read_whole_rows(run / "losses.jsonl")]


@pytest.mark.parametrize("kind", PRESETS)
def test_a_run_that_was_stopped_at_any_step_ends_like_one_that_was_not(kind, data, tmp_path):
    whole = trainer(PRESETS[kind], data, tmp_path / "whole")
    whole.train(save_every_s=1e9)
    for stop in (1, 5, 7, 11):
        folder = tmp_path / f"stopped-{stop}"
        trainer(PRESETS[kind], data, folder).train(save_every_s=1e9, stop_at=stop)
        resumed = trainer(PRESETS[kind], data, folder)
        resumed.restore()
        assert resumed.step == stop
        resumed.train(save_every_s=1e9)
        assert losses(folder) == losses(tmp_path / "whole")
        for name, tensor in whole.model.state_dict().items():
            assert torch.equal(tensor, resumed.model.state_dict()[name]), name


def _train_until_killed(preset, data, run, kill_at):
    class Killed(Trainer):
        def _take_step(self):
            if self.step == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return super()._take_step()

    torch.set_num_threads(1)
    killed = Killed(preset, data, RunFolder(run), Machine())
    killed.restore()
    killed.train(save_every_s=0.0)


def test_a_run_killed_at_a_random_step_gives_the_same_losses(data, tmp_path):
    """SIGKILL, no warning: the saved state and the log up to it are all that is left."""
    preset = PRESETS["adamw"]
    trainer(preset, data, tmp_path / "whole").train(save_every_s=1e9)
    kill_at = int(np.random.default_rng().integers(1, 12))
    process = multiprocessing.get_context("spawn").Process(
        target=_train_until_killed, args=(preset, data, tmp_path / "killed", kill_at)
    )
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    resumed = trainer(preset, data, tmp_path / "killed")
    resumed.restore()
    assert resumed.step == kill_at
    resumed.train(save_every_s=1e9)
    assert losses(tmp_path / "killed") == losses(tmp_path / "whole"), f"killed at step {kill_at}"


def test_a_run_that_is_told_to_stop_saves_the_step_it_was_in(data, tmp_path):
    """SIGTERM, sent in the middle of a step."""

    class Told(Trainer):
        def _take_step(self):
            if self.step == 4:
                os.kill(os.getpid(), signal.SIGTERM)
            return super()._take_step()

    told = Told(PRESETS["adamw"], data, RunFolder(tmp_path / "run"), Machine())
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        stop_when_told(told)
        told.train(save_every_s=1e9)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert RunFolder(tmp_path / "run").read_state()["step"] == 5


@pytest.mark.parametrize("kind", PRESETS)
def test_training_learns_a_repeating_sequence(kind, data, tmp_path):
    """0, 1, 2 … 19, 0, 1 …: 150 steps bring the loss far below that of a guess, log 20."""
    preset = with_steps(PRESETS[kind], 150)
    learner = trainer(preset, data, tmp_path / "run")
    learner.train(save_every_s=1e9)
    rows = losses(tmp_path / "run")
    assert rows[0]["train_loss"] == pytest.approx(np.log(20), abs=0.3)
    assert rows[-1]["train_loss"] < 0.5


def test_a_log_line_cut_off_by_a_kill_does_not_count(tmp_path):
    path = tmp_path / "losses.jsonl"
    path.write_text('{"step": 0}\n{"step": 5}\n{"st', encoding="utf-8")
    assert [row["step"] for row in read_whole_rows(path)] == [0, 5]


def test_a_run_folder_belongs_to_one_training(tmp_path):
    folder = RunFolder(tmp_path / "run")
    folder.begin({"preset": "a", "steps": 1})
    folder.begin({"preset": "a", "steps": 1})
    with pytest.raises(DataError, match="another steps"):
        folder.begin({"preset": "a", "steps": 2})


def test_batches_follow_from_seed_and_step_alone(data):
    tokens = TokenData(data / "train.bin", 8)
    ids, targets = tokens.batch(4, seed=1, step=7)
    again, _ = tokens.batch(4, seed=1, step=7)
    other, _ = tokens.batch(4, seed=1, step=8)
    assert torch.equal(ids, again)
    assert not torch.equal(ids, other)
    assert torch.equal(ids[:, 1:], targets[:, :-1])


@pytest.mark.parametrize("count", [0, 9])
def test_too_little_data_is_refused(tmp_path, count):
    write_ids(tmp_path / "few.bin", list(range(count)))
    with pytest.raises(DataError, match="too few"):
        TokenData(tmp_path / "few.bin", 8)


def test_missing_data_says_what_to_run(tmp_path):
    with pytest.raises(DataError, match="prepare"):
        TokenData(tmp_path / "none.bin", 8)


def test_muon_takes_the_hidden_matrices_and_adamw_the_rest(data, tmp_path):
    learner = trainer(PRESETS["muon"], data, tmp_path / "run")
    muon, adamw = build_optimizers(learner.model, PRESETS["muon"].train)
    matrices = {id(p) for g in muon.param_groups for p in g["params"]}
    rest = {id(p) for g in adamw.param_groups for p in g["params"]}
    assert not matrices & rest
    assert matrices | rest == {id(p) for p in learner.model.parameters()}
    assert id(learner.model.tokens.weight) in rest


def test_the_learning_rate_warms_up_stays_and_decays():
    config = TrainConfig(
        steps=100, batch_size=1, learning_rate=1.0, warmup_steps=10, decay_steps=20, final_lr_share=0.1
    )
    shares = [config.learning_rate_share(step) for step in range(100)]
    assert shares[0] == pytest.approx(0.1)
    assert shares[10:80] == [1.0] * 70
    assert shares[99] == pytest.approx(0.1 + 0.9 / 20)
    assert shares[80:] == sorted(shares[80:], reverse=True)


def test_an_unknown_preset_names_those_that_exist():
    with pytest.raises(ConfigError, match="seed-char-3m"):
        find_preset("none")


def test_the_seed_preset_trains_as_the_original_did():
    assert (SEED.train.steps, SEED.train.learning_rate, SEED.train.optimizer) == (5000, 3e-4, "adamw")
    assert json.dumps(SEED.train.to_dict())
