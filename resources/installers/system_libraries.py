"""Which libraries of the system the program for Linux is linked with, and which packages of Debian hold them.

Reads the built program with binutils; installs nothing.
"""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

# What PyInstaller leaves to the system, since it belongs to the kernel's, the screen's or the graphics card's side.
PACKAGES = {
    "ld-linux-x86-64.so.2": "libc6",
    "ld-linux-aarch64.so.1": "libc6",
    "libc.so.6": "libc6",
    "libdl.so.2": "libc6",
    "libm.so.6": "libc6",
    "libpthread.so.0": "libc6",
    "libresolv.so.2": "libc6",
    "librt.so.1": "libc6",
    "libutil.so.1": "libc6",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libcrypt.so.1": "libcrypt1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
}
# What libraries in the program read at run time: fonts and how to find them, and keyboards.
DATA_PACKAGES = ["fontconfig-config", "xkb-data"]


class UnknownLibraryError(Exception):
    """The program needs a library that no package is known for."""


def depends(program: Path) -> list[str]:
    """Return the packages that the program needs, glibc with the oldest version that will do."""
    libraries = list(elf_files(program))
    own = {path.name for path in libraries}
    needed: set[str] = set()
    newest = (0, 0)
    for path in libraries:
        text = read_elf(path)
        needed |= set(re.findall(r"\(NEEDED\).*\[(.+)\]", text))
        newest = max([newest, *((int(a), int(b)) for a, b in re.findall(r"Name: GLIBC_(\d+)\.(\d+)", text))])
    if unknown := sorted(needed - own - set(PACKAGES)):
        raise UnknownLibraryError(f"Name the packages of {', '.join(unknown)} in {Path(__file__).name}.")
    packages = {PACKAGES[name] for name in needed - own} | set(DATA_PACKAGES)
    return [f"libc6 (>= {newest[0]}.{newest[1]})" if name == "libc6" else name for name in sorted(packages)]


def elf_files(folder: Path) -> Iterator[Path]:
    """Return the programs and libraries in a folder, links left out."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def read_elf(path: Path) -> str:
    """Return what a program or library is linked with, as readelf words it."""
    command = ["readelf", "--dynamic", "--version-info", "--wide", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
