"""`all`: the whole way at once, from raw data to a model folder with its card and figures.

Each step is a verb of its own and can be run alone; a step that was done before goes on where it was.
"""

import argparse
import logging
from pathlib import Path

from training.presets import PRESETS, find_preset
from training.workspace import training_dir

logger = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `python -m training all`."""
    parser.add_argument("--preset", choices=sorted(PRESETS), default="tiny")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="where the model folder goes (default: inside the training folder)"
    )
    parser.add_argument("--requests-sampled", type=int, default=10, help="held-out requests to answer, four times each")
    parser.add_argument("--compile", action=argparse.BooleanOptionalAction, default=None, help="use torch.compile")
    parser.add_argument("--threads", type=int, default=0)


def run(args: argparse.Namespace) -> int:
    """Run all verbs in their order; the first that fails ends it."""
    from training.__main__ import main

    for arguments in list_steps(args):
        logger.info("python -m training %s", " ".join(arguments))
        if code := main(arguments):
            return code
    return 0


def list_steps(args: argparse.Namespace) -> list[list[str]]:
    """Return the arguments of each verb."""
    preset = ["--preset", args.preset]
    machine = ["--threads", str(args.threads)]
    if args.compile is not None:
        machine.append("--compile" if args.compile else "--no-compile")
    models = str(args.out or training_dir() / "models")
    sampled = ["--requests-sampled", str(args.requests_sampled)]
    steps = [["prepare", *preset], ["train", *preset, *machine]]
    for stage in find_preset(args.preset).stages:
        steps += [["prepare", *preset, "--stage", stage], ["train", *preset, "--stage", stage, *machine]]
    steps.append(["publish", *preset, "--out", models, *sampled])
    steps.append(["evaluate", "--model", args.preset, "--models", models, *sampled])
    return steps
