"""The values in a recipe that may be replaced, each in a field of its own; every keystroke is reported."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.desktop.engine_words import in_language
from app.desktop.flow_layout import FlowLayout
from engine.events import Slot

MIN_CHARS, MAX_CHARS = 8, 32


class SlotFields(QWidget):
    """Fields for the values of one answer."""

    values_edited = Signal(dict)
    rebuilt = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, QLineEdit] = {}
        self._problem = QLabel(self)
        self._problem.setObjectName("problem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._rows = QWidget(self)
        self._flow = FlowLayout(self._rows, spacing=10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._rows)
        layout.addWidget(self._problem)
        self.hide()

    @property
    def fields(self) -> list[QLineEdit]:
        """The fields, in the order of the slots."""
        return list(self._fields.values())

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields, by the value that the recipe has there."""
        return {default: field.text() for default, field in self._fields.items()}

    def show_slots(self, slots: list[Slot]) -> None:
        """Show one field a slot. Fields that are there already are kept, with the keyboard in them."""
        if [slot.default for slot in slots] != list(self._fields):
            self._build(slots)
        for slot in slots:
            field = self._fields[slot.default]
            if not field.hasFocus() and field.text() != slot.value:
                field.setText(slot.value)
        self.show_problem("")
        self.setVisible(bool(slots))

    def show_problem(self, problem: str) -> None:
        """Say what is wrong with the field being edited; an empty text says that all is well."""
        problem = in_language(problem)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        for field in self._fields.values():
            is_wrong = bool(problem) and field.hasFocus()
            if bool(field.property("invalid")) != is_wrong:
                field.setProperty("invalid", is_wrong)
                field.setAccessibleDescription(problem if is_wrong else "")
                field.style().unpolish(field)
                field.style().polish(field)

    def _build(self, slots: list[Slot]) -> None:
        while item := self._flow.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._fields = {}
        for slot in slots:
            self._fields[slot.default] = field = QLineEdit(slot.value, self)
            # What is wrong may be wrong because of another field: all of them are read again.
            field.textEdited.connect(lambda _: self.values_edited.emit(self.values))
            self._flow.addWidget(self._labelled(slot, field))
        self.rebuilt.emit()

    def _labelled(self, slot: Slot, field: QLineEdit) -> QWidget:
        box = QWidget(self._rows)
        label = QLabel(self._kind_name(slot.kind), box)
        label.setObjectName("muted")
        label.setBuddy(field)
        field.setAccessibleName(self.tr("{kind} in place of {value}").format(kind=label.text(), value=slot.default))
        field.setToolTip(field.accessibleName())
        chars = max(MIN_CHARS, min(MAX_CHARS, len(slot.value) + 3))
        field.setMinimumWidth(field.fontMetrics().averageCharWidth() * chars)
        layout = QHBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(label)
        layout.addWidget(field, 1)
        return box

    def _kind_name(self, kind: str) -> str:
        names = {
            "path": self.tr("File"),
            "folder": self.tr("Folder"),
            "url": self.tr("Address"),
            "string": self.tr("Text"),
            "number": self.tr("Number"),
            "data": self.tr("Data"),
            "name": self.tr("Variable"),
            "function": self.tr("Function"),
            "class": self.tr("Class"),
            "column": self.tr("Column"),
        }
        return names.get(kind, self.tr("Value"))
