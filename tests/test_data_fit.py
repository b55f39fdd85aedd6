"""Code that cannot work on the data that it begins with is known without a run."""

import pytest

from engine.data_fit import misfits, takes_no_column

RECORDS = 'people = [{"name": "Ann", "age": 3}]\n'
PAIRS = 'people = [("Ann", 3)]\n'
MARKS = 'marks = {"Ann": 3}\n'


@pytest.mark.parametrize(
    "code",
    [
        PAIRS + 'for person in people:\n    print(person["name"])\n',
        RECORDS + 'print([person["town"] for person in people])\n',
        RECORDS + 'people.sort(key=lambda person: person["points"])\n',
        "rows = [[1, 2, 3]]\nfor a, b in rows:\n    print(a)\n",
        PAIRS + "for key, value in people.items():\n    print(key)\n",
        MARKS + "print([value.upper() for value in marks.values()])\n",
        PAIRS + "print(sum(people))\n",
        'cart = {"tea": {"price": 3}, "ink": {"price": 4}}\nprint(max(cart, key=cart.get))\n',
        "def area(points):\n    return [x for x, y in points]\n\n\nprint(area([0, 0]))\n",
    ],
)
def test_what_fails_on_its_own_data_is_found(code):
    with pytest.raises((TypeError, ValueError, KeyError, AttributeError)):
        exec(code, {})
    assert misfits(code)


@pytest.mark.parametrize(
    "code",
    [
        RECORDS + 'for person in people:\n    print(person["name"], person.get("town"))\n',
        PAIRS + "for number, (name, age) in enumerate(people):\n    print(name, age + 1)\n",
        MARKS + "print(sum(marks.values()), max(marks, key=marks.get))\n",
        "rows = [[1, 2], [3, 4]]\nfor first, *rest in rows:\n    print(sum(rest))\n",
        "people = []\npeople.append({})\nfor person in people:\n    person['name'] = 1\n",
    ],
)
def test_what_works_on_its_own_data_is_left_alone(code):
    exec(code, {})
    assert not misfits(code)


@pytest.mark.parametrize(
    ("prompt", "code"),
    [
        ("count the words in each of a list of sentences", 'counts = [sentence["and"] for sentence in sentences]\n'),
        ("each domain in a list of emails", 'domains = [email["domain"] for email in emails]\n'),
        ("print the max of every column", 'print(max(float(row["max"]) for row in rows))\n'),
        ('print "Dear <name>," for each', 'for row in rows:\n    print(row["Dear <name>,"])\n'),
        ("print a nested list in columns", 'for column in columns:\n    print(column["nested"])\n'),
        ("the highest salary of Employee objects", 'best = max(objects, key=lambda item: item["salary"])\n'),
    ],
)
def test_texts_and_objects_have_no_columns(prompt, code):
    assert takes_no_column(code, prompt)


@pytest.mark.parametrize(
    ("prompt", "code"),
    [
        ("the cities in a list of records", 'cities = [record["city"] for record in records]\n'),
        ("the rows whose 'and' is set", 'rows = [row for row in rows if row["and"]]\n'),
        ("the min and the max of each", 'for group in groups:\n    print(group["max"])\ngroup = {"max": 1}\n'),
        ("total per customer of orders.csv", 'totals[order["customer"]] += order["total"]\n'),
    ],
)
def test_records_have_columns(prompt, code):
    assert not takes_no_column(code, prompt)
