"""How sure to be of what a model wrote: a calibrated probability over what can be seen of a draft.

What speaks for a draft: the model's own likelihood, that it uses the values that the request names, and that other
drafts do the same. The weights come with the model (`python -m training judge --drafts`).
"""

import ast
import copy
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.checkpoint import ModelInfo
from engine.syntax import parse, walk
from engine.values import Value, find_values

DRAFT_FEATURES = (
    "mean_log_probability",
    "least_log_probability",
    "log_tokens",
    "values_used",
    "values_missed",
    "paths_made_up",
    "agreement",
    "recipe_agreement",
    "recipe_confidence",
    "cut_short",
)
# What a model can be trusted that brings no weights: a character model's drafts are hardly ever right.
ROUGH_CEILINGS = {"comment": 0.1, "tagged": 0.25}
_PATH = re.compile(r"[\w./-]+\.(?:csv|txt|json|db|md|log|xml|tsv|ini|toml|html|sqlite|jsonl)")


@dataclass(frozen=True)
class DraftCode:
    """A draft that can be shown, and the log-probabilities of its tokens."""

    code: str
    log_probabilities: Sequence[float]
    is_complete: bool

    @property
    def mean_log_probability(self) -> float:
        """The mean over the tokens, in nats; 0 for none."""
        return sum(self.log_probabilities) / max(1, len(self.log_probabilities))


def measure_drafts(
    prompt: str, drafts: Sequence[DraftCode], recipes: Mapping[str, float] | None = None
) -> list[list[float]]:
    """Return the features of each draft, in the order of DRAFT_FEATURES.

    `recipes` are the codes that the cookbook offers for the request, with how sure it is of each.
    """
    kinds = ("path", "string", "number", "url", "data")
    values = [value for value in find_values(prompt) if value.kind in kinds and not value.is_ordinal]
    shapes = [shape_of(draft.code) for draft in drafts]
    offered: dict[str, float] = {}
    for code, confidence in (recipes or {}).items():
        offered[shape_of(code)] = max(confidence, offered.get(shape_of(code), 0.0))
    rows = []
    for draft, shape in zip(drafts, shapes, strict=True):
        used = sum(_is_used(value, draft.code) for value in values)
        rows.append(
            [
                draft.mean_log_probability,
                min(draft.log_probabilities, default=0.0),
                math.log1p(len(draft.log_probabilities)),
                used / len(values) if values else 1.0,
                float(min(3, len(values) - used)),
                float(sum(path not in prompt for path in set(_PATH.findall(draft.code)))),
                (shapes.count(shape) - 1) / max(1, len(drafts) - 1),
                float(shape in offered),
                offered.get(shape, 0.0),
                float(not draft.is_complete),
            ]
        )
    return rows


def shape_of(code: str) -> str:
    """Return what code does apart from how its variables are called and it is laid out; "" for none."""
    shared = parse(code)
    if shared is None:
        return ""
    tree = copy.deepcopy(shared)
    names: dict[str, str] = {}
    made = {node.id for node in walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    for node in walk(tree):
        if isinstance(node, ast.Name) and node.id in made:
            node.id = names.setdefault(node.id, f"v{len(names)}")
    return ast.dump(tree)


def _is_used(value: Value, code: str) -> bool:
    text = value.value if isinstance(value.value, str) else repr(value.value)
    return "".join(text.split()) in "".join(code.split()).replace("'", '"' if '"' in text else "'")


class DraftConfidence:
    """Turns the features of a model's drafts into probabilities, with the weights that the model brings."""

    def __init__(self, info: ModelInfo) -> None:
        calibration = info.calibration
        weights, offset = calibration.get("weights"), calibration.get("offset")
        fits = calibration.get("features") == list(DRAFT_FEATURES)
        self._weights = [float(w) for w in weights] if fits and isinstance(weights, list) else None
        self._offset = float(offset) if isinstance(offset, int | float) else 0.0
        ceiling = calibration.get("ceiling")
        rough = ROUGH_CEILINGS.get(info.prompt_format, 0.1)
        self.ceiling = float(ceiling) if self._weights and isinstance(ceiling, int | float) else rough

    def __call__(self, features: Sequence[float]) -> float:
        """Return the probability that a draft is right, 0 … `ceiling`."""
        if self._weights is None:
            return self.ceiling * math.exp(min(0.0, features[0]))
        score = sum(weight * value for weight, value in zip(self._weights, features, strict=True)) + self._offset
        return min(self.ceiling, 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score)))))
