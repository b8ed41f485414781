"""Text made ready for the voice: cleaned, and split into the words a reader sees."""

from __future__ import annotations

import re
import unicodedata

# Each unwanted character becomes exactly one space, so that a place in the cleaned text is
# the same place in the text on the screen.
_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # colours and cursor moves: would be read out as "31", "m"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # window titles and links
)
_UNSPEAKABLE = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, but not tab and new line; NUL cuts the rest off
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"  # zero-width and bidi marks
    "\ufff9-\ufffb"  # interlinear notes
    "\ud800-\udfff"  # lone surrogates: cannot be encoded at all
    "]"
)
# U+200C and U+200D stay: Urdu and Punjabi spell with them, and they hold emoji together.


def clean(text: str) -> str:
    """Return `text` with what cannot be spoken replaced by spaces; the length stays the same."""
    text = _ESCAPES.sub(lambda found: " " * len(found.group()), text)
    return _UNSPEAKABLE.sub(" ", text)


def words(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each word, in characters, without its outer punctuation.

    Words are split at white space only, so it works in any script that writes spaces.
    """
    spans = []
    for found in re.finditer(r"\S+", text):
        start, end = found.span()
        while start < end and _is_punctuation(text[start]):
            start += 1
        while end > start and _is_punctuation(text[end - 1]):
            end -= 1
        if start < end:
            spans.append((start, end))
    return spans


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character).startswith("P")
