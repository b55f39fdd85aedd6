"""Classes that inherit from one another are written as described; what says more is left alone."""

import contextlib
import io

import pytest

from engine.chains.families import declare_family
from tests.described import printed_by


@pytest.mark.parametrize(
    ("request_text", "printed"),
    [
        ("class Person with name, subclass Nurse adds ward", "Person(name='Ada')\nNurse(name='Ada', ward='example')\n"),
        ("Parent class Pet with name; child class Hamster with age", "Pet(name='Rex')\nHamster(name='Rex', age=36)\n"),
        (
            "write a base class Vehicle with brand, Car and Bus inherit from it. Car has doors and Bus has seats",
            None,
        ),
        ("abstract class Shape with area, subclasses Square and Circle", "Square 9\nCircle 12.57\n"),
        ("a Shape base class and subclasses Rectangle and Square each with an area method", "Rectangle 12\nSquare 9\n"),
        ("class Animal with method speak, subclasses Fox and Owl that return 'yip' and 'hoo'", "Fox Yip\nOwl Hoo\n"),
        ('class Animal with a name and a method sound; Cat returns "miau"', "Rex says Miau\n"),
        ("Animal class with a speak method, Dog and Cow override it", "Dog Woof!\nCow Moo!\n"),
    ],
)
def test_a_family_is_written(request_text: str, printed: str | None):
    """Subclasses have what the base class has and what is theirs; a description that cannot be split is left."""
    if printed is None:
        assert declare_family(request_text) is None
    else:
        assert printed_by(declare_family, request_text) == printed


def test_an_abstract_class_has_no_objects():
    """The base class refuses to be made, and so does a subclass without the methods."""
    described = declare_family("abstract class Shape with area and perimeter, subclasses Rectangle and Circle")
    assert described is not None
    namespace: dict[str, object] = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(described.code, namespace)
        with pytest.raises(TypeError, match="abstract"):
            exec("Shape()", namespace)


@pytest.mark.parametrize(
    "request_text",
    [
        "class Person with name and age",
        "class Animal with name, Dog inherits and learns tricks from a file",
        "class Stack with push and pop, Queue inherits from it and overrides pop",
        "abstract class Report with title, subclasses Pdf and Html that render it",
        "inheritance example",
        "class Animal with method speak, subclasses Unicorn and Dragon",
    ],
)
def test_other_wishes_are_left_alone(request_text: str):
    """What is not explained to the last word is not written."""
    assert declare_family(request_text) is None
