"""The command line: ask · serve · models · cookbook · self-test · where. Without a verb, the window.

Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 no answer, 2 bad usage or
input.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app import __version__
from app.paths import DATA_DIR_VARIABLE, DataDir, data_dir
from engine.errors import PysmithError
from engine.events import DEFAULT_CANDIDATES, DEFAULT_LENGTH, Request


def run(argv: Sequence[str]) -> int:
    """Parse the arguments, run the verb and return the exit code."""
    parser = make_parser()
    args = parser.parse_args(argv)
    try:
        data = data_dir(args.data_dir)
        from app.log_setup import set_up_logging

        set_up_logging(data.log_file, verbose=args.verbose)
        return int(args.verb(args, data))
    except PysmithError as error:
        print(f"pysmith: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output has left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all verbs."""
    parser = argparse.ArgumentParser(
        prog="pysmith", description="Plain English in, short Python that runs out. Offline."
    )
    parser.add_argument("--version", action="version", version=f"Pysmith {__version__}")
    parser.add_argument(
        "--data-dir", metavar="DIR", help=f"keep everything that is written here (also {DATA_DIR_VARIABLE})"
    )
    parser.add_argument("--verbose", action="store_true", help="log to standard error too")
    parser.add_argument("--toggle", action="store_true", help="show the window, or hide it if in front: for a hotkey")
    parser.set_defaults(verb=open_window)
    verbs = parser.add_subparsers(metavar="ask|serve|models|cookbook|self-test|where")
    _add_ask(verbs.add_parser("ask", help="answer a request"))
    _add_serve(verbs.add_parser("serve", help="serve the page and the API on this machine"))
    verbs.add_parser("models", help="list the installed models").set_defaults(verb=list_models)
    _add_cookbook(verbs.add_parser("cookbook", help="list, show, search, check or add recipes"))
    verbs.add_parser("self-test", help="check that everything works here").set_defaults(verb=self_test)
    verbs.add_parser("where", help="say where files are kept").set_defaults(verb=show_places)
    return parser


# ---------------------------------------------------------------- ask
def _add_ask(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("prompt", nargs="?", help="the request; - reads it from standard input")
    parser.add_argument("--batch", metavar="IN.jsonl", type=Path, help='answer one {"id", "prompt"} a line')
    parser.add_argument("--out", metavar="OUT.jsonl", type=Path, help="where the batch's answers go")
    parser.add_argument("--json", action="store_true", help="print the whole answer as JSON")
    parser.add_argument("--length", type=int, default=DEFAULT_LENGTH, help="most characters the model may write")
    parser.add_argument("--model", help="use this model")
    parser.add_argument("--seed", type=int, help="the same seed gives the same answer")
    parser.add_argument("--candidates", type=int, default=DEFAULT_CANDIDATES, help="how many answers the model tries")
    parser.add_argument("--only", choices=["recipe", "model"], help="ask only the cookbook, or only the model")
    parser.set_defaults(verb=ask)


def ask(args: argparse.Namespace, data: DataDir) -> int:
    """Answer one request, or a batch of them."""
    from app.session import Session

    request = Request(
        prompt="",
        length=args.length,
        model=args.model,
        seed=args.seed,
        candidates=args.candidates,
        only=args.only,
    )
    if args.batch is not None:
        if args.out is None or args.prompt is not None:
            raise PysmithError("A batch needs --out OUT.jsonl and no request of its own.")
        from app.batch import answer_batch

        return answer_batch(Session(data), request, args.batch, args.out)
    if args.prompt is None:
        raise PysmithError('Say what you want: pysmith ask "read a CSV file"')
    prompt = sys.stdin.read() if args.prompt == "-" else args.prompt
    answer = Session(data).answer(replace(request, prompt=prompt))
    if args.json:
        print(json.dumps(answer.to_dict(), ensure_ascii=False, indent=1))
        return 0 if answer.code else 1
    if not answer.code:
        print("I don't know this one.", file=sys.stderr)
        for suggestion in answer.suggestions:
            print(f"  maybe: {suggestion}", file=sys.stderr)
        return 1
    print(answer.code, end="")
    print(f"# {answer.source} · {answer.confidence:.0%} sure · {answer.title}", file=sys.stderr)
    if answer.libraries:
        print(f"# needs: pip install {' '.join(answer.libraries)}", file=sys.stderr)
    return 0


# ---------------------------------------------------------------- serve
def _add_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on; any but this machine's needs a token"
    )
    parser.add_argument("--port", type=int, default=8000, help="port to listen on; 0 takes a free one")
    parser.add_argument("--open", action="store_true", help="open the page in a browser")
    parser.add_argument(
        "--token", default=os.environ.get("PYSMITH_TOKEN"), help="ask clients for this token (also PYSMITH_TOKEN)"
    )
    parser.add_argument(
        "--allow-origin", action="append", default=[], metavar="ORIGIN", help="let pages of this origin call the API"
    )
    parser.add_argument(
        "--rate-limit", type=int, default=6000, metavar="N", help="most questions a minute and client; 0 sets no limit"
    )
    parser.set_defaults(verb=serve)


def serve(args: argparse.Namespace, data: DataDir) -> int:
    """Serve the page and the API until stopped."""
    from app.server.serve import serve as run_server

    return run_server(
        data,
        host=args.host,
        port=args.port,
        open_browser=args.open,
        token=args.token or None,
        allow_origins=tuple(args.allow_origin),
        rate_limit=args.rate_limit,
    )


# ---------------------------------------------------------------- the window
def open_window(args: argparse.Namespace, data: DataDir) -> int:
    """Open the window; where there is no display, say so and serve the page instead."""
    if sys.platform.startswith("linux") and not _has_display():
        print("There is no display here, so Pysmith serves its page instead.", file=sys.stderr)
        from app.server.serve import serve as run_server

        return run_server(
            data, host="127.0.0.1", port=8000, open_browser=False, token=os.environ.get("PYSMITH_TOKEN") or None
        )
    from app.desktop.main import run as run_window

    return run_window(data, ["--toggle"] if args.toggle else [])


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM"))


# ---------------------------------------------------------------- the rest
def list_models(args: argparse.Namespace, data: DataDir) -> int:
    """Print a line for each installed model."""
    from app.session import Session

    for info in Session(data).models():
        state = (
            info.problem
            or f"{info.parameters / 1e6:.2f}M parameters, context {info.context_length}, {info.size_bytes / 1e6:.1f} MB"
        )
        print(f"{info.name}: {state}")
    return 0


def show_places(args: argparse.Namespace, data: DataDir) -> int:
    """Print where files are kept."""
    from app.paths import resources_dir

    for name in ("root", "models", "cookbook", "cache", "settings_file", "history_file", "log_file"):
        print(f"{name.removesuffix('_file').replace('root', 'data'):10}{getattr(data, name)}")
    print(f"{'program':10}{resources_dir()}")
    return 0


def self_test(args: argparse.Namespace, data: DataDir) -> int:
    """Load, answer, serve and fetch the page; report each and return 0 when all of it works."""
    from app.self_test import run_self_test

    return run_self_test(data)


def _add_cookbook(parser: argparse.ArgumentParser) -> None:
    from app.cookbook_verbs import add_arguments

    add_arguments(parser)
