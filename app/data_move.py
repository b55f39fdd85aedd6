"""Moves everything that Pysmith keeps to another folder, so that a failure or a kill at any moment loses nothing.

All of it is copied and compared first; then the new place is written down; only then the old files go. Nothing may use
the data meanwhile. Knows no window.
"""

import filecmp
import logging
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from app.paths import PLACE_FILE, DataDir, remember_place
from engine.errors import PysmithError

logger = logging.getLogger(__name__)

FOLDER_NAME = "Pysmith"
SPARE_BYTES = 10_000_000
STAYING = {PLACE_FILE, DataDir(Path()).running_file.name}  # they belong to the place, not to the data


def find_target(folder: Path) -> Path:
    """Return where the data goes when a person names a folder: there if it is empty, else into a folder in it."""
    folder = folder.expanduser().absolute()
    return folder / FOLDER_NAME if folder.is_dir() and _holds_anything(folder) else folder


def check_move(data: DataDir, target: Path) -> None:
    """Raise PysmithError when the data cannot be moved to `target`."""
    source = data.root.resolve()
    real = target.resolve()
    if not data.is_movable:
        raise PysmithError("The data folder was chosen when Pysmith was started, so it cannot be moved from here.")
    if real == source or real.is_relative_to(source) or source.is_relative_to(real):
        raise PysmithError(f"The data cannot be moved to {target}: one folder lies in the other.")
    if target.exists() and (not target.is_dir() or _holds_anything(target)):
        raise PysmithError(f"{target} is not empty. Choose an empty folder, or one that does not exist yet.")
    above = next(folder for folder in (target, *target.parents) if folder.is_dir())
    if not os.access(above, os.W_OK):
        raise PysmithError(f"Nothing can be written to {above}. Choose another folder.")
    needed = sum((source / name).stat().st_size for name in _files(source)) + SPARE_BYTES
    if shutil.disk_usage(above).free < needed:
        raise PysmithError(f"There is not enough room in {above}: {needed // 1_000_000} MB are needed.")


def move_data(data: DataDir, target: Path) -> DataDir:
    """Move everything to `target` and return where it is now; `notice` says so if old files could not be removed.

    Raises PysmithError when it could not be moved; everything is where it was then.
    """
    check_move(data, target)
    try:
        _copy(data.root, target)
        remember_place(target)
    except OSError as error:
        _remove(target)
        reason = error.strerror or str(error)
        raise PysmithError(f"The data could not be moved to {target}: {reason}. It is where it was.") from error
    logger.info("data moved")
    left = _remove(data.root)
    notice = f"The data is in {target} now. Not all old files in {data.root} could be removed." if left else ""
    return replace(data, root=target, notice=notice)


def _files(root: Path) -> Iterator[Path]:
    """Give the names, below `root`, of all files that move."""
    for folder, _, names in os.walk(root):
        for name in names:
            path = (Path(folder) / name).relative_to(root)
            if str(path) not in STAYING:
                yield path


def _holds_anything(folder: Path) -> bool:
    return any(path.name not in STAYING for path in folder.iterdir())


def _copy(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for name in _files(source):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source / name, target / name)
        if not filecmp.cmp(source / name, target / name, shallow=False):
            raise OSError(f"the copy of {name} is not the same")


def _remove(root: Path) -> bool:
    """Remove what has been moved; returns whether anything had to be left."""
    left = False
    for name in list(_files(root)):
        try:
            (root / name).unlink()
        except OSError as error:
            logger.warning("an old file could not be removed: %s", error)
            left = True
    for folder, _, _ in os.walk(root, topdown=False):
        if Path(folder) != root and not any(Path(folder).iterdir()):
            Path(folder).rmdir()
    return left
