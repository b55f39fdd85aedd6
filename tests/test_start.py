"""A recipe is answered without what only the model needs: torch alone would take longer than all the rest."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ONLY_FOR_THE_MODEL = {"torch", "tokenizers", "engine.model", "engine.generation", "engine.native.network"}


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """One data directory, so that the recipes' index is built once."""
    return tmp_path_factory.mktemp("data")


def modules_after(data, *arguments: str) -> set[str]:
    """Return all modules that a command of the program imported, as Python itself reports them."""
    command = [sys.executable, "-X", "importtime", "-m", "app", "--data-dir", str(data), *arguments]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    lines = (line for line in done.stderr.splitlines() if line.startswith("import time:"))
    return {line.rsplit("|", 1)[1].strip() for line in lines}


@pytest.mark.parametrize("options", [[], ["--only", "recipe"]], ids=" ".join)
def test_a_recipe_is_answered_without_torch(data, options):
    seen = modules_after(data, "ask", "reverse a string", *options)
    assert "engine.matcher" in seen
    assert seen & ONLY_FOR_THE_MODEL == set()


def test_the_model_does_import_it(data):
    """So the test above would notice."""
    seen = modules_after(data, "ask", "print hello", "--only", "model", "--model", "seed-char-3m", "--seed", "1")
    assert {"torch", "engine.model"} <= seen
