"""Build the program and its installers for the system that this runs on: `python resources/installers/build.py deb`.

`program` makes the folder dist/pysmith; `tar` and `deb` are for Linux, `dmg` for macOS, `exe` for Windows. Each is
built, unpacked or installed into an empty place, tried there by tests/test_frozen.py, and entered in SHA256SUMS. Needs
what `python resources/installers/source.py test` installs, and runs with the Python of that environment.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import debian
import macos
import portable
import windows
from about import ROOT
from flatpak import write_manifest
from program import build_program, try_program, write_sums
from system_libraries import UnknownLibraryError, depends

# What can be built → the system that it is built on.
KINDS = {"program": sys.platform, "tar": "linux", "deb": "linux", "dmg": "darwin", "exe": "win32"}


def main(arguments: list[str]) -> int:
    """Build what is asked for and return the exit code."""
    args = make_parser().parse_args(arguments)
    if foreign := [kind for kind in args.kind if KINDS[kind] != sys.platform]:
        print(f"build: {', '.join(foreign)} cannot be built on this system", file=sys.stderr)
        return 2
    try:
        build(args.kind, args.out, args.program, effort=0 if args.quick else 9, tried=not args.untried)
    except (subprocess.CalledProcessError, FileNotFoundError, UnknownLibraryError) as error:
        print(f"build: {error}", file=sys.stderr)
        return 1
    return 0


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(description="Build Pysmith's program and installers, and try them.")
    parser.add_argument("kind", nargs="+", choices=sorted(KINDS), help="what to build")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where it goes (dist)")
    parser.add_argument("--program", type=Path, help="pack this built program instead of building it")
    parser.add_argument("--quick", action="store_true", help="pack loosely, to try the packaging itself")
    parser.add_argument("--untried", action="store_true", help="do not run the tests on what was built")
    return parser


def build(kinds: list[str], out: Path, program: Path | None, effort: int, tried: bool) -> None:
    """Build the program if need be, then each kind of installer from it."""
    out.mkdir(parents=True, exist_ok=True)
    folder = program or build_program(out)
    made = []
    for kind in kinds:
        if kind == "program":
            if tried:
                try_program(folder)
        else:
            made.append(make(kind, folder, out, effort, tried))
    write_sums(out, made)


def make(kind: str, program: Path, out: Path, effort: int, tried: bool) -> Path:
    """Build one installer, try the program that comes out of it, and return the installer's path."""
    makers: dict[str, tuple[Callable[[], Path], Callable[[Path, Path], AbstractContextManager[Path]]]] = {
        "tar": (lambda: portable.make_tar(program, out, depends(program), effort), portable.unpacked_tar),
        "deb": (lambda: make_deb(program, out, effort), debian.unpacked_deb),
        "dmg": (lambda: macos.make_dmg(program, out), macos.mounted_dmg),
        "exe": (lambda: windows.make_exe(program, out), windows.installed_exe),
    }
    pack, unpacked = makers[kind]
    target = pack()
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB", flush=True)
    if tried:
        with (
            tempfile.TemporaryDirectory(prefix="pysmith built ") as scratch,
            unpacked(target, Path(scratch)) as folder,
        ):
            try_program(folder)
    return target


def make_deb(program: Path, out: Path, effort: int) -> Path:
    """Make the Debian package, and Flatpak's recipe for it."""
    package = debian.make_deb(program, out, effort)
    write_manifest(package, out)
    return package


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
