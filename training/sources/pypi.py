"""Permissive packages of the Python Package Index at pinned versions: their modules, without tests and copies."""

import re
import tarfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from training.modules import cut_module
from training.sources.base import Extract, Pair
from training.sources.pins import Pin, fetch, read_pins

_SKIPPED = re.compile(
    r"^(?:tests?|testing|test_.*|.*_test|conftest|_?vendor(?:ed)?|extern(?:al)?s?|third_party|thirdparty|migrations|locale|"
    r"benchmarks?|setup|_version|version|versioneer|_distutils|_generated|generated|_pb2|typeshed|stubs|lextab|yacctab)$"
)
_LOCALE_DATA = re.compile(r"^[a-z]{2}_[A-Z]{2}$")


@dataclass(frozen=True)
class PyPI:
    """The packages of the table whose files are wheels; `folder` keeps the downloads."""

    folder: Path
    names: tuple[str, ...] = ()
    name: str = "pypi"
    licence: str = "per package, see packages.csv"
    version: str = "packages.csv"
    groups_per_job: int = 1

    @cached_property
    def _pins(self) -> dict[str, Pin]:
        wanted = set(self.names)
        return {pin.name: pin for pin in read_pins() if pin.kind == "wheel" and (not wanted or pin.name in wanted)}

    def groups(self) -> Sequence[str]:
        """Return the packages' names, after making sure that their files are there and unchanged."""
        fetch(list(self._pins.values()), self.folder)
        return sorted(self._pins)

    def version_of(self, group: str) -> str:
        """Return the checksum of the package's file."""
        return self._pins[group].sha256

    def read(self, group: str) -> Extract:
        """Return a package's definitions and documented functions."""
        extract = Extract()
        for path, text in read_modules(self.folder / self._pins[group].file):
            cuts = cut_module(text, PurePosixPath(path).parts[0])
            extract.documents += cuts.documents
            extract.pairs += [Pair(request, code) for request, code in cuts.pairs]
            extract.dropped.update(cuts.dropped)
        return extract


def read_modules(archive: Path) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of the modules in a wheel or source archive that are worth reading, in order."""
    if archive.suffix in (".whl", ".zip"):
        with zipfile.ZipFile(archive) as zipped:
            for name in sorted(filter(is_worth_reading, zipped.namelist())):
                yield name, zipped.read(name).decode("utf-8", "replace")
    else:
        with tarfile.open(archive) as tarred:
            for member in sorted(tarred.getmembers(), key=lambda member: member.name):
                file = tarred.extractfile(member) if member.isfile() and is_worth_reading(member.name) else None
                if file:
                    yield member.name, file.read().decode("utf-8", "replace")


def is_worth_reading(name: str) -> bool:
    """Whether a member of an archive is a module of the package itself: no test, copy, data table or version file."""
    path = PurePosixPath(name)
    parts = (*path.parts[:-1], path.stem)
    return path.suffix == ".py" and not any(_SKIPPED.match(part) or _LOCALE_DATA.match(part) for part in parts)
