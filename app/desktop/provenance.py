"""Says in words where code comes from and how sure Pysmith is. Words only, no widget."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

VERY_SURE, FAIRLY_SURE, UNSURE = 0.85, 0.6, 0.35


def source_name(source: str) -> str:
    """Return the word on the badge."""
    return {
        "recipe": translate("provenance", "Recipe"),
        "hybrid": translate("provenance", "Composed"),
        "model": translate("provenance", "Model"),
        "draft": translate("provenance", "Draft"),
        "none": translate("provenance", "No answer"),
    }[source]


def source_promise(source: str) -> str:
    """Return in a few words what was done to make sure that the code is right."""
    return {
        "recipe": translate("provenance", "run and checked"),
        "hybrid": translate("provenance", "compiles, not run"),
        "model": translate("provenance", "compiles, not run"),
        "draft": translate("provenance", "unfinished, not checked"),
        "none": "",
    }[source]


def source_explanation(source: str) -> str:
    """Return the whole story behind the badge."""
    return {
        "recipe": translate(
            "provenance",
            "From the cookbook: people wrote this recipe, and Pysmith's tests run it and check its result.\n"
            "Your own values were filled in without running it again.",
        ),
        "hybrid": translate(
            "provenance",
            "Put together from parts that are checked one by one.\n"
            "The whole compiles, but nobody has run it: read it first.",
        ),
        "model": translate(
            "provenance",
            "The language model in this program wrote this.\nIt compiles, but nobody has run it: read it first.",
        ),
        "draft": translate("provenance", "The model was stopped or is still writing. This may not even compile."),
        "none": "",
    }[source]


def confidence_words(confidence: float) -> str:
    """Return how sure Pysmith is, as words with the percentage."""
    if confidence >= VERY_SURE:
        words = translate("provenance", "very sure")
    elif confidence >= FAIRLY_SURE:
        words = translate("provenance", "fairly sure")
    elif confidence >= UNSURE:
        words = translate("provenance", "unsure")
    else:
        words = translate("provenance", "a guess")
    return translate("provenance", "{words} ({percent}%)").format(words=words, percent=round(confidence * 100))
