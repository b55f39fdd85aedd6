"""Ask for the token on every route but the few that show nothing of value.

The token travels in the Authorization header only, never in an address, and is compared in constant time.
"""

import hmac

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app.server.problems import unauthorized


class BearerGuard:
    """Answer 401 unless the request carries the token; without a token everybody on this machine may ask."""

    def __init__(self, app: ASGIApp, token: str | None, open_paths: frozenset[str]) -> None:
        self.app, self.open_paths = app, open_paths
        self.token = token.encode() if token else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self.token is None or scope["path"] in self.open_paths or self._has_token(scope):
            await self.app(scope, receive, send)
        else:
            await unauthorized().to_response()(scope, receive, send)

    def _has_token(self, scope: Scope) -> bool:
        sent = Headers(scope=scope).getlist("authorization")
        if len(sent) != 1:
            return False
        scheme, _, credentials = sent[0].encode("latin-1").partition(b" ")  # as the bytes that came in
        return scheme.lower() == b"bearer" and hmac.compare_digest(credentials.strip(), self.token or b"")
