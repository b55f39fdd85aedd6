"""Yes-or-no questions about data that a request gives: "is [3, 2, 1] sorted descending?", "are all of them even?"."""

import re
from dataclasses import replace

from engine.chains.bounds import read_test
from engine.chains.flow import Chain, singular
from engine.chains.phrases import normalise
from engine.chains.reading import NotReadError, Reader
from engine.chains.things import Thing
from engine.rewrite import is_usable_name
from engine.syntax import compiles

_ASKS = re.compile(
    r"^(?:(?:print|return|say|tell|check|test|find out|see|determine|show|output|(?:please |can you )+|me|True or False|True|"
    r"true/false)[ ,:]*)*(?:if|whether)\b|^(?:check|test|verify) that\b|^(?:is|are|does|do|has|have)\b|[:;,.] (?:and )?(?:(?:print|say|tell me|check|test|"
    r"find out|show)(?: True)? (?:if|whether)|is|are|does|do)\b",
    re.IGNORECASE,
)
_LEADS = r"(?:(?:print|that|verify|say|check|test|tell|me|find|out|see|determine|True|or|False|if|whether|is|are|does|do|has|have|keep|list|lists|there|given|in|of)(?= ))"
_EACH = r"(?:of them|everyone|everybody|everything|(?:every|each)(?: (?:one|number|word|item|value|element|name|of them))?|(?:numbers|words|items|values|elements|names|them|they|entries|[a-z]+s)(?: (?:in|of) (?:it|list))?)"


def asks_truth(prompt: str) -> bool:
    """Return whether a request wants to know if something is so."""
    return _ASKS.search(prompt.strip()) is not None


def read_question(prompt: str) -> Chain | None:
    """Return the program that prints True or False, or None where the question is not understood to its end."""
    if not asks_truth(prompt) or len(prompt) > 400:
        return None
    phrase = normalise(prompt, hoists=False)
    data = re.findall(r"§d\d+", phrase.text)
    if not 1 <= len(data) <= 2:
        return None
    r = Reader(phrase)
    is_any = re.search(r"\b(?:any|some|at least one|(?:is|are) there an?)\b", prompt, re.IGNORECASE) is not None
    given = [_given(r, word, place) for place, word in enumerate(data)]
    things = [thing for thing in given if thing is not None]
    if len(things) < len(data) or len({thing.code for thing in things}) < len(things):
        return None
    text = phrase.text
    for word, thing in zip(data, things, strict=True):
        text = re.sub(rf"(?:(?:list|numbers|words) )*{word}(?!\d)", f"data{things.index(thing)}", text)
    text = re.sub(r"\b(?:any|some|ge one|ge §n\d+(?= (?:of|number|word|item|value)))\b", " ", text)
    r.phrase = type(phrase)(" ".join(text.split()), phrase.values, phrase.labels)
    try:
        code = _between_two(r, *things) if len(things) == 2 else _about_one(r, things[0], is_any)
    except NotReadError:
        return None
    if code is None:
        return None
    lines = [*r.flow.lines, f"print({code})"]
    program = "\n".join([*sorted(r.flow.imports), *lines]) + "\n"
    return Chain(program, 2, (), "Yes or no", is_question=True) if compiles(program) else None


def read_truth(r: Reader) -> bool | None:
    """Read what a function says of its list: "return True if all are positive", "check whether it is sorted"."""
    things = r.topic
    if not r.function or things is None or things.shape != "many" or not things.is_name:
        return None
    if not r.eat(
        r"(?:return (?:(?:True|boolean) )?(?:if|whether|when)|(?:check|tell|test|determine|say)s? (?:if|whether)|(?:if|whether))"
    ):
        return None
    rest = re.sub(r"(?:, )?(?:(?:and|or|otherwise|else) )*(?:return )?False(?: otherwise| if not)?$", "", r.rest)
    is_any = re.search(r"\b(?:any|some|ge one|ge §n\d+ of)\b", rest) is not None
    rest = " ".join(re.sub(r"\b(?:any|some|ge one|ge §n\d+(?= of))\b", " ", rest).split())
    r.phrase = replace(r.phrase, text=f"{r.phrase.text[: r.position]}{rest}")
    code = _about_one(r, things, is_any)
    if code is None:
        return None
    r.position = len(r.phrase.text)
    r.flow.lines.append(f"return {code}")
    r.is_shown = True
    return True


def _given(r: Reader, word: str, place: int) -> Thing | None:
    value = r.phrase.value(word)
    if not isinstance(value, list | tuple) or not value:
        return None
    is_number = all(isinstance(v, int | float) for v in value)
    if not is_number and not all(isinstance(v, str) for v in value):
        return None
    label = r.phrase.labels.get(int(word[2:])) or ("numbers" if is_number else "words") + (
        str(place + 1) if place else ""
    )
    label = label if is_usable_name(label) else "values"
    r.flow.lines.append(f"{label} = {value!r}")
    return Thing(label, "many", "number" if is_number else "text", singular(label.rstrip("0123456789")))


def _eat_all(r: Reader, pattern: str) -> None:
    while r.eat(pattern):
        pass


_ORDERS = [
    (r"(?:in )?(?:sort )?(?:already )?(?:in )?descending(?: order)?", "{x} == sorted({x}, reverse=True)"),
    (r"(?:in )?sort(?: already)?(?: (?:in )?(?:ascending|order|alphabetically))?|in (?:ascending )?order|ascending", "{x} == sorted({x})"),
    (r"palindromes?|same (?:forwards?|reverse|inreverse)(?: and (?:reverse|inreverse|backwards?))?|symmetric(?:al)?", "{x} == {x}[::-1]"),
    (r"(?:with |contains )?(?:any )?(?:duplicates?|repeated (?:values|items|numbers|words)|repeats)(?: (?:values|items))?", "len(set({x})) < len({x})"),
    (r"(?:with |contains )?(?:only )?unique(?: (?:values|items|numbers|words|elements|ones))?", "len(set({x})) == len({x})"),
    (r"(?:the )?(?:same|eq|identical)", "len(set({x})) == 1"),
]  # fmt: skip


def _about_one(r: Reader, things: Thing, is_any: bool) -> str | None:
    """Return the source of what is asked of one list."""
    _eat_all(r, rf"data0|it(?= )|list(?= )|{_LEADS}|,")
    start = r.position
    for pattern, code in _ORDERS:
        if r.eat(
            pattern if "palindrome" in pattern else rf"(?:{_EACH} (?:in data0 )?(?:is |are )?)?(?:{pattern})"
        ) and _ends(r):
            return code.format(x=things.code)
        r.position = start
    if (
        match := r.eat(
            r"(?:number|word|value|item|name)? ?(?P<value>§[ns]\d+) ?(?:is )?(?:in|part of|inside|one of|among) data0"
        )
    ) and _ends(r):
        return f"{r.source_of(match['value'])} in {things.code}"
    r.position = start
    if (
        match := r.eat(
            r"(?P<not>not )?(?:contains|includes?|contain|with) (?:number |word |value |item )?(?P<value>§[ns]\d+)"
        )
    ) and _ends(r):
        return f"{r.source_of(match['value'])} {'not ' if match['not'] else ''}in {things.code}"
    r.position = start
    some = rf"(?:contains|with)|(?:{_EACH}|number|one|word|value|item|element|name)(?: (?:in|of) data0)?(?: (?:is|are|with))?"
    said = r.eat(some if is_any else rf"{_EACH}(?: (?:in|of) data0)?(?: (?:is|are|with))?")
    test = read_test(r, things) if said is not None or is_any else None
    if test is None:
        r.position = start
        test = read_test(r, things) if r.eat("(?:with|contains) only") or is_any else None
        r.eat(rf"{_EACH}(?: in data0)?")
    if test is None:
        return None
    if not _ends(r):
        r.eat(rf"(?:{_EACH}|number|word|value)?(?: ?in (?:data0|it))?")
    if not _ends(r):
        return None
    call = "any" if is_any else "all"
    return f"{call}({things.fill(test.code)} for {things.x} in {things.code})"


def _between_two(r: Reader, one: Thing, two: Thing) -> str | None:
    """Return the source of what is asked of two lists."""
    names = r"(?:data0|data1|two|both|lists?|and|,|they)"
    _eat_all(r, rf"{names}|{_LEADS}")
    if r.eat(r"(?:with |share )?(?:share )?(?:(?:ge )?(?:one|§n\d+) )?(?:common )?(?:any|some)? ?(?:items?|values?|elements?|numbers?|words?|members?)?(?: in)?(?: common)?") and _ends(r) and re.search(r"share|common", r.phrase.text):  # fmt: skip
        return f"not set({one.code}).isdisjoint({two.code})"
    if r.eat(r"(?:eq|identical)") and _ends(r):
        return f"{one.code} == {two.code}"
    if r.eat(r"anagrams?|(?:with |contains )?same (?:items|elements|values)(?: in (?:any|different) order)?") and _ends(
        r
    ):
        return f"sorted({one.code}) == sorted({two.code})"
    if re.search(r"^\W*(?:\w+ )*data0 (?:a )?subset of data1", r.phrase.text) and r.eat("subset of data1") and _ends(r):
        return f"set({one.code}) <= set({two.code})"
    return None


def _ends(r: Reader) -> bool:
    return (
        not r.rest.replace(",", "")
        .replace("in data0", "")
        .replace("or not", "")
        .replace("data0", "")
        .replace("in it", "")
        .strip()
    )


__all__ = ["asks_truth", "read_question", "read_truth"]
