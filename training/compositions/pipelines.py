"""Draw pipelines: a source, one to four steps that fit, one or two ends; and the program of each."""

import random
from dataclasses import dataclass

from training.compositions import mapping_steps, number_steps, row_steps, sources, text_steps, whole_text_steps
from training.compositions.ends import draw_sink, return_value
from training.compositions.origins import Origin
from training.compositions.program import Data, Program
from training.compositions.sinks import Sink
from training.compositions.steps import JOIN, ORDER, REDUCE, Step

TABLES = {
    "numbers": number_steps.WEIGHTED, "strings": text_steps.WEIGHTED, "rows": row_steps.WEIGHTED, "mapping": mapping_steps.WEIGHTED, "pairs": mapping_steps.WEIGHTED, "text": whole_text_steps.WEIGHTED,
}  # fmt: skip
_VERBS = (
    "process",
    "filter",
    "clean",
    "handle",
    "analyze",
    "transform",
    "convert",
    "prepare",
    "check",
    "find_in",
    "work_on",
    "summarize",
)
FUNCTION_SHARE = 0.55  # of the pipelines on a list that the person has


@dataclass(frozen=True)
class Pipeline:
    """What was drawn, and its program."""

    origin: Origin
    steps: tuple[Step, ...]
    sinks: tuple[Sink, ...]
    code: str
    function: str = ""  # its name, where the end is a return
    must_be_named: bool = False  # nobody could guess the name


def draw_pipeline(rng: random.Random) -> Pipeline:
    """Return a pipeline that makes sense."""
    while True:
        made = _try_to_draw(rng)
        if made is not None:
            return made


def _try_to_draw(rng: random.Random) -> Pipeline | None:
    program = Program()
    drawers, weights = zip(*sources.WEIGHTED, strict=True)
    origin = rng.choices(drawers, weights=weights)[0](program, rng)
    is_function = bool(origin.parameter) and rng.random() < FUNCTION_SHARE
    if is_function:
        program.lines.clear()
    steps: list[Step] = []
    data = origin.gives
    wanted = rng.choices([1, 2, 3, 4], weights=(22, 38, 28, 12))[0]
    tries = 0
    while len(steps) < wanted and data.kind in TABLES and tries < 30:
        tries += 1
        step = _draw_step(program, data, rng, steps)
        if step is not None:
            steps.append(step)
            data = step.gives
    if not _is_sensible(steps, data):
        return None
    name, must_be_named = "", False
    sinks: list[Sink] = []
    if is_function:
        return_value(program, data)
        if data.kind == "results":
            return None
        name = _function_name(steps[-1], data)
        must_be_named = rng.random() < 0.4
        if must_be_named:
            noun = origin.gives.expression
            name = rng.choice(
                [f"{verb}_{noun}" for verb in _VERBS]
                + [
                    "process",
                    "solve",
                    "compute",
                    "transform",
                    "analyze",
                    "summarize",
                    "select",
                    "my_function",
                    "f",
                    "run",
                ]
            )
        program.function = f"def {name}({origin.gives.expression}):"
    else:
        sinks = draw_sink(program, data, rng)
    return Pipeline(origin, tuple(steps), tuple(sinks), program.text(), name, must_be_named)


def _draw_step(program: Program, data: Data, rng: random.Random, steps: list[Step]) -> Step | None:
    """Return a step that fits, or None; then nothing was added to the program."""
    makers, weights = zip(*TABLES[data.kind], strict=True)
    before = (list(program.lines), set(program.imports), set(program.names))
    step: Step | None = rng.choices(makers, weights=weights)[0](program, data, rng)
    if step is not None and any(step.name == other.name for other in steps):
        step = None
    if step is None:
        program.lines, program.imports, program.names = before
    return step


def _is_sensible(steps: list[Step], data: Data) -> bool:
    if not steps:
        return False
    if steps[0].name in ("first", "reverse") and len(steps) == 1:
        return True
    return not (
        data.kind == "mapping"
        and not any(
            step.role in (REDUCE, ORDER, JOIN) or step.leaves_out or step.name in ("values", "invert") for step in steps
        )
    )


def _function_name(step: Step, data: Data) -> str:
    if data.kind in ("numbers", "strings", "rows", "mapping", "pairs", "groups", "lists"):
        return f"get_{data.many.replace(' ', '_')}" if data.kind != "pairs" else "get_pairs"
    return {
        "number": f"get_{data.one.replace(' ', '_')}",
        "string": f"get_{data.one.replace(' ', '_')}",
        "row": f"find_{data.one.replace(' ', '_')}",
    }.get(data.kind, "process")
