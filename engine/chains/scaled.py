"""Letters for numbers, by the scale that a request gives."""

import re

from engine.chains.flow import Flow
from engine.chains.items import map_items
from engine.chains.phrases import Phrase
from engine.chains.steps import MAP, newest, step

_WHO = r"(?:it|them|each|every|score|scores|mark|marks|number|numbers|one|list|of|value|values|student|students|grades?|points)"


@step(
    MAP,
    rf"(?:(?:convert|give|assign|make|map|get|find|add|compute|return|print)(?: {_WHO})* )?(?:(?:in|into|to|as|from|of) )?(?:letter )?(?:grades?|letters?) ?(?:, )?(?:(?:with|using|by|from|where|of|based on|for|according to) )*gradescale",
    rf"(?:convert|map)(?: {_WHO})*(?: (?:in|into|to))? gradescale",
    r"gradescale",
)
def take_grades(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The letter of every number."""
    if phrase.scale is None or newest(flow, "numbers") is None:
        return False
    flow.lines.insert(0, phrase.scale.function() + "\n")
    return map_items(flow, "grade_of({x})", "numbers", to="strings", noun="grade")
