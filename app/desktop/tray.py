"""The icon in the system's tray: there only when the person wants it and the system has a tray."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from app.desktop.settings_store import SettingsStore
from app.desktop.window import MainWindow


class Tray(QObject):
    """While it is shown, closing the window only hides it."""

    def __init__(self, window: MainWindow, store: SettingsStore, icon: QIcon) -> None:
        super().__init__(window)
        self._window, self._store = window, store
        self._icon = QSystemTrayIcon(icon, self)
        self._icon.setToolTip("Pysmith")
        self._menu = QMenu(window)
        self._menu.addAction(self.tr("Show or hide Pysmith"), self.toggle)
        self._menu.addAction(self.tr("Quit"), window.quit)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._on_activated)
        store.changed.connect(lambda *_: self.update())
        self.update()

    @property
    def is_shown(self) -> bool:
        """Whether there is an icon that can bring the window back."""
        return self._icon.isVisible()

    def update(self) -> None:
        """Follow the settings."""
        is_wanted = self._store.current.tray and QSystemTrayIcon.isSystemTrayAvailable()
        self._icon.setVisible(is_wanted)
        self._window.hides_on_close = is_wanted
        QApplication.setQuitOnLastWindowClosed(not is_wanted)

    def toggle(self) -> None:
        """Show the window, or hide it when it is in front."""
        self._window.toggle()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.toggle()
