"""Work done side by side is written as a request says: what, on what, with how many workers, and how it is shown."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine.chains.pools import write_pool


def run(request: str, folder: Path) -> str:
    """Run the program that a request describes and return what it prints."""
    described = write_pool(request)
    assert described is not None
    (folder / "work.py").write_text(described.code)
    done = subprocess.run(
        [sys.executable, "work.py"], cwd=folder, capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout


@pytest.mark.parametrize(
    ("request_text", "printed"),
    [
        ('thread pool map to get the length of words in the list ["apple", "fig"]', "[5, 3]\n"),
        ("multiprocessing pool to square the numbers 1..4", "[1, 4, 9, 16]\n"),
        ("find the primes below 12 with a pool of 2 processes", "[2, 3, 5, 7, 11]\n"),
        ("use a process pool with 2 workers to compute factorials of [3, 4] and print the sum", "30\n"),
        ("compute the cubes of values = [1, 2] with a thread pool, print each as soon as it is ready", None),
        (
            "asyncio: fetch three urls simulated with sleep, at most 2 at the same time",
            "page 1 is done\npage 2 is done\npage 3 is done\n",
        ),
    ],
)
def test_the_work_is_done(request_text: str, printed: str | None, tmp_path: Path):
    """The program prints what follows from the request; what is printed when it is ready comes in any order."""
    shown = run(request_text, tmp_path)
    assert sorted(shown.splitlines()) == ["1 1", "2 8"] if printed is None else shown == printed


@pytest.mark.parametrize(
    ("request_text", "part"),
    [
        ("square the numbers 1 to 10 in a thread pool of 3 workers", "ThreadPoolExecutor(max_workers=3)"),
        ("run 5 tasks that sleep 1 second in a thread pool with two workers", "time.sleep(1)"),
        ("asyncio gather: run 4 tasks that sleep random time and print each result as it completes", "as_completed"),
        ("compute the cubes of values = [1, 2] with a thread pool", "values = [1, 2]\n"),
    ],
)
def test_the_request_is_followed(request_text: str, part: str):
    """Workers, pauses, names and the way of showing are the request's."""
    described = write_pool(request_text)
    assert described is not None
    assert part in described.code


@pytest.mark.parametrize(
    "request_text",
    [
        "thread pool to download the files in urls.txt",
        "multiprocessing pool to resize images",
        "use asyncio to fetch https://example.com",
        "square the numbers 1 to 10",
        "what is a thread pool?",
        "asyncio semaphore example",
        "thread pool that squares numbers and writes them into a database",
    ],
)
def test_other_wishes_are_left_alone(request_text: str):
    """Work that is not known, or words that are left over, and nothing is written."""
    assert write_pool(request_text) is None
