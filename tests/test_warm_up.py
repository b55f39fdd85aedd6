"""What is looked up beforehand, so that first requests are quick."""

import subprocess
import sys

from engine.cookbook import Cookbook, Recipe
from engine.index import build_index
from engine.matcher import Matcher
from engine.offers import Offers
from engine.warm_up import SENTENCES, warm_up

COUNT = """
import re, sys
from tests.test_warm_up import make_offers
from engine.warm_up import warm_up

offers = make_offers()
if sys.argv[1] == "warm":
    warm_up(offers, lambda: False)
compiled, real = [], re._compiler.compile
re._compiler.compile = lambda *args: compiled.append(args) or real(*args)
offers.find("read stock.csv, keep the rows where count is over 3 and print the total of the count column")
print(len(compiled))
"""


def make_offers():
    recipe = Recipe("a/b", "Print a greeting", ("Print a greeting",), 'print("hello")\n')
    return Offers(Matcher(build_index(Cookbook([recipe]))))


def test_most_patterns_that_a_request_needs_are_compiled_then():
    cold, warm = (
        int(subprocess.run([sys.executable, "-c", COUNT, how], capture_output=True, text=True, check=True).stdout)
        for how in ("cold", "warm")
    )
    assert warm < cold / 3, "names of a request stand in some patterns, so a few are left"


def test_stops_when_told_to(monkeypatch):
    offers, asked = make_offers(), []
    monkeypatch.setattr(offers, "find", asked.append)
    warm_up(offers, lambda: len(asked) == 2)
    assert asked == list(SENTENCES[:2])
