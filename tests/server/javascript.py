"""The JavaScript that tests use, as the lock file in clients/ names it: installed by `npm ci` where it is missing."""

import os
import shutil
import subprocess
from pathlib import Path

CLIENTS = Path(__file__).parent / "clients"
MODULES = CLIENTS / "node_modules"


def why_not_installed() -> str:
    """Install it if need be; return why that cannot be, or nothing."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return "npm is not on this machine"
    if all((MODULES / name).is_dir() for name in ("openai", "axe-core")):
        return ""
    command = [npm, "ci", "--no-audit", "--no-fund"]
    result = subprocess.run(command, cwd=CLIENTS, capture_output=True, text=True, timeout=600)
    if result.returncode and os.environ.get("CI"):
        raise AssertionError(f"npm ci: {result.stderr[-1000:]}")
    return "npm ci does not reach its registry" if result.returncode else ""
