"""Compile the network's forward pass: `python -m engine.native.build`, where gcc or clang is there.

It happens when Pysmith is set up or its program is built, never when it runs. Without the library everything works,
with torch's steps.
"""

import os
import platform
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
LIBRARY = HERE / "libnetwork.so"
FLAGS = "-std=gnu11 -O3 -ffp-contract=fast -fno-math-errno -fPIC -Wno-psabi".split()
LEVELS = {"plain": ""}
if platform.machine().lower() in ("x86_64", "amd64"):
    LEVELS |= {
        "avx2": "-mavx2 -mfma",
        "avx512": (avx512 := "-mavx512f -mavx512bw -mavx512vl -mavx512dq -mfma -mprefer-vector-width=512"),
        "vnni": f"{avx512} -mavx512vnni",
    }


def find_compiler() -> str | None:
    """Return a compiler that takes gcc's options, or None."""
    names = [os.environ.get("CC", ""), "gcc", "clang", "cc"]
    return next((path for name in names if name and (path := shutil.which(name))), None)


def build(library: Path = LIBRARY) -> Path | None:
    """Compile the library unless it is newer than its source; return it, or None where that cannot be done."""
    sources = [*HERE.glob("*.c"), *HERE.glob("*.h"), Path(__file__)]
    if library.exists() and library.stat().st_mtime > max(source.stat().st_mtime for source in sources):
        return library
    compiler = find_compiler()
    if compiler is None or os.name == "nt":  # its calling conventions have not been tried
        return None
    with tempfile.TemporaryDirectory(dir=library.parent) as folder:
        objects = []
        for level, options in LEVELS.items():
            objects.append(f"{folder}/{level}.o")
            choices = [*FLAGS, *options.split(), f"-DLEVEL={level}"]
            run([compiler, *choices, "-c", str(HERE / "network.c"), "-o", objects[-1]])
        unfinished = f"{folder}/{library.name}"
        shared = [str(HERE / "dispatch.c"), str(HERE / "threads.c"), *objects]
        run([compiler, *FLAGS, "-shared", *shared, "-o", unfinished, "-lm", "-pthread"])
        Path(unfinished).replace(library)
    return library


def run(command: list[str]) -> None:
    """Run the compiler; raise RuntimeError with what it said when it fails."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{shlex.join(command)}\n{done.stderr}")


if __name__ == "__main__":
    made = build()
    print(made or "There is no gcc or clang here: Pysmith will write with torch alone, which is slower.")
    sys.exit(0)
