"""Conditions on texts: the letters at their ends, the kinds of characters that they hold."""

import re

from engine.chains.comparisons import Test, either, joined
from engine.chains.reading import NUMBER, Reader

_KINDS = [
    (r"(?:uppercase|capital)(?: letters?)?", "isupper"),
    (r"lowercase(?: letters?)?", "islower"),
    (r"digits?|numbers?", "isdigit"),
    (r"letters?", "isalpha"),
    (r"spaces?", "isspace"),
]
_ONLY = {
    "letters and digits": "isalnum", "letters and numbers": "isalnum", "letters or digits": "isalnum",
    "uppercase letters": "isupper", "lowercase letters": "islower", "letters": "isalpha", "digits": "isdigit",
    "numbers": "isdigit", "uppercase": "isupper", "lowercase": "islower", "alphanumeric characters": "isalnum",
}  # fmt: skip
_SPECIAL = r"(?:special characters?|symbols?|punctuation(?: marks?)?)"


def read_letter_test(r: Reader, x: str) -> Test | None:
    """Read "starting with a vowel", and of lines "from 2024-01-06"."""
    if match := r.eat(
        r"(?P<not>not )?(?P<op>startswith|endswith) (?:with )?(?P<what>vowels?|consonants?|digits?|number|capital|uppercase|letter(?! §| [a-zA-Z]\b))"
    ):
        place = f"{x}[0]" if match["op"].lower() == "startswith" else f"{x}[-1]"
        tests = {
            "v": f'{x}.lower().{match["op"].lower()}(tuple("aeiou"))',
            "c": f'{place}.lower() not in "aeiou"',
            "u": f"{place}.isupper()",
            "l": f"{place}.isalpha()",
        }
        letter = "u" if match["what"] == "capital" else match["what"][0].lower()
        test = tests.get(letter, f"{place}.isdigit()")
        return either(test, f"not {test}", match)
    if only := r.eat(rf"(?P<not>not )?(?:contains |with |made of |consists of )?only (?P<kind>{'|'.join(_ONLY)})"):
        call = f"{x}.{_ONLY[only['kind'].lower()]}()"
        return either(call, f"not {call}", only)
    if length := r.eat(rf"between (?P<low>{NUMBER}) and (?P<high>{NUMBER}) (?:characters|letters|chars)(?: long)?"):
        code = f"{r.source_of(length['low'])} <= len({x}) <= {r.source_of(length['high'])}"
        return Test(code, f"not {code}")
    if between := r.eat(r"between (?P<low>§s\d+) and (?P<high>§s\d+)"):
        if not all(_is_day(r, between[name]) for name in ("low", "high")):
            return None
        code = f"{r.source_of(between['low'])} <= {x}[:10] <= {r.source_of(between['high'])}"
        return Test(code, f"not {code}")
    match = r.eat(r"(?:from|of|on) (?P<date>§s\d+)")
    if match is None or not _is_day(r, match["date"]):
        return None
    call = f"{x}.startswith({r.source_of(match['date'])})"
    return Test(call, f"not {call}")


def _is_day(r: Reader, word: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d-\d\d", str(r.value(word))) is not None


def read_character_tests(r: Reader, x: str) -> Test | None:
    """Read "with a digit", "at least 8 characters, a digit and an uppercase letter"."""
    first = _read_kind(r, x, is_first=True)
    if first is None:
        return None
    tests = [first]
    while True:
        before = r.position
        more = _read_kind(r, x, is_first=False) if r.eat(r"(?:, )?(?:and|as well as)(?= )|,(?= )") else None
        if more is None:
            r.position = before
            return joined(tests, "and")
        tests.append(more)


def _read_kind(r: Reader, x: str, is_first: bool) -> Test | None:
    if length := r.eat(rf"(?:with |contains )?ge (?P<count>{NUMBER}) (?:characters|letters|chars)(?: long)?(?= ?,)"):
        count = r.source_of(length["count"])
        return Test(f"len({x}) >= {count}", f"len({x}) < {count}")
    lead = r"(?:with |contains |not with |have |has )" if is_first else r"(?:with |contains )?"
    end = r"(?= ?(?:,|$|and\b|or\b|to\b|then\b))"
    for pattern, call in _KINDS:
        if match := r.eat(rf"(?P<lead>{lead})(?:ge one |ge §n\d+ )?(?P<no>no |not )?(?:{pattern}){end}"):
            test = f"any(char.{call}() for char in {x})"
            found = Test(test, f"not {test}")
            return found.turned if match["no"] or "not" in match["lead"] else found
    if match := r.eat(rf"(?P<lead>{lead})(?:ge one )?(?P<no>no |not )?{_SPECIAL}{end}"):
        test = f"any(not char.isalnum() for char in {x})"
        found = Test(test, f"not {test}")
        return found.turned if match["no"] or "not" in match["lead"] else found
    return None
