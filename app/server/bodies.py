"""Read a request's body whole, and let only sound JSON through to the routes.

Python's own parser takes NaN, Infinity and any depth, and hands on lone surrogates that no reply can carry; so every
body is checked here once, and the routes behind see plain values only.
"""

import asyncio
import contextlib
import json
import math
from typing import NoReturn

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.server.problems import HttpError

MAX_DEPTH = 100
MAX_DISCARDED_BYTES = 8 << 20
DISCARD_PAUSE_S = 1.0


class JsonGuard:
    """Answer 413, 415 or 400 to bodies that are too large, not declared as JSON, or not JSON."""

    def __init__(self, app: ASGIApp, max_body_bytes: int, paths: frozenset[str]) -> None:
        self.app, self.max_body_bytes, self.paths = app, max_body_bytes, paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST" or scope["path"] not in self.paths:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        try:
            check_content_type(headers)
            body = await self._read(headers, receive)
            if body is None:  # the client left
                return
            check_json(body)
        except HttpError as problem:
            if problem.status == 413 and "expect" not in headers:
                await _discard(receive)
            await problem.to_response()(scope, receive, send)
            return
        await self.app(scope, _replay(body, receive), send)

    async def _read(self, headers: Headers, receive: Receive) -> bytes | None:
        declared = headers.get("content-length", "0")
        if not declared.isdecimal() or int(declared) > self.max_body_bytes:
            raise self._too_large()
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            body += message.get("body", b"")
            if len(body) > self.max_body_bytes:
                raise self._too_large()
            if not message.get("more_body", False):
                return bytes(body)

    def _too_large(self) -> HttpError:
        return HttpError(413, f"The body is larger than {self.max_body_bytes:,} bytes.", "body_too_large")


async def _discard(receive: Receive) -> None:
    """Read on for a moment: to close while the client still sends would reset the connection and lose the answer."""
    discarded = 0
    with contextlib.suppress(TimeoutError):
        while discarded < MAX_DISCARDED_BYTES:
            message = await asyncio.wait_for(receive(), DISCARD_PAUSE_S)
            discarded += len(message.get("body", b""))
            if not message.get("more_body", False):
                return


def check_content_type(headers: Headers) -> None:
    """Raise a 415 unless the body is declared as JSON in UTF-8; a web form can not declare that."""
    kind, *parameters = headers.get("content-type", "").lower().split(";")
    charsets = [
        value.strip('" ')
        for name, _, value in (part.partition("=") for part in parameters)
        if name.strip() == "charset"
    ]
    if kind.strip() != "application/json" or any(charset not in ("utf-8", "utf8") for charset in charsets):
        raise HttpError(
            415, "Send JSON in UTF-8, with the header 'Content-Type: application/json'.", "unsupported_media_type"
        )
    if headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise HttpError(415, "Send the body uncompressed.", "unsupported_media_type")


def check_json(body: bytes) -> None:
    """Raise a 400 unless `body` is one JSON object in UTF-8, not deeper than MAX_DEPTH, with finite numbers only."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _bad_json("The body is not UTF-8.") from error
    try:
        value = json.loads(text, parse_constant=_reject_constant, parse_float=_finite_float)
    except HttpError:
        raise
    except (ValueError, RecursionError) as error:
        raise _bad_json("The body is not JSON that can be read.") from error
    if not isinstance(value, dict):
        raise _bad_json("The body must be a JSON object.")
    _check_values(value)


def _check_values(value: object) -> None:
    level: list[object] = [value]
    for _ in range(MAX_DEPTH):
        texts = [item for item in level if isinstance(item, str)]
        texts += [key for item in level if isinstance(item, dict) for key in item]
        if any(_has_lone_surrogate(text) for text in texts):
            raise _bad_json("The body holds half a surrogate pair, which is no character.")
        level = [child for item in level for child in _children(item)]
        if not level:
            return
    raise _bad_json(f"The body is nested deeper than {MAX_DEPTH} levels.")


def _children(item: object) -> list[object]:
    if isinstance(item, dict):
        return list(item.values())
    return item if isinstance(item, list) else []


def _has_lone_surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _reject_constant(name: str) -> NoReturn:
    raise _bad_json(f"{name} is not a JSON number.")


def _finite_float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise _bad_json("A number is too large.")
    return number


def _bad_json(message: str) -> HttpError:
    return HttpError(400, message, "invalid_json")


def _replay(body: bytes, receive: Receive) -> Receive:
    is_sent = False

    async def receive_again() -> Message:
        nonlocal is_sent
        if is_sent:
            return await receive()  # only http.disconnect can still come
        is_sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again
