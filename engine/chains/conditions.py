"""Conditions in words ("with age ge 18", "longer than 5", "even") as Python expressions over one item."""

import re
from dataclasses import dataclass
from typing import Any

from engine.chains.flow import Data, repr_string
from engine.chains.phrases import Phrase

OPERATORS = {"gt": ">", "lt": "<", "ge": ">=", "le": "<=", "eq": "==", "ne": "!="}
_OPPOSITE = {"gt": "le", "lt": "ge", "ge": "lt", "le": "gt", "eq": "ne", "ne": "eq"}
_VALUE = r"(?:§[nsi]\d+|[A-Za-z_][\w-]*|[#;%*/]+(?= |$))"
_NUMBER = r"§n\d+"
_LETTERS = r"(?: (?:letters|characters|chars|letter|character)(?: long)?| long| in length)?"
PREDICATES = {  # for an item x, by what it is
    "even": ("numbers", "{x} % 2 == 0", "{x} % 2 != 0"),
    "odd": ("numbers", "{x} % 2 == 1", "{x} % 2 != 1"),
    "positive": ("numbers", "{x} > 0", "{x} <= 0"),
    "negative": ("numbers", "{x} < 0", "{x} >= 0"),
    "zero": ("numbers", "{x} == 0", "{x} != 0"),
    "zeros": ("numbers", "{x} == 0", "{x} != 0"),
    "zeroes": ("numbers", "{x} == 0", "{x} != 0"),
    "prime": (
        "numbers",
        "{x} > 1 and all({x} % d for d in range(2, int({x}**0.5) + 1))",
        "{x} < 2 or not all({x} % d for d in range(2, int({x}**0.5) + 1))",
    ),
    "blank": ("strings", "not {x}.strip()", "{x}.strip()"),
    "nonblank": ("strings", "{x}.strip()", "not {x}.strip()"),
    "non-empty": ("strings", "{x}.strip()", "not {x}.strip()"),
    "comment": ("strings", '{x}.lstrip().startswith("#")', 'not {x}.lstrip().startswith("#")'),
    "commented-out": ("strings", '{x}.lstrip().startswith("#")', 'not {x}.lstrip().startswith("#")'),
    "commented": ("strings", '{x}.lstrip().startswith("#")', 'not {x}.lstrip().startswith("#")'),
    "numeric": ("strings", "{x}.isdigit()", "not {x}.isdigit()"),
    "uppercase": ("strings", "{x}.isupper()", "not {x}.isupper()"),
    "lowercase": ("strings", "{x}.islower()", "not {x}.islower()"),
    "palindrome": ("strings", "{x} == {x}[::-1]", "{x} != {x}[::-1]"),
    "palindromes": ("strings", "{x} == {x}[::-1]", "{x} != {x}[::-1]"),
    "palindromes nocase": (
        "strings",
        "{x}.lower() == {x}.lower()[::-1]",
        "{x}.lower() != {x}.lower()[::-1]",
    ),
    "None": ("items", "{x} is None", "{x} is not None"),
}
_NO_SUBJECT = frozenset(
    "there count with and or is are not value it they number numbers one ones keep drop only length len folder file files table column columns path under over above below in from to of by on print save then indent gt lt ge le eq ne".split()
)
_CLASSES_OF_LETTERS = frozenset("vowel vowels consonant consonants digit digits number capital letter".split())
_COMPARISON = r"(?:gt|lt|ge|le|eq|ne)"
_FORMS = [
    (
        "between",
        rf"(?:(?P<subject>[A-Za-z_]\w*) )?(?:is |are |lies )?between (?P<low>{_NUMBER}) and (?P<high>{_NUMBER})",
    ),
    ("length", rf"(?:len|length|with) (?:is )?(?P<op>{_COMPARISON}) (?P<value>{_NUMBER}){_LETTERS}"),
    ("length", rf"(?:with )?(?P<op>{_COMPARISON}) (?P<value>{_NUMBER}) (?:letters|characters|chars)(?: long)?"),
    ("length", rf"len (?P<op>{_COMPARISON}) (?P<value>{_NUMBER}){_LETTERS}"),
    ("length", rf"(?:with |of )?(?:length )?(?P<value>{_NUMBER}) (?:letters|characters|chars)(?: long)?"),
    (
        "divisible",
        rf"(?:(?P<subject>(?!not\b)[A-Za-z_]\w*) )?(?:is |are )?(?P<not>not )?divisible (?P<value>{_NUMBER})",
    ),
    (
        "text",
        rf"(?:(?P<subject>(?!not\b)[A-Za-z_]\w*) )?(?P<not>not )?(?P<op>startswith|endswith|contains) (?:letter |word |text |string |substring |character )?(?P<value>{_VALUE})",
    ),
    (
        "or more",
        rf"(?:(?P<subject>[A-Za-z_]\w*) )?(?:is )?(?P<value>{_NUMBER}) (?:or|and) (?P<op>more|older|above|higher|over|up|greater|less|younger|below|lower|under|fewer)",
    ),
    ("compare", rf"(?P<subject>[A-Za-z_]\w*) (?P<op>{_COMPARISON}) (?P<value>{_VALUE})"),
    ("compare", rf"(?:is |are )?(?P<op>{_COMPARISON}) (?P<value>{_NUMBER})"),
    ("is", rf"(?P<subject>[A-Za-z_]\w*) (?:is |are )(?P<not>not )?(?P<value>{_VALUE})"),
    ("is", r"(?P<subject>[A-Za-z_]\w*) (?P<value>§[sn]\d+)"),
    (
        "equal",
        r"(?:values?|numbers?|items?|elements?|words?|names?|entry|entries|(?:every |each )?occurrences? of) (?P<value>§[ns]\d+)",
    ),
    (
        "predicate",
        rf"(?:(?P<subject>[A-Za-z_]\w*) (?:is|are) )?(?:is |are )?(?P<not>not )?(?P<name>{'|'.join(PREDICATES)})",
    ),
]
_PATTERNS = [(form, re.compile(pattern + r"(?!\w)")) for form, pattern in _FORMS]


@dataclass(frozen=True)
class Condition:
    """One comparison: of the item itself (subject ""), of its length ("len"), or of one of its columns."""

    form: str
    subject: str
    operator: str
    value: Any
    value2: Any = None
    negated: bool = False

    def kind(self) -> str:
        """Return the kind of list whose items can be compared so."""
        if self.form == "predicate" and not self.subject:
            return PREDICATES[self.operator][0]
        if self.subject and self.subject != "len":
            return "rows"
        if self.form in ("text", "length"):
            return "strings"
        return "strings" if isinstance(self.value, str) else "numbers"

    def render(self, x: str, data: Data, drop: bool) -> str:
        """Return the expression that says whether item `x` is kept."""
        negated = self.negated != drop
        if self.form == "predicate" and self.subject:
            x = f"{x}[{repr_string(match_column(self.subject, data))}]"
        if self.form == "predicate":
            if self.operator == "odd" and negated:
                return f"{x} % 2 == 0"
            return PREDICATES[self.operator][2 if negated else 1].format(x=x)
        if self.subject == "len":
            x = f"len({x})"
        elif self.subject and data.kind == "rows":
            column = f"{x}[{repr_string(match_column(self.subject, data))}]"
            x = f"float({column})" if isinstance(self.value, int | float) and not data.typed else column
        if self.form == "between":
            return f"{'not ' if negated else ''}{self.value!r} <= {x} <= {self.value2!r}"
        if self.form == "divisible":
            return f"{x} % {self.value!r} {'!=' if negated else '=='} 0"
        if self.form == "text":
            text = repr_string(str(self.value))
            if self.operator == "contains":
                return f"{text} {'not in' if negated else 'in'} {x}"
            return f"{'not ' if negated else ''}{x}.{self.operator}({text})"
        operator = _OPPOSITE[self.operator] if negated else self.operator
        value = repr_string(self.value) if isinstance(self.value, str) else repr(self.value)
        return f"{x} {OPERATORS[operator]} {value}"


def match_column(name: str, data: Data) -> str:
    """Return the column that a word means, singular or plural, among those known."""
    from engine.chains.flow import singular

    for column in data.columns:
        if column.lower() == name.lower() or singular(column) == singular(name):
            return column
    return name


def read_condition(text: str, position: int, phrase: Phrase) -> tuple[Condition, int] | None:
    """Return the condition at a position and where it ends, the longest of those that could be read."""
    best: tuple[Condition, int] | None = None
    for form, pattern in _PATTERNS:
        match = pattern.match(text, position)
        if match is None or (best is not None and match.end() <= best[1]):
            continue
        condition = _build(form, match, phrase)
        if condition is not None:
            best = (condition, match.end())
    return best


def predicate_of(word: str) -> str:
    """Return a word as the table of predicates spells it: None, even."""
    return "None" if word.lower() == "none" else word.lower()


def _build(form: str, match: re.Match[str], phrase: Phrase) -> Condition | None:
    groups = match.groupdict()
    subject = groups.get("subject") or ""
    if subject in _NO_SUBJECT:
        if form not in ("between", "divisible", "text", "predicate"):
            return None
        subject = ""
    if subject in ("length", "len"):
        subject = "len"
    negated = bool(groups.get("not"))
    if form == "predicate":
        return Condition(form, subject, predicate_of(groups["name"]), None, negated=negated)
    if form == "between":
        return Condition(form, subject, "", phrase.value(groups["low"]), phrase.value(groups["high"]))
    value: Any = groups["value"]
    value = phrase.value(value) if value.startswith("§") else value
    if form == "equal":
        return Condition(form, "", "eq", value)
    if form == "length":
        return Condition("length", "len", groups.get("op") or "eq", value, negated=negated)
    if form == "divisible":
        return Condition(form, subject, "", value, negated=negated)
    if form == "text" and str(groups["value"]).lower() in _CLASSES_OF_LETTERS:
        return None  # "starting with a vowel": no text
    if form == "text":
        return Condition(form, subject, groups["op"], value, negated=negated)
    if form == "or more":
        less = groups["op"] in ("less", "younger", "below", "lower", "under", "fewer")
        return Condition("compare", subject, "le" if less else "ge", value)
    if form == "is":
        if isinstance(value, str) and (
            value in PREDICATES
            or value in OPERATORS
            or value
            in ("longest", "shortest", "highest", "lowest", "largest", "smallest", "biggest", "most", "least", "best")
            or value in ("and", "or", "then", "with", "in", "to", "between", "len", "of", "there", "from", "divisible")
        ):
            return None
        return Condition("compare", subject, "eq", value, negated=negated)
    if groups["op"] in ("gt", "lt", "ge", "le") and not groups["value"].startswith("§"):
        return None  # "higher than average": no value
    return Condition("compare", subject, groups["op"], value)
