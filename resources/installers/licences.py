"""Gather the licences of the packages that a build carries along, into one text that goes with it.

Reads what the installed packages say of themselves; decides nothing about what is carried.
"""

import re
import sysconfig
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

IS_LICENCE = re.compile(r"(^|/)(licen[cs]e|copying|notice|copyright)[^/]*$|/licenses/", re.IGNORECASE)
RULE = "=" * 100
INTRODUCTION = """\
Pysmith is free software under the MIT licence. It carries along other people's work, under their own licences:
Python itself, and the packages below. Qt and Qt for Python are used under the LGPL, version 3: their libraries lie
beside the program as files of their own, and can be replaced. Their source: https://download.qt.io/official_releases/
"""


def licences_text(modules: Iterable[str]) -> str:
    """Return the licences of Python and of every package that one of these modules or files belongs to."""
    owners = packages_distributions()
    top_levels = {re.split(r"[./\\]", name, maxsplit=1)[0] for name in modules}
    names = sorted({owner for top in top_levels for owner in owners.get(top, [])}, key=str.casefold)
    parts = [INTRODUCTION, section("Python", python_licence())]
    for name in names:
        try:
            parts.append(section(*described(distribution(name))))
        except PackageNotFoundError:  # a module whose package has gone meanwhile
            continue
    return "\n".join(parts)


def python_licence() -> str:
    """Return Python's own licence, or where it can be read."""
    folders = [Path(sysconfig.get_path("stdlib")), Path(sysconfig.get_config_var("prefix"))]
    found = next((path for folder in folders if (path := folder / "LICENSE.txt").is_file()), None)
    return found.read_text(encoding="utf-8") if found else "https://docs.python.org/3/license.html"


def described(package: Distribution) -> tuple[str, str]:
    """Return a package's name with its version, and its licence's texts."""
    facts = package.metadata
    name = f"{facts['Name']} {package.version}"
    said = facts.get("License-Expression") or facts.get("License") or ""
    classes = [line.split("::")[-1].strip() for line in facts.get_all("Classifier", []) if line.startswith("License")]
    texts = [said or ", ".join(classes) or "See the package's own page."]
    for file in package.files or []:
        path = Path(str(file.locate()))
        if ".dist-info/" in file.as_posix() and IS_LICENCE.search(file.as_posix()) and path.is_file():
            texts.append(path.read_text(encoding="utf-8", errors="replace").strip())
    return name, "\n\n".join(texts)


def section(name: str, text: str) -> str:
    """Return a part of the text under a heading."""
    return f"{RULE}\n{name}\n{RULE}\n{text.strip()}\n"
