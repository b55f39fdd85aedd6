"""Forms that a request shows by example, of what it has and of what it wants: the code follows them.

Pure functions over text and code. A text that shows a form is no value of the request.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from engine.code_slots import find_slots
from engine.cookbook import Recipe
from engine.date_forms import follow_dates
from engine.line_forms import LineForm, find_line_forms, follow_line_form
from engine.output_forms import Form, find_forms, follow_form
from engine.values import Value

_READS_LINES = re.compile(r"\bopen\(|read_text|splitlines|\bfor line\b|read_csv")
_KINDS = frozenset({"string", "number", "name", "column", "separator", "data", "function", "path"})


@lru_cache(maxsize=64)
def _forms(prompt: str) -> tuple[tuple[Form, ...], tuple[LineForm, ...]]:
    """Return the forms of results and of lines that a request shows."""
    return tuple(find_forms(prompt)), tuple(find_line_forms(prompt))


def without_forms(values: Sequence[Value], recipe: Recipe, prompt: str) -> list[Value]:
    """Return the values of a request but those in texts that only show a form.

    They stay where the recipe has its own form as a value in its code.
    """
    shown, lines = _forms(prompt)
    if not shown and not lines:
        return list(values)
    defaults = {slot.default for slot in find_slots(recipe.code) if isinstance(slot.default, str)}
    own_shown, own_lines = _forms(recipe.title)
    if defaults & {*(form.text for form in own_shown), *(form.text for form in own_lines)}:
        return list(values)
    spans = [(line.start, line.end) for line in lines if _READS_LINES.search(recipe.code)]
    spans += [(form.start, form.end) for form in shown if form.is_certain or follow_form(recipe.code, form) is not None]
    return [
        value
        for value in values
        if value.kind not in _KINDS or not any(start <= value.start and value.end <= end for start, end in spans)
    ]


def follow_forms(code: str, prompt: str) -> tuple[str, list[Value]]:
    """Return the code in the forms that a request shows, and those that it does not follow, as values without place."""
    shown, lines = _forms(prompt)
    code = follow_dates(code, prompt)
    left = []
    for line in lines[:1]:
        changed = follow_line_form(code, line, prompt)
        if changed is not None:
            code = changed
        elif _READS_LINES.search(code):
            left.append(Value("string", line.text, line.start, line.end))
    for form in shown[:1]:
        changed = follow_form(code, form)
        if changed is not None:
            code = changed
        elif form.is_certain:
            left.append(Value("string", form.text, form.start, form.end))
    return code, left
