"""Fill a recipe with what a request names: paths, strings, numbers, data and identifiers.

A recipe's slots (`code_slots`) are matched to the request's values by kind (`slot_fit`) and by the words around them
(`slot_words`), and replaced by tokens (`slot_edits`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from engine.code_slots import NAMES_OF_DECIMALS, PLACE, CodeSlot, are_paths, find_slots
from engine.cookbook import Recipe
from engine.placing import contradicts, is_called, is_counted, measured, settle, words_before
from engine.rewrite import is_usable_name
from engine.slot_edits import follow_numbered_files, is_numbered_file, put_values
from engine.slot_fit import (
    COMPATIBLE,
    fits,
    is_column_text,
    is_item,
    is_like,
    is_number_text,
    is_only_input,
    is_same_place,
    is_setting,
    may_settle,
    place_of,
    ranks_in,
    twins,
)
from engine.slot_pointer import KINDS as POINTED_KINDS
from engine.slot_pointer import SlotPointer, find_marked
from engine.slot_words import (
    WORD_CONTEXT,
    compare_with_asks,
    ending_of,
    is_decorated,
    is_for_another,
    is_for_decimals,
    is_for_message,
    is_for_other_name,
    is_in_step,
    is_named_argument,
    is_no_print,
    is_output,
    is_parsed,
    is_printed_so,
    is_prose,
    is_raised,
    is_run,
    is_shown_form,
    is_spoken_of,
    is_step,
    is_table,
    role_in_asks,
    role_of,
    says_decimals,
    says_step,
    words_around,
)
from engine.time_zones import ZONE
from engine.values import Value, find_values
from engine.word_places import PlacedWord, placed_words, root_of


@dataclass
class Filling:
    """A recipe's code with values put in, what was put where, and how much of the request found no place."""

    code: str
    placed: list[tuple[CodeSlot, Any]] = field(default_factory=list)
    unplaced: list[Value] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)


def fill(
    recipe: Recipe,
    ask: str,
    prompt: str,
    values: Sequence[Value] | None = None,
    pointer: SlotPointer | None = None,
) -> Filling:
    """Return the recipe's code with the request's values in it; `ask` is the way to ask that came nearest.

    Where no value stands for what the title marks, the `pointer` may find the word that does.
    """
    slots = find_slots(recipe.code)
    asks = list(dict.fromkeys([ask, recipe.title]))
    ask_values = [(text, find_values(text)) for text in asks]
    wanted = find_values(prompt) if values is None else values
    wanted = [value for value in wanted if not is_prose(value, prompt, slots, ask_values)]
    pairs = _score_pairs(wanted, slots, prompt, ask_values)
    hints = _hint(pointer, recipe.title, prompt, wanted, slots)
    pairs = [(score + HINTED * hints.get((v, s), 0.0), v, s) for score, v, s in pairs]
    filling = Filling(recipe.code)
    replacements, used_values, used_slots = _place_paths(wanted, slots, prompt)
    for score, v, s in _in_order(pairs):
        if score < PLACED or v in used_values or s in used_slots:
            continue
        if any(wanted[v].start < wanted[u].end and wanted[u].start < wanted[v].end for u in used_values):
            continue
        used_values.add(v)
        for same in (s, *twins(s, slots)):
            used_slots.add(same)
            value = measured(wanted[v], place_of(slots[same], ask_values))
            if wanted[v].is_ordinal and slots[same].called == PLACE:
                value -= 1  # the third item is items[2]
            is_text = slots[same].kind == "string" and isinstance(value, int | float)
            is_text = is_text and not is_item(wanted[v], slots[same], slots, wanted, ask_values)
            replacements.append((slots[same], str(value) if is_text else value))
    if (rest := _place_last_text(wanted, slots, used_values, used_slots)) is not None:
        used_values.add(rest[0])
        used_slots.add(rest[1])
        replacements.append((slots[rest[1]], wanted[rest[0]].value))
    if (sign := _place_sign(wanted, slots, prompt, used_values, used_slots)) is not None:
        used_values.add(sign[0])
        used_slots.add(sign[1])
        replacements.append((slots[sign[1]], wanted[sign[0]].value))
    for owner, s, text in [*_place_endings(wanted, slots), *_place_header(wanted, slots, prompt)]:
        if s not in used_slots:
            used_values |= {owner} if owner is not None else set()
            used_slots.add(s)
            replacements.append((slots[s], text))
    taken = [(wanted[v].start, wanted[v].end) for v in used_values]
    if pointer is not None and values is not None:  # what is no value to be placed, but a form or a parameter
        taken += [(value.start, value.end) for value in find_values(prompt) if value not in values]
    pointed = _point(pointer, recipe.title, prompt, [s for s in range(len(slots)) if s not in used_slots], slots, taken)
    for s, word, value in pointed:
        used_values |= {v for v, other in enumerate(wanted) if word.start <= other.start and other.end <= word.end}
        replacements += [(slots[same], value) for same in {s, *twins(s, slots)} - used_slots]
        used_slots |= {s, *twins(s, slots)}
    filling.placed = replacements = _apart(_without_parts(replacements), slots)
    covered = [(wanted[u].start, wanted[u].end) for u in used_values]
    said = {other.value for _, others in ask_values for other in others if other.is_word}
    filling.unplaced = [
        value
        for index, value in enumerate(wanted)
        if index not in used_values
        and not any(s <= value.start and value.end <= e for s, e in covered)
        and not (value.is_word and value.value in said)  # "two words": the recipe's own way of speaking
    ]
    filled = put_values(recipe.code, replacements)
    filling.code = follow_numbered_files(filled, ask_values[-1][1], wanted)
    if filling.code != filled:
        filling.unplaced = [value for value in filling.unplaced if not is_numbered_file(value)]
    filling.placed = [(replace(s, kind="string") if s.kind == "message" else s, value) for s, value in replacements]
    return filling


def _hint(
    pointer: SlotPointer | None, title: str, prompt: str, wanted: Sequence[Value], slots: Sequence[CodeSlot]
) -> dict[tuple[int, int], float]:
    """Return (value, slot) → probability where several values of a kind have several marked places to go to."""
    hints: dict[tuple[int, int], float] = {}
    own = [slot.default for slot in slots]
    for kinds in (("number",), ("string", "column")) if pointer else ():
        values = {value.start: v for v, value in enumerate(wanted) if value.kind in kinds and value.value not in own}
        marked = {s: number for s, slot in enumerate(slots) if slot.kind in kinds
                  if (number := _find_marked(title, slot)) is not None and not _says(prompt, slot.default)}  # fmt: skip
        for s, number in marked.items() if min(len(values), len(marked)) > 1 else ():
            for pointed in pointer.all(prompt, title, number, slots[s].kind):  # type: ignore[union-attr]
                if pointed.word.start in values:
                    hints[values[pointed.word.start], s] = pointed.probability
    return hints


def _find_marked(title: str, slot: CodeSlot) -> int | None:
    """Return the number of the title's word that marks a slot as open, by its default or by its variable."""
    if slot.kind not in POINTED_KINDS:
        return None
    number = find_marked(title, str(slot.default))
    return find_marked(title, slot.variable) if number is None and slot.variable else number


def _point(
    pointer: SlotPointer | None,
    title: str,
    prompt: str,
    free: Sequence[int],
    slots: Sequence[CodeSlot],
    taken: Sequence[tuple[int, int]],
) -> list[tuple[int, PlacedWord, Any]]:
    """Return (slot, word, value) for words of a request that belong in marked places which no value was found for."""
    found: dict[PlacedWord, tuple[float, int, Any]] = {}
    own = {str(slot.default).lower() for slot in slots}
    for s in free if pointer else ():
        slot = slots[s]
        number = _find_marked(title, slot)
        if number is None or not _may_be_pointed(slot, title) or _says(prompt, slot.default):
            continue
        pointed = pointer(prompt, title, number, slot.kind)  # type: ignore[misc]
        if pointed is None or pointed.probability < POINTED:
            continue
        word = pointed.word
        value = _value_of(word, slot, prompt)
        is_free = not any(word.start < end and start < word.end for start, end in taken)
        is_other = word.text.lower() not in own and root_of(word) != root_of(placed_words(title)[number])
        if value is not None and is_free and is_other and pointed.probability > found.get(word, (0.0,))[0]:
            found[word] = (pointed.probability, s, value)
    return [(s, word, value) for word, (_, s, value) in found.items()]


def _may_be_pointed(slot: CodeSlot, title: str) -> bool:
    """Return whether a bare word may stand in a slot: not in the place of a time, a sign or a sentence."""
    if slot.kind != "string":
        return True
    return slot.default.isidentifier() and len(slot.default) > 1 and f"`{slot.variable}`" not in title


def _says(prompt: str, value: Any) -> bool:
    return re.search(rf"(?<!\w){re.escape(str(value))}(?!\w)", prompt, re.IGNORECASE) is not None


def _value_of(word: PlacedWord, slot: CodeSlot, prompt: str) -> Any:
    """Return what a pointed word is as the value of a slot; None if it cannot be one."""
    if slot.kind == "number":
        numbers = [value.value for value in find_values(prompt) if value.kind == "number" and value.start == word.start]
        return numbers[0] if numbers and type(numbers[0]) is type(slot.default) else None
    if slot.kind == "class" and len(word.text) > 1:
        name = word.text[:1].upper() + word.text[1:]
        return name if is_usable_name(name) else None
    return word.text if len(word.text) > 1 else None


HINTED = 2.0  # what a certain hint at a slot counts when values are placed
POINTED = 0.6  # so likely is a word that is taken for a value because of its part in the sentence


def _apart(replacements: list[tuple[CodeSlot, Any]], slots: Sequence[CodeSlot]) -> list[tuple[CodeSlot, Any]]:
    """Return what is put where, and another name for each file of the recipe's own that is called like one of these.

    Where `old.csv` becomes `new.csv`, the recipe's own `new.csv` that it writes to would be the file that it reads.
    """
    placed = [slot for slot, _ in replacements]
    given = {value for slot, value in replacements if slot.kind == "path" and isinstance(value, str)}
    own = [slot for slot in slots if slot.kind == "path" and slot not in placed and slot.default in given]
    inside = [span for slot in placed for span in slot.spans]
    own = [slot for slot in own if not any(_is_inside(slot, *span) for span in inside)]
    return replacements + [(slot, _other_name(slot.default)) for slot in own if slot.spans]


def _other_name(path: str) -> str:
    stem, dot, ending = path.rpartition(".")
    return f"{stem}_new{dot}{ending}" if dot and "*" not in path else path


def _without_parts(replacements: list[tuple[CodeSlot, Any]]) -> list[tuple[CodeSlot, Any]]:
    """Return what is put where, without what is put inside of data that is replaced as a whole."""
    whole = [span for slot, _ in replacements if slot.kind in ("data", "paths") for span in slot.spans]
    return [
        (slot, value)
        for slot, value in replacements
        if not any(_is_inside(slot, *span) and span not in slot.spans for span in whole if slot.spans)
    ]


def _in_order(pairs: Sequence[tuple[float, int, int]]) -> list[tuple[float, int, int]]:
    """Return (score, value, slot) in the order in which values are placed: the best pairs first.

    Where a value can do nearly as well in another slot and leaves its own to a value that fits nowhere else, it does.
    """
    ordered = sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2]))
    scores = {(v, s): score for score, v, s in ordered if score >= PLACED}
    taken: dict[int, int] = {}  # value → slot
    for v, s in scores:
        if v not in taken and s not in taken.values():
            taken[v] = s
    owners = {s: v for v, s in taken.items()}
    for (w, wanted), score in scores.items():
        v = owners.get(wanted, w)
        gain = score - (scores[w, taken[w]] if w in taken else 0.0) - WORTH_A_CHANGE
        if v == w or gain <= 0.0:
            continue
        for free in (s for other, s in scores if other == v and owners.get(s, w) == w):
            if scores[v, free] + gain > scores[v, wanted]:
                taken[v], taken[w] = free, wanted
                owners = {s: v for v, s in taken.items()}
                break
    return sorted(ordered, key=lambda pair: taken.get(pair[1]) != pair[2])


def _place_paths(
    wanted: Sequence[Value], slots: Sequence[CodeSlot], prompt: str
) -> tuple[list[tuple[CodeSlot, Any]], set[int], set[int]]:
    """Place the files that a request lists, "a.csv, b.csv and c.csv", where the code has one list of files.

    Returns what is put where, and which values and slots that uses.
    """
    lists = [s for s, slot in enumerate(slots) if slot.kind == "paths" or (slot.kind == "data" and _holds_paths(slot))]
    listed = _listed_paths(wanted, prompt)
    if len(lists) != 1 or len(slots[lists[0]].spans) != 1 or len(listed) < 2:
        return [], set(), set()
    slot = slots[lists[0]]
    [(first, last)] = slot.spans
    inner = {s for s, other in enumerate(slots) if other.spans and _is_inside(other, first, last)}
    if len(listed) == len(slot.default) and all(s in inner for s, other in enumerate(slots) if other.kind == "path"):
        return [], set(), set()  # each has a place of its own
    files = [wanted[v].value for v in listed]
    return [(slot, type(slot.default)(files))], set(listed), {lists[0], *inner}


def _is_inside(slot: CodeSlot, first: int, last: int) -> bool:
    return all(first <= start and end <= last for start, end in slot.spans)


def _holds_paths(slot: CodeSlot) -> bool:
    return isinstance(slot.default, list | tuple) and len(slot.default) > 1 and are_paths(slot.default)


def _listed_paths(wanted: Sequence[Value], prompt: str) -> list[int]:
    """Return the longest run of files with nothing but commas and "and" between them."""
    runs: list[list[int]] = []
    for v, value in enumerate(wanted):
        if value.kind != "path":
            continue
        before = prompt[wanted[runs[-1][-1]].end : value.start] if runs else ""
        if runs and _BETWEEN_LISTED.fullmatch(before):
            runs[-1].append(v)
        else:
            runs.append([v])
    return max(runs, key=len, default=[])


_BETWEEN_LISTED = re.compile(r"[`'\"]?(?:, ?|,? and | \+ | & )[`'\"]?")


def _place_last_text(
    wanted: Sequence[Value], slots: Sequence[CodeSlot], used_values: set[int], used_slots: set[int]
) -> tuple[int, int] | None:
    """Return the one text and the one input for a text that are left: "cat" is placed, so the other is the sentence."""
    texts = [v for v, value in enumerate(wanted) if value.kind == "string" and value.label is None]
    inputs = [s for s, slot in enumerate(slots) if slot.kind == "string"]
    left = [v for v in texts if v not in used_values]
    free = [s for s in inputs if s not in used_slots and slots[s].is_input]
    if len(texts) != 2 or len(left) != 1 or len(free) != 1 or not used_values & set(texts):
        return None
    return (left[0], free[0]) if fits(wanted[left[0]], slots[free[0]], slots) else None


def _place_sign(
    wanted: Sequence[Value], slots: Sequence[CodeSlot], prompt: str, used_values: set[int], used_slots: set[int]
) -> tuple[int, int] | None:
    """Return the one sign that a request gives and the one of the code: a triangle of "#" instead of stars."""
    given = [
        v for v, value in enumerate(wanted)
        if value.kind in ("string", "separator") and _SIGN.fullmatch(value.value) and not prompt[value.start].isalpha()
    ]  # fmt: skip
    known = [
        s for s, slot in enumerate(slots)
        if slot.kind == "string" and _SIGN.fullmatch(slot.default) and slot.context != "argument"
    ]  # fmt: skip
    if len(given) != 1 or len(known) != 1 or given[0] in used_values or known[0] in used_slots:
        return None
    return given[0], known[0]


_SIGN = re.compile(r"(?! +$)[^\w\n%\\()\[\]{}]{1,4}")
_PATTERN = re.compile(r"(?P<before>(?:[*]{2}/)?[*]?\.)(?P<ending>[A-Za-z0-9]{2,5})")


def _place_endings(wanted: Sequence[Value], slots: Sequence[CodeSlot]) -> list[tuple[int | None, int, Any]]:
    """Return (value, slot, text) for the one ending that a request names ("md files") and the patterns of the code."""
    endings = [v for v, value in enumerate(wanted) if value.kind == "ending"]
    if len(endings) != 1:
        return []
    ending = wanted[endings[0]].value
    patterns = [
        (s, match) for s, slot in enumerate(slots)
        if isinstance(slot.default, str) and (match := _PATTERN.fullmatch(slot.default))
    ]  # fmt: skip
    if len({match["ending"] for _, match in patterns}) != 1:
        return []  # several endings mean several things
    return [(endings[0], s, match["before"] + ending) for s, match in patterns]


_HEADER = re.compile(
    r"\bheaders?(?: (?:line|row))?(?: of| with| is)?:? (?P<quote>['\"`]?)"
    r"(?P<names>\w+(?:, ?\w+)+(?:,? and \w+)?)(?P=quote)(?!\w)"
)
_OF_NAMES = re.compile(r"\w+(?P<sign>[,;\t])\w+(?:(?P=sign)\w+)*(?P<end>\n?)")


def _place_header(wanted: Sequence[Value], slots: Sequence[CodeSlot], prompt: str) -> list[tuple[int | None, int, Any]]:
    """Return (value, slot, header) for the header that a request names, "name,count", and the first of the code."""
    match = _HEADER.search(prompt)
    if match is None:
        return []
    names = re.split(r",? and |, ?", match["names"])
    used = next(
        (v for v, value in enumerate(wanted) if value.start == match.start("names") - len(match["quote"])), None
    )
    for s, slot in enumerate(slots):
        if slot.context == "content" and all(isinstance(n, str) and n.isidentifier() for n in slot.default):
            return [(used, s, type(slot.default)(names))] if isinstance(slot.default, list | tuple) else []
        if slot.kind == "string" and (line := _OF_NAMES.fullmatch(slot.default)):
            return [(used, s, line["sign"].join(names) + line["end"])]
    return []


def _score_pairs(
    wanted: Sequence[Value], slots: Sequence[CodeSlot], prompt: str, asks: Sequence[tuple[str, list[Value]]]
) -> list[tuple[float, int, int]]:
    """Return (score, value, slot) for all that could go together."""
    pairs = []
    kinds = [slot.kind for slot in slots]
    ranks = ranks_in(slots, asks)
    roles = [role_in_asks(slot, asks) for slot in slots]
    decimals = {
        v for v, value in enumerate(wanted)
        if says_decimals(prompt, value) and not any(is_counted(slot.variable, prompt, value) for slot in slots)
    }  # fmt: skip
    tables = "table" in kinds
    own = {v for v, value in enumerate(wanted) if value.is_word and _is_own_word(value, prompt, asks)}
    places = [place_of(slot, asks) for slot in slots]
    loose = [slot for slot in slots if slot.kind != "number" or f"`{slot.default}`" not in asks[-1][0]]
    settled = settle(
        prompt, wanted, places, lambda v, s: v not in decimals | own and may_settle(wanted[v], slots[s], loose)
    )
    settled = {
        v: s for v, s in settled.items() if not slots[s].is_shown or is_named_argument(slots[s], prompt, wanted[v])
    }
    forms = {v for v, value in enumerate(wanted) if is_shown_form(prompt, value)}
    messages = {v for v, value in enumerate(wanted) if is_raised(prompt, value)}
    fixed = _fixed_numbers(slots, asks)
    counted, open_count = _only_count(wanted, decimals), _only_marked_number(slots, asks)
    others = [value for v, value in enumerate(wanted) if v not in decimals and v not in settled]
    open_slots = [slot for s, slot in enumerate(slots) if s not in settled.values()]
    for v, value in enumerate(wanted):
        order = sum(other.kind == value.kind for other in wanted[:v])
        around = words_around(prompt, value.start, value.end)
        for s, slot in enumerate(slots):
            base = COMPATIBLE.get(value.kind, {}).get(slot.kind)
            if base is None and (value.kind == "column" or is_setting(value, prompt)) and is_column_text(slot, asks):
                base = 1.2
            if base is None and value.kind == "number" and slot.kind == "string" and is_number_text(slot):
                base = 1.0
            if base is None and is_item(value, slot, slots, wanted, asks):
                base = 2.0
            is_message = v in messages and is_for_message(v, s, wanted, slots, prompt)
            is_message = is_message or is_printed_so(slot, value)
            if base is None and is_message:
                base = 2.0
            if base is None or not fits(value, slot, loose) or is_spoken_of(slot, value, prompt):
                continue
            if value.kind == "number" and s in fixed and s not in settled.values() and value.value != slot.default:
                continue  # a title that marks other numbers has this one as its own
            if slot.context == "content" and value.label:
                continue  # data with a name is what the code works on
            if (
                slot.is_read
                and not slot.is_output
                and roles[s] != "target"
                and role_of(prompt, value.start) == "target"
            ):
                continue  # what is to be written is not there to be read
            if slot.is_input and v in forms:
                continue
            if is_for_other_name(slot, prompt, value):
                continue
            if (v in messages and slot.context != "raised") or is_no_print(slot, slots, value, prompt):
                continue
            if slot.called and is_for_another(slot, prompt, value):
                continue
            if is_step(slot, asks) and not says_step(prompt, value):
                continue
            if slot.kind == "command" and value.kind == "string" and not is_run(prompt, value):
                continue
            if (slot.kind == "table") != (tables and value.kind == "column" and is_table(prompt, value)):
                continue
            if settled.get(v, s) != s or (s in settled.values() and v not in settled) or contradicts(value, places[s]):
                continue
            named, context = compare_with_asks(value, slot, around, asks)
            is_said = slot.is_input and is_called(slot.variable, words_before(prompt, value.start))
            if v in settled or (is_said and value.kind != "number"):
                named, context = 1.0, max(context, 0.8)  # "height 3" is for the variable height
            is_begin = value.kind == "number" and value.value in (0, 1) and around[1][:1] == ["to"]
            if is_begin and (context < 0.5 or not is_same_place(v, slot, wanted, asks)) and v not in settled:
                continue  # where a range begins is seldom what a recipe leaves open
            if not (
                named
                or (v not in decimals and v not in settled and is_only_input(value, slot, others, open_slots))
                or is_message
                or is_in_step(v, s, wanted, slots, prompt)
                or slot.kind in _FREE_KINDS
                or (value.kind == "column" and slot.is_input)
                or (value.value == slot.default and not slot.is_input and value.value not in (0, 1, -1))
            ):
                continue  # a constant that nobody mentions belongs to the recipe's way of working
            if not is_for_decimals(v in decimals, slot, slots, context):
                continue
            is_clear = (v == counted and s == open_count) or (v in decimals and slot.variable in NAMES_OF_DECIMALS)
            if v in own or (value.is_word and context < WORD_CONTEXT and not is_clear):
                continue  # "two threads" gives a number only where the recipe counts threads too, or nothing else
            score = base * 0.5 + 1.2 * named + 2.0 * context + 0.8 * slot.is_input
            score += 0.3 * (order == ranks[s])
            score += 3.0 * is_message
            score += 1.0 * is_same_place(v, slot, wanted, asks)
            score -= 0.6 * (value.kind == "data" and not is_like(value, slot))
            score += 0.6 * (value.kind == "range") - 0.5 * (slot.context == "content")
            if value.kind == "format":
                score += 0.5 * (slot.is_output != is_parsed(prompt, value))
            if value.kind == "function":
                score += 1.0 * (slot.context == "decorated" and is_decorated(prompt, value))
            if value.kind == "path":
                score += 0.8 * (ending_of(value.value) == ending_of(slot.default))
                score += 0.6 * (is_output(prompt, value) == slot.is_output)
            if roles[s]:
                score += {roles[s]: 0.8, "": 0.0}.get(role_of(prompt, value.start), -0.8)
            if (
                value.kind in ("data", "function", "class")
                or slot.kind == "table"
                or (value.kind == "path" and kinds.count("path") == 1)
            ):
                score += 1.0
            if value.value == slot.default and (value.kind != "path" or is_output(prompt, value) == slot.is_output):
                # Equal numbers often mean different things, zones go both ways.
                is_chance = value.kind == "number" or ZONE.fullmatch(str(value.value)) is not None
                is_chance = is_chance or _belongs_elsewhere(value, slot, wanted, slots, prompt, asks)
                score += 0.4 if is_chance else 3.0
            pairs.append((score, v, s))
    return pairs


PLACED = 1.0  # the least score with which a value is put into a slot
WORTH_A_CHANGE = 0.2  # by how much all placed values have to fit better together
CLEARLY = 0.3  # words around a value that are so much more alike in another place say that it belongs there


def _belongs_elsewhere(
    value: Value,
    slot: CodeSlot,
    wanted: Sequence[Value],
    slots: Sequence[CodeSlot],
    prompt: str,
    asks: Sequence[tuple[str, list[Value]]],
) -> bool:
    """Return whether the words around a value fit another slot of this kind clearly better, or another value this slot.

    "In old.txt but not in new.txt" is no request for what is in new.txt and not in old.txt, though the names are alike.
    """

    def context(value: Value, slot: CodeSlot) -> float:
        return compare_with_asks(value, slot, words_around(prompt, value.start, value.end), asks)[1]

    here = context(value, slot) + CLEARLY
    others = (other for other in slots if other.kind == slot.kind and other.default != slot.default)
    rivals = (rival for rival in wanted if rival.kind == value.kind and rival.value != value.value)
    return any(context(value, other) > here for other in others) or any(context(rival, slot) > here for rival in rivals)


def _only_count(wanted: Sequence[Value], decimals: set[int]) -> int | None:
    """Return the one number of a request, if it is a word from three up: people say "two" of much else."""
    numbers = [v for v, value in enumerate(wanted) if value.kind == "number" and v not in decimals]
    return numbers[0] if len(numbers) == 1 and wanted[numbers[0]].value > 2 else None


def _fixed_numbers(slots: Sequence[CodeSlot], asks: Sequence[tuple[str, list[Value]]]) -> set[int]:
    """Return the numbers that a title has without marks, beside numbers that it marks as open."""
    title, values = asks[-1]
    said = [value for value in values if value.kind == "number" and not value.is_word]
    open_ones = {value.value for value in said if title[value.start] == "`"}
    closed = {value.value for value in said} - open_ones
    is_open = [slot.kind == "number" and slot.default in open_ones for slot in slots]
    return {
        s for s, slot in enumerate(slots)
        if any(is_open) and slot.kind == "number" and slot.default in closed and not slot.is_input
    }  # fmt: skip


def _only_marked_number(slots: Sequence[CodeSlot], asks: Sequence[tuple[str, list[Value]]]) -> int | None:
    """Return the one number that a way to ask marks as open to change."""

    def is_marked(slot: CodeSlot) -> bool:
        return any(f"`{mark}`" in text for text, _ in asks for mark in (slot.default, slot.variable))

    numbers = (s for s, slot in enumerate(slots) if slot.kind == "number" and slot.default not in (0, 1))
    marked = [s for s in numbers if is_marked(slots[s])]
    return marked[0] if len(marked) == 1 else None


def _is_own_word(value: Value, prompt: str, asks: Sequence[tuple[str, list[Value]]]) -> bool:
    """Return whether a recipe says a number and what it counts as the request does: its "two dice" are no slot."""
    counted = prompt[value.end :].split()[:1]
    return any(
        other.is_word and other.value == value.value and text[other.end :].split()[:1] == counted
        for text, others in asks
        for other in others
    )


# Slots that may be filled although no way to ask names their default.
_FREE_KINDS = frozenset({"path", "data", "date", "format", "function", "class", "command", "table"})
