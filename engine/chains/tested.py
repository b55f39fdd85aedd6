"""Tests of small functions that everybody knows, in the form that a request asks for: pytest, unittest, doctest, asserts.

The function is written too, so that the tests run. A function that is not known, or words left over, and nothing is
written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.chains.flow import Chain
from engine.chains.known_functions import Known, find_known

_ERROR = r"[A-Z]\w*(?:Error|Exception)"
_VALUE = r"(?:-?\d+(?:\.\d+)?|\"[^\"]*\"|'[^']*'|True|False|None|\[[^\]]*\])"
_TOOLS = {
    "doctest": r"\bdoc-?tests?\b",
    "pytest": r"\bpy\.?test\b",
    "unittest": r"\bunit-?test\b|\bunit tests?\b|\btest ?cases?\b|\bTestCase\b|\bsub-?tests?\b",
    "assert": r"\bassert(?:s|ions?| statements?)?\b",
}
_CALLED = re.compile(
    rf"\b(?P<name>[a-z_]\w*)\((?P<given>[^()]*)\)(?: (?:==|=|is|are|returns?|gives?|yields|should (?:return|be|give|equal)|equals?) (?P<value>{_VALUE}))"
)
_ARROW = re.compile(
    rf"(?P<given>{_VALUE}(?:, ?{_VALUE})*) ?(?:->|=>|→|gives|returns|is|should (?:be|give|return)|becomes) ?(?P<value>{_VALUE})"
)
_RAISED = [
    re.compile(rf"(?:that )?(?P<name>[a-z_]\w*)\((?P<given>[^()]*)\) (?:raises|throws|should raise|fails with) (?:an? |the )?(?P<error>{_ERROR})"),
    re.compile(rf"(?:that )?(?:an? )?(?P<error>{_ERROR}) is (?:raised|thrown) (?:by|for|when calling) (?P<name>[a-z_]\w*)\((?P<given>[^()]*)\)"),
    re.compile(rf"(?:and )?(?:that )?(?:it )?(?:raises|throws|raising|should raise) (?:an? |the )?(?P<error>{_ERROR})(?: (?:for|on|with|if given|when given) (?P<given>{_VALUE}(?:, ?{_VALUE})*))?"),
    re.compile(rf"(?:and )?(?:that )?(?:an? )?(?P<error>{_ERROR}) (?:is raised )?(?:for|when (?:given|called with)|on) (?P<given>{_VALUE}(?:, ?{_VALUE})*)"),
    re.compile(r"(?:,? ?(?:and|including|also|even|as well as) )?(?:test |check |cover )?(?:the )?(?:division by zero|dividing by zero|zero division|(?:an? |the )?error (?:case|path)|(?:for |a )?negative (?:numbers?|input|n|values?)|that (?:it|dividing by zero) raises(?: an error)?)(?: too| as well)?"),
]  # fmt: skip
_NAMED = [
    r"\bfunctions? (?:called |named )?`?(?P<name>[a-z_]\w*)`?(?:\((?P<given>[^()]*)\))?",
    r"`(?P<name>[a-z_]\w*)`?(?:\((?P<given>[^()]*)\))?",
    r"\b(?P<name>[a-z_]\w*)\((?P<given>[^()]*)\)",
    r"\b(?P<name>[a-z]+_\w+)\b",
    r"\b(?:for|of|test|tests|testing) (?:(?:the|an?|my) )?(?P<name>[a-z_]\w*)(?: function)?(?P<given>)(?=$|[ ,.:;])",
    r"\b(?P<name>[a-z_]\w*) function\b(?P<given>)",
]
_WANTS_TESTS = re.compile(  # "write a function and test it" wants the function first of all
    r"\bpy\.?test|\b(?:unit|doc|sub)-?tests?\b|\bunit tests?\b|\btests\b|\btests? (?:case|for|of|that|class)|^test |\bassert",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\b(?:please|write|create|make|show|give|me|i|need|want|how|do|can|to|an?|the|my|some|few|two|three|small|simple|short|basic|"
    r"tests?|testing|checks?|checking|cases?|for|of|functions?|called|named|that|which|with|in|using|use|by|it|and|its|works?|"
    r"correctly|python|class|files?|examples?|several|different|inputs?|values?|like|numbers?|asserts?|assertions?|statements?|"
    r"suite|method|e\.g|run|runs)\b|[,;.:()`?!]"
)
_STYLE = r"\b(?:(?:and|with|using|via|@?pytest\.mark\.)? ?)parametri[sz](?:e|ed|ing|ation)(?: tests?)?\b"
_SUBTEST = r"\bsub-?tests?\b"


@dataclass(frozen=True)
class Plan:
    """What is tested: the function as it is written, calls with what they give, and one that fails with its error."""

    function: Known
    name: str
    source: str
    cases: Sequence[tuple[str, str]]
    failure: tuple[str, str, str] | None
    is_parametrized: bool = False


def write_tests(prompt: str) -> Chain | None:
    """Return a function that everybody knows with the tests that a request asks for, or None."""
    text = " ".join(prompt.strip().rstrip(".!?").split())
    if len(text) > 300 or not _WANTS_TESTS.search(text):
        return None
    tool = next((tool for tool, words in _TOOLS.items() if re.search(words, text, re.IGNORECASE)), "unittest")
    for words in _TOOLS.values():
        text = re.sub(words, " ", text, flags=re.IGNORECASE)
    is_parametrized = (
        re.search(_STYLE, text, re.IGNORECASE) is not None or re.search(_SUBTEST, prompt, re.I) is not None
    )
    text = re.sub(_STYLE, " ", text, flags=re.IGNORECASE)
    found = _take(text)
    if found is None:
        return None
    function, name, parameters, cases, raised, left = found
    if _FILLER.sub("", left).strip():
        return None
    source, failure = function.define(name, parameters), None
    if raised is not None and function.failure:
        call, error, message = function.failure
        asked = raised.get("error") or error
        source = source.replace(error, asked)
        given = raised.get("given") or call
        failure = (given, asked, message if given == call else "")
    elif raised is not None:
        return None
    plan = Plan(function, name, source, cases or function.cases, failure, is_parametrized)
    if is_parametrized and tool in ("doctest", "assert"):
        return None
    code = {"pytest": _pytest, "unittest": _unittest, "doctest": _doctest, "assert": _asserts}[tool](plan)
    return Chain(code, 1, (), f"{name} and its tests, as described") if code else None


_Found = tuple[Known, str, tuple[str, ...], list[tuple[str, str]], dict[str, str] | None, str]


def _take(text: str) -> _Found | None:
    """Return the function that a request tests, what it says of calls, and the words that are left."""
    raised: dict[str, str] | None = None
    name, cases = "", []
    for match in _CALLED.finditer(text):
        name = match["name"]
        cases.append((match["given"], match["value"].replace("'", '"')))
    text = _CALLED.sub(" ", text)
    for pattern in _RAISED:
        if match_raised := pattern.search(text):
            groups = match_raised.groupdict()
            raised = {key: value for key, value in groups.items() if value}
            name = name or groups.get("name") or ""
            text = text[: match_raised.start()] + " " + text[match_raised.end() :]
            break
    parameters: tuple[str, ...] = ()
    if not name:
        for form in _NAMED:
            named = next((m for m in re.finditer(form, text) if find_known(m["name"])), None)
            if named:
                name = named["name"]
                given = named.groupdict().get("given") or ""
                parameters = tuple(part.strip() for part in given.split(",") if part.strip().isidentifier())
                text = text[: named.start()] + " " + text[named.end() :]
                break
    text = re.sub(rf"\b{name}\b", " ", text) if name else text
    function = find_known(name) if name else None
    if function is None:
        return None
    for match in _ARROW.finditer(text):
        cases.append((match["given"], match["value"].replace("'", '"')))
    text = _ARROW.sub(" ", text)
    return function, name, parameters, cases, raised, text


def _claim(name: str, call: str, value: str) -> str:
    """Return what an assert says of a call."""
    made = f"{name}({call})"
    return {"True": made, "False": f"not {made}", "None": f"{made} is None"}.get(value, f"{made} == {value}")


def _pytest(plan: Plan) -> str:
    needs = plan.is_parametrized or plan.failure
    head = ("import pytest\n\n\n" if needs else "") + plan.source + "\n\n"
    if plan.is_parametrized:
        names = plan.function.parameters
        shown = ", ".join(f'"{name}"' for name in (*names, "expected"))
        rows = "".join(f"        ({call}, {value}),\n" for call, value in plan.cases)
        given = ", ".join(names)
        head += (
            f"@pytest.mark.parametrize(\n    ({shown}),\n    [\n{rows}    ],\n)\n"
            f"def test_{plan.name}({given}, expected):\n    assert {plan.name}({given}) == expected\n"
        )
    else:
        lines = "".join(f"    assert {_claim(plan.name, call, value)}\n" for call, value in plan.cases)
        head += f"def test_{plan.name}():\n{lines}"
    if plan.failure:
        call, error, message = plan.failure
        match = f', match="{message}"' if message else ""
        head += (
            f"\n\ndef test_{plan.name}_fails():\n    with pytest.raises({error}{match}):\n        {plan.name}({call})\n"
        )
    return head


def _unittest(plan: Plan) -> str:
    if plan.is_parametrized:
        names = ", ".join(plan.function.parameters)
        rows = "".join(f"            ({call}, {value}),\n" for call, value in plan.cases)
        body = (
            f"        cases = [\n{rows}        ]\n        for {names}, expected in cases:\n"
            f"            with self.subTest({', '.join(f'{n}={n}' for n in plan.function.parameters)}):\n"
            f"                self.assertEqual({plan.name}({names}), expected)\n"
        )
    else:
        body = "".join(f"        {_check(plan.name, call, value)}\n" for call, value in plan.cases)
    title = "".join(word.capitalize() for word in plan.name.split("_"))
    code = f"import unittest\n\n\n{plan.source}\n\nclass {title}Test(unittest.TestCase):\n    def test_results(self):\n{body}"
    if plan.failure:
        call, error, _ = plan.failure
        code += (
            f"\n    def test_error(self):\n        with self.assertRaises({error}):\n            {plan.name}({call})\n"
        )
    return code + '\n\nif __name__ == "__main__":\n    unittest.main(exit=False)\n'


def _check(name: str, call: str, value: str) -> str:
    made = f"{name}({call})"
    if value in ("True", "False", "None"):
        return f"self.assert{'IsNone' if value == 'None' else value}({made})"
    return f"self.assertEqual({made}, {value})"


def _doctest(plan: Plan) -> str:
    head, body = plan.source.split("\n", 1)
    shows = []
    for call, value in plan.cases:
        if re.fullmatch(r"-?\d+", value) and re.search(r"/|\*\* ?0\.5", body) and "//" not in body:
            value += ".0"  # a division gives a float
        shows.append(f"    >>> {plan.name}({call})\n    {value.replace(chr(34), chr(39))}\n")
    if plan.failure:
        call, error, message = plan.failure
        if not message:
            return ""
        full = re.search(rf'{error}\("([^"]*)"\)', plan.source)
        shows.append(
            f"    >>> {plan.name}({call})\n    Traceback (most recent call last):\n        ...\n    {error}: {full[1] if full else message}\n"
        )
    return (
        f'import doctest\n\n\n{head}\n    """\n{"".join(shows)}    """\n{body}\n\nresults = doctest.testmod()\n'
        'print(f"{results.attempted} examples, {results.failed} failed")\n'
    )


def _asserts(plan: Plan) -> str:
    lines = "".join(f"assert {_claim(plan.name, call, value)}\n" for call, value in plan.cases)
    if plan.failure:
        call, error, _ = plan.failure
        lines += f'try:\n    {plan.name}({call})\nexcept {error}:\n    pass\nelse:\n    raise AssertionError("no {error} was raised")\n'
    return f'{plan.source}\n\n{lines}print("all tests passed")\n'
