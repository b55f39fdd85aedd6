"""Named recipes for training: the network's shape and how it is trained. Values only."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from engine.config import ModelConfig
from engine.errors import ConfigError


@dataclass(frozen=True)
class TrainConfig:
    """Everything that decides the result of a training run, besides the data.

    `batch_size` is in sequences of `sequence_length` tokens and is worked off in pieces of `micro_batch_size`.
    With `loss_on="answer"` only what follows a request counts.
    The learning rate warms up linearly, stays, and falls to `final_lr_share` of its peak over the last
    `decay_steps` (warmup–stable–decay, Hu et al. 2024, arXiv:2404.06395).
    """

    steps: int
    batch_size: int
    learning_rate: float
    micro_batch_size: int = 0  # 0: the whole batch at once
    sequence_length: int = 0  # 0: the model's context length
    loss_on: Literal["everything", "answer"] = "everything"
    optimizer: Literal["adamw", "muon"] = "adamw"
    muon_learning_rate: float = 0.01
    warmup_steps: int = 0
    decay_steps: int = 0
    final_lr_share: float = 0.1
    weight_decay: float = 0.01
    betas: tuple[float, float] = (0.9, 0.999)
    clip_norm: float = 0.0  # 0: off
    ema_decay: float = 0.0  # 0: off
    seed: int = 1337
    eval_every: int = 250
    eval_batches: int = 20

    def __post_init__(self) -> None:
        if self.steps < 1 or self.batch_size < 1:
            raise ConfigError("steps and batch_size must be at least 1.")
        if self.micro_batch_size and self.batch_size % self.micro_batch_size:
            raise ConfigError(
                f"batch_size={self.batch_size} is not a multiple of micro_batch_size={self.micro_batch_size}."
            )
        if self.warmup_steps + self.decay_steps > self.steps:
            raise ConfigError("warmup_steps and decay_steps together exceed steps.")
        if self.optimizer not in ("adamw", "muon"):
            raise ConfigError(f"optimizer={self.optimizer!r} is not one of adamw, muon.")

    def learning_rate_share(self, step: int) -> float:
        """Return the share of the peak learning rate that step `step` (from 0) is taken with."""
        if step < self.warmup_steps:
            return (step + 1) / self.warmup_steps
        left = self.steps - step
        if left > self.decay_steps:
            return 1.0
        return self.final_lr_share + (1.0 - self.final_lr_share) * left / max(1, self.decay_steps)

    def to_dict(self) -> dict[str, Any]:
        """Return the configuration as plain JSON values."""
        return {**asdict(self), "betas": list(self.betas)}


@dataclass(frozen=True)
class Preset:
    """A model and its training under one name. `prompt_format` names how requests are written for the model."""

    name: str
    model: ModelConfig
    train: TrainConfig
    prompt_format: Literal["comment", "tagged"]


# The original design, reproduced: a classic character-level GPT.
SEED = Preset(
    name="seed-char-3m",
    model=ModelConfig(
        vocab_size=106, context_length=128, n_layer=4, n_head=4, n_kv_head=4, d_model=256, d_ff=1024, dropout=0.2
    ),
    train=TrainConfig(steps=5000, batch_size=16, learning_rate=3e-4),
    prompt_format="comment",
)

# The default model: the Qwen3 shape, small.
PYSMITH = Preset(
    name="pysmith",
    model=ModelConfig(
        vocab_size=4096,
        context_length=1024,
        n_layer=6,
        n_head=6,
        n_kv_head=6,
        d_model=384,
        d_ff=1024,
        positions="rope",
        norm="rms",
        activation="swiglu",
        qk_norm=True,
        tied_embeddings=True,
        bias=False,
    ),
    # Short sequences first: attention over 512 tokens took a third of the time on a processor without AMX.
    train=TrainConfig(
        steps=12_000,
        batch_size=32,
        sequence_length=256,
        learning_rate=2e-3,
        optimizer="muon",
        muon_learning_rate=0.004,
        warmup_steps=100,
        weight_decay=0.1,
        betas=(0.9, 0.95),
        clip_norm=1.0,
        ema_decay=0.998,
        eval_every=250,
        eval_batches=8,
    ),
    prompt_format="tagged",
)

PRESETS = {preset.name: preset for preset in (SEED, PYSMITH)}


def find_preset(name: str) -> Preset:
    """Return the preset called `name`; raises ConfigError naming those that exist."""
    try:
        return PRESETS[name]
    except KeyError:
        raise ConfigError(f"There is no preset {name!r}. Choose one of: {', '.join(PRESETS)}.") from None


def with_steps(preset: Preset, steps: int) -> Preset:
    """Return the preset with another number of steps; decay keeps its share of them."""
    train = preset.train
    decay = round(train.decay_steps * steps / train.steps)
    warmup = min(train.warmup_steps, steps // 10)
    return replace(preset, train=replace(train, steps=steps, decay_steps=decay, warmup_steps=warmup))
