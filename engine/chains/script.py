"""Read a request clause by clause into a program, word by word: what is not understood where it stands ends it.

Opening, changes, results and outputs follow each other in any number. Everything is read by one grammar, so that the
sum of the lengths of the words longer than 3 needs no rule of its own.
"""

import re
from dataclasses import replace
from functools import partial

from engine.chains.declared import take_columns
from engine.chains.endings import read_return, read_save, read_show, write_default
from engine.chains.flow import Chain, plural, repr_string, singular
from engine.chains.implied import imply_input
from engine.chains.line_forms import take_line_form
from engine.chains.materials import opened
from engine.chains.measures import spread_operand
from engine.chains.openings import read_function, read_opening
from engine.chains.outputs import read_outputs
from engine.chains.phrases import normalise
from engine.chains.printing import Output, result_of, write_prints
from engine.chains.qualities import read_attribute
from engine.chains.questions import read_truth
from engine.chains.reading import BREAK, NotReadError, Reader
from engine.chains.things import Thing
from engine.chains.verbs import read_change
from engine.syntax import compiles, undefined_names

_SIGNATURE = re.compile(r"\bfunction\s+`?(?P<name>[a-z_]\w*)`?\s*\((?P<parameters>[^()]*)\)`?", re.IGNORECASE)
_NAMED = re.compile(
    r"\bfunction (?:called |named )`?(?P<name>[a-z_]\w*)`?|\bfunction `?(?P<name2>[a-z]+_\w+)`?(?! ?\()"
)
_PAIR_FORM = re.compile(
    r"\b(?:as|in the form(?: of)?|in the format|formatted as|in format|(?<!lines )(?<!dates )like|(?P<print>print)(?=\s+[a-z]+ ?(?:: |=)[a-z]+(?:$|[,.;]| sorted| and | for each ))(?<!then print)(?<!, print: ))\s+(?P<quote>[\"'`]?)(?P<one>[A-Za-z]+|\d{4}-\d\d(?:-\d\d)?(?!-))(?P<sep> ?(?::|=|->|-|→|\|) ?| x )(?P<two>[a-z]+|\d+(?:\.\d+)?)(?P=quote)(?=[\s,.;]|$)"
)
_COMPUTE = r"(?:compute|calculate|determine|work out|keep|get|find out|make|find)"


_SPEAKS_OF = re.compile(r"\b(?:list of|word|sentence|string|text|paragraph)\b", re.IGNORECASE)
_HEADING = re.compile(
    r"(?!.*\b(?:print|sort|read|take|given|for|list|count|function|class)\b)[A-Za-z][\w' -]{2,40}: (?=\w)"
)


def read_script(prompt: str) -> Chain | None:
    """Return the program for a request that was understood to the last word, or None."""
    if (chain := _read_whole(prompt)) is not None:
        return chain
    heading = _HEADING.match(prompt)
    chain = _read_whole(prompt[heading.end() :]) if heading else None
    return chain or (_read_whole(prompt, implies=True) if _SPEAKS_OF.search(prompt) else None)


def _read_whole(prompt: str, implies: bool = False) -> Chain | None:
    prompt, line_forms = take_line_form(prompt)
    prompt, declared = take_columns(prompt)
    form = _PAIR_FORM.search(prompt)
    if form:
        said = "print pairform" if form["print"] else "pairform"
        prompt = f"{prompt[: form.start()]} {said} {prompt[form.end() :]}"
    name, said, parameters = "", "", []
    if signature := _SIGNATURE.search(prompt):
        name = signature["name"]
        said = ", ".join(part.strip() for part in signature["parameters"].split(","))
        parameters = [
            part.split(":")[0].split("=")[0].strip() for part in signature["parameters"].split(",") if part.strip()
        ]
        prompt = f"{prompt[: signature.start()]}function signature{prompt[signature.end() :]}"
    elif named := _NAMED.search(prompt):
        name = named["name"] or named["name2"]
        prompt = f"{prompt[: named.start()]}function{prompt[named.end() :]}"
    r = Reader(normalise(prompt, hoists=False), pair_form=form["sep"] if form else "")
    r.declared, r.line_forms = declared, line_forms
    r.says_percent = re.search(r"%|\bpercent", prompt) is not None
    r.says_their = re.search(r"\b(?:their|of (?:them|those|these))\b", prompt, re.IGNORECASE) is not None
    r.says_its = re.search(r"\bits\b", prompt, re.IGNORECASE) is not None
    if form:
        r.pair_names = (form["one"], form["two"])
    if (nocase := re.search(r" ?, nocase$", r.phrase.text)) and re.search(
        r"\b(?:unique|counteach|common|frequent|duplicates)\b", r.phrase.text
    ):
        r.is_nocase = True
        r.phrase = replace(r.phrase, text=r.phrase.text[: nocase.start()])
    if re.search(r"\bcount words (?:,|and|then)(?: then)? sort (?:[a-z]+ )?by (?:count|frequency)", r.phrase.text):
        r.phrase = replace(r.phrase, text=r.phrase.text.replace("count words", "counteach word", 1))
    _take_hints(r)
    if perline := re.search(
        r"\bone (word|number|name|integer|date|city|url|temperature|price|score) (?:per|a|on each|in each|on every) line\b",
        prompt,
    ):
        r.hint = "number" if perline[1] in ("number", "integer", "temperature", "price", "score") else perline[1]
    if r.sees("function"):
        r.function = name or "process"
        r.signature = said
        if not read_function(r, parameters):
            return None
    elif name or (implies and not imply_input(r)):
        return None
    try:
        if not _read_clauses(r) or not _finish(r):
            return None
    except NotReadError:
        return None
    code = _code(r)
    given = {thing.code for thing in r.parameters.values()} | _people_have(r)
    if not compiles(code) or not set(undefined_names(code)) <= given:
        return None
    return Chain(code, max(2, r.steps), (), is_implied=r.is_implied)


def _people_have(r: Reader) -> set[str]:
    return r.flow.names


def _take_hints(r: Reader) -> None:
    text = r.phrase.text
    paths = " ".join(value for value in r.phrase.values if isinstance(value, str))
    if re.search(r"\bwords?\b", text) and not re.search(r"\blines?\b|perline", text):
        r.hint = "word"
    counted = {singular(part) for part in re.findall(r"\b(?:lines|words|characters|letters|vowels|sentences)\b", text)}
    if ("count" in text and len(counted) > 1) or re.search(r"\b(?:first|last) \S+ (?:characters|letters)\b", text):
        r.hint = "text"
    if re.search(r"\bnumbers?\b|\bintegers?\b", text) and not re.search(
        r"\bline numbers?\b|\b(?:words?|lines)\b", text
    ):
        r.hint = "number"
    if re.search(r"(?:^|[\s_/])(?:numbers?|nums|integers|ints|prices|temps|temperatures|scores)\.txt\b", paths):
        r.hint = "number"
    if (match := re.search(r"\b([a-z]+s)\.txt\b", paths)) and not r.hint:
        one = singular(match[1])
        if match[1] in ("names", "dates", "urls", "cities") or re.search(rf"\b{one}s?\b|\b{match[1]}\b", text):
            r.hint = one
    if re.search(r"(?<!to )(?<!nearest )\b(?:integers?|ints?|whole numbers?)\b", text):
        r.flow.number_type = "int"


def _read_clauses(r: Reader) -> bool:
    while r.rest:
        if r.eat(BREAK):
            continue
        if not (
            r.says_their
            or r.sees("(?:print|save|list) them|print sum and count there")
            or (r.is_shown and r.sees("(?:print )?count(?: ?$| there| of them)"))
        ):
            r.mentioned = None
        if r.flow.lines and r.flow.lines[-1].startswith("return ") and not r.sees("or"):
            return False
        if not _read_clause(r):
            return False
        r.steps += 1
    return r.steps > 0


def _read_clause(r: Reader) -> bool:
    if r.function and (
        match := r.eat(
            r"(?:, )?or (?P<value>§[ns]\d+|none|blank list) (?:if|when) (?:there (?:are|is) none|list is blank|blank|none)"
        )
    ):
        return write_default(r, match["value"])
    if r.function and r.topic is not None and r.topic.shape == "file" and r.eat(r"read (?:text )?(?:file|it)"):
        return True
    if r.topic is None or not r.steps:
        opening = read_opening(r) if r.topic is None else None
        if opening is not None:
            r.topic = opening
            return True
    if r.topic is None:
        return r.attempt(lambda: _read_print_first(r)) is not None
    was_show, r.is_show = r.is_show, False
    readers = [read_show, read_save, read_truth, read_return, _read_changes, _read_added]
    if was_show and not r.function and not r.sees(_COMPUTE):
        readers.append(partial(read_show, continues=True))  # "print the mean, then the names of those above it"
    for read in (*readers, _read_results):
        if r.attempt(partial(read, r)):
            r.is_show = read is read_show or isinstance(read, partial)
            return True
    return False


def _read_print_first(r: Reader) -> bool | None:
    """Read "print the longest line in story.txt": what is wanted stands before what it comes from."""
    start, text = r.position, r.phrase.text
    for match in re.finditer(r"(?:of|in|from|inside|for) (?=(?:[a-z]+ )*(?:§[dps]\d+|folder\b|files? in\b)|numbers from §n|(?:numbers )?between §n)|(?:from|between) (?=§n\d+ (?:to|and) §n)", text[start:]):  # fmt: skip
        place = start + match.start()
        r.position = place + (3 if match[0] == "of " and text[place:].startswith("of numbers from") else 0)
        opening = read_opening(r)
        if opening is None or (
            opening.shape == "one"
            and opening.item == "text"
            and re.search(r"contains|startswith|endswith", text[place - 12 : place])
        ):
            r.position = start
            continue
        r.topic = opening
        rest = text[r.position :]
        r.phrase = replace(r.phrase, text=f"{text[:place].rstrip()} {rest}".rstrip())
        r.position = start
        return True
    direct = re.search(
        r"(?<= )(?:(?:list|text|string|sentence|word|numbers|words|lines|file|dict) )*(?=§[dps]\d)", text[start:]
    )
    if direct is None:
        return None
    place = r.position = start + direct.start()
    opening = read_opening(r)
    if opening is None or text[r.position :].startswith("and §"):
        return None
    r.topic = opening
    rest = text[r.position :]
    r.phrase = replace(r.phrase, text=f"{text[:place].rstrip()} it {rest}".rstrip())
    r.position = start
    return True


def _read_changes(r: Reader) -> bool | None:
    found = read_change(r)
    if found is None:
        return None
    r.topic, r.is_shown = found, False
    r.results = []
    return True


def _read_results(r: Reader) -> bool | None:
    """Read results that are worked out first and shown later."""
    r.eat(_COMPUTE)
    if r.eat(r"(?:new )?(?:dict|dictionary|mapping) (?:with|of)"):
        return _read_mapped(r)
    r.eat("both")
    spread_operand(r)
    outputs = read_outputs(r)
    if not outputs or not (not r.rest or r.sees(BREAK)):
        return None
    for output in outputs:
        thing = output.thing
        if output.attributes and thing.shape != "one":
            if len(output.attributes) != 1 or thing.item != "path":
                return None
            value = thing.fill(output.attributes[0].code)
            code = f"{{{thing.x}.name: {value} for {thing.x} in {thing.code}}}"
            thing = Thing(code, "table", "pair", "name", value_noun=output.attributes[0].name)
        if thing.shape == "one" and thing.item in ("number", "text"):
            thing = replace(thing, code=_rounded(output))
            named = thing if thing.is_name else r.assign(thing.noun if thing.noun != "text" else "result", thing)
            r.results.append(named)
            r.last_number = named if named.item == "number" else r.last_number
        elif len(outputs) == 1 and output.rounding is not None and thing.shape != "one":
            if r.rest or r.function or not write_prints(r, outputs):
                return None
            r.is_shown = True
            return True
        elif len(outputs) == 1 and thing.shape != "one" and not output.separator:
            r.topic = (
                thing if thing.is_name else r.assign(plural(thing.noun) if thing.shape == "many" else "results", thing)
            )
        elif thing.shape == "one" and thing.is_name:
            r.results.append(thing)
        else:
            return None
    r.is_shown = False
    return True


def _read_mapped(r: Reader) -> bool | None:
    """Read "a dictionary with the sum of each list": the same keys with something about their values."""
    topic = opened(r)
    if topic is None or topic.shape != "table":
        return None
    attribute = read_attribute(r, topic)
    if attribute is None or "{v}" not in attribute.code:
        return None
    r.eat(r"(?:of|for) (?:each|every)(?: [a-z]+)?")
    key, _ = topic.parts
    code = f"{{{key}: {topic.fill(attribute.code)} for {topic.target} in {topic.source}}}"
    value = attribute.name if attribute.name != "total" else "total"
    r.topic = r.assign(plural(value), Thing(code, "table", "pair", topic.noun, value_noun=value))
    r.is_shown = False
    return True


def _rounded(output: Output) -> str:
    if output.rounding is None:
        return output.thing.code
    return f"round({output.thing.code}{f', {output.rounding}' if output.rounding else ''})"


def _read_added(r: Reader) -> bool | None:
    """Read a number that is worked out for every row: "compute each student's average of maths and physics"."""
    r.eat(rf"(?:{_COMPUTE}|add)")
    first = r.eat(
        r"(?:new )?column (?:called |named )?(?P<name>[a-z_]\w*) (?:with|as|eq|for|is|holding)(?: value)?(?= [a-z§])"
    )
    if first is None:
        r.eat(r"(?:new )?column(?: (?:with|for))?")
    topic = opened(r)
    if topic is None or topic.item != "row" or topic.shape != "many":
        return None
    if first is not None:
        return _read_named(r, topic, {"sum": "total"}.get(first["name"], first["name"]))
    is_each = r.eat(r"(?:for )?(?:each|every) [a-z]+(?: ,)?") is not None
    attribute = read_attribute(r, topic)
    if attribute is None or (attribute.code.startswith("{x}[") and attribute.code.count("{x}") == 1):
        return None
    is_each = r.eat(r"(?:of|for|per|in) (?:(?:each|every)(?: [a-z]+)?|them|row|[a-z]+)") is not None or is_each
    named = r.eat(r"(?:, )?(?:as|in|called|named) (?:new )?(?:column )?(?:called |named )?(?P<name>[a-z_]\w*)")
    if not is_each and not named:
        return None
    name = named["name"] if named else attribute.name
    r.flow.lines.append(
        f"for {topic.x} in {topic.code}:\n    {topic.x}[{repr_string(name)}] = {topic.fill(attribute.code)}"
    )
    r.topic = replace(topic, made=(*topic.made, name))
    return True


def _read_named(r: Reader, rows: Thing, name: str) -> bool | None:
    """Read what a new column holds: "20% of amount", "the sum of maths and physics", "price times qty"."""
    if share := r.eat(r"(?P<share>§n\d+)(?: percent| %)?(?: of)?"):
        column = read_attribute(r, rows)
        if column is None or not r.says_percent:
            return None
        code = f"round({column.number} * {round(r.number(share['share']) / 100, 6)!r}, 2)"
    else:
        attribute = read_attribute(r, rows)
        if attribute is None or not (attribute.kind == "number" or "(" in attribute.code):
            return None
        code = attribute.number if not re.search(r" [*+/-] ", attribute.code) else attribute.code
    r.flow.lines.append(f"for {rows.x} in {rows.code}:\n    {rows.x}[{repr_string(name)}] = {rows.fill(code)}")
    r.topic = replace(rows, made=(*rows.made, name))
    return True


def _finish(r: Reader) -> bool:
    """Show what was worked out last, where the request does not say to."""
    if re.search(r"\bcount\b.*\b(?:first|last|longest|shortest) one\b", r.phrase.text) and any(" = sum(1 for " in line for line in r.flow.lines):  # fmt: skip
        return False  # "how many of them, and the last one": of those that were counted
    if r.is_shown:
        _show_forgotten(r)
        return not r.function or r.flow.lines[-1].startswith(("return ", "print(", "for "))
    if r.has_shown and not r.results:
        return False  # changed after it was shown: was it meant before?
    outputs = [Output(thing) for thing in r.results] or ([Output(r.topic)] if r.topic is not None else [])
    if not outputs or outputs[0].thing.shape == "file" or r.steps < (1 if r.function and not r.is_implied else 2):
        return False
    if r.function:
        r.flow.lines.append(f"return {result_of(outputs)}")
        return True
    return write_prints(r, outputs)


def _show_forgotten(r: Reader) -> None:
    """Print what was worked out and neither shown nor used: "count …, and list their names"."""
    if r.function:
        return
    for thing in r.results:
        program = "\n".join(r.flow.lines)
        line = next((i for i, text in enumerate(r.flow.lines) if text.startswith(f"{thing.code} = ")), None)
        if line is not None and len(re.findall(rf"\b{thing.code}\b", program)) == 1:
            r.flow.lines.insert(line + 1, f"print({thing.code})")


def _code(r: Reader) -> str:
    if not r.function:
        return r.flow.code()
    *before, last = r.flow.lines
    assigned = re.fullmatch(r"return (\w+)", last)
    if assigned and before and before[-1].startswith(f"{assigned[1]} = "):
        before[-1] = "return " + before[-1].removeprefix(f"{assigned[1]} = ")
        lines = before
    else:
        lines = r.flow.lines
    body = "\n".join("    " + line for block in lines for line in block.splitlines())
    imports = "\n".join(sorted(r.flow.imports, key=lambda line: (line.startswith("from"), line)))
    head = f"def {r.function}({r.signature or ', '.join(r.parameters)}):\n"
    return (imports + "\n\n\n" if imports else "") + head + body + "\n"
