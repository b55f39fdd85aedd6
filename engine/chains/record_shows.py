"""Where rows and numbers go: printed in the form that is asked for, or written into a file of its ending's kind."""

import re
from dataclasses import dataclass, replace

from engine.chains.flow import repr_string, singular
from engine.chains.record_rows import Rows
from engine.chains.record_words import NUMBER_WORD, Words
from engine.chains.steps import read_separator


@dataclass(frozen=True)
class Look:
    """How lines are to look."""

    places: int | None = None
    is_fixed: bool = False  # whether so many digits are always shown
    separator: str | None = None
    is_table: bool = False  # aligned columns
    is_markdown: bool = False
    has_header: bool = False


def read_look(w: Words) -> Look:
    """Read how an output is to look."""
    look = Look()
    while True:
        before = w.position
        w.eat(
            r",(?= (?:round|with §n|to §n|to one|perline|separated|comma|tab|semicolon|aligned|as|one line|first line|first row|including|with header|with column names|shownform|name-value|in markdown))"
        )
        if match := w.eat(rf"round(?: (?:it|them|all|numbers|everything))?(?: to (?:nearest )?(?P<places>{NUMBER_WORD}|whole numbers?|integers?|euros?)?(?: (?:decimals?|decimal places?|digits?|places?))?)?"):  # fmt: skip
            places = match["places"] or ""
            look = replace(look, places=int(w.number(places)) if re.fullmatch(NUMBER_WORD, places) else 0)
        elif match := w.eat(
            rf"(?:to|with|in) (?P<places>{NUMBER_WORD}) (?:decimals?|decimal places?|digits)(?: each)?"
        ):
            look = replace(look, places=int(w.number(match["places"])), is_fixed=True)
        elif match := w.eat(r"(?:in one line |on one line )?(?:separated|delimited) (?:by|with) (?P<by>§s\d+|[a-z]+)|(?P<by2>comma|semicolon|tab)[- ](?:separated|delimited)"):  # fmt: skip
            separator = read_separator(match["by"] or match["by2"], w.phrase)
            if separator is None:
                w.position = before
                return look
            look = replace(look, separator=", " if separator == "," else separator)
        elif w.eat(r"(?:as |in )?(?:nicely )?(?:(?:aligned|nice) )(?:columns|table)|(?:as|in) (?:table|aligned columns)|with (?:aligned columns|columns aligned)(?:(?: ,)? and header(?: row| line)?)?|aligned"):  # fmt: skip
            look = replace(look, is_table=True)
        elif w.eat(r"(?:as|in) (?:markdown|md)(?: table)?"):
            look = replace(look, is_markdown=True)
        elif w.eat(
            r"with header(?: row| line)?|(?:with|including) column names(?: as header)?|(?:with )?first (?:line|row) (?:should be |is |with |being )?(?:column names|header)"
        ):
            look = replace(look, has_header=True)
        elif not w.eat(r"perline|one line each|one (?:line )?(?:per|for each|for every) [a-z]+|line (?:per|for each|for every) [a-z]+|(?:as|like|in form(?: of)?|with indent §n\d+|in format)? ?shownform|with indent(?: of)? §n\d+|with indentation|with labels?"):  # fmt: skip
            w.position = before
            return look


def shown(w: Words, rows: Rows, column: str, look: Look) -> str:
    """Return the template of a column's value as it is shown."""
    if look.places is None and w.places is not None and rows.keys:
        look = replace(look, places=w.places[0], is_fixed=w.places[1])
    is_number = column in rows.made and not (rows.keys and column in rows.columns and _is_count(w, column))
    if look.places is None or not (is_number or (rows.holds_numbers(column) and not rows.keys)):
        return rows.cell(column)
    number = rows.number(column)
    if look.is_fixed:
        return f"f'{{{number}:.{look.places}f}}'"
    return f"round({number}{f', {look.places}' if look.places else ''})"


def _is_count(w: Words, column: str) -> bool:
    return any(f"{repr_string(column)}: len(" in line for line in w.flow.lines)


def read_columns(w: Words) -> list[str]:
    """Read a list of columns."""
    names: list[str] = []
    while True:
        before = w.position
        if names and w.eat(r"(?:, )?(?:and|with|plus|,)(?= )") is None:
            return names
        name = w.column()
        if name is None:
            w.position = before
            return names
        names.append(name)


def line_of(w: Words, rows: Rows, columns: list[str], look: Look) -> str:
    """Return what is printed of a row: the arguments of `print`."""
    if w.form:
        filled = _fill_form(w, rows, columns)
        if filled:
            return filled
    cells = [rows.fill(shown(w, rows, name, look)) for name in columns]
    if not columns:
        return rows.x
    if w.pair and len(cells) == 2 and look.separator is None:
        return f"{cells[0]}, {cells[1]}, sep={repr_string(w.pair)}"
    more = f", sep={repr_string(look.separator)}" if look.separator is not None and len(cells) > 1 else ""
    return ", ".join(cells) + more


def _fill_form(w: Words, rows: Rows, columns: list[str]) -> str:
    """Return the f-string of a line like the one that the request shows: its word is the key, its numbers the numbers."""
    numbers = list(re.finditer(r"\d+(?:\.(?P<places>\d+))?", w.form))
    wanted = [name for name in columns if rows.holds_numbers(name)]
    texts = [name for name in columns if name not in wanted]
    first = re.match(r"[A-Za-z_]\w*(?: [A-Z]\w*)*", w.form)
    if len(numbers) != len(wanted) or len(texts) != 1 or first is None or '"' in w.form or "{" in w.form:
        return ""
    if {"highest", "lowest"} == set(wanted):  # the form shows which of them comes first
        wanted.sort(key=lambda name: (name == "highest") == (float(numbers[0][0]) < float(numbers[1][0])))
    text, end = f"{{{rows.fill(rows.cell(texts[0]))}}}", first.end()
    for match, name in zip(numbers, wanted, strict=True):
        is_whole = not match["places"] and _is_count(w, name)
        places = "" if is_whole else f":.{len(match['places'] or '')}f"
        text += f"{w.form[end : match.start()]}{{{rows.fill(rows.number(name))}{places}}}"
        end = match.end()
    return "f'" + text + w.form[end:].replace("'", "\\'") + "'" if "'" not in w.form else ""


def print_rows(w: Words, rows: Rows, columns: list[str], look: Look) -> bool:
    """Write the lines that print rows."""
    if w.group:
        return False
    names = columns or list(rows.columns if rows.keys else ())
    if w.pair and len(names) != 2:
        return False
    x = rows.x
    if look.is_table or look.is_markdown:
        return _print_table(w, rows, names, look)
    if look.separator is not None and len(names) == 1:
        cell = rows.fill(shown(w, rows, names[0], look))
        cell = cell if not rows.holds_numbers(names[0]) else f"str({cell})"
        w.flow.lines.append(f"print({repr_string(look.separator)}.join({cell} for {x} in {rows.code}))")
        return True
    if look.has_header and names:
        w.flow.lines.append(f"print({', '.join(map(repr_string, names))})")
    w.flow.lines.append(f"for {x} in {rows.code}:\n    print({line_of(w, rows, names, look)})")
    return True


def _print_table(w: Words, rows: Rows, names: list[str], look: Look) -> bool:
    x, lines = rows.x, w.flow.lines
    cells = "[" + ", ".join(f"str({rows.fill(shown(w, rows, name, look))})" for name in names) + "]"
    header = f"[{', '.join(map(repr_string, names))}]" if names else f"list({rows.code}[0])"
    cells = cells if names else f"[str(value) for value in {x}.values()]"
    if look.is_markdown:
        lines.append(f"header = {header}")
        lines.append('print("| " + " | ".join(header) + " |")\nprint("|" + " --- |" * len(header))')
        lines.append(f'for {x} in {rows.code}:\n    print("| " + " | ".join({cells}) + " |")')
        return True
    lines.append(f"lines = [{header}] + [{cells} for {x} in {rows.code}]")
    lines.append("widths = [max(map(len, column)) for column in zip(*lines)]")
    lines.append(
        'for line in lines:\n    print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())'
    )
    return True


def save_rows(w: Words, rows: Rows, columns: list[str], path: str, look: Look) -> bool:
    """Write the lines that save rows into a file."""
    if w.group:
        return False
    ending, x = path.rsplit(".", 1)[-1].lower(), rows.x
    names = columns or list(rows.columns if rows.keys else ())
    head = f'with open({repr_string(path)}, "w", encoding="utf-8") as file:\n'
    if ending in ("csv", "tsv"):
        w.flow.imports.add("import csv")
        fields = f"[{', '.join(map(repr_string, names))}]" if names else f"list({rows.code}[0])"
        more = ', extrasaction="ignore"' if names and not rows.keys else ""
        more += ', delimiter="\\t"' if ending == "tsv" else ""
        if look.places is not None or w.places is not None:
            _round_cells(w, rows, names, look)
        w.flow.lines.append(
            f'with open({repr_string(path)}, "w", newline="", encoding="utf-8") as file:\n'
            f"    writer = csv.DictWriter(file, fieldnames={fields}{more})\n"
            f"    writer.writeheader()\n    writer.writerows({rows.code})"
        )
        return True
    if ending in ("json", "jsonl"):
        w.flow.imports.add("import json")
        value = rows.code
        number = replace(look, is_fixed=False)
        if len(rows.keys) == 1 and len(names) == 2 and ending == "json" and names[0] == rows.keys[0]:
            value = f"{{{rows.fill(rows.cell(names[0]))}: {rows.fill(shown(w, rows, names[1], number))} for {x} in {rows.code}}}"
        elif columns or look.places is not None or w.places is not None:
            cells = ", ".join(f"{repr_string(name)}: {rows.fill(shown(w, rows, name, number))}" for name in names)
            value = f"[{{{cells}}} for {x} in {rows.code}]" if names else value
        if ending == "jsonl":
            body = f'    for {x} in {rows.code}:\n        file.write(json.dumps({x}, ensure_ascii=False) + "\\n")'
            w.flow.lines.append(head + body)
            return not columns
        w.flow.lines.append(f"{head}    json.dump({value}, file, indent={indent_of(w)}, ensure_ascii=False)")
        return True
    if ending not in ("txt", "md", "log", "text", "out"):
        return False
    if not names and ending != "txt":
        return False
    line = line_of(w, rows, names, look)
    w.flow.lines.append(f"{head}    for {x} in {rows.code}:\n        print({line}, file=file)")
    return bool(names)


def indent_of(w: Words) -> str:
    """Return by how many blanks JSON is indented."""
    found = re.search(r"\bindent(?:ation)?(?: of| level)?[ =](\d)", w.prompt)
    return found[1] if found else "2"


def _round_cells(w: Words, rows: Rows, names: list[str], look: Look) -> None:
    body = "".join(
        f"\n    {rows.x}[{repr_string(name)}] = {rows.fill(shown(w, rows, name, look))}"
        for name in names
        if shown(w, rows, name, look) != rows.cell(name)
    )
    if body:
        w.flow.lines.append(f"for {rows.x} in {rows.code}:{body}")


def label(name: str) -> str:
    """Return what a number is called where it is printed beside others."""
    return singular(name).replace("_", " ").capitalize() if name.endswith("_s") else name.replace("_", " ").capitalize()
