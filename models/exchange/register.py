"""Files of imports in the register of what holds people's words, so that they can be recalled."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
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
# Between the name of a file and the ending of what could not be taken of it: ``tui/not_taken.py``.
MARK = re.compile(r"\.not-taken(?:-\d+)?\.")
NUMBER = re.compile(r"(?<=\.not-taken)-\d+(?=\.[^./]+$)")


@verb
def note_not_taken(space: UUID, path: Path) -> None:
    """Note a file of rows that could not be taken. Do so before it gets its name.

    The words in it are a contribution once they were mended and taken in. So those are noted that
    came in from an earlier one of the same file: the same rows may stand in this one again.
    """
    place = one_line(str(path))
    rows = _read_or_made(space)
    if all((row.formats, row.place) != (NOT_TAKEN, place) for row in rows):
        earlier = [row.uid for row in rows if _unnumbered(row.place) == _unnumbered(place)]
        said: Any = HandOutWordsRow.select(HandOutWordsRow.contribution).distinct()
        said = said.where(HandOutWordsRow.hand_out << earlier).tuples() if earlier else ()
        note_handed_out(
            space,
            How.MADE,
            place,
            [NOT_TAKEN],
            with_words=[NOT_TAKEN],
            contributions=[uid for (uid,) in said],
        )


def files_of(space: UUID, path: Path) -> tuple[UUID, ...]:
    """Return the lines of the register for the files that hold what an import takes in now.

    Inside a verb. It is the file that is read; what it was written from, where it holds rows that
    could not be taken; and the rows of it that could not be taken at any time before.
    """
    place = one_line(str(path.resolve()))
    known = [row for row in _read_or_made(space) if _source(row.place) == _source(place)]
    if all(row.place != place for row in known):
        made = note_handed_out(space, How.MADE, place, [CAME_IN], with_words=[CAME_IN])
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


def _read_or_made(space: UUID) -> list[HandOutRow]:
    """Return the lines of the register for the files of all imports into a space."""
    of_imports = HandOutRow.formats << (CAME_IN, NOT_TAKEN)
    rows = HandOutRow.select().where((HandOutRow.space == space) & of_imports)
    return list(rows.order_by(HandOutRow.uid))


def _source(place: str) -> Path:
    """Return the file that rows were read from first, for it and all that was written of it."""
    folder, name = os.path.split(place)
    return Path(folder, MARK.split(name, maxsplit=1)[0])


def _unnumbered(place: str) -> str:
    """Return the first of the names that the rows of a file have which could not be taken."""
    return NUMBER.sub("", place)
