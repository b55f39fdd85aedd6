"""Sources that are dictionaries from something to a number."""

import json
import random

from training.compositions.domains import STRINGS
from training.compositions.language import Thing, Verbatim, phrases, plural
from training.compositions.origins import Origin, name_file, type_literal, write_literal
from training.compositions.program import Data, Program

_PEOPLE = STRINGS[0].values[:12]


_MAPPINGS = (
    ("fruit", "price", "prices", "float", 0.2, 9, STRINGS[4].values), ("name", "score", "scores", "int", 0, 100, _PEOPLE), ("name", "age", "ages", "int", 5, 90, _PEOPLE),
    ("city", "temperature", "temperatures", "int", 1, 38, STRINGS[2].values), ("city", "population", "populations", "int", 50000, 9000000, STRINGS[2].values), ("item", "quantity", "stock", "int", 0, 60, ("pens", "paper", "glue", "tape", "ink", "clips")),
    ("student", "grade", "grades", "float", 1, 10, _PEOPLE), ("product", "price", "prices", "float", 1, 200, ("lamp", "chair", "mug", "pen", "rug", "desk")), ("team", "points", "points", "int", 0, 90, ("Lions", "Bears", "Hawks", "Wolves", "Sharks")),
    ("person", "salary", "salaries", "int", 20000, 90000, _PEOPLE), ("player", "score", "scores", "int", 0, 99, _PEOPLE), ("country", "area", "areas", "int", 1000, 90000, STRINGS[3].values), ("month", "expense", "expenses", "float", 50, 900, ("Jan", "Feb", "Mar", "Apr", "May", "Jun")),
)  # fmt: skip


def json_mapping(program: Program, rng: random.Random) -> Origin:
    """An object of numbers in a JSON file, a literal, or a variable."""
    key, held, many, kind, low, high, names = rng.choice(_MAPPINGS)
    form = rng.choice(["file", "literal", "literal", "variable"])
    nouns: tuple[str, ...] = (key, held)
    stem, variable = many, program.fresh(many)
    if form != "variable" and rng.random() < 0.5:
        key, held, many, variable, nouns = "key", "value", "values", program.fresh("data"), ()
    sample = {
        name: (rng.randint(int(low), int(high)) if kind == "int" else round(rng.uniform(low, high), 2))
        for name in names
    }
    data = Data(
        "mapping",
        variable,
        key,
        many,
        item=key,
        keys=key,
        held=held,
        number=kind,
        low=low,
        high=high,
        values=tuple(names),
    )
    values: dict[str, object] = {"key": key, "held": held, "keys": plural(key)}
    if form == "file":
        file = name_file(rng.choice([stem, stem, "data"]), ".json", rng)
        program.add(
            f'with open("{file}", encoding="utf-8") as file:',
            f"    {variable} = json.load(file)",
            imports="import json",
        )
        return Origin(
            "json object", data, Thing("entry", many, place="in {file}", own_name="{file}"),
            phrases("read {file}\nload {file}\nload the {many} from {file}\nread the json file {file}\nread the {many} in {file}\nload the json in {file}\nopen {file}\nload the dictionary in {file}"),
            phrases("{file} maps each {key} to its {held}\n{file} is a json object with {key}: {held}\nI have a json file {file} with the {held} of each {key}\n{file} contains a dictionary from {key} to {held}\n{file} holds the {many} by {key}"),
            phrases("given {file} with the {held} of each {key}\nfrom {file}\nusing {file}"), ("{file}", "read {file}"), {"file": file, **values}, {file: json.dumps(sample)}, nouns=nouns,
        )  # fmt: skip
    if form == "literal":
        small = dict(rng.sample(sorted(sample.items()), min(len(sample), rng.choice([3, 3, 4, 5]))))
        program.add(f"{variable} = {write_literal(small)}")
        literal = Verbatim(str(small) if rng.random() < 0.5 else write_literal(small))
        return Origin(
            "literal dict", data, Thing("entry", many, place="in {literal}", own_name="{literal}"), (),
            phrases("I have the dictionary {literal}\nI have a dictionary {literal}\n{variable} = {literal}\nhere are my {many}: {literal}\nmy dictionary is {literal}\nI have {many} = {literal}\nI have a dict {literal}"),
            phrases("given the dictionary {literal}\ngiven {literal}\nfor the dict {literal}\ngiven {variable} = {literal}\nwith {variable} = {literal}\nfrom the dictionary {literal}"), ("{literal}", "{variable} = {literal}", "dict {literal}"), {"literal": literal, "variable": Verbatim(variable), **values}, nouns=nouns,
        )  # fmt: skip
    name = Verbatim(variable)
    return Origin(
        "variable dict", data, Thing("entry", many, place="in the <dictionary|dict> {variable}", own_name="{variable}"), (),
        phrases("I have a dictionary {variable} from {key} to {held}\nI have a dict {variable} with the {held} of each {key}\n{variable} is a dictionary from {key} to {held}\nI have a dict {variable} (key: {key}, value: {held})"),
        phrases("given a dictionary {variable} of {keys} and their {many}\ngiven the dict {variable} ({key} -> {held})\nwith the dictionary {variable}"), ("dict {variable}", "{variable} (dict {key} -> {held})"), {"variable": name, **values}, setup=f"{variable} = {sample!r}\n", parameter="a dictionary from {key} to {held}", nouns=nouns,
    )  # fmt: skip


def two_lists(program: Program, rng: random.Random) -> Origin:
    """A dictionary of two lists that belong together."""
    key, held, many, kind, low, high, names = rng.choice(
        [row for row in _MAPPINGS if row[2] not in ("stock", "points")]
    )
    keys, variable = plural(key), program.fresh("lookup")
    chosen = rng.sample(list(names), min(len(names), rng.choice([3, 3, 4, 5])))
    numbers = [rng.randint(int(low), int(high)) if kind == "int" else round(rng.uniform(low, high), 1) for _ in chosen]
    program.add(f"{keys} = {write_literal(chosen)}", f"{many} = {numbers}", f"{variable} = dict(zip({keys}, {many}))")
    program.names |= {keys, many}
    values: dict[str, object] = {
        "key": key,
        "held": held,
        "keys": Verbatim(keys),
        "many": Verbatim(many),
        "a": type_literal(chosen, rng),
        "b": type_literal(numbers, rng),
    }
    data = Data(
        "mapping",
        variable,
        key,
        many,
        item=key,
        keys=key,
        held=held,
        number=kind,
        low=low,
        high=high,
        values=tuple(names),
    )
    return Origin(
        "two lists", data, Thing("entry", many),
        phrases("combine {keys} = {a} and {many} = {b} into a dictionary\nmake a dictionary from {keys} = {a} and {many} = {b}\nzip {keys} = {a} with {many} = {b} into a dict\nbuild a dictionary from the lists {keys} = {a} and {many} = {b}\npair {keys} = {a} with {many} = {b} in a dictionary\ncreate a dict from the keys {a} and the values {b} ({keys} and {many})"),
        values=values, needs_clause=True,
    )  # fmt: skip


def merged(program: Program, rng: random.Random) -> Origin:
    """Two dictionaries put together."""
    *_, low, high, names = rng.choice(_MAPPINGS)
    parts = []
    for _ in range(2):
        chosen = rng.sample(list(names), 3)
        parts.append({name: rng.randint(max(1, int(low)), int(high)) for name in chosen})
    program.add(f"first = {write_literal(parts[0])}", f"second = {write_literal(parts[1])}", "merged = first | second")
    program.names |= {"first", "second", "merged"}
    data = Data(
        "mapping",
        "merged",
        "key",
        "values",
        item="key",
        keys="key",
        held="value",
        number="int",
        low=low,
        high=high,
        values=tuple(names),
    )
    return Origin(
        "merged", data, Thing("entry", "values"),
        phrases("merge the dictionaries {a} and {b}\nmerge {a} and {b}\ncombine the dicts {a} and {b} into one\nmerge {b} into {a}\njoin the two dictionaries {a} and {b}\nput {a} and {b} together in one dictionary"),
        values={"a": type_literal(parts[0], rng), "b": type_literal(parts[1], rng)}, needs_clause=True,
    )  # fmt: skip


def pair_lines(program: Program, rng: random.Random) -> Origin:
    """A text file with a key and a number on each line."""
    key, held, many, kind, low, high, names = rng.choice([row for row in _MAPPINGS if row[1] != row[2]])
    variable = program.fresh(many)
    file = name_file(rng.choice([many, many, "data", "input"]), ".txt", rng)
    separator, said = rng.choice(
        [
            (":", "{key}:{held}"),
            (",", "{key},{held}"),
            (" ", "{key} {held}"),
            ("=", "{key}={held}"),
            (";", "{key};{held}"),
        ]
    )
    split = f'split("{separator}")' if separator != " " else "split()"
    program.add(
        f"{variable} = {{}}",
        f'with open("{file}", encoding="utf-8") as file:',
        "    for line in file:",
        f"        {key}, {held} = line.strip().{split}",
        f"        {variable}[{key}] = {kind}({held})",
    )
    content = "".join(f"{name}{separator}{rng.randint(max(1, int(low)), int(high))}\n" for name in names)
    form = rng.choice(["'{}'", '"{}"', "{}"]).format(said)
    data = Data(
        "mapping",
        variable,
        key,
        many,
        item=key,
        keys=key,
        held=held,
        number=kind,
        low=low,
        high=high,
        values=tuple(names),
    )
    return Origin(
        "pair lines", data, Thing("entry", many, place="in {file}"),
        phrases(f"read {{file}} with lines like {form}\nread the {many} from {{file}} (lines like {form})\nload {{file}}, where each line is {form}\nread {{file}} ({form} per line) into a dictionary\nparse {{file}} with {form} on each line"),
        phrases(f"each line of {{file}} has the form {form}\n{{file}} has lines like {form}\nI have a file {{file}} with lines {form}\nthe lines of {{file}} look like {form}\n{{file}} contains {form} lines"),
        phrases(f"given {{file}} with lines like {form}\nfrom {{file}} ({form} per line)"), (f"{{file}} ({form} per line)",), {"file": file, "key": key, "held": held}, {file: content},
    )  # fmt: skip
