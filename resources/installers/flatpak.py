"""Write Flatpak's recipe for the Debian package, to lie beside it."""

import shutil
import subprocess
from pathlib import Path

from about import APP_ID, filled

TEMPLATE = Path(__file__).resolve().parent / "linux" / "flatpak.yaml.in"


def write_manifest(package: Path, out: Path) -> Path:
    """Write the recipe, have flatpak-builder read it where there is one, and return its path."""
    target = out / f"{APP_ID}.yaml"
    target.write_text(filled(TEMPLATE, DEB=package.name), encoding="utf-8")
    if shutil.which("flatpak-builder"):
        command = ["flatpak-builder", "--show-manifest", target.name]
        subprocess.run(command, cwd=out, check=True, stdout=subprocess.DEVNULL)
    return target
