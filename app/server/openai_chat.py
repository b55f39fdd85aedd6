"""From a chat to a request: the last user message asks, the code before it is the context."""

import ast
import re

from app.server.openai_schemas import ChatBody, Message
from app.server.problems import HttpError
from engine.syntax import parse

MAX_CONTEXT_CHARS = 8000
_FENCE = re.compile(r"```[^\n`]*\n(.*?)(?:```|\Z)", re.DOTALL)


def message_text(message: Message) -> str:
    """Return a message's text. Raises HttpError (400) for parts that are no text, such as pictures."""
    if message.content is None or isinstance(message.content, str):
        return message.content or ""
    for part in message.content:
        if part.type not in ("text", "input_text") or part.text is None:
            raise HttpError(
                400, f"messages: Pysmith reads text only, not {part.type[:40]!r}.", "unsupported_content", "messages"
            )
    return "\n".join(part.text or "" for part in message.content)


def split_chat(body: ChatBody) -> tuple[str, str]:
    """Return (prompt, context) of a chat. Raises HttpError (400) when nobody asks anything in it."""
    texts = [(message.role, message_text(message)) for message in body.messages]
    asked = max((at for at, (role, _) in enumerate(texts) if role == "user"), default=None)
    if asked is None:
        raise HttpError(400, "messages: there is no user message to answer.", "invalid_value", "messages")
    earlier = [code for role, text in texts[:asked] if role in ("user", "assistant") for code in code_in(text)]
    prompt, own_code = _split_message(texts[asked][1])
    context = "\n\n".join(earlier + own_code)
    return prompt, context[-MAX_CONTEXT_CHARS:]


def _split_message(text: str) -> tuple[str, list[str]]:
    """Return what a message says and the fenced code in it; a message that is only code is itself the prompt."""
    blocks = [block for block in _FENCE.findall(text) if block.strip()]
    words = _FENCE.sub("\n", text).strip()
    if blocks and not words:
        return blocks[-1], blocks[:-1]
    return (words, blocks) if blocks else (text, [])


def code_in(text: str) -> list[str]:
    """Return the code in an earlier message: its fenced blocks, or all of it when it is Python as it stands."""
    blocks = [block for block in _FENCE.findall(text) if block.strip()]
    return blocks or ([text] if _is_code(text) else [])


def _is_code(text: str) -> bool:
    """Tell code from a sentence that happens to parse, such as "thanks"."""
    tree = parse(text)
    body = tree.body if tree else []
    return any(not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Name | ast.Constant)) for node in body)
