"""The standard library of the running CPython, without its tests and tables."""

import platform
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from training.modules import cut_module
from training.sources.base import Extract, Pair

_SKIPPED = frozenset(
    {"test", "tests", "idle_test", "site-packages", "dist-packages", "lib2to3", "encodings", "pydoc_data", "ensurepip"}
)


@dataclass(frozen=True)
class StandardLibrary:
    """The modules below a folder; a package or a single module is a group."""

    folder: Path = field(default_factory=lambda: Path(sysconfig.get_path("stdlib")))
    modules: tuple[str, ...] = ()  # only these; none named: all
    name: str = "stdlib"
    licence: str = "PSF-2.0"
    version: str = field(default_factory=platform.python_version)
    groups_per_job: int = 60

    def groups(self) -> Sequence[str]:
        """Return the names of modules and packages."""
        modules = [path.stem for path in self.folder.glob("*.py")]
        packages = [path.parent.name for path in self.folder.glob("*/__init__.py")]
        found = {*modules, *packages} - _SKIPPED
        return sorted(found.intersection(self.modules) if self.modules else found)

    def version_of(self, group: str) -> str:
        """Return the version of Python."""
        return self.version

    def read(self, group: str) -> Extract:
        """Return a module's or package's definitions and documented functions."""
        extract = Extract()
        for path in [self.folder / f"{group}.py", *sorted((self.folder / group).rglob("*.py"))]:
            if path.is_file() and not _SKIPPED.intersection(path.relative_to(self.folder).parts):
                cuts = cut_module(path.read_text(encoding="utf-8", errors="replace"))
                extract.documents += cuts.documents
                extract.pairs += [Pair(request, code) for request, code in cuts.pairs]
                extract.dropped.update(cuts.dropped)
        return extract
