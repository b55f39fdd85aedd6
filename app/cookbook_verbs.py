"""`cookbook list|show|search|check|add`: the recipes from the command line, the person's own included."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from app.paths import DataDir
from engine.cookbook import INDEX_PAGE, Recipe, read_page
from engine.errors import CookbookError, PysmithError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the verbs below `cookbook`."""
    verbs = parser.add_subparsers(required=True, metavar="list|show|search|check|add")
    lister = verbs.add_parser("list", help="list the topics, or one topic's recipes")
    lister.add_argument("topic", nargs="?")
    lister.set_defaults(verb=list_recipes)
    shower = verbs.add_parser("show", help="show a recipe by its id or title")
    shower.add_argument("name")
    shower.set_defaults(verb=show_recipe)
    searcher = verbs.add_parser("search", help="find recipes")
    searcher.add_argument("words", nargs="+")
    searcher.set_defaults(verb=search_recipes)
    checker = verbs.add_parser("check", help="check that pages are written as recipes must be")
    checker.add_argument("page", nargs="*", type=Path, help="pages to check; without any, your own")
    checker.set_defaults(verb=check_pages)
    adder = verbs.add_parser("add", help="add a page of your own recipes")
    adder.add_argument("page", type=Path)
    adder.set_defaults(verb=add_page)


def _recipes(data: DataDir) -> Sequence[Recipe]:
    from app.session import Session

    return Session(data).cookbook.recipes


def list_recipes(args: argparse.Namespace, data: DataDir) -> int:
    """Print topics with their number of recipes, or the recipes of one topic."""
    topics: dict[str, list[Recipe]] = {}
    for recipe in _recipes(data):
        topics.setdefault(recipe.topic, []).append(recipe)
    if args.topic is None:
        for topic, recipes in topics.items():
            print(f"{len(recipes):5}  {topic}")
        return 0
    chosen = [r for topic, recipes in topics.items() if topic.lower() == args.topic.lower() for r in recipes]
    if not chosen:
        raise PysmithError(f"There is no topic {args.topic!r}. `cookbook list` names them all.")
    for recipe in chosen:
        print(f"{recipe.id}\n    {recipe.title}")
    return 0


def show_recipe(args: argparse.Namespace, data: DataDir) -> int:
    """Print a recipe's title, ways to ask and code."""
    wanted = args.name.lower()
    for recipe in _recipes(data):
        if wanted in (recipe.id.lower(), recipe.title.lower(), recipe.title.replace("`", "").lower()):
            print(f"# {recipe.title}")
            for ask in recipe.asks[1:]:
                print(f"# - {ask}")
            print(recipe.code, end="")
            return 0
    print(f"pysmith: there is no recipe {args.name!r}; `cookbook search` finds near ones.", file=sys.stderr)
    return 1


def search_recipes(args: argparse.Namespace, data: DataDir) -> int:
    """Print the recipes that fit some words best."""
    from app.session import Session

    matches = Session(data).search(" ".join(args.words))
    for match in matches:
        print(f"{match.recipe.id}\n    {match.recipe.title}")
    return 0 if matches else 1


def check_pages(args: argparse.Namespace, data: DataDir) -> int:
    """Report every section that is not a recipe, by file and line."""
    pages = args.page or sorted(data.cookbook.glob("*.md"))
    recipes, problems = 0, []
    for page in pages:
        if page.name == INDEX_PAGE:
            continue
        for item in read_page(page):
            if isinstance(item, CookbookError):
                problems.append(item)
            else:
                recipes += 1
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{recipes} recipes, {len(problems)} problems")
    return 2 if problems else 0


def add_page(args: argparse.Namespace, data: DataDir) -> int:
    """Copy a page into the person's own cookbook after checking it."""
    items = list(read_page(args.page))
    problems = [item for item in items if isinstance(item, CookbookError)]
    if problems:
        raise problems[0]
    if not items:
        raise PysmithError(f"{args.page} has no recipe: a recipe begins with a line `## Title`.")
    target = data.cookbook / f"{args.page.stem}.md"
    if target.exists():
        raise PysmithError(f"Your cookbook has a page {target.name} already. Rename this one, or edit {target}.")
    data.cookbook.mkdir(parents=True, exist_ok=True)
    target.write_bytes(args.page.read_bytes())
    print(f"Added {len(items)} recipes to {target}")
    return 0
