"""Classes that inherit from one another, as a request describes them: more fields, areas of shapes, sounds of animals.

"class Person with name and age, subclass Employee adds salary". What else a class is said to do is no matter of this
file, and then nothing is written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.chains.class_forms import example_value, ordered, variable_of
from engine.chains.classes import plain_description, take_fields
from engine.chains.flow import Chain
from engine.chains.members import Field

_NAME = r"[A-Z][A-Za-z0-9]*"
_HEAD = re.compile(
    rf"^(?:(?P<kind>(?:(?i:abstract|base|parent|super) ?)*)(?i:class) (?:called |named |for )?(?P<name>{_NAME})"
    rf"|(?P<name2>{_NAME}) (?P<kind2>(?:(?i:abstract|base|parent|super) ?)*)class)\b(?P<rest>.*)$"
)
_SUBS = re.compile(
    rf"[,;.:]?(?: (?:and|then|with|plus|from which|make|create|write|define|add|let))* "
    rf"(?=(?:(?:sub-?|child |derived )class(?:es)? |class(?:es)? )?{_NAME}(?:(?:,|,? and) {_NAME})* "
    rf"(?:(?:that|which|who|both|all|each) )*(?:inherits?|extends?|derives?|overrides?|adds?|returns?|says?|(?:is|are) (?:sub-?class|child))"
    rf"|(?:(?:sub-?|child |derived )class(?:es)?|children) {_NAME})"
)
_WORDS = re.compile(
    r"\b(?:(?:that|which|who) )?(?:inherits?|extends?|derives?|inheriting|extending|(?:is|are) (?:sub-?class(?:es)?|child(?:ren)?) of)(?: it| (?:from|of)(?: it)?)?\b|"
    r"\b(?:(?:sub-?|child |derived )?class(?:es)?|children|that|which|who|both|all|each|and|also|with|adds?|adding|has|have|having|"
    r"own|extra|additional|new|in|to|from|it|(?:by |via )?(?:calls?|calling|uses?|using) super(?:\(\))?(?:\.__init__)?(?:\(\))?(?: constructor)?)\b"
)
_SHOW_THEM = re.compile(  # which is done in any case
    r"[,;.]?(?: and| then)* (?:loop over|print|show|test|use|call|try|create|make)(?: (?:them|it|all|both|each|every|one|list|"
    r"objects?|instances?|animals?|shapes?|of|in|loop|and|print|call|show|their|its|areas?|sounds?|names?|method|result))*$"
)
_METHOD = r"(?:speak|sound|make_sound|talk|say|cry|noise|make_noise)"
_SHAPES = {
    "Circle": ("radius", "2", "math.pi * self.radius**2", "2 * math.pi * self.radius"),
    "Square": ("side", "3", "self.side**2", "4 * self.side"),
    "Rectangle": ("width height", "3, 4", "self.width * self.height", "2 * (self.width + self.height)"),
    "Triangle": (
        "a b c",
        "3, 4, 5",
        "math.sqrt(s * (s - self.a) * (s - self.b) * (s - self.c))",
        "self.a + self.b + self.c",
    ),
    "Ellipse": ("a b", "3, 2", "math.pi * self.a * self.b", ""),
}
_SOUNDS = {
    "Dog": "Woof!", "Cat": "Meow!", "Cow": "Moo!", "Duck": "Quack!", "Bird": "Tweet!", "Sheep": "Baa!", "Lion": "Roar!",
    "Horse": "Neigh!", "Pig": "Oink!", "Frog": "Ribbit!", "Chicken": "Cluck!", "Goat": "Meh!", "Wolf": "Howl!",
}  # fmt: skip
_ARTICLE_VERBS = re.compile(r"\b(?:methods?|abstract methods?|abstract|functions?|called|named)\b")


@dataclass(frozen=True)
class Child:
    """A class that inherits: its name, and what is said of it."""

    name: str
    says: str


def declare_family(prompt: str) -> Chain | None:
    """Return a class and those that inherit from it as a request describes them, or None where it says more."""
    words = plain_description(prompt)
    head = _HEAD.match(words)
    if head is None or re.search(r"\b(?:dataclass|mixin|protocol|multiple inheritance)\b", prompt, re.IGNORECASE):
        return None
    name, kind, rest = head["name"] or head["name2"], head["kind"] or head["kind2"] or "", head["rest"]
    rest = _SHOW_THEM.sub("", rest)
    boundary = _SUBS.search(rest)
    if boundary is None:
        return None
    children = _read_children(rest[boundary.end() :], name)
    own = re.sub(r"^[ ,:]*(?:with|that has|which has|has|having|and)? ?", "", rest[: boundary.start()]).strip(" ,;.:")
    methods = _methods_in(own)
    title = f"{name} and what inherits from it, as described"
    if not children:
        return None
    if (methods and set(methods) <= {"area", "perimeter"}) or _are_shapes(children, own):
        return _write_shapes(name, methods or ["area"], "abstract" in kind, children, own, title)
    sounding = methods or _methods_in(" ".join(child.says for child in children))
    if len(set(sounding)) == 1 and re.fullmatch(_METHOD, sounding[0]):
        return _write_animals(name, sounding[0], "abstract" in kind, children, own, title)
    return None if methods or "abstract" in kind else _write_fields(name, own, children, title)


def _methods_in(text: str) -> list[str]:
    return list(dict.fromkeys(re.findall(rf"\b(area|perimeter|{_METHOD[3:-1]})\b(?!=)", text)))


def _read_children(text: str, base: str) -> list[Child]:
    """Return the classes that inherit, each with what is said of it; what follows several is said of all."""
    text = re.sub(rf"\b{base}\b", "it", text)
    text = re.sub(r"(\"[^\"]*\")|('[^']*')", lambda m: m[0].replace(" ", "\0").lower(), text)
    places = list(re.finditer(rf"\b{_NAME}\b", text))
    children = []
    for place, match in enumerate(places):
        end = places[place + 1].start() if place + 1 < len(places) else len(text)
        says = _WORDS.sub(" ", text[match.end() : end].replace("\0", " "))
        children.append(Child(match[0], " ".join(says.strip(" ,;.:").split())))
    return children


def _are_shapes(children: Sequence[Child], own: str) -> bool:
    return not own and all(child.name in _SHAPES for child in children) and "area" in children[-1].says


def _nothing_left(text: str, methods: Sequence[str]) -> bool:
    text = _ARTICLE_VERBS.sub(" ", text)
    text = re.sub(rf"\b(?:{'|'.join(methods)})\b(?:\(\))?", " ", text)
    return not re.sub(r"\b(?:and|implements?|overrides?|it|own|with|their|different|gives?|as)\b|[ ,;.:]", "", text)


def _write_shapes(
    name: str, methods: Sequence[str], is_abstract: bool, children: Sequence[Child], own: str, title: str
) -> Chain | None:
    methods = list(dict.fromkeys([*methods, *_methods_in(" ".join(child.says for child in children))]))
    known = all(child.name in _SHAPES and _nothing_left(child.says, methods) for child in children)
    if (
        not known
        or not _nothing_left(own, methods)
        or ("perimeter" in methods and any(c.name == "Ellipse" for c in children))
    ):
        return None
    mark = "    @abstractmethod\n" if is_abstract else ""
    code = f"class {name}{'(ABC)' if is_abstract else ''}:\n" + "\n".join(
        f"{mark}    def {method}(self):\n        "
        + (
            f'"""Return the {method}."""\n'
            if is_abstract
            else f'raise NotImplementedError("a subclass gives the {method}")\n'
        )
        for method in methods
    )
    for child in children:
        fields, _, area, perimeter = _SHAPES[child.name]
        names = fields.split()
        code += f"\n\nclass {child.name}({name}):\n    def __init__(self, {', '.join(names)}):\n"
        code += "".join(f"        self.{field} = {field}\n" for field in names)
        for method in methods:
            half = (
                "        s = (self.a + self.b + self.c) / 2\n" if child.name == "Triangle" and method == "area" else ""
            )
            code += f"\n    def {method}(self):\n{half}        return {area if method == 'area' else perimeter}\n"
    made = ", ".join(f"{child.name}({_SHAPES[child.name][1]})" for child in children)
    shown = ", ".join(f"round(shape.{method}(), 2)" for method in methods)
    code += f"\n\nfor shape in [{made}]:\n    print(type(shape).__name__, {shown})\n"
    imports = ["import math"] * ("math." in code) + ["from abc import ABC, abstractmethod"] * is_abstract
    return Chain("\n".join(imports) + ("\n\n\n" if imports else "") + code, 1, (), title)


def _share_out(children: Sequence[Child]) -> Sequence[Child]:
    """Return the classes with the text of each, where the last is said to have them all: 'return "wuff" and "miau"'."""
    texts = re.findall(r"\"[^\"]*\"|'[^']*'", children[-1].says)
    if len(children) < 2 or len(texts) != len(children) or any(child.says for child in children[:-1]):
        return children
    rest = re.sub(r"\"[^\"]*\"|'[^']*'|\brespectively\b", " ", children[-1].says)
    return [Child(child.name, f"{rest} {text}") for child, text in zip(children, texts, strict=True)]


def _write_animals(
    name: str, method: str, is_abstract: bool, children: Sequence[Child], own: str, title: str
) -> Chain | None:
    sounds = {}
    for child in _share_out(children):
        quoted = re.search(r"\"([^\"]*)\"|'([^']*)'", child.says)
        says = re.sub(r"\"[^\"]*\"|'[^']*'|\b(?:returns?|says?|prints?|returning|saying)\b", " ", child.says)
        text = (quoted[1] or quoted[2]).capitalize() if quoted else _SOUNDS.get(child.name, "")
        if not text or not _nothing_left(says, [method]):
            return None
        sounds[child.name] = text
    plain = _ARTICLE_VERBS.sub(
        " ", re.sub(rf"\b(?:and )?(?:with )?{method}\b(?:\(\))?", " ", _ARTICLE_VERBS.sub("", own))
    )
    fields, missed = (
        take_fields(re.sub(r"^(?:\s|and|with)+|(?:\s|and|with)+$", "", plain)) if plain.strip(" ,") else ([], [])
    )
    if missed or any(field.name != "name" for field in fields):
        return None
    start = "    def __init__(self, name):\n        self.name = name\n\n" if fields else ""
    mark = "    @abstractmethod\n" if is_abstract else ""
    body = '"""Return the sound."""' if is_abstract else 'raise NotImplementedError("a subclass says what it is")'
    code = f"class {name}{'(ABC)' if is_abstract else ''}:\n{start}{mark}    def {method}(self):\n        {body}\n"
    for owner, text in sounds.items():
        code += f'\n\nclass {owner}({name}):\n    def {method}(self):\n        return "{text}"\n'
    example_names = ["Rex", "Mia", "Bella", "Max", "Luna"]
    made = ", ".join(
        f'{child}("{example_names[place % 5]}")' if fields else f"{child}()" for place, child in enumerate(sounds)
    )
    variable = variable_of(name)
    shown = (
        f'{variable}.name, "says", {variable}.{method}()'
        if fields
        else f"type({variable}).__name__, {variable}.{method}()"
    )
    code += f"\n\nfor {variable} in [{made}]:\n    print({shown})\n"
    return Chain(("from abc import ABC, abstractmethod\n\n\n" if is_abstract else "") + code, 1, (), title)


def _write_fields(name: str, own: str, children: Sequence[Child], title: str) -> Chain | None:
    """Return a base class and subclasses with more fields each."""
    fields, missed = take_fields(own)
    if not fields or missed:
        return None
    code = _class(name, "", [], fields)
    example = ""
    for child in children:
        more, missed = take_fields(re.sub(r"\b(?:calls?|uses?) super\b", " ", child.says)) if child.says else ([], [])
        if missed or not more or {field.name for field in more} & {field.name for field in fields}:
            return None
        code += "\n\n" + _class(child.name, name, fields, more)
        given = ", ".join(example_value(f, name) for f in ordered([*fields, *more]) if not f.default)
        example += f"print({child.name}({given}))\n"
    given = ", ".join(example_value(f, name) for f in ordered(fields) if not f.default)
    return Chain(f"{code}\n\nprint({name}({given}))\n{example}", 1, (), title)


def _class(name: str, base: str, inherited: Sequence[Field], own: Sequence[Field]) -> str:
    everything = ordered([replace(f, default="None") if f.type == "list" else f for f in (*inherited, *own)])
    given = ", ".join(f.name + (f"={f.default}" if f.default else "") for f in everything)
    head = f"class {name}({base}):" if base else f"class {name}:"
    first = (
        f"        super().__init__({', '.join(f'{f.name}={f.name}' if f.default else f.name for f in ordered(list(inherited)))})\n"
        if base
        else ""
    )
    lines = "".join(f"        {f.here} = {f'list({f.name} or [])' if f.type == 'list' else f.name}\n" for f in own)
    shown = ", ".join(f"{f.name}={{{f.here}!r}}" for f in (*inherited, *own))
    return (
        f"{head}\n    def __init__(self, {given}):\n{first}{lines}"
        f'\n    def __repr__(self):\n        return f"{name}({shown})"\n'
    )
