"""Continue token ids with a model: alone, or together with everybody else who uses it.

Knows tokens and text; knows no Python syntax, no recipes and no screen. The same seed, prompt and options give the
same drafts, alone or together. A prompt longer than the context keeps its end; when the context is full, the oldest
half is forgotten and writing goes on.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence

from engine.batch import Batch
from engine.drafts import Draft, StopRules, Writing
from engine.events import ShouldStop
from engine.model import GPT
from engine.prefixes import Prefixes
from engine.sampling import SamplingOptions
from engine.tokenizer import Tokenizer

logger = logging.getLogger(__name__)

MAX_ROWS = 24  # drafts written at once; beyond that a step takes so much longer that nothing is gained
HANDING_ON_S = 0.0001  # in which a caller takes the first token; the next step would keep both processors from it
LOOK_EVERY_S = 0.02  # how often a caller looks at its drafts and asks whether to stop


def generate(
    model: GPT,
    tokenizer: Tokenizer,
    prompt_ids: Sequence[int],
    options: SamplingOptions,
    rules: StopRules,
    *,
    candidates: int = 1,
    seed: int = 0,
    should_stop: ShouldStop = lambda: False,
) -> Iterator[list[Draft]]:
    """Yield the drafts after each step, and once more when all are finished."""
    writing = Writing(tokenizer, prompt_ids, options, rules, candidates, seed)
    batch = Batch(model)
    batch.add(writing)
    while not writing.is_finished:
        if should_stop():
            writing.cancel()
            break
        batch.step()
        yield writing.drafts
    yield writing.drafts


class _Turn:
    """A caller's writing, and what its caller waits for."""

    def __init__(self, writing: Writing) -> None:
        self.writing = writing
        self.has_begun = threading.Event()  # something is written, or it has ended
        self.has_ended = threading.Event()
        self.error: Exception | None = None

    def look(self) -> None:
        """Tell the caller of the first token as soon as it is there, and of the end."""
        if self.writing.is_finished:
            self.end(self.error)
        elif not self.has_begun.is_set() and any(draft.log_probabilities for draft in self.writing.drafts):
            self.has_begun.set()
            time.sleep(HANDING_ON_S)

    def end(self, error: Exception | None = None) -> None:
        self.error = error
        self.has_ended.set()
        self.has_begun.set()


class Scheduler:
    """Writes for any number of callers at once, each in a thread of its own.

    One more thread steps the network for all of them together, since a step for many takes little longer than one for
    a single draft. It is there as long as anybody wants something written. Who comes while all rows are taken waits.
    """

    def __init__(self, model: GPT, tokenizer: Tokenizer, max_rows: int = MAX_ROWS) -> None:
        self.model, self.tokenizer, self.max_rows = model, tokenizer, max_rows
        self._lock = threading.Lock()
        self._waiting: deque[_Turn] = deque()
        self._is_running = False
        self._prefixes = Prefixes()

    def generate(
        self,
        prompt_ids: Sequence[int],
        options: SamplingOptions,
        rules: StopRules,
        *,
        candidates: int = 1,
        seed: int = 0,
        should_stop: ShouldStop = lambda: False,
    ) -> Iterator[list[Draft]]:
        """Yield the drafts as they grow, every few tokens, and once more when all are finished.

        A caller that closes this iterator, or whose `should_stop` says so, is out at once, whatever the others do.
        """
        turn = _Turn(Writing(self.tokenizer, prompt_ids, options, rules, candidates, seed))
        self._let_in(turn)
        try:
            while not turn.has_begun.wait(LOOK_EVERY_S) and not should_stop():
                yield turn.writing.drafts
            while not turn.has_ended.is_set() and not should_stop():
                yield turn.writing.drafts
                turn.has_ended.wait(LOOK_EVERY_S)
        finally:
            turn.writing.cancel()
        if turn.error is not None:
            raise turn.error
        yield turn.writing.drafts

    def _let_in(self, turn: _Turn) -> None:
        with self._lock:
            self._waiting.append(turn)
            if not self._is_running:
                self._is_running = True
                threading.Thread(target=self._run, name="pysmith-scheduler").start()

    def _run(self) -> None:
        batch, turns = Batch(self.model, self._prefixes), list[_Turn]()
        while self._admit(batch, turns):
            try:
                batch.step()
            except Exception as error:  # the thread's outermost edge: the callers raise it again
                logger.exception("The network failed")
                for turn in turns:
                    turn.end(error)
                batch = Batch(self.model, self._prefixes)
            for turn in turns:
                turn.look()
            turns = [turn for turn in turns if not turn.has_ended.is_set()]

    def _admit(self, batch: Batch, turns: list[_Turn]) -> bool:
        """Let in who waits, as far as there are rows; return whether there is anything to do, or else this ends."""
        with self._lock:
            while self._waiting and self._has_rows(batch, self._waiting[0].writing):
                turns.append(self._waiting.popleft())
                batch.add(turns[-1].writing)
            self._is_running = bool(turns or self._waiting)
            return self._is_running

    def _has_rows(self, batch: Batch, writing: Writing) -> bool:
        return writing.is_finished or not batch.size or batch.size + len(writing.drafts) <= self.max_rows


__all__ = ["Draft", "Scheduler", "StopRules", "generate"]
