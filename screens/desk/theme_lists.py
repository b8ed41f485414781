"""What stands in the two lists of the theme board, and the sum above them."""

from dataclasses import replace
from enum import Enum, auto
from uuid import UUID

from models.contribution.contribution import Contribution, State
from models.contribution.visibility import Where, may_be_seen
from models.desk.desk import DeskSees, Tally
from models.theme.suggestions import Suggestion
from models.theme.theme import Theme
from screens.desk.entries import contribution_entry
from screens.desk.theme_keys import key_of
from screens.widgets.line_list import Entry

__all__ = [
    "View",
    "groupable",
    "have_no_answer",
    "sum_in_words",
    "theme_entry",
    "themes_title",
    "word_entry",
]

# The themes' place is this wide where there is room for a whole sentence in its border.
WIDE_CELLS = 36


class View(Enum):
    """Which contributions the left list shows."""

    ALL = auto()
    NOT_YET = auto()
    BEHIND = auto()
    MAY_BELONG = auto()


def groupable(sees: DeskSees) -> list[Contribution]:
    """Return what can be in a theme: without a theme first, each part in order of time."""
    cleared = [
        one
        for one in sorted(sees.contributions, key=lambda one: one.uid)
        if one.state is State.CLEARED and not one.by_leader
    ]
    grouped = frozenset[UUID]().union(*(theme.members for theme in sees.themes))
    return sorted(cleared, key=lambda one: one.uid in grouped)


def sum_in_words(tally: Tally) -> str:
    """Say where everything is that was heard, so that whoever reads it can add it up."""
    return (
        f"{tally.heard} heard = {tally.in_themes} in themes + {tally.not_in_a_theme} not yet "
        f"+ {tally.waiting} waiting + {tally.set_aside} set aside + {tally.held} held"
    )


def have_no_answer(sees: DeskSees) -> frozenset[UUID]:
    """Return the themes that nobody has answered yet."""
    answered = {promise.theme for promise in sees.promises}
    return frozenset(theme.uid for theme in sees.themes if theme.uid not in answered)


def themes_title(sees: DeskSees, width: int) -> str:
    """Say how many themes there are and how many have no answer yet, in at most ``width`` cells."""
    if not sees.themes:
        return "What people say together"
    count = len(sees.themes)
    themes = f"{count} theme{'s' if count > 1 else ''}"
    left = len(have_no_answer(sees))
    if not left:
        return f"{themes}, all answered"
    if width < WIDE_CELLS:
        return f"{themes}, {left} not answered"
    return f"{themes}, {left} {'have' if left > 1 else 'has'} no answer yet"


def theme_entry(theme: Theme, *, answered: bool) -> Entry[UUID]:
    """Write one theme: its number, its key where that is a letter, how many, answered or not."""
    key = key_of(theme.number)
    letter = "" if key.isdecimal() or not key else key.upper()
    said = f"{len(theme.members)} said this"
    lead = f"{theme.number} {letter} " if letter else f"{theme.number}   "
    named = f"Theme {theme.number}, key {letter}" if letter else f"Theme {theme.number}"
    return Entry(
        theme.uid,
        f"{lead}{said}",
        theme.title,
        right="answered" if answered else "no answer",
        spoken=f"{named}, {said}, {'answered' if answered else 'no answer yet'}",
    )


def word_entry(
    one: Contribution, sees: DeskSees, suggestion: Suggestion | None = None
) -> Entry[UUID]:
    """Write one contribution; where it is suggested, the words that are the reason stand first."""
    entry = contribution_entry(
        one, sees.themes, language=sees.space.language, recording=sees.recordings.get(one.uid)
    )
    if suggestion is None:
        return entry
    head = f"They share: {', '.join(suggestion.shared)}"
    # The words that are shared are the person's own.
    private = not may_be_seen(one, Where.ROOM)
    count = len(suggestion.shared)
    spoken = f"They share {count} word{'s' if count > 1 else ''}" if private else head
    return replace(entry, head=head, spoken=spoken)
