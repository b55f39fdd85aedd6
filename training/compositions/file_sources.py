"""Sources that are files of text and folders: numbers, lines, words, whole texts, names of files."""

import json
import random
from collections.abc import Sequence
from dataclasses import replace

from training.compositions.domains import LINE_PARTS, LINES, NUMBERS, STRING_PARTS, STRINGS
from training.compositions.language import FileName, Thing, Verbatim, phrases
from training.compositions.origins import SAMPLE_ROWS, Origin, describe_numbers, name_file, nouns_of, sample_numbers
from training.compositions.program import Data, Program

# "the words of a file" are split at spaces, so words are not read by line.
STRINGS_BY_LINE = tuple(kind for kind in STRINGS if kind.one != "word")


def numbers_file(program: Program, rng: random.Random) -> Origin:
    """A text file with a number on each line."""
    kind = rng.choice(NUMBERS)
    file = name_file(rng.choice([kind.many, kind.many, kind.many, "data", "input", "values", "numbers"]), ".txt", rng)
    variable = program.fresh(kind.many)
    sample = sample_numbers(kind, rng, SAMPLE_ROWS)
    convert = kind.kind
    content = "\n".join(str(value) for value in sample) + "\n"
    program.add(
        f'with open("{file}", encoding="utf-8") as file:',
        f"    {variable} = [{convert}(line) for line in file if line.strip()]",
    )
    return Origin(
        "numbers file", describe_numbers(kind, variable), Thing(kind.one, kind.many, place=f"{rng.choice(['in', 'in', 'from', 'of'])} {{file}}", own_name="the {many} in {file}"),
        phrases("""
            read the {many} from {file}
            read {file}
            read {file} (one {one} per line)
            load the {many} from {file}
            read the {many} in {file}
            load {file}
            open {file} and ~read the {many}
            take the {many} in {file}
            get the {many} from {file}
            read {many} from <the file |>{file}
        """),
        phrases("""
            I have a file {file} with one {one} per line
            {file} has one {one} per line
            {file} contains {many}, one per line
            there is a file {file} with {many}, one on each line
            the file {file} holds {a_one} on each line
            my file {file} has {many} in it, one per line
            in {file} there is one {one} per line
        """),
        phrases("given a file {file} with one {one} per line\nfrom {file}\nusing the {many} in {file}\nwith the {many} from {file}"),
        ("{file}", "{many} from {file}", "read {file}"), {"file": file}, {file: content}, nouns=nouns_of(kind),
    )  # fmt: skip


def lines_file(program: Program, rng: random.Random) -> Origin:
    """A text file of lines, or with a name, word or the like on each line."""
    kind = LINES if rng.random() < 0.35 else rng.choice(STRINGS_BY_LINE)
    stems = (
        [
            "log",
            "notes",
            "data",
            "input",
            "file",
            "text",
            "server_log",
            "diary",
            "todo",
            "messages",
            "poem",
            "lines",
            "app_log",
            "draft",
        ]
        if kind is LINES
        else [kind.many, kind.many, kind.many, "list", "data", "input", "items"]
    )
    ending = rng.choice([".txt", ".txt", ".log"]) if kind is LINES else ".txt"
    file = name_file(rng.choice(stems), ending, rng)
    variable = program.fresh(kind.many)
    program.add(f'with open("{file}", encoding="utf-8") as file:', f"    {variable} = file.read().splitlines()")
    parts = LINE_PARTS if kind is LINES else (*(value[0] for value in kind.values if value), *STRING_PARTS)
    sample = list(kind.values) + [rng.choice(kind.values) for _ in range(8)]
    if kind is not LINES:
        sample = [value for value in sample if value]
    data = Data("strings", variable, kind.one, kind.many, item=kind.one, values=parts)
    statements: tuple[str, ...] = phrases("""
        I have a file {file} with one {one} per line
        {file} has one {one} per line
        {file} contains {many}, one per line
        there is a file {file} with {a_one} on each line
        my file {file} has {many} in it, one per line
        I have {many} in {file}, one per line
    """) if kind is not LINES else phrases("I have a text file {file}\nthere is a text file called {file}\nI have a file {file}")  # fmt: skip
    return Origin(
        "lines file", data, Thing(kind.one, kind.many, place=f"{rng.choice(['in', 'in', 'from', 'of'])} {{file}}", own_name="{file}" if kind is LINES else "the {many} in {file}"),
        phrases("""
            read the {many} from {file}
            read {file}
            read {file} line by line
            load the {many} from {file}
            read the {many} in {file}
            load {file}
            open {file}
            open {file} and ~read the {many}
            take the {many} in {file}
            get the {many} from {file}
            read all {many} from <the file |>{file}
            read {file} into a list
        """),
        statements, phrases("given a file {file} with one {one} per line\nfrom {file}\nwith the {many} from {file}") if kind is not LINES else phrases("from {file}\ngiven the file {file}"),
        ("{file}", "{many} from {file}", "read {file}"), {"file": file}, {file: "\n".join(sample) + "\n"}, nouns=nouns_of(kind),
    )  # fmt: skip


def words_file(program: Program, rng: random.Random) -> Origin:
    """The words of a text."""
    file = name_file(
        rng.choice(
            [
                "text",
                "poem",
                "story",
                "book",
                "article",
                "essay",
                "speech",
                "novel",
                "letter",
                "notes",
                "input",
                "chapter1",
            ]
        ),
        ".txt",
        rng,
    )
    variable = program.fresh("words")
    program.add(f'with open("{file}", encoding="utf-8") as file:', f"    {variable} = file.read().split()")
    sample = "the quick brown Fox jumps over the lazy dog\nand the small cat sleeps under an old apple tree near our level kayak\na dog and a cat run home every evening to eat something\n"
    data = Data("strings", variable, "word", "words", item="word", values=STRING_PARTS)
    return Origin(
        "words file", data, Thing("word", "words", place=f"{rng.choice(['in', 'of', 'from', 'in'])} {{file}}", is_unnamed=True),
        phrases("""
            read the words from {file}
            read {file} and ~split it into words
            load the text in {file} and ~split it into words
            read the words in {file}
            split the text of {file} into words
            read the text file {file} and ~break it into words
            take the words in {file}
            get all words from {file}
        """),
        phrases("I have a text in {file}\nthere is a text file {file}\n{file} contains a text\nI have a story in {file}"), phrases("from the words in {file}\nusing the words of {file}\ngiven the text in {file}"),
        ("{file}", "words of {file}", "read {file}, split into words"), {"file": file}, {file: sample},
    )  # fmt: skip


def json_list(program: Program, rng: random.Random) -> Origin:
    """A list of numbers or words in a JSON file."""
    kind = rng.choice(NUMBERS if rng.random() < 0.6 else STRINGS)
    file = name_file(rng.choice([kind.many, kind.many, "data"]), ".json", rng)
    variable = program.fresh(kind.many)
    program.add(
        f'with open("{file}", encoding="utf-8") as file:', f"    {variable} = json.load(file)", imports="import json"
    )
    if kind.kind == "str":
        values = (*sorted({value[0] for value in kind.values}), *STRING_PARTS[:6])
        data = Data("strings", variable, kind.one, kind.many, item=kind.one, values=values)
        sample: Sequence[str | int | float] = list(kind.values) * 2
    else:
        data, sample = describe_numbers(kind, variable), sample_numbers(kind, rng, SAMPLE_ROWS)
    return Origin(
        "json list", data, Thing(kind.one, kind.many, place=rng.choice(["in {file}", "from {file}"]), own_name="the {many} in {file}"),
        phrases("load the list of {many} from {file}\nread the {many} from {file}\nload {file}, a list of {many}\nload the {many} in {file}\nread {file} (a json list of {many})\nread the json list of {many} in {file}"),
        phrases("{file} contains a list of {many}\nI have a json file {file} with a list of {many}\n{file} is a json array of {many}\nthere is a list of {many} in {file}\n{file} holds a json list of {many}"), phrases("given {file} with a list of {many}\nfrom the {many} in {file}"), ("{many} from {file}",), {"file": file}, {file: json.dumps(sample)}, nouns=nouns_of(kind),
    )  # fmt: skip


def whole_text(program: Program, rng: random.Random) -> Origin:
    """A text file as one string, or a string that stands in the request."""
    program.names.add("text")
    data = Data("text", "text", "text", "", item="text")
    if rng.random() < 0.25:
        sentence = rng.choice(
            [
                "Hello World 123",
                "The red dog, the blue cat!",
                "my old draft from January",
                "foo and bar are 2 words",
                "An error on Monday: apple 42",
                "It was a summer day in 1999.",
            ]
        )
        quote = rng.choice(["'", '"'])
        program.add(f'text = "{sentence}"')
        noun = rng.choice(["string", "text", "sentence"])
        return Origin(
            "string", data, Thing(noun, noun, place="{literal}", is_single=True), (), (f"I have the {noun} {{literal}}", "text = {literal}", f"my {noun} is {{literal}}"), (f"given the {noun} {{literal}}", "given text = {literal}"), ("{literal}", f"{noun} {{literal}}"), {"literal": Verbatim(quote + sentence + quote)},
        )  # fmt: skip
    file = name_file(
        rng.choice(
            [
                "notes",
                "letter",
                "text",
                "input",
                "readme",
                "story",
                "draft",
                "report",
                "document",
                "essay",
                "template",
                "speech",
                "message",
            ]
        ),
        rng.choice([".txt", ".txt", ".txt", ".md"]),
        rng,
    )
    program.add(f'with open("{file}", encoding="utf-8") as file:', "    text = file.read()")
    sample = "My old dog and the red cat.\nfoo: error on Monday,  42 yes!\nA TODO for the draft of January, summer apple, blue colour.\n"
    return Origin(
        "text file", data, Thing("text", "text", place=rng.choice(["in {file}", "of {file}"]), own_name=rng.choice(["{file}", "the contents of {file}"]), is_single=True),
        phrases("read {file}\nread the text in {file}\nopen {file}\nload the text of {file}\nread the contents of {file}\nopen {file} and ~read it\nread the file {file}\nload {file}\nread the text file {file}"),
        phrases("I have a text file {file}\nthere is a text in {file}\nI have a text in {file}\nmy text is in {file}"), phrases("given the text in {file}\nfrom {file}\nfor the file {file}"), ("{file}", "read {file}"), {"file": file}, {file: sample},
    )  # fmt: skip


def folder_names(program: Program, rng: random.Random) -> Origin:
    """The names of the files in a folder."""
    folder = FileName(
        rng.choice(
            ["docs", "photos", "data", "downloads", "reports", "logs", "backup", "music", "notes", "images", "src"]
        )
    )
    ending = rng.choice(["", "", "txt", "csv", "jpg", "py", "md", "log"])
    program.add(
        f'names = sorted(path.name for path in Path("{folder}").'
        + (f'glob("*.{ending}"))' if ending else "iterdir() if path.is_file())"),
        imports="from pathlib import Path",
    )
    program.names.add("names")
    kind = f"{ending} " if ending else ""
    files = {
        f"{folder}/{name}.{ending or extension}": "x\n" * size
        for size, (name, extension) in enumerate(
            [
                ("alpha", "txt"),
                ("Beta", "csv"),
                ("report_2023", "txt"),
                ("summary", "md"),
                ("old_notes", "log"),
                ("data1", "py"),
                ("ab", "jpg"),
                ("zoo_list", "txt"),
            ]
        )
    }
    data = Data(
        "strings",
        "names",
        "file name",
        "file names",
        item="name",
        values=(".txt", "a", "report", "data", "old", "s", "2023"),
        tags=frozenset({"unique", "stripped"}),
    )
    one = rng.choice(["file name", "file name", "file"])
    data = replace(data, one=one, many=one + "s")
    noun = f"{kind}{one}"
    return Origin(
        "folder", data, Thing(noun, noun + "s", place=rng.choice(["in the folder {folder}", "in {folder}", "in the {folder} folder", "in the directory {folder}"])),
        phrases(f"""
            list the {kind}files in <the folder |>{{folder}}
            get the names of all {kind}files in <the folder |>{{folder}}
            list all {kind}files in the <directory|folder> {{folder}}
            collect the names of the {kind}files in {{folder}}
            look at the {kind}files in the {{folder}} folder
        """),
        (f"I have a folder {{folder}} with {kind}files", f"there is a folder {{folder}} full of {kind}files"), (f"for the {kind}files in {{folder}}", f"from the {kind}files in the folder {{folder}}"), (f"{kind}files in {{folder}}",), {"folder": folder}, files,
    )  # fmt: skip


def folder_sizes(program: Program, rng: random.Random) -> Origin:
    """How large each file of a folder is."""
    folder = FileName(rng.choice(["docs", "photos", "data", "downloads", "reports", "logs", "backup", "notes"]))
    ending = rng.choice(["txt", "txt", "csv", "md", "log"])
    held, many, expression = rng.choice(
        [
            ("size", "sizes", "path.stat().st_size"),
            ("line count", "line counts", 'len(path.read_text(encoding="utf-8").splitlines())'),
            ("word count", "word counts", 'len(path.read_text(encoding="utf-8").split())'),
        ]
    )
    variable, held_name = many.replace(" ", "_"), held.replace(" ", "_")
    program.names.add(variable)
    program.add(
        f'{variable} = {{path.name: {expression} for path in sorted(Path("{folder}").glob("*.{ending}"))}}',
        imports="from pathlib import Path",
    )
    files = {
        f"{folder}/{name}.{ending}": "one two\n" * size
        for name, size in (("alpha", 40), ("beta", 3), ("gamma", 900), ("delta", 12), ("eps", 250))
    }
    data = Data(
        "mapping",
        variable,
        "file",
        many,
        item="name",
        keys="name",
        held=held_name,
        low=10,
        high=1000,
        tags=frozenset({"inverted", "changed"}),
    )
    said = {
        "size": "<size|size in bytes>",
        "line count": "<number of lines|line count>",
        "word count": "<number of words|word count>",
    }[held]
    return Origin(
        "folder sizes", data, Thing("file", many, whole=f"the {said} of each {ending} file in {rng.choice(['{folder}', 'the folder {folder}', 'the {folder} folder'])}"),
        phrases(f"""
            get the {said} of each {ending} file in <the folder |>{{folder}}
            find the {said} of every {ending} file in <the folder |>{{folder}}
            compute the {said} of each .{ending} file in the folder {{folder}}
            determine the {said} of all {ending} files in {{folder}}
        """), values={"folder": folder}, files=files, needs_clause=True,
    )  # fmt: skip
