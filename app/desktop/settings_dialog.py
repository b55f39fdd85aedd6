"""The settings: how answers are made, how the program looks, what is kept. Applied when OK is pressed."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.desktop.fitting_scroll import FittingScroll
from app.desktop.languages import available_languages
from app.desktop.settings_store import SettingsStore
from app.paths import DataDir
from app.settings import FONT_SIZE_RANGE, MAX_SEED, PORT_RANGE, RUN_LIMIT_RANGE_S, THEMES, THREADS_RANGE, Settings
from engine.events import CANDIDATES_RANGE

LEAST_WIDTH, LEAST_HEIGHT = 560, 240
UNDERLINE_ROOM = 4


class SettingsDialog(QDialog):
    """Shows the settings of a store and changes them."""

    move_wanted = Signal(object)

    def __init__(self, store: SettingsStore, data: DataDir, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.choose_folder: Callable[[], str] = self._choose_folder
        self.setWindowTitle(self.tr("Settings"))
        self._make_fields()
        self._tabs = QTabWidget(self)
        for page, words in (
            (self._make_answers_page(), self.tr("Answers")),
            (self._make_look_page(), self.tr("Look")),
            (self._make_privacy_page(data), self.tr("Data and running")),
        ):
            scroll = FittingScroll(self)  # large letters may need more room than the screen has
            scroll.setWidget(page)
            scroll.setMinimumSize(page.minimumSizeHint().width(), LEAST_HEIGHT)
            self._tabs.addTab(scroll, words)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel | kinds.RestoreDefaults, self)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.buttons.button(kinds.RestoreDefaults).clicked.connect(lambda: self.show_settings(Settings()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(14)
        layout.addWidget(self._tabs, 1)
        layout.addWidget(self.buttons)
        self.resize(self.sizeHint().expandedTo(QSize(LEAST_WIDTH, 0)))
        self.show_settings(store.current)

    def show_settings(self, settings: Settings) -> None:
        """Put these settings into the fields."""
        self.temperature.setValue(settings.temperature)
        self.candidates.setValue(settings.candidates)
        self.fixed_seed.setChecked(settings.seed is not None)
        self.seed.setValue(settings.seed or 0)
        self.answer_while_typing.setChecked(settings.answer_while_typing)
        self.theme.setCurrentIndex(self.theme.findData(settings.theme))
        self.font_size.setValue(max(self.font_size.minimum(), settings.font_size))
        self.language.setCurrentIndex(max(0, self.language.findData(settings.language)))
        self.keep_history.setChecked(settings.keep_history)
        self.may_run_code.setChecked(settings.may_run_code)
        self.run_limit.setValue(settings.run_limit_s)
        self.threads.setValue(settings.threads)
        self.server_port.setValue(settings.server_port)
        self.tray.setChecked(settings.tray)

    def accept(self) -> None:
        """Take the fields over."""
        font_size = self.font_size.value()
        self._store.change(
            temperature=round(self.temperature.value(), 2),
            candidates=self.candidates.value(),
            seed=self.seed.value() if self.fixed_seed.isChecked() else None,
            answer_while_typing=self.answer_while_typing.isChecked(),
            theme=self.theme.currentData(),
            font_size=0 if font_size == self.font_size.minimum() else font_size,
            language=self.language.currentData(),
            keep_history=self.keep_history.isChecked(),
            may_run_code=self.may_run_code.isChecked(),
            run_limit_s=self.run_limit.value(),
            threads=self.threads.value(),
            server_port=self.server_port.value(),
            tray=self.tray.isChecked(),
        )
        super().accept()

    def _make_fields(self) -> None:
        self.temperature = QDoubleSpinBox(self)
        self.temperature.setRange(0.0, 2.0)
        self.temperature.setSingleStep(0.1)
        self.temperature.setDecimals(2)
        self.candidates = _spin_box(self, CANDIDATES_RANGE)
        self.fixed_seed = QCheckBox(self.tr("Always use the same seed"), self)
        self.seed = _spin_box(self, (0, MAX_SEED))
        self.fixed_seed.toggled.connect(self.seed.setEnabled)
        self.seed.setEnabled(False)
        self.answer_while_typing = QCheckBox(self.tr("Show fitting recipes while I type"), self)
        self.theme = QComboBox(self)
        for theme, words in zip(THEMES, (self.tr("As the system"), self.tr("Light"), self.tr("Dark")), strict=True):
            self.theme.addItem(words, theme)
        # One below the least real size stands for the system's.
        self.font_size = _spin_box(self, (FONT_SIZE_RANGE[0] - 1, FONT_SIZE_RANGE[1]))
        self.font_size.setSpecialValueText(self.tr("As the system"))
        self.font_size.setSuffix(self.tr(" pt"))
        self.language = QComboBox(self)
        self.language.addItem(self.tr("As the system"), "")
        for code, name in available_languages().items():
            self.language.addItem(name, code)
        self.keep_history = QCheckBox(self.tr("Keep what I ask, on this computer"), self)
        self.may_run_code = QCheckBox(self.tr("Allow the scratch editor to run code"), self)
        self.run_limit = _spin_box(self, RUN_LIMIT_RANGE_S)
        self.run_limit.setSuffix(self.tr(" s"))
        self.threads = _spin_box(self, THREADS_RANGE)
        self.threads.setSpecialValueText(self.tr("All that are useful"))
        self.server_port = _spin_box(self, PORT_RANGE)
        self.tray = QCheckBox(self.tr("Stay in the tray when the window is closed"), self)

    def _make_answers_page(self) -> QWidget:
        page, form = _make_form(self)
        form.addRow(self.answer_while_typing)
        _add_row(form, self.tr("&Alternatives tried by the model"), self.candidates)
        _add_row(form, self.tr("&Temperature"), self.temperature)
        _add_note(form, self.tr("0 writes what is most likely, higher values are more varied and more often wrong."))
        form.addRow(self.fixed_seed)
        _add_row(form, self.tr("&Seed"), self.seed)
        _add_row(form, self.tr("&Processor threads"), self.threads)
        _add_note(form, self.tr("Threads are counted anew when Pysmith starts the next time."))
        return page

    def _make_look_page(self) -> QWidget:
        page, form = _make_form(self)
        _add_row(form, self.tr("&Theme"), self.theme)
        _add_row(form, self.tr("Text &size"), self.font_size)
        _add_row(form, self.tr("&Language"), self.language)
        _add_note(form, self.tr("Another language is used when Pysmith starts the next time."))
        form.addRow(self.tray)
        return page

    def _make_privacy_page(self, data: DataDir) -> QWidget:
        folder = data.root
        page, form = _make_form(self)
        form.addRow(self.keep_history)
        form.addRow(self.may_run_code)
        _add_row(form, self.tr("Stop running code &after"), self.run_limit)
        _add_row(form, self.tr("&Port of the web page"), self.server_port)
        place = QLineEdit(str(folder), page)
        place.setReadOnly(True)
        place.setToolTip(str(folder))
        place.setCursorPosition(0)
        show = QPushButton(self.tr("Show"), page)
        show.setAccessibleName(self.tr("Show the data folder"))
        show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        self.move_button = QPushButton(self.tr("Move…"), page)
        self.move_button.setAccessibleName(self.tr("Move the data folder"))
        self.move_button.setEnabled(data.is_movable)
        self.move_button.clicked.connect(self._on_move)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget, stretch in ((place, 1), (show, 0), (self.move_button, 0)):
            row.addWidget(widget, stretch)
        form.addRow(_label(self.tr("&Data folder"), place), row)
        movable = self.tr("Requests, favourites, your own recipes and models are kept there, and move along.")
        fixed = self.tr("This folder was chosen when Pysmith was started, so it cannot be moved from here.")
        _add_note(form, movable if data.is_movable else fixed)
        return page

    def _on_move(self) -> None:
        if chosen := self.choose_folder():
            self.move_wanted.emit(Path(chosen))

    def _choose_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self, self.tr("Choose a folder for the data"))


def _spin_box(parent: QWidget, bounds: tuple[int, int]) -> QSpinBox:
    box = QSpinBox(parent)
    box.setRange(*bounds)
    return box


def _make_form(parent: QWidget) -> tuple[QWidget, QFormLayout]:
    page = QWidget(parent)
    form = QFormLayout(page)
    form.setContentsMargins(18, 18, 18, 18)
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(10)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    return page, form


def _add_row(form: QFormLayout, label: str, field: QWidget) -> None:
    form.addRow(_label(label, field), field)


def _label(text: str, field: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(field)
    field.setAccessibleName(text.replace("&", ""))
    # As high as its field, to stand in line with it; and an underlined letter takes a little more than Qt thinks.
    label.setMinimumSize(label.sizeHint().width() + UNDERLINE_ROOM, field.sizeHint().height())
    return label


def _add_note(form: QFormLayout, text: str) -> None:
    note = QLabel(text)
    note.setObjectName("muted")
    note.setWordWrap(True)
    form.addRow(note)
