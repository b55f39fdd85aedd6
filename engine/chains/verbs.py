"""What a request does to what there is, clause by clause: keep, drop, sort, change, split, group, number."""

import re
from dataclasses import replace
from functools import partial

from engine.chains.flow import repr_string, singular
from engine.chains.items import _ARITHMETIC, _TEXT_CALLS
from engine.chains.made import _UNIT_WORDS, _UNITS
from engine.chains.materials import convert, opened
from engine.chains.nouns import PRONOUN, kept, read_noun, things_of
from engine.chains.qualities import COLUMN, read_adjective, read_attribute, read_tests
from engine.chains.reading import NUMBER, Reader
from engine.chains.steps import read_separator
from engine.chains.things import Attribute, Thing, column_of

EACH = rf"(?:(?: ?(?:each|every|everything|of|in|{PRONOUN}|words?|lines?|names?|numbers?|values?|strings?|prices?|text|item|items|one|element|elements|sentence))*)"
DOWN = r"descending|inreverse|reverse|ascending|alphabetically|nocase|from|up|down"


def read_change(r: Reader) -> Thing | None:
    """Read a clause that changes what there is; its result is what the next clauses are about."""
    for read in (
        _join,
        _keep,
        _drop,
        _unique,
        _sort,
        _reverse,
        _calculate,
        _retext,
        _convert,
        _split,
        _split_each,
        _take,
        _group,
    ):
        found: Thing | None = r.attempt(partial(read, r))
        if found is not None:
            return found
    return None


def ends(r: Reader, found: Thing | None) -> Thing | None:
    """Return what was found where the clause ends after it."""
    return found if not r.rest or r.sees(r"(?:,|and|then|but)(?= |$)") else None


def _settle(r: Reader, before: Thing, after: Thing) -> Thing:
    """Assign what became of a thing to its own variable."""
    if after.code == before.code or (after.is_name and before.shape == "one"):
        return after
    filtered = re.fullmatch(r"\[(\w+) for \1 in (\w+) if .*\]", after.code)
    if filtered and before.shape == "one":  # the words of a text were made just now
        before = replace(after, code=filtered[2])
    return r.change(replace(before, code=before.code), after.code, **_changes(before, after))


def _changes(before: Thing, after: Thing) -> dict[str, object]:
    names = ("shape", "item", "noun", "typed", "columns", "value", "value_noun")
    return {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}


def _keep(r: Reader) -> Thing | None:
    is_said = r.eat(r"(?:keep|take|use|only|get|pull out|which)(?: (?:only|with))*")
    if is_said is None and not (
        r.steps == 1 and r.sees(r"with|not|divisible|gt|lt|ge|le|len|startswith|endswith|contains")
    ):
        return None
    topic = opened(r)
    if topic is None or (topic.shape == "one" and topic.item != "text"):
        return None
    things = r.attempt(lambda: ends(r, _kept_by_test(r, topic))) or r.attempt(lambda: ends(r, read_noun(r)))
    if things is None or things.shape == "one" or things.code == topic.code:
        return None
    return _settle(r, r.topic or topic, things)


def _kept_by_test(r: Reader, topic: Thing) -> Thing | None:
    if topic.shape == "one":
        return None
    r.eat(rf"(?:with|{PRONOUN})")
    tests = read_tests(r, topic)
    return kept(topic, tests.code) if tests else None


def _drop(r: Reader) -> Thing | None:
    if r.eat("drop") is None:
        return None
    if r.sees(r"blank (?:lines|ones)") and r.topic and r.topic.shape == "file" and r.hint in ("word", "number"):
        opened(r, "line")
    topic = opened(r)
    if topic is None or topic.shape == "one":
        return None
    extreme = r.eat(
        r"(?P<which>lowest|highest|smallest|largest|biggest|first|last)(?: and (?P<other>lowest|highest|smallest|largest|biggest|last))?(?: (?:one|value|number|score|line|item|element|grade|row))?(?= ?(?:,|$|and|then))"
    )
    if extreme:
        which = [extreme["which"].lower(), *([extreme["other"].lower()] if extreme["other"] else [])]
        if {"first", "last"} & set(which):
            part = f"[{'1' if 'first' in which else ''}:{'-1' if 'last' in which else ''}]"
            return _settle(r, topic, replace(topic, code=topic.code + part))
        if topic.item != "number":
            return None
        low, high = bool({"lowest", "smallest"} & set(which)), bool({"highest", "largest", "biggest"} & set(which))
        return _settle(
            r, topic, replace(topic, code=f"sorted({topic.code})[{'1' if low else ''}:{'-1' if high else ''}]")
        )
    adjective = None
    if noun := r.sees(r"(?:[A-Za-z-]+|§n\d+ letter) (?P<noun>[a-z]+)"):
        base = things_of(r, singular(noun["noun"].lower()))
        if base is not None or noun["noun"] == "ones":
            adjective = r.attempt(partial(read_adjective, r, base or topic))
            topic = base or topic
    named = r.eat(rf"(?:{PRONOUN}|words|lines|numbers|names|items|rows|people|entries|values|elements|products|files|[a-z]+s)(?= (?:with|gt|lt|ge|le|len|startswith|endswith|contains|between|divisible|not|age|price)\b|$| ,| and)")  # fmt: skip
    if adjective is not None:
        return _settle(r, topic, kept(topic, adjective.opposite))
    if named and not (
        named[0].lower() in ("them", "it", "ones", "those", "everything") or things_matches(topic, named[0])
    ):
        converted = things_of(r, singular(named[0].lower()))
        if converted is None:
            return None
        topic = converted
    tests = read_tests(r, topic)
    return _settle(r, topic, kept(topic, tests.opposite)) if tests else None


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
    return _settle(r, topic, replace(topic, code=f"list(dict.fromkeys({topic.code}))"))


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


# ---------------------------------------------------------------- order
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
    return _settle(r, before, ordered)


def read_order(r: Reader, things: Thing, usual: Attribute | None = None) -> Thing | None:
    """Read "by length, longest first" and return the things in that order; `usual` is what they are sorted by else."""
    if things.shape == "one":
        return None
    first = _read_key(r, things, usual)
    if first is None:
        return None
    keys = [first]
    while True:
        before = r.position
        second = _read_key(r, things) if r.eat(r"(?:(?:, )?(?:and )?then|(?:, )?and|,)(?= by\b)") else None
        if second is None:
            r.position = before
            break
        keys.append(second)
    return replace(things, code=_sorted(things, keys), shape="many")


def _sorted(things: Thing, keys: list[tuple[Attribute | None, bool, bool]]) -> str:
    downs = {down for _, down, _ in keys}
    if len(keys) == 1:
        attribute, down, nocase = keys[0]
        template = attribute.order if attribute else "{x}"
        key = "str.lower" if nocase and template == "{x}" else things.key(template)
        return f"sorted({things.source}{f', key={key}' if key else ''}{', reverse=True' if down else ''})"
    parts = []
    for attribute, down, _ in keys:
        template = attribute.order if attribute else "{x}"
        is_turned = down and len(downs) > 1
        parts.append(f"-{template}" if is_turned else template)
    more = ", reverse=True" if downs == {True} else ""
    return f"sorted({things.source}, key={things.key('(' + ', '.join(parts) + ')')}{more})"


def _read_key(r: Reader, things: Thing, usual: Attribute | None = None) -> tuple[Attribute | None, bool, bool] | None:
    attribute: Attribute | None = None
    said = ""
    if r.eat(r"by"):
        attribute = read_attribute(r, things)
        if attribute is None and r.eat(r"(?:value|number|size|alphabet|name|word|date)") is None:
            return None
    while match := r.eat(rf"(?:, )?(?:in )?(?P<order>{DOWN})(?: order)?"):
        said += " " + match["order"].lower()
    if attribute is None and r.eat(r"by"):
        attribute = read_attribute(r, things)
        if attribute is None:
            return None
    down = "descending" in said or "reverse" in said
    if attribute is None:
        attribute = usual or _usual_key(things, said)
        if attribute is None:
            return None
    return attribute, down, "nocase" in said


def _usual_key(things: Thing, said: str) -> Attribute | None:
    """Return what things are sorted by where the request does not say it."""
    if things.item in ("number", "text"):
        return Attribute("{x}", things.item, things.noun)
    if things.item == "pair":
        is_value = ("descending" in said or "ascending" in said) and things.value == "number"
        return Attribute("{v}" if is_value else "{k}", "any", things.noun)
    if things.item == "path":
        is_size = "descending" in said or "ascending" in said
        return Attribute("{x}.stat().st_size" if is_size else "{x}.name", "any", "size")
    return None


def _reverse(r: Reader) -> Thing | None:
    match = r.eat(rf"(?:reverse(?: (?:order(?: of {PRONOUN})?|order of words|(?P<each>each|every)(?: (?P<noun>word|line|name|one|string))?|(?P<noun2>words|list|lines|{PRONOUN}|text|string|sentence)))?|inreverse)(?= ?(?:,|$|and|then))")  # fmt: skip
    if match is None:
        return None
    if match["each"]:
        things = things_of(r, match["noun"]) if match["noun"] and match["noun"] != "one" else opened(r)
        return _map(r, things, "{x}[::-1]", "text")
    topic = opened(r)
    if topic is None or topic.shape == "table" or topic.item not in ("text", "number", "row", "path", "pair"):
        return None
    return _settle(r, topic, replace(topic, code=f"{topic.code}[::-1]"))


# ---------------------------------------------------------------- each item
def _map(r: Reader, things: Thing | None, template: str, kind: str, **changes: object) -> Thing | None:
    """Change every item, or the value of every pair, or the one thing."""
    if things is None:
        return None
    if things.item == "pair" and things.value == kind:
        key, value = things.parts
        changed = things.fill(template.replace("{x}", "{v}"))
        if things.shape == "table":
            return _settle(
                r, things, replace(things, code=f"{{{key}: {changed} for {key}, {value} in {things.source}}}")
            )
        return _settle(r, things, replace(things, code=things.each("({k}, " + template.replace("{x}", "{v}") + ")")))
    if things.item != kind:
        return None
    if things.shape == "one":
        return _settle(r, things, replace(things, code=template.replace("{x}", things.code), **changes))  # type: ignore[arg-type]
    return _settle(r, things, replace(things, code=things.each(template), **changes))  # type: ignore[arg-type]


def _calculate(r: Reader) -> Thing | None:
    if match := r.eat(rf"(?P<verb>{'|'.join(_ARITHMETIC)}){EACH}(?= ?(?:,|$|and|then))"):
        return _map(r, opened(r), _ARITHMETIC[match["verb"].lower()], "number")
    names = (
        "|".join(name for name, thing in r.parameters.items() if thing.item == "number" and thing.shape == "one")
        or "§n"
    )
    value = rf"(?P<value>§n\d+|{names})"
    if taxed := r.eat(
        rf"add {value} percent(?: (?:tax|vat|sales tax|interest))? to(?: (?:each|every|of|price|prices|it|them|value|values|number|numbers))+(?= ?(?:,|$|and|then))"
    ):
        share = round(1 + r.number(taxed["value"]) / 100, 6)
        return _map(r, opened(r), f"{{x}} * {share!r}", "number")
    if match := r.eat(
        rf"round{EACH}(?: to (?:nearest )?(?P<places>{NUMBER}|whole number|integer)(?: (?:decimals?|decimal places?|places?|digits?))?)?(?= ?(?:,|$|and|then))"
    ):
        topic = opened(r)
        places = (
            f", {int(r.number(match['places']))}" if match["places"] and re.fullmatch(NUMBER, match["places"]) else ""
        )
        return (
            _map(r, topic, f"round({{x}}{places})", "number")
            if topic and topic.shape != "one" and not r.results
            else None
        )
    match = r.eat(
        rf"(?P<verb>add|subtract) {value} (?:to|from) (?:(?:each|every|of|{PRONOUN}) ?)*(?P<column>{COLUMN})?"
    ) or r.eat(
        rf"(?P<verb>raise|increase|multiply|divide|reduce|lower|lowercase|decrease|cut) (?:(?:each|every|everything|of|{PRONOUN}) ?)*(?P<column>(?!by\b){COLUMN})? ?by {value}(?P<percent> ?percent| ?%)?"
    )
    topic = opened(r) if match else None
    if match is None or topic is None:
        return None
    verb, column = match["verb"].lower(), match["column"] or ""
    operator = {"add": "+", "raise": "+", "increase": "+", "multiply": "*", "divide": "/"}.get(verb, "-")
    amount = r.source_of(match["value"])
    template = f"{{x}} {operator} {amount}"
    if match.groupdict().get("percent"):
        share = r.number(match["value"])
        template = f"round({{x}} * {round(1 + (share if operator == '+' else -share) / 100, 6)!r}, 2)"
    if topic.item == "row":
        return _change_column(r, topic, column, template) if column else None
    if column and singular(column.lower()) not in ("number", "value", "item", "element", "one", topic.x, topic.value_noun, singular(topic.code), "price", "score"):  # fmt: skip
        return None
    return _map(r, topic, template, "number")


def _change_column(r: Reader, rows: Thing, column: str, template: str) -> Thing | None:
    cell = column_of(rows, str(r.value(column)))
    formula = template.replace("{x}", cell.number)
    where = ""
    before = r.position
    if r.eat(r"(?:of|for|in|with)(?: [a-z]+s)?(?: (?:with|in))?"):
        r.position = before
        r.eat(r"(?:of|for)(?: [a-z]+s)?")
        tests = read_tests(r, rows) if r.sees("with") else None
        if tests is None:
            r.position = before
        else:
            where = rows.fill(tests.code)
    line = f"{rows.fill(cell.code)} = {rows.fill(formula)}"
    if where:
        line = f"if {where}:\n        {line}"
    r.flow.lines.append(f"for {rows.x} in {rows.code}:\n    {line}")
    return rows


def _retext(r: Reader) -> Thing | None:
    calls = "|".join(_TEXT_CALLS)
    if match := r.eat(rf"(?:(?:convert|make|put){EACH} (?:in |to |into )?)?(?P<verb>{calls})(?P<each>{EACH})(?: (?:from|around|first letter of|spaces|whitespace)(?: (?:around|from))?{EACH})*(?= ?(?:,|$|and|then))"):  # fmt: skip
        topic = opened(r)
        said = re.findall(r"word|line|name", match[0])
        if topic is not None and (topic.item, topic.shape) == ("text", "one") and "word" in said and match["verb"].lower() == "capitalise":  # fmt: skip
            return _map(r, topic, '" ".join(word.capitalize() for word in {x}.split())', "text")
        return _map(r, topic, f"{{x}}.{_TEXT_CALLS[match['verb'].lower()]}()", "text")
    if match := r.eat(rf"replace{EACH} ?(?P<old>§s\d+|[a-z]+?)s? (?:with|by) (?P<new>§s\d+|[a-z]+)(?: in{EACH})?"):
        old, new = (read_separator(match[name], r.phrase) for name in ("old", "new"))
        if old is None or new is None:
            return None
        return _map(r, opened(r), f"{{x}}.replace({repr_string(old)}, {repr_string(new)})", "text")
    if match := r.eat(r"(?:strip|drop) (?P<what>date|time|timestamp|first word|first column)(?: (?:in front|at (?:the )?(?:start|beginning|front)(?: of (?:each|every) line)?|from (?:each|every|them)(?: line)?))*"):  # fmt: skip
        topic = opened(r)
        if topic is None or topic.noun != "line" or ("front" not in match[0] and "word" not in match[0]):
            return None
        return _map(r, topic, '{x}.split(" ", 1)[1]', "text")
    return None


def _convert(r: Reader) -> Thing | None:
    units = "|".join(sorted({unit for pair in _UNITS for unit in pair} | set(_UNIT_WORDS), key=len, reverse=True))
    if match := r.eat(
        rf"convert{EACH}(?: temps| temperatures| degrees)?(?: from)?(?: (?P<source>{units}))? (?:in)?to (?P<target>{units})"
    ):
        target = _UNIT_WORDS.get(match["target"].lower(), match["target"].lower())
        said = (match["source"] or r.unit or ("celsius" if target == "fahrenheit" else "fahrenheit")).lower()
        formula = _UNITS.get((_UNIT_WORDS.get(said, said), target))
        return _map(r, opened(r, "number"), formula, "number") if formula else None
    match = r.eat(rf"convert{EACH} (?:in)?to (?:list of )?(?P<to>ints?|integers?|numbers?|floats?|strings?)")
    topic = opened(r) if match else None
    if match is None or topic is None or topic.shape == "one":
        return None
    if match["to"].startswith("str"):
        return _settle(r, topic, replace(topic, code=topic.each("str({x})"), item="text", noun="text")) if topic.item == "number" else None  # fmt: skip
    if topic.item == "number":
        return topic
    call = "int" if match["to"].startswith("int") else "float"
    return _map(r, topic, f"{call}({{x}})", "text", item="number", noun="number")


def _split(r: Reader) -> Thing | None:
    """Cut the one text into its words, lines or parts."""
    match = r.eat(
        rf"(?:split|cut)(?: (?:{PRONOUN}|text|string|sentence))? (?:into|in) (?P<parts>words|lines|sentences|letters|characters)"
    ) or r.eat(r"(?:split|cut)(?: (?:it|text|string|sentence))? (?:on|by|at|with) (?P<separator>§s\d+|[a-z]+)")
    topic = opened(r, "text") if match else None
    if match is None or topic is None or topic.item != "text" or topic.shape != "one":
        return None
    if match.groupdict().get("parts"):
        found = convert(r, topic, singular(match["parts"]))
        return r.named(found) if found else None
    separator = read_separator(match["separator"], r.phrase)
    if separator is None:
        return None
    return r.assign("parts", Thing(f"{topic.code}.split({repr_string(separator)})", "many", "text", "part"))


def _split_each(r: Reader) -> Thing | None:
    """Cut every line in two: pairs of a name and a value."""
    match = r.eat(r"split (?:each|every|them|lines)(?: (?:line|one|item|string|of them))? (?:on|by|at|with) (?P<separator>§s\d+|[a-z=:;]+)(?: , convert second part to (?P<kind>ints?|integers?|floats?|numbers?))?")  # fmt: skip
    topic = opened(r) if match else None
    separator = read_separator(match["separator"], r.phrase) if match else None
    if (
        match is None
        or topic is None
        or separator is None
        or topic.item != "text"
        or topic.shape != "many"
        or not match["kind"]
    ):
        return None
    kind = "int" if match["kind"].startswith("int") else "float"
    code = f"[(name, {kind}(value)) for name, value in (line.split({repr_string(separator)}) for line in {topic.code})]"
    return r.assign("pairs", Thing(code, "many", "pair", "name"))


def _take(r: Reader) -> Thing | None:
    """Take the first few, or the most, of what there is."""
    if not r.sees(rf"(?:(?:take|get|keep|list) )?(?:first|last|top) {NUMBER}|(?:take|keep|get) {NUMBER}"):
        return None
    r.eat(r"(?:take|get|keep|list)")
    things = read_noun(r)
    topic = r.topic
    if things is None or topic is None or things.shape == "one":
        return None
    if things.item != topic.item or topic.shape == "table":
        return r.assign("top", things)
    return _settle(r, topic, things)


def _group(r: Reader) -> Thing | None:
    """Put items into groups: a list of them for each value of something."""
    match = r.eat(r"group(?: (?P<what>(?!by\b)[a-z]+))? by")
    topic = opened(r) if match else None
    if match is None or topic is None or topic.shape != "many" or r.sees(r".*\b(?:sum|average|count each)\b"):
        return None
    key = read_attribute(r, topic)
    if key is None:
        return None
    what = match["what"] or ""
    is_item = not what or what in ("them", "it", "rows", "all") or things_matches(topic, what)
    member = Attribute("{x}", topic.item, topic.noun)
    if not is_item:
        if topic.item != "row":
            return None
        member = column_of(topic, what)
    r.flow.imports.add("from collections import defaultdict")
    groups = r.flow.free_name("groups")
    r.flow.names.add(groups)
    r.flow.lines.append(
        f"{groups} = defaultdict(list)\nfor {topic.target} in {topic.source}:\n    {groups}[{topic.fill(key.code)}].append({topic.fill(member.code)})"
    )
    return Thing(groups, "table", "pair", key.name, value="list", value_noun=f"{member.name}s")
