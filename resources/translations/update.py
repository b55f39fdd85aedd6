"""Reads the window's texts from its source into the .ts files, and makes the .qm files that the program loads.

    python resources/translations/update.py

New texts are marked `unfinished` in the .ts files: translate them there (by hand or with Qt Linguist), then run this
again. English is a language like the others only where it counts: its file holds the singulars and plurals.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LANGUAGES = ("en", "de", "es", "zh_CN")
TOOLS = Path(sys.executable).parent  # PySide6 puts its tools beside the interpreter


def read_texts(language: str, target: Path) -> None:
    """Bring a .ts file up to what the source says; translations that are there stay."""
    sources = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "app" / "desktop").glob("*.py"))
    plurals = ["-pluralonly"] if language == "en" else []
    options = [*plurals, "-source-language", "en", "-target-language", language, "-no-obsolete", "-locations", "none"]
    run("pyside6-lupdate", *options, *sources, "-ts", str(target))


def release(ts_file: Path) -> None:
    """Make the .qm file of a .ts file."""
    run("pyside6-lrelease", str(ts_file), "-qm", str(ts_file.with_suffix(".qm")))


def run(tool: str, *arguments: str) -> None:
    """Run one of Qt's tools from the root of the source."""
    subprocess.run([str(TOOLS / tool), "-silent", *arguments], cwd=ROOT, check=True)


def main() -> None:
    """Update all languages."""
    for language in LANGUAGES:
        ts_file = HERE / f"pysmith_{language}.ts"
        read_texts(language, ts_file)
        release(ts_file)


if __name__ == "__main__":
    main()
