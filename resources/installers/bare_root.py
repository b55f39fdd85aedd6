"""A Debian in a folder: made by debootstrap, entered by chroot, with nothing in it but what every Debian has.

Knows nothing of Pysmith. Mounts live in the mount namespace of the process, and go with it.
"""

import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

MIRROR = "http://deb.debian.org/debian"
USERS = {"ada": 2001, "grace": 2002, "zoë": 2003}
DEVICES = {"null": (1, 3), "zero": (1, 5), "full": (1, 7), "random": (1, 8), "urandom": (1, 9), "tty": (5, 0)}
PATIENCE_S = 600
# What apt, dpkg and the libraries' own caches keep for themselves when packages come and go.
OF_THE_SYSTEM = re.compile(
    r"(var/(lib/(dpkg|apt|systemd|pam|ucf)|cache|log)|etc/ld\.so\.cache|etc/resolv\.conf|var/backups)"
)
OFFLINE = ["unshare", "--net", "sh", "-c", 'ip link set lo up; exec "$@"', "sh"]


class TrialError(Exception):
    """Something did not go as it should on the bare system."""


class BareRoot:
    """A Debian in a folder, with people who may use it."""

    def __init__(self, folder: Path, display: str) -> None:
        self.folder = folder
        self.display = display

    def make(self, suite: str) -> None:
        """Have debootstrap make it, unless it is there."""
        if not (self.folder / "etc/debian_version").exists():
            subprocess.run(["debootstrap", "--variant=minbase", suite, str(self.folder), MIRROR], check=True)

    def mount(self) -> None:
        """Give it the kernel's file systems, the names of the network, the screen's socket, and homes."""
        for kind, place in (("proc", "proc"), ("sysfs", "sys"), ("tmpfs", "dev"), ("tmpfs", "home"), ("tmpfs", "tmp")):
            mount("-t", kind, kind, self.folder / place)
        for name, numbers in DEVICES.items():
            os.mknod(self.folder / "dev" / name, stat.S_IFCHR | 0o666, os.makedev(*numbers))
            (self.folder / "dev" / name).chmod(0o666)
        (self.folder / "tmp").chmod(0o1777)
        for place in ("dev/shm", "tmp/.X11-unix"):
            (self.folder / place).mkdir(mode=0o1777)
            (self.folder / place).chmod(0o1777)
        mount("--bind", "/tmp/.X11-unix", self.folder / "tmp/.X11-unix")
        shutil.copyfile("/etc/resolv.conf", self.folder / "etc/resolv.conf")
        for name, number in USERS.items():
            (self.folder / "home" / name).mkdir()
            os.chown(self.folder / "home" / name, number, number)

    def command(
        self, *command: str, user: str | None = None, network: bool = False, home: str | None = None
    ) -> list[str]:
        """Return a command that runs in it: as root if no user is named, with no network if none is asked for."""
        number = USERS[user] if user else 0
        settings = {
            "LOGNAME": user or "root",
            "HOME": home or (f"/home/{user}" if user else "/root"),
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG": "C.UTF-8",
            "DEBIAN_FRONTEND": "noninteractive",
            "DISPLAY": self.display,
        }
        told = [f"{name}={value}" for name, value in settings.items()]
        inside = ["chroot", f"--userspec={number}:{number}", str(self.folder), "/usr/bin/env", "-i", *told, *command]
        return inside if network else [*OFFLINE, *inside]

    def run(
        self, *command: str, user: str | None = None, network: bool = False, home: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command in it and return what came of it."""
        return subprocess.run(
            self.command(*command, user=user, network=network, home=home),
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=PATIENCE_S,
            check=False,
        )

    def must(self, *command: str, user: str | None = None, network: bool = False) -> str:
        """Run a command in it and return what it printed; raise TrialError if it fails."""
        result = self.run(*command, user=user, network=network)
        if result.returncode:
            raise TrialError(f"{' '.join(command)}: {result.stdout[-2000:]}{result.stderr[-2000:]}")
        return result.stdout

    def files(self) -> set[str]:
        """Return the names of all files in it that are not mounted and that the system does not keep for itself."""
        found = subprocess.check_output(["find", ".", "-xdev", "-printf", r"%P\n"], cwd=self.folder, text=True)
        return {name for name in found.splitlines() if name and not OF_THE_SYSTEM.match(name)}


def mount(*arguments: str | Path) -> None:
    """Mount something; raise CalledProcessError if that fails."""
    subprocess.run(["mount", *(str(argument) for argument in arguments)], check=True)
