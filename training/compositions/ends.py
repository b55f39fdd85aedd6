"""Where a pipeline ends: printed, saved, returned. Draws one or two ends that fit."""

import random

from training.compositions.printers import (
    print_count,
    print_entries,
    print_groups,
    print_list,
    print_lists,
    print_results,
    print_row,
    print_rows,
    print_value,
)
from training.compositions.program import Data, Program
from training.compositions.savers import save_entries, save_json, save_lines, save_results, save_rows, save_value
from training.compositions.sinks import Sink


def return_value(program: Program, data: Data) -> None:
    """The end of a function."""
    if data.kind == "results":
        program.add("return " + ", ".join(expression for _, expression in data.labels))
    else:
        program.add(f"return {data.expression}")


def draw_sink(program: Program, data: Data, rng: random.Random) -> list[Sink]:
    """Return one or two ends that fit what is there."""
    printers = {
        "numbers": print_list,
        "strings": print_list,
        "rows": print_rows,
        "mapping": print_entries,
        "pairs": print_entries,
        "groups": print_groups,
        "lists": print_lists,
        "number": print_value,
        "string": print_value,
        "text": print_value,
        "truth": print_value,
        "row": print_row,
        "results": print_results,
    }
    savers = {
        "numbers": save_lines,
        "strings": save_lines,
        "rows": save_rows,
        "mapping": save_entries,
        "pairs": save_entries,
        "groups": save_json,
        "lists": save_json,
        "number": save_value,
        "string": save_value,
        "text": save_value,
        "truth": save_value,
        "row": save_json,
        "results": save_results,
    }
    save = savers[data.kind]
    if data.kind in ("numbers", "strings") and rng.random() < 0.25:
        save = save_json
    saves = rng.random() < {
        "rows": 0.5,
        "strings": 0.45,
        "numbers": 0.35,
        "mapping": 0.35,
        "pairs": 0.3,
        "groups": 0.5,
        "lists": 0.3,
        "row": 0.2,
    }.get(data.kind, 0.12)
    if not saves:
        first = printers[data.kind](program, data, rng)
        is_counting = data.kind in ("numbers", "strings", "rows") and rng.random() < 0.07
        return [first, print_count(program, data, rng)] if is_counting else [first]
    if rng.random() < 0.1 and data.kind in ("numbers", "strings", "mapping", "number"):
        return [printers[data.kind](program, data, rng), save(program, data, rng)]
    first = save(program, data, rng)
    if rng.random() < 0.1 and data.kind in ("numbers", "strings", "rows"):
        return [first, print_count(program, data, rng)]
    return [first]
