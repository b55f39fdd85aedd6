"""What is told of the files of a folder: their number, size and checksums, which hold a text, and lists of them.

Each function takes what it understands out of the request and returns whether it is the one that is asked for.
"""

import re

from engine.chains.flow import repr_string
from engine.chains.folder_job import Job
from engine.chains.folder_words import named, read_selection


def weigh(job: Job) -> bool:
    """Print how much room files take up."""
    take = job.selection.take
    unit_words = r"(?:kilobytes?|megabytes?|gigabytes?|bytes|kb|mb|gb)"
    asked = take(
        rf"^(?:print |show |get |compute |calculate |find |what(?:'s| is) |sum (?:up )?|add up )?(?:the )?(?:total|combined|overall|sum of the|whole)? ?(?:file ?)?sizes?(?: \(?in (?P<unit>{unit_words})\)?)? (?:of|taken by)\b"
    ) or take(
        rf"^how (?:much (?:space|disk space|room)|many (?P<unit>{unit_words}|megs)|big)(?: (?:do|does|is|are))?\b"
    )
    if asked is None:
        return False
    more = take(rf",? ?\b(?:in|as) (?P<unit>{unit_words})\b")
    job.filler = "take takes up use used uses together altogether total size space disk big"
    if take(r"\b(?:each|every)\b"):
        return False
    is_whole = re.match(r"(?:the |my )?(?:whole |entire )?(?:folder|directory)\b", job.selection.text, re.IGNORECASE)
    read_selection(job.selection)
    job.selection.is_tree |= is_whole is not None and not job.selection.endings
    job.collect()
    unit = ((more and more["unit"]) or asked.groupdict().get("unit") or "").lower()[:1]
    total = "sum(path.stat().st_size for path in paths)"
    if unit in ("k", "m", "g"):
        factor = {"k": "1000", "m": "1_000_000", "g": "1_000_000_000"}[unit]
        job.lines += [f"size = {total} / {factor}", f'print(f"{{size:.2f}} {unit.upper().replace("K", "k")}B")']
    else:
        job.lines += [f"size = {total}", 'print(size, "bytes")']
    return True


def count(job: Job) -> bool:
    """Print how many files there are, perhaps of each ending."""
    take = job.selection.take
    each = take(
        r",? ?\b(?:(?:of|per|by|for|with) (?:each|every|the|their|its)?(?: different)? ?(?:file ?)?(?:types?|extensions?|endings?|kinds?)|grouped by (?:file ?)?(?:types?|extensions?|endings?))(?: there are| are there)?\b"
    )
    if not take(
        r"^(?:(?:print |show |get |find |tell me )?(?:the )?(?:number of|how many|count of)|counts?(?: up)?(?: the)?(?: number of| how many)?)\b"
    ):
        return False
    job.filler = "there are how many number"
    if take(r"^(?:the )?(?:sub-?)?(?:folders|directories|lines|words)\b"):
        return False
    read_selection(job.selection)
    if each:
        if job.selection.endings:
            return False
        job.imports.add("from collections import Counter")
        job.collect()
        job.lines.append(
            'counts = Counter(path.suffix.lower() for path in paths)\nfor ending, count in counts.most_common():\n    print(ending or "(none)", count)'
        )
        return True
    job.collect()
    job.lines.append("print(len(paths))")
    return True


def digest(job: Job) -> bool:
    """Print the checksum of every file."""
    take = job.selection.take
    match = take(
        r"^(?:print |show |compute |calculate |get |list |create |make )?(?:the |a )?(?P<hash>md5|sha-?1|sha-?256|sha-?512)(?: (?:hash(?:es)?|checksums?|sums?|digests?))?(?: and (?:the )?names?)? (?:of|for)\b"
    ) or take(
        r"^(?:print |show |compute |calculate |get |list )?(?:the )?(?:hash(?:es)?|checksums?) (?P<hash>) ?(?:of|for)\b"
    )
    if match is None:
        return False
    target = take(
        r",? ?(?:and )?(?:save|write|store|put)(?: (?:them|it|the result|the list))? (?:to|into|in) (?:a file )?(?:called |named )?(?P<target>[\w./-]+\.(?:txt|sha256|md5))"
    )
    take(
        r",? ?(?:(?:and )?print(?:ed)? )?(?:like|in the format of|the way) (?:sha256sum|md5sum)(?: does)?\b|,? ?(?:and )?(?:with|print) (?:its|their|the) (?:file ?)?names?|,? ?one per line"
    )
    read_selection(job.selection)
    job.collect()
    kind = (match["hash"] or "sha256").lower().replace("-", "")
    job.imports.add("import hashlib")
    digest = f"digest = hashlib.{kind}(path.read_bytes()).hexdigest()"
    if target:
        job.lines.append(
            f'with open({repr_string(target["target"])}, "w", encoding="utf-8") as file:\n    for path in paths:\n'
            f'        {digest}\n        file.write(f"{{digest}}  {{path.name}}\\n")'
        )
    else:
        job.loop(digest, 'print(f"{digest}  {path}")' if job.selection.is_tree else 'print(f"{digest}  {path.name}")')
    return True


def search_inside(job: Job) -> bool:
    """Print the files, or the lines, that hold a text."""
    take = job.selection.take
    asks = r"(?:(?:,? ?(?:and )?(?:print|show|list)(?:ing)?)? ?(?:the )?(?:file|file ?names?|names?|path)s?,? ?(?:and|,|with)? ?(?:the )?line ?numbers?(?:,? (?:and )?(?:the )?(?:text|line|lines)(?: itself)?)?)"
    numbered = take(rf",? ?(?:and |with ){asks}(?: of (?:each|every) (?:match|hit|line|occurrence))?$") or take(
        rf"{asks}(?: of (?:each|every) (?:match|hit|line|occurrence))?$"
    )
    word = r"(?:(?:the |a )?(?:word|text|string|phrase) )?(?:[`'\"](?P<quoted>[^`'\"]+)[`'\"]|(?P<name>[A-Z_]{3,}|(?<=word )[\w-]+))"
    match = take(rf"^(?:search|grep|look|scan)(?: (?:in|through))?(?P<what> .*?) for {word}") or take(
        rf"\b(?:that |which )?(?:contain(?:s|ing)?|mention(?:s|ing)?|hav(?:e|ing)|with) {word}(?: in (?:it|them))?(?! in (?:the|their|its) (?:file ?)?name)(?P<what>)"
    )
    if match is None:
        return False
    job.selection.text = f"{match['what']} {job.selection.text}".strip()
    take(
        r"^(?:print|list|find|show|get|which|search for|search|count)?(?: (?:me|out))?(?: the)?(?: (?:file )?names of)?(?=$| |,)"
    )
    job.filler = "name names"
    read_selection(job.selection)
    text = repr_string(named(match))
    if numbered or match["what"]:
        job.collect()
        job.lines.append(
            'for path in paths:\n    with open(path, encoding="utf-8", errors="replace") as file:\n        for number, line in enumerate(file, 1):\n'
            f'            if {text} in line:\n                print(f"{{path}}:{{number}}: {{line.rstrip()}}")'
        )
        return True
    job.selection.tests.insert(0, "path.is_file()") if job.selection.endings and len(
        job.selection.endings
    ) == 1 else None
    job.selection.tests.append(f'{text} in path.read_text(encoding="utf-8", errors="replace")')
    job.collect()
    job.loop("print(path)")
    return True


_SORTS = [
    (r"(?:by|on) (?:their |the |its )?(?:file ?)?size", "size"),
    (r"(?:by|on) (?:their |the |its )?(?:(?:modification|change|last modification|last change) )?(?:date|time|age|mtime)(?: of (?:last )?(?:change|modification))?", "time"),
    (r"(?:by|on) (?:their |the |its )?(?:last )?modified (?:date|time)|by when they were (?:last )?(?:changed|modified)", "time"),
    (r"(?:by|on) (?:their |the |its )?(?:file ?)?names?|alphabetically|in alphabetical order", "name"),
]  # fmt: skip
_ORDER_KEYS = {
    "size": "lambda path: path.stat().st_size",
    "time": "lambda path: path.stat().st_mtime",
    "name": "",
    "": "",
}
_FIRST = [
    (r"largest|biggest|heaviest", "size", True), (r"smallest", "size", False),
    (r"newest|latest|most recent(?:ly (?:changed|modified|edited))?|last (?:changed|modified)", "time", True),
    (r"oldest|least recent(?:ly (?:changed|modified))?", "time", False),
]  # fmt: skip


def _take_order(job: Job) -> tuple[str, bool, str]:
    """Take out how the files are sorted and how many are wanted: key, descending, limit ("" for all)."""
    take = job.selection.take
    for pattern, key, is_descending in _FIRST:
        if match := take(
            rf",? ?(?:with |from )?(?:the )?\b(?:{pattern}) (?:ones? |files? )?(?:first|to (?:oldest|newest|smallest|largest|biggest))\b"
        ):
            take(
                r",? ?(?:and )?\b(?:sorted|sort|ordered|order)(?: them)?(?: by (?:their |the )?(?:file ?)?(?:size|date|modification (?:time|date)|age|time))?\b"
            )
            return key, is_descending, ""
        if match := take(
            rf"\b(?:the )?(?:(?P<number>\d+|two|three|four|five|ten) )?(?P<word>{pattern})\b(?: (?P<after>\d+|three|five|ten)\b)?"
        ):
            words = {"two": "2", "three": "3", "four": "4", "five": "5", "ten": "10"}
            number = match["number"] or match["after"] or "1"
            return key, is_descending, words.get(number.lower(), number)
    for pattern, key in _SORTS:
        if match := take(
            rf",? ?(?:and )?\b(?:sorted|sort|ordered|order)(?: them)? (?:{pattern})(?P<down>,? (?:in )?(?:descending|decreasing)(?: order)?)?(?:,? (?:in )?(?:ascending|increasing)(?: order)?)?"
        ):
            return key, match["down"] is not None, ""
    return "", False, ""


def list_files(job: Job) -> bool:
    """Print the files, sorted and with what else is wanted, or write them to a list."""
    take = job.selection.take
    if not take(
        r"^(?:(?:write|save|store|put) (?:a |the )?(?:list of|names? of)(?= .*\.(?:txt|csv)\b)|(?:find|list|get|collect|search for|look for|search|locate|print|show|display)(?: (?:me|out|up))?(?: and (?:print|list|show))?|(?:which|what)\b(?: is| are)?|give me|(?=the (?:\d+ )?(?:largest|biggest|newest|oldest|smallest)))"
    ):
        return False
    target = take(
        r",? ?(?:and )?(?:save|write|store)?(?: (?:them|the list|it|the names|the result|their names|their paths))? (?:to|into|in|as) (?:a file |the file )?(?:called |named )?[`'\"]?(?P<target>[\w./-]+\.(?P<ending>txt|csv))[`'\"]?"
    )
    sized = (
        take(
            r",? ?(?:and |with |together with |along with |including )?(?:print |show )?(?:their |its |the )?(?:file )?(?:names?,? (?:and|with) (?:their |the |its )?)?\bsizes?\b(?! (?:over|above|under|of))(?: in (?P<unit>bytes|kb|mb|kilobytes|megabytes))?(?: of each(?: file)?)?(?!,? first)"
        )
        if not re.search(
            r"\b(?:sort|order)(?:ed|s)?(?: them)? by (?:their |the |file )*size\b.*?$|\bsize (?:over|above|under|of|larger|smaller|>|<)",
            job.selection.text,
            re.IGNORECASE,
        )
        else None
    )
    key, is_descending, limit = _take_order(job)
    dated = take(
        r",? ?(?:and |with |together with )(?:print |show )?(?:their |its |the )?(?:modification (?:date|time)s?|dates? of (?:last )?(?:change|modification)|last modified (?:date|time)s?)|,? ?and when (?:they were|it was) (?:last )?(?:changed|modified)"
    )
    full = take(
        r",? ?(?:and )?(?:print )?(?:with |as |by )?(?:their |its |the )?(?:full|absolute|complete) paths?(?: of)?\b"
    )
    names = take(
        r",? ?(?:and )?(?:print |show |list )?(?:only )?(?:their |its |the |just the )(?:file ?)?names?\b(?: only)?(?! (?:that|which|contain|start|end))(?: of\b)?"
    )
    take(r",? ?(?:and )?(?:print|show|list)(?: (?:them|it|each one|the result|everything found))?$")
    take(r"^(?:is|are) ")
    take(r"\b(?:was|were|are|is)$")
    if limit and key == "time":
        take(r"\b(?:changed|modified|edited|created|file|files)(?: last)?$")
    last = take(r"\b(?:was|were|is) (?:changed|modified|edited|updated) (?P<which>last|first|most recently)$")
    if last:
        key, is_descending, limit = "time", last["which"] != "first", "1"
    if re.match(
        r"(?:all )?(?:the )?(?:empty )?(?:sub-?)?(?:folders|directories|subdirectories)\b(?! (?:and )?files)",
        job.selection.text,
    ) or (target and (sized or dated)):
        return False
    read_selection(job.selection)
    if not (
        key
        or sized
        or dated
        or full
        or target
        or job.selection.endings
        or job.selection.tests
        or re.search(r"\bfiles?\b", job.selection.text)
    ):
        return False
    single = limit == "1" and not target
    if single:
        job.collect()
        name = {("size", True): "largest", ("size", False): "smallest", ("time", True): "newest"}.get(
            (key, is_descending), "oldest"
        )
        job.lines.append(
            f"path = {'max' if is_descending else 'min'}(paths, key={_ORDER_KEYS[key]})".replace(
                "path =", f"{name} =", 1
            )
        )
    else:
        job.collect(_ORDER_KEYS[key], is_descending, limit)
    what = "path.resolve()" if full else "path.name" if names or sized or dated else "path"
    if target:
        job.lines.append(
            f'with open({repr_string(target["target"])}, "w", encoding="utf-8") as file:\n    for path in paths:\n        file.write(f"{{{what}}}\\n")'
        )
        return True
    shown = [what]
    if sized:
        unit = (sized["unit"] or "").lower()[:1]
        shown.append(
            {"k": "round(path.stat().st_size / 1000, 1)", "m": "round(path.stat().st_size / 1_000_000, 2)"}.get(
                unit, "path.stat().st_size"
            )
        )
    if dated:
        job.imports.add("from datetime import datetime")
        shown.append('f"{datetime.fromtimestamp(path.stat().st_mtime):%Y-%m-%d %H:%M}"')
    if single:
        job.lines.append(f"print({', '.join(shown)})".replace("path.", f"{name}.").replace("(path", f"({name}"))
    else:
        job.loop(f"print({', '.join(shown)})")
    return True
