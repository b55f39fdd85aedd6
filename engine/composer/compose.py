"""Read a request as operations and put them together: the words decide which, the types decide in which order."""

import keyword
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice, permutations
from typing import Any

from engine.chains.flow import Chain
from engine.composer.operations import KEEP, LISTS, OUTPUT, Operation, Phrasebook
from engine.composer.phrases import Found, Token, match_at, weigh
from engine.composer.program import Program, apply, counted, how_far, kinds_of, outputs, print_lines
from engine.composer.request import Request, changes_file, read_request
from engine.composer.variables import Variable
from engine.rewrite import is_usable_name, literal_text
from engine.syntax import compiles, undefined_names
from engine.words import STOP_WORDS, plain_stem

LONGEST_READ = 90  # tokens
READINGS = 24  # so many ways to split a request into phrases are tried
MOST_STEPS = 8
MOST_TRIED = 8  # so many ways to read the mentions are tried in one order
LEAST_WEIGHT = 0.65  # of a phrase that counts: names of what is worked on alone ask for nothing
NEARLY_AS_HEAVY = 0.61  # by so much less a reading of the same words may say
PER_PHRASE = 0.8  # what a phrase costs: one long phrase says more than two short ones


@dataclass(frozen=True)
class Mention:
    """Tokens that ask for an operation; `readings` are the operations they may mean, with their values."""

    start: int
    end: int
    weight: float
    readings: tuple[tuple[Operation, tuple[tuple[str, Any], ...]], ...]


@dataclass(frozen=True)
class Composed:
    """A program made of operations; `missed` are the words that nothing took."""

    code: str
    operations: tuple[Operation, ...]
    missed: tuple[str, ...]
    features: tuple[float, ...] = ()  # in the order of FEATURES
    is_implied: bool = False

    def as_chain(self) -> Chain:
        """Return it as a chain of steps, under what its operations do."""
        titles = [operation.title for operation in self.operations]
        title = ", then ".join(title[:1].lower() + title[1:] if i else title for i, title in enumerate(titles))
        return Chain(self.code, len(titles), self.missed, title, is_implied=self.is_implied)


def readings(prompt: str, book: Phrasebook) -> Iterator[Composed]:
    """Yield the programs that a request may mean, those first that take most of its words."""
    request = read_request(prompt, book.roots)
    known = tuple(
        replace(token, is_known=token.root in book.roots and token.text.islower()) for token in request.tokens
    )
    request = replace(request, tokens=known)
    if len(request.tokens) > LONGEST_READ:
        return
    mentions = _mentions(_possible(_read(request, book), request))
    seen = set()
    steps = _Steps(request)
    for chosen in _covers(request.tokens, mentions):
        if not 1 <= len(chosen) <= MOST_STEPS:
            continue
        made = _assemble(request, chosen, steps)
        if made is None:
            continue
        program, operations = made
        if _ASKS_WHETHER.search(prompt) and not any(variable.kind == "flag" for variable in program.variables):
            continue
        code = write_program(request, program, {token.root for token in _left(request.tokens, chosen)})
        if code is None or code in seen or not compiles(code) or _shows_twice(code):
            continue
        allowed = {variable.name for variable in request.sources if not variable.line and not variable.path}
        if not request.is_implied and set(undefined_names(code)) - allowed:
            continue
        seen.add(code)
        missed = tuple(word for word in _missed(request, chosen) if not _is_done_anyway(word, code))
        features = _measure(request, chosen, program, operations, missed, len(seen))
        yield Composed(code, tuple(operations), missed, features, request.is_implied)


_ASKS_WHETHER = re.compile(
    r"(?:^|[.;:?] *)(?:is|are|does|do|has|have|can)\b(?! (?:you|we))"
    r"|\b(?:check|test|tell|see|find out|know) (?:if|whether)\b",
    re.IGNORECASE,
)


def _shows_twice(code: str) -> bool:
    """Return whether code prints the very same twice."""
    printed = [line for line in code.splitlines() if line.startswith("print(") and "file=" not in line]
    return len(set(printed)) < len(printed)


_MAY_ASK_WHETHER = re.compile(
    rf"{_ASKS_WHETHER.pattern}|\b(?:if|whether|true|false|yes|bool\w*|check|checks|test|tests|verify|validate|compare|valid)\b"
    r"|\b(?:is|are|does|do|has|have|can|contains?|equals?)\b[^.;]*\?|\?$",
    re.IGNORECASE,
)


# ---------------------------------------------------------------- which words ask for what
_Reading = tuple[int, int, float, Operation, tuple[tuple[str, Any], ...]]  # where, up to where, what it says, …


def _read(request: Request, book: Phrasebook) -> list[_Reading]:
    """Return the phrases that the request holds, each with its operation and values."""
    tokens = request.tokens
    has_rows = any(v.kind in ("rows", "") or v.path.endswith((".csv", ".json", ".tsv")) for v in request.sources)
    beginning: dict[str, list[int]] = {}
    for at, token in enumerate(tokens):
        for root in [] if token.is_break else _begins_with(token, has_rows):
            beginning.setdefault(root, []).append(at)
    found: dict[tuple[int, int, int], _Reading] = {}
    for operation, pattern, firsts in book.find({token.root for token in tokens}):
        for at in sorted({at for root in firsts for at in beginning.get(root, ())}):
            best = max(match_at(pattern, tokens, at), key=lambda one: (one.weight, -one.end), default=None)
            if best is None or best.weight <= LEAST_WEIGHT or tokens[best.end - 1].is_counted:
                continue
            key = (at, best.end, id(operation))
            is_heavier = key not in found or best.weight > found[key][2]
            if is_heavier and _says_something(tokens[at : best.end], best):
                found[key] = (at, best.end, best.weight, operation, best.slots)
    return list(found.values())


def _mentions(readings: Sequence[_Reading]) -> dict[int, list[Mention]]:
    """Return the mentions that begin at each token, those that say most first."""
    by_span: dict[tuple[int, int], list[_Reading]] = {}
    for reading in readings:
        by_span.setdefault(reading[:2], []).append(reading)
    mentions: dict[int, list[Mention]] = {}
    for (at, end), each in by_span.items():
        each.sort(key=lambda one: -one[2])
        top = each[0][2]
        meant = tuple((operation, slots) for _, _, weight, operation, slots in each if weight >= top - NEARLY_AS_HEAVY)
        mentions.setdefault(at, []).append(Mention(at, end, top, meant))
    for each_at in mentions.values():
        each_at.sort(key=lambda mention: -mention.weight)
    return mentions


def _says_something(tokens: Sequence[Token], found: Found) -> bool:
    """Return whether a phrase has a word that tells it from others: "by" and any word for a column is none."""
    held = {str(value) for _, value in found.slots}
    return any(token.value is not None or (weigh(token) >= STRONG and token.text not in held) for token in tokens)


STRONG = 0.5  # what a word says that does


def _possible(readings: Sequence[_Reading], request: Request) -> list[_Reading]:
    """Return the readings whose inputs can be there: given, or made by another reading."""
    roots = frozenset(token.root for token in request.tokens)
    operations = {reading[3] for reading in readings}
    kinds = {kind for variable in request.sources for kind in kinds_of(variable, roots)}
    possible: set[Operation] = set()
    while more := {one for one in operations - possible if kinds.issuperset(one.inputs)}:
        possible |= more
        for operation in more:
            output = operation.inputs[0] if operation.output == "same" else operation.output
            kinds |= kinds_of(Variable("", output), roots)
    return [reading for reading in readings if reading[3] in possible]


def _begins_with(token: Token, has_rows: bool) -> list[str]:
    """Return the roots and slots of phrases that may begin with a token."""
    roots = [token.root]
    if token.value is not None:
        roots += ["{n}", "{m}", "{nth}", "{s}", "{t}", "{sep}", "{file}"]
    if has_rows and (token.value is None or token.value.kind == "string"):
        roots += ["{col}", "{col2}"]
    return roots


def _covers(tokens: Sequence[Token], mentions: dict[int, list[Mention]]) -> list[tuple[Mention, ...]]:
    """Return sets of mentions that do not overlap, those first that leave least of a request over."""
    best: list[list[tuple[float, tuple[Mention, ...]]]] = [[] for _ in range(len(tokens) + 1)]
    best[0] = [(0.0, ())]
    for at in range(len(tokens)):
        states = sorted(best[at], key=lambda state: -state[0])[:READINGS]
        for score, chosen in states:
            best[at + 1].append((score - _cost(tokens[at]), chosen))
            for mention in mentions.get(at, ())[:8]:
                best[mention.end].append((score + mention.weight - PER_PHRASE, (*chosen, mention)))
    ended = sorted(best[-1], key=lambda state: -state[0])
    return [chosen for _, chosen in ended[:READINGS]]


def _cost(token: Token) -> float:
    """Return what it costs to leave a token out of account."""
    if token.is_break or token.is_named:
        return 0.0
    if token.is_aside:
        return 0.3
    if token.value is not None:
        return 0.0 if token.value.kind == "data" or token.value.label else 0.8
    if token.root in _NEGATING:
        return 1.0
    if token.root in _FILLERS or token.text.lower() in STOP_WORDS:
        return 0.1
    return 1.0


_FILLERS = frozenset(
    plain_stem(word)
    for word in (
        "print show display output return give tell find get compute calculate determine want need write function "
        "script program python code create make take result hi hello please thank thanks given work kind just only "
        "read load open file content line into up down so comprehension liner go goes should must"
    ).split()
)


def _missed(request: Request, chosen: Sequence[Mention]) -> tuple[str, ...]:
    read = {variable.path for variable in request.sources if variable.path}
    return tuple(token.text for token in _left(request.tokens, chosen) if _cost(token) > 0.5 and token.text not in read)


def _is_done_anyway(word: str, code: str) -> bool:
    """Return whether a word asks for what the code does without being told: "ignoring case", "with Counter"."""
    root = plain_stem(word.lower())
    if root in _OF_SAVING and re.search(r"\.write|\.dump\(", code):
        return True
    if not keyword.iskeyword(word.lower()) and re.search(rf"\b{re.escape(word)}\b", code, re.IGNORECASE):
        return True  # the module or the variable that it speaks of
    return root in _OF_CASE and (".lower()" in code or ".casefold()" in code or ".upper()" in code)


_OF_SAVING = frozenset(plain_stem(word) for word in ("save", "overwrite", "store", "write", "back", "again", "file"))
_OF_CASE = frozenset(
    plain_stem(word)
    for word in ("ignoring", "case", "insensitive", "capitals", "uppercase", "lowercase", "upper", "lower", "matter")
)


def _left(tokens: Sequence[Token], chosen: Sequence[Mention]) -> list[Token]:
    """Return the tokens that no mention takes."""
    taken = {at for mention in chosen for at in range(mention.start, mention.end)}
    return [token for at, token in enumerate(tokens) if at not in taken]


FEATURES = (
    *("left_cost", "missed", "operations", "taken_share", "short_phrases", "bare_values", "conversions", "implied"),
    *("turned_round", "reused", "beyond_clauses", "place", "reads_file", "done", "two_sources", "from_nothing"),
    *("results", "assumed", "whole", "weight_each", "negated"),
)


# Words of which none may be left out: without them the opposite is done.
_NEGATING = frozenset(
    plain_stem(word)
    for word in (
        "drop skip remove delete without except not exclude leave ignore discard no never unless neither dont doesnt "
        "isnt arent"
    ).split()
)


def _measure(
    request: Request,
    chosen: Sequence[Mention],
    program: Program,
    done: Sequence[Operation],
    missed: Sequence[str],
    place: int,
) -> tuple[float, ...]:
    """Return what tells how likely a reading is what was meant."""
    tokens = request.tokens
    left = sum(_cost(token) for token in _left(tokens, chosen))
    taken = sum(mention.weight for mention in chosen)
    in_text = [operation for mention in chosen for operation, _ in mention.readings if operation in done]
    places = [in_text.index(operation) for operation in done]
    turned = sum(a > b for i, a in enumerate(places) for b in places[i + 1 :])
    bare = sum(mention.weight % 1 not in (0.0,) for mention in chosen)
    clauses = 1 + sum(token.is_break or token.root == "and" for token in tokens)
    return (
        left,
        min(3.0, len(missed)),
        float(len(done)),
        taken / (taken + left + 0.1),
        float(sum(mention.weight <= 1.1 for mention in chosen)),
        float(bare),
        float(program.conversions),
        float(request.is_implied),
        float(min(3, turned)),
        float(min(2, program.reused)),
        float(max(0, len(done) - clauses)),
        float(min(4, place)),
        float(any(source.path for source in request.sources)),
        float(program.outputs > 0),
        float(len(request.sources) > 1),
        float(not request.sources or any(not operation.inputs for operation in done)),
        float(min(3, program.outputs + len(list(outputs(program))))),
        float(request.is_assumed),
        float(not missed),
        taken / len(chosen),
        float(any(token.root in _NEGATING for token in _left(tokens, chosen))),
    )


# ---------------------------------------------------------------- in which order
_Step = tuple[Program, Operation, bool]


class _Steps:
    """The programs that a request's operations make of one another: each step is taken once, in however many orders."""

    def __init__(self, request: Request) -> None:
        nouns = frozenset(token.root for token in request.tokens)
        self._begun = [
            Program(
                sources,
                tuple(variable.line for variable in sources if variable.line),
                nouns=nouns,
                spelled=request.spelled,
            )
            for sources in ((), request.sources)
        ]
        self._after: dict[tuple[int, int], tuple[list[_Step], Iterator[_Step], Program]] = {}

    def begin(self, with_sources: bool) -> Program:
        """Return the program that has nothing but what is given, or nothing at all."""
        return self._begun[with_sources]

    def take(self, program: Program, mention: Mention) -> Iterator[_Step]:
        """Yield what each reading of a mention makes of a program, the nearest first, and whether it has values."""
        key = (id(program), id(mention))
        if key not in self._after:  # the program is kept, so that no other gets its id
            self._after[key] = ([], _steps_from(program, mention), program)
        known, more, _ = self._after[key]
        for at in count():
            if at == len(known) and (step := next(more, None)) is not None:
                known.append(step)
            if at == len(known):
                return
            yield known[at]


def _steps_from(program: Program, mention: Mention) -> Iterator[_Step]:
    for operation, slots in sorted(mention.readings, key=lambda reading: how_far(reading[0], program)):
        after = apply(operation, dict(slots), program)
        if after is not None:
            yield after, operation, bool(slots)


def _assemble(request: Request, chosen: Sequence[Mention], steps: _Steps) -> tuple[Program, list[Operation]] | None:
    clauses = _clauses(request.tokens, chosen)
    makes_data = any(not operation.inputs for mention in chosen for operation, _ in mention.readings)
    start = steps.begin(not (makes_data and (request.is_implied or request.is_assumed)))
    may_ask = _MAY_ASK_WHETHER.search(request.prompt) is not None or request.function.startswith(("is", "has"))
    tried = set()
    for order in _orders(chosen, clauses):
        if order in tried:
            continue
        tried.add(order)
        for made in islice(_run(start, order, [], steps), MOST_TRIED):
            is_meant = may_ask or not any(variable.kind == "flag" for variable in made[0].variables)
            if is_meant and _uses_all(made[0], start.variables):
                return made
    return None


def _clauses(tokens: Sequence[Token], chosen: Sequence[Mention]) -> list[int]:
    breaks = [at for at, token in enumerate(tokens) if token.is_break or token.root == "and"]
    return [sum(at < mention.start for at in breaks) for mention in chosen]


def _orders(chosen: Sequence[Mention], clauses: Sequence[int]) -> Iterator[tuple[Mention, ...]]:
    """Yield the orders to try: clause by clause, within one by what kinds of steps they are; then any other."""
    stages = [min(operation.stage for operation, _ in mention.readings) for mention in chosen]
    last = [int(stage == OUTPUT) for stage in stages]
    places = range(len(chosen))
    picks = [i for i in places if any(_is_of_a_list(operation) for operation, _ in chosen[i].readings)]
    if picks and any(
        stages[i] == KEEP and i not in picks for i in places[picks[0] :]
    ):  # "the sum, but only of …" keeps first
        yield tuple(chosen[i] for i in sorted(places, key=lambda i: (last[i], stages[i], i)))
    yield tuple(chosen[i] for i in sorted(places, key=lambda i: (last[i], clauses[i], stages[i], i)))
    yield tuple(chosen[i] for i in sorted(places, key=lambda i: (last[i], stages[i], i)))
    yield tuple(chosen)
    yield tuple(chosen[i] for i in sorted(places, key=lambda i: (last[i], clauses[i], -i)))
    if len(chosen) <= 4:
        yield from permutations(chosen)


def _is_of_a_list(operation: Operation) -> bool:
    """Return whether an operation makes one thing of many: after it there is nothing to keep only some of."""
    return operation.output in ("number", "text") and operation.inputs[:1] != () and operation.inputs[0] in LISTS


def _run(
    program: Program, order: Sequence[Mention], done: list[Operation], steps: _Steps
) -> Iterator[tuple[Program, list[Operation]]]:
    """Yield the programs that do these in order, each mention read as one of its operations."""
    if not order:
        yield program, done
        return
    for after, operation, has_values in steps.take(program, order[0]):
        if has_values or operation not in done:
            yield from _run(after, order[1:], [*done, operation], steps)


def _uses_all(program: Program, sources: Sequence[Variable]) -> bool:
    """Return whether nothing that was given, and nothing that was made on the way, is left lying about."""
    made = {variable.name for variable in program.variables if variable.is_made}
    shown = {variable.name for variable in outputs(program)}
    left = {variable.name for variable in program.unused() if variable.is_made} - shown
    return not left and all(variable.name in program.used or variable.name in made for variable in sources)


# ---------------------------------------------------------------- the program
# Asked for is what is counted, too.
_AND_HOW_MANY = re.compile(
    r"(?:,|\band)(?: also| say| tell me)? how many (?:that|they|those|it|of them|there|these)\b", re.IGNORECASE
)
_KEYED = frozenset({"table", "mapping", "groups"})
_NAMES = frozenset(plain_stem(word) for word in ("name", "who", "which", "key"))  # asked for alone, of what has names


def save_lines(result: Variable, request: Request) -> str:
    """Return the lines that write a result over the file that it was read from, "" where that is not asked for."""
    if len(request.sources) != 1 or not (path := request.sources[0].path) or not changes_file(request.prompt):
        return ""
    where, ending = literal_text(path), path.rsplit(".", 1)[-1].lower()
    if ending == "json":
        opened = f'with open({where}, "w", encoding="utf-8") as file:'
        return f"{opened}\n    json.dump({result.name}, file, indent=4)"
    if ending == "csv" and result.kind == "rows":
        return (
            f'with open({where}, "w", newline="", encoding="utf-8") as file:\n'
            f"    writer = csv.DictWriter(file, {result.name}[0] if {result.name} else [])\n"
            f"    writer.writeheader()\n    writer.writerows({result.name})"
        )
    if ending not in ("csv", "tsv") and result.kind == "text":
        return f'Path({where}).write_text({result.name}, encoding="utf-8")'
    if ending not in ("csv", "tsv") and (result.kind, result.noun) == ("texts", "line"):
        lines = f'"".join(f"{{line}}\\n" for line in {result.name})'
        return f'Path({where}).write_text({lines}, encoding="utf-8")'
    return ""


def write_program(request: Request, program: Program, left: Collection[str]) -> str | None:
    """Return the code of a program; `left` are the roots of a request that no operation took."""
    results = list(outputs(program))
    if results and results[-1].kind in _KEYED and _NAMES.intersection(left):
        names = Variable(program.free_name("names"), "texts", "name", is_made=True)
        program = replace(program, lines=(*program.lines, f"{names.name} = list({results[-1].name})"))
        results[-1] = names
    elif results and results[-1].kind == "rows" and "name" in left and "name" in (results[-1].columns or ("name",)):
        rows, names = results[-1], Variable(program.free_name("names"), "texts", "name", is_made=True)
        item = rows.noun if is_usable_name(rows.noun) and rows.noun != rows.name else "row"
        line = f'{names.name} = [{item}["name"] for {item} in {rows.name}]'
        program, results[-1] = replace(program, lines=(*program.lines, line)), names
    elif results and results[-1].kind == "pairs" and "name" in left:
        pairs, names = results[-1], Variable(program.free_name("names"), "texts", "name", is_made=True)
        line = f"{names.name} = [name for name, _ in {pairs.name}]"
        program, results[-1] = replace(program, lines=(*program.lines, line)), names
    if len(results) == 1 and results[0].kind == "number" and _AND_HOW_MANY.search(request.prompt):
        results = [*counted(program), *results]
    lines = list(program.lines)
    wants_print = re.search(r"\b(?:print|show|display|output)\b", request.prompt, re.IGNORECASE) is not None
    begun = {variable.name for variable in program.variables if not variable.is_made}
    known = begun.union(*(variable.origins for variable in program.variables))
    is_taken = any(source.name in known for source in request.sources)  # or all is made of nothing
    is_function = request.is_function or (request.is_implied and is_taken)
    if program.outputs and not (wants_print and any(r.kind in ("number", "text", "flag") for r in results)):
        results = []
    if not results and not program.outputs:
        return None
    if is_function and not program.outputs:
        last = results[-1]
        if len(results) == 1 and lines[-1].startswith(f"{last.name} = "):
            lines[-1] = "return " + lines[-1].removeprefix(f"{last.name} = ")
        else:
            lines.append("return " + ", ".join(result.name for result in results))
    elif len(results) == 1 and not program.outputs and (saved := save_lines(results[0], request)):
        lines.append(saved)
    else:
        lines += [print_lines(result, len(results) > 1) for result in results]
    imports = sorted(program.imports, key=lambda line: (line.startswith("from"), line))
    if is_function:
        given = [variable for variable in request.sources if variable.line]
        lines = [line for line in lines if line not in {variable.line for variable in given}]
        parameters = ", ".join(variable.name for variable in request.sources)
        body = "\n".join("    " + line for block in lines for line in block.splitlines())
        name = request.function or "process"
        lines = ["", f"def {name}({parameters}):", body] if imports else [f"def {name}({parameters}):", body]
        if given and parameters.count(",") + 1 == len(given):
            call = f"{name}({', '.join(variable.line.partition(' = ')[2] for variable in given)})"
            lines += ["", "", call if program.outputs else f"print({call})"]
    head = [*imports, ""] if imports else []
    return "\n".join([*head, *lines]) + "\n"
