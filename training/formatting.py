"""Write Python in one style, many pieces at a time: the fewer ways to write a thing, the less a small model must learn.

The formatter is ruff's, run once over a folder of files. Code it cannot format comes back unchanged.
"""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from training.workspace import DataError

LINE_LENGTH = 100
PER_FOLDER = 5000

_COMMAND = (
    *(sys.executable, "-m", "ruff", "format", "--isolated", "--no-cache", "--quiet"),
    *("--line-length", str(LINE_LENGTH), "--target-version", "py311"),
    *("--config", "format.skip-magic-trailing-comma=true"),
)


def format_all(codes: Sequence[str]) -> list[str]:
    """Return each piece of code formatted, in the same order. Raises DataError when ruff is not installed."""
    formatted: list[str] = []
    for start in range(0, len(codes), PER_FOLDER):
        formatted += _format_batch(codes[start : start + PER_FOLDER])
    return formatted


def _format_batch(codes: Sequence[str]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.py" for number in range(len(codes))]
        for file, code in zip(files, codes, strict=True):
            file.write_bytes(code.encode("utf-8", "replace"))
        done = subprocess.run([*_COMMAND, folder], capture_output=True, text=True, check=False)
        if "No module named ruff" in done.stderr:
            raise DataError("ruff is needed to prepare data: pip install ruff.")
        return [file.read_bytes().decode("utf-8") for file in files]
