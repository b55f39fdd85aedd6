"""What goes on between a person and the engine: asking, looking up while typing, stopping, asking again.

Keeps the deck of answers. Knows no widget: the window shows what the signals say.
"""

import random
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.desktop.deck import Deck
from app.desktop.settings_store import SettingsStore
from app.desktop.worker import Asking, Engine
from app.settings import MAX_SEED
from engine.errors import PysmithError
from engine.events import Answer, Partial, Request


class Conversation(QObject):
    """One request at a time, with its answers."""

    draft_written = Signal(str)
    deck_changed = Signal()
    no_answer = Signal(object)
    nothing_found = Signal()
    working_changed = Signal(bool)
    status_changed = Signal(str)
    problem = Signal(str)
    answered = Signal(object, object)

    def __init__(self, engine: Engine, store: SettingsStore, rng: random.Random, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._store = store
        self._rng = rng
        self.deck = Deck()
        self.request: Request | None = None
        self.context = ""
        self.is_preview = False
        self.is_model_ready = False
        self._asking: Asking | None = None
        self._look_up: Asking | None = None
        self._answer: Answer | None = None
        self._is_again = False
        self._brought_something = False
        self._tokens = 0
        self._speed: tuple[str, float] | None = None  # of the answer with this id

    @property
    def is_working(self) -> bool:
        """Whether an answer is being made."""
        return self._asking is not None

    def speed_of(self, answer: Answer) -> float | None:
        """Return how many tokens a second an answer was written at, if it was written just now."""
        return self._speed[1] if self._speed and self._speed[0] == answer.id else None

    def ask(self, prompt: str, **changes: Any) -> None:
        """Ask in earnest. `changes` replace single parameters of the request."""
        if not prompt.strip():
            self.status_changed.emit(self.tr("Type first what the code should do."))
            return
        self._begin(prompt, is_again=False, **changes)

    def again(self) -> None:
        """Let the model write a further answer to the same request, with a new seed."""
        if self.request is None:
            return
        # The cookbook has said what it knows; another answer can only come from the model.
        has_recipe = any(card.answer.source == "recipe" for card in self.deck.cards)
        only = "model" if has_recipe else self.request.only
        self._begin(self.request.prompt, is_again=True, seed=self._rng.randint(0, MAX_SEED), only=only)

    def replay(self, request: Request) -> None:
        """Ask exactly what was asked before."""
        self._start(request, is_again=False)

    def look_up(self, prompt: str) -> None:
        """See whether a recipe fits what has been typed so far."""
        if self.is_working:
            return
        self._forget_look_up()
        if not prompt.strip():
            return
        if (request := self._make_request(prompt, only="recipe")) is None:
            return
        self._look_up = asking = self._engine.ask(request)
        asking.answered.connect(self._on_looked_up)
        asking.finished.connect(self._forget_look_up)

    def stop(self) -> None:
        """Stop writing."""
        if self._asking:
            self._asking.stop()
            self.status_changed.emit(self.tr("Stopping…"))

    def reset(self) -> None:
        """Forget the request and its answers."""
        self._abandon()
        self._forget_look_up()
        self.deck = Deck()
        self.request = None
        self.is_preview = False

    def show(self, request: Request, answer: Answer) -> None:
        """Show an answer that was given before."""
        self._abandon()
        self._forget_look_up()
        self._take(request, answer, is_preview=False)

    def turn(self, step: int) -> None:
        """Show the next or the previous alternative."""
        self.deck.turn(step)
        self.deck_changed.emit()

    def refill(self, values: dict[str, str]) -> str:
        """Put other values into the recipe shown; returns what is wrong with them, or nothing."""
        top, session = self.deck.top, self._engine.session
        if top is None or session is None or not top.has_slots:
            return ""
        try:
            self.deck.rewrite(session.refill(top.original, values))
        except PysmithError as error:
            return str(error)
        self.deck_changed.emit()
        return ""

    def _begin(self, prompt: str, is_again: bool, **changes: Any) -> None:
        if request := self._make_request(prompt, **changes):
            self._start(request, is_again)

    def _start(self, request: Request, is_again: bool) -> None:
        self._abandon()
        self._forget_look_up()
        if not is_again:
            self.request = request
            if not self.is_preview or not self.deck.top or self.deck.top.answer.prompt != request.prompt:
                self.deck = Deck()
        self._answer, self._is_again, self._brought_something, self._tokens = None, is_again, False, 0
        self._asking = asking = self._engine.ask(request)
        asking.partial.connect(self._on_partial)
        asking.answered.connect(self._on_answered)
        asking.failed.connect(self.problem)
        asking.finished.connect(self._on_finished)
        self.working_changed.emit(True)
        self.report_progress()

    def _make_request(self, prompt: str, **changes: Any) -> Request | None:
        chosen = self._store.current
        values = {
            "length": chosen.length,
            "model": chosen.model,
            "seed": chosen.seed,
            "candidates": chosen.candidates,
            "temperature": chosen.temperature,
            "context": self.context,
        }
        try:
            return Request(prompt, **{**values, **changes})
        except PysmithError as error:
            self.problem.emit(str(error))
            return None

    def _on_partial(self, partial: Partial) -> None:
        self._tokens = partial.tokens
        self.report_progress()
        if not self.deck.cards:
            self.draft_written.emit(partial.code)

    def _on_answered(self, answer: Answer) -> None:
        self._answer = answer
        if self._asking and self._asking.speed:
            self._speed = (answer.id, self._asking.speed)
        if answer.source == "none" or not answer.code:
            return  # shown at the end, when nothing better can come any more
        if self._is_again:
            if not self.deck.add(answer):
                return
            self._brought_something = True
        elif self.deck.cards:
            self.deck.refine(answer)
        else:
            self.deck.start(answer)
        self.is_preview = False
        self.deck_changed.emit()
        self.report_progress()

    def _on_finished(self, stopped: bool) -> None:
        self._asking = None
        answer = self._answer
        self.working_changed.emit(False)
        if stopped:
            self.status_changed.emit(self.tr("Stopped."))
        elif self._is_again and not self._brought_something:
            self.status_changed.emit(self.tr("The model wrote nothing new that holds."))
        elif answer is None:
            self.status_changed.emit("")
        else:
            self.status_changed.emit(self._describe(answer))
        if answer is None or self._is_again:
            return
        if not answer.code and not self.deck.cards:
            self.no_answer.emit(answer)
        if answer.code or not stopped:
            self.answered.emit(self.request, answer)

    def _on_looked_up(self, answer: Answer) -> None:
        if answer.source == "none" or not answer.code:
            if self.is_preview or not self.deck.cards:
                self.deck = Deck()
                self.nothing_found.emit()
            return
        request = self._look_up.request if self._look_up else Request(answer.prompt)
        self._take(request, answer, is_preview=True)
        self.status_changed.emit(self.tr("Found while you type. Press Enter to ask the model as well."))

    def _take(self, request: Request, answer: Answer, is_preview: bool) -> None:
        self.request = request
        self.is_preview = is_preview
        self.deck = Deck()
        self.deck.start(answer)
        if self.deck.cards:
            self.deck_changed.emit()
        else:
            self.no_answer.emit(answer)

    def report_progress(self) -> None:
        """Say what is going on with the request."""
        if not self.is_working:
            return
        if self._engine.session is None:
            text = self.tr("The recipes are being prepared…")
        elif not self.is_model_ready and self._tokens == 0:
            text = self.tr("Waiting for the model, which is still loading…")
        elif self._tokens == 0:
            text = self.tr("Thinking…")
        elif self.deck.cards:
            text = self.tr("The model looks for something better… %n tokens", "", self._tokens)
        else:
            text = self.tr("Writing… %n tokens", "", self._tokens)
        self.status_changed.emit(text)

    def _describe(self, answer: Answer) -> str:
        if answer.source == "none":
            return self.tr("No answer.")
        if answer.ms < 1000:
            return self.tr("Answered in {time} ms.").format(time=max(1, round(answer.ms)))
        return self.tr("Answered in {time} s.").format(time=round(answer.ms / 1000, 1))

    def _abandon(self) -> None:
        if self._asking:
            self._asking.abandon()
            self._asking = None
            self.working_changed.emit(False)

    def _forget_look_up(self) -> None:
        if self._look_up and not self._look_up.is_over:
            self._look_up.abandon()
        self._look_up = None
