"""Models on disk: safetensors, configuration, tokenizer and card in one folder each, with checksums.

Nothing is ever unpickled. A damaged or foreign folder gives a precise error, and the folders beside it still load.
"""

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.config import ModelConfig
from engine.errors import CheckpointError, ConfigError, UnknownModelError
from engine.tokenizer import Tokenizer, load_tokenizer

if TYPE_CHECKING:  # importing torch takes a second, and listing models needs none of it
    from engine.generation import Scheduler
    from engine.model import GPT

FORMAT = 1
WEIGHTS, CONFIG, TOKENIZER, CARD = "model.safetensors", "config.json", "tokenizer.json", "card.md"
MODEL_FILES = (WEIGHTS, CONFIG, TOKENIZER, CARD)
PROMPT_FORMATS = ("comment", "tagged")
JUST_CHANGED_S = 2.0  # another change so soon may leave the same time behind


@dataclass(frozen=True)
class ModelInfo:
    """What can be said of a model folder without loading its weights. `problem` says why it cannot be used, if so."""

    name: str
    folder: Path
    problem: str | None = None
    size_bytes: int = 0
    parameters: int = 0
    context_length: int = 0
    vocab_size: int = 0
    prompt_format: str = ""
    sha256: str = ""
    card: str = ""
    calibration: Mapping[str, Any] = field(default_factory=dict)  # how far its drafts can be trusted


@dataclass(frozen=True)
class LoadedModel:
    """A network ready to write, with its tokenizer and the scheduler that writes for all who use it."""

    info: ModelInfo
    network: "GPT"
    tokenizer: Tokenizer
    scheduler: "Scheduler"


def save_model(
    folder: Path, network: "GPT", tokenizer: Tokenizer, *, prompt_format: str, card: str, dtype: str = "float32"
) -> ModelInfo:
    """Write a model folder; tied matrices are stored once. Returns what `inspect_model` says of it."""
    import torch
    from safetensors.torch import save_file

    if prompt_format not in PROMPT_FORMATS:
        raise ConfigError(f"prompt_format={prompt_format!r} is not one of {', '.join(PROMPT_FORMATS)}.")
    folder.mkdir(parents=True, exist_ok=True)
    state = {
        name: tensor.detach().to(getattr(torch, dtype)).contiguous() for name, tensor in network.state_dict().items()
    }
    if network.config.tied_embeddings:
        del state["head.weight"]
    save_file(state, folder / WEIGHTS)
    (folder / WEIGHTS).chmod(0o644)  # the library makes it private, and a model is for every user of the machine
    tokenizer.save(folder / TOKENIZER)
    (folder / CARD).write_text(card, encoding="utf-8")
    values = {
        "format": FORMAT,
        "name": folder.name,
        "model": network.config.to_dict(),
        "parameters": network.parameter_count(),
        "prompt_format": prompt_format,
        "sha256": {name: file_sha256(folder / name) for name in (WEIGHTS, TOKENIZER)},
    }
    (folder / CONFIG).write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
    return inspect_model(folder)


def inspect_model(folder: Path) -> ModelInfo:
    """Return what is known of a model folder; checks files, checksums and configuration, loads no weights."""
    try:
        values = _read_config(folder)
        config = ModelConfig.from_dict(values["model"])
        for name, expected in values["sha256"].items():
            if file_sha256(folder / name) != expected:
                raise CheckpointError(f"{folder / name} is damaged: its checksum differs from the one in {CONFIG}.")
    except (CheckpointError, ConfigError) as error:
        return ModelInfo(folder.name, folder, problem=str(error))
    card = folder / CARD
    return ModelInfo(
        name=folder.name,
        folder=folder,
        size_bytes=sum((folder / name).stat().st_size for name in MODEL_FILES if (folder / name).exists()),
        parameters=values["parameters"],
        context_length=config.context_length,
        vocab_size=config.vocab_size,
        prompt_format=values["prompt_format"],
        sha256=values["sha256"][WEIGHTS],
        card=card.read_text(encoding="utf-8", errors="replace") if card.exists() else "",
        calibration=calibration if isinstance(calibration := values.get("calibration"), dict) else {},
    )


def save_calibration(folder: Path, calibration: Mapping[str, Any]) -> None:
    """Write into a model's configuration how far its drafts can be trusted. Raises CheckpointError for no model."""
    values = {**_read_config(folder), "calibration": dict(calibration)}
    (folder / CONFIG).write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")


def list_models(folder: Path) -> list[ModelInfo]:
    """Return every model below a folder, usable or not, in order of name."""
    if not folder.is_dir():
        return []
    return [inspect_model(path) for path in sorted(folder.iterdir()) if path.is_dir() and not path.name.startswith(".")]


def find_model(folder: Path, name: str) -> ModelInfo:
    """Return the usable model called `name`; raises UnknownModelError or CheckpointError."""
    models = list_models(folder)
    for info in models:
        if info.name == name:
            if info.problem:
                raise CheckpointError(info.problem)
            return info
    known = ", ".join(info.name for info in models) or "none is installed"
    raise UnknownModelError(f"There is no model called {name!r}. Installed: {known}.")


def load_model(info: ModelInfo) -> LoadedModel:
    """Build the network and read its weights; raises CheckpointError when they do not fit the configuration."""
    if info.problem:
        raise CheckpointError(info.problem)
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    from engine.generation import Scheduler
    from engine.model import GPT
    from engine.native.network import load_native

    values = _read_config(info.folder)
    config = ModelConfig.from_dict(values["model"])
    network = GPT(config)
    try:
        state = {name: tensor.float() for name, tensor in load_file(info.folder / WEIGHTS).items()}
    except (OSError, SafetensorError) as error:
        raise CheckpointError(f"{info.folder / WEIGHTS} cannot be read: {error}") from error
    if config.tied_embeddings and "tokens.weight" in state:
        state["head.weight"] = state["tokens.weight"]
    try:
        network.load_state_dict(state, strict=True)
    except RuntimeError as error:
        raise CheckpointError(f"{info.folder / WEIGHTS} does not fit its configuration: {error}") from error
    network.eval().requires_grad_(False)
    network.native = load_native(network)
    tokenizer = load_tokenizer(info.folder / TOKENIZER)
    if tokenizer.vocab_size > config.vocab_size:
        raise CheckpointError(f"{info.folder}: the tokenizer has more tokens than the network.")
    return LoadedModel(info, network, tokenizer, Scheduler(network, tokenizer))


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, read again when it was changed; raises CheckpointError when it cannot be read."""
    try:
        state = path.stat()
        if time.time() - max(state.st_mtime, state.st_ctime) < JUST_CHANGED_S:
            return _digest.__wrapped__(path)
        return _digest(path, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns)
    except OSError as error:
        raise CheckpointError(f"{path} cannot be read: {error.strerror or error}.") from error


@lru_cache(maxsize=64)
def _digest(path: Path, *state: int) -> str:
    """Return the SHA-256 of a file in a state: what the system says of it, which a change to it changes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_config(folder: Path) -> dict[str, Any]:
    """Return config.json's values after checking that they are a model's of this format."""
    path = folder / CONFIG
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CheckpointError(f"{folder} is not a model folder: {CONFIG} cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise CheckpointError(f"{path} is damaged: {error}.") from error
    if not isinstance(values, dict) or not isinstance(values.get("model"), dict):
        raise CheckpointError(f"{path} is not the configuration of a Pysmith model.")
    if values.get("format") != FORMAT:
        raise CheckpointError(f"{path} has format {values.get('format')!r}; this version reads format {FORMAT}.")
    checksums = values.get("sha256")
    if not isinstance(checksums, dict) or set(checksums) != {WEIGHTS, TOKENIZER}:
        raise CheckpointError(f"{path} lacks the checksums of {WEIGHTS} and {TOKENIZER}.")
    if values.get("prompt_format") not in PROMPT_FORMATS or not isinstance(values.get("parameters"), int):
        raise CheckpointError(f"{path} lacks prompt_format or parameters.")
    return values
