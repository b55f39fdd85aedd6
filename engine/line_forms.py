"""Forms of lines that a request shows: 'lines like "3,4"', "each line is name;number".

Pure functions over text and code. Code that splits its lines at one sign splits them at the form's, in its order.
"""

import ast
import re
from dataclasses import dataclass
from itertools import pairwise

from engine.rewrite import Edit, Positions, apply_edits, literal_text
from engine.syntax import compiles, parse, walk
from engine.words import QUOTED

_LINE = r"(?:lines?|rows?|entries|records?|file|\w+\.(?:txt|log|csv|dat|tsv))"
_LIKE = r"(?:like|such as|e\.g\.|(?:of|in) the (?:form|format)|in the style|with the format)"
_BEFORE = re.compile(
    rf"(?i)(?:\b{_LINE}(?: (?:that|which|in it))? (?:(?:is|are|looks?|looking) )?{_LIKE}[ :]*"
    rf"|\b(?:each|every|per) (?:line|row|entry|record)(?: (?:is|has the form|holds|reads))?[ :(]*"
    r"|\b(?:with|has|have|holds|of) lines[ :]*|\(lines[ :]*"
    rf"|\blooks like[ :]*|\bgiven (?:as|in|like) lines?[ :(]*)$"
)
_OF_OUTPUT = re.compile(
    r"(?i)\b(?:print|show|display|output|write|save|list|give)(?:s|ed|ing)?\b[^.;\n]* "
    r"(?:as|in|into) (?:text )?lines? \w+[ :]*$"
    r"|\b(?:in|per) (?:a row|line by line|the row) \w+[ :]*$|\bline by line (?:like|as)[ :]*$"
    r"|\b(?:write|save|store|export|put)(?:s|d|ing)?\b(?:(?!\b(?:from|of|where|whose|which|read|has|have)\b)[^.;\n])*$"
    r"|\b(?:print|show|display|output|write)(?:s|ed|ing)?\b (?:\w+ ){0,2}"
    r"(?:each|every|per|like|as) ?(?:line|row|entry)?[ :]*$"
)
_BEHIND = re.compile(r"(?i) (?:lines|per line|on each line|in each line|each line)\b")
_BEFORE_LINES = re.compile(r"(?i)\b(?:with|of|has|holds|contains|from|reads?)(?: the)? $")
_AND = re.compile(r"(?:,| and| or|, and) ")
_IN_WORDS = re.compile(
    rf"(?i)(?:\b{_LINE} (?:(?:is|are|looks?|looking) )?(?:{_LIKE} )?|\bwith lines |\(lines )"
    r"(?P<form>[a-z]\w*(?:(?:[;|=:\t]|,(?! )|->)[a-z]\w*)+)(?![\w.(/+*^-])"
)


@dataclass(frozen=True)
class LineForm:
    """What a line looks like, and where the request says so."""

    text: str
    start: int
    end: int


def is_of_lines(before: str) -> bool:
    """Return whether what comes behind a text is what lines that are read look like."""
    return bool(_BEFORE.search(before)) and not _OF_OUTPUT.search(before)


def find_line_forms(prompt: str) -> list[LineForm]:
    """Return the forms of lines that a request says it has."""
    found: list[LineForm] = []
    for match in QUOTED.finditer(prompt):
        text = next((group for group in match.groups() if group is not None), "")
        before = prompt[: match.start()]
        is_said = _BEFORE.search(before) or (_BEHIND.match(prompt, match.end()) and _BEFORE_LINES.search(before))
        is_another = bool(found) and _AND.fullmatch(prompt[found[-1].end : match.start()]) is not None
        if is_another or (is_said and not _OF_OUTPUT.search(before) and len(re.findall(r"\w+", text)) > 1):
            found.append(LineForm(text, match.start(), match.end()))
    for match in _IN_WORDS.finditer(prompt):
        if not _OF_OUTPUT.search(prompt[: match.start("form")]):
            found.append(LineForm(match["form"], *match.span("form")))
    return found


# ---------------------------------------------------------------- the parts of a line
_NUMBER = r"\d+(?:[.,:/-]\d+)*%?"
_PART = re.compile(rf"{_NUMBER}(?!\w)|[^\W_](?:[\w.'@]*\w)?|<\w+>")
_PLAIN_NUMBER = re.compile(r"\d+(?:[.,:]\d+)?")


def read_parts(text: str) -> tuple[list[str], str] | None:
    """Return the parts of a line and the one sign between them; None where there are several signs or none."""
    if re.fullmatch(r"\d+(?:(?P<sign>[,:;/-])\d+)(?:(?P=sign)\d+)*", text):  # "3,4" as a whole is no number
        sign = re.sub(r"\d", "", text)[0]
        return text.split(sign), sign
    parts = [match.span() for match in _PART.finditer(text)]
    signs = {text[end:start] for (_, end), (start, _) in pairwise(parts)}
    if len(signs) != 1 or not parts or (parts[0][0], parts[-1][1]) != (0, len(text)):
        return None
    return [text[start:end] for start, end in parts], signs.pop()


# ---------------------------------------------------------------- code that splits lines
@dataclass(frozen=True)
class _Split:
    """A call that takes a line apart: at which sign ("" for blanks), and the names that its parts get."""

    call: ast.Call
    sign: str
    targets: tuple[ast.expr, ...]
    is_stripped: bool
    is_of_numbers: bool = False  # all of its parts are made numbers


def follow_line_form(code: str, form: LineForm, prompt: str) -> str | None:
    """Return code that takes lines of the form apart; None where it does not, or it is not plain how it should."""
    read = read_parts(form.text)
    tree = parse(code)
    if read is None or tree is None:
        return None
    parts, sign = read
    splits = _find_splits(tree)
    if len(splits) != 1:
        return _follow_reader(code, tree, sign) if not splits else None
    split = splits[0]
    if (split.targets and len(split.targets) != len(parts)) or (split.is_of_numbers and not _are_numbers(parts)):
        return None
    positions, edits = Positions(code), []
    is_turned = len(parts) == 2 and _is_turned(parts, split, tree)
    if is_turned:
        first, second = (ast.unparse(target) for target in split.targets)
        start, end = positions.span(split.targets[0])[0], positions.span(split.targets[1])[1]
        edits.append(Edit(start, end, f"{second}, {first}"))
    if split.sign.strip() != sign.strip():
        own = _own_lines(tree, prompt)
        counts = {line.count(split.sign or " ") for text in own for line in str(text.value).splitlines() if line}
        if counts - {len(parts) - 1}:
            return None  # lines of the recipe's own that are not of its form
        for text in own:
            start, end = positions.span(text)
            edits.append(Edit(start, end, code[start:end].replace(split.sign or " ", sign)))
        edits.append(Edit(*positions.span(split.call), _splitting(split, sign)))
        edits += [
            Edit(*positions.span(node.left), literal_text(sign))
            for node in walk(tree)
            if isinstance(node, ast.Compare)
            and isinstance(node.ops[0], ast.In | ast.NotIn)
            and isinstance(node.left, ast.Constant)
            and split.sign
            and str(node.left.value).strip() == split.sign.strip()
        ]
    elif is_turned and _own_lines(tree, prompt):
        return None
    changed = apply_edits(code, edits)
    return changed if compiles(changed) else None


def _are_numbers(parts: list[str]) -> bool:
    """Return whether all parts of a line are numbers: written as such, or as x, y or a, b."""
    return all(_PLAIN_NUMBER.fullmatch(part) or len(part) == 1 or "num" in part.lower() for part in parts)


def _splitting(split: _Split, sign: str) -> str:
    """Return the call that splits at another sign."""
    call = split.call
    owner, name = ast.unparse(call.func.value).replace("'", '"'), call.func.attr  # type: ignore[attr-defined]
    if name in ("partition", "rpartition"):
        return f"{owner}.{name}({literal_text(sign)})"
    limit = next((k.value for k in call.keywords if k.arg == "maxsplit"), call.args[1] if len(call.args) > 1 else None)
    if sign.isspace() and sign != "\t":
        inner = f"maxsplit={ast.unparse(limit)}" if limit else ""
    else:
        owner += "" if split.is_stripped or split.sign else ".strip()"
        inner = literal_text(sign) + (f", {ast.unparse(limit)}" if limit else "")
    return f"{owner}.{name}({inner})"


_SIGNS = frozenset({"", ",", ";", ":", "|", "=", "-", "->", "=>"})


def _find_splits(tree: ast.Module) -> list[_Split]:
    lines, stripped = _line_names(tree)
    targets = {
        id(node.value): tuple(node.targets[0].elts)
        for node in walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple)
    }
    numbers = _sources_of_numbers(tree)
    found = []
    for node in walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        owner = node.func.value
        root = _root(owner)
        if node.func.attr not in ("split", "rsplit", "partition", "rpartition") or root not in lines:
            continue
        first = node.args[0] if node.args else None
        if first is not None and not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
            continue
        names = targets.get(id(node), ())
        if node.func.attr.endswith("partition") and len(names) == 3:
            names = (names[0], names[2])
        if any(isinstance(name, ast.Starred) for name in names):
            names = ()
        sign = str(first.value) if first is not None else ""
        if sign.strip() not in _SIGNS:
            continue  # a part of something, like "@"
        is_stripped = "strip(" in ast.unparse(owner) or root in stripped
        found.append(_Split(node, sign, names, is_stripped, id(node) in numbers))
    return found


def _sources_of_numbers(tree: ast.Module) -> set[int]:
    """Return the calls all of whose parts are made numbers: `map(int, line.split())`, `[float(x) for x in …]`."""
    found = set()
    for node in walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "map" and len(node.args) == 2:
            made, source = node.args
        elif isinstance(node, ast.GeneratorExp | ast.ListComp) and isinstance(node.elt, ast.Call):
            made, source = node.elt.func, node.generators[0].iter
        else:
            continue
        if getattr(made, "id", "") in ("int", "float"):
            found.add(id(source))
    return found


def _root(node: ast.expr) -> str:
    """Return the variable that a chain of methods without arguments begins with."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and "strip" in node.func.attr:
        node = node.func.value
    return node.id if isinstance(node, ast.Name) else ""


def _line_names(tree: ast.Module) -> tuple[set[str], set[str]]:
    """Return the variables that are lines of a text or a file, and those of them without their ends."""
    files = {
        item.optional_vars.id
        for node in walk(tree)
        if isinstance(node, ast.With)
        for item in node.items
        if isinstance(item.optional_vars, ast.Name)
    }
    lines: set[str] = set()
    stripped: set[str] = set()
    for node in walk(tree):
        if not isinstance(node, ast.For | ast.comprehension) or not isinstance(node.target, ast.Name):
            continue
        source = ast.unparse(node.iter)
        is_file = source in files or source.startswith(("open(", "fileinput", "sys.stdin"))
        if is_file or "splitlines()" in source or source.endswith(".split('\\n')") or node.target.id == "line":
            lines.add(node.target.id)
            stripped.update(() if is_file or "readlines" in source else {node.target.id})
    for node in walk(tree):
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if isinstance(target, ast.Name) and "strip()" in ast.unparse(node.value):  # type: ignore[attr-defined]
            stripped.add(target.id)
    return lines, stripped


def _own_lines(tree: ast.Module, prompt: str) -> list[ast.Constant]:
    """Return the texts of several lines that the code has as its own sample."""
    return [
        node
        for node in walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"\w\n\w", node.value)
        and not any(line in prompt for line in node.value.split("\n") if line)
    ]


def _is_turned(parts: list[str], split: _Split, tree: ast.Module) -> bool:
    """Return whether the code takes the number of two parts for the other one: "12.50 lunch", not "lunch 12.50"."""
    numbers = [_PLAIN_NUMBER.fullmatch(part) is not None for part in parts]
    names = [target.id if isinstance(target, ast.Name) else "" for target in split.targets]
    if numbers.count(True) != 1 or len(names) != 2 or not all(names) or split.call.func.attr != "split":  # type: ignore[attr-defined]
        return False
    counted = {
        node.args[0].id
        for node in walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in ("int", "float", "Decimal")
        and len(node.args) == 1
        and isinstance(node.args[0], ast.Name)
    }
    is_number = [name in counted for name in names]
    return is_number.count(True) == 1 and is_number != numbers


# ---------------------------------------------------------------- code that reads a table
_READERS = {"reader": "delimiter", "DictReader": "delimiter", "read_csv": "sep"}


def _follow_reader(code: str, tree: ast.Module, sign: str) -> str | None:
    """Return code whose one reader of a table takes the sign between cells; None where it has none."""
    sign = sign.strip() or sign
    calls = [
        node
        for node in walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _READERS
    ]
    if (
        len(calls) != 1
        or sign not in (",", ";", "|", "\t")
        or ".writer(" in code
        or "DictWriter" in code
        or _own_lines(tree, "\0")
    ):
        return None
    name = _READERS[calls[0].func.attr]  # type: ignore[attr-defined]
    given = next((k for k in calls[0].keywords if k.arg in (name, "sep", "delimiter")), None)
    positions = Positions(code)
    if given is not None:
        known = given.value.value if isinstance(given.value, ast.Constant) else sign
        edits = [Edit(*positions.span(given.value), literal_text(sign))] if known != sign else []
    else:
        end = positions.span(calls[0])[1]
        edits = [Edit(end - 1, end, f", {name}={literal_text(sign)})")] if sign != "," else []
    changed = apply_edits(code, edits)
    return changed if compiles(changed) else None
