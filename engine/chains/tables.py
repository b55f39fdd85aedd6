"""What a request wants of a table: rows of a file or list, with columns that it names, in any order of its clauses.

The request is taken apart piece by piece (new columns, conditions, groups, order, where the result goes); what is left
over must be words that say nothing.
"""

import re

from engine.chains.flow import Chain
from engine.chains.table_code import Writer
from engine.chains.table_conditions import Conditions
from engine.chains.table_order import OrderReader
from engine.chains.table_sql import is_for_sql
from engine.chains.table_words import (
    AGGREGATE,
    AGGREGATE_WORDS,
    FILLER,
    LEAST,
    MOST,
    PRINTS,
    SINK_VERB,
    UNIT,
    VERBS,
    NamedPath,
)
from engine.syntax import compiles


def read_table(prompt: str) -> Chain | None:
    """Return the program for what a request wants of a table, or None where it speaks of none."""
    reader = TableReader(prompt)
    if not reader.find_source():
        return None
    reader.read()
    plan = reader.plan
    if not reader.is_worth_it():
        return None
    if plan.sql_table and not is_for_sql(plan):
        return None
    code = Writer(plan).write()
    if not compiles(code):
        return None
    return Chain(code, max(2, reader.steps), tuple(reader.left_over()), is_implied=plan.is_implied)


class TableReader(OrderReader):
    """Reads the whole request."""

    def read(self) -> None:
        """Take the request apart."""
        if not self.is_declared:
            self._guess_columns()
        self._mark()
        self.plan.prints = re.search(PRINTS, self.text, re.IGNORECASE) is not None
        separated = self.take(
            r"(?:columns )?(?:(?:are )?(?:separated|seperated|delimited) by |with |uses )(?P<by>semicolon|tab|pipe)s?(?: as (?:separator|delimiter))?|(?P<by2>semicolon|tab|pipe)[- ](?:separated|delimited)"
        )
        if separated:
            self.plan.delimiter = {"s": ";", "t": "\t", "p": "|"}[(separated["by"] or separated["by2"])[0].lower()]
        if match := re.search(rf"\bin (?:degrees )?(?P<unit>{UNIT})\b(?= \||$)", self.text, re.IGNORECASE):
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

    def _read_sink(self) -> None:
        word = rf"(?!(?:{VERBS}|{MOST}|{LEAST}|cheapest|newest|oldest|youngest|latest|descending|ascending|alphabetically|sorting)\b)§?\w+"
        named = rf"(?:[ |]*(?:with|having|keeping|using|containing)? ?(?:columns?|fields|header|just)[ |]+(?P<columns>{word}(?:(?: ?\| ?(?:and )?| and ){word})*)|[ |]*with (?P<columns2>§c\d+(?:(?: ?\| ?(?:and )?| and )§c\d+)*))?"
        for match in re.finditer(r"§v(\d+)", self.text):
            if not isinstance(self.values[int(match[1])], NamedPath):
                continue
            found = self.take(
                rf"(?:(?:and|then|but) )*(?:{SINK_VERB}(?: (?!from\b|where\b)(?:[a-z]+|§c\d+))*? ?|(?:in)?to )(?:(?:to|into|as|in|new|csv|json|text|file|called|named) )*{match[0]}(?: file)?{named}(?: with header(?: row)?)?"
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
            rf"(?:(?:and|then) )*(?:{SINK_VERB})(?: it| them| result| file| changes| everything)*(?: (?:back|again|in place))(?: to (?:same )?file)?|(?:(?:and|then) )*(?:overwrite|update) (?:same |original )?file|(?:(?:and|then) )+save(?: it| file| changes)?(?= ?\||$)"
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

    def _read_conditions(self) -> None:
        plan = self.plan
        reader = Conditions(self, self.text)
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
            found = Conditions(self, self.text).search()

    def _read_numbers(self) -> None:
        plan = self.plan
        if match := self.take(
            r"(?:all )?(?:results? )?round(?:ed)? (?:it |them |result |results |each |off |§c\d+ )*(?:to )?(?:nearest )?(?P<places>§v\d+|one|two|three|no|whole|integer)?(?: (?:numbers?|integers?|decimals?|decimal places?|digits?|places?))?(?: after decimal point)?"
        ):
            word = match["places"] or "0"
            value = self.value(word) if word.startswith("§v") else {"one": 1, "two": 2, "three": 3}.get(word, 0)
            plan.rounding = value if isinstance(value, int) else 0
        elif match := self.take(r"(?:with |to |in )?(?P<places>§v\d+) (?:decimals?|decimal places?|digits)"):
            value = self.value(match["places"])
            plan.rounding = value if isinstance(value, int) else 0
        if plan.group >= 0 or plan.pick:
            return
        several = self.take(
            rf"(?:(?:print|show|give|find|compute|and) )*(?P<functions>(?:{AGGREGATE})(?:(?: ?\| ?(?:and )?| and )(?:{AGGREGATE}))+)(?: of)? (?P<value>§c\d+)"
        )
        if several:
            words = re.findall(rf"\b(?:{AGGREGATE})\b", several["functions"], re.IGNORECASE)
            plan.several = list(dict.fromkeys(AGGREGATE_WORDS[word.lower()] for word in words))
            plan.aggregate = (plan.several[0], self.column(several["value"]))
        elif plan.limit is None and (
            match := self.take(
                rf"(?P<function>{AGGREGATE})(?: of)?(?: all)? (?P<value>§c\d+)(?: (?:of|for|in) (?:all |everything|rows|[a-z]+s)?)?"
            )
        ):
            plan.aggregate = (AGGREGATE_WORDS[match["function"].lower()], self.column(match["value"]))
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
            rf"(?:(?:(?:print|show|list|display|output|give|get|tell|which|what)(?: \|)*|find|me|each|every|with|and|together|along|plus|of|by) ){'+' if plan.prints or plan.sink else '*'}(?P<columns>{listed})(?: of(?: (?P<noun>[a-z]+))?)?"
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
        function = f"(?:{AGGREGATE}|count|number of) " if plan.aggregate else ""
        while match := self.take(
            rf"(?:(?:print|show|list|display|output|with|and|each|every|by) )*(?:{function})?(?P<columns>§c\d+)"
            if function
            else r"(?P<columns>§c\d+)"
        ):
            if self.column(match["columns"]) not in about:
                self.missed.append(plan.columns[self.column(match["columns"])])
        said = (
            ("best|" if plan.aggregate and plan.aggregate[0] == "max" else "") + "totals?|averages?|results?"
            if plan.aggregate and plan.aggregate[0] != "count"
            else "counts?|number"
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
        if self.plan.path and re.search(
            r"(?:^|\| )(?!print|show|and|then|as|in|into|the|to)[a-z]+s (?:list|array)\b", self.text
        ):
            self.missed.append("list")  # the rows stand in a list inside the file
        words = re.findall(r"[^\s|]+", self.text)
        left = [word for word in words if word.lower() not in FILLER and not self._is_head(word.lower())]
        return self.missed + left
