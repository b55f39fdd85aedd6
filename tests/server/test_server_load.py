"""Many clients at once: places, the queue, fair turns, clients that leave or stall, and the rate limit."""

import asyncio
import select
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import httpx
import pytest

from app.server.create import create_app
from app.server.options import ServerOptions
from app.server.rate import RateLimiter
from tests.server.stand_in import StandInSession
from tests.server.wire import post, run_apart

SLOW = {"pace_s": 0.02, "lines": 500}  # ten seconds, if nobody stops it


def wait_until(condition, timeout_s: float = 10.0) -> None:
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        threading.Event().wait(0.01)


def gauge(server, name: str) -> float:
    lines = server.client.get("/metrics").text.splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith(f"{name} "))


class Asker:
    """A client that asks in the background, by hand, so that it can leave at any moment."""

    def __init__(self, server, prompt: str, path: str = "/api/generate", name: str = "asker") -> None:
        body = b'{"prompt": "%s", "messages": [{"role": "user", "content": "x"}]}' % prompt.encode()
        self.connection = socket.create_connection(("127.0.0.1", server.port), timeout=20)
        self.connection.sendall(post(body, server.port, path, b"User-Agent: " + name.encode()))

    def leave(self) -> None:
        self.connection.close()


@pytest.fixture
def ask():
    """Make clients that ask in the background; all leave at the end."""
    with ExitStack() as stack:

        def make(*args, **kwargs) -> Asker:
            asker = Asker(*args, **kwargs)
            stack.callback(asker.leave)
            return asker

        yield make


@pytest.fixture
def busy(start, ask):
    """A server whose two places are taken for long."""
    server = start(StandInSession(**SLOW), generations=2)
    for number in range(2):
        ask(server, f"long {number}")
    wait_until(lambda: server.session.running == 2)
    return server


def test_no_more_than_the_places_run_at_once(start):
    server = start(StandInSession(pace_s=0.005), generations=2)
    with ThreadPoolExecutor(8) as pool:
        posts = [
            pool.submit(server.client.post, "/api/generate", json={"prompt": f"p{number}"}) for number in range(10)
        ]
        answers = [post.result() for post in posts]
    assert [answer.status_code for answer in answers] == [200] * 10
    assert [answer.json()["prompt"] for answer in answers] == [f"p{number}" for number in range(10)]
    assert server.session.most_running == 2


def test_a_full_queue_is_a_429_that_says_when_to_ask_again(busy, ask):
    waiting = [ask(busy, f"waits {number}") for number in range(8)]
    wait_until(lambda: gauge(busy, "pysmith_generations_waiting") == 8)
    for path in ("/api/generate", "/api/generate/stream", "/v1/completions"):
        response = busy.client.post(path, json={"prompt": "one more"}, headers={"User-Agent": "asker"})
        assert response.status_code == 429
        assert response.json()["error"]["code"] == "busy"
        assert 1 <= int(response.headers["retry-after"]) <= 60
    for asker in waiting:
        asker.leave()
    wait_until(lambda: gauge(busy, "pysmith_generations_waiting") == 0)


def test_recipes_never_wait_behind_the_model(busy, ask):
    """Not even when the queue is full: the recipe's answer says where it comes from."""
    for number in range(8):
        ask(busy, f"waits {number}")
    wait_until(lambda: gauge(busy, "pysmith_generations_waiting") == 8)
    answer = busy.client.post("/api/generate", json={"prompt": "recipe please"}, headers={"User-Agent": "asker"}).json()
    assert answer["source"] == "recipe"


def test_a_queued_stream_shows_its_recipe_at_once(busy):
    with busy.client.stream("POST", "/api/generate/stream", json={"prompt": "recipe please"}) as response:
        lines = response.iter_lines()
        assert next(lines) == "event: queued"
        assert any('"source":"recipe"' in line for line in (next(lines), next(lines), next(lines), next(lines)))


def test_turns_are_fair_between_clients(start, ask):
    """One client's many requests do not push another's single one to the end."""
    server = start(StandInSession(pace_s=0.02, lines=30), generations=1)
    for number in range(6):
        ask(server, f"flood {number}", name="flood")
    wait_until(lambda: gauge(server, "pysmith_generations_waiting") == 5)
    begun = len(server.session.asked)
    single = server.client.post("/api/generate", json={"prompt": "single"}, headers={"User-Agent": "single"})
    assert single.status_code == 200
    assert server.session.asked.index("single") <= begun + 2


def test_a_flooded_queue_still_takes_another_client(busy, ask):
    """The newest of those who hold most of the queue makes room."""
    flood = [ask(busy, f"flood {number}", name="flood") for number in range(8)]
    wait_until(lambda: gauge(busy, "pysmith_generations_waiting") == 8)
    ask(busy, "other", name="other")
    answered, _, _ = select.select([asker.connection for asker in flood], [], [], 10)
    assert [b"429" in connection.recv(100) for connection in answered] == [True]
    assert gauge(busy, "pysmith_generations_waiting") == 8


@pytest.mark.parametrize("path", ["/api/generate", "/api/generate/stream", "/v1/completions", "/v1/chat/completions"])
def test_a_client_that_leaves_frees_its_place(start, path, ask):
    server = start(StandInSession(**SLOW), generations=1)
    leaver = ask(server, "leaver", path)
    wait_until(lambda: server.session.running == 1)
    queued = ask(server, "queued", path)
    wait_until(lambda: gauge(server, "pysmith_generations_waiting") == 1)
    queued.leave()
    wait_until(lambda: gauge(server, "pysmith_generations_waiting") == 0)
    leaver.leave()
    wait_until(lambda: server.session.running == 0)
    wait_until(lambda: gauge(server, "pysmith_generations_active") == 0)
    assert len(server.session.stopped) == 1


def test_a_stream_that_is_left_half_way_frees_its_place(start):
    server = start(StandInSession(**SLOW), generations=1)
    with server.client.stream("POST", "/api/generate/stream", json={"prompt": "x"}) as response:
        for line in response.iter_lines():
            if line == "event: partial":
                break
    wait_until(lambda: gauge(server, "pysmith_generations_active") == 0)


def test_one_that_leaves_harms_nobody(start, ask):
    server = start(StandInSession(pace_s=0.01, lines=30), generations=2)
    with ThreadPoolExecutor(3) as pool:
        stay = [
            pool.submit(server.client.post, "/api/generate", json={"prompt": f"stay {number}"}) for number in range(3)
        ]
        for number in range(4):
            ask(server, f"leave {number}").leave()
        answers = [future.result() for future in stay]
    assert [answer.json()["prompt"] for answer in answers] == [f"stay {number}" for number in range(3)]


def test_a_reader_that_stalls_is_dropped(start):
    """It takes nothing while much is written to it; then its connection is cut and its place is free."""
    server = start(StandInSession(pace_s=0.0, lines=200), generations=1, write_timeout_s=0.5)
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect(("127.0.0.1", server.port))
    prompt = b"x" * 19_000  # each line of code repeats it, so the answer has megabytes
    connection.sendall(post(b'{"prompt": "%s", "highlight": true}' % prompt, server.port, "/api/generate/stream"))
    wait_until(lambda: server.session.asked != [])
    wait_until(lambda: gauge(server, "pysmith_generations_active") == 0)
    wait_until(lambda: count_connections(server) <= 1)
    connection.close()


def count_connections(server) -> int:
    return len(server.server._server.server_state.connections)


def test_idle_connections_make_room_for_new_ones(server):
    """Whoever opens hundreds of connections and says nothing does not lock the others out."""
    with ExitStack() as stack:
        for _ in range(300):
            stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=5))
        assert httpx.get(server.address + "health", trust_env=False, timeout=10).status_code == 200
        assert count_connections(server) <= 257


def test_health_answers_while_everything_else_is_taken(busy, ask):
    for number in range(20):
        ask(busy, f"more {number}")
    for _ in range(20):
        assert busy.client.get("/health").status_code == 200


def test_ready_is_503_while_the_model_loads(start):
    session = StandInSession()
    session.may_load.clear()
    server = start(session)
    response = server.client.get("/ready")
    assert response.status_code == 503
    assert response.json()["error"]["code"] == "model_loading"
    assert server.client.get("/health").status_code == 200
    assert (
        server.client.post("/api/generate", json={"prompt": "recipe x", "only": "recipe"}).json()["source"] == "recipe"
    )
    session.may_load.set()
    wait_until(lambda: server.client.get("/ready").status_code == 200)


def test_ready_tells_when_the_model_cannot_be_loaded(start, caplog):
    class Broken(StandInSession):
        def load_model(self, name=None):
            raise OSError("/secret/place is damaged")

    server = start(Broken())
    wait_until(lambda: server.client.get("/ready").json()["error"]["code"] == "model_failed")
    assert "secret" not in server.client.get("/ready").text
    assert "/secret/place" in caplog.text


def test_models_are_inspected_once_for_all_who_wait(start):
    """To inspect a model reads it whole; a crowd that came just then would read it once for each."""
    started, may_go_on = threading.Event(), threading.Event()

    class Inspected(StandInSession):
        inspections = 0

        def models(self):
            self.inspections += 1
            started.set()
            may_go_on.wait(10)
            return super().models()

    server = start(Inspected())
    with ThreadPoolExecutor(10) as pool:
        asked = [pool.submit(server.client.get, "/api/models") for _ in range(10)]
        started.wait(10)
        assert server.client.get("/health").status_code == 200
        may_go_on.set()
        assert {each.result().json()["models"][0]["name"] for each in asked} == {"slow"}
    assert server.session.inspections == 1


def test_it_is_told_when_everything_is_loaded():
    session, loaded = StandInSession(), threading.Event()
    app = create_app(session, ServerOptions(), loaded.set)

    async def live() -> None:
        async with app.router.lifespan_context(app):
            assert await asyncio.to_thread(loaded.wait, 10)

    run_apart(live())
    assert session.is_model_ready


def test_the_rate_limit_refills_with_time():
    now = 0.0
    limiter = RateLimiter(60, lambda: now)
    assert [limiter.take("a")[0] for _ in range(61)] == [True] * 60 + [False]
    assert limiter.take("b")[0], "another client has its own"
    now = 2.5
    assert [limiter.take("a")[0] for _ in range(3)] == [True, True, False]


def test_the_rate_limiter_forgets_old_clients():
    limiter = RateLimiter(60, lambda: 0.0)
    for number in range(10_000):
        limiter.take(f"client {number}")
    assert len(limiter._buckets) <= 4096


def test_the_rate_limit_is_told_in_headers(start):
    server = start(rate_limit=3)
    left = []
    for _ in range(3):
        response = server.client.post("/api/highlight", json={"code": "x"})
        assert response.headers["x-ratelimit-limit-requests"] == "3"
        left.append(int(response.headers["x-ratelimit-remaining-requests"]))
    assert left == [2, 1, 0]
    refused = server.client.post("/api/highlight", json={"code": "x"})
    assert refused.status_code == 429
    assert refused.json()["error"]["code"] == "rate_limit_exceeded"
    assert 1 <= int(refused.headers["retry-after"]) <= 20
    assert server.client.get("/api/models").status_code == 200, "looking costs nothing"


def test_no_rate_limit_can_be_chosen(start):
    response = start(rate_limit=0).client.post("/api/highlight", json={"code": "x"})
    assert response.status_code == 200
    assert "x-ratelimit-limit-requests" not in response.headers


def test_stopping_gives_a_running_stream_a_last_event(start):
    server = start(StandInSession(**SLOW))
    with server.client.stream("POST", "/api/generate/stream", json={"prompt": "x"}) as response:
        lines = response.iter_lines()
        assert next(lines) == "event: partial"
        threading.Thread(target=server.server.stop).start()
        rest = list(lines)
    events = [line for line in rest if line.startswith("event: ")]
    assert events[-2:] == ["event: error", "event: done"]
    assert any("shutting_down" in line for line in rest)


def test_stopping_ends_whole_answers_with_an_error(start):
    server = start(StandInSession(**SLOW))
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(server.client.post, "/api/generate", json={"prompt": "x"})
        wait_until(lambda: server.session.running == 1)
        server.server.stop()
        response = asked.result()
    assert response.status_code == 503
    assert response.json()["error"]["code"] == "shutting_down"


def test_a_stopped_server_can_be_started_again(start):
    server = start()
    server.server.stop()
    server.server.stop()
    with pytest.raises(httpx.ConnectError):
        server.client.get("/health")
    assert httpx.get(server.server.start() + "health", trust_env=False).status_code == 200
