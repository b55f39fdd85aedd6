"""Steps that work on each item: keep or drop by a condition, change, take a column."""

import re
from dataclasses import replace

from engine.chains.conditions import PREDICATES, Condition, match_column, predicate_of, read_condition
from engine.chains.flow import Data, Flow, need, plural, repr_string, singular
from engine.chains.phrases import Phrase
from engine.chains.steps import (
    FILTER,
    FORMAT,
    HINT,
    MAP,
    NOUN,
    THEM,
    WORDISH,
    item_of,
    newest,
    number_of,
    read_separator,
    step,
)

_ADJECTIVES = "|".join(sorted(PREDICATES, key=len, reverse=True))
_EACH = rf"(?:(?> (?:each|every|of|{THEM}|{WORDISH})(?!\w)))*"  # a word that could be several is tried as one


# ---------------------------------------------------------------- keep and drop
@step(
    FILTER,
    rf"(?P<verb>keep|drop|only|use)? ?(?:only )?(?:keep )?(?P<adjective>{_ADJECTIVES}) (?P<noun>ones|(?:each|every) (?:part|word|item|line|name|string|one|of them)|{THEM}|(?!(?:and|or|then|with)\b)[a-z]+)",
    rf"(?P<verb>keep|drop|only) (?:only )?(?P<adjective>{_ADJECTIVES})",
    r"(?P<verb>keep|drop|only)? ?(?P<adjective>comment|commented) (?P<noun>lines) (?:with )?startswith #",
)
def keep_adjective(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Keep or drop by a property that one word names: even, blank …"""
    noun = (match.groupdict().get("noun") or "").lower()
    name = match["adjective"]
    name = predicate_of(name)
    if noun == "nocase":
        if not name.startswith("palindrome"):
            return False
        name = "palindromes nocase"
    if noun in ("or", "and", "file", "files", "folder", "folders"):
        return False
    if name in ("uppercase", "lowercase") and noun.split(" ")[0] in (
        *("", "them", "it", "each", "every", "everything", "all"),
        *("string", "text", "sentence", "word", "name", "line", "rest", "result", "input"),
    ):
        return change_text(flow, re.compile("(?P<verb>.*)").match(name), phrase)  # type: ignore[arg-type]
    if noun in ("words", "lines"):
        flow.item_hint = singular(noun)
    condition = Condition("predicate", "", name, None)
    verb = (match["verb"] or "").lower()
    if not verb and re.search(r"\bdrop [^,]*? and $", match.string[: match.start()]):
        verb = "drop"  # "drop the comments and the blank ones"
    return keep_where(flow, [condition], "and", verb == "drop")


def keep_where(flow: Flow, conditions: list[Condition], link: str, drop: bool) -> bool:
    """Keep (or drop) the items that meet the conditions."""
    kinds = [condition.kind() for condition in conditions]
    kind = "rows" if "rows" in kinds else kinds[0]
    data = newest(flow, "items", "numbers", "strings") if kind == "items" else newest(flow, kind)
    if data is None and (rows := next((leaf for leaf in reversed(flow.leaves) if leaf.kind == "rows"), None)):
        conditions = [_about_the_number(condition, rows) for condition in conditions]
        data = rows if all(condition.subject for condition in conditions) else None
    if data is None and kind == "rows":
        bare = [_without_subject(condition) for condition in conditions]
        data = newest(flow, bare[0].kind())
        if data is not None and not all(_speaks_of_items(condition, data) for condition in conditions):
            return False
        conditions = bare if data is not None else conditions
    if data is None:
        return _keep_in_table(flow, conditions, link, drop)
    x = item_of(data)
    if len(conditions) > 1 and drop:
        link = "or" if link == "and" else "and"
    test = f" {link} ".join(condition.render(x, data, drop) for condition in conditions)
    flow.change(data, f"[{x} for {x} in {data.name} if {test}]")
    return True


def _about_the_number(condition: Condition, rows: Data) -> Condition:
    """Return "over 20" as a condition on the one column that holds numbers, where there is one."""
    is_number = isinstance(condition.value, int | float)
    return replace(condition, subject=rows.numeric) if is_number and not condition.subject else condition


_ITEM_WORDS = frozenset("value number item element word name entry one".split())


def _speaks_of_items(condition: Condition, data: Data) -> bool:
    """Return whether a condition's subject is the items themselves, or is compared as only they can be."""
    subject = singular(condition.subject)
    is_item = subject in _ITEM_WORDS or subject in (data.noun, data.name, singular(data.name))
    return is_item or condition.subject in ("", "len") or condition.operator in ("gt", "lt", "ge", "le", "")


def _without_subject(condition: Condition) -> Condition:
    return condition if condition.subject == "len" else replace(condition, subject="")


def _keep_in_table(flow: Flow, conditions: list[Condition], link: str, drop: bool) -> bool:
    table = newest(flow, "table")
    if table is None:
        return False
    parts = [
        _without_subject(condition).render("key" if condition.subject in ("key", "keys") else "value", table, drop)
        for condition in conditions
        if condition.subject in ("key", "keys") or (condition.form != "text" and _speaks_of_items(condition, table))
    ]
    if len(parts) < len(conditions):
        return False
    test = f" {link} ".join(parts)
    flow.change(table, f"{{key: value for key, value in {table.name}.items() if {test}}}")
    return True


_HEAD = re.compile(
    r"(?P<verb>keep|drop|only|use)? ?(?:only )?(?:keep )?(?:(?:items|elements|entries) )?(?P<noun>(?!(?:count|sum|average|with|and|or|by|in|to|of|then|under|over|from|on|print|save|sort|take|string|text|list|use|read)\b)[A-Za-z]+)? ?(?:with |to )?",
    re.IGNORECASE,
)


def read_filter(text: str, position: int, phrase: Phrase) -> tuple[re.Match[str], list[Condition], str, int] | None:
    """Return the filter at a position: its head, its conditions, how they are linked, and where it ends."""
    best = None
    for head in _heads(text, position):
        found = read_condition(text, head.end(), phrase)
        if found is None or (head["noun"] or "") in PREDICATES:
            continue
        is_said = head["verb"] or re.search(r"\bones with $", text[: head.end()])
        if not is_said and found[0].form in ("predicate", "equal"):
            continue
        if not head["verb"] and not head["noun"] and not text[position:].lower().startswith("with "):
            comparison = re.search(
                r"\b(?:gt|lt|ge|le|divisible|startswith|endswith|contains|between)\b", text[head.end() : found[1]]
            )
            if not comparison:
                continue
        conditions, link, end = [found[0]], "and", found[1]
        while (more := re.match(r" (?:, )?(?P<link>and|or|but) (?:with )?", text[end:])) and (
            found := read_condition(text, end + more.end(), phrase)
        ):
            conditions.append(found[0])
            link, end = ("or" if more["link"] == "or" else "and"), found[1]
        while (
            more := re.match(r" (?:, )?(?P<link>and|or) (?P<value>§n\d+)(?![\w§]| [a-z]+ of)", text[end:])
        ) and conditions[-1].form == "divisible":
            conditions.append(replace(conditions[0], value=phrase.value(more["value"])))
            link, end = more["link"], end + more.end()
        if best is None or (end, *_plausible(head, conditions)) > (best[3], *_plausible(best[0], best[1])):
            best = (head, conditions, link, end)
    return best


def _plausible(head: re.Match[str], conditions: list[Condition]) -> tuple[bool, int]:
    """Return how well a head reads: "numbers over 5" names what is kept, "age over 5" a column."""
    noun = (head["noun"] or "").lower()
    is_column = bool(noun) and not noun.endswith("s") and noun not in _ITEM_WORDS and not conditions[0].subject
    return not (is_column and conditions[0].form == "compare"), len(head[0])


_VERB_HEAD = re.compile(r"(?P<verb>keep|drop|only|use) (?:only )?(?P<noun>)(?:with )?", re.IGNORECASE)
_EMPTY_HEAD = re.compile(r"(?P<verb>)(?P<noun>)(?:and |or )?")
_BARE_HEAD = re.compile(r"(?P<verb>)(?P<noun>)with ", re.IGNORECASE)


def _heads(text: str, position: int) -> list[re.Match[str]]:
    return [head for pattern in (_HEAD, _VERB_HEAD, _BARE_HEAD, _EMPTY_HEAD) if (head := pattern.match(text, position))]


# ---------------------------------------------------------------- change each
def map_items(flow: Flow, expression: str, *kinds: str, to: str = "", noun: str = "") -> bool:
    """Replace every item by an expression over it (`{x}`)."""
    data = newest(flow, *kinds)
    if data is None:
        return False
    x = item_of(data)
    changed = f"[{expression.format(x=x)} for {x} in {data.name}]"
    if to and to != data.kind:
        flow.make(plural(noun or "value"), to, changed, data, noun=noun or "value")
    elif data.name.startswith("range("):
        flow.make("numbers", data.kind, changed, data, noun=data.noun)
    else:
        flow.change(data, changed)
    return True


_ARITHMETIC = {
    "square": "{x} ** 2",
    "cube": "{x} ** 3",
    "double": "{x} * 2",
    "halve": "{x} / 2",
    "half": "{x} / 2",
    "negate": "-{x}",
    "triple": "{x} * 3",
}


@step(MAP, rf"(?P<verb>{'|'.join(_ARITHMETIC)}){_EACH}")
def calculate(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A power or multiple of every number."""
    return map_items(flow, _ARITHMETIC[match["verb"].lower()], "numbers")


@step(
    MAP,
    r"(?P<verb>add|subtract) (?P<value>§n\d+) (?:to|from) (?:each|every)? ?(?P<column>(?!(?:it|them|end|back|start|front|beginning|head|number|value|item|element|one)s?\b)[a-z_]+)",
    r"(?P<verb>multiply|divide|increase|raise|decrease|reduce|lower) (?:(?:each|every) )?(?P<column>(?!(?:it|them|everything|number|value|item|element|one)s?\b)[a-z_]+) by (?P<value>§n\d+)(?P<percent> ?(?:percent|%))?",
)
def change_column(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A column of every row with a number."""
    rows = next((leaf for leaf in reversed(flow.leaves) if leaf.kind in ("rows", "file")), None)
    rows = newest(flow, "rows") if rows is not None else None
    if rows is None:
        data = newest(flow, "numbers")
        if data is None:
            return False
    verb, value = match["verb"].lower(), phrase.value(match["value"])
    operator = {"sub": "-", "mul": "*", "div": "/", "dec": "-", "red": "-", "low": "-"}.get(verb[:3], "+")
    if match.groupdict().get("percent"):
        operator, value = "*", round(1 + (value if operator == "+" else -value) / 100, 6)
    if rows is None:
        return map_items(flow, f"{{x}} {operator} {value!r}", "numbers")
    x, column = item_of(rows), match_column(match["column"], rows)
    column = column if column in rows.columns else singular(column)
    key = f"{x}[{repr_string(column)}]"
    flow.lines.append(f"for {x} in {rows.name}:\n    {key} = {number_of(rows, x, column)} {operator} {value!r}")
    return True


@step(
    MAP,
    rf"(?P<verb>multipl(?:y|ied)|divided?|add|added|subtract|raised?){_EACH} (?:by|to power|to|from)? ?(?P<value>§n\d+)(?! (?:to|at) (?:end|back|beginning|start|front|head)\b)(?: (?:to|from){_EACH})?(?P<percent>)",
    r"(?P<verb>raise|increase|reduce|lower|decrease|cut|lowercase)(?: (?:it|them|each|every|everything|value|values|price|prices|number|numbers|one))* by (?P<value>§n\d+)(?P<percent> percent)?",
)
def calculate_with(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Every number with another."""
    verb, value = match["verb"].lower()[:3], phrase.value(match["value"])
    operator = {"mul": "*", "div": "/", "add": "+", "sub": "-", "rai": "**", "inc": "+"}.get(verb, "-")
    if operator == "**" and "power" not in match[0]:
        operator = "+"
    expression = f"{{x}} {operator} {value!r}"
    if match["percent"]:
        expression = f"round({{x}} * {round(1 + (value if operator == '+' else -value) / 100, 6)!r}, 2)"
    table = flow.leaves[-1] if flow.leaves and flow.leaves[-1].kind == "table" else None
    if table is not None:
        changed = expression.format(x="value")
        flow.change(table, f"{{key: {changed} for key, value in {table.name}.items()}}")
        return True
    return map_items(flow, expression, "numbers")


_PLACES = r"(?: to (?:nearest (?P<whole>whole number|integer|int)|(?P<places>§n\d+|two|one|three) (?:decimals?|decimal places?|places?|digits?)))?"


@step(MAP, rf"round (?:each|every){_EACH}{_PLACES}")
@step(FORMAT, rf"round(?: (?:it|result|average|value|number))?{_PLACES}")
def round_each(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Round a number, or every number."""
    word = match["places"] or ""
    number = {"one": 1, "two": 2, "three": 3}.get(word) or (phrase.value(word) if word else None)
    places = f", {number}" if number is not None else ""
    for leaf in reversed(flow.leaves):
        if leaf.kind == "number":
            flow.change(leaf, f"round({leaf.name}{places})")
            return True
        if leaf.kind == "table":
            flow.change(leaf, f"{{key: round(value{places}) for key, value in {leaf.name}.items()}}")
            return True
        if leaf.kind == "numbers":
            return map_items(flow, f"round({{x}}{places})", "numbers")
    return False


_TEXT_CALLS = {
    "uppercase": "upper",
    "lowercase": "lower",
    "capitalise": "capitalize",
    "titlecase": "title",
    "strip": "strip",
    "trim": "strip",
}
_CALLS = "|".join(_TEXT_CALLS)


@step(
    MAP,
    rf"(?:(?:convert|make|put|print)(?: {WORDISH})*? )?(?:(?:in|to|into) )?(?P<verb>{_CALLS})(?: (?:each|every|first letter of|whitespace|spaces|around|from|of|{THEM}|words?|lines?|names?|parts?|strings?|text))*",
)
def change_text(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Upper case, lower case and their kin, of a text or of every string."""
    call = _TEXT_CALLS[match["verb"].lower()]
    if re.search(r"\bwords?\b", match[0]):
        flow.item_hint = "word"
    for leaf in reversed(flow.leaves):
        if leaf.kind in ("strings", "items"):
            return map_items(flow, f"{{x}}.{call}()", "strings")
        each = re.search(r"\b(?:each|every|lines?|names?|words?|them|strings)\b", match[0])
        if leaf.kind == "file" and (each or flow.item_hint) and need(flow, leaf, "strings"):
            return map_items(flow, f"{{x}}.{call}()", "strings")
        if leaf.kind in ("text", "string") or (leaf.kind == "file" and need_text(flow, leaf)):
            data = flow.leaves[-1] if leaf.kind == "file" else leaf
            if call == "capitalize" and re.search(r"\b(?:each|every|words)\b", match[0]):
                flow.change(data, f'" ".join(word.capitalize() for word in {data.name}.split())')
            else:
                flow.change(data, f"{data.name}.{call}()")
            return True
    return False


def need_text(flow: Flow, leaf: Data) -> bool:
    """Read a plain file as one text; False for files that are not plain."""
    return need(flow, leaf, "text") is not None


@step(
    MAP,
    r"reverse (?:each|every|letters of each|letters of every|characters of each) (?P<noun>word|string|line|name|item|one|of them)s?",
    r"reverse (?P<noun>words|strings|text|string|sentence)(?: themselves)?",
    r"reverse order (?:of )?(?P<noun>words)",
)
def reverse_each(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Turn every string round, or one text."""
    noun = match["noun"].lower()
    if noun in ("text", "string", "sentence"):
        text = newest(flow, "text")
        if text is None:
            return False
        flow.change(text, f"{text.name}[::-1]")
        return True
    if " order " in match[0] and any("read_text" in line for line in flow.lines):
        return False  # a file may hold one word a line
    if noun in ("word", "words") and not re.search(r"each|every|letters|characters|themselves", match[0]):
        return _reverse_words(flow)
    if noun in ("word", "words"):
        flow.item_hint = "word"
    return map_items(flow, "{x}[::-1]", "strings")


def _reverse_words(flow: Flow) -> bool:
    """The words of a text, or a list, in the opposite order."""
    text = next((leaf for leaf in reversed(flow.leaves) if leaf.kind == "text"), None)
    if text is not None:
        flow.change(text, f'" ".join({text.name}.split()[::-1])')
        return True
    data = newest(flow, "strings")
    if data is None:
        return False
    flow.change(data, f"{data.name}[::-1]")
    return True


@step(MAP, rf"replace{_EACH}? ?(?P<old>§s\d+) (?:with|by) (?P<new>§s\d+)(?: in{_EACH})?")
def replace_text(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Replace a piece of text by another."""
    old, new = (repr_string(str(phrase.value(match[name]))) for name in ("old", "new"))
    leaf = flow.leaves[-1] if flow.leaves else None
    if leaf is not None and leaf.kind == "strings":
        return map_items(flow, f"{{x}}.replace({old}, {new})", "strings")
    if leaf is not None and leaf.kind == "paths":
        return _replace_in_files(flow, leaf, old, new)
    text = newest(flow, "text")
    if text is None:
        return False
    flow.change(text, f"{text.name}.replace({old}, {new})")
    return True


def _replace_in_files(flow: Flow, paths: Data, old: str, new: str) -> bool:
    """Replace a piece of text in every file."""
    flow.lines.append(
        f'for path in {paths.name}:\n    text = path.read_text(encoding="utf-8")\n'
        f'    path.write_text(text.replace({old}, {new}), encoding="utf-8")'
    )
    flow.saved = True
    return True


@step(
    MAP,
    rf"(?:convert |make )(?:(?:{THEM}|each|every|[a-z]+s) ){{0,6}}(?:in|to|into) (?P<to>int|ints|integers?|floats?|numbers?|strings?|str|text)",
)
def convert_each(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Every item as a number or as text."""
    to = match["to"].lower()
    if to in ("string", "strings", "str", "text"):
        return map_items(flow, "str({x})", "numbers", to="strings", noun="text")
    return map_items(flow, "int({x})" if to.startswith("int") else "float({x})", "strings", to="numbers", noun="number")


@step(
    MAP,
    rf"(?:lengths?|len) of (?:(?:each|every) )?{NOUN}",
    rf"count (?:letters|characters|chars) (?:in|of) (?:each|every) {NOUN}",
)
def lengths(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """How long every string is."""
    if match["noun"].lower() in ("word", "words"):
        flow.item_hint = "word"
    return map_items(flow, "len({x})", "strings", to="numbers", noun="length")


@step(
    MAP,
    r"(?:values? )?(?:of |in |from )?(?P<column>(?!(?:sum|average|count|max|min|median|of|in|by)\b)[A-Za-z_]\w*) column",
    r"column (?P<column>[A-Za-z_]\w*|§s\d+)",
)
def take_column(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The values of one column."""
    data = newest(flow, "rows")
    if data is None:
        return False
    return _project(flow, data, phrase.plain(match["column"]))


@step(
    FORMAT,
    r"(?:print |get )?(?:only )?(?P<column>[a-z_]+) (?:join|separated|delimited) (?:with|by|using) (?P<separator>§s\d+|[a-z]+)",
)
def join_column(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """One column of rows as a single text."""
    rows = next((leaf for leaf in reversed(flow.leaves) if leaf.kind == "rows"), None)
    separator = read_separator(match["separator"], phrase)
    if rows is None or separator is None:
        return False
    separator = ", " if separator == "," else separator
    _project(flow, rows, singular(match["column"]))
    column = flow.leaves[-1]
    flow.make("joined", "string", f"{repr_string(separator)}.join(map(str, {column.name}))", column)
    flow.shown = True
    return True


@step(FORMAT, r"(?:get|keep|print|list|return) (?:only )?(?P<column>[a-z_]+s) of (?P<noun>[a-z]+s)")
def take_property(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The names (or another property) of all that are left."""
    data = newest(flow, "rows")
    return data is not None and _project(flow, data, singular(match["column"]))


def _project(flow: Flow, data: Data, column: str) -> bool:
    column = match_column(column, data)
    x = item_of(data)
    name = plural(column) if column.isidentifier() else "values"
    values = f"[{x}[{repr_string(column)}] for {x} in {data.name}]"
    flow.make(name, "items", values, data, noun=column, is_flat=True, typed=data.typed)
    return True


@step(
    MAP,
    r"(?:with|add|adding|print|put|prepend|write|save) (?:line numbers?(?: (?:in front|before|to))?|numbers? (?:in front|before))(?: (?:of )?(?:(?:each|every) )?lines?)?",
    r"number (?:each |every )?lines?",
    r"with number in front",
)
def number_lines(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Every line with its number in front."""
    data = newest(flow, "strings")
    if data is None:
        return False
    x = item_of(data)
    kept = re.fullmatch(rf"{data.name} = \[{x} for {x} in {data.name} if (.*)\]", flow.lines[-1] if flow.lines else "")
    if kept is not None:  # a line's number is that in the whole file
        flow.lines[-1] = (
            f'{data.name} = [f"{{number}}{phrase.numbering}{{{x}}}" for number, {x} in enumerate({data.name}, 1) if {kept[1]}]'
        )
        return True
    flow.change(data, f'[f"{{number}}{phrase.numbering}{{{x}}}" for number, {x} in enumerate({data.name}, 1)]')
    return True


@step(MAP, r"(?P<which>first|last) (?:letters?|characters?|chars?) (?:of|from|in) (?:each|every)(?: (?P<noun>[a-z]+))?")
def take_letter(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The first or last letter of every string."""
    if (match["noun"] or "").lower() == "word":
        flow.item_hint = "word"
    return map_items(flow, "{x}[0]" if match["which"].lower() == "first" else "{x}[-1]", "strings")


@step(MAP, r"replace (?:every |each )?(?P<old>[a-z]+?)s? (?:with|by) (?P<new>[a-z]+|§s\d+|(?P<count>§n\d+) spaces)")
def replace_separator(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Replace separators that are named by words: spaces with underscores."""
    old, new = read_separator(match["old"], phrase), read_separator(match["new"].split(" ")[0], phrase)
    if match["count"]:
        new = " " * int(phrase.value(match["count"]))
    paths = flow.leaves[-1] if flow.leaves and flow.leaves[-1].kind == "paths" else None
    if paths is not None and old is not None and new is not None:
        return _replace_in_files(flow, paths, repr_string(old), repr_string(new))
    if any(leaf.kind == "strings" for leaf in flow.leaves) and old is not None and new is not None:
        return map_items(flow, f"{{x}}.replace({repr_string(old)}, {repr_string(new)})", "strings")
    text = newest(flow, "text") if old is not None and new is not None else None
    if text is None or old is None or new is None:
        return False
    flow.change(text, f"{text.name}.replace({repr_string(old)}, {repr_string(new)})")
    return True


_FINDABLE = {
    "email": r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    "url": r"https?://[^\s\"'<>]+",
    "link": r"https?://[^\s\"'<>]+",
    "number": r"-?\d+(?:\.\d+)?",
    "hashtag": r"#\w+",
    "mention": r"@\w+",
    "year": r"\b(?:19|20)\d{2}\b",
    "date": r"\d{4}-\d{2}-\d{2}",
    "phone": r"\+?\d[\d ()/-]{6,}\d",
    "time": r"\b\d{1,2}:\d{2}\b",
    "ip": r"\b\d{1,3}(?:\.\d{1,3}){3}\b",
}


@step(
    HINT,
    r"(?:keep|find|get|collect|extract|pull out|print|list) (?:unique )?(?P<what>e?-?mail|url|web|link|hashtag|mention|phone|year|date|time|ip)s?(?: (?:addresses|address|adresses|numbers|links|tags))?(?! column| of| field)(?= |$)",
)
def find_in_text(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """All addresses, links, dates … of a text."""
    plain = any(
        leaf.kind == "text" or (leaf.kind == "file" and not leaf.path.lower().endswith(("csv", "json")))
        for leaf in flow.leaves
    )
    text = newest(flow, "text") if plain else None
    if text is None:
        return False
    word = match["what"].lower().replace("-", "")
    what = {"mail": "email", "web": "url"}.get(word, word)
    flow.imports.add("import re")
    pattern = _FINDABLE[what]
    flow.make(
        plural(what),
        "strings",
        f"re.findall(r'{pattern}', {text.name})"
        if "'" not in pattern
        else f're.findall(r"""{pattern}""", {text.name})',
        text,
        noun=what,
    )
    return True


@step(
    MAP,
    r"(?:drop|strip)(?: out)? (?:punctuation|punctuation marks|punctuations)(?: (?:marks|from (?:it|them|text|words|each word)))?",
)
def drop_punctuation(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A text, or every string, without punctuation."""
    if any(leaf.kind == "strings" for leaf in flow.leaves):
        flow.imports.add("import string")
        return map_items(flow, "{x}.strip(string.punctuation)", "strings")
    text = newest(flow, "text")
    if text is None:
        return False
    flow.imports.add("import string")
    flow.change(text, f'{text.name}.translate(str.maketrans("", "", string.punctuation))')
    return True
