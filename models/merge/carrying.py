"""A contribution on its way from one database to another, with all that belongs to it.

Every row keeps its identity, made at capture. So what comes twice is there once, whoever sends it
and however often.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from models.contribution.table import ContributionRow, VersionRow
from models.contribution.types import State
from models.erasure.table import ErasureRow
from models.errors import RefusedError
from models.flags.table import FlagRow, RedactionRow
from models.kiosk.own_words import OwnChangeRow
from models.kiosk.picture_table import ContributionPictureRow
from models.kiosk.receipt import ReceiptRow
from models.recording.recording import RecordingRow, put_file, sound_of
from models.space.prompt import PromptRow, WordingRow
from models.space.space import SpaceRow, SpaceState
from models.store.base import Base, plain
from models.store.verbs import question

__all__ = ["PARTS", "Carried", "put_new", "read_carried", "was_erased", "was_forgotten"]

# What belongs to a contribution and comes from the person, the kiosk or the desk beside it.
PARTS: tuple[type[Base], ...] = (
    VersionRow,
    FlagRow,
    ContributionPictureRow,
    RecordingRow,
    RedactionRow,
    OwnChangeRow,
    ReceiptRow,
)
# With more recordings than this at once, a batch would be too large for a slow link.
MOST_SOUNDS = 1


@dataclass(frozen=True)
class Carried:
    """One contribution as plain values. ``parts`` stand by the names of their tables."""

    row: dict[str, Any]
    parts: dict[str, list[dict[str, Any]]] = field(default_factory=dict, repr=False)
    prompt: dict[str, Any] | None = None
    wordings: tuple[dict[str, Any], ...] = ()
    sound: bytes | None = field(default=None, repr=False)

    @property
    def uid(self) -> UUID:
        """Its identity."""
        uid: UUID = self.row["uid"]
        return uid

    def __repr__(self) -> str:
        """Say which one it is, and none of its words."""
        return f"Carried({self.uid})"


@question
def read_carried(uids: Sequence[UUID], *, with_sound: bool = True) -> tuple[Carried, ...]:
    """Return contributions in the order of their capture, ready to be put into another database.

    Where recordings are among them, it ends after the first one: the rest is for the next time.
    """
    wanted = list(uids)
    rows = plain(
        ContributionRow.select().where(ContributionRow.uid << wanted).order_by(ContributionRow.uid)
    )
    parts: dict[UUID, dict[str, list[dict[str, Any]]]] = {row["uid"]: {} for row in rows}
    for table in PARTS:
        name = table._meta.table_name
        owner = table._meta.fields["contribution"]
        for part in plain(table.select().where(owner << wanted)):
            parts[part["contribution"]].setdefault(name, []).append(part)
    prompts = _prompts({row["prompt"] for row in rows if row["prompt"]})
    found: list[Carried] = []
    for row in rows:
        own = parts[row["uid"]]
        sound = _sound(row["uid"]) if with_sound and "recording" in own else None
        if row["prompt"] in prompts:
            found.append(Carried(row, own, *prompts[row["prompt"]], sound))
        else:
            found.append(Carried(row, own, sound=sound))
        if sound is not None and sum(one.sound is not None for one in found) >= MOST_SOUNDS:
            break
    return tuple(found)


def _prompts(
    uids: set[UUID],
) -> dict[UUID, tuple[dict[str, Any], tuple[dict[str, Any], ...]]]:
    return {
        row["uid"]: (row, tuple(plain(WordingRow.select().where(WordingRow.prompt == row["uid"]))))
        for row in plain(PromptRow.select().where(PromptRow.uid << list(uids)))
    }


def _sound(uid: UUID) -> bytes | None:
    with suppress(RefusedError, OSError):
        return sound_of(uid)
    return None


def was_erased(uid: UUID, space: UUID) -> bool:
    """Say whether what somebody said was taken away here for good: no copy brings it back."""
    found: bool = ErasureRow.select().where(ErasureRow.subject << [uid, space]).exists()
    return found


def was_forgotten(space: UUID) -> bool:
    """Say whether the words of a whole space were deleted here, as their time was over."""
    found: bool = ErasureRow.select().where(ErasureRow.subject == space).exists()
    return found


def put_new(carried: Carried) -> bool:
    """Put a contribution into this database, inside a verb; say no where it is there already.

    What was said before the space was closed is in time, whenever it arrives; what was said
    afterwards is marked as late.
    """
    row = dict(carried.row)
    row["prompt"] = _prompt_here(carried)
    space = SpaceRow.get_by_id(row["space"])
    if space.state == SpaceState.CLOSED and space.closed and row["created"] > space.closed:
        row["late"] = True
    if row["state"] == State.CLEARED and not row["cleared"]:
        row["state"] = State.WAITING
    new = ContributionRow.insert(row).on_conflict_ignore().as_rowcount().execute()
    if not new:
        return False
    for table in PARTS:
        for part in carried.parts.get(table._meta.table_name, ()):
            table.insert(part).on_conflict_ignore().execute()
    if carried.sound is not None:
        put_file(carried.uid, carried.sound)
    return True


def _prompt_here(carried: Carried) -> UUID | None:
    """Return the prompt of a contribution in this database; made here where nobody has it yet."""
    prompt = carried.prompt
    if prompt is None:
        return None
    uid: UUID = prompt["uid"]
    if PromptRow.select().where(PromptRow.uid == uid).exists():
        return uid
    here = (PromptRow.space == carried.row["space"]) & (PromptRow.text == prompt["text"])
    same = PromptRow.get_or_none(here)
    if same is not None:
        found: UUID = same.uid
        return found
    number = PromptRow.select().where(PromptRow.space == carried.row["space"]).count() + 1
    while PromptRow.get_or_none(
        (PromptRow.space == carried.row["space"]) & (PromptRow.number == number)
    ):
        number += 1
    PromptRow.insert({**prompt, "number": number}).execute()
    for wording in carried.wordings:
        WordingRow.insert(wording).on_conflict_ignore().execute()
    return uid
