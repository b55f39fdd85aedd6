"""Call the forward pass in C: token ids and a cache in, logits out. For a network in Qwen3's shape.

`load_native` returns None where the library is not there or cannot serve a network; the caller then uses torch.
"""

import ctypes
import logging
from collections.abc import Sequence
from ctypes import POINTER, byref, c_float, c_int, c_int32, c_int64, c_uint16
from functools import cache
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from engine.config import ModelConfig
from engine.model import GPT, Block

logger = logging.getLogger(__name__)

LIBRARY = Path(__file__).resolve().parent / "libnetwork.so"
LANES = 16  # how many numbers are computed side by side
PANEL = 32  # outputs of a matrix whose weights lie together
Floats, Halves, Ints = POINTER(c_float), POINTER(c_uint16), POINTER(c_int32)


class _Layer(ctypes.Structure):
    _fields_ = [(name, Floats) for name in ("attention_norm", "query_norm", "key_norm", "feed_forward_norm")]
    _fields_ += [(name, Halves) for name in ("qkv", "project", "gate_up", "down")]


class _Network(ctypes.Structure):
    _fields_ = [
        *((name, c_int32) for name in ("layers", "heads", "kv_heads", "head_size")),
        *((name, c_int32) for name in ("width", "hidden", "vocabulary", "context")),
        *((name, Floats) for name in ("embedding", "final_norm", "cosine", "sine")),
        ("head", Halves),
        ("layer", POINTER(_Layer)),
    ]


class _Tokens(ctypes.Structure):
    _fields_ = [("count", c_int32), ("ids", Ints), ("rows", Ints), ("positions", Ints)]


class _Cache(ctypes.Structure):
    _fields_ = [
        ("store", Floats),
        *((name, c_int64) for name in ("layer_step", "value_step", "row_step", "head_step")),
    ]


class NativeNetwork:
    """A network's weights in the order that the C code reads them."""

    def __init__(self, library: ctypes.CDLL, network: GPT) -> None:
        self._library, self._kept = library, list[Tensor]()
        config = network.config
        self._vocab_size = config.vocab_size
        blocks = [block for block in network.blocks if isinstance(block, Block)]
        self._layers = (_Layer * config.n_layer)(*(self._layer(block) for block in blocks))
        self._network = _Network(
            *(config.n_layer, config.n_head, config.n_kv_head, config.head_dim),
            *(config.d_model, config.d_ff, config.vocab_size, config.context_length),
            self._floats(network.tokens.weight),
            self._floats(network.final_norm.weight),  # type: ignore[arg-type]
            self._floats(network.rotary_cos),
            self._floats(network.rotary_sin),
            self._panels(network.head.weight),
            self._layers,
        )

    def forward(
        self, ids: Sequence[int], rows: Sequence[int], positions: Sequence[int], store: Tensor, wanted: int
    ) -> Tensor:
        """Read tokens into a cache's store; return the logits (len(ids) - wanted, V) of those from `wanted` on.

        Each token has its row of the store and its position there, and sees what that row holds before it. The store
        is (layers, 2, rows, heads, positions, head size); a row's tokens come in their order.
        """
        logits = torch.empty(len(ids) - wanted, self._vocab_size)
        layer_step, value_step, row_step, head_step, position_step, _ = store.stride()
        assert position_step == store.shape[-1]
        kept = [(c_int32 * len(ids))(*numbers) for numbers in (ids, rows, positions)]
        tokens = _Tokens(len(ids), *kept)
        where = _Cache(_address(store, c_float), layer_step, value_step, row_step, head_step)
        failed = self._library.forward(
            byref(self._network), byref(tokens), byref(where), wanted, _address(logits, c_float)
        )
        if failed:
            raise MemoryError
        return logits

    def _layer(self, block: Block) -> _Layer:
        attention, feed_forward = block.attention, block.feed_forward
        norms = (block.attention_norm, attention.query_norm, attention.key_norm, block.feed_forward_norm)
        qkv = [part.weight for part in (attention.query, attention.key, attention.value)]
        return _Layer(
            *(self._floats(norm.weight) for norm in norms),  # type: ignore[arg-type]
            self._panels(torch.cat(qkv)),
            self._panels(attention.project.weight),
            self._panels(torch.cat([feed_forward.gate.weight, feed_forward.up.weight])),
            self._panels(feed_forward.down.weight),
        )

    def _floats(self, tensor: Tensor) -> "ctypes._Pointer[c_float]":
        self._kept.append(tensor.detach().float().contiguous())
        return _address(self._kept[-1], c_float)

    def _panels(self, weight: Tensor) -> "ctypes._Pointer[c_uint16]":
        """Return a matrix (outputs, inputs) as bfloat16 in panels: (outputs / 32, inputs, 16 words, 2 halves)."""
        outputs, inputs = weight.shape
        panels = weight.detach().bfloat16().view(outputs // PANEL, 2, LANES, inputs).permute(0, 3, 2, 1)
        self._kept.append(panels.contiguous())
        return _address(self._kept[-1], c_uint16)


def _address(tensor: Tensor, kind: type) -> "ctypes._Pointer[Any]":
    return ctypes.cast(tensor.data_ptr(), POINTER(kind))


@cache
def load_library(path: Path = LIBRARY) -> ctypes.CDLL | None:
    """Return the compiled library, or None where there is none for this machine."""
    if not path.exists():
        return None
    try:
        library = ctypes.CDLL(str(path))
    except OSError as error:
        logger.warning("%s cannot be used: %s", path.name, error)
        return None
    library.forward.argtypes = [POINTER(_Network), POINTER(_Tokens), POINTER(_Cache), c_int, Floats]
    library.forward.restype = c_int
    return library


def load_native(network: GPT) -> NativeNetwork | None:
    """Return a network's forward pass in C, or None where torch has to do it."""
    library = load_library()
    if library is None or not fits(network.config) or not is_exact(network):
        return None
    return NativeNetwork(library, network)


def fits(config: ModelConfig) -> bool:
    """Return whether the C code knows a network's parts and its widths fill whole panels."""
    parts = (config.positions, config.norm, config.activation, config.qk_norm, config.bias)
    outputs = (config.d_model, config.n_kv_head * config.head_dim, config.d_ff, config.vocab_size)
    is_whole = config.head_dim % LANES == 0 and all(width % PANEL == 0 for width in outputs)
    return is_whole and parts == ("rope", "rms", "swiglu", True, False)


def is_exact(network: GPT) -> bool:
    """Return whether no matrix loses anything as bfloat16, which is how models are published."""
    matrices = (weight for weight in network.parameters() if weight.ndim == 2)
    return all(torch.equal(weight.bfloat16().float(), weight) for weight in matrices)
