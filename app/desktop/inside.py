"""Keeps the panel "Inside the model" in step with the answer shown. Builds it when it is opened for the first time."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.desktop.conversation import Conversation
from app.desktop.engine_words import in_language
from app.desktop.window import MainWindow
from app.desktop.worker import Engine

if TYPE_CHECKING:
    from app.desktop.inside_panel import InsidePanel
    from engine.trace import Trace

# Cards that are turned over quickly are not looked at one by one.
PAUSE_MS = 120


class Inside(QObject):
    """Asks the engine for a trace of the card on top, as long as the panel is open."""

    def __init__(self, window: MainWindow, conversation: Conversation, engine: Engine) -> None:
        super().__init__(window)
        self._window, self._conversation, self._engine = window, conversation, engine
        self._panel: InsidePanel | None = None
        self._number = 0  # of the newest question; older answers are of no interest
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._look)
        conversation.deck_changed.connect(self._on_changed)
        conversation.no_answer.connect(self._on_changed)
        conversation.working_changed.connect(self._on_changed)
        engine.traced.connect(self._on_traced)
        engine.trace_failed.connect(self._on_failed)
        window.store.changed.connect(self._follow_settings)
        window.theme.changed.connect(lambda _: self._dress())
        self._follow_settings()

    def _follow_settings(self) -> None:
        if self._window.store.current.show_inside and self._panel is None:
            from app.desktop.inside_panel import InsidePanel

            self._panel = InsidePanel(self._window.actions_.inside, self._window)
            self._window.add_inside(self._panel)
            self._dress()
            self._on_changed()

    def _dress(self) -> None:
        if self._panel:
            self._panel.set_colours(self._window.theme.colours, self._window.theme.points)

    def _on_changed(self) -> None:
        self._number += 1
        if self._window.store.current.show_inside:
            self._pause.start()

    def _look(self) -> None:
        top, request = self._conversation.deck.top, self._conversation.request
        if self._panel is None:
            return
        if self._conversation.is_working and top is None:
            self._panel.show_state(self.tr("The model is writing…"))
        elif top is None or request is None:
            self._panel.show_state(self.tr("Ask something, and you see here how the model arrives at its answer."))
        else:
            if not self._conversation.is_model_ready:
                self._panel.show_state(self.tr("The model is still loading…"))
            answer = replace(top.answer, code=top.code, source=top.source)
            self._engine.trace(self._number, answer, request)

    def _on_traced(self, number: int, trace: "Trace") -> None:
        top = self._conversation.deck.top
        if number == self._number and self._panel and top:
            speed = self._conversation.speed_of(top.answer)
            self._panel.show_trace(trace, top.source == "model", speed if top.source == "model" else None)

    def _on_failed(self, number: int, problem: str) -> None:
        if number == self._number and self._panel:
            self._panel.show_state(in_language(problem))
