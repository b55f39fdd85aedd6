"""Numbers at the beginning of a binary file, unpacked as a request describes them."""

import struct

import pytest

from engine.chains.binary_records import unpack_file


@pytest.mark.parametrize(
    ("text", "form", "values", "shown"),
    [
        ("the first 8 bytes of x.bin are width and height as unsigned 32 bit little endian integers. unpack and print them", "<II", (3, 4), "3 4"),
        ("unpack the first 12 bytes of x.bin as little endian: int, float, unsigned int", "<ifI", (-5, 1.5, 7), "-5 1.5 7"),
        ("read two big-endian shorts from x.bin", ">hh", (1, -2), "1 -2"),
        ("struct: read a uint16 and two floats from x.bin, little endian", "<Hff", (9, 0.5, 2.0), "9 0.5 2.0"),
        ("width, height and depth are 16-bit unsigned integers at the beginning of x.bin, big endian", ">HHH", (1, 2, 3), "1 2 3"),
    ],
)  # fmt: skip
def test_the_beginning_of_a_file_is_unpacked(text, form, values, shown, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.bin").write_bytes(struct.pack(form, *values) + b"more")
    chain = unpack_file(text)
    assert chain is not None
    exec(chain.code, {})
    assert capsys.readouterr().out == f"{shown}\n"


@pytest.mark.parametrize(
    "text",
    [
        "read the first 4 bytes of x.bin",
        "print the first 16 bytes of x.bin as hex",
        "unpack the first 9 bytes of x.bin as two ints",
        "read all 4 byte integers of x.bin with struct",
        "pack two ints and write them to x.bin with struct",
    ],
)
def test_what_is_not_understood_whole_is_left_to_others(text):
    assert unpack_file(text) is None
