"""The outcome: themes and promises of a space, as the world sees them, in any format.

No exact time, no order of arrival and no device is in it: quotes stand in the order of the
alphabet, and only the date of the meeting is told.
"""

from dataclasses import dataclass, field
from uuid import UUID

from models.contribution.contribution import (
    ContributionRow,
    State,
    Version,
    contribution_from,
    counts,
    said_nothing,
    with_versions,
)
from models.contribution.visibility import Where, seen_in
from models.easy_read.forms import EasyForms, easy_forms_of
from models.meeting.checkout import QUESTIONS, checkout_of
from models.meeting.ladder import Rating, ratings_of
from models.outcome.small_numbers import told
from models.promise.news import NewsItem, read_news
from models.promise.promise import Promise, promises_of
from models.space.agreed import as_agreed
from models.space.prompt import languages_asked_in
from models.space.space import Space, SpaceRow, space_from
from models.store.verbs import question
from models.theme.theme import MemberRow, Theme, themes_of

__all__ = ["Asked", "Heard", "Outcome", "Quote", "read_outcome"]


@dataclass(frozen=True)
class Quote:
    """Somebody's own words, whose owner agreed to being quoted; the role goes with them."""

    words: str
    role: str
    language: str
    original: str = ""  # as it was said, where ``words`` are tidied
    tidied_by: str = ""
    translations: tuple[Version, ...] = ()
    late: bool = False  # added after the meeting


@dataclass(frozen=True)
class Heard:
    """One theme with what follows from it. ``people`` counts contributions in the report."""

    title: str
    public_id: str
    people: int
    quotes: tuple[Quote, ...]
    promises: tuple[Promise, ...]


@dataclass(frozen=True)
class Asked:
    """One question on how the meeting was. ``answers`` are five numbers as they may be told.

    The best answer stands first; there are none where fewer than five people answered.
    """

    value: str
    question: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """The outcome of a space: one source for every format."""

    space: Space
    themes: tuple[Heard, ...]
    other_promises: tuple[Promise, ...]
    heard: int
    set_aside: int
    held: int
    withdrawn: int
    said_nothing: int = 0  # of those set aside: "nothing", "don't know"
    # What is written for the Easy Read paper; ``models.easy_read.easy_read`` lays it over the rest.
    easy_forms: EasyForms = field(default_factory=EasyForms)
    how_it_was: tuple[Asked, ...] = ()
    ratings: tuple[Rating, ...] = ()
    news: tuple[NewsItem, ...] = ()  # what happened to promises since the last meeting
    languages: tuple[str, ...] = ()  # those that its questions were asked in


@question
def read_outcome(space: UUID) -> Outcome:
    """Return the outcome as it stands now."""
    found = counts(space)
    themes = themes_of(space)
    promises = promises_of(space)
    return Outcome(
        space=space_from(SpaceRow.get_by_id(space)),
        themes=tuple(_heard(space, theme, promises) for theme in themes),
        other_promises=tuple(p for p in promises if p.theme is None),
        heard=sum(found.values()) - found[State.WITHDRAWN],
        set_aside=found[State.SET_ASIDE],
        held=found[State.HELD],
        withdrawn=found[State.WITHDRAWN],
        said_nothing=said_nothing(space),
        easy_forms=easy_forms_of(space),
        how_it_was=_how_it_was(space),
        ratings=ratings_of(space),
        news=read_news(space).items,
        languages=languages_asked_in(space),
    )


def _how_it_was(space: UUID) -> tuple[Asked, ...]:
    found = checkout_of(space)
    if not found.answered:
        return ()
    return tuple(
        Asked(value, QUESTIONS[value], told(scores)) for value, scores in found.scores.items()
    )


def _heard(space: UUID, theme: Theme, promises: tuple[Promise, ...]) -> Heard:
    in_theme = ContributionRow.select().join(MemberRow).where(MemberRow.theme == theme.uid)
    rows = in_theme.where(seen_in(Where.QUOTE))
    quotes = [
        Quote(
            one.shown,
            one.role,
            one.language,
            original=one.words if one.tidied else "",
            tidied_by=one.tidied.made_by if one.tidied else "",
            translations=one.translations,
            late=one.late,
        )
        for one in as_agreed(space, with_versions([contribution_from(row) for row in rows]))
    ]
    return Heard(
        title=theme.title,
        public_id=theme.public_id,
        people=in_theme.where(seen_in(Where.REPORT)).count(),
        # By all that is told of them, so that equal words do not stand in order of arrival.
        quotes=tuple(
            sorted(quotes, key=lambda q: (q.words.casefold(), q.words, q.role, q.language))
        ),
        promises=tuple(p for p in promises if p.theme == theme.uid),
    )
