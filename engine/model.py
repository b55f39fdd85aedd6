"""The GPT: attention, feed-forward, block, language model. Written out in full, for reading.

One class serves both shipped models; `ModelConfig` chooses between the classic parts (learned positions,
LayerNorm, GELU) and the modern ones (rotary positions, RMSNorm, normalised queries and keys, SwiGLU, tied
embeddings). Pre-norm residual blocks throughout. Knows no text, no sampling and no training loop.

Sizes: B batch, T tokens now, S tokens seen (cache included), C model width, H heads, K key/value heads, D head size.
"""

import math
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.config import ModelConfig
from engine.kv_cache import Cache, LayerOfCache

if TYPE_CHECKING:
    from engine.native.network import NativeNetwork


class RMSNorm(nn.Module):
    """Root-mean-square normalisation, Zhang & Sennrich 2019 (arXiv:1910.07467), in the dtype of its input."""

    def __init__(self, width: int, eps: float = 1e-6) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        """x: (..., width) → (..., width)."""
        # Under bf16 autocast the weight stays fp32; mixed dtypes would leave the fused kernel.
        return F.rms_norm(x, self.weight.shape, self.weight.to(x.dtype), self.eps)


def build_norm(config: ModelConfig, width: int) -> nn.Module:
    """Return the normalisation layer that the configuration names."""
    if config.norm == "rms":
        return RMSNorm(width)
    return nn.LayerNorm(width)


def rotary_tables(config: ModelConfig) -> tuple[Tensor, Tensor]:
    """Return cos and sin of every position's angles, each (context_length, D).

    Rotary position embedding, Su et al. 2021 (arXiv:2104.09864), in the half-split layout of GPT-NeoX and Qwen.
    """
    d = config.head_dim
    frequencies = config.rope_theta ** (-torch.arange(0, d, 2, dtype=torch.float32) / d)  # (D/2,)
    angles = torch.outer(torch.arange(config.context_length, dtype=torch.float32), frequencies)
    angles = torch.cat((angles, angles), dim=-1)  # (context_length, D)
    return angles.cos(), angles.sin()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Turn each head's vector by its position's angles. x: (B, H, T, D); cos, sin: (T, D), or (B, 1, T, D)."""
    first, second = x.chunk(2, dim=-1)
    turned = torch.cat((-second, first), dim=-1)
    return (x * cos + turned * sin).to(x.dtype)


class Attention(nn.Module):
    """Causal self-attention with H query heads over K shared key/value heads."""

    # Training has another way, faster on long sequences.
    mix: Callable[..., Tensor] = staticmethod(F.scaled_dot_product_attention)

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.n_head, self.n_kv_head, self.head_dim = config.n_head, config.n_kv_head, config.head_dim
        self.dropout = config.dropout
        kv_width = config.n_kv_head * config.head_dim
        self.query = nn.Linear(config.d_model, config.d_model, bias=False)
        self.key = nn.Linear(config.d_model, kv_width, bias=False)
        self.value = nn.Linear(config.d_model, kv_width, bias=False)
        self.project = nn.Linear(config.d_model, config.d_model, bias=config.bias)
        self.query_norm = RMSNorm(config.head_dim) if config.qk_norm else nn.Identity()
        self.key_norm = RMSNorm(config.head_dim) if config.qk_norm else nn.Identity()

    def split(self, x: Tensor, rotary: tuple[Tensor, Tensor] | None) -> tuple[Tensor, Tensor, Tensor]:
        """Return what each head asks, offers and carries: q (B, H, T, D), k and v (B, K, T, D) of x (B, T, C)."""
        B, T, _ = x.shape
        q = self.query_norm(self.query(x).view(B, T, self.n_head, self.head_dim)).transpose(1, 2)  # (B, H, T, D)
        k = self.key_norm(self.key(x).view(B, T, self.n_kv_head, self.head_dim)).transpose(1, 2)  # (B, K, T, D)
        v = self.value(x).view(B, T, self.n_kv_head, self.head_dim).transpose(1, 2)  # (B, K, T, D)
        if rotary is not None:
            q, k = rotate(q, *rotary), rotate(k, *rotary)
        return q, k, v

    def weights(self, x: Tensor, rotary: tuple[Tensor, Tensor] | None) -> Tensor:
        """Return how much each position (row) takes from each (column), (B, H, T, T); the rows sum to 1.

        `forward` leaves this matrix inside a fused kernel; here it is written out, to be looked at.
        """
        T = x.shape[1]
        q, k, _ = self.split(x, rotary)
        k = k.repeat_interleave(self.n_head // self.n_kv_head, dim=1)  # (B, H, T, D)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)  # (B, H, T, T)
        future = torch.ones(T, T, dtype=torch.bool).triu(diagonal=1)
        return scores.masked_fill(future, -math.inf).softmax(dim=-1)

    def forward(self, x: Tensor, rotary: tuple[Tensor, Tensor] | None, cache: LayerOfCache | None) -> Tensor:
        """Mix each position with those before it. x: (B, T, C) → (B, T, C)."""
        B, T, C = x.shape
        q, k, v = self.split(x, rotary)
        mask = None
        if cache is not None:
            k, v, mask = cache.append(k, v)  # (B, K, S, D), mask (T, S) or None
        mixed = self.mix(
            q,
            k,
            v,
            attn_mask=mask,
            dropout_p=self.dropout if self.training else 0.0,
            is_causal=mask is None and T > 1,
            enable_gqa=self.n_kv_head != self.n_head,
        )  # (B, H, T, D)
        out: Tensor = self.project(mixed.transpose(1, 2).reshape(B, T, C))
        return out


class FeedForward(nn.Module):
    """The per-position network: two matrices with GELU or ReLU between, or SwiGLU (Shazeer 2020, arXiv:2002.05202)."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.activation = config.activation
        self.up = nn.Linear(config.d_model, config.d_ff, bias=config.bias)
        if config.activation == "swiglu":
            self.gate = nn.Linear(config.d_model, config.d_ff, bias=config.bias)
        self.down = nn.Linear(config.d_ff, config.d_model, bias=config.bias)

    def forward(self, x: Tensor) -> Tensor:
        """x: (B, T, C) → (B, T, C)."""
        hidden: Tensor = self.up(x)  # (B, T, d_ff)
        if self.activation == "swiglu":
            hidden = F.silu(self.gate(x)) * hidden
        else:
            hidden = F.gelu(hidden) if self.activation == "gelu" else F.relu(hidden)
        out: Tensor = self.down(hidden)
        return out


class Block(nn.Module):
    """Attention, then the feed-forward network, each on a normalised copy and added to the residual stream."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.attention_norm = build_norm(config, config.d_model)
        self.attention = Attention(config)
        self.feed_forward_norm = build_norm(config, config.d_model)
        self.feed_forward = FeedForward(config)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, x: Tensor, rotary: tuple[Tensor, Tensor] | None, cache: LayerOfCache | None) -> Tensor:
        """x: (B, T, C) → (B, T, C)."""
        x = x + self.dropout(self.attention(self.attention_norm(x), rotary, cache))
        out: Tensor = x + self.dropout(self.feed_forward(self.feed_forward_norm(x)))
        return out


class GPT(nn.Module):
    """A decoder-only transformer language model: token ids in, logits over the next token out."""

    rotary_cos: Tensor
    rotary_sin: Tensor
    native: "NativeNetwork | None" = (
        None  # a faster way to compute it, where there is one and the weights stay as they are
    )

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.tokens = nn.Embedding(config.vocab_size, config.d_model)
        if config.positions == "learned":
            self.position_embeddings = nn.Embedding(config.context_length, config.d_model)
        else:
            cos, sin = rotary_tables(config)
            self.register_buffer("rotary_cos", cos, persistent=False)
            self.register_buffer("rotary_sin", sin, persistent=False)
        self.dropout = nn.Dropout(config.dropout)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.n_layer))
        self.final_norm = build_norm(config, config.d_model)
        self.head = nn.Linear(config.d_model, config.vocab_size, bias=config.bias)
        if config.tied_embeddings:
            self.head.weight = self.tokens.weight
        self.apply(self._initialise)
        for name, weight in self.named_parameters():
            if name.endswith(("attention.project.weight", "feed_forward.down.weight")):
                # Residual branches start small, so that depth does not grow the stream (GPT-2).
                nn.init.normal_(weight, std=0.02 / math.sqrt(2 * config.n_layer))

    @staticmethod
    def _initialise(module: nn.Module) -> None:
        if isinstance(module, nn.Linear | nn.Embedding):
            nn.init.normal_(module.weight, std=0.02)
        if isinstance(module, nn.Linear) and module.bias is not None:
            nn.init.zeros_(module.bias)

    def embed(self, ids: Tensor, start: int | Tensor) -> tuple[Tensor, tuple[Tensor, Tensor] | None]:
        """Return the vectors (B, T, C) of token ids (B, T) that stand from position `start` on, and their angles.

        `start` is one number for all rows, or one for each, (B,).
        """
        _, T = ids.shape
        end = (start if isinstance(start, int) else int(start.max())) + T
        if end > self.config.context_length:
            raise ValueError(f"{end} tokens do not fit the context length of {self.config.context_length}")
        positions = slice(start, end) if isinstance(start, int) else start[:, None] + torch.arange(T)  # (B, T)
        x: Tensor = self.tokens(ids)  # (B, T, C)
        rotary = None
        if self.config.positions == "learned":
            x = x + self.position_embeddings.weight[positions]
        else:
            cos, sin = self.rotary_cos[positions], self.rotary_sin[positions]  # (T, D) or (B, T, D)
            rotary = (cos, sin) if cos.dim() == 2 else (cos[:, None], sin[:, None])
        return self.dropout(x), rotary

    def hidden(self, ids: Tensor, cache: Cache | None = None) -> Tensor:
        """Return the last layer's normalised states, (B, T, C), for token ids (B, T) that follow the cache's."""
        x, rotary = self.embed(ids, cache.starts() if cache is not None else 0)
        for index, block in enumerate(self.blocks):
            x = block(x, rotary, cache.layer(index) if cache is not None else None)
        if cache is not None:
            cache.advance(ids.shape[1])
        states: Tensor = self.final_norm(x)
        return states

    def observe(self, ids: Tensor, rows: slice) -> tuple[Tensor, list[Tensor]]:
        """Return logits (B, T, vocab_size) as `forward` does, and each layer's attention weights in some rows.

        The weights are (B, H, rows, T): how much each of those positions took from every position.
        """
        x, rotary = self.embed(ids, 0)
        weights = []
        for block in self.blocks:
            assert isinstance(block, Block)
            weights.append(block.attention.weights(block.attention_norm(x), rotary)[:, :, rows])
            x = block(x, rotary, None)
        logits: Tensor = self.head(self.final_norm(x))
        return logits, weights

    def forward(self, ids: Tensor, cache: Cache | None = None) -> Tensor:
        """Return logits (B, T, vocab_size) for token ids (B, T); with a cache, ids continue what it holds."""
        logits: Tensor = self.head(self.hidden(ids, cache))
        return logits

    def loss(self, ids: Tensor, targets: Tensor) -> Tensor:
        """Return the mean cross-entropy in nats over targets (B, T); a target of -1 does not count."""
        logits = self(ids)
        return F.cross_entropy(logits.flatten(0, 1).float(), targets.flatten(), ignore_index=-1)

    def parameter_count(self) -> int:
        """Return the number of distinct trainable numbers (a tied matrix counts once)."""
        return sum(p.numel() for p in self.parameters())


def matrices(network: GPT) -> Iterator[Tensor]:
    """Yield the weights of a network that are matrices; tied ones come once."""
    return (weight for weight in network.parameters() if weight.ndim == 2)


def use_threads(count: int) -> None:
    """Let the arithmetic of all networks in this process use so many processor threads."""
    torch.set_num_threads(count)
