"""One voice at a time on one device, whatever number of faces share it.

Each face has a speaking process of its own, and a machine often has one loudspeaker. Before a
player starts, it takes the device's turn: a lock on a file, which the kernel frees when those
who hold it are gone, however they ended. Windows has no such lock; there faces may talk at once.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

if sys.platform != "win32":
    import fcntl

# A lock that is waited for without a poll could not be given up. Nobody hears 20 ms.
_LOOK_SECONDS = 0.02
# A wait that is shorter is not worth telling a person.
_LONG_SECONDS = 1.0


@contextlib.contextmanager
def turn(
    device: str, given_up: threading.Event, is_long: threading.Event | None = None
) -> Iterator[int | None]:
    """Wait until it is our turn on `device`, or `given_up`; hold it for the time of the block.

    `is_long` is set when the wait takes longer than a person would put up with unexplained.

    Yields a file descriptor. Who inherits it holds the turn too: a player that outlives its
    killed parent by some milliseconds is still not talked over. Yields None where there can be
    no lock: to speak matters more than not to be talked over.
    """
    if sys.platform == "win32":
        yield None
        return
    with contextlib.ExitStack() as stack:
        place = _place(device)
        held = None
        if place:
            with contextlib.suppress(OSError):
                held = stack.enter_context(_opened(place))
                # Whoever waits longest is next: else a face with a long text to read out, which
                # asks again within a millisecond, would keep all others waiting to its end.
                with _opened(place.with_suffix(".next")) as queue:
                    if _take(queue, given_up, is_long):
                        _take(held, given_up, is_long)
        try:
            yield held
        finally:
            if held is not None:
                with contextlib.suppress(OSError):
                    fcntl.flock(held, fcntl.LOCK_UN)  # for those, too, who inherited it


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _take(descriptor: int, given_up: threading.Event, is_long: threading.Event | None) -> bool:
    since = time.monotonic()
    while not given_up.is_set():
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            given_up.wait(_LOOK_SECONDS)
            if is_long and time.monotonic() - since > _LONG_SECONDS:
                is_long.set()
        else:
            return True
    return False


def _place(device: str) -> Path | None:
    """Return the file for `device`; a device's name may hold anything, so it is hashed."""
    folder = _folder()
    name = hashlib.sha256(device.encode(errors="surrogatepass")).hexdigest()[:16]
    return folder / f"heard-voice-{name}.lock" if folder else None


def _folder() -> Path | None:
    """Return a folder that all processes of this user share, and nobody else can touch.

    A process that was started by cron or su has no XDG_RUNTIME_DIR, and finds the same folder.
    """
    mine = os.getuid()
    for place in (os.environ.get("XDG_RUNTIME_DIR", ""), f"/run/user/{mine}"):
        if place and _is_ours(Path(place)):
            return Path(place)
    own = Path(tempfile.gettempdir()) / f"heard-{mine}"
    with contextlib.suppress(OSError):
        own.mkdir(mode=0o700, exist_ok=True)
    return own if _is_ours(own) else None


def _is_ours(folder: Path) -> bool:
    """Whether it is a real folder of ours that nobody else can write to."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    private = not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    return ours and private and os.access(folder, os.W_OK | os.X_OK)
