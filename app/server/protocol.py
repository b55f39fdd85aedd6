"""uvicorn's HTTP/1.1 protocol with the deadlines it lacks: nobody can hold a connection by doing nothing.

A request must be complete within the receive timeout, a reader must take what is sent within the write timeout, and
when there are too many connections the one that has been idle longest makes room.
"""

import asyncio
import http
import json
from typing import Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from app.server.edge import SECURITY_HEADERS
from app.server.problems import HttpError

MAX_CONNECTIONS = 256


class DeadlineProtocol(H11Protocol):
    """One connection. `receive_timeout_s` and `write_timeout_s` are set on a subclass by `protocol_with`."""

    receive_timeout_s: ClassVar[float] = 30.0
    write_timeout_s: ClassVar[float] = 30.0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._receive_timer: asyncio.TimerHandle | None = None
        self._write_timer: asyncio.TimerHandle | None = None
        self.idle_since = self.loop.time()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._make_room()
        self._receive_timer = self.loop.call_later(self.receive_timeout_s, self._on_receive_timeout)

    def connection_lost(self, exc: Exception | None) -> None:
        self._cancel(self._receive_timer, self._write_timer)
        super().connection_lost(exc)

    def handle_events(self) -> None:
        self.idle_since = self.loop.time()
        super().handle_events()
        if self._is_receiving():
            if self._receive_timer is None:
                self._receive_timer = self.loop.call_later(self.receive_timeout_s, self._on_receive_timeout)
        elif self._receive_timer is not None:
            self._receive_timer.cancel()
            self._receive_timer = None

    def pause_writing(self) -> None:
        super().pause_writing()
        self._cancel(self._write_timer)
        self._write_timer = self.loop.call_later(self.write_timeout_s, self.transport.abort)

    def resume_writing(self) -> None:
        self._cancel(self._write_timer)
        super().resume_writing()

    def _is_receiving(self) -> bool:
        """A request has begun and is not complete; between requests, uvicorn's keep-alive timer counts."""
        if self.conn.their_state is h11.SEND_BODY:
            return True
        return self.conn.their_state is h11.IDLE and bool(self.conn.trailing_data[0])

    def _on_receive_timeout(self) -> None:
        self._receive_timer = None
        if self.transport.is_closing():
            return
        has_begun = self.cycle is not None or bool(self.conn.trailing_data[0])
        if has_begun:
            self._send_problem(HttpError(408, "The request did not arrive in time.", "request_timeout"))
        self.transport.close()

    def _make_room(self) -> None:
        """Cut the connection that has said nothing for longest; what is cut already is only waiting to be forgotten."""
        others = [other for other in self.connections if isinstance(other, DeadlineProtocol) and other is not self]
        others = [other for other in others if not other.transport.is_closing()]
        idle = [other for other in others if other.cycle is None or other.cycle.response_complete]
        if len(others) >= MAX_CONNECTIONS and idle:
            min(idle, key=lambda other: other.idle_since).transport.abort()

    def send_400_response(self, msg: str) -> None:
        """Answer what h11 could not read, in the one shape of errors."""
        is_too_long = len(self.conn.trailing_data[0]) > (self.config.h11_max_incomplete_event_size or 0) > 0
        if is_too_long:
            self._send_problem(HttpError(431, "The request has too many or too long headers.", "headers_too_large"))
        else:
            self._send_problem(HttpError(400, "This is no HTTP request that can be read.", "bad_http"))

    def _send_problem(self, problem: HttpError) -> None:
        if self.cycle is not None:  # whatever the app still says to this request goes nowhere
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.close()
            return
        body = json.dumps(problem.to_dict()).encode()
        headers = [(name.encode(), value.encode()) for name, value in SECURITY_HEADERS.items()]
        headers += [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        headers += [(b"connection", b"close")]
        reason = http.HTTPStatus(problem.status).phrase.encode()
        for event in (
            h11.Response(status_code=problem.status, headers=headers, reason=reason),
            h11.Data(data=body),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    @staticmethod
    def _cancel(*timers: asyncio.TimerHandle | None) -> None:
        for timer in timers:
            if timer is not None:
                timer.cancel()


def protocol_with(receive_timeout_s: float, write_timeout_s: float) -> type[DeadlineProtocol]:
    """Return the protocol class with these deadlines; uvicorn makes its instances itself."""
    deadlines = {"receive_timeout_s": receive_timeout_s, "write_timeout_s": write_timeout_s}
    return type("TimedProtocol", (DeadlineProtocol,), deadlines)
