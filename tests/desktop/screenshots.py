"""Takes a picture of every state of the window, light and dark, small and large, at 100% and 200%, into screenshots/.

    python -m tests.desktop.screenshots [--only NAME] [--scale 2] [--readme]

With no display it draws offscreen; under xvfb-run, as a desktop would. The states use a session that plays its part,
so that each can be reached at once. --readme asks the real session instead, for the two pictures of the README.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.main import Desktop
from app.desktop.theme import STYLE_ARGUMENTS
from app.desktop.worker import Engine
from app.paths import data_dir

from .fakes import FakeSession

ROOT = Path(__file__).resolve().parent.parent.parent
OUT = ROOT / "screenshots"
README_OUT = ROOT / "resources" / "screenshots"
SIZES = {"large": (1040, 720), "low": (800, 500), "small": (440, 560)}
SCALES = ("1", "2")
INSIDE_TOKEN = 12
README_PROMPTS = (
    "draw a bar chart with matplotlib",
    "sort a dictionary by value",
    "load users.json, keep the users with age >= 18 and save them to adults.csv",
)
README_INSIDE = 'def is_prime(n):\n    """Return True if n is a prime number."""'


class Studio:
    """A running program in front of a camera."""

    def __init__(self, application: QApplication, theme: str, size: tuple[int, int]) -> None:
        self.session = FakeSession()
        self.data = data_dir(tempfile.mkdtemp(prefix="pysmith-pictures-"))
        self.desktop = Desktop(application, self.data, Engine(lambda: self.session, preload=lambda: None))
        self.desktop.store.change(theme=theme)
        self.window = self.desktop.window
        self.desktop.show()
        self.window.resize(*size)
        wait_until(lambda: self.desktop.is_started)
        wait_until(lambda: self.desktop.conversation.is_model_ready)

    def ask(self, text: str) -> None:
        """Ask and wait for the answer."""
        self.desktop.presenter.ask_text(text)
        wait_until(lambda: not self.desktop.conversation.is_working)

    def close(self) -> None:
        """Put everything away."""
        self.session.open_all_gates()
        self.desktop.close()


def first_run(studio: Studio) -> QWidget:
    return studio.window


def typing(studio: Studio) -> QWidget:
    studio.window.prompt.edit.insertPlainText("read a csv fi")
    wait_until(lambda: studio.desktop.conversation.is_preview)
    return studio.window


def hint(studio: Studio) -> QWidget:
    studio.window.prompt.edit.insertPlainText("juggle five")
    wait_until(lambda: studio.window.pages.currentWidget() is studio.window.hint)
    return studio.window


def streaming(studio: Studio) -> QWidget:
    studio.session.token_gate.clear()
    studio.desktop.presenter.ask_text('def is_prime(n):\n    """Return True if n is a prime number."""')
    wait_until(lambda: studio.desktop.conversation.is_working)
    studio.desktop.conversation._tokens = 43
    studio.desktop.conversation.report_progress()
    studio.desktop.conversation.draft_written.emit("".join(studio.session.pieces[:5]) + "        if n % d")
    return studio.window


def recipe(studio: Studio) -> QWidget:
    studio.ask("read the csv file sales.csv")
    return studio.window


def model(studio: Studio) -> QWidget:
    studio.ask('def is_prime(n):\n    """Return True if n is a prime number."""')
    return studio.window


def alternative(studio: Studio) -> QWidget:
    studio.ask("read the csv file sales.csv")
    studio.window.actions_.next.trigger()
    return studio.window


def bad_value(studio: Studio) -> QWidget:
    studio.ask("read the csv file sales.csv")
    field = studio.window.answer.slots.fields[1]
    field.setFocus()
    field.setText("2 rows")
    field.textEdited.emit("2 rows")
    return studio.window


def none(studio: Studio) -> QWidget:
    studio.ask("juggle a zebra")
    return studio.window


def error(studio: Studio) -> QWidget:
    studio.ask("read the csv file sales.csv")
    text = "The model folder pysmith is damaged: the checksum of model.safetensors is not the one in config.json."
    studio.window.message.show_message("error", text)
    return studio.window


def history(studio: Studio) -> QWidget:
    for text in ("juggle a zebra", "count the words in a text", "read the csv file sales.csv"):
        studio.ask(text)
    studio.window.actions_.favourite.trigger()
    studio.desktop.store.change(show_history=True)
    return studio.window


def inside(studio: Studio) -> QWidget:
    studio.ask('def is_prime(n):\n    """Return True if n is a prime number."""')
    studio.window.actions_.inside.trigger()
    wait_until(lambda: studio.window._inside.tabs.isVisible())
    studio.window._inside.tokens.set_current(INSIDE_TOKEN)
    return studio.window


def inside_attention(studio: Studio) -> QWidget:
    window = inside(studio)
    window._inside.tabs.setCurrentIndex(1)
    return window


def settings(studio: Studio) -> QWidget:
    studio.window.actions_.settings.trigger()
    return studio.desktop.tools.open_dialog


def settings_look(studio: Studio) -> QWidget:
    studio.window.actions_.settings.trigger()
    studio.desktop.tools.open_dialog._tabs.setCurrentIndex(1)
    return studio.desktop.tools.open_dialog


def settings_data(studio: Studio) -> QWidget:
    studio.window.actions_.settings.trigger()
    studio.desktop.tools.open_dialog._tabs.setCurrentIndex(2)
    return studio.desktop.tools.open_dialog


def models(studio: Studio) -> QWidget:
    studio.window.actions_.models.trigger()
    wait_until(lambda: studio.desktop.tools.open_dialog.list.count() > 0)
    return studio.desktop.tools.open_dialog


def shortcuts(studio: Studio) -> QWidget:
    studio.window.actions_.shortcuts.trigger()
    return studio.desktop.tools.open_dialog


def about(studio: Studio) -> QWidget:
    studio.window.actions_.about.trigger()
    return studio.desktop.tools.open_dialog


def web_page(studio: Studio) -> QWidget:
    studio.window.actions_.web_page.trigger()
    return studio.desktop.tools.open_dialog


def scratch(studio: Studio) -> QWidget:
    studio.ask("primes")
    studio.window.actions_.edit_run.trigger()
    window = studio.desktop.tools._scratch
    studio.desktop.store.change(may_run_code=True)
    window.set_code("name = input()\nfor number in range(1, 6):\n    print(name, number**2)\n")
    window.run()
    window.runner.send_line("Ada")
    wait_until(lambda: not window.runner.is_running)
    return window


def crash(studio: Studio) -> QWidget:
    from app.desktop.crash import CrashDialog, make_report

    try:
        raise LookupError("shown as a report")
    except LookupError as problem:
        dialog = CrashDialog(make_report(problem), studio.window)
    studio.desktop.theme.dress(dialog)
    dialog.show()
    return dialog


STATES: dict[str, Callable[[Studio], QWidget]] = {
    state.__name__: state
    for state in (
        *(
            first_run,
            typing,
            hint,
            streaming,
            recipe,
            model,
            alternative,
            bad_value,
            none,
            error,
            history,
            inside,
            inside_attention,
        ),
        *(settings, settings_look, settings_data, models, shortcuts, about, web_page, scratch, crash),
    )
}
WINDOW_STATES = (
    "first_run",
    "typing",
    "hint",
    "streaming",
    "recipe",
    "model",
    "none",
    "error",
    "history",
    "bad_value",
    "inside",
)


def wait_until(is_true: Callable[[], bool], patience_ms: int = 120_000) -> None:
    """Let the program run until something is true."""
    loop, clock, limit = QEventLoop(), QTimer(interval=10), QTimer(interval=patience_ms, singleShot=True)
    clock.timeout.connect(lambda: is_true() and loop.quit())
    limit.timeout.connect(lambda: sys.exit("a state was not reached"))
    clock.start()
    limit.start()
    if not is_true():
        loop.exec()


def settle() -> None:
    """Let layouts and delayed drawing come to rest."""
    loop = QEventLoop()
    QTimer.singleShot(150, loop.quit)
    loop.exec()


def take_states(application: QApplication, only: list[str] | None) -> None:
    """Take every picture, or those of one state."""
    OUT.mkdir(exist_ok=True)
    for theme in ("light", "dark"):
        for size_name, size in SIZES.items():
            for name, state in STATES.items():
                if (only and name not in only) or (size_name != "large" and name not in WINDOW_STATES):
                    continue
                studio = Studio(application, theme, size)
                widget = state(studio)
                settle()
                scale = f"-{round(widget.devicePixelRatioF() * 100)}%" if widget.devicePixelRatioF() != 1 else ""
                widget.grab().save(str(OUT / f"{name}-{theme}-{size_name}{scale}.png"))
                studio.close()
                studio.window.deleteLater()


def take_readme(application: QApplication) -> None:
    """Ask the real session and take the two pictures of the README."""
    README_OUT.mkdir(exist_ok=True)
    data = data_dir(os.environ.get("PYSMITH_DATA_DIR") or tempfile.mkdtemp(prefix="pysmith-pictures-"))
    desktop = Desktop(application, data)
    desktop.store.change(show_history=True, theme="light")
    desktop.show()
    wait_until(lambda: desktop.is_started)
    desktop.window.resize(*SIZES["large"])
    wait_until(lambda: desktop.conversation.is_model_ready, 600_000)
    for text in README_PROMPTS:
        ask_really(desktop, text)
    take_for_readme(desktop, "window-light.png")
    desktop.store.change(show_history=False, show_inside=True, theme="dark")
    ask_really(desktop, README_INSIDE)
    wait_until(lambda: bool(desktop.window._inside) and desktop.window._inside.tabs.isVisible(), 600_000)
    desktop.window._inside.tokens.set_current(INSIDE_TOKEN)
    take_for_readme(desktop, "window-dark.png")
    desktop.close()


def ask_really(desktop: Desktop, text: str) -> None:
    """Ask the real session and wait until it has answered, however long that takes."""
    desktop.presenter.ask_text(text)
    wait_until(lambda: not desktop.conversation.is_working, 600_000)


def take_for_readme(desktop: Desktop, name: str) -> None:
    """Take one of the README's pictures."""
    settle()
    desktop.window.grab().toImage().save(str(README_OUT / name), quality=0)  # 0: as small as PNG gets


def main() -> int:
    """Run the studio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=STATES, nargs="+", help="take these states only")
    parser.add_argument("--scale", help="how many dots of the screen a dot of the window takes (first 1, then 2)")
    parser.add_argument("--readme", action="store_true", help="take the two pictures of the README")
    args = parser.parse_args()
    if not (args.scale or args.readme):
        command = [sys.executable, "-m", "tests.desktop.screenshots", *sys.argv[1:], "--scale"]
        return max(subprocess.run([*command, scale], cwd=ROOT, check=False).returncode for scale in SCALES)
    os.environ["QT_SCALE_FACTOR"] = args.scale or "1"  # Qt reads it when the application is made
    application = QApplication([sys.argv[0], *STYLE_ARGUMENTS])
    if args.readme:
        take_readme(application)
    else:
        take_states(application, args.only)
    return 0


if __name__ == "__main__":
    sys.exit(main())
