"""The models in the person's data directory: installed from the bundle, verified, repaired, imported, removed."""

import logging
import shutil
import uuid
from pathlib import Path

from engine.checkpoint import CONFIG, MODEL_FILES, ModelInfo, find_model, inspect_model, list_models
from engine.errors import CheckpointError, PysmithError

logger = logging.getLogger(__name__)

DEFAULT_ORDER = ("pysmith", "seed-char-3m")


class ModelStore:
    """Named models in one folder; `bundle` holds those that come with the program."""

    def __init__(self, folder: Path, bundle: Path) -> None:
        self.folder, self.bundle = folder, bundle

    def install_bundled(self) -> list[str]:
        """Copy bundled models that are missing, damaged or of another version; return the names of those copied."""
        copied = []
        for source in sorted(self.bundle.iterdir()) if self.bundle.is_dir() else []:
            if not (source / CONFIG).is_file():
                continue
            target = self.folder / source.name
            if _is_same(source, target) and inspect_model(target).problem is None:
                continue
            self._replace(source, target)
            logger.info("Installed the model %s", source.name)
            copied.append(source.name)
        return copied

    def list(self) -> list[ModelInfo]:
        """Return all models, usable or not, the default one first."""
        rank = {name: index for index, name in enumerate(DEFAULT_ORDER)}
        return sorted(list_models(self.folder), key=lambda info: (rank.get(info.name, len(rank)), info.name))

    def find(self, name: str | None) -> ModelInfo | None:
        """Return the model called `name`, or the first usable one when no name is given; None when there is none.

        Raises UnknownModelError or CheckpointError for a name that cannot be served.
        """
        if name is not None:
            return find_model(self.folder, name)
        return next((info for info in self.list() if info.problem is None), None)

    def import_folder(self, source: Path) -> ModelInfo:
        """Copy a model folder in; raises CheckpointError when it is not a whole model or its name is taken."""
        info = inspect_model(source)
        if info.problem:
            raise CheckpointError(info.problem)
        target = self.folder / source.name
        if target.exists():
            raise CheckpointError(
                f"A model called {source.name!r} is already there. Remove it first, or rename the folder."
            )
        self._replace(source, target)
        return inspect_model(target)

    def remove(self, name: str) -> None:
        """Delete a model; raises PysmithError for one that comes with the program or does not exist."""
        if (self.bundle / name / CONFIG).is_file():
            raise PysmithError(f"{name!r} comes with Pysmith and would be installed again at the next start.")
        target = self.folder / name
        if name not in {info.name for info in self.list()}:
            raise PysmithError(f"There is no model called {name!r}.")
        shutil.rmtree(target)

    def _replace(self, source: Path, target: Path) -> None:
        """Copy a folder so that `target` is whole at every moment, or not there."""
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = self.folder / f".{target.name}-{uuid.uuid4().hex[:8]}"
        try:
            fresh.mkdir()
            for name in MODEL_FILES:
                if (source / name).is_file():
                    shutil.copyfile(source / name, fresh / name)
            if target.exists():
                old = self.folder / f".{target.name}-{uuid.uuid4().hex[:8]}"
                target.rename(old)
                shutil.rmtree(old, ignore_errors=True)
            fresh.rename(target)
        except OSError as error:
            raise PysmithError(
                f"Cannot install the model {target.name} into {self.folder}: {error.strerror}."
            ) from error
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def _is_same(source: Path, target: Path) -> bool:
    """Return whether two folders describe the same model."""
    try:
        return (source / CONFIG).read_bytes() == (target / CONFIG).read_bytes()
    except OSError:
        return False
