"""Ask the whole program thousands of requests made by chance, and count the answers that compile: all of them must.

Ways to ask as they stand, with words lost, doubled or misspelt, with hostile values in their place; two of them in one
request; begun functions with a docstring of such words; and plain noise. Nothing that is written is run.
"""

import argparse
import random
import string
import time
from collections import Counter
from collections.abc import Callable, Sequence

from engine.answer import Answerer
from engine.checkpoint import find_model, load_model
from engine.confidence import Confidence
from engine.cookbook import Recipe
from engine.events import Answered, Request
from engine.reranker import load_reranker
from engine.rewrite import is_usable_name
from engine.semantics import load_ranker
from engine.slot_pointer import load_slot_pointer
from engine.syntax import compiles
from engine.values import find_values
from training.stage_data import RANKER, load_matcher, load_operations
from training.workspace import DataError

SEED = 20
HOSTILE = (
    *("it's", 'a "b"', "C:\\new\\table", "\\", "'''", '"""', "{0}", "{x!r}", "%s", "名前.csv", "🐍", "class", "None"),
    *("print", "list", "-0", "1e999", "007", "[1, [2", "{'a': }", "x = 1", "a\nb", "\t", "#", "__import__('os')", ""),
)
NAMES = "total count class values x data list is_valid from result 名前 _ items2 print".split()
ALPHABET = string.printable + "äß名\u2028"


def make_request(recipes: Sequence[Recipe], rng: random.Random) -> str:
    """Return a request made by chance."""
    ask = rng.choice(rng.choice(recipes).asks)
    kinds: tuple[Callable[[], str], ...] = (
        lambda: ask,
        lambda: _misspell(ask, rng),
        lambda: _spoil_values(ask, rng),
        lambda: f"{ask}{rng.choice((' and then ', ', ', '. '))}{rng.choice(rng.choice(recipes).asks)}",
        lambda: _begin_function(ask, rng),
        lambda: "".join(rng.choices(ALPHABET, k=rng.randrange(1, 60))),
    )
    return rng.choices(kinds, (2, 3, 4, 2, 3, 1))[0]()


def _misspell(text: str, rng: random.Random) -> str:
    words = text.split()
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(words))
        word = words[at]
        cut = rng.randrange(len(word) + 1)
        words[at] = rng.choice(("", f"{word} {word}", word[:cut] + word[cut + 1 :], word[:cut] + word[cut:][::-1]))
    return " ".join(words)


def _spoil_values(text: str, rng: random.Random) -> str:
    """Return a text with hostile values where it has values, or at its end."""
    found = [value for value in find_values(text) if value.end > value.start]
    if not found:
        return f'{text} "{rng.choice(HOSTILE)}" {rng.choice(HOSTILE)}'
    value = rng.choice(found)
    quote = rng.choice(("", "'", '"', "`"))
    return f"{text[: value.start]}{quote}{rng.choice(HOSTILE)}{quote}{text[value.end :]}"


def _begin_function(text: str, rng: random.Random) -> str:
    names = [name for name in rng.sample(NAMES, rng.randint(0, 3)) if is_usable_name(name) or rng.random() < 0.2]
    said = rng.choice((text, _spoil_values(text, rng), "")).replace('"""', "")
    shows = rng.random() < 0.3
    examples = f"\n\n    >>> work({', '.join('1' for _ in names)})\n    {rng.choice(HOSTILE)}" if shows else ""
    docstring = f'    """{said}{examples}\n    """\n' if said else ""
    return f"def work({', '.join(names)}){rng.choice(('', ' -> int', ' -> list[str]'))}:\n{docstring}"


def measure_validity(args: argparse.Namespace) -> str:
    """Ask, and return what came of it. Raises DataError naming the first answer that does not compile."""
    info = find_model(args.models, args.model)
    model = load_model(info)
    confidence = Confidence(load_ranker(RANKER).calibration, load_reranker(RANKER))
    pointer = load_slot_pointer(RANKER)
    answerer = Answerer(load_matcher(), lambda _: model, confidence, lambda _: info, load_operations, pointer)
    recipes = answerer.matcher.recipes
    rng = random.Random(SEED)
    sources: Counter[str] = Counter()
    started = time.monotonic()
    slowest = 0.0
    for number in range(args.random):
        request = make_request(recipes, rng)
        events = answerer.answer(Request(request, only=args.only, seed=number))
        answer = [event.answer for event in events if isinstance(event, Answered)][-1]
        slowest = max(slowest, answer.ms)
        sources[answer.source] += 1
        for code in (answer.code, *(candidate.code for candidate in answer.candidates)):
            if code and not compiles(code):
                raise DataError(f"Request {number}, {request!r}, was answered with what is no Python:\n{code}")
    taken = time.monotonic() - started
    answers = ", ".join(f"{count:,} {source}" for source, count in sources.most_common())
    return (
        f"{args.random:,} requests: all answers and candidates compile ({answers}); {taken:.0f} s, slowest "
        f"{slowest / 1000:.1f} s"
    )
