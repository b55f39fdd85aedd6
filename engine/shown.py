"""Results that a request shows: "running total, e.g. [1, 2, 3] -> [1, 3, 6]". They tell what is meant and can be tried.

What stands before a link ("becomes", "->") is given, what follows must come of it.
"""

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from engine.examples import Example, Shown, run_examples
from engine.functions import read_stub
from engine.matcher import is_about_code
from engine.syntax import parse, walk

MAX_SHOWN = 4
MAX_LINKS = 16
MAX_WORDS = 6  # of a text without quotes that is guessed to be a value
LOOK_BACK = 80  # characters: so far back a word, or what announces a value, is looked for

_ARROW = r"\s*(?:-+>|→|=+>|⇒|↦)\s*"
_VERB = (
    r"\s+(?:(?:the|its|your)\s+(?:result|output|answer|outcome)\s+)?"
    r"(?:becomes?|gives?|yields?|returns?|results?\s+in|(?:is\s+)?turn(?:s|ed)\s+into|"
    r"(?:should|must|ought\s+to|would|will)\s+(?:be|become|give|return|print|yield|result\s+in|turn\s+into))\s+"
)
_LINK = re.compile(f"(?P<arrow>{_ARROW})|(?P<verb>{_VERB})|(?<=\\))(?P<call>\\s+(?:is|equals|==)\\s+)", re.IGNORECASE)
_SAID_BEFORE = re.compile(
    r"(?:\(|:|\be\.?g\.?,?|\bexample,?|\bexample:|\blike|\bso|\bthat|\bsuch as|\binput)\s*$", re.I
)
_LEAD_IN = re.compile(
    r"^(?:(?:for|an?)\s+(?:instance|example)|e\.?g\.?|i\.?e\.?|so|like|such\s+as|example|that)\s+", re.IGNORECASE
)
_PART_BEFORE = re.compile(r"[^,:;()\n]*$")
_PART_AFTER = re.compile(r"[^,;()\n]*")
_LISTED_AFTER = re.compile(r"(?:,\s*[^\s,;()]{1,12})+(?=\s*(?:[;)\n]|[.?!]?\s*$))")  # "w, i": a result of several
_KINDS_BEFORE = re.compile(r"\b(?:dict\w*|map\w*|of|from|each|every)\s*$", re.IGNORECASE)  # "a dict of name -> points"
_CONVERTED = re.compile(
    r"\b(?:convert\w*|change|turn(?:s|ed)?|make|format|transform|rewrite|bring|get)\b[^.!?\n]{0,60}$", re.IGNORECASE
)
_INTO = re.compile(
    r"(?<=['\"])(?:\s*\([^()\n]*\))?\s+(?:in)?to\s+(?:the\s+(?:form|format)\s+|something\s+like\s+)?(?=['\"])",
    re.IGNORECASE,
)
_ALL_OF_THEM = re.compile(r"\b(?:every|each|all|any|replace\w*|swap\w*|rename\w*|change\w*)\s*$", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"[^\s,;()\[\]{}'\"]+$")
_WORD_AFTER = re.compile(r"[^\s,;()\[\]{}'\"]+")
_NAME_BEFORE = re.compile(r"[A-Za-z_]\w*$")
_AND_BEFORE = re.compile(r"\s+and\s+$")
_JOINED_AFTER = re.compile(r"""\s+and\s+('[^'\n]*'|"[^"\n]*")""")
_PAIRS = {")": "(", "]": "[", "}": "{"}
_CLOSING = {opening: closing for closing, opening in _PAIRS.items()}
# What may be run unasked: nothing of it reaches files, the net, other programs or the person.
_HARMLESS = frozenset(
    "array base64 binascii bisect calendar cmath collections copy dataclasses datetime decimal difflib enum fractions "
    "functools hashlib heapq html itertools json math operator random re secrets statistics string textwrap typing "
    "unicodedata".split()
)
_REACHING = frozenset("open input exec eval compile exit quit breakpoint help globals vars __import__".split())


@dataclass(frozen=True)
class ShownResults:
    """The results that a request shows, and the request without them."""

    examples: tuple[Shown, ...]
    request: str


@lru_cache(maxsize=16)  # where offers are made, and again where they are tried
def find_shown(prompt: str) -> ShownResults | None:
    """Return the results that a request in English shows, or None where it shows none."""
    examples: list[Shown] = []
    kept: list[str] = []
    at = 0
    for link in islice(_LINK.finditer(prompt), MAX_LINKS):
        if link.start() < at or len(examples) == MAX_SHOWN:
            continue
        given = _read_before(prompt, link.start())
        after = _read_after(prompt, link.end())
        if given is None or after is None:
            continue
        want, end = after
        if not _is_example(prompt, given, want, is_arrow=link["arrow"] is not None):
            continue
        source = prompt[given[0] : link.start()].strip().strip("`")
        call = re.fullmatch(r"[A-Za-z_]\w*\((.+)\)", source, re.DOTALL)
        if call:
            values = [call[1]]
        elif link["call"] or source.endswith("()"):
            continue
        else:
            values = [*_value_joined_before(prompt, given[0]), source if _literal(source) else repr(source)]
        arguments = f"({', '.join(values)},)"
        if not _literal(arguments):
            continue
        if (second := _JOINED_AFTER.match(prompt, end)) and want[0] in "'\"":
            want, end = f"({want}, {second[1]})", second.end()
        longer = _bare_after(prompt, link.end()) if link["arrow"] else ""
        others = (Shown(arguments, longer),) if longer.startswith(f"{want} ") else ()
        examples.append(Shown(arguments, want, others))
        kept.append(prompt[at : link.start()])
        at = end
    return ShownResults(tuple(examples), "".join([*kept, prompt[at:]])) if examples else None


@lru_cache(maxsize=16)
def guess_shown(prompt: str) -> ShownResults | None:
    """Return what a request in English may show, though nothing says so: "swap the case, Hello -> hELLO"; else None.

    "dict of name -> points" looks alike. Only code that gives the result tells, so a guess may be tried and no more.
    """
    for link in islice(re.finditer(_ARROW, prompt), MAX_LINKS):
        part = _PART_BEFORE.search(prompt, max(0, link.start() - LOOK_BACK), link.start())
        phrase = _LEAD_IN.sub("", part[0].strip()) if part else ""
        given = phrase if phrase[:1].isupper() or phrase[:1].isdigit() else phrase.rpartition(" ")[2]
        if _KINDS_BEFORE.search(phrase.removesuffix(given)):
            continue
        longer = _bare_after(prompt, link.end())
        read = _read_after(prompt, link.end())
        end = max(prompt.find(longer, link.end()) + len(longer), read[1] if read else 0)
        if more := _LISTED_AFTER.match(prompt, end):
            end = more.end()
            items = [longer, *(item.strip() for item in more[0].split(",") if item.strip())]
            wants = [", ".join(items), repr(items)]
        else:
            wants = [want for want in dict.fromkeys((longer, read[0] if read else "")) if want and want != given]
        if given and wants and len(given.split()) <= MAX_WORDS:
            return _readings(prompt, (link.start(), end), [*([given] if _literal(given) else []), repr(given)], wants)
    for link in islice(_INTO.finditer(prompt), MAX_LINKS):
        quoted = _read_before(prompt, link.start())
        after = _read_after(prompt, link.end())
        if quoted and after and _CONVERTED.search(prompt, max(0, quoted[0] - LOOK_BACK), quoted[0]):
            return _readings(prompt, (link.start(), after[1]), [prompt[quoted[0] : link.start()]], [after[0]])
    return None


def _readings(prompt: str, result: tuple[int, int], givens: list[str], wants: list[str]) -> ShownResults:
    """Return one example that may be read in several ways: its result once with other words after it, or not."""
    first, *others = [Shown(f"({given},)", want) for given in givens for want in wants]
    request = prompt[: result[0]] + prompt[result[1] :]
    return ShownResults((replace(first, or_else=tuple(others)),), request)


def _value_joined_before(prompt: str, start: int) -> list[str]:
    """Return the literal in quotes or brackets that "and" joins to the one that begins here."""
    joined = _AND_BEFORE.search(prompt, max(0, start - LOOK_BACK), start)
    if joined is None or prompt[joined.start() - 1 : joined.start()] not in ("'", '"', "]", "}"):
        return []
    before = _read_before(prompt, joined.start())
    return [prompt[before[0] : joined.start()]] if before and before[1] else []


def _is_example(prompt: str, given: tuple[int, bool], want: str, is_arrow: bool) -> bool:
    """Return whether a given value and a result are one, rather than types ("name -> points") or a rule for all."""
    start, is_literal = given
    before = prompt[max(0, start - LOOK_BACK) : start].rstrip("'\"`( ")
    if _ALL_OF_THEM.search(before):
        return False
    is_said = bool(_SAID_BEFORE.search(prompt, max(0, start - LOOK_BACK), start))
    if is_literal and not prompt[start].isdigit():
        return _literal(want) or is_arrow or is_said
    return is_said and (_literal(want) or (is_literal and any(map(str.isdigit, want))))


def _literal(source: str) -> bool:
    try:
        ast.literal_eval(source)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return False
    return True


def _read_before(text: str, end: int) -> tuple[int, bool] | None:
    """Return where the value that ends here begins, and whether it is a literal or a call; None where there is none."""
    while end and text[end - 1] in " \t`":
        end -= 1
    if not end:
        return None
    last = text[end - 1]
    if last in "'\"":
        start = text.rfind(last, 0, end - 1)
        return (start, True) if start >= 0 else None
    if last in _PAIRS:
        opening = _matching(text, end - 1, _PAIRS[last], -1)
        if opening is None:
            return None
        name = _NAME_BEFORE.search(text, max(0, opening - LOOK_BACK), opening) if last == ")" else None
        start = name.start() if name else opening
        return (start, True) if name or _literal(text[opening:end]) else None
    word = _WORD_BEFORE.search(text, max(0, end - LOOK_BACK), end)
    return (word.start(), _literal(word[0])) if word else None


def _read_after(text: str, start: int) -> tuple[str, int] | None:
    """Return the value that begins here as it is written, and where it ends; None where there is none."""
    while start < len(text) and text[start] in " \t`":
        start += 1
    if start == len(text):
        return None
    first = text[start]
    if first in "'\"":
        end = text.find(first, start + 1)
        return (text[start : end + 1], end + 1) if end > 0 else None
    if first in _CLOSING:
        closing = _matching(text, start, _CLOSING[first], 1)
        if closing is None or not _literal(text[start : closing + 1]):
            return None
        return text[start : closing + 1], closing + 1
    word = _WORD_AFTER.match(text, start)
    if not word:
        return None
    found = word[0].rstrip(".:?!`")
    return (found, start + len(found)) if found else None


def _bare_after(text: str, start: int) -> str:
    """Return what begins here up to a comma, a bracket or the end of the line: a value of several words, maybe."""
    part = _PART_AFTER.match(text, start)
    found = part[0].strip().rstrip(":?!") if part else ""
    return found if len(found.split()) <= MAX_WORDS and found[:1] not in {*_CLOSING, "'", '"'} else ""


def _matching(text: str, at: int, other: str, step: int) -> int | None:
    """Return where the bracket at a place is closed or opened, quotes disregarded; None where it is not."""
    own, depth = text[at], 0
    while 0 <= at < len(text):
        depth += (text[at] == own) - (text[at] == other)
        if not depth:
            return at
        at += step
    return None


def shows_results(prompt: str) -> bool:
    """Return whether a prompt shows what must come out, so that code can be tried on it."""
    return bool(_examples_of(prompt, find_shown(prompt))[0])


def _examples_of(prompt: str, shown: ShownResults | None) -> tuple[Sequence[Example | Shown], ShownResults | None]:
    """Return a begun function's examples, or the results that a request in English shows, with all it says of them."""
    if is_about_code(prompt):
        stub = read_stub(prompt)
        return (stub.examples if stub else ()), None
    return (shown.examples if shown else ()), shown


def try_codes(codes: Sequence[str], prompt: str) -> list[bool | None]:
    """Return for each code whether it gives what the prompt shows; None where it shows nothing, or code was not run.

    A begun function shows by its examples. Only code that computes and does no more is run unasked.
    """
    examples, shown = _examples_of(prompt, find_shown(prompt) or guess_shown(prompt))
    harmless = [code for code in dict.fromkeys(codes) if may_be_tried(code, shown)] if examples else []
    verdicts = dict(zip(harmless, run_examples(harmless, examples), strict=True))
    return [verdicts.get(code) for code in codes]


def may_be_tried(code: str, shown: ShownResults | None) -> bool:
    """Return whether code only computes, so that it may be run unasked, and its statements do not hold the results."""
    tree = parse(code)
    if tree is None:
        return False
    statements = [node for node in tree.body if not isinstance(node, ast.FunctionDef | ast.ClassDef)]
    written = ast.unparse(ast.Module(statements, []))
    examples = shown.examples if shown else ()
    results = {reading.want for example in examples for reading in (example, *example.or_else)}
    wanted = results | {repr(_value(result)) for result in results}
    return not any(len(text) > 3 and text in written for text in wanted) and _only_computes(tree)


def _value(source: str) -> object:
    return ast.literal_eval(source) if _literal(source) else source


def _only_computes(tree: ast.Module) -> bool:
    for node in walk(tree):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [node.module or ""]
        else:
            if isinstance(node, ast.Name) and node.id in _REACHING:
                return False
            continue
        if any(module.split(".")[0] not in _HARMLESS for module in modules):
            return False
    return True
