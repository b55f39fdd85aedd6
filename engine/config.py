"""What is needed to rebuild a network. A small frozen value that checks itself; knows no torch."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from engine.errors import ConfigError


@dataclass(frozen=True)
class ModelConfig:
    """The shape of a GPT; saved as JSON beside its weights.

    Two families share it. `positions="learned", norm="layer", activation="gelu"` is the classic GPT;
    `positions="rope", norm="rms", activation="swiglu", qk_norm=True, tied_embeddings=True, bias=False`
    is the shape that the ecosystem knows as Qwen3.
    Raises ConfigError when the numbers contradict each other.
    """

    vocab_size: int
    context_length: int = 128
    n_layer: int = 4
    n_head: int = 4
    n_kv_head: int = 4
    d_model: int = 256
    d_ff: int = 1024
    dropout: float = 0.0
    positions: Literal["learned", "rope"] = "learned"
    norm: Literal["layer", "rms"] = "layer"
    activation: Literal["gelu", "relu", "swiglu"] = "gelu"
    qk_norm: bool = False
    tied_embeddings: bool = False
    bias: bool = True
    rope_theta: float = 10_000.0

    def __post_init__(self) -> None:
        for name in ("vocab_size", "context_length", "n_layer", "n_head", "n_kv_head", "d_model", "d_ff"):
            value = getattr(self, name)
            if not isinstance(value, int) or value < 1:
                raise ConfigError(f"{name}={value!r} must be a whole number of at least 1.")
        if self.d_model % self.n_head:
            raise ConfigError(f"d_model={self.d_model} is not a multiple of n_head={self.n_head}.")
        if self.n_head % self.n_kv_head:
            raise ConfigError(f"n_head={self.n_head} is not a multiple of n_kv_head={self.n_kv_head}.")
        if self.positions == "rope" and self.head_dim % 2:
            raise ConfigError(f"Rotary positions need an even head size, not {self.head_dim}.")
        if not 0.0 <= self.dropout < 1.0:
            raise ConfigError(f"dropout={self.dropout} must be at least 0 and below 1.")
        for name, known in _CHOICES.items():
            if getattr(self, name) not in known:
                raise ConfigError(f"{name}={getattr(self, name)!r} is not one of {', '.join(known)}.")

    @property
    def head_dim(self) -> int:
        """The width of one attention head."""
        return self.d_model // self.n_head

    def to_dict(self) -> dict[str, Any]:
        """Return the configuration as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Any) -> "ModelConfig":
        """Rebuild a configuration from `to_dict`; raises ConfigError for anything else."""
        if not isinstance(values, dict):
            raise ConfigError("The model's configuration is not a JSON object.")
        unknown = set(values) - set(cls.__dataclass_fields__)
        if unknown:
            raise ConfigError(f"The model's configuration has unknown fields: {', '.join(sorted(unknown))}.")
        try:
            return cls(**values)
        except TypeError as error:
            raise ConfigError(f"The model's configuration is incomplete: {error}.") from error


_CHOICES = {
    "positions": ("learned", "rope"),
    "norm": ("layer", "rms"),
    "activation": ("gelu", "relu", "swiglu"),
}
