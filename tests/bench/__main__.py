"""`python -m tests.bench` prints how fast Pysmith's model writes, beside other engines with the same weights.

`--rounds N` for more turns; `--growth` how the cost grows; `--training` the training loop; `--bits` what eight bits
would change. RESULTS.md beside this file holds what came out.
"""

import argparse
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import torch

from engine.checkpoint import LoadedModel, find_model, load_model
from engine.prompting import prompt_ids
from tests.bench.engines import NO_CACHE, OURS, Write, engines, ours
from tests.bench.measure import describe_machine, in_turns, memory_bandwidth, table

ROOT = Path(__file__).resolve().parents[2]
REQUESTS = (
    "read the csv file 'planets.csv' and print the rows",
    "count the words in a text",
    "write a function that returns the n-th fibonacci number",
)
HELP = """# Read a CSV file into a list of dictionaries
import csv

with open("data.csv", newline="", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))

# Print the lines of a text file
with open("notes.txt", encoding="utf-8") as file:
    for line in file:
        print(line.rstrip())
"""
TOKENS = 64  # a typical answer


def main() -> int:
    """Run what the options name and print it."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--training", action="store_true")
    parser.add_argument("--bits", action="store_true")
    parser.add_argument("--models", type=Path, default=ROOT / "resources" / "models", help="where the model lies")
    parser.add_argument("--memory-of", help=argparse.SUPPRESS)
    args = parser.parse_args()
    logging.disable(logging.INFO)
    torch.set_num_threads(1)
    if args.training:
        from tests.bench.training_speed import compare_training

        print(compare_training(args.rounds))
        return 0
    model = load_model(find_model(args.models, "pysmith"))
    if args.growth:
        from tests.bench.growth import show_growth

        print(show_growth(model, args.rounds))
    elif args.bits:
        from tests.bench.eight_bits import compare_bits

        print(compare_bits(model))
    else:
        with tempfile.TemporaryDirectory() as folder:
            if args.memory_of:
                print(memory_of(engines(model, Path(folder), [args.memory_of])[args.memory_of], prompts(model)[0]))
            else:
                print(compare_engines(model, Path(folder), args.rounds))
    return 0


def prompts(model: LoadedModel) -> list[list[int]]:
    """Return the requests as the model reads them, with recipes before its eyes."""
    return [prompt_ids(model, request, HELP) for request in REQUESTS]


def compare_engines(model: LoadedModel, folder: Path, rounds: int) -> str:
    """Return the table of all engines, and how far ours is from what the memory allows."""
    asked = prompts(model)
    found = engines(model, folder)
    expected = [found["ours, in torch"](ids, TOKENS) for ids in asked]
    same: dict[str, int] = {}

    def answer(name: str, count: int) -> Callable[[], None]:
        def work() -> None:
            texts = [found[name](ids, count) for ids in asked]
            same[name] = sum(text == known[:count] for text, known in zip(texts, expected, strict=True))

        return work

    first = in_turns({name: answer(name, 1) for name in found}, rounds)
    slow = in_turns({NO_CACHE: answer(NO_CACHE, TOKENS)}, 1)  # a minute a turn, and the ratio is large
    whole = slow | in_turns({name: answer(name, TOKENS) for name in found if name != NO_CACHE}, rounds)
    further = sum(len(ids) for ids in expected) - len(asked)
    rows = []
    for name in found:
        token = (whole[name] - first[name]) / further
        ours_token = (whole[OURS] - first[OURS]) / further
        rows.append(
            [
                name,
                f"{first[name] / len(asked) * 1000:.1f}",
                f"{token * 1000:.2f}",
                f"{token / ours_token:.1f}",
                f"{whole[name] / len(asked) * 1000:.0f}",
                f"{whole[name] / whole[OURS]:.1f}",
                f"{same[name]} of {len(asked)}",
                ask_memory(name),
            ]
        )
    header = [
        "engine",
        "first token, ms",
        "each further, ms",
        "× ours",
        "whole answer, ms",
        "× ours",
        "same text",
        "memory, MB",
    ]
    size = sum(weight.numel() for weight in model.network.parameters() if weight.ndim == 2) * 2
    speed = memory_bandwidth()
    plain = (whole["ours, in C"] - first["ours, in C"]) / further
    length = sum(map(len, asked)) // len(asked)
    lines = [
        describe_machine(),
        f"Prompts of {length} tokens, answers of {TOKENS} tokens at most, one thread each, median of {rounds} turns.",
        "",
        table(header, rows),
        "",
        f"A step reads {size / 1e6:.1f} MB of weights. One thread reads {speed / 1e9:.1f} GB/s from memory, so a step",
        f"that finds none in a cache takes {size / speed * 1000:.2f} ms at least; ours takes {plain * 1000:.2f} ms.",
        "",
        batches(model, asked[0], rounds),
    ]
    return "\n".join(lines)


def batches(model: LoadedModel, ids: list[int], rounds: int) -> str:
    """Return what several drafts written together cost."""
    rows = []
    for native, name in ((True, "in C with guesses"), (False, "in torch")):
        writers = {str(n): ours(model, native, native, candidates=n) for n in (1, 4, 16)}
        taken = in_turns({n: lambda write=write: write(ids, TOKENS) for n, write in writers.items()}, rounds)
        rows.append(
            [name, *(f"{seconds * 1000:.0f} ms, {seconds / int(n) * 1000:.0f} each" for n, seconds in taken.items())]
        )
    return table(["whole answers, written together", "1", "4", "16"], rows)


def ask_memory(name: str) -> str:
    """Return the MB that a process of its own held at most while it wrote with this engine; Linux alone says it."""
    if not Path("/proc/self/status").exists():
        return "–"
    command = [sys.executable, "-m", "tests.bench", "--memory-of", name]
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return f"{json.loads(done.stdout.splitlines()[-1]):.0f}"


def memory_of(write: Write, ids: list[int]) -> float:
    """Return the MB that this process held at most after an answer. (`getrusage` would count the parent's, too.)"""
    write(ids, TOKENS)
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    sys.exit(main())
