"""Sixty-four clients at once on a real server: no 5xx, nobody gets another's answer, memory stays flat.

Runs for PYSMITH_LOAD_SECONDS, 10 unless told otherwise.
"""

import os
import random
import threading
import time
from collections import Counter
from pathlib import Path

import httpx
import pytest

PROMPTS = ["Read a CSV file", "Create a dictionary", "Sort a list of numbers", "reverse a string", "xyzzy frobnicate"]
CLIENTS = 64
SECONDS = float(os.environ.get("PYSMITH_LOAD_SECONDS", "10"))


class Crowd:
    """Clients that ask until the time is over, and what came back to them."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.until = time.monotonic() + SECONDS
        self.statuses: Counter[int] = Counter()
        self.faults: list[str] = []
        self.slowest_health_s = 0.0

    def ask(self, number: int) -> None:
        dice = random.Random(number)
        with httpx.Client(base_url=self.address, timeout=60, trust_env=False) as client:
            while time.monotonic() < self.until:
                prompt = dice.choice(PROMPTS) + " " * number  # spaces mean nothing, and come back with the answer
                body = {"prompt": prompt, "length": 60, "candidates": 1}
                response = client.post("/api/generate", json=body)
                self.statuses[response.status_code] += 1
                if response.status_code == 200 and response.json()["prompt"] != prompt:
                    self.faults.append(f"client {number} got {response.json()['prompt']!r}")
                if response.status_code == 429:
                    threading.Event().wait(min(1.0, float(response.headers["retry-after"])))

    def watch(self) -> None:
        with httpx.Client(base_url=self.address, timeout=60, trust_env=False) as client:
            while time.monotonic() < self.until:
                self.slowest_health_s = max(self.slowest_health_s, client.get("/health").elapsed.total_seconds())


def memory_mb(process_id: int) -> float:
    status = Path(f"/proc/{process_id}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_sixty_four_clients_at_once(serving):
    for prompt in PROMPTS:
        serving.client.post("/api/generate", json={"prompt": prompt, "length": 60})
    before = memory_mb(serving.process.pid)
    crowd = Crowd(serving.address)
    threads = [threading.Thread(target=crowd.ask, args=(number,)) for number in range(CLIENTS)]
    threads.append(threading.Thread(target=crowd.watch))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"\n{dict(crowd.statuses)} /health at most {crowd.slowest_health_s:.3f} s, {before:.0f} MB before")
    assert crowd.faults == []
    assert set(crowd.statuses) <= {200, 429}
    assert crowd.statuses[200] > CLIENTS
    assert crowd.slowest_health_s < 0.5
    assert memory_mb(serving.process.pid) < before * 1.25 + 50
