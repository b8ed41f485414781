"""What a long command is doing, on one line of a terminal; and sizes and moments in words."""

import sys
from datetime import datetime
from types import TracebackType

from models.dates import say_date

__all__ = ["Stages", "say_moment", "say_size"]

CLEAR = "\r\x1b[K"


class Stages:
    """One line that says what is being done now. A file or another program gets nothing of it."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._shown = sys.stderr.isatty() and not quiet

    def __enter__(self) -> "Stages":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._shown:
            print(CLEAR, end="", file=sys.stderr, flush=True)

    def tell(self, what: str) -> None:
        """Say what is being done."""
        if self._shown:
            print(f"{CLEAR}{what}…", end="", file=sys.stderr, flush=True)


def say_size(count: int) -> str:
    """Write a number of bytes for a reader: 876 kB, 12.4 MB."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    return f"{count / 1_000_000:.1f} MB"


def say_moment(ms: int) -> str:
    """Write a moment for a reader, as it is here: 22 November 2026, 15:43."""
    local = datetime.fromtimestamp(ms / 1000)
    return f"{say_date(local.date().isoformat())}, {local:%H:%M}"
