"""In which order things are put: "by length, longest first", "sorted by age, then by name"."""

from dataclasses import replace

from engine.chains.qualities import read_attribute
from engine.chains.reading import Reader
from engine.chains.superlatives import SUPERLATIVES, column_meant
from engine.chains.things import Attribute, Thing, column_of

DOWN = r"chronologically|descending|inreverse|reverse|ascending|alphabetically|nocase|from|up|down"


def read_order(r: Reader, things: Thing, usual: Attribute | None = None) -> Thing | None:
    """Read "by length, longest first" and return the things in that order; `usual` is what they are sorted by else."""
    if things.shape == "one":
        return None
    first = _read_key(r, things, usual)
    if first is None:
        return None
    keys = [first]
    while True:
        before = r.position
        second = (
            _read_key(r, things)
            if r.eat(r"(?:(?:, )?(?:and )?then|(?:, )?and|,)(?= (?:by|alphabetically)\b)")
            else None
        )
        if second is None:
            r.position = before
            break
        keys.append(second)
    return replace(things, code=_sorted(things, keys), shape="many")


def _sorted(things: Thing, keys: list[tuple[Attribute | None, bool, bool]]) -> str:
    downs = {down for _, down, _ in keys}
    if len(keys) == 1:
        attribute, down, nocase = keys[0]
        template = attribute.order if attribute else "{x}"
        key = "str.lower" if nocase and template == "{x}" else things.key(template)
        return f"sorted({things.source}{f', key={key}' if key else ''}{', reverse=True' if down else ''})"
    parts = []
    for attribute, down, _ in keys:
        template = attribute.order if attribute else "{x}"
        is_turned = down and len(downs) > 1
        parts.append(f"-{template}" if is_turned else template)
    more = ", reverse=True" if downs == {True} else ""
    return f"sorted({things.source}, key={things.key('(' + ', '.join(parts) + ')')}{more})"


def _read_key(r: Reader, things: Thing, usual: Attribute | None = None) -> tuple[Attribute | None, bool, bool] | None:
    attribute: Attribute | None = None
    said = ""
    if r.eat(r"by"):
        attribute = read_attribute(r, things)
        if attribute is None and r.eat(r"(?:value|number|size|alphabet|name|word|date)") is None:
            return None
    if named := r.eat(r"from (?P<first>oldest|newest|latest|best|youngest|earliest|cheapest|worst) to [a-z]+"):
        said += (
            " ascending" if named["first"].lower() in ("youngest", "earliest", "cheapest", "worst") else " descending"
        )
    if attribute is None and (most := r.eat(rf"(?:, )?(?P<most>{'|'.join(SUPERLATIVES)})(?: [a-z]+)? first")):
        attribute = column_meant(things, most["most"], "") if things.item == "row" else usual or _usual_key(things, "")
        said += " descending" if SUPERLATIVES[most["most"].lower()][0] == "max" else ""
    while match := r.eat(rf"(?:, )?(?:in )?(?P<order>{DOWN})(?: order)?"):
        said += " " + match["order"].lower()
    if attribute is None and r.eat(r"by"):
        attribute = read_attribute(r, things)
        if attribute is None:
            return None
    if (
        said
        and things.item == "pair"
        and attribute is None
        and r.eat(rf"(?:by )?(?:sum|count|average|{things.value_noun})(?= ?(?:,|$|and|then))")
    ):
        attribute = Attribute("{v}", things.value, things.value_noun)
    down = "descending" in said or "reverse" in said
    if attribute is None:
        attribute = (_date_key(things) if "chronologically" in said else usual) or _usual_key(things, said)
        if attribute is None:
            return None
    return attribute, down, "nocase" in said


def _date_key(things: Thing) -> Attribute | None:
    if things.item == "row":
        return column_of(things, next((name for name in things.columns if "date" in name), "date"))
    return Attribute("{k}" if things.item == "pair" else "{x}", "any", "date")


def _usual_key(things: Thing, said: str) -> Attribute | None:
    """Return what things are sorted by where the request does not say it."""
    if things.item in ("number", "text"):
        return Attribute("{x}", things.item, things.noun)
    if things.item == "pair":
        is_value = ("descending" in said or "ascending" in said) and things.value == "number"
        return Attribute("{v}" if is_value else "{k}", "any", things.noun)
    if things.item == "path":
        is_size = "descending" in said or "ascending" in said
        return Attribute("{x}.stat().st_size" if is_size else "{x}.name", "any", "size")
    return None
