"""`python -m app`: the window without arguments, the command line with them."""

import multiprocessing
import sys


def main() -> int:
    """Run Pysmith and return the exit code."""
    multiprocessing.freeze_support()  # a frozen program's child processes start here
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    from app.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
