"""How the cost of an answer grows: with what the model has read, with what it writes, with recipes and with clients."""

import itertools
import random
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np

from engine.checkpoint import LoadedModel
from engine.cookbook import Cookbook, Recipe
from engine.drafts import StopRules
from engine.generation import Scheduler
from engine.index import build_index
from engine.matcher import RECENT, WEIGHTS, Matcher
from engine.offers import Offers
from engine.sampling import SamplingOptions
from engine.semantics import Ranker
from tests.bench.engines import ours
from tests.bench.measure import in_turns, table

CONTEXTS, LENGTHS, CLIENTS = (128, 256, 512, 1000), (16, 32, 64, 128), (1, 4, 16)
RECIPES = (100, 1_000, 10_000, 100_000)
WIDTH = 192  # of a vector
VERBS = "read write count sort merge split join parse plot round draw save load copy move find list filter".split()
WORDS = [f"{a}{b}" for a in "pa ke lo mi tu ra so be ni du".split() for b in "rel tan vos gim dar pel kon sut".split()]


def show_growth(model: LoadedModel, rounds: int) -> str:
    """Return a table for each of the four."""
    parts = [grow_with_context(model, rounds), grow_with_length(model, rounds)]
    return "\n\n".join([*parts, grow_with_clients(model), grow_with_recipes(rounds)])


def grow_with_context(model: LoadedModel, rounds: int) -> str:
    """Return what reading a prompt costs, and what each token after it."""
    write = ours(model, native=True, guesses=False)
    prompts = {size: [random.Random(size).randrange(8, 4096) for _ in range(size)] for size in CONTEXTS}
    longest = model.network.config.context_length * 3 // 4  # as much as is kept of a prompt
    first = in_turns({str(size): lambda ids=ids: write(ids, 1) for size, ids in prompts.items()}, rounds)
    more = in_turns({str(size): lambda ids=ids: write(ids, 17) for size, ids in prompts.items()}, rounds)
    rows = [
        [
            str(min(size, longest)),
            f"{first[str(size)] * 1000:.1f}",
            f"{(more[str(size)] - first[str(size)]) / 16 * 1000:.2f}",
        ]
        for size in CONTEXTS
    ]
    return table(["tokens read", "to the first token, ms", "each further token, without guesses, ms"], rows)


def grow_with_length(model: LoadedModel, rounds: int) -> str:
    """Return what answers of different lengths cost; sampled with a seed by which they do not end early."""
    prompt = list(range(100, 200))
    seed = next(endless_seeds(model, prompt, max(LENGTHS)))
    taken = in_turns({str(n): lambda n=n: write(model, prompt, n, seed) for n in LENGTHS}, rounds)
    rows = [[n, f"{seconds * 1000:.0f}", f"{seconds / int(n) * 1000:.2f}"] for n, seconds in taken.items()]
    return table(["tokens written", "whole answer, ms", "a token, ms"], rows)


def write(model: LoadedModel, prompt: Sequence[int], count: int, seed: int, scheduler: Scheduler | None = None) -> int:
    """Let a text of so many tokens be drawn, and return how many there were before it ended."""
    scheduler = scheduler or Scheduler(model.network, model.tokenizer)
    stages = scheduler.generate(prompt, SamplingOptions(1.5, 0, 1.0), StopRules(10**6, count), seed=seed)
    return len(deque(stages, maxlen=1).pop()[0].ids)


def endless_seeds(model: LoadedModel, prompt: Sequence[int], count: int) -> Iterator[int]:
    """Yield the seeds with which a text is at least so many tokens long."""
    return (seed for seed in itertools.count() if write(model, prompt, count, seed) == count)


def grow_with_clients(model: LoadedModel) -> str:
    """Return what answers cost that are written for several clients at once."""
    prompts = [[8 + n, *range(100, 160)] for n in range(max(CLIENTS))]
    seeds = [next(endless_seeds(model, prompt, 48)) for prompt in prompts]
    rows = []
    for clients in CLIENTS:
        ask = partial(write, model, count=48, scheduler=Scheduler(model.network, model.tokenizer))
        started = time.process_time()
        with ThreadPoolExecutor(clients) as pool:
            list(pool.map(lambda prompt, seed, ask=ask: ask(prompt, seed=seed), prompts, seeds))
        seconds = time.process_time() - started
        rows.append([str(clients), f"{seconds / 16 * 1000:.0f}"])
    return table(["clients at once", "an answer of 48 tokens, ms"], rows)


def grow_with_recipes(rounds: int) -> str:
    """Return what looking a request up costs in cookbooks of made-up recipes, and what finding its answer costs."""
    rows = []
    requests = [" ".join(random.Random(-n).choices(VERBS + WORDS, k=6)) for n in range(2 * RECENT)]
    for count in RECIPES:  # more requests than a matcher remembers, so each is looked up
        index = build_index(Cookbook(made_up(count)))
        matchers = {"by words": Matcher(index), "by words and vectors": Matcher(index, made_up_ranker(index.roots))}
        ways = {name: lambda m=m: [m.rank(q, 10) for q in requests] for name, m in matchers.items()}
        last = matchers["by words and vectors"]  # offers are remembered, so each look-up has its own
        taken = in_turns(ways | {"whole": lambda m=last: [Offers(m).find(q) for q in requests]}, rounds)
        rows.append([f"{count:,}", *(f"{seconds / len(requests) * 1000:.2f}" for seconds in taken.values())])
    return table(["made-up recipes", "look-up by words, ms", "by words and vectors, ms", "a whole answer, ms"], rows)


def made_up_ranker(roots: list[str]) -> Ranker:
    """Return vectors of no meaning, as wide as the real ones."""
    vectors = np.random.default_rng(1).standard_normal((len(roots), WIDTH)).astype(np.float32)
    weights = np.ones(len(roots), dtype=np.float32)
    return Ranker({root: row for row, root in enumerate(roots)}, vectors, weights, 0.4, WEIGHTS, {})


def made_up(count: int) -> list[Recipe]:
    """Return so many recipes with three ways to ask each, out of words that mean nothing."""
    dice = random.Random(count)
    recipes = []
    for number in range(count):
        asks = [" ".join([dice.choice(VERBS), *dice.choices(WORDS, k=5)]) for _ in range(3)]
        recipes.append(Recipe(f"r{number}", f"{asks[0]} {number}", tuple(asks), f"value = {number}\nprint(value)\n"))
    return recipes
