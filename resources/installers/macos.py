"""Make the disk image for macOS: a picture of a disk with Pysmith.app and a link to the Applications folder.

Signing takes an Apple developer's certificate. With its name in PYSMITH_SIGN_AS, build.spec signs the app and this
signs the image; with the name of credentials kept by `xcrun notarytool store-credentials` in PYSMITH_NOTARY_PROFILE,
Apple is asked to notarise the image, and its ticket is stapled to it. Without them the app is signed ad hoc, and
whoever gets it has to allow it once in the system's settings.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from about import about
from program import machine

SIGN_AS, NOTARY_PROFILE = "PYSMITH_SIGN_AS", "PYSMITH_NOTARY_PROFILE"


def make_dmg(program: Path, out: Path) -> Path:
    """Write the disk image with the app that lies beside the program's folder, and return its path."""
    target = out / f"pysmith-{about().version}-macos-{machine()}.dmg"
    with tempfile.TemporaryDirectory() as scratch:
        disk = Path(scratch) / "Pysmith"
        disk.mkdir()
        run("ditto", program.parent / "Pysmith.app", disk / "Pysmith.app")
        (disk / "Applications").symlink_to("/Applications")
        run("codesign", "--verify", "--deep", "--strict", disk / "Pysmith.app")
        image = ["-volname", "Pysmith", "-srcfolder", disk, "-fs", "HFS+", "-format", "ULMO", "-ov", target]
        run("hdiutil", "create", *image)
    if identity := os.environ.get(SIGN_AS):
        run("codesign", "--sign", identity, "--timestamp", target)
    if profile := os.environ.get(NOTARY_PROFILE):
        run("xcrun", "notarytool", "submit", target, "--keychain-profile", profile, "--wait")
        run("xcrun", "stapler", "staple", target)
        run("spctl", "--assess", "--type", "open", "--context", "context:primary-signature", target)
    return target


@contextmanager
def mounted_dmg(image: Path, into: Path) -> Iterator[Path]:
    """Mount the image read-only and give the folder of the program in its app."""
    mountpoint = into / "disk"
    run("hdiutil", "attach", image, "-readonly", "-nobrowse", "-mountpoint", mountpoint)
    try:
        yield mountpoint / "Pysmith.app/Contents/MacOS"
    finally:
        run("hdiutil", "detach", mountpoint, "-force")


def run(*command: str | Path) -> None:
    """Run a command of the system; raise CalledProcessError when it fails."""
    subprocess.run([str(part) for part in command], check=True)
