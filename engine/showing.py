"""Let code that computes something and says nothing print what it has computed.

Pure functions over code. What counts as said: anything printed, written, sent, drawn, or left to a framework.
"""

import ast
from collections.abc import Iterator, Sequence

from engine.syntax import compiles, parse, walk

# Calls and attributes by which code lets the world know.
_SAYS = frozenset(
    "print pprint pp input write writelines write_text write_bytes writerow writerows writeheader writestr dump "
    "to_csv to_json to_excel to_sql to_html savefig show save mainloop serve serve_forever send sendall send_message "
    "post patch commit executescript info warning error debug critical exception log basicConfig system check_call "
    "unlink rmtree rename mkdir makedirs rmdir touch copy2 copytree move symlink_to chmod extractall extract "
    "make_archive sleep beep open_new_tab done start put_nowait notify quit main raise_for_status assertEqual".split()
)
_SILENT_MODULES = frozenset(
    "tkinter turtle flask fastapi matplotlib pytest unittest doctest click typer socketserver selectors signal "
    "sqlalchemy logging threading multiprocessing pygame atexit warnings gettext locale readline curses shelve mmap "
    "PIL weakref jinja2 reprlib".split()
)
_CHANGES = frozenset(
    "append appendleft add insert extend extendleft update sort reverse remove discard pop popleft popitem clear "
    "setdefault rotate move_to_end shuffle push subtract difference_update intersection_update heapify heappush".split()
)
_NOT_SHOWN = frozenset(
    "connection conn cursor db database session engine client server sock socket file source target handle stream "
    "reader writer archive parser args logger thread threads pool executor process queue event lock app root window "
    "canvas driver browser soup tree document pattern regex rng generator response opener request book sheet wb ws "
    "workbook worksheet image img fig ax axes figure model pipeline loop task tasks barrier condition semaphore "
    "message msg template env context console progress bar timer scheduler mock stdin stdout buffer files "
    "sys os".split()
)
_PLAIN_TYPES = frozenset(
    "Path PurePath Counter OrderedDict ChainMap Decimal Fraction DataFrame Series Index Timestamp Timedelta UUID "
    "ZoneInfo IPv4Address".split()
)


def show_result(code: str, wanted: Sequence[str] = ()) -> str:
    """Return the code with its last result printed at its end, if it neither says nor does anything else.

    `wanted` are names that the request or the recipe's title says: of several results those are shown, or else the
    last.
    """
    tree = parse(code)
    if tree is None or not tree.body or _says_something(tree):
        return code
    names = _results(tree.body)
    looped = {name for node in walk(tree) if isinstance(node, ast.For) for name in _names(node.target)}
    names = [name for name in names if name not in looped]
    chosen = [name for name in names if name in wanted] or names[-1:]
    last = tree.body[-1]
    if isinstance(last, ast.Assign | ast.AnnAssign) and names:
        chosen = [name for name in computed(tree.body) if name in wanted or name in names]
    if not chosen or any(name in _NOT_SHOWN or name[0] == "_" or name.istitle() for name in chosen):
        return code
    shown = f"{code.rstrip()}\nprint({', '.join(chosen)})\n"
    return shown if compiles(shown) else code


def _says_something(tree: ast.Module) -> bool:
    for node in walk(tree):
        if isinstance(node, ast.Import) and any(alias.name.split(".")[0] in _SILENT_MODULES for alias in node.names):
            return True
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in _SILENT_MODULES:
            return True
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            if name in _SAYS or (name in ("run", "call") and "capture_output" not in ast.unparse(node)):
                return True
    return any(isinstance(node, ast.Raise | ast.Assert) for node in tree.body)


def computed(body: Sequence[ast.stmt]) -> list[str]:
    """Return the names of all that is assigned and not merely given as a literal, in order."""
    found = [
        name
        for statement in body
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value and not _is_literal(statement.value)
        for name in _bound(statement)
    ]
    return list(dict.fromkeys(found))


def _is_literal(value: ast.expr) -> bool:
    try:
        ast.literal_eval(value)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True


def _results(body: Sequence[ast.stmt]) -> list[str]:
    """Return the names of what the last statement makes or changes."""
    last = body[-1]
    if isinstance(last, ast.Assign):
        if _makes_an_object(last.value):
            return []
        return [name for target in last.targets[:1] for name in _names(target)]
    if isinstance(last, ast.AnnAssign | ast.AugAssign):
        return list(_names(last.target))
    if isinstance(last, ast.Delete):
        return list(_names(last.targets[-1]))[:1]
    if isinstance(last, ast.Expr):
        return list(_changed_by(last.value))
    if isinstance(last, ast.For | ast.While):
        before = {name for statement in body[:-1] for name in _bound(statement)} | _loaded_first(body)
        return [name for name in dict.fromkeys(_changed(last.body)) if name in before]
    if isinstance(last, ast.With | ast.If | ast.Try):
        return _results(last.body)
    return []


def _makes_an_object(value: ast.expr) -> bool:
    """Return whether a value is an object that prints as its address: of a class, or a lambda or generator."""
    if isinstance(value, ast.GeneratorExp) or any(isinstance(node, ast.Lambda) for node in _outer(value)):
        return True
    if not isinstance(value, ast.Call):
        return False
    function = value.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return (name[:1].isupper() and name not in _PLAIN_TYPES) or name in ("open", "iter", "map", "filter", "zip")


def _outer(value: ast.expr) -> Iterator[ast.expr]:
    """Yield a value and what it is a display or comprehension of."""
    yield value
    if isinstance(value, ast.ListComp | ast.SetComp):
        yield value.elt
    elif isinstance(value, ast.DictComp):
        yield value.value
    elif isinstance(value, ast.List | ast.Tuple | ast.Set):
        yield from value.elts


def _names(target: ast.expr) -> Iterator[str]:
    """Yield the variables behind a target: `a`, both of `a, b`, the `a` of `a["x"]`; an object is not shown."""
    if isinstance(target, ast.Name):
        yield target.id
    elif isinstance(target, ast.Tuple | ast.List):
        for part in target.elts:
            yield from _names(part)
    elif isinstance(target, ast.Subscript | ast.Starred):
        yield from _names(target.value)


def _changed_by(value: ast.expr) -> Iterator[str]:
    """Yield the variable that a call changes: `items` of `items.sort()` and of `random.shuffle(items)`."""
    if not (isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr in _CHANGES):
        return
    if value.func.attr in ("shuffle", "heapify", "heappush") and value.args:
        yield from _names(value.args[0])
    else:
        yield from _names(value.func.value)


def _changed(body: Sequence[ast.stmt]) -> Iterator[str]:
    """Yield the variables that statements bind or change, in order."""
    for statement in body:
        for node in walk(statement):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    yield from _names(target)
            elif isinstance(node, ast.AugAssign | ast.AnnAssign):
                yield from _names(node.target)
            elif isinstance(node, ast.Delete):
                for target in node.targets:
                    yield from _names(target)
            elif isinstance(node, ast.Expr):
                yield from _changed_by(node.value)


def _bound(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.Assign):
        for target in statement.targets:
            yield from _names(target)
    elif isinstance(statement, ast.AnnAssign | ast.AugAssign):
        yield from _names(statement.target)
    elif isinstance(statement, ast.Expr):
        yield from _changed_by(statement.value)


def _loaded_first(body: Sequence[ast.stmt]) -> set[str]:
    """Return the names that are read before anything binds them: the person has them."""
    bound = {name for statement in body for name in _bound(statement)}
    read = {n.id for s in body for n in walk(s) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    return read - bound
