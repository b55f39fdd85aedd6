"""What is done to each item: arithmetic, case, replacing, other units, splitting."""

import re
from dataclasses import replace

from engine.chains.bounds import read_tests
from engine.chains.flow import repr_string, singular
from engine.chains.items import _ARITHMETIC, _TEXT_CALLS
from engine.chains.made import _UNIT_WORDS, _UNITS
from engine.chains.many import PRONOUN
from engine.chains.materials import convert, opened
from engine.chains.measures import call_of
from engine.chains.qualities import COLUMN
from engine.chains.reading import NUMBER, Reader
from engine.chains.steps import read_separator
from engine.chains.texts import _TESTS
from engine.chains.things import Thing, column_of

_DROPPED = (
    "vowels",
    "consonants",
    "digits",
    "spaces",
    "punctuation marks",
    "punctuation",
    "whitespace",
    "special characters",
)
EACH = rf"(?:(?: ?(?:each|every|everything|of|in|{PRONOUN}|words?|lines?|names?|numbers?|values?|strings?|prices?|text|item|items|one|element|elements|sentence|parts?|amounts?|quantity|quantities|scores?|temperatures?))*)"


def map_each(r: Reader, things: Thing | None, template: str, kind: str, **changes: object) -> Thing | None:
    """Change every item, or the value of every pair, or the one thing."""
    if things is None:
        return None
    if things.item == "pair" and things.value == kind:
        key, value = things.parts
        changed = things.fill(template.replace("{x}", "{v}"))
        if things.shape == "table":
            return r.settle(things, replace(things, code=f"{{{key}: {changed} for {key}, {value} in {things.source}}}"))
        return r.settle(things, replace(things, code=things.each("({k}, " + template.replace("{x}", "{v}") + ")")))
    if things.item != kind:
        return None
    if things.shape == "one":
        return r.settle(things, replace(things, code=template.replace("{x}", things.code), **changes))  # type: ignore[arg-type]
    return r.settle(things, replace(things, code=things.each(template), **changes))  # type: ignore[arg-type]


def calculate(r: Reader) -> Thing | None:
    if match := r.eat(rf"(?P<verb>{'|'.join(_ARITHMETIC)}){EACH}(?= ?(?:,|$|and|then))"):
        return map_each(r, opened(r), _ARITHMETIC[match["verb"].lower()], "number")
    names = (
        "|".join(name for name, thing in r.parameters.items() if thing.item == "number" and thing.shape == "one")
        or "§n"
    )
    value = rf"(?P<value>§n\d+|{names})"
    if taxed := r.eat(
        rf"add {value} percent(?: (?:tax|vat|sales tax|interest))? to(?: (?:each|every|of|price|prices|it|them|value|values|number|numbers))+(?= ?(?:,|$|and|then))"
    ):
        share = round(1 + r.number(taxed["value"]) / 100, 6)
        return map_each(r, opened(r), f"{{x}} * {share!r}", "number")
    if less := r.eat(rf"(?:take|knock|deduct) {value} percent (?:off|from){EACH}(?= ?(?:,|$|and|then))"):
        share = round(1 - r.number(less["value"]) / 100, 6)
        return map_each(r, opened(r), f"{{x}} * {share!r}", "number")
    if match := r.eat(
        rf"round{EACH}(?: to (?:nearest )?(?P<places>{NUMBER}|whole numbers?|integers?)(?: (?:decimals?|decimal places?|places?|digits?))?)?(?= ?(?:,|$|and|then))"
    ):
        topic = opened(r)
        places = (
            f", {int(r.number(match['places']))}" if match["places"] and re.fullmatch(NUMBER, match["places"]) else ""
        )
        return (
            map_each(r, topic, f"round({{x}}{places})", "number")
            if topic and topic.shape != "one" and not r.results
            else None
        )
    if by_result := r.eat(r"(?P<verb>subtract|divide(?: each| every| them)?(?: [a-z]+)? by) (?P<what>average|mean|minimum|smallest|lowest|maximum|largest|highest|sum)(?: from(?: (?:each|every|them|it|number|value|one))*)?(?= ?(?:,|$|and|then))"):  # fmt: skip
        numbers = opened(r)
        if numbers is None or (numbers.shape, numbers.item) != ("many", "number"):
            return None
        call = {"average": "average", "mean": "average", "sum": "sum"}.get(by_result["what"], "min" if by_result["what"] in ("minimum", "smallest", "lowest") else "max")  # fmt: skip
        amount = r.assign(by_result["what"], Thing(call_of(r, call, numbers.code), "one", "number", by_result["what"]))
        return map_each(r, numbers, f"{{x}} {'-' if by_result['verb'] == 'subtract' else '/'} {amount.code}", "number")
    if found := r.attempt(lambda: _raise_some(r, value)):
        return found
    match = r.eat(
        rf"(?P<verb>add|subtract) {value} (?:to|from) (?:(?:each|every|of|{PRONOUN})\b ?)*(?P<column>{COLUMN})?"
    ) or r.eat(
        rf"(?P<verb>raise|increase|multiply|divide|reduce|lower|lowercase|decrease|cut) (?:(?:each|every|everything|of|{PRONOUN})\b ?)*(?P<column>(?!by\b){COLUMN})? ?by {value}(?P<percent> ?percent| ?%)?"
    )
    topic = opened(r) if match else None
    if match is None or topic is None:
        return None
    verb, column = match["verb"].lower(), match["column"] or ""
    operator = {"add": "+", "raise": "+", "increase": "+", "multiply": "*", "divide": "/"}.get(verb, "-")
    by = r.source_of(match["value"])
    template = f"{{x}} {operator} {by}"
    if match.groupdict().get("percent"):
        share = r.number(match["value"])
        template = f"round({{x}} * {round(1 + (share if operator == '+' else -share) / 100, 6)!r}, 2)"
    if topic.item == "row":
        return _change_column(r, topic, column, template) if column else None
    if column and singular(column.lower()) not in ("number", "value", "item", "element", "one", topic.x, topic.value_noun, singular(topic.code), "price", "score"):  # fmt: skip
        return None
    return map_each(r, topic, template, "number")


def _raise_some(r: Reader, value: str) -> Thing | None:
    """Read "raise the salary of everyone in sales by 5 percent"."""
    match = r.eat(rf"(?P<verb>raise|increase|reduce|lower|lowercase|decrease|cut|multiply) (?P<column>{COLUMN})(?: of| for)? ?(?:everything|everyone|everybody|those|(?:[a-z]+s)(?= (?:with|in|from|gt|lt)))?(?= ?(?:with|in|from))")  # fmt: skip
    rows = opened(r) if match else None
    if match is None or rows is None or (rows.shape, rows.item) != ("many", "row"):
        return None
    tests = read_tests(r, rows)
    amount = r.eat(rf"by {value}(?P<percent> ?percent| ?%)?") if tests is not None else None
    if tests is None or amount is None:
        return None
    cell = column_of(rows, match["column"])
    is_up = match["verb"].lower() in ("raise", "increase")
    if match["verb"].lower() == "multiply":
        formula = f"{cell.number} * {r.source_of(amount['value'])}"
    elif amount["percent"]:
        share = r.number(amount["value"]) / 100
        formula = f"round({cell.number} * {round(1 + (share if is_up else -share), 6)!r}, 2)"
    else:
        formula = f"{cell.number} {'+' if is_up else '-'} {r.source_of(amount['value'])}"
    r.flow.lines.append(
        f"for {rows.x} in {rows.code}:\n    if {rows.fill(tests.code)}:\n        {rows.fill(cell.code)} = {rows.fill(formula)}"
    )
    return rows


def _change_column(r: Reader, rows: Thing, column: str, template: str) -> Thing | None:
    cell = column_of(rows, str(r.value(column)))
    formula = template.replace("{x}", cell.number)
    if cell.is_cell:
        rows = replace(rows, made=(*rows.made, cell.name))
    where = ""
    before = r.position
    if r.eat(r"(?:of|for|in|with)(?: [a-z]+s)?(?: (?:with|in))?"):
        r.position = before
        r.eat(r"(?:of|for)(?: [a-z]+s)?")
        tests = read_tests(r, rows) if r.sees("with") else None
        if tests is None:
            r.position = before
        else:
            where = rows.fill(tests.code)
    line = f"{rows.fill(cell.code)} = {rows.fill(formula)}"
    if where:
        line = f"if {where}:\n        {line}"
    r.flow.lines.append(f"for {rows.x} in {rows.code}:\n    {line}")
    return rows


def retext(r: Reader) -> Thing | None:
    calls = "|".join(_TEXT_CALLS)
    if match := r.eat(rf"(?:(?:convert|make|put){EACH} (?:in |to |into )?)?(?P<verb>{calls})(?P<each>{EACH})(?: (?:from|around|first letter of|spaces|whitespace)(?: (?:around|from))?{EACH})*(?= ?(?:,|$|and|then))"):  # fmt: skip
        topic = opened(r)
        said = re.findall(r"word|line|name", match[0])
        if topic is not None and (topic.item, topic.shape) == ("text", "one") and "word" in said and match["verb"].lower() == "capitalise":  # fmt: skip
            return map_each(r, topic, '" ".join(word.capitalize() for word in {x}.split())', "text")
        return map_each(r, topic, f"{{x}}.{_TEXT_CALLS[match['verb'].lower()]}()", "text")
    if match := r.eat(
        rf"drop (?:(?:each|every) )?(?P<kind>{'|'.join([*_DROPPED, 'vowel', 'consonant', 'digit', 'space'])})(?: (?:from|in|of){EACH})?(?= ?(?:,|$|and|then))"
    ):
        kind = match["kind"].lower()
        test = _TESTS[kind if kind in _TESTS else f"{kind}s"]
        if "string." in test:
            r.flow.imports.add("import string")
        code = f'"".join(char for char in {{x}} if not ({test.replace("{x}", "char")}))'
        code = code.replace("not (char.isdigit())", "not char.isdigit()")
        return map_each(r, opened(r), code, "text")
    if match := r.eat(
        rf"replace{EACH} ?(?P<old>§s\d+) (?:with|by) (?P<new>§s\d+) (?:, )?(?:and )?(?:replace )?(?P<old2>§s\d+) (?:with|by) (?P<new2>§s\d+)(?: in{EACH})?"
    ):
        first, second = (
            f".replace({r.source_of(match[old])}, {r.source_of(match[new])})"
            for old, new in (("old", "new"), ("old2", "new2"))
        )
        return map_each(r, opened(r), f"{{x}}{first}{second}", "text")
    if match := r.eat(rf"replace{EACH} ?(?P<old>§s\d+|[a-z]+?)s? (?:with|by) (?P<new>§s\d+|[a-z]+)(?: in{EACH})?"):
        old, new = (read_separator(match[name], r.phrase) for name in ("old", "new"))
        if old is None or new is None:
            return None
        return map_each(r, opened(r), f"{{x}}.replace({repr_string(old)}, {repr_string(new)})", "text")
    if match := r.eat(r"(?:strip|drop) (?P<what>date|time|timestamp|first word|first column)(?: (?:in front|at (?:the )?(?:start|beginning|front)(?: of (?:each|every) line)?|from (?:each|every|them)(?: line)?))*"):  # fmt: skip
        topic = opened(r)
        if (
            topic is None
            or topic.noun != "line"
            or (
                "front" not in match[0]
                and "word" not in match[0]
                and not re.search(r"date from (?:each|every)", match[0])
            )
        ):
            return None
        return map_each(r, topic, '{x}.split(" ", 1)[1]', "text")
    return None


def convert_items(r: Reader) -> Thing | None:
    units = "|".join(sorted({unit for pair in _UNITS for unit in pair} | set(_UNIT_WORDS), key=len, reverse=True))
    if match := r.eat(
        rf"convert{EACH}(?: temps| temperatures| degrees)?(?: from)?(?: (?P<source>{units}))? (?:in)?to (?P<target>{units})"
    ):
        target = _UNIT_WORDS.get(match["target"].lower(), match["target"].lower())
        said = (match["source"] or r.unit or ("celsius" if target == "fahrenheit" else "fahrenheit")).lower()
        formula = _UNITS.get((_UNIT_WORDS.get(said, said), target))
        rows = opened(r)
        if formula and rows is not None and rows.item == "row":
            column = next((name for name in rows.columns if re.search(r"temp|celsius|degrees|fahrenheit", name)), "")
            is_degrees = target in ("celsius", "fahrenheit")
            return _change_column(r, rows, column, formula) if column and is_degrees else None
        return map_each(r, opened(r, "number"), formula, "number") if formula else None
    match = r.eat(rf"convert{EACH} (?:in)?to (?:list of )?(?P<to>ints?|integers?|numbers?|floats?|strings?)")
    topic = opened(r) if match else None
    if match is None or topic is None or topic.shape == "one":
        return None
    if match["to"].startswith("str"):
        return r.settle(topic, replace(topic, code=topic.each("str({x})"), item="text", noun="text")) if topic.item == "number" else None  # fmt: skip
    if topic.item == "number":
        return topic
    call = "int" if match["to"].startswith("int") else "float"
    return map_each(r, topic, f"{call}({{x}})", "text", item="number", noun="number")


def split(r: Reader) -> Thing | None:
    """Cut the one text into its words, lines or parts."""
    match = r.eat(
        rf"(?:split|cut)(?: (?:{PRONOUN}|text|string|sentence))? (?:into|in) (?P<parts>words|lines|sentences|letters|characters)"
    ) or r.eat(r"(?:split|cut)(?: (?:it|text|string|sentence))? (?:on|by|at|with) (?P<separator>§s\d+|[a-z]+)")
    topic = opened(r, "text") if match else None
    if match is None or topic is None or topic.item != "text" or topic.shape != "one":
        return None
    if match.groupdict().get("parts"):
        found = convert(r, topic, singular(match["parts"]))
        return r.named(found) if found else None
    separator = read_separator(match["separator"], r.phrase)
    if separator is None:
        return None
    return r.assign("parts", Thing(f"{topic.code}.split({repr_string(separator)})", "many", "text", "part"))


def split_each(r: Reader) -> Thing | None:
    """Cut every line in two: pairs of a name and a value."""
    match = r.eat(r"split (?:each|every|them|lines)(?: (?:line|one|item|string|of them))? (?:on|by|at|with) (?P<separator>§s\d+|[a-z=:;]+)(?: , convert second part to (?P<kind>ints?|integers?|floats?|numbers?))?")  # fmt: skip
    topic = opened(r) if match else None
    separator = read_separator(match["separator"], r.phrase) if match else None
    if (
        match is None
        or topic is None
        or separator is None
        or topic.item != "text"
        or topic.shape != "many"
        or not match["kind"]
    ):
        return None
    kind = "int" if match["kind"].startswith("int") else "float"
    code = f"[(name, {kind}(value)) for name, value in (line.split({repr_string(separator)}) for line in {topic.code})]"
    return r.assign("pairs", Thing(code, "many", "pair", "name"))
