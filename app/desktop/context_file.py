"""Reads a file that a person wants to have considered with a request."""

from pathlib import Path

from engine.errors import RequestError

MAX_CONTEXT_CHARS = 50_000


def read_context(path: Path) -> str:
    """Return the text of a code file; raises RequestError when it is not text or too long."""
    try:
        size = path.stat().st_size
        if size > MAX_CONTEXT_CHARS * 4:
            raise RequestError(f"{path.name} is too big: at most {MAX_CONTEXT_CHARS:,} characters go with a request.")
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise RequestError(f"{path.name} is not a text file in UTF-8.") from error
    except OSError as error:
        raise RequestError(f"{path.name} cannot be read: {error.strerror}.") from error
    if len(text) > MAX_CONTEXT_CHARS:
        raise RequestError(f"{path.name} is too long: at most {MAX_CONTEXT_CHARS:,} characters go with a request.")
    if "\0" in text:
        raise RequestError(f"{path.name} is not a text file.")
    return text
