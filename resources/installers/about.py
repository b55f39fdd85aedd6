"""What installers and the build say of Pysmith: one place for its name, version, texts and identifiers.

Reads pyproject.toml, the app's version and the repository's last commit; knows no packaging format.
"""

import os
import re
import subprocess
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APP_ID = "io.github.pysmith.Pysmith"
PUBLISHER = "The Pysmith authors"
CONTACT = "pysmith@users.noreply.github.com"
LONG_DESCRIPTION = (
    "Type what you want in plain English, or begin a function, and read short Python that runs. "
    "Answers come from a cookbook of thousands of recipes, each run and checked, and from a small language model "
    "that comes with the program. No account, no download, no connection to anywhere."
)


@dataclass(frozen=True)
class About:
    """What is said of the program wherever it is installed."""

    version: str
    summary: str
    licence: str
    changed_at: int  # seconds since 1970: the last commit's time, so that the same source gives the same packages

    @property
    def date(self) -> str:
        """The day of the last change, as year-month-day."""
        return time.strftime("%Y-%m-%d", time.gmtime(self.changed_at))

    def fields(self) -> dict[str, str]:
        """Return what templates may name as `@NAME@`."""
        return {
            "APP_ID": APP_ID,
            "CONTACT": CONTACT,
            "DATE": self.date,
            "LICENCE": self.licence,
            "LONG_DESCRIPTION": LONG_DESCRIPTION,
            "PUBLISHER": PUBLISHER,
            "SUMMARY": self.summary,
            "VERSION": self.version,
        }


def about() -> About:
    """Return what the source says of itself."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    source = (ROOT / "app/__init__.py").read_text(encoding="utf-8")
    version = re.search(r'^__version__ = "(\d+\.\d+\.\d+)"$', source, re.MULTILINE)
    if version is None:
        raise ValueError("app/__init__.py holds no version of three numbers")
    return About(version[1], project["description"].rstrip("."), project["license"], changed_at())


def changed_at() -> int:
    """Return SOURCE_DATE_EPOCH if it is set, else the time of the last commit, or of the last change to the list."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(epoch)
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    except (OSError, subprocess.CalledProcessError, ValueError):  # an archive of the source, without git
        return int((ROOT / "CHANGELOG.md").stat().st_mtime)


def filled(template: Path, **more: str) -> str:
    """Return a template's text with each `@NAME@` replaced; raise KeyError for a name that nobody knows."""
    fields = about().fields() | more
    return re.sub(r"@([A-Z_]+)@", lambda match: fields[match[1]], template.read_text(encoding="utf-8"))
