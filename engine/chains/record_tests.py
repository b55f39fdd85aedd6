"""Conditions on rows, and what a new column is worked out from: "amount over 50 or region north", "price times qty"."""

import re
from functools import partial

from engine.chains.comparisons import NEGATED, Test, joined
from engine.chains.conditions import OPERATORS
from engine.chains.flow import singular
from engine.chains.record_words import END, NO_COLUMN, NUMBER_WORD, Words
from engine.chains.table_words import PEOPLE, THINGS

_OPERATOR = r"(?P<op>gt|lt|ge|le|eq|ne|over|above|below|under|after|before|since|until)"
_SAME = {
    "over": "gt", "above": "gt", "below": "lt", "under": "lt", "after": "gt", "before": "lt", "since": "ge", "until": "le",
}  # fmt: skip
_VALUE = r"(?P<value>§[ns]\d+|\d+[a-z]|(?-i:[A-Z]\w*(?: [A-Z][a-z]+)*))"
_MONTHS = "january february march april may june july august september october november december".split()
_LISTS = frozenset("tag skill keyword hobby label".split())  # many of which one may have
_MADE = frozenset("published released made written born built printed filmed recorded".split())
_CALLS = {"average": "average", "sum": "sum", "total": "sum", "highest": "max", "lowest": "min"}
_SIGNS = {"times": "*", "multiplied by": "*", "plus": "+", "minus": "-", "divided by": "/"}


def read_tests(w: Words) -> Test | None:
    """Read one or more linked conditions on rows, with that of an adjective before their noun."""
    adjective, w.adjective = w.adjective, ""
    if adjective.startswith("="):
        value = w.source(adjective[1:])
        tests = w.attempt(lambda: _read_linked(w))
        named = Test(f"{value} in {{x}}.values()", f"{value} not in {{x}}.values()")
        return joined([named, tests], "and") if tests else named
    flag = w.rows.cell(adjective.removeprefix("in")) if adjective else ""
    flagged = Test(flag, f"not {flag}") if flag else None
    if flagged is not None and adjective.startswith("in"):
        flagged = flagged.turned
    tests = w.attempt(lambda: _read_linked(w))
    if flagged is None or tests is None:
        return flagged or tests
    return joined([flagged, tests], "and")


def _read_linked(w: Words) -> Test | None:
    first = w.attempt(lambda: _read_test(w))
    if first is None:
        return None
    tests, links = [first], set()
    while True:
        before = w.position
        link = w.eat(r"(?:, )?(?P<link>and|or|but|with(?= [a-z_]+ (?:gt|lt|ge|le|eq|between)\b))(?: also)?(?! for\b)")
        more = w.attempt(lambda: _read_test(w)) if link else None
        if link is None or more is None:
            w.position = before
            break
        links.add("or" if link["link"].lower() == "or" else "and")
        tests.append(more)
    if len(links) > 1 or ("and" in links and _exclude_each_other(tests)):
        return None
    return joined(tests, links.pop() if links else "and")


def _exclude_each_other(tests: list[Test]) -> bool:
    """Return whether one cell would have to be two values: "region north and south" may mean either."""
    same = [test.code.split(" == ")[0] for test in tests if " == " in test.code]
    return len(set(same)) < len(same)


def _read_test(w: Words) -> Test | None:
    while w.eat(r"(?:with|if|when|who|that|which|have|has|are|is|was|were|for which)(?= )"):
        pass
    if w.eat(r"not(?= [a-z_]+ (?:eq|is)\b)"):
        found = w.attempt(lambda: _read_column(w))
        return found.turned if found else None
    readers = (_read_blank, _read_dated, _read_column, _read_bare, _read_value)
    return next(filter(None, (w.attempt(partial(read, w)) for read in readers)), None)


def _compare(w: Words, code: str, operator: str, value: str) -> Test:
    operator = _SAME.get(operator.lower(), operator.lower())
    wanted = w.source(value)
    return Test(f"{code} {OPERATORS[operator]} {wanted}", f"{code} {NEGATED[operator]} {wanted}")


def _is_date(w: Words, value: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", str(w.value(value))) is not None


def _read_blank(w: Words) -> Test | None:
    """Read "without an email", "where the phone is empty"."""
    negated = w.eat(r"(?:not|no|missing|blank)(?: any)?(?= [a-z_]+ ?(?:,|$|and\b|or\b|to\b))")
    column = w.column()
    if column is None:
        return None
    if negated is None:
        match = w.eat(r"(?:is |are )?(?P<not>not )?(?:blank|missing|none)")
        if match is None:
            return None
        blank = not match["not"]
    else:
        blank = True
    cell = w.rows.cell(column)
    cell = f"{cell}.strip()" if w.rows.is_text else cell
    test = Test(f"not {cell}", cell)
    return test if blank else test.turned


def _read_dated(w: Words) -> Test | None:
    """Read "before 2024-02-01", "who started before 2020": of the column of dates, or of the one that the verb names."""
    if month := w.eat(rf"(?:in|from|of|for|during) (?P<month>{'|'.join(_MONTHS)})(?: (?P<year>§n\d+))?"):
        column = w.rows.date_column()
        if not column:
            return None
        number = _MONTHS.index(month["month"].lower()) + 1
        code = f'{w.rows.cell(column)}[5:7] == "{number:02}"'
        if month["year"]:
            code = f'{w.rows.cell(column)}[:7] == "{w.value(month["year"])}-{number:02}"'
        return Test(code, code.replace("==", "!="))
    if newer := w.eat(r"(?:(?P<newer>newer) than|age gt) (?P<year>§n\d+)"):
        year = w.value(newer["year"])
        if not isinstance(year, int) or not 1800 <= year <= 2200 or (w.rows.columns and not w.rows.is_column("year")):
            return None
        return _compare(w, w.rows.number("year"), "gt" if newer["newer"] else "lt", newer["year"])
    match = w.eat(rf"(?:(?P<verb>[a-z]+) )?(?:in )?{_OPERATOR} (?P<value>§[ns]\d+)")
    if match is None or match["op"].lower() not in ("after", "before", "since", "until", "gt", "lt"):
        return None
    if match["op"].lower() in ("gt", "lt") and match["verb"] not in _MADE:
        return None
    verb = match["verb"] or ""
    named = next((c for c in w.rows.columns if verb and verb.startswith(c.lower())), "")
    if not named and w.rows.is_column(verb):
        named = w.rows.column(verb)
    years = w.rows.column("year") if w.rows.is_column("year") else ""
    value = w.value(match["value"])
    if isinstance(value, int):
        if not named and not w.rows.columns and verb in _MADE:
            years = "year"
        if named == years or not named:
            return _compare(w, w.rows.number(years), match["op"], match["value"]) if years else None
        operator = _SAME.get(match["op"].lower(), match["op"].lower())
        if not 1000 <= value <= 3000:
            return None
        code, wanted = f"{w.rows.cell(named)}[:4]", f'"{value}"'
        return Test(f"{code} {OPERATORS[operator]} {wanted}", f"{code} {NEGATED[operator]} {wanted}")
    if verb and not named and not w.rows.columns and verb not in ("dated", "date"):
        return None
    column = named or w.rows.date_column()
    return _compare(w, w.rows.cell(column), match["op"], match["value"]) if column and _is_date(w, match["value"]) else None  # fmt: skip


def _read_column(w: Words) -> Test | None:
    """Read a condition that begins with its column."""
    w.eat(r"(?:in|for|of)(?= [a-z_]+ (?:§[sn]\d+|\d|(?-i:[A-Z])|[a-z]+ ?(?:,|$|and\b|or\b)))")
    is_named = re.search(r"\b(?:with|for|in|of) $", w.phrase.text[: w.position]) is not None
    column = w.rows.column("rating") if w.eat("rated(?= )") else w.column()
    if not column or (column.endswith("ed") and not w.rows.is_column(column)):
        return None
    is_said = w.eat(r"(?:is|are|was|of)(?! not)") is not None or w.sees("eq|ne|not") is not None
    cell, number = w.rows.cell(column), w.rows.number(column)
    if match := w.eat(r"between (?P<low>§[ns]\d+) and (?P<high>§[ns]\d+)"):
        code = cell if _is_date(w, match["low"]) else number
        test = f"{w.source(match['low'])} <= {code} <= {w.source(match['high'])}"
        return Test(test, f"not {test}")
    if match := w.eat(
        rf"{_OPERATOR} (?P<value>§n\d+|one|two|three|four|five)(?: (?:percent|euros?|dollars|years old))?"
    ):
        return _compare(w, number, match["op"], match["value"])
    if match := w.eat(
        r"(?P<value>§n\d+) or (?P<way>more|higher|above|over|older|less|lower|below|younger|under|fewer)"
    ):
        is_less = match["way"].lower() in ("less", "lower", "below", "younger", "under", "fewer")
        return _compare(w, number, "le" if is_less else "ge", match["value"])
    if match := w.eat(rf"{_OPERATOR} (?P<value>§s\d+)"):
        return _compare(w, cell, match["op"], match["value"])
    if match := w.eat(rf"(?P<not>not )?(?P<op>startswith|endswith|contains) (?:letter |word |text )?(?:{_VALUE}|(?P<word>[a-z]+){END})"):  # fmt: skip
        text = w.source(match["value"] or match["word"])
        call = f"{text} in {cell}" if match["op"].lower() == "contains" else f"{cell}.{match['op'].lower()}({text})"
        negated = f"{text} not in {cell}" if match["op"].lower() == "contains" else f"not {call}"
        return Test(negated, call) if match["not"] else Test(call, negated)
    two = w.attempt(lambda: _read_two(w, column))
    if two is not None:
        return two
    match = w.eat(rf"(?P<not>not |ne )?(?:eq |is )?(?P<not2>not )?(?:{_VALUE}|(?P<word>[a-z]+)(?= ?(?:,|$|and\b|or\b|sort\b|to\b|by\b)))")  # fmt: skip
    if match is None:
        return None
    word = match["value"] or match["word"]
    if match["word"] in NO_COLUMN:
        return None
    if match["word"] and (not is_said and not w.rows.is_column(column) and not is_named):
        return None
    if match["word"] and (
        w.rows.is_column(word) or word in ("first", "last", "descending", "ascending", "alphabetically")
    ):
        return None
    if column in _LISTS and not w.rows.is_text and not w.rows.columns:
        wanted, cell = w.source(word), w.rows.cell(f"{column}s")
        return Test(f"{wanted} in {cell}", f"{wanted} not in {cell}")
    code = number if match["value"] and isinstance(w.value(word), int | float) else cell
    return _compare(w, code, "ne" if match["not"] or match["not2"] else "eq", word)


def _read_two(w: Words, column: str) -> Test | None:
    """Read "where qty is below minimum": two columns."""
    match = w.eat(_OPERATOR)
    other = w.column() if match else None
    if match is None or other is None or (match["op"].lower() in ("eq", "ne") and not w.rows.is_column(other)):
        return None
    operator = _SAME.get(match["op"].lower(), match["op"].lower())
    one, two = w.rows.number(column), w.rows.number(other)
    return Test(f"{one} {OPERATORS[operator]} {two}", f"{one} {NEGATED[operator]} {two}")


def _read_bare(w: Words) -> Test | None:
    """Read "over 100", "more than 300 pages": of the one column of numbers, or of the one that is counted."""
    if not w.rows.is_column("cost") and (cost := w.eat(rf"costs? {_OPERATOR} (?P<value>§n\d+)")):
        return _compare(w, w.rows.number("price"), cost["op"], cost["value"]) if w.rows.column("price") else None
    if (aged := w.eat(rf"(?P<column>age|price) {_OPERATOR} (?P<value>§n\d+)")) and (
        name := w.rows.column(aged["column"])
    ):
        return _compare(w, w.rows.number(name), aged["op"], aged["value"])
    if graded := w.eat(rf"(?:{_OPERATOR} )?(?P<value>§n\d+)(?: or (?P<way>more|higher|above|better|less|lower|below))? (?:in|for)(?= [a-z])"):  # fmt: skip
        column = w.column()
        if column is None or (graded["way"] == "better") or (graded["op"] and graded["way"]):
            return None
        operator = graded["op"] or {"more": "ge", "higher": "ge", "above": "ge", None: "eq"}.get(graded["way"], "le")
        return _compare(w, w.rows.number(column), operator, graded["value"])
    match = w.eat(rf"(?:len )?{_OPERATOR} (?P<value>{NUMBER_WORD})(?: (?P<unit>[a-z]+))?(?= ?(?:,|$|and\b|or\b|to\b|in\b|go\b|as\b|then\b|§))")  # fmt: skip
    if match is None:
        return None
    unit = match["unit"] or ""
    if unit and w.rows.is_column(unit):
        column = w.rows.column(unit)
    elif unit and w.rows.keys:
        counted = w.rows.groups and singular(unit) in (w.rows.members, *THINGS, *PEOPLE, "row", "entry", "item")
        key = w.rows.cell(w.rows.keys[0])
        return _compare(w, f"len({w.rows.groups}[{key}])", match["op"], match["value"]) if counted else None
    else:
        column = w.rows.only_number() or (w.hint if not w.rows.columns or w.rows.is_column(w.hint) else "")
        if unit and unit not in ("euro", "euros", "dollars", "eur", "usd", "percent"):
            column = unit if not w.rows.columns else ""
    return _compare(w, w.rows.number(column), match["op"], match["value"]) if column else None


def _read_value(w: Words) -> Test | None:
    """Read "in IT", "from Rome", "by Austen": what one of the cells is."""
    match = w.eat(rf"(?P<not>not )?(?:(?:lives?|living|works?|working|based) )?(?:from|in|of|by|called|named|for) {_VALUE}(?= ?(?:,|$|and\b|or\b|to\b|sort\b|by\b|with\b|go\b|§n))")  # fmt: skip
    if match is None or not isinstance(w.value(match["value"]), str) or _is_date(w, match["value"]):
        return None
    value = w.source(match["value"])
    test = Test(f"{value} in {{x}}.values()", f"{value} not in {{x}}.values()")
    return test.turned if match["not"] else test


def read_formula(w: Words) -> str | None:
    """Read what a column is worked out from, as a template."""
    if share := w.eat(r"(?P<share>§n\d+)(?: percent| %)? of"):
        column = w.column() if "%" in w.prompt or "percent" in w.prompt.lower() else None
        return f"round({w.rows.number(column)} * {round(w.number(share['share']) / 100, 6)!r}, 2)" if column else None
    if match := w.eat(r"(?P<call>sum|average|highest|lowest|difference|product) (?:of|between)"):
        columns = _read_list(w)
        if len(columns) < 2:
            return None
        cells = [w.rows.number(name) for name in columns]
        call = match["call"].lower()
        if call in ("highest", "lowest"):
            return f"{_CALLS[call]}({', '.join(cells)})"
        sign = {"difference": " - ", "product": " * "}.get(call, " + ")
        code = sign.join(cells)
        return f"({code}) / {len(cells)}" if call == "average" else code
    parts: list[str] = []
    while True:
        if number := w.eat(r"§n\d+(?! ?(?:percent|%))"):
            parts.append(w.source(number[0]))
        elif column := w.column():
            parts.append(w.rows.number(column))
        else:
            return None
        link = w.eat(r"times|multiplied by|plus|minus|divided by") or _eat_sign(w)
        if link is None:
            return " ".join(parts) if len(parts) > 1 else None
        parts.append(_SIGNS.get(link[0].strip().lower(), link[0].strip()))


def _eat_sign(w: Words) -> re.Match[str] | None:
    match = re.compile(r"[*/+] ?").match(w.phrase.text, w.position)
    if match is not None:
        w.position = match.end()
    return match


def _read_list(w: Words) -> list[str]:
    names: list[str] = []
    while (name := w.column()) is not None:
        names.append(name)
        if w.eat(r"(?:, )?and(?= )|,(?= )") is None:
            break
    return names
