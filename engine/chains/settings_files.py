"""Settings files in words: options of an INI file read, set, added and deleted, its sections listed.

A request is taken apart piece by piece (file, section, options with their values); what is left over must be words that
say nothing, or no program is written.
"""

import keyword
import re
from dataclasses import dataclass, field

from engine.chains.cursor import Description
from engine.chains.flow import Chain, repr_string

_PATH = re.compile(
    r"\b(?:(?:in|from|of|to|into|called|named|(?:ini|config|settings|configuration)? ?file) )*[`'\"]?(?P<path>[\w./-]+\.(?:ini|cfg))[`'\"]?(?: file)?",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"\b(?:(?:in|from|of|under|to|the|a|new|inside|within) )*sections? (?:called |named )?[`'\"]?\[?(?P<name>(?!(?:of|in|and|with|from|names?|headers?)\b)[\w.-]+)\]?[`'\"]?"
    r"|(?:\b(?:in|from|of|under|to|the|inside) )*[`'\"]?\[(?P<bracket>[\w.-]+)\][`'\"]?(?: section)?"
    r"|\b(?:(?:in|from|of|under|to|the) )+[`'\"]?(?P<before>(?!(?:this|new|each|that)\b)[\w.-]+)[`'\"]? section\b",
    re.IGNORECASE,
)
_KINDS = {"int": "getint", "integer": "getint", "whole number": "getint", "float": "getfloat", "decimal": "getfloat",
    "bool": "getboolean", "boolean": "getboolean", "number": "getfloat", "string": "get", "text": "get", "str": "get"}  # fmt: skip
_KIND = "|".join(sorted(_KINDS, key=len, reverse=True))
_NAME = r"[`'\"]?(?P<{0}>(?!(?:the|an?|and|as|it|its|all|value|option|key|setting|section|default|with|in|from|if|changed?)\b)[A-Za-z_][\w.-]*)[`'\"]?"
_VALUE = r"(?:\"[^\"]*\"|'[^']*'|`[^`]*`|[^\s,;\"'`)]+(?<![.!?]))"
_OPTION = r"(?:(?:the|value|of|option|key|setting|entry) )*"
_SET = re.compile(
    rf"\b(?:set|change|update|put|switch) {_OPTION}{_NAME.format('name')}(?: (?:option|key|setting))? ?(?:to|=|as) ?(?P<value>{_VALUE})",
    re.IGNORECASE,
)
_ASSIGNED = re.compile(rf"{_NAME.format('name')} ?(?:=|:| set to ) ?(?P<value>{_VALUE})")
_GET = re.compile(
    rf"\b(?:read|get|print|show|load|take|fetch|what is|look up|return) {_OPTION}{_NAME.format('name')}(?: (?:option|key|setting|value))?"
    rf"(?P<rest>(?:(?: ?, ?(?:and )?| and )(?!(?:print|show|get|return|use|save)\b){_OPTION}[`'\"]?[A-Za-z_][\w-]*[`'\"]?(?= ?,| and| \(| as| with|$| from| in))*)"
    rf"(?P<kind>(?: as (?:an? )?(?:{_KIND})| \((?:as (?:an? )?)?(?:{_KIND})\))?)",
    re.IGNORECASE,
)
_DEFAULT = re.compile(
    rf",? ?\b(?:with |and |the |a |using |use )*(?:default(?:s|ing)?(?: value)?(?: ?(?:to|of|is|=))?|fall(?:s|ing)? ?back(?: to|=)?) ?(?P<value>{_VALUE})"
    rf"|,? ?(?:\bor )?(?P<value2>{_VALUE}) (?:by default|if (?:it is |it's |the option is )?(?:missing|not there|not set|absent))",
    re.IGNORECASE,
)
_KIND_AFTER = re.compile(
    rf"\b(?:as|convert(?:ed)? to) (?:an? )?(?P<kind>{_KIND})(?: value)?\b|\((?:an? )?(?P<kind2>{_KIND})\)",
    re.IGNORECASE,
)
_DELETE = re.compile(
    rf"\b(?:delete|remove|drop) {_OPTION}{_NAME.format('name')}(?: (?:option|key|setting))?\b", re.IGNORECASE
)
_FILLER = frozenset(
    "please with using in the a an of to from and then it them its file config configuration ini configparser python how do i can you "
    "read write save saved print show display output value values option options key keys setting settings keep keeping rest everything "
    "else other others unchanged untouched as is back again changes changed result for me get which contains that has have my "
    "load open store return parse there take only just also create make new add called named section sections if missing needed".split()
)


@dataclass
class _Change(Description):
    """What a request says about one file; `text` is what is left of it."""

    path: str = ""
    sections: list[str] = field(default_factory=list)

    @property
    def is_used_up(self) -> bool:
        return all(word in _FILLER for word in re.findall(r"[^\s,.:;?!()]+", self.text.lower()))


def write_settings(prompt: str) -> Chain | None:
    """Return the program that reads or changes the INI file of a request, or None where it is not understood whole."""
    change = _Change(" ".join(prompt.split()).rstrip(".!? "))
    if (path := change.take(_PATH)) is None or _TOO_MUCH.search(prompt):
        return None
    change.path = path["path"]
    if re.search(r"(?i)\bsections [\w.-]+ \(", change.text):  # "sections db (host=a) and log (level=info)"
        text = re.sub(r"(?i)\bsections (?=[\w.-]+ \()", "", change.text)
        change.text = re.sub(r"([\w.-]+) \(([^()]*=[^()]*)\)", r"section \1 (\2)", text)
    for write in (_list_sections, _create, _delete, _set, _get):
        if body := write(_Change(change.text, change.path)):
            if "%" in body:  # no interpolation: "50%" is a value like any other
                body = body.replace("ConfigParser()", "ConfigParser(interpolation=None)")
            return Chain(f"from configparser import ConfigParser\n\n{body}", 1, (), title="Read or change an INI file")
    return None


_TOO_MUCH = re.compile(
    r"\b(?:json|csv|yaml|toml|dict|dictionary|class|dataclass|function|every|each|all|env|environment|merge|compare)\b(?! section)",
    re.I,
)


def _named(change: _Change) -> str:
    match = change.take(_SECTION)
    return next((name for name in match.groups() if name), "") if match else ""


def _opened(path: str) -> str:
    return f'config = ConfigParser()\nconfig.read({repr_string(path)}, encoding="utf-8")\n'


def _saved(path: str) -> str:
    return f'with open({repr_string(path)}, "w", encoding="utf-8") as file:\n    config.write(file)\n'


def _bare(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] in "\"'`" and value[-1] == value[0] else value


def _list_sections(change: _Change) -> str:
    if change.take(_SECTIONS) and change.is_used_up:
        return f"{_opened(change.path)}for section in config.sections():\n    print(section)\n"
    if change.take(_OPTIONS) and (section := _named(change)) and change.is_used_up:
        return f"{_opened(change.path)}for option, value in config[{repr_string(section)}].items():\n    print(option, value)\n"
    return ""


_SECTIONS = re.compile(
    r"^(?:please )?(?:(?:list|print|show|get|what|which|read) )+(?:all |the |names? |of |are )*sections?(?: names?)?(?: (?:are there|there are|does it have|are|names))?(?= |$)(?! [`'\"\[]?\w+[`'\"\]]?$)",
    re.IGNORECASE,
)
_OPTIONS = re.compile(
    r"^(?:please )?(?:(?:list|print|show|get|read) )+(?:all |the |of |and |their |values? )*(?:options?|keys?|settings|entries)(?: and (?:their )?values?)?(?= )",
    re.I,
)


def _create(change: _Change) -> str:
    """Write a new file, or a new section of one: its name and "option = value" pairs."""
    if (verb := change.take(re.compile(r"\b(?:create|make|write|add|save|generate)\b", re.IGNORECASE))) is None:
        return ""
    parts: list[tuple[str, list[tuple[str, str]]]] = []
    marks = list(_SECTION.finditer(change.text))
    if not marks:
        return ""
    for mark, end in zip(marks, [*(m.start() for m in marks[1:]), len(change.text)], strict=True):
        piece = _Change(change.text[mark.end() : end])
        pairs = []
        while match := piece.take(_ASSIGNED):
            pairs.append((match["name"], _bare(match["value"])))
        if not pairs or not piece.is_used_up:
            return ""
        parts.append((next(name for name in mark.groups() if name), pairs))
    if not _Change(change.text[: marks[0].start()]).is_used_up:
        return ""
    is_new = verb[0].lower() != "add" and not re.search(r"(?i)\bnew section\b", change.text)
    code = "config = ConfigParser()\n" if is_new else _opened(change.path)
    for section, pairs in parts:
        items = ", ".join(f"{repr_string(name)}: {repr_string(value)}" for name, value in pairs)
        code += f"config[{repr_string(section)}] = {{{items}}}\n"
    return code + _saved(change.path)


def _delete(change: _Change) -> str:
    if change.take(re.compile(r"\b(?:delete|remove|drop)(?= (?:the )?section)", re.IGNORECASE)):
        section = _named(change)
        if section and change.is_used_up:
            return f"{_opened(change.path)}config.remove_section({repr_string(section)})\n{_saved(change.path)}"
        return ""
    section = _named(change)
    match = change.take(_DELETE)
    if match is None or not section or not change.is_used_up:
        return ""
    return f"{_opened(change.path)}config.remove_option({repr_string(section)}, {repr_string(match['name'])})\n{_saved(change.path)}"


def _set(change: _Change) -> str:
    section = _named(change)
    pairs: list[tuple[str, str]] = []
    while (
        match := change.take(_SET)
        or (change.take(_ASSIGNED) if pairs else None)
        or (change.take(_ALSO) if pairs else None)
    ):
        pairs.append((match["name"], _bare(match["value"])))
    if not pairs or not section or not change.is_used_up:
        return ""
    name = repr_string(section)
    lines = "".join(f"config[{name}][{repr_string(option)}] = {repr_string(value)}\n" for option, value in pairs)
    return f"{_opened(change.path)}if not config.has_section({name}):\n    config.add_section({name})\n{lines}{_saved(change.path)}"


_ALSO = re.compile(rf"\band {_OPTION}{_NAME.format('name')} to (?P<value>{_VALUE})", re.IGNORECASE)


def _get(change: _Change) -> str:
    section = _named(change)
    default = change.take(_DEFAULT)
    match = change.take(_GET)
    if match is None or not section:
        return ""
    options = [
        match["name"],
        *re.findall(r"[A-Za-z_][\w-]*", re.sub(r"\b(?:and|the|option|value|of)\b", " ", match["rest"])),
    ]
    kind = change.take(_KIND_AFTER)
    word = (kind["kind"] or kind["kind2"]) if kind else (re.findall(_KIND, match["kind"].lower()) or [""])[0]
    if not change.is_used_up or (default and len(options) > 1) or any(option.lower() in _FILLER for option in options):
        return ""
    value = _bare(default["value"] or default["value2"]) if default else None
    code = _opened(change.path)
    for number, option in enumerate(options):
        is_last = number == len(options) - 1
        getter = _KINDS.get(word.lower(), "get") if is_last or "both" in change.text else "get"
        code += f"{_variable(option)} = config.{getter}({repr_string(section)}, {repr_string(option)}{_fallback(value, getter)})\n"
    return f"{code}print({', '.join(map(_variable, options))})\n"


def _variable(option: str) -> str:
    name = re.sub(r"\W", "_", option.lower())
    return f"{name}_" if keyword.iskeyword(name) or name in ("config", "print", "file") else name


def _fallback(value: str | None, getter: str) -> str:
    """Return the argument for what is taken where the option is missing, in the type of the others."""
    if value is None:
        return ""
    if getter in ("getint", "getfloat") and re.fullmatch(r"-?\d+(?:\.\d+)?", value):
        return f", fallback={value}"
    if getter == "getboolean":
        return f", fallback={value.lower() in ('true', 'yes', 'on', '1')}"
    return f", fallback={repr_string(value)}"
