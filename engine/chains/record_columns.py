"""What a request does to the columns of rows: new ones, changed values, others names, some of them gone."""

import re
from dataclasses import replace

from engine.chains.flow import repr_string
from engine.chains.record_tests import read_formula, read_tests
from engine.chains.record_words import NUMBER_WORD, Words

_PAY = ("salary", "wage", "pay", "income")


def drop_columns(w: Words) -> bool | None:
    match = w.eat(r"drop (?P<many>columns?|fields?|keys?)|(?P<keep>keep) (?:only )?(?:columns?|fields?)")
    if match is None:
        return None
    names: list[str] = []
    while (name := w.column()) is not None:
        names.append(name)
        if w.eat(r"(?:, )?and(?= )|,(?= (?!(?:save|print|keep|drop|sort|add|then)\b))") is None:
            break
    if not names:
        return None
    rows = w.rows
    if match["keep"]:
        cells = ", ".join(f"{repr_string(name)}: {rows.fill(rows.cell(name))}" for name in names)
        w.flow.lines.append(f"{rows.code} = [{{{cells}}} for {rows.x} in {rows.code}]")
        w.rows = replace(rows, columns=tuple(names))
        return True
    body = "".join(f"\n    del {rows.fill(rows.cell(name))}" for name in names)
    w.flow.lines.append(f"for {rows.x} in {rows.code}:{body}")
    w.rows = replace(rows, columns=tuple(name for name in rows.columns if name not in names))
    return True


def _rename(w: Words) -> bool | None:
    if w.eat(r"rename") is None:
        return None
    new_names: dict[str, str] = {}
    while True:
        old = w.column()
        match = w.eat(r"(?:to|into|as) (?P<new>§s\d+|[A-Za-z_]\w*)") if old else None
        if old is None or match is None:
            return None
        new_names[old] = str(w.value(match["new"]))
        if not (w.sees(r"(?:, )?(?:and|,) [a-z_]+ (?:to|into|as)\b") and w.eat(r"(?:, )?(?:and|,)")):
            break
    rows, x = w.rows, w.rows.x
    pairs = ", ".join(f"{repr_string(old)}: {repr_string(new)}" for old, new in new_names.items())
    w.flow.lines.append(f"new_names = {{{pairs}}}")
    w.flow.lines.append(
        f"{rows.code} = [{{new_names.get(key, key): value for key, value in {x}.items()}} for {x} in {rows.code}]"
    )
    w.rows = replace(rows, columns=tuple(new_names.get(name, name) for name in rows.columns))
    return True


def _change(w: Words, column: str, code: str, test: str = "") -> bool:
    rows = w.rows
    indent = "    "
    head = f"for {rows.x} in {rows.code}:\n"
    if test:
        head += f"    if {rows.fill(test)}:\n"
        indent *= 2
    w.flow.lines.append(f"{head}{indent}{rows.fill(rows.cell(column))} = {rows.fill(code)}")
    return True


def _raise(w: Words) -> bool | None:
    """Read "increase price by 10%", "give everyone in IT a 5% raise", "for rows with stock 0 set status to 'out'"."""
    test = ""
    if gives := w.eat(r"give"):
        if not w.noun():
            return None
        tests = w.attempt(lambda: read_tests(w))
        verb: re.Match[str] | None = gives
        amount = w.eat(
            r"(?P<value>§n\d+)(?P<percent> ?(?:percent|%))? (?P<more>raise|pay rise|salary increase|increase|discount|bonus)"
        )
        if amount is None or ("%" not in w.prompt and "percent" not in w.prompt):
            return None
        is_less = amount["more"] == "discount"
        names = ("price", "amount", "cost") if is_less else _PAY
        column = next((name for name in names if w.rows.is_column(name)), names[0] if not w.rows.columns else "")
        if amount["more"] in ("increase", "bonus") or not column:
            return None
        test = tests.code if tests else ""
    else:
        if more := w.eat(r"(?P<verb>add|subtract) (?P<value>§n\d+) (?:to|from)"):
            target = w.column()
            w.eat(r"(?:of|for|in)(?= )")
            w.noun()
            tests = w.attempt(lambda: read_tests(w)) if target and not w.at_end() else None
            if target is None or not w.at_end():
                return None
            sign = "+" if more["verb"].lower() == "add" else "-"
            return _change(
                w, target, f"{w.rows.number(target)} {sign} {w.source(more['value'])}", tests.code if tests else ""
            )
        verb = w.eat(r"(?:increase|raise|(?P<less>decrease|reduce|lower|lowercase(?= [a-z_]+ by)|cut)|multiply)")
        if verb is None:
            return None
        found = w.column()
        if found is None:
            return None
        column, is_less = found, bool(verb["less"])
        if (where := w.eat(r"(?:of|for)(?= )")) and (w.noun() or where):
            tests = w.attempt(lambda: read_tests(w))
            test = tests.code if tests else ""
        amount = w.eat(r"by (?P<value>§n\d+)(?P<percent> ?(?:percent|%))?")
        if amount is None:
            return None
        if not test and w.eat(r"(?:for|of|in)(?= )") is not None:
            w.noun()
            tests = w.attempt(lambda: read_tests(w))
            if tests is None and not w.at_end():
                return None
            test = tests.code if tests else ""
    value = w.number(amount["value"])
    number = w.rows.number(column)
    is_share = gives is not None or amount["percent"] or re.search(rf"\b{value}\s?(?:%|percent)", w.prompt)
    if is_share:
        factor = round(1 - value / 100 if is_less else 1 + value / 100, 6)
        return _change(w, column, f"round({number} * {factor!r}, 2)", test)
    sign = "*" if verb and verb[0].lower() == "multiply" else "-" if is_less else "+"
    return _change(w, column, f"{number} {sign} {value!r}", test)


def _fill(w: Words) -> bool | None:
    """Read "replace empty emails with 'none'", "set missing ages to 0"."""
    if (
        w.eat(r"(?:replace|fill|set|convert)(?: in)? (?:blank|missing)(?: values?| cells?| fields?)?(?: (?:in|of))?")
        is None
    ):
        return None
    column = w.column()
    match = w.eat(r"(?:with|by|to|as) (?P<value>§[sn]\d+|[A-Za-z]\w*)") if column else None
    if column is None or match is None:
        return None
    value = w.value(match["value"])
    cell = w.rows.cell(column)
    text = repr_string(str(value)) if w.rows.is_text or isinstance(value, str) else repr(value)
    return _change(w, column, text, f"not {cell}")


def _recase(w: Words) -> bool | None:
    """Read "uppercase the country", "round price to 1 decimal", "strip spaces from name"."""
    match = w.eat(
        r"(?P<call>uppercase|lowercase|capitalise|titlecase|strip|round)(?: (?:spaces|whitespace) (?:from|around|in))?"
    )
    column = w.column() if match else None
    if match is None or column is None:
        match = w.eat(r"(?:convert|make|put)")
        column = w.column() if match else None
        match = w.eat(r"(?:to|in|into)? ?(?P<call>uppercase|lowercase|titlecase)") if column else None
        if match is None or column is None:
            return None
    call = match["call"].lower()
    if call == "round":
        places = w.eat(
            rf"to (?P<places>{NUMBER_WORD}|integers?|whole numbers?)(?: (?:decimals?|decimal places?|digits?|places?))?"
        )
        digits = int(w.number(places["places"])) if places and re.fullmatch(NUMBER_WORD, places["places"]) else 0
        return _change(w, column, f"round({w.rows.number(column)}{f', {digits}' if digits else ''})")
    method = {"uppercase": "upper", "lowercase": "lower", "capitalise": "capitalize", "titlecase": "title"}.get(
        call, call
    )
    return _change(w, column, f"{w.rows.cell(column)}.{method}()")


def _grade(w: Words) -> bool | None:
    """Read "add a column size that is 'big' if net is over 200 and 'small' otherwise", "mark rows over 200 as big in …"."""
    word = r"(?P<{}>§s\d+|(?!(?:if|in)\b)[A-Za-z]\w*)"
    end = r"(?:, )?(?:(?:and|else|otherwise|or) )?(?:rest )?(?:as |is )?" + word.format("other") + r"(?: (?:otherwise|else|for rest|if not))?"  # fmt: skip
    rows = w.rows
    if made := w.eat(r"(?:add|create|make)(?: new)? column (?:called |named )?(?P<name>[a-z_]\w*) (?:with|with is|which is|is|eq|as|that is|set to|holding|with value) " + word.format("one") + " (?:if|for|when|with)"):  # fmt: skip
        w.noun()
        tests = read_tests(w)
        other = w.eat(end) if tests else None
        name = made["name"]
    else:
        if w.eat(r"(?:mark|label|flag)") is None or not w.noun():
            return None
        tests = read_tests(w)
        made = w.eat("as " + word.format("one")) if tests else None
        column = w.eat(r"in(?: new)? column (?P<name>[a-z_]\w*)") if made else None
        other = w.eat(end) if column else None
        name = column["name"] if column else ""
    if tests is None or made is None or other is None:
        return None
    _change(w, name, f"{w.source(made['one'])} if {tests.code} else {w.source(other['other'])}")
    w.rows = replace(rows, columns=(*rows.columns, name) if rows.columns else ())
    return True


def _add(w: Words) -> bool | None:
    """Read a new column: "add a column total = price * qty", "compute price times qty as total"."""
    rows = w.rows
    if (again := w.eat(r"(?:add|save|store) (?:it|them|result) as (?:new )?column (?P<name>[a-z_]\w*)")) is not None:
        return again["name"] in rows.made or None
    if constant := w.eat(r"add (?:new )?(?:column|field|key) (?:called |named )?(?P<name>[a-z_]\w*) (?:with value|with|eq|set to|with default(?: value)?) (?P<value>§[sn]\d+|true|false|none|blank)(?: (?:to|for|in) (?:every|each)?(?: [a-z]+)?)?(?= ?(?:,|$|and))"):  # fmt: skip
        word = constant["value"].lower()
        value = {"true": "True", "false": "False", "none": "None", "blank": '""'}.get(word) or w.source(
            constant["value"]
        )
        _change(w, constant["name"], value)
        w.rows = replace(rows, columns=(*rows.columns, constant["name"]) if rows.columns else ())
        return True
    name = w.eat(
        r"(?:add|create|make|compute|calculate|append|insert)(?: (?:new|another))*(?: (?:column|field|key|value))?(?: (?:called|named))? (?P<name>(?!column\b|with\b|field\b)[A-Za-z_]\w*|§s\d+)(?: (?:column|field))?(?: (?:to|for) (?:each|every) [a-z]+)?,? (?:eq|as|with|from|of|which is|with value|holding|by multiplying|is|being)(?: value)?(?= )"
    )
    if name is None and (unit := w.eat(r"add (?:(?:new )?column )?(?:with )?(?P<name>(?:temp_?)?(?P<unit>fahrenheit|celsius))(?: column)?(?= ?(?:,|$|and))")):  # fmt: skip
        return _add_degrees(w, unit["name"], unit["unit"].lower())
    if name is not None:
        code = w.attempt(lambda: read_formula(w))
        title = str(w.value(name["name"]))
    else:
        w.eat(
            r"(?:add|create|make|compute|calculate)(?: (?:new )?(?:column|field))?(?: with)?(?: for (?:each|every) [a-z]+)?"
        )
        said = w.sees(r"(?:sum|average|difference|product|highest|lowest)")
        code = w.attempt(lambda: read_formula(w))
        is_each = (said is not None and w.sees(r"(?:for|per|of) (?:(?:each|every) )?[a-z]+") is not None and w.attempt(lambda: _each_row(w)) is not None)  # fmt: skip
        if code and (later := w.sees(r"(?:, )?(?:and )?(?:then )?add (?:it|them|result) as (?:new )?column (?P<name>[a-z_]\w*)(?= ?(?:,|$|and))")):  # fmt: skip
            w.eat(re.escape(later[0]))
            _change(w, later["name"], code)
            w.rows = replace(rows, made=(*rows.made, later["name"]), columns=(*rows.columns, later["name"]) if rows.columns else ())  # fmt: skip
            return True
        w.eat(r"(?:for|per|of) (?:(?:each|every) )?(?:row|line|item|record|" + re.escape(rows.noun) + ")")
        named = w.eat(r"(?:as|into|in|called|named)(?: (?:new )?(?:column|field))?(?: (?:called|named))? (?P<name>[A-Za-z_]\w*)") if code else None  # fmt: skip
        if named is None and not is_each:
            return None
        title = named["name"] if named else said[0].lower() if said else "result"
        title = {"sum": "total"}.get(title, title)
    if code is None:
        return None
    places = w.eat(
        rf"(?:, )?(?:round|with)(?: to)? (?P<places>{NUMBER_WORD}) (?:decimals?|decimal places?|digits?|places?)"
    )
    if places and not code.startswith("round("):
        code = f"round({code}, {int(w.number(places['places']))})"
    _change(w, title, code)
    columns = (*rows.columns, title) if rows.columns else ()
    w.rows = replace(rows, made=(*rows.made, title), columns=columns)
    return True


def _each_row(w: Words) -> bool | None:
    w.eat(r"(?:for|per|of)(?: (?:each|every))?")
    return w.noun() or None


def _add_degrees(w: Words, name: str, unit: str) -> bool | None:
    """Add the temperature in the other unit."""
    rows = w.rows
    source = next((c for c in (*rows.columns, "temp") if re.search("temp|celsius|fahrenheit|degrees", c)), "")
    if not source or (rows.columns and source not in rows.columns):
        return None
    number = rows.number(source)
    code = f"{number} * 9 / 5 + 32" if unit == "fahrenheit" else f"({number} - 32) * 5 / 9"
    _change(w, name, f"round({code}, 2)")
    w.rows = replace(rows, made=(*rows.made, name), columns=(*rows.columns, name) if rows.columns else ())
    return True


CHANGES = (drop_columns, _rename, _raise, _fill, _recase, _grade, _add)
