"""Processor time of alternatives, taken in turns, and a description of the machine.

Processor time, since other work on the machine lengthens the time on the clock by more than what is compared. All
engines run on one thread, so the two are the same on a machine that has nothing else to do.
"""

import os
import platform
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch


def in_turns(alternatives: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median seconds of processor time of each alternative, all of them run once a round."""
    taken: dict[str, list[float]] = {name: [] for name in alternatives}
    for _ in range(rounds):
        for name, work in alternatives.items():
            started = time.process_time()
            work()
            taken[name].append(time.process_time() - started)
    return {name: statistics.median(times) for name, times in taken.items()}


def memory_bandwidth() -> float:
    """Return how many bytes a second one thread reads from memory: the best of five sums over 512 MB."""
    block = np.ones(2**26, dtype=np.float64)
    times = []
    for _ in range(5):
        started = time.process_time()
        block.max()
        times.append(time.process_time() - started)
    return block.nbytes / min(times)


def describe_machine() -> str:
    """Return processor, cores, memory, system and the versions that matter."""
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}, torch {torch.__version__}"
    return f"{_processor()}, {os.cpu_count()} cores, {system}"


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    name = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())
    flags = next((line.split() for line in lines if line.startswith("flags")), [])
    kinds = [flag for flag in ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_tile") if flag in flags]
    return f"{name} ({', '.join(kinds) or platform.machine()})"


def table(header: list[str], rows: list[list[str]]) -> str:
    """Return a table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
