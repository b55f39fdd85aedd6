"""Reading pages: recipes in, and a precise report for what is none."""

from pathlib import Path

import pytest

from engine.cookbook import load_cookbook, parse_page
from engine.errors import CookbookError
from engine.pages import pack_pages

PAGE = """# Greetings

Say hello.

## Say hello to `Ada`
- greet someone
- hello

```python
name = "Ada"
print(f"Hello, {name}")
```
```python setup
x = 1
```
```python check
assert out == "Hello, Ada\\n"
```

## Say goodbye
```python
print("Bye")
```
"""


def read(text):
    return list(parse_page(text, Path("greetings.md")))


def test_a_page_gives_its_recipes():
    hello, bye = read(PAGE)
    assert hello.id == "greetings/say-hello-to-ada"
    assert hello.asks == ("Say hello to `Ada`", "greet someone", "hello")
    assert hello.code == 'name = "Ada"\nprint(f"Hello, {name}")\n'
    assert (hello.setup, hello.topic, hello.line) == ("x = 1\n", "Greetings", 5)
    assert "assert out" in hello.check
    assert bye.asks == ("Say goodbye",)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("# T\n\n## A\n- b\n", 3, "no ```python block"),
        ("# T\n\n## A\n```python\nx =\n```\n", 3, "code block of 'A' is not Python"),
        ("# T\n\n## A\n```python\nx = 1\n", 3, "without an end"),
        ("# T\n\n## A\n```python\nx = 1\n```\n```python\ny = 1\n```\n", 7, "a second code block"),
        ("# T\n\n## A\n```js\nx\n```\n", 4, "must begin with ```python"),
        ("# T\n\n## A\n```python\nx = 1\n```\n```python check\nassert (\n```\n", 3, "check block"),
        ("# T\n\n## \n```python\nx = 1\n```\n", 3, "needs a title"),
    ],
)
def test_what_is_no_recipe_is_reported_by_file_and_line(text, line, message):
    (error,) = read(text)
    assert isinstance(error, CookbookError)
    assert message in str(error)
    assert str(error).startswith(f"greetings.md:{line}:")


def test_a_broken_section_does_not_disturb_the_others():
    items = read(PAGE + "\n## Broken\n```python\nif\n```\n\n## Fine\n```python\nprint(1)\n```\n")
    assert [isinstance(item, CookbookError) for item in items] == [False, False, True, False]


def test_a_later_folder_replaces_recipes_by_title(tmp_path):
    for name, code in (("bundled", "print(1)"), ("own", "print(2)")):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.md").write_text(f"# T\n\n## Say It\n```python\n{code}\n```\n", encoding="utf-8")
    book = load_cookbook([tmp_path / "bundled", tmp_path / "own"])
    assert [recipe.code for recipe in book.recipes] == ["print(2)\n"]
    assert book.find("own/say-it") is book.recipes[0]
    assert book.find("none") is None


def test_the_index_page_and_unreadable_pages_are_no_recipes(tmp_path):
    (tmp_path / "index.md").write_text("# Index\n\n## Not a recipe\n", encoding="utf-8")
    (tmp_path / "bad.md").write_bytes(b"# \xff\xfe")
    book = load_cookbook([tmp_path, tmp_path / "missing"])
    assert book.recipes == []
    assert [problem.path.name for problem in book.problems] == ["bad.md"]


def test_the_built_program_has_the_pages_as_an_archive(tmp_path):
    folder = tmp_path / "cookbook"
    folder.mkdir()
    (folder / "greetings.md").write_text(PAGE, encoding="utf-8")
    pack_pages(folder, tmp_path / "built.zip")
    recipes = load_cookbook([tmp_path / "built"]).recipes
    assert recipes
    assert recipes == load_cookbook([folder]).recipes
