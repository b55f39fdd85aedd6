"""Classes that a request describes whole: dataclasses, classes with attributes, enums and named tuples with their fields.

Only what the request says is written. A method is written where its name and the fields say what it does; one that
they do not explain makes the description unreadable, and no answer is given.
"""

import keyword
import re
from dataclasses import dataclass, field, replace

from engine.chains.flow import Chain
from engine.chains.methods import Field, Method, Written, write_method
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
_VERB_ING = re.compile(
    r"\b(return|print|show|display|rais|add|append|remov|increas|decreas|reduc|subtract|calculat|comput|multiply|chang|toggl|set|giv|check)(?:t)?ing\b"
)
_FORM_WORD = re.compile(r"\b(?:data ?class|class|enum\w*|named ?tuple|typed ?dict)\b", re.IGNORECASE)
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
    r"(?: ?\((?P<note>[^()]*)\)| ?= ?(?P<default>'[^']*'|\"[^\"]*\"|[\w.\[\]{}-]+)| (?:with |that )?(?:defaults?|starting|starts|initially|initial value|set)(?: value| to| is| of| at| as| with)* (?P<default2>'[^']*'|\"[^\"]*\"|[\w.\[\]{}-]+)| (?:is )?(?P<default3>True|False|None|-?\d+(?:\.\d+)?|'[^']*'|\"[^\"]*\"|\[\]))?"
)
_NAME = r"(?:__\w+__|[a-z_]\w*)"
_PARAMETERS = r"(?:\((?P<parameters>[^()]*)\))"
_DOES = (
    r"returns?|prints?|shows?|gives?|computes?|calculates?|gets?|checks?|tells?|tests?|says?|displays?|adds?|appends?|"
    r"removes?|deletes?|increases?|decreases?|reduces?|raises?|sets?|changes?|resets?|toggles?|flips?|doubles?|subtracts?|"
    r"multipl(?:y|ies)|updates?|increments?|decrements?|marks?|counts?|determines?|is|="
)
_BEFORE = r"(?:(?:and|plus|with|has|have|having|also|[Ii]t|should|must|[Tt]he class|class|one|nice|proper|readable|read-only|readonly|computed|instance|public) )*"
# What opens a clause on a method: "method drive(km) …", "area()", "__str__ …", "toggle method", "is_long returns …".
_OPENINGS = [
    re.compile(
        rf"^{_BEFORE}(?P<what>methods?|property|functions?) (?:(?:called|named|for|like) )?`?(?P<name>{_NAME})`?{_PARAMETERS}?(?P<says>.*)$"
    ),
    re.compile(rf"^{_BEFORE}(?P<name>{_NAME}){_PARAMETERS}(?: (?P<what>methods?|property))?(?P<says>.*)$"),
    re.compile(rf"^{_BEFORE}(?P<name>__\w+__)(?P<parameters>)(?: (?P<what>methods?))?(?P<says>.*)$"),
    re.compile(rf"^{_BEFORE}`?(?P<name>{_NAME})`?(?P<parameters>) (?P<what>methods?|property)\b(?P<says>.*)$"),
    re.compile(
        rf"^{_BEFORE}(?P<name>(?!(?:it|that|which|{_DOES})\b){_NAME})(?P<parameters>)(?P<what>)(?P<says> (?:that |which )?(?:(?!is\b|=)(?:{_DOES}) .+|(?:is|=) (?![\d'\"\[-]|True|False|None).+))$"
    ),
]
_VERB_FIRST = re.compile(rf"^(?:(?:that|which|to) )*(?P<verb>{_DOES}) (?P<object>.+)$")
_SAYING_IT = re.compile(r"^(?:compute|calculate|get|return|find|show|print|give|tell)s?$")
_RULE = re.compile(
    r"^(?:and |but |where |whose )*(?P<field>\w+)(?: should| must| has to| can(?:not|'t| only| not)?| may)(?P<no> not)? be (?P<state>.+?)(?:,? (?:otherwise|else|or).*)?$"
)
_CONSEQUENCE = re.compile(
    r"^(?:otherwise|else|or|if not)?,? ?(?:it )?(?:should )?(?:raises?|throws?) (?P<error>[A-Z]\w*)$"
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
WHOLE = r"mileage|odometer|level|lives|health|votes|likes|capacity|duration|copies|floor|population|quantity|qty|age|year|count|id|number|pages?|priority|level|stock|size|points|day|month|hour|minute|seats|port|isbn"
_LISTS = r"tags|items|scores|grades|marks|members|children|names|parts|songs|books|players|students|tasks|numbers|words|hobbies|friends"
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
_EXAMPLES = {
    "name": '"Ada"', "first_name": '"Ada"', "last_name": '"Lovelace"', "surname": '"Lovelace"', "title": '"Dune"',
    "author": '"Frank Herbert"', "color": '"red"', "colour": '"red"', "email": '"ada@example.com"', "city": '"Paris"',
    "country": '"France"', "age": "36", "year": "1965", "price": "9.99", "quantity": "3", "brand": '"Volvo"',
    "balance": "100.0", "salary": "3000.0", "stock": "10", "model": '"V60"', "make": '"Volvo"', "rating": "8.5", "pages": "320", "breed": '"Beagle"', "x": "1", "y": "2", "width": "4", "height": "3", "radius": "2",
}  # fmt: skip


def declare(prompt: str) -> Chain | None:
    """Return the class that a request describes, or None where it describes none."""
    head = _HEAD.match(_plain_words(prompt))
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
    if form.startswith("enum") and re.search(r"\b(?:methods?|function|property)\b", rest, re.IGNORECASE):
        return None
    described = _read_clauses(rest)
    fields, missed = _take_fields(described.fields)
    methods = _merged(described.methods)
    if form in ("class", "dataclass"):
        methods += [Method(field.name) for field in fields if _is_computed(field, fields)]
        methods += [Method(field.name) for field in fields if not field.default and _DONE.fullmatch(field.name)]
        methods = _merged(methods)
        fields = [field for field in fields if field.name not in [method.name for method in methods]]
        fields += _implied_lists(methods, fields)
    if not fields or any(keyword.iskeyword(field.name) or re.fullmatch(_VERBS, field.name) for field in fields):
        return None
    is_explicit = re.search(r"\b(?:attributes?|fields?|instance variables?)\b", rest) is not None
    if form == "class" and not is_explicit and not all(_is_attribute(field) for field in fields):
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
    fields += [_plain_field(m.name) for m in methods if m.is_property and not m.says and not write_method(m, fields)]
    methods = [m for m in dict.fromkeys(methods) if m.name != "__repr__" and m.name not in [f.name for f in fields]]
    written = [write_method(method, fields, methods) for method in methods]
    rules = [_write_rule(rule, fields) for rule in described.rules]
    if None in written or None in rules:
        return None
    body = _Body([method for method in written if method], [rule for rule in rules if rule])
    code = _dataclass(name, fields, flags, body) if form == "dataclass" else _plain_class(name, fields, body)
    if "math.pi" in code:
        code = f"import math\n\n\n{code}" if form == "class" else merge_imports(["import math"], code)
    if use is not None:
        code = _with_use(code, name, use, fields, [method.name for method in methods if not method.is_property])
        if not code:
            return None
    return Chain(code, 1, tuple(missed), f"The {form} {name}, as described")


def _plain_words(prompt: str) -> str:
    """Return a request without articles, and without what is only polite before the class is named."""
    text = " ".join(prompt.strip().rstrip(".!?").split())
    form = _FORM_WORD.search(text)
    start = form.start() if form else len(text)
    text = _POLITE.sub("", text[:start]) + text[start:]
    text = re.sub(rf"({_QUOTED})|{_ARTICLES.pattern}", lambda m: m[1] or "", text, flags=re.IGNORECASE)
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
    if not re.fullmatch(r"area|perimeter|circumference|full_?name", field.name) or field.default:
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
    variable = _variable(name)
    calls = [variable if w in ("it", "object") else f"{variable}.{w}{'()' if w in methods else ''}" for w in shown]
    head = code[: code.rindex(f"\n\n{variable} = ")]
    return f"{head}\n\n{variable} = {name}({', '.join(values)})\n" + "".join(f"print({call})\n" for call in calls)


def _merged(methods: list[Method]) -> list[Method]:
    """Return methods of which each is spoken of once: "deposit and withdraw, withdraw raises …"."""
    found: dict[str, Method] = {}
    for method in methods:
        known = found.get(method.name, method)
        found[method.name] = replace(
            known,
            parameters=known.parameters or method.parameters,
            says=known.says or method.says,
            is_property=known.is_property or method.is_property,
        )
    return list(found.values())


@dataclass
class _Clauses:
    """What a description falls into: its fields, still in words, its methods, and rules that fields obey."""

    fields: str = ""
    methods: list[Method] = field(default_factory=list)
    rules: list[tuple[str, str, str]] = field(default_factory=list)  # field, state, error


def _read_clauses(rest: str) -> _Clauses:
    """Return a description's parts; what follows a method and opens nothing new is said of that method."""
    found = _Clauses()
    pieces, listed, fields = _split_clauses(rest), False, list[str]()
    for joint, piece in pieces:
        if rule := _RULE.match(piece):
            state = "not " * bool(rule["no"] or "not" in piece.split(" be ")[0]) + rule["state"]
            error = re.search(r"[A-Z]\w*Error", piece)
            found.rules.append((rule["field"], state, error[0] if error else "ValueError"))
        elif found.rules and (consequence := _CONSEQUENCE.match(piece)):
            found.rules[-1] = (*found.rules[-1][:2], consequence["error"])
        elif method := _open_method(piece):
            if piece.endswith("methods") and joint == "and" and fields and re.fullmatch(_NAME, fields[-1]):
                found.methods.append(Method(fields.pop()))
            found.methods.append(method[0])
            listed = method[1] == "methods" or (listed and not method[0].says)
        elif found.methods and re.match(r"(?:attributes?|fields?)\b", piece):
            fields.append(piece)
        elif listed and not found.methods[-1].says and re.fullmatch(_NAME, piece):
            found.methods.append(Method(piece))
        elif found.methods and (found.methods[-1].says or _VERB_FIRST.match(piece)):
            last = found.methods[-1]
            found.methods[-1] = replace(last, says=f"{last.says} {joint} {piece}".replace(" , ", ", ").strip())
        else:
            fields.append(piece)
    found.fields = ", ".join(fields)
    return found


def _split_clauses(rest: str) -> list[tuple[str, str]]:
    """Return (what joins it to the one before, clause) for the parts between commas, full stops and "and"."""
    masked = re.sub(r"\([^()]*\)|'[^']*'|\"[^\"]*\"", lambda match: "§" * len(match[0]), rest)
    pieces, start, joint = [], 0, ""
    for match in re.finditer(r"[,;.](?: (?:and|plus|with|also)(?= ))? | (?:and|plus|with|also) |[,;.]$|$", masked):
        if piece := rest[start : match.start()].strip(" ,;"):
            pieces.append((joint, piece))
        joint = match[0].strip(" ,;.") or ","
        start = match.end()
    return pieces


def _open_method(piece: str) -> tuple[Method, str] | None:
    """Return the method that a clause opens, and the word that announced it."""
    for pattern in _OPENINGS:
        match = pattern.match(piece)
        if match is None:
            continue
        name, what, says = match["name"], match["what"] or "", match["says"]
        if name in ("that", "which", "to"):
            named = _name_by_verb(f"{name} {says}".strip())
            return (named, what) if named else None
        parameters = tuple(re.findall(r"[A-Za-z_]\w*(?=\s*(?:,|=|:|$))", match["parameters"] or ""))
        return Method(name, parameters, says.strip(" ,"), what.startswith("propert")), what
    return None


def _name_by_verb(says: str) -> Method | None:
    """Return a method that is only said to do something, named after that: "to compute the area"."""
    match = _VERB_FIRST.match(says)
    words = re.findall(r"[a-z]+", match["object"]) if match else []
    if match is None or not words:
        return None
    if _SAYING_IT.match(match["verb"]) and len(words) == 1:
        return Method(words[0])
    verb = re.sub(r"ies$", "y", match["verb"])
    name = f"{verb if verb.endswith('ss') else verb.removesuffix('s')}_{words[0]}"
    return Method(name, (), says)


_STATES = {
    "positive": "<= 0", "greater than 0": "<= 0", "negative": ">= 0", "not negative": "< 0", "not empty": "", "not be empty": "",
    "zero or more": "< 0", "0 or more": "< 0", "non-negative": "< 0", "nonnegative": "< 0", "above 0": "<= 0", "> 0": "<= 0",
}  # fmt: skip


def _write_rule(rule: tuple[str, str, str], fields: list[Field]) -> str | None:
    """Return the lines that refuse a value which breaks a rule: "radius must be positive"."""
    name, state, error = rule
    found = next((field for field in fields if field.name == name), None)
    if found is None:
        return None
    broken = f"{name} {_STATES[state]}" if _STATES.get(state) else f"not {name}" if state in _STATES else ""
    if match := re.fullmatch(r"(?:between|from) (-?[\d.]+) (?:and|to) (-?[\d.]+)", state):
        broken = f"not {match[1]} <= {name} <= {match[2]}"
    if match := re.fullmatch(r"(?:at least|>=) (-?[\d.]+)", state):
        broken = f"{name} < {match[1]}"
    if match := re.fullmatch(r"(?:at most|<=) (-?[\d.]+)", state):
        broken = f"{name} > {match[1]}"
    return f'if {broken}:\n            raise {error}("{name} must be {state}")\n' if broken else None


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
    return ":" in word or _is_attribute(_plain_field(word))


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
    if default and not re.fullmatch(r"-?\d+(?:\.\d+)?|'[^']*'|\"[^\"]*\"|True|False|None|\[\]|\{\}", default):
        default = f'"{default}"'
    return Field(
        name, kind or _guess_type(name, default), default.replace("'", '"') if default.startswith("'") else default
    )


def _plain_field(name: str) -> Field:
    return Field(name, _guess_type(name, ""), "")


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


# ---------------------------------------------------------------- forms
@dataclass(frozen=True)
class _Body:
    """What a class holds beside its fields: methods, and the lines that refuse bad values."""

    methods: list[Written]
    rules: list[str]


def _variable(name: str) -> str:
    """Return what an object of a class is called: car, bank_account."""
    variable = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    return f"{variable}_" if keyword.iskeyword(variable) else variable


def _ordered(fields: list[Field]) -> list[Field]:
    """Return fields without a default before those with one, as Python wants them."""
    return [field for field in fields if not field.default] + [field for field in fields if field.default]


_PERSON = re.compile(
    r"person|student|employee|user|player|teacher|customer|patient|member|contact|author|human|child|worker|manager|account|friend|pupil|man|woman",
    re.IGNORECASE,
)


def _example_value(field: Field, owner: str = "person") -> str:
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
    if re.fullmatch(r"\w*name|title|song|book|author|task|text|message|colou?r|email|person|word|city|what", parameter):
        return '"new"'
    known = {"grade": "90", "mark": "90", "score": "90", "percent": "10", "factor": "2"}
    return known.get(parameter, "5")


def _example(name: str, fields: list[Field], methods: list[Written] | None = None) -> str:
    given = ", ".join(_example_value(field, name) for field in _ordered(fields) if not field.default)
    variable = _variable(name)
    calls = ""
    for method in methods or []:
        if not method.name.startswith("__"):
            samples = [_sample_argument(parameter, name, given) for parameter in method.parameters]
            calls += method.call(variable, samples) + "\n"
    return f"{variable} = {name}({given})\n{calls}print({variable})\n"


def _dataclass(name: str, fields: list[Field], flags: dict[str, str], body: _Body) -> str:
    key = flags.get("order", "")
    if key and any(field.name == key for field in fields):
        fields = sorted(fields, key=lambda field: field.name != key)
    fields = _ordered([replace(field, is_private=False) for field in fields])
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
    rules = "".join("        " + _of_self(rule) for rule in body.rules)
    check = f"\n    def __post_init__(self):\n{rules}" if rules else ""
    text = "\n".join(lines) + "\n" + check + "".join("\n" + method.source for method in body.methods)
    made = [replace(field, default="[]") if field.type == "list" else field for field in fields]
    return f"{imports}\n\n\n{head}\nclass {name}:\n{text}\n\n{_example(name, made, body.methods)}"


def _of_self(rule: str) -> str:
    """Return a rule on a parameter as one on the field that it became."""
    first, rest = rule.split("\n", 1)
    return re.sub(r"^(if not |if )([-\d.]+ <= )?(\w+)", r"\1\2self.\3", first) + "\n" + rest


def _first_value(field: Field) -> str:
    """Return what a field is set to when an object is made: what was given, or a list of the object's own."""
    if field.type == "list":
        return "[]" if field.default == "[]" else f"list({field.name} or [])"
    return field.name


def _plain_class(name: str, fields: list[Field], body: _Body) -> str:
    fields = _ordered(fields)
    empty = [f for f in fields if f.default == "[]"]  # one list for each object, not one for all
    fields = _ordered([replace(f, default="None") if f.type == "list" and not f.default else f for f in fields])
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
    variable = _variable(name)
    return f"from typing import TypedDict\n\n\nclass {name}(TypedDict):\n{lines}\n\n{variable}: {name} = {{{items}}}\nprint({variable})\n"
