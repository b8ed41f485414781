"""What the Easy Read paper of a space is: its parts, what stands in it, and what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from models.easy_read.forms import HardWord
from models.easy_read.rules import Lack
from models.kiosk.picture import Picture
from models.space.space import Space

__all__ = ["About", "EasyItem", "EasyPart", "EasyRead", "Said", "walk"]

# More parts than these are told as a number, and listed at the desk.
MOST_NAMED = 3


class About(StrEnum):
    """What a part is about."""

    OPENING = "the opening"
    THEME = "a theme"
    PROMISE = "a promise"
    NEWS = "news"


@dataclass(frozen=True)
class Said:
    """One sentence of the paper; ``explains`` is the hard word that it explains, or ""."""

    words: str
    explains: str = ""


@dataclass(frozen=True)
class EasyItem:
    """One part of the paper: its sentences, its picture, and where it stands.

    ``key`` is the public id of the theme or the promise, "" for the opening; that of news is
    made by ``key_of_news``. ``own`` are the
    sentences that it begins with by itself, out of the real words. ``now`` says how it stands
    with a promise, and is written by nobody. ``written`` is whether somebody wrote the
    sentences; ``changed`` is whether the real words changed after that: then they stand here.
    ``silent`` is news that no person told: a day passed, and a promise is late.
    """

    about: About
    key: str
    title: str
    own: tuple[str, ...]
    source: str
    sentences: tuple[str, ...]
    picture: Picture | None
    now: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    written: bool = False
    changed: bool = False
    left_out: str = ""
    before: tuple[str, ...] = ()  # what somebody wrote before the real words changed
    lacks: tuple[Lack, ...] = ()
    silent: bool = False

    @property
    def waits(self) -> bool:
        """Whether the paper only counts it: a day that passes puts no unchecked words into it."""
        return self.silent and not self.written

    @property
    def mark(self) -> list[object]:
        """What a person signs of it: each word, its picture, or why it is left out."""
        if self.left_out:
            return [self.about, self.key, self.left_out]
        picture = self.picture.name if self.picture else ""
        return [self.about, self.key, self.sentences, picture]


@dataclass(frozen=True)
class EasyPart:
    """A theme with the answers to it."""

    theme: EasyItem
    promises: tuple[EasyItem, ...]


@dataclass(frozen=True)
class EasyRead:
    """The whole paper. ``signed_by`` and ``signed_on`` are of the last signature.

    ``signed`` is whether that one counts for the words as they are now. ``news`` is what happened
    to promises that stand in no other part: those of meetings before.
    """

    space: Space
    opening: EasyItem
    parts: tuple[EasyPart, ...]
    others: tuple[EasyItem, ...]
    news: tuple[EasyItem, ...]
    words: tuple[HardWord, ...]
    fingerprint: str
    signed: bool = False
    signed_by: str = ""
    signed_on: str = ""
    credits: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[EasyItem, ...]:
        """Every part, in the order of the paper, those that are left out among them."""
        return tuple(walk(self.opening, self.parts, (*self.others, *self.news)))

    @property
    def shown(self) -> tuple[EasyItem, ...]:
        """Every part that stands in the paper."""
        return tuple(one for one in self.items if not (one.left_out or one.waits))

    @property
    def left_out(self) -> int:
        """How many promises are left out of the paper."""
        return sum(bool(one.left_out) for one in self.items if one.about is not About.NEWS)

    @property
    def news_left_out(self) -> int:
        """How many pieces of news are left out of the paper."""
        return sum(bool(one.left_out) for one in self.news)

    @property
    def late(self) -> int:
        """How many older promises are late with no news, and are counted alone."""
        return sum(one.waits and not one.left_out for one in self.news)

    @property
    def unwritten(self) -> tuple[EasyItem, ...]:
        """The parts that still stand there in their own words, unmarked."""
        return tuple(one for one in self.shown if not one.written or one.changed)

    @property
    def missing(self) -> tuple[str, ...]:
        """What is missing in the paper, in sentences for whoever hands it out."""
        found = []
        if not self.signed:
            found.append(
                f"{self.signed_by} signed the Easy Read paper, and it changed after that. "
                "Somebody should check it again and sign it."
                if self.signed_by
                else "Nobody has checked and signed the Easy Read paper yet."
            )
        if len(self.unwritten) > MOST_NAMED:
            found.append(
                f"{len(self.unwritten)} parts of the Easy Read paper are not in easy words yet. "
                "The paper has their own words."
            )
        for one in self.unwritten if len(self.unwritten) <= MOST_NAMED else ():
            why = "was changed since" if one.changed else "is not in easy words yet"
            found.append(f"{_named(one)} {why}. The paper has its own words.")
        for number, single, more in (
            (self.left_out, "1 promise", "{} promises"),
            (self.news_left_out, "1 piece of news", "{} pieces of news"),
        ):
            if number:
                told = single if number == 1 else more.format(number)
                found.append(f"{told} left out of the Easy Read paper. The paper says so.")
        if self.late:
            told = "1 older promise is" if self.late == 1 else f"{self.late} older promises are"
            found.append(
                f"{told} late, and not in easy words. The Easy Read paper says only how many."
            )
        return tuple(found)

    @property
    def report(self) -> tuple[str, ...]:
        """The rules' report: a line for each thing that is missing or could be easier."""
        found = []
        for one in self.items:
            if one.left_out:
                found.append(f"{_named(one)}: left out. {one.left_out}")
            for lack in one.lacks:
                where = f", sentence {lack.line + 1}" if lack.line is not None else ""
                found.append(f"{_named(one)}{where}: {lack.sentence}")
        return tuple(found)


def walk(
    opening: EasyItem, parts: tuple[EasyPart, ...], others: tuple[EasyItem, ...]
) -> Iterator[EasyItem]:
    """Yield every part in the order of the paper."""
    yield opening
    for part in parts:
        yield part.theme
        yield from part.promises
    yield from others


def _named(item: EasyItem) -> str:
    if item.about is About.OPENING:
        return "The opening"
    name = {About.THEME: "Theme", About.PROMISE: "Promise"}.get(item.about, "News of")
    return f"{name} “{item.title}”"
