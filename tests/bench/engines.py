"""Writers of the same answers with the same weights: ours, transformers, llama.cpp, and a loop without a cache.

Each engine takes token ids and returns those that it writes greedily, on one processor thread. What is not installed is
left out of the table (the extra `exports` brings all).
"""

import importlib.util
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import torch

from engine.checkpoint import LoadedModel
from engine.drafts import StopRules
from engine.generation import generate
from engine.sampling import SamplingOptions
from engine.speculation import Lookup
from engine.tokenizer import END_OF_TEXT
from training.export import export_gguf, export_hf

Write = Callable[[list[int], int], list[int]]
OURS = "ours, in C with guesses"
NO_CACHE = "no cache, in torch"


def engines(model: LoadedModel, folder: Path, wanted: Sequence[str] = ()) -> dict[str, Write]:
    """Return the engines that are there, by name; only those that are wanted, where some are."""
    makers: dict[str, Callable[[], Write]] = {
        OURS: lambda: ours(model, native=True, guesses=True),
        "ours, in C": lambda: ours(model, native=True, guesses=False),
        "ours, in torch": lambda: ours(model, native=False, guesses=False),
        NO_CACHE: lambda: without_cache(model),
    }
    if is_there("transformers"):
        makers["transformers"] = lambda: transformers_generate(model, folder)
    if is_there("llama_cpp") and is_there("gguf"):
        makers["llama.cpp, f32"] = lambda: llama_generate(model, folder, "f32")
        makers["llama.cpp, q8_0"] = lambda: llama_generate(model, folder, "q8_0")
    return {name: make() for name, make in makers.items() if not wanted or name in wanted}


def is_there(package: str) -> bool:
    """Return whether a package of the extra is installed."""
    return importlib.util.find_spec(package) is not None


def ours(model: LoadedModel, native: bool, guesses: bool, candidates: int = 1) -> Write:
    """Return the program's own way to write, whole or with parts of it switched off."""
    network, guess, fast = model.network, Lookup.guess, model.network.native

    def write(ids: list[int], count: int) -> list[int]:
        network.native = fast if native else None
        Lookup.guess = guess if guesses else lambda self, most: []  # type: ignore[method-assign]
        try:
            rules = StopRules(10**6, count)
            stages = generate(network, model.tokenizer, ids, SamplingOptions(0.0), rules, candidates=candidates)
            return deque(stages, maxlen=1).pop()[0].ids
        finally:
            network.native, Lookup.guess = fast, guess  # type: ignore[method-assign]

    return write


def until_end(model: LoadedModel, tokens: Iterator[int], count: int) -> list[int]:
    """Return at most so many tokens, up to the one that ends a text."""
    end, written = model.tokenizer.special_id(END_OF_TEXT), list[int]()
    for token in tokens:
        if token == end:
            break
        written.append(token)
        if len(written) == count:
            break
    return written


def without_cache(model: LoadedModel) -> Write:
    """Return the plainest loop: the whole text is read again for each token."""

    @torch.inference_mode()
    def tokens(ids: list[int]) -> Iterator[int]:
        text = list(ids)
        while True:
            text.append(int(model.network(torch.tensor([text]))[0, -1].argmax()))
            yield text[-1]

    return lambda ids, count: until_end(model, tokens(ids), count)


def transformers_generate(model: LoadedModel, folder: Path) -> Write:
    """Return `generate` of Hugging Face's transformers on the exported model."""
    from transformers import AutoModelForCausalLM

    export_hf(model, folder / "hf")
    network = AutoModelForCausalLM.from_pretrained(folder / "hf", dtype=torch.float32)
    end = model.tokenizer.special_id(END_OF_TEXT)

    @torch.inference_mode()
    def write(ids: list[int], count: int) -> list[int]:
        inputs = torch.tensor([ids])
        made = network.generate(
            inputs, attention_mask=torch.ones_like(inputs), max_new_tokens=count, do_sample=False, pad_token_id=7
        )
        return [token for token in made[0, len(ids) :].tolist() if token != end]

    return write


def llama_generate(model: LoadedModel, folder: Path, kind: str) -> Write:
    """Return llama.cpp's generation on the exported model."""
    from llama_cpp import Llama

    export_gguf(model, folder / f"{kind}.gguf", kind)
    llama = Llama(str(folder / f"{kind}.gguf"), n_ctx=1024, n_threads=1, n_threads_batch=1, verbose=False)

    def write(ids: Sequence[int], count: int) -> list[int]:
        llama.reset()  # and so it reads every prompt anew
        tokens = llama.generate(list(ids), top_k=1, temp=0.0, repeat_penalty=1.0)
        return until_end(model, tokens, count)

    return write
