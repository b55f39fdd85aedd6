"""The one that has most of something, and the first few: "the oldest person", "the 3 longest words"."""

import re
from dataclasses import replace

from engine.chains.flow import singular
from engine.chains.keys import date_part
from engine.chains.many import filtered, names_item, things_named, things_of
from engine.chains.materials import opened
from engine.chains.measures import count_all, count_each, group_rows
from engine.chains.qualities import read_attribute
from engine.chains.reading import NUMBER, Reader
from engine.chains.superlatives import SUPERLATIVES, column_meant
from engine.chains.table_plan import NUMBER_LIKE, TEXT_LIKE
from engine.chains.things import Thing, column_of

_NOUN = r"(?P<noun>(?!(?:and|with|then|by|in|of|from|sort|separated|join|perline|round)\b)[a-z]+)"
_MOST = r"(?:most|highest|largest|biggest|max|maximum|greatest|longest|latest|best)"
_LEAST = r"(?:least|lowest|smallest|fewest|min|minimum|shortest|earliest|worst)"


def read_ranked(r: Reader) -> Thing | None:
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


def read_one(r: Reader) -> Thing | None:
    """Read the one that has most of something: "the longest word", "the oldest person", "the name with most points"."""
    if (
        (match := r.eat(r"(?P<which>best|worst|winner)(?: one)?(?= ?(?:,|$|and\b))"))
        and r.topic
        and r.topic.item == "pair"
        and r.topic.shape != "one"
    ):
        return _extreme(r, r.topic, "min" if match["which"] == "worst" else "max", "{v}")
    if found := r.attempt(lambda: _read_superlative(r)):
        return found
    if found := r.attempt(lambda: _read_end(r)):
        return found
    if match := r.eat(rf"(?P<which>longest|shortest)(?: {_NOUN})?"):
        noun = singular((match["noun"] or "one").lower())
        if (
            r.mentioned is not None
            and (r.mentioned.shape, r.mentioned.item) == ("many", "text")
            and r.eat("of (?:them|those|these)")
        ):
            return _extreme(r, r.mentioned, "max" if match["which"].lower() == "longest" else "min", "len({x})")
        things = things_of(r, noun) if noun not in ("one", "item", "entry") else opened(r)
        if things is None or things.shape != "many" or things.item not in ("text", "list"):
            return None
        kept = r.attempt(lambda: filtered(r, things)) if r.sees("with|startswith|contains") else None
        return _extreme(r, kept or things, "max" if match["which"].lower() == "longest" else "min", "len({x})")
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
        if noun == "one" and r.topic is not None and (r.topic.shape, r.topic.item) == ("one", "text"):
            noun = "letter" if re.search(r"\bcount unique (?:letters|characters)", r.phrase.text) else "word"
        if r.topic is not None and r.topic.item == "pair":
            return _extreme(r, r.topic, "max", "{v}") if noun in (r.topic.x, r.topic.noun) else None
        table = count_each(r, noun)
        return _extreme(r, table, "max", "{v}") if table is not None else None
    match = r.eat(rf"(?P<noun>[a-z]+) (?:with|winner with) (?:(?P<most>{_MOST})|(?P<least>{_LEAST}))") or r.eat(
        rf"(?P<noun>winner) with (?:(?P<most>{_MOST})|(?P<least>{_LEAST}))"
    )
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
    return _part_of_one(topic, found, match["noun"]) or (found if names_item(topic, match["noun"]) else None)


def _read_end(r: Reader) -> Thing | None:
    """Read "the first and the last" of a list."""
    match = r.eat(
        r"(?P<which>first|last)(?: (?P<noun>one|item|element|word|name|number|value|entry))?(?= ?(?:,|$|and|then))"
    )
    topic = r.topic if match else None
    if match is None or topic is None or (topic.shape, topic.item) not in (("many", "text"), ("many", "number")):
        return None
    if topic.noun in ("date", "line", "letter") or (match["noun"] and not names_item(topic, match["noun"])):
        return None
    return Thing(
        f"{topic.code}[{'0' if match['which'].lower() == 'first' else '-1'}]", "one", topic.item, match["which"].lower()
    )


def read_position(r: Reader) -> Thing | None:
    """Read "the position of the largest number", "the index of the shortest word"."""
    match = r.eat(
        rf"(?:position|index|place) (?:of )?(?:(?P<most>{_MOST}|hottest|warmest)|(?P<least>{_LEAST}|coldest))(?: {_NOUN})?"
    )
    topic = opened(r) if match else None
    if (
        match is None
        or topic is None
        or not topic.is_name
        or (topic.shape, topic.item) not in (("many", "text"), ("many", "number"))
    ):
        return None
    is_length = "longest" in match[0].lower() or "shortest" in match[0].lower()
    if is_length != (topic.item == "text") or (
        match["noun"] and match["noun"] != "one" and not names_item(topic, match["noun"])
    ):
        return None
    call = "max" if match["most"] else "min"
    code = f"{topic.code}.index({call}({topic.code}{', key=len' if is_length else ''}))"
    return Thing(code, "one", "number", "position")


def _read_superlative(r: Reader) -> Thing | None:
    """Read "the oldest person", "the hottest day" of rows that have a column day."""
    match = r.eat(rf"(?P<which>{'|'.join(SUPERLATIVES)})(?: {_NOUN})?")
    topic = opened(r) if match else None
    if match is None or topic is None or topic.item != "row" or topic.shape == "one":
        return None
    column = column_meant(topic, match["which"], r.phrase.text)
    noun = match["noun"] or "one"
    if not match["noun"] and (other := r.sees(rf"(?:and|,) (?:{'|'.join(SUPERLATIVES)}) {_NOUN}")):
        noun = other["noun"]  # "the warmest and the coldest day"
    if column is None or not (names_item(topic, noun) or noun in topic.columns):
        return None
    r.eat(r"overall(?= ?(?:,|$|and))")
    found = _extreme(r, topic, SUPERLATIVES[match["which"].lower()][0], column.number)
    return found if names_item(topic, noun) else _part_of_one(topic, found, noun)


def largest_key(r: Reader) -> Thing | None:
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
    if (
        not is_special
        and not TEXT_LIKE.fullmatch(one)
        and one not in (topic.noun, topic.parts[0], "key", "name", "item", "one", "product", "person")
    ):
        return None
    found = _extreme(r, topic, "max" if match["most"] else "min", "{v}")
    return Thing(f"{found.code}[0]", "one", "text", one)


def _best_group(r: Reader, rows: Thing, noun: str, call: str) -> Thing | None:
    """Read "the department with the highest average salary"."""
    match = r.eat(r"(?P<function>average|sum)(?: of)?")
    attribute = read_attribute(r, rows) if match else None
    if match is None or attribute is None:
        return None
    table = group_rows(r, rows, match["function"].lower(), attribute, date_part(rows, noun) or column_of(rows, noun))
    return _extreme(r, table, call, "{v}")


def _part_of_one(topic: Thing, found: Thing, noun: str) -> Thing | None:
    if topic.item == "row" and noun.lower() in (
        "name",
        "title",
        *(column.lower() for column in topic.columns),
    ):
        return Thing(found.fill_one(column_of(topic, noun).code), "one", "text", noun)
    if topic.item == "pair" and noun.lower() in ("name", "key", "winner", topic.parts[0]):
        return Thing(f"{found.code}[0]", "one", "text", noun)
    return None


def _extreme(r: Reader, things: Thing, call: str, template: str) -> Thing:
    key = things.key(template)
    code = f"{call}({things.source}{f', key={key}' if key else ''})"
    name = {"len({x})": {"max": "longest", "min": "shortest"}}.get(template, {"max": "best", "min": "lowest"})[call]
    name = "oldest" if "'age'" in template or ('"age"' in template and call == "max") else name
    one = r.assign(name, replace(things, code=code, shape="one"))
    r.chosen = one
    return one


def read_some(r: Reader) -> Thing | None:
    """Read the first few or the most of what there is."""
    found = _read_ranked_few(r)
    if found is not None and found.shape == "many" and r.says_their:
        r.mentioned = found
    return found


def _read_ranked_few(r: Reader) -> Thing | None:
    """Read "the first three lines", "the 3 longest words", "the top 5 by price"."""
    amount = "|".join(
        [NUMBER, *(name for name, thing in r.parameters.items() if (thing.shape, thing.item) == ("one", "number"))]
    )
    if ranked := r.eat(rf"(?P<count>{amount}) (?P<noun>[a-z]+) with (?:(?P<most>{_MOST})|(?P<least>{_LEAST}))"):
        if r.sees("average|sum") and (rows := opened(r)) is not None and (rows.shape, rows.item) == ("many", "row"):
            function = r.eat(r"(?P<function>average|sum)(?: of)?")
            summed = read_attribute(r, rows) if function else None
            if function is None or summed is None:
                return None
            table = group_rows(r, rows, function["function"].lower(), summed, column_of(rows, singular(ranked["noun"])))
            count = ranked["count"] if ranked["count"] in r.parameters else str(r.number(ranked["count"]))
            more = ", reverse=True" if ranked["most"] else ""
            return replace(table, code=f"sorted({table.source}, key={table.key('{v}')}{more})[:{count}]", shape="many")
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
    things = things_named(r) or opened(r)
    r.eat(r"(?:with )?(?:remain|are left|left|rest)(?= ?(?:,|$|and|then))")
    if things is None or things.shape == "one":
        return None
    if which in ("first", "last"):
        if count == "1":
            return (
                replace(things, code=f"{things.code}[{'0' if which == 'first' else '-1'}]", shape="one")
                if things.shape == "many"
                else None
            )
        part = f"[-{count}:]" if which == "last" else f"[:{count}]"
        if (text := _text_of(r, things)) is not None:
            return Thing(text + part, "one", "text", "text")
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


def _text_of(r: Reader, things: Thing) -> str | None:
    """Return the text whose characters these are, and no longer list them: a part of a text is a text."""
    listed = re.fullmatch(r"list\((?P<text>.+)\)", things.code) if things.noun == "character" else None
    if listed is None and things.noun == "character" and r.flow.lines:
        listed = re.fullmatch(rf"{re.escape(things.code)} = list\((?P<text>.+)\)", r.flow.lines[-1])
        if listed is not None:
            r.flow.lines.pop()
    return listed["text"] if listed is not None else None


def _is_sorted(r: Reader, things: Thing) -> bool:
    return bool(r.flow.lines) and r.flow.lines[-1].startswith(f"{things.code} = sorted(")


def _usual_order(things: Thing, which: str) -> str | None:
    if which in ("longest", "shortest"):
        return "len({x})" if things.item == "text" else None
    if which in SUPERLATIVES and things.item == "row":
        column = column_meant(things, which, "")
        return column.number if column is not None else None
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
    things = r.attempt(lambda: filtered(r, things)) or things
    r.eat(r"(?:in|of) (?:text|it|list|file|sentence)")
    table = count_all(r, things)
    return replace(table, code=f"{table.code}.most_common({count})", shape="many")
