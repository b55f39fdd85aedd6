"""Noun phrases: "the sum of the even numbers", "the three longest words", "how many lines start with #"."""

import re
from dataclasses import replace
from functools import partial

from engine.chains.conditions import PREDICATES
from engine.chains.flow import plural, repr_string, singular
from engine.chains.materials import PARTS_OF_TEXT, convert, opened
from engine.chains.qualities import COLUMN, read_adjective, read_attribute, read_tests
from engine.chains.reading import NUMBER, Reader
from engine.chains.table_plan import NUMBER_LIKE
from engine.chains.table_words import PEOPLE
from engine.chains.things import Attribute, Thing, column_of

PRONOUN = r"(?:them|it|results?|rest|list|ones|those|everything|those left|both lists|everyone|everybody|anyone)"
GENERIC = r"(?:items?|elements?|entries|entry|ones?|values?|strings?|texts?|records?|rows?|things?|people|persons?)"
AGGREGATES = {
    "sum": "sum", "average": "average", "median": "median", "stdev": "stdev", "product": "product", "mode": "mode",
    **dict.fromkeys(["maximum", "max", "largest", "biggest", "highest", "greatest", "larger", "bigger"], "max"),
    **dict.fromkeys(["minimum", "min", "smallest", "lowest", "smaller"], "min"),
}  # fmt: skip
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
_OLDEST = {
    "oldest": ("max", "age"), "youngest": ("min", "age"), "cheapest": ("min", "price|amount|cost|total"), "most expensive": ("max", "price|amount|cost|total"),
    "tallest": ("max", "height"), "heaviest": ("max", "weight"), "newest": ("max", "year"), "best rated": ("max", "rating"),
    "highest rated": ("max", "rating"), "richest": ("max", "salary"), "best paid": ("max", "salary"), "highest paid": ("max", "salary"),
}  # fmt: skip
_NOUN = r"(?P<noun>(?!(?:and|with|then|by|in|of|from|sort|separated|join|perline|round)\b)[a-z]+)"
_MOST = r"(?:most|highest|largest|biggest|max|maximum|greatest|longest|latest|best)"
_LEAST = r"(?:least|lowest|smallest|fewest|min|minimum|shortest|earliest|worst)"


def call_of(r: Reader, function: str, values: str) -> str:
    """Return the call that makes one number of many."""
    inner = values[1:-1] if values.startswith("[") and " for " in values else values
    if function in ("sum", "max", "min"):
        return f"{function}({inner})"
    module = {"product": "math"}.get(function, "statistics")
    name = {"average": "mean", "product": "prod"}.get(function, function)
    r.flow.imports.add(f"from {module} import {name}")
    return f"{name}({inner})"


def read_noun(r: Reader) -> Thing | None:
    """Read a noun phrase about what there is."""
    for read in (
        _read_ranked,
        _largest_key,
        _read_aggregate,
        _read_difference,
        _read_count,
        _read_one,
        _read_some,
        read_many,
        read_those,
    ):
        found: Thing | None = r.attempt(partial(read, r))
        if found is not None:
            return found
    return None


def read_those(r: Reader) -> Thing | None:
    """Read a bare condition: "those longer than 3"."""
    topic = opened(r)
    return _filtered(r, topic) if topic is not None and topic.shape != "one" else None


def _read_ranked(r: Reader) -> Thing | None:
    """Read "the second largest number"."""
    match = r.eat(
        rf"(?P<place>second|third) (?:(?P<most>{_MOST})|(?P<least>{_LEAST}))(?: (?:number|value|one|element|unique number))?(?P<unique> unique)?"
    )
    topic = opened(r) if match else None
    if match is None or topic is None or topic.item != "number" or topic.shape != "many":
        return None
    number = {"second": 2, "third": 3}[match["place"].lower()]
    source = f"set({topic.code})" if match["unique"] or "unique" in match[0] else topic.code
    place = f"-{number}" if match["most"] else str(number - 1)
    return Thing(
        f"sorted({source})[{place}]",
        "one",
        "number",
        f"{match['place'].lower()}_{'largest' if match['most'] else 'smallest'}",
    )


# ---------------------------------------------------------------- one number of many
def _read_aggregate(r: Reader) -> Thing | None:
    match = r.eat(rf"(?:(?:overall|final) )?{FUNCTION}(?! (?:{NUMBER}|number of)\b)")
    if match is None:
        return None
    function = AGGREGATES[match["function"].lower()]
    r.eat(r"(?:value|number|score|one|temperature)?(?: of)?(?= |$)") if not r.sees(r"numbers|values") else None
    r.eat(r"of")
    topic = opened(r)
    if topic is None:
        return None
    values = r.attempt(lambda: _values_said(r, topic))
    if values is None:
        values = _own_values(r.mentioned or topic)
    if values is None or values[1].kind == "text":
        return None
    things, attribute = values
    if grouped := r.attempt(lambda: _read_groups(r, things, function, attribute)):
        return grouped
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
        if topic.item == "row" and r.sees(rf"(?:{re.escape(topic.code)}|rows|people|items) with"):
            things = read_many(r) or topic
        if r.eat(rf"of(?= )(?! (?:each|every)\b)|in(?= {PRONOUN})") or r.sees(r"with (?!\d)"):
            things = r.attempt(lambda: read_many(r)) or (_filtered(r, topic) if r.sees("with") else None)  # type: ignore[assignment]
            if things is None or things.item != topic.item:
                return None
        return things, attribute
    many = read_many(r)
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
    if things.item == "row" and (name := r.eat(rf"(?:each |every )?(?P<key>{COLUMN})")):
        key = column_of(things, str(r.value(name["key"])))
    else:
        found = read_attribute(r, things)
        if found is None:
            return None
        key = found
    return group_rows(r, things, function, attribute, key)


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


def _read_difference(r: Reader) -> Thing | None:
    """Read "the difference between the largest and the smallest", or of the two that were worked out before."""
    if r.eat("difference") is None:
        return None
    if r.eat(r"(?:between|of)") is None or r.eat(r"(?:them|both|two)"):
        numbers = [thing for thing in r.results if (thing.shape, thing.item) == ("one", "number")]
        return (
            Thing(f"{numbers[0].code} - {numbers[1].code}", "one", "number", "difference")
            if len(numbers) == 2
            else None
        )
    first = read_noun(r)
    second = read_noun(r) if first is not None and r.eat("and") else None
    if first is None or second is None or (first.item, second.item) != ("number", "number"):
        return None
    return Thing(f"{first.code} - {second.code}", "one", "number", "difference")


def _read_count(r: Reader) -> Thing | None:
    if match := r.eat(
        r"counteach (?:of )?(?P<noun>(?!of\b)[a-z]+)(?: (?:occurs?|appears?|is used|comes? up|there are|is there|in it))?"
    ):
        return _counter(r, singular(match["noun"].lower()))
    if r.eat("count") is None:
        return None
    if each := r.attempt(lambda: _count_in_each(r)):
        return each
    topic = r.topic
    if topic is not None and topic.item == "text" and topic.shape == "one":
        text = Thing(topic.code, "one", "text")
        attribute = r.attempt(lambda: _count_attribute(r, text))
        if attribute is not None:
            return Thing(text.fill_one(attribute.code), "one", "number", attribute.name)
    if topic is not None and topic.item == "path" and (each := r.attempt(lambda: _count_in_files(r, topic))):
        return each
    things = r.attempt(lambda: read_many(r)) if not r.sees(r"there|it (?:has|is)") else None
    if things is None:
        things = r.attempt(lambda: _filtered(r, topic)) if (topic := opened(r)) and topic.shape != "one" else None
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
    match = r.eat(r"(?P<what>vowels|words|letters|characters|digits) (?:in|of) (?:each|every) (?P<noun>[a-z]+)")
    things = things_of(r, singular(match["noun"].lower())) if match else None
    if match is None or things is None or things.shape != "many" or things.item != "text":
        return None
    template = {
        "vowels": 'sum(letter in "aeiou" for letter in {x}.lower())',
        "words": "len({x}.split())",
        "digits": "sum(letter.isdigit() for letter in {x})",
    }.get(match["what"].lower(), "len({x})")
    code = f"{{{things.x}: {things.fill(template)} for {things.x} in {things.code}}}"
    return r.assign("counts", Thing(code, "table", "pair", things.noun, value_noun=match["what"].lower()))


def _count_attribute(r: Reader, text: Thing) -> Attribute | None:
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
    if r.eat(rf"(?:there are )?{PER}") is None:
        return None
    key = read_attribute(r, things)
    if key is None:
        return None
    r.flow.imports.add("from collections import Counter")
    code = f"Counter({things.fill(key.code)} for {things.target} in {things.source})"
    return r.assign("counts", Thing(code, "table", "pair", key.name, value_noun="count"))


def _counter(r: Reader, noun: str) -> Thing | None:
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
    return _count_all(r, things)


def _count_all(r: Reader, things: Thing) -> Thing:
    """Return how often each thing occurs; the words of a text are told apart without regard to case."""
    r.flow.imports.add("from collections import Counter")
    is_plain = r.eat(r"(?:, )?nocase") is not None or (things.noun == "word" and not things.is_given)
    code = (
        f"Counter({things.fill('{x}.lower()')} for {things.x} in {things.code})"
        if is_plain and things.item == "text"
        else f"Counter({things.code})"
    )
    return r.assign("counts", Thing(code, "table", "pair", things.noun, value_noun="count"))


# ---------------------------------------------------------------- one or some of many
def _read_one(r: Reader) -> Thing | None:
    """Read the one that has most of something: "the longest word", "the oldest person", "the name with most points"."""
    if (
        (match := r.eat(r"(?P<which>best|worst|winner)(?: one)?(?= ?(?:,|$|and\b))"))
        and r.topic
        and r.topic.item == "pair"
        and r.topic.shape != "one"
    ):
        return _extreme(r, r.topic, "min" if match["which"] == "worst" else "max", "{v}")
    if match := r.eat(rf"(?P<which>{'|'.join(_OLDEST)})(?: {_NOUN})?"):
        topic = opened(r)
        call, columns = _OLDEST[match["which"].lower()]
        said = [
            word
            for word in columns.split("|")
            if re.search(rf"\b{word}", r.phrase.text) or (topic and word in topic.columns)
        ]
        column = (said or columns.split("|"))[0]
        if topic is None or topic.item != "row" or not _names_item(topic, match["noun"] or "one"):
            return None
        return _extreme(r, topic, call, column_of(topic, column).number)
    if match := r.eat(rf"(?P<which>longest|shortest)(?: {_NOUN})?"):
        noun = singular((match["noun"] or "one").lower())
        things = things_of(r, noun) if noun not in ("one", "item", "entry") else opened(r)
        if things is None or things.shape != "many" or things.item not in ("text", "list"):
            return None
        filtered = r.attempt(lambda: _filtered(r, things)) if r.sees("with|startswith|contains") else None
        return _extreme(r, filtered or things, "max" if match["which"].lower() == "longest" else "min", "len({x})")
    if match := r.eat(r"(?P<which>earliest|latest|first|last) date"):
        topic = opened(r)
        if topic is None or topic.item != "text" or topic.shape != "many":
            return None
        return Thing(f"{'min' if match['which'] in ('earliest',) else 'max'}({topic.code})", "one", "text", match["which"]) if match["which"] in ("earliest", "latest") else None  # fmt: skip
    if match := r.eat(r"(?P<which>earliest|latest)(?: one)?"):
        topic = opened(r)
        if topic is None or topic.item != "text" or topic.shape != "many" or topic.noun not in ("date", "day"):
            return None
        return Thing(f"{'min' if match['which'] == 'earliest' else 'max'}({topic.code})", "one", "text", match["which"])
    if match := r.eat(rf"(?:(?P<most>{_MOST})|(?P<least>{_LEAST})) files?"):
        topic = opened(r)
        if topic is None or topic.item != "path":
            return None
        return _extreme(r, topic, "max" if match["most"] else "min", "{x}.stat().st_size")
    if r.eat(r"most (?:common|frequent|used) (?P<noun>[a-z]+)|(?:commonest) (?P<noun2>[a-z]+)"):
        noun = singular(r.phrase.text[: r.position].split()[-1])
        if r.topic is not None and r.topic.item == "pair":
            return _extreme(r, r.topic, "max", "{v}") if noun in (r.topic.x, r.topic.noun) else None
        table = _counter(r, noun)
        return _extreme(r, table, "max", "{v}") if table is not None else None
    match = r.eat(rf"(?P<noun>[a-z]+) (?:with|winner with) (?:(?P<most>{_MOST})|(?P<least>{_LEAST}))")
    topic = opened(r) if match else None
    if match is None or topic is None or topic.shape == "one":
        return None
    if topic.item == "row" and r.sees("average|sum"):
        return _best_group(r, topic, match["noun"], "max" if match["most"] else "min")
    call = "max" if match["most"] else "min"
    attribute = read_attribute(r, topic)
    if attribute is None:
        return None
    found = _extreme(r, topic, call, attribute.number)
    return _part_of_one(topic, found, match["noun"]) or (found if _names_item(topic, match["noun"]) else None)


def _largest_key(r: Reader) -> Thing | None:
    """Read "the largest city" of a table of cities."""
    topic = r.topic
    if topic is None or topic.item != "pair" or topic.value != "number" or topic.shape == "one":
        return None
    match = r.eat(
        rf"(?:(?P<most>{_MOST}|warmest|hottest|oldest|most expensive|heaviest|tallest|richest)|(?P<least>{_LEAST}|coldest|youngest|cheapest|lightest)) (?P<noun>[a-z]+)"
    )
    one = singular(match["noun"]) if match else ""
    if (
        match is None
        or one in (topic.value_noun, "value", "and", "of", "with", "number", "amount")
        or NUMBER_LIKE.fullmatch(one)
    ):
        return None
    is_special = match[0].lower().split()[0] not in f"{_MOST}{_LEAST}"
    if not is_special and one not in (topic.noun, topic.parts[0], "key", "name", "item", "one", "product", "person"):
        return None
    found = _extreme(r, topic, "max" if match["most"] else "min", "{v}")
    return Thing(f"{found.code}[0]", "one", "text", one)


def _best_group(r: Reader, rows: Thing, noun: str, call: str) -> Thing | None:
    """Read "the department with the highest average salary"."""
    match = r.eat(r"(?P<function>average|sum)(?: of)?")
    attribute = read_attribute(r, rows) if match else None
    if match is None or attribute is None:
        return None
    table = group_rows(r, rows, match["function"].lower(), attribute, column_of(rows, noun))
    return _extreme(r, table, call, "{v}")


def _part_of_one(topic: Thing, found: Thing, noun: str) -> Thing | None:
    if topic.item == "row" and noun.lower() in ("name", "title", *(column.lower() for column in topic.columns)):
        return Thing(found.fill_one(column_of(topic, noun).code), "one", "text", noun)
    if topic.item == "pair" and noun.lower() in ("name", "key", topic.parts[0]):
        return Thing(f"{found.code}[0]", "one", "text", noun)
    return None


def _extreme(r: Reader, things: Thing, call: str, template: str) -> Thing:
    key = things.key(template)
    code = f"{call}({things.source}{f', key={key}' if key else ''})"
    name = {"len({x})": {"max": "longest", "min": "shortest"}}.get(template, {"max": "best", "min": "lowest"})[call]
    name = "oldest" if "'age'" in template or ('"age"' in template and call == "max") else name
    one = replace(things, code=code, shape="one")
    return r.assign(name, one)


def _names_item(things: Thing, noun: str) -> bool:
    """Return whether a noun means the things' own items."""
    one = singular(noun.lower())
    generic = {"row", "entry", "item", "one", "record", "element"} | ({"person"} if things.item == "row" else set())
    if (things.item == "row" and not things.columns and one in PEOPLE) or (
        things.item == "pair" and things.noun == "name" and one in PEOPLE
    ):
        return True
    return one in generic or one in (things.x, singular(things.noun), things.code, singular(things.code))


def _read_some(r: Reader) -> Thing | None:
    """Read "the first three lines", "the 3 longest words", "the top 5 by price"."""
    amount = "|".join(
        [NUMBER, *(name for name, thing in r.parameters.items() if (thing.shape, thing.item) == ("one", "number"))]
    )
    if ranked := r.eat(rf"(?P<count>{amount}) (?P<noun>[a-z]+) with (?:(?P<most>{_MOST})|(?P<least>{_LEAST}))"):
        things = things_of(r, singular(ranked["noun"].lower()))
        attribute = read_attribute(r, things) if things is not None and things.shape != "one" else None
        if things is None or attribute is None:
            return None
        count = ranked["count"] if ranked["count"] in r.parameters else str(r.number(ranked["count"]))
        key = things.key(attribute.number)
        return replace(
            things,
            code=f"sorted({things.source}, key={key}{', reverse=True' if ranked['most'] else ''})[:{count}]",
            shape="many",
        )
    match = r.eat(rf"(?P<which>first|last|top|bottom) (?P<count>{amount})") or r.eat(
        rf"(?P<count>{amount}) (?P<which>most (?:common|frequent|used|expensive)|longest|shortest|{_MOST}|{_LEAST}|oldest|youngest|cheapest)"
    ) or r.eat(rf"(?P<which>longest|shortest|largest|highest|biggest|smallest|lowest|cheapest) (?P<count>{amount})")  # fmt: skip
    if match is None:
        return None
    said = match["count"]
    which, count = match["which"].lower(), said if said in r.parameters else str(r.number(said))
    if which in ("most common", "most frequent", "most used"):
        noun = r.eat(r"(?P<noun>[a-z]+)")
        if noun is None:
            return None
        return _most_common(r, singular(noun["noun"].lower()), count)
    things = _things_named(r) or opened(r)
    if things is None or things.shape == "one":
        return None
    if which in ("first", "last"):
        part = f"[-{count}:]" if which == "last" else f"[:{count}]"
        base = f"list({things.source})" if things.shape == "table" else things.code
        return replace(things, code=base + part, shape="many")
    by = r.eat(r"(?:by|with highest|with most)")
    attribute = read_attribute(r, things) if by else None
    if by and attribute is None:
        return None
    down = not re.fullmatch(rf"{_LEAST}|bottom|youngest|cheapest", which)
    if which == "top" and attribute is None and _is_sorted(r, things):
        return replace(things, code=f"{things.code}[:{count}]", shape="many")
    template = attribute.order if attribute else _usual_order(things, which)
    if template is None:
        return None
    key = things.key(template)
    r.eat(r"(?:, )?descending" if down else r"(?:, )?ascending")
    more = (f", key={key}" if key else "") + (", reverse=True" if down else "")
    return replace(things, code=f"sorted({things.source}{more})[:{count}]", shape="many")


def _is_sorted(r: Reader, things: Thing) -> bool:
    return bool(r.flow.lines) and r.flow.lines[-1].startswith(f"{things.code} = sorted(")


def _usual_order(things: Thing, which: str) -> str | None:
    if which in ("longest", "shortest"):
        return "len({x})" if things.item == "text" else None
    if which in _OLDEST:
        return column_of(things, _OLDEST[which][1].split("|")[0]).number if things.item == "row" else None
    return {"number": "{x}", "path": "{x}.stat().st_size", "pair": "{v}"}.get(things.item)


def _most_common(r: Reader, noun: str, count: str) -> Thing | None:
    if r.topic is not None and r.topic.item == "pair":
        table: Thing | None = r.topic
        return replace(
            r.topic, code=f"sorted({r.topic.source}, key=lambda pair: pair[1], reverse=True)[:{count}]", shape="many"
        )
    things = things_of(r, noun)
    if things is None or things.shape != "many":
        return None
    things = r.attempt(lambda: _filtered(r, things)) or things
    r.eat(r"(?:in|of) (?:text|it|list|file|sentence)")
    table = _count_all(r, things)
    return replace(table, code=f"{table.code}.most_common({count})", shape="many")


# ---------------------------------------------------------------- many
def things_of(r: Reader, noun: str) -> Thing | None:
    """Return what a noun calls: the words of the text, the lines of the file, what there is by its own name."""
    topic = opened(r, noun)
    if topic is None:
        return None
    if noun == "line" and topic.shape == "many" and topic.item == "text" and topic.noun not in PARTS_OF_TEXT:
        return topic
    if noun in PARTS_OF_TEXT and noun != topic.noun and topic.item == "text":
        found = convert(r, topic, noun)
        return r.named(found) if found is not None else None
    if noun == "number" and topic.item == "number" and topic.shape == "many":
        return topic
    if topic.item == "pair" and topic.shape == "table" and noun in ("key", "value"):
        if noun == "value":
            return Thing(f"list({topic.code}.values())", "many", topic.value, topic.value_noun)
        return Thing(f"list({topic.code})", "many", "text", topic.noun)
    if topic.item == "path" and noun == "file":
        return topic
    if topic.shape != "one" and (_names_item(topic, noun) or noun in ("string", "value", "text")):
        return topic
    return None


def _things_named(r: Reader) -> Thing | None:
    """Read a bare noun that says which things are meant."""
    if r.eat(PRONOUN):
        return opened(r)
    match = r.sees(r"[a-z]+")
    if match is None:
        return None
    things = things_of(r, singular(match[0].lower()))
    if things is not None:
        r.eat(re.escape(match[0]))
    return things


def _filtered(r: Reader, things: Thing | None) -> Thing | None:
    """Read a condition on things and return those that meet it."""
    tests = read_tests(r, things) if things is not None else None
    if tests is None or things is None:
        return None
    return kept(things, tests.code)


def kept(things: Thing, test: str) -> Thing:
    """Return the things that pass a test."""
    if things.shape == "table":
        key, value = things.parts
        return replace(things, code=f"{{{key}: {value} for {key}, {value} in {things.source} if {things.fill(test)}}}")
    return replace(things, code=things.each("({k}, {v})" if things.item == "pair" else "{x}", test))


def read_many(r: Reader) -> Thing | None:
    """Read which things are meant: "the unique words longer than 3", "those over 10", "the lines with ERROR"."""
    if power := r.eat(
        r"(?P<power>square|cube|double)s?(?: of)?(?= (?:even|odd|positive|negative|numbers|them|rest|those|it)\b)"
    ):
        numbers = read_many(r)
        if numbers is None or numbers.item != "number":
            return None
        kept_ones = re.fullmatch(r"\[(\w+) for (.*)\]", numbers.code)
        template = {"square": "{x} ** 2", "cube": "{x} ** 3", "double": "{x} * 2"}[power["power"].lower()]
        code = f"[{template.replace('{x}', kept_ones[1])} for {kept_ones[2]}]" if kept_ones else numbers.each(template)
        return replace(numbers, code=code)
    if r.eat(r"(?:list )?(?:of )?(?:lengths?|len)(?: of)?(?= (?:words|lines|names|strings|them|it)\b)"):
        strings = read_many(r)
        return (
            Thing(strings.each("len({x})"), "many", "number", "length") if strings and strings.item == "text" else None
        )
    if r.eat(r"running (?:sum|totals?)(?: (?:after|of) (?:each|every|all|numbers|them|it)(?: number)?)?"):
        numbers = opened(r)
        if numbers is None or numbers.item != "number" or numbers.shape != "many":
            return None
        r.flow.imports.add("from itertools import accumulate")
        return replace(numbers, code=f"list(accumulate({numbers.code}))", noun="total")
    if r.eat(r"absolute (?:values|numbers)"):
        numbers = opened(r)
        return (
            replace(numbers, code=numbers.each("abs({x})"))
            if numbers and numbers.item == "number" and numbers.shape == "many"
            else None
        )
    if alone := r.sees(r"(?P<word>positive|negative|even|odd|prime|palindrome)s(?! [a-z]+s\b)"):
        named = opened(r)
        if named is not None and named.shape == "many" and named.item in ("number", "text"):
            r.eat(r"[a-z]+")
            wanted, code, _ = PREDICATES[alone["word"].lower()]
            if (wanted == "numbers") == (named.item == "number"):
                r.mentioned = kept(named, code)
                return r.mentioned
        return None
    is_unique = r.eat("unique") is not None
    noun = next((m for m in [r.sees(r"(?:not |non-?)?(?:[A-Za-z-]+|§n\d+ letter) (?P<noun>[a-z]+)")] if m), None)
    adjective = None
    if noun is not None:
        base = things_of(r, singular(noun["noun"].lower()))
        base = base if base is not None else (opened(r) if noun["noun"] in ("ones", "items", "entries") else None)
        if base is not None and base.shape != "one":
            adjective = r.attempt(partial(read_adjective, r, base))
    things = _things_named(r)
    if things is None or things.shape == "one":
        return None
    r.eat(r"who(?= )")
    r.eat(
        r"(?:of|in|from) (?:text file|file|list|text|string|sentence|it)(?= ?(?:,|$|and|then|with|are|len|gt|lt|startswith|contains|endswith))"
    )
    tests = [adjective] if adjective is not None else []
    if not r.sees(r"(?:and|,|then|with (?:length|len|count|size)s?(?: |$)(?!gt|lt|ge|le|eq|between))"):
        base = things
        more = r.attempt(lambda: read_tests(r, base))
        tests += [more] if more is not None else []
    if tests:
        is_unique = is_unique or any(".count({x}) >" in t.code for t in tests)
        things = kept(
            things, " and ".join(f"({t.code})" if " or " in t.code and len(tests) > 1 else t.code for t in tests)
        )
    if is_unique:
        things = replace(things, code=f"list(dict.fromkeys({things.code}))")
    if tests or is_unique:
        r.mentioned = things
    return things


__all__ = ["AGGREGATES", "PER", "PRONOUN", "call_of", "kept", "plural", "read_many", "read_noun", "things_of"]
