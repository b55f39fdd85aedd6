"""Numbers of rows, of all or of each group: "the number of orders and the average amount per customer".

Groups become rows themselves, with a column for the key and one for each number; so they can be kept, sorted and
saved as any others.
"""

import re
from dataclasses import dataclass, replace

from engine.chains.comparisons import Test
from engine.chains.flow import plural, repr_string
from engine.chains.record_rows import Rows
from engine.chains.record_tests import read_tests
from engine.chains.record_words import Words
from engine.rewrite import is_usable_name

_FUNCTIONS = {
    "sum": "sum", "average": "average", "median": "median", "stdev": "stdev",
    **dict.fromkeys(["maximum", "max", "largest", "biggest", "highest", "greatest", "longest", "latest", "newest", "slowest"], "max"),
    **dict.fromkeys(["minimum", "min", "smallest", "lowest", "shortest", "earliest", "oldest", "fastest"], "min"),
}  # fmt: skip
_ADDITIVE = frozenset(
    "amount km hours quantity qty revenue sales cost costs units minutes turnover income expenses".split()
)
_NAMES = {"sum": "total", "max": "highest", "min": "lowest"}
FUNCTION = rf"(?P<function>{'|'.join(_FUNCTIONS)})"
PER = r"(?:per|by|for each|for every|of each|of every|in each|in every|each|every|grouped by|group by|for)"
_EACH = PER.removesuffix("|for)") + ")"
_AND = r"(?:, )?(?:and(?: also)?|as well as|plus|,)(?= )(?: print)?"


@dataclass(frozen=True)
class Measure:
    """A number of many rows: what it is called, the template of each row's value, and the function of all."""

    name: str
    function: str
    value: str = ""
    test: str = ""
    column: str = ""
    source: str = ""

    def code(self, w: Words, source: str, x: str) -> str:
        """Return the expression for the rows of a source."""
        kept = f" if {self.test.replace('{x}', x)}" if self.test else ""
        if self.function == "unique":
            return f"len({{{self.value.replace('{x}', x)} for {x} in {source}}})"
        if self.function == "percent":
            return f"100 * len({source}) / len({self.source})"
        if self.source:
            return f"len({self.source})"
        if self.function == "count":
            return f"sum(1 for {x} in {source}{kept})" if kept else f"len({source})"
        values = f"{self.value.replace('{x}', x)} for {x} in {source}{kept}"
        if self.function in ("sum", "max", "min"):
            return f"{self.function}({values})"
        name = {"average": "mean"}.get(self.function, self.function)
        w.flow.imports.add(f"from statistics import {name}")
        return f"{name}({values})"


def read_key(w: Words, is_loose: bool = True) -> list[tuple[str, str]] | None:
    """Read by what rows are put into groups: one column or several, the month of a date."""
    w.eat(r"(?:each|every|unique)")
    keys: list[tuple[str, str]] = []
    while True:
        before = w.position
        if keys and not (w.sees(r"and [a-z_]+(?= ?(?:,|$|and\b|sort\b))") and w.eat("and")):
            return keys
        word = w.sees(r"(?P<name>[A-Za-z_]\w*)")
        key = None
        if word is not None and word["name"].lower() in ("year", "month", "day"):
            key = w.rows.key(word["name"])
            w.eat(r"\w+")
        elif (name := w.column(is_loose)) is not None:
            key = (name, w.rows.cell(name))
        if key is None:
            w.position = before
            return keys or None
        keys.append(key)


def read_measure(w: Words) -> list[Measure] | None:
    """Read one number of rows, or several of one column: "the highest and the lowest salary"."""
    if w.eat(r"(?:percentage|percent|share)(?: of)?"):
        if not w.noun():
            return None
        return [Measure("percent", "percent", source=w.rows.code)]
    if w.eat(r"count unique"):
        column = w.column()
        return [Measure(plural(column), "unique", w.rows.cell(column), column=column)] if column else None
    if w.eat(r"count(?!each)"):
        noun = w.sees(r"(?P<noun>[a-z]+)(?= )?")
        word = noun["noun"] if noun else ""
        if noun is None or not w.noun():
            is_cell = noun is not None and word in (*w.rows.columns, *(f"{name}s" for name in w.rows.columns))
            is_plain = bool(word.endswith("s") and not w.rows.columns and not w.rows.keys and w.sees(r"[a-z]+(?= ?(?:,|$|and\b|per\b|by\b|for each\b|in each\b|of each\b))"))  # fmt: skip
            word = word if (is_cell or is_plain) and w.eat("[a-z]+") else ""
        test = w.attempt(lambda: read_tests(w)) if not w.sees(rf"{_EACH}(?= [a-z_]+)(?! [A-Z§])") else None
        if test is not None and not w.group and not w.sees(PER):
            return [_count_kept(w, test)]
        w.eat(r"(?:there (?:are|is|were)|it has|in it|(?:they|he|she|it) (?:has|have|made)|has|have|made|placed|wrote)")
        name = word if word and plural(word) == word and word not in w.rows.columns and word != w.rows.code else "count"
        return [Measure(name, "count", test=test.code if test else "")]
    added = w.sees(r"(?P<name>[a-z_]+) (?:per|for each|for every|by)(?= [a-z_]+)")
    if added is not None and (added["name"] in w.rows.made or added["name"] in _ADDITIVE) and not w.rows.keys:
        summed = w.column()
        return [Measure("total", "sum", w.rows.number(summed), column=summed)] if summed else None
    first = w.eat(rf"{FUNCTION}(?: of)?(?! [a-z]+ with\b)")
    if first is None:
        return None
    if (ranked := w.sees("(?P<noun>[a-z]+) by")) and ranked["noun"] == w.rows.noun and first["function"] != "average":
        return None  # "the largest country by area" is a row
    said = [first["function"]]
    while more := w.eat(rf"(?:, )?(?:and|,) {FUNCTION}(?: of)?(?= [a-z_]+)"):
        said.append(more["function"])
    column = w.column()
    if column is None and re.search(r"\b(?:mean|average|avg) values?\b", w.prompt) and w.rows.column("value"):
        column = w.rows.column("value")  # the words for an average have lost it
    if column is None:
        return None
    w.eat(r"(?:amount|value|number|overall)s?(?= ?(?:,|$|and\b|per\b|by\b|for\b|of\b|in\b))")
    if (of := w.eat(r"(?:of|for|in|over)(?= )(?! (?:each|every)\b)")) and not w.noun():
        w.position -= len(of[0]) + 1
    test = w.attempt(lambda: read_tests(w)) if not w.sees(rf"{_EACH}(?= [a-z_]+)(?! [a-z_]+ [A-Z§])") else None
    functions = [_FUNCTIONS[word.lower()] for word in said]
    if test and len(functions) == 1 and w.sees("and for"):
        return _read_more_of(w, functions[0], column, test)
    return [
        Measure(_NAMES.get(function, function), function, w.rows.number(column), test.code if test else "", column)
        for function in functions
    ]


def _count_kept(w: Words, test: Test) -> Measure:
    """Keep what is counted, since more may be asked of it: "how many are over 18, and their names"."""
    rows = w.rows
    kept = w.assign("kept", f"[{rows.x} for {rows.x} in {rows.code} if {rows.fill(test.code)}]")
    w.mentioned = replace(rows, code=kept)
    return Measure("count", "count", source=kept)


def _read_more_of(w: Words, function: str, column: str, first: Test) -> list[Measure] | None:
    """Read "the total for region north and for region south": one number for each condition."""
    tests = [first]
    while w.eat("and(?= for)"):
        more = w.attempt(lambda: read_tests(w))
        if more is None:
            return None
        tests.append(more)
    names = [re.sub(r"\W+", "_", (re.findall(r'"([^"]*)"', test.code) or [""])[-1]).lower() for test in tests]
    if not all(name.isidentifier() for name in names) or len(set(names)) < len(names):
        return None
    return [
        Measure(name, function, w.rows.number(column), test.code, column)
        for name, test in zip(names, tests, strict=True)
    ]


def read_measures(w: Words) -> list[Measure] | None:
    """Read one or more numbers of rows."""
    found = w.attempt(lambda: read_measure(w))
    while found is not None:
        before = w.position
        more = w.attempt(lambda: read_measure(w)) if w.eat(_AND) else None
        if more is None:
            w.position = before
            break
        found = [*found, *more]
    return _named_apart(found) if found else None


def _named_apart(measures: list[Measure]) -> list[Measure]:
    """Return measures with names of their own: "the average price and the average stock"."""
    names = [measure.name for measure in measures]
    if len(set(names)) == len(names):
        return measures
    found = [
        Measure(f"{m.name}_{m.column}", m.function, m.value, m.test, m.column) if m.column else m for m in measures
    ]
    return found if len({m.name for m in found}) == len(found) else []


def write_groups(w: Words, keys: list[tuple[str, str]], measures: list[Measure]) -> None:
    """Write the lines that put rows into groups and work out a number or more of each."""
    rows = w.rows
    groups = w.flow.free_name("groups")
    w.flow.names.add(groups)
    w.flow.imports.add("from collections import defaultdict")
    key = ", ".join(rows.fill(code) for _, code in keys)
    w.flow.lines.append(
        f"{groups} = defaultdict(list)\nfor {rows.x} in {rows.code}:\n    {groups}[{key}].append({rows.x})"
    )
    names = [re.sub(r"\W", "_", name).lower() for name, _ in keys]
    names = [name if is_usable_name(name) and name not in (rows.x, rows.code, "members") else f"{name}_key" for name in names]  # fmt: skip
    target = names[0] if len(names) == 1 else f"({', '.join(names)})"
    cells = [f"{repr_string(name)}: {variable}" for (name, _), variable in zip(keys, names, strict=True)]
    x = rows.x if rows.x not in names else "row"
    cells += [f"{repr_string(m.name)}: {m.code(w, 'members', x)}" for m in measures]
    body = "".join(f"        {cell},\n" for cell in cells)
    summary = w.assign("summary", f"[\n    {{\n{body}    }}\n    for {target}, members in {groups}.items()\n]")
    made = tuple(m.name for m in measures)
    w.rows = Rows(
        summary,
        names[0] if len(names) == 1 else "group",
        (*(name for name, _ in keys), *made),
        is_text=False,
        made=made,
        keys=tuple(name for name, _ in keys),
        groups=groups if len(keys) == 1 else "",
        members=rows.noun,
        aliases=tuple(group_aliases([name for name, _ in keys], measures)),
    )


def group_aliases(keys: list[str], measures: list[Measure]) -> list[tuple[str, str]]:
    """Return what else the columns of groups are called."""
    found = [("name", keys[0])] if len(keys) == 1 else []
    found += [("count", m.name) for m in measures if m.function == "count"]
    found += [("number", m.name) for m in measures if m.function == "count"]
    found += [("sum", m.name) for m in measures if m.function == "sum"]
    columns = [m.column for m in measures if m.column]
    return found + [(m.column.lower(), m.name) for m in measures if m.column and columns.count(m.column) == 1]


def read_grouped(w: Words) -> bool | None:
    """Read numbers of each group, the group named before or after them; the groups are what comes next."""
    keys = [(name, w.rows.cell(name)) for name in w.group] or None
    if keys is not None:
        w.eat(r"(?:for )?(?:each|every)(?: group)?(?= [a-z])(?! [a-z]+ ?(?:,|and) )")
    if keys is None and w.eat(r"(?:for|per)(?: (?:each|every))?|(?:each|every)"):
        keys = read_key(w)
        if keys is None:
            return None
        w.eat(r"(?:,|with|print|compute|calculate)(?: ,)?(?: print)?")
    for name, _ in keys or ():  # "for each class print the class, how many pupils …"
        w.eat(rf"{re.escape(name)}s?(?: name)? ?(?:, and|,|and|with|together with)")
    measures = read_measures(w)
    if not measures:
        return None
    if keys is None and w.eat(PER):
        keys = read_key(w)
    if keys is None:
        return None
    w.eat(r"(?:has|have|made|placed|wrote)")
    w.eat(r"(?:per|in|of|for) (?:each|every) (?:group|[a-z]+)")
    w.group = []
    write_groups(w, keys, measures)
    return True
