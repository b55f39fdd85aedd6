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
PLACE_FILE = "moved-to.txt"  # in the usual place, it holds the path that the data has been moved to


def resources_dir() -> Path:
    """Return the folder of bundled files, in the source tree or inside the frozen program."""
    bundle = getattr(sys, "_MEIPASS", None)
    return (Path(bundle) if bundle else Path(__file__).resolve().parent.parent) / "resources"


@dataclass(frozen=True)
class DataDir:
    """The directory that everything Pysmith writes lives in.

    `is_movable` says that nobody chose it at this start, so that the next start can find it elsewhere. `notice` is
    for the person, when it is not the one that it should be.
    """

    root: Path
    is_movable: bool = False
    notice: str = ""

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
    """Return the data directory, made if needed.

    It is `chosen`, else PYSMITH_DATA_DIR, else where the data has been moved to, else the system's usual place.
    Raises PysmithError when it cannot be created or written.
    """
    if named := chosen or os.environ.get(DATA_DIR_VARIABLE):
        return DataDir(_usable(Path(named).expanduser().absolute()))
    moved_to = _moved_to()
    if moved_to is None:
        return DataDir(_usable(usual_root()), is_movable=True)
    if moved_to.is_dir() and os.access(moved_to, os.W_OK):
        return DataDir(moved_to, is_movable=True)
    notice = f"The data folder {moved_to} cannot be reached. Until it can, the usual folder is used."
    return DataDir(_usable(usual_root()), notice=notice)


def usual_root() -> Path:
    """Return the place that the system has for a program's data."""
    return Path(platformdirs.user_data_dir("pysmith", appauthor=False)).absolute()


def remember_place(root: Path) -> None:
    """Let the next start find the data at `root`. Raises OSError when that cannot be written down."""
    usual = usual_root()
    usual.mkdir(parents=True, exist_ok=True)
    place_file = usual / PLACE_FILE
    if root == usual:
        place_file.unlink(missing_ok=True)
        return
    new = place_file.with_suffix(".new")
    new.write_text(str(root), encoding="utf-8")
    os.replace(new, place_file)


def _moved_to() -> Path | None:
    try:
        text = (usual_root() / PLACE_FILE).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return Path(text) if text else None


def _usable(root: Path) -> Path:
    """Make a directory if it is not there; raises PysmithError when it cannot be created or written."""
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PysmithError(
            f"Cannot create the data folder {root}: {error.strerror}. Choose another with --data-dir."
        ) from error
    if not os.access(root, os.W_OK):
        raise PysmithError(f"Cannot write to the data folder {root}. Choose another with --data-dir.")
    return root
