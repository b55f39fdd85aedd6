"""Model cards: what a model is, what it was made of, how well it does and where it fails. Text only."""

from typing import Any

from engine.checkpoint import ModelInfo
from training.presets import Preset

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
}
_COUNTING = {
    "seed-char-3m": """Parameters are counted as all trainable numbers: token embedding 106 × 256, position embedding
128 × 256, four blocks of 788,992 (queries, keys, values 3 × 256 × 256 without bias; projection
256 × 256 + 256; feed-forward 2 × 256 × 1024 + 1024 + 256; two LayerNorms of 2 × 256), a last
LayerNorm of 512 and an output layer of 256 × 106 + 106 that is not tied to the embedding.""",
}


def write_card(
    preset: Preset, info: ModelInfo, losses: list[dict[str, Any]], measured: dict[str, Any], prepared: dict[str, Any]
) -> str:
    """Return a model's card as Markdown.

    `prepared` is the data report, `measured` what was measured on held-out text.
    """
    name, model, train = preset.name, preset.model, preset.train
    first, last = (losses[0], losses[-1]) if losses else ({}, {})
    best = min(losses, key=lambda row: row["validation_loss"]) if losses else {}
    tokens = last.get("tokens", 0)
    lines = [f"# {name}", "", _ABOUT.get(name, ""), "", "| what | value |", "| --- | --- |"]
    lines += [
        f"| parameters | {info.parameters:,} |",
        f"| layers × heads | {model.n_layer} × {model.n_head} |",
        f"| width, context | {model.d_model}, {model.context_length} |",
        f"| vocabulary | {model.vocab_size} |",
        f"| sha256 of the weights | `{info.sha256}` |",
        "",
        _COUNTING.get(name, ""),
        "",
        "## Data",
        "",
        _DATA.get(name, ""),
    ]
    if prepared.get("note"):
        lines += ["", str(prepared["note"])]
    lines += [
        "",
        "## Training",
        "",
        f"{train.steps:,} steps of {train.batch_size} × {model.context_length} tokens with {train.optimizer}, "
        f"learning rate {train.learning_rate:g}, dropout {model.dropout:g}, seed {train.seed}: "
        f"{tokens / 1e6:.1f}M tokens, about {6 * info.parameters * tokens:.2e} floating-point operations.",
        "",
        "| loss (nats a token) | at the start | at the end | best validation |",
        "| --- | --- | --- | --- |",
        f"| training | {first.get('train_loss')} | {last.get('train_loss')} | {best.get('train_loss')} |",
        f"| validation | {first.get('validation_loss')} | {last.get('validation_loss')} | "
        f"{best.get('validation_loss')} (step {best.get('step')}) |",
        "",
        "![losses](losses.png)",
        "",
        "## Measured",
        "",
    ]
    if "bits_per_byte" in measured:
        lines.append(f"- {measured['bits_per_byte']:.3f} bits a byte on the held-out topics.")
    for key, value in measured.items():
        if isinstance(value, dict):
            lines.append(
                f"- At {key}, of {value['samples']} answers to held-out requests {value['compile_share']:.1%} compile "
                f"as written, and {value['valid_part_share']:.1%} have a valid part after cutting."
            )
    lines += [
        "",
        "## Limits",
        "",
        "What it writes is checked to compile and is not run. It can be wrong, and often is; Pysmith says how sure.",
        "It speaks only short Python 3, and learnt from English requests.",
        "",
        "## Licence",
        "",
        "MIT for the code that made it; the data's licences above for what it learnt from.",
        "",
    ]
    return "\n".join(lines)
