"""What can be made of an answer's code: without comments, a file name, a VS Code snippet. Text only, no Qt."""

import ast
import io
import json
import re
import token
import tokenize
import unicodedata

MAX_NAME_CHARS = 40
RESERVED_NAMES = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}


def without_comments(code: str) -> str:
    """Return the code without its comments; lines that held nothing else go as well.

    Code that cannot be parsed, before or after, comes back unchanged.
    """
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
        tree = ast.dump(ast.parse(code))
    except (tokenize.TokenError, SyntaxError, ValueError):
        return code
    lines = code.splitlines(keepends=True)
    emptied = set()
    for item in tokens:
        if item.type == token.COMMENT:
            number, column = item.start[0] - 1, item.start[1]
            kept = lines[number][:column].rstrip()
            ending = lines[number][item.end[1] :]
            lines[number] = kept + ending
            if not kept:
                emptied.add(number)
    bare = "".join(line for number, line in enumerate(lines) if number not in emptied).lstrip("\n")
    try:
        return bare if ast.dump(ast.parse(bare)) == tree else code
    except SyntaxError:  # a comment can hold up a line that ends in a backslash
        return code


def file_name(title: str) -> str:
    """Return a file name such as `read_a_csv_file.py` for an answer's title."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")[:MAX_NAME_CHARS].rstrip("_")
    return f"{name}_.py" if name in RESERVED_NAMES else f"{name or 'snippet'}.py"


def vscode_snippet(title: str, code: str) -> str:
    """Return the text of a VS Code snippet file holding this code."""
    body = [
        line.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}") for line in code.rstrip("\n").split("\n")
    ]
    prefix = file_name(title).removesuffix(".py").replace("_", "-")
    snippet = {"prefix": prefix, "scope": "python", "description": title, "body": body}
    return json.dumps({title or prefix: snippet}, indent=2, ensure_ascii=False) + "\n"


def markdown(title: str, code: str) -> str:
    """Return the code as a fenced block under its title."""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", code)), default=0))
    heading = " ".join(title.split())
    return f"## {heading}\n\n{fence}python\n{code.rstrip()}\n{fence}\n"


def first_line(text: str) -> str:
    """Return the first line that holds something."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
