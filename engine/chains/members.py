"""What a described class consists of: fields, methods as they are spoken of, and methods in Python."""

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """A field: its name, its type, and its default as source ("" for none)."""

    name: str
    type: str
    default: str
    is_private: bool = False
    sample: str = ""  # a value that it may have, as source, where not every one of its type will do

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


Body = tuple[tuple[str, ...], list[str]]  # parameters and lines


@dataclass(frozen=True)
class Scope:
    """What a method can speak of: fields, its parameters, and the class's other methods."""

    fields: list[Field]
    parameters: tuple[str, ...]
    others: list[Method]

    def find(self, words: str) -> Field | None:
        """Return the field that some words name."""
        name = re.sub(r"^(?:self\.|its |their |current |object's |own )+", "", words.strip()).replace(" ", "_").lower()
        if name in ("it", "this") and len(self.numbers()) == 1:
            return self.numbers()[0]
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
