"""Sources of rows with columns: CSV, JSON, SQLite, literals, and variables that the person has."""

import csv
import io
import json
import random

from training.compositions.domains import TABLES, Column, Table
from training.compositions.language import FileName, Thing, Verbatim, phrases
from training.compositions.origins import SAMPLE_ROWS, Origin, name_file, type_literal, write_literal
from training.compositions.program import Data, Program


def _make_rows(columns: tuple[Column, ...], rng: random.Random, count: int) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for number in range(count):
        row: dict[str, object] = {}
        for column in columns:
            if column.kind == "text":
                row[column.name] = (
                    column.values[number % len(column.values)] if column is columns[0] else rng.choice(column.values)
                )
            elif column.kind == "int":
                row[column.name] = rng.randint(int(column.low) or 1, int(column.high))
            else:
                row[column.name] = round(rng.uniform(column.low, column.high), 2)
        rows.append(row)
    return rows


def _draw_table(rng: random.Random, most: int) -> tuple[Table, tuple[Column, ...]]:
    table = rng.choice(TABLES)
    first, *others = table.columns
    count = rng.randint(min(2, len(others)), min(most - 1, len(others)))
    while True:
        chosen = sorted(rng.sample(others, count), key=others.index)
        if any(column.is_number for column in chosen):
            return table, (first, *chosen)


_LISTED = (
    " with <the |>columns {columns}",
    " (columns {columns})",
    " (columns: {columns})",
    " with the columns {columns}",
    " ({columns})",
    " <which|that> has the columns {columns}",
)


def _row_words(table: Table, rng: random.Random, general: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    return (table.one, table.many) if rng.random() < 0.7 else rng.choice(general)


def csv_rows(program: Program, rng: random.Random) -> Origin:
    """The rows of a CSV file."""
    table, columns = _draw_table(rng, 5)
    file = name_file(rng.choice([*table.stems, table.many]) if rng.random() < 0.9 else "data", ".csv", rng)
    program.names |= {"rows", "row"}
    program.add(
        f'with open("{file}", newline="", encoding="utf-8") as file:',
        "    rows = list(csv.DictReader(file))",
        imports="import csv",
    )
    rows = _make_rows(columns, rng, SAMPLE_ROWS)
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, [column.name for column in columns], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    one, many = _row_words(table, rng, (("row", "rows"), ("row", "rows"), ("record", "records"), ("entry", "entries")))
    return Origin(
        "csv", Data("rows", "rows", one, many, item="row", columns=columns, access="csv"),
        Thing(one, many, place=f"{rng.choice(['in', 'in', 'from', 'of'])} {{file}}", own_name="{file}"),
        phrases("""
            read {file}{listed}
            read {file}{listed}
            load {file}{listed}
            read the csv file {file}{listed}
            read the {many} from {file}{listed}
            load the {many} from {file}{listed}
            open {file}{listed}
            open the csv {file}{listed} and ~read it
            read the csv {file}{listed}
            parse {file}{listed}
            take {file}{listed}
        """),
        phrases("""
            I have a csv file {file}{must_list}
            I have {file}{must_list}
            {file} has the columns {columns}
            there is a csv file {file}{must_list}
            my file {file} has columns {columns}
            {file} is a csv file{must_list}
            I've got a csv called {file}{must_list}
            the csv file {file} has the columns {columns}
            I have a list of {table} in {file}{must_list}
        """),
        phrases("given {file}{must_list}\nfrom {file}{listed}\nfor the csv file {file}{listed}\nusing {file}{listed}\nwith {file}{listed}"),
        ("{file}{listed}", "{file}{listed}", "csv {file}{listed}", "read {file}{listed}"), {"file": file, "table": table.many}, {file: buffer.getvalue()}, columns=tuple(column.name for column in columns),
    )  # fmt: skip


def json_rows(program: Program, rng: random.Random) -> Origin:
    """A list of objects in a JSON file, or one on each line."""
    table, columns = _draw_table(rng, 5)
    is_lines = rng.random() < 0.25
    ending = rng.choice([".jsonl", ".jsonl", ".ndjson"]) if is_lines else ".json"
    file = name_file(rng.choice([*table.stems, table.many]) if rng.random() < 0.9 else "data", ending, rng)
    variable, item = program.fresh(table.many), table.one
    program.names.add(item)
    rows = _make_rows(columns, rng, SAMPLE_ROWS)
    if is_lines:
        program.add(
            f'with open("{file}", encoding="utf-8") as file:',
            f"    {variable} = [json.loads(line) for line in file]",
            imports="import json",
        )
        content = "\n".join(json.dumps(row) for row in rows) + "\n"
    else:
        program.add(
            f'with open("{file}", encoding="utf-8") as file:',
            f"    {variable} = json.load(file)",
            imports="import json",
        )
        content = json.dumps(rows)
    one, many = _row_words(
        table, rng, (("object", "objects"), ("item", "items"), ("record", "records"), ("entry", "entries"))
    )
    clauses = phrases("""
        read {file}{listed}
        load {file}{listed}
        load the list of {table} from {file}{listed}
        read the {many} from {file}{listed}
        load the {many} in {file}{listed}
        read the json file {file}{listed}
        open {file}{listed}
        parse {file}{listed}
        load the json in {file}{listed}
    """)
    if is_lines:
        clauses = tuple(
            text.replace("the json file ", "the json lines file ").replace("the json in", "the json lines in")
            for text in clauses
        )
    holds = "one json object per line" if is_lines else "a list of <objects|dictionaries|dicts>"
    return Origin(
        "jsonl" if is_lines else "json", Data("rows", variable, one, many, item=item, columns=columns),
        Thing(one, many, place=f"{rng.choice(['in', 'in', 'from', 'of'])} {{file}}", own_name="{file}"), clauses,
        phrases(f"""
            {{file}} contains {holds} with {{columns}}
            I have a json file {{file}} with {holds} with <the keys |>{{columns}}
            {{file}} holds {holds} with <the |>keys {{columns}}
            {{file}} is {holds} (keys: {{columns}})
            the file {{file}} has {holds} with the fields {{columns}}
            I have a list of {{table}} in {{file}}, each with {{columns}}
            {{file}} is a list of {{table}} with {{columns}}
        """) if not is_lines else phrases(f"{{file}} has {holds} with {{columns}}\neach line of {{file}} is a json object with {{columns}}\nI have a jsonl file {{file}} with the keys {{columns}}\nin {{file}} there is {holds} with <the keys |>{{columns}}"),
        phrases("given {file}{must_list}\nfrom {file}{listed}\nusing {file}{listed}"), ("{file}{listed}", "read {file}{listed}"), {"file": file, "table": table.many}, {file: content}, columns=tuple(column.name for column in columns), nouns=(table.one,),
    )  # fmt: skip


def table_rows(program: Program, rng: random.Random) -> Origin:
    """The rows of a table in SQLite."""
    table, columns = _draw_table(rng, 5)
    name = table.many
    file = FileName(
        rng.choice([*table.stems, "data", "app", "store", "my"]) + rng.choice([".db", ".db", ".sqlite", ".sqlite3"])
    )
    program.names |= {"rows", "row", "connection"}
    program.add(
        f'connection = sqlite3.connect("{file}")',
        "connection.row_factory = sqlite3.Row",
        f'rows = [dict(row) for row in connection.execute("SELECT * FROM {name}")]',
        "connection.close()",
        imports="import sqlite3",
    )
    rows = _make_rows(columns, rng, SAMPLE_ROWS)
    names = ", ".join(f'"{column.name}"' for column in columns)
    setup = f"import sqlite3\nc = sqlite3.connect({str(file)!r})\nc.execute('CREATE TABLE {name} ({names})')\nc.executemany('INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})', {[tuple(row.values()) for row in rows]!r})\nc.commit()\nc.close()\n"
    one, many = _row_words(table, rng, (("row", "rows"), ("record", "records")))
    return Origin(
        "sqlite", Data("rows", "rows", one, many, item="row", columns=columns),
        Thing(one, many, place=rng.choice(["in the table {table} of {file}", "from the {table} table in {file}", "in the table {table} in {file}"])),
        phrases("""
            read the table {table} from {file}{listed}
            read the {table} table of the sqlite database {file}{listed}
            load all rows of the table {table} in {file}{listed}
            open the sqlite database {file} and ~read the table {table}{listed}
            connect to {file} and ~read the table {table}{listed}
            select everything from the table {table} in {file}{listed}
            get all rows from the {table} table in {file}{listed}
        """),
        phrases("""
            I have a sqlite database {file} with a table {table}{listed_columns}
            the sqlite file {file} has a table {table}{listed_columns}
            there is a table {table}{listed_columns} in {file}
            my database {file} has a table {table} with the columns {columns}
        """),
        phrases("given the table {table}{listed_columns} in {file}\nfrom the table {table} in {file}"), ("{file} table {table}", "table {table} in {file}"), {"file": file, "table": Verbatim(name)}, setup=setup, columns=tuple(column.name for column in columns),
    )  # fmt: skip


def literal_rows(program: Program, rng: random.Random) -> Origin:
    """Dictionaries or tuples that stand in the request."""
    table, columns = _draw_table(rng, 3)
    rows = _make_rows(columns, rng, rng.choice([3, 3, 4]))
    for row in rows:
        for column in columns:
            if column.kind == "float":
                row[column.name] = round(float(str(row[column.name])), 1)
    variable, item = program.fresh(table.many), table.one
    program.names.add(item)
    is_tuples = len(columns) <= 3 and rng.random() < 0.5
    literal: list[object] = [tuple(row.values()) if is_tuples else row for row in rows]
    program.add(
        f"{variable} = {write_literal(literal)}"
        if not is_tuples
        else f"{variable} = [{', '.join(write_literal(row) for row in literal)}]"
    )
    data = Data(
        "rows", variable, table.one, table.many, item=item, columns=columns, access="tuple" if is_tuples else "typed"
    )
    what = "tuples" if is_tuples else "dictionaries"
    statements = (
        phrases("I have the list {literal}{tuple_columns}\n{variable} = {literal}{tuple_columns}\nI have a list of tuples {literal}{tuple_columns}\nhere are my {table}: {literal}{tuple_columns}") if is_tuples
        else phrases("I have the list {literal}\n{variable} = {literal}\nI have a list of dictionaries {literal}\nhere are my {table}: {literal}")
    )  # fmt: skip
    givens = tuple(
        text + ("{tuple_columns}" if is_tuples else "")
        for text in (
            f"given the list of {what} {{literal}}",
            "given {literal}",
            "given {variable} = {literal}",
            "from {literal}",
            "with {variable} = {literal}",
        )
    )
    return Origin("literal rows", data, Thing(table.one, table.many, place="in {literal}", own_name="{literal}"), (), statements, givens, ("{literal}" + ("{tuple_columns}" if is_tuples else ""), "{variable} = {literal}" + ("{tuple_columns}" if is_tuples else "")), {"literal": type_literal(literal, rng), "variable": Verbatim(variable), "table": table.many}, columns=tuple(column.name for column in columns), nouns=(table.one,))  # fmt: skip


def variable_rows(program: Program, rng: random.Random) -> Origin:
    """A list of dictionaries that the person has, or that a function is given."""
    table, columns = _draw_table(rng, 4)
    variable, item = program.fresh(table.many), table.one
    program.names.add(item)
    return Origin(
        "variable rows", Data("rows", variable, table.one, table.many, item=item, columns=columns), Thing(table.one, table.many, place=rng.choice(["in {variable}", "in the list {variable}"]), own_name=rng.choice(["{variable}", "the list {variable}"])), (),
        phrases("I have a list of dictionaries {variable} with <the |>keys {columns}\n{variable} is a list of dicts with <the |>keys {columns}\nI have a list {variable} of dictionaries with {columns}\neach item of the list {variable} is a dict with {columns}"),
        phrases("given a list of dictionaries {variable} with <the |>keys {columns}\ngiven a list of dicts {variable} ({columns})\nwith the list of dicts {variable} (keys {columns})"), ("{variable} (dicts with {columns})", "list of dicts {variable} ({columns})"), {"variable": Verbatim(variable)},
        setup=f"{variable} = {_make_rows(columns, rng, SAMPLE_ROWS)!r}\n", columns=tuple(column.name for column in columns), parameter="a list of <dictionaries|dicts> with <the keys |>{columns}", nouns=(table.one,),
    )  # fmt: skip
