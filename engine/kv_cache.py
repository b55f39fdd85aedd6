"""Keys and values of the tokens seen so far, so that each new token costs one step. Allocated once."""

import torch
from torch import Tensor

from engine.config import ModelConfig


class KVCache:
    """Room for `capacity` tokens of a batch, in every layer. `length` is how many it holds."""

    def __init__(self, config: ModelConfig, batch_size: int, capacity: int, dtype: torch.dtype = torch.float32) -> None:
        shape = (config.n_layer, 2, batch_size, config.n_kv_head, capacity, config.head_dim)
        self.store = torch.zeros(shape, dtype=dtype)
        self.capacity = capacity
        self.length = 0

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
