"""By what things are put into groups: a column, the month of a date, the first letter of a word."""

from engine.chains.flow import repr_string
from engine.chains.qualities import COLUMN, read_attribute
from engine.chains.reading import Reader
from engine.chains.things import Attribute, Thing, column_of

_DATE_PARTS = {"year": "[:4]", "month": "[:7]", "day": "[:10]", "date": "[:10]", "hour": "[11:13]"}
_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}


def read_key(r: Reader, things: Thing) -> Attribute | None:
    """Read what is the same for all of one group."""
    r.eat(r"(?:each|every|unique)")
    if things.noun == "date" and (part := r.eat(r"(?:year|month|day)")):
        return Attribute(f"{{x}}{_DATE_PARTS[part[0].lower()]}", "text", part[0].lower())
    found = r.attempt(lambda: _read_date_part(r, things)) or r.attempt(lambda: _read_place(r, things))
    if (
        found is None
        and things.item == "row"
        and r.sees(r"(?-i:[A-Z][a-z]+)")
        and not r.sees("|".join(things.columns) or "(?!)")
    ):
        return None  # "the books by Austen": no column
    if found is None and things.item == "row" and (name := r.eat(COLUMN)):
        found = column_of(things, str(r.value(name[0])))
    found = found or read_attribute(r, things)
    if found is not None and things.item == "text" and r.eat("(?:, )?nocase"):
        return Attribute(f"{found.code}.lower()", "text", found.name)
    return found


def _read_date_part(r: Reader, rows: Thing) -> Attribute | None:
    """Read "per month" of rows that have a date and no month."""
    match = r.eat(r"(?P<part>year|month|day|hour)(?: (?:of )?(?:date|day))?") if rows.item == "row" else None
    if match is None or (not rows.columns and r.sees("column")):
        return None
    return date_part(rows, match["part"].lower())


def date_part(rows: Thing, part: str) -> Attribute | None:
    """Return the month, the day … of rows that have a date and no column of that name."""
    if part not in _DATE_PARTS or part in rows.columns:
        return None
    if part == "hour" and "time" in rows.columns and "date" in rows.columns:
        return Attribute('{x}["time"][:2]', "text", "hour")
    dates = [name for name in rows.columns if "date" in name or name in ("day", "time", "timestamp", "when")]
    if (rows.columns and not dates) or (not rows.columns and part != "month"):
        return None
    code = f"{{x}}[{repr_string(dates[0] if dates else 'date')}]{_DATE_PARTS[part]}"
    return Attribute(code, "text", part)


def _read_place(r: Reader, things: Thing) -> Attribute | None:
    """Read "per level (second word)" of lines."""
    match = r.eat(r"(?:(?!first|last)(?P<name>[a-z]+) ,? ?)?(?P<place>first|second|third|fourth|last) (?:word|part)")
    if match is None or things.item != "text" or things.noun != "line":
        return None
    return Attribute(f"{{x}}.split()[{_PLACES[match['place'].lower()]}]", "text", match["name"] or "word")
