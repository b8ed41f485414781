"""Who is who: identities that hold the moment of capture, public ids that hold nothing."""

import secrets
import threading
import time
from uuid import UUID

__all__ = ["new_public_id", "new_uid", "now_ms"]

# No vowels (no words by accident) and nothing that is mistaken for something else (0 o, 1 l i).
PUBLIC_ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"
PUBLIC_LENGTH = 8

_lock = threading.Lock()
_last = 0


def now_ms() -> int:
    """Return the time as UTC milliseconds."""
    return time.time_ns() // 1_000_000


def new_uid() -> UUID:
    """Return a UUIDv7 (RFC 9562, section 5.7): later ones sort later, even within one process.

    The first 48 bits are milliseconds; the next 12 count within a millisecond, so that two
    contributions of one millisecond keep their order.
    """
    global _last  # noqa: PLW0603 - one clock for the whole process is the point
    with _lock:
        stamp = max(time.time_ns() // 1_000_000 << 12, _last + 1)
        _last = stamp
    number = (stamp >> 12) << 80 | 7 << 76 | (stamp & 0xFFF) << 64
    return UUID(int=number | 0b10 << 62 | secrets.randbits(62))


def new_public_id() -> str:
    """Return a random id for use in public: eight characters, 28**8 of them, no order in it."""
    return "".join(secrets.choice(PUBLIC_ALPHABET) for _ in range(PUBLIC_LENGTH))
