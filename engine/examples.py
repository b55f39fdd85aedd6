"""Run the examples that a request gives against a candidate, in a process of their own with limits.

An example is a pair of expressions: `f(2)` must equal `4`; or a result that a request shows. A candidate gets a
share of a second or so, little memory and an empty folder, and whatever it does cannot harm the program that asks.
"""

import ast
import contextlib
import copy
import importlib
import inspect
import io
import itertools
import math
import multiprocessing
import os
import re
import signal
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import FrameType, FunctionType
from typing import Any

from engine.syntax import parse

START_LIMIT_S = 20.0  # a busy machine may take long to start a process; that is not the candidates' fault
TIME_LIMIT_S = 3.0
CPU_LIMIT_S = 2
EACH_CPU_LIMIT_S = 0.3  # of one candidate
MEMORY_LIMIT_BYTES = 1 << 30
MAX_EXAMPLES = 8
MAX_ITEMS = 1000  # of a generator's
SPARE_AFTER_S = 0.2
READY = "ready"
USUAL_MODULES = ("collections", "datetime", "functools", "itertools", "math", "re", "statistics", "string")


@dataclass(frozen=True)
class Example:
    """What to evaluate, and the text that the interpreter would show for the right result."""

    source: str
    want: str


@dataclass(frozen=True)
class Shown:
    """A result that a request shows: the arguments given, as the source of a tuple, and what must come of them.

    `want` is as it was written: the source of a literal, or the text that must be printed. Any other way to read what
    the request says will do as well.
    """

    arguments: str
    want: str
    or_else: tuple["Shown", ...] = ()


def find_examples(docstring: str) -> list[Example]:
    """Return the `>>>` examples of a docstring that show a result."""
    import doctest  # brings a debugger along, which the child can do without

    try:
        parsed = doctest.DocTestParser().get_examples(docstring)
    except ValueError:
        return []
    return [Example(e.source.strip(), e.want.strip()) for e in parsed if e.want.strip()][:MAX_EXAMPLES]


def run_examples(codes: Sequence[str], examples: Sequence[Example | Shown]) -> list[bool | None]:
    """Return for each code whether all examples give what they should; None where they could not be run to the end."""
    verdicts: list[bool | None] = [None] * len(codes)
    if not examples or not codes:
        return verdicts
    trial = _SPARE.take() or _Trial()
    try:
        trial.begin(list(codes), list(examples))
        deadline = time.monotonic() + TIME_LIMIT_S
        for index in range(len(codes)):
            if not trial.connection.poll(max(0.0, deadline - time.monotonic())):
                break
            verdicts[index] = bool(trial.connection.recv())
    except (EOFError, OSError):
        pass  # the child died: what it did not say stays unknown
    finally:
        trial.end()
        _SPARE.prepare()
    return verdicts


class _Trial:
    """A process of its own that tries some candidates, and ends; starting one takes the longest part of a trial."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")  # the only way that threads and a frozen program allow
        self.connection, inner = context.Pipe()
        self._process = context.Process(target=_child, args=(inner,), daemon=True)
        self._process.start()
        inner.close()

    def begin(self, codes: list[str], examples: list[Example | Shown]) -> None:
        """Give it its work as soon as it is there. Raises EOFError or OSError when it never comes or is gone."""
        if not self.connection.poll(START_LIMIT_S) or self.connection.recv() != READY:
            raise EOFError
        self.connection.send((codes, examples))

    def is_alive(self) -> bool:
        """Return whether the process still waits."""
        return self._process.is_alive()

    def end(self) -> None:
        """Stop the process, whatever it does; nobody waits until it is gone (15 ms), the next start clears it away."""
        self._process.kill()
        self.connection.close()


class _Spare:
    """One process that waits, started a moment after the last trial: who tries once will try again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: _Trial | None = None
        self._timer: threading.Timer | None = None

    def take(self) -> _Trial | None:
        """Return the process that waits, if there is one."""
        with self._lock:
            trial, self._waiting = self._waiting, None
        if trial is not None and not trial.is_alive():
            trial.end()
            return None
        return trial

    def prepare(self) -> None:
        """Have another process ready in a moment; a program that answers once has ended by then."""
        with self._lock:
            if self._waiting is None and self._timer is None:
                self._timer = threading.Timer(SPARE_AFTER_S, self._start)
                self._timer.daemon = True
                self._timer.start()

    def wait(self) -> None:
        """Return when a process waits, or none could be started."""
        with self._lock:
            timer = self._timer
        if timer is not None:
            timer.join()
        trial = self._waiting
        if trial is not None:
            trial.connection.poll(START_LIMIT_S)

    def _start(self) -> None:
        trial = None
        with contextlib.suppress(OSError):  # no room for a process: the next trial may have better luck
            trial = _Trial()
        with self._lock:
            self._waiting, self._timer = trial, None


_SPARE = _Spare()


def get_ready(and_wait: bool = False) -> None:
    """Have a process ready for the next trial, which then takes no time to start."""
    _SPARE.prepare()
    if and_wait:
        _SPARE.wait()


def _child(connection: Connection) -> None:
    """Run in the child: say that it is there, evaluate every example for each code and send one boolean a code."""
    for module in USUAL_MODULES:
        importlib.import_module(module)
    try:
        connection.send(READY)
        codes, examples = connection.recv()
    except (EOFError, OSError, KeyboardInterrupt):
        return  # the program ended meanwhile
    _limit_resources()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for code in codes:
            printed = io.StringIO()
            try:
                with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()), _limited_time():
                    verdict = _check(code, examples, printed)
            except BaseException:  # the outermost edge of a process that runs unknown code
                verdict = False
            connection.send(verdict)
        os.chdir("/")
    connection.close()


def _limit_resources() -> None:
    try:
        import resource
    except ImportError:  # Windows: the time limit of the parent is all there is
        return
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_LIMIT_S, CPU_LIMIT_S))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))


class _TooLong(BaseException):
    """The candidate's time is over; no `except Exception` of its own catches it."""


@contextlib.contextmanager
def _limited_time() -> Iterator[None]:
    """Give a candidate a share of the time, so that one that never ends keeps no other from its turn."""
    if not hasattr(signal, "setitimer"):  # Windows: the limit on all of them is left
        yield
        return

    def stop(_: int, __: FrameType | None) -> None:
        raise _TooLong

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, EACH_CPU_LIMIT_S, EACH_CPU_LIMIT_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)


def _check(code: str, examples: Sequence[Example | Shown], printed: io.StringIO) -> bool:
    namespace: dict[str, Any] = {"__name__": "candidate"}
    exec(compile(code, "<candidate>", "exec"), namespace)
    output = printed.getvalue()
    return all(
        _holds(example, namespace)
        if isinstance(example, Example)
        else any(_gives(code, shown, namespace, output) for shown in (example, *example.or_else))
        for example in examples
    )


def _holds(example: Example, namespace: dict[str, Any]) -> bool:
    tree = parse(example.source)
    if tree is None or len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr):
        exec(compile(example.source, "<example>", "exec"), namespace)
        return True
    result = eval(compile(example.source, "<example>", "eval"), namespace)
    if repr(result) == example.want:
        return True
    try:
        wanted = ast.literal_eval(example.want)
    except (ValueError, SyntaxError):
        return False
    return _is_same(result, wanted)


def _is_same(result: Any, wanted: Any) -> bool:
    if isinstance(result, float) and isinstance(wanted, int | float):
        return math.isclose(result, wanted, rel_tol=1e-9, abs_tol=1e-9)
    return bool(result == wanted)


def _gives(code: str, shown: Shown, namespace: dict[str, Any], output: str) -> bool:
    """Return whether one of the functions gives the result, or else what the statements made of what was given is it.

    Statements that begin with other sample data get what was given instead.
    """
    arguments = ast.literal_eval(shown.arguments)
    functions = [
        value
        for value in namespace.values()
        if isinstance(value, FunctionType) and value.__module__ == "candidate" and _takes(value, len(arguments))
    ]
    try:
        wanted = ast.literal_eval(shown.want)
    except (ValueError, SyntaxError):
        wanted = shown.want  # a text without quotes
    if any(_is_result(function, arguments, wanted, shown.want) for function in functions):
        return True
    if all(_holds_value(code, value) for value in arguments) and _is_made(namespace, output, wanted, shown.want):
        return True
    if functions or (other := _with_data(code, arguments)) is None:
        return False
    printed = io.StringIO()
    changed: dict[str, Any] = {"__name__": "candidate"}
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(other, "<candidate>", "exec"), changed)
    except Exception:  # it works on other data only
        return False
    return _is_made(changed, printed.getvalue(), wanted, shown.want)


def _is_made(namespace: dict[str, Any], output: str, wanted: Any, source: str) -> bool:
    """Return whether statements printed what is wanted, or bound a name to it."""
    text = output.strip()
    if text and text in (str(wanted), source, repr(wanted)):
        return True
    made = [value for name, value in namespace.items() if not name.startswith("__")]
    if isinstance(wanted, int | float):  # many a number is equal by chance
        return False
    return any(type(value) is type(wanted) and _is_same(value, wanted) for value in made)


def _holds_value(code: str, value: Any) -> bool:
    """Return whether code holds a value, be it number by number: the text "2024-05-01" as `date(2024, 5, 1)`."""
    plain = code.replace(" ", "").replace('"', "'")
    if (str(value) if isinstance(value, str) else repr(value)).replace(" ", "").replace('"', "'") in plain:
        return True
    numbers = {int(digits) for digits in re.findall(r"\d+", str(value))}
    return bool(numbers) and numbers.issubset(int(digits) for digits in re.findall(r"\d+", code))


def _with_data(code: str, arguments: tuple[Any, ...]) -> str | None:
    """Return statements with other sample data, their first literals of the same types; None for none."""
    tree = parse(code)
    left = list(arguments)
    changed: list[ast.stmt] = []
    for node in tree.body if tree else ():
        if left and isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            with contextlib.suppress(ValueError, TypeError):
                if type(ast.literal_eval(node.value)) is type(left[0]):
                    value = ast.parse(repr(left.pop(0)), mode="eval").body
                    node = ast.Assign(node.targets, value)
        changed.append(node)
    if left or not changed:
        return None
    return ast.unparse(ast.fix_missing_locations(ast.Module(changed, [])))


def _takes(function: FunctionType, count: int) -> bool:
    try:
        inspect.signature(function).bind(*range(count))
    except TypeError:
        return False
    return True


def _is_result(function: FunctionType, arguments: tuple[Any, ...], wanted: Any, text: str) -> bool:
    try:
        result = function(*copy.deepcopy(arguments))
    except Exception:  # another function of the candidate's may do
        return False
    if isinstance(result, Iterator):
        result = list(itertools.islice(result, MAX_ITEMS))
    if isinstance(result, tuple) and isinstance(wanted, list):
        result = list(result)
    return _is_same(result, wanted) or (isinstance(result, str) and result == text)
