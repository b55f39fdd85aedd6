"""What one makes of a list of numbers in the end: a sum, several results, a text, counts, a yes or no."""

import random

from training.compositions.conditions import draw_number_condition
from training.compositions.language import Wording, phrases
from training.compositions.program import Data, Program
from training.compositions.steps import (
    REDUCE,
    Step,
)

_REDUCERS: dict[str, tuple[str, str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...], str]] = {
    # name: expression, result, imports, clauses, nouns, questions, number
    "sum": ("sum({x})", "total", "", ("add {them} up", "sum {them} up", "add up {the}", "sum {them}", "compute the sum{of}", "calculate the total{of}", "add {them} together", "total {them}", "work out the sum{of}", "compute their sum"), ("the sum{of}", "the sum{of}", "the sum{of}", "the total{of}"), ("what do {the} add up to", "what is the sum{of}", "how much is the sum{of}"), ""),
    "mean": ("sum({x}) / len({x})", "average", "", ("average {them}", "compute the <average|mean>{of}", "calculate the <average|mean>{of}", "work out the <average|mean>{of}", "find the <average|mean>{of}", "take the <average|mean>{of}"), ("the average{of}", "the average{of}", "the mean{of}", "the arithmetic mean{of}"), ("what is the average{of}", "what is the mean{of}"), "float"),
    "median": ("median({x})", "median", "from statistics import median", ("compute the median{of}", "find the median{of}", "calculate the median{of}", "work out the median{of}"), ("the median{of}",), ("what is the median{of}",), "float"),
    "max": ("max({x})", "largest", "", ("find the <largest|biggest|highest>{of}", "find the maximum{of}", "take the <largest|maximum>{of}", "look for the <largest|highest> {one}{in}", "get the <largest|biggest|highest> {one}{in}"), ("the largest{of}", "the maximum{of}", "the biggest{of}", "the highest{of}", "the maximum{of}", "the largest {one}{in}"), ("what is the largest{of}", "which is the biggest{of}", "what is the maximum{of}"), ""),
    "min": ("min({x})", "smallest", "", ("find the <smallest|lowest>{of}", "find the minimum{of}", "take the <smallest|minimum>{of}", "get the <smallest|lowest> {one}{in}"), ("the smallest{of}", "the minimum{of}", "the lowest{of}", "the minimum{of}", "the smallest {one}{in}"), ("what is the smallest{of}", "what is the minimum{of}"), ""),
    "count": ("len({x})", "count", "", ("count {them}", "count {them}", "count how many <there are|remain|are left>"), ("the number{of_all}", "the count{of_all}", "how many {bare} there are", "how many {bare} there are"), ("how many {bare} are there", "how many {bare} are there"), "int"),
    "product": ("math.prod({x})", "product", "import math", ("multiply {them} together", "compute the product{of}", "multiply all of {the}", "calculate the product{of}"), ("the product{of}", "the product{of}"), ("what is the product{of}",), ""),
    "spread": ("max({x}) - min({x})", "spread", "", ("subtract the smallest from the largest", "compute the difference between the <largest|biggest|maximum> and the <smallest|minimum>"), ("the difference between the <largest|maximum> and the <smallest|minimum>{of}", "the range (max minus min){of}", "the spread{of} (max - min)"), ("what is the difference between the largest and the smallest{of}",), ""),
    "deviation": ("stdev({x})", "deviation", "from statistics import stdev", ("compute the standard deviation{of}", "calculate the standard deviation{of}"), ("the standard deviation{of}",), ("what is the standard deviation{of}",), "float"),
}  # fmt: skip


_TERSE = {
    "sum": ("sum", "total"),
    "mean": ("average", "mean"),
    "median": ("median",),
    "max": ("max", "largest", "maximum"),
    "min": ("min", "smallest", "minimum"),
    "count": ("count", "how many"),
    "product": ("product",),
    "spread": ("max minus min",),
    "deviation": ("standard deviation",),
}


def reduce(program: Program, data: Data, rng: random.Random) -> Step | None:
    """One number of many."""
    if data.tags & {"sorted", "reversed"} and "limited" not in data.tags:
        return None
    names = ["sum"] * 5 + ["mean"] * 4 + ["median"] * 2 + ["max"] * 2 + ["min"] * 2 + ["spread", "deviation"]
    if data.tags & {"filtered", "unique"}:
        names += ["count"] * 4
    if data.high <= 200 and "mapped" not in data.tags:
        names.append("product")
    name = rng.choice(names)
    if "limited" in data.tags and name in ("max", "min", "count", "median", "deviation"):
        name = rng.choice(["sum", "mean"])
    if name == "sum" and data.one in ("year", "age", "temperature", "speed", "height"):
        name = "mean"
    return reduce_by(name, program, data)


def reduce_by(name: str, program: Program, data: Data) -> Step:
    """Return the step for one of the reducers."""
    expression, result, imports, clauses, nouns, questions, number = _REDUCERS[name]
    program.add(imports=imports)
    given = Data("number", expression.format(x=data.expression), result, "", item=result, number=number or data.number)
    return Step(name, REDUCE, given, Wording(clauses, (), (), nouns, questions, _TERSE[name]))


_TWO = (
    ("sum", "mean"),
    ("min", "max"),
    ("min", "max"),
    ("mean", "median"),
    ("min", "max", "mean"),
    ("sum", "max"),
    ("count", "sum"),
    ("count", "mean"),
    ("sum", "min", "max"),
    ("mean", "deviation"),
    ("sum", "mean", "count"),
    ("max", "mean"),
)


_SHORT = {
    "sum": "<sum|total>",
    "mean": "<average|mean>",
    "median": "median",
    "max": "<maximum|largest|highest>",
    "min": "<minimum|smallest|lowest>",
    "count": "<count|number>",
    "deviation": "standard deviation",
}


_LABELS = {
    "sum": "Sum",
    "mean": "Average",
    "median": "Median",
    "max": "Maximum",
    "min": "Minimum",
    "count": "Count",
    "deviation": "Standard deviation",
}


def summarize(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Two or three numbers of many."""
    if data.tags & {"sorted", "reversed", "limited"}:
        return None
    names = list(rng.choice(_TWO))
    labels = []
    for name in names:
        expression, _, imports, *_ = _REDUCERS[name]
        program.add(imports=imports)
        labels.append((_LABELS[name], expression.format(x=data.expression)))
    plain = [_SHORT[name] for name in names]
    listed = ", ".join(plain[:-1]) + " and " + plain[-1]
    articled = ", ".join("the " + word for word in plain[:-1]) + " and the " + plain[-1]
    clauses = (
        f"compute {articled}{{of}}",
        f"calculate the {listed}{{of}}",
        f"find {articled}{{of}}",
        f"work out the {listed}{{of}}",
    )
    nouns = (
        f"the {listed}{{of}}",
        f"the {listed}{{of}}",
        f"{articled}{{of}}",
        f"both {articled}{{of}}" if len(names) == 2 else f"the {listed}{{of}}",
    )
    questions = (f"what are the {listed}{{of}}", f"what are {articled}{{of}}")
    given = Data("results", "", "", "results", labels=tuple(labels))
    return Step("summary", REDUCE, given, Wording(clauses, (), (), nouns, questions, (listed,)))


def join(program: Program, data: Data, rng: random.Random) -> Step | None:
    """One text of all numbers."""
    said, separator = rng.choice(
        [
            ("commas", ", "),
            ("a comma and a space", ", "),
            ("spaces", " "),
            ("a dash", "-"),
            ("a plus sign", " + "),
            ("semicolons", "; "),
        ]
    )
    variable = program.fresh("text")
    program.add(f'{variable} = "{separator}".join(str({data.item}) for {data.item} in {data.expression})')
    wording = Wording(
        phrases("""
            join {them} with {said}
            join {them} with {said} into one string
            put {them} in one line, separated by {said}
            combine {them} into a string separated by {said}
            turn {them} into a string joined by {said}
        """),
        (), ("joined with {said}", "separated by {said}", "in one line, separated by {said}", "on one line separated by {said}"), terse=("joined with {said}", "separated by {said}"), values={"said": said},
    )  # fmt: skip
    return Step("join", "join", Data("string", variable, "text", "", item="text"), wording)


def tally(program: Program, data: Data, rng: random.Random) -> Step | None:
    """How often each number occurs."""
    if data.tags & {"sorted", "reversed", "limited", "unique", "mapped"}:
        return None
    variable = program.fresh("counts")
    program.add(f"{variable} = Counter({data.expression})", imports="from collections import Counter")
    wording = Wording(
        phrases("""
            count how often each {one} <occurs|appears>
            count how many times each {one} <occurs|appears>
            count the occurrences of each {one}
            count each {one}
            make a frequency table{of}
        """),
        (), (), ("how often each {one_bare} occurs", "the frequency of each {one_bare}", "the number of occurrences of each {one_bare}", "how many times each {one_bare} appears"),
        ("how often does each {one_bare} occur", "how many times does each {one_bare} appear"), ("count each", "frequencies"),
    )  # fmt: skip
    return Step(
        "tally",
        REDUCE,
        Data(
            "mapping",
            variable,
            data.one,
            "counts",
            item=data.item,
            keys=data.item,
            held="count",
            number="int",
            tags=frozenset({"counted", "numeric keys"}),
        ),
        wording,
    )


def check_all(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Whether all or any fulfil a condition."""
    if data.tags & {"sorted", "reversed", "limited"}:
        return None
    condition = draw_number_condition(data, rng)
    function, word = rng.choice([("all", "all"), ("any", "any")])
    are = [
        text.removeprefix("that are ") for text in condition.after if text.startswith(("that are ", "over", "<over"))
    ] or [condition.before[0] if condition.before else ""]
    if not are[0]:
        return None
    said = rng.choice(are)
    nouns = (
        (f"whether all of {{the}} are {said}", f"if all {{bare}} are {said}", f"whether every one of {{the}} is {said}")
        if word == "all"
        else (
            f"whether any of {{the}} is {said}",
            f"if any of {{the}} are {said}",
            f"whether there is one {said} among {{the}}",
        )
    )
    questions = (
        (f"are all of {{the}} {said}", f"are all {{bare}} {said}")
        if word == "all"
        else (f"is any of {{the}} {said}", f"are any of {{the}} {said}")
    )
    clauses = tuple("check " + noun for noun in nouns) + tuple("find out " + noun for noun in nouns)
    given = Data(
        "truth", f"{function}({condition.code} for {data.item} in {data.expression})", "result", "", item="result"
    )
    return Step(
        "check",
        REDUCE,
        given,
        Wording(clauses, (), (), nouns, questions, (f"{word} {said}?",), values=dict(condition.values)),
    )


def place_of(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Where the largest or the smallest stands."""
    if data.tags & {"sorted", "reversed", "limited", "unique", "filtered"}:
        return None
    function, word = rng.choice(
        [
            ("max", "<largest|biggest|highest|maximum>"),
            ("max", "<largest|biggest|highest>"),
            ("min", "<smallest|lowest|minimum>"),
        ]
    )
    program.add(f"position = {data.expression}.index({function}({data.expression}))")
    program.names.add("position")
    wording = Wording(
        (f"find the <index|position> of the {word} {{one}}{{in}}", f"get the index of the {word} one", f"find out at which index the {word} {{one}} is"), (), (),
        (f"the <index|position> of the {word} {{one}}{{in}}", f"the index of the {word}{{of}}"), (f"at which index is the {word}{{of}}", f"what is the index of the {word} {{one}}{{in}}"), (f"index of the {word}",), {"entries": ""},
    )  # fmt: skip
    return Step("place", REDUCE, Data("number", "position", "position", "", item="position"), wording)
