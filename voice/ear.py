"""For the ear: writes text out as it is said, and keeps every place.

"3/5/2026" is for the eye; the ear wants "the 3rd of May 2026". What is said how stands in
`assets/ear.toml`; what needs more than a table stands in `voice/ear_rules.py`.

Plain numbers stay as they are, because every engine reads them. That leaves little for a
library such as num2words, which turns numbers into words but knows no dates, no addresses, no
short forms, and not where in the text it has been.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from voice.ear_rules import Swap, swaps
from voice.ear_table import table_for
from voice.words import clean

__all__ = ["Spoken", "written_out"]


@dataclass(frozen=True)
class _Piece:
    """A stretch of the spoken text that stands for another stretch of the original."""

    said_from: int
    said_to: int
    start: int
    end: int


@dataclass(frozen=True)
class Spoken:
    """A text as it is said, and the way back to the text as it is written."""

    text: str
    _pieces: tuple[_Piece, ...] = ()

    def place(self, at: int, length: int) -> tuple[int, int]:
        """Return the place and length in the original of a stretch of the spoken text.

        Each of several words that are said for one stretch has all of that stretch.
        """
        start = self._original(at)[0]
        end = self._original(at + max(1, length) - 1)[1]
        return start, max(0, end - start)

    def _original(self, place: int) -> tuple[int, int]:
        """Return (start, end) in the original of one spoken character."""
        index = bisect_right(self._pieces, place, key=lambda piece: piece.said_from) - 1
        if index < 0:
            return place, place + 1
        piece = self._pieces[index]
        if place < piece.said_to:
            return piece.start, piece.end
        original = piece.end + place - piece.said_to
        return original, original + 1


def written_out(text: str, language: str = "en") -> Spoken:
    """Write `text` out for speech in a language (a tag such as `en` or `pl-PL`).

    No word is lost and none changes its turn. English is written out in full; other languages
    only as far as the table has signs for them. A single character, as typed, gets its name.
    """
    table = table_for(language)
    if table is None:
        return Spoken(clean(text))
    name = table.name(text)
    if name is not None:
        return Spoken(name, (_Piece(0, len(name), 0, len(text)),))
    text = clean(text)
    return _joined(text, swaps(text, table))


def _joined(text: str, found: Iterable[Swap]) -> Spoken:
    """Put what is said in the place of what is written, with spaces where words would touch."""
    parts: list[str] = []
    pieces: list[_Piece] = []
    done = length = 0
    for start, end, said in found:
        between = text[done:start]
        before = between[-1:] or (parts[-1][-1:] if parts else "")
        space_before = " " * _touch(before, said[:1])
        space_after = " " * _touch(said[-1:], text[end : end + 1])
        parts += (between, f"{space_before}{said}{space_after}")
        length += len(between)
        pieces.append(_Piece(length, length + len(parts[-1]), start, end))
        length += len(parts[-1])
        done = end
    if not pieces:
        return Spoken(text)
    parts.append(text[done:])
    return Spoken("".join(parts), tuple(pieces))


def _touch(left: str, right: str) -> bool:
    return left.isalnum() and right.isalnum()
