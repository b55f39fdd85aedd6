"""Run recipes: each in a folder of its own, in processes that are forked from a warm one, which has the imports ready.

`RecipeRunner` is the side of the tests; `python -m cookbook.runner` (started by it) is the warm process. They talk in
lines of JSON. Needs `os.fork`, so it does not run on Windows. Knows nothing of pages and slots.
"""

import contextlib
import gc
import importlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import types
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

WARM_MODULES = (
    "argparse ast asyncio base64 bisect calendar collections concurrent.futures configparser contextlib copy csv"
    " dataclasses datetime decimal doctest email.message enum fractions functools hashlib heapq html.parser"
    " http.client http.server inspect io itertools json logging.handlers math multiprocessing operator pathlib pickle"
    " pprint queue random re secrets shutil socket socketserver sqlite3 statistics string struct subprocess tarfile"
    " tempfile textwrap threading time tomllib traceback types typing unicodedata unittest.mock urllib.request uuid"
    " xml.etree.ElementTree zipfile zoneinfo"
).split()
DEFAULT_TIME_LIMIT_S = 60.0
COMPANY = 16  # so many may share a process: forking one takes longer than most recipes do
CPU_LIMIT_S = 20  # waiting for other work of a busy machine does not count


@dataclass(frozen=True)
class Job:
    """Three pieces of code that run one after another in one namespace; `check` finds the printed text in `out`."""

    setup: str
    code: str
    check: str


class RecipeRunner:
    """A warm process that runs jobs, `workers` at a time. Use it in a with statement."""

    def __init__(self, workers: int = 4, modules: Iterable[str] = ()) -> None:
        environment = dict(os.environ, MPLBACKEND="Agg", OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
        environment["PYTHONPATH"] = str(Path(__file__).resolve().parents[1])
        self._process = subprocess.Popen(
            [sys.executable, "-m", "cookbook.runner", str(workers), *WARM_MODULES, *modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=environment,
        )

    def run(
        self, jobs: Iterable[Job], time_limit_s: float = DEFAULT_TIME_LIMIT_S, in_one_process: int = 1
    ) -> list[str]:
        """Return for each job, in order, an empty string if its check passed, else what went wrong.

        So many are run `in_one_process`, one after another: forking takes most of the time.
        """
        assert self._process.stdin
        assert self._process.stdout
        request = {"jobs": [asdict(job) for job in jobs], "limit": time_limit_s, "in_one_process": in_one_process}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"The process that runs recipes ended with code {self._process.wait()}")
        return json.loads(answer)

    def failures(self, jobs: Mapping[str, Job]) -> list[str]:
        """Return the names of the jobs that fail, with the reason; a failure counts when it happens again, alone.

        Some recipes wait for a clock, and on a busy machine a clock may strike too late once; others change what those
        in the same process share.
        """
        failing = dict(jobs)
        for at_once in (COMPANY, 1):
            verdicts = self.run(failing.values(), in_one_process=at_once) if failing else []
            reasons = {name: verdict for name, verdict in zip(failing, verdicts, strict=True) if verdict}
            failing = {name: jobs[name] for name in reasons}
        return [f"{name}: {reason}" for name, reason in reasons.items()]

    def passing(self, jobs: Mapping[str, Job], time_limit_s: float) -> list[str]:
        """Return the names of the jobs that pass, among others and then again alone."""
        passed = dict(jobs)
        for at_once in (COMPANY, 1):
            verdicts = self.run(passed.values(), time_limit_s, at_once) if passed else []
            passed = {name: jobs[name] for name, verdict in zip(passed, verdicts, strict=True) if not verdict}
        return list(passed)

    def __enter__(self) -> "RecipeRunner":
        return self

    def __exit__(self, *exc_info: object) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


# The warm process -----------------------------------------------------------------------------------------------------


@dataclass
class _Child:
    """A process that runs jobs: their numbers, the folder that holds one for each, and when its time is over."""

    numbers: list[int]
    home: str
    limit: float
    deadline: float
    judged: int = 0

    def has_time(self) -> bool:
        """Tell whether it may go on: each job has its own time."""
        if time.monotonic() > self.deadline and (judged := len(self.verdicts())) > self.judged:
            self.judged, self.deadline = judged, time.monotonic() + self.limit
        return time.monotonic() <= self.deadline

    def verdicts(self) -> list[str]:
        """Return the verdicts that are written, of the first jobs."""
        found: list[str] = []
        for number in self.numbers:
            path = _verdict(self.home, number)
            if not path.exists():
                break
            found.append(path.read_text(encoding="utf-8"))
        return found


def _verdict(home: str, number: int) -> Path:
    return Path(home, f"verdict{number}")


def serve(workers: int, modules: Iterable[str]) -> None:
    """Answer requests on standard input until it ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a module prints when imported must not land among the answers
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in modules:
            importlib.import_module(name)
    gc.collect()
    gc.freeze()  # so that no collection in a child touches, and so copies, what all share
    for line in sys.stdin:
        request = json.loads(line)
        verdicts = _run_all(request["jobs"], workers, request["limit"], request["in_one_process"])
        answers.write(json.dumps(verdicts) + "\n")
        answers.flush()


def _run_all(jobs: list[dict[str, str]], workers: int, limit: float, in_one_process: int) -> list[str]:
    verdicts = [""] * len(jobs)
    waiting = [list(range(at, min(at + in_one_process, len(jobs)))) for at in range(0, len(jobs), in_one_process)]
    waiting.reverse()
    children: dict[int, _Child] = {}
    with tempfile.TemporaryDirectory(prefix="recipes-", ignore_cleanup_errors=True) as home:
        while True:
            while len(children) < workers and waiting:
                child = _Child(waiting.pop(), home, limit, time.monotonic() + limit)
                children[_start(child, jobs)] = child
            if not children:
                return verdicts
            for pid in _ended(children):
                child = children.pop(pid)
                found = _collect(pid, child)
                for number, verdict in zip(child.numbers, found, strict=False):
                    verdicts[number] = verdict
                if left := child.numbers[len(found) :]:
                    waiting.append(left)


def _start(child: _Child, jobs: list[dict[str, str]]) -> int:
    for number in child.numbers:
        os.makedirs(os.path.join(child.home, f"job{number}"), exist_ok=True)  # where nobody has been yet
    pid = os.fork()
    if pid == 0:
        _run_in_child([(number, Job(**jobs[number])) for number in child.numbers], child.home)
    return pid


def _ended(children: dict[int, _Child]) -> list[int]:
    """Wait a moment and return the processes that are over, by themselves or because their time is."""
    ended = []
    for pid, child in children.items():
        if os.waitpid(pid, os.WNOHANG)[0]:
            ended.append(pid)
        elif not child.has_time():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            ended.append(pid)
    if not ended:
        time.sleep(0.001)
    return ended


def _collect(pid: int, child: _Child) -> list[str]:
    """Return the verdicts of the jobs that a process began: the last of them may have ended it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)  # what a recipe left running
    found = ["" if verdict == "passed" else verdict for verdict in child.verdicts()]
    if len(found) < len(child.numbers):
        is_late = time.monotonic() > child.deadline
        found.append("took too long" if is_late else "ended the process before its check was over")
    for number in child.numbers[: len(found)]:
        shutil.rmtree(os.path.join(child.home, f"job{number}"), ignore_errors=True)
    return found


def _run_in_child(jobs: list[tuple[int, Job]], home: str) -> None:
    """Run jobs as if each were a script, write their verdicts and end the process."""
    import resource  # exists where fork does

    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_LIMIT_S, CPU_LIMIT_S))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    sys.argv = ["recipe.py"]
    sys.path[0] = ""  # modules that the recipe writes into its folder
    for number, job in jobs:
        os.chdir(os.path.join(home, f"job{number}"))
        sys.stdin = io.TextIOWrapper(open(0, "rb", closefd=False), encoding="utf-8")  # noqa: SIM115
        main = types.ModuleType("__main__")
        sys.modules["__main__"] = main
        try:
            run_job(job, vars(main))
            result = "passed"
        except BaseException as error:
            result = "".join(traceback.format_exception_only(error)).strip() or type(error).__name__
        _verdict(home, number).write_text(result, encoding="utf-8")
    os._exit(0)


def run_job(job: Job, namespace: dict[str, Any]) -> None:
    """Execute setup, code and check in `namespace`; an error of any of them is raised."""
    exec(compile(job.setup, "setup", "exec"), namespace)
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(job.code, "code", "exec"), namespace)
    namespace["out"] = output.getvalue()
    exec(compile(job.check, "check", "exec"), namespace)


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2:])
