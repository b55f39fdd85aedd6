"""What two lists have in common and what only one of them has."""

import re
from functools import partial

from engine.chains.printing import Output
from engine.chains.reading import Reader
from engine.chains.things import Thing

_BOTH = r"(?:common (?:items|elements|ones|numbers|words|names|values)|(?:items|elements|numbers|words|names|values|those|ones) (?:in|they have in) common|(?:items |elements |numbers |words |names |values |those |ones |print )?(?:with |which |with are |appear )*in (?:lists|both(?: lists)?|two lists|each of them)|intersection)"
_UNION = r"(?:union|everything (?:in|from) (?:either|lists|both)|(?:unique|combined) (?:items|elements|numbers|words|names|values)(?: of (?:lists|both))?)"


def read_shared(r: Reader) -> Output | None:
    """Read what is asked of two lists: "the common items", "what is only in a", "the ones in b but not in a"."""
    if len(r.two) != 2:
        return None
    one, two = r.two
    if r.eat(_BOTH):
        return _output(f"[{one.x} for {one.x} in {one.code} if {one.x} in {two.code}]", one, "common")
    if r.eat(_UNION):
        return _output(f"list(dict.fromkeys({one.code} + {two.code}))", one, "all")
    places = {one.code: (one, two), two.code: (two, one), "first": (one, two), "second": (two, one)}
    names = "|".join(map(re.escape, places))
    if "a" in places and r.eat(r"(?:[a-z]+ )?(?:print )?(?:with )?only in(?= ?(?:,|$|and))"):  # the article is gone
        these, those = places["a"]
        return _output(f"[{these.x} for {these.x} in {these.code} if {these.x} not in {those.code}]", these, "only")
    only = r.eat(rf"(?:[a-z]+ )?(?:print )?(?:with )?only in (?P<name>{names})(?: (?:one|list))?") or r.eat(
        rf"(?:[a-z]+ )?(?:print )?(?:with )?in (?P<name>{names})(?: (?:one|list))? (?:and|but|,) ?not in (?:{names}|other)(?: (?:one|list))?"
    )
    if only is None:
        return None
    these, those = places[only["name"]]
    return _output(f"[{these.x} for {these.x} in {these.code} if {these.x} not in {those.code}]", these, "only")


def _output(code: str, of: Thing, noun: str) -> Output:
    return Output(Thing(code, "many", of.item, of.noun))


def read_two(r: Reader, read: "partial[Thing | None]") -> Thing | None:
    """Read "two lists a = [...] and b = [...]" of which something shared is asked."""
    before = r.position
    r.eat(r"(?:compare|take|given|with|for|from|of|use|have)?(?: ?(?:two|both))?(?: lists?)?(?= ?§d)")
    first = read()
    second = read() if first is not None and r.eat(r"(?:, )?(?:and|with|to|,)(?: list)?") else None
    if (
        first is None
        or second is None
        or (first.shape, second.shape) != ("many", "many")
        or first.item != second.item
        or not re.search(
            r"\bcommon\b|\bonly in\b|\bnot in\b|\bin (?:both|lists)\b|\bintersection\b|\bunion\b|print in$", r.rest
        )
    ):
        r.position = before
        return None
    r.two = (first, second)
    return first


__all__ = ["read_shared", "read_two"]
