"""A comparison that a request wants the other way is turned in the recipe's code, and only there."""

import pytest

from engine.adapt import adapt
from engine.comparisons import follow_comparison, read_comparison
from engine.cookbook import Recipe

TITLE = "Print the rows whose `price` is over `50`"
CODE = 'for row in rows:\n    if row["price"] > 50:\n        print(row)\n'


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("rows over 50", ">"),
        ("rows of at least 50", ">="),
        ("50 or more", ">="),
        ("50 euros or less", "<="),
        ("cheaper than $50", "<"),
        ("not more than 50", "<="),
        ("exactly 50 rows", "=="),
        ("the first 50 rows", ""),
        ("over 50 and under 50", ""),
    ],
)
def test_a_comparison_is_read(text: str, sign: str):
    assert read_comparison(text, 50) == sign


@pytest.mark.parametrize(
    ("asked", "condition"),
    [
        ("print the rows whose price is under 20", "< 20"),
        ("print the rows whose price is 20 or more", ">= 20"),
        ("print the rows whose price is over 20", "> 20"),
        ("print the rows whose price is exactly 20", "== 20"),
    ],
)
def test_the_code_compares_as_the_request_says(asked: str, condition: str):
    recipe = Recipe(id="a/b", title=TITLE, asks=(TITLE,), code=CODE, setup="rows = []\n", check="")
    assert f'if row["price"] {condition}:' in adapt(recipe, TITLE, asked).code


def test_code_that_keeps_what_its_title_leaves_out_goes_on_doing_so():
    title = "Drop the rows whose `price` is over `50`"
    code = 'rows = [row for row in rows if row["price"] <= 9]\n'
    assert 'row["price"] >= 9' in follow_comparison(code, title, "drop the rows under 9", 50, 9)
    assert "9 <= row" in follow_comparison(
        code.replace('row["price"] <= 9', "9 >= row"), title, "drop rows under 9", 50, 9
    )


def test_several_comparisons_stay():
    code = "print(a > 9, b > 9)\n"
    assert follow_comparison(code, TITLE, "less than 9", 50, 9) == code
