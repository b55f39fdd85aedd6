"""Prepare the data of `seed-char-3m`: the 500 best curated snippets of Stack Overflow Documentation.

Parse the topics, keep Python 3, clean, score by named criteria, choose with variety of topics, split by topic.
Deterministic: the same pages give the same bytes. Knows nothing of the network that will be trained.
"""

import hashlib
import json
import logging
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from training.cleaning import UnusableError, clean_code
from training.formatting import format_all
from training.quality import MAX_CHARS, MAX_LINE_CHARS, MIN_CHARS, SCORES, Snippet, failed_criterion, score
from training.report import Tally, reasons_table, table
from training.sources.stackoverflow import Example, StackOverflow
from training.workspace import DataError, write_json, write_jsonl, write_text

PYTHON_LANGUAGES = frozenset({"py", "python", "python3"})
SNIPPETS_CHOSEN = 500
VOCABULARY_SIZE = 106
VALIDATION_SHARE = 0.1
PRINTABLE_ASCII = 95
VOCABULARY_FILE = "vocabulary.json"
REPLACEMENT = "\ufffd"
HELD_OUT_TOPICS = frozenset(  # a tenth of the chosen snippets; no model trains on these topics
    {
        "descriptor",
        "dictionary",
        "files-folders-i-o",
        "generators",
        "groupby",
        "idioms",
        "logging",
        "map-function",
        "multithreading",
        "parsing-command-line-arguments",
        "pyglet",
        "python-speed-of-program",
        "reading-and-writing-csv",
        "recursion",
        "string-representations-of-class-instances-str-and-repr-methods",
        "working-around-the-global-interpreter-lock-gil",
    }
)
MEANINGS = {
    "other_language": "the block is marked as Python",
    "empty": "something is left when outputs and prompts are gone",
    "python_2": "no Python 2 syntax, module, function or method",
    "shell": "the block is no shell transcript",
    "not_python": "the block compiles as Python 3",
    "length": f"{MIN_CHARS} to {MAX_CHARS} characters",
    "does_something": "more than imports, constants and bare values",
    "whole": "no method cut out of its class",
    "no_placeholder": "no `...`, TODO or <fill this in>",
    "ascii": "request and code are plain ASCII",
    "short_lines": f"no line over {MAX_LINE_CHARS} characters",
    "mostly_code": "comments are at most half of the characters",
    "request": "the heading reads as a request of 2 to 16 words",
    "duplicate": "the same code, spaces aside, was not there before",
    "not_chosen": f"among the {SNIPPETS_CHOSEN} best, given a fair share for every topic",
}

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Scored:
    """A valid snippet with its quality, 0 … 1."""

    snippet: Snippet
    title: str
    quality: float

    def to_row(self) -> dict[str, str | float]:
        """Return the snippet as a line of train.jsonl; `text` is what the character model reads."""
        snippet = self.snippet
        return {
            "title": self.title,
            "topic": snippet.topic,
            "prompt": snippet.request,
            "code": snippet.code,
            "text": to_text(snippet.request, snippet.code),
            "quality": round(self.quality, 4),
        }


def to_text(request: str, code: str) -> str:
    """Return request and code as one document of the character model."""
    return f"# {request}\n{code.rstrip()}\n\n"


def prepare_seed(folder: Path, out: Path, chosen: int = SNIPPETS_CHOSEN) -> dict[str, Any]:
    """Write train, validation, pairs, vocabulary and report into `out`, and return the report."""
    source = StackOverflow(folder)
    tally = Tally()
    valid = collect_valid(source, tally)
    best = choose_best(valid, chosen)
    train, validation = split_by_topic(best, VALIDATION_SHARE)
    tally.kept = len(best)
    tally.dropped["not_chosen"] = len(valid) - len(best)
    vocabulary = choose_vocabulary(replace(source, parts=("python",)))
    write_jsonl(out / "train.jsonl", (item.to_row() for item in train))
    write_jsonl(out / "validation.jsonl", (item.to_row() for item in validation))
    pairs = write_jsonl(out / "pairs.jsonl", ({"prompt": v.snippet.request, **_without_text(v)} for v in valid))
    write_json(out / VOCABULARY_FILE, vocabulary)
    report = {
        "source": {"name": source.name, "version": source.version, "licence": source.licence},
        "topics": len(source.pages()),
        "blocks": tally.to_dict(),
        "pairs": pairs,
        "train": _describe(train),
        "validation": _describe(validation),
        "vocabulary": {"size": len(vocabulary), "beyond_ascii": vocabulary[PRINTABLE_ASCII + 1 :]},
    }
    write_json(out / "report.json", report)
    write_text(out / "report.md", _to_markdown(report, tally))
    return report


def collect_valid(source: StackOverflow, tally: Tally) -> list[Scored]:
    """Return every block that cleans and meets the required criteria, scored; count the others by reason."""
    cleaned: list[tuple[Example, str]] = []
    for example in source.examples():
        try:
            cleaned.append((example, _clean(example)))
        except UnusableError as error:
            tally.drop(error.reason)
    valid: list[Scored] = []
    seen: set[str] = set()
    for (example, _), code in zip(cleaned, format_all([code for _, code in cleaned]), strict=True):
        snippet = Snippet(example.topic, example.request, code)
        fingerprint = "".join(code.split())
        if reason := failed_criterion(snippet) or ("duplicate" if fingerprint in seen else None):
            tally.drop(reason)
            continue
        seen.add(fingerprint)
        valid.append(Scored(snippet, example.title, score(snippet)))
    if not valid:
        raise DataError(f"No usable Python in {source.folder}. Is it the folder with the topics?")
    return valid


def _clean(example: Example) -> str:
    if example.language not in PYTHON_LANGUAGES:
        raise UnusableError("other_language")
    return clean_code(example.code)


def choose_best(valid: list[Scored], count: int) -> list[Scored]:
    """Return the `count` best, in the order of the pages; each topic's n-th best counts a little less.

    The falling share keeps a topic with fifty examples from crowding out twenty topics with two.
    """
    by_topic: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(valid):
        by_topic[item.snippet.topic].append(index)
    ranked: list[tuple[float, int]] = []
    for indices in by_topic.values():
        titles: Counter[str] = Counter()
        for rank, index in enumerate(sorted(indices, key=lambda i: (-valid[i].quality, i))):
            repeats = titles[valid[index].snippet.request]
            titles[valid[index].snippet.request] += 1
            ranked.append((valid[index].quality - 0.015 * rank - 0.1 * repeats, index))
    ranked.sort(key=lambda pair: (-pair[0], pair[1]))
    return [valid[index] for index in sorted(index for _, index in ranked[:count])]


def split_by_topic(items: list[Scored], share: float) -> tuple[list[Scored], list[Scored]]:
    """Return (train, validation): HELD_OUT_TOPICS, or where none of them occurs, about `share` of other pages' topics.

    The topics are named so that no change of cleaning or scoring moves one to the other side.
    """
    sizes = Counter(item.snippet.topic for item in items)
    held_out = HELD_OUT_TOPICS & sizes.keys() or _choose_topics(sizes, round(len(items) * share))
    train = [item for item in items if item.snippet.topic not in held_out]
    return train, [item for item in items if item.snippet.topic in held_out]


def _choose_topics(sizes: Counter[str], wanted: int) -> set[str]:
    """Return topics in the order of their hash, as many as have at most `wanted` snippets together."""
    chosen: set[str] = set()
    for topic in sorted(sizes, key=lambda name: hashlib.sha256(name.encode()).hexdigest()):
        if sum(sizes[name] for name in chosen) + sizes[topic] <= wanted:
            chosen.add(topic)
    return chosen


def read_vocabulary(file: Path) -> list[str]:
    """Return the characters of a prepared vocabulary."""
    characters: list[str] = json.loads(file.read_text(encoding="utf-8"))
    return characters


def choose_vocabulary(source: StackOverflow) -> list[str]:
    """Return exactly 106 characters: newline, printable ASCII, the most frequent others of the raw topics, U+FFFD.

    U+FFFD stands for every character outside the vocabulary.
    """
    ascii_characters = ["\n", *(chr(code) for code in range(32, 127))]
    others: Counter[str] = Counter()
    for page in source.pages():
        others.update(
            c for c in page.read_text(encoding="utf-8", errors="replace") if not c.isascii() and c.isprintable()
        )
    others.pop(REPLACEMENT, None)
    wanted = VOCABULARY_SIZE - len(ascii_characters) - 1
    frequent = sorted(others, key=lambda c: (-others[c], c))[:wanted]
    spare = (c for c in "°µ×éüäöñß€" if c not in frequent)  # only for sources too small to fill the places
    frequent += [next(spare) for _ in range(wanted - len(frequent))]
    return [*ascii_characters, *frequent, REPLACEMENT]


def _without_text(item: Scored) -> dict[str, str | float]:
    return {name: value for name, value in item.to_row().items() if name != "text"}


def _describe(items: list[Scored]) -> dict[str, int]:
    texts = [to_text(item.snippet.request, item.snippet.code) for item in items]
    return {
        "snippets": len(items),
        "topics": len({item.snippet.topic for item in items}),
        "characters": sum(map(len, texts)),
        "all_names_defined": sum(not item.snippet.undefined for item in items),
    }


def _to_markdown(report: dict[str, Any], tally: Tally) -> str:
    source, train, validation = report["source"], report["train"], report["validation"]
    weights = [(name, weight) for name, (weight, _) in SCORES.items()]
    summary = f"""# Data of seed-char-3m

Stack Overflow Documentation @{source["version"]}, {source["licence"]}, {report["topics"]} topics.

Of {tally.given:,} code blocks, {report["pairs"]:,} are valid pairs of request and code.
The best {tally.kept:,} are the data: {train["snippets"]:,} snippets of {train["topics"]:,} topics
({train["characters"]:,} characters) to train on, {validation["snippets"]:,} of {validation["topics"]:,} other topics
({validation["characters"]:,} characters) to validate with.

"""
    return (
        summary
        + "## Dropped\n\n"
        + reasons_table(tally, MEANINGS)
        + "\n## Scored\n\n"
        + table(("criterion", "weight"), weights)
    )
