"""How people say things: alternatives, quoted values, noun phrases, clauses joined to sentences.

A template holds alternatives in angle brackets (`<over|above> {n}`) and fields in braces. Knows nothing of Python.
"""

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

NUMBER_WORDS = "zero one two three four five six seven eight nine ten".split()


class Quoted(str):
    """A text of which the request speaks; it is quoted, or bare when it is a plain word."""


class ColumnName(str):
    """The name of a column or a key."""


class FileName(str):
    """A path."""


class Verbatim(str):
    """What stands in the request as it is."""


def phrases(text: str) -> tuple[str, ...]:
    """Return the lines of a text, each a template."""
    return tuple(line.strip() for line in text.strip().splitlines() if line.strip())


def expand(template: str, rng: random.Random) -> str:
    """Choose one of each group of alternatives."""
    while match := re.search(r"<([^<>]*)>", template):
        template = template[: match.start()] + rng.choice(match[1].split("|")) + template[match.end() :]
    return template


def tidy(text: str) -> str:
    """Return the text without double spaces and spaces before signs."""
    text = re.sub(r"[ \t]+", " ", text).strip()
    text = re.sub(r"\b([Aa]) (?=[aeio][a-z])", r"\1n ", text)
    for pattern, better in _PRONOUNS:
        text = pattern.sub(better, text)
    return re.sub(r" ([,;.?!])(?=\s|$)", r"\1", text)


def plural(word: str) -> str:
    """Return the plural of a noun."""
    if word in ("people", "points", "pages", "units", "seconds", "minutes", "hours", "games", "items", "plays", "logins", "passengers",
                "rooms", "calories", "absences", "species", "series"):  # fmt: skip
        return word
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(?:s|x|ch|sh)$", word) else "s")


def with_article(noun: str) -> str:
    """Return the noun with "a" or "an"."""
    is_vowel = noun[:1].lower() in "aeiou" and not noun.startswith(("user", "uni", "euro"))
    return f"{'an' if is_vowel else 'a'} {noun}"


def third_person(verb: str) -> str:
    """Return a verb as in "a script that …"."""
    if re.search(r"(?:s|x|ch|sh|o|zz)$", verb):
        return verb + "es"
    return verb[:-1] + "ies" if re.search(r"[^aeiou]y$", verb) else verb + "s"


_RELATIVE = re.compile(
    r"that|which|whose|where|with |who|starting|ending|beginning|containing|longer|shorter|from|in |of |by |over|above|under|below|at |between|costing|without"
)
_PRONOUNS = (
    (re.compile(r"\b(print|write) out (it|them)\b", re.I), r"\1 \2 out"), (re.compile(r"\b(show|give) me (it|them)\b", re.I), r"\1 \2 to me"),
    (re.compile(r"\b(gives|give) back (it|them)\b", re.I), r"\1 \2 back"), (re.compile(r"\b(tell) me (?:it|them)\b", re.I), r"\1 me the result"), (re.compile(r"\b(prints) out (it|them)\b", re.I), r"\1 \2 out"),
)  # fmt: skip


@dataclass(frozen=True)
class Clause:
    """What is to be done, "keep the even numbers"; `~` stands before verbs that are not its first word."""

    text: str

    def imperative(self) -> str:
        """Return the clause as an order."""
        return self.text.replace("~", "")

    def descriptive(self) -> str:
        """Return the clause as what a program does."""
        starts_with_verb = not re.match(r"~|(?:only|for|just|both)\b", self.text)
        marked = "~" + self.text if starts_with_verb else self.text
        return re.sub(r"~(\w+)", lambda match: third_person(match[1]), marked)


@dataclass(frozen=True)
class Manner:
    """One person's way of writing: how values are quoted and numbers written."""

    quote: str = '"'
    file_quote: str = ""
    column_quote: str = ""
    words_for_numbers: bool = False
    named_columns: bool = False  # "the price column"

    @classmethod
    def draw(cls, rng: random.Random) -> "Manner":
        """Return somebody's manner."""
        return cls(
            quote=rng.choice(["'", '"', '"', "'", "`", ""]),
            file_quote=rng.choice(["", "", "", "", "", "", "'", '"', "`"]),
            column_quote=rng.choice(["", "", "", "", "", "", "", "'", '"', "`"]),
            words_for_numbers=rng.random() < 0.3,
            named_columns=rng.random() < 0.2,
        )

    def say(self, value: object) -> str:
        """Return a value as it stands in a request."""
        if isinstance(value, ColumnName):
            return f"{self.column_quote}{value}{self.column_quote}"
        if isinstance(value, FileName):
            return f"{self.file_quote}{value}{self.file_quote}"
        if isinstance(value, Quoted):
            is_plain = re.fullmatch(r"[A-Za-z]\w*", value) and (len(value) > 1 or value.lower() not in "ai")
            quote = self.quote or ("" if is_plain else "'")
            return f"{quote}{value}{quote}"
        if isinstance(value, bool):
            return str(value)
        if isinstance(value, int) and self.words_for_numbers and 0 <= value <= 10:
            return NUMBER_WORDS[value]
        return str(value)

    def fields(self, values: dict[str, object]) -> dict[str, str]:
        """Return the values as fields; a column `col` can also be spoken of as `by_col`, `the_col` and `many_col`."""
        said = {key: self.say(value) for key, value in values.items()}
        for key, value in values.items():
            if isinstance(value, ColumnName):
                bare = value.replace("_", " ")
                said["by_" + key] = f"the {said[key]} column" if self.named_columns else said[key]
                said["the_" + key] = f"the {said[key]} column" if self.named_columns else f"the {said[key]}"
                said["many_" + key] = plural(bare)
                said["a_" + key] = f"{with_article(bare).split()[0]} {said[key]}"
        return said


@dataclass(frozen=True)
class Thing:
    """What is spoken of, "the even numbers in a.txt": a noun, and what was added to it on the way."""

    one: str
    many: str
    place: str = ""  # "in a.txt"
    own_name: str = ""  # "a.txt" or "prices", where that may stand for all of it
    is_known: bool = False  # spoken of already
    is_single: bool = False  # "it"
    is_unnamed: bool = False  # something holds it that was spoken of: the words of a text
    is_rest: bool = False  # something was left out before
    is_dropped: bool = False  # and what remains was not what was asked for by name
    is_made: bool = False  # a step made it, so "the result" can stand for it
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    whole: str = ""  # "the squares of …", to which nothing can be added

    def add_before(self, text: str, is_first: bool) -> "Thing":
        """Return the thing with an adjective."""
        return replace(self, before=(text, *self.before) if is_first else (*self.before, text))

    def add_after(self, text: str) -> "Thing":
        """Return the thing with a clause or a participle."""
        return replace(self, after=(*self.after, text))

    @property
    def is_bare(self) -> bool:
        """Whether nothing was added."""
        return not (self.before or self.after or self.whole)

    def bare(self, noun: str = "") -> str:
        """Return the thing without an article: "even numbers in a.txt"."""
        if self.whole:
            return self.whole.removeprefix("the ")
        return tidy(" ".join((*self.before, noun or self.many, self.place, *self.after)))

    def the(self, rng: random.Random) -> str:
        """Return the thing as a noun phrase with its article."""
        if self.whole:
            return self.whole
        noun = self.many
        can_be_ones = (
            self.is_known
            and not self.is_unnamed
            and not self.is_bare
            and not self.is_single
            and self.many
            and not any(re.search(r"\d|\b(?:first|last)\b", text) for text in self.before)
        )
        if can_be_ones and (self.before or _RELATIVE.match(self.after[0])) and rng.random() < 0.35:
            noun = "ones"
            if not self.before and rng.random() < 0.5:
                return tidy(" ".join(("those", *self.after)))
        if self.is_known and self.is_bare and self.is_rest and not self.is_single and rng.random() < 0.4:
            others = ["the rest", "what is left", "the ones that remain"] if self.is_dropped else []
            return rng.choice([f"the remaining {self.many}", *others])
        return "the " + self.bare(noun)

    def them(self, rng: random.Random) -> str:
        """Return the thing as an object: a pronoun when it is known."""
        if self.own_name and self.is_bare and rng.random() < 0.3:
            return self.own_name
        if self.is_known and self.is_bare and not self.is_unnamed and rng.random() < 0.65:
            pronoun = "it" if self.is_single else "them"
            return rng.choice([pronoun, pronoun, pronoun, "the result" if self.is_made else pronoun])
        return self.the(rng)

    def each(self, rng: random.Random) -> str:
        """Return "each …"."""
        if self.whole:
            return "each of " + self.whole
        if any(re.search(r"\d|^(?:first|last|" + "|".join(NUMBER_WORDS[2:]) + r")\b", text) for text in self.before):
            return "each of the " + self.bare()
        if self.is_known and self.is_bare and not self.is_unnamed and rng.random() < 0.2:
            return rng.choice(["each of them", "each one", "every one of them"])
        return f"{rng.choice(['each', 'each', 'every'])} {self.bare(self.one)}"

    def of(self, rng: random.Random) -> str:
        """Return " of …" for what the thing gives; nothing where it is clear."""
        if self.is_known and self.is_bare:
            return rng.choice(["", "", "", f" of {self.the(rng)}", "" if self.is_single else " of them"])
        if self.is_bare and self.own_name and rng.random() < 0.3:
            return f" of {self.own_name}"
        if self.is_bare and self.place and rng.random() < 0.15:
            return f" {self.place}"
        return f" of {self.the(rng)}"


@dataclass(frozen=True)
class Wording:
    """The ways to say one step: as orders, as what is added to a noun, as a noun made of another."""

    clauses: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()  # "the sum{of}"
    questions: tuple[str, ...] = ()  # "how many {bare} are there"
    terse: tuple[str, ...] = ()
    values: dict[str, object] = field(default_factory=dict)


def join_clauses(clauses: Sequence[str], rng: random.Random) -> str:
    """Return one or more sentences for what is to be done, one after the other."""
    if len(clauses) == 1:
        return clauses[0]
    *firsts, last = clauses
    style = rng.choice(["and", "and", "and", "then", "and then", "then all", "dots", "mixed", "finally", "semi"])
    if style == "semi" and len(clauses) < 3:
        style = "and"
    if style == "dots" or (len(clauses) > 4 and style in ("and", "then", "mixed")):
        words = ["", *(rng.choice(["Then ", "", "Then ", "After that, ", "Next, "]) for _ in clauses[1:])]
        if rng.random() < 0.4:
            words[-1] = "Finally, " if len(clauses) > 2 else "Then "
        return ". ".join(
            word + (capitalize(clause) if number and not word else clause)
            for number, (word, clause) in enumerate(zip(words, clauses, strict=True))
        )
    if style == "then all":
        return ", then ".join(clauses)
    if style == "semi":
        return "; ".join(clauses)
    if style == "finally" and len(clauses) > 2:
        return ", ".join(firsts) + " and finally " + last
    if style == "mixed" and len(clauses) > 2:
        return (
            f"{clauses[0]} and {', then '.join(firsts[1:])}, and {last}" if len(firsts) > 1 else f"{firsts[0]}, {last}"
        )
    link = {"then": ", then ", "and then": " and then ", "finally": " and ", "mixed": " and "}.get(
        style, rng.choice([" and ", ", and "])
    )
    return ", ".join(firsts) + (link if len(clauses) > 2 or link != ", and " else " and ") + last


def capitalize(text: str) -> str:
    """Return the text with a capital letter, unless it begins with a name of a file or the like."""
    return (
        text[:1].upper() + text[1:]
        if re.match(r"[a-z]+[,:]?(?!\w| = | is a |: \[| ->| \(|\.\w)", text) and not text.startswith("def ")
        else text
    )


def enumerate_words(words: Iterable[str], last: str = " and ") -> str:
    """Return "a, b and c"."""
    *firsts, final = words
    return ", ".join(firsts) + last + final if firsts else final
