"""Conditions on the rows of a table in words: "where status is open and price over 5", "those below average"."""

import re
from functools import cache

from engine.chains.table_plan import AVERAGE, NUMBER_LIKE, Test
from engine.chains.table_text import TableText
from engine.chains.table_words import AGGREGATE, FILLER, HINTED, NO_VALUE, OPERATOR, OPERATORS, VALUE, NamedPath

_COLUMN = r"(?:(?P<column>§c\d+) (?:of )?)"


@cache  # when a request first speaks of a table, not when the program starts
def _beginning() -> re.Pattern[str]:
    """Return the pattern of how every test begins."""
    return re.compile(rf"§c\d+ |(?:is |are |lies |of )?between |(?:{OPERATOR}) ", re.IGNORECASE)


@cache
def _comparisons() -> list[tuple[re.Pattern[str], str]]:
    """Return the patterns of comparisons with a value, and the operator of each."""
    more = r"(?: (?:or|and) (?:more|over|above|higher|older|up|less|lower|fewer|younger))"
    return [
        (
            re.compile(
                rf"{_COLUMN}?(?P<said>{said}) (?P<value>{VALUE})(?P<more>{more})?"
                r"(?: percent| years old| years| degrees)?(?![\w§])",
                re.IGNORECASE,
            ),
            operator,
        )
        for said, operator in OPERATORS
    ]


class Conditions:
    """Finds the conditions of a text: "where §c0 is open and §c1 over §v2"."""

    def __init__(self, reader: TableText, text: str) -> None:
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
                rf"(?P<column>§c\d+) (?P<value>§v\d+|{NO_VALUE}[A-Za-z]\w*)(?= ?\||$| and | or )",
                self.text[start.end() :],
            )
            value = self.reader.value(named["value"]) if named else None
            if (
                named
                and isinstance(value, str | int)
                and not isinstance(value, NamedPath)
                and str(value).lower() not in FILLER
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
        if not _beginning().match(self.text, position):
            return None
        rest = self.text[position:]
        column = _COLUMN
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
        for pattern, operator in _comparisons():
            match = pattern.match(rest)
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
        is_named = re.match(rf"{column}(?P<value>{NO_VALUE}[A-Za-z]\w*)(?= ?\||$| and | or )", rest)
        if (
            is_named
            and not is_bare
            and is_named["value"].lower() not in FILLER
            and not self.reader._is_head(is_named["value"])
        ):
            return Test(self.reader.column(is_named["column"]), "==", is_named["value"]), position + is_named.end()
        return None

    def _test(self, match: re.Match[str], operator: str, rest: str) -> Test | None:
        value = self.reader.value(match["value"])
        if isinstance(value, list | tuple | dict | NamedPath):
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
                return -1 if re.search(rf"(?:{AGGREGATE}) §c{column}", self.text) else column
            return column
        for words, roots in HINTED:
            if re.search(rf"\b(?:{words})\b", said):
                found = reader._like(roots)
                return found if found >= 0 else None
        if reader.plan.group >= 0:
            return -1
        found = reader.default if reader.default >= 0 else reader._only_number()
        return found if found >= 0 else None
