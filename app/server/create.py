"""Put the server together: routes, guards in their order, one shape of errors, a lifetime.

`create_app` has no effects; the session's model is loaded when the app starts.
"""

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from app import __version__
from app.paths import resources_dir
from app.server import openai_routes, routes, status
from app.server.answering import Answering
from app.server.bearer import BearerGuard
from app.server.bodies import JsonGuard
from app.server.edge import Edge
from app.server.guards import DoorGuard
from app.server.metrics import Metrics, MetricsCounter
from app.server.options import ServerOptions
from app.server.page import page_paths, page_router
from app.server.problems import install_problem_handlers
from app.server.rate import RateGuard, RateLimiter
from app.server.streaming import ClientGoneError
from app.session import Session

logger = logging.getLogger(__name__)

JOIN_TIMEOUT_S = 2.0
JSON_PATHS = routes.JSON_PATHS | openai_routes.JSON_PATHS


def create_app(session: Session, options: ServerOptions, on_loaded: Callable[[], object] = lambda: None) -> FastAPI:
    """Return the ASGI app that serves `session`; `on_loaded` is called, in a thread, when recipes and model are in."""
    app = FastAPI(
        title="Pysmith",
        version=__version__,
        description="Short Python that runs, from a request in plain English. Offline.",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan,
    )
    app.state.session, app.state.options = session, options
    app.state.loading, app.state.has_ended, app.state.on_loaded = "under way", False, on_loaded
    web = resources_dir() / "web"
    app.include_router(page_router(web))
    app.include_router(status.router)
    app.include_router(routes.router)
    app.include_router(openai_routes.router)
    install_problem_handlers(app)
    app.add_exception_handler(ClientGoneError, _on_client_gone)
    metrics = Metrics()
    app.state.metrics = metrics
    # The last one added is the outermost.
    app.add_middleware(JsonGuard, max_body_bytes=options.max_body_bytes, paths=JSON_PATHS)
    app.add_middleware(RateGuard, limiter=RateLimiter(options.rate_limit, time.monotonic))
    app.add_middleware(BearerGuard, token=options.token, open_paths=page_paths(web) | status.OPEN_PATHS)
    app.add_middleware(DoorGuard, options=options)
    app.add_middleware(MetricsCounter, metrics=metrics)
    app.add_middleware(Edge)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    metrics: Metrics = app.state.metrics
    answering = Answering(app.state.session, app.state.options, metrics)
    app.state.answering = answering
    metrics.watch("pysmith_generations_active", "Generations under way", lambda: answering.places.active)
    metrics.watch("pysmith_generations_waiting", "Requests in the queue", lambda: answering.places.waiting)
    # A daemon, because loading cannot be interrupted, and nobody who stops the server should wait for it.
    loader = threading.Thread(target=_load, args=(app,), name="pysmith-loader", daemon=True)
    loader.start()
    try:
        yield
    finally:
        answering.close()
        has_ended = await asyncio.to_thread(answering.join, JOIN_TIMEOUT_S)
        app.state.has_ended = has_ended and not loader.is_alive()


def _load(app: FastAPI) -> None:
    """Make the session ready, recipes first; each works without the other."""
    session: Session = app.state.session
    outcome = "done"
    for load in (session.load_recipes, session.load_model):
        try:
            load()
        except Exception:  # the thread's outermost edge
            outcome = "failed"
            logger.exception("Loading failed")
    app.state.on_loaded()
    app.state.loading = outcome
    try:
        session.warm_up(app.state.answering.closing.is_set)
    except Exception:  # the thread's outermost edge; requests say better what is wrong
        logger.exception("Warming up failed")


async def _on_client_gone(_: Request, __: Exception) -> Response:
    return routes.empty_response()


def _openapi(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document; errors are JSON of the one shape on every route, and there is no 422."""
    if app.openapi_schema is None:
        document = FastAPI.openapi(app)
        error = {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorBody"}}}
        for operation in (operation for path in document["paths"].values() for operation in path.values()):
            operation["responses"].pop("422", None)
            for status_code, response in operation["responses"].items():
                if int(status_code) >= 400:
                    response["content"] = error
        for name in ("HTTPValidationError", "ValidationError"):
            document["components"]["schemas"].pop(name, None)
        app.openapi_schema = document
    return app.openapi_schema
