"""Call the forward pass in C: token ids and a cache in, logits or the next tokens out. For a network in Qwen3's shape.

`load_native` returns None where the library is not there or cannot serve a network; the caller then uses torch.
"""

import ctypes
import logging
from collections.abc import Sequence
from ctypes import POINTER, byref, c_double, c_float, c_int, c_int32, c_int64, c_void_p
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor

from engine.config import ModelConfig
from engine.eight_bits import GROUP, is_exact, split
from engine.kv_cache import BranchCache, KVCache
from engine.model import GPT, Block, matrices
from engine.sampling import SamplingOptions

logger = logging.getLogger(__name__)

LIBRARY = Path(__file__).resolve().parent / "libnetwork.so"
LANES = 16  # how many numbers are computed side by side
PANEL = 32  # outputs of a matrix whose weights lie together
Floats, Doubles, Ints = POINTER(c_float), POINTER(c_double), POINTER(c_int32)


class _Layer(ctypes.Structure):
    _fields_ = [(name, Floats) for name in ("attention_norm", "query_norm", "key_norm", "feed_forward_norm")]
    _fields_ += [(name, c_void_p) for name in ("qkv", "project", "gate_up", "down")]


class _Network(ctypes.Structure):
    _fields_ = [
        *((name, c_int32) for name in ("layers", "heads", "kv_heads", "head_size")),
        *((name, c_int32) for name in ("width", "hidden", "vocabulary", "context", "bits")),
        *((name, Floats) for name in ("embedding", "final_norm", "cosine", "sine")),
        ("head", c_void_p),
        ("layer", POINTER(_Layer)),
    ]


class _Tokens(ctypes.Structure):
    _fields_ = [("count", c_int32), ("ids", Ints), ("rows", Ints), ("positions", Ints)]


class _Beginning(ctypes.Structure):
    _fields_ = [("store", Floats), ("length", c_int32), ("capacity", c_int32)]


class _Cache(ctypes.Structure):
    _fields_ = [
        ("store", Floats),
        *((name, c_int64) for name in ("layer_step", "value_step", "row_step", "head_step")),
        ("beginnings", POINTER(_Beginning)),
    ]


class _Draws(ctypes.Structure):
    _fields_ = [
        ("temperature", Floats),
        ("top_k", Ints),
        ("top_p", Doubles),
        ("luck", Doubles),
        ("chosen", Ints),
        ("log_probability", Doubles),
    ]


class Tokens(NamedTuple):
    """Token ids, the row of a cache that each belongs to, and its position there."""

    ids: Sequence[int]
    rows: Sequence[int]
    positions: Sequence[int]


Drawn = tuple[int, float]  # a token and its log-probability
Stored = KVCache | BranchCache


class NativeNetwork:
    """A network's weights in the order that the C code reads them, in 8 bits or 16."""

    def __init__(self, library: ctypes.CDLL, network: GPT, bits: int) -> None:
        self._library, self._kept, self.bits = library, list[Tensor](), bits
        config = network.config
        self._vocab_size = config.vocab_size
        blocks = [block for block in network.blocks if isinstance(block, Block)]
        self._layers = (_Layer * config.n_layer)(*(self._layer(block) for block in blocks))
        self._network = _Network(
            *(config.n_layer, config.n_head, config.n_kv_head, config.head_dim),
            *(config.d_model, config.d_ff, config.vocab_size, config.context_length, bits),
            self._floats(network.tokens.weight),
            self._floats(network.final_norm.weight),  # type: ignore[arg-type]
            self._floats(network.rotary_cos),
            self._floats(network.rotary_sin),
            self._panels(network.head.weight),
            self._layers,
        )

    def forward(self, tokens: Tokens, cache: Stored, wanted: int = 0) -> Tensor:
        """Read tokens into a cache; return the logits (len(tokens) - wanted, V) of those from number `wanted` on.

        Each token sees what its row holds before it. The tokens of a row come in their order.
        """
        logits = torch.empty(len(tokens.ids) - wanted, self._vocab_size)
        self._call(tokens, cache, wanted, _address(logits, c_float), None)
        return logits

    def draw(self, tokens: Tokens, cache: Stored, choices: Sequence[tuple[SamplingOptions, float]]) -> list[Drawn]:
        """Read tokens as `forward` does; return what follows each of them, and its log-probability.

        `choices` say for each how it is drawn and with what luck, from 0 to below 1. A penalty for repetition is none
        of what they can say here.
        """
        count = len(choices)
        chosen, log_probabilities = (c_int32 * count)(), (c_double * count)()
        draws = _Draws(
            (c_float * count)(*[options.temperature for options, _ in choices]),
            (c_int32 * count)(*[options.top_k for options, _ in choices]),
            (c_double * count)(*[options.top_p for options, _ in choices]),
            (c_double * count)(*[luck for _, luck in choices]),
            chosen,
            log_probabilities,
        )
        self._call(tokens, cache, 0, None, byref(draws))
        return list(zip(chosen, log_probabilities, strict=True))

    def _call(self, tokens: Tokens, cache: Stored, wanted: int, logits: Any, draws: Any) -> None:
        layer_step, value_step, row_step, head_step, position_step, _ = cache.store.stride()
        assert position_step == cache.store.shape[-1]
        count = len(tokens.ids)
        given = _Tokens(count, *((c_int32 * count)(*numbers) for numbers in tokens))
        beginnings = [_Beginning(_address(b.store, c_float), b.length, b.capacity) for b in cache.beginnings]
        kept = (_Beginning * len(beginnings))(*beginnings) if beginnings else None
        where = _Cache(_address(cache.store, c_float), layer_step, value_step, row_step, head_step, kept)
        threads = torch.get_num_threads()
        if self._library.forward(byref(self._network), byref(given), byref(where), wanted, logits, draws, threads):
            raise MemoryError

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

    def _panels(self, weight: Tensor) -> int:
        """Keep a matrix (outputs, inputs) in panels; return its address."""
        self._kept.append((_panels_of_8 if self.bits == 8 else _panels_of_16)(weight.detach()))
        return self._kept[-1].data_ptr()


def _panels_of_16(weight: Tensor) -> Tensor:
    """Return a matrix (outputs, inputs) as bfloat16: (outputs / 32, inputs, 16 words, 2 halves)."""
    outputs, inputs = weight.shape
    return weight.bfloat16().view(outputs // PANEL, 2, LANES, inputs).permute(0, 3, 2, 1).contiguous()


def _panels_of_8(weight: Tensor) -> Tensor:
    """Return the bytes of a matrix (outputs, inputs): for 32 outputs and a group of inputs their weights and scales."""
    outputs, inputs = weight.shape
    numbers, scales = split(weight)
    panels, groups = outputs // PANEL, inputs // GROUP
    numbers = (numbers.view(torch.uint8) + 128).view(panels, PANEL, groups, GROUP // 4, 4)
    numbers = numbers.permute(0, 2, 3, 1, 4)  # fours of inputs by outputs
    scales = scales.bfloat16().view(panels, PANEL, groups).transpose(1, 2).contiguous()
    parts = numbers.reshape(panels, groups, -1), scales.view(torch.uint8)
    return torch.cat(parts, dim=2)


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
    library.forward.argtypes = [
        *(POINTER(_Network), POINTER(_Tokens), POINTER(_Cache)),
        *(c_int, Floats, POINTER(_Draws), c_int),
    ]
    library.forward.restype = c_int
    return library


def load_native(network: GPT) -> NativeNetwork | None:
    """Return a network's forward pass in C, or None where torch has to do it."""
    library = load_library()
    bits = exact_bits(network) if library is not None and fits(network.config) else None
    return NativeNetwork(library, network, bits) if library is not None and bits is not None else None


def fits(config: ModelConfig) -> bool:
    """Return whether the C code knows a network's parts and its widths fill whole panels."""
    parts = (config.positions, config.norm, config.activation, config.qk_norm, config.bias)
    outputs = (config.d_model, config.n_kv_head * config.head_dim, config.d_ff, config.vocab_size)
    is_whole = config.head_dim % LANES == 0 and all(width % PANEL == 0 for width in outputs)
    return is_whole and parts == ("rope", "rms", "swiglu", True, False)


def exact_bits(network: GPT) -> int | None:
    """Return in how many bits no matrix loses anything: 8, as models are published, 16, or None for neither."""
    if all(is_exact(weight) for weight in matrices(network)):
        return 8
    if all(torch.equal(weight.bfloat16().float(), weight) for weight in matrices(network)):
        return 16
    return None
