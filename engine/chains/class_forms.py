"""Classes written out: dataclasses, plain classes, enums, named tuples and typed dictionaries, each with an example."""

import keyword
import re
from dataclasses import dataclass, replace

from engine.chains.members import Field, Written

_EXAMPLES = {
    "name": '"Ada"', "first_name": '"Ada"', "last_name": '"Lovelace"', "surname": '"Lovelace"', "title": '"Dune"',
    "author": '"Frank Herbert"', "color": '"red"', "colour": '"red"', "email": '"ada@example.com"', "city": '"Paris"',
    "country": '"France"', "age": "36", "year": "1965", "price": "9.99", "quantity": "3", "brand": '"Volvo"',
    "balance": "100.0", "salary": "3000.0", "stock": "10", "model": '"V60"', "make": '"Volvo"', "rating": "8.5", "pages": "320", "breed": '"Beagle"', "x": "1", "y": "2", "width": "4", "height": "3", "radius": "2",
}  # fmt: skip


@dataclass(frozen=True)
class ClassBody:
    """What a class holds beside its fields: methods, and the lines that refuse bad values."""

    methods: list[Written]
    rules: list[str]


def variable_of(name: str) -> str:
    """Return what an object of a class is called: car, bank_account."""
    variable = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    return f"{variable}_" if keyword.iskeyword(variable) else variable


def ordered(fields: list[Field]) -> list[Field]:
    """Return fields without a default before those with one, as Python wants them."""
    return [field for field in fields if not field.default] + [field for field in fields if field.default]


_PERSON = re.compile(
    r"person|student|employee|user|player|teacher|customer|patient|member|contact|author|human|child|worker|manager|account|friend|pupil|man|woman",
    re.IGNORECASE,
)


def example_value(field: Field, owner: str = "person") -> str:
    """Return a value to show an object with, as source."""
    if field.sample:
        return field.sample
    values = {"str": '"example"', "int": "1", "float": "2.5", "bool": "True", "list": "[]"}
    if field.type == "list" and re.search(r"grade|mark|score|point|number|price", field.name):
        return "[80, 95]"
    if field.name == "name" and not _PERSON.search(owner):
        return '"Rex"' if re.search(r"dog|cat|pet|animal|horse", owner, re.IGNORECASE) else '"example"'
    by_name = _EXAMPLES.get(field.name.lower())
    fits = by_name is not None and by_name.startswith('"') == (field.type == "str")
    return by_name if by_name and fits else values.get(field.type, '"example"')


def _sample_argument(parameter: str, name: str, given: str) -> str:
    """Return a value to show a method with; `given` is what the class's own example is made of."""
    if parameter == "other":
        return f"{name}({given})"
    if re.fullmatch(
        r"\w*name|title|song|book|author|task|text|message|colou?r|email|person|word|city|what|item|product|fruit|animal|key|track|contact",
        parameter,
    ):
        return '"new"'
    known = {"grade": "90", "mark": "90", "score": "90", "percent": "10", "factor": "2"}
    return known.get(parameter, "5")


def _example(name: str, fields: list[Field], methods: list[Written] | None = None) -> str:
    given = ", ".join(example_value(field, name) for field in ordered(fields) if not field.default)
    variable = variable_of(name)
    calls = ""
    taking = ("pop", "dequeue")  # what is taken out must be there
    fills = any(re.match(r"add|append|push|enqueue", method.name) for method in methods or [])
    for method in sorted(methods or [], key=lambda method: method.name in taking):
        if method.name in taking and not fills:
            continue
        if not method.name.startswith("__"):
            samples = [_sample_argument(parameter, name, given) for parameter in method.parameters]
            calls += method.call(variable, samples) + "\n"
    return f"{variable} = {name}({given})\n{calls}print({variable})\n"


def write_dataclass(name: str, fields: list[Field], flags: dict[str, str], body: ClassBody) -> str:
    key = flags.get("order", "")
    if key and any(field.name == key for field in fields):
        fields = sorted(fields, key=lambda field: field.name != key)
    fields = ordered([replace(field, is_private=False) for field in fields])
    arguments = ", ".join(f"{flag}=True" for flag in ("frozen", "order", "slots") if flag in flags)
    imports = "from dataclasses import dataclass"
    lines = []
    for one in fields:
        default = one.default
        if one.type == "list" and default in ("[]", "None", ""):
            imports, default = "from dataclasses import dataclass, field", "field(default_factory=list)"
        lines.append(f"    {one.name}: {one.type}" + (f" = {default}" if default else ""))
    lines.sort(key=lambda line: " = " in line)
    head = f"@dataclass({arguments})" if arguments else "@dataclass"
    rules = "".join("        " + _of_self(rule, fields) for rule in body.rules)
    check = f"\n    def __post_init__(self):\n{rules}" if rules else ""
    text = "\n".join(lines) + "\n" + check + "".join("\n" + method.source for method in body.methods)
    made = [replace(field, default="[]") if field.type == "list" else field for field in fields]
    return f"{imports}\n\n\n{head}\nclass {name}:\n{text}\n\n{_example(name, made, body.methods)}"


def _of_self(rule: str, fields: list[Field]) -> str:
    """Return a rule on parameters as one on the fields that they became."""
    first, rest = rule.split("\n", 1)
    names = "|".join(re.escape(field.name) for field in fields)
    first = re.sub(rf"(\"[^\"]*\")|\b({names})\b", lambda match: match[1] or f"self.{match[2]}", first)
    return f"{first}\n{rest}"


def _first_value(field: Field) -> str:
    """Return what a field is set to when an object is made: what was given, or a list of the object's own."""
    if field.default == "{}":
        return "{}"
    if field.type == "list":
        return "[]" if field.default == "[]" else f"list({field.name} or [])"
    return field.name


def write_class(name: str, fields: list[Field], body: ClassBody) -> str:
    fields = ordered(fields)
    empty = [f for f in fields if f.default in ("[]", "{}")]  # one list for each object, not one for all
    fields = ordered([replace(f, default="None") if f.type == "list" and not f.default else f for f in fields])
    parameters = ", ".join(f.name + (f"={f.default}" if f.default else "") for f in fields if f not in empty)
    rules = "".join("        " + rule for rule in body.rules)
    lines = "".join(f"        {field.here} = {_first_value(field)}\n" for field in fields)
    shown = ", ".join(f"{f.name}={{{f.here}!r}}" for f in fields)
    show = f'\n    def __repr__(self):\n        return f"{name}({shown})"\n'
    if any(method.name in ("__str__", "__repr__") for method in body.methods):
        show = ""
    head = f"self, {parameters}" if parameters else "self"
    return (
        f"class {name}:\n    def __init__({head}):\n{rules}{lines}{show}"
        + "".join("\n" + method.source for method in body.methods)
        + f"\n\n{_example(name, fields, body.methods)}"
    )


def write_enum(
    name: str, fields: list[Field], base: str = "Enum", is_auto: bool = False, looked_up: str = "", shown: str = ""
) -> str:
    """Return an enum and a loop over it; where a value is `looked_up`, the name of its member, or only what is `shown`."""
    values = ["auto()" if is_auto else str(number) for number in range(1, len(fields) + 1)]
    lines = "".join(f"    {f.name.upper()} = {f.default or value}\n" for f, value in zip(fields, values, strict=True))
    first = fields[0].name.upper()
    imported = f"{base}, auto" if is_auto else base
    if looked_up:
        looked_up = looked_up.replace("'", '"')
        shown = f"{name}({looked_up}).name"
    if shown:
        return f"from enum import {imported}\n\n\nclass {name}({base}):\n{lines}\n\nprint({shown})\n"
    return (
        f"from enum import {imported}\n\n\nclass {name}({base}):\n{lines}\n\n"
        f"for member in {name}:\n    print(member.name, member.value)\nprint({name}.{first})\n"
    )


def write_tuple_or_dict(form: str, name: str, fields: list[Field]) -> str:
    fields = ordered(fields)
    base = "NamedTuple" if form == "namedtuple" else "TypedDict"
    lines = "".join(
        f"    {f.name}: {f.type}" + (f" = {f.default}" if f.default and base == "NamedTuple" else "") + "\n"
        for f in fields
    )
    if base == "NamedTuple":
        return f"from typing import NamedTuple\n\n\nclass {name}(NamedTuple):\n{lines}\n\n{_example(name, fields)}"
    items = ", ".join(f'"{f.name}": {f.default or example_value(f)}' for f in fields)
    variable = variable_of(name)
    return f"from typing import TypedDict\n\n\nclass {name}(TypedDict):\n{lines}\n\n{variable}: {name} = {{{items}}}\nprint({variable})\n"
