"""Who is who: identities that hold the moment of capture, public ids that hold nothing."""

import secrets
import threading
import time
from uuid import UUID

__all__ = ["MOST_AHEAD_MS", "ahead_ms", "begin_after", "new_public_id", "new_uid", "now_ms"]

# No vowels (no words by accident) and nothing that is mistaken for something else (0 o, 1 l i).
PUBLIC_ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"
PUBLIC_LENGTH = 8
# A clock that is set back by an hour or a day must not turn the order round. One that was a year
# ahead must not keep every later meeting a year ahead: beyond this, the machine is believed.
MOST_AHEAD_MS = 25 * 3_600_000


class _Told:
    """The last time that was told, and how far the clock that never goes back was then."""

    def __init__(self) -> None:
        self.moment = 0
        self.steady = 0


_lock = threading.Lock()
_told = _Told()
_last = 0


def now_ms() -> int:
    """Return the time as UTC milliseconds; it does not go back with a clock that is set back.

    It then goes on from the last time that was told, as quickly as time passes, until the
    machine's clock has caught up; see ``MOST_AHEAD_MS`` for the end of that.
    """
    with _lock:
        return _now()


def _now() -> int:
    moment = time.time_ns() // 1_000_000
    steady = time.monotonic_ns() // 1_000_000
    at_least = _told.moment + steady - _told.steady
    if moment < at_least <= moment + MOST_AHEAD_MS:
        moment = at_least
    _told.moment, _told.steady = moment, steady
    return moment


def ahead_ms() -> int:
    """Return how far ``now_ms`` is ahead of the machine's clock: 0, unless that was set back."""
    with _lock:
        return max(0, _now() - time.time_ns() // 1_000_000)


def begin_after(moment: int) -> None:
    """Let no time and no identity of this process come before a moment (UTC milliseconds).

    The moment is that of the newest row: so a clock that was set back between two starts does
    not turn the order round either. One that is too far ahead to be true is left aside.
    """
    global _last  # noqa: PLW0603 - one clock for the whole process is the point
    with _lock:
        now = _now()
        if now < moment <= now + MOST_AHEAD_MS:
            _told.moment = moment
            _last = max(_last, moment << 12 | 0xFFF)


def new_uid() -> UUID:
    """Return a UUIDv7 (RFC 9562, section 5.7): later ones sort later, even within one process.

    The first 48 bits are milliseconds; the next 12 count within a millisecond, so that two
    contributions of one millisecond keep their order.
    """
    global _last  # noqa: PLW0603 - one clock for the whole process is the point
    with _lock:
        stamp = max(_now() << 12, _last + 1)
        _last = stamp
    number = (stamp >> 12) << 80 | 7 << 76 | (stamp & 0xFFF) << 64
    return UUID(int=number | 0b10 << 62 | secrets.randbits(62))


def new_public_id() -> str:
    """Return a random id for use in public: eight characters, 28**8 of them, no order in it."""
    return "".join(secrets.choice(PUBLIC_ALPHABET) for _ in range(PUBLIC_LENGTH))
