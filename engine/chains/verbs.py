"""What a request does to what there is, clause by clause: keep, drop, sort, change, group."""

from dataclasses import replace
from functools import partial

from engine.chains.bounds import read_adjective, read_tests
from engine.chains.each import calculate, convert_items, map_each, retext, split, split_each
from engine.chains.flow import repr_string, singular
from engine.chains.inner_lists import change_inner
from engine.chains.keys import read_key
from engine.chains.many import PRONOUN, kept, things_of
from engine.chains.materials import opened
from engine.chains.measures import count_each
from engine.chains.nouns import read_noun
from engine.chains.orders import read_order
from engine.chains.qualities import COLUMN
from engine.chains.reading import NUMBER, Reader
from engine.chains.steps import read_separator
from engine.chains.things import Attribute, Thing, column_of


def read_change(r: Reader) -> Thing | None:
    """Read a clause that changes what there is; its result is what the next clauses are about."""
    for read in (
        change_inner,
        _join,
        _keep,
        _drop,
        _unique,
        _sort_each,
        _sort,
        _reverse,
        calculate,
        retext,
        convert_items,
        split,
        split_each,
        _take,
        _make_list,
        _make_dict,
        _group,
    ):
        found: Thing | None = r.attempt(partial(read, r))
        if found is not None:
            return found
    return None


def ends(r: Reader, found: Thing | None) -> Thing | None:
    """Return what was found where the clause ends after it."""
    return found if not r.rest or r.sees(r"(?:,|and|then|but)(?= |$)") else None


def _keep(r: Reader) -> Thing | None:
    is_said = r.eat(r"(?:keep|take|use|only|get|pull out|which)(?: (?:only|with))*")
    if is_said is None and not (
        r.steps == 1
        and r.sees(r"with|not|divisible|gt|lt|ge|le|len|startswith|endswith|contains|(?:price|age) (?:gt|lt|ge|le)")
    ):
        return None
    topic = opened(r)
    if topic is None or (topic.shape == "one" and topic.item != "text"):
        return None
    things = r.attempt(lambda: ends(r, _kept_by_test(r, topic))) or r.attempt(lambda: ends(r, read_noun(r)))
    if things is None or things.shape == "one" or things.code == topic.code:
        return None
    return r.settle(r.topic or topic, things)


def _kept_by_test(r: Reader, topic: Thing) -> Thing | None:
    if topic.shape == "one":
        return None
    r.eat(rf"(?:with|{PRONOUN})")
    tests = read_tests(r, topic)
    return kept(topic, tests.code) if tests else None


def _drop(r: Reader) -> Thing | None:
    if r.eat("drop") is None:
        return None
    if r.sees(r"blank (?:lines|ones)") and r.topic and r.topic.shape == "file" and r.hint in ("word", "number", "text"):
        r.hint = "line" if r.hint == "text" else r.hint
        opened(r, "line")
    topic = opened(r)
    if topic is None or topic.shape == "one":
        return None
    extreme = r.eat(
        r"(?P<which>lowest|highest|smallest|largest|biggest|first|last)(?: and (?P<other>lowest|highest|smallest|largest|biggest|last))?(?: (?:one|value|number|score|line|item|element|grade|row|part|word|letter|name))?(?= ?(?:,|$|and|then))"
    )
    if extreme:
        which = [extreme["which"].lower(), *([extreme["other"].lower()] if extreme["other"] else [])]
        if {"first", "last"} & set(which):
            part = f"[{'1' if 'first' in which else ''}:{'-1' if 'last' in which else ''}]"
            return r.settle(topic, replace(topic, code=topic.code + part))
        if topic.item != "number":
            return None
        low, high = bool({"lowest", "smallest"} & set(which)), bool({"highest", "largest", "biggest"} & set(which))
        return r.settle(
            topic, replace(topic, code=f"sorted({topic.code})[{'1' if low else ''}:{'-1' if high else ''}]")
        )
    adjective = None
    if noun := r.sees(r"(?:[A-Za-z-]+|§n\d+ letter) (?P<noun>[a-z]+)"):
        base = things_of(r, singular(noun["noun"].lower()))
        if base is not None or noun["noun"] == "ones":
            adjective = r.attempt(partial(read_adjective, r, base or topic))
            topic = base or topic
    named = r.eat(rf"(?:{PRONOUN}|words|lines|numbers|names|items|rows|people|entries|values|elements|products|files|[a-z]+s)(?= (?:with|gt|lt|ge|le|len|startswith|endswith|contains|between|divisible|not|age|price)\b|$| ,| and)")  # fmt: skip
    if adjective is not None:
        return r.settle(topic, kept(topic, adjective.opposite))
    if named and not (
        named[0].lower() in ("them", "it", "ones", "those", "everything") or things_matches(topic, named[0])
    ):
        converted = things_of(r, singular(named[0].lower()))
        if converted is None:
            return None
        topic = converted
    tests = read_tests(r, topic)
    return r.settle(topic, kept(topic, tests.opposite)) if tests else None


def things_matches(topic: Thing, noun: str) -> bool:
    """Return whether a noun says no more than the items of what there is."""
    one = singular(noun.lower())
    return one in (
        topic.x,
        singular(topic.noun),
        singular(topic.code),
        "item",
        "row",
        "entry",
        "value",
        "element",
        "person",
        "rest",
    )


def _unique(r: Reader) -> Thing | None:
    match = r.eat(
        rf"(?:(?:keep )?unique|duplicates)(?: (?:{PRONOUN}|(?P<noun>words|lines|names|numbers|values|items)))?(?= ?(?:,|$|and|then))"
    )
    if match is None:
        return None
    topic = things_of(r, singular(match["noun"])) if match["noun"] else opened(r)
    if topic is None or topic.shape != "many" or topic.item not in ("text", "number", "pair"):
        return None
    return r.settle(topic, replace(topic, code=f"list(dict.fromkeys({topic.code}))"))


def _join(r: Reader) -> Thing | None:
    """Make one text of several."""
    match = r.eat(rf"join(?: (?:{PRONOUN}|words|lines|names|again|back|together|letters|parts))*(?: (?:with|by|using) (?P<separator>§s\d+|(?!(?:and|then)\b)[a-z]+))?(?: (?:in between|between(?: them)?|again|together))?")  # fmt: skip
    topic = opened(r) if match else None
    if match is None or topic is None or topic.shape != "many" or topic.item not in ("text", "number"):
        return None
    separator = read_separator(match["separator"], r.phrase) if match["separator"] else " "
    if separator is None:
        return None
    items = topic.code if topic.item == "text" else f"map(str, {topic.code})"
    return r.assign("joined", Thing(f"{repr_string(separator)}.join({items})", "one", "text", "joined", is_line=True))


def _sort(r: Reader) -> Thing | None:
    match = r.eat(rf"sort(?: (?:{PRONOUN}|(?P<noun>(?!by\b|alphabetically\b|descending\b|ascending\b|in\b|and\b|then\b|nocase\b|reverse\b|inreverse\b|perline\b)[a-z]+)))?(?: (?:in|of|from)(?= |$))?")  # fmt: skip
    if match is None and not r.sees(r"(?:descending|ascending|alphabetically)(?= ?(?:,|$|and|then))"):
        return None
    noun = match["noun"] if match else None
    topic = things_of(r, singular(noun.lower())) if noun else opened(r)
    if topic is None:
        return None
    ordered = read_order(r, topic)
    if ordered is None:
        return None
    before = topic
    if topic.shape == "table":
        return r.assign(f"sorted_{topic.code}" if not topic.code.startswith("sorted") else "ranking", ordered)
    return r.settle(before, ordered)


def _sort_each(r: Reader) -> Thing | None:
    """Put the items of each group in order."""
    match = r.eat(r"sort (?:(?:each|every) (?:group|list|one|value|entry|[a-z]+)|groups|lists)(?P<order> descending| alphabetically| ascending)?(?= ?(?:,|$|and|then))")  # fmt: skip
    topic = r.topic if match else None
    if match is None or topic is None or topic.shape != "table" or topic.value != "list":
        return None
    key, value = topic.parts
    more = ", reverse=True" if (match["order"] or "").strip() == "descending" else ""
    return r.settle(
        topic, replace(topic, code=f"{{{key}: sorted({value}{more}) for {key}, {value} in {topic.source}}}")
    )


def _reverse(r: Reader) -> Thing | None:
    match = r.eat(rf"(?:reverse(?: (?:order(?: of {PRONOUN})?|order of words|(?P<each>each|every)(?: (?P<noun>word|line|name|one|string))?|(?P<noun2>words|list|lines|{PRONOUN}|text|string|sentence)))?|inreverse)(?= ?(?:,|$|and|then))")  # fmt: skip
    if match is None:
        return None
    if match["each"]:
        things = things_of(r, match["noun"]) if match["noun"] and match["noun"] != "one" else opened(r)
        return map_each(r, things, "{x}[::-1]", "text")
    topic = opened(r)
    if topic is None or topic.shape == "table" or topic.item not in ("text", "number", "row", "path", "pair"):
        return None
    is_of_words = match[0].endswith("words") and topic.shape == "one" and topic.item == "text"
    turned = f'" ".join({topic.code}.split()[::-1])' if is_of_words else f"{topic.code}[::-1]"
    return r.settle(topic, replace(topic, code=turned))


def _take(r: Reader) -> Thing | None:
    """Take the first few, or the most, of what there is."""
    if not r.sees(rf"(?:(?:take|get|keep|list|read) )?(?:first|last|top) {NUMBER}|(?:take|keep|get) {NUMBER}"):
        return None
    r.eat(r"(?:take|get|keep|list|read)")
    things = read_noun(r)
    topic = r.topic
    if things is None or topic is None or things.shape == "one":
        return None
    if things.item != topic.item or topic.shape == "table":
        return r.assign("top", things)
    return r.settle(topic, things)


def _make_list(r: Reader) -> Thing | None:
    """Make a list of what is named: "make a list of the squares of the odd numbers"."""
    if r.function or not r.eat(r"(?:make|create|build|generate|get|produce) (?:new )?list(?: (?:of|with|from))?"):
        return None
    things = r.attempt(lambda: ends(r, read_noun(r)))
    if things is None or things.shape != "many" or (r.topic is not None and things.code == r.topic.code):
        return None
    return r.assign("result" if things.item == "number" else "found", things)


def _make_dict(r: Reader) -> Thing | None:
    """Make a dictionary of pairs."""
    if counted := r.eat(
        r"(?:make|create|build) (?:dict|dictionary) (?:with|of|from|for|mapping) (?:(?:each|every) )?(?P<noun>[a-z]+) (?:and|to|with) count(?: (?:it|they|times it) occurs?)?"
    ):
        table = count_each(r, singular(counted["noun"]))
        if table is None:
            return None
        r.flow.lines[-1] = r.flow.lines[-1].replace(" = ", " = dict(", 1) + ")"
        return replace(table, is_given=True)
    match = r.eat(rf"(?:make|create|build|convert)(?: {PRONOUN})?(?: (?:in)?to)? ?(?:dict|dictionary)(?: (?:of|from|out of) {PRONOUN})?(?= ?(?:,|$|and|then))")  # fmt: skip
    topic = opened(r) if match else None
    if match is None or topic is None or (topic.shape, topic.item) != ("many", "pair"):
        return None
    return r.assign("data", replace(topic, code=f"dict({topic.code})", shape="table"))


def _group(r: Reader) -> Thing | None:
    """Put items into groups: a list of them for each value of something."""
    if r.eat(r"group(?: (?:them|it|rows|[a-z]+))? by (?P<key>[a-z_]+) (?:,|and|then)(?: then)?(?= (?:(?:print|compute|list|calculate) )?(?:(?:for )?(?:each|every) (?P=key) (?:with |print |, )?(?:count|sum|average|max|min|highest|lowest)[^,]* and (?:count|sum|average|max|min|highest|lowest)))"):  # fmt: skip
        return opened(r)  # each group is named again with its numbers
    if mapped := r.eat(rf"(?:(?:make|build|create|get) )?(?:dict|dictionary) (?:from|of|mapping|which maps|maps) (?:(?:each|every) )?(?P<key>{COLUMN}) to (?:lists? of )(?P<what>{COLUMN})"):  # fmt: skip
        rows = opened(r)
        if rows is None or rows.shape != "many":
            return None
        if rows.item == "text":
            attribute = {"length": "len({x})", "letter": "{x}[0]"}.get(mapped["key"])
            is_all = things_matches(rows, mapped["what"])
            return _grouped(r, rows, Attribute(attribute, "any", mapped["key"]), Attribute("{x}", "text", rows.x)) if attribute and is_all else None  # fmt: skip
        if rows.item != "row":
            return None
        return _grouped(r, rows, column_of(rows, mapped["key"]), column_of(rows, mapped["what"]))
    match = r.eat(r"group(?: (?P<what>(?!by\b)[a-z]+))? by")
    topic = opened(r) if match else None
    if match is None or topic is None or topic.shape != "many" or r.sees(r".*\b(?:sum|average|count each)\b"):
        return None
    key = read_key(r, topic)
    if key is None:
        return None
    what = match["what"] or ""
    is_item = not what or what in ("them", "it", "rows", "all") or things_matches(topic, what)
    member = Attribute("{x}", topic.item, topic.noun)
    if not is_item:
        if topic.item != "row":
            return None
        member = column_of(topic, what)
    return _grouped(r, topic, key, member)


def _grouped(r: Reader, topic: Thing, key: Attribute, member: Attribute) -> Thing:
    r.flow.imports.add("from collections import defaultdict")
    groups = r.flow.free_name("groups")
    r.flow.names.add(groups)
    r.flow.lines.append(
        f"{groups} = defaultdict(list)\nfor {topic.target} in {topic.source}:\n    {groups}[{topic.fill(key.code)}].append({topic.fill(member.code)})"
    )
    return Thing(groups, "table", "pair", key.name, value="list", value_noun=f"{member.name}s")
