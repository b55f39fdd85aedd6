"""Writes history entries for other programs and for people: Markdown, JSON or one Python file. Text only, no Qt."""

import json
from dataclasses import asdict
from datetime import datetime

from app.desktop.snippets import first_line, markdown
from app.history import Entry

SUFFIXES = (".md", ".json", ".py")


def export_entries(entries: list[Entry], suffix: str) -> str:
    """Return the entries as the text of a file with this suffix."""
    if suffix == ".json":
        return _to_json(entries)
    return _to_python(entries) if suffix == ".py" else _to_markdown(entries)


def _to_json(entries: list[Entry]) -> str:
    values = [
        {
            "asked_at": _moment(entry),
            "favourite": entry.favourite,
            "request": asdict(entry.request),
            "answer": entry.answer.to_dict(),
            "model_sha256": entry.model_sha256,
        }
        for entry in entries
    ]
    return json.dumps(values, indent=2, ensure_ascii=False) + "\n"


def _to_markdown(entries: list[Entry]) -> str:
    parts = []
    for entry in entries:
        answer = entry.answer
        block = markdown(first_line(entry.request.prompt), answer.code)
        if not answer.code:
            block = f"## {first_line(entry.request.prompt)}\n\nNo answer.\n"
        parts.append(f"{block}\n*{_moment(entry)} · {answer.source} · {answer.confidence:.0%}*\n")
    return "\n".join(parts)


def _to_python(entries: list[Entry]) -> str:
    parts = []
    for entry in entries:
        comment = "\n".join(f"# {line}".rstrip() for line in entry.request.prompt.strip().splitlines())
        parts.append(f"# %% {_moment(entry)}\n{comment}\n{entry.answer.code}")
    return "\n\n".join(parts)


def _moment(entry: Entry) -> str:
    return datetime.fromtimestamp(entry.asked_at).astimezone().isoformat(timespec="seconds")
