"""Texts and requests that no model was trained on, to measure models with."""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.workspace import DataError, read_jsonl, training_dir


@dataclass(frozen=True)
class HeldOut:
    """Texts to read, and requests to answer."""

    texts: list[str]
    requests: list[str]


def add_text_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose what is read."""
    parser.add_argument(
        "--texts",
        type=Path,
        nargs="+",
        metavar="FILE",
        help="held-out .jsonl with a `text`, a `prompt` or a `request` a line (default: topics that no model saw)",
    )
    parser.add_argument("--max-bytes", type=int, default=300_000, metavar="N", help="read at most so much text")


def read_held_out(preset: str, data: Path, files: Sequence[Path] | None, max_bytes: int) -> HeldOut:
    """Return what the named files hold, or else what was held out when the preset's data was prepared.

    Both shipped models leave out the same topics of Stack Overflow Documentation, so both are read on these.
    """
    if files:
        if missing := [str(file) for file in files if not file.exists()]:
            raise DataError(f"There is no {', '.join(missing)}.")
        return _read(files, max_bytes)
    corpus = training_dir() / f"corpus-{preset}" / "validation"
    usual = [data / "validation.jsonl", training_dir() / "seed" / "validation.jsonl", corpus / "pairs.jsonl"]
    found = [file for file in usual if file.exists()]
    return _read(found[:1], max_bytes)


def _read(files: Iterable[Path], max_bytes: int) -> HeldOut:
    texts, requests, size = [], [], 0
    for row in (row for file in files for row in read_jsonl(file)):
        text = row.get("text") or row.get("code", "")
        request = row.get("prompt") or row.get("request", "")
        if request:
            requests.append(request)
        if text and size < max_bytes:
            texts.append(text)
            size += len(text.encode())
    return HeldOut(texts, requests)
