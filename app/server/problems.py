"""The one translator of errors for HTTP: a status and `{"error": {"message", "type", "param", "code"}}`.

Nothing here repeats what a client sent at length, or names a path of this machine.
"""

import logging
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request

from engine.errors import CheckpointError, CookbookError, PysmithError, RequestError, UnknownModelError
from engine.events import MAX_PROMPT_CHARS

logger = logging.getLogger(__name__)

MAX_MESSAGE_CHARS = 300
_TYPES = {401: "authentication_error", 403: "permission_error", 404: "not_found_error", 429: "rate_limit_error"}


class ErrorDetail(BaseModel):
    """What went wrong; `param` names the field at fault, `code` is for programs."""

    message: str
    type: str
    param: str | None
    code: str | None


class ErrorBody(BaseModel):
    """The one shape of every error."""

    error: ErrorDetail


class HttpError(Exception):
    """A request that gets an error instead of an answer."""

    def __init__(
        self,
        status: int,
        message: str,
        code: str | None = None,
        param: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.message, self.code, self.param, self.headers = status, message, code, param, headers or {}

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON that says so."""
        kind = _TYPES.get(self.status, "server_error" if self.status >= 500 else "invalid_request_error")
        message = (
            self.message if len(self.message) <= MAX_MESSAGE_CHARS else self.message[: MAX_MESSAGE_CHARS - 1] + "…"
        )
        return {"error": {"message": message, "type": kind, "param": self.param, "code": self.code}}

    def to_response(self) -> JSONResponse:
        """Return the response that says so."""
        return JSONResponse(self.to_dict(), self.status, headers=self.headers)


def unauthorized() -> HttpError:
    """The token is missing or wrong."""
    return HttpError(
        401,
        "This server asks for a token: send the header 'Authorization: Bearer …' with the one it was started with.",
        "invalid_api_key",
        headers={"WWW-Authenticate": 'Bearer realm="pysmith"'},
    )


def internal_error() -> HttpError:
    """Our own fault; the traceback is in the log, not in the response."""
    return HttpError(500, "Something went wrong inside Pysmith. Its log has the details.", "internal_error")


def context_length_exceeded(param: str = "prompt") -> HttpError:
    """The request holds more text than is ever read."""
    return HttpError(
        400,
        f"The request is too long: at most {MAX_PROMPT_CHARS:,} characters are read.",
        "context_length_exceeded",
        param,
    )


def no_such_model() -> HttpError:
    """The model that was named is not installed."""
    return HttpError(
        404, "There is no model of that name; /v1/models lists those there are.", "model_not_found", "model"
    )


def translate(error: Exception) -> HttpError:
    """Return the problem that stands for any error raised while a request is served."""
    if isinstance(error, HttpError):
        return error
    if isinstance(error, UnknownModelError):
        return no_such_model()
    if isinstance(error, RequestError):
        return HttpError(400, str(error), "invalid_value", error.param)
    if isinstance(error, CheckpointError | CookbookError):  # their messages name files of this machine
        logger.error("%s", error)
        return HttpError(
            503, "A model or recipe file of this installation is damaged. Its log has the details.", "damaged_file"
        )
    if isinstance(error, PysmithError):
        return HttpError(400, str(error), "invalid_value")
    return internal_error()


def _from_http_exception(error: HTTPException) -> HttpError:
    messages = {
        404: ("There is nothing at this address.", "not_found"),
        405: ("Not with this method.", "method_not_allowed"),
    }
    message, code = messages.get(error.status_code, (str(error.detail), None))
    return HttpError(error.status_code, message, code, headers=dict(error.headers or {}))


def _from_validation(error: RequestValidationError) -> HttpError:
    first = error.errors()[0]
    if first["type"] == "string_too_long":
        return context_length_exceeded(str(first["loc"][1]))
    place = ".".join(str(part) for part in first["loc"] if part != "body")[:100]
    return HttpError(400, f"{place}: {first['msg']}" if place else str(first["msg"]), "invalid_value", place or None)


def install_problem_handlers(app: FastAPI) -> None:
    """Make every error of `app` come out in the one shape."""

    async def on_http_exception(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        return _from_http_exception(error).to_response()

    async def on_validation_error(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        return _from_validation(error).to_response()

    async def on_known_error(_: Request, error: Exception) -> JSONResponse:
        return translate(error).to_response()

    app.add_exception_handler(HTTPException, on_http_exception)
    app.add_exception_handler(RequestValidationError, on_validation_error)
    app.add_exception_handler(HttpError, on_known_error)
    app.add_exception_handler(PysmithError, on_known_error)
