"""What is done to the list of each name or to each row: its lowest dropped, itself replaced by its average."""

from dataclasses import replace

from engine.chains.materials import opened
from engine.chains.qualities import read_attribute
from engine.chains.reading import Reader
from engine.chains.things import Thing

_EACH = r"(?:each|every)(?: [a-z]+)?"
_NOUN = r"(?:mark|score|grade|value|number|one|price|item|element|result|temperature|point)s?"


def change_inner(r: Reader) -> Thing | None:
    """Read a change of every inner list."""
    topic = opened(r) if r.sees("drop|keep|replace|convert|sort (?:each|every)") else None
    if topic is None or not (
        (topic.value == "list" and topic.shape == "table") or (topic.item == "list" and topic.shape == "many")
    ):
        return None
    place = "{v}" if topic.shape == "table" else "{x}"
    if match := r.eat(
        rf"drop (?:{_EACH} )?(?P<which>lowest|smallest|highest|largest|first|last)(?: and (?P<other>highest|largest|last))?(?: {_NOUN})?(?: (?:of|from|in|for) {_EACH})?(?= ?(?:,|$|and|then))"
    ):
        which = {match["which"].lower(), (match["other"] or "").lower()}
        low, high = bool(which & {"lowest", "smallest", "first"}), bool(which & {"highest", "largest", "last"})
        inner = place if which & {"first", "last"} else f"sorted({place})"
        return _mapped(r, topic, f"{inner}[{'1' if low else ''}:{'-1' if high else ''}]", "list")
    if topic.shape == "many" and (
        ordered := r.eat(rf"sort {_EACH}(?P<down> descending)?(?: ascending)?(?= ?(?:,|$|and|then))")
    ):
        return _mapped(r, topic, f"sorted({place}{', reverse=True' if ordered['down'] else ''})", "list")
    if r.eat(rf"(?:replace|convert) (?:{_EACH}|lists|values|rows) (?:with|by|to|into)"):
        inner_list = Thing(place, "one", "list")
        attribute = read_attribute(r, inner_list)
        if attribute is None or (r.rest and not r.sees(",|and|then|round")):
            return None
        return _mapped(r, topic, attribute.code.replace("{x}", place), attribute.kind)
    return None


def _mapped(r: Reader, topic: Thing, template: str, kind: str) -> Thing:
    if topic.shape == "many":
        item = "list" if kind == "list" else "number"
        return r.settle(
            topic, replace(topic, code=topic.each(template), item=item, noun=topic.noun if item == "list" else "value")
        )
    key, value = topic.parts
    code = f"{{{key}: {topic.fill(template)} for {key}, {value} in {topic.source}}}"
    return r.settle(topic, replace(topic, code=code, value="list" if kind == "list" else "number"))
