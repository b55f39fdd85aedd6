"""Steps on rows with columns: of a CSV file, a list of dictionaries, a table."""

import random
from dataclasses import replace

from training.compositions.conditions import draw_row_condition
from training.compositions.domains import Column
from training.compositions.language import ColumnName, Verbatim, Wording, phrases, plural
from training.compositions.program import Data, Program
from training.compositions.steps import LIMIT, MAP, ORDER, REDUCE, Step, filter_step, first, reverse, tagged


def keep(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Keep or drop rows that fulfil a condition."""
    if "filtered" in data.tags and rng.random() < 0.7:
        return None
    return filter_step(program, data, draw_row_condition(data, rng), rng, drops=rng.random() < 0.2)


def _key(data: Data, column: Column) -> str:
    return f"key=lambda {data.item}: {data.of(column)}"


def sort(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Sort by a column, or by two."""
    if data.tags & {"sorted", "reversed", "limited"}:
        return None
    column = rng.choice(data.numeric) if data.numeric and rng.random() < 0.7 else rng.choice(data.columns)
    values: dict[str, object] = {"col": ColumnName(column.name)}
    down = rng.random() < (0.6 if column.is_number else 0.15)
    others = [other for other in data.textual if other is not column]
    if column.is_number:
        ways = (
            (
                "",
                ", <lowest|smallest> first",
                " ascending",
                " from <lowest to highest|low to high|smallest to largest>",
                " in ascending order",
            )
            if not down
            else (
                ", <highest|largest|biggest> first",
                " descending",
                " from <highest to lowest|high to low|largest to smallest>",
                " in descending order",
                " desc",
            )
        )
    else:
        ways = (
            ("", " alphabetically", " from a to z", " in alphabetical order")
            if not down
            else (" from z to a", " in reverse alphabetical order", " descending")
        )
    tie, reverse_part = "", ", reverse=True" if down else ""
    key = _key(data, column)
    if others and column.is_number and rng.random() < 0.18:
        other = rng.choice(others)
        values["tie"] = ColumnName(other.name)
        sign = "-" if down else ""
        key, reverse_part = f"key=lambda {data.item}: ({sign}{data.of(column)}, {data.of(other)})", ""
        tie = rng.choice(
            [
                ", then by {tie}",
                " and then by {tie}",
                ", ties by {tie}",
                ", for equal {many_col} by {tie}",
                ", and by {tie} where the {col} is the same",
            ]
        )
    program.add(f"{data.expression} = sorted({data.expression}, {key}{reverse_part})")
    clauses = tuple(f"<sort|sort|order> {{them}} by {{by_col}}{way}{tie}" for way in ways) + tuple(
        f"<arrange {{them}}|put {{them}} in order> by {{by_col}}{way}{tie}" for way in ways[:2]
    )
    after = tuple(f"<sorted|sorted|ordered> by {{by_col}}{way}{tie}" for way in ways)
    if not tie and down and column.most:
        clauses += (f"put the {column.most} {{many}} first",)
    wording = Wording(clauses, (), after, terse=tuple(f"sort by {{col}}{way}{tie}" for way in ways), values=values)
    return Step("sort", ORDER, tagged(data, "sorted"), wording)


def extremes(program: Program, data: Data, rng: random.Random) -> Step | None:
    """The top few by a column."""
    if data.tags & {"sorted", "reversed", "limited"} or not data.numeric:
        return None
    column, n = rng.choice(data.numeric), rng.choice([2, 3, 3, 3, 5, 5, 10])
    down = rng.random() < 0.7
    word = column.most if down else column.least
    program.add(
        f"{data.expression} = sorted({data.expression}, {_key(data, column)}{', reverse=True' if down else ''})[:{n}]"
    )
    degree = "<highest|largest|biggest|highest>" if down else "<lowest|smallest|lowest>"
    clauses = [
        f"take the {{n}} {{many}} with the {degree} {{col}}",
        f"find the {{n}} {{many}} with the {degree} {{col}}",
        f"keep <only |>the {{n}} with the {degree} {{col}}",
        f"get the <{'top' if down else 'bottom'}> {{n}} by {{col}}",
        f"select the {{n}} {{many}} with the {degree} {{col}}",
        f"sort {{them}} by {{col}}{' descending' if down else ''} and ~take the first {{n}}",
    ]
    before: list[str] = []
    if word:
        clauses += [
            f"take the {{n}} {word}",
            f"find the {{n}} {word} {{many}}",
            f"pick the {{n}} {word}",
            f"keep only the {{n}} {word} {{many}}",
        ]
        before += [f"{{n}} {word}", f"{{n}} {word}"]
    nouns = (
        f"the {{n}} {{bare}} with the {degree} {{col}}",
        f"the <{'top' if down else 'bottom'}> {{n}} {{bare}} by {{col}}",
    )
    wording = Wording(
        tuple(clauses),
        tuple(before),
        (),
        nouns,
        (
            f"which {{n}} {{bare}} have the {degree} {{col}}",
            *((f"which are the {{n}} {word} {{bare}}", f"what are the {{n}} {word} {{bare}}") if word else ()),
        ),
        (f"{'top' if down else 'bottom'} {{n}} by {{col}}",),
        values={"n": n, "col": ColumnName(column.name)},
    )
    return Step("extremes", LIMIT, tagged(data, "limited", "sorted"), wording, leaves_out=True)


def best(program: Program, data: Data, rng: random.Random) -> Step | None:
    """The row with the largest or smallest value."""
    if data.tags & {"sorted", "reversed", "limited"} or not data.numeric:
        return None
    column, down = rng.choice(data.numeric), rng.random() < 0.7
    word = column.most if down else column.least
    variable = program.fresh(
        "best"
        if word.startswith("best")
        else word.split()[-1]
        if word and " " not in word
        else "highest"
        if down
        else "lowest"
    )
    program.add(f"{variable} = {'max' if down else 'min'}({data.expression}, {_key(data, column)})")
    degree = "<highest|largest|biggest|highest>" if down else "<lowest|smallest|lowest>"
    clauses = [
        f"find the {{one}} with the {degree} {{col}}",
        f"look for the {{one}} with the {degree} {{col}}",
        f"find the one with the {degree} {{col}}",
        f"get the {{one}} with the {degree} {{col}}",
        f"pick the one with the {degree} {{col}}",
    ]
    nouns = [f"the {{one_bare}} with the {degree} {{col}}"] * 2
    questions = [f"which {{one_bare}} has the {degree} {{col}}"] * 2
    if word:
        clauses += [f"find the {word} {{one}}", f"find the {word} one"]
        nouns += [f"the {word} {{one_bare}}"] * 2
        questions += [f"which {{one_bare}} is the {word}", f"what is the {word} {{one_bare}}"]
    wording = Wording(
        tuple(clauses),
        (),
        (),
        tuple(nouns),
        tuple(questions),
        (f"{degree} {{col}}",),
        values={"col": ColumnName(column.name)},
    )
    return Step(
        "best",
        REDUCE,
        replace(data, kind="row", expression=variable, item=variable, many="", tags=frozenset({f"by {column.name}"})),
        wording,
    )


def take_column(program: Program, data: Data, rng: random.Random) -> Step | None:
    """One column of all rows."""
    if "grouped" in data.tags:
        return None
    column = rng.choice(data.columns) if rng.random() < 0.5 else data.columns[0]
    many = plural(column.name.replace(" ", "_"))
    variable = program.fresh(many if many != data.expression else f"{column.name}_list")
    program.add(f"{variable} = [{data.of(column)} for {data.item} in {data.expression}]")
    wording = Wording(
        phrases("""
            take <the |their |>{many_col}
            take the {col} of {each}
            extract the {many_col}
            get the {col} of {each}
            collect the {many_col}
            keep only the {many_col}
            pick out the {many_col}
            pull out the {many_col}
            take the {col} column
            make a list of the {many_col}
            get each {one}'s {col}
            take every {one}'s {col}
        """),
        (), (), ("the {many_col}{of}", "the {many_col}{of}", "the {many_col}{of}", "the {col} of {each}"), terse=("{many_col}", "{many_col} only", "{col}"), values={"col": ColumnName(column.name)},
    )  # fmt: skip
    tags = data.tags & {"limited", "sorted"} | (
        {"unique"} if column is data.columns[0] and not column.is_number else set()
    )
    item = column.name if column.name != variable and column.name not in ("id", "class") else "value"
    if column.is_number:
        given = Data(
            "numbers",
            variable,
            column.name,
            many.replace("_", " "),
            item=item,
            number=column.kind,
            low=column.low,
            high=column.high,
            tags=tags,
        )
    else:
        given = Data(
            "strings",
            variable,
            column.name,
            many.replace("_", " "),
            item=item,
            values=tuple(value[0] for value in column.values),
            tags=tags,
        )
    return Step("column", MAP, given, wording)


_AGGREGATES = {
    "sum": ("sum({items})", "total", ("add up the {many_col}", "sum {the_col}", "sum up the {many_col}", "compute the total {col}", "add up <the |>{the_col}"), ("the total {col}{of}", "the sum of the {many_col}{of}", "the sum of the {col} column{in}", "the total {col}{of}"), ("what is the total {col}{of}",), ("total {col}", "sum of {col}")),
    "mean": ("sum({items}) / len({e})", "average", ("average the {many_col}", "compute the <average|mean> {col}", "calculate the <average|mean> of the {many_col}", "work out the average {col}"), ("the average {col}{of}", "the mean {col}{of}", "the average {col}{of}", "the average of the {col} column{in}"), ("what is the average {col}{of}",), ("average {col}", "mean {col}")),
    "max": ("max({items})", "highest", ("find the <highest|largest|maximum> {col}",), ("the <highest|largest|maximum> {col}{of}",), ("what is the <highest|largest> {col}{of}",), ("max {col}",)),
    "min": ("min({items})", "lowest", ("find the <lowest|smallest|minimum> {col}",), ("the <lowest|smallest|minimum> {col}{of}",), ("what is the <lowest|smallest> {col}{of}",), ("min {col}",)),
}  # fmt: skip


def aggregate(program: Program, data: Data, rng: random.Random) -> Step | None:
    """One number of a column."""
    if (data.tags & {"sorted", "reversed"} and "limited" not in data.tags) or not data.numeric:
        return None
    column = rng.choice(data.numeric)
    if column.name == "year":
        return None
    name = (
        rng.choice(["sum", "sum", "mean", "mean", "max", "min"])
        if column.name not in ("age", "rating", "temperature", "height", "priority", "gdp")
        else rng.choice(["mean", "mean", "max", "min"])
    )
    expression, result, clauses, nouns, questions, terse = _AGGREGATES[name]
    variable = program.fresh(result)
    program.add(
        f"{variable} = "
        + expression.format(items=f"{data.of(column)} for {data.item} in {data.expression}", e=data.expression)
    )
    number = "float" if name == "mean" else column.kind
    return Step(
        name,
        REDUCE,
        Data("number", variable, result, "", item=result, number=number),
        Wording(clauses, (), (), nouns, questions, terse, values={"col": ColumnName(column.name)}),
    )


def count(program: Program, data: Data, rng: random.Random) -> Step | None:
    """How many rows there are."""
    if data.tags & {"sorted", "reversed", "limited"} or ("filtered" not in data.tags and rng.random() < 0.8):
        return None
    wording = Wording(
        ("count {them}", "count {them}", "count how many <there are|remain|are left>"), (), (),
        ("the number{of_all}", "the number{of_all}", "how many {bare} there are", "how many {bare} there are"),
        ("how many {bare} are there", "how many {bare} are there"), ("count", "how many"),
    )  # fmt: skip
    return Step("count", REDUCE, Data("number", f"len({data.expression})", "count", "", item="count"), wording)


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
        clauses = (
            "count {them} per {key}",
            "count the {many} <per|by|of each> {key}",
            "group {them} by {key} and ~count them",
            "group {them} by {by_key} and ~count each group",
            "count how many {many} there are <for each|per> {key}",
        )
        nouns = (
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


_COMPUTED = (
    ("price", "quantity", "total"),
    ("price", "stock", "value"),
    ("amount", "units", "revenue"),
    ("population", "area", "density"),
    ("distance", "minutes", "pace"),
    ("points", "games", "average"),
    ("price", "area", "price_per_meter"),
)


def add_column(program: Program, data: Data, rng: random.Random) -> Step | None:
    """A new column computed from others, or a changed one."""
    if data.tags & {"sorted", "limited", "computed"} or data.access == "tuple" or not data.numeric:
        return None
    by_name = {column.name: column for column in data.numeric}
    fitting = [row for row in _COMPUTED if row[0] in by_name and row[1] in by_name]
    values: dict[str, object]
    if fitting and rng.random() < 0.6:
        a, b, new = rng.choice(fitting)
        op, said = ("*", "times") if new in ("total", "value", "revenue") else ("/", "divided by")
        expression = f"{data.of(by_name[a])} {op} {data.of(by_name[b])}"
        values = {"a": ColumnName(a), "b": ColumnName(b), "col": ColumnName(new), "op": op, "said": said}
        clauses = phrases("""
            add a column {col} with {a} {op} {b}
            add a column {col} that is {a} {said} {b}
            compute {col} = {a} {op} {b} for {each}
            add a {col} column ({a} {said} {b})
            calculate the {col} as {a} {said} {b} for {each}
            add a new column {col} = {a} {op} {b}
            give {each} a {col} which is {a} {said} {b}
        """)
        column = Column(new, "float", low=1, high=1000)
        name, gives = new, replace(data, columns=(*data.columns, column))
    else:
        column = rng.choice([c for c in data.numeric if c.name not in ("year", "age")] or data.numeric)
        percent = rng.choice([5, 10, 20, 25, 50, -10, -20, -5])
        k = rng.choice([1, 5, 10, 100])
        if rng.random() < 0.7 and column.name not in ("age", "year"):
            expression = f"{data.of(column)} * {1 + percent / 100:.2f}".rstrip("0")
            clauses = (
                (
                    "raise {the_col} of {each} by {p}%",
                    "increase {the_col} by {p}%",
                    "increase every {col} by {p} percent",
                    "add {p}% to {the_col} of {each}",
                    "raise all {many_col} by {p}%",
                )
                if percent > 0
                else (
                    "lower {the_col} of {each} by {p}%",
                    "reduce {the_col} by {p}%",
                    "take {p}% off every {col}",
                    "reduce all {many_col} by {p} percent",
                    "decrease every {col} by {p}%",
                )
            )
        else:
            expression = f"{data.of(column)} + {k}"
            clauses = (
                "add {k} to {the_col} of {each}",
                "increase {the_col} of {each} by {k}",
                "add {k} to every {col}",
            )
        values = {"col": ColumnName(column.name), "p": Verbatim(str(abs(percent))), "k": k}
        name, gives = column.name, data
    program.add(f"for {data.item} in {data.expression}:", f'    {data.item}["{name}"] = {expression}')
    if data.access == "csv" and gives is not data:
        gives = replace(gives, columns=(*data.columns, replace(column, kind="float")))
    return Step("compute", MAP, tagged(gives, "computed"), Wording(clauses, values=values))


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


WEIGHTED = (
    (keep, 10), (sort, 5), (extremes, 4), (best, 4), (take_column, 5), (aggregate, 5), (count, 3), (group, 7), (collect, 1.5), (pair_columns, 1), (add_column, 2.5),
    (unique_column, 2), (first, 1.2), (reverse, 0.3),
)  # fmt: skip
