"""Other people's clients ask a real server and get right code: openai, openai from npm, llm, litellm.

The Python ones beyond openai are the extra `clients`. The JavaScript one is installed from its lock file when npm is
there.
"""

import asyncio
import json
import os
import re
import subprocess
import sys

import openai
import pytest

from tests.server.javascript import CLIENTS
from tests.server.wire import run_apart

README = CLIENTS.parents[2] / "README.md"
PROMPT = "reverse a string"
ASK = {"model": "tiny", "messages": [{"role": "user", "content": PROMPT}]}


def run_code(text: str, **names):
    exec(compile(text, "answer", "exec"), names)
    return names


def assert_reverses(text: str) -> None:
    """The code runs, and somewhere in it a text has been turned round."""
    names = run_code(text)
    texts = [value for value in names.values() if isinstance(value, str)]
    assert any(one == other[::-1] != other for one in texts for other in texts), text


def made(server, **choices) -> dict:
    return {"base_url": server.address + "v1", "api_key": "any"} | choices


def test_openai_answers_streams_and_counts(serving):
    with openai.OpenAI(**made(serving)) as client:
        assert {"tiny", "seed-char-3m"} <= {model.id for model in client.models.list()}
        whole = client.chat.completions.create(**ASK)
        assert_reverses(whole.choices[0].message.content)
        assert whole.usage.completion_tokens == len(whole.choices[0].message.content)
        chunks = list(client.chat.completions.create(**ASK, stream=True, stream_options={"include_usage": True}))
        parts = [chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices]
        assert "".join(parts) == whole.choices[0].message.content
        assert chunks[-1].usage == whole.usage
        begun = "def double(numbers):\n    "
        completion = client.completions.create(model="tiny", prompt=begun + '"""Return each number times two."""\n')
        compile(begun + '"""."""\n' + completion.choices[0].text, "answer", "exec")


def test_openai_asynchronously(serving):
    async def ask_all() -> list[str]:
        async with openai.AsyncOpenAI(**made(serving)) as client:
            answers = await asyncio.gather(*(client.chat.completions.create(**ASK) for _ in range(6)))
            stream = await client.chat.completions.create(**ASK, stream=True)
            parts = [chunk.choices[0].delta.content or "" async for chunk in stream]
        return [answer.choices[0].message.content for answer in answers] + ["".join(parts)]

    for code in run_apart(ask_all()):
        assert_reverses(code)


def test_openai_raises_its_own_errors(serve, serving):
    guarded = serve("--token", "s3cret", "--rate-limit", "2")
    with openai.OpenAI(**made(guarded, api_key="wrong")) as client, pytest.raises(openai.AuthenticationError):
        client.models.list()
    with openai.OpenAI(**made(guarded, api_key="s3cret", max_retries=0)) as client:
        with pytest.raises(openai.NotFoundError) as missing:
            client.chat.completions.create(**ASK | {"model": "gpt-9"})
        assert missing.value.code == "model_not_found"
        with pytest.raises(openai.BadRequestError) as refused:
            client.chat.completions.create(**ASK, tools=[{"type": "function", "function": {"name": "f"}}])
        assert refused.value.param == "tools"
        with pytest.raises(openai.RateLimitError):
            client.chat.completions.create(**ASK)


def test_openai_asks_again_when_it_was_told_to_wait(serve):
    """A limit of one in three seconds is used up; the client waits as Retry-After says and gets its answer."""
    limited = serve("--rate-limit", "20")
    while limited.client.post("/api/highlight", json={"code": "x"}).status_code == 200:
        pass
    with openai.OpenAI(**made(limited, max_retries=5)) as client:
        raw = client.chat.completions.with_raw_response.create(**ASK)
    assert raw.retries_taken >= 1
    assert_reverses(raw.parse().choices[0].message.content)


def test_openai_from_npm(serving, javascript):
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
    entry = re.search(r"```yaml\n(- model_id: .*?)```", README.read_text(encoding="utf-8"), re.DOTALL)[1]
    entry = entry.replace("http://127.0.0.1:8000/", serving.address)
    assert serving.address in entry
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
