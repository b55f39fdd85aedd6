"""The recipes nearest to a request, as a model sees them beside it. Knows no tokens and no model."""

from engine.adapt import adapt
from engine.functions import read_stub
from engine.matcher import Match, Matcher, is_about_code

NEIGHBOURS = 2


def find_neighbours(matcher: Matcher, prompt: str, limit: int = NEIGHBOURS) -> list[Match]:
    """Return the nearest recipes to a request in English or to the beginning of a function, nearest first."""
    stub = read_stub(prompt) if is_about_code(prompt) else None
    return matcher.rank(stub.request if stub else prompt, limit)


def neighbour_code(match: Match, prompt: str) -> str:
    """Return a recipe's code with what the request names put in; under a begun function, as it stands."""
    return match.recipe.code if is_about_code(prompt) else adapt(match.recipe, match.ask, prompt).code
