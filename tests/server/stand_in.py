"""A session whose model writes as slowly as a test wants: for queues, disconnects and shutdown."""

import threading
import time
from pathlib import Path

from engine.checkpoint import ModelInfo
from engine.errors import RequestError, UnknownModelError
from engine.events import Answer, Answered, Done, Partial, Request


def make_answer(request: Request, code: str, source: str = "model") -> Answer:
    sure = {"recipe": 0.05, "model": 0.55, "none": 0.0}  # so little of a recipe that any model is asked as well
    return Answer(
        id="a-1",
        prompt=request.prompt,
        code=code,
        source=source,
        confidence=sure[source],
        valid=bool(code),
        title="A title",
        recipe_id="page#title" if source == "recipe" else None,
        model="slow" if source == "model" else None,
        seed=request.seed or 0,
        ms=1.0,
        suggestions=[] if code else ["Read a CSV file"],
    )


class StandInSession:
    """Recipes know requests that start with "recipe"; the model writes one line each `pace_s` and counts its work."""

    def __init__(self, pace_s: float = 0.01, lines: int = 5) -> None:
        self.pace_s, self.lines = pace_s, lines
        self.is_model_ready = False
        self.may_load = threading.Event()
        self.may_load.set()
        self.running = 0
        self.most_running = 0
        self.forget()
        self._lock = threading.Lock()

    def forget(self) -> None:
        self.asked: list[str] = []
        self.stopped: list[str] = []

    def load_recipes(self) -> None:
        pass

    def load_model(self, name: str | None = None) -> None:
        self.may_load.wait(10)
        self.is_model_ready = True

    def warm_up(self, should_stop=lambda: False) -> None:
        pass

    def models(self):
        return [ModelInfo("slow", Path("/secret/place"), size_bytes=10, parameters=5, context_length=64, sha256="00")]

    def count_tokens(self, text: str, model: str | None = None) -> int:
        return len(text)

    def answer(self, request: Request, should_stop=lambda: False) -> Answer:
        answers = [event.answer for event in self.ask(request, should_stop) if isinstance(event, Answered)]
        return answers[-1]

    def refill(self, answer: Answer, values: dict[str, str]) -> Answer:
        raise RequestError("This answer has no slots.", "values")

    def ask(self, request: Request, should_stop=lambda: False):
        if request.model not in (None, "slow"):
            raise UnknownModelError(f"No model {request.model!r} in /secret/place")
        if request.only != "model" and request.prompt.startswith("recipe"):
            yield Answered(make_answer(request, "print('recipe')\n", "recipe"))
        elif request.only == "recipe":
            yield Answered(make_answer(request, "", "none"))
        if request.only != "recipe":
            yield from self._write(request, should_stop)
        else:
            yield Done()

    def _write(self, request: Request, should_stop):
        with self._lock:
            self.running += 1
            self.most_running = max(self.most_running, self.running)
            self.asked.append(request.prompt)
        try:
            code = ""
            for number in range(self.lines):
                if should_stop():
                    self.stopped.append(request.prompt)
                    yield Done(stopped=True)
                    return
                time.sleep(self.pace_s)
                code += f"x{number} = {request.prompt!r}\n"
                yield Partial(code, number + 1)
            if request.prompt == "explode":
                raise ZeroDivisionError("/secret/place")
            yield Answered(make_answer(request, code))
            yield Done()
        finally:
            with self._lock:
                self.running -= 1

    def close(self) -> None:
        pass
