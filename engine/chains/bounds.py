"""Conditions on items in words: "longer than 3", "with a price under 5 and in stock", "not divisible by 2"."""

import re
from dataclasses import dataclass

from engine.chains.conditions import OPERATORS, PREDICATES
from engine.chains.flow import repr_string
from engine.chains.qualities import COLUMN, read_attribute
from engine.chains.reading import NUMBER, Reader
from engine.chains.things import Attribute, Thing, column_of


@dataclass(frozen=True)
class Test:
    """A condition on an item as a template, and its opposite."""

    code: str
    opposite: str


_NEGATED = {"gt": "<=", "lt": ">=", "ge": "<", "le": ">", "eq": "!=", "ne": "=="}
_COMPARED = r"(?:gt|lt|ge|le|eq|ne)"
_LETTERS = r"(?: (?:letters|characters|chars)(?: long)?| long| in length)?"
_MORE = (
    r" (?:or|and) (?P<more>more|older|above|higher|over|greater|longer|up|less|younger|below|lower|under|fewer|shorter)"
)
_FLAGS = r"active|paid|available|done|completed|enabled|published|verified|finished"


def read_tests(r: Reader, thing: Thing) -> Test | None:
    """Read one or more linked conditions on the items of a thing."""
    test = r.attempt(lambda: _read_test(r, thing))
    if test is None:
        return None
    tests, links = [test], set()
    while True:
        before = r.position
        link = r.eat(r"(?:, )?(?P<link>and|or|but)(?: also)?(?: with)?(?: (?:is|are))?")
        more = r.attempt(lambda: _read_test(r, thing, tests[-1])) if link else None
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
    if not links:
        return test
    joint = links.pop()
    other = "or" if joint == "and" else "and"
    return Test(f" {joint} ".join(t.code for t in tests), f" {other} ".join(t.opposite for t in tests))


def _read_test(r: Reader, thing: Thing, before: Test | None = None) -> Test | None:
    r.eat(r"(?:with|if|of(?= (?:gt|lt|ge|le|eq|len)))")
    r.eat(r"(?:is|are)(?! not)")
    if (
        thing.item in ("text", "number")
        and thing.shape == "many"
        and thing.is_name
        and (found := _read_occurrence(r, thing))
    ):
        return found
    if thing.item == "row" and (found := _read_time_test(r, thing)):
        return found
    if thing.noun == "date" and (match := r.eat(r"(?:in|from) (?P<year>§n\d+)")):
        return Test(
            f'{{x}}.startswith("{r.value(match["year"])}")', f'not {{x}}.startswith("{r.value(match["year"])}")'
        )
    if thing.noun == "date" and (match := r.eat(r"(?P<op>after|before|since) (?P<date>§s\d+)")):
        return _compare(r, "{x}", {"after": "gt", "before": "lt", "since": "ge"}[match["op"].lower()], match["date"])
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
        return _either(f"{x} % {r.source_of(match['value'])} == 0", f"{x} % {r.source_of(match['value'])} != 0", match)
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
    """Read "that occur more than once"."""
    match = r.eat(
        r"(?:with )?(?:occurs?|appears?|come up|exist) (?P<op>gt|ge|eq|only) (?P<value>§n\d+|one|two|three|once|twice)(?: times| time)?"
    )
    if match is None:
        return None
    amount = {"once": "1", "twice": "2"}.get(match["value"].lower()) or str(r.number(match["value"]))
    operator = {"only": "eq"}.get(match["op"].lower(), match["op"].lower())
    counted = f"{things.code}.count({{x}})"
    return Test(f"{counted} {OPERATORS[operator]} {amount}", f"{counted} {_NEGATED[operator]} {amount}")


def _read_time_test(r: Reader, rows: Thing) -> Test | None:
    """Read "after 2024-02-01" of rows that have a date, and "in stock"."""
    if match := r.eat(r"(?:(?:save|published|released|made|born|from) )?(?P<op>before|after|since) (?P<year>§n\d+)"):
        number = column_of(rows, next((c for c in rows.columns if "year" in c), "year")).number
        return _compare(r, number, {"after": "gt", "before": "lt", "since": "ge"}[match["op"].lower()], match["year"])
    if match := r.eat(r"(?:(?P<column>[a-z_]*date|day) )?(?P<op>after|before|since|until) (?P<date>§s\d+)"):
        if not re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", str(r.value(match["date"]))):
            return None
        column = column_of(rows, match["column"] or next((c for c in rows.columns if "date" in c), "date"))
        operator = {"after": "gt", "before": "lt", "since": "ge", "until": "le"}[match["op"].lower()]
        return _compare(r, column.code, operator, match["date"])
    if r.eat("in stock"):
        number = column_of(rows, "stock").number
        return Test(f"{number} > 0", f"{number} <= 0")
    return None


def _read_average_test(r: Reader, things: Thing) -> Test | None:
    """Read "above the average" of numbers, or of a column."""
    attribute = Attribute("{x}", "number", "number") if things.item == "number" else None
    if things.item == "row" and not r.sees(_COMPARED):
        attribute = r.attempt(lambda: read_attribute(r, things))
    match = (
        r.eat(
            r"(?:is )?(?P<op>gt|lt|ge|le|above|below|over|under|higher than|lower than) (?:overall )?(?:average|mean)"
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
        f"{attribute.number} {_NEGATED[operator]} {average.code}",
    )


def _either(code: str, opposite: str, match: re.Match[str]) -> Test:
    return Test(opposite, code) if match.groupdict().get("not") else Test(code, opposite)


def read_plain_test(r: Reader, x: str, kind: str, number: str = "", rows: Thing | None = None) -> Test | None:
    """Read a comparison of something that has been named already, or of the item itself."""
    number = number or x
    value = _value_pattern(r)
    if kind in ("text", "any"):
        length = r.eat(
            rf"(?:len|length|with length) (?:is )?(?P<op>{_COMPARED}) (?P<value>{value}){_LETTERS}"
        ) or r.eat(rf"(?:with )?(?P<op>{_COMPARED}) (?P<value>{value}) (?:letters|characters|chars)(?: long)?")
        if rows is None and kind == "text" and r.eat("capitalise"):
            return Test(f"{x}[0].isupper()", f"not {x}[0].isupper()")
        if rows is None and (
            match := r.eat(r"(?P<not>not )(?:word )?(?P<value>§s\d+|(?-i:[A-Z]{3,}))(?= ?(?:,|$|and|to|in))")
        ):
            text = repr_string(str(r.value(match["value"])))
            return Test(f"{text} not in {x}", f"{text} in {x}")
        if length and rows is None:
            return _compare(r, f"len({x})", length["op"], length["value"])
        if rows is None and (
            match := r.eat(
                rf"(?:with |of )?(?:length )?(?P<value>{NUMBER}) (?:letters|characters|chars)(?: long)?(?P<more>)"
            )
        ):
            return _compare(r, f"len({x})", "eq", match["value"])
        if rows is None and (found := _read_letter_test(r, x)):
            return found
        match = r.eat(rf"(?P<not>not )?(?P<op>startswith|endswith|contains) (?:with )?(?:letter |word |text |string |character )?(?P<value>§[sni]\d+|{COLUMN})")  # fmt: skip
        if match:
            text = repr_string(str(r.value(match["value"]))) if match["value"] not in r.parameters else match["value"]
            if match["op"].lower() == "contains":
                return _either(f"{text} in {x}", f"{text} not in {x}", match)
            call = f"{x}.{match['op'].lower()}({text})"
            return _either(call, f"not {call}", match)
    if kind in ("number", "any", "row"):
        if match := r.eat(rf"(?:lies )?between (?P<low>{value}) and (?P<high>{value})"):
            code = f"{r.source_of(match['low'])} <= {number} <= {r.source_of(match['high'])}"
            return Test(code, f"not {code}")
        if (match := r.eat(rf"(?P<not>not )?divisible (?:by )?(?P<value>{value})")) and rows is None:
            by = r.source_of(match["value"])
            return _either(f"{x} % {by} == 0", f"{x} % {by} != 0", match)
        if (match := r.eat(rf"(?:is )?(?P<value>{value}){_MORE}")) and (rows is not None or kind == "number"):
            is_less = match["more"].lower() in ("less", "younger", "below", "lower", "under", "fewer", "shorter")
            return _compare(r, number, "le" if is_less else "ge", match["value"])
        if (match := r.eat(rf"(?P<op>gt|lt|ge|le|eq|ne) (?P<value>{value})(?: (?:pieces|times|years(?: old)?|euros?|dollars|points|pages|items|units|people|goals|votes|days|hours|minutes|km|kg|percent|degrees))?")) and (rows is not None or kind == "number"):  # fmt: skip
            return _compare(r, number, match["op"], match["value"])
        if kind == "number" and rows is None and (match := r.eat(r"(?:with )?occurs? (?P<op>gt|ge|eq) (?P<value>§n\d+|one|two|three|once|twice)(?: times| time)?")):  # fmt: skip
            amount = {"once": "1", "twice": "2"}.get(match["value"].lower()) or str(r.number(match["value"]))
            return Test(f"{x} {OPERATORS[match['op']]} {amount}", f"{x} {_NEGATED[match['op']]} {amount}")
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
            return _either(code.replace("{x}", x), opposite.replace("{x}", x), match) if code else None
    return None


def _read_letter_test(r: Reader, x: str) -> Test | None:
    """Read "starting with a vowel", and of lines "from 2024-01-06"."""
    if match := r.eat(
        r"(?P<not>not )?(?P<op>startswith|endswith) (?:with )?(?P<what>vowels?|consonants?|digits?|number|capital|uppercase)"
    ):
        place = f"{x}[0]" if match["op"].lower() == "startswith" else f"{x}[-1]"
        tests = {
            "v": f'{place}.lower() in "aeiou"',
            "c": f'{place}.lower() not in "aeiou"',
            "u": f"{place}.isupper()",
        }
        letter = "u" if match["what"] == "capital" else match["what"][0].lower()
        test = tests.get(letter, f"{place}.isdigit()")
        return _either(test, f"not {test}", match)
    match = r.eat(r"(?:from|of|on) (?P<date>§s\d+)")
    if match is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", str(r.value(match["date"]))):
        return None
    call = f"{x}.startswith({r.source_of(match['date'])})"
    return Test(call, f"not {call}")


def _value_pattern(r: Reader) -> str:
    names = "|".join(re.escape(name) for name, thing in r.parameters.items() if thing.shape == "one")
    return rf"(?:§n\d+|{names})" if names else r"§n\d+"


def _compare(r: Reader, x: str, operator: str, value: str) -> Test:
    wanted = r.source_of(value)
    return Test(f"{x} {OPERATORS[operator.lower()]} {wanted}", f"{x} {_NEGATED[operator.lower()]} {wanted}")


def read_adjective(r: Reader, thing: Thing) -> Test | None:
    """Read a word before a noun that says which items are meant: "even", "blank", "ERROR", "active"."""
    kind = thing.value if thing.item == "pair" else thing.item
    x = "{v}" if thing.item == "pair" else "{x}"
    if thing.item == "row":
        match = r.eat(rf"(?P<not>not )?(?P<flag>{_FLAGS})")
        if match is None or not thing.typed:
            return None
        cell = f"{{x}}[{repr_string(match['flag'].lower())}]"
        return _either(cell, f"not {cell}", match)
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
