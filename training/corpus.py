"""`prepare`: build the data that a preset trains on, and say what was dropped and why.

`seed-char-3m` gets the 500 best snippets of Stack Overflow Documentation, `pysmith` the big corpus, `tiny` a small one
from the standard library alone. Token ids and tokenizer end up where `train` looks for them.
"""

import argparse
import logging
import shutil
from pathlib import Path

from engine.tokenizer import CharacterTokenizer
from training.data import write_ids
from training.sources import archive, stackoverflow
from training.workspace import REPOSITORY, read_jsonl, training_dir

SEED_PRESET = "seed-char-3m"
VOCAB_SIZES = {"pysmith": 4096, "tiny": 1024}
COOKBOOK = REPOSITORY / "resources" / "cookbook"
COLLECTIONS = REPOSITORY.parent / "shared" / "data"

logger = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    presets = [SEED_PRESET, *VOCAB_SIZES]
    parser.add_argument("--preset", default=SEED_PRESET, choices=presets, help="whose data to prepare")
    parser.add_argument("--stage", help="make the data of a later stage out of the corpus: midtrain, finetune")
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="with --stage: the prepared corpus")
    parser.add_argument(
        "--tokens", type=int, metavar="N", help="with --stage: how many tokens (default: those that its steps see)"
    )
    parser.add_argument("--source", type=Path, metavar="DIR", help="folder of the Stack Overflow Documentation pages")
    parser.add_argument(
        "--download",
        nargs="?",
        const=stackoverflow.DEFAULT_URL,
        metavar="URL",
        help="fetch the pages as a tar.gz or zip archive (default: the public repository, pinned)",
    )
    parser.add_argument("--data", type=Path, default=COLLECTIONS, metavar="DIR", help="folder of the small collections")
    parser.add_argument("--packages", nargs="*", default=[], metavar="NAME", help="only these packages (default: all)")
    parser.add_argument("--vocab-size", type=int, metavar="N", help="size of the byte-pair vocabulary")
    parser.add_argument("--tokenizer", type=Path, metavar="FILE", help="keep this tokenizer.json, do not train another")
    parser.add_argument("--processes", type=int, default=2, metavar="N", help="how many processes read sources")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where to write (default: inside the training folder)")
    parser.add_argument("--ids", type=Path, metavar="DIR", help="where to write token ids (default: where train looks)")


def run(args: argparse.Namespace) -> int:
    """Prepare the preset's data."""
    if args.stage:
        return _run_stage(args)
    ids = args.ids or training_dir() / "data" / args.preset
    if args.preset == SEED_PRESET:
        out = args.out or training_dir() / "seed"
        _run_seed(args, out, ids)
    else:
        out = args.out or _corpus_folder(args.preset)
        _run_corpus(args, out, ids)
    logger.info("%s", (out / "report.md").read_text(encoding="utf-8"))
    logger.info("written to %s and %s", out, ids)
    return 0


def _corpus_folder(preset: str) -> Path:
    return training_dir() / ("corpus" if preset == "pysmith" else f"corpus-{preset}")


def _run_stage(args: argparse.Namespace) -> int:
    from engine.tokenizer import load_tokenizer
    from training.presets import find_preset, folder_name
    from training.stage_data import load_matcher, prepare_stage

    preset = find_preset(args.preset)
    stage = preset.stage(args.stage)
    corpus = args.corpus or _corpus_folder(args.preset)
    out = args.out or training_dir() / "data" / folder_name(preset, args.stage)
    tokenizer = load_tokenizer(corpus / "tokenizer.json")
    tokens, length = args.tokens or stage.tokens, stage.train.sequence_length
    prepare_stage(stage.data, tokens, length, corpus, load_matcher(), tokenizer, out)
    logger.info("written to %s", out)
    return 0


def _run_seed(args: argparse.Namespace, out: Path, ids: Path) -> None:
    from training.seed import VOCABULARY_FILE, prepare_seed, read_vocabulary

    prepare_seed(find_stackoverflow(args), out)
    tokenizer = CharacterTokenizer(read_vocabulary(out / VOCABULARY_FILE))
    ids.mkdir(parents=True, exist_ok=True)
    tokenizer.save(ids / "tokenizer.json")
    for split in ("train", "validation"):
        text = "".join(row["text"] for row in read_jsonl(out / f"{split}.jsonl"))
        write_ids(ids / f"{split}.bin", tokenizer.encode(text))
    for name in ("validation.jsonl", "report.json"):
        shutil.copyfile(out / name, ids / name)


def _run_corpus(args: argparse.Namespace, out: Path, ids: Path) -> None:
    from training.catalogue import Places, list_sources
    from training.mixture import prepare_corpus
    from training.seed import HELD_OUT_TOPICS
    from training.tokenizer import read_backend

    pages = find_stackoverflow(args)
    cache = training_dir() / "cache"
    sources = list_sources(args.preset, Places(COOKBOOK, pages, args.data, cache / "packages"), tuple(args.packages))
    vocab_size = args.vocab_size or VOCAB_SIZES[args.preset]
    tokenizer = read_backend(args.tokenizer) if args.tokenizer else None
    prepare_corpus(sources, HELD_OUT_TOPICS, vocab_size, out, cache / "extracts", args.processes, tokenizer)
    ids.mkdir(parents=True, exist_ok=True)
    for name in ("train.bin", "validation.bin", "tokenizer.json", "report.json"):
        (ids / name).unlink(missing_ok=True)
        (ids / name).hardlink_to(out / name)  # the same bytes, not twice on disk


def find_stackoverflow(args: argparse.Namespace) -> Path:
    """Return the folder of the pages: downloaded, named, or the one among the small collections."""
    if args.download:
        return archive.download(args.download, training_dir() / "cache" / "stackoverflow_documentation")
    source: Path = args.source or args.data / "stackoverflow_documentation"
    return source
