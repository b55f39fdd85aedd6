"""Classes that a request describes whole: dataclasses, classes with attributes, enums and named tuples with their fields.

Only what the request says is written. A method is written where its name and the fields say what it does; one that
they do not explain makes the description unreadable, and no answer is given.
"""

import keyword
import re
from dataclasses import replace

from engine.chains.class_forms import (
    ClassBody,
    variable_of,
    write_class,
    write_dataclass,
    write_enum,
    write_tuple_or_dict,
)
from engine.chains.class_rules import allowed_value, take_refusals, write_refusal
from engine.chains.containers import implied_store
from engine.chains.descriptions import merged, read_clauses, write_rule
from engine.chains.flow import Chain
from engine.chains.interfaces import declare_interface
from engine.chains.members import Field, Method
from engine.chains.methods import write_method
from engine.syntax import merge_imports

_ARTICLES = re.compile(r"\b(?:a|an|the|its|their|my|some|two|three|four)\b ?", re.IGNORECASE)
_POLITE = re.compile(
    r"\b(?:please|could you|can you|write|create|define|make|build|implement|give me|show me|i need|i want|how (?:do|can) i|how to|in python|python|me|simple|small|basic)\b ?",
    re.IGNORECASE,
)
_QUOTED = r"(?<!\w)'[^']*'|\"[^\"]*\""
# What is listed among the fields and is something to do.
_DONE = re.compile(
    r"count|size|borrow|lend|return_book|(?:add|remove|delete|get|set|update|apply|give|mark|turn|switch)_\w+|deposit|withdraw|increment|decrement|toggle|reset|average|is_empty|birthday|__\w+__"
)
_OF_A_LIST = re.compile(r"max|maximum|highest|min|minimum|lowest|last|first|pop|push|peek|enqueue|dequeue")
_VERB_ING = re.compile(
    r"\b(return|print|show|display|rais|add|append|remov|increas|decreas|reduc|subtract|calculat|comput|multiply|chang|toggl|set|giv|check)(?:t)?ing\b"
)
_FORM_WORD = re.compile(r"\b(?:data ?class|class|(?:int|str)?enum\w*|named ?tuple|typed ?dict)\b", re.IGNORECASE)
_HEAD = re.compile(
    r"^(?P<before>(?:immutable |frozen |hashable |sortable |orderable |comparable |read-?only |abstract |typed |int |integer |string |str )*\(?(?:frozen\)? )?)"
    r"(?P<form>dataclass|data class|class|(?:int|str)?enum(?:eration)?(?: class)?|namedtuple|named tuple|typeddict|typed dict)"
    r" (?:called |named |for )?[`'\"]?(?P<name>[A-Za-z]\w*)[`'\"]?"
    r"(?P<rest>.*)$|^(?P<before2>(?:immutable |frozen )*)[`'\"]?(?P<name2>[A-Z]\w*)[`'\"]? (?P<form2>dataclass|class|enum|namedtuple)(?P<rest2>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_FIELDS = re.compile(
    r"^[ ,:(]*(?:with|that has|which has|having|has|holding|that holds|of|containing|that stores|storing)? ?"
    r"(?:typed )?(?:fields?|attributes?|members?|properties|values|colou?rs|keys|elements)? ?(?:called |named |are |like )?[:(]? ?",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"[`'\"]?(?P<name>[A-Za-z_]\w*)[`'\"]?(?: ?: ?(?P<type>[A-Za-z_][\w.]*(?:\[[^\]]*\])?))?"
    r"(?: ?\((?P<note>[^()]*)\)| ?= ?(?P<default>'[^']*'|\"[^\"]*\"|[\w.\[\]{}-]+)| (?:with |that )?(?:defaults?|defaulting|starting|starts|initially|initial value|set)(?: value| to| is| of| at| as| with)* (?P<default2>'[^']*'|\"[^\"]*\"|[\w.\[\]{}-]+)| (?:is )?(?P<default3>True|False|None|-?\d+(?:\.\d+)?|'[^']*'|\"[^\"]*\"|\[\]))?"
)
_USE = re.compile(
    r"(?:[,;.]|\band\b|\bthen\b)+ (?:create|make|instantiate|build)?(?: ?one| ?instance| ?object| ?[a-z]+)? ?(?:with|of|from) (?P<values>(?:-?\d+(?:\.\d+)?|'[^']*'|\"[^\"]*\")(?:(?:,| and|, and| by|x) (?:-?\d+(?:\.\d+)?|'[^']*'|\"[^\"]*\"))*),? (?:and |then )*(?:print|show|display|call) (?P<shown>[a-z_]\w*(?:\(\))?(?:(?:,| and|, and) [a-z_]\w*(?:\(\))?)*)$"
)
_FLAGS = [
    ("frozen", r"\b(?:frozen|immutable|hashable|read-?only|(?:that |which )?(?:cannot|can't|can not) be (?:changed|modified)|not changeable)\b"),
    ("order", r"\b(?:sortable|orderable|comparable|ordered|(?:whose |the )?(?:instances|objects|it|that|which)? ?(?:that )?can be (?:sorted|compared|ordered)(?: by (?P<key>\w+))?|supports? (?:sorting|comparison|ordering)(?: by \w+)?|sorted by \w+|order=true)\b"),
    ("slots", r"\b(?:slots|__slots__)\b"),
]  # fmt: skip
NUMBERS = r"side|base|depth|rating|celsius|fahrenheit|kelvin|brightness|volume|gpa|fuel|discount|bonus|power|price|amount|cost|salary|balance|lat|lon|latitude|longitude|weight|height|width|length|temperature|radius|score|rate|total|value|speed|distance|x|y|z"
WHOLE = r"numerator|denominator|doors|wheels|gears|legs|load|mileage|odometer|level|lives|health|votes|likes|capacity|duration|copies|floor|population|quantity|qty|age|year|count|id|number|pages?|priority|level|stock|size|points|day|month|hour|minute|seats|port|isbn"
_LISTS = r"readings|temperatures|messages|notes|entries|cards|products|employees|orders|guests|movies|tags|items|scores|grades|marks|members|children|names|parts|songs|books|players|students|tasks|numbers|words|hobbies|friends"
_TRUTH = r"is_\w+|has_\w+|done|active|enabled|completed|available|finished|paid"


_TEXTS = (
    r"\w*name|surname|title|author|artist|colou?r|e?_?mail|address|brand|make|model|breed|species|phone|city|country|street|"
    r"description|category|owner|gender|job|position|genre|director|publisher|type|kind|language|\w*date|birthday|text|"
    r"message|status|department|company|subject|note|comment|url|symbol|unit|currency|zip|suit|rank|grade|capital"
)
_VERBS = (
    r"add|remove|deposit|withdraw|push|pop|peek|get|set|start|stop|run|speak|bark|meow|eat|sleep|walk|drive|move|print|show|"
    r"update|delete|insert|append|clear|reset|increment|decrement|play|pause|open|close|read|write|save|load|enqueue|dequeue|"
    r"area|perimeter|is_empty|size|transfer|inherit\w*|override\w*|method\w*|constructor|__\w+__"
)


def declare(prompt: str) -> Chain | None:
    """Return the class that a request describes, or None where it describes none."""
    words = plain_description(prompt)
    if interface := declare_interface(words):
        return interface
    head = _HEAD.match(words)
    if head is None:
        return None
    form = (head["form"] or head["form2"]).lower().replace(" ", "")
    before = (head["before"] or head["before2"] or "").lower()
    base = "IntEnum" if form == "intenum" or "int" in before else "StrEnum" if form == "strenum" else "Enum"
    form = "enum" if form.endswith("enum") else form
    name = head["name"] or head["name2"]
    rest = head["rest"] or head["rest2"] or ""
    if name.lower() in ("with", "for", "that", "of", "to", "and", "in") or keyword.iskeyword(name):
        return None
    use = _USE.search(rest) if form in ("class", "dataclass") else None
    rest = rest[: use.start()] if use else rest
    flags, rest = _take_flags(before, rest)
    rest = _MAKE_ONE.sub("", rest)
    rest, kind = _take_type(rest)
    refusals, plain = take_refusals(rest) if form in ("class", "dataclass") else ([], rest)
    if all(write_refusal(refusal, take_fields(read_clauses(plain).fields)[0]) for refusal in refusals):
        rest = plain
    else:  # it is said of a method
        refusals = []
    if form.startswith("enum") and re.search(r"\b(?:methods?|function|property)\b", rest, re.IGNORECASE):
        return None
    lookup = printed = None
    if form.startswith("enum"):
        rest, is_auto = _AUTO.subn("", rest)
        lookup = _LOOKUP.search(rest)
        if printed := _PRINTED.search(rest):
            rest = rest[: printed.start()]
        rest = _LISTING.sub("", rest[: lookup.start()] if lookup else rest)
        rest = rest if re.search(r"[,=(]| and ", rest) else ", ".join(rest.split())
    described = read_clauses(rest)
    fields, missed = take_fields(described.fields)
    methods = merged(described.methods)
    fields = [replace(field, type=kind) for field in fields] if kind else fields
    if form in ("class", "dataclass"):
        methods += [Method(field.name) for field in fields if _is_computed(field, fields)]
        methods += [Method(field.name) for field in fields if not field.default and _DONE.fullmatch(field.name)]
        if any(field.type == "list" for field in fields):
            methods += [
                Method(field.name) for field in fields if not field.default and _OF_A_LIST.fullmatch(field.name)
            ]
        methods = merged(methods)
        fields = [field for field in fields if field.name not in [method.name for method in methods]]
        fields += _implied_lists(methods, fields) or implied_store(methods, fields)
    if not fields or any(keyword.iskeyword(field.name) or re.fullmatch(_VERBS, field.name) for field in fields):
        return None
    is_explicit = re.search(r"\b(?:attributes?|fields?|instance variables?)\b", rest) is not None
    if form == "class" and not is_explicit and not all(_is_attribute(field) for field in fields):
        return None  # what a class "has" may be methods as well; only words that are surely attributes will do
    name = name[0].upper() + name[1:]
    if form.startswith("enum") and (len(fields) < 2 or name.lower() == "flag"):
        return None  # one member makes no enumeration: the words say something else
    if form.startswith("enum"):
        return (
            Chain(
                _enum(name, fields, base, bool(is_auto), lookup, printed),
                1,
                tuple(missed),
                f"The {form} {name}, as described",
            )
            if not methods
            else None
        )
    if form in ("namedtuple", "typeddict"):
        return (
            Chain(write_tuple_or_dict(form, name, fields), 1, tuple(missed), f"The {form} {name}, as described")
            if not methods
            else None
        )
    fields += [plain_field(m.name) for m in methods if m.is_property and not m.says and not write_method(m, fields)]
    methods = [m for m in dict.fromkeys(methods) if m.name != "__repr__" and m.name not in [f.name for f in fields]]
    written = [write_method(method, fields, methods) for method in methods]
    rules = [write_rule(rule, fields) for rule in described.rules]
    rules += [write_refusal(refusal, fields) for refusal in refusals]
    if None in written or None in rules:
        return None
    fields = [replace(field, sample=allowed_value(field.name, rules)) for field in fields]
    body = ClassBody([method for method in written if method], [rule for rule in rules if rule])
    code = write_dataclass(name, fields, flags, body) if form == "dataclass" else write_class(name, fields, body)
    if "math.pi" in code:
        code = f"import math\n\n\n{code}" if form == "class" else merge_imports(["import math"], code)
    if use is not None:
        code = _with_use(code, name, use, fields, [method.name for method in methods if not method.is_property])
        if not code:
            return None
    return Chain(code, 1, tuple(missed), f"The {form} {name}, as described")


_MAKE_ONE = re.compile(
    r"[,.;]? ?(?:and |then )*(?:create|make|build|instantiate) (?:one|instance|object)(?: of (?:it|them))?$",
    re.IGNORECASE,
)
_ALL_TYPED = re.compile(
    r",? (?:\(?(?:all )?(?:as|of type) |all )(?P<kind>float|int|integer|str|string|number|text)s?\)?$", re.IGNORECASE
)
_AUTO = re.compile(
    r"[,;(]? ?(?:\b(?:and|using|with|by|via|through|from|values?|numbered|whose|are|set)\b ?)*\bauto(?:\(\)|\b)\)?(?: values?)?"
)
_LOOKUP = re.compile(  # "How do I get the member from the number 404 and print its name?"
    r"[.,;?]? (?:and |then |how (?:do|can) i )*(?:get|look up|find) member (?:from|by|with|for|of|whose) "
    r"(?:(?:number|value|code|is) )*(?P<value>-?\d+|'[^']*'|\"[^\"]*\")(?:,? and print (?:its )?name)?$",
    re.IGNORECASE,
)


_PRINTED = re.compile(  # "and print the value of Color.RED"
    r"[.,;]?(?: and| then)* (?:print|show|get) (?P<what>value|name) of (?:\w+\.)?(?P<member>[A-Za-z_]\w*)$",
    re.IGNORECASE,
)


def _enum(
    name: str,
    fields: list[Field],
    base: str,
    is_auto: bool,
    lookup: re.Match[str] | None,
    printed: re.Match[str] | None,
) -> str:
    """Return an enum, with the member in use that the request looks up or prints."""
    if printed and printed["member"].upper() in [field.name.upper() for field in fields]:
        shown = f"{name}.{printed['member'].upper()}.{printed['what'].lower()}"
        return write_enum(name, fields, base, is_auto, shown=shown)
    return write_enum(name, fields, base, is_auto, lookup["value"] if lookup else "")


def _take_type(rest: str) -> tuple[str, str]:
    """Return a description without "as floats" at its end, and the type that all its fields have then."""
    match = _ALL_TYPED.search(rest)
    if match is None:
        return rest, ""
    return rest[: match.start()], _KINDS.get(match["kind"].lower(), match["kind"].lower())


_PURPOSE = re.compile(r" for (?:\w+ ){0,2}(?:course|homework|project|game|app|shop|program|exercise|assignment)\b")
_LISTING = re.compile(
    r",?(?: and| then)* (?:print|show|list|loop over|loop through)(?: all| every| each| them| members?| values?)*$"
)


def plain_description(prompt: str) -> str:
    """Return a request without articles, and without what is only polite before the class is named."""
    text = " ".join(prompt.strip().rstrip(".!?").split())
    text = re.sub(r"\b(?:typing|enum|dataclasses|collections|abc)\.(?=[A-Za-z])", "", text)
    text = re.sub(r"\b(surface|first|last|full|interest) (area|name|rate)\b", r"\1_\2", text)
    form = _FORM_WORD.search(text)
    start = form.start() if form else len(text)
    text = _POLITE.sub("", text[:start]) + text[start:]
    text = re.sub(rf"({_QUOTED})|{_ARTICLES.pattern}", lambda m: m[1] or "", text, flags=re.IGNORECASE)
    text = _PURPOSE.sub("", text)
    said = re.sub(rf"({_QUOTED})|{_VERB_ING.pattern}", lambda m: m[1] or _third_person(m[2]), text)
    return said.strip(" ,:")


def _third_person(stem: str) -> str:
    """Return "raises" for the "rais" of "raising"."""
    return f"{stem}es" if stem in _DROPS_E else "multiplies" if stem == "multiply" else f"{stem}s"


_DROPS_E = frozenset("rais remov increas decreas reduc calculat comput chang toggl giv".split())


def _is_attribute(field: Field) -> bool:
    known = f"{_TEXTS}|{NUMBERS}|{WHOLE}|{_LISTS}|{_TRUTH}"
    return (
        bool(field.default)
        or field.type in ("list", "bool")
        or re.fullmatch(known, field.name, re.IGNORECASE) is not None
    )


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
    if (
        not re.fullmatch(r"area|perimeter|circumference|volume|surface(?:_area)?|diagonal|full_?name", field.name)
        or field.default
    ):
        return False
    return write_method(Method(field.name), [other for other in fields if other is not field]) is not None


def _implied_lists(methods: list[Method], fields: list[Field]) -> list[Field]:
    """Return the list that `add_song` needs and nobody named: songs, empty at first."""
    known = {field.name for field in fields} | {field.name.rstrip("s") for field in fields}
    lists = [field for field in fields if field.type == "list"]
    added = [m.name.removeprefix("add_") for m in methods if re.fullmatch(r"add_[a-z]+", m.name) and not m.says]
    added = [name for name in added if name not in known and name not in ("money", "points", "score", "stock")]
    takes_one = all(len(m.parameters) < 2 for m in methods if m.name.startswith("add_"))
    return [Field(f"{added[0]}s", "list", "[]")] if len(added) == 1 and not lists and takes_one else []


def _with_use(code: str, name: str, use: re.Match[str], fields: list[Field], methods: list[str]) -> str:
    """Return the code with the object made and shown that the request describes; nothing where it does not fit."""
    values = re.findall(r"-?\d+(?:\.\d+)?|'[^']*'|\"[^\"]*\"", use["values"])
    shown = re.findall(r"[a-z_]\w*", re.sub(r"\band\b", " ", use["shown"]))
    names = {field.name for field in fields}
    if len(values) != len(fields) or not all(
        word in names or word in methods or word in ("it", "object") for word in shown
    ):
        return ""
    variable = variable_of(name)
    calls = [variable if w in ("it", "object") else f"{variable}.{w}{'()' if w in methods else ''}" for w in shown]
    head = code[: code.rindex(f"\n\n{variable} = ")]
    return f"{head}\n\n{variable} = {name}({', '.join(values)})\n" + "".join(f"print({call})\n" for call in calls)


_GIVEN = r"(?:\"[^\"]*\"|'[^']*'|-?\d[\d.]*|True|False|None)"
_VALUES_IN_A_ROW = re.compile(rf"\b([A-Za-z_]\w*(?: ?= ?| ))({_GIVEN}) (?=[A-Za-z_]\w*(?: ?= ?| ){_GIVEN}(?=$|[ ,;.]))")


def take_fields(rest: str) -> tuple[list[Field], list[str]]:
    """Return the fields of a list in words, and the words that are none."""
    rest = _FIELDS.sub("", " ".join(rest.split()), count=1).strip(" ,;:()")
    rest = _VALUES_IN_A_ROW.sub(r"\1\2, ", rest)
    fields: list[Field] = []
    missed: list[str] = []
    for part in re.split(r",(?![^(]*\))|;|\band\b|\bplus\b|/", rest):
        part = _FIELDS.sub("", part.strip(" ()"), count=1) if not fields else part.strip()
        part = part.strip(" ,")
        if part.count("(") > part.count(")"):
            part += ")"
        if not part:
            continue
        part, is_private = re.sub(r"^(?:private|protected|hidden) ", "", part), part.startswith(("priv", "prot", "hid"))
        if typed := re.match(
            r"(boolean|bool|string|integer|int|float|numeric|number|text) (?:field |attribute )?(\w+)", part
        ):
            kind = typed[1].replace("numeric", "number")
            part = f"{typed[2]}: {_KINDS.get(kind, kind)}{part[typed.end() :]}"
        part = re.sub(r" (?:attribute|field|variable)s?$", "", part)
        part = re.sub(r"^(\w+) (int|integer|str|string|float|bool|boolean)\b", r"\1: \2", part)
        part = re.sub(r"^empty list (?:of |called |named )?(\w+)$|^(\w+) empty list$", r"\1\2: list = []", part)
        part = re.sub(
            r"^(?:(?:empty )?list (?:of |called |named )|empty )(\w+)$|^(\w+) (?:empty )?list$", r"\1\2: list", part
        )
        match = _FIELD.fullmatch(part)
        words = re.sub(r" ?: ?", ":", part).split()
        if match is None and len(words) > 1 and all(map(_is_typed_or_known, words)):
            fields += [_read_field(m) for word in words if (m := _FIELD.fullmatch(word))]  # "name price quantity"
        elif match is None:
            missed += part.split()
        else:
            fields.append(replace(_read_field(match), is_private=is_private))
    names = [field.name for field in fields]
    return ([] if len(set(names)) < len(names) else fields), missed


_KINDS = {"string": "str", "text": "str", "integer": "int", "number": "float", "boolean": "bool"}


def _is_typed_or_known(word: str) -> bool:
    return ":" in word or _is_attribute(plain_field(word))


def _read_field(match: re.Match[str]) -> Field:
    name, kind = match["name"], match["type"] or ""
    default = match["default"] or match["default2"] or match["default3"] or ""
    note = match["note"] or ""
    if found := re.fullmatch(
        r"(?:with )?(?:by )?default(?:s)?(?: value| to| is| of|:|=)* ?(.+)|(.+) by default|optional", note
    ):
        default = found[1] or found[2] or "None"
    elif note in ("str", "string", "text", "int", "integer", "float", "number", "bool", "boolean", "list"):
        kind = note
    kind = _KINDS.get(kind, kind)
    words = {"true": "True", "false": "False", "none": "None", "empty": '""', "zero": "0"}
    default = words.get(default.lower(), default)
    if default and not re.fullmatch(
        r"-?(?:0|[1-9]\d*)(?:\.\d+)?|'[^']*'|\"[^\"]*\"|True|False|None|\[\]|\{\}", default
    ):
        default = f'"{default}"'
    return Field(
        name, kind or _guess_type(name, default), default.replace("'", '"') if default.startswith("'") else default
    )


def plain_field(name: str) -> Field:
    """Return a field of which only the name is known."""
    return Field(name, _guess_type(name, ""), "")


def _guess_type(name: str, default: str) -> str:
    if re.fullmatch(r"-?(?:0|[1-9]\d*)", default) and not re.fullmatch(NUMBERS, name, re.IGNORECASE):
        return "int"
    if default.startswith(('"', "'")):
        return "str"
    if default in ("True", "False"):
        return "bool"
    for pattern, kind in ((NUMBERS, "float"), (WHOLE, "int"), (_LISTS, "list"), (_TRUTH, "bool")):
        if re.fullmatch(pattern, name, re.IGNORECASE):
            return kind
    return "str"
