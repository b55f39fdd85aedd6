"""Stack Overflow's pages: how they are read, downloaded and turned into the seed model's data."""

import http.server
import io
import json
import tarfile
import threading
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from training.__main__ import main
from training.phrasing import request_from_headings, tidy_request
from training.seed import REPLACEMENT, VOCABULARY_SIZE, prepare_seed
from training.sources.archive import download
from training.sources.markdown import read_blocks
from training.sources.stackoverflow import StackOverflow
from training.workspace import DataError, read_jsonl

PAGES = Path(__file__).parent / "training_data" / "stackoverflow"


def test_blocks_know_their_headings_and_what_leads_to_them():
    """A fence carries its language, the headings above it and the paragraph before it."""
    [first, *_] = read_blocks((PAGES / "python" / "lists.md").read_text(encoding="utf-8"))
    assert first.language == "py"
    assert first.headings == ("Lists", "Reversing a list")
    assert first.lead == "Use a slice with a negative step:"
    assert first.code.startswith("numbers = [3, 1, 2]\n")


def test_a_fence_without_end_runs_to_the_end_of_the_page():
    """A page cut short still gives its last block."""
    [block] = read_blocks("# T\n\n```py\nprint(1)\n")
    assert block.code == "print(1)\n"


@pytest.mark.parametrize(
    ("heading", "request_text"),
    [
        ("Reversing a list", "Reverse a list"),
        ("How to read a file line by line", "Read a file line by line"),
        ("Largest file of a folder in Python", "Largest file of a folder"),
        ("2. Using `zip()`", "Use zip()"),
        ("Using **kwargs when calling functions", "Use **kwargs when calling functions"),
        ("String formatting", "String formatting"),
        ("[Links](http://example.org) and <b>tags</b>", "Links and tags"),
    ],
)
def test_headings_become_requests(heading: str, request_text: str):
    """Gerunds become imperatives; numbering, markup and "in Python" go."""
    assert tidy_request(heading) == request_text


def test_a_heading_that_says_little_gets_its_topic():
    """`Sum` alone is no request, nor is `Remarks`."""
    assert request_from_headings("Lists", ("Sum",)) == "Sum (lists)"
    assert request_from_headings("Lists", ("Basic example",)) == "Example of lists"
    assert request_from_headings("CSV", ("Reading a table", "Remarks")) == "Read a table"


def test_pages_about_the_pages_are_no_topics():
    """contributors.md holds names, not examples."""
    assert [page.stem for page in StackOverflow(PAGES).pages()] == ["files", "lists"]


def test_a_folder_without_topics_says_what_to_do(tmp_path: Path):
    """The message names the folder and both ways out."""
    with pytest.raises(DataError, match=r"--source, or fetch it with --download"):
        StackOverflow(tmp_path).pages()


def test_the_seed_data_is_clean_and_every_dropped_block_has_a_reason(tmp_path: Path):
    """Each block of the test pages is kept, or counted under the criterion that it misses."""
    report = prepare_seed(PAGES, tmp_path)
    assert +Counter(report["blocks"]["dropped"]) == Counter(
        python_2=2, other_language=1, shell=1, no_placeholder=1, duplicate=1, length=1
    )
    assert (report["blocks"]["given"], report["pairs"]) == (14, 7)
    rows = list(read_jsonl(tmp_path / "pairs.jsonl"))
    codes = {row["code"] for row in rows}
    assert "numbers = [3, 1, 2]\nnumbers.reverse()\nprint(numbers)\n" in codes
    assert all("Out:" not in code and ">>>" not in code and "\t" not in code for code in codes)
    for row in rows:
        compile(row["code"], "<row>", "exec")


def test_a_snippet_stands_alone(tmp_path: Path):
    """A module of the standard library that a page imported elsewhere is imported; indents are four spaces."""
    prepare_seed(PAGES, tmp_path)
    rows = {row["prompt"]: row["code"] for row in read_jsonl(tmp_path / "pairs.jsonl")}
    assert rows["Create an empty file"].startswith("import os\n\n")
    assert "\n    for number in numbers:\n        result += number\n" in rows["Sum (lists)"]


def test_train_and_validation_share_no_topic(tmp_path: Path):
    """The split is by topic, and both sides together are the chosen snippets."""
    for index in range(30):
        folder = tmp_path / "pages" / "python"
        folder.mkdir(parents=True, exist_ok=True)
        code = f"def add(number):\n    return number + {index}\n"
        text = f"# Topic {index}\n\n## Adding {index} to a number\n\n```py\n{code}```\n"
        (folder / f"topic-{index:02}.md").write_text(text, encoding="utf-8")
    report = prepare_seed(tmp_path / "pages", tmp_path / "out", chosen=20)
    topics = {
        split: {row["topic"] for row in read_jsonl(tmp_path / "out" / f"{split}.jsonl")}
        for split in ("train", "validation")
    }
    assert not topics["train"] & topics["validation"]
    assert (report["train"]["snippets"], report["validation"]["snippets"]) == (18, 2)


def test_the_same_pages_give_the_same_bytes(tmp_path: Path):
    """Preparing twice makes no difference anywhere."""
    for name in ("one", "two"):
        prepare_seed(PAGES, tmp_path / name)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name


def test_the_vocabulary_has_106_distinct_characters(tmp_path: Path):
    """Newline, printable ASCII, others by frequency, and the replacement character last."""
    prepare_seed(PAGES, tmp_path)
    vocabulary = json.loads((tmp_path / "vocabulary.json").read_text(encoding="utf-8"))
    assert len(vocabulary) == len(set(vocabulary)) == VOCABULARY_SIZE
    assert vocabulary[:96] == ["\n", *map(chr, range(32, 127))]
    assert vocabulary[-1] == REPLACEMENT


@pytest.fixture
def pages_as_archives() -> dict[str, bytes]:
    """The test pages as the public archive has them: below a folder named after the repository."""
    tarred, zipped = io.BytesIO(), io.BytesIO()
    with tarfile.open(fileobj=tarred, mode="w:gz") as tar:
        tar.add(PAGES / "python", "generate-main/docs/python")
    with zipfile.ZipFile(zipped, "w") as archive:
        for page in sorted((PAGES / "python").iterdir()):
            archive.write(page, f"generate-main/docs/python/{page.name}")
    return {"/pages.tar.gz": tarred.getvalue(), "/pages.zip": zipped.getvalue(), "/broken.zip": zipped.getvalue()[:300]}


@pytest.fixture
def server(pages_as_archives: dict[str, bytes]):
    """A local web server that has the archives."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages_as_archives.get(self.path)
            self.send_response(200 if body else 404)
            length = len(body or b"") + (100 if "short" in self.path else 0)
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()
        thread.join()


@pytest.mark.parametrize("name", ["pages.tar.gz", "pages.zip"])
def test_pages_are_downloaded_and_prepared(server: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """`prepare --download ADDRESS` fetches an archive, finds the topics in it and writes the data and the ids."""
    monkeypatch.setenv("PYSMITH_TRAINING_DIR", str(tmp_path))
    assert main(["prepare", "--preset", "seed-char-3m", "--download", f"{server}/{name}"]) == 0
    assert len(list(read_jsonl(tmp_path / "seed" / "pairs.jsonl"))) == 7
    assert (tmp_path / "data" / "seed-char-3m" / "train.bin").stat().st_size > 200


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("{server}/absent.zip", "answered 404"),
        ("{server}/broken.zip", "neither a tar nor a zip archive"),
        ("ftp://127.0.0.1/pages.zip", "only http and https"),
        ("http://127.0.0.1:9/pages.zip", "cannot be downloaded"),
    ],
)
def test_a_failed_download_says_why_and_leaves_nothing(server: str, address: str, message: str, tmp_path: Path):
    """An old folder of pages survives a download that fails."""
    folder = tmp_path / "pages"
    folder.mkdir()
    with pytest.raises(DataError, match=message):
        download(address.format(server=server), folder)
    assert list(tmp_path.iterdir()) == [folder]


def test_an_archive_cannot_write_outside_its_folder(server: str, pages_as_archives: dict[str, bytes], tmp_path: Path):
    """A member named ../x is refused."""
    evil = io.BytesIO()
    with tarfile.open(fileobj=evil, mode="w") as tar:
        member = tarfile.TarInfo("../outside.md")
        member.size = 4
        tar.addfile(member, io.BytesIO(b"evil"))
    pages_as_archives["/evil.tar"] = evil.getvalue()
    with pytest.raises(DataError, match="cannot be unpacked"):
        download(f"{server}/evil.tar", tmp_path / "inner" / "pages")
    assert not list(tmp_path.rglob("outside.md"))


def test_a_too_large_archive_is_not_kept(server: str, tmp_path: Path):
    """The limit holds while downloading."""
    with pytest.raises(DataError, match="larger than 100 bytes"):
        download(f"{server}/pages.zip", tmp_path / "pages", max_bytes=100)
