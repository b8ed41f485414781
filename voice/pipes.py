"""How a process of the voice lives on its pipes, how it is read, and how it ends with them."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import IO, Any, BinaryIO, NoReturn

Emit = Callable[..., None]


def take_the_pipes() -> tuple[BinaryIO, Emit]:
    """Keep stdin and stdout for ourselves and leave /dev/null to everybody else."""
    commands = os.fdopen(os.dup(0), "rb")
    out = os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)

    def emit(**news: object) -> None:
        try:
            os.write(out, (json.dumps(news) + "\n").encode())
        except OSError:  # the parent is gone
            vanish()

    return commands, emit


def vanish() -> NoReturn:
    """End at once, with the player. The group is ours alone when we lead it."""
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(0)


def news_from(pipe: IO[bytes]) -> Iterator[dict[str, Any]]:
    """Yield each line of JSON until the other end closes; half a line of a dying process is none.

    It reads what is there, rather than waiting for a buffer to fill: the pipe must be unbuffered.
    """
    unfinished = b""
    while chunk := pipe.read(65536):
        *lines, unfinished = (unfinished + chunk).split(b"\n")
        for line in lines:
            with contextlib.suppress(ValueError):
                yield json.loads(line)
