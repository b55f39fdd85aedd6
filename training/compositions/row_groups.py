"""Steps that gather rows by the values of a column."""

import random

from training.compositions.language import ColumnName, Wording, phrases, plural
from training.compositions.program import Data, Program
from training.compositions.steps import REDUCE, Step


def group(program: Program, data: Data, rng: random.Random) -> Step | None:
    """A number for each value of a column."""
    keys = [column for column in data.columns[1:] if not column.is_number and column.name != "email"]
    if data.tags & {"sorted", "reversed", "limited"} or not keys:
        return None
    key = rng.choice(keys)
    numeric = [column for column in data.numeric if column.name != "year"]
    name = rng.choice(["sum", "sum", "mean", "mean", "count", "count", "max", "min"]) if numeric else "count"
    column = rng.choice(numeric) if numeric else key
    if name == "sum" and column.name in ("age", "rating", "temperature", "height", "priority", "grade"):
        name = "mean"
    k, x = data.of(key), data.item
    each = f"for {x} in {data.expression}:"
    by = "<per|by|for each|per|in each|of each>"
    values: dict[str, object] = {"key": ColumnName(key.name), "col": ColumnName(column.name)}
    if name == "count":
        program.add(f"counts = Counter({k} for {x} in {data.expression})", imports="from collections import Counter")
        variable = "counts"
        clauses: tuple[str, ...] = (
            "count {them} per {key}",
            "count the {many} <per|by|of each> {key}",
            "group {them} by {key} and ~count them",
            "group {them} by {by_key} and ~count each group",
            "count how many {many} there are <for each|per> {key}",
        )
        nouns: tuple[str, ...] = (
            "the number{of_all} <per|for each|by|in each> {key}",
            "how many {bare} there are <per|for each> {key}",
            "the count{of_all} per {key}",
        )
        questions = ("how many {bare} are there <per|for each|in each> {key}",)
        terse: tuple[str, ...] = ("count per {key}", "count by {key}", "{many} per {key}")
        held, number = "count", "int"
    elif name == "sum":
        start = "int" if column.kind == "int" else "float"
        program.add(
            f"totals = defaultdict({start})",
            each,
            f"    totals[{k}] += {data.of(column)}",
            imports="from collections import defaultdict",
        )
        variable, held, number = "totals", "total", column.kind
        clauses = (
            f"add up the {{many_col}} {by} {{key}}",
            f"sum the {{col}} {by} {{key}}",
            f"compute the total {{col}} {by} {{key}}",
            "group {them} by {key} and ~sum the {many_col}",
            "group {them} by {by_key} and ~add up the {col} of each group",
            "sum up <the |>{col} by {key}",
            f"calculate the total {{col}} {by} {{key}}",
        )
        nouns = (
            f"the total {{col}} {by} {{key}}{{of_rest}}",
            f"the sum of the {{many_col}} {by} {{key}}{{of_rest}}",
            f"the total {{col}} {by} {{key}}{{of_rest}}",
        )
        questions = (f"what is the total {{col}} {by} {{key}}{{of_rest}}",)
        terse = ("total {col} per {key}", "sum {col} by {key}")
    else:
        program.add(
            "groups = defaultdict(list)",
            each,
            f"    groups[{k}].append({data.of(column)})",
            imports="from collections import defaultdict",
        )
        variable, expression, word, plain = {
            "mean": ("averages", "sum({v}) / len({v})", "<average|average|mean>", "average"),
            "max": ("maxima", "max({v})", "<highest|largest|maximum>", "highest"),
            "min": ("minima", "min({v})", "<lowest|smallest|minimum>", "lowest"),
        }[name]
        many = plural(column.name) if plural(column.name) not in (data.expression, "groups") else "values"
        item = key.name if key.name not in ("class", "id") else "key"
        program.add(f"{variable} = {{{item}: {expression.format(v=many)} for {item}, {many} in groups.items()}}")
        program.names.add("groups")
        held, number = plain, "float" if name == "mean" else column.kind
        clauses = (
            f"compute the {word} {{col}} {by} {{key}}",
            f"calculate the {word} {{col}} {by} {{key}}",
            f"group {{them}} by {{key}} and ~compute the {word} {{col}}",
            f"find the {word} {{col}} {by} {{key}}",
            f"group {{them}} by {{by_key}} and ~take the {word} {{col}} of each group",
            f"work out the {word} {{col}} {by} {{key}}",
        )
        nouns = (f"the {word} {{col}} {by} {{key}}{{of_rest}}", f"the {word} {{col}} {by} {{key}}{{of_rest}}")
        questions = (f"what is the {word} {{col}} {by} {{key}}{{of_rest}}",)
        terse = (f"{plain} {{col}} per {{key}}", f"{plain} {{col}} by {{key}}")
    program.names.add(variable)
    item = key.name if key.name not in ("class", "id") else "key"
    given = Data(
        "mapping",
        variable,
        key.name,
        {"maxima": "values", "minima": "values"}.get(variable, variable),
        item=item,
        keys=item,
        held=held,
        held_said=f"{held} {column.name}" if name in ("max", "min") else "",
        number=number,
        low=column.low if held != "count" else 1,
        high=column.high if held != "count" else 5,
        values=key.values,
        tags=frozenset({"counted"} if held == "count" else {"summed"}),
    )
    return Step("group " + name, REDUCE, given, Wording(clauses, (), (), nouns, questions, terse, values=values))


def best_group(program: Program, data: Data, rng: random.Random) -> Step | None:
    """The value of a column whose rows have the largest sum, or are the most."""
    keys = [column for column in data.columns[1:] if not column.is_number and column.name != "email"]
    numeric = [
        column
        for column in data.numeric
        if column.name not in ("year", "age", "rating", "temperature", "height", "priority", "grade")
    ]
    if data.tags & {"sorted", "reversed", "limited", "by column"} or not keys:
        return None
    key = rng.choice(keys)
    each = f"for {data.item} in {data.expression}"
    values: dict[str, object] = {"key": ColumnName(key.name)}
    down = rng.random() < 0.8
    function = "max" if down else "min"
    if numeric and rng.random() < 0.6:
        column = rng.choice(numeric)
        values["col"] = ColumnName(column.name)
        program.add(
            f"totals = defaultdict({column.kind})",
            f"{each}:",
            f"    totals[{data.of(key)}] += {data.of(column)}",
            f"best = {function}(totals, key=totals.get)",
            imports="from collections import defaultdict",
        )
        word = "<highest|largest|biggest>" if down else "<lowest|smallest>"
        ending = f"with the {word} total {{col}}"
        terse = (f"{{key}} {ending}",)
    else:
        program.add(
            f"counts = Counter({data.of(key)} {each})",
            f"best = {function}(counts, key=counts.get)",
            imports="from collections import Counter",
        )
        ending = f"with the {'most' if down else 'fewest'} {{many}}"
        terse = (f"{{key}} {ending}",)
    program.names |= {"totals", "counts", "best"}
    wording = Wording(
        (f"find the {{key}} {ending}", f"find out which {{key}} has the {ending.removeprefix('with the ')}", f"get the {{key}} {ending}", f"determine the {{key}} {ending}", f"look for the {{key}} {ending}"),
        (), (), (f"the {{key}} {ending}{{in}}", f"the {{key}} {ending}{{in}}"), (f"which {{key}} has the {ending.removeprefix('with the ')}{{in}}",) * 2, terse, values,
    )  # fmt: skip
    return Step("best group", REDUCE, Data("string", "best", key.name, "", item="best"), wording)


def collect(program: Program, data: Data, rng: random.Random) -> Step | None:
    """The names for each value of a column."""
    keys = [column for column in data.columns[1:] if not column.is_number]
    if data.tags & {"sorted", "reversed", "limited"} or not keys or data.columns[0].is_number:
        return None
    key, name = rng.choice(keys), data.columns[0]
    program.add(
        "groups = defaultdict(list)",
        f"for {data.item} in {data.expression}:",
        f"    groups[{data.of(key)}].append({data.of(name)})",
        imports="from collections import defaultdict",
    )
    program.names.add("groups")
    wording = Wording(
        phrases("""
            group the {many_col} by {key}
            collect the {many_col} <per|by|for each> {key}
            list the {many_col} of each {key}
            make a dictionary from each {key} to its {many_col}
            build a dictionary with the {many_col} of each {key}
            put the {many_col} in a dictionary by {key}
        """),
        (), (), ("the {many_col}{of} grouped by {key}", "the {many_col} of each {key}{in}", "the list of {many_col} for each {key}{in}"), terse=("{many_col} by {key}",), values={"col": ColumnName(name.name), "key": ColumnName(key.name)},
    )  # fmt: skip
    item = key.name if key.name not in ("class", "id") else "key"
    return Step(
        "collect",
        REDUCE,
        Data("groups", "groups", "group", "groups", item=item, keys=item, held=plural(name.name)),
        wording,
    )


def pair_columns(program: Program, data: Data, rng: random.Random) -> Step | None:
    """A dictionary of two columns."""
    if data.tags & {"sorted", "reversed", "limited"} or not data.numeric or data.columns[0].is_number:
        return None
    key, column = data.columns[0], rng.choice(data.numeric)
    variable = program.fresh(plural(column.name) if plural(column.name) != data.expression else "lookup")
    program.add(f"{variable} = {{{data.of(key)}: {data.of(column)} for {data.item} in {data.expression}}}")
    wording = Wording(
        phrases("""
            make a dictionary from {key} to {col}
            build a dictionary that maps {key} to {col}
            create a dict with the {key} as key and the {col} as value
            turn {them} into a dictionary {key} -> {col}
            map each {key} to its {col}
            put {key} and {col} in a dictionary
        """),
        (), (), ("a dictionary from {key} to {col}{in}", "a dictionary of {many_key} and {many_col}{in}", "a dict that maps {key} to {col}{in}"), terse=("dict {key} -> {col}",), values={"col": ColumnName(column.name), "key": ColumnName(key.name)},
    )  # fmt: skip
    item = key.name if key.name not in ("class", "id") else "key"
    return Step(
        "pair",
        REDUCE,
        Data(
            "mapping",
            variable,
            key.name,
            variable,
            item=item,
            keys=item,
            held=column.name,
            number=column.kind,
            low=column.low,
            high=column.high,
            values=key.values,
        ),
        wording,
    )


def unique_column(program: Program, data: Data, rng: random.Random) -> Step | None:
    """The different values of a column."""
    keys = [column for column in data.columns[1:] if not column.is_number]
    if data.tags & {"sorted", "limited"} or not keys:
        return None
    column = rng.choice(keys)
    many = plural(column.name)
    variable = program.fresh(many if many != data.expression else f"{column.name}_names")
    program.add(f"{variable} = sorted({{{data.of(column)} for {data.item} in {data.expression}}})")
    wording = Wording(
        phrases("""
            collect the <unique|different|distinct> {many_col}<| in alphabetical order|, sorted>
            find the <unique|distinct> {many_col}<, sorted|>
            get the <different|distinct|unique> {many_col} sorted
            list each {col} once
        """),
        (), (), ("the <unique|different|distinct> {many_col}{in}", "the sorted unique {many_col}{of}", "the <unique|distinct|different> {many_col}{of}", "each {col} once{in}"), ("which {many_col} are there{in}", "what different {many_col} are there{in}"), ("unique {many_col}", "distinct {many_col}"), values={"col": ColumnName(column.name)},
    )  # fmt: skip
    item = column.name if column.name not in ("id", "class") else "value"
    given = Data(
        "strings",
        variable,
        column.name,
        many,
        item=item,
        values=tuple(value[0] for value in column.values),
        tags=frozenset({"sorted", "unique", "filtered"}),
    )
    return Step("unique column", REDUCE, given, wording)
