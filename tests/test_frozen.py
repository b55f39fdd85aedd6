"""The program that `pyinstaller build.spec` makes works alone: without Python, network, or a file written beside it.

Run on the folder that PYSMITH_FROZEN names, else on dist/pysmith; these tests are skipped when there is neither.
"""

import importlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest

from test_left_out import left_out

ROOT = Path(__file__).resolve().parent.parent
CHOSEN = os.environ.get("PYSMITH_FROZEN")
FOLDER = Path(CHOSEN or ROOT / "dist" / "pysmith")
NAME = "pysmith.exe" if sys.platform == "win32" else "pysmith"
MOST_MEGABYTES = 645  # torch's one library is half of it, recipes and their index 45; see the README
TIME_LIMIT_S = 300

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHOSEN and not (FOLDER / NAME).is_file(), reason="not built: pyinstaller build.spec"),
]

BEGUN = '''def is_even(n):
    """Return whether a number is even.

    >>> is_even(4)
    True
    >>> is_even(7)
    False
    """
'''

SEARCH_PATH = re.compile(r"\((?:RPATH|RUNPATH)\).*\[(.+)\]")
LOOK_FOR = """
from importlib.util import find_spec

def is_there(name):
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:  # not even what it would be in
        return False

print("found:", [name for name in {names!r} if is_there(name)])
"""


def bare_environment(home: Path) -> dict[str, str]:
    """Return an environment in which no Python, no display and none of our settings can be found."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMPDIR") if name in os.environ}
    return kept | {"HOME": str(home), "PATH": "/nowhere", "QT_QPA_PLATFORM": "offscreen"}


def offline() -> list[str]:
    """Return a command in front of which a program has no network but itself, where this system can do that."""
    unshare = shutil.which("unshare")
    if not unshare or subprocess.run([unshare, "-rn", "true"], capture_output=True, check=False).returncode:
        return []
    return [
        unshare,
        "-rn",
        "/bin/sh",
        "-c",
        'ip link set lo up 2>/dev/null || /sbin/ip link set lo up; exec "$@"',
        "sh",
    ]


@pytest.fixture(scope="session")
def home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def program(tmp_path_factory) -> Path:
    """The program, moved to a path with spaces and letters that are not ASCII."""
    folder = tmp_path_factory.mktemp("Programme für Zoë") / f"Py smith{whole(FOLDER).suffix}"
    try:
        shutil.copytree(whole(FOLDER), folder, copy_function=os.link, symlinks=True)
    except OSError:  # another disk
        shutil.rmtree(folder)
        shutil.copytree(whole(FOLDER), folder, symlinks=True)
    return folder / FOLDER.relative_to(whole(FOLDER)) / NAME


def whole(folder: Path) -> Path:
    """Return what a program's folder belongs to: itself, or on macOS the app that it lies in."""
    return folder.parents[1] if folder.parent.name == "Contents" else folder


@pytest.fixture
def run(program, home):
    """Run the program and return what came of it."""

    def run_program(*arguments: str, before: tuple[str, ...] = (), stdin: str = "") -> subprocess.CompletedProcess:
        return subprocess.run(
            [*before, str(program), "--data-dir", str(home / "data"), *arguments],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            env=bare_environment(home),
            cwd=home,
            timeout=TIME_LIMIT_S,
            check=False,
        )

    return run_program


def files_of(program: Path) -> dict[str, tuple[int, int]]:
    """Return all files of the program with their size and time of change."""
    found = ((path, path.lstat()) for path in whole(program.parent).rglob("*"))
    return {str(path): (status.st_size, status.st_mtime_ns) for path, status in found}


def test_it_is_whole_and_leaves_no_trace_beside_it(run, program):
    """The self-test passes with no network, and the program's own folder is as it was."""
    before = files_of(program)
    result = run("self-test", before=tuple(offline()))
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.rstrip().endswith("self-test passed")
    assert files_of(program) == before


def test_it_answers_on_the_command_line(run):
    """A recipe's answer compiles and names what the request names."""
    result = run("ask", "read the csv file 'planètes.csv'", "--json")
    answer = json.loads(result.stdout)
    assert (result.returncode, answer["source"]) == (0, "recipe")
    compile(answer["code"], "answer", "exec")
    assert "planètes.csv" in answer["code"]


def test_it_brings_the_index_of_its_recipes(run, home):
    """Its first answer does not wait until thousands of recipes have been read."""
    assert run("--data-dir", str(home / "first"), "ask", "sort a list of numbers").returncode == 0
    assert not list((home / "first").rglob("index.bin"))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there may be no compiler that takes gcc's options")
def test_it_brings_the_network_in_c(program, home, tmp_path):
    snippet = tmp_path / "look.py"
    snippet.write_text("from engine.native.network import load_library\nprint(load_library())\n", encoding="utf-8")
    result = subprocess.run(
        [str(program), "run-snippet", str(snippet)],
        capture_output=True,
        encoding="utf-8",
        env=bare_environment(home),
        timeout=TIME_LIMIT_S,
        check=False,
    )
    assert "libnetwork" in result.stdout, result.stdout + result.stderr


def test_it_starts_processes_of_its_own(run):
    """The examples of a begun function are tried in a child process, which is the program itself."""
    result = run("ask", "-", "--only", "recipe", stdin=BEGUN)
    assert result.returncode == 0, result.stderr
    space: dict = {}
    exec(result.stdout, space)
    assert (space["is_even"](10), space["is_even"](11)) == (True, False)


def test_the_model_writes(run):
    """torch works in it: the model's candidates are the same for the same seed."""
    asked = ("ask", "print the numbers", "--only", "model", "--seed", "3", "--length", "80", "--json")
    first, second = (json.loads(run(*asked).stdout) for _ in range(2))
    assert first["model"] is not None
    assert first["candidates"] == second["candidates"]


def test_nothing_but_the_answer_is_said(run):
    """torch, which looks into its own source, complains of nothing that the program does not carry."""
    result = run("ask", "print the numbers", "--only", "model", "--seed", "3", "--length", "40")
    assert "Warning" not in result.stderr
    assert "Traceback" not in result.stderr


def test_what_is_left_out_is_not_there(program, home, tmp_path):
    """Every other test here runs without what build.spec excludes: none of it can be found from inside the program."""
    snippet = tmp_path / "look.py"
    snippet.write_text(LOOK_FOR.format(names=left_out()), encoding="utf-8")
    result = subprocess.run(
        [str(program), "run-snippet", str(snippet)],
        capture_output=True,
        encoding="utf-8",
        env=bare_environment(home),
        timeout=TIME_LIMIT_S,
        check=False,
    )
    assert result.stdout == "found: []\n", result.stderr
    files = {path.relative_to(whole(FOLDER)).as_posix() for path in whole(FOLDER).rglob("*")}
    assert not [name for name in files if re.search(r"torch/(test|include)/|/qml/|libQt6(Qml|Quick|Sql)", name)]


def test_it_names_the_licences_of_what_it_carries(program):
    """Python, Qt, torch and the others are there with their licences."""
    (text,) = {path.read_text(encoding="utf-8") for path in whole(program.parent).rglob("LICENCES.txt")}
    for name in ("Python", "PySide6_Essentials", "torch", "numpy", "fastapi", "tokenizers"):
        assert re.search(rf"^=+\n{name}\b.*\n=+\n", text, re.MULTILINE | re.IGNORECASE), name


def test_it_says_so_when_it_cannot_write(program, tmp_path):
    """Without a home that can be written there is one line that says what to do, and no traceback."""
    (tmp_path / "file").touch()
    nowhere = str(tmp_path / "file" / "home")
    result = subprocess.run(
        [str(program), "ask", "sort a list"],
        capture_output=True,
        encoding="utf-8",
        env=bare_environment(Path(nowhere)) | {"LOCALAPPDATA": nowhere, "XDG_DATA_HOME": nowhere},
        timeout=TIME_LIMIT_S,
        check=False,
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert "--data-dir" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_several_people_use_it_at_once(program, tmp_path):
    """Each has a data directory of their own; nobody gets in another's way."""
    processes = [
        subprocess.Popen(
            [str(program), "--data-dir", str(tmp_path / name), "ask", "read the csv file 'x.csv'"],
            stdout=subprocess.PIPE,
            env=bare_environment(tmp_path),
            encoding="utf-8",
        )
        for name in ("Ada", "Grace", "Zoë")
    ]
    outputs = [process.communicate(timeout=TIME_LIMIT_S)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert "x.csv" in outputs[0]
    assert outputs[0] == outputs[1] == outputs[2]


def test_it_speaks_of_itself(run):
    """Version, models, places and recipes are there."""
    assert re.fullmatch(r"Pysmith \d+\.\d+\.\d+\n", run("--version").stdout)
    assert "parameters" in run("models").stdout
    assert "resources" in run("where").stdout
    assert "csv" in run("cookbook", "list").stdout.lower()


def test_it_serves_its_page(program, home):
    """`serve` gives the page and its parts, answers, and ends in order."""
    process = subprocess.Popen(
        [str(program), "--data-dir", str(home / "data"), "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        env=bare_environment(home),
        cwd=home,
        encoding="utf-8",
    )
    with process:
        try:
            address = re.search(r"http://\S+/", process.stdout.readline()).group()
            page = fetch(address)
            assert "Pysmith" in page
            for part in re.findall(r'(?:src|href)="/?([\w.-]+\.(?:js|css|svg))"', page):
                assert fetch(address + part)
            answer = json.loads(fetch(address + "api/generate", {"prompt": "sort a list", "only": "recipe"}))
            assert answer["source"] == "recipe"
        finally:
            process.send_signal(signal.SIGTERM if os.name == "posix" else signal.CTRL_BREAK_EVENT)
    assert process.returncode == 0 or os.name != "posix"


def fetch(address: str, body: dict | None = None) -> str:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=60) as response:
        return response.read().decode()


@pytest.mark.skipif(os.name != "posix", reason="the signal that ends it is POSIX's")
def test_its_window_opens(program, home, tmp_path):
    """Without arguments the window shows, with its history opened behind it, and nothing is complained of."""
    data = tmp_path / "data"
    with subprocess.Popen(
        [str(program), "--data-dir", str(data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=bare_environment(home),
        cwd=home,
    ) as process:
        try:
            for _ in range(TIME_LIMIT_S * 5):  # the history is opened as soon as the window is there
                if (data / "history.sqlite").exists() or process.poll() is not None:
                    break
                threading.Event().wait(0.2)
            assert process.poll() is None, process.stderr.read().decode()
            assert (data / "history.sqlite").exists()
        finally:
            process.kill()
            errors = process.stderr.read().decode()
    assert "Traceback" not in errors
    assert "qt.qpa" not in errors


def test_its_size_is_watched():
    """No library slips in unseen."""
    total = sum(path.lstat().st_size for path in whole(FOLDER).rglob("*"))
    assert total / 1e6 < MOST_MEGABYTES


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system is asked in another way")
def test_its_libraries_find_each_other(program):
    """Each library finds what it is linked with, in the program or on any Linux, and no link leads nowhere."""
    dead = [str(path) for path in program.parent.rglob("*") if path.is_symlink() and not path.exists()]
    assert dead == []
    missing = set()
    inside = program.parent / "_internal"
    for path in [*inside.rglob("*.so"), *inside.rglob("*.so.*")]:
        listed = subprocess.run(
            ["ldd", str(path)],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"LD_LIBRARY_PATH": str(inside)},
        )
        missing |= set(re.findall(r"(\S+) => not found", listed.stdout))
    assert missing == set()


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("readelf"), reason="Linux, with binutils")
def test_what_it_needs_of_the_system_is_known(monkeypatch):
    """Each library that it does not carry has a package in Debian, and no library names a folder of its builder."""
    monkeypatch.syspath_prepend(str(ROOT / "resources" / "installers"))
    libraries = importlib.import_module("system_libraries")
    packages = libraries.depends(FOLDER)
    assert {"libegl1", "libgl1", "libxcb1", "xkb-data"} <= set(packages)
    paths = {path for each in libraries.elf_files(FOLDER) for path in SEARCH_PATH.findall(libraries.read_elf(each))}
    assert {path for path in paths if path.startswith("/")} == set()
