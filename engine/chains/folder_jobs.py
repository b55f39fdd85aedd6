"""One job on the files of a folder: list, count, weigh, move, copy, rename, delete, pack, hash, search or join them.

A request is taken apart: what is to be done, where, and with which files. What is left over must be words that say
nothing, or no program is written.
"""

import re
from collections.abc import Callable

from engine.chains import folder_changes as changes
from engine.chains import folder_reports as reports
from engine.chains.flow import Chain
from engine.chains.folder_job import Job
from engine.chains.folder_words import Selection

_LEAD = re.compile(
    r"^(?:(?:please|hi|hello|hey|,)\s*)*(?:(?:can|could|would) you |how (?:do|can|would|to) (?:i )?|i (?:want|need|would like|have) to |i'd like to "
    r"|(?:write|make|create|give|show|need)(?: me)? (?:a |some |an )?(?:short |small |simple |little |quick )?(?:python )?(?:script|program|code|snippet|one-?liner)(?: that| which| to)? ?"
    r"|(?:a )?(?:python )?(?:script|program|code|snippet)(?: that| which| to|:) ?)?",
    re.IGNORECASE,
)
_SPEAKS_OF_FILES = re.compile(
    r"\b(?:files?|folders?|director(?:y|ies)|sub-?folders?|pdfs?|images|photos|pictures)\b|\*\.\w+|(?<!\w)\.\w{2,4}s? files?",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:function|def|class|method|decorator|generator|test|pytest|unittest|dataframe|pandas|sqlite|database|table|column|columns|rows?|argparse|"
    r"argument|thread|threads|parallel|upload|download|ftp|http|url|server|email|tkinter|regex|sheet|watch|every \d+|encrypt|password|json|dictionary|dict|"
    r"ask|input|user|if|unless|rglob|os\.walk|scandir|glob|shutil|permissions?|owner|symlinks?|lines of code|tree|duplicates?|"
    r"identical|compare|sync|mirror|missing|progress|split|resize|convert|thumbnails?|extract|unzip|decompress|numpy|logging|undo|random)\b",
    re.IGNORECASE,
)
_THEN = re.compile(  # "find the files … and delete them"
    r"^(?:find|list|get|take|search for|look for|select|collect) (?P<what>.*?),? (?:and|then|and then|to) (?P<verb>delete|remove|move|copy|zip|pack|count)"
    r" (?:them|it|these|those)(?: all)?(?P<rest>.*)$",
    re.IGNORECASE,
)
# In the order in which they are tried.
_JOBS: tuple[Callable[[Job], bool], ...] = (
    changes.delete, changes.sort_into_folders, changes.rename, changes.pack, changes.join_texts, changes.replace_inside,
    changes.move_or_copy, reports.weigh, reports.digest, reports.count, reports.search_inside, reports.list_files,
)  # fmt: skip


def do_folder_job(prompt: str) -> Chain | None:
    """Return the program for a request about the files of a folder, or None where it is not understood whole."""
    if len(prompt) > 400 or not _SPEAKS_OF_FILES.search(prompt) or _OTHERS.search(prompt):
        return None
    text = re.sub(
        r"\bfile ?names\b", "file names", _LEAD.sub("", " ".join(prompt.split())).rstrip(".!? "), flags=re.IGNORECASE
    )
    text = _THEN.sub(r"\g<verb> \g<what>\g<rest>", text)
    for write in _JOBS:
        job = Job(Selection(text))
        if write(job) and job.is_understood and job.selection.folder and job.lines:
            return Chain(job.code(), 1, (), title="Do something with the files of a folder")
    return None
