"""Write a picture of the page in each of its states, widths and themes into screenshots/.

python -m tests.server.take_screenshots
"""

import sys
import tempfile
from pathlib import Path

from app.paths import DataDir
from app.server.serve import ServerThread
from app.session import Session
from tests.server.browser import open_browser, open_page

FOLDER = Path("screenshots")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        session = Session(DataDir(Path(folder)))
        session.load_recipes()
        take_all(session)


def take_all(session: Session) -> None:
    server = ServerThread(session)
    address = server.start()
    try:
        with open_browser() as browser:
            for width in (320, 768, 1440):
                for theme in ("light", "dark"):
                    with open_page(browser, address, width, theme=theme) as page:
                        take_states(page, f"{width}-{theme}")
    finally:
        server.stop()


def take_states(page, name: str) -> None:
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
