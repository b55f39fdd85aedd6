"""Learn how sure to be: run candidates against checks, and fit a logistic model.

Eight kinds of requests take part: the evaluation's odd ids; those of `tests/fresh` and `tests/harder`, which nobody who
writes recipes has read; the requests of `tests/development` and the odd ones of `tests/everyday`, written for this by
people who had not seen the cookbook; requests of our own with the titles of their recipes (`asked.jsonl`); more of our
own whose nearest recipes were judged by reading, those that the reranker has not seen (`judged.jsonl`); and requests of
other languages, other subjects and nonsense (`out_of_scope.txt`, written for this), which count as never answered. What
operations make of the development requests is run, and what people were shown of it was read
(`composed_answers.jsonl`). The weights go into the ranker's calibration.
"""

import argparse
import compileall
import hashlib
import importlib.util
import json
import logging
import multiprocessing
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from engine.composer.compose import FEATURES as COMPOSED_FEATURES
from engine.composer.compose import readings
from engine.composer.operations import Phrasebook, load_phrasebook
from engine.confidence import FEATURE_NAMES, Confidence
from engine.index import load_index
from engine.matcher import Matcher, is_about_code
from engine.offers import COMPOSED_READINGS, Offers
from engine.reranker import load_reranker
from engine.semantics import load_ranker
from engine.slot_pointer import load_slot_pointer
from engine.words import strip_lead_in
from training.evaluate import DEVELOPMENT, TESTS
from training.judged import JUDGED, Judged, is_held_out, read_judged, read_out_of_scope
from training.ranker import save_ranker
from training.workspace import OPERATIONS, REPOSITORY, read_jsonl, training_dir, write_jsonl

logger = logging.getLogger(__name__)

EVALUATION = TESTS / "evaluation"
EVERYDAY = TESTS / "everyday"
FRESH, HARDER = TESTS / "fresh", TESTS / "harder"
LEARNT_FROM = ((EVALUATION, "odd"), (FRESH, "odd"), (DEVELOPMENT, ""), (EVERYDAY, "odd"), (HARDER, "odd"))
OWN_CANDIDATES = 6  # of a request whose recipes are known
READ_WEIGHT = 0.25  # of a development request in how sure to be: recipes were written since by people who had read them
JUDGED_WEIGHT = 0.015  # of a judged request beside one whose candidates were run: many, but read by their title alone
OUT_OF_SCOPE_WEIGHT = 0.7  # of a request that nothing answers: there are many, and each brings its nearest four
FOLDS = 5
OWN_COMPOSED_WEIGHT = 0.4  # of a request of our own: its phrases were written by those who had read it
SAVED_EVERY = 500  # so many verdicts, since running candidates takes long
HOPELESS_LEFT = 2.5  # what so much of a request has no part in is not run: it is wrong


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `python -m training judge`."""
    parser.add_argument("--cookbook", type=Path, default=REPOSITORY / "resources" / "cookbook")
    parser.add_argument("--ranker", type=Path, default=REPOSITORY / "resources" / "ranker")
    parser.add_argument("--drafts", metavar="MODEL", help="learn how far to trust what this model writes instead")
    parser.add_argument("--models", type=Path, default=REPOSITORY / "resources" / "models")
    parser.add_argument("--penalty", type=float, default=0.01, help="L2 penalty on the standardised weights")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--no-run", action="store_true", help="fit on the labels of the last time")


def run(args: argparse.Namespace) -> int:
    """Label candidates, fit the confidence and save it with the ranker; or do so with a model's drafts."""
    if args.drafts:
        from training.draft_judging import run as run_drafts

        return run_drafts(args)
    ranker = load_ranker(args.ranker)
    path = training_dir() / "labels.jsonl"
    if not args.no_run:
        index = load_index([args.cookbook], training_dir() / "cache")
        confidence = Confidence({}, load_reranker(args.ranker))
        offers = Offers(Matcher(index, ranker), confidence, pointer=load_slot_pointer(args.ranker))
        write_jsonl(path, label_candidates(offers, args.jobs) + label_judged(offers, args.jobs))
    rows = list(read_jsonl(path))
    features = torch.tensor([row["features"] for row in rows])
    right = torch.tensor([float(row["right"]) for row in rows])
    _, groups = np.unique([row["id"] for row in rows], return_inverse=True)
    weights_of = {"judged": JUDGED_WEIGHT, "out": OUT_OF_SCOPE_WEIGHT}
    shares = torch.tensor([weights_of.get(row["id"].rstrip("0123456789"), 1.0) for row in rows])
    unread = shares * torch.tensor([READ_WEIGHT if row.get("read") else 1.0 for row in rows])
    report_folds(features, right, torch.tensor(groups), (shares, unread), rows, args.penalty)
    weights, offset = fit(features, right, torch.tensor(groups), (shares, unread), args.penalty)
    composed = fit_composed(path.with_name("composed.jsonl"), args)
    calibration = {"features": list(FEATURE_NAMES), "weights": weights, "offset": offset, "composed": composed}
    save_ranker(args.ranker, replace(ranker, calibration=calibration))
    for name, weight in sorted(zip(FEATURE_NAMES, weights, strict=True), key=lambda pair: -abs(pair[1])):
        logger.info("%-20s %8.3f", name, weight)
    return 0


def fit_composed(path: Path, args: argparse.Namespace) -> dict[str, Any]:
    """Label the programs that operations make for the development requests, and return what tells the right ones."""
    if not args.no_run:
        write_jsonl(path, label_composed(args.jobs))
    rows = list(read_jsonl(path))
    features = torch.tensor([row["features"] for row in rows])
    right = torch.tensor([float(row["right"]) for row in rows])
    groups = torch.tensor(np.unique([row["id"] for row in rows], return_inverse=True)[1])
    shares = torch.tensor([OWN_COMPOSED_WEIGHT if row["id"].startswith("own/") else 1.0 for row in rows])
    weights, offset = fit(features, right, groups, (shares, shares), args.penalty)
    logger.info("%d programs made of operations, %d right", len(rows), int(right.sum()))
    return {"features": list(COMPOSED_FEATURES), "weights": weights, "offset": offset}


def label_composed(jobs: int) -> list[dict[str, Any]]:
    """Return a row for each program that operations make for a development request: whether its check passed.

    Requests of our own (`composed.jsonl`) name the operations that they mean.
    """
    runner, book = load_runner(), load_phrasebook(OPERATIONS)
    rows: list[dict[str, Any]] = []
    work: list[tuple[dict[str, Any], Any, str]] = []
    for folder, half in LEARNT_FROM:
        for item in runner.load(runner_arguments(folder, half)):
            if is_about_code(item["prompt"]):
                continue
            for composed in islice(readings(strip_lead_in(item["prompt"]), book), COMPOSED_READINGS):
                row = {"id": f"{folder.name}/{item['id']}", "features": composed.features, "right": False}
                rows.append(row)
                if item["category"] != runner.OOS and composed.features[0] <= HOPELESS_LEFT:
                    work.append((row, item, composed.code))
    for number, asked in enumerate(read_jsonl(REPOSITORY / "training" / "composed.jsonl")):
        for composed in islice(readings(asked["prompt"], book), COMPOSED_READINGS):
            titles = {operation.title for operation in composed.operations}
            right = titles == set(asked["operations"]) and len(composed.missed) == 0
            rows.append({"id": f"own/{number:03}", "features": composed.features, "right": right})
    rows += label_read(book)
    _judge_all(work, runner, jobs)
    return rows


def label_read(book: Phrasebook) -> list[dict[str, Any]]:
    """Return a row for each composed program that people who used Pysmith read: whether it did what they had asked.

    A program that is composed otherwise by now says nothing.
    """
    rows: list[dict[str, Any]] = []
    for number, asked in enumerate(read_jsonl(REPOSITORY / "training" / "composed_answers.jsonl")):
        for composed in islice(readings(strip_lead_in(asked["prompt"]), book), COMPOSED_READINGS):
            if composed.code == asked["code"]:
                rows.append({"id": f"read/{number:03}", "features": composed.features, "right": asked["right"]})
    logger.info("%d composed programs that were read, %d right", len(rows), sum(row["right"] for row in rows))
    return rows


def label_candidates(offers: Offers, jobs: int) -> list[dict[str, Any]]:
    """Return a row for each candidate of each development request: its features and whether its check passed."""
    runner = load_runner()
    rows: list[dict[str, Any]] = []
    work: list[tuple[dict[str, Any], Any, str]] = []
    for folder, half in LEARNT_FROM:
        for item in runner.load(runner_arguments(folder, half)):
            if is_about_code(item["prompt"]):
                continue
            for match, adapted, features in offers.candidates(item["prompt"]):
                row = {"id": item["id"], "recipe": match.recipe.id, "features": features.tolist(), "right": False}
                row["read"] = folder not in (FRESH, HARDER)
                rows.append(row)
                if item["category"] != runner.OOS:
                    work.append((row, item, adapted.code))
    for number, asked in enumerate(read_jsonl(REPOSITORY / "training" / "asked.jsonl")):
        for match, _, features in offers.candidates(asked["prompt"], OWN_CANDIDATES):
            rows.append(
                {
                    "id": f"own{number:03}",
                    "recipe": match.recipe.id,
                    "features": features.tolist(),
                    "right": match.recipe.title in asked["titles"],
                }
            )
    for number, line in enumerate(filter(is_held_out, read_out_of_scope())):
        for match, _, features in offers.candidates(line, 4):
            rows.append(
                {"id": f"out{number:03}", "recipe": match.recipe.id, "features": features.tolist(), "right": False}
            )
    _judge_all(work, runner, jobs)
    answered = {row["id"] for row in rows if row["right"]}
    logger.info("%d candidates, %d requests with a right one", len(rows), len(answered))
    return rows


def label_judged(offers: Offers, jobs: int) -> list[dict[str, Any]]:
    """Return a row for each candidate of the judged requests that the reranker has not seen, where it was judged."""
    titles = [recipe.title for recipe in offers.matcher.recipes]
    asked = [
        (number, judged, offers)
        for number, judged in enumerate(read_judged(JUDGED, titles))
        if judged.is_held_out and not is_about_code(judged.prompt)
    ]
    _SHARED[:] = asked  # what a forked process has need not be sent to it
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        rows = [row for found in pool.imap(_label_one, range(len(asked)), chunksize=50) for row in found]
    logger.info("%d candidates of judged requests, %d right", len(rows), sum(row["right"] for row in rows))
    return rows


_SHARED: list[tuple[int, Judged, Offers]] = []


def _label_one(place: int) -> list[dict[str, Any]]:
    number, judged, offers = _SHARED[place]
    is_right = dict(zip(judged.titles, judged.right, strict=True))
    return [
        {
            "id": f"judged{number:05}",
            "recipe": match.recipe.id,
            "features": features.tolist(),
            "right": is_right[match.recipe.title],
        }
        for match, _, features in offers.candidates(strip_lead_in(judged.prompt))
        if match.recipe.title in is_right
    ]


def _judge_all(work: list[tuple[dict[str, Any], Any, str]], runner: Any, jobs: int) -> None:
    """Say of each row whether its code passes its request's check."""
    known = _Verdicts(training_dir() / "verdicts.json")
    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(lambda task: _judge(task, runner, known), work))
    known.save()


def _judge(task: tuple[dict[str, Any], Any, str], runner: Any, known: "_Verdicts") -> None:
    row, item, code = task
    key = hashlib.sha256(f"{item['id']}\n{code}".encode()).hexdigest()
    if key not in known.values:
        known.values[key] = bool(runner.score_code(item, code, runner_arguments())["ok"])
        if len(known.values) % SAVED_EVERY == 0:
            known.save()
    row["right"] = known.values[key]


class _Verdicts:
    """What was run before need not run again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.values: dict[str, bool] = json.loads(path.read_text()) if path.exists() else {}

    def save(self) -> None:
        """Write the verdicts."""
        self._path.write_text(json.dumps(self.values.copy()))


def runner_arguments(folder: Path = EVALUATION, half: str = "") -> argparse.Namespace:
    """Return what the evaluation's runner wants to know to load a half of a folder's requests and to score answers."""
    return argparse.Namespace(
        set="requests", data=str(folder), half=half, category="", ids="", limit=0, seed=0, timeout=10, memory=2048,
        exec_python=sys.executable,
    )  # fmt: skip


def load_runner() -> Any:
    """Return the evaluation's runner as a module; it lives beside its data, outside of any package."""
    spec = importlib.util.spec_from_file_location("evaluation_run", EVALUATION / "run.py")
    assert spec is not None, "the runner is a Python file"
    assert spec.loader is not None, "a Python file has a loader"
    compileall.compile_dir(EVALUATION, quiet=1)  # each run imports it and would compile it again
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fit(
    features: Tensor, right: Tensor, groups: Tensor, shares: tuple[Tensor, Tensor], penalty: float
) -> tuple[list[float], float]:
    """Return weights and offset: likely for each candidate alone, and putting right ones first within a request.

    All have a row for each candidate: features (N, F), whether it is right, its request, and what it counts: for the
    weights, and for how sure the scores make, which is learnt from requests that the weights were not fitted on.
    """
    mean, spread = features.mean(0), features.std(0) + 1e-6
    scaled = (features - mean) / spread
    count = int(groups.max()) + 1
    group_shares = torch.zeros(count).scatter_reduce(0, groups, shares[1], "amax")
    unseen = torch.zeros(len(right))
    fold_of = torch.tensor(np.random.default_rng(1).integers(0, FOLDS, count))[groups]
    for fold in range(FOLDS):
        inside, outside = fold_of != fold, fold_of == fold
        if bool(inside.any()) and bool(outside.any()):
            _, compact = torch.unique(groups[inside], return_inverse=True)
            weights, offset = _fit_scores(scaled[inside], right[inside], compact, shares[0][inside], penalty)
            unseen[outside] = scaled[outside] @ weights + offset
    weights, offset = _fit_scores(scaled, right, groups, shares[0], penalty)
    best = torch.tensor([int(torch.where(groups == g, unseen, -1e9).argmax()) for g in range(count)])
    slope, shift = _platt(unseen[best], right[best], group_shares)
    raw = weights * slope / spread
    return [round(w, 5) for w in raw.tolist()], round(float(offset * slope + shift - (raw * mean).sum()), 5)


@torch.enable_grad()
def _fit_scores(scaled: Tensor, right: Tensor, groups: Tensor, shares: Tensor, penalty: float) -> tuple[Tensor, Tensor]:
    """Return the weights and the offset of scores; their listwise part sharpens them beyond probabilities."""
    weights = torch.zeros(scaled.shape[1], requires_grad=True)
    offset = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.Adam([weights, offset], 0.05)
    count = int(groups.max()) + 1
    group_shares = torch.zeros(count).scatter_reduce(0, groups, shares, "amax")
    for _ in range(400):
        scores = scaled @ weights + offset
        loss = F.binary_cross_entropy_with_logits(scores, right, shares) / shares.mean()
        loss = loss + penalty * weights.square().sum()
        top = torch.full((count,), -1e9).scatter_reduce(0, groups, scores.detach(), "amax")
        likely = (scores - top[groups]).exp()
        whole = torch.zeros(count).scatter_add(0, groups, likely)
        good = torch.zeros(count).scatter_add(0, groups, likely * right)
        some = good > 0
        if bool(some.any()):
            loss = loss - ((good[some] / whole[some]).log() * group_shares[some]).sum() / group_shares[some].sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return weights.detach(), offset.detach()


@torch.enable_grad()
def _platt(scores: Tensor, right: Tensor, shares: Tensor) -> tuple[float, float]:
    """Return slope and shift that make scores probabilities (Platt 1999)."""
    slope, shift = torch.ones(1, requires_grad=True), torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.Adam([slope, shift], 0.05)
    for _ in range(400):
        loss = F.binary_cross_entropy_with_logits(scores * slope + shift, right, shares) / shares.mean()
        loss = loss + 0.01 * (slope - 1).square().sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return float(slope.detach()), float(shift.detach())


def report_folds(
    features: Tensor,
    right: Tensor,
    groups: Tensor,
    shares: tuple[Tensor, Tensor],
    rows: list[dict[str, Any]],
    penalty: float,
) -> None:
    """Log how well confidence ranks and refuses on requests that it was not fitted on."""
    fold_of = np.random.default_rng(0).integers(0, FOLDS, int(groups.max()) + 1)
    outside = {row["id"] for row in rows if row["id"].startswith("out")}
    results = []
    for fold in range(FOLDS):
        train = torch.tensor(fold_of[groups.numpy()] != fold)
        compact = torch.tensor(np.unique(groups[train].numpy(), return_inverse=True)[1])
        weights, offset = fit(features[train], right[train], compact, (shares[0][train], shares[1][train]), penalty)
        confidence = Confidence({"weights": weights, "offset": offset})
        for group in np.flatnonzero(fold_of == fold):
            if rows[int(torch.where(groups == int(group))[0][0])]["id"].startswith(("judged", "own")):
                continue
            members = torch.where(groups == int(group))[0].tolist()
            sure, best = max((confidence(features[i].numpy()), i) for i in members)
            results.append((rows[best]["id"] in outside, bool(right[best]), sure))
    inside = [(ok, sure) for out, ok, sure in results if not out]
    answered = [ok for ok, sure in inside if sure >= 0.5]
    logger.info(
        "cross-validated: %d of %d first candidates right; %d answered, %d of those right; %d wrong above 0.8; "
        "%d of %d refused",
        sum(ok for ok, _ in inside),
        len(inside),
        len(answered),
        sum(answered),
        sum(not ok and sure > 0.8 for ok, sure in inside),
        sum(out and sure < 0.5 for out, _, sure in results),
        sum(out for out, _, _ in results),
    )
