"""Several numbers of each group: "for each customer the number of orders and the total amount"."""

from functools import partial

from engine.chains.keys import read_key
from engine.chains.many import names_item
from engine.chains.materials import opened
from engine.chains.measures import AGGREGATES, FUNCTION, PER, call_of
from engine.chains.printing import Output
from engine.chains.qualities import read_attribute
from engine.chains.reading import Reader
from engine.chains.things import Attribute, Thing

_EXTREMES = {
    "longest": "max",
    "slowest": "max",
    "latest": "max",
    "shortest": "min",
    "fastest": "min",
    "earliest": "min",
}
_AND = r"(?:, )?(?:and(?: also)?|as well as|,)(?= )"


def read_grouped(r: Reader) -> Output | None:
    """Read two or more numbers of each group of rows, the group named before or after them."""
    topic = opened(r) if r.sees(rf"for|per|{PER}|each|count|{'|'.join(AGGREGATES)}") else None
    if topic is None or topic.item != "row" or topic.shape != "many":
        return None
    key: Attribute | None = None
    if r.eat(r"(?:for|per)(?: (?:each|every))?|(?:each|every)"):
        key = read_key(r, topic)
        if key is None:
            return None
        r.eat(r"(?:,|with|print)(?: ,)?(?: print)?")
    numbers = _read_numbers(r, topic)
    if len(numbers) < 2:
        return None
    if key is None:
        key = read_key(r, topic) if r.eat(PER) else None
    if key is None:
        return None
    return Output(group_members(r, topic, key), (Attribute("{k}", "text", key.name), *numbers))


def group_members(r: Reader, rows: Thing, key: Attribute) -> Thing:
    """Write the lines that put rows into groups."""
    r.flow.imports.add("from collections import defaultdict")
    groups = r.flow.free_name("groups")
    r.flow.names.add(groups)
    r.flow.lines.append(
        f"{groups} = defaultdict(list)\nfor {rows.target} in {rows.source}:\n"
        f"    {groups}[{rows.fill(key.code)}].append({rows.x})"
    )
    return Thing(groups, "table", "pair", key.name, value="list", value_noun="members")


def _read_numbers(r: Reader, rows: Thing) -> list[Attribute]:
    numbers: list[Attribute] = []
    while True:
        before = r.position
        if numbers and r.eat(_AND) is None:
            return numbers
        number = r.attempt(partial(_read_number, r, rows))
        if number is None:
            r.position = before
            return numbers
        numbers.append(number)


def _read_number(r: Reader, rows: Thing) -> Attribute | None:
    if r.eat("count"):
        noun = r.sees("[a-z]+")
        if noun is not None and names_item(rows, noun[0]):
            r.eat("[a-z]+")
        r.eat(r"(?:(?:they|he|she|it|there) )?(?:made|has|have|placed|wrote|did|are|is)")
        return Attribute("len({v})", "number", "count")
    match = r.eat(rf"{FUNCTION}(?: of)?") or r.eat(rf"(?P<function>{'|'.join(_EXTREMES)})")
    column = read_attribute(r, rows) if match else None
    if match is None or column is None:
        return None
    said = match["function"].lower()
    function = AGGREGATES.get(said) or _EXTREMES[said]
    x = rows.x if rows.x != "members" else "row"
    values = f"[{column.number.replace('{x}', x)} for {x} in {{v}}]"
    name = {"sum": "total", "max": "highest", "min": "lowest"}.get(function, function)
    return Attribute(call_of(r, function, values), "number", name)
