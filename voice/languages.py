"""Which of the engine's voices speaks which language.

Text in the wrong voice is spelled letter by letter: the Arabic for "hello world" takes 7.5 s
in the English voice and 1.7 s in the Arabic one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# The languages that people in Heard's listening spaces bring, and the espeak-ng voice of each.
# English has no entry: its voice is a setting (en-gb, en-us, en-gb-scotland, ...).
VOICES = {"ar": "ar", "cy": "cy", "pa": "pa", "pl": "pl", "ro": "ro", "ur": "ur"}


@dataclass(frozen=True)
class ListedVoice:
    """A voice as espeak-ng lists it: identifier `gmw/en`, tag `en-gb`; low priority is best."""

    identifier: str
    tag: str
    priority: int


def voice_for(language: str, english: str) -> str:
    """Return the voice for a language tag (`pl`, `pl-PL`); an unknown one is read as English."""
    return VOICES.get(language.replace("_", "-").partition("-")[0].lower(), english)


def choose(wanted: str, listed: Iterable[ListedVoice]) -> str | None:
    """Return the identifier of the listed voice closest to `wanted`, or None.

    `wanted` is a tag (`en-gb`) or an identifier (`gmw/en-US`), with or without a variant
    (`en-us+f3`). espeak-ng itself does not find `en-gb` by that name (tried with 1.51 and 1.52).
    """
    base, plus, variant = wanted.lower().partition("+")
    voices = sorted(listed, key=lambda voice: voice.priority)
    language = base.partition("-")[0]
    for fits in (
        lambda voice: base in (voice.tag.lower(), voice.identifier.lower()),
        lambda voice: voice.tag.lower().partition("-")[0] == language,
        lambda voice: voice.tag.lower().partition("-")[0] == "en",
    ):
        for voice in voices:
            if fits(voice):
                return f"{voice.identifier}{plus}{variant}"
    return None
