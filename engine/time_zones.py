"""The time zones that a request means when it names a city: "10:00 in Tokyo" is on the clocks of Asia/Tokyo.

Pure functions over text. Knows the cities that people name, not the rules of their clocks.
"""

import re
from collections.abc import Iterator

_CITIES = {
    "Africa": "Cairo Johannesburg Lagos Nairobi Casablanca",
    "America": "Chicago Denver Los_Angeles Mexico_City New_York Sao_Paulo Toronto Vancouver Bogota Lima Halifax",
    "Asia": "Bangkok Dubai Hong_Kong Jakarta Jerusalem Karachi Kolkata Manila Seoul Shanghai Singapore Tehran Tokyo",
    "Australia": "Melbourne Perth Sydney Brisbane Adelaide",
    "Europe": "Amsterdam Athens Berlin Brussels Budapest Copenhagen Dublin Helsinki Istanbul Lisbon London Madrid "
    "Moscow Oslo Paris Prague Rome Stockholm Vienna Warsaw Zurich",
    "Pacific": "Auckland Honolulu",
}
_ZONES = {city.replace("_", " ").lower(): f"{area}/{city}" for area, names in _CITIES.items() for city in names.split()}
_ZONES |= {"mumbai": "Asia/Kolkata", "delhi": "Asia/Kolkata", "beijing": "Asia/Shanghai", "geneva": "Europe/Zurich"}
_ZONES |= {"san francisco": "America/Los_Angeles", "munich": "Europe/Berlin", "boston": "America/New_York"}
_CITY = "|".join(sorted(_ZONES, key=len, reverse=True))
_NAMED = re.compile(
    rf"(?:\b(?:in|to|from|of|for|between|and|at) (?P<one>{_CITY})\b)|\b(?P<two>{_CITY})(?=(?:'s)? (?:local )?time\b)",
    re.IGNORECASE,
)
_OF_CLOCKS = re.compile(r"\b(?:times?|time ?zones?|clocks?|hours?|utc)\b|\d:\d\d", re.IGNORECASE)
ZONE = re.compile(r"(?:Africa|America|Asia|Australia|Europe|Pacific)/\w+")


def find_zones(prompt: str) -> Iterator[tuple[str, int, int]]:
    """Yield the zones of the cities that a request about times names, and where it names them."""
    if not _OF_CLOCKS.search(prompt):
        return
    for match in _NAMED.finditer(prompt):
        group = "one" if match["one"] else "two"
        yield _ZONES[match[group].lower()], match.start(group), match.end(group)
