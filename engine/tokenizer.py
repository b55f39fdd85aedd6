"""Text to token ids and back: character-level and byte-pair behind one interface.

Both are saved as one `tokenizer.json`; a character tokenizer's says `"type": "character"`, any other is read by
the `tokenizers` library.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from engine.errors import CheckpointError

REPLACEMENT = "\ufffd"
END_OF_TEXT = "<|endoftext|>"


class Tokenizer(Protocol):
    """What the engine needs of a tokenizer."""

    @property
    def vocab_size(self) -> int:
        """The number of token ids."""

    def encode(self, text: str) -> list[int]:
        """Return the token ids of `text`."""

    def decode(self, ids: Sequence[int]) -> str:
        """Return the text of token ids."""

    def special_id(self, token: str) -> int | None:
        """Return the id of a reserved token such as <|endoftext|>, or None where there is none."""

    def save(self, path: Path) -> None:
        """Write tokenizer.json."""


class CharacterTokenizer:
    """One id for each character of a fixed vocabulary.

    A character outside the vocabulary becomes U+FFFD, the replacement character, which the vocabulary must hold;
    carriage returns are line ends. So `decode(encode(text)) == text` for all text inside the vocabulary.
    """

    def __init__(self, characters: Sequence[str]) -> None:
        if len(set(characters)) != len(characters) or any(len(c) != 1 for c in characters):
            raise CheckpointError("A character vocabulary must be distinct single characters.")
        if REPLACEMENT not in characters:
            raise CheckpointError("A character vocabulary must hold U+FFFD for characters it does not know.")
        self.characters = list(characters)
        self._ids = {character: index for index, character in enumerate(characters)}
        self._unknown = self._ids[REPLACEMENT]

    @property
    def vocab_size(self) -> int:
        """The number of characters."""
        return len(self.characters)

    def encode(self, text: str) -> list[int]:
        """Return one id a character; unknown characters become the id of U+FFFD."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return [self._ids.get(character, self._unknown) for character in text]

    def decode(self, ids: Sequence[int]) -> str:
        """Return the characters of `ids`."""
        return "".join(self.characters[i] for i in ids)

    def special_id(self, token: str) -> int | None:
        """Return None: a character vocabulary has no reserved tokens."""
        return None

    def save(self, path: Path) -> None:
        """Write tokenizer.json."""
        path.write_text(json.dumps({"type": "character", "characters": self.characters}, indent=0), encoding="utf-8")


class BytePairTokenizer:
    """A byte-level byte-pair vocabulary, run by the `tokenizers` library; lossless on any text."""

    def __init__(self, text: str) -> None:
        from tokenizers import Tokenizer as Backend  # a character model never needs it

        try:
            self._backend = Backend.from_str(text)
        except Exception as error:  # the library raises bare Exception for a file it cannot read
            raise CheckpointError(f"tokenizer.json is not a tokenizer: {error}") from error

    @property
    def vocab_size(self) -> int:
        """The number of token ids, reserved ones included."""
        return int(self._backend.get_vocab_size())

    def encode(self, text: str) -> list[int]:
        """Return the token ids of `text`; lone surrogates, which no text file can hold, become U+FFFD."""
        clean = text.encode("utf-8", "replace").decode("utf-8") if _has_surrogates(text) else text
        return list(self._backend.encode(clean, add_special_tokens=False).ids)

    def decode(self, ids: Sequence[int]) -> str:
        """Return the text of `ids`; reserved tokens are left out, broken bytes become U+FFFD."""
        return str(self._backend.decode(list(ids), skip_special_tokens=True))

    def special_id(self, token: str) -> int | None:
        """Return the id of a reserved token, or None."""
        found = self._backend.token_to_id(token)
        return None if found is None else int(found)

    def save(self, path: Path) -> None:
        """Write tokenizer.json."""
        path.write_text(self._backend.to_str(), encoding="utf-8")


def _has_surrogates(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def load_tokenizer(path: Path) -> Tokenizer:
    """Read tokenizer.json; raises CheckpointError when it is missing or not a tokenizer."""
    try:
        text = path.read_text(encoding="utf-8")
        values = json.loads(text)
    except (OSError, ValueError) as error:
        raise CheckpointError(f"{path} cannot be read as a tokenizer: {error}") from error
    if not isinstance(values, dict):
        raise CheckpointError(f"{path} is not a tokenizer.")
    if values.get("type") == "character":
        characters = values.get("characters")
        if not isinstance(characters, list) or not all(isinstance(c, str) for c in characters):
            raise CheckpointError(f"{path} has no list of characters.")
        return CharacterTokenizer(characters)
    return BytePairTokenizer(text)
