"""What a request wants to see of rows: columns, numbers, the one with the most, in the order and the form that it says."""

import re
from dataclasses import replace

from engine.chains.flow import plural, repr_string
from engine.chains.record_changes import read_sort
from engine.chains.record_groups import read_grouped, read_measures
from engine.chains.record_picks import MOST, read_best_of_each, read_few, read_kept, read_pick
from engine.chains.record_rows import Rows
from engine.chains.record_shows import Look, label, print_rows, read_columns, read_look
from engine.chains.record_tests import read_tests
from engine.chains.record_words import END, Words

THEM = r"(?:(?:only|both|out) )*(?:them|it|rest|result|results|everything|list|table|rows|lines|file|ones)"
_AND = r"(?:, )?(?:and(?: also)?|as well as|plus|,)(?= )(?: (?:also|print))?"


def read_shown(w: Words, is_said: bool = True) -> bool | None:
    """Read what is printed; the first clause need not say so."""
    if w.picked and len(w.picked) == len(w.pending) and (named := w.attempt(lambda: _show_of_picked(w))):
        return named
    if w.mentioned is not None and (counted := w.attempt(lambda: _show_counted(w))):
        return counted
    said = w.eat(r"(?:print|list(?= [a-z])|say|which(?= [a-z]))")
    if (
        said is None
        and is_said
        and not (w.steps == 0 and not re.search(r"\b(?:print|save)\b", w.rest) and w.sees(f"{MOST}|count|[a-z]+ with"))
    ):
        return None
    look = Look()
    if form := w.eat(r"(?:(?P<md>markdown|md)|(?P<plain>nicely formatted|formatted|aligned|nice))? ?table(?: with aligned columns| with columns| (?:of|with|showing)(?= )(?! (?:header|aligned)))?"):  # fmt: skip
        look = Look(is_markdown=bool(form["md"]), is_table=not form["md"])
    w.eat(r"(?:me|both|out)(?= )")
    done = (
        w.attempt(lambda: _show_unique(w))
        or w.attempt(lambda: _show_numbers(w))
        or w.attempt(lambda: _show_rows(w, look))
    )
    if not done:
        return None
    if said is None and w.rest.strip(" ,"):
        return None  # it is worked out first, and shown by a later clause
    w.is_shown = True
    return True


def _show_of_picked(w: Words) -> bool | None:
    """Read "print both names" after rows that have the most and the least of something."""
    columns = read_columns(w) if w.eat(r"print(?: both)?") else []
    if not columns or not w.at_end():
        return None
    for name, row, rows in w.picked:
        columns = [rows.column(column) for column in columns]
        if not all(columns):
            return None
        cells = ", ".join(rows.cell(column).replace("{x}", row) for column in columns)
        w.flow.lines.append(f'print("{label(name)}:", {cells})' if len(w.picked) > 1 else f"print({cells})")
    w.pending, w.picked, w.is_shown = [], [], True
    return True


def _show_counted(w: Words) -> bool | None:
    """Read "print the number and their names" after rows that were counted."""
    if len(w.pending) > 1 or w.eat(r"print (?:both )?(?:(?:number|count)(?: ,)?|(?:number|count)? ?them(?: ,)?)(?: and)?(?= )") is None or w.mentioned is None:  # fmt: skip
        return None
    columns = read_columns(w)
    if not columns or not w.at_end():
        return None
    if w.pending:
        w.flow.lines.append(f"print({w.pending[0][1]})")
    w.pending, w.is_shown = [], True
    return print_rows(w, w.mentioned, columns, Look())


def _show_unique(w: Words) -> bool | None:
    """Read "the different cities, sorted", each value of a column once."""
    is_first = w.eat(r"unique(?: values(?: of)?)?") is not None
    column = w.column()
    if column is None or (not is_first and w.eat("unique") is None) or w.rows.keys:
        return None
    w.eat(r",(?= (?:sort|alphabetically))")
    order = w.eat(r"(?:sort(?= ?(?:$|,|alphabetically|and))(?: alphabetically)?|alphabetically)(?: by (?:name|value))?")
    look = read_look(w)
    if not w.at_end() or look.is_table or look.is_markdown or w.pending:
        return None
    rows = w.rows
    code = f"{{{rows.fill(rows.cell(column))} for {rows.x} in {rows.code}}}"
    code = f"sorted({code})" if order else f"list(dict.fromkeys({code[1:-1]}))"
    found = w.assign(plural(column.lower()), code)
    if look.separator is not None:
        w.flow.lines.append(f"print({repr_string(look.separator)}.join({found}))")
    else:
        w.flow.lines.append(f"for value in {found}:\n    print(value)")
    return True


def _show_numbers(w: Words) -> bool | None:
    """Read numbers of all rows, and rows that have most of something."""
    is_them = bool(w.pending) and (w.eat(rf"(?:both|{THEM}){END}") or w.sees("with labels?|$")) is not None
    outputs = list(w.pending) if is_them else []
    outputs += read_numbers(w, is_more=bool(outputs))
    look = read_look(w)
    if not outputs or not w.at_end() or look.is_table or look.separator is not None or w.sees(rf"and (?:{MOST}|count)"):
        return None
    labels = [name for name, _ in outputs]
    if w.picked and len(w.picked) == len(outputs) and re.search(r"\bprint\b", w.rest):
        w.pending = outputs  # which of its columns are wanted is said later
        return True
    for name, code in outputs:
        if (
            look.places is not None
            and re.match(r"average|total|highest|lowest|median|stdev", name)
            and code.isidentifier()
        ):
            code = f'f"{{{code}:.{look.places}f}}"' if look.is_fixed else f"round({code}{f', {look.places}' if look.places else ''})"  # fmt: skip
        is_plain = len(outputs) == 1 or len(set(labels)) < len(labels)
        w.flow.lines.append(f"print({code})" if is_plain else f'print("{label(name)}:", {code})')
    w.pending = []
    return True


def read_numbers(w: Words, is_more: bool = False) -> list[tuple[str, str]]:
    """Read numbers of all rows and rows that have most of something; return what each is called and its expression."""
    outputs: list[tuple[str, str]] = []
    while True:
        before = w.position
        if (outputs or is_more) and w.eat(_AND) is None:
            return outputs
        if w.eat(r"(?:column names|names columns|names of columns|columns names)(?= ?(?:,|$|and))"):
            outputs.append(("columns", f'", ".join({w.rows.code}[0])'))
            continue
        pick = read_pick(w)
        measures = None if pick or w.rows.keys else w.attempt(lambda: read_measures(w))
        if pick is not None:
            outputs.append(pick)
        elif measures:
            outputs += [(m.name, w.assign(m.name, m.code(w, w.rows.code, w.rows.x))) for m in measures]
        else:
            w.position = before
            return outputs


def _show_rows(w: Words, look: Look) -> bool | None:
    """Read rows, or columns of them, in the order and the form that is asked for."""
    if w.picked:
        return None  # more of that one, or of all rows?
    columns = read_what(w)
    if columns is None:
        return None
    rows = w.rows
    numbers = [name for name in columns if rows.holds_numbers(name)]
    w.hint = w.hint or (numbers[0] if len(numbers) == 1 else "")
    said = look
    for _ in range(3):
        w.eat(r",(?= (?:sort|descending|ascending|alphabetically|chronologically))")
        if w.attempt(lambda: read_sort(w)) is None and w.attempt(lambda: read_few(w)) is None:
            if (more := read_look(w)) == Look() and w.position:
                break
            said = replace(
                more, is_table=said.is_table or more.is_table, is_markdown=said.is_markdown or more.is_markdown
            )
        rows = w.rows
    said = _merged(said, read_look(w))
    if not w.at_end() or w.pending:
        return None
    if w.form and "shownform" in w.phrase.text and not fits_form(w, rows, columns):
        return None
    if not columns and w.sees(r"(?:(?:,|and|then) )*(?:print|list) (?:them|it|result|results|everything)"):
        return True  # it was a question, and how its answer is to look is said now
    return print_rows(w, rows, columns, said)


def _merged(one: Look, two: Look) -> Look:
    return one if two == Look() else replace(two, is_table=one.is_table or two.is_table, is_markdown=one.is_markdown or two.is_markdown)  # fmt: skip


def fits_form(w: Words, rows: Rows, columns: list[str]) -> bool:
    from engine.chains.record_shows import line_of

    return line_of(w, rows, columns or list(rows.columns), Look()).startswith("f'")


def read_what(w: Words) -> list[str] | None:
    """Read which rows and which of their columns; rows that are kept for it take the place of the others."""
    if w.attempt(lambda: read_best_of_each(w)):
        named = (w.attempt(lambda: read_columns(w)) or []) if w.eat(r"with(?= [a-z_]+)") else []
        return list(dict.fromkeys([*w.lead, *named])) if w.lead and named else named
    if w.attempt(lambda: read_grouped(w)) or w.attempt(lambda: read_few(w)):
        w.eat(r"with(?= [a-z_]+)")
        return w.attempt(lambda: read_columns(w)) or []
    if w.eat(rf"{THEM}(?! with (?:{MOST}))"):
        w.eat(r"with(?= [a-z_]+ ?(?:,|$|and\b))")
        kept = w.attempt(lambda: read_kept(w)) if w.sees("with|from|in|who") else None
        w.rows = kept or w.rows
        return w.attempt(lambda: read_columns(w)) or []
    if w.sees(r"shownform|perline|separated|aligned|as (?:table|markdown)"):
        return []
    lead = w.sees(r"(?:each|every) (?P<noun>[a-z]+) (?!with\b|and\b)[a-z_]+(?= ?(?:,|with|and))")
    if lead is not None and w.rows.names_item(lead["noun"]):
        w.eat(r"(?:each|every) [a-z]+")
    listed = w.attempt(lambda: _read_listed(w))
    whole = w.attempt(lambda: _read_some_rows(w)) if listed is None else None
    if whole is not None:
        return whole
    w.eat(r"(?:columns?|fields|values(?: of)?)(?= [a-z_]+ (?:column|field))|(?:columns?|fields|values of)")
    columns = listed or read_columns(w)
    if not columns:
        return None
    if few := w.eat(r"of(?= (?:first|top|last|§n|[a-z]+ §n))"):
        if w.attempt(lambda: read_few(w)) is None:
            return None
    elif w.eat(r"(?:of|for)(?: (?:each|every))?(?= [a-z]+)") or (
        (w.sees(r"with|where|from|in|who|by(?! [a-z]+ ?(?:,|$))") or _names_rows(w))
        and not w.sees(
            r"(?:with|in|to) (?:(?:§n\d+|one|two|three) (?:decimal|digit|place)|aligned|header|indent|descending|ascending|markdown)"
        )
    ):
        kept = w.attempt(lambda: read_kept(w))
        if kept is None and few is None and not w.at_end():
            return None
        w.rows = kept or w.rows
    return columns


def _names_rows(w: Words) -> bool:
    """Return whether rows are named next, of which something is said: "points students in grade 9"."""
    noun = w.sees(r"(?P<noun>[a-z]+) (?:in|with|from|of|who|gt|lt|ge|le|not|rated)")
    return noun is not None and w.rows.names_item(noun["noun"])


def _read_listed(w: Words) -> list[str] | None:
    """Read "customer, city and amount": the first may be what rows are called, too."""
    w.eat(r"(?:columns?|fields)")
    columns = read_columns(w)
    return columns if len(columns) > 1 and not w.sees("with (?:most|highest|lowest)") else None


def _read_some_rows(w: Words) -> list[str] | None:
    """Read "students with an average of at least 4", "products with their price"."""
    if not w.noun():
        return None
    tests = w.attempt(lambda: read_tests(w))
    rows = w.rows
    if tests is not None:
        name = w.assign("kept", f"[{rows.x} for {rows.x} in {rows.code} if {rows.fill(tests.code)}]")
        w.rows = replace(rows, code=name)
    if w.eat(r"(?:with|and)(?= [a-z_]+)"):
        columns = read_columns(w)
        if not columns:
            return None
        lead = [name for name in (*rows.keys, rows.noun, "name", "title") if rows.is_column(name)][:1]
        lead = lead or (["name"] if not rows.columns else [])
        return columns if not lead or lead[0] in columns else [*lead, *columns]
    return (
        []
        if w.at_end() or w.sees(r"as|sort|separated|alphabetically|descending|ascending|perline|with|round")
        else None
    )
