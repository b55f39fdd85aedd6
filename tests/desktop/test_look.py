"""How it looks: enough contrast, the chosen theme everywhere, the system's followed live."""

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QAbstractButton, QLabel

from app.desktop import theme
from app.desktop.colours import DARK, LIGHT, Tone, contrast
from app.desktop.icons import PATHS, make_icon

from .steps import ask


def test_contrast_is_computed_as_wcag_gives_it():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


def text_pairs(colours):
    """Give every text colour with every ground that the style sheet puts it on."""
    yield from itertools.product((colours.text, colours.muted), (colours.window, colours.surface))
    yield from ((colours.text, ground) for ground in (colours.raised, colours.selection, colours.current_line))
    yield colours.muted, colours.raised
    yield from ((colours.text, ground) for ground in colours.likely)
    yield colours.on_accent, colours.accent
    yield colours.on_accent, colours.accent_hover
    yield colours.accent, colours.surface
    yield colours.accent, colours.window
    tones: list[Tone] = [*colours.sources.values(), colours.error, colours.notice]
    yield from ((tone.text, tone.ground) for tone in tones)
    yield from ((colour, ground) for colour in colours.syntax.values() for ground in (colours.surface,))


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_has_a_contrast_of_at_least_4_5(colours):
    low = {pair: round(contrast(*pair), 2) for pair in text_pairs(colours) if contrast(*pair) < 4.5}
    assert low == {}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_borders_of_fields_and_disabled_icons_can_be_made_out(colours):
    assert contrast(colours.strong_border, colours.surface) >= 3
    assert contrast(colours.accent, colours.surface) >= 3


def test_the_theme_reaches_palette_code_and_icons(qtbot, desktop, window, qapp):
    ask(qtbot, desktop, "read a csv file")
    for name, colours in (("dark", DARK), ("light", LIGHT)):
        window.actions_.named[f"theme_{name}"].trigger()
        assert desktop.store.current.theme == name
        assert qapp.palette().color(QPalette.ColorRole.Window).name() == colours.window
        line = window.answer.view.document().firstBlock().layout().formats()[0]
        assert line.format.foreground().color().name() == colours.syntax["keyword"]
        image = window.actions_.copy.icon().pixmap(32, 32).toImage()
        drawn = {
            image.pixelColor(x, y).name() for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() == 255
        }
        assert colours.text in drawn


def test_a_change_of_the_system_theme_is_followed_live(desktop, qapp, monkeypatch):
    desktop.store.change(theme="system")
    for scheme, colours in ((Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Light, LIGHT)):
        monkeypatch.setattr(theme, "system_scheme", lambda scheme=scheme: scheme)
        QGuiApplication.styleHints().colorSchemeChanged.emit(scheme)
        assert qapp.palette().color(QPalette.ColorRole.Window).name() == colours.window


def test_a_change_of_the_system_theme_does_not_touch_a_chosen_one(desktop, qapp, monkeypatch):
    desktop.store.change(theme="light")
    monkeypatch.setattr(theme, "system_scheme", lambda: Qt.ColorScheme.Dark)
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == LIGHT.window


def test_the_text_grows_and_shrinks_within_limits(desktop, window):
    normal = desktop.theme.points
    window.actions_.larger.trigger()
    assert desktop.theme.points == normal + 1
    assert window.answer.view.font().pointSize() == normal + 1
    for _ in range(40):
        window.actions_.larger.trigger()
    assert desktop.theme.points == 28
    window.actions_.normal_size.trigger()
    assert desktop.theme.points == normal


def test_a_window_is_made_in_the_size_that_was_chosen(qtbot, open_desktop, session, data):
    data.settings_file.write_text('{"font_size": 14}', encoding="utf-8")
    window = open_desktop(session).window
    texts = [*window.findChildren(QLabel), *window.findChildren(QAbstractButton)]
    smaller = [each.text() for each in texts if each.font().pointSizeF() < 14]
    assert smaller == []


@pytest.mark.parametrize("name", PATHS)
def test_every_icon_draws_something(qapp, name):
    image = make_icon(name, "#112233", "#445566").pixmap(32, 32).toImage()
    assert any(image.pixelColor(x, y).alpha() > 200 for x in range(32) for y in range(32))


@pytest.mark.parametrize("size", [(440, 460), (1600, 1000)])
@pytest.mark.parametrize("points", [8, 28])
def test_a_small_window_and_large_text_hide_no_button(qtbot, desktop, window, size, points):
    desktop.store.change(font_size=points)
    window.resize(*size)
    ask(qtbot, desktop, "read a csv file")
    area = window.answer.rect()
    qtbot.waitUntil(lambda: window.answer.width() == window.answer_page.viewport().width())
    for button in window.answer._labelled_buttons:
        assert area.contains(button.geometry()), button.accessibleName()
    assert window.answer.view.height() >= 90
    assert window.prompt.rect().contains(window.prompt._generate_button.geometry())


def test_a_long_state_in_a_small_window_is_shortened_and_can_be_read_whole(qtbot, desktop, window):
    state = "Found while you type. Press Enter to ask the model as well. " * 3
    for width, is_whole in ((440, False), (2400, True)):
        window.resize(width, 560)
        window.show_status(state)
        qtbot.waitUntil(lambda whole=is_whole: (window.status_label.toolTip() == "") is whole)
        assert window.status_label.text() == state
        assert window.statusBar().rect().contains(window.model_button.geometry())
    window.resize(440, 560)
    qtbot.waitUntil(lambda: window.status_label.toolTip() == state)


def test_labels_of_settings_stand_in_line_with_their_fields(qtbot, desktop, window):
    window.actions_.settings.trigger()
    labels = [label for label in desktop.tools.open_dialog.findChildren(QLabel) if label.isVisible() and label.buddy()]
    assert len(labels) >= 4
    for label in labels:
        assert abs(label.geometry().center().y() - label.buddy().geometry().center().y()) <= 1, label.text()
