"""`prepare`: build the data that a preset trains on, and say what was dropped and why."""

import argparse
import logging
from pathlib import Path

from training.sources import archive, stackoverflow
from training.workspace import REPOSITORY, training_dir

SEED_PRESET = "seed-char-3m"
DATA_DIR = REPOSITORY.parent / "shared" / "data"

logger = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument("--preset", default=SEED_PRESET, choices=[SEED_PRESET], help="whose data to prepare")
    parser.add_argument("--source", type=Path, metavar="DIR", help="folder of the Stack Overflow Documentation pages")
    parser.add_argument(
        "--download",
        nargs="?",
        const=stackoverflow.DEFAULT_URL,
        metavar="URL",
        help="fetch the pages as a tar.gz or zip archive (default: the public repository, pinned)",
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="where to write (default: inside the training folder)")


def run(args: argparse.Namespace) -> int:
    """Prepare the preset's data."""
    from training.seed import prepare_seed

    out = args.out or training_dir() / "seed"
    prepare_seed(find_stackoverflow(args), out)
    logger.info("%s", (out / "report.md").read_text(encoding="utf-8"))
    logger.info("written to %s", out)
    return 0


def find_stackoverflow(args: argparse.Namespace) -> Path:
    """Return the folder of the pages: downloaded, named, or the one beside the repository."""
    if args.download:
        return archive.download(args.download, training_dir() / "cache" / "stackoverflow_documentation")
    return args.source or DATA_DIR / "stackoverflow_documentation"
