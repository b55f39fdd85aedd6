"""What a request works on where it names nothing: "a list of words" is what a function would be given."""

import re
from dataclasses import replace

from engine.chains.flow import singular
from engine.chains.reading import Reader
from engine.chains.things import Thing

_NUMBERS = "numbers|integers|ints|floats|prices|scores|temperatures|ages|amounts|grades|marks|values|measurements|heights|weights|readings"
_TEXTS = "words|names|strings|sentences|lines|titles|cities|texts|filenames|urls|emails|usernames|dates"
_LIST = rf"list of (?:(?:iso|full|first|last|whole|city|random|positive) )?(?P<many>{_NUMBERS}|{_TEXTS})"
_ONE = r"(?P<one>word|sentence|string|text|paragraph)"
_SAID = re.compile(rf"\b(?:{_LIST}|{_ONE})\b(?! (?:file|is|are|§))(?: (?:as|like) [\w-]+(?= ?,))?", re.IGNORECASE)
_LEADS = re.compile(r"(?:(?:take|given|for|from|use|with|in|of|get|read|has|got) )*$", re.IGNORECASE)


def imply_input(r: Reader) -> bool:
    """Make the program a function of what a request speaks of in general; False where it speaks of nothing such."""
    text = r.phrase.text
    if re.search(r"§[pdu]|\b(?:files?|folders?|ask|table|database|class)\b", text):
        return False
    match = _SAID.search(text)
    if match is None or " , " in text[: match.start()]:
        return False
    many = (match["many"] or "").lower()
    is_number = bool(many) and re.fullmatch(_NUMBERS, many) is not None
    name = many or match["one"].lower()
    if is_number and name in ("integers", "ints", "floats"):
        name = "numbers"
    noun = singular(name) if many else "text"
    thing = Thing(name, "many" if many else "one", "number" if is_number else "text", noun, is_line=not many)
    before, after = text[: match.start()], text[match.end() :]
    lead = _LEADS.search(before)
    assert lead is not None
    kept = before[: lead.start()]
    text = f"{kept}{'them' if many else 'it'}{after}" if kept.strip() else after.strip(" ,")
    r.phrase = replace(r.phrase, text=text.strip())
    r.function, r.topic, r.is_implied = "process", thing, True
    r.parameters[name] = thing
    r.flow.names.add(name)
    return True
