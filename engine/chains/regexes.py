"""Regular expressions for what a request describes: numbers, words that end in "ing", codes like AB-123, text in brackets.

Found, counted, added up, replaced, removed or checked, in a text that the request gives or in a sample. Only who asks for
a regular expression gets one, and only where every word of the request is understood.
"""

import re
from dataclasses import dataclass

from engine.chains.flow import Chain, repr_string
from engine.rewrite import is_usable_name

_REGEX = re.compile(
    r"\b(?:(?:by|with|using|use|via|through|in|write|need|give me|show me|make|create|python) )*(?:an? |the )?(?:simple |python )*"
    r"(?:reg-?ex(?:p|es|ps)?|regular expressions?|re module|re\.(?:findall|sub|fullmatch|match|search|finditer)(?:\(\))?)(?: pattern)?"
    r"(?: (?:to|that|which|for|in python)\b)?:?",
    re.IGNORECASE,
)
_QUOTED = r"(?:\"[^\"]*\"|'[^']*')"
_PLACE = re.compile(
    rf"(?:,? ?\b(?<!ending )(?<!end )(?<!ends )(?:in|from|inside|within|of|out of) )(?:(?:the|a|an|my|this|some|following|given|variable|long) )*"
    rf"(?:(?:text|string|sentence|line|message)(?: (?:called|named|variable))? ?)?:? ?(?P<text>{_QUOTED})|"
    r"(?:,? ?\b(?:in|from|inside|within|of|out of) )(?:(?:the|a|an|my|this|some|given|long) )*(?P<noun>text|string|sentence|paragraph|line|message)\b"
    r"(?: (?:called |named |variable )?(?P<name>(?!with\b|and\b|by\b|that\b|print\b|to\b)[a-z_]\w*)(?=$|[,.;]| and | with | by ))?"
)
_ALL = r"(?:(?:all|every|each|any|the|of) )*"
_VERB_FIND = rf"(?:find|finds|extract|extracts|get|gets|list|lists|match|matches|return|pull out|collect|show|print|search for|count|sum|add up) {_ALL}"
_VERB_CHANGE = rf"(?P<verb>replace|replaces|remove|removes|delete|deletes|strip|strips|mask|masks) {_ALL}"
_VERB_CHECK = (
    r"(?:check|checks|validate|validates|test|tests|tell|verify|see|match|matches)(?: that| whether| if)? "
    r"(?:(?:a|an|the|my|this|some|input|user) )*(?P<what>text|string|input|value|word|code|number|line|name|entry)?"
    rf" ?(?P<text>{_QUOTED})? ?(?:is |are |has |have |consists of |contains |holds |looks |matches |that )*"
)
_NUMBER = r"(?P<n>\d+|two|three|four|five|six|seven|eight)"
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}


@dataclass(frozen=True)
class Kind:
    """What is looked for: a pattern, what the matches are called, a text that holds some, and whether they are numbers."""

    pattern: str
    name: str
    sample: str
    number: str = ""  # int or float: what a match is read as


_KINDS: list[tuple[str, Kind]] = [
    (r"(?:whole numbers|integers|ints)", Kind(r"-?\d+", "numbers", "3 apples, 12 pears and 7 plums", "int")),
    (r"(?:decimal numbers|decimals|floats)", Kind(r"-?\d+\.\d+", "numbers", "between 1.5 and 20.75 meters", "float")),
    (r"numbers? (?:that (?:is|are|stands?) )?(?:inside|in|between|within) (?:the )?(?:square )?brackets", Kind(r"\[(\d+)\]", "numbers", "item [42], price [7]", "int")),
    (r"numbers?", Kind(r"\d+(?:\.\d+)?", "numbers", "3 apples, 12 pears and 7 plums", "float")),
    (r"digits?", Kind(r"\d", "digits", "room 12, floor 3")),
    (r"(?:urls?|web addresses|links|http links)", Kind(r"https?://[^\s<>)]+", "urls", "see https://example.com/a and http://test.org for more")),
    (r"(?:e-?mail addresses|e-?mails)", Kind(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", "emails", "write to ada@example.com or bo@mail.test.org")),
    (r"hash-?tags", Kind(r"#\w+", "hashtags", "a day at the #beach with #friends")),
    (r"(?:mentions|@ ?mentions|user ?names after @)", Kind(r"@\w+", "mentions", "thanks @ada and @bo")),
    (r"times(?: (?:of day|like hh:mm|in the form hh:mm))?", Kind(r"\b(?:[01]?\d|2[0-3]):[0-5]\d\b", "times", "from 9:30 to 17:45")),
    (r"ip(?:v4)? ?addresses", Kind(r"\b(?:\d{1,3}\.){3}\d{1,3}\b", "addresses", "from 192.168.0.1 to 10.0.0.7")),
    (r"hex(?:adecimal)? (?:colou?rs|colou?r codes)", Kind(r"#[0-9a-fA-F]{6}\b", "colors", "red is #ff0000, blue is #0000FF")),
    (r"(?:capitali[sz]ed words|words (?:that |which )?(?:start|starts|begin|begins|starting|beginning) with (?:an? )?(?:capital|upper-?case)(?: letters?)?)", Kind(r"\b[A-Z]\w*", "words", "Anna met Bob in the old town of Bern")),
    (r"(?:words (?:written )?in (?:all )?(?:capitals|capital letters|upper-?case)|(?:all[- ]caps|upper-?case) words)", Kind(r"\b[A-Z]{2,}\b", "words", "the NASA and the ESA work together")),
    (r"words (?:that |which )?(?:start|begin|starting|beginning) with (?:an? )?vowels?", Kind(r"\b[aeiouAEIOU]\w*", "words", "an apple is on the old table")),
    (r"words", Kind(r"[A-Za-z]+(?:'[A-Za-z]+)?", "words", "It's a fine day, isn't it?")),
    (r"vowels?", Kind(r"[aeiouAEIOU]", "vowels", "Hello World")),
    (r"consonants?", Kind(r"[b-df-hj-np-tv-zB-DF-HJ-NP-TV-Z]", "consonants", "Hello World")),
    (r"(?:punctuation(?: marks?)?|punctuation characters?)", Kind(r"[^\w\s]", "marks", "Well, this is it: the end!")),
    (r"(?:multiple |several |repeated |extra |double )(?:spaces|blanks|whitespace)", Kind(r" {2,}", "spaces", "too   many    spaces")),
    (r"(?:spaces|whitespace(?: characters)?|blanks)", Kind(r"\s+", "spaces", "some spaces in a text")),
    (r"(?:non-?digits?|characters that are not digits|everything (?:except|but) (?:the )?(?:digits|numbers))", Kind(r"\D", "others", "tel. +41 (44) 123-45-67")),
    (r"(?:non-?alphanumeric(?: characters)?|special characters|everything (?:except|but) letters and (?:digits|numbers))", Kind(r"[^A-Za-z0-9]", "others", "a-b_c! d1")),
    (r"(?:html |xml )tags", Kind(r"<[^>]+>", "tags", "<p>Hello <b>World</b></p>")),
    (r"(?:(?:everything|text|words?|parts?|content|what(?: is| stands)?)(?: that is| that stands)? )?(?:inside|in|between|within) (?:the )?(?:parentheses|round brackets|brackets|parens)", Kind(r"\(([^()]*)\)", "parts", "Bern (Switzerland) and Rome (Italy)")),
    (r"(?:(?:everything|text|words?|parts?|content|what(?: is| stands)?)(?: that is| that stands)? )?(?:inside|in|between|within) (?:the )?square brackets", Kind(r"\[([^\[\]]*)\]", "parts", "see [first] and [second]")),
    (r"(?:(?:everything|text|words?|parts?|content|what(?: is| stands)?)(?: that is| that stands)? )?(?:inside|in|between|within) (?:the )?(?:curly (?:brackets|braces)|braces)", Kind(r"\{([^{}]*)\}", "parts", "Dear {name}, you owe {amount}")),
    (r"(?:(?:everything|text|words?|parts?|content|what(?: is| stands)?)(?: that is| that stands)? )?(?:inside|in|between|within) (?:the )?(?:double )?(?:quotes|quotation marks)", Kind(r'"([^"]*)"', "parts", 'say "yes" or "no"')),
]  # fmt: skip
_BUILT: list[tuple[str, str]] = [
    (rf"words (?:of|with|that have|having|which have) (?:exactly )?{_NUMBER} (?:letters|characters)", r"\b[A-Za-z]{{{n}}}\b"),
    (rf"{_NUMBER}[- ]letter words", r"\b[A-Za-z]{{{n}}}\b"),
    (rf"words (?:that are |which are )?(?:longer than|of more than|with more than) {_NUMBER} (?:letters|characters)", r"\b[A-Za-z]{{{more},}}\b"),
    (rf"words (?:of|with) (?:at least|{_NUMBER} or more) ?(?P<n2>\d+)? (?:letters|characters)", r"\b[A-Za-z]{{{n},}}\b"),
    (rf"(?:{_NUMBER}[- ]digit (?:numbers|codes)|numbers (?:of|with) (?:exactly )?(?P<n2>\d+|two|three|four|five|six|seven|eight) digits)", r"\b\d{{{n}}}\b"),
    (r"words (?:that |which )?(?:start|begin|starting|beginning) with (?:the )?(?:letters? )?(?P<part>[\"']?\w+[\"']?)", r"\b{part}\w*"),
    (r"words (?:that |which )?(?:end|ending) (?:in|with|on) (?:the )?(?:letters? )?(?P<part>[\"']?-?\w+[\"']?)", r"\b\w*{part}\b"),
    (r"words (?:that |which )?(?:contain|containing) (?:the )?(?:letters? )?(?P<part>[\"']?\w+[\"']?)", r"\b\w*{part}\w*\b"),
]  # fmt: skip
_LIKE = re.compile(
    r"(?:(?P<noun>[a-z][\w-]*(?: [a-z][\w-]*){0,2}) )?(?:(?:that (?:look|are)|written|formatted|in the (?:form|format)|of the form) )*"
    r"(?:like|such as|of the form|in the (?:form|format))(?: (?:of|in|the form))? (?P<example>[\"']?[^\s,;\"']+[\"']?)"
)
_CHARACTERS = {
    "letters": "A-Za-z", "digits": "0-9", "numbers": "0-9", "spaces": " ", "blanks": " ", "underscores": "_",
    "hyphens": r"\-", "dashes": r"\-", "dots": ".", "lower-case letters": "a-z", "lowercase letters": "a-z",
    "upper-case letters": "A-Z", "uppercase letters": "A-Z", "capital letters": "A-Z", "apostrophes": "'", "commas": ",",
}  # fmt: skip
_ONE_OF = rf"(?:{'|'.join(sorted(_CHARACTERS, key=len, reverse=True))})"
_ONLY = re.compile(rf"(?:only|nothing but|just) (?P<kinds>{_ONE_OF}(?:(?:,| and|, and| or) {_ONE_OF})*)")
_EXACTLY = re.compile(
    rf"(?:(?:made )?of )?(?:exactly )?(?:{_NUMBER} (?P<kind>digits|letters|capital letters|upper-?case letters))(?: followed by (?P<m>\d+) (?P<kind2>digits|letters))?"
)
_TAIL = re.compile(
    r"[,;]?(?: and| then)* (?P<what>sum (?:them|the numbers|it)(?: up)?|add (?:them|the numbers) up|add up (?:the numbers|them)|print (?:the|their) (?:sum|total)|"
    r"count them|print how many(?: there are)?|print (?:the|their) (?:count|number)|print (?:them|it|the result|each(?: one)?|each on its own line|one per line)|"
    r"(?:ignoring|ignore) case|case[- ]insensitive(?:ly)?|without duplicates|unique|only once|as (?:a )?(?:list|integers|ints|numbers))[.!]?$",
    re.IGNORECASE,
)


def write_pattern(prompt: str) -> Chain | None:
    """Return a program with the regular expression that a request describes, or None where it is not understood whole."""
    words = " ".join(prompt.strip().rstrip(".?!").split())
    if len(words) > 200 or not _REGEX.search(words):
        return None
    words = re.sub(r"^(?:please|how (?:do|can) i|how to|i (?:want|need) to|write) ", "", words, flags=re.IGNORECASE)
    words = " ".join(_REGEX.sub(" ", words).split()).strip(" ,:")
    words = words[:1].lower() + words[1:]
    tails: list[str] = []
    while match := _TAIL.search(words):
        tails.append(match["what"].lower())
        words = words[: match.start()].strip(" ,;")
    if (code := _write_check(words, tails)) is None:
        text, name = "", "text"
        if place := _PLACE.search(words):
            text = _as_written(place["text"], prompt) if place["text"] else ""
            name = place["name"] or "text"
            words = " ".join(f"{words[: place.start()]} {words[place.end() :]}".split()).strip(" ,:")
        if not is_usable_name(name):
            return None
        if "[" in text and "(" not in text:
            words = re.sub(r"\b(?<!square )(?<!round )brackets", "square brackets", words)
        code = (
            _write_split(words, tails, text, name)
            or _write_change(words, tails, text, name)
            or _write_find(words, tails, text, name)
        )
    return Chain(code, 1, (), "A regular expression, as described") if code else None


def _as_written(quoted: str, prompt: str) -> str:
    """Return a quoted text with its spaces as the request has them."""
    form = r"\s+".join(re.escape(part) for part in quoted.split())
    match = re.search(form, prompt)
    return match[0] if match else quoted


def _kind_of(words: str) -> Kind | None:
    """Return what a noun phrase stands for."""
    words = words.strip(" ,")
    for form, kind in _KINDS:
        if re.fullmatch(form, words, re.IGNORECASE):
            return kind
    for form, pattern in _BUILT:
        if match := re.fullmatch(form, words, re.IGNORECASE):
            groups = match.groupdict()
            said = groups.get("n") or groups.get("n2") or "0"
            number = _NUMBERS.get(said, 0) or int(said if said.isdigit() else 0)
            part = re.escape((groups.get("part") or "").strip("\"'-"))
            if not number and not part:
                return None
            filled = pattern.format(n=number, more=number + 1, part=part)
            return Kind(filled, "words" if "digit" not in words else "numbers", _sample_for(filled, number, part))
    if match := _LIKE.fullmatch(words):
        example = match["example"].strip("\"'")
        pattern = pattern_like(example)
        noun = (match["noun"] or "parts").split()[-1]
        noun = noun if is_usable_name(noun) and noun.endswith("s") else "parts"
        return Kind(pattern, noun, f"first {example}, then {_next_like(example)}") if pattern else None
    return None


def _sample_for(pattern: str, number: int, part: str) -> str:
    if part:
        return f"{part}ing, un{part} and re{part}s: three words around {part}"
    return (
        "codes 12, 123, 1234, 12345 and 123456"
        if "\\d" in pattern
        else "every green apple on these small old tables tastes fine"
    )


def pattern_like(example: str) -> str:
    """Return a pattern for what looks like an example: AB-123 is two capitals, a dash and three digits; "" if unclear."""
    if re.fullmatch(r"#[0-9a-fA-F]{6}", example):
        return r"#[0-9a-fA-F]{6}\b"
    if re.search(r"[a-z]", example) or not re.search(r"\d", example):
        return ""
    pieces = []
    for run in re.findall(r"\d+|[A-Z]+|[^\dA-Z]", example):
        if run[0].isdigit():
            pieces.append(r"\d" if len(run) == 1 else rf"\d{{{len(run)}}}")
        else:
            pieces.append(
                f"[A-Z]{{{len(run)}}}"
                if run[0].isalpha() and len(run) > 1
                else "[A-Z]"
                if run[0].isalpha()
                else re.escape(run)
            )
    if re.match(r"[$€£]\d", example):  # an amount has any number of digits before the point
        pieces[1] = r"\d+"
    pattern = "".join(pieces).replace("\\-", "-").replace("\\#", "#").replace("\\/", "/")
    return (r"\b" if example[0].isalnum() else "") + pattern + (r"\b" if example[-1].isalnum() else "")


def _next_like(example: str) -> str:
    """Return another text that looks like an example: each digit and capital moved on by one."""
    moved = {
        **{str(d): str((d + 1) % 10) for d in range(10)},
        **{chr(65 + i): chr(65 + (i + 1) % 26) for i in range(26)},
    }
    if re.search(r"[:/.-]\d|\d[:/.-]", example):  # dates and times keep their high digits
        place = max(i for i, char in enumerate(example) if char.isdigit())
        return example[:place] + moved[example[place]] + example[place + 1 :]
    return "".join(moved.get(char, char) for char in example)


def _raw(pattern: str) -> str:
    return f"r'{pattern}'" if '"' in pattern and "'" not in pattern else 'r"' + pattern.replace('"', '\\"') + '"'


def _text_line(name: str, text: str, sample: str) -> str:
    return f"{name} = {repr_string(text[1:-1] if text else sample)}\n\n"


def _write_find(words: str, tails: list[str], text: str, name: str) -> str:
    """Return a program that finds what is described, and what is to be done with it."""
    words = re.sub(
        r"^(?:count |find out |tell me )?how many (\w+) (start|begin|end|contain|have)\b", r"count \1 that \2", words
    )
    match = re.fullmatch(_VERB_FIND + r"(?P<kind>.+)", words, re.IGNORECASE) or re.fullmatch(
        _ALL + r"(?P<kind>.+)", words, re.IGNORECASE
    )
    kind = _kind_of(match["kind"]) if match else None
    if kind is None:
        return ""
    is_sum = (
        any(re.search(r"sum|total|add", tail) for tail in tails) or re.match(r"(?:sum|add up)\b", words) is not None
    )
    is_count = any(re.search(r"count|how many|number$", tail) for tail in tails) or words.startswith("count")
    if is_sum and not kind.number:
        return ""
    flags = ", re.IGNORECASE" if any("case" in tail for tail in tails) else ""
    variable = kind.name if kind.name != name else "found"
    found = f"re.findall({_raw(kind.pattern)}, {name}{flags})"
    if kind.number and (is_sum or any(re.search(r"as |ints|numbers", tail) for tail in tails)):
        is_whole = text and not re.search(r"\d\.\d", text)
        read = "int" if is_whole or kind.number == "int" else "float"
        found = f"[{read}(number) for number in {found}]"
    if any(re.search(r"duplicates|unique|once", tail) for tail in tails):
        found = f"list(dict.fromkeys({found}))"
    lines = f"{variable} = {found}\n"
    if any(re.search(r"each|per line", tail) for tail in tails):
        lines += f"for found in {variable}:\n    print(found)\n"
    elif not (is_sum or is_count) or any(tail in ("print them", "print it") for tail in tails):
        lines += f"print({variable})\n"
    lines += f"print(sum({variable}))\n" if is_sum else ""
    lines += f"print(len({variable}))\n" if is_count else ""
    return f"import re\n\n{_text_line(name, text, kind.sample)}{lines}"


def _write_change(words: str, tails: list[str], text: str, name: str) -> str:
    """Return a program that replaces or removes what is described."""
    match = re.fullmatch(
        _VERB_CHANGE
        + rf"(?P<kind>.+?)(?: (?:with|by) (?:an? |the )?(?:(?:single|one) )?(?P<new>{_QUOTED}|[*#x_-]|\S|spaces?|blank|stars?|asterisks?|hash(?:es)?|nothing|dash(?:es)?|underscores?|hyphens?))?",
        words,
        re.IGNORECASE,
    )
    kind = _kind_of(match["kind"]) if match else None
    if match is None or kind is None or any(not re.search(r"print|case", tail) for tail in tails):
        return ""
    is_replace = match["verb"].lower().startswith(("replace", "mask"))
    said = match["new"] or ("*" if match["verb"].lower().startswith("mask") else "")
    if is_replace != bool(said):
        return ""
    named = {
        "space": " ",
        "blank": " ",
        "star": "*",
        "asterisk": "*",
        "hash": "#",
        "hashe": "#",
        "nothing": "",
        "dash": "-",
        "dashe": "-",
        "underscore": "_",
        "hyphen": "-",
    }
    new = said[1:-1] if len(said) > 1 and said[0] in "\"'" else named.get(said.lower().removesuffix("s"), said)
    if "\\" in new:
        return ""
    pattern = kind.pattern
    if "(" in pattern and "(?:" not in pattern:  # with the brackets around it
        pattern = pattern if new else rf"\s*{pattern}"
    return (
        f"import re\n\n{_text_line(name, text, kind.sample)}"
        f"changed = re.sub({_raw(pattern)}, {repr_string(new)}, {name})\nprint(changed)\n"
    )


def _write_split(words: str, tails: list[str], text: str, name: str) -> str:
    """Return a program that splits a text at what is described."""
    match = re.fullmatch(
        rf"splits? (?P<text>{_QUOTED})? ?(?:it )?(?:the text |a text |a string )?(?:at|on|by) (?:(?:all|every|each|any|the|an?) )*(?P<kind>.+)",
        words,
    )
    kind = _kind_of(match["kind"]) if match else None
    if (
        match is None
        or kind is None
        or "(" in kind.pattern
        or any(not re.search(r"print|list", tail) for tail in tails)
    ):
        return ""
    pattern = (
        kind.pattern
        if len(kind.pattern) > 4 and kind.pattern.endswith(("+", "}", "b"))
        else f"{kind.pattern}+".replace("++", "+")
    )
    return (
        f"import re\n\n{_text_line(name, text or match['text'] or '', kind.sample)}"
        f"parts = [part for part in re.split({_raw(pattern)}, {name}) if part]\nprint(parts)\n"
    )


_ENDS = re.compile(
    rf"(?:(?:starts?|begins?|starting|beginning) with (?P<start>{_QUOTED}|\S+))?(?: and )?(?:(?:ends?|ending) (?:with|in) (?P<end>{_QUOTED}|\S+))?"
)


def _write_check(words: str, tails: list[str]) -> str | None:
    """Return a program that tells whether a text is as described; None where a request does not want to know that."""
    match = re.match(_VERB_CHECK, words, re.IGNORECASE)
    if match is None or not (match["what"] or match["text"]):
        return None
    rest = words[match.end() :].strip(" ,:")
    pattern = good = ""
    if only := _ONLY.fullmatch(rest):
        kinds = re.findall(_ONE_OF, only["kinds"])
        inside = "".join(dict.fromkeys(_CHARACTERS[kind] for kind in kinds))
        pattern, good = (
            f"[{inside}]+",
            "".join(
                {"A-Za-z": "Abc", "0-9": "12", "a-z": "abc", "A-Z": "ABC"}.get(_CHARACTERS[k], _CHARACTERS[k][-1])
                for k in kinds
            ),
        )
    elif exact := _EXACTLY.fullmatch(rest):
        number = _NUMBERS.get(exact["n"], 0) or int(exact["n"])
        one = r"\d" if exact["kind"] == "digits" else "[A-Z]" if exact["kind"].startswith(("cap", "up")) else "[A-Za-z]"
        pattern, good = f"{one}{{{number}}}", ("12345678" if one == r"\d" else "ABCDEFGH")[:number].ljust(number, "0")
        if exact["m"]:
            pattern += (r"\d" if exact["kind2"] == "digits" else "[A-Za-z]") + f"{{{exact['m']}}}"
            good += ("12345678" if exact["kind2"] == "digits" else "abcdefgh")[: int(exact["m"])]
    elif rest and (ends := _ENDS.fullmatch(rest)):
        start, end = ((ends[place] or "").strip("\"'") for place in ("start", "end"))
        pattern, good = f"{re.escape(start)}.*{re.escape(end)}", f"{start}...{end}"
    elif like := _LIKE.fullmatch(rest):
        good = like["example"].strip("\"'")
        pattern = pattern_like(good).removeprefix(r"\b").removesuffix(r"\b")
        if like["noun"] and not re.fullmatch(r"(?:an? |the )?(?:valid )?(?:\w+ )?\w+", like["noun"]):
            return None
    if not pattern or any(not re.search(r"print|case", tail) for tail in tails):
        return None
    shown = [match["text"][1:-1]] if match["text"] else [good, f"{good}!"]
    texts = ", ".join(repr_string(text) for text in shown)
    return (
        f"import re\n\npattern = re.compile({_raw(pattern)})\n\n"
        f"for text in [{texts}]:\n    print(text, bool(pattern.fullmatch(text)))\n"
    )
