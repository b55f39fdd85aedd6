"""Decorators that a request describes: tries again, measures, logs, counts, repeats, checks, catches, limits, and several.

What it says is taken phrase by phrase; where words are left that no phrase explains, no decorator is written.
"""

import keyword
import re
from collections.abc import Callable
from dataclasses import dataclass

from engine.chains.flow import Chain, repr_string
from engine.chains.known_functions import find_known

_NUMBERS = {"one": 1, "once": 1, "two": 2, "twice": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_N = r"(?P<n>\d+(?:\.\d+)?|one|two|three|four|five|six|ten|an?)"
_TIMES = r"(?:(?P<n>\d+|two|three|four|five|six|ten|n) times|(?P<twice>twice)|(?P<m>\d+|two|three|four|five|six|ten|n) (?:tries|attempts))"
_ERROR = r"[A-Z]\w*(?:Error|Exception|Exit|Interrupt|Warning)"
_ERRORS = rf"(?P<errors>{_ERROR}(?:(?:,? or |,? and |, ?){_ERROR})*)"
_FUNCTION = r"(?:(?:an?|the|any|each|every|its|one) )?(?:(?:decorated|wrapped|flaky|failing|slow) )?(?:functions?(?: calls?)?|calls?|it)"
_SHOW = r"(?:prints?|logs?|shows?|reports?|displays?|tells?)"
_QUOTED = r"(?P<{0}>\"[^\"]*\"|'[^']*')"


@dataclass
class Parts:
    """A decorator under construction: what stands around the call, and what it keeps from call to call."""

    name: str = ""
    before: str = ""
    call: str = ""
    after: str = ""
    kept: str = ""  # lines of the decorator before its wrapper
    end: str = ""  # lines after the wrapper
    shown: str = ""  # lines that show the decorator at work, after the calls
    fails: str = ""  # an error that the example raises at first
    imports: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()  # "times=3": what the decorator can be given
    takes: str = "number"  # what the example's function takes
    calls: int = 1

    def name_it(self, name: str) -> None:
        """Call the decorator so if nothing before gave it a name."""
        self.name = self.name or name


Writer = Callable[[Parts, re.Match[str]], None]


def _number(text: str | None, default: str = "3") -> str:
    if not text or text == "n":
        return default
    return "1" if text in ("a", "an") else str(_NUMBERS.get(text, text))


def _retry(parts: Parts, match: re.Match[str]) -> None:
    times = "2" if match["twice"] else _number(match["n"] or match["m"])
    if match.groupdict().get("more"):
        times = str(int(times) + 1)
    parts.name_it("retry")
    parts.arguments += (f"times={times}",)
    parts.call, parts.fails, parts.takes = "retry", parts.fails or "ConnectionError", ""


def _wait(parts: Parts, match: re.Match[str]) -> None:
    unit = match["unit"]
    seconds = float(_number(match["n"])) * (
        0.001 if unit.startswith("m") and unit[1:2] in ("s", "i") and "min" not in unit else 1
    )
    parts.arguments += (f"delay={seconds:g}",)
    parts.imports += ("import time",)


def _backoff(parts: Parts, match: re.Match[str]) -> None:
    if not any(argument.startswith("delay") for argument in parts.arguments):
        _add_delay(parts)
    parts.kept += "double"


def _add_delay(parts: Parts) -> None:
    parts.arguments += ("delay=1",)
    parts.imports += ("import time",)


def _only_on(parts: Parts, match: re.Match[str]) -> None:
    names = re.findall(_ERROR, match["errors"])
    parts.arguments += (f"errors=({', '.join(names)}{',' if len(names) == 1 else ''})",)
    parts.fails = names[0]


def _time(parts: Parts, match: re.Match[str]) -> None:
    is_milli = re.search(r"\b(?:ms|milliseconds)\b", match[0]) is not None
    digits = re.search(r"(\d) (?:decimals?|digits)", match[0])
    spec = digits[1] if digits else "2" if is_milli else "3"
    parts.name_it("timed")
    parts.imports += ("import time",)
    parts.before += "start = time.perf_counter()\n"
    factor = " * 1000" if is_milli else ""
    elapsed = f"(time.perf_counter() - start){factor}" if factor else "time.perf_counter() - start"
    parts.after += (
        f'elapsed = {elapsed}\nprint(f"{{function.__name__}} took {{elapsed:.{spec}f}} {"ms" if is_milli else "s"}")\n'
    )


def _log(parts: Parts, match: re.Match[str]) -> None:
    words = match[0]
    parts.name_it("logged")
    wants_all = not re.search(r"argument|args|result|return|name", words)
    if wants_all or re.search(r"argument|args", words):  # with its name, as the call is written
        parts.before += (
            'shown = ", ".join([*map(repr, args), *(f"{key}={value!r}" for key, value in kwargs.items())])\n'
            'print(f"{function.__name__}({shown})")\n'
        )
    elif "name" in words:
        parts.before += 'print(f"calling {function.__name__}")\n'
    if re.search(r"result|return", words):
        parts.after += 'print(f"{function.__name__} returned {result!r}")\n'


def _count(parts: Parts, match: re.Match[str]) -> None:
    parts.name_it("count_calls")
    parts.before += "wrapper.calls += 1\n"
    parts.end += "wrapper.calls = 0\n"
    parts.shown += "print({name}.calls)\n"
    parts.calls = max(parts.calls, 3)


def _repeat(parts: Parts, match: re.Match[str]) -> None:
    times = "2" if match["twice"] else _number(match["n"] or match["m"])
    parts.name_it("repeat")
    parts.arguments += (f"times={times}",)
    parts.call, parts.takes = "repeat", "print"


def _catch(parts: Parts, match: re.Match[str]) -> None:
    groups = match.groupdict()
    errors = re.findall(_ERROR, groups.get("errors") or "")
    parts.name_it("safe")
    parts.call = "catch"
    caught = f"({', '.join(errors)})" if len(errors) > 1 else errors[0] if errors else "Exception"
    value = (groups.get("value") or "None").replace("'", '"').replace("an empty list", "[]").replace("zero", "0")
    shown = 'print(f"{function.__name__} failed: {error!r}")\n' if groups.get("shows") else ""
    parts.kept += f"{caught}|{value}|{shown}"
    parts.takes = "divide"


def _before_after(parts: Parts, match: re.Match[str]) -> None:
    groups = match.groupdict()
    parts.name_it("announced")
    for place in ("first", "last"):
        if text := groups.get(place):
            line = f"print({repr_string(text[1:-1])})\n"
            if place == "first":
                parts.before += line
            else:
                parts.after += line


def _change(parts: Parts, match: re.Match[str]) -> None:
    words = match[0].lower()
    digits = re.search(r"\d+", words)
    for word, line, takes in (
        ("upper", "result = result.upper()\n", "text"),
        ("lower", "result = result.lower()\n", "text"),
        ("capital", "result = result.upper()\n", "text"),
        ("round", f"result = round(result, {digits[0] if digits else 2})\n", "number"),
        ("doubl", "result = 2 * result\n", "number"),
        ("string", "result = str(result)\n", "number"),
        ("list", "result = list(result)\n", "number"),
        ("revers", "result = result[::-1]\n", "text"),
    ):
        if word in words:
            parts.name_it(
                {"upper": "uppercase", "capital": "uppercase", "round": "rounded", "doubl": "doubled"}.get(
                    word, "changed"
                )
            )
            parts.after += line
            parts.takes = takes
            return


def _check(parts: Parts, match: re.Match[str]) -> None:
    groups = match.groupdict()
    words = (groups.get("must") or groups.get("mustnot") or "").lower()
    error = groups.get("error") or (
        "TypeError" if re.search(r"number|int|str|text|type|float", words) else "ValueError"
    )
    tests = (
        (r"int", "not isinstance(value, int)", "must be whole numbers"),
        (r"not an? number|number|float|numeric", "not isinstance(value, (int, float))", "must be numbers"),
        (r"str|text", "not isinstance(value, str)", "must be text"),
        (r"none", "value is None", "must not be None"),
        (r"empty", "not value", "must not be empty"),
        (r"not negative|non-?negative", "value < 0", "must not be negative"),
        (r"positive", "value <= 0", "must be positive"),
        (r"negative", "value < 0", "must not be negative"),
    )
    for word, test, says in tests:
        if re.search(word, words):
            parts.name_it("checked")
            parts.before += (
                f'if any({test} for value in (*args, *kwargs.values())):\n    raise {error}("all arguments {says}")\n'
            )
            parts.takes = "text" if "str" in test or "not value" in test else parts.takes
            return


def _cast(parts: Parts, match: re.Match[str]) -> None:
    kind = {"integer": "int", "whole number": "int", "string": "str", "text": "str"}.get(match["kind"], match["kind"])
    parts.name_it("converted")
    parts.before += f"args = [{kind}(value) for value in args]\n"
    parts.takes = "text" if kind == "str" else "number"


def _limit(parts: Parts, match: re.Match[str]) -> None:
    seconds = _number(match["s"], "1")
    seconds = f"{float(seconds) * 60:g}" if match["unit"].startswith("min") else seconds
    parts.name_it("rate_limit")
    parts.arguments += (f"calls={_number(match['n'])}", f"seconds={seconds}")
    parts.imports += ("import time", "from collections import deque")
    parts.kept += "recent = deque()"
    parts.before += (
        "while recent and time.monotonic() - recent[0] >= seconds:\n    recent.popleft()\nif len(recent) >= calls:\n"
    )
    if re.search(r"rais|refus|error", match[0]):
        parts.before += '    raise RuntimeError(f"more than {calls} calls in {seconds} seconds")\n'
    else:
        parts.before += "    time.sleep(max(0, seconds - (time.monotonic() - recent[0])))\n    recent.popleft()\n"
    parts.before += "recent.append(time.monotonic())\n"
    parts.calls = 3


def _delay_call(parts: Parts, match: re.Match[str]) -> None:
    parts.name_it("slow_down")
    parts.imports += ("import time",)
    parts.arguments += (f"seconds={_number(match['n'])}",)
    parts.before += "time.sleep(seconds)\n"


def _once(parts: Parts, match: re.Match[str]) -> None:
    parts.name_it("run_once")
    parts.kept += "results = []"
    parts.call, parts.calls, parts.takes = "once", 2, "print"


def _cache(parts: Parts, match: re.Match[str]) -> None:
    parts.name_it("remember")
    parts.kept += "results = {}"
    parts.call, parts.calls = "cache", 2


def _nothing(parts: Parts, match: re.Match[str]) -> None:
    """Words that say how, where only one way is written."""


_FAILS = r"(?:(?:if|when|whenever|in case|until|while|on) )?(?:(?:the |a |an |any |it |each |every )?(?:function |call )?(?:fails|failure|failures|(?:raises|throws) (?:an? |any )?(?:exceptions?|errors?)|exceptions?|errors?|it succeeds|succeeds))"
_PHRASES: list[tuple[str, Writer]] = [
    (rf"(?:re-?tries|retry(?:ing)?|tries again|tries|calls again|re-?runs) (?:{_FUNCTION} )?(?:again )?(?:for )?(?:up to |at most |a maximum of )?{_TIMES}(?: in total)?", _retry),
    (rf"(?:re-?tries|retries|retry(?:ing)?) (?:{_FUNCTION} )?(?:if it |when it |which |that )?(?:fails |failing )?(?:up to |at most )?{_TIMES}", _retry),
    (rf"(?:re-?tries|retries|retry(?:ing)?) (?:{_FUNCTION} )?{_FAILS},? (?:up to |at most |a maximum of )?{_TIMES}", _retry),
    (rf"(?:waits?|waiting|pauses?|pausing|sleeps?|sleeping|(?:with )?(?:a )?(?:delay|pause|wait)(?: of)?)(?: for)? {_N} ?(?P<unit>seconds?|secs?|s|ms|milliseconds?|minutes?)(?: pause| delay)?,? (?:in )?(?:between|before|after)(?: (?:the|each|every|a|two|next|another|trying|try|tries|attempts?|calls?|retries|retry|retrying|again|failed|failure|one|them))*", _wait),
    (rf"(?:with )?(?:an? )?{_N}[ -]?(?P<unit>seconds?|s|ms|milliseconds?) (?:pause|delay|wait|break)(?: (?:in )?(?:between|after)(?: (?:the|each|every|tries|attempts?|calls?|retries|try|failed|failure))*)?", _wait),
    (r"(?:(?:with|using) )?(?:an? )?exponential back-?off|doubl(?:es|ing) the (?:wait(?:ing)?(?: time)?|delay|pause)(?: (?:each|every) time| after (?:each|every) \w+)?", _backoff),
    (rf"(?:(?:but|and) )?(?:only )?(?:if|when(?:ever)?|on|only on|for|only for|in case of) (?:an? |the )?(?:(?:function|it|call) )?(?:raises |throws |fails with |failing with )?(?:an? )?{_ERRORS}(?: (?:happens|occurs|is raised|is thrown|exceptions?|errors?))?", _only_on),
    (r"(?:(?:and )?(?:then )?(?:finally )?(?:re-?)?(?:raises?|raising) (?:the )?(?:last )?(?:error|exception|it)|gives up)(?: again)?(?: after (?:that|the last (?:try|attempt)|them))?(?: (?:if|when) all (?:tries|attempts) fail(?:ed)?)?|before giving up", _nothing),
    (rf"(?:times|clocks) {_FUNCTION}(?:,? (?:and )?{_SHOW} it)?", _time),
    (rf"(?:measures? (?:and )?)?(?:{_SHOW} )?(?:how (?:long|much time) {_FUNCTION} (?:took|takes|ran|runs|needs?|needed|lasted|has taken)(?: to (?:run|execute|finish))?|(?:the |its )?(?:execution|running|elapsed|run|call) ?time(?: of {_FUNCTION})?|(?:the )?(?:time|duration|seconds|milliseconds)(?: (?:of )?{_FUNCTION})?(?: (?:takes|took|needs|needed))?)(?:,? (?:and )?{_SHOW} it)?(?:,? in (?:ms|milliseconds|seconds))?(?:,? (?:with|to) \d (?:decimals?|digits)(?: places)?)?(?:,? (?:and )?{_SHOW} it)?", _time),
    (rf"{_SHOW} (?:the |its )?(?:(?:function'?s? )?names?|(?:(?:each|every|all|any) )?(?:function )?calls?|arguments|args|result|return(?:ed)? value)(?:(?:,| and|, and| with|, with) (?:the |its )?(?:arguments|args|names?|results?|return(?:ed)? values?))*(?: of {_FUNCTION})?(?: (?:before|when|each time|every time|whenever) (?:called|it is called|it's called|(?:calling|running)(?: it| the function)?|the call|{_FUNCTION}(?: is called)?))?", _log),
    (rf"counts? (?:how (?:often|many times) {_FUNCTION} (?:is|was|gets|has been) (?:called|used)|(?:the )?(?:number of )?calls(?: (?:of|to) {_FUNCTION})?)(?:,? (?:and )?{_SHOW} (?:it|the (?:count|number)))?", _count),
    (rf"(?:calls|runs|repeats|executes|repeating|calling|running) {_FUNCTION} {_TIMES}(?: in a row)?", _repeat),
    (rf"(?:catches|swallows|ignores|handles) (?:(?:all|any|every) )?(?:(?:exceptions?|errors?)|{_ERRORS})(?:(?: of| from| in| raised by) {_FUNCTION})?(?:,? (?:and )?(?P<shows>{_SHOW}) (?:it|them|(?:the |an? )?(?:error|exception)?(?: ?message)?|the message))?(?:,? (?:and )?(?:then )?returns? (?P<value>None|-?\d+(?:\.\d+)?|\"[^\"]*\"|'[^']*'|True|False|\[\]|an empty list|zero)(?: instead)?)?", _catch),
    (rf"returns? (?P<value>None|-?\d+(?:\.\d+)?|\"[^\"]*\"|'[^']*'|True|False|\[\]|an empty list|zero) (?:instead )?(?:if|when) (?:{_FUNCTION} )?(?:(?:raises|throws) (?:an? |any )?(?:exception|error|{_ERRORS})|fails)", _catch),
    (rf"prints? {_QUOTED.format('first')} before(?: and {_QUOTED.format('last')} after)?(?: (?:(?:calling|running) )?{_FUNCTION}(?: (?:runs|is called))?)?", _before_after),
    (rf"(?:converts?|turns?|makes?|changes?|transforms?) (?:the |its )?(?:results?|return(?:ed)? values?|output|returned (?:text|string))(?: of {_FUNCTION})? (?:(?:in)?to )?(?:upper ?-?case|lower ?-?case|capital letters|capitals|an? string|an? list)(?: letters)?", _change),
    (rf"(?:converts?|turns?|casts?) (?:(?:all|every|each|the|its) )*(?:positional )?(?:arguments?|args|parameters?|inputs?)(?: of {_FUNCTION})? (?:in)?to (?:an? )?(?P<kind>int|integer|float|str|string|text|whole number)s?", _cast),
    (rf"(?:rounds?|doubles?|reverses?|upper-?cases|lower-?cases) (?:the |its )?(?:results?|return(?:ed)? values?|output)(?: of {_FUNCTION})?(?: to (?:\d|two|three) (?:decimals?|digits)(?: places)?)?", _change),
    (rf"(?:checks?|ensures?|makes sure|requires?|validates?|verifies)(?: that)? (?:(?:all|every|each|its|the) )*(?:positional )?(?:arguments?|args|parameters?|inputs?)(?: of {_FUNCTION})? (?:is|are|to be|be) (?:all )?(?P<must>positive|not negative|non-?negative|numbers?|integers?|ints|floats|strings?|strs|text|not none|not empty)(?: numbers?)?(?:,? (?:and |otherwise |or |else )*(?:raises?|throws?) (?:an? )?(?P<error>{_ERROR})(?: otherwise| if not| else)?)?", _check),
    (rf"(?:raises?|throws?) (?:an? )?(?P<error>{_ERROR}) (?:if|when) (?:any|an|one|some)(?: of the| of its)? (?:arguments?|args|parameters?|inputs?) (?:is|are) (?P<mustnot>negative|none|empty|not an? number|not positive|not an? int(?:eger)?|not an? str(?:ing)?)", _check),
    (rf"(?:allows?|limits?|permits?|lets?|restricts?)(?: {_FUNCTION})?(?: to)?(?: be called| run)? (?:(?:at most|only|to|no more than|a maximum of|max) )*(?P<n>\d+|two|three|five|ten|one) (?:calls?|times)(?: of {_FUNCTION})? (?:per|every|in|within|each|a) (?P<s>\d+ ?|two |three |five |ten |an? )?(?P<unit>seconds?|s|minutes?)(?:,? (?:and )?(?:otherwise |else )?(?:waits?|sleeps?|raises?|refuses?)(?: an? error| RuntimeError)?(?: otherwise| if needed| when necessary)?)?", _limit),
    (rf"(?:waits?|sleeps?|pauses?) (?:for )?{_N} seconds? before (?:calling |running |each |every )*{_FUNCTION}(?: (?:runs|is called))?", _delay_call),
    (rf"(?:runs|executes|calls|lets|allows) {_FUNCTION} (?:run )?only once|makes {_FUNCTION} run only once", _once),
    (rf"(?:caches|remembers|memoi[sz]es|stores|saves) (?:(?:all|the|its) )*(?:earlier )?results?(?: of {_FUNCTION})?(?: (?:in (?:an? )?(?:dict|dictionary)|by (?:its |the )?arguments|for the same arguments))?", _cache),
    (rf"{_FAILS}", _nothing),
]  # fmt: skip
_COMPILED = [(re.compile(pattern + r"(?=$|[ ,;.:)])"), writer) for pattern, writer in _PHRASES]
_HEAD = re.compile(
    r"^(?:(?:please|can you|could you|write|create|define|make|build|implement|show me|give me|i need|i want|how do i (?:write|make)"
    r"|how to write|an?|the|my|own|simple|small|custom|python) )*"
    r"(?:(?P<kind>retry|retrying|timing|timer|logging|counting|repeat|caching|validation|rate[ -]limit(?:ing|er)?) )?"
    r"(?:`?@?(?P<before>[a-z_]\w*)`? )?decorator(?:,? (?:function )?(?:called |named )?`?@?(?P<name>[a-z]\w*(?=[ (,:;`]))`?)?(?P<given>\([^)]*\))?",
    re.IGNORECASE,
)
_NOT_NAMES = frozenset(
    "that which to for with who function in called named and it using a an the factory class of retry timing".split()
)
_FILLER = re.compile(
    r"\b(?:that|which|to|and|then|it|for|also|with|python|in|functions?|the|an?|(?:an |a )?(?:arguments?|parameters?)|"
    r"first|please|is|works|any|so|using functools\.wraps|using wraps|keep(?:s|ing)? (?:the )?(?:function'?s )?name(?: and docstring)?)\b|[,;.:()`?!]"
)
_USE = re.compile(
    r"[,;.]?(?: and)?(?: then)? (?:used?|apply|applied|test|try|demonstrate|show|put)(?: it| this| the decorator)? (?:it )?(?:on|to|with|for|above|in use)"
    r"(?: (?:an?|the|my)\b)?(?: (?:small|slow|simple)\b)?(?: (?:example|sample))?(?: function)?(?: (?:called|named))? ?`?(?P<name>[a-z_]\w*)?`?(?P<given>\([^)]*\))?(?: function)?[.!]?$"
)
_THIRD_PERSON = re.compile(
    r"\b(?P<lead>to|and|then|for|decorator|that|will|should) (?P<verb>retry|try|print|log|show|report|measure|count|call|run|repeat|catch|"
    r"convert|turn|round|double|check|ensure|validate|allow|limit|wait|sleep|cache|remember|memoize|memoise|raise|make|execute|ignore|return(?! values?\b))\b"
)
_ING = re.compile(
    r"\b(?:for )?(print|log|measur|count|catch|check|limit|cach|memoiz|validat|rais|round|show|wait)ing\b(?! function)"
)


def write_decorator(prompt: str) -> Chain | None:
    """Return the decorator that a request describes, on an example, or None where it describes none to the last word."""
    text = " ".join(prompt.replace("`", "").strip().rstrip(".!?").split())
    head = _HEAD.match(text)
    if head is None or len(text) > 400:
        return None
    name = next((n for n in (head["name"], head["before"]) if n and n.lower() not in _NOT_NAMES), "")
    rest = text[head.end() if name and name == head["name"] else text.lower().index("decorator") + len("decorator") :]
    use = _USE.search(rest)
    rest = rest[: use.start()] if use else rest
    rest = _THIRD_PERSON.sub(lambda m: f"{m['lead']} {_third_person(m['verb'])}", rest)
    rest = _ING.sub(lambda m: f" {_third_person(m[1])}", rest)
    parts = Parts(name)
    left = _take_phrases(rest, parts)
    if _FILLER.sub("", left).strip() or not (parts.before or parts.call or parts.after):
        return None
    if any(argument.startswith(("errors", "delay")) for argument in parts.arguments) and parts.call != "retry":
        return None
    function = find_known(use["name"] or "") if use and use["name"] else None
    if use and use["name"] and function is None:
        return None
    parameters = tuple(re.findall(r"[a-z_]\w*", use["given"] or "")) if use else ()
    if keyword.iskeyword(parts.name) or len({a.split("=")[0] for a in parts.arguments}) < len(parts.arguments):
        return None
    code = _write(parts)
    example = function.define(use["name"], parameters) if function and use else ""
    cases = tuple(call for call, _ in function.cases) if function else ()
    if function and function.failure and parts.call == "catch":
        cases = (cases[0], function.failure[0])
    return Chain(code + _write_example(parts, example, cases), 1, (), f"The decorator {parts.name}, as described")


def _third_person(verb: str) -> str:
    verb = {"measur": "measure", "cach": "cache", "memoiz": "memoize", "validat": "validate", "rais": "raise"}.get(
        verb, verb
    )
    if verb.endswith("ry"):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("ch", "sh", "x")) else f"{verb}s"


def _take_phrases(rest: str, parts: Parts) -> str:
    """Write what the phrases of a description say, the longest match at the leftmost place first; return what is left."""
    left, place = "", 0
    while place < len(rest):
        found = [(m.end(), writer, m) for pattern, writer in _COMPILED if (m := pattern.match(rest, place)) and m[0]]
        starts_word = place == 0 or not (rest[place - 1].isalnum() or rest[place - 1] in "_'\"")
        if found and starts_word:
            end, writer, match = max(found, key=lambda item: item[0])
            writer(parts, match)
            left, place = left + " ", end
        else:
            left, place = left + rest[place], place + 1
    return left


def _write(parts: Parts) -> str:
    """Return the decorator itself."""
    call = "result = function(*args, **kwargs)\n"
    kept = parts.kept
    if parts.call == "retry":
        call = _write_retry(parts)
        kept = ""
    elif parts.call == "repeat":
        call = "for _ in range(times):\n    result = function(*args, **kwargs)\n"
    elif parts.call == "catch":
        caught, value, shown = parts.kept.split("|", 2)
        shown = "".join(f"    {line}\n" for line in shown.splitlines())
        error = f"except {caught} as error:" if shown else f"except {caught}:"
        call = f"try:\n    result = function(*args, **kwargs)\n{error}\n{shown}    result = {value}\n"
        kept = ""
    elif parts.call == "once":
        call = "if not results:\n    results.append(function(*args, **kwargs))\nresult = results[0]\n"
    elif parts.call == "cache":
        call = (
            "key = (args, tuple(sorted(kwargs.items())))\nif key not in results:\n"
            "    results[key] = function(*args, **kwargs)\nresult = results[key]\n"
        )
    after = parts.after
    ends = parts.call == "retry" and not after  # the loop returns or raises
    body = parts.before + call + after + ("" if ends else "return result\n")
    body = re.sub(
        r"(?m)^result = (function\(\*args, \*\*kwargs\)|results\[(?:key|0)\])\nreturn result\n\Z", r"return \1\n", body
    )
    wrapper = (
        "@functools.wraps(function)\ndef wrapper(*args, **kwargs):\n"
        + _indent(body)
        + "\n"
        + parts.end
        + "return wrapper\n"
    )
    inner = (f"{kept}\n\n" if kept else "") + wrapper
    if parts.arguments:
        inner = "def decorate(function):\n" + _indent(inner) + "\nreturn decorate\n"
        head = f"def {parts.name}({', '.join(parts.arguments)}):\n"
    else:
        head = f"def {parts.name}(function):\n"
    imports = sorted({"import functools", *parts.imports}, key=lambda line: (line.startswith("from"), line))
    return "\n".join(imports) + "\n\n\n" + head + _indent(inner)


def _write_retry(parts: Parts) -> str:
    names = {argument.split("=")[0] for argument in parts.arguments}
    errors = "errors" if "errors" in names else "Exception"
    pause = ""
    if "delay" in names:
        pause = (
            "        time.sleep(delay * 2 ** (attempt - 1))\n"
            if "double" in parts.kept
            else "        time.sleep(delay)\n"
        )
    call = "function(*args, **kwargs)\n"
    done = f"        result = {call}        break\n" if parts.after else f"        return {call}"
    return (
        f"for attempt in range(1, times + 1):\n    try:\n{done}"
        f'    except {errors} as error:\n        print(f"try {{attempt}} failed: {{error!r}}")\n'
        f"        if attempt == times:\n            raise\n{pause}"
    )


def _indent(text: str) -> str:
    return "".join(f"    {line}\n" if line else "\n" for line in text.splitlines())


_EXAMPLES = {
    "number": ("def add(a, b):\n    return a + b\n", ("2, 3", "4, 5", "6, 7")),
    "text": ('def greet(name):\n    return f"Hello, {name}"\n', ('"Ada"', '"Bo"', '"Cy"')),
    "divide": ("def divide(a, b):\n    return a / b\n", ("6, 3", "1, 0")),
    "print": ('def greet():\n    print("Hello")\n', ("",)),
}


def _write_example(parts: Parts, function: str, cases: tuple[str, ...]) -> str:
    """Return a function under the decorator and calls of it."""
    head = f"\n\n@{parts.name}" + ("()" if parts.arguments else "")
    if parts.call == "retry" and not function:
        return (
            f'\n\nanswers = iter([{parts.fails}("not yet"), "ready"])\n{head}\ndef fetch():\n    answer = next(answers)\n'
            "    if isinstance(answer, Exception):\n        raise answer\n    return answer\n\n\nprint(fetch())\n"
        )
    given = "round" in parts.after and not function
    source, calls = (function, cases) if function else _EXAMPLES[parts.takes or "number"]
    if given:
        source, calls = "def divide(a, b):\n    return a / b\n", ("2, 3",)
    name = re.findall(r"def (\w+)", source)[0]
    if parts.calls > 1:
        calls = (calls * 3)[: parts.calls] if parts.call not in ("cache",) else (calls[0],) * 2
    elif parts.call != "catch":
        calls = calls[:1]
    lines = "".join(
        f"print({name}({call}))\n" if parts.takes != "print" or function else f"{name}({call})\n" for call in calls
    )
    return f"{head}\n{source}\n\n{lines}" + parts.shown.format(name=name)
