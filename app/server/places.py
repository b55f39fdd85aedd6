"""A bounded number of generations at once, a short queue, and turns that are fair between clients.

Lives on the event loop: nothing here is shared between threads, so nothing needs a lock.
"""

import asyncio
import math
from collections import OrderedDict, deque

from app.server.problems import HttpError


class Ticket:
    """One request's right to generate, once `wait` returns; give it back with `release`, whatever happens."""

    def __init__(self, places: "Places", client: str) -> None:
        self.places, self.client = places, client
        self.turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.is_released = False
        self.is_working = False  # a thread writes: the place is free when that has ended, not when the client left

    async def wait(self) -> None:
        """Wait for a place. Raises HttpError when the request lost its place in the queue."""
        await asyncio.shield(self.turn)

    def release(self) -> None:
        """Give the place, or the place in the queue, to the next; doing it twice does no harm."""
        if not self.is_released:
            self.is_released = True
            self.places._on_released(self)


class Places:
    """Hand out `count` places; let `queue_limit` requests wait; answer 429 to more."""

    def __init__(self, count: int, queue_limit: int) -> None:
        self.count, self.queue_limit = count, queue_limit
        self.active = 0
        self.mean_s = 2.0  # how long a generation takes, told by `note_duration`
        self._waiting: OrderedDict[str, deque[Ticket]] = OrderedDict()  # clients in the order of their turns

    @property
    def waiting(self) -> int:
        """How many requests are in the queue."""
        return sum(len(tickets) for tickets in self._waiting.values())

    def take_ticket(self, client: str) -> Ticket:
        """Return a ticket for `client`. Raises HttpError (429) when the queue is full."""
        ticket = Ticket(self, client)
        if self.active < self.count and not self._waiting:
            self._seat(ticket)
            return ticket
        if self.waiting >= self.queue_limit:
            self._make_room_for(client)
        self._waiting.setdefault(client, deque()).append(ticket)
        return ticket

    def note_duration(self, seconds: float) -> None:
        """Remember how long a generation took, for the time in Retry-After."""
        self.mean_s += 0.2 * (seconds - self.mean_s)

    def _seat(self, ticket: Ticket) -> None:
        self.active += 1
        ticket.turn.set_result(None)

    def _make_room_for(self, client: str) -> None:
        """Take the newest request of the client that holds most of the queue, if `client` holds clearly less."""
        greediest = max(self._waiting, key=lambda name: len(self._waiting[name]), default=client)
        if len(self._waiting.get(client, ())) + 1 >= len(self._waiting.get(greediest, ())):
            raise self._busy()
        loser = self._waiting[greediest][-1]
        loser.turn.set_exception(self._busy())
        loser.turn.exception()  # its owner may have left meanwhile; then nobody else asks for it
        loser.release()

    def _busy(self) -> HttpError:
        wait_s = min(60, max(1, math.ceil(self.mean_s * (self.waiting + 1) / self.count)))
        return HttpError(
            429, f"Pysmith is busy. Ask again in {wait_s} s.", "busy", headers={"Retry-After": str(wait_s)}
        )

    def _on_released(self, ticket: Ticket) -> None:
        tickets = self._waiting.get(ticket.client)
        if tickets and ticket in tickets:
            tickets.remove(ticket)
            if not tickets:
                del self._waiting[ticket.client]
            ticket.turn.cancel()
            return
        self.active -= 1
        while self._waiting and self.active < self.count:
            self._seat(self._next())

    def _next(self) -> Ticket:
        client, tickets = self._waiting.popitem(last=False)
        ticket = tickets.popleft()
        if tickets:
            self._waiting[client] = tickets  # at the end: the others come first
        return ticket
