"""What OpenAI's clients send and expect, as far as Pysmith does it.

Fields nobody here knows are accepted and ignored; fields that are known but not done are refused by name.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.server.problems import HttpError
from app.server.schemas import Whole, whole
from engine.events import CANDIDATES_RANGE

MAX_CHOICES = CANDIDATES_RANGE[1]
MAX_STOPS = 4

ChoiceCount = Annotated[int, Field(ge=1, le=MAX_CHOICES), BeforeValidator(whole)]
TokenLimit = Annotated[int, Field(ge=1), BeforeValidator(whole)]

_NOTHING: dict[str, tuple[Any, ...]] = {  # values that ask for nothing; any other is refused
    "tools": (None, []),
    "tool_choice": (None, "none", "auto"),
    "functions": (None, []),
    "function_call": (None, "none", "auto"),
    "response_format": (None, {"type": "text"}),
    "logprobs": (None, False),
    "top_logprobs": (None, 0),
    "logit_bias": (None, {}),
    "frequency_penalty": (None, 0),
    "presence_penalty": (None, 0),
    "suffix": (None, ""),
    "audio": (None,),
    "modalities": (None, [], ["text"]),
    "web_search_options": (None,),
}


class StreamOptions(BaseModel):
    """What else a stream should carry."""

    include_usage: bool | None = None


class _CommonBody(BaseModel):
    model_config = ConfigDict(strict=True, extra="allow")

    model: str | None = Field(None, max_length=200, description="A name from /v1/models; without it, the usual one.")
    n: ChoiceCount | None = None
    max_tokens: TokenLimit | None = Field(None, description="Clamped to what the model can write.")
    temperature: float | None = Field(None, ge=0, le=2)
    top_p: float | None = Field(None, ge=0, le=1)
    seed: Whole | None = None
    stop: str | list[str] | None = None
    stream: bool | None = None
    stream_options: StreamOptions | None = None

    @property
    def choices(self) -> int:
        """How many answers are wanted."""
        return self.n or 1

    @property
    def token_limit(self) -> int | None:
        """The most tokens a choice may have, or None."""
        return self.max_tokens

    @property
    def stops(self) -> list[str]:
        """The texts that end an answer."""
        stops = [self.stop] if isinstance(self.stop, str) else self.stop or []
        return [stop for stop in stops if stop]

    def check(self) -> None:
        """Raise a HttpError (400) that names the first field which asks for what is not done here."""
        for name, harmless in _NOTHING.items():
            value = (self.model_extra or {}).get(name)
            if value not in harmless:
                raise HttpError(400, f"Pysmith does not do {name}; leave it out.", "unsupported_parameter", name)
        if len(self.stops) > MAX_STOPS:
            raise HttpError(400, f"stop: at most {MAX_STOPS} texts.", "invalid_value", "stop")
        if self.stream_options is not None and not self.stream:
            raise HttpError(400, "stream_options goes with stream=true only.", "invalid_value", "stream_options")


class CompletionBody(_CommonBody):
    """A request to /v1/completions: the prompt is a request in English, or the beginning of code."""

    prompt: str | Annotated[list[str], Field(min_length=1, max_length=1)]
    best_of: ChoiceCount | None = None
    echo: bool | None = None

    def check(self) -> None:
        """Raise a HttpError (400) for what is not done here."""
        super().check()
        if self.best_of is not None and self.best_of < self.choices:
            raise HttpError(400, "best_of must be at least n.", "invalid_value", "best_of")

    @property
    def text(self) -> str:
        """The prompt."""
        return self.prompt if isinstance(self.prompt, str) else self.prompt[0]


class ContentPart(BaseModel):
    """A part of a message; only text is understood."""

    model_config = ConfigDict(extra="allow")

    type: str
    text: str | None = None


class Message(BaseModel):
    """One turn of a chat."""

    model_config = ConfigDict(extra="allow")

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[ContentPart] | None = None


class ChatBody(_CommonBody):
    """A request to /v1/chat/completions: the last user message is the request, earlier code is its context."""

    messages: list[Message] = Field(min_length=1)
    max_completion_tokens: TokenLimit | None = Field(None, description="Clamped; comes before max_tokens.")

    @property
    def token_limit(self) -> int | None:
        """The most tokens a choice may have, or None."""
        return self.max_completion_tokens or self.max_tokens


class Usage(BaseModel):
    """Tokens, counted with the model's own tokenizer."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Provenance(BaseModel):
    """Pysmith's own addition to a response: where the answer comes from and how sure it is."""

    source: str
    confidence: float
    valid: bool
    title: str
    recipe_id: str | None


class CompletionChoice(BaseModel):
    """One answer."""

    index: int
    text: str
    logprobs: None = None
    finish_reason: Literal["stop", "length"]


class Completion(BaseModel):
    """The response of /v1/completions."""

    id: str
    object: Literal["text_completion"] = "text_completion"
    created: int
    model: str
    choices: list[CompletionChoice]
    usage: Usage
    system_fingerprint: str
    pysmith: Provenance


class ChatMessage(BaseModel):
    """What the assistant says: code, ready to run."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None


class ChatChoice(BaseModel):
    """One answer."""

    index: int
    message: ChatMessage
    logprobs: None = None
    finish_reason: Literal["stop", "length"]


class ChatCompletion(BaseModel):
    """The response of /v1/chat/completions."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[ChatChoice]
    usage: Usage
    system_fingerprint: str
    pysmith: Provenance


class ModelEntry(BaseModel):
    """A model as OpenAI lists it."""

    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: str = "pysmith"


class ModelList(BaseModel):
    """The response of /v1/models."""

    object: Literal["list"] = "list"
    data: list[ModelEntry]
