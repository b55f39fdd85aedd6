"""What one makes of a list of words in the end: one of them, a number, a text, counts, groups."""

import random

from training.compositions.language import Wording, phrases
from training.compositions.program import Data, Program
from training.compositions.steps import (
    JOIN,
    REDUCE,
    Step,
)


def longest_one(program: Program, data: Data, rng: random.Random) -> Step | None:
    """The longest or the shortest."""
    if data.tags & {"sorted", "reversed", "limited", "written"}:
        return None
    word, function = ("longest", "max") if rng.random() < 0.75 else ("shortest", "min")
    variable = program.fresh(word)
    program.add(f"{variable} = {function}({data.expression}, key=len)")
    wording = Wording(
        (f"find the {word} {{one}}{{in}}", f"find the {word} one", f"get the {word} {{one}}{{in}}", f"look for the {word} one", f"pick the {word}{{of}}"),
        (), (), (f"the {word} {{one_bare}}", f"the {word}{{of}}", f"the {word} {{one_bare}}"), (f"what is the {word} {{one_bare}}", f"which is the {word}{{of}}", f"which {{one_bare}} is the {word}"), (word, f"{word} {{one}}"),
    )  # fmt: skip
    return Step(word, REDUCE, Data("string", variable, data.one, "", item=word), wording)


def count(program: Program, data: Data, rng: random.Random) -> Step | None:
    """How many there are."""
    if data.tags & {"sorted", "reversed", "limited", "cased", "written"}:
        return None
    if not data.tags & {"filtered", "unique"} and rng.random() < 0.7:
        return None
    wording = Wording(
        ("count {them}", "count {them}", "count how many <there are|remain|are left>"), (), (),
        ("the number{of_all}", "the number{of_all}", "the count{of_all}", "how many {bare} there are", "how many {bare} there are"),
        ("how many {bare} are there", "how many {bare} are there", "what is the number{of_all}"), ("count", "how many"),
    )  # fmt: skip
    return Step("count", REDUCE, Data("number", f"len({data.expression})", "count", "", item="count"), wording)


def total_length(program: Program, data: Data, rng: random.Random) -> Step | None:
    """The average or the sum of the lengths."""
    if data.tags & {"sorted", "reversed", "limited", "cased", "written"} or rng.random() < 0.3:
        return None
    x = data.item
    if rng.random() < 0.6:
        program.add(f"average = sum(len({x}) for {x} in {data.expression}) / len({data.expression})")
        program.names.add("average")
        wording = Wording(
            (
                "compute the average length{of}",
                "calculate their average length",
                "work out the mean length{of}",
                "find the average length{of}",
            ),
            (),
            (),
            ("the average length{of}", "the mean length{of}", "the average number of letters per {one}{in}"),
            ("how long are {the} on average", "what is the average length{of}"),
            ("average length", "mean length"),
        )
        return Step(
            "average length", REDUCE, Data("number", "average", "average", "", item="average", number="float"), wording
        )
    program.add(f"total = sum(len({x}) for {x} in {data.expression})")
    program.names.add("total")
    wording = Wording(
        (
            "add up the lengths{of}",
            "sum up their lengths",
            "compute the total length{of}",
            "count all <letters|characters>{in}",
        ),
        (),
        (),
        ("the total length{of}", "the total number of <letters|characters>{in}"),
        ("how many <letters|characters> do {the} have in total",),
        ("total length",),
    )
    return Step("total length", REDUCE, Data("number", "total", "total", "", item="total"), wording)


def join(program: Program, data: Data, rng: random.Random) -> Step | None:
    """One text of all words."""
    said, separator = rng.choice(
        [
            ("commas", ", "),
            ("commas", ", "),
            ("a comma and a space", ", "),
            ("spaces", " "),
            ("a space", " "),
            ("dashes", "-"),
            ("hyphens", "-"),
            ("semicolons", ";"),
            ("a slash", "/"),
            ("' and '", " and "),
            ("' - '", " - "),
            ("' | '", " | "),
        ]
    )
    variable = program.fresh("text")
    program.add(f'{variable} = "{separator}".join({data.expression})')
    wording = Wording(
        phrases("""
            join {them} with {said}
            join {them} with {said} into one string
            put {them} in one line, separated by {said}
            combine {them} into a string separated by {said}
            turn {them} into one string joined by {said}
            glue {them} together with {said}
            concatenate {them} with {said} in between
        """),
        (), ("joined with {said}", "separated by {said}", "joined by {said}", "in one line, separated by {said}", "on one line separated by {said}"), terse=("joined with {said}", "separated by {said}"), values={"said": said},
    )  # fmt: skip
    return Step("join", JOIN, Data("string", variable, "text", "", item="text"), wording)


def tally(program: Program, data: Data, rng: random.Random) -> Step | None:
    """How often each occurs."""
    if data.tags & {"sorted", "reversed", "limited", "unique", "changed"}:
        return None
    variable = program.fresh("counts")
    program.add(f"{variable} = Counter({data.expression})", imports="from collections import Counter")
    wording = Wording(
        phrases("""
            count how often each {one} <occurs|appears|comes up>
            count how many times each {one} <occurs|appears>
            count the occurrences of each {one}
            count each {one}
            count {them} by how often each one occurs
            make a frequency table{of}
            build a dictionary of how often each {one} occurs
        """),
        (), (), ("how often each {one_bare} occurs", "the frequency of each {one_bare}", "the number of occurrences of each {one_bare}", "how many times each {one_bare} appears", "the count of each {one_bare}", "each {one} with its count"),
        ("how often does each {one_bare} occur", "how many times does each {one_bare} appear"), ("count each", "frequencies", "counts"),
    )  # fmt: skip
    given = Data(
        "mapping",
        variable,
        data.one,
        "counts",
        item=data.item,
        keys=data.item,
        held="count",
        low=1,
        high=6,
        values=data.values,
        tags=frozenset({"counted"}),
    )
    return Step("tally", REDUCE, given, wording)


def most_common(program: Program, data: Data, rng: random.Random) -> Step | None:
    """The most common few, with their counts."""
    if data.tags & {"sorted", "reversed", "limited", "unique", "changed"}:
        return None
    n = rng.choice([3, 3, 5, 5, 10, 10, 2, 20])
    program.add(
        f"counts = Counter({data.expression})",
        f"most_common = counts.most_common({n})",
        imports="from collections import Counter",
    )
    program.names |= {"counts", "most_common"}
    word = "<most common|most frequent|most often used|commonest>"
    wording = Wording(
        phrases(f"""
            find the {{n}} {word} {{many}}
            find the {{n}} {word} ones
            get the {{n}} {word} {{many}} with their counts
            take the {{n}} {word} {{many}}
            determine the {{n}} {word} {{many}}
            count {{them}} and ~take the {{n}} {word}
        """).__add__(("count each {one} and ~keep the {n} most common",)),
        (), (), ("the {n} " + word + " {bare}", "the top {n} {bare} by frequency", "the {n} {bare} that <occur|appear> most often", "the {n} " + word + " {bare} <with|and> <their counts|how often they occur>"),
        ("what are the {n} " + word + " {bare}", "which {n} {bare} <occur|appear> most often"), ("top {n}", "{n} most common"), values={"n": n},
    )  # fmt: skip
    given = Data(
        "pairs",
        "most_common",
        data.one,
        data.many,
        item=data.item,
        keys=data.item,
        held="count",
        tags=frozenset({"sorted", "limited"}),
    )
    return Step("most common", REDUCE, given, wording)


def group(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Groups by first letter or length."""
    if data.tags & {"sorted", "reversed", "limited", "written"} or data.one == "line":
        return None
    key, name, said = rng.choice(
        [
            ("{x}[0]", "letter", "first letter"),
            ("{x}[0]", "letter", "first letter"),
            ("len({x})", "length", "length"),
            ("{x}[-1]", "letter", "last letter"),
        ]
    )
    program.add(
        "groups = defaultdict(list)",
        f"for {data.item} in {data.expression}:",
        f"    groups[{key.format(x=data.item)}].append({data.item})",
        imports="from collections import defaultdict",
    )
    program.names.add("groups")
    wording = Wording(
        phrases("""
            group {them} by <their |the |>{said}
            group {them} by {said} in a dictionary
            put {them} into groups by {said}
            collect {them} by {said}
            sort {them} into groups by {said}
            arrange {them} in a dictionary by {said}
        """),
        (), ("grouped by <their |>{said}", "in groups by {said}"), terse=("group by {said}", "grouped by {said}"), values={"said": said},
    )  # fmt: skip
    return Step(
        "group", JOIN, Data("groups", "groups", "group", "groups", item=data.item, keys=name, held=data.many), wording
    )


def lengths_of(program: Program, data: Data, rng: random.Random) -> Step | None:
    """A dictionary of the lengths."""
    if data.tags & {"written", "changed", "limited", "sorted"}:
        return None
    variable = program.fresh("lengths")
    program.add(f"{variable} = {{{data.item}: len({data.item}) for {data.item} in {data.expression}}}")
    wording = Wording(
        phrases("""
            make a dictionary from {each} to its length
            build a dictionary with the length of {each}
            map {each} to its length
            create a dict that maps {each} to its length
            put {them} in a dictionary with their lengths
        """),
        (), (), ("a dictionary of {the} and their lengths", "a dictionary that maps {each} to its length"), terse=("dict of lengths",),
    )  # fmt: skip
    return Step(
        "dict of lengths",
        REDUCE,
        Data(
            "mapping",
            variable,
            data.one,
            "lengths",
            item=data.item,
            keys=data.item,
            held="length",
            low=1,
            high=12,
            values=data.values,
        ),
        wording,
    )


def chunk(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Groups of n."""
    if "written" in data.tags:
        return None
    n = rng.choice([2, 2, 3, 3, 4, 5])
    program.add(f"groups = [{data.expression}[i : i + {n}] for i in range(0, len({data.expression}), {n})]")
    program.names.add("groups")
    wording = Wording(
        phrases("""
            split {them} into <chunks|groups|pieces|batches> of {n}
            divide {them} into groups of {n}
            break {them} into <chunks|groups> of {n}
            put {them} in groups of {n}
            make groups of {n}
            form teams of {n}
        """),
        (), ("in groups of {n}", "split into <groups|chunks> of {n}", "in chunks of {n}"), terse=("groups of {n}", "chunks of {n}"), values={"n": n},
    )  # fmt: skip
    return Step("chunks", JOIN, Data("lists", "groups", "group", "groups", item="group"), wording)
