"""A request as tokens, and the data it speaks of: given in it, in files, under a name, or only by what it is."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from engine.chains.flow import plural, singular
from engine.composer.phrases import IGNORED, WORD, Token
from engine.rewrite import is_usable_name, literal_text
from engine.values import Value, find_values
from engine.words import STOP_WORDS, plain_stem

_VALUES = frozenset("path string number data url separator format month ending".split())
_BREAK = re.compile(r"[.,;:?!\n]|(?:then|but)\b|->|→|=>| - ", re.IGNORECASE)
_PIECES = re.compile(rf"(?P<word>{WORD.pattern})|(?P<break>[.,;:?!\n→])")
_BREAK_WORDS = frozenset("then but ->".split())
# What the things that data holds are called, and of which kind a list of them is.
_NUMBERS = frozenset(
    "number num int integer float price temperature temp mark grade score age point amount measurement value distance "
    "weight height length size salary total reading roll throw cost duration digit percentage".split()
)
_TEXTS = frozenset(
    "word name string str title line sentence city country fruit animal email url link code tag sku product text "
    "letter colour color month language address".split()
)
KIND_OF_NOUN = {
    **dict.fromkeys(_NUMBERS, "numbers"),
    **dict.fromkeys(_TEXTS, "texts"),
    **dict.fromkeys("dict dictionary record object row".split(), "rows"),
    **dict.fromkeys("tuple pair".split(), "pairs"),
    **dict.fromkeys("list row matrix grid".split(), "lists"),
    "date": "dates",
}
_NAMED_NOUNS = frozenset(
    "item element entry value number word name string line text list array dict dictionary result rest one thing "
    "everything sentence tuple data date time".split()
)


@dataclass(frozen=True)
class Variable:
    """A variable of the program: what kind of data it holds ("" where nobody said) and what one item is called."""

    name: str
    kind: str
    noun: str = "item"
    line: str = ""  # what makes it
    path: str = ""  # of the file that it is to be read from
    is_made: bool = False
    origins: frozenset[str] = frozenset()  # the sources that it was made from
    columns: tuple[str, ...] = ()  # of rows, where they are known
    is_untyped: bool = False  # rows of a CSV file: numbers in them are texts


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


def read_request(prompt: str, known: Collection[str] = ()) -> Request:
    """Return the tokens and the data of a request.

    `known` are roots that phrases have: what is none of them, and stands where data does, is what the person calls it.
    """
    prompt, columns = _without_layout(prompt)
    described = _described(prompt)
    for variable, start, end in described:
        prompt = prompt[:start] + re.sub(r"[^.;?!:]", " ", prompt[start:end]) + prompt[end:]
        columns = columns or variable.columns
    values = [value for value in find_values(prompt) if value.kind in _VALUES]
    values += [Value("number", 1, *match.span(1)) for match in _ONE.finditer(prompt)]
    function, parameters = _signature(prompt)
    given = [value for value in values if value.kind == "data" and isinstance(value.value, list | tuple | set | dict)]
    named = [value.label for value in values if value.label]
    spoken = {variable.name: variable.kind for variable, _, _ in described} or _spoken_names(prompt)
    is_assumed = False
    if not (spoken or given or named or parameters or _files(prompt, values) or _IS_TOLD.search(prompt)):
        spoken = _assumed_names(prompt, known)
        is_assumed = bool(spoken)
    names = {
        plain_stem(form) for name in [*named, *spoken, *parameters] for form in (name, singular(name), plural(name))
    }
    held = {text for value in given for text in _texts_in(value.value)}
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
    sources = _data(given) + _texts(values) if not parameters else ()
    is_implied = False
    if parameters:
        sources = tuple(Variable(name, _kind_of_name(name), singular(name)) for name in parameters)
    elif not sources:
        sources = _files(prompt, values) or tuple(Variable(name, kind, singular(name)) for name, kind in spoken.items())
        if columns and len(sources) == 1:
            sources = (replace(sources[0], columns=columns),)
    if not sources:
        sources = _implied(prompt)
        is_implied = bool(sources)
    return Request(prompt, tokens, sources, function, is_function, is_implied, is_assumed)


_LAYOUT = re.compile(
    r"[(,]? ?(?:with |containing |it has |has |holds )?(?:exactly )?(?:one|1|a) (?:\w+ )?\w+ (?:per|in each|on each|on every|a|in every) line\)?|\beach line (?:is|holds|has|contains) (?:one|a) \w+",
    re.IGNORECASE,
)
_COLUMNS = re.compile(
    r"(?:with|has|have|having)(?: the)? (?:columns?|fields|keys):? (?P<named>\w+(?:, ?\w+)*,? and \w+|\w+(?:, ?\w+)+)"
    r"|\.(?:csv|tsv|json) ?\((?:columns:? )?(?P<listed>\w+(?:[,;] ?\w+)+)\)",
    re.IGNORECASE,
)


def _without_layout(prompt: str) -> tuple[str, tuple[str, ...]]:
    """Return a request without what it says of how its data is laid out, and the columns that it names so."""
    prompt = _LAYOUT.sub(lambda match: " " * len(match[0]), prompt)
    match = _COLUMNS.search(prompt)
    if match is None:
        return prompt, ()
    group = "named" if match["named"] else "listed"
    start, end = (match.start() if match["named"] else match.start("listed") - 1), match.end()
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
    for match in _PIECES.finditer(text.replace("'", " ") if "'s" in text else text.replace("'", "\u2009")):
        word = match[0].replace("\u2009", "")
        place, stop = start + match.start(), start + match.end()
        if word == "=" or (word.isspace() or not word):
            continue
        root = plain_stem(word.lower())
        is_break = match["break"] is not None or word.lower() in _BREAK_WORDS
        is_counted = root == "number" and _OF.match(text, match.end()) is not None
        is_counted = is_counted or _COUNTED.match(text, match.end()) is not None
        is_order = root == "number" and _TO_NUMBER.search(prompt[: start + match.start()]) is not None
        is_named = (
            root in names
            or _names_column(word, prompt[: start + match.start()])
            or (singular(word.lower()) in _NAMED_NOUNS and not is_counted and not is_order)
        )
        found.append(Token(word, root, place, stop, is_break=is_break, is_named=is_named, is_counted=is_counted))
    return found


def _names_column(word: str, before: str) -> bool:
    """Return whether a word only says that the one before it is a column: "by the grade column", not "each column"."""
    return word.lower() in ("column", "columns", "field") and _A_COLUMN.search(before) is not None


_A_COLUMN = re.compile(
    r"\b(?!(?:each|every|first|second|third|last|next|per|of|by|the|a|an|one|all|some|which|this|both|two|new|and|with|csv)\b)"
    r"[A-Za-z_]\w* $"
)
_OF = re.compile(r" of\b")
_COUNTED = re.compile(r"s? (?:counts?|lengths?)\b")  # "word count" asks for something, "word" alone does not
_TO_NUMBER = re.compile(r"(?:^|[,.;:]|\b(?:and|then)) *$")  # "and number the lines"


_ASIDE = re.compile(
    r"\([^()]*\)|\be\. ?g\..*$|\b(?:for example|for instance|that is|i\. ?e\.).*$|\b(?:two|both) (?=(?:lists?|strings?|texts?|dict|dictionaries|numbers|sets|words|sentences|files|values|columns)\b)",
    re.DOTALL,
)


def _texts_in(value: Any) -> Iterator[str]:
    """Yield every string in a value, keys of dictionaries included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, held in value.items():
            yield from _texts_in(key)
            yield from _texts_in(held)
    elif isinstance(value, list | tuple | set):
        for held in value:
            yield from _texts_in(held)


def _data(given: list[Value]) -> tuple[Variable, ...]:
    found: list[Variable] = []
    for value in given:
        kind, noun, wanted = kind_of(value.value)
        name = value.label or wanted
        taken = [variable.name for variable in found]
        if name in taken:
            name = f"{name}{len(taken) + 1}"
        one = singular(value.label) if value.label else noun
        columns = tuple(map(str, value.value[0])) if kind == "rows" else ()
        found.append(Variable(name, kind, one, f"{name} = {literal_text(value.value)}", columns=columns))
    return tuple(found)


def kind_of(value: Any) -> tuple[str, str, str]:
    """Return what kind of data a value is, what one item is called, and a name for it."""
    if isinstance(value, dict):
        held = list(value.values())
        if held and all(isinstance(each, int | float) and not isinstance(each, bool) for each in held):
            return "table", "name", "data"
        if held and all(isinstance(each, list | tuple | set) for each in held):
            return "groups", "name", "groups"
        return "mapping", "key", "data"
    items = list(value)
    if items and all(isinstance(each, int | float) and not isinstance(each, bool) for each in items):
        return "numbers", "number", "numbers"
    if items and all(isinstance(each, str) for each in items):
        return "texts", "word", "words"
    if items and all(isinstance(each, dict) for each in items):
        return "rows", "row", "rows"
    if items and all(isinstance(each, list | tuple) for each in items):
        if all(isinstance(each, tuple) and len(each) == 2 for each in items):
            return "pairs", "pair", "pairs"
        return "lists", "row", "rows"
    return "items", "item", "items"


def _texts(values: list[Value]) -> tuple[Variable, ...]:
    """Return the texts that the request gives under a name."""
    return tuple(
        Variable(value.label, "text", "word", f"{value.label} = {value.value!r}")
        for value in values
        if value.kind == "string" and value.label and is_usable_name(value.label)
    )


_WRITTEN = re.compile(
    r"\b(?:to|into|in|as|->|→|save|write|called|named)\s+(?:a |the |new )*(?:file |csv |json |text )*(?:called |named )?$",
    re.IGNORECASE,
)
_READ = re.compile(r"\b(?:from|of|in|read|open|load|file)\s+(?:a |the )*(?:file )?$", re.IGNORECASE)


def _files(prompt: str, values: list[Value]) -> tuple[Variable, ...]:
    """Return the file that is to be read: the first one that is named, unless it is only written."""
    paths = [value for value in values if value.kind == "path" and "*" not in str(value.value)]
    for value in paths[:1]:
        before = prompt[: value.start]
        if re.search(r"\b(?:save|write|export|store)\b[^.;]*$", before, re.IGNORECASE) and not _READ.search(before):
            return ()
        return (Variable(f"<{value.value}>", "file", path=str(value.value)),)
    return ()


_SPOKEN = [
    (re.compile(pattern), kind)
    for pattern, kind in [
        (
            r"\b(?:the |my |a )?(list|array|dict|dictionary|tuple|set|string|text|sentence|numbers|words|variable) (?:called |named |of \w+ called )?`?([a-z]\w*)`?(?=\s+(?:is|are|has|holds|contains|maps|by|in|to|and|from|with|into|so|but|that|which|without|as|for|take|keep|get|print|show|give|sort|find|remove|drop|count|replace|turn|make|write|save|where|whose|using)\b|\s*[,.;:?!]|\s*$)",
            "",
        ),
        (r"(?:^|[.;] )`?([a-z]\w*)`? (?:says|holds|contains|maps|stores|has|tells|keeps) ()", ""),
        (
            r"(?:^|[.;] )`?([a-z]\w*)`? is (?:a|an|my|the) (list|array|dict|dictionary|tuple|set|string|text|sentence)\b",
            "",
        ),
        (r"(?:called|named) `?([a-z]\w*)`?()", ""),
        (r"`([a-z]\w*)`()", ""),
    ]
]
_NO_NAMES = (
    frozenset(
        "of by in is are to from with and or the a an it this that which in into comprehension comprehensions called named "
        "there who what each every all values items python up down below above between under over one two three four five "
        "file files folder first second last next only sorted reversed that's like out off".split()
    )
    | STOP_WORDS
)
_KIND_OF_WORD = {
    "list": "items", "array": "items", "tuple": "items", "set": "items", "dict": "mapping", "dictionary": "mapping", "string": "text", "text": "text", "sentence": "text", "numbers": "numbers", "words": "texts",
}  # fmt: skip


_TWO_NAMED = re.compile(
    r"\b(lists|dicts|dictionaries|strings|texts|sets|tuples) `?([a-z]\w*)`? and `?([a-z]\w*)`?(?! (?:dicts|lists))\b"
)


def _spoken_names(prompt: str) -> dict[str, str]:
    """Return the variables that a request says the person has, with their kinds ("" where it does not say)."""
    found: dict[str, str] = {}
    if match := _TWO_NAMED.search(prompt):
        kind = _KIND_OF_WORD.get(singular(match[1].lower()), "")
        if is_usable_name(match[2]) and is_usable_name(match[3]) and not {match[2], match[3]} & _NO_NAMES:
            return {match[2]: kind, match[3]: kind}
    for number, (pattern, _) in enumerate(_SPOKEN):
        for match in pattern.finditer(prompt):
            name, word = (match[2], match[1]) if number == 0 else (match[1], match[2])
            if name in _NO_NAMES or not is_usable_name(name) or re.search(rf"\b{name}\s*\(", prompt):
                continue
            kind = _KIND_OF_WORD.get(word, "")
            by_name = _kind_of_name(name)
            found.setdefault(
                name, by_name if kind in ("", "items") and by_name not in ("", "text", "number") else kind or by_name
            )
        if found and number < 2:
            break
    return dict(list(found.items())[:2])


_DESCRIBED = r"(?:^|(?<=[.;?!:,] ))`?(?P<name>[a-z]\w*)`?"
_END = r"(?=[.;?!:]|$|, (?:and|but|please|i|we|print|show|give|find|get|what|which|who|how)\b)"
# A clause that says what a variable holds, and of what kind that is. It asks for nothing, so it is read no further.
_DESCRIPTIONS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_DESCRIBED} (?:is|holds|contains|has) (?:a |the )?(?:list of )?(?P<rows>dicts|dictionaries|records)"
        rf"(?: with (?:the )?(?:keys |columns |fields )?(?P<columns>\w+(?:, \w+)*(?:,? and \w+)?))?[^.;?!:]*?{_END}",
        rf"{_DESCRIBED} (?P<table>says|holds|stores|contains|tells|has|gives|maps|keeps|is a dict\w*)\b[^.;?!:]*?"
        rf"(?:how (?:many|much|often)|\b(?:of|for|per) (?:each|every)\b|\b\w+ to \w+)[^.;?!:]*?{_END}",
        rf"{_DESCRIBED} (?:is|holds|contains|has|are) (?:a |the |my |some )?(?:list|array|tuple|set) of (?P<noun>\w+)[^.;?!:]*?{_END}",
        rf"{_DESCRIBED} (?:holds|contains|are) (?:the |my |some )?(?P<noun>\w+s)\b[^.;?!:]*?{_END}",
        rf"{_DESCRIBED} is (?:a|the|my) (?P<noun>text|string|sentence|list|dict|dictionary|number|word)\b[^.;?!:]*?{_END}",
    )
]


def _described(prompt: str) -> list[tuple[Variable, int, int]]:
    """Return the variables that a request describes, each with where that stands: "stock says how many …"."""
    for pattern in _DESCRIPTIONS:
        for match in pattern.finditer(prompt):
            name, groups = match["name"], match.groupdict()
            if name in _NO_NAMES or not is_usable_name(name):
                continue
            kind, columns = "mapping", ()
            if groups.get("rows"):
                kind = "rows"
                columns = tuple(w for w in re.split(r"\W+", groups.get("columns") or "") if w and w != "and")
            elif noun := groups.get("noun"):
                one = singular(noun.lower())
                kind = _KIND_OF_WORD.get(noun.lower(), "") or KIND_OF_NOUN.get(one, "items")
            return [(Variable(name, kind, singular(name), columns=columns), match.start(), match.end())]
    return []


_IS_TOLD = re.compile(
    r"\b(?:list|array|string|text|sentence|paragraph|dict|dictionary|tuple|set|matrix|function|file|files)s?\b",
    re.IGNORECASE,
)
_PLACE_OF_DATA = re.compile(
    r"\b(?:of|from|for|on|sort|reverse|take|turn|split|does|do|give me|double|merge|print|show|count|every|each|what|the|my|all) "
    r"(?:the |my |all |all the )?`?$",
    re.IGNORECASE,
)
_A_NAME = re.compile(r"(?<![\w.'\"/])[a-z_]\w*(?![\w(/'\"]|\.\w)")


# What data is made of, or is: no name of a variable, unless the request calls it one.
_PARTS = _NAMED_NOUNS | frozenset(
    "key column row letter digit character vowel space pair member part length case order duplicate capital comma dash "
    "total sum average result end start beginning half rest letter sign mark line print".split()
)


def _assumed_names(prompt: str, known: Collection[str]) -> dict[str, str]:
    """Return the word that stands where data does and that no operation knows: "the longest word of motto"."""
    found = []
    for match in _A_NAME.finditer(prompt):
        name = match[0]
        if name in _NO_NAMES or not is_usable_name(name) or len(name) < 3 or singular(name) in _PARTS:
            continue
        kind = _kind_of_name(name)
        strangeness = 3 * ("_" in name) + 2 * (plain_stem(name) not in known) + bool(kind or singular(name) != name)
        before = prompt[: match.start()]
        stands_there = _PLACE_OF_DATA.search(before) is not None
        strangeness += stands_there or 0.5 * (re.search(r"\bin $", before) is not None)
        if strangeness >= LEAST_STRANGENESS and (strangeness > LEAST_STRANGENESS or stands_there):
            found.append((-strangeness, match.start(), name, kind))
    return {min(found)[2]: min(found)[3]} if found else {}


LEAST_STRANGENESS = 1  # of a word that is taken for a variable's name


def _kind_of_name(name: str) -> str:
    one = singular(name.lower().split("_")[-1])
    if name.lower() in ("text", "sentence", "word", "string", "s", "line", "title", "phrase", "name"):
        return "text"
    if name.lower() in ("n", "number", "num", "x"):
        return "number"
    return KIND_OF_NOUN.get(one, "") if one != name.lower() else ""


_SIGNATURE = re.compile(
    r"\b(?:function|def|method)\s+(?:called\s+|named\s+)?`?([a-z_]\w*)\s*\(([\w\s,]*)\)"
    r"|(?<![\w.])([a-z_]\w*)\(([a-z_][\w\s,]*)\)"
)


_ONE = re.compile(r"\b(one)(?= (?:decimals?|decimal places?|digits?|places?)\b)", re.IGNORECASE)


def _signature(prompt: str) -> tuple[str, list[str]]:
    """Return the name and the parameters of the function that a request wants."""
    match = _SIGNATURE.search(prompt)
    if match is None:
        called = re.search(r"\bfunction\s+(?:called\s+|named\s+)?`?([a-z]+_[a-z_0-9]+)`?", prompt)
        return (called[1] if called else ""), []
    name, parameters = (match[1], match[2]) if match[1] else (match[3], match[4])
    names = [one.strip() for one in parameters.split(",") if one.strip().isidentifier()]
    return (name, names) if is_usable_name(name) else ("", [])


_LIST_OF = re.compile(
    r"\b(?:list|array|set|tuple|sequence|collection)s? of (?:\(?(?P<pair>\w+, ?\w+)\)? tuples|(?P<noun>(?:full |first |last |unique )?[a-z]+))",
    re.IGNORECASE,
)
_TWO_LISTS = re.compile(r"\b(?:two|both|2) (?:\w+ )?lists\b(?: of (?P<noun>[a-z]+))?", re.IGNORECASE)
_PLAIN = re.compile(
    r"\b(?P<noun>(?:(?<=the )|(?<=these )|(?<=some )|(?<=my )|(?<=given )|(?<=of )|(?<=from )|(?<=for ))(?:numbers|integers)(?! (?:from|between|below|under|up to|less|\d))|words|names|dates|strings|sentence|string|text|paragraph|word|dictionary|dict|list|tuples|matrix|lines)\b",
    re.IGNORECASE,
)


_TEXT = re.compile(r"\b(?<!of )(?P<noun>sentence|string|text|paragraph)\b(?! files?\b)", re.IGNORECASE)
_WORD_ALONE = re.compile(r"\b(?:a|the) (?P<noun>word)\b", re.IGNORECASE)


def _implied(prompt: str) -> tuple[Variable, ...]:
    """Return what a request works on that only says what it is: "a list of words", "two lists"."""
    if match := _TWO_LISTS.search(prompt):
        kind = KIND_OF_NOUN.get(singular(match["noun"].lower()), "") if match["noun"] else ""
        return (Variable("first", kind or "items"), Variable("second", kind or "items"))
    several = list(_LIST_OF.finditer(prompt))
    if len(several) == 2 and not any(match["pair"] for match in several):
        nouns = [singular(match["noun"].lower().split()[-1]) for match in several]
        names = [plural(noun) if is_usable_name(plural(noun)) else "items" for noun in nouns]
        if names[0] != names[1]:
            return tuple(
                Variable(name, KIND_OF_NOUN.get(noun, "items"), noun) for name, noun in zip(names, nouns, strict=True)
            )
    if match := _LIST_OF.search(prompt):
        if match["pair"]:
            return (Variable("pairs", "pairs", "pair"),)
        noun = singular(match["noun"].lower().split()[-1])
        name = plural(noun)
        return (Variable(name if is_usable_name(name) else "items", KIND_OF_NOUN.get(noun, ""), noun),)
    if match := _TEXT.search(prompt) or _WORD_ALONE.search(prompt) or _PLAIN.search(prompt):
        word = match["noun"].lower()
        if word in ("sentence", "string", "text", "paragraph", "word"):
            return (Variable("text" if word == "string" else word, "text", "word"),)
        if word in ("dictionary", "dict"):
            return (Variable("data", "mapping", "key"),)
        if word == "list":
            return (Variable("items", "items", "item"),)
        return (
            Variable(word if is_usable_name(word) else "items", KIND_OF_NOUN.get(singular(word), ""), singular(word)),
        )
    return ()
