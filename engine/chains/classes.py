"""Classes that a request describes whole: dataclasses, classes with attributes, enums and named tuples with their fields.

Only what the request says is written. A method is written where its name and the fields say what it does; one that
they do not explain makes the description unreadable, and no answer is given.
"""

import keyword
import re
from collections.abc import Callable
from dataclasses import dataclass

from engine.chains.flow import Chain
from engine.syntax import merge_imports

_ARTICLES = re.compile(r"\b(?:a|an|the|its|their|my|some|two|three|four)\b ?", re.IGNORECASE)
_POLITE = re.compile(
    r"\b(?:please|could you|can you|write|create|define|make|build|implement|give me|show me|i need|i want|how (?:do|can) i|how to|in python|python|me|simple|small|basic)\b ?",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"^(?P<before>(?:immutable |frozen |hashable |sortable |orderable |comparable |read-?only |abstract |typed |int |integer |string |str )*\(?(?:frozen\)? )?)"
    r"(?P<form>dataclass|data class|class|enum(?:eration)?(?: class)?|namedtuple|named tuple|typeddict|typed dict)"
    r" (?:called |named |for )?[`'\"]?(?P<name>[A-Za-z]\w*)[`'\"]?"
    r"(?P<rest>.*)$|^(?P<before2>(?:immutable |frozen )*)[`'\"]?(?P<name2>[A-Z]\w*)[`'\"]? (?P<form2>dataclass|class|enum|namedtuple)(?P<rest2>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_FIELDS = re.compile(
    r"^[ ,:(]*(?:with|that has|which has|having|has|holding|that holds|of|containing|that stores|storing)? ?"
    r"(?:fields?|attributes?|members?|properties|values|colou?rs|keys|elements)? ?(?:called |named |are |like )?[:(]? ?",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"[`'\"]?(?P<name>[A-Za-z_]\w*)[`'\"]?(?: ?: ?(?P<type>[A-Za-z_][\w.]*(?:\[[^\]]*\])?))?"
    r"(?: ?\((?P<note>[^()]*)\)| ?= ?(?P<default>'[^']*'|\"[^\"]*\"|[\w.\[\]{}-]+)| (?:with |that )?defaults? (?:value |to |is |of )?(?P<default2>'[^']*'|\"[^\"]*\"|[\w.\[\]{}-]+))?"
)
_METHOD = re.compile(
    r"(?:and |plus |with |has |, )*(?:methods? )?(?:called |named )?[`'\"]?(?P<name>[a-z_]\w*)\(\)[`'\"]?(?: ?method)?"
)
_NAME = r"(?:__\w+__|[a-z_]\w*)"
# "a bark method", "methods area and perimeter", "a method to compute the area", "nice __repr__"
_METHODS_IN_WORDS = [
    re.compile(rf"(?:,? ?\b(?:and|plus|with|has|having)|,) methods? (?:called |named |for |(?:to|that) (?:compute|calculate|get|return|find)s? |computing |calculating |returning )*(?P<names>{_NAME}(?:\(\))?(?:,? (?:and )?(?!that\b|which\b|to\b){_NAME}(?:\(\))?)*)"),
    re.compile(rf"(?:,? ?\b(?:and|plus|with|has|having)|,) (?:nice |proper )?(?P<names>{_NAME}(?:\(\))? and {_NAME}(?:\(\))?) methods\b"),
    re.compile(rf"(?:,? ?\b(?:and|plus|with|has|having)|,) (?:nice |proper )?(?P<names>(?!(?:and|methods?)\b){_NAME}(?:\(\))?) methods?\b"),
    re.compile(r"(?:,? ?\b(?:and|plus|with|has|having)|,) (?:nice |proper |readable )?(?P<names>__\w+__(?:(?:,| and|, and) __\w+__)*)(?: methods?)?"),
]  # fmt: skip
_SAYING = re.compile(
    rf"(?:,? ?\b(?:and|plus|with|has|having)|,) methods? (?:called |named )?(?P<name>{_NAME})(?:\(\))? (?:that |which |to )?(?P<verb>prints?|returns?|says?) (?P<text>'[^']*'|\"[^\"]*\"|(?!(?:the|its|a|an|all|name|age)\b)[a-z]+(?=$|[,.;]))"
)
_USE = re.compile(
    r"(?:[,;.]|\band\b|\bthen\b)+ (?:create|make|instantiate|build)?(?: ?one| ?instance| ?object| ?[a-z]+)? ?(?:with|of|from) (?P<values>(?:-?\d+(?:\.\d+)?|'[^']*'|\"[^\"]*\")(?:(?:,| and|, and| by|x) (?:-?\d+(?:\.\d+)?|'[^']*'|\"[^\"]*\"))*),? (?:and |then )*(?:print|show|display|call) (?P<shown>[a-z_]\w*(?:\(\))?(?:(?:,| and|, and) [a-z_]\w*(?:\(\))?)*)$"
)
_FLAGS = [
    ("frozen", r"\b(?:frozen|immutable|hashable|read-?only|(?:that |which )?(?:cannot|can't|can not) be (?:changed|modified)|not changeable)\b"),
    ("order", r"\b(?:sortable|orderable|comparable|ordered|(?:whose |the )?(?:instances|objects|it|that|which)? ?(?:that )?can be (?:sorted|compared|ordered)(?: by (?P<key>\w+))?|supports? (?:sorting|comparison|ordering)(?: by \w+)?|sorted by \w+|order=true)\b"),
    ("slots", r"\b(?:slots|__slots__)\b"),
]  # fmt: skip
NUMBERS = r"price|amount|cost|salary|balance|lat|lon|latitude|longitude|weight|height|width|length|temperature|radius|score|rate|total|value|speed|distance|x|y|z"
WHOLE = r"quantity|qty|age|year|count|id|number|pages?|priority|level|stock|size|points|day|month|hour|minute|seats|port|isbn"
_LISTS = r"tags|items|scores|grades|members|children|names|parts"
_TRUTH = r"is_\w+|has_\w+|done|active|enabled|completed|available|finished|paid"


_TEXTS = (
    r"\w*name|surname|title|author|artist|colou?r|e?_?mail|address|brand|make|model|breed|species|phone|city|country|street|"
    r"description|category|owner|gender|job|position|genre|director|publisher|type|kind|language|\w*date|birthday|text|"
    r"message|status|department|company|subject|note|comment|url|symbol|unit|currency|zip|suit|rank|side|grade|capital"
)
_VERBS = (
    r"add|remove|deposit|withdraw|push|pop|peek|get|set|start|stop|run|speak|bark|meow|eat|sleep|walk|drive|move|print|show|"
    r"update|delete|insert|append|clear|reset|increment|decrement|play|pause|open|close|read|write|save|load|enqueue|dequeue|"
    r"area|perimeter|is_empty|size|transfer|inherit\w*|override\w*|method\w*|constructor|__\w+__"
)
_EXAMPLES = {
    "name": '"Ada"', "first_name": '"Ada"', "last_name": '"Lovelace"', "surname": '"Lovelace"', "title": '"Dune"',
    "author": '"Frank Herbert"', "color": '"red"', "colour": '"red"', "email": '"ada@example.com"', "city": '"Paris"',
    "country": '"France"', "age": "36", "year": "1965", "price": "9.99", "quantity": "3", "brand": '"Volvo"',
    "model": '"V60"', "breed": '"Beagle"', "x": "1", "y": "2", "width": "4", "height": "3", "radius": "2",
}  # fmt: skip


@dataclass(frozen=True)
class Field:
    """A field: its name, its type, and its default as source ("" for none)."""

    name: str
    type: str
    default: str


def declare(prompt: str) -> Chain | None:
    """Return the class that a request describes, or None where it describes none."""
    text = " ".join(prompt.strip().rstrip(".!?").split())
    text = _ARTICLES.sub("", _POLITE.sub("", text)).strip(" ,:")
    head = _HEAD.match(text)
    if head is None:
        return None
    form = (head["form"] or head["form2"]).lower().replace(" ", "")
    name = head["name"] or head["name2"]
    rest = head["rest"] or head["rest2"] or ""
    if name.lower() in ("with", "for", "that", "of", "to", "and", "in") or keyword.iskeyword(name):
        return None
    use = _USE.search(rest) if form in ("class", "dataclass") else None
    rest = rest[: use.start()] if use else rest
    flags, rest = _take_flags((head["before"] or head["before2"] or ""), rest)
    said = {match["name"]: (match["verb"], match["text"].strip("'\"")) for match in _SAYING.finditer(rest)}
    rest = _SAYING.sub(" ", rest)
    methods, rest = _take_methods(rest)
    if form.startswith("enum") and re.search(r"\b(?:methods?|function|property)\b", text, re.IGNORECASE):
        return None
    fields, missed = _take_fields(rest)
    if form in ("class", "dataclass"):
        methods += [field.name for field in fields if _is_computed(field, fields)]
        fields = [field for field in fields if field.name not in methods]
    if not fields or any(keyword.iskeyword(field.name) or re.fullmatch(_VERBS, field.name) for field in fields):
        return None
    if form == "class" and not all(_is_attribute(field) for field in fields):
        return None  # what a class "has" may be methods as well; only words that are surely attributes will do
    name = name[0].upper() + name[1:]
    if form.startswith("enum") and (len(fields) < 2 or name.lower() == "flag"):
        return None  # one member makes no enumeration: the words say something else
    if form.startswith("enum"):
        return Chain(_enum(name, fields), 1, tuple(missed), f"The {form} {name}, as described") if not methods else None
    if form in ("namedtuple", "typeddict"):
        return (
            Chain(_tuple_or_dict(form, name, fields), 1, tuple(missed), f"The {form} {name}, as described")
            if not methods
            else None
        )
    written = [_write_method(method, fields) for method in dict.fromkeys(methods) if method != "__repr__"]
    written += [_say(method, *words) for method, words in said.items()]
    if None in written:
        return None
    body = [method for method in written if method]
    code = _dataclass(name, fields, flags, body) if form == "dataclass" else _plain_class(name, fields, body)
    if "math.pi" in code:
        code = merge_imports(["import math"], code)
    if use is not None:
        code = _with_use(code, name, use, fields, methods)
        if not code:
            return None
    return Chain(code, 1, tuple(missed), f"The {form} {name}, as described")


def _is_attribute(field: Field) -> bool:
    known = f"{_TEXTS}|{NUMBERS}|{WHOLE}|{_LISTS}|{_TRUTH}"
    return bool(field.default) or re.fullmatch(known, field.name, re.IGNORECASE) is not None


def _take_flags(before: str, rest: str) -> tuple[dict[str, str], str]:
    """Return what kind of class it is to be, and the text without the words that say so."""
    flags: dict[str, str] = {}
    for name, pattern in _FLAGS:
        for text in (before, rest):
            match = re.search(pattern, text, re.IGNORECASE)
            if match:
                flags[name] = (match.groupdict().get("key") or "").strip()
        rest = re.sub(pattern, " ", rest, flags=re.IGNORECASE)
    return flags, re.sub(r"\b(?:whose|that are|which are|instances|objects)\b", " ", rest)


def _is_computed(field: Field, fields: list[Field]) -> bool:
    """Return whether what is listed among the fields follows from the others, so that a method gives it."""
    if not re.fullmatch(r"area|perimeter|circumference|full_?name", field.name) or field.default:
        return False
    return _write_method(field.name, [other for other in fields if other is not field]) is not None


def _say(name: str, verb: str, text: str) -> str:
    done = f"return {text!r}" if verb.startswith("return") else f"print({text!r})"
    return f"    def {name}(self):\n        {done}\n"


def _with_use(code: str, name: str, use: re.Match[str], fields: list[Field], methods: list[str]) -> str:
    """Return the code with the object made and shown that the request describes; nothing where it does not fit."""
    values = re.findall(r"-?\d+(?:\.\d+)?|'[^']*'|\"[^\"]*\"", use["values"])
    shown = re.findall(r"[a-z_]\w*", re.sub(r"\band\b", " ", use["shown"]))
    names = {field.name for field in fields}
    if len(values) != len(fields) or not all(
        word in names or word in methods or word in ("it", "object") for word in shown
    ):
        return ""
    variable = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
    calls = [variable if w in ("it", "object") else f"{variable}.{w}{'()' if w in methods else ''}" for w in shown]
    head = code[: code.rindex(f"\n\n{variable} = ")]
    return f"{head}\n\n{variable} = {name}({', '.join(values)})\n" + "".join(f"print({call})\n" for call in calls)


def _take_methods(rest: str) -> tuple[list[str], str]:
    methods = [match["name"] for match in _METHOD.finditer(rest)]
    rest = _METHOD.sub(" ", rest)
    for pattern in _METHODS_IN_WORDS:
        for match in pattern.finditer(rest):
            methods += [word for word in re.findall(_NAME, match["names"]) if word not in ("and", "methods", "method")]
        rest = pattern.sub(" ", rest)
    return methods, re.sub(r"\b(?:and|plus|with)? ?methods?\b", " ", rest)


def _take_fields(rest: str) -> tuple[list[Field], list[str]]:
    """Return the fields of a list in words, and the words that are none."""
    rest = _FIELDS.sub("", " ".join(rest.split()), count=1).strip(" ,;:()")
    fields: list[Field] = []
    missed: list[str] = []
    for part in re.split(r",(?![^(]*\))|;|\band\b|\bplus\b|/", rest):
        part = _FIELDS.sub("", part.strip(" ()"), count=1) if not fields else part.strip()
        part = part.strip(" ,")
        if part.count("(") > part.count(")"):
            part += ")"
        if not part:
            continue
        match = _FIELD.fullmatch(part)
        if match is None:
            missed += part.split()
            continue
        fields.append(_read_field(match))
    names = [field.name for field in fields]
    return ([] if len(set(names)) < len(names) else fields), missed


def _read_field(match: re.Match[str]) -> Field:
    name, kind = match["name"], match["type"] or ""
    default = match["default"] or match["default2"] or ""
    note = match["note"] or ""
    if found := re.fullmatch(
        r"(?:with )?(?:by )?default(?:s)?(?: value| to| is| of|:|=)* ?(.+)|(.+) by default|optional", note
    ):
        default = found[1] or found[2] or "None"
    elif note in ("str", "string", "text", "int", "integer", "float", "number", "bool", "boolean", "list"):
        kind = note
    kind = {"string": "str", "text": "str", "integer": "int", "number": "float", "boolean": "bool"}.get(kind, kind)
    words = {"true": "True", "false": "False", "none": "None", "empty": '""', "zero": "0"}
    default = words.get(default.lower(), default)
    if default and not re.fullmatch(r"-?\d+(?:\.\d+)?|'[^']*'|\"[^\"]*\"|True|False|None|\[\]|\{\}", default):
        default = f'"{default}"'
    return Field(
        name, kind or _guess_type(name, default), default.replace("'", '"') if default.startswith("'") else default
    )


def _guess_type(name: str, default: str) -> str:
    if re.fullmatch(r"-?\d+", default) and not re.fullmatch(NUMBERS, name, re.IGNORECASE):
        return "int"
    if default.startswith(('"', "'")):
        return "str"
    if default in ("True", "False"):
        return "bool"
    for pattern, kind in ((NUMBERS, "float"), (WHOLE, "int"), (_LISTS, "list"), (_TRUTH, "bool")):
        if re.fullmatch(pattern, name, re.IGNORECASE):
            return kind
    return "str"


# ---------------------------------------------------------------- methods
def _write_method(name: str, fields: list[Field]) -> str | None:
    """Return the source of a method whose name and whose fields say what it does; None where they do not."""
    names = [field.name for field in fields]
    numbers = [field.name for field in fields if field.type in ("int", "float")]
    makers: list[tuple[str, Callable[[], str | None]]] = [
        (r"(?:get_|calculate_|compute_)?(?:total(?:_value|_price|_cost|_amount)?|value|subtotal|line_total|worth|cost)", lambda: _product(numbers)),
        (r"(?:get_|calculate_|compute_)?area", lambda: _area(names)),
        (r"(?:get_|calculate_|compute_)?(?:perimeter|circumference)", lambda: _perimeter(names)),
        (r"(?:get_|calculate_)?volume", lambda: _product(numbers) if len(numbers) == 3 else None),
        (r"(?:get_)?full_?name", lambda: _full_name(names)),
        (r"(?:is_)?adult", lambda: "self.age >= 18" if "age" in names else None),
        (r"__str__|describe|description|info|summary|introduce|to_string", lambda: _description(names)),
        (r"__eq__", lambda: "isinstance(other, type(self)) and vars(self) == vars(other)"),
        (r"bark", lambda: '"Woof!"'),
        (r"meow", lambda: '"Meow!"'),
        (r"greet|say_hello|introduce_yourself", lambda: 'f"Hello, my name is {self.name}."' if "name" in names else None),
        (r"(?:to_dict|as_dict)", lambda: "{" + ", ".join(f'"{n}": self.{n}' for n in names) + "}"),
        (r"(?:distance|length|norm|magnitude|distance_from_origin|distance_to_origin)", lambda: "(self.x**2 + self.y**2) ** 0.5" if {"x", "y"} <= set(names) else None),
    ]  # fmt: skip
    for pattern, make in makers:
        if re.fullmatch(pattern, name):
            expression = make()
            if name == "__eq__":
                return f"    def __eq__(self, other):\n        return {expression}\n"
            return f"    def {name}(self):\n        return {expression}\n" if expression else None
    return None


def _product(numbers: list[str]) -> str | None:
    return " * ".join(f"self.{name}" for name in numbers) if len(numbers) >= 2 else None


def _area(names: list[str]) -> str | None:
    if "radius" in names:
        return "math.pi * self.radius**2"
    if "side" in names:
        return "self.side**2"
    sides = [n for n in names if n in ("width", "height", "length")]
    return " * ".join(f"self.{n}" for n in sides) if len(sides) == 2 else None


def _perimeter(names: list[str]) -> str | None:
    if "radius" in names:
        return "2 * math.pi * self.radius"
    if "side" in names:
        return "4 * self.side"
    sides = [n for n in names if n in ("width", "height", "length")]
    return f"2 * ({' + '.join(f'self.{n}' for n in sides)})" if len(sides) == 2 else None


def _full_name(names: list[str]) -> str | None:
    first = next((n for n in names if n.startswith("first") or n == "forename"), None)
    last = next((n for n in names if n.startswith("last") or n == "surname"), None)
    return f'f"{{self.{first}}} {{self.{last}}}"' if first and last else None


def _description(names: list[str]) -> str:
    return 'f"' + ", ".join(f"{n}: {{self.{n}}}" for n in names) + '"'


# ---------------------------------------------------------------- forms
def _ordered(fields: list[Field]) -> list[Field]:
    """Return fields without a default before those with one, as Python wants them."""
    return [field for field in fields if not field.default] + [field for field in fields if field.default]


def _example_value(field: Field) -> str:
    values = {"str": '"example"', "int": "1", "float": "2.5", "bool": "True", "list": "[]"}
    by_name = _EXAMPLES.get(field.name.lower())
    fits = by_name is not None and by_name.startswith('"') == (field.type == "str")
    return by_name if by_name and fits else values.get(field.type, '"example"')


def _example(name: str, fields: list[Field]) -> str:
    given = [_example_value(field) for field in _ordered(fields) if not field.default]
    variable = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
    return f"{variable} = {name}({', '.join(given)})\nprint({variable})\n"


def _dataclass(name: str, fields: list[Field], flags: dict[str, str], methods: list[str]) -> str:
    key = flags.get("order", "")
    if key and any(field.name == key for field in fields):
        fields = sorted(fields, key=lambda field: field.name != key)
    fields = _ordered(fields)
    arguments = ", ".join(f"{flag}=True" for flag in ("frozen", "order", "slots") if flag in flags)
    imports = "from dataclasses import dataclass"
    lines = []
    for field in fields:
        default = field.default
        if field.type == "list" and default in ("[]", "None", ""):
            imports, default = "from dataclasses import dataclass, field", "field(default_factory=list)"
        lines.append(f"    {field.name}: {field.type}" + (f" = {default}" if default else ""))
    lines.sort(key=lambda line: " = " in line)
    head = f"@dataclass({arguments})" if arguments else "@dataclass"
    body = "\n".join(lines) + "\n" + "".join("\n" + method for method in methods)
    return f"{imports}\n\n\n{head}\nclass {name}:\n{body}\n\n{_example(name, fields)}"


def _plain_class(name: str, fields: list[Field], methods: list[str]) -> str:
    fields = _ordered(fields)
    parameters = ", ".join(f.name + (f"={f.default}" if f.default else "") for f in fields)
    lines = "".join(f"        self.{field.name} = {field.name}\n" for field in fields)
    shown = ", ".join(f"{f.name}={{self.{f.name}!r}}" for f in fields)
    show = f'    def __repr__(self):\n        return f"{name}({shown})"\n'
    return (
        f"class {name}:\n    def __init__(self, {parameters}):\n{lines}\n{show}"
        + "".join("\n" + method for method in methods)
        + f"\n\n{_example(name, fields)}"
    )


def _enum(name: str, fields: list[Field]) -> str:
    lines = "".join(f"    {field.name.upper()} = {field.default or number}\n" for number, field in enumerate(fields, 1))
    first = fields[0].name.upper()
    return (
        f"from enum import Enum\n\n\nclass {name}(Enum):\n{lines}\n\n"
        f"for member in {name}:\n    print(member.name, member.value)\nprint({name}.{first})\n"
    )


def _tuple_or_dict(form: str, name: str, fields: list[Field]) -> str:
    fields = _ordered(fields)
    base = "NamedTuple" if form == "namedtuple" else "TypedDict"
    lines = "".join(
        f"    {f.name}: {f.type}" + (f" = {f.default}" if f.default and base == "NamedTuple" else "") + "\n"
        for f in fields
    )
    if base == "NamedTuple":
        return f"from typing import NamedTuple\n\n\nclass {name}(NamedTuple):\n{lines}\n\n{_example(name, fields)}"
    items = ", ".join(f'"{f.name}": {f.default or _example_value(f)}' for f in fields)
    variable = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
    return f"from typing import TypedDict\n\n\nclass {name}(TypedDict):\n{lines}\n\n{variable}: {name} = {{{items}}}\nprint({variable})\n"
