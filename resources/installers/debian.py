"""Make a Debian package of the built program: `dpkg-deb` packs what is laid out here.

The program lies in /usr/lib/pysmith; it brings no maintainer scripts, so that removing it removes everything.
"""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from about import APP_ID, CONTACT, LONG_DESCRIPTION, PUBLISHER, ROOT, about, filled
from manual import manual_page
from portable import copy_program
from system_libraries import depends

HERE = Path(__file__).resolve().parent / "linux"
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
CONTROL = """\
Package: pysmith
Version: {version}
Architecture: {architecture}
Maintainer: {publisher} <{contact}>
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: fonts-dejavu-core | fonts-freefont-ttf
Section: devel
Priority: optional
Description: {summary}
{description}
"""
CHANGELOG = """\
pysmith ({version}) unstable; urgency=low

  * See changelog.md beside this file.

 -- {publisher} <{contact}>  {date}
"""
COPYRIGHT = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Pysmith

Files: *
Copyright: {publisher}
License: Expat
{licence}
Comment: The folder usr/lib/pysmith/_internal also holds Python, PyTorch, Qt for Python and other libraries under
 their own licences; usr/lib/pysmith/_internal/LICENCES.txt holds them.
"""


def make_deb(program: Path, out: Path, effort: int = 9) -> Path:
    """Write the package, packed with an effort of 0 to 9, and return its path."""
    os.umask(0o022)
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "root"
        lay_out(program, root)
        control(program, root)
        settle(root)
        architecture = subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()
        target = out / f"pysmith_{about().version}_{architecture}.deb"
        pack = ["dpkg-deb", "--root-owner-group", "-Zxz", f"-z{effort}", "--build", str(root), str(target)]
        epoch = {"SOURCE_DATE_EPOCH": str(about().changed_at)}
        subprocess.run(pack, env=os.environ | epoch, check=True, stdout=subprocess.DEVNULL)
    return target


def lay_out(program: Path, root: Path) -> None:
    """Put the program and what desktops want to know of it where Debian keeps such things."""
    copy_program(program, root / "usr/lib/pysmith")
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/pysmith").symlink_to("../lib/pysmith/pysmith")
    share = root / "usr/share"
    write(share / f"applications/{APP_ID}.desktop", filled(HERE / "desktop.in"))
    write(share / f"metainfo/{APP_ID}.metainfo.xml", filled(HERE / "metainfo.xml.in"))
    write(share / "man/man1/pysmith.1.gz", manual_page())
    write(share / "lintian/overrides/pysmith", (HERE / "lintian-overrides").read_text(encoding="utf-8"))
    icons = share / "icons/hicolor"
    for size in ICON_SIZES:
        copy(ROOT / f"resources/icons/pysmith-{size}.png", icons / f"{size}x{size}/apps/{APP_ID}.png")
    copy(ROOT / "resources/icons/pysmith.svg", icons / f"scalable/apps/{APP_ID}.svg")
    documents(share / "doc/pysmith")


def documents(folder: Path) -> None:
    """Write the licence and the list of changes in Debian's form."""
    facts = about()
    who = {"publisher": PUBLISHER, "contact": CONTACT, "version": facts.version}
    date = subprocess.check_output(["date", "-u", "-R", "-d", f"@{facts.changed_at}"], text=True, env={"LC_ALL": "C"})
    write(folder / "changelog.gz", CHANGELOG.format(**who, date=date.strip()))
    write(folder / "changelog.md.gz", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    write(folder / "copyright", COPYRIGHT.format(**who, licence=indented((ROOT / "LICENSE").read_text("utf-8"))))


def control(program: Path, root: Path) -> None:
    """Write what dpkg is to know: what it is, what it needs, and the sums of all files."""
    facts = about()
    files = [path for path in root.rglob("*") if path.is_file() and not path.is_symlink()]
    text = CONTROL.format(
        version=facts.version,
        architecture=subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip(),
        publisher=PUBLISHER,
        contact=CONTACT,
        kilobytes=sum(-(-path.stat().st_size // 1024) for path in files),
        depends=", ".join(depends(program)),
        summary=package_summary(facts.summary),
        description=indented(textwrap.fill(LONG_DESCRIPTION, 76)),
    )
    write(root / "DEBIAN/control", text)
    sums = (f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(root)}\n" for path in sorted(files))
    write(root / "DEBIAN/md5sums", "".join(sums))


def package_summary(summary: str) -> str:
    """Return a summary as Debian wants it: one line that does not begin with a capital, nor end with a full stop."""
    line = re.sub(r"\. (\w)", lambda match: "; " + match[1].lower(), summary)
    return line[0].lower() + line[1:]


def indented(text: str) -> str:
    """Return a text as the continued lines of a field of Debian's."""
    return "\n".join(f" {line}" if line.strip() else " ." for line in text.strip().splitlines())


def settle(root: Path) -> None:
    """Give every file the mode that its kind has in Debian, and the time of the last change of the source."""
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or path == root / "usr/lib/pysmith/pysmith"
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (about().changed_at,) * 2, follow_symlinks=False)


def write(path: Path, text: str) -> None:
    """Write a text, packed if the name says so, with no time in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text.encode("utf-8")
    path.write_bytes(gzip.compress(data, 9, mtime=0) if path.suffix == ".gz" else data)


def copy(source: Path, target: Path) -> None:
    """Copy a file into a folder that is made if needed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


@contextmanager
def unpacked_deb(package: Path, into: Path) -> Iterator[Path]:
    """Have the package checked, unpack it as dpkg would, and give the folder of the program in it."""
    subprocess.run(["dpkg-deb", "--extract", str(package), str(into)], check=True)
    validate(package, into)
    yield into / "usr/lib/pysmith"


def validate(package: Path, root: Path) -> None:
    """Have the desktop's and Debian's own checkers look at it; raise CalledProcessError for what they object to."""
    subprocess.run(["desktop-file-validate", str(root / f"usr/share/applications/{APP_ID}.desktop")], check=True)
    metainfo = root / f"usr/share/metainfo/{APP_ID}.metainfo.xml"
    subprocess.run(["appstreamcli", "validate", "--no-net", str(metainfo)], check=True)
    subprocess.run(["lintian", "--fail-on", "error", str(package)], check=True)
