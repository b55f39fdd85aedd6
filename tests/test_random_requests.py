"""Requests made by chance: the same for the same seed, and of every kind."""

import random

from engine.cookbook import Recipe
from engine.functions import read_stub
from training.random_requests import HOSTILE, make_request

RECIPES = [
    Recipe(
        "a/b", "Read `a.txt`", ("Read `a.txt`", "read the file `a.txt` line by line"), "print(open('a.txt').read())\n"
    ),
    Recipe("a/c", "Add `2` and `3`", ("Add `2` and `3`", "sum of 2 and 3"), "print(2 + 3)\n"),
]


def test_the_same_seed_makes_the_same_requests():
    made = [[make_request(RECIPES, rng) for _ in range(200)] for rng in (random.Random(1), random.Random(1))]
    assert made[0] == made[1]
    assert len(set(made[0])) > 100


def test_requests_are_whole_spoilt_begun_and_doubled():
    rng = random.Random(2)
    made = [make_request(RECIPES, rng) for _ in range(500)]
    asks = {ask for recipe in RECIPES for ask in recipe.asks}
    assert asks & set(made)
    assert any(text in request for request in made for text in HOSTILE if len(text) > 5)
    assert any(read_stub(request) for request in made if request.startswith("def "))
    assert any(sum(ask in request for ask in asks) > 1 for request in made)
