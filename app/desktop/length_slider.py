"""The slider for the length of what the model may write, with its meaning in lines beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

# Each step is felt: about a third more than the one before.
LENGTHS = (40, 60, 80, 120, 160, 240, 320, 450, 600, 800, 1100, 1500, 2000, 2800, 4000)
CHARS_PER_LINE = 30


class LengthSlider(QWidget):
    """Chooses a length from short to long, in characters."""

    length_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = QLabel(self.tr("&Length"), self)
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._slider.setRange(0, len(LENGTHS) - 1)
        self._slider.setPageStep(3)
        self._slider.setFixedWidth(150)
        self._meaning = QLabel(self)
        self._meaning.setObjectName("muted")
        self._caption.setBuddy(self._slider)
        explanation = self.tr(
            "The most code the model may write. A short limit is answered faster.\n"
            "A recipe from the cookbook is always shown whole."
        )
        self._slider.setAccessibleName(self.tr("Length of the answer"))
        for widget in (self._caption, self._slider, self._meaning):
            widget.setToolTip(explanation)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self._caption, self._slider, self._meaning):
            layout.addWidget(widget)
        self._slider.valueChanged.connect(self._on_moved)
        self._explain()

    @property
    def length(self) -> int:
        """The chosen length in characters."""
        return LENGTHS[self._slider.value()]

    def set_length(self, length: int) -> None:
        """Move to the step nearest to a length."""
        self._slider.setValue(min(range(len(LENGTHS)), key=lambda step: abs(LENGTHS[step] - length)))

    def set_compact(self, is_compact: bool) -> None:
        """Leave the words beside the slider out; they are in its description all the same."""
        self._meaning.setVisible(not is_compact)

    def _on_moved(self) -> None:
        self._explain()
        self.length_changed.emit(self.length)

    def _explain(self) -> None:
        lines = max(2, round(self.length / CHARS_PER_LINE))
        if self.length <= 160:
            meaning = self.tr("short, up to %n lines", "", lines)
        elif self.length <= 800:
            meaning = self.tr("medium, up to %n lines", "", lines)
        else:
            meaning = self.tr("long, up to %n lines", "", lines)
        self._meaning.setText(meaning)
        self._slider.setAccessibleDescription(meaning)
