"""Noun phrases: "the sum of the even numbers", "the three longest words", "how many lines start with #"."""

from functools import partial

from engine.chains.choices import largest_key, read_one, read_position, read_ranked, read_some
from engine.chains.many import read_many, read_those
from engine.chains.measures import read_aggregate, read_count
from engine.chains.reading import Reader
from engine.chains.things import Thing


def read_noun(r: Reader) -> Thing | None:
    """Read a noun phrase about what there is."""
    for read in (
        read_ranked,
        read_position,
        largest_key,
        read_aggregate,
        _read_difference,
        read_count,
        read_one,
        read_some,
        read_many,
        read_those,
    ):
        found: Thing | None = r.attempt(partial(read, r))
        if found is not None:
            return found
    return None


def _read_difference(r: Reader) -> Thing | None:
    """Read "the difference between the largest and the smallest", or of the two that were worked out before."""
    if r.eat("difference") is None:
        return None
    if r.eat(r"(?:between|of)") is None or r.eat(r"(?:them|both|two)"):
        numbers = (
            r.named_numbers
            if len(r.named_numbers) == 2
            else [thing for thing in r.results if (thing.shape, thing.item) == ("one", "number")]
        )
        return (
            Thing(f"{numbers[0].code} - {numbers[1].code}", "one", "number", "difference")
            if len(numbers) == 2
            else None
        )
    first = read_noun(r)
    second = read_noun(r) if first is not None and r.eat("and") else None
    if first is None or second is None or (first.item, second.item) != ("number", "number"):
        return None
    return Thing(f"{first.code} - {second.code}", "one", "number", "difference")
