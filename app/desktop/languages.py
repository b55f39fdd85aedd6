"""The languages that the program speaks, and how one is put to use."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app.paths import resources_dir

LANGUAGES = {"en": "English", "de": "Deutsch", "es": "Español", "zh_CN": "简体中文"}


def available_languages() -> dict[str, str]:
    """Return the languages that can be chosen, by code: English, and those whose translation is there."""
    folder = resources_dir() / "translations"
    return {code: name for code, name in LANGUAGES.items() if code == "en" or (folder / f"pysmith_{code}.qm").is_file()}


def install_language(application: QCoreApplication, chosen: str) -> str:
    """Use the chosen language, or with "" the system's if there is one of ours; returns its code."""
    wanted = [chosen] if chosen in LANGUAGES else [name.replace("-", "_") for name in QLocale.system().uiLanguages()]
    for name in wanted:
        code = next((code for code in LANGUAGES if name == code or name.split("_")[0] == code.split("_")[0]), None)
        if code == "en":
            break
        if code and _load(application, code):
            qt_words = QTranslator(application)
            if qt_words.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
                application.installTranslator(qt_words)
            QLocale.setDefault(QLocale(code))
            return code
    _load(application, "en")  # its singulars and plurals
    return "en"


def _load(application: QCoreApplication, code: str) -> bool:
    translator = QTranslator(application)
    is_there = translator.load(f"pysmith_{code}", str(resources_dir() / "translations"))
    return is_there and application.installTranslator(translator)
