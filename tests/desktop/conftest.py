"""A running desktop program for each test, without a screen. Every Qt warning fails the test."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QEvent, QLocale, QTranslator

from app.desktop.main import Desktop
from app.desktop.theme import STYLE_ARGUMENTS
from app.desktop.worker import Engine
from app.paths import data_dir

from .fakes import FakeSession

HERE = os.path.dirname(__file__)


def pytest_collection_modifyitems(items):
    for item in items:
        if str(item.path).startswith(HERE):
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            # What the offscreen platform says of itself tells nothing about the program.
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(scope="session")
def qapp_args():
    return ["pysmith", *STYLE_ARGUMENTS]


@pytest.fixture(autouse=True)
def no_language(qapp):
    """Each test begins and ends without a language; it sets one, or the window that it opens does."""
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(QLocale.c())


@pytest.fixture
def data(tmp_path):
    return data_dir(tmp_path / "data")


@pytest.fixture
def session():
    """A session that answers at once."""
    return FakeSession()


@pytest.fixture
def gated_session():
    """A session whose every step waits for the test."""
    return FakeSession(gated=True)


@pytest.fixture
def open_desktop(qtbot, qapp, data):
    """Open the program on a session, or on what makes one; it is closed when the test ends."""
    opened = []

    def open_it(session, data=data, **engine):
        make = session if callable(session) else lambda: session
        settings = {"preload": lambda: None, "settle": lambda: None, **engine}
        desktop = Desktop(qapp, data, Engine(make, **settings))
        opened.append((desktop, session))
        desktop.show()
        qtbot.waitUntil(lambda: desktop.is_started)
        return desktop

    yield open_it
    for desktop, session in opened:
        if isinstance(session, FakeSession):
            session.open_all_gates()
        desktop.close()
        qapp.processEvents()  # what was reported before the end arrives while there still is a window
        desktop.theme.deleteLater()
        desktop.window.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # old windows would be dressed by the next test


@pytest.fixture
def desktop(qtbot, open_desktop, session):
    """The program with everything loaded."""
    desktop = open_desktop(session)
    qtbot.waitUntil(lambda: desktop.conversation.is_model_ready)
    return desktop


@pytest.fixture
def window(desktop):
    return desktop.window
