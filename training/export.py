"""Write a model for other people's programs: as a folder for Hugging Face's `transformers`, or as GGUF for llama.cpp.

The default model has the shape that both know as Qwen3, so its weights are renamed and nothing is changed. Models of
the classic shape stay here. GGUF needs the package `gguf`.
"""

import argparse
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from engine.checkpoint import LoadedModel, find_model, load_model
from engine.config import ModelConfig
from engine.prompting import ANSWER, REQUEST
from engine.tokenizer import END_OF_TEXT
from training.workspace import REPOSITORY, DataError, training_dir, write_json

if TYPE_CHECKING:
    from gguf import GGUFWriter

logger = logging.getLogger(__name__)

PADDING = "<|pad|>"
CHAT_TEMPLATE = f"{{{{ '{REQUEST}' + (messages[-1]['content'] | trim) + '\\n{ANSWER}' }}}}"
TYPES = {"hf": ("f32", "bf16"), "gguf": ("f32", "q8_0")}

# Our name of a block's weight → the one in a Hugging Face checkpoint, and the one in a GGUF file.
BLOCK_NAMES = {
    "attention_norm": ("input_layernorm", "attn_norm"),
    "attention.query": ("self_attn.q_proj", "attn_q"),
    "attention.key": ("self_attn.k_proj", "attn_k"),
    "attention.value": ("self_attn.v_proj", "attn_v"),
    "attention.query_norm": ("self_attn.q_norm", "attn_q_norm"),
    "attention.key_norm": ("self_attn.k_norm", "attn_k_norm"),
    "attention.project": ("self_attn.o_proj", "attn_output"),
    "feed_forward_norm": ("post_attention_layernorm", "ffn_norm"),
    "feed_forward.gate": ("mlp.gate_proj", "ffn_gate"),
    "feed_forward.up": ("mlp.up_proj", "ffn_up"),
    "feed_forward.down": ("mlp.down_proj", "ffn_down"),
}
OTHER_NAMES = {
    "tokens": ("model.embed_tokens", "token_embd"),
    "final_norm": ("model.norm", "output_norm"),
    "head": ("lm_head", "output"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `python -m training export`."""
    parser.add_argument("--format", choices=sorted(TYPES), required=True, help="a folder for transformers, or GGUF")
    parser.add_argument("--model", default="pysmith", help="name of a model folder")
    parser.add_argument("--models", type=Path, default=REPOSITORY / "resources" / "models")
    parser.add_argument("--type", default="f32", help="of the numbers; hf: f32, bf16; gguf: f32, q8_0")
    parser.add_argument("--out", type=Path, help="where it goes: a folder for hf, a file for gguf")


def run(args: argparse.Namespace) -> int:
    """Export a model and print where it went."""
    if args.type not in TYPES[args.format]:
        raise DataError(f"--type {args.type}: {args.format} takes {' or '.join(TYPES[args.format])}.")
    model = load_model(find_model(args.models, args.model))
    exports = training_dir() / "exports"
    if args.format == "hf":
        out = args.out or exports / f"{args.model}-hf-{args.type}"
        export_hf(model, out, args.type)
    else:
        out = args.out or exports / f"{args.model}-{args.type}.gguf"
        export_gguf(model, out, args.type)
    logger.info("Exported %s as %s, %s", args.model, args.format, args.type)
    print(out)
    return 0


def check_shape(config: ModelConfig) -> None:
    """Raise DataError for a network that is not in Qwen3's shape."""
    shape = (config.positions, config.norm, config.activation, config.qk_norm, config.bias)
    if shape != ("rope", "rms", "swiglu", True, False):
        raise DataError("Only a model in the shape of Qwen3 can be exported; a classic one has no counterpart there.")


def renamed(model: LoadedModel, column: int) -> Iterator[tuple[str, Tensor]]:
    """Yield each weight by its name over there: column 0 for Hugging Face, 1 for GGUF. Tied matrices come once."""
    prefix = ("model.layers", "blk")[column]
    for name, weight in model.network.state_dict().items():
        stem = name.removesuffix(".weight")
        if stem == "head" and model.network.config.tied_embeddings:
            continue
        if stem.startswith("blocks."):
            _, number, part = stem.split(".", 2)
            stem = f"{prefix}.{number}.{BLOCK_NAMES[part][column]}"
        else:
            stem = OTHER_NAMES[stem][column]
        yield f"{stem}.weight", weight


# ---------------------------------------------------------------- Hugging Face
def export_hf(model: LoadedModel, folder: Path, number_type: str = "f32") -> None:
    """Write a folder that `AutoModelForCausalLM` and `AutoTokenizer` load."""
    from safetensors.torch import save_file

    check_shape(model.network.config)
    folder.mkdir(parents=True, exist_ok=True)
    dtype = torch.float32 if number_type == "f32" else torch.bfloat16
    state = {name: weight.to(dtype).contiguous() for name, weight in renamed(model, 0)}
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)  # the library makes it private
    model.tokenizer.save(folder / "tokenizer.json")
    end, padding = model.tokenizer.special_id(END_OF_TEXT), model.tokenizer.special_id(PADDING)
    ids = {"bos_token_id": None, "eos_token_id": end, "pad_token_id": padding}
    write_json(folder / "config.json", hf_config(model.network.config, str(dtype).removeprefix("torch.")) | ids)
    write_json(folder / "generation_config.json", ids | {"do_sample": False})
    write_json(folder / "tokenizer_config.json", hf_tokenizer_config(model.network.config))
    (folder / "README.md").write_text(f"---\nlicense: mit\n---\n{model.info.card}", encoding="utf-8")


def hf_config(config: ModelConfig, dtype: str) -> dict[str, Any]:
    """Return what Hugging Face's config.json says of the network."""
    return {
        "architectures": ["Qwen3ForCausalLM"],
        "model_type": "qwen3",
        "dtype": dtype,
        "vocab_size": config.vocab_size,
        "hidden_size": config.d_model,
        "intermediate_size": config.d_ff,
        "num_hidden_layers": config.n_layer,
        "num_attention_heads": config.n_head,
        "num_key_value_heads": config.n_kv_head,
        "head_dim": config.head_dim,
        "max_position_embeddings": config.context_length,
        "rms_norm_eps": 1e-6,
        "rope_theta": config.rope_theta,
        "rope_parameters": {"rope_type": "default", "rope_theta": config.rope_theta},  # what newer versions read
        "hidden_act": "silu",
        "attention_bias": False,
        "use_sliding_window": False,
        "tie_word_embeddings": config.tied_embeddings,
    }


def hf_tokenizer_config(config: ModelConfig) -> dict[str, Any]:
    """Return tokenizer_config.json: which tokens end and fill up a text, and how a chat is written."""
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": config.context_length,
        "clean_up_tokenization_spaces": False,
        "eos_token": END_OF_TEXT,
        "pad_token": PADDING,
        "chat_template": CHAT_TEMPLATE,
    }


# ---------------------------------------------------------------- GGUF
def export_gguf(model: LoadedModel, path: Path, number_type: str = "f32") -> None:
    """Write a file that llama.cpp loads; with q8_0, matrices in blocks of 32 numbers of 8 bits."""
    check_shape(model.network.config)
    try:
        import gguf
    except ImportError as error:
        raise DataError("GGUF needs the package gguf: pip install gguf") from error
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    writer = gguf.GGUFWriter(unfinished, "qwen3")
    describe_network(writer, model)
    file_types = {"f32": gguf.LlamaFileType.ALL_F32, "q8_0": gguf.LlamaFileType.MOSTLY_Q8_0}
    writer.add_file_type(file_types[number_type])
    describe_vocabulary(writer, model)
    q8 = gguf.GGMLQuantizationType.Q8_0
    for name, weight in renamed(model, 1):
        values = weight.float().numpy()
        if number_type == "q8_0" and values.ndim == 2:
            writer.add_tensor(name, gguf.quants.quantize(values, q8), raw_dtype=q8)
        else:
            writer.add_tensor(name, values)
    for write in (writer.write_header_to_file, writer.write_kv_data_to_file, writer.write_tensors_to_file):
        write()
    writer.close()
    unfinished.replace(path)


def describe_network(writer: "GGUFWriter", model: LoadedModel) -> None:
    """Write what llama.cpp has to know to build the network."""
    config = model.network.config
    writer.add_name(model.info.name)
    writer.add_license("mit")
    writer.add_context_length(config.context_length)
    writer.add_embedding_length(config.d_model)
    writer.add_block_count(config.n_layer)
    writer.add_feed_forward_length(config.d_ff)
    writer.add_head_count(config.n_head)
    writer.add_head_count_kv(config.n_kv_head)
    writer.add_key_length(config.head_dim)
    writer.add_value_length(config.head_dim)
    writer.add_rope_freq_base(config.rope_theta)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_vocab_size(config.vocab_size)


def describe_vocabulary(writer: "GGUFWriter", model: LoadedModel) -> None:
    """Write the tokens in the way that llama.cpp knows from SentencePiece: pieces that merge, likeliest first.

    Its own byte-pair reader splits a text by rules from a fixed list, and none of them keeps a line end and the
    indentation after it together. Read as SentencePiece, all text stays one piece, and only numbers of four digits
    or more come out in other groups.
    """
    backend = json.loads(_saved(model))
    added = {token["id"] for token in backend["added_tokens"]}
    pieces = sorted(backend["model"]["vocab"].items(), key=lambda item: item[1])
    texts, kinds = zip(*(sentence_piece(piece, number in added) for piece, number in pieces), strict=True)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(texts)
    writer.add_token_scores([-float(number) for _, number in pieces])
    writer.add_token_types(kinds)
    writer.add_add_bos_token(False)
    writer.add_add_eos_token(False)
    writer.add_add_space_prefix(False)
    ends = {writer.add_eos_token_id: END_OF_TEXT, writer.add_bos_token_id: END_OF_TEXT}
    for add, token in (ends | {writer.add_unk_token_id: PADDING, writer.add_pad_token_id: PADDING}).items():
        add(backend["model"]["vocab"][token])
    writer.add_chat_template(CHAT_TEMPLATE)


def sentence_piece(piece: str, is_reserved: bool) -> tuple[bytes, int]:
    """Return a byte-level piece as the text and the kind that SentencePiece gives it."""
    from gguf import TokenType

    if is_reserved:
        return piece.encode(), TokenType.CONTROL
    raw = bytes(_BYTE_OF[character] for character in piece)
    try:
        return raw.decode().replace(" ", "\u2581").encode(), TokenType.NORMAL
    except UnicodeDecodeError:
        if len(raw) == 1:
            return b"<0x%02X>" % raw[0], TokenType.BYTE
        return b"<unused %s>" % raw.hex().encode(), TokenType.UNUSED  # a part of a character; whole ones have their own


def _saved(model: LoadedModel) -> str:
    return (model.info.folder / "tokenizer.json").read_text(encoding="utf-8")


def _byte_alphabet() -> dict[str, int]:
    """Return the character that stands for each byte in a byte-level vocabulary (GPT-2), and the byte."""
    shown = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    hidden = [byte for byte in range(256) if byte not in shown]
    return {chr(byte): byte for byte in shown} | {chr(256 + at): byte for at, byte in enumerate(hidden)}


_BYTE_OF = _byte_alphabet()
