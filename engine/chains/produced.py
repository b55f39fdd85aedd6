"""Data that a program makes itself: what is typed, random numbers, ranges of numbers and their powers."""

from engine.chains.asking import _INPUTS, _NOUNS
from engine.chains.flow import repr_string, singular
from engine.chains.reading import NUMBER, Reader
from engine.chains.things import Thing, many_name


def read_asked(r: Reader) -> Thing | None:
    who = r"(?:user |me |person |someone )?(?:for|to (?:enter|type|input|give|type in))"
    if match := r.eat(rf"(?:keep |repeatedly )?ask(?:ing)? (?:{who} |for )?(?P<noun>numbers|integers|words|names|temperatures|prices|scores|grades|values|amounts)(?: again and again)? until (?:they |user |he |she |you |i )?(?:(?:enters?|types?|inputs?|gives?|says?|is|presses|press|hits?|leaves) )?(?P<end>§[sn]\d+|[a-z]+)(?: line| word)?(?: is (?:entered|typed|given))?"):  # fmt: skip
        noun, end = singular(match["noun"].lower()), match["end"]
        end = "" if end.lower() in ("blank", "nothing", "enter", "return") else str(r.phrase.plain(end))
        is_text = noun in ("word", "name")
        name = r.flow.free_name(many_name(noun) if is_text else "numbers")
        r.flow.names.add(name)
        item = "text" if is_text else "int(text)" if noun == "integer" else "float(text)"
        prompt = f"{noun.capitalize()} ({end or 'empty line'} ends): "
        r.flow.lines.append(
            f'{name} = []\nwhile (text := input("{prompt}")) != {repr_string(end)}:\n    {name}.append({item})'
        )
        return Thing(name, "many", "text" if is_text else "number", noun if is_text else "number")
    if match := r.eat(
        rf"(?:keep |repeatedly )?ask(?:ing)? {who} (?P<noun>numbers?|integers?) until (?:they |user |he |she |i )?(?:enters?|types?|inputs?|gives?|is|says?)? ?(?:first )?negative(?: (?:number|one|value))?(?: is entered)?"
    ):
        kind = "int" if match["noun"].startswith("int") else "float"
        name = r.flow.free_name("numbers")
        r.flow.names.add(name)
        r.flow.lines.append(
            f'{name} = []\nwhile (number := {kind}(input("Number (negative ends): "))) >= 0:\n    {name}.append(number)'
        )
        return Thing(name, "many", "number", "number")
    if match := r.eat(
        rf"ask {who} (?P<count>{NUMBER}) (?:whole )?(?P<noun>numbers|integers|words|names|values|scores|prices|grades|temperatures)"
    ):
        noun = singular(match["noun"].lower())
        count = r.number(match["count"])
        if noun in ("word", "name"):
            return r.assign(
                many_name(noun),
                Thing(f'[input("{noun.capitalize()}: ") for _ in range({count})]', "many", "text", noun),
            )
        kind = "int" if noun == "integer" or "whole" in match[0] else "float"
        return r.assign(
            "numbers", Thing(f'[{kind}(input("Number: ")) for _ in range({count})]', "many", "number", "number")
        )
    if match := r.eat(
        rf"(?:ask {who} list of|(?:ask {who}|read)(?= [a-z]+ (?:separated|split))) (?P<noun>numbers|words|names|integers)(?: (?:separated|split) by (?P<by>commas?|spaces?|blanks?))?"
    ):
        noun = singular(match["noun"].lower())
        cut = '","' if (match["by"] or "").startswith("comma") else ""
        kind = {"number": "float(part)", "integer": "int(part)"}.get(noun, "part.strip()")
        item = "text" if noun in ("word", "name") else "number"
        label = "separated by commas" if cut else "separated by spaces"
        code = f'[{kind} for part in input("{noun.capitalize()}s {label}: ").split({cut})]'
        return r.assign(
            many_name(noun) if item == "text" else "numbers",
            Thing(code, "many", item, noun if item == "text" else "number"),
        )
    if match := r.eat(rf"ask {who} (?:one |some )?(?P<noun>{_NOUNS})"):
        name, kind, words = _INPUTS[match["noun"].lower()]
        code = f'input("Enter {words}: ")'
        item = "number" if kind else "text"
        return r.assign(name, Thing(f"{kind}({code})" if kind else code, "one", item, name, is_line=True))
    return None


def read_range(r: Reader) -> Thing | None:
    if match := r.eat(r"(?:(?:generate|make|create|roll|take|get|make list of|list of) )*(?P<count>§n\d+) random (?:whole |integer )?(?P<noun>numbers|integers|ints)(?: (?:between|from|in range)(?: of)? (?P<low>§n\d+) (?:and|to) (?P<high>§n\d+))"):  # fmt: skip
        r.flow.imports.add("import random")
        code = f"[random.randint({r.source_of(match['low'])}, {r.source_of(match['high'])}) for _ in range({r.source_of(match['count'])})]"
        return r.assign("numbers", Thing(code, "many", "number", "number"))
    if match := r.eat(r"(?:(?:make|create|generate|build) )?random list (?:of|with) (?P<count>§n\d+) (?:numbers|integers|values) (?:from|between) (?P<low>§n\d+) (?:to|and) (?P<high>§n\d+)"):  # fmt: skip
        r.flow.imports.add("import random")
        code = f"[random.randint({r.source_of(match['low'])}, {r.source_of(match['high'])}) for _ in range({r.source_of(match['count'])})]"
        return r.assign("numbers", Thing(code, "many", "number", "number"))
    match = r.eat(
        r"(?:(?:take|make|list|of|create|for|from|with|given|make list of|use) )*(?P<square>square |cube )?(?:of )?(?:(?P<noun>numbers|integers) )?(?:from |between )?(?P<low>§n\d+) (?:to|and|through|up to) (?P<high>§n\d+)"
    )
    if match is None and (below := r.eat(r"(?:(?:take|make|list|of|create|for|from|with|given|make list of|use|positive|whole|natural) )*(?:numbers|integers) (?P<op>lt|le|below|under|up to) (?P<high>§n\d+)")):  # fmt: skip
        last = int(r.number(below["high"])) + (below["op"].lower() in ("le", "up to"))
        return r.assign("numbers", Thing(f"list(range(1, {last}))", "many", "number", "number"))
    if match is None and (multiples := r.eat(r"(?:(?:make|list|of|create|take|generate) )*divisible (?P<by>§n\d+) (?P<op>lt|le|below|under|up to|until) (?P<high>§n\d+)")):  # fmt: skip
        step, last = int(r.number(multiples["by"])), int(r.number(multiples["high"]))
        last += multiples["op"].lower() in ("le", "up to", "until")
        return r.assign("numbers", Thing(f"list(range({step}, {last}, {step}))", "many", "number", "number"))
    if match is None:
        return None
    low, high = r.number(match["low"]), r.number(match["high"])
    if (
        not (isinstance(low, int) and isinstance(high, int))
        or low >= high
        or ("and" in match[0].split() and "between" not in match[0])
    ):
        return None
    numbers = f"range({low}, {high + 1})"
    if match["square"]:
        power = 2 if match["square"].lower().startswith("square") else 3
        return r.assign("numbers", Thing(f"[number**{power} for number in {numbers}]", "many", "number", "number"))
    return r.assign("numbers", Thing(f"list({numbers})", "many", "number", "number"))


def read_powers(r: Reader) -> Thing | None:
    """Read "a dictionary of the numbers 1 to 10 and their squares"."""
    match = r.eat(r"(?:make|create|fill|build|generate) (?:dict|dictionary) (?:of |with |from |for )*(?:keys )?(?:numbers |integers )?(?:from )?(?P<low>§n\d+) (?:to|through) (?P<high>§n\d+) (?:to|and|with|as keys and|,)(?: values)? ?(?P<power>square|cube)s?(?: as values)?")  # fmt: skip
    if match is None:
        return None
    low, high = int(r.number(match["low"])), int(r.number(match["high"]))
    power = match["power"].lower()
    code = f"{{number: number**{2 if power == 'square' else 3} for number in range({low}, {high + 1})}}"
    return r.assign(f"{power}s", Thing(code, "table", "pair", "number", value_noun=power))
