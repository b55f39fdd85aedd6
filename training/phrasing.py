"""Turn headings and docstrings into requests as people type them: imperative, one sentence, no decoration.

Pure functions of text. Knows the verbs of programming, not what the code does.
"""

import re

from training.sources.markdown import plain_text

VERBS = frozenset({
    "abbreviate", "accept", "access", "accumulate", "add", "adjust", "align", "allocate", "allow", "animate",
    "annotate", "answer", "append", "apply", "approximate", "arrange", "ask", "assemble", "assert", "assign",
    "associate", "attach", "average", "avoid", "balance", "batch", "begin", "bind", "blur", "bound", "bring",
    "broadcast", "build", "cache", "calculate", "call", "cancel", "capitalize", "capture", "cast", "catch",
    "center", "chain", "change", "check", "choose", "chop", "chunk", "clamp", "classify", "clean", "clear", "click",
    "clip", "clone", "close", "coerce", "collapse", "collect", "color", "colorize", "combine", "compare", "compile",
    "complete", "compose", "compress", "compute", "concat", "concatenate", "configure", "confirm", "connect",
    "consider", "construct", "contain", "continue", "control", "convert", "copy", "correct", "count", "crawl",
    "create", "crop", "cumulate", "customize", "cut", "cycle", "deal", "decide", "declare", "decode", "decompose",
    "decompress", "decorate", "decrease", "decrypt", "dedupe", "deduplicate", "define", "delay", "delete", "derive",
    "describe", "deserialize", "detect", "determine", "diff", "difference", "disable", "discard", "dispatch",
    "display", "distribute", "divide", "do", "double", "download", "draw", "drop", "dump", "duplicate", "edit", "emit",
    "empty", "enable", "encode", "encrypt", "end", "enforce", "ensure", "enter", "enumerate", "erase", "escape",
    "estimate", "evaluate", "exclude", "execute", "exit", "expand", "expect", "explode", "exponentiate", "export",
    "expose", "extend", "extract", "factor", "factorize", "fail", "fetch", "fill", "filter", "finalize", "find",
    "fit", "fix", "flatten", "fold", "follow", "force", "format", "forward", "fuse", "generate", "get", "give",
    "grab", "group", "guess", "handle", "hash", "hide", "highlight", "identify", "ignore", "implement", "import",
    "include", "increase", "increment", "indent", "index", "infer", "inform", "initialise", "initialize", "insert",
    "inspect", "install", "instantiate", "integrate", "interleave", "interpolate", "interpret", "intersect",
    "inverse", "invert", "invoke", "iterate", "join", "keep", "kill", "label", "launch", "lay", "leverage", "limit",
    "list", "listen", "load", "locate", "lock", "log", "look", "lookup", "loop", "lower", "make", "manage", "map",
    "mark", "mask", "match", "mean", "measure", "memoize", "merge", "minify", "minimize", "mirror", "mix", "mock",
    "modify", "move", "multiply", "mutate", "name", "negate", "normalise", "normalize", "notify", "number",
    "obtain", "omit", "open", "optimize", "order", "output", "override", "overwrite", "pack", "pad", "paint",
    "parametrize", "parse", "partition", "pass", "paste", "patch", "pause", "peek", "perform", "permute", "pick",
    "pivot", "place", "play", "plot", "pluck", "poll", "pop", "populate", "predict", "prefix", "prepare", "prepend",
    "present", "print", "process", "produce", "project", "prompt", "propagate", "prune", "publish", "pull", "push",
    "put", "query", "quote", "raise", "rank", "read", "reconstruct", "record", "rectify", "redirect", "reduce",
    "refresh", "register", "reject", "release", "remap", "remove", "rename", "render", "reorder", "repeat",
    "replace", "report", "represent", "request", "require", "reset", "reshape", "resize", "resolve", "restart",
    "restore", "resume", "retrieve", "retry", "return", "reuse", "reverse", "rewrite", "rotate", "round", "run",
    "sample", "sanitize", "save", "scale", "scan", "schedule", "scrape", "search", "see", "seed", "select", "send",
    "separate", "serialise", "serialize", "set", "show", "shuffle", "sign", "simplify", "simulate", "skip", "sleep",
    "slice", "smooth", "solve", "sort", "specify", "split", "square", "stack", "standardize", "start", "step",
    "stop", "store", "stream", "stringify", "strip", "subclass", "submit", "substitute", "subtract", "sum",
    "suppress", "swap", "switch", "synchronize", "tag", "take", "tell", "terminate", "test", "throw", "tile",
    "time", "toggle", "tokenize", "total", "trace", "track", "transform", "translate", "transpose", "traverse",
    "treat", "trigger", "trim", "truncate", "try", "turn", "undo", "unescape", "unify", "union", "unpack",
    "unpickle", "unregister", "unwrap", "unzip", "update", "upload", "use", "validate", "verify", "view", "visit",
    "visualize", "wait", "walk", "warn", "watch", "weight", "work", "wrap", "write", "yield", "zip", "zoom",
})  # fmt: skip
_WEAK = re.compile(
    r"^(?:(?:a |an |the )?(?:basic|simple|complete|another|more|further|first|other|general|some|common|quick|"
    r"example\w*|usage|use|introduction|overview|syntax|remarks?|parameters?|details?|notes?|solution|basics|setup|"
    r"installation|getting started|unix|windows|linux|python|concept|explanation|output|code|implementation|"
    r"to|of|and|\d+|[.:,#-])\s*)+$",
    re.IGNORECASE,
)
_DECORATION = re.compile(
    r"^(?:\d+[.):]|\(\w\)|Example\s*\d*\s*[:.-]|(?:Why ?/ ?)?How to|How do I|Ways? to)\s*", re.IGNORECASE
)
_LEADING_FILLER = re.compile(
    r"^(?:(?:Simple |Small |Utility |Helper )?(?:function|method|helper|utility|routine)s? (?:to|that|which|for)|"
    r"This (?:function|method) (?:is used to|will|can be used to|)|A (?:function|method) (?:to|that|which)|"
    r"Convenience (?:function|method|wrapper) (?:to|for|that)|Used to|Will|Try to)\s+",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:If you (?:want|need|wish) to|In order to|To|You (?:can|could|may)(?: also)?|We can(?: also)?|"
    r"(?:For example|Here|Then|Now|Next|Finally|Also|So),? (?:we|you)(?: can)?|Let(?:'s| us)|"
    r"(?:(?:The )?(?:following|next)|This) (?:example|code|snippet|function|program)(?: will| can)?|"
    r"(?:Here is|Here's|Below is) an example (?:of how to|to|that))\s+)(\w.+?)"
    r"(?:,? (?:use|using|you can|we can|do|call|like this|as follows|like so|by|with the|simply|just|one can)\b.*)?$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<!e\.g)(?<!i\.e)(?<!vs)(?<!etc)[.!?](?=\s|$)")
_UNWELCOME = re.compile(
    r"TODO|FIXME|deprecat|\bself\b|this (?:class|object|instance|module)|see (?:also )?:|internal|private|legacy|"
    r"wrapper (?:for|around)|subclass|override|overrid|https?:|@\w|\bhook\b|<|>>>|:\w+:|\|",
    re.IGNORECASE,
)


def request_from_headings(topic: str, headings: tuple[str, ...]) -> str:
    """Return the last telling heading as a request; headings that say little get their topic."""
    telling = [heading for heading in headings if heading and not _WEAK.match(heading)]
    if not telling:
        return tidy_request(f"Example of {lower_first(topic)}")
    request = tidy_request(telling[-1])
    if len(telling) > 1 and len(request.split()) <= 2:
        request = f"{tidy_request(telling[-2])}: {lower_first(request)}"
    return request if len(request.split()) > 1 else f"{request} ({lower_first(topic)})"


def tidy_request(heading: str) -> str:
    """Return a heading as an imperative sentence without numbering, back-ticks or a full stop."""
    text = plain_text(heading).replace("`", "").strip()
    text = _DECORATION.sub("", text)
    text = re.sub(r"\s+in Python(?: 3(?:\.x)?)?$", "", text.rstrip(" .:;,?!-"), flags=re.IGNORECASE)
    words = text.split(" ")
    return upper_first(" ".join([from_gerund(words[0]), *words[1:]]))


def request_from_docstring(docstring: str, max_words: int = 20) -> str | None:
    """Return a docstring's first sentence as a request, or None when it does not read as one."""
    paragraph = " ".join(docstring.strip().split("\n\n")[0].split())
    sentence = _SENTENCE_END.split(plain_text(paragraph.replace("``", "`")), maxsplit=1)[0]
    sentence = _LEADING_FILLER.sub("", sentence.replace("`", "").strip(" .:;,-"))
    words = sentence.split(" ")
    words[0] = from_third_person(words[0]).lower()
    if words[0] not in VERBS or not 3 <= len(words) <= max_words:
        return None
    sentence = " ".join(words)
    if _UNWELCOME.search(sentence) or not sentence.isascii() or sentence.count("(") != sentence.count(")"):
        return None
    return upper_first(sentence)


def request_from_lead(lead: str) -> str | None:
    """Return the sentence that leads to a code block as a request, or None when it does not read as one.

    "To reverse a list, use slicing:" asks to reverse a list; "You can open a file like this:" to open a file.
    """
    sentence = _SENTENCE_END.split(lead.strip().rstrip(":. "))[-1].strip()
    match = _LEAD.match(sentence)
    return request_from_docstring(match[1]) if match else None


def from_gerund(word: str) -> str:
    """`Reading` → `read`; a word that is no verb of programming stays as it is."""
    lowered = word.lower()
    if not lowered.endswith("ing") or len(lowered) < 5:
        return word
    stem = lowered.removesuffix("ing")
    candidates = [stem + "e", stem, *([stem[:-1]] if stem[-1] == stem[-2] else [])]
    return next((verb for verb in candidates if verb in VERBS), word)


def from_third_person(word: str) -> str:
    """`Returns` → `return`; a word that is no verb of programming stays as it is."""
    lowered = word.lower()
    if not lowered.endswith("s") or lowered in VERBS:
        return word
    candidates = [lowered[:-1], lowered.removesuffix("es"), lowered.removesuffix("ies") + "y"]
    return next((verb for verb in candidates if verb in VERBS), word)


def upper_first(text: str) -> str:
    """Return the text with a capital first letter, the rest as it was."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Return the text with a small first letter, unless it begins with an acronym."""
    is_acronym = len(text) > 1 and text[1].isupper()
    return text if is_acronym else text[:1].lower() + text[1:]
