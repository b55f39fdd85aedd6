"""Write the manual page: what the command line says of itself, in the form that `man` reads.

Imports the app's command line, and so runs where Pysmith's own packages are installed.
"""

import argparse
import sys
from pathlib import Path

from about import ROOT, filled

TEMPLATE = Path(__file__).resolve().parent / "linux" / "pysmith.1.in"


def manual_page() -> str:
    """Return the page."""
    sys.path.insert(0, str(ROOT))
    from app.cli import make_parser

    parser = make_parser()
    verbs = "\n".join(paragraphs_of_verbs(parser, ""))
    return filled(TEMPLATE, OPTIONS="\n".join(paragraphs_of_options(parser)), VERBS=verbs)


def paragraphs_of_verbs(parser: argparse.ArgumentParser, before: str) -> list[str]:
    """Return a paragraph for each verb of a parser, followed by those of its arguments, options and own verbs."""
    lines = []
    for group in (action for action in parser._actions if isinstance(action, argparse._SubParsersAction)):
        helps = {choice.dest: choice.help or "" for choice in group._choices_actions}
        for name, verb in group.choices.items():
            arguments = [action for action in verb._actions if not action.option_strings and not action.choices]
            shown = "".join(f' "\\fI{escaped(str(each.metavar or each.dest))}\\fP"' for each in arguments)
            lines += [".TP", f".B {escaped(before + name)}{shown}", escaped(sentence(helps.get(name, "")))]
            options = paragraphs_of_options(verb)
            lines += [".RS", *options, ".RE"] if options else []
            lines += paragraphs_of_verbs(verb, f"{before}{name} ")
    return lines


def paragraphs_of_options(parser: argparse.ArgumentParser) -> list[str]:
    """Return a paragraph for each option of a parser but --help, which every one has."""
    lines = []
    for action in parser._actions:
        if action.option_strings and "--help" not in action.option_strings:
            value = "" if action.nargs == 0 else f' "\\fI{escaped(value_of(action))}\\fP"'
            lines += [".TP", f".B {escaped(action.option_strings[-1])}{value}", escaped(sentence(action.help or ""))]
    return lines


def value_of(action: argparse.Action) -> str:
    """Return how an option's value is shown."""
    choices = "|".join(map(str, action.choices)) if action.choices else ""
    return choices or str(action.metavar or action.dest.upper())


def sentence(text: str) -> str:
    """Return a help text as a sentence."""
    return text[:1].upper() + text[1:].rstrip(".") + "."


def escaped(text: str) -> str:
    """Return a text without what troff would take for its own."""
    return text.replace("\\", "\\e").replace("-", "\\-").replace("%%", "%")


if __name__ == "__main__":
    sys.stdout.write(manual_page())
