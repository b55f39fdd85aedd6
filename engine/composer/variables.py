"""What data a program works on: variables, of which kind they are, and what people call what is in them."""

from dataclasses import dataclass
from typing import Any

from engine.chains.flow import singular

# What the things that data holds are called, and of which kind a list of them is.
_NUMBERS = frozenset(
    "number num int integer float price temperature temp mark grade score age point amount measurement value distance "
    "weight height length size salary total reading roll throw cost duration digit percentage".split()
)
TEXT_NOUNS = frozenset(
    "word name string str title line sentence timestamp city country fruit animal email url link code tag sku product "
    "text letter colour color month language address".split()
)
KIND_OF_NOUN = {
    **dict.fromkeys(_NUMBERS, "numbers"),
    **dict.fromkeys(TEXT_NOUNS, "texts"),
    **dict.fromkeys("dict dictionary record object row".split(), "rows"),
    **dict.fromkeys("tuple pair".split(), "pairs"),
    **dict.fromkeys("list row matrix grid".split(), "lists"),
    "date": "dates",
}
NAMED_NOUNS = frozenset(
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


KIND_OF_WORD = {
    **dict.fromkeys(("list", "array", "tuple", "set"), "items"),
    **dict.fromkeys(("dict", "dictionary"), "mapping"),
    **dict.fromkeys(("string", "text", "sentence"), "text"),
    "numbers": "numbers",
    "words": "texts",
}


def kind_of_name(name: str) -> str:
    one = singular(name.lower().split("_")[-1])
    if name.lower() in ("text", "sentence", "word", "string", "s", "line", "title", "phrase", "name"):
        return "text"
    if name.lower() in ("n", "number", "num", "x"):
        return "number"
    return KIND_OF_NOUN.get(one, "") if one != name.lower() else ""
