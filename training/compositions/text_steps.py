"""Steps on lists of words, names or lines."""

import random
from dataclasses import replace

from training.compositions.conditions import draw_text_condition, opposite_of_blank
from training.compositions.language import Quoted, Wording, phrases
from training.compositions.program import Data, Program
from training.compositions.steps import (
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
from training.compositions.text_results import (
    chunk,
    count,
    group,
    join,
    lengths_of,
    longest_one,
    most_common,
    tally,
    total_length,
)


def keep(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Keep or drop the words that fulfil a condition."""
    if "written" in data.tags or ("filtered" in data.tags and rng.random() < 0.3):
        return None
    condition, drops = draw_text_condition(data, rng), rng.random() < 0.3
    if condition.sort == "blank" and rng.random() < 0.75:
        condition, drops = opposite_of_blank(data), True
    elif condition.sort == "blank":
        drops = False
    return filter_step(program, data, condition, rng, drops=drops)


_CASES = (
    ("upper", "{x}.upper()", ("convert {them} to <uppercase|upper case|capitals|capital letters>", "make {them} uppercase", "uppercase {them}", "put {them} in capitals", "turn {each} into upper case", "write {each} in capital letters", "change {them} to upper case", "uppercase {each}"), ("in uppercase", "in upper case", "in capital letters", "in capitals", "converted to uppercase"), ("uppercase", "upper")),
    ("lower", "{x}.lower()", ("convert {them} to <lowercase|lower case|small letters>", "make {them} lowercase", "lowercase {them}", "turn {each} into lower case", "write {each} in small letters", "change {them} to lower case", "lowercase {each}"), ("in lowercase", "in lower case", "in small letters", "converted to lowercase"), ("lowercase", "lower")),
    ("capital", "{x}.capitalize()", ("capitalize {them}", "capitalize {each}", "make the first letter of {each} a capital", "start {each} with a capital letter", "capitalise {each}"), ("capitalized", "with a capital first letter"), ("capitalize", "capitalized")),
    ("title", "{x}.title()", ("convert {them} to title case", "title-case {each}", "put {each} in title case", "title case {them}"), ("in title case",), ("title case",)),
)  # fmt: skip


def change_case(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Capitals or small letters."""
    if data.tags & {"cased", "written"}:
        return None
    name, expression, clauses, after, terse = rng.choice([_CASES[0], *_CASES])
    program.add(f"{data.expression} = [{expression.format(x=data.item)} for {data.item} in {data.expression}]")
    return Step(name, ORDER, tagged(data, "cased", "unordered"), Wording(clauses, (), after, terse=terse))


def strip(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Without spaces around."""
    if data.tags & {"stripped", "written", "cased"} or data.one not in (
        "line",
        "name",
        "item",
        "email",
        "tag",
        "username",
        "code",
        "title",
    ):
        return None
    program.add(f"{data.expression} = [{data.item}.strip() for {data.item} in {data.expression}]")
    wording = Wording(
        phrases("""
            strip <the |>whitespace from {each}
            strip {them}
            strip {each}
            trim {them}
            trim {each}
            remove <leading and trailing|the surrounding|surrounding> <spaces|whitespace> from {each}
            remove the spaces around {each}
            trim the <whitespace|spaces> off {each}
        """),
        (), ("with the surrounding whitespace removed", "stripped of whitespace"), terse=("strip", "trim", "strip whitespace"),
    )  # fmt: skip
    return Step("strip", ORDER, tagged(data, "stripped"), wording)


def change_each(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Turn each word round, put something before or after it, replace something in it, cut it."""
    if data.tags & {"changed", "written"}:
        return None
    x = data.item
    kind = rng.choice(["backwards", "prefix", "suffix", "replace", "cut", "vowels", "spaces"])
    part, new = (
        Quoted(rng.choice(["a", "e", "o", "-", "_", ".", " ", "s", "old", "and"])),
        Quoted(rng.choice(["*", "0", "_", "-", "new", "+", "x"])),
    )
    prefix, suffix = (
        Quoted(rng.choice(["- ", "> ", "* ", "no. ", "x_", "#", "2024_", "Hello ", "-> ", "@", "new_"])),
        Quoted(rng.choice(["!", ".", ".txt", "?", ",", ";", " (new)", "s", "_old", "!!", "..."])),
    )
    n = rng.choice([3, 4, 5, 10])
    tables: dict[str, tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], dict[str, object]]] = {
        "backwards": (f"{x}[::-1]", ("reverse {each}", "write {each} backwards", "reverse the letters of {each}", "spell {each} backwards", "turn {each} around"), ("spelled backwards", "written backwards", "with their letters reversed"), ("reverse each", "backwards"), {}),
        "prefix": (f'"{prefix}" + {x}', ("put {v} before {each}", "put {v} in front of {each}", "add {v} to the <beginning|start|front> of {each}", "prefix {each} with {v}", "add the prefix {v} to {each}"), ("with {v} in front", "prefixed with {v}"), ("prefix {v}",), {"v": prefix}),
        "suffix": (f'{x} + "{suffix}"', ("add {v} to the end of {each}", "append {v} to {each}", "put {v} after {each}", "add {v} to {each}", "add the suffix {v} to {each}"), ("with {v} at the end", "followed by {v}"), ("append {v}",), {"v": suffix}),
        "replace": (f'{x}.replace("{part}", "{new}")', ("replace {v} <with|by> {w} in {each}", "replace {v} <with|by> {w}", "replace all {v} <with|by> {w}", "change {v} to {w} in {each}", "swap {v} for {w} in {each}", "replace every {v} <with|by> {w} in {each}"), ("with {v} replaced by {w}",), ("{v} -> {w}", "replace {v} with {w}"), {"v": part, "w": new}),
        "cut": (f"{x}[:{n}]", ("cut {each} to {n} <characters|letters>", "shorten {each} to {n} characters", "keep only the first {n} <characters|letters> of {each}", "take the first {n} <characters|letters> of {each}", "truncate {each} to {n} characters"), ("cut to {n} characters", "shortened to {n} letters"), ("first {n} letters",), {"n": n}),
        "vowels": (f'"".join(letter for letter in {x} if letter.lower() not in "aeiou")', ("remove the vowels from {each}", "drop all vowels from {each}", "delete the vowels in {each}", "take the vowels out of {each}"), ("without vowels", "without their vowels"), ("without vowels", "remove vowels"), {}),
        "spaces": (f'{x}.replace(" ", "_")', ("replace the spaces with underscores", "replace spaces by underscores in {each}", "change spaces to underscores in {each}", "turn spaces into underscores"), ("with spaces replaced by underscores",), ("spaces to underscores",), {}),
    }  # fmt: skip
    expression, clauses, after, terse, values = tables[kind]
    program.add(f"{data.expression} = [{expression} for {x} in {data.expression}]")
    return Step(kind, ORDER, tagged(data, "changed", "cased"), Wording(clauses, (), after, terse=terse, values=values))


def measure(program: Program, data: Data, rng: random.Random) -> Step | None:
    """The length of each."""
    if data.tags & {"written", "changed", "cased"}:
        return None
    variable = program.fresh("lengths")
    program.add(f"{variable} = [len({data.item}) for {data.item} in {data.expression}]")
    wording = Wording(
        phrases("""
            take the length of {each}
            compute the length of {each}
            get the length of {each}
            replace {each} by its length
            turn {each} into its length
            measure how long {each} is
            count the <letters|characters> of {each}
        """),
        (), (), ("the lengths{of}", "the lengths{of}", "the length of {each}", "how long {each} is"), terse=("lengths", "length of each"),
    )  # fmt: skip
    given = Data(
        "numbers",
        variable,
        "length",
        "lengths",
        item="length",
        number="int",
        low=1,
        high=12,
        tags=frozenset({"mapped", "scaled"} | data.tags & {"limited"}),
    )
    return Step("lengths", MAP, given, wording)


def initials(program: Program, data: Data, rng: random.Random) -> Step | None:
    """The first letter of each."""
    if data.tags & {"written", "changed", "stripped"} or data.one == "line":
        return None
    variable = program.fresh("letters")
    program.add(f"{variable} = [{data.item}[0] for {data.item} in {data.expression}]")
    wording = Wording(
        phrases("""
            take the first letter of {each}
            get the first letter of {each}
            extract the first letter of {each}
            keep only the first letter of {each}
        """),
        (), (), ("the first letters{of}", "the initials{of}", "the first letter of {each}"), terse=("first letters", "first letter of each"),
    )  # fmt: skip
    return Step(
        "initials",
        MAP,
        replace(
            data,
            expression=variable,
            one="letter",
            many="letters",
            item="letter",
            tags=frozenset({"written", "changed", "stripped"}),
        ),
        wording,
    )


_ORDERS: tuple[tuple[str, str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    ("alphabet", "sorted({e})", "", ("sort {them}", "sort {them} alphabetically", "sort {them} in alphabetical order", "order {them} alphabetically", "put {them} in alphabetical order", "sort {them} from a to z", "arrange {them} alphabetically", "alphabetize {them}"), ("sorted", "in alphabetical order", "sorted alphabetically", "alphabetically sorted", "from a to z"), ("sort", "sorted", "alphabetical")),
    ("alphabet down", "sorted({e}, reverse=True)", "", ("sort {them} in reverse alphabetical order", "sort {them} from z to a", "sort {them} alphabetically in reverse", "sort {them} in descending order", "order {them} from z to a", "sort {them} backwards"), ("in reverse alphabetical order", "sorted from z to a", "sorted in reverse"), ("sort z-a", "sorted descending", "reverse alphabetical")),
    ("no case", "sorted({e}, key=str.lower)", "", ("sort {them} ignoring case", "sort {them} case-insensitively", "sort {them} alphabetically, ignoring case", "order {them} alphabetically without regard to case", "sort {them} alphabetically no matter whether upper or lower case"), ("sorted ignoring case", "sorted case-insensitively", "in alphabetical order ignoring case"), ("sort ignoring case", "case-insensitive sort")),
    ("length", "sorted({e}, key=len)", "", ("sort {them} by length", "sort {them} by their length", "order {them} by length", "sort {them} by length, shortest first", "sort {them} from shortest to longest", "put the shortest {many} first", "sort {them} by number of letters", "arrange {them} by length"), ("sorted by length", "by length", "sorted from shortest to longest", "ordered by length"), ("sort by length", "sorted by length")),
    ("length down", "sorted({e}, key=len, reverse=True)", "", ("sort {them} by length, longest first", "sort {them} by length descending", "sort {them} from longest to shortest", "put the longest {many} first", "order {them} by length, longest first", "sort {them} by decreasing length", "sort {them} by length in descending order"), ("sorted by length, longest first", "from longest to shortest", "sorted by length descending"), ("sort by length desc", "longest first")),
    ("length then alphabet", "sorted({e}, key=lambda {x}: (len({x}), {x}))", "", ("sort {them} by length and then alphabetically", "sort {them} by length, ties alphabetically", "sort {them} by length, and alphabetically for the same length", "order {them} by length, then alphabetically", "sort {them} by length with ties broken alphabetically"), ("sorted by length and then alphabetically", "sorted by length, then alphabetically"), ("sort by length then alphabetically",)),
    ("last letter", "sorted({e}, key=lambda {x}: {x}[-1:])", "", ("sort {them} by their last letter", "sort {them} by last letter", "order {them} by the last letter"), ("sorted by their last letter", "sorted by last letter"), ("sort by last letter",)),
)  # fmt: skip


def sort(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Put the words in order."""
    if data.tags & {"sorted", "reversed", "limited"}:
        return None
    name, expression, _, clauses, after, terse = rng.choices(_ORDERS, weights=(5, 1.5, 2, 2, 2, 1.5, 0.6))[0]
    if name == "last letter" and data.one == "line":
        return None
    program.add(f"{data.expression} = {expression.format(e=data.expression, x=data.item)}")
    return Step(
        name,
        ORDER,
        tagged(data, "sorted"),
        Wording(clauses, ("sorted",) if name == "alphabet" else (), after, terse=terse),
    )


def longest(program: Program, data: Data, rng: random.Random) -> Step | None:
    """The longest few."""
    if data.tags & {"sorted", "reversed", "limited", "written"}:
        return None
    n = rng.choice([2, 3, 3, 5, 10])
    word, reverse_part = ("longest", ", reverse=True") if rng.random() < 0.7 else ("shortest", "")
    program.add(f"{data.expression} = sorted({data.expression}, key=len{reverse_part})[:{n}]")
    wording = Wording(
        phrases(f"""
            take the {{n}} {word} {{many}}
            find the {{n}} {word} {{many}}
            find the {{n}} {word} of {{them}}
            keep <only |>the {{n}} {word}
            get the {{n}} {word} {{many}}
            pick the {{n}} {word}
        """),
        ("{n} " + word,), values={"n": n}, terse=("{n} " + word,),
    )  # fmt: skip
    return Step("longest", LIMIT, tagged(data, "limited", "sorted"), wording, leaves_out=True)


def number(program: Program, data: Data, rng: random.Random) -> Step | None:
    """1. this, 2. that."""
    if data.tags & {"numbered", "written"}:
        return None
    sign, said = rng.choice([(". ", "1. "), (": ", "1: "), (") ", "1) "), (". ", "")])
    program.add(
        f'{data.expression} = [f"{{number}}{sign}{{{data.item}}}" for number, {data.item} in enumerate({data.expression}, start=1)]'
    )
    extra = f" (like '{said}...')" if said and rng.random() < 0.5 else ""
    if not extra and sign != ". ":
        extra = f" like '{said}{data.one}'"
    wording = Wording(
        tuple(text + extra for text in phrases("""
            number {them}
            number {them} starting at 1
            put a number before {each}
            add a number in front of {each}
            number {each}
            give {each} a number
            prefix {each} with its number
            add line numbers
        """)),
        ("numbered",) if not extra else (), ("with <their numbers|numbers in front>" + extra, "with a number in front" + extra, "numbered from 1" + extra, "as a numbered list" + extra), terse=("numbered" + extra, "with numbers" + extra),
    )  # fmt: skip
    return Step("number", ORDER, tagged(data, "numbered", "cased", "changed", "sorted", "written", "limited"), wording)


WEIGHTED = (
    (keep, 9), (change_case, 4), (strip, 2.5), (change_each, 4), (measure, 2), (initials, 0.7), (sort, 6), (longest, 2), (longest_one, 2), (count, 3),
    (total_length, 2), (join, 4), (number, 1.8), (tally, 3), (most_common, 3), (group, 1.6), (lengths_of, 1), (chunk, 1), (dedupe, 3.5), (first, 2), (reverse, 2),
)  # fmt: skip
