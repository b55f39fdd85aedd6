"""One OpenAI request in the making: what the engine is asked, and how its answer is dressed."""

import time
import uuid
from dataclasses import dataclass
from typing import Any

from app import __version__
from app.server.answering import Answering
from app.server.openai_choices import Choice, CountTokens, continuation, echoed, make_choices, texts_of
from app.server.openai_schemas import ChatBody, CompletionBody, ModelEntry
from app.server.problems import context_length_exceeded
from engine import events
from engine.checkpoint import ModelInfo

CHARS_PER_TOKEN = 4  # the most that a token of our models usually stands for


@dataclass(frozen=True)
class Job:
    """One request in the making: what the engine is asked, and how its answer is dressed."""

    body: CompletionBody | ChatBody
    ask: events.Request
    prompt_text: str
    kind: str  # "chat.completion" or "text_completion"
    id: str
    created: int
    model: str

    def envelope(self, kind: str) -> dict[str, Any]:
        """Return the fields that every response and chunk has."""
        return {
            "id": self.id,
            "object": kind,
            "created": self.created,
            "model": self.model,
            "system_fingerprint": f"pysmith-{__version__}",
        }


@dataclass(frozen=True)
class Result:
    """An answer as choices, with its usage."""

    answer: events.Answer
    choices: list[Choice]
    prompt_tokens: int

    @property
    def usage(self) -> dict[str, int]:
        """Return the tokens as OpenAI counts them."""
        written = sum(choice.tokens for choice in self.choices)
        return {
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": written,
            "total_tokens": self.prompt_tokens + written,
        }

    @property
    def provenance(self) -> dict[str, Any]:
        """Return where the answer comes from."""
        answer = self.answer
        return {
            "source": answer.source,
            "confidence": answer.confidence,
            "valid": answer.valid,
            "title": answer.title,
            "recipe_id": answer.recipe_id,
        }


async def list_entries(room: Answering) -> list[ModelEntry]:
    """Return the models that can be used, as OpenAI lists them."""
    return [ModelEntry(id=info.name, created=_created(info)) for info in await room.models() if not info.problem]


def _created(info: ModelInfo) -> int:
    try:
        return int(info.folder.stat().st_mtime)
    except OSError:
        return 0


async def make_job(
    body: CompletionBody | ChatBody, room: Answering, prompt: str, context: str, param: str, read: str
) -> Job:
    """Return the job for a checked body; `read` is the text whose tokens count. Raises HttpError for bad models."""
    if len(prompt) > events.MAX_PROMPT_CHARS:
        raise context_length_exceeded(param)
    await room.check_model(body.model)
    names = [entry.id for entry in await list_entries(room)]
    kind, prefix = ("chat.completion", "chatcmpl") if isinstance(body, ChatBody) else ("text_completion", "cmpl")
    model = body.model or (names[0] if names else "pysmith")
    return Job(body, _ask(body, prompt, context), read, kind, f"{prefix}-{uuid.uuid4().hex}", int(time.time()), model)


def _ask(body: CompletionBody | ChatBody, prompt: str, context: str) -> events.Request:
    low, high = events.LENGTH_RANGE
    best_of = getattr(body, "best_of", None) or events.DEFAULT_CANDIDATES
    choices: dict[str, Any] = {}
    if body.token_limit is not None:
        choices["length"] = max(low, min(high, body.token_limit * CHARS_PER_TOKEN))
    if body.temperature is not None:
        choices["temperature"] = body.temperature
    if body.top_p is not None:
        choices["top_p"] = max(0.01, body.top_p)
    if body.seed is not None:
        choices["seed"] = body.seed % 2**31
    return events.Request(prompt, model=body.model, candidates=max(body.choices, best_of), context=context, **choices)


def dress(job: Job, answer: events.Answer, count_tokens: CountTokens) -> Result:
    """Return the answer as the choices that the job's body asks for."""
    body = job.body
    texts = texts_of(answer)
    if isinstance(body, CompletionBody):
        show = echoed if body.echo else continuation
        texts = [show(text, body.text) for text in texts]
    choices = make_choices(texts, body.choices, body.stops, body.token_limit, count_tokens)
    return Result(answer, choices, count_tokens(job.prompt_text))
