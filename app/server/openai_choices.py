"""From an answer to choices: as many as were asked for, ended by stop texts and token limits, counted."""

from collections.abc import Callable
from dataclasses import dataclass

from engine.events import Answer

MIN_CODE_CHARS = 4  # a shorter prompt, such as "f", is no code that is to be continued
CountTokens = Callable[[str], int]


@dataclass(frozen=True)
class Choice:
    """One answer's text, why it ends, and how many tokens it has."""

    text: str
    finish_reason: str
    tokens: int


def texts_of(answer: Answer) -> list[str]:
    """Return the different codes of an answer, the best first; or the one text that says there is none."""
    if answer.source == "none":
        return [explain_none(answer)]
    return list(dict.fromkeys([answer.code, *(candidate.code for candidate in answer.candidates if candidate.code)]))


def make_choices(
    texts: list[str], count: int, stops: list[str], limit: int | None, count_tokens: CountTokens
) -> list[Choice]:
    """Return `count` choices; where there are fewer different texts, the best is repeated."""
    return [_end(text, stops, limit, count_tokens) for text in (texts + [texts[0]] * count)[:count]]


def explain_none(answer: Answer) -> str:
    """Say that there is no answer, as Python comments: who pastes it unseen still has code that runs."""
    lines = ["# Pysmith does not know this one."]
    if answer.suggestions:
        lines += ["# The nearest that it does know:", *(f"# - {' '.join(text.split())}" for text in answer.suggestions)]
    return "\n".join(lines) + "\n"


def continuation(code: str, prompt: str) -> str:
    """Return what comes after `prompt` when `code` begins with it, as an editor that completes code expects."""
    is_begun = len(prompt.strip()) >= MIN_CODE_CHARS and code.startswith(prompt)
    return code[len(prompt) :] if is_begun else code


def echoed(code: str, prompt: str) -> str:
    """Return the prompt and what comes after it, whether or not `code` repeats it."""
    return code if code.startswith(prompt) else f"{prompt}\n{code}"


def _end(text: str, stops: list[str], limit: int | None, count_tokens: CountTokens) -> Choice:
    at = min((found for stop in stops if (found := text.find(stop)) >= 0), default=len(text))
    text = text[:at]
    tokens = count_tokens(text)
    if limit is None or tokens <= limit:
        return Choice(text, "stop", tokens)
    text = _cut(text, limit, count_tokens)
    return Choice(text, "length", count_tokens(text))


def _cut(text: str, limit: int, count_tokens: CountTokens) -> str:
    """Return the longest beginning of `text`, as far as halving finds it, that has at most `limit` tokens."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if count_tokens(text[:middle]) <= limit:
            low = middle
        else:
            high = middle - 1
    return text[:low]
