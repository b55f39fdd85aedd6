"""Write what the later stages read: request, context and answer; begun functions; code with its middle to fill in.

A document is token ids, and from where on they answer. `pack` puts whole documents into rows of equal length.
"""

import ast
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from engine.prompting import ANSWER as ANSWER_MARK
from engine.prompting import CONTEXT, REQUEST, review_prompt, special, tagged_prompt
from engine.tokenizer import END_OF_TEXT, Tokenizer
from training.data import ANSWER, PADDING, READ, SEEN
from training.tokenizer import RESERVED_TOKENS
from training.trees import parse

FIM_PREFIX, FIM_SUFFIX, FIM_MIDDLE = "<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"
OPEN_ROWS = 64  # how many rows are filled at a time; more leave less padding


@dataclass(frozen=True)
class Document:
    """Token ids; those from `answer_from` on answer what stands before, and the last is <|endoftext|>.

    What stands from `seen_from` up to the answer is there to be looked at: what comes next in it is not learnt.
    """

    ids: list[int]
    answer_from: int
    seen_from: int | None = None

    @property
    def is_answer(self) -> bool:
        """Whether some of it answers something."""
        return self.answer_from < len(self.ids)


def write_pair(tokenizer: Tokenizer, request: str, code: str, context: str = "") -> Document:
    """Return a request in English with its answer; the context comes from pages that are read elsewhere, often."""
    asked = tagged_prompt(tokenizer, request, context)
    seen_from = asked.index(special(tokenizer, CONTEXT)) if context else None
    return Document([*asked, *tokenizer.encode(code), special(tokenizer, END_OF_TEXT)], len(asked), seen_from)


def write_copy(tokenizer: Tokenizer, rng: random.Random) -> Document:
    """Return a pair whose words are random tokens: among random recipes, the title says which one is the answer.

    Nothing but looking back tells the answer, which teaches to find and to copy (the induction of Olsson et al. 2022,
    arXiv:2209.11895) far sooner than text that can also be guessed. In half of them the request has another value
    than the title, and the answer has it wherever the recipe has the title's.
    """
    first = 1 + max(special(tokenizer, token) for token in RESERVED_TOKENS)
    heading, line_end = tokenizer.encode("# "), tokenizer.encode("\n")

    def draw(low: int, high: int) -> list[int]:
        return [rng.randrange(first, tokenizer.vocab_size) for _ in range(rng.randint(low, high))]

    titles = [draw(2, 6) for _ in range(rng.randint(1, 3))]
    codes = [draw(8, 50) for _ in titles]
    chosen = rng.randrange(len(titles))
    request, answer = titles[chosen], codes[chosen]
    if rng.random() < 0.5:
        old, (new,) = rng.choice(request), draw(1, 1)
        for place in rng.sample(range(len(answer)), rng.randint(1, 3)):
            answer[place] = old
        request, answer = ([new if token == old else token for token in tokens] for tokens in (request, answer))
    recipes = [[*heading, *title, *line_end, *code, *line_end] for title, code in zip(titles, codes, strict=True)]
    context = [token for recipe in recipes for token in recipe]
    asked = [special(tokenizer, REQUEST), *request, *line_end, special(tokenizer, CONTEXT), *context]
    asked.append(special(tokenizer, ANSWER_MARK))
    return Document([*asked, *answer, special(tokenizer, END_OF_TEXT)], len(asked), 0)


def write_review(tokenizer: Tokenizer, request: str, code: str) -> Document:
    """Return code and the request that it answers: P(request | code) ranks (Zhang et al. 2022, arXiv:2211.16490)."""
    seen = review_prompt(tokenizer, code)
    return Document([*seen, *tokenizer.encode(request), special(tokenizer, END_OF_TEXT)], len(seen))


def write_function(tokenizer: Tokenizer, begun: str, code: str, context: str = "") -> Document:
    """Return the beginning of a function and the whole of it; only what follows the beginning answers."""
    begun = begun.rstrip()
    assert code.startswith(begun), "the function goes on as it began"
    asked = tagged_prompt(tokenizer, begun, context, is_code=True)
    return Document([*asked, *tokenizer.encode(code[len(begun) :]), special(tokenizer, END_OF_TEXT)], len(asked))


def write_plain(tokenizer: Tokenizer, text: str) -> Document:
    """Return a text that answers nothing."""
    ids = [*tokenizer.encode(text), special(tokenizer, END_OF_TEXT)]
    return Document(ids, len(ids))


def write_gap(tokenizer: Tokenizer, code: str, rng: random.Random) -> Document | None:
    """Return code with some lines in the middle left out and given last (Bavarian et al. 2022, arXiv:2207.14255).

    None when it has too few lines.
    """
    lines = code.splitlines(keepends=True)
    if len(lines) < 4:
        return None
    start = rng.randrange(1, len(lines) - 1)
    end = min(len(lines) - 1, start + rng.randint(1, max(1, len(lines) // 3)))
    before, middle, after = ("".join(part) for part in (lines[:start], lines[start:end], lines[end:]))
    asked = [special(tokenizer, FIM_PREFIX), *tokenizer.encode(before)]
    asked += [special(tokenizer, FIM_SUFFIX), *tokenizer.encode(after), special(tokenizer, FIM_MIDDLE)]
    return Document([*asked, *tokenizer.encode(middle), special(tokenizer, END_OF_TEXT)], len(asked))


def begin_function(code: str, with_imports: bool) -> tuple[str, str] | None:
    """Return (beginning, whole) of code that ends in a documented function: up to its docstring, and all of it.

    None for other code. Without imports the whole begins at the function, as people begin one.
    """
    tree = parse(code)
    node = tree.body[-1] if tree and tree.body else None
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    if ast.get_docstring(node) is None or len(node.body) < 2:
        return None
    if any(not isinstance(other, ast.Import | ast.ImportFrom) for other in tree.body[:-1]):  # type: ignore[union-attr]
        return None
    lines = code.splitlines(keepends=True)
    start = 0 if with_imports else min([node.lineno, *(d.lineno for d in node.decorator_list)]) - 1
    return "".join(lines[start : node.body[0].end_lineno]), "".join(lines[start:])


def pack(documents: Iterable[Document], length: int) -> tuple[np.ndarray, np.ndarray]:
    """Return rows of `length` + 1 ids and their marks, each (rows, length + 1), every document whole in one row.

    A document goes into the fullest open row that has room. One that is too long is cut into rows when it answers
    nothing, and is left out otherwise: half a request is worth nothing.
    """
    size = length + 1
    done: list[list[Document]] = []
    rows: list[list[Document]] = []
    for document in (part for whole in documents for part in _fit(whole, size)):
        fitting = [row for row in rows if _filled(row) + len(document.ids) <= size]
        if fitting:
            max(fitting, key=_filled).append(document)
            continue
        if len(rows) == OPEN_ROWS:
            fullest = max(rows, key=_filled)
            rows.remove(fullest)
            done.append(fullest)
        rows.append([document])
    done += rows
    ids = np.zeros((len(done), size), dtype=np.uint16)
    marks = np.full((len(done), size), PADDING, dtype=np.uint8)
    for number, row in enumerate(done):
        at = 0
        for document in row:
            end = at + len(document.ids)
            ids[number, at:end] = document.ids
            marks[number, at:end] = READ
            if document.seen_from is not None:
                marks[number, at + document.seen_from : at + document.answer_from] = SEEN
            marks[number, at + document.answer_from : end] = ANSWER
            at = end
    return ids, marks


def _fit(document: Document, size: int) -> Sequence[Document]:
    if len(document.ids) <= size:
        return [document]
    if document.is_answer:
        return []
    parts = [document.ids[start : start + size] for start in range(0, len(document.ids), size)]
    return [Document(part, len(part)) for part in parts if len(part) > 1]


def _filled(row: list[Document]) -> int:
    return sum(len(document.ids) for document in row)
