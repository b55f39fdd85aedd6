"""Take the folders of the machine that built a library out of it: its search path, as far as it is not relative.

Knows ELF's 64-bit little-endian form; changes nothing else.
"""

import struct
from pathlib import Path

DYNAMIC, LOAD = 2, 1
NULL, STRTAB, RPATH, RUNPATH = 0, 5, 15, 29
ENTRY = struct.Struct("<qQ")


def without_foreign_paths(library: bytes) -> bytes:
    """Return a library without its search path if that names a folder of a machine; others stay as they are."""
    if library[:6] != b"\x7fELF\x02\x01":
        return library
    segments = list(read_segments(library))
    start, size = next(((offset, size) for kind, offset, _, size in segments if kind == DYNAMIC), (0, 0))
    entries = [ENTRY.unpack_from(library, place) for place in range(start, start + size, ENTRY.size)]
    strings = next((value for tag, value in entries if tag == STRTAB), 0)
    loaded = [segment for segment in segments if segment[0] == LOAD]
    texts = next((offset + strings - at for _, offset, at, size in loaded if at <= strings < at + size), 0)
    kept = [
        (tag, value)
        for tag, value in entries
        if tag not in (RPATH, RUNPATH) or not is_foreign(library[texts + value : library.index(b"\0", texts + value)])
    ]
    kept += [(NULL, 0)] * (len(entries) - len(kept))
    return library[:start] + b"".join(ENTRY.pack(*entry) for entry in kept) + library[start + size :]


def read_segments(library: bytes) -> list[tuple[int, int, int, int]]:
    """Return the kind, place in the file, address and size of each segment."""
    (table,) = struct.unpack_from("<Q", library, 32)
    size, count = struct.unpack_from("<HH", library, 54)
    found = []
    for number in range(count):
        kind, _, offset, address, _, length = struct.unpack_from("<IIQQQQ", library, table + number * size)
        found.append((kind, offset, address, length))
    return found


def is_foreign(search_path: bytes) -> bool:
    """Return whether a search path begins at the root of some machine."""
    return any(part.startswith(b"/") for part in search_path.split(b":"))


def forget_search_path(library: Path) -> None:
    """Take the search path out of a library's file if it names folders of the machine that built it."""
    before = library.read_bytes()
    after = without_foreign_paths(before)
    if after != before:
        library.write_bytes(after)
