"""OpenAI's protocol, spoken by OpenAI's own client and by hand."""

import asyncio
import dataclasses
import json
import threading

import openai
import pytest

from app.server.openai_chat import code_in, split_chat
from app.server.openai_choices import continuation, make_choices
from app.server.openai_schemas import ChatBody
from tests.server.stand_in import StandInSession
from tests.server.wire import run_apart


@pytest.fixture
def client(server):
    with openai.OpenAI(base_url=server.address + "v1", api_key="any", max_retries=0) as made:
        yield made


def ask(server, path: str, **body):
    return server.client.post(f"/v1/{path}", json=body)


def user(text) -> list[dict]:
    return [{"role": "user", "content": text}]


def data_lines(response) -> list:
    lines = [line[6:] for line in response.text.splitlines() if line.startswith("data: ")]
    return [line if line == "[DONE]" else json.loads(line) for line in lines]


def test_models_are_listed_and_described(client):
    assert [model.id for model in client.models.list()] == ["slow"]
    assert client.models.retrieve("slow").owned_by == "pysmith"
    for name in ("gpt-9", "a/b", "slow/"):
        with pytest.raises(openai.NotFoundError) as caught:
            client.models.retrieve(name)
        assert caught.value.code == "model_not_found"


def test_a_chat_is_answered_with_code(client):
    answer = client.chat.completions.create(model="slow", messages=user("recipe for tea"), seed=5)
    assert answer.object == "chat.completion"
    assert answer.choices[0].message.role == "assistant"
    compile(answer.choices[0].message.content, "answer", "exec")
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage.prompt_tokens == len("recipe for tea")
    assert answer.usage.completion_tokens == len(answer.choices[0].message.content)
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens
    assert answer.pysmith["source"] == "model"


def test_a_completion_continues_code(client):
    """An editor inserts the text behind the prompt, so the prompt must not come again."""
    prompt = "x0 = 'x0 = '\n"
    assert continuation("def f():\n    return 1\n", "def f():\n") == "    return 1\n"
    answer = client.completions.create(model="slow", prompt=prompt)
    assert answer.object == "text_completion"
    assert answer.choices[0].text
    echoed = client.completions.create(model="slow", prompt="hello", echo=True)
    assert echoed.choices[0].text.startswith("hello")


def test_a_stream_adds_up_to_the_whole(client):
    whole = client.chat.completions.create(model="slow", messages=user("one"), seed=1).choices[0].message.content
    chunks = list(client.chat.completions.create(model="slow", messages=user("one"), seed=1, stream=True))
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == whole
    assert chunks[0].choices[0].delta.role == "assistant"
    assert [chunk.choices[0].finish_reason for chunk in chunks] == [None] * (len(chunks) - 1) + ["stop"]
    assert len({chunk.id for chunk in chunks}) == 1
    assert len(chunks) > 4


def test_a_completion_streams_too(client):
    chunks = list(client.completions.create(model="slow", prompt="one", stream=True))
    assert compile("".join(chunk.choices[0].text for chunk in chunks), "answer", "exec")
    assert chunks[-1].choices[0].finish_reason == "stop"


def test_usage_comes_in_one_last_chunk_when_asked_for(client):
    options = {"include_usage": True}
    chunks = list(
        client.chat.completions.create(model="slow", messages=user("one"), stream=True, stream_options=options)
    )
    assert chunks[-1].choices == []
    assert chunks[-1].usage.completion_tokens > 0
    assert all(chunk.usage is None and chunk.choices for chunk in chunks[:-1])


def test_the_stream_ends_with_done(server):
    lines = data_lines(ask(server, "chat/completions", messages=user("one"), stream=True))
    assert lines[-1] == "[DONE]"
    assert all(line["object"] == "chat.completion.chunk" for line in lines[:-1])


def test_a_failure_in_mid_stream_is_an_error_event(server, client):
    lines = data_lines(ask(server, "chat/completions", messages=user("explode"), stream=True))
    assert lines[-2]["error"]["code"] == "internal_error"
    with pytest.raises(openai.APIError):
        list(client.chat.completions.create(model="slow", messages=user("explode"), stream=True))


def test_the_asynchronous_client_works(server):
    async def chat() -> tuple[str, str]:
        async with openai.AsyncOpenAI(base_url=server.address + "v1", api_key="any") as client:
            answers = await asyncio.gather(
                *(client.chat.completions.create(model="slow", messages=user(f"n{number}")) for number in range(4))
            )
            stream = await client.chat.completions.create(model="slow", messages=user("one"), stream=True)
            parts = [chunk.choices[0].delta.content or "" async for chunk in stream]
            return [answer.choices[0].message.content for answer in answers], "".join(parts)

    answers, streamed = run_apart(chat())
    assert [f"'n{number}'" in answer for number, answer in enumerate(answers)] == [True] * 4
    assert "'one'" in streamed


def test_the_client_gets_its_own_errors(start):
    server = start(token="s3cret", rate_limit=2)
    wrong = openai.OpenAI(base_url=server.address + "v1", api_key="wrong", max_retries=0)
    with wrong as client, pytest.raises(openai.AuthenticationError):
        client.models.list()
    with openai.OpenAI(base_url=server.address + "v1", api_key="s3cret", max_retries=0) as client:
        with pytest.raises(openai.BadRequestError) as caught:
            client.chat.completions.create(model="slow", messages=user("x"), n=9)
        assert caught.value.param == "n"
        with pytest.raises(openai.NotFoundError):
            client.chat.completions.create(model="gpt-9", messages=user("x"))
        with pytest.raises(openai.RateLimitError):
            client.chat.completions.create(model="slow", messages=user("x"))


def test_the_client_asks_again_when_it_was_told_to_wait(start):
    """Retry-After is what its retries go by."""
    server = start(rate_limit=60)
    with openai.OpenAI(base_url=server.address + "v1", api_key="any", max_retries=3) as client:
        for _ in range(60):
            server.client.post("/api/highlight", json={"code": "x"})
        assert client.completions.create(model="slow", prompt="x").choices


@pytest.mark.parametrize(
    ("extra", "param"),
    [
        ({"tools": [{"type": "function", "function": {"name": "f"}}]}, "tools"),
        ({"tool_choice": "required"}, "tool_choice"),
        ({"functions": [{"name": "f"}]}, "functions"),
        ({"response_format": {"type": "json_object"}}, "response_format"),
        ({"logprobs": True}, "logprobs"),
        ({"top_logprobs": 5}, "top_logprobs"),
        ({"logit_bias": {"5": 1}}, "logit_bias"),
        ({"presence_penalty": 1.5}, "presence_penalty"),
        ({"audio": {"voice": "x"}}, "audio"),
        ({"n": 9}, "n"),
        ({"n": 0}, "n"),
        ({"n": "1"}, "n"),
        ({"temperature": 2.1}, "temperature"),
        ({"top_p": -0.1}, "top_p"),
        ({"max_tokens": 0}, "max_tokens"),
        ({"max_completion_tokens": -1}, "max_completion_tokens"),
        ({"stop": ["a", "b", "c", "d", "e"]}, "stop"),
        ({"stream_options": {"include_usage": True}}, "stream_options"),
        ({"messages": []}, "messages"),
        ({"messages": [{"role": "system", "content": "be nice"}]}, "messages"),
        ({"messages": [{"role": "wizard", "content": "x"}]}, "messages.0.role"),
        ({"messages": user([{"type": "image_url", "image_url": {"url": "data:x"}}])}, "messages"),
    ],
)
def test_what_is_not_done_is_refused_by_name(server, extra, param):
    response = ask(server, "chat/completions", **({"messages": user("x")} | extra))
    assert response.status_code == 400
    assert response.json()["error"]["param"] == param


@pytest.mark.parametrize(
    ("extra", "param"),
    [
        ({"best_of": 9}, "best_of"),
        ({"best_of": 1, "n": 2}, "best_of"),
        ({"logprobs": 5}, "logprobs"),
        ({"suffix": "x"}, "suffix"),
        ({"prompt": ["a", "b"]}, "prompt"),
        ({"prompt": []}, "prompt"),
        ({"prompt": [1, 2]}, "prompt"),
    ],
)
def test_completions_refuse_by_name_too(server, extra, param):
    response = ask(server, "completions", **({"prompt": "x"} | extra))
    assert response.status_code == 400
    assert response.json()["error"]["param"].split(".")[0] == param


def test_unknown_and_harmless_fields_are_accepted(server):
    harmless = {
        "user": "me",
        "metadata": {"a": "b"},
        "store": False,
        "service_tier": "auto",
        "tools": [],
        "tool_choice": "auto",
    }
    harmless |= {
        "parallel_tool_calls": True,
        "response_format": {"type": "text"},
        "logprobs": False,
        "presence_penalty": 0.0,
    }
    harmless |= {"reasoning_effort": "low", "never_heard_of": [1, {"x": None}], "stop": None, "n": None, "stream": None}
    assert ask(server, "chat/completions", messages=user("x"), **harmless).status_code == 200


def test_several_choices_are_as_many_as_asked_for(client):
    answer = client.chat.completions.create(model="slow", messages=user("x"), n=3)
    assert [choice.index for choice in answer.choices] == [0, 1, 2]
    chunks = client.chat.completions.create(model="slow", messages=user("x"), n=2, stream=True)
    texts = ["", ""]
    for chunk in chunks:
        texts[chunk.choices[0].index] += chunk.choices[0].delta.content or ""
    assert texts[0] == texts[1] != ""


def test_a_token_limit_cuts_and_says_so(client):
    short = client.chat.completions.create(model="slow", messages=user("x"), max_completion_tokens=12, max_tokens=500)
    assert short.choices[0].finish_reason == "length"
    assert short.usage.completion_tokens == 12
    huge = client.chat.completions.create(model="slow", messages=user("x"), max_tokens=10**12)
    assert huge.choices[0].finish_reason == "stop"


def test_tokens_are_counted_off_the_event_loop(start):
    """While a text of any length is cut into tokens, others are served."""

    class Counting(StandInSession):
        def count_tokens(self, text, model=None):
            counted_in.add(threading.current_thread().name)
            is_served.append(server.client.get("/health").status_code)
            return len(text)

    counted_in, is_served = set(), []
    server = start(Counting())
    assert ask(server, "completions", prompt="recipe", max_tokens=5).json()["usage"]["completion_tokens"] == 5
    assert set(is_served) == {200}
    assert all(name.startswith("pysmith-lookup") for name in counted_in)


def test_a_stop_text_ends_the_answer(client):
    answer = client.completions.create(model="slow", prompt="hey", stop=["x2", "never"])
    assert answer.choices[0].text == "x0 = 'hey'\nx1 = 'hey'\n"
    assert answer.choices[0].finish_reason == "stop"


def test_choices_are_counted_and_cut_by_words():
    """With a tokenizer that is easy to check by hand: one token a word."""

    def count_words(text: str) -> int:
        return len(text.split())

    choices = make_choices(["one two three four", "five"], 3, ["three"], None, count_words)
    assert [choice.text for choice in choices] == ["one two ", "five", "one two "]
    cut = make_choices(["one two three four"], 1, [], 3, count_words)[0]
    assert (cut.text.split(), cut.finish_reason, cut.tokens) == (["one", "two", "three"], "length", 3)


def test_no_answer_is_said_in_comments(start):
    class Ignorant(StandInSession):
        def ask(self, request, should_stop=lambda: False):
            yield from super().ask(dataclasses.replace(request, only="recipe"), should_stop)

    answer = ask(start(Ignorant()), "chat/completions", messages=user("make me happy")).json()
    text = answer["choices"][0]["message"]["content"]
    assert answer["pysmith"]["source"] == "none"
    assert "does not know" in text
    assert "Read a CSV file" in text
    compile(text, "answer", "exec")


def test_text_parts_are_read(client):
    parts = [{"type": "text", "text": "first"}, {"type": "text", "text": "second"}]
    answer = client.chat.completions.create(model="slow", messages=user(parts))
    assert "first\\nsecond" in answer.choices[0].message.content


def chat_of(*turns) -> ChatBody:
    return ChatBody.model_validate({"messages": [{"role": role, "content": text} for role, text in turns]})


def test_the_last_user_message_asks_and_earlier_code_is_context():
    body = chat_of(
        ("system", "You are helpful."),
        ("user", "Read it:\n```python\nrows = load()\n```"),
        ("assistant", "total = sum(rows)\n"),
        ("user", "thanks"),
        ("assistant", "```\nprint(total)\n```"),
        ("user", "now print the mean"),
    )
    assert split_chat(body) == ("now print the mean", "rows = load()\n\n\ntotal = sum(rows)\n\n\nprint(total)\n")


def test_code_in_the_message_itself_is_context_too():
    body = chat_of(("user", "add a docstring\n```py\ndef f(): pass\n```"))
    assert split_chat(body) == ("add a docstring", "def f(): pass\n")
    only_code = chat_of(("user", "```python\ndef area(r):\n```"))
    assert split_chat(only_code)[0] == "def area(r):\n"


@pytest.mark.parametrize("text", ["thanks", "ok", "42", "", "do it again, please", '"quoted"'])
def test_a_sentence_is_not_taken_for_code(text):
    assert code_in(text) == []


def test_a_very_long_chat_keeps_the_end_of_its_code():
    body = chat_of(*[("assistant", f"x = {number}\n" * 1000) for number in range(5)], ("user", "go on"))
    prompt, context = split_chat(body)
    assert prompt == "go on"
    assert len(context) == 8000
    assert context.endswith("x = 4\n")
