"""The languages: everything is translated, with its plurals, and nothing is cut off however long the words are."""

import importlib.util
import re
import shutil
import xml.etree.ElementTree as ET
from collections import Counter

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)

from app.desktop.engine_words import SENTENCES, in_language
from app.desktop.languages import LANGUAGES, available_languages, install_language
from app.paths import resources_dir
from engine.answer import CHAIN_EXPLANATION

from .steps import PATIENCE_MS, ask

FOLDER = resources_dir() / "translations"
OTHERS = [code for code in LANGUAGES if code != "en"]


@pytest.fixture(scope="module")
def update():
    spec = importlib.util.spec_from_file_location("update", FOLDER / "update.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def speak(qapp):
    """Let the program speak a language, or through a translator of one's own."""

    def use(chosen):
        if isinstance(chosen, QTranslator):
            qapp.installTranslator(chosen)
        else:
            assert install_language(qapp, chosen) == chosen

    return use


def messages(code):
    for message in ET.parse(FOLDER / f"pysmith_{code}.ts").iter("message"):
        translation = message.find("translation")
        forms = [form.text for form in translation.findall("numerusform")] or [translation.text]
        yield message.find("source").text, forms, translation.get("type")


def test_all_languages_are_offered():
    assert available_languages() == LANGUAGES


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_text_of_the_source_is_translated_and_no_other(update, tmp_path, code):
    """The .ts file is what reading the source again makes of it, and nothing in it is unfinished."""
    kept = FOLDER / f"pysmith_{code}.ts"
    again = tmp_path / kept.name
    shutil.copy(kept, again)
    update.read_texts(code, again)
    assert again.read_text(encoding="utf-8") == kept.read_text(encoding="utf-8")
    assert [source for source, forms, kind in messages(code) if kind or not all(forms)] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_the_program_loads_is_made_from_it(update, tmp_path, code):
    shutil.copy(FOLDER / f"pysmith_{code}.ts", tmp_path)
    update.release(tmp_path / f"pysmith_{code}.ts")
    assert (tmp_path / f"pysmith_{code}.qm").read_bytes() == (FOLDER / f"pysmith_{code}.qm").read_bytes()


@pytest.mark.parametrize("code", LANGUAGES)
def test_places_for_values_and_keys_are_the_same(code):
    for source, forms, _ in messages(code):
        for form in forms:
            places = re.compile(r"\{\w+\}|%n|\*\.\w+|;;")
            assert Counter(places.findall(form)) == Counter(places.findall(source)), (source, form)
            assert form.count("&") == source.count("&"), (source, form)
            assert (form[0] == " ", form[-1] == " ") == (source[0] == " ", source[-1] == " ") or code == "zh_CN", source


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_two_items_of_a_menu_have_the_same_key(speak, open_desktop, session, data, code):
    data.settings_file.write_text(f'{{"language": "{code}"}}', encoding="utf-8")
    desktop = open_desktop(session)
    menus = desktop.window.actions_.groups()
    groups = [[title for title, _ in menus], *([a.text() for a in actions if a] for _, actions in menus)]
    for texts in groups:
        keys = [found[1].casefold() for text in texts if (found := re.search(r"&(\w)", text))]
        assert len(keys) == len(texts)
        assert max(Counter(keys).values()) == 1, texts


@pytest.mark.parametrize(("code", "one", "many"), [
    ("en", "1 token", "2 tokens"), ("de", "1 Token", "2 Token"), ("es", "1 token", "2 tokens"),
    ("zh_CN", "1 个词元", "2 个词元"),
])  # fmt: skip
def test_counts_agree_with_their_words(speak, code, one, many):
    speak(code)
    assert QCoreApplication.translate("InsidePanel", "%n tokens", "", 1) == one
    assert QCoreApplication.translate("InsidePanel", "%n tokens", "", 2) == many


@pytest.mark.parametrize("code", OTHERS)
def test_a_chosen_language_is_used_for_ours_and_for_qts_words(speak, code):
    speak(code)
    assert QCoreApplication.translate("provenance", "Recipe") != "Recipe"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") != "Cancel"


@pytest.mark.parametrize(("system", "expected"), [
    (["de-AT", "en"], "de"), (["zh-Hans-CN"], "zh_CN"), (["fr-FR", "es-MX"], "es"), (["fr-FR"], "en"),
    (["en-GB"], "en"),
])  # fmt: skip
def test_the_systems_language_is_followed(speak, qapp, monkeypatch, system, expected):
    class System:
        def uiLanguages(self):  # noqa: N802 (Qt's name)
            return system

    monkeypatch.setattr("app.desktop.languages.QLocale.system", lambda: System())
    assert install_language(qapp, "") == expected


def test_what_the_engine_says_is_translated(speak):
    speak("de")
    said = "From the cookbook, page “CSV files”; its recipe is run and checked. "
    said += "It begins with sample data: replace that by yours."
    assert in_language(said).startswith("Aus dem Kochbuch, Seite „CSV files“; das Rezept")
    assert in_language(said).endswith("Ersetzen Sie sie durch Ihre.")
    assert in_language(CHAIN_EXPLANATION).startswith("Aus Teilen")
    assert in_language("Something new.") == "Something new."


def test_in_english_the_engine_is_not_changed():
    for _, words in SENTENCES:
        said = words().format("'a b'", "x")
        assert in_language(said) == said


# ------------------------------------------------------------ what is seen
class Marks(QTranslator):
    """Puts marks around everything that comes through it; what is seen without marks was never translated."""

    def translate(self, context, source, disambiguation=None, n=-1):
        return f"⟦{source}⟧"


def texts_of(root):
    """Give everything that a person can read or hear in a window, with what it belongs to."""
    for action in root.findChildren(QAction):
        yield action, action.text()
        yield action, action.toolTip()
    for widget in [root, *root.findChildren(QWidget)]:
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget, widget.text()
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            yield widget, widget.placeholderText()
        if isinstance(widget, QTabBar):
            yield from ((widget, widget.tabText(number)) for number in range(widget.count()))
        for text in (widget.windowTitle(), widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()):
            yield widget, text


def states(qtbot, desktop):
    """Bring up one state after the other, and give what is to be read in each."""
    window, tools, actions = desktop.window, desktop.tools, desktop.window.actions_
    yield window
    for prompt in ("read a csv file", "primes", "zebra"):
        ask(qtbot, desktop, prompt)
        yield window
    desktop.store.change(show_history=True)
    yield window
    desktop.store.change(show_history=False, show_inside=True)
    ask(qtbot, desktop, "primes")
    qtbot.waitUntil(window._inside.tabs.isVisible, timeout=PATIENCE_MS)
    yield window
    window._inside.tabs.setCurrentIndex(1)
    yield window
    window.message.show_message("error", "")
    for action in (actions.settings, actions.models, actions.web_page):
        action.trigger()
        if hasattr(tools.open_dialog, "list"):
            qtbot.waitUntil(lambda: tools.open_dialog.list.count() > 0)
        tabs = getattr(tools.open_dialog, "_tabs", None)
        for number in range(tabs.count() if tabs else 1):
            if tabs:
                tabs.setCurrentIndex(number)
            yield tools.open_dialog
        tools.open_dialog.reject()
    actions.edit_run.trigger()
    yield tools._scratch


# What is nobody's language: names, the person's own words, examples of requests, numbers.
OWN = re.compile(
    r"Pysmith|pysmith|small|read a csv file|primes|zebra|def is_prime.*|sales\.csv|rows|\W*\d.*|English|Deutsch|Español"
    r"|简体中文|SHA-256.*|read the CSV file.*|sort a dictionary.*|Read a CSV file.*|read a text file.*|write a list.*"
    r"|copy a file.*|(short|medium|long), up to \d+ lines?|/.*|The with block.*|with newline.*|[\W\d_]*",
    re.DOTALL,
)


def test_no_text_is_left_untranslated(qtbot, speak, open_desktop, session):
    marks = Marks()
    speak(marks)
    try:
        desktop = open_desktop(session)
        qtbot.waitUntil(lambda: desktop.conversation.is_model_ready)
        left = set()
        for root in states(qtbot, desktop):
            left |= {
                (type(thing).__name__, text)
                for thing, text in texts_of(root)
                if text and "⟦" not in text and not OWN.fullmatch(text.strip())
            }
        assert left == set()
    finally:
        QCoreApplication.removeTranslator(marks)


def cut_off(root):
    """Return the visible texts that have less room than they need."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not root:
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            is_cut = bool(widget.text()) and widget.heightForWidth(widget.width()) > widget.height()
        elif isinstance(widget, QLabel | QPushButton | QCheckBox | QToolButton | QAbstractSpinBox):
            is_cut = bool(getattr(widget, "text", str)()) and widget.minimumSizeHint().width() > widget.width()
        else:
            continue
        if is_cut:
            found.append((type(widget).__name__, widget.accessibleName() or widget.text(), widget.width()))
    return found


@pytest.mark.parametrize("points", [10, 18])
@pytest.mark.parametrize("size", [(800, 500), (1300, 900)])
@pytest.mark.parametrize("code", ["de", "es"])
def test_long_words_in_large_letters_are_not_cut_off(qtbot, speak, open_desktop, session, data, code, size, points):
    settings = f'{{"language": "{code}", "font_size": {points}}}'
    data.settings_file.write_text(settings, encoding="utf-8")
    desktop = open_desktop(session)
    qtbot.waitUntil(lambda: desktop.conversation.is_model_ready)
    desktop.window.resize(*size)
    for root in states(qtbot, desktop):
        for _ in range(20):  # layouts come to rest
            QCoreApplication.processEvents()
        assert cut_off(root) == []
