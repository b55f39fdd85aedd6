"""Groups 12 to 15 of what must hold of HTTP mode: load, places, clients that leave, the end. See test_requirements."""

import os
import signal
import socket
import threading
from contextlib import ExitStack, closing

import httpx
import pytest

from tests.server.process import ServeProcess
from tests.server.test_server_load import Asker, gauge, wait_until
from tests.server.wire import post, read_all, status_of

ACTIVE, WAITING = "pysmith_generations_active", "pysmith_generations_waiting"
PLACES, QUEUE = 8, 8
LONG = '{"prompt": "write on", "only": "model", "model": "tiny", "length": 4000, "candidates": 3, "seed": %d}'


class Writer(Asker):
    """A client whose request keeps the model busy for long."""

    def __init__(self, server, seed: int, path: str = "/api/generate", name: str = "writer") -> None:
        self.connection = socket.create_connection(("127.0.0.1", server.port), timeout=60)
        self.connection.sendall(post((LONG % seed).encode(), server.port, path, b"User-Agent: " + name.encode()))


@pytest.fixture
def full(serving):
    """The process with all its places and its queue taken by one client; all leave at the end."""
    with ExitStack() as stack:
        writers = []
        for seed in range(PLACES + QUEUE):
            writers.append(stack.enter_context(closing(Writer(serving, seed).connection)))
        wait_until(lambda: gauge(serving, WAITING) == QUEUE, 60)
        yield serving
    wait_until(lambda: gauge(serving, ACTIVE) == gauge(serving, WAITING) == 0, 60)


def test_12_health_is_told_while_all_places_are_taken(full):
    """All twenty answers come while the model still works for everybody who came before."""
    for _ in range(20):
        assert full.client.get("/health").json()["status"] == "ok"
    assert gauge(full, ACTIVE) == PLACES


def test_12_ready_is_503_until_the_model_is_loaded(tmp_path):
    """The address is told at once; recipes and models come in behind it."""
    process = ServeProcess(tmp_path / "data")
    try:
        early = process.client.get("/ready")
        assert early.status_code == 503
        assert early.json()["error"]["code"] == "model_loading"
        assert process.client.get("/health").status_code == 200
        process.wait_until_ready()
        assert process.client.get("/ready").json()["status"] == "ready"
    finally:
        assert process.stop() == 0


def test_13_a_full_queue_says_when_to_come_back_and_recipes_go_past_it(full):
    ask = {"prompt": "write on", "only": "model", "model": "tiny", "seed": 99}
    busy = full.client.post("/api/generate", json=ask, headers={"User-Agent": "writer"})
    assert busy.status_code == 429
    assert busy.json()["error"]["code"] == "busy"
    assert 1 <= int(busy.headers["retry-after"]) <= 60
    recipe = full.client.post("/api/generate", json={"prompt": "Read a CSV file"}, headers={"User-Agent": "writer"})
    assert recipe.json()["source"] == "recipe"
    assert gauge(full, ACTIVE) == PLACES, "the recipe waited for nobody"


def test_13_the_rate_limit_is_configured_and_told(serve):
    limited = serve("--rate-limit", "3")
    told = []
    for _ in range(4):
        response = limited.client.post("/api/highlight", json={"code": "x"})
        told.append((response.status_code, response.headers["x-ratelimit-remaining-requests"]))
    assert told == [(200, "2"), (200, "1"), (200, "0"), (429, "0")]
    assert int(response.headers["retry-after"]) >= 1
    assert serve("--rate-limit", "0").client.post("/api/highlight", json={"code": "x"}).status_code == 200


@pytest.mark.parametrize("path", ["/api/generate", "/api/generate/stream"])
def test_14_who_leaves_frees_his_place_and_harms_nobody(serving, path):
    ask = {"prompt": "print it", "only": "model", "model": "tiny", "seed": 4, "length": 300}
    expected = serving.client.post("/api/generate", json=ask).json()["candidates"]
    writers = [Writer(serving, seed, path) for seed in range(PLACES + 2)]
    wait_until(lambda: (gauge(serving, ACTIVE), gauge(serving, WAITING)) == (PLACES, 2), 60)
    writers.pop().leave()
    wait_until(lambda: gauge(serving, WAITING) == 1)
    for writer in writers[:4]:
        writer.leave()
    assert serving.client.post("/api/generate", json=ask).json()["candidates"] == expected
    for writer in writers[4:]:
        writer.leave()
    wait_until(lambda: gauge(serving, ACTIVE) == 0)


@pytest.mark.slow
def test_14_and_8_half_a_request_and_a_reader_that_stalls_are_cut(serving):
    """The deadlines of the command are 30 s each, so both are waited for at the same time."""
    half = socket.create_connection(("127.0.0.1", serving.port), timeout=60)
    half.sendall(post(b'{"prompt": "hello"}', serving.port)[:-5])
    stalled = socket.socket()
    stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    stalled.connect(("127.0.0.1", serving.port))
    asked = post(b'{"code": "%s"}' % (b"x=1;" * 12_000), serving.port, "/api/highlight", close=False)
    sender = threading.Thread(target=send_until_refused, args=(stalled, asked))
    sender.start()
    with closing(half):
        assert status_of(read_all(half)) == 408
    sender.join(60)
    assert not sender.is_alive(), "a reader that takes nothing was never cut"
    stalled.close()
    assert serving.client.get("/health").status_code == 200


def send_until_refused(connection: socket.socket, asked: bytes) -> None:
    """Ask again and again and read nothing, until the other side has had enough."""
    try:
        while True:
            connection.sendall(asked)
    except OSError:
        return


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_15_told_to_end_it_ends_for_all_who_wait(serve):
    """Streams get a last event, whole answers an error; the exit code is 0 and the port is free again."""
    process = serve()
    process.wait_until_ready()
    port = process.port
    with ExitStack() as stack:
        streams = [Writer(process, seed, "/api/generate/stream") for seed in range(3)]
        whole = Writer(process, 9)
        for writer in (*streams, whole):
            stack.callback(writer.leave)
        wait_until(lambda: gauge(process, ACTIVE) == 4, 60)
        process.process.send_signal(signal.SIGTERM)
        for stream in streams:
            assert read_all(stream.connection).rstrip(b"\r\n0").endswith(b'event: done\ndata: {"stopped":true}')
        assert status_of(read_all(whole.connection)) == 503, process.log()
    assert process.process.wait(10) == 0
    assert "Traceback" not in process.log()
    assert serve("--port", str(port)).port == port
    with pytest.raises(AssertionError, match=f"port {port} is already in use"):
        serve("--port", str(port))
    assert httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False).status_code == 200
