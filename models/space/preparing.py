"""Preparing a space: its title and times, its rules and numbers, its languages."""

from enum import StrEnum
from uuid import UUID

from assets.language import languages
from models.dates import read_date
from models.desk.history import ActKind, note
from models.errors import RefusedError
from models.space.prompt import PromptRow
from models.space.space import Space, SpaceRow, SpaceState, space_from
from models.store.verbs import verb
from models.times import MOST_MINUTES, read_time
from models.words import clean, one_line

__all__ = [
    "Lines",
    "add_line",
    "change_line",
    "change_space",
    "move_line",
    "prepared",
    "remove_line",
    "speak_first",
    "switch_language",
]

GONE = (
    "Somebody changed or removed that line at another desk. Nothing was changed. "
    "Look at the list, then try again."
)
CLOSED = "The space is closed. Nothing was changed. Open it again at the desk first."


class Lines(StrEnum):
    """What a space holds as a list of lines."""

    RULES = "rules"
    HELP_NUMBERS = "help_numbers"
    CONSENT_WORDING = "consent_wording"


def prepared(space: UUID) -> SpaceRow:
    """Return the row of a space whose plan is about to be changed, and note that in its history.

    Refused once the meeting is over: then it is as it was.
    """
    row: SpaceRow = SpaceRow.get_by_id(space)
    if row.state == SpaceState.CLOSED:
        raise RefusedError(CLOSED)
    note(space, ActKind.PREPARED)
    return row


@verb
def change_space(
    space: UUID,
    *,
    title: str | None = None,
    purpose: str | None = None,
    place: str | None = None,
    held_on: str | None = None,
    starts: str | None = None,
    minutes: int | None = None,
    keep_until: str | None = None,
) -> Space:
    """Change what is named, and nothing else. An empty date or time takes it away.

    ``held_on``, ``starts`` and ``keep_until`` are as a person writes them; ``minutes`` is the time
    booked.
    """
    row = prepared(space)
    if title is not None:
        if not one_line(title):
            raise RefusedError("A space needs a title. Nothing was changed.")
        row.title = one_line(title)
    if purpose is not None:
        row.purpose = clean(purpose)
    if place is not None:
        row.place = one_line(place)
    if held_on is not None:
        row.held_on = read_date(held_on) if held_on.strip() else ""
    if starts is not None:
        row.starts = read_time(starts) if starts.strip() else ""
    if minutes is not None:
        if not 0 <= minutes <= MOST_MINUTES:
            raise RefusedError("A meeting lasts up to a day. Nothing was changed.")
        row.minutes = minutes
    if keep_until is not None:
        row.keep_until = read_date(keep_until) if keep_until.strip() else ""
    row.save()
    return space_from(row)


def _lines_of(row: SpaceRow, which: Lines) -> list[str]:
    return [line for line in getattr(row, which).splitlines() if line]


def _keep(row: SpaceRow, which: Lines, lines: list[str]) -> Space:
    setattr(row, which, "\n".join(lines))
    row.save()
    return space_from(row)


def _written(text: str) -> str:
    text = one_line(text)
    if not text:
        raise RefusedError("There are no words yet. Nothing was changed.")
    return text


@verb
def add_line(space: UUID, which: Lines, text: str) -> Space:
    """Add a line after those that are there. One that is there already is refused."""
    row, text = prepared(space), _written(text)
    lines = _lines_of(row, which)
    if text in lines:
        raise RefusedError("That line is there already. Nothing was added.")
    return _keep(row, which, [*lines, text])


@verb
def change_line(space: UUID, which: Lines, old: str, text: str) -> Space:
    """Write a line anew. It is known by its words, so another desk's change is not overwritten."""
    row, text = prepared(space), _written(text)
    lines = _lines_of(row, which)
    if old not in lines:
        raise RefusedError(GONE)
    if text != old and text in lines:
        raise RefusedError("That line is there already. Nothing was changed.")
    return _keep(row, which, [text if line == old else line for line in lines])


@verb
def remove_line(space: UUID, which: Lines, old: str) -> Space:
    """Take a line away."""
    row = prepared(space)
    lines = _lines_of(row, which)
    if old not in lines:
        raise RefusedError(GONE)
    return _keep(row, which, [line for line in lines if line != old])


@verb
def move_line(space: UUID, which: Lines, old: str, steps: int) -> Space:
    """Move a line down by so many places, or up; at an end it stays."""
    row = prepared(space)
    lines = _lines_of(row, which)
    if old not in lines:
        raise RefusedError(GONE)
    place = lines.index(old)
    lines.pop(place)
    lines.insert(max(0, min(len(lines), place + steps)), old)
    return _keep(row, which, lines)


@verb
def switch_language(space: UUID, tag: str) -> Space:
    """Have the prompts in a language too, or no longer. The space's own language stays.

    Where nobody chose any yet, those that Heard speaks are the ones to take from.
    """
    row = prepared(space)
    if tag == row.language:
        raise RefusedError(
            "That is the language of the space itself. Nothing was changed. "
            "Make another one its own first."
        )
    others = row.languages.split() or [one for one in languages() if one != row.language]
    others = [one for one in others if one != tag] if tag in others else [*others, tag]
    # With none, Heard would take all that it speaks again: its own alone stands for "no other".
    row.languages = " ".join(others) or row.language
    row.save()
    return space_from(row)


@verb
def speak_first(space: UUID, tag: str) -> Space:
    """Make a language the space's own. Refused once there are prompts, which are in the old one."""
    row = prepared(space)
    if tag == row.language:
        return space_from(row)
    if PromptRow.select().where(PromptRow.space == space).exists():
        raise RefusedError(
            "The prompts are in the language of the space. Nothing was changed. "
            "Make a new space in the other language."
        )
    others = row.languages.split() or list(languages())
    row.languages = " ".join(one for one in dict.fromkeys([row.language, *others]) if one != tag)
    row.language = tag
    row.save()
    return space_from(row)
