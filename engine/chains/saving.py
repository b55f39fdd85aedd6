"""Write a result into a file, in the form that the file's ending asks for."""

from engine.chains.flow import repr_string
from engine.chains.printing import Output, label_of, shown
from engine.chains.reading import Reader
from engine.chains.things import Thing


def write_file(r: Reader, output: Output, path: str, names: list[str]) -> bool:
    """Write the lines that save an output; False where its kind does not go into such a file."""
    ending = path.rsplit(".", 1)[-1].lower()
    if ending == "csv":
        return _write_csv(r, output, path, names)
    if ending == "json":
        return _write_json(r, output, path)
    return ending in ("txt", "log", "md", "out", "text") and _write_text(r, output, path)


def _write_csv(r: Reader, output: Output, path: str, names: list[str]) -> bool:
    thing = output.thing
    if thing.shape == "one":
        return False
    head = f'with open({repr_string(path)}, "w", newline="", encoding="utf-8") as file:\n'
    r.flow.imports.add("import csv")
    if thing.item == "row" and not output.attributes:
        rows = r.named(thing)
        fields = f"[{', '.join(map(repr_string, names))}]" if names else f"list({rows.code}[0])"
        more = ', extrasaction="ignore"' if names else ""
        r.flow.lines.append(
            f"{head}    writer = csv.DictWriter(file, fieldnames={fields}{more})\n    writer.writeheader()\n"
            f"    writer.writerows({rows.code})"
        )
        return True
    parts = [thing.fill(a.code) for a in output.attributes]
    titles = names or [a.name for a in output.attributes]
    if not parts:
        if thing.item not in ("pair", "text", "number") or thing.value == "list":
            return False
        parts = list(thing.parts) if thing.item == "pair" else [thing.x]
        titles = names or list(parts)
        if thing.item == "pair" and output.rounding is not None:
            parts[1] = shown(output, parts[1])
    if thing.item == "pair" and parts == [thing.parts[1]] and not names:
        parts, titles = list(thing.parts), list(thing.parts)  # counts say nothing without what was counted
    if output.attributes and not names and titles[0] == "item":
        titles[0] = thing.x
    if len(titles) != len(parts):
        return False
    header = ", ".join(map(repr_string, titles))
    r.flow.lines.append(
        f"{head}    writer = csv.writer(file)\n    writer.writerow([{header}])\n"
        f"    for {thing.target} in {thing.source}:\n        writer.writerow([{', '.join(parts)}])"
    )
    return True


def _write_json(r: Reader, output: Output, path: str) -> bool:
    thing = output.thing
    if thing.item in ("path",) and not output.attributes:
        return False
    code = thing.code
    if output.attributes and thing.shape != "one":
        if thing.item == "row":
            pairs = ", ".join(f"{repr_string(a.name)}: {thing.fill(a.code)}" for a in output.attributes)
            code = f"[{{{pairs}}} for {thing.target} in {thing.source}]"
        elif len(output.attributes) == 2:
            key, value = (thing.fill(a.code) for a in output.attributes)
            code = f"{{{key}: {value} for {thing.target} in {thing.source}}}"
        else:
            return False
    elif thing.item == "pair" and thing.shape == "many":
        code = f"dict({thing.code})"
    elif output.attributes:
        return False
    r.flow.imports.add("import json")
    r.flow.lines.append(
        f'with open({repr_string(path)}, "w", encoding="utf-8") as file:\n'
        f"    json.dump({code}, file, indent=2, ensure_ascii=False)"
    )
    return True


def _write_text(r: Reader, output: Output, path: str) -> bool:
    thing = output.thing
    if thing.shape == "one":
        return _write_one(r, output, thing, path)
    parts = [thing.fill(a.code) for a in output.attributes] or (
        list(thing.parts) if thing.item == "pair" else [thing.x]
    )
    if thing.value == "list" and thing.item == "pair":
        return False
    if output.separator not in (None, "§pair"):
        if len(parts) > 1:
            return False
        r.flow.imports.add("from pathlib import Path")
        items = thing.code if thing.item == "text" else f"map(str, {thing.code})"
        text = f"{repr_string(output.separator or '')}.join({items})"
        r.flow.lines.append(f'Path({repr_string(path)}).write_text({text} + "\\n", encoding="utf-8")')
        return True
    form = r.pair_form if output.separator == "§pair" else " "
    text = form.join(f"{{{part}}}" for part in parts)
    if '"' in text:
        text = text.replace('"', "'")
    r.flow.lines.append(
        f'with open({repr_string(path)}, "w", encoding="utf-8") as file:\n    for {thing.target} in {thing.source}:\n'
        f'        file.write(f"{text}\\n")'
    )
    return True


def write_lines(r: Reader, outputs: list[Output], path: str) -> bool:
    """Write several numbers or texts into a text file, each on a line with what it is."""
    if path.rsplit(".", 1)[-1].lower() not in ("txt", "log", "md", "out", "text"):
        return False
    if any(o.thing.shape != "one" or o.attributes or o.thing.item not in ("number", "text") for o in outputs):
        return False
    labels = [label_of(o.thing) for o in outputs]
    lines = []
    for label, output in zip(labels, outputs, strict=True):
        thing = r.assign(output.thing.noun, output.thing) if not output.thing.is_name else output.thing
        form = f":.{output.decimals}f" if output.decimals is not None else ""
        value = shown(output, thing.code) if not form and thing.item == "number" else thing.code
        lines.append(f"{label}: {{{value}{form}}}\\n" if len(set(labels)) == len(labels) else f"{{{value}{form}}}\\n")
    text = "".join(lines)
    r.flow.imports.add("from pathlib import Path")
    r.flow.lines.append(f'Path({repr_string(path)}).write_text(f"{text}", encoding="utf-8")')
    return True


def _write_one(r: Reader, output: Output, thing: Thing, path: str) -> bool:
    if output.attributes or thing.item not in ("text", "number"):
        return False
    r.flow.imports.add("from pathlib import Path")
    code = f'f"{{{shown(output, thing.code)}}}\\n"' if thing.item == "number" else f'{thing.code} + "\\n"'
    if output.decimals is not None:
        code = f'f"{{{thing.code}:.{output.decimals}f}}\\n"'
    r.flow.lines.append(f'Path({repr_string(path)}).write_text({code}, encoding="utf-8")')
    return True
