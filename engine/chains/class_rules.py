"""What a described class refuses: "a negative price raises ValueError", "ValueError when the unit is not C or F".

Pure functions over text without articles. A condition that speaks of more than the fields is not written.
"""

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.chains.members import Field, Scope
from engine.chains.methods import read_condition


@dataclass(frozen=True)
class Refusal:
    """When a value is refused, in words, and with which error; `is_allowed` turns the condition round."""

    when: str
    error: str = "ValueError"
    is_allowed: bool = False


_ERROR = r"(?P<error>[A-Z]\w*(?:Error|Exception))"
_PLACE = r"(?: \(?(?:(?:in|inside|by|using|with) (?:its )?)?__post_init__\)?)?"
_MADE = r"(?:,? when (?:object|it|instance|one) is (?:created|made|built|constructed))?"
_LEAD = r"(?:^|[,;.:(] ?| (?=and |but |which |that |with |should |must ))(?:(?:and|but|which|that|it|its|should|must|has to|will|where|with|whose|also) )*"
_REFUSALS = [
    re.compile(
        rf"{_LEAD}(?:__post_init__ )?(?:that |which )?(?:(?:raises?|throws?) )?{_ERROR}{_PLACE} (?:if|when|for|in case) "
        r"(?!(?:object|it|instance|one) is )(?P<when>[^.;]+)$"
    ),
    re.compile(
        rf"{_LEAD}(?P<when>(?:negative|empty|zero|blank) \w+)(?: values?)?(?: has to| have to| must| should| will)? "
        rf"(?:raises?|throws?|gives?) {_ERROR}{_MADE}{_PLACE}"
    ),
    re.compile(
        rf"{_LEAD}(?:checks?|validates?|validation|ensures?|makes? sure|makes sure){_PLACE}(?: that)? (?P<must>[^,.;]+?)"
        rf"(?:,? (?:otherwise|else|or) (?:it )?(?:raises?|throws?)? ?{_ERROR})?{_PLACE}$"
    ),
]  # fmt: skip
_MUST = re.compile(  # "price must not be negative"
    r"(?:^|[,;.:] ?| (?:and|but) )(?P<field>[a-z_]\w*) (?:must|has to|should|may|can)(?P<no> not| never|not)? be (?P<state>[^,.;]+)$"
)
_ADJECTIVE = re.compile(r"(?P<state>negative|empty|zero|blank) (?P<field>\w+?)(?: values?)?")
_ITEM = r"(?:'[^']*'|\"[^\"]*\"|-?[\w.]+)"
_MEMBERSHIP = re.compile(
    rf"(?P<field>\w+) is (?P<no>not |neither )?(?:one of |in |either )?\(?(?P<items>{_ITEM}(?:(?:, | or | nor |, or ){_ITEM})+)\)?"
)


def take_refusals(rest: str) -> tuple[list[Refusal], str]:
    """Return what a description refuses, and the description without it."""
    found = []
    for pattern in _REFUSALS:
        if match := pattern.search(rest):
            groups = match.groupdict()
            words = (groups.get("when") or groups["must"]).replace("isn't", "is not").strip()
            words = re.sub(rf"{_MADE}$", "", words)
            found.append(Refusal(words, groups.get("error") or "ValueError", not groups.get("when")))
            rest = f"{rest[: match.start()]} {rest[match.end() :]}".strip(" ,;")
    if not found and (match := _MUST.search(rest)):
        found.append(
            Refusal(f"{match['field']} is{' not' if match['no'] else ''} {match['state']}", "ValueError", True)
        )
        rest = rest[: match.start()].strip(" ,;")
    return found, rest


def write_refusal(refusal: Refusal, fields: Sequence[Field]) -> str | None:
    """Return the lines that refuse a value, over parameters named like the fields; None where that is not plain."""
    names = tuple(field.name for field in fields)
    words = refusal.when
    if match := _ADJECTIVE.fullmatch(words):
        words = f"{match['field']} is {match['state'].replace('blank', 'empty')}"
    condition = _membership(words, names) or read_condition(words, Scope([], names, []))
    if condition is None or not any(re.search(rf"\b{name}\b", condition) for name in names):
        return None
    message = words.replace('"', "'")
    if refusal.is_allowed:
        condition, message = f"not ({condition})", f"{message} is not so"
        if match := re.fullmatch(r"(\w+) (?:is|are) (.+?) is not so", message):
            message = f"{match[1]} must be {match[2]}".replace("must be not ", "must not be ")
    return f'if {condition}:\n            raise {refusal.error}("{message}")\n'


def allowed_value(name: str, rules: Sequence[str | None]) -> str:
    """Return a value that the rules on a field let through, as source; "" where any of its type is likely to do."""
    for rule in rules:
        head = (rule or "").split(":\n")[0].removeprefix("if ")
        if match := re.fullmatch(rf"not \(?({_NUMBER}) <= {name} <= {_NUMBER}\)?", head):
            return match[1]
        if match := re.fullmatch(rf"{name} not in \((.+?)[,)].*|not \({name} in \((.+?)[,)].*", head):
            return match[1] or match[2]
        if match := re.fullmatch(rf"(not \()?{name} ([<>]=?) ({_NUMBER})\)?", head):
            sign = match[2] if not match[1] else _OPPOSITE[match[2]]
            step = {"<": 0, ">": 0, "<=": 1, ">=": -1}[sign]
            number = ast.literal_eval(match[3]) + step
            return "" if sign[0] == "<" and number <= 1 else str(number)
    return ""


_NUMBER = r"-?\d+(?:\.\d+)?"
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def _membership(words: str, names: Sequence[str]) -> str | None:
    match = _MEMBERSHIP.fullmatch(words)
    if match is None or match["field"] not in names:
        return None
    items = re.findall(_ITEM, re.sub(r"\b(?:or|nor)\b", ",", match["items"]))
    if any(item in names for item in items):
        return None
    is_number = all(re.fullmatch(r"-?\d+(?:\.\d+)?", item) for item in items)
    texts = items if is_number else ['"' + item.strip("'\"") + '"' for item in items]
    return f"{match['field']} {'not in' if match['no'] else 'in'} ({', '.join(texts)})"
