"""Where a pipeline ends: printed, saved, returned; the lines of Python and how people ask for it."""

import random
from dataclasses import dataclass, field

from training.compositions.language import ColumnName, FileName, Verbatim, phrases, plural
from training.compositions.program import Data, Program


@dataclass(frozen=True)
class Sink:
    """An end that was drawn; `{x}` is what the pipeline made."""

    clauses: tuple[str, ...]
    manners: tuple[str, ...] = ("",)  # what can follow any way of asking for the thing: ", one per line"
    is_plain: bool = False  # a question or "I need …" asks for as much
    terse: tuple[str, ...] = ()
    values: dict[str, object] = field(default_factory=dict)


PRINT = phrases("""
    print {x}
    print {x}
    print {x}
    print {x}
    show {x}
    display {x}
    output {x}
    print out {x}
    write {x} to the <console|screen>
    print {x} to the screen
    show me {x}
    tell me {x}
    give me {x}
    print {x} on the screen
""")
SHOW = "<print|print|print|show|display|output|print out>"
LINES = (
    ", one per line",
    " one per line",
    ", each on its own line",
    " on separate lines",
    " line by line",
    ", one on each line",
    ", each on a new line",
    " one <below|under> the other",
)
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


def _file(rng: random.Random, ending: str, *stems: str) -> FileName:
    return FileName(
        rng.choice([*stems, *stems, "result", "output", "out", "results", "new", "report", "summary"]) + ending
    )


def _print(
    program: Program,
    line: str,
    *,
    manners: tuple[str, ...] = ("",),
    terse: tuple[str, ...] = ("print", "print it", "show"),
) -> Sink:
    program.add(line)
    return Sink(PRINT, manners, True, terse)


def print_list(program: Program, data: Data, rng: random.Random) -> Sink:
    """A list at once, or one item a line."""
    if rng.random() < 0.55:
        return _print(program, f"print({data.expression})")
    program.add(f"for {data.item} in {data.expression}:", f"    print({data.item})")
    clauses = (
        *(text + way for text in PRINT[:7] for way in LINES[:6]),
        f"{SHOW} each {{one}} on <its own|a separate|a new> line", f"{SHOW} each one on <its own|a new|a separate> line", f"{SHOW} them one per line", f"{SHOW} one {{one}} per line",
    )  # fmt: skip
    return Sink(clauses, LINES, True, ("one per line", "print one per line"))


def save_lines(program: Program, data: Data, rng: random.Random) -> Sink:
    """A text file with an item on each line."""
    file = _file(
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
    file = _file(rng, ".json", data.many.replace(" ", "_") or data.one)
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


def print_rows(program: Program, data: Data, rng: random.Random) -> Sink:
    """Rows, or one or two of their columns in a form."""
    kind = rng.choice(["all", "one", "one", "two", "two", "form"])
    columns = list(data.columns)
    first = columns[0]
    second = rng.choice(columns[1:])
    item = data.item
    if kind == "all":
        program.add(f"for {item} in {data.expression}:", f"    print({item})")
        return Sink(PRINT, ("", "", *LINES[:2]), True, ("print", "print them"))
    if kind == "one":
        column = first if rng.random() < 0.8 else second
        program.add(f"for {item} in {data.expression}:", f"    print({_raw(data, column)})")
        return Sink(
            (f"{SHOW} the {{many_col}}{{of}}", f"{SHOW} only <the|their> {{many_col}}", f"{SHOW} the {{col}} of {{each}}", f"{SHOW} each {{one}}'s {{col}}", f"for each {{one}}, ~print its {{col}}", f"{SHOW} just the {{many_col}}", f"{SHOW} their {{many_col}}", "list the {many_col}{of}", "give me their {many_col}", f"{SHOW} the {{many_col}}, one per line"),
            terse=("print {many_col}", "print the {col}", "{many_col} only"), values={"col": ColumnName(column.name)},
        )  # fmt: skip
    if kind == "two":
        program.add(f"for {item} in {data.expression}:", f"    print({_raw(data, first)}, {_raw(data, second)})")
        return Sink(
            (f"{SHOW} <the |>{{col}} and <the |>{{col2}} of {{each}}", f"{SHOW} their {{col}} and {{col2}}", f"{SHOW} the {{many_col}} and <the |>{{many_col2}}", f"{SHOW} {{col}} and {{col2}} of {{each}}", f"{SHOW} only <the |>{{col}} and {{col2}}", "for each, ~print <the |>{col} and <the |>{col2}", f"{SHOW} each {{one}} with its {{col2}}" if first.name == data.one else f"{SHOW} each {{col}} with its {{col2}}"),
            terse=("print {col} and {col2}", "{col}, {col2}"), values={"col": ColumnName(first.name), "col2": ColumnName(second.name)},
        )  # fmt: skip
    return _print_form(program, data, [first, second], rng)


def _raw(data: Data, column: object, item: str = "") -> str:
    """Return a row's value as it is read: printing needs no number."""
    raw = data.of(column, item)  # type: ignore[arg-type]
    return raw[raw.index("(") + 1 : -1] if raw.startswith(("int(", "float(")) else raw


def _print_form(program: Program, data: Data, columns: list[object], rng: random.Random) -> Sink:
    first, second = columns
    shape = rng.choice(["{0}: {1}", "{0}: {1}", "{0} - {1}", "{0} ({1})", "{0}, {1}", "{0} = {1}", "{0} -> {1}"])
    quote = "'"
    parts = [f"{{{_raw(data, column)}}}".replace('"', quote) for column in (first, second)]
    program.add(f"for {data.item} in {data.expression}:", f'    print(f"{shape.format(*parts)}")')
    form = Verbatim(rng.choice(["'{}'", '"{}"', "{}", "'{}'"]).format(shape.format(first.name, second.name)))  # type: ignore[attr-defined]
    return Sink(
        (f"{SHOW} each as {{form}}", f"{SHOW} {{x}} <as|in the form|in the format|like> {{form}}", f"{SHOW} one line per {{one}} <like|in the form|as> {{form}}", f"{SHOW} {{form}} for {{each}}", f"{SHOW} each {{one}} <as|in the form|like> {{form}}"),
        terse=("print {form}", "{form}"), values={"form": form},
    )  # fmt: skip


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
        file = _file(rng, ".jsonl", *names)
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
    file = _file(rng, ".csv", *names)
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
    file = _file(rng, rng.choice([".db", ".db", ".sqlite"]), "data", "store", "app")
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


def print_entries(program: Program, data: Data, rng: random.Random) -> Sink:
    """The entries of a dictionary, or pairs."""
    pairs = f"{data.expression}.items()" if data.kind == "mapping" else data.expression
    key, held = data.keys, data.held
    values: dict[str, object] = {"k": data.one, "v": data.called, "k_s": plural(data.one), "v_s": plural(data.called)}
    kind = rng.choice(["form", "form", "form", "two", "whole", "decimals" if data.number == "float" else "form"])
    if kind == "whole":
        expression = (
            f"dict({data.expression})" if "counted" in data.tags and data.kind == "mapping" else data.expression
        )
        return _print(program, f"print({expression})")
    if kind == "two":
        program.add(f"for {key}, {held} in {pairs}:", f"    print({key}, {held})")
        return Sink(
            (
                *PRINT[:8],
                f"{SHOW} each {{k}} with its {{v}}",
                f"{SHOW} {{k}} and {{v}}",
                f"{SHOW} each {{k}} and its {{v}}",
                f"{SHOW} them with their {{v_s}}",
                f"{SHOW} {{k}} and {{v}} on each line",
            ),
            ("", "", *LINES[:3]),
            True,
            ("print {k} and {v}",),
            values,
        )
    if kind == "decimals":
        program.add(f"for {key}, {held} in {pairs}:", f'    print(f"{{{key}}}: {{{held}:.2f}}")')
        ways = (
            " with <two|2> decimals",
            " rounded to <two|2> decimals",
            " with <two|2> decimal places",
            ", rounded to <two|2> decimal places",
        )
        return Sink(
            (*(text + way for text in PRINT[:8] for way in ways), f"{SHOW} each {{k}} with its {{v}} to two decimals"),
            ways,
            True,
            ("print with two decimals",),
            values,
        )
    shape = rng.choice(["{0}: {1}", "{0}: {1}", "{0}: {1}", "{0} - {1}", "{0} = {1}", "{0} -> {1}", "{0} ({1})"])
    program.add(f"for {key}, {held} in {pairs}:", f'    print(f"{shape.format("{" + key + "}", "{" + held + "}")}")')
    form = Verbatim(rng.choice(["'{}'", '"{}"', "{}", "'{}'"]).format(shape.format(data.one, values["v"])))
    values["form"] = form
    ways = (
        " as {form}",
        " in the form {form}",
        " like {form}",
        " as {form} lines",
        ", one per line as {form}",
        ", each line <like|as> {form}",
    )
    plain: tuple[str, ...] = (
        (*PRINT[:8], f"{SHOW} each {{k}} with its {{v}}", f"{SHOW} every {{k}} and its {{v}}")
        if shape == "{0}: {1}"
        else ()
    )
    return Sink(
        (
            *(text + way for text in PRINT[:8] for way in ways),
            f"{SHOW} each line as {{form}}",
            f"{SHOW} {{form}} for each",
            *plain,
        ),
        ways,
        True,
        ("print {form}",),
        values,
    )


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
        values["file"] = _file(rng, ".csv", stem)
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
    values["file"] = _file(rng, ".txt", stem)
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


def print_groups(program: Program, data: Data, rng: random.Random) -> Sink:
    """Each key with its list."""
    values: dict[str, object] = {"k": data.keys, "v": data.held}
    if rng.random() < 0.35:
        program.add(f"for {data.keys}, members in {data.expression}.items():", f"    print({data.keys}, len(members))")
        return Sink(
            (
                f"{SHOW} <the size of each group|how many are in each group|how many {{v}} each group has|each group with its size|the number of {{v}} in each group>",
            ),
            terse=("print group sizes",),
            values=values,
        )
    program.add(f"for {data.keys}, members in {data.expression}.items():", f"    print({data.keys}, members)")
    return Sink(
        (
            *PRINT[:7],
            f"{SHOW} each {{k}} with its {{v}}",
            f"{SHOW} each group",
            f"{SHOW} every {{k}} and the {{v}} that belong to it",
        ),
        ("", "", *LINES[:2]),
        True,
        ("print groups",),
        values,
    )


def print_lists(program: Program, data: Data, rng: random.Random) -> Sink:
    """Each list of a list."""
    if rng.random() < 0.4:
        return _print(program, f"print({data.expression})")
    program.add(f"for group in {data.expression}:", "    print(group)")
    return Sink(
        (
            f"{SHOW} each group",
            f"{SHOW} each group on its own line",
            f"{SHOW} the groups, one per line",
            f"{SHOW} every group",
        ),
        LINES[:3],
        True,
        ("print each group",),
    )


def print_value(program: Program, data: Data, rng: random.Random) -> Sink:
    """One number or text."""
    if data.kind == "number" and data.number == "float" and rng.random() < 0.35:
        n = rng.choice([2, 2, 2, 1, 3])
        program.add(f'print(f"{{{data.expression}:.{n}f}}")')
        places = "decimal" if n == 1 else "decimals"
        ways = (
            f" with {{n}} {places}",
            f" rounded to {{n}} {places}",
            f" to {{n}} decimal place{'s' * (n > 1)}",
            f", rounded to {{n}} decimal place{'s' * (n > 1)}",
            " with {n} digits after the decimal point" if n > 1 else " with {n} decimal",
        )
        return Sink(
            tuple(text + way for text in PRINT[:8] for way in ways),
            ways,
            True,
            (f"print with {{n}} {places}",),
            {"n": n},
        )
    if data.kind == "number" and rng.random() < 0.12:
        label = {
            "total": rng.choice(["Total", "Sum"]),
            "average": rng.choice(["Average", "Mean"]),
            "count": "Count",
        }.get(data.one, data.one.capitalize())
        program.add(f'print(f"{label}: {{{data.expression}}}")')
        label_said = Verbatim(rng.choice([f"'{label}: ...'", f'"{label}: <number>"', f"'{label}: X'"]))
        return Sink(
            (
                f"{SHOW} {{x}} as {{label}}",
                f"{SHOW} {{label}}",
                f"{SHOW} {{x}} in the form {{label}}",
                f"{SHOW} {{x}} like {{label}}",
            ),
            terse=("print {label}",),
            values={"label": label_said},
        )
    return _print(program, f"print({data.expression})")


def save_value(program: Program, data: Data, rng: random.Random) -> Sink:
    """One number or text in a file."""
    file = _file(rng, ".txt", data.one.replace(" ", "_"))
    expression = data.expression if data.kind == "string" and '"' not in data.expression else f"str({data.expression})"
    program.add(f'with open("{file}", "w", encoding="utf-8") as file:', f"    file.write({expression})")
    return Sink(SAVE, terse=("save to {file}", "write to {file}"), values={"file": file})


def print_row(program: Program, data: Data, rng: random.Random) -> Sink:
    """One row: whole, its name, or its name with a value."""
    columns, kind = list(data.columns), rng.choice(["all", "name", "name", "two", "two"])
    by = next((tag.removeprefix("by ") for tag in data.tags if tag.startswith("by ")), "")
    second = next((column for column in columns if column.name == by), columns[-1])
    if kind == "all":
        return _print(program, f"print({data.expression})")
    if kind == "name":
        program.add(f"print({_raw(data, columns[0], data.expression)})")
        return Sink(
            (
                f"{SHOW} its {{col}}",
                f"{SHOW} its {{col}}",
                f"{SHOW} only its {{col}}",
                f"{SHOW} the {{col}}{{of}}",
                f"{SHOW} the {{col}}{{of}}",
                "tell me the {col}{of}",
            ),
            terse=("print its {col}", "print {col}"),
            values={"col": ColumnName(columns[0].name)},
        )
    program.add(f"print({_raw(data, columns[0], data.expression)}, {_raw(data, second, data.expression)})")
    return Sink(
        (
            f"{SHOW} its {{col}} and {{col2}}",
            f"{SHOW} its {{col}} and its {{col2}}",
            f"{SHOW} the {{col}} and <the |>{{col2}}{{of}}",
            f"{SHOW} {{col}} and {{col2}}{{of}}",
        ),
        terse=("print {col} and {col2}",),
        values={"col": ColumnName(columns[0].name), "col2": ColumnName(second.name)},
    )


def print_results(program: Program, data: Data, rng: random.Random) -> Sink:
    """Several numbers, with labels."""
    for label, expression in data.labels:
        program.add(f'print("{label}:", {expression})')
    return Sink(
        PRINT,
        ("", "", "", ", each on its own line", ", one per line"),
        True,
        ("print both" if len(data.labels) == 2 else "print all",),
    )


def save_results(program: Program, data: Data, rng: random.Random) -> Sink:
    """Several numbers in a text file."""
    file = _file(rng, ".txt", "statistics", "stats")
    program.add(
        f'with open("{file}", "w", encoding="utf-8") as file:',
        *(f'    file.write(f"{label}: {{{expression}}}\\n")' for label, expression in data.labels),
    )
    return Sink(SAVE, terse=("save to {file}",), values={"file": file})


def print_count(program: Program, data: Data, rng: random.Random) -> Sink:
    """How many there are, beside something else."""
    program.add(f"print(len({data.expression}))")
    many = (
        "{many}"
        if data.kind in ("numbers", "strings", "rows")
        else "entries"
        if data.kind in ("mapping", "pairs")
        else "groups"
    )
    return Sink(
        (
            f"{SHOW} how many <there are|{many} there are>",
            f"{SHOW} the number of {many}",
            f"{SHOW} how many {many} there are",
            f"tell me how many {many} there are",
            f"{SHOW} their number" if many == "{many}" else f"{SHOW} the count",
        )
    )


def return_value(program: Program, data: Data) -> None:
    """The end of a function."""
    if data.kind == "results":
        program.add("return " + ", ".join(expression for _, expression in data.labels))
    else:
        program.add(f"return {data.expression}")


def draw_sink(program: Program, data: Data, rng: random.Random) -> list[Sink]:
    """Return one or two ends that fit what is there."""
    printers = {
        "numbers": print_list,
        "strings": print_list,
        "rows": print_rows,
        "mapping": print_entries,
        "pairs": print_entries,
        "groups": print_groups,
        "lists": print_lists,
        "number": print_value,
        "string": print_value,
        "truth": print_value,
        "row": print_row,
        "results": print_results,
    }
    savers = {
        "numbers": save_lines,
        "strings": save_lines,
        "rows": save_rows,
        "mapping": save_entries,
        "pairs": save_entries,
        "groups": save_json,
        "lists": save_json,
        "number": save_value,
        "string": save_value,
        "truth": save_value,
        "row": save_json,
        "results": save_results,
    }
    save = savers[data.kind]
    if data.kind in ("numbers", "strings") and rng.random() < 0.25:
        save = save_json
    saves = rng.random() < {
        "rows": 0.5,
        "strings": 0.45,
        "numbers": 0.35,
        "mapping": 0.35,
        "pairs": 0.3,
        "groups": 0.5,
        "lists": 0.3,
        "row": 0.2,
    }.get(data.kind, 0.12)
    if not saves:
        first = printers[data.kind](program, data, rng)
        is_counting = data.kind in ("numbers", "strings", "rows") and rng.random() < 0.07
        return [first, print_count(program, data, rng)] if is_counting else [first]
    if rng.random() < 0.1 and data.kind in ("numbers", "strings", "mapping", "number"):
        return [printers[data.kind](program, data, rng), save(program, data, rng)]
    first = save(program, data, rng)
    if rng.random() < 0.1 and data.kind in ("numbers", "strings", "rows"):
        return [first, print_count(program, data, rng)]
    return [first]
