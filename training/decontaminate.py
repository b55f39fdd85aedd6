"""Keep texts of public benchmarks and of our own evaluation out of the training data, by hashes alone.

`reserved_hashes.json` holds the benchmarks', `evaluation_hashes.json` our evaluation's; neither holds their text.
`python -m training.decontaminate FILE.jsonl …` writes the second from the evaluation's files, without showing them.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from training.workspace import read_jsonl, write_text

FOLDER = Path(__file__).parent
RESERVED, EVALUATION = FOLDER / "reserved_hashes.json", FOLDER / "evaluation_hashes.json"
RUN_LENGTH = 12
EVALUATION_RUNS, EVALUATION_SHARE = 10, 0.25
HASH_BYTES = 6  # twelve hex digits in the files

_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True)
class Reserved:
    """Hashes of what must not be trained on: requests, and runs of twelve code tokens.

    One run of a public benchmark is enough to drop a text. Our own evaluation shares idioms with everything (its
    checks open files and loop like anyone's), so there it takes several runs: a copied line or two, or a good part.
    """

    requests: frozenset[bytes]
    benchmark_runs: frozenset[bytes]
    evaluation_runs: frozenset[bytes]

    @classmethod
    def load(cls, benchmarks: Path = RESERVED, evaluation: Path = EVALUATION) -> "Reserved":
        """Read the files of hashes."""
        files = [json.loads(file.read_text(encoding="utf-8")) for file in (benchmarks, evaluation)]
        requests, *runs = ([*files[0]["requests"], *files[1]["requests"]], *(file["shingles"] for file in files))
        return cls(*(frozenset(map(bytes.fromhex, hashes)) for hashes in (requests, *runs)))

    def holds_request(self, request: str) -> bool:
        """Whether the request is one of the reserved ones."""
        return hash_request(request) in self.requests

    def holds_code(self, text: str) -> bool:
        """Whether the text repeats reserved code."""
        runs = list(hash_code(text))
        if not self.benchmark_runs.isdisjoint(runs):
            return True
        shared = sum(run in self.evaluation_runs for run in runs)
        return shared >= EVALUATION_RUNS or shared > EVALUATION_SHARE * len(runs)


def hash_request(request: str) -> bytes:
    """Return the hash of a request, small letters and without spaces or full stops around it."""
    return _hash(request.lower().strip(" .").encode("utf-8", "replace"))


def hash_code(text: str) -> Iterator[bytes]:
    """Yield the hash of every run of twelve tokens, joined by single spaces."""
    tokens = [token.encode("utf-8", "replace") for token in _TOKEN.findall(text)]
    joined = b" ".join(tokens)
    ends = list(accumulate(len(token) + 1 for token in tokens))  # one past the space after each token
    starts = [0, *ends]
    for first, last in zip(starts, ends[RUN_LENGTH - 1 :], strict=False):
        yield _hash(joined[first : last - 1])


def _hash(text: bytes) -> bytes:
    return hashlib.md5(text, usedforsecurity=False).digest()[:HASH_BYTES]


def hash_evaluation(rows: Iterable[dict[str, Any]]) -> dict[str, list[str]]:
    """Return the hashes of evaluation tasks: `prompt` is a request, every text in them is code."""
    requests: set[bytes] = set()
    runs: set[bytes] = set()
    for row in rows:
        if isinstance(row.get("prompt"), str):
            requests.add(hash_request(row["prompt"]))
        for text in _texts(row):
            runs.update(hash_code(text))
    return {"requests": sorted(h.hex() for h in requests), "shingles": sorted(h.hex() for h in runs)}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write evaluation_hashes.json from the evaluation's files."""
    files = [Path(argument) for argument in (sys.argv[1:] if arguments is None else arguments)]
    hashes = hash_evaluation(row for file in files for row in read_jsonl(file))
    how = json.loads(RESERVED.read_text(encoding="utf-8"))["how"]
    write_text(EVALUATION, json.dumps({"how": how, **hashes}))
    print(f"{len(hashes['requests'])} requests, {len(hashes['shingles'])} runs of code", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
