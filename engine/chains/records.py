"""Read a request about the rows of a file, or of two that are joined: kept, changed, grouped, sorted, shown and saved.

It is read clause by clause, and nothing is guessed: a word that is not understood where it stands ends it.
"""

import re
from functools import partial

from engine.chains.declared import take_columns
from engine.chains.flow import Chain
from engine.chains.phrases import normalise
from engine.chains.record_changes import read_record_change
from engine.chains.record_groups import FUNCTION, read_grouped, read_key
from engine.chains.record_outputs import read_numbers, read_shown
from engine.chains.record_picks import read_best_of_each, read_few
from engine.chains.record_saving import read_saved
from engine.chains.record_shows import Look, label, print_rows, read_columns, read_look, save_rows
from engine.chains.record_sources import ENDINGS, open_rows
from engine.chains.record_words import SEPARATOR, WHICH_HAS, Words
from engine.chains.table_plan import NUMBER_LIKE
from engine.syntax import compiles, undefined_names

LONGEST_READ = 800  # characters
_FORM = re.compile(
    r"[,:]? ?\b(?:like|e\.g\.|for example|such as|in the form|in the format|as(?= ?[\"'“`])):? ?[\"'“`]?(?P<form>[A-Z]\w*\W.*\d.*?)[\"'”`]?\.?$"
)
_DELIMITER = re.compile(
    r",? ?\(?\b(?:(?:it |which |that )?(?:uses?|has|with|is|are)? ?(?:columns )?(?:are )?(?:separated by |delimited by )?(semicolon|tab|pipe)s?(?: as (?:a |the )?(?:separator|delimiter)|(?<=s)(?= ?[.,;)]))|(semicolon|tab|pipe)[- ](?:separated|delimited))\)?",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"\b(?P<verb>print|as|like) (?:the |each |every )?(?P<one>[a-z]\w*)(?P<sep>: | = |=| - |:)(?P<two>[a-z]\w*)(?= ?(?:for|sorted|per|[.,;]|$))",
    re.IGNORECASE,
)
_MEASURED = {"taller": "height", "heavier": "weight"}
_MINUS = re.compile(r"(?<=[a-z]) - (?=[a-z]\w*(?:[,.]|$| ))")
_NOT_COLUMNS = frozenset("count number value values sum average max min high low day days year years length id".split())


def read_records(prompt: str) -> Chain | None:
    """Return the program for a request about rows that was understood to the last word, or None."""
    if not any(ending in prompt for ending in ENDINGS) or len(prompt) > LONGEST_READ:
        return None
    text = re.sub(r"\? +(?=\w)", ". ", prompt.strip())
    form = _FORM.search(text)
    if form:
        text = f"{text[: form.start()]} shownform"
    if re.search(r"=", text):
        text = _MINUS.sub(" minus ", text)
        if re.search(r"\([^()]*[*/+][^()]*\)", text):
            return None
    text = re.sub(r"\b(?:that are |who are )?(taller|heavier) than\b", lambda m: f"with {_MEASURED[m[1]]} over", text)
    text = WHICH_HAS.sub(r"print the \1 with the ", text)
    pair = _PAIR.search(text)
    if pair:
        said = f"print {pair['one']} and {pair['two']}" if pair["verb"].lower() == "print" else ""
        text = f"{text[: pair.start()]}{said}{text[pair.end() :]}"
    delimiter = _DELIMITER.search(text)
    if delimiter and not re.search(r"\.[a-z]+\W{0,3}$", text[: delimiter.start()]) and not re.match(r"(?: \w+){0,2} [\w./-]+\.[a-z]+\b", text[delimiter.end() :]):  # fmt: skip
        delimiter = None  # what is printed is to look so
    if delimiter:
        text = f"{text[: delimiter.start()]}{text[delimiter.end() :]}"
    text, declared = take_columns(text)
    sign = next((part.lower() for part in delimiter.groups() if part), "") if delimiter else ""
    w = Words(normalise(text, hoists=False), form=form["form"] if form else "", prompt=prompt)
    w.pair = pair["sep"] if pair else ""
    w.delimiter = {"semicolon": ";", "tab": "\\t", "pipe": "|"}.get(sign, "")
    if not open_rows(w, declared):
        return None
    hinted = re.search(rf"\b{FUNCTION} (?:of )?(?P<column>[a-z_]+)", w.phrase.text)
    w.hint = hinted["column"] if hinted else _only_number_named(w)
    if not w.attempt(lambda: _read_convert(w)) and not _read_clauses(w):
        return None
    if not _finish(w):
        return None
    code = w.flow.code()
    if not compiles(code) or undefined_names(code):
        return None
    return Chain(code, max(2, w.steps), ())


def _only_number_named(w: Words) -> str:
    """Return the one column of numbers that the request speaks of, by the look of its name."""
    words = set(re.findall(r"[a-z_]+", w.phrase.text)) - _NOT_COLUMNS
    found = {word for word in words if NUMBER_LIKE.fullmatch(word) and not w.rows.names_item(word)}
    return found.pop() if len(found) == 1 else ""


def _read_clauses(w: Words) -> bool:
    while w.rest:
        if w.eat(SEPARATOR):
            continue
        if not _read_clause(w):
            return False
        w.steps += 1
    return True


def _read_clause(w: Words) -> bool:
    for read in (_read_group_by, read_record_change, read_saved, read_shown, _read_worked_out, _read_first_shown):
        if w.attempt(partial(read, w)):
            return True
    return False


def _read_convert(w: Words) -> bool | None:
    """Read "people.json to people.csv, only name and town, sorted by name"."""
    target = w.eat(r"(?:convert )?(?:it )?(?:to|into|as) (?P<path>§p\d+)(?= ?(?:,|with|only))") if not w.steps else None
    if target is None:
        return None
    columns: list[str] = []
    while w.rest:
        if w.eat(r"(?:,|and|but|then)(?= )"):
            continue
        if w.attempt(lambda: read_record_change(w)):
            continue
        w.eat(r"(?:with|keep)? ?(?:only)?(?: (?:columns?|fields))?(?= [a-z])")
        found = read_columns(w) if not columns else []
        if not found or not w.at_end():
            return None
        columns = found
    w.is_shown = True
    return save_rows(w, w.rows, columns, str(w.value(target["path"])), Look()) or None


def _read_group_by(w: Words) -> bool | None:
    """Read "group by city", of whose groups the next clause speaks."""
    if not w.steps and w.eat(r"(?:convert )?(?:it )?(?:to|into) (?:json|csv)(?: format)?(?= ?(?:,|and\b))"):
        return True
    if w.eat(r"group(?: (?!by\b)[a-z]+)? by|(?:for|per) (?:each|every)") is None:
        return None
    keys = read_key(w)
    if not keys or not w.at_end() or any(code != w.rows.cell(name) for name, code in keys):
        return None
    w.group = [name for name, _ in keys]
    return True


def _read_first_shown(w: Words) -> bool | None:
    """Read "names of the users over 20" where nothing is said of printing."""
    return read_shown(w, is_said=False) if not w.steps and w.sees(r"[a-z_]+ of [a-z]+") else None


def _read_worked_out(w: Words) -> bool | None:
    """Read numbers, groups or rows that are worked out first and shown later."""
    w.eat(r"(?:compute|calculate|determine|work out|keep|get|find out|make|find|which(?= is))")
    start = w.position
    if w.attempt(lambda: read_grouped(w)):
        w.is_shown = re.search(r"\bprint\b", w.phrase.text[start : w.position]) is not None
        look = read_look(w)
        if not w.at_end():
            return None
        if look.places is not None and w.rest and not w.is_shown and look == Look(look.places, look.is_fixed):
            w.places = (look.places, look.is_fixed)
            return True
        if look != Look() and w.rest and not w.is_shown:
            return None
        if look == Look() and not w.is_shown:
            return True
        w.is_shown = True
        return print_rows(w, w.rows, [], look) or None
    for read in (read_best_of_each, read_few):
        if w.attempt(partial(_to_the_end, w, read)):
            w.is_shown = False
            return True
    outputs = read_numbers(w)
    if not outputs or not w.at_end():
        return None
    w.pending += outputs
    w.is_shown = False
    return True


def _to_the_end(w: Words, read: object) -> bool | None:
    assert callable(read)
    return True if read(w) and w.at_end() else None


def _finish(w: Words) -> bool:
    """Show what was worked out last, where the request does not say to."""
    if w.group:
        return False
    if w.pending:
        for name, code in w.pending:
            w.flow.lines.append(f"print({code})" if len(w.pending) == 1 else f'print("{label(name)}:", {code})')
        return w.steps > 0
    if w.is_shown:
        return True
    if w.steps < 1:
        return False
    return print_rows(w, w.rows, [], Look())
