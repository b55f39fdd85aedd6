"""Make a small copy of ICU's data library, which Qt brings along: of its 32 MB Qt's widgets use a sixth at most.

What stays: characters' properties, normalisation, sorting, and English. What goes: other languages' names for
countries, currencies, units and time zones, word breaking and transliteration, which Qt does itself or never asks
for, and converters for old encodings, which Python has too. Knows ICU's `.dat` files; needs `nm`, `as` and `ld`.
"""

import re
import struct
import subprocess
from pathlib import Path

MAGIC = b"\xda\x27"
ALIGNMENT = 16
PADDING = b"\xaa"
UNUSED = re.compile(
    r"""^[^/]+/(
        (brkitr|curr|lang|rbnf|region|translit|unit|zone)/
        | .*\.cnv$
        | (?!en\.res|en_US\.res|root\.res|pool\.res)[a-z]{2,3}(_\w+)?\.res$  # a language's or a country's own words
    )""",
    re.VERBOSE,
)
ASSEMBLY = """\
    .section .rodata
    .balign {alignment}
    .globl {symbol}
    .type {symbol}, %object
    .size {symbol}, {size}
{symbol}:
    .incbin "{data}"
    .section .note.GNU-stack,"",%progbits
"""


class LayoutError(ValueError):
    """This is not ICU's data as we know it."""


def data_of(library: Path) -> tuple[str, bytes]:
    """Return the name of the one symbol that a data library defines, and the bytes that it stands for."""
    listed = subprocess.run(
        ["nm", "-D", "-S", "--defined-only", str(library)], capture_output=True, text=True, check=True
    )
    found = re.search(r"^\w+ (\w+) \w (icudt\d+_dat)$", listed.stdout, re.MULTILINE)
    contents = library.read_bytes()
    start = contents.find(MAGIC) - 2
    if found is None or start < 0:
        raise LayoutError(f"{library} holds no data of ICU")
    return found[2], contents[start : start + int(found[1], 16)]


def read_items(data: bytes) -> tuple[bytes, dict[str, bytes]]:
    """Return the header of ICU's data, and its items by name."""
    header_size, kind = struct.unpack_from("<H10x4s", data)
    if kind != b"CmnD":
        raise LayoutError(f"ICU's data is of the kind {kind!r}")
    header, body = data[:header_size], data[header_size:]
    (count,) = struct.unpack_from("<I", body)
    places = [struct.unpack_from("<II", body, 4 + 8 * number) for number in range(count)]
    names = [body[name : body.index(b"\0", name)].decode("ascii") for name, _ in places]
    starts = [start for _, start in places]
    return header, {
        name: body[start:end] for name, start, end in zip(names, starts, [*starts[1:], len(body)], strict=True)
    }


def pack(header: bytes, items: dict[str, bytes]) -> bytes:
    """Return data that holds these items, sorted by name as ICU's search wants it."""
    names, table, contents = b"", [], b""
    first_name = 4 + 8 * len(items)
    ordered = sorted(items.items())
    first_data = first_name + sum(len(name) + 1 for name, _ in ordered)
    first_data += -first_data % ALIGNMENT
    for name, item in ordered:
        table.append((first_name + len(names), first_data + len(contents)))
        names += name.encode("ascii") + b"\0"
        contents += item + PADDING * (-len(item) % ALIGNMENT)
    toc = struct.pack("<I", len(items)) + b"".join(struct.pack("<II", *entry) for entry in table) + names
    return header + toc + PADDING * (first_data - len(toc)) + contents


def make_small_library(source: Path, target: Path) -> None:
    """Write a copy of ICU's data library without the items that are not used."""
    symbol, whole = data_of(source)
    header, items = read_items(whole)
    data = pack(header, {name: item for name, item in items.items() if not UNUSED.match(name)})
    blob, assembly, compiled = (target.with_name(target.name + end) for end in (".dat", ".s", ".o"))
    blob.write_bytes(data)
    text = ASSEMBLY.format(symbol=symbol, size=len(data), data=blob, alignment=ALIGNMENT)
    assembly.write_text(text, encoding="utf-8")
    subprocess.run(["as", "-o", str(compiled), str(assembly)], check=True)
    link = ["ld", "-shared", "-s", "-z", "noexecstack", "-soname", source.name, "-o", str(target), str(compiled)]
    subprocess.run(link, check=True)
