"""Pack the program for Linux into an archive that runs wherever it is unpacked."""

import lzma
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from about import ROOT, about
from program import machine

# Machine code is packed a tenth smaller when its jumps are made absolute first; every `xz` undoes it.
BEFORE_PACKING = {"x86_64": [{"id": lzma.FILTER_X86}]}
NOTE = """\
Pysmith {version}, to run without installing
===========================================

Run ./pysmith, from a terminal or by a double click. It writes nothing here: `./pysmith where` says where your files
are.
Nothing but a desktop's usual libraries is needed. What is missing, Debian and Ubuntu install with

    sudo apt install {packages}

To remove it, delete this folder, and the folder that `./pysmith where` names.
"""


def make_tar(program: Path, out: Path, packages: list[str], effort: int = 9) -> Path:
    """Write the archive, packed with an effort of 0 to 9, and return its path."""
    facts = about()
    top = f"pysmith-{facts.version}"
    target = out / f"{top}-linux-{machine()}.tar.xz"
    note = NOTE.format(version=facts.version, packages=" ".join(package.split()[0] for package in packages))
    filters = [*BEFORE_PACKING.get(machine(), []), {"id": lzma.FILTER_LZMA2, "preset": effort}]
    with (
        tempfile.TemporaryDirectory() as scratch,
        lzma.open(target, "wb", check=lzma.CHECK_SHA256, filters=filters) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        readme = Path(scratch) / "README.txt"
        readme.write_text(note, encoding="utf-8")
        tidy = anonymous(facts.changed_at)
        for path, name in ((program, top), (readme, f"{top}/README.txt"), (ROOT / "LICENSE", f"{top}/LICENSE")):
            archive.add(path, name, filter=tidy)  # tarfile sorts what is in a folder
    return target


def anonymous(changed_at: int) -> Callable[[tarfile.TarInfo], tarfile.TarInfo]:
    """Return a filter after which an archive does not tell who packed it, nor when."""

    def tidy(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = changed_at
        entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
        return entry

    return tidy


@contextmanager
def unpacked_tar(archive: Path, into: Path) -> Iterator[Path]:
    """Unpack the archive and give the folder of the program in it."""
    with tarfile.open(archive, "r:xz") as opened:
        opened.extractall(into, filter="tar")
    (folder,) = into.iterdir()
    yield folder


def copy_program(program: Path, target: Path) -> None:
    """Copy the program's folder, its links as links."""
    shutil.copytree(program, target, symlinks=True)
