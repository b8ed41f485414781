"""Stands in for the terminal foot where there is no screen: the tests' own terminal.

It takes foot's options, is as large as letters of that size leave room for, and answers on a
socket in HEARD_TEST_WINDOWS what is on it. ``python -m tests.support.stand_in_foot OPTIONS...``
"""

import os
import re
import signal
import socket
import sys
import time
from pathlib import Path

from tui.terminal import Terminal


def size(letters: float) -> tuple[int, int]:
    """Return columns and rows: 87x25 at 28 points, as on a screen of 24 inches."""
    return int(87 * 28 / letters), int(25 * 28 / letters)


def main(argv: list[str]) -> None:
    """Run what is inside, and answer until it ends."""
    inside = [word for word in argv if not word.startswith("--")]
    inside = argv[argv.index(inside[0]) :]
    found = re.search(r"--font=.*:size=([0-9.]+)", " ".join(argv))
    assert found
    columns, rows = size(float(found[1]))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    path = Path(os.environ["HEARD_TEST_WINDOWS"]) / f"{time.time_ns()}"
    with (
        Terminal(inside, columns=columns, rows=rows) as terminal,
        socket.socket(socket.AF_UNIX) as door,
    ):
        door.bind(str(path))
        door.listen()
        door.settimeout(0.2)
        try:
            while terminal.alive():
                answer(door, terminal, columns, rows)
        finally:
            path.unlink()


def answer(door: socket.socket, terminal: Terminal, columns: int, rows: int) -> None:
    """Answer one question: "text", "press KEY" or "type WORDS"."""
    try:
        talk, _ = door.accept()
    except TimeoutError:
        return
    with talk:
        what, _, rest = talk.recv(1000).decode().partition(" ")
        if what == "press":
            terminal.press(rest)
        elif what == "type":
            terminal.type(rest)
        talk.sendall(f"{columns}x{rows}\n{terminal.text()}".encode())


if __name__ == "__main__":
    main(sys.argv[1:])
