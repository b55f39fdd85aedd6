"""The accessibility checker axe finds nothing to complain of, in any state, width or theme of the page.

It comes from npm, by the lock file in clients/.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.server.browser import open_page
from tests.server.test_page import Demo, ask, code


@pytest.fixture(scope="module")
def axe(javascript) -> str:
    return (javascript / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def show_empty(page: Page) -> None:
    expect(page.locator("#examples")).to_be_visible()


def show_answer(page: Page) -> None:
    ask(page, "read a file")
    expect(code(page)).to_contain_text("csv")
    page.click("#copy")
    expect(page.locator("#copy")).to_have_text("Copied")


def show_writing(page: Page) -> None:
    ask(page, "slow please")
    expect(code(page)).to_contain_text("line_2")


def show_none(page: Page) -> None:
    ask(page, "make me happy")
    expect(page.locator("#none-title")).to_be_visible()


def show_error(page: Page) -> None:
    ask(page, "explode")
    expect(page.locator("#message")).to_be_visible()


def show_history(page: Page) -> None:
    show_answer(page)
    if page.locator("#history-open").is_visible():
        page.click("#history-open")
    expect(page.locator("#history-list li")).to_have_count(1)


STATES = [show_empty, show_answer, show_writing, show_none, show_error, show_history]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1440])
def test_axe_finds_nothing(start, browser, axe, width, theme):
    demo = start(Demo())
    for show in STATES:
        with open_page(browser, demo.address, width, theme=theme, bypass_csp=True, reduced_motion="reduce") as page:
            show(page)
            page.evaluate(axe)
            found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
            assert found["passes"] or found["incomplete"], "it has looked at the page"
            complaints = [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]]
            assert complaints == [], show.__name__


def test_axe_would_find_something(start, browser, axe):
    """The check itself works: a field without a name is a complaint."""
    with open_page(browser, start(Demo()).address, 800, bypass_csp=True) as page:
        page.evaluate("() => document.querySelector('main').append(document.createElement('input'))")
        page.evaluate(axe)
        found = page.evaluate("() => axe.run()")
        assert [each["id"] for each in found["violations"]] == ["label"]
