"""What may stand on a day sheet: an adjustment in a few words, never a name or a condition."""

import functools
import re
import tomllib
from typing import Any

from assets import asset
from models.errors import RefusedError
from models.flags.flags import FlagKind, flags_in
from models.flags.phrases import plainly
from models.words import one_line

__all__ = ["LONGEST_NEED", "adjustments", "check_need"]

LONGEST_NEED = 40
PERSONAL = frozenset({FlagKind.NAME, FlagKind.PHONE, FlagKind.EMAIL, FlagKind.ADDRESS})


@functools.cache
def _table() -> dict[str, Any]:
    return tomllib.loads(asset("plain", "needs.toml").read_text(encoding="utf-8"))


@functools.cache
def _conditions() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(_table()["conditions"], key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{words})")


def adjustments() -> tuple[str, ...]:
    """Return the adjustments that the desk offers."""
    return tuple(_table()["adjustments"])


def check_need(text: str) -> str:
    """Return a need that may stand on the sheet; else refuse it with a sentence.

    What the desk offers, and the name of a language, always may.
    """
    from assets.language_names import NAMES

    text = one_line(text)
    if text in adjustments() or text in NAMES.values():
        return text
    if not text:
        raise RefusedError("There are no words yet. Nothing was added. Write what would help.")
    if len(text) > LONGEST_NEED:
        raise RefusedError(
            f"A need is at most {LONGEST_NEED} letters. Nothing was added. "
            "Write only what would help."
        )
    if any(flag.kind in PERSONAL for flag in flags_in(text)):
        raise RefusedError(
            "That may be a name, a number or an address. Nothing was added. "
            "The sheet is for counts: write only what would help."
        )
    if _conditions().search(plainly(text)):
        raise RefusedError(
            "That may say what somebody has. Nothing was added. Write what would help them: "
            "an adjustment."
        )
    return text
