"""Measure a model: bits per byte on held-out text, and what share of its samples is valid Python.

Bits per byte compares models with different tokenizers: the loss in bits over all tokens of a text, divided by the
text's length in UTF-8 bytes.
"""

import argparse
import json
import logging
import math
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F

from engine.checkpoint import LoadedModel, find_model, load_model
from engine.generation import StopRules, generate
from engine.prompting import prompt_ids, stop_texts
from engine.sampling import SamplingOptions
from engine.syntax import compiles, longest_valid
from training.held_out import add_text_options, read_held_out
from training.workspace import REPOSITORY, DataError, training_dir, write_json

TESTS = REPOSITORY / "tests"
DEVELOPMENT = TESTS / "development"

logger = logging.getLogger(__name__)


@torch.inference_mode()
def bits_per_byte(model: LoadedModel, texts: Sequence[str]) -> float:
    """Return the mean bits a byte over texts, each read in windows of the context length with half as overlap."""
    room = model.network.config.context_length
    bits, size = 0.0, 0
    for text in texts:
        ids = model.tokenizer.encode(text)
        size += len(text.encode())
        for start in range(0, max(1, len(ids) - 1), room // 2):
            window = torch.tensor(ids[max(0, start - room // 2) : start + room // 2 + 1])
            if len(window) < 2:
                continue
            logits = model.network(window[None, :-1])[0].float()
            losses = F.cross_entropy(logits, window[1:], reduction="none")
            fresh = min(len(losses), len(ids) - 1 - start, room // 2)  # the rest is only context
            bits += float(losses[-fresh:].sum()) / math.log(2)
    return bits / max(1, size)


def sample_validity(
    model: LoadedModel, requests: Sequence[str], temperature: float, length: int, each: int = 4
) -> dict[str, Any]:
    """Return how many answers compile as written and after cutting to the longest valid part, with the samples.

    Every request is answered `each` times, in one batch.
    """
    samples: list[dict[str, Any]] = []
    options = SamplingOptions(temperature=temperature, top_k=0, top_p=1.0)
    rules = StopRules(max_chars=length, max_tokens=length, stop_texts=stop_texts(model))
    for number, request in enumerate(requests):
        ids = prompt_ids(model, request)
        stages = generate(model.network, model.tokenizer, ids, options, rules, candidates=each, seed=number)
        for draft in deque(stages, maxlen=1).pop():
            cut = longest_valid(draft.text)
            row = {"request": request, "text": draft.text, "compiles": compiles(draft.text)}
            samples.append(row | {"valid_lines": len(cut.splitlines())})
    count = len(samples)
    return {
        "samples": count,
        "temperature": temperature,
        "max_characters": length,
        "compile_share": round(sum(s["compiles"] for s in samples) / max(1, count), 4),
        "valid_part_share": round(sum(s["valid_lines"] > 0 for s in samples) / max(1, count), 4),
        "texts": samples,
    }


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `python -m training evaluate`."""
    parser.add_argument("--model", default="pysmith", help="name of a model folder")
    parser.add_argument("--models", type=Path, default=REPOSITORY / "resources" / "models")
    parser.add_argument("--requests-sampled", type=int, default=50, help="how many requests to answer, four times each")
    parser.add_argument("--temperature", type=float, default=0.8)
    parser.add_argument("--length", type=int, default=400, help="most characters of a sample")
    add_text_options(parser)
    parser.add_argument(
        "--requests",
        choices=["odd", "even", *request_folders()],
        help="run executable requests instead: a half of the evaluation, or those of another folder of `tests`",
    )
    parser.add_argument(
        "--half", choices=["odd", "even"], help="of another folder's requests: those with such ids only"
    )
    parser.add_argument("--functions", action="store_true", help="run the function tasks instead")
    parser.add_argument(
        "--recall", type=Path, metavar="FILE", help="look CoNaLa's training requests up in the cookbook"
    )
    parser.add_argument(
        "--random", type=int, default=0, metavar="N", help="ask N requests made by chance: do all answers compile?"
    )
    parser.add_argument("--only", choices=["recipe", "model"], help="with these three: ask only that part")
    parser.add_argument(
        "--candidates", type=int, default=0, metavar="N", help="with requests and functions: also any right of N"
    )
    parser.add_argument(
        "--limit", type=int, default=0, metavar="N", help="with requests and functions: only N of them, at random"
    )


def request_folders() -> dict[str, Path]:
    """Return the folders of `tests` with requests besides the evaluation, whose requests go by halves, by name."""
    folders = [path.parent for path in sorted(TESTS.glob("*/requests.jsonl"))]
    return {folder.name: folder for folder in folders if folder.name != "evaluation"}


def run(args: argparse.Namespace) -> int:
    """Evaluate a model, or the whole program on tasks that are run, and print the figures."""
    if args.requests or args.functions:
        return run_tasks(args)
    if args.recall:
        return run_recall(args)
    if args.random:
        from training.random_requests import measure_validity

        print(measure_validity(args))
        return 0
    model = load_model(find_model(args.models, args.model))
    held_out = read_held_out(args.model, training_dir() / "data" / args.model, args.texts, args.max_bytes)
    if not held_out.texts:
        raise DataError("No held-out text is there. Run `python -m training prepare` first, or name one with --texts.")
    result: dict[str, Any] = {
        "model": args.model,
        "bytes": sum(len(text.encode()) for text in held_out.texts),
        "bits_per_byte": round(bits_per_byte(model, held_out.texts), 4),
    }
    requests = held_out.requests[: args.requests_sampled]
    result["samples"] = sample_validity(model, requests, args.temperature, args.length)
    out = training_dir() / "evaluation" / f"{args.model}.json"
    write_json(out, result)
    short = {key: value for key, value in result["samples"].items() if key != "texts"}
    print(json.dumps(result | {"samples": short}, indent=1))
    logger.info("Samples saved in %s", out)
    return 0


def run_recall(args: argparse.Namespace) -> int:
    """Look requests from outside up in the cookbook and print how often a recipe makes the same calls."""
    from training.recall import recall_of_conala

    resources = REPOSITORY / "resources"
    found = recall_of_conala(args.recall, resources / "cookbook", resources / "ranker", args.limit)
    print(f"{found.requests:,} requests: recall@1 {found.at_1:.1%}, recall@5 {found.at_5:.1%}")
    return 0


def run_tasks(args: argparse.Namespace) -> int:
    """Ask the program the executable requests of a folder, or the functions, and score its answers."""
    runner = REPOSITORY / "tests" / "evaluation" / "run.py"
    if not runner.exists():
        raise DataError(f"{runner} is missing.")
    name = "functions" if args.functions else "-".join(filter(None, ("requests", args.requests, args.half)))
    details = training_dir() / "evaluation" / f"{name}-{args.only or 'hybrid'}.json"
    details.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, str(runner), "--set", "functions" if args.functions else "requests"]
    command += ["--project", str(REPOSITORY), "--python", sys.executable, "--details", str(details)]
    folder = request_folders().get(args.requests)
    half = args.half if folder else args.requests
    for option, value in (("data", folder), ("half", half), ("only", args.only), ("candidates", args.candidates)):
        command += [f"--{option}", str(value)] if value else []
    command += ["--limit", str(args.limit)] if args.limit else []
    assert shutil.which(sys.executable), "the interpreter that runs this is on disk"
    status = subprocess.run(command, check=False).returncode
    if status == 0 and details.exists():
        from training.reliability import draw_reliability

        picture = details.with_suffix(".png")
        draw_reliability({name: details}, picture)
        logger.info("What confidence was worth: %s", picture)
    return status
