"""Drafts: what somebody is typing, saved sealed, and offered at the desk alone.

A draft's words are in the database only sealed. At the desk the PIN opens them, and they are
sealed again to the one kiosk that they are given back to.
"""

import json
from dataclasses import dataclass
from uuid import UUID

from peewee import BigIntegerField, ForeignKeyField, IntegerField, TextField, UUIDField

from assets.language import _
from models.desk.face import GONE_AFTER_MS, FaceRow
from models.encryption.sealing import NO_LIBRARY, SealingError, can_seal, open_sealed, seal
from models.errors import RefusedError
from models.identity import now_ms
from models.kiosk.draft_key import draft_public_key, open_private_key
from models.kiosk.pin import check_pin
from models.space.space import SpaceRow
from models.store.base import Base
from models.store.shared_clock import shared_ms
from models.store.verbs import question, verb
from models.words import one_line

__all__ = [
    "Draft",
    "DraftRow",
    "DraftWords",
    "HandedBackRow",
    "drafts",
    "drafts_trouble",
    "drop_draft",
    "give_back",
    "is_handed_back",
    "leave_draft",
    "open_draft",
    "save_draft",
    "take_back",
    "throw_away",
]

BROKEN = (
    "That unfinished answer is damaged and cannot be opened. Everything else is safe. "
    "You can throw it away."
)


class DraftRow(Base):
    """The table of drafts. Nothing in it tells the words but their number of letters."""

    space_id: UUID
    uid = UUIDField(primary_key=True)
    space = ForeignKeyField(SpaceRow, backref="drafts", on_delete="CASCADE")
    face = UUIDField(null=True)  # the kiosk where it is typed; nothing once it was left there
    face_name = TextField(default="kiosk")
    sealed = TextField()
    length = IntegerField()
    language = TextField(default="en")
    started = BigIntegerField(default=now_ms)
    updated = BigIntegerField(default=now_ms)

    class Meta:
        table_name = "draft"


class HandedBackRow(Base):
    """The table of drafts on their way to a kiosk, sealed to that kiosk's key."""

    draft_id: UUID
    draft = ForeignKeyField(DraftRow, primary_key=True, on_delete="CASCADE")
    face = ForeignKeyField(FaceRow, on_delete="CASCADE")
    sealed = TextField()

    class Meta:
        table_name = "handed_back"


@dataclass(frozen=True)
class Draft:
    """An unfinished answer as the desk sees it: where, when and how long, and no words.

    Times are UTC milliseconds. ``given_to`` names the kiosk that it waits for.
    """

    uid: UUID
    face_name: str
    length: int
    language: str
    started: int
    updated: int
    given_to: str = ""


@dataclass(frozen=True)
class DraftWords:
    """What somebody was typing, opened: for the kiosk that it was given back to, and no other."""

    uid: UUID
    words: str
    prompt: UUID | None = None
    language: str = "en"


@verb
def save_draft(
    uid: UUID,
    space: UUID,
    face: UUID,
    words: str,
    *,
    face_name: str = "kiosk",
    prompt: UUID | None = None,
    language: str = "en",
) -> None:
    """Save what somebody has typed so far, sealed; what was saved before is overwritten."""
    content = json.dumps({"words": words, "prompt": str(prompt) if prompt else ""})
    sealed = seal(content, draft_public_key())
    now = now_ms()
    DraftRow.insert(
        uid=uid,
        space=space,
        face=face,
        face_name=one_line(face_name),
        sealed=sealed,
        length=len(words),
        language=language,
        started=now,
        updated=now,
    ).on_conflict(
        conflict_target=[DraftRow.uid],
        update={
            DraftRow.face: face,
            DraftRow.face_name: one_line(face_name),
            DraftRow.sealed: sealed,
            DraftRow.length: len(words),
            DraftRow.language: language,
            DraftRow.updated: now,
        },
    ).execute()


@verb
def drop_draft(uid: UUID) -> None:
    """Delete a draft: the person sent the words, or threw them away."""
    DraftRow.delete().where(DraftRow.uid == uid).execute()


@verb
def leave_draft(uid: UUID) -> None:
    """Leave a draft to the desk: the person went away, and the kiosk begins anew."""
    DraftRow.update(face=None).where(DraftRow.uid == uid).execute()


@verb
def throw_away(uid: UUID) -> None:
    """Delete an unfinished answer at the desk; nobody can open it after that."""
    DraftRow.get_by_id(uid).delete_instance()


@question
def drafts(space: UUID) -> tuple[Draft, ...]:
    """Return the unfinished answers that nobody is typing now, oldest first, without their words.

    Somebody is typing it while the kiosk where it was begun is open and has not left it.
    """
    open_faces = FaceRow.select(FaceRow.uid).where(
        FaceRow.seen >= shared_ms(now_ms()) - GONE_AFTER_MS
    )
    rows = (
        DraftRow.select()
        .where(
            (DraftRow.space == space) & (DraftRow.face.is_null() | DraftRow.face.not_in(open_faces))
        )
        .order_by(DraftRow.started, DraftRow.uid)
    )
    waiting = {
        row.draft_id: row.face.name
        for row in HandedBackRow.select(HandedBackRow, FaceRow).join(FaceRow)
    }
    return tuple(
        Draft(
            row.uid,
            row.face_name,
            row.length,
            row.language,
            row.started,
            row.updated,
            waiting.get(row.uid, ""),
        )
        for row in rows
    )


def drafts_trouble() -> str:
    """Return why nothing can be kept of what people type here, for the desk; or nothing."""
    return "" if can_seal() else NO_LIBRARY


def open_draft(uid: UUID, pin: str) -> str:
    """Return the words of an unfinished answer. The PIN is checked first, and misses count."""
    return _open(uid, pin).words


def _open(uid: UUID, pin: str) -> DraftWords:
    row = _row(uid)
    check_pin(pin)
    try:
        content = json.loads(open_sealed(row.sealed, open_private_key("".join(pin.split()))))
        prompt = UUID(content["prompt"]) if content["prompt"] else None
        return DraftWords(uid, str(content["words"]), prompt, row.language)
    except (SealingError, ValueError, KeyError, TypeError):
        raise RefusedError(BROKEN) from None


@question
def _row(uid: UUID) -> DraftRow:
    found: DraftRow = DraftRow.get_by_id(uid)
    return found


@question
def _public_key_of(face: UUID) -> str:
    row = FaceRow.get_or_none(
        (FaceRow.uid == face) & (FaceRow.seen >= shared_ms(now_ms()) - GONE_AFTER_MS)
    )
    if row is None or not row.public_key:
        raise RefusedError(
            _("That kiosk is not open now. Nothing was lost. Open it, then try again.")
        )
    return str(row.public_key)


def give_back(uid: UUID, pin: str, face: UUID) -> None:
    """Hand an unfinished answer to one kiosk, sealed to its key; the draft stays until it is used.

    Slow, as the PIN is, and so in no transaction but for the last step.
    """
    key = _public_key_of(face)
    opened = _open(uid, pin)
    content = {
        "words": opened.words,
        "prompt": str(opened.prompt) if opened.prompt else "",
        "language": opened.language,
    }
    _hand(uid, face, seal(json.dumps(content), key))


@verb
def _hand(uid: UUID, face: UUID, sealed: str) -> None:
    """Save what is on its way; whoever had it on its way before has it no more."""
    DraftRow.get_by_id(uid)
    HandedBackRow.delete().where(HandedBackRow.draft == uid).execute()
    HandedBackRow.insert(draft=uid, face=face, sealed=sealed).execute()


@question
def is_handed_back(face: UUID) -> bool:
    """Say whether the desk has handed something to this kiosk."""
    return HandedBackRow.get_or_none(HandedBackRow.face == face) is not None


@verb
def take_back(face: UUID, private_key: str) -> DraftWords | None:
    """Take what was handed to this kiosk, once; None where there is nothing.

    The draft itself stays: ``save_draft`` with its id goes on with it, ``drop_draft`` ends it,
    and with neither it is at the desk again once this kiosk leaves it or closes.
    """
    row = HandedBackRow.get_or_none(HandedBackRow.face == face)
    if row is None:
        return None
    uid, sealed = row.draft_id, row.sealed
    HandedBackRow.delete().where(HandedBackRow.draft == uid).execute()
    try:
        content = json.loads(open_sealed(sealed, private_key))
        prompt = UUID(content["prompt"]) if content["prompt"] else None
        opened = DraftWords(uid, str(content["words"]), prompt, str(content["language"]))
    except (SealingError, ValueError, KeyError, TypeError):
        # Damaged on its way: it is still at the desk, and the kiosk goes on.
        return None
    DraftRow.update(face=face).where(DraftRow.uid == uid).execute()
    return opened
