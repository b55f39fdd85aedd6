"""The README tells the truth: its commands work, its links lead somewhere, its tables are complete."""

import dataclasses
import importlib.util
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from app.cli import make_parser
from app.paths import data_dir
from app.server.create import create_app
from app.server.options import ServerOptions
from app.session import Session
from engine.cookbook import Recipe, parse_page
from engine.events import Answer
from training.__main__ import VERBS as TRAINING_VERBS
from training.__main__ import _make_parser as make_training_parser

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
SOURCE_SCRIPT = "resources/installers/source.py"
TIME_LIMIT_S = 300


def blocks(language: str) -> list[str]:
    """Return the README's code blocks of a language; blocks inside of blocks belong to the outer one."""
    found = re.findall(r"^(`{3,})(\w+)\n(.*?)^\1$", TEXT, re.MULTILINE | re.DOTALL)
    return [code for _, name, code in found if name == language]


COMMANDS = [line for block in blocks("sh") for line in block.splitlines()]
APP = ".venv/bin/python -m app "
APP_COMMANDS = [line for line in COMMANDS if APP in line]
QUICK_COMMANDS = [
    line for line in APP_COMMANDS if not re.search(r"-m app (serve|self-test|cookbook (check|add))", line)
]
CURL_COMMANDS = [line for line in COMMANDS if line.startswith("curl ")]


def table(first_column: str) -> list[list[str]]:
    """Return the rows of the table whose first column is called so."""
    body = re.search(rf"^\| {first_column} \|.*\n\|[ -|]+\|\n((?:\|.*\n)+)", TEXT, re.MULTILINE)
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in body[1].splitlines()]


def here(line: str) -> str:
    """Return a command with the Python that runs the tests in the place of the README's."""
    return line.replace(".venv/bin/python", shlex.quote(sys.executable))


def environment(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return kept | {"PYSMITH_DATA_DIR": str(data), "PYTHONPATH": str(ROOT), "no_proxy": "127.0.0.1"}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Run a shell command in an empty folder, with one data directory for all."""
    folder, data = tmp_path_factory.mktemp("place"), tmp_path_factory.mktemp("data")

    def run_command(line: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            here(line),
            shell=True,
            cwd=folder,
            env=environment(data),
            capture_output=True,
            text=True,
            timeout=TIME_LIMIT_S,
            stdin=subprocess.DEVNULL,
        )

    run_command.folder, run_command.data = folder, data
    return run_command


# ---------------------------------------------------------------- the two commands
@pytest.fixture
def source():
    """The script behind the README's first two commands."""
    spec = importlib.util.spec_from_file_location("source", ROOT / SOURCE_SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_first_two_commands_are_one_line_each(source):
    """The README opens with a command that runs Pysmith and one that runs the tests."""
    first, second = blocks("sh")[:2]
    assert first == f"python3 {SOURCE_SCRIPT} run\n"
    assert second == f"python3 {SOURCE_SCRIPT} test\n"
    assert set(source.EXTRAS) == {"run", "test"}


def test_all_other_commands_are_known():
    """Nothing in a block of shell commands escapes the tests below."""
    known = (*APP_COMMANDS, *CURL_COMMANDS)
    starts = (f"python3 {SOURCE_SCRIPT} ", ".venv/bin/python -m training ", ".venv/bin/pyinstaller ", "dist/pysmith/")
    starts += (".venv/bin/python resources/installers/build.py ",)
    assert [line for line in COMMANDS if line not in known and not line.startswith(starts)] == []
    assert (ROOT / "build.spec").is_file()


def test_set_up_takes_what_pyproject_lists(source):
    """The extras are resolved, the project itself is not asked of a registry."""
    wanted = source.requirements(["test", "cookbook"])
    assert "torch==2.13.0" in wanted
    assert {"pandas", "pytest", "pyinstaller"} <= {re.split(r"\W", requirement)[0] for requirement in wanted}
    assert not [requirement for requirement in wanted if requirement.startswith("pysmith")]
    assert set(source.requirements([])) < set(wanted)


@pytest.mark.skipif(os.name != "posix", reason="the folders of an environment are named otherwise")
def test_set_up_is_done_once(source, tmp_path, monkeypatch):
    """A second run installs nothing; one whose requirements have changed does, and so does one cut off before."""
    (tmp_path / "bin").mkdir()
    python = tmp_path / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    installed = []
    monkeypatch.setattr(source, "VENV", tmp_path)
    monkeypatch.setattr(source, "provide_qt", lambda python: None)
    monkeypatch.setattr(source, "install", lambda python, wanted: installed.append(wanted))
    assert source.set_up("run") == python
    assert source.set_up("run") == python
    assert len(installed) == 1
    monkeypatch.setattr(source, "requirements", lambda extras: ["one-more"])
    source.set_up("run")
    assert installed[1:] == [["one-more"]]

    def cut_off(python, wanted):
        raise subprocess.CalledProcessError(1, ["pip"])

    monkeypatch.setattr(source, "install", cut_off)
    assert source.main(["test"]) == 2
    assert not (tmp_path / "pysmith-test.done").exists()


def test_set_up_says_what_it_does_not_know(source, capsys):
    """Another verb than run and test is an error in one line."""
    assert source.main(["fly"]) == 2
    assert "Say run or test" in capsys.readouterr().err


# ---------------------------------------------------------------- the command line
@pytest.mark.parametrize("line", APP_COMMANDS)
def test_commands_are_understood(line):
    """The command line takes every command as it stands, and the README's table names its verb."""
    arguments = shlex.split(line.split(APP)[1])
    args = make_parser().parse_args(arguments)
    assert callable(args.verb)


@pytest.mark.parametrize("line", QUICK_COMMANDS)
def test_commands_work(line, run):
    """The quick ones are run; an honest "no answer" of the small model alone counts as well."""
    result = run(line)
    assert result.returncode in ((0, 1) if "--only model" in line else (0,)), result.stderr
    assert result.stdout or result.returncode == 1
    assert "Traceback" not in result.stderr


def test_the_table_names_every_verb():
    """The verbs of the table are those of the command line."""
    usage = make_parser().format_usage()
    verbs = re.search(r"ask(?:\|[\w-]+)+", usage)[0].split("|")
    named = {re.match(r"`?(\w[\w-]*)", row[0])[1] for row in table("verb") if row[0].startswith("`")}
    assert named == set(verbs)


@pytest.mark.parametrize("line", [line for line in COMMANDS if "-m training " in line])
def test_training_commands_are_understood(line):
    """The verbs of training take the commands as they stand."""
    arguments = shlex.split(line.split("-m training ")[1])
    assert arguments[0] in TRAINING_VERBS
    assert make_training_parser(arguments[0]).parse_args(arguments)


# ---------------------------------------------------------------- HTTP
@pytest.fixture(scope="module")
def address(run):
    """A server as the README starts it, on a free port."""
    line = next(line for line in APP_COMMANDS if " serve " in line)
    command = shlex.split(here(re.sub(r"--port \d+", "--port 0", line)))
    with subprocess.Popen(
        command, cwd=run.folder, env=environment(run.data), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        yield re.search(r"http://\S+(?=/)", process.stdout.readline())[0]
        process.send_signal(signal.SIGTERM)


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on this machine")
@pytest.mark.parametrize("line", CURL_COMMANDS)
def test_curl_commands_work(line, address, run):
    """Each gets what it asks for."""
    result = run(re.sub(r"http://127.0.0.1:8000", address, line) + " --fail --silent --show-error")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(("{", "event:", "data:", "id:"))


def test_the_openai_example_works(address, capsys):
    """The example prints code, with the real client."""
    (code,) = blocks("python")
    space: dict = {}
    try:
        exec(compile(code.replace("http://127.0.0.1:8000", address), "README.md", "exec"), space)
    finally:
        space["client"].close()
    assert "count" in capsys.readouterr().out.lower()


def test_the_tables_are_complete(tmp_path):
    """Every field of an Answer and every public route is described."""
    fields = set(re.findall(r"`(\w+)`", " ".join(row[0] for row in table("field"))))
    assert fields == {field.name for field in dataclasses.fields(Answer)}
    app = create_app(Session(data_dir(tmp_path)), ServerOptions())
    paths = {re.sub(r"/\{.*", "", path) for path in app.openapi()["paths"]}
    described = set(re.findall(r"(/[\w/]*)", " ".join(row[0] for row in table("route"))))
    assert paths - described == set()


# ---------------------------------------------------------------- recipes, links
def test_the_recipe_of_the_example_works(run):
    """The page passes its check, is added, and answers with another value than its own."""
    (page,) = blocks("markdown")
    (recipe,) = parse_page(page, Path("our-shop.md"))
    assert isinstance(recipe, Recipe)
    (run.folder / "our-shop.md").write_text(page, encoding="utf-8")
    for line in (line for line in APP_COMMANDS if "our-shop.md" in line):
        result = run(line)
        assert result.returncode == 0, result.stderr
    answer = run(APP + "ask 'show the invoice number for order 77' --only recipe")
    assert answer.stdout == recipe.code.replace("1042", "77")


def test_links_lead_somewhere():
    """Every file that is linked or shown is there."""
    targets = re.findall(r"\]\(([^)\s]+)\)", TEXT) + re.findall(r'src="([^"]+)"', TEXT)
    missing = [
        target for target in targets if "://" not in target and not (ROOT / unquote(target.split("#")[0])).exists()
    ]
    assert targets
    assert missing == []


def test_files_that_are_named_exist():
    """A path in back-ticks that looks like one of ours is one."""
    named = set(re.findall(r"`((?:app|engine|training|tests|resources)/[\w./-]+)`", TEXT))
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
