"""Functions and generators over a run of whole numbers: "yield the squares of the even numbers up to n".

What is run through is a range, which numbers of it are meant a test, what comes out of each an expression.
"""

import re
from dataclasses import dataclass, replace

from engine.chains.deciders import keep_a
from engine.chains.flow import Chain
from engine.chains.phrases import Phrase, normalise
from engine.chains.reading import NotReadError, Reader
from engine.rewrite import is_usable_name
from engine.syntax import compiles

_MAY_BE = re.compile(
    r"\b(?:function|generator|def)\b.*\b(?:numbers?|primes?|squares?|cubes?|multiples|evens|odds|integers|counts? down|countdown)\b",
    re.IGNORECASE | re.DOTALL,
)
_SIGNATURE = re.compile(
    r"\b(?:generator function|function|generator|def)\s+(?:called |named )?`?(?P<name>[a-z_]\w*)`?\s*\((?P<of>[^()]*)\)"
)
_KINDS = {
    "even": "number % 2 == 0",
    "odd": "number % 2 == 1",
    "prime": "number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))",
}
_POWERS = {"square": "number**2", "cube": "number**3", "double": "number * 2"}
_OF_ALL = {
    "sum": "sum({x})",
    "product": "math.prod({x})",
    "count": "sum(1 {x})",
    "average": "mean({x})",
}


@dataclass(frozen=True)
class Sequence:
    """The numbers of a range that pass a test, and what is made of each."""

    start: str
    stop: str
    step: str = ""
    test: str = ""
    template: str = "number"

    @property
    def clause(self) -> str:
        """Return the loop over them, as it stands in a comprehension."""
        bounds = ", ".join(
            part for part in (self.start if self.start != "0" or self.step else "", self.stop, self.step) if part
        )
        return f"for number in range({bounds})" + (f" if {self.test}" if self.test else "")

    def loop(self) -> list[str]:
        """Return the lines that yield them."""
        head, _, test = self.clause.partition(" if ")
        if not test:
            return [f"{head}:", f"    yield {self.template}"]
        return [f"{head}:", f"    if {test}:", f"        yield {self.template}"]


def write_sequence(prompt: str) -> Chain | None:
    """Return the function or the generator over a run of numbers that a request describes, or None."""
    if len(prompt) > 300 or _MAY_BE.search(prompt) is None:
        return None
    prompt, is_called_a = keep_a(prompt.replace("§", " "))
    signature = _SIGNATURE.search(prompt)
    text, name = prompt, ""
    names: list[str] = []
    if signature:
        names = [part.split(":")[0].split("=")[0].strip() for part in signature["of"].split(",") if part.strip()]
        is_generator = "generator" in signature[0]
        name = signature["name"]
        text = f"{prompt[: signature.start()]}{'generator' if is_generator else 'function'} {prompt[signature.end() :]}"
    elif called := re.search(
        r"\b(generator|function) (?:called |named )(\w+)|\b(function|generator) (\w+_\w+)(?= )", prompt
    ):
        name = called[2] or called[4]
        text = prompt.replace(called[0], called[1] or called[3], 1)
    phrase = _with_bounds(normalise(text, hoists=False), names)
    r = Reader(phrase)
    bound = names or _bounds_said(phrase.text)
    is_generator = r.sees(r"(?:(?:write|save) )?generator") is not None
    if (not bound and not is_generator) or not all(map(is_usable_name, bound)) or len(bound) > 2:
        return None
    if not r.eat(r"(?:(?:write|save) )?(?:generator|function|def)(?: function)?"):
        return None
    r.eat(
        r"takes(?: (?:number|limit|integer|int|whole number))?(?: (?:[a-z]\b|limit))?(?: (?:as )?(?:parameter|argument))?"
    )
    r.eat(r"(?:which|that|to|for|,|and)(?: (?:which|that|to))?(?= )")
    verb = r.eat(
        r"yields?|(?:generates?|produces?|return|counts? down|print|compute|calculate|make|create|with|of)(?= )"
    )
    is_generator = is_generator or (verb is not None and verb[0].startswith("yield"))
    r.eat(r"(?:list|generator|tuple) (?:of|with)|one (?:by|after) (?:one|other)|list")
    what = r.eat(r"(?P<what>sum|product|count|average)(?: of)?") if not is_generator else None
    try:
        found = _read_sequence(r, bound)
    except NotReadError:
        return None
    if (
        found is not None
        and not found.test
        and (
            more := r.eat(
                rf"(?:with|which are|and|that are) (?:(?P<kind>even|odd|prime)|(?P<not>not )?divisible (?:by )?(?P<by>§n\d+|{'|'.join(bound)}))"
            )
        )
    ):
        test = (
            _KINDS.get((more["kind"] or "").lower())
            or f"number % {_source(r, more['by'])} {'!=' if more['not'] else '=='} 0"
        )
        found = replace(found, test=test)
    r.eat(r"(?:as|in) list|one (?:by|after) (?:one|the other|other)|lazily|inclusive|included")
    if found is None or r.rest or (bound and not any(re.search(rf"\b{one}\b", found.clause) for one in bound)):
        return None
    chain = _written(name, bound, found, is_generator, what["what"].lower() if what else "")
    return replace(chain, code=re.sub(r"\bqa\b", "a", chain.code)) if chain and is_called_a else chain


def _written(name: str, bound: list[str], found: Sequence, is_generator: bool, what: str) -> Chain | None:
    imports = ""
    listed = f"{found.template} {found.clause}"
    if is_generator:
        lines = found.loop()
    elif what == "count":
        lines = [f"return sum(1 {found.clause})"]
    elif what:
        lines = [f"return {_OF_ALL[what].format(x=listed)}"]
        imports = {"product": "import math\n\n\n", "average": "from statistics import mean\n\n\n"}.get(what, "")
    elif found.template == "number" and not found.test:
        lines = [f"return list({found.clause.removeprefix('for number in ')})"]
    else:
        lines = [f"return [{listed}]"]
    name = name or ("generate_numbers" if is_generator else "compute")
    code = f"{imports}def {name}({', '.join(bound)}):\n" + "".join(f"    {line}\n" for line in lines)
    return Chain(code, 2, (), "A run of numbers, as described") if compiles(code) else None


def _bounds_said(text: str) -> list[str]:
    """Return the names of the numbers that bound a run where the request says no signature: "up to n"."""
    said = re.findall(
        r"(?:to|below|under|lt|le|than|until|first|from|between|and|divisible|limit|number) (n|m|k|limit|start|end|stop|low|high|qa|b)\b",
        text,
    )
    return list(dict.fromkeys("limit" if one == "limit" else one for one in said))


def _with_bounds(phrase: Phrase, names: list[str]) -> Phrase:
    text = re.sub(r"\b(?:given|certain) (?=limit|number)", "", phrase.text)
    text = re.sub(r"\b(?:positive|natural|whole) (?=numbers|integers|even|odd)", "", text)
    text = re.sub(r"\b(?:integers|ints)\b", "numbers", text)
    text = re.sub(r"\bprimes\b", "prime numbers", text)
    text = re.sub(r"\b(even|odd)s\b", r"\1 numbers", text)
    return replace(phrase, text=text)


def _read_sequence(r: Reader, bound: list[str]) -> Sequence | None:
    value = "(?:" + "|".join([*map(re.escape, bound), r"§n\d+", "one", "zero"]) + ")"
    power = r.eat(r"(?P<power>square|cube|double)(?: of)?(?: (?:each|every))?")
    template = _POWERS[power["power"].lower()] if power else "number"
    first = r.eat(rf"first (?P<count>{value})")
    if skipped := r.eat(
        rf"(?:every|each) (?P<place>second|third|fourth|fifth|tenth) number from (?P<low>{value}) (?:to|up to) (?P<high>{value})"
    ):
        step = {"second": "2", "third": "3", "fourth": "4", "fifth": "5", "tenth": "10"}[skipped["place"].lower()]
        return Sequence(_source(r, skipped["low"]), _after(_source(r, skipped["high"])), step, "", template)
    kind = r.eat(r"(?P<kind>even|odd|prime)(?: numbers?)?")
    multiple = (
        r.eat(rf"(?:numbers )?(?:(?:with|which are) )?divisible (?:by )?(?P<by>{value})") if kind is None else None
    )
    named = r.eat("numbers?")
    r.eat("there(?: are)?")
    if not (power or kind or multiple or named):
        return None
    if first is not None:
        count = _source(r, first["count"])
        if kind is not None and kind["kind"].lower() == "prime":
            return None
        if kind is not None:
            start = "2" if kind["kind"].lower() == "even" else "1"
            return Sequence(start, f"2 * {count} + 1", "2", "", template)
        if multiple is not None:
            by = _source(r, multiple["by"])
            return Sequence(by, f"{by} * {count} + 1", by, "", template)
        return Sequence("1", f"{count} + 1", "", "", template) if power else None
    test = _KINDS[kind["kind"].lower()] if kind else ""
    if multiple is not None:
        test = f"number % {_source(r, multiple['by'])} == 0"
    if down := r.eat(
        rf"from (?P<high>{value}) (?:down|backwards|inreverse) to (?P<low>{value})|(?:down )?from (?P<high2>{value}) to (?P<low2>one|§n\d+)(?= ?$)"
    ):
        high, low = (_source(r, down[one] or down[f"{one}2"]) for one in ("high", "low"))
        if not (down["high"] or (low.isdigit() and not high.isdigit())):
            return None
        stop = str(int(low) - 1) if low.isdigit() else f"{low} - 1"
        return Sequence(high, stop, "-1", test, template)
    low = "0" if kind and kind["kind"].lower() == "even" else "2" if kind and kind["kind"].lower() == "prime" else "1"
    low = _source(r, multiple["by"]) if multiple else low
    if both := r.eat(
        rf"(?:from |between )?(?P<low>{value}) (?:to|up to|through|and|until) (?:and including )?(?P<high>{value})(?: inclusive| included)?"
    ):
        return Sequence(_source(r, both["low"]), _after(_source(r, both["high"])), "", test, template)
    if below := r.eat(rf"(?:with |which are )?(?:lt|below|under|until|before) (?P<high>{value})"):
        return Sequence(low, _source(r, below["high"]), "", test, template)
    if up := r.eat(
        rf"(?:le|up to|to|through|until and including) (?:and including )?(?P<high>{value})(?: inclusive| included)?"
    ):
        return Sequence(low, _after(_source(r, up["high"])), "", test, template)
    return None


def _after(source: str) -> str:
    return str(int(source) + 1) if source.isdigit() else f"{source} + 1"


def _source(r: Reader, word: str) -> str:
    return r.source_of(word) if word.startswith("§") else {"one": "1", "zero": "0"}.get(word, word)
