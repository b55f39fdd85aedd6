"""The request's text is split at its own signs."""

import pytest

from engine.separators import follow_separators

PAIRS = 'for pair in text.split(","):\n    key, value = pair.split(":")\n'


@pytest.mark.parametrize(
    ("sample", "given", "code", "changed"),
    [
        ("a:1,b:2", "a=1;b=2", PAIRS, 'for pair in text.split(";"):\n    key, value = pair.split("=")\n'),
        ("1-2-3", "1/2/3", 'parts = text.split("-")\n', 'parts = text.split("/")\n'),
        ("a:1,b:2", "x:7,y:9", PAIRS, PAIRS),
        ("a,b", "a b", 'parts = text.split(",")\n', 'parts = text.split(",")\n'),
        ("a b", "a,b", "parts = text.split()\n", "parts = text.split()\n"),
    ],
)
def test_separators_follow_the_given_text(sample: str, given: str, code: str, changed: str) -> None:
    assert follow_separators(code, sample, given) == changed
