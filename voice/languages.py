"""Which of the engine's voices speaks which language, and what is said when none does.

Text in the wrong voice is spelled letter by letter: the Arabic for "hello world" takes 7.5 s
in the English voice and 1.7 s in the Arabic one. So a text that no voice can read is not read:
one English sentence says that, and that the words can be read on the screen.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assets.language import _
from assets.language_names import NAMES

ENGLISH = "en"
UNKNOWN = "und"  # the tag for a language that cannot be told

# Tags in use for which the engine has another.
_ALSO = {"iw": "he", "nn": "nb", "no": "nb", "zh": "cmn"}

# The language that a script gives away when nobody declared one. Where it could be one of
# several, it is unknown: Russian read by a Bulgarian voice is no better than no voice. Arabic
# script is read as Arabic unless Urdu, Farsi or another was declared.
_SCRIPTS = {
    "ARABIC": "ar",
    "ARMENIAN": "hy",
    "BENGALI": "bn",
    "CJK": UNKNOWN,
    "CYRILLIC": UNKNOWN,
    "DEVANAGARI": UNKNOWN,
    "ETHIOPIC": UNKNOWN,
    "GEORGIAN": "ka",
    "GREEK": "el",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "HANGUL": "ko",
    "HEBREW": "he",
    "HIRAGANA": UNKNOWN,
    "KATAKANA": UNKNOWN,
    "MALAYALAM": "ml",
    "SINHALA": "si",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAI": UNKNOWN,
}
_LETTERS_LOOKED_AT = 2000


@dataclass(frozen=True)
class ListedVoice:
    """A voice as the engine lists it, say `gmw/en` for the tag `en-gb`; low priority is best."""

    identifier: str
    tag: str
    priority: int = 5


def language_of(text: str, declared: str) -> str:
    """Return the language to read `text` in, as a tag without its country.

    What was declared is believed, but for English, which is what a text is called when nobody
    declared anything: if most of its letters are not Latin, the script decides.
    """
    language = declared.replace("_", "-").partition("-")[0].lower() or ENGLISH
    if language != ENGLISH or text.isascii():
        return language
    scripts = Counter(
        unicodedata.name(letter, "").partition(" ")[0]
        for letter in text[:_LETTERS_LOOKED_AT]
        if letter.isalpha()
    )
    known = [(count, script) for script, count in scripts.items() if script in _SCRIPTS]
    count, script = max(known, default=(0, ""))
    return _SCRIPTS[script] if count > scripts["LATIN"] else language


def voice_for(language: str, english: str, listed: Iterable[ListedVoice]) -> str | None:
    """Return the listed voice for a language; `english` is the voice for English.

    None: there is no voice for it.
    """
    if language == ENGLISH:
        return choose(english, listed)
    wanted = _ALSO.get(language, language)
    voices = [voice for voice in listed if _language(voice.tag) == wanted]
    return choose(wanted, voices) if voices else None


def missing_voice(language: str) -> str:
    """Return what is said instead of a text in a language that has no voice."""
    if language not in NAMES:
        return _(
            "There is no voice for this language on this machine. The words are on the screen."
        )
    return _(
        "There is no voice for {language} on this machine. The words are on the screen."
    ).format(language=_(NAMES[language]))


def choose(wanted: str, listed: Iterable[ListedVoice]) -> str | None:
    """Return the identifier of the listed voice closest to `wanted`, or None.

    `wanted` is a tag (`en-gb`) or an identifier (`gmw/en-US`), with or without a variant
    (`en-us+f3`). espeak-ng itself does not find `en-gb` by that name (tried with 1.51 and 1.52).
    """
    base, plus, variant = wanted.lower().partition("+")
    voices = sorted(listed, key=lambda voice: voice.priority)
    language = _language(base)
    for fits in (
        lambda voice: base in (voice.tag.lower(), voice.identifier.lower()),
        lambda voice: voice.identifier.lower().rpartition("/")[2] == language,
        lambda voice: _language(voice.tag) == language,
        lambda voice: _language(voice.tag) == ENGLISH,
    ):
        for voice in voices:
            if fits(voice):
                return f"{voice.identifier}{plus}{variant}"
    return None


def _language(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()
