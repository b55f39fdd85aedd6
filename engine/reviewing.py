"""Ask a model backwards: how likely is the request, given the code that should answer it?

Candidates ranked so are better chosen than by their own likelihood alone (Zhang et al. 2022, arXiv:2211.16490).
"""

from collections.abc import Sequence

import torch

from engine.checkpoint import LoadedModel
from engine.prompting import review_prompt

MAX_CODE_TOKENS = 400


@torch.inference_mode()
def review(model: LoadedModel, request: str, codes: Sequence[str]) -> list[float]:
    """Return the mean log-probability of a request's tokens after each code, in nats a token.

    0 for each where the model did not learn to read that way.
    """
    asked = model.tokenizer.encode(" ".join(request.split()))
    if model.info.prompt_format == "comment" or not codes or not asked:
        return [0.0] * len(codes)
    room = min(MAX_CODE_TOKENS, model.network.config.context_length - 4) - len(asked)
    if room < 8:
        return [0.0] * len(codes)
    starts = []
    for code in codes:
        seen = review_prompt(model.tokenizer, code)
        starts.append([*seen[:room], seen[-1]] if len(seen) > room else seen)
    ids = torch.zeros(len(codes), max(map(len, starts)) + len(asked), dtype=torch.long)
    for row, start in zip(ids, starts, strict=True):
        row[: len(start) + len(asked)] = torch.tensor([*start, *asked])
    logits = model.network(ids[:, :-1]).float()  # (B, T, V)
    found = logits.log_softmax(-1).gather(2, ids[:, 1:, None])[..., 0]  # (B, T)
    return [
        float(row[len(start) - 1 : len(start) - 1 + len(asked)].mean())
        for row, start in zip(found, starts, strict=True)
    ]
