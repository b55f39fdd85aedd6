"""One number of many, or of each group: sums, averages, how many there are, how often each occurs."""

import re
from dataclasses import replace
from functools import partial

from engine.chains.flow import repr_string, singular
from engine.chains.keys import read_key
from engine.chains.many import PRONOUN, filtered, names_item, read_many, read_those, things_of
from engine.chains.materials import opened
from engine.chains.qualities import read_attribute
from engine.chains.reading import NUMBER, NotReadError, Reader
from engine.chains.table_plan import NUMBER_LIKE
from engine.chains.things import Attribute, Thing, column_of

AGGREGATES = {
    "sum": "sum", "average": "average", "median": "median", "stdev": "stdev", "product": "product", "mode": "mode",
    **dict.fromkeys(["maximum", "max", "largest", "biggest", "highest", "greatest", "larger", "bigger"], "max"),
    **dict.fromkeys(["minimum", "min", "smallest", "lowest", "smaller"], "min"),
}  # fmt: skip
_OF_NUMBERS = {**dict.fromkeys(["warmest", "hottest", "dearest", "most expensive", "heaviest", "tallest", "oldest"], "max"), **dict.fromkeys(["coldest", "cheapest", "lightest", "youngest", "shortest"], "min")}  # fmt: skip
FUNCTION = rf"(?P<function>{'|'.join(AGGREGATES)})"
PER = r"(?:per|by|for each|for every|of each|of every|in each|in every|grouped by|group by)"
_NAMES = {
    "sum": "total",
    "max": "largest",
    "min": "smallest",
    "median": "middle",
    "stdev": "deviation",
    "mode": "most_common",
}


def call_of(r: Reader, function: str, values: str) -> str:
    """Return the call that makes one number of many."""
    inner = values[1:-1] if values.startswith("[") and " for " in values else values
    if function in ("sum", "max", "min"):
        return f"{function}({inner})"
    module = {"product": "math"}.get(function, "statistics")
    name = {"average": "mean", "product": "prod"}.get(function, function)
    r.flow.imports.add(f"from {module} import {name}")
    return f"{name}({inner})"


def read_aggregate(r: Reader) -> Thing | None:
    """Read one number of many: "the sum of the squares", "the warmest" of numbers."""
    if r.topic is not None and (r.topic.shape, r.topic.item) == ("many", "number") and (extreme := r.eat(rf"(?P<which>{'|'.join(_OF_NUMBERS)})(?: (?:one|{r.topic.x}))?(?= ?(?:,|$|and|then))")):  # fmt: skip
        function = _OF_NUMBERS[extreme["which"].lower()]
        return Thing(call_of(r, function, r.topic.code), "one", "number", extreme["which"].lower())
    match = r.eat(
        rf"(?:(?:overall|final|new) )?{FUNCTION}(?! number of\b)(?:(?<=average)|(?<=sum)|(?<=median)|(?! {NUMBER}(?![\w§])))"
    )
    if match is None:
        return None
    function = AGGREGATES[match["function"].lower()]
    if r.is_listing and (r.sees("(?:of )?rest") or (r.is_split and r.says_their and not r.sees("(?:of )?[a-z]+"))):
        raise NotReadError  # "the largest and the sum of the rest"; "the evens, the odds and their sums"
    r.eat(r"(?:value|number|score|one|temperature)?(?: of)?(?= |$)") if not r.sees(r"numbers|values") else None
    r.eat(r"of")
    topic = opened(r)
    if topic is None:
        return None
    if r.says_their and r.mentioned is not None and (r.mentioned.item, topic.item) == ("row", "row"):
        topic = r.mentioned
    if topic.item == "list" and topic.shape == "many" and (across := r.eat(r"(?:each|every|of each|of every) (?P<what>row|list|column|one)")):  # fmt: skip
        rows, x = (f"zip(*{topic.code})", "column") if across["what"] == "column" else (topic.code, "row")
        name = {"max": "largest", "min": "smallest", "sum": "sum"}.get(function, function)
        return Thing(f"[{call_of(r, function, x)} for {x} in {rows}]", "many", "number", name)
    if (
        topic.item == "list"
        and topic.shape == "many"
        and (r.eat(r"(?:of )?(?:overall|everything|numbers|values)(?= ?(?:,|$|and))") or not r.rest or r.sees(",|and"))
    ):
        return Thing(call_of(r, function, f"[number for row in {topic.code} for number in row]"), "one", "number", _NAMES.get(function, function))  # fmt: skip
    values = r.attempt(lambda: _values_said(r, topic))
    if values is None:
        is_of_all = r.is_split and not r.says_their  # "the even ones, the average of the odd ones and the largest"
        values = _own_values(topic if is_of_all else r.mentioned or topic)
    if values is None or values[1].kind == "text":
        return None
    things, attribute = values
    r.last_column = attribute if things.item == "row" else None
    if grouped := r.attempt(lambda: _read_groups(r, things, function, attribute)):
        return grouped
    r.eat(r"overall(?= ?(?:,|$|and))")
    code = things.code if attribute.number == "{x}" else things.each(attribute.number)
    return Thing(call_of(r, function, code), "one", "number", _NAMES.get(function, function))


def _own_values(things: Thing) -> tuple[Thing, Attribute] | None:
    """Return the numbers that things are, or that stand in them."""
    if things.shape == "one":
        return None
    if things.item == "number":
        return things, Attribute("{x}", "number", things.noun)
    if things.item == "pair" and things.value == "number":
        return things, Attribute("{v}", "number", things.value_noun)
    return None


def _read_part_of_them(r: Reader) -> Thing | None:
    """Read "the first three", of which a number is wanted."""
    from engine.chains.choices import read_some

    return r.attempt(partial(read_some, r)) if r.sees(rf"(?:first|last|top) {NUMBER}|{NUMBER} [a-z]+est") else None


def _values_said(r: Reader, topic: Thing) -> tuple[Thing, Attribute] | None:
    """Read whose numbers are meant: "of the even numbers", "age", "length of the words"."""
    if r.sees("each|every"):
        return None
    if topic.item == "number" and r.sees(r"(?:square|cube|double)s?(?: of)? [a-z]+"):
        powers = read_many(r)
        return _own_values(powers) if powers is not None else None
    if (match := r.eat(r"(?P<noun>word|line|name|sentence|string)s? lengths?")) and (
        words := things_of(r, match["noun"].lower())
    ):
        return words, Attribute("len({x})", "number", "length")
    for noun in ("lengths?|len", "sizes?", "word counts?"):
        if r.sees(rf"(?:{noun}) of"):
            r.eat(noun)
            r.eat("of")
            many = read_many(r)
            if many is None:
                return None
            if many.item == "path" and noun == "sizes?":
                return many, Attribute("{x}.stat().st_size", "number", "size")
            return (many, Attribute("len({x})", "number", "length")) if many.item == "text" else None
    attribute = r.attempt(lambda: read_attribute(r, topic)) if topic.shape != "one" else None
    if attribute is not None:
        things = topic
        if topic.item == "row" and (word := r.sees(r"[a-z]+")) and names_item(topic, word[0]):
            things = read_many(r) or topic
        if r.eat(rf"of(?= )(?! (?:each|every)\b)|in(?= {PRONOUN})") or r.sees(r"with (?!\d)"):
            things = r.attempt(lambda: read_many(r)) or (filtered(r, topic) if r.sees("with") else None)  # type: ignore[assignment]
            if things is None or things.item != topic.item:
                return None
        return things, attribute
    many = _read_part_of_them(r) or r.attempt(partial(read_many, r)) or r.attempt(partial(read_those, r))
    if (
        many is None
        and topic.item == "pair"
        and topic.value == "number"
        and (word := r.sees(r"[a-z]+"))
        and NUMBER_LIKE.fullmatch(word[0])
    ):
        r.eat(r"[a-z]+")
        return _own_values(topic)
    return _own_values(many) if many is not None else None


def _read_groups(r: Reader, things: Thing, function: str, attribute: Attribute) -> Thing | None:
    """Read "per customer": one number for each group."""
    if r.eat(PER) is None:
        return None
    key = read_key(r, things)
    return group_rows(r, things, function, attribute, key) if key is not None else None


def group_rows(r: Reader, things: Thing, function: str, attribute: Attribute, key: Attribute) -> Thing:
    """Return a table of one number for each group."""
    r.flow.imports.add("from collections import defaultdict")
    group, value = things.fill(key.code), things.fill(attribute.number)
    if function == "sum":
        totals = r.flow.free_name("totals")
        r.flow.names.add(totals)
        kind = "float" if "float(" in value else "int"
        r.flow.lines.append(
            f"{totals} = defaultdict({kind})\nfor {things.target} in {things.source}:\n    {totals}[{group}] += {value}"
        )
        return Thing(totals, "table", "pair", key.name, value_noun="total")
    groups = r.flow.free_name("groups")
    r.flow.names.add(groups)
    r.flow.lines.append(
        f"{groups} = defaultdict(list)\nfor {things.target} in {things.source}:\n    {groups}[{group}].append({value})"
    )
    names = {"average": ("averages", "average"), "max": ("highest", "highest"), "min": ("lowest", "lowest")}
    name, noun = names.get(function, ("results", function))
    code = f"{{key: {call_of(r, function, 'values')} for key, values in {groups}.items()}}"
    return r.assign(name, Thing(code, "table", "pair", key.name, value_noun=noun))


def read_count(r: Reader) -> Thing | None:
    if match := r.eat(
        r"counteach (?:of )?(?P<noun>(?!of\b)[a-z]+)(?: (?:occurs?|appears?|is used|comes? up|there are|is there|in it))?"
    ):
        return count_each(r, singular(match["noun"].lower()))
    if r.eat("count") is None:
        return None
    if days := r.attempt(lambda: _count_days(r)):
        return days
    if gone := r.attempt(lambda: _count_dropped(r)):
        return gone
    if each := r.attempt(lambda: _count_in_each(r)):
        return each
    topic = r.topic
    if topic is not None and topic.item == "text" and topic.shape == "one":
        text = Thing(topic.code, "one", "text")
        attribute = r.attempt(lambda: count_attribute(r, text))
        if attribute is not None:
            r.eat(r"(?:it has|in it|it contains|there are)")
            return Thing(text.fill_one(attribute.code), "one", "number", attribute.name)
    if topic is not None and topic.item == "path" and (each := r.attempt(lambda: _count_in_files(r, topic))):
        return each
    things = r.attempt(lambda: read_many(r)) if not r.sees(r"there|it (?:has|is)") else None
    if things is None:
        things = r.attempt(lambda: filtered(r, topic)) if (topic := opened(r)) and topic.shape != "one" else None
    if things is None:
        things = r.mentioned or topic
        if things is None or things.shape == "one":
            return None
    r.eat(
        r"(?:there (?:are|is|were)|are there|it has|it contains|are left|are|is|remain|left|were (?:entered|given|typed)|in it|of them|in sum|were save)"
    )
    if things.item != "pair" and (grouped := r.attempt(lambda: _count_groups(r, things))):
        return grouped
    code = things.code
    kept = re.fullmatch(r"\[(\w+) for \1 in (\w+) if (.*)\]", code)
    code = f"sum(1 for {kept[1]} in {kept[2]} if {kept[3]})" if kept else f"len({code})"
    return Thing(code, "one", "number", "count")


def _count_dropped(r: Reader) -> Thing | None:
    """Read "how many were removed": as many as there were before, without those that are left."""
    match = r.eat(r"(?:(?:of )?(?:them|[a-z]+s) )?(?:were|was|got|have been|it|we|i) ?drop(?= ?(?:,|$|and))")
    topic = r.topic if match else None
    if match is None or topic is None or not topic.is_name or topic.shape == "table":
        return None
    changed = [place for place, line in enumerate(r.flow.lines) if line.startswith(f"{topic.code} = ")]
    if len(changed) != 2:
        return None  # the first one makes it, the second one drops some of it
    before = r.flow.free_name("before")
    r.flow.names.add(before)
    r.flow.lines.insert(changed[1], f"{before} = len({topic.code})")
    return Thing(f"{before} - len({topic.code})", "one", "number", "removed")


def _count_days(r: Reader) -> Thing | None:
    """Read "the days between the first and the last" of dates."""
    match = r.eat(r"days (?:between|from) (?:(?P<place>first|second)|earliest|oldest)(?: date| one)? (?:and|to) (?:last|latest|newest|most recent)(?: date| one)?")  # fmt: skip
    topic = opened(r) if match else None
    if match is None or topic is None or (topic.shape, topic.noun) != ("many", "date") or match["place"] == "second":
        return None
    r.flow.imports.add("from datetime import date")
    first, last = (f"{topic.code}[0]", f"{topic.code}[-1]") if match["place"] else (f"min({topic.code})", f"max({topic.code})")  # fmt: skip
    return Thing(f"(date.fromisoformat({last}) - date.fromisoformat({first})).days", "one", "number", "days")


def _count_in_files(r: Reader, paths: Thing) -> Thing | None:
    """Read "the words of each file": a table from the files' names."""
    match = r.eat(
        r"(?P<what>words|lines|rows|characters|letters)(?P<test> (?:with )?(?:contains|startswith) (?:word |text )?(?:§s\d+|\w+))? (?:of|in|for|per) (?:(?:each|every)(?: (?:file|one|of them))?|files?|them)(?P<header> not header(?: row)?)?"
    )
    if match is None:
        return None
    text = 'path.read_text(encoding="utf-8")'
    what = match["what"].lower()
    value = {"words": f"len({text}.split())", "lines": f"len({text}.splitlines())"}.get(what, f"len({text})")
    if match["test"] and what == "lines":
        word = match["test"].split()[-1]
        text_said = repr_string(str(r.value(word)))
        test = f"{text_said} in line" if "contains" in match["test"] else f"line.startswith({text_said})"
        value = f"sum({test} for line in {text}.splitlines())"
    elif match["test"]:
        return None
    if what == "rows":
        value = f"len({text}.splitlines()) - 1" if match["header"] else f"len({text}.splitlines())"
    code = f"{{path.name: {value} for path in {paths.code}}}"
    return r.assign("counts", Thing(code, "table", "pair", "name", value_noun="count"))


def _count_in_each(r: Reader) -> Thing | None:
    """Read "the vowels in each word": a table from the words."""
    match = r.eat(
        r"(?P<what>vowels|words|letters|characters|digits) (?:(?:in|of) (?:each|every)(?: (?:of them|one)| (?P<noun>[a-z]+)|(?= ?(?:,|$|and)))|(?:each|every) (?:rest )?(?P<noun2>[a-z]+) (?:has|contains))"
    )
    noun = singular((match["noun"] or match["noun2"] or "").lower()) if match else ""
    things = (things_of(r, noun) if noun else opened(r)) if match else None
    noun = noun or (things.noun if things is not None else "")
    if match is None or things is None or things.shape != "many" or things.item != "text":
        return None
    template = {
        "vowels": 'sum(letter in "aeiou" for letter in {x}.lower())',
        "words": "len({x}.split())",
        "digits": "sum(letter.isdigit() for letter in {x})",
    }.get(match["what"].lower(), "len({x})")
    pairs = f"({things.x}, {things.fill(template)}) for {things.x} in {things.code}"
    if noun == "line":  # of two that are alike, both
        return r.assign("counts", Thing(f"[{pairs}]", "many", "pair", noun, value_noun=match["what"].lower()))
    code = f"{{{things.x}: {things.fill(template)} for {things.x} in {things.code}}}"
    return r.assign("counts", Thing(code, "table", "pair", things.noun, value_noun=match["what"].lower()))


def count_attribute(r: Reader, text: Thing) -> Attribute | None:
    from engine.chains.texts import _TESTS

    for kind in sorted(_TESTS, key=len, reverse=True):
        if kind != "numbers" and "string." not in _TESTS[kind] and r.eat(kind):
            test = _TESTS[kind].replace("{x}", "char")
            return Attribute(
                f"sum({test if ' and ' not in test else f'({test})'} for char in {{x}})",
                "number",
                kind.replace(" ", "_"),
            )
    if r.eat("words"):
        return Attribute("len({x}.split())", "number", "words")
    if r.eat("lines"):
        return Attribute("len({x}.splitlines())", "number", "lines")
    if r.eat("(?:characters|letters)"):
        return Attribute("len({x})", "number", "characters")
    return None


def _count_groups(r: Reader, things: Thing) -> Thing | None:
    if r.eat(rf"(?:there are )?(?:{PER}|(?:each|every)(?= [a-z]+ (?:has|have|made|got|placed|wrote|did)\b))") is None:
        return None
    key = read_key(r, things)
    r.eat("(?:has|have|made|got|placed|wrote|did)")
    if key is None:
        return None
    r.flow.imports.add("from collections import Counter")
    code = f"Counter({things.each(key.code)[1:-1]})"
    return r.assign("counts", Thing(code, "table", "pair", key.name, value_noun="count"))


def count_each(r: Reader, noun: str) -> Thing | None:
    topic = opened(r)
    if topic is None:
        return None
    if topic.item == "row":
        if noun in ("row", "item", "one"):
            return None
        key = column_of(topic, noun)
        r.flow.imports.add("from collections import Counter")
        code = f"Counter({topic.fill(key.code)} for {topic.target} in {topic.source})"
        return r.assign("counts", Thing(code, "table", "pair", key.name, value_noun="count"))
    things = things_of(r, noun)
    if things is None or things.shape != "many" or things.item not in ("text", "number"):
        return None
    return count_all(r, things)


def count_all(r: Reader, things: Thing) -> Thing:
    """Return how often each thing occurs; the words of a text are told apart without regard to case."""
    r.flow.imports.add("from collections import Counter")
    is_plain = r.eat(r"(?:, )?nocase") is not None or (
        things.noun == "word" and not things.is_given and things.code not in r.parameters
    )
    code = (
        f"Counter({things.fill('{x}.lower()')} for {things.x} in {things.code})"
        if is_plain and things.item == "text"
        else f"Counter({things.code})"
    )
    return r.assign("counts", Thing(code, "table", "pair", things.noun, value_noun="count"))


def spread_operand(r: Reader) -> None:
    """Say "the mean and the median of the price" in full: each of the numbers is of the price."""
    names = "|".join(AGGREGATES)
    match = r.sees(rf"(?P<first>(?:{names})(?: ?,? (?:{names}))*) ?,? ?and (?:sample )?(?P<last>{names})")
    topic = opened(r) if match else None
    if match is None or topic is None or topic.item not in ("row", "text", "path", "list") or topic.shape == "one":
        return
    before, text = r.position, r.phrase.text
    last = match.start("last")
    r.position = last
    found = r.attempt(partial(read_aggregate, r))
    operand = text[match.end() : r.position].strip() if found is not None else ""
    r.position = before
    if operand:
        parts = [f"{name} {operand}" for name in re.findall(names, match["first"])]
        said = " , ".join([*parts, f"{match['last']} {operand}"])
        text = f"{text[:before]}{said} {text[match.end() :].strip()[len(operand) :].strip()}".rstrip()
        r.phrase = replace(r.phrase, text=text)
