"""The deck of answers: nothing twice, nothing lost, what a person touched stays on top."""

from app.desktop.deck import Deck
from engine.events import Candidate

from .fakes import RECIPE_CODE, model_answer, recipe_answer


def codes(deck):
    return [card.code for card in deck.cards]


def test_an_answer_and_its_candidates_are_cards_no_code_twice():
    deck = Deck()
    others = [Candidate(RECIPE_CODE, "recipe", 0.9), Candidate("x\n", "model", 0.2), Candidate("x", "model", 0.1)]
    deck.start(recipe_answer("q", candidates=[*others, Candidate(" \n", "model", 0.1)]))
    assert codes(deck) == [RECIPE_CODE, "x\n"]
    assert (deck.has_previous, deck.has_next) == (False, True)


def test_a_better_answer_comes_on_top_and_what_was_shown_stays():
    deck = Deck()
    deck.start(recipe_answer("q", candidates=[]))
    assert deck.refine(model_answer("q"))
    assert deck.top.source == "model"
    assert RECIPE_CODE in codes(deck)


def test_a_better_answer_does_not_pull_away_what_a_person_has_turned_to():
    deck = Deck()
    deck.start(recipe_answer("q"))
    deck.turn(+1)
    shown = deck.top
    assert not deck.refine(model_answer("q"))
    assert deck.top == shown
    assert len(deck.cards) == 3


def test_a_further_answer_is_added_unless_it_is_known():
    deck = Deck()
    deck.start(recipe_answer("q", candidates=[]))
    assert deck.add(model_answer("q"))
    assert deck.index == 1
    assert not deck.add(model_answer("q"))
    assert not deck.add(model_answer("q", code=""))
    assert len(deck.cards) == 2


def test_only_the_main_code_of_a_recipe_has_slots():
    deck = Deck()
    deck.start(recipe_answer("q"))
    assert deck.top.has_slots
    deck.turn(+1)
    assert not deck.top.has_slots


def test_turning_past_the_ends_does_nothing():
    deck = Deck()
    deck.turn(+1)
    assert deck.top is None
    deck.start(recipe_answer("q", candidates=[]))
    deck.turn(-1)
    deck.turn(+1)
    assert (deck.index, deck.is_touched) == (0, False)


def test_changed_values_always_start_from_the_answer_as_it_was_given():
    deck = Deck()
    given = recipe_answer("q")
    deck.start(given)
    deck.rewrite(recipe_answer("q", code="first\n"))
    deck.rewrite(recipe_answer("q", code="second\n"))
    assert deck.top.code == "second\n"
    assert deck.top.original == given
