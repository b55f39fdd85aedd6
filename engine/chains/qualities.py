"""What can be said of one item in words: its length, its column, the average of two of them."""

import re

from engine.chains.flow import plural, repr_string, singular
from engine.chains.reading import NUMBER, Reader
from engine.chains.table_plan import NUMBER_LIKE, TEXT_LIKE
from engine.chains.table_words import PEOPLE
from engine.chains.things import Attribute, Thing, column_of

_OF_TEXTS = [
    (r"(?:length|len)s?(?: in (?:letters|characters))?(?! (?:gt|lt|ge|le|eq)\b)", "len({x})", "number", "length"),
    (r"count (?:letters|characters|chars)(?: it has)?", "len({x})", "number", "length"),
    (r"count words(?: it has)?|word counts?", "len({x}.split())", "number", "words"),
    (r"count vowels|vowel counts?", 'sum(letter in "aeiou" for letter in {x}.lower())', "number", "vowels"),
    (r"count digits", "sum(letter.isdigit() for letter in {x})", "number", "digits"),
    (r"(?:first|initial) (?:letter|character|char)s?", "{x}[0]", "text", "letter"),
    (r"last (?:letter|character|char)s?", "{x}[-1]", "text", "letter"),
    (r"first words?", "{x}.split()[0]", "text", "word"),
    (r"last words?|last names?|surnames?", "{x}.split()[-1]", "text", "word"),
    (r"uppercase(?: (?:form|version))?", "{x}.upper()", "text", "word"),
    (r"reverse(?: (?:form|version))?", "{x}[::-1]", "text", "word"),
]
_TEXT_OF = '{x}.read_text(encoding="utf-8")'
_OF_PATHS = [
    (r"(?:file )?sizes?(?: in bytes)?|count bytes", "{x}.stat().st_size", "number", "size"),
    (r"(?:file ?)?names?", "{x}.name", "text", "name"),
    (r"paths?", "{x}", "text", "path"),
    (r"(?:file )?(?:extensions?|endings?|suffix(?:es)?|types?)", "{x}.suffix", "text", "extension"),
    (r"count lines|line counts?", f"len({_TEXT_OF}.splitlines())", "number", "lines"),
    (r"count words|word counts?", f"len({_TEXT_OF}.split())", "number", "words"),
    (r"count (?:characters|letters|chars)|character counts?", f"len({_TEXT_OF})", "number", "characters"),
]
_OF_NUMBERS = [
    (r"squares?", "{x} ** 2", "number", "square"),
    (r"cubes?", "{x} ** 3", "number", "cube"),
    (r"doubles?", "{x} * 2", "number", "double"),
]
_OF_LISTS = [
    (r"sums?", "sum({x})", "number", "total"),
    (r"(?:maximum|max|largest|highest|biggest)", "max({x})", "number", "largest"),
    (r"(?:minimum|min|smallest|lowest)", "min({x})", "number", "smallest"),
    (r"averages?", "sum({x}) / len({x})", "number", "average"),
    (
        r"(?:length|len)s?|count (?:items|values|numbers|elements|[a-z]+s)(?: in (?:it|list|them))?|count",
        "len({x})",
        "number",
        "count",
    ),
    (r"first (?:elements?|items?|numbers?|values?)", "{x}[0]", "any", "first"),
    (r"second (?:elements?|items?|numbers?|values?)", "{x}[1]", "any", "second"),
    (r"last (?:elements?|items?|numbers?|values?)", "{x}[-1]", "any", "last"),
]
NO_COLUMN = (
    r"(?!(?:and|or|then|with|of|by|in|to|from|per|each|every|columns?|sort|keep|drop|print|save|return|unique|count|counteach|sum|"
    r"average|median|product|stdev|mode|max|min|maximum|minimum|highest|lowest|largest|smallest|biggest|most|least|fewest|longest|shortest|"
    r"oldest|youngest|cheapest|newest|hottest|coldest|warmest|slowest|fastest|quickest|tallest|heaviest|lightest|fullest|busiest|richest|best|worst|earliest|latest|top|first|last|only|not|is|are|as|at|on|for|if|it|them|rest|result|results|list|"
    r"round|join|separated|descending|ascending|alphabetically|perline|gt|lt|ge|le|eq|ne|between|startswith|endswith|contains|"
    r"divisible|even|odd|blank|function|file|files|rows?|into|group|reverse|uppercase|lowercase|inreverse|len|everything|"
    r"read|new|csv|json|after|before|since|until|than|during|like|via|under|over|above|below|there|given|convert|pairform|nocase|theresult|number|numbers|one|ones|all|both|values?|times|plus|minus)\b)"
)
COLUMN = rf"(?:{NO_COLUMN}[A-Za-z_]\w*|§s\d+)"
_CALCULATIONS = {"times": "*", "multiplied by": "*", "*": "*", "plus": "+", "+": "+", "minus": "-", "divided by": "/"}


def read_attribute(r: Reader, thing: Thing, is_loose: bool = True) -> Attribute | None:
    """Read what is said of one item of a thing; `is_loose` lets any word be a column of rows."""
    if thing.item == "row":
        return _read_cell(r, thing, is_loose)
    if thing.item == "pair":
        return _read_part(r, thing)
    if r.eat(r"(?:whether|if)(?: (?:it|they))?(?: (?:is|are|with|be))?"):
        from engine.chains.bounds import read_plain_test

        test = read_plain_test(r, "{x}", thing.item)
        return Attribute(test.code, "any", "answer") if test else None
    table = {"text": _OF_TEXTS, "path": _OF_PATHS, "number": _OF_NUMBERS, "list": _OF_LISTS}[thing.item]
    for pattern, code, kind, name in table:
        if r.eat(rf"(?:{pattern})(?: of (?:it|each|each one|list|lists|values?|numbers))?"):
            if code in ("{x}[0]", "{x}[-1]") and thing.item == "text" and not (thing.is_given or thing.noun in ("word", "text")):  # fmt: skip
                code = {"{x}[0]": "{x}[:1]", "{x}[-1]": "{x}[-1:]"}[code]  # a line may be blank
            return Attribute(code, kind, name)
    return None


def _cell_named(words: str) -> str:
    return rf"(?:column )?(?P<column>{words})(?: (?:column|field|mark|grade|score|points)(?= ?(?:,|$|and|is|gt|lt|ge|le|over|of|descending|ascending)))?"


def _read_cell(r: Reader, rows: Thing, is_loose: bool) -> Attribute | None:
    several = r.eat(
        rf"(?P<function>average|sum|maximum|max|highest|minimum|min|lowest) of (?P<columns>{COLUMN}(?: , {COLUMN})* (?:, )?and {COLUMN})"
    )
    if several:
        cells = [column_of(rows, _plain(r, word)).number for word in re.findall(r"§s\d+|\w+", several["columns"]) if word != "and"]  # fmt: skip
        function = several["function"].lower()
        if function in ("average", "sum"):
            code = f"({' + '.join(cells)})" + (f" / {len(cells)}" if function == "average" else "")
            return Attribute(code, "number", "average" if function == "average" else "total")
        call = "max" if function in ("maximum", "max", "highest") else "min"
        return Attribute(f"{call}({', '.join(cells)})", "number", "highest" if call == "max" else "lowest")
    if rows.columns and (found := r.attempt(lambda: _read_all_cells(r, rows))):
        return found
    if r.sees(r"column (?:names|headers?|titles)"):
        return None
    names = (*rows.columns, *rows.made, *(alias for alias, _ in rows.aliases))
    names += ("sum",) if "total" in rows.made else ()
    known = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    if r.eat("earns?|make(?= (?:gt|lt|ge|le))"):
        return column_of(rows, next((c for c in rows.columns if c in ("salary", "income", "wage", "pay")), "salary"))
    if rows.made and r.eat(r"(?:value|result|amount)(?= ?(?:,|$|and))"):
        return column_of(rows, rows.made[-1])
    if listed := r.eat(
        rf"(?P<function>average|sum|maximum|highest|largest|minimum|lowest) (?:of )?(?P<column>{'|'.join(rows.lists) or '(?!)'})s?"
    ):
        function = {"average": "mean", "sum": "sum", "minimum": "min", "lowest": "min"}.get(
            listed["function"].lower(), "max"
        )
        if function == "mean":
            r.flow.imports.add("from statistics import mean")
        return Attribute(
            f"{function}({{x}}[{repr_string(column_of(rows, listed['column']).name)}])", "number", function
        )
    match = r.eat(_cell_named(rf"(?:{known})s?")) if known else None
    if match is None and is_loose:
        match = r.eat(_cell_named(COLUMN))
    if match is None:
        return None
    first = column_of(rows, _plain(r, match["column"]))
    calculation = r.eat(rf"(?P<by>times|multiplied by|\*|plus|\+|minus|divided by) (?P<other>{COLUMN})")
    if calculation is None:
        return first
    other = column_of(rows, _plain(r, calculation["other"]))
    code = f"{first.number} {_CALCULATIONS[calculation['by'].lower()]} {other.number}"
    return Attribute(code, "number", "amount")


def _read_all_cells(r: Reader, rows: Thing) -> Attribute | None:
    """Read "the average of the two marks": of all columns that can hold numbers; "the mean of each" of lists."""
    function = r"(?P<function>average|sum|maximum|highest|minimum|lowest)"
    if len(rows.lists) == 1 and (match := r.eat(rf"{function}(?= (?:of )?each(?: one)? ?(?:,|$|and))")):
        call = {"average": "mean", "sum": "sum", "minimum": "min", "lowest": "min"}.get(match["function"], "max")
        if call == "mean":
            r.flow.imports.add("from statistics import mean")
        return Attribute(f"{call}({{x}}[{repr_string(rows.lists[0])}])", "number", match["function"])
    columns = [name for name in rows.columns if not TEXT_LIKE.fullmatch(name) and name not in ("id", "date")]
    match = r.eat(
        rf"{function} (?:of )?(?:(?P<count>{NUMBER}) )?(?:marks|scores|grades|columns|points|subjects|values|results|numbers)(?= ?(?:,|$|and|of|for|per))"
    )
    if match is None or len(columns) < 2 or (match["count"] and r.number(match["count"]) != len(columns)):
        return None
    cells = [column_of(rows, name).number for name in columns]
    if match["function"] in ("average", "sum"):
        share = f" / {len(cells)}" if match["function"] == "average" else ""
        return Attribute(f"({' + '.join(cells)}){share}", "number", "average" if share else "total")
    call = "max" if match["function"] in ("maximum", "highest") else "min"
    return Attribute(f"{call}({', '.join(cells)})", "number", "highest" if call == "max" else "lowest")


def _plain(r: Reader, word: str) -> str:
    return str(r.value(word))


def _read_part(r: Reader, pairs: Thing) -> Attribute | None:
    key, value = pairs.parts
    kind = pairs.value
    if kind == "list":
        inner = read_attribute(r, Thing("{v}", "one", "list"))
        if inner is not None:
            r.eat(
                r"(?:of )?(?:scores?|grades?|marks?|values?|numbers?|points|temperatures?|list)(?= ?(?:,|$|and|with|descending|ascending|sort))"
            )
            return Attribute(inner.code.replace("{x}", "{v}"), inner.kind, inner.name)
    number = "" if key == "number" else "numbers?|"
    values = (
        f"values?|{number}counts?|amounts?|second (?:element|item|part|value)s?|{value}s?|{plural(value)}|how often"
    )
    if kind == "number" and pairs.value_noun in ("total", "average", "highest", "lowest", "median"):
        values += "|sums?|averages?|totals?|median"
    if r.eat(rf"(?:{values})"):
        return Attribute("{v}", kind, value)
    if pairs.is_given and (match := r.sees(COLUMN)) and not match[0].startswith("§"):
        one = singular(match[0]) if not NUMBER_LIKE.fullmatch(match[0]) else match[0]
        is_text = TEXT_LIKE.fullmatch(one) is not None
        if one not in ("item", "product", "word", "name", "key", key) and (
            is_text or (kind == "number" and NUMBER_LIKE.fullmatch(one))
        ):
            r.eat(COLUMN)
            return Attribute("{k}", "text", one) if is_text else Attribute("{v}", kind, one)
    people = f"|(?:{'|'.join(PEOPLE)})s?" if pairs.noun == "name" else ""
    if r.eat(
        rf"(?:names?|keys?|{key}s?(?= ?(?:,|$|and))|first (?:element|item|part|value)s?|{key}s?|{plural(key)}|items?(?= (?:and|with))|products?|words?{people})"
    ):
        return Attribute("{k}", "text", key)
    return None
