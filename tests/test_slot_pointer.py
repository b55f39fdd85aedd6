"""The pointer finds the word of a request that belongs in a place which a title marks; engine and training agree."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import CheckpointError
from engine.slot_pointer import SlotPointer, find_marked, load_slot_pointer
from engine.word_places import MAX_WORDS, NUMBER, PATH, QUOTED, placed_words, root_of
from training.pointer import Batches, Example, Network, find_said, save, train

TITLE = "Count the people without an `email`"
COLUMNS = "phone street town name fax".split()
TEXTS = (TITLE, "how many have no of the members", *COLUMNS)
VOCABULARY = sorted({root_of(word) for text in TEXTS for word in placed_words(text)})


def example(request: str, value: str = "", title: str = TITLE) -> Example:
    number = find_marked(title, "email")
    assert number is not None
    return Example(request, title, number, "column", find_said(request, value, "column") if value else ())


@given(st.text(max_size=80))
def test_words_stand_where_they_say(text: str):
    words = placed_words(text)
    assert all(word.text == text[word.start : word.end] for word in words)
    assert all(one.end <= other.start for one, other in pairwise(words))
    assert len(words) <= MAX_WORDS
    assert all(root_of(word) for word in words if word.text)


def test_words_have_shapes():
    words = placed_words('read `data.csv`, keep "New York" and 3.5')
    assert [word.shape for word in words if word.shape in (PATH, QUOTED, NUMBER)] == [PATH, QUOTED, NUMBER]
    assert [word.text for word in words if word.is_marked] == ["data.csv"]


@pytest.fixture(scope="module")
def network() -> Network:
    """Return a network that has learnt a few words."""
    torch.manual_seed(0)
    asked = [example(f"how many {who} have no {column}", column) for who in ("people", "members") for column in COLUMNS]
    nothing = [example(text) for text in ("how many people", "how many of the members", "have people no members")]
    network = Network(len(VOCABULARY))
    train(network, [(asked, 6), (nothing, 3)], Batches(VOCABULARY, asked, 0), 60)
    return network.eval()


@pytest.fixture(scope="module")
def pointer(network: Network) -> SlotPointer:
    return SlotPointer(VOCABULARY, network.export())


def test_it_points_at_a_word_by_its_part_in_the_sentence(pointer: SlotPointer):
    one = example("how many have no street")
    pointed = pointer(one.request, one.title, one.slot, one.kind)
    assert pointed is not None
    assert pointed.word.text == "street"
    assert pointed.probability > 0.5


def test_it_points_at_nothing_where_nothing_is_said(pointer: SlotPointer):
    one = example("how many of the people")
    pointed = pointer(one.request, one.title, one.slot, one.kind)
    assert pointed is None or pointed.probability < 0.5
    assert pointer("the of with", TITLE, one.slot, "column") is None  # no word could be a value
    assert pointer("", TITLE, one.slot, "column") is None


def test_engine_and_training_compute_the_same(network: Network, pointer: SlotPointer):
    for request in ("how many members have no phone", 'a "quoted" `town` 3 of x.csv'):
        one = example(request)
        *given, _ = Batches(VOCABULARY, [one], 0)([one], is_changed=False)
        with torch.no_grad():
            expected = network(*given).softmax(1)[0].numpy()
        shares = pointer._shares(request, TITLE, one.slot, one.kind, given[-1][0].numpy())
        assert np.allclose(shares, expected, atol=0.01)  # the exported weights have 16 bits


def test_a_saved_pointer_is_loaded_and_a_broken_one_is_named(network: Network, tmp_path: Path):
    save(tmp_path, network.export(), VOCABULARY)
    assert load_slot_pointer(tmp_path)("how many have no street", TITLE, 5, "column")
    (tmp_path / "pointer.json").write_text(json.dumps({"words": ["one"]}))
    with pytest.raises(CheckpointError, match="slot pointer"):
        load_slot_pointer(tmp_path)
