"""What a request changes in a table: values raised or converted, columns computed, dropped, renamed, letters given."""

import re
from typing import Any

from engine.chains.patterns import any_case
from engine.chains.scales import may_have_scale
from engine.chains.table_conditions import Conditions
from engine.chains.table_plan import NUMBER_LIKE, Change, Test
from engine.chains.table_text import TableText
from engine.chains.table_words import CONVERSIONS, OPERATOR, UNIT, UNIT_NAMES, VALUE


class ChangeReader(TableText):
    """Reads what is changed in the rows."""

    def _tests_after(self, text: str) -> tuple[Test, ...]:
        """Return the tests of "where …" at the end of a change."""
        found = Conditions(self, text).read()
        return tuple(found[0]) if found else ()

    def _read_changes(self) -> None:
        where = rf"(?P<where> (?:\| )?(?:for |of |in )?(?:rows |[a-z]+s? )?(?:where|whose|when|if|with|that have) §c\d+ (?:{OPERATOR})? ?{VALUE}(?: (?:and|or) §c\d+ (?:{OPERATOR}) {VALUE})?)?"
        column = r"(?:each |every |of )*(?P<column>§c\d+)"
        for words, pattern in (
            (
                "raise,increase,reduce,lower,decrease,cut,multiply,divide,bump",
                rf"(?P<verb>raise|increase|reduce|lower|decrease|cut|multiply|divide|bump)(?: up)? {column} by (?P<value>§v\d+)(?P<percent> percent)?{where}",
            ),
            (
                "add,subtract,take",
                rf"(?P<verb>add|subtract|take) (?P<value>§v\d+)(?P<percent> percent)? (?:to|from|off) {column}{where}",
            ),
            (
                "percent",
                rf"(?P<verb>apply|add) (?P<value>§v\d+)(?P<percent> percent) (?:vat|tax|sales tax|interest|markup) (?:to|on) {column}(?: (?:in|as|and save it in|into) (?:new )?column (?:called |named )?(?P<target>[A-Za-z_]\w*|§c\d+|§v\d+))?(?P<where>)",
            ),
            (
                "percent",
                rf"(?P<verb>give) (?:each |every |all )?(?:[a-z]+ )?(?P<where>(?:in|of|from|where|with|whose) (?:§c\d+ (?:is |are |= )?)?{VALUE} )?(?P<value>§v\d+)(?P<percent> percent) (?:pay |salary )?(?:raise|rise|increase)(?P<column>)",
            ),
            (
                "double,halve,triple,square",
                rf"(?P<verb>double|halve|triple|square) {column}(?P<value>)(?P<percent>){where}",
            ),
            (
                "percent",
                rf"(?P<verb>give) (?:[a-z]+ )?(?P<value>§v\d+)(?P<percent> percent) (?:discount|off)(?: on)? {column}{where}",
            ),
        ):
            while match := self.take(pattern, words=words):
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
            rf"(?:convert|change|turn) (?:it |them |each |every )*(?P<column>§c\d+)?(?: ?\|? ?(?:from|in))?(?: (?:degrees )?(?P<source>{UNIT}))?(?: ?\|)? (?:in)?to (?:degrees )?(?P<target>{UNIT})",
            words="convert,change,turn",
        )
        if convert:
            self._convert(convert)
        if match := self.take(
            r"(?:convert|change|turn|make|put) (?:each |every )?(?P<column>§c\d+) (?:in |to |into )?(?P<form>upper ?case|lower ?case|title case|capitals)"
        ):
            call = {"u": "upper", "l": "lower", "t": "title", "c": "upper"}[match["form"][0].lower()]
            mark = match["column"]
            self.plan.changes.append(Change(self.column(mark), f"{mark}.{call}()", is_text=True))
        if match := self.take(rf"set (?P<column>§c\d+) to (?P<value>{VALUE}){where}", words="set "):
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
            return UNIT_NAMES.get(word.lower(), word.lower())

        target = unit(match["target"])
        opposite = {"fahrenheit": "celsius", "celsius": "fahrenheit"}.get(target, "")
        named = unit(self.plan.columns[self.column(match["column"])]) if match["column"] else ""
        source = unit(match["source"] or (named if (named, target) in CONVERSIONS else "") or self.unit or opposite)
        roots = {"fahrenheit": "temp|celsius", "celsius": "temp|fahrenheit"}.get(target, source)
        column = self.column(match["column"]) if match["column"] else self._like(roots)
        if match["column"] is None and column < 0:
            column = self._only_number()
        formula = CONVERSIONS.get((source, target))
        if formula is None or column < 0:
            self.missed.append(match["target"])
            return
        self.plan.changes.append(Change(column, formula.format(x=f"§c{column}")))
        self.default = column
        if unit(self.plan.columns[column]) == source:  # "each city with its miles": the column says its unit
            self.text = re.sub(rf"\b{match['target']}\b", f"§c{column}", self.text)
        self.unit = ""
        self.take(rf"in (?:degrees )?(?:{UNIT})")

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
        patterns = (
            rf"{work}(?:new )?(?:column|field|key)s? (?:called |named )?{name}[ |]*(?:(?:which|that|with|as|is|are|=|equals|holding|containing|for|to) )*{formula}{each}",
            rf"{work}{name}{each}[ |]+(?:(?:=|equals|is|as|being|which is|that is) )(?:calculated as |given by )?{formula}{each}",
            rf"(?:(?:and|then|compute|calculate|work out|get|find|determine) )+{name}{each} (?:\| )?{formula}{each}",
            rf"(?:(?:add|compute|calculate|work out|get|find|determine) )+{formula}{each}(?: as(?: new)?(?: column)? {name})?",
            rf"(?<=highest ){formula}|(?<=lowest ){formula}|(?<=by ){formula}|(?<=total ){formula}|(?<=biggest ){formula}|(?<=largest ){formula}|(?<=sum of ){formula}".replace(
                "(?P<formula>", "(?:"
            ),
            rf"{formula}{each}",
        )
        for pattern in patterns if any_case(formula).search(self.text) else ():
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
        if not may_have_scale(self.text):
            return
        step = r"(?:§v\d+ ?s?(?: (?:or more|and up|and above|or above|or higher|\+|and over|plus|and more|or over))?[ |]*(?:is|are|get|gets|=|to|for)? ?[A-F]\b|[A-F] (?:from|for|if|at|is|=)? ?(?:at least |>= ?|over |above )?§v\d+(?: (?:or more|and up|and above|or above|or higher|plus))?)"
        rest = r"(?:(?:anything|everything|all|everyone|otherwise|below that|rest|below|else)(?: (?:below|lower|else|under|that|is|gets|rest))*[ |]*(?:is |gets? )?(?P<rest>[A-F])\b|(?P<rest2>[A-F]) (?:otherwise|below|for rest|for anything (?:below|else|lower)|else))"
        match = self.take(
            rf"(?:(?:[a-z]+|§c\d+) )*?(?:letter )?(?:grades?|§c\d+)[ |]*(?:column )?(?:[ |]*(?:where|with|based on|using|of|from|by|according to) )?(?P<by>§c\d+)?[ |]*(?P<steps>{step}(?:[ |]*(?:and )?{step})*)[ |]*(?:and )?{rest}"
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

    def _read_columns_kept(self) -> None:
        listed = r"(?P<columns>§c\d+(?:(?: ?\| ?(?:and )?| and )§c\d+)*)"
        if match := self.take(
            rf"(?:drop|remove|delete|leave out|without) (?:columns? )?{listed}(?: columns?)?(?! (?:{OPERATOR}))"
        ):
            self.plan.dropped = self.columns_in(match["columns"])
        if match := self.take(
            rf"(?:keep|select|extract|take|pick)(?: out)? (?:columns? )?{listed}(?: columns?)?(?! (?:{OPERATOR}))(?: (?:of|from|in) (?:[a-z]+s? ?)?)?"
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
