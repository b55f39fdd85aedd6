"""Values that only the recipe shows to be values: bare folders and texts, enumerations that are lists, and such.

A request says "in raw" or "sides 5, 6 and 7"; whether that is a folder, a list or three numbers depends on what the
recipe takes. Pure functions over the request's values and the recipe's slots.
"""

import ast
import re
from collections.abc import Sequence
from typing import Any

from engine.code_slots import CodeSlot
from engine.units import unit_beside
from engine.values import NUMBER_WORDS, Value, find_values, may_name_folder
from engine.words import STOP_WORDS, SYNONYMS, stem

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_BETWEEN = re.compile(r", ?(?:and |or )?| (?:and |& )?")
_OPENING = "[({"


def fit_values(
    values: Sequence[Value], slots: Sequence[CodeSlot], samples: Sequence[Any], title: str, prompt: str
) -> list[Value]:
    """Return a request's values in the forms that a recipe takes; `samples` are what it is given from outside."""
    lists = [slot.default for slot in slots if slot.kind == "data" and slot.context != "content"]
    lists = [data for data in [*lists, *samples] if isinstance(data, list | tuple | set) and data]
    fitted = _one_by_one(values, slots, lists, samples, title, prompt)
    fitted = _as_list(fitted, lists, prompt)
    fitted = _as_row(fitted, slots, prompt)
    fitted = _of_like_form(fitted, slots, prompt)
    fitted = _with_files(fitted, slots, prompt)
    fitted = _with_folders(fitted, slots, title, prompt)
    return sorted(_with_texts(fitted, slots, title, prompt), key=lambda value: (value.start, value.end))


# ---------------------------------------------------------------- lists
def _one_by_one(
    values: Sequence[Value],
    slots: Sequence[CodeSlot],
    lists: Sequence[Any],
    samples: Sequence[Any],
    title: str,
    prompt: str,
) -> list[Value]:
    """Return values with an enumeration split into its numbers where a recipe has as many single ones and no list."""
    if lists or any(isinstance(sample, dict) for sample in samples):
        return list(values)
    places = sum(slot.kind == "number" and (slot.is_input or f"`{slot.default}`" in title) for slot in slots)
    places = max(places, sum(isinstance(sample, int | float) for sample in samples))
    split: list[Value] = []
    for value in values:
        is_enumeration = value.kind == "data" and isinstance(value.value, list) and prompt[value.start] not in _OPENING
        items = list(_NUMBER.finditer(prompt, value.start, value.end)) if is_enumeration else []
        if not (items and len(items) == len(value.value) <= places and value.label is None):
            split.append(value)
            continue
        for match, item in zip(items, value.value, strict=True):
            split.append(Value("number", item, *match.span(), unit=unit_beside(prompt, *match.span())))
    return split


def _as_list(values: Sequence[Value], lists: Sequence[Any], prompt: str) -> list[Value]:
    """Return values with three or more numbers in a row as one list where a recipe has one list of numbers."""
    of_numbers = [data for data in lists if data and all(type(item) in (int, float) for item in data)]
    has_data = any(value.kind in ("data", "range") for value in values)
    if len(of_numbers) != 1 or len(lists) != 1 or has_data:
        return list(values)
    runs = [run for run in _runs(values, prompt, ("number",)) if len(run) > 2]
    if len(runs) != 1 or any(value.label or value.unit or value.is_word for value in runs[0]):
        return list(values)
    run = runs[0]
    if _NO_LIST_BEHIND.search(prompt[: run[0].start]):
        return list(values)
    data = type(of_numbers[0])(value.value for value in run)
    whole = Value("data", data, run[0].start, run[-1].end)
    return [value for value in values if value not in run] + [whole]


_NO_LIST_BEHIND = re.compile(
    r"(?i)\b(?:than|over|above|below|under|by|from|to|between|at|least|most|first|last|like) $"
)


def _runs(values: Sequence[Value], prompt: str, kinds: Sequence[str]) -> list[list[Value]]:
    """Return the values of some kinds in groups with nothing but commas, blanks and "and" between them."""
    runs: list[list[Value]] = []
    for value in sorted((v for v in values if v.kind in kinds), key=lambda v: v.start):
        if runs and _BETWEEN.fullmatch(prompt[runs[-1][-1].end : value.start]):
            runs[-1].append(value)
        else:
            runs.append([value])
    return runs


_ITEM = r"(?:\"[^\"\n]*\"|'[^'\n]*'|-?\d+(?:\.\d+)?|[A-Z][\w-]*(?: [A-Z][\w-]*)*)"
_ROW = re.compile(
    rf"\b(?:row|record|entry|line|values)(?: (?:with|of|containing))?(?: the)?(?: values| data)?:? "
    rf"(?P<items>{_ITEM}(?:, ?{_ITEM})*(?:,? and {_ITEM}|, ?{_ITEM}))(?=\s*(?:$|[.;?!]|to\b|in\b|into\b|at\b))"
)


def _as_row(values: Sequence[Value], slots: Sequence[CodeSlot], prompt: str) -> list[Value]:
    """Return values with those that are a row to be written as one list, where a recipe writes a row."""
    rows = [slot for slot in slots if slot.context == "content" and isinstance(slot.default, list | tuple)]
    match = _ROW.search(prompt) if rows and not any(value.kind == "data" for value in values) else None
    if match is None:
        return list(values)
    row = [_read_item(item) for item in re.findall(_ITEM, match["items"])]
    kept = [value for value in values if value.end <= match.start("items") or value.start >= match.end("items")]
    return [*kept, Value("data", type(rows[0].default)(row), *match.span("items"))]


def _read_item(text: str) -> Any:
    return ast.literal_eval(text) if text[0] in "\"'-0123456789" and not re.match(r"0\d", text) else text


# ---------------------------------------------------------------- texts
_MONTH_AND_DAY = re.compile(r"\d\d-\d\d")


def _of_like_form(values: Sequence[Value], slots: Sequence[CodeSlot], prompt: str) -> list[Value]:
    """Return values and the texts that have the form of the recipe's own: 1/3 where that has "3/4"."""
    forms = dict.fromkeys(
        slot.default for slot in slots if slot.kind == "string" and slot.is_input and _has_form(slot.default)
    )
    if not forms or any(value.kind == "string" for value in values):
        return list(values)
    found: list[Value] = []
    for form in forms:
        pattern = re.sub(r"\d+", r"\\d+", re.sub(r"([^\w\\])", r"\\\1", form))
        found += [
            Value("string", m[0], *m.span()) for m in re.finditer(rf"(?<![\w./:-]){pattern}(?![\w/:-]|\.\d)", prompt)
        ]
        if _MONTH_AND_DAY.fullmatch(form):
            found += _days_of_months(values, prompt)
    found = list(dict.fromkeys(found))
    if not found or len(found) > len([slot for slot in slots if slot.is_input and slot.kind == "string"]):
        return list(values)
    spans = [(value.start, value.end) for value in found]
    return [value for value in values if not _overlaps(value, spans)] + found


def _has_form(text: str) -> bool:
    """Return whether a text consists of several numbers with signs between them, and is no number itself."""
    return re.fullmatch(r"\d+(?:[^\w\s.]\d+)+", text) is not None


def _days_of_months(values: Sequence[Value], prompt: str) -> list[Value]:
    """Return the days that a request names without a year, "12 August", as "08-12"."""
    found = []
    for month in (value for value in values if value.kind == "month"):
        for day in (value for value in values if value.kind == "number" and value.value in range(1, 32)):
            first, second = sorted((day, month), key=lambda value: value.start)
            if re.fullmatch(r"(?:st|nd|rd|th)?(?: of)? ", prompt[first.end : second.start]):
                found.append(Value("string", f"{month.value:02}-{day.value:02}", first.start, second.end))
    return found


def _overlaps(value: Value, spans: Sequence[tuple[int, int]]) -> bool:
    return any(value.start < end and start < value.end for start, end in spans)


_PROPER = r"(?![A-Z]\b)[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*"
_END = r"(?=\s*(?:$|[,.;:?!)]|(?:\d+ times|in|into|to|and|with|as|on|is|from|by|at|for)\b))"
_CALLED = re.compile(
    rf"\b(?:name|word|text|user|sentence|city|phrase|title|greeting|message)(?: is| of)?:? ({_PROPER}){_END}"
)
_SAID = re.compile(
    r"\b(?:say|says|shout|shouts) (?!(?:the|a|an|if|whether|how|which|what|that|it|so|hello)\b)"
    r"(?P<said>[A-Za-z][\w' ]{0,30}!?)$"
    r"|(?:^|\b(?:and|then|finally)\s)(?:[Pp]rints?|[Ss]how|[Ww]rite|[Dd]isplay) "
    rf"(?P<often>{_PROPER}!?)(?= \d+ times\b|$)"
    r"|\b(?:and|then|finally) (?:prints?|shows?|displays?) (?P<last>[A-Z][\w' ]{1,30}!)"
)
_OTHERWISE = frozenset("Python ASCII CSV JSON XML HTML URL SQL PDF".split())


def _with_texts(values: Sequence[Value], slots: Sequence[CodeSlot], title: str, prompt: str) -> list[Value]:
    """Return values and the texts that a request names without quotes, where the title has one in quotes."""
    texts = [value for value in find_values(title) if value.kind == "string"]
    has_place = any(slot.kind == "string" and any(text.value == slot.default for text in texts) for slot in slots)
    if not has_place or any(value.kind in ("string", "data", "url") for value in values):
        return list(values)
    spans = [(value.start, value.end) for value in values]
    for pattern in (_CALLED, _SAID):
        for match in pattern.finditer(prompt):
            group = match.lastindex or 0
            text = Value("string", match[group].strip(), *match.span(group))
            if not _overlaps(text, spans) and text.value not in _OTHERWISE:
                return [*values, text]
    return list(values)


# ---------------------------------------------------------------- files and folders
_ROOTED = re.compile(r"(?<![\w/\\.:~])(?:~[/\\]|/(?=[\w.])|[A-Za-z]:[/\\]|\.{1,2}/)[\w./\\~-]*\w")
_WITHOUT_ENDING = re.compile(
    r"\bfile (?:called |named )?([A-Z]\w+)(?![\w.])|\b(Makefile|Dockerfile|README|LICENSE)\b(?!\.)"
)


def _with_files(values: Sequence[Value], slots: Sequence[CodeSlot], prompt: str) -> list[Value]:
    """Return values and the file without an ending, /etc/hosts or Makefile, where the recipe has a file."""
    places = [slot for slot in slots if slot.kind == "path"]
    if not places or any(slot.kind == "folder" for slot in slots) or any(v.kind in ("path", "folder") for v in values):
        return list(values)
    found = _rooted(prompt, values)
    for match in _WITHOUT_ENDING.finditer(prompt) if not found else ():
        group = match.lastindex or 0
        found.append(Value("path", match[group], *match.span(group)))
    found = [Value("path", value.value, value.start, value.end) for value in found]
    return [*values, *found] if len(found) == 1 else list(values)


def _rooted(prompt: str, values: Sequence[Value]) -> list[Value]:
    """Return the paths that begin at a root and are no values yet: /var/log, ~/Music, C:\\Projects."""
    spans = [(value.start, value.end) for value in values if value.kind not in ("name", "column", "folder")]
    found = (Value("folder", match[0], *match.span()) for match in _ROOTED.finditer(prompt))
    return [value for value in found if not _overlaps(value, spans)]


_BARE_FOLDER = re.compile(
    r"\b(?:in|from|of|to|into|under|inside|below|within) (?:(?:my|the) )?(?P<name>[A-Za-z][\w-]+)"
    r"(?=\s*$|[.,;:?!](?:\s|$)|\s+(?:to|and|into|that|which|by|with|from|but|recursively|older|bigger|larger)\b)"
)


def _with_folders(values: Sequence[Value], slots: Sequence[CodeSlot], title: str, prompt: str) -> list[Value]:
    """Return values and the folders that a request names without saying so, where the recipe has more folders."""
    folders = {slot.default for slot in slots if slot.kind == "folder"} | {
        slot.default for slot in slots if slot.kind == "string" and f"folder `{slot.default}`" in title
    }
    missing = len(folders) - len({value.value for value in values if value.kind == "folder"})
    if missing <= 0:
        return list(values)
    rooted = _rooted(prompt, values)
    if rooted:
        spans = [(value.start, value.end) for value in rooted]
        values = [value for value in values if not (value.kind == "folder" and _overlaps(value, spans))]
        return [*values, *rooted[:missing]]
    spans = [(value.start, value.end) for value in values if value.kind not in ("name", "column")]
    known = {stem(word.lower()) for word in re.findall(r"[A-Za-z]+", re.sub(r"`[^`]*`", " ", title))}
    found = []
    for match in _BARE_FOLDER.finditer(prompt):
        value = Value("folder", match["name"], *match.span("name"))
        if not _overlaps(value, spans) and _may_be_folder(value.value, folders, known):
            found.append(value)
    if len(found) < missing or len(folders) < 2:  # one of several in the right place is less sure
        found = [value for value in found if _is_sure(value, prompt)]
    return [*values, *found] if 0 < len(found) <= missing else list(values)


def _is_sure(value: Value, prompt: str) -> bool:
    """Return whether a bare word is plainly the name of a folder: a usual one, "Music", or one that files are in."""
    is_usual = value.value.lower() in _USUAL_FOLDERS or value.value[0].isupper()
    return is_usual or _FILES_IN.search(prompt[: value.start]) is not None


_FILES_IN = re.compile(r"\b(?:files|images|photos|pictures|documents|csvs|pdfs|everything|all) (?:in|of|from|under) $")
_USUAL_FOLDERS = frozenset(
    "downloads documents pictures music videos desktop images photos temp tmp backup data logs".split()
)


def _may_be_folder(name: str, folders: set[Any], known: set[str]) -> bool:
    """Return whether a bare word is hardly anything else than the name of a folder."""
    word = name.lower()
    if (name.islower() and stem(word) in known) or word in STOP_WORDS or word in NUMBER_WORDS or name.isupper():
        return False
    if word in _USUAL_FOLDERS or word in folders:
        return True
    return may_name_folder(name) and word not in SYNONYMS
