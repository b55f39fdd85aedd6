"""Queries over two tables that a request describes with their columns: rows put together, without partner, or totals.

"tables customers(id, name) and orders(id, customer_id, total)": the second points to the first by its `customer_id`.
"""

import re
from dataclasses import dataclass

from engine.chains.flow import singular
from engine.chains.sql_statement import FILLER, Statement

_TABLE = re.compile(r"[`'\"]?\b(?P<name>[A-Za-z_]\w*)[`'\"]? ?\((?P<columns>\w+(?: ?, ?\w+)+)\)[`'\"]?")
_HAS = re.compile(
    r"\b(?:table )?[`'\"]?(?P<name>[A-Za-z_]\w*)[`'\"]? (?:has|has columns|with columns|with|contains)(?: columns?)? (?P<columns>\w+(?: ?, ?\w+(?! has\b))*,? and \w+)",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"\b(?:have|has|had|with)? ?(?:no|without(?: any)?|never|not(?: any)?|haven'?t|hasn'?t|don'?t have(?: any)?|zero)\b"
)
_EACH = r"(?:per|for each|for every|of each|of every|by|each|every)"
_WORDS = frozenset(
    "table tables two columns column each every together along its their join joined joins inner left two who whose that which "
    "name names incl inner for of the and with without no any have has had had't haven't hasn't don't never not placed made written "
    "number numbers count how many total totals sum average highest lowest per include including even zero also 0 those"
    " query one given sorted do does they order ordered first most largest biggest descending".split()
)


@dataclass(frozen=True)
class _Table:
    name: str
    columns: tuple[str, ...]

    @property
    def label(self) -> str:
        """The column by which people tell the rows apart."""
        known = [column for column in ("name", "title", "label") if column in self.columns]
        return known[0] if known else next((c for c in self.columns if not c.endswith("id")), self.columns[0])


def _in_brackets(match: re.Match[str]) -> str:
    """Return a table with its columns as the other requests write it: "orders(id, total)"."""
    columns = re.findall(r"\w+", re.sub(r"(?i)\band\b", " ", match["columns"]))
    return f"{match['name']}({', '.join(columns)})" if len(set(columns)) == len(columns) else match[0]


def join_tables(statement: Statement) -> str:
    """Return the lines of a query over two tables with their columns, or nothing."""
    described = _HAS.sub(_in_brackets, statement.text)
    found = list(_TABLE.finditer(described))
    if len(found) != 2:
        return ""
    one, two = (
        _Table(match["name"], tuple(column.strip() for column in match["columns"].split(","))) for match in found
    )
    text = _TABLE.sub(" ", described).lower()
    for child, parent in ((two, one), (one, two)):
        key = f"{singular(parent.name).lower()}_id"
        target = "id" if "id" in parent.columns else key
        if key in child.columns and target in parent.columns:
            on = f"{child.name}.{key} = {parent.name}.{target}"
            return _write(text, child, parent, key, on) if _is_known(text, child, parent) else ""
    return ""


def _is_known(text: str, child: _Table, parent: _Table) -> bool:
    known = {*_WORDS, *FILLER}
    for table in (child, parent):
        known |= {table.name.lower(), singular(table.name).lower(), *(column.lower() for column in table.columns)}
        known |= {f"{column.lower()}s" for column in table.columns}
    words = re.findall(r"[^\s,.:;?!()]+", re.sub(r"['’]s?(?= |$)", "", text))
    return all(word in known for word in words)


_TOO = re.compile(r"\b(?:incl|including|also|even)\b.*\b(?:without|no|zero)\b")  # those without are wanted as well
_LARGEST = re.compile(r"\b(?:most|highest|largest|biggest)(?: [a-z]+)? first\b|\bdescending\b")


def _write(text: str, child: _Table, parent: _Table, key: str, on: str) -> str:
    label = f"{parent.name}.{parent.label}"
    by = "2 DESC" if _LARGEST.search(text) else label
    children, parents = (
        rf"(?:{re.escape(t.name.lower())}|{re.escape(singular(t.name).lower())})" for t in (child, parent)
    )
    if re.search(rf"{_WITHOUT.pattern} (?:[a-z]+ )?{children}\b", text) and not _TOO.search(text):
        return _query(
            f"SELECT {label}", f"FROM {parent.name}", f"LEFT JOIN {child.name} ON {on}", f"WHERE {child.name}.{key} IS NULL",
            names=[parent.label],
        )  # fmt: skip
    each = re.search(rf"\b{_EACH} (?:the )?{parents}\b", text) is not None
    if each and re.search(rf"\b(?:number of|count of|count|how many) (?:the )?{children}\b", text):
        return _query(
            f"SELECT {label}, COUNT({child.name}.{key})", f"FROM {parent.name}", f"LEFT JOIN {child.name} ON {on}",
            f"GROUP BY {parent.name}.{on.rsplit('.', 1)[1]}", f"ORDER BY {by}", names=[parent.label, "count"],
        )  # fmt: skip
    kinds = "|".join(re.escape(column.lower()) for column in child.columns if not column.endswith("id"))
    amount = re.search(
        rf"\b(?P<what>total|sum|average|highest|lowest)s?(?: of)?(?: the)?(?: (?P<column>{kinds}))?\b", text
    )
    if each and amount is not None and kinds:
        column = amount["column"] or (
            "total" if "total" in child.columns else "amount" if "amount" in child.columns else ""
        )
        if not column:
            return ""
        call = {"average": "AVG", "highest": "MAX", "lowest": "MIN"}.get(amount["what"], "SUM")
        return _query(
            f"SELECT {label}, {call}({child.name}.{column})", f"FROM {parent.name}", f"JOIN {child.name} ON {on}",
            f"GROUP BY {parent.name}.{on.rsplit('.', 1)[1]}", f"ORDER BY {by}", names=[parent.label, "result"],
        )  # fmt: skip
    if not re.search(r"\b(?:each|every|all|join(?:ed|s)?|together|along|with)\b", text):
        return ""
    own = [column for column in child.columns if re.search(rf"\b{column.lower()}s?\b", text) and column != parent.label]
    own = own or [column for column in child.columns if column not in ("id", key)] or ["id"]
    shown = [f"{child.name}.{column}" for column in own]
    return _query(
        f"SELECT {', '.join([*shown, label])}", f"FROM {child.name}", f"JOIN {parent.name} ON {on}",
        names=[*own, f"{singular(parent.name).lower()}_{parent.label}" if parent.label in own else parent.label],
    )  # fmt: skip


def _query(*lines: str, names: list[str]) -> str:
    query = "\n".join(f"        {line}" for line in lines)
    targets = f"({names[0]},)" if len(names) == 1 else ", ".join(names)
    return f'    query = """\n{query}\n    """\n    for {targets} in connection.execute(query):\n        print({", ".join(names)})\n'
