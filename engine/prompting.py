"""How a request and what may help are written for a model, and where its answer ends.

The training pipeline writes its documents by the same functions, so a model sees at run time what it learnt from.
"""

from collections.abc import Iterable

from engine.checkpoint import LoadedModel
from engine.tokenizer import Tokenizer

REQUEST, CONTEXT, ANSWER = "<|request|>", "<|context|>", "<|answer|>"
MAX_CONTEXT_TOKENS = 256
# A character model has no token for the end: it goes on with the next request, or with empty lines.
COMMENT_STOPS = ("\n\n# ", "\n\n\n\n")


def prompt_ids(model: LoadedModel, prompt: str, context: str = "", is_code: bool = False) -> list[int]:
    """Return the token ids that a model continues with the answer to `prompt`.

    `context` is code that may help: the nearest recipes, or the person's own. When the prompt is the beginning of
    code, the answer continues it.
    """
    if model.info.prompt_format == "comment":
        return model.tokenizer.encode(prompt if is_code else f"# {' '.join(prompt.split())}\n")
    return tagged_prompt(model.tokenizer, prompt, context, is_code)


def tagged_prompt(tokenizer: Tokenizer, prompt: str, context: str = "", is_code: bool = False) -> list[int]:
    """Return request, context and the answer's beginning, each after its reserved token."""
    ids = [special(tokenizer, REQUEST), *tokenizer.encode(prompt.strip() + "\n")]
    if context:
        ids += [special(tokenizer, CONTEXT), *tokenizer.encode(context.strip() + "\n")]
    ids.append(special(tokenizer, ANSWER))
    # A line end and the indentation after it are one token, so it is the model that ends the last line.
    return ids + (tokenizer.encode(prompt.rstrip()) if is_code else [])


def review_prompt(tokenizer: Tokenizer, code: str) -> list[int]:
    """Return code and what asks for its request, after which the request follows."""
    return [special(tokenizer, CONTEXT), *tokenizer.encode(code.strip() + "\n"), special(tokenizer, REQUEST)]


def write_context(tokenizer: Tokenizer, examples: Iterable[tuple[str, str]]) -> str:
    """Return (title, code) pairs as one text, nearest first: those that fit into MAX_CONTEXT_TOKENS as a whole."""
    parts: list[str] = []
    room = MAX_CONTEXT_TOKENS
    for title, code in examples:
        part = f"# {' '.join(title.replace('`', '').split())}\n{code.strip()}\n"
        length = len(tokenizer.encode(part))
        if length <= room:
            room -= length
            parts.append(part)
    return "\n".join(parts)


def stop_texts(model: LoadedModel) -> tuple[str, ...]:
    """Return the texts that end a model's answer."""
    return COMMENT_STOPS if model.info.prompt_format == "comment" else ()


def special(tokenizer: Tokenizer, token: str) -> int:
    """Return the id of a reserved token, which a tagged model's tokenizer holds."""
    found = tokenizer.special_id(token)
    assert found is not None, f"a tagged model's tokenizer holds {token}"
    return found
