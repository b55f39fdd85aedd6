"""From the room's blocking stream of events to one that the event loop can await, and drop at any moment.

Recipes are looked up at once, beside the queue; only the model's work needs a place. A caller that leaves stops the
work within moments, and its place is free as soon as the thread has really ended.
"""

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import TypeVar

from app.server.metrics import Metrics
from app.server.options import ServerOptions
from app.server.places import Places, Ticket
from app.server.problems import HttpError, internal_error, no_such_model, translate
from app.session import Session
from engine.answer import SURE
from engine.checkpoint import ModelInfo
from engine.draft_scores import DraftConfidence
from engine.events import Answer, Answered, Done, Event, Failed, Partial, Request

logger = logging.getLogger(__name__)

PARTIAL_EVERY_S = 0.04
MODELS_FOR_S = 10.0
_LOOKUP_THREADS = 2

T = TypeVar("T")


@dataclass(frozen=True)
class Opened:
    """A request that was let in: what a recipe says to it, and its ticket when the model is to write as well."""

    request: Request
    recipe: Answer | None
    ticket: Ticket | None


class Answering:
    """Serve requests from one session, for any number of clients. Made and used on one event loop."""

    def __init__(self, session: Session, options: ServerOptions, metrics: Metrics) -> None:
        self.session, self.metrics = session, metrics
        self.places = Places(options.generations, options.queue_limit)
        self.closing = threading.Event()
        self._models: tuple[float, list[ModelInfo]] | None = None
        self._inspecting: asyncio.Future[None] | None = None
        self._lookups = ThreadPoolExecutor(_LOOKUP_THREADS, "pysmith-lookup")
        self._writers = ThreadPoolExecutor(options.generations, "pysmith-writer")

    async def run(self, function: Callable[[], T]) -> T:
        """Do short work (a look-up, counting tokens) off the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._lookups, function)

    async def models(self, at_most_s: float = MODELS_FOR_S) -> list[ModelInfo]:
        """Return the installed models as they were at most so long ago: to inspect them reads every file.

        Whoever asks while they are inspected waits for that, instead of having it done once more.
        """
        if self._models is None or time.monotonic() - self._models[0] > at_most_s:
            if self._inspecting is None or self._inspecting.done():
                self._inspecting = asyncio.ensure_future(self._inspect())
            await asyncio.shield(self._inspecting)
        assert self._models is not None
        return self._models[1]

    async def _inspect(self) -> None:
        self._models = (time.monotonic(), await self.run(self.session.models))

    async def check_model(self, name: str | None) -> None:
        """Raise HttpError (404) unless there is such a model, or none is named."""
        for at_most_s in (MODELS_FOR_S, 1.0):  # one that is not there may have been installed just now
            if name is None or any(info.name == name for info in await self.models(at_most_s)):
                return
        raise no_such_model()

    async def open(self, request: Request, client: str) -> Opened:
        """Look the request up in the recipes and take a ticket if the model is needed.

        Raises HttpError 429 when the model is too busy and no recipe can stand in, 503 when the server is closing.
        """
        if self.closing.is_set():
            raise shutting_down()
        await self.check_model(request.model)
        recipe = None
        if request.only != "model":
            found = await self.run(lambda: self.session.answer(replace(request, only="recipe")))
            if request.only == "recipe" or not needs_model(request, found, await self.models()):
                return Opened(request, found, None)
            recipe = found if found.source != "none" else None
        try:
            return Opened(request, recipe, self.places.take_ticket(client))
        except HttpError:
            if recipe is None:
                raise
            return Opened(request, recipe, None)  # shown for what it is: its source says where it comes from

    async def events(self, opened: Opened) -> AsyncGenerator[Event]:
        """Yield what happens to an opened request; the last event is Done. Give it to `contextlib.aclosing`."""
        if opened.recipe is not None:
            yield Answered(opened.recipe)
        if opened.ticket is None:
            yield Done()
            return
        async with aclosing(self._generated(opened.request, opened.ticket)) as generated:
            async for event in generated:
                if not _is_repeated(event, opened.recipe):
                    yield event

    async def answer(self, opened: Opened) -> Answer:
        """Return the last answer to an opened request. Raises HttpError when there is none."""
        last: Answer | None = None
        async with aclosing(self.events(opened)) as events:
            async for event in events:
                if isinstance(event, Answered):
                    last = event.answer
                elif isinstance(event, Failed):
                    raise failed(event)
                elif isinstance(event, Done) and event.stopped:
                    raise shutting_down()  # nothing else stops an answer that somebody still waits for
        if last is None:
            raise internal_error()
        return last

    def abandon(self, opened: Opened) -> None:
        """Give back the place of a request that nobody will read the events of."""
        if opened.ticket is not None and not opened.ticket.is_working:
            opened.ticket.release()

    async def _generated(self, request: Request, ticket: Ticket) -> AsyncGenerator[Event]:
        stream: _Stream | None = None
        try:
            await ticket.wait()
            stream = _Stream(self.session, request, self.closing)
            ticket.is_working = True
            work = asyncio.get_running_loop().run_in_executor(self._writers, stream.fill)
            started = time.monotonic()
            work.add_done_callback(lambda _: self._on_written(ticket, time.monotonic() - started))
            async for event in stream:
                yield event
        finally:
            if stream is None:
                ticket.release()
            else:
                stream.stop.set()

    def _on_written(self, ticket: Ticket, seconds: float) -> None:
        ticket.release()
        self.places.note_duration(seconds)
        self.metrics.generation_seconds.observe(seconds)

    def close(self) -> None:
        """Stop all running work; nothing new is let in."""
        self.closing.set()

    def join(self, timeout_s: float) -> bool:
        """Wait for the threads to end; return whether they have. A look-up may have to wait for loading."""
        waiter = threading.Thread(target=self._join, name="pysmith-join", daemon=True)
        waiter.start()
        waiter.join(timeout_s)
        return not waiter.is_alive()

    def _join(self) -> None:
        self._lookups.shutdown(wait=True, cancel_futures=True)
        self._writers.shutdown(wait=True, cancel_futures=True)


class _Stream:
    """Events on their way from a writer's thread to the event loop; of several partials only the newest is kept."""

    def __init__(self, session: Session, request: Request, closing: threading.Event) -> None:
        self.session, self.request, self.closing = session, request, closing
        self.stop = threading.Event()
        self._loop = asyncio.get_running_loop()
        self._events: deque[Event | Exception] = deque()
        self._has_news = asyncio.Event()
        self._shown = 0.0

    def fill(self) -> None:
        """Run the request to its end; called in a writer's thread."""
        try:
            for event in self.session.ask(self.request, self._should_stop):
                if not (isinstance(event, Partial) and self._is_too_soon()):
                    self._loop.call_soon_threadsafe(self._put, event)
                if isinstance(event, Done):
                    return
            self._loop.call_soon_threadsafe(self._put, Done())
        except Exception as error:  # the thread's outermost edge: the reader raises it again
            self._loop.call_soon_threadsafe(self._put, error)

    def _should_stop(self) -> bool:
        return self.stop.is_set() or self.closing.is_set()

    def _is_too_soon(self) -> bool:
        now = time.monotonic()
        if now - self._shown < PARTIAL_EVERY_S:
            return True
        self._shown = now
        return False

    def _put(self, event: Event | Exception) -> None:
        if isinstance(event, Partial) and self._events and isinstance(self._events[-1], Partial):
            self._events.pop()
        self._events.append(event)
        self._has_news.set()

    async def __aiter__(self) -> AsyncIterator[Event]:
        while True:
            while not self._events:
                self._has_news.clear()
                await self._has_news.wait()
            event = self._events.popleft()
            if isinstance(event, Exception):
                problem = translate(event)
                if problem.status == 500:
                    logger.error("A request failed", exc_info=event)
                raise problem from event
            yield event
            if isinstance(event, Done):
                return


def needs_model(request: Request, found: Answer, models: list[ModelInfo]) -> bool:
    """Tell whether the engine would ask the model after it `found` this in the recipes; if not, no place is needed."""
    if not request.prompt.strip():
        return False
    usable = (info for info in models if info.problem is None and request.model in (None, info.name))
    model = next(usable, None)
    ceiling = SURE if model is None else min(SURE, DraftConfidence(model).ceiling)
    return found.source == "none" or found.confidence < ceiling


def _is_repeated(event: Event, recipe: Answer | None) -> bool:
    """The whole request finds the recipe again that was shown already."""
    if recipe is None or not isinstance(event, Answered):
        return False
    return (event.answer.source, event.answer.code) == (recipe.source, recipe.code)


def failed(event: Failed) -> HttpError:
    """The engine could not serve the request, and says why."""
    return HttpError(400, event.message, "invalid_value")


def shutting_down() -> HttpError:
    """The server is about to end."""
    return HttpError(503, "Pysmith is shutting down.", "shutting_down", headers={"Retry-After": "5"})
