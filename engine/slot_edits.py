"""Put values into the slots of code: as tokens, so that the result compiles or the slot keeps its default.

Knows nothing of requests; `parse_slot_text` reads what a person typed for a slot.
"""

import ast
import re
import shlex
from collections.abc import Iterable, Sequence
from typing import Any

from engine.code_slots import CodeSlot, find_slots
from engine.parsing import quiet_parser
from engine.rewrite import Edit, apply_edits, is_usable_name, literal_text, names_in, rename
from engine.syntax import merge_imports, parse
from engine.values import Value


def put_values(code: str, replacements: Iterable[tuple[CodeSlot, Any]]) -> str:
    """Return the code with slots replaced; a replacement that would break it is left out."""
    literals, names = [], {}
    for slot, value in replacements:
        if slot.kind in ("name", "function", "class"):
            if isinstance(value, str) and is_usable_name(value):
                names[slot.default] = value
        elif slot.inner and not _may_stand_inside(value):
            continue
        elif slot.spans or slot.inner:
            literals.append((slot, value))
    # Names first: they are found by token, wherever literals stand; then literals from the renamed code.
    if names:
        renamed = _rename_in_texts(_rename_in_examples(rename(code, names), names), names)
        if renamed != code:
            # The same slots in the same order, at other places.
            pairs = zip(find_slots(code), find_slots(renamed), strict=False)
            moved = {(old.kind, old.spans, old.inner): new for old, new in pairs}
            literals = [(moved.get((slot.kind, slot.spans, slot.inner), slot), value) for slot, value in literals]
            code = renamed
    whole = [span for slot, _ in literals for span in slot.spans if slot.kind != "table"]
    edits = [
        Edit(start, end, _slot_source(slot, value))
        for slot, value in literals
        for start, end in slot.spans
        if slot.kind != "table" or not any(first <= start and end <= last for first, last in whole)
    ]
    edits += [Edit(start, end, str(value)) for slot, value in literals for start, end in slot.inner]
    edits += _edits_in_texts(code, literals, edits)
    filled = apply_edits(code, edits)
    for slot, value in literals:
        if slot.default != value and str(slot.default).startswith("--") and str(value).startswith("--"):
            filled = _rename_option(filled, *(text.lstrip("-").replace("-", "_") for text in (slot.default, value)))
    return filled if parse(filled) is not None else code  # another literal leaves what a compiler minds as it was


def _edits_in_texts(code: str, literals: Sequence[tuple[CodeSlot, Any]], others: Sequence[Edit]) -> list[Edit]:
    """Return the edits that replace files inside of longer texts, too: `print("notes.txt is empty")`."""
    files = {
        slot.default: value for slot, value in literals
        if slot.kind == "path" and slot.default != value and _may_stand_inside(value) and "*" not in slot.default
    }  # fmt: skip
    if not files:
        return []
    names = "|".join(re.escape(name) for name in files)
    found = (
        Edit(match.start(), match.end(), files[match[0]])
        for match in re.finditer(rf"(?<![\w./\\-])(?:{names})(?![\w-]|\.\w)", code)
    )
    taken = [(edit.start, edit.end) for edit in others]
    return [edit for edit in found if not any(edit.start < end and start < edit.end for start, end in taken)]


_NUMBERED = re.compile(r"(?P<stem>[A-Za-z][A-Za-z_-]*)[01]+(?P<ending>\.\w+)")


def is_numbered_file(value: Value) -> bool:
    """Return whether a value is a file with a number in its name: "chunk1.txt"."""
    return value.kind == "path" and re.fullmatch(r"[A-Za-z][A-Za-z_-]*\d+\.\w+", value.value) is not None


def follow_numbered_files(code: str, known: Sequence[Value], wanted: Sequence[Value]) -> str:
    """Return the code with its numbered files, f"part{n}.txt", called as the request's, which says "chunk1.txt"."""
    ours, theirs = (
        [match for value in values if value.kind == "path" and (match := _NUMBERED.fullmatch(value.value))]
        for values in (known, wanted)
    )
    if not ours or not theirs:
        return code
    old, new = ours[0], theirs[0]
    number = r"(?P<number>\{[^{}\"]+\}|\*)"
    files = re.compile(rf'(?<="){re.escape(old["stem"])}{number}{re.escape(old["ending"])}(?=")')
    return files.sub(rf"{new['stem']}\g<number>{new['ending']}", code)


_OF_HOME = re.compile(r"(?<![\w\"'{])(\"~[/\\\\][^\"'{}\n]+\")(?!\)?\.expanduser)")


def expand_homes(code: str) -> str:
    """Return the code with the home folder put in for the ~ of a path, which Python leaves as it is."""
    if "expanduser" in code or _OF_HOME.search(code) is None:
        return code
    return merge_imports(["import os"], _OF_HOME.sub(r"os.path.expanduser(\1)", code))


def _may_stand_inside(value: Any) -> bool:
    """Return whether a value can be written between the quotes of a key inside of an f-string."""
    return isinstance(value, str) and re.fullmatch(r"[\w .,;:/+-]*", value) is not None


def _rename_in_examples(code: str, names: dict[str, str]) -> str:
    """Return the code whose docstrings' examples call a function or class by its new name."""
    if ">>> " not in code:
        return code
    lines = code.split("\n")
    for old, new in names.items():
        if not re.search(rf"\b{re.escape(old)}\b", "\n".join(line for line in lines if ">>> " not in line)):
            lines = [re.sub(rf"\b{re.escape(old)}(?=\()", new, line) if ">>> " in line else line for line in lines]
    return "\n".join(lines)


def _rename_in_texts(code: str, names: dict[str, str]) -> str:
    """Return the code whose texts call a class by its new name, where its old one is no word: `TooColdError`."""
    for old, new in names.items():
        if _IN_CAPITALS.search(old) and old in code and parse(code) is not None and old not in names_in(code):
            code = re.sub(rf"(?<![\w.]){re.escape(old)}(?!\w)", new, code)
    return code


_IN_CAPITALS = re.compile(r"^[A-Z]\w*[a-z][A-Z]")


def _rename_option(code: str, old: str, new: str) -> str:
    """Return the code with what an option gives under its new name: `args.count`, or a parameter of click."""
    if not is_usable_name(new):
        return code
    if "import click" in code:
        return rename(code, {old: new})
    return re.sub(rf"\b(args|options|arguments|opts)\.{re.escape(old)}\b", rf"\1.{new}", code)


def _slot_source(slot: CodeSlot, value: Any) -> str:
    """Return the source text of a value in its slot; a command line becomes the list of its words."""
    if slot.context == "isoformat":
        return "isoformat()" if value == slot.default else f"strftime({literal_text(value)})"
    if slot.kind == "command" and isinstance(value, list | tuple):
        return literal_text(list(value))
    if isinstance(value, range):
        return literal_text(list(value)) if len(value) <= 20 else f"list({value!r})"
    if slot.kind == "command" and isinstance(value, str):
        try:
            return literal_text(shlex.split(value))
        except ValueError:  # an open quote: no command line
            return literal_text([value])
    if slot.kind == "table":
        return str(value)
    if slot.kind == "date":
        year, month, day = str(value).split("-")
        return f"{int(year)}, {int(month)}, {int(day)}"
    return literal_text(value + slot.offset if slot.offset else value)


def parse_slot_text(slot_kind: str, text: str) -> Any:
    """Return the value that a person typed into a slot's field; raises ValueError when it does not fit the kind."""
    if slot_kind == "table":
        if not text.isidentifier():
            raise ValueError(f"{text!r} cannot be the name of a table.")
        return text
    if slot_kind in ("name", "function", "class"):
        if not is_usable_name(text):
            raise ValueError(f"{text!r} cannot be a name in Python.")
        return text
    if slot_kind == "number":
        try:
            return int(text)
        except ValueError:
            return float(text)
    if slot_kind == "data":
        try:
            with quiet_parser():
                return ast.literal_eval(text)
        except (SyntaxError, TypeError, MemoryError, RecursionError) as error:
            raise ValueError(f"{text!r} is not a list, tuple, set or dictionary of plain values.") from error
    return text
