"""Methods that a request describes: what they do follows from its words and from the class's fields.

Pure functions over words. A method that neither its name nor the words around it explain is not written.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.chains.members import Body, Field, Method, Scope, Written
from engine.chains.method_names import read_name
from engine.syntax import compiles


def write_method(method: Method, fields: Sequence[Field], others: Sequence[Method] = ()) -> Written | None:
    """Return a method in Python; None where its name and its words do not say what it does."""
    scope = Scope(list(fields), method.parameters, [other for other in others if other.name != method.name])
    says = re.sub(r"^(?:that|which|to|should|must|and|it|,|:|=|->)+ ", "", method.says.strip(" ,")).strip()
    for read in (_read_sayings, read_name) if says else (read_name,):
        done = read(method, says, scope)
        if done is not None:
            parameters, lines = done
            return Written(method.name, parameters, tuple(lines), method.is_property)
    return None


_FORMULA_WORDS = [
    (r" (?:times|multiplied by|x) ", " * "),
    (r" plus ", " + "),
    (r" minus ", " - "),
    (r" divided by ", " / "),
    (r" squared\b", " ** 2"),
    (r"\bproduct of (\S+) and (\S+)", r"\1 * \2"),
    (r"\bsum of (\S+) and (\S+)", r"\1 + \2"),
    (r"\bdifference (?:of|between) (\S+) and (\S+)", r"\1 - \2"),
    (r"\bmultipl(?:ies|y|ying) (\S+) (?:by|with|and) (\S+)", r"\1 * \2"),
]
_OF_LISTS = [
    (r"(?:sum|total) (?:of )?(?:all )?(?P<of>.+)", "sum({x})"),
    (r"(?:average|mean) (?:of )?(?:all )?(?P<of>.+)", "sum({x}) / len({x}) if {x} else 0"),
    (r"(?:highest|largest|best|maximum|max|biggest) (?:of |in |value of )?(?P<of>.+)", "max({x})"),
    (r"(?:lowest|smallest|worst|minimum|min) (?:of |in |value of )?(?P<of>.+)", "min({x})"),
    (r"(?:number of|how many|count of|length of|size of) (?P<of>.+?)(?: there are)?", "len({x})"),
]


def formula(words: str, scope: Scope) -> str | None:
    """Return the source of what some words compute, if they speak of nothing but fields, parameters and numbers."""
    words = words.strip()
    if plain := scope.value(words):
        return plain
    for pattern, code in _OF_LISTS:
        match = re.fullmatch(pattern, words)
        found = scope.find(match["of"]) if match else None
        if found is not None and (found in scope.lists() or code.startswith("len")):
            return code.format(x=found.here)
    if match := re.fullmatch(r"(.+?) (?:in|as) (upper|lower|title) ?case(?: letters)?", words):
        text = scope.value(match[1])
        return f"{text}.{match[2]}()" if text else None
    for pattern, code in _FORMULA_WORDS:
        words = re.sub(pattern, code, words)
    parts = re.findall(r"\d+(?:\.\d+)?|[A-Za-z_][\w.]*|\*\*|[-+*/()]|\S+", words)
    if len(parts) < 3:
        return None
    written = [part if re.fullmatch(r"\*\*|[-+*/()]", part) else scope.value(part) for part in parts]
    if None in written:
        return None
    code = re.sub(r"\( | (?=\))", lambda m: m[0].strip(), " ".join(filter(None, written))).replace(" ** ", "**")
    return code if compiles(code) else None


_COMPARISONS = [
    (r"(?:is |are )?(?:>=|at least|not less than|not under|greater than or equal to|no less than)", ">="),
    (r"(?:is |are )?(?:<=|at most|not more than|not over|up to|less than or equal to|no more than)", "<="),
    (r"(?:is |are |was )?(?:>|greater than|larger than|bigger than|more than|above|over|higher than|longer than|older than|after|exceeds)", ">"),
    (r"(?:is |are |was )?(?:<|less than|smaller than|lower than|fewer than|below|under|shorter than|younger than|before)", "<"),
    (r"(?:is |are )?(?:==|equal to|equals|exactly|same as)", "=="),
    (r"(?:is |are )?(?:!=|not equal to|not)", "!="),
    (r"is", "=="),
]  # fmt: skip
_STATES = {
    "positive": "{x} > 0", "negative": "{x} < 0", "not positive": "{x} <= 0", "not negative": "{x} >= 0",
    "zero": "{x} == 0", "0": "{x} == 0", "empty": "not {x}", "not empty": "bool({x})", "even": "{x} % 2 == 0",
    "odd": "{x} % 2 == 1", "true": "{x}", "false": "not {x}",
}  # fmt: skip


def read_condition(words: str, scope: Scope) -> str | None:
    """Return the source of a condition on fields and parameters."""
    words = words.strip()
    for joint in (" or ", " and "):
        if joint in words:
            sides = [read_condition(side, scope) for side in words.split(joint, 1)]
            if None not in sides:
                return joint.join(filter(None, sides))
    if match := re.fullmatch(r"(.+?) (?:is |are )?(not )?(?:in |between )(\S+) (?:and|to) (\S+)", words):
        value, low, high = (formula(part, scope) for part in match.group(1, 3, 4))
        return f"{match[2] or ''}{low} <= {value} <= {high}" if value and low and high else None
    if match := re.fullmatch(r"(.+?) (?:is|are) (not \w+|\w+)", words):
        value, state = formula(match[1], scope), _STATES.get(match[2].lower())
        if value and state:
            return state.format(x=value)
    for pattern, sign in _COMPARISONS:  # "more than 300 pages"
        counted = re.fullmatch(
            rf"(?:it )?(?:has |there are )?(?:{pattern}) (?P<value>-?\d+(?:\.\d+)?) (?P<field>\w+)", words
        )
        found = scope.find(counted["field"]) if counted else None
        if counted and found is not None:
            return f"{f'len({found.here})' if found in scope.lists() else found.here} {sign} {counted['value']}"
    for pattern, sign in _COMPARISONS:
        match = re.fullmatch(rf"(?P<left>.+?) ?(?<![<>=!])\b ?(?:{pattern}) ?(?P<right>[^<>=].*)", words)
        left, right = (formula(match["left"], scope), formula(match["right"], scope)) if match else (None, None)
        if left and right:
            return f"{left} {sign} {right}"
    found = scope.find(words)
    return found.here if found is not None and found.type == "bool" else None


_ERROR = r"(?:(?P<kind>[A-Z]\w*(?:Error|Exception))|error|exception)"
_GUARD = re.compile(
    rf"(?:,|and|but|or|otherwise)* ?(?:should |must )?(?:rais(?:es?|ing)|throw(?:s|ing)?) {_ERROR} (?:if|when) (?P<when>.+)$"
)
_REFUSAL = re.compile(r"(?:,|and|but)* ?(?:should )?return(?:s|ing)? False (?:if|when) (?P<when>.+)$")
_NOT_ENOUGH = re.compile(
    r"(?:there is |there's |there are |balance is )?(?:not|isn't|n't) (?:enough|sufficient)\b.*|insufficient\b.*|balance is (?:too low|insufficient).*|it is too much|amount is too (?:large|big|high)|it exceeds balance"
)


def _read_sayings(method: Method, says: str, scope: Scope) -> Body | None:
    """Return what a method does by what is said of it: an action, perhaps with a guard before it."""
    guard: list[str] = []
    when, is_refusal = "", False
    for pattern in (_GUARD, _REFUSAL):
        if match := pattern.search(says):
            when, is_refusal = match["when"].strip(), pattern is _REFUSAL
            does = "return False" if is_refusal else f"raise {match['kind'] or 'ValueError'}"
            says = says[: match.start()].strip(" ,")
            guard = [when, does]
    done = _read_action(method, says, scope) if says else read_name(method, "", scope)
    if done is None or not guard:
        return done
    parameters, lines = done
    inside = replace(scope, parameters=parameters)
    if _NOT_ENOUGH.fullmatch(when):
        taken = next((m for line in lines if (m := re.fullmatch(r"(self\.\w+) -= (\w+)", line))), None)
        condition: str | None = f"{taken[2]} > {taken[1]}" if taken else None
        reason = "not enough " + ("money" if taken and "balance" in taken[1] else "left")
    else:
        condition, reason = read_condition(when, inside), when.replace('"', "'")
    if condition is None:
        return None
    lines = [line for line in lines if not line.startswith(("if ", "    raise "))]
    does = guard[1] if is_refusal else f'{guard[1]}("{reason}")'
    return parameters, [f"if {condition}:", f"    {does}", *lines, *(["return True"] if is_refusal else [])]


def _read_action(method: Method, says: str, scope: Scope) -> Body | None:
    """Return what a method does by the verb that is said of it."""
    if match := re.fullmatch(
        r"(?:returns? |is |gives? |tells? |checks? |tests? |says? |determines? )?(?:true |True )?(?:if|when|whether) (?P<when>.+?)(?: ?,? (?:else|otherwise) (?:returns? )?(?:false|False))?",
        says,
    ):
        condition = read_condition(match["when"], scope)
        return (scope.parameters, [f"return {condition}"]) if condition else None
    if match := re.fullmatch(
        r"(?P<verb>returns?|prints?|shows?|says?) (?P<yes>'[^']*'|\"[^\"]*\") (?:if|when) (?P<when>.+?),? (?:else|otherwise|and|or) (?:returns? |prints? )?(?P<no>'[^']*'|\"[^\"]*\")(?: otherwise| if not)?",
        says,
    ):
        condition = read_condition(match["when"], scope)
        text = f"{match['yes']} if {condition} else {match['no']}".replace("'", '"')
        verb = "return {}" if match["verb"].startswith("return") or method.name == "__str__" else "print({})"
        return (scope.parameters, [verb.format(text)]) if condition else None
    truths = [field for field in scope.fields if field.type == "bool"]
    if len(truths) == 1 and (
        match := re.fullmatch(r"(?:returns?|prints?|shows?) ('[^']*'|\"[^\"]*\") or ('[^']*'|\"[^\"]*\")", says)
    ):
        text = f"{match[1]} if {truths[0].here} else {match[2]}".replace("'", '"')
        is_print = says.startswith(("print", "show")) and method.name != "__str__"
        return scope.parameters, [f"print({text})" if is_print else f"return {text}"]
    if changed := _read_change(says, scope):
        return changed
    if match := re.fullmatch(
        r"(?:prints?|shows?|displays?|says?|outputs?|returns?|gives?|returning) (?P<what>.+)", says
    ):
        is_print = says.startswith(("print", "show", "display", "say", "output")) and method.name != "__str__"
        shown = _shown(match["what"], scope, is_print)
        if shown:
            return scope.parameters, [f"print({shown})" if is_print else f"return {shown}"]
    match = re.fullmatch(r"(?:returns?|gives?|computes?|calculates?|gets?|is|are|returning|computing|calculating|finds?|counts?|)\b ?(?P<what>.+)", says)  # fmt: skip
    value = formula(match["what"], scope) if match else None
    if value is None and match:  # "calculate area": a name that says it by itself
        named = read_name(replace(method, name=match["what"].replace(" ", "_")), "", scope)
        return named if named and not method.parameters else None
    return (scope.parameters, [f"return {value}"]) if value else None


def _shown(words: str, scope: Scope, is_print: bool) -> str | None:
    """Return the source of a text: one in quotes, one bare word, or several fields in a line."""
    if re.fullmatch(r"'[^']*'|\"[^\"]*\"", words):
        text = words[1:-1]
        holes = {f.name: f.here for f in scope.fields} | {p: p for p in scope.parameters}
        filled = re.sub(r"[{\[<](\w+)[}\]>]", lambda m: f"{{{holes.get(m[1], m[1])}}}", text)
        if filled == text and " " in text:  # "title by artist"
            filled = re.sub(r"[a-z_]\w*", lambda m: f"{{{holes[m[0]]}}}" if m[0] in holes else m[0], text)
        return f'f"{filled}"' if filled != text else f'"{text}"'
    parts = [part for part in re.split(r",| and ", words) if part.strip()]
    values = [scope.value(part) for part in parts]
    if len(parts) > 1 and None not in values:
        return 'f"' + ", ".join(f"{{{value}}}" for value in values) + '"'
    if is_print and re.fullmatch(r"[A-Za-z]+!?", words) and scope.value(words) is None:
        return f'"{words}"' if words[0].isupper() or words in ("woof", "meow", "hello", "hi", "moo", "beep") else None
    return None


_CHANGES = [
    (r"(?:adds?|deposits?|puts?) (?P<what>\S+) (?:to|onto|on|in|into) (?P<field>[\w ]+?)(?: list)?", "+"),
    (r"(?:appends?|inserts?|pushes?|stores?) (?P<what>\S+) (?:to|onto|in|into) (?P<field>[\w ]+?)(?: list)?", "append"),
    (r"(?:increases?|raises?|increments?|ups?|grows?) (?P<field>[\w ]+?)(?: by (?P<what>\S+?)(?P<percent> percent| ?%)?)?", "+"),
    (r"(?:subtracts?|takes?|withdraws?|deducts?) (?P<what>\S+) from (?P<field>[\w ]+?)", "-"),
    (r"(?:decreases?|reduces?|lowers?|decrements?|cuts?) (?P<field>[\w ]+?)(?: by (?P<what>\S+?)(?P<percent> percent| ?%)?)?", "-"),
    (r"(?:removes?|deletes?|drops?) (?P<what>\S+) from (?P<field>[\w ]+?)(?: list)?", "remove"),
    (r"(?:sets?|changes?|updates?|resets?|switches|switch|turns?) (?P<field>[\w ]+?) (?:to|back to) (?P<what>\S+)", "="),
    (r"(?:marks?|sets?) (?:it |task |item )?(?:as )?(?P<field>\w+)", "true"),
    (r"(?:toggles?|flips?|switches|inverts?) (?P<field>[\w ]+?)", "not"),
    (r"(?:doubles?) (?P<field>[\w ]+?)", "2"),
    (r"(?:resets?|clears?|empties) (?P<field>[\w ]+?)", "0"),
]  # fmt: skip


def _read_change(says: str, scope: Scope) -> Body | None:
    """Return what changes a field: "adds km to mileage", "increases age by 1", "sets done to True"."""
    for pattern, change in _CHANGES:
        match = re.fullmatch(pattern, says)
        found = scope.find(match["field"]) if match else None
        if match is None or found is None:
            continue
        groups = match.groupdict()
        parameters, what = scope.parameters, groups.get("what") or ""
        given = parameters[0] if len(parameters) == 1 else "1"
        value = scope.value(what) if what else given
        if value is None and re.fullmatch(r"[a-z_]\w*%?", what) and len(parameters) < 2:
            value = parameters[0] if parameters else what
            parameters = parameters or (what,)
        if value is None:
            return None
        return parameters, [
            _changed(change, found, value, bool(groups.get("percent")) or value.startswith("percent"), scope)
        ]
    return None


def _changed(change: str, found: Field, value: str, percent: bool, scope: Scope) -> str:
    here = found.here
    if change == "append" or (change == "+" and found in scope.lists()):
        return f"{here}.append({value})"
    if change in ("+", "-") and percent:
        return f"{here} {change}= {here} * {value} / 100"
    if change in ("+", "-"):
        return f"{here} {change}= {value}"
    start = found.default or {"str": '""', "bool": "False", "list": "[]"}.get(found.type, "0")
    return {
        "remove": f"{here}.remove({value})",
        "=": f"{here} = {value}",
        "true": f"{here} = True",
        "not": f"{here} = not {here}",
        "2": f"{here} *= 2",
        "0": f"{here} = {start}",
    }[change]
