"""Run short programs to see whether they run: each in a process and a folder of its own, with limits.

Meant for code that we wrote ourselves (recipes and what is made of them). It keeps accidents apart, it is no prison:
connections leave the machine no more, memory, time and the size of files are limited. Needs `os.fork`.
"""

import contextlib
import importlib
import io
import json
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

MAX_CPU_S = 4
MAX_ITEMS_LOOKED_AT = 5


@dataclass(frozen=True)
class Outcome:
    """Whether a program ran to its end, whether its check passed, and the shapes of the variables that it left."""

    ran: bool = False
    passed: bool = False
    shapes: dict[str, str] = field(default_factory=dict)


def run_program(setup: str, code: str, check: str = "", time_limit_s: float = 10.0) -> Outcome:
    """Run setup, code and check one after the other in one namespace, in a fresh folder, and say how it went.

    The check finds what the code printed as `out`.
    """
    folder = tempfile.mkdtemp(prefix="pysmith-run-")
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:  # the child never returns
        os.close(reader)
        _be_the_child((setup, code, check), folder, writer, time_limit_s)
    os.close(writer)
    try:
        answer = _read_until(reader, time.monotonic() + time_limit_s + 1.0)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)  # with whatever it started
        os.waitpid(pid, 0)
    finally:
        os.close(reader)
        shutil.rmtree(folder, ignore_errors=True)
    return Outcome(**json.loads(answer)) if answer else Outcome()


def _read_until(reader: int, deadline: float) -> bytes:
    """Return what the child wrote before it ended; nothing if it was not done in time."""
    chunks: list[bytes] = []
    while (left := deadline - time.monotonic()) > 0:
        ready, _, _ = select.select([reader], [], [], left)
        chunk = os.read(reader, 65536) if ready else b""
        if not chunk:
            return b"".join(chunks) if ready else b""
        chunks.append(chunk)
    return b""


def _be_the_child(codes: tuple[str, str, str], folder: str, writer: int, time_limit_s: float) -> None:
    status = 1
    try:
        os.setsid()
        _limit_resources(time_limit_s)
        os.chdir(folder)
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nothing, descriptor)
        socket.socket.connect = _refuse  # type: ignore[method-assign]  # this process alone
        os.write(writer, json.dumps(_run(*codes)).encode())
        status = 0
    except BaseException:
        status = 1
    finally:
        os._exit(status)


def _run(setup: str, code: str, check: str) -> dict[str, Any]:
    """Run the three and return the fields of an Outcome. Raises what setup or code raise."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    sys.argv = ["program.py"]
    exec(compile(setup, "setup.py", "exec", dont_inherit=True), namespace)
    before = set(namespace)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(code, "program.py", "exec", dont_inherit=True), namespace)
    shapes = _shapes(namespace, before)
    namespace["out"] = printed.getvalue()
    try:
        exec(compile(check, "check.py", "exec", dont_inherit=True), namespace)
    except Exception:
        return {"ran": True, "shapes": shapes}
    return {"ran": True, "passed": True, "shapes": shapes}


def warm_up(names: Iterable[str]) -> None:
    """Import modules that programs often need, so that each child has them at once. Missing ones are no matter."""
    for name in names:
        with contextlib.suppress(Exception):
            importlib.import_module(name)


def _limit_resources(time_limit_s: float) -> None:
    import resource

    signal.alarm(int(time_limit_s) + 1)
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_S, MAX_CPU_S + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000_000, 50_000_000))
    resource.setrlimit(resource.RLIMIT_AS, (4_000_000_000, 4_000_000_000))


def _refuse(*args: object) -> None:
    raise OSError("no connections while recipes are tried out")


def _shapes(namespace: Mapping[str, Any], before: set[str]) -> dict[str, str]:
    """Return the shapes of plain variables, those that the setup made marked by a star."""
    found: dict[str, str] = {}
    for name, value in namespace.items():
        if not name.startswith("_") and (shape := describe(value)):
            found[name] = shape + ("*" if name in before else "")
    return found


def describe(value: Any) -> str:
    """Return what kind of data a value is, deep enough to know what can be done with it; nothing for other things."""
    if isinstance(value, bool | int | float | str | bytes):
        return "number" if isinstance(value, int | float) and not isinstance(value, bool) else type(value).__name__
    if isinstance(value, dict) and value:
        keys = {describe(key) for key in list(value)[:MAX_ITEMS_LOOKED_AT]}
        items = {describe(item) for item in list(value.values())[:MAX_ITEMS_LOOKED_AT]}
        return f"dict[{_one(keys)},{_one(items)}]" if all(keys | items) else ""
    if isinstance(value, list | tuple | set) and value:
        items = {_describe_item(item) for item in list(value)[:MAX_ITEMS_LOOKED_AT]}
        return f"{type(value).__name__}[{_one(items)}]" if all(items) else ""
    return ""


def _describe_item(item: Any) -> str:
    """Like `describe`, but records are told apart by their keys."""
    if isinstance(item, dict) and item and all(isinstance(key, str) for key in item):
        return "record(" + ",".join(sorted(item)) + ")"
    return describe(item)


def _one(names: set[str]) -> str:
    return next(iter(names)) if len(names) == 1 else "any"
