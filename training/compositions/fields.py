"""What stands for the fields of a template: the thing spoken of, in the form that is asked for, and values."""

import random
from collections.abc import Iterator, Mapping

from training.compositions.conditions import Condition
from training.compositions.language import (
    Manner,
    Thing,
    expand,
    with_article,
)

_SPEAKING = frozenset(
    {"that", "the_that", "them", "each", "of", "x", "the", "bare", "one_bare", "in", "of_rest", "of_all"}
)


class CannotSayError(Exception):
    """No way was found to put a step into words here."""


class Fields(Mapping[str, str]):
    """The fields of a template, made when they are asked for."""

    def __init__(
        self,
        thing: Thing,
        values: dict[str, object],
        manner: Manner,
        rng: random.Random,
        extra: dict[str, str] | None = None,
    ) -> None:
        self.thing, self.given, self.manner, self.rng, self.extra = thing, values, manner, rng, extra or {}
        self.has_spoken = False  # whether the thing was spoken of

    def __getitem__(self, key: str) -> str:
        thing, rng = self.thing, self.rng
        self.has_spoken = self.has_spoken or (key in _SPEAKING and key != "that")
        if key in self.extra:
            return self.extra[key]
        if key in ("that", "the_that"):
            return self._condition(key == "the_that")
        said = self.manner.fields(
            {name: value for name, value in self.given.items() if not isinstance(value, Condition)}
        )
        if key in said:
            return said[key]
        if key == "them":
            return thing.them(rng)
        if key == "each":
            return thing.each(rng)
        if key == "of":
            return thing.of(rng)
        if key == "x":
            return thing.them(rng)
        if key == "the":
            return thing.the(rng)
        if key == "bare":
            return (
                thing.bare()
                if not (thing.is_known and thing.is_bare and thing.is_rest)
                else rng.choice([f"remaining {thing.many}", f"{thing.many}", f"of these {thing.many}"])
            )
        if key == "one":
            return thing.one
        if key == "a_one":
            return with_article(thing.one)
        if key == "many":
            return thing.many
        if key == "one_bare":
            return thing.bare(thing.one)
        if key == "in":
            return self._in()
        if key == "of_rest":
            return self._in()
        if key == "of_all":
            return " of " + (
                thing.bare() if not (thing.is_known and thing.is_bare and thing.is_rest) else f"remaining {thing.many}"
            )
        raise KeyError(key)

    def _in(self) -> str:
        thing, rng = self.thing, self.rng
        if thing.is_known and thing.is_bare:
            return ""
        if thing.is_bare and thing.place:
            return " " + thing.place if rng.random() < 0.75 or thing.own_name else f" of {thing.the(rng)}"
        return f" of {thing.the(rng)}"

    def _condition(self, with_noun: bool) -> str:
        condition = self.given["that"]
        assert isinstance(condition, Condition)
        if with_noun and condition.before and self.rng.random() < 0.75:
            before = self._say(self.rng.choice(condition.before))
            return self.thing.add_before(before, False).the(self.rng)
        after = self._say(self.rng.choice(condition.after))
        return self.thing.add_after(after).the(self.rng) if with_noun else after

    def _say(self, template: str) -> str:
        return expand(template, self.rng).format_map(self)

    def __iter__(self) -> Iterator[str]:
        return iter(self.given)

    def __len__(self) -> int:
        return len(self.given)
