"""Themes of several spaces that are one: by the same name, or because a person says so.

Nothing is put together by a guess. What may be one is suggested, with the words they share.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from peewee import TextField

from models.errors import RefusedError
from models.store.base import Base
from models.store.verbs import question, verb
from models.theme.suggestions import Wording, suggest

__all__ = [
    "MayBeOne",
    "chosen_alike",
    "fold_title",
    "keep_apart",
    "may_be_one",
    "put_together",
    "standing_for",
]

# Two words that are shared are a reason to ask; one is in too many names.
LEAST_SHARED = 2
MOST_SUGGESTED = 8
# Only to have keys of the kind that suggestions are asked with.
_NAMES = UUID("6b1d6f5e-3f0e-5d6a-9d0c-0f2b8a6c1e57")


class AlikeRow(Base):
    """The table of what people put together: names without capitals, accents and full stops."""

    folded = TextField(primary_key=True)
    goes_with = TextField()

    class Meta:
        table_name = "theme_alike"


@dataclass(frozen=True)
class MayBeOne:
    """Two names of themes that share words, and which words."""

    title: str
    other: str
    shared: tuple[str, ...]


def fold_title(title: str) -> str:
    """Return a name without what does not make it another: capitals, accents, punctuation."""
    letters = unicodedata.normalize("NFKD", title.casefold())
    kept = (
        " " if not (one.isalnum() or unicodedata.category(one).startswith("M")) else one
        for one in letters
        if not unicodedata.combining(one)
    )
    words = "".join(kept).split()
    # A name of nothing but signs is itself.
    return " ".join(words) or " ".join(title.split())


@verb
def put_together(title: str, other: str) -> None:
    """Count two names of themes as one from now on; the second is what both are called."""
    folded, goes_with = fold_title(title), fold_title(other)
    alike = chosen_alike()
    goes_with = standing_for(goes_with, alike)
    if folded == goes_with or standing_for(folded, alike) == goes_with:
        raise RefusedError("Those two are counted as one already. Nothing was changed.")
    # What stood for others goes along with them, so that no circle can come about.
    for name in {folded, standing_for(folded, alike)}:
        AlikeRow.delete().where(AlikeRow.folded == name).execute()
        AlikeRow.create(folded=name, goes_with=goes_with)


@verb
def keep_apart(title: str) -> None:
    """Count a name by itself again, and every name that was put together with it."""
    folded = fold_title(title)
    AlikeRow.delete().where((AlikeRow.folded == folded) | (AlikeRow.goes_with == folded)).execute()


@question
def chosen_alike() -> dict[str, str]:
    """Return what people put together: each name, and the one that stands for it."""
    return {row.folded: row.goes_with for row in AlikeRow.select()}


def standing_for(folded: str, alike: Mapping[str, str]) -> str:
    """Return the name that stands for another one; itself, where nobody put it anywhere."""
    seen = {folded}
    while (goes_with := alike.get(folded, folded)) not in seen:
        seen.add(goes_with)
        folded = goes_with
    return folded


def may_be_one(titles: Sequence[str], language: str = "en") -> tuple[MayBeOne, ...]:
    """Return which of some names share words, those that share most first. Only a suggestion."""
    keys = {uuid5(_NAMES, fold_title(title)): title for title in titles}
    found: dict[frozenset[str], tuple[float, MayBeOne]] = {}
    for key, title in keys.items():
        others = {one: [Wording(words, language)] for one, words in keys.items() if one != key}
        for hint in suggest(Wording(title, language), [], others):
            pair = frozenset({title, keys[hint.contribution]})
            if len(hint.shared) >= LEAST_SHARED and pair not in found:
                # The longer list of words stands on the name that is looked at.
                found[pair] = (hint.score, MayBeOne(title, keys[hint.contribution], hint.shared))
    best = sorted(found.values(), key=lambda one: (-one[0], one[1].title, one[1].other))
    return tuple(hint for _score, hint in best[:MOST_SUGGESTED])
