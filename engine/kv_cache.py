"""Keys and values of the tokens seen so far, so that each new token costs one step.

`KVCache` holds sequences that are all equally long and is allocated once. Sequences of different lengths that come and
go are held by `BatchCache`, each taking one token a step, or for the network in C by `BranchCache`, where sequences
share what they begin with. Both grow as they do.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.config import ModelConfig


class KVCache:
    """Room for `capacity` tokens of a batch, in every layer. `length` is how many it holds."""

    beginnings: Sequence["KVCache"] = ()  # its rows hold everything themselves

    def __init__(self, config: ModelConfig, batch_size: int, capacity: int, dtype: torch.dtype = torch.float32) -> None:
        shape = (config.n_layer, 2, batch_size, config.n_kv_head, capacity, config.head_dim)
        self.store = torch.zeros(shape, dtype=dtype)
        self.capacity = capacity
        self.length = 0

    def starts(self) -> int:
        """Return the position that the next tokens stand from, the same for every row."""
        return self.length

    def layer(self, index: int) -> "LayerCache":
        """Return the view of one layer that its attention reads and extends."""
        return LayerCache(self.store[index], self.length)

    def advance(self, count: int) -> None:
        """Record that every layer has stored `count` more tokens."""
        self.length += count

    def truncate(self, length: int) -> None:
        """Forget all tokens from position `length` on."""
        if not 0 <= length <= self.length:
            raise ValueError(f"cannot cut a cache of {self.length} tokens to {length}")
        self.length = length

    def copy_from(self, other: "KVCache", length: int) -> None:
        """Take over the first `length` tokens of another cache of the same network and batch size."""
        self.store[..., :length, :] = other.store[..., :length, :]
        self.length = length

    def expand(self, batch_size: int) -> "KVCache":
        """Return a copy for `batch_size` sequences that all continue this one's single sequence."""
        copy = object.__new__(KVCache)
        layers, two, _, heads, capacity, width = self.store.shape
        copy.store = self.store.new_empty(layers, two, batch_size, heads, capacity, width)
        copy.store[..., : self.length, :] = self.store[..., : self.length, :]
        copy.capacity, copy.length = self.capacity, self.length
        return copy


class LayerCache:
    """One layer's keys and values: (2, B, K, capacity, D), of which the first `length` positions are filled."""

    def __init__(self, store: Tensor, length: int) -> None:
        self.store = store
        self.length = length

    def append(self, k: Tensor, v: Tensor) -> tuple[Tensor, Tensor, Tensor | None]:
        """Store new keys and values (B, K, T, D); return all S of them and the mask (T, S) that attention needs.

        The mask is None where the plain rules serve: a single new token sees everything, a first read is causal.
        """
        T = k.shape[2]
        end = self.length + T
        self.store[0, :, :, self.length : end] = k
        self.store[1, :, :, self.length : end] = v
        mask = None
        if T > 1 and self.length > 0:
            mask = torch.ones(T, end, dtype=torch.bool).tril(diagonal=self.length)
        return self.store[0, :, :, :end], self.store[1, :, :, :end], mask


class BatchCache:
    """Rows of different lengths. The rows are 0 … B-1 at any time: when one goes, the last takes its place."""

    def __init__(self, config: ModelConfig) -> None:
        self.limit = config.context_length
        self.lengths: list[int] = []  # of each row, in tokens
        self.store = torch.zeros(config.n_layer, 2, 1, config.n_kv_head, min(128, self.limit), config.head_dim)

    @property
    def length(self) -> int:
        """How many tokens the longest row holds."""
        return max(self.lengths, default=0)

    def add(self, alone: KVCache) -> None:
        """Take in, as the last row, the sequence that a cache of one row holds."""
        row = len(self.lengths)
        self.make_room(row + 1, alone.length)
        self.store[:, :, row, :, : alone.length] = alone.store[:, :, 0, :, : alone.length]
        self.lengths.append(alone.length)

    def remove(self, row: int) -> None:
        """Forget a row; the last row moves into its place."""
        last = len(self.lengths) - 1
        if row != last:
            count = self.lengths[last]
            self.store[:, :, row, :, :count] = self.store[:, :, last, :, :count]
            self.lengths[row] = count
        self.lengths.pop()

    def starts(self) -> Tensor:
        """Return the position of each row's next token, (B,), and get ready to take one of each."""
        self.make_room(len(self.lengths), self.length + 1)
        self._ends = torch.tensor(self.lengths)
        self._mask = None
        if min(self.lengths) < self.length:  # shorter rows do not see what lies behind their end
            is_behind = torch.arange(self.length + 1) > self._ends[:, None]  # (B, S)
            self._mask = torch.zeros(is_behind.shape).masked_fill(is_behind, float("-inf"))[:, None, None]
        return self._ends

    def layer(self, index: int) -> "BatchLayerCache":
        """Return the view of one layer; `starts` comes first."""
        rows = self.store[index, :, : len(self.lengths), :, : self.length + 1]
        return BatchLayerCache(rows, self._ends, self._mask)

    def advance(self, count: int) -> None:
        """Record that every layer has stored one more token of each row."""
        self.lengths = [length + count for length in self.lengths]

    def make_room(self, rows: int, length: int) -> Tensor:
        """Return the store, grown to at least so many rows of so many tokens; by doubling, so it is seldom."""
        layers, two, had_rows, heads, capacity, width = self.store.shape
        if rows <= had_rows and length <= capacity:
            return self.store
        if rows > had_rows:
            had_rows = max(rows, 2 * had_rows)
        if length > capacity:
            capacity = max(length, min(2 * capacity, self.limit))
        # Zeros, since attention multiplies what is masked by 0, and that must not be a NaN.
        store = self.store.new_zeros(layers, two, had_rows, heads, capacity, width)
        store[:, :, : self.store.shape[2], :, : self.store.shape[4]] = self.store
        self.store = store
        return store


class BatchLayerCache:
    """One layer's keys and values of a batch: (2, B, K, S, D), each row filled up to its own end."""

    def __init__(self, store: Tensor, ends: Tensor, mask: Tensor | None) -> None:
        self.store, self.ends, self.mask = store, ends, mask
        self.rows = torch.arange(len(ends))

    def append(self, k: Tensor, v: Tensor) -> tuple[Tensor, Tensor, Tensor | None]:
        """Store each row's new key and value (B, K, 1, D); return all S of them and the mask (B, 1, 1, S), if any."""
        self.store[0, self.rows, :, self.ends] = k[:, :, 0]
        self.store[1, self.rows, :, self.ends] = v[:, :, 0]
        return self.store[0], self.store[1], self.mask


class BranchCache:
    """Rows that each go on from a beginning, which any number of them share.

    The store is (layers, 2, rows, heads, positions, head size) and holds what comes after the beginnings. The rows are
    0 … B-1 at any time: when one goes, the last takes its place.
    """

    def __init__(self, config: ModelConfig) -> None:
        self.limit = config.context_length
        self.lengths: list[int] = []  # of each row with its beginning, in tokens
        self.beginnings: list[KVCache] = []  # each row's; none changes any more
        self.store = torch.empty(config.n_layer, 2, 4, config.n_kv_head, min(64, self.limit), config.head_dim)

    def add(self, beginning: KVCache) -> None:
        """Take in, as the last row, one that goes on from what a cache of one row holds."""
        self.lengths.append(beginning.length)
        self.beginnings.append(beginning)

    def remove(self, row: int) -> None:
        """Forget a row; the last row moves into its place."""
        last = len(self.lengths) - 1
        if row != last:
            count = self.lengths[last] - self.beginnings[last].length
            if count:  # a row that has written nothing may have no room in the store yet
                self.store[:, :, row, :, :count] = self.store[:, :, last, :, :count]
            self.lengths[row], self.beginnings[row] = self.lengths[last], self.beginnings[last]
        self.lengths.pop()
        self.beginnings.pop()

    def make_room(self, counts: Sequence[int]) -> None:
        """Make room for so many more tokens of each row; by doubling, so it is seldom."""
        rows, capacity = self.store.shape[2], self.store.shape[4]
        longest = max(
            length + count - beginning.length
            for length, count, beginning in zip(self.lengths, counts, self.beginnings, strict=True)
        )
        if len(counts) <= rows and longest <= capacity:
            return
        layers, two, _, heads, _, width = self.store.shape
        more_rows = rows if len(counts) <= rows else max(len(counts), 2 * rows)
        more = capacity if longest <= capacity else max(longest, min(2 * capacity, self.limit))
        store = self.store.new_empty(layers, two, more_rows, heads, more, width)
        store[:, :, :rows, :, :capacity] = self.store
        self.store = store


Cache = KVCache | BatchCache
LayerOfCache = LayerCache | BatchLayerCache
