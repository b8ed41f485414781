"""Words folded for searching: without accents, capitals and signs, the same on every engine.

Everything that an engine might do in a way of its own is done here: what a letter is, where a
word begins and ends, which letters count as one. What comes out is words with single spaces
between, and each engine looks for whole words, beginnings of words, and words in a row.
"""

import re
import unicodedata
from collections.abc import Iterable

__all__ = ["BETWEEN_TEXTS", "fold", "folded_text"]

# Letters that no table of accents takes apart, and those of Arabic script that are typed in
# several ways on several keyboards (Unicode, chapter 9.2).
_SAME = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "\u0649": "\u064a",
        "\u06cc": "\u064a",
        "\u06a9": "\u0643",
        "\u0629": "\u0647",
        "\u06c1": "\u0647",
        "\u06d5": "\u0647",
        "\u0640": None,
        "\u00ad": None,
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u200e": None,
        "\u200f": None,
        "\u2060": None,
        "'": None,
        "\u2019": None,
        "\u2018": None,
        "\u02bc": None,
    }
)
# They make another sound of a Japanese letter, and are no accents.
_KEPT_MARKS = frozenset("\u3099\u309a")
# Written without spaces between words, so each letter is a word and a word is letters in a row:
# Thai, Lao, Tibetan, Myanmar, Khmer, kana, and the ideographs of Chinese and Japanese.
_NO_SPACES = re.compile(
    "([\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff][\u3099\u309a]?)"
)
# "The" in Arabic is part of the word after it, with "and", "in", "so", "like" or "to" before.
_ARABIC_THE = re.compile(r"(?<!\S)(?:[\u0648\u0641\u0628\u0643]?\u0627\u0644|\u0644\u0644)(?=\S\S)")
# A server refuses longer words, and no person types one: it is cut into pieces.
_LONGEST_WORD = 60
_TOO_LONG = re.compile(rf"(\S{{{_LONGEST_WORD}}})(?=\S)")
# Stands between two texts of one contribution, where no words are in a row; it is in no word.
BETWEEN_TEXTS = "/"
# About sixty pages; a server takes no more in one index entry.
_MOST_LETTERS = 100_000


def fold(text: str) -> str:
    """Return the words of a text as they are looked for, with single spaces between.

    Capitals, accents, apostrophes and signs are gone: "Łódź's café" is "lodzs cafe". Of Arabic,
    the article goes too.
    """
    text = text[:_MOST_LETTERS].casefold()
    if text.isascii():
        folded = "".join(c if c.isalnum() else " " for c in text.replace("'", ""))
    else:
        apart = unicodedata.normalize("NFKD", text).casefold().translate(_SAME)
        apart = unicodedata.normalize("NFKD", apart)
        folded = _NO_SPACES.sub(r" \1 ", "".join(map(_letter_or_space, apart)))
        folded = _ARABIC_THE.sub("", folded)
    return _TOO_LONG.sub(r"\1 ", " ".join(folded.split()))


def _letter_or_space(letter: str) -> str:
    """Return a letter, digit or vowel sign as it is, nothing for an accent, else a space."""
    if unicodedata.combining(letter):
        return letter if letter in _KEPT_MARKS else ""
    return letter if unicodedata.category(letter)[0] in "LNM" else " "


def folded_text(texts: Iterable[str]) -> str:
    """Return several texts as one to look in; a space stands before and after each word."""
    folded = dict.fromkeys(filter(None, map(fold, texts)))
    if not folded:
        return ""
    joined = f" {f' {BETWEEN_TEXTS} '.join(folded)} "
    if len(joined) > _MOST_LETTERS:
        joined = f"{joined[:_MOST_LETTERS].rpartition(' ')[0]} "
    return joined
