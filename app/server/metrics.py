"""Figures for whoever watches the server, as Prometheus reads them. Counts only, never what anybody asked."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """The counters of one server; several servers in one process do not mix theirs."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "pysmith_http_requests", "Requests by route and status", ["route", "status"], registry=self.registry
        )
        self.answers = Counter("pysmith_answers", "Answers by where they come from", ["source"], registry=self.registry)
        self.generation_seconds = Histogram(
            "pysmith_generation_seconds", "How long the model wrote", registry=self.registry
        )

    def watch(self, name: str, meaning: str, read: Callable[[], float]) -> None:
        """Report the value of `read` under `name` whenever the figures are fetched."""
        Gauge(name, meaning, registry=self.registry).set_function(read)

    def render(self) -> bytes:
        """Return all figures as Prometheus text."""
        return generate_latest(self.registry)


class MetricsCounter:
    """Count every response by the route that gave it; addresses that do not exist share one name."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = getattr(scope.get("route"), "path", "other")
                self.metrics.requests.labels(route, str(message["status"])).inc()
            await send(message)

        await self.app(scope, receive, send_counted)
