"""SQL queries in words, read as those of a file's rows are: columns, numbers of groups, conditions, an order, the first few.

Conditions are read as Python over a row and said again in SQL, with their values bound.
"""

import ast
import re
from typing import Any

from engine.chains.flow import repr_string, singular
from engine.chains.phrases import normalise
from engine.chains.record_changes import read_order
from engine.chains.record_groups import FUNCTION, PER, Measure, group_aliases, read_key, read_measures
from engine.chains.record_picks import LEAST, MOST
from engine.chains.record_rows import Rows, superlative
from engine.chains.record_shows import read_columns
from engine.chains.record_tests import read_tests
from engine.chains.record_words import NUMBER_WORD, WHICH_HAS, Words
from engine.chains.sql_statement import Statement, find_table
from engine.chains.superlatives import SUPERLATIVES

_FUNCTIONS = {"sum": "SUM", "average": "AVG", "max": "MAX", "min": "MIN", "count": "COUNT", "total": "SUM"}
_OPERATORS = {ast.Eq: "=", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_SIGNS = {"gt": ">", "lt": "<", "ge": ">=", "le": "<=", "eq": "="}
_NAMES = "|".join(SUPERLATIVES)


def ask(statement: Statement) -> str:
    """Return the lines that query a table, one that the request has just made or one that is there, or nothing."""
    if not find_table(statement):
        return ""
    table, known = statement.table, statement.known_columns
    columns = ("id", *known) if known else ()
    text = re.sub(r"^[\W]+|(?<=[ ,:;])[,:;]", "", " ".join(statement.text.split()))
    return read_query(text, Rows(table, singular(table), columns, False))


def read_query(text: str, rows: Rows) -> str:
    """Return the lines that query a table for what a text says, or nothing where it is not understood whole."""
    text = WHICH_HAS.sub(r"print the \1 with the ", text)
    w = Words(normalise(text, hoists=False), rows=rows, prompt=text)
    if w.eat(r"(?:print|list|keep|get|query|which)(?: (?:print|list|out|them))?") is None and not w.sees("count"):
        return ""
    lines: list[str] = []
    while w.rest:
        query = _Query(w)
        body = query.write() if query.read() else ""
        if not body:
            return ""
        lines.append(body)
        while w.eat(r"(?:,|and|then|print)(?= )"):
            pass
    return "".join(lines)


class _Query:
    """One query while it is read."""

    def __init__(self, w: Words) -> None:
        self.w, self.table = w, w.rows.code
        self.columns: list[str] = []
        self.measures: list[Measure] = []
        self.keys: list[str] = []
        self.where = self.having = self.tail = ""
        self.values: list[Any] = []
        self.late: list[Any] = []

    def read(self) -> bool:
        """Read what is wanted; return whether every word was understood."""
        w = self.w
        if not self._read_best() and not self._read_items():
            return False
        while w.rest:
            before = w.position
            w.eat(r"(?:,|and|but|then)(?= )")
            if not (
                self._read_key() or self._read_limit() or self._read_order() or self._read_tests() or self._read_end()
            ):
                w.position = before
                if w.sees("(?:,|and|then)(?= )") is None:
                    return False
                break
        if self.measures and self.columns and not self.keys:
            self.keys = self.columns
        return not self.having or bool(self.keys)

    def _read_items(self) -> bool:
        w = self.w
        few = w.eat(rf"(?:top|first) (?P<count>{NUMBER_WORD})(?= [a-z])")
        while True:
            before = w.position
            if (self.columns or self.measures) and w.eat(r"(?:, )?(?:and|with|,)(?= )") is None:
                break
            w.eat(r"(?:each|every|for each|for every)(?= [a-z])")
            measures = w.attempt(lambda: read_measures(w))
            if measures and any(m.test for m in measures):
                w.position = before  # a condition on groups
                break
            if measures:
                self.measures += measures
                continue
            word = w.sees(r"(?P<noun>[a-z]+)(?= ?(?:$|,|of\b|with\b|from\b|in\b|sort\b|ordered\b|who\b))")
            is_noun = word is not None and w.rows.names_rows(word["noun"]) and not self.columns
            names = [] if is_noun else read_columns(w)
            if not names:
                w.position = before
                break
            self.columns += names
        is_all = w.noun() or w.eat(r"(?:them|everything|rows|result)") is not None
        if few is not None:
            self.tail = f" LIMIT {int(w.number(few['count']))}"
        return bool(self.columns or self.measures or is_all)

    def _read_best(self) -> bool:
        """Read "the department with the highest average pay", "the cheapest item"."""
        read = (self._read_highest, self._read_most_of, self._read_superlative)
        return any(self.w.attempt(lambda one=one: one() or None) for one in read)  # type: ignore[misc]

    def _read_highest(self) -> bool:
        """Read "the 3 highest salaries with their names"."""
        w = self.w
        match = w.eat(rf"(?P<count>{NUMBER_WORD}) (?:(?P<most>{MOST})|(?P<least>{LEAST}))")
        column = w.column() if match else None
        if match is None or column is None:
            return False
        more = read_columns(w) if w.eat("(?:with|and)(?= [a-z])") else []
        self.columns = [*more, column]
        self.tail = f" ORDER BY {column}{' DESC' if match['most'] else ''} LIMIT {int(w.number(match['count']))}"
        return True

    def _read_most_of(self) -> bool:
        w = self.w
        is_all = w.noun()
        columns = [] if is_all else read_columns(w)
        if columns and w.eat("of"):
            w.noun()
        match = (
            w.eat(rf"(?:winner )?(?:with|has|have) (?:(?P<most>{MOST})|(?P<least>{LEAST}))")
            if is_all or columns
            else None
        )
        if match is None:
            return False
        down = " DESC" if match["most"] else ""
        measures = w.attempt(lambda: read_measures(w)) or []
        if not measures and match["most"] and w.noun():
            measures = [Measure("count", "count")]
        if measures:
            if is_all or len(measures) > 1:
                return False
            self.columns, self.keys, self.measures = columns, columns, measures
            self.tail = f" ORDER BY {measures[0].name}{down} LIMIT 1"
            return True
        column = w.column()
        self.columns, self.tail = columns, f" ORDER BY {column}{down} LIMIT 1"
        return column is not None

    def _read_superlative(self) -> bool:
        w = self.w
        match = w.eat(rf"(?:(?P<count>{NUMBER_WORD}) )?(?P<word>{_NAMES})")
        meant = superlative(w.rows, match["word"], w.phrase.text) if match else None
        if match is None or meant is None or not w.noun():
            return False
        count = int(w.number(match["count"])) if match["count"] else 1
        self.tail = f" ORDER BY {meant[1]}{' DESC' if meant[0] == 'max' else ''} LIMIT {count}"
        return True

    def _read_key(self) -> bool:
        w = self.w
        found = w.attempt(lambda: read_key(w) if w.eat(PER) else None) if self.measures and not self.keys else None
        if found is None:
            return False
        self.keys = [name for name, _ in found]
        w.eat(r"(?:has|have|made)")
        return True

    def _groups(self) -> Rows:
        keys, made = self.keys or self.columns, tuple(m.name for m in self.measures)
        return Rows(
            "groups", keys[0] if keys else "group", (*keys, *made), False, made, tuple(keys),
            tuple(group_aliases(keys, self.measures)), groups="groups" if len(keys) == 1 else "", members=self.w.rows.noun,
        )  # fmt: skip

    def _read_tests(self) -> bool:
        w, rows = self.w, self.w.rows
        if self.measures and (self.keys or self.columns) and not self.having:
            w.rows = self._groups()
            found = w.attempt(lambda: self._read_having())
            w.rows = rows
            if found:
                return True
        if not self.having and self.columns and w.attempt(self._read_aggregate):
            return True
        w.eat(r"(?:only|for|of)(?= )")
        w.noun()
        tests = None if self.where else w.attempt(lambda: read_tests(w))
        sql = to_sql(tests.code, self.values) if tests else ""
        self.where = sql
        return bool(sql)

    def _read_aggregate(self) -> bool | None:
        """Read "whose average pay is over 4200" of a column of which nothing else is counted."""
        w = self.w
        w.eat(r"(?:only|with)(?= )")
        said = w.eat(rf"{FUNCTION}(?: of)?(?= [a-z])") or w.eat("(?P<function>count)(?= [a-z])")
        function = said["function"].lower() if said else ""
        column = ("" if w.noun() else None) if function == "count" else w.column() if said else None
        match = w.eat(r"(?:is )?(?P<op>gt|lt|ge|le|eq) (?P<value>§n\d+)") if column is not None else None
        name = {"highest": "max", "lowest": "min"}.get(function, function)
        if match is None or column is None or name not in _FUNCTIONS:
            return None
        self.having = f"{_expression(Measure(name, name, column=column))} {_SIGNS[match['op'].lower()]} ?"
        self.late.append(w.number(match["value"]))
        self.keys = self.keys or self.columns
        return True

    def _read_having(self) -> bool | None:
        w = self.w
        w.eat(r"only(?= )")
        w.noun()
        tests = read_tests(w)
        self.having = to_sql(tests.code, self.late) if tests else ""
        return bool(self.having) or None

    def _read_order(self) -> bool:
        w, rows = self.w, self.w.rows
        if "ORDER BY" in self.tail:
            return False
        w.rows = self._groups() if self.measures and (self.keys or self.columns) else rows
        keys = w.attempt(lambda: read_order(w) or None)
        w.rows = rows
        if not keys:
            return False
        limit, self.tail = self.tail, " ORDER BY " + ", ".join(name + (" DESC" if down else "") for name, down in keys)
        self.tail += limit
        return True

    def _read_limit(self) -> bool:
        match = self.w.eat(rf"(?:only )?(?:limit(?: to)?|first|top) (?P<count>{NUMBER_WORD})(?: [a-z]+)?")
        if match is None or "LIMIT" in self.tail:
            return False
        self.tail += f" LIMIT {int(self.w.number(match['count']))}"
        return True

    def _read_end(self) -> bool:
        return (
            self.w.eat(r"(?:from|in|of) (?:table|it|them|database)|perline|print(?: (?:it|them|result|results))?")
            is not None
        )

    def write(self) -> str:
        """Return the lines that ask and print."""
        named = [f"{_expression(m)} AS {m.name}" for m in self.measures]
        chosen = [*(self.keys if self.measures else self.columns), *named]
        if any("{x}" in text for text in chosen):
            return ""
        sql = f"SELECT {', '.join(chosen) or '*'} FROM {self.table}"
        sql += f" WHERE {self.where}" if self.where else ""
        sql += f" GROUP BY {', '.join(self.keys)}" if self.keys and (self.measures or self.having) else ""
        sql += f" HAVING {self.having}" if self.having else ""
        sql += self.tail
        values = [*self.values, *self.late]
        bound = ", ".join(repr_string(v) if isinstance(v, str) else repr(v) for v in values)
        bound = f", ({bound}{',' if len(values) == 1 else ''})" if values else ""
        if self.measures and not self.keys:
            names = ", ".join(m.name for m in self.measures)
            target = f"({names},)" if len(self.measures) == 1 else names
            return f'    {target} = connection.execute("{sql}"{bound}).fetchone()\n    print({names})\n'
        return f'    for row in connection.execute("{sql}"{bound}):\n        print(*row)\n'


def _expression(measure: Measure) -> str:
    if measure.function not in _FUNCTIONS:
        return "{x}"
    return "COUNT(*)" if measure.function == "count" else f"{_FUNCTIONS[measure.function]}({measure.column})"


def to_sql(code: str, values: list[Any]) -> str:
    """Return a condition on a row in SQL, its values appended to those that are bound; "" where it cannot be said."""
    try:
        return _say(ast.parse(code.replace("{x}", "x"), mode="eval").body, values)
    except (SyntaxError, LookupError):
        return ""


def _say(node: ast.expr, values: list[Any]) -> str:
    match node:
        case ast.BoolOp(op=op, values=parts):
            link = " AND " if isinstance(op, ast.And) else " OR "
            said = [_say(part, values) for part in parts]
            return link.join(f"({one})" if " OR " in one else one for one in said)
        case ast.UnaryOp(op=ast.Not(), operand=ast.Subscript() as cell):
            return f"({_column(cell)} IS NULL OR {_column(cell)} = '')"
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return f"NOT ({_say(operand, values)})"
        case ast.Subscript():
            return _column(node)
        case ast.Call(
            func=ast.Attribute(value=cell, attr=("startswith" | "endswith") as attr),
            args=[ast.Constant(value=str(text))],
        ):
            values.append(f"{text}%" if attr == "startswith" else f"%{text}")
            return f"{_column(cell)} LIKE ?"
        case ast.Compare(left=ast.Constant(value=str(text)), ops=[ast.In() | ast.NotIn() as op], comparators=[cell]):
            values.append(f"%{text}%")
            return f"{_column(cell)} {'NOT ' if isinstance(op, ast.NotIn) else ''}LIKE ?"
        case ast.Compare(
            left=ast.Constant(value=low), ops=[ast.LtE(), ast.LtE()], comparators=[cell, ast.Constant(value=high)]
        ):
            values += [low, high]
            return f"{_column(cell)} BETWEEN ? AND ?"
        case ast.Compare(left=cell, ops=[op], comparators=[ast.Constant(value=value)]):
            values.append(value)
            return f"{_column(cell)} {_OPERATORS[type(op)]} ?"
        case ast.Compare(left=cell, ops=[op], comparators=[other]):
            return f"{_column(cell)} {_OPERATORS[type(op)]} {_column(other)}"
    raise LookupError


def _column(node: ast.expr) -> str:
    match node:
        case ast.Subscript(value=ast.Name(id="x"), slice=ast.Constant(value=str(name))):
            return name
        case ast.Call(func=ast.Name(id="len"), args=[_]):
            return "COUNT(*)"
    raise LookupError
