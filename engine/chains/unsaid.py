"""Words of a request that a program put together of its steps does not hold, though it has to."""

import re

from engine.chains.flow import singular
from engine.chains.things import ONE_IN_S

_LOUD = re.compile(r"(?<![\w.\"'`])(?!(?:CSV|TSV|JSON|JSONL|TXT|ASCII|UTF|SQL|URL|URLS|HTML|XML|PDF|API|ISO|AND|NOT|VAT|INI|LOG|PNG|JPG|MIN|MAX|SUM|AVG|EUR|USD)\b)[A-Z]{3,}(?![\w.])")  # fmt: skip


_MOST_OF = re.compile(
    r"\bwith (?:the )?(?:most|highest|lowest|least|largest|smallest|fewest) (?!(?:total|average|mean|sum|count|number|value|overall|amount|one)\b)([a-z]{3,})",
    re.IGNORECASE,
)


_EMPTY = re.compile(
    r"\b(?:(?:empty|blank) (?!(?:lines?|files?|folders?|list|dict|string|set)\b)[a-z]"
    r"|missing (?:values?|cells?|fields?|entries)\b)",
    re.IGNORECASE,
)
_MINDS_EMPTY = re.compile(r"strip\(\)|[!=]= \"\"|None|\bnot\b|isna|\bor\b|if \w+\[[^\]]+\]\]| if \w+\]|NULL")
_NUMBERS_OF = re.compile(r"re\.findall\(r\"-\?\\d")
_GIVEN_TEXT = re.compile(r"^text = (['\"].*['\"])$", re.MULTILINE)
_NEW_FILE = re.compile(
    r"\b(?:make|create|write|generate|produce) (?:a |an |the )?(?:new )?(?:text|csv|json|txt) file\b"
    r"|\b(?:to|into) an? (?:new )?(?:text |csv |json )?file\b",
    re.IGNORECASE,
)


def unsaid(prompt: str, code: str) -> list[str]:
    """Return words of a request that a program of its steps has to hold and does not: "ERROR lines", "with most rain"."""
    if prompt.isupper():
        return []
    words = [word for word in _LOUD.findall(prompt) if word.lower() not in code.lower()]
    if re.search(r"\.(?:csv|tsv|jsonl?)\b", prompt):
        words += [word for word in _MOST_OF.findall(prompt) if singular(word.lower()) not in code.lower()]
    for name in re.findall(r'\["([a-z]+)"\]', code):
        if f"{name}s" in ONE_IN_S and re.search(rf"\b{name}\b", prompt, re.IGNORECASE) is None:
            words.append(name)
    for name, said in (("sum", r"\bsum\b"), ("average", r"\baverage")):  # words for them that became one
        if f'["{name}"]' in code and re.search(said, prompt, re.IGNORECASE) is None:
            words.append(name)
    return words + unminded(prompt, code)


def unminded(prompt: str, code: str) -> list[str]:
    """Return what a request speaks of and its program pays no heed to: empty cells, a file to be written."""
    words = []
    if _EMPTY.search(prompt) and not _MINDS_EMPTY.search(code):
        words.append("empty")
    if _NUMBERS_OF.search(code) and any(re.search(r"\d", text) is None for text in _GIVEN_TEXT.findall(code)):
        words.append("number")  # of a text that holds none: they are another's, or counted
    if _NEW_FILE.search(prompt) and not re.search(r"open\(|Path\(|savefig|connect\(|\.to_\w+\(", code):
        words.append("file")
    return words
