"""Ways to ask that training alone sees."""

from engine.cookbook import load_cookbook
from training.more_asks import FOLDER, read_more_asks, with_more_asks
from training.sources.cookbook import CookbookPages
from training.workspace import REPOSITORY

PAGES = REPOSITORY / "resources" / "cookbook"


def test_each_belongs_to_one_recipe_of_its_page_and_none_is_the_cookbooks_own():
    book = load_cookbook([PAGES])
    owners = {ask.lower().replace("`", ""): recipe for recipe in book.recipes for ask in recipe.asks}
    titles = {(recipe.page, recipe.title) for recipe in book.recipes}
    seen = set()
    for path in sorted(FOLDER.glob("*.md")):
        for title, asks in read_more_asks(path.name).items():
            assert (path.name, title) in titles, f"{path.name}: no recipe is called {title!r}"
            for ask in asks:
                plain = ask.lower().replace("`", "")
                assert plain not in owners, f"{path.name}: {ask!r} is a way to ask in the cookbook"
                assert plain not in seen, f"{path.name}: {ask!r} stands here twice"
                seen.add(plain)
    assert len(seen) > 80_000


def test_a_recipe_is_read_with_them_and_one_of_ones_own_without():
    recipe = next(r for r in load_cookbook([PAGES]).recipes if r.page == "loops.md")
    more = with_more_asks(recipe).asks
    assert more[: len(recipe.asks)] == recipe.asks
    assert more[len(recipe.asks) :] == read_more_asks("loops.md")[recipe.title]
    assert read_more_asks("my-own-page.md") == {}


def test_the_corpus_has_a_pair_for_each():
    source = CookbookPages(PAGES, pages=("loops.md",))
    asked = {pair.request for pair in source.read("loops.md").pairs}
    assert {ask for asks in read_more_asks("loops.md").values() for ask in asks} <= asked
