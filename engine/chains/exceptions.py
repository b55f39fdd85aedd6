"""Exceptions of one's own that a request describes by what they carry: `OutOfStock` with item, wanted and available.

Pure functions over words. Only a request that says nothing else is answered: what is to be checked or raised elsewhere
is no matter of this file.
"""

import builtins
import keyword
import re

from engine.chains.flow import Chain

_NAME = r"[`'\"]?(?P<name>[A-Z][A-Za-z0-9_]*)[`'\"]?"
_FIELD = r"[`'\"]?[a-z][a-z0-9_]*[`'\"]?"
_ARTICLE = r"(?:an? |the |its |two |three |four )?"
_LISTED = rf"{_ARTICLE}{_FIELD}(?:(?:, and | and |, ){_ARTICLE}{_FIELD})*?"
_HEAD = re.compile(
    r"^(?:(?:please|write|create|define|make|build|show me|give me|i need|an?|my|own|of my own|custom|new|simple) )*"
    rf"(?:exception|error)(?: class| type)?,? (?:called |named )?{_NAME}"
)
_BASE = re.compile(
    r"^,? ?(?:\(|(?:(?:that|which) (?:is|inherits)|derived|inheriting)?,? ?(?:an? |the )?(?:subclass of|from) )"
    r"(?P<base>[A-Z][A-Za-z]*)\)?"
)
_CARRIES = re.compile(
    r"^,? (?:with|having|(?:that|which) (?:carries|has|holds|stores|keeps|knows|takes)|carrying|holding|storing)"
    r"(?: (?:an?|the|two|three|four|extra|additional))*(?: (?:attributes?|fields?|properties))?(?: called| named|:)? "
    rf"(?P<fields>{_LISTED})(?: as (?:its )?attributes?| attributes?)?(?=$|[;.!]|,? (?:and |then )*(?:show|raise|catch|with an) )"
)
_SIGNATURE = re.compile(rf"^\((?P<fields>{_FIELD}(?:, ?{_FIELD})*)\)")
_USE = re.compile(
    r"^[,;.]?(?: and| then)* ?(?:show(?: me)? (?:how (?:it's|it is|to) (?:raised?,? and )?(?:caught|catch)(?: it)?|it in use)"
    r"|(?:raise|catch)(?: it)? and (?:catch|raise|print) it|(?:with )?an example)?[.!]?$"
)
# What follows "with" and is no attribute: "with a default message".
_NO_FIELDS = frozenset(
    "default readable useful helpful custom nice good clear own no optional meaningful attribute attributes field "
    "fields list both error exception inheritance subclasses hierarchy self".split()
)
_TEXTS = re.compile(
    r"\w*(?:name|item|path|file|url|host|user|key|reason|text|message|title|field|product|city|command)"
)


def declare_exception(prompt: str) -> Chain | None:
    """Return the exception class that a request describes with its attributes, or None where it says more or less."""
    text = " ".join(prompt.strip().split())
    head = _HEAD.match(text[:1].lower() + text[1:])
    if head is None or keyword.iskeyword(head["name"]) or hasattr(builtins, head["name"]):
        return None
    rest = text[head.end() :]
    base, fields = "Exception", None
    for pattern in (_SIGNATURE, _BASE, _CARRIES):
        if match := pattern.match(rest):
            rest = rest[match.end() :]
            base = match.groupdict().get("base") or base
            fields = match.groupdict().get("fields") or fields
    names = re.findall(r"[a-z][a-z0-9_]*", re.sub(r"\b(?:and|an?|the|its|two|three|four)\b", " ", fields or ""))
    if not names or not _USE.match(rest) or len(set(names)) < len(names) or _NO_FIELDS & set(names):
        return None
    if any(map(keyword.iskeyword, names)) or not _is_exception(base):
        return None
    return Chain(_write(head["name"], base, names), 1, (), f"The exception {head['name']}, as described")


def _is_exception(name: str) -> bool:
    found = getattr(builtins, name, None)
    return isinstance(found, type) and issubclass(found, Exception)


def _write(name: str, base: str, fields: list[str]) -> str:
    shown = "message" if "message" in fields else 'f"' + ", ".join(f"{field}: {{{field}}}" for field in fields) + '"'
    kept = "".join(f"        self.{field} = {field}\n" for field in fields)
    values = ", ".join(_example_value(field, place) for place, field in enumerate(fields))
    read = ", ".join(f"error.{field}" for field in fields)
    return (
        f"class {name}({base}):\n    def __init__(self, {', '.join(fields)}):\n        super().__init__({shown})\n{kept}\n\n"
        f"try:\n    raise {name}({values})\nexcept {name} as error:\n    print(error)\n    print({read})\n"
    )


def _example_value(field: str, place: int) -> str:
    return f'"some {field}"' if _TEXTS.fullmatch(field) else str(place + 3)
