"""What is valid, what is missing, what can be mended."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.syntax import (
    compiles,
    imported_libraries,
    libraries_to_install,
    longest_valid,
    mend_imports,
    merge_imports,
    read_before_bound,
    strip_comments,
    undefined_names,
)


@pytest.mark.parametrize("code", ["x = 1\n", "", "def f(): pass"])
def test_python_compiles(code):
    assert compiles(code)


@pytest.mark.parametrize("code", ["x =", "return 1", "a\0b", "(" * 500, "print 'x'"])
def test_what_is_not_python_does_not(code):
    assert not compiles(code)


@given(st.text(max_size=300))
def test_the_longest_valid_part_compiles_whatever_it_is_cut_from(text):
    assert compiles(longest_valid(text))


def test_a_torn_end_is_cut_off():
    assert longest_valid("a = 1\nfor x in y:\n    print(x)\n    if x") == "a = 1\nfor x in y:\n    print(x)\n"


@pytest.mark.parametrize(
    ("code", "missing"),
    [
        ("print(x)", ["x"]),
        ("x = 1\nprint(x)", []),
        ("def f(a):\n    return a + b\n", ["b"]),
        ("def f():\n    global g\n    g = 1\nf()\nprint(g)", []),
        ("[y for y in range(3)]\nlambda z: z", []),
        ("class A:\n    n = 1\n    def f(self):\n        return self.n + A.n\n", []),
        ("from os import *\nprint(getcwd())", []),
        ("try:\n    pass\nexcept ValueError as e:\n    print(e)\n", []),
        ("with open('a') as f, open('b') as g:\n    print(f, g)\n", []),
        ("match p:\n    case [a, *b]:\n        print(a, b)\n", ["p"]),
    ],
)
def test_undefined_names_are_found_and_no_others(code, missing):
    assert list(undefined_names(code)) == missing


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("items = [i for i in items if i]\n", ["items"]),
        ("total += 1\n", ["total"]),
        ("a = 1\nb = a\n", []),
        ("def f():\n    return later\nlater = 1\n", []),
        ("for x in xs:\n    y = x\nprint(y)\n", ["xs"]),
        ("try:\n    v = int(t)\nexcept ValueError as e:\n    print(e)\n", ["t"]),
    ],
)
def test_reading_before_binding_is_seen(code, names):
    assert read_before_bound(code) == names


def test_missing_imports_are_added_and_present_ones_are_not():
    mended = mend_imports("import os\nprint(os.getcwd(), json.dumps({}), np.zeros(2), Counter('a'))\n")
    assert mended.startswith("import json\nimport numpy as np\nfrom collections import Counter\nimport os\n")
    assert mend_imports("import json\nprint(json)\n") == "import json\nprint(json)\n"


def test_a_docstring_and_future_imports_stay_first():
    code = '"""Doc."""\nfrom __future__ import annotations\nprint(1)\n'
    merged = merge_imports(["import os"], code)
    assert merged == '"""Doc."""\nfrom __future__ import annotations\n\nimport os\n\nprint(1)\n'
    assert compiles(merged)


def test_libraries_are_those_that_do_not_come_with_python():
    code = "import os, numpy as np\nfrom bs4 import BeautifulSoup\nimport yaml\n"
    assert imported_libraries(code) == ["numpy", "bs4", "yaml"]
    assert libraries_to_install(code) == ["numpy", "beautifulsoup4", "pyyaml"]


def test_comments_go_and_what_looks_like_one_stays():
    code = '# first\nx = "# no"  # yes\nif x:\n    # inside\n    print(x)\n'
    assert strip_comments(code) == 'x = "# no"\nif x:\n    print(x)\n'
    assert strip_comments("x = (") == "x = ("


def test_the_names_of_a_function_called_top_are_its_own():
    code = "class Board:\n    def top(self, count):\n        return sorted(self.points)[:count + other]\n"
    assert undefined_names(code) == ("other",)
