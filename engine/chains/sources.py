"""Where chains start: files, data in the request, folders, variables, tables, what a function is given; and hints."""

import re
from dataclasses import replace

from engine.chains.flow import Data, Flow, need, plural, repr_string, singular
from engine.chains.phrases import Phrase
from engine.chains.steps import GROUP, HINT, NOUN, SOURCE, item_of, newest, read_names, read_separator, step
from engine.values import is_ordinary
from engine.words import FILE_ENDINGS, STOP_WORDS


# ---------------------------------------------------------------- sources
@step(
    SOURCE,
    r"(?:read )?(?:file )?(?P<path>§p\d+)(?: (?:contains|has|holds|with|of)(?= perline))?(?: perline)?(?: with header(?: row)?)?",
    r"(?:read )?(?:file )?(?P<path>§p\d+) (?:contains|has|holds|with) (?P<held>(?:temperatures|numbers|integers|prices|values|scores|measurements|names|words|lines|sentences|urls|distances|weights|heights|ages|amounts))(?! with| contains| longer| len)",
    rf"(?:read )?(?:{NOUN} )?(?:in|from|of) (?:text |csv |json )?file (?P<path>§p\d+)",
)
def take_file(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A file that is named: read when a step says as what."""
    path = str(phrase.value(match["path"]))
    held = (match.groupdict().get("held") or "").lower()
    if held in ("names", "words", "lines", "sentences", "urls"):
        flow.item_hint = singular(held)
    elif held:
        flow.kind_hint = "numbers"
    flow.add(Data(f"<{path}>", "file", path=path))
    return True


@step(
    SOURCE,
    r"(?:read )?(?:in )?(?:text )?file (?:with )?(?:contains|with|has|of|holds) (?P<noun>integers|whole numbers|numbers|ints|floats)(?: perline| (?:on|in) (?:single|one) line)?(?: (?:separated|seperated|split) by (?:spaces?|whitespace|blanks?))?(?: perline)?",
)
def take_number_file(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A file of numbers that has no name."""
    flow.kind_hint = "numbers"
    flow.add(Data("<numbers.txt>", "file", path="numbers.txt"))
    return True


@step(SOURCE, r"(?:numbers )?up to (?P<high>§n\d+)(?: inclusive)?")
def take_up_to(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The numbers from 1 on, where there are no others that could be meant."""
    high = phrase.value(match["high"])
    if flow.leaves or not isinstance(high, int) or high < 1:
        return False
    flow.make("numbers", "numbers", f"range(1, {high + 1})", noun="number")
    return True


@step(SOURCE, r"(?:dict |list |set |tuple |array )?(?P<data>§d\d+)")
def take_data(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Data that the request gives."""
    value = phrase.value(match["data"])
    if not isinstance(value, list | tuple | set | dict) or not value:
        return False
    kind, noun, wanted = _kind_of(value)
    label = phrase.labels.get(int(match["data"][2:]))
    name = label or flow.free_name(wanted)
    numeric = _numeric_columns(value) if kind == "rows" else []
    data = Data(name, kind, noun if not label else singular(label), is_given=True)
    flow.add(replace(data, numeric=numeric[0] if len(numeric) == 1 else ""), f"{name} = {value!r}")
    return True


def _numeric_columns(rows: object) -> list[str]:
    first = next(iter(rows))  # type: ignore[call-overload]
    return [
        str(name) for name, value in first.items() if isinstance(value, int | float) and not isinstance(value, bool)
    ]


def _kind_of(value: object) -> tuple[str, str, str]:
    if isinstance(value, dict):
        is_table = all(isinstance(item, int | float) for item in value.values())
        return ("table" if is_table else "mapping"), "name", "data"
    items = list(value)  # type: ignore[call-overload]
    if items and all(isinstance(item, int | float) and not isinstance(item, bool) for item in items):
        return "numbers", "number", "numbers"
    if items and all(isinstance(item, str) for item in items):
        return "strings", "word", "words"
    if items and all(isinstance(item, dict) for item in items):
        return "rows", "row", "rows"
    if items and all(isinstance(item, list) for item in items):
        return "items", "row", "rows"
    if items and all(isinstance(item, tuple) and len(item) == 2 for item in items):
        return "pairs", "pair", "pairs"
    return "items", "item", "items"


@step(SOURCE, r"(?:in |of |from )?(?:text |sentence |string |words? )?(?P<text>§s\d+)")
def take_text(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Text that the request gives."""
    label = phrase.labels.get(int(match["text"][2:]))
    name = label or flow.free_name("text")
    text = phrase.value(match["text"])
    is_prose = re.search(r"[A-Za-z]{2}", text) is not None
    flow.add(
        Data(name, "text", is_line="\n" not in text, is_prose=is_prose, is_whole="." not in text),
        f"{name} = {repr_string(text)}",
    )
    return True


@step(
    SOURCE,
    rf"(?:{NOUN} )?(?:from |between )?(?P<low>§n\d+) (?:down to|to|and|through|until|up to) (?P<high>§n\d+)(?: inclusive)?",
)
def take_range(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The numbers from one to another, both included."""
    low, high = phrase.value(match["low"]), phrase.value(match["high"])
    if not (isinstance(low, int) and isinstance(high, int)) or low == high:
        return False
    if re.search(r"§n\d+ and ", match[0]) and "between" not in match[0]:
        return False  # "the multiples of 3 and 5"
    if low > high:
        if "down" not in match[0]:
            return False
        flow.make("numbers", "numbers", f"range({low}, {high - 1}, -1)", noun="number")
        return True
    flow.make("numbers", "numbers", f"range({low}, {high + 1})", noun="number")
    return True


@step(
    SOURCE,
    r"(?P<name>[A-Za-z_]\w*) is (?:list|dict|dictionary|set|tuple|string|text|sentence)(?:(?: of (?P<pair>[a-z]+ (?:to|and) [a-z]+))|(?: of (?P<of>[a-z]+)))?(?: with (?:keys )?(?P<keys>\w+(?: , \w+)*(?: and \w+)?))?",
    r"(?:in |of |from )?(?:list|dict|dictionary|tuple|set) (?:of )?(?P<of>[a-z]+ )?(?:called |named )?(?P<name>(?!(?:numbers|words|strings|dicts|lists|tuples|integers|files|lines|items|dictionaries|values|is|names)\b)(?:[a-z_]\w*s|[a-z]+_\w+))(?= |$)",
)
def take_variable(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A variable that the person has."""
    groups = match.groupdict()
    name, of = groups["name"], (groups.get("of") or "").strip()
    if not name.isidentifier() or name in flow.names or of == "lists" or of in STOP_WORDS:
        return False
    if is_ordinary(name) or (name in STOP_WORDS and len(name) > 1):
        return False
    if (
        match.start() == 0
        and match[0].startswith("list ")
        and not re.match(r"list \w+(?: of \w+)? (?:,|:)", match.string)
    ):
        return False  # "list the environment variables"
    if not of and re.match(r"list of", match[0]) and any(leaf.kind == "file" for leaf in flow.leaves):
        flow.item_hint = singular(name)  # "a list of urls from urls.txt"
        return True
    if re.search(r"\b(?:make|create|build|generate|produce|convert|into|to|as) $", match.string[: match.start()]):
        return False  # the program is to make it, so the person has none
    kinds = {
        "numbers": "numbers",
        "integers": "numbers",
        "ints": "numbers",
        "floats": "numbers",
        "strings": "strings",
        "words": "strings",
        "dicts": "rows",
        "dictionaries": "rows",
        "tuples": "pairs",
        "names": "strings",
    }
    is_dict = re.search(r"\bdict", match[0].split(" of ")[0]) is not None
    kind = (
        "table" if is_dict else "text" if re.search(r"is (string|text|sentence)", match[0]) else kinds.get(of, "items")
    )
    keys = tuple(re.findall(r"\w+", re.sub(r"\band\b", " ", groups.get("keys") or "")))
    flow.add(Data(name, kind, singular(name), columns=keys))
    return True


def speaks_of_one_file(text: str, phrase: Phrase) -> bool:
    """Return whether a part of a phrase means a file, not files: "a file from the server" says nothing of a folder."""
    return re.search(r"\bfile\b", text) is not None and not re.search(r"\b(?:each|every|any|all)\b", phrase.text)


@step(
    SOURCE,
    r"(?:keep |list |read |get )*(?:paths |names )?(?:of |in |for )?(?:every |each )?(?:(?P<ending>(?!count\b)\.?[a-z0-9]{1,5}) )?files? (?:in|of|under|from|inside) (?:folder )?(?P<folder>§[sp]\d+|(?!(?:not|unique|same|other|another|dialog|zip|archive|window|browser|parallel|python|order|memory|chunks|to|and|for|it|them|list|subfolders|reverse)\b)[\w./-]+)(?: folder)?(?P<deep> (?:and |including |with |look into |incl )*subfolders(?: as well| too)?)?(?: (?:with )?endswith (?P<ending2>\.?\w+|§s\d+))?",
    r"(?:read )?(?:every |each )?(?P<ending>(?!count\b)\.?[a-z0-9]{2,5}) files? (?:in|of|under|from|inside)? ?folder (?P<folder>§[sp]\d+|[\w./-]+)(?P<deep> (?:and |including |with |look into |incl )*subfolders(?: as well| too)?)?",
    r"files(?: are)? (?:in|under|of|inside) (?P<folder>(?!(?:MB|KB|GB|ISO|CSV|JSON|UTC|USD|EUR)\b)(?-i:[A-Z]|/|\./|~/)[\w./~-]*)(?P<ending>)(?P<deep> (?:and |including |with )*subfolders)?",
    r"(?:in|under|inside) (?P<folder>(?!(?:MB|KB|GB|ISO|CSV|JSON|UTC|USD|EUR)\b)(?-i:[A-Z]|/|\./|~/)[\w./~-]*)(?P<ending>)(?P<deep> (?:and |including |with )*subfolders)?(?=$| and | , )",
    r"(?:in |of |from |under |inside |for )?folder (?P<folder>§[sp]\d+|(?!(?:not|unique|same|other|another|to|in|of|and|is|by|with|as|that|size|count|for|into|parallel|names|structure|tree|exists?|recursively|recursive|listing|contents|not|if|then|from)\b)[\w./-]+)(?P<ending>)(?P<deep> (?:and |including |with |look into |incl )*subfolders(?: as well| too)?)?",
)
def take_folder(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The files of a folder."""
    if speaks_of_one_file(match[0], phrase) or re.fullmatch(
        r"(?:(?:get|find|show|print|open) )?folder \S+ *", phrase.text
    ):
        return False
    folder = phrase.plain(match["folder"]).rstrip("/") or "/"
    ending = (match["ending"] or phrase.plain(match.groupdict().get("ending2") or "")).lstrip(".").lower()
    if folder in ("folder", "which", "that", "with", "where", "whose", "it", "them", "current", "script", "program"):
        return False
    if ending in (
        "every",
        "each",
        "text",
        "big",
        "large",
        "old",
        "new",
        "many",
        "count",
        "list",
        "print",
        "size",
        "keep",
        "max",
        "zip",
    ):
        ending = "txt" if ending == "text" else ""
    if ending and ending not in FILE_ENDINGS and "." not in (match["ending"] or "."):
        return False  # "the empty files": no ending
    flow.path_names = flow.path_names or "names" in match[0].split()
    flow.imports.add("from pathlib import Path")
    walk = "rglob" if match["deep"] else ("glob" if ending else "iterdir")
    pattern = f'"*.{ending}"' if ending else ('"*"' if walk == "rglob" else "")
    source = f"Path({repr_string(folder)}).{walk}({pattern})"
    if ending:
        flow.make("paths", "paths", f"sorted({source})", noun="path")
    else:
        flow.make("paths", "paths", f"[path for path in sorted({source}) if path.is_file()]", noun="path")
    return True


@step(
    SOURCE,
    r"(?P<count>§n\d+) random (?:whole |integer )?(?:numbers|integers|ints|values|dice)(?: (?:between|from|in range)(?: of)? (?P<low>§n\d+) (?:and|to) (?P<high>§n\d+))?",
)
def take_random(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Random whole numbers."""
    flow.imports.add("import random")
    low = phrase.value(match["low"]) if match["low"] else 1
    high = phrase.value(match["high"]) if match["high"] else 100
    count = phrase.value(match["count"])
    flow.make("numbers", "numbers", f"[random.randint({low}, {high}) for _ in range({count})]", noun="number")
    return True


@step(
    SOURCE,
    r"json (?:list|array)(?: of [a-z]+)? (?:at|from) (?P<url>§u\d+)",
    r"read (?:json )?(?:list )?(?:data )?(?:from )?(?P<url>§u\d+)",
)
def take_url(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A JSON list on the web."""
    flow.imports |= {"import json", "from urllib.request import urlopen"}
    name = flow.free_name("items")
    line = f"with urlopen({repr_string(phrase.value(match['url']))}, timeout=10) as response:\n    {name} = json.load(response)"
    flow.add(Data(name, "items"), line)
    return True


@step(
    SOURCE,
    r"(?P<path>§p\d+) has (?:a )?table (?P<table>[A-Za-z_]\w*)(?: with)?(?: columns?)?(?P<columns> \w+(?: , (?!print\b|save\b|keep\b|count\b|sum\b|average\b|sort\b|return\b|read\b)\w+)*(?: and (?!print\b|save\b|keep\b)\w+)?)?",
    r"(?:from |of |in )?(?P<table>[A-Za-z_]\w*) table (?:in|of|from) (?P<path>§p\d+)",
    r"table (?P<table>[A-Za-z_]\w*) (?:in|of|from) (?P<path>§p\d+)",
)
def take_table(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A table of an SQLite database."""
    if match["table"].lower() in ("in", "of", "from", "to", "into"):
        return False
    if re.search(r"\.(?:md|html?|txt|xml|docx|pdf|rst)$", str(phrase.value(match["path"])).lower()):
        return False  # a table that stands in a text
    flow.imports.add("import sqlite3")
    noun = singular(match["table"])
    name = flow.free_name(match["table"])
    columns = tuple(re.findall(r"\w+", re.sub(r"\band\b", " ", match.groupdict().get("columns") or "")))
    path = repr_string(str(phrase.value(match["path"])))
    flow.lines.append(f"connection = sqlite3.connect({path})\nconnection.row_factory = sqlite3.Row")
    line = f'{name} = [dict(row) for row in connection.execute("SELECT * FROM {match["table"]}")]\nconnection.close()'
    flow.add(Data(name, "rows", noun, columns=columns), line)
    return True


@step(
    SOURCE,
    r"function takes (?:a )?(?:list|array|sequence|collection) of (?P<noun>[a-z]+)",
    r"function takes (?P<text>text|string|sentence|paragraph|word)",
    r"(?:given )?list of (?P<noun>dicts|dictionaries) with (?:keys )?(?P<keys>§s\d+(?: (?:,|and|, and) §s\d+)*|(?!keys\b)\w+(?: (?:,|and) (?!(?:group|get|print|sort|count|sum|average|keep|drop|find|compute|return|save|take)\b)\w+)*)",
)
def take_parameter(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """What a function is given."""
    groups = match.groupdict()
    if groups.get("text"):
        data = Data("text", "text")
    else:
        noun = groups["noun"]
        kinds = {
            "numbers": "numbers",
            "integers": "numbers",
            "ints": "numbers",
            "floats": "numbers",
            "dicts": "rows",
            "dictionaries": "rows",
            "tuples": "pairs",
            "words": "strings",
            "strings": "strings",
            "names": "strings",
            "lines": "strings",
            "sentences": "strings",
        }
        name = {"dicts": "rows", "dictionaries": "rows", "ints": "numbers", "integers": "numbers"}.get(noun, noun)
        columns = read_names(phrase.plain(groups.get("keys") or ""))
        data = Data(name, kinds.get(noun, "items"), singular(name), columns=columns)
    flow.parameter = data
    flow.add(data)
    return True


# ---------------------------------------------------------------- hints
@step(HINT, r"perline", r"with header row", r"with header", r"first row is header")
def hint_lines(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """How a file or an output is laid out: one a line is how files are read and written anyway."""
    if match[0] == "perline" and re.search(r"\bprint\b", match.string[: match.start()]):
        flow.print_each = True
    return True


@step(
    HINT,
    r"(?:is |are )?(?:separated|seperated|delimited) by (?P<separator>[a-z]+|§s\d+)",
    r"(?P<separator>[a-z]+)[- ](?:separated|delimited)(?: file)?",
    r"with (?P<separator>[a-z]+) as (?:separator|delimiter)",
)
def hint_delimiter(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """What separates a file's columns."""
    separator = read_separator(match["separator"], phrase)
    if separator is None:
        return False
    flow.leaves = [replace(leaf, delimiter=separator) if leaf.kind == "file" else leaf for leaf in flow.leaves]
    return True


@step(
    HINT,
    r"(?:is |holds |with |as )?(?:dicts?|dictionary|dictionaries|object)(?: of| with| mapping)? (?P<key>[a-z]+) to (?P<value>[a-z]+)",
)
def hint_table(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A file that holds a dictionary, or one that is to be made of the items."""
    for leaf in reversed(flow.leaves):
        if leaf.kind == "file" and leaf.path.lower().endswith(".json"):
            return need(flow, leaf, "table") is not None
    return map_to(flow, match, phrase)


@step(
    GROUP,
    r"(?:make |create |build )?(?:dict|dictionary|mapping) (?:of|with) (?P<key>word) (?P<value>lengths?)(?: (?:for|of) (?:each |every )?words?)?",
    r"(?:map|pair|match) (?:each|every) (?P<key>[a-z]+)(?: (?:of|in) [a-z]+| (?!to\b)[a-z]+)? (?:to|with) (?P<value>lengths?|count (?:letters|characters)(?: in it)?|squares?|cubes?)",
)
def map_to(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A dictionary from each item to something about it."""
    makers = {
        "length": "len({x})",
        "lengths": "len({x})",
        "square": "{x} ** 2",
        "squares": "{x} ** 2",
        "cube": "{x} ** 3",
    }
    if match["key"].lower() in ("word", "words"):
        flow.item_hint = "word"
    value = "length" if match["value"].startswith("count") else match["value"]
    data = newest(flow, "numbers" if value.startswith(("square", "cube")) else "strings")
    if data is None or value not in makers:
        return False
    x = item_of(data)
    flow.make(
        plural(value.rstrip("s")),
        "table",
        f"{{{x}: {makers[value].format(x=x)} for {x} in {data.name}}}",
        data,
        noun=x,
    )
    return True


@step(
    HINT,
    r"(?:read|list of) (?P<noun>(?!(?:lines|rows|words|contents|data|files|columns|values|news|as|is|this)\b)[a-z]+s)(?= ,| and| then|$)",
)
def hint_noun(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """What a file's lines are called: "read names from names.txt"."""
    if flow.parameter is not None:
        return True
    if not any(leaf.kind == "file" for leaf in flow.leaves):
        return False
    if match["noun"].lower() != "numbers":
        flow.item_hint = flow.item_hint or singular(match["noun"].lower())
    return True


@step(
    HINT,
    r"(?:with|has|have) (?:columns|fields|keys) (?P<names>\w+(?: , \w+)*(?: (?:,|and) (?!(?:print|save|keep|sort|count|sum|drop|get|find|compute|average)\b)\w+)*)",
)
def hint_columns(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Which columns the rows have."""
    names = read_names(match["names"])
    flow.leaves = [replace(leaf, columns=names) if leaf.kind in ("file", "rows") else leaf for leaf in flow.leaves]
    return True


@step(
    SOURCE,
    r"read (?:every|each|all)? ?json files? (?:in|of|from|under) (?:folder )?(?P<folder>§[sp]\d+|[\w./-]+)(?: folder)? ?,? (?:and )?(?:combine|merge|join|put)(?: them)?(?: (?:in|into|to))? (?:one|single|big)(?: big)? list",
)
def combine_json(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The items of all JSON files of a folder, as one list."""
    folder = repr_string(phrase.plain(match["folder"]).rstrip("/"))
    flow.imports |= {"import json", "from pathlib import Path"}
    name = flow.free_name("items")
    line = (
        f'{name} = []\nfor path in sorted(Path({folder}).glob("*.json")):\n'
        f'    data = json.loads(path.read_text(encoding="utf-8"))\n'
        f"    {name} += data if isinstance(data, list) else [data]"
    )
    flow.add(Data(name, "items"), line)
    return True


@step(HINT, r"(?:as|into|in) (?:a )?list of (?:dicts|dictionaries|dict)")
def take_as_rows(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A table's rows, each as a dictionary."""
    return newest(flow, "rows") is not None


@step(
    SOURCE,
    r"(?P<count>§n\d+) random (?:floats|decimal numbers|decimals|float numbers)(?: between (?P<low>§n\d+) and (?P<high>§n\d+))?",
)
def take_random_floats(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Random numbers with a fraction."""
    flow.imports.add("import random")
    low = phrase.value(match["low"]) if match["low"] else 0
    high = phrase.value(match["high"]) if match["high"] else 1
    call = "random.random()" if (low, high) == (0, 1) else f"random.uniform({low}, {high})"
    flow.make("numbers", "numbers", f"[{call} for _ in range({phrase.value(match['count'])})]", noun="number")
    return True


@step(
    SOURCE,
    r"(?:simulate |roll |throw )?(?:rolling )?(?P<count>§n\d+) (?:rolls|throws) of (?:one |single )?(?P<dice>die|dice|§n\d+ dice|two dice)(?: and keep sum)?",
    r"(?:simulate |roll(?:ing)? |throw(?:ing)? )(?P<dice>die|dice|§n\d+ dice|two dice) (?P<count>§n\d+) times",
)
def take_dice(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Throws of one die, or the sums of several."""
    flow.imports.add("import random")
    word = match["dice"].lower()
    dice = phrase.value(word.split()[0]) if word.startswith("§") else 2 if word == "two dice" else 1
    one = "random.randint(1, 6)"
    call = one if dice == 1 else f"sum({one} for _ in range({dice}))"
    flow.make("rolls", "numbers", f"[{call} for _ in range({phrase.value(match['count'])})]", noun="roll")
    return True
