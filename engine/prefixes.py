"""What was read for the last prompts, so that a prompt that begins like one of them is read only from there on.

The same request asked again, a chat that goes on, a text that is still being typed. Knows tokens and caches alone.
"""

from collections import deque

from engine.config import ModelConfig
from engine.kv_cache import KVCache

KEPT = 6  # prompts; a cache of 300 tokens takes 5 MB


class Prefixes:
    """The caches of the last prompts, newest last."""

    def __init__(self) -> None:
        self._caches: deque[tuple[list[int], KVCache]] = deque(maxlen=KEPT)

    def begin(self, ids: list[int], config: ModelConfig) -> KVCache:
        """Return a cache for `ids` that holds as many of the first of them as were read before, but not the last."""
        cache = KVCache(config, 1, len(ids))
        length, source = max(
            ((shared_length(ids, known), source) for known, source in self._caches),
            key=lambda found: found[0],
            default=(0, None),
        )
        if source is not None:
            cache.copy_from(source, min(length, len(ids) - 1))
        return cache

    def keep(self, ids: list[int], cache: KVCache) -> None:
        """Remember what was read for `ids`."""
        self._caches = deque((known for known in self._caches if known[0] != ids), maxlen=KEPT)
        self._caches.append((ids, cache))


def shared_length(one: list[int], other: list[int]) -> int:
    """Return how many tokens two texts have in common from their beginnings on."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
