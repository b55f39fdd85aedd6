"""What a request names that its class or function is to have, and the code does not: methods, fields, helpers to use.

Pure functions over text and code. Code without them is no answer, however well the rest fits.
"""

import builtins
import re

from engine.rewrite import names_in
from engine.syntax import parse
from engine.values import Value

_BUILTINS = frozenset(dir(builtins))
_CLASS = re.compile(r"\b(?:class|dataclass|named ?tuple|protocol|typed ?dict)\b", re.IGNORECASE)
_CALLED = re.compile(
    r"(?<![\w.(])(?P<not>(?:without|no|not|avoid|than|of|instead of|calls?|calling) [`'\"]?)?([a-z_]\w*)\("
)
_METHODS = re.compile(
    r"\bmethods? (?:called |named |for )?[`'\"]?(?P<one>[a-z_]\w*)[`'\"]?(?:\([^()]*\))?"
    r"(?:, (?P<two>[a-z_]\w*))?(?:, (?P<three>[a-z_]\w*))?,? (?:and|plus) (?P<last>[a-z_]\w*)(?=$|[ .,;!?(])"
    r"|\b(?:a|an|the) (?P<own>[a-z_]\w*) method\b"
)
_FIELDS = re.compile(
    r"\b(?:with|has|fields?|attributes?|holding|stores?)(?: the)?(?: (?:two|three|four))?"
    r"(?: (?:fields?|attributes?))?:? (?:an? )?(?P<one>[a-z_]\w*)"
    r"(?:, (?:an? )?(?P<two>[a-z_]\w*))?(?:, (?:an? )?(?P<three>[a-z_]\w*))?,? and (?:an? )?"
    r"(?P<last>[a-z_]\w*)(?=$|[.,;!?])"
)
_NO_MEMBERS = frozenset(
    "that which to with for and or the a an its it class method methods "
    "field fields attribute attributes static instance abstract public private special magic dunder second "
    "custom property properties function functions type hints value two three one other own same new all any "
    "some".split()
)


def missing_members(prompt: str, code: str) -> list[Value]:
    """Return the methods and fields that a request names for its class and that the code knows nothing of."""
    if "class " not in code or not _CLASS.search(prompt):
        return []
    known = {name.lower() for name in names_in(code)} if parse(code) else set()
    found: list[Value] = []
    for pattern in (_CALLED, _METHODS, _FIELDS):
        for match in pattern.finditer(prompt):
            for group in range(1, pattern.groups + 1):
                name = match[group]
                if not name or group == pattern.groupindex.get("not"):
                    continue
                if pattern is _CALLED and (match["not"] or name in _BUILTINS):
                    continue
                if name in _NO_MEMBERS or _is_known(name.lower(), known):
                    continue
                found.append(Value("function", name, *match.span(group)))
    return found


def _is_known(name: str, known: set[str]) -> bool:
    return any(form in known for form in (name, f"_{name}", f"__{name}__", f"{name}s", f"_{name}s"))
