"""Requests that want something done around an answer: its output saved in a file, its time measured, done repeatedly."""

import ast
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from engine.chains.case_values import OF_ONE
from engine.chains.flow import repr_string
from engine.syntax import first_line, merge_imports, parse
from engine.values import find_values

_SAVE = re.compile(
    r"[\s,;]*\b(?:(?:but|and|then) )*(?:(?:it|them|the result|the output|the lines?) )?(?:is |are )?"
    r"(?:written|write|save|saved|store|stored|put|output)(?: (?:it|them|the (?:results?|output|lines?)|that|everything))*"
    r" (?:in|in?to|to) (?:a |the )?(?:new )?(?:text )?(?:file )?(?:called |named )?(?P<path>[`'\"]?[\w./-]+\.(?:txt|log|out|md|csv)[`'\"]?)"
    r"(?P<rest>[\s,]*(?:one (?:per|a) line|line by line|each on (?:its own|a) line)?)\s*[.!]?\s*$",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"^(?:please |could you (?:please )?|can you )?(?:measure|time|print|show|find out|tell me|calculate)?(?: me)?,? ?how (?:long|much time) (?:it takes|does it take|it needs|is needed) to (?P<task>.+?)"
    r"(?:[\s,]*(?:and|then)? ?(?:print|show|display|output|report|give)?(?: me)?(?: it| the (?:elapsed )?time| the duration| the result)?(?: in)? ?(?P<unit>milliseconds|ms|seconds|s|microseconds)?)?\s*[?.!]?\s*$",
    re.IGNORECASE,
)
_REPEAT = re.compile(
    r"^(?P<task>.+?)[\s,]+(?:and )?(?:repeat(?:ed)? (?:this|it|that)?|again and again)? ?every (?P<number>\d+(?:\.\d+)?) (?P<unit>seconds?|minutes?)(?: forever| until (?:stopped|ctrl\+?-?c))?\s*[.!]?$",
    re.IGNORECASE,
)
_DONE = {"squared": "square", "cubed": "cube", "doubled": "double", "halved": "half", "tripled": "triple"}
_SHOW_OF = re.compile(
    r"[\s,;.]*\b(?:and then|and|then)[\s,]+(?:finally )?(?:print|show|display|output)s?(?: out)? (?:the |its )?"
    rf"(?:(?P<what>{'|'.join(OF_ONE)})(?: of (?:it|that|this|the (?:number|value|result|text|word)|that number))?"
    r"|(?:it|that|(?:the|that) (?:number|value|result)) "
    rf"(?P<done>{'|'.join(_DONE)}))\s*[.!]?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Wrapper:
    """The request without what is to be done around it, and how the code that answers it is wrapped."""

    request: str
    wrap: Callable[[str], str | None]


def read_wrapper(prompt: str) -> Wrapper | None:
    """Return what is wanted around an answer, or None where the request wants nothing of the kind."""
    text = " ".join(prompt.split())
    if match := _SAVE.search(text):
        path = match["path"].strip("`'\"")
        request = text[: match.start()].strip(" ,;")
        if request and not any(value.kind == "path" for value in find_values(request)):
            return Wrapper(request, lambda code: _save_output(code, path))
    if (match := _SHOW_OF.search(text)) and (request := text[: match.start()].strip(" ,;")):
        what = (match["what"] or _DONE[match["done"].lower()]).lower()
        return Wrapper(request, lambda code: _show_of(code, OF_ONE[what]))
    if match := _TIME.match(text):
        is_milli = (match["unit"] or "").lower() in ("milliseconds", "ms")
        return Wrapper(match["task"], lambda code: _measure_time(code, is_milli))
    if match := _REPEAT.match(text):
        seconds = float(match["number"]) * (60 if match["unit"].lower().startswith("minute") else 1)
        return Wrapper(match["task"], lambda code: _repeat(code, f"{seconds:g}"))
    return None


def _parts(code: str) -> tuple[str, str] | None:
    """Return the imports, functions and classes of some code, and the rest; None where that cannot be moved."""
    tree = parse(code)
    if tree is None or '"""' in code or "'''" in code:
        return None
    lines = code.splitlines()
    still: list[str] = []
    moving: list[str] = []
    for node in tree.body:
        start = first_line(node)
        text = "\n".join(lines[start - 1 : node.end_lineno])
        is_definition = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        (still if is_definition or isinstance(node, ast.Import | ast.ImportFrom) else moving).append(
            text + ("\n" if is_definition else "")
        )
    return ("\n".join(still) + "\n" if still else ""), "\n".join(moving)


def _save_output(code: str, path: str) -> str | None:
    """Return code that writes into a file what the code would print."""
    parts = _parts(code)
    if parts is None or "print(" not in parts[1]:
        return None
    still, moving = parts
    body = textwrap.indent(moving, "    ")
    with_line = f'with open({repr_string(path)}, "w", encoding="utf-8") as file, redirect_stdout(file):\n'
    return merge_imports(["from contextlib import redirect_stdout"], f"{still}\n{with_line}{body}\n".lstrip())


def _show_of(code: str, template: str) -> str | None:
    """Return code that at last prints something of the one value that it would print; None where there are several."""
    tree = parse(code)
    last = tree.body[-1] if tree and tree.body else None
    if not isinstance(last, ast.Expr) or not isinstance(last.value, ast.Call):
        return None
    call = last.value
    names = {node.id for argument in call.args for node in ast.walk(argument) if isinstance(node, ast.Name)}
    is_print = isinstance(call.func, ast.Name) and call.func.id == "print"
    if not is_print or len(names) != 1 or any(isinstance(node, ast.Call) for a in call.args for node in ast.walk(a)):
        return None
    name = names.pop()
    if re.search(r"[*/]|abs", template) and re.search(rf"\b{name} = (?:input\(|[\"'])", code):
        return None  # a text has no square
    before = "\n".join(code.splitlines()[: last.lineno - 1])
    return f"{before}\nprint({template.format(x=name)})\n"


def _measure_time(code: str, is_milli: bool) -> str | None:
    """Return code that prints how long the code took."""
    parts = _parts(code)
    if parts is None or not parts[1].strip():
        return None
    still, moving = parts
    kept = "\n".join(line for line in moving.splitlines() if not line.startswith("print("))
    shown = "{elapsed * 1000:.2f} ms" if is_milli else "{elapsed:.4f} s"
    return merge_imports(
        ["import time"],
        f"{still.lstrip()}\nstart = time.perf_counter()\n{kept}\n"
        f'elapsed = time.perf_counter() - start\nprint(f"{shown}")\n',
    )


def _repeat(code: str, seconds: str) -> str | None:
    """Return code that does the same again and again."""
    parts = _parts(code)
    if parts is None or not parts[1].strip():
        return None
    still, moving = parts
    body = textwrap.indent(moving, "    ")
    return merge_imports(["import time"], f"{still}\nwhile True:\n{body}\n    time.sleep({seconds})\n".lstrip())
