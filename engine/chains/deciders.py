"""What a decision is about and where it ends: a function and what it takes, what the user types, each item of a list."""

import re
from dataclasses import dataclass, replace

from engine.chains.flow import plural, singular
from engine.chains.openings import parameter
from engine.chains.reading import Reader
from engine.chains.things import Thing
from engine.rewrite import is_usable_name

_TEXTS = r"text|string|word|sentence|name|password|username|email|letter|character|colou?r|day|city|country|code|key"
_NAMED = re.compile(
    r"\b(?:function|def) (?:called |named )?`?(?P<name>[a-z_]\w*)`?\s*\((?P<parameters>[^()]*)\)", re.IGNORECASE
)
_CALLED = re.compile(r"\bfunction (?:called |named )`?(?P<name>[a-z_]\w*)|\bfunction `?(?P<name2>[a-z]+_\w+)")


@dataclass(frozen=True)
class Decider:
    """What is decided on, and how the program around the decision is written."""

    subject: Thing
    parameters: tuple[str, ...]
    verb: str = "return"
    name: str = ""  # of the function
    signature: str = ""
    before: tuple[str, ...] = ()  # lines that make what is decided on
    is_each: bool = False
    is_labelling: bool = False
    says_percent: bool = False

    @property
    def is_function(self) -> bool:
        """Return whether a function is written."""
        return bool(self.name)

    @property
    def is_clear(self) -> bool:
        """Return whether a condition without a subject can only be on one thing."""
        others = [name for name in self.parameters if not re.match(r"(?:is|has)_", name)]
        return len(others) < 2

    @property
    def names(self) -> str:
        """Return a pattern of all that the request may call what is decided on."""
        words = {*self.parameters, self.subject.noun, "number", "value", "string", "text", "word", "input"}
        return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"

    def say(self, value: str) -> str:
        """Return the line that gives a value."""
        if self.verb == "return":
            return f"return {value}"
        return f"print({self.subject.code}, {value})" if self.is_labelling else f"print({value})"

    def write(self, lines: list[str]) -> str:
        """Return the whole program around the lines that decide."""
        if self.is_function:
            body = "\n".join(f"    {line}" for line in lines)
            return f"def {self.name}({self.signature or ', '.join(self.parameters)}):\n{body}\n"
        if not self.is_each:
            return "\n".join([*self.before, *lines]) + "\n"
        return "\n".join([*self.before[:-1], self.before[-1], *(f"    {line}" for line in lines)]) + "\n"


_A = re.compile(
    r"\ba\b(?= ?(?:[-+*/%<>=!,.;)]|$|(?:is|divided|plus|minus|times|squared|multiplied|equals|if|when|otherwise|or|and|modulo|to the)\b))"
)


def keep_a(prompt: str) -> tuple[str, bool]:
    """Return a request in which a parameter that is called a looks like no article."""
    if not re.search(r"\(\s*a\s*[,:)]|\ba and b\b", prompt):
        return prompt, False
    return _A.sub("qa", prompt), True


_HIDDEN = "thefunction"


def hide_name(prompt: str) -> tuple[str, str]:
    """Return a request in which a function's name, which may be a word like total, is none of its words."""
    named = _NAMED.search(prompt)
    if named is None:
        return prompt, ""
    return f"{prompt[: named.start()]}function {_HIDDEN}{prompt[named.end('name') :].lstrip('`')}", named["name"]


def read_decider(r: Reader, prompt: str, kind: str, name: str = "") -> Decider | None:
    """Read what comes before the cases; `kind` is what its one thing is where its name does not say."""
    return _read_function(r, prompt, kind, name) or _read_input(r, kind) or _read_each(r)


def _thing(name: str, kind: str) -> Thing | None:
    """Return what is called so, if it is of a kind."""
    is_text = re.search(rf"(?:^|_)(?:{_TEXTS})s?$|^(?:s|pw|pwd)$", name, re.IGNORECASE) is not None
    known = parameter(Reader.__new__(Reader), name)
    if known is not None and known.shape != "one":
        return None
    item = "text" if is_text else "number" if known and known.item == "number" else kind
    return Thing(name, "one", kind, name) if item == kind else None


def _read_function(r: Reader, prompt: str, kind: str, hidden: str) -> Decider | None:
    named = _NAMED.search(prompt)
    if named:
        parameters = [p.split(":")[0].split("=")[0].strip() for p in named["parameters"].split(",") if p.strip()]
        r.eat(rf"function (?:called |named )?`?{named['name']}`?")
        for place, name in enumerate(parameters):
            if not r.eat(
                rf"(?:, )?(?:and )?{re.escape(name)}(?: , (?:int|float|str|bool))?" if place else re.escape(name)
            ):
                return None
        name, signature = hidden, ", ".join(part.strip() for part in named["parameters"].split(","))
    else:
        called = _CALLED.search(prompt)
        name, signature = (called["name"] or called["name2"]) if called else "", ""
        if not r.eat(rf"function(?: (?:called |named )?{name})?(?: (?:with|which|and))?(?: takes)?"):
            return None
        if not r.phrase.text.startswith("function takes") and not r.phrase.text[: r.position].endswith("takes "):
            r.eat(r"(?:that )?takes")
        parameters = _read_taken(r) or _read_checked(r)
    things = [thing for name_ in parameters if (thing := _thing(name_, kind)) is not None]
    if not things or not all(is_usable_name(p) for p in parameters):
        return None
    r.eat(r"(?:as )?(?:parameters?|arguments?|inputs?)")
    r.eat(r"(?:,|and|which|that|to|must|should|it)+(?= )")
    verb = "print" if r.sees(r"(?:and )?print\b") else "return"
    r.eat(r"(?:and|which|to|,)(?= )")
    name = name or (f"check_{things[0].code}" if len(parameters) == 1 else "compute")
    return Decider(
        things[0], tuple(parameters), verb, name, signature, says_percent="%" in prompt or "percent" in prompt
    )


def _read_checked(r: Reader) -> list[str]:
    """Look for what a function checks that is not said to take anything: "returns whether a word is …"."""
    match = r.sees(r"(?:(?:return|check|tell|determine|decide|print)s? (?:True )?)?(?:if|whether) (?:given )?(?P<noun>number|integer|year|word|text|string|sentence|password|age|name|username|score) (?:is|with|has|contains|startswith|endswith|gt|lt|ge|le|between)")  # fmt: skip
    return [{"integer": "number", "string": "text"}.get(match["noun"], match["noun"])] if match else []


def _read_taken(r: Reader) -> list[str]:
    """Read what a function takes in words: "a score", "two numbers a and b", "a price and a weight"."""
    if match := r.eat(
        r"(?:two|§n\d+) (?:numbers|integers|values|strings|words|texts)(?: (?P<one>[a-z]) and (?P<two>[a-z])\b)?"
    ):
        if match[0].startswith("§") and not match[0].startswith("two") and r.number(match[0].split()[0]) != 2:
            return []
        return [match["one"] or "a", match["two"] or "b"]
    found: list[str] = []
    r.eat(r"count(?= (?:hours|minutes|days|items|kilometres|km|points|people|pages|copies)\b)")
    while match := r.eat(r"(?P<name>(?!(?:return|print|and|if|list|two|three|dict|tuple)\b)[a-z_]+)(?: in (?:celsius|degrees|kg|km|fahrenheit|cm))?(?= ?(?:,|and\b|as\b|return|which|$))"):  # fmt: skip
        found.append({"integer": "number", "string": "text"}.get(match["name"].lower(), match["name"].lower()))
        if not r.sees(r"(?:and|,) (?!(?:return|print|if|§|otherwise)\b)[a-z_]+ ?(?:,|and|return|which)"):
            break
        r.eat("and|,")
    return found


def _read_input(r: Reader, kind: str) -> Decider | None:
    match = r.eat(r"(?:(?:program|script) )?ask(?: user| me| someone)? (?:for|to (?:enter|type|input|give)(?: in)?) (?:one )?(?P<whole>whole |integer )?(?P<noun>[a-z]+)")  # fmt: skip
    if match is None:
        return None
    noun = match["noun"].lower()
    name = "number" if noun == "integer" else noun
    thing = _thing(name, kind)
    if thing is None or noun.endswith("s") or not is_usable_name(name):
        return None
    is_whole = noun in ("age", "year", "integer", "month", "hour", "day", "score", "grade") or match["whole"] or "divisible" in r.rest or re.search(r"\b(?:even|odd|prime)\b", r.rest)  # fmt: skip
    ask = f'input("{name.capitalize()}: ")'
    source = ask if kind == "text" else f"{'int' if is_whole else 'float'}({ask})"
    r.eat(r"(?:,|and|then)+(?= )")
    r.eat(r"(?:,|and|then)+(?= )")
    return Decider(thing, (name,), "print", before=(f"{name} = {source}",))


def _read_each(r: Reader) -> Decider | None:
    """Read the items of a list, for each of which is decided."""
    match = r.eat(
        r"(?:for (?:each|every) (?P<noun>[a-z]+) (?:in|of) )?(?:(?:list|numbers|words|scores) )?(?P<data>§d\d+)"
    )
    values = r.phrase.value(match["data"]) if match else None
    if match is None or not isinstance(values, list) or not values:
        return None
    is_number = all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
    if not is_number and not all(isinstance(v, str) for v in values):
        return None
    label = r.phrase.labels.get(int(match["data"][2:])) or plural(match["noun"] or ("number" if is_number else "word"))
    x = match["noun"] or singular(label)
    x = x if is_usable_name(x) and x != label else "item"
    r.eat(r"(?:,|and|then)+(?= )")
    is_labelling = r.eat(r"(?:label|mark|classify|tag|print) (?:each|every|them)(?: (?:number|one|value|item|word))?(?: (?:as|with))?") is not None or r.eat(rf"print (?:{x}|it) (?:and|with|,)") is not None  # fmt: skip
    r.eat(r"(?:for (?:each|every)(?: (?:number|one|value|item|word|of them))? ?,? ?)")
    thing = replace(Thing(x, "one", "number" if is_number else "text", x))
    before = (f"{label} = {values!r}", f"for {x} in {label}:")
    return Decider(thing, (x,), "print", before=before, is_each=True, is_labelling=is_labelling)


__all__ = ["Decider", "hide_name", "keep_a", "read_decider"]
