"""Where things are: files that Pysmith carries along, and the directories that belong to the person.

The only module that knows about a frozen build.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from engine.errors import PysmithError

DATA_DIR_VARIABLE = "PYSMITH_DATA_DIR"


def resources_dir() -> Path:
    """Return the folder of bundled files, in the source tree or inside the frozen program."""
    bundle = getattr(sys, "_MEIPASS", None)
    return (Path(bundle) if bundle else Path(__file__).resolve().parent.parent) / "resources"


@dataclass(frozen=True)
class DataDir:
    """The directory that everything Pysmith writes lives in."""

    root: Path

    @property
    def models(self) -> Path:
        """Installed models, a folder each."""
        return self.root / "models"

    @property
    def cookbook(self) -> Path:
        """The person's own recipe pages."""
        return self.root / "cookbook"

    @property
    def cache(self) -> Path:
        """Files that can be rebuilt at any time."""
        return self.root / "cache"

    @property
    def settings_file(self) -> Path:
        """The settings, as JSON."""
        return self.root / "settings.json"

    @property
    def history_file(self) -> Path:
        """The history, as an SQLite database."""
        return self.root / "history.sqlite"

    @property
    def running_file(self) -> Path:
        """There while a window is open on this directory; a killed program leaves it behind."""
        return self.root / "running"

    @property
    def log_file(self) -> Path:
        """The program's log."""
        return self.root / "pysmith.log"


def data_dir(chosen: str | Path | None = None) -> DataDir:
    """Return the data directory, made if needed: `chosen`, else PYSMITH_DATA_DIR, else the system's usual place.

    Raises PysmithError when it cannot be created or written.
    """
    root = Path(chosen or os.environ.get(DATA_DIR_VARIABLE) or platformdirs.user_data_dir("pysmith", appauthor=False))
    root = root.expanduser().absolute()
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PysmithError(
            f"Cannot create the data folder {root}: {error.strerror}. Choose another with --data-dir."
        ) from error
    if not os.access(root, os.W_OK):
        raise PysmithError(f"Cannot write to the data folder {root}. Choose another with --data-dir.")
    return DataDir(root)
