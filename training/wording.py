"""Other words and other values for a request: what people would write instead.

Pure functions of text and a random generator.
"""

import random
import re
from typing import Any

from engine.values import Value

STEMS = """
accounts addresses animals answers articles backup birds books budget cars cities clients comments config
contacts countries courses customers data dataset diary employees entries events expenses export films flights
food games grades guests homework houses import input inventory invoice items journal languages letters log
logs mail members menu messages metrics movies music names notes numbers orders output pages payments people
persons photos plan players plants poems prices products projects questions readings recipes records report
results rooms sales scores sensors settings shop songs staff stations statistics stock students summary survey
tasks teams temperatures text tickets times todo towns tracks trips users values videos visitors votes weather
words
""".split()
WORDS = """
amber apple arrow autumn beach berry bird blue boat bread bridge brown candle castle cherry circle cloud
coffee cold copper coral corn crystal dance dawn delta desert dog dream eagle earth east echo ember falcon
fern field fire fish flame flower forest fox garden ghost glass gold grape grass green hammer harbor hello
hill honey horse ice island ivory jazz jungle kettle lake lamp leaf lemon light lily lion maple marble meadow
melon mint mirror moon morning mountain music night north oak ocean olive onion orange owl paper peach pearl
pepper piano pine pink planet plum pond potato purple rabbit rain raven red river robin rock rose salt sand
sea shadow silver sky snow song south spring star stone storm summer sun tea thunder tiger tomato tree tulip
valley violet water wave west whale wheat white wind winter wolf wood world yellow
""".split()
COLUMNS = """
address age amount author brand category city code color country currency customer date day department
description discount duration email genre grade height hour id income label language length level location
manager model month name number owner phone population position price product quantity rank rating region
salary score size speed state status street subject supplier team temperature title total type value vendor
volume weight width year zip
""".split()
VARIABLES = """
a b data values items numbers nums words names entries records rows lines letters points scores prices ages
results elements samples total things my_list xs ys text sentence message line word title content label table
mapping lookup counts inventory people students users products orders cities animals fruits colors tags tokens
queue first second
""".split()

FRAMES = (
    "{0}", "{0}", "{0}", "{l}", "{l}", "{l}", "{0}.", "{l} in python", "python {l}", "how do I {l}?", "how to {l}",
    "how can I {l} in Python?", "write code to {l}", "please {l}", "I want to {l}", "I need to {l}", "can you {l}?",
    "show me how to {l}", "write a program to {l}", "code to {l}", "give me code to {l}", "help me {l}",
    "what is the way to {l}?", "{l} please", "python code to {l}", "script to {l}", "{l} with python",
)  # fmt: skip


def reword(request: str, rng: random.Random, is_imperative: bool) -> str:
    """Return the request as somebody else would type it: another frame, no back-ticks, small letters, no articles."""
    lowered = request[:1].lower() + request[1:] if not request[1:2].isupper() else request
    frames = FRAMES if is_imperative and len(request.split()) > 2 else FRAMES[:10]
    frame = rng.choice([f for f in frames if is_imperative or "to {l}" not in f])
    text = frame.format(request.rstrip(".?"), l=lowered.rstrip(".?"))
    if rng.random() < 0.7:
        text = text.replace("`", "")
    if rng.random() < 0.15:
        text = re.sub(r"\b(?:the|a|an) ", "", text)
    if rng.random() < 0.1:
        text = text.lower() if not re.search(r"[A-Z]\w*\(|\.[A-Z]", text) else text
    return " ".join(text.split())


def replace_values(
    request: str, values: list[Value], rng: random.Random
) -> tuple[str, dict[tuple[str, str], Any]] | None:
    """Return the request with other values of the same kinds and what became of each; None if nothing can change."""
    changed: dict[tuple[str, str], Any] = {}
    pieces: list[str] = []
    at = 0
    for value in values:
        if value.start < at:
            continue
        key = (value.kind, repr(value.value))
        new = changed[key] if key in changed else other_value(value, rng)
        text = request[value.start : value.end]
        if new is None or new == value.value:
            continue
        written = _write_like(text, value, new)
        if written is None:
            continue
        changed[key] = new
        pieces += [request[at : value.start], written]
        at = value.end
    return ("".join([*pieces, request[at:]]), changed) if changed else None


def other_value(value: Value, rng: random.Random) -> Any:
    """Return another value of the same kind and about the same size, or None where there is none to choose."""
    if value.kind == "path":
        return _other_path(str(value.value), rng)
    if value.kind == "folder":
        return rng.choice(STEMS) if re.fullmatch(r"\w+", str(value.value)) else None
    if value.kind == "column":
        return rng.choice(COLUMNS)
    if value.kind in ("name", "function", "class"):
        return rng.choice(VARIABLES) if value.kind == "name" else None
    if value.kind in ("number", "string", "data") and not value.is_word:
        return other_literal(value.value, rng)
    return None


def other_literal(value: Any, rng: random.Random) -> Any:
    """Return a literal of the same type, numbers of the same sign and order, texts of as many words."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value if abs(value) < 2 else rng.randint(2, max(9, 3 * abs(value))) * (1 if value > 0 else -1)
    if isinstance(value, float):
        return round(value * rng.uniform(0.4, 2.5), 2)
    if isinstance(value, str):
        return _other_text(value, rng)
    if isinstance(value, list | tuple | set) and len(value) <= 12:
        return _other_items(value, rng)
    if isinstance(value, dict) and len(value) <= 8:
        return {other_literal(key, rng): other_literal(item, rng) for key, item in value.items()}
    return None


def _other_items(value: Any, rng: random.Random) -> Any:
    items = [other_literal(item, rng) for item in value]
    if (
        isinstance(value, list)
        and len(items) > 2
        and rng.random() < 0.5
        and all(isinstance(i, int | float) for i in items)
    ):
        items = items[: rng.randint(2, len(items))]
    return type(value)(items)


def _other_text(text: str, rng: random.Random) -> str:
    """Words become other words; a text with digits or signs keeps its form, since that may matter."""
    if not re.fullmatch(r"[A-Za-z]+(?: [A-Za-z]+)*", text):
        return text
    words = [rng.choice(WORDS) for _ in text.split(" ")]
    cased = [new.capitalize() if old[0].isupper() else new for old, new in zip(text.split(" "), words, strict=True)]
    return " ".join(cased)


def _other_path(path: str, rng: random.Random) -> str | None:
    match = re.fullmatch(r"((?:\w+/)*)(\w[\w-]*)((?:\.\w+)+)", path)
    return f"{match[1]}{rng.choice(STEMS)}{rng.choice(['', '', '', '_2024', '1', '_new'])}{match[3]}" if match else None


def _write_like(text: str, value: Value, new: Any) -> str | None:
    """Return how the new value stands in the request: quoted or ticked as the old one was."""
    if isinstance(new, str):
        old = str(value.value)
        return text.replace(old, new) if old and text.count(old) == 1 else None
    mark = "`" if text.startswith("`") and text.endswith("`") else ""
    return f"{mark}{new!r}{mark}"
