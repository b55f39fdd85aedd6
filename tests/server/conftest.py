"""Servers and a browser for the tests of HTTP mode."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from app.server.options import ServerOptions
from app.server.serve import ServerThread
from tests.server.browser import find_chromium, open_browser
from tests.server.javascript import MODULES, why_not_installed
from tests.server.process import ServeProcess, make_tiny_model
from tests.server.stand_in import StandInSession


@dataclass
class Running:
    """A server that runs, the session behind it and a client for it."""

    address: str
    session: StandInSession
    server: ServerThread
    client: httpx.Client

    @property
    def port(self) -> int:
        return urlsplit(self.address).port

    def raw(self, **headers: str) -> httpx.Response:
        """Ask for the page with these headers, and no others that a client adds by itself."""
        return self.client.get("/", headers=headers)


@contextmanager
def starter() -> Iterator[Callable[..., Running]]:
    running: list[Running] = []

    def start_server(session: StandInSession | None = None, **options) -> Running:
        session = session or StandInSession()
        server = ServerThread(session, ServerOptions(port=0, **options))
        address = server.start()
        client = httpx.Client(base_url=address, timeout=20, trust_env=False)
        running.append(Running(address, session, server, client))
        return running[-1]

    yield start_server
    for each in running:
        each.client.close()
        each.server.stop()


@pytest.fixture
def start() -> Iterator[Callable[..., Running]]:
    """Start servers over a stand-in session; all are stopped at the end."""
    with starter() as start_server:
        yield start_server


@pytest.fixture(scope="session")
def usual_server() -> Iterator[Running]:
    with starter() as start_server:
        yield start_server()


@pytest.fixture
def server(usual_server) -> Running:
    """A server with the usual options, which nobody has asked anything yet."""
    usual_server.session.forget()
    return usual_server


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium, once for all tests."""
    if find_chromium() is None:
        pytest.skip("no Chromium on this machine")
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def javascript() -> Path:
    """The folder with OpenAI's JavaScript client and axe in it."""
    if problem := why_not_installed():
        pytest.skip(problem)
    return MODULES


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory) -> Path:
    """A data directory with a small real model in it; the recipes' index is built in it once."""
    folder = tmp_path_factory.mktemp("data")
    make_tiny_model(folder / "models" / "tiny")
    return folder


@pytest.fixture(scope="session")
def serving(data_dir) -> Iterator[ServeProcess]:
    """A real `serve` process whose model is loaded, for tests that leave it running."""
    process = ServeProcess(data_dir)
    try:
        process.wait_until_ready()
        yield process
    finally:
        code = process.stop()
    assert code == 0
    assert "Traceback" not in process.log()


@pytest.fixture
def serve(data_dir) -> Iterator[Callable[..., ServeProcess]]:
    """Start `serve` processes; all are stopped at the end."""
    running: list[ServeProcess] = []

    def start_process(*args: str, **more) -> ServeProcess:
        running.append(ServeProcess(data_dir, *args, **more))
        return running[-1]

    yield start_process
    for process in running:
        process.stop()
