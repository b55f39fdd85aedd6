"""What a method does by its name alone, with the fields that there are: area, deposit, add_song, toggle.

Pure functions over words. A name that says nothing, or says it of fields that are not there, is not written.
"""

import re
from collections.abc import Callable, Sequence

from engine.chains.containers import write_store_method
from engine.chains.members import Body, Field, Method, Scope


def read_name(method: Method, says: str, scope: Scope) -> Body | None:
    """Return what a method does by its name alone, with the fields there are."""
    if says and not re.fullmatch(r"(?:properly|nicely|readable|nice|shown nicely)", says):
        return None
    if done := write_store_method(method, scope):
        return done
    for pattern, write in _CHANGING_NAMES:
        if (match := re.fullmatch(pattern, method.name)) and (done := write(match, method.parameters, scope)):
            return done
    expression = _value_of_name(method.name, scope.fields)
    if expression is None:
        return None
    if method.name == "__eq__":
        return ("other",), [f"return {expression}"]
    if method.name.startswith("distance_to") and method.name != "distance_to_origin":
        return method.parameters or ("other",), [f"return {expression.format(other=(method.parameters or ('other',))[0])}"]  # fmt: skip
    return ((), [f"return {expression}"]) if not method.parameters else None


def _value_of_name(name: str, fields: Sequence[Field]) -> str | None:
    names = [field.name for field in fields]
    here = {field.name: field.here for field in fields}
    numbers = [field.here for field in fields if field.type in ("int", "float")]
    lists = [field.here for field in fields if field.type.startswith("list")]
    axes = [n for n in ("x", "y", "z") if n in names]
    makers: list[tuple[str, Callable[[], str | None]]] = [
        (r"(?:get_|calculate_|compute_)?(?:average|mean)(?:_\w+)?", lambda: f"sum({lists[0]}) / len({lists[0]}) if {lists[0]} else 0" if len(lists) == 1 else None),
        (r"(?:get_|calculate_|compute_)?total(?:_\w+)?", lambda: f"sum({lists[0]})" if len(lists) == 1 and len(numbers) < 2 else None),
        (r"(?:get_|calculate_|compute_)?(?:total(?:_value|_price|_cost|_amount)?|value|subtotal|line_total|worth|cost)", lambda: _product(numbers)),
        (r"(?:get_|calculate_|compute_)?area", lambda: _area(here)),
        (r"(?:get_|calculate_|compute_)?(?:perimeter|circumference)", lambda: _perimeter(here)),
        (r"(?:get_|calculate_|compute_)?volume", lambda: _volume(here) or (_product(numbers) if len(numbers) == 3 else None)),
        (r"(?:get_|calculate_|compute_)?surface(?:_area)?", lambda: _surface(here)),
        (r"(?:get_)?diagonal", lambda: f"({' + '.join(f'{s}**2' for s in _sides(here))}) ** 0.5" if len(_sides(here)) == 2 else None),
        (r"is_square", lambda: " == ".join(_sides(here)) if len(_sides(here)) == 2 else None),
        (r"(?:get_)?full_?name", lambda: _full_name(here)),
        (r"initials", lambda: _initials(here)),
        (r"(?:is_)?adult", lambda: f"{here['age']} >= 18" if "age" in names else None),
        (r"__str__|describe|description|info|summary|introduce|to_string|get_info|get_description|details", lambda: _description(fields)),
        (r"__eq__", lambda: "isinstance(other, type(self)) and vars(self) == vars(other)"),
        (r"__len__|size|count|length", lambda: f"len({lists[0]})" if len(lists) == 1 else None),
        (r"(?:get_)?(?:max|maximum|highest|largest|best)(?:_\w+)?", lambda: f"max({lists[0]}, default=None)" if len(lists) == 1 else None),
        (r"(?:get_)?(?:min|minimum|lowest|smallest|worst)(?:_\w+)?", lambda: f"min({lists[0]}, default=None)" if len(lists) == 1 else None),
        (r"(?:get_)?(?:last|latest|newest|peek|top)(?:_\w+)?", lambda: f"{lists[0]}[-1] if {lists[0]} else None" if len(lists) == 1 else None),
        (r"(?:get_)?(?:first|oldest)(?:_\w+)?", lambda: f"{lists[0]}[0] if {lists[0]} else None" if len(lists) == 1 else None),
        (r"is_empty", lambda: f"not {lists[0]}" if len(lists) == 1 else None),
        (r"bark", lambda: '"Woof!"'),
        (r"meow", lambda: '"Meow!"'),
        (r"greet|say_hello|say_hi|introduce_yourself", lambda: f'f"Hello, my name is {{{here["name"]}}}."' if "name" in names else None),
        (r"(?:to_dict|as_dict)", lambda: "{" + ", ".join(f'"{f.name}": {f.here}' for f in fields) + "}"),
        (r"distance_to(?:_point)?", lambda: f"({' + '.join(f'({here[a]} - {{other}}.{a}) ** 2' for a in axes)}) ** 0.5" if len(axes) > 1 else None),
        (r"(?:distance|length|norm|magnitude|distance_from_origin|distance_to_origin)", lambda: f"({' + '.join(f'{here[a]}**2' for a in axes)}) ** 0.5" if len(axes) > 1 else None),
        (r"(?:to_)?fahrenheit", lambda: f"{here['celsius']} * 9 / 5 + 32" if "celsius" in names else None),
        (r"(?:to_)?celsius", lambda: f"({here['fahrenheit']} - 32) * 5 / 9" if "fahrenheit" in names else None),
        (r"get_(\w+)", lambda: here.get(name.removeprefix("get_"))),
    ]  # fmt: skip
    for pattern, make in makers:
        if re.fullmatch(pattern, name) and (expression := make()):
            return expression
    return None


Writer = Callable[[re.Match[str], tuple[str, ...], Scope], Body | None]


def _number_change(sign: str, fields: str, parameter: str = "") -> Writer:
    """Return what writes a method that changes a number by its parameter, or by 1 where it has none."""

    def write(match: re.Match[str], given: tuple[str, ...], scope: Scope) -> Body | None:
        found = [f for f in scope.numbers() if re.fullmatch(fields, f.name)]
        if len(found) != 1 or len(given) > 1:
            return None
        here, parameters = found[0].here, given or ((parameter,) if parameter else ())
        amount = parameters[0] if parameters else "1"
        guard = (
            [f"if {amount} > {here}:", '    raise ValueError("not enough money")']
            if match[0] in ("withdraw", "spend")
            else []
        )
        return parameters, [*guard, f"{here} {sign}= {amount}"]

    return write


def _percent_change(sign: str, fields: str) -> Writer:
    def write(match: re.Match[str], given: tuple[str, ...], scope: Scope) -> Body | None:
        found = [f for f in scope.numbers() if re.fullmatch(fields, f.name)]
        if len(found) != 1 or len(given) > 1:
            return None
        parameters = given or ("percent",)
        if re.search(r"amount|euros?|dollars?", parameters[0]):
            return parameters, [f"{found[0].here} {sign}= {parameters[0]}"]
        return parameters, [f"{found[0].here} {sign}= {found[0].here} * {parameters[0]} / 100"]

    return write


def _add_to_list(match: re.Match[str], given: tuple[str, ...], scope: Scope) -> Body | None:
    found = _list_of(match["what"], scope)
    if found is None or len(given) > 1:
        return None
    parameters = given or (match["what"] or "item",)
    return parameters, [f"{found.here}.append({parameters[0]})"]


def _remove_from_list(match: re.Match[str], given: tuple[str, ...], scope: Scope) -> Body | None:
    found = _list_of(match["what"], scope)
    if found is None or len(given) > 1:
        return None
    parameters = given or (match["what"] or "item",)
    return parameters, [f"if {parameters[0]} in {found.here}:", f"    {found.here}.remove({parameters[0]})"]


def _take_from_list(match: re.Match[str], given: tuple[str, ...], scope: Scope) -> Body | None:
    found = _list_of(None, scope)
    if found is None or given:
        return None
    place = "" if match["end"] == "pop" else "0"
    return (), [
        f"if not {found.here}:",
        '    raise IndexError("there is nothing left")',
        f"return {found.here}.pop({place})",
    ]


def _list_of(what: str | None, scope: Scope) -> Field | None:
    """Return the list that "add_song" adds to: the songs, or the only list there is."""
    named = [f for f in scope.lists() if what and f.name.rstrip("s") in (what, what.rstrip("s"))]
    return named[0] if named else scope.lists()[0] if len(scope.lists()) == 1 and what in (None, "item") else None


def _toggle(match: re.Match[str], given: tuple[str, ...], scope: Scope) -> Body | None:
    found = [f for f in scope.fields if f.type == "bool"]
    return ((), [f"{found[0].here} = not {found[0].here}"]) if len(found) == 1 and not given else None


def _switch(state: str, fields: str, otherwise: str = "available|free") -> Writer:
    """Return what writes a method that sets the one truth among the fields; `otherwise` names those that turn over."""

    def write(match: re.Match[str], given: tuple[str, ...], scope: Scope) -> Body | None:
        found = [f for f in scope.fields if f.type == "bool"]
        if len(found) != 1 or given:
            return None
        name = found[0].name.removeprefix("is_")
        if re.fullmatch(otherwise, name):
            return (), [f"{found[0].here} = {'False' if state == 'True' else 'True'}"]
        return ((), [f"{found[0].here} = {state}"]) if re.fullmatch(fields, name) else None

    return write


def _reset(match: re.Match[str], given: tuple[str, ...], scope: Scope) -> Body | None:
    found = [f for f in scope.numbers() if re.fullmatch(_COUNTS, f.name)] or scope.numbers()
    return ((), [f"{found[0].here} = {found[0].default or 0}"]) if len(found) == 1 and not given else None


def _set_field(match: re.Match[str], given: tuple[str, ...], scope: Scope) -> Body | None:
    found = scope.find(match["what"])
    if found is None or len(given) > 1:
        return None
    parameters = given or (found.name,)
    return parameters, [f"{found.here} = {parameters[0]}"]


def _move(match: re.Match[str], given: tuple[str, ...], scope: Scope) -> Body | None:
    axes = [scope.find(axis) for axis in ("x", "y")]
    if None in axes or len(given) not in (0, 2):
        return None
    parameters = given or ("dx", "dy")
    return parameters, [f"{axis.here} += {step}" for axis, step in zip(axes, parameters, strict=True) if axis]


def _scale(match: re.Match[str], given: tuple[str, ...], scope: Scope) -> Body | None:
    found = [f for f in scope.numbers() if f.name in ("width", "height", "length", "radius", "side", "x", "y", "z")]
    parameters = given or ("factor",)
    return (parameters, [f"{f.here} *= {parameters[0]}" for f in found]) if found and len(parameters) == 1 else None


_COUNTS = r"count|value|number|counter|clicks|votes|likes|quantity|stock|score|points|level|steps|total"
_CHANGING_NAMES: list[tuple[str, Writer]] = [
    (r"deposit|add_money|top_up|pay_in|add(?=$)", _number_change("+", r"balance|money|amount", "amount")),
    (r"withdraw|spend", _number_change("-", r"balance|money|amount", "amount")),
    (r"(?:have_|celebrate_)?birthday|grow_older|get_older", _number_change("+", "age")),
    (r"increment|increase|count_up|click|like|vote|level_up", _number_change("+", _COUNTS)),
    (r"decrement|decrease|count_down", _number_change("-", _COUNTS)),
    (r"add_points|add_score|gain_points", _number_change("+", r"score|(?:\w+_)?points", "points")),
    (r"restock|add_stock", _number_change("+", "stock|quantity", "amount")),
    (r"sell", _number_change("-", "stock|quantity", "amount")),
    (r"drive|travel", _number_change("+", "mileage|odometer|distance|kilometers|kilometres|km|miles", "distance")),
    (r"(?:give_|get_)?raise(?:_salary)?|give_raise|raise_salary|increase_salary", _percent_change("+", "salary|wage|pay")),
    (r"(?:apply_)?discount|apply_discount|reduce_price", _percent_change("-", "price|cost")),
    (r"raise_price|increase_price", _percent_change("+", "price|cost")),
    (r"(?:add|append|push|enqueue|enroll|hire)(?:_(?P<what>\w+))?", _add_to_list),
    (r"(?:remove|delete|discard|fire)(?:_(?P<what>\w+))?", _remove_from_list),
    (r"(?P<end>pop|dequeue)", _take_from_list),
    (r"toggle|switch|flip|press", _toggle),
    (r"turn_on|switch_on|activate|enable|start", _switch("True", r"on|active|enabled|running|started")),
    (r"turn_off|switch_off|deactivate|disable|stop", _switch("False", r"on|active|enabled|running|started")),
    (r"(?:mark_)?(?:as_)?(?:complete|completed|done|finish|finished)", _switch("True", r"done|completed?|finished", "open")),
    (r"(?:mark_)?(?:as_)?(?:pay|paid)", _switch("True", r"paid", "open")),
    (r"borrow|lend|check_out|rent|book|reserve", _switch("True", r"borrowed|checked_out|lent|rented|booked|reserved")),
    (r"return_book|return_it|give_back|check_in|return_item|release", _switch("False", r"borrowed|checked_out|lent|rented|booked|reserved")),
    (r"open", _switch("True", r"open|opened", "closed|locked")),
    (r"close", _switch("False", r"open|opened", "closed")),
    (r"lock", _switch("True", r"locked", "open")),
    (r"unlock", _switch("False", r"locked", "open")),
    (r"(?:set|update|change)_(?P<what>\w+)", _set_field),
    (r"reset(?:_\w+)?", _reset),
    (r"move(?:_by)?|translate|shift", _move),
    (r"scale|resize|enlarge", _scale),
]  # fmt: skip


# ---------------------------------------------------------------- formulas
def _product(numbers: Sequence[str]) -> str | None:
    return " * ".join(numbers) if len(numbers) >= 2 else None


def _sides(here: dict[str, str]) -> list[str]:
    return [here[name] for name in ("width", "height", "length") if name in here]


def _area(here: dict[str, str]) -> str | None:
    if "radius" in here:
        return f"math.pi * {here['radius']}**2"
    if "side" in here:
        return f"{here['side']}**2"
    if {"base", "height"} <= here.keys():
        return f"{here['base']} * {here['height']} / 2"
    return " * ".join(_sides(here)) if len(_sides(here)) == 2 else None


def _volume(here: dict[str, str]) -> str | None:
    if {"radius", "height"} <= here.keys():
        return f"math.pi * {here['radius']}**2 * {here['height']}"
    if "radius" in here:
        return f"4 / 3 * math.pi * {here['radius']}**3"
    return f"{here['side']}**3" if "side" in here else None


def _surface(here: dict[str, str]) -> str | None:
    if {"radius", "height"} <= here.keys():
        return f"2 * math.pi * {here['radius']} * ({here['radius']} + {here['height']})"
    if "radius" in here:
        return f"4 * math.pi * {here['radius']}**2"
    return f"6 * {here['side']}**2" if "side" in here else None


def _perimeter(here: dict[str, str]) -> str | None:
    if "radius" in here:
        return f"2 * math.pi * {here['radius']}"
    if "side" in here:
        return f"4 * {here['side']}"
    return f"2 * ({' + '.join(_sides(here))})" if len(_sides(here)) == 2 else None


def _names_of_person(here: dict[str, str]) -> tuple[str, str] | None:
    first = next((here[n] for n in here if n.startswith("first") or n == "forename"), None)
    last = next((here[n] for n in here if n.startswith("last") or n == "surname"), None)
    return (first, last) if first and last else None


def _full_name(here: dict[str, str]) -> str | None:
    names = _names_of_person(here)
    return f'f"{{{names[0]}}} {{{names[1]}}}"' if names else None


def _initials(here: dict[str, str]) -> str | None:
    names = _names_of_person(here)
    return f'f"{{{names[0]}[0]}}{{{names[1]}[0]}}"' if names else None


def _description(fields: Sequence[Field]) -> str:
    return 'f"' + ", ".join(f"{f.name}: {{{f.here}}}" for f in fields) + '"'
