"""Make the data of a later stage out of a prepared corpus: pairs beside their neighbours, functions, code.

Most pairs are to see the recipe that their answer is made of among others, some see recipes that help, the
rest recipes that do not, or none; never a recipe that the corpus held out or reserved. Where only other recipes were
shown, the network did not learn to copy: with the very answer before its eyes it lost 1.17 nats a token of it, and
1.44 without. Of the shown recipes some have their names changed to any words, in the answer too, so that nothing but
looking tells them; and some requests have other values than the recipe, so that these must be taken from the request.
"""

import ast
import itertools
import logging
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, TypeVar

from engine.composer.operations import Phrasebook, load_phrasebook
from engine.cookbook import Recipe
from engine.index import load_index
from engine.matcher import Match, Matcher, is_about_code
from engine.neighbours import code_beside, count_neighbours, find_neighbours, neighbour_code
from engine.prompting import write_context
from engine.rewrite import rename
from engine.semantics import load_ranker
from engine.syntax import undefined_names
from engine.tokenizer import Tokenizer
from training.begun import make_functions
from training.data import ANSWER, PADDING, READ, write_rows
from training.documents import (
    Document,
    begin_function,
    pack,
    write_copy,
    write_function,
    write_gap,
    write_pair,
    write_plain,
    write_review,
)
from training.presets import StageData
from training.runner import warm_up
from training.synthetic import WARM_MODULES, vary
from training.trees import parse
from training.wording import WORDS
from training.workspace import OPERATIONS, REPOSITORY, DataError, read_jsonl, training_dir, write_json

COOKBOOK = REPOSITORY / "resources" / "cookbook"
RANKER = REPOSITORY / "resources" / "ranker"

SHARES = {"own": 0.7, "useful": 0.08, "distracting": 0.07, "none": 0.15}
RECIPES = "cookbook"
# Sources that could fill any corpus, and their share of the pairs.
MADE, MADE_SHARE = ("compositions", "operations"), 0.3
OWN_FIRST = 0.5  # as at run time; elsewhere its title has to tell
WITH_OWN_VALUES = 0.5  # of the recipes that an answer is made of; the others are shown as they answer …
AS_IT_STANDS = 0.2  # … and beside begun functions most are shown as their bodies, as at run time
SCRAMBLED = 0.3
VARIED = (
    0.6  # of the recipes' ways to ask, if they name values: other values, so that these must be taken from the request
)
DISTANT = 12  # from this place on, recipes share words with the request and no more
MOST_OF_IT = 0.6  # a recipe that is so much of an answer gives it away; less is a part to build on
VALIDATION_SHARE = 0.02
MADE_FUNCTIONS = 0.6  # of the begun functions: made of recipes, under other names and words
SEED = 1337

logger = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True)
class Seen:
    """What a request sees before it is answered (`kind` is one of SHARES), and the answer."""

    kind: str
    context: str
    code: str


@dataclass(frozen=True)
class Corpus:
    """What one split of a prepared corpus gives to a later stage."""

    pairs: list[dict[str, Any]]  # nothing in their code is undefined but what the request says is there
    texts: list[str]
    shown: frozenset[str] = frozenset()  # the squeezed codes of the recipes that may be seen: not held out or reserved

    @classmethod
    def read(cls, folder: Path) -> "Corpus":
        """Read a split's folder. Raises DataError when it is missing."""
        if not (folder / "pairs.jsonl").exists():
            raise DataError(f"{folder} holds no corpus. Run `python -m training prepare` first.")
        rows = list(read_jsonl(folder / "pairs.jsonl"))
        texts = [row["text"] for kind in ("code", "prose") for row in read_jsonl(folder / f"{kind}.jsonl")]
        shown = frozenset(squeeze(row["code"]) for row in rows if row["source"] == RECIPES)
        return cls([row for row in rows if _is_whole(row)], texts, shown)


def _is_whole(row: dict[str, Any]) -> bool:
    """Return whether a pair's code runs with what the request says is there: "Sort the list `scores`"."""
    if row["all_names_defined"]:
        return True
    said = set(re.findall(r"\w+", row["request"]))
    return row["source"] == RECIPES and said.issuperset(undefined_names(row["code"]))


class Contexts:
    """Chooses what a pair sees beside its request."""

    def __init__(self, matcher: Matcher | None, allowed: frozenset[str], tokenizer: Tokenizer) -> None:
        """`allowed` are the squeezed codes of the recipes that may be seen; no matcher: nobody sees anything."""
        self._matcher, self._allowed, self._tokenizer = matcher, allowed, tokenizer
        self._asked = {ask: recipe for recipe in matcher.recipes for ask in recipe.asks} if matcher else {}

    def vary(self, row: dict[str, Any], rng: random.Random) -> tuple[str, str]:
        """Return a pair's request and code, some of the recipes' with other values: run before they are admitted."""
        recipe = self._asked.get(row["request"]) if row["source"] == RECIPES and rng.random() < VARIED else None
        pair = vary(recipe, row["request"], rng) if recipe else None
        return (pair.request, pair.code) if pair else (row["request"], row["code"])

    def recipes(self, corpus: Corpus, rng: random.Random) -> list[Recipe]:
        """Return the recipes whose code a split of the corpus holds, in random order."""
        found = [
            recipe
            for recipe in (self._matcher.recipes if self._matcher else ())
            if squeeze(recipe.code) in corpus.shown
        ]
        return rng.sample(found, len(found))

    def choose(self, request: str, code: str, rng: random.Random, made_of: Recipe | None = None) -> "Seen":
        """Return what a request sees, and its answer, which may have got other names.

        `made_of` is the recipe that the answer was made of, where that is known; else it is looked for.
        """
        (kind,) = rng.choices(list(SHARES), list(SHARES.values()))
        if self._matcher is None or kind == "none":
            return Seen("none", "", code)
        skipped = DISTANT if kind == "distracting" else 0
        count = count_neighbours(request)
        found = find_neighbours(self._matcher, request, skipped + 2 * count)[skipped:]
        examples = self._examples(found, request, code)
        own = (made_of or self._own(found, request, code)) if kind == "own" else None
        if own is not None:
            names = other_names(code, request, rng) if rng.random() < SCRAMBLED else {}
            if is_about_code(request):
                shown = own.code if rng.random() < AS_IT_STANDS else code_beside(own, own.title, request)
            else:
                shown = own.code if made_of or rng.random() < WITH_OWN_VALUES else code
            place = 0 if rng.random() < OWN_FIRST else rng.randrange(count)
            example = (own.title, rename(shown, names))
            context = write_context(self._tokenizer, [*examples[:place], example, *examples[place:]][:count])
            if example[1].strip() in context:  # else there was no room for it
                return Seen("own", context, rename(code, names))
        kind = "useful" if kind == "own" else kind
        context = write_context(self._tokenizer, examples[:count])
        return Seen(kind, context, code) if context else Seen("none", "", code)

    def _own(self, matches: Sequence[Match], request: str, code: str) -> Recipe | None:
        """Return the recipe that gives the answer, or nearly: the engine may adapt better than it did."""
        for match in matches:
            if squeeze(match.recipe.code) in self._allowed and _is_most_of(neighbour_code(match, request), code):
                return match.recipe
        return None

    def _examples(self, matches: Sequence[Match], request: str, code: str) -> list[tuple[str, str]]:
        """Return titles and codes of the first few recipes that do not give the answer away."""
        answer, examples = squeeze(code), []
        asked = request.casefold().replace("`", "")
        for match in matches:
            recipe = match.recipe
            bare = squeeze(recipe.code)
            is_own = any(ask.casefold().replace("`", "") == asked for ask in recipe.asks)
            is_own |= bare in answer and len(bare) > MOST_OF_IT * len(answer)
            if is_own or bare not in self._allowed:
                continue
            shown = neighbour_code(match, request)
            if squeeze(shown) == answer:
                shown = recipe.code  # the same recipe with its own values shows how, and not what
            examples.append((recipe.title, shown))
            if len(examples) == count_neighbours(request):
                break
        return examples


def _is_most_of(given: str, answer: str) -> bool:
    """Return whether code is a part of an answer or is nearly the answer."""
    given, answer = squeeze(given), squeeze(answer)
    if given in answer:
        return True
    matcher = SequenceMatcher(None, given, answer, autojunk=False)
    quick = min(matcher.real_quick_ratio(), matcher.quick_ratio())  # far cheaper, and never less
    return quick > MOST_OF_IT and matcher.ratio() > MOST_OF_IT


def squeeze(code: str) -> str:
    """Return code without spaces, for comparing."""
    return "".join(code.split())


def other_names(code: str, request: str, rng: random.Random) -> dict[str, str]:
    """Return any words for the variables and arguments that code makes and a request does not name."""
    tree = parse(code)
    made = {
        node.id if isinstance(node, ast.Name) else node.arg
        for node in (ast.walk(tree) if tree else ())
        if isinstance(node, ast.arg) or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    }
    names = sorted(name for name in made if name not in request)
    return dict(zip(names, rng.sample(WORDS, len(names)), strict=True)) if len(names) <= len(WORDS) else {}


def load_operations() -> Phrasebook:
    """Return the phrasebook of the repository's own operations."""
    return load_phrasebook(OPERATIONS, training_dir() / "cache")


def load_matcher() -> Matcher:
    """Return the matcher over the repository's own cookbook."""
    cache = training_dir() / "cache"
    return Matcher(load_index([COOKBOOK], cache), load_ranker(RANKER), cache)


def prepare_stage(
    stage: StageData, tokens: int, length: int, corpus: Path, matcher: Matcher | None, tokenizer: Tokenizer, out: Path
) -> dict[str, Any]:
    """Write about `tokens` tokens in rows of `length` into `out`, a little more to validate with; return the report."""
    train, validation = Corpus.read(corpus / "train"), Corpus.read(corpus / "validation")
    contexts = Contexts(matcher, train.shown, tokenizer)
    warm_up(WARM_MODULES)
    report: dict[str, Any] = {"sequence_length": length}
    for name, split, share in (("train", train, 1.0), ("validation", validation, VALIDATION_SHARE)):
        maker = DocumentMaker(stage, split, contexts, tokenizer, random.Random(f"{SEED}/{name}"))
        documents = list(maker.documents(round(tokens * share)))
        if not documents:
            raise DataError(f"{corpus / name} holds nothing for this stage.")
        ids, marks = pack(documents, length)
        write_rows(out / f"{name}.bin", ids, marks)
        report[name] = {
            "documents": dict(maker.kinds.most_common()),
            "rows": len(ids),
            "tokens": int((marks > PADDING).sum()),
            "learnt": int((marks >= READ).sum()),
            "answers": int((marks == ANSWER).sum()),
            "padding": int((marks == PADDING).sum()),
        }
        logger.info("%s: %s", name, report[name])
    tokenizer.save(out / "tokenizer.json")
    write_json(out / "report.json", report)
    return report


class DocumentMaker:
    """Yields a split's documents in random order, in the shares that the stage asks for."""

    def __init__(
        self, stage: StageData, corpus: Corpus, contexts: Contexts, tokenizer: Tokenizer, rng: random.Random
    ) -> None:
        self.stage, self.corpus, self.contexts, self.tokenizer, self.rng = stage, corpus, contexts, tokenizer, rng
        self.kinds: Counter[str] = Counter()

    def documents(self, tokens: int) -> Iterator[Document]:
        """Yield documents until they hold so many tokens, or the corpus has no more."""
        sources = {
            "pairs": self._pairs(),
            "functions": self._functions(),
            "texts": self._texts(),
            "copies": self._copies(),
        }
        shares = self.stage.shares
        given = dict.fromkeys(sources, 0)
        # The kind that lags furthest behind its share comes next; so all are mixed evenly.
        while sources and sum(given.values()) < tokens:
            kind = min(sources, key=lambda name: given[name] / shares[name] if shares[name] else float("inf"))
            document = next(sources[kind], None) if shares[kind] else None
            if document is None:
                del sources[kind]
                continue
            given[kind] += len(document.ids)
            yield document

    def _pairs(self) -> Iterator[Document]:
        rows = [row for row in self.corpus.pairs if not self.stage.sources or row["source"] in self.stage.sources]
        for row in self._mix(rows):
            request, code = self.contexts.vary(row, self.rng)
            if request != row["request"]:
                self.kinds["pairs with other values"] += 1
            yield self.write_pair(request, code)

    def _mix(self, rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield the rows spread; those made without end do not crowd out the others while these last."""
        made = _spread([row for row in rows if row["source"] in MADE], self.rng)
        others = _spread([row for row in rows if row["source"] not in MADE], self.rng)
        return _blend(iter(made), iter(others), MADE_SHARE, self.rng)

    def _functions(self) -> Iterator[Document]:
        kept = ((None, row["code"]) for row in _spread(self.corpus.pairs, self.rng))
        documented = (pair for pair in kept if begin_function(pair[1], with_imports=False))
        made = make_functions(self.contexts.recipes(self.corpus, self.rng), self.rng)
        for recipe, whole in _blend(made, documented, MADE_FUNCTIONS, self.rng):
            begun = begin_function(whole, with_imports=self.rng.random() < 0.5)
            if begun is None:
                continue
            # The answer goes on from what was begun, so it keeps its names.
            seen = self.contexts.choose(begun[0], whole, self.rng, recipe)
            self.kinds[f"functions{' made' if recipe else ''}, context {seen.kind}"] += 1
            yield write_function(self.tokenizer, *begun, seen.context)

    def _texts(self) -> Iterator[Document]:
        texts = list(self.corpus.texts)
        self.rng.shuffle(texts)
        for text in texts:
            yield self.write_text(text)

    def _copies(self) -> Iterator[Document]:
        while True:
            self.kinds["copies"] += 1
            yield write_copy(self.tokenizer, self.rng)

    def write_pair(self, request: str, code: str) -> Document:
        """Return a request with its answer, beside what it happens to see; or code with its request."""
        if self.rng.random() < self.stage.reviews:
            self.kinds["reviews"] += 1
            return write_review(self.tokenizer, request, code)
        seen = self.contexts.choose(request, code, self.rng)
        self.kinds[f"pairs, context {seen.kind}"] += 1
        return write_pair(self.tokenizer, request, seen.code, seen.context)

    def write_text(self, text: str) -> Document:
        """Return a text, some with their middle to fill in."""
        gap = write_gap(self.tokenizer, text, self.rng) if self.rng.random() < self.stage.gaps else None
        self.kinds["texts with a gap" if gap else "texts"] += 1
        return gap or write_plain(self.tokenizer, text)


def _blend(first: Iterator[T], second: Iterator[T], share: float, rng: random.Random) -> Iterator[T]:
    """Yield from both in random order, such a share from the first; when one ends, the rest of the other."""

    def both() -> tuple[Iterator[T], Iterator[T]]:
        return (first, second) if rng.random() < share else (second, first)

    while (item := next(itertools.chain(*both()), None)) is not None:
        yield item


def _spread(rows: Sequence[dict[str, Any]], rng: random.Random) -> list[dict[str, Any]]:
    """Return the rows in random order, but each code once before any comes again under another request."""
    shuffled = list(rows)
    rng.shuffle(shuffled)
    seen: Counter[str] = Counter()
    ranks = []
    for row in shuffled:
        ranks.append(seen[row["code"]])
        seen[row["code"]] += 1
    order = sorted(range(len(shuffled)), key=lambda number: ranks[number])
    return [shuffled[number] for number in order]
