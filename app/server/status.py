"""Is it up, is it ready, how is it doing."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app import __version__
from app.server.metrics import CONTENT_TYPE
from app.server.problems import ErrorBody, HttpError
from app.server.routes import READ_ERRORS, Room
from app.server.schemas import Health

OPEN_PATHS = frozenset({"/health", "/ready"})

router = APIRouter(tags=["Status"])


@router.get("/health", responses=READ_ERRORS)
async def health() -> Health:
    """Tell that the server is up. Touches nothing that could make it wait."""
    return Health(status="ok", version=__version__)


@router.get("/ready", responses=READ_ERRORS | {503: {"model": ErrorBody, "description": "The model is not loaded."}})
async def ready(request: Request, room: Room) -> Health:
    """Tell whether everything is loaded; recipes are answered before that. No model installed is ready, too."""
    if room.closing.is_set():
        raise HttpError(503, "Pysmith is shutting down.", "shutting_down")
    if request.app.state.loading == "done":
        return Health(status="ready" if room.session.is_model_ready else "recipes only", version=__version__)
    if request.app.state.loading == "failed":
        raise HttpError(
            503, "Not everything could be loaded; the rest is answered. The log has the details.", "model_failed"
        )
    raise HttpError(503, "Pysmith is still loading; recipes come first.", "model_loading")


@router.get(
    "/metrics",
    response_class=Response,
    responses=READ_ERRORS | {200: {"content": {"text/plain": {}}, "description": "Prometheus text"}},
)
async def metrics(room: Room) -> Response:
    """Return figures for Prometheus."""
    return Response(room.metrics.render(), media_type=CONTENT_TYPE)
