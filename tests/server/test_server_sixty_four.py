"""Sixty-four clients at once on a real server: no 5xx, no answer lost or another's, health quick, memory flat.

Runs for PYSMITH_LOAD_SECONDS, 10 unless told otherwise; told so, it also holds /health to half a second.
"""

import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import httpx
import pytest

RECIPES = ["Read a CSV file", "Create a dictionary", "Sort a list of numbers", "reverse a string"]
MODEL = "xyzzy frobnicate"  # no recipe knows it, so the model writes
CLIENTS = 64
TOLD_SECONDS = os.environ.get("PYSMITH_LOAD_SECONDS")
SECONDS = float(TOLD_SECONDS or "10")


class Crowd:
    """Clients that ask until the time is over, and what came back to them."""

    def __init__(self, address: str, seconds: float) -> None:
        self.address = address
        self.until = time.monotonic() + seconds
        self.sent = 0
        self.statuses: Counter[int] = Counter()
        self.sources: Counter[str] = Counter()
        self.faults: list[str] = []
        self.answers_s: list[float] = []
        self.health_s: list[float] = []
        self._lock = threading.Lock()

    def run(self) -> None:
        threads = [threading.Thread(target=self.ask, args=(number,)) for number in range(CLIENTS)]
        watch = [sys.executable, "-c", WATCH, self.address, str(self.until - time.monotonic())]
        with subprocess.Popen(watch, stdout=subprocess.PIPE, text=True) as watcher:
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.health_s = [float(line) for line in watcher.communicate(timeout=60)[0].splitlines()]

    def ask(self, number: int) -> None:
        dice = random.Random(number)
        headers = {"User-Agent": f"client {number}"}
        with httpx.Client(base_url=self.address, timeout=60, trust_env=False, headers=headers) as client:
            while time.monotonic() < self.until:
                # Spaces mean nothing, and come back with the answer; so does the seed.
                prompt = dice.choice([*RECIPES, MODEL]) + " " * number
                seed = dice.randrange(2**31)
                with self._lock:
                    self.sent += 1
                try:
                    body = {"prompt": prompt, "length": 80, "candidates": 1, "seed": seed}
                    self.note(client.post("/api/generate", json=body), prompt, seed)
                except httpx.HTTPError as error:
                    self.faults.append(f"client {number}: {error!r}")

    def note(self, response: httpx.Response, prompt: str, seed: int) -> None:
        with self._lock:
            self.statuses[response.status_code] += 1
            self.answers_s.append(response.elapsed.total_seconds())
        if response.status_code == 429:
            threading.Event().wait(min(1.0, float(response.headers["retry-after"])))
        elif response.status_code == 200:
            answer = response.json()
            self.sources[answer["source"]] += 1
            if (answer["prompt"], answer["seed"]) != (prompt, seed):
                self.faults.append(f"{prompt!r} got the answer to {answer['prompt']!r}")
            if (answer["source"] == "recipe") != (prompt.strip() != MODEL):
                self.faults.append(f"{prompt!r} got {answer['source']}")


# A process of its own, so that what it measures is the server and not this crowd.
WATCH = """
import sys, time, urllib.request
address, seconds = sys.argv[1:]
open_plainly = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
until = time.monotonic() + float(seconds)
while time.monotonic() < until:
    started = time.monotonic()
    open_plainly(address + "health", timeout=60).read()
    print(time.monotonic() - started)
    time.sleep(0.05)
"""


def memory_mb(process_id: int) -> float:
    status = Path(f"/proc/{process_id}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_sixty_four_clients_at_once(serving):
    Crowd(serving.address, SECONDS / 4).run()
    before = memory_mb(serving.process.pid)
    crowd = Crowd(serving.address, SECONDS)
    crowd.run()
    after = memory_mb(serving.process.pid)
    median_s, slowest_s = statistics.median(crowd.answers_s), max(crowd.health_s)
    print(
        f"\n{SECONDS:.0f} s: {crowd.sent} sent, {dict(crowd.statuses)}, {dict(crowd.sources)}; answers {median_s:.2f} s"
        f" in the middle; /health at most {slowest_s:.3f} s; {before:.0f} MB, then {after:.0f} MB"
    )
    assert crowd.faults == []
    assert crowd.statuses.total() == crowd.sent, "an answer was lost"
    assert set(crowd.statuses) <= {200, 429}
    assert crowd.statuses[200] > CLIENTS
    assert slowest_s < max(crowd.answers_s), "health does not stand in the line"
    assert statistics.median(crowd.health_s) < median_s
    assert after < before * 1.1 + 10
    if TOLD_SECONDS:
        assert slowest_s < 0.5
