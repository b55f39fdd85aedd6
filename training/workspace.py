"""Where the training pipeline writes, and the JSON files it passes from verb to verb.

Knows no data and no model. Everything below the training folder can be made again.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from engine.errors import PysmithError

TRAINING_DIR_VARIABLE = "PYSMITH_TRAINING_DIR"
REPOSITORY = Path(__file__).resolve().parent.parent
OPERATIONS = REPOSITORY / "resources" / "operations"


class DataError(PysmithError):
    """Data for training is missing, damaged or not what was expected."""


def training_dir() -> Path:
    """Return the git-ignored folder for data and runs; PYSMITH_TRAINING_DIR moves it."""
    return Path(os.environ.get(TRAINING_DIR_VARIABLE) or REPOSITORY / ".training").expanduser().absolute()


def write_json(path: Path, value: Any) -> None:
    """Write one JSON value, readable and with a stable order of keys, so that it is whole or not there."""
    _replace(path, json.dumps(value, indent=1, ensure_ascii=False, sort_keys=False) + "\n")


def write_jsonl(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write one JSON object a line and return how many."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    count = 0
    with unfinished.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    unfinished.replace(path)
    return count


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the object on each line. Raises DataError naming the line that is not JSON."""
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                yield json.loads(line)
            except json.JSONDecodeError as error:
                raise DataError(f"{path}:{number}: not a JSON object ({error.msg}). Prepare the data again.") from error


def write_text(path: Path, text: str) -> None:
    """Write a text file so that it is whole or not there."""
    _replace(path, text)


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    unfinished.write_text(text, encoding="utf-8", newline="\n")
    unfinished.replace(path)
