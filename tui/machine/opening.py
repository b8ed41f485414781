"""Opening a kiosk with letters of a chosen size."""

import os
import shutil
import sys

from models.errors import HeardError
from tui.machine.signals import WINDOW_FD, WINDOW_LETTERS
from tui.session import hold_key

__all__ = ["kiosk_command", "open_with_letters"]


def kiosk_command(data: str | None, space: str) -> list[str]:
    """Return what starts the kiosk itself, with this very Python."""
    folder = ["--data", data] if data else []
    named = ["--", space] if space else []
    return [sys.executable, "-m", "tui", *folder, "kiosk", *named]


def open_with_letters(letters: float, data: str | None, space: str) -> None:
    """Become the holder of a window with such letters, or set them for the console.

    Returns where the kiosk should open right here.
    """
    if os.environ.get(WINDOW_FD):
        return
    if os.environ.get("TERM") == "linux" and sys.stdin.isatty():
        os.environ[WINDOW_LETTERS] = f"{letters:g}"
        return
    if os.environ.get("WAYLAND_DISPLAY") and shutil.which("foot"):
        if sys.stdin.isatty():  # here somebody can type the key; the window takes it on
            hold_key(data)
        holder = [sys.executable, "-m", "tui.machine.holder", f"{letters:g}"]
        os.execv(sys.executable, [*holder, *kiosk_command(data, space)])  # noqa: S606
    raise HeardError(
        "Heard cannot choose the letters here. It can on a Linux console, or in a Wayland "
        "session that has the terminal foot. Nothing was opened. Make the letters larger in "
        "this terminal, often with Ctrl and +, and start: heard kiosk"
    )
