"""The rough check from outside: recipes that make the calls of an answer."""

from engine.cookbook import Cookbook, Recipe
from engine.index import build_index
from engine.matcher import Matcher
from training.recall import calls_of, measure_recall


def recipe(name: str, title: str, code: str) -> Recipe:
    return Recipe(id=f"x/{name}", title=title, asks=(title,), code=code)


def test_the_calls_of_code_are_those_that_say_something():
    assert calls_of("import re\nprint(len(re.findall('a', text)), sorted(x))\n") == {"findall", "sorted"}
    assert calls_of("not python (") == frozenset()


def test_recall_counts_recipes_that_make_all_calls():
    recipes = [
        recipe("sort", "Sort a list of numbers", "print(sorted(numbers))\n"),
        recipe("find", "Find all digits in a text", "import re\n\nprint(re.findall(r'\\d', text))\n"),
    ]
    matcher = Matcher(build_index(Cookbook(recipes)))
    pairs = [
        ("sort a list", "sorted(a)"),
        ("find all digits of a text", "re.findall('[0-9]', s)"),
        ("find all digits", "re.split('x', s)"),
        ("print a list", "print(a)"),
    ]
    found = measure_recall(matcher, pairs)
    assert (found.requests, round(found.at_1, 2), round(found.at_5, 2)) == (3, 0.67, 0.67)
