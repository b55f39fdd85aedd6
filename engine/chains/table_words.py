"""The words by which people speak of tables: superlatives, comparisons, units, what says nothing."""

import re
from functools import lru_cache

from engine.chains.runs import bounded

VERBS = (
    r"print|save|write|keep|sort|count|sum|drop|get|find|compute|show|list|add|then|work|calculate|which|return|returns|"
    r"prints|shows|for|each|all|convert|read|raise|make|give|where|remove|store|export|tell|who|that|group|output|display|"
    r"is|are|was|has|have|in|of|to|by|with|over|under|above|below|at|from|per|into|as|on|or|not|columns?|fields?|keys|and|the|"
    r"a|an|so|on|second|first|ignore|using|header|headers|it|them|their|its|take|pick|select|put|change|turn|increase|reduce|"
    r"lower|multiply|double|rename|load|import|insert|query|filter|report|round|plot|draw|could|please|i|we|if|when|whose|"
    r"what|how|plus|there|one|exclude|leave|subtract|divide|determine|just|only|also|every|merge|combine|sorted"
)
NAME = rf"[`'\"]?(?!(?:{VERBS})\b)[A-Za-z_]\w*[`'\"]?"
ANY_NAME = r"[`'\"]?(?!(?:and|or|the|an?|in|of|is)\b)[A-Za-z_]\w*[`'\"]?(?:\s+in\s+\w+(?=\s*[,)]))?"
ARTICLE = r"(?:(?:an?|the|its|their)\s+)?"
NAMES = rf"{ARTICLE}{NAME}(?:(?:\s*,\s*(?:and\s+)?|\s*/\s*|\s+and\s+){ARTICLE}{NAME})*"
SEVERAL = rf"{ARTICLE}{ANY_NAME}(?:(?:\s*,\s*(?:and\s+)?|\s*/\s*|\s+and\s+){ARTICLE}{NAME})+"
ANY_NAMES = rf"{ARTICLE}{ANY_NAME}(?:(?:\s*,\s*(?:and\s+)?|\s*/\s*|\s+and\s+){ARTICLE}{ANY_NAME})*"
ANY_SEVERAL = rf"{ARTICLE}{ANY_NAME}(?:(?:\s*,\s*(?:and\s+)?|\s*/\s*|\s+and\s+){ARTICLE}{ANY_NAME})+"
ROWS = r"(?:dicts?|dictionaries|objects|records|rows|entries|tuples|pairs|lists)"
NO_COMPARISON = (
    r"(?!\s*(?:is|are|over|under|above|below|at\s+least|greater|less|more|=|<|>|equal|between|contain|start|end))"
)
NOTE = r"(?P<note>\s*,?\s+(?:all\s+)?in\s+(?:degrees\s+)?\w+)?"
DECLARATIONS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in [
        rf"(?P<before>§v\d+|list of|{ROWS}|table|file|csv|columns)\s*:?\s*\((?:(?:with|has|the|its|whose)\s+)*(?:columns?|fields|keys|headers?)(?:\s+are)?\s*:?\s*(?P<names>{ANY_NAMES}){NOTE}\s*\)(?P<form>\s+(?:tuples|pairs))?",
        rf"(?P<before>§v\d+|list of|{ROWS}|table|file|csv|columns)\s*:?\s*\((?:with\s+|has\s+)?(?P<names>{ANY_SEVERAL}){NOTE}\s*\)(?P<form>\s+(?:tuples|pairs))?",
        rf"(?P<before>)(?:of|as)\s+\(?(?P<names>{ANY_SEVERAL})\)?(?P<form>\s+(?:tuples|pairs))",
        rf"(?P<before>)(?:with|has|having|have|contains|containing|whose|,|and|:|\.|\?)\s+(?:the\s+|these\s+|it\s+has\s+)*(?:columns?|fields|keys|headers?|header row)(?:\s+(?:are|called|named|is))?\s*:?\s+(?P<names>{NAMES}){NOTE}",
        rf"(?P<before>)(?:with|has|having|have)\s+(?:an?\s+|the\s+)?(?P<names>{NAMES})\s+(?:columns?|fields|keys)\b",
        rf"(?P<before>§v\d+)\s+(?:lists|stores|holds|records|keeps)\s+(?P<names>{SEVERAL}){NO_COMPARISON}",
        rf"(?P<before>§v\d+|{ROWS})\s+(?:(?:that|which|each|each one|every one)\s+)?(?:with|have|having|has|holding|containing|of|like)\s+(?:keys\s+)?(?P<names>{SEVERAL}){NOTE}{NO_COMPARISON}",
    ]
]
SINK_VERB = r"(?:writ|sav|stor|export|dump|put|output|creat|produc|generat|mak)(?:e|es|ing|ed|s)?"
CLEAN = [
    (re.compile(pattern, re.IGNORECASE), word)
    for pattern, word in [
        (r"\bi'?a?m an? [\w ]+?[.,;:]", " "),
        (r"'s\b|’s\b", ""),
        (r"\bi've got\b|\bthere is\b|\bthere's\b|\bi have\b|\bwe have\b", " "),
        (r"[()\[\]{}?!\"“”`']", " | "),
        (r"\s[-–—]\s|[;:]|\.(?=\s|$)|,", " | "),
        (r"\b(?:the|an|my|our|its|their|his|her|these|this|all|just|please|only)\b", " "),
        (r"(?-i:\ba\b)(?! ?-| to z)|^a\b", " "),
        (r"\s+", " "),
    ]
]
CONVERSIONS = {
    ("celsius", "fahrenheit"): "{x} * 9 / 5 + 32",
    ("fahrenheit", "celsius"): "({x} - 32) * 5 / 9",
    ("km", "miles"): "{x} / 1.609344",
    ("miles", "km"): "{x} * 1.609344",
    ("inches", "cm"): "{x} * 2.54",
    ("cm", "inches"): "{x} / 2.54",
    ("kg", "pounds"): "{x} / 0.45359237",
    ("pounds", "kg"): "{x} * 0.45359237",
    ("minutes", "hours"): "{x} / 60",
    ("hours", "minutes"): "{x} * 60",
    ("seconds", "minutes"): "{x} / 60",
    ("metres", "km"): "{x} / 1000",
    ("grams", "kg"): "{x} / 1000",
}
UNIT_NAMES = {
    "kilometres": "km", "kilometers": "km", "kilograms": "kg", "lbs": "pounds", "mile": "miles", "meters": "metres",
    "centimetres": "cm", "centimeters": "cm", "kilos": "kg", "inch": "inches", "f": "fahrenheit", "c": "celsius",
}  # fmt: skip
UNIT = "|".join(sorted({unit for pair in CONVERSIONS for unit in pair} | set(UNIT_NAMES), key=len, reverse=True))
SUPERLATIVES = {  # what is most or least, by the columns that a word may speak of
    "hottest": ("max", "temp"), "warmest": ("max", "temp"), "coldest": ("min", "temp"), "coolest": ("min", "temp"),
    "oldest": ("max", "age"), "youngest": ("min", "age"), "cheapest": ("min", "price|cost|fee"),
    "most expensive": ("max", "price|cost|fee"), "dearest": ("max", "price|cost"), "priciest": ("max", "price|cost"),
    "tallest": ("max", "height"), "heaviest": ("max", "weight"), "lightest": ("min", "weight"),
    "longest": ("max", "length|duration|minutes|km|distance|pages"), "shortest": ("min", "length|duration|minutes|km|distance|height|pages"),
    "richest": ("max", "salary|income|wealth|balance"), "best paid": ("max", "salary|pay|wage|income"),
    "best-paid": ("max", "salary|pay|wage|income"), "highest paid": ("max", "salary|pay|wage|income"),
    "highest-paid": ("max", "salary|pay|wage|income"), "worst paid": ("min", "salary|pay|wage|income"),
    "lowest paid": ("min", "salary|pay|wage|income"), "best": ("max", "score|rating|grade|points|mark|average"),
    "best rated": ("max", "rating|score"), "highest rated": ("max", "rating|score"), "worst": ("min", "score|rating|grade|points|mark|average"),
    "newest": ("max", "year|date"), "latest": ("max", "year|date"), "earliest": ("min", "year|date"),
    "fastest": ("max", "speed"), "slowest": ("min", "speed"), "largest": ("max", "population|size|area|amount"),
    "biggest": ("max", "population|size|area|amount"), "smallest": ("min", "population|size|area|amount"),
}  # fmt: skip
MOST = r"(?:highest|largest|biggest|greatest|most|best|maximum|max|longest|top)"
LEAST = r"(?:lowest|smallest|fewest|least|worst|minimum|min|shortest)"
AGGREGATE_WORDS = {
    "total": "sum", "sum": "sum", "sum of": "sum", "average": "average", "mean": "average", "avg": "average", "median": "median",
    "highest": "max", "maximum": "max", "max": "max", "best": "max", "largest": "max", "biggest": "max", "top": "max",
    "lowest": "min", "minimum": "min", "min": "min", "smallest": "min", "worst": "min", "cheapest": "min",
    "add up": "sum", "sum up": "sum", "totals": "sum", "averages": "average",
}  # fmt: skip
AGGREGATE = "|".join(sorted(map(re.escape, AGGREGATE_WORDS), key=len, reverse=True))
PER = r"(?:per|by|for each|for every|in each|in every|of each|of every|each|every|grouped by)"
OPERATORS = [
    (r"(?:is |are )?(?:>=|≥|at least|not less than|no less than|not under|not below)", ">="),
    (r"(?:is |are )?(?:<=|≤|at most|no more than|not more than|not over|not above|up to)", "<="),
    (r"(?:is |are )?(?:!=|<>|not equal to|different from)|(?:is|are) (?:not|anything but)|isn t|isnt|is n t", "!="),
    (r"(?:is |are |was |costs? |scored |got |has |earns? |of )?(?:>|greater than|more than|over|above|larger than|higher than|bigger than|exceeding|exceeds|older than|heavier than|after|better than)", ">"),
    (r"(?:is |are |was |costs? |scored |got |has |earns? |of )?(?:<|less than|lower than|under|below|smaller than|fewer than|cheaper than|younger than|before|worse than)", "<"),
    (r"(?:starts|starting|begins|beginning|start) with", "startswith"),
    (r"(?:ends|ending|end) (?:with|in)", "endswith"),
    (r"(?:contains|containing|contain|includes)", "in"),
    (r"(?:==|=|is equal to|equal to|equals|is exactly|is|are|of)", "=="),
]  # fmt: skip
OPERATOR = "|".join(pattern for pattern, _ in OPERATORS)
HINTED = [  # a comparison that says which column it is of
    ("older than|younger than|years old", "age"),
    ("costs?|costing|cheaper than|more expensive than", "price|cost|fee"),
    ("scored|got|better than|worse than", "score|grade|points|mark|rating"),
    ("earns?|earning", "salary|pay|wage|income"),
    ("after|before", "year|date"),
    ("heavier than", "weight"),
]
NO_VALUE = r"(?!(?:in|the|a|not|at|over|under|above|below|more|less|null|is|are|and|or|to|of|for|by|with|from|greater|equal|between|empty|missing|highest|lowest|it|them|each|sorted|biggest|smallest|than)\b)"
VALUE = rf"(?:§v\d+|{NO_VALUE}[A-Za-z]\w*)"
FILLER = frozenset(
    "| and then of to in out with for from it them me i you could can would want need like in python using script program "
    "that who which rows row records record entries entry everything whole thing result results together along print show "
    "list give display output get tell find work use given compute calculate determine each every one "
    "there are is so file csv json table dicts dictionaries dict tuples objects list lists column columns values value new also now "
    "as by at be on well do make have has return data any some write how code create first next finally out after that into holds "
    "contains containing called up back function takes whom but whose where get gets them all put what both was sql query".split()
)
HEADS = frozenset("row record entry item object line person people those one".split())
PRINTS = r"\b(?:print|show|list(?! of)|display|output(?! (?:it|them|to))|give me|tell|what|which|who|query|see|view)\b"
ABBREVIATED = {
    "qty": ("quantity", "quantities"), "dept": ("department", "departments"), "temp": ("temperature", "temperatures"),
    "quantity": ("qty",), "department": ("dept",), "maths": ("math",), "math": ("maths",),
}  # fmt: skip
PLAIN_SUPERLATIVES = frozenset("highest biggest largest most greatest lowest smallest least best worst top".split())
BY_TIME = frozenset({"fastest", "slowest"})
PEOPLE = frozenset(
    "person people pupil student employee customer user player member kid child everyone one worker friend teacher".split()
)
THINGS = frozenset("product item thing article film movie book song".split())


@lru_cache(maxsize=2048)  # more than `re` keeps, since a request is tried on many
def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w§])(?:{bounded(pattern)})(?![\w§])", re.IGNORECASE)


class NamedPath(str):
    """A file that the request names."""
