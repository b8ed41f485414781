"""Pictures to answer with: those that ship with Heard, and an organisation's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from assets.language import _
from assets.pictures import BYTES, look_of
from assets.pictures.words import FEELINGS, PICTURES, SIGNS, TOPICS, Known
from models.errors import RefusedError
from models.kiosk.picture_table import PictureRow
from models.store.verbs import question, verb
from models.words import one_line

__all__ = [
    "MOST_LETTERS",
    "Picture",
    "all_pictures",
    "credits_of",
    "feelings",
    "own_pictures",
    "pictures",
    "remove_pictures",
    "save_pictures",
    "signs",
    "topics",
]

OWN_TOPIC = "own"
# As many letters as a picture's words may have, so that they fit beside it.
MOST_LETTERS = 40
MIT = "MIT"
HEALTH_ICONS = "Health Icons, by Resolve to Save Lives (healthicons.org)"
OURS = "The Heard contributors"


@dataclass(frozen=True)
class Picture:
    """A picture, its words in English or as its owner wrote them, and in a sentence what it shows.

    An own picture carries its ``bits``, laid out as ``assets.pictures`` says; one that ships with
    Heard has a ``drawing`` instead.
    """

    name: str
    words: str
    alt: str
    licence: str
    credit: str
    topic: str = OWN_TOPIC
    drawing: str = ""
    bits: bytes = b""

    @property
    def shown(self) -> str:
        """The words in the language of the person in front."""
        return _(self.words)

    @property
    def shown_alt(self) -> str:
        """What the picture shows, in the language of the person in front."""
        return _(self.alt)

    @property
    def look(self) -> bytes:
        """The bits of the picture, whoever's it is."""
        return self.bits or look_of(self.drawing)


def pictures(topic: str = "") -> tuple[Picture, ...]:
    """Return the pictures that ship with Heard, those most often needed first; or a topic's."""
    return tuple(_shipped(one) for one in PICTURES if topic in ("", one.topic))


def topics() -> dict[str, str]:
    """Return the topics of the pictures that ship with Heard, with their words to show."""
    return {name: _(words) for name, words in TOPICS.items()}


def feelings() -> tuple[Picture, ...]:
    """Return the three faces: happy, so-so, not happy. Their names are those of ``Feeling``."""
    return tuple(_shipped(one) for one in FEELINGS)


def signs() -> dict[str, Picture]:
    """Return the signs for choices among pictures: "others", "finished" and "unsaid"."""
    return {one.name: _shipped(one) for one in SIGNS}


def _shipped(one: Known) -> Picture:
    credit = OURS if one.drawing.startswith("ours:") else HEALTH_ICONS
    return Picture(one.name, one.words, one.alt, MIT, credit, one.topic, one.drawing)


@question
def own_pictures() -> tuple[Picture, ...]:
    """Return an organisation's own pictures, in the order of its list."""
    rows = PictureRow.select().order_by(PictureRow.number, PictureRow.name)
    return tuple(
        Picture(row.name, row.words, row.alt, row.licence, row.credit, bits=bytes(row.look))
        for row in rows
    )


@question
def all_pictures() -> tuple[Picture, ...]:
    """Return every picture that a kiosk offers: an organisation's own first."""
    return (*own_pictures(), *pictures())


@verb
def save_pictures(found: Sequence[Picture]) -> int:
    """Save own pictures after those that are there; one of the same name is replaced.

    Returns how many own pictures there are now. Refused: one without words, without a text in
    its place, without licence or credit, or with bits that are no picture.
    """
    for one in found:
        name, words, alt, licence, credit = (
            one_line(part) for part in (one.name, one.words, one.alt, one.licence, one.credit)
        )
        if not (name and words and alt and licence and credit) or len(one.bits) != BYTES:
            raise RefusedError(
                "A picture needs its words, what it shows, its licence and its credit. "
                "Nothing was saved. Write what is missing, then do it again."
            )
        there = PictureRow.get_or_none(PictureRow.name == name)
        number = there.number if there else PictureRow.select().count() + 1
        PictureRow.delete().where(PictureRow.name == name).execute()
        PictureRow.insert(
            name=name,
            number=number,
            words=words,
            alt=alt,
            licence=licence,
            credit=credit,
            look=one.bits,
        ).execute()
    return int(PictureRow.select().count())


@verb
def remove_pictures(names: Sequence[str]) -> int:
    """Remove own pictures by their names and return how many went; answers given stay.

    Refused: a name that is not there; then none is removed.
    """
    there = {row.name for row in PictureRow.select(PictureRow.name)}
    if missing := [name for name in names if name not in there]:
        raise RefusedError(
            f'There is no own picture "{missing[0]}". Nothing was removed. '
            "See their names with: heard pictures"
        )
    return int(PictureRow.delete().where(PictureRow.name << list(names)).execute())


@question
def credits_of() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return whose pictures these are: credit, licence, and the words of each picture of theirs."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in (*all_pictures(), *feelings(), *signs().values()):
        found.setdefault((one.credit, one.licence), []).append(one.words)
    return tuple((credit, licence, tuple(words)) for (credit, licence), words in found.items())
