"""`ablate`: what each choice gave, by training without it at the same compute and reading the same held-out answers.

Every variant does as many floating-point operations as the baseline does on `--tokens` tokens. The measure is bits a
byte of held-out answers, given their requests (and neighbours, where a variant sees any), which compares vocabularies.
"""

import argparse
import logging
import math
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F

from engine.model import GPT
from engine.tokenizer import REPLACEMENT, CharacterTokenizer, Tokenizer, load_tokenizer
from training.data import write_rows
from training.documents import Document, pack
from training.presets import PRESETS, Preset, StageData, find_preset
from training.report import table
from training.run_state import RunFolder
from training.seed import PRINTABLE_ASCII
from training.stage_data import Contexts, Corpus, DocumentMaker, load_matcher
from training.trainer import Trainer, add_machine_options, choose_machine
from training.workspace import DataError, training_dir, write_json, write_text

DATA = StageData(pairs=0.6, texts=0.4)
SHORTEST_STEP = 8192  # tokens
HELD_OUT_PAIRS = 300
SEED = 1337

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Variant:
    """What is done otherwise than in the baseline."""

    uses_muon: bool = True
    by_characters: bool = False
    sees_context: bool = True
    without: tuple[str, ...] = ()  # sources of pairs


VARIANTS = {
    "baseline": Variant(),
    "adamw": Variant(uses_muon=False),
    "no-context": Variant(sees_context=False),
    "characters": Variant(sees_context=False, by_characters=True),  # to be compared with no-context
    "no-synthetic": Variant(without=("synthetic", "compositions")),
}


class CharacterDocuments(DocumentMaker):
    """Documents as a character model reads them: the request as a comment, the end as an empty line."""

    def write_pair(self, request: str, code: str) -> Document:
        """Return a request with its answer."""
        asked = self.tokenizer.encode(f"# {request}\n")
        return Document([*asked, *self.tokenizer.encode(f"{code}\n\n")], len(asked))

    def write_text(self, text: str) -> Document:
        """Return a text as it stands."""
        ids = self.tokenizer.encode(f"{text}\n\n")
        return Document(ids, len(ids))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `python -m training ablate`."""
    parser.add_argument("--preset", choices=sorted(PRESETS), default="pysmith", help="whose shape the baseline has")
    parser.add_argument("--corpus", type=Path, required=True, metavar="DIR", help="a prepared corpus")
    parser.add_argument("--tokens", type=int, default=1_000_000, help="tokens that the baseline sees")
    parser.add_argument("--variants", nargs="+", choices=list(VARIANTS), default=list(VARIANTS))
    parser.add_argument("--out", type=Path, metavar="DIR", help="where to write (default: inside the training folder)")
    add_machine_options(parser)


def run(args: argparse.Namespace) -> int:
    """Train each variant anew and write a table of how it does."""
    out = args.out or training_dir() / "ablations"
    results = []
    for name in args.variants:
        results.append({"variant": name} | train_variant(name, args, out / name))
        logger.info("%s", results[-1])
        write_json(out / "results.json", results)
    columns = tuple(results[0])
    write_text(out / "results.md", table(columns, [tuple(row.values()) for row in results]))
    return 0


def train_variant(name: str, args: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Train one variant and return what it took and what it gave."""
    variant, preset = VARIANTS[name], find_preset(args.preset)
    train, validation = Corpus.read(args.corpus / "train"), Corpus.read(args.corpus / "validation")
    train = replace(train, pairs=[row for row in train.pairs if row["source"] not in variant.without])
    tokenizer = choose_tokenizer(variant, args.corpus)
    shape = shape_of(preset, variant, tokenizer.vocab_size, args.tokens)
    contexts = Contexts(load_matcher() if variant.sees_context else None, train.shown, tokenizer)
    maker = CharacterDocuments if variant.by_characters else DocumentMaker
    steps, length = shape.train.steps, shape.train.sequence_length
    for split, corpus, share in (("train", train, 1.0), ("validation", validation, 0.02)):
        made = maker(DATA, corpus, contexts, tokenizer, random.Random(f"{SEED}/{split}"))
        wanted = round(share * steps * shape.train.batch_size * length)
        write_rows(folder / "data" / f"{split}.bin", *pack(made.documents(wanted), length))
    started = time.monotonic()
    trainer = Trainer(shape, folder / "data", RunFolder(folder / "run"), choose_machine(args))
    trainer.restore()
    trainer.train(save_every_s=600.0)
    seconds = time.monotonic() - started
    asked = random.Random(SEED).sample(validation.pairs, min(HELD_OUT_PAIRS, len(validation.pairs)))
    reader = maker(DATA, validation, contexts, tokenizer, random.Random(SEED))
    answers = [(reader.write_pair(row["request"], row["code"]), row["code"]) for row in asked]
    return {
        "parameters": trainer.model.parameter_count(),
        "tokens": trainer.step * trainer.tokens_per_step,
        "bits_per_byte": round(answer_bits_per_byte(trainer.model, tokenizer, answers), 3),
        "minutes": round(seconds / 60, 1),
    }


def choose_tokenizer(variant: Variant, corpus: Path) -> Tokenizer:
    """Return the corpus's own byte pairs, or printable ASCII."""
    if not variant.by_characters:
        return load_tokenizer(corpus / "tokenizer.json")
    return CharacterTokenizer(["\n", *map(chr, range(32, 32 + PRINTABLE_ASCII)), REPLACEMENT])


def shape_of(preset: Preset, variant: Variant, vocab_size: int, tokens: int) -> Preset:
    """Return the preset changed as the variant asks, with as many steps as equal the baseline's compute.

    A character holds about a third of what a byte pair holds, so rows of characters are twice as long.
    """
    length = min(512, preset.model.context_length)
    baseline = GPT(preset.model).parameter_count()
    length = min(preset.model.context_length, length * 2) if variant.by_characters else length
    model = replace(preset.model, vocab_size=vocab_size)
    batch = max(1, SHORTEST_STEP // length)
    work = tokens * baseline / GPT(model).parameter_count()
    steps = max(2, round(work / (batch * length)))
    train = replace(
        preset.train,
        steps=steps,
        batch_size=batch,
        sequence_length=length,
        optimizer="muon" if variant.uses_muon else "adamw",
        warmup_steps=min(20, steps // 4),
        decay_steps=steps // 2,
        ema_decay=0.0,
        eval_every=max(1, steps // 4),
    )
    return replace(preset, model=model, train=train)


@torch.inference_mode()
def answer_bits_per_byte(model: GPT, tokenizer: Tokenizer, answers: Sequence[tuple[Document, str]]) -> float:
    """Return the mean bits a byte of answers, given what stands before them. Too long ones do not count."""
    model.eval()
    bits, size = 0.0, 0
    for document, code in answers:
        end = document.answer_from + len(tokenizer.encode(code))
        if end > model.config.context_length:
            continue
        ids = torch.tensor(document.ids[:end])
        logits = model(ids[None, :-1])[0, document.answer_from - 1 :].float()
        bits += float(F.cross_entropy(logits, ids[document.answer_from :], reduction="sum")) / math.log(2)
        size += len(code.encode())
    if not size:
        raise DataError("No held-out answer fits the context.")
    return bits / size
