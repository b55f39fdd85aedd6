"""Command lines in words: a parser with the arguments, options, flags and subcommands that a request names.

A request is read from left to right, word group by word group; where one is met that is not known, no program is written.
"""

import re

from engine.chains.argument_code import Argument, Command, write_parser
from engine.chains.flow import Chain


def write_arguments(prompt: str) -> Chain | None:
    """Return the program that reads the command line of a request, or None where it is not understood whole."""
    if not _IS_ABOUT.search(prompt) or "```" in prompt or "\n" in prompt.strip():
        return None
    reader = _Reader(" ".join(prompt.split()).rstrip(".!? "))
    if not reader.read() or not any(command.arguments for command in reader.commands):
        return None
    return Chain(write_parser(reader.commands, reader.computed), 1, (), title="Read the command line with argparse")


_IS_ABOUT = re.compile(
    r"\bargparse\b|\bsub-?commands?\b|\b(?:options?|flags?|switch|command[- ]line)\b.* --[a-z]", re.I
)
_WORD = r"[A-Za-z_][\w-]*"
_VALUE = r"(?:\"[^\"]*\"|'[^']*'|`[^`]*`|-?\d+(?:\.\d+)?(?![\w.]*\w)|[\w./+:-]*\w(?:\.\w+)?)"
_KINDS = {"int": "int", "integer": "int", "integers": "int", "ints": "int", "whole number": "int", "whole numbers": "int",
    "float": "float", "floats": "float", "decimal": "float", "number": "float", "numbers": "float", "str": "", "string": "",
    "strings": "", "text": "", "path": "Path"}  # fmt: skip
_KIND = "|".join(sorted(_KINDS, key=len, reverse=True))
_THING = r"(?:options?|parameters?|arguments?|args?|values?)"
_LEAD = re.compile(
    r"(?:(?:please|i need|i want|write|make|create|build|set up|give me|show me|how (?:do i|to)|can you|parse|use|need|define|how|do|i|can|add|accept|read|handle|take|get|"
    r"a|an|the|me|with|using|in|for|by|of|to|that|which|uses|small|little|simple|short|python|new|my) |)*?"
    r"(?:argparse (?=to )|(?:argparse|command[- ]line|cli|python)(?: (?:script|program|parser|tool|interface|example|app))?"
    r"|(?:script|program|parser|tool|app)|)(?!\w)"
    r"(?: (?:called|named) [\w.]+)?"
    r"(?: (?:with|using|in|by|for|that uses?|which uses?) argparse)?",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"[\s,;:()+.&]+|-(?= )|(?:and|plus|also|with|it|takes?|taking|accepts?|accepting|has|have|having|needs?|that|which|using|the|an?|as|well|too|"
    r"two|three|four|both|some|reads?|argparse|following|accept|read|add|parse|from|for|tool|program|parser|cli|whose|command[- ]line(?= has)|one|options? with|options?(?= with| using|$)|subcommand(?= \w+ )|use|using|=|dates?|each(?! takes?)|then|or|is|are|should|script|be|another|wants?|of|options?:|arguments?:)\b",
    re.IGNORECASE,
)
_OPTION = re.compile(
    r"(?:(?P<before>(?:(?:required|mandatory|optional|boolean|bool|repeatable|on/off|" + _KIND + r") )*)"
    r"(?:(?P<noun>options?|flags?|switch(?:es)?|parameters?|arguments?) (?:called |named )?)?)?"
    r"[`'\"]?(?P<one>--?[A-Za-z][\w-]*)[`'\"]?(?:(?:/| or | / |, ?|\|| \(?(?:short )?)[`'\"]?(?P<two>--?[A-Za-z][\w-]*)(?<![`'\"])[`'\"]?\)?)?"
    r"(?:[ =]<?(?P<meta>[A-Z][A-Z_]*)>?(?![\w]))?(?: (?:flag|switch)(?P<after>))?",
)
_POSITIONAL = re.compile(
    r"(?:(?P<optional>optional) )?(?:(?P<kind0>"
    + _KIND
    + r") )?positional(?: (?:"
    + _THING
    + r"))?:? (?:(?P<kind1>"
    + _KIND
    + r") )?(?:"
    + _THING
    + r" )?(?:called |named |for )?(?:the |an? (?!and\b))?"
    r"(?P<names>(?!(?:default|and|with)\b)"
    + _WORD
    + r"(?:(?: ?, ?(?:and )?| and )(?!(?:an? |the )?(?:option|flag|optional|positional|int|float|string|--))"
    + _WORD
    + r"(?! ?--))*)(?: (?:"
    + _THING
    + r"|files|paths|names)\b)?",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    rf"(?P<names>(?!(?:argparse|script|tool|program)\b)[A-Za-z_]+(?: (?:file|path|name|folder))?) \((?:as )?(?:an? )?(?:(?P<kind>{_KIND}) )?positional(?: argument)?\)"
    r"|(?P<plain>(?!(?:positional|optional|required|one|an?|the|last|first)\b)[A-Za-z_]+) argument(?=[,;]|$| and\b)",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"arguments:? (?P<names>(?!(?:an?|the|and|with|are|is|that|which|for|of|from|to|by|in)\b)[a-z_]+(?:(?: ?, ?(?:and )?| and )(?!(?:an?|the|option|flag|optional|prints?|--)\b)[a-z_]+)+)(?= ?\(| ?,| ?\.|$| and\b| as\b)",
    re.IGNORECASE,
)
_QUOTED_COMMAND = re.compile(
    r"(?:command )?[`'\"](?P<name>[a-z][\w-]*)[`'\"](?= (?:takes?|has|with|gets|needs)\b)", re.IGNORECASE
)
_NAMED = re.compile(
    r"(?:(?:an?|the|one|its|two|required|optional) )*(?P<names>(?!(?:an?|the|"
    + _KIND
    + r"|argparse|using|sub-?commands?|default|required|optional|one|two|print|prints)\b)[a-z_]+"
    r"(?: (?:name|path|file|id|number|word|url))?)(?: (?:argument|positional))?(?=$|,|;|\.|\)| \(| and\b| with\b| or\b| as\b|:| plus\b| then\b)",
    re.IGNORECASE,
)
_MANY = re.compile(
    rf"(?:positional )?(?P<count>one or more|several|any number of|zero or more|a list of|many|at least one) (?:positional )?"
    rf"(?:(?P<kind>{_KIND})\b ?)?(?P<noun>(?!(?:and|with|as)\b)[a-z]+(?: (?:names|paths|files))?)?(?: arguments)?(?! (?:values?)\b)",
    re.IGNORECASE,
)
_SUBCOMMANDS = re.compile(
    r"(?:(?:two|three|four|the|2|3|4) )*(?:sub-?commands?|commands)(?: (?:called|named))?:? (?P<names>[`'\"]?"
    + _WORD
    + r"[`'\"]?(?:(?: ?, ?(?:and )?| and | or |/)(?!(?:"
    + _WORD
    + r") (?:takes?|has|with|gets|needs)\b)[`'\"]?"
    + _WORD
    + r"[`'\"]?(?= ?,| and\b| or\b| ?;| ?\.| ?:|/| ?\(|$))*)",
    re.IGNORECASE,
)
_SUBCOMMAND = re.compile(
    rf"(?:an? |one |another |the )?sub-?command (?:called |named )?[`'\"]?(?P<name>{_WORD})[`'\"]?(?= (?:that|which|with|taking))",
    re.I,
)
_BOTH = re.compile(
    rf"\(?both (?:are |of type |as )?(?:(?P<required>required|mandatory)|(?P<kind>{_KIND})\b)", re.IGNORECASE
)
_EACH = re.compile(
    r"(?:and |,|where |which )*(?:each|both)(?: of them)? (?:takes?|with|has|have|accepts?)\b", re.IGNORECASE
)
_QUALIFIERS: list[tuple[str, re.Pattern[str]]] = [
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in [
        ("default", rf"(?:with |and |the |a |it )*(?:default(?:s|ing)?(?: value)?(?: ?(?:to|is|of|:|=))?) ?(?P<value>{_VALUE}|[;|,:](?= |$))"),
        ("default", rf"\(?(?P<value>{_VALUE}) (?:by default|if (?:it is )?(?:not given|missing|left out))"),
        ("choices", rf"(?:which |that |it |can |may |must |only |be |with |is )*(?:choices?|choice of|choose from|one of|either|allowed values?)(?: are| is)?:? ?[\[(]?(?P<values>{_VALUE}(?:(?: ?, ?(?:or |and )?| or | and |\|| ?/ ?)(?!default|flag|option|required|an? |the |and |or |-){_VALUE}(?! ?--))*)[\])]?"),
        ("nargs", r"(?:which |that |it |can |may )*(?:tak(?:es?|ing)|with|accept(?:s|ing)?) (?P<count>one or more|several|multiple|any number of|zero or more|a list of|two|three|four|\d) (?:values?|numbers|(?P<kind>" + _KIND + r")|names|files|words)"),
        ("append", r"(?:which |that |it |can |may |be |given |used )*(?:repeat(?:ed|able)|(?:several|multiple|many) times|more than once)"),
        ("count", r"(?:which |that |it |can |be |is )*(?:counted)"),
        ("required", r"(?:which |that |it |is |are |must be |and )*(?:required|mandatory)(?: options?)?"),
        ("optional", r"(?:which |that |it |is |are |and )*optional\b(?! (?:positional|option|flag|argument|-))"),
        ("flag", r"(?:which |that |it |is |are |as |both )*(?:an? |the )?(?:boolean |on/off |true/false )?(?:flags?|switch|boolean|bool|store_true)\b(?! -)"),
        ("kind", rf"(?:which |that |it |is |are |as |of |type[ =:]+|both |all |an? |in |must be )*(?P<kind>{_KIND})\b(?! (?:option|positional|argument|flag|--))"),
        ("help", r"(?:with )?(?:the )?help(?: text)?:? ?(?P<text>\"[^\"]*\"|'[^']*')"),
    ]
]  # fmt: skip
_PRINT = re.compile(
    r"(?:and |then |it |should |finally )*(?:prints?|printing|shows?|display|output)(?: out)? (?:all |both |the |them|of )*"
    r"(?:what was given|everything|args|namespace|(?:parsed |given )?(?:values?|options?|arguments?|results?)(?: (?:of )?(?:them|all))?|each|it|both|all|)(?=$|[,.;])",
    re.IGNORECASE,
)
_COMPUTE = re.compile(
    r"(?:and |then |it |should )*prints? (?:their|the) (?P<what>sum|total|product|difference|average)(?: of (?:them|the numbers|both))?$",
    re.IGNORECASE,
)


_USUAL_FLAGS = frozenset("verbose quiet recursive force dry_run debug all reverse overwrite".split())


class _Reader:
    """Reads a description from left to right into commands with their arguments."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.commands = [Command()]
        self.last: list[Argument] = []
        self.current = self.commands[0]
        self.may_name = False  # whether bare nouns are arguments: after "takes"
        self.computed = ""
        self.shared: Command | None = None  # what each of the subcommands takes

    def read(self) -> bool:
        """Return whether the whole text was understood."""
        if lead := _LEAD.match(self.text):
            self.at = lead.end()
        while self.at < len(self.text):
            if not (self._step() or self._take(_SEPARATOR)):
                return False
        for command in self.commands[1:] if self.shared else []:
            command.arguments += self.shared.arguments if self.shared else []
        return self._is_sound()

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.text, self.at)
        if match is None or match.end() == match.start():
            return None
        if match.end() < len(self.text) and self.text[match.end() - 1].isalnum() and self.text[match.end()].isalnum():
            return None
        if match[0].lower().split()[-1:] and match[0].lower().split()[-1] in (
            "takes",
            "take",
            "accepts",
            "taking",
            "has",
        ):
            self.may_name = True
        self.at = match.end()
        return match

    def _step(self) -> bool:
        if match := self._take(_COMPUTE):
            self.computed = match["what"].lower()
            return True
        if self._prints_known():
            return True
        return bool(
            self._take(_PRINT) or self._subcommands() or self._switch() or self._qualifies_both() or self._refer()
            or self._option() or self._positional() or self._qualifier() or self._many() or self._named()
        )  # fmt: skip

    def _prints_known(self) -> bool:
        """Read "prints the greeting and the name", where both are arguments."""
        names = "|".join(re.escape(argument.name) for argument in self.current.arguments)
        if not names:
            return False
        each = rf"(?:the |its )?(?:value of )?(?:--)?(?:{names})"
        return bool(
            self._take(
                re.compile(rf"(?:and |then |it )*prints? {each}(?:(?: ?, ?| and ){each})*(?=$|[.,;])", re.IGNORECASE)
            )
        )

    def _subcommands(self) -> bool:
        if match := self._take(_SUBCOMMAND) or self._take(_QUOTED_COMMAND):
            if any(command.name == match["name"] for command in self.commands):
                return False
            self.current = Command(match["name"])
            self.commands.append(self.current)
            self.last, self.may_name = [], match.re is _QUOTED_COMMAND
            return True
        if len(self.commands) > 1 or (match := self._take(_SUBCOMMANDS)) is None:
            return False
        names = re.findall(_WORD, re.sub(r"\b(?:and|or)\b", " ", match["names"]))
        self.commands += [Command(name) for name in names]
        self.last = []
        return True

    def _switch(self) -> bool:
        """Turn to a subcommand: "add takes …"."""
        if len(self.commands) > 1 and self._take(_EACH):
            self.current, self.last, self.may_name = Command(), [], True
            self.shared = self.current
            return True
        for command in self.commands[1:]:
            pattern = rf"(?:(?:the|sub-?command|command|for) )*[`'\"]?{re.escape(command.name)}[`'\"]?(?: (?:sub)?command)? ?(?:takes?|has|with|gets|needs|wants|accepts|:|\((?=[a-z-]))"
            if self._take(re.compile(pattern, re.IGNORECASE)):
                self.current, self.last, self.may_name = command, [], True
                return True
        return False

    def _qualifies_both(self) -> bool:
        """Read "both required", "both ints", which speak of the last two."""
        if len(self.current.arguments) < 2 or (match := self._take(_BOTH)) is None:
            return False
        for argument in self.current.arguments[-2:]:
            argument.is_required |= bool(match["required"])
            argument.kind = _KINDS.get((match["kind"] or "").lower(), argument.kind)
        return True

    def _refer(self) -> bool:
        """Turn back to an argument that is spoken of again: "port is an int"."""
        for argument in self.current.arguments:
            pattern = rf"(?:(?:where|the|and) )*[`'\"]?(?:--)?{re.escape(argument.name)}[`'\"]?(?: (?:option|argument))?(?= (?:is|are|can|must|should|defaults|has|with)\b)"
            if self._take(re.compile(pattern, re.IGNORECASE)):
                self.last = [argument]
                return True
        return False

    def _many(self) -> bool:
        """Read several values without an option: "one or more file names"."""
        if (match := self._take(_MANY)) is None:
            return False
        kind = _KINDS.get((match["kind"] or "").lower(), "")
        noun = "_".join((match["noun"] or match["kind"]).lower().split())
        self._add_positional([noun], _NARGS.get(match["count"].lower(), "+"), kind)
        return True

    def _option(self) -> bool:
        if (match := self._take(_OPTION)) is None:
            return False
        flags = sorted(filter(None, (match["one"], match["two"])), key=len)
        if match["two"] and match["one"].startswith("--") and match["two"].startswith("--"):
            flags = [match["one"]]  # two options of their own: "--a, --b"
            self.at = match.end("one")
        name = flags[-1].lstrip("-").replace("-", "_")
        argument = Argument(name, tuple(flags))
        noun, before = (match["noun"] or "").lower(), (match["before"] or "").lower()
        is_flag = (
            noun.startswith(("flag", "switch")) or "bool" in before or "on/off" in before or match["after"] is not None
        )
        if is_flag or (argument.name in _USUAL_FLAGS and not match["meta"]):
            argument.action = "store_true"
        self._describe(argument, before)
        if self._follows_plural(noun, argument):
            return True
        self.last = [argument]
        self.current.arguments.append(argument)
        return True

    def _follows_plural(self, noun: str, argument: Argument) -> bool:
        """Put an option beside the one before it where one word speaks of both: "flags --a and --b"."""
        if noun or not self.last or not self.last[-1].flags or self.last[-1].action != "store_true":
            return False
        if not re.search(r"(?i)\b(?:flags|switches)\b[^()]*$", self.text[: self.at]):
            return False
        argument.action = "store_true"
        self.last.append(argument)
        self.current.arguments.append(argument)
        return True

    def _describe(self, argument: Argument, words: str) -> None:
        argument.is_required |= "required" in words or "mandatory" in words
        if "repeatable" in words:
            argument.action = "append"
        for word, kind in _KINDS.items():
            if re.search(rf"\b{word}\b", words):
                argument.kind = kind

    def _positional(self) -> bool:
        if match := self._take(_BESIDE):
            self._add_positional(
                ["_".join((match["names"] or match["plain"]).lower().split())],
                "",
                _KINDS.get((match["kind"] or "").lower(), ""),
            )
            return True
        if match := self._take(_LISTED):
            self._add_positional(re.findall(_WORD, re.sub(r"\band\b", " ", match["names"])), "", "")
            return True
        if (match := self._take(_POSITIONAL)) is None:
            return False
        names = re.findall(_WORD, re.sub(r"\band\b", " ", match["names"]))
        self._add_positional(
            names, "?" if match["optional"] else "", _KINDS.get((match["kind0"] or match["kind1"] or "").lower(), "")
        )
        return True

    def _named(self) -> bool:
        if not self.may_name or (match := self._take(_NAMED)) is None:
            return False
        self._add_positional(["_".join(match["names"].lower().split())], "?" if "optional" in match[0] else "", "")
        return True

    def _add_positional(self, names: list[str], nargs: str, kind: str) -> None:
        self.last = [Argument(name.replace("-", "_").lower(), kind=kind, nargs=nargs) for name in names]
        self.current.arguments += self.last

    def _qualifier(self) -> bool:
        if not self.last:
            return False
        for name, pattern in _QUALIFIERS:
            if match := self._take(pattern):
                for argument in self._meant(name, match[0]):
                    _qualify(argument, name, match)
                return True
        return False

    def _meant(self, name: str, words: str) -> list[Argument]:
        """Return the arguments that a qualifier speaks of: the last, or those before it too, "x and y as integers"."""
        if name != "kind":
            return self.last[-1:]
        if all(not argument.flags for argument in self.last):
            return self.last
        before = self.current.arguments[-2:]
        is_plural = words.lower().endswith(("ints", "integers", "numbers", "floats", "strings"))
        return before if is_plural and all(a.flags and not a.kind and not a.action for a in before) else self.last[-1:]

    def _is_sound(self) -> bool:
        for command in self.commands:
            for argument in command.arguments:
                if argument.name in _USUAL_FLAGS and (argument.kind or argument.choices or argument.default):
                    argument.action = ""
            names = [argument.name for argument in command.arguments]
            if len(set(names)) < len(names) or "help" in names:
                return False
            if any(a.action == "store_true" and (a.kind or a.choices or a.default) for a in command.arguments):
                return False
            if any(a.default is not None and not a.flags and not a.nargs for a in command.arguments):
                for argument in command.arguments:
                    if argument.default is not None and not argument.flags:
                        argument.nargs = "?"
        if self.computed:
            numbers = [a for a in self.commands[0].arguments if not a.flags]
            return len(self.commands) == 1 and bool(numbers) and len(numbers) == len(self.commands[0].arguments)
        return len({command.name for command in self.commands}) == len(self.commands)


_NARGS = {"any number of": "*", "zero or more": "*", "two": "2", "three": "3", "four": "4"}


def _qualify(argument: Argument, name: str, match: re.Match[str]) -> None:
    if name == "default":
        argument.default = match["value"]
    elif name == "choices":
        argument.choices = tuple(re.findall(_VALUE, re.sub(r"(?<=[\w'\"]),? (?:or|and) ", ", ", match["values"])))
    elif name == "nargs":
        argument.nargs = _NARGS.get(match["count"].lower(), match["count"] if match["count"].isdigit() else "+")
        argument.kind = _KINDS.get((match["kind"] or "").lower(), argument.kind)
    elif name in ("append", "count"):
        argument.action = name
    elif name == "required":
        argument.is_required = True
    elif name == "optional" and not argument.flags:
        argument.nargs = "?"
    elif name == "flag":
        argument.action = "store_true"
    elif name == "kind":
        argument.kind = _KINDS[match["kind"].lower()]
    elif name == "help":
        argument.help = match["text"][1:-1]
