"""A request in few fixed words: values become placeholders, synonyms one verb, articles go.

What is left is short enough for the patterns of the steps to read. Letters keep their case, since names matter.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from engine.chains.scales import Scale, read_numbering, read_scale, without_examples
from engine.values import find_values

_KINDS = {"path": "p", "string": "s", "number": "n", "data": "d", "url": "u"}
PLACEHOLDER = re.compile(r"§([psndui])(\d+)")


@dataclass(frozen=True)
class Phrase:
    """A normalised request and the values that its placeholders (`§n0`, `§p1`, …) stand for."""

    text: str
    values: list[Any]
    labels: dict[int, str]  # the variable that the request assigns a value to
    scale: Scale | None = None  # the letters that it gives for numbers
    numbering: str = ": "  # what stands between a line's number and the line

    def value(self, placeholder: str) -> Any:
        """Return the Python value of a placeholder."""
        match = PLACEHOLDER.fullmatch(placeholder)
        assert match is not None, placeholder
        return self.values[int(match[2])]

    def plain(self, text: str) -> str:
        """Return what a piece of the phrase says, placeholders written out."""
        return PLACEHOLDER.sub(lambda match: str(self.values[int(match[2])]), text).strip()


# Read in this order; each makes one canonical word of many.
_REPLACEMENTS = [
    (re.compile(pattern, re.IGNORECASE), word)
    for pattern, word in [
        (r">=|≥", " ge "),
        (r"<=|≤", " le "),
        (r"==", " eq "),
        (r"!=|<>|≠", " ne "),
        (r"->|→|=>", " to "),
        (r">", " gt "),
        (r"<", " lt "),
        (r"(?<=\s)=(?=\s)", " eq "),
        (r"[()\[\]{}!?\"“”`]", " "),
        (r"\s[-–—]\s", " , "),
        (r"'s\b", ""),
        (r"'", " "),
        (
            r"\b(?:could|can|would) you\b|\bplease\b|\bi (?:want|need|would like|d like) (?:you )?to\b|\bhow (?:do|can|would) (?:i|you|we)\b|\bhow to\b|\bhelp me\b|\bi have\b|\bi ve got\b|\bthere is\b",
            " ",
        ),
        (
            r"\b(?:write|make|create|give me|show me|i need|build|need) (?:me )?(?:a |an |some )?(?:short |small |simple |little )?(?:python )?(?:something|script|program|code|snippet|piece of code|one-?liner)(?: in python)?(?: (?:that|which|to))?\b",
            " ",
        ),
        (
            r"\b(?:write|create|define|make|build|implement|i need|i want|we need|give me) (?:me )?(?=(?:a |the )?function\b)",
            " ",
        ),
        (r"\b(?:script|program|code) (?:that|which|to)\b|^(?:script|program)\b", " "),
        (r"\bjust\b", " only "),
        (r"\b(?:formatted|displayed|shown) (?=(?:with|to) §n)", " "),
        (r"\bby (?:the |its |their )?column\b", " by "),
        (r"\b(?:start|begin)s? with a capital(?: letter)?\b", " capitalise "),
        (r"\bdef (?:a )?function\b", "function"),
        (r"\bfunction to (?:take|get|receive|accept)s?\b", " function that takes "),
        (r"\b(?:let|have) (?:the |a )?user (?:type|enter|input|write|give)(?: in)?\b", " ask user for "),
        (r"\b(leading|trailing) zero(?:e?s)?\b", r" \1zeros "),  # signs of a text, no items
        (r"\bin (?:all )?(?:capitals|caps)\b|\bin capital letters\b", " in uppercase "),
        (
            r"\b(?:each )?on (?:its|their) own (?:new |separate )?lines?\b|\bon (?:separate|different) lines\b|\bon a (?:new|separate) line(?: each)?\b",
            " perline ",
        ),
        (r"\bwith (?:an? |the )?(?:letter |word )?(§s\d+|[A-Z]{2,}\w*) in (?:it|them)\b", r" contains \1 "),
        (r"\b(?:take|get|read) (?:a |an |the )?(\w+) from (?:the )?user\b", r" ask user for \1 "),
        (r"\bwhat left\b|\bwhat s left\b", " rest "),
        (
            r"\b(?:from )?most to least (?:frequent|common|often|used)?\b|\bfrom most (?:frequent|common)\b",
            " descending ",
        ),
        (
            r"\b(?:and )?(?:without|excluding|except(?: for)?|not counting|leaving out|ignoring|leaving away)(?: the)? (?=(?:highest|lowest|largest|smallest|best|worst|max|min|minimum|maximum|first|last)\b)",
            " , drop ",
        ),
        (
            r"\b(?:write|save|store|put) (them|it)? ?in (fahrenheit|celsius|miles|km|kilometres|pounds|kg) (?=to\b|as\b)",
            r" convert \1 to \2 and save them ",
        ),
        (r"\bsay (?=how\b|what\b|the\b)", " print "),
        (r"\b(?:and )?(?:i )?(?:would|'d) like (?:to )?(?:have )?(?=it\b|them\b)", " , "),
        (r"\bprompt (?:the user )?for\b", " ask for "),
        (r"\b(?:go|goes|loop|loops|walk|walks|run|iterate|step) (?:through|over)\b", " take "),
        (
            r"\b(?:what (?:remains|is left|s left|is left over|stays)|whatever (?:remains|is left))\b(?: (?:of it|over))?",
            " rest ",
        ),
        (
            r"\bwhat (?:they|it|these|those|all of them) (?:all )?(?:add up|adds up|sum|sums|sum up|come|comes|amount) to\b|\bwhat (?:their|the) sum is\b",
            " sum ",
        ),
        (r"\b(lowercase|uppercase|capitalise|capitalize|strip|trim|replace)(?:s|d)\b", r"\1"),
        (r"\b(?:lowercasing|lower-?cases|lower casing)\b", " lowercase "),
        (r"\b(?:uppercasing|upper-?cases|upper casing)\b", " uppercase "),
        (r"\b(?:replacing)\b", " replace "),
        (r"\b(?:stripping|trimming)\b", " strip "),
        (
            r"\b(?:ignoring|ignore|without regard to|disregarding) (?:the )?(?:upper ?and ?lower ?)?case (?:and|or|,) (?:the )?punctuation(?: marks)?\b|\b(?:ignoring|ignore|disregarding) punctuation(?: marks)? and case\b",
            " nocase nopunctuation ",
        ),
        (
            r"\b(?:upper|capital|lower|small)(?: ?case)?(?: letters)? (?:and|or) (?:upper|capital|lower|small)(?: ?case)?(?: letters)? (?:are|is|should be|counts? as|mean) the same(?: thing)?\b"
            r"|\b(?:upper|capital|lower)(?: ?case)?(?: letters| or (?:lower|small)(?: ?case)?(?: letters)?)? (?:should |must |shall |is to )?makes? no difference\b"
            r"|\b(?:upper|capital|lower)(?: ?case)?(?:,? (?:and|or) |[ /])(?:upper|lower|small)(?: ?case)?(?: letters)? (?:(?:does|do|should|must)(?: not|n ?'?t) (?:matter|count)|alike)\b"
            r"|\bcase (?:does|should|must)(?: not|n ?'?t) (?:matter|count)\b",
            " nocase ",
        ),
        (
            r"[,;] (?:some|a few)(?: of the)? lines are (?:empty|blank)(?: ?[,;] ?(?:ignore|skip|drop) (?:those|them))\b",
            ", drop blank lines",
        ),
        (r"[,;] (?:some|a few)(?: of the)? lines are (?:empty|blank)\b", ""),
        (r"\b(?:ignoring|ignore|disregarding) (?:the )?punctuation(?: marks)?\b", " nopunctuation "),
        (r"\btitle-? ?cased?\b", " titlecase "),
        (r"\bpython (?=files?\b|scripts?\b)", " .py "),
        (r"\b(?:current|this|present) (?:working )?(?:folder|directory|dir)\b", " folder ./ "),
        (r"(\bage\b.*?)\b(?:with )?(?:the )?oldest (?:ones? |people |person )?first\b", r"\1 descending "),
        (r"\b(occur|appear)(?:ring|ing|red|ed)\b", r"\1s"),
        (r"\bhow many (?:that|this|it|they|those|these) (?:is|are|was|were)\b", " count "),
        (r"\bas (?:a |one )?comma[- ]separated (?:list|string|text|line)\b", " separated by commas "),
        (r"(?<=,) comma[- ]separated\b", " separated by commas "),
        (
            r"\b(word|number|letter|name|item|element|value) (?:that|which) (?:occurs?|appears?|comes up) (?:the )?most(?: often| frequently)?\b",
            r"most common \1",
        ),
        (r"\b(?:below|under) zero\b", " lt zero "),
        (r"\babove zero\b", " gt zero "),
        (r"\bin order of\b", " sort by "),
        (
            r"\b(?:, )?(?:(?:dates|months|days|years|hours) )?(?:in (?:chronological|calendar|date|time) order|in order of (?:date|time))\b|\bchronologically\b|\b(?:earliest|oldest) (?:month|day|year|hour|date)s? first\b|\bin order(?=[.!]?$)",
            " chronologically ",
        ),
        (r"\b(?:which|what) (\w+) (?:is|was|has been) (?:the )?(\w+est|best|worst)\b", r" \2 \1 "),
        (
            r"\b(?:more|higher|greater|larger|bigger|better|above|over|longer)(?: than)? (?:that|this|it)(?: average| number)?(?= ?(?:[,.;]|$|and\b))",
            " gt theresult ",
        ),
        (
            r"\b(?:less|lower|smaller|fewer|below|under|shorter)(?: than)? (?:that|this|it)(?: average| number)?(?= ?(?:[,.;]|$|and\b))",
            " lt theresult ",
        ),
        (r",? ?\b(?:while |but |and )?(?:keeping|preserving|keep)(?: the| their)?(?: original| first)? order\b", " "),
        (r"\bin python\b|\bwith python\b|\busing python\b|\bpython\b", " "),
        (
            r"\b(?:a |the )?function (?:that |which )?(?:takes|taking|gets|accepts|accepting|receives|receiving|is given|given)\b",
            " function takes ",
        ),
        (
            r"\b(list|make|take|get|ask|find|count|print|sum|sort|compute|calculate|keep|add|remove|write|read)s(?= (?:the|a|an|all|every|each|it|them|only|out|their|its|any|how)\b)",
            r"\1",
        ),
        (r"\bcopies\b(?= (?:all|every|each|the|it|them|files?|§|\.?\w+ files?)\b)", "copy"),
        (r"\bto (?:the )?(?:standard output|stdout|screen|console)\b|\bon (?:the )?(?:screen|console)\b", " "),
        (
            r"\bone (?:number|word|name|item|entry|value|line|result|integer|float|pair|file) (?:per|a|on each|in each) line\b|\beach on (?:its|a|their) own (?:new |separate )?line\b|\bone (?:per|a) line\b|\bline by line\b|\bone below the other\b|\beach on (?:a|its own) line\b",
            " perline ",
        ),
        (
            r"\b(?:count )?how many (?:of each|there are of each|each)\b|\bcount (?:of )?each\b|\bhow many times (?:does )?(?:each|every)\b|\bhow often (?:does )?(?:each|every)\b|\b(?:frequency|frequencies|occurrences|number of occurrences|count) of (?:each|every|all)\b|\bcount (?:each|every)\b|\bcount (?:up )?how (?:often|many times) (?:each|every)\b|\btally(?: up)?\b|\bcount (?:the )?occurrences of (?:each|every|the)\b",
            " counteach ",
        ),
        (r"\b(?:every|each|all|the) occurrences? of (?=§s\d+ +(?:with|by)\b)", " "),
        (r"\btotal (?:number|count|amount) of\b", " number of "),
        (r"\bdata rows\b", "rows"),
        (r"\bhow many\b|(?<!every )(?<!each )\bnumber of\b|\bcount(?:s|ing)?(?: of| up)?\b|\bhow often\b", " count "),
        (
            r"\bsum(?:s|med)? up\b|\badd(?:s|ing|ed)? (?:them |these |those |the numbers |it |all )?(?:all )?up\b|\badd (?:them|these|all of them|the numbers) (?:all )?together\b|\bgrand total\b|\bin total\b|\btotal up\b|\btotal(?:s|led)?\b|\bsum(?:s|med|ming)?\b",
            " sum ",
        ),
        (r"\barithmetic mean\b|\bmean(?: value)?\b|\bavg\b|\baverages?\b", " average "),
        (r"\bmedians?\b", " median "),
        (r"\bstandard deviations?\b|\bstd ?dev\b|\bstdev\b", " stdev "),
        # The longest first are put by length; where the request says that itself, or how long something takes, it is plain.
        *(
            (
                rf"^(?!.*\b(?:length|len|duration|minutes|time|long|{most}\b.*\b{most})\b)(.*?)"
                rf"\b(?:with )?(?:the )?{most} (?:ones? |words? |names? |lines? )?first\b",
                rf"\1 bylength {order} ",
            )
            for most, order in (("longest", "descending"), ("shortest", "ascending"))
        ),
        (
            r"\b(?:in )?(?:descending|decreasing)(?: order)?\b|\breverse sorted\b|\b(?:with )?(?:the )?(?:biggest|largest|highest|greatest|longest|newest|latest|most(?: [a-z]+)?|heaviest|most expensive|richest|best|top|max(?:imum)?) (?:one |ones |value |values |count |counts |number |numbers |list |line |word |name |group |file )?first\b|\bfrom (?:high|big|large|long|highest|biggest|largest|longest|most)(?:est)? to (?:low|small|short|lowest|smallest|shortest|least)(?:est)?\b|\bhigh(?:est)? to low(?:est)?\b|\bz (?:to|-) ?a\b",
            " descending ",
        ),
        (
            r"\b(?:in )?(?:ascending|increasing)(?: order)?\b|\b(?:with )?(?:the )?(?:smallest|lowest|shortest|oldest|earliest|cheapest|youngest|least) (?:one |ones |value |values |count |number )?first\b|\bfrom (?:low|small|short)(?:est)? to (?:high|big|large|long)(?:g?e?st)?\b|\blow(?:est)? to high(?:est)?\b",
            " ascending ",
        ),
        (r"\bin reversed? order\b|\bbackwards\b|\bin reverse\b", " inreverse "),
        (
            r"\balphabetical(?:ly)?(?: order)?\b|\b(?:from )?a (?:to|-) ?z\b|\bin alphabetical order\b|\balphabetic order\b",
            " alphabetically ",
        ),
        (
            r"\b(?:de-?duplicate|dedupe)\b|\b(?:remove|drop|delete|eliminate|discard|get rid of|without|no|strip)(?: out)? (?:all )?(?:the |any )?(?:duplicates|(?:duplicate|duplicated|repeated) (?!words)\w+|repeats|doubles|double ones)\b|\bremoving (?:all )?(?:the |any )?duplicates\b|\bwithout repetitions?\b|\b(?:each|every) (?:one |of them )?only once\b",
            " unique ",
        ),
        (
            r"\b(?:remove|drop|delete|eliminate|discard|get rid of|strip)(?: out)? (?:all )?(?:the |any )?(?:duplicate|duplicated|repeated) words\b",
            " unique words ",
        ),
        (r"\b(?:unique|distinct|different)\b", " unique "),
        (
            r"\bignoring (?:the )?(?:upper ?and ?lower ?)?case\b|\bcase[- ]insensitive(?:ly)?\b|\bignore case\b|\bregardless of case\b|\bno matter the case\b|\bwithout regard to case\b",
            " nocase ",
        ),
        (r"\bupper ?-?case(?:d)?(?: letters| characters)?\b|\ball caps\b|\bcapital letters\b|\bupper\b", " uppercase "),
        (r"\blower ?-?case(?:d)?(?: letters| characters)?\b|\bsmall letters\b|\blower\b", " lowercase "),
        (r"\bcapitali[sz](?:e|es|ed|ing)\b", " capitalise "),
        (r"\b(?:that|which|who) (?:are|is|were|was)\b", " with "),
        (
            r"\b(?:who|which \w+) (?:has|have|had|got|scored)(?: the)? (?=(?:highest|most|lowest|best|fewest|largest|smallest)\b)",
            " winner with ",
        ),
        (r"\b(?:that|which|who) (?:have|has|had|got)\b", " with "),
        (
            r"\b(?:that|which|who)\b(?= (?:start|begin|end|contain|include|hold|match|do|don|cost|occur|appear))",
            " with ",
        ),
        (r"\bwhere\b|\bwhose\b|\bhaving\b|\bin which\b", " with "),
        (r"\b(?:do|does|did|is|are) not\b|\b(?:do|does|is|are)n ?t\b|\bdon t\b|\bwithout\b|\bnot\b", " not "),
        (
            r"\b(?:is |are )?(?:at least|no less than|greater (?:than )?or equal(?: to)?|not less than|minimum of|not under|not below)\b",
            " ge ",
        ),
        (
            r"\b(?:is |are )?(?:at most|no more than|less (?:than )?or equal(?: to)?|not more than|maximum of|up to and including|not above|not over)\b",
            " le ",
        ),
        (r"\b(?:longer|more characters|more letters) than\b", " len gt "),
        (r"\b(?:shorter|fewer characters|fewer letters) than\b", " len lt "),
        (r"\b(?:older) than\b", " age gt "),
        (r"\b(?:younger) than\b", " age lt "),
        (r"\bcheaper than\b|\b(?:cost|costing|costs) (?:less than|under|below)\b", " price lt "),
        (
            r"\b(?:more expensive|dearer|costlier) than\b|\b(?:cost|costing|costs) (?:more than|over|above)\b",
            " price gt ",
        ),
        (
            r"\b(?:is |are )?(?:greater|more|bigger|larger|higher|better|heavier|taller) than\b|\bexceed(?:s|ing)?\b",
            " gt ",
        ),
        (r"\b(?:is |are )(?:over|above)\b|\b(?:above|over)(?= §n)", " gt "),
        (r"\b(?:is |are )?(?:less|fewer|smaller|lower) than\b", " lt "),
        (r"\b(?:is |are )(?:under|below)\b|\b(?:under|below)(?= §n)", " lt "),
        (r"\b(?:is |are )?equals?(?: to)?\b|\bis exactly\b|\bexactly\b", " eq "),
        (r"\bdivisible by\b|\bmultiples? of\b", " divisible "),
        (r"\b(?:start|begin)(?:s|ning|ing)? with\b", " startswith "),
        (r"\bend(?:s|ing)? (?:with|in)\b", " endswith "),
        (r"\bcontain(?:s|ing)?\b|\binclud(?:es|ing)\b(?= §s)|\bwith §s(?=\d+ in)\b", " contains "),
        (
            r"\bfilter out\b|\bleave out\b|\bleaving out\b|\bthrow (?:away|out)\b|\bget rid of\b|\b(?:remov|delet|exclud|discard|skipp|ignor|dropp)(?:e|ed|es|ing|s)?\b|\b(?:remove|drop|delete|exclude|discard|skip|ignore|omit)s?\b",
            " drop ",
        ),
        (
            r"\b(?:filter(?:s|ing)?(?: for)?|keep(?:s|ing)?(?: only)?|retain|only keep|select(?:s|ing)?|pick(?:s|ing)? out|take only|only take|find(?:s|ing)?(?: all)?|leave only|restrict to|collect|extract|search for|look for|choose)\b(?: only\b)?",
            " keep ",
        ),
        (r"\bonly\b", " only "),
        (
            r"(?<!each )(?<!every )(?<!per )(?<!the )(?<!an )\b(?:order|arrang)(?:ed|s|ing|e)?(?= by| them| it | the | alpha| desc| asc| in )|\bsort(?:ed|s|ing)?\b",
            " sort ",
        ),
        (
            r"\b(?:write|save|(?<!per )(?<!each )(?<!every )(?<!the )(?<!by )(?<!all )(?<!many )(?<!table )store|export|dump)(?:s|d|n)?(?: out)?\b|\bwritten\b|\bsaving\b|\bwriting\b|\boutput (?=to |into |it |them |the result to |§p)",
            " save ",
        ),
        (
            r"\b(?:print|show|display|output)(?:s|ed|ing)?(?: out)?\b|\btell me\b|\bgive me\b|\bget me\b|\bi (?:want|need)\b|\bwhat (?:is|are|s)\b|\bwhich (?:is|are)\b|\bwhat\b|\bthen say\b|\breport\b",
            " print ",
        ),
        (r"\b(?:read(?: in)?|load|open|parse|import|fetch|pull in)(?:s|ed|ing)?\b", " read "),
        (r"\b(?:return|give back|gives back|hand back)(?:s|ed|ing)?\b", " return "),
        (r"\bsquar(?:e|es|ed|ing)\b(?! (?:root|bracket))", " square "),
        (r"\bcub(?:e|es|ed|ing)\b", " cube "),
        (r"\bdoubl(?:e|es|ed|ing)\b", " double "),
        (r"\bround(?:ed|ing|s)?\b", " round "),
        (r"\brevers(?:e|es|ed|ing)\b", " reverse "),
        (r"\bsplit(?:s|ting)?\b", " split "),
        (r"\bjoin(?:s|ed|ing)?\b|\bconcatenate\b|\bglue\b|\bstring together\b", " join "),
        (r"\bconvert(?:s|ed|ing)?\b|\btransform\b|\bturn\b|\bchange\b", " convert "),
        (r"\b(?:blank|empty)\b", " blank "),
        (r"\bsubfolders\b|\bsub-?directories\b|\brecursive(?:ly)?\b", " subfolders "),
        (r"\b(?:directory|dir)\b", " folder "),
        (r"\b(?:the )?(?:rest|remaining ones|remaining|others|ones left|what (?:is|s) left)\b", " rest "),
        (
            r"\b(?:the |a |an |my |our |your |its |their |his |her |these |those |this |that |all |of the |all of |both )",
            " ",
        ),
        (r"\b(?:the|a|an|my|our|your|its|their|his|her|these|those|this|that|all)\b", " "),
        (r"\b(?:afterwards?|after that|finally|next|lastly|at the end|and then)\b", " then "),
        (r"[;:.]+(?=\s|$)", " , "),
        (r",", " , "),
        (r"\b(?:are|is)(?: there)? (?=in\b)", " "),
        (r"\s+", " "),
        (r"\bcount count\b", "count"),
        (r"(\b(?:gt|lt|ge|le|eq) §n\d+) sum\b", r"\1"),
    ]
]


def normalise(prompt: str, hoists: bool = True) -> Phrase:
    """Return the request in canonical words, its values replaced by placeholders; what it starts from in front."""
    phrase = _canonical(prompt)
    return replace(phrase, text=_hoist(phrase.text)) if hoists else phrase


@lru_cache(maxsize=16)  # several grammars read a request, one after the other
def _canonical(prompt: str) -> Phrase:
    """Return the request in canonical words, in its own order."""
    numbering = read_numbering(prompt)
    if numbering:
        prompt = f"{prompt[: numbering[1]]} {prompt[numbering[2] :]}"
    scale = read_scale(prompt)
    if scale:
        prompt = f"{prompt[: scale[1]]} gradescale {prompt[scale[2] :]}"
    prompt = _with_parameter(without_examples(prompt))
    values: list[Any] = []
    labels: dict[int, str] = {}
    parts: list[str] = []
    position = 0
    prompt = _DOTS.sub(r"\1 to \2", prompt)
    for value in find_values(prompt):
        if value.is_ordinal:  # "the second largest" is read as it stands
            continue
        if value.start < position or not (
            value.kind in _KINDS or (value.kind == "folder" and _would_change(value.value))
        ):
            continue
        before = prompt[position : value.start]
        if value.label and before.rstrip().endswith("="):
            before = before[: before.rstrip().rindex("=")].rstrip().removesuffix(value.label)
            before = _WHERE_KEPT.sub(r"\1", before)
            labels[len(values)] = value.label
        is_percent = (
            value.kind == "number"
            and prompt[value.end - 1] == "%"
            and before.rstrip().lower().endswith((" by", " add", "add", "take", "knock", "deduct"))
        )
        parts += [before, f" §{_KINDS.get(value.kind, 's')}{len(values)} " + ("percent " if is_percent else "")]
        values.append(value.value)
        position = value.end
    parts.append(prompt[position:])
    text = " ".join("".join(parts).split())
    for pattern, word in _REPLACEMENTS:
        text = pattern.sub(word, text)
    text = text.strip(" ,")
    return Phrase(
        text,
        values,
        labels,
        scale[0] if scale else None,
        numbering[0] if numbering else ": ",
    )


_DOTS = re.compile(r"(?<![\w.])(\d+) ?\.{2,3} ?(\d+)(?![\w.])")


def _would_change(folder: str) -> bool:
    """Return whether a folder's name would be read as one of the words that have synonyms: "exports"."""
    return any(pattern.search(folder) for pattern, word in _REPLACEMENTS if word.strip().isalpha())


_WHERE_KEPT = re.compile(  # "Song lengths are in": said again by the variable
    r"(^|[.;!?] )[\w' ]{2,40} (?:are|is) (?:in|stored in|kept in|held in|given in|given by|given as)(?: (?:the|a) list)? ?$"
)
_SIGNATURE = re.compile(
    r"\bfunction\s+`?[a-z_]\w*`?\s*\(\s*(?P<name>[a-z_]\w*)\s*\)`?(?:\s+(?:that|which))?", re.IGNORECASE
)
_PARAMETERS = {
    "text": "a text that", "string": "a string that", "sentence": "a sentence that", "s": "a string that",
    "words": "a list of words,", "names": "a list of names,", "numbers": "a list of numbers,", "nums": "a list of numbers,",
    "strings": "a list of strings,", "lines": "a list of lines,", "values": "a list of numbers,",
}  # fmt: skip


def _with_parameter(prompt: str) -> str:
    """Return the prompt with a signature in words: "function f(words) that …" takes a list of words."""

    def say(match: re.Match[str]) -> str:
        said = _PARAMETERS.get(match["name"].lower())
        return f"function that takes {said.removesuffix(' that')}, " if said else match[0]

    return _SIGNATURE.sub(say, prompt)


_ORIGIN = re.compile(
    r"(?<!is) (?:of|in|from|on|inside|for|to)(?: (?:file|list|text|string|sentence|words?|numbers|lines|dict|elements|items))*"
    r" (?P<value>§[pds]\d+)(?: file)?(?=$| )"
)
_FOLDER_VERB = re.compile(
    r"\b(?P<verb>zip|copy|move|drop|rename|compress|archive|pack) (?P<files>(?:every |each )?(?:\.?\w{1,5} )?files? "
    r"(?:in|from|of|under|inside) (?:folder )?(?:§[sp]\d+|[\w./-]+)(?: folder)?(?: (?:and |including |with )*subfolders)?)"
)
_DIRECT = re.compile(
    r"\b(?P<verb>split|sort|reverse|join|capitalise|titlecase|uppercase|lowercase|take|filter|convert|keep|square|double|group)(?: (?:text|string|sentence|list|words?|numbers))? (?P<value>§[sd]\d+)"
)


def _hoist(text: str) -> str:
    """Return the phrase with what the steps start from in front: "sort lines of §p0 by length" → "§p0 , sort …"."""
    if match := _FOLDER_VERB.search(text):
        return f"{text[: match.start()]} {match['files']} , {match['verb']} them{text[match.end() :]}".strip()
    if (match := _DIRECT.search(text)) and not re.match(
        r"convert.* to (?:§|true|false|null)", match["verb"] + text[match.end() :]
    ):
        return f"{match['value']} , {text[: match.start()]}{match['verb']} it{text[match.end() :]}"
    for match in _ORIGIN.finditer(text):
        if re.search(r"\btable$", text[: match.start()]):
            continue
        before = re.split(r" , | and | then ", text[: match.start()])[-1]
        if re.match(r" to\b", text[match.end() :]):
            continue  # change "debug" to false
        if re.search(r"\b(?:occurrences?|count)$", before) and re.search(r"§[dsp]\d+", text[match.end() :]):
            continue  # the occurrences of "an" in "banana"
        if re.search(r"\b(?:value|setting|field|entry|option|key)s?$", before) and match["value"][1] == "s":
            continue  # the value of "port"
        is_end = re.search(
            r"(?:end|start|beginning|front|back)(?: of)?(?: the)?(?: list)?$", before
        )  # "add 5 to the end of [1, 2]"
        is_target = (not is_end and re.search(r"\b(?:save|convert|append|to)\b", before)) or match[0].startswith(" to ")
        if not is_target and not (match["value"][1] == "s" and re.search(r"contains|startswith|endswith", before)):
            return f"{match['value']} , {text[: match.start()]}{text[match.end() :]}"
    return text
