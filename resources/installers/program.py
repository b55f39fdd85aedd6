"""Make the program that installers carry, and try what came out of them.

Knows PyInstaller and the tests of the frozen program; knows no packaging format.
"""

import hashlib
import os
import platform
import subprocess
import sys
from pathlib import Path

from about import ROOT

SUMS = "SHA256SUMS"


def build_program(out: Path) -> Path:
    """Run PyInstaller and return the folder of the program."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", str(out)]
    subprocess.run([*command, str(ROOT / "build.spec")], cwd=ROOT, check=True)
    return out / "pysmith"


def try_program(folder: Path) -> None:
    """Run the tests of the frozen program on this folder; raise CalledProcessError when one fails."""
    tests = [sys.executable, "-m", "pytest", "-q", "tests/test_frozen.py"]
    subprocess.run(tests, cwd=ROOT, env=os.environ | {"PYSMITH_FROZEN": str(folder)}, check=True)


def machine() -> str:
    """Return what this kind of processor is called in the names of files."""
    return {"AMD64": "x86_64", "amd64": "x86_64", "ARM64": "aarch64", "arm64": "aarch64"}.get(
        platform.machine(), platform.machine()
    )


def write_sums(out: Path, made: list[Path]) -> None:
    """Add the sha256 of what was made to SHA256SUMS, which `sha256sum -c` reads; older lines of other files stay."""
    sums = out / SUMS
    lines = sums.read_text(encoding="utf-8").splitlines() if sums.exists() else []
    known = {name: digest for digest, name in (line.split("  ", 1) for line in lines) if (out / name).is_file()}
    known |= {path.name: sha256_of(path) for path in made}
    sums.write_text("".join(f"{known[name]}  {name}\n" for name in sorted(known)), encoding="utf-8", newline="\n")


def sha256_of(path: Path) -> str:
    """Return a file's sha256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
