"""Stack Overflow Documentation (2016–17): a Markdown page a topic, headings that name the task, blocks that do it.

Anyone can get it: the public repository devtut/generate, folders docs/python and docs/algorithm, CC BY-SA.
A folder of that shape, or its `docs`, is read; see `archive.download` for fetching it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.sources.base import Document, Pair
from training.sources.markdown import CodeBlock, plain_text, read_blocks, read_prose
from training.workspace import DataError

VERSION = "1a3bf9d316ed9d3195012cc633d67ad2fb1b14ff"
DEFAULT_URL = f"https://codeload.github.com/devtut/generate/tar.gz/{VERSION}"
NOT_TOPICS = frozenset({"README", "contributors"})

_WEAK = re.compile(
    r"^(?:(?:a |an |the )?(?:basic|simple|complete|another|more|further|first|other|general|some|common|quick|"
    r"example\w*|usage|use|introduction|overview|syntax|remarks?|parameters?|details?|notes?|solution|basics|setup|"
    r"installation|getting started|unix|windows|linux|python|concept|explanation|output|code|implementation|"
    r"to|of|and|\d+|[.:,#-])\s*)+$",
    re.IGNORECASE,
)
_DECORATION = re.compile(
    r"^(?:\d+[.):]|\(\w\)|Example\s*\d*\s*[:.-]|(?:Why ?/ ?)?How to|How do I|Ways? to)\s*", re.IGNORECASE
)
_GERUNDS_LOSING_E = frozenset({
    "calculating", "changing", "closing", "combining", "comparing", "computing", "concatenating", "creating",
    "customizing", "decoding", "defining", "deleting", "determining", "dividing", "encoding", "enumerating",
    "escaping", "evaluating", "executing", "generating", "handling", "including", "initializing", "instantiating",
    "interleaving", "interpolating", "invoking", "iterating", "leveraging", "making", "measuring", "merging",
    "moving", "naming", "overriding", "parsing", "preparing", "raising", "removing", "replacing", "resizing",
    "reusing", "reversing", "rotating", "sampling", "saving", "serializing", "shuffling", "simulating", "slicing",
    "storing", "taking", "terminating", "timing", "tracing", "translating", "truncating", "updating", "using",
    "validating", "visualizing", "writing",
})  # fmt: skip
_GERUNDS_DOUBLING = frozenset({
    "formatting", "getting", "plotting", "popping", "running", "setting", "skipping", "splitting", "stripping",
    "swapping", "unzipping", "wrapping", "zipping",
})  # fmt: skip
_PLAIN_GERUND = re.compile(
    r"^(?:access|add|append|apply|assign|avoid|build|call|cast|catch|chain|check|collect|connect|"
    r"consider|construct|convert|copy|count|deal|display|draw|edit|extend|extract|filter|find|"
    r"flatten|group|import|index|insert|inspect|install|join|launch|list|load|log|look|loop|"
    r"map|mix|mock|modify|multiply|obtain|open|pack|pass|perform|pick|pivot|print|process|"
    r"query|read|record|render|return|round|search|select|send|show|sort|start|subclass|sum|"
    r"test|turn|unpack|walk|work)ing$"
)


@dataclass(frozen=True)
class Example:
    """One Python block of a topic with the request that it answers, before any cleaning."""

    topic: str
    title: str
    request: str
    lead: str
    language: str
    code: str


@dataclass(frozen=True)
class StackOverflow:
    """The topics below a folder; `parts` are the tags to read."""

    folder: Path
    parts: tuple[str, ...] = ("python", "algorithm")
    name: str = "stackoverflow"
    licence: str = "CC BY-SA 3.0"
    version: str = VERSION

    def pages(self) -> list[Path]:
        """Return the topic pages in a stable order. Raises DataError when there are none."""
        docs = find_docs(self.folder)
        found = [page for part in self.parts for page in sorted((docs / part).glob("*.md"))]
        return [page for page in found if page.stem not in NOT_TOPICS]

    def examples(self) -> Iterator[Example]:
        """Yield every fenced block, of any language, with its request."""
        for page in self.pages():
            for block in read_blocks(_read(page)):
                yield _to_example(page.stem, block)

    def documents(self) -> Iterator[Document]:
        """Yield each topic as a whole: its prose with its code."""
        for page in self.pages():
            yield Document(self.name, page.stem, page.stem, read_prose(_read(page)))

    def pairs(self) -> Iterator[Pair]:
        """Yield (request, block as written) for the blocks marked as Python."""
        for example in self.examples():
            if example.language in ("py", "python", ""):
                yield Pair(self.name, example.topic, example.request, example.code)


def find_docs(folder: Path) -> Path:
    """Return the folder that holds `python/`: the one given, its `docs`, or that of an unpacked archive."""
    for docs in (folder, folder / "docs", *sorted(folder.glob("*/docs"))):
        if (docs / "python").is_dir() and any((docs / "python").glob("*.md")):
            return docs
    raise DataError(
        f"No Stack Overflow Documentation in {folder}: there is no python/*.md. "
        "Name its folder with --source, or fetch it with --download."
    )


def _read(page: Path) -> str:
    return page.read_text(encoding="utf-8", errors="replace")


def _to_example(topic: str, block: CodeBlock) -> Example:
    topic_title = block.headings[0] if block.headings else topic.replace("-", " ")
    title = block.headings[-1] if len(block.headings) > 1 else topic_title
    request = make_request(topic_title, block.headings[1:])
    return Example(topic, title, request, block.lead, block.language, block.code)


def make_request(topic: str, headings: tuple[str, ...]) -> str:
    """Return a heading as a request: imperative, no decoration; a heading that says little gets its topic."""
    telling = [heading for heading in headings if heading and not _WEAK.match(heading)]
    if not telling:
        return tidy_request(f"Example of {_lower_first(topic)}")
    request = tidy_request(telling[-1])
    if len(telling) > 1 and len(request.split()) <= 2:
        request = f"{tidy_request(telling[-2])}: {_lower_first(request)}"
    return request if len(request.split()) > 1 else f"{request} ({_lower_first(topic)})"


def tidy_request(heading: str) -> str:
    """Return a heading as an imperative sentence without numbering, back-ticks or a full stop."""
    text = plain_text(heading).replace("`", "").strip()
    text = re.sub(
        r"^(?:\d+[.):]|\(\w\)|Example\s*\d*\s*[:.-]|(?:Why ?/ ?)?How to|How do I|Ways? to)\s*",
        "",
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(r"\s+in Python(?: 3(?:\.x)?)?$", "", text.rstrip(" .:;,?!-"), flags=re.IGNORECASE)
    words = text.split(" ")
    text = " ".join([_to_imperative(words[0]), *words[1:]])
    return text[:1].upper() + text[1:]


def _to_imperative(word: str) -> str:
    """`Reading` → `read`; words that only look like a gerund stay."""
    gerund = word.lower()
    if gerund in _GERUNDS_LOSING_E:
        return gerund.removesuffix("ing") + "e"
    if gerund in _GERUNDS_DOUBLING:
        return gerund[:-4]
    return gerund.removesuffix("ing") if _PLAIN_GERUND.match(gerund) else word


def _lower_first(text: str) -> str:
    is_acronym = len(text) > 1 and text[1].isupper()
    return text if is_acronym else text[:1].lower() + text[1:]
