"""A program about the files of a folder while it is written: what was said of the files, and the lines so far."""

import re
from dataclasses import dataclass, field

from engine.chains.folder_words import Selection, paths_source

_FILLER = frozenset(
    "and then of all the every each any those these that which are is in file files folder folders directory named called name "
    "names them it with their its from to by there have has one ones print show list find get out me please for on my "
    "a an python using pathlib whole path paths only just do does do i also so be into only result results keep keeping existing found below "
    "located stored full do items item who take takes up old new".split()
)


@dataclass
class Job:
    """A program under construction."""

    selection: Selection
    lines: list[str] = field(default_factory=list)
    imports: set[str] = field(default_factory=set)
    filler: str = ""  # words that this job explains

    @property
    def is_understood(self) -> bool:
        words = re.findall(r"[^\s,.:;?!()]+", self.selection.text.lower())
        return all(word in _FILLER or word in self.filler.split() for word in words)

    def collect(self, order: str = "", is_descending: bool = False, limit: str = "") -> None:
        """Write the line that gathers the files into `paths`."""
        source = paths_source(self.selection)
        inner = source.removeprefix("path for path in ") if " if " not in source else source
        options = (f", key={order}" if order else "") + (", reverse=True" if is_descending else "")
        end = f"[:{limit}]" if limit else ""
        self.lines += self.selection.front
        if " if " in inner and options:
            self.lines.append(f"paths = [{inner}]")
            self.lines.append(f"paths = sorted(paths{options}){end}")
        else:
            self.lines.append(f"paths = sorted({inner}{options}){end}")
        self.imports |= {"from pathlib import Path", *self.selection.imports}

    def loop(self, *body: str) -> None:
        """Write a loop over the files."""
        self.lines.append("for path in paths:\n" + "\n".join(f"    {line}" for line in body))

    def code(self) -> str:
        """Return the whole program, long comprehensions broken."""
        return "\n".join(sorted(self.imports)) + "\n\n" + "\n".join(map(_broken, self.lines)) + "\n"


def _broken(line: str) -> str:
    match = re.fullmatch(
        r"(paths = (?:sorted\(|\[))(path) (for path in .*?) if (.*?)((?:, key=.*)?[)\]](?:\[:\d+\])?)", line
    )
    if len(line) <= 100 or match is None:
        return line
    tests = match[4].replace(" and ", "\n    and ")
    return f"{match[1]}\n    {match[2]}\n    {match[3]}\n    if {tests}\n{match[5]}"
