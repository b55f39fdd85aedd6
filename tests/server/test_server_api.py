"""Pysmith's own routes: whole answers, events, colours, models, figures, and a true OpenAPI document."""

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.server.highlight import highlight_python
from app.server.protocol import DeadlineProtocol, protocol_with
from engine.events import Answer
from tests.server.stand_in import StandInSession


def read_events(text: str) -> list[tuple[str, dict]]:
    """Parse server-sent events as the standard says."""
    events = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines())
        if lines:
            events.append((lines["event"], json.loads(lines["data"])))
    return events


def test_an_answer_has_the_fields_of_the_contract(server):
    answer = server.client.post("/api/generate", json={"prompt": "add two numbers", "seed": 7, "length": 300}).json()
    assert list(answer) == [field.name for field in dataclasses.fields(Answer)]
    assert (answer["prompt"], answer["seed"], answer["source"]) == ("add two numbers", 7, "model")


def test_a_stream_shows_the_recipe_then_the_writing_then_the_answer(server):
    response = server.client.post("/api/generate/stream", json={"prompt": "recipe for tea"})
    assert response.headers["content-type"].startswith("text/event-stream")
    events = read_events(response.text)
    names = [name for name, _ in events]
    assert names[0] == "answer"
    assert events[0][1]["source"] == "recipe"
    assert set(names[1:-2]) == {"partial"}
    assert names[-2:] == ["answer", "done"]
    assert events[-2][1]["source"] == "model"
    assert events[-1][1] == {"stopped": False}


@pytest.mark.parametrize("source", ["recipe", "hybrid"])
def test_a_sure_answer_of_the_cookbook_does_not_wake_the_model(start, source):
    class Sure(StandInSession):
        def ask(self, request, should_stop=lambda: False):
            for event in super().ask(request, should_stop):
                if answer := getattr(event, "answer", None):
                    answer = dataclasses.replace(answer, confidence=0.95, source=source)
                    event = dataclasses.replace(event, answer=answer)
                yield event

    server = start(Sure())
    events = read_events(server.client.post("/api/generate/stream", json={"prompt": "recipe"}).text)
    assert [name for name, _ in events] == ["answer", "done"]
    assert server.session.asked == []


def test_an_error_in_mid_stream_is_an_event(server):
    events = read_events(server.client.post("/api/generate/stream", json={"prompt": "explode"}).text)
    assert [name for name, _ in events][-2:] == ["error", "done"]
    assert events[-2][1]["error"]["code"] == "internal_error"
    assert "secret" not in json.dumps(events)


def test_colours_come_with_the_events_when_asked_for(server):
    ask = {"prompt": "recipe", "highlight": True}
    events = read_events(server.client.post("/api/generate/stream", json=ask).text)
    for name, data in events:
        if name in ("partial", "answer"):
            assert "".join(text for _, text in data["highlighted"]) == data["code"]
    plain = read_events(server.client.post("/api/generate/stream", json={"prompt": "recipe"}).text)
    assert all("highlighted" not in data for _, data in plain)


def test_colours_follow_python(server):
    code = "@cache\ndef area(r: float) -> float:\n    return 3.14 * r ** 2  # π\n\nprint(f'{area(2):.1f}', None)\n"
    pieces = server.client.post("/api/highlight", json={"code": code}).json()["highlighted"]
    found = {text.strip(): kind for kind, text in pieces}
    assert (found["def"], found["area"], found["# π"], found["3.14"], found["print"]) == (
        "kw",
        "fn",
        "com",
        "num",
        "bi",
    )
    assert (found["@cache"], found["None"]) == ("dec", "const")


@given(st.text())
def test_colours_never_change_the_code(code):
    """Not a line end, not a byte-order mark, not a surrogate is lost on the way."""
    assert "".join(text for _, text in highlight_python(code)) == code


def test_models_are_listed_without_their_place(server):
    response = server.client.get("/api/models")
    assert response.json()["models"][0]["name"] == "slow"
    assert "/secret" not in response.text


def test_a_refill_that_makes_no_sense_names_what(server):
    answer = server.client.post("/api/generate", json={"prompt": "recipe", "only": "recipe"}).json()
    response = server.client.post("/api/refill", json={"answer": answer, "values": {"a": "b"}})
    assert response.status_code == 400
    assert response.json()["error"]["param"] == "values"
    for broken in ({}, {"answer": {}}, {"answer": answer}, {"answer": answer | {"slots": [1]}, "values": {}}):
        assert server.client.post("/api/refill", json=broken).status_code == 400


def test_the_figures_count_requests_and_answers(start):
    server = start()
    server.client.post("/api/generate", json={"prompt": "recipe", "only": "recipe"})
    server.client.post("/api/generate", json={"prompt": "secret wish"})
    server.client.get("/no/such/place")
    response = server.client.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain")
    assert 'pysmith_http_requests_total{route="/api/generate",status="200"} 2.0' in response.text
    assert 'pysmith_http_requests_total{route="other",status="404"} 1.0' in response.text
    assert 'pysmith_answers_total{source="recipe"} 1.0' in response.text
    assert "pysmith_generation_seconds_count 1.0" in response.text
    assert "secret" not in response.text


def test_the_openapi_document_tells_the_routes_and_their_errors(server):
    document = server.client.get("/openapi.json").json()
    assert set(document["paths"]) == {
        "/health",
        "/ready",
        "/metrics",
        "/api/generate",
        "/api/generate/stream",
        "/api/refill",
        "/api/highlight",
        "/api/models",
        "/v1/models",
        "/v1/models/{model_id}",
        "/v1/completions",
        "/v1/chat/completions",
    }
    text = json.dumps(document)
    assert "HTTPValidationError" not in text
    for operations in document["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    reference = response["content"]["application/json"]["schema"]["$ref"]
                    assert reference == "#/components/schemas/ErrorBody"


def test_every_response_carries_the_security_headers(server):
    client = server.client
    for response in (
        client.get("/"),
        client.get("/api/models"),
        client.get("/nope"),
        client.post("/api/generate"),
        client.get("/", headers={"Host": "evil"}),
    ):
        policy = response.headers["content-security-policy"]
        assert policy.startswith("default-src 'none';")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "*" not in policy
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["referrer-policy"] == "no-referrer"
        assert response.headers["cache-control"] == "no-store"
        assert "server" not in response.headers


def test_head_tells_what_get_would(server):
    for path in ("/", "/page.css"):
        assert server.client.head(path).headers["content-length"] == str(len(server.client.get(path).content))


def test_deadlines_are_those_of_the_options():
    made = protocol_with(3, 4)
    assert issubclass(made, DeadlineProtocol)
    assert (made.receive_timeout_s, made.write_timeout_s) == (3, 4)


@pytest.mark.parametrize("path", ["/api/generate", "/v1/chat/completions"])
def test_a_method_that_is_not_there_is_a_405_that_says_which(server, path):
    for method in ("PUT", "DELETE", "PATCH", "GET"):
        response = server.client.request(method, path, json={})
        assert response.status_code == 405
        assert response.headers["allow"] == "POST"
        assert response.json()["error"]["code"] == "method_not_allowed"
