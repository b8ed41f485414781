"""People's words are theirs: we only take out what could drive a terminal or break a database."""

import re
import unicodedata

__all__ = ["clean", "last_word", "one_line", "stop"]

# Whole terminal sequences first, so that no "[31m" is left standing in somebody's words.
_SEQUENCES = re.compile("\x1b(?:\\[[0-?]*[ -/]*[@-~]|[\\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\\\))")
# C0 but line feed, DEL, C1, lone surrogates, and the characters that hide or turn text round
# (U+202A-202E, U+2066-2069, U+FEFF). Joiners (U+200C, U+200D) and direction marks stay:
# Urdu, Arabic and emoji need them.
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")
_LINE_ENDS = re.compile("\r\n|\r|\u2028|\u2029|\x85")


def clean(text: str) -> str:
    """Return the text as a person meant it: no control characters, one form of each letter.

    Brackets, markup, emoji and every script stay as they are. The result is NFC and safe for
    both engines (PostgreSQL refuses NUL, both refuse a lone surrogate).
    """
    text = _LINE_ENDS.sub("\n", _SEQUENCES.sub("", text)).replace("\t", " ")
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text)).strip()


def one_line(text: str) -> str:
    """Return the cleaned text on a single line, for titles and other short things."""
    return " ".join(clean(text).split())


def stop(words: str) -> str:
    """End words with a full stop, so that the voice pauses."""
    return words if not words or words[-1] in ".!?…:" else f"{words}."


def last_word(text: str) -> str:
    """Return the last word of a text, without the space after it."""
    words = text.split()
    return words[-1] if words else ""
