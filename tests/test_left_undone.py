"""What a request asks for in so many words is missed in code that was put together without it."""

import pytest

from engine.composer.request import changes_file
from engine.left_undone import count_undone

ROWS = 'rows = list(csv.DictReader(open("a.csv")))\n'
READ = 'lines = Path("a.txt").read_text().splitlines()\n'


@pytest.mark.parametrize(
    ("prompt", "code"),
    [
        ("print the lines of a.txt with line numbers", READ + "for line in lines:\n    print(line)\n"),
        ("read a.txt and b.txt and print the lines", READ + "print(lines)\n"),
        ('print the lines of a.txt and "done"', READ + "print(lines)\n"),
        ("print the mean with 2 decimals", "print(sum(numbers) / len(numbers))\n"),
        ("a function to add up [1, 2]", "print(sum([1, 2]))\n"),
        ("print the lines of a text file", "def process(lines):\n    return lines\n"),
        ("a function that sorts [2, 1]", "def process():\n    return sorted([2, 1])\n"),
        ("sort the lines and save them", READ + "print(sorted(lines))\n"),
        ("the numbers backwards", "numbers = range(1, 9)\nnumbers = numbers[::-1]\nprint(numbers)\n"),
        ("count the visitors (column ip)", 'print(len({visit["visitor"] for visit in visits}))\n'),
        ("replace all commas in a.txt by dots", 'print(Path("a.txt").read_text().replace(",", "."))\n'),
        ("the size of a folder recursively", 'print(sum(p.stat().st_size for p in Path("a").iterdir()))\n'),
        ("a.csv (name,points): print the best scorer", ROWS + 'print(max(row["scorer"] for row in rows))\n'),
    ],
)
def test_what_is_not_done_is_counted(prompt, code):
    assert count_undone(prompt, code) == 1


@pytest.mark.parametrize(
    ("prompt", "code"),
    [
        ("print the lines of a.txt with line numbers", READ + "for n, line in enumerate(lines):\n    print(n, line)\n"),
        ("print the number of lines in a.txt", READ + "print(len(lines))\n"),
        ("rename the photos to photo_001.jpg and so on", 'path.rename(f"photo_{number:03}.jpg")\n'),
        ('print the lines of a.txt like "1: first"', READ + "print(lines)\n"),
        ("the even numbers", "n = range(1, 9)\nn = [x for x in n if x % 2 == 0]\nprint(n)\n"),
        ("merge the two sorted lists", "print(first + second)\n"),
        ("a function to reverse a list", "def process(items):\n    return items[::-1]\n"),
        ("a.csv (name,points): print the total per name", ROWS + 'total = sum(float(row["points"]) for row in rows)\n'),
        ("replace all commas in a.txt by dots", READ + 'Path("a.txt").write_text("")\n'),
    ],
)
def test_what_is_done_is_not_counted(prompt, code):
    assert count_undone(prompt, code) == 0


def test_a_file_is_changed_where_nothing_is_shown():
    assert changes_file("remove the empty lines from a.txt")
    assert not changes_file("remove the empty lines from a.txt and print the rest")
    assert not changes_file("remove the empty strings from the list")
