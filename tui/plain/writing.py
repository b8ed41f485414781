"""Writing an answer on plain lines, which is kept as it is typed."""

from collections.abc import Callable

from models.words import clean
from tui.plain.lines import MOST_LETTERS, Lines

__all__ = ["write_words"]


def write_words(lines: Lines, before: str, keep: Callable[[str], None]) -> str:
    """Return what is written below ``before``, with it; "" where nothing is.

    An empty line ends it, but not in the middle of what is pasted. ``keep`` is told the words at
    each key. What is far too long is cut: a wedged key fills no memory.
    """
    written: list[str] = []

    def so_far(line: str = "") -> str:
        return clean("\n".join([before, *written, line]))

    def typed(line: str) -> None:
        if line.strip():
            keep(so_far(line))

    while True:
        line = lines.read(typed)
        if not line.strip() and not lines.more_is_there:
            return so_far() if clean("\n".join(written)) else ""
        if sum(map(len, written)) < MOST_LETTERS:
            written.append(line)
