"""What build.spec leaves out of the program is not needed: everything works where those modules cannot be imported."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TIME_LIMIT_S = 300

PROGRAM = """
import importlib.abc, pkgutil, sys

LEFT_OUT = {names!r}

class Block(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if any(name == each or name.startswith(each + ".") for each in LEFT_OUT):
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Block())

import app, engine
from app.paths import data_dir
from app.self_test import run_self_test

for package in (app, engine):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        is_other = module.name.startswith("app.desktop") and {without_qt!r}
        is_library = module.name.rpartition(".")[2].startswith("lib")  # which ctypes loads
        if module.name != "app.__main__" and not is_other and not is_library:
            __import__(module.name)
sys.exit(run_self_test(data_dir({data!r})))
"""


def left_out() -> list[str]:
    """Return the modules that build.spec excludes."""
    wanted = {"TORCH", "TORCH_TESTS", "UNUSED"}
    tree = ast.parse((ROOT / "build.spec").read_text(encoding="utf-8"))
    chosen = [node for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in wanted]
    space = {"importlib": importlib, "Path": Path}
    exec(compile(ast.Module(chosen, []), "build.spec", "exec"), space)
    return space["UNUSED"]


def has_qt() -> bool:
    try:
        import PySide6.QtWidgets  # noqa: F401
    except ImportError:
        return False
    return True


def test_nothing_needs_what_is_left_out(tmp_path):
    """The self-test passes, and every module can be imported, without what the program does not carry along."""
    names = left_out()
    assert "torch._inductor" in names
    code = PROGRAM.format(names=names, data=str(tmp_path), without_qt=not has_qt())
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=TIME_LIMIT_S
    )
    assert result.returncode == 0, result.stdout + result.stderr
