"""Model folders: whole ones load, damaged and foreign ones say what is wrong, and do not disturb the others."""

import json
import os
from dataclasses import replace

import pytest
import torch

from engine.checkpoint import CONFIG, TOKENIZER, WEIGHTS, find_model, inspect_model, list_models, load_model, save_model
from engine.config import ModelConfig
from engine.errors import CheckpointError, ConfigError, UnknownModelError
from engine.model import GPT
from engine.tokenizer import CharacterTokenizer
from tests.tiny import CHARACTERS, save_tiny_model, tiny_network


def test_a_saved_model_loads_and_computes_the_same(tmp_path):
    info = save_tiny_model(tmp_path / "small")
    assert info.problem is None
    assert (info.name, info.context_length, info.vocab_size) == ("small", 64, len(CHARACTERS))
    ids = torch.randint(0, len(CHARACTERS), (1, 20))
    torch.testing.assert_close(load_model(info).network(ids), tiny_network()(ids))


def test_tied_matrices_are_stored_once(tmp_path):
    config = ModelConfig(
        vocab_size=len(CHARACTERS),
        n_layer=1,
        n_head=2,
        n_kv_head=2,
        d_model=16,
        d_ff=16,
        tied_embeddings=True,
        bias=False,
    )
    network = GPT(config).eval()
    info = save_model(
        tmp_path / "tied", network, CharacterTokenizer(CHARACTERS), prompt_format="comment", card="", dtype="bfloat16"
    )
    loaded = load_model(info).network
    assert loaded.head.weight.data_ptr() == loaded.tokens.weight.data_ptr()
    torch.testing.assert_close(loaded.tokens.weight, network.tokens.weight, atol=1e-3, rtol=1e-2)
    assert info.parameters == network.parameter_count()


def damage_bytes(folder):
    data = bytearray((folder / WEIGHTS).read_bytes())
    data[-1] ^= 1
    (folder / WEIGHTS).write_bytes(bytes(data))


def change_config(**values):
    def change(folder):
        config = json.loads((folder / CONFIG).read_text())
        (folder / CONFIG).write_text(json.dumps(config | values))

    return change


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (damage_bytes, "checksum"),
        (lambda f: (f / WEIGHTS).unlink(), "cannot be read"),
        (lambda f: (f / TOKENIZER).write_text("{}"), "checksum"),
        (lambda f: (f / CONFIG).write_text("{"), "damaged"),
        (lambda f: (f / CONFIG).write_text("[]"), "not the configuration"),
        (lambda f: (f / CONFIG).unlink(), "not a model folder"),
        (change_config(format=99), "format 99"),
        (change_config(prompt_format="xml"), "prompt_format"),
        (change_config(sha256={}), "checksums"),
        (change_config(model={"vocab_size": -1}), "vocab_size"),
    ],
)
def test_a_harmed_folder_names_its_problem_and_the_others_still_load(tmp_path, harm, message):
    save_tiny_model(tmp_path / "good")
    save_tiny_model(tmp_path / "harmed")
    harm(tmp_path / "harmed")
    good, harmed = list_models(tmp_path)
    assert good.problem is None
    assert message in harmed.problem
    assert load_model(good).network is not None
    with pytest.raises(CheckpointError, match=message):
        load_model(harmed)
    with pytest.raises(CheckpointError, match=message):
        find_model(tmp_path, "harmed")


def test_weights_of_another_shape_are_refused(tmp_path):
    info = save_tiny_model(tmp_path / "small")
    config = json.loads((tmp_path / "small" / CONFIG).read_text())
    config["model"]["n_layer"] = 3
    (tmp_path / "small" / CONFIG).write_text(json.dumps(config))
    with pytest.raises(CheckpointError, match="does not fit"):
        load_model(replace(info, problem=None))


def test_an_unknown_name_lists_what_is_there(tmp_path):
    save_tiny_model(tmp_path / "good")
    with pytest.raises(UnknownModelError, match=r"'other'.*good"):
        find_model(tmp_path, "other")


def test_a_missing_folder_holds_no_models(tmp_path):
    assert list_models(tmp_path / "none") == []


def test_an_unknown_prompt_format_is_refused(tmp_path):
    with pytest.raises(ConfigError):
        save_model(tmp_path / "m", tiny_network(), CharacterTokenizer(CHARACTERS), prompt_format="xml", card="")


def test_a_folder_is_inspected_without_its_card(tmp_path):
    save_tiny_model(tmp_path / "small")
    (tmp_path / "small" / "card.md").unlink()
    assert inspect_model(tmp_path / "small").problem is None


def test_a_model_is_read_once_for_its_checksum_until_it_changes(tmp_path, monkeypatch):
    """Every look at the models would read all of them otherwise."""
    folder = tmp_path / "tiny"
    save_tiny_model(folder)
    old = 1_600_000_000
    for path in folder.iterdir():
        os.utime(path, (old, old))
    monkeypatch.setattr("engine.checkpoint.JUST_CHANGED_S", 0.0)
    inspect_model(folder)
    with monkeypatch.context() as patch:
        patch.setattr("hashlib.file_digest", lambda *_: pytest.fail("it was read again"))
        assert inspect_model(folder).problem is None
    damage_bytes(folder)
    assert "checksum" in (inspect_model(folder).problem or "")
