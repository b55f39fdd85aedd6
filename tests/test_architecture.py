"""Who may import whom: `app → engine ← training`, doors that do not know each other, nothing slow at the start."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = ("app", "engine", "training")

# A package or module → what of ours its files may import. The longest name that fits a file counts.
MAY_IMPORT = {
    "engine": {"engine"},
    "training": {"engine", "training"},
    "app": {"engine", "app"},
    "app.desktop": {"engine", "app", "app.desktop"},
    "app.server": {"engine", "app", "app.server"},
    "app.__main__": {"engine", "app", "app.desktop"},  # a frozen program is its own interpreter for snippets
    "app.cli": {"engine", "app", "app.desktop", "app.server"},
    "app.self_test": {"engine", "app", "app.server"},
}
# Rooms with a door of their own: `app` in the table above does not let anybody in.
CLOSED = ("app.desktop", "app.server")
# The window starts the server by its two public names; it knows nothing else of it.
EXCEPTIONS = {
    ("app.desktop.web_page", "app.server.serve"),
    ("app.desktop.web_page", "app.server.options"),
}
# A library → where it may be imported. What is not listed is free.
ONLY_IN = {
    "PySide6": {"app.desktop"},
    "fastapi": {"app.server"},
    "starlette": {"app.server"},
    "uvicorn": {"app.server"},
    "pydantic": {"app.server"},
    "platformdirs": {"app.paths"},
    "torch": {"engine", "training"},
    "tokenizers": {"engine", "training"},
    "matplotlib": {"training"},
}
START_MODULES = ["app.cli", "app.session", "engine.events", "engine.answer", "app.server.create", "app.desktop.main"]
SLOW_LIBRARIES = {"torch", "tokenizers"}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {module_name(path): path for package in OURS for path in sorted((ROOT / package).rglob("*.py"))}


def imports_of(module: str) -> set[str]:
    """Return the full names of all modules that a file imports, wherever in the file that is."""
    found = set()
    for node in ast.walk(ast.parse(FILES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            package = module if FILES[module].name == "__init__.py" else module.rpartition(".")[0]
            base = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            source = ".".join(filter(None, (base, node.module)))
            found |= {name if (name := f"{source}.{alias.name}") in FILES else source for alias in node.names}
    return found


def is_inside(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def longest_fit(module: str, packages) -> str:
    return max((package for package in packages if is_inside(module, package)), key=len)


@pytest.mark.parametrize("module", FILES)
def test_imports_go_one_way(module):
    """Each file imports only those of our packages that its own may import."""
    allowed = MAY_IMPORT[longest_fit(module, MAY_IMPORT)]
    wrong = set()
    for target in imports_of(module):
        if target.split(".")[0] not in OURS or (module, target) in EXCEPTIONS:
            continue
        room = longest_fit(target, {*OURS, *CLOSED})
        if room not in allowed:
            wrong.add(target)
    assert wrong == set()


@pytest.mark.parametrize("library", ONLY_IN)
def test_libraries_stay_in_their_place(library):
    """A library that one part is built on is not imported by the others."""
    users = {module for module in FILES if any(is_inside(target, library) for target in imports_of(module))}
    assert {user for user in users if not any(is_inside(user, place) for place in ONLY_IN[library])} == set()
    assert users, f"nobody imports {library} any more: take it off the list"


def test_exceptions_are_used():
    """An exception that is not needed any more is taken back."""
    assert {(module, target) for module, target in EXCEPTIONS if target not in imports_of(module)} == set()


def test_only_our_packages_stand_at_the_top():
    """The house has the rooms of the design and no others."""
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert rooms - {"build", "dist"} == set(OURS)


def test_an_installed_program_has_all_packages():
    """What `pip install` takes along is every package there is."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = {module for module, path in FILES.items() if path.name == "__init__.py"}
    assert set(settings["tool"]["setuptools"]["packages"]) == packages


@pytest.mark.parametrize("module", START_MODULES)
def test_start_is_quick(module):
    """What is imported before the window shows or the first recipe answers leaves the slow libraries alone."""
    if module.startswith("app.desktop"):
        pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)
    code = f"import sys, {module}; print(*sorted({SLOW_LIBRARIES!r} & sys.modules.keys()))"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.split() == []


@pytest.mark.parametrize("module", [name for name, path in FILES.items() if path.stat().st_size])
def test_a_file_opens_with_its_promise(module):
    """The first thing in each file is a sentence that says what it is for."""
    assert ast.get_docstring(ast.parse(FILES[module].read_text(encoding="utf-8")))
