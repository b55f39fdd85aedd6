"""Check, on this machine and in this build, that Pysmith loads, answers, writes and serves."""

import time
import urllib.request
from collections.abc import Callable

from app.paths import DataDir
from app.session import Session
from engine.errors import PysmithError
from engine.events import Request
from engine.syntax import compiles

PROMPT = "read a csv file"


def run_self_test(data: DataDir) -> int:
    """Run every check, print a line for each, and return 0 when all passed, else 1."""
    session = Session(data)
    checks: list[tuple[str, Callable[[Session], str]]] = [
        ("models", _check_models),
        ("cookbook", _check_cookbook),
        ("recipe answer", _check_recipe),
        ("model answer", _check_model),
        ("server", _check_server),
    ]
    failed = 0
    for name, check in checks:
        started = time.perf_counter()
        try:
            message, word = check(session), "ok"
        except Exception as error:  # the outermost edge of a check: whatever went wrong is its result
            message, word = f"{type(error).__name__}: {error}", "FAILED"
            failed += 1
        print(f"{word:7}{name:15}{(time.perf_counter() - started) * 1000:7.0f} ms  {message}", flush=True)
    print("self-test passed" if not failed else f"self-test FAILED: {failed} of {len(checks)}", flush=True)
    return 1 if failed else 0


def _check_models(session: Session) -> str:
    models = session.models()
    broken = [info for info in models if info.problem]
    if broken:
        raise PysmithError(str(broken[0].problem))
    if not models:
        raise PysmithError("no model is installed")
    return ", ".join(f"{info.name} {info.parameters / 1e6:.2f}M" for info in models)


def _check_cookbook(session: Session) -> str:
    book = session.cookbook
    if book.problems:
        raise book.problems[0]
    return f"{len(book.recipes)} recipes"


def _check_recipe(session: Session) -> str:
    answer = session.answer(Request(PROMPT, only="recipe"))
    if answer.source != "recipe" or not compiles(answer.code):
        raise PysmithError(f"{PROMPT!r} got no recipe")
    return answer.title


def _check_model(session: Session) -> str:
    session.load_model()
    answer = session.answer(Request("print the numbers", only="model", seed=1, length=120))
    if answer.code and not compiles(answer.code):
        raise PysmithError("the model's answer does not compile")
    return f"{answer.model} wrote {len(answer.code)} characters"


def _check_server(session: Session) -> str:
    from app.server.serve import ServerThread

    server = ServerThread(session)
    address = server.start()
    try:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(address, timeout=30) as response:
            page = response.read().decode("utf-8")
    finally:
        server.stop()
    if "Pysmith" not in page:
        raise PysmithError(f"{address} did not give the page")
    return f"{address} gave {len(page)} characters"
