"""Which things are meant: "the unique words longer than 3", "those over 10", "the lines with ERROR"."""

import re
from dataclasses import replace
from functools import partial

from engine.chains.bounds import read_adjective, read_tests
from engine.chains.conditions import PREDICATES
from engine.chains.flow import repr_string, singular
from engine.chains.materials import PARTS_OF_TEXT, convert, opened
from engine.chains.reading import Reader
from engine.chains.table_words import PEOPLE
from engine.chains.things import Thing

PRONOUN = r"(?:them|it|results?|rest|list(?! (?:each|every|names?|them)\b)|ones|those|everything|those left|both lists|everyone|everybody|anyone)"
NUMBERS_CALLED = frozenset(
    "number value temperature price score amount reading measurement grade integer temp mark figure".split()
)
GENERIC = r"(?:items?|elements?|entries|entry|ones?|values?|strings?|texts?|records?|rows?|things?|people|persons?)"


def read_those(r: Reader) -> Thing | None:
    """Read a bare condition: "those longer than 3"."""
    topic = opened(r)
    if topic is not None and (topic.shape, topic.item) == ("one", "text") and r.sees("occurs?"):
        topic = things_of(r, "word")
    return filtered(r, topic) if topic is not None and topic.shape != "one" else None


def names_item(things: Thing, noun: str) -> bool:
    """Return whether a noun means the things' own items."""
    one = singular(noun.lower())
    generic = {"row", "entry", "item", "one", "record", "element"} | ({"person"} if things.item == "row" else set())
    if (things.item == "row" and not things.columns and one in PEOPLE) or (
        things.item == "pair" and things.noun == "name" and one in PEOPLE
    ):
        return True
    if things.item == "number" and one in NUMBERS_CALLED:
        return True
    return (
        one in generic
        or one in things.nouns
        or one in (things.x, singular(things.noun), things.code, singular(things.code))
    )


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
    if topic.shape != "one" and (names_item(topic, noun) or noun in ("string", "value", "text")):
        return topic
    return None


def things_named(r: Reader) -> Thing | None:
    """Read a bare noun that says which things are meant."""
    if r.eat(PRONOUN):
        return opened(r)
    if r.topic is not None and r.topic.words and (shown := r.attempt(lambda: _read_shown(r, r.topic))):
        return shown
    match = r.sees(r"[a-z]+")
    if match is None:
        return None
    things = things_of(r, singular(match[0].lower()))
    if things is not None:
        r.eat(re.escape(match[0]))
    return things


def _read_shown(r: Reader, rows: Thing | None) -> Thing | None:
    """Read "the errors" of lines in which the request has shown ERROR."""
    for word, column in rows.words if rows is not None else ():
        if rows and column and len(word) > 3 and r.eat(rf"{word}s?(?= ?(?:,|$|and|per|in|sort|by))"):
            return kept(rows, f"{{x}}[{repr_string(column)}] == {repr_string(word)}")
    return None


def filtered(r: Reader, things: Thing | None) -> Thing | None:
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
                r.is_split = r.mentioned is not None
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
    things = things_named(r)
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
    if is_unique and things.item == "row":
        return None  # rows are no values
    if is_unique:
        things = replace(things, code=f"list(dict.fromkeys({things.code}))")
    if things.item == "number" and things.shape == "many" and (power := r.eat(r"(?P<power>square|cube|double)(?= ?(?:,|$|and|perline|separated))")):  # fmt: skip
        template = {"square": "{x} ** 2", "cube": "{x} ** 3", "double": "{x} * 2"}[power["power"].lower()]
        changed = re.fullmatch(r"\[(\w+) for (.*)\]", things.code)
        code = f"[{template.replace('{x}', changed[1])} for {changed[2]}]" if changed else things.each(template)
        r.mentioned = replace(things, code=code)
        return r.mentioned
    if tests or is_unique:
        r.is_split = r.mentioned is not None and r.mentioned.code != things.code
        r.mentioned = things
    return things
