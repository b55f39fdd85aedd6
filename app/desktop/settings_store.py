"""Holds the settings of the running program, tells who cares about a change, and writes them down soon after."""

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.settings import Settings, save_settings

logger = logging.getLogger(__name__)

WRITE_DELAY_MS = 400


class SettingsStore(QObject):
    """The current settings. `changed` carries the new ones and the ones before."""

    changed = Signal(object, object)
    not_saved = Signal(str)

    def __init__(self, path: Path, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.current = settings
        # A slider that is dragged changes a setting many times a second; the disk sees the last one.
        self._timer = QTimer(self, interval=WRITE_DELAY_MS, singleShot=True)
        self._timer.timeout.connect(self.flush)

    def change(self, **values: Any) -> None:
        """Replace some settings; raises ConfigError when a value is not usable."""
        before, after = self.current, replace(self.current, **values)
        if after != before:
            self.current = after
            self._timer.start()
            self.changed.emit(after, before)

    def flush(self) -> None:
        """Write now."""
        self._timer.stop()
        try:
            save_settings(self._path, self.current)
        except OSError as error:
            logger.warning("settings not saved: %s", error)
            self.not_saved.emit(
                self.tr("The settings could not be saved: {error}").format(error=error.strerror or error)
            )
