"""Steps on rows with columns: of a CSV file, a list of dictionaries, a table."""

import random
from dataclasses import replace

from training.compositions.conditions import draw_row_condition
from training.compositions.domains import Column
from training.compositions.language import ColumnName, Verbatim, Wording, phrases, plural
from training.compositions.program import Data, Program
from training.compositions.row_groups import best_group, collect, group, pair_columns, unique_column
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
        ways: tuple[str, ...] = (
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
    if column.name == data.one:  # "the cities" of cities are their names
        clauses = (
            "make a list of the {many}",
            "put {the} in a list",
            "take the {col} column",
            "collect the {many} in a list",
            "take only the {col} column",
        )
        wording = replace(wording, clauses=clauses, nouns=("{the}",))
    tags = data.tags & {"limited", "sorted"} | (
        {"unique"} if column is data.columns[0] and not column.is_number else set()
    )
    item = column.name if column.name != variable and column.name not in ("id", "class") else "value"
    one = "value" if column.name.endswith("s") and plural(column.name) == column.name else column.name
    if column.is_number:
        given = Data(
            "numbers",
            variable,
            one,
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
            one,
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


def select_columns(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Fewer columns."""
    if data.access == "tuple" or len(data.columns) < 3 or "selected" in data.tags:
        return None
    first, *others = data.columns
    chosen = (first, rng.choice(others))
    names = ", ".join(f'"{column.name}": {data.item}["{column.name}"]' for column in chosen)
    program.add(f"{data.expression} = [{{{names}}} for {data.item} in {data.expression}]")
    wording = Wording(
        phrases("""
            keep only the columns {a} and {b}
            take only {a} and {b}
            keep only {a} and {b} of {each}
            drop all columns but {a} and {b}
            select the columns {a} and {b}
            remove every column except {a} and {b}
            leave only the {a} and {b} columns
            reduce {each} to {a} and {b}
        """),
        (), ("with only the columns {a} and {b}", "with just {a} and {b}", "(only {a} and {b})"), terse=("only {a} and {b}", "columns {a}, {b}"), values={"a": ColumnName(chosen[0].name), "b": ColumnName(chosen[1].name)},
    )  # fmt: skip
    return Step("columns", ORDER, tagged(replace(data, columns=chosen), "selected"), wording)


WEIGHTED = (
    (keep, 10), (sort, 5), (extremes, 4), (best, 4), (take_column, 5), (aggregate, 5), (count, 3), (group, 7), (collect, 1.5), (best_group, 2), (select_columns, 2), (pair_columns, 1), (add_column, 2.5),
    (unique_column, 2), (first, 1.2), (reverse, 0.3),
)  # fmt: skip
