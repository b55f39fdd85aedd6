"""Forms of the dates that a request has: "dates like 03.05.2021", "a birthday (dd/mm/yyyy)": the code parses them so.

Pure functions over text and code.
"""

import ast
import re
from datetime import datetime

from engine.date_formats import find_formats
from engine.rewrite import Edit, Positions, apply_edits
from engine.syntax import compiles, merge_imports, parse, walk

_GIVEN = re.compile(
    r"(?i)\b(?:(?:date|birthday|day|deadline|birthdate|timestamp|date string|file|line)s?|\w+\.(?:txt|csv|log))\b"
    r"(?: (?:that|which|are|is|looks?|given|written|typed|entered|stored|come|as|in|of|the|a|form|format|like|such))*"
    r"[ :(]*['\"`(]?$"
)
_SHOWN = re.compile(
    r"(?i)\b(?:(?:print|show|display|write|output|save|format)(?:s|ed|ing)?\b[^.;\n]* (?:as|to|into|in|like)"
    r"|(?:return|convert|change|turn|reformat|get)(?:s|ed|ing)?\b[^.;\n]* (?:as|to|into))"
    r"(?: the)?(?: (?:form|format|string|text))?(?: like| of)?[ :]*['\"`]?$"
)
_ISO = "%Y-%m-%d"
_PATTERNS = {"%Y": r"\d{4}", "%m": r"\d\d?", "%d": r"\d\d?"}


def given_format(prompt: str) -> str:
    """Return the form of the dates that a request has, where it tells of one; else ""."""
    found = [
        form
        for form, start, end in find_formats(prompt)
        if not re.match(r"['\"`]? from\b", prompt[end:])
        and _GIVEN.search(prompt[:start])
        and not _SHOWN.search(prompt[:start])
        and {"%Y", "%d"} <= set(_parts(form))
    ]
    return found[0] if len(set(found)) == 1 and "%H" not in found[0] else ""


def _parts(form: str) -> list[str]:
    return re.findall(r"%.", form)


def follow_dates(code: str, prompt: str) -> str:
    """Return code that parses dates in the form that the request has, its own samples in that form as well."""
    if "strptime" not in code and "fromisoformat" not in code:
        return code
    form = given_format(prompt)
    tree = parse(code) if form else None
    if tree is None:
        return code
    positions, edits, known = Positions(code), [], set()
    for node in walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        owner = ast.unparse(node.func.value)
        if node.func.attr == "fromisoformat" and owner in ("date", "datetime") and len(node.args) == 1:
            known.add(_ISO)
            ending = ".date()" if owner == "date" else ""
            source = code[slice(*positions.span(node.args[0]))]
            edits.append(Edit(*positions.span(node), f'datetime.strptime({source}, "{form}"){ending}'))
        elif node.func.attr == "strptime" and len(node.args) == 2 and isinstance(node.args[1], ast.Constant):
            known.add(str(node.args[1].value))
            edits.append(Edit(*positions.span(node.args[1]), f'"{form}"'))
    if len(known) != 1 or form in known or not set(_parts(old := known.pop())) <= set(_PATTERNS):
        return code
    changed = _with_samples(apply_edits(code, edits), old, form, prompt)
    changed = _importing(re.sub(r"\bISO (?=dates?\b)", "", changed))
    return changed if compiles(changed) else code


def _with_samples(code: str, old: str, new: str, prompt: str) -> str:
    """Return the code with its own sample dates in another form."""
    pattern = re.sub(r"%[Ymd]", lambda part: _PATTERNS[part[0]], re.escape(old).replace("\\%", "%"))

    def write(match: re.Match[str]) -> str:
        if match[0] in prompt:
            return match[0]
        try:
            return datetime.strptime(match[0], old).strftime(new)
        except ValueError:
            return match[0]

    return re.sub(rf"(?<![\w.%/-]){pattern}(?![\w%/-]|\.\w)", write, code)


_IMPORT = re.compile(r"^from datetime import (?P<names>[\w, ]+)$", re.MULTILINE)


def _importing(code: str) -> str:
    """Return code that imports `datetime`, and `date` only where it is used still."""
    match = _IMPORT.search(code)
    if match is None or "datetime.strptime" not in code:
        return merge_imports(["from datetime import datetime"], code) if "datetime.strptime" in code else code
    names = {*match["names"].split(", "), "datetime"}
    if re.search(r"(?<![\w.])date\b", code[: match.start()] + code[match.end() :]) is None:
        names.discard("date")
    return f"{code[: match.start()]}from datetime import {', '.join(sorted(names))}{code[match.end() :]}"
