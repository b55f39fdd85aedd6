"""Set Pysmith up from its source and start it, or its tests: one command, on a machine that has Python 3.11 or newer.

`run` opens the window (without a display it serves the page and says so); `test` runs the tests. What follows the verb
is passed on: `run ask "read a CSV file"`, `test -m "not slow"`. Packages go into `.venv` beside this source, never into
the system's Python. The second time nothing is downloaded. Knows Python's standard library only.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)
EXTRAS = {"run": [], "test": ["test", "cookbook"]}
# On Linux the usual torch brings gigabytes for graphics cards along, which Pysmith has no use for.
CPU_TORCH_INDEX = "https://download.pytorch.org/whl/cpu"
# What Qt needs of a Debian or Ubuntu that has no desktop.
QT_PACKAGES = """
    libegl1 libgl1 libdbus-1-3 libfontconfig1 libglib2.0-0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4
    libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1
""".split()
LOADS_QT = "import ctypes, PySide6.QtWidgets; ctypes.CDLL('libxcb-cursor.so.0')"


class SetupError(Exception):
    """Something that the person has to do first; the message says what."""


def main(arguments: list[str]) -> int:
    """Set up what the verb needs, do it, and return its exit code."""
    verb, *rest = arguments or ["run"]
    try:
        if verb not in EXTRAS:
            raise SetupError(f"There is no {verb!r} here. Say run or test.")
        python = set_up(verb)
        build_network()
        return start([str(python), "-m", "app" if verb == "run" else "pytest", *rest])
    except SetupError as error:
        say(str(error))
        return 2
    except subprocess.CalledProcessError as error:
        say(f"This did not work: {' '.join(map(str, error.cmd))}")
        return 2
    except KeyboardInterrupt:
        return 130


def say(message: str) -> None:
    """Tell the person something, apart from the program's own results."""
    print(f"pysmith: {message}", file=sys.stderr, flush=True)


def start(command: list[str]) -> int:
    """Run a command in the source's folder, in place of this process where the system can do that."""
    os.chdir(ROOT)
    if os.name == "posix":
        os.execv(command[0], command)
    return subprocess.call(command)


# ---------------------------------------------------------------- the environment
def set_up(verb: str) -> Path:
    """Bring `.venv` to what pyproject.toml asks for and return its Python; do nothing when it is there already."""
    if sys.version_info < OLDEST_PYTHON:
        raise SetupError("Pysmith needs Python 3.11 or newer.")
    wanted = requirements(EXTRAS[verb])
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = VENV / f"pysmith-{verb}.done"
    mark = hashlib.sha256("\n".join(wanted).encode()).hexdigest()
    if runs(python, "") and done.is_file() and done.read_text(encoding="utf-8") == mark:
        return python
    if not runs(python, "import pip"):
        make_environment(python)
    say("installing what Pysmith needs into .venv; the first time this takes some minutes")
    install(python, wanted)
    if sys.platform == "linux" and (verb == "test" or has_display()):
        provide_qt(python)
    done.write_text(mark, encoding="utf-8")
    return python


def requirements(extras: list[str]) -> list[str]:
    """Return the packages that pyproject.toml lists for running, and for these extras."""
    import tomllib  # new in the oldest Python that will do

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project["optional-dependencies"]
    wanted = [*project["dependencies"]]
    for extra in extras:
        for requirement in optional[extra]:
            name, _, others = requirement.partition("[")
            if name == project["name"]:  # an extra that takes in others: pysmith[one,two]
                wanted += [each for other in others.rstrip("]").split(",") for each in optional[other.strip()]]
            else:
                wanted.append(requirement)
    return list(dict.fromkeys(wanted))


def runs(python: Path, code: str) -> bool:
    """Return whether this Python is there and runs a line of code without an error."""
    if not python.exists():
        return False
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.run([str(python), "-c", code], **quiet).returncode == 0


def make_environment(python: Path) -> None:
    """Make `.venv` with pip in it; one whose Python does not start any more is made afresh."""
    import venv

    if importlib.util.find_spec("ensurepip") is None:  # Debian keeps it in a package of its own
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        apt_install([f"python{version}-venv"], "to make a virtual environment")
    venv.create(VENV, clear=not runs(python, ""), with_pip=True, symlinks=os.name == "posix")


def install(python: Path, wanted: list[str]) -> None:
    """Install packages with pip; on Linux the torch for CPUs where it can be had, so that less is downloaded."""
    pip = [str(python), "-m", "pip", "install", "--disable-pip-version-check"]
    pip += [] if sys.stderr.isatty() else ["--quiet"]
    if sys.platform == "linux":
        torch = [requirement for requirement in wanted if requirement.startswith("torch==")]
        source = ["--no-deps", "--retries", "0", "--timeout", "15", "--index-url", CPU_TORCH_INDEX]
        if subprocess.run([*pip, *source, *torch], stdout=sys.stderr, stderr=subprocess.DEVNULL).returncode:
            say("the torch for CPUs is out of reach, so the usual one is taken")
    subprocess.run([*pip, *wanted], check=True, stdout=sys.stderr)


def build_network() -> None:
    """Compile the model's arithmetic in C, if a compiler is there; without it everything works, but slower."""
    sys.path.insert(0, str(ROOT))
    from engine.native.build import build

    try:
        build()
    except (RuntimeError, OSError) as error:
        say(f"the model will write with torch alone, since its network in C did not compile:\n{error}")


# ---------------------------------------------------------------- the system's libraries
def has_display() -> bool:
    """Return whether a window could be shown."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def provide_qt(python: Path) -> None:
    """Make sure that Qt finds the system's libraries, or say what is missing."""
    if not runs(python, LOADS_QT):
        try:
            apt_install(QT_PACKAGES, "for the window")
        except SetupError as error:
            say(str(error))


def apt_install(packages: list[str], purpose: str) -> None:
    """Install packages of Debian or Ubuntu as root; raise SetupError with the command to type for anybody else."""
    if shutil.which("apt-get") is None:
        raise SetupError(f"Needed {purpose}, and not there: {' '.join(packages)} (as Debian calls them).")
    if os.geteuid() != 0:
        raise SetupError(f"Needed {purpose}: sudo apt-get install {' '.join(packages)}")
    say(f"installing {', '.join(packages)} {purpose}")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", "-q", *step], env=environment, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
