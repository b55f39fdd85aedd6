"""Make a recipe the answer to one request: values filled in, names matched, sample data in front, a call at the end."""

import ast
import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from engine.bare_values import fit_values
from engine.code_slots import CodeSlot, find_slots
from engine.comparisons import follow_comparison
from engine.cookbook import Recipe
from engine.data_uses import can_take, find_uses, same_kind
from engine.date_formats import refit_formats
from engine.events import Slot
from engine.fields import fit_fields, read_fields
from engine.forms import follow_forms, without_forms
from engine.placing import Place, contradicts, measured, settle
from engine.rewrite import Edit, Positions, apply_edits, is_usable_name, literal_text, rename
from engine.said_numbers import follow_number
from engine.sample_data import (
    call_around,
    mentions_name,
    needed_names,
    sample_database,
    sample_definitions,
    sample_files,
    written_files,
)
from engine.sample_keys import follow_keys, same_keys, setup_values
from engine.separators import follow_separators
from engine.showing import show_result
from engine.shown_calls import (
    are_all_shown,
    has_open_numbers,
    may_be_shown,
    only_defines,
    shown_calls,
    without_shown_calls,
)
from engine.signatures import Signature, fit_signature, fit_stars, lift_constants, read_signature
from engine.slot_edits import expand_homes, parse_slot_text, put_values
from engine.slot_pointer import SlotPointer
from engine.slot_words import says_decimals
from engine.slots import Filling, fill
from engine.syntax import compiles, first_line, mend_imports, merge_imports, parse, walk
from engine.values import ISO_DATE, Value, find_values
from engine.weekdays import follow_day, read_day
from engine.wished_calls import (
    Wish,
    are_items,
    fits_call,
    gives_data,
    grouped,
    only_defined,
    read_wish,
    without_demonstration,
)
from engine.words import content_words, is_file_name, mask_values
from engine.wrapping import as_function, asks_for_function, is_lambda

MAX_VALUE_CHARS = 2000
_NAMED = re.compile(r"`(\w+)`")


@dataclass
class Adapted:
    """A recipe's code for one request. `sample_data` is true when it begins with data of the recipe's own."""

    code: str
    sample_data: bool = False
    slots: list[Slot] = field(default_factory=list)
    unplaced: list[Value] = field(default_factory=list)
    placed: int = 0

    def loses_data(self) -> bool:
        """Return whether data that the request gives a name did not get in: the recipe works on another kind of it."""
        return any(
            value.kind == "data" and value.label and value.value and literal_text(value.value) not in self.code
            for value in self.unplaced
        )


def adapt(recipe: Recipe, ask: str, prompt: str, pointer: SlotPointer | None = None) -> Adapted:
    """Return the recipe's code as an answer to `prompt`; it compiles whatever the request holds.

    A recipe that shows its function at work shows it with the request's values, if these are what it takes. The pointer
    finds values that no rule knows by how they are written.
    """
    if (wish := read_wish(prompt)) is not None and (
        wished := _adapt_to_wish(recipe, ask, prompt, wish, pointer)
    ) is not None:
        return wished
    if find_values(prompt) and (bare := without_shown_calls(recipe)) is not None:
        adapted = _adapt(bare, ask, prompt, pointer)
        if shown_calls(adapted.code):
            return adapted
    return _adapt(recipe, ask, prompt, pointer)


def _adapt_to_wish(recipe: Recipe, ask: str, prompt: str, wish: Wish, pointer: SlotPointer | None) -> Adapted | None:
    """Return the recipe's function with the calls that a request wishes to see, and with none of its own."""
    is_wrapped = "def " not in recipe.code and "class " not in recipe.code
    if is_wrapped and read_signature(prompt) is None and not asks_for_function(prompt):
        return None
    shown = without_demonstration(recipe.code)
    bare = replace(recipe, code=shown[0], check="\n".join([*shown[1], recipe.check])) if shown else recipe
    adapted = _adapt(bare, ask, wish.without(prompt), pointer)
    functions = only_defined(adapted.code)
    called = {name for name, _ in wish.calls}
    spoken_of = re.findall(r"\w+", wish.without(prompt)) + _NAMED.findall(recipe.title)
    named = [function for function in functions if function.name in called]
    likely = [function for function in functions if function.name in spoken_of][:1] or functions[-1:]
    calls: list[str] = []
    for function in named or ([] if wish.calls else likely):
        example = _example_of(function, adapted.code, bare)
        sources = [source for name, source in wish.calls if name == function.name]
        if not all(fits_call(function, source, [value for _, value in example]) for source in sources):
            return None
        calls += [_shown_call(function, source[len(function.name) + 1 : -1]) for source in sources]
        calls += _calls_with(function, example, wish.values, prompt)
    if not calls or any(function.name.startswith("test_") or _is_manager(function) for function in functions):
        return None
    code = f"{adapted.code.rstrip()}\n\n\n" + "\n".join(calls) + "\n"
    return replace(adapted, code=code, placed=adapted.placed + len(calls)) if compiles(code) else None


def _example_of(function: ast.FunctionDef, code: str, recipe: Recipe) -> list[tuple[str, Any]]:
    """Return (parameter, value) for what the recipe's function of this place, or its statements, are given."""
    tree = parse(recipe.code)
    originals = [node for node in (tree.body if tree else []) if isinstance(node, ast.FunctionDef)]
    now = [node.name for node in only_defined(code)]
    parameters = [a.arg for a in [*function.args.posonlyargs, *function.args.args]]
    if not originals:
        samples = setup_values(recipe.setup) | setup_values(recipe.code)
        return [(name, samples.get(name)) for name in parameters]
    known = [node for node in originals if node.name == function.name]
    if not known and len(now) == len(originals):
        known = [originals[now.index(function.name)]]
    original = (known or originals[-1:])[0]
    example = _example_arguments(original, ast.get_docstring(original) or "")
    example = example or _example_arguments(original, recipe.check)
    return [(name, value) for name, (_, value) in zip(parameters, example, strict=False)]


def _calls_with(
    function: ast.FunctionDef, example: Sequence[tuple[str, Any]], values: Sequence[Value], prompt: str
) -> list[str]:
    """Return the statements that show a function with the values of a wish; none if they are not what it takes."""
    known = [value for _, value in example]
    if not values or any(value is None for value in known):
        return []
    if are_items(values, known):
        items = _as_type_of([value.value for value in values], known[0])
        return [_shown_call(function, literal_text(items))]
    calls = []
    for group in grouped(values, function, known):
        found = _find_arguments(example[: len(group)], group, prompt)
        if found is None or found[1]:
            return []
        calls.append(_shown_call(function, ", ".join(found[0])))
    return calls


def _adapt(recipe: Recipe, ask: str, prompt: str, pointer: SlotPointer | None) -> Adapted:
    values = [v for v in find_values(prompt) if len(str(v.value)) <= MAX_VALUE_CHARS]
    signature = read_signature(prompt)
    if signature is not None:  # what stands in its parentheses are its parameters' names and defaults
        values = [v for v in values if not signature.start <= v.start < signature.end]
    values = without_forms(values, recipe, prompt)
    values = fit_values(values, find_slots(recipe.code), _samples(recipe, values), recipe.title, prompt)
    call = ""
    if signature is None and not has_open_numbers(recipe) and not asks_for_function(prompt):
        called, values = _add_call(recipe.code, recipe, prompt, values)
        call = called.removeprefix(recipe.code.rstrip()).rstrip()
    own = _labelled_input(recipe, values)
    labelled = [replace(v, label=own[1]) if own and v is own[0] else v for v in values]
    filling = fill(recipe, ask, prompt, labelled, pointer)
    setup = same_keys(recipe.setup, filling.placed)
    names = _match_names(recipe, filling, prompt)
    if own and own[0].label and own[1] not in names and is_usable_name(own[0].label):
        names = {old: new for old, new in names.items() if new != own[0].label} | {own[1]: own[0].label}
    code = rename(filling.code, names)
    # A name that could not be changed (it is an argument's, say) keeps its sample.
    renamed = {old: new for old, new in names.items() if old not in _top_names(code)}
    setup = rename(setup, renamed) if setup else ""
    unplaced = [v for v in filling.unplaced if not (v.kind == "name" and v.value in renamed.values())]
    unplaced = [v for v in unplaced if not _is_time_in(code, v)]
    if (fields := read_fields(prompt)) is not None:
        code = fit_fields(code, fields)
    if function := _as_function_wanted(code, setup, recipe, prompt, signature):
        unplaced = [v for v in unplaced if not (signature and v.kind == "function" and v.value == signature.name)]
        if gives_data(unplaced, prompt):
            function, unplaced = _add_call(function, recipe, prompt, unplaced)
        slots = editable_slots(recipe.code, filling.placed)
        return Adapted(function, False, slots, unplaced, placed=len(filling.placed) + len(renamed))
    if signature is not None and "def " in code:  # it has other parameters than were asked for
        unplaced.append(Value("function", signature.name, signature.start, signature.end))
    code = fit_stars(code, prompt)
    said = [names.get(name, name) for name in _NAMED.findall(recipe.title)]
    code = show_result(code, [*said, *_NAMED.findall(prompt)])
    for slot, value in filling.placed:
        if slot.kind == "data":
            code = follow_keys(code, slot.default, value, partial(_speaks_of, mask_values(prompt)), recipe.title)
    code, unplaced, sample_data = _add_data(code, setup, recipe, prompt, unplaced, filling)
    code, unplaced = (f"{code.rstrip()}{call}\n", unplaced) if call else _add_call(code, recipe, prompt, unplaced)
    unplaced = [v for v in unplaced if v.kind != "range"]  # its ends are values of their own
    code = expand_homes(refit_formats(code))
    for slot, value in filling.placed:
        if slot.kind == "string" and isinstance(slot.default, str) and isinstance(value, str):
            code = follow_separators(code, slot.default, value)
        elif slot.kind == "number" and isinstance(value, int | float):
            code = follow_number(code, slot.default, value)
            code = follow_comparison(code, recipe.title, prompt, slot.default, value)
    code, left_out = follow_forms(code, prompt)
    unplaced += left_out
    if (day := read_day(prompt)) and (known := read_day(recipe.title)) not in ("", day):
        code = follow_day(code, known, day)
        if day not in code.lower():
            unplaced.append(Value("string", day, 0, 0))
    if not compiles(code):
        return Adapted(recipe.code, slots=editable_slots(recipe.code, []), unplaced=values)
    slots = editable_slots(recipe.code, filling.placed)
    return Adapted(code, sample_data, slots, unplaced, placed=len(filling.placed) + len(renamed))


def _samples(recipe: Recipe, values: Sequence[Value]) -> list[Any]:
    """Return what a recipe is given from outside, where a request has numbers: its setup's data, its example's."""
    if not any(value.kind in ("number", "data") for value in values):
        return []
    given = setup_values(recipe.setup)
    samples = [given[name] for name in needed_names(recipe.code, recipe.setup) if name in given]
    tree = parse(recipe.code) if only_defines(recipe.code) else None
    functions = [n for n in (tree.body if tree else []) if isinstance(n, ast.FunctionDef)]
    return samples + [sample for function in functions[-1:] for _, sample in _first_example(function, recipe.check)]


def _labelled_input(recipe: Recipe, values: Sequence[Value]) -> tuple[Value, str] | None:
    """Return the one number that the request gives to a name, and the one variable that the recipe has for a number.

    `points = 84` is the recipe's `score`, and none of the limits that stand in its code.
    """
    numbers = [v for v in values if v.kind == "number"]
    labelled = [v for v in numbers if v.label]
    if len(labelled) != 1 or len(numbers) == 1:
        return None
    samples = setup_values(recipe.setup)
    waiting = [name for name in needed_names(recipe.code, recipe.setup) if type(samples.get(name)) in (int, float)]
    inputs = [slot.variable for slot in find_slots(recipe.code) if slot.is_input and slot.kind == "number"]
    places = [*inputs, *waiting]
    return (labelled[0], places[0]) if len(places) == 1 and places[0] != labelled[0].label else None


def _as_function_wanted(code: str, setup: str, recipe: Recipe, prompt: str, signature: Signature | None) -> str:
    """Return the code as the function that a request wants; "" where it wants none, or has one as it wants it."""
    made = ""
    is_asked = signature is not None or (asks_for_function(prompt) and not is_lambda(code, prompt))
    if "def " not in code and "class " not in code and is_asked:
        given = needed_names(code, setup)
        lifted: list[str] = []
        if signature is not None:
            code, lifted = lift_constants(code, signature, given)
        made = as_function(code, [*given, *lifted], prompt, recipe.title, may_open=bool(lifted)) or ""
    return (fit_signature(made or code, signature) if signature is not None else "") or made


def editable_slots(code: str, placed: Sequence[tuple[CodeSlot, Any]]) -> list[Slot]:
    """Return the slots of a recipe that a person may want to change, with the values that they have now."""
    now = {(slot.kind, repr(slot.default)): value for slot, value in placed}
    slots = []
    for slot in find_slots(code):
        if slot.kind in ("path", "folder", "column", "table", "data") or (
            slot.kind in ("string", "number") and slot.is_input
        ):
            value = now.get((slot.kind, repr(slot.default)), slot.default)
            slots.append(Slot(_slot_text(slot.default), _slot_text(value), slot.kind))
    for slot, value in placed:
        entry = Slot(_slot_text(slot.default), _slot_text(value), slot.kind)
        if not any(s.default == entry.default and s.kind == entry.kind for s in slots):
            slots.append(entry)
    return slots


def _slot_text(value: Any) -> str:
    return value if isinstance(value, str) else literal_text(value)


# ---------------------------------------------------------------- names
def _match_names(recipe: Recipe, filling: Filling, prompt: str) -> dict[str, str]:
    """Return new names for the recipe's inputs, from those that the request gives to its data."""
    labels = [v.label for v in filling.unplaced if v.label and is_usable_name(v.label)]
    named = [v.value for v in filling.unplaced if v.kind == "name" and is_usable_name(v.value)]
    if not labels and not named:
        return {}
    inputs = _input_names(filling.code, recipe.setup)
    given = [name for name in dict.fromkeys([*labels, *named]) if name not in inputs]
    free = [name for name in inputs if name not in named and not _is_mentioned(prompt, name)]
    if not given or not free:
        return {}
    if by_shape := _pair_by_shape(free, given, filling, recipe):
        return by_shape
    pairs = dict(zip(free, given, strict=True)) if len(given) == len(free) else {free[0]: given[0]}
    return pairs if all(_may_be_called(old, new, filling, recipe) for old, new in pairs.items()) else {}


def _may_be_called(old: str, new: str, filling: Filling, recipe: Recipe) -> bool:
    """Return whether what the request gives to a name can stand where the recipe has its sample: no list for a text.

    Data that did not fit in the code's own sample does not get in any more, and a name without its value is no help.
    """
    value = next((v for v in filling.unplaced if v.label == new), None)
    if value is None:
        return True
    samples = setup_values(recipe.setup)
    if value.kind == "data" and old in setup_values(filling.code):
        return False
    samples = samples | setup_values(filling.code)
    return old not in samples or _may_stand_for(value, samples[old], find_uses(filling.code, old))


def _may_stand_for(value: Value, sample: Any, uses: frozenset[str]) -> bool:
    """Return whether what a request gives to a name can take the place of a sample."""
    containers = (list, tuple, set, dict)
    if not isinstance(value.value, containers) or not isinstance(sample, containers):
        return isinstance(value.value, containers) == isinstance(sample, containers)
    is_alike = same_kind(value.value, sample) or can_take(value.value, sample, uses, is_named=True)
    return is_alike or "parts" not in uses


def _pair_by_shape(free: Sequence[str], given: Sequence[str], filling: Filling, recipe: Recipe) -> dict[str, str]:
    """Return new names for inputs whose sample is of the same shape as the value that the request gives to the name."""
    values = {v.label: v.value for v in filling.unplaced if v.label}
    samples = setup_values(recipe.setup) | setup_values(filling.code)
    pairs: dict[str, str] = {}
    for name in given:
        if name not in values:
            return {}
        for old in free:
            if old not in pairs and old in samples and _same_shape(samples[old], values[name]):
                pairs[old] = name
                break
    return pairs if len(pairs) == len(given) else {}


def _same_shape(one: Any, other: Any) -> bool:
    if not _same_type(one, other):
        return False
    if isinstance(one, list | tuple | set | dict) and one and other:
        return _same_type(next(iter(one)), next(iter(other)))
    return True


def _input_names(code: str, setup: str) -> list[str]:
    """Return the variables that a recipe works on: those its setup gives, else the first that it fills with data."""
    needed = needed_names(code, setup)
    if needed:
        order = {name: index for index, name in enumerate(_reading_order(code))}
        return sorted(needed, key=lambda name: order.get(name, 999))
    tree = parse(code)
    found = []
    for node in tree.body if tree else []:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            try:
                ast.literal_eval(node.value)
            except (ValueError, TypeError):
                continue
            found.append(node.targets[0].id)
    return found


def _reading_order(code: str) -> list[str]:
    tree = parse(code)
    names = [n for n in walk(tree) if isinstance(n, ast.Name)] if tree else []
    names.sort(key=lambda n: (n.lineno, n.col_offset))
    return list(dict.fromkeys(n.id for n in names))


def _top_names(code: str) -> set[str]:
    tree = parse(code)
    return {n.id for n in walk(tree) if isinstance(n, ast.Name)} if tree else set()


# ---------------------------------------------------------------- sample data
def _add_data(
    code: str, setup: str, recipe: Recipe, prompt: str, unplaced: list[Value], filling: Filling
) -> tuple[str, list[Value], bool]:
    """Put in front of the code what it needs: the request's own values first, then sample data from the setup."""
    lines: list[str] = []
    missing: set[str] = set()
    kept = [value for value in unplaced if says_decimals(prompt, value)]
    left = [value for value in unplaced if value not in kept]
    setup, left = _own_dates(code, setup, left)
    defaults = setup_values(setup)
    named = {value.value for value in find_values(prompt) if value.kind == "name"}
    for name in needed_names(code, setup):
        value = _take_value(left, name, defaults.get(name))
        if value is not None:
            sample = (call_around(setup, name) or ("", defaults.get(name), ""))[1]
            code = follow_keys(code, sample, value.value, partial(_speaks_of, mask_values(prompt)), recipe.title)
            lines.append(f"{name} = {_made_of(value, name, setup) or _given_source(value, defaults.get(name))}")
            left = [v for v in left if v is not value and not (value.start <= v.start and v.end <= value.end)]
        elif not (name in named or _is_mentioned(prompt, name)):
            missing.add(name)
    sample = sample_definitions(setup, missing)
    given_paths = {value for slot, value in filling.placed if slot.kind == "path"}
    slots = find_slots(code) if "write" in setup or "sqlite3" in setup else ()
    paths = {slot.default for slot in slots if slot.kind == "path"} - given_paths
    files = sample_files([(path, source) for path, source in written_files(setup) if path in paths], code)
    files += sample_database(setup, code, paths)
    front = files + sample + mend_imports("".join(line + "\n" for line in lines))
    if not front:
        return code, left + kept, False
    return _join_front(front, code), left + kept, bool(sample or files)


def _speaks_of(text: str, key: str) -> bool:
    """Return whether a text has the word of a key, or its plural."""
    word = re.escape(key.replace("_", " "))
    return re.search(rf"\b(?:{re.escape(key)}|{word})(?:e?s)?\b", text, re.IGNORECASE) is not None


def _made_of(value: Value, name: str, setup: str) -> str:
    """Return how the setup makes a variable, of the request's data: an array of the list that it gives; else ""."""
    made = call_around(setup, name) if value.kind == "data" else None
    if made is None or type(made[1]) is not type(value.value):
        return ""
    before, _, after = made
    return f"{before}{literal_text(value.value)}{after}"


def _given_source(value: Value, default: Any) -> str:
    """Return the source of what a request gives for a variable; a text that it has in a file is read from there."""
    if value.kind == "path" and isinstance(default, str | list) and not _is_path(default):
        text = f'Path({literal_text(value.value)}).read_text(encoding="utf-8")'
        return text if isinstance(default, str) else f"{text}.splitlines()"
    if value.kind == "url" and isinstance(default, list):
        return literal_text([value.value])
    if value.kind == "range":
        return literal_text(list(value.value)) if len(value.value) <= 20 else f"list({value.value!r})"
    return literal_text(value.value if value.label else _as_type_of(value.value, default))


def _is_path(text: Any) -> bool:
    return isinstance(text, str) and is_file_name(text) and " " not in text


def _own_dates(code: str, setup: str, left: list[Value]) -> tuple[str, list[Value]]:
    """Return the setup with its variables for dates set to the request's, and the values that are left."""
    tree = parse(setup) if "date" in setup else None
    needed = needed_names(code, setup) if tree else ()
    given = {name: node for node in (tree.body if tree else []) if (name := _date_variable(node)) in needed}
    dates = [v for v in left if v.kind == "string" and ISO_DATE.fullmatch(str(v.value))]
    if not dates or len(dates) != len(given):
        return setup, left
    positions, edits = Positions(setup), []
    for node, day in zip(given.values(), dates, strict=True):
        call = node.value  # type: ignore[attr-defined]
        start, end = positions.span(call.args[0])[0], positions.span(call.args[2])[1]
        edits.append(Edit(start, end, ", ".join(str(int(part)) for part in day.value.split("-"))))
    return apply_edits(setup, edits), [v for v in left if v not in dates]


def _date_variable(node: ast.stmt) -> str:
    """Return the variable that a statement sets to `date(2024, 3, 1)`, or nothing."""
    if not (
        isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and isinstance(node.targets[0], ast.Name)
    ):
        return ""
    is_date = ast.unparse(node.value.func).rsplit(".", 1)[-1] in ("date", "datetime")
    is_plain = len(node.value.args) == 3 and all(isinstance(part, ast.Constant) for part in node.value.args)
    name = node.targets[0].id
    return name if is_date and is_plain and name not in ("today", "now") else ""


def _is_mentioned(prompt: str, name: str) -> bool:
    return f"`{name}`" in prompt or mentions_name(mask_values(prompt), name)


def _join_front(front: str, code: str) -> str:
    """Return code with other code before it, all imports first."""
    tree = parse(front)
    if tree is None:
        return code
    imports = [ast.unparse(node) for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    lines = front.splitlines()
    body = ""
    for node in tree.body:
        text = "\n".join(lines[first_line(node) - 1 : node.end_lineno])
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            body = f"{body}\n\n{text}\n\n\n" if body and not body.endswith("\n\n") else f"{body}{text}\n\n\n"
        elif not isinstance(node, ast.Import | ast.ImportFrom):
            body += text + "\n"
    body = body.strip("\n")
    code_tree = parse(code)
    last = 0
    for node in code_tree.body if code_tree else []:
        if isinstance(node, ast.Import | ast.ImportFrom) or _is_docstring(node):
            last = node.end_lineno or 0
        else:
            break
    code_lines = code.splitlines()
    head, tail = "\n".join(code_lines[:last]), "\n".join(code_lines[last:]).strip("\n")
    joined = "\n\n".join(part for part in (head, body, tail) if part) + "\n"
    return merge_imports(imports, joined)


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _take_value(values: Sequence[Value], name: str, default: Any) -> Value | None:
    """Return the request's value for a variable: the one it assigns to that name, else the first of its type."""
    literal = [v for v in values if v.kind in ("data", "string", "number", "path", "url", "range")]
    literal.sort(key=lambda value: value.is_word)  # "two sum … add up to 9"
    for value in literal:
        if value.label == name:
            return value
    for value in literal:
        if value.label is None and default is not None and _may_be(value, default):
            return value
    for value in literal:
        if value.label is not None and default is not None and _same_shape(value.value, default):
            return value
    for value in literal:
        if value.kind == "url" and any(word in name.lower() for word in ("url", "address", "link", "endpoint")):
            return value
    return None


def _may_be(value: Value, default: Any) -> bool:
    """Return whether a value is of the kind of the sample, or a file that holds one."""
    if value.kind == "range":
        return isinstance(default, list) and all(type(item) is int for item in default)
    if value.kind == "path" and not _is_path(default):
        is_lines = isinstance(default, list) and all(isinstance(item, str) for item in default)
        is_text = isinstance(default, str) and not ISO_DATE.fullmatch(default)
        return value.value.rsplit(".", 1)[-1].lower() in _TEXT_FILES and (is_text or is_lines)
    return _same_type(value.value, default)


_TEXT_FILES = frozenset("txt md log text rst".split())


def _take_scalar(values: Sequence[Value], default: Any) -> Value | None:
    """Return the one plain value left: what is looked for may be of another type than in the example."""
    scalars = [v for v in values if v.label is None and v.kind in ("string", "number")]
    if not isinstance(default, int | float | str) or len(scalars) != 1:
        return None
    is_of_time = isinstance(default, int | float) and _CLOCK.fullmatch(str(scalars[0].value))
    return None if is_of_time else scalars[0]


_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::\d\d)?")


def _is_time_in(code: str, value: Value) -> bool:
    """Return whether code holds a clock time of the request as it is: `time(9, 0)` for 9:00."""
    match = _CLOCK.fullmatch(str(value.value)) if value.kind == "string" else None
    return match is not None and re.search(rf"\btime\({int(match[1])}(?:, {int(match[2])})?\)", code) is not None


def _same_type(one: Any, other: Any) -> bool:
    return type(one) is type(other) or any(
        isinstance(one, kinds) and isinstance(other, kinds) for kinds in ((int, float), (list, tuple, set))
    )


# ---------------------------------------------------------------- a call
def _add_call(code: str, recipe: Recipe, prompt: str, unplaced: list[Value]) -> tuple[str, list[Value]]:
    """Let a recipe that only defines a function be called with the request's values, if these are what it takes."""
    tree = parse(code)
    functions = [n for n in (tree.body if tree else []) if isinstance(n, ast.FunctionDef)]
    is_alone = {"function", "lambda"} & set(content_words(prompt)) and not gives_data(unplaced, prompt)
    if not only_defines(code) or is_alone:
        return code, unplaced
    function = functions[-1]
    if function.name.startswith("test_") or _is_manager(function):  # what runs tests calls it; with enters it
        return code, unplaced
    example = _first_example(function, recipe.check) or _example_of(function, code, recipe)
    if not example or any(value is None for _, value in example):
        return code, unplaced
    given = may_be_shown(unplaced, recipe, prompt)
    found = _find_arguments(example, given, prompt)
    if found is None:
        return code, unplaced
    arguments, left = found
    taken = [v for v in given if v not in left]
    if not are_all_shown(taken, left, prompt):
        return code, unplaced
    left = [v for v in unplaced if v not in taken]
    return f"{code.rstrip()}\n\n\n{_shown_call(function, ', '.join(arguments))}\n", left


def _find_arguments(
    example: Sequence[tuple[str, Any]], given: Sequence[Value], prompt: str
) -> tuple[list[str], list[Value]] | None:
    """Return the source of a function's arguments and the values that are left; None where one is missing."""
    arguments: list[str] = []
    left = list(given)
    whole = _find_whole(prompt, left)
    places = [Place(parameter, default) for parameter, default in example]
    settled = settle(prompt, given, places, lambda v, s: _fits_example(given[v], places[s].default))
    certain = {s: given[v] for v, s in settled.items()}
    dated = _date_parts(given) if {place.name for place in places} >= _DATE_PARTS else {}
    for index, place in enumerate(places):
        if place.name in dated:
            arguments.append(str(dated[place.name]))
            left = [v for v in left if not ISO_DATE.fullmatch(str(v.value))]
            continue
        free = [v for v in left if v not in certain.values() and not contradicts(v, place)]
        fitting = [value for value in free if (value is whole) == (place.name in _WHOLES)] if whole else free
        fitting = [v for v in fitting if not _is_sign_for_text(v, place.default)]
        value = certain.get(index) or _take_value(fitting, place.name, place.default)
        value = value or _take_date(fitting, place.default)
        if value is None and any(v.kind == "data" for v in given):  # what is looked for in there
            value = _take_scalar(fitting, place.default)
        if value is None and isinstance(place.default, date) and place.name in _TODAY and index:
            arguments.append("date.today()")
            continue
        if value is None:
            return None
        arguments.append(literal_text(_as_argument(measured(value, place), place.default)))
        left.remove(value)
    return arguments, left


def _fits_example(value: Value, example: Any) -> bool:
    return _same_type(value.value, example) and not _is_sign_for_text(value, example)


def _is_sign_for_text(value: Value, example: Any) -> bool:
    """Return whether a value is no more than a sign, and the example of what a function takes a text."""
    return isinstance(example, str) and bool(_LETTERS.search(example)) and not _LETTERS.search(str(value.value))


def _is_manager(function: ast.FunctionDef) -> bool:
    return any("contextmanager" in ast.unparse(decorator) for decorator in function.decorator_list)


def _shown_call(function: ast.FunctionDef, arguments: str) -> str:
    """Return the statement that shows what a function gives: of a generator each value, of an endless one the first."""
    call = f"{function.name}({arguments})"
    if not any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(function)):
        gives = any(isinstance(node, ast.Return) and node.value is not None for node in ast.walk(function))
        return f"print({call})" if gives else call
    is_endless = any(isinstance(n, ast.While) and ast.unparse(n.test) == "True" for n in ast.walk(function))
    items = f"for _, item in zip(range(10), {call})" if is_endless else f"for item in {call}"
    return f"{items}:\n    print(item)"


_WHOLES = frozenset("text string sentence line haystack phrase paragraph s".split())
_IN = re.compile(
    r"\b(?P<word>in|of|from|inside|within|through)(?: (?:the|a))?(?: (?:string|text|word|sentence|line))?\s*$"
)


def _find_whole(prompt: str, values: Sequence[Value]) -> Value | None:
    """Return the one of two texts in which the other is looked for: the second of `"a" in "banana"`."""
    texts = [value for value in values if value.kind == "string"]
    wholes = [value for value in texts if _IN.search(prompt[: value.start])]
    if len(wholes) == 2:  # "the positions of "a" in "banana""
        wholes = [value for value in wholes if _IN.search(prompt[: value.start])["word"] in ("in", "inside", "within")]  # type: ignore[index]
    return wholes[0] if len(texts) == 2 and len(wholes) == 1 else None


_LETTERS = re.compile(r"\w")
_TODAY = frozenset({"today", "now", "on", "at"})
_DATE_PARTS = frozenset({"year", "month", "day"})


def _take_date(values: Sequence[Value], default: Any) -> Value | None:
    """Return the request's first date where the function's example is given one."""
    if not isinstance(default, date):
        return None
    return next((v for v in values if v.kind == "string" and ISO_DATE.fullmatch(str(v.value))), None)


def _date_parts(values: Sequence[Value]) -> dict[str, int]:
    """Return year, month and day of the one date of a request, for a function that takes them one by one."""
    days = [v.value for v in values if v.kind == "string" and ISO_DATE.fullmatch(str(v.value))]
    with contextlib.suppress(ValueError):  # no such day
        if len(days) == 1:
            return {part: getattr(date.fromisoformat(days[0]), part) for part in _DATE_PARTS}
    return {}


def _as_argument(value: Any, default: Any) -> Any:
    """Return a value as the function's example is given it: digits may be a text there, and a text a date."""
    if isinstance(default, date) and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    if type(value) is int and isinstance(default, str) and re.fullmatch(r"[\d .-]*\d[\d .-]*", default):
        return str(value)
    return _as_type_of(value, default)


def _as_type_of(value: Any, default: Any) -> Any:
    """Return a list, tuple or set as the one of them that the function's example is given."""
    kinds = (list, tuple, set)
    if not isinstance(value, kinds) or not isinstance(default, kinds) or type(value) is type(default):
        return value
    try:
        return type(default)(sorted(value, key=repr) if isinstance(value, set) else value)
    except TypeError:  # rows are no elements of a set
        return value


def _first_example(function: ast.FunctionDef, check: str) -> list[tuple[str, Any]]:
    """Return (parameter, value) for the first example that a function's docstring gives, or else a check of it."""
    return _example_arguments(function, ast.get_docstring(function) or "") or _example_arguments(function, check)


def _example_arguments(function: ast.FunctionDef, text: str) -> list[tuple[str, Any]]:
    """Return (parameter, value) for the positional arguments of the first example in a docstring or in a check."""
    parameters = [a.arg for a in [*function.args.posonlyargs, *function.args.args]]
    is_docstring = ">>> " in text
    for line in text.splitlines():
        is_example = line.strip().startswith(">>> ") or not is_docstring
        is_call = is_example and function.name in line
        tree = parse(line.strip().removeprefix(">>> ")) if is_call else None
        for node in walk(tree) if tree else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function.name:
                with contextlib.suppress(ValueError, TypeError):  # the next one may be plainer
                    return [(p, _example_value(a)) for p, a in zip(parameters, node.args, strict=False)]
    return []


def _example_value(node: ast.expr) -> Any:
    """Return the plain value, or the date, that an example gives; raises ValueError for anything else."""
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "date"
        and len(node.args) == 3
    ):
        return date(*(int(ast.literal_eval(part)) for part in node.args))
    return ast.literal_eval(node)


def refill(code: str, before: Sequence[Slot], after: Sequence[Slot]) -> str:
    """Return an answer's code with slots changed from their values `before` to those `after`."""
    new = {(b.kind, b.value): parse_slot_text(a.kind, a.value) for b, a in zip(before, after, strict=True) if a != b}
    chosen = [
        (s, new[s.kind, _slot_text(s.default)]) for s in find_slots(code) if (s.kind, _slot_text(s.default)) in new
    ]
    return put_values(code, chosen)
