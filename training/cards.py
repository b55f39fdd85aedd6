"""Model cards: what a model is, what it was made of, how well it does and where it fails. Text only."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.checkpoint import ModelInfo
from training.presets import Preset, StageData, TrainConfig
from training.report import table
from training.run_state import StageLosses

KINDS = ("code", "prose", "pairs")

_ABOUT = {
    "seed-char-3m": """The original design of Pysmith, reproduced: a character-level GPT that learnt from 500 snippets.
It shows how a language model is made and how far the smallest one goes. It does not help anyone
write code: ask the cookbook or the default model for that.""",
    "pysmith": """The default model of Pysmith: a byte-pair GPT in the Qwen3 shape (rotary positions, RMSNorm,
per-head normalised queries and keys, SwiGLU, tied embeddings), trained from scratch by this
repository's code on two processor cores.""",
}
_DATA = {
    "seed-char-3m": """Stack Overflow Documentation (2016–17), Python and algorithm topics, from the public repository
devtut/generate. Licence: CC BY-SA 3.0, by the contributors to Stack Overflow Documentation
(their list is part of the source). The weights are a work made from that data; this card names
it as the licence asks.""",
    "pysmith": """The sources below, each under its own licence. Stack Overflow Documentation (by its contributors) and
CoNaLa (by its authors and the contributors to Stack Overflow) are CC BY-SA: this card names them as
their licence asks. None of the texts is part of Pysmith.""",
}
_COUNTING = {
    "seed-char-3m": """Parameters are counted as all trainable numbers: token embedding 106 × 256, position embedding
128 × 256, four blocks of 788,992 (queries, keys, values 3 × 256 × 256 without bias; projection
256 × 256 + 256; feed-forward 2 × 256 × 1024 + 1024 + 256; two LayerNorms of 2 × 256), a last
LayerNorm of 512 and an output layer of 256 × 106 + 106 that is not tied to the embedding.""",
}


_LIMITS = {
    "pysmith": """It saw far fewer tokens than a model of its size can use: what it writes by itself is often wrong. It
is at its best beside recipes that it can adapt, and that is how Pysmith asks it.""",
}


_MEAN = (
    "The weights are the mean of those that the last stage gave, of other ends of the last two stages where there are\n"
    "any, and of those published before, from which they had begun (model soups, arXiv:2203.05482)."
)


def write_card(
    preset: Preset,
    info: ModelInfo,
    stages: Sequence[StageLosses],
    measured: Mapping[str, Any],
    prepared: Mapping[str, Any],
    is_mean: bool = False,
) -> str:
    """Return a model's card as Markdown.

    `prepared` is the data report, `measured` what was measured on held-out text; `is_mean` says that the weights are
    the mean of what the last stage gave and of the model that was published before.
    """
    name, model = preset.name, preset.model
    lines = [f"# {name}", "", _ABOUT.get(name, ""), "", "| what | value |", "| --- | --- |"]
    lines += [
        f"| parameters | {info.parameters:,} |",
        f"| layers × heads | {model.n_layer} × {model.n_head} |",
        f"| width, context | {model.d_model}, {model.context_length} |",
        f"| vocabulary | {model.vocab_size} |",
        f"| sha256 of the weights | `{info.sha256}` |",
        "",
        *([_COUNTING[name], ""] if name in _COUNTING else []),
        "## Data",
        "",
        _DATA.get(name, ""),
        *_describe_sources(prepared),
        "",
        "## Training",
        "",
        *_describe_training(preset, info, stages),
        "",
        "![losses](losses.png)",
        "",
        *([_MEAN, ""] if is_mean else []),
        "## Measured",
        "",
        *_describe_measured(measured),
        "",
        "## Limits",
        "",
        "What it writes is checked to compile and is not run. It can be wrong, and often is; Pysmith says how sure.",
        "It speaks only short Python 3, and learnt from English requests.",
        *([_LIMITS[name]] if name in _LIMITS else []),
        "",
        "## Licence",
        "",
        "MIT for the code that made it; the data's licences above for what it learnt from.",
        "",
    ]
    return "\n".join(lines)


def _describe_sources(prepared: Mapping[str, Any]) -> list[str]:
    """Return a table of what each source gave, with its licence."""
    if "sources" not in prepared or "splits" not in prepared:
        return []
    rows = [(s["name"], s["licence"], s["version"], *(s["kept"][kind] for kind in KINDS)) for s in prepared["sources"]]
    tokens = prepared["tokens"]
    return [
        "",
        f"{tokens['train']:,} tokens to train on and {tokens['validation']:,} to validate with, of other packages,",
        "pages and topics. The licences of the packages stand in `training/sources/packages.csv`: MIT, BSD, Apache",
        "2.0 and their like. Near-duplicates are removed, and so is what public benchmarks and our evaluation hold.",
        "",
        table(("source", "licence", "version", *KINDS), rows).rstrip(),
    ]


def _describe_training(preset: Preset, info: ModelInfo, stages: Sequence[StageLosses]) -> list[str]:
    tokens = sum(stage.tokens for stage in stages)
    work = f"{tokens / 1e6:.1f}M tokens, about {6 * info.parameters * tokens:.2e} floating-point operations"
    if len(stages) == 1:
        return [_describe_stage(preset, preset.train, f"{work}."), "", *_describe_losses(stages[0])]
    hours = sum(stage.hours for stage in stages)
    lines = [f"{work}, in {hours:.1f} hours on two processor cores that had other work too.", ""]
    for stage in stages:
        train = preset.stages[stage.name].train if stage.name in preset.stages else preset.train
        steps = stage.rows[-1]["step"] if stage.rows else 0
        done = replace(train, steps=max(1, steps), warmup_steps=0, decay_steps=0)
        lines += [
            f"### {stage.name}",
            "",
            _describe_stage(preset, done, f"{stage.tokens / 1e6:.1f}M tokens, {stage.hours:.1f} hours."),
            *([_describe_data(preset.stages[stage.name].data)] if stage.name in preset.stages else []),
            "",
            *_describe_losses(stage),
            "",
        ]
    return lines[:-1]


def _describe_stage(preset: Preset, train: TrainConfig, work: str) -> str:
    length = train.sequence_length or preset.model.context_length
    rate = f"learning rate {train.learning_rate:g}"
    if train.optimizer == "muon":
        rate = f"learning rate {train.muon_learning_rate:g} for the matrices and {train.learning_rate:g} for the rest"
    return (
        f"{train.steps:,} steps of {train.batch_size} × {length} tokens with {train.optimizer}, {rate}, "
        f"dropout {preset.model.dropout:g}, seed {train.seed}"
        f"{', loss on the answers alone' if train.loss_on == 'answer' else ''}: {work}"
    )


def _describe_data(data: StageData) -> str:
    parts = {
        "requests with answers": data.pairs,
        "begun functions": data.functions,
        "code and notes": data.texts,
        "random tokens to find and copy": data.copies,
    }
    shares = ", ".join(f"{share:.0%} {name}" for name, share in parts.items() if share)
    return (
        f"{shares}; five in six of the requests beside recipes: the one that their answer is made of among others, "
        f"some that help, or some that do not."
    )


def _describe_losses(stage: StageLosses) -> list[str]:
    whole = [row for row in stage.rows if "validation_loss" in row]
    if not whole:
        return ["Losses were not logged."]
    if len(whole) == 1 and stage.rows[-1] is not whole[0]:
        start, end = whole[0]["train_loss"], stage.rows[-1]["batch_loss"]
        return [
            f"Training loss {start} at the start and {end} over the last batches; validation was not measured again."
        ]
    first, last = whole[0], whole[-1]
    best = min(whole, key=lambda row: row["validation_loss"])
    return [
        "| loss (nats a token) | at the start | at the end | best validation |",
        "| --- | --- | --- | --- |",
        f"| training | {first['train_loss']} | {last['train_loss']} | {best['train_loss']} |",
        f"| validation | {first['validation_loss']} | {last['validation_loss']} | "
        f"{best['validation_loss']} (step {best['step']}) |",
    ]


def _describe_measured(measured: Mapping[str, Any]) -> list[str]:
    lines = []
    if "bits_per_byte" in measured:
        lines.append(f"- {measured['bits_per_byte']:.3f} bits a byte on the held-out topics.")
    for key, value in measured.items():
        if isinstance(value, dict):
            lines.append(
                f"- At {key}, of {value['samples']} answers to held-out requests {value['compile_share']:.1%} compile "
                f"as written, and {value['valid_part_share']:.1%} have a valid part after cutting."
            )
    return lines
