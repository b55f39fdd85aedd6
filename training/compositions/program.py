"""The program that a pipeline becomes, and what is there at each point of it.

One line a step and one name for one thing, so that what is said and what is written go side by side.
"""

from dataclasses import dataclass, field

from training.compositions.domains import Column

_TAKEN = frozenset(
    {
        "sum",
        "min",
        "max",
        "list",
        "dict",
        "set",
        "id",
        "range",
        "input",
        "class",
        "type",
        "str",
        "int",
        "len",
        "sorted",
        "number_",
        "file",
    }
)


class Program:
    """Lines and what they import; the body of a function when it has a name."""

    def __init__(self) -> None:
        self.imports: set[str] = set()
        self.lines: list[str] = []
        self.names: set[str] = set()
        self.function = ""  # "def total(numbers):"

    def add(self, *lines: str, imports: str = "") -> None:
        """Append lines; `imports` are lines of imports, separated by semicolons."""
        self.lines.extend(lines)
        self.imports.update(line.strip() for line in imports.split(";") if line.strip())

    def fresh(self, *names: str) -> str:
        """Return the first name that is not taken yet."""
        choices = [*names, *(f"{name}_{number}" for number in range(2, 9) for name in names)]
        name = next(name for name in choices if name not in self.names and name not in _TAKEN)
        self.names.add(name)
        return name

    def text(self) -> str:
        """Return the whole program, imports first."""
        plain = sorted(line for line in self.imports if line.startswith("import "))
        others = sorted(line for line in self.imports if not line.startswith("import "))
        head = "\n".join((*plain, *others))
        if self.function:
            body = self.function + "\n" + "\n".join("    " + line if line else line for line in self.lines)
            return (head + "\n\n\n" if head else "") + body + "\n"
        return (head + "\n\n" if head else "") + "\n".join(self.lines) + "\n"


@dataclass(frozen=True)
class Data:
    """What is there: its kind, the expression that holds it, and what people and programs call it and its parts."""

    kind: str  # numbers, strings, rows, mapping, pairs, groups, number, string, row, results
    expression: str
    one: str
    many: str
    item: str = "item"
    number: str = "int"  # what its numbers are: int or float
    columns: tuple[Column, ...] = ()
    access: str = "typed"  # how a row gives a value: "csv" texts, "typed" values, "tuple" places
    low: float = 0
    high: float = 100
    values: tuple[str, ...] = ()
    keys: str = ""  # of a mapping: what its keys and values are
    held: str = ""
    held_said: str = ""  # what people call the values, where that is not their name
    labels: tuple[tuple[str, str], ...] = ()  # results: (label, expression)
    tags: frozenset[str] = field(default=frozenset())

    def of(self, column: Column, item: str = "") -> str:
        """Return the expression of a row's value, as a number where it is one."""
        item = item or self.item
        if self.access == "tuple":
            return f"{item}[{self.columns.index(column)}]"
        raw = f'{item}["{column.name}"]'
        return f"{column.kind}({raw})" if self.access == "csv" and column.is_number else raw

    @property
    def called(self) -> str:
        """What people call the values of a mapping."""
        return self.held_said or self.held.replace("_", " ")

    @property
    def is_many(self) -> bool:
        """Whether one can speak of its parts in the plural."""
        return self.kind in ("numbers", "strings", "rows", "mapping", "pairs", "groups")

    @property
    def numeric(self) -> list[Column]:
        """Columns to compute with."""
        return [column for column in self.columns if column.is_number]

    @property
    def textual(self) -> list[Column]:
        """Columns of texts."""
        return [column for column in self.columns if not column.is_number]
