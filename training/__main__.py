"""`python -m training <verb>`: the way from raw data to a model folder.

Each verb is a module with `add_arguments(parser)` and `run(args) -> int`, imported only when it is asked for.
"""

import argparse
import importlib
import logging
import sys
from collections.abc import Sequence

from engine.errors import PysmithError

VERBS = {
    "prepare": ("training.corpus", "build the data that a preset trains on, with a report"),
    "train": ("training.trainer", "train a model, or go on training it"),
    "ranker": ("training.ranker", "train what ranks recipes for a request"),
    "reranker": ("training.reranker", "train what reads a request and a title together"),
    "pointer": ("training.pointer", "train what finds the word of a request for a place that a title marks"),
    "judge": ("training.judging", "learn how sure to be of a recipe, from the development requests"),
    "evaluate": ("training.evaluate", "measure a model, or the program on executable requests"),
    "all": ("training.pipeline", "do all of it, from the data to a model folder"),
    "ablate": ("training.ablations", "train without one choice at a time, and compare"),
    "publish": ("training.publish", "write the model folder of a finished run"),
    "export": ("training.export", "write a model for transformers or llama.cpp"),
}

logger = logging.getLogger("training")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and return the exit code: 0 done, 2 bad usage or input."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    verb = next((argument for argument in arguments if not argument.startswith("-")), None)
    args = _make_parser(verb).parse_args(arguments)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(message)s")
    try:
        return int(args.run(args))
    except PysmithError as error:
        logger.error("%s", error)
        return 2
    except KeyboardInterrupt:
        return 130


def _make_parser(chosen: str | None) -> argparse.ArgumentParser:
    """Return the parser of all verbs; only the chosen verb's module is imported for its options."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="|".join(VERBS))
    for name, (module_name, summary) in VERBS.items():
        verb_parser = verbs.add_parser(name, help=summary, description=summary)
        if name == chosen:
            module = importlib.import_module(module_name)
            module.add_arguments(verb_parser)
            verb_parser.set_defaults(run=module.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
