"""The family of errors that Pysmith raises on purpose.

Every message says what is wrong and what to do, and can be shown to a person unchanged.
"""

from pathlib import Path


class PysmithError(Exception):
    """Something went wrong that a person can understand and act on."""


class ConfigError(PysmithError):
    """A configuration contradicts itself or holds a value out of range."""


class CheckpointError(PysmithError):
    """A model folder is missing, damaged or not one of ours."""


class UnknownModelError(CheckpointError):
    """No installed model has the name that was asked for."""


class RequestError(PysmithError):
    """A request cannot be served as it stands: empty, too long, a value out of range."""

    def __init__(self, message: str, param: str = "prompt") -> None:
        super().__init__(message)
        self.param = param


class CookbookError(PysmithError):
    """A cookbook page is not written as recipes must be; names the file and the line."""

    def __init__(self, path: Path | str, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path, self.line, self.reason = Path(path), line, message
