"""Exported models are the same models: transformers computes our logits, llama.cpp writes our answers.

The programs themselves are the extra `exports`; without them, what is written is still looked at.
"""

import json
import sys
from collections import deque
from pathlib import Path

import pytest
import torch
from safetensors import safe_open

from engine.checkpoint import find_model, load_model
from engine.errors import PysmithError
from engine.generation import StopRules, generate
from engine.prompting import prompt_ids
from engine.sampling import SamplingOptions
from training.__main__ import main
from training.export import CHAT_TEMPLATE, export_gguf, export_hf

MODELS = Path(__file__).resolve().parent.parent / "resources" / "models"
REQUESTS = ["read a csv file", "sum the numbers in a list", "def is_even(n):\n    "]
TEXTS = [
    "import os\n\n\ndef f(x):\n        return [x, 'é', '→', '🙂']\n",
    "for i in range(12):\n    print(i)\n",
    "a  b\tc",
]


@pytest.fixture(scope="module")
def model():
    return load_model(find_model(MODELS, "pysmith"))


@pytest.fixture(scope="module")
def hf_folder(model, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hf") / "pysmith"
    export_hf(model, folder)
    return folder


@pytest.fixture(scope="module")
def hf_tokenizer(hf_folder):
    transformers = pytest.importorskip("transformers", reason="the extra exports is not installed")
    return transformers.AutoTokenizer.from_pretrained(hf_folder)


def write(model, ids, count=40):
    stages = generate(model.network, model.tokenizer, ids, SamplingOptions(0.0), StopRules(10_000, count))
    return deque(stages, maxlen=1).pop()[0].ids


# ---------------------------------------------------------------- Hugging Face
def test_every_weight_is_there_once_under_its_new_name(model, hf_folder):
    with safe_open(hf_folder / "model.safetensors", "pt") as file:
        names = set(file.keys())
        last = model.network.blocks[5].feed_forward.down.weight
        assert torch.equal(file.get_tensor("model.layers.5.mlp.down_proj.weight"), last)
    assert len(names) == len(model.network.state_dict()) - 1, "the tied head is left out"


def test_transformers_computes_our_logits(model, hf_folder):
    transformers = pytest.importorskip("transformers", reason="the extra exports is not installed")
    theirs = transformers.AutoModelForCausalLM.from_pretrained(hf_folder, dtype=torch.float32)
    assert type(theirs).__name__ == "Qwen3ForCausalLM"
    ids = torch.randint(0, 4096, (2, 500), generator=torch.Generator().manual_seed(1))
    with torch.inference_mode():
        torch.testing.assert_close(theirs(ids).logits, model.network(ids), atol=1e-4, rtol=0)
        for request in REQUESTS:
            start = prompt_ids(model, request, is_code=request.startswith("def"))
            made = theirs.generate(torch.tensor([start]), max_new_tokens=40, do_sample=False)
            ours = write(model, start)
            assert made[0, len(start) : len(start) + len(ours)].tolist() == ours


def test_transformers_reads_our_tokens_and_chats(model, hf_tokenizer):
    for text in TEXTS:
        assert hf_tokenizer(text)["input_ids"] == model.tokenizer.encode(text)
        assert hf_tokenizer.decode(hf_tokenizer(text)["input_ids"]) == text
    messages = [{"role": "user", "content": " sort a list \n"}]
    chat = hf_tokenizer.apply_chat_template(messages, tokenize=True, return_dict=False)
    assert chat == prompt_ids(model, "sort a list")


# ---------------------------------------------------------------- GGUF
@pytest.fixture(scope="module", params=["f32", "q8_0"])
def gguf_file(request, model, tmp_path_factory):
    pytest.importorskip("gguf", reason="the extra exports is not installed")
    path = tmp_path_factory.mktemp("gguf") / f"{request.param}.gguf"
    export_gguf(model, path, request.param)
    return path


@pytest.fixture
def llama(gguf_file):
    llama_cpp = pytest.importorskip("llama_cpp", reason="the extra llamacpp is not installed")
    llama = llama_cpp.Llama(str(gguf_file), n_ctx=1024, n_threads=1, n_threads_batch=1, logits_all=True, verbose=False)
    yield llama
    llama.close()


def test_llama_cpp_computes_nearly_our_logits(model, llama, gguf_file):
    ids = model.tokenizer.encode("import csv\n\nwith open('data.csv') as file:\n    for row in csv.reader(file):\n")
    llama.eval(ids)
    theirs = torch.from_numpy(llama.scores[: len(ids)].copy()).log_softmax(-1)
    ours = model.network(torch.tensor([ids]))[0].log_softmax(-1)
    difference = (theirs.exp() - ours.exp()).abs().max()
    assert float(difference) < (1e-3 if gguf_file.stem == "f32" else 0.1)


def test_llama_cpp_writes_our_answers(model, llama, gguf_file):
    for request in REQUESTS if gguf_file.stem == "f32" else REQUESTS[:1]:  # with 8 bits, answers part sooner or later
        start = prompt_ids(model, request, is_code=request.startswith("def"))
        llama.reset()
        made = llama.generate(start, top_k=1, temp=0.0, repeat_penalty=1.0)
        ours = write(model, start)
        theirs = [token for token, _ in zip(made, ours, strict=False)]
        parted = next((at for at, pair in enumerate(zip(theirs, ours, strict=True)) if pair[0] != pair[1]), None)
        if gguf_file.stem == "f32" or parted is None:
            assert theirs == ours
            continue
        likely = model.network(torch.tensor([[*start, *ours[:parted]]]))[0, -1].softmax(-1)
        assert float(likely[ours[parted]] - likely[theirs[parted]]) < 0.1, "they part where two tokens are as likely"


def test_llama_cpp_reads_text_without_loss_and_nearly_always_as_we_do(model, llama):
    for text in [*TEXTS, "x = 12345\n"]:
        ids = llama.tokenize(text.encode(), add_bos=False, special=True)
        assert llama.detokenize(ids).decode() == text
    same = [llama.tokenize(text.encode(), add_bos=False) == model.tokenizer.encode(text) for text in TEXTS]
    assert sum(same) >= 2
    start = llama.tokenize(b"<|request|>sort a list\n<|answer|>", add_bos=False, special=True)
    assert start == prompt_ids(model, "sort a list")
    assert llama.metadata["tokenizer.chat_template"] == CHAT_TEMPLATE


# ---------------------------------------------------------------- the verb
def test_the_verb_writes_where_it_is_told(tmp_path, capsys):
    assert main(["export", "--format", "hf", "--type", "bf16", "--out", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / "out")
    config = json.loads((tmp_path / "out" / "config.json").read_text(encoding="utf-8"))
    assert (config["model_type"], config["dtype"]) == ("qwen3", "bfloat16")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "hf", "--type", "q8_0"], "hf takes f32 or bf16"),
        (["--format", "hf", "--model", "seed-char-3m"], "shape of Qwen3"),
        (["--format", "gguf", "--model", "nobody"], "no model called 'nobody'"),
    ],
)
def test_what_cannot_be_exported_is_said(arguments, message, tmp_path, caplog):
    assert main(["export", *arguments, "--out", str(tmp_path / "out")]) == 2
    assert message in caplog.text
    assert not (tmp_path / "out").exists()


def test_gguf_needs_its_package(model, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "gguf", None)
    with pytest.raises(PysmithError, match="pip install gguf"):
        export_gguf(model, tmp_path / "model.gguf")
