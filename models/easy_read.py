"""The Easy Read paper of a space: the outcome in short sentences, a picture beside each part.

A part that nobody wrote yet stands there in its own words and is told as missing. A promise is
left out only with a reason, and the paper says how many are. A person signs the very words that
they read: whatever changes after that, the signature does not count for it.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from models.easy_read_begin import (
    begin_opening,
    begin_promise,
    begin_theme,
    picture_for,
    source_of_opening,
    source_of_promise,
    source_of_theme,
)
from models.easy_read_forms import EasyForm, EasyForms, HardWord, easy_forms_of
from models.easy_read_rules import Lack, Rule, explains, lacks_of_all
from models.outcome import Outcome
from models.picture import Picture, pictures
from models.promise import Promise, PromiseKind, promises_of
from models.promise_types import DoneAnswers, PromiseState
from models.small_numbers import few
from models.space import Space, SpaceRow, space_from
from models.theme import themes_of
from models.verbs import question

__all__ = ["About", "EasyItem", "EasyPart", "EasyRead", "Said", "easy_read_from", "easy_read_of"]

# More parts than these are told as a number, and listed at the desk.
MOST_NAMED = 3
# The picture of a part in whose words nothing is found that a picture shows.
PICTURES = {
    PromiseKind.WILL: "care-plan",
    PromiseKind.CANNOT: "saying-no",
    PromiseKind.MORE_TIME: "waiting",
}
STATES = {
    PromiseState.DOING: "We have started to do this.",
    PromiseState.DONE: "This is done.",
    PromiseState.LATE: "This is late.",
}


class About(StrEnum):
    """What a part is about."""

    OPENING = "the opening"
    THEME = "a theme"
    PROMISE = "a promise"


@dataclass(frozen=True)
class Said:
    """One sentence of the paper; ``explains`` is the hard word that it explains, or ""."""

    words: str
    explains: str = ""


@dataclass(frozen=True)
class EasyItem:
    """One part of the paper: its sentences, its picture, and where it stands.

    ``key`` is the public id of the theme or the promise, "" for the opening. ``own`` are the
    sentences that it begins with by itself, out of the real words. ``now`` says how it stands
    with a promise, and is written by nobody. ``written`` is whether somebody wrote the
    sentences; ``changed`` is whether the real words changed after that: then they stand here.
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


@dataclass(frozen=True)
class EasyPart:
    """A theme with the answers to it."""

    theme: EasyItem
    promises: tuple[EasyItem, ...]


@dataclass(frozen=True)
class EasyRead:
    """The whole paper. ``signed_by`` and ``signed_on`` are of the last signature.

    ``signed`` is whether that one counts for the words as they are now.
    """

    space: Space
    opening: EasyItem
    parts: tuple[EasyPart, ...]
    others: tuple[EasyItem, ...]
    words: tuple[HardWord, ...]
    fingerprint: str
    signed: bool = False
    signed_by: str = ""
    signed_on: str = ""
    credits: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[EasyItem, ...]:
        """Every part, in the order of the paper, those that are left out among them."""
        return tuple(_walk(self.opening, self.parts, self.others))

    @property
    def shown(self) -> tuple[EasyItem, ...]:
        """Every part that stands in the paper."""
        return tuple(one for one in self.items if not one.left_out)

    @property
    def left_out(self) -> int:
        """How many promises are left out of the paper."""
        return len(self.items) - len(self.shown)

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
        if self.left_out:
            number = self.left_out
            found.append(
                f"{number} promise{'' if number == 1 else 's'} left out of the Easy Read paper. "
                "The paper says so."
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


def _walk(
    opening: EasyItem, parts: tuple[EasyPart, ...], others: tuple[EasyItem, ...]
) -> Iterator[EasyItem]:
    yield opening
    for part in parts:
        yield part.theme
        yield from part.promises
    yield from others


def _named(item: EasyItem) -> str:
    if item.about is About.OPENING:
        return "The opening"
    return f"{'Theme' if item.about is About.THEME else 'Promise'} “{item.title}”"


@question
def easy_read_of(space: UUID) -> EasyRead:
    """Return the Easy Read paper of a space as it stands now.

    It is that of the outcome, without reading the quotes and counts that have no part in it.
    """
    promises = promises_of(space)
    themes = tuple(
        _Theme(one.public_id, one.title, tuple(p for p in promises if p.theme == one.uid))
        for one in themes_of(space)
    )
    return _Paper(
        space_from(SpaceRow.get_by_id(space)),
        themes,
        tuple(one for one in promises if one.theme is None),
        easy_forms_of(space),
    ).made()


def easy_read_from(outcome: Outcome) -> EasyRead:
    """Return the Easy Read paper of an outcome."""
    themes = tuple(_Theme(one.public_id, one.title, one.promises) for one in outcome.themes)
    return _Paper(outcome.space, themes, outcome.other_promises, outcome.easy_forms).made()


class _Theme(NamedTuple):
    """What the paper needs of a theme."""

    public_id: str
    title: str
    promises: tuple[Promise, ...]


class _Paper:
    """Lays the written forms over the outcome, part by part, in the order of the paper."""

    def __init__(
        self,
        space: Space,
        themes: tuple[_Theme, ...],
        others: tuple[Promise, ...],
        forms: EasyForms,
    ) -> None:
        self.space, self.themes, self.others = space, themes, others
        self.language = space.language
        self.forms, self.words, self.signature = forms.forms, forms.words, forms.signature
        self.pictures = {one.name: one for one in (*pictures(), *forms.pictures)}
        self.explained: set[str] = set()

    def made(self) -> EasyRead:
        """Return the paper."""
        space, signature = self.space, self.signature
        opening = self._item(
            About.OPENING,
            "",
            space.title,
            begin_opening(space),
            source_of_opening(space),
            "being-together",
        )
        parts = tuple(
            EasyPart(
                self._item(
                    About.THEME,
                    theme.public_id,
                    theme.title,
                    begin_theme(theme.title),
                    source_of_theme(theme.title),
                    picture_for(theme.title, "listened-to", self.language),
                ),
                tuple(self._promise(one) for one in theme.promises),
            )
            for theme in self.themes
        )
        others = tuple(self._promise(one) for one in self.others)
        items = tuple(_walk(opening, parts, others))
        mark = fingerprint_of(items, self.words)
        return EasyRead(
            space=space,
            opening=opening,
            parts=parts,
            others=others,
            words=tuple(one for one in self.words if one.word in self.explained),
            fingerprint=mark,
            signed=signature is not None and signature.fingerprint == mark,
            signed_by=signature.name if signature else "",
            signed_on=signature.signed_on if signature else "",
            credits=_credits(items),
        )

    def _promise(self, promise: Promise) -> EasyItem:
        return self._item(
            About.PROMISE,
            promise.public_id,
            promise.what,
            begin_promise(promise),
            source_of_promise(promise),
            picture_for(promise.what, PICTURES[promise.kind], self.language),
            now=_how_it_stands(promise),
        )

    def _item(
        self,
        about: About,
        key: str,
        title: str,
        own: tuple[str, ...],
        source: str,
        picture: str,
        now: tuple[str, ...] = (),
    ) -> EasyItem:
        form = self.forms.get(key, EasyForm())
        written = bool(form.sentences)
        changed = written and form.source != source
        sentences = form.sentences if written and not changed else own
        name = form.picture if written else picture
        shown = self.pictures.get(name)
        left_out = form.left_out if about is About.PROMISE else ""
        return EasyItem(
            about=about,
            key=key,
            title=title,
            own=own,
            source=source,
            sentences=sentences,
            picture=shown,
            now=now,
            said=() if left_out else self._said(sentences),
            written=written,
            changed=changed,
            left_out=left_out,
            before=form.sentences if changed else (),
            lacks=() if left_out else self._lacks(sentences, shown, written, changed),
        )

    def _said(self, sentences: tuple[str, ...]) -> tuple[Said, ...]:
        """Put after a sentence what its hard words mean, where they are met first."""
        found = []
        for sentence in sentences:
            found.append(Said(sentence))
            for word in self.words:
                if word.word not in self.explained and explains(word, sentence):
                    self.explained.add(word.word)
                    found.append(Said(word.sentence, explains=word.word))
        return tuple(found)

    def _lacks(
        self, sentences: tuple[str, ...], picture: Picture | None, written: bool, changed: bool
    ) -> tuple[Lack, ...]:
        found = list(lacks_of_all(sentences, self.words, self.language))
        if picture is None:
            told = "There is no picture. Choose one that shows what is said."
            found.insert(0, Lack(Rule.PICTURE, told))
        if changed:
            told = "The real words changed after this was written. Now they stand in the paper."
            found.insert(0, Lack(Rule.CHANGED, told))
        elif not written:
            told = "These are its own words. Make them easier, or say that they are easy enough."
            found.insert(0, Lack(Rule.OWN_WORDS, told))
        return tuple(found)


def fingerprint_of(items: tuple[EasyItem, ...], words: tuple[HardWord, ...]) -> str:
    """Return what stands for everything that somebody signs: each word, each picture, each gap.

    How it stands with a promise is not in it: that changes with the day, and nobody writes it.
    """
    everything = [
        [
            [one.about, one.key, one.left_out]
            if one.left_out
            else [one.about, one.key, one.sentences, one.picture.name if one.picture else ""]
            for one in items
        ],
        [[one.word, one.means] for one in words],
    ]
    return hashlib.sha256(json.dumps(everything, ensure_ascii=False).encode()).hexdigest()


def _how_it_stands(promise: Promise) -> tuple[str, ...]:
    """Say how it stands with a promise, and what the group says where it is called done."""
    state = promise.state
    found = [STATES[state]] if state in STATES else []
    if state is PromiseState.CANNOT and promise.kind is not PromiseKind.CANNOT:
        found.append("We now know that we can’t do this.")
    if state is PromiseState.DONE and promise.group is not None:
        found += _group(promise.group)
    return tuple(found)


def _group(answers: DoneAnswers) -> list[str]:
    said = ((answers.yes, "yes, it is done"), (answers.not_yet, "not yet"))
    return [f"{_people(number)} said: {what}." for number, what in said if number]


def _people(number: int) -> str:
    words = few(number)
    return f"{words[:1].upper()}{words[1:]} people"


def _credits(items: tuple[EasyItem, ...]) -> tuple[str, ...]:
    """Return whose pictures these are, each with its licence, once."""
    shown = [one.picture for one in items if one.picture and not one.left_out]
    return tuple(sorted({f"{one.credit} ({one.licence})" for one in shown}))
