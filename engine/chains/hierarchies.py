"""A class and those that inherit from it, as a request describes them: "Dog and Cat inherit from Animal and say …".

Each class is first read by itself, as if it inherited nothing; what its base has already is then left out.
"""

import ast
import re
from dataclasses import dataclass

from engine.chains.class_forms import example_value, variable_of
from engine.chains.classes import declare, plain_description, plain_field
from engine.chains.flow import Chain
from engine.syntax import compiles, first_line

_TEXT = r"'[^']*'|\"[^\"]*\""
_SUB = r"[A-Z]\w*(?: ?\([^()]*\))?"
_FROM = r"(?:(?:that|which|and) )?(?:inherits?|inheriting|derives?|derived|extends?|extending)(?: from)?|(?:is |as )?(?:subclass|child(?: class)?) of"
_CHILD = re.compile(
    rf"^(?:subclass|class) (?P<sub>[A-Z]\w*),? (?:{_FROM}) (?:base |parent )?(?:class )?(?P<base>[A-Z]\w*)(?: class)?"
    r"(?: ?\((?P<fields>[^()]*)\)| (?:with|that has|which has|has) (?P<fields2>\w+(?:, \w+)*(?:,? and (?!has\b|adds?\b|with\b|overrides?\b)\w+)?))"
    r"(?:,|\.|;)? ?(?:and |it )?(?:(?:that|which) )?(?P<rest>(?:has|have|with|adds?|adding|overrides?|overriding)\b.*)$"
)
_FAMILY = re.compile(
    rf"^(?:base |parent |abstract )*class (?P<base>[A-Z]\w*)(?P<desc>.*?)[,;.]? (?:and )?(?:with )?"
    rf"(?:(?:subclass(?:es)?|child(?:ren)? class(?:es)?|children|derived class(?:es)?|class(?:es)?) )?(?P<subs>{_SUB}(?:(?:, | and |, and ){_SUB})*),? "
    rf"(?P<rest>(?:(?:that|which|both|each|all) )*(?:{_FROM}|overrid\w+|implement\w*|says?|returns?|prints?|has|have|adds?|with)\b.*)$"
)


@dataclass(frozen=True)
class _Class:
    """A class that was read by itself: its parameters, and the source of its methods by their names."""

    parameters: list[str]
    methods: dict[str, str]
    source: str
    imports: str


def declare_hierarchy(prompt: str) -> Chain | None:
    """Return a base class with the classes that inherit from it, or None where the request describes none."""
    if len(prompt) > 500 or not re.search(
        r"inherit|extend|subclass|child class|derive|base class|parent class|implement", prompt
    ):
        return None
    words = plain_description(prompt)
    code = _write_child(words) or _write_family(words)
    if code is None or not compiles(code):
        return None
    return Chain(code, 2, (), "The classes, as described")


def _write_child(words: str) -> str | None:
    match = _CHILD.match(words)
    if match is None:
        return None
    base_fields = match["fields"] or match["fields2"]
    base = _read(f"class {match['base']} with attributes {base_fields}")
    rest = re.sub(r"^(?:has|have|with|adds?|adding|overrides?|overriding) ", "", match["rest"])
    rest = re.sub(r"^(?:with )?(?:own |additional |extra |new )?(?:(?:field|attribute) )?", "", rest)
    both = _read(f"class {match['sub']} with attributes {base_fields}, {rest}") or _read(
        f"class {match['sub']} with attributes {base_fields} and {rest}"
    )
    if base is None or both is None:
        return None
    return _joined(match["base"], base, [(match["sub"], both)])


def _write_family(words: str) -> str | None:
    match = _FAMILY.match(words)
    if match is None:
        return None
    if re.search(r" (?:that|which) (?:prints?|returns?)", match["desc"]):
        base, fields, named = _read(f"class {match['base']}{match['desc']}"), "", list[str]()
        fields = ", ".join(base.parameters) if base else ""
        return _with_children(match, base, fields, named)
    desc = re.sub(r"^(?: ?\(([^()]*)\)| with| that has| has| having)", r"\1", match["desc"]).strip(" ,")
    methods = re.findall(
        r"(?:methods? |function )`?([a-z_]+)`?(?:\(\))?|\b([a-z_]+)\(\)|\b(?!and|with|a\b)([a-z_]+) method\b", desc
    )
    named = list(dict.fromkeys(one or two or three for one, two, three in methods))
    fields = re.sub(
        r"(?:,? ?(?:and |with )?(?:abstract |empty )?)?(?:methods? `?[a-z_]+`?(?:\(\))?|\b[a-z_]+\(\)|\b[a-z_]+ method\b)",
        "",
        desc,
    ).strip(" ,")
    fields = re.sub(r"^(?:fields?|attributes?) |(?:^|,? )and$", "", fields).strip(" ,")
    if not re.fullmatch(r"(?:\w+(?:(?:, |,? and )\w+)*)?", fields) or len(named) > 1:
        return None
    base = _base(match["base"], fields, named)
    if base is not None and re.match(r"(?:base |parent )*abstract", words):
        base = _as_abstract(base, match["base"])
    return _with_children(match, base, fields, named)


def _as_abstract(base: _Class, name: str) -> _Class:
    """Return a class of which no object can be made."""
    source = base.source.replace(f"class {name}:", f"class {name}(ABC):")
    source = re.sub(
        r"    def (\w+)\(self\):\n        raise NotImplementedError",
        r"    @abstractmethod\n    def \1(self):\n        ...",
        source,
    )
    return _Class(
        base.parameters,
        base.methods,
        source,
        "\n".join(filter(None, ["from abc import ABC, abstractmethod", base.imports])),
    )


def _with_children(match: re.Match[str], base: "_Class | None", fields: str, named: list[str]) -> str | None:
    subs = re.findall(r"([A-Z]\w*)(?: ?\(([^()]*)\))?", match["subs"])
    said = _said_of_subs(match["rest"], len(subs), named)
    if base is None or said is None:
        return None
    children = []
    for (sub, own), says in zip(subs, said, strict=True):
        everything = ", ".join(filter(None, [fields, own, says]))
        explicit = "attributes " if fields or own else ""
        child = _read(f"class {sub} with {explicit}{everything}")
        if child is None and not explicit:  # it has nothing of its own but what it does
            bare = _read(f"class {sub} with attribute name, {everything}")
            own_methods = {key: text for key, text in bare.methods.items() if not key.startswith("__")} if bare else {}
            child = _Class([], own_methods, "", "") if own_methods else None
        if child is None:
            return None
        children.append((sub, child))
    return _joined(match["base"], base, children)


def _base(name: str, fields: str, methods: list[str]) -> _Class | None:
    empty = "".join(f"    def {method}(self):\n        raise NotImplementedError\n" for method in methods)
    if not fields:
        return _Class([], {}, f"class {name}:\n{empty or '    pass'}\n".rstrip() + "\n", "")
    base = _read(f"class {name} with attributes {fields}")
    if base is None:
        return None
    return _Class(
        base.parameters, base.methods, base.source.rstrip() + "\n" + (f"\n{empty}" if empty else ""), base.imports
    )


def _said_of_subs(rest: str, count: int, methods: list[str]) -> list[str] | None:
    """Return what each of the classes does, as a description of methods."""
    rest = re.sub(
        rf"^(?:(?:that|which|both|each|all) )*(?:{_FROM})?(?: (?:it|from it|[A-Z]\w*))?,? ?(?:(?:and|that|which) )*",
        "",
        rest,
    ).strip()
    texts = re.findall(_TEXT, rest)
    method = re.search(r"(?:methods? |overrid\w+ |implement\w* )`?([a-z_]+)`?(?:\(\))?", rest)
    name = methods[0] if methods else method[1] if method and method[1] not in ("it", "them", "to") else ""
    left = re.sub(
        rf"{_TEXT}|\b(?:and|respectively|it|to|that|which|so|by|a|own|with|method|methods|overrid\w+|implement\w*|says?|returns?|prints?|returning|printing|{name or 'it'})\b|[(),.]",
        "",
        rest,
    ).strip()
    if texts and name and len(texts) == count and not left:
        verb = "prints" if re.search(r"\bprint", rest) else "returns"
        return [f"method {name} that {verb} {text}" for text in texts]
    if not texts and name and not left and re.search(r"implement|overrid", rest):
        return [f"method {name}"] * count
    if count == 1 and not texts:
        return [
            re.sub(
                r"^(?:has|have|adds?|adding|with) (?:(?:own|additional|extra|new) )?(?:(?:field|attribute) )?", "", rest
            )
        ]
    return None


def _read(words: str) -> _Class | None:
    chain = declare(words)
    if chain is None or chain.missed:
        return None
    tree = ast.parse(chain.code)
    found = next((node for node in tree.body if isinstance(node, ast.ClassDef)), None)
    if found is None or found.decorator_list:
        return None
    methods = {
        node.name: "\n".join(chain.code.splitlines()[first_line(node) - 1 : node.end_lineno])
        for node in found.body
        if isinstance(node, ast.FunctionDef)
    }
    init = next((node for node in found.body if isinstance(node, ast.FunctionDef) and node.name == "__init__"), None)
    if init is None:
        return None
    imports = "\n".join(ast.unparse(node) for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom))
    source = "\n".join(chain.code.splitlines()[first_line(found) - 1 : found.end_lineno])
    return _Class([arg.arg for arg in init.args.args[1:]], methods, source + "\n", imports)


def _joined(name: str, base: _Class, children: list[tuple[str, _Class]]) -> str | None:
    imports, blocks, uses = {base.imports}, [base.source], []
    for sub, child in children:
        if child.parameters[: len(base.parameters)] != base.parameters:
            return None
        imports.add(child.imports)
        own = child.parameters[len(base.parameters) :]
        parts = []
        if own and base.parameters:
            init = re.sub(
                r"\n        self\.(\w+) = .*",
                lambda m: "" if m[1] in base.parameters else m[0],
                child.methods["__init__"],
            )
            head, _, body = init.partition("\n")
            parts.append(f"{head}\n        super().__init__({', '.join(base.parameters)})\n{body}".rstrip())
        elif own:
            parts.append(child.methods["__init__"])
        methods = {key: text for key, text in child.methods.items() if key not in ("__init__", "__repr__")}
        if not methods and not own:
            return None
        if own and "__repr__" in child.methods:
            parts.append(child.methods["__repr__"])
        parts += methods.values()
        blocks.append(f"class {sub}({name}):\n" + "\n\n".join(parts) + "\n")
        variable = variable_of(sub)
        uses.append(f"{variable} = {sub}({', '.join(example_value(plain_field(p), sub) for p in child.parameters)})")
        for key, text in methods.items():
            if re.search(rf"def {key}\(self\)", text) and "@property" not in text:
                uses.append(f"print({variable}.{key}())" if "return " in text else f"{variable}.{key}()")
    top = "\n".join(filter(None, sorted(imports)))
    return (f"{top}\n\n\n" if top else "") + "\n\n".join(blocks) + "\n\n" + "\n".join(uses) + "\n"
