"""Schemathesis asks all that the OpenAPI document allows, and much that it does not: no 500, nothing undocumented.

Needs the extra `clients`. Its check that every valid-looking request is accepted is left out: that a chat needs a
user's message, or that slots belong to a recipe, is more than a schema can say.
"""

import subprocess
import sys

import pytest


@pytest.mark.slow
def test_the_document_is_true(serving):
    pytest.importorskip("schemathesis")
    options = ["--checks", "all", "--exclude-checks", "positive_data_acceptance", "--max-examples", "8", "--seed", "1"]
    options += ["--request-timeout", "120"]  # many of its requests are the model's to answer
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{serving.address}openapi.json", *options]
    result = subprocess.run(command, capture_output=True, text=True, timeout=1800)
    assert result.returncode == 0, result.stdout[-4000:] + result.stderr[-1000:]
    assert "12/12" in result.stdout
