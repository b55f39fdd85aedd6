"""Take a documentation page apart: pairs of request and code from its blocks, and its sections as prose with code.

Works on what the Markdown and reStructuredText readers yield.
"""

import textwrap
from collections.abc import Iterable

from engine import syntax
from training.cleaning import UnusableError, clean_code
from training.phrasing import request_from_headings, request_from_lead
from training.sources.base import Extract, Pair
from training.sources.markdown import CodeBlock
from training.trees import USUAL_IMPORTS, add_missing_imports, read_imports

PYTHON_LANGUAGES = frozenset({"py", "python", "python3", "pycon", "ipython", "ipython3", ""})
MAX_SECTION_CHARS = 3000


def extract_page(title: str, blocks: Iterable[CodeBlock]) -> Extract:
    """Return a page's pairs, and each section's leads and clean code as one text."""
    extract = Extract()
    section: tuple[str, ...] = ()
    texts: list[str] = []
    imported = dict(USUAL_IMPORTS)
    for block in blocks:
        if block.language not in PYTHON_LANGUAGES:
            extract.dropped["other_language"] += 1
            continue
        try:
            code = clean_code(block.code)
        except UnusableError as error:
            extract.dropped[error.reason] += 1
            continue
        if tree := syntax.parse(code):
            code = add_missing_imports(code, tree, imported)
            imported |= read_imports(tree)
        if block.headings != section:
            _end_section(extract, section, texts)
            section, texts = block.headings, []
        texts += [_to_comment(block.lead)] if block.lead and len(block.lead) < 600 else []
        texts.append(code)
        request = request_from_lead(block.lead) or _request_from_titles(title, block.headings)
        extract.pairs.append(Pair(request, code))
    _end_section(extract, section, texts)
    return extract


def _request_from_titles(title: str, headings: tuple[str, ...]) -> str:
    return request_from_headings(headings[0] if headings else title, headings[1:])


def _to_comment(text: str) -> str:
    """Prose becomes a comment, so that a section is Python as a whole."""
    return textwrap.fill(text, 96, initial_indent="# ", subsequent_indent="# ", break_long_words=False)


def _end_section(extract: Extract, section: tuple[str, ...], texts: list[str]) -> None:
    if texts:
        text = "\n\n".join([_to_comment(" - ".join(section[-2:])), *(part.strip("\n") for part in texts)]) + "\n"
        if len(text) <= MAX_SECTION_CHARS:
            extract.prose.append(text)
