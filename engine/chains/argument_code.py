"""Programs that read a command line with argparse, from the arguments that they are to have."""

import keyword
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.chains.flow import repr_string


@dataclass
class Argument:
    """One argument of a command line, with what the request says of it."""

    name: str  # as in the namespace
    flags: tuple[str, ...] = ()  # none for a positional argument
    kind: str = ""
    action: str = ""
    nargs: str = ""
    default: str | None = None
    choices: tuple[str, ...] = ()
    help: str = ""
    is_required: bool = False


@dataclass
class Command:
    """A parser: the main one, or that of a subcommand."""

    name: str = ""
    arguments: list[Argument] = field(default_factory=list)


def _literal(text: str, kind: str) -> str:
    """Return the source of a value that the request gives, in the type of its argument."""
    bare = text[1:-1] if text[:1] in "\"'`" else text
    if kind == "float" and re.fullmatch(r"-?\d+", bare):
        return f"{bare}.0"
    if kind == "Path":
        return f"Path({repr_string(bare)})"
    return bare if kind in ("int", "float") and re.fullmatch(r"-?\d+(?:\.\d+)?", bare) else repr_string(bare)


_COUNTED = re.compile(r"^n$|count|number|lines?$|limit|times|top|port|pages?$|retries|workers|days|repeat")


def _settle_kind(argument: Argument) -> None:
    """Give an option the number type of its default or its choices."""
    if argument.kind == "float" and _COUNTED.search(argument.name) and re.fullmatch(r"-?\d+", argument.default or "0"):
        argument.kind = "int"
    values = [*argument.choices, *([argument.default] if argument.default is not None else [])]
    if not argument.kind and values and all(re.fullmatch(r"-?\d+", value) for value in values):
        argument.kind = "int"
    elif not argument.kind and values and all(re.fullmatch(r"-?\d+(?:\.\d+)?", value) for value in values):
        argument.kind = "float"


def _call(parser: str, argument: Argument) -> str:
    _settle_kind(argument)
    parts = [repr_string(flag) for flag in argument.flags] or [repr_string(argument.name)]
    if argument.action:
        parts.append(f"action={repr_string(argument.action)}")
    if argument.kind and argument.action not in ("store_true", "count"):
        parts.append(f"type={argument.kind}")
    if argument.nargs:
        parts.append(f"nargs={argument.nargs if argument.nargs.isdigit() else repr_string(argument.nargs)}")
    if argument.choices:
        parts.append(f"choices=[{', '.join(_literal(value, argument.kind) for value in argument.choices)}]")
    if argument.default is not None:
        parts.append(f"default={_literal(argument.default, argument.kind)}")
    elif argument.action == "append":
        parts.append("default=[]")
    elif argument.action == "count":
        parts.append("default=0")
    if argument.is_required and argument.flags:
        parts.append("required=True")
    if argument.help:
        parts.append(f"help={repr_string(argument.help)}")
    return f"{parser}.add_argument({', '.join(parts)})\n"


def _shown(argument: Argument, indent: str = "") -> str:
    label = f"{argument.name}:"
    value = f"args.{argument.name}" if not keyword.iskeyword(argument.name) else f'getattr(args, "{argument.name}")'
    return f"{indent}print({repr_string(label)}, {value})\n"


def _computed(what: str, arguments: list[Argument]) -> str:
    """Return the line that prints what is computed of the numbers given."""
    for argument in arguments:
        argument.kind = argument.kind or "float"
    if len(arguments) == 1 and arguments[0].nargs:
        values = f"args.{arguments[0].name}"
        made = {"sum": f"sum({values})", "total": f"sum({values})", "average": f"sum({values}) / len({values})"}.get(
            what, ""
        )
    else:
        values = {"product": " * ", "difference": " - "}.get(what, " + ").join(f"args.{a.name}" for a in arguments)
        made = f"({values}) / {len(arguments)}" if what == "average" else values
    return f"print({made})\n" if made else ""


def write_parser(commands: Sequence[Command], computed: str = "") -> str:
    """Return the program that reads the command line of the main command and its subcommands, and prints what was given.

    `computed` names what is printed of its numbers instead: their sum, product, difference or average.
    """
    main, *subcommands = commands
    result = _computed(computed, main.arguments) if computed else ""
    code = "parser = argparse.ArgumentParser()\n" + "".join(_call("parser", argument) for argument in main.arguments)
    if subcommands:
        code += 'commands = parser.add_subparsers(dest="command", required=True)\n'
        for command in subcommands:
            variable = f"{command.name.replace('-', '_')}_parser"
            made = f"commands.add_parser({repr_string(command.name)})\n"
            code += f"{variable} = {made}" if command.arguments else made
            code += "".join(_call(variable, argument) for argument in command.arguments)
    code += "args = parser.parse_args()\n\n"
    code += result or "".join(_shown(argument) for argument in main.arguments)
    for number, command in enumerate(subcommands):
        code += f"{'el' if number else ''}if args.command == {repr_string(command.name)}:\n"
        code += f"    print({repr_string(command.name)})\n" + "".join(_shown(a, "    ") for a in command.arguments)
    imports = "import argparse\n" + ("from pathlib import Path\n" if "Path" in code else "")
    return f"{imports}\n{code}"
