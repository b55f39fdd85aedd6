"""Other people's clients ask a real server and get right code: openai from npm, llm, litellm.

The JavaScript one needs `npm ci` in tests/server/clients; the Python ones are the extra `clients`.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CLIENTS = Path(__file__).parent / "clients"
PROMPT = "reverse a string"


def run_code(text: str, **names):
    exec(compile(text, "answer", "exec"), names)
    return names


def assert_reverses(text: str) -> None:
    """The code runs, and somewhere in it a text has been turned round."""
    names = run_code(text)
    texts = [value for value in names.values() if isinstance(value, str)]
    assert any(one == other[::-1] != other for one in texts for other in texts), text


@pytest.mark.skipif(
    shutil.which("node") is None or not (CLIENTS / "node_modules" / "openai").is_dir(),
    reason="openai from npm is not installed",
)
def test_openai_from_npm(serving):
    command = ["node", str(CLIENTS / "ask.mjs"), serving.address, "tiny", PROMPT]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    got = json.loads(result.stdout)
    assert "tiny" in got["models"]
    assert got["whole"] == got["streamed"]
    assert_reverses(got["whole"])
    assert got["usage"]["completion_tokens"] == len(got["whole"])
    assert got["error"] == {"name": "NotFoundError", "status": 404, "code": "model_not_found"}


@pytest.mark.slow
def test_llm_with_an_extra_model_entry(serving, tmp_path):
    """The entry is what the README tells people to write."""
    pytest.importorskip("llm")
    entry = f"- model_id: pysmith\n  model_name: tiny\n  api_base: {serving.address}v1\n  can_stream: true\n"
    (tmp_path / "extra-openai-models.yaml").write_text(entry)
    env = os.environ | {"LLM_USER_PATH": str(tmp_path), "OPENAI_API_KEY": "any"}
    for extra in ([], ["--no-stream"]):
        command = [sys.executable, "-m", "llm", "-m", "pysmith", *extra, PROMPT]
        result = subprocess.run(command, capture_output=True, text=True, timeout=120, env=env, stdin=subprocess.DEVNULL)
        assert result.returncode == 0, result.stderr
        assert_reverses(result.stdout)


LITELLM = """
import json, sys, litellm
address, prompt = sys.argv[1:]
ask = dict(model="openai/tiny", api_base=address + "v1", api_key="any", messages=[{"role": "user", "content": prompt}])
whole = litellm.completion(**ask)
parts = [chunk.choices[0].delta.content or "" for chunk in litellm.completion(**ask, stream=True)]
try:
    litellm.completion(**ask | {"model": "openai/gpt-9"})
except litellm.NotFoundError as error:
    code = error.status_code
print(json.dumps([whole.choices[0].message.content, "".join(parts), whole.usage.total_tokens, code]))
"""


@pytest.mark.slow
def test_litellm(serving):
    pytest.importorskip("litellm")
    env = os.environ | {"LITELLM_LOCAL_MODEL_COST_MAP": "True"}
    command = [sys.executable, "-c", LITELLM, serving.address, PROMPT]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300, env=env)
    assert result.returncode == 0, result.stderr
    whole, streamed, tokens, status = json.loads(result.stdout.splitlines()[-1])
    assert whole == streamed
    assert_reverses(whole)
    assert tokens > len(whole)
    assert status == 404
