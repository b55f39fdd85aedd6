"""Named recipes for training: the network's shape and how it is trained. Values only."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
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
class StageData:
    """What a later stage reads, in shares of its tokens; `sources` limits the pairs, none of them means all.

    Functions are begun ones to complete, copies random tokens to find and copy; `gaps` is the share of the texts that
    have their middle to fill in, `reviews` that of the pairs that are read the other way round: code, then its request.
    """

    pairs: float
    functions: float = 0.0
    texts: float = 0.0
    copies: float = 0.0
    gaps: float = 0.0
    reviews: float = 0.0
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        shares = self.shares.values()
        if min(shares) < 0 or abs(sum(shares) - 1) > 1e-6:
            raise ConfigError("pairs, functions, texts and copies are shares and must add up to 1.")

    @property
    def shares(self) -> dict[str, float]:
        """What share of the tokens each kind of document has."""
        return {"pairs": self.pairs, "functions": self.functions, "texts": self.texts, "copies": self.copies}


@dataclass(frozen=True)
class Stage:
    """A later part of a training, which goes on from the weights and optimisers of an earlier one."""

    train: TrainConfig
    data: StageData

    @property
    def tokens(self) -> int:
        """Tokens that all its steps see."""
        return self.train.steps * self.train.batch_size * self.train.sequence_length


@dataclass(frozen=True)
class Preset:
    """A model and its training under one name. `prompt_format` names how requests are written for the model.

    `train` is the first stage, pre-training on plain text; `stages` come after it, in their order.
    """

    name: str
    model: ModelConfig
    train: TrainConfig
    prompt_format: Literal["comment", "tagged"]
    stages: Mapping[str, Stage] = field(default_factory=dict)

    def stage(self, name: str) -> Stage:
        """Return a later stage; raises ConfigError naming those that exist."""
        if name not in self.stages:
            known = ", ".join(self.stages) or "none"
            raise ConfigError(f"The preset {self.name} has no stage {name!r}. It has: {known}.")
        return self.stages[name]


# The original design, reproduced: a classic character-level GPT.
SEED = Preset(
    name="seed-char-3m",
    model=ModelConfig(
        vocab_size=106, context_length=128, n_layer=4, n_head=4, n_kv_head=4, d_model=256, d_ff=1024, dropout=0.2
    ),
    train=TrainConfig(steps=5000, batch_size=16, learning_rate=3e-4),
    prompt_format="comment",
)

# The shape that the ecosystem knows as Qwen3.
_MODERN = ModelConfig(
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
)
# Short sequences first: attention over 512 tokens took a third of the time on a processor without AMX.
_PRETRAIN = TrainConfig(
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
)
# The first stage keeps its rate, so that it can go on for as long as there is time; the rate falls in the later ones.
_MIDTRAIN = replace(
    _PRETRAIN,
    steps=500,
    batch_size=16,
    sequence_length=512,
    warmup_steps=20,
    decay_steps=350,
    final_lr_share=0.3,
    ema_decay=0.99,
    eval_every=50,
)
_FINETUNE = replace(
    _MIDTRAIN,
    steps=200,
    warmup_steps=0,
    decay_steps=200,
    learning_rate=1.2e-3,
    muon_learning_rate=0.0024,
    final_lr_share=0.02,
    loss_on="answer",
)
# What the cookbook holds is run before it is admitted, and so is what is made of it.
_VERIFIED = ("cookbook", "synthetic", "compositions", "operations")
# What people ask in their own words; the packages' documented functions come in as functions.
_ASKED = (*_VERIFIED, "conala", "stackoverflow", "cheatsheet", "pysheeet", "thirty_seconds")

PYSMITH = Preset(
    name="pysmith",
    model=_MODERN,
    train=_PRETRAIN,
    prompt_format="tagged",
    stages={
        "midtrain": Stage(
            _MIDTRAIN,
            StageData(pairs=0.6, functions=0.25, texts=0.08, copies=0.07, gaps=0.15, sources=_ASKED),
        ),
        "finetune": Stage(_FINETUNE, StageData(pairs=0.7, functions=0.3, reviews=0.05, sources=_VERIFIED)),
    },
)

# The whole way in minutes, to try it out and to test it; what it writes is no use to anyone.
_TINY_TRAIN = replace(
    _PRETRAIN, steps=60, batch_size=8, sequence_length=128, warmup_steps=6, eval_every=30, eval_batches=2
)
TINY = Preset(
    name="tiny",
    model=replace(_MODERN, vocab_size=1024, context_length=256, n_layer=2, n_head=4, n_kv_head=4, d_model=64, d_ff=192),
    train=_TINY_TRAIN,
    prompt_format="tagged",
    stages={
        "midtrain": Stage(
            replace(_TINY_TRAIN, steps=20, sequence_length=256, warmup_steps=0, decay_steps=20, eval_every=10),
            StageData(pairs=0.5, functions=0.1, texts=0.3, copies=0.1, gaps=0.2),
        ),
        "finetune": Stage(
            replace(
                _TINY_TRAIN,
                steps=20,
                sequence_length=256,
                learning_rate=6e-4,
                muon_learning_rate=0.0012,
                warmup_steps=0,
                decay_steps=20,
                eval_every=10,
                loss_on="answer",
            ),
            StageData(pairs=0.8, functions=0.2, sources=_VERIFIED),
        ),
    },
)

PRESETS = {preset.name: preset for preset in (SEED, PYSMITH, TINY)}


def find_preset(name: str) -> Preset:
    """Return the preset called `name`; raises ConfigError naming those that exist."""
    try:
        return PRESETS[name]
    except KeyError:
        raise ConfigError(f"There is no preset {name!r}. Choose one of: {', '.join(PRESETS)}.") from None


def at_stage(preset: Preset, name: str | None) -> Preset:
    """Return the preset as it is trained in a stage; without a name, in its first."""
    return replace(preset, train=preset.stage(name).train) if name else preset


def stage_before(preset: Preset, name: str) -> str | None:
    """Return the stage that comes before a later one; None is the first, which has no name of its own."""
    names = [None, *preset.stages]
    return names[names.index(name) - 1]


def folder_name(preset: Preset, stage: str | None) -> str:
    """Return the name of the folder for a stage's data and run."""
    return f"{preset.name}-{stage}" if stage else preset.name


def with_steps(preset: Preset, steps: int) -> Preset:
    """Return the preset with another number of steps; decay keeps its share of them."""
    train = preset.train
    decay = round(train.decay_steps * steps / train.steps)
    warmup = min(train.warmup_steps, steps // 10)
    return replace(preset, train=replace(train, steps=steps, decay_steps=decay, warmup_steps=warmup))
