"""What holds for all tests: nobody's own data is touched, nothing leaves this machine, a missing Qt is said aloud."""

import ipaddress
import os
import socket

import pytest
from hypothesis import settings

# Nothing depends on how busy this machine is; and what the checks of a change try is the same each time.
settings.register_profile("pysmith", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "pysmith")


def why_qt_does_not_load() -> str:
    """Return what Qt misses on this machine, or nothing."""
    try:
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as error:
        return str(error)
    return ""


QT_PROBLEM = why_qt_does_not_load()
collect_ignore = ["desktop", "test_icons.py"] if QT_PROBLEM else []


def pytest_addoption(pluginmanager):
    if QT_PROBLEM:
        if os.environ.get("CI"):
            raise pytest.UsageError(f"Qt does not load: {QT_PROBLEM}")
        pluginmanager.unregister(name="pytest-qt")


def pytest_report_header():
    return f"tests of the window are LEFT OUT, Qt does not load: {QT_PROBLEM}" if QT_PROBLEM else None


@pytest.fixture(autouse=True, scope="session")
def own_data_dir(tmp_path_factory):
    """Send what a test forgets to put elsewhere into a temporary folder, not into the person's data directory."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSMITH_DATA_DIR", str(tmp_path_factory.mktemp("forgotten")))
        patch.delenv("PYSMITH_TOKEN", raising=False)
        yield


@pytest.fixture(autouse=True, scope="session")
def no_network():
    """Let no test reach another machine."""
    connect = socket.socket.connect

    def connect_here(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not is_this_machine(address[0]):
            raise AssertionError(f"a test wanted to connect to {address[0]}")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


def is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
