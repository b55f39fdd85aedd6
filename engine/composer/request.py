"""A request as tokens: words and values in order, each with what is known of it beside the data that is spoken of."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from engine.chains.flow import plural, singular
from engine.composer.phrases import IGNORED, WORD, Token
from engine.composer.sources import (
    IS_TOLD,
    assumed_names,
    find_described,
    given_data,
    given_texts,
    implied_data,
    named_file,
    read_signature,
    spoken_names,
    texts_in,
    unnamed_file,
)
from engine.composer.variables import NAMED_NOUNS, Variable, kind_of_name
from engine.values import Value, find_values
from engine.words import plain_stem

_VALUES = frozenset("path string number data url separator month ending".split())
_PIECES = re.compile(
    rf"(?P<word>[a-z]+n['’]t\b|{WORD.pattern})|(?P<ending>['’](?:s|d|m|ll|ve|re)\b)|(?P<break>[.,;:?!\n→])",
    re.IGNORECASE,
)
_BREAK_WORDS = frozenset("then but ->".split())


# A file that is to be changed, where nothing is to be shown.
_CHANGES = re.compile(
    r"(?:^|\band |, )(?:please |then )?(?:replace|remove|delete|rename|update|add|append|insert|put|convert|change"
    r"|make every|capitali[sz]e|sort|clean|strip|increase)\b",
    re.IGNORECASE,
)
_PLAIN_FILE = re.compile(r"\.(?:txt|csv|json|log|md|tsv|ini|cfg|html|py)\b")
_SHOWS = re.compile(
    r"\b(?:print|show|display|return|list|count|give|tell|output|how|what|which|get|find|read|load|open)s?\b",
    re.IGNORECASE,
)
_PRINTS = re.compile(r"\b(?:print|show|display|return|tell|output)s?\b", re.IGNORECASE)
_SAVES_BACK = re.compile(
    r"\b(?:save|saves|overwrite|store|write)(?: (?:it|them|that|the (?:file|result|rest|changes)|everything))?"
    r"(?: back| again)?(?= *(?:$|[.;,]))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Request:
    """What was read: the words in order, the data, and whether a function is wanted, with its name."""

    prompt: str
    tokens: tuple[Token, ...]
    sources: tuple[Variable, ...]
    function: str = ""
    is_function: bool = False
    is_implied: bool = False  # the data was not named, only what it is
    is_assumed: bool = False  # a word was taken for the name of the data
    spelled: frozenset[str] = frozenset()  # words that are columns as they stand: "column absences", "5 votes"


def read_request(prompt: str, known: Collection[str] = ()) -> Request:
    """Return the tokens and the data of a request.

    `known` are roots that phrases have: what is none of them, and stands where data does, is what the person calls it.
    """
    prompt, columns = _without_layout(_COMMENT.sub("", prompt))
    described = find_described(prompt)
    for variable, start, end in described:
        prompt = prompt[:start] + re.sub(r"[^.;?!:]", " ", prompt[start:end]) + prompt[end:]
        columns = columns or variable.columns
    values = [value for value in find_values(prompt) if value.kind in _VALUES]
    values += [Value("number", 1, *match.span(1)) for match in _ONE.finditer(prompt)]
    function, parameters = read_signature(prompt)
    values = _with_example(prompt, values)
    given = [value for value in values if value.kind == "data" and isinstance(value.value, list | tuple | set | dict)]
    named = [value.label for value in values if value.label]
    spoken = {variable.name: variable.kind for variable, _, _ in described} or spoken_names(prompt)
    is_assumed = False
    if not (spoken or given or named or parameters or named_file(prompt, values) or IS_TOLD.search(prompt)):
        spoken = assumed_names(prompt, known)
        is_assumed = bool(spoken)
    names = {
        plain_stem(form) for name in [*named, *spoken, *parameters] for form in (name, singular(name), plural(name))
    }
    held = {text for value in given for text in texts_in(value.value)}
    asides = [match.span() for match in _ASIDE.finditer(prompt)]
    tokens = tuple(
        replace(
            token,
            is_datum=token.value is None and token.text in held,
            is_aside=any(start <= token.start < end for start, end in asides),
        )
        for token in _tokens(prompt, values, names)
    )
    is_function = bool(function) or re.search(r"\b(?:function|method)\b", prompt, re.IGNORECASE) is not None
    sources = given_data(given) + given_texts(values) if not parameters else ()
    is_implied = False
    if parameters:
        sources = tuple(Variable(name, kind_of_name(name), singular(name)) for name in parameters)
    elif not sources:
        sources = named_file(prompt, values) or tuple(
            Variable(name, kind, singular(name)) for name, kind in spoken.items()
        )
        if columns and len(sources) == 1:
            sources = (replace(sources[0], columns=columns),)
    if not sources and not any(value.kind == "path" for value in values):
        sources = unnamed_file(prompt, is_function)
    if not sources:
        sources = implied_data(prompt)
        is_implied = bool(sources)
    spelled = frozenset(word for match in _SPELLED.finditer(prompt) for word in match.groups() if word)
    return Request(prompt, tokens, sources, function, is_function, is_implied, is_assumed, spelled)


_SPELLED = re.compile(
    r"\b(?:columns?|fields?|keys?) (?:called |named )?['\"`]?(\w+)|\b(\w+) (?:column|field)\b"
    r"|['\"`](\w+)['\"`]|(?<![\w.])\d[\d.,]* (\w+s)\b|\b(?:most|fewest|fewer|more) (\w+s)\b",
    re.IGNORECASE,
)


_COMMENT = re.compile(r"^[ \t]*#+[ \t]*", re.MULTILINE)


def _with_example(prompt: str, values: list[Value]) -> list[Value]:
    """Return the values, the one text that a request shows as what it works on under a name: "a string like '3, 8'"."""
    shown = [value for value in values if value.kind == "string" and _EXAMPLE.search(prompt[: value.start])]
    if len(shown) != 1 or any(value.label or value.kind in ("data", "path") for value in values):
        return values
    return [replace(value, label="text") if value is shown[0] else value for value in values]


_EXAMPLE = re.compile(
    r"\b(?:string|text|sentence|line)\b[^.;:?!'\"]{0,40}?(?:\b(?:like|such as|e\.g\.|for example|as)|:) *$",
    re.IGNORECASE,
)
_LAYOUT = re.compile(
    r"[(,]? ?(?:with |containing |it has |has |holds )?(?:exactly )?(?:one|1|a) (?:\w+ )?\w+ (?:per|in each|on each|on every|a|in every) line\)?|\beach line (?:is|holds|has|contains) (?:one|a) \w+",
    re.IGNORECASE,
)
_NAMES = r"{w}(?:, ?{w})*,? and (?!{verbs}){w}".format(
    w=r"[\"'`]?\w+[\"'`]?", verbs=r"(?:print|show|save|write|sort|count|list|sum|add|get|keep|find|drop|remove|plot)\b"
)
_COLUMNS = re.compile(
    rf"(?:with|has|have|having)(?: the)? (?:columns?|fields|keys):? (?P<named>{_NAMES}|\w+(?:, ?\w+)+)"
    r"|\.(?:csv|tsv|json),? \(?(?:(?:which|that) )?(?:is |holds |has |contains )?(?:a |the )?(?:list of \w+ |\w+ )?with "
    rf"(?P<told>{_NAMES})"
    r"|\.(?:csv|tsv|json) ?\((?:columns:? )?(?P<listed>\w+(?:[,;] ?\w+)+)\)",
    re.IGNORECASE,
)


def changes_file(prompt: str) -> bool:
    """Return whether a request wants a file changed and nothing shown: "replace all commas in data.txt"."""
    if _PLAIN_FILE.search(prompt) is None:
        return False
    if _SAVES_BACK.search(prompt):
        return _PRINTS.search(prompt) is None
    return _CHANGES.search(prompt) is not None and _SHOWS.search(prompt) is None


def listed_columns(prompt: str) -> tuple[str, ...]:
    """Return the columns that a request says its rows have."""
    return _without_layout(prompt)[1]


def _without_layout(prompt: str) -> tuple[str, tuple[str, ...]]:
    """Return a request without what it says of how its data is laid out, and the columns that it names so."""
    prompt = _LAYOUT.sub(lambda match: " " * len(match[0]), prompt)
    match = _COLUMNS.search(prompt)
    if match is None:
        return prompt, ()
    group = next(name for name in ("named", "told", "listed") if match[name])
    start = (
        match.start()
        if group == "named"
        else prompt.index(" ", match.start())
        if group == "told"
        else match.start("listed") - 1
    )
    end = match.end()
    columns = tuple(name for name in re.split(r"\W+", match[group]) if name and name != "and")
    return prompt[:start] + " " * (end - start) + prompt[end:], columns


def _tokens(prompt: str, values: list[Value], names: set[str]) -> tuple[Token, ...]:
    tokens: list[Token] = []
    at = 0
    spans = sorted(((value.start, value.end, value) for value in values), key=lambda span: span[:2])
    for start, end, value in spans:
        if start < at:
            continue
        tokens += _words(prompt, at, start, names)
        text = prompt[start:end]
        tokens.append(Token(text, plain_stem(text.lower()) if text.isalpha() else f"<{value.kind}>", start, end, value))
        if value.kind == "number" and text.endswith("%"):
            tokens.append(Token("percent", "percent", end, end))
        at = end
    tokens += _words(prompt, at, len(prompt), names)
    return tuple(token for i, token in enumerate(tokens) if not _says_nothing(tokens, i))


def _says_nothing(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    if token.value is not None or token.text.lower() not in IGNORED:
        return False
    follower = tokens[at + 1] if at + 1 < len(tokens) else None
    is_letter = token.text.lower() == "a" and at > 0 and tokens[at - 1].text.lower() in ("with", "in", "letter", "by")
    return not (is_letter and (follower is None or follower.is_break or follower.root in ("and", "or")))


def _words(prompt: str, start: int, end: int, names: set[str]) -> list[Token]:
    found: list[Token] = []
    text = prompt[start:end]
    for match in _PIECES.finditer(text):
        word = re.sub("['’]", "", match[0])
        place, stop = start + match.start(), start + match.end()
        if word == "=" or match["ending"]:
            continue
        root = plain_stem(word.lower())
        is_break = match["break"] is not None or word.lower() in _BREAK_WORDS
        is_counted = root == "number" and _OF.match(text, match.end()) is not None
        is_counted = is_counted or _COUNTED.match(text, match.end()) is not None
        is_order = root == "number" and _TO_NUMBER.search(prompt[: start + match.start()]) is not None
        is_named = (
            root in names
            or _names_column(word, prompt[: start + match.start()])
            or _OF_A_FILE.match(prompt, place) is not None
            or (singular(word.lower()) in NAMED_NOUNS and not is_counted and not is_order)
            or (word.lower() in _ANYTHING and _KEPT.search(prompt[: start + match.start()]) is not None)
        )
        found.append(Token(word, root, place, stop, is_break=is_break, is_named=is_named, is_counted=is_counted))
    return found


def _names_column(word: str, before: str) -> bool:
    """Return whether a word only says that the one before it is a column: "by the grade column", not "each column"."""
    return word.lower() in ("column", "columns", "field") and _A_COLUMN.search(before) is not None


_ANYTHING = frozenset("what whatever everything anything something anyone everyone everybody anybody".split())
_KEPT = re.compile(  # "keep only what is above 70"
    r"\b(?:keep|keeps|take|drop|remove|delete|ignore|skip|only|leave|leaving|out|away|just)(?: only| just| out)? $",
    re.IGNORECASE,
)
_A_COLUMN = re.compile(
    r"\b(?!(?:each|every|first|second|third|last|next|per|of|by|the|a|an|one|all|some|which|this|both|two|new|and|with|csv)\b)"
    r"[A-Za-z_]\w* $"
)
_OF_A_FILE = re.compile(r"(?:csv|json|text|txt|tsv)(?: file)? [\w./-]+\.(?:csv|json|txt|tsv|log)\b", re.IGNORECASE)
_OF = re.compile(r" of\b")
_COUNTED = re.compile(r"s? (?:counts?|lengths?)\b")  # "word count" asks for something, "word" alone does not
_TO_NUMBER = re.compile(r"(?:^|[,.;:]|\b(?:and|then)) *$")  # "and number the lines"
_ASIDE = re.compile(
    r"\([^()]*\)|\be\. ?g\..*$|\b(?:for example|for instance|that is,|i\. ?e\.).*$|\b(?:two|both) (?=(?:lists?|strings?|texts?|dict|dictionaries|numbers|sets|words|sentences|files|values|columns)\b)",
    re.DOTALL,
)
_ONE = re.compile(r"\b(one)(?= (?:decimals?|decimal places?|digits?|places?)\b)", re.IGNORECASE)
