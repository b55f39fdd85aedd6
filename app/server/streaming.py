"""Server-sent events, and work that ends when the client leaves.

Knows how bytes reach a client; what they say is the routes' business.
"""

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import Any, TypeVar

from fastapi.responses import StreamingResponse
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

T = TypeVar("T")


class ClientGoneError(Exception):
    """The client closed the connection before its answer was ready."""


def sse(data: Any, event: str | None = None) -> bytes:
    """Return one server-sent event; `data` becomes JSON unless it is text already."""
    text = (
        data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    )
    name = f"event: {event}\n" if event else ""
    return f"{name}data: {text}\n\n".encode()


class EventStream(StreamingResponse):
    """A stream of events that is closed, and cleaned up after, however it ends.

    A client may leave before the first event, when the generator has not begun and its `finally` never runs: so
    `clean_up` is called in any case.
    """

    media_type = "text/event-stream"

    def __init__(self, events: AsyncGenerator[bytes], clean_up: Callable[[], None], status_code: int = 200) -> None:
        super().__init__(events, status_code, headers={"X-Accel-Buffering": "no"})
        self.events, self.clean_up = events, clean_up

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            async with aclosing(self.events):
                await super().__call__(scope, receive, send)
        finally:
            self.clean_up()


async def unless_gone(request: Request, work: Awaitable[T]) -> T:
    """Return the result of `work`, or cancel it and raise ClientGoneError as soon as the client leaves."""
    task = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_disconnect(request))
    try:
        await asyncio.wait({task, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise ClientGoneError
    finally:
        for pending in (task, leaving):
            pending.cancel()
        await asyncio.gather(task, leaving, return_exceptions=True)


async def _disconnect(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
