"""What the words around a value of a request say of its place, compared with those of the ways to ask.

Pure functions over text.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from engine.code_slots import NAMES_OF_DECIMALS, CodeSlot
from engine.placing import is_called, is_counted, words_before
from engine.values import Value, find_values
from engine.words import STOP_WORDS, stem

WORD_CONTEXT = 0.15
_DECIMALS = {stem(word) for word in ("decimals", "decimal", "places", "digits")}


def says_decimals(prompt: str, value: Value) -> bool:
    """Return whether a request's number says how many decimals there are to be."""
    return value.kind == "number" and bool(set(words_around(prompt, value.start, value.end)[1][:1]) & _DECIMALS)


_OF_CHARTS = {"title", "xlabel", "ylabel"}
_SAID_OF_CHART = re.compile(r"\b(titled?|[xy]) ?-?(?:axis )?(?:label)?(?: (?:is|as|of))?\W*$", re.IGNORECASE)


def is_for_another(slot: CodeSlot, prompt: str, value: Value) -> bool:
    """Return whether a request says that a text is another one of a chart's than the slot's: its title, no label."""
    if value.kind != "string" or not _OF_CHARTS & set(slot.called):
        return False
    said = _SAID_OF_CHART.search(prompt[: value.start])
    if said is None:
        return False
    wanted = "title" if said[1].lower().startswith("t") else f"{said[1].lower()}label"
    return wanted not in slot.called


_STEP = re.compile(r"\b(?:steps? (?:of|size)?|every|each|by|in|count)\W*$", re.IGNORECASE)
_IN_STEPS = re.compile(r"\b(?:steps? of|every) `?$")


def says_step(prompt: str, value: Value) -> bool:
    """Return whether a request's number is how far apart others are."""
    return bool(_STEP.search(prompt[: value.start]) or re.match(r"(?:st|nd|rd|th|s)\b", prompt[value.end :]))


def is_step(slot: CodeSlot, asks: Sequence[tuple[str, list[Value]]]) -> bool:
    """Return whether a way to ask has the slot's number as a step: "in steps of `5`"."""
    return slot.kind == "number" and any(
        value.value == slot.default and _IN_STEPS.search(text[: value.start])
        for text, values in asks
        for value in values
        if value.kind == "number"
    )


def is_for_decimals(is_said: bool, slot: CodeSlot, slots: Sequence[CodeSlot], context: float) -> bool:
    """Return whether value and slot agree: "2 decimals" says how a number is shown, not which number."""
    if is_said and slot.variable in NAMES_OF_DECIMALS:
        return True
    if slot.context == "decimals" or not is_said:
        return is_said == (slot.context == "decimals")
    has_place = any(other.context == "decimals" for other in slots)
    return not has_place and not slot.is_input and context > 0


_SHOWN_LIKE = re.compile(
    r"\b(?:print|show|display|output|list)(?:ed|s)?\b[^.;:\n]* (?:like|in the form|in the style)\W*$"
)


def is_shown_form(prompt: str, value: Value) -> bool:
    """Return whether a text is how a result is to look: print the three most frequent like 'e: 5'."""
    return value.kind == "string" and bool(_SHOWN_LIKE.search(prompt[: value.start]))


def is_parsed(prompt: str, value: Value) -> bool:
    """Return whether a request's format is that of the text it has, not of the one it wants."""
    return bool(re.search(r"(?i)\b(?:from|parse|in the format|in format|given as|string)\W*$", prompt[: value.start]))


def is_in_step(v: int, s: int, wanted: Sequence[Value], slots: Sequence[CodeSlot], prompt: str) -> bool:
    """Return whether a request gives as many texts as the code prints, or numbers as it compares with."""
    context = slots[s].context
    if not context or (slots[s].kind == "number" and slots[s].in_body):
        return False
    kind = slots[s].kind
    places = [i for i, slot in enumerate(slots) if slot.context == context]
    values = [i for i, value in enumerate(wanted) if value.kind == kind and value.label is None and not value.is_word]
    is_said = any(_is_said(prompt, wanted[i]) for i in values) if context == "printed" else bool(_LIMIT.search(prompt))
    is_plain = is_said and (len(places) > 1 or (context == "printed" and wanted[v].kind == "string"))
    return is_plain and len(values) == len(places) and v in values and values.index(v) == places.index(s)


_RUN = re.compile(
    r"(?i)\b(?:run|runs|running|execute|call|launch|start|commands?|process|program|subprocess|invoke)"
    r"(?: (?:the )?(?:shell )?(?:command|program|process|script))?(?: line)?\W*$"
)


def is_run(prompt: str, value: Value) -> bool:
    """Return whether a text is said to be a command: one to be run, in one line."""
    return "\n" not in str(value.value) and bool(_RUN.search(prompt[: value.start]))


_BEFORE_A_TABLE = re.compile(r"(?i)\btables?(?: called| named)? [`'\"]?$|\btables [^.;\n]{0,60}(?:, |\band )[`'\"]?$")
_BEHIND_A_TABLE = re.compile(
    r"(?i)[`'\"]? tables?\b|[`'\"]?\([a-z_]\w*(?:, ?[a-z_]\w*)*\)(?= in \w+\.db|,? in the database)"
)


def is_table(prompt: str, value: Value) -> bool:
    """Return whether a name is said to be a table's."""
    return bool(_BEFORE_A_TABLE.search(prompt[: value.start]) or _BEHIND_A_TABLE.match(prompt, value.end))


_SAY = re.compile(r"(?i)\b(?:print|say|show|display|output|message)s?(?: (?:the )?(?:text|message|line|word))?\W*$")


def _is_said(prompt: str, value: Value) -> bool:
    return bool(_SAY.search(prompt[: value.start]) or _WHEN.match(prompt, value.end))


_ERROR = r"(?:[A-Z]\w*(?:Error|Exception)|[Ee]xception|[Ee]rror|[Aa]ssert\w*)"
_OF_ERROR = re.compile(
    rf"\b(?:[Rr]ais|[Tt]hrow)(?:e|es|s|ing)?(?: an?| the)?(?: `?{_ERROR}`?)?(?: with)?\(?\W*$"
    rf"|\b{_ERROR}\b[^.;:\n]{{0,60}}\b(?:message|text|saying|says)(?: is)?\W*$"
)
_ERROR_NAME = re.compile(r"\w+(?:Error|Exception|Warning)")
_DECORATOR_BEFORE = re.compile(r"(?i)(?:\bdecorators?(?: called| named)?|@)\W*$")
_DECORATOR_BEHIND = re.compile(r"(?i)`?(?:\((?:f|fn|func|function)\))?`? decorators?\b|\((?:f|fn|func|function)\)")
_DECORATED_BEFORE = re.compile(
    r"(?i)\b(?:call(?:ing|s)?|around|appl(?:y|ies|ied)(?: it)? (?:to|on)|use it (?:on|for)|decorat(?:e|es|ing)"
    r"|before|after|wrap(?:s|ping)?)(?: (?:the|a|my|every|each))?(?: function)?\W*$"
)
_DECORATED_BEHIND = re.compile(r"`?(?:\([^()]*\))?`? (?:is|are|was|gets) (?:called|run|used)\b")
_PRINT = re.compile(r"(?i)\b(?:print|say|show|display|output)s?(?: (?:the )?(?:text|message|line|word))?\W*$")
_CONDITION = re.compile(r"(?i)\b(?:if|when|after|otherwise|else|on|then|until|unless|without)\b")
_MESSAGES = frozenset("message text greeting title line word".split())


def is_raised(prompt: str, value: Value) -> bool:
    """Return whether a text is the message of an exception or an assertion: raise ValueError("no name")."""
    before = prompt[: value.start]
    return value.kind == "string" and not _PRINT.search(before) and bool(_OF_ERROR.search(before))


def is_for_message(v: int, s: int, wanted: Sequence[Value], slots: Sequence[CodeSlot], prompt: str) -> bool:
    """Return whether a request has as many messages of exceptions as the code, and this one stands at its place."""
    messages = [i for i, value in enumerate(wanted) if is_raised(prompt, value)]
    places = [i for i, slot in enumerate(slots) if slot.context == "raised"]
    is_plain = v in messages and s in places and len(messages) == len(places)
    return is_plain and messages.index(v) == places.index(s)


def is_no_print(slot: CodeSlot, slots: Sequence[CodeSlot], value: Value, prompt: str) -> bool:
    """Return whether a text is to be printed in some case, and the code prints texts, but none in this slot."""
    if value.kind != "string" or slot.context == "printed" or slot.variable in _MESSAGES:
        return False
    is_said = _SAY.search(prompt[: value.start]) is not None and _CONDITION.search(prompt) is not None
    return is_said and any(other.context == "printed" for other in slots)


def is_for_other_name(slot: CodeSlot, prompt: str, value: Value) -> bool:
    """Return whether a name is that of a decorated function and the slot's a decorator, or one alone an exception."""
    if slot.kind == "class" and value.kind == "class":
        return (slot.context == "exception") != bool(_ERROR_NAME.fullmatch(value.value))
    return slot.context == "decorator" and value.kind == "function" and is_decorated(prompt, value)


def is_decorated(prompt: str, value: Value) -> bool:
    """Return whether a function is said to be what a decorator is put on: "before calling secret()"."""
    before = prompt[: value.start]
    if _DECORATOR_BEFORE.search(before) or _DECORATOR_BEHIND.match(prompt, value.end):
        return False
    return bool(_DECORATED_BEFORE.search(before) or _DECORATED_BEHIND.match(prompt, value.end))


_WORD_BEFORE = re.compile(r"[A-Za-z][ =:`'\"]*$")


def is_named_argument(slot: CodeSlot, prompt: str, value: Value) -> bool:
    """Return whether a request gives a number the name of what the code's function takes: "base 5" or "5 times"."""
    name = slot.called[0] if slot.called else ""
    words = words_before(prompt, value.start)[: len(name.split("_"))]
    is_just_before = is_called(name, words) and _WORD_BEFORE.search(prompt[: value.start]) is not None
    is_measure = value.unit is not None or prompt[value.end : value.end + 1] == "x"  # "tiles 30x30 cm"
    return (is_just_before and not is_measure) or is_counted(name, prompt, value)


def is_printed_so(slot: CodeSlot, value: Value) -> bool:
    """Return whether code prints a text already, but for its case and the sign at its end."""
    return (
        slot.context == "printed"
        and value.kind == "string"
        and value.value != slot.default
        and value.value.casefold().rstrip(".!") == str(slot.default).casefold().rstrip(".!")
    )


# What makes a name of any word: quotes, "called total", "the column week", "the week column".
_NAMED_BEFORE = re.compile(
    r"(?i)(?:[`'\"(<\[_.]|\b(?:called|named|variable)\s|\b(?:the|my|a|its|their|each|every)\s(?:\w+\s)?"
    r"(?:column|col|field|key|folder|directory|attribute|table|list|dict|dictionary|array|set|tuple|string)s?\s)$"
)
_NAMED_BEHIND = re.compile(r"[`'\")>\]_.]|\s*=")
_BARE_KINDS = ("name", "column", "folder")


def is_prose(value: Value, prompt: str, slots: Sequence[CodeSlot], asks: Sequence[tuple[str, list[Value]]]) -> bool:
    """Return whether a word that could be a name is one in which the recipe speaks itself.

    "Which files in folder contain …" names no folder, where the recipe prints the files that contain something.
    """
    if value.kind not in _BARE_KINDS or not (value.value.isalpha() and value.value.islower()) or len(value.value) < 3:
        return False
    defaults = frozenset(
        s.default for s in slots if isinstance(s.default, str) and (s.kind == "name") == (value.kind == "name")
    )
    if value.value in defaults:
        return False
    if _NAMED_BEFORE.search(prompt[: value.start]) or _NAMED_BEHIND.match(prompt, value.end):
        return False
    return any(stem(value.value) in _prose(text, defaults) for text, _ in asks)


@lru_cache(maxsize=4096)
def _prose(ask: str, defaults: frozenset[str]) -> frozenset[str]:
    """Return the roots of the words in a way to ask that name no values; of bare words only slots' defaults do."""
    named = [value for value in find_values(ask) if value.kind not in _BARE_KINDS or value.value in defaults]
    taken = [(value.start, value.end) for value in named] + [match.span() for match in _TICKED.finditer(ask)]
    words = (match for match in _WORD.finditer(ask) if not any(s <= match.start() < e for s, e in taken))
    return frozenset(stem(match[0].lower()) for match in words)


_TICKED, _WORD = re.compile(r"`[^`]*`"), re.compile(r"[A-Za-z]+")

_LIMIT = re.compile(
    r"(?i)\b(?:above|below|over|under|than|least|most|from|between|more|less|up|until|within|if|when|beyond|outside)\b|[<>]"
)
_WHEN = re.compile(r"(?i)\W*(?:if|when|for|otherwise)\b")


def is_spoken_of(slot: CodeSlot, value: Value, prompt: str) -> bool:
    """Return whether a request names a slot's default itself, so that nothing else may stand there: the column age."""
    if slot.kind not in ("column", "string") or value.value == slot.default or not isinstance(slot.default, str):
        return False
    if len(slot.default) < 3 or not slot.default.isidentifier() or slot.default not in prompt:
        return False
    return re.search(rf"(?<![\w.]){re.escape(slot.default)}(?![\w.])", prompt) is not None


def compare_with_asks(
    wanted: Value, slot: CodeSlot, around: tuple[list[str], list[str]], asks: Sequence[tuple[str, list[Value]]]
) -> tuple[float, float]:
    """Return whether a way to ask names the slot's default, and how alike the words around the two are."""
    named, best = 0.0, 0.0
    for text, values in asks:
        places = [
            (value.start, value.end)
            for value in values
            if value.value == slot.default and type(value.value) is type(slot.default) and _alike_kinds(wanted, value)
        ]
        ticked = f"`{slot.variable}`"  # a way to ask speaks of a variable where a request gives its value
        if slot.variable and ticked in text:
            places += [match.span() for match in re.finditer(re.escape(ticked), text)]
        if slot.kind == "folder" and not places:  # "the folder `files`", an ordinary word
            places += [match.span() for match in re.finditer(re.escape(f"`{slot.default}`"), text)]
        spoken = {(value.start, value.end) for value in values if value.is_word}
        for start, end in places:
            before, after = words_around(text, start, end)
            alike = _alike(around[0], before) + _alike(around[1], after)
            if (start, end) in spoken and alike < 2 * WORD_CONTEXT:
                continue  # "three dots" is no place for any number
            named = 1.0
            best = max(best, alike)
    return named, best / 2


def _alike_kinds(wanted: Value, known: Value) -> bool:
    """Return whether a request's value can play the part of a value in a way to ask."""
    if "separator" in (wanted.kind, known.kind):
        return isinstance(wanted.value, str) and (len(wanted.value) == 1 or not wanted.value[:2].isalnum())
    return True


def words_around(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """Return the roots of up to three words before (nearest first) and after a value."""
    before = re.findall(r"[A-Za-z]+", text[max(0, start - 40) : start])[-3:][::-1]
    after = re.findall(r"[A-Za-z]+", text[end : end + 40])[:3]
    return [stem(w.lower()) for w in before], [stem(w.lower()) for w in after]


def _alike(one: list[str], other: list[str]) -> float:
    score = 0.0
    for index, word in enumerate(one):
        if word in other:
            weight = 1.0 / (1 + index) / (1 + abs(index - other.index(word)))
            score += weight * (0.6 if word in STOP_WORDS else 1.0)
    return min(1.0, score)


def ending_of(path: str) -> str:
    return path.rsplit(".", 1)[-1].lower() if "." in path else ""


_ARTICLE = r"(?:(?:the|a|an|my|our|another|new|other|text|output|target|input|source) )*"
_PLACE = rf"(?:{_ARTICLE}(?:files?|folder|directory|dir) )?(?:called |named )?['\"`]?$"
_TARGET = re.compile(
    rf"(?i)\b(?:to|into) {_ARTICLE}{_PLACE}"
    r"|\b(?:creates?|makes?|produces?|generates?)\b[^.;,]{0,30} (?:called|named) [`'\"]?$"
    r"|\b(?:sav(?:e|es|ing)|writ(?:e|es|ing)|stores?|puts?)(?: (?!for\b|from\b|of\b)\w+){0,3} (?:in|to|into|as|under) "
    rf"{_ARTICLE}{_PLACE}"
)
_SOURCE = re.compile(rf"(?i)\b(?:from|of|reads?|reading|load|open|parse|inside|below) {_ARTICLE}{_PLACE}")


def role_of(text: str, start: int) -> str:
    """Return whether a file or folder is said to be read from ("source") or written to ("target"), "" if neither."""
    before = text[max(0, start - 60) : start]
    if _TARGET.search(before):
        return "target"
    return "source" if _SOURCE.search(before) else ""


def role_in_asks(slot: CodeSlot, asks: Sequence[tuple[str, list[Value]]]) -> str:
    """Return the role that the ways to ask give a slot for a file or folder, "" if they give none or several."""
    if slot.kind not in ("path", "folder"):
        return ""
    roles = {role_of(text, v.start) for text, values in asks for v in values if v.value == slot.default} - {""}
    return roles.pop() if len(roles) == 1 else ""


def is_output(prompt: str, value: Value) -> bool:
    """Return whether a request names a path as the place to write to."""
    before = prompt[max(0, value.start - 40) : value.start].lower()
    return bool(
        re.search(
            r"\b(?:to|into|as|save|write|create|output|store|make|in a new file|called|named)\W+(?:the\s+|a\s+)?(?:file\s+)?['\"`]?$",  # noqa: E501
            before,
        )
    )
