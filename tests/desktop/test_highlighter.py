"""Colours are right where a line-by-line reader would get them wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.lexers.python import PythonLexer

from app.desktop.code_view import CodeView
from app.desktop.colours import DARK, LIGHT
from app.desktop.highlighter import spans_by_line


@pytest.fixture
def view(qtbot):
    view = CodeView()
    qtbot.addWidget(view)
    view.show()
    return view


def colour_at(view, line, column):
    """Return the colour that a character is drawn in, as Qt's layout has it."""
    block = view.document().findBlockByNumber(line)
    for part in block.layout().formats():
        if part.start <= column < part.start + part.length:
            return part.format.foreground().color().name()
    return None


def test_a_string_over_many_lines_is_one_string(view):
    view.set_code('x = """one\nimport csv  # two\n"""\nimport csv  # three')
    assert colour_at(view, 1, 0) == LIGHT.syntax["string"]
    assert colour_at(view, 1, 12) == LIGHT.syntax["string"]
    assert colour_at(view, 3, 0) == LIGHT.syntax["keyword"]
    assert colour_at(view, 3, 12) == LIGHT.syntax["comment"]


def test_closing_a_string_recolours_the_lines_below_and_above(view):
    view.set_code("a = 1\nb = 2\nimport c")
    cursor = view.textCursor()
    cursor.insertText('"""')
    assert {colour_at(view, line, 0) for line in range(3)} <= {LIGHT.syntax["string"], LIGHT.syntax["error"]}
    view.undo()
    assert colour_at(view, 2, 0) == LIGHT.syntax["keyword"]
    assert colour_at(view, 0, 0) is None


def test_characters_outside_the_basic_plane_do_not_shift_the_colours(view):
    view.set_code('s = "🐍🐍"  # snakes\nimport s')
    assert colour_at(view, 0, 4) == LIGHT.syntax["string"]
    assert colour_at(view, 0, 9) == LIGHT.syntax["string"]
    assert colour_at(view, 0, 12) == LIGHT.syntax["comment"]
    assert colour_at(view, 1, 0) == LIGHT.syntax["keyword"]


def test_another_theme_recolours_what_is_shown(view):
    view.set_code("import csv")
    view.set_colours(DARK)
    assert colour_at(view, 0, 0) == DARK.syntax["keyword"]


def test_a_draft_growing_piece_by_piece_ends_coloured_like_the_whole(view, qtbot):
    code = 'def f():\n    """Say\n    hello."""\n    return 1  # one\n'
    for end in range(0, len(code) + 1, 5):
        view.set_draft(code[:end])
    view.set_draft(code)
    qtbot.waitUntil(lambda: view.toPlainText() == code)
    drawn = [colour_at(view, line, 4) for line in range(4)]
    view.setPlainText("")
    view.set_code(code)
    assert drawn == [colour_at(view, line, 4) for line in range(4)]
    assert drawn[2] == LIGHT.syntax["string"]


def test_a_draft_never_shows_after_the_answer(view, qtbot):
    view.set_draft("draft")
    view.set_code("answer = 1\n")
    assert view.code == "answer = 1"
    qtbot.waitUntil(lambda: not view._draft_timer.isActive())
    assert view.toPlainText() == "answer = 1"


code_texts = st.text(alphabet="ab1 \n\t\"'#\\(){}=:🐍é@fr%", max_size=80)


@given(code_texts)
def test_spans_lie_inside_their_lines_and_cover_what_pygments_names(code):
    lines = code.split("\n")
    spans = spans_by_line(code)
    assert len(spans) == len(lines)
    for line, parts in zip(lines, spans, strict=True):
        units = len(line.encode("utf-16-le")) // 2
        assert all(start >= 0 and start + length <= units + 1 for start, length, _ in parts)
        assert parts == sorted(parts)
    tokens = PythonLexer().get_tokens_unprocessed(code)
    in_comments = sum(len(text.encode("utf-16-le")) // 2 for _, kind, text in tokens if "Comment" in str(kind))
    assert sum(length for parts in spans for _, length, role in parts if role == "comment") == in_comments


def test_line_numbers_make_room_for_their_digits(view):
    view.set_code("x\n" * 9)
    narrow = view.margin_width()
    view.set_code("x\n" * 1500)
    assert view.margin_width() > narrow
    assert view.viewportMargins().left() == view.margin_width()
