"""What a person does in the window, for tests to read like a story."""

from PySide6.QtCore import Qt

PATIENCE_MS = 120_000  # how long a machine with other work may take; nothing waits longer than needed


def type_text(qtbot, desktop, text):
    """Type into the request field, key by key."""
    desktop.window.prompt.edit.setFocus()
    qtbot.keyClicks(desktop.window.prompt.edit, text)


def ask(qtbot, desktop, text):
    """Type a request, press Enter and wait until the answer is complete."""
    desktop.window.prompt.edit.selectAll()
    type_text(qtbot, desktop, text)
    is_over = {"check_params_cb": lambda working: not working, "timeout": PATIENCE_MS}
    with qtbot.waitSignal(desktop.conversation.working_changed, **is_over):
        qtbot.keyClick(desktop.window.prompt.edit, Qt.Key.Key_Return)


def shown_page(desktop):
    """Return the page that stands where answers go."""
    return desktop.window.pages.currentWidget()
