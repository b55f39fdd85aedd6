"""Characters to ids and back."""

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import CheckpointError
from engine.tokenizer import REPLACEMENT, BytePairTokenizer, CharacterTokenizer, load_tokenizer

ALPHABET = [*string.printable[:95], "\n", "é", REPLACEMENT]
TOKENIZER = CharacterTokenizer(ALPHABET)


@given(st.text(alphabet=ALPHABET))
def test_known_text_comes_back_unchanged(text):
    expected = text.replace("\r\n", "\n").replace("\r", "\n")
    assert TOKENIZER.decode(TOKENIZER.encode(text)) == expected


@given(st.text())
def test_any_text_is_encoded_one_id_a_character(text):
    """Characters outside the vocabulary become U+FFFD, and nothing else changes."""
    normal = text.replace("\r\n", "\n").replace("\r", "\n")
    decoded = TOKENIZER.decode(TOKENIZER.encode(text))
    assert decoded == "".join(c if c in ALPHABET else REPLACEMENT for c in normal)


@pytest.mark.parametrize("characters", [["a", "b"], ["a", "a", REPLACEMENT], ["ab", REPLACEMENT]])
def test_a_vocabulary_must_be_distinct_characters_with_a_replacement(characters):
    with pytest.raises(CheckpointError):
        CharacterTokenizer(characters)


def test_saved_and_loaded_it_is_the_same(tmp_path):
    TOKENIZER.save(tmp_path / "tokenizer.json")
    again = load_tokenizer(tmp_path / "tokenizer.json")
    assert again.vocab_size == TOKENIZER.vocab_size == len(ALPHABET)
    assert again.encode("def f(x): é☃") == TOKENIZER.encode("def f(x): é☃")


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"type": "character"}', '{"type": "character", "characters": [1]}', '{"a": 1}']
)
def test_a_broken_file_is_refused_with_a_clear_error(tmp_path, content):
    path = tmp_path / "tokenizer.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CheckpointError):
        load_tokenizer(path)


def test_a_missing_file_is_refused_with_a_clear_error(tmp_path):
    with pytest.raises(CheckpointError, match="cannot be read"):
        load_tokenizer(tmp_path / "none.json")


def test_lone_surrogates_do_not_break_byte_pairs():
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers

    backend = Tokenizer(
        models.BPE(vocab={c: i for i, c in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}, merges=[])
    )
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    backend.decoder = decoders.ByteLevel()
    tokenizer = BytePairTokenizer(backend.to_str())
    assert json.loads(backend.to_str())["model"]["type"] == "BPE"
    assert tokenizer.decode(tokenizer.encode("a\ud800b")) == "a?b"
    assert tokenizer.decode(tokenizer.encode("ünïcode ☃")) == "ünïcode ☃"
