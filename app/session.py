"""The one room behind every door: a request in, a stream of events out.

Knows the data directory and the engine; knows no window, no HTTP and no command line. Every method may be called from
any thread. Making a Session loads nothing.
"""

import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from app.model_store import ModelStore
from app.paths import DataDir, resources_dir
from engine.errors import PysmithError, RequestError
from engine.events import Answer, Answered, Event, Failed, Request, ShouldStop

if TYPE_CHECKING:
    from engine.answer import Answerer
    from engine.checkpoint import LoadedModel, ModelInfo
    from engine.cookbook import Cookbook
    from engine.matcher import Match
    from engine.trace import Trace

logger = logging.getLogger(__name__)


def never() -> bool:
    """Return False: nobody asks to stop."""
    return False


class Session:
    """Answers requests from the cookbook and the models of one data directory."""

    def __init__(self, data: DataDir, resources: Path | None = None, threads: int = 0) -> None:
        """`threads` is how many processor threads a model may use; 0 chooses by the model's size."""
        self.data, self.threads = data, threads
        self._resources = resources or resources_dir()
        self.store = ModelStore(data.models, self._resources / "models")
        self._recipes_lock, self._model_lock = threading.Lock(), threading.Lock()
        self._answerer: Answerer | None = None
        self._cookbook: Cookbook | None = None
        self._models: dict[str, LoadedModel] = {}
        self._found: dict[str | None, ModelInfo] = {}
        self._installed = False

    # ------------------------------------------------------------ loading
    @property
    def is_recipes_ready(self) -> bool:
        """Whether recipes can answer without a wait."""
        return self._answerer is not None

    @property
    def is_model_ready(self) -> bool:
        """Whether a model is in memory."""
        return bool(self._models)

    def load_recipes(self) -> None:
        """Read the cookbook's index; later calls return at once."""
        self._get_answerer()

    def load_model(self, name: str | None = None) -> None:
        """Bring a model into memory, the default one when no name is given; later calls return at once.

        Raises UnknownModelError or CheckpointError when it cannot be used.
        """
        self._get_model(name)

    def warm_up(self, should_stop: ShouldStop = never) -> None:
        """Get what the first requests would wait for out of the way; takes about five seconds of one processor."""
        from engine.warm_up import warm_up

        warm_up(self._get_answerer().offers, should_stop)

    def _get_answerer(self) -> "Answerer":
        with self._recipes_lock:
            if self._answerer is None:
                from engine.answer import Answerer
                from engine.composer.operations import load_phrasebook
                from engine.confidence import Confidence
                from engine.index import load_index
                from engine.matcher import Matcher
                from engine.reranker import load_reranker
                from engine.semantics import load_ranker
                from engine.slot_pointer import load_slot_pointer

                pages = [self._resources / "cookbook", self.data.cookbook]
                index = load_index(pages, self.data.cache, self._resources / "index")
                ranker = load_ranker(self._resources / "ranker")
                self._cookbook = index.cookbook
                self._answerer = Answerer(
                    Matcher(index, ranker, self.data.cache),
                    self._get_model,
                    Confidence(ranker.calibration, load_reranker(self._resources / "ranker")),
                    self._find_model,
                    lambda: load_phrasebook(self._resources / "operations", self.data.cache, self._resources / "index"),
                    load_slot_pointer(self._resources / "ranker"),
                )
            return self._answerer

    def _get_model(self, name: str | None) -> "LoadedModel | None":
        with self._model_lock:
            info = self._look_up(name)
            if info is None:
                return None
            if info.name not in self._models:
                from engine.checkpoint import load_model

                self._models[info.name] = load_model(info)
                _choose_threads(info, self.threads)
                logger.info("Loaded the model %s", info.name)
            return self._models[info.name]

    def _find_model(self, name: str | None) -> "ModelInfo | None":
        """Return what is known of a model without loading it."""
        with self._model_lock:
            return self._look_up(name)

    def _look_up(self, name: str | None) -> "ModelInfo | None":
        """Find a model; checked once, since the check reads the whole file. The caller holds the model lock."""
        self._install()
        info = self._found.get(name) or self.store.find(name)
        if info is not None:
            self._found[name] = info
        return info

    def _install(self) -> None:
        if not self._installed:
            self.store.install_bundled()
            self._installed = True

    # ------------------------------------------------------------ answering
    def ask(self, request: Request, should_stop: ShouldStop = never) -> Iterator[Event]:
        """Yield the events of a request; blocks between them, so run it off the main thread.

        A recipe comes first, at once; a later answer replaces it. The last event is always Done.
        """
        yield from self._get_answerer().answer(request, should_stop)

    def answer(self, request: Request, should_stop: ShouldStop = never) -> Answer:
        """Return the final answer to a request; raises PysmithError when it could not be served."""
        last: Answer | None = None
        for event in self.ask(request, should_stop):
            if isinstance(event, Failed):
                raise PysmithError(event.message)
            if isinstance(event, Answered):
                last = event.answer
        if last is None:
            raise PysmithError("Stopped before there was an answer.")
        return last

    def refill(self, answer: Answer, values: dict[str, str]) -> Answer:
        """Return a recipe's answer with slots set by hand: the slot's default as text → new text.

        Raises RequestError for an answer that is no recipe's, an unknown slot, or a value that does not fit.
        """
        if answer.recipe_id is None:
            raise RequestError("Only a recipe's answer has slots to change.", "slots")
        return self._get_answerer().refill(answer, values)

    def count_tokens(self, text: str, model: str | None = None) -> int:
        """Return how many tokens a text is for a model; 0 when there is no model."""
        loaded = self._get_model(model)
        return len(loaded.tokenizer.encode(text)) if loaded else 0

    def trace(self, answer: Answer, context: str = "", model: str | None = None) -> "Trace":
        """Return what goes on in a model over an answer: in the one that wrote it, else in `model` or the default one.

        `context` is the code that went along with the request. Raises PysmithError when there is no such model.
        """
        loaded = self._get_model(answer.model or model)
        if loaded is None:
            raise PysmithError("No model is installed that could be looked into.")
        from engine.trace import trace_answer

        return trace_answer(loaded, answer, context or self._get_answerer().find_context(answer.prompt, loaded))

    # ------------------------------------------------------------ what there is
    @property
    def cookbook(self) -> "Cookbook":
        """All recipes, and what was wrong with pages that could not be read."""
        self._get_answerer()
        assert self._cookbook is not None
        return self._cookbook

    def search(self, words: str, limit: int = 10) -> "list[Match]":
        """Return the recipes that fit some words best."""
        return self._get_answerer().matcher.rank(words, limit)

    def models(self) -> "list[ModelInfo]":
        """Return all installed models, usable or not, the default one first."""
        with self._model_lock:
            self._install()
            return self.store.list()

    def import_model(self, folder: Path) -> "ModelInfo":
        """Copy a model folder into the data directory; raises CheckpointError when it is not a whole model."""
        with self._model_lock:
            self._found.clear()
            return self.store.import_folder(folder)

    def remove_model(self, name: str) -> None:
        """Delete an imported model; raises PysmithError when that cannot be done."""
        with self._model_lock:
            self.store.remove(name)
            self._models.pop(name, None)
            self._found.clear()

    def close(self) -> None:
        """Let go of what is in memory."""
        with self._recipes_lock, self._model_lock:
            self._models.clear()
            self._answerer = self._cookbook = None


SMALL_MODEL_PARAMETERS = 8_000_000


def _choose_threads(info: "ModelInfo", threads: int) -> None:
    """Set how many threads torch uses, unless OMP_NUM_THREADS does.

    A small model's steps are too short to be worth sharing out.
    """
    if not threads and "OMP_NUM_THREADS" in os.environ:
        return
    from engine.model import use_threads

    small = info.parameters < SMALL_MODEL_PARAMETERS
    use_threads(threads or (1 if small else min(4, os.cpu_count() or 1)))
