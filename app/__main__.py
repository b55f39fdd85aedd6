"""`python -m app`: the window without arguments, the command line with them."""

import multiprocessing
import sys
from pathlib import Path


def main() -> int:
    """Run Pysmith and return the exit code."""
    multiprocessing.freeze_support()  # a frozen program's child processes start here
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if sys.argv[1:2] == ["run-snippet"] and len(sys.argv) == 3:  # a frozen program is its own interpreter
        from app.desktop.snippet_process import run_snippet

        run_snippet(Path(sys.argv[2]))
        return 0
    from app.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
