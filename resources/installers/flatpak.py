"""Write Flatpak's recipe for the Debian package, to lie beside it."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from about import APP_ID, filled

TEMPLATE = Path(__file__).resolve().parent / "linux" / "flatpak.yaml.in"


def write_manifest(package: Path, out: Path) -> Path:
    """Write the recipe, have flatpak-builder read it where there is one, and return its path."""
    target = out / f"{APP_ID}.yaml"
    target.write_text(filled(TEMPLATE, DEB=package.name), encoding="utf-8")
    if shutil.which("flatpak-builder"):
        with tempfile.TemporaryDirectory() as state:  # flatpak-builder leaves a folder wherever it runs
            command = ["flatpak-builder", "--show-manifest", str(target.resolve())]
            subprocess.run(command, cwd=state, check=True, stdout=subprocess.DEVNULL)
    return target
