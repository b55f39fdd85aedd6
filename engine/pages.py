"""Pages of Markdown, in a folder or, in the built program, in one archive of the folder's name.

Knows where pages are; nothing of what stands in them.
"""

import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path


@dataclass(frozen=True)
class Page:
    """A page: its path (in the archive's place, where there is one) and what it holds."""

    path: Path
    contents: Callable[[], bytes]
    known_checksum: int | None = None  # the archive has it, and need not be unpacked for it

    @property
    def checksum(self) -> int:
        """The CRC-32 of what it holds; raises OSError where it cannot be read."""
        return zlib.crc32(self.contents()) if self.known_checksum is None else self.known_checksum

    def read(self) -> str:
        """Return the page's text; raises OSError or UnicodeDecodeError where it cannot be read."""
        return self.contents().decode("utf-8").replace("\r\n", "\n")


def find_pages(folder: Path) -> list[Page]:
    """Return the pages of a folder by their names; none where there is neither a folder nor its archive."""
    if folder.is_dir():
        return [Page(path, path.read_bytes) for path in sorted(folder.glob("*.md"))]
    packed = folder.with_suffix(".zip")
    if not packed.exists():
        return []
    archive = zipfile.ZipFile(packed)  # closed when no page is left
    entries = sorted(archive.infolist(), key=lambda entry: entry.filename)
    return [Page(folder / entry.filename, partial(archive.read, entry), entry.CRC) for entry in entries]


def pack_pages(folder: Path, archive: Path) -> None:
    """Write a folder's pages as one archive, a sixth of their size."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for page in find_pages(folder):
            packed.writestr(page.path.name, page.contents())
