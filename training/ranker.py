"""Train what ranks recipes: vectors for words from the ways to ask, then the weights of the matcher's features.

Two ways to ask for the same recipe should lie near each other, and near the names in its code, as should a judged
request (`judged.jsonl`) and the recipe that is right for it; all others far off (in-batch softmax, as in CLIP, Radford
et al. 2021, arXiv:2103.00020). Several trainings that differ by chance are made one: their vectors side by side, seen
along the few directions that the ways to ask use most. The feature weights are learnt on judged requests that were held
out (listwise softmax).
"""

import argparse
import json
import logging
import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.index import Index, idf_weights, load_index
from engine.matcher import FEATURES, WEIGHTS, Matcher
from engine.semantics import SETTINGS, VECTORS, Ranker
from engine.spelling import Speller
from engine.words import STOP_WORDS, content_words, split_identifier, stem
from training.judged import JUDGED, Judged, read_judged
from training.workspace import REPOSITORY, read_jsonl, training_dir

logger = logging.getLogger(__name__)

WIDTH = 192
MEMBERS = 6  # trainings that are made one
BATCH, OUTSIDE_PAIRS, JUDGED_REQUESTS = 768, 128, 230  # of a batch so many are outside pairs, judged requests
WORD_DROPOUT = 0.15
LOOKED_AT = 30  # the nearest recipes of a held-out request, from which the weights are learnt


@dataclass
class Texts:
    """Ways to ask and code as lists of word ids: the index's roots first, then roots of outside pairs alone."""

    roots: list[str]
    index: Index
    outside: list[tuple[list[int], list[int]]] = field(default_factory=list)
    judged: list[tuple[list[int], list[int]]] = field(default_factory=list)  # a request, the recipes right for it

    def asks_of(self, recipe: int) -> range:
        """Return the numbers of a recipe's ways to ask."""
        return range(int(self.index.first_ask[recipe]), int(self.index.first_ask[recipe + 1]))


def read_texts(index: Index, pairs: Sequence[Path], judged: Sequence[Judged] = ()) -> Texts:
    """Return the index's texts, outside (request, code) pairs, and the judged requests that have a right recipe."""
    ids = {root: number for number, root in enumerate(index.roots)}
    raw = [(content_words(row["prompt"]), code_roots(row["code"])) for path in pairs for row in read_jsonl(path)]
    counts = Counter(root for request, code in raw for root in {*request, *code})
    for root, count in counts.items():
        if count >= 3:
            ids.setdefault(root, len(ids))
    outside = [([ids[r] for r in q if r in ids], [ids[r] for r in c if r in ids]) for q, c in raw]
    numbers = {recipe.title: number for number, recipe in enumerate(index.cookbook.recipes)}
    mend = Speller(index.word_counts).mend
    requests = [([ids[r] for r in content_words(one.prompt, mend) if r in ids], one.right_titles) for one in judged]
    known = [(request, [numbers[title] for title in titles]) for request, titles in requests]
    return Texts(list(ids), index, *([(q, c) for q, c in rows if q and c] for rows in (outside, known)))


def code_roots(code: str) -> list[str]:
    """Return the roots of the names in a piece of code."""
    names = re.findall(r"[A-Za-z_]\w+", code)
    words = {word for name in names for word in (*split_identifier(name), name.lower()) if len(word) > 1}
    return sorted({stem(word) for word in words if word.isalnum() and word not in STOP_WORDS})


class Vectors(nn.Module):
    """A vector and a weight for each root."""

    def __init__(self, roots: int, worth: Sequence[float]) -> None:
        super().__init__()
        self.vectors = nn.EmbeddingBag(roots + 1, WIDTH, mode="sum", padding_idx=roots)
        self.root_weights = nn.Parameter(torch.tensor(worth).clamp(min=0.05).sqrt())
        nn.init.normal_(self.vectors.weight, std=WIDTH**-0.5)
        self.code_scale = nn.Parameter(torch.tensor(0.4))
        self.log_temperature = nn.Parameter(torch.tensor(3.0))

    def bags(self, lists: Sequence[Sequence[int]]) -> Tensor:
        """Return the weighted sum of each list's vectors, scaled to length 1: (lists, WIDTH)."""
        flat = torch.tensor([i for row in lists for i in row], dtype=torch.long)
        offsets = torch.tensor(np.cumsum([0, *(len(row) for row in lists[:-1])]), dtype=torch.long)
        return F.normalize(self.vectors(flat, offsets, per_sample_weights=self.root_weights[flat]), dim=1)


def train_vectors(texts: Texts, steps: int, seed: int) -> Vectors:
    """Return vectors trained for so many steps."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    worth = [*idf_weights(texts.index).tolist(), *([3.0] * (len(texts.roots) - len(texts.index.roots)))]
    model = Vectors(len(texts.roots), worth)
    optimizer = torch.optim.Adam(model.parameters(), 2e-3)
    outside, judged = min(OUTSIDE_PAIRS, len(texts.outside)), min(JUDGED_REQUESTS, len(texts.judged))
    recipes = len(texts.index.cookbook.recipes)
    for step in range(1, steps + 1):
        chosen = {rng.choice(right): request for request, right in rng.sample(texts.judged, judged)}
        others = rng.sample(range(recipes), min(BATCH - outside - judged, recipes))
        rows = [_draw(texts, recipe, chosen.get(recipe), rng) for recipe in dict.fromkeys([*chosen, *others])]
        rows += [(q, [], c) for q, c in rng.sample(texts.outside, outside)]
        requests, asks, codes = zip(*rows, strict=True)
        documents = F.normalize(model.bags(asks) + model.code_scale * model.bags(codes), dim=1)
        logits = model.bags(requests) @ documents.T * model.log_temperature.exp()
        target = torch.arange(len(rows))
        loss = F.cross_entropy(logits, target) + F.cross_entropy(logits.T, target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 50 == 0:
            logger.info("vectors: step %d/%d, loss %.3f", step, steps, loss.item() / 2)
    return model


def _draw(
    texts: Texts, recipe: int, request: list[int] | None, rng: random.Random
) -> tuple[list[int], list[int], list[int]]:
    """Return a request for a recipe, its ways to ask, and its code, all with words left out at random.

    The request is one of the ways to ask, and none of the others, unless it is given.
    """
    asks, rows = list(texts.asks_of(recipe)), texts.index.asks
    if request is None:
        chosen = rng.choice(asks)
        request = rows[chosen].tolist()
        asks = [ask for ask in asks if ask != chosen] or [chosen]
    if rng.random() < 0.5:
        asks = [rng.choice(asks)]
    code = texts.index.codes[recipe].tolist() if rng.random() < 0.7 else []
    return _drop_words(request, rng), [i for ask in asks for i in _drop_words(rows[ask].tolist(), rng)], code


def _drop_words(ids: list[int], rng: random.Random) -> list[int]:
    return [i for i in ids if rng.random() >= WORD_DROPOUT] or ids


def train_ranker(texts: Texts, steps: int, seed: int, weights: Iterable[float], members: int = MEMBERS) -> Ranker:
    """Return a ranker made of so many trainings of so many steps each."""
    return as_ranker(texts, [train_vectors(texts, steps, seed + member) for member in range(members)], weights)


def as_ranker(texts: Texts, members: Sequence[Vectors], weights: Iterable[float]) -> Ranker:
    """Return trained vectors as the engine reads them: of WIDTH numbers at most, root weights multiplied in."""
    with torch.no_grad():
        side_by_side = [m.vectors.weight[:-1] * m.root_weights[:, None] for m in members]
        table = torch.cat(side_by_side, dim=1).numpy() / np.sqrt(len(members))
    if table.shape[1] > WIDTH:  # principal components of the words, each as often as ways to ask have it
        counts = 0.5 + np.bincount(texts.index.asks.ids, minlength=len(table))
        _, directions = np.linalg.eigh((table * counts[:, None]).T @ table)
        table = table @ directions[:, -WIDTH:]
    return Ranker(
        roots={root: row for row, root in enumerate(texts.roots)},
        vectors=table.astype(np.float16).astype(np.float32),
        root_weights=np.ones(len(table), dtype=np.float32),
        code_scale=float(np.mean([member.code_scale.item() for member in members])),
        feature_weights=tuple(weights),
        calibration={},
    )


def measure_features(matcher: Matcher, judged: Iterable[Judged]) -> tuple[Tensor, Tensor, Tensor]:
    """Look up requests; return features (N, F), whether right (N,), and the look-up's number (N,).

    Those for which nothing right is found are left out.
    """
    features, right, groups = [], [], []
    for number, one in enumerate(judged):
        matches = matcher.rank(one.prompt, limit=LOOKED_AT)
        is_right = [match.recipe.title in one.right_titles for match in matches]
        if any(is_right):
            features += [match.features for match in matches]
            right += is_right
            groups += [number] * len(matches)
    _, compact = np.unique(np.array(groups), return_inverse=True)
    return torch.tensor(np.array(features)), torch.tensor(right), torch.tensor(compact)


def fit_weights(features: Tensor, right: Tensor, groups: Tensor) -> list[float]:
    """Return the feature weights under which the softmax probability of what is right is largest."""
    spread = features.std(0) + 1e-6
    scaled = (features - features.mean(0)) / spread
    weights = torch.zeros(features.shape[1], requires_grad=True)
    optimizer = torch.optim.Adam([weights], 0.05)
    for _ in range(600):
        scores = scaled @ weights
        of_right = _log_sums(scores[right], groups[right])
        loss = (_log_sums(scores, groups) - of_right).mean() + 1e-3 * weights.square().sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return [round(w, 4) for w in (weights / spread).tolist()]


def _log_sums(scores: Tensor, groups: Tensor) -> Tensor:
    """Return the logarithm of the sum of each group's exponentials."""
    tops = _tops(scores.detach(), groups)
    return tops + torch.zeros(len(tops)).scatter_add(0, groups, (scores - tops[groups]).exp()).log()


def _tops(scores: Tensor, groups: Tensor) -> Tensor:
    return torch.full((int(groups.max()) + 1,), -1e9).scatter_reduce(0, groups, scores, "amax")


def top1_share(matcher: Matcher, features: Tensor, right: Tensor, groups: Tensor) -> float:
    """Return the share of look-ups whose first recipe is a right one, of those that find one at all."""
    scores = features @ torch.tensor(matcher.weights)
    tops = _tops(scores, groups)
    return len(set(groups[(scores >= tops[groups]) & right].tolist())) / len(tops)


def save_ranker(folder: Path, ranker: Ranker) -> None:
    """Write a ranker's two files."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    arrays = {"vectors": ranker.vectors.astype(np.float16), "root_weights": ranker.root_weights.astype(np.float16)}
    save_file(arrays, folder / VECTORS)
    settings: dict[str, Any] = {
        "features": list(FEATURES),
        "feature_weights": list(ranker.feature_weights),
        "code_scale": ranker.code_scale,
        "calibration": ranker.calibration,
        "roots": list(ranker.roots),
    }
    (folder / SETTINGS).write_text(json.dumps(settings, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `python -m training ranker`."""
    parser.add_argument("--cookbook", type=Path, default=REPOSITORY / "resources" / "cookbook")
    parser.add_argument("--pairs", type=Path, nargs="*", help="outside .jsonl files with prompt and code a line")
    parser.add_argument("--judged", type=Path, default=JUDGED)
    parser.add_argument("--out", type=Path, default=REPOSITORY / "resources" / "ranker")
    parser.add_argument("--steps", type=int, default=450)
    parser.add_argument("--members", type=int, default=MEMBERS, help="trainings that are made one")
    parser.add_argument("--seed", type=int, default=0)


def run(args: argparse.Namespace) -> int:
    """Train the vectors, learn the feature weights on judged requests that were held out, and save."""
    torch.set_num_threads(1)
    index = load_index([args.cookbook], training_dir() / "cache")
    default = training_dir() / "seed" / "pairs.jsonl"
    pairs = args.pairs if args.pairs is not None else [default] if default.exists() else []
    judged = [one for one in read_judged(args.judged, [r.title for r in index.cookbook.recipes]) if any(one.right)]
    texts = read_texts(index, pairs, [one for one in judged if not one.is_held_out])
    held_out = [one for one in judged if one.is_held_out]
    logger.info(
        "%d recipes, %d ways to ask, %d outside pairs, %d judged requests, %d more held out",
        *(len(rows) for rows in (index.cookbook.recipes, index.asks, texts.outside, texts.judged, held_out)),
    )
    ranker = train_ranker(texts, args.steps, args.seed, WEIGHTS, args.members)
    measured = measure_features(Matcher(index, ranker), held_out)
    learnt = replace(ranker, feature_weights=tuple(fit_weights(*measured)))
    for name, chosen in (("hand-set", ranker), ("learnt", learnt)):
        share = 100 * top1_share(Matcher(index, chosen), *measured)
        logger.info("%s weights: a right recipe first in %.1f%% of %d look-ups", name, share, len(measured[2].unique()))
    save_ranker(args.out, learnt)
    logger.info("Saved %d words in %s. Now: python -m training judge", len(learnt.roots), args.out)
    return 0
