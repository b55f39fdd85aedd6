"""The page in headless Chromium: ask, watch, stop, copy, slots, alternatives, history, links, themes, states, keys."""

import re
import shutil
import subprocess
import threading
from dataclasses import replace

import pytest
from playwright.sync_api import Page, Route, expect

from app.paths import resources_dir
from engine.events import Answered, Candidate, Done, Partial, Request, Slot
from tests.server.browser import open_page
from tests.server.stand_in import StandInSession, make_answer

WEB = resources_dir() / "web"
WIDTHS = [320, 360, 768, 1440]


class Demo(StandInSession):
    """Knows a recipe with slots and alternatives, a request that the model writes slowly, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.may_finish = threading.Event()
        self.lengths: list[int] = []
        self.seeds: list[int | None] = []

    def ask(self, request, should_stop=lambda: False):
        self.lengths.append(request.length)
        self.seeds.append(request.seed)
        if request.prompt.startswith("read"):
            yield Answered(self.recipe(request, "data.csv"))
        elif request.prompt.startswith("slow") and request.only != "recipe":
            yield from self.write(request, should_stop)
            return
        elif request.prompt.startswith("<b>"):
            code = 'print("<img src=x onerror=alert(1)>")\n'
            yield Answered(replace(make_answer(request, code, "recipe"), confidence=0.9, title="<b>bold</b>"))
        elif request.prompt == "explode":
            raise ZeroDivisionError
        else:
            yield Answered(make_answer(request, "", "none"))
        yield Done()

    def write(self, request, should_stop):
        code = ""
        for number in range(1000):
            if should_stop() or self.may_finish.wait(0.02):
                break
            code += f"line_{number} = {number}\n"
            yield Partial(code, number + 1)
        yield Answered(make_answer(request, code or "pass\n"))
        yield Done(stopped=should_stop())

    def recipe(self, request, path: str):
        code = f'import csv\n\nwith open("{path}") as file:\n    rows = list(csv.DictReader(file))\n'
        return replace(
            make_answer(request, code, "recipe"),
            title="Read a CSV file",
            confidence=0.93,
            candidates=[Candidate(code, "recipe", 0.93), Candidate("print(open('data.csv').read())\n", "model", 0.4)],
            slots=[Slot("data.csv", path, "path")],
        )

    def refill(self, answer, values):
        return self.recipe(Request(answer.prompt), values["data.csv"])


@pytest.fixture
def demo(start):
    return start(Demo())


@pytest.fixture
def page(demo, browser):
    with open_page(browser, demo.address, 1440) as opened:
        yield opened


def ask(page: Page, prompt: str) -> None:
    page.fill("#prompt", prompt)
    page.click("#generate")


def code(page: Page):
    return page.locator("#code")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_ask_watch_stop_and_copy_at_every_width(demo, browser, width, theme):
    """The main way through the page, and nothing sticks out to the side."""
    with open_page(browser, demo.address, width, theme=theme) as page:
        assert_fits(page, width)
        ask(page, "slow please")
        expect(code(page)).to_contain_text("line_2")
        expect(page.locator("#badge")).to_contain_text("not checked")
        page.click("#stop")
        expect(page.locator("#generate")).to_be_visible()
        ask(page, "read a file")
        expect(code(page)).to_contain_text("csv.DictReader")
        expect(code(page).locator(".c-kw").first).to_have_text("import")
        expect(page.locator("#badge")).to_have_text("Recipe · run and checked")
        expect(page.locator("#sure")).to_have_text("93% sure")
        page.click("#copy")
        expect(page.locator("#copy")).to_have_text("Copied")
        assert (
            page.evaluate("() => navigator.clipboard.readText()") == demo.session.recipe(Request("x"), "data.csv").code
        )
        assert_fits(page, width)


def assert_fits(page: Page, width: int) -> None:
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 360])
def test_on_a_phone_the_choices_fold_and_the_answer_comes_up_below_the_request(demo, browser, width):
    with open_page(browser, demo.address, width, height=800) as page:
        expect(page.locator("#length")).to_be_hidden()
        ask(page, "read a file")
        expect(code(page)).to_contain_text("csv")
        top = page.locator("#code").bounding_box()["y"]
        assert top < 700, "the code begins on the first screen"
        page.click("summary")
        page.locator("#length").fill("2000")
        page.select_option("#only", "recipe")
        page.click("summary")
        page.click("#generate")
        expect(page.locator("#link")).to_have_attribute("href", re.compile("length=2000&only=recipe"))
        assert demo.session.lengths[-1] == 2000
        assert_fits(page, width)
        page.set_viewport_size({"width": 900, "height": 800})
        expect(page.locator("#length")).to_be_visible()


def test_stopping_stops_the_work_on_the_server(demo, page):
    ask(page, "slow please")
    expect(code(page)).to_contain_text("line_2")
    page.keyboard.press("Escape")
    expect(page.locator("#title")).to_have_text("Stopped")
    for _ in range(100):
        if "pysmith_generations_active 0.0" in demo.client.get("/metrics").text:
            return
        threading.Event().wait(0.05)
    pytest.fail("the server went on writing")


def test_the_slider_decides_the_length_and_says_what_it_does(demo, page):
    expect(page.locator("#length-out")).to_have_text("600 characters ≈ 19 lines")
    page.locator("#length").fill("2000")
    expect(page.locator("#length-out")).to_contain_text("2000 characters")
    expect(page.locator("#length")).to_have_attribute("aria-describedby", "length-hint")
    ask(page, "read a file")
    expect(code(page)).to_contain_text("import")
    assert demo.session.lengths[-1] == 2000


def test_a_finished_answer_is_announced_once(demo, page):
    ask(page, "slow please")
    expect(code(page)).to_contain_text("line_1")
    expect(page.locator("#live")).to_have_text("")
    demo.session.may_finish.set()
    expect(page.locator("#live")).to_contain_text("Answer ready: A title, from the model, 55 percent sure")


def test_an_unknown_request_says_so_and_offers_the_nearest(page):
    ask(page, "make me happy")
    expect(page.locator("#none-title")).to_have_text("I don’t know this one")
    expect(page.locator("#answer")).to_be_hidden()
    page.click("#nearest button")
    expect(page.locator("#prompt")).to_have_value("Read a CSV file")


def test_examples_are_there_to_click(page):
    first = page.locator("#examples button").first
    text = first.text_content()
    first.click()
    expect(page.locator("#prompt")).to_have_value(text)
    expect(page.locator("#history-list button.pick").first).to_have_text(text)


def test_a_slot_is_a_field_that_changes_the_code(page):
    ask(page, "read a file")
    field = page.get_by_label("File or folder data.csv")
    expect(field).to_have_value("data.csv")
    field.fill("my sales.csv")
    field.press("Enter")
    expect(code(page)).to_contain_text('open("my sales.csv")')
    expect(code(page).locator(".c-str").first).to_have_text('"my sales.csv"')
    expect(field).to_be_focused()


def test_an_alternative_can_be_shown_and_copied(page):
    ask(page, "read a file")
    page.click("text=Other 1 · 40%")
    expect(code(page)).to_have_text("print(open('data.csv').read())")
    expect(page.locator("#badge")).to_contain_text("Model")
    page.click("#copy")
    assert page.evaluate("() => navigator.clipboard.readText()") == "print(open('data.csv').read())\n"
    page.click("text=Best · 93%")
    expect(code(page)).to_contain_text("DictReader")
    expect(page.locator("#badge")).to_contain_text("Recipe")


def test_answers_enter_the_page_as_text_only(page):
    """`open_page` fails the test when anything of it is run or fetched."""
    ask(page, "<b>bold</b>")
    expect(page.locator("#title")).to_have_text("<b>bold</b>")
    expect(code(page)).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("#answer img").count() == 0
    assert page.locator("#history img").count() == 0


def test_history_is_kept_reopened_and_deleted(page, demo):
    ask(page, "read one")
    expect(code(page)).to_contain_text("csv")
    ask(page, "make me happy")
    expect(page.locator("#none-title")).to_be_visible()
    page.reload()
    rows = page.locator("#history-list button.pick")
    expect(rows).to_have_text(["make me happy", "read one"])
    asked = len(demo.session.lengths)
    rows.nth(1).click()
    expect(code(page)).to_contain_text("csv")
    expect(page.locator("#prompt")).to_have_value("read one")
    assert len(demo.session.lengths) == asked, "what was answered is not asked again"
    page.get_by_label("Delete “read one” from the history").click()
    expect(rows).to_have_text(["make me happy"])
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("#history-clear")
    expect(page.locator("#history-empty")).to_be_visible()
    page.reload()
    expect(rows).to_have_count(0)


def test_a_link_reproduces_a_request_and_its_seed(page, demo, browser):
    page.locator("#length").fill("1000")
    demo.session.may_finish.set()
    ask(page, "slow & 100% sure + more")
    expect(page.locator("#link")).to_be_visible()
    link = page.locator("#link").get_attribute("href")
    assert "q=" in link
    with open_page(browser, demo.address + link, 1440) as other:
        expect(other.locator("#prompt")).to_have_value("slow & 100% sure + more")
        expect(other.locator("#link")).to_be_visible()
    assert demo.session.lengths[-1] == 1000
    assert demo.session.seeds[-1] == 0


def test_the_theme_follows_the_system_until_it_is_chosen(demo, browser):
    def background(page: Page) -> str:
        return page.evaluate("() => getComputedStyle(document.body).backgroundColor")

    with open_page(browser, demo.address, 800, theme="dark") as page:
        dark = background(page)
        page.emulate_media(color_scheme="light")
        light = background(page)
        assert dark != light
        page.click("#theme")
        assert background(page) == dark
        page.reload()
        assert background(page) == dark
        expect(page.locator("#theme")).to_have_attribute("aria-label", "Use light colours")


def test_everything_works_with_the_keyboard_alone(page, demo):
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#prompt")).to_be_focused()
    page.keyboard.type("read a")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("file")
    expect(page.locator("#prompt")).to_have_value("read a\nfile")
    page.keyboard.press("Control+Enter")
    expect(code(page)).to_contain_text("csv")
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("() => document.activeElement.id || document.activeElement.className"))
    assert {
        "theme",
        "length",
        "model",
        "only",
        "generate",
        "copy",
        "code",
        "slot-0",
        "tab",
        "link",
        "pick",
        "drop",
    } <= reached


def test_enter_asks_but_gives_code_its_new_line(page, demo):
    page.fill("#prompt", "def area(r):")
    page.press("#prompt", "Enter")
    expect(page.locator("#prompt")).to_have_value("def area(r):\n")
    assert demo.session.lengths == []
    page.fill("#prompt", "read it")
    page.press("#prompt", "Enter")
    expect(code(page)).to_contain_text("csv")


def test_an_empty_request_is_asked_for(page, demo):
    page.click("#generate")
    expect(page.locator("#message")).to_have_text(re.compile("Type what the Python should do"))
    expect(page.locator("#prompt")).to_be_focused()
    assert demo.session.lengths == []


def test_an_error_is_shown_and_can_be_tried_again(page, demo):
    ask(page, "explode")
    expect(page.locator("#message")).to_contain_text("Something went wrong inside Pysmith")
    page.fill("#prompt", "read it")
    page.click("#generate")
    expect(page.locator("#message")).to_be_hidden()


def test_a_server_that_has_gone_is_noticed_and_its_return_too(start, browser):
    demo = start(Demo())
    with open_page(browser, demo.address, 800) as page:
        port = demo.port
        demo.server.stop()
        ask(page, "read a file")
        expect(page.locator("#message")).to_contain_text("can’t be reached")
        expect(page.locator("#state")).to_have_text("Pysmith isn’t running")
        demo.server.options = replace(demo.server.options, port=port)
        demo.server.start()
        expect(page.locator("#state")).to_have_text("", timeout=10_000)
        page.click("#message-act")
        expect(code(page)).to_contain_text("csv")


def test_a_busy_server_is_waited_for(start, browser):
    """Both places are taken: the page says that it waits, and is served when one is free."""
    demo = start(Demo(), generations=1)
    with open_page(browser, demo.address, 800) as first, open_page(browser, demo.address, 800) as second:
        ask(first, "slow one")
        expect(code(first)).to_contain_text("line_1")
        ask(second, "slow two")
        expect(second.locator("#state")).to_have_text("Waiting for a place…")
        first.click("#stop")
        expect(code(second)).to_contain_text("line_1")


def test_loading_is_told_and_goes_away(start, browser):
    session = Demo()
    session.may_load.clear()
    demo = start(session)
    with open_page(browser, demo.address, 800) as page:
        expect(page.locator("#state")).to_contain_text("Loading the model")
        session.may_load.set()
        expect(page.locator("#state")).to_have_text("", timeout=10_000)


def test_a_token_is_asked_for_once(start, browser):
    demo = start(Demo(), token="žluťoučký")
    with open_page(browser, demo.address, 800) as page:
        expect(page.locator("#token-dialog")).to_be_visible()
        page.fill("#token", "wrong")
        page.keyboard.press("Enter")
        expect(page.locator("#token-dialog")).to_be_visible()
        page.fill("#token", "žluťoučký")
        page.keyboard.press("Enter")
        expect(page.locator("#model option")).to_have_count(2)
        ask(page, "read it")
        expect(code(page)).to_contain_text("csv")
        page.reload()
        ask(page, "read it")
        expect(code(page)).to_contain_text("csv")


def test_a_late_refusal_of_the_token_before_does_not_ask_again(start, browser):
    demo = start(Demo(), token="right")
    with open_page(browser, demo.address, 800) as page:
        expect(page.locator("#token-dialog")).to_be_visible()
        page.wait_for_load_state("networkidle")  # the page asks twice while it starts
        held: list[Route] = []
        is_released = threading.Event()
        page.route("**/api/models", lambda route: route.continue_() if is_released.is_set() else held.append(route))
        page.fill("#token", "wrong")
        page.keyboard.press("Enter")
        expect(page.locator("#token-dialog")).to_be_hidden()
        page.wait_for_function("() => performance.now() > 0")  # lets the browser hand over the request that it sent
        page.evaluate("import('./server.js').then((server) => server.setToken('right'))")
        is_released.set()
        assert held
        for route in held:
            route.fulfill(status=401, json={"error": {"code": "unauthorized", "message": "No."}})
        expect(page.locator("#model option")).to_have_count(2)
        expect(page.locator("#token-dialog")).to_be_hidden()


def test_the_model_can_be_picked(page, demo):
    page.select_option("#model", "slow")
    page.select_option("#only", "recipe")
    ask(page, "read it")
    expect(code(page)).to_contain_text("csv")
    assert "only=recipe" in page.locator("#link").get_attribute("href")
    assert "model=slow" in page.locator("#link").get_attribute("href")


def test_the_history_drawer_on_a_phone_opens_and_closes(demo, browser):
    with open_page(browser, demo.address, 360) as page:
        ask(page, "read it")
        expect(code(page)).to_contain_text("csv")
        expect(page.locator("#history")).to_be_hidden()
        page.click("#history-open")
        expect(page.locator("#history-close")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("#history-open")).to_be_focused()
        page.click("#history-open")
        page.click("#history-list button.pick")
        expect(page.locator("#history")).to_be_hidden()


def test_without_the_clipboard_api_copying_still_works(demo, browser):
    """Over plain HTTP from another machine the API is missing."""
    with open_page(browser, demo.address, 800) as page:
        page.add_init_script("delete Navigator.prototype.clipboard")
        page.reload()
        ask(page, "read it")
        expect(code(page)).to_contain_text("csv")
        page.click("#copy")
        expect(page.locator("#copy")).to_have_text("Copied")


def test_the_page_is_small_and_names_no_outside_address():
    files = [path for path in WEB.iterdir() if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 60_000
    for path in files:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert re.findall(r"https?:|//[a-z]+\.|url\((?!#)|@import", text) == [], path.name
    html = (WEB / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"\son\w+=|<style|javascript:|\sstyle=", html) == []


@pytest.mark.skipif(shutil.which("node") is None, reason="no node here")
def test_scripts_are_modules_that_parse():
    for path in WEB.glob("*.js"):
        check = subprocess.run(["node", "--check", str(path)], capture_output=True, text=True)
        assert check.returncode == 0, check.stderr
