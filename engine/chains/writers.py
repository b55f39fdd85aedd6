"""Who writes a program for what a request describes: classes, decorators, queries, settings, plots, and more.

Each reads a request to its last word or writes nothing.
"""

from collections.abc import Callable, Iterator

from engine.chains.arguments import write_arguments
from engine.chains.binary_records import unpack_file
from engine.chains.classes import declare
from engine.chains.decorators import write_decorator
from engine.chains.exceptions import declare_exception
from engine.chains.families import declare_family
from engine.chains.flow import Chain
from engine.chains.formulas import plot_formula
from engine.chains.hierarchies import declare_hierarchy
from engine.chains.pools import write_pool
from engine.chains.regexes import write_pattern
from engine.chains.settings_files import write_settings
from engine.chains.sql import write_sql
from engine.chains.tested import write_tests

WRITERS: tuple[Callable[[str], Chain | None], ...] = (
    declare_family,
    declare_hierarchy,
    declare,
    declare_exception,
    write_decorator,
    write_tests,
    write_pattern,
    write_pool,
    write_sql,
    plot_formula,
    write_arguments,
    write_settings,
    unpack_file,
)


def write_described(prompt: str) -> Iterator[Chain]:
    """Yield the programs that are written for a request."""
    return filter(None, (write(prompt) for write in WRITERS))
