"""Everything that a machine needs to start as a kiosk: files, and what is run after them."""

import hashlib
import re
from dataclasses import dataclass

from assets import asset

__all__ = ["UNIT", "MachineFile", "commands", "is_ours", "is_unchanged", "machine_files"]

UNIT = "heard-kiosk.service"
_MARK = re.compile(r"^# Written by: heard kiosk --install \(([0-9a-f]{16})\)\n", re.MULTILINE)


@dataclass(frozen=True)
class MachineFile:
    """One file: its whole ``path``, its ``text``, its ``mode``, and ``why`` it is there."""

    path: str
    text: str
    why: str
    mode: int = 0o644


def machine_files(program: str, letters: float, *, console: bool) -> list[MachineFile]:
    """Return the files, for a window (cage and foot) or for the plain console.

    ``program`` is the whole path of the command heard; ``letters`` is in points.
    """
    kind = "console" if console else "window"
    fill = {
        "PROGRAM": program,
        "LETTERS": f"{letters:g}",
        "OUTPUT": "tty" if console else "journal",
        "ENVIRONMENT": "TERM=linux" if console else "XDG_SESSION_TYPE=wayland",
        "SESSION": "tty" if console else "wayland",
    }

    def made(path: str, template: str, why: str, mode: int = 0o644) -> MachineFile:
        text = asset("kiosk", template).read_text(encoding="utf-8")
        for name, value in fill.items():
            text = text.replace(f"@{name}@", value)
        return MachineFile(path, _signed(text), why, mode)

    return [
        made(f"/etc/systemd/system/{UNIT}", "heard-kiosk.service", "starts it, again and again"),
        made("/usr/local/lib/heard/kiosk", f"launcher-{kind}", "opens the screen", 0o755),
        made("/etc/sysusers.d/heard-kiosk.conf", "sysusers.conf", "a user of its own"),
        made("/etc/pam.d/heard-kiosk", "pam", "lets that user have the screen and the keys"),
        made("/etc/sysctl.d/60-heard-kiosk.conf", "sysctl.conf", "the kernel's keys do nothing"),
        made("/etc/systemd/logind.conf.d/heard-kiosk.conf", "logind.conf", "no other console"),
        made("/etc/systemd/system.conf.d/heard-kiosk.conf", "system.conf", "Ctrl, Alt, Delete"),
    ]


def commands(into: str, *, installs: bool) -> list[list[str]]:
    """Return what is run after the files are there, or gone. ``into`` is "/" or a prepared root.

    A system that only lies in a folder is not running, so it is not told to look again.
    """
    there = [] if into == "/" else [f"--root={into}"]
    if installs:
        first = [["systemd-sysusers", *there], ["systemctl", *there, "enable", UNIT]]
        then = [["systemctl", *there, "mask", "ctrl-alt-del.target"]]
    else:
        first = []
        then = [["systemctl", *there, "unmask", "ctrl-alt-del.target"]]
    again = [] if there else [["systemctl", "daemon-reload"]]
    return again + first + then


def _signed(text: str) -> str:
    """Add a line that says whose the file is, and by which a later change of it is seen."""
    start, rest = ("", text)
    if text.startswith("#!"):
        start, rest = text.split("\n", 1)
        start += "\n"
    return f"{start}# Written by: heard kiosk --install ({_sum(start + rest)})\n{rest}"


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def is_ours(text: str) -> bool:
    """Return whether Heard wrote a file."""
    return bool(_MARK.search(text))


def is_unchanged(text: str) -> bool:
    """Return whether a file is still as Heard wrote it."""
    found = _MARK.search(text)
    return found is not None and _sum(_MARK.sub("", text, count=1)) == found[1]
