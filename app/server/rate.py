"""How often one client may ask: a token bucket for each, told in the headers that OpenAI's clients know.

Takes the time from its clock, so that tests can choose it.
"""

import math
from collections import OrderedDict
from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.server.problems import HttpError

_MAX_CLIENTS = 4096  # the one that asked longest ago is forgotten; its bucket is full again by then, or nearly


class RateLimiter:
    """Let each client ask `per_minute` times a minute, in one burst or spread out."""

    def __init__(self, per_minute: int, clock: Callable[[], float]) -> None:
        self.per_minute, self.clock = per_minute, clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # client → (left, when)

    def take(self, client: str) -> tuple[bool, float]:
        """Return whether `client` may ask now, and how many questions are left to it then."""
        now = self.clock()
        left, then = self._buckets.pop(client, (float(self.per_minute), now))
        left = min(self.per_minute, left + (now - then) * self.per_minute / 60)
        may_ask = left >= 1
        left -= may_ask
        self._buckets[client] = (left, now)
        if len(self._buckets) > _MAX_CLIENTS:
            self._buckets.popitem(last=False)
        return may_ask, left

    def wait_s(self, left: float, wanted: float = 1.0) -> float:
        """Return how long it takes until `wanted` questions are left."""
        return max(0.0, (wanted - left) * 60 / self.per_minute)


class RateGuard:
    """Count questions (POST requests) by the client's address; answer 429 to those that are too many."""

    def __init__(self, app: ASGIApp, limiter: RateLimiter) -> None:
        self.app, self.limiter = app, limiter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST" or not self.limiter.per_minute:
            await self.app(scope, receive, send)
            return
        may_ask, left = self.limiter.take(str((scope["client"] or ("unknown",))[0]))
        send = self._tell(left, send)
        if may_ask:
            await self.app(scope, receive, send)
            return
        wait_s = math.ceil(self.limiter.wait_s(left))
        message = f"Too many questions: at most {self.limiter.per_minute} a minute. Ask again in {wait_s} s."
        problem = HttpError(429, message, "rate_limit_exceeded", headers={"Retry-After": str(max(1, wait_s))})
        await problem.to_response()(scope, receive, send)

    def _tell(self, left: float, send: Send) -> Send:
        headers = {
            "x-ratelimit-limit-requests": str(self.limiter.per_minute),
            "x-ratelimit-remaining-requests": str(int(left)),
            "x-ratelimit-reset-requests": f"{self.limiter.wait_s(left, self.limiter.per_minute):.3f}s",
        }

        async def send_told(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
            await send(message)

        return send_told
