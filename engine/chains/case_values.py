"""What comes out in a case of a decision: a text, a number, an error, something worked out of the parameters."""

import re

from engine.chains.deciders import Decider
from engine.chains.flow import repr_string
from engine.chains.members import Scope
from engine.chains.methods import formula
from engine.chains.reading import Reader

END = r"(?= ?(?:,|$|and\b|or\b|otherwise\b|else\b|then\b))"
VERB = r"(?:it |they |should |must )*(?:return|print|give)(?: (?:text|word|message|string|value))?(?: as)?"


def read_value(r: Reader, decider: Decider) -> tuple[str, bool] | None:
    """Read what comes out in a case: a text, a number, something worked out of the parameters, or an error."""
    if match := r.eat(r"raise (?:an? )?(?P<error>[A-Z]\w*(?:Error|Exception)|error|exception)(?: with (?:message )?(?P<text>§s\d+))?"):  # fmt: skip
        error = match["error"] if match["error"][0].isupper() and match["error"].endswith("Error") else "ValueError"
        text = r.source_of(match["text"]) if match["text"] else ""
        return f"raise {error}({text})", True
    r.eat(VERB) or r.eat(r"(?:it|is|as)+")
    if match := r.eat(r"(?P<text>§[sn]\d+)(?= ?(?:,|$|if|for|otherwise|else|and|or|gt|lt|ge|le|between|with|above|over|below|lower|higher|§n\d+ (?:or|and))\b| ?,|$)"):  # fmt: skip
        return r.source_of(match["text"]), False
    if r.eat("(?:is )?free(?= (?:le|lt|between|for|if))"):
        return "0", False
    if match := r.eat(r"(?P<name>True|False|None|true|false|none)" + END.replace("|then", "|if|for|then")):
        return match["name"].capitalize(), False
    if (
        match := r.eat(r"(?P<word>[a-z]+)(?= (?:if|for|otherwise|gt|lt|ge|le|between)\b)")
        if decider.is_labelling
        else None
    ):
        return repr_string(match["word"]), False
    return _read_formula(r, decider)


def _read_formula(r: Reader, decider: Decider) -> tuple[str, bool] | None:
    match = r.eat(r"(?P<words>(?:(?!,|if\b|otherwise\b|else\b|for\b|or\b)\S+ ?)+)")
    if match is None:
        return None
    words = r.phrase.plain(match["words"])
    rounded = r.eat(
        r"(?:, )?(?:and )?round(?: (?:it|result))?(?: to (?:nearest )?(?P<places>§n\d+|one|two|three|integer|whole number)(?: (?:decimals?|decimal places?|places?|digits?))?)?"
    )
    if inner := re.search(
        r",? ?round(?: to (?:nearest )?(?P<places>\d+|one|two|three|integer|whole number)(?: (?:decimals?|decimal places?|places?|digits?))?)?$",
        words,
    ):
        words, rounded = words[: inner.start()].strip(), inner
    found = _formula_of(words, decider)
    if found is None or rounded is None:
        return (found, False) if found else None
    places = rounded["places"] or ""
    places = {"one": "1", "two": "2", "three": "3", "integer": "", "whole number": ""}.get(
        places, r.phrase.plain(places)
    )
    return f"round({found}{f', {places}' if places else ''})", False


def _formula_of(words: str, decider: Decider) -> str | None:
    words = words.strip()
    if re.search(r"times 1 (?:plus|minus)", words):
        return None  # what is meant is multiplied by the sum
    words = re.sub(r"(?<=\w )square\b(?! root)", "squared", words)
    words = re.sub(
        r"^(?:it|number|value|itself|same|it unchanged|number itself|text itself|word itself)$",
        decider.subject.code,
        words.strip(),
    )
    if (
        share := re.fullmatch(r"(\w+) (minus|plus|with|less) (\d+(?:\.\d+)?)(?: (?:percent|off))?(?: discount)?", words)
    ) and decider.says_percent:
        number = float(share[3]) / 100
        factor = round(1 + number if share[2] == "plus" else 1 - number, 6)
        return f"{share[1]} * {factor}" if share[1] in decider.parameters else None
    words = re.sub(r"\b(?:full|normal|original|unchanged) (?=\w)", "", words)
    if code := _of_parameters(words, decider):
        return code
    words = re.sub(r"(?<=\w )cube\b", "cubed", words)
    words = re.sub(r"(\S+) cubed\b", r"\1 ** 3", re.sub(r"\bpi\b", "math.pi", words))
    names = {*decider.parameters, "math.pi"}
    return formula(words, Scope([], tuple(names), []))


OF_ONE = {
    "square": "{x} ** 2", "cube": "{x} ** 3", "double": "{x} * 2", "half": "{x} / 2", "square root": "{x} ** 0.5",
    "absolute value": "abs({x})", "reverse": "{x}[::-1]", "uppercase": "{x}.upper()", "lowercase": "{x}.lower()",
    "length": "len({x})", "first letter": "{x}[0]", "last letter": "{x}[-1]", "first character": "{x}[0]",
    "last character": "{x}[-1]", "triple": "{x} * 3",
}  # fmt: skip
_OF_TWO = {"sum": "+", "product": "*", "difference": "-", "quotient": "/"}


def _of_parameters(words: str, decider: Decider) -> str | None:
    """Return what is worked out of what there is: "its square", "the larger one", "their sum"."""
    if words in decider.parameters:
        return words
    if match := re.fullmatch(rf"-({'|'.join(decider.parameters)})", words):
        return match[0]
    if len(decider.parameters) < 2:
        match = re.fullmatch(
            rf"(?:{decider.names} |it )?(?P<what>{'|'.join(OF_ONE)})(?: (?:of )?(?:it|{decider.names}))?", words
        )
        return OF_ONE[match["what"]].format(x=decider.subject.code) if match else None
    listed = ", ".join(decider.parameters)
    of = r"(?: (?:one|number|value|(?:of )?(?:them|two(?: numbers)?|three(?: numbers)?|§n\d+ numbers|\d+ numbers|both|numbers)|of " + " and ".join(decider.parameters) + "))*"  # fmt: skip
    if re.fullmatch(rf"(?:larger|largest|bigger|biggest|greater|greatest|higher|max|maximum){of}", words):
        return f"max({listed})"
    if re.fullmatch(rf"(?:smaller|smallest|lower|lowest|min|minimum){of}", words):
        return f"min({listed})"
    if re.fullmatch(rf"average{of}|average", words):
        return f"({' + '.join(decider.parameters)}) / {len(decider.parameters)}"
    if (match := re.fullmatch(rf"(?P<what>sum|product|difference|quotient){of}", words)) and len(
        decider.parameters
    ) == 2:
        return f" {_OF_TWO[match['what']]} ".join(decider.parameters)
    return None
