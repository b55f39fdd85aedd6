"""What is done with the files of a folder: delete, move, copy, rename, pack, join and sort them, replace texts in them.

Each function takes what it understands out of the request and returns whether it is the one that is asked for.
"""

import re

from engine.chains.flow import repr_string
from engine.chains.folder_job import Job
from engine.chains.folder_words import named, path_call, read_selection, take_folder, take_target

_COUNT_AFTER = r",? ?(?:and )?(?:then )?(?:print|say|show|tell me|report) (?:how many|the number of|the count of)(?: files| of them)?(?: (?:were|was|got|have been|it|i|you))?(?: (?:moved|copied|deleted|removed|renamed|there are))?(?: files)?$"
_NAME_AFTER = r",? ?(?:and |while )?(?:print(?:ing)?|show(?:ing)?|list(?:ing)?) (?:the |each |every |their |its )?(?:file )?(?:names?|path)?(?: of (?:each|every|the|all)?)?(?: (?:deleted|moved|copied|renamed|removed))?(?: (?:one|files?|it))?(?: (?:first|before|before deleting|as it goes))?$"


def _after(job: Job) -> tuple[bool, bool]:
    """Take out what is to be said in the end: how many files there were, and each one's name on the way."""
    count = job.selection.take(_COUNT_AFTER) is not None
    return count, not count and job.selection.take(_NAME_AFTER) is not None


def _finish(job: Job, body: list[str], done: str, after: tuple[bool, bool]) -> bool:
    if after[1]:
        body = ["print(path.name)", *body]
    job.loop(*body)
    if after[0]:
        job.lines.append(f'print(len(paths), "files {done}")')
    return True


def delete(job: Job) -> bool:
    """Delete files, or subfolders in which there is nothing."""
    if not job.selection.take(r"^(?:find (?:and )?)?(?:delete|remove|erase|get rid of|clean up|deletes|removes)\b"):
        return False
    if job.selection.take(
        r"(?:all )?(?:the )?empty (?:sub-?)?(?:folders|directories|subdirectories)\b"
    ) and not job.selection.take(r"\bfiles\b"):
        take_folder(job.selection)
        job.imports.add("from pathlib import Path")
        job.lines.append(
            f'for path in sorted({path_call(job.selection.folder)}.rglob("*"), reverse=True):\n'
            "    if path.is_dir() and not any(path.iterdir()):\n        path.rmdir()"
        )
        return True
    after = _after(job)
    read_selection(job.selection)
    job.collect()
    return _finish(job, ["path.unlink()"], "deleted", after)


_FOLDER = r"[`'\"]?(?P<{0}>[\w.~/\\:-]*\w)[`'\"]?"


def move_or_copy(job: Job) -> bool:
    """Move or copy files into another folder, which is made if needed; or a folder with all that is in it."""
    whole = job.selection.take(
        rf"^(?P<verb>copy|move) (?:the |my )?(?:whole |entire )?(?:folder|directory|dir) (?:called )?{_FOLDER.format('old')}"
        rf"(?:,? (?:and|with|including) (?:all (?:of )?(?:its|the) (?:contents?|files(?: and subfolders)?)|(?:all|everything) (?:that is |that's )?in(?:side)? it|its contents?|everything|subfolders))?"
        rf" (?:to|into|as) (?:the |a )?(?:new )?(?:folder |directory )?(?:called )?{_FOLDER.format('new')}$"
    )
    if whole is not None:
        job.selection.folder = whole["old"]
        call = "copytree" if whole["verb"].lower() == "copy" else "move"
        job.imports.add("import shutil")
        job.lines.append(f"shutil.{call}({repr_string(whole['old'])}, {repr_string(whole['new'])})")
        return True
    verb = job.selection.take(r"^(?P<verb>move|copy|moves|copies|put)\b")
    if verb is None:
        return False
    after = _after(job)
    job.selection.take(
        r",? ?\b(?:and )?(?:creat(?:e|ing)|mak(?:e|ing)) (?:the |that |it )?(?:target |destination )?(?:folder|directory|it)?(?: (?:if|when) .*)$|,? ?\(?creat(?:e|ing) it (?:if|when) [a-z' ]*\)?$"
    )
    target = take_target(job.selection)
    read_selection(job.selection)
    if (
        not target
        or target == job.selection.folder
        or (job.selection.is_tree and not job.selection.tests and not job.selection.endings)
    ):
        return False
    job.collect()
    job.imports.add("import shutil")
    job.lines.append(f"target = {path_call(target)}\ntarget.mkdir(parents=True, exist_ok=True)")
    call = "copy2" if verb["verb"].lower().startswith("cop") else "move"
    return _finish(job, [f"shutil.{call}(path, target / path.name)"], "moved" if call == "move" else "copied", after)


_OF_NAMES = r"(?: ?,? ?\b(?:to|of|in|from|before|after|at the (?:start|front|beginning|end) of|in front of|for) (?:the )?(?:names? of )?(?:all|every|each|the)?(?: the)?(?: of)?(?P<rest> [\w.*]+)?(?: the)? ?(?:file ?names?|names?|files?)(?=$| |,))?"
_VALUE = (
    r"(?:(?:the )?(?:text|word|string|prefix|suffix|letters) )?(?:[`'\"](?P<quoted>[^`'\"]+)[`'\"]|(?P<name>[\w.-]+))"
)
_SPACES = {
    "spaces": " ",
    "space": " ",
    "underscores": "_",
    "an underscore": "_",
    "underscore": "_",
    "hyphens": "-",
    "dashes": "-",
    "a hyphen": "-",
    "a dash": "-",
    "hyphen": "-",
    "dash": "-",
    "nothing": "",
    "dots": ".",
}
_SIGN = r"(?:[`'\"](?P<{0}q>[^`'\"]*)[`'\"]|(?P<{0}>an underscore|a hyphen|a dash|spaces?|underscores?|hyphens?|dashes|dash|dots|nothing|[\w-]+))"


def _sign(match: re.Match[str], group: str) -> str:
    if match[f"{group}q"] is not None:
        return str(match[f"{group}q"])
    return _SPACES.get(match[group].lower(), match[group])


def rename(job: Job) -> bool:
    """Work the new name out of the old one."""
    take = job.selection.take
    new = ""
    match: re.Match[str] | None
    if match := take(
        rf"\b(?:add(?:s|ing)?|put(?:s|ting)?|prepend(?:s|ing)?|prefix(?:es|ing)?) (?:the |a )?(?:prefix ){_VALUE.replace('(?:(?:the )?(?:text|word|string|prefix|suffix|letters) )?', '')}{_OF_NAMES}"
    ):
        new = f"{repr_string(named(match))} + path.name"
    elif match := take(
        rf"\b(?:add(?:s|ing)?|append(?:s|ing)?|put(?:s|ting)?) (?:the |a )?(?:suffix ){_VALUE.replace('(?:(?:the )?(?:text|word|string|prefix|suffix|letters) )?', '')}{_OF_NAMES}(?: (?:but )?before the (?:extension|ending))?"
    ):
        new = f"path.stem + {repr_string(named(match))} + path.suffix"
    elif match := take(
        rf"\b(?:add(?:s|ing)?|append(?:s|ing)?|put(?:s|ting)?) {_VALUE} (?:to the end of|at the end of|after) (?:the )?(?:names? of )?(?:all |every |each )?(?:the )?(?:file ?names?|names?(?: of)?|files?)?(?=(?P<rest>))"
    ):
        take(r",? ?\b(?:but )?before the (?:file )?(?:extension|ending)s?\b")
        new = f"path.stem + {repr_string(named(match))} + path.suffix"
    elif match := take(
        rf"\b(?:add(?:s|ing)?|put(?:s|ting)?|prepend(?:s|ing)?) {_VALUE} (?:to the (?:front|start|beginning) of|in front of|before|at the (?:front|start|beginning) of) (?:the )?(?:names? of )?(?:all |every |each )?(?:the )?(?:file ?names?|names?(?: of)?|files?)?"
    ):
        new = f"{repr_string(named(match))} + path.name"
    elif match := take(
        rf"\breplac(?:e|es|ing) (?:all |the )?{_SIGN.format('old')} (?:with|by) {_SIGN.format('new')}(?= in (?:all |the |every |each |their )?(?:[\w.*]+ )?(?:file ?names?|names?))"
    ) or take(
        rf"\breplac(?:e|es|ing) (?:all |the )?{_SIGN.format('old')} in (?:all |the |every |each )?(?:names? of )?(?:all |the |every |each )?(?:file ?names?|names?)(?P<rest>.*?) (?:with|by) {_SIGN.format('new')}"
    ):
        old, fresh = _sign(match, "old"), _sign(match, "new")
        if rest := match.groupdict().get("rest"):
            job.selection.text = f"{rest} {job.selection.text}"
        new = f"path.name.replace({repr_string(old)}, {repr_string(fresh)})"
    elif match := take(
        rf"\b(?:remove|delete|strip)s? (?:the )?(?:(?:word|text|string|part|prefix|suffix) )?{_SIGN.format('old')}(?= from (?:all |the |every |each |their )?(?:names? of )?(?:all |the |every |each )?(?:file ?names?|names?|(?:[\w.*]+ )?file ?names?)\b)"
    ):
        new = f'path.name.replace({repr_string(_sign(match, "old"))}, "")'
    elif match := take(r"\b(?:to|in|into|convert|make)? ?(?:all )?(?P<case>lower|upper)[- ]?case\b"):
        new = f"path.name.{match['case'].lower()}()"
    elif match := take(
        r"\b(?:to|into|as|with extension) (?:a )?(?:extension |ending )?(?P<ending>\.[A-Za-z0-9]{1,5})(?: files?)?(?=$| |,)"
    ):
        new = f"path.with_suffix({repr_string(match['ending'].lower())}).name"
    else:
        return False
    if ("path.name" in new and (rest := match.groupdict().get("rest")) and rest.strip() not in job.selection.text) or (
        "path.stem" in new and (rest := match.groupdict().get("rest"))
    ):
        job.selection.text = f"{rest} files {job.selection.text}".strip()
    take(r"^(?:batch |bulk )?(?:renames?|change|changes|make|makes|convert|turn)\b")
    job.filler = "name names by so begin adding putting extension extensions ending endings change make"
    after = _after(job)
    read_selection(job.selection)
    job.collect()
    if "with_suffix" in new:
        return bool(job.selection.endings) and _finish(
            job, [f"path.rename({new.removesuffix('.name')})"], "renamed", after
        )
    return _finish(job, [f"path.rename(path.with_name({new}))"], "renamed", after)


def pack(job: Job) -> bool:
    """Pack files into a zip archive."""
    match = job.selection.take(
        r"^(?:zip|compress|pack|archive|put|bundle|zips|packs|add)\b(?P<what>.*?),? ?\b(?:to|into|as|in) (?:a |the |one )?(?:new )?(?:zip )?(?:file |archive )?(?:called |named )?[`'\"]?(?P<target>[\w./-]+\.zip)[`'\"]?"
    ) or job.selection.take(
        r"^(?:create|make|build) (?:a |the )?(?:zip )?(?:file |archive )?(?:called |named )?[`'\"]?(?P<target>[\w./-]+\.zip)[`'\"]? (?:of|from|with|containing|out of)\b(?P<what>)"
    )
    if match is None:
        match = job.selection.take(
            r"^(?:create|make|build) (?:a |the )?zip(?: file| archive)? (?:of|from|with|containing|out of) (?P<what>.*?),? (?:called|named|as) [`'\"]?(?P<target>[\w./-]+\.zip)[`'\"]?$"
        )
    if match is None:
        return False
    job.selection.text = f"{match['what']} {job.selection.text}".strip()
    is_whole = re.match(
        r"(?:all of |everything in |all files in )?(?:the |my )?(?:contents? of )?(?:the )?(?:whole |entire )?(?:folder|directory)\b",
        job.selection.text,
        re.IGNORECASE,
    )
    job.filler = "everything contents content whole entire"
    read_selection(job.selection)
    if is_whole and not job.selection.endings:
        job.selection.is_tree = True
    job.collect()
    inside = f"path.relative_to({_inner(path_call(job.selection.folder))})" if job.selection.is_tree else "path.name"
    job.imports.add("import zipfile")
    job.lines.append(
        f'with zipfile.ZipFile({repr_string(match["target"])}, "w", zipfile.ZIP_DEFLATED) as archive:\n'
        f"    for path in paths:\n        archive.write(path, {inside})"
    )
    return True


def _inner(call: str) -> str:
    """Return the text in `Path("text")` where there is nothing else, since a text does where a path is compared."""
    match = re.fullmatch(r'Path\(("[^"]*")\)', call)
    return match[1] if match else call


def join_texts(job: Job) -> bool:
    """Write the texts of all files into one."""
    match = job.selection.take(
        r"^(?:merge|combine|concatenate|join|append|put together)\b(?P<what>.*?),? ?\b(?:to|into|in|as) (?:a |one |the )?(?:single |new |big )?(?:text )?(?:file )?(?:called |named )?[`'\"]?(?P<target>[\w./-]+\.(?:txt|log|md|out|text))[`'\"]?"
    )
    if match is None:
        return False
    job.selection.text = f"{match['what']} {job.selection.text}".strip()
    job.filler = "contents content text"
    headers = job.selection.take(
        r",? ?(?:and |with )?(?:write |put |add |each )?(?:the |its |their |each )?(?:file ?)?names? (?:before|above|as a heading|in front)[a-z ]*"
    )
    read_selection(job.selection)
    if any("with_name" in test for test in job.selection.tests):
        return False
    job.collect()
    title = '        output.write(f"# {path.name}\\n")\n' if headers else ""
    target = repr_string(match["target"])
    job.lines.append(
        f'with open({target}, "w", encoding="utf-8") as output:\n'
        f'    for path in paths:\n{title}        output.write(path.read_text(encoding="utf-8"))'
    )
    return True


def replace_inside(job: Job) -> bool:
    """Replace a text in all files."""
    match = job.selection.take(
        rf"^(?:find and )?replace (?:all |every |the )?(?:occurrences? of )?(?:(?:the )?(?:word|text|string) )?{_SIGN.format('old')} (?:with|by) {_SIGN.format('new')}"
    )
    if match is None or re.search(r"\bnames?\b", job.selection.text):
        return False
    after = _after(job)
    read_selection(job.selection)
    if not job.selection.endings:
        return False
    job.collect()
    old, new = repr_string(_sign(match, "old")), repr_string(_sign(match, "new"))
    body = ['text = path.read_text(encoding="utf-8")', f'path.write_text(text.replace({old}, {new}), encoding="utf-8")']
    return _finish(job, body, "changed", after)


def sort_into_folders(job: Job) -> bool:
    """Move files into subfolders by ending, date or first letter."""
    match = job.selection.take(
        r"^(?:sort|organi[sz]e|move|group|tidy up|arrange|distribute)\b(?P<what>.*?)\b(?:into|in|to) (?:sub-?)?(?:folders|directories|subdirectories)(?: (?:by|named (?:after|like|by)|according to|based on|for|per|called after)?(?: (?:each|the|their|its|every|of))*(?: file)? ?(?P<key>extensions?|types?|endings?|years?|months?|years? and months?|date of (?:last )?(?:change|modification)|modification date|first letter(?: of (?:their|the|its) names?)?))"
    ) or job.selection.take(
        r"^(?:sort|organi[sz]e|group|tidy up)\b(?P<what>.*?)\bby (?:their |the |its )?(?:file )?(?P<key>extensions?|types?|endings?)(?: into (?:sub-?)?(?:folders|directories))"
    )
    if match is None:
        return False
    job.selection.text = f"{match['what']} {job.selection.text}".strip()
    read_selection(job.selection)
    job.collect()
    key = match["key"].lower()
    if key[0] in "et":
        name = 'path.suffix.lstrip(".").lower() or "none"'
    elif "letter" in key:
        name = "path.name[0].upper()"
    else:
        job.imports.add("from datetime import date")
        name = (
            f'date.fromtimestamp(path.stat().st_mtime).strftime("{"%Y" if re.fullmatch("years?", key) else "%Y-%m"}")'
        )
    job.lines.append(
        f"for path in paths:\n    target = path.parent / ({name})\n    target.mkdir(exist_ok=True)\n    path.rename(target / path.name)"
        if " or " in name
        else f"for path in paths:\n    target = path.parent / {name}\n    target.mkdir(exist_ok=True)\n    path.rename(target / path.name)"
    )
    return True
