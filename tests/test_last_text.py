"""Values that are left over find the one place that is left, and none that does not fit them."""

from pathlib import Path

from engine.adapt import adapt
from engine.cookbook import Recipe, parse_page

PAGE = """# Page

## Check if a string contains a word `"cat"`
- does a sentence contain a word?
```python
sentence = "the cat sleeps"
print("cat" in sentence)
```
```python check
assert out
```

## Print each word of `sentence` with its length
- words and their lengths
```python
sentence = "the cat sleeps"
for word in sentence.split():
    print(word, len(word))
```
```python check
assert out
```
"""


def recipes() -> list[Recipe]:
    return [found for found in parse_page(PAGE, Path("page.md")) if isinstance(found, Recipe)]


def test_the_other_text_is_the_sentence() -> None:
    code = adapt(recipes()[0], recipes()[0].title, 'check if "hello world" contains "world"').code
    assert code == 'sentence = "hello world"\nprint("world" in sentence)\n'


def test_a_list_is_no_sentence() -> None:
    """A list that the request names does not take the place of a text, whatever it is called."""
    found = adapt(recipes()[1], recipes()[1].title, 'words = ["sun", "moon"]: print each with its length')
    assert "words.split()" not in found.code
    assert found.unplaced
