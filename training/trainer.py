"""Train a model: the loop, its losses, and going on after a kill.

Same data, preset, dtype and threads → the same losses, whether or not the run was killed on the way: batches and
dropout follow from the seed and the step, and the state is saved whole.
"""

import argparse
import copy
import logging
import signal
import statistics
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from engine.model import GPT
from training.attention import use_blocks
from training.data import PackedData, TokenData, open_data
from training.optimizers import build_optimizers, set_learning_rates, take_over
from training.parallel import Crew
from training.presets import PRESETS, Preset, at_stage, find_preset, folder_name, stage_before, with_steps
from training.run_state import Clock, PublishedRun, RunFolder, open_run
from training.workspace import training_dir

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Machine:
    """How the arithmetic is done here; changes the speed, and the losses only in their last digits."""

    dtype: str = "fp32"
    compile: bool = False
    threads: int = 0  # 0: as many as torch would take


def best_machine() -> Machine:
    """Return bf16 where the processor multiplies it natively, else fp32; compiled where a C++ compiler is there."""
    import shutil

    native = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    return Machine(dtype="bf16" if native else "fp32", compile=shutil.which("g++") is not None)


class Trainer:
    """One run: a model, its optimisers and the step it has reached."""

    def __init__(
        self,
        preset: Preset,
        data: Path,
        run: RunFolder,
        machine: Machine,
        crew: Crew = Crew(),  # noqa: B008
    ) -> None:
        self.preset, self.config, self.machine, self.run, self.crew = preset, preset.train, machine, run, crew
        if machine.threads:
            torch.set_num_threads(machine.threads)
        torch.manual_seed(self.config.seed)
        self.model = GPT(preset.model)
        if machine.dtype == "bf16":  # what its matrix products are fast in
            use_blocks(self.model)
        self.average = copy.deepcopy(self.model).eval() if self.config.ema_decay else None
        self.optimizers = build_optimizers(self.model, self.config)
        self.sequence_length = self.config.sequence_length or preset.model.context_length
        self.train_data = open_data(data / "train.bin", self.sequence_length, self.config.loss_on)
        self.validation_data = open_data(data / "validation.bin", self.sequence_length, self.config.loss_on)
        self.step = 0
        self.is_stopping = False  # set from a signal: the step is finished and saved, then training ends
        self.batch_losses: list[float] = []  # since the last report
        self._loss = crew.wrap(self.model, torch.compile(self.model.loss) if machine.compile else self.model.loss)

    @property
    def tokens_per_step(self) -> int:
        """Training tokens in one step."""
        return self.config.batch_size * self.sequence_length

    def restore(self) -> None:
        """Go on from the run folder's last state, if it has one."""
        state = self.run.restore(may_write=self.crew.is_first)
        if state is None:
            return
        self.step, self.batch_losses = state["step"], state["batch_losses"]
        self.model.load_state_dict(state["model"])
        if self.average is not None:
            self.average.load_state_dict(state["average"])
        for optimizer, saved in zip(self.optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(saved)
        logger.info("Going on from step %d", self.step)

    def begin_from(self, earlier: RunFolder | PublishedRun) -> None:
        """Take over weights and optimisers of an earlier stage, unless this run has already begun.

        The weights are the last ones, not their average: the optimisers' momenta belong to them. A published model
        has no optimisers; new ones gather their momenta within some steps.
        """
        if (self.run.path / "state.pt").exists():
            return
        state = self.run.follow(earlier) if self.crew.is_first else earlier.read_state()
        self.model.load_state_dict(state["model"])
        if self.average is not None:
            self.average.load_state_dict(state["model"])
        if "optimizers" in state:
            take_over(self.optimizers, state["optimizers"])
        logger.info("Beginning from step %d of %s", state["step"], earlier.path)

    def save(self) -> None:
        """Write the state into the run folder."""
        if not self.crew.is_first:
            return
        state: dict[str, Any] = {"step": self.step, "batch_losses": self.batch_losses, "model": self.model.state_dict()}
        state["tokens"] = self.step * self.tokens_per_step
        state["optimizers"] = [optimizer.state_dict() for optimizer in self.optimizers]
        if self.average is not None:
            state["average"] = self.average.state_dict()
        self.run.save(state)

    def train(self, save_every_s: float, stop_at: int | None = None) -> None:
        """Run to the last step (or to `stop_at`), logging losses and saving on the way."""
        clock = Clock(save_every_s)
        if self.step == 0:
            self._report(clock, steps_done=0)
        steps_reported = self.step
        end = min(self.config.steps, stop_at or self.config.steps)
        while self.step < end and not self.is_stopping:
            self.batch_losses.append(self._take_step())
            self.step += 1
            if self.step % self.config.eval_every == 0 or self.step == self.config.steps:
                self._report(clock, self.step - steps_reported)
                steps_reported = self.step
                self.save()
            elif clock.save_is_due():
                self.save()
        self.save()

    def _take_step(self) -> float:
        """Update the weights once; return the batch's loss in nats a token."""
        config = self.config
        # Dropout must not depend on how often the run was interrupted.
        torch.manual_seed(config.seed * 1_000_003 + self.step)
        self.model.train()
        ids, targets = map(self.crew.share, self.train_data.batch(config.batch_size, config.seed, self.step))
        count = max(1, len(ids) // (config.micro_batch_size or len(ids)))
        total = 0.0
        pieces = list(zip(ids.chunk(count), targets.chunk(count), strict=True))
        for number, piece in enumerate(pieces, 1):
            is_last = number == len(pieces)
            with nullcontext() if is_last else self.crew.without_averaging(self._loss):
                total += self._add_gradients(*piece, 1.0 / len(pieces))
        if config.clip_norm:
            nn.utils.clip_grad_norm_(self.model.parameters(), config.clip_norm)
        set_learning_rates(self.optimizers, config.learning_rate_share(self.step))
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
        if self.average is not None:
            self._update_average(self.average)
        total, told = self.crew.average(total, float(self.is_stopping))
        self.is_stopping = told > 0.0
        return total

    def _add_gradients(self, ids: Tensor, targets: Tensor, share: float) -> float:
        """Add the gradients of a piece of a batch, and return its part of the batch's loss."""
        with torch.autocast("cpu", torch.bfloat16, enabled=self.machine.dtype == "bf16"):
            loss = self._loss(ids, targets) * share
        loss.backward()
        return float(loss.item())

    @torch.no_grad()
    def _update_average(self, average: nn.Module) -> None:
        # Young averages follow faster, so that the random start is soon forgotten.
        decay = min(self.config.ema_decay, (self.step + 1) / (self.step + 10))
        for slow, fast in zip(average.parameters(), self.model.parameters(), strict=True):
            slow.lerp_(fast, 1.0 - decay)

    @torch.no_grad()
    def estimate_loss(self, data: TokenData | PackedData) -> float:
        """Return the mean loss in nats a token over the same few batches each time, without dropout."""
        model = self.average if self.average is not None else self.model
        model.eval()
        total = 0.0
        for index in range(self.config.eval_batches):
            ids, targets = data.batch(self.config.micro_batch_size or self.config.batch_size, 0, index)
            with torch.autocast("cpu", torch.bfloat16, enabled=self.machine.dtype == "bf16"):
                total += model.loss(ids, targets).item()
        return total / self.config.eval_batches

    def _report(self, clock: Clock, steps_done: int) -> None:
        if not self.crew.is_first:
            self.batch_losses = []
            return
        tokens_per_s = steps_done * self.tokens_per_step / max(1e-9, clock.seconds_since_report())
        row = {
            "step": self.step,
            "tokens": self.step * self.tokens_per_step,
            "train_loss": round(self.estimate_loss(self.train_data), 4),
            "validation_loss": round(self.estimate_loss(self.validation_data), 4),
            "batch_loss": round(statistics.fmean(self.batch_losses), 4) if self.batch_losses else None,
            "tokens_per_s": round(tokens_per_s),
        }
        self.run.log(row)
        self.batch_losses = []
        left_s = (self.config.steps - self.step) * self.tokens_per_step / max(1.0, tokens_per_s)
        logger.info(
            "step %d/%d  train %.3f  validation %.3f  %s tokens/s  %s left",
            self.step,
            self.config.steps,
            row["train_loss"],
            row["validation_loss"],
            f"{tokens_per_s:,.0f}" if steps_done else "–",
            f"{left_s / 60:.0f} min" if steps_done else "–",
        )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `python -m training train`."""
    parser.add_argument("--preset", choices=sorted(PRESETS), default="pysmith")
    parser.add_argument("--stage", help="a later stage of the preset: midtrain, finetune (default: pre-training)")
    parser.add_argument(
        "--from",
        dest="earlier",
        type=Path,
        metavar="RUN_DIR",
        help="folder of the run before, or of a model",
    )
    parser.add_argument("--data", type=Path, help="folder with train.bin and validation.bin")
    parser.add_argument("--run-dir", type=Path, help="folder of the run; a run found there goes on")
    parser.add_argument("--steps", type=int, help="train for so many steps instead of the preset's")
    add_machine_options(parser)
    parser.add_argument("--save-every", type=float, default=180.0, metavar="SECONDS")
    parser.add_argument("--stop-at", type=int, metavar="STEP", help="stop early, to go on later")


def add_machine_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how the arithmetic is done."""
    parser.add_argument("--dtype", choices=["auto", "fp32", "bf16"], default="auto")
    parser.add_argument("--compile", action=argparse.BooleanOptionalAction, default=None, help="use torch.compile")
    parser.add_argument("--threads", type=int, default=0)


def run(args: argparse.Namespace) -> int:
    """Train, or go on training, as the options say."""
    preset = at_stage(find_preset(args.preset), args.stage)
    if args.steps is not None:
        preset = with_steps(preset, args.steps)
    machine = choose_machine(args)
    name = folder_name(preset, args.stage)
    data = args.data or training_dir() / "data" / name
    folder = RunFolder(args.run_dir or training_dir() / "runs" / name)
    description = {"preset": preset.name, "model": preset.model.to_dict(), "train": preset.train.to_dict()}
    crew = Crew.join()
    if crew.is_first:
        folder.begin({**description, **({"stage": args.stage} if args.stage else {})})
    trainer = Trainer(preset, data, folder, machine, crew)
    logger.info(
        "%s: %s parameters, %s training tokens, %d steps of %d tokens (%.1f passes), %s%s",
        preset.name,
        f"{trainer.model.parameter_count():,}",
        f"{len(trainer.train_data):,}",
        preset.train.steps,
        trainer.tokens_per_step,
        trainer.train_data.passes(preset.train.steps * trainer.tokens_per_step),
        machine.dtype,
        ", compiled" if machine.compile else "",
    )
    if args.stage:
        earlier = args.earlier or training_dir() / "runs" / folder_name(preset, stage_before(preset, args.stage))
        trainer.begin_from(open_run(earlier))
    trainer.restore()
    stop_when_told(trainer)
    trainer.train(args.save_every, args.stop_at)
    crew.leave()
    return 0


def stop_when_told(trainer: Trainer) -> None:
    """Let SIGTERM and Ctrl+C end the training after the step that it is in, with nothing lost."""

    def stop(number: int, _: object) -> None:
        logger.info("Stopping after this step, on signal %d", number)
        trainer.is_stopping = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)


def choose_machine(args: argparse.Namespace) -> Machine:
    """Return what the options say, and the best for this machine where they say nothing."""
    best = best_machine()
    return replace(
        best,
        dtype=best.dtype if args.dtype == "auto" else args.dtype,
        compile=best.compile if args.compile is None else args.compile,
        threads=args.threads,
    )
