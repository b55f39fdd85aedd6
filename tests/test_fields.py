"""A class that is asked for by its fields has these very fields."""

import pytest

from engine.fields import Fields, fit_fields, read_fields
from engine.syntax import compiles

VERSION = (
    "from dataclasses import dataclass\n\n\n@dataclass(order=True)\nclass Version:\n    major: int\n    minor: int\n"
    'versions = [Version(1, 10), Version(0, 9)]\nprint(sorted(versions), f"{versions[0].minor}", versions[0].major)\n'
)
POINT = 'from collections import namedtuple\n\nPoint = namedtuple("Point", ["x", "y"])\nprint(Point(3, 4).x)\n'


def test_fields_are_read_where_a_class_is_wanted():
    assert read_fields("a dataclass Version(major, minor, patch)") == Fields("Version", ("major", "minor", "patch"))
    assert read_fields("print Version(major, minor)") is None


@pytest.mark.parametrize("code", [VERSION, POINT])
@pytest.mark.parametrize("names", [("a", "b", "c", "d"), ("year", "week"), ("x", "y", "z")])
def test_the_class_has_the_fields_and_is_made_with_as_many_values(code, names):
    changed = fit_fields(code, Fields("Any", names))
    assert compiles(changed)
    namespace: dict[str, object] = {}
    exec(changed, namespace)
    owner = namespace.get("Version") or namespace["Point"]
    fields = getattr(owner, "_fields", None) or tuple(owner.__dataclass_fields__)
    assert fields == names


def test_what_takes_an_object_apart_takes_all_of_it():
    code = POINT + "point = Point(1, 2)\nx, y = point\nprint(y)\n"
    assert "x, y, z = point" in fit_fields(code, Fields("Point", ("x", "y", "z")))


def test_a_field_that_is_used_stays():
    assert fit_fields(VERSION, Fields("Version", ("major",))) == VERSION


def test_fields_of_several_types_stay():
    code = "from dataclasses import dataclass\n\n\n@dataclass\nclass P:\n    name: str\n    age: int\n"
    assert fit_fields(code, Fields("P", ("a", "b", "c"))) == code
