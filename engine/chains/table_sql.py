"""The lines that put a table's rows into an SQLite database, and those that ask it."""

from engine.chains.flow import repr_string
from engine.chains.table_plan import AVERAGE, COLUMN, NUMBER_LIKE, WHOLE_LIKE, Plan

_FUNCTIONS = {"sum": "SUM", "average": "AVG", "max": "MAX", "min": "MIN", "count": "COUNT"}
_KEYWORDS = frozenset("order group index table from to where select values default check limit union set".split())


def is_for_sql(plan: Plan) -> bool:
    """Return whether the database can be asked all that is wanted, as it is written here."""
    has_plain_tests = all(
        test.operator != "empty" and test.value != AVERAGE and not COLUMN.fullmatch(str(test.value))
        for test in plan.tests
    )
    aggregate = plan.aggregate is None or plan.aggregate[0] in _FUNCTIONS
    has_more = plan.changes or plan.pick or plan.several or plan.group_tests or plan.renames or plan.dropped
    is_grouped = plan.group < 0 or plan.aggregate is not None
    return bool(
        has_plain_tests and aggregate and not has_more and is_grouped and not plan.drops_matching
        and all(name.isidentifier() for name in plan.columns)
    )  # fmt: skip


def _name(column: str) -> str:
    return f"[{column}]" if column.lower() in _KEYWORDS else column


def write_filling(plan: Plan, rows: str, x: str, values: str) -> list[str]:
    """Return the lines that make the table and put the rows into it, `values` being those of row `x`."""
    path = plan.sql_path or f"{plan.sql_table}.db"
    types = [
        "INTEGER" if WHOLE_LIKE.fullmatch(name) else "REAL" if NUMBER_LIKE.fullmatch(name) else "TEXT"
        for name in plan.columns
    ]
    fields = ", ".join(f"{_name(name)} {kind}" for name, kind in zip(plan.columns, types, strict=True))
    marks = ", ".join("?" * len(plan.columns))
    table = _name(plan.sql_table)
    return [
        f"connection = sqlite3.connect({repr_string(path)})",
        f'connection.execute("DROP TABLE IF EXISTS {table}")',
        f'connection.execute("CREATE TABLE {table} ({fields})")',
        f'connection.executemany(\n    "INSERT INTO {table} VALUES ({marks})", [({values}) for {x} in {rows}]\n)',
        "connection.commit()",
    ]


def write_query(plan: Plan) -> list[str]:
    """Return the lines that ask the table for what is wanted; none where it only had to be filled."""
    names = [_name(column) for column in plan.columns]
    if not (plan.counts_rows or plan.aggregate or plan.shown or plan.tests or plan.prints):
        return []
    table = _name(plan.sql_table)
    operators = {"==": "=", "in": "LIKE", "startswith": "LIKE", "endswith": "LIKE"}
    tests, values = [], []
    for test in plan.tests:
        negation = "NOT " if test.negated else ""
        if test.operator == "between":
            tests.append(f"{negation}{names[test.column]} BETWEEN ? AND ?")
            values += list(test.value)
            continue
        tests.append(f"{negation}{names[test.column]} {operators.get(test.operator, test.operator)} ?")
        form = {"in": "%{}%", "startswith": "{}%", "endswith": "%{}"}.get(test.operator)
        values.append(form.format(test.value) if form else test.value)
    number = (
        "COUNT(*)"
        if plan.counts_rows or (plan.aggregate and plan.aggregate[0] == "count")
        else f"{_FUNCTIONS[plan.aggregate[0]]}({names[plan.aggregate[1]]})"
        if plan.aggregate
        else ""
    )
    chosen = ", ".join(names[column] for column in plan.shown) or "*"
    sql = f"SELECT {number or chosen} FROM {table}"
    if plan.group >= 0:
        sql = f"SELECT {names[plan.group]}, {number} FROM {table}"
    sql += f" WHERE {f' {plan.link.upper()} '.join(tests)}" if tests else ""
    sql += f" GROUP BY {names[plan.group]}" if plan.group >= 0 else ""
    if plan.sort:
        sql += " ORDER BY " + ", ".join(
            f"{number if column < 0 else names[column]}{' DESC' if down else ''}" for column, down in plan.sort
        )
    sql += f" LIMIT {plan.limit}" if plan.limit is not None else ""
    arguments = f", ({', '.join(repr_string(v) if isinstance(v, str) else repr(v) for v in values)},)" if values else ""
    if number and plan.group < 0:
        return [f'(count,) = connection.execute("{sql}"{arguments}).fetchone()\nprint(count)']
    return [f'for row in connection.execute("{sql}"{arguments}):\n    print(*row)']
