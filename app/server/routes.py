"""Pysmith's own API: answers whole or as events, refilled recipes, colours, models."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.server.answering import Answering, Opened, failed
from app.server.highlight import highlight_python
from app.server.problems import ErrorBody, HttpError
from app.server.schemas import (
    EVENT_STREAM,
    GenerateBody,
    HighlightBody,
    Highlighted,
    ModelsBody,
    RefillBody,
    StreamBody,
    describe_model,
)
from app.server.streaming import EventStream, sse, unless_gone
from engine.events import Answer, Answered, Done, Event, Failed, Partial

ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": ErrorBody, "description": "The request makes no sense as it stands."},
    401: {"model": ErrorBody, "description": "The token is missing or wrong."},
    403: {"model": ErrorBody, "description": "A foreign Host or Origin."},
    404: {"model": ErrorBody, "description": "No such model."},
    413: {"model": ErrorBody, "description": "The body is too large."},
    415: {"model": ErrorBody, "description": "The body is not declared as JSON."},
    429: {"model": ErrorBody, "description": "Too many questions, or the queue is full; see Retry-After."},
    431: {"model": ErrorBody, "description": "The headers are too large."},
    503: {"model": ErrorBody, "description": "The server is closing, or its model is damaged."},
}
READ_ERRORS: dict[int | str, dict[str, Any]] = {status: ERRORS[status] for status in (400, 401, 403, 431)}

JSON_PATHS = frozenset({"/api/generate", "/api/generate/stream", "/api/refill", "/api/highlight"})

router = APIRouter(prefix="/api", tags=["Pysmith"])


def get_answering(request: Request) -> Answering:
    """Return the one Answering of the app."""
    answering = request.app.state.answering
    assert isinstance(answering, Answering)
    return answering


def client_name(request: Request) -> str:
    """Return who asks, for fair turns: on one machine, programs differ by what they call themselves."""
    address = request.client.host if request.client else "unknown"
    return f"{address} {request.headers.get('user-agent', '')[:200]}"


Room = Annotated[Answering, Depends(get_answering)]


@router.post("/generate", responses=ERRORS)
async def generate(body: GenerateBody, request: Request, room: Room) -> Answer:
    """Answer a request with code, once it is complete and checked."""

    async def work() -> Answer:
        opened = await room.open(body.to_request(), client_name(request))
        try:
            return await room.answer(opened)
        finally:
            room.abandon(opened)

    answer = await unless_gone(request, work())
    room.metrics.answers.labels(answer.source).inc()
    return answer


@router.post(
    "/generate/stream",
    response_class=EventStream,
    responses=ERRORS | {200: {"content": EVENT_STREAM, "description": "queued, partial, answer, error, done"}},
)
async def generate_stream(body: StreamBody, request: Request, room: Room) -> EventStream:
    """Answer a request as it happens: a recipe at once, the model's code as it grows, the final answer, `done`.

    A later `answer` replaces an earlier one. `partial` carries unchecked code. The last event is always `done`.
    """
    opened = await unless_gone(request, room.open(body.to_request(), client_name(request)))
    return EventStream(_event_bytes(room, opened, body.highlight), lambda: room.abandon(opened))


async def _event_bytes(room: Answering, opened: Opened, with_colours: bool) -> AsyncGenerator[bytes]:
    if opened.ticket is not None and not opened.ticket.turn.done():
        yield sse({"waiting": room.places.waiting}, "queued")
    source = None
    try:
        async with aclosing(room.events(opened)) as events:
            async for event in events:
                source = event.answer.source if isinstance(event, Answered) else source
                if isinstance(event, Done) and event.stopped and room.closing.is_set():
                    yield sse(HttpError(503, "Pysmith is shutting down.", "shutting_down").to_dict(), "error")
                name, data = to_message(event)
                if with_colours and "code" in data:
                    data["highlighted"] = await room.run(lambda code=data["code"]: highlight_python(code))  # type: ignore[misc]
                yield sse(data, name)
    except HttpError as problem:
        yield sse(problem.to_dict(), "error")
        yield sse({"stopped": True}, "done")
    if source is not None:
        room.metrics.answers.labels(source).inc()


def to_message(event: Event) -> tuple[str, dict[str, Any]]:
    """Return an event's name and data as clients see them."""
    match event:
        case Partial(code, tokens):
            return "partial", {"code": code, "tokens": tokens}
        case Answered(answer):
            return "answer", answer.to_dict()
        case Done(stopped):
            return "done", {"stopped": stopped}
        case Failed():
            return "error", failed(event).to_dict()


@router.post("/refill", responses=ERRORS)
async def refill(body: RefillBody, room: Room) -> Answer:
    """Return an earlier answer with other values in its recipe's slots."""
    return await room.run(lambda: room.session.refill(replace(body.answer), body.values))


@router.post("/highlight", responses=ERRORS)
async def highlight(body: HighlightBody, room: Room) -> Highlighted:
    """Return code in coloured pieces."""
    return Highlighted(highlighted=[list(piece) for piece in await room.run(lambda: highlight_python(body.code))])


@router.get("/models", responses=READ_ERRORS)
async def models(room: Room) -> ModelsBody:
    """List the installed models."""
    return ModelsBody(models=[describe_model(info) for info in await room.models()])


def empty_response() -> Response:
    """What is 'sent' to a client that has left."""
    return Response(status_code=499)
