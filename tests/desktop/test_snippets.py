"""What is made of code: without comments, as a file name, as a snippet. The code's meaning never changes."""

import ast
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.desktop.snippets import file_name, first_line, markdown, vscode_snippet, without_comments

COMMENTED = '''# at the top
import csv  # the module

def f(x):
    # only a comment
    """Doc # no comment."""
    s = "# no comment"  # but this
    return s  #
'''
BARE = '''import csv

def f(x):
    """Doc # no comment."""
    s = "# no comment"
    return s
'''


def test_comments_go_and_what_looks_like_one_stays():
    assert without_comments(COMMENTED) == BARE


@pytest.mark.parametrize("code", ["", "x = (", '"""open', "if True:\nx", "\0", "x = 1"])
def test_code_that_cannot_be_read_or_has_no_comments_stays_as_it_is(code):
    assert without_comments(code) == code


@given(st.text(alphabet="abc#'\"\n =():\\", max_size=60))
def test_removing_comments_never_changes_what_the_code_means(code):
    try:
        tree = ast.dump(ast.parse(code))
    except (SyntaxError, ValueError):
        return
    assert ast.dump(ast.parse(without_comments(code))) == tree


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Read a CSV file", "read_a_csv_file.py"),
        ("Größe & Maß: 3,5 %", "groe_ma_3_5.py"),
        ("读取文件", "snippet.py"),
        ("", "snippet.py"),
        ("con", "con_.py"),
        ("../../etc/passwd", "etc_passwd.py"),
        ("x" * 200, "x" * 40 + ".py"),
    ],
)
def test_a_title_becomes_a_file_name_that_every_system_takes(title, name):
    assert file_name(title) == name


def test_a_vscode_snippet_holds_the_code_with_its_special_signs_escaped():
    code = 'print(f"${x}")\nfor a in b:\n    print("\\n")\n'
    snippets = json.loads(vscode_snippet("Print things", code))
    (snippet,) = snippets.values()
    assert snippet["prefix"] == "print-things"
    unescaped = [line.replace("\\$", "$").replace("\\}", "}").replace("\\\\", "\\") for line in snippet["body"]]
    assert "\n".join(unescaped) + "\n" == code
    assert "${x}" not in snippet["body"][0]


def test_markdown_fences_are_longer_than_any_in_the_code():
    assert markdown("A\n title", "x = 1\n") == "## A title\n\n```python\nx = 1\n```\n"
    assert "\n````python\n" in markdown("t", 'x = """\n```\n"""')


def test_the_first_line_is_the_first_that_says_something():
    assert first_line("\n  \n  def f():\n    pass") == "def f():"
    assert first_line(" \n") == ""
