"""Our training step against a plain loop in the manner of nanoGPT: the same model, data and batch, in one run.

The plain loop: 32 bits, AdamW, loss over all logits, weights updated once a batch; as it stands, and compiled by torch,
as ours is where there is a compiler. What compiling takes is not counted.
"""

import dataclasses
import tempfile
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch.profiler import ProfilerActivity, profile

from engine.model import GPT
from tests.bench.measure import in_turns, table
from training.data import write_ids
from training.presets import PYSMITH
from training.run_state import RunFolder
from training.trainer import Machine, Trainer, best_machine

BATCH, LENGTH = 8, 512
PARTS = {
    "matrix products": ("aten::mm", "aten::addmm", "aten::bmm", "mkldnn"),
    "what is compiled (norms, softmax, loss)": ("CompiledFxGraph",),
    "optimiser": ("_fused_adamw", "Optimizer.step"),
}


def compare_training(rounds: int) -> str:
    """Return tokens a second of both, and where our step's time goes."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        ids = np.random.default_rng(1).integers(8, 4096, 100_000)
        for name in ("train.bin", "validation.bin"):
            write_ids(data / name, ids)
        trainer = make_trainer(data, Path(folder) / "run")
        steps = {"ours": trainer._take_step, "plain loop": make_plain_step(ids)}
        if trainer.machine.compile:
            steps["plain loop, compiled"] = make_plain_step(ids, compiled=True)
        for step in steps.values():
            step()
        taken = in_turns(steps, rounds)
        rows = [
            [name, f"{BATCH * LENGTH / seconds:.0f}", f"{taken['plain loop'] / seconds:.2f}"]
            for name, seconds in taken.items()
        ]
        parts = profile_step(trainer)
    speed = table(["training", "tokens a second of processor time", "× plain"], rows)
    return f"{speed}\n\nOf the time in operators, one of our steps spends {parts}."


def make_trainer(data: Path, run: Path) -> Trainer:
    """Return the real trainer of the default preset, with a batch that fits a short run."""
    train = dataclasses.replace(PYSMITH.train, batch_size=BATCH, sequence_length=LENGTH, micro_batch_size=0)
    preset = dataclasses.replace(PYSMITH, train=train, stages={})
    machine = Machine(dtype=best_machine().dtype, compile=best_machine().compile, threads=1)
    return Trainer(preset, data, RunFolder(run), machine)


def make_plain_step(ids: np.ndarray, compiled: bool = False):
    """Return a step of the plain loop."""
    model = GPT(PYSMITH.model)
    forward = torch.compile(model) if compiled else model
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.95), weight_decay=0.1)
    dice = np.random.default_rng(2)

    def step() -> None:
        starts = dice.integers(0, len(ids) - LENGTH - 1, BATCH)
        x = torch.stack([torch.from_numpy(ids[s : s + LENGTH]) for s in starts])
        y = torch.stack([torch.from_numpy(ids[s + 1 : s + 1 + LENGTH]) for s in starts])
        logits = forward(x)
        loss = F.cross_entropy(logits.view(-1, logits.size(-1)), y.view(-1))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    return step


def profile_step(trainer: Trainer) -> str:
    """Return the share of each part in the operators' time of one step."""
    with profile(activities=[ProfilerActivity.CPU]) as profiler:
        trainer._take_step()
    events = profiler.key_averages()
    total = sum(event.self_cpu_time_total for event in events)
    shares = {
        name: sum(e.self_cpu_time_total for e in events if any(key in e.key for key in keys)) / total
        for name, keys in PARTS.items()
    }
    return ", ".join(f"{share:.0%} in {name}" for name, share in shares.items())
