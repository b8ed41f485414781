"""Whether a copy of the database still holds words that were taken back here."""

from pathlib import Path
from uuid import UUID

from models.backup.file import opened
from models.contribution.table import ContributionRow
from models.contribution.types import State
from models.erasure.table import ErasureRow, WhyErased
from models.store.verbs import question

__all__ = ["has_taken_back"]

# What was taken back whole. Of the rest, a copy has the older words only if it was made before.
WHOLE = {WhyErased.WITHDRAWN, WhyErased.FORGOTTEN}


def has_taken_back(copy: Path, made: int) -> bool:
    """Say whether a copy holds words that are gone here; ``made`` is in UTC milliseconds.

    One that cannot be read holds them where anything was taken back after it was made.
    """
    gone, since, any_since = _gone_here(made)
    if not gone and not since:
        return False
    # To close the last connection would write a log into its copy, which is kept as it is.
    if copy.with_name(f"{copy.name}-wal").exists():
        return any_since
    try:
        with opened(copy, query_only=1) as engine:
            sql = "SELECT uid, space_id FROM contribution WHERE words <> ''"
            rows = engine.execute_sql(sql).fetchall()
    except Exception:  # each driver has errors of its own, of a damaged file or another key
        return any_since
    return any(UUID(uid) in gone | since or UUID(space) in gone for uid, space in rows)


@question
def _gone_here(made: int) -> tuple[set[UUID], set[UUID], bool]:
    """Return what was taken back whole, what was changed after a moment, and if any was then."""
    rows = ContributionRow.select(ContributionRow.uid).where(
        (ContributionRow.state == State.WITHDRAWN) | ContributionRow.forgotten
    )
    gone = {row.uid for row in rows}
    erased = list(ErasureRow.select(ErasureRow.subject, ErasureRow.why, ErasureRow.asked))
    gone |= {row.subject for row in erased if row.why in WHOLE}
    since = {row.subject for row in erased if row.why not in WHOLE and row.asked >= made}
    return gone, since, any(row.asked >= made for row in erased)
