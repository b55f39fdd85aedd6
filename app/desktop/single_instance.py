"""One running program for each data directory: a second start brings the first one's window forward."""

import getpass
import hashlib
import logging
import os
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.paths import DataDir

logger = logging.getLogger(__name__)

PATIENCE_MS = 700
RAISE, TOGGLE = b"raise", b"toggle"


class SingleInstance(QObject):
    """Listens for later starts. Where listening is impossible, the program runs all the same."""

    raise_wanted = Signal()
    toggle_wanted = Signal()

    def __init__(self, data: DataDir, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = socket_name(data.root)
        self._running_file = data.running_file
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def listen(self) -> bool:
        """Become the one that later starts talk to; what a killed program left behind is cleared away."""
        if not self._server.listen(self._name):
            QLocalServer.removeServer(self._name)
            if not self._server.listen(self._name):
                logger.warning("cannot listen for later starts: %s", self._server.errorString())
                return False
        with suppress(OSError):  # without it, the next start asks nobody and opens a window of its own
            self._running_file.touch()
        return True

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()
        with suppress(OSError):
            self._running_file.unlink()

    def _on_connection(self) -> None:
        while socket := self._server.nextPendingConnection():
            socket.readyRead.connect(self._on_message)
            socket.disconnected.connect(socket.deleteLater)
            if socket.bytesAvailable():
                self._read(socket)

    def _on_message(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        message = bytes(socket.readAll().data()).strip()
        if message == TOGGLE:
            self.toggle_wanted.emit()
        elif message == RAISE:
            self.raise_wanted.emit()


def tell_running(data_folder: Path, message: bytes) -> bool:
    """Send a message to the program that runs with this data directory; False when there is none.

    No need to call it where there is no `running_file`.
    """
    socket = QLocalSocket()
    socket.connectToServer(socket_name(data_folder))
    if not socket.waitForConnected(PATIENCE_MS):
        return False
    socket.write(message + b"\n")
    is_sent = socket.waitForBytesWritten(PATIENCE_MS)
    socket.disconnectFromServer()
    if socket.state() != QLocalSocket.LocalSocketState.UnconnectedState:
        socket.waitForDisconnected(PATIENCE_MS)
    return is_sent


def socket_name(data_folder: Path) -> str:
    """Return a name that is the same for the same person and folder, and short enough for every system."""
    person = os.getuid() if hasattr(os, "getuid") else getpass.getuser()  # not everybody has an entry in passwd
    key = f"{person}:{data_folder.resolve()}"
    return "pysmith-" + hashlib.sha256(key.encode()).hexdigest()[:20]
