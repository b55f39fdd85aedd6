"""Every operation of the pages does what its tests say, and its phrases are read as asking for it."""

import contextlib
import datetime
import io
import shutil
from pathlib import Path
from typing import Any

import pytest

from engine.composer.operations import Operation, load_phrasebook, read_page, write_anchors
from engine.composer.phrases import read_pattern
from engine.composer.program import fill
from engine.errors import CookbookError
from engine.pages import pack_pages

FOLDER = Path(__file__).parent.parent / "resources" / "operations"
PAGES = sorted(FOLDER.glob("*.md"))
KNOWN = {"datetime": datetime, "date": datetime.date, "Path": Path}


def run(operation: Operation, given: dict[str, Any]) -> Any:
    """Return what an operation's code gives for these inputs and slots, or what it prints."""
    inputs = {name: given[name] for name in ("it", "other") if name in given}
    values = {**operation.defaults, **{name: value for name, value in given.items() if name not in inputs}}
    code, bound = fill(operation.code, "it", "other", "x", values)
    namespace = {**inputs, **bound}
    for line in operation.imports:
        exec(line, namespace)
    if operation.output != "done":
        return eval(code, namespace)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(code, namespace)
    return printed.getvalue()


def as_list(value: Any) -> Any:
    return list(value) if isinstance(value, tuple | set | range | map | zip) or hasattr(value, "__next__") else value


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_operations_do_what_their_tests_say(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    new = Path("new.txt")
    for operation in read_page(page):
        assert len(operation.tests) >= 2, operation.title
        new.touch()  # changed now, also for a run that passes midnight
        for test in operation.tests:
            given_text, _, wanted = test.partition("=>")
            given = eval(f"dict({given_text})", dict(KNOWN))
            before = repr(given.get("it"))
            result = run(operation, given)
            assert repr(given.get("it")) == before, f"{operation.title} changes what it is given"
            if wanted.strip().startswith("prints"):
                assert result.strip() == eval(wanted.strip().removeprefix("prints")).strip(), operation.title
            else:
                expected = eval(wanted, dict(KNOWN))
                assert expected in (result, as_list(result)), f"{operation.title}: {test} gives {result!r}"


def test_titles_are_given_once() -> None:
    titles = [operation.title for operation in load_phrasebook(FOLDER).operations]
    assert sorted(set(titles)) == sorted(titles)


def test_a_page_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    page = tmp_path / "broken.md"
    page.write_text("# Broken\n\n## One\n- type: numbers -> wombats\n", encoding="utf-8")
    with pytest.raises(CookbookError, match=r"broken\.md:4: no kind of data: wombats"):
        read_page(page)


def test_the_built_program_has_the_pages_as_an_archive_and_their_anchors(tmp_path: Path) -> None:
    folder = tmp_path / "operations"
    folder.mkdir()
    shutil.copy(PAGES[0], folder)
    book = load_phrasebook(folder)
    built = tmp_path / "built"
    write_anchors(built, folder, book, is_built=True)
    pack_pages(folder, built / "operations.zip")
    again = load_phrasebook(built / "operations", None, built)
    assert [one.title for one in again.operations] == [one.title for one in book.operations]
    assert again.anchors == book.anchors
    assert again.anchors is not book.anchors


def test_anchors_are_cached_until_a_page_changes(tmp_path: Path) -> None:
    folder, cache = tmp_path / "operations", tmp_path / "cache"
    folder.mkdir()
    shutil.copy(PAGES[0], folder)
    first = load_phrasebook(folder, cache)
    stored = (cache / "operations.json").read_bytes()
    load_phrasebook.cache_clear()
    assert load_phrasebook(folder, cache).anchors == first.anchors
    shutil.copy(PAGES[1], folder)
    load_phrasebook.cache_clear()
    assert len(load_phrasebook(folder, cache).operations) > len(first.operations)
    assert (cache / "operations.json").read_bytes() != stored


def test_brackets_must_match() -> None:
    with pytest.raises(ValueError, match="brackets"):
        read_pattern("(keep|take [only] numbers")
