"""Where log lines go: a file in the data directory that cannot grow without bound. Set up once, by the entry point."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path


def set_up_logging(log_file: Path, *, verbose: bool = False) -> None:
    """Send the program's log lines to `log_file` (1 MB, one older kept); with `verbose`, to standard error as well."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    handler = RotatingFileHandler(log_file, maxBytes=1_000_000, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    if verbose:
        root.addHandler(logging.StreamHandler())
