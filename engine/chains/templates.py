"""A line that a request shows with the names of columns in it: "name is age years old", "{name}: {price}"."""

import re

from engine.chains.flow import repr_string, singular
from engine.chains.things import Thing

_BRACED = re.compile(r"\{(\w+)\}|<(\w+)>|\[(\w+)\]")


def fill_template(template: str, things: Thing) -> str | None:
    """Return the f-string that writes such a line for one item, or None where nothing in it names a part of items."""
    if '"' in template or "\\" in template:
        return None
    cells = _cells(things)
    if _BRACED.search(template):
        named = [next(filter(None, match.groups())) for match in _BRACED.finditer(template)]
        if not cells and things.item == "row":
            cells = {name: f"{{x}}[{repr_string(name)}]" for name in named}
        if any(name not in cells for name in named):
            return None
        parts = _BRACED.split(template)
        text = "".join(
            f"{{{things.fill(cells[part])}}}" if place % 4 else (part or "").replace("{", "{{").replace("}", "}}")
            for place, part in enumerate(parts)
            if part is not None
        )
        return _quoted(text)
    if re.search(r"[{}]", template) or not cells:
        return None
    found: list[str] = []

    def say(match: re.Match[str]) -> str:
        word = match[0].lower()
        if word not in cells or word in found:
            return match[0]
        found.append(word)
        return f"{{{things.fill(cells[word])}}}"

    text = re.sub(r"[A-Za-z_]\w*", say, template)
    return _quoted(text) if len(found) > 1 else None


def _cells(things: Thing) -> dict[str, str]:
    if things.item == "row":
        return {name.lower(): f"{{x}}[{repr_string(name)}]" for name in (*things.columns, *things.made)}
    if things.item == "pair":
        key, value = things.parts
        cells = {key: "{k}", value: "{v}", "name": "{k}", "key": "{k}", "value": "{v}", singular(value): "{v}"}
        return cells if things.value != "list" else {}
    return {}


def _quoted(text: str) -> str:
    return f"f'{text}'" if '"' in text else f'f"{text}"'
