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
    """What each colour is for. `surface` carries text to read, `window` is the calm space around it."""

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
    syntax: dict[str, str] = field(default_factory=dict)


LIGHT = Colours(
    is_dark=False,
    window="#f4f5f7",
    surface="#ffffff",
    raised="#eceef2",
    border="#d8dce3",
    strong_border="#8a93a0",
    text="#1c2128",
    muted="#57606c",
    accent="#2b5fc4",
    accent_hover="#224fa6",
    on_accent="#ffffff",
    selection="#cfdffb",
    current_line="#f6f8fb",
    sources={
        "recipe": Tone("#17633a", "#e2f3e8"),
        "hybrid": Tone("#0c5f6b", "#def2f4"),
        "model": Tone("#63409f", "#eee8f9"),
        "none": Tone("#57606c", "#eceef2"),
        "draft": Tone("#57606c", "#eceef2"),
    },
    error=Tone("#93231b", "#fcebe9"),
    notice=Tone("#6b4a00", "#fdf3d9"),
    syntax={
        "keyword": "#7a2fa3",
        "string": "#1a6e34",
        "number": "#95470a",
        "comment": "#5d6874",
        "function": "#1d57ae",
        "class": "#8a4b08",
        "builtin": "#0b6872",
        "decorator": "#7d5600",
        "constant": "#7a2fa3",
        "error": "#a3261f",
    },
)

DARK = Colours(
    is_dark=True,
    window="#191c21",
    surface="#21252b",
    raised="#2c3138",
    border="#373d46",
    strong_border="#737d8c",
    text="#e4e7eb",
    muted="#a3adba",
    accent="#86abf7",
    accent_hover="#a3c0fa",
    on_accent="#10151d",
    selection="#34486e",
    current_line="#262b32",
    sources={
        "recipe": Tone("#8fd8a8", "#1f3a2b"),
        "hybrid": Tone("#86d3dc", "#1c383d"),
        "model": Tone("#cdb4f5", "#372d4b"),
        "none": Tone("#b3bcc8", "#2c3138"),
        "draft": Tone("#b3bcc8", "#2c3138"),
    },
    error=Tone("#f5b0a9", "#462624"),
    notice=Tone("#ecd08f", "#3d3420"),
    syntax={
        "keyword": "#c8a2f0",
        "string": "#93d1a1",
        "number": "#e9b277",
        "comment": "#98a3b1",
        "function": "#8fb8f8",
        "class": "#ecc48d",
        "builtin": "#74c9d2",
        "decorator": "#dfc27c",
        "constant": "#c8a2f0",
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
