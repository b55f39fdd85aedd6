"""Make the installer for Windows with Inno Setup, and try it: install, use, uninstall."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from about import PUBLISHER, ROOT, about

SCRIPT = Path(__file__).resolve().parent / "windows" / "pysmith.iss"
USUAL_PLACES = (r"C:\Program Files (x86)\Inno Setup 6\ISCC.exe", r"C:\Program Files\Inno Setup 6\ISCC.exe")
SILENTLY = ["/VERYSILENT", "/SUPPRESSMSGBOXES", "/NORESTART"]


def make_exe(program: Path, out: Path) -> Path:
    """Compile the installer and return its path."""
    target = out / f"pysmith-{about().version}-windows-x86_64.exe"
    subprocess.run([compiler(), *definitions(program), f"/O{out}", f"/F{target.stem}", "/Qp", str(SCRIPT)], check=True)
    return target


def definitions(program: Path) -> list[str]:
    """Return what the script wants to be told."""
    facts = about()
    told = {
        "Version": facts.version,
        "Publisher": PUBLISHER,
        "Summary": facts.summary,
        "Program": program.resolve(),
        "Source": ROOT,
    }
    return [f"/D{name}={value}" for name, value in told.items()]


def compiler() -> str:
    """Return Inno Setup's compiler; raise FileNotFoundError if it is not installed."""
    found = shutil.which("iscc") or next((place for place in USUAL_PLACES if Path(place).is_file()), None)
    if found is None:
        raise FileNotFoundError("Inno Setup 6 is needed: https://jrsoftware.org/isdl.php")
    return found


@contextmanager
def installed_exe(installer: Path, into: Path) -> Iterator[Path]:
    """Install into a folder, and afterwards uninstall and see that nothing is left of it."""
    folder = into / "Pysmith"
    subprocess.run([str(installer), *SILENTLY, "/CURRENTUSER", f"/DIR={folder}"], check=True)
    try:
        yield folder
    finally:
        subprocess.run([str(folder / "unins000.exe"), *SILENTLY], check=True)
    if (folder / "pysmith.exe").exists() or (folder / "_internal").exists():
        raise FileExistsError(f"uninstalling left files in {folder}")
