"""Run recipes: each in a process and a folder of its own, forked from one warm process that has the imports ready.

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
from collections.abc import Iterable, Iterator, Mapping
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

    def run(self, jobs: Iterable[Job], time_limit_s: float = DEFAULT_TIME_LIMIT_S) -> list[str]:
        """Return for each job, in order, an empty string if its check passed, else what went wrong."""
        assert self._process.stdin
        assert self._process.stdout
        request = {"jobs": [asdict(job) for job in jobs], "time_limit_s": time_limit_s}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"The process that runs recipes ended with code {self._process.wait()}")
        return json.loads(answer)

    def failures(self, jobs: Mapping[str, Job]) -> list[str]:
        """Return the names of the jobs that fail, with the reason; a failure counts when it happens twice.

        Some recipes wait for a clock, and on a busy machine a clock may strike too late once.
        """
        failing = dict(jobs)
        for _ in range(2):
            verdicts = self.run(failing.values()) if failing else []
            reasons = {name: verdict for name, verdict in zip(failing, verdicts, strict=True) if verdict}
            failing = {name: jobs[name] for name in reasons}
        return [f"{name}: {reason}" for name, reason in reasons.items()]

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
    """A running job: where it works, where it leaves its verdict, and when its time is over."""

    number: int
    folder: str
    verdict: Path
    deadline: float


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
        answers.write(json.dumps(_run_all(request["jobs"], workers, request["time_limit_s"])) + "\n")
        answers.flush()


def _run_all(jobs: list[dict[str, str]], workers: int, time_limit_s: float) -> list[str]:
    verdicts = [""] * len(jobs)
    waiting: Iterator[tuple[int, dict[str, str]]] = iter(enumerate(jobs))
    children: dict[int, _Child] = {}
    with tempfile.TemporaryDirectory(prefix="recipes-", ignore_cleanup_errors=True) as home:
        while True:
            while len(children) < workers and (job := next(waiting, None)):
                pid, child = _start(*job, home, time_limit_s)
                children[pid] = child
            if not children:
                return verdicts
            for pid in _ended(children):
                child = children.pop(pid)
                verdicts[child.number] = _collect(pid, child)


def _start(number: int, job: dict[str, str], home: str, time_limit_s: float) -> tuple[int, _Child]:
    folder = os.path.join(home, f"job{number}", "work")
    os.makedirs(folder)
    verdict = Path(folder).parent / "verdict"
    pid = os.fork()
    if pid == 0:
        _run_in_child(Job(**job), folder, verdict)
    return pid, _Child(number, folder, verdict, time.monotonic() + time_limit_s)


def _ended(children: dict[int, _Child]) -> list[int]:
    """Wait a moment and return the processes that are over, by themselves or because their time is."""
    ended = []
    for pid, child in children.items():
        if os.waitpid(pid, os.WNOHANG)[0]:
            ended.append(pid)
        elif time.monotonic() > child.deadline:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            ended.append(pid)
    if not ended:
        time.sleep(0.001)
    return ended


def _collect(pid: int, child: _Child) -> str:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)  # what the recipe left running
    verdict = child.verdict.read_text(encoding="utf-8") if child.verdict.exists() else ""
    shutil.rmtree(Path(child.folder).parent, ignore_errors=True)
    if verdict == "passed":
        return ""
    if verdict:
        return verdict
    return "took too long" if time.monotonic() > child.deadline else "ended the process before its check was over"


def _run_in_child(job: Job, folder: str, verdict: Path) -> None:
    """Run a job as if it were a script, write the verdict and end the process."""
    import resource  # exists where fork does

    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_LIMIT_S, CPU_LIMIT_S))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(folder)
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    sys.stdin = io.TextIOWrapper(open(0, "rb", closefd=False), encoding="utf-8")  # noqa: SIM115
    sys.argv = ["recipe.py"]
    sys.path[0] = ""  # modules that the recipe writes into its folder
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = main
    try:
        run_job(job, vars(main))
        result = "passed"
    except BaseException as error:
        result = "".join(traceback.format_exception_only(error)).strip() or type(error).__name__
    verdict.write_text(result, encoding="utf-8")
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
