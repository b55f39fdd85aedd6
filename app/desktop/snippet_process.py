"""What the frozen program does when it runs a person's code: it is the Python interpreter for one file."""

import os
import runpy
import sys
from pathlib import Path


def run_snippet(path: Path) -> None:
    """Run a file as a program, in the present process, with its own folder first on the import path."""
    for name, number, mode in (("stdin", 0, "r"), ("stdout", 1, "w"), ("stderr", 2, "w")):
        if getattr(sys, name) is None:  # a program without a console has none until somebody opens them
            stream = os.fdopen(number, mode, encoding="utf-8", errors="replace", buffering=1, closefd=False)
            setattr(sys, name, stream)
    sys.argv = [str(path)]
    sys.path.insert(0, str(path.parent))
    runpy.run_path(str(path), run_name="__main__")
