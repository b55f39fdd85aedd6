"""Train what reads a request and a recipe's title together and says whether the recipe does what is asked.

First on the ways to ask: each should be answered by its recipe's title, not by the titles that are nearest otherwise
(softmax over a few). Then on requests of our own whose nearest recipes were judged by reading (`judged.jsonl`): which
do all that is asked, which nearly; twice from the same beginning, in another order, and the mean of the weights is
taken (a "model soup", Wortsman et al. 2022, arXiv:2203.05482).

Then both once more: what it has become judges the titles beside the ways to ask, many of which do what is asked as well
though they are another recipe's, and the network learns that from its first training on with words left out (a "noisy
student", Xie et al. 2020, arXiv:1911.04252). One judged request in six is held out from all; how sure to be is learnt
from those (`python -m training judge`).
"""

import argparse
import copy
import json
import logging
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.index import Index, load_index
from engine.marked_words import MARKS, marked_words
from engine.matcher import Matcher
from engine.offers import READ_MATCHES
from engine.reranker import ATTENDED, OUTPUTS, PADDING, UNKNOWN, VOCABULARY, WEIGHTS, Reranker
from engine.semantics import Ranker, Semantics, load_ranker
from engine.words import content_words, stem
from training.judged import JUDGED, Judged, is_held_out, read_judged, read_out_of_scope
from training.more_asks import with_more_asks
from training.workspace import REPOSITORY, training_dir

logger = logging.getLogger(__name__)

WIDTH, HIDDEN = 128, 96
NOTHING = -1e4  # the score of what is no word
RARE = 3  # a word that fewer ways to ask hold is unknown
NEAREST, OFFERED = 16, 8  # of so many nearest recipes so many are offered beside a way to ask
REQUESTS_AT_ONCE, JUDGED_AT_ONCE = 48, 16
READ_AT_ONCE = 8  # requests of like length
OTHER_ASK_SHARE = 0.3  # how often another way to ask stands for the title
DROPOUT, WORD_DROPOUT, JUDGED_WORD_DROPOUT = 0.1, 0.06, 0.1
LEARNING_RATE, STUDENT_LEARNING_RATE, JUDGED_LEARNING_RATE = 1.5e-3, 1e-3, 8e-4
OWN_TITLE = 0.9  # so likely at least is a recipe to do what a way to ask for it asks, whatever a teacher says
NEARLY_SHARE, FIRST_SHARE = 0.5, 0.3  # what "nearly", and which comes first, count beside "right" in the loss
TURNED_SHARE, TURNED_TOGETHER = 0.25, 0.4  # how often a request is turned round, and its titles with it
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_PAIRS = (
    "first last, ascending descending, before after, above below, over under, more less, more fewer, highest lowest, "
    "largest smallest, biggest smallest, longest shortest, greatest least, maximum minimum, max min, oldest youngest, "
    "oldest newest, upper lower, uppercase lowercase, row column, rows columns, keys values, odd even, left right, "
    "start end, starts ends, starting ending, begin end, begins ends, add remove, encode decode, read write, all any, "
    "older younger, longer shorter, larger smaller, greater smaller, cheapest dearest, horizontal vertical, "
    "increasing decreasing, top bottom, future past, earliest latest, prefix suffix, inside outside"
)
OPPOSITES = {
    word: other for pair in _PAIRS.split(", ") for word, other in (pair.split(), reversed(pair.split()))
}  # of words with several opposites the last one counts

Words = list[tuple[int, int]]  # ids and marks


class Network(nn.Module):
    """The reranker as it is trained; `engine.reranker.Reranker` computes the same from `export`."""

    def __init__(self, words: Tensor) -> None:
        """`words` are the first vectors of the vocabulary, (words, WIDTH)."""
        super().__init__()
        self.words = nn.Embedding.from_pretrained(words, freeze=False, padding_idx=PADDING)
        self.marks = nn.Embedding(len(MARKS), WIDTH)
        nn.init.normal_(self.marks.weight, std=0.02)
        self.neighbours = nn.Conv1d(WIDTH, WIDTH, 3, padding=1)
        self.keys = nn.Linear(WIDTH, WIDTH, bias=False)
        nn.init.eye_(self.keys.weight)
        self.temperature = nn.Parameter(torch.tensor(4.0))
        self.gate = nn.Linear(WIDTH, 1)
        self.compare, self.conclude = nn.Linear(4 * WIDTH, HIDDEN), nn.Conv1d(HIDDEN, HIDDEN, 3, padding=1)
        self.read_in, self.read_out = nn.Linear(4 * HIDDEN, HIDDEN), nn.Linear(HIDDEN, len(OUTPUTS))
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, requests: tuple[Tensor, Tensor], titles: tuple[Tensor, Tensor], of: Tensor) -> Tensor:
        """Return the logits (N, 2) of N titles, each beside the request whose number `of` (N) says.

        Requests and titles come as ids and marks, (R, T) and (N, T).
        """
        asked, offered = self._encode(*requests)[of], self._encode(*titles)
        is_asked, is_offered = (requests[0] != PADDING)[of], titles[0] != PADDING
        sides = self._side(asked, is_asked, offered, is_offered), self._side(offered, is_offered, asked, is_asked)
        logits: Tensor = self.read_out(F.relu(self.read_in(torch.cat(sides, dim=1))))
        return logits

    def _encode(self, ids: Tensor, marks: Tensor) -> Tensor:
        is_word = (ids != PADDING)[..., None]
        plain = self.words(ids) + self.marks(marks) * is_word
        vectors: Tensor = self.dropout(plain + F.relu(convolve(self.neighbours, plain))) * is_word
        return vectors

    def _side(self, words: Tensor, is_word: Tensor, others: Tensor, is_other: Tensor) -> Tensor:
        keys, other_keys = (F.normalize(self.keys(side), dim=-1) for side in (words, others))
        scores = (self.temperature * (keys @ other_keys.transpose(1, 2))).masked_fill(~is_other[:, None], NOTHING)
        shares = torch.cat((scores, torch.zeros_like(scores[..., :1])), dim=-1).softmax(dim=-1)[..., :-1]
        answers = shares @ others
        pairs = torch.cat((words, answers, words * answers, (words - answers).abs()), dim=-1)
        hidden = F.relu(self.compare(pairs)) * is_word[..., None]
        hidden = hidden + F.relu(convolve(self.conclude, hidden))
        summed = (hidden * torch.sigmoid(self.gate(words)) * is_word[..., None]).sum(dim=1) / ATTENDED
        return torch.cat((summed, (hidden * is_word[..., None]).amax(dim=1)), dim=1)

    @torch.no_grad()
    def export(self) -> dict[str, np.ndarray]:
        """Return the arrays that the engine reads, by their names there."""
        arrays = {
            "words": self.words.weight,
            "marks": self.marks.weight,
            "keys": self.keys.weight.T,
            "temperature": self.temperature,
            "gate": self.gate.weight[0],
            "gate_bias": self.gate.bias[0],
        }
        for name in ("neighbours", "conclude"):
            layer = getattr(self, name)
            arrays |= {name: layer.weight.permute(2, 1, 0).flatten(0, 1), f"{name}_bias": layer.bias}
        for name in ("compare", "read_in", "read_out"):
            layer = getattr(self, name)
            arrays |= {name: layer.weight.T, f"{name}_bias": layer.bias}
        return {name: array.detach().contiguous().numpy().astype(np.float16) for name, array in arrays.items()}


def convolve(layer: nn.Conv1d, words: Tensor) -> Tensor:
    """Return what a convolution over three neighbours does, (N, T, D), by one matrix product: faster on a processor."""
    count = words.shape[1]
    around = F.pad(words, (0, 0, 1, 1))
    beside = torch.cat([around[:, first : first + count] for first in range(3)], dim=-1)
    return F.linear(beside, layer.weight.permute(0, 2, 1).flatten(1), layer.bias)


@dataclass
class Reader:
    """Turns texts into ids, by a vocabulary."""

    vocabulary: list[str]

    def __post_init__(self) -> None:
        self._ids = {word: number for number, word in enumerate(self.vocabulary, UNKNOWN + 1)}

    def __call__(self, text: str) -> Words:
        """Return a text's words."""
        return [(self._ids.get(word, UNKNOWN), mark) for word, mark in marked_words(text)]


def choose_vocabulary(index: Index) -> list[str]:
    """Return the words that several ways to ask hold, most frequent first."""
    counts = Counter(word for recipe in index.cookbook.recipes for ask in recipe.asks for word, _ in marked_words(ask))
    return [word for word, count in counts.most_common() if count >= RARE]


def first_vectors(vocabulary: Sequence[str], ranker: Ranker) -> Tensor:
    """Return vectors to begin with: the ranker's, along their principal directions, of mean length 1, with noise."""
    table = np.zeros((len(vocabulary) + UNKNOWN + 1, ranker.vectors.shape[1]), dtype=np.float32)
    for number, word in enumerate(vocabulary, UNKNOWN + 1):
        if (row := ranker.roots.get(stem(word))) is not None:
            table[number] = ranker.vectors[row]
    directions = np.linalg.svd(table, full_matrices=False)[2][:WIDTH]
    seen = table @ directions.T
    vectors = torch.randn(len(table), WIDTH) * 0.02
    vectors[:, : seen.shape[1]] += torch.tensor(seen / np.linalg.norm(seen, axis=1).mean())
    vectors[PADDING] = 0
    return vectors


def find_nearest(asks: Sequence[str], owners: np.ndarray, semantics: Semantics) -> np.ndarray:
    """Return for each way to ask the recipes nearest to it but its own, by their vectors: (ways to ask, NEAREST)."""
    nearest = np.zeros((len(owners), NEAREST), dtype=np.int32)
    for first in range(0, len(asks), 1024):
        part = asks[first : first + 1024]
        vectors = np.stack([semantics.encode(dict.fromkeys(content_words(ask))) for ask in part])
        cosines = vectors @ semantics.recipes.T
        cosines[np.arange(len(part)), owners[first : first + len(part)]] = -1.0
        nearest[first : first + len(part)] = np.argpartition(-cosines, NEAREST, axis=1)[:, :NEAREST]
    return nearest


def pad(texts: Sequence[Words]) -> tuple[Tensor, Tensor]:
    """Return the ids and the marks of texts, (texts, T) each."""
    longest = max(1, *map(len, texts))
    filled = [[*text, *[(PADDING, 0)] * (longest - len(text))] for text in texts]
    both = torch.tensor(filled, dtype=torch.long)
    return both[..., 0], both[..., 1]


def read_together(network: Network, requests: Sequence[Words], offers: Sequence[Sequence[Words]]) -> Tensor:
    """Return the logits (N, 2) of all titles, those `offers` that each request has one after the other.

    Requests of about the same length are read at once, so that little of it is padding.
    """
    order = sorted(range(len(requests)), key=lambda number: len(requests[number]))
    found: dict[int, Tensor] = {}
    for first in range(0, len(order), READ_AT_ONCE):
        part = order[first : first + READ_AT_ONCE]
        counts = [len(offers[number]) for number in part]
        of = torch.arange(len(part)).repeat_interleave(torch.tensor(counts))
        titles = pad([title for number in part for title in offers[number]])
        logits = network(pad([requests[number] for number in part]), titles, of)
        found |= dict(zip(part, logits.split(counts), strict=True))
    return torch.cat([found[number] for number in range(len(requests))])


def pretrain(
    network: Network,
    index: Index,
    ranker: Ranker,
    reader: Reader,
    steps: int,
    seed: int,
    teacher: Network | None = None,
) -> None:
    """Teach the network that a way to ask is answered by its recipe's title, or by another way to ask for it.

    A teacher, which has seen judged requests, says what else answers it.
    """
    rng = random.Random(seed)
    ways = [with_more_asks(recipe).asks for recipe in index.cookbook.recipes]
    texts = [ask for asks in ways for ask in asks]
    firsts = np.cumsum([0, *map(len, ways)]).tolist()
    of_recipes = np.repeat(np.arange(len(ways)), [len(asks) for asks in ways])
    nearest = find_nearest(texts, of_recipes, Semantics(ranker, index))
    asks, owners = [reader(text) for text in texts], of_recipes.tolist()
    not_titles = sorted(set(range(len(asks))) - set(firsts))

    def offer(recipe: int, ask: int) -> Words:
        others = [n for n in range(firsts[recipe] + 1, firsts[recipe + 1]) if n != ask]
        is_other = bool(others) and rng.random() < OTHER_ASK_SHARE
        return asks[rng.choice(others) if is_other else firsts[recipe]]

    total = 0.0
    optimizer, schedule = _optimizer(network, STUDENT_LEARNING_RATE if teacher else LEARNING_RATE, steps)
    for step in range(1, steps + 1):
        drawn = rng.sample(not_titles, min(REQUESTS_AT_ONCE, len(not_titles)))
        offers = [
            [offer(recipe, ask) for recipe in (owners[ask], *rng.sample(nearest[ask].tolist(), OFFERED - 1))]
            for ask in drawn
        ]
        dropped = [_drop_words(asks[ask], WORD_DROPOUT, rng) for ask in drawn]
        logits = read_together(network, dropped, offers).view(-1, OFFERED, len(OUTPUTS))
        if teacher is None:
            loss = F.cross_entropy(logits[..., 0], torch.zeros(len(logits), dtype=torch.long))
        else:
            with torch.no_grad():
                said = torch.sigmoid(read_together(teacher, [asks[ask] for ask in drawn], offers)).view(logits.shape)
            said[:, 0] = said[:, 0].clamp(min=OWN_TITLE)
            loss = loss_of_student(logits, said)
        _take_step(network, loss, optimizer, schedule)
        total += loss.item()
        if step % 100 == 0:
            logger.info("ways to ask: step %d/%d, loss %.3f", step, steps, total / 100)
            total = 0.0


def loss_of_student(logits: Tensor, said: Tensor) -> Tensor:
    """Return how far logits are from a teacher's probabilities (ways to ask, titles, 2), and from who comes first."""
    loss = F.binary_cross_entropy_with_logits(logits[..., 0], said[..., 0])
    loss = loss + NEARLY_SHARE * F.binary_cross_entropy_with_logits(logits[..., 1], said[..., 1])
    shares = said[..., 0] / said[..., 0].sum(dim=1, keepdim=True)
    return loss - FIRST_SHARE * (shares * logits[..., 0].log_softmax(dim=1)).sum(dim=1).mean()


def train(network: Network, judged: Sequence[Judged], reader: Reader, index: Index, epochs: float, seed: int) -> None:
    """Teach the network to judge as those did who read the titles."""
    rng = random.Random(seed)
    asks_of = {recipe.title: recipe.asks for recipe in index.cookbook.recipes}
    steps = max(1, round(epochs * len(judged) / JUDGED_AT_ONCE))
    optimizer, schedule = _optimizer(network, JUDGED_LEARNING_RATE, steps)

    def choose(title: str) -> str:
        return rng.choice(asks_of.get(title, [title])) if rng.random() < OTHER_ASK_SHARE else title

    total = 0.0
    for step in range(1, steps + 1):
        drawn = rng.sample(judged, min(JUDGED_AT_ONCE, len(judged)))
        batch = [(turn(one, rng) if rng.random() < TURNED_SHARE else None) or one for one in drawn]
        requests = [_drop_words(reader(one.prompt), JUDGED_WORD_DROPOUT, rng) for one in batch]
        offers = [[reader(choose(title)) for title in one.titles] for one in batch]
        loss = loss_of(read_together(network, requests, offers), batch)
        _take_step(network, loss, optimizer, schedule)
        total += loss.item()
        if step % 100 == 0:
            logger.info("judged requests: step %d/%d, loss %.3f", step, steps, total / 100)
            total = 0.0


def turn(one: Judged, rng: random.Random) -> Judged | None:
    """Return a judged request with one word turned into its opposite, "the first 3" into "the last 3", or None.

    Where the titles are turned with it the judgements stay; where they are not, what was right is nearly right. Only
    titles that say the word themselves remain then: of the others nobody knows.
    """
    said = set(_WORD.findall(one.prompt.lower())) & OPPOSITES.keys()
    titles = {title: set(_WORD.findall(title.lower())) for title in one.titles}
    words = sorted(word for word in said if any(word in titles[title] for title in one.right_titles))
    if not words:
        return None
    word = rng.choice(words)
    prompt = _exchange(one.prompt, word)
    if rng.random() < TURNED_TOGETHER:
        return replace(one, prompt=prompt, titles=tuple(_exchange(title, word) for title in one.titles))
    kept = [n for n, title in enumerate(one.titles) if word in titles[title] and OPPOSITES[word] not in titles[title]]
    return Judged(prompt, tuple(one.titles[n] for n in kept), (False,) * len(kept), tuple(one.right[n] for n in kept))


def _exchange(text: str, word: str) -> str:
    """Return a text with a word and its opposite in each other's place."""
    turned = {word: OPPOSITES[word], OPPOSITES[word]: word}
    return _WORD.sub(lambda match: turned.get(match[0].lower(), match[0]), text)


def refuse_out_of_scope(matcher: Matcher) -> list[Judged]:
    """Return the requests that nothing answers with the recipes nearest to each, none of them right."""
    found = []
    for prompt in read_out_of_scope():
        titles = tuple(match.recipe.title for match in matcher.rank(prompt, READ_MATCHES))
        if titles and not is_held_out(prompt):
            found.append(Judged(prompt, titles, (False,) * len(titles), (False,) * len(titles)))
    return found


def average(states: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """Return the mean of the weights of networks that began as one."""
    return {name: torch.stack([state[name] for state in states]).mean(dim=0) for name in states[0]}


def loss_of(logits: Tensor, batch: Sequence[Judged]) -> Tensor:
    """Return how far the logits of all titles of a batch (N, 2) are from the judgements, and from who comes first."""
    right, near = (torch.tensor([float(y) for one in batch for y in getattr(one, name)]) for name in ("right", "near"))
    loss = F.binary_cross_entropy_with_logits(logits[:, 0], right)
    loss = loss + NEARLY_SHARE * F.binary_cross_entropy_with_logits(logits[:, 1], near)
    firsts = [
        -scores.log_softmax(0)[torch.tensor(one.right)].logsumexp(0)
        for one, scores in zip(batch, logits[:, 0].split([len(one.titles) for one in batch]), strict=True)
        if any(one.right)
    ]
    return loss + FIRST_SHARE * torch.stack(firsts).mean() if firsts else loss


def share_first(reranker: Reranker, judged: Sequence[Judged]) -> float:
    """Return in which share of the requests that have a right recipe the network puts a right one first."""
    answerable = [one for one in judged if any(one.right)]
    found = sum(one.right[int(reranker(one.prompt, one.titles)[:, 0].argmax())] for one in answerable)
    return found / max(1, len(answerable))


def _drop_words(words: Words, share: float, rng: random.Random) -> Words:
    return [(word if rng.random() >= share else UNKNOWN, mark) for word, mark in words]


def _optimizer(
    network: Network, rate: float, steps: int
) -> tuple[torch.optim.AdamW, torch.optim.lr_scheduler.OneCycleLR]:
    optimizer = torch.optim.AdamW(network.parameters(), rate, weight_decay=0.01)
    return optimizer, torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps, pct_start=0.1)


def _take_step(
    network: Network,
    loss: Tensor,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
) -> None:
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    schedule.step()


def save_reranker(folder: Path, network: Network, vocabulary: Sequence[str]) -> None:
    """Write the network's two files."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    save_file(network.export(), folder / WEIGHTS)
    text = json.dumps({"words": list(vocabulary)}, ensure_ascii=False, indent=0)
    (folder / VOCABULARY).write_text(text + "\n", encoding="utf-8")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `python -m training reranker`."""
    parser.add_argument("--cookbook", type=Path, default=REPOSITORY / "resources" / "cookbook")
    parser.add_argument("--ranker", type=Path, default=REPOSITORY / "resources" / "ranker", help="read, and written to")
    parser.add_argument("--judged", type=Path, default=JUDGED)
    parser.add_argument("--steps", type=int, default=7000, help="of the first training, on the ways to ask")
    parser.add_argument("--epochs", type=float, default=2.5, help="of the second, on the judged requests")
    parser.add_argument("--members", type=int, default=2, help="second trainings, whose weights are averaged")
    parser.add_argument("--student-steps", type=int, default=8000, help="of the first training with a teacher; 0: none")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--again", action="store_true", help="begin with what the last first training left")


def run(args: argparse.Namespace) -> int:
    """Train on the ways to ask, then on the judged requests, report how it does on others, and save."""
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    index = load_index([args.cookbook], training_dir() / "cache")
    ranker = load_ranker(args.ranker)
    kept = training_dir() / "reranker.pt"
    if args.again:
        vocabulary, state = torch.load(kept, weights_only=True)
        network = Network(state["words.weight"])
        network.load_state_dict(state)
    else:
        vocabulary = choose_vocabulary(index)
        network = Network(first_vectors(vocabulary, ranker))
        pretrain(network, index, ranker, Reader(vocabulary), args.steps, args.seed)
        torch.save((vocabulary, network.state_dict()), kept)
    judged = read_judged(args.judged, [recipe.title for recipe in index.cookbook.recipes])
    held_out = [one for one in judged if one.is_held_out]
    seen = [one for one in judged if not one.is_held_out] + refuse_out_of_scope(Matcher(index, ranker))
    reader = Reader(vocabulary)

    def train_members() -> None:
        report(network, vocabulary, held_out, "ways to ask")
        begun, states = copy.deepcopy(network.state_dict()), []
        for seed in range(args.seed, args.seed + args.members):
            network.load_state_dict(begun)
            train(network, seen, reader, index, args.epochs, seed)
            report(network, vocabulary, held_out, "judged requests")
            states.append(copy.deepcopy(network.state_dict()))
        network.load_state_dict(average(states))
        report(network, vocabulary, held_out, f"taking the mean of {args.members}")

    begun = copy.deepcopy(network.state_dict())
    train_members()
    if args.student_steps:
        teacher = copy.deepcopy(network).eval()
        network.load_state_dict(begun)
        pretrain(network, index, ranker, reader, args.student_steps, args.seed, teacher)
        torch.save((vocabulary, network.state_dict()), kept)
        train_members()
    save_reranker(args.ranker, network, vocabulary)
    logger.info("Saved %d words in %s. Now: python -m training judge", len(vocabulary), args.ranker)
    return 0


def report(network: Network, vocabulary: Sequence[str], held_out: Sequence[Judged], learnt: str) -> None:
    """Log how often the network, as far as it is trained, puts a right recipe first."""
    share = share_first(Reranker(vocabulary, network.export()), held_out)
    answerable = sum(any(one.right) for one in held_out)
    logger.info("after %s: a right recipe first in %.1f%% of %d held-out requests", learnt, 100 * share, answerable)
