"""Where results go at the end of a clause: printed, saved into a file, given back by a function."""

import re
from dataclasses import replace

from engine.chains.flow import repr_string, singular
from engine.chains.forms import read_form
from engine.chains.many import PRONOUN, filtered, things_of
from engine.chains.many import kept as keep_those
from engine.chains.materials import opened
from engine.chains.measures import spread_operand
from engine.chains.outputs import read_outputs, with_attributes
from engine.chains.printing import Output, result_of, write_prints
from engine.chains.qualities import read_attribute
from engine.chains.reading import BREAK, Reader
from engine.chains.saving import write_file, write_lines
from engine.chains.things import Thing
from engine.chains.verbs import read_change


def _outputs_said(r: Reader) -> list[Output] | None:
    """Read what a verb of showing is followed by: results, "them", or nothing."""
    r.eat(r"(?:only|both|me|out|each of)")
    are_counted = r.mentioned is not None and all(thing.noun == "count" for thing in r.results)
    if r.results and are_counted and r.eat("them"):
        assert r.mentioned is not None
        named = r.mentioned if r.mentioned.is_name else r.assign("kept", r.mentioned)
        more = list(r.results) if r.eat(r"(?:, )?and (?:count|number)(?= ?(?:,|$))") else []
        return [read_form(r, Output(named)), *(Output(thing) for thing in more)]
    if r.results and (
        pronoun := r.attempt(
            lambda: r.eat(rf"(?:{PRONOUN}|each(?: of them)?|both|two|number|count|numbers|values|sum(?= ?(?:$|,|and)))")
        )
    ):
        wanted = r.results
        if pronoun[0].lower() in ("it", "result") and len(wanted) > 1:
            wanted = wanted[-1:]
            if wanted[0].item == "pair":
                r.eat(r"with (?:sum|average|count|value|number|amount)(?= ?(?:,|$|and))")
        said = [read_form(r, Output(thing)) for thing in wanted]
        if pronoun[0].lower() == "sum" and r.sees("(?:, )?and (?:count|average|largest|smallest|max|min)"):
            r.eat("(?:, )?and")
            said += read_outputs(r)
        return said
    if r.results and not r.rest:
        return [Output(thing) for thing in r.results]
    if r.topic is not None and r.topic.item == "pair":
        grouped = "|counts?|sums?|averages?|groups?" if not r.topic.is_given else ""
        names = rf"(?:{r.topic.parts[1]}s?|{re.escape(r.topic.code)}{grouped})"
        if r.eat(
            rf"{names}(?= ?(?:,|$|sort\b|descending|ascending|alphabetically|chronologically|perline|pairform|round))"
        ):
            return [read_form(r, Output(r.topic))]
    spread_operand(r)
    outputs = r.attempt(lambda: read_outputs(r) or None)
    if outputs:
        return [replace(o, thing=_known(r, o.thing)) for o in outputs]
    topic = opened(r)
    if topic is None:
        return None
    if topic.shape != "one" and r.eat(r"(?:one )?line (?:per|for each|for every) [a-z]+"):
        return [read_form(r, Output(topic, is_each=True))]
    if not r.eat(PRONOUN) and not r.eat(re.escape(topic.code)):
        r.eat(
            r"each(?: one| of them| entry| pair)?(?= (?:pairform|§s))|dict|dictionary|table|counts?|(?:final )?(?:result|list|lines|text|string|sentence)"
        )
    if topic.shape == "one" and r.sees("with"):
        return [read_form(r, with_attributes(r, topic) or Output(topic))]
    return [read_form(r, Output(topic))]


def _known(r: Reader, thing: Thing) -> Thing:
    """Return a result that was worked out before instead of the same expression again."""
    for result in r.results:
        if f"{result.code} = {thing.code}" in r.flow.lines:
            return result
    return thing


def read_show(r: Reader, continues: bool = False) -> bool | None:
    """Read what is printed; a clause that `continues` does not say so again."""
    is_said = r.eat(r"(?:print|list(?! of\b)(?= [a-z])|say)(?! as)")
    if is_said is None and r.sees(r"for (?:each|every) [a-z_]+ (?:, )?print"):
        is_said = r.sees("for")
    if is_said is None and continues and r.chosen is not None and r.chosen.item == "row" and r.sees("[a-z_]+ ?$"):
        return None  # "the quickest recipe and its minutes": of that one, not of all
    if is_said is None and continues:
        is_said = r.sees(r"\S+")
    if is_said is None and not (
        r.topic is not None and r.topic.shape == "many" and r.sees(r"with(?! \S+ (?:gt|lt|ge|le|eq))")
    ):
        return None
    if is_said is None and r.topic is not None:
        output = with_attributes(r, r.topic)
        outputs: list[Output] | None = [output] if output and output.attributes else None
    else:
        outputs = _outputs_said(r)
    if outputs is None or not _drops_first(r, outputs) or not (not r.rest or r.sees(BREAK)):
        return None
    named = [replace(o, thing=_with_name(r, o.thing, len(outputs))) for o in outputs]
    if not write_prints(r, named):
        return None
    r.has_shown = True
    r.is_shown = True
    r.results = [] if len(outputs) > 1 else r.results
    return True


def _with_name(r: Reader, thing: Thing, outputs: int) -> Thing:
    """Give a result a variable where it is one number or text that deserves one."""
    if thing.is_name or thing.shape != "one" or re.fullmatch(r"\w+\[\S+\]", thing.code):
        return thing
    name = thing.noun if thing.noun not in ("item", "text") else "result"
    named = r.assign(name, thing)
    r.last_number = named if named.item == "number" else r.last_number
    return named


def read_save(r: Reader) -> bool | None:
    if r.eat("save") is None:
        return None
    r.eat(r"(?:§s\d+ )?(?:result|results|output|everything|data|list|dict|new)(?= (?:to|in|into|as)\b)")
    outputs: list[Output] | None = None
    unnamed = r.eat(
        r"(?:(?:it|them|result|results) )?(?:(?:as|to|in|into) )?(?P<format>csv|json)(?: file)?(?= ?(?:$|,|with))"
    )
    again = r.eat(r"(?:(?:it|them|file|changes|result) )?(?:again|back(?: to file)?|(?:to|into|in) (?:same|original) file|in place)(?= ?(?:$|,|and))") if r.source_path else None  # fmt: skip
    if again is not None and (topic := opened(r)) is not None and not r.results:
        r.is_shown = True
        return write_file(r, Output(topic), r.source_path, []) or None
    path = None if unnamed else r.eat(_TARGET)
    if path is None and unnamed is None and (first := r.eat(r"(?:new )?(?:csv |json |text )?(?:file )?(?:called |named )?(?P<path>§p\d+) with(?: columns)?(?= [a-z])")):  # fmt: skip
        path = first
        outputs = _outputs_said(r)
    if path is None and unnamed is None:
        outputs = _outputs_said(r)
        path = r.eat(_TARGET)
    if outputs is not None and len(outputs) > 1 and path is not None and (not r.rest or r.sees(BREAK)):
        r.is_shown = True
        return write_lines(r, outputs, str(r.phrase.value(path["path"]))) or None
    if (path is None and unnamed is None) or (outputs is not None and len(outputs) > 1):
        return None
    if outputs is None:
        topic = opened(r)
        if topic is None:
            return None
        outputs = [Output(r.results[0])] if len(r.results) == 1 else [Output(topic)] if not r.results else None
    if outputs is None:
        return None
    output = read_form(r, outputs[0])
    if output.thing.shape == "many" and not output.thing.is_name and not output.attributes:
        output = replace(output, thing=r.assign("kept", output.thing))
    columns = r.eat(
        r"(?:, )?with (?:(?:columns?|header|fields|keys) )?(?P<names>(?!indent|each|every|how|count)\w+(?: (?:, )?(?:and )?(?!print\b)\w+)*)"
    )
    names = [name for name in re.findall(r"\w+", columns["names"]) if name != "and"] if columns else []
    r.eat(r"(?:, )?(?:perline|with header(?: row)?|as json|as csv)")
    if output.thing.is_name and output.thing.item == "text" and r.eat(r"(?:, )?(?:but )?(?:not|drop) (?:any )?blank (?:lines|ones|names|words)"):  # fmt: skip
        output = replace(output, thing=r.settle(output.thing, keep_those(output.thing, "{x}.strip()")))
    if output.thing.is_name and r.sees(r"(?:, )?(?:but )?only (?:with|not|even|odd|gt|lt)"):
        r.eat(r"(?:, )?(?:but )?only")
        kept = filtered(r, output.thing)
        if kept is None:
            return None
        output = replace(output, thing=r.settle(output.thing, kept))
    if not (not r.rest or r.sees(BREAK)):
        return None
    where = str(r.phrase.value(path["path"])) if path else f"{output.thing.code}.{unnamed['format']}" if unnamed else ""
    if not write_file(r, output, where, names):
        return None
    if output.thing.is_name and output.thing.shape != "one":
        r.topic = output.thing
    r.is_shown = True
    return True


_TARGET = r"(?:perline )?(?:to|in|into|as) (?:new |text |csv |json )*(?:file )?(?:called |named )?(?P<path>§p\d+)(?: file)?(?: perline)?"


def read_return(r: Reader) -> bool | None:
    if not r.function or r.eat("return") is None:
        return None
    r.eat(r"list of(?= )")
    outputs = r.attempt(lambda: _pairs_said(r)) or _outputs_said(r)
    if outputs is None:
        return None
    if len(outputs) == 1 and (outputs[0].thing.shape, outputs[0].thing.item) == ("one", "pair"):
        outputs = [_without_count(r, outputs[0])]
    if r.sees(r"in uppercase|in lowercase|sort|, sort"):
        outputs[-1] = read_form(r, outputs[-1])
    if not _drops_first(r, outputs) or not (not r.rest or r.sees(rf"{BREAK}|or")):
        return None
    r.flow.lines.append(f"return {result_of(outputs)}")
    r.is_shown = True
    return True


def _without_count(r: Reader, output: Output) -> Output:
    """Return the most common word alone where nobody asks how often it occurs."""
    if (
        output.attributes
        or not re.search(r"\bmost common\b", r.phrase.text)
        or re.search(r"\bcount|\bpair", r.phrase.text)
    ):
        return output
    return replace(output, thing=replace(output.thing, code=f"{output.thing.code}[0]", item="text"))


def _drops_first(r: Reader, outputs: list[Output]) -> bool:
    """Read "…, without the blank ones" after what is shown: it is done before."""
    if r.topic is None or not r.sees(r"(?:, )?(?:and )?(?:but )?drop"):
        return True
    if any(o.thing.is_name and o.thing.code != r.topic.code for o in outputs):
        return False  # it has been worked out of all of them already
    r.eat(r"(?:,|and|but)")
    return read_change(r) is not None


def _pairs_said(r: Reader) -> list[Output] | None:
    """Read "a dictionary with each word and its length"."""
    if r.eat(r"(?:dict|dictionary)(?: (?:with|of|from|mapping))?") is None:
        return None
    if keyed := r.eat(r"(?P<noun>[a-z]+) as keys and"):
        things = things_of(r, singular(keyed["noun"]))
        value = read_attribute(r, things) if things is not None and things.shape == "many" else None
        if things is None or value is None or r.eat("as values") is None:
            return None
        code = f"{{{things.x}: {things.fill(value.code)} for {things.x} in {things.code}}}"
        return [Output(Thing(code, "table", "pair", things.noun, value_noun=value.name))]
    outputs = read_outputs(r)
    if not outputs:
        return _counted_by(r)
    if len(outputs) > 1 and all((o.thing.shape, o.thing.item) == ("one", "number") for o in outputs):
        names = [o.thing.noun for o in outputs]
        if len(set(names)) < len(names):
            return None
        parts = ", ".join(f"{repr_string(name)}: {o.thing.code}" for name, o in zip(names, outputs, strict=True))
        return [Output(Thing(f"{{{parts}}}", "table", "pair", "name"))]
    if (
        len(outputs) == 1
        and outputs[0].thing.item == "pair"
        and outputs[0].thing.shape == "many"
        and not outputs[0].attributes
    ):
        return [Output(replace(outputs[0].thing, code=f"dict({outputs[0].thing.code})", shape="table"))]
    if len(outputs) != 1 or len(outputs[0].attributes) != 2:
        return None
    thing, (key, value) = outputs[0].thing, outputs[0].attributes
    code = f"{{{thing.fill(key.code)}: {thing.fill(value.code)} for {thing.target} in {thing.source}}}"
    return [Output(Thing(code, "table", "pair", thing.noun, value_noun=value.name))]


def _counted_by(r: Reader) -> list[Output] | None:
    """Read "from the first letter to the number of strings"."""
    topic = opened(r)
    if topic is None or topic.shape != "many":
        return None
    r.eat(r"(?:from|of|mapping|each)")
    key = read_attribute(r, topic)
    counted = r.eat(r"to (?:count|list of) (?P<noun>[a-z]+)(?: (?:with|of|for|starting).*)?") if key else None
    if key is None or counted is None or "list of" in counted[0]:
        return None
    r.flow.imports.add("from collections import Counter")
    code = f"dict(Counter({topic.fill(key.code)} for {topic.target} in {topic.source}))"
    return [Output(Thing(code, "table", "pair", key.name, value_noun="count"))]


def write_default(r: Reader, value: str) -> bool:
    """Return early where there is nothing to work on."""
    if not r.flow.lines or not r.flow.lines[-1].startswith("return ") or r.topic is None or r.topic.shape == "one":
        return False
    default = {"none": "None", "blank list": "[]"}.get(value.lower()) or r.source_of(value)
    things = r.topic
    if not things.is_name:
        return False
    *_, last = r.flow.lines
    kept = re.search(
        rf"(?<=[(])(?P<x>\w+) for (?P=x) in {things.code} if (?P<test>[^()]+(?:\([^()]*\)[^()]*)*)(?=[)])", last
    )
    is_same = kept is not None and f"{things.code} = [{kept[0]}]" in r.flow.lines  # they are all that is left
    if kept and not is_same and not last.startswith("return sum("):  # none of those that are meant, not none at all
        r.flow.lines[-1] = last.replace(kept[0], "kept")
        r.flow.lines.insert(-1, f"kept = [{kept[0]}]")
        things = replace(things, code="kept")
    r.flow.lines.insert(-1, f"if not {things.code}:\n    return {default}")
    return True
