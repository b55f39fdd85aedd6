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
import re
import signal
import tempfile
import threading
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
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
    with contextlib.closing(run_in_waves([codes], examples)) as verdicts:
        return next(verdicts)


def run_in_waves(
    waves: Iterable[Sequence[str]], examples: Sequence[Example | Shown]
) -> Generator[list[bool | None], None, None]:
    """Yield for each wave of codes what `run_examples` returns; a wave is not made before it is wanted."""
    trial: _Trial | None = None
    try:
        for codes in waves:
            if codes and examples and trial is None:
                trial = _SPARE.take() or _Trial()
                trial.begin(list(examples))
            yield trial.judge(list(codes)) if trial and codes else [None] * len(codes)
    finally:
        if trial:
            trial.connection.close()  # so it clears its folder away and ends, if it can
            _SPARE.prepare(trial)


class _Trial:
    """A process of its own that tries some candidates, and ends; starting one takes the longest part of a trial."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")  # the only way that threads and a frozen program allow
        self.connection, inner = context.Pipe()
        self._process = context.Process(target=_child, args=(inner,), daemon=True)
        self._process.start()
        inner.close()
        self._deadline = 0.0

    def begin(self, examples: list[Example | Shown]) -> None:
        """Tell it what to try on; from now on its time runs. One that never came or is gone has none."""
        with contextlib.suppress(EOFError, OSError):
            if self.connection.poll(START_LIMIT_S) and self.connection.recv() == READY:
                self.connection.send(examples)
                self._deadline = time.monotonic() + TIME_LIMIT_S

    def judge(self, codes: list[str]) -> list[bool | None]:
        """Return whether each code passes; None from the first on that it did not say anything of in time."""
        verdicts: list[bool | None] = [None] * len(codes)
        if time.monotonic() >= self._deadline:  # what it says now is about codes of which nobody wants to know any more
            return verdicts
        with contextlib.suppress(EOFError, OSError):  # it died: what it did not say stays unknown
            self.connection.send(codes)
            for index in range(len(codes)):
                if not self.connection.poll(max(0.0, self._deadline - time.monotonic())):
                    break
                verdicts[index] = bool(self.connection.recv())
        return verdicts

    def is_alive(self) -> bool:
        """Return whether the process still waits."""
        return self._process.is_alive()

    def end(self) -> None:
        """Stop the process, whatever it does; nobody waits until it is gone, the next start clears it away."""
        self._process.kill()
        self.connection.close()


class _Spare:
    """One process that waits, started a moment after the last trial: who tries once will try again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: _Trial | None = None
        self._ended: list[_Trial] = []
        self._timer: threading.Timer | None = None

    def take(self) -> _Trial | None:
        """Return the process that waits, if there is one."""
        with self._lock:
            trial, self._waiting = self._waiting, None
        if trial is not None and not trial.is_alive():
            trial.end()
            return None
        return trial

    def prepare(self, ended: _Trial | None = None) -> None:
        """Have another process ready in a moment, and one stopped that had its turn; who asks once is gone by then."""
        with self._lock:
            if ended is not None:
                self._ended.append(ended)
            if self._timer is None and (self._waiting is None or self._ended):
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
        with self._lock:
            ended, self._ended = self._ended, []
            is_wanted = self._waiting is None
        for each in ended:
            each.end()
        trial = None
        if is_wanted:
            with contextlib.suppress(OSError):  # no room for a process: the next trial may have better luck
                trial = _Trial()
        with self._lock:
            self._waiting, self._timer = trial or self._waiting, None


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
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):  # the program ended meanwhile
        connection.send(READY)
        examples = connection.recv()
        codes = connection.recv()
        _limit_resources()
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            while True:
                for code in codes:
                    connection.send(_try(code, examples))
                codes = connection.recv()


def _try(code: str, examples: Sequence[Example | Shown]) -> bool:
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()), _limited_time():
            return _check(code, examples, printed)
    except BaseException:  # the outermost edge of a process that runs unknown code
        return False


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
