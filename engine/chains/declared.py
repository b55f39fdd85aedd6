"""What a request says of a file's columns: "stock.csv (item, qty)", "with the columns day and temp", "has id and name".

It is taken out of the request before that is read, since a list of names looks like many other things.
"""

import re
from dataclasses import dataclass

_PATH = r"(?P<path>[\w./-]+\.(?:csv|tsv|json|jsonl|txt))[\"'`]?"
_WORD = (
    r"[\"'`]?(?!(?:and|or|then|the|a|an|print|show|list|keep|sort|sum|count|drop|remove|find|compute|calculate|write|"
    r"save|read|add|give|get|make|work|for|each|every|which|that|i|we|it|to|of|in|from|one|per|header|headers)\b)"
    r"(?P<{name}>[A-Za-z_]\w*)[\"'`]?(?: ?\([^()]*\))?"
)
_NAME = re.sub(r"\(\?P<\{name\}>(.*?)\)", r"\1", _WORD)
_NAMES = rf"(?P<names>{_NAME}(?:(?:, ?(?:and )?| and ){_NAME})+)"
_FORMS = [
    rf"{_PATH} ?\((?:with )?(?:(?:the )?columns:? |fields:? |header:? )?(?P<names>[A-Za-z_]\w*(?:, ?[A-Za-z_]\w*)+)\)",
    rf"{_PATH} \(?(?P<names>[A-Za-z_]\w*(?:, ?[A-Za-z_]\w*)+)\)?(?=:)",
    rf"{_PATH}: (?P<names>[A-Za-z_]\w*(?:, ?[A-Za-z_]\w*)+)(?=[.;])",
    rf"{_PATH},? \(?(?:which |that )?(?:has|have|with|holds|contains|having) (?:the )?(?:columns?|fields|headers?|header row)(?: of)?:? {_NAMES}\)?",
    rf"{_PATH} \((?:with )?(?:the )?columns? {_NAMES}(?P<more>,[^()]*)?\)",
    rf"{_PATH} (?:has|have) {_NAMES}(?=[.;:]|$)",
    rf"{_PATH},? (?:which |that )?(?:holds|is|contains|has|with) (?:a )?list of (?:objects|dicts|dictionaries|records),? (?:each )?(?:with|having|that have) (?:the )?(?:keys |fields )?{_NAMES}",
]
_ITEM = re.compile(r"(?P<name>[A-Za-z_]\w*)[\"'`]?(?: ?\((?P<note>[^()]*)\))?")
_WRITTEN = re.compile(  # the file is made by the program: its columns are wanted, not there
    r"\b(?:to|into|as|(?:write|save|create|make|export|produce)|(?:write|save|store|export)\b[^.;]{0,60}\bin)(?: a| an| the| new| csv| json| file| called| named)*\s+[\"'`]?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Declared:
    """The columns that a request says a file has, those that hold lists and those that hold dates."""

    columns: tuple[str, ...]
    lists: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()


def take_columns(prompt: str) -> tuple[str, dict[str, Declared]]:
    """Return a request without what it says of columns, and that for each file."""
    found: dict[str, Declared] = {}
    if "." not in prompt:
        return prompt, found
    for form in _FORMS:
        for match in reversed(list(re.finditer(form, prompt))):
            if _WRITTEN.search(prompt[: match.start()]):
                continue
            found[match["path"]] = _declared(match["names"])
            kept = match[0][: match.end("path") - match.start()] + (match.groupdict().get("more") or "")
            prompt = f"{prompt[: match.start()]}{kept}{prompt[match.end() :]}"
    return prompt, found


def _declared(names: str) -> Declared:
    items = [match for match in _ITEM.finditer(names) if match["name"] != "and"]
    lists = tuple(m["name"] for m in items if re.search(r"\blist\b", m["note"] or ""))
    dates = tuple(m["name"] for m in items if re.search(r"\d{4}-\d\d|YYYY|\bdate\b", m["note"] or ""))
    return Declared(tuple(m["name"] for m in items), lists, dates)
