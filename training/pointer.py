"""Train what points at the word of a request that belongs in a place which a recipe's title marks.

Three sources. Ways to ask that say what their title marks: there another value of the kind is put, so that the network
learns the part that a word plays and not the word; ways to ask that do not say it have nothing to point at. Judged
requests beside a title that is right for them, as far as rules find a value. And requests beside titles where rules
find none, read by people (`pointed.jsonl`): mostly there is none, and where there is one it matters.
"""

import argparse
import hashlib
import json
import logging
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.code_slots import find_slots
from engine.cookbook import Recipe
from engine.index import load_index
from engine.slot_pointer import KINDS, PADDING, UNKNOWN, VOCABULARY, WEIGHTS, SlotPointer, find_marked, may_be_value
from engine.slots import fill
from engine.word_places import LOWER, QUOTED, SHAPES, PlacedWord, placed_words, root_of
from engine.words import strip_lead_in
from training.judged import JUDGED, read_judged
from training.more_asks import with_more_asks
from training.reranker import NOTHING, convolve
from training.workspace import REPOSITORY, read_jsonl, training_dir

logger = logging.getLogger(__name__)

POINTED = REPOSITORY / "training" / "pointed.jsonl"
WORD, SHAPE, WIDTH, HIDDEN, COMPARED, DECIDED = 56, 12, 80, 80, 64, 48
RARE = 4  # a word that fewer texts hold is unknown
LEARNING_RATE = 2e-3
SAID, UNSAID, JUDGED_SAID, READ = 20, 28, 10, 16  # examples of a batch, by where they are from
OTHER_VALUE, OTHER_IN_TITLE = 0.75, 0.3  # how often another value of the kind stands in the request, in the title
UNMARKED, UNQUOTED = 0.6, 0.5  # how often a request has no back-ticks, and a quoted word of it no quotes
WORD_DROPOUT, TITLE_DROPOUT, SLOT_DROPOUT = 0.05, 0.03, 0.25
HELD_OUT = 12  # one example in so many is held out, by its request
SURE = 0.7  # what is pointed at with so much is reported


@dataclass(frozen=True)
class Example:
    """A request beside a title, the number of a marked word of it, and the numbers of the request's words for it."""

    request: str
    title: str
    slot: int
    kind: str
    said: tuple[int, ...]

    @property
    def is_held_out(self) -> bool:
        """Whether the network must not see it."""
        return int(hashlib.sha256(self.request.encode()).hexdigest()[:8], 16) % HELD_OUT == 0


@cache
def marked_slots(recipe: Recipe) -> tuple[tuple[str, str, int], ...]:
    """Return (kind, default, number of the title's word) for the slots of a recipe that its title marks."""
    found: dict[int, tuple[str, str, int]] = {}
    for slot in find_slots(recipe.code):
        for text in (str(slot.default), slot.variable):
            number = find_marked(recipe.title, text) if text and slot.kind in KINDS else None
            if number is not None:
                found.setdefault(number, (slot.kind, str(slot.default), number))
                break
    return tuple(found.values())


def find_said(request: str, value: str, kind: str) -> tuple[int, ...]:
    """Return the numbers of the words of a request that are a value."""
    words = enumerate(placed_words(request))
    return tuple(n for n, word in words if word.text.lower() == value.lower() and may_be_value(word, kind))


def examples_of_asks(recipes: Sequence[Recipe]) -> list[Example]:
    """Return all ways to ask beside their titles, once for each marked slot."""
    return [
        Example(ask, recipe.title, number, kind, find_said(ask, default, kind))
        for recipe in recipes
        for kind, default, number in marked_slots(recipe)
        for ask in with_more_asks(recipe).asks
        if ask != recipe.title
    ]


def examples_of_judged(recipes: dict[str, Recipe]) -> list[Example]:
    """Return judged requests beside titles that are right for them, where rules fill a marked slot."""
    found = []
    for one in read_judged(JUDGED, list(recipes)):
        request = strip_lead_in(one.prompt)
        for title in (title for title, right in zip(one.titles, one.right, strict=True) if right):
            if slots := marked_slots(recipe := recipes[title]):
                placed = {str(slot.default): str(value) for slot, value in fill(recipe, title, request).placed}
                values = ((kind, placed.get(default, default), number) for kind, default, number in slots)
                found += [
                    Example(request, title, number, kind, said)
                    for kind, value, number in values
                    if (said := find_said(request, value, kind))
                ]
    return found


def examples_read(path: Path, recipes: dict[str, Recipe]) -> list[Example]:
    """Return the requests for whose marked slots people looked for a value; those whose title is gone are left out."""
    found = []
    for row in read_jsonl(path):
        for kind, default, number in marked_slots(recipes[row["title"]]) if row["title"] in recipes else ():
            if (value := row["values"].get(default)) is not None:
                said = find_said(row["request"], value, kind) if value else ()
                if said or not value:
                    found.append(Example(row["request"], row["title"], number, kind, said))
    return found


class Network(nn.Module):
    """The slot pointer as it is trained; `engine.slot_pointer.SlotPointer` computes the same from `export`."""

    def __init__(self, words: int) -> None:
        """`words` is the size of the vocabulary."""
        super().__init__()
        self.words = nn.Embedding(words + UNKNOWN + 1, WORD, padding_idx=PADDING)
        nn.init.normal_(self.words.weight, std=0.3)
        self.shapes = nn.Embedding(len(SHAPES), SHAPE)
        self.inp = nn.Linear(WORD + SHAPE + 4, WIDTH)
        self.c1, self.c2 = nn.Conv1d(WIDTH, WIDTH, 3), nn.Conv1d(WIDTH, WIDTH, 3)
        self.key = nn.Linear(WIDTH, WIDTH, bias=False)
        self.temp = nn.Parameter(torch.tensor(4.0))
        self.compare, self.conclude = nn.Linear(4 * WIDTH, HIDDEN), nn.Conv1d(HIDDEN, HIDDEN, 3)
        self.ask_of, self.key_of = (nn.Linear(HIDDEN + WIDTH + WORD, COMPARED) for _ in range(2))
        self.fit = nn.Embedding(len(KINDS) * len(SHAPES), len(SHAPES))
        self.none = nn.Sequential(nn.Linear(2 * HIDDEN + WIDTH, DECIDED), nn.ReLU(), nn.Linear(DECIDED, 1))
        self.lone = nn.Sequential(nn.Linear(HIDDEN + WIDTH, DECIDED), nn.ReLU(), nn.Linear(DECIDED, 1))
        self.dropout = nn.Dropout(0.1)

    def forward(self, asked: Tensor, offered: Tensor, slots: Tensor, kinds: Tensor, possible: Tensor) -> Tensor:
        """Return the scores of the words of N requests and of none of them, (N, Q + 1).

        Words come as id, shape, and whether they are marked and small: (N, Q, 4) and (N, T, 4).
        """
        rows = torch.arange(len(asked))
        is_slot = torch.zeros(offered.shape[:2])
        is_slot[rows, slots] = 1
        others = offered[..., 0].masked_fill(is_slot.bool(), PADDING)
        words, vectors = self._encode(asked, _are_among(asked[..., 0], others), torch.zeros(asked.shape[:2]))
        title_words, titles = self._encode(offered, _are_among(offered[..., 0], asked[..., 0]), is_slot)
        is_word, is_title_word = asked[..., 0] != PADDING, offered[..., 0] != PADDING
        hidden = self._side(vectors, is_word, titles, is_title_word)
        of_slot = self._side(titles, is_title_word, vectors, is_word)[rows, slots]
        wanted = self.ask_of(torch.cat((of_slot, titles[rows, slots], title_words[rows, slots]), -1))
        scores = (self.key_of(torch.cat((hidden, vectors, words), -1)) @ wanted[..., None])[..., 0] / 8
        fit = self.fit(kinds * len(SHAPES) + offered[rows, slots, 1])
        scores = scores + fit.gather(1, asked[..., 1]) + self.lone(torch.cat((hidden, vectors), -1))[..., 0]
        nothing = self.none(torch.cat((of_slot, hidden.amax(1), titles[rows, slots]), -1))
        return torch.cat((scores.masked_fill(~possible, NOTHING), nothing), 1)

    def _encode(self, words: Tensor, is_shared: Tensor, is_slot: Tensor) -> tuple[Tensor, Tensor]:
        is_word = (words[..., 0] != PADDING)[..., None]
        plain = self.words(words[..., 0])
        signs = torch.cat((words[..., 2:].float(), is_shared.float()[..., None], is_slot[..., None]), -1)
        vectors = self.inp(torch.cat((plain, self.shapes(words[..., 1]), signs), -1)) * is_word
        for layer in (self.c1, self.c2):
            vectors = vectors + F.relu(convolve(layer, vectors)) * is_word
        return plain, self.dropout(vectors)

    def _side(self, words: Tensor, is_word: Tensor, others: Tensor, is_other: Tensor) -> Tensor:
        keys, other_keys = (F.normalize(self.key(side), dim=-1) for side in (words, others))
        scores = (self.temp * (keys @ other_keys.transpose(1, 2))).masked_fill(~is_other[:, None], NOTHING)
        shares = torch.cat((scores, torch.zeros_like(scores[..., :1])), dim=-1).softmax(dim=-1)[..., :-1]
        answers = shares @ others
        pairs = torch.cat((words, answers, words * answers, (words - answers).abs()), dim=-1)
        hidden = F.relu(self.compare(pairs)) * is_word[..., None]
        return hidden + F.relu(convolve(self.conclude, hidden)) * is_word[..., None]

    @torch.no_grad()
    def export(self) -> dict[str, np.ndarray]:
        """Return the arrays that the engine reads, by their names there."""
        arrays = {}
        for name, weights in self.state_dict().items():
            is_convolution = weights.dim() == 3
            arrays[name] = weights.permute(2, 1, 0).flatten(0, 1) if is_convolution else weights
        return {name: array.contiguous().numpy().astype(np.float16) for name, array in arrays.items()}


def _are_among(ids: Tensor, others: Tensor) -> Tensor:
    return ((ids[:, :, None] == others[:, None]) & (ids > UNKNOWN)[:, :, None]).any(-1)


class Batches:
    """Draws examples, with other values in their places and words left out."""

    def __init__(self, vocabulary: Sequence[str], examples: Sequence[Example], seed: int) -> None:
        """The values that are put in others' places are those that titles of `examples` mark."""
        self._ids = {word: number for number, word in enumerate(vocabulary, UNKNOWN + 1)}
        self._rng = random.Random(seed)
        self._values: dict[str, list[PlacedWord]] = {}
        for title, slot, kind in dict.fromkeys((one.title, one.slot, one.kind) for one in examples):
            self._values.setdefault(_family(kind), []).append(placed_words(title)[slot])

    def __call__(self, examples: Sequence[Example], is_changed: bool) -> tuple[Tensor, ...]:
        """Return what the network takes, and which of its scores are right, (N, Q + 1); changed as in training."""
        drawn = [self._change(one) if is_changed else self._read(one) for one in examples]
        asked, offered = _pad([words for words, _ in drawn]), _pad([words for _, words in drawn])
        possible = torch.zeros(asked.shape[:2], dtype=torch.bool)
        right = torch.zeros(len(examples), asked.shape[1] + 1)
        for row, one in enumerate(examples):
            for number, word in enumerate(placed_words(one.request)):
                possible[row, number] = may_be_value(word, one.kind)
            right[row, list(one.said) or [asked.shape[1]]] = 1
        slots = torch.tensor([one.slot for one in examples])
        kinds = torch.tensor([KINDS.index(one.kind) for one in examples])
        return asked, offered, slots, kinds, possible, right

    def _read(self, one: Example) -> tuple[list[list[int]], list[list[int]]]:
        return [*map(list, self._words(one.request))], [*map(list, self._words(one.title))]

    @cache  # noqa: B019 — lives as long as the training
    def _words(self, text: str) -> tuple[tuple[int, int, int, int], ...]:
        return tuple(
            (self._ids.get(root_of(word), UNKNOWN), word.shape, int(word.is_marked), int(word.is_small))
            for word in placed_words(text)
        )

    def _change(self, one: Example) -> tuple[list[list[int]], list[list[int]]]:
        rng, (asked, offered) = self._rng, self._read(one)
        if one.said and rng.random() < OTHER_VALUE:
            self._put(asked, one.said, one.kind)
        if rng.random() < OTHER_IN_TITLE:
            known = offered[one.slot][0]
            self._put(offered, [n for n, word in enumerate(offered) if word[0] == known and word[2]], one.kind)
        if rng.random() < UNMARKED:
            for word in asked:
                word[2] = 0
                if word[1] == QUOTED and word[0] != self._ids.get("quoted") and rng.random() < UNQUOTED:
                    word[1] = LOWER
        for words, share in ((asked, WORD_DROPOUT), (offered, TITLE_DROPOUT)):
            for word in words:
                if rng.random() < share:
                    word[0] = UNKNOWN
        if rng.random() < SLOT_DROPOUT:
            offered[one.slot][0] = UNKNOWN
        return asked, offered

    def _put(self, words: list[list[int]], numbers: Sequence[int], kind: str) -> None:
        value = self._rng.choice(self._values[_family(kind)])
        for number in numbers:
            is_quoted = words[number][1] == QUOTED and value.shape == LOWER
            words[number][:2] = self._ids.get(root_of(value), UNKNOWN), QUOTED if is_quoted else value.shape


def _family(kind: str) -> str:
    return kind if kind in ("number", "class") else "text"


def _pad(texts: Sequence[list[list[int]]]) -> Tensor:
    longest = max(map(len, texts))
    return torch.tensor([text + [[PADDING, 0, 0, 0]] * (longest - len(text)) for text in texts])


def train(network: Network, sources: Sequence[tuple[Sequence[Example], int]], batches: Batches, steps: int) -> None:
    """Teach the network from examples of several sources, so many of each a step."""
    rng = random.Random(0)
    optimizer = torch.optim.AdamW(network.parameters(), LEARNING_RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, LEARNING_RATE, total_steps=steps, pct_start=0.1)
    total = 0.0
    for step in range(1, steps + 1):
        drawn = [one for examples, count in sources for one in rng.sample(examples, min(count, len(examples)))]
        *given, right = batches(drawn, is_changed=True)
        loss = -(network(*given).log_softmax(1) + right.clamp(min=1e-9).log()).logsumexp(1).mean()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        total += loss.item()
        if step % 250 == 0:
            logger.info("step %d/%d, loss %.3f", step, steps, total / 250)
            total = 0.0


def report(pointer: SlotPointer, examples: Sequence[Example], name: str) -> None:
    """Log how often the pointer finds what there is, and how often it is sure where it should not be."""
    found = right = wrong = 0
    values = sum(bool(one.said) for one in examples)
    for one in examples:
        pointed = pointer(one.request, one.title, one.slot, one.kind)
        if pointed and pointed.probability >= SURE:
            is_right = pointed.word in [placed_words(one.request)[number] for number in one.said]
            found, right, wrong = found + 1, right + is_right, wrong + (not is_right)
    logger.info(
        "%s: of %d values %d found; of %d examples %d wrongly filled", name, values, right, len(examples), wrong
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `python -m training pointer`."""
    parser.add_argument("--cookbook", type=Path, default=REPOSITORY / "resources" / "cookbook")
    parser.add_argument("--ranker", type=Path, default=REPOSITORY / "resources" / "ranker", help="where to save it")
    parser.add_argument("--pointed", type=Path, default=POINTED)
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)


def run(args: argparse.Namespace) -> int:
    """Train, report how it does on what it has not seen, and save."""
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    index = load_index([args.cookbook], training_dir() / "cache")
    recipes = {recipe.title: recipe for recipe in index.cookbook.recipes}
    asks = examples_of_asks(list(recipes.values()))
    judged, read = examples_of_judged(recipes), examples_read(args.pointed, recipes)
    texts = _texts_of([*asks, *judged, *read])
    counts = Counter(root for text in texts for root in set(map(root_of, placed_words(text))))
    vocabulary = [word for word, count in counts.most_common() if count >= RARE]
    network = Network(len(vocabulary))
    named = {
        "said": [one for one in asks if one.said],
        "unsaid": [one for one in asks if not one.said],
        "judged": judged,
        "read": read,
    }
    sources = [
        ([one for one in examples if not one.is_held_out], count)
        for examples, count in zip(named.values(), (SAID, UNSAID, JUDGED_SAID, READ), strict=True)
    ]
    logger.info("%d words; %s", len(vocabulary), ", ".join(f"{len(found)} {name}" for name, found in named.items()))
    train(network, sources, Batches(vocabulary, asks, args.seed), args.steps)
    weights = network.eval().export()
    for name, examples in named.items():
        report(SlotPointer(vocabulary, weights), [one for one in examples if one.is_held_out][:1500], name)
    save(args.ranker, weights, vocabulary)
    return 0


def _texts_of(examples: Sequence[Example]) -> Iterator[str]:
    yield from dict.fromkeys(text for one in examples for text in (one.request, one.title))


def save(folder: Path, weights: dict[str, np.ndarray], vocabulary: Sequence[str]) -> None:
    """Write the network's two files."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    save_file(weights, folder / WEIGHTS)
    text = json.dumps({"words": list(vocabulary)}, ensure_ascii=False, indent=0)
    (folder / VOCABULARY).write_text(text + "\n", encoding="utf-8")
    logger.info("Saved %d words in %s", len(vocabulary), folder)
