"""Turn a finished run into a model folder: weights, tokenizer, card, and a picture of its losses.

The matrices of a model in 16 bits are rounded to what 8 bits hold (engine/eight_bits.py), so that it can be computed in
either. The folder is made beside the old one and takes its place when it is whole.
"""

import argparse
import json
import logging
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from engine.checkpoint import CARD, LoadedModel, inspect_model, load_model, save_model
from engine.eight_bits import GROUP, snap
from engine.errors import ConfigError
from engine.model import GPT, matrices
from engine.tokenizer import load_tokenizer
from training.cards import write_card
from training.curves import draw_losses
from training.held_out import add_text_options, read_held_out
from training.presets import PRESETS, Preset, find_preset, folder_name
from training.run_state import RunFolder, StageLosses
from training.workspace import REPOSITORY, training_dir

logger = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `python -m training publish`."""
    parser.add_argument("--preset", choices=sorted(PRESETS), default="pysmith")
    parser.add_argument("--stage", help="publish what this stage gave (default: the preset's last)")
    parser.add_argument("--run-dir", type=Path, help="folder of the finished run")
    parser.add_argument("--data", type=Path, help="folder with the tokenizer and the report of the first stage's data")
    parser.add_argument(
        "--out", type=Path, default=REPOSITORY / "resources" / "models", help="where the model folder goes"
    )
    parser.add_argument(
        "--weights",
        choices=["average", "last"],
        default="average",
        help="the weights' running average or the last ones",
    )
    parser.add_argument(
        "--with-model",
        type=Path,
        nargs="+",
        default=[],
        metavar="FOLDER",
        help="publish the mean of these weights and of these models'",
    )
    parser.add_argument("--requests-sampled", type=int, default=50, help="held-out requests to answer, four times each")
    add_text_options(parser)


def run(args: argparse.Namespace) -> int:
    """Write the model folder and measure what its card says."""
    preset = find_preset(args.preset)
    stage = args.stage or next(reversed(list(preset.stages)), None)
    folder = RunFolder(args.run_dir or training_dir() / "runs" / folder_name(preset, stage))
    data = args.data or training_dir() / "data" / preset.name
    state = folder.read_state()
    network = GPT(preset.model)
    network.load_state_dict(state.get("average" if args.weights == "average" else "model", state["model"]))
    mix(network, [load_model(inspect_model(folder)).network for folder in args.with_model])
    network.eval()
    dtype = "float32" if preset.prompt_format == "comment" else "bfloat16"
    if dtype == "bfloat16":
        fit_into_eight_bits(network)
    unfinished = args.out / f".{preset.name}.part" / preset.name  # a model carries its folder's name
    shutil.rmtree(unfinished.parent, ignore_errors=True)
    tokenizer = load_tokenizer(data / "tokenizer.json")
    info = save_model(unfinished, network, tokenizer, prompt_format=preset.prompt_format, card="", dtype=dtype)
    measured = measure(load_model(info), preset, data, args)
    stages = folder.stages()
    report = data / "report.json"
    prepared = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
    card = write_card(preset, info, stages, measured, prepared, is_mean=bool(args.with_model))
    (unfinished / CARD).write_text(card, encoding="utf-8")
    draw_losses(stages, unfinished / "losses.png", preset.name)
    write_losses(stages, unfinished / "losses.jsonl")
    _put_in_place(unfinished, args.out / preset.name)
    logger.info("Published %s: %s, %.1f MB", preset.name, args.out / preset.name, info.size_bytes / 1e6)
    last = stages[-1].rows[-1] if stages[-1].rows else None
    print(json.dumps({"model": preset.name, "last": last, **measured}, indent=1))
    return 0


@torch.no_grad()
def mix(network: GPT, others: Sequence[GPT]) -> None:
    """Give a network the mean of its weights and others'.

    Of several ends of one training that began with the same weights, the mean is often better than each (model soups,
    Wortsman et al. 2022, arXiv:2203.05482). Raises ConfigError when they have different shapes.
    """
    if any(other.config != network.config for other in others):
        raise ConfigError("Weights can only be mixed with those of models of the same shape.")
    for weight, *theirs in zip(network.parameters(), *(other.parameters() for other in others), strict=True):
        weight.copy_(sum(theirs, start=weight) / (1 + len(theirs)))


@torch.no_grad()
def fit_into_eight_bits(network: GPT) -> None:
    """Round a network's matrices to what 8 bits hold, and bfloat16, too; those of odd widths stay as they are."""
    for weight in matrices(network):
        if weight.shape[-1] % GROUP == 0:
            weight.copy_(snap(weight))


def measure(model: LoadedModel, preset: Preset, data: Path, args: argparse.Namespace) -> dict[str, Any]:
    """Return what the card says of held-out text: bits a byte, and how many answers are valid."""
    from training.evaluate import bits_per_byte, sample_validity

    held_out = read_held_out(preset.name, data, args.texts, args.max_bytes)
    measured: dict[str, Any] = {}
    if held_out.texts:
        measured["bits_per_byte"] = bits_per_byte(model, held_out.texts)
    requests = held_out.requests[: args.requests_sampled]
    for temperature in (0.8, 0.2) if requests else ():
        found = sample_validity(model, requests, temperature, 400)
        measured[f"temperature {temperature}"] = {k: v for k, v in found.items() if k != "texts"}
    return measured


def write_losses(stages: Sequence[StageLosses], path: Path) -> None:
    """Write the losses of all stages, a line each; a model of one stage has plain lines."""
    rows = [
        ({"stage": stage.name} if len(stages) > 1 else {})
        | {key: value for key, value in row.items() if key != "stage"}
        for stage in stages
        for row in stage.rows
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _put_in_place(made: Path, target: Path) -> None:
    """Let a whole folder take the place of an old one."""
    old = made.with_name(f"{target.name}.old")
    if target.exists():
        target.rename(old)
    made.rename(target)
    shutil.rmtree(made.parent)
