"""Operations: small typed pieces of code with the phrases by which people ask for them, read from Markdown pages.

`resources/operations/*.md`: a heading for each, then its fields, one a line (`- type: numbers -> number`).
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from engine.composer.phrases import Pattern, all_roots, anchors, first_roots, is_possible, read_pattern
from engine.errors import CookbookError

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


def read_page(path: Path) -> list[Operation]:
    """Return the operations of a page. Raises CookbookError with file and line where one cannot be read."""
    found: list[Operation] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("## "):
            found.append(Operation(line[3:].strip()))
        elif line.startswith("- "):
            match = _FIELD.fullmatch(line.rstrip())
            if match is None or not found:
                raise CookbookError(f"{path.name}, line {number}: not a field of an operation: {line}")
            try:
                _take(found[-1], match[1], match[2].strip())
            except (ValueError, SyntaxError) as error:
                raise CookbookError(f"{path.name}, line {number}: {error}") from error
    for operation in found:
        if not (operation.code and operation.output and operation.phrases):
            raise CookbookError(f"{path.name}: {operation.title!r} needs a type, code and phrases")
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
        operation.code = text.strip("`").replace("\\n", "\n") if operation is not None else text
    elif name == "import":
        operation.imports = tuple(one.strip() for one in text.strip("`").split(";"))
    elif name == "name":
        operation.name = text
    elif name == "default":
        operation.defaults |= eval(f"dict({text})", {"__builtins__": {"dict": dict}})  # noqa: S307 - our own pages
    elif name == "test":
        operation.tests.append(text)
    else:
        operation.phrases.append((name, text))


class Phrasebook:
    """All phrases of some operations, found by their rarest words."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self.operations = list(operations)
        read = [(operation, read_pattern(text)) for operation in self.operations for _, text in operation.phrases]
        counts = Counter(root for _, pattern in read for root in set(all_roots(pattern)))
        self.roots = frozenset(counts)  # of all phrases
        self._phrases = [(operation, pattern, first_roots(pattern)) for operation, pattern in read]
        self._anchored: dict[str, list[int]] = {}
        for number, (_, pattern) in enumerate(read):
            for root in anchors(pattern, counts):
                self._anchored.setdefault(root, []).append(number)

    def find(self, roots: Collection[str]) -> Iterator[tuple[Operation, Pattern, frozenset[str]]]:
        """Yield the phrases that a request with these roots may hold, each with what it can begin with."""
        for number in sorted({number for root in roots for number in self._anchored.get(root, ())}):
            operation, pattern, firsts = self._phrases[number]
            if is_possible(pattern, roots):
                yield operation, pattern, firsts


@lru_cache(maxsize=4)
def load_phrasebook(folder: Path) -> Phrasebook:
    """Return the phrasebook of a folder of pages."""
    return Phrasebook(operation for path in sorted(folder.glob("*.md")) for operation in read_page(path))
