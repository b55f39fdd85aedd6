"""What a request wants to see: several results in one sentence, each item with something about it, in which form."""

import re
from dataclasses import replace
from functools import partial

from engine.chains.flow import singular
from engine.chains.forms import read_form
from engine.chains.grouped import read_grouped
from engine.chains.keys import read_key
from engine.chains.many import PRONOUN, read_many, read_those, things_of
from engine.chains.materials import opened
from engine.chains.measures import AGGREGATES, count_all, count_attribute, group_rows
from engine.chains.nouns import read_noun
from engine.chains.printing import ITEM, Output
from engine.chains.qualities import COLUMN, read_attribute
from engine.chains.reading import NUMBER, NotReadError, Reader
from engine.chains.things import Attribute, Thing, column_of
from engine.chains.two_lists import read_shared

_KINDS_OF_LETTERS = frozenset("vowels consonants digits spaces uppercase lowercase letters length".split())
_GROUPED = frozenset({"totals", "averages", "counts", "highest", "lowest", "results"})
_AND = r"(?:, )?(?:and(?: also)?|followed by|as well as|together with|along with|plus|,)(?= )"


def read_outputs(r: Reader) -> list[Output]:
    """Read what is to be shown, as far as it can be understood."""
    outputs: list[Output] = []
    while True:
        before, r.is_listing = r.position, bool(outputs)
        if outputs and r.eat(_AND) is None and not (outputs[-1].about is not None and r.eat("with")):
            break
        r.eat(r"(?:also|then|only|both)")
        found = r.attempt(partial(_read_output, r, outputs))
        if found is None:
            r.position = before
            break
        if (
            found.thing.shape == "table"
            and found.thing.code in _GROUPED
            and any(o.thing.shape == "one" for o in outputs)
        ):
            raise NotReadError  # "the number of orders and the total per customer": of each, or of all?
        outputs.append(read_form(r, found))
        r.named_numbers = [o.thing for o in outputs if (o.thing.shape, o.thing.item) == ("one", "number")]
        if len(outputs) > 1 and outputs[-1].rounding is not None:  # "a, b and c rounded": all of them
            form = outputs[-1]
            outputs = [
                replace(o, rounding=form.rounding, decimals=form.decimals) if _is_inexact(o) else o for o in outputs
            ]
    return outputs


def _is_inexact(output: Output) -> bool:
    return (
        (output.thing.shape, output.thing.item) == ("one", "number")
        and output.rounding is None
        and not output.thing.code.startswith(("count", "len("))
    )


def _read_output(r: Reader, before: list[Output]) -> Output | None:
    if r.sees(r"count (?:words|letters|characters|vowels|digits) (?:in it|it has)"):
        text = next((o.thing for o in reversed(before) if (o.thing.shape, o.thing.item) == ("one", "text")), None)
        said = r.attempt(partial(read_attribute, r, text)) if text is not None else None
        if text is not None and said is not None:
            r.eat("(?:in it|it has)")
            return Output(_about_one(text, said))
    if r.two and (shared := r.attempt(lambda: read_shared(r))):
        return shared
    if not before and (found := r.attempt(lambda: read_grouped(r))):
        return found
    if found := r.attempt(lambda: _read_of_one(r)):
        return found
    if not before and r.results and r.results[-1].shape == "one" and r.results[-1].item in ("row", "pair", "path"):
        attribute = r.attempt(lambda: read_attribute(r, r.results[-1]))
        if attribute is not None:
            return Output(_about_one(r.results[-1], attribute), about=r.results[-1])
    if before and (before[-1].is_count or before[-1].thing.noun in _KINDS_OF_LETTERS) and r.topic is not None:
        text = Thing(r.topic.code, "one", "text") if (r.topic.shape, r.topic.item) == ("one", "text") else None
        counted_letters = r.attempt(partial(count_attribute, r, text)) if text is not None and r.sees(r"(?:vowels|consonants|digits|spaces|uppercase|lowercase|punctuation|letters|characters)") else None  # fmt: skip
        if text is not None and counted_letters is not None:
            r.eat(r"(?:in it|it has|of it|it contains)")
            return Output(Thing(text.fill_one(counted_letters.code), "one", "number", counted_letters.name))
    if (
        before
        and before[-1].is_count
        and (
            counted := r.sees(
                r"(?P<noun>words|lines|characters|letters|sentences)(?: (?:in it|it has|of it))?(?= ?(?:,|$|and))"
            )
        )
    ):
        things = things_of(r, singular(counted["noun"]))
        if things is None or things.shape != "many":
            return None
        r.eat(r"[a-z]+(?: (?:in it|it has|of it))?")
        return Output(Thing(f"len({things.code})", "one", "number", counted["noun"]))
    if before and before[-1].thing.shape == "many" and not before[-1].attributes and not r.says_their and r.eat(r"(?:length|len)(?= ?(?:,|$|and\b))"):  # fmt: skip
        return Output(Thing(f"len({before[-1].thing.code})", "one", "number", "length"))
    if before and before[-1].about is not None:
        attribute = r.attempt(partial(_read_more_of, r, before[-1].about))
        if attribute is not None:
            return Output(_about_one(before[-1].about, attribute), about=before[-1].about)
    if (
        r.topic is not None
        and (r.topic.shape, r.topic.item) == ("one", "text")
        and (found := r.attempt(lambda: _read_of_text(r)))
    ):
        return found
    if before and before[-1].thing.shape == "one" and before[-1].thing.item in ("text", "row", "path", "pair"):
        is_part = before[-1].thing.noun == "word" and r.sees("count words|word count")
        attribute = None if is_part else r.attempt(lambda: read_attribute(r, before[-1].thing, is_loose=False))
        if attribute is not None:
            return Output(_about_one(before[-1].thing, attribute))
    if found := r.attempt(lambda: _read_each(r)):
        return found
    if found := r.attempt(lambda: _read_for_each(r)):
        return found
    is_ranked = r.topic is not None and r.topic.value == "list" and r.sees(r"[a-z]+ with [a-z]+ (?:average|sum)")
    is_of_one = bool(before) and (before[-1].thing.shape, before[-1].thing.item) == ("one", "row")
    if (
        r.topic is not None
        and r.topic.shape != "one"
        and not is_ranked
        and not is_of_one
        and (found := r.attempt(lambda: _read_columns(r)))
    ):
        return found
    thing = read_noun(r)
    if thing is not None and r.chosen is not None and thing.code.startswith(f"{r.chosen.code}["):
        return Output(thing, about=r.chosen)
    if thing is not None and before and (thing.shape, thing.item) == ("one", "row") and before[-1].thing.item == "row" and before[-1].attributes:  # fmt: skip
        return Output(thing, before[-1].attributes)
    if thing is not None and (thing.shape, thing.item) == ("one", "row") and not thing.columns and r.sees(COLUMN):
        cells = [read_attribute(r, thing)]
        while cells[-1] is not None and r.eat(r"(?:, )?and(?= )|,(?= )"):
            cells.append(read_attribute(r, thing))
        return Output(thing, tuple(cell for cell in cells if cell is not None)) if cells[-1] is not None else None
    if thing is not None:
        return with_attributes(r, thing)
    return None


def _read_more_of(r: Reader, one: Thing) -> Attribute | None:
    attribute = read_attribute(r, one)
    return attribute if not r.sees("gt|lt|ge|le|with|between|above|below") else None


def _read_of_text(r: Reader) -> Output | None:
    """Read what is asked of the one text: "it reversed, in capitals"."""
    assert r.topic is not None
    r.eat("(?:it|word|text|sentence|name|string)(?= (?:in|reverse|uppercase|lowercase|inreverse|count))")
    if match := r.eat(r"(?:in )?(?P<form>reverse|inreverse|uppercase|lowercase|capitalise|titlecase)"):
        call = {
            "uppercase": ".upper()",
            "lowercase": ".lower()",
            "capitalise": ".capitalize()",
            "titlecase": ".title()",
        }
        code = r.topic.code + call.get(match["form"].lower(), "[::-1]")
        if both := r.eat(r"and (?:in )?(?P<form>reverse|inreverse|uppercase|lowercase|capitalise|titlecase)(?= ?$)"):
            code += call.get(both["form"].lower(), "[::-1]")  # "it reversed and in upper case": one text
        return Output(
            Thing(
                code,
                "one",
                "text",
                {"inreverse": "backwards", "reverse": "backwards"}.get(match["form"], match["form"]),
            )
        )
    if letter := r.eat(r"(?P<place>first|last) (?:letter|character)(?= ?(?:,|$|and))"):
        place = "0" if letter["place"].lower() == "first" else "-1"
        return Output(Thing(f"{r.topic.code}[{place}]", "one", "text", f"{letter['place'].lower()}_letter"))
    if r.sees("count letters") and re.search(r"\b(?:digits|spaces|vowels)\b", r.phrase.text):
        return None  # signs of each kind are counted
    if r.says_its and (r.is_listing or r.results or r.has_shown) and r.sees("length"):
        return None  # of the word that was found, not of the whole text
    if match := r.eat(r"(?:count (?:letters|characters)|length)(?: it has| in it| of it)?(?= ?(?:,|$|and))"):
        return Output(Thing(f"len({r.topic.code})", "one", "number", "length"))
    return None


def _about_one(one: Thing, attribute: Attribute) -> Thing:
    kind = "number" if attribute.kind == "number" else "text"
    return Thing(one.fill_one(attribute.code), "one", kind, attribute.name)


def _read_of_one(r: Reader) -> Output | None:
    """Read "the name and age of the oldest person"."""
    if not r.sees(r"(?:§s\d+|[A-Za-z_]\w*)"):
        return None
    topic = opened(r)
    if topic is None or topic.shape == "one" or topic.item not in ("row", "pair", "path", "text"):
        return None
    attributes = [read_attribute(r, topic)]
    while attributes[-1] is not None and r.eat(r"(?:, )?and(?= )|,(?= )"):
        attributes.append(read_attribute(r, topic))
    if attributes[-1] is None:
        return None
    r.eat(r"(?:of|for)")
    if r.sees(rf"(?:{PRONOUN}|each|every|{COLUMN}s)(?= ?(?:,|$|and\b|then\b))") or not r.rest:
        return None
    one = read_noun(r)
    if one is None or one.shape != "one" or one.item != topic.item:
        return None
    found = [a for a in attributes if a is not None]
    if len(found) == 1:
        return Output(_about_one(one, found[0]))
    return Output(one, tuple(found))


def _read_each(r: Reader) -> Output | None:
    """Read "each word with its length", "the name and the number of lines of each file"."""
    match = r.eat(
        r"(?:for )?(?:each|every) (?P<noun>(?!(?:with|and|in|perline|on)\b)[a-z]+)|(?:each|every)(?: one)?(?= (?:with|and|in|perline))|(?:each|every)(?: one)?(?= ?(?:,|$))"
    )
    if match is None:
        return None
    topic = opened(r)
    if topic is None:
        return None
    if match["noun"]:
        noun = singular(match["noun"])
        if topic.item == "row" and noun in ("name", "title", *topic.columns):
            cells = [column_of(topic, noun)]
            r.eat(r"(?:with|and)")
            while cells and (cell := r.attempt(partial(read_attribute, r, topic))) is not None:
                cells.append(cell)
                if r.eat(r"(?:, )?and(?= )|,(?= )") is None:
                    break
            return Output(topic, tuple(cells)) if len(cells) > 1 else None
        if noun in ("pair", "entry", "one", "of") or (
            topic.item == "pair" and noun in (topic.parts[0], "name", "key", "item")
        ):
            things: Thing | None = topic
        else:
            things = things_of(r, noun)
        if things is None or things.shape == "one":
            return None
        topic = things
    if topic.shape == "one":
        return None
    if topic.item == "text" and r.eat(
        r"(?:with|and) (?:count(?: times)?|counteach) (?:it |they )?(?:occurs?|appears?|comes? up)"
    ):
        return Output(count_all(r, topic))
    r.eat(r"of (?:it|them|text|file|list)")
    if match[0].lower().startswith("for ") and topic.item in ("text", "number"):
        r.eat(r"(?:,|print)")
        cell = r.attempt(partial(read_attribute, r, topic))
        if cell is not None:
            return Output(topic, (cell,), is_each=True)
    output = with_attributes(r, topic)
    return replace(output, is_each=True) if output else None


def _read_for_each(r: Reader) -> Output | None:
    """Read "for each city the number of people": a number for every group."""
    topic = opened(r) if r.sees("for|per") else None
    if topic is None or topic.item != "row":
        return None
    r.eat(r"(?:for|per)(?: (?:each|every))?")
    key = read_key(r, topic)
    if key is None:
        return None
    r.eat(r"(?:,|print)(?: print)?")
    if counted := r.eat(r"count(?: (?P<noun>[a-z]+))?(?: (?:in it|there are|there))?(?= ?(?:,|$|and))"):
        if counted["noun"] and things_of(r, singular(counted["noun"])) is None:
            return None
        r.flow.imports.add("from collections import Counter")
        code = f"Counter({topic.fill(key.code)} for {topic.x} in {topic.code})"
        return Output(r.assign("counts", Thing(code, "table", "pair", key.name, value_noun="count")))
    function = r.eat(
        r"(?P<function>sum|average|max|maximum|highest|largest|min|minimum|lowest|smallest|median)(?: of)?"
    )
    attribute = read_attribute(r, topic) if function else None
    if function is None or attribute is None:
        return None
    return Output(group_rows(r, topic, AGGREGATES[function["function"].lower()], attribute, key))


def with_attributes(r: Reader, thing: Thing) -> Output | None:
    """Read what is shown beside each item: "with its length", "and how often it occurs"."""
    if thing.shape == "one":
        if (thing.item in ("row", "path", "pair") and r.sees(r"with|and")) or (thing.item == "text" and r.sees("with")):
            before = r.position
            r.eat(r"(?:with|and)")
            attribute = read_attribute(r, thing, is_loose=False)
            if attribute is None:
                r.position = before
            else:
                key = {"path": Attribute("{x}.name", "text", "name"), "pair": Attribute("{k}", "text", "name")}.get(
                    thing.item
                )
                return Output(thing, (key, attribute)) if key else Output(thing, (ITEM, attribute))
        return Output(thing)
    before = r.position
    attributes: list[Attribute] = []
    after = r.position
    if r.eat(r"(?:, )?(?:together |along )?(?:with|and)"):
        if thing.item in ("text", "number", "row") and r.eat(
            r"(?:line |row )?(?:numbers?|index|position)(?: (?:in front|before))?(?= ?(?:,|$))"
        ):
            return Output(thing, (Attribute("{n}", "number", "number"), ITEM))
        while (attribute := r.attempt(lambda: read_attribute(r, thing, is_loose=False))) is not None:
            attributes.append(attribute)
            after = r.position
            if r.eat(r"(?:, )?and(?= )|,(?= )") is None:
                break
        else:
            r.position = after if attributes else r.position
        if not attributes:
            r.position = before
    if not attributes:
        return Output(thing)
    if thing.item == "pair":
        return Output(thing, () if attributes[0].code == "{v}" else (Attribute("{k}", "text", "key"), *attributes))
    first = Attribute("{x}.name", "text", "name") if thing.item == "path" else ITEM
    if attributes[0].code in (first.code, "{x}"):
        return Output(thing, tuple(attributes))
    return Output(thing, (first, *attributes))


def _read_columns(r: Reader) -> Output | None:
    """Read which columns are shown, or which parts of pairs or files."""
    topic = opened(r)
    if r.says_their and r.mentioned is not None and topic is not None and r.mentioned.item == topic.item:
        topic = r.mentioned
    if topic is None or topic.item not in ("row", "pair", "path") or topic.shape == "one":
        return None
    if (
        r.sees(rf"(?:{PRONOUN}|each|every|count(?= ?(?:,|$|and|there))|(?:sum|average|median) )")
        and topic.item != "pair"
    ):
        return None
    attributes: list[Attribute] = []
    while True:
        before = r.position
        if attributes and (_sees_test(r) or r.eat(r"(?:, )?(?:and|with)(?= )|,(?= )") is None):
            break
        if (
            topic.item == "row"
            and not attributes
            and r.sees(rf"{re.escape(topic.code)}\b|{re.escape(topic.x)}s?\b|rows")
        ):
            return None
        attribute = r.attempt(partial(read_attribute, r, topic))
        if attribute is None or (attributes and r.sees(r"(?:sort|print|save) §")):
            r.position = before
            break
        attributes.append(attribute)
    if not attributes:
        return None
    if r.eat(r"(?:of|for)(?: (?:each|every))?"):
        things = r.attempt(lambda: read_many(r)) or r.attempt(lambda: read_those(r))
        if (
            things is None
            and r.eat(r"(?:one|person|item|row)(?= ?(?:,|$|and))") is None
            and (r.rest and not r.sees(",|and"))
        ):
            return None
        if things is not None and things.item != topic.item:
            return None
        topic = things or topic
    elif r.sees(rf"(?:first|last|top) {NUMBER}|{NUMBER} [a-z]+est"):
        some = read_noun(r)
        if some is None or some.item != topic.item or some.shape != "many":
            return None
        topic = some
    elif (
        topic.item == "row"
        and r.sees(r"(?:by|from|in) (?-i:[A-Z][a-z]+)|(?:gt|lt|ge|le) §n\d+")
        and (topic.made or r.sees("by|from|in"))
    ):
        filtered = r.attempt(lambda: read_those(r))
        if filtered is None:
            return None
        topic = filtered
    elif r.sees(r"with|gt|lt|ge|le|between|above|below|occurs?" if topic.item == "pair" else "with"):
        filtered = r.attempt(lambda: read_those(r))
        if filtered is None:
            return None
        topic = filtered
        if r.eat("(?:with|and)(?= )"):
            more = read_attribute(r, topic)
            if more is None:
                return None
            attributes.append(more)
    elif (some_of := r.attempt(partial(read_many, r))) is not None:
        if some_of.item != topic.item:
            return None
        topic = some_of
    elif r.sees("(?:of|for|oldest|youngest|cheapest|most|in)"):
        return None
    return Output(topic, tuple(attributes))


def _sees_test(r: Reader) -> bool:
    """Return whether a condition comes next: "with qty below 5", not one more column."""
    found: list[Thing | None] = []

    def look() -> None:
        found.append(read_those(r))

    if r.sees("with"):
        r.attempt(look)
    return bool(found) and found[0] is not None
