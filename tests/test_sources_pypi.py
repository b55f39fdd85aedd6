"""Pinned packages: licences, checksums, what of an archive is read. Real pip, a package made here, no network."""

import csv
import hashlib
import zipfile
from pathlib import Path

import pytest

from training.sources import pins
from training.sources.pins import Pin, fetch, make_pin, name_licence, read_pins, write_pins
from training.sources.pypi import PyPI, is_worth_reading, read_modules
from training.workspace import DataError

CODE = 'def double_of(number):\n    """Return twice a number."""\n    return 2 * number\n'


def make_wheel(folder: Path, licence: str = "MIT", name: str = "madeup_numbers") -> Path:
    """Write a small but real wheel and return it."""
    path = folder / f"{name}-1.0-py3-none-any.whl"
    info = f"{name}-1.0.dist-info"
    files = {
        f"{name}/__init__.py": CODE,
        f"{name}/tests/test_it.py": "def test_it():\n    assert True, 'long enough to be read if it were'\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\nLicense-Expression: {licence}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": "",
    }
    with zipfile.ZipFile(path, "w") as wheel:
        for file, text in files.items():
            wheel.writestr(file, text)
    return path


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that pip takes for all there is."""
    folder = tmp_path / "index"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    return folder


def test_a_pin_is_downloaded_verified_and_read(index: Path, tmp_path: Path):
    """pip brings the file, its checksum is the recorded one, its modules become documents and pairs."""
    pin = make_pin(make_wheel(index), "wheel")
    assert (pin.name, pin.version, pin.licence) == ("madeup-numbers", "1.0", "MIT")
    cache = tmp_path / "cache"
    files = fetch([pin], cache)
    assert files[pin.file].read_bytes() == (index / pin.file).read_bytes()
    assert [path for path, _ in read_modules(cache / pin.file)] == ["madeup_numbers/__init__.py"]


def test_a_file_that_is_there_is_not_downloaded_again(index: Path, tmp_path: Path):
    """Once the cache holds the file, pip is not needed."""
    pin = make_pin(make_wheel(index), "wheel")
    fetch([pin], tmp_path / "cache")
    (index / pin.file).unlink()
    assert fetch([pin], tmp_path / "cache")[pin.file].exists()


def test_another_file_under_the_same_name_is_refused(index: Path, tmp_path: Path):
    """A package that changed since it was pinned does not get into the corpus."""
    pin = make_pin(make_wheel(index), "wheel")
    changed = Pin(pin.name, pin.version, pin.licence, "wheel", pin.file, hashlib.sha256(b"other").hexdigest())
    with pytest.raises(DataError, match="pip could not download"):
        fetch([changed], tmp_path / "cache")


def test_a_damaged_file_in_the_cache_is_replaced(index: Path, tmp_path: Path):
    """The checksum is looked at every time."""
    pin = make_pin(make_wheel(index), "wheel")
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / pin.file).write_bytes(b"half a file")
    try:
        fetch([pin], cache)
    except DataError as error:  # pip may keep a file of that name
        assert "checksum" in str(error)  # noqa: PT017
    else:
        assert (cache / pin.file).read_bytes() == (index / pin.file).read_bytes()


def test_only_permissive_packages_can_be_pinned(tmp_path: Path):
    """The licence in the metadata decides."""
    with pytest.raises(DataError, match="no permissive licence"):
        make_pin(make_wheel(tmp_path, "GPL-3.0-only"), "wheel")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("License :: OSI Approved :: MIT License", "MIT"),
        ("License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)", ""),
        ("BSD-3-Clause", "BSD"),
        ("Apache-2.0 OR GPL-2.0-or-later", ""),
        ("License :: OSI Approved :: Apache Software License", "Apache-2.0"),
        ("MPL-2.0", ""),
        ("LicenseRef-Proprietary", ""),
        ("", ""),
    ],
)
def test_licences_have_one_name(text: str, name: str):
    """Copyleft and unknown licences have none."""
    assert name_licence(text) == name


def test_every_pin_of_the_table_is_complete_and_permissive():
    """The table names each file once, with a checksum and a licence that name_licence knows."""
    table = read_pins()
    assert len([pin for pin in table if pin.kind == "wheel"]) >= 50
    assert len({pin.file for pin in table}) == len(table)
    for pin in table:
        assert name_licence(pin.licence) == pin.licence, pin
        assert len(pin.sha256) == 64
        assert pin.version
        assert pin.version in pin.file
    with pins.TABLE.open(encoding="utf-8", newline="") as file:
        assert [row["name"] for row in csv.DictReader(file)] == [pin.name for pin in table]


def test_the_table_is_written_as_it_is_read(tmp_path: Path):
    """Writing what was read changes nothing."""
    table = tmp_path / "packages.csv"
    write_pins(reversed(read_pins()), table)
    assert table.read_bytes() == pins.TABLE.read_bytes()


@pytest.mark.parametrize(
    ("name", "is_read"),
    [
        ("package/module.py", True),
        ("package/tests/test_module.py", False),
        ("package/test_module.py", False),
        ("package/_vendor/other.py", False),
        ("package/locale/de_DE/names.py", False),
        ("package/migrations/0001_initial.py", False),
        ("package/data.json", False),
        ("package/latest.py", True),
        ("package/contest/entry.py", True),
    ],
)
def test_tests_copies_and_tables_are_not_read(name: str, is_read: bool):
    """Only the package's own modules are worth reading."""
    assert is_worth_reading(name) is is_read


def test_the_source_knows_its_packages(monkeypatch: pytest.MonkeyPatch, index: Path, tmp_path: Path):
    """A package is a group, with the checksum as its version."""
    table = tmp_path / "packages.csv"
    pin = make_pin(make_wheel(index), "wheel")
    write_pins([pin], table)
    monkeypatch.setattr("training.sources.pypi.read_pins", lambda: read_pins(table))
    source = PyPI(tmp_path / "cache")
    assert source.groups() == ["madeup-numbers"]
    assert source.version_of("madeup-numbers") == pin.sha256
    extract = source.read("madeup-numbers")
    assert [pair.request for pair in extract.pairs] == ["Return twice a number"]
    assert extract.documents == [CODE]
