"""Two sheets to read: all keyboard shortcuts, and what Pysmith is made of."""

import platform
from html import escape

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QCoreApplication, qVersion
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from app import __version__
from app.desktop.actions import Actions

translate = QCoreApplication.translate
Section = tuple[str, list[tuple[str, str]]]

# What the program stands on, with the licences of each.
PARTS = (
    ("Python", "PSF-2.0"),
    ("Qt", "LGPL-3.0"),
    ("PySide6", "LGPL-3.0"),
    ("PyTorch", "BSD-3-Clause"),
    ("NumPy", "BSD-3-Clause"),
    ("safetensors", "Apache-2.0"),
    ("tokenizers", "Apache-2.0"),
    ("Snowball", "BSD-3-Clause"),
    ("Pygments", "BSD-2-Clause"),
    ("FastAPI", "MIT"),
    ("Uvicorn", "BSD-3-Clause"),
    ("Pydantic", "MIT"),
    ("platformdirs", "MIT"),
)


class Sheet(QDialog):
    """A text to read and a button to close it."""

    def __init__(self, title: str, html: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(520, 560)
        self.text = QTextBrowser(self)
        self.text.setAccessibleName(title)
        self.text.setOpenExternalLinks(True)
        self.text.document().setDocumentMargin(14)
        self.text.setHtml(html)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self.text)
        layout.addWidget(buttons)


def make_shortcuts_sheet(actions: Actions, parent: QWidget | None = None) -> Sheet:
    """Return the sheet of all shortcuts, read from the actions themselves."""
    sections: list[Section] = [
        (
            translate("help", "In the request"),
            [
                (translate("help", "Enter"), translate("help", "Ask")),
                (translate("help", "Shift+Enter"), translate("help", "Begin a new line")),
                ("↑ ↓", translate("help", "Earlier requests")),
            ],
        )
    ]
    for title, group in actions.groups():
        with_keys = [action for action in group if action and not action.shortcut().isEmpty()]
        if with_keys:
            sections.append((title, [(_keys(action.shortcut()), action.text()) for action in with_keys]))
    editor_keys = [("F5", translate("help", "Run")), ("Esc", translate("help", "Stop, or leave the editor"))]
    sections.append((translate("help", "In the scratch editor"), editor_keys))
    parts = [f"<h3>{escape(_plain(title))}</h3><table width='100%'>{_rows(rows)}</table>" for title, rows in sections]
    return Sheet(translate("help", "Keyboard shortcuts"), "".join(parts), parent)


def make_about_sheet(parent: QWidget | None = None) -> Sheet:
    """Return the sheet that says what this is and whose work it stands on."""
    versions = f"Python {platform.python_version()} · Qt {qVersion()} · PySide6 {pyside_version}"
    paragraphs = (
        translate("help", "Plain English in, short Python that runs out. Offline."),
        translate("help", "MIT licence. The language model was trained from scratch; its card tells on what."),
        versions,
    )
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    stands_on = escape(translate("help", "It stands on"))
    html = f"<h2>Pysmith {__version__}</h2>{text}<h3>{stands_on}</h3><table width='100%'>{_rows(list(PARTS))}</table>"
    return Sheet(translate("help", "About Pysmith"), html, parent)


def _keys(sequence: QKeySequence) -> str:
    return sequence.toString(QKeySequence.SequenceFormat.NativeText)


def _rows(rows: list[tuple[str, str]]) -> str:
    cells = (f"<tr><td width='45%'>{escape(left)}</td><td>{escape(_plain(right))}</td></tr>" for left, right in rows)
    return "".join(cells)


def _plain(text: str) -> str:
    return text.replace("&", "").removesuffix("…")
