"""What a request makes of the rows of a table: groups with a number each, an order, the highest or lowest few."""

import re

from engine.chains.table_changes import ChangeReader
from engine.chains.table_plan import NUMBER_LIKE
from engine.chains.table_words import AGGREGATE, AGGREGATE_WORDS, BY_TIME, LEAST, MOST, PER, SUPERLATIVES


class OrderReader(ChangeReader):
    """Reads groups, orders and superlatives."""

    def _read_groups(self) -> None:
        plan = self.plan
        aggregate = rf"(?P<function>{AGGREGATE})"
        verb = r"(?:(?:and|then|keep|print|show|get|find|compute|calculate|what is|what are|list|give|report|work out|out) )*"
        counting = r"(?:how many|number of|count(?: of)?) (?:[a-z]+|§c\d+)"
        both = self.take(rf"{verb}(?:{counting} and {aggregate}(?: of)? (?P<value>§c\d+)) {PER} (?P<key>§c\d+)")
        if both:
            plan.group = self.column(both["key"])
            plan.aggregate = (AGGREGATE_WORDS[both["function"].lower()], self.column(both["value"]))
            plan.several = ["count", plan.aggregate[0]]
            return
        for pattern in (
            rf"{verb}{aggregate}(?: of)? (?P<value>§c\d+)(?: (?:of|for) (?:all )?[a-z]+s)? {PER} (?P<key>§c\d+)",
            rf"(?:for|per|in|group(?:ed)?(?: (?:rows|them|it|[a-z]+))? by) (?:each |every )?(?P<key>§c\d+)[ |]*{verb}{aggregate}(?: of)? (?P<value>§c\d+)(?: (?:per|of|for|in) (?:each |every )?(?:group|(?P=key)))?",
        ):
            if match := self.take(pattern):
                plan.aggregate = (AGGREGATE_WORDS[match["function"].lower()], self.column(match["value"]))
                plan.group = self.column(match["key"])
                again = rf"(?:(?:with|and|together with|along with) )*(?:{AGGREGATE}) §c{plan.aggregate[1]}(?! ?(?:first|is|was|over|under|above|below|at|>|<))"
                self.take(again)
                return
        most = rf"(?P<most>{MOST})|(?P<least>{LEAST})"
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
                (AGGREGATE_WORDS[match["function"]], self.column(match["value"])) if match["function"] else ("count", 0)
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
            rf"{verb}{counted}(?: (?:rows|[a-z]+|§c\d+))?(?: (?:are there|there are|it has|we have|have|live|work|belong|there))? {PER} (?P<key>§c\d+)(?: has| have| there are)?",
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

    def _read_pick(self) -> None:
        plan = self.plan
        words = "|".join(sorted(map(re.escape, SUPERLATIVES), key=len, reverse=True))
        noun = r"(?:(?P<shown>§c\d+)|(?P<noun>[a-z]+))"
        count = r"(?P<count>§v\d+)"
        most = rf"(?P<most>{MOST})|(?P<least>{LEAST})"
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
            plan.second_pick = (SUPERLATIVES[two["second"].lower()][0], column)
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
            function, roots = SUPERLATIVES[groups["word"].lower()]
            if groups["word"].lower() in BY_TIME and self._like(roots) < 0:
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
        is_down = SUPERLATIVES[word][0] == "max" if word else not groups.get("least")
        plan.limit = value
        plan.sort = [(-1 if plan.group >= 0 else column, is_down)]
        if groups.get("shown"):
            plan.shown = [self.column(groups["shown"])]
        elif groups.get("noun") and not self._is_head(groups["noun"]):
            self.missed.append(groups["noun"])
