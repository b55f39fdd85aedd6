"""Methods that a request names or describes: what they do follows from its words and from the class's fields.

Pure functions over words. A method that neither its name nor the words around it explain is not written.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from engine.syntax import compiles


@dataclass(frozen=True)
class Field:
    """A field: its name, its type, and its default as source ("" for none)."""

    name: str
    type: str
    default: str
    is_private: bool = False

    @property
    def here(self) -> str:
        """How the class's own methods speak of the field."""
        return f"self.{'_' if self.is_private else ''}{self.name}"


@dataclass(frozen=True)
class Method:
    """A method as a request speaks of it: its name, its parameters, and what it is said to do."""

    name: str
    parameters: tuple[str, ...] = ()
    says: str = ""
    is_property: bool = False


@dataclass(frozen=True)
class Written:
    """A method in Python: its lines, what it takes, and whether it returns something."""

    name: str
    parameters: tuple[str, ...]
    lines: tuple[str, ...]
    is_property: bool = False

    @property
    def returns(self) -> bool:
        """Whether the method gives something back."""
        return any(line.lstrip().startswith("return ") for line in self.lines)

    @property
    def source(self) -> str:
        """The method as it stands in its class."""
        head = "    @property\n" if self.is_property else ""
        body = "".join(f"        {line}\n" for line in self.lines)
        return f"{head}    def {self.name}({', '.join(('self', *self.parameters))}):\n{body}"

    def call(self, variable: str, samples: Sequence[str]) -> str:
        """Return a statement that uses the method of an object."""
        use = f"{variable}.{self.name}" + ("" if self.is_property else f"({', '.join(samples)})")
        return f"print({use})" if self.returns else use


def write_method(method: Method, fields: Sequence[Field], others: Sequence[Method] = ()) -> Written | None:
    """Return a method in Python; None where its name and its words do not say what it does."""
    scope = _Scope(list(fields), method.parameters, [other for other in others if other.name != method.name])
    says = re.sub(r"^(?:that|which|to|should|must|and|it|,|:|=|->)+ ", "", method.says.strip(" ,")).strip()
    for read in (_read_sayings, _read_name) if says else (_read_name,):
        done = read(method, says, scope)
        if done is not None:
            parameters, lines = done
            return Written(method.name, parameters, tuple(lines), method.is_property)
    return None


Body = tuple[tuple[str, ...], list[str]]  # parameters and lines


@dataclass(frozen=True)
class _Scope:
    """What a method can speak of: fields, its parameters, and the class's other methods."""

    fields: list[Field]
    parameters: tuple[str, ...]
    others: list[Method]

    def find(self, words: str) -> Field | None:
        """Return the field that some words name."""
        name = re.sub(r"^(?:self\.|its |their |current |object's |own )+", "", words.strip()).replace(" ", "_").lower()
        return next((f for f in self.fields if f.name.lower() in (name, f"{name}s", name.removesuffix("s"))), None)

    def value(self, words: str) -> str | None:
        """Return the source of a number, a text, a field, a parameter or another method's result."""
        words = words.strip()
        if re.fullmatch(r"-?\d+(?:\.\d+)?|'[^']*'|\"[^\"]*\"|True|False|None", words):
            return words.replace("'", '"') if words.startswith("'") else words
        if words in self.parameters:
            return words
        if found := self.find(words):
            return found.here
        other = next((o for o in self.others if o.name == words), None)
        return f"self.{other.name}{'' if other.is_property else '()'}" if other and not other.parameters else None

    def lists(self) -> list[Field]:
        return [f for f in self.fields if f.type.startswith("list") or f.default == "[]"]

    def numbers(self) -> list[Field]:
        return [f for f in self.fields if f.type in ("int", "float")]


# ---------------------------------------------------------------- what is said
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


def _formula(words: str, scope: _Scope) -> str | None:
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


def _condition(words: str, scope: _Scope) -> str | None:
    """Return the source of a condition on fields and parameters."""
    words = words.strip()
    for joint in (" or ", " and "):
        if joint in words:
            sides = [_condition(side, scope) for side in words.split(joint, 1)]
            if None not in sides:
                return joint.join(filter(None, sides))
    if match := re.fullmatch(r"(.+?) (?:is |are )?(?:in |between )(\S+) (?:and|to) (\S+)", words):
        value, low, high = (_formula(part, scope) for part in match.groups())
        return f"{low} <= {value} <= {high}" if value and low and high else None
    if match := re.fullmatch(r"(.+?) (?:is|are) (not \w+|\w+)", words):
        value, state = _formula(match[1], scope), _STATES.get(match[2].lower())
        if value and state:
            return state.format(x=value)
    for pattern, sign in _COMPARISONS:
        match = re.fullmatch(rf"(?P<left>.+?) ?(?<![<>=!])\b ?(?:{pattern}) ?(?P<right>[^<>=].*)", words)
        left, right = (_formula(match["left"], scope), _formula(match["right"], scope)) if match else (None, None)
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


def _read_sayings(method: Method, says: str, scope: _Scope) -> Body | None:
    """Return what a method does by what is said of it: an action, perhaps with a guard before it."""
    guard: list[str] = []
    when, is_refusal = "", False
    for pattern in (_GUARD, _REFUSAL):
        if match := pattern.search(says):
            when, is_refusal = match["when"].strip(), pattern is _REFUSAL
            does = "return False" if is_refusal else f"raise {match['kind'] or 'ValueError'}"
            says = says[: match.start()].strip(" ,")
            guard = [when, does]
    done = _read_action(method, says, scope) if says else _read_name(method, "", scope)
    if done is None or not guard:
        return done
    parameters, lines = done
    inside = replace(scope, parameters=parameters)
    if _NOT_ENOUGH.fullmatch(when):
        taken = next((m for line in lines if (m := re.fullmatch(r"(self\.\w+) -= (\w+)", line))), None)
        condition: str | None = f"{taken[2]} > {taken[1]}" if taken else None
        reason = "not enough " + ("money" if taken and "balance" in taken[1] else "left")
    else:
        condition, reason = _condition(when, inside), when.replace('"', "'")
    if condition is None:
        return None
    lines = [line for line in lines if not line.startswith(("if ", "    raise "))]
    does = guard[1] if is_refusal else f'{guard[1]}("{reason}")'
    return parameters, [f"if {condition}:", f"    {does}", *lines, *(["return True"] if is_refusal else [])]


def _read_action(method: Method, says: str, scope: _Scope) -> Body | None:
    """Return what a method does by the verb that is said of it."""
    if match := re.fullmatch(
        r"(?:returns? |is |gives? |tells? |checks? |tests? |says? |determines? )?(?:true |True )?(?:if|when|whether) (?P<when>.+?)(?: ?,? (?:else|otherwise) (?:returns? )?(?:false|False))?",
        says,
    ):
        condition = _condition(match["when"], scope)
        return (scope.parameters, [f"return {condition}"]) if condition else None
    if match := re.fullmatch(
        r"(?P<verb>returns?|prints?|shows?|says?) (?P<yes>'[^']*'|\"[^\"]*\") (?:if|when) (?P<when>.+?),? (?:else|otherwise|and|or) (?:returns? |prints? )?(?P<no>'[^']*'|\"[^\"]*\")(?: otherwise| if not)?",
        says,
    ):
        condition = _condition(match["when"], scope)
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
    value = _formula(match["what"], scope) if match else None
    if value is None and match:  # "calculate area": a name that says it by itself
        named = _read_name(replace(method, name=match["what"].replace(" ", "_")), "", scope)
        return named if named and not method.parameters else None
    return (scope.parameters, [f"return {value}"]) if value else None


def _shown(words: str, scope: _Scope, is_print: bool) -> str | None:
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


def _read_change(says: str, scope: _Scope) -> Body | None:
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


def _changed(change: str, found: Field, value: str, percent: bool, scope: _Scope) -> str:
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


# ---------------------------------------------------------------- what a name says
def _read_name(method: Method, says: str, scope: _Scope) -> Body | None:
    """Return what a method does by its name alone, with the fields there are."""
    if says and not re.fullmatch(r"(?:properly|nicely|readable|nice|shown nicely)", says):
        return None
    for pattern, write in _CHANGING_NAMES:
        if (match := re.fullmatch(pattern, method.name)) and (done := write(match, method.parameters, scope)):
            return done
    expression = _value_of_name(method.name, scope.fields)
    if expression is None:
        return None
    if method.name == "__eq__":
        return ("other",), [f"return {expression}"]
    if method.name.startswith("distance_to") and method.name != "distance_to_origin":
        return method.parameters or ("other",), [f"return {expression.format(other=(method.parameters or ('other',))[0])}"]  # fmt: skip
    return ((), [f"return {expression}"]) if not method.parameters else None


def _value_of_name(name: str, fields: Sequence[Field]) -> str | None:
    names = [field.name for field in fields]
    here = {field.name: field.here for field in fields}
    numbers = [field.here for field in fields if field.type in ("int", "float")]
    lists = [field.here for field in fields if field.type.startswith("list")]
    axes = [n for n in ("x", "y", "z") if n in names]
    makers: list[tuple[str, Callable[[], str | None]]] = [
        (r"(?:get_|calculate_|compute_)?(?:average|mean)(?:_\w+)?", lambda: f"sum({lists[0]}) / len({lists[0]}) if {lists[0]} else 0" if len(lists) == 1 else None),
        (r"(?:get_|calculate_|compute_)?total(?:_\w+)?", lambda: f"sum({lists[0]})" if len(lists) == 1 and len(numbers) < 2 else None),
        (r"(?:get_|calculate_|compute_)?(?:total(?:_value|_price|_cost|_amount)?|value|subtotal|line_total|worth|cost)", lambda: _product(numbers)),
        (r"(?:get_|calculate_|compute_)?area", lambda: _area(here)),
        (r"(?:get_|calculate_|compute_)?(?:perimeter|circumference)", lambda: _perimeter(here)),
        (r"(?:get_|calculate_|compute_)?volume", lambda: _volume(here) or (_product(numbers) if len(numbers) == 3 else None)),
        (r"(?:get_|calculate_|compute_)?surface(?:_area)?", lambda: _surface(here)),
        (r"(?:get_)?diagonal", lambda: f"({' + '.join(f'{s}**2' for s in _sides(here))}) ** 0.5" if len(_sides(here)) == 2 else None),
        (r"is_square", lambda: " == ".join(_sides(here)) if len(_sides(here)) == 2 else None),
        (r"(?:get_)?full_?name", lambda: _full_name(here)),
        (r"initials", lambda: _initials(here)),
        (r"(?:is_)?adult", lambda: f"{here['age']} >= 18" if "age" in names else None),
        (r"__str__|describe|description|info|summary|introduce|to_string|get_info|get_description|details", lambda: _description(fields)),
        (r"__eq__", lambda: "isinstance(other, type(self)) and vars(self) == vars(other)"),
        (r"__len__|size|count|length", lambda: f"len({lists[0]})" if len(lists) == 1 else None),
        (r"is_empty", lambda: f"not {lists[0]}" if len(lists) == 1 else None),
        (r"bark", lambda: '"Woof!"'),
        (r"meow", lambda: '"Meow!"'),
        (r"greet|say_hello|say_hi|introduce_yourself", lambda: f'f"Hello, my name is {{{here["name"]}}}."' if "name" in names else None),
        (r"(?:to_dict|as_dict)", lambda: "{" + ", ".join(f'"{f.name}": {f.here}' for f in fields) + "}"),
        (r"distance_to(?:_point)?", lambda: f"({' + '.join(f'({here[a]} - {{other}}.{a}) ** 2' for a in axes)}) ** 0.5" if len(axes) > 1 else None),
        (r"(?:distance|length|norm|magnitude|distance_from_origin|distance_to_origin)", lambda: f"({' + '.join(f'{here[a]}**2' for a in axes)}) ** 0.5" if len(axes) > 1 else None),
        (r"(?:to_)?fahrenheit", lambda: f"{here['celsius']} * 9 / 5 + 32" if "celsius" in names else None),
        (r"(?:to_)?celsius", lambda: f"({here['fahrenheit']} - 32) * 5 / 9" if "fahrenheit" in names else None),
        (r"get_(\w+)", lambda: here.get(name.removeprefix("get_"))),
    ]  # fmt: skip
    for pattern, make in makers:
        if re.fullmatch(pattern, name) and (expression := make()):
            return expression
    return None


Writer = Callable[[re.Match[str], tuple[str, ...], _Scope], Body | None]


def _number_change(sign: str, fields: str, parameter: str = "") -> Writer:
    """Return what writes a method that changes a number by its parameter, or by 1 where it has none."""

    def write(match: re.Match[str], given: tuple[str, ...], scope: _Scope) -> Body | None:
        found = [f for f in scope.numbers() if re.fullmatch(fields, f.name)]
        if len(found) != 1 or len(given) > 1:
            return None
        here, parameters = found[0].here, given or ((parameter,) if parameter else ())
        amount = parameters[0] if parameters else "1"
        guard = (
            [f"if {amount} > {here}:", '    raise ValueError("not enough money")']
            if match[0] in ("withdraw", "spend")
            else []
        )
        return parameters, [*guard, f"{here} {sign}= {amount}"]

    return write


def _percent_change(sign: str, fields: str) -> Writer:
    def write(match: re.Match[str], given: tuple[str, ...], scope: _Scope) -> Body | None:
        found = [f for f in scope.numbers() if re.fullmatch(fields, f.name)]
        if len(found) != 1 or len(given) > 1:
            return None
        parameters = given or ("percent",)
        if re.search(r"amount|euros?|dollars?", parameters[0]):
            return parameters, [f"{found[0].here} {sign}= {parameters[0]}"]
        return parameters, [f"{found[0].here} {sign}= {found[0].here} * {parameters[0]} / 100"]

    return write


def _add_to_list(match: re.Match[str], given: tuple[str, ...], scope: _Scope) -> Body | None:
    found = _list_of(match["what"], scope)
    if found is None or len(given) > 1:
        return None
    parameters = given or (match["what"] or "item",)
    return parameters, [f"{found.here}.append({parameters[0]})"]


def _remove_from_list(match: re.Match[str], given: tuple[str, ...], scope: _Scope) -> Body | None:
    found = _list_of(match["what"], scope)
    if found is None or len(given) > 1:
        return None
    parameters = given or (match["what"] or "item",)
    return parameters, [f"if {parameters[0]} in {found.here}:", f"    {found.here}.remove({parameters[0]})"]


def _list_of(what: str | None, scope: _Scope) -> Field | None:
    """Return the list that "add_song" adds to: the songs, or the only list there is."""
    named = [f for f in scope.lists() if what and f.name.rstrip("s") in (what, what.rstrip("s"))]
    return named[0] if named else scope.lists()[0] if len(scope.lists()) == 1 and what in (None, "item") else None


def _toggle(match: re.Match[str], given: tuple[str, ...], scope: _Scope) -> Body | None:
    found = [f for f in scope.fields if f.type == "bool"]
    return ((), [f"{found[0].here} = not {found[0].here}"]) if len(found) == 1 and not given else None


def _switch(state: str, fields: str, otherwise: str = "available|free") -> Writer:
    """Return what writes a method that sets the one truth among the fields; `otherwise` names those that turn over."""

    def write(match: re.Match[str], given: tuple[str, ...], scope: _Scope) -> Body | None:
        found = [f for f in scope.fields if f.type == "bool"]
        if len(found) != 1 or given:
            return None
        name = found[0].name.removeprefix("is_")
        if re.fullmatch(otherwise, name):
            return (), [f"{found[0].here} = {'False' if state == 'True' else 'True'}"]
        return ((), [f"{found[0].here} = {state}"]) if re.fullmatch(fields, name) else None

    return write


def _reset(match: re.Match[str], given: tuple[str, ...], scope: _Scope) -> Body | None:
    found = [f for f in scope.numbers() if re.fullmatch(_COUNTS, f.name)] or scope.numbers()
    return ((), [f"{found[0].here} = {found[0].default or 0}"]) if len(found) == 1 and not given else None


def _set_field(match: re.Match[str], given: tuple[str, ...], scope: _Scope) -> Body | None:
    found = scope.find(match["what"])
    if found is None or len(given) > 1:
        return None
    parameters = given or (found.name,)
    return parameters, [f"{found.here} = {parameters[0]}"]


def _move(match: re.Match[str], given: tuple[str, ...], scope: _Scope) -> Body | None:
    axes = [scope.find(axis) for axis in ("x", "y")]
    if None in axes or len(given) not in (0, 2):
        return None
    parameters = given or ("dx", "dy")
    return parameters, [f"{axis.here} += {step}" for axis, step in zip(axes, parameters, strict=True) if axis]


def _scale(match: re.Match[str], given: tuple[str, ...], scope: _Scope) -> Body | None:
    found = [f for f in scope.numbers() if f.name in ("width", "height", "length", "radius", "side", "x", "y", "z")]
    parameters = given or ("factor",)
    return (parameters, [f"{f.here} *= {parameters[0]}" for f in found]) if found and len(parameters) == 1 else None


_COUNTS = r"count|value|number|counter|clicks|votes|likes|quantity|stock|score|points|level|steps|total"
_CHANGING_NAMES: list[tuple[str, Writer]] = [
    (r"deposit|add_money|top_up|pay_in", _number_change("+", r"balance|money|amount", "amount")),
    (r"withdraw|spend", _number_change("-", r"balance|money|amount", "amount")),
    (r"(?:have_|celebrate_)?birthday|grow_older|get_older", _number_change("+", "age")),
    (r"increment|increase|count_up|click|like|vote|level_up", _number_change("+", _COUNTS)),
    (r"decrement|decrease|count_down", _number_change("-", _COUNTS)),
    (r"add_points|add_score|gain_points", _number_change("+", r"score|(?:\w+_)?points", "points")),
    (r"restock|add_stock", _number_change("+", "stock|quantity", "amount")),
    (r"sell", _number_change("-", "stock|quantity", "amount")),
    (r"drive|travel", _number_change("+", "mileage|odometer|distance|kilometers|kilometres|km|miles", "distance")),
    (r"(?:give_|get_)?raise(?:_salary)?|give_raise|raise_salary|increase_salary", _percent_change("+", "salary|wage|pay")),
    (r"(?:apply_)?discount|apply_discount|reduce_price", _percent_change("-", "price|cost")),
    (r"raise_price|increase_price", _percent_change("+", "price|cost")),
    (r"(?:add|append|push|enroll|hire)(?:_(?P<what>\w+))?", _add_to_list),
    (r"(?:remove|delete|discard|fire)(?:_(?P<what>\w+))?", _remove_from_list),
    (r"toggle|switch|flip|press", _toggle),
    (r"turn_on|switch_on|activate|enable|start", _switch("True", r"on|active|enabled|running|started")),
    (r"turn_off|switch_off|deactivate|disable|stop", _switch("False", r"on|active|enabled|running|started")),
    (r"(?:mark_)?(?:as_)?(?:complete|completed|done|finish|finished)", _switch("True", r"done|completed?|finished", "open")),
    (r"(?:mark_)?(?:as_)?(?:pay|paid)", _switch("True", r"paid", "open")),
    (r"borrow|lend|check_out|rent|book|reserve", _switch("True", r"borrowed|checked_out|lent|rented|booked|reserved")),
    (r"return_book|return_it|give_back|check_in|return_item|release", _switch("False", r"borrowed|checked_out|lent|rented|booked|reserved")),
    (r"open", _switch("True", r"open|opened", "closed|locked")),
    (r"close", _switch("False", r"open|opened", "closed")),
    (r"lock", _switch("True", r"locked", "open")),
    (r"unlock", _switch("False", r"locked", "open")),
    (r"(?:set|update|change)_(?P<what>\w+)", _set_field),
    (r"reset(?:_\w+)?", _reset),
    (r"move(?:_by)?|translate|shift", _move),
    (r"scale|resize|enlarge", _scale),
]  # fmt: skip


# ---------------------------------------------------------------- formulas
def _product(numbers: Sequence[str]) -> str | None:
    return " * ".join(numbers) if len(numbers) >= 2 else None


def _sides(here: dict[str, str]) -> list[str]:
    return [here[name] for name in ("width", "height", "length") if name in here]


def _area(here: dict[str, str]) -> str | None:
    if "radius" in here:
        return f"math.pi * {here['radius']}**2"
    if "side" in here:
        return f"{here['side']}**2"
    if {"base", "height"} <= here.keys():
        return f"{here['base']} * {here['height']} / 2"
    return " * ".join(_sides(here)) if len(_sides(here)) == 2 else None


def _volume(here: dict[str, str]) -> str | None:
    if {"radius", "height"} <= here.keys():
        return f"math.pi * {here['radius']}**2 * {here['height']}"
    if "radius" in here:
        return f"4 / 3 * math.pi * {here['radius']}**3"
    return f"{here['side']}**3" if "side" in here else None


def _surface(here: dict[str, str]) -> str | None:
    if "radius" in here and "height" not in here:
        return f"4 * math.pi * {here['radius']}**2"
    return f"6 * {here['side']}**2" if "side" in here else None


def _perimeter(here: dict[str, str]) -> str | None:
    if "radius" in here:
        return f"2 * math.pi * {here['radius']}"
    if "side" in here:
        return f"4 * {here['side']}"
    return f"2 * ({' + '.join(_sides(here))})" if len(_sides(here)) == 2 else None


def _names_of_person(here: dict[str, str]) -> tuple[str, str] | None:
    first = next((here[n] for n in here if n.startswith("first") or n == "forename"), None)
    last = next((here[n] for n in here if n.startswith("last") or n == "surname"), None)
    return (first, last) if first and last else None


def _full_name(here: dict[str, str]) -> str | None:
    names = _names_of_person(here)
    return f'f"{{{names[0]}}} {{{names[1]}}}"' if names else None


def _initials(here: dict[str, str]) -> str | None:
    names = _names_of_person(here)
    return f'f"{{{names[0]}[0]}}{{{names[1]}[0]}}"' if names else None


def _description(fields: Sequence[Field]) -> str:
    return 'f"' + ", ".join(f"{f.name}: {{{f.here}}}" for f in fields) + '"'
