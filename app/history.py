"""What was asked and answered: an SQLite database in the data directory, searchable, safe against a kill.

Knows no window and no clock; the time of an entry arrives with it. Use it from the thread that made it.
"""

import json
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from engine.errors import PysmithError, RequestError
from engine.events import Answer, Candidate, Request, Slot

logger = logging.getLogger(__name__)
Value = TypeVar("Value", Request, Answer, Candidate, Slot)

SCHEMA_VERSION = 1
SCHEMA = """
CREATE TABLE IF NOT EXISTS entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    asked_at REAL NOT NULL,
    prompt TEXT NOT NULL,
    title TEXT NOT NULL,
    code TEXT NOT NULL,
    favourite INTEGER NOT NULL DEFAULT 0,
    request TEXT NOT NULL,
    answer TEXT NOT NULL,
    model_sha256 TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS entry_by_time ON entry (asked_at DESC, id DESC);
CREATE VIRTUAL TABLE IF NOT EXISTS entry_text
    USING fts5(prompt, title, code, content=entry, content_rowid=id, tokenize=trigram);
CREATE TRIGGER IF NOT EXISTS entry_added AFTER INSERT ON entry BEGIN
    INSERT INTO entry_text (rowid, prompt, title, code) VALUES (new.id, new.prompt, new.title, new.code);
END;
CREATE TRIGGER IF NOT EXISTS entry_removed AFTER DELETE ON entry BEGIN
    INSERT INTO entry_text (entry_text, rowid, prompt, title, code)
    VALUES ('delete', old.id, old.prompt, old.title, old.code);
END;
"""
# Trigrams find any part of a word, which is what a search while typing needs, but only from this length on.
MIN_INDEXED_CHARS = 3
# A bigger history is opened without reading it through first, so that opening stays fast.
MAX_CHECKED_BYTES = 20_000_000


@dataclass(frozen=True)
class Entry:
    """One request with its answer, as it was given; enough to show it, and to ask for it again."""

    id: int
    asked_at: float
    request: Request
    answer: Answer
    favourite: bool
    model_sha256: str = ""


class History:
    """The entries at `path`. Raises PysmithError when the file was written by a newer Pysmith.

    A file that is no database, or a damaged one, is set aside under another name; `notice` then says so.
    """

    def __init__(self, path: Path) -> None:
        self.notice: str | None = None
        try:
            self._db = _open(path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):  # locked, no space, no permission: the file may be fine
                raise PysmithError(f"The history in {path} cannot be opened: {error}.") from error
            kept_as = _set_aside(path)
            logger.warning("history damaged (%s), set aside as %s", error, kept_as)
            self.notice = f"The history was damaged. A new one was begun; the old file is kept as {kept_as}."
            self._db = _open(path)

    def add(self, request: Request, answer: Answer, asked_at: float, model_sha256: str = "") -> int:
        """Keep an answer and return its entry's id; asking the same again at once renews the newest entry."""
        with self._writing() as db:
            newest = db.execute("SELECT * FROM entry ORDER BY asked_at DESC, id DESC LIMIT 1").fetchone()
            if newest and (newest["prompt"], newest["code"]) == (_storable(request.prompt), _storable(answer.code)):
                db.execute("UPDATE entry SET asked_at = ? WHERE id = ?", (asked_at, newest["id"]))
                return int(newest["id"])
            values = (asked_at, _storable(request.prompt), _storable(answer.title), _storable(answer.code))
            texts = (_to_json(asdict(request)), _to_json(answer.to_dict()), model_sha256)
            row = db.execute(
                "INSERT INTO entry (asked_at, prompt, title, code, request, answer, model_sha256)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                values + texts,
            )
            return int(row.lastrowid or 0)

    def get(self, entry_id: int) -> Entry | None:
        """Return one entry, or None when it is gone."""
        rows = self._read("SELECT * FROM entry WHERE id = ?", (entry_id,))
        return _to_entry(rows[0]) if rows else None

    def entries(self, search: str = "", only_favourites: bool = False, limit: int = 500) -> list[Entry]:
        """Return the newest entries whose prompt, title or code contain every word of `search`."""
        conditions, values = _where(search)
        if only_favourites:
            conditions.append("favourite = 1")
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        order = "ORDER BY asked_at DESC, id DESC LIMIT ?"
        rows = self._read(f"SELECT * FROM entry {where} {order}", (*values, limit))
        return [_to_entry(row) for row in rows]

    def recent_prompts(self, limit: int = 200) -> list[str]:
        """Return what was asked, newest first, each prompt once."""
        rows = self._read(
            "SELECT prompt FROM entry GROUP BY prompt ORDER BY max(asked_at) DESC, max(id) DESC LIMIT ?", (limit,)
        )
        return [row["prompt"] for row in rows]

    def set_favourite(self, entry_id: int, favourite: bool) -> None:
        """Mark an entry, or unmark it."""
        with self._writing() as db:
            db.execute("UPDATE entry SET favourite = ? WHERE id = ?", (int(favourite), entry_id))

    def delete(self, entry_id: int) -> None:
        """Forget one entry."""
        with self._writing() as db:
            db.execute("DELETE FROM entry WHERE id = ?", (entry_id,))

    def clear(self, keep_favourites: bool = True) -> int:
        """Forget everything, favourites as well only on demand, and return how many entries went."""
        with self._writing() as db:
            removed = db.execute("DELETE FROM entry" + (" WHERE favourite = 0" if keep_favourites else "")).rowcount
        self._db.execute("VACUUM")  # what was deleted shall not be readable in the file
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return removed

    def close(self) -> None:
        """Close the file; the history cannot be used afterwards."""
        self._db.close()

    def _read(self, query: str, values: tuple[Any, ...]) -> list[sqlite3.Row]:
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise PysmithError(f"The history could not be read: {error}.") from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._db:
                yield self._db
        except sqlite3.Error as error:
            raise PysmithError(f"The history could not be written: {error}.") from error


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=2)
    try:
        db.row_factory = sqlite3.Row
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise PysmithError(f"The history in {path} was written by a newer Pysmith; this one leaves it alone.")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")  # in WAL mode a killed program loses nothing that was committed
        db.execute("PRAGMA secure_delete = ON")
        if version == 0:
            db.executescript(f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
        elif path.stat().st_size < MAX_CHECKED_BYTES and db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("quick_check failed")
    except BaseException:
        db.close()
        raise
    return db


def _set_aside(path: Path) -> Path:
    number = 1
    while (kept_as := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    for suffix in ("-wal", "-shm"):  # they belong to the old file and must not be taken for the new one's
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).rename(kept_as.with_name(kept_as.name + suffix))
    return path.rename(kept_as)


def _where(search: str) -> tuple[list[str], list[str]]:
    """Return SQL conditions and their values: long words through the index, short ones by looking."""
    conditions, values = [], []
    words = search.replace("\0", " ").split()
    indexed = [word for word in words if len(word) >= MIN_INDEXED_CHARS]
    if indexed:
        conditions.append("id IN (SELECT rowid FROM entry_text WHERE entry_text MATCH ?)")
        values.append(" AND ".join('"' + _storable(word).replace('"', '""') + '"' for word in indexed))
    for word in words:
        if len(word) < MIN_INDEXED_CHARS:
            conditions.append("instr(lower(prompt || char(10) || title || char(10) || code), lower(?)) > 0")
            values.append(_storable(word))
    return conditions, values


def _storable(text: str) -> str:
    """Return the text without half characters (lone surrogates), which SQLite cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _to_json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=True)  # ASCII: a lone surrogate in a prompt cannot break the file


def _to_entry(row: sqlite3.Row) -> Entry:
    return Entry(
        row["id"],
        row["asked_at"],
        request_from_dict(json.loads(row["request"])),
        answer_from_dict(json.loads(row["answer"])),
        bool(row["favourite"]),
        row["model_sha256"],
    )


def request_from_dict(values: dict[str, Any]) -> Request:
    """Rebuild a request from JSON values; raises RequestError when they are none."""
    return _build(Request, values)


def answer_from_dict(values: dict[str, Any]) -> Answer:
    """Rebuild an answer from JSON values; raises RequestError when they are none."""
    try:
        candidates = [_build(Candidate, candidate) for candidate in values.get("candidates", [])]
        slots = [_build(Slot, slot) for slot in values.get("slots", [])]
    except (AttributeError, TypeError) as error:
        raise RequestError(f"This is no answer of Pysmith: {error}.") from error
    return _build(Answer, {**values, "candidates": candidates, "slots": slots})


def _build(kind: type[Value], values: dict[str, Any]) -> Value:
    """Make a value from the keys that its class knows; a newer Pysmith may have written more."""
    known = {field.name for field in fields(kind)}
    try:
        return kind(**{name: value for name, value in values.items() if name in known})
    except (AttributeError, TypeError) as error:
        raise RequestError(f"This is no {kind.__name__.lower()} of Pysmith: {error}.") from error
