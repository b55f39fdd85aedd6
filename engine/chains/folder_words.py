"""What a request says of the files of a folder: which folder, which of its files, and what they are told by.

Each part is cut out of the text; what is left over tells whether the request was understood. Writes no code but the
tests of single files.
"""

import re
from dataclasses import dataclass, field

from engine.chains.flow import repr_string
from engine.chains.patterns import any_case
from engine.words import FILE_ENDINGS, is_file_name

_QUOTES = "`'\"“”‘’"
_QUOTED = rf"[{_QUOTES}](?P<quoted>[^{_QUOTES}]+)[{_QUOTES}]"
_ARTICLE = r"(?:(?:the|my|our|a|an|this|its|their|given|local) )?"
_KIND = r"(?:folder|directory|dir)"
_PLACE = r"(?:in|inside|from|of|under|underneath|within|below|at|on|out of|beneath)"
_PATH = r"(?:[A-Za-z]:[\\/][\w .\\/-]*[\w\\/]|(?:~|\.\.?)?/[\w./~-]*|~|[\w.-]+/(?:[\w./-]*[\w/])?)"
_BARE = r"[A-Za-z_][\w-]*"

# Words that may stand where a folder's name could, and are none.
_NO_FOLDERS = frozenset(
    "it them each every all any some one which that this these those there file files folder folders name names size sizes "
    "order type types extension extensions ending endings date dates time day days week month year hour hours minutes "
    "descending ascending reverse total number bytes kb mb gb subfolders subfolder subdirectories two three first last "
    "new old other another lines line words word text a an the my its their lower upper lowercase uppercase case front "
    "python pathlib shutil os glob console screen terminal list dictionary dict set tuple csv json zip archive "
    "csv's content contents bytes kilobytes megabytes gigabytes modification alphabetical inside memory disk place "
    "today yesterday and or with without but except spaces underscores underscore space hyphens dashes default "
    "to into from in of for by please recursively sorted larger older newer bigger smaller "
    "jpg jpeg png pdf txt directory directories dir dirs".split()
) - {"archive"}  # fmt: skip
_KINDS_OF_FILES = {
    "python": (".py",), "text": (".txt",), "excel": (".xlsx",), "markdown": (".md",), "log": (".log",), "logs": (".log",),
    "image": (".jpg", ".jpeg", ".png", ".gif"), "images": (".jpg", ".jpeg", ".png", ".gif"), "word": (".docx",),
    "photo": (".jpg", ".jpeg", ".png"), "photos": (".jpg", ".jpeg", ".png"), "picture": (".jpg", ".jpeg", ".png", ".gif"),
    "pictures": (".jpg", ".jpeg", ".png", ".gif"), "music": (".mp3", ".wav", ".flac"), "video": (".mp4", ".mov", ".avi"),
    "videos": (".mp4", ".mov", ".avi"), "temp": (".tmp",), "temporary": (".tmp",), "backup": (".bak",),
}  # fmt: skip
_EXTENSION = r"(?:\*?\.[A-Za-z0-9]{1,6}(?:\.gz)?)"
_UNITS = {"b": 1, "k": 1000, "m": 1_000_000, "g": 1_000_000_000}
_SECONDS = {"minute": "60", "hour": "60 * 60", "day": "24 * 60 * 60", "week": "7 * 24 * 60 * 60", "month": "30 * 24 * 60 * 60", "year": "365 * 24 * 60 * 60"}  # fmt: skip
_FEW = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "": 1}


@dataclass
class Selection:
    """Which files are meant: where they are and what they have in common; `text` is what of the request is left."""

    text: str
    folder: str = ""
    is_tree: bool = False
    endings: tuple[str, ...] = ()
    tests: list[str] = field(default_factory=list)
    front: list[str] = field(default_factory=list)
    imports: set[str] = field(default_factory=set)

    def take(self, pattern: str) -> re.Match[str] | None:
        """Cut what a pattern finds out of the text."""
        match = any_case(pattern).search(self.text)
        if match is not None:
            self.text = " ".join(f"{self.text[: match.start()]} {self.text[match.end() :]}".split())
        return match


def named(match: re.Match[str], group: str = "name") -> str:
    """Return what a pattern found, in quotes or without."""
    return (match.groupdict().get("quoted") or match[group] or "").strip(_QUOTES)


def read_selection(selection: Selection) -> None:
    """Take everything out of the text that says which files are meant."""
    _take_tree(selection)
    _take_sizes(selection)
    _take_ages(selection)
    _take_exclusions(selection)
    _take_names(selection)
    _take_endings(selection)
    take_folder(selection)


# ---------------------------------------------------------------- where
_TREE = [
    rf",? ?(?:and |including |also )?(?:in |of |with |from )?(?:all )?(?:of )?(?:the |its |their |any )?(?:sub-?(?:folders|director(?:ies|y)|dirs)|nested folders)(?: (?:too|as well|included|also|of)\b)?(?= (?:{_PLACE}|{_KIND})\b)?",
    r",? ?(?:and |also )?\brecursive(?:ly)?\b",
    r",? ?\b(?:and everything below|at any depth|and below|in the whole tree|the whole tree)\b",
]


def _take_tree(selection: Selection) -> None:
    for pattern in _TREE:
        if selection.take(pattern):
            selection.is_tree = True
    if re.search(
        rf"\b(?:under|underneath|below|beneath) {_ARTICLE}(?:[a-z]+ )?(?:{_KIND} )?[{_QUOTES}]?[\w./~]", selection.text
    ):
        selection.is_tree = True


def take_folder(selection: Selection) -> bool:
    """Take the folder out of the text: the first that is named plainly, else a word where a folder's name stands."""
    if selection.take(rf"(?:\b{_PLACE} )?\b(?:the |my )?home {_KIND}\b"):
        selection.folder = "~"
        return True
    here = selection.take(
        rf"(?:\b{_PLACE} )?\b(?:the |my |this )?(?:current|present|working|this|same)(?: working)? {_KIND}\b|\bhere\b"
    )
    if here:
        selection.folder = "."
        return True
    patterns = (
        rf"\b{_PLACE} {_ARTICLE}(?:project|main|source|whole|local|network|work|output|input|upload|download) {_KIND} (?:called |named )?(?:{_QUOTED}|(?P<name>{_PATH}|{_BARE}))",
        rf"(?:\b{_PLACE} )?{_ARTICLE}\b{_KIND} (?:called |named |at )?(?:{_QUOTED}|(?P<name>{_PATH}|{_BARE}))",
        rf"(?:\b{_PLACE} ){_ARTICLE}(?:{_QUOTED}|(?P<name>{_BARE}|{_PATH})) {_KIND}\b",
        rf"\b{_PLACE} {_ARTICLE}(?:{_QUOTED}|(?P<name>{_PATH}))(?= |$|,)",
        rf"\b(?:{_PLACE}) {_ARTICLE}(?P<name>{_BARE})(?= |$|,)",
        rf"{_ARTICLE}\b(?P<name>{_BARE}) {_KIND}\b",
    )
    for pattern in patterns:
        for match in any_case(pattern).finditer(selection.text):
            name = named(match)
            if name.lower() in _NO_FOLDERS or not name or ("." in name and is_file_name(name)):
                continue
            selection.text = " ".join(f"{selection.text[: match.start()]} {selection.text[match.end() :]}".split())
            selection.folder = name
            return True
    return False


def take_target(selection: Selection) -> str:
    """Take the folder out of the text that files go to; "" where none is named."""
    match = selection.take(
        rf",? ?\b(?:to|into) {_ARTICLE}(?:new )?(?:{_KIND} )?(?:called |named )?(?:{_QUOTED}|(?P<name>{_PATH}|{_BARE}))(?: {_KIND}\b)?(?=$| |,)"
    )
    return named(match) if match and named(match).lower() not in _NO_FOLDERS else ""


# ---------------------------------------------------------------- which
_MORE = r"(?:larger|bigger|greater|more|over|above|heavier|exceeding)(?: than)?|>"
_LESS = r"(?:smaller|less|under|below|lighter)(?: than)?|<"
_SIZE_UNIT = r"(?P<unit>bytes?|kb|mb|gb|kilobytes?|megabytes?|gigabytes?|k|m|g|b)"


def _take_sizes(selection: Selection) -> None:
    lead = r"(?:\b(?:that|which) (?:are|is) |\bwith (?:a |the )?(?:file )?size |\bof (?:a )?size |\bwhose size is )?"
    while match := selection.take(
        rf"{lead}(?:\b(?P<op>{_MORE}|{_LESS}|at least|at most)) ?(?P<number>\d+(?:\.\d+)?) ?{_SIZE_UNIT}\b"
    ):
        word = match["op"].lower().removesuffix(" than")
        sign = {"at least": ">=", "at most": "<=", ">": ">", "<": "<"}.get(word) or (
            ">" if re.fullmatch(_MORE, word, re.IGNORECASE) else "<"
        )
        factor = _UNITS[match["unit"][0].lower()]
        limit = f"{factor:_}" if match["number"] == "1" else f"{match['number']} * {factor:_}"
        limit = match["number"] if factor == 1 else limit
        selection.tests.append(f"path.stat().st_size {sign} {limit}")
    if selection.take(
        r"\b(?:empty|zero[- ]byte|0[- ]byte)\b(?= (?:[.\w]+ )?files?\b)|\b(?:that|which) (?:are|is) empty\b|\b(?:of|with) (?:size )?(?:0|zero) bytes\b"
    ):
        selection.tests.append("path.stat().st_size == 0")


_SPAN = rf"(?P<count>\d+|{'|'.join(word for word in _FEW if word)}) ?(?P<unit>minute|hour|day|week|month|year)s?"
_CHANGED = r"(?:(?:that|which) )?(?:(?:were|was|are|have been|has been|got|i|we) )?(?:last )?(?:modified|changed|edited|updated|touched|created|written)(?: last)?"


def _take_ages(selection: Selection) -> None:
    old = (
        rf"(?:\b(?:that|which) (?:are|is) )?\b(?:older than|over|more than) {_SPAN}(?: old)?(?: ago)?\b"
        rf"|(?:\b(?:that|which) )?(?:\b(?:have|were|was|has|had)(?: ?n[o']t| not)(?: been)? |\bnot )(?:modified|changed|edited|updated|touched|opened)(?: (?:for|in|within|since))?(?: more than| over)?(?: the)?(?: last| past)? {_SPAN.replace('<count>', '<count2>').replace('<unit>', '<unit2>')}\b"
    )
    new = (
        rf"(?:\b(?:that|which) (?:are|is) )?\b(?:newer than|younger than|less than) {_SPAN}(?: old)?\b"
        rf"|\b(?:{_CHANGED} )?(?:in|within|during) the (?:last|past) {_SPAN.replace('<count>', '<count2>').replace('<unit>', '<unit2>')}\b"
        rf"|\b(?:{_CHANGED} )(?:less than|no more than) {_SPAN.replace('<count>', '<count3>').replace('<unit>', '<unit3>')} ago\b"
    )
    single = r"\b(?P<single>(?:in|within|during) the (?:last|past) (?P<unit4>minute|hour|day|week|month|year))\b"
    for sign, pattern in (("<", old), (">", rf"{new}|\b(?:{_CHANGED} )?{single}")):
        if match := selection.take(pattern):
            groups = match.groupdict()
            unit = next(v for k, v in groups.items() if k.startswith("unit") and v).lower()
            count = next((v for k, v in groups.items() if k.startswith("count") and v), "1").lower()
            number = _FEW.get(count) or int(count)
            span = _SECONDS[unit] if number == 1 else f"{number} * {_SECONDS[unit]}"
            selection.front.append(f"limit = time.time() - {span}")
            selection.imports.add("import time")
            selection.tests.append(f"path.stat().st_mtime {sign} limit")
            return
    if match := selection.take(
        rf"\b{_CHANGED} (?P<side>before|after|since|on or after) (?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)\b"
    ):
        sign = "<" if match["side"].lower() == "before" else ">="
        date = f"{int(match['year'])}, {int(match['month'])}, {int(match['day'])}"
        selection.front.append(f"limit = datetime({date}).timestamp()")
        selection.imports.add("from datetime import datetime")
        selection.tests.append(f"path.stat().st_mtime {sign} limit")
    elif match := selection.take(rf"(?:\band )?\b{_CHANGED} (?P<when>today|yesterday|this (?:year|month))\b"):
        changed, when = "date.fromtimestamp(path.stat().st_mtime)", match["when"].lower()
        selection.imports.add(
            "from datetime import date, timedelta" if when == "yesterday" else "from datetime import date"
        )
        selection.tests.append(
            {
                "today": f"{changed} == date.today()",
                "yesterday": f"{changed} == date.today() - timedelta(days=1)",
                "this year": f"{changed}.year == date.today().year",
                "this month": f"{changed} >= date.today().replace(day=1)",
            }[when]
        )


def _take_exclusions(selection: Selection) -> None:
    pattern = (
        r",? ?\b(?:without|except(?: for)?|but (?:not|no|without)|excluding|leaving out|leave out|skipping|skip|ignoring|not)"
        rf"(?: (?:the|any|all|those))? (?P<list>{_EXTENSION}(?:(?: ?, ?| and | or ){_EXTENSION})*)(?: files?| ones)?(?= |$|,)"
    )
    if match := selection.take(pattern):
        found = tuple(ending.lstrip("*") for ending in re.findall(_EXTENSION, match["list"]))
        selection.tests.append(_has_ending(found, "not in"))
    if match := selection.take(
        rf",? ?\b(?:without|except(?: for)?|but not|excluding|leaving out|skipping|ignoring)(?: the)? (?:{_KIND} (?:{_QUOTED}|(?P<name>\.?{_BARE}))|(?P<name2>\.git|\.venv|node_modules|__pycache__)(?: {_KIND})?)"
    ):
        name = match["quoted"] or match["name"] or match["name2"]
        selection.tests.append(f"{repr_string(name)} not in path.parts")
    if selection.take(
        r",? ?\b(?:without|except|but not|excluding|ignoring|skipping)(?: the| any)? hidden(?: files| ones)?\b"
    ):
        selection.tests.append('not path.name.startswith(".")')
    elif selection.take(r"\bhidden\b(?= files)"):
        selection.tests.append('path.name.startswith(".")')


def _take_names(selection: Selection) -> None:
    text = rf"(?:the (?:word|text|string|letters?|prefix) )?(?:{_QUOTED}|(?P<name>[\w.-]+))"
    whose = r"\b(?:whose (?:file ?)?names? |with (?:a |file ?)?names? (?:that )?|(?:that|which) (?:have a name that )?)"
    for verb, test in (
        (r"(?:starts?|starting|begins?|beginning) with", "path.name.startswith({})"),
        (r"(?:ends?|ending) (?:with|in)", "path.stem.endswith({})"),
    ):
        match = selection.take(rf"(?:{whose})?\b{verb} (?!\.?\*?\.){text}")
        if match:
            selection.tests.append(test.format(repr_string(named(match))))
    contains = rf"\b(?:whose (?:file ?)?names? |with (?:a |file ?)?names? (?:that )?)(?:contains?|containing|includes?|has|have) {text}(?: in (?:it|them))?"
    in_name = rf"\b(?:that have|which have|that has|that contain|containing|having|with) {text} in (?:the|their|its) (?:file ?)?names?\b"
    if match := selection.take(contains) or selection.take(in_name):
        selection.tests.append(f"{repr_string(named(match))} in path.name")


_LISTED = rf"(?P<list>{_EXTENSION}(?:(?: ?, ?(?:and |or )?| and | or |/){_EXTENSION})*)"


def _take_endings(selection: Selection) -> None:
    known = "|".join(sorted(FILE_ENDINGS - {"old", "new", "out", "in", "lock"} | {"log", "zip"}))
    spelled = (
        rf"(?:\b(?:with|having) (?:the |an |a )?(?:file )?(?:extensions?|endings?|suffix(?:es)?) |\b(?:that |which |whose names? )?(?:ends?|ending) (?:in|with) ){_LISTED}",
        rf"{_LISTED}(?:[- ](?:files?|images?|photos?|pictures?|documents?|scripts?|ones)\b)",
        r"(?<![\w/\"'`])(?P<list>\*\.[A-Za-z0-9]{1,6})(?= |$|,)",
        rf"\b(?P<list>{known})(?:(?: ?, ?(?:and |or )?| and | or )(?P<list2>{known}))?[- ](?:files?|images?|photos?|pictures?|documents?)\b",
        rf"\b(?P<list>{'pdf|csv|txt|jpg|png|jpeg|mp3|gif|docx|xlsx|json|xml'})s?\b(?= {_PLACE}\b| \b(?:from|older|newer|larger|bigger|smaller|modified|changed)\b|$)",
        rf"\b(?<!in )(?<!of )(?<!from )(?<!under )(?<!my )(?<!folder )(?<!directory )(?P<kind>{'|'.join(_KINDS_OF_FILES)})(?: (?:files?|scripts?|images?|documents?|ones)\b|(?<=s)\b(?! (?:folder|dir)))",
    )
    for pattern in spelled:
        match = any_case(pattern).search(selection.text)
        if match is None:
            continue
        groups = match.groupdict()
        if kind := groups.get("kind"):
            selection.endings = _KINDS_OF_FILES[kind.lower()]
        else:
            listed = re.findall(
                r"[A-Za-z0-9][A-Za-z0-9.]*", " ".join(filter(None, (groups["list"], groups.get("list2"))))
            )
            selection.endings = tuple(f".{ending}" for ending in listed if ending.lower() not in ("and", "or"))
        selection.text = " ".join(f"{selection.text[: match.start()]} files {selection.text[match.end() :]}".split())
        return


def _has_ending(endings: tuple[str, ...], sign: str = "in") -> str:
    if len(endings) == 1:
        return f"path.suffix {'==' if sign == 'in' else '!='} {repr_string(endings[0])}"
    return f"path.suffix.lower() {sign} {{{', '.join(map(repr_string, endings))}}}"


def path_call(folder: str) -> str:
    """Return the source of a folder's path; a ~ stands for the home folder."""
    if folder.rstrip("/") == "~":
        return "Path.home()"
    return f"Path({repr_string(folder)})" + (".expanduser()" if folder.startswith("~") else "")


def paths_source(selection: Selection) -> str:
    """Return the comprehension, without its brackets, that gives the files of a selection in order."""
    folder = path_call(selection.folder)
    tests = list(selection.tests)
    if len(selection.endings) == 1:
        call = f'{"rglob" if selection.is_tree else "glob"}("*{selection.endings[0]}")'
    else:
        call = 'rglob("*")' if selection.is_tree else "iterdir()"
        if selection.endings:
            tests.insert(0, _has_ending(selection.endings))
        tests.insert(0, "path.is_file()")
    return f"path for path in {folder}.{call}" + (f" if {' and '.join(tests)}" if tests else "")
