"""Classes, enums and protocols that are described refuse what they should, and their own example is let through."""

import inspect

import pytest

from engine.chains.classes import declare


def made(request):
    """Return the names that the described code defines when it runs."""
    chain = declare(request)
    assert chain is not None, request
    assert not chain.missed
    names = {"__name__": "__main__"}
    exec(compile(chain.code, "answer", "exec"), names)
    return names


@pytest.mark.parametrize(
    ("request_text", "good", "bad"),
    [
        ("dataclass Reading with value and unit, raise ValueError when the unit is not C or F", (1, "F"), (1, "K")),
        ("dataclass Seat with price and row, a negative price has to raise ValueError", (0, "b"), (-1, "b")),
        ("class Chance with value; ValueError if value is not between 0 and 1", (0.5,), (1.5,)),
        ("dataclass Pace with value and unit, check in __post_init__ that value is positive", (1, "m"), (0, "m")),
        ("dataclass Exam with points and pupil; check that points is at least 10", (10, "Bo"), (9, "Bo")),
        ("a class Crate with width and height that raises ValueError when width <= 0 or height <= 0", (1, 1), (1, 0)),
        ("dataclass Voter with name and age: age must be at least 18", ("Bo", 18), ("Bo", 17)),
    ],
)
def test_a_class_refuses_what_it_is_said_to_refuse(request_text, good, bad):
    owner = next(value for name, value in made(request_text).items() if inspect.isclass(value) and name in request_text)
    owner(*good)
    with pytest.raises(ValueError, match=r"\w"):
        owner(*bad)


def test_enums_count_by_themselves_and_are_looked_up(capsys):
    suit = made("an enum Tide with the members EBB, FLOW and SLACK using auto()")["Tide"]
    assert [(member.name, member.value) for member in suit] == [("EBB", 1), ("FLOW", 2), ("SLACK", 3)]
    assert made("IntEnum Rank: LOW 1, TOP 9")["Rank"].TOP > 8
    assert made('StrEnum Mode with READ = "r" and WRITE = "w"')["Mode"]("w").name == "WRITE"
    capsys.readouterr()
    made("enum Code: GOOD 20, BAD 40. How do I get the member from the number 40 and print its name?")
    assert capsys.readouterr().out == "BAD\n"


def test_protocols_and_abstract_classes_have_the_methods_that_are_named():
    shape = made("a Protocol called Outline with a method area() -> float")["Outline"]
    assert inspect.signature(shape.area).return_annotation is float
    reader = made("Protocol Reader with read(size: int) -> bytes and close()")["Reader"]
    assert list(inspect.signature(reader.read).parameters) == ["self", "size"]
    assert made("abstract base class Tool with an abstract method use")["Tool"].__abstractmethods__ == {"use"}
    assert declare("abstract class Pet with an abstract method speak and a class Dog that returns 'Woof'") is None


def test_a_number_with_zeros_in_front_is_a_text():
    code = declare("class Lifo with numbers 001").code
    assert 'numbers="001"' in code
    exec(code, {})


def test_fields_may_all_be_of_one_type():
    point = made("typing.NamedTuple called Spot with x, y, z as floats")["Spot"]
    assert point.__annotations__ == {"x": float, "y": float, "z": float}


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (
            'dataclass Config with host "localhost" port 8080 debug False',
            "    port: int = 8080\n    debug: bool = False\n",
        ),
        ('enum Color RED="#f00" GREEN="#0f0" print the value of Color.RED', "print(Color.RED.value)\n"),
        ("dataclass Item with name and price; price must not be negative", '"price must not be negative"'),
        ("class Room with capacity; capacity must be at least 1", "if not (capacity >= 1):"),
        ("dataclass Item with name and quantity defaulting to 3", "    quantity: int = 3\n"),
    ],
)
def test_values_in_a_row_and_what_must_be(prompt, expected):
    """Values that follow their names without commas, members that are printed, and what a field must be are read."""
    chain = declare(prompt)
    assert chain is not None
    assert not chain.missed
    assert expected in chain.code


@pytest.mark.parametrize(
    ("prompt", "printed"),
    [
        ("class Sensor with list of readings, add_reading, max and average", "5.0\n5\nSensor(readings=[5])\n"),
        ("class Stack with items list, push, pop, peek and is_empty", "True\nnew\nnew\nStack(items=[])\n"),
        ("class Queue with items list and methods enqueue, dequeue, size", "1\nnew\nQueue(items=[])\n"),
    ],
)
def test_methods_over_the_one_list_are_known(prompt, printed, capsys):
    """The highest, the last, pop and dequeue speak of the only list that a class has; the example fills it first."""
    chain = declare(prompt)
    assert chain is not None
    exec(chain.code, {"__name__": "__main__"})
    assert capsys.readouterr().out == printed


def test_min_and_max_without_a_list_are_no_methods():
    """A range has a minimum and a maximum of its own."""
    chain = declare("class Range with attributes min and max")
    assert chain is None or "def max" not in chain.code
