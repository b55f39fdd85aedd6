"""Steps on whole lists: their order, a part of them, each item once, how often each occurs, split and join."""

import re

from engine.chains.conditions import match_column
from engine.chains.flow import Data, Flow, need, repr_string, singular
from engine.chains.phrases import Phrase
from engine.chains.steps import (
    FILTER,
    FORMAT,
    GROUP,
    HEAD,
    HINT,
    LARGEST,
    MAP,
    NOUN,
    SMALLEST,
    SORT,
    THEM,
    WORDISH,
    item_of,
    newest,
    number_of,
    read_separator,
    step,
)

# ---------------------------------------------------------------- order, part, form
_KEY = r"(?:number of )?(?P<key>[A-Za-z_]\w*(?: (?:letter|name|column|character|element|item|digit))?)"
_ORDERS = (
    r"(?P<orders>(?: (?:,|in|and|then)? ?(?:bylength|descending|ascending|alphabetically|nocase|reverse|inreverse))*)"
)


@step(
    SORT,
    rf"sort(?:(?> (?:of |in )?(?:{THEM}|{WORDISH})(?!\w)))*(?: by {_KEY})?{_ORDERS}",
    rf"(?:in order )(?:of|by) {_KEY}{_ORDERS}",
    r"alphabetically(?P<orders>)(?P<key>)",
    r"(?P<orders>(?:bylength )?(?:descending|ascending))(?P<key>)",
)
def sort(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Order a list, or a table by name or number."""
    # Asked is whether it is in order; the parts of versions are numbers.
    if re.match(r"(?:is|are) (?!there\b)|.*\bversions? (?:string|number)s?\b", phrase.text):
        return False
    last = flow.leaves[-1] if flow.leaves else None
    if last is not None and last.is_line and flow.item_hint != "word" and not match["key"]:
        backwards = ", reverse=True" if "descending" in (match["orders"] or "") else ""
        flow.change(last, f'"".join(sorted({last.name}{backwards}))')
        return True
    data = newest(flow, "rows", "paths", "pairs", "numbers", "strings", "items", "table", "mapping")
    if data is None or data not in flow.leaves:
        return False
    if data.kind == "mapping":
        return _sort_mapping(flow, data, (match["key"] or "").lower(), match["orders"] or "")
    orders = (match["orders"] or "").split()
    key = "length" if "bylength" in orders and data.kind in ("strings", "items") else (match["key"] or "").lower()
    # "Biggest first": of files that is their size, where the request speaks of sizes at all.
    is_turned = bool({"descending", "ascending"} & set((match["orders"] or "").split()))
    by_size = is_turned and re.search(r"\b(?:sizes?|bytes|[kmg]b)\b", phrase.text, re.IGNORECASE) is not None
    arguments = []
    if data.kind == "table":
        by_name = (
            "alphabetically" in orders
            or match[0] == "alphabetically"
            or key in ("name", "key", "word", "alphabetically", "letter", data.noun)
        )
        arguments.append(f"key=lambda pair: pair[{0 if by_name else 1}]")
    elif (by := _sort_key(data, key, "nocase" in orders, by_size)) is not None:
        if by:
            arguments.append(f"key={by}")
    else:
        return False
    if {"descending", "reverse", "inreverse"} & set(orders):
        arguments.append("reverse=True")
    if data.kind == "table":
        name = flow.free_name(f"sorted_{data.name}" if not data.name.startswith("sorted") else "ranking")
        flow.add(
            Data(name, "pairs", data.noun), f"{name} = sorted({', '.join([data.name + '.items()', *arguments])})", data
        )
    else:
        flow.change(data, f"sorted({', '.join([data.name, *arguments])})")
    return True


def _sort_mapping(flow: Flow, data: Data, key: str, orders: str) -> bool:
    """Order a dictionary by its keys, or by its values where the request calls them so: grades by grade."""
    by_value = key in ("value", "values") or (key != "" and key == singular(data.name) and data.name != key)
    if key and not by_value and key not in ("name", "names", "key", "keys", "word", "letter", data.noun):
        return False
    arguments = ", key=lambda pair: pair[1]" if by_value else ""
    if {"descending", "reverse", "inreverse"} & set(orders.split()):
        arguments += ", reverse=True"
    flow.change(data, f"dict(sorted({data.name}.items(){arguments}))")
    return True


def _sort_key(data: Data, key: str, nocase: bool, by_size: bool = False) -> str | None:
    """Return the key function that sorts by what a word names; "" for none."""
    x = item_of(data)
    if data.kind == "rows":
        if not key:
            return None
        column = match_column(key.removesuffix(" column"), data)
        return f"lambda {x}: {x}[{repr_string(column)}]" if data.typed else _untyped_key(x, column, key)
    if data.kind == "paths":
        keys = {
            "name": "lambda path: path.name",
            "": "lambda path: path.stat().st_size" if by_size else "",
            "names": "lambda path: path.name",
            "size": "lambda path: path.stat().st_size",
            "date": "lambda path: path.stat().st_mtime",
            "age": "lambda path: path.stat().st_mtime",
        }
        return keys.get(key)
    if key in ("length", "len", "size") and data.kind in ("strings", "items"):
        return "len"
    if key == "last name":
        return f"lambda {x}: {x}.split()[-1]"
    if key in ("last letter", "last character"):
        return f"lambda {x}: {x}[-1]"
    if key in ("second element", "second item"):
        return f"lambda {x}: {x}[1]"
    if key in ("first letter", "first character", "first element", "first item"):
        return f"lambda {x}: {x}[0]"
    if key in ("", "value", "number", "alphabet", "size", "name", "word"):
        return "str.lower" if nocase else ""
    return None


NUMBER_COLUMNS = re.compile(
    r"(?:\w+_)?(?:price|amount|age|year|score|grade|salary|quantity|qty|count|total|size|weight|height|population|rating|"
    r"points|sales|id|rank|stock|number|temperature|temp|value|cost|balance|duration|distance|speed|percent|income|marks?|"
    r"level|priority|votes|views|length|width|area|revenue|profit|hours|minutes|seconds|days|wage|budget|fee)s?",
    re.IGNORECASE,
)


def _untyped_key(x: str, column: str, key: str) -> str:
    text = f"{x}[{repr_string(column)}]"
    return f"lambda {x}: float({text})" if NUMBER_COLUMNS.fullmatch(column) else f"lambda {x}: {text}"


@step(
    MAP,
    r"(?:add|append|insert|push|put) (?:element |item |number |word |value |name )?(?P<value>§[ns]\d+) (?:to|at|on|in) (?P<where>end|back|beginning|start|front|head)(?: of (?:it|list))?",
)
def add_item(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """One more item at the end or the beginning of a list."""
    data = next((leaf for leaf in reversed(flow.leaves) if leaf.kind in ("numbers", "strings", "items")), None)
    if data is None:
        return False
    value = phrase.value(match["value"])
    source = repr_string(value) if isinstance(value, str) else repr(value)
    is_last = match["where"].lower() in ("end", "back")
    flow.lines.append(f"{data.name}.append({source})" if is_last else f"{data.name}.insert(0, {source})")
    return True


@step(
    GROUP,
    r"(?:keep |print |get )?(?:set )?(?P<operation>intersection|union|symmetric difference|common (?:elements|items|values|numbers|words)|difference)(?: (?:of|between|with|and|both|two|sets|lists))*",
)
def combine_sets(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """What two sets or lists have together, in common, or apart."""
    given = [leaf for leaf in flow.leaves if leaf.is_given]
    if len(given) != 2:
        return False
    word = match["operation"].lower()
    operator = {"i": "&", "c": "&", "u": "|", "s": "^", "d": "-"}[word[0]]
    sides = [
        leaf.name
        if "{" in "".join(flow.lines[:2]) and f"{leaf.name} = {{" in "\n".join(flow.lines)
        else f"set({leaf.name})"
        for leaf in given
    ]
    name = "common" if operator == "&" else "difference" if operator == "-" else "combined"
    flow.make(name, "items", f" {operator} ".join(sides), *given)
    return True


@step(HINT, r"(?:nocase )?(?P<plain>nopunctuation)", r"nocase(?P<plain>)")
def hint_plain_words(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """How words are told apart: case never counts where words are counted, punctuation need not."""
    flow.is_plain_words = flow.is_plain_words or bool(match["plain"])
    flow.is_nocase = flow.is_nocase or "nocase" in match[0].lower()
    return bool(match["plain"]) or re.search(r"\b(?:counteach|count|frequent|common)\b", phrase.text) is not None


@step(SORT, rf"reverse (?:list|order|order of {THEM}|them|it|lines|order of [a-z]+|result)", r"inreverse")
def reverse(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Turn a list or a text round."""
    is_text = re.search(r"\bit (?:reverse )?$", match.string[: match.start()]) is not None
    if flow.item_hint == "word" and flow.leaves and flow.leaves[-1].kind == "text" and not is_text:
        need(flow, flow.leaves[-1], "strings")
    data = newest(flow, "strings", "numbers", "rows", "items", "pairs", "paths", "text", "string")
    if data is None:
        return False
    flow.change(data, f"{data.name}[::-1]")
    return True


_SIGNS = frozenset("letter letters character characters char chars".split())


@step(
    SORT,
    rf"(?:keep )?unique(?: (?:{THEM}|{NOUN}))?(?P<nocase> nocase)?",
    rf"drop (?:duplicates|duplicate {NOUN}|duplicated {NOUN.replace('noun', 'noun2')})(?P<nocase> nocase)?".replace(
        "(?P<noun>", "(?:"
    ).replace("(?P<noun2>", "(?:"),
    r"to set(?P<nocase>)",
)
def unique(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Keep each item once, in the order of the first."""
    if re.search(r"\b(?:inner|outer|nested) (?:key|value|item)", phrase.text):
        return False
    if (match.groupdict().get("noun") or "").lower() in ("words", "word"):
        flow.item_hint = "word"
    text = newest(flow, "text")
    if text is not None and (noun := (match.groupdict().get("noun") or "").lower()) in _SIGNS:
        signs = f"char for char in {text.name} if char.isalpha()" if noun.startswith("letter") else text.name
        flow.make("letters", "strings", f"list(dict.fromkeys({signs}))", text, noun="letter")
        return True
    data = newest(flow, "strings", "numbers", "items", "pairs")
    if data is None:
        return False
    if match["nocase"]:
        x = item_of(data)
        flow.change(data, f"list({{{x}.lower(): {x} for {x} in reversed({data.name})}}.values())[::-1]")
    else:
        flow.change(data, f"list(dict.fromkeys({data.name}))")
    return True


@step(
    HEAD,
    rf"(?:keep )?(?P<which>first|last|top) (?P<count>§n\d+)(?: {NOUN})?",
    rf"(?:keep )?(?P<count>§n\d+) (?P<which>longest|shortest|{LARGEST[3:-1]}|{SMALLEST[3:-1]}|most common|most frequent|commonest|most used)(?: {NOUN})?(?: by (?P<key>[a-z]+))?",
    rf"(?P<which>longest|shortest|most common|most frequent|{LARGEST[3:-1]}|{SMALLEST[3:-1]}) (?P<count>§n\d+)(?: {NOUN})?(?: with count)?",
    rf"(?P<count>§n\d+) (?P<which>most common|most frequent|commonest|most used) {NOUN} with count",
    r"(?P<which>most common|most frequent|commonest|most used)(?P<count>) (?P<noun>word|letter|character|item|number|value|name|element)",
)
def take_some(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The first, last, largest or most common few."""
    which, count = match["which"].lower(), phrase.value(match["count"]) if match["count"] else None
    noun = (match.groupdict().get("noun") or "").lower()
    if noun in ("words", "word"):
        flow.item_hint = "word"
    if which in ("most common", "most frequent", "commonest", "most used"):
        return _most_common(flow, count, noun)
    kinds = ("strings", "numbers", "rows", "pairs", "paths", "items", "text")
    if which in ("longest", "shortest"):
        data = newest(flow, "strings")
        if data is None:
            return False
        more = ", reverse=True" if which == "longest" else ""
        flow.change(data, f"sorted({data.name}, key=len{more})[:{count}]")
        return True
    if which in ("first", "last") or (which == "top" and flow.lines and "sorted(" in flow.lines[-1]):
        data = newest(flow, *kinds)
        if data is None:
            return False
        part = f"[-{count}:]" if which == "last" else f"[:{count}]"
        flow.change(data, f"{data.name}{part}")
        return True
    table = next((leaf for leaf in reversed(flow.leaves) if leaf.kind == "table"), None)
    if table is not None:
        return _top_of_table(flow, table, count, which)
    paths = next((leaf for leaf in reversed(flow.leaves) if leaf.kind == "paths"), None)
    rows = newest(flow, "rows") if match.groupdict().get("key") else None
    data = paths or rows or newest(flow, "numbers")
    if data is None:
        return False
    key = ", key=lambda path: path.stat().st_size" if paths else ""
    if rows is not None:
        key = f", key=lambda {item_of(rows)}: {number_of(rows, item_of(rows), match['key'])}"
    more = key + ("" if re.fullmatch(SMALLEST, which) else ", reverse=True")
    flow.change(data, f"sorted({data.name}{more})[:{count}]")
    return True


def _most_common(flow: Flow, count: int | None, noun: str) -> bool:
    table = next((leaf for leaf in reversed(flow.leaves) if leaf.kind == "table"), None)
    if table is None:
        if not count_each_of(flow, noun):
            return False
        table = flow.leaves[-1]
    if count is None:
        flow.make("most_common", "string", f"{table.name}.most_common(1)[0][0]", table)
        return True
    flow.make("most_common", "pairs", f"{table.name}.most_common({count})", table, noun=table.noun)
    return True


def _top_of_table(flow: Flow, table: Data, count: int | None, which: str) -> bool:
    more = "" if re.fullmatch(SMALLEST, which) else ", reverse=True"
    flow.make(
        "top",
        "pairs",
        f"sorted({table.name}.items(), key=lambda pair: pair[1]{more})[:{count}]",
        table,
        noun=table.noun,
    )
    return True


def count_each_of(flow: Flow, noun: str) -> bool:
    """Count how often each item occurs, into a Counter."""
    flow.imports.add("from collections import Counter")
    grades = next((leaf for leaf in reversed(flow.leaves) if leaf.kind == "strings" and leaf.noun == "grade"), None)
    if grades is not None and noun in ("letter", "letters", "grade", "grades", ""):
        flow.make("counts", "table", f"Counter({grades.name})", grades, noun="grade")
        return True
    if noun in ("letters", "letter", "characters", "character", "chars"):
        text = newest(flow, "text")
        if text is None:
            return False
        signs = f"{text.name}.lower()" if flow.is_nocase else text.name
        source = f"char for char in {signs} if char.isalpha()" if noun.startswith("letter") else signs
        flow.make("counts", "table", f"Counter({source})", text, noun="letter")
        return True
    if noun in ("words", "word"):
        flow.item_hint = "word"
        if (file := next((leaf for leaf in reversed(flow.leaves) if leaf.kind in ("file", "text")), None)) is not None:
            text = need(flow, file, "text")
            if text is not None:
                words = f"{text.name}.lower().split()"
                if flow.is_plain_words:
                    flow.imports.add("import re")
                    words = f're.findall(r"[a-z0-9\']+", {text.name}.lower())'
                flow.make("counts", "table", f"Counter({words})", text, noun="word")
                return True
    data = newest(flow, "strings", "numbers", "items")
    if data is None:
        return False
    x = item_of(data)
    source = f"{x}.lower() for {x} in {data.name}" if flow.is_nocase and data.kind == "strings" else data.name
    flow.make("counts", "table", f"Counter({source})", data, noun=data.noun)
    return True


@step(
    FORMAT,
    r"join (?:(?:them|it|words|again|together|back) )*(?P<separator>)(?=again|together|$|,|and )(?:again|together)?",
    rf"join (?:(?>(?:them|it|words|lines|result|results|parts|items|again|together|back|{WORDISH}) ))*?(?:with|by|using|into .{0, 20}separated by) (?P<separator>§s\d+|[a-z]+)(?: (?:in between|between))?",
    r"join (?P<separator>them|it|words)?(?: back)? together",
    r"as one string separated by (?P<separator>[a-z]+|§s\d+)",
)
def join(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Make one string of several."""
    data = newest(flow, "strings", "numbers", "items")
    separator = read_separator(match["separator"] or "space", phrase)
    if data is None or separator is None:
        return False
    items = data.name if data.kind == "strings" else f"map(str, {data.name})"
    flow.make("joined", "string", f"{repr_string(separator)}.join({items})", data)
    return True


@step(
    HINT,
    r"split (?:(?:text|string|sentence|it|line|them) )*(?:into|in) (?P<parts>words|sentences|lines|characters|letters|paragraphs)",
    r"split (?:(?:text|string|sentence|it|line|them) )*(?:on|by|at|with) (?P<separator>§s\d+|[a-z]+)",
)
def split(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Cut a text into parts."""
    text = newest(flow, "text")
    if text is None:
        return False
    parts = match.groupdict().get("parts")
    if parts is None:
        separator = read_separator(match["separator"], phrase)
        if separator is None:
            return False
        flow.make("parts", "strings", f"{text.name}.split({repr_string(separator)})", text, noun="part")
    elif parts == "sentences":
        flow.imports.add("import re")
        flow.make("sentences", "strings", rf're.split(r"(?<=[.!?])\s+", {text.name}.strip())', text, noun="sentence")
    else:
        expressions = {
            "words": f"{text.name}.split()",
            "lines": f"{text.name}.splitlines()",
            "paragraphs": f'{text.name}.split("\\n\\n")',
        }
        flow.make(parts, "strings", expressions.get(parts, f"list({text.name})"), text, noun=singular(parts))
    return True


@step(
    FILTER,
    r"drop (?P<which>lowest|highest|smallest|largest|min|max|minimum|maximum|first|last)(?: (?:one|value|number|score|line|item|element|row))?(?P<both> and (?:lowest|highest|smallest|largest|min|max|minimum|maximum|last|first)(?: (?:one|value|number|score|line|item|element|row))?)?(?! §)",
)
def drop_extreme(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A list without its lowest, highest, first or last item."""
    which = [match["which"].lower(), *re.findall(r"\w+", (match["both"] or "").lower())[1:2]]
    ends = [word for word in which if word in ("first", "last")]
    data = newest(flow, "strings", "rows", "numbers", "items") if ends else newest(flow, "numbers")
    if data is None or (ends and len(ends) < len(which)):
        return False
    if ends:
        flow.change(data, f"{data.name}[{'1' if 'first' in ends else ''}:{'-1' if 'last' in ends else ''}]")
        return True
    low = any(re.fullmatch(SMALLEST, word) for word in which)
    high = any(re.fullmatch(LARGEST, word) for word in which)
    flow.change(data, f"sorted({data.name})[{'1' if low else ''}:{'-1' if high else ''}]")
    return True


@step(HEAD, r"every (?P<which>second|other|third|fourth|fifth|tenth)(?: [a-z]+)?")
def take_every(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Every second item, every third …"""
    data = newest(flow, "strings", "numbers", "rows", "items", "pairs", "paths", "text")
    if data is None:
        return False
    number = {"second": 2, "other": 2, "third": 3, "fourth": 4, "fifth": 5, "tenth": 10}[match["which"].lower()]
    flow.change(data, f"{data.name}[{number - 1}::{number}]" if match["which"] != "other" else f"{data.name}[::2]")
    return True


@step(
    SORT,
    r"sort(?: (?:them|it|list|[a-z]+s))?(?: by (?P<key>[a-z]+))?(?: ,)? in (?:this |following )?order(?: of)? (?P<order>§d\d+|[a-z]+(?: , [a-z]+)+(?: ,? ?(?:and |then )?(?!instead)[a-z]+)?)(?: (?:instead|rather|not) ?(?:of|than)? ?(?:alphabetically)?)*",
)
def sort_as_listed(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A list in the order of the values that the request lists."""
    said = match["order"]
    order = (
        list(phrase.value(said))
        if said.startswith("§")
        else [w for w in re.findall(r"[A-Za-z]+", said) if w not in ("and", "then")]
    )
    data = newest(flow, "strings", "pairs", "rows", "items")
    if data is None or not order:
        return False
    x = item_of(data)
    flow.lines.append(f"order = {order!r}")
    part = x
    if data.kind == "rows" and match["key"]:
        part = f"{x}[{repr_string(match_column(match['key'], data))}]"
    elif data.kind in ("pairs", "items"):
        given = next((value for value in phrase.values if isinstance(value, list) and value), [])
        if not given or not isinstance(given[0], tuple):
            return False
        places = [i for i, item in enumerate(given[0]) if item in order]
        if not places:
            return False
        part = f"{x}[{places[0]}]"
    flow.change(data, f"sorted({data.name}, key=lambda {x}: order.index({part}))")
    return True


@step(GROUP, r"group(?: [a-z]+)? by (?P<key>first letter|last letter|first character|length|len)")
def group_strings(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Strings in groups, by a letter or by their length."""
    data = newest(flow, "strings")
    if data is None:
        return False
    x, key = item_of(data), match["key"].lower()
    value = f"len({x})" if key.startswith("len") else f"{x}[{0 if key.startswith('first') else -1}]"
    flow.imports.add("from collections import defaultdict")
    groups = flow.make("groups", "mapping", "defaultdict(list)", data, noun="key")
    flow.lines.append(f"for {x} in {data.name}:\n    {groups.name}[{value}].append({x})")
    return True


@step(
    GROUP,
    r"count (?:them |it |words |names |strings |lines )?(?:by|per) (?:their )?(?P<key>first letter|last letter|first character|length|len)",
)
def count_strings_by(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """How many strings begin with each letter, or are so long."""
    data = newest(flow, "strings")
    if data is None:
        return False
    x, key = item_of(data), match["key"].lower()
    value = f"len({x})" if key.startswith("len") else f"{x}[{0 if key.startswith('first') else -1}]"
    flow.imports.add("from collections import Counter")
    flow.make("counts", "table", f"Counter({value} for {x} in {data.name})", data, noun=key.split(" ")[-1])
    return True


@step(
    SORT,
    r"shuffle(?: (?:them|it|list|words|numbers|items|lines|cards|names|deck|letters))*",
    r"(?:put |arrange |print |sort )?(?:(?:them|it|lines|words|names|list|numbers|items) )*in random order",
)
def shuffle(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A list in a random order."""
    data = newest(flow, "strings", "numbers", "items", "rows")
    if data is None or data not in flow.leaves:
        return False
    flow.imports.add("import random")
    flow.lines.append(f"random.shuffle({data.name})")
    return True


@step(
    HEAD,
    r"(?:pick|choose|draw|take|keep|select|print)? ?(?P<count>§n\d+) random (?:different |unique )?(?P<noun>words|items|elements|names|lines|winners|of them|ones|cards|values|entries)",
    r"(?:pick|choose|draw|take|keep|select|print)? ?(?P<count>)random (?P<noun>word|item|element|name|line|winner|one|card|value|entry)(?: of it| of them)?",
)
def take_at_random(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """One item, or a few different ones, at random."""
    if match["noun"].lower() in ("word", "words"):
        flow.item_hint = "word"
    data = newest(flow, "strings", "items", "numbers", "rows")
    if data is None:
        return False
    flow.imports.add("import random")
    if match["count"]:
        flow.make(
            "chosen", data.kind, f"random.sample({data.name}, {phrase.value(match['count'])})", data, noun=data.noun
        )
    else:
        flow.make("chosen", "string", f"random.choice({data.name})", data)
    return True


@step(FORMAT, r"(?:print )?(?:each|every) (?P<noun>word|letter|character)(?: perline)?(?= ?$| ,)")
def print_each_part(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The words or letters of a text, one a line."""
    noun = match["noun"].lower()
    flow.item_hint = "word" if noun == "word" else flow.item_hint
    flow.print_each = flow.shown = True
    if noun == "word":
        return newest(flow, "strings") is not None
    text = newest(flow, "text")
    if text is None:
        return False
    flow.make("letters", "strings", f"list({text.name})", text, noun="letter")
    return True


@step(
    FORMAT,
    r"(?:split|divide|cut|chunk|group)(?: (?:them|it|list))* (?:into|in) (?:chunks|groups|pieces|lists|parts|rows|sublists) of (?:size )?(?P<size>§n\d+)",
    r"in (?:chunks|groups|rows) of (?P<size>§n\d+)",
)
def chunk(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A list in pieces of the same length."""
    data = newest(flow, "strings", "numbers", "items", "rows")
    if data is None:
        return False
    size = phrase.value(match["size"])
    flow.make(
        "chunks",
        "items",
        f"[{data.name}[i : i + {size}] for i in range(0, len({data.name}), {size})]",
        data,
        noun="chunk",
    )
    return True


@step(
    MAP,
    r"(?:print |compute |calculate |get )?(?:running (?:sum|totals?)|cumulative (?:sum|totals?)|prefix sums?)(?: of (?:them|it|list))?",
)
def accumulate(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The sum so far, at every place of a list."""
    data = newest(flow, "numbers")
    if data is None:
        return False
    flow.imports.add("from itertools import accumulate")
    flow.make("totals", "numbers", f"list(accumulate({data.name}))", data, noun="total")
    return True


@step(MAP, r"flatten(?: (?:it|list|them|list of lists|nested list))*(?: into one list)?")
def flatten(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """One list of the items of all lists."""
    data = newest(flow, "items")
    if data is None:
        return False
    flow.make("flat", "items", f"[item for part in {data.name} for item in part]", data)
    return True


@step(MAP, r"differences? between (?:consecutive|neighbouring|adjacent|successive)(?: [a-z]+)?(?: of it)?")
def differences(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """What each number is more than the one before."""
    data = newest(flow, "numbers")
    if data is None:
        return False
    flow.make(
        "differences", "numbers", f"[b - a for a, b in zip({data.name}, {data.name}[1:])]", data, noun="difference"
    )
    return True
