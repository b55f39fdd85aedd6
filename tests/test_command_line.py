"""The command line keeps its promises: results on stdout, all else on stderr, exit codes that programs can trust."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared_index import lend_index

ROOT = Path(__file__).resolve().parent.parent
TIME_LIMIT_S = 300  # for one command on a busy machine, the first index of the cookbook included
ANSWER_KEYS = """
    id prompt code source confidence valid title recipe_id model seed ms candidates suggestions
""".split()


def environment(**more: str) -> dict[str, str]:
    """Return our environment without a display or anybody's settings for Pysmith."""
    unwanted = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYSMITH_DATA_DIR", "PYSMITH_TOKEN"}
    return {name: value for name, value in os.environ.items() if name not in unwanted} | more


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-W", "error", "-m", "app", *map(str, arguments)]


def run(*arguments: object, stdin: str | bytes = "", **env: str) -> subprocess.CompletedProcess:
    """Run `python -m app`; its output comes as text."""
    sent = stdin if isinstance(stdin, bytes) else stdin.encode()
    result = subprocess.run(
        command(*arguments), input=sent, capture_output=True, cwd=ROOT, env=environment(**env), timeout=TIME_LIMIT_S
    )
    result.stdout, result.stderr = result.stdout.decode(), result.stderr.decode()
    assert "Traceback" not in result.stderr, result.stderr
    return result


@pytest.fixture(scope="session")
def data(tmp_path_factory) -> Path:
    """A data directory that has what the first start puts into it."""
    folder = tmp_path_factory.mktemp("data")
    lend_index(folder)
    assert run("--data-dir", folder, "models").returncode == 0
    return folder


@pytest.fixture
def pysmith(data):
    """Run a command line on the data directory."""
    return lambda *arguments, **more: run("--data-dir", data, *arguments, **more)


# ---------------------------------------------------------------- one request
@pytest.mark.parametrize("prompt", ["Create a for loop", "Read a CSV file", "Define a function", "Create a dictionary"])
def test_everyday_requests_get_code_that_runs(pysmith, prompt, tmp_path):
    """The code stands alone on stdout and runs as it is; where it comes from is said on stderr."""
    result = pysmith("ask", prompt)
    assert result.returncode == 0
    assert re.search(r"# recipe · \d+% sure · ", result.stderr)
    (tmp_path / "answer.py").write_text(result.stdout, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "answer.py"], cwd=tmp_path, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    assert ran.returncode == 0, ran.stderr


def test_a_request_names_its_own_values(pysmith):
    """Paths and names of the request stand in the answer."""
    code = pysmith("ask", "read the csv file 'planets.csv'").stdout
    compile(code, "answer", "exec")
    assert "planets.csv" in code


def test_stdin_is_read_for_a_dash(pysmith):
    """`-` takes the request from standard input, and JSON is printed with all that the contract names."""
    result = pysmith("ask", "-", "--json", stdin="reverse the string 'crème brûlée 🍮'\n")
    answer = json.loads(result.stdout)
    assert result.returncode == 0
    assert set(ANSWER_KEYS) <= answer.keys()
    assert answer["prompt"] == "reverse the string 'crème brûlée 🍮'\n"
    assert "crème brûlée 🍮" in answer["code"]


def test_what_is_unknown_is_said_to_be(pysmith):
    """Without an answer: exit code 1, nothing on stdout, and in JSON source none with empty code."""
    plain = pysmith("ask", "zzqx vbnmp qqqwv", "--only", "recipe")
    assert (plain.returncode, plain.stdout) == (1, "")
    assert "I don't know" in plain.stderr
    answer = pysmith("ask", "zzqx vbnmp qqqwv", "--only", "recipe", "--json")
    assert answer.returncode == 1
    assert json.loads(answer.stdout) | {"source": "none", "code": "", "valid": False} == json.loads(answer.stdout)


def test_the_beginning_of_code_is_finished(pysmith):
    """A begun function comes back whole, and does what its examples show."""
    begun = 'def is_even(n):\n    """Return whether a number is even.\n\n    >>> is_even(4)\n    True\n'
    begun += '    >>> is_even(7)\n    False\n    """\n'
    result = pysmith("ask", begun, "--only", "recipe")
    assert result.returncode == 0
    assert result.stdout.startswith(begun.rstrip())
    space: dict = {}
    exec(result.stdout, space)
    assert [space["is_even"](n) for n in (0, 5, -2, 10**30 + 1)] == [True, False, True, False]


def test_the_same_seed_gives_the_same_answer(pysmith):
    """What the model writes depends on the seed alone, and compiles if it is shown."""
    asked = ("ask", "make a list of numbers", "--only", "model", "--json", "--length", "200", "--candidates", "8")
    first, second, other = (json.loads(pysmith(*asked, "--seed", seed).stdout) for seed in (2, 2, 6))
    assert first["seed"] == 2
    assert (first["code"], first["candidates"]) == (second["code"], second["candidates"])
    assert first["candidates"] != other["candidates"]
    for candidate in first["candidates"] + other["candidates"]:
        assert candidate["source"] == "model"
        compile(candidate["code"], "candidate", "exec")


# ---------------------------------------------------------------- bad usage
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask"], "Say what you want"),
        (["ask", "x", "--length", "3"], "length=3 is out of range"),
        (["ask", "x", "--candidates", "99"], "candidates=99 is out of range"),
        (["ask", "x", "--seed", "-1"], "seed=-1 is out of range"),
        (["ask", "x", "--only", "luck"], "invalid choice"),
        (["ask", "x", "--only", "model", "--model", "nobody"], "nobody"),
        (["ask", "--batch", "requests.jsonl"], "--out"),
        (["ask", "--batch", "no-such-file.jsonl", "--out", "never-written.jsonl"], "no-such-file.jsonl"),
        (["ask", "x" * 30_000], "at most 20,000"),
        (["serve", "--host", "0.0.0.0"], "token"),
        (["fly"], "invalid choice"),
    ],
    ids=lambda value: " ".join(value)[:30] if isinstance(value, list) else "",
)
def test_bad_usage_is_exit_code_2(pysmith, arguments, said):
    """What cannot be done is said in a line on stderr."""
    result = pysmith(*arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert said in result.stderr


def test_a_data_folder_that_cannot_be_used_is_named(tmp_path):
    """A file in the place of the data directory is an error that names it, not a crash."""
    (tmp_path / "taken").write_text("", encoding="utf-8")
    result = run("--data-dir", tmp_path / "taken" / "below", "where")
    assert (result.returncode, result.stdout) == (2, "")
    assert str(tmp_path / "taken") in result.stderr


# ---------------------------------------------------------------- where things are
def test_everything_is_written_into_the_data_directory(data, tmp_path):
    """`--data-dir` and PYSMITH_DATA_DIR move all that is written; the home directory stays as it was."""
    home = tmp_path / "home"
    home.mkdir()
    by_option = run("--data-dir", data, "ask", "sort a list", HOME=str(home), PYSMITH_DATA_DIR=str(tmp_path / "unused"))
    by_variable = run("where", HOME=str(home), PYSMITH_DATA_DIR=str(data))
    assert (by_option.returncode, by_variable.returncode) == (0, 0)
    places = dict(re.findall(r"^(\w+) +(.+)$", by_variable.stdout, re.MULTILINE))
    assert all(Path(places[name]).is_relative_to(data) for name in ("data", "models", "cookbook", "cache", "log"))
    assert list(home.rglob("*")) == []
    assert not (tmp_path / "unused").exists()


def test_models_and_recipes_can_be_looked_up(pysmith):
    """`models` lists what is installed, `cookbook` lists topics and finds recipes."""
    models = pysmith("models")
    assert models.returncode == 0
    assert re.search(r"^seed-char-3m: 3\.24M parameters", models.stdout, re.MULTILINE)
    assert "csv" in pysmith("cookbook", "list").stdout.lower()
    assert "csv" in pysmith("cookbook", "search", "read", "csv").stdout.lower()


def test_a_reader_who_leaves_does_no_harm(data):
    """A closed pipe ends the program quietly."""
    process = subprocess.Popen(
        command("--data-dir", data, "cookbook", "list"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
    )
    process.stdout.close()
    _, errors = process.communicate(timeout=TIME_LIMIT_S)
    assert process.returncode in (0, 1)
    assert errors == b""


# ---------------------------------------------------------------- batch
ENGLISH = [
    "read a csv file", "sort a list of numbers", "create a dictionary", "write text to a file", "open a json file",
    "reverse a string", "count the words in a text", "print the numbers from 1 to 10", "find the largest number",
    "make a class for a bank account", "download a web page", "plot a sine wave", "remove duplicates from a list",
    "merge two dictionaries", "today's date", "random number between 1 and 6", "list all files in a folder",
    "check if a number is prime", "how do I read a file line by line??", "SORT THE DICT BY VALUE PLS",
]  # fmt: skip
SUFFIXES = ["", "please", "in python", "with pandas", "and print it", "with a function", "twice"]
CODE = [
    "def add(a, b):\n",
    'def area(radius):\n    """Return the area of a circle."""\n',
    "def is_prime(n):\n    ",
    "import csv\n\n",
    "for i in range(",
    "class Stack:\n    def push(self, item):\n",
    "print('hello",
    "x = [1, 2, 3\n",
    'def f(x):\n    """\n    >>> f(1)\n    2\n    >>> f(\n    """\n',
    'def spin(n):\n    """Loop.\n\n    >>> spin(1)\n    1\n    """\n    while True: pass\n',
]
ODD = [
    "", " ", "\n\n\t", "?", "a", "." * 500, "a" * 10_000, "sort a list " * 833, "(" * 10_000, "def f(" + "(" * 3000,
    "🎉🎉🎉", "сортировать список", "リストを並べ替える", "sort \u202e a list", "read\x00 a file", "\x00",
    "\x1b[31mred\x1b[0m",
    "\ud800", "sort \udcff a list", "\ufeffread a csv file", "'; DROP TABLE recipes; --", "<script>alert(1)</script>",
    "{}{}{}", "%s %d %n", "../../etc/passwd", "`" * 99, '"""', "'''\n\"\"\"", "\\", "\\N{BULLET}", "x" * 5000 + " csv",
    "public static void main(String[] args) { System.out.println(1); }",
    "public class Dog extends Animal {\n  private int age;\n}",
    "SELECT name FROM people WHERE age > 3", "#include <stdio.h>", "const f = (x) => x + 1;", "fn main() {}",
    "write the number 1e999 to 'a.txt'", "multiply 99999999999999999999999999 by 0x", "set x to nan",
]  # fmt: skip
BROKEN = [
    b"not json",
    b'{"id": "b1", "prompt": 7}',
    b'{"id": "b2"}',
    b"[1, 2]",
    b'"text"',
    b"null",
    b'{"id": "b3", "prompt": "cut off',
    b'{"id": "b4", "prompt": "' + b"x" * 30_000 + b'"}',
    b"[" * 100_000,
    b'{"prompt": null}',
]
FINE = {"id": "utf8", "prompt": "sort a list"}


def mixed_lines() -> list[bytes]:
    """Return 200 lines: broken ones, and requests of all kinds with their number as id."""
    lines = [*BROKEN, b'{"id": 10, "prompt": "caf\xe9 \xff\xfe"}']
    prompts = [*ODD, *CODE, *(f"{text} {suffix}".strip() for suffix in SUFFIXES for text in ENGLISH)]
    for number in range(len(lines), 200):
        prompt = prompts[(number - len(lines)) % len(prompts)]
        lines.append(json.dumps({"id": number, "prompt": prompt}).encode())
    return lines


def no_constant(name: str):
    raise AssertionError(f"{name} is not JSON")


def test_a_batch_of_mixed_requests_gives_an_answer_each(pysmith, tmp_path):
    """200 lines in, 200 Answers out in the same order; a line that is broken says so and stops nothing."""
    lines = mixed_lines()
    assert len(lines) == 200
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    result = pysmith(
        "ask", "--batch", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl", "--length", "60", "--candidates", "1"
    )
    assert (result.returncode, result.stdout) == (0, ""), result.stderr
    assert "200 answered, done" in result.stderr
    out = (tmp_path / "out.jsonl").read_text(encoding="ascii").splitlines()
    answers = [json.loads(line, parse_constant=no_constant) for line in out]
    assert len(answers) == 200
    assert [answer["id"] for answer in answers[10:]] == list(range(10, 200))
    assert [answer["id"] for answer in answers[:10]] == [None, "b1", "b2", None, None, None, None, "b4", None, None]
    assert [number for number, answer in enumerate(answers) if "error" in answer] == list(range(10))
    for answer in answers:
        check_answer(answer)
    for line, answer in list(zip(lines, answers, strict=True))[11:]:
        assert answer["prompt"] == json.loads(line)["prompt"]


def check_answer(answer: dict) -> None:
    """Check what holds for every Answer."""
    assert set(ANSWER_KEYS) <= answer.keys()
    assert answer["source"] in ("recipe", "model", "hybrid", "none")
    assert 0 <= answer["confidence"] <= 1
    assert answer["valid"] == bool(answer["code"]) == (answer["source"] != "none")
    assert all(isinstance(text, str) for text in answer["suggestions"])
    for code in (answer["code"], *(candidate["code"] for candidate in answer["candidates"])):
        compile(code, "answer", "exec", dont_inherit=True)
        assert "```" not in code.split("\n")[0]


# ---------------------------------------------------------------- the doors
@pytest.mark.slow
def test_the_self_test_passes(pysmith):
    """Everything that Pysmith consists of works here."""
    result = pysmith("self-test")
    assert result.returncode == 0, result.stdout
    assert result.stdout.rstrip().endswith("self-test passed")


@pytest.mark.skipif(sys.platform != "linux", reason="the other systems always have a display")
def test_without_a_display_the_page_is_served(data):
    """`python -m app` says that there is no display, prints the page's address, and stops when told to."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", 8000))
        except OSError:
            pytest.skip("somebody else serves at port 8000 of this machine")
    with subprocess.Popen(
        command("--data-dir", data), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=environment()
    ) as process:
        try:
            first_line = process.stdout.readline().decode()
            assert "http://127.0.0.1:8000/" in first_line
        finally:
            process.send_signal(signal.SIGTERM)
            errors = process.stderr.read().decode()
    assert process.returncode == 0
    assert "no display" in errors
    assert "Traceback" not in errors
