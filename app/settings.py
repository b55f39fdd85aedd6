"""What the person has chosen: frozen, checked by itself, kept as JSON in the data directory.

Knows no window. A settings file that cannot be used gives the defaults and a notice, never a crash.
"""

import json
import logging
import os
import types
import typing
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal

from engine.errors import ConfigError
from engine.events import CANDIDATES_RANGE, DEFAULT_CANDIDATES, DEFAULT_LENGTH, LENGTH_RANGE

logger = logging.getLogger(__name__)

Theme = Literal["system", "light", "dark"]
THEMES: tuple[Theme, ...] = ("system", "light", "dark")
FONT_SIZE_RANGE = (8, 28)
RUN_LIMIT_RANGE_S = (1, 600)
PORT_RANGE = (1024, 65535)
THREADS_RANGE = (0, 64)
MAX_SEED = 2**31 - 1


@dataclass(frozen=True)
class Settings:
    """The choices that outlive the program. Raises ConfigError when a value is not usable.

    `font_size` 0 means the system's, `threads` 0 lets the engine decide, `seed` None is a new one for each answer.
    """

    theme: Theme = "system"
    font_size: int = 0
    language: str = ""
    length: int = DEFAULT_LENGTH
    temperature: float = 0.6
    candidates: int = DEFAULT_CANDIDATES
    seed: int | None = None
    model: str | None = None
    threads: int = 0
    answer_while_typing: bool = True
    keep_history: bool = True
    show_history: bool = False
    show_inside: bool = False
    tray: bool = False
    may_run_code: bool = False
    run_limit_s: int = 10
    server_port: int = 8000
    window_geometry: str = ""

    def __post_init__(self) -> None:
        for field in fields(self):
            _check_type(field.name, getattr(self, field.name), _field_types()[field.name])
        if self.theme not in THEMES:
            raise ConfigError(f"theme={self.theme!r}: choose {', '.join(THEMES)}.")
        if self.font_size:
            _check_range("font_size", self.font_size, FONT_SIZE_RANGE)
        _check_range("length", self.length, LENGTH_RANGE)
        _check_range("temperature", self.temperature, (0.0, 2.0))
        _check_range("candidates", self.candidates, CANDIDATES_RANGE)
        _check_range("seed", self.seed or 0, (0, MAX_SEED))
        _check_range("threads", self.threads, THREADS_RANGE)
        _check_range("run_limit_s", self.run_limit_s, RUN_LIMIT_RANGE_S)
        _check_range("server_port", self.server_port, PORT_RANGE)


def load_settings(path: Path) -> tuple[Settings, str | None]:
    """Return the settings kept at `path`, and a notice for the person if not all of them could be used.

    A missing file gives the defaults. A value out of range falls back alone; unknown keys are left out.
    """
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(), None
    except (OSError, ValueError, RecursionError) as error:
        logger.warning("settings not readable: %s", error)
        return Settings(), f"The settings in {path} could not be read, so the defaults are used."
    if not isinstance(values, dict):
        return Settings(), f"The settings in {path} are not a JSON object, so the defaults are used."
    return _keep_usable(values, path)


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings so that a reader finds the old file or the new one, whatever happens in between.

    Raises OSError when the disk does not allow it.
    """
    import tempfile  # brings much along that the start can do without

    text = json.dumps(asdict(settings), indent=2, ensure_ascii=False) + "\n"
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _keep_usable(values: dict[str, Any], path: Path) -> tuple[Settings, str | None]:
    kept: dict[str, Any] = {}
    refused = []
    for name in _field_types().keys() & values.keys():
        try:
            Settings(**{name: values[name]})
        except ConfigError as error:
            refused.append(str(error))
        else:
            kept[name] = values[name]
    notice = f"Some settings in {path} could not be used: {' '.join(sorted(refused))}" if refused else None
    return Settings(**kept), notice


@cache
def _field_types() -> dict[str, Any]:
    return typing.get_type_hints(Settings)


def _check_type(name: str, value: object, expected: Any) -> None:
    if not _is_instance(value, expected):
        raise ConfigError(f"{name}={value!r} is not of the right kind.")


def _is_instance(value: object, expected: Any) -> bool:
    if isinstance(expected, types.UnionType):
        return any(_is_instance(value, option) for option in typing.get_args(expected))
    if typing.get_origin(expected) is Literal:
        return isinstance(value, str)
    if expected in (int, float) and isinstance(value, bool):  # JSON true is no number
        return False
    return isinstance(value, (int, float) if expected is float else expected)


def _check_range(name: str, value: float, bounds: tuple[float, float]) -> None:
    low, high = bounds
    if not low <= value <= high:  # also refuses NaN
        raise ConfigError(f"{name}={value} is out of range: choose {low} to {high}.")
