"""Steps on one text: what a file holds as a whole, or a string."""

import random

from training.compositions.language import Quoted, Wording, phrases
from training.compositions.program import Data, Program
from training.compositions.steps import ORDER, REDUCE, Step, tagged

_CASES = (
    ("text.upper()", ("convert {them} to <uppercase|upper case|capitals>", "make {them} uppercase", "change {them} to capital letters", "put {them} in upper case", "uppercase {them}"), ("in uppercase", "in capital letters", "converted to upper case"), "uppercase"),
    ("text.lower()", ("convert {them} to <lowercase|lower case|small letters>", "make {them} lowercase", "change {them} to small letters", "put {them} in lower case", "lowercase {them}"), ("in lowercase", "in small letters", "converted to lower case"), "lowercase"),
    ("text.title()", ("convert {them} to title case", "put {them} in title case", "capitalize every word of {the}", "start every word with a capital"), ("in title case",), "title case"),
    ("text[::-1]", ("reverse {them}", "turn {them} around", "write {them} backwards"), ("backwards", "in reverse"), "reversed"),
)  # fmt: skip
_WORDS = "cat dog foo old red apple summer Monday blue yes TODO colour draft January error".split()
_NEW_WORDS = "bird wolf bar new green pear winter Friday black no DONE color final June warning".split()


def change_case(program: Program, data: Data, rng: random.Random) -> Step | None:
    """The whole text in capitals and the like."""
    if "cased" in data.tags:
        return None
    expression, clauses, after, terse = rng.choice((_CASES[0], *_CASES))
    program.add(f"text = {expression}")
    return Step("case", ORDER, tagged(data, "cased"), Wording(clauses, (), after, terse=(terse,)))


def swap_words(program: Program, data: Data, rng: random.Random) -> Step | None:
    """One word for another."""
    if "cased" in data.tags:
        return None
    at = rng.randrange(len(_WORDS))
    old, new = _WORDS[at], _NEW_WORDS[at]
    program.add(f'text = text.replace("{old}", "{new}")')
    wording = Wording(
        phrases("""
            replace {old} <with|by> {new}
            replace every {old} <with|by> {new}
            replace all occurrences of {old} <with|by> {new}
            change {old} to {new}
            swap {old} for {new}
            substitute {new} for {old}
            turn every {old} into {new}
            replace the word {old} <with|by> {new} in {them}
            change every {old} in {the} to {new}
            replace {old} with {new} in {the}
        """),
        (), ("with {old} replaced <with|by> {new}", "with every {old} changed to {new}"), terse=("{old} -> {new}", "replace {old} with {new}"), values={"old": Quoted(old), "new": Quoted(new)},
    )  # fmt: skip
    return Step("swap", ORDER, tagged(data, "swapped"), wording)


def delete(program: Program, data: Data, rng: random.Random) -> Step | None:
    """Without some characters."""
    if "deleted" in data.tags:
        return None
    code, clauses, after, terse = rng.choice([
        ("text = \"\".join(letter for letter in text if letter.lower() not in \"aeiou\")", ("remove <the |all |>vowels", "remove all vowels from {them}", "delete the vowels in {the}", "take the vowels out of {them}"), ("without vowels", "without its vowels"), "no vowels"),
        ("text = \"\".join(letter for letter in text if not letter.isdigit())", ("remove <the |all |>digits", "remove all digits from {them}", "delete the digits in {the}", "take the numbers out of {them}"), ("without digits", "without numbers"), "no digits"),
        ("text = \"\".join(letter for letter in text if letter not in string.punctuation)", ("remove <the |all |>punctuation", "strip the punctuation from {them}", "remove punctuation marks from {the}", "delete the punctuation in {the}"), ("without punctuation",), "no punctuation"),
        ("text = \" \".join(text.split())", ("collapse <multiple|repeated> spaces", "reduce all whitespace in {them} to single spaces", "replace runs of whitespace by one space in {the}"), ("with single spaces only",), "single spaces"),
    ])  # fmt: skip
    program.add(code, imports="import string" if "string." in code else "")
    return Step(
        "delete",
        ORDER,
        tagged(data, "deleted", "cased" if "vowel" in terse else "deleted"),
        Wording(clauses, (), after, terse=(terse,)),
    )


def count(program: Program, data: Data, rng: random.Random) -> Step | None:
    """How many words, lines, letters or the like."""
    word = rng.choice(_WORDS)
    expression, what, terse = rng.choice([
        ("len(text.split())", "words", "word count"), ("len(text.split())", "words", "number of words"), ("len(text.splitlines())", "lines", "line count"), ("len(text)", "characters", "character count"),
        ('sum(letter.lower() in "aeiou" for letter in text)', "vowels", "vowels"), ("sum(letter.isdigit() for letter in text)", "digits", "digits"), ("sum(letter.isupper() for letter in text)", "capital letters", "capital letters"),
        (f'text.count("{word}")', "occurrences of {w}", "count {w}"),
    ])  # fmt: skip
    if data.tags & {"cased", "deleted"} and what != "words":
        return None
    program.add(f"count = {expression}")
    program.names.add("count")
    wording = Wording(
        (f"count the {what}{{in}}", f"count the {what}", f"count how many {what} <there are|it has>", f"find the number of {what}{{in}}"), (), (),
        (f"the number of {what}{{in}}", f"how many {what} {{the}} has", f"the number of {what}{{in}}"), (f"how many {what} are <there|there>{{in}}", f"how many {what} does {{the}} have"), (terse,), values={"w": Quoted(word)},
    )  # fmt: skip
    return Step("count", REDUCE, Data("number", "count", "count", "", item="count"), wording)


WEIGHTED = ((change_case, 4), (swap_words, 6), (delete, 3), (count, 6))
