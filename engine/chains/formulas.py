"""Curves of a formula that a request gives: "plot y = x**2 for x from -10 to 10"."""

import ast
import re

from engine.chains.flow import Chain, repr_string
from engine.parsing import quiet_parser

_FUNCTIONS = frozenset("sin cos tan exp log log10 sqrt abs arcsin arccos arctan sinh cosh tanh".split())
_NUMBER = r"-?\d*\.?\d*(?:\s*\*?\s*(?:pi|π))?"
_PLOT = re.compile(
    r"\b(?:plot|draw|graph|show)\b(?: me)?(?: the| a)?(?: (?:line )?(?:graph|plot|curve|chart) of)?(?: the)?(?: function| curve| parabola| line| graph)?:? *"
    r"(?:(?:y|f\(x\)) *= *)?(?P<formula>[-+*/^().\w²³√ ]*?(?<![A-Za-z])x(?!\w)[-+*/^().\w²³ ]*?|(?:sin|cos|tan|exp|log|sqrt)[\w()*+^/ -]*?)"
    rf",? *(?:for x )?(?:in the range |for x )?(?:from|between|in) *(?P<low>{_NUMBER}) *(?:to|and|until|,|\.\.) *(?P<high>{_NUMBER})"
    r"(?P<rest>.*)",
    re.IGNORECASE,
)
_REST = [
    ("path", re.compile(r"save[sd]?(?: it| the (?:plot|figure|chart|graph))? (?:as|to|in|into) (?:a file )?[`'\"]?(?P<value>[\w./-]+\.(?:png|svg|pdf|jpg))[`'\"]?", re.IGNORECASE)),
    ("title", re.compile(r"(?:with |add |give it )?(?:the |a )?title(?:d)? [`'\"](?P<value>[^`'\"]+)[`'\"]", re.IGNORECASE)),
    ("grid", re.compile(r"(?:with |add |show )?(?:a |the )?(?P<value>grid)(?: lines)?", re.IGNORECASE)),
    ("labels", re.compile(r"(?:with |add |label )?(?:the )?(?P<value>(?:axis labels|labels|label(?:led)? (?:the )?axes|axes labels|axes))(?: (?:on|for|to) (?:both |the )?axes)?", re.IGNORECASE)),
]  # fmt: skip
_FILLER = re.compile(
    r"\b(?:and|then|with|using|in|the|it|show|add|matplotlib|numpy|python|please|label|both)\b|[,.;]", re.IGNORECASE
)


def plot_formula(prompt: str) -> Chain | None:
    """Return the program that draws the curve, or None where the request is not understood whole."""
    text = re.sub(r"(?i)\b(sin|cos)(?:e|ine) (?:wave|curve|function)\b", r"\1(x)", " ".join(prompt.split()))
    match = _PLOT.search(text)
    if match is None or not re.search(r"\b(?:plot|draw|graph)\b", prompt, re.IGNORECASE):
        return None
    formula, low, high = _read_formula(match["formula"]), _read_number(match["low"]), _read_number(match["high"])
    if not formula or not low or not high:
        return None
    wanted, rest = {}, match["rest"]
    for name, pattern in _REST:
        if (found := pattern.search(rest)) is not None:
            wanted[name] = found["value"]
            rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    if _FILLER.sub("", rest).strip(" !.?"):
        return None
    lines = [f"x = np.linspace({low}, {high}, 200)", f"y = {formula}", "plt.plot(x, y)"]
    if "labels" in wanted:
        lines += ['plt.xlabel("x")', 'plt.ylabel("y")']
    if "title" in wanted:
        lines.append(f"plt.title({repr_string(wanted['title'])})")
    if "grid" in wanted:
        lines.append("plt.grid(True)")
    lines.append(f"plt.savefig({repr_string(wanted['path'])})" if "path" in wanted else "plt.show()")
    code = "import matplotlib.pyplot as plt\nimport numpy as np\n\n" + "\n".join(lines) + "\n"
    return Chain(code, 1, (), title="Draw the curve of a formula")


def _read_number(text: str) -> str:
    text = text.strip().replace("π", "pi")
    match = re.fullmatch(r"(-?)(\d+\.?\d*|\.\d+)?(?:\s*\*?\s*(pi))?", text, re.IGNORECASE)
    if match is None or not (match[2] or match[3]):
        return ""
    if not match[3]:
        return f"{match[1]}{match[2]}"
    return f"{match[1]}{match[2]} * np.pi" if match[2] else f"{match[1]}np.pi"


def _read_formula(text: str) -> str:
    """Return a formula in x as NumPy writes it, or nothing where it is none."""
    text = (
        text.strip().replace("^", "**").replace("²", "**2").replace("³", "**3").replace("np.", "").replace("math.", "")
    )
    text = re.sub(r"\b(\d+)(x)\b", r"\1 * \2", text)
    text = re.sub(rf"\b({'|'.join(_FUNCTIONS)}) (x)\b", r"\1(\2)", text)
    text = re.sub(
        r"^(sin|cos|tan|exp|log|sqrt)$", r"\1(x)", re.sub(r"\bsine\b", "sin", re.sub(r"\bcosine\b", "cos", text))
    )
    text = re.sub(r"\bx squared\b", "x**2", re.sub(r"\bx cubed\b", "x**3", text))
    try:
        with quiet_parser():
            tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    allowed = (
        ast.Expression,
        ast.BinOp,
        ast.UnaryOp,
        ast.operator,
        ast.unaryop,
        ast.Name,
        ast.Load,
        ast.Constant,
        ast.Call,
    )
    if "x" not in names or not names <= _FUNCTIONS | {"x", "pi", "e"}:
        return ""
    if not all(isinstance(node, allowed) for node in ast.walk(tree)):
        return ""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id != "x":
            node.id = f"np.{node.id}" if node.id != "abs" else "abs"
    return ast.unparse(tree).replace(" ** ", "**")
