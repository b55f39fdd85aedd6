"""Who gets in: the token, the Host header, the Origin, the media type."""

import itertools

import pytest

from app.server.options import ServerOptions
from engine.errors import ConfigError
from tests.server.wire import body_of, exchange, post, status_of

API = [
    ("GET", "/api/models"),
    ("POST", "/api/generate"),
    ("GET", "/v1/models"),
    ("GET", "/metrics"),
    ("GET", "/openapi.json"),
]


def assert_is_error(response, status: int, code: str) -> None:
    assert response.status_code == status
    error = response.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert error["code"] == code
    assert len(error["message"]) <= 300


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "my-machine"])
def test_other_addresses_need_a_token(host):
    """Whoever opens the server to other machines must say how it is protected."""
    with pytest.raises(ConfigError, match="needs a token"):
        ServerOptions(host=host)
    assert ServerOptions(host=host, token="secret").host == host


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "::1", "LOCALHOST"])
def test_loopback_needs_none(host):
    assert ServerOptions(host=host).token is None


@pytest.mark.parametrize(
    "choice",
    [{"port": 70000}, {"port": -1}, {"token": "  "}, {"allow_origins": ("*",)}, {"generations": 0}, {"host": ""}],
)
def test_options_that_make_no_sense_are_refused(choice):
    with pytest.raises(ConfigError):
        ServerOptions(**choice)


def test_no_token_is_needed_on_this_machine(server):
    assert server.client.get("/").status_code == 200
    assert server.client.get("/api/models").status_code == 200


def test_with_a_token_only_the_page_and_its_state_are_open(start):
    server = start(token="s3cret")
    for path in ("/", "/page.css", "/page.js", "/icon.svg", "/health", "/ready"):
        assert server.client.get(path).status_code == 200, path
    for method, path in API:
        response = server.client.request(method, path, json={"prompt": "x"} if method == "POST" else None)
        assert_is_error(response, 401, "invalid_api_key")
        assert response.headers["www-authenticate"].startswith("Bearer")
        right = {"Authorization": "bearer s3cret"}
        answer = server.client.request(method, path, headers=right, json={"prompt": "x"} if method == "POST" else None)
        assert answer.status_code == 200, path


@pytest.mark.parametrize(
    "sent",
    [
        b"Bearer wrong",
        b"Bearer",
        b"Bearer s3cret2",
        b"Basic s3cret",
        b"s3cret",
        "Bearer žluťoučký".encode(),
        b"Bearer \xff\xfe",
    ],
)
def test_wrong_tokens_of_any_kind_are_a_plain_401(start, sent):
    server = start(token="s3cret")
    request = post(b"{}", server.port, "/api/generate", b"Authorization: " + sent)
    assert status_of(exchange(server.port, request)) == 401


def test_a_token_outside_ascii_works_as_its_bytes(start):
    server = start(token="žluťoučký")
    request = post(b'{"prompt": "x"}', server.port, "/api/generate", "Authorization: Bearer žluťoučký".encode())
    assert status_of(exchange(server.port, request)) == 200


def test_a_token_in_the_address_is_not_one(start):
    server = start(token="s3cret")
    for name in ("token", "api_key", "access_token", "key"):
        assert server.client.get("/api/models", params={name: "s3cret"}).status_code == 401


def test_the_server_goes_by_its_own_names_only(server):
    good = ["127.0.0.1", "localhost", "LocalHost", "[::1]"]
    assert [server.raw(Host=f"{name}:{server.port}").status_code for name in good] == [200] * 4
    bad = [
        "evil.example",
        f"evil.example:{server.port}",
        "127.0.0.1",
        "localhost:1",
        f"localhost.evil.example:{server.port}",
    ]
    bad += [f"127.0.0.1.nip.io:{server.port}", f"localhost.:{server.port}", f"user@localhost:{server.port}", "null"]
    for name in bad:
        assert_is_error(server.raw(Host=name), 403, "foreign_host")


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\n",
        b"GET / HTTP/1.1\r\nHost:\r\n",
        b"GET / HTTP/1.0\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost:{port}\r\nHost: evil.example\r\n",
        b"GET http://localhost:{port}/ HTTP/1.1\r\nHost: localhost:{port}\r\n",
    ],
    ids=["missing", "empty", "http 1.0", "doubled", "absolute"],
)
def test_odd_hosts_are_refused(server, head):
    sent = head.replace(b"{port}", str(server.port).encode()) + b"Connection: close\r\n\r\n"
    response = exchange(server.port, sent)
    assert status_of(response) in (400, 403)
    assert set(body_of(response)["error"]) == {"message", "type", "param", "code"}


def test_foreign_pages_are_refused_and_get_no_cors_headers(server):
    origins = [
        "http://evil.example",
        "null",
        f"http://localhost:{server.port + 1}",
        f"https://127.0.0.1:{server.port}",
        "",
    ]
    for origin, (method, path) in itertools.product(
        origins, [("GET", "/"), ("POST", "/api/generate"), ("OPTIONS", "/api/generate")]
    ):
        response = server.client.request(method, path, headers={"Origin": origin}, json={"prompt": "x"})
        assert_is_error(response, 403, "foreign_origin")
        assert not [name for name in response.headers if name.startswith("access-control")]
    assert server.session.asked == []


def test_cross_site_requests_are_refused_but_a_followed_link_opens_the_page(server):
    cross = {"Sec-Fetch-Site": "cross-site"}
    assert_is_error(server.client.get("/", headers=cross), 403, "foreign_origin")
    assert_is_error(server.client.get("/api/models", headers=cross), 403, "foreign_origin")
    visit = cross | {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert server.client.get("/", headers=visit).status_code == 200
    assert server.client.get("/api/models", headers=visit).status_code == 403
    assert server.client.get("/", headers=visit | {"Sec-Fetch-Dest": "iframe"}).status_code == 403


def test_the_pages_own_origin_may_ask(server):
    own = {"Origin": server.address.rstrip("/"), "Sec-Fetch-Site": "same-origin"}
    assert server.client.post("/api/generate", json={"prompt": "x"}, headers=own).status_code == 200


def test_an_allowed_origin_gets_what_a_browser_needs(start):
    server = start(allow_origins=("http://localhost:3000",), token="s3cret")
    origin = {"Origin": "http://localhost:3000"}
    asks = origin | {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type,authorization",
    }
    preflight = server.client.options("/api/generate", headers=asks)
    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-origin"] == "http://localhost:3000"
    assert "authorization" in preflight.headers["access-control-allow-headers"].lower()
    response = server.client.post(
        "/api/generate",
        json={"prompt": "x"},
        headers=origin | {"Authorization": "Bearer s3cret", "Sec-Fetch-Site": "cross-site"},
    )
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == "http://localhost:3000"
    assert server.client.get("/health", headers={"Origin": "http://localhost:3001"}).status_code == 403


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "",
        "application/json; charset=utf-16",
    ],
)
def test_only_json_is_taken(server, kind):
    """What a web form can send without a preflight is not taken, whatever is in it."""
    response = server.client.post("/api/generate", content=b'{"prompt": "x"}', headers={"Content-Type": kind})
    assert_is_error(response, 415, "unsupported_media_type")
    assert server.session.asked == []


def test_forwarded_headers_are_ignored(start):
    """Who claims to come from elsewhere is still counted as who he is."""
    server = start(rate_limit=2)
    codes = []
    for number in range(3):
        forged = {
            "X-Forwarded-For": f"10.0.0.{number}",
            "Forwarded": f"for=10.0.0.{number}",
            "X-Forwarded-Host": "evil.example",
        }
        codes.append(server.client.post("/api/highlight", json={"code": "x"}, headers=forged).status_code)
    assert codes == [200, 200, 429]


@pytest.mark.parametrize(
    "path",
    [
        "/settings",
        "/api/settings",
        "/api/history",
        "/history",
        "/history.sqlite",
        "/settings.json",
        "/../pyproject.toml",
        "/..%2f..%2fpyproject.toml",
        "/%2e%2e/app/paths.py",
        "//etc/passwd",
        "/index.html",
        "/docs",
        "/redoc",
        "/web/index.html",
    ],
)
def test_nothing_else_is_reachable(server, path):
    response = exchange(
        server.port, f"GET {path} HTTP/1.1\r\nHost: localhost:{server.port}\r\nConnection: close\r\n\r\n".encode()
    )
    assert status_of(response) == 404


def test_get_changes_nothing(server):
    """The routes that do work are there for POST only."""
    for path in (
        "/api/generate",
        "/api/generate/stream",
        "/api/refill",
        "/api/highlight",
        "/v1/completions",
        "/v1/chat/completions",
    ):
        response = server.client.get(path)
        assert_is_error(response, 405, "method_not_allowed")
        assert response.headers["allow"] == "POST"
    assert server.session.asked == []
