"""Operations: small typed pieces of code with the phrases by which people ask for them, read from Markdown pages.

`resources/operations/*.md`: a heading for each, then its fields, one a line (`- type: numbers -> number`).
"""

import hashlib
import json
import logging
import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from engine.composer.phrases import Pattern, all_roots, anchors, first_roots, is_possible, needs, read_pattern
from engine.errors import CookbookError
from engine.pages import Page, find_pages

logger = logging.getLogger(__name__)

LISTS = frozenset("numbers texts items pairs lists rows dates paths".split())
KINDS = LISTS | frozenset("number text flag table mapping groups date path nothing same done".split())
COMBINE, KEEP, CHANGE, SORT, TAKE, RESULT, FORM, OUTPUT = range(8)  # the order in which steps of one clause are done
_FIELD = re.compile(r"- (type|code|import|name|default|test|do|as|get): (.+)")


@dataclass(eq=False)
class Operation:
    """A piece of code that makes `output` of its inputs; `it` and `other` in it are what it works on."""

    title: str
    inputs: tuple[str, ...] = ()
    output: str = ""
    code: str = ""
    name: str = ""
    imports: tuple[str, ...] = ()
    defaults: dict[str, object] = field(default_factory=dict)
    phrases: list[tuple[str, str]] = field(default_factory=list)  # sort (do, as, get) and phrase
    tests: list[str] = field(default_factory=list)

    @property
    def stage(self) -> int:
        """Where this comes among other steps of its clause."""
        if len(self.inputs) > 1:
            return COMBINE
        if self.output == "done":
            return OUTPUT
        if self.output == "text":
            return FORM
        if self.output in ("number", "flag"):
            return RESULT
        if self.inputs and (self.output in ("same", self.inputs[0])):
            if "sorted(" in self.code:
                return SORT
            if _TAKES.search(self.code):
                return TAKE
            if _KEEPS.search(self.code):
                return KEEP
        return CHANGE


_TAKES = re.compile(r"^it\[|^list\(it\)\[|nlargest|nsmallest|islice")
_KEEPS = re.compile(r"\bfor x(?:, y)? in it(?:\.items\(\))? if\b|fromkeys")


def read_page(path: Path, text: str | None = None) -> list[Operation]:
    """Return the operations of a page. Raises CookbookError with file and line where one cannot be read."""
    found: list[Operation] = []
    text = path.read_text(encoding="utf-8") if text is None else text
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("## "):
            found.append(Operation(line[3:].strip()))
        elif line.startswith("- "):
            match = _FIELD.fullmatch(line.rstrip())
            if match is None or not found:
                raise CookbookError(path, number, f"not a field of an operation: {line}")
            try:
                _take(found[-1], match[1], match[2].strip())
            except (ValueError, SyntaxError) as error:
                raise CookbookError(path, number, str(error)) from error
    for operation in found:
        if not (operation.code and operation.output and operation.phrases):
            raise CookbookError(path, 1, f"{operation.title!r} needs a type, code and phrases")
    return found


def _take(operation: Operation, name: str, text: str) -> None:
    if name == "type":
        inputs, _, output = text.partition("->")
        kinds = tuple(kind.strip() for kind in inputs.split(","))
        unknown = {*kinds, output.strip()} - KINDS
        if unknown:
            raise ValueError(f"no kind of data: {', '.join(sorted(unknown))}")
        operation.inputs = tuple(kind for kind in kinds if kind != "nothing")
        operation.output = output.strip()
    elif name == "code":
        code = text.strip("`")
        operation.code = code.replace("\\n", "\n") if operation.output == "done" else code  # an expression has one line
    elif name == "import":
        operation.imports = tuple(one.strip() for one in text.strip("`").split(";"))
    elif name == "name":
        operation.name = text
    elif name == "default":
        operation.defaults |= eval(f"dict({text})", {"__builtins__": {"dict": dict}})
    elif name == "test":
        operation.tests.append(text)
    else:
        operation.phrases.append((name, text))


@dataclass(frozen=True)
class Anchors:
    """Which phrases a request's words can mean, by the rarest words of each, and all words that phrases have."""

    roots: frozenset[str]
    numbers: dict[str, list[int]]  # root → numbers of the phrases

    @classmethod
    def find(cls, phrases: Sequence[str]) -> "Anchors":
        """Return the anchors of phrases, which takes a second for all that Pysmith has."""
        patterns = [read_pattern(phrase) for phrase in phrases]
        counts = Counter(root for pattern in patterns for root in set(all_roots(pattern)))
        numbers: dict[str, list[int]] = {}
        for number, pattern in enumerate(patterns):
            for root in anchors(pattern, counts):
                numbers.setdefault(root, []).append(number)
        return cls(frozenset(counts), numbers)


class Phrasebook:
    """All phrases of some operations, found by their rarest words."""

    def __init__(self, operations: Iterable[Operation], known: Anchors | None = None) -> None:
        self.operations = list(operations)
        self._phrases = [(operation, text) for operation in self.operations for _, text in operation.phrases]
        self.anchors = known or Anchors.find([text for _, text in self._phrases])
        self.roots = self.anchors.roots
        self._read: dict[int, tuple[Pattern, tuple[frozenset[str], ...], frozenset[str]]] = {}  # as far as needed

    def find(self, roots: Collection[str]) -> Iterator[tuple[Operation, Pattern, frozenset[str]]]:
        """Yield the phrases that a request with these roots may hold, each with what it can begin with."""
        numbers = self.anchors.numbers
        for number in sorted({number for root in roots for number in numbers.get(root, ())}):
            if (read := self._read.get(number)) is None:
                pattern = read_pattern(self._phrases[number][1])
                read = self._read[number] = (pattern, needs(pattern), first_roots(pattern))
            for each in read[1]:
                if each.isdisjoint(roots):
                    break
            else:
                if is_possible(read[0], roots):
                    yield self._phrases[number][0], read[0], read[2]


# ---------------------------------------------------------------- from pages, the slow part cached
CACHE = "operations.json"


@lru_cache(maxsize=4)
def load_phrasebook(folder: Path, cache: Path | None = None, built: Path | None = None) -> Phrasebook:
    """Return the phrasebook of a folder of pages; its anchors come from `built`, or from the cache, if they are there.

    The built program has the folder as one archive of the same name. Raises CookbookError where a page cannot be read.
    """
    pages = find_pages(folder)
    operations = [operation for page in pages for operation in read_page(page.path, page.read())]
    for place, is_built in ((built, True), (cache, False)):
        if place is not None and (known := _read_anchors(place / CACHE, _fingerprint(pages, is_built))) is not None:
            return Phrasebook(operations, known)
    book = Phrasebook(operations)
    if cache is not None:
        write_anchors(cache, folder, book)
    return book


def _fingerprint(pages: Sequence[Page], is_built: bool) -> str:
    """Return a text that changes with the pages and with this program; a built one has no source to be older than."""
    digest = hashlib.sha256()
    for path in (Path(__file__).with_name("phrases.py"), Path(__file__).parent.with_name("words.py")):
        digest.update(b"built" if is_built or not path.exists() else path.read_bytes())
    for page in pages:
        digest.update(f"\n{page.path.name} {page.checksum}".encode())
    return digest.hexdigest()


def _read_anchors(path: Path, key: str) -> Anchors | None:
    try:
        stored = json.loads(path.read_bytes())
        return Anchors(frozenset(stored["roots"]), stored["numbers"]) if stored["key"] == key else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_anchors(cache: Path, folder: Path, book: Phrasebook, is_built: bool = False) -> None:
    """Keep a phrasebook's anchors in a cache folder, or for the built program."""
    stored = {
        "key": _fingerprint(find_pages(folder), is_built),
        "roots": sorted(book.roots),
        "numbers": book.anchors.numbers,
    }
    part = cache / f"{CACHE}.{os.getpid()}.part"
    try:
        cache.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(stored), encoding="utf-8")
        part.replace(cache / CACHE)
    except OSError as error:
        logger.warning("The phrases of the operations could not be cached: %s", error)
