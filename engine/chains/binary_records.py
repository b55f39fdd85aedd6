"""Binary files in words: the numbers at the beginning of a file, or all of its records, unpacked with struct."""

import re
import struct

from engine.chains.flow import Chain, repr_string

_PATH = re.compile(
    r"\b(?:(?:of|from|in|file|binary|called|the) )*[`'\"]?(?P<path>[\w./-]+\.(?:bin|dat|raw|img|rec|data|hdr))[`'\"]?(?: file)?(?! \w+\()",
    re.IGNORECASE,
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "a": 1, "an": 1, "one": 1}
_TYPE = re.compile(
    r"\b(?:(?P<count>two|three|four|five|six|an?|one|\d+) )?(?:(?P<order>little|big)[- ]?endian )?(?P<sign>signed |unsigned )?(?:(?P<size>\d+)[- ]?(?P<unit>bits?|bytes?) )?(?P<sign2>signed |unsigned )?"
    r"(?P<type>integers?|ints?|uint\d+|int\d+|floats?|doubles?|shorts?|bytes?|longs?|u?int(?:8|16|32|64)s?|float(?:32|64)s?)\b",
    re.IGNORECASE,
)
_ORDER = re.compile(r"\(?\b(?:in )?(?P<order>little|big)[- ]?endian(?: byte order| order)?\b\)?", re.IGNORECASE)
_BYTES = re.compile(r"\b(?:the )?first (?P<count>\d+) bytes\b", re.IGNORECASE)
_NAMED = re.compile(
    r"(?<![\w-])(?P<names>(?!(?:are|is|as|bytes|file|and|unpack|read|print)\b)[a-z_]+(?: ?, ?[a-z_]+)*(?:,? and [a-z_]+)?) ?(?:,? (?:as|are)|:) (?=(?:two|three|four|unsigned|signed|\d+[- ]?b|little|big|u?int|float|short|double|32)\w*)",
    re.IGNORECASE,
)
_FILLER = frozenset(
    "please unpack read print show get struct with using and them the it at values value numbers number first of from in file binary python as "
    "are contains contain holds hold to then each that which is starts begins there by how do i beginning start header consists out".split()
)
_CODES = {
    (8, True): "b",
    (8, False): "B",
    (16, True): "h",
    (16, False): "H",
    (32, True): "i",
    (32, False): "I",
    (64, True): "q",
    (64, False): "Q",
}


def unpack_file(prompt: str) -> Chain | None:
    """Return the program that unpacks the numbers a request describes, or None where it is not understood whole."""
    if not _IS_ABOUT.search(prompt):
        return None
    text = " ".join(prompt.split()).rstrip(".!? ")
    if (path := _PATH.search(text)) is None:
        return None
    text = f"{text[: path.start()]} {text[path.end() :]}"
    if _MORE.search(text):
        return None
    order = _ORDER.search(text)
    text = _ORDER.sub(" ", text)
    size = _BYTES.search(text)
    text = " ".join(_BYTES.sub(" ", text).split())
    names: list[str] = []
    if named := _NAMED.search(text):
        names = [name for name in re.findall(r"\w+", re.sub(r"\band\b", " ", named["names"])) if name not in _FILLER]
        text = f"{text[: named.start()]} {text[named.end() :]}"
    codes = [code for match in _TYPE.finditer(text) for code in _codes_of(match, len(names))]
    left = _TYPE.sub(" ", text).lower()
    if not codes or "" in codes or any(word not in _FILLER for word in re.findall(r"[\w'-]+", left)):
        return None
    return _write(
        path["path"], ("" if order is None else "<" if order["order"].lower() == "little" else ">"), codes, names, size
    )


_IS_ABOUT = re.compile(r"\b(?:unpack|struct|binary|bytes|endian)\b", re.IGNORECASE)
_MORE = re.compile(r"\b(?:pack|write|save|store|append|hex|until|records?|every|all)\b", re.IGNORECASE)


def _codes_of(match: re.Match[str], named: int) -> list[str]:
    """Return the struct codes of a type in words, as many as it says; an empty one where there is no such type."""
    word = match["type"].lower()
    bits = int(re.findall(r"\d+", word)[0]) if re.search(r"\d", word) else 0
    if match["size"]:
        bits = int(match["size"]) * (8 if match["unit"].lower().startswith("byte") else 1)
    is_signed = not (word.startswith("u") or "unsigned" in f"{match['sign'] or ''}{match['sign2'] or ''}".lower())
    if word.startswith(("float", "double")):
        code = "d" if bits == 64 or word.startswith("double") else "f"
    else:
        usual = (
            16 if word.startswith("short") else 8 if word.startswith("byte") else 64 if word.startswith("long") else 32
        )
        if word.startswith("byte"):
            is_signed = "signed" in f"{match['sign'] or ''}{match['sign2'] or ''}" and is_signed
        code = _CODES.get((bits or usual, is_signed), "")
    count = match["count"].lower() if match["count"] else ""
    many = _COUNTS.get(count, int(count) if count.isdigit() else 0)
    if not many:
        many = named if named and (word.endswith("s") or named > 1) else 1
    return [code] * many if many <= 20 else [""]


def _write(path: str, order: str, codes: list[str], names: list[str], size: re.Match[str] | None) -> Chain | None:
    form = f"{order or '<'}{''.join(codes)}"
    length = struct.calcsize(form)
    if (size and int(size["count"]) != length) or (names and len(names) != len(codes)) or len(set(names)) < len(names):
        return None
    targets = ", ".join(names) if names else "values"
    comma = "," if len(names) == 1 else ""
    code = (
        f'import struct\n\nwith open({repr_string(path)}, "rb") as file:\n'
        f"    {targets}{comma} = struct.unpack({repr_string(form)}, file.read({length}))\n"
        f"print({targets if names else '*values'})\n"
    )
    return Chain(code, 1, (), title="Unpack the beginning of a binary file with struct")
