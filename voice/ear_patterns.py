"""The pattern that finds what is said otherwise than it is written.

It goes from left to right, in time that grows with the text and no faster: repetitions have
bounds or cannot be taken back (`++`), and most rules are only tried where a word begins. Each
named group is a rule; the unnamed groups in it are its parts, counted from 1.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from voice.ear_table import Table

# A number ends here: not in the middle of a longer number, date, time or version.
_STOP = r"(?!\w|[-.,:/]\d)"
_AMOUNT = r"\d{1,3}(?:,\d{3}){1,4}+|\d{1,15}+"


@functools.cache
def pattern_for(table: Table) -> re.Pattern[str]:
    """Return the pattern for a language; each named group is a rule of `voice/ear_rules.py`."""
    months = "|".join([*table.months, *(f"{month[:3]}\\.?" for month in table.months), "Sept"])
    before = [form[:-2] for form in table.words if form.endswith(" #")]
    after = [form[2:] for form in table.words if form.startswith("# ")]
    plain = [form for form in table.words if "#" not in form]
    coins = re.escape("".join(table.money) or "£")
    at_a_word = [
        r"(?P<address>(?:https?://|www\.)[^\s<>\"“”]++"
        r"|[\w.+-]{1,64}+@[\w-]{1,63}+(?:\.[\w-]{1,63}+){1,8}+"
        rf"|[a-z0-9-]{{1,63}}+(?:\.[a-z0-9-]{{2,63}}+){{0,6}}?\.(?:{_any(table.domains)})"
        r"(?![\w-]|\.\w)(?:/[^\s<>\"“”]*+)?)",
        r"(?P<iso_date>((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\w|-\d))",
        r"(?P<slash_date>(0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])/((?:19|20)\d\d|\d\d)"
        r"|(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])\.((?:19|20)\d\d))" + _STOP,
        r"(?P<day_month>(0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\s"
        rf"({months})(?!\w|\s(?:be|not|have|I|we|they|you)\b))",
        rf"(?P<month_day>({months})\s(0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?=,?\s(?:19|20)\d\d\b))",
        r"(?P<half_day>(0?[1-9]|1[0-2])(?:[:.]([0-5]\d))?\s?([aApP])(?:\.[mM]\.?|[mM])(?!\w))",
        r"(?P<clock>([01]\d|2[0-3]|[1-9]):([0-5]\d))" + _STOP,
        r"(?P<phone>(?:\+\d{1,3}+[ -]?(?:\(0\)[ -]?)?|\(0\d{2,5}+\)[ -]?|0\d{2,5}+[ -]?)"
        r"\d{2,8}+(?:[ -]\d{2,8}+){0,4})" + _STOP,
        r"(?P<call>(?:[Cc]all|[Dd]ial|[Rr]ing|[Pp]hone|[Tt]ext)\s"
        rf"({_any(table.calls)}|\d{{5,6}}(?![ -]\d)))" + _STOP,
        rf"(?P<money>([-−]?)([{coins}])({_AMOUNT})(?:\.(\d{{1,2}}))?"
        r"(?:\s?(million|billion|thousand|bn|m|k))?)" + _STOP,
        r"(?P<pence>(\d{1,6}+)p)(?!\w)",
        rf"(?P<percent>(?:{_AMOUNT})(?:\.\d{{1,6}}+)?\s?%)",
        rf"(?P<fraction>(?:(\d{{1,6}}+)\s?)?({_any(table.fractions)}))" + _STOP,
        rf"(?P<unit>((?:{_AMOUNT})(?:\.\d{{1,6}}+)?)\s?({_any(after)}))(?!\w)",
        r"(?P<range>(?<!\d-)(\d{1,4}+)(-)(?=(\d{1,4})(?!\d|[-.,:/]\d)))",
        r"(?P<postcode>[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2})(?!\w)",
        r"(?P<code>(?=[A-Za-z]{0,32}\d{1,32}[A-Za-z]{1,32}\d|[A-Za-z]{1,32}\d{1,32}[A-Za-z])"
        r"[A-Za-z0-9]{6,32}+)(?!\w)",
        rf"(?P<numbered>{_any(before)})(?=\s?\d)",
        rf"(?P<word>{_any(plain)})(?!\w)",
        r"(?P<saint>St\.?(?=\s[A-Z])|(?<=[a-z]\s)St)(?!\w)",
        r"(?P<press>[Pp]ress\s(\S))(?![^\s.,;:!?)])",
    ]
    anywhere = [
        rf"(?P<dash>(?<=[\dmp%])–(?=[£€$]?\d|{_any(table.months)})|(?<=[mp\d])-(?=[£€$]\d)"
        r"|(?<=[ap]m)-(?=\d))",
        r"(?P<number_sign>(?<!\w)#(?=\d))",
        rf"(?P<sign>(?:{_any(table.signs)})\ufe0f?)",
        rf"(?P<alone>(?<!\S)(?:{_any(table.alone)})(?!\S))",
        r"(?P<leading>^[?.,:;!](?=[ \t]\w))",
    ]
    if not table.words:  # the rules in words are English
        return re.compile("|".join(anywhere[2:4]))
    words = "|".join(at_a_word)
    return re.compile(rf"(?<!\w)(?<!\d[.,:/](?=\d))(?:{words})|{'|'.join(anywhere)}", re.MULTILINE)


def _any(forms: Iterable[str]) -> str:
    """Return a pattern for any of the forms, the longest first, or one that finds nothing."""
    patterns = []
    for form in sorted(forms, key=len, reverse=True):
        first = form[0]
        start = f"[{first}{first.upper()}]" if first.islower() else re.escape(first)
        patterns.append(start + re.escape(form[1:]))
    return "|".join(patterns) or r"(?!)"
