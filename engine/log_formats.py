"""The form of log lines as a request spells it ("LEVEL: message", "time - name - message"), in the words of `logging`.

Pure functions over text.
"""

import re
from collections.abc import Iterator

_PARTS = {
    "level": "levelname", "levelname": "levelname", "severity": "levelname", "name": "name", "logger": "name",
    "message": "message", "msg": "message", "text": "message", "time": "asctime", "timestamp": "asctime",
    "date": "asctime", "asctime": "asctime", "datetime": "asctime", "function": "funcName", "line": "lineno",
    "file": "filename", "filename": "filename", "module": "module",
}  # fmt: skip
_PART = rf"[\[(<{{]?(?:{'|'.join(_PARTS)})[\])>}}]?"
_FORM = re.compile(rf"(?<![\w.%]){_PART}(?:(?: ?[-:|/;] ?| (?=[\[(<])|(?<=[\])>}}]) ){_PART})+(?![\w(])", re.IGNORECASE)
_LOGGING = re.compile(r"\blog(?:s|ger|ging|ged|file)?\b", re.IGNORECASE)


def find_log_formats(prompt: str) -> Iterator[tuple[str, int, int]]:
    """Yield (format, start, end) for the forms of log lines that a request about logging spells out."""
    if _LOGGING.search(prompt) is None:
        return
    for match in _FORM.finditer(prompt):
        names = [_PARTS[word.lower()] for word in re.findall(r"[A-Za-z]+", match[0])]
        if "message" in names and len(set(names)) == len(names):
            form = re.sub(r"[<{]?([A-Za-z]+)[>}]?", lambda word: f"%({_PARTS[word[1].lower()]})s", match[0])
            yield form.replace("lineno)s", "lineno)d"), match.start(), match.end()
