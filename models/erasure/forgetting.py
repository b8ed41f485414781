"""Forgetting: the words of a whole space go, and the numbers that they make stay."""

from typing import Any
from uuid import UUID

from models.contribution.table import ContributionRow, VersionRow
from models.contribution.types import State
from models.desk.act_table import ActRow
from models.erasure.erasure import erase
from models.erasure.table import WhyErased
from models.flags.types import reason_outside
from models.kiosk.draft import DraftRow
from models.kiosk.picture_table import ContributionPictureRow
from models.kiosk.receipt import ReceiptRow, ReceiptSaltRow
from models.meeting.turn import TurnRow
from models.merge.other_version import OtherVersionRow
from models.outbox.table import DeedRow, OtherSaltRow
from models.outcome.asked_for import PostToRow
from models.recording.recording import RecordingRow, forget_recording
from models.search.table import SearchRow

__all__ = ["addresses_in", "forget_words", "recordings_in"]

# The longest texts are looked for: what is left of any of them would be found by its pieces.
MOST_LOOKED_FOR = 40


def recordings_in(space: UUID) -> int:
    """Count the recordings of a space."""
    return len(_recorded(space))


def addresses_in(space: UUID) -> int:
    """Count the names and addresses that people gave to be posted to."""
    return int(PostToRow.select().where(PostToRow.space == space).count())


def forget_words(space: UUID) -> None:
    """Delete every word of a space, inside the verb of whoever decided it.

    Each contribution stays as a state, a way in and what it might be used for: so every sum is as
    it was. Who it was (the role) goes with the words.
    """
    erase(space, WhyErased.FORGOTTEN, _texts(space), anew=True)
    mine = ContributionRow.select(ContributionRow.uid).where(ContributionRow.space == space)
    for uid in _recorded(space):
        forget_recording(uid)
    DeedRow.delete().where(DeedRow.contribution << mine).execute()
    of_one: tuple[Any, ...] = (
        VersionRow,
        ContributionPictureRow,
        OtherVersionRow,
        ReceiptRow,
        SearchRow,
    )
    for table in of_one:
        table.delete().where(table.contribution << mine).execute()
    of_all: tuple[Any, ...] = (DraftRow, PostToRow, ReceiptSaltRow, OtherSaltRow, TurnRow)
    for table in of_all:
        table.delete().where(table.space == space).execute()
    ActRow.update(undo="", redo="").where(ActRow.space == space).execute()
    _keep_only_our_reasons(space)
    here: Any = (ContributionRow.space == space) & (ContributionRow.words != "")
    ContributionRow.update(words="", forgotten=True).where(here).execute()
    ContributionRow.update(role="").where(ContributionRow.space == space).execute()


def _recorded(space: UUID) -> list[UUID]:
    rows = RecordingRow.select().join(ContributionRow).where(ContributionRow.space == space)
    return [row.contribution_id for row in rows]


def _keep_only_our_reasons(space: UUID) -> None:
    """Put "another reason" where somebody wrote their own, which may hold a name."""
    held = (ContributionRow.space == space) & (ContributionRow.state == State.HELD)
    reasons = {row.reason for row in ContributionRow.select(ContributionRow.reason).where(held)}
    for reason in reasons:
        told = reason_outside(reason)
        if told != reason:
            same = held & (ContributionRow.reason == reason)
            ContributionRow.update(reason=told).where(same).execute()


def _texts(space: UUID) -> list[str]:
    """Return the longest words, versions and addresses of a space, to be looked for."""
    from peewee import fn

    found: list[str] = []
    queries: tuple[Any, ...] = (
        ContributionRow.select(ContributionRow.words).where(ContributionRow.space == space),
        VersionRow.select(VersionRow.words)
        .join(ContributionRow)
        .where(ContributionRow.space == space),
        PostToRow.select(PostToRow.address).where(PostToRow.space == space),
    )
    for query in queries:
        column = query.selected_columns[0]
        found += [
            text
            for (text,) in query.order_by(fn.LENGTH(column).desc()).limit(MOST_LOOKED_FOR).tuples()
        ]
    return found
