"""Classes that hold things: what "add(song)" or "add(item, price)" adds to, and methods that look into it.

Pure functions over names; a method that could be meant otherwise is not written.
"""

import re
from collections.abc import Sequence

from engine.chains.flow import plural
from engine.chains.members import Body, Field, Method, Scope

_ADDS = re.compile(r"add|append|push|insert|put")
_AMOUNTS = frozenset("money points score stock amount n number value km minutes seconds percent delta by x y".split())
_PRICES = re.compile(r"price|cost|quantity|qty|amount|count|number|score|grade|points|value|phone|email|weight")


def implied_store(methods: Sequence[Method], fields: Sequence[Field]) -> list[Field]:
    """Return the list or dictionary that methods add to and nobody named, empty at first."""
    if any(field.type in ("list", "dict") for field in fields):
        return []
    known = {field.name for field in fields} | {field.name.rstrip("s") for field in fields}
    adding = [method for method in methods if _ADDS.fullmatch(method.name) and not method.says]
    if len(adding) != 1 or not adding[0].parameters:
        return []
    what, *more = adding[0].parameters
    if what in known or what in _AMOUNTS or len(what) < 3:
        return []
    if not more:
        return [Field(plural(what), "list", "[]")]
    return [Field(plural(what), "dict", "{}")] if len(more) == 1 and _PRICES.search(more[0]) else []


def write_store_method(method: Method, scope: Scope) -> Body | None:
    """Return what a method does with the one list or dictionary that a class has."""
    stores = [field for field in scope.fields if field.type == "dict"] or scope.lists()
    if len(stores) != 1:
        return None
    here, is_dict = stores[0].here, stores[0].type == "dict"
    given = method.parameters
    if method.name == "__iter__" and not given:
        return (), [f"return iter({here})"]
    if method.name in ("__contains__", "has", "contains", "includes") and len(given) < 2:
        what = given or ("item",)
        return what, [f"return {what[0]} in {here}"]
    if method.name in ("clear", "empty", "remove_all") and not given:
        return (), [f"{here}.clear()"]
    if not is_dict:
        return None
    if _ADDS.fullmatch(method.name) and len(given) == 2:
        return given, [f"{here}[{given[0]}] = {given[1]}"]
    if re.fullmatch(r"remove|delete|discard", method.name) and len(given) == 1:
        return given, [f"{here}.pop({given[0]}, None)"]
    if re.fullmatch(r"get|find|lookup|price_of", method.name) and len(given) == 1:
        return given, [f"return {here}.get({given[0]})"]
    if re.fullmatch(r"total|sum|total_price|total_cost", method.name) and not given:
        return (), [f"return sum({here}.values())"]
    if re.fullmatch(r"__len__|size|count|length", method.name) and not given:
        return (), [f"return len({here})"]
    if method.name == "is_empty" and not given:
        return (), [f"return not {here}"]
    return None
