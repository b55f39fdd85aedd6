"""What is shown, as Python: labelled results, items one a line, pairs in a form, what a function gives back."""

import re
from dataclasses import dataclass, replace

from engine.chains.flow import repr_string
from engine.chains.reading import Reader
from engine.chains.things import Attribute, Thing, many_name

_COUNTS = ("count", "words", "lines", "characters", "letters", "sentences")


@dataclass(frozen=True)
class Output:
    """One thing that is shown; of many, what of each item."""

    thing: Thing
    attributes: tuple[Attribute, ...] = ()
    rounding: int | None = None
    decimals: int | None = None  # digits that are always shown
    is_each: bool = False  # one item a line
    separator: str | None = None
    about: Thing | None = None  # the one thing of which this is an attribute

    @property
    def is_count(self) -> bool:
        """Return whether it says how many there are."""
        return (self.thing.shape, self.thing.item) == ("one", "number") and self.thing.noun in _COUNTS


ITEM = Attribute("{x}", "any", "item")


def shown(output: Output, template: str) -> str:
    """Return the expression of a number as it is to be shown."""
    if output.decimals is not None:
        return f'f"{{{template}:.{output.decimals}f}}"'
    if output.rounding is not None:
        return f"round({template}{f', {output.rounding}' if output.rounding else ''})"
    return template


def write_prints(r: Reader, outputs: list[Output]) -> bool:
    """Write the lines that print everything."""
    about = {output.about.code for output in outputs if output.about is not None}
    if (
        len(outputs) > 1 and len(about) == 1 and all(output.about is not None for output in outputs)
    ):  # of one thing: on one line
        r.flow.lines.append(f"print({', '.join(shown(output, output.thing.code) for output in outputs)})")
        return True
    labels = [label_of(output.thing) for output in outputs if output.thing.shape == "one" and not output.attributes]
    is_labelled = len(outputs) > 1 and len(set(labels)) == len(labels)
    for output in outputs:
        line = _print_one(r, output, is_labelled) if output.thing.shape == "one" else _print_many(r, output)
        if line is None:
            return False
        r.flow.lines.append(line)
    return True


def _print_one(r: Reader, output: Output, is_labelled: bool) -> str | None:
    thing = output.thing
    if output.attributes:
        return f"print({', '.join(thing.fill_one(a.code) for a in output.attributes)})"
    code = shown(output, thing.code) if thing.item == "number" else thing.code
    if thing.item == "row" and thing.whole:
        code = thing.fill_one(thing.whole)
    if thing.item == "pair" and thing.is_name:
        code = f"{thing.code}[0], {thing.code}[1]"
    if not is_labelled:
        return f"print({code})"
    return f'print("{label_of(thing)}:", {code})'


def label_of(thing: Thing) -> str:
    """Return what one of several results is called where it is printed."""
    label = thing.code if thing.is_name and thing.item != "number" else thing.noun
    if re.fullmatch(rf"{re.escape(thing.noun)}\d", label):
        label = thing.noun
    label = label if label not in ("item", "text") else thing.code if thing.is_name else "result"
    return label.replace("_", " ").capitalize()


def _print_many(r: Reader, output: Output) -> str | None:
    thing = output.thing
    is_loop = (
        output.attributes
        or thing.item == "pair"
        or output.is_each
        or thing.item in ("row", "path")
        or thing.noun == "line"
    )
    if is_loop and not thing.is_name and not re.fullmatch(r"\w+\[[-\d:]+\]|sorted\(.*\)", thing.code):
        thing = r.assign(f"{many_name(thing.noun)}" if thing.item != "pair" else "found", thing)
        output = replace(output, thing=thing)
    if output.attributes and output.attributes[0].code == "{n}":
        return _print_numbered(r, thing)
    if (
        len(output.attributes) == 1
        and (thing.shape, thing.value) == ("table", "list")
        and "{v}" in output.attributes[0].code
    ):
        output = replace(output, attributes=(Attribute("{k}", "text", "name"), *output.attributes))  # whose is it?
    if output.attributes:
        parts = [shown(output, thing.fill(a.code)) if a.kind == "number" and output.rounding is not None else thing.fill(a.code) for a in output.attributes]  # fmt: skip
        if output.separator == "§pair" or (len(parts) == 2 and r.pair_form and output.separator is None):
            return f"for {thing.target} in {thing.source}:\n    print({_pair(parts, r.pair_form)})"
        if output.separator is not None:
            if len(parts) > 1:
                return f"for {thing.target} in {thing.source}:\n    print({', '.join(parts)}, sep={repr_string(output.separator)})"
            text = f"map(str, {thing.each(output.attributes[0].code)})" if output.attributes[0].kind == "number" else thing.each(output.attributes[0].code)  # fmt: skip
            return f"print({repr_string(output.separator)}.join({text}))"
        return f"for {thing.target} in {thing.source}:\n    print({', '.join(parts)})"
    if (
        thing.shape == "table"
        and thing.is_given
        and not output.is_each
        and output.separator is None
        and output.rounding is None
    ):
        return f"print({thing.code})"
    if thing.item == "pair":
        key, value = thing.parts
        if thing.value == "list":
            value = (
                f'", ".join(map(str, {value}))' if output.separator is None or output.separator == "§pair" else value
            )
        value = shown(output, value) if thing.value == "number" else value
        if output.separator == "§pair":
            return f"for {thing.target} in {thing.source}:\n    print({_pair([key, value], r.pair_form)})"
        if output.separator is not None:
            return None
        return f"for {thing.target} in {thing.source}:\n    print({key}, {value})"
    if output.separator is not None:
        items = thing.code if thing.item == "text" else f"map(str, {thing.code})"
        return f"print({repr_string(output.separator)}.join({items}))"
    if output.is_each or thing.item in ("row", "path") or thing.noun == "line":
        item = thing.fill(thing.whole) if thing.whole else shown(output, thing.x)
        return f"for {thing.x} in {thing.source}:\n    print({item})"
    if output.rounding is not None:
        return f"print({thing.each(shown(output, '{x}'))})"
    return f"print({'*' if thing.code.startswith('range(') else ''}{thing.code})"


def _print_numbered(r: Reader, thing: Thing) -> str:
    """Print items with their numbers; a line's is that in the whole file, whichever lines were kept."""
    x, test, source = thing.x, "", thing.code
    kept = (
        re.fullmatch(rf"{re.escape(thing.code)} = \[{x} for {x} in (\w+) if (.*)\]", r.flow.lines[-1])
        if r.flow.lines
        else None
    )
    if kept is not None:
        del r.flow.lines[-1]
        source, test = kept[1], kept[2]
    line = f'print(f"{{number}}{r.phrase.numbering}{{{x}}}")'
    head = f"for number, {x} in enumerate({source}, 1):\n    "
    return head + (f"if {test}:\n        {line}" if test else line)


def _pair(parts: list[str], form: str) -> str:
    inner = [part[2:-1] if part.startswith('f"') else f"{{{part}}}" for part in parts]
    text = f"{inner[0]}{form}{inner[1]}"
    return f"f'{text}'" if '"' in text else f'f"{text}"'


def result_of(outputs: list[Output]) -> str:
    """Return the expression that a function gives back."""
    codes = []
    for output in outputs:
        thing = output.thing
        code = (
            shown(replace(output, decimals=None), thing.code)
            if thing.item == "number" and thing.shape == "one"
            else thing.code
        )
        if output.attributes and thing.shape == "one":
            code = f"({', '.join(thing.fill_one(a.code) for a in output.attributes)})"
        elif output.attributes:
            parts = [thing.fill(a.code) for a in output.attributes]
            code = f"[{parts[0] if len(parts) == 1 else '(' + ', '.join(parts) + ')'} for {thing.target} in {thing.source}]"
        elif output.separator is not None:
            code = f"{repr_string(output.separator)}.join({code})"
        codes.append(code)
    return ", ".join(codes)
