"""The tables of flags and redactions: what was hinted at, and what was taken out. No words."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from uuid import UUID

from peewee import BigIntegerField, Check, ForeignKeyField, TextField, UUIDField

from models.contribution.table import ContributionRow, with_versions
from models.contribution.types import Contribution, State
from models.flags.types import FlagKind
from models.identity import new_uid, now_ms
from models.store.base import Base
from models.store.rows_of import RowsOf

__all__ = [
    "FlagRow",
    "RedactionReason",
    "RedactionRow",
    "decide",
    "forget_flags",
    "is_about_harm",
    "raise_flags",
    "with_flags",
]


class RedactionReason(StrEnum):
    """Why words were taken out. One of these, so that a reason can never hold them."""

    NAME = "names a person"
    PRIVATE = "private details"
    STRONG = "strong language"
    RECOGNISED = "somebody could be recognised"


class FlagRow(Base):
    """The table of flags. ``decided`` is when a person decided, 0 for not yet."""

    contribution_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    contribution = ForeignKeyField(ContributionRow, backref="flags", on_delete="CASCADE")
    kind = TextField(
        constraints=[
            Check(
                "kind in ('harm', 'name', 'strong language', 'address', 'phone', 'e-mail', "
                "'not an answer')"
            )
        ]
    )
    decided = BigIntegerField(default=0)

    class Meta:
        table_name = "contribution_flag"
        indexes = ((("contribution", "kind"), True),)


class RedactionRow(Base):
    """The table of redactions: who, when and why, and never the words."""

    contribution_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    contribution = ForeignKeyField(ContributionRow, backref="redactions", on_delete="CASCADE")
    made_by = TextField(default="the scribe")
    made_at = BigIntegerField(default=now_ms)
    reason = TextField(
        constraints=[
            Check(
                "reason in ('names a person', 'private details', 'strong language', "
                "'somebody could be recognised')"
            )
        ]
    )

    class Meta:
        table_name = "redaction"


def raise_flags(uid: UUID, kinds: Iterable[FlagKind]) -> None:
    """Note flags of a contribution; one that is there already is open for a decision again."""
    for kind in kinds:
        FlagRow.insert(uid=new_uid(), contribution=uid, kind=kind, decided=0).on_conflict(
            conflict_target=[FlagRow.contribution, FlagRow.kind], update={FlagRow.decided: 0}
        ).execute()


def decide(uid: UUID, *, but: FlagKind | None = None) -> None:
    """Note that a person decided about the flags of a contribution, all ``but`` one."""
    open_ones = (FlagRow.contribution == uid) & (FlagRow.decided == 0)
    if but is not None:
        open_ones &= FlagRow.kind != but
    FlagRow.update(decided=now_ms()).where(open_ones).execute()


def open_flags(uid: UUID) -> frozenset[FlagKind]:
    """Return the flags of a contribution that no person decided about yet."""
    rows = FlagRow.select().where((FlagRow.contribution == uid) & (FlagRow.decided == 0))
    return frozenset(FlagKind(row.kind) for row in rows)


def open_only(uid: UUID, kinds: Iterable[str]) -> None:
    """Have these flags of a contribution open for a decision, and no others."""
    wanted = sorted(kinds)
    mine = FlagRow.contribution == uid
    FlagRow.update(decided=0).where(mine & FlagRow.kind.in_(wanted)).execute()
    others = mine & FlagRow.kind.not_in(wanted) & (FlagRow.decided == 0)
    FlagRow.update(decided=now_ms()).where(others).execute()


def forget_flags(uid: UUID) -> None:
    """Take away everything that was noted of a contribution."""
    FlagRow.delete().where(FlagRow.contribution == uid).execute()
    RedactionRow.delete().where(RedactionRow.contribution == uid).execute()


def is_about_harm() -> object:
    """Return, for a query, what is held as possible harm until a person decides."""
    flagged = FlagRow.select(FlagRow.contribution).where(
        (FlagRow.kind == FlagKind.HARM) & (FlagRow.decided == 0)
    )
    return (ContributionRow.state == State.HELD) & ContributionRow.uid.in_(flagged)


_OPEN_FLAGS = RowsOf(FlagRow.contribution, FlagRow.select().where(FlagRow.decided == 0))
_REDACTIONS = RowsOf(RedactionRow.contribution, RedactionRow.select().order_by(RedactionRow.uid))


def with_flags(found: list[Contribution]) -> tuple[Contribution, ...]:
    """Add versions, open flags and the last redaction to contributions, a query each."""
    if not found:
        return ()
    uids = [one.uid for one in found]
    flags: dict[UUID, list[FlagKind]] = {}
    for row in _OPEN_FLAGS.of(uids):
        flags.setdefault(row.contribution_id, []).append(FlagKind(row.kind))
    redacted = {
        row.contribution_id: f"{row.reason}, by {row.made_by}" for row in _REDACTIONS.of(uids)
    }
    return tuple(
        replace(one, flags=frozenset(flags.get(one.uid, ())), redacted=redacted.get(one.uid, ""))
        for one in with_versions(found)
    )
