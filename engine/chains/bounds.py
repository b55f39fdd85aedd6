"""Conditions on items in words: "longer than 3", "with a price under 5 and in stock", "not divisible by 2"."""

import re

from engine.chains.comparisons import COMPARED, NEGATED, Test, compare, either, joined
from engine.chains.conditions import OPERATORS, PREDICATES
from engine.chains.flow import repr_string
from engine.chains.qualities import COLUMN, read_attribute
from engine.chains.reading import NUMBER, Reader
from engine.chains.row_tests import read_row_test
from engine.chains.text_tests import read_character_tests, read_letter_test
from engine.chains.things import Attribute, Thing

_LETTERS = r"(?: (?:letters|characters|chars)(?: long)?| long| in length)?"
_MORE = (
    r" (?:or|and) (?P<more>more|older|above|higher|over|greater|longer|up|less|younger|below|lower|under|fewer|shorter)"
)
_UNIT = (  # "over 10 pieces": what is counted, where the condition ends with it
    r"(?: (?:years old|in stock|in total|(?!(?:always|reverse)\b)[a-z]+s|percent|km|kg|people|order|time)(?= ?(?:,|$|and\b|or\b|then\b|but\b|sort\b|to\b|in\b|as\b)))?"
)
_FLAGS = r"active|paid|available|done|completed|enabled|published|verified|finished"


def read_tests(r: Reader, thing: Thing) -> Test | None:
    """Read one or more linked conditions on the items of a thing."""
    test = r.attempt(lambda: read_test(r, thing))
    if test is None:
        return None
    tests, links = [test], set()
    while True:
        before = r.position
        link = r.eat(r"(?:, )?(?P<link>and|or|but)(?: also)?(?: with)?(?: (?:is|are))?")
        more = r.attempt(lambda: read_test(r, thing, tests[-1])) if link else None
        if link is None or more is None:
            r.position = before
            break
        is_neither = test.code.endswith("!= 0") and "%" in test.code and more.code.endswith("== 0") and "%" in more.code
        if is_neither and link["link"].lower() == "or":  # "not divisible by 2 or 3"
            more, link_word = Test(more.opposite, more.code), "and"
        else:
            link_word = "or" if link["link"].lower() == "or" else "and"
        links.add(link_word)
        tests.append(more)
    if len(links) > 1:
        return None
    return joined(tests, links.pop() if links else "and")


def read_test(r: Reader, thing: Thing, before: Test | None = None) -> Test | None:
    """Read one condition on the items of a thing."""
    if thing.item == "text" and (found := r.attempt(lambda: read_character_tests(r, "{x}"))):
        return found
    if thing.item == "text" and (
        words := r.eat(
            r"(?:with |have |has )?(?P<op>gt|lt|ge|le|eq) (?P<value>§n\d+|one|two|three|four|five|six) words?"
        )
    ):
        return compare(r, "len({x}.split())", words["op"], words["value"])
    r.eat(r"who(?= [a-z])")
    r.eat(r"(?:with|have|has|if|of(?= (?:gt|lt|ge|le|eq|len|even length|odd length)))")
    r.eat(r"(?:is|are)(?! not)")
    if found := _read_occurrence(r, thing):
        return found
    if thing.item == "row" and (found := read_row_test(r, thing)):
        return found
    if thing.noun == "date" and (match := r.eat(r"(?:in|from) (?P<year>§n\d+)")):
        return Test(
            f'{{x}}.startswith("{r.value(match["year"])}")', f'not {{x}}.startswith("{r.value(match["year"])}")'
        )
    if thing.noun == "date" and (match := r.eat(r"(?P<op>after|before|since) (?P<date>§s\d+)")):
        return compare(r, "{x}", {"after": "gt", "before": "lt", "since": "ge"}[match["op"].lower()], match["date"])
    if thing.item == "pair" and (
        match := r.eat(rf"(?:value|{thing.parts[1]}) (?:of |is |eq )?(?P<not>not )?(?P<value>§[ns]\d+)")
    ):
        value = r.source_of(match["value"])
        return either(f"{{v}} == {value}", f"{{v}} != {value}", match)
    x = "{v}" if thing.item == "pair" else "{x}"
    kind = thing.value if thing.item == "pair" else thing.item
    if found := read_plain_test(r, x, kind):
        return found
    if parity := r.eat(r"(?P<which>even|odd)(?= (?:count|length|len|[a-z]+ length))"):
        measured = read_attribute(r, thing, is_loose=False)
        if measured is None:
            return None
        rest = {"even": "0", "odd": "1"}[parity["which"].lower()]
        return Test(f"{measured.number} % 2 == {rest}", f"{measured.number} % 2 != {rest}")
    if before is not None and "%" in before.code and (match := r.eat(r"(?P<not>not )?(?:by )?(?P<value>§n\d+)")):
        return either(f"{x} % {r.source_of(match['value'])} == 0", f"{x} % {r.source_of(match['value'])} != 0", match)
    if (
        before is not None
        and " in {x}" in before.code
        and (held := r.eat(r"(?P<value>§s\d+)(?= ?(?:,|$|and|or|then|in\b))"))
    ):
        text = r.source_of(held["value"])  # "contains an a or an e"
        codes = (f"{text} in {{x}}", f"{text} not in {{x}}")
        return Test(*(codes[::-1] if "not in" in before.code else codes))
    if found := r.attempt(lambda: _read_average_test(r, thing)):
        return found
    start = r.position
    attribute = read_attribute(r, thing)
    if attribute is None:
        return None
    r.eat(r"(?:is|are|of)(?! not)")
    number = attribute.number if thing.item == "row" else attribute.code
    kind = "number" if attribute.kind == "number" else "any"
    found = read_plain_test(r, attribute.code, kind, number, thing)
    if found is None:
        r.position = start
    return found


def _read_occurrence(r: Reader, things: Thing) -> Test | None:
    """Read "that occur more than once", of things themselves or of how often they have been counted."""
    if things.shape == "one" or things.item not in ("text", "number", "pair") or things.value == "list":
        return None
    match = r.eat(
        rf"(?:with )?(?:are |is )?(?:occurs?|appears?|come up|exist|used|there) (?:(?P<op>{COMPARED}|only) )?(?P<value>{NUMBER}|once|twice)(?: times| time)?"
    )
    if match is None or (things.item != "pair" and not things.is_name):
        return None
    amount = {"once": "1", "twice": "2"}.get(match["value"].lower()) or str(r.number(match["value"]))
    operator = (match["op"] or "eq").lower().replace("only", "eq")
    counted = "{v}" if things.item == "pair" else f"{things.code}.count({{x}})"
    return Test(f"{counted} {OPERATORS[operator]} {amount}", f"{counted} {NEGATED[operator]} {amount}")


def _read_average_test(r: Reader, things: Thing) -> Test | None:
    """Read "above the average" of numbers, or of a column."""
    attribute = Attribute("{x}", "number", "number") if things.item == "number" else None
    if things.item == "pair" and things.value == "number":
        attribute = Attribute("{v}", "number", things.value_noun)
    if things.item == "row" and not r.sees(COMPARED):
        attribute = r.attempt(lambda: read_attribute(r, things))
    match = (
        r.eat(
            r"(?:is )?(?P<op>gt|lt|ge|le|above|below|over|under|higher than|lower than) (?:overall |class )?(?:average|mean)"
        )
        if attribute
        else None
    )
    if match is None or attribute is None or not things.is_name:
        return None
    r.flow.imports.add("from statistics import mean")
    values = (
        things.code
        if attribute.number == "{x}"
        else f"{things.fill(attribute.number)} for {things.target} in {things.source}"
    )
    average = r.assign("average", Thing(f"mean({values})", "one", "number", "average"))
    operator = {"above": "gt", "over": "gt", "higher than": "gt"}.get(match["op"].lower(), match["op"].lower())
    operator = "lt" if operator in ("below", "under", "lower than") else operator
    return Test(
        f"{attribute.number} {OPERATORS[operator]} {average.code}",
        f"{attribute.number} {NEGATED[operator]} {average.code}",
    )


def read_plain_test(r: Reader, x: str, kind: str, number: str = "", rows: Thing | None = None) -> Test | None:
    """Read a comparison of something that has been named already, or of the item itself."""
    number = number or x
    value = _value_pattern(r)
    if kind in ("text", "any"):
        length = r.eat(rf"(?:len|length|with length) (?:is )?(?P<op>{COMPARED}) (?P<value>{value}){_LETTERS}") or r.eat(
            rf"(?:with )?(?P<op>{COMPARED}) (?P<value>{value}) (?:letters|characters|chars)(?: long)?"
        )
        if rows is None and kind == "text" and r.eat("capitalise"):
            return Test(f"{x}[0].isupper()", f"not {x}[0].isupper()")
        if rows is None and (
            match := r.eat(r"(?P<not>not )(?:word )?(?P<value>§s\d+|(?-i:[A-Z]{3,}))(?= ?(?:,|$|and|to|in))")
        ):
            text = repr_string(str(r.value(match["value"])))
            return Test(f"{text} not in {x}", f"{text} in {x}")
        if length and rows is None:
            return compare(r, f"len({x})", length["op"], length["value"])
        if rows is None and (
            match := r.eat(
                rf"(?:with |of )?(?:length )?(?P<value>{NUMBER}) (?:letters|characters|chars)(?: long)?(?P<more>)"
            )
        ):
            return compare(r, f"len({x})", "eq", match["value"])
        if rows is None and (found := read_letter_test(r, x)):
            return found
        match = r.eat(rf"(?P<not>not )?(?P<op>startswith|endswith|contains) (?:with )?(?:letter |word |text |string |character )?(?P<value>§[sni]\d+|{COLUMN})")  # fmt: skip
        if match:
            text = repr_string(str(r.value(match["value"]))) if match["value"] not in r.parameters else match["value"]
            if match["op"].lower() == "contains":
                return either(f"{text} in {x}", f"{text} not in {x}", match)
            call = f"{x}.{match['op'].lower()}({text})"
            return either(call, f"not {call}", match)
    if kind in ("number", "any", "row"):
        if match := r.eat(rf"(?:lies )?between (?P<low>{value}) and (?P<high>{value})"):
            code = f"{r.source_of(match['low'])} <= {number} <= {r.source_of(match['high'])}"
            return Test(code, f"not {code}")
        if (match := r.eat(rf"(?P<not>not )?divisible (?:by )?(?P<value>{value})")) and rows is None:
            by = r.source_of(match["value"])
            return either(f"{x} % {by} == 0", f"{x} % {by} != 0", match)
        if (match := r.eat(rf"(?:is )?(?P<value>{value}){_MORE}")) and (rows is not None or kind == "number"):
            is_less = match["more"].lower() in ("less", "younger", "below", "lower", "under", "fewer", "shorter")
            return compare(r, number, "le" if is_less else "ge", match["value"])
        if (match := r.eat(rf"(?P<op>gt|lt|ge|le|eq|ne) (?P<value>{value}){_UNIT}")) and (
            rows is not None or kind == "number"
        ):
            return compare(r, number, match["op"], match["value"])
        if kind == "number" and rows is None and (match := r.eat(r"(?:with )?occurs? (?P<op>gt|ge|eq) (?P<value>§n\d+|one|two|three|once|twice)(?: times| time)?")):  # fmt: skip
            amount = {"once": "1", "twice": "2"}.get(match["value"].lower()) or str(r.number(match["value"]))
            return Test(f"{x} {OPERATORS[match['op']]} {amount}", f"{x} {NEGATED[match['op']]} {amount}")
    if rows is not None:
        match = r.eat(
            rf"(?P<not>not )?(?:(?:is|are|eq) )?(?P<not2>not )?(?P<value>§[si]\d+|(?:(?<=is )|(?<=eq )|(?<=are )|(?<=not )){COLUMN})"
        )
        if match:
            text = repr_string(str(r.value(match["value"])))
            negated = bool(match["not"] or match["not2"])
            codes = (f"{x} == {text}", f"{x} != {text}")
            return Test(*(codes[::-1] if negated else codes))
        return None
    for name in sorted(PREDICATES, key=len, reverse=True):
        wanted, code, opposite = PREDICATES[name]
        fits = (wanted == "numbers") == (kind == "number") and kind in ("number", "text")
        if fits and (match := r.eat(rf"(?P<not>not )?{name}s?(?P<nocase> nocase)?")):
            if match["nocase"]:
                wanted, code, opposite = (
                    PREDICATES["palindromes nocase"] if name.startswith("palindrome") else ("", "", "")
                )
            return either(code.replace("{x}", x), opposite.replace("{x}", x), match) if code else None
    return None


def _value_pattern(r: Reader) -> str:
    names = "|".join(re.escape(name) for name, thing in r.parameters.items() if thing.shape == "one")
    return rf"(?:{NUMBER}|theresult|{names})" if names else rf"(?:{NUMBER}|theresult)"


def _read_shown_word(r: Reader, rows: Thing) -> Test | None:
    """Read a word that the request has shown in a line: "ERROR lines", "the failed tests"."""
    for word, column in rows.words:
        ending = "(?:ed|ing)?" if word.isupper() else ""
        if word.isalpha() and len(word) > 3 and r.eat(rf"{word}{ending}(?= [a-z])"):
            cell = f"{{x}}[{repr_string(column)}]"
            if not column:
                return Test(f'{repr_string(word)} in {{x}}["line"]', f'{repr_string(word)} not in {{x}}["line"]')
            return Test(f"{cell} == {repr_string(word)}", f"{cell} != {repr_string(word)}")
    return None


def read_adjective(r: Reader, thing: Thing) -> Test | None:
    """Read a word before a noun that says which items are meant: "even", "blank", "ERROR", "active"."""
    kind = thing.value if thing.item == "pair" else thing.item
    x = "{v}" if thing.item == "pair" else "{x}"
    if thing.words and (found := _read_shown_word(r, thing)):
        return found
    if thing.item == "row":
        match = r.eat(rf"(?P<not>not |in(?=active)|un(?=paid|av|ver|pub|fin)|in(?=comp))?(?P<flag>{_FLAGS})")
        if match is None or not thing.typed:
            return None
        cell = f"{{x}}[{repr_string(match['flag'].lower())}]"
        return either(cell, f"not {cell}", match)
    for name in sorted(PREDICATES, key=len, reverse=True):
        wanted, code, opposite = PREDICATES[name]
        if (wanted == "numbers") == (kind == "number") and kind in ("number", "text") and r.eat(name):
            return Test(code.replace("{x}", x), opposite.replace("{x}", x))
    if thing.noun == "line" and (match := r.eat(r"(?P<word>(?-i:[A-Z]{3,}))(?= lines?\b)")):
        return Test(f"{repr_string(match['word'])} in {x}", f"{repr_string(match['word'])} not in {x}")
    if match := r.sees(NUMBER + r" (?:letter|character) "):
        r.eat(r"\S+ (?:letter|character)")
        amount = int(r.number(match[0].split()[0]))
        return Test(f"len({x}) == {amount}", f"len({x}) != {amount}")
    return None
