"""Tiny real objects that several tests build on."""

from pathlib import Path

import torch

from engine.checkpoint import ModelInfo, save_model
from engine.config import ModelConfig
from engine.model import GPT
from engine.tokenizer import REPLACEMENT, CharacterTokenizer

CHARACTERS = [*map(chr, range(32, 127)), "\n", REPLACEMENT]


def tiny_network(seed: int = 0, context_length: int = 64) -> GPT:
    """Return a network of two layers, 16 wide, over printable characters."""
    torch.manual_seed(seed)
    config = ModelConfig(
        vocab_size=len(CHARACTERS), context_length=context_length, n_layer=2, n_head=2, n_kv_head=2, d_model=16, d_ff=32
    )
    return GPT(config).eval()


def save_tiny_model(folder: Path, seed: int = 0) -> ModelInfo:
    """Write a whole model folder around a tiny network."""
    tokenizer = CharacterTokenizer(CHARACTERS)
    return save_model(folder, tiny_network(seed), tokenizer, prompt_format="comment", card=f"# {folder.name}\n")
