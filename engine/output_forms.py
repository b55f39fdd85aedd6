"""Forms in which a request shows how a result is to look: 'print each like "pen x2"', 'as "word: count"'.

Pure functions over text and code. The f-string or the print of the code that shows as many things as the form gets the
form's words and signs around them, where it is plain which of the things is which.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from engine.date_formats import find_formats
from engine.line_forms import is_of_lines
from engine.rewrite import Edit, Positions, apply_edits
from engine.shown_things import Thing, Values, read_values, thing_of
from engine.syntax import compiles, parse, walk
from engine.words import QUOTED, STOP_WORDS

MAX_THINGS = 4
_SAYS = r"(?:print|show|display|output|write|format|return|report|save|render|turn|convert|join)"
_AS = (
    r"(?:like|as|in (?:the )?(?:form|format|style)(?: of)?|formatted as|looking like"
    r"|in ?to (?:the|a|one) (?:string|text))"
)
_SHOWN_AS = re.compile(rf"(?i)\b{_SAYS}(?:s|ed|ing)?\b[^.;\n]*?(?<!given )\b{_AS}(?: lines?| strings?| texts?)?[ :]*$")
_GIVEN_LIKE = re.compile(  # "takes a string like", but no "converts it to a string like"
    r"(?i)(?<!to )(?<!into )(?<!as )(?<!in )(?<!print )(?<!show )(?:\b(?:an?|the|one|each) )?"
    r"(?<!to a )(?<!into a )(?<!as a )"
    r"\b(?:text|string|line|sentence|row|input|list|entrie|command|title|file)s? (?:like|such as)[ :]*$"
)
_SHOWN = re.compile(r"(?i)\b(?:print|show|display|output)(?: out)?[ :]*$")
_EACH = re.compile(r"(?i)\b(?:each|every|all|per)\b")
_IN_WORDS = re.compile(  # "as key: value", with no quotes
    rf"(?i)\b{_SAYS}(?:s|ed|ing)?\b[^.;\n]*?\b{_AS}(?: lines?)? "
    r"(?P<form>[a-z]+(?:: ?| ?= ?| [-|] | ?[-=]> ?)[a-z]+)(?=\s*(?:$|[,.)]|(?:for|one|on|in|sorted|lines?|per|and)\b))"
)


_AND = re.compile(r"(?:,| and| or|, and|, then) ")


@dataclass(frozen=True)
class Form:
    """How a result is to look, and where the request says so; one that is said to be one is `certain`."""

    text: str
    start: int
    end: int
    is_certain: bool
    around: str = ""  # what the request says besides


def find_forms(prompt: str) -> list[Form]:
    """Return the forms of a result that a request shows."""
    found: list[Form] = []
    for match in QUOTED.finditer(prompt):
        text = next((group for group in match.groups() if group is not None), "")
        before = prompt[: match.start()]
        is_form = len(re.findall(r"\w+", text)) > 1 and "..." not in text and "%" not in text.rstrip("%").rstrip("0")
        is_form = is_form and not (is_of_lines(before) or _GIVEN_LIKE.search(before)) and not list(find_formats(text))
        if not is_form or re.match(r" (?:to|into|->) [`'\"]", prompt[match.end() :]):
            continue
        if _SHOWN_AS.search(before) or (found and _AND.fullmatch(prompt[found[-1].end : match.start()])):
            found.append(Form(text, match.start(), match.end(), is_certain=True, around=_around(prompt, match.span())))
        elif _SHOWN.search(before) and _EACH.search(prompt):
            found.append(Form(text, match.start(), match.end(), is_certain=False, around=_around(prompt, match.span())))
    for match in _IN_WORDS.finditer(prompt):
        if list(find_formats(match["form"])) or is_of_lines(prompt[: match.start("form")]):
            continue
        if not any(form.start < match.end("form") and match.start("form") < form.end for form in found):
            span = match.span("form")
            found.append(Form(match["form"], *span, is_certain=True, around=_around(prompt, span)))
    return found


def _around(prompt: str, span: tuple[int, int]) -> str:
    return f"{prompt[: span[0]]} {prompt[span[1] :]}".lower()


def follow_form(code: str, form: Form) -> str | None:
    """Return code that shows its results in a form; None where it is not plain how."""
    tree = parse(code)
    if tree is None:
        return None
    if (date := next((date for date, _, _ in find_formats(f"like {form.text}")), "")) and "strftime" in code:
        return _follow_date(code, tree, date)
    values = read_values(tree)
    sites = [site for site in _find_sites(tree, values) if 0 < len(site.things) <= MAX_THINGS]
    if (changed := _follow_units(code, sites, form)) is not None:
        return changed
    printed = [site for site in sites if site.is_printed]
    for count in sorted({len(site.things) for site in sites}, reverse=True):
        fitting = [site for site in printed if len(site.things) == count]
        fitting = fitting or [site for site in sites if len(site.things) == count]
        if len(fitting) == 1 and (text := _written(form.text, fitting[0], form.around)) is not None:
            written = apply_edits(code, [Edit(*Positions(code).span(fitting[0].node), text)])
            return written if compiles(written) else None
    return _follow_join(code, tree, form.text) or (code if _is_there(tree, form.text) else None)


def _follow_date(code: str, tree: ast.Module, form: str) -> str | None:
    """Return code whose one date is written in a form; None where it writes none, or several."""
    written = [
        node.args[0]
        for node in walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("strftime") and len(node.args) == 1
    ]
    if len(written) != 1 or not isinstance(written[0], ast.Constant):
        return None
    return apply_edits(code, [Edit(*Positions(code).span(written[0]), f'"{form}"')])


_UNITS = re.compile(r"(?P<unit>\w+\W{1,4}?\w+)(?P<sign>[,;&|/]? ?(?<=[,;&|/ ]))\w+\W{1,4}?\w+(?:(?P=sign).*)?")


def _follow_units(code: str, sites: Sequence["_Site"], form: Form) -> str | None:
    """Return code whose one text that is joined follows a form of several items: "a=1, b=2"."""
    joined = [site for site in sites if site.sign is not None]
    match = _UNITS.fullmatch(form.text)
    if len(joined) != 1 or match is None or (written := _written(match["unit"], joined[0], form.around)) is None:
        return None
    positions = Positions(code)
    sign = Edit(*positions.span(joined[0].sign), f'"{match["sign"]}"')  # type: ignore[arg-type]
    changed = apply_edits(code, [sign, Edit(*positions.span(joined[0].node), written)])
    return changed if compiles(changed) else None


def _is_there(tree: ast.Module, text: str) -> bool:
    """Return whether the code has an f-string whose words and signs are those of a form."""
    for node in walk(tree):
        parts = node.values if isinstance(node, ast.JoinedStr) else []
        fixed = [str(part.value) for part in parts if isinstance(part, ast.Constant)]
        pattern = "".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+?" for p in parts)
        if "".join(fixed).strip() and re.fullmatch(pattern, text):
            return True
    return False


# ---------------------------------------------------------------- where code shows things
@dataclass(frozen=True)
class _Site:
    """An f-string or a print of the code: what it shows, in order."""

    node: ast.expr
    things: list[Thing]
    is_printed: bool
    ending: str = ""  # what the text ends with
    other: str = ""  # arguments of print that stay
    is_single: bool = False  # it is printed once, not in a loop
    sign: ast.expr | None = None  # what the text is joined with others by


def _find_sites(tree: ast.Module, values: Values) -> Iterator[_Site]:
    in_loops = {
        id(inner)
        for loop in walk(tree)
        if isinstance(loop, ast.For | ast.While | ast.GeneratorExp | ast.ListComp)
        for inner in walk(loop)
    }
    taken: set[int] = set()
    for node in walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print" and node.args:
            things = _things_of(node.args, values)
            if things is not None and node.lineno == node.end_lineno:
                taken.update(id(part) for part in node.args)
                kept = [f"{k.arg}={ast.unparse(k.value)}" for k in node.keywords if k.arg not in ("sep", None)]
                other = "".join(f", {text}" for text in kept).replace("'", '"')
                yield _Site(node, things, True, other=other, is_single=id(node) not in in_loops)
    joins = {id(node.args[0]): node.func.value for node in _joining(tree) if node.args}  # type: ignore[attr-defined]
    for node in walk(tree):
        texts: list[ast.expr] = []
        if isinstance(node, ast.GeneratorExp | ast.ListComp):
            texts = [node.elt]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _TAKES_TEXT:
            texts = node.args[:1]
        elif isinstance(node, ast.Return) and node.value is not None:
            texts = [node.value]
        for text in texts:
            if isinstance(text, ast.JoinedStr) and id(text) not in taken and text.lineno == text.end_lineno:
                things = _things_of([text], values)
                last = text.values[-1]
                ending = "\\n" if isinstance(last, ast.Constant) and str(last.value).endswith("\n") else ""
                if things is not None:
                    sign = joins.get(id(node))
                    yield _Site(text, things, False, ending, sign=sign if isinstance(sign, ast.Constant) else None)


def _joining(tree: ast.Module) -> list[ast.Call]:
    """Return the calls that join texts by a sign that is written out."""
    return [
        node
        for node in walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "join"
        and isinstance(node.func.value, ast.Constant)
    ]


_TAKES_TEXT = frozenset({"write", "append"})


def _things_of(parts: Sequence[ast.expr], values: Values) -> list[Thing] | None:
    """Return the things that the arguments of a print, or an f-string, show; None where that cannot be said."""
    things: list[Thing] = []
    for part in parts:
        if isinstance(part, ast.Constant):
            continue
        if isinstance(part, ast.JoinedStr):
            inner: list[Thing] | None = []
            for value in part.values:
                if isinstance(value, ast.FormattedValue):
                    inner.append(thing_of(value.value, values, value.format_spec, value.conversion))  # type: ignore[union-attr]
        elif isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add) and _joins_texts(part):
            inner = _things_of([part.left, part.right], values)
        elif isinstance(part, ast.Starred):
            return None
        else:
            inner = [thing_of(part, values)]
        if inner is None:
            return None
        things += inner
    if any(isinstance(part, ast.Constant) and "\r" in str(part.value) for outer in parts for part in ast.walk(outer)):
        return None  # what is written over
    return things if all(re.search(r"[\"\\]|\bf'|lambda", thing.source) is None for thing in things) else None


def _joins_texts(node: ast.expr) -> bool:
    """Return whether a sum is one of texts: one of its parts is written out."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _joins_texts(node.left) or _joins_texts(node.right)
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


# ---------------------------------------------------------------- what of a form stands for things
_WORD = re.compile(r"(?P<number>\d+(?:[.,:/]\d+)*)|(?P<word>[^\W\d_]+(?:_[a-z]+)*)")
_BRACKETED = re.compile(r"<\w+>|\{\w+\}")
_NAME = re.compile(r"(?:[A-Z][^\W\d_A-Z]+|[A-Z]{2,}|\b[A-Z]\b)(?: [A-Z][^\W\d_A-Z]+)*")
_CHUNK = re.compile(r"(?:[^:;=|()\[\]<>*/+,.-]|\.(?! ))+")

_Span = tuple[int, int]


def _written(text: str, site: _Site, around: str) -> str | None:
    """Return the source of a site that shows its things in the form `text`; None where it is not plain how."""
    if '"' in text or "\\" in text:
        return None
    for holes in _hole_sets(text, site.things):
        if len(holes) != len(site.things) or not _is_whole(text, holes, around):
            continue
        order = _match(text, holes, site)
        if order is None:
            continue
        form, at = "", 0
        for (start, end), index in zip(holes, order, strict=True):
            thing = site.things[index]
            form += _escaped(text[at:start]) + thing.shown(text[start:end])
            at = end + 1 if thing.is_percent and text[end : end + 1] == "%" else end
        form += _escaped(text[at:]) + site.ending
        return f'print(f"{form}"{site.other})' if site.is_printed else f'f"{form}"'
    return None


def _is_whole(text: str, holes: Sequence[_Span], around: str) -> bool:
    """Return whether no word of a form that stands alone is left as it is, but for the name of its one thing."""
    if len(holes) == 1 and text[slice(*holes[0])].islower():
        return False
    for chunk in _CHUNK.finditer(re.sub(r"\d[.,:/]\d", "000", text)):
        words = [word for word in _WORD.finditer(text, chunk.start(), chunk.end()) if word["word"]]
        if len(holes) == 1 and any(re.search(rf"['\"]{word[0].lower()}['\"]", around) for word in words):
            return False  # an item of the data, of which the code shows something else
        is_left = len(words) == 1 and chunk[0].strip(" .!?") == words[0][0] and words[0].span() not in holes
        if is_left and not (len(holes) == 1 and len(words[0][0]) > 1 and words[0][0].lower() in around):
            return False
    return True


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _hole_sets(text: str, things: Sequence[Thing]) -> Iterator[list[_Span]]:
    """Yield what of a form may stand for things, the likeliest first."""
    if bracketed := [match.span() for match in _BRACKETED.finditer(text)]:
        yield bracketed
        return
    words = list(_WORD.finditer(text))
    named = [word.span() for word in words if any(thing.is_called(word[0]) for thing in things)]
    numbers = [word.span() for word in words if word["number"]]
    if not numbers:
        yield named
    names = [match.span() for match in _NAME.finditer(text) if match[0].lower() not in STOP_WORDS or len(match[0]) == 1]
    yield sorted([*numbers, *names])
    yield sorted([*numbers, *(span for span in names if span[0] > 0)])
    single = []
    for chunk in _CHUNK.finditer(text):
        inside = [word for word in words if chunk.start() <= word.start() < chunk.end() and word["word"]]
        is_letter = len(chunk[0].strip()) == 1
        inside = [word for word in inside if is_letter or (len(word[0]) > 1 and word[0] not in STOP_WORDS | _BETWEEN)]
        has_number = any(chunk.start() <= start < chunk.end() for start, _ in numbers)
        if len(inside) == 1 and (not has_number or len(_CHUNK.findall(text)) == 1):
            single.append(inside[0].span())
    yield sorted([*numbers, *single])
    yield numbers
    yield [match.span() for match in re.finditer(r"\w+", text)]


_BETWEEN = frozenset({"vs", "x", "v", "and", "to", "of", "is"})


def _match(text: str, holes: Sequence[_Span], site: _Site) -> tuple[int, ...] | None:
    """Return for each hole of a form which of a site's things it stands for; None where that is not certain."""
    said = [text[start:end].strip("<>{}") for start, end in holes]
    if len(set(said)) < len(said) and not all(word[0].isdigit() for word in said):
        return None
    things = site.things
    scores = {}
    for order in permutations(range(len(things))):
        points = [things[index].likeness(word) for word, index in zip(said, order, strict=True)]
        if all(point is not None for point in points):
            scores[order] = sum(point for point in points if point is not None)
    if not scores:
        return None
    best = max(scores.values())
    leading = [order for order, score in scores.items() if score == best]
    same = tuple(range(len(things)))
    if len(things) == 1:
        has_words = len(_WORD.findall(text)) > 1
        return same if has_words and (best > 0 or (not site.is_single and not said[0][0].isdigit())) else None
    if best == 0 and site.is_single:
        return None
    if len(leading) == 1 or len({word[0].isdigit() for word in said}) > 1:
        is_certain = len(leading) == 1 and (best > 0 or len(scores) == 1)
        return leading[0] if is_certain else None
    between = {word["word"].lower() for word in _WORD.finditer(text) if word["word"] and word.span() not in holes}
    is_plain = all(len(word) == 1 or word in ("vs", "and") for word in between)
    return same if same in leading and is_plain else None


# ---------------------------------------------------------------- items joined by a sign
_JOINED = re.compile(r"\w+(?P<sign>[^\w\n'\"()\[\]{}]{1,4})\w+(?:(?P=sign)\w+)+")


def _follow_join(code: str, tree: ast.Module, text: str) -> str | None:
    """Return code whose one `join`, or whose one print of all items, puts the sign of "a-b-c" between them."""
    match = _JOINED.fullmatch(text)
    if match is None or (match["sign"] == " " and not text[0].isdigit()):
        return None  # a sentence
    joins = [
        node.func.value  # type: ignore[attr-defined]
        for node in _joining(tree)
        if not (
            node.args and isinstance(node.args[0], ast.GeneratorExp) and isinstance(node.args[0].elt, ast.JoinedStr)
        )
    ]
    spread = [
        node
        for node in walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
        and len(node.args) == 1
        and isinstance(node.args[0], ast.Starred)
    ]  # fmt: skip
    sign = f'"{match["sign"]}"'
    if len(joins) + len(spread) != 1:
        return None
    positions = Positions(code)
    if joins:
        edit = Edit(*positions.span(joins[0]), sign)
    else:
        kept = "".join(f", {k.arg}={ast.unparse(k.value)}" for k in spread[0].keywords if k.arg != "sep")
        separator = "" if match["sign"] == " " else f", sep={sign}"
        edit = Edit(*positions.span(spread[0]), f"print({ast.unparse(spread[0].args[0])}{separator}{kept})")
    changed = apply_edits(code, [edit])
    return changed if compiles(changed) else None
