"""Steps that ask the person at the keyboard, and what is then said of one number or one text."""

import re

from engine.chains.flow import Data, Flow, repr_string
from engine.chains.phrases import Phrase
from engine.chains.steps import MAP, RESULT, SOURCE, step

_WHO = r"(?:user |me |person |someone )?(?:for|to (?:enter|type|input|give|type in))"
_INPUTS = {
    "number": ("number", "float", "a number"),
    "whole number": ("number", "int", "a whole number"),
    "integer": ("number", "int", "a whole number"),
    "int": ("number", "int", "a whole number"),
    "age": ("age", "int", "your age"),
    "year": ("year", "int", "a year"),
    "sentence": ("sentence", "", "a sentence"),
    "text": ("text", "", "a text"),
    "string": ("text", "", "a text"),
    "line": ("text", "", "a line"),
    "word": ("word", "", "a word"),
    "name": ("name", "", "your name"),
}
_NOUNS = "|".join(sorted(_INPUTS, key=len, reverse=True))


@step(
    SOURCE,
    rf"(?:keep )?ask(?:ing)? {_WHO} (?:a |one |some |another )?(?P<noun>{_NOUNS})(?P<until> (?:again )?until (?:it |input |they |user |he |entry )?(?:is |are |enters? |types? )?(?:valid|correct|valid one|valid number|whole number|number|one))?",
    rf"read (?:a |one )?(?P<noun>{_NOUNS}) from (?:user|keyboard|input|console|stdin|standard input)(?P<until>)",
    rf"get (?:a |one )?(?P<noun>{_NOUNS}) from (?:user|keyboard|input)(?P<until>)",
)
def ask_one(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """One number or text that is typed, asked for again until it is valid where the request says so."""
    wanted, convert, words = _INPUTS[match["noun"].lower()]
    name = flow.free_name(wanted)
    ask = "input()" if re.search("stdin|standard", match[0]) else f'input("Enter {words}: ")'
    if not convert:
        flow.add(Data(name, "text"), f"{name} = {ask}")
    elif match["until"]:
        line = (
            f"while True:\n    try:\n        {name} = {convert}({ask})\n        break\n"
            f'    except ValueError:\n        print("That is no number. Try again.")'
        )
        flow.add(Data(name, "number"), line)
    else:
        flow.add(Data(name, "number"), f"{name} = {convert}({ask})")
    return True


@step(
    SOURCE,
    rf"ask {_WHO} (?P<count>§n\d+) (?:whole )?(?:different )?(?P<noun>numbers|integers|words|names|values)(?: one by one| one after other)?",
    r"read (?P<count>§n\d+) (?P<noun>numbers|integers|words|names|values) from (?:user|keyboard|input)",
)
def ask_several(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """So many numbers or words, one after the other."""
    noun = match["noun"].lower()
    count = phrase.value(match["count"])
    if noun in ("words", "names"):
        flow.make(noun, "strings", f'[input("{noun[:-1].capitalize()}: ") for _ in range({count})]', noun=noun[:-1])
    else:
        convert = "int" if noun == "integers" or "whole" in match[0] else "float"
        flow.make("numbers", "numbers", f'[{convert}(input("Number: ")) for _ in range({count})]', noun="number")
    return True


@step(
    SOURCE,
    rf"(?:keep |repeatedly )?ask(?:ing)? (?:{_WHO} )?(?:more )?(?P<noun>numbers|integers|words|names)(?: again and again)? until (?:they |user |he |she |you |i )?(?:(?:enters?|types?|inputs?|gives?|says?|is|press(?:es)?) )?(?P<end>§[sn]\d+|[a-z]+)(?: line| word)?(?: is (?:entered|typed|given))?",
    r"(?:keep |repeatedly )?read(?:ing)? (?P<noun>numbers|integers|words|names)(?: from (?:user|keyboard|input))? until (?:they |user |he |she |you |i )?(?:(?:enters?|types?|inputs?|gives?|says?|is|press(?:es)?) )?(?P<end>§[sn]\d+|[a-z]+)(?: line| word)?(?: is (?:entered|typed|given))?",
)
def ask_until(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Numbers or words until a word, a number or an empty line ends them."""
    noun, end = match["noun"].lower(), match["end"]
    end = "" if end.lower() in ("blank", "nothing", "enter") else str(phrase.plain(end))
    is_text = noun in ("words", "names")
    name = flow.free_name(noun if is_text else "numbers")
    item = "text" if is_text else "float(text)"
    line = (
        f"{name} = []\n"
        f'while (text := input("{"Word" if is_text else "Number"} ({end or "empty line"} ends): ")) != {repr_string(end)}:\n'
        f"    {name}.append({item})"
    )
    flow.add(Data(name, "strings" if is_text else "numbers", noun[:-1]), line)
    return True


_SCALAR = {"square": "{x} ** 2", "cube": "{x} ** 3", "double": "{x} * 2", "triple": "{x} * 3", "half": "{x} / 2"}


@step(RESULT, rf"(?P<what>{'|'.join(_SCALAR)}|square root|factorial)(?: of (?:it|number))?")
def of_one_number(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Something about the one number: its square, its root, its factorial."""
    data = _newest_number(flow)
    if data is None:
        return False
    what = match["what"].lower()
    if what in ("square root", "factorial"):
        flow.imports.add("import math")
        if what == "factorial":
            flow.lines[-1] = flow.lines[-1].replace("float(", "int(")
        call = f"math.sqrt({data.name})" if what == "square root" else f"math.factorial({data.name})"
        flow.make("root" if what == "square root" else what, "number", call, data)
    else:
        flow.make(what, "number", _SCALAR[what].format(x=data.name), data)
    return True


_CHECKS = {
    "even or odd": ('"even" if {x} % 2 == 0 else "odd"', "number"),
    "odd or even": ('"even" if {x} % 2 == 0 else "odd"', "number"),
    "positive or negative": ('"positive" if {x} > 0 else "negative" if {x} < 0 else "zero"', "number"),
    "positive , negative or zero": ('"positive" if {x} > 0 else "negative" if {x} < 0 else "zero"', "number"),
    "even": ('"even" if {x} % 2 == 0 else "not even"', "number"),
    "odd": ('"odd" if {x} % 2 else "not odd"', "number"),
    "prime": ('"prime" if {x} > 1 and all({x} % d for d in range(2, int({x}**0.5) + 1)) else "not prime"', "number"),
    "leap year": ('"a leap year" if {x} % 4 == 0 and ({x} % 100 != 0 or {x} % 400 == 0) else "no leap year"', "number"),
    "palindrome": ('"a palindrome" if {x}.lower() == {x}.lower()[::-1] else "no palindrome"', "text"),
    "numeric": ('"a number" if {x}.isdigit() else "not a number"', "text"),
}
_CHECK_NAMES = "|".join(sorted(_CHECKS, key=len, reverse=True))


@step(
    RESULT,
    rf"(?:print |say |check |tell |check and print |say )*(?:if|whether) (?:it|number|they|text|word|year|sentence|result|input)?(?: is|s)?(?: (?:a|an))? ?(?P<check>{_CHECK_NAMES})(?: (?:number|or not|one))*",
    r"(?:print |say |check )(?P<check>even or odd|odd or even|positive or negative|positive , negative or zero)",
)
def say_whether(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Whether the one number or text has a property, in words."""
    expression, kind = _CHECKS[match["check"].lower()]
    data = _newest_number(flow) if kind == "number" else _newest_text(flow)
    if data is None:
        return False
    if kind == "number" and "float(" in flow.lines[-1]:
        flow.lines[-1] = flow.lines[-1].replace("float(", "int(")
    flow.make("answer", "string", expression.format(x=data.name), data)
    return True


@step(MAP, r"reverse(?: it| text| word| sentence| string| rest| result)?(?= |$)")
def reverse_text(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The one text backwards."""
    data = _newest_text(flow)
    if data is None:
        return False
    flow.change(data, f"{data.name}[::-1]")
    return True


def _newest_number(flow: Flow) -> Data | None:
    return next((leaf for leaf in reversed(flow.leaves) if leaf.kind == "number"), None)


def _newest_text(flow: Flow) -> Data | None:
    return next((leaf for leaf in reversed(flow.leaves) if leaf.kind == "text"), None)
