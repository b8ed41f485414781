"""The rules for the ear: what in a text is said otherwise, and how.

The pattern in `voice/ear_patterns.py` finds everything, from left to right. Each of its named
groups is a rule, and here a function says how.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator

from voice.ear_patterns import pattern_for
from voice.ear_table import Table

Swap = tuple[int, int, str]  # from, to, and what is said instead


class Found:
    """What one rule has found: part 0 is all of it, the others are the groups inside."""

    def __init__(self, match: re.Match[str]) -> None:
        self._match = match
        self.rule = match.lastgroup or ""
        self._first = match.re.groupindex[self.rule]

    def __getitem__(self, part: int) -> str:
        return self._match.group(self._first + part) or ""

    def swap(self, part: int, said: str) -> Swap:
        """Return a swap of that part."""
        start, end = self._match.span(self._first + part)
        return start, end, said

    @property
    def before(self) -> str:
        """The few characters before it."""
        start = self._match.start()
        return self._match.string[max(0, start - 40) : start]

    @property
    def has_a_name_after(self) -> bool:
        """Whether a word with a large first letter follows."""
        end = self._match.end()
        return self._match.string[end : end + 2].strip()[:1].isupper()

    @property
    def ends_a_sentence(self) -> bool:
        """Whether a full stop that was taken with it was the end of a sentence, too."""
        if not self[0].endswith("."):
            return False
        end = self._match.end()
        after = self._match.string[end : end + 3].strip()
        return not after or after[0].isupper()


Rule = Callable[[Found, Table], Iterable[Swap]]


def swaps(text: str, table: Table) -> Iterator[Swap]:
    """Yield what is said otherwise, in order and never overlapping."""
    for match in pattern_for(table).finditer(text):
        found = Found(match)
        yield from _RULES[found.rule](found, table)


# Addresses and codes.


def _address(found: Found, table: Table) -> Iterator[Swap]:
    start, end, _ = found.swap(0, "")
    written = found[0].rstrip(".,;:!?)]}'’")
    end = start + len(written)
    said = []
    # The scheme is for machines: nobody says it, and a browser adds it by itself.
    for part in re.findall(
        r"[^\W_]+|[\W_]", written.removeprefix("https://").removeprefix("http://")
    ):
        if part in table.addresses:
            said.append(table.addresses[part])
        elif _is_a_code(part):
            said.append(table.spell(part))
        else:
            said.append(part)
    if said:
        yield start, end, " ".join(said)


def _is_a_code(part: str) -> bool:
    """Tell whether a part of an address is spelled: it mixes in digits or cannot be spoken."""
    if not part.isascii() or len(part) < 2 or part.isdigit():
        return False
    return any(one.isdigit() for one in part) or not re.search("[aeiouyAEIOUY]", part)


def _code(found: Found, table: Table) -> Iterator[Swap]:
    yield found.swap(0, table.spell(found[0]))


def _postcode(found: Found, table: Table) -> Iterator[Swap]:
    first, last = found[0].split()
    yield found.swap(0, f"{table.spell(first)}, {table.spell(last)}")


# Dates and times.


def _ordinal(number: int) -> str:
    if 11 <= number <= 13:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _the(found: Found) -> str:
    return "" if found.before.lower().endswith("the ") else "the "


def _date(found: Found, table: Table, day: str, month: str, year: str) -> Swap:
    if len(year) == 2:
        year = f"20{year}" if int(year) < 70 else f"19{year}"
    said = f"{_the(found)}{_ordinal(int(day))} of {table.months[int(month) - 1]} {year}"
    return found.swap(0, said)


def _iso_date(found: Found, table: Table) -> Iterator[Swap]:
    yield _date(found, table, found[3], found[2], found[1])


def _slash_date(found: Found, table: Table) -> Iterator[Swap]:
    first = 1 if found[1] else 4
    yield _date(found, table, found[first], found[first + 1], found[first + 2])


def _month(found: Found, part: int, table: Table) -> Iterator[Swap]:
    """Say a shortened month in full."""
    if found[part] not in table.months:
        [month] = [one for one in table.months if one[:3] == found[part][:3]]
        yield found.swap(part, month)


def _day_month(found: Found, table: Table) -> Iterator[Swap]:
    start, _, said = found.swap(1, f"{_the(found)}{_ordinal(int(found[1]))} of")
    yield start, found.swap(2, "")[0] - 1, said
    yield from _month(found, 2, table)


def _month_day(found: Found, table: Table) -> Iterator[Swap]:
    yield from _month(found, 1, table)
    yield found.swap(2, f"the {_ordinal(int(found[2]))}")


def _minutes(minutes: str) -> str:
    """Return minutes as they follow the hour: "", "30", "oh 5"."""
    if not int(minutes or 0):
        return ""
    return f" oh {int(minutes)}" if minutes.startswith("0") else f" {minutes}"


def _half_day(found: Found, _: Table) -> Iterator[Swap]:
    end = "." if found.ends_a_sentence else ""
    yield found.swap(0, f"{int(found[1])}{_minutes(found[2])} {found[3].upper()}M{end}")


def _clock(found: Found, _: Table) -> Iterator[Swap]:
    hour, minutes = int(found[1]), _minutes(found[2])
    o_clock = " o'clock"
    if not minutes and hour in (0, 12):
        said = "midday" if hour else "midnight"
    elif hour > 12:
        said = f"{hour - 12}{minutes} PM"
    elif hour == 0:
        said = f"12{minutes} AM"
    else:
        said = f"{hour}{minutes or o_clock}"
    yield found.swap(0, said)


# Numbers.


def _phone(found: Found, _: Table) -> Iterator[Swap]:
    """Say digit by digit, with a breath where the number has a space, or after 5, 8 and 11."""
    start = found.swap(0, "")[0]
    taken = 0
    for group in re.finditer(r"\d+", found[0]):
        if taken >= 10:
            return  # what follows a whole number is another one: "0115 496 0000 10 times"
        digits = group.group()
        taken += len(digits)
        cuts = (0, 5, 8, 11) if len(digits) > 6 else (0, len(digits))
        threes = [" ".join(digits[a:b]) for a, b in itertools.pairwise(cuts)]
        comma = "," if found[0][group.end() :][:1] in (" ", "-") else ""
        plus = "plus " if found[0].startswith("+") and group.start() == 1 else ""
        yield (
            start + group.start() - bool(plus),
            start + group.end(),
            plus + ", ".join(one for one in threes if one) + comma,
        )


def _call(found: Found, _: Table) -> Iterator[Swap]:
    yield found.swap(1, " ".join(found[1]))


_SCALES = {"k": "thousand", "m": "million", "bn": "billion"}


def _money(found: Found, table: Table) -> Iterator[Swap]:
    one, many, cent, cents = table.money[found[2]]
    whole, part, scale = found[3], found[4], found[5]
    minus = "minus " if found[1] else ""
    if scale:
        said = f"{whole}{'.' if part else ''}{part} {_SCALES.get(scale, scale)} {many}"
    elif len(part) == 1:
        said = f"{whole}.{part} {many}"
    elif int(part or 0) and whole == "0":
        said = _counted(part, cent, cents)
    else:
        said = f"{whole} {one if whole == '1' else many}"
        if int(part or 0):
            said += f" {part}" if int(part) > 9 else f" {_counted(part, cent, cents)}"
    yield found.swap(0, minus + said)


def _counted(number: str, one: str, many: str) -> str:
    return f"{int(number)} {one if int(number) == 1 else many}"


def _pence(found: Found, table: Table) -> Iterator[Swap]:
    _, _, penny, pence = table.money["£"]
    yield found.swap(0, _counted(found[1], penny, pence))


def _percent(found: Found, _: Table) -> Iterator[Swap]:
    yield found.swap(0, f"{found[0].removesuffix('%').rstrip()} per cent")


def _fraction(found: Found, table: Table) -> Iterator[Swap]:
    said = table.fractions[found[2]]
    if found[1]:
        said = f"{found[1]} and {'a half' if said == 'half' else said}"
    yield found.swap(0, said)


def _unit(found: Found, table: Table) -> Iterator[Swap]:
    said = _said(table, f"# {found[2]}")
    yield found.swap(2, said.removesuffix("s") if found[1] == "1" and " " not in said else said)


def _range(found: Found, _: Table) -> Iterator[Swap]:
    low, high = found[1], found[3]
    is_years = len(low) == 4 and len(high) == 2
    if is_years or (int(low) < int(high) and not low.startswith("0")):
        yield found.swap(2, " to ")


# Words and signs.


def _said(table: Table, form: str) -> str:
    """Look a form up; one with a large first letter may stand there with a small one."""
    return table.words.get(form) or table.words[form[:1].lower() + form[1:]]


def _numbered(found: Found, table: Table) -> Iterator[Swap]:
    form = found[0]
    yield found.swap(0, _said(table, f"{form} #"))


def _word(found: Found, table: Table) -> Iterator[Swap]:
    yield found.swap(0, _said(table, found[0]))


def _saint(found: Found, _: Table) -> Iterator[Swap]:
    after_a_house = re.search(r"\d\w?,? [A-Z]\w+ $", found.before)
    is_street = after_a_house or not found.has_a_name_after
    yield found.swap(0, "Street" if is_street else "Saint")


def _press(found: Found, table: Table) -> Iterator[Swap]:
    key = found[1]
    name = table.symbols.get(key) or (table.letter_a if key == "A" else None)
    if name:
        yield found.swap(1, name)


def _dash(found: Found, _: Table) -> Iterator[Swap]:
    yield found.swap(0, " to ")


def _number_sign(found: Found, _: Table) -> Iterator[Swap]:
    yield found.swap(0, "number ")


def _sign(found: Found, table: Table) -> Iterator[Swap]:
    yield found.swap(0, table.signs[found[0].removesuffix("\ufe0f")])


def _alone(found: Found, table: Table) -> Iterator[Swap]:
    yield found.swap(0, table.alone[found[0]])


def _leading(found: Found, table: Table) -> Iterator[Swap]:
    yield found.swap(0, table.symbols[found[0]])


_RULES: dict[str, Rule] = {
    "address": _address,
    "iso_date": _iso_date,
    "slash_date": _slash_date,
    "day_month": _day_month,
    "month_day": _month_day,
    "half_day": _half_day,
    "clock": _clock,
    "phone": _phone,
    "call": _call,
    "money": _money,
    "pence": _pence,
    "percent": _percent,
    "fraction": _fraction,
    "unit": _unit,
    "range": _range,
    "postcode": _postcode,
    "code": _code,
    "numbered": _numbered,
    "word": _word,
    "saint": _saint,
    "press": _press,
    "dash": _dash,
    "number_sign": _number_sign,
    "sign": _sign,
    "alone": _alone,
    "leading": _leading,
}
