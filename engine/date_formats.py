"""Formats of dates: as people write them ("DD/MM/YYYY HH:MM"), and for a text that code is to parse.

Pure functions over text and code. A format is a `strftime` format.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from itertools import product

from engine.rewrite import Edit, Positions, apply_edits
from engine.syntax import merge_imports, parse, walk

_PART = r"(?:YYYY|yyyy|YY|yy|DD|dd|MM|mm|HH|hh|SS|ss|year|month|day|Y|M|D|h|m|s)"
_SPELLED = re.compile(rf"(?<![\w%]){_PART}(?:(?:[-/.:]|,? |T(?=[Hh]))(?={_PART}(?!\w)){_PART})+(?!\w)")
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_SHOWN = re.compile(  # "as 31.12.2024", "like 2024-05-01 14:30", "like Friday, 1 May 2026"
    r"\b(?:as|like|in the form|format|e\.g\.) +['\"`]?(?P<date>\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{4}"
    rf"|(?:{_WEEKDAY},? )?(?:\d{{1,2}} {_MONTH} \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}}))"
    r"(?P<time>[ T]\d\d:\d\d(?::\d\d)?)?(?![\w:])"
)
_DATES = (
    "%Y-%m-%d|%d.%m.%Y|%d/%m/%Y|%m/%d/%Y|%d-%m-%Y|%m-%d-%Y|%Y/%m/%d|%Y%m%d|%d.%m.%y|%d/%m/%y|%m/%d/%y|%d %B %Y|"
    "%d %b %Y|%B %d, %Y|%b %d, %Y|%B %d %Y|%b %d %Y"
).split("|")
_TIMES = ("", " %H:%M", " %H:%M:%S", "T%H:%M", "T%H:%M:%S", " %I:%M %p")

_OF_WEEKDAY = re.compile(rf"{_WEEKDAY}(,?) ")


def find_formats(prompt: str) -> Iterator[tuple[str, int, int]]:
    """Yield (format, start, end) for the date formats that a request spells out or shows by an example."""
    for match in _SPELLED.finditer(prompt):
        text = match[0]
        if len({part[0].lower() for part in re.findall(_PART, text)}) > 1 and re.search(r"[-/.:]", text):
            yield _spelled(text), match.start(), match.end()
    for match in _SHOWN.finditer(prompt):
        weekday = _OF_WEEKDAY.match(match["date"])
        day = match["date"].removeprefix(weekday[0]) if weekday else match["date"]
        if (form := guess_format(day + (match["time"] or ""))) is not None:
            form = f"%A{weekday[1]} {form}" if weekday else form
            yield form, match.start("date"), match.end()


def _spelled(text: str) -> str:
    """Return the format that "DD/MM/YYYY HH:MM" spells; MM after the hours are minutes."""
    form, is_time = "", False
    for part in re.split(rf"({_PART})", text):
        lower = part.lower()
        if lower in ("hh", "h"):
            form, is_time = form + "%H", True
        elif lower in ("mm", "m") and is_time:
            form += "%M"
        elif lower in ("yyyy", "year", "y", "yy"):
            form += "%y" if lower == "yy" else "%Y"
        elif lower in ("mm", "month", "m", "dd", "day", "d"):
            form += "%m" if lower[0] == "m" else "%d"
        elif lower in ("ss", "s"):
            form += "%S"
        else:
            form += part
    return form


def guess_format(text: str, like: str = "%d") -> str | None:
    """Return the format that a date is written in, or None; where day and month could be either, as in `like`."""
    is_month_first = like.lstrip().startswith(("%m", "%B", "%b"))
    dates = sorted(_DATES, key=lambda form: form.startswith("%m") != is_month_first) if is_month_first else _DATES
    signs = _SIGN.findall(text)
    for date, time in product(dates, _TIMES):
        if signs == _signs_of(date + time) and parses(text, date + time):
            return date + time
    return None


_SIGN = re.compile(r"[-/.,:]")


@lru_cache(maxsize=256)
def _signs_of(form: str) -> list[str]:
    """Return the signs that a date of a format has between its parts."""
    return _SIGN.findall(form)


def parses(text: str, form: str) -> bool:
    """Return whether a date is written in a format."""
    try:
        datetime.strptime(text, form)
    except (ValueError, re.error):  # a form may name the day twice
        return False
    return True


def refit_formats(code: str) -> str:
    """Return the code with the formats changed by which it could not parse its own texts, or show the time.

    Looked at are texts that stand in the call or that a variable at the top is set to; a date has no time to show.
    """
    if re.search(r"strftime\([\"'][^\"']*%[HMS]", code) and "import date\n" in code:
        code = code.replace("import date\n", "import datetime\n").replace("date.today()", "datetime.now()")
    tree = parse(code) if "strptime" in code or "fromisoformat" in code else None
    if tree is None:
        return code
    texts = {
        node.targets[0].id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }
    positions = Positions(code)
    edits = []
    for node in walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr == "fromisoformat" and len(node.args) == 1 and (parsing := _parsing(node, texts)):
            edits.append(Edit(*positions.span(node), parsing))
        if node.func.attr != "strptime":
            continue
        if len(node.args) != 2 or not isinstance(node.args[1], ast.Constant):
            continue
        source, form = node.args[0], node.args[1].value
        text = source.value if isinstance(source, ast.Constant) else texts.get(getattr(source, "id", ""))
        if isinstance(text, str) and isinstance(form, str) and not parses(text, form):
            new = guess_format(text, form)
            if new is not None:
                edits.append(Edit(*positions.span(node.args[1]), f'"{new}"'))
    if not edits:
        return code
    changed = apply_edits(code, edits)
    return merge_imports(["from datetime import datetime"], changed) if "datetime.strptime" in changed else changed


def _parsing(node: ast.Call, texts: Mapping[str, object]) -> str:
    """Return what parses a date that is not in ISO form, instead of `date.fromisoformat(text)`; "" for one that is."""
    owner, source = ast.unparse(node.func.value), node.args[0]  # type: ignore[attr-defined]
    text = source.value if isinstance(source, ast.Constant) else texts.get(getattr(source, "id", ""))
    if owner not in ("date", "datetime") or not isinstance(text, str) or re.match(r"\d{4}-\d\d-\d\d", text):
        return ""
    form = guess_format(text)
    ending = ".date()" if owner == "date" else ""
    return f'datetime.strptime({ast.unparse(source)}, "{form}"){ending}' if form else ""
