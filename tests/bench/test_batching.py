"""Requests that the model writes together: how much more gets done than one after another, in the same run.

The real model and a real server, asked over HTTP. A ratio of two times beside each other, so it holds on any machine.
"""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.server.process import ServeProcess

CLIENTS, REQUESTS, ROUNDS, FACTOR = 8, 16, 2, 2.5


@pytest.fixture(scope="module")
def seed_server(tmp_path_factory):
    process = ServeProcess(tmp_path_factory.mktemp("bench") / "data")
    try:
        process.wait_until_ready()
        yield process
    finally:
        assert process.stop() == 0


def ask(server, seed: int) -> str:
    body = {"prompt": "read a file", "only": "model", "model": "seed-char-3m", "temperature": 0.8}
    response = server.client.post("/api/generate", json=body | {"candidates": 1, "length": 240, "seed": seed})
    assert response.status_code == 200, response.text
    return response.json()["code"]


def timed(ask_all) -> tuple[float, list[str]]:
    started = time.perf_counter()
    codes = ask_all()
    return time.perf_counter() - started, codes


@pytest.mark.slow
def test_clients_are_served_together_much_faster_than_one_by_one(seed_server):
    """And each gets, to the letter, what he gets alone."""
    ask(seed_server, 0)
    alone_s = together_s = 0.0
    with ThreadPoolExecutor(CLIENTS) as pool:
        for turn in range(ROUNDS):
            seeds = range(REQUESTS * turn, REQUESTS * (turn + 1))
            seconds, alone = timed(lambda seeds=seeds: [ask(seed_server, seed) for seed in seeds])
            alone_s += seconds
            seconds, together = timed(lambda seeds=seeds: list(pool.map(lambda seed: ask(seed_server, seed), seeds)))
            together_s += seconds
            assert together == alone
            assert any(alone), "the model wrote something"
    ratio = alone_s / together_s
    print(f"\n{ROUNDS * REQUESTS} requests: {alone_s:.1f} s one by one, {together_s:.1f} s together, {ratio:.2f} times")
    assert ratio >= FACTOR
