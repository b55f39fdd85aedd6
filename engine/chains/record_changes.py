"""What a request does to rows before they are shown: keep, drop, each once, an order, the first few."""

import re
from collections.abc import Callable
from functools import partial

from engine.chains.record_columns import CHANGES
from engine.chains.record_picks import read_few
from engine.chains.record_rows import Rows, superlative
from engine.chains.record_tests import read_tests
from engine.chains.record_words import Words
from engine.chains.superlatives import SUPERLATIVES

_SUPERLATIVE = "|".join(sorted(map(re.escape, SUPERLATIVES), key=len, reverse=True))
_ORDER = r"(?P<order>descending|ascending|alphabetically|chronologically|inreverse|nocase)"


def read_record_change(w: Words) -> bool | None:
    """Read a clause that changes the rows; they are shown by a later one."""
    readers = (_keep, CHANGES[0], _drop, _unique, *CHANGES[1:], read_sort, _take_few)
    for read in readers:
        if w.attempt(partial(_to_the_end, w, read)):
            w.is_shown = False
            return True
    return None


def _to_the_end(w: Words, read: Callable[[Words], bool | None]) -> bool | None:
    return True if read(w) and w.at_end() else None


def _keep(w: Words) -> bool | None:
    if w.eat(r"(?:keep|take|use|only|get)(?: only)?") is None:
        return _filter(w, drops=False) if not w.steps and w.noun() else None
    w.noun()
    return _filter(w, drops=False)


def _drop(w: Words) -> bool | None:
    if w.eat(r"drop") is None:
        return None
    if not w.noun():
        w.eat(r"(?:rows|them|those)")
    return _filter(w, drops=True)


def _filter(w: Words, drops: bool) -> bool | None:
    rows = w.rows
    tests = read_tests(w)
    if tests is None:
        return None
    code = rows.fill(tests.opposite if drops else tests.code)
    w.flow.lines.append(f"{rows.code} = [{rows.x} for {rows.x} in {rows.code} if {code}]")
    return True


def _unique(w: Words) -> bool | None:
    """Read "without duplicates by email": the first row of each value stays."""
    if w.eat(r"(?:keep )?unique") is None:
        return None
    w.noun()
    rows, x = w.rows, w.rows.x
    if w.eat(r"(?:by|of|based on|with same|on|with)") is None:
        if not w.at_end():
            return None
        key = f"tuple({x}.values())"
    else:
        column = w.column()
        if column is None:
            return None
        key = rows.fill(rows.cell(column))
    w.flow.lines.append(
        f"first = {{}}\nfor {x} in {rows.code}:\n    first.setdefault({key}, {x})\n{rows.code} = list(first.values())"
    )
    return True


def read_sort(w: Words) -> bool | None:
    """Read an order, and write the lines that put the rows into it."""
    keys = read_order(w)
    if not keys:
        return None
    write_order(w, keys)
    return True


def read_order(w: Words) -> list[tuple[str, bool]]:
    """Read an order: "sort by date descending, then by name", "cheapest first", "highest first"."""
    is_said = w.eat(r"sort") is not None
    if is_said and not w.noun():
        w.eat(r"(?:it|them|result|results)")
    keys: list[tuple[str, bool]] = []
    while True:
        before = w.position
        if keys and w.eat(r"(?:, )?(?:and )?(?:then|and|,)(?: (?=by))?(?: ?sort)?(?= )") is None:
            break
        key = _read_sort_key(w, bool(keys))
        if key is None:
            w.position = before
            break
        keys.append(key)
    return keys


def write_order(w: Words, keys: list[tuple[str, bool]]) -> None:
    """Write the lines that put rows in order: by each column, and whether downwards."""
    rows = w.rows
    downs = {down for _, down in keys}
    if len(downs) == 1:
        parts = [rows.fill(rows.order(name)) for name, _ in keys]
        key_code = parts[0] if len(parts) == 1 else f"({', '.join(parts)})"
        more = ", reverse=True" if downs == {True} else ""
        w.flow.lines.append(f"{rows.code} = sorted({rows.code}, key=lambda {rows.x}: {key_code}{more})")
        return
    for name, down in reversed(keys):
        more = ", reverse=True" if down else ""
        w.flow.lines.append(
            f"{rows.code} = sorted({rows.code}, key=lambda {rows.x}: {rows.fill(rows.order(name))}{more})"
        )


def _read_sort_key(w: Words, is_next: bool) -> tuple[str, bool] | None:
    rows = w.rows
    column = ""
    if ranked := w.eat(
        r"from (?:(?P<most>best|highest|largest|most|newest)|(?:worst|lowest|smallest|least|oldest)) to [a-z]+"
    ):
        number = rows.only_number() or ("" if rows.columns else w.hint)
        return (number, ranked["most"] is not None) if number else None
    if is_next and not w.sees("by|sort"):
        bare = w.column() if w.sees(r"[a-z_]+(?= ?(?:,|$|and\b|descending|ascending|in\b|to\b))") else None
        down = w.eat(r"(?:in )?(?P<order>descending|ascending)(?: order)?") if bare else None
        return (bare, bool(down and down["order"].lower() == "descending")) if bare else None
    if w.eat(r"by"):
        found = w.column()
        if found is None and w.eat(r"(?:value|number|amount|result)s?"):
            found = rows.only_number()
        if not found:
            return None
        column = found
    most = w.sees(
        r"(?:, )?(?:with )?(?:(?P<most>highest|largest|biggest|most|best|longest|latest|newest)|"
        r"(?:lowest|smallest|least|fewest|shortest|earliest|oldest|worst)) (?P<column>[a-z_]+) first"
    )
    if most is not None and not rows.names_item(most["column"]) and most["column"] not in ("one", "ones", "value"):
        name = column or rows.column(most["column"])
        w.eat(re.escape(most[0]))
        return (name, most["most"] is not None) if name else None
    if first := w.eat(rf"(?:, )?(?:with )?(?P<word>{_SUPERLATIVE})(?: (?:[a-z]+))? first"):
        meant = superlative(rows, first["word"], w.phrase.text)
        if meant is None:
            return None
        return column or meant[1], meant[0] == "max"
    order = w.eat(rf"(?:, )?(?:in )?{_ORDER}(?: order)?(?: (?:of|by) (?P<column>[a-z_]+))?")
    if order is not None and order["column"] and not column:
        column = rows.column(order["column"])
    said = order["order"].lower() if order else ""
    if not column:
        if not said:
            return None
        if said in ("alphabetically", "nocase"):
            column = rows.keys[0] if rows.keys else _text_column(rows)
        elif _IN_TIME.search(w.prompt):
            column = _time_column(w)
        elif said == "chronologically":
            column = rows.date_column() or (rows.keys[0] if rows.keys else "")
        else:
            column = rows.only_number() or (w.hint if not rows.columns else "")
    return (column, said in ("descending", "inreverse")) if column else None


_IN_TIME = re.compile(r"\b(?:newest|latest|most recent|oldest|earliest) (?:\w+ )?first\b", re.IGNORECASE)


def _time_column(w: Words) -> str:
    """Return the column by which the newest comes first: one of dates or years that is known or spoken of."""
    if w.rows.columns:
        return w.rows.date_column() or ("year" if "year" in w.rows.columns else "")
    return next((name for name in ("date", "year") if re.search(rf"\b{name}\b", w.phrase.text)), "")


def _text_column(rows: Rows) -> str:
    return next((name for name in ("name", "title") if rows.is_column(name)), "")


def _take_few(w: Words) -> bool | None:
    w.eat(r"(?:keep|take|get|only|use)(?: only)?")
    return read_few(w)
