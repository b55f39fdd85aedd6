"""Turn a finished run into a model folder: weights, tokenizer, card, and a picture of its losses."""

import argparse
import json
import logging
from pathlib import Path
from typing import Any

import torch

from engine.checkpoint import CARD, load_model, save_model
from engine.model import GPT
from engine.tokenizer import load_tokenizer
from training.cards import write_card
from training.presets import PRESETS, find_preset
from training.run_state import read_whole_rows
from training.workspace import REPOSITORY, DataError, read_jsonl, training_dir

logger = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `python -m training publish`."""
    parser.add_argument("--preset", choices=sorted(PRESETS), default="pysmith")
    parser.add_argument("--run-dir", type=Path, help="folder of the finished run")
    parser.add_argument("--data", type=Path, help="folder with the tokenizer that it was trained with")
    parser.add_argument(
        "--out", type=Path, default=REPOSITORY / "resources" / "models", help="where the model folder goes"
    )
    parser.add_argument("--requests-sampled", type=int, default=50, help="held-out requests to answer, four times each")


def run(args: argparse.Namespace) -> int:
    """Write the model folder and measure what its card says."""
    from training.evaluate import bits_per_byte, sample_validity

    preset = find_preset(args.preset)
    run_dir = args.run_dir or training_dir() / "runs" / preset.name
    data = args.data or training_dir() / "data" / preset.name
    state = _read_state(run_dir)
    network = GPT(preset.model)
    network.load_state_dict(state.get("average", state["model"]))
    network.eval()
    losses = read_whole_rows(run_dir / "losses.jsonl")
    target = args.out / preset.name
    dtype = "float32" if preset.prompt_format == "comment" else "bfloat16"
    tokenizer = load_tokenizer(data / "tokenizer.json")
    info = save_model(target, network, tokenizer, prompt_format=preset.prompt_format, card="", dtype=dtype)
    model = load_model(info)
    held_out = list(read_jsonl(data / "validation.jsonl")) if (data / "validation.jsonl").exists() else []
    requests = [row["prompt"] for row in held_out if row.get("prompt")]
    measured: dict[str, Any] = {}
    if held_out:
        measured["bits_per_byte"] = bits_per_byte(model, [row["text"] for row in held_out])
    if requests:
        for temperature in (0.8, 0.2):
            found = sample_validity(model, requests[: args.requests_sampled], temperature, 400)
            measured[f"temperature {temperature}"] = {k: v for k, v in found.items() if k != "texts"}
    report = data / "report.json"
    prepared = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
    (target / CARD).write_text(write_card(preset, info, losses, measured, prepared), encoding="utf-8")
    draw_losses(losses, target / "losses.png", preset.name)
    (target / "losses.jsonl").write_text("".join(json.dumps(row) + "\n" for row in losses), encoding="utf-8")
    logger.info("Published %s: %s, %.1f MB", preset.name, target, info.size_bytes / 1e6)
    print(json.dumps({"model": preset.name, "last": losses[-1] if losses else None, **measured}, indent=1))
    return 0


def _read_state(run_dir: Path) -> dict[str, Any]:
    if not (run_dir / "state.pt").exists():
        raise DataError(f"{run_dir} holds no run. Run `python -m training train` first.")
    state: dict[str, Any] = torch.load(run_dir / "state.pt", map_location="cpu", weights_only=True)
    return state


def draw_losses(losses: list[dict[str, Any]], path: Path, title: str) -> None:
    """Draw training and validation loss over tokens seen as a PNG."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4), dpi=120)
    tokens = [row["tokens"] / 1e6 for row in losses]
    axes.plot(tokens, [row["train_loss"] for row in losses], label="training", color="#2f6fde")
    axes.plot(tokens, [row["validation_loss"] for row in losses], label="validation", color="#d9622b")
    axes.set_xlabel("million tokens seen")
    axes.set_ylabel("loss (nats a token)")
    axes.set_title(title)
    axes.grid(alpha=0.25)
    axes.legend(frameon=False)
    figure.tight_layout()
    figure.savefig(path)
    pyplot.close(figure)
