"""Steps on dictionaries of numbers, and on the pairs that become of them."""

import random
from dataclasses import replace

from training.compositions.conditions import COMPARED, OPPOSITE, round_number
from training.compositions.language import Verbatim, Wording, phrases, plural
from training.compositions.program import Data, Program
from training.compositions.steps import FILTER, LIMIT, MAP, ORDER, REDUCE, Step, tagged


def keep(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Keep the entries whose value fulfils a condition."""
    if "filtered" in data.tags or data.kind != "mapping":
        return None
    op = rng.choice([">", ">", "<", ">=", "<="])
    n = round_number(data.low, data.high, rng)
    if data.held == "count":
        op, n = rng.choice([(">", 1), (">", 1), (">=", 2), (">=", 3), (">", 2), ("==", 1)])
    x, v = data.keys, data.held
    drops = rng.random() < 0.2 and op != "=="
    code = f"{v} {OPPOSITE[op] if drops else op} {n}"
    program.add(f"{data.expression} = {{{x}: {v} for {x}, {v} in {data.expression}.items() if {code}}}")
    base = COMPARED.get(op, "exactly {n}")
    if data.held == "count":
        times = {
            "==": "only once",
            ">": "more than once" if n == 1 else "more than {n} times",
            ">=": "at least {n} times",
        }[op]
        that: tuple[str, ...] = (
            f"that <occur|appear> {times}",
            f"that <occur|appear> {times}",
            f"with a count {base}" if op != "==" else "that are there only once",
        )
    else:
        that = (f"with a {{v}} {base}", f"whose {{v}} is {base}", "with a value " + base, f"where the {{v}} is {base}")
    verb = "<drop|remove|leave out|ignore>" if drops else "<keep only|keep|take only|keep just>"
    clauses = tuple(
        f"{verb} {kind} {text}" for text in that for kind in ("those", "the ones", "the entries", "the {many_keys}")
    )
    wording = Wording(
        tuple(text.replace("keep only the entries that", "keep only the ones that") for text in clauses),
        (),
        (),
        terse=(f"only {base}",),
        values={"n": n, "op": Verbatim(op), "v": data.called, "many_keys": _many_keys(data)},
    )
    return Step("keep", FILTER, tagged(data, "filtered"), wording, leaves_out=True)


def _many_keys(data: Data) -> str:
    return plural(data.one)


def sort(program: Program, data: Data, rng: random.Random) -> Step | None:
    """The entries by value or by key."""
    if data.tags & {"sorted", "limited"} or data.kind != "mapping":
        return None
    kind = rng.choice(["down", "down", "up", "key"])
    e = data.expression
    code = {
        "down": f"sorted({e}.items(), key=lambda pair: pair[1], reverse=True)", "up": f"sorted({e}.items(), key=lambda pair: pair[1])", "key": f"sorted({e}.items())",
    }[kind]  # fmt: skip
    variable = program.fresh(f"sorted_{e}")
    program.add(f"{variable} = {code}")
    v = data.held
    word = "<highest|largest|biggest>" if v != "count" else "<most common|most frequent|highest>"
    if kind == "down":
        clauses = phrases(f"""
            sort {{them}} by {{v}}<, {word} first| descending| from highest to lowest| in descending order>
            sort {{them}} by value, <highest|largest> first
            order {{them}} by {{v}}, {word} first
            put the {word} first
            sort {{them}} by {{v}} in descending order
            sort by {{v}}, {word} first
        """)
        after: tuple[str, ...] = (
            f"sorted by {{v}}, {word} first",
            f"{word} first",
            "sorted by {v} descending",
            "from highest to lowest",
            "in descending order of {v}",
        )
    elif kind == "up":
        clauses = phrases("""
            sort {them} by {v}<, lowest first| ascending| from lowest to highest|, smallest first>
            sort {them} by value
            order {them} by {v}, lowest first
            sort by {v} in ascending order
            put the lowest {v} first
        """)
        after = ("sorted by {v}", "lowest first", "sorted by {v} ascending", "smallest first", "from lowest to highest")
    else:
        clauses = phrases("""
            sort {them} by {k}
            sort {them} by key
            sort {them} alphabetically
            order {them} by {k}
            sort by {k}
            put {them} in alphabetical order
        """)
        after = ("sorted by {k}", "in alphabetical order", "sorted alphabetically")
    wording = Wording(clauses, (), after, terse=after[:3], values={"v": data.called, "k": data.one})
    return Step("sort", ORDER, tagged(replace(data, kind="pairs", expression=variable), "sorted"), wording)


def top(program: Program, data: Data, rng: random.Random) -> Step | None:
    """The entries with the largest values."""
    if data.tags & {"sorted", "limited"} or data.kind != "mapping":
        return None
    n = rng.choice([2, 3, 3, 5, 10])
    e, many = data.expression, _many_keys(data)
    name = program.fresh(f"top_{e}")
    if data.tags & {"counted"} and "filtered" not in data.tags:
        program.add(f"{name} = {e}.most_common({n})")
        word = "<most common|most frequent>"
        extra: tuple[str, ...] = (
            "take the {n} most common<| ones>",
            "keep only the {n} most common",
            "get the {n} most frequent {many_keys}",
        )
    else:
        program.add(f"{name} = sorted({e}.items(), key=lambda pair: pair[1], reverse=True)[:{n}]")
        extra = ()
    word = "<highest|largest>"
    clauses = (
        f"take the {{n}} {{many_keys}} with the {word} {{v}}",
        "take the top {n}",
        "keep only the top {n}",
        f"find the {{n}} {{many_keys}} with the {word} {{v}}",
        "get the top {n} {many_keys}",
        *extra,
    )
    nouns = (f"the {{n}} {{many_keys}} with the {word} {{v}}", "the top {n} {many_keys}", "the top {n}")
    return Step(
        "top",
        LIMIT,
        tagged(replace(data, kind="pairs", expression=name), "sorted", "limited"),
        Wording(clauses, (), (), nouns, (), ("top {n}",), values={"n": n, "v": data.called, "many_keys": many}),
        leaves_out=True,
    )


def best(program: Program, data: Data, rng: random.Random) -> Step | None:
    """The key with the largest or smallest value."""
    if data.tags & {"sorted", "limited"} or data.kind != "mapping":
        return None
    e, down = data.expression, rng.random() < 0.75
    name = program.fresh("best" if down else "lowest")
    program.add(f"{name} = {'max' if down else 'min'}({e}, key={e}.get)")
    word = "<highest|largest|biggest>" if down else "<lowest|smallest>"
    clauses = [
        f"find the {{k}} with the {word} {{v}}",
        f"find the one with the {word} {{v}}",
        f"get the {{k}} with the {word} {{v}}",
        f"look for the {{k}} with the {word} {{v}}",
        f"determine which {{k}} has the {word} {{v}}",
    ]
    nouns = [f"the {{k}} with the {word} {{v}}{{in}}"] * 2 + [f"which {{k}} has the {word} {{v}}{{in}}"]
    questions = [f"which {{k}} has the {word} {{v}}{{in}}"] * 2
    if "counted" in data.tags and down:
        clauses, nouns = (
            ["find the most common {k}", "find the most frequent one", "get the most common {k}"],
            ["the most common {k}{in}", "the most frequent {k}{in}", "the {k} that occurs most often{in}"],
        )
        questions = ["which {k} occurs most often{in}", "what is the most common {k}{in}"]
    return Step(
        "best",
        REDUCE,
        Data("number" if "numeric keys" in data.tags else "string", name, data.one, "", item=name),
        Wording(
            tuple(clauses),
            (),
            (),
            tuple(nouns),
            tuple(questions),
            (f"{word} {{v}}",),
            values={"k": data.one, "v": data.called, "entries": ""},
        ),
    )


def reduce(program: Program, data: Data, rng: random.Random) -> Step | None:
    """The sum or the average of the values."""
    if data.tags & {"sorted", "limited"} or data.kind != "mapping" or data.tags & {"counted", "summed"}:
        return None
    e = data.expression
    many = data.many if data.many != "values" else "values"
    if rng.random() < 0.5:
        name = program.fresh("total")
        program.add(f"{name} = sum({e}.values())")
        wording = Wording(
            (
                "add up the {many_v}",
                "sum the {many_v}",
                "sum up all {many_v}",
                "add the values together",
                "compute the sum of the values",
            ),
            (),
            (),
            ("the sum of the {many_v}{in}", "the total of all {many_v}{in}", "the sum of all values{in}"),
            ("what is the sum of the {many_v}{in}",),
            ("sum of values",),
            values={"many_v": many, "entries": ""},
        )
        return Step("sum", REDUCE, Data("number", name, "total", "", item=name, number=data.number), wording)
    name = program.fresh("average")
    program.add(f"{name} = sum({e}.values()) / len({e})")
    wording = Wording(
        (
            "average the {many_v}",
            "compute the average of the values",
            "calculate the average of the {many_v}",
            "work out the mean of the {many_v}",
        ),
        (),
        (),
        ("the average of the {many_v}{in}", "the mean of the values{in}", "the average of all {many_v}{in}"),
        ("what is the average of the {many_v}{in}",),
        ("average of values",),
        values={"many_v": many, "entries": ""},
    )
    return Step("mean", REDUCE, Data("number", name, "average", "", item=name, number="float"), wording)


def invert(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Keys become values."""
    if data.tags & {"sorted", "limited", "inverted", "counted", "summed"} or data.kind != "mapping":
        return None
    name = program.fresh("inverted")
    x, v = data.keys, data.held
    program.add(f"{name} = {{{v}: {x} for {x}, {v} in {data.expression}.items()}}")
    wording = Wording(
        phrases("""
            swap keys and values
            invert {them}
            swap the keys and the values
            exchange keys and values
            turn it around so that the values become the keys
            flip keys and values
            reverse the mapping
        """),
        (), (), ("the inverted dictionary", "the dictionary with keys and values swapped"), terse=("invert", "swap keys and values"),
    )  # fmt: skip
    return Step(
        "invert",
        MAP,
        replace(
            data,
            expression=name,
            keys=v,
            held=x,
            one=v,
            many="entries",
            tags=data.tags | {"inverted", "filtered", "sorted", "limited"},
        ),
        wording,
    )


def change_values(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Each value doubled, raised, rounded."""
    if data.tags & {"sorted", "limited", "changed", "counted"} or data.kind != "mapping":
        return None
    x, v = data.keys, data.held
    p, k = rng.choice([5, 10, 20, 25, 50]), rng.choice([1, 2, 5, 10])
    expression, clauses, terse = rng.choice([
        (f"{v} * 2", ("double {the_values}", "double each value", "multiply every {v} by 2", "double every {v}"), "double values"),
        (f"{v} * {1 + p / 100:.2f}".rstrip("0"), ("increase every {v} by {p}%", "raise each value by {p} percent", "add {p}% to each {v}", "increase {the_values} by {p}%"), "+{p}%"),
        (f"{v} * {1 - p / 100:.2f}".rstrip("0"), ("reduce every {v} by {p}%", "take {p}% off each {v}", "lower {the_values} by {p} percent"), "-{p}%"),
        (f"{v} + {k}", ("add {k} to each value", "increase every {v} by {k}", "add {k} to every {v}", "raise {the_values} by {k}"), "+{k}"),
        *([(f"round({v}, 2)", ("round {the_values} to two decimals", "round each {v} to 2 decimal places", "round every value to 2 decimals"), "round to 2 decimals")] * (2 if data.number == "float" else 0)),
    ])  # fmt: skip
    program.add(f"{data.expression} = {{{x}: {expression} for {x}, {v} in {data.expression}.items()}}")
    return Step(
        "values",
        MAP,
        tagged(data, "changed"),
        Wording(
            clauses,
            terse=(terse,),
            values={
                "v": data.called,
                "p": Verbatim(str(p)),
                "k": k,
                "the_values": rng.choice(["the values", "all values", "all the values"]),
            },
        ),
    )


WEIGHTED = ((keep, 6), (sort, 8), (top, 4), (best, 3), (reduce, 3), (invert, 1.2), (change_values, 3))
