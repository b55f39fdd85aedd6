"""Make the data of a later stage out of a prepared corpus: pairs beside their neighbours, functions, code.

About half of the pairs see useful recipes, a quarter sees recipes that do not help, a quarter none; never the answer
itself, and never a recipe that the corpus held out or reserved.
"""

import logging
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.index import load_index
from engine.matcher import Match, Matcher
from engine.neighbours import NEIGHBOURS, find_neighbours, neighbour_code
from engine.prompting import write_context
from engine.semantics import load_ranker
from engine.tokenizer import Tokenizer
from training.data import ANSWER, READ, write_rows
from training.documents import Document, begin_function, pack, write_function, write_gap, write_pair, write_plain
from training.presets import StageData
from training.workspace import REPOSITORY, DataError, read_jsonl, training_dir, write_json

COOKBOOK = REPOSITORY / "resources" / "cookbook"
RANKER = REPOSITORY / "resources" / "ranker"

USEFUL, DISTRACTING = 0.5, 0.25  # the rest sees nothing
DISTANT = 12  # from this place on, recipes share words with the request and no more
MOST_OF_IT = 0.6  # a recipe that is so much of an answer gives it away; less is a part to build on
VALIDATION_SHARE = 0.02
SEED = 1337

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Corpus:
    """What one split of a prepared corpus gives to a later stage."""

    pairs: list[dict[str, Any]]  # verified pairs: nothing in their code is undefined
    texts: list[str]

    @classmethod
    def read(cls, folder: Path) -> "Corpus":
        """Read a split's folder. Raises DataError when it is missing."""
        if not (folder / "pairs.jsonl").exists():
            raise DataError(f"{folder} holds no corpus. Run `python -m training prepare` first.")
        pairs = [row for row in read_jsonl(folder / "pairs.jsonl") if row["all_names_defined"]]
        texts = [row["text"] for kind in ("code", "prose") for row in read_jsonl(folder / f"{kind}.jsonl")]
        return cls(pairs, texts)


class Contexts:
    """Chooses what a pair sees beside its request."""

    def __init__(self, matcher: Matcher | None, allowed: frozenset[str], tokenizer: Tokenizer) -> None:
        """`allowed` are the squeezed codes of the recipes that may be seen; no matcher: nobody sees anything."""
        self._matcher, self._allowed, self._tokenizer = matcher, allowed, tokenizer

    def choose(self, request: str, code: str, rng: random.Random) -> tuple[str, str]:
        """Return (kind, context) for a request: useful, distracting or none, and the text."""
        draw = rng.random()
        if self._matcher is None or draw >= USEFUL + DISTRACTING:
            return "none", ""
        useful = draw < USEFUL
        found = find_neighbours(self._matcher, request, 2 * NEIGHBOURS if useful else DISTANT + 2 * NEIGHBOURS)
        chosen = self._examples(found if useful else found[DISTANT:], request, code)
        context = write_context(self._tokenizer, chosen)
        return ("useful" if useful else "distracting", context) if context else ("none", "")

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
            if len(examples) == NEIGHBOURS:
                break
        return examples


def squeeze(code: str) -> str:
    """Return code without spaces, for comparing."""
    return "".join(code.split())


def allowed_codes(train: Corpus) -> frozenset[str]:
    """Return the squeezed codes of the recipes that may be seen: neither held out nor reserved."""
    return frozenset(squeeze(row["code"]) for row in train.pairs if row["source"] == "cookbook")


def load_matcher() -> Matcher:
    """Return the matcher over the repository's own cookbook."""
    cache = training_dir() / "cache"
    return Matcher(load_index([COOKBOOK], cache), load_ranker(RANKER), cache)


def prepare_stage(
    stage: StageData, tokens: int, length: int, corpus: Path, matcher: Matcher | None, tokenizer: Tokenizer, out: Path
) -> dict[str, Any]:
    """Write about `tokens` tokens in rows of `length` into `out`, a little more to validate with; return the report."""
    train, validation = Corpus.read(corpus / "train"), Corpus.read(corpus / "validation")
    contexts = Contexts(matcher, allowed_codes(train), tokenizer)
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
            "tokens": int((marks >= READ).sum()),
            "answers": int((marks == ANSWER).sum()),
            "padding": int((marks < READ).sum()),
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
        sources = {"pairs": self._pairs(), "functions": self._functions(), "texts": self._texts()}
        shares = {"pairs": self.stage.pairs, "functions": self.stage.functions, "texts": self.stage.texts}
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
        for row in _spread(rows, self.rng):
            yield self.write_pair(row["request"], row["code"])

    def _functions(self) -> Iterator[Document]:
        for row in _spread(self.corpus.pairs, self.rng):
            found = begin_function(row["code"], with_imports=self.rng.random() < 0.5)
            if found is None:
                continue
            begun, code = found
            kind, context = self.contexts.choose(begun, row["code"], self.rng)
            self.kinds[f"functions, context {kind}"] += 1
            yield write_function(self.tokenizer, begun, code, context)

    def _texts(self) -> Iterator[Document]:
        texts = list(self.corpus.texts)
        self.rng.shuffle(texts)
        for text in texts:
            yield self.write_text(text)

    def write_pair(self, request: str, code: str) -> Document:
        """Return a request with its answer, beside what it happens to see."""
        kind, context = self.contexts.choose(request, code, self.rng)
        self.kinds[f"pairs, context {kind}"] += 1
        return write_pair(self.tokenizer, request, code, context)

    def write_text(self, text: str) -> Document:
        """Return a text, some with their middle to fill in."""
        gap = write_gap(self.tokenizer, text, self.rng) if self.rng.random() < self.stage.gaps else None
        self.kinds["texts with a gap" if gap else "texts"] += 1
        return gap or write_plain(self.tokenizer, text)


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
