"""A replay card: a request with every parameter and the model's checksum, enough to get the same answer again."""

import json
from dataclasses import asdict, dataclass, replace

from app.history import request_from_dict
from engine.errors import RequestError
from engine.events import Answer, Request

FORMAT = 1


@dataclass(frozen=True)
class ReplayCard:
    """What a card holds."""

    request: Request
    model_sha256: str
    code: str


def write_card(request: Request, answer: Answer, model_sha256: str) -> str:
    """Return a card as JSON text; the seed and the model are those the answer really had."""
    exact = replace(request, seed=answer.seed, model=answer.model or request.model)
    card = {"pysmith_replay": FORMAT, "request": asdict(exact), "model_sha256": model_sha256, "code": answer.code}
    return json.dumps(card, indent=2, ensure_ascii=False) + "\n"


def read_card(text: str) -> ReplayCard:
    """Read a card; raises RequestError when the text is none."""
    try:
        card = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RequestError(f"This is no replay card: it is not JSON ({error}).") from error
    if not isinstance(card, dict) or card.get("pysmith_replay") != FORMAT:
        raise RequestError("This is no replay card of Pysmith, or one of another version.")
    request = request_from_dict(card.get("request") or {})
    return ReplayCard(request, str(card.get("model_sha256", "")), str(card.get("code", "")))
