"""What a request wants of a table: rows of a file or list, with columns that it names, in any order of its clauses.

The request is taken apart piece by piece (where the rows are, what the columns are called, new columns, conditions,
groups, order, where the result goes); what is left over must be words that say nothing. In the text that is read
`§v0` stands for a value of the request and `§c0` for a column.
"""

import re
from functools import lru_cache
from typing import Any

from engine.chains.flow import Chain, plural, singular
from engine.chains.table_code import AVERAGE, NUMBER_LIKE, Change, Plan, Test, Writer
from engine.rewrite import is_usable_name
from engine.syntax import compiles
from engine.values import find_values

_VERBS = (
    r"print|save|write|keep|sort|count|sum|drop|get|find|compute|show|list|add|then|work|calculate|which|return|returns|"
    r"prints|shows|for|each|all|convert|read|raise|make|give|where|remove|store|export|tell|who|that|group|output|display|"
    r"is|are|was|has|have|in|of|to|by|with|over|under|above|below|at|from|per|into|as|on|or|not|columns?|fields?|keys|and|the|"
    r"a|an|so|on|second|first|ignore|using|header|headers|it|them|their|its|take|pick|select|put|change|turn|increase|reduce|"
    r"lower|multiply|double|rename|load|import|insert|query|filter|report|round|plot|draw|could|please|i|we|if|when|whose|"
    r"what|how|plus|there|one|exclude|leave|subtract|divide|determine|just|only|also|every|merge|combine|sorted"
)
_NAME = rf"[`'\"]?(?!(?:{_VERBS})\b)[A-Za-z_]\w*[`'\"]?"
_ANY_NAME = r"[`'\"]?(?!(?:and|or|the|an?|in|of|is)\b)[A-Za-z_]\w*[`'\"]?(?:\s+in\s+\w+(?=\s*[,)]))?"
_ARTICLE = r"(?:(?:an?|the|its|their)\s+)?"
_NAMES = rf"{_ARTICLE}{_NAME}(?:(?:\s*,\s*(?:and\s+)?|\s*/\s*|\s+and\s+){_ARTICLE}{_NAME})*"
_SEVERAL = rf"{_ARTICLE}{_ANY_NAME}(?:(?:\s*,\s*(?:and\s+)?|\s*/\s*|\s+and\s+){_ARTICLE}{_NAME})+"
_ANY_NAMES = rf"{_ARTICLE}{_ANY_NAME}(?:(?:\s*,\s*(?:and\s+)?|\s*/\s*|\s+and\s+){_ARTICLE}{_ANY_NAME})*"
_ANY_SEVERAL = rf"{_ARTICLE}{_ANY_NAME}(?:(?:\s*,\s*(?:and\s+)?|\s*/\s*|\s+and\s+){_ARTICLE}{_ANY_NAME})+"
_ROWS = r"(?:dicts?|dictionaries|objects|records|rows|entries|tuples|pairs|lists)"
_NO_COMPARISON = (
    r"(?!\s*(?:is|are|over|under|above|below|at\s+least|greater|less|more|=|<|>|equal|between|contain|start|end))"
)
_NOTE = r"(?P<note>\s*,?\s+(?:all\s+)?in\s+(?:degrees\s+)?\w+)?"
_DECLARATIONS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in [
        rf"(?P<before>§v\d+|list of|{_ROWS}|table|file|csv|columns)\s*:?\s*\((?:(?:with|has|the|its|whose)\s+)*(?:columns?|fields|keys|headers?)(?:\s+are)?\s*:?\s*(?P<names>{_ANY_NAMES}){_NOTE}\s*\)(?P<form>\s+(?:tuples|pairs))?",
        rf"(?P<before>§v\d+|list of|{_ROWS}|table|file|csv|columns)\s*:?\s*\((?:with\s+|has\s+)?(?P<names>{_ANY_SEVERAL}){_NOTE}\s*\)(?P<form>\s+(?:tuples|pairs))?",
        rf"(?P<before>)(?:of|as)\s+\(?(?P<names>{_ANY_SEVERAL})\)?(?P<form>\s+(?:tuples|pairs))",
        rf"(?P<before>)(?:with|has|having|have|contains|containing|whose|,|and|:|\.|\?)\s+(?:the\s+|these\s+|it\s+has\s+)*(?:columns?|fields|keys|headers?|header row)(?:\s+(?:are|called|named|is))?\s*:?\s+(?P<names>{_NAMES}){_NOTE}",
        rf"(?P<before>)(?:with|has|having|have)\s+(?:an?\s+|the\s+)?(?P<names>{_NAMES})\s+(?:columns?|fields|keys)\b",
        rf"(?P<before>§v\d+)\s+(?:lists|stores|holds|records|keeps)\s+(?P<names>{_SEVERAL}){_NO_COMPARISON}",
        rf"(?P<before>§v\d+|{_ROWS})\s+(?:(?:that|which|each|each one|every one)\s+)?(?:with|have|having|has|holding|containing|of|like)\s+(?:keys\s+)?(?P<names>{_SEVERAL}){_NOTE}{_NO_COMPARISON}",
    ]
]
_SINK_VERB = r"(?:writ|sav|stor|export|dump|put|output|creat|produc|generat|mak)(?:e|es|ing|ed|s)?"
_CLEAN = [
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
_CONVERSIONS = {
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
_UNIT_NAMES = {
    "kilometres": "km", "kilometers": "km", "kilograms": "kg", "lbs": "pounds", "mile": "miles", "meters": "metres",
    "centimetres": "cm", "centimeters": "cm", "kilos": "kg", "inch": "inches", "f": "fahrenheit", "c": "celsius",
}  # fmt: skip
_UNIT = "|".join(sorted({unit for pair in _CONVERSIONS for unit in pair} | set(_UNIT_NAMES), key=len, reverse=True))
_SUPERLATIVES = {  # what is most or least, by the columns that a word may speak of
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
_MOST = r"(?:highest|largest|biggest|greatest|most|best|maximum|max|longest|top)"
_LEAST = r"(?:lowest|smallest|fewest|least|worst|minimum|min|shortest)"
_AGGREGATE_WORDS = {
    "total": "sum", "sum": "sum", "sum of": "sum", "average": "average", "mean": "average", "avg": "average", "median": "median",
    "highest": "max", "maximum": "max", "max": "max", "best": "max", "largest": "max", "biggest": "max", "top": "max",
    "lowest": "min", "minimum": "min", "min": "min", "smallest": "min", "worst": "min", "cheapest": "min",
    "add up": "sum", "sum up": "sum", "totals": "sum", "averages": "average",
}  # fmt: skip
_AGGREGATE = "|".join(sorted(map(re.escape, _AGGREGATE_WORDS), key=len, reverse=True))
_PER = r"(?:per|by|for each|for every|in each|in every|of each|of every|each|every|grouped by)"
_OPERATORS = [
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
_OPERATOR = "|".join(pattern for pattern, _ in _OPERATORS)
_HINTED = [  # a comparison that says which column it is of
    ("older than|younger than|years old", "age"),
    ("costs?|costing|cheaper than|more expensive than", "price|cost|fee"),
    ("scored|got|better than|worse than", "score|grade|points|mark|rating"),
    ("earns?|earning", "salary|pay|wage|income"),
    ("after|before", "year|date"),
    ("heavier than", "weight"),
]
_NO_VALUE = r"(?!(?:in|the|a|not|at|over|under|above|below|more|less|null|is|are|and|or|to|of|for|by|with|from|greater|equal|between|empty|missing|highest|lowest|it|them|each|sorted|biggest|smallest|than)\b)"
_VALUE = rf"(?:§v\d+|{_NO_VALUE}[A-Za-z]\w*)"
_FILLER = frozenset(
    "| and then of to in out with for from it them me i you could can would want need like in python using script program "
    "that who which rows row records record entries entry everything whole thing result results together along print show "
    "list give display output get tell find work use given compute calculate determine each every one "
    "there are is so file csv json table dicts dictionaries dict tuples objects list lists column columns values value new also now "
    "as by at be on well do make have has return data any some write how code create first next finally out after that into holds "
    "contains containing called up back function takes whom but whose where get gets them all put what both was sql query".split()
)
_HEADS = frozenset("row record entry item object line person people those one".split())


def read_table(prompt: str) -> Chain | None:
    """Return the program for what a request wants of a table, or None where it speaks of none."""
    reader = _Reader(prompt)
    if not reader.find_source():
        return None
    reader.read()
    plan = reader.plan
    if not reader.is_worth_it():
        return None
    code = Writer(plan).write()
    if not compiles(code):
        return None
    return Chain(code, max(2, reader.steps), tuple(reader.left_over()), is_implied=plan.is_implied)


class _Reader:
    """A request being taken apart."""

    def __init__(self, prompt: str) -> None:
        self.values: list[Any] = []
        self.labels: dict[int, str] = {}
        self.plan = Plan("csv")
        self.is_declared = False
        self.unit = ""
        self.steps = 0
        self.missed: list[str] = []
        self.sorts_shown = False  # whether the rows are sorted by the one column that is shown
        self.default = -1  # the column that a bare "over 20" is about
        self.text = self._mask(prompt)

    # ---------------------------------------------------------------- values and columns
    def _mask(self, prompt: str) -> str:
        parts, position = [], 0
        for value in find_values(prompt):
            if value.kind not in ("path", "string", "number", "data") or value.start < position:
                continue
            before = prompt[position : value.start]
            if value.label and before.rstrip().endswith("="):
                before = before[: before.rstrip().rindex("=")].rstrip().removesuffix(value.label)
                self.labels[len(self.values)] = value.label
            is_percent = value.kind == "number" and prompt[value.end - 1] == "%"
            parts += [before, f" §v{len(self.values)} " + ("percent " if is_percent else "")]
            self.values.append(_Path(value.value) if value.kind == "path" else value.value)
            position = value.end
        return "".join([*parts, prompt[position:]])

    def value(self, mark: str) -> Any:
        """Return what a value's mark, or a bare word, stands for."""
        return self.values[int(mark[2:])] if mark.startswith("§v") else mark

    def take(self, pattern: str, instead: str = " | ") -> re.Match[str] | None:
        """Return the first match of a pattern and take it out of the text."""
        match = _compiled(pattern).search(self.text)
        if match is not None:
            self.text = " ".join(f"{self.text[: match.start()]}{instead}{self.text[match.end() :]}".split())
            self.steps += 1
        return match

    def column(self, mark: str) -> int:
        """Return the number of a column's mark."""
        return int(mark[2:])

    def columns_in(self, text: str) -> list[int]:
        """Return the columns that stand in a text, each once."""
        return list(dict.fromkeys(int(number) for number in re.findall(r"§c(\d+)", text)))

    def add_column(self, name: str) -> int:
        """Return the number of a column, a new one where there is none of the name; mark where it is spoken of."""
        for index, known in enumerate(self.plan.columns):
            if known.lower() == name.lower():
                return index
        self.plan.columns.append(name)
        self._mark()
        return len(self.plan.columns) - 1

    def _mark(self) -> None:
        order = sorted(enumerate(self.plan.columns), key=lambda pair: -len(pair[1]))
        for index, name in order:
            spelled = {name, name.replace("_", " "), plural(name), singular(name), *_ABBREVIATED.get(name.lower(), ())}
            words = "|".join(sorted(map(re.escape, spelled), key=len, reverse=True))
            self.text = re.sub(
                rf"(?<![\w§./])(?:(?<!new )(?<!add )column )?(?:{words})(?: columns?| field| value| values(?! of)\b)?(?![\w/])(?!\.\w)",
                f"§c{index}",
                self.text,
                flags=re.IGNORECASE,
            )
            if len(name) >= 4:  # "temp" is what a temperature is
                self.text = re.sub(
                    rf"(?<![\w§./]){re.escape(name)}(?:erature|erical|ity|ment)s?(?!\w)",
                    f"§c{index}",
                    self.text,
                    flags=re.IGNORECASE,
                )

    def _like(self, roots: str) -> int:
        for index, name in enumerate(self.plan.columns):
            if re.match(rf"(?:\w+_)?(?:{roots})", name, re.IGNORECASE):
                return index
        return -1

    # ---------------------------------------------------------------- where the rows are
    def find_source(self) -> bool:
        """Find the file or list that the request is about, and what its columns are called."""
        self._declare()
        for pattern, word in _CLEAN:
            self.text = pattern.sub(word, self.text)
        self.text = self.text.strip()
        return self._find_file() or self._find_list()

    def _declare(self) -> None:
        for pattern in _DECLARATIONS:
            match = next((m for m in pattern.finditer(self.text) if not self._is_output(m)), None)
            if match is None:
                continue
            unit = re.search(r"\s+in\s+(?:degrees\s+)?(\w+)", match["names"])
            listed = re.sub(r"\s+in\s+\w+", "", match["names"])
            names = [name.strip("`'\"") for name in re.findall(r"[`'\"]?[A-Za-z_]\w*[`'\"]?", listed)]
            names = [name for name in names if name.lower() not in ("and", "a", "an", "the", "its", "their")]
            if len(set(names)) != len(names):
                continue
            self.plan.columns = names
            self.is_declared = True
            groups = match.groupdict()
            self.unit = unit[1].lower() if unit else (groups.get("note") or "").split(" ")[-1].lower()
            form = (groups.get("form") or "").strip()
            before = groups.get("before") or ""
            self.text = f"{self.text[: match.start()]} {before} {form} | {self.text[match.end() :]}"
            return

    def _is_output(self, match: re.Match[str]) -> bool:
        """Return whether columns are those of the file that is to be written."""
        before = self.text[: match.start()] + (match.groupdict().get("before") or "")
        path = re.search(r"§v(\d+)\W*$", before.rstrip())
        if path is None:
            return re.search(rf"\b{_SINK_VERB}\b[^.|;]*$", before, re.IGNORECASE) is not None and "§v" in before[-40:]
        return self._is_sink(before[: path.start()])

    def _is_sink(self, before: str) -> bool:
        """Return whether a file that follows this text is to be written."""
        if re.search(r"\b(?:in|of|from|read|load|open|on|parse|import|take)\b[\w ]*$", before, re.IGNORECASE):
            is_read = re.search(rf"\b{_SINK_VERB}\b(?! rows| records)[\w ]*$", before, re.IGNORECASE) is None
            if is_read:
                return False
        return (
            re.search(
                rf"(?:\b{_SINK_VERB}\b(?: (?!from|of|rows)[\w§]+)*|\b(?:as|into|to)(?: [\w]+)?) *$",
                before,
                re.IGNORECASE,
            )
            is not None
        )

    def _find_file(self) -> bool:
        paths = [m for m in re.finditer(r"§v(\d+)", self.text) if isinstance(self.values[int(m[1])], _Path)]
        sources = [m for m in paths if not self._is_sink(self.text[: m.start()])]
        for match in sources or (paths[:1] if len(paths) > 1 else []):
            path = self.values[int(match[1])]
            ending = path.rsplit(".", 1)[-1].lower()
            if ending not in ("csv", "tsv", "json", "jsonl"):
                continue
            self.plan.kind = "json" if ending.startswith("json") else "csv"
            self.plan.path = str(path)
            stem = re.sub(r"\W+", "_", re.split(r"[/\\]", path)[-1].rsplit(".", 1)[0]).lower()
            rows = plural(singular(stem))
            self.plan.name = rows if is_usable_name(rows) and rows not in ("csv", "json") else "rows"
            self.take(
                rf"(?:(?:in|from|of|read|load|open|import|for|using|with|given|according to|inside|take|file|on|have|has|csv|json|data|process|at|look at|table)[ |]+)*{match[0]}"
                r"(?: file)?(?:[ |]+(?:which|that|it)(?= is| has| holds| contains))*(?:[ |]+(?:holds|is|contains|has|containing|holding|with(?= list| array| objects| dicts)|csv file|file|list of|array of|objects|dicts|dictionaries|records|rows(?= ?\||$)|in it))*",
                " ",
            )
            self.steps -= 1
            return True
        return False

    def _find_list(self) -> bool:
        for index, value in enumerate(self.values):
            items = list(value) if isinstance(value, list | tuple) else []
            if items and all(isinstance(item, dict) for item in items):
                self.plan.kind = "dicts"
                self.plan.columns = list(items[0])
            elif items and all(isinstance(item, tuple) for item in items) and len({len(i) for i in items}) == 1:
                self.plan.kind = "tuples"
                if len(self.plan.columns) != len(items[0]):
                    if self.is_declared or [type(part) for part in items[0]] not in ([str, int], [str, float]):
                        return False
                    self.plan.columns = self._pair_names()
            else:
                continue
            self.is_declared = all(isinstance(name, str) for name in self.plan.columns)
            self.plan.name = self.labels.get(index, "rows")
            self.plan.literal = repr(value)
            self.text = self.text.replace(f"§v{index}", " | ", 1)
            return self.is_declared
        form = r"(?P<form>dicts|dictionaries|objects|tuples|pairs|records)"
        if not self.is_declared or not re.search(rf"\blist of {form}|\b(?:tuples|pairs)\b", self.text):
            return False
        match = self.take(
            rf"(?:(?:from|of|given|in|for|i have|takes|have|take|function|write)[ |]+)*(?P<name>(?!(?:this|that|it|there|which|what)\b)[A-Za-z_]\w*) (?:is|holds|contains|=|\|)(?: list of)? {form}"
        ) or self.take(
            rf"(?:(?:from|of|given|in|for|takes|have|take|with)[ |]+)*list(?: of)? {form}(?: (?:called|named) (?P<name>[a-z_]\w*))?"
        )
        if match is None:
            return False
        self.steps -= 1
        self.plan.kind = "tuples" if match["form"].lower() in ("tuples", "pairs") else "dicts"
        name = match["name"]
        self.plan.is_implied = not name
        rows = plural(self.plan.columns[0].lower())
        self.plan.name = name or (rows if is_usable_name(rows) else "rows")
        return True

    def _pair_names(self) -> list[str]:
        """Return what the two parts of pairs of a name and a number are called."""
        most = rf"(?:{_AGGREGATE}|{_MOST}|{_LEAST})"
        noun = r"(?!(?:with|by|per|one|of)\b)([a-z]+)"
        if match := re.search(rf"\b{most} {noun} (?:per|for each|for every|of each|of every|by) {noun}", self.text):
            return [match[2], match[1]]
        if match := re.search(rf"\b{noun} (?:with|has|had|got) {most} {noun}", self.text):
            return [match[1], match[2]]
        return ["name", "value"]

    # ---------------------------------------------------------------- what is wanted
    def read(self) -> None:
        """Take the request apart."""
        if not self.is_declared:
            self._guess_columns()
        self._mark()
        self.plan.prints = re.search(_PRINTS, self.text, re.IGNORECASE) is not None
        separated = self.take(
            r"(?:columns )?(?:(?:are )?(?:separated|seperated|delimited) by |with |uses )(?P<by>semicolon|tab|pipe)s?(?: as (?:separator|delimiter))?|(?P<by2>semicolon|tab|pipe)[- ](?:separated|delimited)"
        )
        if separated:
            self.plan.delimiter = {"s": ";", "t": "\t", "p": "|"}[(separated["by"] or separated["by2"])[0].lower()]
        if match := re.search(rf"\bin (?:degrees )?(?P<unit>{_UNIT})\b(?= \||$)", self.text, re.IGNORECASE):
            self.unit = self.unit or match["unit"].lower()
        self._read_sink()
        self._read_database()
        self._read_changes()
        self._read_new_columns()
        self._read_grades()
        self._read_columns_kept()
        self._read_groups()
        self._read_order()
        self._read_pick()
        self._read_conditions()
        self._read_numbers()
        self._read_shown()

    def _guess_columns(self) -> None:
        """Mark the words that stand where columns do, where the request does not say what the columns are."""
        stop = rf"(?!(?:{_VERBS}|expensive|common|frequent|recent|popular|rated|paid|status of|order|rows?|name of|number|most|least|alphabetical\w*|descending|ascending|lines?|files?|each|every|one|two|values?|highest|lowest|average|total|mean|data|result|results|reverse|everything|best|worst|counts?|length|size|median|items|entries|records|people|whose|who|price times|what|how|many|much|csv|json|it|them)\b)"
        word = rf"{stop}([A-Za-z_]\w*)"
        listed = rf"{word}(?:(?: ?\| ?| and | ?\| ?and ){word})?(?:(?: ?\| ?| and | ?\| ?and ){word})?"
        names = [
            roots.split("|")[0]
            for word, (_, roots) in _SUPERLATIVES.items()
            if word not in _PLAIN_SUPERLATIVES and re.search(rf"\b{word}\b(?! first)", self.text, re.IGNORECASE)
        ]
        for pattern in (
            rf"\bcolumns? {listed}",
            rf"\b{word} ?(?:[*+/]|times|multiplied by|divided by|minus|plus) ?{word}",
            r"\b(?:for|in|of|from) (category|status|type|city|country|region|department|dept|team|group|genre|author|brand|year) (?!\|)[\w§]+(?= ?\||$| and | or )",
            rf"\b(?:distinct|unique|different) {word}",
            rf"\b(?:each|every) {word} once\b",
            rf"\b(?:make|convert|turn|change) {word} (?:in )?(?:to |into )?(?:upper|lower)",
            rf"\bduplicate[sd]?(?: rows| entries| [a-z]+)? (?:by|on|based on|with same) {word}",
            rf"\b(?:those|rows|records|entries|ones|[a-z]+s) with {word} (?!and\b|or\b|is\b)[a-z]+(?= ?\||$| and | or )",
            rf"\b{word} column\b",
            rf"\b(?:where|whose|with|if) {word} (?:is|are|=|==|>|<|>=|<=|equals|over|under|above|below|at least|at most|contains|starts|ends|between|not|greater|less|more|§v|[A-Z]\w+)",
            rf"\b{word} (?:>=|<=|==|!=|>|<|=|over §v|under §v|above §v|below §v|at least §v|at most §v|greater than|less than|more than|equals)",
            rf"\b(?:sorted|sort|ordered|order|grouped|group)(?: \w+)?(?: \|)? by {word}(?: \|? ?(?:then|and|then by) (?:by )?{word})?",
            rf"\b(?:per|for each|for every|in each|of each) {word}",
            rf"\b(?:total|sum of|average|mean|highest|lowest|maximum|minimum|median|largest|smallest|most) {word}",
            rf"\b(?:average|total|sum|mean) §?\w+ by {word}",
            rf"\b(?:print|show|list|display|output|give|get)(?: me)? {word} and {word}",
            rf"\b(?:print|show|list|display|output|give|get|and)(?: me)? {word} of\b",
        ):
            for match in re.finditer(pattern, self.text, re.IGNORECASE):
                names += [group for group in match.groups() if group and not group.startswith("§")]
        for name in dict.fromkeys(singular(name) if name.endswith("s") else name for name in names):
            if name.lower() not in {known.lower() for known in self.plan.columns} and name.lower() not in _HEADS:
                self.plan.columns.append(name)

    def _read_sink(self) -> None:
        word = rf"(?!(?:{_VERBS}|{_MOST}|{_LEAST}|cheapest|newest|oldest|youngest|latest|descending|ascending|alphabetically|sorting)\b)§?\w+"
        named = rf"(?:[ |]*(?:with|having|keeping|using|containing)? ?(?:columns?|fields|header|just)[ |]+(?P<columns>{word}(?:(?: ?\| ?(?:and )?| and ){word})*)|[ |]*with (?P<columns2>§c\d+(?:(?: ?\| ?(?:and )?| and )§c\d+)*))?"
        for match in re.finditer(r"§v(\d+)", self.text):
            if not isinstance(self.values[int(match[1])], _Path):
                continue
            found = self.take(
                rf"(?:(?:and|then|but) )*(?:{_SINK_VERB}(?: (?!from\b|where\b)(?:[a-z]+|§c\d+))*? ?|(?:in)?to )(?:(?:to|into|as|in|new|csv|json|text|file|called|named) )*{match[0]}(?: file)?{named}(?: with header(?: row)?)?"
            )
            if found is None:
                continue
            path = self.value(match[0])
            if re.search(r"\.(?:db|sqlite3?)$", path):
                self.text = self.text + f" | {found[0]}"
                continue
            self.plan.sink = str(path)
            marked = found["columns"] or found["columns2"] or ""
            self.plan.sink_names = [
                self.plan.columns[int(word[2:])] if word.startswith("§c") else word
                for word in re.findall(r"§?\w+", marked)
                if word != "and"
            ]
            return
        if self.plan.path and self.take(
            rf"(?:(?:and|then) )*(?:{_SINK_VERB})(?: it| them| result| file| changes| everything)*(?: (?:back|again|in place))(?: to (?:same )?file)?|(?:(?:and|then) )*(?:overwrite|update) (?:same |original )?file|(?:(?:and|then) )+save(?: it| file| changes)?(?= ?\||$)"
        ):
            self.plan.sink = self.plan.path

    def _read_database(self) -> None:
        match = self.take(
            r"(?:(?:put|load|insert|import|store|save|copy|write)(?: (?:rows|records|data|it|them|everything|contents|lines))*(?: \|)?(?: (?:of|from) \|)?[ |]*)?(?:in|into|to) (?:sqlite3? )?(?:(?:database|db) )?(?:file )?(?:(?:called|named) )?(?:(?P<path>§v\d+) )?[| ]*(?:(?:in|into|as|with|and) )*(?:(?:sqlite3?|new) )*table (?:called |named )?(?P<table>[A-Za-z_]\w*|§v\d+)(?: (?:in|of|inside) (?:sqlite3? )?(?:database |db )?(?:file )?(?P<path2>§v\d+))?"
        )
        if match is None or not re.search(r"sqlite|database|\bdb\b|\.db", match[0] + str(self.values), re.IGNORECASE):
            if match is not None:
                self.missed.append("table")
            return
        table = str(self.value(match["table"]))
        path = self.value(match["path"] or match["path2"] or "")
        if table.isidentifier() and self.plan.columns:
            self.plan.sql_table, self.plan.sql_path = table, str(path)
        else:
            self.missed.append("table")
        self.take(r"(?:and |then )*(?:query|select|ask|use sql(?:ite)? to|with sql)")

    # ---------------------------------------------------------------- changes and new columns
    def _tests_after(self, text: str) -> tuple[Test, ...]:
        """Return the tests of "where …" at the end of a change."""
        found = _Conditions(self, text).read()
        return tuple(found[0]) if found else ()

    def _read_changes(self) -> None:
        where = rf"(?P<where> (?:\| )?(?:for |of |in )?(?:rows |[a-z]+s? )?(?:where|whose|when|if|with|that have) §c\d+ (?:{_OPERATOR})? ?{_VALUE}(?: (?:and|or) §c\d+ (?:{_OPERATOR}) {_VALUE})?)?"
        column = r"(?:each |every |of )*(?P<column>§c\d+)"
        for pattern in (
            rf"(?P<verb>raise|increase|reduce|lower|decrease|cut|multiply|divide|bump)(?: up)? {column} by (?P<value>§v\d+)(?P<percent> percent)?{where}",
            rf"(?P<verb>add|subtract|take) (?P<value>§v\d+)(?P<percent> percent)? (?:to|from|off) {column}{where}",
            rf"(?P<verb>apply|add) (?P<value>§v\d+)(?P<percent> percent) (?:vat|tax|sales tax|interest|markup) (?:to|on) {column}(?: (?:in|as|and save it in|into) (?:new )?column (?:called |named )?(?P<target>[A-Za-z_]\w*|§c\d+|§v\d+))?(?P<where>)",
            rf"(?P<verb>give) (?:each |every |all )?(?:[a-z]+ )?(?P<where>(?:in|of|from|where|with|whose) (?:§c\d+ (?:is |are |= )?)?{_VALUE} )?(?P<value>§v\d+)(?P<percent> percent) (?:pay |salary )?(?:raise|rise|increase)(?P<column>)",
            rf"(?P<verb>double|halve|triple|square) {column}(?P<value>)(?P<percent>){where}",
            rf"(?P<verb>give) (?:[a-z]+ )?(?P<value>§v\d+)(?P<percent> percent) (?:discount|off)(?: on)? {column}{where}",
        ):
            while match := self.take(pattern):
                verb = match["verb"].lower()
                value = self.value(match["value"]) if match["value"] else 2
                if not match["column"]:
                    if not self._raise_pay(match, value):
                        self.missed.append("raise")
                    continue
                down = verb in ("reduce", "lower", "decrease", "cut", "subtract", "take", "give")
                operator = {"multiply": "*", "divide": "/"}.get(verb, "-" if down else "+")
                mark = match["column"]
                formula = f"{mark} {operator} {value!r}"
                if match["percent"]:
                    formula = f"{mark} * {round(1 + (-value if down else value) / 100, 6)!r}"
                formula = {
                    "double": f"{mark} * 2",
                    "halve": f"{mark} / 2",
                    "triple": f"{mark} * 3",
                    "square": f"{mark} ** 2",
                }.get(verb, formula)
                if not isinstance(value, int | float):
                    self.missed.append(verb)
                    return
                where_text = (match["where"] or "").strip(" |")
                target = match.groupdict().get("target") or mark
                index = self.column(target) if target.startswith("§c") else self.add_column(str(self.value(target)))
                self.plan.changes.append(Change(index, formula, self._tests_after(where_text)))
                self.take(
                    r"leave (?:everything|anything|rest|others?)(?: rows?)?(?: else)?(?: (?:alone|unchanged|as it is|as is|untouched))*|(?:keep|leave) (?:other|rest)[\w ]*?(?:unchanged|as they are|as it is)"
                )
                self.default = self.column(mark)
        convert = self.take(
            rf"(?:convert|change|turn) (?:it |them |each |every )*(?P<column>§c\d+)?(?: ?\|? ?(?:from|in))?(?: (?:degrees )?(?P<source>{_UNIT}))?(?: ?\|)? (?:in)?to (?:degrees )?(?P<target>{_UNIT})"
        )
        if convert:
            self._convert(convert)
        if match := self.take(
            r"(?:convert|change|turn|make|put) (?:each |every )?(?P<column>§c\d+) (?:in |to |into )?(?P<form>upper ?case|lower ?case|title case|capitals)"
        ):
            call = {"u": "upper", "l": "lower", "t": "title", "c": "upper"}[match["form"][0].lower()]
            mark = match["column"]
            self.plan.changes.append(Change(self.column(mark), f"{mark}.{call}()", is_text=True))
        if match := self.take(rf"set (?P<column>§c\d+) to (?P<value>{_VALUE}){where}"):
            formula = repr(self.value(match["value"]))
            where_text = (match["where"] or "").strip(" |")
            self.plan.changes.append(
                Change(self.column(match["column"]), formula, self._tests_after(where_text), is_text=True)
            )

    def _raise_pay(self, match: re.Match[str], value: Any) -> bool:
        """Read "give everyone in sales a 10% raise", which names neither column."""
        column = self._like("salary|pay|wage|income")
        if column < 0 or not isinstance(value, int | float):
            return False
        where = (match["where"] or "").strip()
        tests = self._tests_after(where) if "§c" in where else ()
        if where and not tests:
            group = self._like("dept|department|team|group|section|office|city")
            if group < 0:
                return False
            tests = (Test(group, "==", self.value(where.split(" ")[-1])),)
        self.plan.changes.append(Change(column, f"§c{column} * {round(1 + value / 100, 6)!r}", tests))
        return True

    def _convert(self, match: re.Match[str]) -> None:
        def unit(word: str) -> str:
            return _UNIT_NAMES.get(word.lower(), word.lower())

        target = unit(match["target"])
        opposite = {"fahrenheit": "celsius", "celsius": "fahrenheit"}.get(target, "")
        named = unit(self.plan.columns[self.column(match["column"])]) if match["column"] else ""
        source = unit(match["source"] or (named if (named, target) in _CONVERSIONS else "") or self.unit or opposite)
        roots = {"fahrenheit": "temp|celsius", "celsius": "temp|fahrenheit"}.get(target, source)
        column = self.column(match["column"]) if match["column"] else self._like(roots)
        if match["column"] is None and column < 0:
            column = self._only_number()
        formula = _CONVERSIONS.get((source, target))
        if formula is None or column < 0:
            self.missed.append(match["target"])
            return
        self.plan.changes.append(Change(column, formula.format(x=f"§c{column}")))
        self.default = column
        if unit(self.plan.columns[column]) == source:  # "each city with its miles": the column says its unit
            self.text = re.sub(rf"\b{match['target']}\b", f"§c{column}", self.text)
        self.unit = ""
        self.take(rf"in (?:degrees )?(?:{_UNIT})")

    def _formula(self, text: str) -> str:
        """Return the formula that words spell: "§c0 times §c1"."""
        text = re.sub(r"\b(?:multiplied by|times|x)\b|×", "*", text.strip(" |"))
        text = re.sub(r"\bplus\b", "+", re.sub(r"\bminus\b|–", "-", re.sub(r"\bdivided by\b|÷", "/", text)))
        if match := re.fullmatch(r"(?:product of|multiply|multiplying) (§c\d+) (?:and|by|with) (§c\d+)", text):
            return f"{match[1]} * {match[2]}"
        if match := re.fullmatch(r"(?:sum of|total of|add(?:ing)?) (§c\d+(?:(?: ?\| ?(?:and )?| and )§c\d+)+)", text):
            return " + ".join(f"§c{c}" for c in self.columns_in(match[1]))
        if match := re.fullmatch(
            r"(?:average|mean|avg)(?: of)?(?: both)? (§c\d+(?:(?: ?\| ?(?:and )?| and )§c\d+)+)(?: columns| marks| scores)?",
            text,
        ):
            marks = self.columns_in(match[1])
            return f"({' + '.join(f'§c{c}' for c in marks)}) / {len(marks)}"
        if match := re.fullmatch(r"difference (?:between|of) (§c\d+) and (§c\d+)", text):
            first, second = match[1], match[2]
            return f"{second} - {first}" if self._is_smaller(first, second) else f"{first} - {second}"
        if match := re.fullmatch(
            r"percent(?:age)? (?:change|difference|increase|growth) (?:from|between) (§c\d+) (?:to|and) (§c\d+)", text
        ):
            return f"({match[2]} - {match[1]}) / {match[1]} * 100"
        pattern = r"\(?(?:§c\d+|§v\d+)\)?(?: ?[-+*/] ?\(?(?:§c\d+|§v\d+)\)?)+"
        if re.fullmatch(pattern, text):
            text = re.sub(r"§v(\d+)", lambda m: repr(self.values[int(m[1])]), text)
            return re.sub(r" ?([-+*/]) ?", r" \1 ", text) if "'" not in text else ""
        return ""

    def _is_smaller(self, first: str, second: str) -> bool:
        names = [self.plan.columns[self.column(mark)].lower() for mark in (first, second)]
        return bool(re.search(r"min|low|start|open|begin", names[0]) and re.search(r"max|high|end|close", names[1]))

    def _read_new_columns(self) -> None:
        term = r"(?:§c\d+|§v\d+)"
        spelled = rf"{term}(?: ?(?:[-+*/×x]|times|multiplied by|plus|minus|divided by) ?{term})+"
        listed = r"§c\d+(?:(?: ?\| ?(?:and )?| and )§c\d+)+"
        formula = rf"(?P<formula>{spelled}|(?:product of|multiplying|multiply) §c\d+ (?:and|by|with) §c\d+|(?:sum of|total of) {listed}|(?:average|mean|avg)(?: of)?(?: both)? {listed}|difference (?:between|of) §c\d+ and §c\d+|percent(?:age)? (?:change|difference|increase|growth) (?:from|between) §c\d+ (?:to|and) §c\d+)"
        each = r"(?: (?:for|of|per|in) (?:each|every) (?:[a-z]+|§c\d+)| per (?:row|[a-z]+|§c\d+))?"
        name = r"(?P<name>(?!(?:which|that|it|and|with|as|is|highest|by)\b)[A-Za-z_]\w*|§c\d+|§v\d+)"
        work = r"(?:(?:and|then|add|compute|calculate|work out|with|create|make|get|find|put in|determine|new|extra|where|an?) )*"
        for pattern in (
            rf"{work}(?:new )?(?:column|field|key)s? (?:called |named )?{name}[ |]*(?:(?:which|that|with|as|is|are|=|equals|holding|containing|for|to) )*{formula}{each}",
            rf"{work}{name}{each}[ |]+(?:(?:=|equals|is|as|being|which is|that is) )(?:calculated as |given by )?{formula}{each}",
            rf"(?:(?:and|then|compute|calculate|work out|get|find|determine) )+{name}{each} (?:\| )?{formula}{each}",
            rf"(?:(?:add|compute|calculate|work out|get|find|determine) )+{formula}{each}(?: as(?: new)?(?: column)? {name})?",
            rf"(?<=highest ){formula}|(?<=lowest ){formula}|(?<=by ){formula}|(?<=total ){formula}|(?<=biggest ){formula}|(?<=largest ){formula}|(?<=sum of ){formula}".replace(
                "(?P<formula>", "(?:"
            ),
            rf"{formula}{each}",
        ):
            while match := self.take(pattern, " §new "):
                groups = match.groupdict()
                found = self._formula(groups.get("formula") or match[0])
                if not found:
                    self.missed.append(match[0])
                    self.text = self.text.replace("§new", "|")
                    break
                self._add_computed(groups.get("name") or "", found, is_inline="name" not in groups)
        self._read_known_quantities()
        self._read_average_of_all()

    def _add_computed(self, name: str, formula: str, is_inline: bool) -> None:
        wanted = (
            self.plan.columns[self.column(name)] if name.startswith("§c") else str(self.value(name)) if name else ""
        )
        wanted = wanted or (
            "average" if "/ " in formula and "+" in formula
            else "change" if "* 100" in formula
            else "difference" if "-" in formula
            else "ratio" if "/" in formula
            else "total"
        )  # fmt: skip
        index = self.add_column(wanted)
        self.plan.changes.append(Change(index, formula))
        self.default = index
        self.text = self.text.replace("§new", f"§c{index}" if is_inline else "|")

    def _read_known_quantities(self) -> None:
        """Revenue, where there are prices and quantities but no such column."""
        price = self._like("price|unit_price|cost|rate")
        quantity = self._like("qty|quantity|amount|count|units|number|pieces|sold|hours")
        known = r"(?P<name>revenue|turnover|total price|total value|line total|subtotal|total cost|order value|totals?(?= (?:of|for|per) (?:each|every)))s?"
        if price < 0 or quantity < 0 or price == quantity or any(c.column == self.default for c in self.plan.changes):
            return
        each = r"(?: (?:for|of|per|in) (?:each|every) (?:[a-z]+|§c\d+)| per (?:row|order|line|item))"
        match = self.take(rf"(?:(?:and|then|compute|calculate|work out|get|find|determine|add) )+{known}{each}?(?= |$)")
        if match is None and not re.search(rf"\b{known}\b", self.text, re.IGNORECASE):
            return
        name = (match or re.search(rf"\b{known}\b", self.text, re.IGNORECASE))["name"].lower()  # type: ignore[index]
        index = self.add_column(name.replace(" ", "_"))
        self.plan.changes.append(Change(index, f"§c{price} * §c{quantity}"))
        self.default = index

    def _read_average_of_all(self) -> None:
        """The average of the marks that stand in the columns of each row."""
        each = r"(?: (?:for|of|per|in) (?:each|every) (?:[a-z]+|§c\d+))?"
        match = self.take(
            rf"(?:(?:and|then|compute|calculate|work out|get|find|determine|add|print) )*(?:(?:each|every) (?:[a-z]+|§c\d+) )?(?P<function>average|mean|total|sum)(?: (?:mark|score|grade))?(?: of)? (?:§v\d+|both|columns|all) (?:marks|scores|grades|subjects|columns|tests|values|numbers|results|subject)?{each}"
        )
        if match is None and not self.plan.changes and len(self.plan.columns) > 2:
            noun = r"(?!(?:of|row)\b)[a-z]+"
            match = self.take(
                rf"(?:(?:and|then|compute|calculate|work out|get|find|determine|add|print) )*(?:each|every) (?:{noun}|§c0) (?P<function>average|mean|total|sum)(?: (?:mark|score|grade))?(?= ?\||$| and| in)"
            )
        if match is None:
            return
        numbers = [i for i, name in enumerate(self.plan.columns) if i > 0 or NUMBER_LIKE.fullmatch(name)]
        said = re.search(r"§v(\d+)", match[0])
        if not self.is_declared or len(numbers) < 2 or (said and self.values[int(said[1])] != len(numbers)):
            self.missed.append("average")
            return
        total = " + ".join(f"§c{i}" for i in numbers)
        is_mean = match["function"].lower() in ("average", "mean")
        index = self.add_column("average" if is_mean else "total")
        self.plan.changes.append(Change(index, f"({total}) / {len(numbers)}" if is_mean else total))
        self.default = index

    def _read_grades(self) -> None:
        """Letters for numbers: "90 or more is A, 80s B, anything lower F"."""
        step = r"(?:§v\d+ ?s?(?: (?:or more|and up|and above|or above|or higher|\+|and over|plus|and more|or over))?[ |]*(?:is|are|get|gets|=|to|for)? ?[A-F]\b|[A-F] (?:from|for|if|at|is|=)? ?(?:at least |>= ?|over |above )?§v\d+(?: (?:or more|and up|and above|or above|or higher|plus))?)"
        rest = r"(?:(?:anything|everything|all|everyone|otherwise|below that|rest|below|else)(?: (?:below|lower|else|under|that|is|gets|rest))*[ |]*(?:is |gets? )?(?P<rest>[A-F])\b|(?P<rest2>[A-F]) (?:otherwise|below|for rest|for anything (?:below|else|lower)|else))"
        match = self.take(
            rf"(?:(?:and|then|give|assign|add|convert|turn|work out|determine|compute|with|each|every|[a-z]+|§c\d+) )*?(?:letter )?(?:grades?|§c\d+)[ |]*(?:column )?(?:[ |]*(?:where|with|based on|using|of|from|by|according to) )?(?P<by>§c\d+)?[ |]*(?P<steps>{step}(?:[ |]*(?:and )?{step})*)[ |]*(?:and )?{rest}"
        )
        if match is None:
            return
        steps = []
        for text in re.findall(step, match["steps"]):
            letter = re.search(r"(?<![\w§])[A-F](?!\w)", text)
            value = re.search(r"§v(\d+)", text)
            if letter and value:
                steps.append((float(self.values[int(value[1])]), letter[0]))
        column = self.column(match["by"]) if match["by"] else self._like("score|mark|points|grade|result|percent")
        column = column if column >= 0 else self._only_number()
        if column < 0 or steps != sorted(steps, reverse=True):
            self.missed.append("grade")
            return
        grades = (*steps, (0.0, match["rest"] or match["rest2"]))
        index = self.add_column("grade" if self.plan.columns[column] != "grade" else "letter")
        self.plan.changes.append(Change(index, "", grades=grades, graded=column))

    def _only_number(self) -> int:
        columns = self.plan.columns
        numbers = [i for i, name in enumerate(columns) if NUMBER_LIKE.fullmatch(name)]
        if len(numbers) == 1:
            return numbers[0]
        return 1 if len(columns) == 2 and not numbers and self.is_declared else -1

    def _read_columns_kept(self) -> None:
        listed = r"(?P<columns>§c\d+(?:(?: ?\| ?(?:and )?| and )§c\d+)*)"
        if match := self.take(
            rf"(?:drop|remove|delete|leave out|without) (?:columns? )?{listed}(?: columns?)?(?! (?:{_OPERATOR}))"
        ):
            self.plan.dropped = self.columns_in(match["columns"])
        if match := self.take(
            rf"(?:keep|select|extract|take|pick)(?: out)? (?:columns? )?{listed}(?: columns?)?(?! (?:{_OPERATOR}))(?: (?:of|from|in) (?:[a-z]+s? ?)?)?"
        ):
            self.plan.shown = self.columns_in(match["columns"])
        if match := self.take(
            r"rename (?:column |field |key )?(?P<old>§c\d+|§v\d+|[A-Za-z_]\w*)(?: column)? (?:to|into|as) (?P<new>§v\d+|[A-Za-z_]\w*|§c\d+)"
        ):
            old, new = (
                self.plan.columns[self.column(m)] if m.startswith("§c") else str(self.value(m))
                for m in (match["old"], match["new"])
            )
            self.plan.renames.append((self.add_column(old), new))
        if match := self.take(
            r"(?:distinct|unique|different) (?:values of )?(?P<column>§c\d+)|(?:each|every) (?P<column2>§c\d+) (?:only )?once"
        ):
            plan_column = self.column(match["column"] or match["column2"])
            self.plan.unique, self.plan.shown = plan_column, [plan_column]
        if match := self.take(
            r"(?:remove|drop|delete|without|no) (?:duplicates?|duplicated|repeated)(?: (?:rows|entries|records|[a-z]+s))?(?: (?:by|with same|based on|of|on|in) (?P<column>§c\d+))"
        ):
            self.plan.unique = self.column(match["column"])

    # ---------------------------------------------------------------- groups, order, picks
    def _read_groups(self) -> None:
        plan = self.plan
        aggregate = rf"(?P<function>{_AGGREGATE})"
        verb = r"(?:(?:and|then|keep|print|show|get|find|compute|calculate|what is|what are|list|give|report|work out|out) )*"
        counting = r"(?:how many|number of|count(?: of)?) (?:[a-z]+|§c\d+)"
        both = self.take(rf"{verb}(?:{counting} and {aggregate}(?: of)? (?P<value>§c\d+)) {_PER} (?P<key>§c\d+)")
        if both:
            plan.group = self.column(both["key"])
            plan.aggregate = (_AGGREGATE_WORDS[both["function"].lower()], self.column(both["value"]))
            plan.several = ["count", plan.aggregate[0]]
            return
        for pattern in (
            rf"{verb}{aggregate}(?: of)? (?P<value>§c\d+)(?: (?:of|for) (?:all )?[a-z]+s)? {_PER} (?P<key>§c\d+)",
            rf"(?:for|per|in|group(?:ed)?(?: (?:rows|them|it|[a-z]+))? by) (?:each |every )?(?P<key>§c\d+)[ |]*{verb}{aggregate}(?: of)? (?P<value>§c\d+)(?: (?:per|of|for|in) (?:each |every )?(?:group|(?P=key)))?",
        ):
            if match := self.take(pattern):
                plan.aggregate = (_AGGREGATE_WORDS[match["function"].lower()], self.column(match["value"]))
                plan.group = self.column(match["key"])
                again = rf"(?:(?:with|and|together with|along with) )*(?:{_AGGREGATE}) §c{plan.aggregate[1]}(?! ?(?:first|is|was|over|under|above|below|at|>|<))"
                self.take(again)
                return
        most = rf"(?P<most>{_MOST})|(?P<least>{_LEAST})"
        ranked = rf"(?:(?P<count>§v\d+) )?(?P<key>§c\d+) (?:with|by|having|that has|that have|has|have|had)(?: the)? (?:{most})"
        match = self.take(
            rf"{verb}(?:which |what |top )?{ranked} (?P<function>total|average|mean|sum)(?: of)? (?P<value>§c\d+)"
        )
        match = match or self.take(
            rf"{verb}(?:which |what |top )?{ranked} (?P<noun>[a-z]+s)(?P<function>)(?= ?\||$| and| in)"
        )
        if match:
            value = self.value(match["count"]) if match["count"] else None
            plan.group = self.column(match["key"])
            plan.aggregate = (
                (_AGGREGATE_WORDS[match["function"]], self.column(match["value"]))
                if match["function"]
                else ("count", 0)
            )
            if value is None:
                plan.pick = ("min" if match["least"] else "max", -1)
            elif isinstance(value, int):
                plan.limit, plan.sort = value, [(-1, not match["least"])]
            if match.groupdict().get("noun") and not self._is_head(match["noun"]):
                self.missed.append(match["noun"])
            return
        counted = r"(?:how many|number of|count(?: of)?(?: how many)?)"
        for pattern in (
            rf"{verb}{counted}(?: (?:rows|[a-z]+|§c\d+))?(?: (?:are there|there are|it has|we have|have|live|work|belong|there))? {_PER} (?P<key>§c\d+)(?: has| have| there are)?",
            rf"{verb}(?:for|per|in|group(?:ed)?(?: (?:rows|them|it|[a-z]+))? by) (?:each |every )?(?P<key>§c\d+)[ |]*{verb}{counted}(?: (?:rows|[a-z]+s))?(?: (?:are there|there are|it has|in it|in each|per group))*",
        ):
            if match := self.take(pattern):
                plan.aggregate, plan.group = ("count", 0), self.column(match["key"])
                return
        if match := self.take(rf"{verb}group (?:(?P<value>§c\d+) |[a-z]+ )?(?:\| )?by (?P<key>§c\d+)"):
            plan.group = self.column(match["key"])
            listed = (
                None
                if match["value"]
                else self.take(
                    rf"(?:and |then )*(?:print|show|list)? ?(?:each|every) §c{plan.group} (?:with|and) (?P<value>§c\d+)"
                )
            )
            match = listed or match
            if match["value"]:
                plan.collected = self.column(match["value"])
                self.take(
                    rf"(?:and |then )*(?:print|show|list)? ?(?:each|every) (?:§c{plan.group}) (?:with|and) §c{plan.collected}"
                )
            else:
                plan.group = -1
                self.missed.append("group")

    def _direction(self, text: str) -> bool:
        return bool(
            re.search(
                r"desc|reverse|(?:high|big|large|most|expensive|best|new|old|hot|warm|tall|heav|rich|late)\w*(?: \w+)? (?:first|to)|z to|z-a|dearest",
                text,
                re.IGNORECASE,
            )
        ) and not re.search(r"first to|cheap\w* first", text)

    def _read_order(self) -> None:
        plan = self.plan
        direction = r"(?P<{0}>(?: \|)? ?(?:in )?(?:descending|desc|ascending|asc|reverse)(?: order)?|(?: \|)? (?:from )?(?:expensive|high|highest|most expensive|big|biggest|large|largest|best|most|newest|oldest|low|lowest|cheap|cheapest|small|smallest|worst|least|z|a)(?: ?-| to) ?(?:cheap|cheapest|low|lowest|small|smallest|worst|least|oldest|youngest|newest|expensive|most expensive|high|highest|big|biggest|large|largest|best|most|a|z)|(?: \|)? ?(?:with )?(?:highest|biggest|largest|most|best|newest|oldest|latest|hottest|warmest|tallest|heaviest|richest|most expensive|coldest|lightest|shortest|lowest|smallest|cheapest|least|worst|youngest|earliest)(?: §c\d+| one| ones)? first|(?: \|)? ?alphabetically)?"
        number = r"(?:count|number|total|average|sum|result|value|it|amount|frequency)"
        match = self.take(
            rf"(?:(?:and|then) )*(?:sort(?:ed)?|order(?:ed)?(?= by| it| them| §c| rows))(?: (?:it|them|rows|result|results|[a-z]+s|§c\d+))? ?(?:\| ?)?(?:(?:by|on|in order of) (?:(?P<column>§c\d+)|{number}))?{direction.format('down')}(?:(?: \|)? ?(?:(?:and|then|ties|break ties|with ties|if equal|on ties|resolved|equal ones)[ |]*)+(?:sorted )?(?:by |on )?(?P<column2>§c\d+){direction.format('down2')})?"
        )
        if match:
            column = self.column(match["column"]) if match["column"] else -1
            down = self._direction(match["down"] or "")
            said = self.columns_in(match["down"] or "")
            if column < 0 and plan.group < 0:
                column = said[0] if said else self.default if self.default >= 0 else self._only_number()
                if column < 0 or (not match["down"] and not said):
                    column = 0 if "alphabetic" in match[0] and plan.columns else -2
            elif column < 0 and "alphabetic" in match[0]:
                column = plan.group
            elif plan.group >= 0 and column != plan.group:
                column = -1
            if column == -2:
                self.sorts_shown = True
                return
            plan.sort = [(column, down)]
            if match["column2"]:
                plan.sort.append((self.column(match["column2"]), self._direction(match["down2"] or "")))
            return
        match = self.take(
            r"(?:with )?(?:(?P<word>highest|biggest|largest|most|greatest|best|newest|oldest|latest|hottest|warmest|tallest|heaviest|richest|most expensive|coldest|lightest|shortest|lowest|smallest|cheapest|least|worst|youngest|earliest)(?: (?P<column>§c\d+)| one| ones| (?:price|value|average|count|total)s?)? first|(?P<text>(?:in )?alphabetical(?:ly| order)|alphabetically)|(?P<order>(?:in )?(?:descending|ascending)(?: order)?(?: (?:of|by) (?P<column2>§c\d+))?))"
        )
        if match is None:
            return
        mark = match["column"] or match["column2"]
        column = self.column(mark) if mark else -1
        if plan.group >= 0:
            column = plan.group if match["text"] or column == plan.group else -1
        elif match["text"]:
            column = self._text_column()
        elif column < 0:
            column = self._superlative_column((match["word"] or "").lower())
        if column == -1 and plan.group < 0:
            self.missed.append("first")
            return
        is_least = re.match(
            r"lowest|smallest|cheapest|least|worst|youngest|earliest|(?:in )?ascending|.*alpha",
            match[0].removeprefix("with "),
        )
        plan.sort = [(column, not is_least)]

    def _text_column(self) -> int:
        name = self._like("name|title")
        return name if name >= 0 else 0

    def _superlative_column(self, word: str) -> int:
        roots = _SUPERLATIVES.get(word, ("", ""))[1]
        column = self._like(roots) if roots else -1
        if word in _BY_TIME and column < 0:
            column = self._like("time|seconds|minutes|duration|lap")
        if self.default >= 0 and (word in _PLAIN_SUPERLATIVES or column < 0) and word not in _BY_TIME:
            return self.default
        return column if column >= 0 else self._only_number() if word in _PLAIN_SUPERLATIVES else -1

    def _read_pick(self) -> None:
        plan = self.plan
        words = "|".join(sorted(map(re.escape, _SUPERLATIVES), key=len, reverse=True))
        noun = r"(?:(?P<shown>§c\d+)|(?P<noun>[a-z]+))"
        count = r"(?P<count>§v\d+)"
        most = rf"(?P<most>{_MOST})|(?P<least>{_LEAST})"
        match = (
            self.take(rf"(?:top|first|best)? ?{count} {noun} (?:with|by|that have|having) (?:{most}) (?P<column>§c\d+)")
            or self.take(
                rf"(?:top|first) {count}(?: {noun})?(?: (?:by|with highest|in terms of) (?P<column>§c\d+))(?P<most>)(?P<least>)"
            )
            or self.take(rf"{count} (?:(?P<word>{words})|{most}) (?:(?P<column>§c\d+)(?= |$)|{noun})")
        )
        if match:
            self._limit(match)
            return
        if match := self.take(rf"(?:first|top) {count}(?: (?:of them|rows|entries|[a-z]+s|§c\d+))?"):
            value = self.value(match["count"])
            if isinstance(value, int) and (plan.sort or "first" in match[0].lower()):
                plan.limit = value
            else:
                self.missed.append("top")
            return
        who = r"(?:which|who|what)"
        two = self.take(rf"(?P<word>{words})(?: (?:§c\d+|[a-z]+))? and (?P<second>{words}) {noun}", " §pick ")
        if two and two["word"].lower() != two["second"].lower():
            self._pick(two)
            column = self._superlative_column(two["second"].lower())
            plan.second_pick = (_SUPERLATIVES[two["second"].lower()][0], column)
            if column < 0:
                self.missed.append(two["second"])
            return
        for pattern in (
            rf"{who}(?: (?:§c\d+|[a-z]+))? (?:has|had|have|got|scored|sold|earns|made|is|reached|with)(?: the)? (?:{most}) (?P<column>§c\d+)(?P<shown>)",
            rf"(?:for |of |in )?{noun} (?:with|that has|which has|who has|having|has|that had|where|who scored|who got) (?:{most}) (?P<column>§c\d+)",
            rf"(?:for |of |in )?{noun} (?:where|whose) (?P<column>§c\d+) (?:is|was) (?:{most})",
            rf"{who} (?:earns|makes|scored|got|has|sold) (?:{most})(?P<column>)(?P<shown>)",
            rf"(?:of |for )?(?P<word>{words}) (?:{noun}|one)",
            rf"{who} (?:§c\d+ |[a-z]+ )?(?:is|was|has|had) (?P<word>{words})(?P<shown>)",
        ):
            match = self.take(pattern, " §pick ")
            if match is None:
                continue
            self._pick(match)
            return

    def _pick(self, match: re.Match[str]) -> None:
        plan = self.plan
        groups = match.groupdict()
        function, column = "max", -1
        if groups.get("word"):
            function, roots = _SUPERLATIVES[groups["word"].lower()]
            if groups["word"].lower() in _BY_TIME and self._like(roots) < 0:
                function = "min" if groups["word"].lower() == "fastest" else "max"
            column = self._superlative_column(groups["word"].lower())
            column = column if column >= 0 else self._like(roots)
        elif groups.get("column"):
            column = self.column(groups["column"])
        elif "earns" in match[0] or "makes" in match[0]:
            column = self._like("salary|pay|wage|income")
        else:
            column = self._only_number()
        if groups.get("least"):
            function = "min"
        if column < 0 and plan.group < 0:
            self.missed.append(match[0].split(" ")[0])
            self.text = self.text.replace("§pick", "|")
            return
        plan.pick = (function, column)
        if plan.kind == "csv" and column >= 0 and re.search("time|duration", plan.columns[column], re.IGNORECASE):
            self.missed.append("time")  # of what form is not said
        shown = groups.get("shown") or next(iter(re.findall(r"^(?:which|what|who) (§c\d+)", match[0])), "")
        said = self.columns_in(shown)
        noun = groups.get("noun") or ""
        self.text = self.text.replace("§pick", "|")
        plan.shown = said[:1]
        if noun and not self._is_head(noun):
            self.missed.append(noun)
        per = self.take(r"(?:(?:for|in|of|from) (?:each|every)|per) (?P<key>§c\d+)")
        if per and self.column(per["key"]) != column:
            plan.pick_key = self.column(per["key"])
        if re.match(r"who\b", match[0], re.IGNORECASE) and not said:
            name = self._like("name|player|person|employee|student")
            plan.shown = [name] if name >= 0 else []

    def _limit(self, match: re.Match[str]) -> None:
        plan, groups = self.plan, match.groupdict()
        value = self.value(match["count"])
        word = (groups.get("word") or "").lower()
        said = self.column(groups["column"]) if groups.get("column") else -1
        is_thing = (
            said >= 0 and not match[0].lower().count(" by ") and not NUMBER_LIKE.fullmatch(self.plan.columns[said])
        )
        if said >= 0 and (not is_thing or " with " in match[0] or said == self.default):
            column = said
        elif word:
            column = self._superlative_column(word)
        else:
            column = self.default if self.default >= 0 else self._only_number()
        if not isinstance(value, int) or (column < 0 and plan.group < 0):
            self.missed.append(match[0])
            return
        is_down = _SUPERLATIVES[word][0] == "max" if word else not groups.get("least")
        plan.limit = value
        plan.sort = [(-1 if plan.group >= 0 else column, is_down)]
        if groups.get("shown"):
            plan.shown = [self.column(groups["shown"])]
        elif groups.get("noun") and not self._is_head(groups["noun"]):
            self.missed.append(groups["noun"])

    def _is_head(self, word: str) -> bool:
        """Return whether a noun says no more than "row": the file's own name, or what its first column names."""
        one = singular(word)
        names = {singular(self.plan.name), *(singular(name) for name in self.plan.columns[:1]), *_HEADS}
        is_person = one in _PEOPLE and self._like("name|player|student|person|employee|customer|user") >= 0
        if one == "day" and self._like("date") >= 0:
            return True
        is_thing = one in _THINGS and (not self.is_declared or self._like("name|title|product|item") >= 0)
        return one in names or is_person or is_thing

    # ---------------------------------------------------------------- conditions, numbers, what is shown
    def _read_conditions(self) -> None:
        plan = self.plan
        reader = _Conditions(self, self.text)
        found = reader.search()
        while found is not None:
            tests, link, start, end, drops = found
            is_of_groups = any(test.column == -1 for test in tests)
            before = plan.group_tests if is_of_groups else plan.tests
            if before and (
                (len(tests) + len(before) > 2 and "or" in (plan.link, link)) or drops != plan.drops_matching
            ):
                self.missed.append("where")
                return
            before += tests
            plan.link, plan.drops_matching = link, drops
            self.steps += 1
            self.text = f"{self.text[:start]} | {self.text[end:]}"
            found = _Conditions(self, self.text).search()

    def _read_numbers(self) -> None:
        plan = self.plan
        if match := self.take(
            r"(?:all )?(?:results? )?round(?:ed)? (?:it |them |result |results |each |off |§c\d+ )*(?:to )?(?:nearest )?(?P<places>§v\d+|one|two|three|no|whole|integer)?(?: (?:numbers?|integers?|decimals?|decimal places?|digits?|places?))?(?: after decimal point)?"
        ):
            word = match["places"] or "0"
            value = self.value(word) if word.startswith("§v") else {"one": 1, "two": 2, "three": 3}.get(word, 0)
            plan.rounding = value if isinstance(value, int) else 0
        if plan.group >= 0 or plan.pick:
            return
        several = self.take(
            rf"(?:(?:print|show|give|find|compute|and) )*(?P<functions>(?:{_AGGREGATE})(?:(?: ?\| ?(?:and )?| and )(?:{_AGGREGATE}))+)(?: of)? (?P<value>§c\d+)"
        )
        if several:
            words = re.findall(rf"\b(?:{_AGGREGATE})\b", several["functions"], re.IGNORECASE)
            plan.several = list(dict.fromkeys(_AGGREGATE_WORDS[word.lower()] for word in words))
            plan.aggregate = (plan.several[0], self.column(several["value"]))
        elif plan.limit is None and (
            match := self.take(
                rf"(?P<function>{_AGGREGATE})(?: of)?(?: all)? (?P<value>§c\d+)(?: (?:of|for|in) (?:all |everything|rows|[a-z]+s)?)?"
            )
        ):
            plan.aggregate = (_AGGREGATE_WORDS[match["function"].lower()], self.column(match["value"]))
            self.default = plan.aggregate[1]
        elif match := self.take(
            r"(?:how many|number of|count(?: of)?)(?: (?:of )?(?:them|those|rows|there|(?P<noun>[a-z]+s|people)))?(?: (?:are|there are|we have|remain|is|it is))?"
        ):
            if match["noun"] and not self._is_head(match["noun"]):
                self.missed.append(match["noun"])
            plan.counts_rows = True

    def _read_shown(self) -> None:
        plan = self.plan
        per = re.search(r"\b(?:(?:for|of|in) (?:each|every)|per) §c(\d+)", self.text)
        if per and int(per[1]) > 0 and not plan.changes and plan.group < 0:
            self.missed.append("each")
        if re.search(r"\bboth\b", self.text) and plan.pick and len(plan.columns) == 2:
            plan.shown = [0, 1]
            self.take(r"both")
        listed = r"§c\d+(?:(?:[ |]+(?:and|together|along|with|plus|as well as|also|by|then|each|every|to|in|new)| \|)* §c\d+)*"
        if plan.group >= 0:
            self._read_shown_groups()
            return
        found: list[int] = []
        while match := self.take(
            rf"(?:(?:(?:print|show|list|display|output|give|get|tell)(?: \|)*|find|me|each|every|with|and|together|along|plus|of|by) ){'+' if plan.prints or plan.sink else '*'}(?P<columns>{listed})(?: of(?: (?P<noun>[a-z]+))?)?"
        ):
            found += self.columns_in(match["columns"])
            if (
                match["noun"]
                and not self._is_head(match["noun"])
                and match["noun"] not in ("each", "every", "them", "who", "that")
            ):
                self.missed.append(match["noun"])
        found = list(dict.fromkeys(found))
        if plan.aggregate and found:
            self.missed += [plan.columns[column] for column in found]
        elif found:
            plan.shown = list(dict.fromkeys([*plan.shown, *found]))
        if self.sorts_shown and len(plan.shown) == 1:
            plan.sort = [(plan.shown[0], False)]
        elif self.sorts_shown:
            self.missed.append("sorted")
        if plan.sink_names:
            known = {name.lower(): index for index, name in enumerate(plan.columns)}
            columns = [known.get(name.lower(), -1) for name in plan.sink_names]
            if -1 in columns:
                self.missed.append("columns")
            else:
                plan.sink_columns = columns
        if plan.sink and plan.shown and not plan.sink_columns and not plan.prints:
            plan.sink_columns = plan.shown

    def _read_shown_groups(self) -> None:
        plan = self.plan
        about = {plan.group, plan.collected, plan.aggregate[1] if plan.aggregate else -1}
        function = f"(?:{_AGGREGATE}|count|number of) " if plan.aggregate else ""
        while match := self.take(
            rf"(?:(?:print|show|list|display|output|with|and|each|every|by) )*(?:{function})?(?P<columns>§c\d+)"
            if function
            else r"(?P<columns>§c\d+)"
        ):
            if self.column(match["columns"]) not in about:
                self.missed.append(plan.columns[self.column(match["columns"])])
        said = (
            "best|totals?|averages?|results?" if plan.aggregate and plan.aggregate[0] != "count" else "counts?|number"
        )
        self.take(rf"(?:print |show )?(?:{said})(?= ?\||$| for)")

    def is_worth_it(self) -> bool:
        """Return whether anything was understood that is to be done with the rows."""
        plan = self.plan
        if not plan.columns:
            return plan.counts_rows
        return bool(
            plan.changes or plan.tests or plan.sort or plan.pick or plan.group >= 0 or plan.aggregate or plan.counts_rows
            or plan.shown or plan.dropped or plan.renames or plan.sql_table or plan.unique >= 0 or plan.limit is not None
        )  # fmt: skip

    def left_over(self) -> list[str]:
        """Return the words that nothing took."""
        words = re.findall(r"[^\s|]+", self.text)
        left = [word for word in words if word.lower() not in _FILLER and not self._is_head(word.lower())]
        return self.missed + left


_PRINTS = r"\b(?:print|show|list(?! of)|display|output(?! (?:it|them|to))|give me|tell|what|which|who|query|see|view)\b"


@lru_cache(maxsize=2048)  # more than `re` keeps, since a request is tried on many
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w§])(?:{pattern})(?![\w§])", re.IGNORECASE)


class _Path(str):
    """A file that the request names."""


_ABBREVIATED = {
    "qty": ("quantity", "quantities"), "dept": ("department", "departments"), "temp": ("temperature", "temperatures"),
    "quantity": ("qty",), "department": ("dept",), "maths": ("math",), "math": ("maths",),
}  # fmt: skip
_PLAIN_SUPERLATIVES = frozenset("highest biggest largest most greatest lowest smallest least best worst top".split())
_BY_TIME = frozenset({"fastest", "slowest"})
_PEOPLE = frozenset(
    "person people pupil student employee customer user player member kid child everyone one worker friend teacher".split()
)
_THINGS = frozenset("product item thing article film movie book song".split())


class _Conditions:
    """Finds the conditions of a text: "where §c0 is open and §c1 over §v2"."""

    def __init__(self, reader: _Reader, text: str) -> None:
        self.reader = reader
        self.text = text

    def read(self) -> tuple[list[Test], str] | None:
        """Return the tests that the text holds, and how they are linked."""
        found = self.search()
        return (found[0], found[1]) if found else None

    def search(self) -> tuple[list[Test], str, int, int, bool] | None:
        """Return the first conditions, their link, where they start and end, and whether what meets them goes."""
        head = (
            r"(?:(?P<drop>drop|remove|delete|exclude|skip|ignore|leave out|without)|keep|pick|select|filter|choose|take|of|find|get|print|show|list|display|everyone|anyone)?"
            r"(?: (?:out|rows|records|entries|ones|those|everyone|(?P<noun>[a-z]+)))?"
        )
        lead = rf"(?:{head} )?(?:where|whose|who|that|which|with|when|having|if|for which)(?: (?:have|has|had|are|is|was|got|were))? "
        best = None
        for start in re.finditer(r"(?<![\w§])(?P<noun>)(?P<drop>)(?:for|in|from|of) (?=§c\d+ [\w§]+)", self.text):
            named = re.match(
                rf"(?P<column>§c\d+) (?P<value>§v\d+|{_NO_VALUE}[A-Za-z]\w*)(?= ?\||$| and | or )",
                self.text[start.end() :],
            )
            value = self.reader.value(named["value"]) if named else None
            if (
                named
                and isinstance(value, str | int)
                and not isinstance(value, _Path)
                and str(value).lower() not in _FILLER
            ):
                test = Test(self.reader.column(named["column"]), "==", value)
                return [test], "and", start.start(), start.end() + named.end(), False
        place = self.reader._like("city|town|country|region|location|place")
        if place >= 0 and (named := re.search(r"\b(?:in|from) (?P<value>[A-Z]\w+)(?= ?\||$| )", self.text)):
            return [Test(place, "==", named["value"])], "and", named.start(), named.end(), False
        for pattern in (
            lead,
            r"(?P<drop>)(?P<noun>)",
            r"(?:(?P<drop>drop|remove)|keep|print|show|list|pick|select) (?P<noun>)",
            r"(?P<drop>)(?P<noun>[a-z]+) ",
        ):
            for start in re.finditer(rf"(?<![\w§]){pattern}", self.text, re.IGNORECASE):
                is_bare = not start[0].strip()
                found = self._tests_at(start.end(), is_bare or pattern != lead)
                if found is None:
                    continue
                noun = start["noun"] or ""
                if noun and not self.reader._is_head(noun) and (pattern != lead or not noun.endswith("s")):
                    continue
                key = (found[2] - start.start(), -start.start())
                if best is None or key > best[0]:
                    best = (key, (found[0], found[1], start.start(), found[2], bool(start["drop"])))
        return best[1] if best else None

    def _tests_at(self, position: int, is_bare: bool) -> tuple[list[Test], str, int] | None:
        first = self._test_at(position, is_bare)
        if first is None:
            return None
        tests, link, end = [first[0]], "and", first[1]
        while more := re.match(
            r"(?: \|)? (?P<link>and|or|but)(?: (?:where|with|whose|that|has|have|whose))? |, ", self.text[end:]
        ):
            found = self._test_at(end + more.end(), False)
            if found is None:
                break
            tests.append(found[0])
            link, end = ("or" if more["link"] == "or" else "and"), found[1]
        return tests, link, end

    def _test_at(self, position: int, is_bare: bool) -> tuple[Test, int] | None:
        rest = self.text[position:]
        column = r"(?:(?P<column>§c\d+) (?:of )?)"
        if match := re.match(
            rf"{column}?(?:is |are |lies |of )?between (?P<low>§v\d+) and (?P<high>§v\d+)(?![\w§])", rest
        ):
            low, high = self.reader.value(match["low"]), self.reader.value(match["high"])
            index = self._subject(match["column"], rest)
            if index is None or isinstance(low, str):
                return None
            return Test(index, "between", (low, high)), position + match.end()
        if match := re.match(rf"{column}(?:is |are )(?P<no>not )?(?:empty|missing|blank)(?!\w)", rest):
            return Test(self.reader.column(match["column"]), "empty", "", bool(match["no"])), position + match.end()
        if match := re.match(
            rf"{column}?(?:is |are |was )?(?P<said>above|over|higher than|greater than|more than|better than|below|under|lower than|less than|worse than) (?:overall )?(?:average|mean)(?: §c\d+)?(?![\w§])",
            rest,
            re.IGNORECASE,
        ):
            index = self._subject(match["column"], match[0])
            operator = "<" if re.match(r"below|under|lower|less|worse", match["said"], re.IGNORECASE) else ">"
            return (
                (Test(index, operator, AVERAGE), position + match.end()) if index is not None and index >= 0 else None
            )
        if match := re.match(
            rf"{column}?(?P<said>(?:is |are )?(?:above|over|higher than|greater than|more than|below|under|lower than|less than|>|<)) (?P<other>§c\d+)(?![\w§])",
            rest,
            re.IGNORECASE,
        ):
            other = self.reader.column(match["other"])
            index = self.reader.column(match["column"]) if match["column"] else self._other_number(other)
            operator = "<" if re.search(r"below|under|lower|less|<", match["said"], re.IGNORECASE) else ">"
            return (Test(index, operator, f"§c{other}"), position + match.end()) if index >= 0 else None
        for pattern, operator in _OPERATORS:
            match = re.match(
                rf"{column}?(?P<said>{pattern}) (?P<value>{_VALUE})(?P<more> (?:or|and) (?:more|over|above|higher|older|up|less|lower|fewer|younger))?(?: percent| years old| years| degrees)?(?![\w§])",
                rest,
                re.IGNORECASE,
            )
            if match is None:
                continue
            test = self._test(match, operator, rest)
            if test is not None:
                return test, position + match.end()
        if match := re.match(
            rf"{column}(?P<value>§v\d+)(?P<more> (?:or|and) (?:more|over|above|higher|older|up|less|lower|fewer|younger))?(?![\w§])",
            rest,
        ):
            test = self._test(match, "==", rest)
            return (test, position + match.end()) if test else None
        is_named = re.match(rf"{column}(?P<value>{_NO_VALUE}[A-Za-z]\w*)(?= ?\||$| and | or )", rest)
        if (
            is_named
            and not is_bare
            and is_named["value"].lower() not in _FILLER
            and not self.reader._is_head(is_named["value"])
        ):
            return Test(self.reader.column(is_named["column"]), "==", is_named["value"]), position + is_named.end()
        return None

    def _test(self, match: re.Match[str], operator: str, rest: str) -> Test | None:
        value = self.reader.value(match["value"])
        if isinstance(value, list | tuple | dict | _Path):
            return None
        if match["more"]:
            operator = "<=" if re.search(r"less|lower|fewer|younger", match["more"]) else ">="
        is_number = isinstance(value, int | float)
        if not is_number and operator in (">", "<", ">=", "<=") and not re.match(r"\d{4}-", str(value)):
            return None
        if is_number and operator in ("in", "startswith", "endswith"):
            return None
        groups = match.groupdict()
        if groups.get("said", "").lower() == "of" and not match["value"].startswith("§v"):
            return None  # "the names of films": no value
        if not groups.get("column") and (operator in ("==", "!=", "in") or not is_number):
            return None
        index = self._subject(groups.get("column"), match[0])
        return Test(index, operator, value) if index is not None else None

    def _other_number(self, column: int) -> int:
        """Return the one number of a row besides a column, or -1."""
        names = enumerate(self.reader.plan.columns)
        numbers = [i for i, name in names if i != column and NUMBER_LIKE.fullmatch(name)]
        return numbers[0] if len(numbers) == 1 else -1

    def _subject(self, mark: str | None, said: str) -> int | None:
        reader = self.reader
        if mark:
            column = reader.column(mark)
            plan = reader.plan
            if plan.group >= 0 and plan.aggregate and plan.aggregate[0] != "count" and column == plan.aggregate[1]:
                return -1 if re.search(rf"(?:{_AGGREGATE}) §c{column}", self.text) else column
            return column
        for words, roots in _HINTED:
            if re.search(rf"\b(?:{words})\b", said):
                found = reader._like(roots)
                return found if found >= 0 else None
        if reader.plan.group >= 0:
            return -1
        found = reader.default if reader.default >= 0 else reader._only_number()
        return found if found >= 0 else None
