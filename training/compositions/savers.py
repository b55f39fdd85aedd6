"""Ends of a pipeline that write a file."""

import random

from training.compositions.language import Verbatim, phrases
from training.compositions.program import Data, Program
from training.compositions.sinks import Sink, name_result

SAVE = phrases("""
    save {x} to {file}
    write {x} to {file}
    save {x} in {file}
    store {x} in {file}
    write {x} into {file}
    save {x} as {file}
    export {x} to {file}
    put {x} in <a file called |>{file}
    output {x} to {file}
    dump {x} into {file}
    write {x} to <a|a new> file <called |named |>{file}
    save {x} into <the file |>{file}
    create <a file |>{file} with {x}
""")


def save_lines(program: Program, data: Data, rng: random.Random) -> Sink:
    """A text file with an item on each line."""
    file = name_result(
        rng,
        ".txt",
        data.many.replace(" ", "_"),
        f"sorted_{data.many}".replace(" ", "_") if "sorted" in data.tags else f"new_{data.many}".replace(" ", "_"),
    )
    text = f"{{{data.item}}}\\n"
    program.add(
        f'with open("{file}", "w", encoding="utf-8") as file:',
        f"    for {data.item} in {data.expression}:",
        f'        file.write(f"{text}")',
    )
    ways = ("", "", ", one per line", ", one {one} per line", " one per line")
    return Sink(
        tuple(text + way for text in SAVE for way in ways),
        terse=("save to {file}", "into {file}", "write to {file}"),
        values={"file": file},
    )


def save_json(program: Program, data: Data, rng: random.Random) -> Sink:
    """A JSON file."""
    file = name_result(rng, ".json", data.many.replace(" ", "_") or data.one)
    expression = data.expression if data.kind != "pairs" else f"dict({data.expression})"
    program.add(
        f'with open("{file}", "w", encoding="utf-8") as file:',
        f"    json.dump({expression}, file, indent=2)",
        imports="import json",
    )
    ways = ("", "", "", " as json", " as a json file")
    return Sink(
        tuple(text + way for text in SAVE for way in ways if not (way and text.startswith(("save {x} as", "create")))),
        terse=("save to {file}", "into {file}", "json {file}"),
        values={"file": file},
    )


def save_rows(program: Program, data: Data, rng: random.Random) -> Sink:
    """Rows as CSV, JSON, JSON Lines or SQLite."""
    if data.access != "tuple" and rng.random() < 0.15:
        return save_table(program, data, rng)
    kind = (
        rng.choice(["csv", "csv", "csv", "json", "jsonl"])
        if data.access == "csv"
        else rng.choice(["csv", "csv", "json", "json", "jsonl"])
    )
    if kind == "json":
        return save_json(program, data, rng)
    names = [data.many, f"sorted_{data.many}" if "sorted" in data.tags else f"selected_{data.many}"]
    if kind == "jsonl":
        file = name_result(rng, ".jsonl", *names)
        program.add(
            f'with open("{file}", "w", encoding="utf-8") as file:',
            f"    for {data.item} in {data.expression}:",
            f'        file.write(json.dumps({data.item}) + "\\n")',
            imports="import json",
        )
        return Sink(
            tuple(text + way for text in SAVE for way in ("", " as json lines", ", one json object per line")),
            terse=("save to {file}", "into {file}"),
            values={"file": file},
        )
    file = name_result(rng, ".csv", *names)
    header = "[" + ", ".join(f'"{column.name}"' for column in data.columns) + "]"
    if data.access == "tuple":
        program.add(
            f'with open("{file}", "w", newline="", encoding="utf-8") as file:',
            "    writer = csv.writer(file)",
            f"    writer.writerow({header})",
            f"    writer.writerows({data.expression})",
            imports="import csv",
        )
    else:
        program.add(
            f'with open("{file}", "w", newline="", encoding="utf-8") as file:',
            f"    writer = csv.DictWriter(file, fieldnames={header})",
            "    writer.writeheader()",
            f"    writer.writerows({data.expression})",
            imports="import csv",
        )
    ways = (
        ("", "", "", " with <a|the> header", " with the same columns")
        if data.access == "csv" and "computed" not in data.tags
        else ("", "", " as csv", " with a header")
    )
    return Sink(
        tuple(
            text + way
            for text in SAVE
            for way in ways
            if not (way == " as csv" and text.startswith(("save {x} as", "create")))
        ),
        terse=("save to {file}", "into {file}", "write to {file}"),
        values={"file": file},
    )


def save_table(program: Program, data: Data, rng: random.Random) -> Sink:
    """Rows in a table of SQLite."""
    names = [column.name for column in data.columns]
    types = {"text": "TEXT", "int": "INTEGER", "float": "REAL"}
    declared = ", ".join(f"{column.name} {types[column.kind]}" for column in data.columns)
    table = data.expression if data.expression != "rows" else data.many.replace(" ", "_")
    file = name_result(rng, rng.choice([".db", ".db", ".sqlite"]), "data", "store", "app")
    marks = ", ".join(f":{name}" for name in names)
    program.add(
        f'connection = sqlite3.connect("{file}")',
        f'connection.execute("CREATE TABLE IF NOT EXISTS {table} ({declared})")',
        f'connection.executemany("INSERT INTO {table} VALUES ({marks})", {data.expression})',
        "connection.commit()",
        "connection.close()",
        imports="import sqlite3",
    )
    return Sink(
        ("save {x} in a table {table} of <the sqlite database |>{file}", "insert {x} into the table {table} of {file}", "write {x} to a sqlite table {table} in {file}", "store {x} in the sqlite database {file}, table {table}", "put {x} into a table called {table} in {file}", "import {x} into a sqlite table {table} in {file}"),
        terse=("into table {table} of {file}",), values={"file": file, "table": Verbatim(table)},
    )  # fmt: skip


def save_entries(program: Program, data: Data, rng: random.Random) -> Sink:
    """The entries as CSV, text or JSON."""
    kind = rng.choice(["csv", "csv", "json", "txt"])
    if kind == "json":
        return save_json(program, data, rng)
    pairs = f"{data.expression}.items()" if data.kind == "mapping" else data.expression
    key, held = data.keys, data.held
    values: dict[str, object] = {"k": data.one, "v": data.called}
    stem = data.many.replace(" ", "_") if data.kind == "mapping" else "top"
    if kind == "csv":
        values["file"] = name_result(rng, ".csv", stem)
        program.add(
            f'with open("{values["file"]}", "w", newline="", encoding="utf-8") as file:',
            "    writer = csv.writer(file)",
            f'    writer.writerow(["{data.one}", "{held}"])',
            f"    writer.writerows({pairs})",
            imports="import csv",
        )
        ways: tuple[str, ...] = (
            "",
            " with <the |>columns {k} and {v}",
            " with the header {k},{v}",
            " (columns {k}, {v})",
        )
        return Sink(
            tuple(text + way for text in SAVE for way in ways), terse=("save to {file}", "into {file}"), values=values
        )
    values["file"] = name_result(rng, ".txt", stem)
    shape = rng.choice(["{0}: {1}", "{0}: {1}", "{0} {1}", "{0}={1}", "{0},{1}"])
    program.add(
        f'with open("{values["file"]}", "w", encoding="utf-8") as file:',
        f"    for {key}, {held} in {pairs}:",
        f'        file.write(f"{shape.format("{" + key + "}", "{" + held + "}")}\\n")',
    )
    values["form"] = Verbatim(rng.choice(["'{}'", '"{}"', "{}"]).format(shape.format(data.one, values["v"])))
    ways = (
        (" as {form}", " as {form} lines", ", one per line as {form}", " in the form {form}")
        if shape != "{0}: {1}"
        else ("", " as {form}", ", each line as {form}", ", one per line")
    )
    return Sink(
        tuple(
            text + way
            for text in SAVE
            for way in ways
            if not (text.startswith("save {x} as") and way.startswith(" as"))
        ),
        terse=("save to {file}", "into {file}"),
        values=values,
    )


def save_value(program: Program, data: Data, rng: random.Random) -> Sink:
    """One number or text in a file."""
    file = name_result(rng, ".txt", data.one.replace(" ", "_"))
    expression = (
        data.expression if data.kind in ("string", "text") and '"' not in data.expression else f"str({data.expression})"
    )
    program.add(f'with open("{file}", "w", encoding="utf-8") as file:', f"    file.write({expression})")
    return Sink(SAVE, terse=("save to {file}", "write to {file}"), values={"file": file})


def save_results(program: Program, data: Data, rng: random.Random) -> Sink:
    """Several numbers in a text file."""
    file = name_result(rng, ".txt", "statistics", "stats")
    program.add(
        f'with open("{file}", "w", encoding="utf-8") as file:',
        *(f'    file.write(f"{label}: {{{expression}}}\\n")' for label, expression in data.labels),
    )
    return Sink(SAVE, terse=("save to {file}",), values={"file": file})
