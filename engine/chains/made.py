"""Data that a request asks to be made: passwords, random walks, one table of several files, a dictionary of two lists."""

import re

from engine.chains.flow import Data, Flow, repr_string
from engine.chains.items import map_items
from engine.chains.phrases import Phrase
from engine.chains.steps import HINT, MAP, RESULT, SOURCE, newest, step


@step(
    SOURCE,
    r"(?:generate |create |make )?random (?P<count>§n\d+)[- ]?(?:characters?|chars?|letters?|digits?)?(?: long)? (?P<what>password|string|token|passcode)(?P<parts> (?:with|of|from|using|out of) (?:letters|digits|numbers|symbols|punctuation|special characters|uppercase|lowercase)(?:(?: ,| and| , and) (?:letters|digits|numbers|symbols|punctuation|special characters|uppercase|lowercase))*)?",
    r"(?:generate |create |make )?random (?P<what>password|string|token|passcode) (?:of|with) (?:length )?(?P<count>§n\d+)(?: (?:characters|chars|letters))?(?P<parts>)",
)
def take_password(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A random text of letters and digits."""
    flow.imports |= {"import secrets", "import string"}
    parts = match["parts"] or ""
    alphabet = "string.ascii_letters + string.digits"
    if re.search(r"symbols|punctuation|special", parts):
        alphabet += " + string.punctuation"
    elif parts and not re.search(r"digits|numbers", parts):
        alphabet = "string.ascii_letters"
    flow.lines.append(f"alphabet = {alphabet}")
    what = "password" if match["what"].lower() == "passcode" else match["what"].lower()
    text = f'"".join(secrets.choice(alphabet) for _ in range({phrase.value(match["count"])}))'
    flow.make(what if what != "string" else "text", "string", text)
    return True


@step(
    SOURCE,
    r"(?:simulate |make |do )?random walk(?: (?:of|with) (?P<steps>§n\d+) steps)?(?:(?: ,)? start(?:s|ing)? (?:at|from) (?P<start>§n\d+))?(?:(?: ,)? (?P<steps2>§n\d+) steps)?(?: of §n\d+ (?:or|and) §n\d+)?",
)
def take_walk(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The places of a walk of steps up or down by one."""
    steps = match["steps"] or match["steps2"]
    if steps is None:
        return False
    flow.imports.add("import random")
    start = phrase.value(match["start"]) if match["start"] else 0
    line = f"positions = [{start}]\nfor _ in range({phrase.value(steps)}):\n    positions.append(positions[-1] + random.choice([1, -1]))"
    flow.add(Data("positions", "numbers", "position"), line)
    return True


@step(SOURCE, r"(?:generate |compute |find |list )?first (?P<count>§n\d+) (?:prime numbers|primes)")
def take_primes(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """So many prime numbers, from 2 on."""
    line = (
        f"primes = []\ncandidate = 2\nwhile len(primes) < {phrase.value(match['count'])}:\n"
        "    if all(candidate % prime for prime in primes):\n        primes.append(candidate)\n    candidate += 1"
    )
    flow.add(Data("primes", "numbers", "prime"), line)
    return True


@step(
    SOURCE,
    r"(?:generate |compute |find |list |keep |get |print |take )*(?P<what>primes|prime numbers|fibonacci numbers|fibonacci sequence|fibonacci) (?:with )?(?P<op>lt|le|up to|until|smaller than|to|from (?P<low>§n\d+) to|between (?P<low2>§n\d+) and) (?P<high>§n\d+)(?: inclusive)?",
)
def take_below(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The prime numbers, or the Fibonacci numbers, up to a number."""
    low = match["low"] or match["low2"]
    high, first = phrase.value(match["high"]), phrase.value(low) if low else 2
    if not isinstance(high, int) or not isinstance(first, int):
        return False
    is_open = match["op"].lower() in ("lt", "smaller than")
    if match["what"].lower().startswith("prime"):
        numbers = f"range({max(first, 2)}, {high if is_open else high + 1})"
        test = "all(n % d for d in range(2, int(n**0.5) + 1))"
        flow.add(Data("primes", "numbers", "prime"), f"primes = [n for n in {numbers} if {test}]")
        return True
    if low:
        return False
    line = (
        f"fibonacci = [0, 1]\nwhile fibonacci[-1] + fibonacci[-2] {'<' if is_open else '<='} {high}:\n"
        "    fibonacci.append(fibonacci[-1] + fibonacci[-2])"
    )
    flow.add(Data("fibonacci", "numbers", "number"), line)
    return True


@step(
    SOURCE,
    r"rename (?:key )?(?P<old>§s\d+) (?:(?:in|of) )?(?:dict |dictionary )?(?P<name>(?!to\b|into\b|as\b)[A-Za-z_]\w*|§d\d+) (?:to|into|as) (?P<new>§s\d+)",
)
def rename_key(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A dictionary with another key for one of its values."""
    name, old, new = match["name"], *(repr_string(str(phrase.value(match[which]))) for which in ("old", "new"))
    if name.startswith("§d"):
        value = phrase.value(name)
        if not isinstance(value, dict):
            return False
        name = phrase.labels.get(int(name[2:])) or "data"
        flow.lines.append(f"{name} = {value!r}")
    flow.add(Data(name, "mapping", "key", is_given=True), f"{name}[{new}] = {name}.pop({old})")
    return True


_ADDING = r"(?: ,)? ?(?:(?:by|and|with|into one|in one|into|to) )*(?:(?:single |one )?dict )?(?: ?, )?(?:by )?(?:add|adding|sum|sum up)(?: up| together)?(?: (?:count|values?|numbers|amounts|quantities))?(?: (?:of |for )?(?:shared|same|common|equal|matching|duplicate) (?:keys|items|ones))?(?: (?:with|for|of|if|when) (?:items?|keys?|names?|one|it|they|both|key|same|keys) ?(?:with|in|is|are|occurs?|appears?|exists?|both|that|of|have|has)* ?(?:in )?(?:both|common)?(?: dicts?| of them)?)?"


@step(
    SOURCE,
    rf"(?:merge|combine|join|add|sum) (?:§n\d+ |two |such )*(?:dicts?|dictionaries|counters) (?P<one>(?!(?:such|two|them|of)\b)[a-z_]\w*|§d\d+) (?:and|with|,) (?P<other>(?!(?:print|then)\b)[a-z_]\w*|§d\d+){_ADDING}",
    rf"(?:merge|combine|join|add|sum) (?P<one>§d\d+) (?:and|with|,) (?P<other>§d\d+){_ADDING}",
    rf"(?:merge|combine) (?P<one>[a-z]\w*) (?:and|with) (?P<other>(?!(?:print|then)\b)[a-z]\w*){_ADDING}",
    rf"(?:merge|combine|join|add|sum) (?:§n\d+ |two |such )*(?P<one>dicts|dictionaries|counters)(?P<other>)(?: of (?:count|item to count|name to count|counts))?(?:{_ADDING}| together| key by key)",
)
def add_tables(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Two dictionaries of numbers as one, the numbers of a key that is in both added."""
    names = []
    for which, usual in (("one", "first"), ("other", "second")):
        said = match[which]
        if said.startswith("§d"):
            value = phrase.value(said)
            if not isinstance(value, dict):
                return False
            name = phrase.labels.get(int(said[2:])) or flow.free_name(usual)
            flow.add(Data(name, "table", "name"), f"{name} = {value!r}")
        else:
            name = usual if not match["other"] else said
            if not name.isidentifier() or name in ("dict", "list", "dicts", "values"):
                return False
            flow.add(Data(name, "table", "name"))
        names.append(name)
    if not match["other"]:
        flow.parameter, flow.parameters = flow.history[0], f", {names[1]}"
    used = [leaf for leaf in flow.leaves if leaf.name in names]
    one, other = names
    merged = f"{{key: {one}.get(key, 0) + {other}.get(key, 0) for key in {{**{one}, **{other}}}}}"
    flow.make("merged", "table", merged, *used, noun="name")
    return True


@step(
    SOURCE,
    r"(?:generate |compute |find |list )?first (?P<count>§n\d+) (?:fibonacci (?:numbers|terms)|numbers of fibonacci sequence)",
)
def take_fibonacci(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """So many Fibonacci numbers, from 0 on."""
    line = (
        f"fibonacci = [0, 1]\nwhile len(fibonacci) < {phrase.value(match['count'])}:\n"
        "    fibonacci.append(fibonacci[-1] + fibonacci[-2])"
    )
    flow.add(Data("fibonacci", "numbers", "number"), line)
    return True


@step(SOURCE, r"(?:list )?first (?P<count>§n\d+) (?P<which>natural|positive|even|odd) (?:numbers|integers)")
def take_first_numbers(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """So many of the natural, even or odd numbers."""
    count, which = phrase.value(match["count"]), match["which"].lower()
    ends = {"even": f"2, {2 * count + 1}, 2", "odd": f"1, {2 * count}, 2"}.get(which, f"1, {count + 1}")
    flow.make("numbers", "numbers", f"range({ends})", noun="number")
    return True


@step(HINT, r"(?:path|walk)")
def hint_walk(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """What the places of a walk are also called."""
    return any(leaf.name == "positions" for leaf in flow.leaves)


@step(
    SOURCE,
    r"(?:merge|combine|join|concatenate|append) (?:§n\d+ )?(?:csv )?(?:files? )?(?P<first>§p\d+) (?:and|with|,) (?P<second>§p\d+)(?: ,? ?(?:with )?same (?:header|columns))?",
)
def merge_tables(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The rows of two CSV files."""
    paths = [str(phrase.value(match[which])) for which in ("first", "second")]
    if not all(path.lower().endswith(".csv") for path in paths):
        return False
    flow.imports.add("import csv")
    line = (
        f"rows = []\nfor path in [{', '.join(map(repr_string, paths))}]:\n"
        '    with open(path, newline="", encoding="utf-8") as file:\n        rows += csv.DictReader(file)'
    )
    flow.add(Data("rows", "rows", "row", typed=False), line)
    return True


@step(
    SOURCE,
    r"(?:build |make |create )?(?:dict|dictionary) (?:from|of|out of|with) (?:§n\d+ |two )?(?:lists )?(?P<keys>§d\d+) (?:,|and|, and) (?P<values>§d\d+)",
    r"(?:zip|combine|turn|convert|merge) (?:lists )?(?P<keys>§d\d+) (?:,|and|, and|with) (?P<values>§d\d+) (?:into|to) (?:one )?(?:dict|dictionary)",
)
def take_pairs(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A dictionary of two lists."""
    names = []
    for which, usual in (("keys", "keys"), ("values", "values")):
        value = phrase.value(match[which])
        name = phrase.labels.get(int(match[which][2:])) or flow.free_name(usual)
        flow.add(Data(name, "items"), f"{name} = {list(value)!r}")
        names.append(name)
    used = [leaf for leaf in flow.leaves if leaf.name in names]
    numbers = all(isinstance(item, int | float) for item in phrase.value(match["values"]))
    kind = "table" if numbers else "mapping"
    flow.make("data", kind, f"dict(zip({', '.join(names)}))", *used, noun="key", is_given=True)
    return True


@step(MAP, r"(?:swap|exchange|invert|flip|switch) (?:keys (?:and|with) values|values and keys|it|dict|dictionary)")
def swap_pairs(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A dictionary from its values to its keys."""
    data = newest(flow, "table", "mapping")
    if data is None:
        return False
    flow.change(data, f"{{value: key for key, value in {data.name}.items()}}", kind="mapping")
    return True


@step(MAP, r"transpose(?: (?:it|them|matrix|rows|table))?")
def transpose(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The rows of a matrix as columns."""
    data = next((leaf for leaf in reversed(flow.leaves) if leaf.kind == "items" and leaf.noun == "row"), None)
    if data is None:
        data = next((leaf for leaf in reversed(flow.leaves) if leaf.kind == "items" and leaf.is_given), None)
    if data is None:
        return False
    flow.change(data, f"[list(column) for column in zip(*{data.name})]")
    return True


@step(HINT, r"in (?:degrees )?(?:celsius|fahrenheit)")
def hint_unit(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The unit that numbers are in; what they are converted to says as much."""
    units = set(re.findall("celsius|fahrenheit", phrase.text.lower()))
    return (
        len(units) == 1 or re.search("to (?:degrees )?(?:celsius|fahrenheit)", phrase.text, re.IGNORECASE) is not None
    )


@step(
    RESULT,
    r"(?:sums? of (?:each|every) row|(?:each|every) row sum|row sums?|sums? (?:per|of) rows?)",
    r"(?P<columns>sums? of (?:each|every) column|(?:each|every) column sum|column sums?)",
)
def sum_rows(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The sum of each row, or of each column."""
    data = next((leaf for leaf in reversed(flow.leaves) if leaf.kind == "items"), None)
    if data is None:
        return False
    source = (
        f"sum(column) for column in zip(*{data.name})"
        if match.groupdict().get("columns")
        else f"sum(row) for row in {data.name}"
    )
    flow.make("sums", "numbers", f"[{source}]", data, noun="total")
    return True


_UNITS = {
    ("celsius", "fahrenheit"): "{x} * 9 / 5 + 32",
    ("fahrenheit", "celsius"): "({x} - 32) * 5 / 9",
    ("kilometres", "miles"): "{x} / 1.609344",
    ("miles", "kilometres"): "{x} * 1.609344",
    ("inches", "centimetres"): "{x} * 2.54",
    ("kilograms", "pounds"): "{x} / 0.45359237",
    ("pounds", "kilograms"): "{x} * 0.45359237",
}
_UNIT_WORDS = {
    "km": "kilometres",
    "kilometers": "kilometres",
    "kg": "kilograms",
    "cm": "centimetres",
    "centimeters": "centimetres",
    "lbs": "pounds",
}
_UNIT = "|".join(sorted({word for pair in _UNITS for word in pair} | set(_UNIT_WORDS), key=len, reverse=True))


@step(
    MAP,
    rf"convert (?:(?:it|them|each|every|values|temps|temperatures|numbers|list|degrees|distances|weights|from|in|of) )*(?P<source>{_UNIT}) (?:temps |temperatures |values )?(?:in)?to (?:degrees )?(?P<target>{_UNIT})",
    r"(?:convert )?(?:it |them |each |every )?(?P<source>celsius|fahrenheit)? ?(?:in)?to (?:degrees )?(?P<target>fahrenheit|celsius)",
)
def convert_units(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Every number in another unit."""
    target = _UNIT_WORDS.get(match["target"].lower(), match["target"].lower())
    said = (match["source"] or ("celsius" if target == "fahrenheit" else "fahrenheit")).lower()
    formula = _UNITS.get((_UNIT_WORDS.get(said, said), target))
    if formula is None:
        return False
    data = newest(flow, "numbers")
    if data is None:
        return False
    name = data.name
    done = map_items(flow, formula, "numbers")
    if done and name != target:
        # What it was in another unit stays as it is, so that both can be shown.
        flow.lines[-1] = f"{target} = " + flow.lines[-1].removeprefix(f"{name} = ")
        flow.leaves = [Data(target, "numbers", "value") if leaf.name == name else leaf for leaf in flow.leaves]
        flow.history = [*flow.history, Data(target, "numbers", "value")]
        flow.names.add(target)
    return done
