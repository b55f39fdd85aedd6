"""Steps on the files of a folder, and on settings kept in a JSON file."""

import re

from engine.chains.conditions import OPERATORS
from engine.chains.flow import Data, Flow, need, repr_string
from engine.chains.phrases import Phrase
from engine.chains.steps import FILTER, GROUP, HINT, MAP, RESULT, SINK, SOURCE, item_of, newest, step, words_of_each


def _paths(flow: Flow) -> Data | None:
    return next((leaf for leaf in reversed(flow.leaves) if leaf.kind == "paths"), None)


_PROPERTIES = {
    "size": "path.stat().st_size",
    "sizes": "path.stat().st_size",
    "lines": 'len(path.read_text(encoding="utf-8").splitlines())',
    "words": 'len(path.read_text(encoding="utf-8").split())',
}


@step(
    GROUP,
    r"(?P<hash>sha256|sha1|md5|sha512)(?: (?:hash|checksum|hashes|checksums|sum))?(?: of (?:each|every|files?|them|[a-z]+s))*",
    r"count (?P<property>lines|words) (?:of|in|for) (?:each|every)(?: (?:file|of them|one))?",
    r"with (?P<property>sizes?)(?: in (?P<unit>bytes|mb|kb))?",
    r"with count (?P<property>lines|words)(?: (?:of|in|for) (?:each|every))?(?: (?:file|one))?",
    r"print (?:name and )?(?P<property>sizes?) of (?:each|every)(?: (?:file|of them|one))?",
    r"(?:print )?(?:name|file name|filename)s? and count (?P<property>lines|words)",
    r"(?:print )?(?:name|path|file name|filename)s? (?:and|with|\+|plus) (?P<property>size)s?(?: (?:in (?P<unit>bytes|mb|kb)|of each|of each file))*",
)
def table_of_files(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A property of every file, by its name."""
    paths = _paths(flow)
    groups = match.groupdict()
    if paths is None:
        return groups.get("property") == "words" and words_of_each(flow)
    if groups.get("hash"):
        flow.imports.add("import hashlib")
        value, name = f"hashlib.{groups['hash'].lower()}(path.read_bytes()).hexdigest()", "checksums"
    else:
        value, name = _PROPERTIES[groups["property"].lower()], groups["property"].lower()
        if unit := {"mb": "1_000_000", "kb": "1000"}.get((groups.get("unit") or "").lower()):
            value = f"round({value} / {unit}, 2)"
    flow.make(name, "table", f"{{path.name: {value} for path in {paths.name}}}", paths, noun="name")
    if groups.get("hash"):
        flow.value_first = True
    return True


@step(
    RESULT,
    r"count (?P<noun>lines) (?:with )?(?P<op>contains|startswith|endswith) (?P<what>§s\d+|(?!(?:word|text|string|letter)\b)\w+)(?P<each> (?:in|of|for) (?:each|every)(?: (?:file|one|of them))?| per file)?(?:(?: ,)?(?: and)? print (?:file )?(?:names?|file) (?:and|with) count)?",
)
def count_lines_with(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """How many lines hold a text: of every file of a folder, or of the lines that there are."""
    what = repr_string(phrase.plain(match["what"]))
    test = f"{what} in line" if match["op"].lower() == "contains" else f"line.{match['op'].lower()}({what})"
    paths = _paths(flow)
    if paths is not None:
        lines = 'path.read_text(encoding="utf-8").splitlines()'
        counts = f"{{path.name: sum({test} for line in {lines}) for path in {paths.name}}}"
        flow.make("counts", "table", counts, paths, noun="name")
        return True
    flow.item_hint = "line"
    data = newest(flow, "strings")
    if data is None:
        return False
    flow.make(
        "count",
        "number",
        f"sum({test.replace('line', item_of(data), 1) if test.startswith('line') else test.replace(' in line', f' in {item_of(data)}')} for {item_of(data)} in {data.name})",
        data,
    )
    return True


@step(
    SINK,
    r"(?:and |then )*(?:zip|compress|pack|archive|put)(?: (?:them|it|everything|result|[a-z]+s))* (?:into|to|in|as) (?:zip )?(?:file |archive )?(?:called |named )?(?P<target>§p\d+)",
    r"(?:and |then )*(?P<verb>copy|move)(?: (?:them|it|[a-z]+s))* (?:into|to) (?:new )?(?:folder )?(?:called |named )?(?P<target>§[sp]\d+|(?!(?:it|there)\b)[\w./-]+)(?: folder)?",
    r"(?:and |then )*(?P<verb>delete|drop)(?: (?:them|it|files))*",
)
def handle_files(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Pack, copy, move or delete files."""
    paths = _paths(flow)
    if paths is None:
        return False
    verb = (match.groupdict().get("verb") or "zip").lower()
    target = repr_string(phrase.plain(match.groupdict().get("target") or ""))
    if verb == "zip":
        flow.imports.add("import zipfile")
        flow.lines.append(
            f'with zipfile.ZipFile({target}, "w", zipfile.ZIP_DEFLATED) as archive:\n'
            f"    for path in {paths.name}:\n        archive.write(path, path.name)"
        )
    elif verb in ("delete", "drop"):
        flow.lines.append(f"for path in {paths.name}:\n    path.unlink()")
    else:
        _make_target(flow, target)
        _bring_to_target(flow, paths, verb)
    flow.saved = True
    return True


def _make_target(flow: Flow, folder: str) -> None:
    flow.imports.add("from pathlib import Path")
    flow.lines.append(f"target = Path({folder})\ntarget.mkdir(parents=True, exist_ok=True)")


def _bring_to_target(flow: Flow, paths: Data, verb: str) -> None:
    flow.imports.add("import shutil")
    call = "copy2" if verb == "copy" else "move"
    flow.lines.append(f"for path in {paths.name}:\n    shutil.{call}(path, target / path.name)")


_MISSING = r"(?: (?:if|when|unless) (?:it )?(?:isn ?t (?:there|existing)|not (?:there|exist\w*|yet there)|does ?n ?t exist|missing|needed|necessary|not|exists|already|there|exist)+)?"


@step(HINT, rf"(?:make|create) (?:new )?folder (?:called |named )?(?P<folder>§[sp]\d+|[\w./-]+){_MISSING}")
def make_folder(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A folder that is there afterwards, whether it was before or not; files may go "into it"."""
    flow.makes_folder = True
    _make_target(flow, repr_string(phrase.plain(match["folder"])))
    return True


@step(
    SINK,
    r"(?:and |then )*(?P<verb>copy|move)(?: (?:them|it|[a-z]+s))* (?:into|to|in) (?:it|there|folder|new folder)",
)
def move_into(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Copy or move files into the folder that was made before."""
    paths = _paths(flow)
    if paths is None or not flow.makes_folder:
        return False
    _bring_to_target(flow, paths, match["verb"].lower())
    flow.saved = True
    return True


@step(
    RESULT,
    r"count (?:files |of them |there )?(?:(?:were|was|got|have been|has been) )?(?:copied|moved|deleted|zipped|packed|renamed|found)",
)
def count_handled(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """How many files something was done with."""
    paths = _paths(flow)
    if paths is None:
        return False
    flow.add(Data("count", "number"), f"count = len({paths.name})")
    return True


@step(
    FILTER,
    r"(?:keep |only |drop )?(?:files |ones )?(?:with )?(?:size )?(?P<op>gt|lt|ge|le) (?P<value>§n\d+) ?(?P<unit>gb|mb|kb|bytes|megabytes|kilobytes)",
)
def keep_sized(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Files larger or smaller than so much."""
    paths = _paths(flow)
    if paths is None:
        return False
    factor = {"g": " * 1_000_000_000", "m": " * 1_000_000", "k": " * 1000", "b": ""}[match["unit"][0].lower()]
    operator = OPERATORS[match["op"].lower()]
    test = f"path.stat().st_size {operator} {phrase.value(match['value'])!r}{factor}"
    flow.change(paths, f"[path for path in {paths.name} if {test}]")
    return True


@step(
    SINK,
    r"rename(?: (?:them|[a-z]+s))* to (?P<first>§p\d+) ?,(?: §p\d+ ?,?)*(?: (?:and so on|etc|and|so on))*(?: , (?:in )?(?:sort by|order of|order by) (?:names?|old names?))?",
)
def rename_numbered(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Give files numbered names, as the first one shows."""
    paths = _paths(flow)
    shown = re.fullmatch(r"(.*?)(\d+)(\.\w+)", str(phrase.value(match["first"])))
    if paths is None or shown is None:
        return False
    stem, digits, ending = shown.groups()
    width = f":0{len(digits)}d" if digits.startswith("0") else ""
    flow.lines.append(
        f"for number, path in enumerate({paths.name}, {int(digits)}):\n"
        f'    path.rename(path.with_name(f"{stem}{{number{width}}}{ending}"))'
    )
    flow.saved = True
    return True


@step(
    MAP,
    r"(?:and )?(?:set|convert|update) (?:value of )?(?:key |setting |field |option )?(?P<key>(?!(?:it|them|each|every)\b)[A-Za-z_]\w*|§s\d+) (?:to|eq) (?P<value>§[nsd]\d+|true|false|null|none|[A-Za-z_]\w*)",
)
def set_key(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Set one key of a JSON object."""
    data = newest(flow, "mapping")
    if data is None:
        return False
    words = {"true": "True", "false": "False", "null": "None", "none": "None"}
    text = match["value"]
    said = str(phrase.value(text)) if text.startswith("§s") else text
    value = words.get(said.lower()) or (repr(phrase.value(text)) if text.startswith("§") else repr_string(text))
    if value.startswith("'"):
        value = repr_string(str(phrase.value(text)))
    key = repr_string(phrase.plain(match["key"]))
    flow.add(data, f"{data.name}[{key}] = {value}", data)
    return True


@step(
    MAP,
    r"and (?:(?:set|convert) )?(?:key |setting )?(?P<key>§s\d+) (?:to|eq) (?P<value>§[nsd]\d+|true|false|null|none)",
)
def set_another_key(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Set one more key of a JSON object."""
    return set_key(flow, match, phrase)


@step(
    SINK,
    r"(?:and |then )*save(?: (?:it|them|file|result|changes))* (?:back|again)(?: to (?:same )?file)?(?: with (?:indent|indentation)(?: of)? (?P<indent>§n\d+))?",
    r"(?:and |then )*save(?: (?:it|file|changes))*$",
)
def save_back(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Write a JSON object back into the file that it came from."""
    path = next((value for value in phrase.values if isinstance(value, str) and value.endswith(".json")), None)
    if path is None:
        return _save_text_back(flow, phrase)
    data = newest(flow, "mapping", "rows")
    if path is None or data is None:
        return False
    shown = match.groupdict().get("indent")
    indent = phrase.value(shown) if shown else 2
    flow.imports.add("import json")
    flow.lines.append(
        f'with open({repr_string(path)}, "w", encoding="utf-8") as file:\n'
        f"    json.dump({data.name}, file, indent={indent}, ensure_ascii=False)"
    )
    flow.saved = True
    return True


def _save_text_back(flow: Flow, phrase: Phrase) -> bool:
    path = next(
        (
            value
            for value in phrase.values
            if isinstance(value, str) and re.search(r"\.(?:txt|md|log|py|html?)$", value)
        ),
        None,
    )
    text = next((leaf for leaf in reversed(flow.leaves) if leaf.kind in ("text", "strings")), None)
    if path is None or text is None:
        return False
    if text.kind == "strings":
        x = item_of(text)
        flow.lines.append(
            f'Path({repr_string(path)}).write_text("".join(f"{{{x}}}\\n" for {x} in {text.name}), encoding="utf-8")'
        )
        flow.saved = True
        return True
    flow.lines.append(f'Path({repr_string(path)}).write_text({text.name}, encoding="utf-8")')
    flow.saved = True
    return True


@step(
    SINK,
    r"rename(?: (?:them|[a-z]+s))* (?:to|into) (?:ending |extension )?(?P<ending>\.[A-Za-z0-9]{1,5})(?: files)?",
)
def rename_ending(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Give files another ending."""
    paths = _paths(flow)
    if paths is None:
        return False
    flow.lines.append(f"for path in {paths.name}:\n    path.rename(path.with_suffix({repr_string(match['ending'])}))")
    flow.saved = True
    return True


@step(
    SOURCE,
    r"(?:merge|combine|join) (?P<first>§p\d+) (?:and|with|into) (?P<second>§p\d+)(?: (?:objects|dicts|json objects))?(?:(?: ,)? (?:second|§p\d+|\w+) (?:file |one )?(?:wins|overrides|has priority|takes precedence)(?: (?:when|if|with) [a-z ]*?(?=,|and save|save|$))?)?",
)
def merge_files(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Two JSON objects as one, the second's values where both have a key."""
    names = []
    for which in ("first", "second"):
        path = str(phrase.value(match[which]))
        if path.lower().endswith(".txt"):
            names.append(flow.make(which, "text", f'Path({repr_string(path)}).read_text(encoding="utf-8")'))
            flow.imports.add("from pathlib import Path")
            continue
        if not path.lower().endswith(".json"):
            return False
        file = Data(f"<{path}>", "file", path=path)
        loaded = need(flow, flow.add(file), "mapping")
        if loaded is None:
            return False
        names.append(loaded)
    if names[0].kind == "text":
        flow.make("text", "text", f"{names[0].name} + {names[1].name}", *names)
        return names[1].kind == "text"
    flow.make("merged", "mapping", f"{{**{names[0].name}, **{names[1].name}}}", *names)
    return True
