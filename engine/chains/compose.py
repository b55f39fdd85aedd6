"""Read a request as a chain of steps and write the program.

The words of a request are matched from left to right, the longest pattern first. Within a clause the steps are put
in the order in which they can be done ("the sum of the squares of the even numbers" names the last first); clauses
stay in theirs. Words that no step takes make the chain less sure.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from engine.chains import asking, charts, files, items, lists, made, results, scaled, sources, targets, texts
from engine.chains.flow import Chain, Data, Flow, singular
from engine.chains.phrases import Phrase, normalise
from engine.chains.questions import read_question
from engine.chains.records import read_records
from engine.chains.script import read_script
from engine.chains.sql_files import fill_database
from engine.chains.steps import FILTER, FORMAT, HEAD, HINT, MAP, RESULT, SINK, SORT, SOURCE, STEPS, Apply
from engine.chains.tables import read_table
from engine.chains.unsaid import unminded, unsaid
from engine.syntax import compiles, read_before_bound, undefined_names

STEP_MODULES = (
    asking,
    charts,
    files,
    items,
    lists,
    made,
    results,
    scaled,
    sources,
    targets,
    texts,
)  # importing one registers its steps
# Of patterns that match as much the first counts, whoever imported their modules first.
_PLACES = {module.__name__: place for place, module in enumerate(STEP_MODULES)}
STEPS.sort(key=lambda step: _PLACES[step.apply.__module__])
_TRIES = [(step.pattern.match, step) for step in STEPS]  # looked up once: each is tried at each word

# Words that carry no step of their own.
_FILLER = frozenset(
    "hey hi thanks kindly well and then , of in from to into as with for it them so also but which that is are be on at by result results values "
    "value there i me new file text back out each one every ones list lines numbers words whole or do get take use "
    "program script csv json contents content data after now following some any up together separate generate compute calculate make create work determine collect convert given save "
    "each read sqlite database download json".split()
)
_BREAK = re.compile(r"(?:,|then|and|but)\b|,", re.IGNORECASE)
_WORD = re.compile(r"\S+")


_NUMBER_FILES = re.compile(r"(?:^|[\s_/])(?:numbers?|nums|integers|ints|prices|temps|temperatures|scores)\.txt\b")
_COMPLEMENTS = [("even", "odd"), ("positive", "negative")]


@dataclass(frozen=True)
class Mention:
    """A step that a request asks for, and where."""

    position: int
    clause: int
    stage: int
    apply: Apply
    match: re.Match[str]


LONGEST_READ = 1200  # characters: nobody asks for so many steps, and patterns take long on long texts


def compose(prompt: str) -> Chain | None:
    """Return the program for a request, or None where it can be read neither as a chain nor as one about a table."""
    if len(prompt) > LONGEST_READ or _ABOUT_MAIL.search(prompt) or _SKETCHED.search(prompt):
        return None
    prompt = prompt.replace("§", " ")  # the sign of placeholders
    chain = _compose(prompt)
    place = _PLACE_AS_COLUMN.search(chain.code) if chain is not None else None
    if place and not re.search(rf"(?i)['\"`]{place[1]}['\"`]|\bcolumns? (?:called |named )?{place[1]}\b", prompt):
        return None  # "skip the first 3 lines" and "the third column" speak of no column "first" or "third"
    if chain is not None and not _EITHER_CASE.search(chain.code) and "nocase" in normalise(prompt).text.split():
        chain = replace(chain, missed=(*chain.missed, "case"))
    if chain is not None and _COMPACT.search(prompt) and _INDENTED in chain.code:
        return replace(chain, code=chain.code.replace(_INDENTED, ', separators=(",", ":"), ensure_ascii=False'))
    return chain


_ABOUT_MAIL = re.compile(r"\battachments?\b|\.eml\b", re.IGNORECASE)  # no step knows what a mail is made of
# Nor does one know how data are nested that a request only hints at: "address": {"city": ...}.
_SKETCHED = re.compile(r"\{[^{}]*\.\.\.")
_PLACE_AS_COLUMN = re.compile(r'\["(first|second|third|fourth|fifth|last|next)"\]')
_EITHER_CASE = re.compile(r"lower|upper|casefold|IGNORECASE|NOCASE")
_COMPACT = re.compile(r"\b(?:compact|minif(?:y|ied)|without (?:spaces|whitespace|indentation))\b", re.IGNORECASE)
_INDENTED = ", indent=2, ensure_ascii=False"


def _compose(prompt: str) -> Chain | None:
    if (answer := read_question(prompt)) is not None:
        return answer
    if (script := read_script(prompt)) is not None and not unminded(prompt, script.code):
        return script
    if (records := read_records(prompt) or fill_database(prompt)) is not None:
        return records
    best = _missing_unsaid(prompt, read_table(prompt))
    if best is None or best.missed:
        steps = _missing_unsaid(prompt, _compose_steps(prompt))
        if best is None or (steps is not None and len(steps.missed) < len(best.missed)):
            best = steps
    if (best is None or best.missed) and (rest := _without_story(prompt)):
        told = _compose_steps(rest)
        if told is not None and not told.missed:
            return replace(told, is_implied=True)
    return best


def _missing_unsaid(prompt: str, chain: Chain | None) -> Chain | None:
    """Return a chain that misses, too, what a request says and the chain does not hold."""
    return replace(chain, missed=(*chain.missed, *unsaid(prompt, chain.code))) if chain else None


def _without_story(prompt: str) -> str:
    """Return a request without a first sentence that only tells how it came about: no value, nothing to do."""
    first, _, rest = prompt.partition(". ")
    if not rest or not _TELLS.match(first):
        return ""
    phrase = normalise(first)
    mentions, _ = _read(phrase)
    tells_only = not any(isinstance(v, str | list | dict) for v in phrase.values) and all(
        m.stage <= HINT for m in mentions
    )
    return rest if tells_only else ""


_TELLS = re.compile(r"(?:I|We|My|Our|Two|Three|Some|Every|Each|The)\b(?! (?:want|need|would like)\b)")


def _compose_steps(prompt: str) -> Chain | None:
    phrase = normalise(prompt)
    mentions, missed = _read(phrase)
    if _BOTH_ENDS.search(phrase.text):  # a part of the whole each, not the one of the other
        return None
    starts = [mention for mention in mentions if mention.stage == SOURCE]
    work = [mention for mention in mentions if mention.stage > HINT]
    given = None if starts else _implied_input(phrase, work)
    # To list a folder's files, to read a file as rows, to make random numbers is a request by itself.
    is_whole = any(mention.apply in _WHOLE for mention in mentions)
    if not (work or is_whole) or not (starts or given):
        return None
    if _QUESTION.match(phrase.text):
        return None  # it asks whether something is so, or says what comes out when it is: no step does that
    if all(mention.apply in (targets.show, sources.take_text) for mention in mentions) and not re.fullmatch(
        r"(?:§s\d+ ?,? ?)?print(?: text| it| message| line)*(?: §s\d+)?", phrase.text
    ):
        return None  # a text alone: what is to be done with it was not understood
    missed += re.findall(
        r"\bexcept\b|\bprint (?:uppercase|lowercase)(?= ?(?:,|$|and))", phrase.text
    )  # no step leaves something out of what it does
    for flow in _flows(mentions, phrase, given):
        code = _write(flow, prompt)
        missed += [data.name for data in flow.history if data.is_given and code.count(data.name) == 1]
        missed += _unused(code, phrase)
        if given is not None:
            said = _implied_words(phrase)
            missed = [word for word in missed if word not in said]
            if ".splitlines()" in code and not re.search(r"\blines?\b", phrase.text):
                missed.append("line")  # a text's letters or words are meant, not its lines
        if "json.load(response)" in code and (wanted := _PART_WANTED.search(phrase.text)) and wanted[1] not in code:
            missed.append(wanted[1])  # nobody says where in the answer these are
        missing = set(undefined_names(code))
        if compiles(code) and missing <= _given(flow) and set(read_before_bound(code)) <= missing:
            is_function = re.search(r"\bfunction\b", phrase.text) is not None
            if is_function or any(data.kind == "function" for data in flow.history):
                missed = [word for word in missed if word != "function"]
            return Chain(code, max(1, len(work)), tuple(missed), is_implied=given is not None and not is_function)
    return None


_PART_WANTED = re.compile(
    r"\bprint (?!(?:it|them|results?|data|list|json|items?|all|everything|response|text|contents?|whole|pretty)\b)(\w+)"
)
_QUESTION = re.compile(
    r"(?:is|are|does|do)\b(?: [\w§]+)*? §d\d|.*\breturn (?:None|False|True|§[ns]\d+) (?:when|if)\b|.*\b(?:when|if) there\b",
    re.IGNORECASE,
)
_WHOLE = (
    sources.take_folder,
    sources.take_as_rows,
    sources.take_random,
    sources.take_random_floats,
    made.take_password,
    made.rename_key,
    made.add_tables,
    made.merge_tables,
)


def complete_body(docstring: str, parameters: Sequence[tuple[str, str]]) -> Chain | None:
    """Return the imports and the indented body of a function that does what its docstring says, or None.

    `parameters` are names and annotations ("" for none); the first one is what the steps work on, others may stand in
    the docstring for values.
    """
    if not parameters or len(docstring) > LONGEST_READ:
        return None
    text = re.split(r"\n\s*\n|>>>|\.\s|\.$|:param|Args:|Returns:", docstring.strip())[0]
    phrase = normalise(text)
    values = list(phrase.values)
    for name, annotation in parameters[1:]:
        if annotation not in ("", "int", "float"):
            continue
        spelled = re.compile(rf"(?<![\w§]){re.escape(name)}(?!\w)")
        if spelled.search(phrase.text):
            phrase = replace(phrase, text=spelled.sub(f"§n{len(values)}", phrase.text))
            values.append(Name(name))
    phrase = replace(phrase, values=values)
    name, annotation = parameters[0]
    if not _SPEAKING.fullmatch(name):
        phrase = replace(phrase, text=re.sub(rf"(?<![\w§]){re.escape(name)}(?!\w)", "it", phrase.text))
    mentions, missed = _read(phrase)
    mentions = [mention for mention in mentions if mention.stage != SOURCE]
    work = [mention for mention in mentions if mention.stage > HINT]
    if not work:
        return None
    for flow in _flows(mentions, phrase, input_data(name, annotation)):
        body = "\n".join("    " + line for block in flow.lines for line in block.splitlines())
        imports = "\n".join(sorted(flow.imports))
        return Chain(f"{imports}\n\n\n{body}" if imports else body, len(work), tuple(missed))
    return None


_SPEAKING = re.compile("numbers|words|text|sentence|string|strings|lines|names|items|values|list|rows|letters")


class Name(int):
    """The name of a variable that holds a number, where the number could stand."""

    name: str

    def __new__(cls, name: str) -> "Name":
        """Return a number that is written as the name."""
        number = super().__new__(cls, 0)
        number.name = name
        return number

    def __repr__(self) -> str:
        return self.name

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return self.name


_KINDS_OF_TYPES = [
    (r"(?:list|sequence|iterable|tuple|set)\[(?:int|float)", "numbers", "number"),
    (r"(?:list|sequence|iterable|tuple|set)\[str", "strings", "word"),
    (r"(?:list|sequence|iterable)\[dict", "rows", "row"),
    (r"(?:dict|mapping|counter)\[\w+, ?(?:int|float)", "table", "name"),
    (r"^str$", "text", "item"),
]
_KINDS_OF_NAMES = [
    (r"num|val|score|price|temp|grade|amount|ints|data", "numbers", "number"),
    (r"words|names|strings|lines|items", "strings", "word"),
    (r"text|sentence|string|^s$|phrase|line|word", "text", "item"),
    (r"rows|records|people|dicts", "rows", "row"),
]


def input_data(name: str, annotation: str) -> Data:
    """Return what a parameter holds, by its annotation or, without one, by its name."""
    for pattern, kind, noun in _KINDS_OF_TYPES:
        if re.search(pattern, annotation, re.IGNORECASE):
            return Data(name, kind, noun)
    for pattern, kind, noun in [] if annotation and annotation != "list" else _KINDS_OF_NAMES:
        if re.search(pattern, name, re.IGNORECASE):
            return Data(name, kind, singular(name) if kind != "text" and name.endswith("s") else noun)
    return Data(name, "items")


_IMPLIED = [
    (r"\blist of (?P<name>numbers|integers|ints|floats|prices|scores)\b", "numbers"),
    (r"\blist of (?:full |first |last |\w+ )?(?P<name>words|strings|names|lines|sentences|titles|cities)\b", "strings"),
    (r"\blist of (?P<name>grades|marks|temperatures|values|ages|amounts|measurements|points)\b", "numbers"),
    (r"\b(?P<name>text|sentence|string|paragraph|word)\b", "text"),
    (r"\b(?P<name>numbers)\b", "numbers"),
    (r"\b(?P<name>words)\b", "strings"),
]


def _implied_input(phrase: Phrase, work: list[Mention]) -> Data | None:
    """Return what a chain of several steps works on where nothing is named: what a function would be given."""
    if not work or re.search(r"§[pdu]|\bfiles?\b|\bfolders?\b", phrase.text):
        return None
    for pattern, kind in _IMPLIED:
        if match := re.search(pattern, phrase.text):
            return Data(match["name"], kind, singular(match["name"]) if kind != "text" else "item")
    return None


_NAME = re.compile(r"\w+")
_LITERAL = re.compile(r"^(\w+) = (?:['\"\[{(]|range\().*$", re.MULTILINE)
_BOTH_ENDS = re.compile(r"\bfirst (?:§n\d+ )?(?:\w+ )?and (?:of )?last\b(?! name)")
_SORTED_AND_COUNTED = re.compile(r"^(\w+) = sorted\(\1\b.*\)\n\w+ = len\(\1\)", re.MULTILINE)
_FORMAT = re.compile(r"\b(?:make|create|save|convert|to|as|into) (?:new )?(?P<format>csv|json|sqlite)\b(?! §)")


def _unused(code: str, phrase: Phrase) -> list[str]:
    """Return what a request gives or wants that the program has no use for: a text, a form of its result."""
    names = [match[1] for match in _LITERAL.finditer(code)]
    uses = Counter(_NAME.findall(code))
    unused = [name for name in names if uses[name] == 1]
    if "Path(" in code and "open(" not in code:  # of files, a text is not printed as it was given
        unused += [name for name in names if uses[name] == 2 and code.rstrip().endswith(f"print({name})")]
    if _SORTED_AND_COUNTED.search(code):  # what is only counted needs no order: it is each that is counted
        unused.append("sort")
    form = _FORMAT.search(phrase.text)
    return unused + ([form["format"]] if form and form["format"] not in code else [])


def _implied_words(phrase: Phrase) -> list[str]:
    """Return the words by which a request calls what it works on."""
    found = next((m for pattern, _ in _IMPLIED if (m := re.search(pattern, phrase.text))), None)
    return found[0].split() if found else []


def _flows(mentions: list[Mention], phrase: Phrase, given: Data | None) -> Iterator[Flow]:
    """Yield the flows that could be run, in the orders of their steps that are tried."""
    for order in _orders(mentions):
        flow = _run(order, phrase, given)
        if flow is not None:
            yield flow


def _given(flow: Flow) -> set[str]:
    """Return the variables that the person has."""
    return {data.name for data in flow.history}


def _read(phrase: Phrase) -> tuple[list[Mention], list[str]]:
    text, position, clause = phrase.text, 0, 0
    mentions: list[Mention] = []
    missed: list[str] = []
    while position < len(text):
        if text[position] == " ":
            position += 1
            continue
        if (link := _BREAK.match(text, position)) is not None:
            clause += 1
            position = link.end()
            continue
        found = _longest(text, position, phrase, clause)
        if found is not None:
            mention, end = found
            mentions.append(mention)
            position = end
            continue
        word = _WORD.match(text, position)
        assert word is not None
        if word[0].lower() not in _FILLER:
            missed.append(word[0])
        position = word.end()
    kept = {mention.match["adjective"].lower() for mention in mentions if mention.apply is items.keep_adjective}
    if any({one, other} <= kept for one, other in _COMPLEMENTS):
        missed.append("both")  # one list has to become two
    if any(mention.stage in (FILTER, MAP, SORT, HEAD) for mention in mentions):
        missed = [word for word in missed if word.lower() not in ("keep", "drop", "only")]
    return mentions, missed


def _longest(text: str, position: int, phrase: Phrase, clause: int) -> tuple[Mention, int] | None:
    best: tuple[Mention, int] | None = None
    for try_at, step in _TRIES:
        match = try_at(text, position)
        if match is not None and (best is None or match.end() > best[1]):
            best = (Mention(position, clause, step.stage, step.apply, match), match.end())
    found = items.read_filter(text, position, phrase)
    if found is not None and (best is None or found[3] > best[1]):
        head, conditions, link, end = found

        def apply(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
            noun = (match["noun"] or "").lower()
            if noun in ("words", "lines", "sentences"):
                flow.item_hint = noun[:-1]
            return items.keep_where(flow, conditions, link, (match["verb"] or "").lower() == "drop")

        best = (Mention(position, clause, FILTER, apply, head), end)
    return best


def _orders(mentions: list[Mention]) -> list[list[Mention]]:
    """Return the orders to try: sources and hints first, then clause by clause, sinks where they stand or last."""
    first = [m for m in mentions if m.stage <= HINT]
    first.sort(key=lambda m: (m.stage, m.position))
    rest = [m for m in mentions if m.stage > HINT]
    by_clause = sorted(rest, key=lambda m: (m.clause, m.stage, m.position))
    by_stage = sorted(rest, key=lambda m: (m.stage, m.position))
    # "The names of the users, sorted": taken early or late, as the sorting needs.
    early = sorted(rest, key=lambda m: (m.clause, MAP + 1 if m.stage == FORMAT else m.stage, m.position))
    orders = [first + order for order in (by_clause, early, rest, by_stage)]
    return [order for i, order in enumerate(orders) if order not in orders[:i]]


def _run(order: list[Mention], phrase: Phrase, given: Data | None) -> Flow | None:
    flow = Flow(parameter=given)
    if given is not None:
        flow.add(given)
    _take_hints(flow, phrase)
    sinks = [mention for mention in order if mention.stage == SINK]
    others = [mention for mention in order if mention.stage != SINK]
    last_sink = sinks[-1] if sinks else None
    if last_sink is not None and _prints_on_the_way(last_sink, order):
        last_sink, middle = None, order
    else:
        middle = [mention for mention in order if mention is not last_sink] if len(sinks) > 1 else others
    for mention in middle + ([last_sink] if last_sink else []):
        flow.is_revived = False
        if not mention.apply(flow, mention.match, phrase):
            return None
        if (
            flow.is_revived
            and mention.stage in (FILTER, SORT, HEAD)
            and any(leaf.kind in ("number", "string", "table", "pairs") for leaf in flow.leaves)
        ):
            return None  # what was counted before would not be what is kept now
    return flow if targets.finish(flow) else None


def _prints_on_the_way(sink: Mention, order: list[Mention]) -> bool:
    """Return whether something is printed first, of which a number is asked for then."""
    is_part = re.search(r"\b(?:them|it|list|numbers|result|rest|line|word)\b", sink.match[0]) is not None
    return sink.apply is targets.show and is_part and any(m.stage == RESULT and m.clause > sink.clause for m in order)


def _take_hints(flow: Flow, phrase: Phrase) -> None:
    """Look at what the request calls the items of a file, before anything is read."""
    if re.search(r"\bwords?\b", phrase.text) and not re.search(r"\blines?\b|perline", phrase.text):
        flow.item_hint = "word"
    paths = " ".join(value for value in phrase.values if isinstance(value, str))
    if re.search(r"\bnumbers?\b|\bintegers?\b", phrase.text) or _NUMBER_FILES.search(paths):
        flow.kind_hint = "numbers"
    if re.search(r"\bintegers?\b|\bints?\b|\bwhole numbers?\b", phrase.text):
        flow.number_type = "int"
    match = re.search(r"(?:keep|drop|print|sort|count|of|only) ([a-z]+s) (?:with|in §p|from §p|by)", phrase.text)
    if match and not flow.item_hint and match[1] not in ("words", "numbers", "files", "values", "columns", "items"):
        flow.item_hint = singular(match[1])


def _write(flow: Flow, prompt: str) -> str:
    if flow.parameter is None:
        return flow.code()
    body = "\n".join("    " + line for block in flow.lines for line in block.splitlines())
    name = re.search(r"\bfunction\s+`?([a-z_]\w*)`?\s*\(", prompt)
    head = f"def {name[1] if name else 'process'}({flow.parameter.name}{flow.parameters}):\n"
    imports = "\n".join(sorted(flow.imports))
    return (imports + "\n\n\n" if imports else "") + head + body + "\n"
