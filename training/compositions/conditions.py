"""Conditions on numbers, words and rows: the Python of each and its opposite, and how people say it."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from training.compositions.language import ColumnName, Quoted, Verbatim
from training.compositions.program import Data

OPPOSITE = {">": "<=", "<": ">=", ">=": "<", "<=": ">", "==": "!=", "!=": "=="}
COMPARED = {
    ">": "<over|above|greater than|larger than|bigger than|higher than|more than|{op}|over|above> {n}",
    ">=": "<at least|no less than|{op}|not below|at least> {n}",
    "<": "<under|below|less than|smaller than|lower than|{op}|under|below> {n}",
    "<=": "<at most|no more than|{op}|not above|at most> {n}",
}
OF_MORE = {">": "<over|more than|above>", ">=": "at least", "<": "<under|less than|below>", "<=": "at most"}


@dataclass(frozen=True)
class Condition:
    """What an item must fulfil. `after` completes "the numbers …", `before` stands in front of the noun."""

    code: str
    opposite: str
    after: tuple[str, ...]
    before: tuple[str, ...] = ()
    values: dict[str, object] = field(default_factory=dict)
    is_integral: bool = False  # makes sense with whole numbers
    sort: str = "compared"  # two of one sort would contradict each other or say the same


def round_number(low: float, high: float, rng: random.Random, *, whole: bool = True) -> int | float:
    """Return a number as people choose them within the bounds."""
    value = low + (high - low) * rng.uniform(0.15, 0.85)
    span = high - low
    if span <= 12 and not whole:
        return round(value, 1) if rng.random() < 0.4 else max(1, round(value))
    step = (
        1
        if span <= 30 or rng.random() < 0.15
        else 5
        if span <= 120
        else 10 ** (len(str(int(span))) - 2)
        if span < 10**5
        else 10 ** (len(str(int(span))) - 1)
    )
    return int(round(value / step) * step) or int(step)


def draw_number_condition(data: Data, rng: random.Random) -> Condition:
    """Return a condition on the numbers of a list."""
    x = data.item
    makers: list[Callable[[], Condition]] = [_compare(data, rng, x)] * 4 + [lambda: _between(data, rng, x)]
    if data.number == "int" or data.one == "number":
        makers += [lambda: _parity(x, rng)] * 3 + [lambda: _divisible(x, rng)]
    if data.low < 0:
        makers += [lambda: _sign(x, rng)] * 2
    return rng.choice(makers)()


def _compare(data: Data, rng: random.Random, x: str) -> Callable[[], Condition]:
    def make() -> Condition:
        op = rng.choice([">", ">", "<", ">=", "<="])
        n = round_number(data.low, data.high, rng)
        base = COMPARED[op]
        return Condition(
            f"{x} {op} {n}",
            f"{x} {OPPOSITE[op]} {n}",
            (f"that are {base}", base, f"which are {base}", base),
            values={"n": n, "op": Verbatim(op)},
        )

    return make


def _between(data: Data, rng: random.Random, x: str) -> Condition:
    a, b = sorted((round_number(data.low, data.high, rng), round_number(data.low, data.high, rng)))
    b = b if b > a else a + 10
    after = (
        "between {a} and {b}",
        "that are between {a} and {b}",
        "from {a} to {b}",
        "that lie between {a} and {b}",
        "in the range {a} to {b}",
    )
    return Condition(f"{a} <= {x} <= {b}", f"not {a} <= {x} <= {b}", after, values={"a": a, "b": b})


def _parity(x: str, rng: random.Random) -> Condition:
    word, result = rng.choice([("even", 0), ("odd", 1)])
    other = 1 - result
    after = (f"that are {word}", f"which are {word}")
    if word == "even":
        return Condition(f"{x} % 2 == 0", f"{x} % 2 != 0", after, (word,) * 3, is_integral=True, sort="divided")
    return Condition(f"{x} % 2 != 0", f"{x} % 2 == {other}", after, (word,) * 3, is_integral=True, sort="divided")


def _divisible(x: str, rng: random.Random) -> Condition:
    k = rng.choice([3, 3, 4, 5, 5, 6, 7, 10])
    after = (
        "divisible by {k}",
        "that are divisible by {k}",
        "that are multiples of {k}",
        "you can divide by {k}",
        "that can be divided by {k}",
    )
    return Condition(f"{x} % {k} == 0", f"{x} % {k} != 0", after, values={"k": k}, is_integral=True, sort="divided")


def _sign(x: str, rng: random.Random) -> Condition:
    if rng.random() < 0.5:
        return Condition(
            f"{x} > 0",
            f"{x} <= 0",
            ("that are positive", "<above|over|greater than> zero", "> 0", "greater than 0"),
            ("positive",) * 4,
        )
    return Condition(
        f"{x} < 0", f"{x} >= 0", ("that are negative", "below zero", "< 0", "less than 0"), ("negative",) * 4
    )


def draw_text_condition(data: Data, rng: random.Random) -> Condition:
    """Return a condition on the words or lines of a list."""
    x = data.item
    part = Quoted(rng.choice(data.values or ("a",)))
    inner = Quoted(part.lower()) if len(part) == 1 else part
    n = rng.choice([3, 4, 5, 6]) if data.one != "line" else rng.choice([10, 20, 40, 80])
    blank = Condition(
        f"{x}.strip()",
        f"not {x}.strip()",
        ("that are not empty", "that are not blank", "with something in them"),
        ("non-empty", "non-blank", "nonempty"),
        sort="blank",
    )
    choices = [
        Condition(f'{x}.startswith("{part}")', f'not {x}.startswith("{part}")', ("starting with {v}", "that start with {v}", "that begin with {v}", "beginning with {v}", "which start with {v}", "starting with the letter {v}" if len(part) == 1 else "that start with {v}"), values={"v": part}, sort="text"),
        Condition(f'{x}.endswith("{inner}")', f'not {x}.endswith("{inner}")', ("ending with {v}", "that end with {v}", "ending in {v}", "that end in {v}", "which end with {v}"), values={"v": inner}, sort="text"),
        Condition(f'"{inner}" in {x}', f'"{inner}" not in {x}', ("containing {v}", "that contain {v}", "with {v} in them", "with the text {v}" if len(inner) > 2 else "with the letter {v}", "which contain {v}", "that have {v} in them", "that include {v}"), values={"v": inner}, sort="text"),
        Condition(f'"{inner}" not in {x}', f'"{inner}" in {x}', ("without {v}", "that do not contain {v}", "that don't contain {v}", "without {v} in them", "not containing {v}"), values={"v": inner}, sort="text"),
        Condition(f"len({x}) > {n}", f"len({x}) <= {n}", ("longer than {n} <characters|letters>", "with more than {n} <characters|letters>", "that are longer than {n} <characters|letters>", "of more than {n} letters", "that have more than {n} <characters|letters>"), values={"n": n}, sort="length"),
        Condition(f"len({x}) >= {n}", f"len({x}) < {n}", ("with at least {n} <characters|letters>", "of at least {n} letters", "that have at least {n} <characters|letters>", "{n} or more letters long"), values={"n": n}, sort="length"),
        Condition(f"len({x}) < {n}", f"len({x}) >= {n}", ("shorter than {n} <characters|letters>", "with fewer than {n} <characters|letters>", "with less than {n} <characters|letters>", "that are shorter than {n} <characters|letters>"), values={"n": n}, sort="length"),
        Condition(f"len({x}) == {n}", f"len({x}) != {n}", ("with exactly {n} <characters|letters>", "of {n} letters", "that are {n} <characters|letters> long", "that have exactly {n} letters"), values={"n": n}, sort="length"),
    ]  # fmt: skip
    if data.one == "line":
        return rng.choice([*choices[:4], *choices[:4], blank, blank, blank, choices[4]])
    if data.one in ("word", "name", "title", "fruit", "city"):
        capital = Condition(
            f"{x}[:1].isupper()",
            f"not {x}[:1].isupper()",
            ("that start with a capital letter", "starting with an uppercase letter", "that begin with a capital"),
            ("capitalized",),
            sort="text",
        )
        vowel = Condition(
            f'{x}[:1].lower() in "aeiou"',
            f'{x}[:1].lower() not in "aeiou"',
            ("that start with a vowel", "starting with a vowel", "beginning with a vowel"),
            sort="text",
        )
        palindrome = Condition(
            f"{x} == {x}[::-1]",
            f"{x} != {x}[::-1]",
            ("that are palindromes", "that read the same backwards"),
            sort="palindrome",
        )
        choices += [capital, vowel] + ([palindrome] if data.one == "word" else [])
    return rng.choice(choices)


def opposite_of_blank(data: Data) -> Condition:
    """Return the condition of blank lines, which people drop."""
    x = data.item
    return Condition(
        f"not {x}.strip()",
        f"{x}.strip()",
        ("that are <empty|blank>", "which are <empty|blank>", "with nothing in them"),
        ("empty", "blank", "blank", "empty"),
        sort="blank",
    )


def draw_row_condition(data: Data, rng: random.Random, *, may_join: bool = True) -> Condition:
    """Return a condition on a row: of one column, or of two."""
    columns = [column for column in data.columns if column.is_number or len(column.values) > 0]
    column = rng.choice(columns)
    first = _number_column(data, column.name, rng) if column.is_number else _text_column(data, column.name, rng)
    if may_join and rng.random() < 0.22 and len(columns) > 1:
        other = rng.choice([c for c in columns if c.name != column.name])
        second = _number_column(data, other.name, rng) if other.is_number else _text_column(data, other.name, rng)
        return _both(first, second, rng)
    return first


def _both(first: Condition, second: Condition, rng: random.Random) -> Condition:
    """Return "this and that", or "this or that"."""
    link = rng.choice(["and", "and", "and", "or"])
    renamed = {key: key + "2" for key in ("n", "op", "v", "col", "a", "b")}
    a = [text for text in first.after if text.startswith(("whose", "where"))]
    pairs = []
    for opening in ("whose", "where"):
        b = [text for text in second.after if text.startswith(opening)]
        for left in (text for text in a if text.startswith(opening)):
            for right in b[:3]:
                for old, new in renamed.items():
                    right = right.replace("{" + old + "}", "{" + new + "}").replace(
                        "{the_" + old + "}", "{the_" + new + "}"
                    )
                if opening == "whose" or link == "or":
                    pairs.append(f"{left} {link} {right}")
                pairs.append(f"{left} {link} {right.removeprefix(opening + ' ')}")
    values = {**first.values, **{renamed[key]: value for key, value in second.values.items()}}
    joint, other = ("and", "or") if link == "and" else ("or", "and")
    code = f"{first.code} {joint} {second.code}"
    return Condition(code, f"{first.opposite} {other} {second.opposite}", tuple(pairs), values=values, sort="both")


def _number_column(data: Data, name: str, rng: random.Random) -> Condition:
    column = next(c for c in data.columns if c.name == name)
    x = data.of(column)
    col = ColumnName(name)
    if rng.random() < 0.1:
        a, b = sorted((round_number(column.low, column.high, rng), round_number(column.low, column.high, rng)))
        b = b if b > a else a + 10
        between = (
            "with <a |>{col} between {a} and {b}",
            "whose {col} is between {a} and {b}",
            "where <the |>{col} is between {a} and {b}",
            "with <a |>{col} from {a} to {b}",
        )
        return Condition(
            f"{a} <= {x} <= {b}", f"not {a} <= {x} <= {b}", between, values={"col": col, "a": a, "b": b}, sort=name
        )
    op = rng.choice([">", ">", ">", "<", "<", ">=", "<="])
    n = round_number(column.low, column.high, rng, whole=column.kind == "int")
    base = COMPARED[op]
    article = "" if name.endswith("s") else "<a |>"
    after = [
        f"whose {{col}} is {base}", f"where {{col}} is {base}", f"where the {{col}} is {base}", f"with {article}{{col}} {base}", f"with {article}{{col}} {base}",
        "where {col} {op} {n}", f"with {article}{{col}} of {OF_MORE[op]} {{n}}", f"having {article}{{col}} {base}", f"that have {article}{{col}} {base}",
    ]  # fmt: skip
    if name == "price" and op in "><":
        after += [f"<that cost|costing> {'more' if op == '>' else 'less'} than {{n}}"] * 2
    if name == "age":
        after += [
            f"{'older' if '>' in op else 'younger'} than {{n}}"
            if len(op) == 1
            else f"<who are |>{'at least' if op == '>=' else 'at most'} {{n}} years old"
        ] * 2
    return Condition(
        f"{x} {op} {n}",
        f"{x} {OPPOSITE[op]} {n}",
        tuple(after),
        values={"col": col, "n": n, "op": Verbatim(op)},
        sort=name,
    )


def _text_column(data: Data, name: str, rng: random.Random) -> Condition:
    column = next(c for c in data.columns if c.name == name)
    x, col = data.of(column), ColumnName(name)
    kind = rng.random()
    if column is data.columns[0] or kind < 0.2:
        letter = rng.choice(column.values)[0]
        if rng.random() < 0.6:
            after: tuple[str, ...] = (
                "whose {col} starts with {v}",
                "where <the |>{col} starts with {v}",
                "whose {col} begins with {v}",
                "with a {col} that starts with {v}",
                "with a {col} starting with {v}",
            )
            return Condition(
                f'{x}.startswith("{letter}")',
                f'not {x}.startswith("{letter}")',
                after,
                values={"col": col, "v": Quoted(letter)},
                sort=name,
            )
        part = rng.choice(column.values)[1:3]
        after = (
            "whose {col} contains {v}",
            "where <the |>{col} contains {v}",
            "with {v} in the {col}",
            "with {v} in their {col}",
        )
        return Condition(
            f'"{part}" in {x}', f'"{part}" not in {x}', after, values={"col": col, "v": Quoted(part)}, sort=name
        )
    value = rng.choice(column.values)
    if kind < 0.3:
        after = (
            "whose {col} is not {v}",
            "where <the |>{col} is not {v}",
            "where {col} != {v}",
            "with a {col} other than {v}",
            "whose {col} isn't {v}",
        )
        return Condition(
            f'{x} != "{value}"', f'{x} == "{value}"', after, values={"col": col, "v": Quoted(value)}, sort=name
        )
    after = (
        "whose {col} is {v}",
        "where <the |>{col} is {v}",
        "where {col} == {v}",
        "with <the |>{col} {v}",
        "with {col} {v}",
        "where {col} equals {v}",
        "whose {col} equals {v}",
        "having {col} {v}",
    )
    after += column.having * 2
    return Condition(
        f'{x} == "{value}"', f'{x} != "{value}"', after, values={"col": col, "v": Quoted(value)}, sort=name
    )
