"""Printing through the system's own queue, where there is one."""

import os
import shutil
import subprocess

from models.errors import HeardError

__all__ = ["NO_PRINTER", "NoPrinterError", "print_out", "printer"]

PRINTER_SECONDS = 15
NO_PRINTER = "There is no printer here. The file is there: take it to one, or post it from there."


class NoPrinterError(HeardError):
    """There is nothing to print on. It is no fault, and there is a next step."""


def printer() -> str:
    """Return the name of the printer that is used, "" where there is none."""
    if not (shutil.which("lp") and shutil.which("lpstat")):
        return ""
    names = _run(["lpstat", "-e"]).split()
    chosen = _run(["lpstat", "-d"]).rpartition(": ")[2].strip()
    return chosen if chosen in names else next(iter(names), "")


def print_out(content: bytes, copies: int = 1) -> str:
    """Send a file to the queue, and return the printer's name.

    It goes through a pipe, so that no file of it stays behind. Raises ``NoPrinterError`` where
    there is no printer, or it takes nothing.
    """
    name = printer()
    if not name:
        raise NoPrinterError(NO_PRINTER)
    try:
        done = subprocess.run(
            ["lp", "-d", name, "-n", str(copies), "-t", "Heard"],
            input=content,
            capture_output=True,
            check=False,
            timeout=PRINTER_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        done = None
    if done is None or done.returncode:
        raise NoPrinterError(
            f"The printer {name} did not take it. Look whether it is on and has paper. "
            "The file is there: print it again, or take it to another printer."
        )
    return name


def _run(words: list[str]) -> str:
    try:
        done = subprocess.run(
            words,
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
