"""Work that a request wants done side by side: squares in a thread pool, primes in processes, tasks that sleep in asyncio.

What is done, on what, with how many workers and how it is shown is read; a word that is left over, and nothing is written.
"""

import re
from dataclasses import dataclass

from engine.chains.flow import Chain
from engine.rewrite import is_usable_name

_COUNT = r"(?:\d+|two|three|four|five|six|eight|ten|twenty)"
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twenty": 20}
_TOOLS = [
    ("asyncio", r"(?:with |using |in |by |use )?(?:an? )?(?:asyncio(?:[. ]gather)?|async(?:io)? (?:tasks|coroutines)|gather)"),
    ("process", rf"(?:with |using |in |by |on |use |through )*(?:an? |the )?(?:concurrent\.futures )?(?:process ?pool(?: ?executor)?|pool of (?P<n>{_COUNT} )?processes)"),
    ("pool", r"(?:with |using |in |by |use |through )*(?:an? |the )?(?:multiprocessing(?:\.| )?(?:pool)?(?:\.map)?(?: pool)?)"),
    ("thread", rf"(?:with |using |in |by |on |use |through )*(?:an? |the )?(?:concurrent\.futures )?(?:thread[ -]?pool(?: ?executor)?(?:\.map| map)?|pool of (?P<n>{_COUNT} )?threads)"),
]  # fmt: skip
_WORKERS = re.compile(
    rf"(?:,? ?\b(?:with|using|of|in|on|and) )?(?:max_workers ?= ?(?P<a>\d+)|(?:at most |only |up to )?(?P<b>{_COUNT}) (?:workers?|worker threads|worker processes|processes|threads))\b"
)
_LIMIT = re.compile(
    rf",? ?(?:but |and )?(?:at most|only|no more than|up to|maximum|max|limited to|limit(?:ed)? to) (?P<n>{_COUNT})(?: of them| tasks| requests| coroutines)?"
    r"(?: (?:run|running))?(?: (?:at (?:a|the same|same|one) time|at once|concurrently|in parallel|simultaneously))?"
)
_READY = re.compile(
    r",? ?(?:and |then )*(?:print|show|display)?(?: (?:the|each|every|their))* ?(?:results?|one)? ?(?:as soon as (?:it|they|each) (?:is|are) (?:ready|done|finished|there|complete)|"
    r"as (?:they|it) (?:completes?|finish(?:es)?|comes? in|are ready|is ready)|when (?:it|they) (?:is|are|finish(?:es)?) ?(?:ready|done|finished)?|in (?:the )?order of completion|with as_completed|as_completed)"
)
_SUM = re.compile(
    r",? ?(?:and |then )*(?:print|sum|add up|show|compute)(?: the)? (?:sum|total|them up|them|results up)(?: of (?:the results|them))?$"
)
_SHOWN = re.compile(
    r",? ?(?:and |then )*(?:print|show|display|collect|gather|wait for)(?: (?:all|the|their|each|every|them|it))*(?: (?:results?|list|answers|output))?(?: in (?:the )?(?:same |original )?order)?$"
)
_RANGE = re.compile(
    r"(?:the )?(?:numbers?|integers)?(?: from| between)? ?(?P<low>-?\d+)(?: ?(?:\.\.|-|–|to|up to|through|until|and) ?)(?P<high>\d+)|range\((?P<stop>\d+)\)|(?:the |all )?(?:numbers )?(?:below|under) (?P<below>\d+)"
)
_LIST = re.compile(
    r"(?:(?:the |a |my )?(?:list|numbers|words|items|strings)(?: of (?:numbers|words|strings))?(?: in)? ?:? ?)?(?:(?P<name>[a-z_]\w*) ?= ?)?(?P<list>\[[^\[\]]*\])"
)
_TASKS = re.compile(
    rf"(?:(?:run|simulate|start|do|fetch|download|perform|process|execute|launch)(?:s|ing)? )(?P<n>{_COUNT}) (?:(?:slow|simulated|fake|made-up|dummy|concurrent|async) )*"
    r"(?P<what>tasks?|jobs?|downloads?|requests?|urls?|pages?|files?|coroutines?)(?:,? ?(?:\(?simulated (?:with|by) (?:asyncio\.|time\.)?sleep\)?|(?:that |which |each |just |only )*(?:sleeps?|waits?|sleeping|waiting)(?: for)?(?: (?:a )?(?P<s>\d+(?:\.\d+)?|random|one|two) ?(?:seconds?|time|s)?)?))?"
)
_FILLER = re.compile(
    r"\b(?:please|how (?:do|can) i|write|make|use|using|with|in|the|an?|of|for|each|every|all|to|and|then|in parallel|parallel|concurrently|at the same time|"
    r"side by side|compute|calculate|find|get|on|from|by|apply|map|function|python|program|example|values?|numbers?|words?|list|it|that|them|run|results?|simulated?|sleep)\b|[,;.:()?]"
)


@dataclass(frozen=True)
class Work:
    """What is done with each item: the function, what an item is called, sample data, and whether it tells yes or no."""

    name: str
    item: str
    body: str
    data: str
    is_test: bool = False
    imports: str = ""


_PRIME = "    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))\n"
_WORKS = [
    (r"(?:(?:check|find|tell|test)(?: out)? )?(?:(?:which|whether)(?: (?:of )?(?:the )?(?:numbers|they|them))?(?: are| is)? prime(?:s| numbers)?|(?:the )?primes?(?: numbers)?(?: among| in)?|prime check)", Work("is_prime", "number", _PRIME, "[10, 11, 12, 13]", True)),
    (r"(?:(?:compute|calculate|get|find) )?(?:the )?squares?(?: root)s?", Work("square_root", "number", "    return math.sqrt(number)\n", "[1, 4, 9]", imports="import math\n")),
    (r"(?:(?:compute|calculate|get) )?(?:the )?(?:squares?|squaring|squared)", Work("square", "number", "    return number * number\n", "[1, 2, 3, 4]")),
    (r"(?:(?:compute|calculate|get) )?(?:the )?(?:cubes?|cubing)", Work("cube", "number", "    return number**3\n", "[1, 2, 3, 4]")),
    (r"(?:doubles?|doubling)", Work("double", "number", "    return 2 * number\n", "[1, 2, 3, 4]")),
    (r"(?:(?:compute|calculate|get) )?(?:the )?factorials?", Work("factorial", "number", "    return math.factorial(number)\n", "[3, 4, 5]", imports="import math\n")),
    (r"(?:(?:compute|calculate|get|find) )?(?:the )?(?:lengths?|number of (?:letters|characters))", Work("length", "word", "    return len(word)\n", '["tea", "coffee", "milk"]')),
    (r"(?:(?:convert|change|turn) )?(?:the )?(?:words|strings)?(?: ?(?:in)?to)? ?(?:upper-?case|capitals|capital letters)", Work("upper", "word", "    return word.upper()\n", '["tea", "coffee", "milk"]')),
    (r"(?:(?:compute|calculate|get) )?(?:the )?(?:digit sums?|sums? of (?:the )?digits)", Work("digit_sum", "number", "    return sum(int(digit) for digit in str(number))\n", "[12, 345, 6789]")),
]  # fmt: skip


@dataclass
class Plan:
    """How the work is done: tool, data, workers, limit, and how results are shown."""

    tool: str
    data: str
    name: str
    workers: str
    shown: str
    limit: str = ""


def write_pool(prompt: str) -> Chain | None:
    """Return a program that does work side by side as a request says, or None where it is not understood whole."""
    words = " ".join(prompt.strip().rstrip(".?!").split())
    if len(words) > 220:
        return None
    lower = words[:1].lower() + words[1:]
    found = next(
        ((tool, m) for tool, form in _TOOLS if (m := re.search(rf"\b{form}(?![\w.])", lower, re.IGNORECASE))), None
    )
    if found is None:
        return None
    tool, match = found
    workers = _number(match.groupdict().get("n") or "")
    text = f"{lower[: match.start()]} {lower[match.end() :]}".strip(" ,:")
    shown = "list"
    for name, form in (("sum", _SUM), ("ready", _READY)):
        if hit := form.search(text):
            shown, text = name, text[: hit.start()] + " " + text[hit.end() :]
    text = _SHOWN.sub("", text.strip(" ,"))
    if hit := _WORKERS.search(text):
        workers, text = _number(hit["a"] or hit["b"]), text[: hit.start()] + " " + text[hit.end() :]
    if tool == "asyncio":
        return _asyncio(text, workers, shown)
    return _tasks(text, tool, workers, shown) or _work(text, tool, workers, shown)


def _number(text: str) -> str:
    text = text.strip()
    return str(_WORDS.get(text, text))


def _work(text: str, tool: str, workers: str, shown: str) -> Chain | None:
    """Return the program for something computed from each item."""
    data, name = "", ""
    if hit := _LIST.search(text):
        data, name = hit["list"], hit["name"] or ""
    elif hit := _RANGE.search(text):
        data = f"range({hit['low']}, {int(hit['high']) + 1})" if hit["low"] else f"range({hit['stop'] or hit['below']})"
    if hit:
        text = text[: hit.start()] + " " + text[hit.end() :]
    for form, work in _WORKS:
        if said := re.search(rf"\b{form}\b", text, re.IGNORECASE):
            left = text[: said.start()] + " " + text[said.end() :]
            if (
                _FILLER.sub("", left).strip()
                or (work.is_test and shown == "sum")
                or (shown == "sum" and work.item == "word" and work.name == "upper")
            ):
                return None
            plan = Plan(
                tool,
                data or work.data,
                (name if is_usable_name(name) else "") or ("numbers" if work.item == "number" else "words"),
                workers,
                shown,
            )
            return Chain(_write(work, plan), 1, (), "Work done side by side, as described")
    return None


def _tasks(text: str, tool: str, workers: str, shown: str) -> Chain | None:
    """Return the program for a number of tasks that only sleep."""
    hit = _TASKS.search(text)
    if hit is None or shown == "sum" or _FILLER.sub("", text[: hit.start()] + " " + text[hit.end() :]).strip():
        return None
    what = hit["what"].rstrip("s").replace("url", "page").replace("coroutine", "task")
    seconds = _seconds(hit["s"])
    body = f'    time.sleep({seconds})\n    return f"{what} {{number}} is done"\n'
    imports = "import time\n" if "random" not in seconds else "import random\nimport time\n"
    work = Work("work", "number", body, "", imports=imports)
    plan = Plan(
        tool, f"range(1, {int(_number(hit['n'])) + 1})", "numbers", workers, "each" if shown == "list" else shown
    )
    return Chain(_write(work, plan), 1, (), "Tasks done side by side, as described")


def _seconds(said: str | None) -> str:
    if said == "random":
        return "random.uniform(0.1, 0.5)"
    return {"one": "1", "two": "2"}.get(said or "", said or "0.1")


def _write(work: Work, plan: Plan) -> str:
    """Return the program with a pool of threads or processes."""
    pools = {"thread": "ThreadPoolExecutor", "process": "ProcessPoolExecutor", "pool": "Pool"}
    pool, is_pool = pools[plan.tool], plan.tool == "pool"
    size = f"max_workers={plan.workers}" if plan.workers and not is_pool else plan.workers
    names = plan.name
    lines = [f"with {pool}({size}) as pool:"]
    is_ready = plan.shown == "ready"
    if is_ready and is_pool:
        lines += [f"    for result in pool.imap_unordered({work.name}, {names}):", "        print(result)"]
    elif is_ready:
        lines += [
            f"    futures = {{pool.submit({work.name}, {work.item}): {work.item} for {work.item} in {names}}}",
            "    for future in as_completed(futures):",
            "        print(future.result())"
            if work.name == "work"
            else "        print(futures[future], future.result())",
        ]
    elif work.is_test:
        lines += [
            f"    answers = list(pool.map({work.name}, {names}))",
            f"print([{work.item} for {work.item}, answer in zip({names}, answers) if answer])",
        ]
    else:
        made = f"pool.map({work.name}, {names})" if is_pool else f"list(pool.map({work.name}, {names}))"
        lines.append(f"    results = {made}")
        lines += {
            "sum": ["print(sum(results))"],
            "each": ["for result in results:", "    print(result)"],
        }.get(plan.shown, ["print(results)"])
    lines.insert(0, f"{names} = {plan.data}")
    if plan.tool != "thread":
        lines = ['if __name__ == "__main__":', *(f"    {line}" for line in lines)]
    source = (
        "from multiprocessing import Pool"
        if is_pool
        else f"from concurrent.futures import {pool}" + (", as_completed" if is_ready else "")
    )
    return f"{work.imports}{source}\n\n\ndef {work.name}({work.item}):\n{work.body}\n\n" + "\n".join(lines) + "\n"


def _asyncio(text: str, workers: str, shown: str) -> Chain | None:
    """Return the program for a number of coroutines that sleep, some at a time."""
    limit = workers
    if hit := _LIMIT.search(text):
        limit, text = _number(hit["n"]), text[: hit.start()] + " " + text[hit.end() :]
    text = re.sub(r"\bwith (?:asyncio\.)?semaphore\b|\busing (?:an? )?(?:asyncio\.)?semaphore\b", " ", text)
    task = _TASKS.search(text)
    if task is None or shown == "sum" or _FILLER.sub("", text[: task.start()] + " " + text[task.end() :]).strip():
        return None
    what = task["what"].rstrip("s").replace("url", "page").replace("coroutine", "task")
    seconds = _seconds(task["s"])
    inner = f'await asyncio.sleep({seconds})\nreturn f"{what} {{number}} is done"\n'
    if limit:
        body = "    async with semaphore:\n" + "".join(f"        {line}\n" for line in inner.splitlines())
        given, made = "number, semaphore", f"    semaphore = asyncio.Semaphore({limit})\n"
    else:
        body, given, made = "".join(f"    {line}\n" for line in inner.splitlines()), "number", ""
    call = f"work({given}) for number in range(1, {int(_number(task['n'])) + 1})"
    if shown == "ready":
        use = f"    for task in asyncio.as_completed([{call}]):\n        print(await task)\n"
    else:
        use = f"    results = await asyncio.gather(*({call}))\n    for result in results:\n        print(result)\n"
    imports = "import asyncio\n" + ("import random\n" if "random" in seconds else "")
    code = f"{imports}\n\nasync def work({given}):\n{body}\n\nasync def main():\n{made}{use}\n\nasyncio.run(main())\n"
    return Chain(code, 1, (), "Coroutines side by side, as described")
