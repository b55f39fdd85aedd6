"""Train the byte-pair vocabulary: byte-level, indentation and line ends as single tokens, reserved tokens on top.

Lossless on any text, since every byte has a token. Uses the `tokenizers` library; the engine reads the result.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

from training.workspace import DataError

RESERVED_TOKENS = (
    "<|endoftext|>",
    "<|request|>",
    "<|context|>",
    "<|answer|>",
    "<|fim_prefix|>",
    "<|fim_middle|>",
    "<|fim_suffix|>",
    "<|pad|>",
)
INDENTS = tuple(" " * width for width in range(2, 33))
LINE_ENDS = tuple("\n" * lines + " " * indent for lines in (1, 2, 3) for indent in range(0, 33, 4))

# A line end takes its indentation along; a word takes the space before it; digits stand in groups of up to three.
SPLIT = (
    r"\n+ *"
    r"| ?[A-Za-z_]+"
    r"|[0-9]{1,3}"
    r"| ?[^\sA-Za-z0-9_]+"
    r"| +(?=[A-Za-z_])| +"
    r"|\s"
)


def train_tokenizer(texts: Iterable[str], vocab_size: int) -> Tokenizer:
    """Return a tokenizer of exactly `vocab_size` ids, the reserved ones first.

    Raises DataError when the texts hold too little to learn that many.
    """
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(SPLIT), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size,
        special_tokens=[AddedToken(token, special=True, normalized=False) for token in RESERVED_TOKENS],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts_with_spaces(texts), trainer)
    if tokenizer.get_vocab_size() < vocab_size:
        found = tokenizer.get_vocab_size()
        raise DataError(f"The text is too small for {vocab_size} tokens: only {found} were found. Ask for fewer.")
    return tokenizer


def read_backend(file: Path) -> Tokenizer:
    """Return a trained tokenizer. Raises DataError when the file is missing, damaged or lacks a reserved token."""
    try:
        tokenizer = Tokenizer.from_str(file.read_text(encoding="utf-8"))
    except Exception as error:  # the library raises bare Exception for a file it cannot read
        raise DataError(f"{file} is not a tokenizer: {error}") from error
    missing = [token for token in RESERVED_TOKENS if tokenizer.token_to_id(token) is None]
    if missing:
        raise DataError(f"{file} lacks {', '.join(missing)}: it was not made for these models.")
    return tokenizer


def texts_with_spaces(texts: Iterable[str]) -> Iterator[str]:
    """Yield the texts, and before them enough indentation of every depth that each becomes one token."""
    yield from (space for space in (*INDENTS, *LINE_ENDS) for _ in range(3000))
    yield from texts
