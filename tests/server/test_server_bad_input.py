"""Input that is broken, too large, too deep or too slow gets one clear error, quickly, and no more."""

import json
import socket

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.server.wire import body_of, exchange, post, read_all, status_of

GENERATE = ["/api/generate", "/api/generate/stream", "/v1/completions", "/v1/chat/completions"]


def send(server, body: bytes, path: str = "/api/generate", **headers: str):
    return server.client.post(path, content=body, headers={"Content-Type": "application/json"} | headers)


def assert_is_error(response, status: int, code: str, param: str | None = None) -> str:
    assert response.status_code == status, response.text
    error = response.json()["error"]
    assert (error["code"], error["param"]) == (code, param)
    return error["message"]


@pytest.mark.parametrize("path", GENERATE)
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"prompt": "x"',
        b'{"prompt": "x"}}',
        b"[]",
        b'"x"',
        b"null",
        b'{"prompt": NaN}',
        b'{"prompt": "x", "temperature": Infinity}',
        b'{"prompt": "x", "temperature": -Infinity}',
        b'{"prompt": "x", "temperature": 1e999}',
        b'{"prompt": "x", "seed": ' + b"9" * 5000 + b"}",
        b'{"prompt": "\xff\xfe"}',
        '{"prompt": "x"}'.encode("utf-16"),
        b'\xef\xbb\xbf{"prompt": "x"}',
        b'{"prompt": "\\ud800"}',
        b'{"\\udfff": "x", "prompt": "x"}',
        b'{"prompt": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b"[" * 900_000,
    ],
)
def test_what_is_not_json_is_a_400(server, path, body):
    """The naive stack gives 500s for several of these, or takes them."""
    message = assert_is_error(send(server, body, path), 400, "invalid_json")
    assert len(message) < 200


def test_what_is_deep_costs_no_more_than_what_is_flat(server):
    """A parser that walks down again for every level would take minutes for the first."""

    def quickest(body: bytes, status: int) -> float:
        responses = [send(server, body, "/api/highlight") for _ in range(5)]
        assert {response.status_code for response in responses} == {status}
        return min(response.elapsed.total_seconds() for response in responses)

    flat = quickest(b'{"code": "x", "more": [' + b"1," * 400_000 + b"1]}", 200)
    assert quickest(b'{"a":' * 150_000, 400) < 10 * flat
    assert quickest(b"[" * 800_000, 400) < 10 * flat


def test_a_surrogate_pair_is_a_character(server):
    assert send(server, b'{"prompt": "\\ud83d\\ude00"}').json()["prompt"] == "😀"


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({}, "prompt"),
        ({"prompt": None}, "prompt"),
        ({"prompt": 3}, "prompt"),
        ({"prompt": ["a"]}, "prompt"),
        ({"prompt": "x", "length": 39}, "length"),
        ({"prompt": "x", "length": 4001}, "length"),
        ({"prompt": "x", "length": "600"}, "length"),
        ({"prompt": "x", "length": 1.5}, "length"),
        ({"prompt": "x", "seed": -1}, "seed"),
        ({"prompt": "x", "candidates": 9}, "candidates"),
        ({"prompt": "x", "only": "magic"}, "only"),
        ({"prompt": "x", "temperature": 3}, "temperature"),
        ({"prompt": "x", "top_p": 0}, "top_p"),
        ({"prompt": "x", "top_k": -1}, "top_k"),
    ],
)
def test_a_wrong_value_is_named(server, body, param):
    for path in ("/api/generate", "/api/generate/stream"):
        assert_is_error(send(server, json.dumps(body).encode(), path), 400, "invalid_value", param)


def test_an_over_long_prompt_is_named_as_such(server):
    assert send(server, json.dumps({"prompt": "x" * 20_000}).encode()).status_code == 200
    too_long = "x" * 20_001
    assert_is_error(send(server, json.dumps({"prompt": too_long}).encode()), 400, "context_length_exceeded", "prompt")
    completion = json.dumps({"prompt": too_long}).encode()
    assert_is_error(send(server, completion, "/v1/completions"), 400, "context_length_exceeded", "prompt")
    chat = json.dumps({"messages": [{"role": "user", "content": too_long}]}).encode()
    assert_is_error(send(server, chat, "/v1/chat/completions"), 400, "context_length_exceeded", "messages")


def test_an_unknown_model_is_a_404_without_a_path(server):
    message = assert_is_error(send(server, b'{"prompt": "x", "model": "gpt-9"}'), 404, "model_not_found", "model")
    assert "/secret" not in message


def test_our_own_fault_shows_no_traceback(server, caplog):
    response = send(server, b'{"prompt": "explode"}')
    message = assert_is_error(response, 500, "internal_error")
    assert "secret" not in message
    assert "Zero" not in response.text
    assert "ZeroDivisionError" in caplog.text


def test_errors_do_not_repeat_what_was_sent(server):
    marker = "walrus" * 100
    for body in ({"prompt": "x", "model": marker}, {"prompt": "x", "only": marker}, {"prompt": {marker: marker}}):
        response = send(server, json.dumps(body).encode())
        assert response.status_code in (400, 404)
        assert "walrus" * 33 not in response.text


def test_a_declared_body_over_the_limit_is_a_413_before_it_is_sent(server):
    head = post(b"", server.port).replace(b"Content-Length: 0", b"Content-Length: 1048577")
    response = exchange(server.port, head)
    assert status_of(response) == 413
    assert body_of(response)["error"]["code"] == "body_too_large"
    assert send(server, b'{"prompt": "x", "more": "' + b"x" * 1_000_000 + b'"}').status_code == 200


@pytest.mark.parametrize("closing", ["close", "keep-alive"])
@pytest.mark.parametrize("is_chunked", [True, False])
def test_a_sent_body_over_the_limit_is_a_413_that_arrives(server, is_chunked, closing):
    """A server that closes while the client still sends resets the connection, and the client never sees why."""
    body = b" " * 3_000_000
    content = iter([body[:1_500_000], body[1_500_000:]]) if is_chunked else body
    headers = {"Content-Type": "application/json", "Connection": closing}
    response = server.client.post("/api/generate", content=content, headers=headers)
    assert_is_error(response, 413, "body_too_large")


@pytest.mark.parametrize("length", [b"-1", b"1e3", b"+5", b"5, 6", b"99999999999999999999999", b"x"])
def test_odd_content_lengths_are_refused(server, length):
    head = post(b"", server.port).replace(b"Content-Length: 0", b"Content-Length: " + length)
    assert status_of(exchange(server.port, head)) in (400, 413)


def test_too_large_headers_are_refused(server):
    """Both in one piece and in many: a whole header block may come in one read, past the parser's own limit."""
    for extra in ([b"X-Long: " + b"x" * 66_000], [b"X-%d: y" % number for number in range(101)]):
        response = exchange(server.port, post(b"{}", server.port, "/api/generate", *extra))
        assert status_of(response) in (400, 431)
        assert body_of(response)["error"]["code"] == "headers_too_large"
    assert (
        status_of(exchange(server.port, post(b'{"prompt":"x"}', server.port, "/api/generate", b"X: " + b"x" * 60_000)))
        == 200
    )


def test_an_endless_header_is_cut(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX: ")
        try:
            for _ in range(300):
                connection.sendall(b"x" * 1024)
        except (BrokenPipeError, ConnectionResetError):
            return
        response = read_all(connection)
    assert response == b"" or status_of(response) == 431


@pytest.mark.parametrize(
    "sent",
    [
        b"nonsense\r\n\r\n",
        b"GET /\r\n\r\n",
        b"GET / HTTP/1.1\nHost x\n\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    ],
)
def test_what_is_not_http_gets_an_error_in_the_same_shape(server, sent):
    response = exchange(server.port, sent)
    assert status_of(response) == 400
    assert body_of(response)["error"]["code"] == "bad_http"


@pytest.mark.parametrize(
    "half",
    [b"", b"POST /api/gen", b"POST /api/generate HTTP/1.1\r\nHost: x\r\n", "body"],
    ids=["nothing", "line", "headers", "body"],
)
def test_a_half_sent_request_is_cut(start, half):
    server = start(receive_timeout_s=0.5)
    if half == "body":
        half = post(b'{"prompt": "hello"}', server.port)[:-5]
    response = exchange(server.port, half)
    assert response == b"" or status_of(response) == 408


def test_a_body_that_drips_is_cut(start):
    """Each byte comes in time, the whole does not."""
    server = start(receive_timeout_s=1.0)
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(post(b"x" * 1000, server.port)[:-1000])
        connection.settimeout(0.05)
        for _ in range(200):
            try:
                connection.sendall(b"x")
                if not connection.recv(4096):
                    break
            except TimeoutError:
                continue
            except (BrokenPipeError, ConnectionResetError):
                break
            else:
                break
        else:
            pytest.fail("the server took the drip for 10 s")


def test_a_second_request_on_a_kept_connection_has_its_own_deadline(start):
    server = start(receive_timeout_s=0.6)
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(post(b'{"prompt": "one"}', server.port, close=False))
        assert b"200 OK" in connection.recv(65536)
        connection.sendall(post(b'{"prompt": "two"}', server.port, close=False)[:-3])
        rest = read_all(connection)
    assert b"408" in rest.split(b"\r\n")[0]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["x", "user", "def f():"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
fields = [
    "prompt",
    "messages",
    "model",
    "seed",
    "n",
    "stream",
    "stop",
    "max_tokens",
    "length",
    "context",
    "temperature",
    "only",
    "stream_options",
]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from([*GENERATE, "/api/refill", "/api/highlight"]),
    body=st.dictionaries(st.sampled_from(fields) | st.text(max_size=5), json_values, max_size=6),
)
def test_no_body_makes_a_500(server, path, body):
    """Any JSON at all gets an answer or an error of the one shape."""
    response = send(server, json.dumps(body).encode("utf-8", "surrogatepass"), path)
    assert response.status_code in (200, 400, 404)
    if response.status_code != 200:
        assert set(response.json()["error"]) == {"message", "type", "param", "code"}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=300))
def test_no_bytes_make_a_500(server, raw):
    assert send(server, raw).status_code in (200, 400)


header_text = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    headers=st.dictionaries(
        st.sampled_from(
            [
                "Origin",
                "Authorization",
                "Content-Type",
                "Cookie",
                "Accept",
                "Sec-Fetch-Site",
                "Content-Encoding",
                "Expect",
                "Range",
                "X-Forwarded-For",
                "User-Agent",
                "Upgrade",
            ]
        ),
        header_text,
        max_size=5,
    )
)
def test_no_headers_make_a_500(server, headers):
    response = server.client.post(
        "/api/highlight", content=b'{"code": "x"}', headers={"Content-Type": "application/json"} | headers
    )
    assert response.status_code < 500
