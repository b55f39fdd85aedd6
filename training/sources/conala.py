"""CoNaLa v1.1, the training rows only: requests of Stack Overflow's visitors and the line or two that answer them.

Anyone can get it: multilingual-conala's `dataset/train/train.json`. Rows close to the public test split must be
removed first; the corpus does that for every source with the reserved hashes.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.cleaning import UnusableError, clean_code
from training.phrasing import tidy_request
from training.sources.base import Extract, Pair
from training.workspace import DataError


@dataclass(frozen=True)
class Conala:
    """The rows of a file, grouped by the last digit of their question's number."""

    file: Path
    name: str = "conala"
    licence: str = "CC BY-SA 4.0"
    version: str = "b48112fe492432507d72004aafb6f0c399308333"
    groups_per_job: int = 10

    def groups(self) -> Sequence[str]:
        """Return ten groups; all answers to a question are in one."""
        if not self.file.is_file():
            raise DataError(f"conala: {self.file} is missing.")
        return [f"questions-{digit}" for digit in range(10)]

    def version_of(self, group: str) -> str:
        """Return the checksum of the file."""
        return hashlib.sha256(self.file.read_bytes()).hexdigest()

    def read(self, group: str) -> Extract:
        """Return the pairs of a group's questions."""
        extract = Extract()
        digit = int(group.rpartition("-")[2])
        rows: list[dict[str, Any]] = json.loads(self.file.read_text(encoding="utf-8"))
        for row in rows:
            if int(row["question_id"]) % 10 != digit:
                continue
            try:
                code = clean_code(row["snippet"])
            except UnusableError as error:
                extract.dropped[error.reason] += 1
                continue
            for request in dict.fromkeys([row["rewritten_intent"] or row["intent"], row["intent"]]):
                extract.pairs.append(Pair(tidy_request(request), code))
        return extract
