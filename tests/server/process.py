"""A real `serve` process, with real recipes and a small real model, for what must hold from outside."""

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from tests.shared_index import lend_index

ROOT = Path(__file__).resolve().parents[2]


def command(data_dir: Path, *args: str) -> list[str]:
    return [sys.executable, "-W", "error", "-m", "app", "--data-dir", str(data_dir), "serve", *args]


def environment(**more: str) -> dict[str, str]:
    """Return our environment without anybody's token, proxies or display."""
    unwanted = {"PYSMITH_TOKEN", "PYSMITH_DATA_DIR", "DISPLAY", "WAYLAND_DISPLAY"}
    kept = {name: value for name, value in os.environ.items() if name not in unwanted and "proxy" not in name.lower()}
    return kept | {"PYTHONUNBUFFERED": "1", "OMP_NUM_THREADS": "1"} | more  # a small model gains nothing from more


class ServeProcess:
    """One running `python -m app serve`."""

    def __init__(self, data_dir: Path, *args: str, before: tuple[str, ...] = (), **env: str) -> None:
        self.data_dir = data_dir
        lend_index(data_dir)
        self.errors = data_dir.parent / f"{data_dir.name}.stderr"
        with self.errors.open("wb") as errors:
            self.process = subprocess.Popen(
                [*before, *command(data_dir, "--port", "0", *args)],
                stdout=subprocess.PIPE,
                stderr=errors,
                env=environment(**env),
                cwd=ROOT,
            )
        line = self._first_line()
        found = re.search(r"http://\S+", line)
        if not found:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()
            raise AssertionError(f"no address in {line!r}; {self.errors.read_text()}")
        self.address = found.group()
        self.client = httpx.Client(base_url=self.address, timeout=60, trust_env=False)

    @property
    def port(self) -> int:
        return urlsplit(self.address).port

    def _first_line(self) -> str:
        killer = threading.Timer(60, self.process.kill)
        killer.start()
        try:
            return self.process.stdout.readline().decode()
        finally:
            killer.cancel()

    def wait_until_ready(self) -> None:
        """Wait for the model; reading the recipes for the first time takes seconds."""
        for _ in range(600):
            response = self.client.get("/ready")
            if response.status_code == 200:
                return
            assert response.json()["error"]["code"] == "model_loading", response.text
            threading.Event().wait(0.2)
        raise AssertionError("the model was not loaded in two minutes")

    def log(self) -> str:
        """Return what the process logged or complained of."""
        log = self.data_dir / "pysmith.log"
        return self.errors.read_text() + (log.read_text() if log.exists() else "")

    def said(self) -> str:
        """Return all that the process wrote anywhere: to standard error and into its data directory."""
        texts = [self.errors.read_text()]
        for path in self.data_dir.rglob("*"):
            if path.is_file() and path.suffix not in (".safetensors", ".npz"):
                texts.append(path.read_bytes().decode("utf-8", "replace"))
        return "\n".join(texts)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and return the exit code."""
        self.client.close()
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            return self.process.wait(30)
        finally:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()


def make_tiny_model(folder: Path) -> None:
    """Write a small model with random weights: it writes nonsense, really."""
    import torch

    from engine.checkpoint import save_model
    from engine.config import ModelConfig
    from engine.model import GPT
    from engine.tokenizer import CharacterTokenizer

    torch.manual_seed(1)
    characters = [*"\n abcdefghijklmnopqrstuvwxyz0123456789=()[]:,.+-'\"#_", "\ufffd"]
    config = ModelConfig(
        vocab_size=len(characters), context_length=64, n_layer=2, n_head=2, n_kv_head=2, d_model=32, d_ff=64
    )
    save_model(folder, GPT(config), CharacterTokenizer(characters), prompt_format="comment", card="# tiny\n")
