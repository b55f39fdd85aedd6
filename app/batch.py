"""Answer a file of requests: one JSON object a line in, one Answer a line out, in the same order."""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from app.session import Session
from engine.errors import PysmithError
from engine.events import Answer, Request

PROGRESS_EVERY_S = 2.0


def answer_batch(session: Session, options: Request, source: Path, target: Path) -> int:
    """Answer every line of `source` into `target` and return the exit code.

    A line that cannot be served gets an Answer with `"error"` and does not stop the rest.
    Raises PysmithError when a file cannot be opened.
    """
    try:
        with (
            source.open(encoding="utf-8", errors="replace", newline="\n") as lines,
            target.open("w", encoding="utf-8") as out,
        ):
            for result in _with_progress(_answer_lines(session, options, lines)):
                out.write(json.dumps(result, ensure_ascii=True) + "\n")
                out.flush()
    except OSError as error:
        raise PysmithError(f"{error.filename}: {error.strerror}.") from error
    return 0


def _answer_lines(session: Session, options: Request, lines: TextIO) -> Iterator[dict[str, Any]]:
    for line in lines:
        if line.strip():
            yield _answer_line(session, options, line)


def _answer_line(session: Session, options: Request, line: str) -> dict[str, Any]:
    """Return the answer to one line, or an empty one that says what was wrong with it."""
    row_id: Any = None
    try:
        row = json.loads(line)
        if not isinstance(row, dict):
            raise PysmithError("A line must be a JSON object with id and prompt.")
        row_id = row.get("id")
        prompt = row.get("prompt")
        if not isinstance(prompt, str):
            raise PysmithError("prompt must be a text.")
        answer = session.answer(replace(options, prompt=prompt)).to_dict()
    except (ValueError, RecursionError) as error:
        return _failed(row_id, f"This line is not JSON: {error}")
    except PysmithError as error:
        return _failed(row_id, str(error))
    return answer | ({} if row_id is None else {"id": row_id})


def _failed(row_id: Any, message: str) -> dict[str, Any]:
    empty = Answer(
        id="",
        prompt="",
        code="",
        source="none",
        confidence=0.0,
        valid=False,
        title="",
        recipe_id=None,
        model=None,
        seed=0,
        ms=0.0,
    )
    return empty.to_dict() | {"id": row_id, "error": message}


def _with_progress(results: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Pass results through and say on standard error how many there were."""
    last, count = time.monotonic(), 0
    for count, result in enumerate(results, 1):
        yield result
        if time.monotonic() - last >= PROGRESS_EVERY_S:
            last = time.monotonic()
            print(f"{count} answered", file=sys.stderr)
    print(f"{count} answered, done", file=sys.stderr)
