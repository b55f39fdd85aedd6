"""Files of lines whose form a request shows: "lines like 'GET /home took 35ms'" become rows with named columns."""

import re
from dataclasses import dataclass, replace

from engine.chains.flow import repr_string
from engine.chains.things import Thing

_QUOTED = r"(?P<{q}>[\"'`])(?P<{name}>[^\"`]{{3,120}}?)(?P={q})"
_SHOWN = re.compile(
    r"(?P<path>[\w./-]+\.(?:log|txt|out))[\"'`]?,?(?P<story> [\w ]{2,30}?)?,? (?:which |that |where |it )?(?:(?:has|have|holds|contains|with|and) )?(?:each |the |every |a )?lines?,? "
    r"(?:(?:is|are|looks?|looking) )?(?:like|such as|of the form|in the form|in the format)(?: this)?:? "
    + _QUOTED.format(q="q", name="example")
    + r"(?:,? (?:or|and) "
    + _QUOTED.format(q="q2", name="example2")
    + r")?(?=[\s.,;:)]|$)",
)
_METHODS = frozenset("GET POST PUT DELETE HEAD PATCH".split())
_LEVELS = frozenset("ERROR INFO WARNING WARN DEBUG CRITICAL FATAL NOTICE TRACE".split())
_RESULTS = frozenset("PASS FAIL OK PASSED FAILED SKIP SKIPPED".split())
_UNITS = {
    "ms": "ms",
    "s": "seconds",
    "sec": "seconds",
    "%": "percent",
    "kb": "size",
    "mb": "size",
    "gb": "size",
    "b": "size",
}
_ALIASES = {
    "ms": ("duration", "time", "response time", "response times", "request time", "latency"),
    "seconds": ("duration", "time", "response time", "latency"),
    "percent": ("percentage", "usage", "use", "value"),
    "path": ("page", "url", "device", "endpoint", "address"),
    "ip": ("address", "ip address"),
    "result": ("status", "outcome"),
    "status": ("status code", "code"),
    "name": ("test",),
    "user": ("username", "login"),
}  # fmt: skip
_NOUNS = ("line", "request", "entry", "test", "attempt", "call", "visit", "hit", "device", "disk", "message", "event")


@dataclass(frozen=True)
class Field:
    """One part of a line: its name, the place where it stands, and what is cut off before it is a number."""

    name: str
    place: int
    is_number: bool = False
    unit: str = ""


@dataclass(frozen=True)
class LineForm:
    """The parts of a file's lines, and the words that some of them show."""

    fields: tuple[Field, ...]
    parts: int
    has_tail: bool  # whether the last part is all that is left of the line
    words: tuple[tuple[str, str], ...] = ()  # a word that stands in a line, and in which field ("" for none)


def take_line_form(prompt: str) -> tuple[str, dict[str, LineForm]]:
    """Return a request without the lines that it shows, and the form of the lines of each file."""
    if "lines" not in prompt and "line" not in prompt:
        return prompt, {}
    match = _SHOWN.search(prompt)
    form = read_form_of(match["example"], match["example2"] or "") if match else None
    if match is None or form is None:
        return prompt, {}
    return f"{prompt[: match.end('path')]}{prompt[match.end() :]}", {match["path"]: form}


def read_form_of(example: str, other: str = "") -> LineForm | None:
    """Return the parts of a line by an example of it; None where too little is known of them."""
    tokens = example.split()
    fields: list[Field] = []
    words: list[tuple[str, str]] = []
    tail = 0
    for place, token in enumerate(tokens):
        before = tokens[place - 1].lower() if place else ""
        field = _field(token, before, place, fields)
        if field is None:
            words.append((token, ""))
            rest = tokens[place:]
            if fields and fields[-1].name == "level" and all(re.fullmatch(r"[a-z]+", one) for one in rest):
                fields.append(Field("message", place))
                tail = place
                break
            continue
        fields.append(field)
        if token.isupper() and token.isalpha():
            words.append((token, field.name))
    shown = other.split()
    words += [(shown[f.place], f.name) for f in fields if f.place < len(shown) and shown[f.place].isupper()]
    if sum(field.name == "number" for field in fields) > 1:  # nobody could say which is meant
        fields = [field for field in fields if field.name != "number"]
    names = [field.name for field in fields]
    if not fields or len(set(names)) != len(names):
        return None
    return LineForm(tuple(fields), tail + 1 if tail else len(tokens), bool(tail), tuple(dict.fromkeys(words)))


def _field(token: str, before: str, place: int, fields: list[Field]) -> Field | None:
    plain = token.strip('[](),;"')
    if re.fullmatch(r"\d{4}-\d\d-\d\d", plain):
        return Field("date", place)
    if re.fullmatch(r"\d\d?:\d\d(?::\d\d)?", plain):
        return Field("time", place)
    if re.fullmatch(r"\d{1,3}(?:\.\d{1,3}){3}", plain):
        return Field("ip", place)
    if re.fullmatch("Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec", plain):
        return Field("month", place)
    if number := re.fullmatch(r"(?P<amount>-?\d+(?:\.\d+)?)(?P<unit>[a-zA-Z%]*)", plain):
        return _number(number["amount"], number["unit"], place, fields)
    if token in _METHODS | _LEVELS | _RESULTS:
        return Field("method" if token in _METHODS else "level" if token in _LEVELS else "result", place)
    if token.startswith("/"):
        return Field("path", place)
    if before in ("for", "user", "by"):
        return Field("user", place)
    if place == 0 and re.fullmatch(r"\w*[_\d]\w*", token):
        return Field("name", place)
    return None


def _number(amount: str, unit: str, place: int, fields: list[Field]) -> Field | None:
    if unit and unit.lower() not in _UNITS:
        return None
    if unit:
        return Field(_UNITS[unit.lower()], place, True, unit)
    if re.fullmatch(r"[1-5]\d\d", amount) and any(field.name == "method" for field in fields):
        return Field("status", place)
    return Field("number", place, True)


def read_lines(form: LineForm, name: str, where: str) -> tuple[str, Thing]:
    """Return the lines of Python that read a file of such lines, and the rows that they make."""
    split = f"line.split(maxsplit={form.parts - 1})" if form.has_tail else "line.split()"
    cells = [f"{repr_string(field.name)}: {_cell(field)}" for field in form.fields]
    keeps_line = any(not place for _, place in form.words)
    if keeps_line:
        cells.append('"line": line')
    compared = "==" if form.has_tail else ">="
    code = (
        f'{name} = []\nfor line in Path({where}).read_text(encoding="utf-8").splitlines():\n    parts = {split}\n'
        f"    if len(parts) {compared} {form.parts}:\n        {name}.append({{{', '.join(cells)}}})"
    )
    aliases = tuple((alias, f.name) for f in form.fields for alias in _ALIASES.get(f.name, ()))
    names = tuple(field.name for field in form.fields)
    numbers = tuple(field.name for field in form.fields if field.is_number)
    rows = Thing(name, "many", "row", "line", columns=names, aliases=aliases, nouns=_NOUNS, words=form.words)
    rows = replace(rows, whole='{x}["line"]' if keeps_line else "")
    return code, replace(rows, made=numbers)


def _cell(field: Field) -> str:
    part = f"parts[{field.place}]"
    if not field.is_number:
        return part
    return f"float({part}.removesuffix({repr_string(field.unit)}))" if field.unit else f"float({part})"
