"""The answers that can be turned over like cards: the best one, its alternatives, and later answers to the same.

Plain values, no Qt.
"""

from dataclasses import dataclass, replace

from engine.events import Answer, Source


@dataclass(frozen=True)
class Card:
    """One piece of code that can be shown, with the answer it came in."""

    code: str
    source: Source
    confidence: float
    answer: Answer
    is_main: bool
    as_given: Answer | None = None

    @property
    def original(self) -> Answer:
        """The answer before its values were changed by hand. Changes start from here: from a changed one, two values
        that were the same for a moment could never be told apart again."""
        return self.as_given or self.answer

    @property
    def has_slots(self) -> bool:
        """Whether values in the code can be replaced: only the main code of an answer has them."""
        return self.is_main and bool(self.answer.slots)


class Deck:
    """Cards in the order they came, no code twice, one of them on top."""

    def __init__(self) -> None:
        self.cards: list[Card] = []
        self.index = 0
        self.is_touched = False

    @property
    def top(self) -> Card | None:
        """The card that is shown."""
        return self.cards[self.index] if self.cards else None

    @property
    def has_previous(self) -> bool:
        """Whether there is a card before the one on top."""
        return self.index > 0

    @property
    def has_next(self) -> bool:
        """Whether there is a card after the one on top."""
        return self.index + 1 < len(self.cards)

    def start(self, answer: Answer) -> None:
        """Lay all cards away and begin with this answer."""
        self.cards = _cards(answer)
        self.index = 0
        self.is_touched = False

    def refine(self, answer: Answer) -> bool:
        """Take in a better answer to the same request and return whether it is on top now.

        What the person has touched (turned, edited) stays on top; what was shown stays in the deck.
        """
        shown = self.cards
        if not self.is_touched:
            self.cards = _without_doubles(_cards(answer) + shown)
            self.index = 0
            return True
        self.cards = _without_doubles(shown + _cards(answer))
        return False

    def add(self, answer: Answer) -> bool:
        """Put a further answer to the same request on top; False when it brings nothing new."""
        known = {_normal(card.code) for card in self.cards}
        fresh = [card for card in _without_doubles(_cards(answer)) if _normal(card.code) not in known]
        if not fresh:
            return False
        self.index = len(self.cards)
        self.cards += fresh
        return True

    def turn(self, step: int) -> None:
        """Bring the next (+1) or previous (-1) card on top, if there is one."""
        if 0 <= self.index + step < len(self.cards):
            self.index += step
            self.is_touched = True

    def rewrite(self, answer: Answer) -> None:
        """Replace the top card's answer by the same one with other slot values."""
        card = self.cards[self.index]
        self.cards[self.index] = replace(card, code=answer.code, answer=answer, as_given=card.original)
        self.is_touched = True


def _cards(answer: Answer) -> list[Card]:
    main = [Card(answer.code, answer.source, answer.confidence, answer, True)] if answer.code else []
    others = [Card(other.code, other.source, other.confidence, answer, False) for other in answer.candidates]
    return _without_doubles(main + others)


def _without_doubles(cards: list[Card]) -> list[Card]:
    first: dict[str, Card] = {}
    for card in cards:
        if card.code.strip():
            first.setdefault(_normal(card.code), card)
    return list(first.values())


def _normal(code: str) -> str:
    return code.strip()
