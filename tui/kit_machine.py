"""The kit check's looks at the machine: battery, network, printer, and the kiosks that answer."""

import os
import shutil
import socket
import subprocess
from pathlib import Path

from models.store import writer
from tui.kit_lines import Around, Finding, lacks, passes, problem

__all__ = ["look_at_battery", "look_at_kiosks", "look_at_network", "look_at_printer"]

POWER = Path("/sys/class/power_supply")
LOW_PERCENT = 50
# TEST-NET-1 (RFC 5737): an address that belongs to nobody. Asking for the way to it sends nothing.
NOBODYS_ADDRESS = ("192.0.2.1", 9)
PRINTER_SECONDS = 10.0


def look_at_battery(around: Around) -> Finding:
    """Look whether a power cut would stop this machine."""
    del around
    return judge_power(POWER)


def judge_power(folder: Path) -> Finding:
    """Say how a machine is powered, by the files that Linux has for each supply."""
    if not folder.is_dir():
        return lacks("this system does not say how it is powered", "Plug it in.")
    batteries, mains = [], False
    for supply in sorted(folder.iterdir()):
        kind = said(supply, "type")
        if kind == "Battery" and said(supply, "scope") != "Device":  # a mouse has one too
            batteries.append((said(supply, "capacity"), said(supply, "status")))
        mains = mains or (kind in ("Mains", "USB") and said(supply, "online") == "1")
    if not batteries:
        return lacks(
            "there is none: a power cut stops this machine",
            "What was saved stays. After a cut, start Heard again.",
        )
    percent = min((int(left) for left, _ in batteries if left.isdecimal()), default=-1)
    charge = f"{percent} % charged" if percent >= 0 else "its charge is not known"
    runs_down = any(status == "Discharging" for _, status in batteries) and not mains
    if runs_down and percent < LOW_PERCENT:
        return problem(f"{charge}, and not plugged in", "Plug this machine in.")
    return passes(f"{charge}, {'not plugged in' if runs_down else 'plugged in'}")


def said(supply: Path, what: str) -> str:
    """Return one thing that a supply says of itself; nothing where it does not."""
    try:
        return (supply / what).read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def look_at_network(around: Around) -> Finding:
    """Look whether there is a way out of this machine. Nothing is sent, to nobody."""
    del around
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
            way.connect(NOBODYS_ADDRESS)
            ours = way.getsockname()[0]
    except OSError:
        return lacks("there is none. Heard needs none", "A phone opens the QR's page at home.")
    return passes(f"there is one. Here, this machine is {ours}. Nothing was sent")


def look_at_printer(around: Around) -> Finding:
    """Look whether a printer is set up, as the printing system of Unix (CUPS) says."""
    del around
    none = lacks("there is none", "Hand-outs are saved as files. Print them elsewhere, and post.")
    if not shutil.which("lpstat"):
        return none
    names = _lpstat("-e").split()
    if not names:
        return none
    disabled = [line for line in _lpstat("-p").splitlines() if " disabled " in f"{line} "]
    if len(disabled) >= len(names):
        return problem(
            f"{names[0]} is set up, and does not print", "Turn it on, and look for paper in it."
        )
    chosen = _lpstat("-d").rpartition(": ")[2].strip()
    return passes(f"{chosen if chosen in names else names[0]} is set up")


def _lpstat(option: str) -> str:
    try:
        done = subprocess.run(
            ["lpstat", option],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=PRINTER_SECONDS,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


def look_at_kiosks(around: Around) -> Finding:
    """Look which kiosks answer now, and how they are."""
    from models.desk.face import FaceKind, faces_of

    none = lacks("none is open yet", "Open one with: heard kiosk. Or take words down at the desk.")
    if around.space is None or around.trouble:
        return none
    open_now = writer.submit(faces_of, around.space.uid).result()
    kiosks = [face for face in open_now if face.kind is FaceKind.KIOSK]
    if not kiosks:
        return none
    mute = [face.name for face in kiosks if face.sound_off]
    names = ", ".join(face.name for face in kiosks)
    if mute:
        return problem(
            f"{names} answer. No sound at: {', '.join(mute)}"
            if len(kiosks) > 1
            else f"{names} answers, and has no sound",
            "Plug headphones in there. Its page says what else is wrong.",
        )
    return passes(f"{names} {'answer' if len(kiosks) > 1 else 'answers'}")
