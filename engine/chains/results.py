"""Steps that end a chain: one number or table of many items, and where the result goes."""

import re

from engine.chains.conditions import match_column
from engine.chains.flow import Data, Flow, plural, repr_string, singular
from engine.chains.lists import count_each_of
from engine.chains.phrases import Phrase
from engine.chains.steps import FORMAT, GROUP, NOUN, RESULT, item_of, newest, number_of, read_names, step, words_of_each

_FUNCTIONS = {
    "sum": "sum({x})",
    "max": "max({x})",
    "min": "min({x})",
    "average": "sum({x}) / len({x})",
    "median": "median({x})",
    "stdev": "stdev({x})",
    "product": "prod({x})",
    "mode": "mode({x})",
    "variance": "variance({x})",
    "range": "max({x}) - min({x})",
}
_WORDS = (
    {
        "sum": "sum",
        "average": "average",
        "median": "median",
        "stdev": "stdev",
        "product": "product",
        "mode": "mode",
        "variance": "variance",
    }
    | dict.fromkeys(["maximum", "max", "biggest", "bigest", "largest", "highest", "greatest"], "max")
    | dict.fromkeys(["minimum", "min", "smallest", "lowest"], "min")
)
_FUNCTION = rf"(?:keep )?(?P<function>{'|'.join(_WORDS)})"
NO_COLUMNS = frozenset(
    "number numbers value values them it list rest result results line lines file word words length lengths item items "
    "print save then and of in size bytes ones element elements row rows people".split()
)


def _call(flow: Flow, function: str, values: str) -> str:
    imports = {
        "median": "from statistics import median",
        "stdev": "from statistics import stdev",
        "product": "from math import prod",
        "mode": "from statistics import mode",
        "variance": "from statistics import variance",
    }
    if function in imports:
        flow.imports.add(imports[function])
    return _FUNCTIONS[function].format(x=values)


@step(
    RESULT,
    rf"{_FUNCTION}(?: (?:value|number|score))?(?: (?:of|in|for))?(?: (?:value|values|number|numbers) (?:of|in))? (?P<column>[A-Za-z_]\w*) column",
    rf"{_FUNCTION}(?: of| in)? column (?P<column>[A-Za-z_]\w*)",
    rf"{_FUNCTION}(?: of| in)? (?P<column>(?!(?:of|in|and|or|then|not|per|by|for|from|to|with|first|save|print|is|as|if|square|cube|double|even|odd|unique|positive|negative|length|lengths|column|size|file|files|count|lines|round)\b)[A-Za-z_]\w*)(?: (?:in|of|from) (?:rows|[a-z]+s))?",
    rf"{_FUNCTION} (?P<lengths>word|line|name|string|sentence)s? length",
    rf"{_FUNCTION} length of (?:each |every )?(?P<lengths>word|line|name|string|sentence)s?",
    rf"{_FUNCTION}(?: (?:of|in))? (?P<column>size|lengths?|files?)(?: in (?:bytes|mb|megabytes|kb|kilobytes)| of each(?: [a-z]+)?)*",
    rf"{_FUNCTION}(?: of)? (?P<column>[a-z_]\w*) (?:times|x|\*|multiplied by) (?P<factor>[a-z_]\w*)(?: (?:for|of|in) (?:each|every) [a-z]+)?",
    _FUNCTION,
)
def aggregate(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """One number of many: sum, average, largest …; of a column where the data has columns."""
    function = _WORDS[match["function"].lower()]
    column = match.groupdict().get("column") or ""
    if flow.leaves and flow.leaves[-1].name == _result_name(match["function"], function) and not column:
        return True  # "sum it up and print the total": one number
    if flow.group_key and (rows := newest(flow, "rows")) is not None and column:
        return _aggregate_rows(flow, rows, function, flow.group_key, column)
    if column and _names_nothing(flow, column.lower()):
        return False
    table = next((leaf for leaf in reversed(flow.leaves) if leaf.kind == "table"), None)
    is_named = "column" in match[0].lower().split()
    is_column = bool(column) and (is_named or (column.lower() not in NO_COLUMNS and not _has(flow, "numbers")))
    rows = newest(flow, "rows") if is_column else None
    if rows is not None:
        column = match_column(column if column in rows.columns else known_column(column, rows), rows)
        factor = match.groupdict().get("factor")
        product = f" * {number_of(rows, item_of(rows), match_column(factor, rows))}" if factor else ""
        values = f"[{number_of(rows, item_of(rows), column)}{product} for {item_of(rows)} in {rows.name}]"
        if function in ("sum", "max", "min"):
            flow.make(_result_name(match["function"], function), "number", _call(flow, function, values[1:-1]), rows)
        else:
            numbers = flow.make(
                plural(column) if column.isidentifier() else "values", "numbers", values, rows, noun=column
            )
            flow.make(_result_name(match["function"], function), "number", _call(flow, function, numbers.name), numbers)
        return True
    if table is not None and function in ("sum", "average", "max", "min"):
        values = f"{table.name}.values()"
        flow.make(_result_name(match["function"], function), "number", _call(flow, function, values), table)
        return True
    if column.lower() in ("length", "lengths") or match.groupdict().get("lengths"):
        if match.groupdict().get("lengths") == "word":
            flow.item_hint = "word"
        data = newest(flow, "strings")
        if data is None:
            return False
        lengths = flow.make("lengths", "numbers", f"[len({item_of(data)}) for {item_of(data)} in {data.name}]", data)
        flow.make(_result_name(match["function"], function), "number", _call(flow, function, lengths.name), lengths)
        return True
    paths = next((leaf for leaf in reversed(flow.leaves) if leaf.kind == "paths"), None)
    if paths is not None:
        if column.lower() in ("file", "files", "") and function in ("max", "min"):
            flow.make(
                f"{match['function'].lower()}",
                "string",
                f"{function}({paths.name}, key=lambda path: path.stat().st_size)",
                paths,
            )
        else:
            unit = re.search(r" in ([mk])", match[0].lower())
            factor = {"m": " / 1_000_000", "k": " / 1000"}[unit[1]] if unit else ""
            size = _call(flow, function, f"path.stat().st_size for path in {paths.name}")
            flow.make("total_size", "number", f"round({size}{factor}, 2)" if factor else size, paths)
        return True
    last = flow.leaves[-1] if flow.leaves else None
    if last is not None and last.kind == "items" and last.is_flat and not last.typed:  # a column of a CSV file
        values = f"[float({item_of(last)}) for {item_of(last)} in {last.name}]"
        flow.change(last, values, kind="numbers", typed=True)
    data = newest(flow, "numbers")
    if data is None:
        return False
    flow.make(_result_name(match["function"], function), "number", _call(flow, function, data.name), data)
    return True


_CALLED = NO_COLUMNS | frozenset(
    "entry entries integer integers score scores price prices temperature temperatures grade grades mark marks amount "
    "amounts age ages reading readings measurement measurements figure figures left remain".split()
)


def _names_nothing(flow: Flow, noun: str) -> bool:
    """Return whether numbers that the request gives have nothing of that name: the inversions, the diagonal."""
    given = [data for data in flow.history if data.is_given]
    if not noun or len(given) != 1 or any(leaf.kind != "numbers" for leaf in flow.leaves):
        return False
    known = {singular(name) for data in flow.history for name in (data.noun, data.name)}
    return noun not in _CALLED and singular(noun) not in known


def known_column(word: str, rows: Data) -> str:
    """Return the column that a word means: as it is where there is one, else for one of them."""
    return word if match_column(word, rows) != word or not word.endswith("s") else singular(word)


def _has(flow: Flow, kind: str) -> bool:
    return any(leaf.kind == kind for leaf in flow.leaves)


def _result_name(word: str, function: str) -> str:
    names = {"sum": "total", "max": "largest", "min": "smallest", "median": "middle", "stdev": "deviation"}
    # Never the name of the function that is called.
    return names.get(function) or {"mode": "most_common", "variance": "spread"}.get(function, word.lower())


@step(
    RESULT,
    r"count (?P<things>(?:words|lines|characters|letters)(?:(?: ,| and| , and) (?:count )?(?:words|lines|characters|letters))+)",
)
def count_several(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """How many lines, words and characters a text has."""
    text = newest(flow, "text")
    if text is None:
        return False
    parts = {"lines": ".splitlines()", "words": ".split()", "characters": "", "letters": ""}
    for thing in read_names(match["things"].replace("count ", "")):
        flow.make(thing, "number", f"len({text.name}{parts[thing.lower()]})", text)
    return True


@step(RESULT, r"count unique (?P<noun>words|values|items|numbers|lines|names|letters|characters)")
def count_unique(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """How many different items there are."""
    noun = match["noun"].lower()
    flow.item_hint = flow.item_hint or singular(noun)
    data = newest(flow, "strings", "numbers", "items")
    if data is None:
        return False
    flow.make("count", "number", f"len(set({data.name}))", data)
    return True


@step(RESULT, r"(?:sum )?count (?P<what>lines|words|characters)(?: of code)?(?: (?:in|of) (?:them|files|each))?")
def count_in_files(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """How many lines or words there are, in one text or in all files of a folder."""
    paths = next((leaf for leaf in reversed(flow.leaves) if leaf.kind == "paths"), None)
    if paths is None:
        return count_of(flow, match["what"].lower())
    text = 'path.read_text(encoding="utf-8")'
    parts = {"lines": f"{text}.splitlines()", "words": f"{text}.split()", "characters": text}[match["what"].lower()]
    flow.make("total", "number", f"sum(len({parts}) for path in {paths.name})", paths)
    return True


@step(RESULT, r"count(?= (?:[.\w]+ )?files? (?:in|of|under|inside) (?!each|every))")
def count_files(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """How many files a folder holds."""
    return any(leaf.kind == "paths" for leaf in flow.leaves) and count_of(flow, "files")


@step(
    RESULT,
    rf"count (?!(?:vowels|consonants|digits|spaces|symbols|prime|primes|even|odd|positive|negative|fibonacci|divisible|folders|subfolders)\b){NOUN}(?! files?\b)(?: (?:(?:each|every) [a-z]+ (?:has|have|wrote|made)|there|it has|there are|are left|remain|left|it contains|are there))?",
    r"count(?: (?:them|it|rest|result|ones|in it))?",
    r"length of list",
)
def count(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """How many items there are."""
    return count_of(flow, (match.groupdict().get("noun") or "").lower())


def count_of(flow: Flow, noun: str) -> bool:
    """Count items, or the words, lines or letters of a text."""
    if flow.group_key and (rows := newest(flow, "rows")) is not None:
        return _count_by(flow, rows, match_column(flow.group_key, rows))
    kept = next((leaf for leaf in reversed(flow.leaves) if leaf.kind == "strings"), None)
    if noun in ("words", "word", "lines", "line") and (kept is None or kept.noun != singular(noun)):
        flow.item_hint = singular(noun)
        if noun in ("words", "word") and (text := newest(flow, "text")) is not None:
            flow.make("count", "number", f"len({text.name}.split())", text)
            return True
    if noun in ("characters", "letters", "chars") and (text := newest(flow, "text")) is not None:
        flow.make("count", "number", f"len({text.name})", text)
        return True
    if noun in ("bytes", "unique", "each", "every", "times"):
        return False
    if noun and flow.leaves and flow.leaves[-1].kind == "text" and noun not in ("words", "word", "lines", "line"):
        return False  # what of a text is to be counted is not known
    data = newest(flow, "rows", "strings", "numbers", "paths", "pairs", "items", "table", "mapping")
    if data is None or _names_nothing(flow, noun):
        return False
    if data.kind in ("numbers", "strings", "items") and noun in _WORKED_OUT:
        return False
    flow.make("count", "number", f"len({data.name})", data)
    return True


# What a list does not hold, but what has to be worked out from its items.
_WORKED_OUT = frozenset(
    "inversions peaks valleys pairs runs swaps comparisons divisors factors digits bits subsets permutations "
    "combinations ways changes steps streaks".split()
)


@step(
    GROUP,
    r"counteach(?: of)?(?: (?P<noun>(?!in\b|of\b|is\b)[A-Za-z]+))?(?: (?:occurs?|appears?|is used|there are|comes? up|turns? up))?",
    r"count (?P<noun>words|letters|characters|items|values)(?= , |$| and print)",
    r"count (?P<noun>words|letters|characters) and print (?:them|it|count)(?= (?:sort|descending|ascending|alphabetically))",
    r"counts (?P<noun>[a-z]+)",
)
def count_each(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """How often each item occurs."""
    noun = (match["noun"] or "").lower()
    is_item = singular(noun) in ("word", "value", "item", "element", "entry", "number")
    if noun and not is_item and (rows := newest(flow, "rows")) is not None:
        return _count_by(flow, rows, match_column(noun, rows))
    return count_each_of(flow, noun)


def _count_by(flow: Flow, rows: Data, column: str) -> bool:
    flow.imports.add("from collections import Counter")
    x = item_of(rows)
    flow.make("counts", "table", f"Counter({x}[{repr_string(column)}] for {x} in {rows.name})", rows, noun=column)
    return True


_PER = r"(?:per|by|for each|for every|of each|of every|in each|grouped by|group by)"


@step(
    GROUP,
    rf"(?P<function>sum|average|count|{'|'.join(w for w in _WORDS if w not in ('sum', 'average'))})(?: of)?(?: (?P<value>(?!per\b|by\b|for\b|of\b|in\b|sort\b|with\b)[A-Za-z_]\w*))?(?: column)? {_PER} (?P<key>[A-Za-z_]\w*)",
    rf"(?:group|grouped)(?: (?:them|it|rows|[a-z]+s))? by (?P<key>[A-Za-z_]\w*) (?:and )?(?:then )?(?:, )?(?:print )?(?P<function>sum|average|count|{'|'.join(w for w in _WORDS if w not in ('sum', 'average'))})(?: (?P<value>(?!per\b|by\b|in\b)[A-Za-z_]\w*))?(?: (?:in|per|of|for) (?:each|every|group|(?P=key))(?: group)?)?",
)
def aggregate_by(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """One number for each group of rows, or of files."""
    function = _WORDS.get(match["function"].lower(), "count")
    key, value = match["key"], match["value"] or ""
    paths = next((leaf for leaf in reversed(flow.leaves) if leaf.kind == "paths"), None)
    if paths is not None:
        return _files_by(flow, paths, function, key.lower())
    if key.lower() in ("word", "letter", "character") and function == "count":
        if value and singular(value) != key.lower():
            return False
        return count_each_of(flow, key.lower())
    rows = newest(flow, "rows")
    return rows is not None and _aggregate_rows(flow, rows, function, key, value)


@step(GROUP, r"(?:group|grouped)(?: (?:them|it|rows|[a-z]+s))? by (?P<key>[A-Za-z_]\w*)")
def group_by(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Groups of rows; what is wanted of each is said later."""
    flow.group_key = match["key"]
    return newest(flow, "rows") is not None


def _aggregate_rows(flow: Flow, rows: Data, function: str, key: str, value: str) -> bool:
    """Make a table of one number for each group of rows."""
    if function == "count":
        return _count_by(flow, rows, match_column(key, rows))
    x, column = (
        item_of(rows),
        match_column(singular(value) if value.endswith("s") and value not in rows.columns else value, rows),
    )
    if not column:
        return False
    group = f"{x}[{repr_string(match_column(key, rows))}]"
    number = number_of(rows, x, column)
    if function == "sum":
        flow.imports.add("from collections import defaultdict")
        table = flow.make(
            "totals", "table", "defaultdict(float)" if not rows.typed else "defaultdict(int)", rows, noun=key
        )
        flow.lines.append(f"for {x} in {rows.name}:\n    {table.name}[{group}] += {number}")
        return True
    flow.imports.add("from collections import defaultdict")
    groups = flow.make("groups", "mapping", "defaultdict(list)", rows, noun=key)
    flow.lines.append(f"for {x} in {rows.name}:\n    {groups.name}[{group}].append({number})")
    call = _call(flow, function, "values")
    flow.make(
        f"{function}s" if function == "average" else "results",
        "table",
        f"{{key: {call} for key, values in {groups.name}.items()}}",
        groups,
        noun=key,
    )
    return True


def _files_by(flow: Flow, paths: Data, function: str, key: str) -> bool:
    keys = {
        "extension": "path.suffix",
        "ending": "path.suffix",
        "suffix": "path.suffix",
        "type": "path.suffix",
        "folder": "path.parent.name",
        "size": "path.stat().st_size",
    }
    if key not in keys:
        return False
    flow.imports.add("from collections import Counter")
    if function == "count":
        flow.make("counts", "table", f"Counter({keys[key]} for path in {paths.name})", paths, noun=key)
    else:
        table = flow.make("sizes", "table", "Counter()", paths, noun=key)
        flow.lines.append(f"for path in {paths.name}:\n    {table.name}[{keys[key]}] += path.stat().st_size")
    return True


@step(
    RESULT,
    r"(?:print )?(?:which|what) (?P<noun>word|line|name|sentence|string|one|item) is (?P<which>longest|shortest)",
    rf"(?:keep )?(?P<which>longest|shortest) {NOUN}",
    r"(?P<which>longest|shortest)(?P<noun>)",
    r"(?:keep )?(?P<noun>[a-z]+) with (?P<which>most|max|maximum|highest|largest|fewest|lowest|least|minimum|smallest|longest|shortest|biggest) (?P<column>[A-Za-z_]\w*)",
    r"(?:print )?winner with (?P<noun>)(?P<which>highest|lowest|most|largest|smallest|fewest|best|biggest)(?: (?:score|value|grade|points|count|mark|price|amount|number))?(?P<both> and (?:print )?(?:it|score|value|points|how (?:much|many)))?",
    r"(?:keep )?(?P<which>oldest|youngest|cheapest|newest|tallest|most expensive|richest) (?P<noun>[a-z]+)",
)
def pick_one(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The one item that has most of something."""
    which, noun = match["which"].lower(), match["noun"].lower()
    column = (match.groupdict().get("column") or "").lower()
    named = {
        "oldest": ("max", "age"),
        "youngest": ("min", "age"),
        "cheapest": ("min", "price"),
        "most expensive": ("max", "price"),
        "tallest": ("max", "height"),
        "newest": ("max", "date"),
        "richest": ("max", "salary"),
    }
    call = "min" if which in ("fewest", "lowest", "least", "minimum", "smallest", "shortest") else "max"
    if noun == "word":
        flow.item_hint = "word"
    if which in named:
        call, column = named[which]
    if (paths := next((leaf for leaf in reversed(flow.leaves) if leaf.kind == "paths"), None)) is not None:
        if which in ("oldest", "newest"):
            flow.make(
                which,
                "string",
                f"{'min' if which == 'oldest' else 'max'}({paths.name}, key=lambda path: path.stat().st_mtime)",
                paths,
            )
            return True
        return False
    table = next((leaf for leaf in reversed(flow.leaves) if leaf.kind == "table"), None)
    if table is not None:
        best = "best" if call == "max" else "worst"
        found = flow.make(best, "string", f"{call}({table.name}, key={table.name}.get)", table)
        if match.groupdict().get("both"):
            flow.make("value", "number", f"{table.name}[{found.name}]", noun="value")
        return True
    if column in ("words", "letters", "characters", "vowels", "digits") or (
        which in ("longest", "shortest") and not column
    ):
        data = newest(flow, "strings")
        if data is None:
            return False
        x = item_of(data)
        keys = {
            "words": f"lambda {x}: len({x}.split())",
            "vowels": f'lambda {x}: sum(letter in "aeiou" for letter in {x}.lower())',
            "digits": f"lambda {x}: sum(map(str.isdigit, {x}))",
        }
        flow.make(
            which if not column else data.noun, "string", f"{call}({data.name}, key={keys.get(column, 'len')})", data
        )
        return True
    rows = newest(flow, "rows")
    if rows is None or not column:
        return False
    x = item_of(rows)
    column = match_column(column, rows)
    found = flow.make(
        f"{which.replace(' ', '_')}_{rows.noun}",
        "row",
        f"{call}({rows.name}, key=lambda {x}: {number_of(rows, x, column)})",
        rows,
    )
    if noun in ("name", "names") or noun in rows.columns:
        flow.change(found, f"{found.name}[{repr_string(noun)}]")
    return True


@step(
    RESULT, r"(?:print )?(?P<which>earliest|latest|newest|oldest)(?: (?:one|date|year|entry|of them))?(?= ?$| ,| and)"
)
def pick_date(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The first or the last of dates or years that are written so that they can be compared."""
    data = newest(flow, "strings")
    if data is None or data not in [*flow.leaves, *flow.history]:
        return False
    which = match["which"].lower()
    flow.make(which, "string", f"{'min' if which in ('earliest', 'oldest') else 'max'}({data.name})", data)
    return True


@step(RESULT, r"multiply(?: (?:numbers|them|values|it|elements|items))* together")
def multiply_all(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The product of all numbers."""
    data = newest(flow, "numbers")
    if data is None:
        return False
    flow.make("product", "number", _call(flow, "product", data.name), data)
    return True


@step(FORMAT, r"in (?P<unit>kilobytes|kb|megabytes|mb|gigabytes|gb)")
def in_larger_unit(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A number of bytes in a larger unit."""
    number = next((leaf for leaf in reversed(flow.leaves) if leaf.kind == "number"), None)
    if number is None or "st_size" not in flow.lines[-1]:
        return False
    factor = {"k": "1000", "m": "1_000_000", "g": "1_000_000_000"}[match["unit"][0].lower()]
    flow.change(number, f"round({number.name} / {factor}, 2)")
    return True


@step(GROUP, r"count words in (?:each|every)(?: (?P<noun>sentence|line|paragraph|one))?(?: of them)?")
def count_words_each(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """How many words every sentence or line has, as a table."""
    return words_of_each(flow)


@step(
    RESULT,
    r"count (?P<noun>lines|words|rows) (?:with )?contains (?P<one>§s\d+|\w+) and (?:count )?(?:lines|words|rows|those|ones)? ?(?:with )?contains (?P<other>§s\d+|\w+)",
)
def count_two(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """How many lines hold one text, and how many hold another."""
    flow.item_hint = singular(match["noun"].lower())
    data = newest(flow, "strings")
    if data is None:
        return False
    x = item_of(data)
    for which in ("one", "other"):
        text = phrase.plain(match[which])
        test = f"{repr_string(text)} in {x}"
        flow.make(f"{text.lower()}_{match['noun'].lower()}", "number", f"sum({test} for {x} in {data.name})", data)
    return True


@step(
    RESULT,
    r"count (?:occurrences of |times )?(?:word |letter |value |number |item |character )?(?P<what>§[sn]\d+)(?: (?:occurs?|appears?|comes? up|stands?))?(?: in it| in them)?",
    r"counteach (?:word |letter |value |number |item |character )?(?P<what>§[sn]\d+)(?: (?:occurs?|appears?|comes? up|stands?))?(?: in it| in them)?",
)
def count_one(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """How often one thing occurs."""
    value = phrase.value(match["what"])
    kinds = ("numbers", "items") if not isinstance(value, str) else ("strings", "items", "text")
    data = next((leaf for leaf in reversed(flow.leaves) if leaf.kind in kinds), None)
    if data is None and isinstance(value, str):
        data = newest(flow, "text")
    if data is None:
        return False
    flow.make(
        "count", "number", f"{data.name}.count({repr_string(value) if isinstance(value, str) else repr(value)})", data
    )
    return True


@step(
    FORMAT,
    r"(?:print |list |get )?(?P<what>keys|values)(?: of it| of (?:dict|dictionary|object|file))?(?=$| ,| and print| sort)",
)
def take_keys(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The keys or the values of a dictionary."""
    if match.string[: match.start()].endswith("as "):
        return False  # "with pairs as keys"
    data = next((leaf for leaf in reversed(flow.leaves) if leaf.kind in ("table", "mapping", "pairs")), None)
    if data is not None and data.kind == "pairs":
        place = 0 if match["what"].lower() == "keys" else 1
        flow.make(match["what"].lower(), "items", f"[pair[{place}] for pair in {data.name}]", data)
        return True
    if data is None and any(leaf.kind == "file" and leaf.path.lower().endswith(".json") for leaf in flow.leaves):
        data = newest(flow, "mapping")
    if data is None:
        return False
    what = match["what"].lower()
    flow.make(what, "items", f"list({data.name}{'' if what == 'keys' else '.values()'})", data, noun=singular(what))
    return True


@step(RESULT, r"difference(?: between (?:them|it|numbers|two))?")
def subtract(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The second of two numbers taken from the first."""
    data = next((leaf for leaf in [*reversed(flow.leaves), *reversed(flow.history)] if leaf.kind == "numbers"), None)
    if data is None or not any("range(2)]" in line for line in flow.lines):
        return False
    flow.make("difference", "number", f"{data.name}[0] - {data.name}[1]", data)
    return True


@step(
    RESULT,
    r"(?:value|setting|field|entry|option|item)s? (?:of |for |at |under |behind )?(?:key |field |setting )?(?P<key>§s\d+)",
    r"(?:value|setting|entry|option) (?:of|for|under) (?:key |field |setting )?(?P<key>(?!(?:each|every|it|them|key|field|setting|all)\b)[A-Za-z_]\w*)",
    r"(?:key |field |setting )?(?P<key>§s\d+) (?:value|setting|field|entry|option)",
    r"(?:key|field|setting|option) (?P<key>§s\d+)",
)
def look_up(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """One value of a dictionary, by its key."""
    mapping = newest(flow, "mapping", "table")
    if mapping is None:
        return False
    key = phrase.plain(match["key"])
    flow.make(key if key.isidentifier() else "value", "string", f"{mapping.name}[{repr_string(key)}]", mapping)
    return True
