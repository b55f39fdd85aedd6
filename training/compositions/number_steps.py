"""Steps on lists of numbers."""

import random
from dataclasses import replace

from training.compositions.conditions import Condition, draw_number_condition, round_number
from training.compositions.language import Quoted, Verbatim, Wording, phrases
from training.compositions.number_results import check_all, join, place_of, reduce, summarize, tally
from training.compositions.program import Data, Program
from training.compositions.steps import (
    FILTER,
    LIMIT,
    MAP,
    ORDER,
    Step,
    dedupe,
    filter_step,
    first,
    reverse,
    tagged,
)

Sayings = tuple[str, str, tuple[str, ...], tuple[str, ...]]  # expression, new plural, clauses, nouns


def keep(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Keep or drop the numbers that fulfil a condition."""
    if "mapped" in data.tags and rng.random() < 0.5:
        return None
    return filter_step(program, data, draw_number_condition(data, rng), rng, drops=rng.random() < 0.3)


def keep_beyond_average(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Keep the numbers over or under the average."""
    name = program.fresh("average")
    program.add(f"{name} = sum({data.expression}) / len({data.expression})")
    op, word = rng.choice([(">", "above"), (">", "above"), ("<", "below")])
    over = (
        "<above|over|greater than|higher than|bigger than>"
        if op == ">"
        else "<below|under|less than|lower than|smaller than>"
    )
    after = (
        f"that are {over} the <average|mean>",
        f"{over} <average|the average|the mean>",
        f"{over} their average",
        f"which are {over} the average",
    )
    condition = Condition(f"{data.item} {op} {name}", "", after, (f"{word}-average",))
    return filter_step(program, data, condition, rng, drops=False)


def _map(
    program: Program, data: Data, name: str, expression: str, one: str, many: str, wording: Wording, number: str
) -> Step:
    variable = program.fresh(many.replace(" ", "_")) if many != data.many else data.expression
    program.add(f"{variable} = [{expression} for {data.item} in {data.expression}]")
    given = replace(
        data,
        expression=variable,
        one=one,
        many=many,
        item=one.replace(" ", "_"),
        number=number,
        low=data.low,
        high=data.high * 2,
    )
    return Step(name, MAP, tagged(given, "mapped"), wording)


def power(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Squares and cubes."""
    if data.high > 1000 or "mapped" in data.tags:
        return None
    x = data.item
    if rng.random() < 0.75:
        wording = Wording(
            phrases("""
                square {them}
                square {each}
                replace {each} <by|with> its square
                compute the square of {each}
                calculate the squares{of}
                raise {each} to the power of 2
                take the square of {each}
                turn {each} into its square
                multiply {each} by itself
            """),
            (), (), ("the squares{of}", "the squares{of}", "the square of {each}"), terse=("squares", "square", "square each", "square them"),
        )  # fmt: skip
        return _map(program, data, "square", f"{x} ** 2", "square", "squares", wording, data.number)
    wording = Wording(
        phrases("""
            cube {them}
            cube {each}
            replace {each} <by|with> its cube
            compute the cube of {each}
            calculate the cubes{of}
            raise {each} to the power of 3
            raise {each} to the third power
        """),
        (), (), ("the cubes{of}", "the cube of {each}"), terse=("cubes", "cube", "cube each"),
    )  # fmt: skip
    return _map(program, data, "cube", f"{x} ** 3", "cube", "cubes", wording, data.number)


def times(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Double, halve, add to each, take from each, raise by percent."""
    if "scaled" in data.tags:
        return None
    x, kind = (
        data.item,
        rng.choice(
            ["double", "double", "triple", "halve", "times", "plus", "minus", "percent", "divide", "negate", "percent"]
        ),
    )
    k = rng.choice([2, 3, 4, 5, 10, 12, 20, 50, 100])
    p = rng.choice([5, 10, 15, 20, 25, 50, 19, 8])
    tables: dict[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]] = {
        "double": (f"{x} * 2", "doubled", ("double {them}", "double {each}", "multiply {each} by <2|two>", "multiply {them} by <2|two>"), ("double", "doubled", "times 2")),
        "triple": (f"{x} * 3", "tripled", ("triple {them}", "triple {each}", "multiply {each} by <3|three>"), ("triple", "times 3")),
        "halve": (f"{x} / 2", "halved", ("halve {them}", "halve {each}", "divide {each} by <2|two>", "take half of {each}", "cut {each} in half"), ("halve", "half")),
        "times": (f"{x} * {k}", "scaled", ("multiply {each} by {k}", "multiply {them} by {k}", "multiply all of {the} by {k}", "scale {them} by {k}"), ("times {k}", "multiply by {k}")),
        "plus": (f"{x} + {k}", "shifted", ("add {k} to {each}", "increase {each} by {k}", "add {k} to all of {the}", "raise {each} by {k}"), ("add {k}", "plus {k}")),
        "minus": (f"{x} - {k}", "shifted", ("subtract {k} from {each}", "decrease {each} by {k}", "take {k} off {each}", "lower {each} by {k}", "reduce {each} by {k}"), ("minus {k}", "subtract {k}")),
        "divide": (f"{x} / {k}", "divided", ("divide {each} by {k}", "divide {them} by {k}", "divide all of {the} by {k}"), ("divide by {k}",)),
        "negate": (f"-{x}", "negated", ("negate {each}", "flip the sign of {each}", "change the sign of {each}", "multiply {each} by -1"), ("negate",)),
        "percent": (f"{x} * {_factor(p)}", "raised", ("add {p}% to {each}", "increase {each} by {p}%", "raise {each} by {p} percent", "increase {them} by {p} percent", "put {p}% on top of {each}", "add {p} percent to {each}"), ("+{p}%", "add {p}%")),
    }  # fmt: skip
    if kind == "percent" and rng.random() < 0.4:
        expression, clauses = f"{x} * {_factor(-p)}", phrases("""
            reduce {each} by {p}%
            take {p}% off {each}
            lower {each} by {p} percent
            subtract {p}% from {each}
            give a discount of {p}% on {each}
            decrease {each} by {p}%
        """)  # fmt: skip
        terse: tuple[str, ...] = ("-{p}%", "minus {p}%")
    else:
        expression, _, clauses, terse = tables[kind]
    is_real = kind in ("halve", "divide", "percent")
    wording = Wording(clauses, (), (), (), terse=terse, values={"k": k, "p": Verbatim(str(p))})
    number = "float" if is_real else data.number
    step = _map(program, data, kind, expression, data.one, data.many, wording, number)
    return replace(step, gives=tagged(step.gives, "scaled"))


def _factor(percent: int) -> str:
    return f"{1 + percent / 100:.2f}".rstrip("0")


CONVERSIONS = (
    ("celsius", "fahrenheit", "{x} * 9 / 5 + 32", ("temperature", "number", "value", "reading")),
    ("fahrenheit", "celsius", "({x} - 32) * 5 / 9", ("temperature", "number", "value")),
    ("kilometers", "miles", "{x} * 0.621371", ("distance", "number", "value")),
    ("miles", "kilometers", "{x} * 1.609344", ("distance", "number", "value")),
    ("centimeters", "inches", "{x} / 2.54", ("height", "number", "measurement")),
    ("inches", "centimeters", "{x} * 2.54", ("height", "number", "measurement")),
    ("meters", "feet", "{x} / 0.3048", ("height", "distance", "number")),
    ("kilograms", "pounds", "{x} * 2.20462", ("weight", "number")),
    ("pounds", "kilograms", "{x} / 2.20462", ("weight", "number")),
    ("minutes", "hours", "{x} / 60", ("duration", "number")),
    ("hours", "minutes", "{x} * 60", ("duration", "number")),
    ("seconds", "minutes", "{x} / 60", ("duration", "number")),
    ("kilometers per hour", "meters per second", "{x} / 3.6", ("speed",)),
)


def convert(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Units."""
    fitting = [row for row in CONVERSIONS if data.one in row[3]]
    if not fitting or data.tags & {"scaled", "mapped"}:
        return None
    old, new, expression, _ = rng.choice(fitting)
    wording = Wording(
        phrases("""
            convert {them} from {old} to {new}
            convert {each} from {old} to {new}
            change {them} from {old} into {new}
            turn {them} from {old} into {new}
            convert {them} to {new} (they are in {old})
            translate {them} from {old} to {new}
        """),
        (), ("converted from {old} to {new}",), terse=("{old} to {new}", "convert {old} to {new}"), values={"old": old, "new": new},
    )  # fmt: skip
    step = _map(program, data, "convert", expression.format(x=data.item), data.one, data.many, wording, "float")
    return replace(step, gives=tagged(step.gives, "scaled"))


def round_each(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Round each number."""
    if data.number != "float" or "rounded" in data.tags:
        return None
    n = rng.choice([0, 1, 2, 2])
    x = data.item
    if n:
        clauses = (
            "round {each} to {n} <decimals|decimal places|digits>",
            "round {them} to {n} <decimals|decimal places|places>",
            "round {each} to {n} digits after the point",
        )
        wording = Wording(
            tuple(
                text.replace("decimals", "decimal").replace("places", "place").replace("digits", "digit")
                if n == 1
                else text
                for text in clauses
            ),
            (),
            ("rounded to {n} " + ("decimals" if n > 1 else "decimal"),),
            terse=("round to {n} decimals" if n > 1 else "round to {n} decimal",),
            values={"n": n},
        )
        step = _map(program, data, "round", f"round({x}, {n})", data.one, data.many, wording, "float")
    else:
        wording = Wording(
            phrases("""
                round {each} to the nearest <integer|whole number>
                round {them} to <integers|whole numbers>
                round {them}
                round {each}
                round {them} to the nearest integer
            """),
            (), ("rounded to whole numbers", "rounded"), terse=("round", "rounded"),
        )  # fmt: skip
        step = _map(program, data, "round", f"round({x})", data.one, data.many, wording, "int")
    return replace(step, gives=tagged(step.gives, "rounded"))


def absolute(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Without signs."""
    if data.low >= 0 or "mapped" in data.tags or "filtered" in data.tags:
        return None
    wording = Wording(
        phrases("""
            take the absolute value of {each}
            replace {each} by its absolute value
            drop the sign of {each}
            make {each} positive
            take their absolute values
            turn {each} into its absolute value
        """),
        (), (), ("the absolute values{of}", "the absolute value of {each}"), terse=("absolute values", "abs"),
    )  # fmt: skip
    return _map(program, data, "absolute", f"abs({data.item})", data.one, data.many, wording, data.number)


def roots(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Square roots."""
    if data.low < 0 or data.tags & {"mapped"} or data.high > 1000:
        return None
    program.add(imports="import math")
    wording = Wording(
        phrases("""
            take the square root of {each}
            replace {each} by its square root
            compute the square root of {each}
            calculate the square roots{of}
        """),
        (), (), ("the square roots{of}", "the square root of {each}"), terse=("square roots", "sqrt"),
    )  # fmt: skip
    return _map(program, data, "root", f"math.sqrt({data.item})", "root", "roots", wording, "float")


def sort(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Put the numbers in order."""
    if data.tags & {"sorted", "reversed", "limited"}:
        return None
    if rng.random() < 0.5:
        program.add(f"{data.expression} = sorted({data.expression})")
        wording = Wording(
            phrases("""
                sort {them}
                sort {them} in ascending order
                sort {them} from <smallest to largest|small to large|lowest to highest|low to high>
                order {them} from smallest to largest
                put {them} in ascending order
                arrange {them} in increasing order
                sort {them} ascending
                put {them} in order
            """),
            ("sorted",), ("sorted", "in ascending order", "sorted from smallest to largest", "from smallest to largest", "sorted in increasing order", "in order"),
            terse=("sort", "sorted", "sort ascending", "sorted ascending"),
        )  # fmt: skip
        return Step("sort", ORDER, tagged(data, "sorted"), wording)
    program.add(f"{data.expression} = sorted({data.expression}, reverse=True)")
    wording = Wording(
        phrases("""
            sort {them} in descending order
            sort {them} from <largest to smallest|large to small|highest to lowest|high to low|biggest to smallest>
            order {them} from largest to smallest
            put {them} in descending order
            arrange {them} in decreasing order
            sort {them} descending
            sort {them}, <largest|biggest|highest> first
            sort {them} with the <largest|biggest> first
        """),
        (), ("in descending order", "sorted descending", "from largest to smallest", "sorted from highest to lowest", "sorted in decreasing order", "from biggest to smallest"),
        terse=("sort descending", "sort desc", "sorted descending", "largest first"),
    )  # fmt: skip
    return Step("sort down", ORDER, tagged(data, "sorted"), wording)


def extremes(program: Program, data: Data, rng: random.Random) -> Step | None:
    """The largest or the smallest few."""
    if data.tags & {"sorted", "reversed", "limited"}:
        return None
    n = rng.choice([2, 3, 3, 3, 5, 5, 10])
    if rng.random() < 0.6:
        program.add(f"{data.expression} = sorted({data.expression}, reverse=True)[:{n}]")
        word = "<largest|biggest|highest|largest|highest>"
    else:
        program.add(f"{data.expression} = sorted({data.expression})[:{n}]")
        word = "<smallest|lowest|smallest>"
    wording = Wording(
        phrases(f"""
            take the {{n}} {word} {{many}}
            take the {{n}} {word}
            keep <only |>the {{n}} {word}
            find the {{n}} {word} {{many}}
            find the {{n}} {word} of {{them}}
            get the {{n}} {word} {{many}}
            pick the {{n}} {word} {{many}}
            select the {{n}} {word} {{many}}
        """),
        ("{n} " + word,), values={"n": n}, terse=("{n} " + word,),
    )  # fmt: skip
    return Step("extremes", LIMIT, tagged(data, "limited", "sorted"), wording, leaves_out=True)


def drop_extremes(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Without the lowest and the highest."""
    if data.tags & {"sorted", "reversed", "limited", "unique"}:
        return None
    cut, what = rng.choice(
        [
            ("[1:-1]", "<lowest|smallest> and the <highest|largest>"),
            ("[1:]", "<lowest|smallest>"),
            ("[:-1]", "<highest|largest|biggest>"),
        ]
    )
    program.add(f"{data.expression} = sorted({data.expression}){cut}")
    what = what.replace(" and the ", rng.choice([" and the ", " and "]))
    wording = Wording(
        phrases(f"""
            drop the {what}
            remove the {what} {{one}}
            drop the {what} {{one}}
            throw away the {what}
            leave out the {what}
            ignore the {what} {{one}}
            discard the {what}
        """),
        (), (f"without the {what}", f"except the {what}"), terse=(f"drop {what}",),
    )  # fmt: skip
    return Step("drop extremes", FILTER, tagged(data, "sorted", "limited"), wording, leaves_out=True)


def running(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Running totals."""
    if data.tags & {"sorted", "limited", "unordered", "running", "unique"}:
        return None
    variable = program.fresh("totals")
    program.add(f"{variable} = list(accumulate({data.expression}))", imports="from itertools import accumulate")
    wording = Wording(
        phrases("""
            compute the running <total|sum>{of}
            calculate the cumulative sum{of}
            compute the cumulative sums{of}
            build the running totals{of}
            make a running total{of}
        """),
        (), (), ("the running <total|sum>{of}", "the running totals{of}", "the cumulative <sum|sums>{of}"), terse=("running total", "cumulative sum"),
    )  # fmt: skip
    return Step(
        "running",
        MAP,
        tagged(
            replace(data, expression=variable, one="total", many="totals", item="total"), "running", "mapped", "sorted"
        ),
        wording,
    )


def differences(program: Program, data: Data, rng: random.Random) -> Step | None:
    """What lies between neighbours."""
    if data.tags & {"sorted", "limited", "unordered", "running", "unique"}:
        return None
    variable = program.fresh("differences")
    program.add(
        f"{variable} = [b - a for a, b in pairwise({data.expression})]", imports="from itertools import pairwise"
    )
    wording = Wording(
        phrases("""
            compute the differences between <neighbouring|neighboring|consecutive|adjacent|successive> {many}
            calculate the difference between each {one} and the next
            subtract each {one} from the next one
            compute the difference of each {one} to the previous one
            find the differences between consecutive {many}
            take the differences of neighbouring {many}
        """),
        (), (), ("the differences between consecutive {many}{in}", "the differences between neighbouring {many}{in}", "the difference between each {one} and the next{in}"),
        terse=("differences between neighbours", "consecutive differences"), values={"entries": ""},
    )  # fmt: skip
    return Step(
        "differences",
        MAP,
        tagged(
            replace(data, expression=variable, one="difference", many="differences", item="difference", low=-1),
            "mapped",
            "running",
        ),
        wording,
    )


def deviations(program: Program, data: Data, rng: random.Random) -> Step | None:
    """How far each is from the mean."""
    if data.tags & {"mapped", "sorted", "limited"}:
        return None
    average = program.fresh("average")
    program.add(f"{average} = sum({data.expression}) / len({data.expression})")
    wording = Wording(
        phrases("""
            subtract the <average|mean> from {each}
            subtract their <average|mean> from {each}
            compute how far {each} is from the average
            center {them} by subtracting the mean
            calculate the deviation of {each} from the mean
        """),
        (), (), ("the deviations{of} from the mean", "the distance of {each} from the average"), terse=("subtract the mean",),
    )  # fmt: skip
    return _map(program, data, "deviations", f"{data.item} - {average}", "deviation", "deviations", wording, "float")


def label(program: Program, data: Data, rng: random.Random) -> Step | None:
    """A word for each, by a limit."""
    if data.tags & {"mapped", "sorted", "limited", "compared"}:
        return None
    n = round_number(data.low, data.high, rng)
    high, low = rng.choice(
        [("high", "low"), ("pass", "fail"), ("big", "small"), ("ok", "bad"), ("yes", "no"), ("A", "B")]
    )
    variable = program.fresh("labels")
    program.add(f'{variable} = ["{high}" if {data.item} >= {n} else "{low}" for {data.item} in {data.expression}]')
    wording = Wording(
        phrases("""
            label {each} {high} if it is at least {n} and {low} otherwise
            replace {each} by {high} if it is {n} or more, otherwise by {low}
            turn {each} into {high} when it is at least {n}, else {low}
            mark {each} as {high} (at least {n}) or {low}
            write {high} for {each} of at least {n} and {low} for the others
            map {each} to {high} if it is >= {n}, else to {low}
        """),
        terse=("{high} if >= {n} else {low}",), values={"n": n, "high": Quoted(high), "low": Quoted(low)},
    )  # fmt: skip
    given = Data(
        "strings",
        variable,
        "label",
        "labels",
        item="label",
        values=(high[0],),
        tags=frozenset({"written", "stripped", "changed_labels"}),
    )
    return Step("label", MAP, given, wording)


def changes(program: Program, data: Data, rng: random.Random) -> Step | None:
    """By how many percent each differs from the one before."""
    if data.low <= 0 or data.tags & {"sorted", "limited", "unordered", "running", "unique", "mapped"}:
        return None
    program.add(
        "changes = [(b - a) / a * 100 for a, b in pairwise(" + data.expression + ")]",
        imports="from itertools import pairwise",
    )
    program.names.add("changes")
    wording = Wording(
        phrases("""
            compute the percent change from each {one} to the next
            calculate the percentage change between consecutive {many}
            work out by how many percent each {one} differs from the previous one
            compute the change in percent from one {one} to the next
        """),
        (), (), ("the percent change from each {one} to the next{in}", "the percentage changes between consecutive {many}{in}", "the change in percent between neighbouring {many}{in}"), terse=("percent changes",), values={"entries": ""},
    )  # fmt: skip
    given = replace(
        data, expression="changes", one="change", many="changes", item="change", number="float", low=-50, high=100
    )
    return Step("changes", MAP, tagged(given, "mapped", "running"), wording)


WEIGHTED = (
    (keep, 10), (keep_beyond_average, 2), (power, 4), (times, 4), (convert, 4), (round_each, 2), (absolute, 2), (roots, 1), (sort, 4), (extremes, 3),
    (drop_extremes, 1.5), (running, 1.5), (differences, 1.5), (deviations, 1), (dedupe, 3), (first, 2.5), (reverse, 1.5), (reduce, 8), (summarize, 3),
    (join, 1.5), (tally, 1.5), (label, 1.2), (check_all, 1.5), (place_of, 1), (changes, 0.8),
)  # fmt: skip
