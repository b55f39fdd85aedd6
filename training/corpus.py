"""`prepare`: build the data that a preset trains on, and say what was dropped and why.

`seed-char-3m` gets the 500 best snippets of Stack Overflow Documentation, the others the big corpus.
"""

import argparse
import logging
from pathlib import Path

from training.sources import archive, stackoverflow
from training.workspace import REPOSITORY, training_dir

SEED_PRESET = "seed-char-3m"
BIG_PRESET = "pysmith"
DATA_DIR = REPOSITORY.parent / "shared" / "data"

logger = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument(
        "--preset", default=SEED_PRESET, choices=[SEED_PRESET, BIG_PRESET], help="whose data to prepare"
    )
    parser.add_argument("--source", type=Path, metavar="DIR", help="folder of the Stack Overflow Documentation pages")
    parser.add_argument(
        "--download",
        nargs="?",
        const=stackoverflow.DEFAULT_URL,
        metavar="URL",
        help="fetch the pages as a tar.gz or zip archive (default: the public repository, pinned)",
    )
    parser.add_argument("--data", type=Path, default=DATA_DIR, metavar="DIR", help="folder of the small collections")
    parser.add_argument(
        "--packages", nargs="*", default=[], metavar="NAME", help="only these packages (default: all pinned)"
    )
    parser.add_argument("--vocab-size", type=int, default=4096, metavar="N", help="size of the byte-pair vocabulary")
    parser.add_argument("--processes", type=int, default=2, metavar="N", help="how many processes read sources")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where to write (default: inside the training folder)")


def run(args: argparse.Namespace) -> int:
    """Prepare the preset's data."""
    pages = find_stackoverflow(args)
    if args.preset == SEED_PRESET:
        from training.seed import prepare_seed

        out = args.out or training_dir() / "seed"
        prepare_seed(pages, out)
    else:
        from training.mixture import CorpusPlan, prepare_corpus

        out = args.out or training_dir() / "corpus"
        plan = CorpusPlan(pages, args.data, tuple(args.packages), args.vocab_size, args.processes)
        prepare_corpus(plan, out, training_dir() / "cache")
    logger.info("%s", (out / "report.md").read_text(encoding="utf-8"))
    logger.info("written to %s", out)
    return 0


def find_stackoverflow(args: argparse.Namespace) -> Path:
    """Return the folder of the pages: downloaded, named, or the one beside the repository."""
    if args.download:
        return archive.download(args.download, training_dir() / "cache" / "stackoverflow_documentation")
    source: Path = args.source or args.data / "stackoverflow_documentation"
    return source
