"""Between the window and the conversation: what a person does goes to the one, what is answered to the other."""

from PySide6.QtCore import QObject

from app.desktop import provenance
from app.desktop.announce import announce
from app.desktop.answer_uses import AnswerUses
from app.desktop.conversation import Conversation
from app.desktop.history_keeper import HistoryKeeper
from app.desktop.replay_card import ReplayCard
from app.desktop.window import MainWindow
from app.history import Entry
from engine.events import Answer, Request


class Presenter(QObject):
    """Keeps a window and a conversation in step, and the history along with them."""

    def __init__(self, window: MainWindow, conversation: Conversation, history: HistoryKeeper) -> None:
        super().__init__(window)
        self.window, self.conversation, self.history = window, conversation, history
        self.uses = AnswerUses(window.answer, window.actions_)
        self.model_hashes: dict[str, str] = {}
        self._connect_asking()
        self._connect_answers()
        self._connect_uses()
        self._on_working_changed(False)

    def ask(self) -> None:
        """Ask what stands in the field."""
        self.window.prompt.forget_typing()
        self.window.message.hide()
        self.conversation.ask(self.window.prompt.text)

    def ask_text(self, text: str) -> None:
        """Put a request into the field and ask it."""
        self.window.prompt.set_text(text)
        self.ask()
        self.window.prompt.edit.setFocus()

    def replay(self, card: ReplayCard) -> None:
        """Ask again exactly what a card holds, and say so if the model is another one."""
        self.window.message.hide()
        self.window.prompt.set_text(card.request.prompt)
        name = card.request.model or ""
        if card.model_sha256 and self.model_hashes.get(name) != card.model_sha256:
            text = self.tr("The card was made with another version of the model {name}; the answer may differ.")
            self.window.message.show_message("notice", text.format(name=name))
        self.conversation.replay(card.request)

    def _connect_asking(self) -> None:
        window, talk, actions = self.window, self.conversation, self.window.actions_
        window.prompt.edit.asked.connect(self.ask)
        window.prompt.edit.shortened.connect(self._on_prompt_shortened)
        window.prompt.edit.textChanged.connect(self._on_prompt_changed)
        window.prompt.paused.connect(self._on_typing_paused)
        actions.generate.triggered.connect(self.ask)
        actions.stop.triggered.connect(talk.stop)
        actions.again.triggered.connect(talk.again)
        actions.new.triggered.connect(self._on_new)
        window.welcome.chosen.connect(self.ask_text)
        window.none.chosen.connect(self.ask_text)
        window.none.model_wanted.connect(self._on_model_wanted)

    def _connect_answers(self) -> None:
        window, talk = self.window, self.conversation
        talk.working_changed.connect(self._on_working_changed)
        talk.status_changed.connect(window.show_status)
        talk.problem.connect(lambda text: window.message.show_message("error", text))
        talk.draft_written.connect(self._on_draft_written)
        talk.deck_changed.connect(self._on_deck_changed)
        talk.no_answer.connect(self._on_no_answer)
        talk.nothing_found.connect(lambda: window.show_page(window.hint))
        talk.answered.connect(self._on_answered)

    def _connect_uses(self) -> None:
        window, talk, actions = self.window, self.conversation, self.window.actions_
        window.answer.values_edited.connect(self._on_values_edited)
        actions.previous.triggered.connect(lambda: talk.turn(-1))
        actions.next.triggered.connect(lambda: talk.turn(+1))
        actions.favourite.triggered.connect(self._on_favourite)
        self.uses.done.connect(window.report)
        self.uses.failed.connect(lambda text: window.message.show_message("error", text))
        self.uses.used.connect(self.keep_preview)
        self.history.opened.connect(self._on_entry_opened)
        self.history.failed.connect(lambda text: window.message.show_message("error", text))
        self.history.changed.connect(self._on_history_changed)

    def keep_preview(self) -> None:
        """Keep an answer that came up while typing, because the person makes use of it."""
        top = self.conversation.deck.top
        if self.conversation.is_preview and top and self.conversation.request:
            self.conversation.is_preview = False
            self._keep(self.conversation.request, top.answer)

    def _on_prompt_shortened(self) -> None:
        self.window.message.show_message("notice", self.tr("The text was too long; its end was left out."))

    def _on_prompt_changed(self) -> None:
        self.window.actions_.generate.setEnabled(bool(self.window.prompt.text.strip()))
        if not self.window.prompt.text.strip() and not self.conversation.is_working:
            self.conversation.reset()
            self.history.current_id = None
            self.window.show_page(self.window.welcome)
            self.window.show_status("")

    def _on_typing_paused(self, text: str) -> None:
        if self.window.store.current.answer_while_typing:
            self.conversation.look_up(text)

    def _on_new(self) -> None:
        self.conversation.reset()
        self.window.prompt.set_text("")
        self.window.message.hide()
        self.window.prompt.edit.setFocus()

    def _on_model_wanted(self) -> None:
        self.conversation.ask(self.window.prompt.text, only="model")

    def _on_working_changed(self, is_working: bool) -> None:
        self.window.prompt.show_working(is_working)
        self.window.actions_.stop.setEnabled(is_working)

    def _on_draft_written(self, code: str) -> None:
        if self.conversation.request:
            self.window.answer.show_draft(code, self.conversation.request.prompt)
            self.window.show_page(self.window.answer_page)

    def _on_deck_changed(self) -> None:
        self.window.show_page(self.window.answer_page)
        self.window.answer.show_deck(self.conversation.deck)
        self.window.actions_.again.setEnabled(True)
        self.window.actions_.favourite.setEnabled(True)
        self.window.actions_.save_card.setEnabled(True)
        self._show_favourite()

    def _on_no_answer(self, answer: Answer) -> None:
        request = self.conversation.request
        may_try_model = request is not None and request.only != "model"
        self.window.none.show_suggestions(answer.suggestions, may_try_model)
        self.window.show_page(self.window.none)
        announce(self.window.none, self.window.none.heading.text())

    def _on_answered(self, request: Request, answer: Answer) -> None:
        self._keep(request, answer)
        if answer.code:
            source = provenance.source_name(answer.source)
            words = (answer.title, source, provenance.confidence_words(answer.confidence))
            announce(self.window.answer, self.tr("Answer: ") + ", ".join(words))

    def _keep(self, request: Request, answer: Answer) -> None:
        if self.window.store.current.keep_history:
            self.history.keep(request, answer, self.model_hashes.get(answer.model or "", ""))

    def _on_values_edited(self, values: dict[str, str]) -> None:
        problem = self.conversation.refill(values)
        self.window.answer.slots.show_problem(problem)

    def _on_favourite(self, wanted: bool) -> None:
        self.keep_preview()
        if self.history.current_id is None and self.conversation.request and self.conversation.deck.top:
            self.history.keep(self.conversation.request, self.conversation.deck.top.answer, "")
        if self.history.current_id is not None:
            self.history.set_favourite(self.history.current_id, wanted)
            self.window.report(self.tr("Kept as a favourite.") if wanted else self.tr("No longer a favourite."))
        self._show_favourite()

    def _on_entry_opened(self, entry: Entry) -> None:
        self.window.message.hide()
        if self.window.is_narrow:
            self.window.store.change(show_history=False)
        self.window.prompt.set_text(entry.request.prompt)
        self.conversation.show(entry.request, entry.answer)
        self.window.show_status("")
        self._show_favourite()

    def _on_history_changed(self) -> None:
        self.window.prompt.edit.set_earlier(self.history.recent_prompts())
        self._show_favourite()

    def _show_favourite(self) -> None:
        entry = None if self.conversation.is_preview else self.history.get(self.history.current_id)
        self.window.show_favourite(bool(entry and entry.favourite))
