"""The routes that OpenAI's clients speak: models, completions, chat completions, streamed or not.

An answer is checked as a whole before any of it is shown, so a stream here begins late and then comes quickly.
"""

from collections.abc import AsyncGenerator
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.server.answering import Opened
from app.server.openai_chat import message_text, split_chat
from app.server.openai_choices import Choice
from app.server.openai_job import Job, Result, dress, list_entries, make_job
from app.server.openai_schemas import (
    ChatBody,
    ChatCompletion,
    Completion,
    CompletionBody,
    ModelEntry,
    ModelList,
)
from app.server.problems import HttpError, no_such_model
from app.server.routes import ERRORS, READ_ERRORS, Room, client_name
from app.server.schemas import EVENT_STREAM
from app.server.streaming import EventStream, sse, unless_gone

_STREAMED: dict[int | str, dict[str, Any]] = {200: {"content": EVENT_STREAM}}

JSON_PATHS = frozenset({"/v1/completions", "/v1/chat/completions"})

router = APIRouter(prefix="/v1", tags=["OpenAI"])


@router.get("/models", responses=READ_ERRORS)
async def list_models(room: Room) -> ModelList:
    """List the models that can be used."""
    return ModelList(data=await list_entries(room))


@router.get("/models/{model_id:path}", responses=READ_ERRORS | {404: ERRORS[404]})
async def get_model(model_id: str, room: Room) -> ModelEntry:
    """Describe one model."""
    entries = {entry.id: entry for entry in await list_entries(room)}
    if model_id not in entries:
        raise no_such_model()
    return entries[model_id]


@router.post("/completions", response_model=Completion, responses=ERRORS | _STREAMED)
async def complete(body: CompletionBody, request: Request, room: Room) -> Any:
    """Answer a prompt. When the prompt is the beginning of code, the text continues it."""
    body.check()
    job = await make_job(body, room, body.text, "", "prompt", body.text)
    return await _respond(job, request, room)


@router.post("/chat/completions", response_model=ChatCompletion, responses=ERRORS | _STREAMED)
async def chat(body: ChatBody, request: Request, room: Room) -> Any:
    """Answer the last user message of a chat with code; earlier code in the chat is its context."""
    body.check()
    prompt, context = split_chat(body)
    read = "\n".join(message_text(message) for message in body.messages)
    job = await make_job(body, room, prompt, context, "messages", read)
    return await _respond(job, request, room)


async def _respond(job: Job, request: Request, room: Room) -> Response | dict[str, Any]:
    client = client_name(request)
    if job.body.stream:
        opened = await unless_gone(request, room.open(job.ask, client))
        return EventStream(_chunks(job, opened, room), lambda: room.abandon(opened))

    async def work() -> Result:
        opened = await room.open(job.ask, client)
        try:
            return await _result(job, opened, room)
        finally:
            room.abandon(opened)

    result = await unless_gone(request, work())
    shape = _chat_choice if isinstance(job.body, ChatBody) else _text_choice
    choices = [shape(index, choice) for index, choice in enumerate(result.choices)]
    return job.envelope(job.kind) | {"choices": choices, "usage": result.usage, "pysmith": result.provenance}


async def _result(job: Job, opened: Opened, room: Room) -> Result:
    answer = await room.answer(opened)
    room.metrics.answers.labels(answer.source).inc()
    return await room.run(lambda: dress(job, answer, lambda text: room.session.count_tokens(text, job.body.model)))


def _text_choice(index: int, choice: Choice) -> dict[str, Any]:
    return {"index": index, "text": choice.text, "logprobs": None, "finish_reason": choice.finish_reason}


def _chat_choice(index: int, choice: Choice) -> dict[str, Any]:
    message = {"role": "assistant", "content": choice.text, "refusal": None}
    return {"index": index, "message": message, "logprobs": None, "finish_reason": choice.finish_reason}


async def _chunks(job: Job, opened: Opened, room: Room) -> AsyncGenerator[bytes]:
    is_chat = isinstance(job.body, ChatBody)
    with_usage = job.body.stream_options is not None and bool(job.body.stream_options.include_usage)
    envelope = job.envelope("chat.completion.chunk" if is_chat else job.kind) | ({"usage": None} if with_usage else {})

    def chunk(index: int, text: str | None, finish_reason: str | None = None, role: str | None = None) -> bytes:
        piece: dict[str, Any] = {"index": index, "logprobs": None, "finish_reason": finish_reason}
        delta = ({"role": role} if role else {}) | ({"content": text} if text is not None else {})
        piece |= {"delta": delta} if is_chat else {"text": text or ""}
        return sse(envelope | {"choices": [piece]})

    try:
        if is_chat:
            for index in range(job.body.choices):
                yield chunk(index, "", role="assistant")
        result = await _result(job, opened, room)
        envelope["pysmith"] = result.provenance
        for index, choice in enumerate(result.choices):
            for line in choice.text.splitlines(keepends=True):
                yield chunk(index, line)
            yield chunk(index, None, choice.finish_reason)
        if with_usage:
            yield sse(envelope | {"choices": [], "usage": result.usage})
    except HttpError as problem:
        yield sse(problem.to_dict())
    yield sse("[DONE]")
