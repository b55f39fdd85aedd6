"""The panel "Inside the model": tokens, what else could have come, attention; always of the answer on top."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QToolButton

from app.desktop.choices_view import LINES, bars_of, percent
from app.desktop.colours import DARK, LIGHT
from app.desktop.token_view import step_of, visible
from app.desktop.window import HISTORY_WIDTH, INSIDE_WIDTH
from engine.errors import PysmithError
from engine.trace import Choice, WrittenToken

from .fakes import MODEL_CODE, RECIPE_CODE
from .steps import PATIENCE_MS, ask
from .test_accessibility import unnamed_controls


@pytest.fixture
def panel(qtbot, desktop, window):
    """The panel, open on an answer of the model."""
    ask(qtbot, desktop, "primes")
    window.actions_.inside.trigger()
    qtbot.waitUntil(window._inside.tabs.isVisible, timeout=PATIENCE_MS)
    return window._inside


def point_at(widget, place):
    """Move the mouse over a widget, without a button; the system's own pointer stays out of it."""
    where = QPointF(widget.mapToGlobal(place))
    no = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), where, no, no, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


def test_it_is_off_and_not_even_built_by_default(desktop, window, session, qtbot):
    ask(qtbot, desktop, "primes")
    assert window._inside is None
    assert session.traced == []
    assert not window.actions_.inside.isChecked()


def test_the_tokens_are_the_answer(panel, session):
    assert panel.tokens.toPlainText().replace("↵", "") == MODEL_CODE
    assert session.traced[-1].code == MODEL_CODE
    assert f"{len(panel.tokens._tokens)} tokens" in panel.facts.text()
    assert "likely on average" in panel.facts.text()
    assert "The model wrote this" in panel.intro.text()


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_ground_of_a_token_tells_its_probability(desktop, panel, colours):
    desktop.store.change(theme="dark" if colours.is_dark else "light")
    for number, token in enumerate(panel.tokens._tokens):
        cursor = QTextCursor(panel.tokens.document())
        cursor.setPosition(panel.tokens.span(number)[0] + 1)
        style = cursor.charFormat()
        assert style.background().color().name() == colours.likely[step_of(token.probability)]
        is_underlined = style.underlineStyle() != QTextCharFormat.UnderlineStyle.NoUnderline
        assert is_underlined == (step_of(token.probability) < 2)


def test_the_mouse_over_a_token_shows_what_else_could_have_come(panel):
    number = next(n for n, token in enumerate(panel.tokens._tokens) if "is_prime" in token.text)
    cursor = QTextCursor(panel.tokens.document())
    cursor.setPosition(panel.tokens.span(number)[0] + 3)
    place = panel.tokens.cursorRect(cursor).center() + QPoint(2, 0)
    point_at(panel.tokens.viewport(), place)
    assert panel.tokens.current == number
    token = panel.tokens._tokens[number]
    assert [bar.text for bar in panel.choices.bars if bar.is_written] == [token.text]
    assert percent(token.probability) in panel.place.text()
    assert "is_prime" in panel.choices.accessibleName()


def test_the_arrow_keys_go_from_token_to_token(qtbot, panel):
    panel.tokens.setFocus()
    before = panel.tokens.current
    for _ in range(len(panel.tokens._tokens[before].text)):
        qtbot.keyClick(panel.tokens, Qt.Key.Key_Right)
    assert panel.tokens.current == before + 1


def test_what_was_written_is_shown_even_if_it_was_unlikely():
    others = [Choice(str(number), 0.1) for number in range(LINES)]
    bars = bars_of(WrittenToken("odd", 0.001, others))
    assert len(bars) == LINES
    assert (bars[-1].text, bars[-1].is_written) == ("odd", True)
    assert [bar.is_written for bar in bars[:-1]] == [False] * (LINES - 1)


@pytest.mark.parametrize(("value", "words"), [(0.0, "0%"), (0.004, "<1%"), (0.016, "2%"), (1.0, "100%")])
def test_percentages(value, words):
    assert percent(value) == words


def test_white_space_can_be_seen():
    assert visible("\n    x") == "↵␣␣␣␣x"


def test_attention_follows_the_token_and_tells_its_cells(qtbot, panel):
    panel.tabs.setCurrentIndex(1)
    panel.tokens.set_current(10)
    assert panel.picture.row == 10
    attention = panel._attention
    line = [panel.picture.value(10, column) for column in range(attention.columns)]
    assert panel.picture.column == line.index(max(line))
    assert f"took {percent(max(line))}" in panel.cell.text()
    panel.picture.setFocus()
    qtbot.keyClick(panel.picture, Qt.Key.Key_Down)
    assert panel.picture.row == 11
    width, height = panel.picture.width(), panel.picture._picture_height()
    place = QPoint(round((2 + 0.5) * width / attention.columns), round((5 + 0.5) * height / attention.rows))
    point_at(panel.picture, place)
    assert (panel.picture.row, panel.picture.column) == (5, 2)


def test_each_head_has_its_own_picture(panel):
    assert (panel.layer.maximum(), panel.head.maximum()) == (2, 4)
    pictures = set()
    for layer in (1, 2):
        for head in range(1, 5):
            panel.layer.setValue(layer)
            panel.head.setValue(head)
            image = panel.picture._image
            pictures.add(bytes(image.constBits()))
            assert (image.width(), image.height()) == (panel._attention.columns, panel._attention.rows)
    assert len(pictures) == 8


def test_a_strong_cell_is_drawn_in_the_accent_and_an_empty_one_not(desktop, panel):
    desktop.store.change(theme="light")
    picture, attention = panel.picture, panel._attention
    last = picture._image.pixelColor(attention.columns - 1, 0)
    assert last.name() == LIGHT.surface  # the first token cannot look at the last
    strongest = max(range(attention.columns), key=lambda column: picture.value(3, column))
    assert picture._image.pixelColor(strongest, 3).name() != LIGHT.surface


def test_a_recipe_is_looked_at_as_one(qtbot, desktop, panel):
    ask(qtbot, desktop, "read a csv file")
    qtbot.waitUntil(lambda: panel.tokens.toPlainText().replace("↵", "") == RECIPE_CODE)
    assert "No model wrote this" in panel.intro.text()
    desktop.window.actions_.next.trigger()
    qtbot.waitUntil(lambda: "pandas" in panel.tokens.toPlainText())
    assert "The model wrote this" in panel.intro.text()


def test_a_new_request_empties_it(qtbot, desktop, window, panel):
    window.actions_.new.trigger()
    ask(qtbot, desktop, "zebra")
    qtbot.waitUntil(lambda: not panel.tabs.isVisible())
    assert "Ask something" in panel.intro.text()


def test_a_problem_is_said(qtbot, desktop, window, session, panel):
    session.trace_error = PysmithError("No model is installed that could be looked into.")
    ask(qtbot, desktop, "read a csv file")
    qtbot.waitUntil(lambda: panel.intro.text() == str(session.trace_error))
    assert not panel.tabs.isVisible()
    session.trace_error = None
    ask(qtbot, desktop, "primes")
    qtbot.waitUntil(panel.tabs.isVisible)


def test_it_is_closed_by_its_button_and_remembered(qtbot, desktop, window, panel):
    assert desktop.store.current.show_inside
    (button,) = [b for b in panel.findChildren(QToolButton) if b.accessibleName() == "Close the panel"]
    button.click()
    assert not panel.isVisible()
    assert not desktop.store.current.show_inside
    window.actions_.inside.trigger()
    assert panel.isVisible()


@pytest.mark.parametrize(("width", "history", "expected"), [
    (1400, True, (True, True, True)),
    (1000, False, (False, True, True)),
    (900, True, (True, True, False)),
    (500, False, (False, False, True)),
    (500, True, (True, False, False)),
])  # fmt: skip
def test_there_is_room_for_what_is_shown(desktop, window, panel, width, history, expected):
    desktop.store.change(show_history=history)
    window.resize(width, 700)
    shown = (window.history_panel.isVisible(), window.centre.isVisible(), panel.isVisible())
    assert shown == expected


def test_every_control_in_it_has_a_name(panel):
    assert unnamed_controls(panel) == []
    panel.tabs.setCurrentIndex(1)
    assert unnamed_controls(panel) == []


def test_a_panel_for_which_there_is_no_room_yet_takes_none(qtbot, desktop, window):
    window.resize(1200, 740)
    desktop.store.change(show_history=True)
    qtbot.waitUntil(lambda: window.history_panel.width() == HISTORY_WIDTH)
    desktop.store.change(show_inside=True)
    qtbot.waitUntil(lambda: window._inside is not None)
    assert (window._inside.isVisible(), window.history_panel.width()) == (False, HISTORY_WIDTH)
    desktop.store.change(show_history=False)
    qtbot.waitUntil(lambda: window._inside.width() == INSIDE_WIDTH)
    desktop.store.change(show_history=True)
    qtbot.waitUntil(lambda: window.history_panel.width() == HISTORY_WIDTH)
