"""The big corpus end to end, on small sources: read, select, split, encode, report."""

import json
import logging
from pathlib import Path

import numpy as np
import pytest

from engine.tokenizer import load_tokenizer
from training.__main__ import main
from training.extracts import extract_all
from training.mixture import KINDS, Ledger, Text, choose_held_out, prepare_corpus, select
from training.sources import markdown, rst
from training.sources.conala import Conala
from training.sources.cookbook import CookbookPages
from training.sources.exercises import NumpyExercises, PandasExercises, ThirtySeconds
from training.sources.notes import Notes
from training.sources.pages import extract_page
from training.sources.stdlib import StandardLibrary
from training.workspace import DataError, read_jsonl

PAGES = Path(__file__).parent / "training_data" / "stackoverflow"
MODULES = ("calendar", "csv", "fractions", "heapq", "random", "shlex", "statistics", "string", "textwrap", "inspect")
RST = """
========
Counting
========

Some words.

Counting words
==============

To count the words of a text, use a :class:`~collections.Counter`::

    from collections import Counter
    print(Counter("a b a".split()))

.. note:: Not code.

.. code-block:: python
   :caption: again

   print(Counter("b"))

.. code-block:: console

   $ python count.py

A session:

>>> sorted({3, 1})
[1, 3]
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of some modules of the standard library and the test pages."""
    folder = tmp_path_factory.mktemp("corpus")
    sources = [Notes(PAGES, "stackoverflow", "made here", "1", "*/*.md"), StandardLibrary(modules=MODULES)]
    prepare_corpus(sources, frozenset({"files"}), 900, folder / "out", folder / "cache", processes=1)
    return folder / "out"


def test_the_ids_on_disk_are_the_texts_in_order(corpus: Path):
    """Decoding a .bin gives back the texts of its .jsonl, each closed by <|endoftext|>."""
    tokenizer = load_tokenizer(corpus / "tokenizer.json")
    end = tokenizer.special_id("<|endoftext|>")
    for kind in ("code", "prose"):
        ids = np.fromfile(corpus / "train" / f"{kind}.bin", dtype="<u2")
        texts = [row["text"] for row in read_jsonl(corpus / "train" / f"{kind}.jsonl")]
        pieces = np.split(ids, np.flatnonzero(ids == end) + 1)[:-1]
        assert len(pieces) == len(texts) > 0
        assert [tokenizer.decode(piece[:-1].tolist()) for piece in pieces] == texts


def test_pairs_are_written_as_the_engine_asks(corpus: Path):
    """Request, answer and end are marked by reserved tokens, as engine.prompting does it."""
    tokenizer = load_tokenizer(corpus / "tokenizer.json")
    row = next(read_jsonl(corpus / "train" / "pairs.jsonl"))
    ids = np.fromfile(corpus / "train" / "pairs.bin", dtype="<u2").tolist()
    special = [tokenizer.special_id(name) for name in ("<|request|>", "<|answer|>", "<|endoftext|>")]
    request, code = tokenizer.encode(row["request"] + "\n"), tokenizer.encode(row["code"])
    expected = [special[0], *request, special[1], *code, special[2]]
    assert ids[: len(expected)] == expected


def test_the_whole_file_holds_all_kinds(corpus: Path):
    """train.bin has as many tokens as its parts and the report say."""
    report = json.loads((corpus / "report.json").read_text(encoding="utf-8"))
    for split in ("train", "validation"):
        parts = [(corpus / split / f"{kind}.bin").stat().st_size // 2 for kind in KINDS]
        assert parts == [report["splits"][split][kind]["tokens"] for kind in KINDS]
        assert (corpus / f"{split}.bin").stat().st_size // 2 == sum(parts) == report["tokens"][split]


def test_no_group_is_on_both_sides(corpus: Path):
    """The topic held out for the seed model is held out here, and no group is split."""
    groups = {
        split: {(row["source"], row["group"]) for kind in KINDS for row in read_jsonl(corpus / split / f"{kind}.jsonl")}
        for split in ("train", "validation")
    }
    assert not groups["train"] & groups["validation"]
    assert ("stackoverflow", "python/files.md") in groups["validation"]
    assert ("stackoverflow", "python/lists.md") in groups["train"]


def test_the_report_says_what_came_from_where(corpus: Path):
    """Sources with licence and counts, reasons for what was dropped, and the groups held out."""
    text = (corpus / "report.md").read_text(encoding="utf-8")
    assert "| stackoverflow | made here | 1 |" in text
    assert "PSF-2.0" in text
    assert "| python_2 | 2 |" in text
    assert "stackoverflow/python/files.md" in text


def test_every_text_compiles(corpus: Path):
    """Code and prose alike are Python as a whole."""
    for kind in KINDS:
        for row in read_jsonl(corpus / "train" / f"{kind}.jsonl"):
            compile(row.get("text") or row["code"], "<row>", "exec", dont_inherit=True)


def test_extracts_are_read_from_the_cache_until_something_changes(tmp_path: Path):
    """A second run reads files only; a changed page is read anew."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "one.md").write_text("# One\n\n## Adding one\n\n```py\nprint(1 + 1)\n```\n", encoding="utf-8")
    source = Notes(pages, "pages", "", "")
    cache = tmp_path / "cache"
    first = list(extract_all([source], cache, processes=1))
    [file] = cache.iterdir()
    before = file.stat().st_mtime_ns
    assert list(extract_all([source], cache, processes=1)) == first
    assert file.stat().st_mtime_ns == before
    (pages / "one.md").write_text("# One\n\n## Adding two\n\n```py\nprint(1 + 2)\n```\n", encoding="utf-8")
    [changed] = extract_all([source], cache, processes=1)
    assert [piece.code for piece in changed.pieces] == ["# One - Adding two\n\nprint(1 + 2)\n", "print(1 + 2)\n"]


def test_the_order_does_not_depend_on_the_number_of_processes(tmp_path: Path):
    """Two processes give what one gives."""
    source = StandardLibrary(modules=("bisect", "heapq", "textwrap"), groups_per_job=1)
    one = list(extract_all([source], tmp_path / "one", processes=1))
    assert list(extract_all([source], tmp_path / "two", processes=2)) == one
    assert [extract.group for extract in one] == ["bisect", "heapq", "textwrap"]


def test_a_missing_source_is_left_out_with_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    """The others still count; with none at all it is an error."""
    missing = [
        Conala(tmp_path / "no.json"),
        ThirtySeconds(tmp_path),
        NumpyExercises(tmp_path),
        PandasExercises(tmp_path),
    ]
    with caplog.at_level(logging.WARNING):
        found = list(extract_all([*missing, StandardLibrary(modules=("bisect",))], tmp_path / "cache", processes=1))
    assert [extract.source for extract in found] == ["stdlib"]
    assert len([record for record in caplog.records if "left out" in record.message]) == 4
    with pytest.raises(DataError, match="No source of data"):
        list(extract_all(missing, tmp_path / "cache", processes=1))
    caplog.clear()


def test_reserved_and_repeated_texts_are_dropped(tmp_path: Path):
    """A pair seen before, a near-duplicate and a reserved piece are counted under their reasons."""
    pages = tmp_path / "pages"
    pages.mkdir()
    block = "## Adding numbers up\n\n```py\nnumbers = [4, 5, 6]\ntotal = sum(numbers)\nprint('total', total)\n```\n"
    (pages / "a.md").write_text(f"# A\n\n{block}\n{block}", encoding="utf-8")
    (pages / "b.md").write_text(f"# A\n\n{block}\n{block}", encoding="utf-8")
    extracts = list(extract_all([Notes(pages, "pages", "", "")], tmp_path / "cache", processes=1))
    ledger = Ledger()
    kept = list(select(extracts, ledger))
    assert [(text.kind, text.group) for text in kept] == [("prose", "a.md"), ("pairs", "a.md")]
    assert ledger.tallies["pages"].dropped == {"near_duplicate": 1, "duplicate_pair": 3}


def test_held_out_groups_depend_on_their_name_alone():
    """Adding a source does not move a group from one side to the other."""
    texts = [Text("code", "pypi", f"package-{number}", "x = 1\n") for number in range(400)]
    some, all_of_them = choose_held_out(texts[:200], frozenset()), choose_held_out(texts, frozenset())
    assert some <= all_of_them
    assert 2 <= len(all_of_them) <= 30


def test_restructured_text_gives_its_code_blocks():
    """Literal blocks, directives of Python and sessions are code; their leads are requests; imports carry over."""
    blocks = list(rst.read_blocks(RST))
    assert [block.language for block in blocks] == ["", "python", "console", "pycon"]
    assert blocks[0].lead == "To count the words of a text, use a `Counter`:"
    assert blocks[0].headings == ("Counting", "Counting words")
    extract = extract_page("counting", blocks)
    assert [pair.request for pair in extract.pairs] == ["Count the words of a text", "Count words", "Count words"]
    assert extract.pairs[1].code.startswith("from collections import Counter\n")
    assert extract.dropped == {"other_language": 1}
    [section] = extract.prose
    assert section.startswith("# Counting - Counting words\n\n# To count the words of a text")


def test_markdown_and_restructured_text_read_alike():
    """The same page in both notations gives the same pairs."""
    page = "# Title\n\n## Adding two numbers\n\nTo add two numbers:\n\n```py\nprint(1 + 2)\n```\n"
    other = "Title\n=====\n\nAdding two numbers\n------------------\n\nTo add two numbers::\n\n    print(1 + 2)\n"
    assert extract_page("t", markdown.read_blocks(page)).pairs == extract_page("t", rst.read_blocks(other)).pairs


def test_small_collections_are_read(tmp_path: Path):
    """Each notation of the collections gives requests and clean code."""
    rows = [
        {"question_id": 12, "intent": "sum of list", "rewritten_intent": "sum the list `a`", "snippet": "sum(a)"},
        {"question_id": 13, "intent": "print it", "rewritten_intent": None, "snippet": "print a"},
    ]
    (tmp_path / "c.json").write_text(json.dumps(rows), encoding="utf-8")
    conala = Conala(tmp_path / "c.json")
    assert len(conala.groups()) == 10
    assert [(p.request, p.code) for p in conala.read("questions-2").pairs] == [
        ("Sum the list a", "sum(a)\n"),
        ("Sum of list", "sum(a)\n"),
    ]
    assert conala.read("questions-3").dropped == {"python_2": 1}

    (tmp_path / "snippets").mkdir()
    (tmp_path / "snippets" / "twice.md").write_text(
        "---\ntitle: twice\n---\n\nDoubles a number.\n\n- Use `*`.\n\n```py\ndef twice(n):\n  return n * 2\n```\n\n"
        "```py\ntwice(2) # 4\n```\n",
        encoding="utf-8",
    )
    pairs = ThirtySeconds(tmp_path).read("twice.md").pairs
    assert pairs[0].request == "Double a number"
    assert pairs[0].code == "def twice(n):\n    return n * 2\n"
    assert "twice(2)" in pairs[1].code

    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "exercises1.ktx").write_text(
        "< q1\nMake an array of zeros (★☆☆)\n\n< h1\nhint: np.zeros\n\n< a1\nprint(np.zeros(3))\n", encoding="utf-8"
    )
    [pair] = NumpyExercises(tmp_path).read("exercises1.ktx").pairs
    assert (pair.request, pair.code) == ("Make an array of zeros", "import numpy as np\n\nprint(np.zeros(3))\n")

    (tmp_path / "pairs.derived.jsonl").write_text(
        json.dumps({"intent": "Words.\n\n### Step 2. See the first rows", "code": "df.head()", "src": "a"}),
        encoding="utf-8",
    )
    exercises = PandasExercises(tmp_path)
    assert exercises.groups() == ["a"]
    assert exercises.read("a").pairs[0].request == "See the first rows"


def test_recipes_are_pairs_under_each_way_to_ask(tmp_path: Path):
    """The cookbook's pages are read by the engine's own reader."""
    (tmp_path / "sums.md").write_text(
        "# Sums\n\n## Add up `numbers`\n- total of a list\n```python\ntotal = sum(numbers)\n```\n\n## Broken\n",
        encoding="utf-8",
    )
    source = CookbookPages(tmp_path)
    extract = source.read("sums.md")
    assert [(pair.request, pair.code) for pair in extract.pairs] == [
        ("Add up `numbers`", "total = sum(numbers)\nprint(total)\n"),
        ("total of a list", "total = sum(numbers)\nprint(total)\n"),
    ]
    assert extract.dropped == {"no_recipe": 1}


@pytest.mark.slow
def test_the_tiny_preset_needs_no_data_from_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A fresh clone prepares it from the cookbook and the standard library; train finds ids and tokenizer."""
    monkeypatch.setenv("PYSMITH_TRAINING_DIR", str(tmp_path))
    assert main(["prepare", "--preset", "tiny", "--data", str(tmp_path / "nothing")]) == 0
    ids = tmp_path / "data" / "tiny"
    assert (ids / "train.bin").stat().st_size > 200_000
    assert (ids / "validation.bin").stat().st_size > 2_000
    assert load_tokenizer(ids / "tokenizer.json").vocab_size == 1024
