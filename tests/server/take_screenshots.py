"""Write a picture of the page in each of its states, widths and themes into screenshots/.

python -m tests.server.take_screenshots
"""

import sys
from pathlib import Path

from app.server.options import ServerOptions
from app.server.serve import ServerThread
from tests.server.browser import open_browser, open_page
from tests.server.stand_in import StandInSession

FOLDER = Path("screenshots")


def main(make_session=StandInSession) -> None:
    FOLDER.mkdir(exist_ok=True)
    session = make_session()
    server = ServerThread(session, ServerOptions(port=0))
    address = server.start()
    try:
        with open_browser() as browser:
            for width in (320, 768, 1440):
                for theme in ("light", "dark"):
                    with open_page(browser, address, width, theme=theme) as page:
                        take_states(page, session, f"{width}-{theme}")
    finally:
        server.stop()


def take_states(page, session, name: str) -> None:
    def shoot(state: str) -> None:
        page.screenshot(path=FOLDER / f"page-{name}-{state}.png", full_page=True, animations="disabled")

    page.wait_for_timeout(300)
    shoot("empty")
    for prompt, state in (
        ("Read a CSV file", "recipe"),
        ("Draw the flag of Atlantis in seven colours", "none-or-model"),
        ("def is_prime(n):", "code"),
    ):
        page.fill("#prompt", prompt)
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("body:not(.busy)")
        shoot(state)
    page.locator("#history-open").dispatch_event("click")
    page.wait_for_timeout(300)
    shoot("history")


if __name__ == "__main__":
    sys.exit(main())
