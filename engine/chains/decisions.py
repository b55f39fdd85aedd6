"""Programs that say one of several things: "return 'pass' if the score is at least 50, otherwise 'fail'".

Read word by word, so that a case which is not understood leaves the whole request unread. What is decided on is what
a function takes, what the user types, or each item of a list.
"""

import re
from dataclasses import dataclass, replace

from engine.chains.bounds import read_test, read_tests
from engine.chains.case_values import END, VERB, read_value
from engine.chains.comparisons import Test, joined
from engine.chains.deciders import Decider, hide_name, keep_a, read_decider
from engine.chains.flow import Chain, repr_string
from engine.chains.phrases import Phrase, normalise
from engine.chains.reading import NotReadError, Reader
from engine.chains.things import Thing
from engine.syntax import compiles, undefined_names

_MAY_DECIDE = re.compile(
    r"\b(?:if|when|whether|otherwise|else|unless|below|under|above|over|up to|less|more|at least|positive|even|others|rest|"
    r"times|plus|minus|divided|multiplied|squared|cubed|product|difference|average|larger|largest|smaller|smallest)\b|[<>+*/]",
    re.IGNORECASE,
)
_SHORTER = [  # what only decisions say so
    (re.compile(pattern, re.IGNORECASE), word)
    for pattern, word in [
        (r"\b(?:up to|until|no higher than) (?=§n)", "le "),
        (r"(§n\d+) (?:to|through|up to|until) (§n\d+)", r"between \1 and \2"),
        (r"\bbetween (§n\d+) , (§n\d+)", r"between \1 and \2"),
        (r"(?:from|starting at) (?=§n)", "ge "),
        (r"\b(?:over|above|beyond) (?=§n)", "gt "),
        (r"\b(?:below|under) (?=§n)", "lt "),
        (r"\bit (?=§n\d+ (?:or|and) )", "it is "),
        (r"\b(?:in every other case|in other cases?|in any other case|for (?:everything|anything|everyone|anyone)(?: else)?|for rest|if not|(?:everything|anything) else|rest|by default)\b", "otherwise"),
        (r"\botherwise,? otherwise\b", "otherwise"),
        (r"\b(?:is|are) (?=(?:gt|lt|ge|le|eq|ne)\b)", ""),
        (r"\b(?:has|have|having)\b", "with"),
        (r"\b(?:when|whenever|in case|provided|as long as)\b", "if"),
        (r"\bunless\b", "if not"),
        (r"\braises?\b|\braising\b|\bthrows?\b", "raise"),
        (r"\b(?:says?|writes?|outputs?|answers?|save)(?= (?:§s|that\b|whether\b|if\b))", "print"),
        (r"\b(?:gives?(?: back)?|giving|yields?|label|call)(?= (?:it )?(?:as )?§[sn])", "return"),
        (r"\bor (?=(?:return|print|raise|else|otherwise)\b)", ", "),
        (r"(§n\d+) (?:km|hours?|minutes?|days?|letters? long|kilos?|cm|metres?|meters?|miles|items|pieces|people)\b", r"\1"),
        (r"(?<=\d) (?:kg|years old|degrees|euros?|dollars?|points?|percent)\b", ""),
        (r"\b(?:gt|lt) theresult\b", "above"),
        (r"\botherwise (?:above|over|below|gt|lt|higher|lower)(?= ?(?:,|$))", "otherwise"),
    ]
]  # fmt: skip


@dataclass(frozen=True)
class Case:
    """What is said, as source, and when; without a condition it is for what is left."""

    value: str
    test: Test | None = None
    is_error: bool = False


def decide(prompt: str) -> Chain | None:
    """Return the program for a request that says what is to come out in which case, or None."""
    if len(prompt) > 600 or _MAY_DECIDE.search(prompt) is None:
        return None
    prompt = _RANGE.sub(r"\1 to \2", prompt.replace("§", " "))
    prompt, is_called_a = keep_a(prompt)
    prompt, name = hide_name(prompt)
    phrase = _shortened(normalise(prompt, hoists=False))
    for kind in ("number", "text"):
        reader = Reader(phrase)
        decider = read_decider(reader, prompt, kind, name)
        try:
            code = _decided(reader, decider) if decider is not None else None
        except NotReadError:
            code = None
        if code is None or ("%" in prompt and not re.search(r" \* [01]\.", code)):
            continue
        code = re.sub(r"\bqa\b", "a", code) if is_called_a else code
        code = f"import math\n\n\n{code}" if "math." in code else code
        if compiles(code) and not undefined_names(code):
            return Chain(code, 2, (), "Cases as described")
    return None


def _decided(r: Reader, decider: Decider) -> str | None:
    """Return the program whose cases were understood to the last word."""
    cases = _read_cases(r, decider)
    return decider.write(_written(cases, decider)) if cases is not None and _is_complete(cases, decider) else None


_RANGE = re.compile(r"(?<![\w.-])(\d+) ?[-–] ?(\d+)(?![\w-])")


def _shortened(phrase: Phrase) -> Phrase:
    text = phrase.text
    for pattern, word in _SHORTER:
        text = pattern.sub(word, text)
    return replace(phrase, text=" ".join(text.split()))


# ---------------------------------------------------------------- cases
def _read_cases(r: Reader, decider: Decider) -> list[Case] | None:
    """Return all that is said of what comes out, or None where a word is left."""
    if listed := r.attempt(lambda: _read_alternatives(r, decider)):
        return listed
    cases: list[Case] = []
    r.eat(r"return (?:(?!if\b)[a-z]+ ){1,2},(?= (?:§|free|if|lt|le))")  # "the fee: 3 up to 4 hours, …"
    while r.rest:
        if r.eat(r"(?:,|and|or|but|then|program|function)(?= |$)"):
            continue
        case = r.attempt(lambda: _read_case(r, decider, cases))
        if case is None:
            return None
        cases.append(case)
    return cases


def _read_case(r: Reader, decider: Decider, before: list[Case]) -> Case | None:
    if r.eat(r"(?:otherwise|else)(?: ,)?"):
        value = read_value(r, decider)
        return Case(value[0], None, value[1]) if value else None
    if decider.is_function and r.eat(
        r"(?:return|check|tell|determine|decide|print)? ?(?:True )?whether|(?:check|tell|determine|decide)s? if"
    ):
        test = _read_condition(r, decider, before)
        return Case("True", test) if test else None
    if (
        re.match("(?:is|has|can)_", decider.name)
        and not before
        and (test := r.attempt(lambda: _read_condition(r, decider, before)))
    ):
        return Case("True", test)
    if r.sees(r"(?:gt|lt|ge|le|between|§n\d+ (?:or|and) [a-z]+)(?= )"):
        test = _read_condition(r, decider, before)
        if test and r.eat(r"(?:(?:, )?(?:is|are|costs?|gets?|pays?|to|means?|eq|,|free|return|print))(?: free)?(?= )"):
            value = read_value(r, decider)
            return Case(value[0], test, value[1]) if value else None
        if test and (value := r.attempt(lambda: read_value(r, decider))):
            return Case(value[0], test, value[1])
        return None
    if r.eat("if"):
        test = _read_condition(r, decider, before)
        r.eat(r"(?:,|then|it|is|: )+")
        value = read_value(r, decider) if test else None
        return Case(value[0], test, value[1]) if value and test else None
    value = read_value(r, decider)
    if value is None:
        return None
    said, is_error = value
    if r.eat(r"(?:, )?(?:otherwise|else)"):
        return Case(said, None, is_error)
    if before and before[-1].test is not None and r.eat(r"(?:if )?(?:it is )?(?:above|over|beyond|more|higher|lower|below|less|neither)(?: that)?(?= ?$)"):  # fmt: skip
        return Case(said, None, is_error)
    if r.eat(r"(?:, )?(?:if|for|with)") or r.sees(r"(?:gt|lt|ge|le|between|§n\d+ (?:or|and) )\b"):
        test = _read_condition(r, decider, before)
        return Case(said, test, is_error) if test else None
    return Case(said, None, is_error) if not before and r.sees(r",|$|or\b|and\b") else None


def _read_alternatives(r: Reader, decider: Decider) -> list[Case] | None:
    """Read "whether it is positive, negative or zero": each state is its own word."""
    if not r.eat(rf"(?:{VERB}|check|determine|tell|say)(?: user)? (?:whether|if)(?: (?:it|{decider.names}))?(?: is)?"):
        return None
    cases: list[Case] = []
    while True:
        start = r.position
        test = _read_state(r, decider)
        if test is None:
            break
        said = r.phrase.plain(r.phrase.text[start : r.position]).strip(" ,").replace("divisible ", "divisible by ")
        cases.append(Case(repr_string(said), test))
        if not r.eat(r"(?:, )?or(?: (?:not|it is|is))?|,"):
            break
    if r.rest or not cases:
        return None
    if len(cases) == 1:
        negation = f"not {cases[0].value[1:-1]}"
        return [cases[0], Case(repr_string(negation))]
    last = cases[-1]
    first = cases[0].test
    is_opposite = len(cases) > 2 or (first is not None and last.test is not None and _excludes(first, last.test))
    return [*cases[:-1], Case(last.value)] if is_opposite else None


_OPPOSED = [("% 2 == 0", "% 2 == 1"), ("> 0", "< 0"), ("isupper", "islower")]


def _excludes(one: Test, other: Test) -> bool:
    """Return whether one of two states is always met."""
    return any({a in one.code, b in other.code} == {True} and a != "> 0" for a, b in _OPPOSED) or any(
        {b in one.code, a in other.code} == {True} and a != "> 0" for a, b in _OPPOSED
    )


def _read_state(r: Reader, decider: Decider) -> Test | None:
    test = r.attempt(lambda: read_test(r, replace(decider.subject, shape="many")))
    return _fill(test, decider.subject)


def _read_condition(r: Reader, decider: Decider, before: list[Case]) -> Test | None:
    """Read when something is said: tests of what is decided on, of one of several parameters, or both tests before."""
    if r.sees(r"(?:return |print )?§s\d+ ?(?:,|$|otherwise|else|and)"):  # "both" is left out of a phrase
        earlier = [case.test for case in before if case.test is not None]
        return joined(earlier, "and") if len(earlier) == 2 else None
    if turned := _read_turned(r, before):
        return turned
    tests: list[Test] = []
    links: set[str] = set()
    while True:
        test = r.attempt(lambda: _read_comparison(r, decider)) or r.attempt(lambda: _read_one(r, decider))
        if test is None:
            return None
        tests.append(test)
        more = (
            r"(?= (?:it|not|if|with|contains|startswith|endswith|even|odd|gt|lt|ge|le|divisible)\b|"
            + decider.names
            + ")"
        )
        if r.sees(rf",{more}(?=.*(?:and|or){more})"):
            r.eat(",")
            continue
        link = r.eat(rf"(?:, )?(?P<link>and|or)(?: if)?(?: also)?{more}")
        if link is None:
            break
        links.add(link["link"].lower())
    return joined(tests, links.pop() if links else "and") if len(links) < 2 else None


def _read_turned(r: Reader, before: list[Case]) -> Test | None:
    """Read "if it is smaller" after "if a is greater than b": the same two, the other way round."""
    match = r.eat(
        rf"(?:it is |it )?(?:(?P<less>smaller|less|lower|shorter)|(?P<more>greater|larger|bigger|higher|longer)){END}"
    )
    last = before[-1].test if match and before else None
    compared = re.fullmatch(r"(\S+) ([<>])=? (\S+)", last.code) if last else None
    if match is None or compared is None or (compared[2] == "<") == bool(match["less"]):
        return None
    sign, off = ("<", ">=") if match["less"] else (">", "<=")
    return Test(f"{compared[1]} {sign} {compared[3]}", f"{compared[1]} {off} {compared[3]}")


def _read_comparison(r: Reader, decider: Decider) -> Test | None:
    """Read "b is zero", "a gt b", "they are equal", of several parameters, or a flag: "for members"."""
    names = "|".join(decider.parameters)
    if match := r.eat(rf"(?P<not>not )?(?P<one>{names}) (?P<op>gt|lt|ge|le|eq|ne) (?P<two>{names}){END}"):
        sign = {"gt": ">", "lt": "<", "ge": ">=", "le": "<=", "eq": "==", "ne": "!="}
        off = {"gt": "<=", "lt": ">=", "ge": "<", "le": ">", "eq": "!=", "ne": "=="}
        op = match["op"].lower()
        test = Test(f"{match['one']} {sign[op]} {match['two']}", f"{match['one']} {off[op]} {match['two']}")
        return test.turned if match["not"] else test
    if len(decider.parameters) == 2 and r.eat(rf"(?:they|both|numbers|two|strings|words|texts|values)(?: numbers)? (?:are |is )?(?:same|eq|equal){END}"):  # fmt: skip
        one, two = decider.parameters
        return Test(f"{one} == {two}", f"{one} != {two}")
    for name in decider.parameters:
        flag = re.fullmatch(r"(?:is|has)_(\w+)", name)
        if flag and (match := r.eat(rf"(?P<not>not )?(?:{name}|(?:it is |is )?{flag[1]}s?)(?: is true)?{END}")):
            return Test(f"not {name}", name) if match["not"] else Test(name, f"not {name}")
    return None


def _read_one(r: Reader, decider: Decider) -> Test | None:
    r.eat(
        r"(?:children|kids|people|persons|adults|seniors|everyone|everybody|anyone|somebody|someone|those|customers|orders|guests|visitors)(?= (?:gt|lt|ge|le|between|age|with|§n\d+ (?:or|and)))"
    )
    named = r.eat(rf"(?:it|(?P<name>{decider.names}))(?= )(?: is(?= ))?")
    subject = decider.subject
    if named and named["name"] and named["name"] in decider.parameters:
        subject = replace(subject, code=named["name"], noun=named["name"])
    elif len(decider.parameters) > 1 and not named and not r.sees("it "):
        return None if not decider.is_clear else _fill(read_tests(r, subject), subject)
    r.eat(
        r"(?:numbers|ages|scores|words|values|ones|prices|temperatures|those|years|amounts)(?= (?:gt|lt|ge|le|with|between|len|divisible))"
    )
    turned = r.eat("not(?= (?:gt|lt|ge|le|between|len)\b)") is not None
    test = read_tests(r, replace(subject, shape="many"))
    if equal := r.eat(rf"(?P<value>§[ns]\d+){END}"):
        wanted = r.source_of(equal["value"])
        is_same_kind = wanted.startswith('"') == (subject.item == "text")
        return Test(f"{subject.code} == {wanted}", f"{subject.code} != {wanted}") if is_same_kind else None
    r.eat(r"(?:numbers|ages|scores|words|values|ones|prices|years|amounts)" + END)
    if test is None:
        return None
    filled = _fill(test, subject)
    return filled.turned if turned and filled else filled


def _fill(test: Test | None, subject: Thing) -> Test | None:
    if test is None:
        return None
    return Test(test.code.replace("{x}", subject.code), test.opposite.replace("{x}", subject.code))


# ---------------------------------------------------------------- code
def _is_complete(cases: list[Case], decider: Decider) -> bool:
    """Return whether something is decided: at least one condition, and not two rests."""
    rests = [case for case in cases if case.test is None]
    tests = [case for case in cases if case.test is not None]
    if len(cases) == 1 and not tests:  # a formula alone
        return decider.is_function and re.search(r" [-+*/] |\*\*|(?:max|min|round)\(", cases[0].value) is not None
    if not tests or len(rests) > 1 or (rests and rests[0].is_error):
        return False
    if len(cases) == 1:
        return cases[0].value in ("True", "False") and decider.is_function
    return bool(rests) or len(tests) > 1


def _written(cases: list[Case], decider: Decider) -> list[str]:
    """Return the lines that say what comes out, in which the first condition that is met decides."""
    tests = [case for case in cases if case.test is not None]
    rest = next((case for case in cases if case.test is None), None)
    if len(cases) <= 2 and {case.value for case in cases} <= {"True", "False"} and len(tests) == 1:
        test = tests[0].test
        assert test is not None
        code = test.code if tests[0].value == "True" else test.opposite
        return [decider.say(_as_truth(code))]
    lines: list[str] = []
    for place, case in enumerate(_most_special_first(tests)):
        assert case.test is not None
        word = "if" if place == 0 or decider.is_function else "elif"
        lines += [f"{word} {case.test.code}:", "    " + (case.value if case.is_error else decider.say(case.value))]
    if rest is not None and decider.is_function and decider.verb == "return":
        lines.append(decider.say(rest.value))
    elif rest is not None:
        lines += ["else:", f"    {decider.say(rest.value)}"]
    return lines


def _as_truth(code: str) -> str:
    return f"bool({code})" if re.fullmatch(r"[\w.]+\(?\)?\.strip\(\)", code) else code


def _most_special_first(cases: list[Case]) -> list[Case]:
    """Put a case that asks for what others ask for, and more, before them: "both" before either."""
    codes = [case.test.code for case in cases if case.test]
    both = [case for case in cases if case.test and any(c != case.test.code and c in case.test.code.split(" and ") for c in codes)]  # fmt: skip
    return both + [case for case in cases if case not in both]
