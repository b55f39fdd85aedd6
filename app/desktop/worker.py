"""The engine behind the window: its work in threads of its own, its events as signals on the main thread.

The session is made in a thread too, as importing it is slow. Knows no widget.
"""

import gc
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from app.desktop.preload import preload_torch
from app.garbage import settle
from engine.errors import PysmithError
from engine.events import Answer, Answered, Done, Event, Failed, Partial, Request

if TYPE_CHECKING:
    from app.session import Session

logger = logging.getLogger(__name__)

MAX_THREADS = 6
POLL_S = 0.02
# The engine promises to stop within 50 ms. If it cannot (it is importing torch), the window goes on without it.
STOP_PATIENCE_MS = 50
CLOSE_PATIENCE_MS = 8000
INTERNAL_ERROR = "Something went wrong inside Pysmith. The log has the details."


class Asking(QObject):
    """One request on its way. After `finished`, which comes exactly once, nothing more is heard of it.

    `left` says that its thread has ended and the object may go.
    """

    partial = Signal(object)
    answered = Signal(object)
    failed = Signal(str)
    finished = Signal(bool)
    _event = Signal(object)
    left = Signal()

    def __init__(self, request: Request, parent: QObject) -> None:
        super().__init__(parent)
        self.request = request
        self.is_over = False
        self.speed: float | None = None  # tokens a second, once there are some
        self._stop_wanted = threading.Event()
        self._event.connect(self._on_event)
        self._patience = QTimer(self, interval=STOP_PATIENCE_MS, singleShot=True)
        self._patience.timeout.connect(self._on_event_stopped)

    @property
    def is_stopping(self) -> bool:
        """Whether `stop` was called."""
        return self._stop_wanted.is_set()

    def stop(self) -> None:
        """End it soon: `finished` follows within 100 ms."""
        if not self.is_over:
            self._stop_wanted.set()
            self._patience.start()

    def abandon(self) -> None:
        """End it at once and without a signal, because nobody wants its answer any more."""
        if not self.is_over:
            self.is_over = True
            self._stop_wanted.set()
            self._patience.stop()

    def run(self, session: "Future[Session]") -> None:
        """Do the work; called in a thread of the pool."""
        ended = False
        first: tuple[float, int] | None = None
        try:
            for event in self._events(session):
                if isinstance(event, Partial):
                    now = time.perf_counter()
                    first = first or (now, event.tokens)
                    self.speed = (event.tokens - first[1]) / (now - first[0]) if event.tokens > first[1] else None
                self._event.emit(event)
                ended = isinstance(event, Done)
        except PysmithError as error:
            self._event.emit(Failed(str(error)))
        except Exception:
            logger.exception("a request failed")
            self._event.emit(Failed(INTERNAL_ERROR))
        if not ended:
            self._event.emit(Done(stopped=self.is_stopping))
        self.left.emit()

    def _events(self, session: "Future[Session]") -> Iterable[Event]:
        while not self._stop_wanted.is_set():
            try:
                ready = session.result(POLL_S)
            except FutureTimeoutError:
                continue
            yield from ready.ask(self.request, self._stop_wanted.is_set)
            return

    def _on_event_stopped(self) -> None:
        self._on_event(Done(stopped=True))

    def _on_event(self, event: Event) -> None:
        if self.is_over:
            return
        match event:
            case Partial():
                self.partial.emit(event)
            case Answered():
                self.answered.emit(event.answer)
            case Failed():
                self.failed.emit(event.message)
            case Done():
                self.is_over = True
                self._patience.stop()
                self.finished.emit(event.stopped or self.is_stopping)


class Engine(QObject):
    """Everything the window asks of the session, with the answers as signals.

    `model_ready` gives the model's name, empty when none is installed, and the checksums by name.
    `make_session` and `preload` are called in a thread. `settle` is called when something is loaded: what is in memory
    then stays there, and Python's search for garbage, which stops everything, need not look at it ever again.
    """

    recipes_ready = Signal()
    model_ready = Signal(str, dict)
    model_failed = Signal(str)
    unusable = Signal(str)
    models_listed = Signal(list)
    models_problem = Signal(str)
    traced = Signal(int, object)
    trace_failed = Signal(int, str)

    def __init__(
        self,
        make_session: "Callable[[], Session]",
        preload: Callable[[], object] = preload_torch,
        settle: Callable[[], object] = settle,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._make_session = make_session
        self._preload, self._settle = preload, settle
        self._session: Future[Session] = Future()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(MAX_THREADS)
        self._askings: list[Asking] = []
        self._is_closing = threading.Event()

    @property
    def session(self) -> "Session | None":
        """The session, or None as long as it is not ready."""
        return self._session.result() if self._session.done() and not self._session.exception() else None

    def start(self, model: str | None) -> None:
        """Begin loading: first the recipes, then the model."""
        self._pool.start(lambda: self._load(model))

    def load_model(self, model: str | None) -> None:
        """Load another model in the background; `model_ready` or `model_failed` follows."""
        self._pool.start(lambda: self._load_model(model))

    def list_models(self) -> None:
        """Read what models there are; `models_listed` or `models_problem` follows."""
        self._pool.start(lambda: self._change_models(lambda session: None))

    def import_model(self, folder: Path) -> None:
        """Copy a model's folder; `models_listed` or `models_problem` follows."""
        self._pool.start(lambda: self._change_models(lambda session: session.import_model(folder)))

    def remove_model(self, name: str) -> None:
        """Delete a model; `models_listed` or `models_problem` follows."""
        self._pool.start(lambda: self._change_models(lambda session: session.remove_model(name)))

    def ask(self, request: Request) -> Asking:
        """Start to answer a request and return what reports about it."""
        asking = Asking(request, self)
        self._askings.append(asking)
        asking.left.connect(self._on_left)
        self._pool.start(lambda: asking.run(self._session))
        return asking

    def trace(self, number: int, answer: Answer, request: Request) -> None:
        """Look at an answer from inside the model; `traced` or `trace_failed` follows with the same number."""
        self._pool.start(lambda: self._trace(number, answer, request))

    def close(self) -> None:
        """Stop everything and wait for the threads, so that none of them outlives Qt."""
        self.blockSignals(True)
        self._is_closing.set()
        for asking in self._askings:
            asking.abandon()
        self._pool.clear()
        if not self._pool.waitForDone(CLOSE_PATIENCE_MS):
            logger.warning("a thread of the engine did not end in time")
        if session := self.session:
            session.close()

    def _on_left(self) -> None:
        asking = self.sender()
        if isinstance(asking, Asking):
            self._askings.remove(asking)
            asking.deleteLater()

    def _load(self, model: str | None) -> None:
        try:
            with self._no_collection():
                session = self._make_session()
                session.load_recipes()
        except Exception as error:
            logger.exception("the session could not be made")
            self._session.set_exception(error if isinstance(error, PysmithError) else PysmithError(INTERNAL_ERROR))
            self.unusable.emit(str(self._session.exception()))
            return
        self._session.set_result(session)
        self.recipes_ready.emit()
        self._load_model(model)
        try:
            session.warm_up(self._is_closing.is_set)
        except Exception:  # requests say better what is wrong
            logger.exception("warming up failed")

    def _change_models(self, change: "Callable[[Session], object]") -> None:
        try:
            session = self._session.result()
            change(session)
            self.models_listed.emit(session.models())
        except PysmithError as error:
            self.models_problem.emit(str(error))
        except Exception:
            logger.exception("the models could not be changed")
            self.models_problem.emit(INTERNAL_ERROR)

    def _trace(self, number: int, answer: Answer, request: Request) -> None:
        try:
            trace = self._session.result().trace(answer, request.context, request.model)
        except PysmithError as error:
            self.trace_failed.emit(number, str(error))
        except Exception:
            logger.exception("an answer could not be traced")
            self.trace_failed.emit(number, INTERNAL_ERROR)
        else:
            self.traced.emit(number, trace)

    def _load_model(self, model: str | None) -> None:
        try:
            with self._no_collection():
                self._preload()
                session = self._session.result()
                session.load_model(model)
                models = session.models()
        except PysmithError as error:
            self.model_failed.emit(str(error))
        except Exception:
            logger.exception("the model could not be loaded")
            self.model_failed.emit(INTERNAL_ERROR)
        else:
            usable = {info.name: info.sha256 for info in models if not info.problem}
            self.model_ready.emit(model or next(iter(usable), ""), usable)

    @contextmanager
    def _no_collection(self) -> Iterator[None]:
        """Keep Python from looking for garbage while much is loaded: it would find none, and stop the window meanwhile.

        What is loaded is settled before the search begins again, which would else begin with all of that.
        """
        gc.disable()
        try:
            yield
            self._settle()
        finally:
            gc.enable()
