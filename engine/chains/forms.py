"""How an output is to look: in which order, rounded, separated, numbered, one a line, as a line that is shown."""

import re
from dataclasses import replace
from functools import partial

from engine.chains.many import PRONOUN
from engine.chains.orders import read_order
from engine.chains.printing import ITEM, Output
from engine.chains.reading import NUMBER, Reader
from engine.chains.steps import read_separator
from engine.chains.templates import fill_template
from engine.chains.things import Attribute, column_of


def read_form(r: Reader, output: Output) -> Output:
    """Read how an output is to look."""
    while True:
        before = r.position
        is_whole = output.thing.shape == "one" and (
            r.topic is None or (r.topic.shape == "one" and output.thing.code.startswith(r.topic.code))
        )
        more = "" if is_whole else "|in uppercase|uppercase|in lowercase|lowercase"
        r.eat(
            rf",(?= (?:unique|sort|descending|ascending|alphabetically|chronologically|perline|round|separated|join|pairform|[a-z]+est(?: [a-z]+)? first|with §n|as pairform|inreverse{more}))"
        )
        changed = r.attempt(partial(_read_one_form, r, output))
        if changed is None or r.position == before:  # an order that is known without a word would be read for ever
            r.position = before
            return output
        output = changed


def _read_one_form(r: Reader, output: Output) -> Output | None:
    thing = output.thing
    is_plain = thing.shape == "many" and thing.item in ("text", "number") and not output.attributes
    if is_plain and r.eat(r"(?:and )?unique(?= ?(?:,|$|and))"):
        return replace(output, thing=replace(thing, code=f"list(dict.fromkeys({thing.code}))"))
    if match := r.eat(rf"(?:both )?round(?: (?:it|them|result))?(?: to (?:nearest )?(?P<places>{NUMBER}|whole number|integer)(?: (?:decimals?|decimal places?|digits?|places?))?(?: after (?:decimal )?(?:point|comma))?)?"):  # fmt: skip
        places = match["places"] or ""
        return replace(output, rounding=int(r.number(places)) if re.fullmatch(NUMBER, places) else 0)
    if match := r.eat(
        rf"(?:to|with) (?P<places>{NUMBER}) (?:decimals?|decimal places?|digits)(?: after (?:decimal )?(?:point|comma))?"
    ):
        return replace(output, rounding=int(r.number(match["places"])), decimals=int(r.number(match["places"])))
    if r.eat(r"perline"):
        return replace(output, is_each=True)
    if r.eat(r"only(?= ?(?:,|$|and|then))|(?:on|in) (?:one|same|single) line(?= ?(?:separated|join|with|,|$|and))"):
        return output
    if thing.shape != "one" and r.eat(r"(?:with )?(?:one |on one )?line (?:per|for each|for every|each) [a-z]+"):
        return replace(output, is_each=True)
    if thing.shape == "table" and not output.attributes and r.eat(r"(?:as|in) (?:new )?(?:dict|dictionary)"):
        is_plain = thing.code not in ("counts",) and not thing.code.startswith(("totals", "groups"))
        return replace(
            output, thing=replace(thing, code=thing.code if is_plain else f"dict({thing.code})", is_given=True)
        )
    if (
        thing.item in ("text", "number")
        and thing.shape == "many"
        and not output.attributes
        and r.eat(r"numbered(?: from §n\d+)?|with (?:line )?numbers(?: in front)?")
    ):
        return replace(output, attributes=(Attribute("{n}", "number", "number"), ITEM))
    if (
        thing.item == "row"
        and thing.shape != "one"
        and not output.attributes
        and r.pair_form
        and r.eat(r"(?:as )?pairform")
    ):
        cells = tuple(column_of(thing, name) for name in r.pair_names)
        return replace(output, attributes=cells, is_each=True, separator="§pair")
    if match := r.eat(r"(?:as one string )?(?:separated|delimited|join)(?: together)? (?:by|with|using) (?P<separator>§s\d+|[a-z]+)(?: (?:in between|between))?|with (?P<by2>§s\d+|[a-z]+) (?:between|in between)(?: them)?"):  # fmt: skip
        said = match["separator"] or match["by2"]
        separator = read_separator(said, r.phrase)
        if separator is None or thing.shape == "one":
            return None
        return replace(output, separator=", " if separator == "," and not said.startswith("§") else separator)
    if thing.shape != "one" and (said := r.eat(r"(?:as |like |in form |in format |line |line like )*(?P<template>§s\d+)(?= ?(?:,|$|and\b|for each|perline|sort|descending|to\b|in(?:to)?\b))(?: for each [a-z]+)?")):  # fmt: skip
        text = fill_template(str(r.value(said["template"])), thing)
        return replace(output, attributes=(Attribute(text, "text", "line"),), is_each=True) if text else None
    if r.eat(r"(?:as|in form|in format)? ?pairform") and thing.item == "pair" and not output.attributes:
        return replace(output, is_each=True, separator="§pair")
    case = r"(?:in )?(?:uppercase|lowercase)(?= ?(?:,|$|and|sort|perline|separated|join))"
    if len(output.attributes) == 1 and thing.shape != "one" and (said := r.eat(case)):
        cell = output.attributes[0]
        call = "upper" if said[0].endswith("uppercase") else "lower"
        return replace(output, attributes=(replace(cell, code=f"{cell.code}.{call}()"),))
    if thing.item == "text" and not output.attributes and r.eat(case):
        call = "upper" if r.phrase.text[: r.position].rstrip().endswith("uppercase") else "lower"
        code = f"{thing.code}.{call}()" if thing.shape == "one" else thing.each(f"{{x}}.{call}()")
        return replace(output, thing=replace(thing, code=code))
    if thing.shape == "many" and thing.item != "pair" and r.eat(r"inreverse(?= ?(?:,|$|and|with|perline|separated))"):
        return replace(output, thing=replace(thing, code=f"{thing.code}[::-1]"))
    if thing.shape != "one" and r.sees(
        r"by|sort|descending|ascending|alphabetically|inreverse|chronologically|[a-z]+est(?: [a-z]+)? first"
    ):
        r.eat(rf"sort(?: (?:{PRONOUN}))?")
        if not thing.is_name and " if " in thing.code:
            thing = r.assign("kept", thing)
        numbers = [a for a in output.attributes if a.kind == "number"]
        if len(output.attributes) == 1 or r.sees("alphabetically"):
            numbers = list(output.attributes[:1])
        if thing.item == "pair" and thing.value == "number" and r.sees("descending|ascending") and not output.is_each:
            numbers = []  # the highest first: by the numbers, whatever is shown of the pairs
        ordered = read_order(r, thing, numbers[-1] if numbers else None)
        return replace(output, thing=ordered) if ordered else None
    return None
