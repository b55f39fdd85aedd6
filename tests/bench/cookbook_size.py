"""`python -m tests.bench.cookbook_size`: what share of requests is answered right with fewer and with more recipes.

The recipes are drawn by chance from the cookbook: an eighth of them, a quarter, a half, all. Each time, the program's
own room is asked the executable requests whose failures nobody reads (the even ids of the evaluation, of `tests/fresh`
and of `tests/everyday`), recipes and chains alone. Prints a table and draws a picture beside `training/RESULTS.md`.
"""

import argparse
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from engine.cookbook import load_cookbook
from engine.events import Request
from tests.bench.latency import open_session
from tests.bench.measure import table
from training.judging import EVALUATION, EVERYDAY, FRESH, load_runner, runner_arguments
from training.workspace import REPOSITORY

FOLDERS = {"evaluation": EVALUATION, "fresh": FRESH, "everyday": EVERYDAY}
HALVINGS = 3
PICTURE = REPOSITORY / "training" / "cookbook_size.png"


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask all requests with more and more recipes, print the shares of right answers and draw them."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.cookbook_size", description=__doc__)
    parser.add_argument("--halvings", type=int, default=HALVINGS, help="how often the number of recipes is halved")
    parser.add_argument("--jobs", type=int, default=2, help="how many answers are run at a time")
    parser.add_argument("--out", type=Path, default=PICTURE, help="the picture")
    args = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    total = len(load_cookbook([REPOSITORY / "resources" / "cookbook"]).recipes)
    counts = [total >> halvings for halvings in range(args.halvings, -1, -1)]
    shares = [measure(count if count < total else 0, args.jobs) for count in counts]
    rows = [
        [f"{count:,}", *(f"{share:.1%}" for share in found.values())]
        for count, found in zip(counts, shares, strict=True)
    ]
    print(table(["recipes", *shares[0]], rows))
    draw(counts, shares, args.out)
    return 0


def measure(count: int, jobs: int) -> dict[str, float]:
    """Return the share of right answers for each folder, with so many recipes (0: all)."""
    session = open_session(REPOSITORY / "resources" / "models", 1, count)
    runner = load_runner()
    found = {}
    for name, folder in FOLDERS.items():
        items = [item for item in runner.load(runner_arguments(folder, "even")) if item["category"] != runner.OOS]
        codes = [session.answer(Request(item["prompt"], only="recipe", seed=0)).code for item in items]
        with ThreadPoolExecutor(jobs) as pool:
            pairs = zip(items, codes, strict=True)
            right = pool.map(lambda pair: bool(pair[1]) and runner.score_code(*pair, runner_arguments())["ok"], pairs)
            found[name] = sum(map(bool, right)) / len(items)
    session.close()
    return found


def draw(counts: Sequence[int], shares: Sequence[dict[str, float]], path: Path) -> None:
    """Draw the shares over the number of recipes, which doubles from step to step."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(5.4, 4.2), dpi=120)
    for name, colour in zip(shares[0], ("#2f6fde", "#d9622b", "#2b8a4b"), strict=True):
        right = [100 * found[name] for found in shares]
        axes.plot(counts, right, marker="o", color=colour, label=f"{name}, even ids")
    axes.set_xscale("log", base=2)
    axes.set_xticks(counts, [f"{count:,}" for count in counts])
    axes.minorticks_off()
    axes.set_xlabel("recipes")
    axes.set_ylabel("% answered right")
    axes.set_ylim(0, 100)
    axes.grid(alpha=0.25)
    axes.legend(frameon=False, loc="upper left")
    figure.tight_layout()
    figure.savefig(path)
    pyplot.close(figure)


if __name__ == "__main__":
    raise SystemExit(main())
