"""Build the big corpus: read the sources, remove duplicates and reserved text, split, train the tokenizer, encode.

Writes, below one folder: {train,validation}/{code,prose,pairs}.jsonl and .bin (uint16 token ids, each text followed
by <|endoftext|>), {train,validation}.bin with all three shuffled, tokenizer.json and report.{md,json}.
"""

import hashlib
import logging
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from training.dedupe import NearDuplicates
from training.extracts import GroupExtract, Kind, extract_all
from training.report import Tally, table
from training.sources.base import Source
from training.tokenizer import train_tokenizer
from training.trees import parse, undefined_names
from training.workspace import write_json, write_jsonl, write_text

KINDS: tuple[Kind, ...] = ("code", "prose", "pairs")
SPLITS = ("train", "validation")
HELD_OUT_SHARE = 0.03
MAX_REQUEST_WORDS = 30
LONGER_REQUESTS = {"compositions": 60, "operations": 60}  # requests of several steps take more words
MIN_PAIR_CHARS, MAX_PAIR_CHARS = 12, 1000
TOKENIZER_CODE_CHARS = 20_000_000
SEED = 1337

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Text:
    """One text of the corpus: what the model reads, where it came from, and its request if it answers one."""

    kind: Kind
    source: str
    group: str
    code: str
    request: str = ""

    @property
    def text(self) -> str:
        """What the model reads."""
        return f"<|request|>{self.request}\n<|answer|>{self.code}" if self.kind == "pairs" else self.code

    def to_row(self) -> dict[str, Any]:
        """Return the text as a line of JSON."""
        row = {"source": self.source, "group": self.group}
        if self.kind == "pairs":
            is_whole = not undefined_names(self.code)
            return {**row, "request": self.request, "code": self.code, "all_names_defined": is_whole}
        return {**row, "text": self.code}


@dataclass
class Ledger:
    """What every source gave and what was left out, for the report."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    kept: Counter[tuple[str, Kind]] = field(default_factory=Counter)


def prepare_corpus(
    sources: Sequence[Source],
    topics: frozenset[str],
    vocab_size: int,
    out: Path,
    cache: Path,
    processes: int = 2,
    tokenizer: Tokenizer | None = None,
) -> dict[str, Any]:
    """Write the corpus into `out` and return the report. `topics` of Stack Overflow are held out.

    A `tokenizer` that is given is kept, so that a model can go on with a better corpus.
    """
    ledger = Ledger()
    texts = list(select(extract_all(sources, cache, processes), ledger))
    held_out = choose_held_out(texts, topics)
    splits: dict[str, list[Text]] = {"train": [], "validation": []}
    for text in texts:
        splits["validation" if (text.source, text.group) in held_out else "train"].append(text)
    if tokenizer is None:
        logger.info("training the tokenizer")
        tokenizer = train_tokenizer(sample_texts(splits["train"], TOKENIZER_CODE_CHARS), vocab_size)
    out.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(out / "tokenizer.json"))
    sizes = {name: _write_split(out, name, splits[name], tokenizer) for name in SPLITS}
    report = _make_report(tokenizer.get_vocab_size(), sources, ledger, splits, sizes, held_out)
    write_json(out / "report.json", report)
    write_text(out / "report.md", _to_markdown(report))
    return report


def select(extracts: Iterable[GroupExtract], ledger: Ledger) -> Iterator[Text]:
    """Yield the texts that are whole, new and not reserved; count the others by reason."""
    near_duplicates = NearDuplicates()
    seen_pairs: set[tuple[str, str]] = set()
    for extract in extracts:
        tally = ledger.tallies[extract.source]
        tally.dropped.update(extract.dropped)
        for piece in extract.pieces:
            text = Text(piece.kind, extract.source, extract.group, piece.code, piece.request)
            reason = "reserved" if piece.is_reserved else None
            if piece.kind == "pairs":
                reason = reason or _pair_fault(text, seen_pairs)
            elif reason is None and not near_duplicates.add(np.frombuffer(piece.signature, dtype=np.uint32)):
                reason = "near_duplicate"
            if reason:
                tally.drop(reason)
            else:
                tally.keep()
                ledger.kept[extract.source, piece.kind] += 1
                yield text


def _pair_fault(pair: Text, seen: set[tuple[str, str]]) -> str | None:
    """Return what a pair misses; the same code may answer several requests, but not the same one twice."""
    if not MIN_PAIR_CHARS <= len(pair.code) <= MAX_PAIR_CHARS:
        return "pair_length"
    max_words = LONGER_REQUESTS.get(pair.source, MAX_REQUEST_WORDS)
    if not 2 <= len(pair.request.split()) <= max_words or not pair.request.isascii():
        return "pair_request"
    if parse(pair.code) is None:
        return "pair_not_python"
    key = (pair.request.lower(), "".join(pair.code.split()))
    if key in seen:
        return "duplicate_pair"
    seen.add(key)
    return None


def choose_held_out(texts: Sequence[Text], topics: frozenset[str]) -> frozenset[tuple[str, str]]:
    """Return the (source, group)s of the validation split: by hash, and the topics that the seed model never saw.

    Topics of Stack Overflow are held out for both models alike, so that both can be measured on them.
    """
    chosen: set[tuple[str, str]] = set()
    for source, group in {(text.source, text.group) for text in texts}:
        if source == "stackoverflow":
            is_held_out = Path(group).stem in topics
        else:
            share = int(hashlib.sha256(f"{source}/{group}".encode()).hexdigest()[:8], 16) / 16**8
            is_held_out = share < HELD_OUT_SHARE
        if is_held_out:
            chosen.add((source, group))
    return frozenset(chosen)


def sample_texts(texts: Sequence[Text], max_code_chars: int) -> Iterator[str]:
    """Yield what the vocabulary is learnt from: all requests and answers, the cookbook's twice, and some of the code.

    People ask for short code in everyday words, so these weigh more than their share of the corpus.
    """
    for text in texts:
        if text.kind != "code":
            repeats = 2 if text.source == "cookbook" else 1
            yield from (part for part in (text.request, text.code) * repeats if part)
    code = [text.code for text in texts if text.kind == "code"]
    random.Random(SEED).shuffle(code)
    total = 0
    for piece in code:
        if total > max_code_chars:
            return
        total += len(piece)
        yield piece


def _write_split(out: Path, split: str, texts: Sequence[Text], tokenizer: Tokenizer) -> dict[str, dict[str, int]]:
    """Write a split's files and return, for each kind, how many texts, bytes and tokens it has."""
    sizes: dict[str, dict[str, int]] = {}
    everything: list[np.ndarray[Any, Any]] = []
    for kind in KINDS:
        of_kind = [text for text in texts if text.kind == kind]
        write_jsonl(out / split / f"{kind}.jsonl", (text.to_row() for text in of_kind))
        ids = encode_texts(of_kind, tokenizer)
        _write_ids(out / split / f"{kind}.bin", ids)
        everything += ids
        sizes[kind] = {
            "texts": len(of_kind),
            "bytes": sum(len(text.text.encode()) for text in of_kind),
            "tokens": sum(map(len, ids)),
        }
    random.Random(SEED).shuffle(everything)
    _write_ids(out / f"{split}.bin", everything)
    return sizes


def encode_texts(texts: Sequence[Text], tokenizer: Tokenizer) -> list[np.ndarray[Any, Any]]:
    """Return the token ids of each text, closed by <|endoftext|>."""
    end = tokenizer.token_to_id("<|endoftext|>")
    encoded: list[np.ndarray[Any, Any]] = []
    for start in range(0, len(texts), 2000):
        batch = tokenizer.encode_batch_fast(
            [text.text for text in texts[start : start + 2000]], add_special_tokens=False
        )
        encoded += [np.array([*item.ids, end], dtype="<u2") for item in batch]
    return encoded


def _write_ids(path: Path, ids: Sequence[np.ndarray[Any, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    with unfinished.open("wb") as file:
        for array in ids:
            file.write(array.tobytes())
    unfinished.replace(path)


def _make_report(
    vocab_size: int,
    sources: Sequence[Source],
    ledger: Ledger,
    splits: dict[str, list[Text]],
    sizes: dict[str, dict[str, dict[str, int]]],
    held_out: frozenset[tuple[str, str]],
) -> dict[str, Any]:
    tokens = {split: sum(kind["tokens"] for kind in sizes[split].values()) for split in SPLITS}
    return {
        "tokens": tokens,
        "vocab_size": vocab_size,
        "bytes_per_token": round(sum(k["bytes"] for k in sizes["train"].values()) / max(1, tokens["train"]), 3),
        "splits": sizes,
        "sources": [
            {
                "name": source.name,
                "licence": source.licence,
                "version": source.version,
                "groups": len(
                    {text.group for texts in splits.values() for text in texts if text.source == source.name}
                ),
                "kept": {kind: ledger.kept[source.name, kind] for kind in KINDS},
                **{key: value for key, value in ledger.tallies[source.name].to_dict().items() if key == "dropped"},
            }
            for source in sources
        ],
        "held_out": sorted(f"{source}/{group}" for source, group in held_out),
    }


def _to_markdown(report: dict[str, Any]) -> str:
    rows = [
        (split, kind, *(report["splits"][split][kind][what] for what in ("texts", "bytes", "tokens")))
        for split in SPLITS
        for kind in KINDS
    ]
    sources = [
        (s["name"], s["licence"], s["version"], s["groups"], *(s["kept"][kind] for kind in KINDS))
        for s in report["sources"]
    ]
    reasons: Counter[str] = Counter()
    for source in report["sources"]:
        reasons.update(source["dropped"])
    return (
        f"# Corpus\n\n{report['tokens']['train']:,} tokens to train on, "
        f"{report['tokens']['validation']:,} to validate with; "
        f"vocabulary {report['vocab_size']:,}, {report['bytes_per_token']} bytes a token.\n\n"
        + table(("split", "kind", "texts", "bytes", "tokens"), rows)
        + "\n## Sources\n\n"
        + table(("source", "licence", "version", "groups", "code", "prose", "pairs"), sources)
        + "\n## Dropped\n\n"
        + table(("reason", "pieces"), list(reasons.most_common()))
        + "\n## Held out\n\n"
        + ", ".join(report["held_out"])
        + "\n"
    )
