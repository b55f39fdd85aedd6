"""What must hold of HTTP mode, group by group, each shown on a real `serve` process with real recipes and a real model.

The number in a test's name is the group's. Groups that need more than a few lines have a file of their own, too:

| group | what it is about | shown here, and at length in |
| --- | --- | --- |
| 1 | where it listens | test_serve_process, test_server_doors |
| 2 | the token | test_serve_process, test_server_doors |
| 3, 4, 5 | Host, Origin, media types, forwarded headers | test_server_doors |
| 6 | nothing of the person's own is reachable | test_server_doors |
| 7 | the page is closed off | test_server_api, test_page |
| 8, 9, 10, 11 | bad input: too large, slow, broken, out of range | test_server_bad_input, test_openapi_fuzzed |
| 12, 13, 14 | load, queue, rate limit, clients that leave | test_requirements_load, test_server_load |
| 15 | the end, and a port that is taken | test_serve_process, test_requirements_load |
| 16, 17 | OpenAI's protocol | test_openai_routes |
| 18 | real clients | test_openai_clients |
| 19 | nothing leaves the machine | test_serve_process |
"""

import json
import re
from pathlib import Path

import httpx
import pytest

from tests.server.wire import body_of, exchange, post, status_of

GENERATE = ["/api/generate", "/api/generate/stream", "/v1/completions", "/v1/chat/completions"]
MAX_BODY = 1 << 20


def assert_is_error(response: httpx.Response, status: int, code: str, param: str | None = None) -> None:
    assert response.status_code == status, response.text
    error = response.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert (error["code"], error["param"]) == (code, param)
    assert len(error["message"]) <= 300


def routes(serving) -> list[tuple[str, str]]:
    """Return every route of the API that the document names, with a method."""
    paths = serving.client.get("/openapi.json").json()["paths"]
    return [(method.upper(), path.format(model_id="tiny")) for path in paths for method in paths[path]]


def test_01_it_listens_on_loopback_alone(serving):
    listening = Path("/proc/net/tcp")
    assert serving.address.startswith("http://127.0.0.1:")
    if listening.exists():
        lines = [line.split() for line in listening.read_text().splitlines()[1:]]
        ours = {line[1] for line in lines if line[3] == "0A" and int(line[1][9:], 16) == serving.port}
        assert ours == {f"0100007F:{serving.port:04X}"}


def test_02_with_a_token_all_but_the_page_and_its_state_are_closed(serve, serving):
    guarded = serve("--token", "žluťoučký")
    closed = [route for route in routes(serving) if route[1] not in ("/health", "/ready")]
    assert len(closed) == 10
    for method, path in [*closed, ("GET", "/openapi.json"), ("GET", "/no/such/place")]:
        response = guarded.client.request(method, path, json={} if method == "POST" else None)
        assert_is_error(response, 401, "invalid_api_key")
        assert response.headers["www-authenticate"].startswith("Bearer")
    for path in ("/", "/page.js", "/page.css", "/health"):
        assert guarded.client.get(path).status_code == 200
    for sent, status in (("žluťoučký", 200), ("žluťoučkÝ", 401), ("x", 401), ("\x80\xff", 401)):
        header = b"Authorization: Bearer " + sent.encode()
        asked = post(b'{"code": "x"}', guarded.port, "/api/highlight", header)
        assert status_of(exchange(guarded.port, asked)) == status
    assert guarded.client.get("/api/models", params={"token": "žluťoučký"}).status_code == 401


def test_03_it_answers_to_its_own_names_only(serving):
    def status(*hosts: str) -> int:
        lines = "".join(f"Host: {host}\r\n" for host in hosts)
        return status_of(exchange(serving.port, f"GET / HTTP/1.1\r\n{lines}Connection: close\r\n\r\n".encode()))

    own = [f"{name}:{serving.port}" for name in ("127.0.0.1", "localhost", "[::1]")]
    assert [status(host) for host in own] == [200, 200, 200]
    assert [status("evil.example"), status(f"evil.example:{serving.port}"), status("localhost")] == [403] * 3
    assert [status(), status(""), status(own[0], own[1])] == [400] * 3


def test_04_other_pages_get_nothing(serving, serve):
    def ask(process, path="/api/highlight", **headers):
        return process.client.post(path, json={"code": "x"}, headers=headers)

    for origin in ("http://evil.example", "null", f"http://localhost:{serving.port + 1}"):
        response = ask(serving, Origin=origin)
        assert_is_error(response, 403, "foreign_origin")
        assert not [name for name in response.headers if name.startswith("access-control")]
    assert ask(serving, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert ask(serving, Origin=serving.address.rstrip("/")).status_code == 200
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert_is_error(serving.client.post("/api/generate", content=b"{}", headers=form), 415, "unsupported_media_type")
    for method, path in routes(serving):
        if method == "POST":
            assert_is_error(serving.client.get(path), 405, "method_not_allowed")
    friend = "http://localhost:3000"
    response = ask(serve("--allow-origin", friend), Origin=friend)
    assert (response.status_code, response.headers["access-control-allow-origin"]) == (200, friend)


def test_05_who_claims_to_come_from_elsewhere_is_not_believed(serve):
    """The limit counts by the address that the connection really comes from."""
    limited = serve("--rate-limit", "2")
    statuses = []
    for number in range(3):
        forged = {"X-Forwarded-For": f"10.0.0.{number}", "Forwarded": f"for=10.0.0.{number}"}
        statuses.append(limited.client.post("/api/highlight", json={"code": "x"}, headers=forged).status_code)
    assert statuses == [200, 200, 429]


def test_06_history_settings_and_files_are_out_of_reach(serving):
    names = ["history.sqlite", "settings.json", "pysmith.log", "models/tiny/config.json", "cookbook/csv.md"]
    assert (serving.data_dir / "models/tiny/config.json").exists()
    for name in names:
        for path in (f"/{name}", f"/api/{name}", f"/../{name}", f"/%2e%2e/{name}", f"/{serving.data_dir}/{name}"):
            head = f"GET {path} HTTP/1.1\r\nHost: localhost:{serving.port}\r\nConnection: close\r\n\r\n"
            response = exchange(serving.port, head.encode())
            assert status_of(response) == 404
            assert body_of(response)["error"]["code"] == "not_found"
    for method, path in routes(serving):
        if method == "GET":
            assert str(serving.data_dir) not in serving.client.get(path).text


def test_07_the_page_is_closed_off(serving):
    page = serving.client.get("/")
    policy = dict(part.split(" ", 1) for part in page.headers["content-security-policy"].split("; "))
    assert (policy["default-src"], policy["frame-ancestors"]) == ("'none'", "'none'")
    assert set(policy.values()) <= {"'none'", "'self'"}
    for response in (page, serving.client.get("/health"), serving.client.get("/nope")):
        told = [response.headers[name] for name in ("x-content-type-options", "referrer-policy", "cache-control")]
        assert told == ["nosniff", "no-referrer", "no-store"]
    parts = re.findall(r'(?:src|href)="([^"#]+)"', page.text)
    assert len(parts) >= 3
    texts = [page.text, *(serving.client.get(part).raise_for_status().text for part in parts)]
    for text in texts:
        assert not re.findall(r"https?://(?!www\.w3\.org/2000/svg)|innerHTML|\son\w+=\"|javascript:|eval\(", text)
    assert serving.client.get("/docs").status_code == serving.client.get("/redoc").status_code == 404


def test_08_too_much_is_refused(serving):
    head = post(b"", serving.port).replace(b"Content-Length: 0", b"Content-Length: %d" % (MAX_BODY + 1))
    assert status_of(exchange(serving.port, head)) == 413
    chunks = iter([b" " * 600_000, b" " * 600_000])
    json_type = {"Content-Type": "application/json"}
    assert_is_error(serving.client.post("/api/generate", content=chunks, headers=json_type), 413, "body_too_large")
    for more in ([b"X-Long: " + b"x" * 66_000], [b"X-%d: y" % number for number in range(101)]):
        assert status_of(exchange(serving.port, post(b"{}", serving.port, "/api/highlight", *more))) == 431


@pytest.mark.parametrize("path", GENERATE)
def test_09_what_is_not_sound_json_is_a_400(serving, path):
    bodies = [b"{", b"[]", b'{"prompt": NaN}', b'{"prompt": "x", "seed": Infinity}', b'{"temperature": 1e999}']
    bodies += ['{"prompt": "x"}'.encode("utf-16"), b'{"prompt": "\xff"}', b'{"prompt": "\\ud800"}']
    bodies += [b'{"prompt": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", b'{"a":' * 100_000]
    for body in bodies:
        response = serving.client.post(path, content=body, headers={"Content-Type": "application/json"})
        assert_is_error(response, 400, "invalid_json")


def test_10_numbers_are_bounded_and_long_prompts_told(serving):
    def ask(**fields):
        return serving.client.post("/v1/completions", json={"prompt": "Read a CSV file", "model": "tiny"} | fields)

    for name, value in (("n", 9), ("best_of", 9), ("max_tokens", 0), ("temperature", 2.5)):
        assert_is_error(ask(**{name: value}), 400, "invalid_value", name)
    assert_is_error(ask(logprobs=5), 400, "unsupported_parameter", "logprobs")
    assert ask(max_tokens=10**12).json()["choices"][0]["finish_reason"] == "stop"
    assert_is_error(ask(prompt="x" * 20_001), 400, "context_length_exceeded", "prompt")


def test_11_every_error_has_one_shape_and_repeats_little(serving):
    marker = "walrus" * 100
    asked = [{"prompt": "Read a CSV file", name: marker} for name in ("model", "only", "length", "seed", "stop", "n")]
    for path in GENERATE:
        for body in [*asked, {"prompt": {marker: marker}}, {"messages": marker}, {marker: 1}]:
            response = serving.client.post(path, json=body)
            if response.status_code == 200:
                continue
            assert set(response.json()["error"]) == {"message", "type", "param", "code"}
            assert "walrus" * 34 not in response.text
            assert "Traceback" not in response.text
            assert str(serving.data_dir) not in response.text
    for method, path in (("GET", f"/{marker}"), ("DELETE", "/api/generate"), ("GET", f"/v1/models/{marker}")):
        response = serving.client.request(method, path)
        assert set(response.json()["error"]) == {"message", "type", "param", "code"}
        assert "walrus" not in response.text


def data_of(response: httpx.Response) -> list:
    lines = [line[6:] for line in response.text.splitlines() if line.startswith("data: ")]
    return [line if line == "[DONE]" else json.loads(line) for line in lines]


def chat(serving, content="Read a CSV file", **more) -> httpx.Response:
    return serving.client.post("/v1/chat/completions", json={"messages": [{"role": "user", "content": content}]} | more)


def test_16_openai_routes_stream_as_their_clients_expect(serving):
    listed = serving.client.get("/v1/models").json()["data"]
    assert {"tiny", "seed-char-3m"} <= {model["id"] for model in listed}
    assert serving.client.get("/v1/models/tiny").json()["object"] == "model"
    for path, body in (("chat/completions", {"messages": [{"role": "user", "content": "Read a CSV file"}]}),
                       ("completions", {"prompt": "Read a CSV file"})):  # fmt: skip
        asked = body | {"stream": True, "stream_options": {"include_usage": True}}
        *chunks, usage, done = data_of(serving.client.post(f"/v1/{path}", json=asked))
        assert done == "[DONE]"
        assert (usage["choices"], usage["usage"]["completion_tokens"] > 0) == ([], True)
        reasons = [chunk["choices"][0]["finish_reason"] for chunk in chunks]
        assert reasons == [None] * (len(chunks) - 1) + ["stop"]
    failed = data_of(chat(serving, stream=True, model="tiny", seed=1, max_tokens=1))
    assert failed[-2]["choices"][0]["finish_reason"] == "length"


def test_17_fields_are_taken_ignored_or_refused_by_name(serving):
    assert chat(serving, user="me", never_heard_of={"x": [1]}, tools=[]).status_code == 200
    for name, value in (("tools", [{"type": "function"}]), ("response_format", {"type": "json_object"})):
        assert_is_error(chat(serving, **{name: value}), 400, "unsupported_parameter", name)
    assert_is_error(chat(serving, n=9), 400, "invalid_value", "n")
    assert_is_error(chat(serving, model="gpt-9"), 404, "model_not_found", "model")
    parts = [{"type": "text", "text": "Read a"}, {"type": "text", "text": "CSV file"}]
    answer = chat(serving, parts, model="tiny").json()
    code = answer["choices"][0]["message"]["content"]
    assert "import csv" in code
    assert answer["usage"]["completion_tokens"] == len(code), "a character is a token for this model"
    assert answer["usage"]["prompt_tokens"] == len("Read a\nCSV file")
    cut = chat(serving, model="tiny", max_completion_tokens=9, max_tokens=500).json()
    assert (cut["choices"][0]["message"]["content"], cut["choices"][0]["finish_reason"]) == (code[:9], "length")


def test_every_group_has_its_test():
    """Groups 12 to 15 are in test_requirements_load, 18 in test_openai_clients, 19 in test_serve_process."""
    here = Path(__file__).parent
    text = "".join(path.read_text(encoding="utf-8") for path in here.glob("test_requirements*.py"))
    numbered = {int(number) for number in re.findall(r"^def test_(\d\d)_", text, re.MULTILINE)}
    assert numbered | {18, 19} == set(range(1, 20))
    assert "def test_openai_from_npm" in (here / "test_openai_clients.py").read_text(encoding="utf-8")
    assert "unshare" in (here / "test_serve_process.py").read_text(encoding="utf-8")
