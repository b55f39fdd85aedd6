"""The `serve` command as a process: exit codes, signals, secrets, and that it never leaves the machine."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading

import httpx
import openai
import pytest

from app.paths import resources_dir
from tests.server.process import ServeProcess, command, environment
from tests.server.wire import exchange, status_of

LONG = {"prompt": "write and write", "only": "model", "model": "tiny", "length": 1500, "candidates": 1, "seed": 3}
needs_posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


def run(data_dir, *args: str, **env: str) -> subprocess.CompletedProcess:
    return subprocess.run(command(data_dir, *args), capture_output=True, text=True, timeout=60, env=environment(**env))


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::"])
def test_other_addresses_without_a_token_are_refused(data_dir, host):
    result = run(data_dir, "--host", host)
    assert result.returncode == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "--token" in result.stderr


def test_a_busy_port_is_told_in_one_line(data_dir):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run(data_dir, "--port", str(port))
    assert result.returncode == 2
    assert f"port {port} is already in use" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "args", [("--port", "99999"), ("--port", "x"), ("--allow-origin", "*"), ("--host", "192.0.2.7", "--token", "t")]
)
def test_what_cannot_be_served_is_exit_code_2(data_dir, args):
    result = run(data_dir, *args)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_it_binds_this_machine_only(serving):
    """Another address of the same machine finds nobody there."""
    with pytest.raises(OSError):  # noqa: PT011 - refused or unreachable, as the system likes
        socket.create_connection(("127.0.0.2", serving.port), timeout=2).close()
    assert serving.address.startswith("http://127.0.0.1:")


def test_a_recipe_is_answered_through_every_route(serving):
    answer = serving.client.post("/api/generate", json={"prompt": "Read a CSV file"}).json()
    assert (answer["source"], answer["valid"]) == ("recipe", True)
    assert "import csv" in answer["code"]
    with openai.OpenAI(base_url=serving.address + "v1", api_key="any") as client:
        ask = [{"role": "user", "content": "Read a CSV file"}]
        chat = client.chat.completions.create(model="tiny", messages=ask)
        assert chat.choices[0].message.content == answer["code"]
        assert chat.usage.completion_tokens == len(answer["code"]), "a character is a token for this model"
        stream = client.chat.completions.create(model="tiny", messages=ask, stream=True)
        assert "".join(chunk.choices[0].delta.content or "" for chunk in stream) == answer["code"]


def test_the_model_writes_and_its_seed_reproduces_it(serving):
    ask = {"prompt": "print it", "only": "model", "model": "tiny", "seed": 11, "length": 60}
    first, second = (serving.client.post("/api/generate", json=ask).json() for _ in range(2))
    assert first["code"] == second["code"]
    assert first["model"] == "tiny"
    text = serving.client.post("/api/generate/stream", json=ask).text
    assert text.count("event: partial") >= 1
    assert text.rstrip().endswith('data: {"stopped":false}')


def test_slots_are_refilled(serving):
    answer = serving.client.post(
        "/api/generate", json={"prompt": "read the csv file data.csv into a list of dictionaries"}
    ).json()
    slot = next(slot for slot in answer["slots"] if slot["kind"] == "path")
    filled = serving.client.post(
        "/api/refill", json={"answer": answer, "values": {slot["default"]: "it's mine.csv"}}
    ).json()
    assert "it's mine.csv" in filled["code"]
    compile(filled["code"], "answer", "exec")
    nonsense = serving.client.post("/api/refill", json={"answer": answer, "values": {"no such slot": "x"}})
    assert nonsense.status_code == 400
    assert set(nonsense.json()["error"]) == {"message", "type", "param", "code"}


def test_an_unknown_request_is_an_honest_none(serving):
    answer = serving.client.post("/api/generate", json={"prompt": "xyzzy plugh frobnicate"}).json()
    assert (answer["source"], answer["code"]) == ("none", "")


@needs_posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signals_end_it_in_order_with_a_last_event(serve, number):
    process = serve()
    process.wait_until_ready()
    with process.client.stream("POST", "/api/generate/stream", json=LONG) as response:
        lines = response.iter_lines()
        assert next(lines) == "event: partial"
        process.process.send_signal(number)
        rest = list(lines)
    assert [line for line in rest if line.startswith("event:")][-1] == "event: done"
    assert process.process.wait(10) == 0
    assert "Traceback" not in process.log()


@needs_posix
def test_a_signal_while_it_loads_ends_it_too(serve, tmp_path):
    """Nobody waits for recipes and models that nobody will ask any more."""
    shutil.copytree(tmp_path, tmp_path / "data")
    process = ServeProcess(tmp_path / "data")
    assert process.stop(signal.SIGINT) == 0
    assert "Traceback" not in process.log()


@needs_posix
def test_a_stalled_and_a_half_sent_connection_do_not_hold_up_the_end(serve):
    process = serve()
    with (
        socket.create_connection(("127.0.0.1", process.port)) as half,
        socket.create_connection(("127.0.0.1", process.port)) as idle,
    ):
        half.sendall(b"POST /api/generate HTTP/1.1\r\nHost: x")
        process.process.send_signal(signal.SIGTERM)
        assert process.process.wait(10) == 0
        idle.close()


def test_the_token_comes_from_the_environment_and_is_never_told(serve):
    process = serve(PYSMITH_TOKEN="very-s3cret")
    client = process.client
    assert client.get("/").status_code == 200
    assert client.get("/api/models").status_code == 401
    assert client.get("/api/models", params={"token": "very-s3cret"}).status_code == 401
    right = {"Authorization": "Bearer very-s3cret"}
    assert client.get("/api/models", headers=right).status_code == 200
    assert client.post("/api/generate", json={"prompt": "my private wish"}, headers=right).status_code == 200
    exchange(process.port, b"GET /?token=very-s3cret HTTP/1.1\r\nHost: x\r\n\r\n")
    process.stop()
    said = process.said()
    assert "very-s3cret" not in said
    assert "private wish" not in said


def test_two_on_one_data_directory_serve_side_by_side(serving, serve):
    second = serve()
    for process in (serving, second):
        answer = process.client.post("/api/generate", json={"prompt": "Create a dictionary", "only": "recipe"}).json()
        assert answer["source"] == "recipe"


def test_every_address_bound_answers_to_the_address_it_was_reached_by(serve):
    """Bound to all addresses, its names are those of this machine; a name that merely points here is none."""
    process = serve("--host", "0.0.0.0", "--token", "t")
    assert process.address.startswith("http://127.0.0.1:")
    assert httpx.get(f"http://127.0.0.2:{process.port}/", trust_env=False).status_code == 200
    for host in (f"127.0.0.3:{process.port}", f"evil.example:{process.port}"):
        sent = f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        assert status_of(exchange(process.port, sent.encode())) == 403


def test_what_was_asked_is_not_kept(serving):
    serving.client.post("/api/generate", json={"prompt": "my unforgettable wish", "only": "recipe"})
    assert "unforgettable" not in serving.said()
    assert not (serving.data_dir / "history.sqlite").exists()


def can_unshare() -> bool:
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        return False
    return subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode == 0


@pytest.mark.skipif(not can_unshare(), reason="no network namespaces here")
def test_it_starts_and_answers_on_a_machine_without_any_network(data_dir, tmp_path):
    """A program in the same empty network asks it; nothing but loopback is there."""
    script = tmp_path / "inside.py"
    script.write_text(INSIDE)
    serve = command(data_dir, "--port", "0")
    inside = ["unshare", "-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", sys.executable, str(script), *serve]
    result = subprocess.run(inside, capture_output=True, text=True, timeout=120, env=environment())
    assert result.returncode == 0, result.stderr
    assert "import csv" in result.stdout


INSIDE = """
import json, re, subprocess, sys, urllib.request
server = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, text=True)
try:
    address = re.search(r"http://\\S+", server.stdout.readline()).group()
    body = json.dumps({"prompt": "Read a CSV file"}).encode()
    request = urllib.request.Request(address + "api/generate", body, {"Content-Type": "application/json"})
    print(json.load(urllib.request.urlopen(request, timeout=100))["code"])
finally:
    server.terminate()
    assert server.wait(20) == 0
"""


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="no strace here")
def test_no_thread_or_subprocess_tries_to_leave_the_machine(data_dir, tmp_path):
    """From start to answer, recipe and model: whatever is sent stays on loopback or in the file system."""
    log = tmp_path / "calls"
    tracing = ("strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", str(log))
    process = ServeProcess(data_dir, before=tracing)
    try:
        process.wait_until_ready()
        for ask in (
            {"prompt": "Read a CSV file"},
            {"prompt": "print it", "only": "model", "model": "tiny", "length": 80},
        ):
            assert process.client.post("/api/generate", json=ask).status_code == 200
        assert process.client.get("/").status_code == 200
        traced = subprocess.run(["pgrep", "-P", str(process.process.pid)], capture_output=True, text=True)
        os.kill(int(traced.stdout.split()[0]), signal.SIGTERM)
        process.process.wait(30)
    finally:
        process.stop()
    addresses = re.findall(
        r"sa_family=(AF_\w+)(?:[^}]*?(?:inet_addr\(\"([^\"]+)\"\)|inet_pton\(AF_INET6, \"([^\"]+)\"))?", log.read_text()
    )
    away = [
        found for found in addresses if found[0] != "AF_UNIX" and not (found[1].startswith("127.") or found[2] == "::1")
    ]
    assert away == []
    assert "sendto(" in log.read_text(), "the tracing saw the answers go out"


def test_health_is_told_while_the_model_works(serving):
    """The network computes in native code and lets others in between: all answers come before the model's."""
    longer = LONG | {"length": 4000, "candidates": 3}
    worker = threading.Thread(target=lambda: serving.client.post("/api/generate", json=longer))
    worker.start()
    for _ in range(20):
        assert serving.client.get("/health").status_code == 200
    assert worker.is_alive()
    worker.join()


def test_every_example_on_the_page_is_answered(serving):
    """What the page offers to click is known, and its code compiles."""
    script = (resources_dir() / "web" / "page.js").read_text(encoding="utf-8")
    examples = json.loads(re.search(r"EXAMPLES = (\[.*?\]);", script, re.DOTALL).group(1).replace(",\n]", "\n]"))
    assert len(examples) >= 6
    for example in examples:
        answer = serving.client.post("/api/generate", json={"prompt": example}).json()
        assert answer["source"] == "recipe", example
        assert answer["valid"], example
