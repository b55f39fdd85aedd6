"""Offers the program to a browser on this computer: starts and stops the server, shows the address."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget

from app.desktop.settings_store import SettingsStore
from app.settings import PORT_RANGE
from engine.errors import PysmithError

if TYPE_CHECKING:
    from app.server.serve import ServerThread
    from app.session import Session

logger = logging.getLogger(__name__)

ADDRESS_CHARS = 24


class PageServer(QObject):
    """The server, started and stopped away from the main thread. It lives as long as the program, or until stopped."""

    started = Signal(str)
    stopped = Signal()
    failed = Signal(str)

    def __init__(self, get_session: "Callable[[], Session | None]", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._get_session = get_session
        self._server: ServerThread | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)  # so that starting and stopping follow each other
        self.address = ""

    def start(self, port: int) -> None:
        """Serve on a port of this computer; `started` or `failed` follows."""
        self._pool.start(lambda: self._start(port))

    def stop(self) -> None:
        """Stop serving; `stopped` follows."""
        self._pool.start(self._stop)

    def close(self) -> None:
        """Stop serving and wait for the end."""
        self.blockSignals(True)
        self.stop()
        self._pool.waitForDone()

    def _start(self, port: int) -> None:
        try:
            from app.server.options import ServerOptions
            from app.server.serve import ServerThread

            session = self._get_session()
            if session is None:
                raise PysmithError("The recipes are still loading. Try again in a moment.")
            server = ServerThread(session, ServerOptions(port=port))
            self.address = server.start()
            self._server = server
        except PysmithError as error:
            self.failed.emit(str(error))
        except Exception:
            logger.exception("the page could not be served")
            self.failed.emit("The web page could not be started. The log has the details.")
        else:
            self.started.emit(self.address)

    def _stop(self) -> None:
        if self._server:
            self._server.stop()
            self._server = None
        self.address = ""
        self.stopped.emit()


class WebPageDialog(QDialog):
    """Switches the page on and off."""

    def __init__(self, server: PageServer, store: SettingsStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._server, self._store = server, store
        self.setWindowTitle(self.tr("Web page"))
        words = QLabel(
            self.tr("The page offers Pysmith to your browser and to other programs, on this computer only."), self
        )
        words.setWordWrap(True)
        self.port = QSpinBox(self)
        self.port.setRange(*PORT_RANGE)
        self.port.setValue(store.current.server_port)
        self.port.setAccessibleName(self.tr("Port"))
        label = QLabel(self.tr("&Port"), self)
        label.setBuddy(self.port)
        self.address = QLineEdit(self)
        self.address.setReadOnly(True)
        self.address.setAccessibleName(self.tr("Address of the page"))
        self.address.setPlaceholderText(self.tr("The page is off."))
        self.state = QLabel(self)
        self.state.setObjectName("muted")
        self.state.setWordWrap(True)
        self.switch = QPushButton(self)
        self.switch.setObjectName("primary")
        self.open_button = QPushButton(self.tr("Open in the browser"), self)
        self.copy_button = QPushButton(self.tr("Copy the address"), self)
        close = QPushButton(self.tr("Close"), self)
        close.clicked.connect(self.close)
        rows = [QHBoxLayout(), QHBoxLayout()]
        for widget in (label, self.port, self.address):
            rows[0].addWidget(widget)
        rows[0].setStretch(2, 1)
        self.address.setMinimumWidth(self.address.fontMetrics().averageCharWidth() * ADDRESS_CHARS)
        for button in (self.switch, self.open_button, self.copy_button):
            rows[1].addWidget(button)
        rows[1].addStretch(1)
        rows[1].addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(words)
        layout.addLayout(rows[0])
        layout.addWidget(self.state)
        layout.addLayout(rows[1])
        self.switch.clicked.connect(self._on_switched)
        self.open_button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(self._server.address)))
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._server.address))
        server.started.connect(lambda _: self._show_state(""))
        server.stopped.connect(lambda: self._show_state(""))
        server.failed.connect(self._show_state)
        self._show_state("")

    def _show_state(self, text: str) -> None:
        is_on = bool(self._server.address)
        self.state.setText(text)
        self.address.setText(self._server.address)
        self.switch.setText(self.tr("Switch off") if is_on else self.tr("Switch on"))
        self.switch.setEnabled(True)
        self.port.setEnabled(not is_on)
        self.open_button.setEnabled(is_on)
        self.copy_button.setEnabled(is_on)

    def _on_switched(self) -> None:
        self.switch.setEnabled(False)
        if self._server.address:
            self._server.stop()
        else:
            self._store.change(server_port=self.port.value())
            self.state.setText(self.tr("Starting…"))
            self._server.start(self.port.value())
