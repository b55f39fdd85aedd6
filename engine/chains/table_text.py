"""The text of a request about a table: its values and columns marked, and where its rows are.

In the text `§v0` stands for a value of the request and `§c0` for a column; what has been read is taken out.
"""

import re
from typing import Any

from engine.chains.flow import plural, singular
from engine.chains.patterns import any_case
from engine.chains.table_plan import NUMBER_LIKE, Plan
from engine.chains.table_words import (
    ABBREVIATED,
    AGGREGATE,
    BY_TIME,
    CLEAN,
    DECLARATIONS,
    HEADS,
    LEAST,
    MOST,
    PEOPLE,
    PLAIN_SUPERLATIVES,
    SINK_VERB,
    SUPERLATIVES,
    THINGS,
    VERBS,
    NamedPath,
    compiled,
)
from engine.rewrite import is_usable_name
from engine.values import find_values


class TableText:
    """A request about a table: its text without what has been read, and the plan that comes of it."""

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

    def _mask(self, prompt: str) -> str:
        parts, position = [], 0
        for value in find_values(prompt):
            if value.kind not in ("path", "string", "number", "data") or value.is_ordinal or value.start < position:
                continue
            before = prompt[position : value.start]
            if value.label and before.rstrip().endswith("="):
                before = before[: before.rstrip().rindex("=")].rstrip().removesuffix(value.label)
                self.labels[len(self.values)] = value.label
            is_percent = value.kind == "number" and prompt[value.end - 1] == "%"
            parts += [before, f" §v{len(self.values)} " + ("percent " if is_percent else "")]
            self.values.append(NamedPath(value.value) if value.kind == "path" else value.value)
            position = value.end
        return "".join([*parts, prompt[position:]])

    def value(self, mark: str) -> Any:
        """Return what a value's mark, or a bare word, stands for."""
        return self.values[int(mark[2:])] if mark.startswith("§v") else mark

    def holds(self, words: str) -> bool:
        """Return whether the text holds one of these, divided by commas; a pattern is compiled only if it may match."""
        lowered = self.text.lower()
        return any(word in lowered for word in words.split(","))

    def take(self, pattern: str, instead: str = " | ", words: str = "") -> re.Match[str] | None:
        """Return the first match of a pattern, which needs one of the words, and take it out of the text."""
        if words and not self.holds(words):
            return None
        match = compiled(pattern).search(self.text)
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
            spelled = {name, name.replace("_", " "), plural(name), singular(name), *ABBREVIATED.get(name.lower(), ())}
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

    def _text_column(self) -> int:
        name = self._like("name|title")
        return name if name >= 0 else 0

    def _only_number(self) -> int:
        columns = self.plan.columns
        numbers = [i for i, name in enumerate(columns) if NUMBER_LIKE.fullmatch(name)]
        if len(numbers) == 1:
            return numbers[0]
        return 1 if len(columns) == 2 and not numbers and self.is_declared else -1

    def _superlative_column(self, word: str) -> int:
        roots = SUPERLATIVES.get(word, ("", ""))[1]
        column = self._like(roots) if roots else -1
        if word in BY_TIME and column < 0:
            column = self._like("time|seconds|minutes|duration|lap")
        if self.default >= 0 and (word in PLAIN_SUPERLATIVES or column < 0) and word not in BY_TIME:
            return self.default
        return column if column >= 0 else self._only_number() if word in PLAIN_SUPERLATIVES else -1

    def _is_head(self, word: str) -> bool:
        """Return whether a noun says no more than "row": the file's own name, or what its first column names."""
        one = singular(word)
        names = {singular(self.plan.name), *(singular(name) for name in self.plan.columns[:1]), *HEADS}
        is_person = one in PEOPLE and self._like("name|player|student|person|employee|customer|user") >= 0
        if one == "day" and self._like("date") >= 0:
            return True
        is_thing = one in THINGS and (not self.is_declared or self._like("name|title|product|item") >= 0)
        return one in names or is_person or is_thing

    def find_source(self) -> bool:
        """Find the file or list that the request is about, and what its columns are called."""
        self._declare()
        for pattern, word in CLEAN:
            self.text = pattern.sub(word, self.text)
        self.text = self.text.strip()
        return self._find_file() or self._find_list()

    def _declare(self) -> None:
        for pattern in DECLARATIONS:
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
            return re.search(rf"\b{SINK_VERB}\b[^.|;]*$", before, re.IGNORECASE) is not None and "§v" in before[-40:]
        return self._is_sink(before[: path.start()])

    def _is_sink(self, before: str) -> bool:
        """Return whether a file that follows this text is to be written."""
        if re.search(r"\b(?:in|of|from|read|load|open|on|parse|import|take)\b[\w ]*$", before, re.IGNORECASE):
            is_read = re.search(rf"\b{SINK_VERB}\b(?! rows| records)[\w ]*$", before, re.IGNORECASE) is None
            if is_read:
                return False
        return (
            re.search(
                rf"(?:\b{SINK_VERB}\b(?: (?!from|of|rows)[\w§]+)*|\b(?:as|into|to)(?: [\w]+)?) *$",
                before,
                re.IGNORECASE,
            )
            is not None
        )

    def _find_file(self) -> bool:
        paths = [m for m in re.finditer(r"§v(\d+)", self.text) if isinstance(self.values[int(m[1])], NamedPath)]
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
        most = rf"(?:{AGGREGATE}|{MOST}|{LEAST})"
        noun = r"(?!(?:with|by|per|one|of)\b)([a-z]+)"
        if match := re.search(rf"\b{most} {noun} (?:per|for each|for every|of each|of every|by) {noun}", self.text):
            return [match[2], match[1]]
        if match := re.search(rf"\b{noun} (?:with|has|had|got) {most} {noun}", self.text):
            return [match[1], match[2]]
        return ["name", "value"]

    def _guess_columns(self) -> None:
        """Mark the words that stand where columns do, where the request does not say what the columns are."""
        stop = rf"(?!(?:{VERBS}|pandas|numpy|csv|expensive|common|frequent|recent|popular|rated|paid|status of|order|rows?|name of|number|most|least|alphabetical\w*|descending|ascending|lines?|files?|each|every|one|two|values?|highest|lowest|average|total|mean|data|result|results|reverse|everything|best|worst|counts?|length|size|median|items|entries|records|people|whose|who|price times|what|how|many|much|csv|json|it|them)\b)"
        word = rf"{stop}([A-Za-z_]\w*)"
        listed = rf"{word}(?:(?: ?\| ?| and | ?\| ?and ){word})?(?:(?: ?\| ?| and | ?\| ?and ){word})?"
        names = [
            roots.split("|")[0]
            for word, (_, roots) in SUPERLATIVES.items()
            if word not in PLAIN_SUPERLATIVES
            and self.holds(word)
            and re.search(rf"\b{word}\b(?! first)", self.text, re.IGNORECASE)
        ]
        for words, pattern in (  # what the text must hold for a look to pay, and the pattern
            ("column", rf"\bcolumns? {listed}"),
            (
                "*,+,/,times,multiplied,divided,minus,plus",
                rf"\b{word} ?(?:[*+/]|times|multiplied by|divided by|minus|plus) ?{word}",
            ),
            (
                "for,in,of,from",
                r"\b(?:for|in|of|from) (category|status|type|city|country|region|department|dept|team|group|genre|author|brand|year) (?!\|)[\w§]+(?= ?\||$| and | or )",
            ),
            ("print,show,list,display", rf"\b(?:print|show|list|display) (?:me )?{word}(?= ?\||$)"),
            ("distinct,unique,different", rf"\b(?:distinct|unique|different) {word}"),
            (" once", rf"\b(?:each|every) {word} once\b"),
            (
                "make,convert,turn,change",
                rf"\b(?:make|convert|turn|change) {word} (?:in )?(?:to |into )?(?:upper|lower)",
            ),
            ("duplicate", rf"\bduplicate[sd]?(?: rows| entries| [a-z]+)? (?:by|on|based on|with same) {word}"),
            (
                " with ",
                rf"\b(?:those|rows|records|entries|ones|[a-z]+s) with {word} (?!and\b|or\b|is\b)[a-z]+(?= ?\||$| and | or )",
            ),
            (" column", rf"\b{word} column\b"),
            (
                "where,whose,with,if",
                rf"\b(?:where|whose|with|if) {word} (?:is|are|=|==|>|<|>=|<=|equals|over|under|above|below|at least|at most|contains|starts|ends|between|not|greater|less|more|§v|[A-Z]\w+)",
            ),
            (
                ">,<,=,over,under,above,below,at least,at most,greater,less,more,equals",
                rf"\b{word} (?:>=|<=|==|!=|>|<|=|over §v|under §v|above §v|below §v|at least §v|at most §v|greater than|less than|more than|equals)",
            ),
            (
                "sort,order,group",
                rf"\b(?:sorted|sort|ordered|order|grouped|group)(?: \w+)?(?: \|)? by {word}(?: \|? ?(?:then|and|then by) (?:by )?{word})?",
            ),
            ("per,each,every", rf"\b(?:per|for each|for every|in each|of each) {word}"),
            (
                "total,sum,average,mean,highest,lowest,maximum,minimum,median,largest,smallest,most",
                rf"\b(?:total|sum of|average|mean|highest|lowest|maximum|minimum|median|largest|smallest|most) {word}",
            ),
            ("average,total,sum,mean", rf"\b(?:average|total|sum|mean) §?\w+ by {word}"),
            (
                "print,show,list,display,output,give,get",
                rf"\b(?:print|show|list|display|output|give|get)(?: me)? {word} and {word}",
            ),
            (" of", rf"\b(?:print|show|list|display|output|give|get|and)(?: me)? {word} of\b"),
        ):
            if not self.holds(words):
                continue
            for match in any_case(pattern).finditer(self.text):
                names += [group for group in match.groups() if group and not group.startswith("§")]
        as_written = (
            ("column", rf"\bcolumns? {listed}"),
            ("per,by,where,whose", rf"\b(?:per|by|where|whose) {word}"),
            (
                ">,<,=,over,under,above,below,at least,at most,equals",
                rf"\b{word} (?:>=|<=|==|!=|>|<|=|over §v|under §v|above §v|below §v|at least §v|at most §v|equals)",
            ),
            ("*,+,/,times", rf"\b{word} ?(?:[*+/]|times) ?{word}"),
        )
        written = {
            name
            for words, form in as_written
            if self.holds(words)
            for found in re.finditer(form, self.text)
            for name in found.groups()
            if name
        }
        rows = singular(self.plan.name)
        for name in dict.fromkeys(name if name in written else singular(name) for name in names):
            is_alone = (
                re.search(rf"\b(?:{name}|{plural(name)}) and |and (?:{name}|{plural(name)})\b", self.text) is None
            )
            if name == rows and name not in written and is_alone:
                continue  # "print the flights": the rows themselves
            if name.lower() not in {known.lower() for known in self.plan.columns} and name.lower() not in HEADS:
                self.plan.columns.append(name)
