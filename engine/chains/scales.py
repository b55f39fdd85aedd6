"""What a request shows instead of saying it: letters for numbers ("90 and up is A"), an example of a numbered line."""

import re
from dataclasses import dataclass

_MORE = r"(?: ?(?:s|\+|or (?:more|above|over|higher|better)|and (?:up|above|over|more|higher)|plus|upwards))?"
_IS = r"(?: ?(?:is|are|=|:|->|→|gets?|for|to|means)(?: an?)?)? ?"
_FORWARD = rf"(?P<low>\d+(?:\.\d+)?){_MORE}{_IS}\s*[\"']?(?P<letter>[A-F])[\"']?(?!\w)"
_BACKWARD = r"[\"']?(?P<letter>[A-F])[\"']?(?: ?(?:from|for|at|if|is|=|:|->|→|above|over|means|>=|≥|starts at))*(?: at least)? ?(?P<low>\d+(?:\.\d+)?)(?: ?(?:s\b|\+|or (?:more|above|over|higher)|and (?:up|above|over)|up|plus))?"
_REST = (
    r"(?:(?:otherwise|else|(?:anything|everything|everyone|all|the)? ?(?:below|lower|under|less|else|rest|others?)(?: (?:that|than that|\d+))?)"
    r"(?:,? (?:is|are|gets?|an?|it'?s|=))*:? ?[\"']?(?P<letter>[A-F])[\"']?(?!\w)|[\"']?(?P<letter2>[A-F])[\"']?(?: (?:for|if|is))? (?:otherwise|below(?: (?:that|\d+))?|lower|(?:for )?(?:anything|everything|the rest)(?: (?:else|lower|below))?))"
)
_BETWEEN = r"[\s,;]*(?:and )?"


@dataclass(frozen=True)
class Scale:
    """Letters for numbers, highest first; the last one is for what is left."""

    steps: tuple[tuple[float, str], ...]
    rest: str

    def function(self) -> str:
        """Return the function that gives the letter."""
        lines = [f'    if score >= {low:g}:\n        return "{letter}"' for low, letter in self.steps]
        return "def grade_of(score):\n" + "\n".join(lines) + f'\n    return "{self.rest}"'


def may_have_scale(text: str) -> bool:
    """Return whether a text has as many letters and numbers as a scale, which patterns should be tried on."""
    return 2 <= len(re.findall(r"(?<!\w)[A-F](?!\w)", text)) <= 8


def read_scale(prompt: str) -> tuple[Scale, int, int] | None:
    """Return the letters that a request gives for numbers, and where it does so."""
    if not may_have_scale(prompt):
        return None
    for form in (_FORWARD, _BACKWARD):
        plain = re.sub(r"\?P<\w+>", "?:", form)
        rest = re.sub(r"\?P<\w+>", "?:", _REST)
        found = re.search(rf"\(?{plain}(?:{_BETWEEN}{plain})+(?:{_BETWEEN}{rest})\)?", prompt)
        if found is None:
            continue
        steps = tuple((float(step["low"]), step["letter"]) for step in re.finditer(form, found[0]))
        letters = list(re.finditer(_REST, found[0]))
        last = letters[-1]["letter"] or letters[-1]["letter2"]
        steps = tuple(step for step in steps if step[1] != last)
        if len(steps) > 1 and list(steps) == sorted(steps, reverse=True):
            return Scale(steps, last), found.start(), found.end()
    return None


_NUMBERED = re.compile(
    r"\(?\s*(?:(?:like|e\.g\.|for example|such as|in the form|as in|as|i\.e\.)[ :]*)?[\"'](?P<number>\d+)(?P<separator>[.:)|>\t-] ?| [-|] )[\w ]+(?:\.\.\.)?[\"'](?:,? (?:and so on|etc\.?)|, [\"'][^\"']*[\"'](?: (?:and so on|etc\.?))?)?\s*\)?"
)
_EXAMPLES = re.compile(r"\((?:[^()]*(?:\.\.\.|…|, etc\.?|and so on)[^()]*|(?:e\.g\.|for example|such as|like)[^()]*)\)")


def read_numbering(prompt: str) -> tuple[str, int, int] | None:
    """Return what stands between a line's number and its text in an example of a numbered line."""
    found = _NUMBERED.search(prompt)
    if found is None or not re.search(r"\bnumber|\bprefix", prompt, re.IGNORECASE):
        return None
    return found["separator"], found.start(), found.end()


def without_examples(prompt: str) -> str:
    """Return a request without the examples in parentheses that only show what its words say."""
    return _EXAMPLES.sub(" ", prompt)
