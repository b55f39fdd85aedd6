"""Try the Debian package and the portable archive where nothing of ours, nor Python, has ever been.

`python resources/installers/bare_debian.py DEB TAR --root FOLDER` has debootstrap make a Debian in the folder (or takes
up a bare one that is there), installs, uses and removes the package in it, and runs the archive from a read-only mount.
Takes root, debootstrap, Xvfb, xdotool and ImageMagick on this machine, and apt's mirror. Leaves the folder bare again,
and in --pictures what the windows showed, to be looked at.
"""

import argparse
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from bare_root import PATIENCE_S, USERS, BareRoot, TrialError, mount
from portable import unpacked_tar

IN_NAMESPACE = "PYSMITH_BARE_NAMESPACE"
DISPLAY = ":97"
REQUEST = "read the csv file 'planètes.csv' into a list of dictionaries"
AWKWARD = "opt/Programme für Zoë"


def main(arguments: list[str]) -> int:
    """Run the whole trial and return the exit code."""
    parser = argparse.ArgumentParser(description="Try Pysmith's Linux packages on a bare Debian.")
    parser.add_argument("deb", type=Path)
    parser.add_argument("tar", type=Path)
    parser.add_argument("--root", type=Path, required=True, help="the folder of the bare Debian")
    parser.add_argument("--suite", default="bookworm", help="which Debian to make, if there is none")
    parser.add_argument("--pictures", type=Path, default=Path.cwd(), help="where pictures of the windows go")
    args = parser.parse_args(arguments)
    if IN_NAMESPACE not in os.environ:  # everything that is mounted below goes with the namespace
        command = ["unshare", "--mount", "--propagation", "private", sys.executable, __file__, *arguments]
        return subprocess.run(command, env=os.environ | {IN_NAMESPACE: "1"}, check=False).returncode
    root = BareRoot(args.root.resolve(), DISPLAY)
    try:
        root.make(args.suite)
        with screen():
            root.mount()
            try_everything(root, args.deb, args.tar, args.pictures)
    except (TrialError, subprocess.CalledProcessError) as error:
        print(f"FAILED: {error}", file=sys.stderr)
        return 1
    print("everything passed")
    return 0


def try_everything(root: BareRoot, deb: Path, tar: Path, pictures: Path) -> None:
    """Install, use and remove the package, with the archive's turn while the system's libraries are still there."""
    before = root.files()
    expect(not [name for name in before if "python3" in name], "there is no Python")
    install(root, deb)
    use(root, "/usr/bin/pysmith", pictures / "bare-debian-package.png")
    root.must("dpkg", "--purge", "pysmith")
    expect(not [name for name in root.files() if "pysmith" in name.lower()], "the removed package leaves nothing")
    with tempfile.TemporaryDirectory() as scratch, unpacked_tar(tar, Path(scratch)) as folder:
        Path(scratch).chmod(0o755)
        place = root.folder / AWKWARD
        place.mkdir(exist_ok=True)
        mount("--bind", folder, place)
        mount("-o", "remount,bind,ro", place)
        expect(root.run("touch", f"/{AWKWARD}/x").returncode, "the archive's folder cannot be written")
        use(root, f"/{AWKWARD}/pysmith", pictures / "bare-debian-archive.png")
        subprocess.run(["umount", str(place)], check=True)
        place.rmdir()
    root.must("apt-get", "-y", "autoremove", "--purge")
    left = sorted(root.files() ^ before)
    expect(not left, f"with what it needed gone too, the system is as it was {left[:20] or ''}")


def install(root: BareRoot, deb: Path) -> None:
    """Install as people do: dpkg complains of what is missing, apt fetches it."""
    (root.folder / "tmp/pysmith.deb").write_bytes(deb.read_bytes())
    root.must("apt-get", "update", network=True)
    root.run("dpkg", "-i", "/tmp/pysmith.deb")
    root.must("apt-get", "-f", "-y", "install", "--no-install-recommends", network=True)
    expect("install ok installed" in root.must("dpkg", "-s", "pysmith"), "dpkg -i and apt-get -f install it")


def use(root: BareRoot, program: str, picture: Path) -> None:
    """Do with the program what people do, several of them at once."""
    output = root.must(program, "self-test", user="ada")
    expect("self-test passed" in output, f"the self-test passes without a network:\n{output.rstrip()}")
    answer_everybody(root, program)
    refused = root.run(program, "ask", REQUEST, user="zoë", home="/nonexistent")
    expect(
        refused.returncode == 2 and "--data-dir" in refused.stderr and "Traceback" not in refused.stderr,
        f"without a home that can be written it says: {refused.stderr.strip()}",
    )
    serve(root, program)
    show(root, program, picture)


def answer_everybody(root: BareRoot, program: str) -> None:
    """Have all users ask at the same time."""
    running = [
        subprocess.Popen(root.command(program, "ask", REQUEST, "--json", user=user), stdout=subprocess.PIPE, text=True)
        for user in USERS
    ]
    for process in running:
        output, _ = process.communicate(timeout=PATIENCE_S)
        answer = json.loads(output)
        expect(answer["source"] == "recipe" and "planètes.csv" in answer["code"], f"an answer: {answer['title']}")


def serve(root: BareRoot, program: str) -> None:
    """Serve to this machine: the page and an answer."""
    command = root.command(program, "serve", "--port", "0", user="grace", network=True)
    with running_program(command, stdout=subprocess.PIPE) as process:
        line = process.stdout.readline() if process.stdout else ""
        address = re.search(r"http://\S+/", line)
        if address is None:
            raise TrialError(f"serve said {line!r}")
        body = json.dumps({"prompt": REQUEST, "only": "recipe"}).encode()
        expect("Pysmith" in fetch(address[0]), "it serves its page")
        expect("planètes.csv" in json.loads(fetch(address[0] + "api/generate", body))["code"], "it serves an answer")


def fetch(address: str, body: bytes | None = None) -> str:
    """Return what a server answers."""
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=PATIENCE_S) as response:
        return str(response.read().decode("utf-8"))


def show(root: BareRoot, program: str, picture: Path) -> None:
    """Open the window, type a request into it, wait until it is answered, and take a picture."""
    home = root.folder / "home/grace"
    history = home / ".local/share/pysmith/history.sqlite"
    history.unlink(missing_ok=True)
    with running_program(root.command(program, user="grace"), stderr=subprocess.PIPE) as process:
        window = wait_for(lambda: xdotool("search", "--onlyvisible", "--name", "Pysmith").split()[-1:], process)[0]
        xdotool("windowfocus", window)
        wait_for(history.exists, process)
        xdotool("type", "--window", window, "--delay", "20", "read a json file")
        xdotool("key", "--window", window, "Return")
        wait_for(lambda: entries(history), process)
        subprocess.run(["import", "-display", DISPLAY, "-window", "root", str(picture)], check=True)
        process.terminate()
        complaints = process.stderr.read() if process.stderr else ""
    expect("Traceback" not in complaints, f"the window answers; its picture is {picture} {complaints.strip()}")


def entries(history: Path) -> int:
    """Return how many requests a history holds."""
    try:
        with closing(sqlite3.connect(f"file:{history}?mode=ro", uri=True)) as database:
            return int(database.execute("SELECT count(*) FROM entry").fetchone()[0])
    except sqlite3.OperationalError:  # being made
        return 0


def xdotool(*arguments: str) -> str:
    """Return what xdotool prints; nothing when it finds nothing."""
    command = ["xdotool", *arguments]
    return subprocess.run(
        command, env=os.environ | {"DISPLAY": DISPLAY}, capture_output=True, text=True, check=False
    ).stdout


def wait_for(look: Callable[[], Any], process: subprocess.Popen[str]) -> Any:
    """Return what `look` sees once it sees something; raise TrialError when the program ends or it takes too long."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and process.poll() is None:
        if seen := look():
            return seen
        threading.Event().wait(0.2)
    if process.poll() is None:
        raise TrialError("the window did not come so far")
    raise TrialError(f"the window is gone: {process.stderr.read() if process.stderr else ''}")


@contextmanager
def running_program(command: list[str], **pipes: int) -> Iterator[subprocess.Popen[str]]:
    """Run a program meanwhile, and end it in order."""
    with subprocess.Popen(command, text=True, **pipes) as process:  # type: ignore[call-overload]
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)


@contextmanager
def screen() -> Iterator[None]:
    """Have a screen to show windows on."""
    Path("/tmp/.X11-unix").mkdir(mode=0o1777, exist_ok=True)
    command = ["Xvfb", DISPLAY, "-screen", "0", "1280x900x24", "-ac", "-nolisten", "tcp", "-displayfd", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            if not server.stdout or not server.stdout.readline():
                raise TrialError(f"there is no screen {DISPLAY}")
            yield
        finally:
            server.terminate()


def expect(truth: object, what: str) -> None:
    """Say that this is so, or raise TrialError."""
    if not truth:
        raise TrialError(f"not so: {what}")
    print(f"ok  {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
