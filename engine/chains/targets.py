"""Where a chain's result goes: printed, returned, or saved in the form that a file's ending asks for."""

import re

from engine.chains.conditions import match_column
from engine.chains.flow import LISTS, Data, Flow, need, plural, repr_string
from engine.chains.phrases import Phrase
from engine.chains.results import NO_COLUMNS, known_column
from engine.chains.steps import SINK, item_of, newest, read_names, step
from engine.rewrite import is_usable_name

_RESERVED = r"(?!(?:sum|average|median|max\w*|min\w*|count\w*|longest|shortest|first|last|top|sort|unique|even|odd|positive|negative|largest|smallest|highest|lowest|biggest|only|with|blank|product|stdev|most|square|double|reverse|keep|drop|lines?|oldest|youngest|cheapest|perline|table|column|files?|paths?|every|each|square|cube|factorial|root|prime|differences?|startswith|endswith|contains|gt|lt|ge|le|eq|ne|between|running|cumulative|mode|variance|random|chunks|histogram|lengths?|bar|pie|chart|plot|if|whether|flatten)\b)"


@step(
    SINK,
    r"(?:and |then )*print(?: (?:them|it|result|results|list|(?:each|every|perline)(?! (?:second|other|third|fourth|fifth|tenth))|line(?! number)|count(?! (?!sort|in |perline|descending|ascending|alphabetically)[a-z])|rest|everything|final result|path|ones|name|names|one|numbers|value|values|how)(?! with| of| per))*(?: (?:perline|in order))?",
    rf"(?:and |then )*print (?:only )?(?:columns? )?(?P<columns>{_RESERVED}[a-z_]+(?: , {_RESERVED}[a-z_]+)*(?: ,? ?and {_RESERVED}[a-z_]+)?)(?: (?:of|for) (?:each|every|them)(?: [a-z]+)?| of (?!§)[a-z]+s| of(?= [a-z]+ (?:gt|lt|ge|le|eq|ne) ))?(?! of| with| column)",
)
def show(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Print: done at the end, for whatever has not been saved; columns of rows that are named are picked here."""
    flow.shown = True
    flow.print_each = flow.print_each or re.search(r"\b(?:each|every|perline)\b", match[0]) is not None
    if re.search(r"\b(?:them|it|list|numbers|result|rest)\b", match[0]) and re.search(
        r"\bprint\b|\bthen count\b", match.string[match.end() :]
    ):
        _show_now(flow)
    words = read_names(match.groupdict().get("columns") or "")
    if re.search(r"\bnames?\b", match[0]) and len(words) < 2 and _show_names(flow):
        return True
    words = tuple(word for word in words if word.lower() not in NO_COLUMNS)
    if not words or not flow.leaves:
        return True
    if flow.leaves[-1].kind not in ("rows", "items", "file"):
        known = {name for leaf in flow.history for name in (leaf.name, leaf.noun, plural(leaf.noun))}
        return all(word in known or word in _SHOWN_WORDS for word in words)
    rows = newest(flow, "rows")
    if rows is None:
        return True
    whose = re.search(r" of ([a-z]+s)$", match[0])
    if whose and whose[1] not in (
        plural(rows.noun),
        rows.name,
        "them",
        "items",
        "rows",
        "people",
        "persons",
        "records",
    ):
        return False  # "the names of the dogs": which of them is not known
    columns = [match_column(known_column(word, rows), rows) for word in words if word.lower() not in NO_COLUMNS]
    columns = [column for column in columns if column not in (rows.noun, plural(rows.noun))]
    if columns:
        x = item_of(rows)
        flow.lines.append(f"for {x} in {rows.name}:\n    print({', '.join(f'{x}[{repr_string(c)}]' for c in columns)})")
        flow.saved = True
    return True


def _show_now(flow: Flow) -> None:
    """Print what there is before the next steps go on with it."""
    data = flow.leaves[-1] if flow.leaves else None
    if data is not None and data.kind not in ("file", "number", "string") and not data.name.startswith("range("):
        is_range = f"{data.name} = range(" in flow.lines[-1]
        if (data.kind, data.noun) == ("strings", "line"):
            flow.lines.append(f"for {item_of(data)} in {data.name}:\n    print({item_of(data)})")
        else:
            flow.lines.append(f"print({'*' if is_range else ''}{data.name})")
        flow.shown_names.add(data.name)


def _show_names(flow: Flow) -> bool:
    """Show the names alone of what there is: of one row, of rows, of files."""
    data = flow.leaves[-1] if flow.leaves else None
    if data is None or data.kind not in ("row", "rows", "paths"):
        return False
    if data.kind == "row":
        flow.change(data, f'{data.name}["name"]', kind="string")
        return True
    x = item_of(data)
    flow.lines.append(f"for {x} in {data.name}:\n    print({x}{'.name' if data.kind == 'paths' else repr_key('name')})")
    flow.saved = True
    return True


def repr_key(key: str) -> str:
    """Return the subscript for a key."""
    return f"[{repr_string(key)}]"


_SHOWN_WORDS = frozenset(
    "counts totals total sentence text string answer output groups group dictionary dict table set tuple matrix letters "
    "characters word words message contents entries lines differences sums average averages pairs elements content "
    "integers sequence series values keys array remaining others grades prices scores ages".split()
)


@step(SINK, r"return(?: (?:them|it|result|results|list|each|rest|as list|list of))*")
def give_back(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Return: done at the end, where a function is written."""
    return flow.parameter is not None


@step(
    SINK,
    r"(?:and |then |but )*(?:save|convert)(?: (?:them|it|result|data|rows))* (?:to|into|as|in) (?P<format>csv|json)(?: file)?",
)
def save_as(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Write the newest result in another format, under the name of the file that it came from."""
    origin = next((value for value in phrase.values if isinstance(value, str) and "." in value), "data.txt")
    data = newest(flow, "rows", "table", "strings", "numbers")
    path = f"{origin.rsplit('.', 1)[0]}.{match['format'].lower()}"
    flow.saved = data is not None and (
        _save_csv(flow, data, path, ()) if path.endswith("csv") else _save_json(flow, data, path, 2)
    )
    return flow.saved


@step(
    SINK,
    rf"(?:and |then |but )*(?:save(?:(?> (?:§s\d+|(?:sum|average|count|max|min|counts)(?= (?:to|into|in|as) )|them|it|result|results|list|everything|lines|rest|numbers|words|rows|output|names|data|file|ones|{_RESERVED}(?!to|into|as|in)[a-z]+)(?![^\W_])))*? ?(?:(?:to|into|as|in) )*|(?:to|into) )(?:new |one |single |big )*(?:csv |json |text )?(?:file )?(?:called |named )?(?P<path>§p\d+)(?: file)?(?: (?:,|and)? ?(?:with|only) (?:only )?(?:columns?|fields|keys) (?P<columns>\w+(?: , \w+)*(?: ,? ?and \w+)?))?(?: with (?:indent|indentation)(?: of)? (?P<indent>§n\d+))?(?: perline)?(?: with header(?: row)?)?",
)
def save(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """Write the newest result into a file, in the form that its ending asks for."""
    path = str(phrase.value(match["path"]))
    ending = path.rsplit(".", 1)[-1].lower()
    columns = read_names(match["columns"] or "")
    indent = phrase.value(match["indent"]) if match["indent"] else 2
    if ending in _NOT_WRITTEN:
        return False
    if ending in ("png", "jpg", "svg", "pdf"):
        return _save_picture(flow, path)
    if not flow.leaves:
        return False
    data = flow.leaves[-1]
    if data.kind == "file":
        found = need(flow, data, "rows", "strings")
        if found is None:
            return False
        data = found
    done = (
        _save_csv(flow, data, path, columns)
        if ending == "csv"
        else _save_json(flow, data, path, indent)
        if ending == "json"
        else _save_text(flow, data, path)
    )
    flow.saved = flow.saved or done
    flow.saved_names.add(data.name)
    return done


_NOT_WRITTEN = frozenset(
    "yaml yml toml xml xlsx xls html htm db sqlite sqlite3 ini cfg docx pkl parquet zip gz".split()
)


def _save_picture(flow: Flow, path: str) -> bool:
    """Save the chart that has been drawn."""
    if not any(line.startswith("plt.") for line in flow.lines):
        return False
    flow.lines = [line for line in flow.lines if line != "plt.show()"]
    flow.lines.append(f"plt.savefig({repr_string(path)})")
    flow.saved = True
    return True


def _save_csv(flow: Flow, data: Data, path: str, columns: tuple[str, ...]) -> bool:
    flow.imports.add("import csv")
    head = f'with open({repr_string(path)}, "w", newline="", encoding="utf-8") as file:\n'
    if data.kind == "rows":
        names = f"[{', '.join(map(repr_string, columns))}]" if columns else f"list({data.name}[0])"
        more = ', extrasaction="ignore"' if columns else ""
        flow.lines.append(
            f"{head}    writer = csv.DictWriter(file, fieldnames={names}{more})\n"
            f"    writer.writeheader()\n    writer.writerows({data.name})"
        )
    elif data.kind in ("table", "pairs"):
        source = f"{data.name}.items()" if data.kind == "table" else data.name
        header = f"    writer.writerow([{', '.join(map(repr_string, columns or (data.noun, 'value')))}])\n"
        flow.lines.append(f"{head}    writer = csv.writer(file)\n{header}    writer.writerows({source})")
    elif data.kind == "items" and data.noun == "row":
        flow.lines.append(f"{head}    csv.writer(file).writerows({data.name})")
    elif data.kind in ("strings", "numbers", "items"):
        flow.lines.append(
            f"{head}    writer = csv.writer(file)\n    writer.writerows([{item_of(data)}] for {item_of(data)} in {data.name})"
        )
    else:
        return False
    return True


def _save_json(flow: Flow, data: Data, path: str, indent: int) -> bool:
    if data.kind not in (*LISTS - {"paths"}, "table", "mapping", "number", "string", "text"):
        return False
    flow.imports.add("import json")
    flow.lines.append(
        f'with open({repr_string(path)}, "w", encoding="utf-8") as file:\n    json.dump({data.name}, file, indent={indent}, ensure_ascii=False)'
    )
    return True


def _save_text(flow: Flow, data: Data, path: str) -> bool:
    flow.imports.add("from pathlib import Path")
    x = item_of(data)
    if data.kind in ("text", "string", "number"):
        content = {"text": data.name, "string": f'{data.name} + "\\n"', "number": f'f"{{{data.name}}}\\n"'}[data.kind]
        flow.lines.append(f'Path({repr_string(path)}).write_text({content}, encoding="utf-8")')
        return True
    pair = "{value}  {key}" if flow.value_first else "{key} {value}"
    body = {
        "strings": f"{{{x}}}",
        "numbers": f"{{{x}}}",
        "items": f"{{{x}}}",
        "paths": f"{{{x}.name}}" if flow.path_names else f"{{{x}}}",
        "rows": f"{{{x}}}",
        "pairs": pair,
        "table": pair,
    }.get(data.kind)
    if body is None:
        return False
    loop = {"pairs": f"for key, value in {data.name}", "table": f"for key, value in {data.name}.items()"}.get(
        data.kind, f"for {x} in {data.name}"
    )
    flow.lines.append(
        f'with open({repr_string(path)}, "w", encoding="utf-8") as file:\n    {loop}:\n        file.write(f"{body}\\n")'
    )
    return True


def finish(flow: Flow) -> bool:
    """Print or return what has not been saved."""
    if any(leaf.kind == "file" for leaf in flow.leaves):
        return False  # nothing read it, so its step was not understood
    leaves = [leaf for leaf in flow.leaves if not leaf.name.startswith("range(")]
    results = [leaf for leaf in leaves if leaf.kind in ("number", "string", "table", "pairs", "row")] or leaves[-1:]
    if flow.parameter is not None:
        if not results or (results[-1].name == flow.parameter.name and not flow.lines):
            return False
        last = f"{results[-1].name} = "
        if len(results) == 1 and flow.lines and flow.lines[-1].startswith(last):
            flow.lines[-1] = "return " + flow.lines[-1].removeprefix(last)
        else:
            flow.lines.append(f"return {', '.join(leaf.name for leaf in results)}")
        return True
    results = [leaf for leaf in results if leaf.name not in flow.shown_names or leaf.kind in ("number", "string")]
    if not results and flow.shown_names:
        return True
    if flow.saved:
        said = [leaf for leaf in results if leaf.kind in ("number", "string") and leaf.name not in flow.saved_names]
        results = said if flow.shown else []
    elif not results:
        return False
    for leaf in results:
        is_range = f"{leaf.name} = range(" in "\n".join(flow.lines[-1:])
        each = leaf.kind in LISTS and (flow.print_each or is_range)
        if leaf.kind == "paths" and flow.path_names:
            flow.lines.append(f"for {item_of(leaf)} in {leaf.name}:\n    print({item_of(leaf)}.name)")
            continue
        flow.lines.append(_print_line(leaf, len(results) > 1, each or flow.print_each))
    return True


def _print_line(leaf: Data, labelled: bool, each: bool) -> str:
    if leaf.is_given and not each and leaf.kind in ("table", "mapping", "pairs", "rows"):
        return f"print({leaf.name})"
    if leaf.kind in ("table", "mapping"):
        return f"for {item_or_key(leaf)}, value in {leaf.name}.items():\n    print({item_or_key(leaf)}, value)"
    if leaf.kind == "pairs":
        return f"for {item_or_key(leaf)}, value in {leaf.name}:\n    print({item_or_key(leaf)}, value)"
    if (each and leaf.kind in LISTS) or leaf.kind in ("rows", "paths") or (leaf.kind, leaf.noun) == ("strings", "line"):
        return f"for {item_of(leaf)} in {leaf.name}:\n    print({item_of(leaf)})"
    if labelled:
        return f'print("{leaf.name.replace("_", " ").capitalize()}:", {leaf.name})'
    return f"print({leaf.name})"


def item_or_key(data: Data) -> str:
    """Return a name for a table's keys."""
    return data.noun if is_usable_name(data.noun) and data.noun not in ("item", "value", data.name) else "key"
