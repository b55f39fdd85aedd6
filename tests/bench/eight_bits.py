"""What the model would lose if its matrices were kept in eight bits instead of sixteen: loss, and greedy answers.

An answer counts as the same when each of its tokens would be chosen again, read after the answer's own beginning.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.checkpoint import LoadedModel
from engine.prompting import prompt_ids
from tests.bench.engines import ours
from tests.bench.measure import table
from training.workspace import REPOSITORY, read_jsonl

ANSWERS, TOKENS = 60, 64
Round = Callable[[Tensor], Tensor]


def rounded(numbers: Tensor, group: int) -> Tensor:
    """Return numbers as eight bits hold them, with one scale for each group of the last dimension; 0 for all of it."""
    grouped = numbers.unflatten(-1, (-1, group or numbers.shape[-1]))
    scale = grouped.abs().amax(-1, keepdim=True).clamp(min=1e-12) / 127
    return ((grouped / scale).round() * scale).flatten(-2)


@contextmanager
def in_eight_bits(model: LoadedModel, group: int, with_activations: bool) -> Iterator[None]:
    """Let all matrices of a network, the output's too, be multiplied as if they were kept in eight bits."""
    matrices = [module for module in model.network.modules() if isinstance(module, nn.Linear)]
    tokens = model.network.tokens.weight
    model.network.tokens.weight = nn.Parameter(tokens.clone(), requires_grad=False)  # tied, and looked up as it is
    kept = [matrix.weight for matrix in matrices]
    hooks = []
    for matrix in matrices:
        matrix.weight = nn.Parameter(rounded(matrix.weight, group), requires_grad=False)
        if with_activations:
            hooks.append(matrix.register_forward_pre_hook(lambda _, given: (rounded(given[0], group),)))
    try:
        yield
    finally:
        for matrix, weight in zip(matrices, kept, strict=True):
            matrix.weight = weight
        model.network.tokens.weight = tokens
        for hook in hooks:
            hook.remove()


@torch.inference_mode()
def compare_bits(model: LoadedModel) -> str:
    """Return a table of ways to keep the weights, with the loss and the answers that stay the same."""
    write = ours(model, native=True, guesses=True)
    requests = [row["prompt"] for row in read_jsonl(REPOSITORY / "training" / "asked.jsonl")][:ANSWERS]
    asked = [prompt_ids(model, request) for request in requests]
    answers = [(ids, made) for ids in asked if (made := write(ids, TOKENS))]
    rows = [["16 bits", *measure(model, answers)]]
    for name, group, with_activations in (
        ("8 bits, a scale a row", 0, False),
        ("8 bits, a scale a row; activations too", 0, True),
        ("8 bits, a scale for 32 numbers; activations too", 32, True),
    ):
        with in_eight_bits(model, group, with_activations):
            rows.append([name, *measure(model, answers)])
    return table(["weights", "loss, nats a token of request and answer", "same greedy answers"], rows)


def measure(model: LoadedModel, answers: list[tuple[list[int], list[int]]]) -> list[str]:
    """Return the mean loss over requests and answers, and how many answers would be written again."""
    same, losses = 0, []
    for ids, made in answers:
        logits = model.network(torch.tensor([ids + made]))[0]
        same += logits[len(ids) - 1 : -1].argmax(-1).tolist() == made
        losses.append(F.cross_entropy(logits[:-1], torch.tensor((ids + made)[1:])))
    return [f"{float(torch.stack(losses).mean()):.4f}", f"{same} of {len(answers)}"]
