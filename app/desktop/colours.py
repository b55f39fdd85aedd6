"""The colours of the window, one set for light and one for dark.

Values only: knows no widget. Every text colour keeps a contrast of at least 4.5:1 on what lies behind it (tested).
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Tone:
    """A text colour and the ground it stands on."""

    text: str
    ground: str


@dataclass(frozen=True)
class Colours:
    """What each colour is for. `surface` carries text to read, `window` is the calm space around it.

    `likely` are the grounds of a model's tokens, from the least likely to the most.
    """

    is_dark: bool
    window: str
    surface: str
    raised: str
    border: str
    strong_border: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    selection: str
    current_line: str
    sources: dict[str, Tone]
    error: Tone
    notice: Tone
    likely: tuple[str, str, str, str, str]
    syntax: dict[str, str] = field(default_factory=dict)


LIGHT = Colours(
    is_dark=False,
    window="#f6f4f0",
    surface="#fffefc",
    raised="#eeebe4",
    border="#dfd9cf",
    strong_border="#928a7d",
    text="#211e1a",
    muted="#625c53",
    accent="#a8461b",
    accent_hover="#8a3612",
    on_accent="#ffffff",
    selection="#f4dccd",
    current_line="#f9f5ee",
    sources={
        "recipe": Tone("#225c3a", "#e5f1e8"),
        "hybrid": Tone("#0f5a61", "#e0f0f1"),
        "model": Tone("#554293", "#eeeaf8"),
        "none": Tone("#625c53", "#eeebe4"),
        "draft": Tone("#625c53", "#eeebe4"),
    },
    error=Tone("#8f1d2c", "#fbe9ea"),
    notice=Tone("#6f4700", "#fbf0dc"),
    likely=("#f4b8ad", "#f8d3b0", "#f7ebbd", "#e1efcf", "#c3e3ca"),
    syntax={
        "keyword": "#8a3612",
        "string": "#35693b",
        "number": "#2b5b96",
        "comment": "#6b6459",
        "function": "#23568f",
        "class": "#6b4398",
        "builtin": "#12646b",
        "decorator": "#8a3612",
        "constant": "#2b5b96",
        "error": "#a3261f",
    },
)

DARK = Colours(
    is_dark=True,
    window="#181614",
    surface="#201e1b",
    raised="#2c2925",
    border="#37332d",
    strong_border="#7f776b",
    text="#ece6dc",
    muted="#aca498",
    accent="#f0975f",
    accent_hover="#f7ae80",
    on_accent="#2a1206",
    selection="#54361f",
    current_line="#26231f",
    sources={
        "recipe": Tone("#8fd1a6", "#1d3326"),
        "hybrid": Tone("#83ccd0", "#1a3436"),
        "model": Tone("#bdaef0", "#2a2440"),
        "none": Tone("#b6aea2", "#2c2925"),
        "draft": Tone("#b6aea2", "#2c2925"),
    },
    error=Tone("#f3aab0", "#401f24"),
    notice=Tone("#edc078", "#38290f"),
    likely=("#73302a", "#633f1b", "#4f4720", "#334a28", "#1f5138"),
    syntax={
        "keyword": "#f0a277",
        "string": "#a3cf9b",
        "number": "#93bdf0",
        "comment": "#a0988b",
        "function": "#9cc2ee",
        "class": "#ccb0f2",
        "builtin": "#83ccd0",
        "decorator": "#f0a277",
        "constant": "#93bdf0",
        "error": "#f3a39b",
    },
)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two `#rrggbb` colours, 1 … 21, as WCAG defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
