"""One step of a pipeline: what it makes of the data, the lines of Python, and the ways to ask for it."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from training.compositions.conditions import Condition
from training.compositions.language import Wording, phrases
from training.compositions.program import Data, Program

# How steps can follow each other in one noun phrase: "the 3 longest [limit] even [filter] words sorted [order]".
FILTER, LIMIT, ORDER, MAP, REDUCE, JOIN = "filter", "limit", "order", "map", "reduce", "join"


@dataclass(frozen=True)
class Step:
    """A step that was drawn: its role in a noun phrase, what it gives, how it is said."""

    name: str
    role: str
    gives: Data
    wording: Wording
    leaves_out: bool = field(default=False)


Maker = Callable[[Program, Data, random.Random], Step | None]


def tagged(data: Data, *tags: str) -> Data:
    """Return the data with what was done to it."""
    return replace(data, tags=data.tags | set(tags))


KEEP = phrases("""
    keep only {the_that}
    keep {the_that}
    keep just {the_that}
    only ~keep {the_that}
    select {the_that}
    select only {the_that}
    pick {the_that}
    take only {the_that}
    take {the_that}
    find {the_that}
    filter {them} to keep only <those|the ones> {that}
    filter {the_that}
    leave only {the_that}
    get {the_that}
    choose {the_that}
    look only at {the_that}
""")
DROP = phrases("""
    drop {the_that}
    remove {the_that}
    delete {the_that}
    throw away {the_that}
    filter out {the_that}
    skip {the_that}
    ignore {the_that}
    leave out {the_that}
    exclude {the_that}
    discard {the_that}
    get rid of {the_that}
    throw out {the_that}
""")
EXCEPT = phrases("""
    except <those|the ones> {that}
    without <those|the ones> {that}
    excluding <those|the ones> {that}
    ignoring <those|the ones> {that}
    not counting <those|the ones> {that}
    leaving out <those|the ones> {that}
""")


def filter_step(program: Program, data: Data, condition: Condition, rng: random.Random, *, drops: bool) -> Step | None:
    """Return the step that keeps what fulfils the condition, or drops it; None after another of its sort."""
    if condition.sort in data.tags:
        return None
    code = condition.opposite if drops else condition.code
    program.add(f"{data.expression} = [{data.item} for {data.item} in {data.expression} if {code}]")
    if drops:
        after = tuple(text.replace("{that}", that) for text in EXCEPT for that in condition.after[:3])
        wording = Wording(DROP, (), after, values=dict(condition.values), terse=())
    else:
        terse = tuple(f"<keep|only|> {word}" for word in condition.before) or tuple(
            f"<keep|only> {text}" for text in condition.after[:4]
        )
        wording = Wording(KEEP, condition.before, condition.after, values=dict(condition.values), terse=terse)
    wording.values["that"] = condition  # resolved when it is said
    number = "int" if condition.is_integral else data.number
    return Step(
        "drop" if drops else "keep",
        FILTER,
        tagged(replace(data, number=number), "filtered", condition.sort),
        wording,
        leaves_out=True,
    )


def dedupe(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Each value once, in the old order."""
    if data.tags & {"unique", "mapped_unique"}:
        return None
    program.add(f"{data.expression} = list(dict.fromkeys({data.expression}))")
    wording = Wording(
        phrases("""
            remove <the |>duplicates
            remove <all |>duplicates from {them}
            drop <the |>duplicates
            remove duplicate {many}
            keep only one of each
            delete repeated {many}
            keep each {one} only once
            dedupe {them}
            get rid of <the |>duplicates
            throw out <the |>repeats
            keep only the unique {many}
            filter out duplicates
        """),
        ("unique", "distinct", "different", "unique", "distinct"), ("without duplicates", "without repetitions", "without repeats"),
        terse=("unique", "without duplicates", "dedupe", "remove duplicates"),
    )  # fmt: skip
    return Step("dedupe", FILTER, tagged(data, "unique"), wording, leaves_out=True)


def first(program: Program, data: Data, rng: random.Random) -> Step | None:
    """The first or last few."""
    if "limited" in data.tags:
        return None
    n = rng.choice([2, 3, 3, 4, 5, 5, 10])
    end = rng.choice(["first", "first", "last"])
    program.add(f"{data.expression} = {data.expression}[{f':{n}' if end == 'first' else f'-{n}:'}]")
    opening = "top|first" if end == "first" and "sorted" in data.tags else end
    wording = Wording(
        phrases(f"""
            take the <{opening}> {{n}}
            keep <only |>the <{opening}> {{n}} {{many}}
            keep <only |>the <{opening}> {{n}}
            take <only |>the <{opening}> {{n}} {{many}}
            select the <{opening}> {{n}} {{many}}
            get the <{opening}> {{n}}
            pick the <{opening}> {{n}} of {{them}}
            cut {{them}} to the <{opening}> {{n}}
        """),
        (f"{end} {{n}}",), values={"n": n}, terse=(f"<{opening}> {{n}}",),
    )  # fmt: skip
    return Step("first", LIMIT, tagged(data, "limited"), wording, leaves_out=True)


def reverse(program: Program, data: Data, rng: random.Random) -> Step | None:
    """The other way round."""
    if data.tags & {"sorted", "reversed", "unordered"}:
        return None
    program.add(f"{data.expression} = {data.expression}[::-1]")
    wording = Wording(
        phrases("""
            reverse {them}
            reverse <the|their> order
            reverse the order of {the}
            turn {them} around
            put {them} in reverse order
            flip the order of {the}
        """),
        (), ("in reverse order", "in reversed order", "backwards", "from last to first", "in reverse"), terse=("reversed", "reverse"),
    )  # fmt: skip
    return Step("reverse", ORDER, tagged(data, "reversed"), wording)
