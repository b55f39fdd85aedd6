"""The data that a request speaks of: given in it, in a file, under a name, described, or only by what it is."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from engine.chains.flow import plural, singular
from engine.composer.variables import KIND_OF_NOUN, KIND_OF_WORD, NAMED_NOUNS, Variable, kind_of, kind_of_name
from engine.rewrite import is_usable_name, literal_text
from engine.values import Value, is_ordinary
from engine.words import STOP_WORDS, plain_stem


# ---------------------------------------------------------------- given in the request, or in a file
def texts_in(value: Any) -> Iterator[str]:
    """Yield every string in a value, keys of dictionaries included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, held in value.items():
            yield from texts_in(key)
            yield from texts_in(held)
    elif isinstance(value, list | tuple | set):
        for held in value:
            yield from texts_in(held)


def given_data(given: list[Value]) -> tuple[Variable, ...]:
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


def given_texts(values: list[Value]) -> tuple[Variable, ...]:
    """Return the texts and the numbers that the request gives under a name."""
    kinds = {"string": ("text", "word"), "path": ("text", "word"), "number": ("number", "number")}
    return tuple(
        Variable(value.label, *kinds[value.kind], f"{value.label} = {literal_text(value.value)}")
        for value in values
        if value.kind in kinds and value.label and is_usable_name(value.label)
    )


_READ = re.compile(r"\b(?:from|of|in|read|open|load|file)\s+(?:a |the )*(?:file )?$", re.IGNORECASE)


_WRITES = re.compile(
    r"(?:\b(?:sav|writ|export|stor|put|append|dump)\w*\b[^.;]*|(?:\b(?:into|to|as)|->|→)\s*(?:a |the |new |file |called |csv |json |text )*)$",
    re.IGNORECASE,
)


_CREATES = re.compile(
    r"\b(?:creat|mak|generat|produc)\w* (?:a |an |the |new )*(?:\w+ )?(?:file |csv |json )(?:called |named )?$"
    r"|\b(?:to|into|as) (?:a |an |the |new )*(?:\w+ )?file (?:called |named )?$",
    re.IGNORECASE,
)
_SAVES_IN = re.compile(
    r"\b(?:sav|writ|export|stor|put|dump)\w* (?:(?:it|them|that|this|these|those|all|both|everything|the [\w ]{3,30}?) )?in"
    r" (?:a |the |new |file |called )*$",
    re.IGNORECASE,
)
_TO_ANOTHER = re.compile(r"[\w./-]+['\"`]? (?:to|into|as) (?:a |the |new |file )*['\"`]?[\w/-]*\.\w")


def named_file(prompt: str, values: list[Value]) -> tuple[Variable, ...]:
    """Return the file that is to be read, or the two: those that are not only written."""
    paths = [value for value in values if value.kind == "path" and "*" not in str(value.value)]
    read: list[Variable] = []
    for value in paths:
        if value.label:
            continue  # a text that looks like a path
        before = prompt[: value.start]
        is_saved = read and _SAVES_IN.search(before) and not _TO_ANOTHER.match(prompt, value.start)
        if _CREATES.search(before) or is_saved:
            continue
        if _READ.search(before) or not _WRITES.search(before):
            read.append(Variable(f"<{value.value}>", "file", path=str(value.value)))
    return tuple(read[:2])


_UNNAMED_FILE = re.compile(
    r"\b(?:a|the|my|this|one|some|given|text|csv|json|log|tsv) (?:(?P<ending>csv|json|tsv|log|text|txt|plain text|large|big)"
    r" )?file\b(?! (?:names?|sizes?|paths?|types?|ext|end|in\b|objects?|handles?|called|named|system|has been))",
    re.IGNORECASE,
)
_NAMES_OF_FILES = {"csv": "data.csv", "json": "data.json", "tsv": "data.tsv", "log": "app.log"}


def unnamed_file(prompt: str, is_function: bool) -> tuple[Variable, ...]:
    """Return the one file that a request wants read without a name; a function gets it as its parameter."""
    found = [match for match in _UNNAMED_FILE.finditer(prompt) if not _WRITES.search(prompt[: match.start()])]
    if len(found) != 1 or _CREATES.search(prompt[: found[0].end()] + " "):
        return ()
    kind = (found[0]["ending"] or found[0][0].split()[0]).lower()
    name = _NAMES_OF_FILES.get(kind, "file.txt")
    return (Variable("path" if is_function else f"<{name}>", "file", path=name),)


# ---------------------------------------------------------------- named, or described
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
        (r"(?:called|named) `?([a-z]\w*)\b(?!\.\w)`?()", ""),
        (r"`([a-z]\w*)`()", ""),
    ]
]
_NO_NAMES = (
    frozenset(
        "of by in is are to from with and or the a an it this that which in into comprehension comprehensions called named "
        "there who what each every all values items python up down below above between under over one two three four five "
        "file files folder first second last next only sorted df dataframe reversed that's like out off keys has user "
        "stdin arguments".split()
    )
    | STOP_WORDS
)


def _is_no_name(word: str) -> bool:
    return word in _NO_NAMES or is_ordinary(word) or not is_usable_name(word)


_TWO_BARE = re.compile(r"\b([a-z]+_\w+|[a-z]{2,}\d) and ([a-z]+_\w+|[a-z]{2,}\d)\b")
_TWO_NAMED = re.compile(
    r"\b(lists|dicts|dictionaries|strings|texts|sets|tuples) `?([a-z]\w*)`? and `?([a-z]\w*)`?(?! (?:dicts|lists))\b"
)


def spoken_names(prompt: str) -> dict[str, str]:
    """Return the variables that a request says the person has, with their kinds ("" where it does not say)."""
    found: dict[str, str] = {}
    if match := _TWO_BARE.search(prompt):
        return dict.fromkeys(match.groups(), "")
    if match := _TWO_NAMED.search(prompt):
        kind = KIND_OF_WORD.get(singular(match[1].lower()), "")
        if not _is_no_name(match[2]) and not _is_no_name(match[3]):
            return {match[2]: kind, match[3]: kind}
    for number, (pattern, _) in enumerate(_SPOKEN):
        for match in pattern.finditer(prompt):
            name, word = (match[2], match[1]) if number == 0 else (match[1], match[2])
            if _is_no_name(name) or re.search(rf"\b{name}\s*\(", prompt):
                continue
            kind = KIND_OF_WORD.get(word, "")
            by_name = kind_of_name(name)
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
        rf"{_DESCRIBED} (?:is|are) (?P<unit>(?:given |stored |written |measured |kept )?(?:in|as) )[^.;?!:]*?{_END}",
        rf"{_DESCRIBED} (?:holds|contains|are) (?:the |my |some )?(?P<noun>\w+s)\b[^.;?!:]*?{_END}",
        rf"{_DESCRIBED} is (?:a|the|my) (?P<noun>text|string|sentence|list|dict|dictionary|number|word)\b[^.;?!:]*?{_END}",
    )
]


def find_described(prompt: str) -> list[tuple[Variable, int, int]]:
    """Return the variables that a request describes, each with where that stands: "stock says how many …"."""
    for pattern in _DESCRIPTIONS:
        for match in pattern.finditer(prompt):
            name, groups = match["name"], match.groupdict()
            if _is_no_name(name):
                continue
            kind = "mapping"
            columns: tuple[str, ...] = ()
            if groups.get("rows"):
                kind = "rows"
                columns = tuple(w for w in re.split(r"\W+", groups.get("columns") or "") if w and w != "and")
            elif groups.get("unit"):
                kind = kind_of_name(name)
            elif noun := groups.get("noun"):
                one = singular(noun.lower())
                kind = KIND_OF_WORD.get(noun.lower(), "") or KIND_OF_NOUN.get(one, "items")
            return [(Variable(name, kind, singular(name), columns=columns), match.start(), match.end())]
    return []


IS_TOLD = re.compile(
    r"\b(?:list|array|string|text|sentence|paragraph|dict|dictionary|tuple|set|matrix|function|file|files)s?\b",
    re.IGNORECASE,
)
_PLACE_OF_DATA = re.compile(
    r"\b(?:of|from|for|on|in|sort|reverse|take|turn|split|does|do|give me|double|merge|print|show|count|every|each|what|all) "
    r"(?:the |my |all |all the )?`?$",
    re.IGNORECASE,
)
_A_NAME = re.compile(
    r"(?<![\w.'\"/])[a-z_]\w*(?![\w(/'\"]|\.\w)"
    r"(?=`?\s*(?:[,.;:?!]|$|(?:and|or|by|in|to|from|with|into|so|but|that|which|without|as|for|on|at|is|are|has|have|then|only"
    r"|if|where|whose|than|per|over|above|below|between|starting|ending|longer|shorter|sorted|backwards|should|must|have"
    r"|descending|ascending|ignoring|if|when|until|except|having|separated|joined|rounded)\b))"
)
_AT_THE_HEAD = re.compile(r"^\s*(?:take |use )?`?$")  # "codes: keep …"

LEAST_STRANGENESS = 1  # of a word that is taken for a variable's name
# What data is made of, or is: no name of a variable, unless the request calls it one.
_PARTS = NAMED_NOUNS | frozenset(
    "key column row letter digit character vowel space pair member part length case order duplicate capital comma dash "
    "pi monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december fibonacci total sum average result end start beginning half rest letter sign mark line print".split()
)


def assumed_names(prompt: str, known: Collection[str]) -> dict[str, str]:
    """Return the word that stands where data does and that no operation knows: "the longest word of motto"."""
    found = []
    for match in _A_NAME.finditer(prompt):
        name = match[0]
        if _is_no_name(name) or len(name) < 2 or singular(name) in _PARTS:
            continue
        kind = _kind_in(prompt, name)
        stands_there = _PLACE_OF_DATA.search(prompt[: match.start()]) is not None
        is_head = prompt[match.end() :].startswith(":") and _AT_THE_HEAD.match(prompt[: match.start()]) is not None
        strangeness = 3.0 * ("_" in name) + 2 * (plain_stem(name) not in known) + bool(kind or singular(name) != name)
        strangeness += stands_there + 3 * is_head
        if strangeness >= LEAST_STRANGENESS and (strangeness > LEAST_STRANGENESS or stands_there):
            found.append((-strangeness, match.start(), name, kind))
    return {min(found)[2]: min(found)[3]} if found else {}


def _kind_in(prompt: str, name: str) -> str:
    """Return of which kind data is by what is in it: "the words in motto", "the names in crew"."""
    match = re.search(rf"\b([a-z]+s) (?:in|of|from) (?:the |my )?`?{re.escape(name)}\b", prompt)
    noun, kind = singular(match[1]) if match else "", kind_of_name(name)
    if kind == "numbers" and noun and KIND_OF_NOUN.get(noun, "rows") != "numbers":
        return "table"  # "the products in prices"
    return "text" if noun in _OF_TEXTS else KIND_OF_NOUN.get(noun, "") or kind


_OF_TEXTS = frozenset("word letter character vowel consonant sentence digit".split())


# ---------------------------------------------------------------- what a function takes
_SIGNATURE = re.compile(
    r"\b(?:function|def|method)\s+(?:called\s+|named\s+)?`?([a-z_]\w*)\s*\(([\w\s,]*)\)"
    r"|(?<![\w.])([a-z_]\w*)\(([a-z_][\w\s,]*)\)"
)


def read_signature(prompt: str) -> tuple[str, list[str]]:
    """Return the name and the parameters of the function that a request wants."""
    match = _SIGNATURE.search(prompt)
    if match is None:
        called = re.search(r"\bfunction\s+(?:called\s+|named\s+)?`?([a-z]+_[a-z_0-9]+)`?", prompt)
        return (called[1] if called else ""), []
    name, parameters = (match[1], match[2]) if match[1] else (match[3], match[4])
    names = [one.strip() for one in parameters.split(",") if one.strip().isidentifier()]
    return (name, names) if is_usable_name(name) else ("", [])


# ---------------------------------------------------------------- only by what it is
_LIST_OF = re.compile(
    r"\b(?:list|array|set|tuple|sequence|collection)s? of (?:\(?(?P<pair>\w+, ?\w+)\)? tuples|(?P<noun>(?:full |first |last |unique )?[a-z]+))",
    re.IGNORECASE,
)
_TWO_LISTS = re.compile(
    r"\b(?:two|both|2) (?:\w+ )?(?P<what>lists|sets|dicts|dictionaries|matrices|texts|strings|sentences|words)\b(?: of (?P<noun>[a-z]+))?",
    re.IGNORECASE,
)
_KIND_OF_TWO = {
    **dict.fromkeys(("dicts", "dictionaries"), "table"),
    **dict.fromkeys(("texts", "strings", "sentences", "words"), "text"),
    "matrices": "lists",
}
_PLAIN = re.compile(
    r"\b(?P<noun>(?:(?<=the )|(?<=these )|(?<=some )|(?<=my )|(?<=given )|(?<=of )|(?<=from )|(?<=for ))(?:numbers|integers)(?! (?:from|between|below|under|up to|less|\d))|words|names|dates|strings|sentence|string|text|paragraph|word|dictionary|dict|list|tuples|matrix|lines)\b",
    re.IGNORECASE,
)
_TEXT = re.compile(r"\b(?<!of )(?P<noun>sentence|string|text|paragraph)\b(?! files?\b)", re.IGNORECASE)
_WORD_ALONE = re.compile(r"\b(?:a|the) (?P<noun>word)\b", re.IGNORECASE)


def implied_data(prompt: str) -> tuple[Variable, ...]:
    """Return what a request works on that only says what it is: "a list of words", "two lists"."""
    if match := _TWO_LISTS.search(prompt):
        kind = KIND_OF_NOUN.get(singular(match["noun"].lower()), "") if match["noun"] else ""
        kind = _KIND_OF_TWO.get(match["what"].lower(), kind or "items")
        return (Variable("first", kind), Variable("second", kind))
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
