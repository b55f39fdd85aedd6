"""The parts of a class's description in words: its fields, its methods, the rules that its fields obey.

Pure functions over text without articles. What a method does is read elsewhere.
"""

import re
from dataclasses import dataclass, field, replace

from engine.chains.members import Field, Method

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
        rf"^{_BEFORE}(?P<what>methods?|property|properties|functions?) (?:(?:called|named|for|like) )?`?(?P<name>{_NAME})`?{_PARAMETERS}?(?P<says>.*)$"
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


def merged(methods: list[Method]) -> list[Method]:
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
class Clauses:
    """What a description falls into: its fields, still in words, its methods, and rules that fields obey."""

    fields: str = ""
    methods: list[Method] = field(default_factory=list)
    rules: list[tuple[str, str, str]] = field(default_factory=list)  # field, state, error


def read_clauses(rest: str) -> Clauses:
    """Return a description's parts; what follows a method and opens nothing new is said of that method."""
    found = Clauses()
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
            listed = method[1] in ("methods", "properties") or (listed and not method[0].says)
        elif found.methods and re.match(r"(?:attributes?|fields?)\b|(?:empty )?list of \w+$", piece):
            fields.append(piece)
        elif listed and not found.methods[-1].says and re.fullmatch(_NAME, piece):
            found.methods.append(Method(piece, is_property=found.methods[-1].is_property))
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
    for match in re.finditer(
        r"[,;.](?: (?:and|plus|with|also)(?= ))? | (?:and|plus|with|also) |(?::|,? where) (?=\w+ (?:must|should|has to|can))|[,;.]$|$",
        masked,
    ):
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
    "zero or more": "< 0", "not zero": "== 0", "not 0": "== 0", "0 or more": "< 0", "non-negative": "< 0", "nonnegative": "< 0", "above 0": "<= 0", "> 0": "<= 0",
}  # fmt: skip


def write_rule(rule: tuple[str, str, str], fields: list[Field]) -> str | None:
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
