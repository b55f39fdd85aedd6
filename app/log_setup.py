"""Where log lines go: a file in the data directory that cannot grow without bound. Set up once, by the entry point."""

import logging
from pathlib import Path

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
MAX_BYTES = 1_000_000


def set_up_logging(log_file: Path, *, verbose: bool = False) -> None:
    """Send the program's log lines to `log_file` (1 MB, one older kept); with `verbose`, to standard error as well."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(_LateFileHandler(log_file))
    if verbose:
        root.addHandler(logging.StreamHandler())


def move_log(log_file: Path) -> None:
    """Write further lines to another file; the old one is closed."""
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, _LateFileHandler)]:
        root.removeHandler(handler)
        handler.close()
        root.addHandler(_LateFileHandler(log_file))


class _LateFileHandler(logging.Handler):
    """Makes the real handler with the first line: its module brings along sockets and pickles, which take a while."""

    def __init__(self, log_file: Path) -> None:
        super().__init__()
        self._log_file = log_file
        self._real: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line; called with the handler's lock held."""
        if self._real is None:
            from logging.handlers import RotatingFileHandler

            self._real = RotatingFileHandler(self._log_file, maxBytes=MAX_BYTES, backupCount=1, encoding="utf-8")
            self._real.setFormatter(logging.Formatter(FORMAT))
        self._real.handle(record)

    def close(self) -> None:
        """Close the file."""
        if self._real is not None:
            self._real.close()
        super().close()
