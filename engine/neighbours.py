"""The recipes nearest to a request, as a model sees them beside it. Knows no tokens and no model."""

from engine.adapt import adapt
from engine.functions import read_stub
from engine.matcher import Match, Matcher, is_about_code

NEIGHBOURS = 2  # beside a request in English; a third one helped no answer …
NEIGHBOURS_OF_CODE = 3  # … but one or two of a hundred begun functions


def find_neighbours(matcher: Matcher, prompt: str, limit: int | None = None) -> list[Match]:
    """Return the nearest recipes to a request in English or to the beginning of a function, nearest first."""
    is_code = is_about_code(prompt)
    stub = read_stub(prompt) if is_code else None
    usual = NEIGHBOURS_OF_CODE if is_code else NEIGHBOURS
    return matcher.rank(stub.request if stub else prompt, usual if limit is None else limit)


def neighbour_code(match: Match, prompt: str) -> str:
    """Return a recipe's code with what the request names put in; under a begun function, as it stands."""
    return match.recipe.code if is_about_code(prompt) else adapt(match.recipe, match.ask, prompt).code
