"""What can be said of one item in words: its length, its column, the average of two of them; and conditions on it."""

import re
from dataclasses import dataclass

from engine.chains.conditions import OPERATORS, PREDICATES
from engine.chains.flow import plural, repr_string, singular
from engine.chains.reading import NUMBER, Reader
from engine.chains.table_plan import NUMBER_LIKE, TEXT_LIKE
from engine.chains.things import Attribute, Thing, column_of

_OF_TEXTS = [
    (r"(?:length|len)s?(?: in (?:letters|characters))?(?! (?:gt|lt|ge|le|eq)\b)", "len({x})", "number", "length"),
    (r"count (?:letters|characters|chars)(?: it has)?", "len({x})", "number", "length"),
    (r"count words(?: it has)?|word counts?", "len({x}.split())", "number", "words"),
    (r"count vowels|vowel counts?", 'sum(letter in "aeiou" for letter in {x}.lower())', "number", "vowels"),
    (r"count digits", "sum(letter.isdigit() for letter in {x})", "number", "digits"),
    (r"(?:first|initial) (?:letter|character|char)s?", "{x}[0]", "text", "letter"),
    (r"last (?:letter|character|char)s?", "{x}[-1]", "text", "letter"),
    (r"first words?", "{x}.split()[0]", "text", "word"),
    (r"last words?|last names?|surnames?", "{x}.split()[-1]", "text", "word"),
    (r"uppercase(?: (?:form|version))?", "{x}.upper()", "text", "word"),
    (r"reverse(?: (?:form|version))?", "{x}[::-1]", "text", "word"),
]
_TEXT_OF = '{x}.read_text(encoding="utf-8")'
_OF_PATHS = [
    (r"(?:file )?sizes?(?: in bytes)?|count bytes", "{x}.stat().st_size", "number", "size"),
    (r"(?:file ?)?names?", "{x}.name", "text", "name"),
    (r"paths?", "{x}", "text", "path"),
    (r"(?:file )?(?:extensions?|endings?|suffix(?:es)?|types?)", "{x}.suffix", "text", "extension"),
    (r"count lines|line counts?", f"len({_TEXT_OF}.splitlines())", "number", "lines"),
    (r"count words|word counts?", f"len({_TEXT_OF}.split())", "number", "words"),
    (r"count (?:characters|letters|chars)|character counts?", f"len({_TEXT_OF})", "number", "characters"),
]
_OF_NUMBERS = [
    (r"squares?", "{x} ** 2", "number", "square"),
    (r"cubes?", "{x} ** 3", "number", "cube"),
    (r"doubles?", "{x} * 2", "number", "double"),
]
_OF_LISTS = [
    (r"sums?", "sum({x})", "number", "total"),
    (r"(?:maximum|max|largest|highest|biggest)", "max({x})", "number", "largest"),
    (r"(?:minimum|min|smallest|lowest)", "min({x})", "number", "smallest"),
    (r"averages?", "sum({x}) / len({x})", "number", "average"),
    (r"(?:length|len)s?|count (?:items|values|numbers|elements|[a-z]+s)|count", "len({x})", "number", "count"),
    (r"first (?:elements?|items?|numbers?|values?)", "{x}[0]", "any", "first"),
    (r"second (?:elements?|items?|numbers?|values?)", "{x}[1]", "any", "second"),
    (r"last (?:elements?|items?|numbers?|values?)", "{x}[-1]", "any", "last"),
]
NO_COLUMN = (
    r"(?!(?:and|or|then|with|of|by|in|to|from|per|each|every|sort|keep|drop|print|save|return|unique|count|counteach|sum|"
    r"average|median|product|max|min|maximum|minimum|highest|lowest|largest|smallest|biggest|most|least|fewest|longest|shortest|"
    r"oldest|youngest|cheapest|newest|top|first|last|only|not|is|are|as|at|on|for|if|it|them|rest|result|results|list|"
    r"round|join|separated|descending|ascending|alphabetically|perline|gt|lt|ge|le|eq|ne|between|startswith|endswith|contains|"
    r"divisible|even|odd|blank|function|file|files|rows?|into|group|reverse|uppercase|lowercase|inreverse|len|everything|"
    r"read|new|csv|json|after|before|since|until|than|during|like|via|under|over|above|below|there|given|convert|pairform|nocase|number|numbers|one|ones|all|both|values?|times|plus|minus)\b)"
)
COLUMN = rf"(?:{NO_COLUMN}[A-Za-z_]\w*|§s\d+)"
_CALCULATIONS = {"times": "*", "multiplied by": "*", "*": "*", "plus": "+", "+": "+", "minus": "-", "divided by": "/"}


def read_attribute(r: Reader, thing: Thing, is_loose: bool = True) -> Attribute | None:
    """Read what is said of one item of a thing; `is_loose` lets any word be a column of rows."""
    if thing.item == "row":
        return _read_cell(r, thing, is_loose)
    if thing.item == "pair":
        return _read_part(r, thing)
    if r.eat(r"(?:whether|if)(?: (?:it|they))?(?: (?:is|are|with|be))?"):
        test = _read_plain_test(r, "{x}", thing.item)
        return Attribute(test.code, "any", "answer") if test else None
    table = {"text": _OF_TEXTS, "path": _OF_PATHS, "number": _OF_NUMBERS, "list": _OF_LISTS}[thing.item]
    for pattern, code, kind, name in table:
        if r.eat(rf"(?:{pattern})(?: of (?:it|each|each one|list|lists|values?|numbers))?"):
            return Attribute(code, kind, name)
    return None


def _read_cell(r: Reader, rows: Thing, is_loose: bool) -> Attribute | None:
    several = r.eat(
        rf"(?P<function>average|sum|maximum|max|highest|minimum|min|lowest) of (?P<columns>{COLUMN}(?: , {COLUMN})* (?:, )?and {COLUMN})"
    )
    if several:
        cells = [column_of(rows, _plain(r, word)).number for word in re.findall(r"§s\d+|\w+", several["columns"]) if word != "and"]  # fmt: skip
        function = several["function"].lower()
        if function in ("average", "sum"):
            code = f"({' + '.join(cells)})" + (f" / {len(cells)}" if function == "average" else "")
            return Attribute(code, "number", "average" if function == "average" else "total")
        call = "max" if function in ("maximum", "max", "highest") else "min"
        return Attribute(f"{call}({', '.join(cells)})", "number", "highest" if call == "max" else "lowest")
    known = "|".join(sorted(map(re.escape, (*rows.columns, *rows.made)), key=len, reverse=True))
    words = [rf"(?:{known})s?"] if known else []
    word = "|".join([*words, COLUMN] if is_loose else words) or r"(?!)"
    if r.eat("earns?"):
        return column_of(rows, next((c for c in rows.columns if c in ("salary", "income", "wage", "pay")), "salary"))
    if rows.made and r.eat(r"(?:value|result|amount)(?= ?(?:,|$|and))"):
        return column_of(rows, rows.made[-1])
    if listed := r.eat(
        rf"(?P<function>average|sum|maximum|highest|largest|minimum|lowest) (?:of )?(?P<column>{'|'.join(rows.lists) or '(?!)'})s?"
    ):
        function = {"average": "mean", "sum": "sum", "minimum": "min", "lowest": "min"}.get(
            listed["function"].lower(), "max"
        )
        if function == "mean":
            r.flow.imports.add("from statistics import mean")
        return Attribute(
            f"{function}({{x}}[{repr_string(column_of(rows, listed['column']).name)}])", "number", function
        )
    match = r.eat(
        rf"(?:column )?(?P<column>{word})(?: (?:column|field|mark|grade|score|points)(?= ?(?:,|$|and|is|gt|lt|ge|le|over|of|descending|ascending)))?"
    )
    if match is None:
        return None
    first = column_of(rows, _plain(r, match["column"]))
    calculation = r.eat(rf"(?P<by>times|multiplied by|\*|plus|\+|minus|divided by) (?P<other>{COLUMN})")
    if calculation is None:
        return first
    other = column_of(rows, _plain(r, calculation["other"]))
    code = f"{first.number} {_CALCULATIONS[calculation['by'].lower()]} {other.number}"
    return Attribute(code, "number", "amount")


def _plain(r: Reader, word: str) -> str:
    return str(r.value(word))


def _read_part(r: Reader, pairs: Thing) -> Attribute | None:
    key, value = pairs.parts
    kind = pairs.value
    if kind == "list":
        inner = read_attribute(r, Thing("{v}", "one", "list"))
        if inner is not None:
            return Attribute(inner.code.replace("{x}", "{v}"), inner.kind, inner.name)
    values = (
        f"values?|numbers?|counts?|amounts?|second (?:element|item|part|value)s?|{value}s?|{plural(value)}|how often"
    )
    if kind == "number" and pairs.value_noun in ("total", "average", "highest", "lowest", "median"):
        values += "|sums?|averages?|totals?|median"
    if r.eat(rf"(?:{values})"):
        return Attribute("{v}", kind, value)
    if pairs.is_given and (match := r.sees(COLUMN)) and not match[0].startswith("§"):
        one = singular(match[0]) if not NUMBER_LIKE.fullmatch(match[0]) else match[0]
        is_text = TEXT_LIKE.fullmatch(one) is not None
        if one not in ("item", "product", "word", "name", "key", key) and (
            is_text or (kind == "number" and NUMBER_LIKE.fullmatch(one))
        ):
            r.eat(COLUMN)
            return Attribute("{k}", "text", one) if is_text else Attribute("{v}", kind, one)
    if r.eat(rf"(?:names?|keys?|first (?:element|item|part|value)s?|{key}s?|items?(?= (?:and|with))|products?|words?)"):
        return Attribute("{k}", "text", key)
    return None


# ---------------------------------------------------------------- conditions
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
    if found := _read_plain_test(r, x, kind):
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
    found = _read_plain_test(r, attribute.code, kind, number, thing)
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


def _read_plain_test(r: Reader, x: str, kind: str, number: str = "", rows: Thing | None = None) -> Test | None:
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
