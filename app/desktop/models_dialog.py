"""The installed models: what each is, whether it is whole, which one is used; import and remove."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.desktop.history_keeper import confirm_with_dialog

if TYPE_CHECKING:
    from engine.checkpoint import ModelInfo

CARD_MARGIN = 12
MEGABYTE = 1_000_000
SHA_CHARS = 24


class ModelsDialog(QDialog):
    """Shows models and says what a person wants with them; the work is done elsewhere."""

    chosen = Signal(str)
    import_wanted = Signal(object)
    remove_wanted = Signal(str)
    reset_wanted = Signal()

    def __init__(self, current: str | None, is_default: bool = True, parent: QWidget | None = None) -> None:
        """`is_default` says that the person has chosen no model, so that the default one is in use."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Models"))
        self.resize(760, 520)
        self._models: list[ModelInfo] = []
        self._current = current
        self.choose_folder: Callable[[], str] = self._choose_folder
        self.confirm = confirm_with_dialog
        self.list = QListWidget(self)
        self.list.setObjectName("models")
        self.list.setAccessibleName(self.tr("Installed models"))
        self.facts = QLabel(self)
        self.facts.setWordWrap(True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.card = QTextBrowser(self)
        self.card.setOpenExternalLinks(True)
        self.card.document().setDocumentMargin(CARD_MARGIN)
        self.card.setAccessibleName(self.tr("The model's card"))
        self.state = QLabel(self.tr("Reading the models…"), self)
        self.state.setObjectName("muted")
        self.state.setWordWrap(True)
        self.use_button = QPushButton(self.tr("Use this model"), self)
        self.use_button.setObjectName("primary")
        self.import_button = QPushButton(self.tr("Import a folder…"), self)
        self.remove_button = QPushButton(self.tr("Remove"), self)
        self.reset_button = QPushButton(self.tr("Back to the default"), self)
        self.reset_button.setToolTip(self.tr("Use the model that Pysmith brings along for this"))
        self.reset_button.setEnabled(not is_default)
        close_button = QPushButton(self.tr("Close"), self)
        close_button.clicked.connect(self.close)
        self._lay_out(close_button)
        self.list.currentRowChanged.connect(lambda _: self._show_current())
        self.use_button.clicked.connect(self._on_use)
        self.import_button.clicked.connect(self._on_import)
        self.remove_button.clicked.connect(self._on_remove)
        self.reset_button.clicked.connect(self._on_reset)
        self._show_current()

    def show_models(self, models: "list[ModelInfo]") -> None:
        """List these models, the usable ones and those with a problem."""
        selected = self._selected()
        self._models = models
        self.list.clear()
        for model in models:
            words = model.name
            if model.problem:
                words = self.tr("{name} (damaged)").format(name=model.name)
            elif model.name == self._current:
                words = self.tr("{name} (in use)").format(name=model.name)
            self.list.addItem(QListWidgetItem(words))
        names = [model.name for model in models]
        wanted = selected.name if selected and selected.name in names else self._current
        self.list.setCurrentRow(names.index(wanted) if wanted in names else 0)
        self.state.setText("" if models else self.tr("No model is installed. Recipes work without one."))

    def show_current(self, name: str) -> None:
        """Say which model is in use now."""
        self._current = name
        self.show_models(self._models)

    def show_state(self, text: str) -> None:
        """Say what has happened, or what went wrong."""
        self.state.setText(text)

    def _lay_out(self, close_button: QPushButton) -> None:
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.facts)
        column.addWidget(self.card, 1)
        splitter = QSplitter(self)
        splitter.addWidget(self.list)
        splitter.addWidget(right)
        splitter.setSizes([210, 530])
        splitter.setHandleWidth(12)
        splitter.setChildrenCollapsible(False)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.use_button, self.reset_button, self.import_button, self.remove_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(splitter, 1)
        layout.addWidget(self.state)
        layout.addLayout(row)

    def _selected(self) -> "ModelInfo | None":
        row = self.list.currentRow()
        return self._models[row] if 0 <= row < len(self._models) else None

    def _show_current(self) -> None:
        model = self._selected()
        self.use_button.setEnabled(model is not None and not model.problem and model.name != self._current)
        self.remove_button.setEnabled(model is not None)
        if model is None:
            self.facts.clear()
            self.card.clear()
            return
        if model.problem:
            self.facts.setText(self.tr("This model cannot be used: {problem}").format(problem=model.problem))
        else:
            facts = self.tr("{parameters} million parameters · {context} tokens of context · {size} MB").format(
                parameters=round(model.parameters / 1e6, 1),
                context=model.context_length,
                size=round(model.size_bytes / MEGABYTE, 1),
            )
            self.facts.setText(f"{facts}\nSHA-256 {model.sha256[:SHA_CHARS]}…")
            self.facts.setToolTip(f"SHA-256 {model.sha256}")
        self.card.setMarkdown(model.card)

    def _choose_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self, self.tr("Choose a model's folder"))

    def _on_use(self) -> None:
        if model := self._selected():
            self.show_state(self.tr("Loading {name}…").format(name=model.name))
            self.reset_button.setEnabled(True)
            self.chosen.emit(model.name)

    def _on_reset(self) -> None:
        self.reset_button.setEnabled(False)
        self.reset_wanted.emit()

    def _on_import(self) -> None:
        if folder := self.choose_folder():
            self.show_state(self.tr("Importing…"))
            self.import_wanted.emit(Path(folder))

    def _on_remove(self) -> None:
        model = self._selected()
        if model and self.confirm(
            self, self.tr("Remove the model"), self.tr("Remove the model {name}?").format(name=model.name)
        ):
            self.remove_wanted.emit(model.name)
