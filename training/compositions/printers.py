"""Ends of a pipeline that print."""

import random

from training.compositions.language import ColumnName, Verbatim, phrases, plural
from training.compositions.program import Data, Program
from training.compositions.sinks import Sink

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


def print_rows(program: Program, data: Data, rng: random.Random) -> Sink:
    """Rows, or one or two of their columns in a form."""
    kind = rng.choice(["all", "one", "one", "two", "two", "form"])
    columns = list(data.columns)
    first = columns[0]
    second = rng.choice(columns[1:])
    item = data.item
    if first.name == data.one and kind in ("all", "one"):  # "the cities" of cities are their names
        program.add(f"for {item} in {data.expression}:", f"    print({_raw(data, first)})")
        return Sink(
            (*PRINT[:8], f"{SHOW} {{the}}", f"{SHOW} {{the}}, one per line"),
            ("", "", *LINES[:3]),
            True,
            ("print the {many}",),
        )
    if first.name == data.one and kind == "two":
        program.add(f"for {item} in {data.expression}:", f"    print({_raw(data, first)}, {_raw(data, second)})")
        return Sink(
            (f"{SHOW} {{the}} and their {{many_col}}", f"{SHOW} {{the}} with their {{many_col}}", f"{SHOW} {{each}} with its {{col}}", f"{SHOW} {{each}} and its {{col}}", "for {each}, ~print {one} and {col}"),
            terse=("print {one} and {col}",), values={"col": ColumnName(second.name)},
        )  # fmt: skip
    if kind == "all":
        program.add(f"for {item} in {data.expression}:", f"    print({item})")
        return Sink(PRINT, ("", "", *LINES[:2]), True, ("print", "print them"))
    if kind == "one":
        column = first if rng.random() < 0.8 else second
        program.add(f"for {item} in {data.expression}:", f"    print({_raw(data, column)})")
        return Sink(
            (f"{SHOW} the {{many_col}}{{of}}", f"{SHOW} only <the|their> {{many_col}}", f"{SHOW} the {{col}} of {{each}}", f"{SHOW} each {{one}}'s {{col}}", "for each {one}, ~print its {col}", f"{SHOW} just the {{many_col}}", f"{SHOW} their {{many_col}}", "list the {many_col}{of}", "give me their {many_col}", f"{SHOW} the {{many_col}}, one per line"),
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
        ways: tuple[str, ...] = (
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


def print_row(program: Program, data: Data, rng: random.Random) -> Sink:
    """One row: whole, its name, or its name with a value."""
    columns, kind = list(data.columns), rng.choice(["all", "name", "name", "two", "two"])
    by = next((tag.removeprefix("by ") for tag in data.tags if tag.startswith("by ")), "")
    second = next((column for column in columns if column.name == by), columns[-1])
    if columns[0].name == data.one and kind in ("all", "name"):
        return _print(program, f"print({_raw(data, columns[0], data.expression)})")
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
