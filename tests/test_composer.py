"""Requests read as operations: which words ask for what, in which order it is done, and what is left over."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.composer.compose import Composed, readings
from engine.composer.operations import Phrasebook, read_page
from engine.composer.phrases import read_pattern
from engine.composer.program import fill
from engine.composer.request import read_request
from engine.confidence import FEATURE_NAMES, Confidence
from engine.cookbook import Cookbook, Recipe
from engine.index import build_index
from engine.matcher import Matcher
from engine.offers import Offers
from engine.syntax import compiles

PAGE = """# A few

## Keep the numbers above a limit
- type: numbers -> numbers
- code: `[x for x in it if x > n]`
- name: above
- do: (keep|take) [only] numbers (above|over|greater than) {n}
- as: (above|over|greater than) {n}

## Drop the negative numbers
- type: numbers -> numbers
- code: `[x for x in it if x >= 0]`
- do: (drop|remove|throw out) [all] negative (numbers|ones)

## Square each number
- type: numbers -> numbers
- code: `[x**2 for x in it]`
- name: squares
- do: square (each|every one)
- get: squares

## Add them up
- type: numbers -> number
- code: `sum(it)`
- name: total
- do: (add|sum) up
- get: (sum|total)

## Find the average
- type: numbers -> number
- code: `sum(it) / len(it)`
- name: average
- get: (average|mean)

## Keep each value once
- type: items -> same
- code: `list(dict.fromkeys(it))`
- name: unique
- as: (without|no) duplicates
- as: [each] only once

## Sort from small to large
- type: items -> same
- code: `sorted(it)`
- do: sort
- as: (sorted|ascending)

## Keep the texts that start with something
- type: texts -> texts
- code: `[x for x in it if x.startswith(s)]`
- as: (starting|beginning) with {s}

## Say whether there are duplicates
- type: items -> flag
- code: `len(set(it)) < len(it)`
- name: has_duplicates
- get: (contain|any|has) duplicates

## Find what is in both lists
- type: items, items -> items
- code: `[x for x in it if x in other]`
- name: common
- as: in both lists

## Sort by a column
- type: rows -> same
- code: `sorted(it, key=lambda x: x[col])`
- do: sort by {col}

## Join the texts
- type: texts -> text
- code: `sep.join(it)`
- name: joined
- do: join with {sep}
- as: separated by {sep}

## Save the lines
- type: texts -> done
- code: `with open(file, "w", encoding="utf-8") as target:\\n    print(*it, sep=chr(10), file=target)`
- do: (save|write) to {file}

## List the even numbers
- type: nothing -> numbers
- code: `list(range(2, n + 1, 2))`
- name: evens
- get: even numbers up to {n}
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Phrasebook:
    page: Path = tmp_path_factory.mktemp("operations") / "few.md"
    page.write_text(PAGE, encoding="utf-8")
    return Phrasebook(read_page(page))


def compose(book: Phrasebook, prompt: str) -> Composed:
    composed = next(readings(prompt, book), None)
    assert composed is not None, prompt
    return composed


def printed(code: str, capsys: pytest.CaptureFixture[str]) -> str:
    exec(code, {})
    return capsys.readouterr().out.strip()


@pytest.mark.parametrize(
    ("prompt", "output"),
    [
        ("nums = [4, -2, 9]; throw out the negative ones, square each and add up", "97"),
        ("the sum of the squares of nums = [1, 2, 3]", "14"),
        ("words = ['b', 'a', 'b']: sorted, without duplicates", "['a', 'b']"),
        ("names = ['Bo', 'Ann', 'Ben'] - only those starting with 'B', separated by semicolons", "Bo;Ben"),
        ("a = [1, 2, 3] and b = [2, 3, 4]. Which numbers are in both lists?", "[2, 3]"),
        ("rows = [{'n': 2}, {'n': 1}], sort them by n", "{'n': 1}\n{'n': 2}"),
        ("nums = [1, 2, 6], the total and the average", "Total: 9\nAverage: 3.0"),
        ("even numbers up to 6", "[2, 4, 6]"),
    ],
)
def test_operations_are_put_together(
    book: Phrasebook, prompt: str, output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    composed = compose(book, prompt)
    assert composed.missed == ()
    assert printed(composed.code, capsys) == output


def test_words_that_nothing_takes_are_told(book: Phrasebook) -> None:
    assert compose(book, "nums = [1, 2]; the sum of the squares, but in purple").missed == ("purple",)


def test_data_that_is_only_named_is_not_made_up(book: Phrasebook) -> None:
    assert (
        compose(book, "the list scores without duplicates").code
        == "unique = list(dict.fromkeys(scores))\nprint(unique)\n"
    )


def test_data_that_has_no_name_is_what_a_function_takes(book: Phrasebook) -> None:
    composed = compose(book, "a list of numbers: the average")
    assert composed.is_implied
    assert composed.code.startswith("def process(numbers):\n")


def test_a_function_gets_the_name_and_the_parameters_that_are_asked_for(book: Phrasebook) -> None:
    code = compose(book, "write a function mean_of(values) that returns the average").code
    assert code == "def mean_of(values):\n    return sum(values) / len(values)\n"


def test_a_question_whether_something_is_so_is_answered_by_yes_or_no(book: Phrasebook) -> None:
    assert "len(set(" in compose(book, "nums = [4, 8, 4]. Does the list contain duplicates?").code


def test_files_are_read_as_the_operation_needs_them_and_written(
    book: Phrasebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("names.txt").write_text("Zoe\nAda\nZoe\n", encoding="utf-8")
    exec(compose(book, "read names.txt, sort, no duplicates and save to out.txt").code, {})
    assert Path("out.txt").read_text(encoding="utf-8") == "Ada\nZoe\n"


def test_columns_must_be_there(book: Phrasebook) -> None:
    assert not [one for one in readings("rows = [{'n': 2}], sort by colour", book) if "colour" in one.code]


@given(
    st.text(max_size=60),
    st.sampled_from(
        ["the sum of {}", "{} without duplicates", "names starting with {}", "separated by {}", "save to {}.txt"]
    ),
)
def test_whatever_is_asked_compiles(book: Phrasebook, text: str, frame: str) -> None:
    prompt = "names = ['a', 'b']; " + frame.format(repr(text))
    assert all(compiles(one.code) for one in readings(prompt, book))


def test_a_pattern_has_roots_alternatives_and_slots() -> None:
    assert read_pattern("the (names|words) above {n}") == ((("name",), ("word",)), "abov", "{n}")


@pytest.mark.parametrize(
    ("code", "filled"),
    [
        ("[x for x in it if x > n]", "[price for price in prices if price > 3]"),
        ('f"{x:.{n}f} {n}"', 'f"{price:.3f} 3"'),
        ("it.index(s)", 'prices.index("it\'s")'),
        ("sorted(it, key=lambda x: x.n)", "sorted(prices, key=lambda price: price.n)"),
        ("'it'.join(it)", "'it'.join(prices)"),
    ],
)
def test_names_and_values_are_put_into_code(code: str, filled: str) -> None:
    assert fill(code, "prices", "", "price", {"n": 3, "s": "it's"}) == (filled, {})


def test_values_that_a_text_cannot_hold_get_a_variable() -> None:
    code, bound = fill("f'{x}{s}'", "names", "", "name", {"s": "{'\"}"})
    assert bound == {"s": "{'\"}"}
    assert compiles(code)


def test_what_follows_that_is_counts_in_full() -> None:
    tokens = read_request("the names of everything that is sold out (by now)").tokens
    assert [token.text for token in tokens if token.is_aside] == ["by", "now"]


def test_what_a_request_speaks_of() -> None:
    assert [v.kind for v in read_request("stock = {'a': 1} and names = ['a']").sources] == ["table", "texts"]
    assert [v.path for v in read_request("read a.txt and write it to b.txt").sources] == ["a.txt"]
    assert read_request("two lists of numbers").sources[1].name == "second"
    assert read_request("what is this").sources == ()


def test_what_recipes_offer_is_shown_before_anything_is_composed(tmp_path: Path) -> None:
    """Composing takes several times as long as a look-up, so a fair recipe does not wait for it."""
    recipe = Recipe("a/b", "Square numbers", ("Square numbers",), "print([n**2 for n in [2, 1]])\n")
    fair = Confidence({"weights": [0.0] * len(FEATURE_NAMES), "offset": 0.0})  # one half, whatever is asked
    page = tmp_path / "own.md"
    page.write_text(
        "# Own\n\n## Jumble the numbers\n- type: numbers -> numbers\n- code: `it[1:] + it[:1]`\n"
        "- do: jumble (them|numbers)\n",
        encoding="utf-8",
    )
    book = Phrasebook(read_page(page))
    offers = Offers(Matcher(build_index(Cookbook([recipe]))), fair, lambda: book)
    request = "jumble the numbers [4, -2, 9]"
    first, *_, last = offers.find_more(request)
    assert [offer.match is not None for offer in first] == [True]
    assert any(offer.chain is not None for offer in last)
    assert any(offer.match is not None for offer in last)


def test_a_text_that_is_shown_as_an_example_is_worked_on() -> None:
    request = read_request("a string with numbers like '3, 8' -> make them ints")
    assert [(v.name, v.line) for v in request.sources] == [("text", 'text = "3, 8"')]
    assert not request.is_implied


def test_the_sign_of_a_comment_and_what_only_stands_for_things_ask_for_nothing() -> None:
    tokens = read_request("temps = [1, 2]\n# keep only what is above 1").tokens
    assert "#" not in [token.text for token in tokens]
    assert [token.text for token in tokens if token.is_named] == ["temps", "what"]
    assert "what" not in [token.text for token in read_request("what is the sum of nums").tokens if token.is_named]


def test_what_restricts_comes_before_what_is_picked(book: Phrasebook, capsys: pytest.CaptureFixture[str]) -> None:
    code = compose(book, "nums = [1, 2, 60]; the average, but only those below 10, keep numbers above 1").code
    assert "above = " in code.partition("average = ")[0]
    assert printed(compose(book, "nums = [1, 2, 60], the sum, keep only numbers above 1").code, capsys) == "62"


def test_a_function_is_called_with_the_data_that_is_given(book: Phrasebook) -> None:
    code = compose(book, "a function that returns the average of [1, 2, 6]").code
    assert code == "def process(numbers):\n    return sum(numbers) / len(numbers)\n\n\nprint(process([1, 2, 6]))\n"


def test_a_file_without_a_name_is_read(book: Phrasebook) -> None:
    assert [v.path for v in read_request("print the lines of a text file").sources] == ["file.txt"]
    assert [v.path for v in read_request("sort a csv file by age").sources] == ["data.csv"]
    assert not any(v.path for v in read_request("write the numbers to a file").sources)
    code = compose(book, "a function that returns the lines of a text file, sorted").code
    assert code.partition("def process(path):")[2].count("Path(path)") == 1


def test_what_is_made_of_nothing_needs_no_function(book: Phrasebook, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(compose(book, "a list of even numbers up to 6").code, capsys) == "[2, 4, 6]"


def test_a_file_that_is_to_be_changed_is_saved(
    book: Phrasebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("names.txt").write_text("Zoe\nAda\n", encoding="utf-8")
    exec(compose(book, "sort the lines of names.txt").code, {})
    assert Path("names.txt").read_text(encoding="utf-8") == "Ada\nZoe\n"
    assert "write" not in compose(book, "sort the lines of names.txt and print them").code


def test_the_file_to_save_in_is_not_read() -> None:
    assert [v.path for v in read_request("sort a.txt and save them in b.txt").sources] == ["a.txt"]
    assert read_request("create a csv file called squares.csv").sources == ()


def test_columns_keep_the_spelling_of_the_request(book: Phrasebook) -> None:
    assert '["absences"]' in compose(book, "read a.csv and sort by the absences column").code
    listed = 'load a.json (a list of objects with "item" and "qty") and sort by it'
    assert read_request(listed).sources[0].columns == ("item", "qty")
    for word in ("max", "values", "'<name>'"):
        assert not [one for one in readings(f"read a.csv and sort by {word}", book) if "lambda" in one.code]
