"""Run the server: bind, say where it is, serve until told to stop, leave in order.

`serve` is the command's way, in the main thread with signals; `ServerThread` is the window's and the self-test's.
"""

import contextlib
import errno
import gc
import logging
import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from types import FrameType
from typing import NoReturn

import uvicorn

from app.garbage import settle
from app.paths import DataDir
from app.server.create import create_app
from app.server.options import ServerOptions, url_host
from app.server.protocol import protocol_with
from app.session import Session
from engine.errors import PysmithError

logger = logging.getLogger(__name__)

EXIT_DONE, EXIT_USAGE = 0, 2
SWITCH_INTERVAL_S = 0.001


def serve(
    data: DataDir,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    open_browser: bool = False,
    token: str | None = None,
    allow_origins: Sequence[str] = (),
    rate_limit: int = ServerOptions.rate_limit,
) -> int:
    """Serve the page and the API until SIGINT or SIGTERM; return the exit code. The address goes to stdout."""
    try:
        options = ServerOptions(
            host=host, port=port, token=token or None, allow_origins=tuple(allow_origins), rate_limit=rate_limit
        )
        listener = bind(options)
    except PysmithError as error:
        print(f"pysmith: {error}", file=sys.stderr)
        return EXIT_USAGE
    address = address_of(options, listener)

    def announce() -> None:
        print(f"Pysmith is at {address} (Ctrl+C stops it)", flush=True)
        if open_browser:
            webbrowser.open(address)

    # The network computes in short native steps and the event loop in short turns: neither should wait 5 ms, as is
    # usual, whenever a look-up in the recipes has the interpreter.
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    session = Session(data)
    server = _Server(session, options, announce, _keep_what_is_loaded)
    try:
        server.run(sockets=[listener])
    finally:
        listener.close()
    if server.api.state.has_ended:
        session.close()
    else:
        _leave_at_once()
    return EXIT_DONE


def _keep_what_is_loaded() -> None:
    """Spare what is in memory the search for garbage, which would hold everything up for a second each time."""
    gc.collect()
    settle()


def _leave_at_once() -> NoReturn:
    """End the process while a thread still loads a model or the recipes: that cannot be interrupted."""
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(EXIT_DONE)


class ServerThread:
    """The same server in a thread of its own, for a program that has something else to do meanwhile.

    Without options it listens on a free port of this machine only.
    """

    def __init__(self, session: Session, options: ServerOptions | None = None) -> None:
        self.session, self.options = session, options or ServerOptions(port=0)
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self._is_up = threading.Event()

    def start(self, timeout_s: float = 20.0) -> str:
        """Start serving and return the page's address. Raises PysmithError when the address cannot be used."""
        if self._thread is not None:
            raise PysmithError("The server is running already.")
        listener = bind(self.options)
        self._server = _Server(self.session, self.options, self._is_up.set)
        self._thread = threading.Thread(target=self._run, args=(self._server, listener), name="pysmith-server")
        self._thread.start()
        if not self._is_up.wait(timeout_s):
            self.stop()
            raise PysmithError("The server did not start. The log has the details.")
        return address_of(self.options, listener)

    def stop(self) -> None:
        """Stop serving and wait for the end; running answers get a last event. Does nothing when it is not running."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join()
        self._server = self._thread = None
        self._is_up.clear()

    def _run(self, server: "_Server", listener: socket.socket) -> None:
        try:
            server.run(sockets=[listener])
        except Exception:  # the thread's outermost edge
            logger.exception("The server ended")
        finally:
            listener.close()


class _Server(uvicorn.Server):
    """uvicorn's server, with our deadlines, our signals and running answers told of the end."""

    def __init__(
        self,
        session: Session,
        options: ServerOptions,
        on_started: Callable[[], None],
        on_loaded: Callable[[], None] = lambda: None,
    ) -> None:
        self.api = create_app(session, options, on_loaded)
        self.on_started = on_started
        config = uvicorn.Config(
            self.api,
            http=protocol_with(options.receive_timeout_s, options.write_timeout_s),
            loop="asyncio",
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            h11_max_incomplete_event_size=options.max_header_bytes,
            timeout_graceful_shutdown=round(options.shutdown_timeout_s),
        )
        super().__init__(config)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.on_started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.api.state.answering.close()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop on signals; unlike uvicorn's own, do not raise them again afterwards: being told is no failure."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        signals = [signal.SIGINT, signal.SIGTERM] + ([signal.SIGBREAK] if sys.platform == "win32" else [])  # type: ignore[attr-defined, unused-ignore]
        before = {number: signal.signal(number, self._on_signal) for number in signals}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.handle_exit(number, frame)


def bind(options: ServerOptions) -> socket.socket:
    """Return a socket that listens as `options` say. Raises PysmithError when the address cannot be had."""
    host = "127.0.0.1" if options.host.lower() == "localhost" else options.host.strip("[]")
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)  # type: ignore[attr-defined, unused-ignore]
        listener.bind((host, options.port))
        listener.listen(512)
    except OSError as error:
        listener.close()
        raise _bind_error(error, options) from error
    listener.setblocking(False)
    return listener


def _bind_error(error: OSError, options: ServerOptions) -> PysmithError:
    if error.errno in (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE)):
        return PysmithError(
            f"port {options.port} is already in use; choose another with --port, or 0 for any free one."
        )
    if error.errno == errno.EACCES:
        return PysmithError(f"port {options.port} is not allowed to you; choose one above 1023 with --port.")
    return PysmithError(f"cannot listen on {options.host}: {error.strerror or error}. Choose another --host.")


def address_of(options: ServerOptions, listener: socket.socket) -> str:
    """Return the address to open in a browser on this machine."""
    port = listener.getsockname()[1]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(options.host, options.host)
    return f"http://{url_host(host)}:{port}/"
