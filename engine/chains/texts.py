"""Steps on the characters of a text: vowels, digits, letters … that are counted, dropped or kept."""

import re

from engine.chains.flow import Data, Flow, repr_string
from engine.chains.phrases import Phrase
from engine.chains.steps import MAP, RESULT, item_of, newest, step

_TESTS = {  # for a character, by what it is
    "vowels": '{x}.lower() in "aeiou"',
    "consonants": '{x}.isalpha() and {x}.lower() not in "aeiou"',
    "digits": "{x}.isdigit()",
    "numbers": "{x}.isdigit()",
    "letters": "{x}.isalpha()",
    "spaces": '{x} == " "',
    "whitespace": "{x}.isspace()",
    "uppercase letters": "{x}.isupper()",
    "uppercase": "{x}.isupper()",
    "lowercase letters": "{x}.islower()",
    "lowercase": "{x}.islower()",
    "punctuation": "{x} in string.punctuation",
    "punctuation marks": "{x} in string.punctuation",
    "special characters": "not {x}.isalnum() and not {x}.isspace()",
    "symbols": "not {x}.isalnum() and not {x}.isspace()",
}
_WHOLES = {
    "characters": "len({text})",
    "words": "len({text}.split())",
    "lines": "len({text}.splitlines())",
    "sentences": 'len(re.findall(r"[.!?]+", {text}))',
}
_KIND = "|".join(sorted(_TESTS, key=len, reverse=True))
_COUNTED = "|".join(sorted({**_TESTS, **_WHOLES}, key=len, reverse=True))
_KIND_AFTER = "|".join(kind for kind in sorted(_TESTS, key=len, reverse=True) if not kind.endswith("ercase"))
_SEPARATED = r"(?: ,| and| , and| plus| as well as)"


def _test(flow: Flow, kind: str, x: str) -> str:
    if kind.startswith("punctuation"):
        flow.imports.add("import string")
    return _TESTS[kind].format(x=x)


def _tests(flow: Flow, text: str) -> str:
    kinds = re.findall(rf"\b(?:{_KIND})\b", text.lower())
    return " or ".join(_test(flow, kind, "char") for kind in kinds)


@step(
    RESULT,
    rf"count (?P<things>(?:{_COUNTED})(?:{_SEPARATED} (?:count )?(?:{_COUNTED}))+)(?: (?:there are|it has|it contains|in it|it have|are in it|contains|of it))*",
    r"count (?P<things>vowels|consonants|digits|spaces|punctuation marks|special characters|symbols|uppercase letters|lowercase letters|uppercase|lowercase)(?: (?:there are|it has|it contains|in it|are in it|contains|of it))*",
)
def count_kinds(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """How many vowels, digits, words … a text has."""
    text = newest(flow, "text")
    if text is None:
        return False
    for thing in dict.fromkeys(re.findall(rf"\b(?:{_COUNTED})\b", match["things"].lower())):
        name = thing.replace(" ", "_")
        if thing in _WHOLES:
            if thing == "sentences":
                flow.imports.add("import re")
            flow.make(name, "number", _WHOLES[thing].format(text=text.name), text)
        else:
            test = _test(flow, thing, "char")
            counted = test if " and " not in test else f"({test})"
            flow.make(name, "number", f"sum({counted} for char in {text.name})", text)
    return True


@step(
    MAP,
    rf"(?:drop|strip|take out|cut out|strip out) (?:every |each )?(?P<what>(?:{_KIND})(?:{_SEPARATED} (?:{_KIND_AFTER}))*)(?: (?:from|of|in) (?:it|them|text|string|sentence|words?|each word|each|result))?",
)
def drop_kind(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A text, or every string, without its vowels, digits, spaces …"""
    return _keep_characters(flow, match["what"], "not ")


@step(
    MAP,
    rf"(?:keep|leave|take) (?:only )?(?P<what>(?:{_KIND})(?:{_SEPARATED} (?:{_KIND_AFTER}))*)(?: (?:from|of|in) (?:it|them|text|string|sentence))?(?= ,| and|$)",
)
def keep_kind(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Only the letters, digits … of a text."""
    if match["what"].lower() in ("uppercase", "lowercase", "numbers"):
        return False  # "keep uppercase": words that are so
    return _keep_characters(flow, match["what"], "")


def _keep_characters(flow: Flow, what: str, negation: str) -> bool:
    data = next((leaf for leaf in reversed(flow.leaves) if leaf.kind in ("strings", "text", "file")), None)
    if data is None or (data.kind == "file" and newest(flow, "text") is None):
        return False
    data = flow.leaves[-1] if data.kind == "file" else data
    test = _tests(flow, what)
    test = f"not ({test})" if negation and (" or " in test or " and " in test) else negation + test
    test = test.replace("not char.lower() in", "char.lower() not in").replace("not char ==", "char !=")
    test = test.replace("not char in string", "char not in string").replace("not not ", "")
    if data.kind == "strings":
        x = item_of(data)
        flow.change(data, f'["".join(char for char in {x} if {test}) for {x} in {data.name}]')
    else:
        flow.change(data, f'"".join(char for char in {data.name} if {test})')
    return True


@step(RESULT, r"(?:print )?length(?: of it| of word| of line)?(?= ,| and|$)")
def length_of_one(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """How long the text is that was found."""
    found = next((leaf for leaf in reversed(flow.leaves) if leaf.kind in ("string", "text")), None)
    if found is None:
        return False
    flow.add(Data("length", "number"), f"length = len({found.name})")
    return True


@step(
    RESULT,
    r"(?:add|sum)(?: (?:them|it|up|durations|times))*(?: ,? ?(?:and |then )*(?:print|return|get|save)? ?(?:sum|result|it)?)? (?:as|in) (?:format |form )?(?P<form>m+:ss|h+:mm:ss|h+:mm|minutes and seconds)",
    r"(?:print )?sum (?:duration|time|length)? ?(?:as|in) (?:format |form )?(?P<form>m+:ss|h+:mm:ss|h+:mm|minutes and seconds)",
)
def add_durations(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The sum of times like "3:45", written like them."""
    data = newest(flow, "strings")
    if data is None:
        return False
    x, form = item_of(data), match["form"].lower()
    flow.lines.append(
        f'total = 0\nfor {x} in {data.name}:\n    parts = {x}.split(":")\n    amount = 0\n'
        "    for part in parts:\n        amount = amount * 60 + int(part)\n    total += amount"
    )
    width = ":02" if form.startswith(("mm:ss", "hh")) else ""
    shown = f"{{total // 60{width}}}:{{total % 60:02}}"
    if form.count(":") == 2:
        shown = f"{{total // 3600{width}}}:{{total // 60 % 60:02}}:{{total % 60:02}}"
    elif form.startswith("minutes"):
        shown = "{total // 60} minutes {total % 60} seconds"
    flow.make("total_time", "string", f'f"{shown}"', data)
    return True


@step(
    MAP,
    r"(?:with|put|add|prefix|copy|write|save)?(?: ?(?:each|every) line)?(?: with)? prefix(?:ed)? (?:by|with) (?:line )?number(?: and (?P<separator>tab|colon|space|dot|§s\d+))?",
)
def prefix_number(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Every line with its number and a separator in front."""
    data = newest(flow, "strings")
    if data is None:
        return False
    words = {"tab": "\\t", "colon": ": ", "space": " ", "dot": ". ", "": ": "}
    said = match["separator"] or ""
    separator = repr_string(str(phrase.value(said)))[1:-1] if said.startswith("§") else words[said.lower()]
    x = item_of(data)
    flow.change(data, f'[f"{{number}}{separator}{{{x}}}" for number, {x} in enumerate({data.name}, 1)]')
    return True
