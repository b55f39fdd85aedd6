"""What goes into the engine and what comes out: a Request, a stream of events, an Answer.

Plain frozen values without behaviour of their own. Knows neither recipes nor models.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from engine.errors import RequestError

Source = Literal["recipe", "model", "hybrid", "none"]
Only = Literal["recipe", "model"]
ShouldStop = Callable[[], bool]

MAX_PROMPT_CHARS = 20_000
LENGTH_RANGE = (40, 4000)
DEFAULT_LENGTH = 600
CANDIDATES_RANGE = (1, 8)
DEFAULT_CANDIDATES = 3


@dataclass(frozen=True)
class Request:
    """What a person asks for, with the choices that shape the answer.

    `length` is the most characters of code the model may write (40 … 4000); a recipe is never cut by it.
    `context` is code the person already has (an open file, earlier code of a chat).
    Raises RequestError when a value is out of range.
    """

    prompt: str
    length: int = DEFAULT_LENGTH
    model: str | None = None
    seed: int | None = None
    candidates: int = DEFAULT_CANDIDATES
    only: Only | None = None
    temperature: float = 0.6
    top_k: int = 40
    top_p: float = 0.95
    context: str = ""

    def __post_init__(self) -> None:
        if len(self.prompt) > MAX_PROMPT_CHARS:
            raise RequestError(
                f"The request has {len(self.prompt):,} characters; at most {MAX_PROMPT_CHARS:,} are read. Shorten it."
            )
        _check_range("length", self.length, LENGTH_RANGE)
        _check_range("candidates", self.candidates, CANDIDATES_RANGE)
        _check_range("temperature", self.temperature, (0.0, 2.0))
        _check_range("top_k", self.top_k, (0, 100_000))
        _check_range("top_p", self.top_p, (0.01, 1.0))
        if self.seed is not None:
            _check_range("seed", self.seed, (0, 2**31 - 1))
        if self.only not in (None, "recipe", "model"):
            raise RequestError(f"only={self.only!r}: choose recipe or model.", "only")


def _check_range(name: str, value: float, bounds: tuple[float, float]) -> None:
    low, high = bounds
    if not low <= value <= high:
        raise RequestError(f"{name}={value} is out of range: choose {low} to {high}.", name)


@dataclass(frozen=True)
class Candidate:
    """One piece of code that could be the answer, and how sure Pysmith is of it (0 … 1)."""

    code: str
    source: Source
    confidence: float


@dataclass(frozen=True)
class Slot:
    """A value in a recipe's code that may be replaced: `default` in the recipe, `value` in this answer."""

    default: str
    value: str
    kind: str


@dataclass(frozen=True)
class Answer:
    """The answer to a request; `to_dict` is the JSON that other programs rely on (see the README)."""

    id: str
    prompt: str
    code: str
    source: Source
    confidence: float
    valid: bool
    title: str
    recipe_id: str | None
    model: str | None
    seed: int
    ms: float
    candidates: list[Candidate] = field(default_factory=list)
    suggestions: list[str] = field(default_factory=list)
    explanation: str = ""
    sample_data: bool = False
    libraries: list[str] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain JSON values."""
        return asdict(self)


@dataclass(frozen=True)
class Partial:
    """The code written so far, whole and not yet checked, while the model writes."""

    code: str
    tokens: int


@dataclass(frozen=True)
class Answered:
    """An answer that can be shown. A later one, if any, replaces it."""

    answer: Answer


@dataclass(frozen=True)
class Done:
    """The end of the stream. `stopped` is true when `should_stop()` ended it early."""

    stopped: bool = False


@dataclass(frozen=True)
class Failed:
    """The request could not be served; `message` can be shown unchanged."""

    message: str


Event = Partial | Answered | Done | Failed
