"""Find near-duplicates among many texts by MinHash and banding, in numpy.

Two texts are near-duplicates when most of their runs of five tokens agree. The first one stays.
"""

import re
import zlib

import numpy as np
from numpy.typing import NDArray

RUN_LENGTH = 5
BANDS, ROWS = 16, 4
THRESHOLD = 0.7

_TOKEN = re.compile(r"\w+|[^\w\s]")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_rng = np.random.default_rng(20_240)
_SCALES = _rng.integers(1, 2**63, BANDS * ROWS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_OFFSETS = _rng.integers(0, 2**63, BANDS * ROWS, dtype=np.uint64)

Signature = NDArray[np.uint32]


class NearDuplicates:
    """Remembers the signatures of texts and says of a new one whether it is close to one seen before."""

    def __init__(self) -> None:
        self._buckets: list[dict[bytes, int]] = [{} for _ in range(BANDS)]
        self._signatures: list[Signature] = []

    def add(self, signature: Signature) -> bool:
        """Return True and remember the signature, or False if it is close to a remembered one."""
        keys = [signature[band * ROWS : (band + 1) * ROWS].tobytes() for band in range(BANDS)]
        near = {bucket[key] for bucket, key in zip(self._buckets, keys, strict=True) if key in bucket}
        if any(np.mean(self._signatures[other] == signature) >= THRESHOLD for other in near):
            return False
        for bucket, key in zip(self._buckets, keys, strict=True):
            bucket.setdefault(key, len(self._signatures))
        self._signatures.append(signature)
        return True


def sign(text: str) -> Signature:
    """Return the MinHash signature of a text's runs of tokens."""
    hashes = [zlib.crc32(token.encode("utf-8", "replace")) for token in _TOKEN.findall(text)]
    runs = hash_runs(np.array(hashes or [0], dtype=np.uint64))
    mixed = runs[:, None] * _SCALES + _OFFSETS  # (runs, permutations), modulo 2**64
    signature: Signature = (mixed >> np.uint64(32)).min(axis=0).astype(np.uint32)
    return signature


def hash_runs(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return one number for each run of five tokens; a shorter text is one run."""
    padded = hashes if len(hashes) >= RUN_LENGTH else np.resize(hashes, RUN_LENGTH)
    count = len(padded) - RUN_LENGTH + 1
    runs = np.zeros(count, dtype=np.uint64)
    for place in range(RUN_LENGTH):
        runs = runs * _MULTIPLIER + padded[place : place + count]
    runs ^= runs >> np.uint64(29)
    unique: NDArray[np.uint64] = np.unique(runs * _MULTIPLIER)
    return unique
