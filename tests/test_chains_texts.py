"""Chains on texts, dictionaries, grades and files in the manner of different people, run in a folder with files."""

from pathlib import Path

import pytest

from engine.chains.compose import compose
from engine.chains.scales import read_numbering, read_scale
from tests.test_chains import chain, run

FILES = {
    "poem.txt": "roses\nviolets\n",
    "story.txt": "The cat. The dog, the end!",
    "server.conf": "# port\nport=1\n\nhost=a\n",
    "logs/a.log": "ERROR x\nok\n",
    "logs/b.log": "ok\n",
    "notes/a.txt": "a\tb",
    "temps.txt": "0\n100\n",
    "exports/a.csv": "x\n",
    "marks.csv": "name,score\nAda,7\nBo,8\n",
    "gaps.txt": "1\n\n2.5\n",
    "words.txt": "Tea for two, tea for me, TEA please",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with texts, the working directory of what is run."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


PRINTS = [
    ("collect all primes under 20, print how many there are and what they add up to", "Count: 8\nTotal: 77"),
    ("generate the fibonacci numbers below 1000, keep the even ones and add them up", "798"),
    ("Song lengths are in durations = ['3:45', '2:50']. Add them all and show the total as m:ss", "6:35"),
    ("drop the comment lines (starting with #) and the blank ones from server.conf, print what remains and then how many lines that is", "port=1\nhost=a\n2"),
    ("for each .log file in logs count the lines that contain ERROR and print file name and count", "a.log 1\nb.log 0"),
    ("scores = [95, 82, 71, 60]: convert them to grades, A from 90, B from 80, C from 70, otherwise F, print the grades", "['A', 'B', 'C', 'F']"),
    ("combine stock = {'a': 3, 'b': 1} and extra = {'b': 4, 'c': 2} adding the values, then print the two biggest", "b 5\na 3"),
    ("sizes = ['M', 'S', 'L', 'S']: sort them in the order S, M, L", "['S', 'S', 'M', 'L']"),
    ('count the letters in "banana" and print them from most to least frequent', "a 3\nn 2\nb 1"),
    ("nums = [2, 3, 7]: multiply them together", "42"),
    ('take the sentence "the quick fox", capitalise every word, and print it backwards', "xoF kciuQ ehT"),
    ("prices = {'tea': 3, 'cake': 5}. raise everything by 10% and print it", "{'tea': 3.3, 'cake': 5.5}"),
    ("dates = ['2024-03-01', '2023-12-25']: sort them and print the newest", "2024-03-01"),
    ("which word is the longest in poem.txt?", "violets"),
    ("the first 3 characters of poem.txt", "ros"),
    ("only the first 3 characters of poem.txt please", "ros"),
    ("average of the score column in marks.csv, rounded to one decimal", "7.5"),
    ("gaps.txt contains one temperature per line, some lines are empty. Print the average rounded to one decimal", "1.8"),
    ("what is the most common word in words.txt that has less than 4 letters? upper and lower case are the same", "tea"),
    ("print the squares of 1..4 and their sum", "[1, 4, 9, 16]\n30"),
]  # fmt: skip


def test_a_folder_is_not_called_by_the_word_after_it() -> None:
    assert compose("List all files in a folder that end in .txt") is None


@pytest.mark.parametrize(("text", "printed"), PRINTS[:-1], ids=lambda value: value[:50])
def test_what_is_asked_is_printed(folder: Path, text: str, printed: str) -> None:
    assert run(chain(text)) == printed


WRITES = [
    ('number the lines of poem.txt ("1: first line" and so on) and write that to numbered.txt', "numbered.txt", "1: roses\n2: violets\n"),
    ("number every line in poem.txt like '1. first' and save as numbered.txt", "numbered.txt", "1. roses\n2. violets\n"),
    ("count how often each word occurs in story.txt (ignore case and punctuation) and dump the counts to freq.json", "freq.json", '{\n  "the": 3,'),
    ("go through every .txt file in notes and replace tabs with 4 spaces", "notes/a.txt", "a    b"),
    ("the file temps.txt contains temperatures in celsius, one per line, write them in fahrenheit to temps_f.txt", "temps_f.txt", "32.0\n212.0\n"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "path", "begin"), WRITES, ids=[row[0][:50] for row in WRITES])
def test_what_is_asked_is_written(folder: Path, text: str, path: str, begin: str) -> None:
    run(chain(text))
    assert (folder / path).read_text(encoding="utf-8").startswith(begin)


FUNCTIONS = [
    ("write a function that lowercases a string, removes the vowels and reverses what remains", ("Hello",), "llh"),
    ("function that takes a string, strips spaces, lowercases it and replaces spaces with hyphens", (" A B ",), "a-b"),
    ("write a function that removes all digits from a string", ("a1b2",), "ab"),
    ("function to take a list of numbers and return the average without the highest and the lowest", ([1, 5, 6, 99],), 5.5),
    ("function: given a list of names, return them capitalised and sorted", (["bo", "ann"],), ["Ann", "Bo"]),
    ('i need to take a list of words, drop the duplicates, sort what is left by length and join it with " | "', (["xx", "y", "xx"],), "y | xx"),
    ("merge two dicts adding values", ({"a": 1}, {"a": 2, "b": 3}), {"a": 3, "b": 3}),
    ("turn a list of scores into letter grades (90 and up is A, 80s B, 70s C, anything lower F) and count how many of each letter there are", ([95, 72, 71],), {"A": 1, "C": 2}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "given", "result"), FUNCTIONS, ids=[row[0][:50] for row in FUNCTIONS])
def test_a_function_is_written_where_nothing_is_named(text: str, given: tuple[object, ...], result: object) -> None:
    namespace: dict[str, object] = {}
    exec(chain(text), namespace)
    assert namespace["process"](*given) == result  # type: ignore[operator]


def test_characters_that_are_typed_are_counted() -> None:
    code = chain("ask for a sentence, then tell me how many vowels and how many consonants it has")
    assert run(code, input=lambda prompt="": "It is 9") == "Vowels: 2\nConsonants: 2"


@pytest.mark.parametrize(
    "text",
    [
        "List the files in the folder `pictures` that end in `.jpg` or `.png`",
        "Convert `data.json` to `data.yaml`",
        "Delete the empty files in the folder `uploads`",
        "function for the total of the multiples of three and five",
        "sort ['Wed', 'Mon'] like in the week",
        "Print `review` wrapped to `30` columns, the last ending in `...`",
    ],
)
def test_what_has_no_use_in_the_program_makes_it_unsure(text: str) -> None:
    found = compose(text)
    assert found is None or found.missed


def test_scales_and_numberings_are_read_from_what_is_shown() -> None:
    found = read_scale("90+ = A, 80+ = B, else C")
    assert found is not None
    assert found[0].steps == ((90.0, "A"), (80.0, "B"))
    assert found[0].rest == "C"
    assert read_scale("A or B") is None
    numbering = read_numbering('number the lines like "1) first"')
    assert numbering is not None
    assert numbering[0] == ") "
    assert read_numbering('get the numbers of "3 apples"') is None
