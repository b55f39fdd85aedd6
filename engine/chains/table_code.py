"""The program for what is wanted of a table: its rows printed, counted, grouped, put in order or saved.

What the request wants is a `Plan`; who read it from the request's words is not known here.
"""

from engine.chains.flow import plural, repr_string
from engine.chains.table_plan import NUMBER_LIKE
from engine.chains.table_rows import RowWriter
from engine.chains.table_sql import write_filling, write_query
from engine.rewrite import is_usable_name

AGGREGATES = {
    "sum": "sum({x})",
    "max": "max({x})",
    "min": "min({x})",
    "average": "mean({x})",
    "median": "median({x})",
    "count": "len({x})",
}
RESULT_NAMES = {"sum": "total", "max": "highest", "min": "lowest", "count": "count"}


class Writer(RowWriter):
    """Writes the program of a plan."""

    def write(self) -> str:
        """Return the program."""
        plan = self.plan
        self._read()
        if plan.sql_table:
            columns = range(len(plan.columns))
            values = ", ".join(self.value(i, self.x) for i in columns) + ("," if len(plan.columns) == 1 else "")
            self.imports.add("import sqlite3")
            self.lines += write_filling(plan, self.rows, self.x, values)
            self.lines += [*write_query(plan), "connection.close()"]
        else:
            for change in plan.changes:
                self._change(change)
            self._keep()
            self._finish()
        body = "\n".join(self.lines)
        if plan.is_implied:
            body = f"def process({plan.name}):\n" + "\n".join(f"    {line}" for line in body.splitlines())
        head = "\n".join(sorted(self.imports, key=lambda line: (line.startswith("from"), line)))
        return f"{head}\n{chr(10) * (2 if plan.is_implied else 1)}{body}\n".lstrip()

    def _finish(self) -> None:
        plan = self.plan
        if plan.group >= 0:
            self._group()
            return
        if plan.counts_rows:
            self.lines.append(f"count = len({self.rows})")
            self._say("count")
            return
        if plan.several and plan.aggregate:
            self._several(plan.aggregate[1])
            return
        if plan.aggregate:
            function, column = plan.aggregate
            name = f"{RESULT_NAMES.get(function, function)}_{plan.columns[column]}"
            name = name if name.isidentifier() else "result"
            values = f"{self.number(column, self.x)} for {self.x} in {self.rows}"
            values = f"[{values}]" if function in ("median", "count") else values
            self.lines.append(f"{name} = {self._call(function, values)}")
            self._say(f"round({name}{self._places(0)})" if plan.rounding is not None else name)
            return
        if plan.pick:
            self._pick()
            return
        self._sort()
        if plan.limit is not None:
            self.lines.append(f"{self.rows} = {self.rows}[:{plan.limit}]")
        self._output()

    def _several(self, column: int) -> None:
        plan, x = self.plan, self.x
        values = plural(plan.columns[column])
        values = values if is_usable_name(values) and values != self.rows else "values"
        self.lines.append(f"{values} = [{self.number(column, x)} for {x} in {self.rows}]")
        for function in plan.several:
            self.lines.append(f'print("{function.capitalize()}:", {self._call(function, values)})')

    def _call(self, function: str, values: str) -> str:
        if function in ("average", "median"):
            self.imports.add(f"from statistics import {'mean' if function == 'average' else function}")
        return AGGREGATES[function].format(x=values)

    def _say(self, expression: str) -> None:
        plan = self.plan
        if plan.sink:
            self.imports.add("from pathlib import Path")
            self.lines.append(f'Path({repr_string(plan.sink)}).write_text(f"{{{expression}}}\\n", encoding="utf-8")')
        if plan.is_implied and not plan.prints:
            self.lines.append(f"return {expression}")
        elif plan.prints or not plan.sink:
            self.lines.append(f"print({expression})")

    def _sort(self) -> None:
        keys = self.plan.sort
        if not keys:
            return
        x = self.x
        downs = {down for _, down in keys}
        if len(downs) > 1:  # numbers turn round by a minus sign
            numbers = [NUMBER_LIKE.fullmatch(self.plan.columns[column]) for column, down in keys if down]
            if all(numbers):
                parts = [f"-{self.number(c, x)}" if down else self._key(c, x) for c, down in keys]
                self.lines.append(f"{self.rows} = sorted({self.rows}, key=lambda {x}: ({', '.join(parts)}))")
                return
            for column, down in reversed(keys):
                more = ", reverse=True" if down else ""
                self.lines.append(f"{self.rows} = sorted({self.rows}, key=lambda {x}: {self._key(column, x)}{more})")
            return
        parts = [self._key(column, x, down) for column, down in keys]
        key = parts[0] if len(parts) == 1 else f"({', '.join(parts)})"
        more = ", reverse=True" if downs == {True} else ""
        self.lines.append(f"{self.rows} = sorted({self.rows}, key=lambda {x}: {key}{more})")

    def _pick(self) -> None:
        plan, x = self.plan, self.x
        assert plan.pick is not None
        function, column = plan.pick
        if plan.pick_key >= 0:
            self._pick_each(function, column)
            return
        name = {"max": "best", "min": "lowest"}[function]
        if plan.second_pick:
            for function, column in (plan.pick, plan.second_pick):
                found = {"max": "highest", "min": "lowest"}[function]
                self.lines.append(f"{found} = {function}({self.rows}, key=lambda {x}: {self._key(column, x, True)})")
                columns = dict.fromkeys([*plan.shown, column]) if plan.shown else []
                values = ", ".join(self.shown_value(c, found) for c in columns) or found
                self.lines.append(f'print("{found.capitalize()}:", {values})')
            return
        self.lines.append(f"{name} = {function}({self.rows}, key=lambda {x}: {self._key(column, x, True)})")
        columns = plan.shown
        shown = ", ".join(self.shown_value(c, name) for c in columns) or name
        if plan.is_implied and not plan.prints:
            self.lines.append(f"return {shown}")
        else:
            self.lines.append(f"print({shown})")

    def _pick_each(self, function: str, column: int) -> None:
        plan, x = self.plan, self.x
        key, operator = self.value(plan.pick_key, x), ">" if function == "max" else "<"
        name = "best" if function == "max" else "lowest"
        here, there = self.number(column, x), self.number(column, f"{name}[{key}]")
        self.lines.append(
            f"{name} = {{}}\nfor {x} in {self.rows}:\n    if {key} not in {name} or {here} {operator} {there}:\n"
            f"        {name}[{key}] = {x}"
        )
        shown = ", ".join(self.shown_value(c, x) for c in plan.shown if c != plan.pick_key) or x
        if plan.is_implied and not plan.prints:
            self.lines.append(f"return {name}")
        else:
            self.lines.append(f"for key, {x} in {name}.items():\n    print(key, {shown})")

    def shown_value(self, column: int, x: str) -> str:
        """Return a row's column as it is printed."""
        value = self.value(column, x)
        return f"round({value}{self._places(0)})" if self._is_rounded(column) else value

    def _is_rounded(self, column: int) -> bool:
        changed = any(column == change.column and not change.grades for change in self.plan.changes)
        return self.plan.rounding is not None and not changed and column in self.numeric

    def _output(self) -> None:
        plan, x = self.plan, self.x
        if plan.renames or plan.dropped:
            self._reshape()
        if plan.sink:
            self._save()
        if plan.is_implied and not plan.prints and not plan.sink:
            if len(plan.shown) == 1:
                self.lines.append(f"return [{self.value(plan.shown[0], x)} for {x} in {self.rows}]")
            elif plan.shown:
                values = ", ".join(self.value(column, x) for column in plan.shown)
                self.lines.append(f"return [({values}) for {x} in {self.rows}]")
            else:
                self.lines.append(f"return {self.rows}")
        elif plan.prints or not plan.sink:
            if plan.kind in ("tuples", "dicts") and not plan.shown and not plan.prints:
                self.lines.append(f"print({self.rows})")
                return
            shown = ", ".join(self.shown_value(column, x) for column in plan.shown)
            self.lines.append(f"for {x} in {self.rows}:\n    print({shown or x})")

    def _reshape(self) -> None:
        plan, x = self.plan, self.x
        for column in plan.dropped:
            self.lines.append(f"for {x} in {self.rows}:\n    del {self.value(column, x)}")
        if plan.renames:
            names = {plan.columns[column]: new for column, new in plan.renames}
            table = "{" + ", ".join(f"{repr_string(old)}: {repr_string(new)}" for old, new in names.items()) + "}"
            self.lines.append(
                f"new_names = {table}\n{self.rows} = [{{new_names.get(key, key): value for key, value in {x}.items()}} for {x} in {self.rows}]"
            )

    def _save(self) -> None:
        plan, x = self.plan, self.x
        head = f'with open({repr_string(plan.sink)}, "w", newline="", encoding="utf-8") as file:\n'
        columns = plan.sink_columns or plan.shown
        if plan.sink.lower().endswith(".json"):
            self.imports.add("import json")
            keys = ", ".join(f"{repr_string(plan.columns[c])}: {self.value(c, x)}" for c in columns)
            if columns:
                self.lines.append(f"{self.rows} = [{{{keys}}} for {x} in {self.rows}]")
            self.lines.append(
                head.replace(', newline=""', "") + f"    json.dump({self.rows}, file, indent=2, ensure_ascii=False)"
            )
        elif plan.sink.lower().endswith((".csv", ".tsv")):
            self.imports.add("import csv")
            tab = ', delimiter="\\t"' if plan.sink.lower().endswith(".tsv") else ""
            if plan.kind == "tuples":
                names = columns or list(range(len(plan.columns)))
                header = ", ".join(repr_string(plan.columns[c]) for c in names)
                source = self.rows
                if columns:
                    source = f"[({', '.join(f'{x}[{c}]' for c in columns)}) for {x} in {self.rows}]"
                self.lines.append(
                    f"{head}    writer = csv.writer(file{tab})\n    writer.writerow([{header}])\n    writer.writerows({source})"
                )
                return
            names_text = (
                f"[{', '.join(repr_string(plan.columns[c]) for c in columns)}]" if columns else f"list({self.rows}[0])"
            )
            more = ', extrasaction="ignore"' if columns else ""
            self.lines.append(
                f"{head}    writer = csv.DictWriter(file, fieldnames={names_text}{more}{tab})\n"
                f"    writer.writeheader()\n    writer.writerows({self.rows})"
            )
        else:
            shown = " ".join(f"{{{self.value(c, x)}}}".replace('"', "'") for c in columns) or f"{{{x}}}"
            self.lines.append(
                f'{head}    for {x} in {self.rows}:\n        file.write(f"{shown}\\n")'.replace(', newline=""', "")
            )

    def _group(self) -> None:
        plan, x = self.plan, self.x
        key, name = self.value(plan.group, x), plan.columns[plan.group]
        key_name = name if is_usable_name(name) and name not in (x, self.rows) else "key"
        function, column = plan.aggregate or ("list", plan.collected)
        if function == "count":
            self.imports.add("from collections import Counter")
            table, value_name = "counts", "count"
            self.lines.append(f"counts = Counter({key} for {x} in {self.rows})")
        else:
            self.imports.add("from collections import defaultdict")
            member = self.number(column, x) if plan.aggregate else self.value(column, x)
            table, value_name = "groups", plural(plan.columns[column])
            self.lines.append(
                f"groups = defaultdict(list)\nfor {x} in {self.rows}:\n    groups[{key}].append({member})"
            )
            if plan.several:
                calls = ", ".join(self._call(each, "values") for each in plan.several)
                self.lines.append(f"for {key_name}, values in groups.items():\n    print({key_name}, {calls})")
                return
            if plan.aggregate:
                call = self._call(function, "values")
                call = f"round({call}{self._places(0)})" if plan.rounding is not None else call
                table = {"sum": "totals", "max": "best", "min": "lowest", "average": "averages"}.get(
                    function, "results"
                )
                value_name = plan.columns[column]
                self.lines.append(f"{table} = {{key: {call} for key, values in groups.items()}}")
        value_name = value_name if is_usable_name(value_name) and value_name not in (key_name, x) else "value"
        if plan.group_tests:
            test = self._tests(plan.group_tests, x, value_name)
            self.lines.append(
                f"{table} = {{{key_name}: {value_name} for {key_name}, {value_name} in {table}.items() if {test}}}"
            )
        self._finish_group(table, key_name, value_name)

    def _finish_group(self, table: str, key: str, value: str) -> None:
        plan = self.plan
        items = f"{table}.items()"
        if plan.pick:
            function = plan.pick[0]
            self.lines.append(f"best_{key} = {function}({table}, key={table}.get)")
            self.lines.append(f"print(best_{key}, {table}[best_{key}])")
            return
        if plan.sort:
            column, down = plan.sort[0]
            more = ", reverse=True" if down else ""
            by = f"key=lambda pair: pair[{1 if column == -1 else 0}]"
            items = f"sorted({items}{'' if column != -1 and not more else f', {by}{more}'})"
        if plan.limit is not None:
            items = f"{items}[:{plan.limit}]" if plan.sort else f"list({items})[:{plan.limit}]"
        if plan.sink:
            self._save_groups(table, items, key, value)
        if plan.is_implied and not plan.prints and not plan.sink:
            self.lines.append(f"return {f'dict({items})' if plan.sort or plan.limit is not None else table}")
        elif plan.prints or not plan.sink:
            shown = f'", ".join({value})' if plan.collected >= 0 and not plan.aggregate else value
            shown = f'", ".join(map(str, {value}))' if shown != value else value
            self.lines.append(f"for {key}, {value} in {items}:\n    print({key}, {shown})")

    def _save_groups(self, table: str, items: str, key: str, value: str) -> None:
        plan = self.plan
        target = f'open({repr_string(plan.sink)}, "w", newline="", encoding="utf-8") as file:\n'
        if plan.sink.lower().endswith(".json"):
            self.imports.add("import json")
            source = f"dict({items})" if plan.sort or plan.limit is not None else table
            self.lines.append(
                f"with {target}    json.dump({source}, file, indent=2, ensure_ascii=False)".replace(', newline=""', "")
            )
        elif plan.sink.lower().endswith(".csv"):
            self.imports.add("import csv")
            names = plan.sink_names if len(plan.sink_names) == 2 else [plan.columns[plan.group], value]
            header = ", ".join(map(repr_string, names))
            self.lines.append(
                f"with {target}    writer = csv.writer(file)\n    writer.writerow([{header}])\n    writer.writerows({items})"
            )
        else:
            self.lines.append(
                f'with {target}    for {key}, {value} in {items}:\n        file.write(f"{{{key}}} {{{value}}}\\n")'.replace(
                    ', newline=""', ""
                )
            )
