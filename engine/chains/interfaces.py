"""Protocols and abstract base classes that a request describes by the methods that they ask for.

Only the methods that are named are written; a description that says more is not read.
"""

import re

from engine.chains.flow import Chain

_HEAD = re.compile(
    r"^(?:(?P<form>protocol|abstract (?:base )?class|abc) (?:called |named )?[`'\"]?(?P<name>[A-Z]\w*)[`'\"]?"
    r"|[`'\"]?(?P<name2>[A-Z]\w*)[`'\"]? (?P<form2>protocol|abstract (?:base )?class|abc))\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_FILL = re.compile(
    r"^(?:(?:with|has|having|and|which|that|asks? for|requires?|needs?|wants?|one|single|only|two|three|abstract|"
    r"methods?|called|named|declares?|defines?|has|whose|its)\b[ :]*)+",
    re.IGNORECASE,
)
_TYPES = {"string": "str", "text": "str", "integer": "int", "number": "float", "boolean": "bool"}
_TYPE = r"[A-Za-z]\w*(?:\[[\w, ]+\])?(?: \| \w+)?"
_METHOD = re.compile(
    rf"`?(?P<name>[a-z_]\w*)`?(?:\((?P<parameters>[^()]*)\))?`?(?: method)?"
    rf"(?: ?(?:->|:|(?:that |which )?returns?|giv(?:es|ing)|returning) ?(?:a |an )?(?P<type>{_TYPE}))?"
)
_PARAMETER = re.compile(rf"[a-z_]\w*(?:: ?{_TYPE})?(?: ?= ?[\w\"'.-]+)?")


def declare_interface(words: str) -> Chain | None:
    """Return the Protocol or abstract class that a request, without articles, describes; None for anything else."""
    head = _HEAD.match(words)
    if head is None:
        return None
    name = head["name"] or head["name2"]
    is_protocol = (head["form"] or head["form2"]).lower() == "protocol"
    methods: list[str] = []
    for piece in re.split(r",(?![^(]*\))(?: and\b)?| and (?![^(]*\))", head["rest"]):
        text = _FILL.sub("", piece.strip(" ,.;:")).strip()
        if not text:
            continue
        method = _METHOD.fullmatch(text)
        if method is None or not name[0].isupper():
            return None
        given = [part.strip() for part in (method["parameters"] or "").split(",") if part.strip() not in ("", "self")]
        if not all(_PARAMETER.fullmatch(part) for part in given):
            return None
        kind = _TYPES.get((method["type"] or "").lower(), method["type"] or "")
        arrow = f" -> {kind}" if kind else ""
        methods.append(f"def {method['name']}({', '.join(['self', *given])}){arrow}: ...")
    if not methods:
        return None
    if is_protocol:
        head_line, before = f"from typing import Protocol\n\n\nclass {name}(Protocol):", ""
    else:
        head_line, before = f"from abc import ABC, abstractmethod\n\n\nclass {name}(ABC):", "    @abstractmethod\n"
    body = "\n\n".join(f"{before}    {method}" for method in methods)
    form = "protocol" if is_protocol else "abstract class"
    return Chain(f"{head_line}\n{body}\n", 1, (), f"The {form} {name}, as described")
