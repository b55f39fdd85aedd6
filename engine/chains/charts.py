"""Where a result may go besides files: a chart, the end of a file, a formatted line."""

import re

from engine.chains.flow import Data, Flow, repr_string
from engine.chains.phrases import Phrase
from engine.chains.steps import FORMAT, SINK, item_of, newest, step


@step(
    SINK,
    r"(?:plot|draw|make|create|print|build)? ?(?:as )?(?P<kind>bar chart|bar graph|bar plot|histogram|line plot|line chart|line graph|pie chart|graph|chart|plot)(?: (?:of|for|with) (?:it|them|result|results|counts|totals|values|numbers|data|words|averages|ones))?(?: (?:with|using) (?P<bins>§n\d+) bins)?(?: (?:with|using) (?:matplotlib|pyplot))?(?P<save> ?,? ?(?:and |then )?save (?:it )?(?:to|as|in|into)? ?(?:file )?(?P<path>§p\d+))?",
    r"save (?:a )?(?P<kind>bar chart|bar graph|histogram|line plot|line chart|pie chart|chart|plot|graph)(?: of (?:it|them|result))?(?P<bins>)(?P<save> (?:as|to|in|into) (?:file )?(?P<path>§p\d+))",
    r"(?P<kind>plot)(?: (?:it|them|result|values|numbers|data))?(?P<bins>)(?P<save> ?,? ?(?:and |then )?save (?:it )?(?:to|as|in|into)? ?(?:file )?(?P<path>§p\d+))?",
)
def draw(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A chart of the newest table or numbers, shown or saved as a picture."""
    kind = match["kind"].lower().split()[0]
    table = next((leaf for leaf in reversed(flow.leaves) if leaf.kind in ("table", "pairs")), None)
    data = table or newest(flow, "numbers", "pairs")
    if data is None:
        return False
    flow.imports.add("import matplotlib.pyplot as plt")
    flow.lines = [line for line in flow.lines if not line.startswith("plt.")]  # "plot it as a line chart": one chart
    flow.lines.append(_plot(kind, data, phrase.value(match["bins"]) if match["bins"] else None))
    if match["save"]:
        flow.lines.append(f"plt.savefig({repr_string(str(phrase.value(match['path'])))})")
    else:
        flow.lines.append("plt.show()")
    flow.saved = True
    return True


def _plot(kind: str, data: Data, bins: int | None) -> str:
    if data.kind == "table":
        names, values = f"list(map(str, {data.name}))", f"list({data.name}.values())"
    elif data.kind == "pairs":
        names, values = f"[str(name) for name, _ in {data.name}]", f"[value for _, value in {data.name}]"
    else:
        names, values = "", data.name
    if kind == "histogram" and not names:
        return f"plt.hist({values}{f', bins={bins}' if bins else ''})"
    if kind == "pie" and names:
        return f'plt.pie({values}, labels={names}, autopct="%1.0f%%")'
    if kind == "bar" or (names and kind != "line"):
        return f"plt.bar({names or f'range(len({values}))'}, {values})"
    return f"plt.plot({names}, {values})" if names else f"plt.plot({values})"


@step(
    SINK,
    r"append (?:it |them |result |line |each |text )*(?:to|at end of) (?:end of )?(?:file )?(?P<path>§p\d+)(?: perline)?",
)
def append_to_file(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """The newest result as new lines of a file."""
    data = flow.leaves[-1] if flow.leaves else None
    if data is None or data.kind not in ("strings", "numbers", "items", "text", "string", "number"):
        return False
    path = repr_string(str(phrase.value(match["path"])))
    head = f'with open({path}, "a", encoding="utf-8") as file:\n'
    if data.kind in ("text", "string", "number"):
        flow.lines.append(f'{head}    file.write(f"{{{data.name}}}\\n")')
    else:
        flow.lines.append(
            f'{head}    for {item_of(data)} in {data.name}:\n        file.write(f"{{{item_of(data)}}}\\n")'
        )
    flow.saved = True
    return True


@step(
    FORMAT,
    r"(?:format(?:ted)? )?(?:with|using) (?P<what>thousands separators?|commas|(?P<places>§n\d+|two|one|three) (?:decimals?|decimal places|digits))(?: (?:as|for) thousands(?: separators?)?)?",
    r"to (?P<what>(?P<places>§n\d+|two|one|three) (?:decimals?|decimal places))",
)
def format_number(flow: Flow, match: re.Match[str], phrase: Phrase) -> bool:
    """A number as text: so many decimals, or thousands set apart."""
    data = next((leaf for leaf in reversed(flow.leaves) if leaf.kind == "number"), None)
    if data is None:
        return False
    places = match["places"]
    number = {"one": 1, "two": 2, "three": 3}.get(places or "") or (phrase.value(places) if places else None)
    form = f".{number}f" if number is not None else ","
    flow.make(f"{data.name}_text", "string", f'f"{{{data.name}:{form}}}"', data)
    return True
