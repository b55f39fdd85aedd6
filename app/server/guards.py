"""Who may talk to this server at all: the right Host, no foreign page, headers of a sane size.

Pure ASGI, in front of every route. Knows nothing of tokens, bodies or answers.
"""

import socket

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.server.options import ServerOptions, url_host
from app.server.problems import HttpError

_WILDCARDS = {"0.0.0.0", "::"}
_CORS_HEADERS = {
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": "600",
    "Access-Control-Allow-Private-Network": "true",
}


def allowed_hosts(options: ServerOptions, port: int, arrived_at: str | None) -> set[str]:
    """Return the Host headers that mean this server on `port`; `arrived_at` is the address a connection came in by."""
    names = {"127.0.0.1", "localhost", "[::1]", url_host(options.host).lower()}
    if options.host in _WILDCARDS:
        names |= {socket.gethostname().lower()} | (
            {url_host(arrived_at.removeprefix("::ffff:"))} if arrived_at else set()
        )
    hosts = {f"{name}:{port}" for name in names}
    return hosts | names if port == 80 else hosts  # browsers leave the port out when it is the usual one


class DoorGuard:
    """Turn away requests that a foreign web page, or a name that points here by trickery, made a browser send."""

    def __init__(self, app: ASGIApp, options: ServerOptions) -> None:
        self.app, self.options = app, options
        self.origins = {origin.lower() for origin in options.allow_origins}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        problem = self._problem(scope, headers)
        if problem is not None:
            await problem.to_response()(scope, receive, send)
            return
        origin = headers.get("origin", "")
        if origin.lower() not in self.origins:
            await self.app(scope, receive, send)
        elif scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            await Response(status_code=204, headers=_cors(origin) | _CORS_HEADERS)(scope, receive, send)
        else:
            await self.app(scope, receive, _with_headers(send, _cors(origin)))

    def _problem(self, scope: Scope, headers: Headers) -> HttpError | None:
        return self._size_problem(scope) or self._host_problem(scope, headers) or self._origin_problem(scope, headers)

    def _size_problem(self, scope: Scope) -> HttpError | None:
        pairs: list[tuple[bytes, bytes]] = scope["headers"]
        size = (
            sum(len(name) + len(value) + 4 for name, value in pairs)
            + len(scope["raw_path"] or b"")
            + len(scope["query_string"])
        )
        if len(pairs) > self.options.max_headers or size > self.options.max_header_bytes:
            return HttpError(431, "The request has too many or too long headers.", "headers_too_large")
        return None

    def _host_problem(self, scope: Scope, headers: Headers) -> HttpError | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not hosts[0] or not scope["path"].startswith("/"):
            return HttpError(400, "The request needs exactly one Host header, and a path.", "bad_host")
        address, port = scope["server"] or (None, None)
        if hosts[0].lower() not in allowed_hosts(self.options, port or self.options.port, address):
            return HttpError(403, "This server does not go by the name in the Host header.", "foreign_host")
        return None

    def _origin_problem(self, scope: Scope, headers: Headers) -> HttpError | None:
        origins = headers.getlist("origin")
        if any(origin.lower() in self.origins for origin in origins) and len(origins) == 1:
            return None
        own = f"http://{headers['host']}".lower()
        is_foreign = any(origin.lower() != own for origin in origins)
        is_cross_site = headers.get("sec-fetch-site") == "cross-site" and not _is_visit(scope, headers)
        if is_foreign or is_cross_site:
            return HttpError(
                403, "Other web pages may not use this server; --allow-origin lets one in.", "foreign_origin"
            )
        return None


def _is_visit(scope: Scope, headers: Headers) -> bool:
    """A person followed a link to the page: nothing is run or read by the page that held the link."""
    wants = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest"))
    return scope["method"] == "GET" and scope["path"] == "/" and wants == ("navigate", "document")


def _cors(origin: str) -> dict[str, str]:
    return {"Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": "*", "Vary": "Origin"}


def _with_headers(send: Send, extra: dict[str, str]) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(extra)
        await send(message)

    return send_with_headers
