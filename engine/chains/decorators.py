"""Decorators that a request describes: what is done before the call, with its result, with its errors, after it.

Read clause by clause; what is not understood where it stands leaves the whole request unread.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from engine.chains.flow import Chain
from engine.syntax import compiles

_HEAD = re.compile(
    r"^(?:(?:please|write|make|create|define|build|implement|i need|i want|i would like|we need|give me|show me|how do i write|python|me|a|an|the|simple|small) )*"
    r"(?:function )?decorator(?: function)?(?: (?:called |named )?`?(?P<name>[a-z_]\w*)`?(?: ?\(\))?(?= (?:that|which|to)\b|:))?(?: in python)?(?:,? ?(?:that|which|to)|:) ",
    re.IGNORECASE,
)
_AS_NORMAL = re.compile(
    r",? (?:and )?(?:otherwise|else) (?:the function |it )?(?:runs|works|is called|behaves) (?:as normal|normally|as usual)$"
)
_TEXT = r"(?:'[^']*'|\"[^\"]*\")"
_CALL = (
    r"(?: ?(?:around|before|when|whenever|each time|every time|for|on|of|at) (?:a |an |the |each |every |it |its |any |all )?(?:decorated |wrapped )?"
    r"(?:function|call|calls|function call|function calls|it)?(?: (?:is |gets )?(?:called|runs|run|starts|executed))?)?"
)
_WHERE = r"(?:the |each |every |a |it |its |calling |running |executing |function |call |calls |runs |is |called |decorated |wrapped |gets )*(?:the |function|call|it|runs|called|starts|ends)?"
_RESULT = r"(?:the |its |a )?(?:function's |returned |return )?(?:result|value|return value|returned value|string|text|number|output)s?(?: of (?:the|a|any) function)?"


@dataclass
class _Parts:
    """The lines around the call, and what becomes of its result."""

    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    result: str = "result"
    caught: str = ""  # the errors that are caught
    on_error: list[str] = field(default_factory=list)
    fallback: str = ""
    times: str = ""
    imports: set[str] = field(default_factory=lambda: {"from functools import wraps"})


def declare_decorator(prompt: str) -> Chain | None:
    """Return the decorator that a request describes, or None where it describes none."""
    text = " ".join(prompt.strip().rstrip(".!?").split())
    head = _HEAD.match(text)
    if head is None or len(text) > 300:
        return None
    parts = _Parts()
    rest = _AS_NORMAL.sub("", text[head.end() :]).strip()
    while rest:
        rest = re.sub(r"^(?:(?:and|then|also|it|that|which|finally)\b ?|, ?)+", "", rest).strip()
        if not rest:
            break
        end = next((end for read in _CLAUSES if (end := read(rest, parts))), 0)
        if not end:
            return None
        rest = rest[end:].strip()
        if rest and not re.match(r",|and\b|then\b|but\b", rest):
            return None
    code = _written(head["name"] or "decorator", parts)
    return Chain(code, 2, (), "The decorator, as described") if compiles(code) else None


def _quoted(text: str) -> str:
    return '"' + text[1:-1].replace('"', '\\"') + '"'


def _read_texts(rest: str, parts: _Parts) -> int:
    """Read "prints 'before' and 'after' around the call", "prints 'start' before and 'end' after it"."""
    verb = r"(?:prints?|logs?|shows?|says?|writes?) "
    if match := re.match(
        rf"{verb}(?P<one>{_TEXT}) and (?P<two>{_TEXT})(?: around {_WHERE}| before and after {_WHERE})(?=,|$| and)", rest
    ):
        parts.before.append(f"print({_quoted(match['one'])})")
        parts.after.append(f"print({_quoted(match['two'])})")
        return match.end()
    if match := re.match(
        rf"{verb}(?P<one>{_TEXT}) before(?: {_WHERE})?,? and (?:prints? )?(?P<two>{_TEXT}) (?:after(?:wards)?|when it (?:ends|is done))(?: {_WHERE})?(?=,|$| and)",
        rest,
    ):
        parts.before.append(f"print({_quoted(match['one'])})")
        parts.after.append(f"print({_quoted(match['two'])})")
        return match.end()
    if match := re.match(
        rf"{verb}(?P<one>{_TEXT}) (?P<place>before and after|before|after)(?: {_WHERE})?(?=,|$| and)", rest
    ):
        line = f"print({_quoted(match['one'])})"
        if "before" in match["place"]:
            parts.before.append(line)
        if "after" in match["place"]:
            parts.after.append(line)
        return match.end()
    if match := re.match(rf"{verb}(?P<one>{_TEXT}){_CALL}(?=,|$| and)", rest):
        parts.before.append(f"print({_quoted(match['one'])})")
        return match.end()
    return 0


def _read_call(rest: str, parts: _Parts) -> int:
    """Read what is shown of a call: its name, its arguments, its result."""
    what = r"(?:(?:the |its )?(?:name(?: of the (?:decorated |wrapped |called )?function)?|function(?:'s)? name|arguments|parameters|result|return(?:ed)? value)(?: and |, |, and )?)+"
    match = re.match(
        rf"(?P<verb>(?:prints?|logs?|shows?|displays?) )?(?P<what>{what})(?P<when>{_CALL}|(?: before| after)(?: {_WHERE})?)(?: to the (?:console|screen|log))?(?=,|$| and)",
        rest,
    )
    if match is None or not (match["verb"] or parts.before or parts.after):
        return 0
    said = match["what"]
    shown = ["function.__name__"] if "name" in said else []
    shown += ["args", "kwargs"] if re.search("arguments|parameters", said) else []
    if shown:
        place = parts.after if match["when"].startswith(" after") else parts.before
        place.append(f"print({', '.join(shown)})")
    if re.search("result|return", said):
        parts.after.append("print(result)" if not shown else 'print("result:", result)')
    return match.end()


_TURNS: list[tuple[str, Callable[[re.Match[str]], str]]] = [
    (rf"doubles? {_RESULT}", lambda m: "{r} * 2"),
    (rf"triples? {_RESULT}", lambda m: "{r} * 3"),
    (rf"squares? {_RESULT}", lambda m: "{r} ** 2"),
    (rf"halves? {_RESULT}", lambda m: "{r} / 2"),
    (rf"negates? {_RESULT}", lambda m: "-{r}"),
    (rf"(?:reverses?) {_RESULT}", lambda m: "{r}[::-1]"),
    (rf"strips? {_RESULT}", lambda m: "{r}.strip()"),
    (rf"rounds? {_RESULT}(?: to (?P<n>\d+|one|two|three) (?:decimals?|decimal places?|digits?|places?))?", lambda m: f"round({{r}}{', ' + {'one': '1', 'two': '2', 'three': '3'}.get(m['n'], m['n']) if m['n'] else ''})"),
    (rf"(?:turns?|converts?|makes?|changes?|puts?|returns?) {_RESULT} (?:in|to|into|in to) (?P<case>upper|lower|title) ?-?case", lambda m: f"{{r}}.{m['case']}()"),
    (rf"(?P<case>upper|lower) ?-?cases? {_RESULT}", lambda m: f"{{r}}.{m['case']}()"),
    (rf"(?:turns?|converts?|changes?) {_RESULT} (?:in|to|into|in to) (?:a |an )?(?P<type>string|str|int|integer|float|list)", lambda m: f"{ {'string': 'str', 'integer': 'int'}.get(m['type'], m['type'])}({{r}})"),
    (rf"adds? (?P<n>\d+(?:\.\d+)?) to {_RESULT}", lambda m: f"{{r}} + {m['n']}"),
    (rf"multipl(?:ies|y) {_RESULT} (?:by|with) (?P<n>\d+(?:\.\d+)?)", lambda m: f"{{r}} * {m['n']}"),
]  # fmt: skip


def _read_turn(rest: str, parts: _Parts) -> int:
    """Read what becomes of the result."""
    for pattern, code in _TURNS:
        if match := re.match(rf"(?:{pattern})(?=,|$| and)", rest, re.IGNORECASE):
            parts.result = code(match).replace("{r}", f"({parts.result})" if " " in parts.result else parts.result)
            return match.end()
    return 0


def _read_errors(rest: str, parts: _Parts) -> int:
    """Read which errors are caught, and what comes instead."""
    match = re.match(
        rf"(?:catches?|ignores?|swallows?|suppresses|suppress|handles?) (?:(?:all|any|every|an|a|the) )?(?P<error>[A-Z]\w+(?:Error|Exception)|errors?|exceptions?)(?: (?:of|in|raised by) (?:the |a )?(?:function|call))?"
        rf"(?P<shown>,? (?:and )?(?:prints?|logs?|shows?) (?:it|them|the (?:error|exception|message|error message)))?"
        rf"(?:,? (?:and )?(?:then )?(?:returns?|gives?)(?: back)? (?P<value>None|True|False|-?\d+|{_TEXT}|an empty (?:list|string|dict))(?: instead)?)?(?=,|$)",
        rest,
    )
    if match is None:
        return 0
    parts.caught = match["error"] if match["error"][0].isupper() else "Exception"
    if match["shown"]:
        parts.on_error.append('print(f"{function.__name__}: {error}")')
    empty = {"an empty list": "[]", "an empty string": '""', "an empty dict": "{}"}
    value = match["value"] or "None"
    parts.fallback = empty.get(value) or (_quoted(value) if value[0] in "'\"" else value)
    return match.end()


_CHECKED = {
    "negative": "isinstance(value, (int, float)) and value < 0",
    "not positive": "isinstance(value, (int, float)) and value <= 0",
    "none": "value is None",
    "not a number": "not isinstance(value, (int, float))",
    "not an int": "not isinstance(value, int)", "not an integer": "not isinstance(value, int)",
    "not a string": "not isinstance(value, str)", "no string": "not isinstance(value, str)",
    "empty": "not value", "zero": "value == 0",
}  # fmt: skip


def _read_check(rest: str, parts: _Parts) -> int:
    """Read what arguments are refused."""
    states = "|".join(sorted(_CHECKED, key=len, reverse=True))
    match = re.match(
        rf"(?:raises?|throws?) (?:an? )?(?P<error>[A-Z]\w+Error)(?: as soon as| if| when) (?:any|one|an|some|at least one)(?: of the)?(?: positional)? arguments? (?:is|are) (?P<state>{states})(?=,|$| and)",
        rest,
        re.IGNORECASE,
    )
    if match is None:
        return 0
    values = "args" if "positional" in match[0] else "(*args, *kwargs.values())"
    test = _CHECKED[match["state"].lower()]
    parts.before.append(
        f'if any({test} for value in {values}):\n    raise {match["error"]}("an argument is {match["state"].lower()}")'
    )
    return match.end()


def _read_repeat(rest: str, parts: _Parts) -> int:
    """Read how often the function is run, and whether it is waited before."""
    if match := re.match(
        r"(?:waits?|sleeps?|pauses?) (?:for )?(?P<n>\d+(?:\.\d+)?|one|two|half a) seconds?(?: before(?: (?:each|every|calling|the|running) ?(?:call|the function|function|it)?)?)?(?=,|$| and)",
        rest,
    ):
        seconds = {"one": "1", "two": "2", "half a": "0.5"}.get(match["n"], match["n"])
        parts.before.insert(0, f"time.sleep({seconds})")
        parts.imports.add("import time")
        return match.end()
    if match := re.match(
        r"(?:calls?|runs?|executes?) (?:the|a|its) (?:decorated )?function (?P<n>twice|(?:two|three|\d+) times)(?=,|$| and)",
        rest,
    ):
        count = match["n"].split()[0]
        parts.times = {"twice": "2", "two": "2", "three": "3"}.get(count, count)
        return match.end()
    return 0


_CLAUSES = (_read_texts, _read_call, _read_turn, _read_errors, _read_check, _read_repeat)


def _written(name: str, parts: _Parts) -> str:
    call = "function(*args, **kwargs)"
    returned = parts.result if not parts.after or parts.result == "result" else "result"
    body = list(parts.before)
    if parts.times:
        body.append(f"for _ in range({parts.times}):\n    result = {call}")
    elif parts.after or parts.result.count("result") > 1:
        body.append(f"result = {call}")
        if parts.after and parts.result != "result":
            body.append(f"result = {parts.result}")
    else:
        returned = re.sub(r"\bresult\b", call, parts.result)
    body += [*parts.after, f"return {returned}"]
    if parts.caught:
        tail = [*parts.on_error, f"return {parts.fallback}"]
        named = f"{parts.caught} as error" if parts.on_error else parts.caught
        body = ["try:", *_indented(body), f"except {named}:", *_indented(tail)]
    imports = "\n".join(sorted(parts.imports, key=lambda line: (line.startswith("from"), line)))
    inner = "\n".join(_indented(body, 8))
    return f"{imports}\n\n\ndef {name}(function):\n    @wraps(function)\n    def wrapper(*args, **kwargs):\n{inner}\n\n    return wrapper\n"


def _indented(lines: list[str], width: int = 4) -> list[str]:
    return [" " * width + line for block in lines for line in block.splitlines()]
