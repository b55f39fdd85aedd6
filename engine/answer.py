"""The hybrid: a request becomes events, and at last an answer.

The cookbook is asked first and answers at once; the model writes candidates where the cookbook is not sure. One score,
the confidence, ranks them all. What is not valid Python never gets out; what nobody is sure of becomes "none".
"""

import ast
import logging
import math
import random
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.adapt import Adapted, adapt, refill
from engine.chains.classes import declare
from engine.chains.compose import compose
from engine.chains.flow import Chain
from engine.chains.wrappers import Wrapper, read_wrapper
from engine.checkpoint import LoadedModel, ModelInfo
from engine.confidence import Confidence, Floats, measure
from engine.cookbook import Recipe
from engine.errors import PysmithError, RequestError
from engine.events import Answer, Answered, Candidate, Done, Event, Failed, Partial, Request, ShouldStop
from engine.examples import run_examples
from engine.functions import Stub, complete, compose_body, read_stub
from engine.matcher import Match, Matcher, is_about_code
from engine.neighbours import find_neighbours, neighbour_code
from engine.slots import parse_slot_text
from engine.syntax import (
    compiles,
    imported_libraries,
    libraries_to_install,
    longest_valid,
    mend_imports,
    parse,
    undefined_names,
)

if TYPE_CHECKING:  # importing torch takes a second, and a recipe needs none of it
    from engine.generation import Draft

logger = logging.getLogger(__name__)

ANSWER_THRESHOLD = 0.3  # below it, the answer is "none"
SURE = 0.8  # from here on a recipe needs no second opinion
CACHE_SIZE = 256
SUGGESTIONS = 4
TRIED_MATCHES = 6  # how many recipes are adapted to a request
STUB_MATCHES = 12  # how many recipes are tried under a begun function
CHAIN_READ_WHOLE, CHAIN_IMPLIED, CHAIN_READ_PARTLY = 0.9, 0.7, 0.1
WRAPPED_SHARE = 0.95  # what is left of the confidence when something is done around an answer
EXAMPLES_PASSED = 0.93  # how sure a function is that gives all results of its docstring's examples
UNTRIED_SHARE = 0.8  # what is left of the confidence where there are no examples to try


@dataclass(frozen=True)
class _Draft:
    """A candidate with what the answer needs to say of it."""

    candidate: Candidate
    match: Match | None = None
    adapted: Adapted | None = None
    chain: Chain | None = None


class Answerer:
    """Answers requests from a cookbook's matcher and, where one is given, a model."""

    def __init__(
        self,
        matcher: Matcher,
        get_model: Callable[[str | None], LoadedModel | None],
        confidence: Confidence | None = None,
        find_model: Callable[[str | None], ModelInfo | None] = lambda name: None,
    ) -> None:
        """`get_model` loads a model, slowly the first time; `find_model` says what is known of it without loading."""
        self.matcher = matcher
        self._find_model = find_model
        self._confidence = confidence or Confidence({})
        self._get_model = get_model
        self._cache: OrderedDict[str, list[_Draft]] = OrderedDict()

    def answer(self, request: Request, should_stop: ShouldStop = lambda: False) -> Iterator[Event]:
        """Yield the events of a request: answers and partial texts, and Done at the end."""
        started = time.perf_counter()
        seed = request.seed if request.seed is not None else random.SystemRandom().randrange(2**31)
        blank = Answer(
            id=uuid.uuid4().hex[:12],
            prompt=request.prompt,
            code="",
            source="none",
            confidence=0.0,
            valid=False,
            title="",
            recipe_id=None,
            model=None,
            seed=seed,
            ms=0.0,
        )
        try:
            yield from self._answer(request, blank, started, should_stop)
        except PysmithError as error:
            yield Failed(str(error))
            yield Done()

    def _answer(self, request: Request, blank: Answer, started: float, should_stop: ShouldStop) -> Iterator[Event]:
        recipes = [] if request.only == "model" else self._recipe_drafts(request)
        best = recipes[0].candidate.confidence if recipes else 0.0
        if request.only == "recipe" or best >= ANSWER_THRESHOLD or not request.prompt.strip():
            yield Answered(self._build(blank, request, recipes, started))
        if (
            request.only == "recipe"
            or not request.prompt.strip()
            or should_stop()
            or not self._may_improve(request, best)
        ):
            yield Done(stopped=should_stop())
            return
        model = self._get_model(request.model)
        drafts: list[_Draft] = []
        if model is not None:
            for event in self._write(request, model, blank.seed, should_stop):
                if isinstance(event, Partial):
                    yield event
                else:
                    drafts = event
        name = model.info.name if model else None
        yield Answered(self._build(replace(blank, model=name), request, recipes + drafts, started))
        yield Done(stopped=should_stop())

    def _may_improve(self, request: Request, best: float) -> bool:
        """Return whether the model could write something that Pysmith would be surer of than of its best recipe."""
        if request.only == "model" or best < ANSWER_THRESHOLD:
            return True
        info = self._find_model(request.model)
        return best < SURE and (info is None or best < model_ceiling(info))

    # ------------------------------------------------------------ recipes
    def _recipe_drafts(self, request: Request) -> list[_Draft]:
        """Return the nearest recipes, adapted to the request, best first."""
        key = request.prompt.strip()
        if key in self._cache:
            self._cache.move_to_end(key)
            return self._cache[key]
        stub = read_stub(request.prompt) if is_about_code(request.prompt) else None
        drafts = self._stub_drafts(stub) if stub else self._request_drafts(request.prompt)
        drafts.sort(key=lambda draft: -draft.candidate.confidence)
        self._cache[key] = drafts
        if len(self._cache) > CACHE_SIZE:
            self._cache.popitem(last=False)
        return drafts

    def candidates(
        self, prompt: str, limit: int = TRIED_MATCHES, without_ask: int | None = None
    ) -> list[tuple[Match, Adapted, Floats]]:
        """Return the recipes nearest to a request in English, adapted to it, with the features of their confidence.

        `without_ask` is as for `Matcher.rank`.
        """
        words, matches = self.matcher.read(prompt), self.matcher.rank(prompt, limit, without_ask)
        found = []
        for match in matches:
            adapted = adapt(match.recipe, match.ask, prompt)
            found.append((match, adapted, measure(prompt, words, match, matches[0].score, adapted)))
        return found

    def _request_drafts(self, prompt: str) -> list[_Draft]:
        """Return the recipes that may answer a request in English, and the chain of steps, with how sure each is."""
        drafts = [
            _Draft(Candidate(adapted.code, "recipe", round(self._confidence(features), 4)), match, adapted)
            for match, adapted, features in self.candidates(prompt)
        ]
        chain = compose(prompt)
        if chain is not None:
            drafts.append(_Draft(Candidate(chain.code, "hybrid", chain_confidence(chain)), chain=chain))
        if wrapper := read_wrapper(prompt):
            drafts += self._wrapped_drafts(wrapper)
        described = declare(prompt)
        if described is not None:
            drafts.append(_Draft(Candidate(described.code, "hybrid", chain_confidence(described)), chain=described))
        return drafts

    def _wrapped_drafts(self, wrapper: Wrapper) -> list[_Draft]:
        """Return the best answer to the request inside a wrapper, wrapped."""
        inner = max(self._request_drafts(wrapper.request), key=lambda draft: draft.candidate.confidence, default=None)
        code = wrapper.wrap(inner.candidate.code) if inner else None
        if inner is None or code is None or not compiles(code):
            return []
        title = plain_title(inner.match.recipe) if inner.match else "A chain of steps"
        chain = Chain(code, 2, (), f"{title}, and what is done around it")
        return [_Draft(Candidate(code, "hybrid", WRAPPED_SHARE * inner.candidate.confidence), chain=chain)]

    def _stub_drafts(self, stub: Stub) -> list[_Draft]:
        """Return recipes' functions moved under a begun function; those that fail its examples are left out."""
        words, matches = self.matcher.read(stub.request), self.matcher.rank(stub.request, limit=STUB_MATCHES)
        completed = [(match, code) for match in matches if (code := complete(stub, match.recipe))]
        composed = compose_body(stub) if stub.examples else ""
        verdicts = run_examples([*([composed] if composed else []), *(code for _, code in completed)], stub.examples)
        drafts = []
        if composed and verdicts.pop(0):
            chain = Chain(composed, 1, ())
            drafts.append(_Draft(Candidate(composed, "hybrid", EXAMPLES_PASSED), chain=chain))
        for (match, code), verdict in zip(completed, verdicts, strict=True):
            if verdict is False or (verdict is None and stub.examples):
                continue
            adapted = Adapted(code)
            features = measure(stub.request, words, match, matches[0].score, adapted)
            confidence = EXAMPLES_PASSED if verdict else UNTRIED_SHARE * self._confidence(features)
            drafts.append(_Draft(Candidate(code, "recipe", confidence), match, adapted))
        return drafts

    # ------------------------------------------------------------ model
    def _write(
        self, request: Request, model: LoadedModel, seed: int, should_stop: ShouldStop
    ) -> Iterator[Partial | list[_Draft]]:
        """Yield what the model has written so far, and at last its valid drafts."""
        from engine.generation import StopRules
        from engine.prompting import prompt_ids, stop_texts
        from engine.sampling import SamplingOptions

        is_code = is_about_code(request.prompt)
        context = request.context or self._find_context(request.prompt, model)
        ids = prompt_ids(model, request.prompt, context, is_code)
        options = SamplingOptions(request.temperature, request.top_k, request.top_p)
        rules = StopRules(request.length, max_tokens=request.length, stop_texts=stop_texts(model))
        drafts = model.scheduler.generate(
            ids, options, rules, candidates=request.candidates, seed=seed, should_stop=should_stop
        )
        written: list[Draft] = []
        start = request.prompt if is_code else ""
        for written in drafts:
            yield Partial(start + written[0].text, len(written[0].ids))
        found = []
        for draft in written:
            code = finish_code(start + draft.text, draft.finish_reason == "stop", self.matcher.libraries)
            if code:
                confidence = round(model_confidence(draft.mean_log_probability, model.info), 4)
                found.append(_Draft(Candidate(code, "model", confidence)))
        yield sorted(found, key=lambda d: -d.candidate.confidence)

    def _find_context(self, prompt: str, model: LoadedModel) -> str:
        """Return the nearest recipes as the model learnt to see them; a character model sees none."""
        from engine.prompting import write_context

        if model.info.prompt_format == "comment":
            return ""
        matches = find_neighbours(self.matcher, prompt)
        return write_context(
            model.tokenizer, ((match.recipe.title, neighbour_code(match, prompt)) for match in matches)
        )

    # ------------------------------------------------------------ the answer
    def _build(self, blank: Answer, request: Request, drafts: list[_Draft], started: float) -> Answer:
        """Return the answer: the best draft if it is good enough, the others as candidates."""
        ranked = sorted(_distinct(drafts), key=lambda draft: -draft.candidate.confidence)
        answer = replace(blank, candidates=[draft.candidate for draft in ranked])
        threshold = 0.0 if request.only == "model" else ANSWER_THRESHOLD
        if ranked and ranked[0].candidate.confidence >= threshold:
            answer = self._take(answer, ranked[0])
        else:
            answer = replace(
                answer,
                suggestions=self._suggest(request.prompt),
                confidence=ranked[0].candidate.confidence if ranked else 0.0,
            )
        return replace(answer, ms=round((time.perf_counter() - started) * 1000, 2))

    @staticmethod
    def _take(answer: Answer, draft: _Draft) -> Answer:
        candidate = draft.candidate
        answer = replace(
            answer,
            code=candidate.code,
            source=candidate.source,
            confidence=round(candidate.confidence, 4),
            valid=compiles(candidate.code),
            libraries=libraries_to_install(candidate.code),
        )
        if draft.chain is not None:
            return replace(answer, model=None, title=chain_title(draft.chain), explanation=CHAIN_EXPLANATION)
        if draft.match is None or draft.adapted is None:
            return replace(answer, title="Written by the model", explanation="The code compiles; nobody has run it.")
        recipe = draft.match.recipe
        return replace(
            answer,
            model=None,
            title=plain_title(recipe),
            recipe_id=recipe.id,
            explanation=explain(recipe, draft.adapted),
            sample_data=draft.adapted.sample_data,
            slots=draft.adapted.slots,
        )

    def refill(self, answer: Answer, values: dict[str, str]) -> Answer:
        """Return a recipe's answer with slots set by hand: default as text → new text.

        Raises RequestError for an unknown recipe or slot, or a value that does not fit its kind.
        """
        recipe = next((r for r in self.matcher.recipes if r.id == answer.recipe_id), None)
        if recipe is None:
            raise RequestError(f"The cookbook has no recipe {answer.recipe_id!r}.", "recipe_id")
        slots = []
        for slot in answer.slots:
            text = values.get(slot.default, slot.value)
            try:
                parse_slot_text(slot.kind, text)
            except ValueError as error:
                raise RequestError(str(error), "slots") from error
            slots.append(replace(slot, value=text))
        unknown = set(values) - {slot.default for slot in answer.slots}
        if unknown:
            raise RequestError(f"This recipe has no slot {sorted(unknown)[0]!r}.", "slots")
        code = refill(answer.code, answer.slots, slots)
        return replace(answer, code=code, slots=slots, valid=compiles(code))

    def _suggest(self, prompt: str) -> list[str]:
        """Return the nearest things that the cookbook does know, as requests to click."""
        titles = [plain_title(match.recipe) for match in self.matcher.rank(prompt, limit=12)]
        return list(dict.fromkeys(titles))[:SUGGESTIONS]


def plain_title(recipe: Recipe) -> str:
    """Return a recipe's title without the back-ticks of its slots."""
    return recipe.title.replace("`", "")


CHAIN_EXPLANATION = "Put together from parts that are checked one by one; the whole compiles, and nobody has run it."


def chain_title(chain: Chain) -> str:
    """Return what a chain is called where a recipe's title would stand."""
    if chain.title:
        return chain.title
    return f"A chain of {chain.steps} steps" if chain.steps > 1 else "A chain of one step"


def chain_confidence(chain: Chain) -> float:
    """Return how sure to be of a chain: very, where its steps took every word of the request, hardly otherwise.

    Of the development requests that were read to the last word 13 in 14 were answered right; with words left over,
    1 in 16.
    """
    if chain.missed:
        return CHAIN_READ_PARTLY
    return CHAIN_IMPLIED if chain.is_implied else CHAIN_READ_WHOLE


def explain(recipe: Recipe, adapted: Adapted) -> str:
    """Return a line that says where a recipe's answer comes from and what was done with it."""
    parts = [f"From the cookbook, page “{recipe.topic}”; its recipe is run and checked."]
    if adapted.sample_data:
        parts.append("It begins with sample data: replace that by yours.")
    return " ".join(parts)


def _distinct(drafts: list[_Draft]) -> list[_Draft]:
    seen: dict[str, _Draft] = {}
    for draft in drafts:
        seen.setdefault(draft.candidate.code.strip(), draft)
    return list(seen.values())


def model_ceiling(info: ModelInfo) -> float:
    """Return the most that a model's draft can be trusted: a character model's is hardly ever right."""
    return 0.1 if info.prompt_format == "comment" else 0.6


def model_confidence(mean_log_probability: float, info: ModelInfo) -> float:
    """Return how sure to be of a model's draft."""
    return model_ceiling(info) * math.exp(min(0.0, mean_log_probability))


def finish_code(text: str, is_complete: bool, libraries: frozenset[str] = frozenset()) -> str:
    """Return what a model wrote as code that can be shown, or "" if nothing of it can.

    It is cut back to valid lines and its imports are mended. It must do more than import, use no undefined name, and
    import nothing but the standard library and `libraries`: a made-up module is worse than no answer.
    """
    code = text.rstrip() + "\n" if is_complete and compiles(text) else longest_valid(text)
    tree = parse(code)
    if tree is None or all(isinstance(node, ast.Import | ast.ImportFrom) for node in tree.body):
        return ""
    code = mend_imports(code)
    if not compiles(code) or undefined_names(code) or not libraries.issuperset(imported_libraries(code)):
        return ""
    return code


__all__ = ["Answerer", "finish_code"]
