"""The steps by which acts on a contribution are undone and done again."""

from typing import Any
from uuid import UUID

from models.contribution.table import ContributionRow, VersionRow, row_to_change
from models.contribution.types import Kind, State, is_leader
from models.desk.history import Step, is_forced, step
from models.errors import ChangedSinceError, RefusedError
from models.flags.table import open_flags, open_only
from models.identity import now_ms

__all__ = ["hide_version", "put_consent", "put_role", "put_state", "show_version", "step_to"]

CHANGED = "It was changed since. Nothing was done."


def step_to(before: dict[str, Any], after: dict[str, Any]) -> Step:
    """Return the step that leads from how a contribution stands after to how it stood before."""
    return Step.of(put_state, **before, was=after["to"])


def standing(row: ContributionRow) -> dict[str, Any]:
    """Return how a contribution stands, as a step can hold it."""
    return {
        "uid": row.uid,
        "to": str(row.state),
        "reason": row.reason,
        "flags": sorted(map(str, open_flags(row.uid))),
        "cleared": row.cleared,
    }


@step
def put_state(uid: UUID, was: str, to: str, reason: str, flags: list[str], cleared: int) -> None:
    """Put a contribution back to where it stood, with its reason and its open flags."""
    row = _row(uid)
    _refuse_unless(row.state == was)
    row.state, row.reason, row.cleared = State(to), reason, cleared
    row.save()
    open_only(uid, flags)


@step
def put_consent(uid: UUID, was: list[bool], to: list[bool]) -> None:
    """Put back what a contribution may be used for: room, report, quote."""
    row = _row(uid)
    _refuse_unless([row.consent_room, row.consent_report, row.consent_quote] == was)
    row.consent_room, row.consent_report, row.consent_quote = to
    row.save()


@step
def put_role(uid: UUID, was: str, to: str) -> None:
    """Put back who said a contribution."""
    row = _row(uid)
    _refuse_unless(row.role == was)
    row.role, row.kind = to, Kind.LEADER if is_leader(to) else Kind.HEARD
    row.save()


@step
def hide_version(uid: UUID, version: UUID) -> None:
    """Take a version away again; it is kept unseen, so that this can be done again."""
    _row(uid)
    VersionRow.update(undone=now_ms()).where(VersionRow.uid == version).execute()


@step
def show_version(uid: UUID, version: UUID) -> None:
    """Put a version beside its contribution again."""
    _row(uid)
    VersionRow.update(undone=0).where(VersionRow.uid == version).execute()


def _row(uid: UUID) -> ContributionRow:
    row = row_to_change(uid)
    if row.state == State.WITHDRAWN:
        raise RefusedError("It was taken back since, for good. Nothing was done.")
    return row


def _refuse_unless(as_it_was: bool) -> None:
    if not as_it_was and not is_forced():
        raise ChangedSinceError(CHANGED)
