"""Learn how far to trust what a model writes: its drafts for requests that can be run, and whether they were right.

The odd ids of the evaluation and of `tests/fresh` and all of `tests/development` take part. The weights go into the
model's folder.
"""

import argparse
import logging
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import torch

from engine.answer import Answerer
from engine.checkpoint import LoadedModel, find_model, load_model, save_calibration
from engine.confidence import Confidence
from engine.draft_scores import DRAFT_FEATURES, measure_drafts
from engine.events import Request
from engine.index import load_index
from engine.matcher import Matcher
from engine.reranker import load_reranker
from engine.semantics import load_ranker
from engine.slot_pointer import load_slot_pointer
from training.judging import LEARNT_FROM, fit, load_runner, runner_arguments
from training.stage_data import load_operations
from training.workspace import DataError, read_jsonl, training_dir, write_jsonl

logger = logging.getLogger(__name__)

CANDIDATES = 4
CEILING_QUANTILE = 0.98  # of how sure the best drafts are


def run(args: argparse.Namespace) -> int:
    """Let the model answer, run its drafts, fit the weights and save them with the model."""
    torch.set_num_threads(1)
    info = find_model(args.models, args.drafts)
    path = training_dir() / f"drafts-{info.name}.jsonl"
    if not args.no_run:
        ranker = load_ranker(args.ranker)
        index = load_index([args.cookbook], training_dir() / "cache")
        model = load_model(info)
        confidence = Confidence(ranker.calibration, load_reranker(args.ranker))
        pointer = load_slot_pointer(args.ranker)
        answerer = Answerer(
            Matcher(index, ranker), lambda _: model, confidence, get_phrasebook=load_operations, pointer=pointer
        )
        write_jsonl(path, label_drafts(answerer, model, args.jobs))
    rows = list(read_jsonl(path))
    if not any(row["right"] for row in rows):
        raise DataError(f"None of {len(rows)} drafts is right: there is nothing to learn from.")
    features = torch.tensor([row["features"] for row in rows])
    right = torch.tensor([float(row["right"]) for row in rows])
    groups = torch.tensor(np.unique([row["id"] for row in rows], return_inverse=True)[1])
    alike = torch.ones(len(rows))
    weights, offset = fit(features, right, groups, (alike, alike), args.penalty)
    sure = torch.sigmoid(features @ torch.tensor(weights) + offset)
    best = torch.zeros(int(groups.max()) + 1).scatter_reduce(0, groups, sure, "amax")
    ceiling = round(float(torch.quantile(best, CEILING_QUANTILE)), 4)
    calibration = {"features": list(DRAFT_FEATURES), "weights": weights, "offset": offset, "ceiling": ceiling}
    save_calibration(info.folder, calibration)
    chosen = [int(torch.where(groups == group, sure, -1.0).argmax()) for group in range(len(best))]
    logger.info(
        "%d requests; %d with a right draft, %d right ones chosen; ceiling %.2f",
        len(best),
        len({row["id"] for row in rows if row["right"]}),
        int(right[chosen].sum()),
        ceiling,
    )
    for name, weight in zip(DRAFT_FEATURES, weights, strict=True):
        logger.info("%-22s %8.3f", name, weight)
    return 0


def label_drafts(answerer: Answerer, model: LoadedModel, jobs: int) -> list[dict[str, Any]]:
    """Return a row for each draft that can be shown: its features, and whether its request's check passed."""
    runner = load_runner()
    rows: list[dict[str, Any]] = []
    work: list[tuple[dict[str, Any], Any, str]] = []
    for folder, half in LEARNT_FROM:
        for number, item in enumerate(runner.load(runner_arguments(folder, half))):
            if item["category"] == runner.OOS:
                continue
            request = Request(item["prompt"], only="model", candidates=CANDIDATES, seed=number)
            drafts = deque(answerer.write_drafts(request, model, number), maxlen=1).pop()
            assert isinstance(drafts, list), "the last that comes is the drafts"
            offered = {o.candidate.code: o.candidate.confidence for o in answerer.offers.find(item["prompt"])}
            for draft, features in zip(drafts, measure_drafts(item["prompt"], drafts, offered), strict=True):
                row = {"id": item["id"], "features": features, "right": False, "code": draft.code}
                rows.append(row)
                work.append((row, item, draft.code))
    _judge_all(work, runner, jobs)
    return rows


def _judge_all(work: Sequence[tuple[dict[str, Any], Any, str]], runner: Any, jobs: int) -> None:
    verdicts: dict[tuple[str, str], bool] = {}

    def judge(task: tuple[dict[str, Any], Any, str]) -> None:
        row, item, code = task
        key = (item["id"], code)
        if key not in verdicts:
            verdicts[key] = bool(runner.score_code(item, code, runner_arguments())["ok"])
        row["right"] = verdicts[key]

    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(judge, work))
