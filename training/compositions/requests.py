"""Put a pipeline into words: which steps become orders and which a noun phrase, and the frame around them."""

import random
import re
from dataclasses import replace

from training.compositions.fields import CannotSayError, Fields
from training.compositions.language import (
    Clause,
    Manner,
    Thing,
    capitalize,
    enumerate_words,
    expand,
    join_clauses,
    plural,
    tidy,
)
from training.compositions.pipelines import Pipeline
from training.compositions.sinks import Sink
from training.compositions.steps import FILTER, JOIN, LIMIT, MAP, ORDER, REDUCE, Step

_RANKS = {FILTER: 0, LIMIT: 1, ORDER: 2, JOIN: 3}


ORDER_FRAMES = (
    "{0}", "{0}", "{0}", "{0}", "{0}", "{0}", "{0}", "{0}", "{0}", "{0}", "please {0}", "can you {0}?", "could you {0}?", "I want to {0}", "I need to {0}", "I'd like to {0}", "how do I {0}?", "how can I {0}?",
    "how to {0}", "write code to {0}", "write a script to {0}", "python code to {0}", "python script to {0}", "program to {0}", "using python, {0}", "{0} in python", "help me {0}", "show me how to {0}",
    "write a Python program to {0}", "what is the easiest way to {0}?", "Hi, can you help me {0}? Thanks", "I have to {0}", "code to {0}", "write python code to {0}", "give me a script to {0}", "{0}, please", "in python: {0}", "how would I {0}?",
)  # fmt: skip


DESCRIBING_FRAMES = (
    "write a script that {0}", "I need a script that {0}", "write a program that {0}", "a script that {0}", "write a Python program that {0}", "make a program that {0}", "I'd like a small program which {0}",
    "create a python script that {0}", "python script that {0}", "give me code that {0}", "could you write me a script that {0}?", "please write a short program that {0}", "I want a program that {0}", "code that {0}", "a short python script that {0}",
)  # fmt: skip


NOUN_FRAMES = (
    "{0}", "{0}", "{0}", "I need {0}", "I want {0}", "give me {0}", "get {0}", "find {0}", "compute {0}", "I'd like to see {0}", "I want to know {0}", "calculate {0}", "I would like {0}", "show me {0}", "how do I get {0}?", "how can I find {0}?",
    "I'm looking for {0}", "get me {0}", "I want to see {0}", "python code for {0}", "can you give me {0}?", "how do I compute {0}?",
)  # fmt: skip


_LISTED_WAYS = (
    " with columns {columns}",
    " (columns {columns})",
    " (columns: {columns})",
    " with the columns {columns}",
    " ({columns})",
    " with columns {columns}",
)


def _is_chained(thing: Thing, step: Step) -> bool:
    """Whether nobody would say it: "the key with the highest value of the value of each …"."""
    return bool(thing.whole) and "entries" in step.wording.values


class Speaker:
    """Writes one request for a pipeline, in one person's manner."""

    def __init__(self, pipeline: Pipeline, rng: random.Random) -> None:
        self.pipeline, self.rng, self.manner = pipeline, rng, Manner.draw(rng)
        self.origin = pipeline.origin
        self.lists_columns = bool(self.origin.columns) and rng.random() < 0.45

    def write(self) -> str:
        """Return the request."""
        if self.pipeline.function:
            text = self._function()
        else:
            style = self.rng.choices(
                ["plain", "statement", "given", "terse", "describing", "noun"], weights=(50, 16, 8, 10, 8, 16)
            )[0]
            text = getattr(self, f"_{style}")() or self._plain()
        return self._finish(tidy(text))

    # --- parts

    def _say(self, template: str, thing: Thing, values: dict[str, object], extra: dict[str, str] | None = None) -> str:
        return expand(template, self.rng).format_map(Fields(thing, values, self.manner, self.rng, extra))

    def _tell(self, templates: tuple[str, ...], thing: Thing, values: dict[str, object]) -> str:
        """Return one of the templates filled; one that speaks of the thing where it was not spoken of before."""
        must_speak = not thing.is_known or not thing.is_bare
        for template in self.rng.sample(templates, len(templates)):
            fields = Fields(thing, values, self.manner, self.rng)
            text = expand(template, self.rng).format_map(fields)
            if fields.has_spoken or not must_speak:
                return text
        raise CannotSayError

    def _origin(self, templates: tuple[str, ...], *, must_list: bool = False) -> str:
        names = [self.manner.say(name) for name in self.origin.columns]
        listed = (
            ", ".join(names)
            if self.rng.random() < 0.4
            else enumerate_words(names)
            if len(names) > 1
            else "".join(names)
        )
        shown = self.rng.choice(_LISTED_WAYS).format(columns=listed) if names else ""
        extra = {
            "columns": listed, "listed": shown if self.lists_columns else "", "must_list": shown, "listed_columns": shown if self.lists_columns else "",
            "tuple_columns": f" ({listed})" if names else "",
        }  # fmt: skip
        if must_list:
            self.lists_columns = True
        return self._say(self.rng.choice(templates), self.origin.thing, self.origin.values, extra)

    def _thing(self) -> Thing:
        """Return the source as something spoken of for the first time."""
        thing = self.origin.thing
        if not thing.place and not thing.whole:
            return replace(thing, is_known=True)
        names = [self.manner.say(name) for name in self.origin.columns]
        extra = {"columns": enumerate_words(names) if names else ""}
        return replace(
            thing, place=self._say(thing.place, thing, self.origin.values, extra), own_name=self._say(thing.own_name, thing, self.origin.values, extra),
            whole=self._say(thing.whole, thing, self.origin.values, extra),
        )  # fmt: skip

    def _known(self, thing: Thing) -> Thing:
        return replace(thing, place="", own_name="", whole="", before=(), after=(), is_known=True)

    def _after_step(self, step: Step, thing: Thing) -> Thing:
        data = step.gives
        is_single = not data.is_many and data.kind not in ("results", "lists")
        one, many = data.one, data.many or data.one
        if thing.many and data.kind in ("numbers", "strings", "rows") and step.role != MAP and step.role != REDUCE:
            one, many = thing.one, thing.many
        return Thing(
            one,
            many,
            is_known=True,
            is_single=is_single,
            is_rest=step.leaves_out and step.role == FILTER,
            is_dropped=step.name.startswith("d"),
            is_made=True,
        )

    def _order(self, step: Step, thing: Thing) -> str:
        return self._tell(step.wording.clauses, thing, step.wording.values)

    def _add(self, step: Step, thing: Thing, rank: int) -> tuple[Thing, int] | None:
        """Return the noun phrase with the step added, and how far it has come; None where that cannot be said."""
        wording, rng = step.wording, self.rng
        options = []
        if step.role in _RANKS and rank <= _RANKS[step.role]:
            may_add = not thing.whole
            if wording.before and may_add and rank < 2:
                options += ["before"] * 2
            if wording.after and (may_add or step.role in (ORDER, JOIN)):
                options += ["after"] * 2
        if (
            wording.nouns
            and not _is_chained(thing, step)
            and (step.role in (MAP, REDUCE) or step.role in _RANKS)
            and not (step.role in (MAP, REDUCE) and rank >= 2)
            and not (thing.whole and step.role not in (REDUCE, MAP, LIMIT))
        ):
            options += ["noun"] * 2
        if not options:
            return None
        option = rng.choice(options)
        if option == "before":
            text = self._say(rng.choice(wording.before), thing, wording.values)
            return thing.add_before(text, step.role == LIMIT), max(rank, _RANKS[step.role])
        if option == "after":
            text = self._say(rng.choice(wording.after), thing, wording.values)
            link = "and " if rank == 2 and thing.after and step.role in (ORDER, JOIN) else ""
            if thing.whole:
                return replace(thing, whole=f"{thing.whole}{'' if link else ','} {link}{text}"), _RANKS[step.role]
            return thing.add_after(link + text), max(rank, _RANKS[step.role])
        text = self._tell(wording.nouns, thing, wording.values)
        made = self._after_step(step, thing)
        return Thing(made.one, made.many, whole=text, is_single=made.is_single), _RANKS.get(step.role, 0)

    def _compose(self, steps: tuple[Step, ...], thing: Thing, rank: int = 0) -> Thing | None:
        """Return all the steps as one noun phrase, or None."""
        for step in steps:
            added = self._add(step, thing, rank)
            if added is None:
                return None
            thing, rank = added
        return thing

    def _clauses(self, thing: Thing, *, with_origin: bool, max_orders: int = 9) -> list[str]:
        """Return what is to be done as orders, as many of the last steps as fit told as a noun phrase."""
        steps, clauses = self.pipeline.steps, []
        if with_origin and self.origin.clauses:
            clauses.append(self._origin(self.origin.clauses))
            thing = replace(thing, is_known=True, place="", own_name="", whole="", is_unnamed=False)
        splits = list(range(min(len(steps), max_orders) + 1))
        self.rng.shuffle(splits)
        for split in [*splits, len(steps)]:
            try:
                rest = self._compose(steps[split:], self._until(steps[:split], thing))
                if rest is None:
                    continue
                ends = self._ends(rest)
            except CannotSayError:
                continue
            for step in steps[:split]:
                clauses.append(self._order(step, thing))
                thing = self._after_step(step, thing)
            return [*clauses, *ends]
        raise CannotSayError

    def _until(self, steps: tuple[Step, ...], thing: Thing) -> Thing:
        for step in steps:
            thing = self._after_step(step, thing)
        return thing

    def _ends(self, thing: Thing) -> list[str]:
        ends = []
        for sink in self.pipeline.sinks:
            ends.append(self._tell(sink.clauses, thing, sink.values))
            thing = self._known(thing)
        return ends

    def _manner_of(self, sink: Sink, thing: Thing) -> str:
        return self._say(self.rng.choice(sink.manners), thing, sink.values)

    # --- styles

    def _join(self, clauses: list[str], *, describing: bool = False) -> str:
        parts = [Clause(text) for text in clauses]
        return join_clauses([part.descriptive() if describing else part.imperative() for part in parts], self.rng)

    def _plain(self) -> str:
        can_omit = not self.origin.needs_clause and bool(self.origin.thing.place or self.origin.thing.whole)
        with_origin = bool(self.origin.clauses) and (not can_omit or self.rng.random() < 0.62)
        text = self._join(self._clauses(self._thing(), with_origin=with_origin))
        frames = (
            ORDER_FRAMES
            if ". " not in text
            else (*ORDER_FRAMES[:10], "please {0}", "using python, {0}", "in python: {0}")
        )
        return self._frame(frames, text)

    def _describing(self) -> str:
        can_omit = not self.origin.needs_clause and bool(self.origin.thing.place or self.origin.thing.whole)
        with_origin = bool(self.origin.clauses) and (not can_omit or self.rng.random() < 0.8)
        clauses = [Clause(text).descriptive() for text in self._clauses(self._thing(), with_origin=with_origin)]
        text = enumerate_words(clauses, self.rng.choice([" and ", " and then ", ", then ", " and "]))
        return self._frame(DESCRIBING_FRAMES, text)

    def _statement(self) -> str:
        if not self.origin.statements:
            return ""
        said = self._origin(self.origin.statements)
        known = replace(self.origin.thing, is_known=True, place="", own_name="", whole="")
        link = self.rng.choice(
            [
                ". ",
                ". ",
                ". ",
                ", ",
                ": ",
                " and I want to ",
                ". I want to ",
                ". I need to ",
                ". How do I ",
                ". Please ",
            ]
        )
        rest = (self._asked(known) if self.rng.random() < 0.35 else "") if link in (". ", ", ") else ""
        if not rest:
            rest = self._join(self._clauses(known, with_origin=False))
            if "I " in link:
                rest = _without_me(rest)
            if "? " in rest or (". " in rest and link not in (". ", ", ")):
                link = ". "
            if link == ". How do I ":
                rest += "?"
            if link == " and I want to " and not said.startswith("I"):
                link = ". "
        return said + link + (capitalize(rest) if link == ". " else rest)

    def _given(self) -> str:
        if not self.origin.givens:
            return ""
        said = self._origin(self.origin.givens)
        known = replace(self.origin.thing, is_known=True, place="", own_name="", whole="")
        rest = self._asked(known) if self.rng.random() < 0.3 else ""
        return f"{said}, {rest or self._join(self._clauses(known, with_origin=False))}"

    def _noun(self) -> str:
        if self.origin.needs_clause and not self.origin.thing.whole:
            return ""
        return self._asked(self._thing())

    def _asked(self, thing: Thing) -> str:
        """Return a question or a wish, where the end is no more than showing what was made."""
        if len(self.pipeline.sinks) != 1 or not self.pipeline.sinks[0].is_plain:
            return ""
        sink, *_ = self.pipeline.sinks
        *firsts, last = self.pipeline.steps
        if last.wording.questions and self.rng.random() < 0.6:
            rest = self._compose(tuple(firsts), thing)
            if rest is not None and not _is_chained(rest, last):
                return (
                    self._tell(last.wording.questions, rest, last.wording.values)
                    + self._manner_of(sink, rest)
                    + self.rng.choice(["?", "?", "?", ""])
                )
        whole = self._compose(self.pipeline.steps, thing)
        if whole is None:
            return ""
        wishes = (
            NOUN_FRAMES
            if last.gives.kind in ("number", "results")
            else tuple(frame for frame in NOUN_FRAMES if not re.search(r"compute|calculate|know", frame))
        )
        frames = (
            wishes
            if not whole.the(self.rng).startswith(("how", "which"))
            else ("print {0}", "I want to know {0}", "find out {0}", "tell me {0}", "show {0}", "I need to know {0}")
        )
        asked = whole.the(self.rng)
        if self.rng.random() < 0.15:
            asked = asked.removeprefix("the ")
        return self._frame(frames, asked + self._manner_of(sink, whole))

    def _terse(self) -> str:
        steps = self.pipeline.steps
        if (
            not self.origin.terse
            or not all(step.wording.terse for step in steps)
            or not all(sink.terse for sink in self.pipeline.sinks)
        ):
            return ""
        thing = replace(self.origin.thing, is_known=True, place="", own_name="", whole="")
        parts = [self._origin(self.origin.terse)]
        for step in steps:
            parts.append(self._say(self.rng.choice(step.wording.terse), thing, step.wording.values))
            thing = self._after_step(step, thing)
        sink = self.pipeline.sinks[-1]
        ends = [self._say(self.rng.choice(sink.terse), thing, sink.values) for sink in self.pipeline.sinks]
        if (
            len(ends) == 1
            and sink.is_plain
            and self.rng.random() < 0.3
            and ends[0].startswith("print")
            and len(ends[0]) < 9
        ):
            ends = []
        first, *rest = (*parts, *ends)
        separator = self.rng.choice([", ", ", ", " -> ", " > ", ", ", "; "])
        opening = self.rng.choice([": ", ": ", " -> ", ", "]) if separator != " -> " else " -> "
        return first + opening + separator.join(rest)

    def _function(self) -> str:
        """Return a request for a function; the program's end is its return."""
        rng, name, known = self.rng, self.pipeline.function, self._known(self.origin.thing)
        variable = str(self.origin.values["variable"])
        signature = f"{name}({variable})"
        parameter = self._origin((self.origin.parameter,))
        takes = rng.choice(
            [
                f"takes {parameter}",
                f"gets {parameter}",
                f"is given {parameter}",
                f"accepts {parameter}",
                f"receives {parameter}",
            ]
        )
        whole = self._compose(self.pipeline.steps, known)
        is_named = self.pipeline.must_be_named or rng.random() < 0.5
        a_function = (
            rng.choice(["a function", "a python function", "a function", "some function"])
            if not is_named
            else rng.choice(
                [
                    f"a function {signature}",
                    f"a function {name}",
                    f"a function called {name}",
                    f"a function {signature}",
                    f"a python function {signature}",
                ]
            )
        )
        open_to = rng.choice(
            [
                "write",
                "write",
                "create",
                "define",
                "I need",
                "make",
                "give me",
                "implement",
                "please write",
                "can you write",
            ]
        )
        if whole is not None and rng.random() < 0.6:
            result = whole.the(rng) if rng.random() < 0.8 else whole.the(rng).removeprefix("the ")
            return rng.choice([
                f"{open_to} {a_function} that {takes} and returns {result}", f"{open_to} {a_function} that returns {result}" if not self.origin.columns else f"{open_to} {a_function} that {takes} and returns {result}",
                f"{f'function {signature}' if is_named else 'function'} that {takes} and returns {result}", f"{open_to} {a_function} that {takes} and returns {result}" if not is_named else f"def {signature}: returns {result}" if not self.origin.columns else f"def {signature} for {parameter}: returns {result}", f"{open_to} {a_function} which {takes} and gives back {result}",
            ])  # fmt: skip
        clauses = self._function_clauses(known)
        parts = [Clause(text).descriptive() for text in clauses]
        end = rng.choice(["returns {0}", "returns {0}", "gives back {0}"]).format(
            "the result" if rng.random() < 0.4 else self._until(self.pipeline.steps, known).them(rng)
        )
        listed = ", ".join([takes, *parts]) + rng.choice([" and ", " and then ", ", and "]) + end
        return f"{open_to} {a_function} that {listed}"

    def _function_clauses(self, thing: Thing) -> list[str]:
        clauses = []
        for step in self.pipeline.steps:
            clauses.append(self._order(step, thing))
            thing = self._after_step(step, thing)
        return clauses

    # --- the frame and the hand

    def _frame(self, frames: tuple[str, ...], text: str) -> str:
        frame = self.rng.choice(frames)
        return frame.replace(
            "{0}", _without_me(text) if re.search(r"\bI\b|[Hh]ow|help me|show me|way to|to \{0\}", frame) else text
        )

    def _finish(self, text: str) -> str:
        rng = self.rng
        kind = rng.random()
        if kind < 0.5:
            text = capitalize(text)
        if text[-1:] not in "?.!" and rng.random() < (0.45 if ". " in text else 0.2):
            text += "."
        if rng.random() < 0.07:
            text = re.sub(r"(?<= )(?:the|a|an) (?=[a-z])", "", text)
        if rng.random() < 0.03:
            text = _mistype(text, self.pipeline.code, rng)
        return tidy(text)


def _without_me(text: str) -> str:
    """Return an order as the person speaks of doing it: nobody wants to show me something."""
    text = re.sub(r"\b(?:show|tell|give) me\b", "print", text)
    return re.sub(r"\b(?:show|give) (it|them) to me\b", r"print \1", text)


def _mistype(text: str, code: str, rng: random.Random) -> str:
    """Return the text with two letters of a long plain word exchanged, or one left out; the code's words are spared."""
    words = text.split(" ")
    plain = [
        number for number, word in enumerate(words) if re.fullmatch(r"[a-z]{5,}", word) and word.rstrip("s") not in code
    ]
    if not plain:
        return text
    at = rng.choice(plain)
    word = words[at]
    place = rng.randrange(1, len(word) - 2)
    words[at] = (
        word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        if rng.random() < 0.6
        else word[:place] + word[place + 1 :]
    )
    return " ".join(words)


def write_request(pipeline: Pipeline, rng: random.Random) -> str | None:
    """Return a request that names what the program needs; None where none was found."""
    needed = _needed(pipeline)
    for _ in range(12):
        try:
            text = Speaker(pipeline, rng).write()
        except CannotSayError:
            continue
        said = text.lower().replace("_", " ")
        if all(any(form in said for form in forms) for forms in needed) and "{" not in re.sub(
            r"\{['\"].*?\}", "", text
        ):
            return text
    return None


def _needed(pipeline: Pipeline) -> list[tuple[str, ...]]:
    """Return what the request must hold, each in one of several forms: files, columns, the list itself."""
    strings = set(re.findall(r'"([^"\n]*)"', pipeline.code)) | set(re.findall(r"\['(\w+)'\]", pipeline.code))
    files = {text for text in strings if re.search(r"\w\.\w+$", text) and " " not in text}
    folders = set(re.findall(r'Path\("([^"]*)"\)', pipeline.code))
    columns = strings & set(pipeline.origin.columns)
    literal = pipeline.origin.values.get("literal") or (
        "" if pipeline.function else pipeline.origin.values.get("variable") if not pipeline.origin.files else ""
    )
    needed: list[tuple[str, ...]] = [
        (text.lower().replace("_", " "),)
        for text in (*sorted(files), *sorted(folders), *([str(literal)] if literal else []))
    ]
    needed += [tuple(word.replace("_", " ") for word in (noun, plural(noun))) for noun in pipeline.origin.nouns]
    return needed + [(name.replace("_", " "), name.removesuffix("y").replace("_", " ")) for name in sorted(columns)]
