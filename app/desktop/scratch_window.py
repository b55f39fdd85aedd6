"""The scratch editor: change an answer and run it, after having been asked once whether that is wanted."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.desktop.announce import announce
from app.desktop.code_editor import CodeEditor
from app.desktop.code_view import code_font
from app.desktop.icons import set_icon
from app.desktop.runner import Runner
from app.desktop.settings_store import SettingsStore

translate = QCoreApplication.translate

MAX_OUTPUT_LINES = 5000


class ScratchWindow(QMainWindow):
    """A small editor with the output of its program below."""

    closed = Signal()

    def __init__(self, store: SettingsStore, folder: Path, points: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Scratch editor"))
        self.resize(760, 640)
        self._store, self._folder = store, folder
        self.ask_consent: Callable[[QWidget], bool] = ask_consent
        self.runner = Runner(folder, self)
        self.editor = CodeEditor(self)
        self.editor.setAccessibleName(self.tr("Code to change and run"))
        self.output = QPlainTextEdit(self)
        self.output.setObjectName("output")
        self.output.setReadOnly(True)
        self.output.setTabChangesFocus(True)
        self.output.setMaximumBlockCount(MAX_OUTPUT_LINES)
        self.output.setAccessibleName(self.tr("Output of the program"))
        self.output.setPlaceholderText(self.tr("What the program prints appears here."))
        self.output.setFont(code_font(points))
        self.input = QLineEdit(self)
        self.input.setPlaceholderText(self.tr("Input for the program; Enter sends the line"))
        self.input.setAccessibleName(self.tr("Input for the program"))
        self.end_input = QToolButton(self)
        self.end_input.setText(self.tr("End of input"))
        self.end_input.setToolTip(self.tr("Tell the program that no more input comes"))
        self.end_input.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.run_button = QPushButton(" " + self.tr("Run"), self)
        self.run_button.setObjectName("primary")
        self.run_button.setAccessibleName(self.tr("Run"))
        self.run_button.setToolTip(self.tr("Run the code (F5)"))
        set_icon(self.run_button, "play-full", "on_accent")
        self.stop_button = QPushButton(" " + self.tr("Stop"), self)
        self.stop_button.setAccessibleName(self.tr("Stop"))
        self.stop_button.setToolTip(self.tr("Stop the program (Esc)"))
        set_icon(self.stop_button, "stop-full")
        self.folder_button = QPushButton(" " + self.tr("Folder"), self)
        self.folder_button.setAccessibleName(self.tr("Open the folder that the program runs in"))
        self.folder_button.setToolTip(self.tr("The program runs in {folder}").format(folder=folder))
        set_icon(self.folder_button, "folder")
        self.state = QLabel(self)
        self.state.setObjectName("muted")
        self._lay_out()
        self._connect()
        self._show_running(False)

    def set_code(self, code: str) -> None:
        """Put code into the editor, in a way that can be undone."""
        cursor = self.editor.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(code.rstrip("\n"))
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.editor.setTextCursor(cursor)
        self.editor.setFocus()

    def run(self) -> None:
        """Run what stands in the editor, if the person agrees or has agreed before."""
        if not self._store.current.may_run_code:
            if not self.ask_consent(self):
                return
            self._store.change(may_run_code=True)
        self.output.clear()
        try:
            self.runner.run(self.editor.toPlainText() + "\n", self._store.current.run_limit_s)
        except OSError as error:
            self.state.setText(self.tr("The code could not be written: {error}").format(error=error.strerror))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """Take the program along."""
        self.runner.close()
        self.closed.emit()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.run_button, self.stop_button, self.folder_button):
            row.addWidget(button)
        row.addWidget(self.state, 1)
        input_row = QHBoxLayout()
        input_row.addWidget(self.input, 1)
        input_row.addWidget(self.end_input)
        below = QWidget(self)
        below_layout = QVBoxLayout(below)
        below_layout.setContentsMargins(0, 0, 0, 0)
        below_layout.setSpacing(8)
        below_layout.addLayout(row)
        below_layout.addWidget(self.output, 1)
        below_layout.addLayout(input_row)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(self.editor)
        splitter.addWidget(below)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(10)
        splitter.setSizes([360, 280])
        around = QWidget(self)
        layout = QVBoxLayout(around)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(splitter)
        self.setCentralWidget(around)

    def _connect(self) -> None:
        self.run_button.clicked.connect(self.run)
        self.stop_button.clicked.connect(self.runner.stop)
        self.folder_button.clicked.connect(self._on_folder_clicked)
        self.end_input.clicked.connect(self.runner.end_input)
        self.input.returnPressed.connect(self._on_line_entered)
        self.editor.left_by_escape.connect(self._on_escape)
        self.runner.output.connect(self._on_output)
        self.runner.started.connect(lambda: self._show_running(True))
        self.runner.ended.connect(self._on_ended)
        QShortcut(QKeySequence("F5"), self, self.run)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.run)
        QShortcut(QKeySequence("Ctrl+W"), self, self.close)

    def _show_running(self, is_running: bool) -> None:
        self.stop_button.setEnabled(is_running)
        self.input.setEnabled(is_running)
        self.end_input.setEnabled(is_running)
        if is_running:
            self.state.setText(self.tr("Running…"))

    def _on_output(self, text: str) -> None:
        cursor = QTextCursor(self.output.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text)
        self.output.verticalScrollBar().setValue(self.output.verticalScrollBar().maximum())

    def _on_ended(self, how: str, _is_good: bool) -> None:
        self._show_running(False)
        self.state.setText(how)
        announce(self.state, how)

    def _on_line_entered(self) -> None:
        self._on_output(self.input.text() + "\n")
        self.runner.send_line(self.input.text())
        self.input.clear()

    def _on_escape(self) -> None:
        if self.runner.is_running:
            self.runner.stop()
        else:
            self.run_button.setFocus()

    def _on_folder_clicked(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def ask_consent(parent: QWidget) -> bool:
    """Ask, with "no" as the answer at hand, whether code may be run at all."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(translate("consent", "Run code on this computer?"))
    box.setText(translate("consent", "Pysmith can run the code in this editor on your computer."))
    box.setInformativeText(
        translate(
            "consent",
            "It runs with your rights: it can read, change and delete your files and use the network. "
            "Read it before you run it.\n\nYou will not be asked again; the settings take it back. "
            "Nothing ever runs unless you press Run.",
        )
    )
    run = box.addButton(translate("consent", "Allow running code"), QMessageBox.ButtonRole.AcceptRole)
    refuse = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(refuse)
    box.exec()
    return box.clickedButton() is run
