"""The one row, or the few, that have most of something: "the name of the highest paid employee", "the top 3 by price"."""

import re
from dataclasses import replace

from engine.chains.record_groups import PER, Measure, read_key, read_measures, write_groups
from engine.chains.record_rows import Rows, superlative
from engine.chains.record_shows import read_columns
from engine.chains.record_tests import read_tests
from engine.chains.record_words import NUMBER_WORD, Words
from engine.chains.superlatives import SUPERLATIVES
from engine.chains.table_plan import TEXT_LIKE

MOST = r"(?:most|highest|largest|biggest|max|maximum|greatest|longest|latest|best)"
LEAST = r"(?:least|lowest|smallest|fewest|min|minimum|shortest|earliest|worst)"
_NAMES = "|".join(sorted(map(re.escape, SUPERLATIVES), key=len, reverse=True))
_VERBS = r"(?:has|have|had|with|got|sold|wrote|made|earns?|scored|placed|spent|winner with|is|was|did)(?= )"


def read_pick(w: Words) -> tuple[str, str] | None:
    """Read one row that has most of something; return its label and the expression of what is shown of it."""
    return w.attempt(lambda: _read_best_group(w)) or w.attempt(lambda: _read_best_row(w))


def _read_best_row(w: Words) -> tuple[str, str] | None:
    rows, start = w.rows, w.position
    columns: list[str] = []
    named = w.sees(r"(?P<name>[a-z_]+)s?(?: and (?P<other>[a-z_]+))? (?:of )?(?:[a-z]+ with (?:most|highest|lowest|least|largest|smallest|best|worst|longest|shortest|latest|earliest)|(?:" + _NAMES + r") [a-z]+)")  # fmt: skip
    if named is not None and (first := w.column()) is not None:
        columns.append(first)
        if w.eat("and") and (second := w.column()):
            columns.append(second)
        w.eat("of")
    found = w.attempt(lambda: _read_most_of(w, columns)) or w.attempt(lambda: _read_superlative(w, columns))
    if found is None:
        return None
    source, call, column, said = found
    words = w.phrase.text[start : w.position].strip()
    if w.sees(rf"{PER} [a-z]+"):
        return None  # of each group: another reading
    name = {"max": "best", "min": "lowest"}[call]
    best = w.assign(name, f"{call}({source}, key=lambda {rows.x}: {rows.fill(rows.order(column))})")
    if rows.keys and w.eat(r"(?:together )?(?:with|and) (?:count|number)(?: [a-z]+)?(?= ?(?:,|$))"):
        columns = [said, rows.only_number()]
    elif w.eat(r"(?:together )?(?:with|and)(?= [a-z_]+ ?(?:,|$))"):
        more = w.column()
        if more is None:
            return None
        columns = [*(columns or ([said] if said else [_name_column(rows)])), more]
    if not columns and not said and w.sees(r", [a-z_]+ ?(?:,|and) [a-z_]+ ?(?:,|$|and)"):
        w.eat(",")
        columns = read_columns(w)
    columns = columns or ([said] if said else list(rows.columns if rows.keys else ()))
    cells = [rows.cell(name).replace("{x}", best) for name in columns if name]
    if not columns:
        w.picked.append((words, best, rows))
    return words if re.fullmatch(r"[a-z ]{3,40}", words) else said or "best", ", ".join(cells) or best


def _name_column(rows: Rows) -> str:
    return next((name for name in ("name", "title", "product") if rows.is_column(name)), "name" if not rows.columns else "")  # fmt: skip


def _read_most_of(w: Words, columns: list[str]) -> tuple[str, str, str, str] | None:
    """Read "employee with the highest salary", "title of the book with most pages"; "department with …" of a column."""
    said = ""
    if by := w.eat(rf"(?:(?P<most>{MOST})|(?P<least>{LEAST}))(?: (?P<noun>[a-z]+))? by"):
        column = w.column() if not by["noun"] or w.rows.names_item(by["noun"]) else None
        return (w.rows.code, "max" if by["most"] else "min", column, said) if column else None
    if w.rows.keys and w.eat(r"(?:winner|best one|top one|most common(?: one)?)(?! with (?:most|highest))"):
        return w.rows.code, "max", w.rows.only_number(), w.rows.keys[0]
    if not w.noun():
        said = w.column(is_loose=not columns) or ""
        if not said:
            return None
    match = w.eat(rf"(?:winner )?(?:with|that has|has|of) (?:(?P<most>{MOST})|(?P<least>{LEAST}))(?! §)")
    if match is None or w.sees("sum|average|count"):
        return None
    column = w.column()
    if column is None:
        return None
    return w.rows.code, "max" if match["most"] else "min", column, said


def _read_superlative(w: Words, columns: list[str]) -> tuple[str, str, str, str] | None:
    """Read "oldest employee", "cheapest one", "hottest day" where day is a column."""
    match = w.eat(rf"(?P<word>{_NAMES})")
    if match is None:
        return None
    meant = superlative(w.rows, match["word"], w.phrase.text, w.hint)
    said = ""
    if meant is None:
        return None
    if w.rows.is_column((w.sees(r"(?P<noun>[a-z]+)") or match)[0]):
        said = w.column() or ""
        if said == meant[1]:
            return None  # "the best grade" is a number
    elif (
        not w.rows.columns
        and (noun := w.sees(r"(?P<noun>[a-z]+)"))
        and not w.rows.names_item(noun["noun"])
        and TEXT_LIKE.fullmatch(noun["noun"])
    ):
        said = w.column() or ""
    elif not w.noun() and not w.at_end() and not w.eat(r"[a-z]+(?= ?, [a-z_]+ ?(?:,|and) )"):
        return None
    return w.rows.code, meant[0], meant[1], said


def _read_best_group(w: Words) -> tuple[str, str] | None:
    """Read "department with the highest average salary", "which author wrote the most pages in sum"."""
    is_asked = w.eat(r"(?:which|who)") is not None or w.phrase.text[: w.position].rstrip().endswith("which")
    before = w.rows
    word = w.sees(r"(?P<name>[a-z_]+)")
    key = read_key(w) if word is not None and (not before.names_rows(word[0]) or before.is_column(word[0])) else None
    if key is None or len(key) > 1:
        return None
    while w.eat(_VERBS):
        pass
    acted = w.eat(r"(?:[a-z]+ ){0,2}(?:[a-z]+(?: in)?)(?= most [a-z])") if is_asked else None
    match = w.eat(rf"(?:winner )?(?:with )?(?:(?P<most>{MOST})|(?P<least>{LEAST}))")
    if match is None:
        return None
    function = w.eat(r"(?P<function>sum|average|count)(?: of)?")
    noun = w.sees(r"(?P<noun>[a-z]+)")
    if (function is None or function["function"] == "count") and noun is not None and before.names_item(noun["noun"]):
        w.noun()
        measure = Measure("count", "count")
    else:
        column = w.column()
        if column is None:
            return None
        summed = w.eat("sum(?: of it)?")
        if function is None and summed is None and not (acted and match[0].lower().endswith("most")):
            return None
        said = function["function"].lower() if function else "sum"
        measure = Measure({"sum": "total"}.get(said, said), said, before.number(column), column=column)
    if before.keys or not w.at_end():
        return None
    write_groups(w, key, [measure])
    rows, w.rows = w.rows, before
    call = "max" if match["most"] else "min"
    w.eat("sum")
    best = w.assign("best" if match["most"] else "lowest", f"{call}({rows.code}, key=lambda {rows.x}: {rows.fill(rows.cell(measure.name))})")  # fmt: skip
    w.picked.append((key[0][0], best, rows))
    return key[0][0], f"{rows.cell(key[0][0])}, {rows.cell(measure.name)}".replace("{x}", best)


def read_best_of_each(w: Words) -> bool | None:
    """Read "the best student in each subject": the rows with the most, one for each value of a column."""
    rows = w.rows
    noun = w.sees(r"(?:best|worst|[a-z]+est|top) (?P<noun>[a-z]+)")
    found = w.attempt(lambda: _read_most_of(w, [])) or w.attempt(lambda: _read_superlative(w, []))
    if found is None or w.eat(PER) is None:
        return None
    key = read_key(w)
    if key is None or len(key) > 1:
        return None
    _, call, column, said = found
    if not said and noun is not None and not rows.columns and not rows.names_rows(noun["noun"]):
        said = rows.column(noun["noun"])
    w.lead = (key[0][0], said) if said and key[0][1] == rows.cell(key[0][0]) else ()
    sign = ">" if call == "max" else "<"
    x, code = rows.x, rows.fill(key[0][1])
    best = w.flow.free_name("best" if call == "max" else "lowest")
    w.flow.names.add(best)
    there = rows.order(column).replace("{x}", f"{best}[key]")
    w.flow.lines.append(
        f"{best} = {{}}\nfor {x} in {rows.code}:\n    key = {code}\n"
        f"    if key not in {best} or {rows.fill(rows.order(column))} {sign} {there}:\n        {best}[key] = {x}"
    )
    name = w.assign(rows.noun + "s_kept" if rows.code == rows.noun + "s" else "kept", f"list({best}.values())")
    w.rows = replace(rows, code=name, keys=())
    return True


def read_few(w: Words) -> bool | None:
    """Read "top 3 orders by amount", "first 5 rows", "3 most expensive products", "5 students with the highest grade"."""
    rows = w.rows
    if found := w.attempt(lambda: _read_top_groups(w)):
        return found
    if match := w.eat(rf"(?:top|best|highest|largest|biggest) (?P<count>{NUMBER_WORD})"):
        w.noun()
        column = w.column() if w.eat(r"(?:by|in|with highest|with most)") else rows.only_number() or w.hint
        return _take(w, match["count"], column, True)
    if match := w.eat(rf"(?:first|(?P<last>last)) (?P<count>{NUMBER_WORD})"):
        w.noun()
        count = int(w.number(match["count"]))
        part = f"[-{count}:]" if match["last"] else f"[:{count}]"
        w.flow.lines.append(f"{rows.code} = {rows.code}{part}")
        return True
    if match := w.eat(rf"(?P<count>{NUMBER_WORD}) (?P<word>{_NAMES})"):
        meant = superlative(rows, match["word"], w.phrase.text)
        w.noun()
        return _take(w, match["count"], meant[1], meant[0] == "max") if meant else None
    if match := w.eat(rf"(?P<count>{NUMBER_WORD}) (?:(?P<most>{MOST})|(?P<least>{LEAST}))"):
        column = w.column() or ""
        w.noun()
        return _take(w, match["count"], column, bool(match["most"])) if column else None
    match = w.eat(rf"(?P<count>{NUMBER_WORD}) (?P<noun>[a-z]+) with (?:(?P<most>{MOST})|(?P<least>{LEAST}))")
    if match is None or not rows.names_item(match["noun"]):
        return None
    return _take(w, match["count"], w.column() or "", bool(match["most"]))


def _read_top_groups(w: Words) -> bool | None:
    """Read "top 2 reps by total qty", "the 3 customers with the highest total amount": groups, the first few of them."""
    match = w.eat(rf"(?:top )?(?P<count>{NUMBER_WORD})")
    word = w.sees(r"(?P<name>[a-z_]+) (?:by|with (?:highest|most|largest)) (?:sum|average|count)\b")
    if match is None or word is None or (w.rows.names_rows(word["name"]) and not w.rows.is_column(word["name"])):
        return None
    keys = read_key(w)
    if not keys or w.eat(r"by|with (?:highest|most|largest)") is None:
        return None
    measures = read_measures(w)
    if not measures or len(measures) > 1:
        return None
    write_groups(w, keys, measures)
    return _take(w, match["count"], measures[0].name, True)


def _take(w: Words, count: str, column: str | None, is_down: bool) -> bool | None:
    if not column:
        return None
    rows = w.rows
    more = ", reverse=True" if is_down else ""
    name = w.assign("top" if is_down else "lowest", f"sorted({rows.code}, key=lambda {rows.x}: {rows.fill(rows.order(column))}{more})[:{int(w.number(count))}]")  # fmt: skip
    w.rows = replace(rows, code=name)
    return True


def read_kept(w: Words) -> Rows | None:
    """Read which rows are meant: a noun, a condition, or both; those that are kept go into a variable of their own."""
    rows = w.rows
    is_named = w.noun() or w.eat(r"(?:them|it|result|results|rest)") is not None
    tests = w.attempt(lambda: read_tests(w))
    if tests is None:
        return rows if is_named else None
    name = w.assign("kept", f"[{rows.x} for {rows.x} in {rows.code} if {rows.fill(tests.code)}]")
    return replace(rows, code=name)
