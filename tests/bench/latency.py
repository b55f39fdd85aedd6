"""`python -m tests.bench.latency`: how long the evaluation set's requests take, as a table and a picture.

Each request goes through the program's own room, `app.session`, in up to three ways: answered by recipes alone, by the
model alone with its recipes before its eyes, and as a person asks. What a recipe shows first is the final code; the
whole has other recipes beside it to choose from. Processor time is what a machine with nothing else
to do would show on its clock, but for work that two threads share; both times are printed. Recipes and model are
loaded anew before each way and round, so that no answer was kept; with `--rounds`, each request's least time counts.
"""

import argparse
import gc
import json
import logging
import random
import re
import shutil
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from app.garbage import settle
from app.model_store import ModelStore
from app.paths import DataDir
from app.session import Session
from engine.cookbook import INDEX_PAGE
from engine.events import Answered, Partial, Request
from engine.examples import get_ready
from tests.bench.measure import describe_machine, table
from training.workspace import REPOSITORY, read_jsonl, training_dir

PICTURE = Path(__file__).with_suffix(".png")
WAYS = {"recipe": "recipes alone", "model": "the model alone", "asked": "as a person asks"}
COLOURS = {"recipe": "#2f9e63", "model": "#d9622b", "asked": "#2f6fde"}
CLOCKS: dict[str, Callable[[], float]] = {"processor": time.process_time, "wall": time.perf_counter}


@dataclass(frozen=True)
class Taken:
    """The milliseconds of one request on one clock: to the first thing shown, and to the end."""

    first: float
    whole: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask every request in every way; print the tables and draw the picture."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.latency", description=__doc__)
    parser.add_argument("--ways", nargs="+", choices=list(WAYS), default=list(WAYS))
    parser.add_argument("--limit", type=int, default=0, help="only so many requests, spread over the set")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--candidates", type=int, default=4, help="drafts that the model writes at once")
    parser.add_argument("--recipes", type=int, default=0, help="only so many, drawn from the cookbook (default: all)")
    parser.add_argument("--threads", type=int, default=1, help="processor threads of the model")
    parser.add_argument("--models", type=Path, default=REPOSITORY / "resources" / "models")
    parser.add_argument("--clock", choices=list(CLOCKS), default="processor", help="which one the picture shows")
    parser.add_argument("--out", type=Path, default=PICTURE, help="the picture")
    parser.add_argument("--json", type=Path, help="write all times to this file, too")
    args = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    prompts = [row["prompt"] for row in read_jsonl(REPOSITORY / "tests" / "evaluation" / "requests.jsonl")]
    if args.limit:
        prompts = prompts[:: max(1, len(prompts) // args.limit)][: args.limit]
    session = open_session(args.models, args.threads, args.recipes)
    taken = {way: measure(session, prompts, way, args) for way in args.ways}
    print(describe_machine())
    print(f"{len(prompts)} requests, {args.candidates} drafts, {args.rounds} round(s), {args.threads} thread(s)\n")
    print(show(taken))
    draw(taken, args.clock, args.out)
    if args.json:
        found = {
            way: {clock: [asdict(each) for each in row] for clock, row in rows.items()} for way, rows in taken.items()
        }
        args.json.write_text(json.dumps(found) + "\n", encoding="utf-8")
    return 0


def open_session(models: Path, threads: int, recipes: int) -> Session:
    """Return the program's room with a data directory of its own, over all recipes or so many of them."""
    data = DataDir(training_dir() / "bench")
    resources = draw_recipes(recipes, data.root / "resources") if recipes else None
    session = Session(data, resources, threads=threads)
    session.store = ModelStore(data.models, models)
    return session


def draw_recipes(count: int, folder: Path) -> Path:
    """Write that many recipes, drawn by chance from the cookbook, ranker and operations; return the folder."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("ranker", "operations"):
        shutil.copytree(REPOSITORY / "resources" / name, folder / name)
    (folder / "cookbook").mkdir()
    pages = {
        path.name: re.split(r"^(?=## )", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for path in sorted((REPOSITORY / "resources" / "cookbook").glob("*.md"))
        if path.name != INDEX_PAGE
    }
    drawn = random.Random(0).sample([(name, at) for name, parts in pages.items() for at in range(1, len(parts))], count)
    for name, parts in pages.items():
        kept = [part for at, part in enumerate(parts) if not at or (name, at) in drawn]
        (folder / "cookbook" / name).write_text("".join(kept), encoding="utf-8")
    return folder


def load_anew(session: Session) -> None:
    """Forget all answers and read recipes and model again, so that no request pays for that; settle as the doors do."""
    session.close()
    session.load_recipes()
    session.load_model()
    for only in ("recipe", "model"):
        session.answer(Request("say hello", only=only, seed=0))  # type: ignore[arg-type]  # imports what comes late
    session.warm_up()
    gc.collect()
    settle()


def measure(session: Session, prompts: Sequence[str], way: str, args: argparse.Namespace) -> dict[str, list[Taken]]:
    """Return, for each clock, what each request took: the least of its rounds."""
    only = None if way == "asked" else way
    requests = [Request(prompt, only=only, candidates=args.candidates, seed=0) for prompt in prompts]  # type: ignore[arg-type]
    turns = []
    for _ in range(args.rounds):
        load_anew(session)
        turn = []
        for request in requests:
            turn.append(ask(session, request))
            get_ready(and_wait=True)  # as in the break that a person makes
        turns.append(turn)
    return {
        clock: [
            Taken(*(min(getattr(turn[at][clock], part) for turn in turns) for part in ("first", "whole")))
            for at in range(len(requests))
        ]
        for clock in CLOCKS
    }


def ask(session: Session, request: Request) -> dict[str, Taken]:
    """Ask once; return what it took on each clock."""
    started = {name: clock() for name, clock in CLOCKS.items()}

    def since_start() -> dict[str, float]:
        return {name: (clock() - started[name]) * 1000 for name, clock in CLOCKS.items()}

    first: dict[str, float] | None = None
    for event in session.ask(request):
        if first is None and (isinstance(event, Answered) or (isinstance(event, Partial) and event.tokens)):
            first = since_start()
    whole = since_start()
    return {name: Taken((first or whole)[name], whole[name]) for name in CLOCKS}


def show(taken: dict[str, dict[str, list[Taken]]]) -> str:
    """Return a table: median, 95th and 99th percentile and the most, of every way, part and clock."""
    rows = []
    for way, clocks in taken.items():
        for part, name in (("first", "first shown"), ("whole", "whole")):
            for clock, each in clocks.items():
                times = sorted(getattr(one, part) for one in each)
                found = [statistics.median(times), percentile(times, 95), percentile(times, 99), times[-1]]
                rows.append([WAYS[way], name, clock, *(f"{value:.1f}" for value in found)])
    return table(["way", "part", "clock", "median, ms", "95th", "99th", "most"], rows)


def percentile(ordered: Sequence[float], share: int) -> float:
    """Return the value that so many percent do not exceed."""
    return ordered[min(len(ordered) - 1, round(share / 100 * (len(ordered) - 1)))]


def draw(taken: dict[str, dict[str, list[Taken]]], clock: str, path: Path) -> None:
    """Draw, for each way, which share of the requests was served within how many milliseconds."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.6), dpi=120)
    for way, clocks in taken.items():
        for part, style, ending in (("first", ":", ", first shown"), ("whole", "-", "")):
            times = sorted(getattr(one, part) for one in clocks[clock])
            shares = [(at + 1) / len(times) * 100 for at in range(len(times))]
            label = f"{WAYS[way]}{ending}: median {statistics.median(times):.3g} ms"
            axes.step(times, shares, where="post", linestyle=style, color=COLOURS[way], label=label)
    axes.set_xscale("log")
    axes.set_xlabel(f"milliseconds, {'clock' if clock == 'wall' else 'processor time'}")
    axes.set_ylabel("% of the requests")
    axes.set_title(f"{len(next(iter(taken.values()))[clock])} requests of the evaluation set")
    axes.grid(alpha=0.25, which="both")
    axes.legend(frameon=False, fontsize=8, loc="upper center", bbox_to_anchor=(0.5, -0.15), ncols=2)
    figure.tight_layout()
    figure.savefig(path)
    pyplot.close(figure)


if __name__ == "__main__":
    raise SystemExit(main())
