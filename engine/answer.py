"""The hybrid: a request becomes events, and at last an answer.

The cookbook is asked first and answers at once; the model writes candidates where the cookbook is not sure. One score,
the confidence, ranks them all. What is not valid Python never gets out; what nobody is sure of becomes "none".
"""

import ast
import logging
import random
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.adapt import refill
from engine.checkpoint import LoadedModel, ModelInfo
from engine.composer.operations import Phrasebook
from engine.confidence import Confidence
from engine.draft_scores import DraftCode, DraftConfidence, measure_drafts
from engine.errors import PysmithError, RequestError
from engine.events import Answer, Answered, Candidate, Done, Event, Failed, Partial, Request, ShouldStop
from engine.matcher import Matcher, is_about_code
from engine.neighbours import find_neighbours, neighbour_code
from engine.offers import CHAIN_EXPLANATION, TRIED, Offer, Offers, chain_title, explain, mark_tried, plain_title
from engine.shown import shows_results
from engine.slot_edits import parse_slot_text
from engine.slot_pointer import SlotPointer
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
    from engine.drafts import Draft as Written

logger = logging.getLogger(__name__)

ANSWER_THRESHOLD = 0.15  # below it, the answer is "none"
HOPELESS = 0.05  # below it, the nearest recipe is about something else, and so is what the model would make of it
SURE = 0.8  # from here on a recipe needs no second opinion
SUGGESTIONS = 4
# So often, so many drafts at a time and so freely the model writes more where none gives the results that are shown.
MORE_ROUNDS, MORE_CANDIDATES, MORE_TEMPERATURE = 3, 8, 0.8


class Answerer:
    """Answers requests from a cookbook's matcher and, where one is given, a model."""

    def __init__(
        self,
        matcher: Matcher,
        get_model: Callable[[str | None], LoadedModel | None],
        confidence: Confidence | None = None,
        find_model: Callable[[str | None], ModelInfo | None] = lambda name: None,
        get_phrasebook: Callable[[], Phrasebook] | None = None,
        pointer: SlotPointer | None = None,
    ) -> None:
        """`get_model` loads a model, slowly the first time; `find_model` says what is known of it without loading.

        `get_phrasebook` loads the operations that programs are composed of; the `pointer` finds values in a request.
        """
        self.matcher = matcher
        self._find_model = find_model
        self.offers = Offers(matcher, confidence, get_phrasebook, pointer)
        self._get_model = get_model

    def answer(self, request: Request, should_stop: ShouldStop = lambda: False) -> Iterator[Event]:
        """Yield the events of a request: answers and partial texts, and Done at the end.

        A recipe's answer comes as soon as it is known, and maybe once more with other recipes to choose from.
        """
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
        recipes: list[Offer] = []
        best = 0.0
        for recipes in [[]] if request.only == "model" else self.offers.find_more(request.prompt):
            best = recipes[0].candidate.confidence if recipes else 0.0
            if request.only == "recipe" or best >= ANSWER_THRESHOLD or not request.prompt.strip():
                yield Answered(self._build(blank, request, recipes, started))
        is_hopeless = 0 < best < HOPELESS and request.only is None and not is_about_code(request.prompt)
        if is_hopeless:
            yield Answered(self._build(blank, request, recipes, started))
        if (
            request.only == "recipe"
            or is_hopeless
            or not request.prompt.strip()
            or should_stop()
            or not self._may_improve(request, best)
        ):
            yield Done(stopped=should_stop())
            return
        model = self._get_model(request.model)
        drafts: list[Offer] = []
        if model is not None:
            for event in self._write_offers(request, model, blank.seed, recipes, should_stop):
                if isinstance(event, Partial):
                    yield event
                else:
                    drafts += event
        name = model.info.name if model else None
        yield Answered(self._build(replace(blank, model=name), request, recipes + drafts, started))
        yield Done(stopped=should_stop())

    def _may_improve(self, request: Request, best: float) -> bool:
        """Return whether the model could write something that Pysmith would be surer of than of its best recipe."""
        if request.only == "model" or best < ANSWER_THRESHOLD:
            return True
        if best >= SURE and request.model is None:  # a name that there is not is said to be none in any case
            return False
        info = self._find_model(request.model)
        return best < SURE and (info is None or best < DraftConfidence(info).ceiling)

    # ------------------------------------------------------------ model
    def _write_offers(
        self, request: Request, model: LoadedModel, seed: int, recipes: list[Offer], should_stop: ShouldStop
    ) -> Iterator[Partial | list[Offer]]:
        """Yield what the model has written so far, and its drafts with how sure to be of each.

        While none gives the results that the request shows, more are written: to be right, one has to be found, and
        trying tells which it is.
        """
        for number in range(1 + MORE_ROUNDS if shows_results(request.prompt) else 1):
            if number:
                warmer = max(request.temperature, MORE_TEMPERATURE)
                request = replace(request, temperature=warmer, candidates=max(request.candidates, MORE_CANDIDATES))
            for event in self.write_drafts(request, model, (seed + number) % 2**31, should_stop):
                if not isinstance(event, Partial):
                    offers = _score(request.prompt, model.info, event, recipes)
                    yield offers
                    if should_stop() or any(offer.is_tried for offer in offers):
                        return
                elif not number:
                    yield event

    def write_drafts(
        self, request: Request, model: LoadedModel, seed: int, should_stop: ShouldStop = lambda: False
    ) -> Iterator[Partial | list[DraftCode]]:
        """Yield what the model has written so far, and at last its drafts that can be shown."""
        from engine.generation import StopRules
        from engine.prompting import prompt_ids, stop_texts
        from engine.sampling import SamplingOptions

        is_code = is_about_code(request.prompt)
        context = request.context or self.find_context(request.prompt, model)
        ids = prompt_ids(model, request.prompt, context, is_code)
        options = SamplingOptions(request.temperature, request.top_k, request.top_p)
        rules = StopRules(request.length, max_tokens=request.length, stop_texts=stop_texts(model))
        drafts = model.scheduler.generate(
            ids, options, rules, candidates=request.candidates, seed=seed, should_stop=should_stop
        )
        written: list[Written] = []
        start = request.prompt if is_code else ""
        for written in drafts:
            yield Partial(start + written[0].text, len(written[0].ids))
        finished = []
        for draft in written:
            is_complete = draft.finish_reason == "stop"
            if code := finish_code(start + draft.text, is_complete, self.matcher.libraries):
                finished.append(DraftCode(code, draft.log_probabilities, is_complete))
        yield finished

    def find_context(self, prompt: str, model: LoadedModel) -> str:
        """Return the nearest recipes as the model learnt to see them; a character model sees none."""
        from engine.prompting import write_context

        if model.info.prompt_format == "comment":
            return ""
        matches = find_neighbours(self.matcher, prompt)
        return write_context(
            model.tokenizer, ((match.recipe.title, neighbour_code(match, prompt)) for match in matches)
        )

    # ------------------------------------------------------------ the answer
    def _build(self, blank: Answer, request: Request, drafts: list[Offer], started: float) -> Answer:
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
    def _take(answer: Answer, draft: Offer) -> Answer:
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
            explanation = f"Put together from parts that are checked one by one. {TRIED}"
            explanation = explanation if draft.is_tried else CHAIN_EXPLANATION
            return replace(answer, model=None, title=chain_title(draft.chain), explanation=explanation)
        if draft.match is None or draft.adapted is None:
            explanation = f"The code compiles. {TRIED}" if draft.is_tried else "The code compiles; nobody has run it."
            return replace(answer, title="Written by the model", explanation=explanation)
        recipe = draft.match.recipe
        return replace(
            answer,
            model=None,
            title=plain_title(recipe),
            recipe_id=recipe.id,
            explanation=explain(recipe, draft.adapted, draft.is_tried),
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


def _score(prompt: str, model: ModelInfo, drafts: list[DraftCode], recipes: list[Offer]) -> list[Offer]:
    """Return a model's drafts with how sure to be of each, tried on what the prompt shows."""
    confidence = DraftConfidence(model)
    offered = {offer.candidate.code: offer.candidate.confidence for offer in recipes}
    features = measure_drafts(prompt, drafts, offered)
    scored = [
        Offer(Candidate(draft.code, "model", round(confidence(row), 4)))
        for draft, row in zip(drafts, features, strict=True)
    ]
    return mark_tried(scored, prompt)


def _distinct(drafts: list[Offer]) -> list[Offer]:
    seen: dict[str, Offer] = {}
    for draft in drafts:
        seen.setdefault(draft.candidate.code.strip(), draft)
    return list(seen.values())


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
