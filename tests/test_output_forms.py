"""Results are shown in the form that a request gives by an example."""

import pytest

from engine.output_forms import find_forms, follow_form

ITEMS = 'amounts = {"milk": 2}\nfor item, amount in amounts.items():\n    '
CAPITALS = 'capitals = {"France": "Paris"}\nfor country, capital in capitals.items():\n    '
GAMES = "for home, away in games:\n    "


@pytest.mark.parametrize(
    ("request_", "before", "shown", "wanted"),
    [
        ('print each like "pen x2"', ITEMS, 'print(f"{item}: {amount}")', 'print(f"{item} x{amount}")'),
        ('print each like "2 x milk"', ITEMS, "print(item, amount)", 'print(f"{amount} x {item}")'),
        ("print them as item: amount", ITEMS, "print(item, amount)", 'print(f"{item}: {amount}")'),
        ('print it in the form "Pen - 9%"', ITEMS, 'print(f"{item:9}{amount:.0%}")', 'print(f"{item} - {amount:.0%}")'),
        ('print all like "Reds vs Blues"', GAMES, 'print(f"{home} - {away}")', 'print(f"{home} vs {away}")'),
        (
            'print "Paris is the capital of France" for each',
            CAPITALS,
            'print(f"{country} has {capital}")',
            'print(f"{capital} is the capital of {country}")',
        ),
        ('print the total as "Total: 12.50"', "", "print(total)", 'print(f"Total: {total:.2f}")'),
        ('join them like "a-b-c"', "", 'text = ", ".join(items)', 'text = "-".join(items)'),
        (
            'turn the dict into a string like "a=1; b=2"',
            "",
            'text = ", ".join(f"{k}: {v}" for k, v in data.items())',
            'text = "; ".join(f"{k}={v}" for k, v in data.items())',
        ),
        ('print today like "1 May 2026"', "", 'print(day.strftime("%x"))', 'print(day.strftime("%d %B %Y"))'),
    ],
)  # fmt: skip
def test_results_are_shown_in_the_form_of_the_request(request_: str, before: str, shown: str, wanted: str) -> None:
    [form] = find_forms(request_)
    assert follow_form(f"{before}{shown}\n", form) == f"{before}{wanted}\n"


def test_a_form_stays_open_where_it_is_not_plain_which_thing_is_which() -> None:
    [form] = find_forms('print each like "Paris of France"')
    assert follow_form('for a, b in pairs:\n    print(f"{a}: {b}")\n', form) is None


@pytest.mark.parametrize(
    "request_", ['add up the numbers in a text like "2 pears, 3 figs"', 'print the lines that contain "a b"']
)
def test_a_text_that_the_request_has_is_no_form(request_: str) -> None:
    assert find_forms(request_) == []
