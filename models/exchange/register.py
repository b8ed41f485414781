"""Files of imports in the register of what holds people's words, so that they can be recalled."""

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from models.identity import new_uid
from models.outcome.told import (
    CAME_IN,
    NOT_TAKEN,
    HandOutRow,
    HandOutWordsRow,
    How,
    note_handed_out,
)
from models.store.verbs import verb
from models.words import one_line

__all__ = ["files_of", "note_in_files", "note_not_taken"]

# Rows in one statement: SQLite takes so many values at most.
ROWS_AT_ONCE = 200
# Between the name of a file and the ending of what could not be taken of it.
MARK = ".not-taken."


@verb
def note_not_taken(space: UUID, path: Path) -> None:
    """Note a file of rows that could not be taken. Do so before it gets its name.

    Nobody's words in it are a contribution yet: they are, once it was mended and taken in.
    """
    if _found(space, NOT_TAKEN, str(path)) is None:
        note_handed_out(space, How.MADE, str(path), [NOT_TAKEN], with_words=[NOT_TAKEN])


def files_of(space: UUID, path: Path) -> tuple[UUID, ...]:
    """Return the lines of the register for the files that hold what an import takes in now.

    Inside a verb. It is the file that is read; what it was written from, where it holds rows that
    could not be taken; and the rows of it that could not be taken the last time.
    """
    place = path.resolve()
    source = place.name.partition(MARK)[0]
    names = {place.name, source, *(f"{source}{MARK}{ending}" for ending in ("csv", "jsonl"))}
    known = [
        row
        for name in sorted(names)
        for form in (CAME_IN, NOT_TAKEN)
        if (row := _found(space, form, str(place.with_name(name))))
    ]
    if not any(row.place == one_line(str(place)) for row in known):
        made = note_handed_out(space, How.MADE, str(place), [CAME_IN], with_words=[CAME_IN])
        return (made.uid, *(row.uid for row in known))
    return tuple(row.uid for row in known)


def note_in_files(files: Iterable[UUID], contributions: Iterable[UUID]) -> None:
    """Note whose words the files hold. Inside the verb that saves them."""
    rows = [
        {"uid": new_uid(), "hand_out": file, "contribution": one}
        for file in files
        for one in contributions
    ]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        some = rows[start : start + ROWS_AT_ONCE]
        HandOutWordsRow.insert_many(some).on_conflict_ignore().execute()


def _found(space: UUID, form: str, place: str) -> HandOutRow | None:
    found: HandOutRow | None = HandOutRow.get_or_none(
        (HandOutRow.space == space)
        & (HandOutRow.formats == form)
        & (HandOutRow.place == one_line(place))
    )
    return found
