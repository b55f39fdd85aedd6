"""A session that does what a test tells it to: slow, failing, streaming. Everything else uses the real one."""

import random
import re
import threading
from array import array
from dataclasses import replace
from pathlib import Path

from engine.checkpoint import ModelInfo
from engine.errors import RequestError, UnknownModelError
from engine.events import Answer, Answered, Candidate, Done, Partial, Request, Slot

RECIPE_CODE = """import csv

# Each row becomes a dictionary, keyed by the names in the first line.
with open("sales.csv", newline="", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))
"""
MODEL_CODE = '''def is_prime(n):
    """Return True if n is a prime number."""
    if n < 2:
        return False
    for d in range(2, int(n**0.5) + 1):
        if n % d == 0:
            return False
    return True
'''


def make_model(name, sha256):
    sizes = {"size_bytes": 13_000_000, "parameters": 3_240_000, "context_length": 128}
    return ModelInfo(name, Path(name), sha256=sha256, card=f"# {name}\n\nA model for tests.\n", **sizes)


def recipe_answer(prompt, code=RECIPE_CODE, **changes):
    answer = Answer(
        id="r1",
        prompt=prompt,
        code=code,
        source="recipe",
        confidence=0.93,
        valid=True,
        title="Read a CSV file into a list of dictionaries",
        recipe_id="csv/read",
        model=None,
        seed=0,
        ms=4.0,
        candidates=[Candidate("import pandas as pd\n\nrows = pd.read_csv('sales.csv')\n", "model", 0.41)],
        explanation="The with block closes the file even when reading it fails.",
        slots=[Slot("data.csv", "sales.csv", "path"), Slot("rows", "rows", "name")],
    )
    return replace(answer, **changes)


def model_answer(prompt, code=MODEL_CODE, **changes):
    values = {"source": "model", "model": "pysmith", "confidence": 0.58, "title": "", "recipe_id": None, "ms": 830.0}
    return recipe_answer(prompt, code, **{**values, "candidates": [], "slots": [], "explanation": "", **changes})


def no_answer(prompt):
    suggestions = ["read a text file line by line", "write a list to a file", "copy a file to another folder"]
    empty = {"candidates": [], "slots": [], "explanation": "", "confidence": 0.0, "title": ""}
    return recipe_answer(prompt, code="", source="none", recipe_id=None, suggestions=suggestions, **empty)


class FakeSession:
    """Has recipes for prompts with "csv", a model for the others, and nothing for those with "zebra".

    The gates hold a step back until the test opens them.
    """

    def __init__(self, gated=False):
        self.requests: list[Request] = []
        self.recipes_gate, self.model_gate, self.token_gate = (threading.Event() for _ in range(3))
        self.model_error = self.ask_error = self.import_error = self.trace_error = None
        self.traced: list[Answer] = []
        self.known = [make_model("pysmith", "ab" * 32), make_model("small", "cd" * 32)]
        self.is_closed = False
        self.pieces = MODEL_CODE.splitlines(keepends=True)
        if not gated:
            self.open_all_gates()

    def open_all_gates(self):
        for gate in (self.recipes_gate, self.model_gate, self.token_gate):
            gate.set()

    def load_recipes(self):
        self.recipes_gate.wait(10)

    def warm_up(self, should_stop=lambda: False):
        pass

    def load_model(self, name=None):
        self.model_gate.wait(10)
        if self.model_error:
            raise self.model_error
        if name is not None and name not in [model.name for model in self.known]:
            raise UnknownModelError(f"There is no model called {name!r}.")

    @property
    def is_model_ready(self):
        return self.model_gate.is_set()

    def models(self):
        return list(self.known)

    def import_model(self, folder):
        if self.import_error:
            raise self.import_error
        self.known.append(make_model(folder.name, "ef" * 32))
        return self.known[-1]

    def remove_model(self, name):
        self.known = [model for model in self.known if model.name != name]

    def ask(self, request, should_stop=lambda: False):
        self.requests.append(request)
        if self.ask_error:
            raise self.ask_error
        if "csv" in request.prompt and request.only != "model":
            yield Answered(recipe_answer(request.prompt))
        elif request.only == "recipe":
            yield Answered(no_answer(request.prompt))
        if request.only != "recipe":
            yield from self._write(request, should_stop)
        yield Done(should_stop())

    def _write(self, request, should_stop):
        self.model_gate.wait(10)
        if "zebra" in request.prompt:
            yield Answered(no_answer(request.prompt))
            return
        written = ""
        for number, piece in enumerate(self.pieces):
            while not self.token_gate.wait(0.005):
                if should_stop():
                    return
            if should_stop():
                return
            written += piece
            yield Partial(written, number + 1)
        if "csv" not in request.prompt or request.only == "model":
            yield Answered(model_answer(request.prompt, written, seed=request.seed or 0))

    def trace(self, answer, context="", model=None):
        from engine.trace import Attention, Choice, Trace, WrittenToken  # brings torch along

        self.traced.append(answer)
        if self.trace_error:
            raise self.trace_error
        rng = random.Random(answer.code)
        pieces = re.findall(r"\n *| ?\w+| ?[^\w\s]+| +", answer.code)
        read = ["<|request|>", *re.findall(r" ?\S+", answer.prompt), "<|answer|>"]
        written = []
        for piece in pieces:
            probability = rng.random() ** 0.4
            others = [Choice(text, (1 - probability) / 2**n) for n, text in enumerate([" rows", "(", " in", "\n"], 1)]
            ranked = sorted([Choice(piece, probability), *others], key=lambda choice: -choice.probability)
            written.append(WrittenToken(piece, probability, ranked))
        rows = min(60, len(pieces))
        columns = len(read) + rows - 1
        values = array("f")
        for _ in range(2 * 4):
            for row in range(rows):
                line = [rng.random() ** 12 if column < len(read) + row else 0.0 for column in range(columns)]
                values.extend(value / sum(line) for value in line)
        attention = [Attention(0, 0, 2, 4, rows, columns, values)] if pieces else []
        return Trace(answer.model or "pysmith", 2, 4, read, written, attention, 5.0)

    def refill(self, answer, values):
        if not values.get("rows", "rows").isidentifier():
            raise RequestError("A name has letters, digits and _ only, and does not begin with a digit.", "rows")
        code = RECIPE_CODE.replace("sales.csv", values.get("data.csv", "sales.csv"))
        code = code.replace("rows", values.get("rows", "rows"))
        slots = [replace(slot, value=values.get(slot.default, slot.value)) for slot in answer.slots]
        return replace(answer, code=code, slots=slots)

    def close(self):
        self.is_closed = True
