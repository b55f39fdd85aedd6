"""What it costs to publish matrices that eight bits hold, and whether both ways to compute them write the same.

An answer counts as the same when each of its tokens would be chosen again, read after the answer's own beginning: so
the other network would have written it to the token.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.answer import Answerer
from engine.checkpoint import LoadedModel
from engine.eight_bits import snap
from engine.index import load_index
from engine.matcher import Matcher
from engine.model import GPT, matrices
from engine.native.network import load_native
from engine.prompting import prompt_ids
from engine.semantics import load_ranker
from tests.bench.engines import ours
from tests.bench.measure import table
from training.workspace import REPOSITORY, read_jsonl, training_dir

TOKENS = 64
Round = Callable[[Tensor], Tensor]
ROUNDINGS: dict[str, Round] = {
    "as they are": lambda weight: weight,
    "8 bits, a scale a row": lambda weight: rounded(weight, weight.shape[-1]),
    "8 bits, a scale for 32 numbers": lambda weight: rounded(weight, 32),
    "8 bits, a power of two for 64 numbers (what is published)": snap,
}


def rounded(weight: Tensor, group: int) -> Tensor:
    """Return a matrix as eight bits hold it, with one scale of any size for each group of the last dimension."""
    grouped = weight.unflatten(-1, (-1, group))
    scale = grouped.abs().amax(-1, keepdim=True).clamp(min=1e-12) / 127
    return ((grouped / scale).round() * scale).flatten(-2)


@contextmanager
def with_matrices(network: GPT, change: Round) -> Iterator[None]:
    """Let a network compute with other matrices for a while; in C, too, if it can."""
    kept = {weight: weight.clone() for weight in matrices(network)}
    native = network.native
    for weight in kept:
        weight.copy_(change(weight))
    network.native = load_native(network)
    try:
        yield
    finally:
        for weight, before in kept.items():
            weight.copy_(before)
        network.native = native


@torch.inference_mode()
def compare_bits(model: LoadedModel) -> str:
    """Return a table of ways to round the weights, with losses and answers, and how far C and torch agree."""
    asked = prompts(model)
    rows = compare_roundings(model, asked[::4])
    agree = compare_ways(model, asked)
    header = ["matrices", "loss, nats a token of request, recipes and answer", "same greedy answers"]
    return "\n".join(
        [
            f"Requests of the evaluation set with their recipes, at most {TOKENS} tokens each; every fourth:",
            "",
            table(header, rows),
            "",
            f"What is published, in 8 bits in C and in 32 bits in torch: {agree.in_torch} of {agree.written} greedy",
            f"answers are the same, {agree.tokens:,} tokens; in C with guesses and without: {agree.without_guesses}.",
        ]
    )


def compare_roundings(model: LoadedModel, asked: list[list[int]]) -> list[list[str]]:
    """Return a row for each way to round: the loss in torch, and how many answers stay those of the given matrices."""
    write, rows = ours(model, native=True, guesses=True), []
    answers = [(ids, made) for ids in asked if (made := write(ids, TOKENS))]
    for name, change in ROUNDINGS.items():
        with with_matrices(model.network, change):
            loss, same = measure(model, answers)
            rows.append([name, f"{loss:.4f}", f"{same} of {len(answers)}"])
    return rows


class Agreement(NamedTuple):
    """Of so many greedy answers, with so many tokens in all, how many another way to write gives, too."""

    written: int
    tokens: int
    in_torch: int
    without_guesses: int


def compare_ways(model: LoadedModel, asked: list[list[int]]) -> Agreement:
    """Return how many answers written in 8 bits in C with guesses are those of torch, and those without guesses."""
    with with_matrices(model.network, snap):
        write, plainly = (ours(model, native=True, guesses=guesses) for guesses in (True, False))
        answers = [(ids, made) for ids in asked if (made := write(ids, TOKENS))]
        _, in_torch = measure(model, answers)
        without = sum(plainly(ids, TOKENS) == made for ids, made in answers)
    return Agreement(len(answers), sum(len(made) for _, made in answers), in_torch, without)


def prompts(model: LoadedModel) -> list[list[int]]:
    """Return the evaluation set's requests as the program gives them to its model."""
    resources = REPOSITORY / "resources"
    index = load_index([resources / "cookbook"], training_dir() / "cache", resources / "index")
    answerer = Answerer(Matcher(index, load_ranker(resources / "ranker"), training_dir() / "cache"), lambda name: model)
    requests = [row["prompt"] for row in read_jsonl(REPOSITORY / "tests" / "evaluation" / "requests.jsonl")]
    return [prompt_ids(model, request, answerer.find_context(request, model)) for request in requests]


def measure(model: LoadedModel, answers: list[tuple[list[int], list[int]]]) -> tuple[float, int]:
    """Return the mean loss over requests and answers in torch, and how many answers would be written again."""
    same, losses = 0, []
    for ids, made in answers:
        logits = model.network(torch.tensor([ids + made]))[0]
        same += logits[len(ids) - 1 : -1].argmax(-1).tolist() == made
        losses.append(F.cross_entropy(logits[:-1], torch.tensor((ids + made)[1:])))
    return float(torch.stack(losses).mean()), same
