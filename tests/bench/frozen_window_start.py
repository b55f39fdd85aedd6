"""How long it takes until the window can be seen: the program to double-click against the source, in one run.

`python -m tests.bench.frozen_window_start dist/pysmith` starts each in turn on a screen of its own (Xvfb), after a
first time that compiles and warms the disk's cache, and prints the least time of each, since other work on the machine
only ever adds to it. Its exit code says whether the program is within 1.3 times the source's time.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.desktop.bench import CACHE

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 9
MAX_RATIO = 1.3
DISPLAY = ":96"


def main(arguments: list[str]) -> int:
    """Measure, print, and return 0 when the program is quick enough."""
    commands = {"program": [str((Path(arguments[0]) / "pysmith").resolve())], "source": [sys.executable, "-m", "app"]}
    server = ["Xvfb", DISPLAY, "-screen", "0", "1280x900x24", "-displayfd", "1"]
    with subprocess.Popen(server, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as screen:
        try:
            screen.stdout.readline()
            rounds = [{name: until_seen(each) for name, each in commands.items()} for _ in range(ROUNDS + 1)]
        finally:
            screen.terminate()
    least = {name: min(taken[name] for taken in rounds[1:]) for name in commands}
    for name, seconds in least.items():
        print(f"{name}: {seconds:.2f} s; all: {', '.join(f'{taken[name]:.2f}' for taken in rounds[1:])}")
    ratio = least["program"] / least["source"]
    print(f"the program takes {ratio:.2f} times as long as the source")
    return int(ratio > MAX_RATIO)


def until_seen(command: list[str]) -> float:
    """Return how many seconds pass from the start of a program until its window is on the screen."""
    with tempfile.TemporaryDirectory() as data:
        environment = os.environ | {"DISPLAY": DISPLAY, "PYSMITH_DATA_DIR": data, "PYTHONPYCACHEPREFIX": CACHE}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment.pop("QT_QPA_PLATFORM", None)
        look = ["xdotool", "search", "--onlyvisible", "--name", "Pysmith"]
        started = time.perf_counter()
        program = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
        try:
            while not subprocess.run(look, env=environment, capture_output=True, check=False).stdout:
                if program.poll() is not None:
                    raise RuntimeError(f"{command} ended before its window came")
            return time.perf_counter() - started
        finally:
            program.kill()
            program.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
