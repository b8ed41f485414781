"""What a kiosk and its server tell each other beside what people said.

To the server: that the kiosk is open, how much it keeps, and what is being typed, sealed. Back:
the kiosk's name, and an unfinished answer that the desk handed to it.
"""

from typing import Any
from uuid import UUID

from models.desk.face import GONE_AFTER_MS, FaceKind, FaceRow, close_face, report_face
from models.identity import now_ms
from models.kiosk.draft import DraftRow, HandedBackRow
from models.outbox.outbox import Kept, kept_here
from models.store.base import elsewhere, plain
from models.store.verbs import question, verb

__all__ = ["FaceLink"]

Row = dict[str, Any]


class FaceLink:
    """Tells a server about the kiosk that is open here, and takes back what is meant for it."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._told: dict[UUID, tuple[Any, ...]] = {}
        self._sent: dict[UUID, int] = {}

    def tell(self) -> None:
        """Say that the kiosk is open and how much it keeps, where that is news; take its name."""
        kept = kept_here()
        faces = _faces()
        for row in faces:
            uid = row["uid"]
            told = (row["seen"], row["sound_off"], row["public_key"], kept.number)
            if self._told.get(uid) == told:
                continue
            with elsewhere(self._server):
                name = _report(row, kept)
            _take_name(uid, name)
            self._told[uid] = told
        for uid in set(self._told) - {row["uid"] for row in faces}:
            with elsewhere(self._server):
                close_face(uid)
            del self._told[uid]

    def exchange(self) -> None:
        """Send what is being typed, and take what was handed back."""
        for row in _drafts():
            uid, mark = row["uid"], row["updated"] + (row["face"] is None)
            if self._sent.get(uid) != mark:
                with elsewhere(self._server):
                    _take_draft(row, is_new=uid not in self._sent)
                self._sent[uid] = mark
            if row["face"] is None:
                # It was left here and is at the desk now: what is sealed stays nowhere else.
                _forget_draft(uid)
        for face in list(self._told):
            with elsewhere(self._server):
                handed = _handed_to(face)
            if handed is not None:
                _take_handed(*handed)
                self._sent[handed[0]["uid"]] = 0
                with elsewhere(self._server):
                    _was_handed(handed[0]["uid"], face)

    def close(self) -> None:
        """Say that the kiosk is closed."""
        for uid in list(self._told):
            with elsewhere(self._server):
                close_face(uid)
        self._told.clear()


# -- here ------------------------------------------------------------------------------------


@question
def _faces() -> list[Row]:
    open_now = (FaceRow.kind == FaceKind.KIOSK) & (FaceRow.seen >= now_ms() - GONE_AFTER_MS)
    return plain(FaceRow.select().where(open_now))


@question
def _drafts() -> list[Row]:
    return plain(DraftRow.select())


@verb
def _take_name(uid: UUID, name: str) -> None:
    FaceRow.update(name=name).where((FaceRow.uid == uid) & (FaceRow.name != name)).execute()


@verb
def _forget_draft(uid: UUID) -> None:
    DraftRow.delete().where((DraftRow.uid == uid) & DraftRow.face.is_null()).execute()


@verb
def _take_handed(draft: Row, sealed: str, face: UUID) -> None:
    DraftRow.insert({**draft, "face": face}).on_conflict_ignore().execute()
    HandedBackRow.insert(
        draft=draft["uid"], face=face, sealed=sealed
    ).on_conflict_ignore().execute()


# -- at home ---------------------------------------------------------------------------------


@verb
def _report(row: Row, kept: Kept) -> str:
    found = report_face(
        row["uid"],
        row["space"],
        FaceKind.KIOSK,
        sound_off=row["sound_off"],
        public_key=row["public_key"],
    )
    FaceRow.update(kept=kept.number, kept_since=kept.since).where(
        (FaceRow.uid == row["uid"])
        & ((FaceRow.kept != kept.number) | (FaceRow.kept_since != kept.since))
    ).execute()
    return found.name


@verb
def _take_draft(row: Row, *, is_new: bool) -> None:
    """Save what is being typed. What the desk threw away meanwhile does not come back."""
    there = DraftRow.get_or_none(DraftRow.uid == row["uid"])
    if there is None:
        if is_new:
            DraftRow.insert(row).on_conflict_ignore().execute()
        return
    DraftRow.update({name: value for name, value in row.items() if name != "uid"}).where(
        DraftRow.uid == row["uid"]
    ).execute()


@question
def _handed_to(face: UUID) -> tuple[Row, str, UUID] | None:
    handed = HandedBackRow.get_or_none(HandedBackRow.face == face)
    if handed is None:
        return None
    return plain(DraftRow.select().where(DraftRow.uid == handed.draft_id))[0], handed.sealed, face


@verb
def _was_handed(draft: UUID, face: UUID) -> None:
    HandedBackRow.delete().where(HandedBackRow.draft == draft).execute()
    DraftRow.update(face=face).where(DraftRow.uid == draft).execute()
