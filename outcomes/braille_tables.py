"""Which table of liblouis writes which language, contracted or not.

English is Unified English Braille, which the United Kingdom has used since 2015. Only tables
with six dots are here, and of several the one that liblouis calls the language's own.
"""

import unicodedata
from collections import Counter

from outcomes.liblouis import has_table

__all__ = ["UNCONTRACTED", "language_of", "table_for"]

UNCONTRACTED = "en-ueb-g1.ctb"

# Uncontracted, then contracted where a language has that.
_TABLES = {
    "ar": ("ar-ar-g1.utb", "ar-ar-g2.ctb"),
    "bg": ("bg.utb",),
    "bn": ("bn.tbl",),
    "cs": ("cs-g1.ctb",),
    "cy": ("cy-cy-g1.utb", "cy-cy-g2.ctb"),
    "de": ("de-g0.utb", "de-g2.ctb"),
    "el": ("el.ctb",),
    "en": (UNCONTRACTED, "en-ueb-g2.ctb"),
    "es": ("es-g1.ctb", "es-g2.ctb"),
    "fa": ("fa-ir-g1.utb",),
    "fr": ("fr-bfu-comp6.utb", "fr-bfu-g2.ctb"),
    "gu": ("gu-in-g1.utb",),
    "he": ("he-IL.utb",),
    "hi": ("hi-in-g1.utb",),
    "hu": ("hu-hu-g1.ctb", "hu-hu-g2.ctb"),
    "it": ("it-it-comp6.utb",),
    "lt": ("lt-6dot.utb",),
    "pa": ("pa.tbl",),
    "pl": ("Pl-Pl-g1.utb",),
    "pt": ("pt-pt-g1.utb", "pt-pt-g2.ctb"),
    "ro": ("ro.ctb",),
    "ru": ("ru-litbrl.ctb",),
    "sk": ("sk-g1.ctb",),
    "ta": ("ta-ta-g1.ctb",),
    "tr": ("tr-g1.ctb", "tr-g2.ctb"),
    "uk": ("uk.utb",),
    "ur": ("ur-pk-g1.utb", "ur-pk-g2.ctb"),
    "vi": ("vi-vn-g1.ctb", "vi-vn-g2.ctb"),
    "yue": ("zh-hk.ctb",),
    "zh": ("zhcn-g1.ctb",),
}
# The language that a script gives away where the words were called English, as words are that
# nobody said a language of. Arabic is also written in Urdu and Farsi, which have their own.
_SCRIPTS = {
    "ARABIC": "ar",
    "BENGALI": "bn",
    "CJK": "zh",
    "DEVANAGARI": "hi",
    "GREEK": "el",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "HEBREW": "he",
    "TAMIL": "ta",
}


def table_for(language: str, *, contracted: bool) -> str:
    """Return the table for a language's tag, "" where liblouis has none for its letters.

    A language without a table of its own that is written in Latin letters, as Somali is, takes
    the letters of English, and none of its contractions.
    """
    tables = _TABLES.get(language.replace("_", "-").partition("-")[0].lower(), (UNCONTRACTED,))
    table = tables[-1] if contracted else tables[0]
    return table if has_table(table) else ""


def language_of(words: str, declared: str) -> str:
    """Return the language to write words in: the declared one, unless the script denies it."""
    if not declared.lower().startswith("en") or words.isascii():
        return declared
    scripts = Counter(
        unicodedata.name(letter, "").partition(" ")[0] for letter in words if letter.isalpha()
    )
    script, count = next(iter(scripts.most_common(1)), ("", 0))
    return _SCRIPTS.get(script, declared) if count > scripts["LATIN"] else declared
