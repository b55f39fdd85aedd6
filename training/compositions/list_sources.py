"""Sources that are lists: in the request, with the person, typed by a user, drawn, counted."""

import random
from dataclasses import replace

from training.compositions.domains import NUMBERS, STRING_PARTS, STRINGS, Kind
from training.compositions.language import Thing, Verbatim, enumerate_words, phrases
from training.compositions.origins import (
    LIST_GIVENS,
    LIST_STATEMENTS,
    LIST_TERSE,
    Origin,
    describe_numbers,
    nouns_of,
    sample_numbers,
    type_literal,
    write_literal,
)
from training.compositions.program import Data, Program


def literal_numbers(program: Program, rng: random.Random) -> Origin:
    """Numbers that stand in the request."""
    kind = rng.choice(NUMBERS)
    count = rng.randint(4, 9)
    numbers = sample_numbers(replace(kind, kind="int") if rng.random() < 0.75 else kind, rng, count)
    if rng.random() < 0.5:
        numbers[rng.randrange(count)] = numbers[0]
    is_int = all(isinstance(number, int) for number in numbers)
    variable = program.fresh(kind.many)
    program.add(f"{variable} = {numbers}")
    data = replace(describe_numbers(kind, variable), number="int" if is_int else "float")
    if rng.random() < 0.3:
        said = Verbatim(enumerate_words([str(number) for number in numbers], rng.choice([" and ", ", "])))
        return Origin(
            "bare numbers", data, Thing(kind.one, kind.many, place="{literal}", own_name="{literal}"), (),
            phrases("I have the {many} {literal}\nmy {many} are {literal}\nhere are the {many}: {literal}\nthe {many} are {literal}"), phrases("given the {many} {literal}\nfor the {many} {literal}\nwith the {many} {literal}"),
            ("{literal}", "{many} {literal}"), {"literal": said, "variable": Verbatim(variable)}, nouns=nouns_of(kind),
        )  # fmt: skip
    place = rng.choice(
        [
            "in {literal}",
            "in {literal}",
            "in the list {literal}",
            "of the list {literal}",
            "of {literal}",
            "from {literal}",
        ]
    )
    return Origin(
        "literal numbers",
        data,
        Thing(kind.one, kind.many, place=place, own_name=rng.choice(["{literal}", "the list {literal}"])),
        (),
        LIST_STATEMENTS,
        LIST_GIVENS,
        LIST_TERSE,
        {"literal": type_literal(numbers, rng), "variable": Verbatim(variable)},
        nouns=nouns_of(kind),
    )


def literal_strings(program: Program, rng: random.Random) -> Origin:
    """Words that stand in the request."""
    kind = rng.choice(STRINGS)
    words = rng.sample(sorted(set(kind.values)), min(len(set(kind.values)), rng.randint(3, 7)))
    if rng.random() < 0.4:
        words.append(words[0])
    variable = program.fresh(kind.many)
    program.add(f"{variable} = {write_literal(words)}")
    data = Data(
        "strings",
        variable,
        kind.one,
        kind.many,
        item=kind.one,
        values=tuple({word[0] for word in words} | {"a", "e", "o"} | {word[-1] for word in words}),
    )
    data = replace(data, values=tuple(sorted(data.values)))
    place = rng.choice(
        ["in {literal}", "in {literal}", "in the list {literal}", "of the list {literal}", "from {literal}"]
    )
    return Origin(
        "literal strings",
        data,
        Thing(kind.one, kind.many, place=place, own_name=rng.choice(["{literal}", "the list {literal}"])),
        (),
        LIST_STATEMENTS,
        LIST_GIVENS,
        LIST_TERSE,
        {"literal": type_literal(words, rng), "variable": Verbatim(variable)},
        nouns=nouns_of(kind),
    )


def literal_text(program: Program, rng: random.Random) -> Origin:
    """A sentence that stands in the request."""
    sentence = rng.choice([
        "the quick brown fox jumps over the lazy dog", "to be or not to be", "a rose is a rose is a rose", "the cat sat on the mat", "hello world and hello moon", "one fish two fish red fish blue fish",
        "we will see what the day will bring", "never odd or even", "every good boy does fine", "it was the best of times it was the worst of times", "the rain in spain stays mainly in the plain", "keep calm and carry on", "an apple a day keeps the doctor away",
    ])  # fmt: skip
    quote = rng.choice(["'", '"'])
    program.add(f'text = "{sentence}"', "words = text.split()")
    program.names |= {"text", "words"}
    data = Data(
        "strings",
        "words",
        "word",
        "words",
        item="word",
        values=tuple(sorted({word[0] for word in sentence.split()} | {"a", "e", "th"})),
    )
    noun = rng.choice(["sentence", "text", "string"])
    return Origin(
        "literal text", data, Thing("word", "words", place=rng.choice(["in {literal}", "of {literal}", f"of the {noun} {{literal}}", f"in the {noun} {{literal}}"]), is_unnamed=True),
        (f"<split|break> the {noun} {{literal}} into words", "split {literal} into words", "take the words of {literal}", "split {literal} by spaces", f"split the {noun} {{literal}} on spaces"),
        (f"I have the {noun} {{literal}}", f"my {noun} is {{literal}}", "text = {literal}"), (f"given the {noun} {{literal}}", "given text = {literal}", f"for the words in the {noun} {{literal}}"), ("{literal}", "words of {literal}"), {"literal": Verbatim(quote + sentence + quote)},
    )  # fmt: skip


def numbers_text(program: Program, rng: random.Random) -> Origin:
    """Numbers in a string that stands in the request."""
    numbers = [rng.randint(1, 60) for _ in range(rng.randint(4, 8))]
    separator, said = rng.choice(
        [(",", "comma-separated"), (" ", "space-separated"), (";", "semicolon-separated"), ("-", "dash-separated")]
    )
    text = separator.join(map(str, numbers))
    split = f'split("{separator}")' if separator != " " else "split()"
    program.add(f'text = "{text}"', f"numbers = [int(part) for part in text.{split}]")
    program.names |= {"text", "numbers"}
    quote = rng.choice(["'", '"'])
    return Origin(
        "numbers text", describe_numbers(Kind("number", "numbers", "int", 1, 60), "numbers"), Thing("number", "numbers", place=rng.choice(["in the string {literal}", "in {literal}", "of the text {literal}", "from the string {literal}"])),
        phrases("split {literal} into numbers\nparse the numbers in the string {literal}\nget the numbers from the string {literal}\nsplit the string {literal} into integers\nconvert the string {literal} to a list of numbers\nturn the text {literal} into a list of integers"),
        (f"I have a string of {said} numbers {{literal}}", "I have the string {literal}", "text = {literal}"), (f"given the {said} string {{literal}}", "given the string {literal}"), ("{literal}", "numbers of {literal}"), {"literal": Verbatim(quote + text + quote)},
    )  # fmt: skip


def variable_numbers(program: Program, rng: random.Random) -> Origin:
    """A list of numbers that the person has, or that a function is given."""
    kind = rng.choice(NUMBERS)
    variable = program.fresh(kind.many)
    setup = f"{variable} = {sample_numbers(kind, rng, 20)}\n"
    return Origin(
        "variable numbers", describe_numbers(kind, variable), Thing(kind.one, kind.many, place=rng.choice(["in {variable}", "in the list {variable}", "of the list {variable}", "in {variable}"]), own_name=rng.choice(["{variable}", "the list {variable}"])), (),
        phrases("I have a list {variable}\nI have a list of {many} called {variable}\n{variable} is a list of numbers\nthere is a list {variable} of numbers\nI have a list of {many} in {variable}\nI've got a list {variable}"),
        phrases("given a list {variable}\ngiven the list {variable}\nfor the list {variable}\nwith a list of {many} called {variable}\nfrom the list {variable}\ngiven a list of numbers {variable}"), ("{variable}", "list {variable}"), {"variable": Verbatim(variable)}, setup=setup, parameter=f"a list of {kind.many}",
    )  # fmt: skip


def variable_strings(program: Program, rng: random.Random) -> Origin:
    """A list of words that the person has, or that a function is given."""
    kind = rng.choice(STRINGS)
    variable = program.fresh(kind.many)
    sample = [*kind.values, *kind.values[:3]]
    data = Data(
        "strings",
        variable,
        kind.one,
        kind.many,
        item=kind.one,
        values=(*sorted({value[0] for value in kind.values}), *STRING_PARTS[:6]),
    )
    return Origin(
        "variable strings", data, Thing(kind.one, kind.many, place=rng.choice(["in {variable}", "in the list {variable}", "of the list {variable}", "in {variable}"]), own_name=rng.choice(["{variable}", "the list {variable}"])), (),
        phrases("I have a list {variable}\nI have a list of {many} called {variable}\n{variable} is a list of strings\nthere is a list {variable} of strings\nI have a list of {many} in {variable}\nI've got a list {variable}"),
        phrases("given a list {variable}\ngiven the list {variable}\nfor the list {variable}\nwith a list of {many} called {variable}\nfrom the list {variable}\ngiven a list of strings {variable}"), ("{variable}", "list {variable}"), {"variable": Verbatim(variable)}, setup=f"{variable} = {sample!r}\n", parameter=f"a list of {kind.many}",
    )  # fmt: skip


def asked_numbers(program: Program, rng: random.Random) -> Origin:
    """Numbers that the user types."""
    kind = rng.choice(
        [
            kind
            for kind in NUMBERS
            if kind.one in ("number", "integer", "price", "temperature", "score", "age", "grade", "mark")
        ]
    )
    variable = program.fresh(kind.many)
    sample = sample_numbers(kind, rng, 12)
    number = kind.kind
    form = rng.choice(["spaces", "commas", "count"])
    n = rng.choice([3, 4, 5, 5, 6, 10])
    prompt = kind.many.capitalize()
    if form == "count":
        program.add(f'{variable} = [{number}(input("{kind.one.capitalize()}: ")) for _ in range({n})]')
        answers = [str(value) for value in sample[:n]]
        clauses = phrases(
            "ask the user for {n} {many}\nask for {n} {many}\nlet the user enter {n} {many}\nread {n} {many} from the user\nprompt the user for {n} {many}\nlet the user type in {n} {many}\ninput {n} {many}\nhave the user enter {n} {many}"
        )
    else:
        separator = "" if form == "spaces" else '","'
        program.add(f'{variable} = [{number}(part) for part in input("{prompt}: ").split({separator})]')
        answers = [(" " if form == "spaces" else ",").join(str(value) for value in sample)]
        clauses = phrases(
            f"ask the user for {{many}} separated by {form}\nask for a list of {{many}} separated by {form}\nlet the user enter {{many}} separated by {form}\nread {{many}} separated by {form} from the user\nprompt for {{many}} separated by {form}\nlet the user type {{many}} with {form} in between\ninput {{many}} separated by {form}"
        )
    data = replace(describe_numbers(kind, variable), low=min(0, kind.low))
    return Origin(
        "asked numbers",
        data,
        Thing(kind.one, kind.many),
        clauses,
        values={"n": n},
        setup=_answering(answers),
        needs_clause=True,
    )


def asked_words(program: Program, rng: random.Random) -> Origin:
    """Words that the user types."""
    if rng.random() < 0.5:
        noun = rng.choice(["sentence", "text", "line of text"])
        program.add(f'words = input("{noun.capitalize()}: ").split()')
        program.names.add("words")
        clauses = tuple(
            text.replace("NOUN", noun)
            for text in phrases(
                "ask the user for a NOUN and ~split it into words\nask for a NOUN and ~split it into words\nread a NOUN from the user and ~split it into words\nlet the user enter a NOUN and ~split it into words\nget a NOUN from the user and ~take its words"
            )
        )
        data = Data("strings", "words", "word", "words", item="word", values=STRING_PARTS)
        return Origin(
            "asked sentence",
            data,
            Thing("word", "words"),
            clauses,
            setup=_answering(["the quick brown fox jumps over an old apple tree and the cat eats a small pea"]),
            needs_clause=True,
        )
    kind = rng.choice(
        [kind for kind in STRINGS if kind.one in ("name", "word", "city", "fruit", "animal", "color", "item")]
    )
    variable = program.fresh(kind.many)
    n = rng.choice([3, 4, 5, 5])
    if rng.random() < 0.5:
        program.add(f'{variable} = [input("{kind.one.capitalize()}: ") for _ in range({n})]')
        answers = list(kind.values[:n])
        clauses = phrases(
            "ask the user for {n} {many}\nask for {n} {many}\nlet the user enter {n} {many}\nread {n} {many} from the user\nprompt the user for {n} {many}\nlet the user type in {n} {many}\ninput {n} {many}"
        )
    else:
        program.add(f'{variable} = input("{kind.many.capitalize()}: ").split(",")')
        answers = [",".join(kind.values)]
        clauses = phrases(
            "ask the user for {many} separated by commas\nask for a comma-separated list of {many}\nlet the user enter {many} separated by commas\nread comma-separated {many} from the user\nprompt for {many} separated by commas"
        )
    data = Data(
        "strings",
        variable,
        kind.one,
        kind.many,
        item=kind.one,
        values=(*sorted({value[0] for value in kind.values}), *STRING_PARTS[:6]),
    )
    return Origin(
        "asked words",
        data,
        Thing(kind.one, kind.many),
        clauses,
        values={"n": n},
        setup=_answering(answers),
        needs_clause=True,
    )


def _answering(answers: list[str]) -> str:
    return f"import builtins\n_answers = iter({answers!r})\nbuiltins.input = lambda prompt='': next(_answers)\n"


def random_numbers(program: Program, rng: random.Random) -> Origin:
    """Numbers that the program draws."""
    n, low, high = (
        rng.choice([5, 8, 10, 10, 12, 15, 20, 20, 50, 100]),
        rng.choice([1, 1, 1, 0, 10, -10]),
        rng.choice([6, 10, 20, 50, 100, 100, 1000]),
    )
    high = high if high > low else low + 40
    program.add(f"numbers = [random.randint({low}, {high}) for _ in range({n})]", imports="import random")
    program.names.add("numbers")
    clauses = phrases("""
        generate {n} random <numbers|integers> between {low} and {high}
        create a list of {n} random <numbers|integers> from {low} to {high}
        make {n} random numbers between {low} and {high}
        draw {n} random numbers from {low} to {high}
        make a list of {n} random integers between {low} and {high}
        roll {n} random numbers from {low} to {high}
        generate a list with {n} random numbers from {low} to {high}
        pick {n} random numbers between {low} and {high}
    """)
    data = Data("numbers", "numbers", "number", "numbers", item="number", number="int", low=low, high=high)
    return Origin(
        "random",
        data,
        Thing("number", "numbers"),
        clauses,
        values={"n": n, "low": low, "high": high},
        setup=f"import random\nrandom.seed({n})\n",
        needs_clause=True,
    )


def number_range(program: Program, rng: random.Random) -> Origin:
    """The whole numbers from one to another."""
    low, high = rng.choice([1, 1, 1, 1, 0, 5, 10, 2]), rng.choice([10, 20, 20, 30, 50, 100, 100, 15, 25, 200])
    high = high if high > low else low + 20
    program.add(f"numbers = list(range({low}, {high + 1}))")
    program.names.add("numbers")
    data = Data(
        "numbers",
        "numbers",
        "number",
        "numbers",
        item="number",
        number="int",
        low=low,
        high=high,
        tags=frozenset({"sorted_once", "unique"}),
    )
    return Origin(
        "range", data, Thing("number", rng.choice(["numbers", "numbers", "numbers", "integers"]), place=rng.choice(["from {low} to {high}", "between {low} and {high}", "from {low} to {high}", "{low} to {high}", "from {low} up to {high}"])),
        phrases("make a list of the numbers from {low} to {high}\ntake the numbers from {low} to {high}\ncreate a list of the integers from {low} to {high}\nlist the numbers from {low} to {high}\ngenerate the numbers from {low} to {high}\ngo through the numbers from {low} to {high}"), (), phrases("for the numbers from {low} to {high}\nfrom the numbers {low} to {high}"), ("{low} to {high}", "numbers {low}..{high}"), {"low": low, "high": high},
    )  # fmt: skip
