"""What Pysmith's own routes take and give, as the OpenAPI document shows it.

Request bodies are strict about types; an Answer goes out as `engine.events.Answer` describes it.
"""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from engine.checkpoint import ModelInfo
from engine.events import (
    CANDIDATES_RANGE,
    DEFAULT_CANDIDATES,
    DEFAULT_LENGTH,
    LENGTH_RANGE,
    MAX_PROMPT_CHARS,
    Answer,
    Only,
    Request,
)

MAX_HIGHLIGHT_CHARS = 50_000


def whole(value: object) -> object:
    """Take 600.0 for 600, as JSON does; strict checking would refuse it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


# The limits come first: behind the validator they would be missing from the OpenAPI document.
Whole = Annotated[int, BeforeValidator(whole)]
Length = Annotated[int, Field(ge=LENGTH_RANGE[0], le=LENGTH_RANGE[1]), BeforeValidator(whole)]
Seed = Annotated[int, Field(ge=0, le=2**31 - 1), BeforeValidator(whole)]
Drafts = Annotated[int, Field(ge=CANDIDATES_RANGE[0], le=CANDIDATES_RANGE[1]), BeforeValidator(whole)]
TopK = Annotated[int, Field(ge=0, le=100_000), BeforeValidator(whole)]
Pair = Annotated[list[str], Field(min_length=2, max_length=2)]


class GenerateBody(BaseModel):
    """A request for code, and the choices that shape the answer."""

    model_config = ConfigDict(strict=True)

    prompt: str = Field(max_length=MAX_PROMPT_CHARS, description="What the code should do, or how it begins.")
    length: Length = Field(DEFAULT_LENGTH, description="The most characters the model may write.")
    model: str | None = Field(None, max_length=200, description="A name from /api/models; without it, the usual one.")
    seed: Seed | None = Field(None, description="The same seed gives the same answer again.")
    candidates: Drafts = Field(DEFAULT_CANDIDATES, description="How many drafts are compared.")
    only: Only | None = Field(None, description="Ask the recipes only, or the model only.")
    temperature: float = Field(0.6, ge=0, le=2)
    top_k: TopK = 40
    top_p: float = Field(0.95, ge=0.01, le=1)
    context: str = Field("", max_length=MAX_PROMPT_CHARS, description="Code that is already there.")

    def to_request(self) -> Request:
        """Return the engine's request."""
        return Request(**self.model_dump(exclude={"highlight"}))


class StreamBody(GenerateBody):
    """A request whose answer comes as events."""

    highlight: bool = Field(False, description="Add `highlighted` to every event that carries code.")


class RefillBody(BaseModel):
    """An earlier answer from a recipe, and new values for its slots: {default: value}."""

    answer: Answer
    values: dict[str, str] = Field(max_length=100)


class HighlightBody(BaseModel):
    """Code to be coloured."""

    model_config = ConfigDict(strict=True)

    code: str = Field(max_length=MAX_HIGHLIGHT_CHARS)


class Highlighted(BaseModel):
    """Code in pieces: a colour class and a text each. The texts, joined, are the code."""

    highlighted: list[Pair]


class ModelBody(BaseModel):
    """An installed model. `problem` says why it can not be used, if so."""

    name: str
    parameters: int
    context_length: int
    size_bytes: int
    sha256: str
    problem: str | None


class ModelsBody(BaseModel):
    """All installed models."""

    models: list[ModelBody]


class Health(BaseModel):
    """The server is up."""

    status: str
    version: str


def describe_model(info: ModelInfo) -> ModelBody:
    """Return what the outside may know of a model: not where it lies on this machine."""
    return ModelBody(
        name=info.name,
        parameters=info.parameters,
        context_length=info.context_length,
        size_bytes=info.size_bytes,
        sha256=info.sha256,
        problem="The files of this model are damaged." if info.problem else None,
    )


EVENT_STREAM: dict[str, Any] = {  # how the OpenAPI document describes a stream of events
    "text/event-stream": {
        "schema": {
            "type": "object",
            "required": ["data"],
            "properties": {
                "event": {"type": "string"},
                "data": {"type": "string", "contentMediaType": "application/json"},
            },
        }
    }
}
