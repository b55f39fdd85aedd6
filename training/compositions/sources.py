"""Where a pipeline's data comes from: the lines that get it, the files it needs, and how people tell of it."""

import csv
import io
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from training.compositions.domains import (
    LINE_PARTS,
    LINES,
    NUMBERS,
    STRING_PARTS,
    STRINGS,
    TABLES,
    Column,
    Kind,
    Table,
)
from training.compositions.language import FileName, Thing, Verbatim, enumerate_words, phrases, plural
from training.compositions.program import Data, Program

SAMPLE_ROWS = 24


@dataclass(frozen=True)
class Origin:
    """A source that was drawn: what it gives, what must be there to run the program, the ways to tell of it."""

    name: str
    gives: Data
    thing: Thing  # what is spoken of, with its place
    clauses: tuple[str, ...] = ()  # "read the numbers from {file}"
    statements: tuple[str, ...] = ()  # "I have a file {file} with one number per line"
    givens: tuple[str, ...] = ()  # "given the list {literal}"
    terse: tuple[str, ...] = ()
    values: dict[str, object] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    setup: str = ""
    columns: tuple[str, ...] = ()  # names that can be listed
    needs_clause: bool = False  # cannot be spoken of as a thing that is there
    parameter: str = ""  # "a list of numbers", of a function
    nouns: tuple[str, ...] = ()  # after which the program calls things, so that they must be said


Drawer = Callable[[Program, random.Random], Origin]


def _sample_numbers(kind: Kind, rng: random.Random, count: int) -> list[int | float]:
    numbers: list[int | float] = []
    for _ in range(count):
        value = rng.uniform(kind.low, kind.high)
        numbers.append(int(value) if kind.kind == "int" or rng.random() < 0.7 else round(value, 1))
    return [*numbers, numbers[0], numbers[1]] if count > 8 else numbers


def _file_name(stem: str, ending: str, rng: random.Random) -> FileName:
    folder = rng.choice(["", "", "", "", "", "", "", "", "data/"]) if rng.random() < 0.5 else ""
    return FileName(folder + stem + ending)


def _numbers_data(kind: Kind, variable: str) -> Data:
    return Data("numbers", variable, kind.one, kind.many, item=kind.one, number=kind.kind, low=kind.low, high=kind.high)


def _nouns(kind: Kind) -> tuple[str, ...]:
    return () if kind.one in ("number", "word", "line") else (kind.one,)


def numbers_file(program: Program, rng: random.Random) -> Origin:
    """A text file with a number on each line."""
    kind = rng.choice(NUMBERS)
    file = _file_name(rng.choice([kind.many, kind.many, kind.many, "data", "input", "values", "numbers"]), ".txt", rng)
    variable = program.fresh(kind.many)
    sample = _sample_numbers(kind, rng, SAMPLE_ROWS)
    convert = kind.kind
    content = "\n".join(str(value) for value in sample) + "\n"
    program.add(
        f'with open("{file}", encoding="utf-8") as file:',
        f"    {variable} = [{convert}(line) for line in file if line.strip()]",
    )
    return Origin(
        "numbers file", _numbers_data(kind, variable), Thing(kind.one, kind.many, place=f"{rng.choice(['in', 'in', 'from', 'of'])} {{file}}", own_name="the {many} in {file}"),
        phrases("""
            read the {many} from {file}
            read {file}
            read {file} (one {one} per line)
            load the {many} from {file}
            read the {many} in {file}
            load {file}
            open {file} and ~read the {many}
            take the {many} in {file}
            get the {many} from {file}
            read {many} from <the file |>{file}
        """),
        phrases("""
            I have a file {file} with one {one} per line
            {file} has one {one} per line
            {file} contains {many}, one per line
            there is a file {file} with {many}, one on each line
            the file {file} holds {a_one} on each line
            my file {file} has {many} in it, one per line
            in {file} there is one {one} per line
        """),
        phrases("given a file {file} with one {one} per line\nfrom {file}\nusing the {many} in {file}\nwith the {many} from {file}"),
        ("{file}", "{many} from {file}", "read {file}"), {"file": file}, {file: content}, nouns=_nouns(kind),
    )  # fmt: skip


def lines_file(program: Program, rng: random.Random) -> Origin:
    """A text file of lines, or with a name, word or the like on each line."""
    kind = LINES if rng.random() < 0.35 else rng.choice(STRINGS)
    stems = (
        [
            "log",
            "notes",
            "data",
            "input",
            "file",
            "text",
            "server_log",
            "diary",
            "todo",
            "messages",
            "poem",
            "lines",
            "app_log",
            "draft",
        ]
        if kind is LINES
        else [kind.many, kind.many, kind.many, "list", "data", "input", "items"]
    )
    ending = rng.choice([".txt", ".txt", ".log"]) if kind is LINES else ".txt"
    file = _file_name(rng.choice(stems), ending, rng)
    variable = program.fresh(kind.many)
    program.add(f'with open("{file}", encoding="utf-8") as file:', f"    {variable} = file.read().splitlines()")
    parts = LINE_PARTS if kind is LINES else (*(value[0] for value in kind.values if value), *STRING_PARTS)
    sample = list(kind.values) + [rng.choice(kind.values) for _ in range(8)]
    if kind is not LINES:
        sample = [value for value in sample if value]
    data = Data("strings", variable, kind.one, kind.many, item=kind.one, values=parts)
    statements: tuple[str, ...] = phrases("""
        I have a file {file} with one {one} per line
        {file} has one {one} per line
        {file} contains {many}, one per line
        there is a file {file} with {a_one} on each line
        my file {file} has {many} in it, one per line
        I have {many} in {file}, one per line
    """) if kind is not LINES else phrases("I have a text file {file}\nthere is a text file called {file}\nI have a file {file}")  # fmt: skip
    return Origin(
        "lines file", data, Thing(kind.one, kind.many, place=f"{rng.choice(['in', 'in', 'from', 'of'])} {{file}}", own_name="{file}" if kind is LINES else "the {many} in {file}"),
        phrases("""
            read the {many} from {file}
            read {file}
            read {file} line by line
            load the {many} from {file}
            read the {many} in {file}
            load {file}
            open {file}
            open {file} and ~read the {many}
            take the {many} in {file}
            get the {many} from {file}
            read all {many} from <the file |>{file}
            read {file} into a list
        """),
        statements, phrases("given a file {file} with one {one} per line\nfrom {file}\nwith the {many} from {file}") if kind is not LINES else phrases("from {file}\ngiven the file {file}"),
        ("{file}", "{many} from {file}", "read {file}"), {"file": file}, {file: "\n".join(sample) + "\n"}, nouns=_nouns(kind),
    )  # fmt: skip


def words_file(program: Program, rng: random.Random) -> Origin:
    """The words of a text."""
    file = _file_name(
        rng.choice(
            [
                "text",
                "poem",
                "story",
                "book",
                "article",
                "essay",
                "speech",
                "novel",
                "letter",
                "notes",
                "input",
                "chapter1",
            ]
        ),
        ".txt",
        rng,
    )
    variable = program.fresh("words")
    program.add(f'with open("{file}", encoding="utf-8") as file:', f"    {variable} = file.read().split()")
    sample = "the quick brown Fox jumps over the lazy dog\nand the small cat sleeps under an old apple tree near our level kayak\na dog and a cat run home every evening to eat something\n"
    data = Data("strings", variable, "word", "words", item="word", values=STRING_PARTS)
    return Origin(
        "words file", data, Thing("word", "words", place=f"{rng.choice(['in', 'of', 'from', 'in'])} {{file}}"),
        phrases("""
            read the words from {file}
            read {file} and ~split it into words
            load the text in {file} and ~split it into words
            read the words in {file}
            split the text of {file} into words
            read the text file {file} and ~break it into words
            take the words in {file}
            get all words from {file}
        """),
        phrases("I have a text in {file}\nthere is a text file {file}\n{file} contains a text\nI have a story in {file}"), phrases("from the words in {file}\nusing the words of {file}\ngiven the text in {file}"),
        ("{file}", "words of {file}", "read {file}, split into words"), {"file": file}, {file: sample},
    )  # fmt: skip


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
    file = _file_name(rng.choice([*table.stems, table.many]) if rng.random() < 0.9 else "data", ".csv", rng)
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
    file = _file_name(rng.choice([*table.stems, table.many]) if rng.random() < 0.9 else "data", ending, rng)
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


def json_mapping(program: Program, rng: random.Random) -> Origin:
    """An object of numbers in a JSON file, a literal, or a variable."""
    key, held, many, kind, low, high, names = rng.choice(_MAPPINGS)
    form = rng.choice(["file", "literal", "literal", "variable"])
    stem, variable, nouns = many, program.fresh(many), (key, held)
    if form != "variable" and rng.random() < 0.5:
        key, held, many, variable, nouns = "key", "value", "values", program.fresh("data"), ()
    sample = {
        name: (rng.randint(int(low), int(high)) if kind == "int" else round(rng.uniform(low, high), 2))
        for name in names
    }
    data = Data(
        "mapping",
        variable,
        key,
        many,
        item=key,
        keys=key,
        held=held,
        number=kind,
        low=low,
        high=high,
        values=tuple(names),
    )
    values: dict[str, object] = {"key": key, "held": held, "keys": plural(key)}
    if form == "file":
        file = _file_name(rng.choice([stem, stem, "data"]), ".json", rng)
        program.add(
            f'with open("{file}", encoding="utf-8") as file:',
            f"    {variable} = json.load(file)",
            imports="import json",
        )
        return Origin(
            "json object", data, Thing("entry", many, place="in {file}", own_name="{file}"),
            phrases("read {file}\nload {file}\nload the {many} from {file}\nread the json file {file}\nread the {many} in {file}\nload the json in {file}\nopen {file}\nload the dictionary in {file}"),
            phrases("{file} maps each {key} to its {held}\n{file} is a json object with {key}: {held}\nI have a json file {file} with the {held} of each {key}\n{file} contains a dictionary from {key} to {held}\n{file} holds the {many} by {key}"),
            phrases("given {file} with the {held} of each {key}\nfrom {file}\nusing {file}"), ("{file}", "read {file}"), {"file": file, **values}, {file: json.dumps(sample)}, nouns=nouns,
        )  # fmt: skip
    if form == "literal":
        small = dict(rng.sample(sorted(sample.items()), min(len(sample), rng.choice([3, 3, 4, 5]))))
        program.add(f"{variable} = {_double_quoted(small)}")
        literal = Verbatim(str(small) if rng.random() < 0.5 else _double_quoted(small))
        return Origin(
            "literal dict", data, Thing("entry", many, place="in {literal}", own_name="{literal}"), (),
            phrases("I have the dictionary {literal}\nI have a dictionary {literal}\n{variable} = {literal}\nhere are my {many}: {literal}\nmy dictionary is {literal}\nI have {many} = {literal}\nI have a dict {literal}"),
            phrases("given the dictionary {literal}\ngiven {literal}\nfor the dict {literal}\ngiven {variable} = {literal}\nwith {variable} = {literal}\nfrom the dictionary {literal}"), ("{literal}", "{variable} = {literal}", "dict {literal}"), {"literal": literal, "variable": Verbatim(variable), **values}, nouns=nouns,
        )  # fmt: skip
    name = Verbatim(variable)
    return Origin(
        "variable dict", data, Thing("entry", many, place="in the <dictionary|dict> {variable}", own_name="{variable}"), (),
        phrases("I have a dictionary {variable} from {key} to {held}\nI have a dict {variable} with the {held} of each {key}\n{variable} is a dictionary from {key} to {held}\nI have a dict {variable} (key: {key}, value: {held})"),
        phrases("given a dictionary {variable} of {keys} and their {many}\ngiven the dict {variable} ({key} -> {held})\nwith the dictionary {variable}"), ("dict {variable}", "{variable} (dict {key} -> {held})"), {"variable": name, **values}, setup=f"{variable} = {sample!r}\n", parameter="a dictionary from {key} to {held}", nouns=nouns,
    )  # fmt: skip


_PEOPLE = STRINGS[0].values[:12]
_MAPPINGS = (
    ("fruit", "price", "prices", "float", 0.2, 9, STRINGS[4].values), ("name", "score", "scores", "int", 0, 100, _PEOPLE), ("name", "age", "ages", "int", 5, 90, _PEOPLE),
    ("city", "temperature", "temperatures", "int", 1, 38, STRINGS[2].values), ("city", "population", "populations", "int", 50000, 9000000, STRINGS[2].values), ("item", "quantity", "stock", "int", 0, 60, ("pens", "paper", "glue", "tape", "ink", "clips")),
    ("student", "grade", "grades", "float", 1, 10, _PEOPLE), ("product", "price", "prices", "float", 1, 200, ("lamp", "chair", "mug", "pen", "rug", "desk")), ("team", "points", "points", "int", 0, 90, ("Lions", "Bears", "Hawks", "Wolves", "Sharks")),
    ("person", "salary", "salaries", "int", 20000, 90000, _PEOPLE), ("player", "score", "scores", "int", 0, 99, _PEOPLE), ("country", "area", "areas", "int", 1000, 90000, STRINGS[3].values), ("month", "expense", "expenses", "float", 50, 900, ("Jan", "Feb", "Mar", "Apr", "May", "Jun")),
)  # fmt: skip


def _double_quoted(value: object) -> str:
    """Return a literal as the programs write it."""
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_double_quoted(key)}: {_double_quoted(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_double_quoted, value)) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_double_quoted, value)) + ")"
    return repr(value)


def _written(value: object, rng: random.Random) -> Verbatim:
    """Return a literal as people type it."""
    text = rng.choice([_double_quoted(value), str(value)])
    return Verbatim(text.replace(", ", ",") if rng.random() < 0.25 else text)


_LIST_STATEMENTS = phrases("""
    I have the list {literal}
    I have a list {literal}
    {variable} = {literal}
    here are my {many}: {literal}
    my list is {literal}
    I have {variable} = {literal}
    I have these {many}: {literal}
""")
_LIST_GIVENS = phrases("""
    given the list {literal}
    given {literal}
    for the list {literal}
    given {variable} = {literal}
    with {variable} = {literal}
    from the list {literal}
    from {literal}
    starting with {literal}
    with the {many} {literal}
    given the {many} {literal}
""")
_LIST_TERSE = ("{literal}", "{variable} = {literal}", "{literal}")


def literal_numbers(program: Program, rng: random.Random) -> Origin:
    """Numbers that stand in the request."""
    kind = rng.choice(NUMBERS)
    count = rng.randint(4, 9)
    numbers = _sample_numbers(replace(kind, kind="int") if rng.random() < 0.75 else kind, rng, count)
    if rng.random() < 0.5:
        numbers[rng.randrange(count)] = numbers[0]
    is_int = all(isinstance(number, int) for number in numbers)
    variable = program.fresh(kind.many)
    program.add(f"{variable} = {numbers}")
    data = replace(_numbers_data(kind, variable), number="int" if is_int else "float")
    if rng.random() < 0.3:
        said = Verbatim(enumerate_words([str(number) for number in numbers], rng.choice([" and ", ", "])))
        return Origin(
            "bare numbers", data, Thing(kind.one, kind.many, place="{literal}", own_name="{literal}"), (),
            phrases("I have the {many} {literal}\nmy {many} are {literal}\nhere are the {many}: {literal}\nthe {many} are {literal}"), phrases("given the {many} {literal}\nfor the {many} {literal}\nwith the {many} {literal}"),
            ("{literal}", "{many} {literal}"), {"literal": said, "variable": Verbatim(variable)}, nouns=_nouns(kind),
        )  # fmt: skip
    place = rng.choice(
        [
            "in {literal}",
            "in {literal}",
            "in the list {literal}",
            "of the list {literal}",
            "of {literal}",
            "from {literal}",
        ]
    )
    return Origin(
        "literal numbers",
        data,
        Thing(kind.one, kind.many, place=place, own_name=rng.choice(["{literal}", "the list {literal}"])),
        (),
        _LIST_STATEMENTS,
        _LIST_GIVENS,
        _LIST_TERSE,
        {"literal": _written(numbers, rng), "variable": Verbatim(variable)},
        nouns=_nouns(kind),
    )


def literal_strings(program: Program, rng: random.Random) -> Origin:
    """Words that stand in the request."""
    kind = rng.choice(STRINGS)
    words = rng.sample(sorted(set(kind.values)), min(len(set(kind.values)), rng.randint(3, 7)))
    if rng.random() < 0.4:
        words.append(words[0])
    variable = program.fresh(kind.many)
    program.add(f"{variable} = {_double_quoted(words)}")
    data = Data(
        "strings",
        variable,
        kind.one,
        kind.many,
        item=kind.one,
        values=tuple({word[0] for word in words} | {"a", "e", "o"} | {word[-1] for word in words}),
    )
    data = replace(data, values=tuple(sorted(data.values)))
    place = rng.choice(
        ["in {literal}", "in {literal}", "in the list {literal}", "of the list {literal}", "from {literal}"]
    )
    return Origin(
        "literal strings",
        data,
        Thing(kind.one, kind.many, place=place, own_name=rng.choice(["{literal}", "the list {literal}"])),
        (),
        _LIST_STATEMENTS,
        _LIST_GIVENS,
        _LIST_TERSE,
        {"literal": _written(words, rng), "variable": Verbatim(variable)},
        nouns=_nouns(kind),
    )


def literal_text(program: Program, rng: random.Random) -> Origin:
    """A sentence that stands in the request."""
    sentence = rng.choice([
        "the quick brown fox jumps over the lazy dog", "to be or not to be", "a rose is a rose is a rose", "the cat sat on the mat", "hello world and hello moon", "one fish two fish red fish blue fish",
        "we will see what the day will bring", "never odd or even", "every good boy does fine", "it was the best of times it was the worst of times", "the rain in spain stays mainly in the plain", "keep calm and carry on", "an apple a day keeps the doctor away",
    ])  # fmt: skip
    quote = rng.choice(["'", '"'])
    program.add(f'text = "{sentence}"', "words = text.split()")
    program.names |= {"text", "words"}
    data = Data(
        "strings",
        "words",
        "word",
        "words",
        item="word",
        values=tuple(sorted({word[0] for word in sentence.split()} | {"a", "e", "th"})),
    )
    noun = rng.choice(["sentence", "text", "string"])
    return Origin(
        "literal text", data, Thing("word", "words", place=rng.choice(["in {literal}", "of {literal}", f"of the {noun} {{literal}}", f"in the {noun} {{literal}}"])),
        (f"<split|break> the {noun} {{literal}} into words", "split {literal} into words", "take the words of {literal}", "split {literal} by spaces", f"split the {noun} {{literal}} on spaces"),
        (f"I have the {noun} {{literal}}", f"my {noun} is {{literal}}", "text = {literal}"), (f"given the {noun} {{literal}}", "given text = {literal}", f"for the words in the {noun} {{literal}}"), ("{literal}", "words of {literal}"), {"literal": Verbatim(quote + sentence + quote)},
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
        f"{variable} = {_double_quoted(literal)}"
        if not is_tuples
        else f"{variable} = [{', '.join(_double_quoted(row) for row in literal)}]"
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
    return Origin("literal rows", data, Thing(table.one, table.many, place="in {literal}", own_name="{literal}"), (), statements, givens, ("{literal}" + ("{tuple_columns}" if is_tuples else ""), "{variable} = {literal}" + ("{tuple_columns}" if is_tuples else "")), {"literal": _written(literal, rng), "variable": Verbatim(variable), "table": table.many}, columns=tuple(column.name for column in columns), nouns=(table.one,))  # fmt: skip


def variable_numbers(program: Program, rng: random.Random) -> Origin:
    """A list of numbers that the person has, or that a function is given."""
    kind = rng.choice(NUMBERS)
    variable = program.fresh(kind.many)
    setup = f"{variable} = {_sample_numbers(kind, rng, 20)}\n"
    return Origin(
        "variable numbers", _numbers_data(kind, variable), Thing(kind.one, kind.many, place=rng.choice(["in {variable}", "in the list {variable}", "of the list {variable}", "in {variable}"]), own_name=rng.choice(["{variable}", "the list {variable}"])), (),
        phrases("I have a list {variable}\nI have a list of {many} called {variable}\n{variable} is a list of numbers\nthere is a list {variable} of numbers\nI have a list of {many} in {variable}\nI've got a list {variable}"),
        phrases("given a list {variable}\ngiven the list {variable}\nfor the list {variable}\nwith a list of {many} called {variable}\nfrom the list {variable}\ngiven a list of numbers {variable}"), ("{variable}", "list {variable}"), {"variable": Verbatim(variable)}, setup=setup, parameter=f"a list of {kind.many}",
    )  # fmt: skip


def variable_strings(program: Program, rng: random.Random) -> Origin:
    """A list of words that the person has, or that a function is given."""
    kind = rng.choice(STRINGS)
    variable = program.fresh(kind.many)
    sample = [*kind.values, *kind.values[:3]]
    data = Data(
        "strings",
        variable,
        kind.one,
        kind.many,
        item=kind.one,
        values=(*sorted({value[0] for value in kind.values}), *STRING_PARTS[:6]),
    )
    return Origin(
        "variable strings", data, Thing(kind.one, kind.many, place=rng.choice(["in {variable}", "in the list {variable}", "of the list {variable}", "in {variable}"]), own_name=rng.choice(["{variable}", "the list {variable}"])), (),
        phrases("I have a list {variable}\nI have a list of {many} called {variable}\n{variable} is a list of strings\nthere is a list {variable} of strings\nI have a list of {many} in {variable}\nI've got a list {variable}"),
        phrases("given a list {variable}\ngiven the list {variable}\nfor the list {variable}\nwith a list of {many} called {variable}\nfrom the list {variable}\ngiven a list of strings {variable}"), ("{variable}", "list {variable}"), {"variable": Verbatim(variable)}, setup=f"{variable} = {sample!r}\n", parameter=f"a list of {kind.many}",
    )  # fmt: skip


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


def asked_numbers(program: Program, rng: random.Random) -> Origin:
    """Numbers that the user types."""
    kind = rng.choice(
        [
            kind
            for kind in NUMBERS
            if kind.one in ("number", "integer", "price", "temperature", "score", "age", "grade", "mark")
        ]
    )
    variable = program.fresh(kind.many)
    sample = _sample_numbers(kind, rng, 12)
    number = kind.kind
    form = rng.choice(["spaces", "commas", "count"])
    n = rng.choice([3, 4, 5, 5, 6, 10])
    prompt = kind.many.capitalize()
    if form == "count":
        program.add(f'{variable} = [{number}(input("{kind.one.capitalize()}: ")) for _ in range({n})]')
        answers = [str(value) for value in sample[:n]]
        clauses = phrases(
            "ask the user for {n} {many}\nask for {n} {many}\nlet the user enter {n} {many}\nread {n} {many} from the user\nprompt the user for {n} {many}\nlet the user type in {n} {many}\ninput {n} {many}\nhave the user enter {n} {many}"
        )
    else:
        separator = "" if form == "spaces" else '","'
        program.add(f'{variable} = [{number}(part) for part in input("{prompt}: ").split({separator})]')
        answers = [(" " if form == "spaces" else ",").join(str(value) for value in sample)]
        clauses = phrases(
            f"ask the user for {{many}} separated by {form}\nask for a list of {{many}} separated by {form}\nlet the user enter {{many}} separated by {form}\nread {{many}} separated by {form} from the user\nprompt for {{many}} separated by {form}\nlet the user type {{many}} with {form} in between\ninput {{many}} separated by {form}"
        )
    data = replace(_numbers_data(kind, variable), low=min(0, kind.low))
    return Origin(
        "asked numbers",
        data,
        Thing(kind.one, kind.many),
        clauses,
        values={"n": n},
        setup=_answering(answers),
        needs_clause=True,
    )


def asked_words(program: Program, rng: random.Random) -> Origin:
    """Words that the user types."""
    if rng.random() < 0.5:
        noun = rng.choice(["sentence", "text", "line of text"])
        program.add(f'words = input("{noun.capitalize()}: ").split()')
        program.names.add("words")
        clauses = tuple(
            text.replace("NOUN", noun)
            for text in phrases(
                "ask the user for a NOUN and ~split it into words\nask for a NOUN and ~split it into words\nread a NOUN from the user and ~split it into words\nlet the user enter a NOUN and ~split it into words\nget a NOUN from the user and ~take its words"
            )
        )
        data = Data("strings", "words", "word", "words", item="word", values=STRING_PARTS)
        return Origin(
            "asked sentence",
            data,
            Thing("word", "words"),
            clauses,
            setup=_answering(["the quick brown fox jumps over an old apple tree and the cat eats a small pea"]),
            needs_clause=True,
        )
    kind = rng.choice(
        [kind for kind in STRINGS if kind.one in ("name", "word", "city", "fruit", "animal", "color", "item")]
    )
    variable = program.fresh(kind.many)
    n = rng.choice([3, 4, 5, 5])
    if rng.random() < 0.5:
        program.add(f'{variable} = [input("{kind.one.capitalize()}: ") for _ in range({n})]')
        answers = list(kind.values[:n])
        clauses = phrases(
            "ask the user for {n} {many}\nask for {n} {many}\nlet the user enter {n} {many}\nread {n} {many} from the user\nprompt the user for {n} {many}\nlet the user type in {n} {many}\ninput {n} {many}"
        )
    else:
        program.add(f'{variable} = input("{kind.many.capitalize()}: ").split(",")')
        answers = [",".join(kind.values)]
        clauses = phrases(
            "ask the user for {many} separated by commas\nask for a comma-separated list of {many}\nlet the user enter {many} separated by commas\nread comma-separated {many} from the user\nprompt for {many} separated by commas"
        )
    data = Data(
        "strings",
        variable,
        kind.one,
        kind.many,
        item=kind.one,
        values=(*sorted({value[0] for value in kind.values}), *STRING_PARTS[:6]),
    )
    return Origin(
        "asked words",
        data,
        Thing(kind.one, kind.many),
        clauses,
        values={"n": n},
        setup=_answering(answers),
        needs_clause=True,
    )


def _answering(answers: list[str]) -> str:
    return f"import builtins\n_answers = iter({answers!r})\nbuiltins.input = lambda prompt='': next(_answers)\n"


def random_numbers(program: Program, rng: random.Random) -> Origin:
    """Numbers that the program draws."""
    n, low, high = (
        rng.choice([5, 8, 10, 10, 12, 15, 20, 20, 50, 100]),
        rng.choice([1, 1, 1, 0, 10, -10]),
        rng.choice([6, 10, 20, 50, 100, 100, 1000]),
    )
    high = high if high > low else low + 40
    program.add(f"numbers = [random.randint({low}, {high}) for _ in range({n})]", imports="import random")
    program.names.add("numbers")
    clauses = phrases("""
        generate {n} random <numbers|integers> between {low} and {high}
        create a list of {n} random <numbers|integers> from {low} to {high}
        make {n} random numbers between {low} and {high}
        draw {n} random numbers from {low} to {high}
        make a list of {n} random integers between {low} and {high}
        roll {n} random numbers from {low} to {high}
        generate a list with {n} random numbers from {low} to {high}
        pick {n} random numbers between {low} and {high}
    """)
    data = Data("numbers", "numbers", "number", "numbers", item="number", number="int", low=low, high=high)
    return Origin(
        "random",
        data,
        Thing("number", "numbers"),
        clauses,
        values={"n": n, "low": low, "high": high},
        setup=f"import random\nrandom.seed({n})\n",
        needs_clause=True,
    )


def number_range(program: Program, rng: random.Random) -> Origin:
    """The whole numbers from one to another."""
    low, high = rng.choice([1, 1, 1, 1, 0, 5, 10, 2]), rng.choice([10, 20, 20, 30, 50, 100, 100, 15, 25, 200])
    high = high if high > low else low + 20
    program.add(f"numbers = list(range({low}, {high + 1}))")
    program.names.add("numbers")
    data = Data(
        "numbers",
        "numbers",
        "number",
        "numbers",
        item="number",
        number="int",
        low=low,
        high=high,
        tags=frozenset({"sorted_once", "unique"}),
    )
    return Origin(
        "range", data, Thing("number", rng.choice(["numbers", "numbers", "numbers", "integers"]), place=rng.choice(["from {low} to {high}", "between {low} and {high}", "from {low} to {high}", "{low} to {high}", "from {low} up to {high}"])),
        phrases("make a list of the numbers from {low} to {high}\ntake the numbers from {low} to {high}\ncreate a list of the integers from {low} to {high}\nlist the numbers from {low} to {high}\ngenerate the numbers from {low} to {high}\ngo through the numbers from {low} to {high}"), (), phrases("for the numbers from {low} to {high}\nfrom the numbers {low} to {high}"), ("{low} to {high}", "numbers {low}..{high}"), {"low": low, "high": high},
    )  # fmt: skip


def folder_names(program: Program, rng: random.Random) -> Origin:
    """The names of the files in a folder."""
    folder = FileName(
        rng.choice(
            ["docs", "photos", "data", "downloads", "reports", "logs", "backup", "music", "notes", "images", "src"]
        )
    )
    ending = rng.choice(["", "", "txt", "csv", "jpg", "py", "md", "log"])
    program.add(
        f'names = sorted(path.name for path in Path("{folder}").'
        + (f'glob("*.{ending}"))' if ending else "iterdir() if path.is_file())"),
        imports="from pathlib import Path",
    )
    program.names.add("names")
    kind = f"{ending} " if ending else ""
    files = {
        f"{folder}/{name}.{ending or extension}": "x\n" * size
        for size, (name, extension) in enumerate(
            [
                ("alpha", "txt"),
                ("Beta", "csv"),
                ("report_2023", "txt"),
                ("summary", "md"),
                ("old_notes", "log"),
                ("data1", "py"),
                ("ab", "jpg"),
                ("zoo_list", "txt"),
            ]
        )
    }
    data = Data(
        "strings",
        "names",
        "file name",
        "file names",
        item="name",
        values=(".txt", "a", "report", "data", "old", "s", "2023"),
        tags=frozenset({"unique", "stripped"}),
    )
    one = rng.choice(["file name", "file name", "file"])
    data = replace(data, one=one, many=one + "s")
    noun = f"{kind}{one}"
    return Origin(
        "folder", data, Thing(noun, noun + "s", place=rng.choice(["in the folder {folder}", "in {folder}", "in the {folder} folder", "in the directory {folder}"])),
        phrases(f"""
            list the {kind}files in <the folder |>{{folder}}
            get the names of all {kind}files in <the folder |>{{folder}}
            list all {kind}files in the <directory|folder> {{folder}}
            collect the names of the {kind}files in {{folder}}
            look at the {kind}files in the {{folder}} folder
        """),
        (f"I have a folder {{folder}} with {kind}files", f"there is a folder {{folder}} full of {kind}files"), (f"for the {kind}files in {{folder}}", f"from the {kind}files in the folder {{folder}}"), (f"{kind}files in {{folder}}",), {"folder": folder}, files,
    )  # fmt: skip


def folder_sizes(program: Program, rng: random.Random) -> Origin:
    """How large each file of a folder is."""
    folder = FileName(rng.choice(["docs", "photos", "data", "downloads", "reports", "logs", "backup", "notes"]))
    ending = rng.choice(["txt", "txt", "csv", "md", "log"])
    held, many, expression = rng.choice(
        [
            ("size", "sizes", "path.stat().st_size"),
            ("line count", "line counts", 'len(path.read_text(encoding="utf-8").splitlines())'),
            ("word count", "word counts", 'len(path.read_text(encoding="utf-8").split())'),
        ]
    )
    variable, held_name = many.replace(" ", "_"), held.replace(" ", "_")
    program.names.add(variable)
    program.add(
        f'{variable} = {{path.name: {expression} for path in sorted(Path("{folder}").glob("*.{ending}"))}}',
        imports="from pathlib import Path",
    )
    files = {
        f"{folder}/{name}.{ending}": "one two\n" * size
        for name, size in (("alpha", 40), ("beta", 3), ("gamma", 900), ("delta", 12), ("eps", 250))
    }
    data = Data(
        "mapping",
        variable,
        "file",
        many,
        item="name",
        keys="name",
        held=held_name,
        low=10,
        high=1000,
        tags=frozenset({"inverted", "changed"}),
    )
    said = {
        "size": "<size|size in bytes>",
        "line count": "<number of lines|line count>",
        "word count": "<number of words|word count>",
    }[held]
    return Origin(
        "folder sizes", data, Thing("file", many, whole=f"the {said} of each {ending} file in {rng.choice(['{folder}', 'the folder {folder}', 'the {folder} folder'])}"),
        phrases(f"""
            get the {said} of each {ending} file in <the folder |>{{folder}}
            find the {said} of every {ending} file in <the folder |>{{folder}}
            compute the {said} of each .{ending} file in the folder {{folder}}
            determine the {said} of all {ending} files in {{folder}}
        """), values={"folder": folder}, files=files, needs_clause=True,
    )  # fmt: skip


def two_lists(program: Program, rng: random.Random) -> Origin:
    """A dictionary of two lists that belong together."""
    key, held, many, kind, low, high, names = rng.choice(
        [row for row in _MAPPINGS if row[2] not in ("stock", "points")]
    )
    keys, variable = plural(key), program.fresh("lookup")
    chosen = rng.sample(list(names), min(len(names), rng.choice([3, 3, 4, 5])))
    numbers = [rng.randint(int(low), int(high)) if kind == "int" else round(rng.uniform(low, high), 1) for _ in chosen]
    program.add(f"{keys} = {_double_quoted(chosen)}", f"{many} = {numbers}", f"{variable} = dict(zip({keys}, {many}))")
    program.names |= {keys, many}
    values: dict[str, object] = {
        "key": key,
        "held": held,
        "keys": Verbatim(keys),
        "many": Verbatim(many),
        "a": _written(chosen, rng),
        "b": _written(numbers, rng),
    }
    data = Data(
        "mapping",
        variable,
        key,
        many,
        item=key,
        keys=key,
        held=held,
        number=kind,
        low=low,
        high=high,
        values=tuple(names),
    )
    return Origin(
        "two lists", data, Thing("entry", many),
        phrases("combine {keys} = {a} and {many} = {b} into a dictionary\nmake a dictionary from {keys} = {a} and {many} = {b}\nzip {keys} = {a} with {many} = {b} into a dict\nbuild a dictionary from the lists {keys} = {a} and {many} = {b}\npair {keys} = {a} with {many} = {b} in a dictionary\ncreate a dict from the keys {a} and the values {b} ({keys} and {many})"),
        values=values, needs_clause=True,
    )  # fmt: skip


def merged(program: Program, rng: random.Random) -> Origin:
    """Two dictionaries put together."""
    *_, low, high, names = rng.choice(_MAPPINGS)
    parts = []
    for _ in range(2):
        chosen = rng.sample(list(names), 3)
        parts.append({name: rng.randint(max(1, int(low)), int(high)) for name in chosen})
    program.add(
        f"first = {_double_quoted(parts[0])}", f"second = {_double_quoted(parts[1])}", "merged = first | second"
    )
    program.names |= {"first", "second", "merged"}
    data = Data(
        "mapping",
        "merged",
        "key",
        "values",
        item="key",
        keys="key",
        held="value",
        number="int",
        low=low,
        high=high,
        values=tuple(names),
    )
    return Origin(
        "merged", data, Thing("entry", "values"),
        phrases("merge the dictionaries {a} and {b}\nmerge {a} and {b}\ncombine the dicts {a} and {b} into one\nmerge {b} into {a}\njoin the two dictionaries {a} and {b}\nput {a} and {b} together in one dictionary"),
        values={"a": _written(parts[0], rng), "b": _written(parts[1], rng)}, needs_clause=True,
    )  # fmt: skip


def pair_lines(program: Program, rng: random.Random) -> Origin:
    """A text file with a key and a number on each line."""
    key, held, many, kind, low, high, names = rng.choice(_MAPPINGS)
    variable = program.fresh(many)
    file = _file_name(rng.choice([many, many, "data", "input"]), ".txt", rng)
    separator, said = rng.choice(
        [
            (":", "{key}:{held}"),
            (",", "{key},{held}"),
            (" ", "{key} {held}"),
            ("=", "{key}={held}"),
            (";", "{key};{held}"),
        ]
    )
    split = f'split("{separator}")' if separator != " " else "split()"
    program.add(
        f"{variable} = {{}}",
        f'with open("{file}", encoding="utf-8") as file:',
        "    for line in file:",
        f"        {key}, {held} = line.strip().{split}",
        f"        {variable}[{key}] = {kind}({held})",
    )
    content = "".join(f"{name}{separator}{rng.randint(max(1, int(low)), int(high))}\n" for name in names)
    form = rng.choice(["'{}'", '"{}"', "{}"]).format(said)
    data = Data(
        "mapping",
        variable,
        key,
        many,
        item=key,
        keys=key,
        held=held,
        number=kind,
        low=low,
        high=high,
        values=tuple(names),
    )
    return Origin(
        "pair lines", data, Thing("entry", many, place="in {file}"),
        phrases(f"read {{file}} with lines like {form}\nread the {many} from {{file}} (lines like {form})\nload {{file}}, where each line is {form}\nread {{file}} ({form} per line) into a dictionary\nparse {{file}} with {form} on each line"),
        phrases(f"each line of {{file}} has the form {form}\n{{file}} has lines like {form}\nI have a file {{file}} with lines {form}\nthe lines of {{file}} look like {form}\n{{file}} contains {form} lines"),
        phrases(f"given {{file}} with lines like {form}\nfrom {{file}} ({form} per line)"), (f"{{file}} ({form} per line)",), {"file": file, "key": key, "held": held}, {file: content},
    )  # fmt: skip


def numbers_text(program: Program, rng: random.Random) -> Origin:
    """Numbers in a string that stands in the request."""
    numbers = [rng.randint(1, 60) for _ in range(rng.randint(4, 8))]
    separator, said = rng.choice(
        [(",", "comma-separated"), (" ", "space-separated"), (";", "semicolon-separated"), ("-", "dash-separated")]
    )
    text = separator.join(map(str, numbers))
    split = f'split("{separator}")' if separator != " " else "split()"
    program.add(f'text = "{text}"', f"numbers = [int(part) for part in text.{split}]")
    program.names |= {"text", "numbers"}
    quote = rng.choice(["'", '"'])
    return Origin(
        "numbers text", _numbers_data(Kind("number", "numbers", "int", 1, 60), "numbers"), Thing("number", "numbers", place=rng.choice(["in the string {literal}", "in {literal}", "of the text {literal}", "from the string {literal}"])),
        phrases("split {literal} into numbers\nparse the numbers in the string {literal}\nget the numbers from the string {literal}\nsplit the string {literal} into integers\nconvert the string {literal} to a list of numbers\nturn the text {literal} into a list of integers"),
        (f"I have a string of {said} numbers {{literal}}", "I have the string {literal}", "text = {literal}"), (f"given the {said} string {{literal}}", "given the string {literal}"), ("{literal}", "numbers of {literal}"), {"literal": Verbatim(quote + text + quote)},
    )  # fmt: skip


WEIGHTED: tuple[tuple[Drawer, float], ...] = (
    (numbers_file, 8), (lines_file, 10), (words_file, 5), (csv_rows, 18), (json_rows, 9), (table_rows, 3), (json_mapping, 6), (literal_numbers, 10),
    (literal_strings, 8), (literal_text, 3), (literal_rows, 4), (variable_numbers, 5), (variable_strings, 5), (variable_rows, 4), (asked_numbers, 3), (asked_words, 3),
    (random_numbers, 3), (number_range, 4), (folder_names, 3), (folder_sizes, 1.5),
    (two_lists, 2), (merged, 1.2), (pair_lines, 2.5), (numbers_text, 2),
)  # fmt: skip
