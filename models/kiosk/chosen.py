"""Answers in pictures: what was chosen, how the person feels about it, and the words it makes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from assets.language import _
from models.contribution.contribution import (
    NO_CONSENT,
    Consent,
    Contribution,
    WayIn,
    capture,
    contribution,
)
from models.contribution.table import ContributionRow
from models.errors import RefusedError
from models.kiosk.picture import Picture
from models.kiosk.picture_table import ContributionPictureRow
from models.store.verbs import question, verb
from models.words import one_line

__all__ = [
    "Chosen",
    "Feeling",
    "capture_pictures",
    "choose",
    "chosen_for",
    "forget_chosen",
    "in_words",
]


class Feeling(StrEnum):
    """How somebody feels about what a picture stands for."""

    NONE = ""
    HAPPY = "happy"
    SO_SO = "so-so"
    NOT_HAPPY = "not happy"


@dataclass(frozen=True)
class Chosen:
    """A picture that a person chose, with its words as that person saw and heard them."""

    picture: str
    words: str
    alt: str
    feeling: Feeling = Feeling.NONE


def choose(picture: Picture, feeling: Feeling | str = Feeling.NONE) -> Chosen:
    """Return a picture as chosen now, in the language of the person in front."""
    return Chosen(picture.name, picture.shown, picture.shown_alt, Feeling(feeling))


def in_words(chosen: Sequence[Chosen]) -> str:
    """Return what was chosen as sentences, in the language of the person in front."""
    sentences = {
        Feeling.NONE: _("{picture}."),
        Feeling.HAPPY: _("{picture}: happy."),
        Feeling.SO_SO: _("{picture}: so-so."),
        Feeling.NOT_HAPPY: _("{picture}: not happy."),
    }
    return " ".join(sentences[one.feeling].format(picture=one.words) for one in chosen)


@verb
def capture_pictures(
    space: UUID,
    chosen: Sequence[Chosen],
    *,
    uid: UUID,
    prompt: UUID | None = None,
    words: str = "",
    consent: Consent = NO_CONSENT,
    language: str = "en",
    face: str = "kiosk",
) -> Contribution:
    """Save an answer in pictures as a contribution, with each picture beside its words.

    ``words`` are the sentences as they were read back; without them they are made here. Saving
    the same ``uid`` again changes nothing, as with ``capture``. Refused: nothing was chosen.
    """
    if not chosen:
        raise RefusedError(
            _("No picture is chosen yet, so nothing was saved. Choose a picture first.")
        )
    if ContributionRow.get_or_none(ContributionRow.uid == uid):
        return contribution(uid)
    saved = capture(
        space,
        words or in_words(chosen),
        uid=uid,
        prompt=prompt,
        way_in=WayIn.PICTURES,
        consent=consent,
        language=language,
        face=face,
    )
    for number, one in enumerate(chosen, 1):
        ContributionPictureRow.create(
            contribution=uid,
            number=number,
            picture=one.picture,
            words=one_line(one.words),
            alt=one_line(one.alt),
            feeling=one.feeling,
        )
    return saved


@question
def chosen_for(uid: UUID) -> tuple[Chosen, ...]:
    """Return the pictures of an answer, in the order in which they were chosen."""
    rows = (
        ContributionPictureRow.select()
        .where(ContributionPictureRow.contribution == uid)
        .order_by(ContributionPictureRow.number)
    )
    return tuple(Chosen(row.picture, row.words, row.alt, Feeling(row.feeling)) for row in rows)


@verb
def forget_chosen(uid: UUID) -> None:
    """Take the pictures of an answer away, as its person withdrew it."""
    ContributionPictureRow.delete().where(ContributionPictureRow.contribution == uid).execute()
