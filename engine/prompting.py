"""How a request is written for a model, and where its answer ends."""

from engine.checkpoint import LoadedModel
from engine.tokenizer import Tokenizer

REQUEST, CONTEXT, ANSWER = "<|request|>", "<|context|>", "<|answer|>"
# A character model has no token for the end: it goes on with the next request, or with empty lines.
COMMENT_STOPS = ("\n\n# ", "\n\n\n\n")


def prompt_ids(model: LoadedModel, prompt: str, context: str = "", is_code: bool = False) -> list[int]:
    """Return the token ids that a model continues with the answer to `prompt`.

    `context` is code that may help: the nearest recipes, or the person's own. When the prompt is the beginning of
    code, the answer continues it.
    """
    tokenizer = model.tokenizer
    if model.info.prompt_format == "comment":
        return tokenizer.encode(prompt if is_code else f"# {' '.join(prompt.split())}\n")
    ids = [_special(tokenizer, REQUEST), *tokenizer.encode(prompt.strip() + "\n")]
    if context:
        ids += [_special(tokenizer, CONTEXT), *tokenizer.encode(context.strip() + "\n")]
    ids.append(_special(tokenizer, ANSWER))
    return ids + (tokenizer.encode(prompt) if is_code else [])


def stop_texts(model: LoadedModel) -> tuple[str, ...]:
    """Return the texts that end a model's answer."""
    return COMMENT_STOPS if model.info.prompt_format == "comment" else ()


def _special(tokenizer: Tokenizer, token: str) -> int:
    found = tokenizer.special_id(token)
    assert found is not None, f"a tagged model's tokenizer holds {token}"
    return found
